#include "text/regex_syntax.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "callnorm/text/utf8.hpp"
#include "text/unicode_traits.hpp"

namespace callnorm::text {
namespace {

constexpr std::size_t max_pattern_bytes = 1000;
constexpr std::uint32_t max_repeats = 1000;
constexpr int max_depth = 50;
constexpr std::uint32_t max_look_behind = 255;
constexpr std::size_t min_literal = 2;    // characters; shorter ones filter nothing
constexpr std::size_t max_unrolled = 64;  // characters of a repeated literal

constexpr std::uint32_t unlimited = std::numeric_limits<std::uint32_t>::max();

// A set of characters of the text in lower case.
struct CharacterSet {
  std::vector<std::pair<char32_t, char32_t>> ranges;  // both ends included
  ClassBits classes = 0;
  bool negated = false;
};

enum class Kind {
  literal,         // one character
  any,             // . without (?s)
  set,             // one character of a set
  assertion,       // \b and the like: no width
  look_ahead,      // (?=...)
  not_look_ahead,  // (?!...)
  look_behind,     // (?<=...), one part per alternative
  not_look_behind,
  sequence,
  choice,
  repeat,  // of the only part
  atomic,  // (?>...)
};

struct Node {
  Kind kind = Kind::sequence;
  char32_t character = 0;        // literal
  CharacterSet set;              // set
  std::u32string_view spelling;  // assertion, in Boost's syntax
  std::vector<Node> parts;
  std::uint32_t min = 1;  // repeat
  std::uint32_t max = 1;  // repeat; may be unlimited
  bool lazy = false;      // repeat

  // Of this node and everything in it.
  bool unbounded = false;         // holds a repeat without an upper bound
  std::uint32_t repetitions = 1;  // largest product of the bounded repeats around one part
};

struct Width {
  std::uint32_t min = 0;
  std::uint32_t max = 0;
};

std::uint32_t saturated(std::uint64_t n) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(n, unlimited));
}

Width width(const Node& node) {
  switch (node.kind) {
    case Kind::literal:
    case Kind::any:
    case Kind::set: return {1, 1};
    case Kind::assertion:
    case Kind::look_ahead:
    case Kind::not_look_ahead:
    case Kind::look_behind:
    case Kind::not_look_behind: return {0, 0};
    case Kind::sequence: {
      std::uint64_t min = 0;
      std::uint64_t max = 0;
      for (const Node& part : node.parts) {
        const Width w = width(part);
        min += w.min;
        max += w.max;
      }
      return {saturated(min), saturated(max)};
    }
    case Kind::choice: {
      Width all{unlimited, 0};
      for (const Node& part : node.parts) {
        const Width w = width(part);
        all = {std::min(all.min, w.min), std::max(all.max, w.max)};
      }
      return all;
    }
    case Kind::repeat: {
      const Width once = width(node.parts.front());
      return {saturated(std::uint64_t{once.min} * node.min),
              once.max == 0 ? 0 : saturated(std::uint64_t{once.max} * node.max)};
    }
    case Kind::atomic: return width(node.parts.front());
  }
  return {};
}

bool contains_any(const Node& node, std::initializer_list<Kind> kinds) {
  return std::find(kinds.begin(), kinds.end(), node.kind) != kinds.end() ||
         std::any_of(node.parts.begin(), node.parts.end(),
                     [&](const Node& part) { return contains_any(part, kinds); });
}

Node with_parts(Kind kind, std::vector<Node> parts) {
  Node node;
  node.kind = kind;
  for (const Node& part : parts) {
    node.unbounded = node.unbounded || part.unbounded;
    node.repetitions = std::max(node.repetitions, part.repetitions);
  }
  node.parts = std::move(parts);
  return node;
}

// A sequence or choice of one is that one.
Node group(Kind kind, std::vector<Node> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  return with_parts(kind, std::move(parts));
}

Node literal(char32_t c) {
  Node node;
  node.kind = Kind::literal;
  node.character = simple_lower(c);
  return node;
}

Node assertion(std::u32string_view spelling) {
  Node node;
  node.kind = Kind::assertion;
  node.spelling = spelling;
  return node;
}

Node class_node(ClassBits bits) {
  Node node;
  node.kind = Kind::set;
  node.set.classes = bits;
  return node;
}

// --- characters without regard to case
// ------------------------------------------------------------

struct Lowered {
  char32_t from = 0;
  char32_t to = 0;
};

// Every character that is not its own lower case, in order.
const std::vector<Lowered>& lowered_characters() {
  static const std::vector<Lowered> all = [] {
    std::vector<Lowered> made;
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
      if (const char32_t to = simple_lower(c); to != c) made.push_back({c, to});
    }
    return made;
  }();
  return all;
}

// The text is in lower case, so [A-Z] has to hold a-z. The upper-case half may stay: no text has
// it.
void add_lower_case(std::vector<std::pair<char32_t, char32_t>>& ranges) {
  const std::size_t written = ranges.size();
  for (std::size_t i = 0; i < written; ++i) {
    const auto [low, high] = ranges[i];
    if (high - low < 0x400) {  // the usual case needs no list of 1,400 characters
      for (char32_t c = low; c <= high; ++c) {
        if (const char32_t to = simple_lower(c); to != c) ranges.emplace_back(to, to);
      }
      continue;
    }
    const auto& all = lowered_characters();
    for (auto it = std::lower_bound(all.begin(), all.end(), low,
                                    [](const Lowered&l, char32_t c) { return l.from < c; });
         it != all.end() && it->from <= high; ++it) {
      ranges.emplace_back(it->to, it->to);
    }
  }
  std::sort(ranges.begin(), ranges.end());
  std::vector<std::pair<char32_t, char32_t>> merged;
  for (const auto& range : ranges) {
    if (!merged.empty() && range.first <= merged.back().second + 1) {
      merged.back().second = std::max(merged.back().second, range.second);
    } else {
      merged.push_back(range);
    }
  }
  ranges = std::move(merged);
}

// The one character of the lower-cased text that a set like [.] or [aA] stands for.
std::optional<char32_t> only_character(const CharacterSet& set) {
  if (set.negated || set.classes != 0 || set.ranges.empty()) return std::nullopt;
  const char32_t only = simple_lower(set.ranges.front().first);
  for (const auto& [low, high] : set.ranges) {
    if (low != high || simple_lower(low) != only) return std::nullopt;
  }
  return only;
}

// --- reading
// ----------------------------------------------------------------------------------------

struct Refused {
  Error error;
};

struct Modes {
  bool dot_all = false;    // s
  bool multiline = false;  // m
  bool extended = false;   // x
};

class Reader {
 public:
  explicit Reader(std::string_view pattern) : pattern_(pattern) {}

  Node read() {
    Modes modes;
    Node node = read_choice(modes, 0);
    if (!at_end()) invalid("a ) closes no group", at_);
    return node;
  }

 private:
  [[noreturn]] static void invalid(std::string message, std::size_t where) {
    throw Refused{{ErrorCode::invalid_argument, std::move(message), std::to_string(where)}};
  }
  [[noreturn]] static void too_complex(std::string message, std::size_t where) {
    throw Refused{{ErrorCode::pattern_too_complex, std::move(message), std::to_string(where)}};
  }

  [[nodiscard]] bool at_end() const { return at_ == pattern_.size(); }
  [[nodiscard]] bool next_is(std::string_view what) const {
    return pattern_.substr(at_).starts_with(what);
  }
  bool take(std::string_view what) {
    if (!next_is(what)) return false;
    at_ += what.size();
    return true;
  }
  // The next byte, or NUL at the end; every character with a meaning is ASCII.
  [[nodiscard]] char peek() const { return at_end() ? '\0' : pattern_[at_]; }
  char32_t take_character() { return next_code_point(pattern_, at_); }

  Node read_choice(Modes& modes, int depth) {
    std::vector<Node> branches;
    do {
      branches.push_back(read_sequence(modes, depth));
    } while (take("|"));
    return group(Kind::choice, std::move(branches));
  }

  Node read_sequence(Modes& modes, int depth) {
    std::vector<Node> parts;
    while (true) {
      skip_ignored(modes);
      if (at_end() || peek() == '|' || peek() == ')') break;
      const std::size_t begin = at_;
      std::optional<Node> atom = read_atom(modes, depth);
      if (!atom) continue;  // a comment or a change of modes
      parts.push_back(read_repeat(std::move(*atom), modes, begin));
    }
    return group(Kind::sequence, std::move(parts));
  }

  // Blanks and # comments under (?x), and (?#...) anywhere.
  void skip_ignored(const Modes& modes) {
    while (!at_end()) {
      if (next_is("(?#")) {
        const std::size_t begin = at_;
        const std::size_t end = pattern_.find(')', at_);
        if (end == std::string_view::npos) invalid("the comment is not closed", begin);
        at_ = end + 1;
      } else if (modes.extended &&
                 std::string_view(" \t\n\r\f\v").find(peek()) != std::string_view::npos) {
        ++at_;
      } else if (modes.extended && peek() == '#') {
        at_ = std::min(pattern_.find('\n', at_), pattern_.size());
      } else {
        return;
      }
    }
  }

  std::optional<Node> read_atom(Modes& modes, int depth) {
    const std::size_t begin = at_;
    switch (peek()) {
      case '(': return read_group(modes, depth);
      case '[': return read_set();
      case '\\': return read_escape();
      case '.':
        ++at_;
        if (modes.dot_all) return class_node(class_bits::every_category);
        {
          Node node;
          node.kind = Kind::any;
          return node;
        }
      case '^': ++at_; return assertion(modes.multiline ? U"^" : U"\\A");
      case '$': ++at_; return assertion(modes.multiline ? U"$" : end_of_text);
      case '*':
      case '+':
      case '?': invalid("there is nothing before it to repeat", begin);
      case '{': invalid("there is nothing before it to repeat; a brace is written \\{", begin);
      default: return literal(take_character());
    }
  }

  // Perl's $ and \Z also stand before a line feed that ends the text.
  static constexpr std::u32string_view end_of_text = U"(?=\\x{A}?\\z)";

  Node read_repeat(Node atom, const Modes& modes, std::size_t begin) {
    skip_ignored(modes);
    const std::size_t where = at_;
    std::uint32_t min = 0;
    std::uint32_t max = unlimited;
    if (take("*")) {
    } else if (take("+")) {
      min = 1;
    } else if (take("?")) {
      max = 1;
    } else if (take("{")) {
      min = read_count(where);
      max = min;
      if (take(",")) max = peek() == '}' ? unlimited : read_count(where);
      if (!take("}")) invalid("a repeat is written {2}, {2,} or {2,5}; a brace \\{", where);
      if (max < min) invalid("the repeat ends before it begins", where);
    } else {
      return atom;
    }
    if (width(atom).max == 0) invalid("what has no width cannot be repeated", begin);
    if (max == unlimited && atom.unbounded) {
      too_complex("an unbounded repeat holds another one", where);
    }
    const std::uint32_t count = std::max<std::uint32_t>(1, max == unlimited ? min : max);
    if (count > max_repeats) too_complex("a repeat goes beyond 1000", where);
    const std::uint64_t product = std::uint64_t{count} * atom.repetitions;
    if (product > max_repeats) too_complex("repeats in one another go beyond 1000", where);

    std::vector<Node> part;
    part.push_back(std::move(atom));
    Node node = with_parts(Kind::repeat, std::move(part));
    node.min = min;
    node.max = max;
    node.unbounded = node.unbounded || max == unlimited;
    node.repetitions = static_cast<std::uint32_t>(product);
    if (take("?")) {
      node.lazy = true;
    } else if (take("+")) {
      std::vector<Node> held;
      held.push_back(std::move(node));
      node = with_parts(Kind::atomic, std::move(held));
    }
    skip_ignored(modes);
    if (const char c = peek(); c == '*' || c == '+' || c == '?' || c == '{') {
      invalid("a repeat follows a repeat", at_);
    }
    return node;
  }

  std::uint32_t read_count(std::size_t where) {
    if (peek() < '0' || peek() > '9') {
      invalid("a repeat is written {2}, {2,} or {2,5}; a brace \\{", where);
    }
    std::uint32_t count = 0;
    while (peek() >= '0' && peek() <= '9') {
      count = std::min<std::uint32_t>(count * 10 + static_cast<std::uint32_t>(peek() - '0'),
                                      max_repeats + 1);
      ++at_;
    }
    return count;
  }

  std::optional<Node> read_group(Modes& modes, int depth) {
    const std::size_t begin = at_;
    ++at_;
    if (depth == max_depth) too_complex("groups are nested more than 50 deep", begin);
    if (next_is("*")) invalid("verbs like (*SKIP) are not supported", begin);
    if (!take("?")) return read_body(Kind::sequence, modes, depth, begin);

    if (take(":") || take("|")) return read_body(Kind::sequence, modes, depth, begin);
    if (take(">")) return read_body(Kind::atomic, modes, depth, begin);
    if (take("=")) return read_body(Kind::look_ahead, modes, depth, begin);
    if (take("!")) return read_body(Kind::not_look_ahead, modes, depth, begin);
    if (take("<=")) return read_body(Kind::look_behind, modes, depth, begin);
    if (take("<!")) return read_body(Kind::not_look_behind, modes, depth, begin);
    if (next_is("(")) too_complex("conditional groups are refused", begin);
    if (next_is("P=")) too_complex("back-references are refused", begin);
    if (next_is("P>") || next_is("&") || next_is("R") || next_is("+") || is_digit(peek()) ||
        (next_is("-") && at_ + 1 < pattern_.size() && is_digit(pattern_[at_ + 1]))) {
      too_complex("recursion is refused", begin);
    }
    if (next_is("C")) invalid("callouts are not supported", begin);
    if (take("P<") || take("<")) {
      skip_name('>', begin);
      return read_body(Kind::sequence, modes, depth, begin);
    }
    if (take("'")) {
      skip_name('\'', begin);
      return read_body(Kind::sequence, modes, depth, begin);
    }
    return read_modes(modes, depth, begin);
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  void skip_name(char closing, std::size_t begin) {
    const std::size_t name = at_;
    while (is_letter(peek()) || peek() == '_' || (at_ > name && is_digit(peek()))) ++at_;
    if (at_ == name || peek() != closing)
      invalid("the name of the group is not well-formed", begin);
    ++at_;
  }

  // What follows "(?" when it is (?imsx-imsx) or (?imsx-imsx:...).
  std::optional<Node> read_modes(Modes& modes, int depth, std::size_t begin) {
    Modes changed = modes;
    bool on = true;
    while (true) {
      switch (peek()) {
        case 'i':
          if (!on) invalid("letters always match without regard to case", begin);
          break;
        case 's': changed.dot_all = on; break;
        case 'm': changed.multiline = on; break;
        case 'x': changed.extended = on; break;
        case '-':
          if (!on) invalid("the group begins with (? and no known letter", begin);
          on = false;
          break;
        case ')':
          ++at_;
          modes = changed;
          return std::nullopt;
        case ':': ++at_; return read_body(Kind::sequence, changed, depth, begin);
        default: invalid("the group begins with (? and no known letter", begin);
      }
      ++at_;
    }
  }

  Node read_body(Kind kind, Modes modes, int depth, std::size_t begin) {
    Node body = read_choice(modes, depth + 1);
    if (!take(")")) invalid("the group is not closed", begin);
    if (kind == Kind::sequence) return body;
    std::vector<Node> parts;
    if ((kind == Kind::look_behind || kind == Kind::not_look_behind) && body.kind == Kind::choice) {
      parts = std::move(body.parts);
    } else {
      parts.push_back(std::move(body));
    }
    if (kind == Kind::look_behind || kind == Kind::not_look_behind) {
      for (const Node& part : parts) {
        const Width w = width(part);
        if (w.min != w.max || w.max > max_look_behind) {
          invalid("what is looked for behind needs a fixed length of at most 255", begin);
        }
        if (contains_any(part, {Kind::choice, Kind::look_ahead, Kind::not_look_ahead,
                                Kind::look_behind, Kind::not_look_behind})) {
          invalid("a look-behind holds no look-around, and alternatives only at its top level",
                  begin);
        }
      }
    }
    return with_parts(kind, std::move(parts));
  }

  // After a backslash outside [...].
  Node read_escape() {
    const std::size_t begin = at_;
    ++at_;
    if (at_end()) invalid("a backslash ends the expression", begin);
    switch (peek()) {
      case 'b': ++at_; return assertion(U"\\b");
      case 'B': ++at_; return assertion(U"(?!\\b)");
      case 'A': ++at_; return assertion(U"\\A");
      case 'z': ++at_; return assertion(U"\\z");
      case 'Z': ++at_; return assertion(end_of_text);
      case 'g':
      case 'k': too_complex("back-references are refused", begin);
      default: break;
    }
    if (peek() >= '1' && peek() <= '9') too_complex("back-references are refused", begin);
    if (const auto bits = read_class_escape(begin)) return class_node(*bits);
    return literal(read_character_escape(begin));
  }

  // \w \d \s \h, their opposites, \p{..} and \P{..}; at_ is behind the backslash.
  std::optional<ClassBits> read_class_escape(std::size_t begin) {
    using namespace class_bits;
    switch (peek()) {
      case 'w': ++at_; return word;
      case 'W': ++at_; return complement(word);
      case 'd': ++at_; return digit;
      case 'D': ++at_; return complement(digit);
      case 's': ++at_; return space;
      case 'S': ++at_; return complement(space);
      case 'h': ++at_; return blank;
      case 'H': ++at_; return complement(blank);
      case 'p':
      case 'P': {
        const bool opposite = peek() == 'P';
        ++at_;
        std::string_view name;
        if (take("{")) {
          const std::size_t end = pattern_.find('}', at_);
          if (end == std::string_view::npos)
            invalid("the name of the category is not closed", begin);
          name = pattern_.substr(at_, end - at_);
          at_ = end + 1;
        } else {
          name = pattern_.substr(at_, 1);
          at_ += name.size();
        }
        const ClassBits bits = property(name);
        if (bits == 0) {
          invalid("\\p takes a general category such as L, Lu or {Sc}", begin);
        }
        return opposite ? complement(bits) : bits;
      }
      default: return std::nullopt;
    }
  }

  // A general category by its short name. The three with case are one class here.
  static ClassBits property(std::string_view name) {
    static constexpr std::string_view names =  // in the order of utf8proc_category_t
        "CnLuLlLtLmLoMnMcMeNdNlNoPcPdPsPePiPfPoSmScSkSoZsZlZpCcCfCsCo";
    ClassBits bits = 0;
    for (std::size_t i = 0; i < names.size(); i += 2) {
      const bool same = name.size() == 2 ? names.substr(i, 2) == name
                                         : name.size() == 1 && names[i] == name.front();
      if (same) bits |= class_bits::category(static_cast<int>(i / 2));
    }
    if (name == "L&") bits = class_bits::cased;
    return (bits & class_bits::cased) != 0 ? bits | class_bits::cased : bits;
  }

  // An escape that is one character; at_ is behind the backslash.
  char32_t read_character_escape(std::size_t begin) {
    const char c = peek();
    switch (c) {
      case 't': ++at_; return U'\t';
      case 'n': ++at_; return U'\n';
      case 'r': ++at_; return U'\r';
      case 'f': ++at_; return U'\f';
      case 'a': ++at_; return U'\a';
      case 'e': ++at_; return U'\x1B';
      case 'x': ++at_; return read_hexadecimal(begin);
      default: break;
    }
    if (is_letter(c) || is_digit(c)) {
      invalid(std::string("the escape \\") + c + " is not supported", begin);
    }
    return take_character();
  }

  char32_t read_hexadecimal(std::size_t begin) {
    const bool braces = take("{");
    const std::size_t most = braces ? 6 : 2;
    char32_t value = 0;
    std::size_t digits = 0;
    for (; digits < most; ++digits) {
      const int digit = unicode_traits::value(static_cast<unsigned char>(peek()), 16);
      if (digit < 0) break;
      value = value * 16 + static_cast<char32_t>(digit);
      ++at_;
    }
    if (digits == 0 || (braces && !take("}")) || value > 0x10FFFF ||
        (value >= 0xD800 && value <= 0xDFFF)) {
      invalid("a character by its number is written \\x41 or \\x{20AC}", begin);
    }
    return value;
  }

  Node read_set() {
    const std::size_t begin = at_;
    ++at_;
    Node node;
    node.kind = Kind::set;
    node.set.negated = take("^");
    for (bool first = true; first || peek() != ']'; first = false) {
      if (at_end()) invalid("the set is not closed", begin);
      read_set_item(node.set);
    }
    ++at_;
    if (const auto only = only_character(node.set)) return literal(*only);
    add_lower_case(node.set.ranges);
    return node;
  }

  void read_set_item(CharacterSet& set) {
    const std::size_t begin = at_;
    if (next_is("[.") || next_is("[=")) invalid("collating elements are not supported", begin);
    if (take("[:")) {
      set.classes |= read_posix_class(begin);
      refuse_range(begin);
      return;
    }
    const auto low = read_set_character(set, begin);
    if (!low) {
      refuse_range(begin);
      return;
    }
    char32_t high = *low;
    if (next_is("-") && !next_is("-]")) {
      ++at_;
      const std::size_t end = at_;
      if (at_end()) return;  // read_set() says that the set is not closed
      CharacterSet none;
      const auto bound = next_is("[:") ? std::nullopt : read_set_character(none, end);
      if (!bound) invalid("a range ends in a character, not in a class", end);
      high = *bound;
      if (high < *low) invalid("the range ends before it begins", begin);
    }
    set.ranges.emplace_back(*low, high);
  }

  void refuse_range(std::size_t begin) const {
    if (next_is("-") && !next_is("-]")) {
      invalid("a range begins with a character, not with a class", begin);
    }
  }

  // One character of a set, or nothing when it was a class, which is added to `set`.
  std::optional<char32_t> read_set_character(CharacterSet& set, std::size_t begin) {
    if (!take("\\")) return take_character();
    if (at_end()) invalid("a backslash ends the expression", begin);
    if (const auto bits = read_class_escape(begin)) {
      set.classes |= *bits;
      return std::nullopt;
    }
    return read_character_escape(begin);
  }

  ClassBits read_posix_class(std::size_t begin) {
    using namespace class_bits;
    static constexpr std::array<std::pair<std::string_view, ClassBits>, 14> classes{{
        {"alpha", alphabetic},
        {"digit", digit},
        {"alnum", alphabetic | digit},
        {"upper", cased},
        {"lower", cased},
        {"word", word},
        {"space", space},
        {"blank", blank},
        {"punct", ascii_punctuation},
        {"xdigit", hex_digit},
        {"ascii", ascii},
        {"cntrl", category(UTF8PROC_CATEGORY_CC)},
        {"graph", visible},
        {"print", visible | category(UTF8PROC_CATEGORY_ZS)},
    }};
    const bool opposite = take("^");
    for (const auto& [name, bits] : classes) {
      const std::size_t before = at_;
      if (take(name) && take(":]")) return opposite ? complement(bits) : bits;
      at_ = before;
    }
    invalid("there is no such class of characters", begin);
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
};

// --- writing
// ----------------------------------------------------------------------------------------

void write_ascii(std::string_view text, std::u32string& out) {
  for (const char c : text) out.push_back(static_cast<unsigned char>(c));
}

void write_hexadecimal(std::uint64_t value, std::u32string& out) {
  static constexpr std::string_view digits = "0123456789abcdef";
  int shift = 60;
  while (shift > 0 && (value >> shift) == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) {
    out.push_back(static_cast<unsigned char>(digits[(value >> shift) & 0xFU]));
  }
}

void write_character(char32_t c, std::u32string& out) {
  const bool plain = c >= 0x80 || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
                     (c >= U'0' && c <= U'9') || c == U' ';
  if (plain) {
    out.push_back(c);
    return;
  }
  out += U"\\x{";
  write_hexadecimal(c, out);
  out.push_back(U'}');
}

void write_set(const CharacterSet& set, std::u32string& out) {
  if (set.ranges.empty() && set.classes == 0) {  // such as \P{..} of everything
    out += set.negated ? U"[[:m3fffffff:]]" : U"[^[:m3fffffff:]]";
    return;
  }
  out += set.negated ? U"[^" : U"[";
  for (const auto& [low, high] : set.ranges) {
    write_character(low, out);
    if (high == low) continue;
    out.push_back(U'-');
    write_character(high, out);
  }
  if (set.classes != 0) {
    out += U"[:m";
    write_hexadecimal(set.classes, out);
    out += U":]";
  }
  out.push_back(U']');
}

void write(const Node& node, bool behind, std::u32string& out);

// Boost takes no (?=) and the like.
constexpr std::u32string_view nothing = U"(?:)";

void write_group(std::u32string_view opening, const Node& node, bool behind, std::u32string& out) {
  out += opening;
  const std::size_t begin = out.size();
  write(node, behind, out);
  if (out.size() == begin) out += nothing;
  out.push_back(U')');
}

void write_repeat(const Node& node, bool behind, std::u32string& out) {
  const Node& part = node.parts.front();
  if (node.max == 0) return;
  if (behind) {  // of fixed length; Boost measures no repeated groups
    for (std::uint32_t i = 0; i < node.min; ++i) write(part, true, out);
    return;
  }
  if (part.kind == Kind::sequence || part.kind == Kind::repeat) {
    write_group(U"(?:", part, behind, out);
  } else {
    write(part, behind, out);
  }
  if (node.min == 1 && node.max == 1) return;
  if (node.max == unlimited && node.min <= 1) {
    out.push_back(node.min == 0 ? U'*' : U'+');
  } else if (node.min == 0 && node.max == 1) {
    out.push_back(U'?');
  } else {
    out.push_back(U'{');
    write_ascii(std::to_string(node.min), out);
    if (node.max != node.min) out.push_back(U',');
    if (node.max != node.min && node.max != unlimited) write_ascii(std::to_string(node.max), out);
    out.push_back(U'}');
  }
  if (node.lazy) out.push_back(U'?');
}

void write(const Node& node, bool behind, std::u32string& out) {
  switch (node.kind) {
    case Kind::literal: write_character(node.character, out); return;
    case Kind::any: out.push_back(U'.'); return;
    case Kind::set: write_set(node.set, out); return;
    case Kind::assertion: out += node.spelling; return;
    case Kind::look_ahead: write_group(U"(?=", node.parts.front(), behind, out); return;
    case Kind::not_look_ahead: write_group(U"(?!", node.parts.front(), behind, out); return;
    case Kind::look_behind:
      // One look-behind per alternative, so that each has its own length.
      out += U"(?:";
      for (std::size_t i = 0; i < node.parts.size(); ++i) {
        if (i > 0) out.push_back(U'|');
        write_group(U"(?<=", node.parts[i], true, out);
      }
      out.push_back(U')');
      return;
    case Kind::not_look_behind:
      for (const Node& part : node.parts) write_group(U"(?<!", part, true, out);
      return;
    case Kind::sequence:
      for (const Node& part : node.parts) write(part, behind, out);
      return;
    case Kind::choice:
      out += U"(?:";
      for (std::size_t i = 0; i < node.parts.size(); ++i) {
        if (i > 0) out.push_back(U'|');
        write(node.parts[i], behind, out);
      }
      out.push_back(U')');
      return;
    case Kind::repeat: write_repeat(node, behind, out); return;
    case Kind::atomic: write_group(U"(?>", node.parts.front(), behind, out); return;
  }
}

// --- required literals
// ------------------------------------------------------------------------------

std::u32string repeated(const std::u32string& text, std::uint32_t times) {
  std::u32string out;
  for (std::uint32_t i = 0; i < times && out.size() + text.size() <= max_unrolled; ++i) out += text;
  return out;
}

// The only text a node can match, when there is one and it is short.
std::optional<std::u32string> only_text(const Node& node) {
  switch (node.kind) {
    case Kind::literal: return std::u32string(1, node.character);
    case Kind::sequence: {
      std::u32string all;
      for (const Node& part : node.parts) {
        const auto text = only_text(part);
        if (!text || all.size() + text->size() > max_unrolled) return std::nullopt;
        all += *text;
      }
      return all;
    }
    case Kind::repeat: {
      if (node.min != node.max) return std::nullopt;
      const auto text = only_text(node.parts.front());
      if (!text || text->size() * node.min > max_unrolled) return std::nullopt;
      return repeated(*text, node.min);
    }
    case Kind::atomic: return only_text(node.parts.front());
    default:
      // What has no width may refuse a match but adds no text to it.
      if (width(node).max == 0) return std::u32string();
      return std::nullopt;
  }
}

using Literals = std::vector<std::u32string>;

std::size_t shortest(const Literals& literals) {
  std::size_t length = std::numeric_limits<std::size_t>::max();
  for (const auto& l : literals) length = std::min(length, l.size());
  return length;
}

Literals required(const Node& node);

// Of all that a sequence must contain, the best to look for: long literals, then few of them.
Literals required_of_sequence(const std::vector<Node>& parts) {
  Literals best;
  const auto offer = [&best](Literals literals) {
    if (literals.empty() || shortest(literals) < min_literal) return;
    const bool better = best.empty() || shortest(literals) > shortest(best) ||
                        (shortest(literals) == shortest(best) && literals.size() < best.size());
    if (better) best = std::move(literals);
  };
  std::u32string run;  // characters that stand side by side in every match
  for (const Node& part : parts) {
    if (const auto text = only_text(part)) {
      run += *text;
      continue;
    }
    if (part.kind == Kind::repeat && part.min > 0) {
      if (const auto text = only_text(part.parts.front())) {  // ab+c: "ab" and "bc"
        const std::u32string least = repeated(*text, part.min);
        offer({run + least});
        run = least;
        continue;
      }
    }
    offer({std::exchange(run, {})});
    offer(required(part));
  }
  offer({run});
  return best;
}

// Literals of at least min_literal characters of which every match contains one; empty for none.
Literals required(const Node& node) {
  switch (node.kind) {
    case Kind::sequence: return required_of_sequence(node.parts);
    case Kind::choice: {
      Literals all;
      for (const Node& part : node.parts) {
        Literals of_part = required(part);
        if (of_part.empty()) return {};
        all.insert(all.end(), of_part.begin(), of_part.end());
      }
      return all;
    }
    case Kind::repeat:
      if (node.min == 0) return {};
      if (const auto text = only_text(node.parts.front())) {
        const std::u32string least = repeated(*text, node.min);
        return least.size() < min_literal ? Literals{} : Literals{least};
      }
      return required(node.parts.front());
    case Kind::atomic: return required(node.parts.front());
    default: return {};
  }
}

// Leaves out what another literal is part of: a text with the longer one has the shorter one too.
std::vector<std::string> simplified(const Literals& literals) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < literals.size(); ++i) {
    bool redundant = false;
    for (std::size_t k = 0; k < literals.size() && !redundant; ++k) {
      redundant = k != i && literals[i].find(literals[k]) != std::u32string::npos &&
                  (literals[k] != literals[i] || k < i);
    }
    if (redundant) continue;
    std::string utf8;
    for (const char32_t c : literals[i]) {
      std::array<utf8proc_uint8_t, 4> bytes{};
      const auto n = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes.data());
      utf8.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(n));
    }
    out.push_back(std::move(utf8));
  }
  return out;
}

}  // namespace

Result<RegexSyntax> read_regex(std::string_view pattern) {
  if (pattern.empty()) return Error{ErrorCode::invalid_argument, "the expression is empty", "0"};
  if (pattern.size() > max_pattern_bytes) {
    return Error{ErrorCode::pattern_too_complex, "the expression is longer than 1000 bytes",
                 std::to_string(max_pattern_bytes)};
  }
  if (const auto bad = first_invalid_utf8(pattern)) {
    return Error{ErrorCode::invalid_utf8, "the expression is not valid UTF-8",
                 std::to_string(*bad)};
  }
  try {
    const Node node = Reader(pattern).read();
    RegexSyntax syntax;
    write(node, false, syntax.canonical);
    if (syntax.canonical.empty()) syntax.canonical = nothing;
    syntax.required_literals = simplified(required(node));
    return syntax;
  } catch (Refused& refused) {
    return std::move(refused.error);
  }
}

}  // namespace callnorm::text
