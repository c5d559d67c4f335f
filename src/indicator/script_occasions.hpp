// src/indicator/script_occasions.hpp - which steps of a script a contact came to.
//
// Only what had its occasion can have been skipped (NORM 0.5; NORM 6, exits).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/detect/script_steps.hpp"
#include "callnorm/engine/alignment.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

/// Of a contact that was cut short: takes off the steps behind the last that was seen, the farewell
/// aside, which had no occasion. Gives their number, free ones aside.
std::uint32_t take_off_unreached(AlignmentResult& aligned, const std::vector<ScriptStep>& steps);

/// How many of the moves, from the first, the contact shows to have had their occasion.
///
/// A script may be left before its end: put through, called back, the client goes, or nothing is
/// left to do (NORM 6, exits). What is not done then is no step skipped. So a step has had its
/// occasion when the contact went past it: when a later one was taken, in its place or in another,
/// that carries the matter on; when its own condition, or that of a later one, is known to hold
/// ("if the client accepted"); or when the agent went on at length without any. And an agent who
/// asks for anything else and takes leave has passed what each contact opens with, and what was
/// next when the client went along with the step before.
[[nodiscard]] std::size_t occasions_shown(const AlignmentResult& aligned,
                                          const PreparedContact& contact, const Script& script,
                                          const std::vector<ScriptStep>& steps,
                                          std::span<const Act> acts,
                                          const StepDetection& detection);

}  // namespace callnorm
