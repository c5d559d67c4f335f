// callnorm/text/number_words.hpp - numbers as people say them.
//
//   nl "eenentwintig" 21, "drieëndertig" 33   fr "septante-deux" 72, "quatre-vingts" 80   en
//   "twenty-five" 25
//
// Alone, or several in a row as a client dictates them: digit by digit, in pairs, in hundreds and
// thousands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "callnorm/text/language.hpp"

namespace callnorm {

/// The value of one folded token that names a whole number from 0 to 99, Belgian French included
/// ("nonante"); nothing for any other word. "paar", "couple", "quelques" are not numbers.
[[nodiscard]] std::optional<int> number_word(std::string_view folded, Language language) noexcept;

/// The digits that a text made of nothing but number words says, one number after the other:
///   nl "nul vier zeven vijf" 0475, "achtenveertigduizend tweehonderd dertien" 48213
///   fr "zero quatre cent septante-cinq" 0475, "quarante-huit mille deux cent treize" 48213
///   en "oh four double seven" 0477, "two hundred and thirteen" 213
/// Words join into one number as long as the language lets them, from the left: "vingt deux" is 22,
/// "zeventig vier" 704, because Dutch would say "vierenzeventig". "double", "triple", "drie keer"
/// repeat a digit. Digits among the words stay as they are ("0475 twaalf"). A '+' stands for
/// "plus" and for itself, a ',' for "komma", "virgule" and "point".
/// @param folded the text in folded form; blanks, hyphens and stops separate words.
/// @return nothing when there is no number, or anything that is no part of one.
[[nodiscard]] std::optional<std::string> spoken_digits(std::string_view folded, Language language);

/// Whether one folded word can be a part of what spoken_digits() reads; "en", "et", "and" and "a"
/// alone are not.
[[nodiscard]] bool speaks_of_number(std::string_view folded, Language language);

}  // namespace callnorm
