// callnorm/indicator/silence.hpp - CCO-3.6: does the agent avoid silences? (measure dead_air)
//
// Sources of the limits: NORM CCO-3.6. Silences of the client never count; an announced wait counts
// only beyond what was announced; a hold nobody announced is silence.
#pragma once

#include "callnorm/analysis/speech_record.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"

namespace callnorm {

/// @param factor stretches every limit (accommodation); 1 = none.
[[nodiscard]] SpeechLimits speech_limits(const Parameters& parameters, double factor);

/// @param factor as above.
void judge_dead_air(const Contact& contact, const SpeechRecord& record,
                    const Parameters& parameters, double factor, IndicatorResult& result);

}  // namespace callnorm
