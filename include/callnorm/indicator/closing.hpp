// callnorm/indicator/closing.hpp - CCO-3.7: is the contact ended by script?
//
// Measure closing_sequence.
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
  /// Where the contact left the script, if it did (NORM 6, exits): the agent puts the client
  /// through, or nobody is there ("Leave a message after the tone.").
  std::optional<std::uint32_t> exit;
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
