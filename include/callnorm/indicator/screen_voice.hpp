// callnorm/indicator/screen_voice.hpp - CCO-1.1: does the agent follow the screen while talking or
// listening? (measure screen_following_voice)
//
// Following is acting upon what appears: opening that very item, or saying one of its values.
// Nothing is known of anyone's gaze. Sources of the limits: NORM CCO-1.1.
#pragma once

#include <span>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"

namespace callnorm {

/// Relevant items shown during the contact that were followed within `window`, and the share of the
/// viewing that overlaps with talk. insufficient_evidence: NO_SCREEN_CHANNEL (items or views not
/// recorded, or not one view), NO_TRANSCRIPT, CLOCK_SKEW, FEW_OPPORTUNITIES, BORDERLINE. Cost:
/// items times words said within their windows.
/// @param acts of the talk: whose a silence is.
void judge_screen_following_voice(const PreparedContact& contact, std::span<const Act> acts,
                                  const Parameters& parameters, IndicatorResult& result);

}  // namespace callnorm
