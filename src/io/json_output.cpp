#include "io/json_output.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "callnorm/text/utf8.hpp"
#include "text/eight_bytes.hpp"
#include "text/utf8_lead.hpp"

namespace callnorm::io {
namespace {

constexpr std::string_view replacement = "\uFFFD";

/// How long the ill-formed sequence at `i` is: as much of it as could still have become a
/// character, at least one byte (Unicode Standard, D93b; what nlohmann/json replaces as one).
std::size_t ill_formed(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  auto [wanted, low, high] = utf8_lead(byte(i));
  std::size_t size = 1;
  for (; size < wanted && i + size < text.size(); ++size) {
    if (byte(i + size) < low || byte(i + size) > high) break;
    low = 0x80;
    high = 0xBF;
  }
  return size;
}

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += digits[byte >> 4U];
  out += digits[byte & 0xFU];
}

bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

/// Not 0 when one of eight bytes is to be escaped: below a blank, a quote or a backslash. (A borrow
/// may mark the byte after such a one too.)
constexpr std::uint64_t escaped_among(std::uint64_t bytes) {
  const auto zero_among = [](std::uint64_t x) { return (x - of_each(1)) & ~x & high_bits; };
  return ((bytes - of_each(0x20)) & ~bytes & high_bits) | zero_among(bytes ^ of_each('"')) |
         zero_among(bytes ^ of_each('\\'));
}

/// Whether the text is ASCII with nothing to escape.
bool all_plain(std::string_view text) {
  return all_eights(
      text, [](std::uint64_t bytes) { return ((bytes & high_bits) | escaped_among(bytes)) == 0; });
}

/// Escapes valid UTF-8.
void append_valid(std::string& out, std::string_view text) {
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    while (i + 8 <= text.size() && escaped_among(eight_bytes(text.data() + i)) == 0) i += 8;
    if (i == text.size()) break;
    if (is_plain(text[i])) continue;
    out += text.substr(from, i - from);
    append_escaped(out, text[i]);
    from = i + 1;
  }
  out += text.substr(from);
}

template <class Integer>
void append_integer(std::string& out, Integer value) {
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out.append(buffer.data(), end);
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  if (all_plain(text)) {
    const std::size_t before = out.size();
    out.resize(before + text.size() + 2, '"');
    text.copy(out.data() + before + 1, text.size());
    return;
  }
  out += '"';
  while (const auto bad = first_invalid_utf8(text)) {
    append_valid(out, text.substr(0, *bad));
    out += replacement;
    text.remove_prefix(*bad + ill_formed(text, *bad));
  }
  append_valid(out, text);
  out += '"';
}

void append_number(std::string& out, std::int64_t value) {
  append_integer(out, value);
}
void append_number(std::string& out, std::uint64_t value) {
  append_integer(out, value);
}

void append_number(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  if (std::signbit(value)) {
    out += '-';
    value = -value;
  }
  // Times are whole milliseconds, most other figures small and whole: no search for digits.
  const auto whole = static_cast<std::int64_t>(value < 1e9 ? value : -1);
  if (whole >= 0 && static_cast<double>(whole) == value) {
    append_integer(out, whole);
    out += ".0";
    return;
  }
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::scientific)
                       .ptr;
  const std::string_view written(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const std::size_t mark = written.find('e');
  std::string digits(1, written.front());
  if (mark > 2) digits += written.substr(2, mark - 2);
  int exponent = 0;
  const bool minus = written[mark + 1] == '-';
  std::from_chars(written.data() + mark + 2, end, exponent);
  if (minus) exponent = -exponent;
  // Digits with the point after the first `point` of them.
  const int point = exponent + 1;
  const auto count = static_cast<int>(digits.size());
  if (count <= point && point <= 15) {
    out += digits;
    out.append(static_cast<std::size_t>(point - count), '0');
    out += ".0";
  } else if (0 < point && point <= 15) {
    out.append(digits, 0, static_cast<std::size_t>(point));
    out += '.';
    out.append(digits, static_cast<std::size_t>(point));
  } else if (-4 < point && point <= 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-point), '0');
    out += digits;
  } else {
    out += digits.front();
    if (count > 1) {
      out += '.';
      out.append(digits, 1);
    }
    out += exponent < 0 ? "e-" : "e+";
    const int size = exponent < 0 ? -exponent : exponent;
    if (size < 10) out += '0';
    append_integer(out, size);
  }
}

Json::Json(const std::vector<std::string>& list) : Json('[', ']') {
  for (const std::string& text : list) {
    if (text_.size() > 1) text_ += ',';
    append_string(text_, text);
  }
}

std::string dumped(const Json& json, int indent) {
  std::string line;
  json.append_to(line);
  if (indent <= 0) return line;
  // The same on many lines: what stands in strings stays as it is.
  std::string out;
  out.reserve(line.size() * 2);
  std::size_t depth = 0;
  const auto next_line = [&] {
    out += '\n';
    out.append(depth * static_cast<std::size_t>(indent), ' ');
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    switch (c) {
      case '"': {
        const std::size_t from = i++;
        while (line[i] != '"') i += line[i] == '\\' ? 2U : 1U;
        out.append(line, from, i + 1 - from);
        break;
      }
      case '{':
      case '[':
        out += c;
        if (line[i + 1] == '}' || line[i + 1] == ']') {
          out += line[++i];
        } else {
          ++depth;
          next_line();
        }
        break;
      case '}':
      case ']':
        --depth;
        next_line();
        out += c;
        break;
      case ',':
        out += c;
        next_line();
        break;
      case ':': out += ": "; break;
      default: out += c;
    }
  }
  out += '\n';
  return out;
}

}  // namespace callnorm::io
