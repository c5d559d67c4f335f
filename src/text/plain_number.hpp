// src/text/plain_number.hpp - a number or an amount of money without the ways of writing it.
//
//   "48.213" = "48213"     "1.284,50 euro" = "1284.5"     "84 euro 50" = "84.5"
//   "achtenveertigduizend tweehonderddertien" = "48213"
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "callnorm/text/language.hpp"

namespace callnorm {

/// Words between the parts of a number said in words.
inline constexpr std::array<std::string_view, 3> number_links{"en", "et", "and"};

/// The digits that words say (spoken_digits() of number_words.hpp) in the language, or in the first
/// in which they say some.
[[nodiscard]] std::optional<std::string> said_digits(std::string_view folded_text,
                                                     const std::optional<Language>& language);

/// A decimal number with ".", without idle zeros, separators and a unit behind it; nothing where
/// the text is none or more than one. @param text comparable text. Cost: linear.
[[nodiscard]] std::optional<std::string> plain_number(std::string_view text,
                                                      const std::optional<Language>& language);

/// Likewise, of money: euros (or pounds), cents, or both; "44/month" where it says for how long.
[[nodiscard]] std::optional<std::string> plain_amount(std::string_view text,
                                                      const std::optional<Language>& language);

/// Of a text that may be anything: only what is an amount beyond doubt, figures with one or two
/// decimals.
[[nodiscard]] std::optional<std::string> plain_decimal(std::string_view text);

}  // namespace callnorm
