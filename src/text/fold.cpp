#include "callnorm/text/fold.hpp"

#include <utf8proc.h>

#include <array>
#include <cstdint>
#include <cstring>

#include "callnorm/text/utf8.hpp"
#include "text/eight_bytes.hpp"

namespace callnorm {
namespace {

void append_utf8(char32_t c, std::string& out) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto n = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes.data());
  for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
    out.push_back(static_cast<char>(bytes[i]));
  }
}

// The slow, complete answer for one code point.
void fold_code_point(char32_t c, std::string& out) {
  switch (c) {
    case U'\u2018':
    case U'\u2019':
    case U'\u02BC':
    case U'\u00B4':
    case U'`': out.push_back('\''); return;
    case U'\u2010':
    case U'\u2011': out.push_back('-'); return;
    case U'\u0152':
    case U'\u0153': out += "oe"; return;
    case U'\u00C6':
    case U'\u00E6': out += "ae"; return;
    case U'\u00DF':
    case U'\u1E9E': out += "ss"; return;
    case U'\u00D8':
    case U'\u00F8': out.push_back('o'); return;
    default: break;
  }
  std::array<utf8proc_int32_t, 32> parts{};
  int boundary = 0;
  const auto n = utf8proc_decompose_char(
      static_cast<utf8proc_int32_t>(c), parts.data(), static_cast<utf8proc_ssize_t>(parts.size()),
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD), &boundary);
  if (n <= 0 || static_cast<std::size_t>(n) > parts.size()) {
    append_utf8(c, out);
    return;
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) {
    const auto category = utf8proc_category(parts[i]);
    if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME) continue;
    append_utf8(static_cast<char32_t>(parts[i]), out);
  }
}

// Eight bytes of ASCII, none of them '`'.
constexpr bool eight_plain(std::uint64_t bytes) {
  const std::uint64_t other = bytes ^ of_each('`');
  return ((bytes | ((other - of_each(1)) & ~other)) & high_bits) == 0;
}

// Of ASCII: 'A'..'Z' carry into the high bit of their byte when 0x80 - 'A' is added, and not when
// 0x80 - 'Z' - 1 is.
constexpr std::uint64_t eight_lower(std::uint64_t bytes) {
  const std::uint64_t upper =
      ((bytes + of_each(0x80 - 'A')) ^ (bytes + of_each(0x80 - 'Z' - 1))) & high_bits;
  return bytes | (upper >> 2U);
}

constexpr std::size_t table_size = 0x250;

struct Short {
  std::array<char, 6> bytes{};
  std::uint8_t size = 0;
};

// Nearly every letter of nl, fr and en lies below U+0250.
const std::array<Short, table_size>& table() {
  static const std::array<Short, table_size> made = [] {
    std::array<Short, table_size> t{};
    std::string out;
    for (char32_t c = 0; c < table_size; ++c) {
      out.clear();
      fold_code_point(c, out);
      t[c].size = static_cast<std::uint8_t>(out.copy(t[c].bytes.data(), t[c].bytes.size()));
    }
    return t;
  }();
  return made;
}

}  // namespace

void fold(std::string_view text, std::string& out) {
  // Most words are plain ASCII: those bytes stay as many.
  const std::size_t before = out.size();
  out.resize(before + text.size());
  char* to = out.data() + before;
  std::size_t i = 0;
  for (; text.size() - i >= 8; i += 8, to += 8) {
    std::uint64_t bytes = eight_bytes(text.data() + i);
    if (!eight_plain(bytes)) break;
    bytes = eight_lower(bytes);
    std::memcpy(to, &bytes, 8);
  }
  for (; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x80 || byte == '`') break;
    *to++ = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : static_cast<char>(byte);
  }
  if (i == text.size()) return;
  out.resize(before + i);
  const auto& short_forms = table();
  while (i < text.size()) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80 && byte != '`') {
      out.push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32)
                                               : static_cast<char>(byte));
      ++i;
      continue;
    }
    const char32_t c = next_code_point(text, i);
    if (c < table_size) {
      out.append(short_forms[c].bytes.data(), short_forms[c].size);
    } else {
      fold_code_point(c, out);
    }
  }
}

bool folds_to_itself(std::string_view text) noexcept {
  return all_eights(
      text, [](std::uint64_t bytes) { return eight_plain(bytes) && eight_lower(bytes) == bytes; });
}

bool starts_with_capital(std::string_view text) noexcept {
  if (text.empty()) return false;
  std::size_t i = 0;
  return utf8proc_category(static_cast<utf8proc_int32_t>(next_code_point(text, i))) ==
         UTF8PROC_CATEGORY_LU;
}

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  fold(text, out);
  return out;
}

}  // namespace callnorm
