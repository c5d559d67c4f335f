// callnorm/indicator/understanding.hpp - CCO-3.1: does the agent reformulate? CCO-3.2: does the
// agent clarify?
//
// Measures ratified_reformulations and answered_clarifications. Both are one-sided: a detector that
// finds nothing never gives not_demonstrated (NORM 0.2).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"

namespace callnorm {

/// A reformulation and what became of it.
struct FormulationRecord {
  Act act;
  std::optional<std::uint32_t> ratified;      ///< the client turn that confirms
  std::optional<std::uint32_t> disconfirmed;  ///< the client turn that rejects
  bool corrected_himself = false;             ///< and what it rejects the client had said so
  bool on_goal = false;
};

/// @param acts ordered by turn; uses reformulation, read_back, confirm, disconfirm, question,
/// anything_else.
/// @param objective keywords of the contact's purpose; a read-back serves it by definition.
[[nodiscard]] std::vector<FormulationRecord> formulations(const PreparedContact& contact,
                                                          std::span<const Act> acts,
                                                          std::span<const std::string> objective,
                                                          const Parameters& parameters);

/// @param objective_known whether there is a script that says what the contact is for.
void judge_reformulation(const PreparedContact& contact, std::span<const FormulationRecord> records,
                         bool script_known, bool objective_known, const Parameters& parameters,
                         IndicatorResult& result);

/// A clarifying question and its answer.
struct ClarificationRecord {
  Act act;
  std::optional<std::uint32_t> answered;  ///< the client turn that answers
};

/// @param acts ordered by turn; uses clarification, open_repair, confirm, disconfirm.
[[nodiscard]] std::vector<ClarificationRecord> clarifications(const PreparedContact& contact,
                                                              std::span<const Act> acts);

void judge_clarification(const PreparedContact& contact,
                         std::span<const ClarificationRecord> records, const Parameters& parameters,
                         IndicatorResult& result);

}  // namespace callnorm
