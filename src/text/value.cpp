#include "callnorm/text/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "callnorm/engine/edit_distance.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/number_words.hpp"
#include "callnorm/text/plain_text.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/plain_address.hpp"
#include "text/plain_code.hpp"
#include "text/plain_date.hpp"
#include "text/plain_email.hpp"
#include "text/plain_number.hpp"
#include "text/plain_phone.hpp"
#include "text/value_words.hpp"

namespace callnorm {
namespace {

constexpr double tolerance = 1e-9;
constexpr std::size_t longest_compared = 16'384;  // code points
constexpr std::size_t words_of_value = 16;        // chunks a number or date in a text may span
constexpr std::size_t window_bytes = 1'024;       // likewise
constexpr std::size_t fuzzy_words = 256;          // words of a value that are looked for misspelt

constexpr std::array<std::pair<std::string_view, ValueType>, 11> type_names{{
    {"text", ValueType::text},
    {"address", ValueType::address},
    {"email", ValueType::email},
    {"id", ValueType::id},
    {"iban", ValueType::iban},
    {"phone", ValueType::phone},
    {"meter", ValueType::meter},
    {"number", ValueType::number},
    {"amount", ValueType::amount},
    {"date", ValueType::date},
    {"datetime", ValueType::datetime},
}};

// A date without what `truth` leaves open.
std::string_view comparable_date(const NormalValue& truth, std::string_view date) {
  constexpr std::size_t year_size = 4;
  if (truth.text.starts_with('T')) return date.substr(std::min(date.find('T'), date.size()));
  if (truth.text.find('T') == std::string::npos) date = date.substr(0, date.find('T'));
  // "--03-04" and "2026-03-04" from the hyphen before the month on.
  if (truth.text.starts_with("--")) date.remove_prefix(date.starts_with("--") ? 1 : year_size);
  return date;
}

bool is_date_type(ValueType type) noexcept {
  return type == ValueType::date || type == ValueType::datetime;
}

// The two forms as they are compared.
std::pair<std::string_view, std::string_view> compared(const NormalValue& truth,
                                                       const NormalValue& other) {
  if (is_date_type(truth.type) && truth.read && other.read) {
    return {comparable_date(truth, truth.text), comparable_date(truth, other.text)};
  }
  if (truth.type == ValueType::amount && truth.read && other.read) {
    // A field for an amount by the month need not say so; "per jaar" is another amount.
    const std::string_view a = truth.text;
    const std::string_view b = other.text;
    const std::size_t period_a = a.find('/');
    const std::size_t period_b = b.find('/');
    if ((period_a == std::string_view::npos) != (period_b == std::string_view::npos)) {
      return {a.substr(0, period_a), b.substr(0, period_b)};
    }
  }
  return {truth.text, other.text};
}

enum class Title : std::uint8_t { none, woman, man, couple };
struct Titles {
  Title of = Title::none;
  bool doctor = false;
  bool professor = false;
};

// Takes the forms of address before a name: "de heer", "Mme", "monsieur et madame", "dr.".
Titles take_titles(std::vector<std::string>& words) {
  static constexpr std::array<std::string_view, 10> women{
      "mevrouw", "mevr", "mw", "madame", "mme", "mlle", "mademoiselle", "mrs", "ms", "miss"};
  static constexpr std::array<std::string_view, 7> men{"meneer",   "mijnheer", "dhr", "heer",
                                                       "monsieur", "m",        "mr"};
  static constexpr std::array<std::string_view, 4> doctors{"docteur", "dokter", "doctor", "dr"};
  static constexpr std::array<std::string_view, 3> professors{"prof", "professor", "professeur"};
  Titles out;
  bool woman = false;
  bool man = false;
  std::size_t taken = 0;
  while (taken + 1 < words.size()) {
    const std::string& word = words[taken];
    const bool article = word == "de" && words[taken + 1] == "heer" && taken + 2 < words.size();
    const bool link = taken > 0 && among(number_links, word);
    if (among(women, word)) {
      woman = true;
    } else if (among(men, word)) {
      man = true;
    } else if (among(doctors, word)) {
      out.doctor = true;
    } else if (among(professors, word)) {
      out.professor = true;
    } else if (!article && !link) {
      break;
    }
    ++taken;
  }
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(taken));
  out.of = woman && man ? Title::couple : woman ? Title::woman : man ? Title::man : Title::none;
  return out;
}

// Whether one has a title that goes with none of the other's: "mevrouw" and "de heer", "professeur"
// and "docteur". Where one has no title, the other's says nothing.
bool titles_differ(const Titles& one, const Titles& other) noexcept {
  if (one.of != Title::none && other.of != Title::none && one.of != other.of) return true;
  const bool learned = (one.doctor || one.professor) && (other.doctor || other.professor);
  return learned && !(one.doctor && other.doctor) && !(one.professor && other.professor);
}

// The words of a text without digits; none of one with digits or of more words than a name has. A
// form of address before them is taken off.
std::vector<std::string> words_of_name(std::string_view text, Titles& titles) {
  constexpr std::size_t most = 8;
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (is_digit(c) || out.size() > most) return {};
    if (is_letter(c)) {
      out.back() += c;
    } else if (!out.back().empty()) {
      out.emplace_back();
    }
  }
  if (out.back().empty()) out.pop_back();
  titles = take_titles(out);
  return out;
}

// "Anne Peeters", "PEETERS Anne": the same words, beginning with another; "mevrouw Peeters" is none
// of the men of that name.
bool same_name(std::string_view a, std::string_view b) {
  Titles of_one;
  Titles of_other;
  const std::vector<std::string> one = words_of_name(a, of_one);
  std::vector<std::string> other = words_of_name(b, of_other);
  if (one.empty() || one.size() != other.size()) return false;
  if (titles_differ(of_one, of_other)) return false;
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (one == other) return true;
    std::rotate(other.begin(), other.begin() + 1, other.end());
  }
  return false;
}

// An address in comparable form. "A" may be the letter of a house, "à" never is, and folding makes
// them one: it goes before.
std::string comparable_address(std::string_view text) {
  constexpr std::string_view first_byte = " \xC3";
  std::string out;
  std::size_t at = 0;
  for (std::size_t next = text.find(first_byte); next != std::string_view::npos;
       next = text.find(first_byte, next + 1)) {
    const std::string_view rest = text.substr(next);
    if (!rest.starts_with(" \u00E0 ") && !rest.starts_with(" \u00C0 ")) continue;
    out += text.substr(at, next - at);
    at = next + std::string_view("\u00E0 ").size();
  }
  out += text.substr(at);
  return comparable_text(out);
}

// "Half drie" may be 14:30: of an hour up to twelve the one twelve later is another way to write
// it.
bool twelve_hours_later(const NormalValue& truth, const NormalValue& other) {
  constexpr int noon = 12;
  constexpr std::size_t hour_size = 2;
  const auto [a, b] = compared(truth, other);
  const std::size_t mark = a.find('T');
  if (mark == std::string_view::npos || a.size() != b.size() || b.find('T') != mark ||
      a.size() < mark + 1 + hour_size) {
    return false;
  }
  const auto hour = [&](std::string_view text) {
    return (text[mark + 1] - '0') * 10 + (text[mark + 2] - '0');
  };
  return hour(b) == hour(a) + noon && a.substr(0, mark) == b.substr(0, mark) &&
         a.substr(mark + 1 + hour_size) == b.substr(mark + 1 + hour_size);
}

// Whether two forms that differ are one value in two ways of writing.
bool written_alike(const NormalValue& truth, const NormalValue& other) {
  const auto alike = [](const auto& a, const auto& b) { return !a.empty() && a == b; };
  switch (truth.type) {
    case ValueType::text: {
      const auto number = plain_decimal(truth.text);
      return (number && number == plain_decimal(other.text)) || same_name(truth.text, other.text);
    }
    case ValueType::address: return alike(up_to_postcode(truth.text), up_to_postcode(other.text));
    case ValueType::date:
    case ValueType::datetime:
      if (truth.read && other.read) return twelve_hours_later(truth, other);
      return !truth.read && !other.read &&
             alike(date_parts_that_count(truth.text), date_parts_that_count(other.text));
    default: return false;
  }
}

}  // namespace

std::optional<ValueType> value_type(std::string_view name) noexcept {
  for (const auto& [known, type] : type_names) {
    if (known == name) return type;
  }
  return std::nullopt;
}

Usage usage_of(std::string_view tag) noexcept {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> codes{{{"be", "32"},
                                                                                {"nl", "31"},
                                                                                {"lu", "352"},
                                                                                {"fr", "33"},
                                                                                {"gb", "44"},
                                                                                {"uk", "44"},
                                                                                {"ie", "353"},
                                                                                {"de", "49"},
                                                                                {"ch", "41"}}};
  Usage usage(language_of(tag));
  const std::size_t mark = tag.find_last_of("-_");
  if (mark == std::string_view::npos || tag.size() != mark + 3) return usage;
  for (const auto& [region, code] : codes) {
    if ((tag[mark + 1] | 0x20) == region[0] && (tag[mark + 2] | 0x20) == region[1]) {
      usage.calling_code = code;
    }
  }
  return usage;
}

NormalValue normal_value(std::string_view value, ValueType type, Usage usage) {
  const std::optional<Language>& language = usage.language;
  NormalValue out;
  out.type = type;
  const std::string plain =
      type == ValueType::address ? comparable_address(value) : comparable_text(value);
  std::optional<std::string> read;
  switch (type) {
    case ValueType::text: break;
    case ValueType::address:
      if (!plain.empty()) read = plain_address(plain, language);
      break;
    case ValueType::email: read = plain_email(plain); break;
    case ValueType::id:
    case ValueType::iban: read = plain_code(plain, language); break;
    case ValueType::phone: read = plain_phone(plain, usage); break;
    case ValueType::meter:
    case ValueType::number: read = plain_number(plain, language); break;
    case ValueType::amount: read = plain_amount(plain, language); break;
    case ValueType::date:
      // A time alone is no date.
      if (auto date = plain_date(plain, language); date && !date->starts_with('T')) {
        read = std::move(date);
      }
      break;
    case ValueType::datetime: read = plain_date(plain, language); break;
  }
  out.read = read.has_value() ||
             ((type == ValueType::text || type == ValueType::address) && !plain.empty());
  out.text = read ? std::move(*read) : plain;
  return out;
}

bool same_value(const NormalValue& truth, const NormalValue& other) {
  if (truth.empty() || other.empty()) return false;
  const auto [a, b] = compared(truth, other);
  return a == b || written_alike(truth, other);
}

std::optional<double> value_similarity(const NormalValue& truth, const NormalValue& other,
                                       double at_least) {
  double similarity = 0;
  if (!truth.empty() && !other.empty()) {
    const auto [a, b] = compared(truth, other);
    if (a == b || written_alike(truth, other)) {
      similarity = 1;
    } else if (truth.text.starts_with('T') && truth.read && is_date_type(truth.type)) {
      similarity = 0;  // an hour is right or wrong
    } else if (a.size() > 4 * longest_compared || b.size() > 4 * longest_compared) {
      return std::nullopt;
    } else {
      const std::u32string left = to_code_points(a);
      const std::u32string right = to_code_points(b);
      const std::size_t longer = std::max(left.size(), right.size());
      if (longer > longest_compared) return std::nullopt;
      const double most = (1 - at_least + tolerance) * static_cast<double>(longer);
      if (most < 0) return std::nullopt;
      const auto limit = static_cast<std::uint32_t>(std::min(most, static_cast<double>(longer)));
      const auto distance = edit_distance_within(left, right, limit);
      if (!distance) return std::nullopt;
      similarity = 1 - static_cast<double>(*distance) / static_cast<double>(longer);
    }
  }
  if (similarity + tolerance < at_least) return std::nullopt;
  return similarity;
}

std::string_view naming_part(std::string_view value, ValueType type) {
  return type == ValueType::address ? street_and_number(value) : value;
}

namespace {

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<Token> tokens;
  tokenize(text, tokens);
  std::vector<std::string> out;
  out.reserve(tokens.size());
  for (const Token& token : tokens) out.push_back(folded(slice(text, token.text)));
  return out;
}

bool mentions_words(std::string_view text, std::string_view truth, double at_least) {
  const std::vector<std::string> wanted = folded_words(truth);
  if (wanted.empty()) return false;
  std::vector<std::string> words = folded_words(text);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::size_t fuzzy = 0;
  for (const std::string& word : wanted) {
    if (std::binary_search(words.begin(), words.end(), word)) continue;
    // "27A", and "27 A" in a sentence
    const std::size_t letter = word.find_first_not_of("0123456789");
    if (letter > 0 && letter + 1 == word.size() && is_letter(word.back()) &&
        std::binary_search(words.begin(), words.end(), word.substr(0, letter)) &&
        std::binary_search(words.begin(), words.end(), word.substr(letter))) {
      continue;
    }
    if (std::any_of(word.begin(), word.end(), is_digit) || ++fuzzy > fuzzy_words) return false;
    NormalValue one;
    one.text = word;
    const bool near = std::any_of(words.begin(), words.end(), [&](const std::string& candidate) {
      if (std::any_of(candidate.begin(), candidate.end(), is_digit)) return false;
      NormalValue other;
      other.text = candidate;
      return value_similarity(one, other, at_least).has_value();
    });
    if (!near) return false;
  }
  return true;
}

std::string_view without_punctuation(std::string_view chunk) noexcept {
  constexpr std::string_view marks = ".,;:!?()\"'";
  while (!chunk.empty() && marks.find(chunk.back()) != std::string_view::npos) {
    chunk.remove_suffix(1);
  }
  while (chunk.size() > 1 && marks.find(chunk.front()) != std::string_view::npos &&
         !chunk.starts_with("(0)")) {
    chunk.remove_prefix(1);
  }
  return chunk;
}

}  // namespace

bool names_date(std::string_view text, ValueType type, Usage usage) {
  constexpr std::size_t longest = 6;  // words: "op woensdag de vierde maart 2026"
  if (!is_date_type(type)) return false;
  const std::string plain = comparable_text(text);
  const std::vector<std::string_view> chunks = chunks_of(plain);
  for (std::size_t first = 0; first < chunks.size(); ++first) {
    const std::string_view begin = without_punctuation(chunks[first]);
    if (begin.find_first_of("/-") == std::string_view::npos &&
        std::none_of(begin.begin(), begin.end(), is_digit) && !begins_date(begin, usage.language)) {
      continue;
    }
    bool month = false;  // "2 op 3" is none
    for (std::size_t last = first; last < std::min(chunks.size(), first + longest); ++last) {
      const std::string_view word = without_punctuation(chunks[last]);
      month = month || begins_date(word, usage.language) ||
              word.find_first_of("/-") != std::string_view::npos ||
              std::count(word.begin(), word.end(), '.') == 2;
      const std::string_view window(
          begin.data(), static_cast<std::size_t>(word.data() + word.size() - begin.data()));
      if (window.size() > window_bytes) break;
      if (!month) continue;
      const auto date = plain_date(window, usage.language);
      if (date && !date->starts_with('T')) return true;
    }
  }
  return false;
}

bool mentions_value(std::string_view text, const NormalValue& truth, Usage usage, double at_least) {
  const std::optional<Language>& language = usage.language;
  if (truth.empty()) return false;
  if (truth.type == ValueType::address) {
    const std::vector<std::string> readings =
        readings_of_road(plain_address(comparable_address(text), language));
    return std::any_of(readings.begin(), readings.end(), [&](const std::string& reading) {
      return mentions_words(reading, truth.text, at_least) &&
             keeps_number_order(truth.text, reading);
    });
  }
  if (truth.type == ValueType::text || !truth.read) {
    return mentions_words(text, truth.text, at_least);
  }
  // Every few words on, read as the type. What cannot begin a value is passed over.
  const std::string plain = comparable_text(text);
  const auto says = [&](const NormalValue& found) {
    // "Op 1 maart" names 1 March 2025, too; an hour alone names no day.
    const bool less = is_date_type(truth.type) && found.read && !found.text.starts_with('T') &&
                      same_value(found, truth);
    return found.read && (less || same_value(truth, found));
  };
  if (is_date_type(truth.type)) {
    for (std::string& day : days_of_ranges(plain, language)) {
      if (says({truth.type, std::move(day), true})) return true;
    }
  }
  const std::vector<std::string_view> chunks = chunks_of(plain);
  const auto begins = [&](std::string_view chunk) {
    if (truth.type == ValueType::email || truth.type == ValueType::id ||
        truth.type == ValueType::iban) {
      return true;
    }
    if (std::any_of(chunk.begin(), chunk.end(), is_digit)) return true;
    const std::string_view word = without_punctuation(chunk);
    if (is_date_type(truth.type) && begins_date(word, language)) {
      return true;
    }
    const auto known = languages(language);
    return std::any_of(known.begin(), known.end(),
                       [&](Language each) { return speaks_of_number(word, each); });
  };
  for (std::size_t first = 0; first < chunks.size(); ++first) {
    if (!begins(chunks[first])) continue;
    const std::size_t most = std::min(chunks.size(), first + words_of_value);
    for (std::size_t last = first + 1; last <= most; ++last) {
      const char* const begin = chunks[first].data();
      const std::string_view window(
          begin,
          static_cast<std::size_t>(chunks[last - 1].data() + chunks[last - 1].size() - begin));
      if (window.size() > window_bytes) break;
      const NormalValue found = normal_value(without_punctuation(window), truth.type, usage);
      if (says(found)) return true;
      // A code only grows; one that begins otherwise never becomes this one.
      const bool code = truth.type == ValueType::id || truth.type == ValueType::iban;
      if (code && found.text.size() > truth.text.size()) break;
    }
  }
  return false;
}

}  // namespace callnorm
