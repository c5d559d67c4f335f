// src/text/joins_digits.hpp - what may stand between digits of one number.
#pragma once

#include <string_view>

namespace callnorm {

/// "48 213", "0475/12.34.56", "12-34", "48,213" are one number; "in 2020, 3 stuks" are two.
[[nodiscard]] inline bool joins_digits(std::string_view between) noexcept {
  return between.find_first_not_of(' ') == std::string_view::npos || between == "." ||
         between == "/" || between == "-" || between == "," || between == " / " || between == " - ";
}

}  // namespace callnorm
