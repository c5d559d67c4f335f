#include "text/plain_number.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "callnorm/text/number_words.hpp"
#include "text/joins_digits.hpp"
#include "text/value_words.hpp"

namespace callnorm {
namespace {

constexpr std::array<std::string_view, 14> currencies{
    "euro", "euros", "eur",  "eu",     "\u20AC", "pound",   "pounds",
    "pond", "gbp",   "quid", "\u00A3", "dollar", "dollars", "usd"};
constexpr std::array<std::string_view, 9> cent_words{
    "cent", "cents", "centen", "centime", "centimes", "eurocent", "eurocents", "pence", "penny"};

struct Period {
  std::string_view word;
  std::string_view name;
};
constexpr std::array<Period, 16> periods{{{"maand", "/month"},
                                          {"mois", "/month"},
                                          {"month", "/month"},
                                          {"jaar", "/year"},
                                          {"an", "/year"},
                                          {"annee", "/year"},
                                          {"year", "/year"},
                                          {"week", "/week"},
                                          {"semaine", "/week"},
                                          {"dag", "/day"},
                                          {"jour", "/day"},
                                          {"day", "/day"},
                                          {"kwartaal", "/quarter"},
                                          {"trimestre", "/quarter"},
                                          {"quarter", "/quarter"},
                                          {"trimester", "/quarter"}}};

// "per maand", "par mois", "a month", "/mois" at the end: takes the words away and returns the
// period's name; empty: none.
std::string_view take_period(std::vector<std::string_view>& words) {
  static constexpr std::array<std::string_view, 10> each{"per",  "par",    "a",     "an", "elke",
                                                         "each", "iedere", "every", "/",  "chaque"};
  if (words.size() < 3 || !among(each, words[words.size() - 2])) return {};
  for (const Period& known : periods) {
    if (words.back() != known.word) continue;
    words.resize(words.size() - 2);
    return known.name;
  }
  return {};
}

std::string without_idle_zeros(std::string_view whole, std::string_view decimals, bool negative) {
  while (whole.size() > 1 && whole.front() == '0') whole.remove_prefix(1);
  while (!decimals.empty() && decimals.back() == '0') decimals.remove_suffix(1);
  std::string out(whole.empty() ? "0" : whole);
  if (!decimals.empty()) (out += '.') += decimals;
  if (negative && out != "0") out.insert(out.begin(), '-');
  return out;
}

// Figures with separators, from the first digit on; `end` is where they stop.
std::optional<std::string> read_figures(std::string_view text, std::size_t& end) {
  const std::size_t first = text.find_first_of("0123456789");
  if (first == std::string_view::npos) return std::nullopt;
  std::string_view sign = text.substr(0, first);
  bool negative = false;
  if (const std::size_t minus = sign.find('-'); minus != std::string_view::npos) {
    negative = std::none_of(sign.begin(), sign.end(), is_letter);
  }
  std::string compact;  // digits and marks
  std::size_t at = first;
  while (at < text.size()) {
    const char c = text[at];
    if (is_digit(c)) {
      compact += c;
    } else if ((c == '.' || c == ',') && at + 1 < text.size() && is_digit(text[at + 1])) {
      compact += c;
    } else if (!((c == ' ' || c == '\'') && at + 1 < text.size() && is_digit(text[at + 1]))) {
      break;
    }
    ++at;
  }
  end = at;

  const std::size_t last = compact.find_last_of(".,");
  if (last == std::string::npos) return without_idle_zeros(compact, "", negative);
  const char mark = compact[last];
  const bool both = compact.find(mark == '.' ? ',' : '.') != std::string::npos;
  const bool several = compact.find(mark) != last;
  const std::string whole = digits_of(std::string_view(compact).substr(0, last));
  const std::string tail = compact.substr(last + 1);
  const bool thousand = !both && !several && tail.size() == 3 && whole.size() <= 3 &&
                        whole.find_first_not_of('0') != std::string::npos && whole.front() != '0';
  if (several || thousand) return without_idle_zeros(whole + tail, "", negative);
  return without_idle_zeros(whole, tail, negative);
}

}  // namespace

std::optional<std::string> said_digits(std::string_view folded_text,
                                       const std::optional<Language>& language) {
  if (folded_text.size() > longest_dictated) return std::nullopt;
  for (const Language each : languages(language)) {
    if (auto digits = spoken_digits(folded_text, each)) return digits;
  }
  return std::nullopt;
}

std::optional<std::string> plain_number(std::string_view text,
                                        const std::optional<Language>& language) {
  const bool letters = std::any_of(text.begin(), text.end(), is_letter);
  if (letters) {
    if (const auto said = said_digits(text, language)) {
      if (said->find('+') != std::string::npos) return std::nullopt;
      // Numbers said have no groups: a comma is the decimal mark, and there is one at most.
      const std::size_t comma = said->find(',');
      if (comma == std::string::npos) return without_idle_zeros(*said, "", false);
      if (said->find(',', comma + 1) != std::string::npos) return std::nullopt;
      return without_idle_zeros(said->substr(0, comma), said->substr(comma + 1), false);
    }
  }
  std::size_t end = 0;
  auto number = read_figures(text, end);
  if (!number) return std::nullopt;
  // What follows is a unit; a second number would make it something else.
  std::string_view rest = text.substr(end);
  for (const std::string_view unit : {"m2", "m3", "dm3", "cm3"}) {
    const std::size_t at = rest.find(unit);
    if (at != std::string_view::npos) {
      rest.remove_prefix(at + unit.size());
      break;
    }
  }
  if (std::any_of(rest.begin(), rest.end(), is_digit)) return std::nullopt;
  return number;
}

namespace {

// Words, with figures and letters kept apart: "84euro50". A hyphen after a letter is inside it.
std::vector<std::string_view> words_of_amount(std::string_view text) {
  std::vector<std::string_view> words;
  for (const std::string_view chunk : chunks_of(text)) {
    std::size_t begin = 0;
    bool letters = is_letter(chunk.front());
    for (std::size_t i = 1; i < chunk.size(); ++i) {
      const bool inside = letters && (chunk[i] == '-' || chunk[i] == '\'');
      if (inside || is_letter(chunk[i]) == letters) continue;
      words.push_back(chunk.substr(begin, i - begin));
      begin = i;
      letters = !letters;
    }
    words.push_back(chunk.substr(begin));
  }
  return words;
}

std::optional<std::string> amount_in(const std::vector<std::string_view>& words,
                                     const std::optional<Language>& language) {
  // French "cents" are hundreds too: without a euro they are money only beside figures.
  const bool only_cents =
      words.size() == 2 && (std::any_of(words[0].begin(), words[0].end(), is_digit) ||
                            (language && *language != Language::fr));
  std::string before;
  std::string after;
  bool currency = false;
  bool cents = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (among(currencies, word) && !currency) {
      currency = true;
      continue;
    }
    if (among(cent_words, word) && i + 1 == words.size() && (currency || only_cents)) {
      cents = true;
      continue;
    }
    std::string& part = currency ? after : before;
    if (currency && part.empty() && among(number_links, word)) continue;
    if (!part.empty()) part += ' ';
    part += word;
  }
  if (before.empty()) std::swap(before, after);  // "EUR 84,50"
  auto whole = plain_number(before, language);
  if (!whole) return std::nullopt;
  if (cents && !currency) {
    if (whole->find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    const std::string padded = std::string(whole->size() < 3 ? 3 - whole->size() : 0, '0') + *whole;
    return without_idle_zeros(padded.substr(0, padded.size() - 2), padded.substr(padded.size() - 2),
                              false);
  }
  if (after.empty() || after.find_first_not_of("-=., ") == std::string::npos) return whole;
  const auto part = plain_number(after, language);
  const bool plain =
      part && part->size() <= 2 && part->find_first_not_of("0123456789") == std::string::npos;
  if (!plain || whole->find('.') != std::string::npos) return std::nullopt;
  return without_idle_zeros(*whole, part->size() == 1 ? "0" + *part : *part, false);
}

}  // namespace

// "84 euro 50", "vierentachtig euro en vijftig cent", "50 cent", "EUR 84,50 per maand".
std::optional<std::string> plain_amount(std::string_view text,
                                        const std::optional<Language>& language) {
  std::vector<std::string_view> words = words_of_amount(text);
  const std::string_view period = take_period(words);
  auto amount = amount_in(words, language);
  if (amount) *amount += period;
  return amount;
}

// "1.284,50", "EUR 1284.5": one decimal mark before one or two digits, and before it digits alone
// or in groups of three by the other mark or blanks. Anything else might be a code or a date.
std::optional<std::string> plain_decimal(std::string_view text) {
  for (const std::string_view currency : currencies) {
    if (text.starts_with(currency)) text.remove_prefix(currency.size());
    if (text.ends_with(currency)) text.remove_suffix(currency.size());
  }
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  const std::size_t mark = text.find_last_of(".,");
  if (mark == std::string_view::npos || mark == 0 || text.size() < mark + 2 ||
      text.size() > mark + 3) {
    return std::nullopt;
  }
  const std::string_view decimals = text.substr(mark + 1);
  std::string_view whole = text.substr(0, mark);
  if (!all_digits(decimals)) return std::nullopt;
  std::string digits;
  if (const std::size_t group = whole.find_first_not_of("0123456789"); group != std::string::npos) {
    const char between = whole[group];
    if (between == text[mark] || (between != '.' && between != ',' && between != ' ') ||
        group == 0 || group > 3) {
      return std::nullopt;
    }
    digits = whole.substr(0, group);
    whole.remove_prefix(group);
    while (!whole.empty()) {
      if (whole.size() < 4 || whole.front() != between || !all_digits(whole.substr(1, 3))) {
        return std::nullopt;
      }
      digits += whole.substr(1, 3);
      whole.remove_prefix(4);
    }
  } else {
    digits = whole;
  }
  if (digits.size() > 1 && digits.front() == '0') return std::nullopt;
  return without_idle_zeros(digits, decimals, false);
}

}  // namespace callnorm
