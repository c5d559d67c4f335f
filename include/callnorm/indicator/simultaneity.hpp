// callnorm/indicator/simultaneity.hpp - CCO-1.3 and 1.4: do hands, ears and voice work at the same
// time? (measures input_during_speech, typing_lag)
//
// Only times are used, never a word. Sources of the limits: NORM CCO-1.3, CCO-1.4.
#pragma once

#include <span>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"

namespace callnorm {

/// Keyboard and mouse while one of the two speaks, and the headset on. Input lasts as long as it
/// was recorded; events recorded as instants make up a burst when at most `burst_gap` apart. The
/// period judged is the contact without its holds. insufficient_evidence: NO_INPUT_CHANNEL,
/// NO_HEADSET_CHANNEL, NO_TRANSCRIPT, CLOCK_SKEW, FEW_INPUT, BORDERLINE.
/// @param acts of the talk: whose a silence is.
void judge_input_during_speech(const PreparedContact& contact, std::span<const Act> acts,
                               const Parameters& parameters, IndicatorResult& result);

/// Values the client dictated, committed in time and not asked for again. Pasted and autofilled
/// ones do not count. not_applicable: NO_TYPING_TASK. insufficient_evidence: NO_DICTATION_LOG,
/// CLOCK_SKEW, FEW_OPPORTUNITIES, BORDERLINE.
void judge_typing_lag(const Contact& contact, const Parameters& parameters,
                      IndicatorResult& result);

}  // namespace callnorm
