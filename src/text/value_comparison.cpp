#include "callnorm/text/value_comparison.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "callnorm/text/masked_value.hpp"
#include "callnorm/text/number_words.hpp"
#include "callnorm/text/plain_text.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/joins_digits.hpp"
#include "text/plain_address.hpp"
#include "text/plain_date.hpp"
#include "text/plain_number.hpp"
#include "text/plain_phone.hpp"
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
  // "Un peu", "een beetje", "a couple" count nothing.
  static constexpr std::array<std::string_view, 9> vague{"peu",    "beetje", "paar",   "bit", "few",
                                                         "little", "couple", "aantal", "lot"};
  if (among(vague, words.back())) return std::nullopt;
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

// "NL" of "Nederlands": letters of the word in their order, the first first. "Jan" of "Janssens" is
// where somebody stopped typing; only of a language or a country the beginning is its code.
bool may_be_abbreviation(std::string_view said, std::string_view held) noexcept {
  static constexpr std::array<std::string_view, 14> coded{
      "francais", "francaise", "frans",  "french",   "france",  "frankrijk", "engels",
      "english",  "deutsch",   "belgie", "belgique", "belgium", "luxemburg", "luxembourg"};
  constexpr std::size_t longest = 3;
  if (held.size() < 2 || held.size() > longest || said.size() < longest + 2 ||
      said.front() != held.front() || (said.starts_with(held) && !among(coded, said))) {
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

// "Niet", "ne ... pas", "without": in the language that is spoken, for "pas" is a card in Dutch.
bool denies(std::string_view folded, const std::optional<Language>& language) {
  static constexpr std::array<std::string_view, 6> dutch{"niet",   "geen",    "nooit",
                                                         "zonder", "niemand", "niets"};
  static constexpr std::array<std::string_view, 7> french{"ne",     "pas",  "jamais", "aucun",
                                                          "aucune", "sans", "rien"};
  static constexpr std::array<std::string_view, 7> english{"not",     "no",      "never", "none",
                                                           "nothing", "without", "cannot"};
  const std::vector<std::string_view> chunks = chunks_of(folded);
  const auto in = [&](Language each) {
    return std::any_of(chunks.begin(), chunks.end(), [&](std::string_view word) {
      while (!word.empty() && !is_letter(word.back())) word.remove_suffix(1);
      switch (each) {
        case Language::nl: return among(dutch, word);
        case Language::fr: return among(french, word) || word.starts_with("n'");
        case Language::en: return among(english, word) || word.ends_with("n't");
      }
      return false;
    });
  };
  const auto spoken = languages(language);
  return std::any_of(spoken.begin(), spoken.end(), in);
}

// "Te klein" of "de broek is te klein", "e-mail" of "par mail": whether what was left out matters
// is for people to say, as long as no figure was, nor "niet".
bool part_of_words(std::string_view said, std::string_view held, Usage usage, double at_least) {
  constexpr std::size_t shortest = 4;  // a shorter word stands in a longer text by chance
  if (chunks_of(held).size() >= chunks_of(said).size() || !keeps_figures(said, held) ||
      (denies(said, usage.language) && !denies(held, usage.language))) {
    return false;
  }
  if (held.starts_with("e-")) held.remove_prefix(2);
  if (code_points(held) < shortest) return false;
  NormalValue part;
  part.text = held;
  part.read = true;
  return mentions_value(said, part, usage, at_least);
}

// "Ja, elke dag" for "ja" or its mark: the answer and more.
bool begins_with_answer(std::string_view answer, std::string_view longer) {
  const std::string_view first = longer.substr(0, longer.find_first_of(" ,.;:"));
  return first.size() < longer.size() && yes_or_no(first).has_value() && same_answer(first, answer);
}

Likeness compare_texts(std::string_view said, std::string_view held, Usage usage, double at_least) {
  if (same_answer(said, held) || (yes_or_no(said) && begins_with_answer(said, held)) ||
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
  // "Ja, maar niet per post" and "ja": what was left out may matter.
  const bool unclear = begins_with_answer(held, said) || name_with_initial(said, held) ||
                       may_be_abbreviation(said, held) ||
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

// Whether a British or Irish address lacks nothing but its town and county, which its postcode
// names as well: the house, its name and its street stay. What is a town shows from the commas,
// past the part with a street in it.
bool lacks_town_only(const ComparedValue& truth, const Words& held, Usage usage) {
  static constexpr std::array<std::string_view, 16> roads{
      "st",    "road",    "lane", "close", "drive",  "avenue", "crescent", "gardens",
      "grove", "terrace", "way",  "place", "square", "row",    "walk",     "mews"};
  const auto stays = [&](std::string_view word) {
    return std::binary_search(held.begin(), held.end(), word);
  };
  const std::string_view written = truth.written;
  bool street = false;
  for (std::size_t at = 0; at < written.size();) {
    const std::size_t comma = std::min(written.find(',', at), written.size());
    const NormalValue part =
        normal_value(written.substr(at, comma - at), ValueType::address, usage);
    const Words words = chunks_of(part.text);
    const bool all = std::all_of(words.begin(), words.end(), stays);
    if (!all && !street) return false;
    street = street ||
             (words.size() > 1 && (is_digit(words.front().front()) || among(roads, words.back())));
    at = comma + 1;
  }
  return street;
}

Likeness compare_addresses(const ComparedValue& truth, const ComparedValue& other, Usage usage) {
  const Words said = sorted_words(truth.normal.text);
  const Words held = sorted_words(other.normal.text);
  const bool in_order = keeps_number_order(truth.normal.text, other.normal.text);
  if (in_order && said == held) return Likeness::same;  // "12, rue Haute", "rue Haute 12"
  // A county, or a town, need not be told with a postcode.
  const bool postcode = std::any_of(held.begin(), held.end(), is_unit_postcode);
  const bool part = std::includes(said.begin(), said.end(), held.begin(), held.end());
  if (in_order && postcode && part && keeps_figures(truth.normal.text, other.normal.text) &&
      lacks_town_only(truth, held, usage)) {
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
  if (one.starts_with('+')) std::swap(one, other);
  if (!other.starts_with('+')) return false;
  other.remove_prefix(1);
  return std::any_of(countries_around.begin(), countries_around.end(),
                     [&](const Numbering& country) {
                       return may_be_of(country, one) && other.starts_with(country.code) &&
                              other.substr(country.code.size()) == one.substr(1);
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

// Of figures; what else stands there is passed over. At most nine of them.
int number_of(std::string_view figures) noexcept {
  int out = 0;
  for (const char c : figures.substr(0, std::min<std::size_t>(figures.size(), 9))) {
    if (is_digit(c)) out = out * 10 + (c - '0');
  }
  return out;
}

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
  out.month = number_of(date->substr(2, 2));
  out.year = number_of(year);
  constexpr int century = 2000;
  if (year.size() == 2) out.year += century;
  return out;
}

// A date as it is read: "2026-05-12T14:00", "--05-12", "T14:00". 0: not said.
struct ReadDate {
  int year = 0;
  int month = 0;
  int day = 0;
  std::optional<int> minutes{};
};
ReadDate read_date(std::string_view normal) {
  ReadDate out;
  const std::size_t mark = std::min(normal.find('T'), normal.size());
  if (mark < normal.size()) {
    out.minutes = number_of(normal.substr(mark + 1, 2)) * 60 + number_of(normal.substr(mark + 4));
  }
  std::string_view date = normal.substr(0, mark);
  constexpr std::size_t month_and_day = 5;  // "05-12"
  if (date.size() < month_and_day) return out;
  out.year = number_of(date.substr(0, date.size() - month_and_day));
  date.remove_prefix(date.size() - month_and_day);
  out.month = number_of(date.substr(0, 2));
  out.day = number_of(date.substr(3));
  return out;
}

// "2026-05-12T12:00:00Z" and 14:00: a system that stores the time in Greenwich is one hour or two
// behind the clock on the wall.
bool may_be_utc(const NormalValue& truth, const NormalValue& other, std::string_view held) {
  constexpr int day = 24 * 60;
  if (!held.ends_with('z') || !truth.read || !other.read) return false;
  const ReadDate wall = read_date(truth.text);
  const ReadDate utc = read_date(other.text);
  if (!utc.minutes || utc.day == 0) return false;
  // A day without an hour is stored as its first minute.
  const int behind = (wall.minutes.value_or(0) - *utc.minutes + day) % day;
  if (behind != 60 && behind != 120) return false;
  if (wall.day == 0) return true;  // "om 14 uur"
  if (wall.year != 0 && utc.year != 0) {
    using namespace std::chrono;
    const auto at = [](const ReadDate& date) {
      return sys_days(std::chrono::year(date.year) / date.month / date.day) +
             std::chrono::minutes(date.minutes.value_or(0));
    };
    return at(wall) - at(utc) == std::chrono::minutes(behind);
  }
  // Without a year; the last day of a month is followed by the first of the next.
  if (wall.minutes.value_or(0) >= behind) return wall.month == utc.month && wall.day == utc.day;
  constexpr int shortest_month = 28;
  if (wall.day != 1) return wall.month == utc.month && wall.day == utc.day + 1;
  return wall.month == utc.month % 12 + 1 && utc.day >= shortest_month;
}

// Whether a text that names a day loosely names another month than a date has: "eind juni" for 4
// March. Not "tegen 2 juni" or "two weeks after 25 May", which name a day to count from.
bool names_other_month(std::string_view folded, const NormalValue& date, Usage usage) {
  static constexpr auto counts = std::to_array<std::string_view>(
      {"na",        "voor",     "tegen",     "tot",     "week",   "weken",   "dag",   "dagen",
       "maand",     "maanden",  "later",     "vroeger", "eerder", "sinds",   "vanaf", "apres",
       "avant",     "semaine",  "semaines",  "jour",    "jours",  "mois",    "plus",  "depuis",
       "partir",    "jusqu'au", "quinzaine", "after",   "before", "by",      "until", "till",
       "weeks",     "day",      "days",      "month",   "months", "earlier", "since", "from",
       "fortnight", "be",       "mar"});  // "may be", "mar." of "mardi"
  if (!date.read) return false;
  const ReadDate read = read_date(date.text);
  if (read.month == 0) return false;
  if (const auto month = month_of_year(folded, usage.language)) {
    return month->month != read.month || (read.year != 0 && month->year != read.year);
  }
  bool other = false;
  for (std::string_view word : chunks_of(folded)) {
    while (!word.empty() && !is_letter(word.back()) && !is_digit(word.back())) {
      word.remove_suffix(1);
    }
    if (among(counts, word)) return false;
    if (word.starts_with("mi-")) word.remove_prefix(3);
    if (word.starts_with("d'")) word.remove_prefix(2);
    const int month = month_named(word);
    if (month == read.month) return false;
    other = other || month != 0;
  }
  return other;
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
      const ReadDate day = read_date(other.normal.text);
      return MonthOfYear{day.month, day.year} == *month ? Likeness::unclear : Likeness::different;
    }
  }
  // "05/27" reads as a day, and on a card it is a month.
  if (truth.normal.read && truth.normal.text.starts_with("--")) {
    const auto on_card = month_of_year(said, usage.language);
    const ReadDate day = other.normal.read ? read_date(other.normal.text) : ReadDate{};
    if (on_card && on_card == month_of_year(held, usage.language)) return Likeness::same;
    if (on_card && *on_card == MonthOfYear{day.month, day.year}) return Likeness::unclear;
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
  if ((said_open && names_other_month(said, other.normal, usage)) ||
      (held_open && names_other_month(held, truth.normal, usage))) {
    return Likeness::different;
  }
  const bool unclear = (said_open && held_open) || (held_open && truth.normal.read) ||
                       (!truth.normal.read && other.normal.read);
  return unclear ? Likeness::unclear : Likeness::different;
}

}  // namespace

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
