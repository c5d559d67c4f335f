// callnorm/indicator/script.hpp - CCO-2.6: are the script's steps followed? CCO-3.7: is the contact
// ended by script?
//
// Measures script_fitness and closing_sequence.
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
[[nodiscard]] Result<Alignment> align_steps(const Contact& contact, const Script& script,
                                            const std::vector<ScriptStep>& steps,
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

/// One closing element the agent said.
struct ClosingElement {
  std::string tag;  ///< "summary", "anything_else", "next_step", "thanks", "wish", "goodbye"
  std::optional<std::uint32_t> turn;
  TextRange text;
  std::optional<TimeSpan> time;
};

struct ClosingRecord {
  std::vector<ClosingElement> found;  ///< in order
  bool goodbye = false;
  bool hangup_ok = false;
  bool hangup_known = false;              ///< false: nothing tells when the line was cut
  bool by_lexicon = false;                ///< the elements were detected, not annotated
  std::optional<std::uint32_t> untagged;  ///< a late agent turn in which nothing was recognised
  /// The agent's last turn where it ends with a wish ("Fijne avond nog!") or with a few words in
  /// which nothing was recognised: they may have been the farewell.
  std::optional<std::uint32_t> farewell;
  std::optional<std::uint32_t> client_goodbye;  ///< turn of the last
  std::optional<std::uint32_t> client_left;     ///< turn of the first
};

/// @param acts uses the closing kinds of both speakers. The zone is the last turns of the contact;
/// when the client raises something new after "anything else", it begins again there.
[[nodiscard]] ClosingRecord closing_record(const PreparedContact& contact,
                                           std::span<const Act> acts, const Parameters& parameters);

/// @param required the script's closing, in order; null: there is no script.
void judge_closing(const Contact& contact, const ClosingRecord& record,
                   const std::vector<std::string>* required, const Parameters& parameters,
                   IndicatorResult& result);

}  // namespace callnorm
