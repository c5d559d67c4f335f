// src/analysis/term_introduced.hpp - whether the client brought up a term of the trade in other
// words than the script's own.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

/// By term the first turn in which the client says the abbreviation in it ("die EAN" for
/// "EAN-code"), spells that ("e a n", as recognisers write it), or says a word of its family ("se
/// synchroniser", "la synchro" for "synchronisation"). Cost: linear in the client's words, times
/// the terms.
[[nodiscard]] std::vector<std::optional<std::uint32_t>> terms_introduced(
    const PreparedContact& contact, std::span<const JargonTerm> terms);

}  // namespace callnorm
