#include "callnorm/text/number_words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace callnorm {
namespace {

using Entry = std::pair<std::string_view, int>;

constexpr std::array dutch_small{
    Entry{"nul", 0},      Entry{"een", 1},        Entry{"twee", 2},      Entry{"drie", 3},
    Entry{"vier", 4},     Entry{"vijf", 5},       Entry{"zes", 6},       Entry{"zeven", 7},
    Entry{"acht", 8},     Entry{"negen", 9},      Entry{"tien", 10},     Entry{"elf", 11},
    Entry{"twaalf", 12},  Entry{"dertien", 13},   Entry{"veertien", 14}, Entry{"vijftien", 15},
    Entry{"zestien", 16}, Entry{"zeventien", 17}, Entry{"achttien", 18}, Entry{"negentien", 19}};
constexpr std::array dutch_tens{Entry{"twintig", 20}, Entry{"dertig", 30},  Entry{"veertig", 40},
                                Entry{"vijftig", 50}, Entry{"zestig", 60},  Entry{"zeventig", 70},
                                Entry{"tachtig", 80}, Entry{"negentig", 90}};
constexpr std::array french_small{
    Entry{"zero", 0},     Entry{"un", 1},     Entry{"une", 1},       Entry{"deux", 2},
    Entry{"trois", 3},    Entry{"quatre", 4}, Entry{"cinq", 5},      Entry{"six", 6},
    Entry{"sept", 7},     Entry{"huit", 8},   Entry{"neuf", 9},      Entry{"dix", 10},
    Entry{"onze", 11},    Entry{"douze", 12}, Entry{"treize", 13},   Entry{"quatorze", 14},
    Entry{"quinze", 15},  Entry{"seize", 16}, Entry{"dix-sept", 17}, Entry{"dix-huit", 18},
    Entry{"dix-neuf", 19}};
constexpr std::array french_tens{Entry{"vingt", 20},        Entry{"trente", 30},
                                 Entry{"quarante", 40},     Entry{"cinquante", 50},
                                 Entry{"soixante", 60},     Entry{"septante", 70},
                                 Entry{"huitante", 80},     Entry{"nonante", 90},
                                 Entry{"quatre-vingt", 80}, Entry{"quatre-vingts", 80}};
constexpr std::array english_small{
    Entry{"zero", 0},     Entry{"one", 1},      Entry{"a", 1},          Entry{"two", 2},
    Entry{"three", 3},    Entry{"four", 4},     Entry{"five", 5},       Entry{"six", 6},
    Entry{"seven", 7},    Entry{"eight", 8},    Entry{"nine", 9},       Entry{"ten", 10},
    Entry{"eleven", 11},  Entry{"twelve", 12},  Entry{"thirteen", 13},  Entry{"fourteen", 14},
    Entry{"fifteen", 15}, Entry{"sixteen", 16}, Entry{"seventeen", 17}, Entry{"eighteen", 18},
    Entry{"nineteen", 19}};
constexpr std::array english_tens{Entry{"twenty", 20}, Entry{"thirty", 30}, Entry{"forty", 40},
                                  Entry{"fifty", 50},  Entry{"sixty", 60},  Entry{"seventy", 70},
                                  Entry{"eighty", 80}, Entry{"ninety", 90}};

/// With which letters the words of a table begin and end: most other words do otherwise.
class Ends {
 public:
  constexpr Ends() = default;
  explicit constexpr Ends(std::span<const Entry> table) {
    for (const Entry& entry : table) add(entry.first);
  }
  constexpr void add(std::string_view word) { last_[letter(word.front())] |= bit(word.back()); }
  [[nodiscard]] constexpr bool may_have(std::string_view word) const noexcept {
    return !word.empty() && (last_[letter(word.front())] & bit(word.back())) != 0;
  }

 private:
  // Other characters share a place with some letter.
  static constexpr std::size_t letter(char c) noexcept {
    return static_cast<unsigned char>(c) % 32;
  }
  static constexpr std::uint32_t bit(char c) noexcept { return std::uint32_t{1} << letter(c); }

  std::array<std::uint32_t, 32> last_{};
};

template <const auto& table>
std::optional<int> find_in(std::string_view word) noexcept {
  static constexpr Ends ends{table};
  if (!ends.may_have(word)) return std::nullopt;
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Entry& entry) { return entry.first == word; });
  return found == table.end() ? std::nullopt : std::optional<int>(found->second);
}

// "drieentwintig": the unit, "en", the ten.
std::optional<int> dutch_compound(std::string_view word) noexcept {
  if (!word.ends_with("tig")) return std::nullopt;
  for (const auto& [ten, tens] : dutch_tens) {
    if (!word.ends_with(ten)) continue;
    std::string_view head = word.substr(0, word.size() - ten.size());
    if (!head.ends_with("en")) return std::nullopt;
    head.remove_suffix(2);
    const auto unit = find_in<dutch_small>(head);
    if (unit && *unit >= 1 && *unit <= 9) return tens + *unit;
    return std::nullopt;
  }
  return std::nullopt;
}

// "septante-deux", "twenty-five", "soixante-dix-sept", "quatre-vingt-onze".
std::optional<int> hyphenated(std::string_view word, std::span<const Entry> tens,
                              std::optional<int> (*small)(std::string_view) noexcept,
                              int largest) noexcept {
  if (word.find('-') == std::string_view::npos) return std::nullopt;
  for (const auto& [ten, value] : tens) {
    if (word.size() <= ten.size() + 1 || !word.starts_with(ten) || word[ten.size()] != '-')
      continue;
    std::string_view rest = word.substr(ten.size() + 1);
    if (rest.starts_with("et-")) rest.remove_prefix(3);
    const auto unit = small(rest);
    const bool long_ten = value == 60 || ten.starts_with("quatre");
    if (unit && *unit >= 1 && *unit <= (long_ten ? largest : 9)) return value + *unit;
  }
  return std::nullopt;
}

}  // namespace

std::optional<int> number_word(std::string_view word, Language language) noexcept {
  switch (language) {
    case Language::nl: {
      if (const auto value = find_in<dutch_small>(word)) return value;
      if (const auto value = find_in<dutch_tens>(word)) return value;
      return dutch_compound(word);
    }
    case Language::fr: {
      if (const auto value = find_in<french_small>(word)) return value;
      if (const auto value = find_in<french_tens>(word)) return value;
      return hyphenated(word, french_tens, find_in<french_small>, 19);
    }
    case Language::en: {
      if (const auto value = find_in<english_small>(word)) return value;
      if (const auto value = find_in<english_tens>(word)) return value;
      return hyphenated(word, english_tens, find_in<english_small>, 9);
    }
  }
  return std::nullopt;
}

namespace {

// A word of a number.
struct Atom {
  enum class Kind : std::uint8_t {
    value,    // 0 to 99
    scale,    // 100, 1000, 1000000
    figures,  // digits as they were written
    link,     // "en", "et", "and"
    article,  // "a", before a scale
    repeat,   // "double": the digit after it, `number` times
    times,    // "keer", "fois": the digit after it, as often as the number before it
    comma,
    plus,
  };
  Kind kind = Kind::value;
  std::int64_t number = 0;
  std::string_view figures{};
};

struct AtomWord {
  std::string_view word;
  Atom::Kind kind;
  std::int64_t number;
};

using Kind = Atom::Kind;
constexpr std::int64_t hundred = 100;
constexpr std::int64_t thousand = 1'000;
constexpr std::int64_t million = 1'000'000;

constexpr std::array dutch_atoms{
    AtomWord{"honderd", Kind::scale, hundred}, AtomWord{"duizend", Kind::scale, thousand},
    AtomWord{"miljoen", Kind::scale, million}, AtomWord{"en", Kind::link, 0},
    AtomWord{"dubbel", Kind::repeat, 2},       AtomWord{"dubbele", Kind::repeat, 2},
    AtomWord{"tweemaal", Kind::repeat, 2},     AtomWord{"driemaal", Kind::repeat, 3},
    AtomWord{"driedubbel", Kind::repeat, 3},   AtomWord{"driedubbele", Kind::repeat, 3},
    AtomWord{"keer", Kind::times, 0},          AtomWord{"maal", Kind::times, 0},
    AtomWord{"komma", Kind::comma, 0},         AtomWord{"plus", Kind::plus, 0},
    AtomWord{"zero", Kind::value, 0}};
constexpr std::array french_atoms{AtomWord{"cent", Kind::scale, hundred},
                                  AtomWord{"cents", Kind::scale, hundred},
                                  AtomWord{"mille", Kind::scale, thousand},
                                  AtomWord{"mil", Kind::scale, thousand},
                                  AtomWord{"million", Kind::scale, million},
                                  AtomWord{"millions", Kind::scale, million},
                                  AtomWord{"et", Kind::link, 0},
                                  AtomWord{"vingts", Kind::value, 20},
                                  AtomWord{"double", Kind::repeat, 2},
                                  AtomWord{"triple", Kind::repeat, 3},
                                  AtomWord{"fois", Kind::times, 0},
                                  AtomWord{"virgule", Kind::comma, 0},
                                  AtomWord{"plus", Kind::plus, 0}};
constexpr std::array english_atoms{AtomWord{"a", Kind::article, 1},
                                   AtomWord{"hundred", Kind::scale, hundred},
                                   AtomWord{"thousand", Kind::scale, thousand},
                                   AtomWord{"million", Kind::scale, million},
                                   AtomWord{"and", Kind::link, 0},
                                   AtomWord{"oh", Kind::value, 0},
                                   AtomWord{"o", Kind::value, 0},
                                   AtomWord{"nought", Kind::value, 0},
                                   AtomWord{"double", Kind::repeat, 2},
                                   AtomWord{"triple", Kind::repeat, 3},
                                   AtomWord{"times", Kind::times, 0},
                                   AtomWord{"point", Kind::comma, 0},
                                   AtomWord{"plus", Kind::plus, 0}};

std::span<const AtomWord> atom_words(Language language) noexcept {
  switch (language) {
    case Language::nl: return dutch_atoms;
    case Language::fr: return french_atoms;
    case Language::en: return english_atoms;
  }
  return {};
}

constexpr std::size_t longest_number_word = 64;  // bytes; no number below a milliard is longer

// Appends the atoms of one word. A compound is taken apart: "achtenveertigduizend" is 48 and 1000,
// "deux-cent-treize" 2, 100 and 13. False, and nothing appended, when it is no number.
bool append_atoms(std::string_view word, Language language, std::vector<Atom>& out) {
  if (word.empty() || word.size() > longest_number_word) return false;
  for (const AtomWord& known : atom_words(language)) {
    if (known.word == word) {
      out.push_back({known.kind, known.number, {}});
      return true;
    }
  }
  if (const auto value = number_word(word, language)) {
    out.push_back({Kind::value, *value, {}});
    return true;
  }
  const std::size_t before = out.size();
  const auto all = [&](std::span<const std::string_view> parts) {
    for (const std::string_view part : parts) {
      if (append_atoms(part, language, out)) continue;
      out.resize(before);
      return false;
    }
    return true;
  };
  if (const std::size_t hyphen = word.find('-'); hyphen != std::string_view::npos) {
    return all(std::array{word.substr(0, hyphen), word.substr(hyphen + 1)});
  }
  constexpr std::size_t shortest_scale = 7;  // "duizend"
  if (language != Language::nl || word.size() <= shortest_scale) return false;
  for (const std::string_view scale : {"miljoen", "duizend", "honderd"}) {
    const std::size_t at = word.find(scale);
    if (at == std::string_view::npos) continue;
    std::string_view rest = word.substr(at + scale.size());
    if (rest.size() > 2 && rest.starts_with("en")) rest.remove_prefix(2);  // "honderdenvijf"
    std::vector<std::string_view> parts{scale};
    if (at > 0) parts.insert(parts.begin(), word.substr(0, at));
    if (!rest.empty()) parts.push_back(rest);
    return all(parts);
  }
  return false;
}

constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
constexpr bool is_word_byte(char c) noexcept {
  return (c >= 'a' && c <= 'z') || c == '-' || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
}

std::optional<std::vector<Atom>> atoms_of(std::string_view text, Language language) {
  std::vector<Atom> out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (is_digit(text[i])) {
      while (i < text.size() && is_digit(text[i])) ++i;
      out.push_back({Kind::figures, 0, text.substr(begin, i - begin)});
    } else if (text[i] == '+') {
      out.push_back({Kind::plus, 0, {}});
      ++i;
    } else if (is_word_byte(text[i])) {
      while (i < text.size() && is_word_byte(text[i])) ++i;
      std::string_view word = text.substr(begin, i - begin);
      while (!word.empty() && word.front() == '-') word.remove_prefix(1);
      while (!word.empty() && word.back() == '-') word.remove_suffix(1);
      if (!word.empty() && !append_atoms(word, language, out)) return std::nullopt;
    } else {
      constexpr std::string_view separators = " \t\r\n.,;:/()";
      if (separators.find(text[i]) == std::string_view::npos) return std::nullopt;
      ++i;
    }
  }
  return out;
}

// Reads atoms into digits, from the left.
class NumberReader {
 public:
  NumberReader(std::span<const Atom> atoms, Language language)
      : atoms_(atoms), language_(language) {}

  std::optional<std::string> read() {
    bool any = false;
    while (at_ < atoms_.size()) {
      const Atom& atom = atoms_[at_];
      switch (atom.kind) {
        case Kind::plus:
          out_ += '+';
          ++at_;
          break;
        case Kind::comma:
          if (!any) return std::nullopt;
          out_ += ',';
          ++at_;
          break;
        case Kind::link: return std::nullopt;
        case Kind::times: return std::nullopt;
        case Kind::repeat:
          if (!repeat(atom.number, at_ + 1)) return std::nullopt;
          any = true;
          break;
        case Kind::figures:
          if (!is(at_ + 1, Kind::scale) || atom.figures.size() > 3) {
            out_ += atom.figures;
            ++at_;
            any = true;
            break;
          }
          [[fallthrough]];
        case Kind::article:
        case Kind::value:
        case Kind::scale: {
          if (atom.kind == Kind::article && !is(at_ + 1, Kind::scale)) return std::nullopt;
          if (atom.kind == Kind::value && is(at_ + 1, Kind::times)) {
            if (atom.number < 2 || atom.number > 9 || !repeat(atom.number, at_ + 2)) {
              return std::nullopt;
            }
          } else {
            out_ += std::to_string(cardinal());
          }
          any = true;
          break;
        }
      }
    }
    if (!any || out_.back() == ',') return std::nullopt;
    return out_;
  }

 private:
  bool is(std::size_t at, Kind kind) const { return at < atoms_.size() && atoms_[at].kind == kind; }
  std::int64_t value(std::size_t at) const { return is(at, Kind::value) ? atoms_[at].number : -1; }
  bool scale(std::size_t at, std::int64_t number) const {
    return is(at, Kind::scale) && atoms_[at].number == number;
  }
  static bool unit(std::int64_t number) { return number >= 1 && number <= 9; }
  static bool ten(std::int64_t number) { return number >= 20 && number % 10 == 0; }

  // The digit at `at`, so many times.
  bool repeat(std::int64_t times, std::size_t at) {
    std::string_view digit;
    std::string spoken;
    if (is(at, Kind::figures)) digit = atoms_[at].figures;
    if (const std::int64_t number = value(at); number >= 0) digit = spoken = std::to_string(number);
    if (digit.size() != 1) return false;
    out_.append(static_cast<std::size_t>(times), digit.front());
    at_ = at + 1;
    return true;
  }

  // A number below 100; one that begins here. -1: none does.
  std::int64_t below_hundred() {
    if (is(at_, Kind::article)) {
      ++at_;
      return 1;
    }
    if (is(at_, Kind::figures)) {
      std::int64_t number = 0;
      for (const char c : atoms_[at_].figures) number = number * 10 + (c - '0');
      ++at_;
      return number;
    }
    std::int64_t number = value(at_);
    if (number < 0) return -1;
    ++at_;
    if (language_ == Language::nl) {
      // "vier en zeventig"
      if (unit(number) && is(at_, Kind::link) && ten(value(at_ + 1))) {
        number += value(at_ + 1);
        at_ += 2;
      }
      return number;
    }
    bool long_ten = number == 60;  // goes on to 19
    if (language_ == Language::fr && number == 4 && value(at_) == 20) {
      number = 80;
      long_ten = true;
      ++at_;
    } else if (language_ == Language::fr && number == 80) {
      long_ten = true;
    }
    if (language_ == Language::fr && number == 10 && value(at_) >= 7 && unit(value(at_))) {
      number += value(at_++);  // "dix sept"
    }
    if (!ten(number)) return number;
    std::size_t next = at_;
    if (language_ == Language::fr && is(next, Kind::link) &&
        (value(next + 1) == 1 || value(next + 1) == 11)) {
      ++next;
    }
    const std::int64_t rest = value(next);
    if (unit(rest)) {
      number += rest;
      at_ = next + 1;
    } else if (language_ == Language::fr && long_ten && rest >= 10 && rest <= 19) {
      number += rest;
      at_ = next + 1;
      if (rest == 10 && value(at_) >= 7 && unit(value(at_))) number += value(at_++);
    }
    return number;
  }

  // Whether what stands here, perhaps after an "and", can be the rest of a larger number.
  bool rest_follows() {
    std::size_t at = at_;
    if (is(at, Kind::link)) ++at;
    if (value(at) < 1 || is(at + 1, Kind::times)) return false;
    at_ = at;
    return true;
  }

  std::int64_t below_thousand() {
    std::int64_t number = 1;
    if (!scale(at_, hundred)) {
      number = below_hundred();
      if (number < 1 || number >= hundred || !scale(at_, hundred)) return number;
    }
    ++at_;
    number *= hundred;
    const std::size_t before = at_;
    if (rest_follows()) {
      const std::int64_t rest = below_hundred();
      // "honderd duizend" and "deux cent mille" stay whole; "cent vingt cent" does not.
      if (scale(at_, hundred)) {
        at_ = before;
      } else {
        number += rest;
      }
    }
    return number;
  }

  bool large_scale(std::size_t at) const { return scale(at, thousand) || scale(at, million); }

  // The number that begins here: millions, thousands, and the rest. Takes one atom at least.
  std::int64_t cardinal() {
    std::int64_t number = 0;
    std::int64_t last_scale = 1'000 * million;
    std::size_t before = at_;
    while (true) {
      const std::int64_t part = large_scale(at_) ? 1 : below_thousand();
      if (part < 1 || !large_scale(at_)) return number + std::max<std::int64_t>(part, 0);
      const std::int64_t factor = atoms_[at_].number;
      if (factor >= last_scale) {  // "mille deux mille": the second thousand has its own two
        at_ = before;
        return number;
      }
      ++at_;
      number += part * factor;
      last_scale = factor;
      before = at_;
      const bool more =
          scale(at_, hundred) || (factor == million && scale(at_, thousand)) || rest_follows();
      if (!more) return number;
    }
  }

  std::span<const Atom> atoms_;
  Language language_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::optional<std::string> spoken_digits(std::string_view folded, Language language) {
  const auto atoms = atoms_of(folded, language);
  if (!atoms || atoms->empty()) return std::nullopt;
  return NumberReader(*atoms, language).read();
}

namespace {

template <const auto& small, const auto& tens, const auto& atoms>
constexpr Ends ends_of_all() {
  Ends out;
  for (const Entry& entry : small) out.add(entry.first);
  for (const Entry& entry : tens) out.add(entry.first);
  for (const AtomWord& atom : atoms) out.add(atom.word);
  return out;
}

// False for most words that say no number: by their first and last letters, or, where words are put
// together, because nothing in them can be a ten, a hundred or a thousand.
bool may_speak_of_number(std::string_view word, Language language) noexcept {
  static constexpr std::array<Ends, 3> ends{
      ends_of_all<dutch_small, dutch_tens, dutch_atoms>(),
      ends_of_all<french_small, french_tens, french_atoms>(),
      ends_of_all<english_small, english_tens, english_atoms>()};
  constexpr std::size_t shortest_compound = 9;  // "honderden"
  if (word.find('-') != std::string_view::npos) return true;
  if (language == Language::nl && word.size() >= shortest_compound) {
    return word.ends_with("tig") || word.find("onderd") != std::string_view::npos ||
           word.find("uizend") != std::string_view::npos ||
           word.find("iljoen") != std::string_view::npos ||
           ends[static_cast<std::size_t>(language)].may_have(word);
  }
  return ends[static_cast<std::size_t>(language)].may_have(word);
}

}  // namespace

bool speaks_of_number(std::string_view folded, Language language) {
  if (!may_speak_of_number(folded, language)) return false;
  std::vector<Atom> atoms;
  if (!append_atoms(folded, language, atoms)) return false;
  return std::any_of(atoms.begin(), atoms.end(), [](const Atom& atom) {
    return atom.kind == Kind::value || atom.kind == Kind::scale || atom.kind == Kind::repeat;
  });
}

}  // namespace callnorm
