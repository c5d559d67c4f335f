// src/text/plain_date.hpp - a date, with or without a time, without the ways of writing it.
//
//   "4 maart 2026" = "4/3/26" = "2026-03-04"     "op 4 maart om 8u30" = "--03-04T08:30"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/text/language.hpp"

namespace callnorm {

/// "2026-03-04", "--03-04" without a year, "2026-03-04T08:30" with a time, "T08:30" a time alone;
/// nothing where the text is none of them. @param text comparable text. Cost: linear.
[[nodiscard]] std::optional<std::string> plain_date(std::string_view text,
                                                    const std::optional<Language>& language);

/// Of something that is no single date, such as a span of hours: its figures, its month, and what
/// words do not only link them ("8 tot 12", but "niet", "pm"). None where there are not two
/// figures.
[[nodiscard]] std::vector<std::string> date_parts_that_count(std::string_view text);

/// The days that ranges in a text begin and end with, as plain_date() has them, where a range names
/// month or day once for both: "van 4 tot 6 mei", "03/07-27/07". Cost: linear.
[[nodiscard]] std::vector<std::string> days_of_ranges(std::string_view text,
                                                      const std::optional<Language>& language);

/// Whether a word without digits may begin a date: a month's name, "vierde".
[[nodiscard]] bool begins_date(std::string_view word, const std::optional<Language>& language);

/// 3 for "maart", "mars" and "mar", folded; 0 for any other word.
[[nodiscard]] int month_named(std::string_view word) noexcept;

/// "maandag", "mon": a folded word.
[[nodiscard]] bool is_weekday(std::string_view word) noexcept;

}  // namespace callnorm
