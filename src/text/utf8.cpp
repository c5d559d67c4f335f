#include "callnorm/text/utf8.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "text/eight_bytes.hpp"
#include "text/utf8_lead.hpp"

namespace callnorm {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) noexcept {
  return static_cast<unsigned char>(text[i]);
}

// Length of the well-formed sequence at `i`, 0 when there is none.
std::size_t sequence_length(std::string_view text, std::size_t i) noexcept {
  const auto [length, low, high] = utf8_lead(byte_at(text, i));
  if (length <= 1) return length;
  if (text.size() - i < length) return 0;
  if (byte_at(text, i + 1) < low || byte_at(text, i + 1) > high) return 0;
  for (std::size_t k = 2; k < length; ++k) {
    if ((byte_at(text, i + k) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) noexcept {
  std::size_t i = 0;
  while (i < text.size()) {
    if (text.size() - i >= 8 && (eight_bytes(text.data() + i) & high_bits) == 0) {
      i += 8;
      continue;
    }
    const std::size_t length = sequence_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

std::size_t ascii_prefix(std::string_view text) noexcept {
  std::size_t i = 0;
  while (text.size() - i >= 8 && (eight_bytes(text.data() + i) & high_bits) == 0) i += 8;
  while (i < text.size() && byte_at(text, i) < 0x80) ++i;
  return i;
}

std::size_t code_points(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

char32_t next_code_point(std::string_view text, std::size_t& offset) noexcept {
  const unsigned lead = byte_at(text, offset);
  if (lead < 0x80) {
    ++offset;
    return lead;
  }
  const std::size_t length = sequence_length(text, offset);
  if (length == 0) {
    ++offset;
    return U'\uFFFD';
  }
  char32_t c = lead & (0x7FU >> length);
  for (std::size_t k = 1; k < length; ++k) c = c << 6U | (byte_at(text, offset + k) & 0x3FU);
  offset += length;
  return c;
}

std::u32string to_code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t ascii = ascii_prefix(text.substr(i));
    if (ascii == 0) {
      out.push_back(next_code_point(text, i));
      continue;
    }
    out.append(text.begin() + static_cast<std::ptrdiff_t>(i),
               text.begin() + static_cast<std::ptrdiff_t>(i + ascii));
    i += ascii;
  }
  return out;
}

std::string_view cut(std::string_view text, std::size_t bytes) noexcept {
  if (bytes >= text.size()) return text;
  while (bytes > 0 && !at_code_point(text, bytes)) --bytes;
  return text.substr(0, bytes);
}

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = byte_at(text, i);
    if (byte < 0x80) {
      out.push_back(static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte));
      ++i;
      continue;
    }
    const std::size_t begin = i;
    const auto c = static_cast<utf8proc_int32_t>(next_code_point(text, i));
    const auto lowered = utf8proc_tolower(c);
    if (lowered == c) {
      out.append(text, begin, i - begin);
      continue;
    }
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto n = utf8proc_encode_char(lowered, bytes.data());
    for (std::size_t k = 0; k < static_cast<std::size_t>(n); ++k) {
      out.push_back(static_cast<char>(bytes[k]));
    }
  }
  return out;
}

}  // namespace callnorm
