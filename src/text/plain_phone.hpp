// src/text/plain_phone.hpp - a telephone number as it is dialled inside its country.
//
//   "+32 (0)475/12.34.56" = "0475123456"     "nul vier zeven vijf" = "0475"
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "callnorm/text/value.hpp"

namespace callnorm {

/// Digits; another country's begin with "+". Nothing where there are none.
/// @param text comparable text. Cost: linear.
[[nodiscard]] std::optional<std::string> plain_phone(std::string_view text, const Usage& usage);

/// How a country around numbers its telephones.
struct Numbering {
  std::string_view code;
  std::size_t national;  // digits with the 0, of mobile numbers and in France of all
};
inline constexpr std::array<Numbering, 3> countries_around{{{"31", 10}, {"33", 10}, {"44", 11}}};

/// Whether a number with its 0 is one that a country around has and Belgium has not.
[[nodiscard]] constexpr bool may_be_of(const Numbering& country, std::string_view number) noexcept {
  const bool belgian = number.size() == 10 && number.starts_with("04");  // a mobile
  return number.size() == country.national && number.starts_with('0') && !belgian;
}

}  // namespace callnorm
