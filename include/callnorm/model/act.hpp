// callnorm/model/act.hpp - what a stretch of talk does: ask, reformulate, announce a wait, ...
//
// Acts are what detectors produce and what judges count. A human annotator or another model may
// hand them in with the contact; then no detector of that kind runs. Definitions: docs/acts.md.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/extent.hpp"

namespace callnorm {

/// Names in JSON are the enumerators' own. Append only: the order is part of the C ABI.
enum class ActKind : std::uint8_t {
  // agent
  reformulation,
  read_back,
  repeat,
  clarification,
  open_repair,
  data_question,
  question,
  hold,
  greeting,
  self_identification,
  offer_help,
  recording_notice,
  thanks,
  apology,
  anything_else,
  summary_of_actions,
  next_step,
  wish,
  goodbye,
  acknowledge_objection,
  rebuttal,
  promotion,
  // client
  objection,
  firm_refusal,
  accept,
  confirm,
  disconfirm,
  acknowledge,
  // either
  filler,
  step,  ///< a script step, named in Act::step, said or done
};

inline constexpr std::array<std::string_view, 30> act_kind_names{
    "reformulation", "read_back",
    "repeat",        "clarification",
    "open_repair",   "data_question",
    "question",      "hold",
    "greeting",      "self_identification",
    "offer_help",    "recording_notice",
    "thanks",        "apology",
    "anything_else", "summary_of_actions",
    "next_step",     "wish",
    "goodbye",       "acknowledge_objection",
    "rebuttal",      "promotion",
    "objection",     "firm_refusal",
    "accept",        "confirm",
    "disconfirm",    "acknowledge",
    "filler",        "step"};

[[nodiscard]] constexpr std::string_view name(ActKind kind) noexcept {
  return act_kind_names[static_cast<std::size_t>(kind)];
}

[[nodiscard]] constexpr std::optional<ActKind> act_kind(std::string_view name) noexcept {
  for (std::size_t i = 0; i < act_kind_names.size(); ++i) {
    if (act_kind_names[i] == name) return static_cast<ActKind>(i);
  }
  return std::nullopt;
}

/// One act. `turn` is the index among the contact's utterances (turns of a voice contact,
/// messages of a chat or e-mail); absent only for a step done outside the talk, such as a tool use.
struct Act {
  ActKind kind = ActKind::question;
  std::string id;                     ///< unique in the contact, or empty
  std::optional<std::uint32_t> turn;  ///< index of the utterance
  TextRange text;                     ///< within that utterance; the whole of it when given without
  std::optional<TimeSpan> time;       ///< when finer than the utterance's own
  double score = 1.0;                 ///< 0..1; 1 for an act a person annotated
  std::string type;                   ///< finer kind: "gist", "restricted_offer", "price", ...
  std::string to;                     ///< id of the act answered (a rebuttal's objection)
  std::string step;                   ///< script label, for ActKind::step
  std::optional<Millis> announced;    ///< the wait a hold announcement names
  std::string by;                     ///< who says so: "rules@1", a model, an annotator
  std::optional<std::uint32_t>
      about_turn;   ///< the turn it takes up (what a reformulation restates)
  TextRange about;  ///< within that turn
  std::vector<std::pair<std::string, std::string>> details;  ///< why: "rule", "cue", "matched", ...
};

/// The acts of one turn. @param acts ordered by turn, those without a turn last, as
/// Evaluator::detect() gives them. Cost: two binary searches.
[[nodiscard]] inline std::span<const Act> acts_of_turn(std::span<const Act> acts,
                                                       std::uint32_t turn) noexcept {
  const auto before = [](const Act& act, std::uint32_t t) { return act.turn && *act.turn < t; };
  const auto begin = std::lower_bound(acts.begin(), acts.end(), turn, before);
  const auto end =
      std::find_if(begin, acts.end(), [&](const Act& act) { return act.turn != turn; });
  return {begin, end};
}

}  // namespace callnorm
