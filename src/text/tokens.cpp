#include "callnorm/text/tokens.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

bool is_word_code_point(char32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND: return c != U'\u02BC';  // a letter for Unicode, an apostrophe here
    default: return false;
  }
}

const std::array<bool, 0x250>& word_table() {
  static const std::array<bool, 0x250> made = [] {
    std::array<bool, 0x250> t{};
    for (char32_t c = 0; c < t.size(); ++c) t[c] = is_word_code_point(c);
    return t;
  }();
  return made;
}

// What a byte is, as bits that a whole run of bytes can be asked for at once.
constexpr unsigned char of_word = 1;  // a letter or a digit of ASCII
constexpr unsigned char digit = 2;

constexpr std::array<unsigned char, 256> byte_table = [] {
  std::array<unsigned char, 256> t{};
  for (unsigned c = 'a'; c <= 'z'; ++c) t[c] = t[c - 'a' + 'A'] = of_word;
  for (unsigned c = '0'; c <= '9'; ++c) t[c] = of_word | digit;
  return t;
}();

bool is_joiner(char32_t c) {
  return c == U'\'' || c == U'-' || c == U'\u2019' || c == U'\u2018' || c == U'\u02BC' ||
         c == U'\u2010' || c == U'\u2011';
}

// "[PII]", "<ID:9>": a short mask without blanks, so that a stray bracket swallows nothing.
std::size_t placeholder_end(std::string_view text, std::size_t at) {
  const char close = text[at] == '[' ? ']' : '>';
  const std::size_t limit = std::min(text.size(), at + 32);
  for (std::size_t i = at + 1; i < limit; ++i) {
    const char c = text[i];
    if (c == close) return i > at + 1 ? i + 1 : 0;
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       c == ':' || c == '_' || c == '-';
    if (!plain) return 0;
  }
  return 0;
}

}  // namespace

void tokenize(std::string_view text, std::vector<Token>& out) {
  const auto& table = word_table();
  const auto is_word = [&](char32_t c) {
    return c < table.size() ? table[c] : is_word_code_point(c);
  };
  const auto kind_of = [&](std::size_t at) {
    return byte_table[static_cast<unsigned char>(text[at])];
  };
  if (out.capacity() == 0) out.reserve(text.size() / 4 + 4);
  std::size_t i = 0;
  while (i < text.size()) {
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    if (text[i] == '[' || text[i] == '<') {
      if (const std::size_t end = placeholder_end(text, i); end != 0) {
        out.push_back({{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)},
                       TokenKind::placeholder});
        i = end;
        continue;
      }
    }
    const std::size_t begin = i;
    unsigned all = digit;  // of the bytes of the word
    if (kind_of(i) == 0) {
      if (!is_word(next_code_point(text, i))) continue;
      all = 0;
    }
    std::size_t end = i;
    while (i < text.size()) {
      for (unsigned kind = 0; i < text.size() && (kind = kind_of(i)) != 0; ++i) all &= kind;
      end = i;
      if (i == text.size() || text[i] == ' ') break;
      std::size_t next = i;
      const char32_t c = next_code_point(text, next);
      if (is_word(c)) {
        all = 0;
        i = end = next;
        continue;
      }
      if (!is_joiner(c) || next >= text.size()) break;
      std::size_t after = next;
      if (!is_word(next_code_point(text, after))) break;
      all = 0;
      i = next;
    }
    i = end;
    out.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                   all == digit ? TokenKind::number : TokenKind::word});
  }
}

}  // namespace callnorm
