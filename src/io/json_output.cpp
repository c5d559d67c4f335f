#include "io/json_output.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "callnorm/text/utf8.hpp"
#include "text/eight_bytes.hpp"
#include "text/utf8_lead.hpp"

namespace callnorm::io {
namespace {

constexpr std::string_view replacement = "\uFFFD";
constexpr std::size_t longest_integer = 20;  // with its sign

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

/// Copies a text, and tells whether it was ASCII with nothing to escape.
bool copy_plain(char* to, std::string_view text) {
  const auto odd_among = [](std::uint64_t bytes) {
    return (bytes & high_bits) | escaped_among(bytes);
  };
  const char* const from = text.data();
  const std::size_t size = text.size();
  if (size < 8) {
    copy_short(to, from, size);
    return size == 0 || odd_among(up_to_seven(from, size)) == 0;
  }
  const auto copy_eight = [&](std::size_t i) {
    const std::uint64_t bytes = eight_bytes(from + i);
    std::memcpy(to + i, &bytes, sizeof bytes);
    return odd_among(bytes);
  };
  std::uint64_t odd = 0;  // no way out on the way: most texts are plain
  for (std::size_t i = 0; i + 8 <= size; i += 8) odd |= copy_eight(i);
  return (odd | copy_eight(size - 8)) == 0;
}

}  // namespace

void JsonWriter::grow(std::size_t bytes) {
  text_.resize(std::max(2 * text_.size(), size_ + bytes));
}

void JsonWriter::append_escaped(char c) {
  switch (c) {
    case '"': append("\\\""); return;
    case '\\': append("\\\\"); return;
    case '\b': append("\\b"); return;
    case '\f': append("\\f"); return;
    case '\n': append("\\n"); return;
    case '\r': append("\\r"); return;
    case '\t': append("\\t"); return;
    default: break;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  append("\\u00");
  append(digits[byte >> 4U]);
  append(digits[byte & 0xFU]);
}

void JsonWriter::append_valid(std::string_view text) {
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    while (i + 8 <= text.size() && escaped_among(eight_bytes(text.data() + i)) == 0) i += 8;
    if (i == text.size()) break;
    if (is_plain(text[i])) continue;
    append(text.substr(from, i - from));
    append_escaped(text[i]);
    from = i + 1;
  }
  append(text.substr(from));
}

void JsonWriter::append_string(std::string_view text) {
  char* const at = room(text.size() + 2);
  if (copy_plain(at + 1, text)) {
    at[0] = '"';
    at[text.size() + 1] = '"';
    size_ += text.size() + 2;
    return;
  }
  append('"');
  while (const auto bad = first_invalid_utf8(text)) {
    append_valid(text.substr(0, *bad));
    append(replacement);
    text.remove_prefix(*bad + ill_formed(text, *bad));
  }
  append_valid(text);
  append('"');
}

void JsonWriter::append_integer(std::int64_t number) {
  char* const at = room(longest_integer);
  size_ += static_cast<std::size_t>(std::to_chars(at, at + longest_integer, number).ptr - at);
}

void JsonWriter::append_integer(std::uint64_t number) {
  char* const at = room(longest_integer);
  size_ += static_cast<std::size_t>(std::to_chars(at, at + longest_integer, number).ptr - at);
}

void JsonWriter::append_thousandths(std::uint64_t number) {
  append_integer(number / 1000);
  const auto part = static_cast<unsigned>(number % 1000);
  char* const at = room(4);
  at[0] = '.';
  at[1] = static_cast<char>('0' + part / 100);
  at[2] = static_cast<char>('0' + part / 10 % 10);
  at[3] = static_cast<char>('0' + part % 10);
  size_ += part % 10 != 0 ? 4U : part % 100 != 0 ? 3U : 2U;
}

void JsonWriter::append_number(double number) {
  if (!std::isfinite(number)) {
    append("null");
    return;
  }
  if (std::signbit(number)) {
    append('-');
    number = -number;
  }
  // Times are whole milliseconds and most limits as short: no search for digits. Fifteen digits
  // are told apart by every double, so there is no shorter way to write it.
  if (number < 1e12) {
    const auto thousandths = static_cast<std::uint64_t>(number * 1000 + 0.5);
    if (static_cast<double>(thousandths) / 1000 == number) {
      append_thousandths(thousandths);
      return;
    }
  }
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
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
  const std::string_view all = digits;
  if (count <= point && point <= 15) {
    append(all);
    append(std::string(static_cast<std::size_t>(point - count), '0'));
    append(".0");
  } else if (0 < point && point <= 15) {
    append(all.substr(0, static_cast<std::size_t>(point)));
    append('.');
    append(all.substr(static_cast<std::size_t>(point)));
  } else if (-4 < point && point <= 0) {
    append("0.");
    append(std::string(static_cast<std::size_t>(-point), '0'));
    append(all);
  } else {
    append(all.front());
    if (count > 1) {
      append('.');
      append(all.substr(1));
    }
    append(exponent < 0 ? "e-" : "e+");
    const auto size = static_cast<std::uint64_t>(exponent < 0 ? -exponent : exponent);
    if (size < 10) append('0');
    append_integer(size);
  }
}

namespace {

/// The same on many lines: what stands in strings stays as it is.
std::string on_many_lines(std::string_view line, int indent) {
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

}  // namespace

std::string JsonWriter::take(int indent) {
  text_.resize(size_);
  size_ = 0;
  std::string line = std::exchange(text_, {});
  return indent <= 0 ? line : on_many_lines(line, indent);
}

}  // namespace callnorm::io
