// src/text/town_names.hpp - towns of Belgium that Dutch, French and English call differently.
//
//   "luik" = "liege"     "antwerp" = "anvers" = "antwerpen"     "bergen" = "mons"
#pragma once

#include <string_view>

namespace callnorm {

/// One name of the town, whatever the word is called; the word itself where it names none of them.
/// @param word folded. @param next the word after it: "Louvain-la-Neuve" is not Leuven.
[[nodiscard]] std::string_view town_name(std::string_view word, std::string_view next) noexcept;

}  // namespace callnorm
