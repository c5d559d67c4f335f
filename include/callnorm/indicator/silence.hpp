// callnorm/indicator/silence.hpp - CCO-3.6: does the agent avoid silences? (measure dead_air)
//
// Sources of the limits: NORM CCO-3.6. Silences of the client never count; an announced wait counts
// only beyond what was announced; a hold nobody announced is silence.
#pragma once

#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/engine/silence.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"

namespace callnorm {

/// Who spoke when, and what that did for the silence after it.
struct SpeechRecord {
  std::vector<Speech> speech;
  std::vector<std::uint32_t> turns;  ///< by speech: index of its turn
  TimeSpan talk;  ///< connect to end; ends with the last words once a goodbye was said
};

/// @param acts uses hold, question, acknowledge, filler, goodbye. A turn with word times is cut
/// where its own words pause for min_silence. @param factor stretches every silence limit
/// (accommodation); 1 = none.
[[nodiscard]] SpeechRecord speech_record(const PreparedContact& contact, std::span<const Act> acts,
                                         const Parameters& parameters, double hold_cover,
                                         double factor);

void judge_dead_air(const Contact& contact, const SpeechRecord& record,
                    const Parameters& parameters, double factor, IndicatorResult& result);

}  // namespace callnorm
