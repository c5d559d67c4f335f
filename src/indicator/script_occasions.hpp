// indicator/script_occasions.hpp - which steps of a script a contact came to.
//
// Only what had its occasion can have been skipped (NORM 0.5; NORM 6, exits).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/detect/script_steps.hpp"
#include "callnorm/engine/alignment.hpp"
#include "callnorm/model/contact.hpp"

namespace callnorm {

/// Whether a step belongs to the farewell, which every contact has, whatever became of it.
[[nodiscard]] inline bool closes(const ScriptStep& step) {
  if (step.node == nullptr) return false;
  if (!step.node->closing.empty()) return true;
  if (!step.node->say) return false;
  const std::vector<std::string>& said = step.node->say->elements;
  return std::find(said.begin(), said.end(), "goodbye") != said.end();
}

/// Of a contact that was cut short: takes off the steps behind the last that was seen, the farewell
/// aside, which had no occasion. Gives their number, free ones aside.
inline std::uint32_t take_off_unreached(AlignmentResult& aligned,
                                        const std::vector<ScriptStep>& steps) {
  const auto seen = [&](const Move& move) {
    const auto symbol = static_cast<std::size_t>(move.symbol);
    return move.kind != Move::Kind::skip && (symbol >= steps.size() || !closes(steps[symbol]));
  };
  const auto behind = std::find_if(aligned.moves.rbegin(), aligned.moves.rend(), seen).base();
  std::uint32_t taken = 0;
  const auto left = std::remove_if(behind, aligned.moves.end(), [&](const Move& move) {
    if (move.kind != Move::Kind::skip) return false;
    if (!move.free_of_cost) ++taken;
    return true;
  });
  aligned.moves.erase(left, aligned.moves.end());
  aligned.cost -= std::min(taken, aligned.cost);
  aligned.shortest_path -= std::min(taken, aligned.shortest_path);
  return taken;
}

/// Whether a step that was seen is of the script's matter and no other: data that were asked for or
/// entered, what a log holds, a sentence word for word, an offer and what is said for it. Words
/// like the script's, or a reformulation, are said in any contact; and a look-up the script leaves
/// open answers a question of the client's.
[[nodiscard]] inline bool carries_on(const ScriptStep& step, Recognition seen) {
  if (step.node == nullptr || step.client || closes(step)) return false;
  const ScriptNode& node = *step.node;
  const bool sells = !node.promo.empty() || node.act == ActKind::rebuttal;
  if (sells || !node.collect.empty()) return true;
  return !step.optional && (seen == Recognition::event || seen == Recognition::verbatim);
}

/// Whether the agent says far more than it takes to leave a contact.
[[nodiscard]] inline bool goes_on(const Contact& contact) {
  constexpr std::ptrdiff_t leave_taking = 7;  // turns, the greeting among them
  return std::count_if(contact.turns().begin(), contact.turns().end(), [](const Turn& turn) {
           return turn.speaker == Speaker::agent;
         }) > leave_taking;
}

/// How many of the moves, from the first, the contact shows to have had their occasion.
///
/// A script may be left before its end: put through, called back, the client goes, or nothing is
/// left to do (NORM 6, exits). What is not done then is no step skipped. So a step has had its
/// occasion when the contact went past it: when a later one was taken, in its place or in another,
/// that carries the matter on; when its own condition, or that of a later one, is known to hold
/// ("if the client accepted"); or when the agent went on at length without any.
[[nodiscard]] inline std::size_t occasions_shown(const AlignmentResult& aligned,
                                                 const Contact& contact,
                                                 const std::vector<ScriptStep>& steps,
                                                 const StepDetection& detection) {
  if (detection.given) return aligned.moves.size();  // people who label look for what was due
  std::vector<bool> carried(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) carried[i] = detection.visibility[i].asked;
  for (const StepMark& mark : detection.marks) {
    const auto symbol = static_cast<std::size_t>(mark.step);
    if (carries_on(steps[symbol], mark.kind)) carried[symbol] = true;
  }
  std::size_t shown = 0;
  bool none_taken = true;  // of those the script does not leave open
  for (std::size_t i = 0; i < aligned.moves.size(); ++i) {
    if (aligned.moves[i].kind == Move::Kind::extra) continue;
    const auto symbol = static_cast<std::size_t>(aligned.moves[i].symbol);
    const Condition* const condition = steps[symbol].condition;
    if (condition != nullptr && contact.fact(condition->fact) != nullptr) shown = i + 1;
    if (!carried[symbol]) continue;
    shown = std::max(shown, i);
    none_taken = none_taken && steps[symbol].optional;
  }
  return none_taken && goes_on(contact) ? aligned.moves.size() : shown;
}

}  // namespace callnorm
