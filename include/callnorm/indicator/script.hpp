// callnorm/indicator/script.hpp - CCO-2.6: are the script's steps followed?
//
// Measure script_fitness.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "callnorm/analysis/phrases.hpp"
#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/detect/script_steps.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"
#include "callnorm/model/script.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

/// Aligns the steps seen with the script. Steps seen by a detector more often than the script has
/// room for are not held against the agent; steps handed in with the contact are taken as they are.
/// Fails with invalid_script when the script unrolls to too many states.
[[nodiscard]] Result<Alignment> align_steps(const PreparedContact& contact, const Script& script,
                                            const std::vector<ScriptStep>& steps,
                                            std::span<const Act> acts,
                                            const StepDetection& detection,
                                            IndicatorResult& result);

/// Words the script forbids, in the agent's turns: listed and flagged (FORBIDDEN_PHRASE) for people
/// to look at. No verdict rests on them: the norm says nothing of them, and a phrase may be quoted.
/// @param said where they are said.
void list_forbidden_phrases(const PreparedContact& contact, const Script& script,
                            const PhraseHits& said, IndicatorResult& result);

/// @param alignment what align_steps() gave. Measures must have been added by it.
void judge_script_fitness(const Alignment& alignment, const StepDetection& detection,
                          const std::vector<ScriptStep>& steps, const Parameters& parameters,
                          IndicatorResult& result);

}  // namespace callnorm
