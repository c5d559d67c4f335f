#include "callnorm/text/value_comparison.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "callnorm/text/number_words.hpp"
#include "callnorm/text/plain_text.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/joins_digits.hpp"
#include "text/plain_address.hpp"
#include "text/plain_date.hpp"
#include "text/plain_number.hpp"
#include "text/town_names.hpp"
#include "text/value_words.hpp"
#include "text/yes_or_no.hpp"

namespace callnorm {
namespace {

bool has_digit(std::string_view text) noexcept {
  return std::any_of(text.begin(), text.end(), is_digit);
}

// ---- Texts -------------------------------------------------------------------------------------

// "vier", "twenty-five people": a number in words, perhaps with what is counted. Not "vier mei".
std::optional<std::string> said_count(std::string_view folded,
                                      const std::optional<Language>& language) {
  constexpr std::size_t most_words = 8;
  if (!language || has_digit(folded)) return std::nullopt;
  const std::vector<std::string_view> words = chunks_of(folded);
  if (words.empty() || words.size() > most_words) return std::nullopt;
  if (auto number = spoken_digits(folded, *language)) return number;
  if (words.size() < 2 || begins_date(words.back(), language)) return std::nullopt;
  const std::string_view counted =
      folded.substr(0, static_cast<std::size_t>(words[words.size() - 2].data() +
                                                words[words.size() - 2].size() - folded.data()));
  return spoken_digits(counted, *language);
}

bool same_count(std::string_view one, std::string_view other,
                const std::optional<Language>& language) {
  if (!all_digits(other)) return false;
  const auto count = said_count(one, language);
  return count && *count == other;
}

bool same_town(std::string_view one, std::string_view other) noexcept {
  return town_name(one, {}) == town_name(other, {});
}

std::vector<std::string_view> name_words(std::string_view folded) {
  std::vector<std::string_view> out;
  for (std::string_view word : chunks_of(folded)) {
    while (!word.empty() && !is_letter(word.back())) word.remove_suffix(1);
    if (!word.empty()) out.push_back(word);
  }
  return out;
}

// "Margaret Whitlock" and "Mrs M Whitlock": the last names are the same, and before them stands an
// initial for a name.
bool name_with_initial(std::string_view one, std::string_view other) {
  std::vector<std::string_view> a = name_words(one);
  std::vector<std::string_view> b = name_words(other);
  if (a.size() > b.size()) std::swap(a, b);
  if (a.size() < 2 || b.size() > a.size() + 1 || has_digit(one) || has_digit(other)) return false;
  const std::size_t titles = b.size() - a.size();
  bool initial = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::string_view x = a[i];
    const std::string_view y = b[i + titles];
    if (x == y) continue;
    if ((x.size() != 1 && y.size() != 1) || x.front() != y.front()) return false;
    initial = true;
  }
  return initial && a.back() == b.back() && a.back().size() > 1;
}

// "Claeys, C-L-A-E-Y-S": what is left when the spelling is taken away.
std::string without_spelling(std::string_view folded) {
  std::vector<std::string_view> kept;
  std::string spelled;
  for (const std::string_view chunk : chunks_of(folded)) {
    std::string letters;
    bool single = true;
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      const bool letter = is_letter(chunk[i]);
      if (letter) letters += chunk[i];
      single = single && (!letter || i + 1 == chunk.size() || !is_letter(chunk[i + 1]));
    }
    if (single && !letters.empty()) {
      spelled += letters;
    } else {
      kept.push_back(chunk);
    }
  }
  constexpr std::size_t shortest = 3;
  if (kept.empty() || spelled.size() < shortest) return {};
  std::string out;
  for (const std::string_view word : kept) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  while (!out.empty() && !is_letter(out.back())) out.pop_back();
  // "Jan Claeys, C-L-A-E-Y-S"
  return out.ends_with(spelled) || out.starts_with(spelled) ? out : std::string{};
}

// Every figure of `text` is one of `other`'s.
bool keeps_figures(std::string_view text, std::string_view other) {
  const auto figures = [](std::string_view from) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < from.size();) {
      if (!is_digit(from[i])) {
        ++i;
        continue;
      }
      const std::size_t begin = i;
      while (i < from.size() && is_digit(from[i])) ++i;
      out.emplace_back(from.substr(begin, i - begin));
    }
    return out;
  };
  const std::vector<std::string> kept = figures(other);
  const std::vector<std::string> said = figures(text);
  return std::all_of(said.begin(), said.end(), [&](const std::string& one) {
    return std::find(kept.begin(), kept.end(), one) != kept.end();
  });
}

// "NL" of "Nederlands", "FR" of "français": letters of the word in their order, the first first.
bool may_be_abbreviation(std::string_view said, std::string_view held) noexcept {
  constexpr std::size_t longest = 3;
  if (held.size() < 2 || held.size() > longest || said.size() < longest + 2 ||
      said.front() != held.front()) {
    return false;
  }
  std::size_t at = 0;
  for (const char c : held) {
    at = said.find(c, at);
    if (!is_letter(c) || at == std::string_view::npos) return false;
    ++at;
  }
  return said.find(' ') == std::string_view::npos;
}

// "Te klein" of "de broek is te klein", "e-mail" of "par mail": whether what was left out matters
// is for people to say, as long as no figure was.
bool part_of_words(std::string_view said, std::string_view held, Usage usage, double at_least) {
  constexpr std::size_t shortest = 4;  // a shorter word stands in a longer text by chance
  if (chunks_of(held).size() >= chunks_of(said).size() || !keeps_figures(said, held)) return false;
  if (held.starts_with("e-")) held.remove_prefix(2);
  if (code_points(held) < shortest) return false;
  NormalValue part;
  part.text = held;
  part.read = true;
  return mentions_value(said, part, usage, at_least);
}

// "Ja, elke dag" for "ja": the answer and more.
bool begins_with_answer(std::string_view said, std::string_view held) {
  const std::string_view first = held.substr(0, held.find_first_of(" ,.;:"));
  return first.size() < held.size() && yes_or_no(said).has_value() &&
         yes_or_no(said) == yes_or_no(first);
}

Likeness compare_texts(std::string_view said, std::string_view held, Usage usage, double at_least) {
  if (same_answer(said, held) || begins_with_answer(said, held) ||
      same_count(said, held, usage.language) || same_count(held, said, usage.language) ||
      same_town(said, held)) {
    return Likeness::same;
  }
  if (const std::string spelled = without_spelling(said); !spelled.empty()) {
    NormalValue name;
    name.text = spelled;
    NormalValue other;
    other.text = held;
    if (value_similarity(name, other, at_least)) return Likeness::same;
  }
  const bool unclear = name_with_initial(said, held) || may_be_abbreviation(said, held) ||
                       part_of_words(said, held, usage, at_least);
  return unclear ? Likeness::unclear : Likeness::different;
}

// ---- Addresses ---------------------------------------------------------------------------------

using Words = std::vector<std::string_view>;

Words sorted_words(std::string_view plain) {
  Words words = chunks_of(plain);
  std::sort(words.begin(), words.end());
  return words;
}

// "rg401ab", "a92x2r7": some houses only.
bool is_unit_postcode(std::string_view word) noexcept {
  constexpr std::size_t shortest = 5;
  constexpr std::size_t longest = 7;
  if (word.size() < shortest || word.size() > longest || is_digit(word.front())) return false;
  return std::count_if(word.begin(), word.end(), is_digit) >= 2;
}

Likeness compare_addresses(const ComparedValue& truth, const ComparedValue& other, Usage usage) {
  const Words said = sorted_words(truth.normal.text);
  const Words held = sorted_words(other.normal.text);
  const bool in_order = keeps_number_order(truth.normal.text, other.normal.text);
  if (in_order && said == held) return Likeness::same;  // "12, rue Haute", "rue Haute 12"
  // A county, or a town, need not be told with a postcode that names the street.
  const bool postcode = std::any_of(held.begin(), held.end(), is_unit_postcode);
  const bool part = std::includes(said.begin(), said.end(), held.begin(), held.end());
  if (in_order && postcode && part && keeps_figures(truth.normal.text, other.normal.text)) {
    return Likeness::same;
  }
  for (const std::string& one : readings_of_road(truth.normal.text)) {
    for (const std::string& two : readings_of_road(other.normal.text)) {
      if (one == two) return Likeness::same;
    }
  }
  // "Kerkstraat 4, Sint-Amandsberg", "Kerkstraat 4, 9040 Gent": a village of that town, or not.
  const std::string_view street = naming_part(truth.written, ValueType::address);
  const std::string_view held_street = naming_part(other.written, ValueType::address);
  const bool more = street.size() < truth.written.size() &&
                    held_street.size() < other.written.size() && has_digit(street);
  if (more && !has_digit(truth.written.substr(street.size())) &&
      has_digit(other.written.substr(held_street.size())) &&
      same_value(normal_value(street, ValueType::address, usage),
                 normal_value(held_street, ValueType::address, usage))) {
    return Likeness::unclear;
  }
  return Likeness::different;
}

// ---- Numbers and codes -------------------------------------------------------------------------

// A number that cannot be Belgian, with and without the code of a country around: "06 12345678",
// "+31 6 12345678".
bool same_abroad(std::string_view one, std::string_view other) {
  constexpr std::size_t national = 10;  // digits, of mobile numbers there and of all in France
  static constexpr std::array<std::string_view, 3> codes{"31", "33", "44"};
  if (one.starts_with('+')) std::swap(one, other);
  if (!other.starts_with('+') || one.size() != national || !one.starts_with('0')) return false;
  if (one.starts_with("04")) return false;  // a Belgian mobile number
  other.remove_prefix(1);
  return std::any_of(codes.begin(), codes.end(), [&](std::string_view code) {
    return other.starts_with(code) && other.substr(code.size()) == one.substr(1);
  });
}

std::string_view without_zeros(std::string_view digits) noexcept {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

Likeness compare_codes(std::string_view said, std::string_view held) {
  constexpr std::size_t company_number = 10;  // digits, as the Belgian VAT number has them
  const auto vat = [&](std::string_view one, std::string_view other) {
    return one.size() == company_number && all_digits(one) && other.starts_with("be") &&
           other.substr(2) == one;
  };
  if (vat(said, held) || vat(held, said)) return Likeness::same;
  const bool padded = all_digits(said) && all_digits(held) && !without_zeros(said).empty() &&
                      without_zeros(said) == without_zeros(held);
  return padded ? Likeness::unclear : Likeness::different;
}

// "12480" and "12480.3": the red figures of a meter, which were not asked for.
Likeness compare_meters(std::string_view said, std::string_view held) {
  const std::size_t mark = said.find('.');
  const std::size_t held_mark = held.find('.');
  if (said.substr(0, mark) != held.substr(0, held_mark)) return Likeness::different;
  if (mark == std::string_view::npos) return Likeness::same;
  return held_mark == std::string_view::npos ? Likeness::unclear : Likeness::different;
}

// ---- Dates -------------------------------------------------------------------------------------

struct MonthOfYear {
  int month = 0;
  int year = 0;
  constexpr bool operator==(const MonthOfYear&) const = default;
};

// "June 2028", "06/2028", "06/28", as a card has it.
std::optional<MonthOfYear> month_of_year(std::string_view folded,
                                         const std::optional<Language>& language) {
  constexpr std::size_t longest = 40;
  if (folded.empty() || folded.size() > longest) return std::nullopt;
  const std::size_t year_at = folded.find_last_not_of("0123456789") + 1;
  const std::string_view year = folded.substr(year_at);
  if ((year.size() != 4 && year.size() != 2) || year_at == 0) return std::nullopt;
  std::string_view month = folded.substr(0, year_at - 1);
  const bool in_figures = all_digits(month) && month.size() <= 2;
  if (in_figures ? std::string_view("/-.").find(folded[year_at - 1]) == std::string_view::npos
                 : year.size() != 4) {
    return std::nullopt;
  }
  // Of a date in words the first of that month; in figures "15/06" is a day.
  std::string first("1 ");
  first += in_figures ? "" : month;
  const auto date =
      in_figures ? plain_date("1/" + std::string(month), language) : plain_date(first, language);
  if (!date || date->size() != 7 || !date->ends_with("-01")) return std::nullopt;
  MonthOfYear out;
  out.month = ((*date)[2] - '0') * 10 + ((*date)[3] - '0');
  for (const char c : year) out.year = out.year * 10 + (c - '0');
  constexpr int century = 2000;
  if (year.size() == 2) out.year += century;
  return out;
}

// "2026-05-12T12:00:00Z" and 14:00: a system that stores the time in Greenwich is one hour or two
// behind the clock on the wall.
bool may_be_utc(const NormalValue& truth, const NormalValue& other, std::string_view held) {
  constexpr int day = 24 * 60;
  if (!held.ends_with('z') || !truth.read || !other.read) return false;
  const auto minutes = [](std::string_view date) -> std::optional<int> {
    const std::size_t mark = date.find('T');
    constexpr std::size_t size = 6;  // "T14:00"
    if (mark == std::string_view::npos || date.size() != mark + size) return std::nullopt;
    const auto figure = [&](std::size_t at) { return date[mark + at] - '0'; };
    return (figure(1) * 10 + figure(2)) * 60 + figure(4) * 10 + figure(5);
  };
  const auto stored = minutes(other.text);
  if (!stored) return false;
  // A day without an hour is stored as its first minute.
  const int behind = (minutes(truth.text).value_or(0) - *stored + day) % day;
  if (behind != 60 && behind != 120) return false;
  const auto date = [](const NormalValue& value, std::size_t from) {
    return std::string_view(value.text).substr(from).substr(0, 5);  // "03-04"
  };
  const std::string_view wall = date(truth, truth.text.starts_with("--") ? 2 : 5);
  const std::string_view utc = date(other, other.text.starts_with("--") ? 2 : 5);
  if (minutes(truth.text) && minutes(truth.text) >= behind) return wall == utc;
  // It was still the day before.
  const auto number = [](std::string_view two) { return (two[0] - '0') * 10 + (two[1] - '0'); };
  return wall.size() == 5 && utc.size() == 5 &&
         (number(wall.substr(3)) == 1 || (wall.substr(0, 2) == utc.substr(0, 2) &&
                                          number(wall.substr(3)) == number(utc.substr(3)) + 1));
}

Likeness compare_dates(const ComparedValue& truth, const ComparedValue& other, Usage usage) {
  const std::string said = comparable_text(truth.written);
  const std::string held = comparable_text(other.written);
  const auto month = truth.normal.read ? std::nullopt : month_of_year(said, usage.language);
  if (month) {
    if (const auto other_month = month_of_year(held, usage.language)) {
      return month == other_month ? Likeness::same : Likeness::different;
    }
    // A day of that month, such as its last, may be what the field wants.
    if (other.normal.read && !other.normal.text.starts_with('-')) {
      const auto number = [&](std::size_t at, std::size_t size) {
        int out = 0;
        for (const char c : other.normal.text.substr(at, size)) out = out * 10 + (c - '0');
        return out;
      };
      const MonthOfYear of_day{number(5, 2), number(0, 4)};
      return of_day == *month ? Likeness::unclear : Likeness::different;
    }
  }
  if (may_be_utc(truth.normal, other.normal, held)) return Likeness::unclear;
  const ValueType type = truth.normal.type;
  const auto open = [&](const ComparedValue& value) {
    return !value.normal.read &&
           (names_date(value.written, type, usage) || names_day_loosely(value.written, usage));
  };
  // A day with a part of it, a span of hours or another day to count from is no single date: what
  // differs from it in writing may still be the same.
  const bool said_open = open(truth);
  const bool held_open = open(other);
  const bool unclear = (said_open && held_open) || (held_open && truth.normal.read) ||
                       (!truth.normal.read && other.normal.read);
  return unclear ? Likeness::unclear : Likeness::different;
}

bool is_code(ValueType type) noexcept {
  return type == ValueType::id || type == ValueType::iban || type == ValueType::phone ||
         type == ValueType::meter;
}

// What hides a character.
std::size_t mask_at(std::string_view text, std::size_t at) noexcept {
  constexpr std::array<std::string_view, 4> masks{"*", "\u2022", "\u25CF", "#"};
  for (const std::string_view mask : masks) {
    if (text.substr(at).starts_with(mask)) return mask.size();
  }
  return 0;
}

// "[PII]", "<PHONE_NUMBER>", "[naam verwijderd]": nothing but words in brackets; "[x]" is a tick
// and
// "<jan@postbus.be>" an address.
bool is_placeholder(std::string_view folded) noexcept {
  constexpr std::size_t shortest = 3;  // letters
  if (folded.size() < shortest + 2) return false;
  if (!(folded.front() == '[' && folded.back() == ']') &&
      !(folded.front() == '<' && folded.back() == '>')) {
    return false;
  }
  const std::string_view inside = folded.substr(1, folded.size() - 2);
  return std::all_of(inside.begin(), inside.end(),
                     [](char c) { return is_letter(c) || c == ' ' || c == '_' || c == '-'; });
}

}  // namespace

bool is_masked(std::string_view value) {
  constexpr std::string_view redacted = "redacted";
  // Most values have nothing of a mask; \xE2 begins a bullet.
  const bool perhaps = value.find_first_of("*#[<xX\xE2") != std::string_view::npos;
  if (!perhaps && value.size() != redacted.size()) return false;
  const std::string plain = comparable_text(value);
  if (is_placeholder(plain) || plain == redacted) return true;
  // Two characters in a row: one star may be a note.
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const std::size_t one = mask_at(plain, i);
    if (one > 0 && mask_at(plain, i + one) > 0) return true;
  }
  // "XXXX XXXX 7034"; without a figure it is what people type to fill a field.
  return plain.find("xxx") != std::string::npos && has_digit(plain) &&
         plain.find_first_not_of("x0123456789 -./") == std::string::npos;
}

bool may_be_masked(const NormalValue& truth, std::string_view masked) {
  const std::string plain = comparable_text(masked);
  if (is_placeholder(plain) || !is_code(truth.type)) return true;
  // What can be read, piece by piece, in the order of the truth.
  std::string piece;
  std::size_t from = 0;
  bool hidden = false;  // before the piece
  const auto fits = [&](bool last) {
    if (piece.empty()) return true;
    const std::string_view rest = std::string_view(truth.text).substr(from);
    std::size_t at = hidden ? rest.find(piece) : rest.starts_with(piece) ? 0 : std::string::npos;
    if (last && hidden && rest.ends_with(piece)) at = rest.size() - piece.size();
    if (at == std::string_view::npos || (last && at + piece.size() != rest.size())) return false;
    from += at + piece.size();
    piece.clear();
    hidden = false;
    return true;
  };
  for (std::size_t i = 0; i < plain.size();) {
    const std::size_t mask = plain[i] == 'x' ? 1 : mask_at(plain, i);
    if (mask > 0) {
      if (!fits(false)) return false;
      hidden = true;
      i += mask;
      continue;
    }
    if (is_letter(plain[i]) || is_digit(plain[i])) piece += plain[i];
    ++i;
  }
  return fits(true);
}

bool names_day_loosely(std::string_view text, Usage usage) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"morgen",       "overmorgen",  "vandaag",   "gisteren", "volgende",  "volgend",
       "komende",      "komend",      "week",      "weken",    "weekend",   "maand",
       "maanden",      "eind",        "einde",     "begin",    "maandag",   "dinsdag",
       "woensdag",     "donderdag",   "vrijdag",   "zaterdag", "zondag",    "demain",
       "apres-demain", "aujourd'hui", "hier",      "prochain", "prochaine", "semaine",
       "semaines",     "mois",        "quinzaine", "fin",      "debut",     "lundi",
       "mardi",        "mercredi",    "jeudi",     "vendredi", "samedi",    "dimanche",
       "tomorrow",     "today",       "yesterday", "next",     "weeks",     "month",
       "months",       "fortnight",   "end",       "monday",   "tuesday",   "wednesday",
       "thursday",     "friday",      "saturday",  "sunday",   "dagen",     "jours",
       "days"});
  constexpr std::size_t longest = 8;  // words
  const std::string plain = comparable_text(text);
  const std::vector<std::string_view> chunks = chunks_of(plain);
  if (chunks.size() > longest) return false;
  return std::any_of(chunks.begin(), chunks.end(), [&](std::string_view word) {
    while (!word.empty() && !is_letter(word.back())) word.remove_suffix(1);
    if (word.starts_with("mi-")) word.remove_prefix(3);
    return among(words, word) || (!word.empty() && begins_date(word, usage.language));
  });
}

bool is_slip_in_short_word(const NormalValue& truth, const NormalValue& other) {
  constexpr std::size_t letters = 4;
  if (truth.type != ValueType::text || truth.text.size() != letters ||
      other.text.size() != letters) {
    return false;
  }
  std::size_t differ = 0;
  for (std::size_t i = 0; i < letters; ++i) {
    if (!is_letter(truth.text[i]) || !is_letter(other.text[i])) return false;
    if (truth.text[i] != other.text[i]) ++differ;
  }
  return differ == 1;
}

Likeness compare_values(const ComparedValue& truth, const ComparedValue& other, Usage usage,
                        double at_least) {
  const NormalValue& said = truth.normal;
  const NormalValue& held = other.normal;
  if (said.empty() || held.empty()) return Likeness::different;
  if (same_value(said, held)) return Likeness::same;
  if (is_masked(truth.written)) return Likeness::unclear;
  if (is_masked(other.written)) {
    return may_be_masked(said, other.written) ? Likeness::unclear : Likeness::different;
  }
  switch (said.type) {
    case ValueType::text: return compare_texts(said.text, held.text, usage, at_least);
    case ValueType::address: return compare_addresses(truth, other, usage);
    case ValueType::date:
    case ValueType::datetime: return compare_dates(truth, other, usage);
    case ValueType::phone:
      if (same_abroad(said.text, held.text)) return Likeness::same;
      break;
    case ValueType::id: return compare_codes(said.text, held.text);
    case ValueType::meter:
      if (said.read && held.read) return compare_meters(said.text, held.text);
      break;
    case ValueType::number: {
      const auto count = said_count(comparable_text(truth.written), usage.language);
      if (count && held.read && *count == held.text) return Likeness::same;
      break;
    }
    case ValueType::amount:
    case ValueType::email:
    case ValueType::iban: break;
  }
  // Nothing of its type was said, and something of it was entered.
  return !said.read && held.read ? Likeness::unclear : Likeness::different;
}

}  // namespace callnorm
