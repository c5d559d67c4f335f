// callnorm/text/utf8.hpp - UTF-8: is it valid, and where does each code point stand?
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "callnorm/extent.hpp"

namespace callnorm {

/// Byte offset of the first ill-formed sequence (overlong, surrogate, beyond U+10FFFF, cut short),
/// or nothing when `text` is valid. RFC 3629.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text) noexcept;

/// How many bytes are ASCII before the first that is not.
[[nodiscard]] std::size_t ascii_prefix(std::string_view text) noexcept;

/// Number of code points in valid UTF-8.
[[nodiscard]] std::size_t code_points(std::string_view text) noexcept;

/// Whether byte `offset` of valid UTF-8 stands before a code point (or at the end).
[[nodiscard]] constexpr bool at_code_point(std::string_view text, std::size_t offset) noexcept {
  return offset == text.size() ||
         (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0U) != 0x80U);
}

/// Decodes the code point at `offset` (before the end) and moves `offset` past it. Of bytes that
/// are no UTF-8 it makes U+FFFD, one byte at a time, and reads nothing beyond the end.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& offset) noexcept;

/// The code points of valid UTF-8.
[[nodiscard]] std::u32string to_code_points(std::string_view text);

/// Longest prefix of at most `bytes` bytes that ends between code points.
[[nodiscard]] std::string_view cut(std::string_view text, std::size_t bytes) noexcept;

/// Valid UTF-8 in lower case, code point by code point (the simple mapping of UnicodeData.txt, no
/// locale): "ÉCOUTER" -> "écouter", "Straße" -> "straße". Accents and everything without case stay.
/// The number of code points stays too, the number of bytes may not. This is how Regex compares
/// letters.
[[nodiscard]] std::string lower(std::string_view text);

/// The bytes of `range` in `text`.
[[nodiscard]] constexpr std::string_view slice(std::string_view text, TextRange range) noexcept {
  return text.substr(range.begin, range.end - range.begin);
}

}  // namespace callnorm
