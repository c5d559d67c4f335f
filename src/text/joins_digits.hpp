// src/text/joins_digits.hpp - which words are digits, and what may stand between those of one
// number.
#pragma once

#include <string_view>

#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {

/// Nothing but digits, and one at least.
[[nodiscard]] inline bool all_digits(std::string_view word) noexcept {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A token of digits; "12-34" is one word of them.
[[nodiscard]] inline bool is_digits(const Token& token, std::string_view text) noexcept {
  const std::string_view word = slice(text, token.text);
  if (word.front() > '9') return false;  // most words
  return token.kind == TokenKind::number ||
         (token.kind == TokenKind::word &&
          word.find_first_not_of("0123456789-") == std::string_view::npos);
}

/// "48 213", "0475/12.34.56", "12-34", "48,213" are one number; "in 2020, 3 stuks" are two.
[[nodiscard]] inline bool joins_digits(std::string_view between) noexcept {
  return between.find_first_not_of(' ') == std::string_view::npos || between == "." ||
         between == "/" || between == "-" || between == "," || between == " / " || between == " - ";
}

}  // namespace callnorm
