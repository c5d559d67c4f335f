#include "text/plain_date.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "callnorm/text/number_words.hpp"
#include "text/plain_number.hpp"
#include "text/value_words.hpp"

namespace callnorm {
namespace {

constexpr std::size_t longest_date = 200;  // bytes

struct MonthName {
  std::string_view word;
  int month;
};
constexpr std::array months{
    MonthName{"januari", 1},  MonthName{"januarie", 1},  MonthName{"janvier", 1},
    MonthName{"january", 1},  MonthName{"jan", 1},       MonthName{"janv", 1},
    MonthName{"februari", 2}, MonthName{"fevrier", 2},   MonthName{"february", 2},
    MonthName{"feb", 2},      MonthName{"fev", 2},       MonthName{"fevr", 2},
    MonthName{"maart", 3},    MonthName{"mars", 3},      MonthName{"march", 3},
    MonthName{"mrt", 3},      MonthName{"mar", 3},       MonthName{"april", 4},
    MonthName{"avril", 4},    MonthName{"apr", 4},       MonthName{"avr", 4},
    MonthName{"mei", 5},      MonthName{"mai", 5},       MonthName{"may", 5},
    MonthName{"juni", 6},     MonthName{"juin", 6},      MonthName{"june", 6},
    MonthName{"jun", 6},      MonthName{"juli", 7},      MonthName{"juillet", 7},
    MonthName{"july", 7},     MonthName{"jul", 7},       MonthName{"juil", 7},
    MonthName{"augustus", 8}, MonthName{"aout", 8},      MonthName{"august", 8},
    MonthName{"aug", 8},      MonthName{"september", 9}, MonthName{"septembre", 9},
    MonthName{"sep", 9},      MonthName{"sept", 9},      MonthName{"oktober", 10},
    MonthName{"octobre", 10}, MonthName{"october", 10},  MonthName{"okt", 10},
    MonthName{"oct", 10},     MonthName{"november", 11}, MonthName{"novembre", 11},
    MonthName{"nov", 11},     MonthName{"december", 12}, MonthName{"decembre", 12},
    MonthName{"dec", 12}};

constexpr std::array<std::string_view, 41> weekdays{
    "maandag", "dinsdag", "woensdag",  "donderdag", "vrijdag",  "zaterdag", "zondag",
    "lundi",   "mardi",   "mercredi",  "jeudi",     "vendredi", "samedi",   "dimanche",
    "monday",  "tuesday", "wednesday", "thursday",  "friday",   "saturday", "sunday",
    "ma",      "di",      "wo",        "do",        "vr",       "za",       "zo",
    "lun",     "mer",     "jeu",       "ven",       "sam",      "dim",      "mon",
    "tue",     "wed",     "thu",       "fri",       "sat",      "sun"};

// What may stand between the parts of a date, or behind a figure ("1er", "4de", "4th").
constexpr std::array<std::string_view, 24> fillers{
    "de", "den", "le", "la", "the", "of",  "op", "on",  "om",  "a",  "at", "du",
    "l",  "te",  "t",  "z",  "e",   "ste", "er", "ere", "eme", "st", "nd", "rd"};
constexpr std::array<std::string_view, 9> hour_words{"u",      "h",      "uur", "uren", "heure",
                                                     "heures", "oclock", "hr",  "hrs"};

// "vierde", "eenentwintigste", "premier", "twenty-first".
int ordinal(std::string_view word, const std::optional<Language>& language) {
  constexpr std::array<std::pair<std::string_view, int>, 11> irregular{{{"eerste", 1},
                                                                        {"derde", 3},
                                                                        {"premier", 1},
                                                                        {"premiere", 1},
                                                                        {"first", 1},
                                                                        {"second", 2},
                                                                        {"third", 3},
                                                                        {"fifth", 5},
                                                                        {"eighth", 8},
                                                                        {"ninth", 9},
                                                                        {"twelfth", 12}}};
  for (const auto& [name, value] : irregular) {
    if (word == name) return value;
  }
  const auto stem = [&](std::string_view ending, Language own) -> int {
    if (language && *language != own) return 0;
    if (!word.ends_with(ending)) return 0;
    return number_word(word.substr(0, word.size() - ending.size()), own).value_or(0);
  };
  if (const int day = stem("ste", Language::nl)) return day;
  if (const int day = stem("de", Language::nl)) return day;
  if (const int day = stem("th", Language::en)) return day;
  if (word == "twentieth") return 20;
  if (word == "thirtieth") return 30;
  if (const std::size_t hyphen = word.find('-'); hyphen != std::string_view::npos) {
    const int unit = ordinal(word.substr(hyphen + 1), language);
    const int tens = number_word(word.substr(0, hyphen), Language::en).value_or(0);
    if (unit >= 1 && unit <= 9 && (tens == 20 || tens == 30)) return tens + unit;
  }
  return 0;
}

struct DatePart {
  enum class Kind : std::uint8_t { figures, word, mark };
  Kind kind = Kind::word;
  std::string text{};
  bool said = false;  // figures that were said in words
};

std::vector<DatePart> date_parts(std::string_view text) {
  std::vector<DatePart> out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char c = text[i];
    if (is_digit(c)) {
      while (i < text.size() && is_digit(text[i])) ++i;
      out.push_back({DatePart::Kind::figures, std::string(text.substr(begin, i - begin)), false});
    } else if (is_letter(c)) {
      // "vingt-six" is one word, "12-mei" is not.
      while (i < text.size() &&
             (is_letter(text[i]) || ((text[i] == '-' || text[i] == '\'') && i + 1 < text.size() &&
                                     is_letter(text[i + 1])))) {
        ++i;
      }
      std::string word;
      for (const char letter : text.substr(begin, i - begin)) {
        if (letter != '\'') word += letter;  // "o'clock", "d'aout"
      }
      out.push_back({DatePart::Kind::word, std::move(word), false});
    } else {
      if (c != ' ') out.push_back({DatePart::Kind::mark, std::string(1, c), false});
      ++i;
    }
  }
  return out;
}

int small(const DatePart& part) noexcept {
  if (part.kind != DatePart::Kind::figures || part.text.size() > 4) return -1;
  int value = 0;
  for (const char c : part.text) value = value * 10 + (c - '0');
  return value;
}

// Turns numbers said in words into figures.
void read_date_words(std::vector<DatePart>& parts, const std::optional<Language>& language) {
  for (DatePart& part : parts) {
    if (part.kind != DatePart::Kind::word) continue;
    if (const int day = ordinal(part.text, language)) {
      part = {DatePart::Kind::figures, std::to_string(day), true};
    }
  }
  constexpr std::size_t longest = 16;  // words of a number; "five and five and ..." is none
  for (const Language each : languages(language)) {
    std::vector<DatePart> out;
    std::size_t last = 0;  // where the words of numbers around `i` end
    for (std::size_t i = 0; i < parts.size();) {
      const auto is_word_of_number = [&](std::size_t at) {
        return parts[at].kind == DatePart::Kind::word &&
               (speaks_of_number(parts[at].text, each) ||
                (at > i && among(number_links, parts[at].text)));
      };
      last = std::max(last, i);
      while (last < parts.size() && is_word_of_number(last)) ++last;
      std::optional<std::string> digits;
      if (last > i && last - i <= longest && is_word_of_number(i)) {
        std::string said;
        for (std::size_t at = i; at < last; ++at) said += (at > i ? " " : "") + parts[at].text;
        digits = spoken_digits(said, each);
      }
      if (digits && digits->find_first_of("+,") == std::string::npos) {
        out.push_back({DatePart::Kind::figures, std::move(*digits), true});
        i = last;
      } else {
        out.push_back(parts[i]);
        ++i;
      }
    }
    parts = std::move(out);
  }
}

// Minutes that people tell from an hour: "ten past", "vijf voor". 0 for any other number.
int minutes_told(const DatePart& part) noexcept {
  const int minutes = small(part);
  return minutes == 5 || minutes == 10 || minutes == 20 || minutes == 25 ? minutes : 0;
}

// What words before an hour add to it, and how many they are: "half negen", "kwart voor tien",
// "half past eight"; "half eight" is half past in English.
struct HourWords {
  int minutes = 0;
  std::size_t before = 0;
};
HourWords hour_words_before(const std::vector<DatePart>& parts, std::size_t hour,
                            const std::optional<Language>& language) {
  const auto word = [&](std::size_t back) -> std::string_view {
    if (hour < back || parts[hour - back].kind != DatePart::Kind::word) return {};
    return parts[hour - back].text;
  };
  if (word(1) == "half") return {language == Language::en ? 30 : -30, 1};
  if (word(1) == "past" && word(2) == "half") return {30, 2};
  static constexpr std::array<std::string_view, 3> after{"over", "past", "na"};
  const bool later = among(after, word(1));
  if (!later && word(1) != "voor" && word(1) != "to") return {};
  if (word(2) == "kwart" || word(2) == "quarter") return {later ? 15 : -15, 2};
  // "twintig na drie", "ten to nine"; "10 to 12" are hours.
  if (hour < 2 || (word(1) == "to" && !parts[hour - 2].said)) return {};
  const int minutes = minutes_told(parts[hour - 2]);
  return minutes == 0 ? HourWords{} : HourWords{later ? minutes : -minutes, 2};
}

// "huit heures et demie", "moins le quart": what words behind an hour add to it, likewise.
HourWords hour_words_behind(const std::vector<DatePart>& parts, std::size_t from) {
  const auto word = [&](std::size_t on) -> std::string_view {
    if (from + on >= parts.size() || parts[from + on].kind != DatePart::Kind::word) return {};
    return parts[from + on].text;
  };
  if (word(0) == "et" && (word(1) == "demie" || word(1) == "demi")) return {30, 2};
  if (word(0) == "et" && word(1) == "quart") return {15, 2};
  if (word(0) == "moins" && word(1) == "quart") return {-15, 2};
  if (word(0) == "moins" && word(1) == "le" && word(2) == "quart") return {-15, 3};
  if (word(0) == "moins" && from + 1 < parts.size()) {
    const int minutes = minutes_told(parts[from + 1]);
    if (minutes > 0) return {-minutes, 2};
  }
  return {};
}

// The half of the day that words from `from` on name, and how many parts they are: "in de
// namiddag", "'s avonds", "du matin".
struct HalfDay {
  bool second = false;
  bool evening = false;
  std::size_t parts = 0;
};
HalfDay half_day(const std::vector<DatePart>& parts, std::size_t from) {
  static constexpr std::array<std::string_view, 8> links{"in", "de", "the", "du",
                                                         "l",  "la", "s",   "'"};
  static constexpr std::array<std::string_view, 7> first{
      "ochtend", "ochtends", "morgens", "voormiddag", "morning", "matin", "matinee"};
  static constexpr std::array<std::string_view, 11> second{
      "namiddag",  "namiddags", "middag", "middags",    "avond",      "avonds",
      "afternoon", "evening",   "soir",   "apres-midi", "lapres-midi"};
  std::size_t at = from;
  while (at < parts.size() && at < from + 3 && among(links, parts[at].text)) ++at;
  if (at >= parts.size() || parts[at].kind != DatePart::Kind::word) return {};
  static constexpr std::array<std::string_view, 4> evenings{"avond", "avonds", "soir", "evening"};
  if (among(first, parts[at].text)) return {false, false, at + 1 - from};
  const bool evening = among(evenings, parts[at].text);
  if (among(second, parts[at].text)) return {true, evening, at + 1 - from};
  return {};
}

// "a midi", "at noon", "om middernacht": takes the word out.
std::optional<int> take_named_hour(std::vector<DatePart>& parts) {
  static constexpr std::array<std::string_view, 3> noon{"midi", "noon", "midday"};
  static constexpr std::array<std::string_view, 3> midnight{"minuit", "midnight", "middernacht"};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].kind != DatePart::Kind::word) continue;
    const bool at_noon = among(noon, parts[i].text) && (i == 0 || parts[i - 1].text != "apres");
    if (!at_noon && !among(midnight, parts[i].text)) continue;
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
    return at_noon ? 12 * 60 : 0;
  }
  return std::nullopt;
}

// How many parts say how far local time lies from UTC: "+02:00", "-0500", behind a time with
// seconds only, where a hyphen is no span of hours. The time itself is the local one.
std::size_t zone_offset(const std::vector<DatePart>& parts, std::size_t at, bool seconds) {
  if (at + 1 >= parts.size() || parts[at].kind != DatePart::Kind::mark) return 0;
  if (parts[at].text != "+" && (parts[at].text != "-" || !seconds)) return 0;
  const DatePart& hours = parts[at + 1];
  if (hours.kind != DatePart::Kind::figures) return 0;
  if (hours.text.size() == 4) return 2;
  if (hours.text.size() != 2) return 0;
  const bool minutes = at + 3 < parts.size() && parts[at + 2].text == ":" &&
                       parts[at + 3].kind == DatePart::Kind::figures;
  // "08:00:00-12:00:00" is a span.
  if (minutes && at + 4 < parts.size() && parts[at + 4].text == ":") return 0;
  return minutes ? 4 : 2;
}

// Takes the time out of the parts: minutes since midnight. nullopt: none; -1: an impossible one.
std::optional<int> take_time(std::vector<DatePart>& parts,
                             const std::optional<Language>& language) {
  constexpr int day = 24 * 60;
  const auto is_mark = [&](std::size_t at, std::string_view mark) {
    return at < parts.size() && parts[at].kind == DatePart::Kind::mark && parts[at].text == mark;
  };
  const auto is_word = [&](std::size_t at, std::span<const std::string_view> words) {
    return at < parts.size() && parts[at].kind == DatePart::Kind::word &&
           among(words, parts[at].text);
  };
  static constexpr std::array<std::string_view, 2> half_days{"am", "pm"};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const int hour = small(parts[i]);
    if (hour < 0 || parts[i].text.size() > 2) continue;
    int minute = 0;
    std::size_t last = i + 1;
    bool time = false;
    if (is_mark(last, ":") && last + 1 < parts.size() && parts[last + 1].text.size() == 2 &&
        small(parts[last + 1]) >= 0) {
      time = true;
      minute = small(parts[last + 1]);
      last += 2;
      // Seconds, and their fractions, say nothing more.
      const bool seconds =
          is_mark(last, ":") && last + 1 < parts.size() && small(parts[last + 1]) >= 0;
      if (seconds) last += 2;
      if (is_mark(last, ".") && last + 1 < parts.size() &&
          parts[last + 1].kind == DatePart::Kind::figures && last >= i + 5) {
        last += 2;
      }
      last += zone_offset(parts, last, seconds);
      if (is_word(last, hour_words)) ++last;
    } else if (is_word(last, hour_words)) {
      time = true;
      ++last;
      if (last < parts.size() && parts[last].text.size() <= 2 && small(parts[last]) >= 0) {
        minute = small(parts[last]);
        ++last;
      }
    }
    const HourWords before = hour_words_before(parts, i, language);
    time = time || before.before > 0;
    const HourWords behind = time ? hour_words_behind(parts, last) : HourWords{};
    last += behind.before;
    int add = 0;
    if (is_word(last, half_days)) {
      if (hour < 1 || hour > 12) return -1;
      add = parts[last].text == "pm" ? (hour == 12 ? 0 : 12) : (hour == 12 ? -12 : 0);
      time = true;
      ++last;
    } else if (time && hour >= 1 && hour <= 12) {
      const HalfDay half = half_day(parts, last);
      // "12 uur 's avonds" is midnight, of this day or the next.
      if (half.second && hour == 12 && half.evening) return -1;
      // "Elf uur 's middags" is just before noon.
      if (half.second && hour < (half.evening ? 12 : 11)) add = 12;
      last += half.parts;
    }
    if (!time) continue;
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i - before.before),
                parts.begin() + static_cast<std::ptrdiff_t>(last));
    if (hour > 23 || minute > 59) return -1;
    return ((hour + add) * 60 + minute + before.minutes + behind.minutes + day) % day;
  }
  return take_named_hour(parts);
}

// "vanaf 4 mei", "a partir du 4 mai": the day something begins is the day that was named. "Tegen",
// "before", "until" name none.
void take_beginning(std::vector<DatePart>& parts) {
  static constexpr std::array<std::string_view, 17> words{
      "vanaf", "per", "ingaande", "met",     "ingang", "van",    "from", "starting", "with",
      "a",     "as",  "partir",   "compter", "des",    "effect", "of",   "du"};
  std::size_t count = 0;
  while (count < parts.size() && parts[count].kind == DatePart::Kind::word &&
         among(words, parts[count].text)) {
    ++count;
  }
  parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(count));
}

bool leap(int year) noexcept {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
bool is_date(int year, int month, int day) noexcept {
  constexpr std::array<int, 12> lengths{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > lengths[static_cast<std::size_t>(month - 1)]) {
    return false;
  }
  return month != 2 || day < 29 || year == 0 || leap(year);
}

std::string padded(int number, std::size_t size) {
  const std::string digits = std::to_string(number);
  return std::string(digits.size() < size ? size - digits.size() : 0, '0') + digits;
}

std::string written_time(int minutes) {
  return "T" + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2);
}

// Year 0 stands for "not said".
std::optional<std::string> written_date(int year, int month, int day, std::optional<int> time) {
  if (!is_date(year, month, day)) return std::nullopt;
  std::string out =
      (year == 0 ? "-" : padded(year, 4)) + "-" + padded(month, 2) + "-" + padded(day, 2);
  if (time) out += written_time(*time);
  return out;
}

std::optional<int> year_in(const DatePart& part) noexcept {
  const int value = small(part);
  if (value <= 0 && part.text != "00") return std::nullopt;
  if (part.text.size() == 4) return value;
  if (part.text.size() == 2) return value < 69 ? 2000 + value : 1900 + value;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> plain_date(std::string_view text,
                                      const std::optional<Language>& language) {
  if (text.size() > longest_date) return std::nullopt;
  std::vector<DatePart> parts = date_parts(text);
  take_beginning(parts);
  read_date_words(parts, language);
  const auto time = take_time(parts, language);
  if (time && *time < 0) return std::nullopt;

  int month = 0;
  std::size_t month_at = 0;  // figures before the month's name
  std::vector<DatePart> figures;
  for (const DatePart& part : parts) {
    switch (part.kind) {
      case DatePart::Kind::figures: figures.push_back(part); break;
      case DatePart::Kind::mark:
        if (std::string_view("-/.,()").find(part.text) == std::string_view::npos) {
          return std::nullopt;
        }
        break;
      case DatePart::Kind::word:
        if (const int named = month_named(part.text)) {
          if (month != 0) return std::nullopt;
          month = named;
          month_at = figures.size();
        } else if (part.text.starts_with("d") && month_named(part.text.substr(1)) != 0 &&
                   month == 0) {
          month = month_named(part.text.substr(1));  // "d'aout"
          month_at = figures.size();
        } else if (!among(weekdays, part.text) && !among(fillers, part.text) && part.text != "th" &&
                   part.text != "em") {
          return std::nullopt;
        }
        break;
    }
  }

  if (month == 0 && figures.empty() && time) return written_time(*time);
  const auto day_in = [](const DatePart& part) { return part.text.size() <= 2 ? small(part) : -1; };
  if (month != 0) {
    if (figures.size() == 1) return written_date(0, month, day_in(figures[0]), time);
    if (figures.size() != 2) return std::nullopt;
    // "2026 maart 4": a year of four digits before the month.
    const bool year_first = figures[0].text.size() == 4 && month_at >= 1;
    const auto year = year_in(figures[year_first ? 0 : 1]);
    if (!year) return std::nullopt;
    return written_date(*year, month, day_in(figures[year_first ? 1 : 0]), time);
  }
  if (figures.size() == 1 && figures[0].text.size() == 8) {
    const std::string& all = figures[0].text;
    const auto number = [&](std::size_t at, std::size_t size) {
      return small({DatePart::Kind::figures, all.substr(at, size), false});
    };
    if (number(0, 4) > 0) {
      if (auto date = written_date(number(0, 4), number(4, 2), number(6, 2), time)) return date;
    }
    if (number(4, 4) == 0) return std::nullopt;
    return written_date(number(4, 4), number(2, 2), number(0, 2), time);
  }
  if (figures.size() == 2) {
    const int first = day_in(figures[0]);
    const int second = day_in(figures[1]);
    if (text.starts_with("--")) return written_date(0, first, second, time);  // ISO 8601, no year
    if (auto date = written_date(0, second, first, time)) return date;
    return written_date(0, first, second, time);
  }
  if (figures.size() != 3) return std::nullopt;
  if (figures[0].text.size() == 4) {
    const auto year = year_in(figures[0]);
    if (!year) return std::nullopt;
    return written_date(*year, day_in(figures[1]), day_in(figures[2]), time);
  }
  const auto year = year_in(figures[2]);
  if (!year) return std::nullopt;
  if (auto date = written_date(*year, day_in(figures[1]), day_in(figures[0]), time)) return date;
  return written_date(*year, day_in(figures[0]), day_in(figures[1]), time);
}

// Of something that is no single date, such as a span of hours: its figures, its month, and what
// words do not only link them ("8 tot 12", but "niet", "pm").
std::vector<std::string> date_parts_that_count(std::string_view text) {
  static constexpr std::array<std::string_view, 7> spans{"entre", "tussen", "between", "tot",
                                                         "van",   "from",   "to"};
  std::vector<std::string> out;
  std::size_t figures = 0;
  for (DatePart& part : date_parts(text)) {
    if (part.kind == DatePart::Kind::figures) {
      const std::size_t first = part.text.find_first_not_of('0');
      out.push_back(first == std::string::npos ? "0" : part.text.substr(first));
      ++figures;
    } else if (const int month = month_named(part.text); month != 0) {
      out.push_back("month " + std::to_string(month));
    } else if (part.kind == DatePart::Kind::word && !among(weekdays, part.text) &&
               !among(fillers, part.text) && !among(number_links, part.text) &&
               !among(hour_words, part.text) && !among(spans, part.text)) {
      out.push_back(std::move(part.text));
    }
  }
  if (figures < 2) out.clear();
  return out;
}

std::vector<std::string> days_of_ranges(std::string_view text,
                                        const std::optional<Language>& language) {
  static constexpr std::array<std::string_view, 12> until{
      "tot", "tem", "tm", "au", "to", "till", "until", "through", "en", "et", "and", "jusquau"};
  std::vector<std::string> out;
  for (const std::string_view chunk : chunks_of(text)) {
    const std::size_t dash = chunk.find('-');
    if (dash == std::string_view::npos || chunk.find('/') > dash ||
        chunk.find('/', dash) == std::string_view::npos) {
      continue;
    }
    for (std::string_view day : {chunk.substr(0, dash), chunk.substr(dash + 1)}) {
      while (!day.empty() && !is_digit(day.back())) day.remove_suffix(1);
      if (auto date = plain_date(day, language)) out.push_back(std::move(*date));
    }
  }
  std::vector<DatePart> parts = date_parts(text);
  read_date_words(parts, language);
  const auto is_word = [&](std::size_t at, std::span<const std::string_view> words) {
    return at < parts.size() && parts[at].kind == DatePart::Kind::word &&
           among(words, parts[at].text);
  };
  const auto past_fillers = [&](std::size_t at) {
    static constexpr std::array<std::string_view, 2> endings{"th", "em"};
    while (is_word(at, fillers) || is_word(at, weekdays) || is_word(at, endings)) ++at;
    return at;
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const int first = small(parts[i]);
    if (first < 1 || parts[i].text.size() > 2) continue;
    std::size_t at = past_fillers(i + 1);
    const bool slash = at + 2 < parts.size() && parts[at].text == "t" &&
                       parts[at + 1].text == "/" && parts[at + 2].text == "m";
    const bool dash = at < parts.size() && parts[at].text == "-";
    if (!slash && !dash && !is_word(at, until)) continue;
    at = past_fillers(at + (slash ? 3 : 1));
    if (at >= parts.size() || small(parts[at]) < 1) continue;
    at = past_fillers(at + 1);
    const int month = at < parts.size() ? month_named(parts[at].text) : 0;
    if (month == 0) continue;
    const bool year = at + 1 < parts.size() && parts[at + 1].kind == DatePart::Kind::figures &&
                      parts[at + 1].text.size() == 4;
    if (auto date = written_date(year ? small(parts[at + 1]) : 0, month, first, std::nullopt)) {
      out.push_back(std::move(*date));
    }
  }
  return out;
}

bool begins_date(std::string_view word, const std::optional<Language>& language) {
  return month_named(word) != 0 || ordinal(word, language) != 0;
}

int month_named(std::string_view word) noexcept {
  for (const MonthName& known : months) {
    if (known.word == word) return known.month;
  }
  return 0;
}

bool is_weekday(std::string_view word) noexcept {
  return among(weekdays, word);
}

}  // namespace callnorm
