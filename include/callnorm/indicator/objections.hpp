// callnorm/indicator/objections.hpp - CCO-3.3: the agent counters objections two or three times at
// most, and stops at a firm no.
//
// NORM CCO-3.3, reading AN-03. A counter-argument is one turn against one objection, however many
// arguments it holds and over however many rows a sentence of it goes; acknowledging and clarifying
// use up nothing. Automatic acts, also those of another program, never fail anyone: their count
// waits for an assessor's look.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"

namespace callnorm {

/// One turn against one objection.
struct CounterArgument {
  const Act* act = nullptr;                ///< the first rebuttal of the turn; never null
  std::optional<std::uint32_t> objection;  ///< index among the record's objections
  std::uint32_t arguments = 1;
  bool after_refusal = false;
};

/// The acts CCO-3.3 counts, in order of time.
struct ObjectionRecord {
  std::vector<const Act*> objections;
  std::vector<CounterArgument> counters;
  std::vector<const Act*> refusals;
  std::vector<std::uint32_t> per_objection;  ///< counter-arguments, by objection
  std::uint32_t largest = 0;  ///< most counter-arguments against one objection, also an unknown one
};

/// @param acts must outlive the record. Acts with a turn stand in order of turn and position, those
/// without one keep their order. A rebuttal belongs to the objection `to` names, else to the one of
/// the turn it is about, else to the last before it.
[[nodiscard]] ObjectionRecord objection_record(const PreparedContact& contact,
                                               std::span<const Act> acts);

/// @param reading of the operationalisation: "counter_per_objection" limits each objection, any
/// other the contact. @param by_phrases objections were looked for by phrases alone, which overlook
/// most: where answers may resist (analysis/resistance.hpp), none found is no "no objection", and
/// where more turns may argue than were found, few found are not few.
void judge_counter_arguments(const PreparedContact& contact, std::span<const Act> acts,
                             std::string_view reading, bool by_phrases,
                             const Parameters& parameters, IndicatorResult& result);

}  // namespace callnorm
