// callnorm/text/number_words.hpp - small numbers as people say them.
//
//   nl "eenentwintig" 21, "drieëndertig" 33   fr "septante-deux" 72, "quatre-vingts" 80   en
//   "twenty-five" 25
#pragma once

#include <optional>
#include <string_view>

#include "callnorm/text/language.hpp"

namespace callnorm {

/// The value of one folded token that names a whole number from 0 to 99, Belgian French included
/// ("nonante"); nothing for any other word. "paar", "couple", "quelques" are not numbers.
[[nodiscard]] std::optional<int> number_word(std::string_view folded, Language language) noexcept;

}  // namespace callnorm
