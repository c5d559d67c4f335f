#include "callnorm/text/plain_text.hpp"

#include <algorithm>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

// Appends `text` with every run of blanks as one, none at the ends.
void append_collapsed(std::string_view text, std::string& out) {
  const auto is_blank = [](char32_t c) {
    return c == U' ' || (c >= U'\t' && c <= U'\r') || c == U'\u00A0' || c == U'\u1680' ||
           (c >= U'\u2000' && c <= U'\u200B') || c == U'\u2028' || c == U'\u2029' ||
           c == U'\u202F' || c == U'\u205F' || c == U'\u3000' || c == U'\uFEFF';
  };
  bool blank = false;
  bool begun = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte > ' ' && byte < 0x80 && !blank) {  // most of what there is
      begun = true;
      out += text[i++];
      continue;
    }
    if (is_blank(next_code_point(text, i))) {
      blank = begun;
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    begun = true;
    out += text.substr(begin, i - begin);
  }
}

}  // namespace

std::string comparable_text(std::string_view text) {
  std::string out = folded(text);
  // Mostly it is so already: one blank between words, none before them.
  bool blank = true;
  bool collapsed = true;
  for (const char c : out) {
    const bool space = c == ' ';
    if ((space && blank) || static_cast<unsigned char>(c) < ' ' ||
        static_cast<unsigned char>(c) >= 0x80) {
      collapsed = false;
      break;
    }
    blank = space;
  }
  if (collapsed) {
    if (blank && !out.empty()) out.pop_back();
    return out;
  }
  std::string other;
  other.reserve(out.size());
  append_collapsed(out, other);
  return other;
}

std::string one_line(std::string_view text, std::size_t bytes) {
  std::string out;
  // A little more than is shown tells whether there is more; blanks may take any room.
  append_collapsed(cut(text, std::max(bytes * 4, bytes)), out);
  if (out.size() <= bytes && text.size() <= bytes * 4) return out;
  out = std::string(cut(out, bytes)) + "...";
  return out;
}

}  // namespace callnorm
