// analysis/data_names.hpp - what a value that a script collects is called in the talk, and whether
// the client gave it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/extent.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

/// In one contact, which must outlive it.
class DataNames {
 public:
  explicit DataNames(const PreparedContact& contact) : contact_(contact) {}

  /// What a value is called, as content words: by the script, then as its log does. Only what may
  /// be said in this contact; nothing where no language is known. Good until another value is
  /// asked about.
  /// @param wanted of a script that outlives this: values are told apart by their addresses.
  [[nodiscard]] const std::vector<std::vector<std::string>>& of(const ScriptData& wanted);

  /// Whether a stretch of a turn has all content words of one of the names, up to inflection.
  [[nodiscard]] bool said(const ScriptData& wanted, std::uint32_t turn, TextRange range);

 private:
  bool may_be_said(std::string_view content);

  const PreparedContact& contact_;
  std::vector<bool> begins_;  // by content_key(), folded: whether a word has it
  const ScriptData* named_ = nullptr;
  std::vector<std::vector<std::string>> names_;  // of `named_`
};

/// "I'd rather not say that": the client's answer denies, and no number stands in the next ones.
/// @param turn in which the value was asked for.
/// @param type of the value; for what has no digits nobody can tell: false.
[[nodiscard]] bool value_refused(const PreparedContact& contact, std::uint32_t turn,
                                 std::string_view type);

}  // namespace callnorm
