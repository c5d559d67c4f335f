// analysis/denial.hpp - whether words like a wording say that it is not so.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"

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

}  // namespace callnorm
