// src/text/value_words.hpp - what reading a value of any type looks at: its characters and words.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/text/language.hpp"

namespace callnorm {

inline constexpr std::size_t longest_dictated = 4'096;  // bytes of a number said in words

[[nodiscard]] constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
/// Of folded text; what is not ASCII counts as one.
[[nodiscard]] constexpr bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

[[nodiscard]] inline bool among(std::span<const std::string_view> words,
                                std::string_view word) noexcept {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The language, or all of them where none is known.
[[nodiscard]] inline std::span<const Language> languages(
    const std::optional<Language>& language) noexcept {
  if (language) return std::span(&*language, 1);
  return all_languages;
}

[[nodiscard]] inline std::string digits_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_digit(c)) out += c;
  }
  return out;
}

/// What stands between blanks.
[[nodiscard]] inline std::vector<std::string_view> chunks_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.find(' ', at);
    if (end == std::string_view::npos) end = text.size();
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace callnorm
