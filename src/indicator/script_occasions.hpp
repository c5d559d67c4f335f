// src/indicator/script_occasions.hpp - which steps of a script a contact came to.
//
// Only what had its occasion can have been skipped (NORM 0.5; NORM 6, exits).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/contact_exit.hpp"
#include "analysis/denial.hpp"
#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/detect/script_steps.hpp"
#include "callnorm/engine/alignment.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

namespace occasions {

// Whether a step belongs to the farewell, which every contact has, whatever became of it.
inline bool closes(const ScriptStep& step) {
  if (step.node == nullptr) return false;
  if (!step.node->closing.empty()) return true;
  if (!step.node->say) return false;
  const std::vector<std::string>& said = step.node->say->elements;
  return std::find(said.begin(), said.end(), "goodbye") != said.end();
}

// Whether a step that was seen is of the script's matter and no other: data that were asked for or
// entered, what a log holds, a sentence word for word, an offer and what is said for it. Words
// like the script's, or a reformulation, are said in any contact; and a look-up the script leaves
// open answers a question of the client's.
inline bool carries_on(const ScriptStep& step, Recognition seen) {
  if (step.node == nullptr || step.client || closes(step)) return false;
  const ScriptNode& node = *step.node;
  const bool sells = !node.promo.empty() || node.act == ActKind::rebuttal;
  if (sells || !node.collect.empty()) return true;
  return !step.optional && (seen == Recognition::event || seen == Recognition::verbatim);
}

// Whether the agent says far more than it takes to leave a contact.
inline bool goes_on(const Contact& contact) {
  constexpr std::ptrdiff_t leave_taking = 7;  // turns, the greeting among them
  return std::count_if(contact.turns().begin(), contact.turns().end(), [](const Turn& turn) {
           return turn.speaker == Speaker::agent;
         }) > leave_taking;
}

// What each contact opens with, whatever it is about: what is said before the script turns to the
// client's matter. The number of these steps.
inline std::size_t opening_steps(const std::vector<ScriptStep>& steps) {
  const auto turns_to_matter = [](const ScriptStep& step) {
    if (step.node == nullptr || step.optional || step.condition != nullptr || closes(step)) {
      return true;
    }
    const ScriptNode& node = *step.node;
    return !node.say || node.say->mode == Say::Mode::act || node.lookup || !node.collect.empty() ||
           !node.tool.empty() || !node.promo.empty();
  };
  return static_cast<std::size_t>(std::find_if(steps.begin(), steps.end(), turns_to_matter) -
                                  steps.begin());
}

// Where the agent closes the contact of his own: asks a client who has been heard, and has not
// left, whether there is anything else, and then takes leave.
inline std::optional<std::uint32_t> closing_turn(const PreparedContact& contact,
                                                 std::span<const Act> acts) {
  const auto of = [&](const Act& act, ActKind kind, Speaker speaker) {
    return act.kind == kind && act.turn && contact.turns()[*act.turn].speaker == speaker;
  };
  std::optional<std::uint32_t> asked;
  std::optional<std::uint32_t> closed;
  for (const Act& act : acts) {
    if (of(act, ActKind::goodbye, Speaker::client) && !closed) return std::nullopt;
    if (of(act, ActKind::anything_else, Speaker::agent)) asked = act.turn;
    if (of(act, ActKind::goodbye, Speaker::agent) && asked) closed = asked;
  }
  if (!closed) return std::nullopt;
  const auto before = contact.turns().first(*closed);
  const bool heard = std::any_of(before.begin(), before.end(), [](const PreparedTurn& turn) {
    return turn.speaker == Speaker::client && turn.first_token != turn.last_token;
  });
  return heard ? closed : std::nullopt;
}

// An outcome other than the first its list has, which is that of a contact that went its course.
inline bool other_outcome(const Contact& contact, const Script& script) {
  if (!contact.data().report) return false;
  const auto& wanted = script.data().report;
  const auto field = std::find_if(wanted.begin(), wanted.end(),
                                  [](const ReportField& f) { return f.name == "outcome"; });
  if (field == wanted.end() || field->values.empty()) return false;
  return std::any_of(contact.data().report->begin(), contact.data().report->end(),
                     [&](const ReportEntry& entry) {
                       return entry.field == field->name && entry.value != field->values.front();
                     });
}

// Whether the contact may have been left before the script's end.
inline bool may_be_left(const PreparedContact& contact, const Script& script) {
  const Ending& ending = contact.contact().data().ending;
  if (ending.cut_short() || ending.by == Ending::By::client) return true;
  if (other_outcome(contact.contact(), script) || exit_turn(contact)) return true;
  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
    if (puts_through(contact, t)) return true;
  }
  return false;
}

// Whether the client went along with what the agent said, "Yes, please" or in its words, and
// nothing until the closing says that it came otherwise: nobody denies anything, and the agent puts
// nothing off.
inline bool went_along(const PreparedContact& contact, std::span<const Act> acts,
                       const StepMark& step, std::uint32_t closing) {
  if (!step.turn || contact.lexicon() == nullptr) return false;
  const std::uint32_t answer = *step.turn + 1;
  if (answer >= closing || contact.turns()[answer].speaker != Speaker::client) return false;
  for (const Act& act : acts) {
    if (act.turn && *act.turn >= answer && *act.turn < closing &&
        (act.kind == ActKind::next_step || act.kind == ActKind::disconfirm)) {
      return false;
    }
  }
  const std::uint32_t first = contact.turns()[answer].first_token;
  const std::uint32_t past = contact.turns()[closing].last_token;
  for (std::uint32_t k = first; k < past; ++k) {
    if (is_denial(contact.lexicon()->language(), contact.type_of(k).folded)) return false;
  }
  const auto said = acts_of_turn(acts, answer);
  if (std::any_of(said.begin(), said.end(),
                  [](const Act& act) { return act.kind == ActKind::confirm; })) {
    return true;
  }
  const auto [begin, end] = contact.tokens_within(*step.turn, step.text);
  for (std::uint32_t k = first; k < contact.turns()[answer].last_token; ++k) {
    const WordType& word = contact.type_of(k);
    if (word.content.empty()) continue;
    for (std::uint32_t own = begin; own < end; ++own) {
      if (contact.tokens()[own].type == contact.tokens()[k].type) return true;
    }
  }
  return false;
}

// How many of the moves an agent has passed who closed the contact of his own.
inline std::size_t passed_by_closing(const AlignmentResult& aligned, const PreparedContact& contact,
                                     const Script& script, const std::vector<ScriptStep>& steps,
                                     std::span<const Act> acts, const StepDetection& detection) {
  const std::optional<std::uint32_t> closing = closing_turn(contact, acts);
  if (!closing) return 0;
  const std::size_t opening = opening_steps(steps);
  const bool left = may_be_left(contact, script);
  std::size_t passed = 0;
  bool next = false;  // the step is the next to one that the client went along with
  for (std::size_t i = 0; i < aligned.moves.size(); ++i) {
    const Move& move = aligned.moves[i];
    if (move.kind == Move::Kind::extra) continue;
    const auto symbol = static_cast<std::size_t>(move.symbol);
    if (symbol < opening || next) passed = i + 1;
    if (steps[symbol].optional) continue;
    bool seen = false;  // in its place or in another
    bool taken_up = false;
    for (const StepMark& mark : detection.marks) {
      if (mark.step != move.symbol) continue;
      seen = true;
      taken_up = taken_up || (mark.kind == Recognition::paraphrase && !left &&
                              went_along(contact, acts, mark, *closing));
    }
    next = taken_up || (next && !seen && move.free_of_cost);
  }
  return passed;
}

}  // namespace occasions

/// Of a contact that was cut short: takes off the steps behind the last that was seen, the farewell
/// aside, which had no occasion. Gives their number, free ones aside.
inline std::uint32_t take_off_unreached(AlignmentResult& aligned,
                                        const std::vector<ScriptStep>& steps) {
  const auto seen = [&](const Move& move) {
    const auto symbol = static_cast<std::size_t>(move.symbol);
    return move.kind != Move::Kind::skip &&
           (symbol >= steps.size() || !occasions::closes(steps[symbol]));
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

/// How many of the moves, from the first, the contact shows to have had their occasion.
///
/// A script may be left before its end: put through, called back, the client goes, or nothing is
/// left to do (NORM 6, exits). What is not done then is no step skipped. So a step has had its
/// occasion when the contact went past it: when a later one was taken, in its place or in another,
/// that carries the matter on; when its own condition, or that of a later one, is known to hold
/// ("if the client accepted"); or when the agent went on at length without any. And an agent who
/// asks for anything else and takes leave has passed what each contact opens with, and what was
/// next when the client went along with the step before.
[[nodiscard]] inline std::size_t occasions_shown(const AlignmentResult& aligned,
                                                 const PreparedContact& contact,
                                                 const Script& script,
                                                 const std::vector<ScriptStep>& steps,
                                                 std::span<const Act> acts,
                                                 const StepDetection& detection) {
  if (detection.given) return aligned.moves.size();  // people who label look for what was due
  std::vector<bool> carried(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) carried[i] = detection.visibility[i].asked;
  for (const StepMark& mark : detection.marks) {
    const auto symbol = static_cast<std::size_t>(mark.step);
    if (occasions::carries_on(steps[symbol], mark.kind)) carried[symbol] = true;
  }
  std::size_t shown = 0;
  bool none_taken = true;  // of those the script does not leave open
  for (std::size_t i = 0; i < aligned.moves.size(); ++i) {
    if (aligned.moves[i].kind == Move::Kind::extra) continue;
    const auto symbol = static_cast<std::size_t>(aligned.moves[i].symbol);
    const Condition* const condition = steps[symbol].condition;
    if (condition != nullptr && contact.contact().fact(condition->fact) != nullptr) shown = i + 1;
    if (!carried[symbol]) continue;
    shown = std::max(shown, i);
    none_taken = none_taken && steps[symbol].optional;
  }
  const auto undecided = [&](const Move& move) {
    return move.kind == Move::Kind::skip && !move.free_of_cost &&
           detection.visibility[static_cast<std::size_t>(move.symbol)].absence_provable;
  };
  const auto beyond = aligned.moves.begin() + static_cast<std::ptrdiff_t>(shown);
  if (std::none_of(beyond, aligned.moves.end(), undecided)) return shown;
  if (none_taken && occasions::goes_on(contact.contact())) return aligned.moves.size();
  return std::max(shown,
                  occasions::passed_by_closing(aligned, contact, script, steps, acts, detection));
}

}  // namespace callnorm
