// analysis/denial.hpp - whether words like a wording say that it is not so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/extent.hpp"
#include "callnorm/text/language.hpp"

namespace callnorm {

/// "Een retourlabel kan ik u niet sturen" for "Ik stuur u het retourlabel": the clause that has
/// most of the wording's words denies, and none that has as many does not. A clause ends at a mark
/// or before a word that joins it to the next.
/// @param tokens of the contact, half-open, of that turn.
/// @param words content words of a wording that denies nothing itself.
[[nodiscard]] bool denies(const PreparedContact& contact, std::uint32_t turn,
                          std::pair<std::uint32_t, std::uint32_t> tokens,
                          const std::vector<std::string>& words);

/// Whether a folded word denies what it stands with; not "no", which answers.
[[nodiscard]] bool is_denial(Language language, std::string_view folded);

/// Asked of many stretches of one contact, which must outlive it.
class WordingDenials {
 public:
  explicit WordingDenials(const PreparedContact& contact) : contact_(contact) {}

  /// Whether the words like these wordings deny them. Wordings that deny something themselves say
  /// nothing of that.
  [[nodiscard]] bool deny(std::uint32_t turn, TextRange text,
                          const std::vector<std::string>& wordings);

 private:
  bool is_denying(std::uint32_t type);

  const PreparedContact& contact_;
  std::vector<std::uint8_t> known_;  // by type, each looked up once
};

}  // namespace callnorm
