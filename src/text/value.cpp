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
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/joins_digits.hpp"
#include "text/plain_address.hpp"

namespace callnorm {
namespace {

constexpr double tolerance = 1e-9;
constexpr std::size_t longest_compared = 16'384;     // code points
constexpr std::size_t longest_dictated = 4'096;      // bytes of a number said in words
constexpr std::size_t longest_date = 200;            // bytes
constexpr std::size_t words_of_value = 16;           // chunks a number or date in a text may span
constexpr std::size_t window_bytes = 1'024;          // likewise
constexpr std::string_view luxembourg_code = "352";  // numbers there have no 0 before them
constexpr std::size_t fuzzy_words = 256;  // words of a value that are looked for misspelt

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

constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool among(std::span<const std::string_view> words, std::string_view word) noexcept {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::span<const Language> languages(const std::optional<Language>& language) noexcept {
  if (language) return std::span(&*language, 1);
  return all_languages;
}

std::optional<std::string> said_digits(std::string_view folded_text,
                                       const std::optional<Language>& language) {
  if (folded_text.size() > longest_dictated) return std::nullopt;
  for (const Language each : languages(language)) {
    if (auto digits = spoken_digits(folded_text, each)) return digits;
  }
  return std::nullopt;
}

std::string digits_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_digit(c)) out += c;
  }
  return out;
}

std::vector<std::string_view> chunks_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.find(' ', at);
    if (end == std::string_view::npos) end = text.size();
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// ---- id, iban, phone ---------------------------------------------------------------------------

// Dictated: number words, single letters and what holds digits, nothing else.
std::optional<std::string> said_code(std::string_view text, Language language) {
  std::string out;
  std::string words;  // not read yet
  const auto flush = [&] {
    if (words.empty()) return true;
    const auto digits = spoken_digits(words, language);
    if (!digits) return false;
    for (const char c : *digits) {
      if (c != '+' && c != ',') out += c;
    }
    words.clear();
    return true;
  };
  bool said = false;
  for (const std::string_view chunk : chunks_of(text)) {
    std::string_view word = chunk;
    while (!word.empty() && !is_letter(word.back()) && !is_digit(word.back())) {
      word.remove_suffix(1);
    }
    while (!word.empty() && !is_letter(word.front()) && !is_digit(word.front())) {
      word.remove_prefix(1);
    }
    if (word.empty()) continue;
    const bool link = word == "en" || word == "et" || word == "and" || word == "keer" ||
                      word == "maal" || word == "fois" || word == "times";
    const bool letter = word.size() == 1 && is_letter(word.front());
    if (!letter && (speaks_of_number(word, language) || (link && !words.empty()))) {
      words += words.empty() ? "" : " ";
      words += word;
      said = true;
    } else if (letter || std::any_of(word.begin(), word.end(), is_digit)) {
      if (!flush()) return std::nullopt;
      for (const char c : word) {
        if (is_letter(c) || is_digit(c)) out += c;
      }
    } else {
      return std::nullopt;
    }
  }
  if (!said || !flush()) return std::nullopt;
  return out;
}

std::optional<std::string> read_code(std::string_view text,
                                     const std::optional<Language>& language) {
  if (text.size() <= longest_dictated) {
    for (const Language each : languages(language)) {
      if (auto code = said_code(text, each)) return code;
    }
  }
  std::string out;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c)) out += c;
  }
  if (out.empty()) return std::nullopt;
  return out;
}

std::optional<std::string> read_phone(std::string_view text, const Usage& usage) {
  std::string plain(text);
  if (!std::any_of(text.begin(), text.end(), is_digit) ||
      std::any_of(text.begin(), text.end(), is_letter)) {
    if (auto said = said_digits(text, usage.language)) plain = std::move(*said);
  }
  const std::size_t first = plain.find_first_of("+0123456789");
  if (first == std::string::npos) return std::nullopt;
  bool abroad = plain[first] == '+';
  if (const std::size_t zero = plain.find("(0)"); zero != std::string::npos) {
    // "+32 (0)475": to be dialled inside the country only. "(0)475": just a zero.
    const std::string before = digits_of(std::string_view(plain).substr(0, zero));
    if (abroad || before.starts_with("00")) plain.erase(zero, 3);
  }
  std::string digits = digits_of(plain);
  if (!abroad && digits.starts_with("00") && digits.size() > 4) {
    abroad = true;
    digits.erase(0, 2);
  }
  if (digits.empty()) return std::nullopt;
  if (!abroad) return digits;
  // A language's region is a hint where people are; Belgium is where this norm is used.
  for (const std::string_view code : {usage.calling_code, Usage::belgian_code}) {
    if (!digits.starts_with(code)) continue;
    digits.erase(0, code.size());
    const bool zero = code != luxembourg_code && !digits.starts_with("0");
    return zero ? "0" + digits : digits;
  }
  return "+" + digits;
}

// ---- numbers -----------------------------------------------------------------------------------

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

std::optional<std::string> read_number(std::string_view text,
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

constexpr std::array<std::string_view, 5> currencies{"euro", "euros", "eur", "eu", "\u20AC"};
constexpr std::array<std::string_view, 7> cent_words{"cent",     "cents",    "centen",   "centime",
                                                     "centimes", "eurocent", "eurocents"};
constexpr std::array<std::string_view, 3> links{"en", "et", "and"};

// "84 euro 50", "vierentachtig euro en vijftig cent", "50 cent", "EUR 84,50".
std::optional<std::string> read_amount(std::string_view text,
                                       const std::optional<Language>& language) {
  // Words, with figures and letters kept apart: "84euro50". A hyphen after a letter is inside it.
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
    if (currency && part.empty() && among(links, word)) continue;
    if (!part.empty()) part += ' ';
    part += word;
  }
  if (before.empty()) std::swap(before, after);  // "EUR 84,50"
  auto whole = read_number(before, language);
  if (!whole) return std::nullopt;
  if (cents && !currency) {
    if (whole->find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    const std::string padded = std::string(whole->size() < 3 ? 3 - whole->size() : 0, '0') + *whole;
    return without_idle_zeros(padded.substr(0, padded.size() - 2), padded.substr(padded.size() - 2),
                              false);
  }
  if (after.empty() || after.find_first_not_of("-=., ") == std::string::npos) return whole;
  const auto part = read_number(after, language);
  const bool plain =
      part && part->size() <= 2 && part->find_first_not_of("0123456789") == std::string::npos;
  if (!plain || whole->find('.') != std::string::npos) return std::nullopt;
  return without_idle_zeros(*whole, part->size() == 1 ? "0" + *part : *part, false);
}

// ---- dates -------------------------------------------------------------------------------------

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

int month_named(std::string_view word) noexcept {
  for (const MonthName& known : months) {
    if (known.word == word) return known.month;
  }
  return 0;
}

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
  std::string text;
};

std::vector<DatePart> date_parts(std::string_view text) {
  std::vector<DatePart> out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char c = text[i];
    if (is_digit(c)) {
      while (i < text.size() && is_digit(text[i])) ++i;
      out.push_back({DatePart::Kind::figures, std::string(text.substr(begin, i - begin))});
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
      out.push_back({DatePart::Kind::word, std::move(word)});
    } else {
      if (c != ' ') out.push_back({DatePart::Kind::mark, std::string(1, c)});
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
      part = {DatePart::Kind::figures, std::to_string(day)};
    }
  }
  for (const Language each : languages(language)) {
    std::vector<DatePart> out;
    for (std::size_t i = 0; i < parts.size();) {
      std::size_t last = i;
      std::string said;
      while (last < parts.size() && parts[last].kind == DatePart::Kind::word &&
             (speaks_of_number(parts[last].text, each) ||
              (last > i && among(links, parts[last].text)))) {
        said += (last > i ? " " : "") + parts[last].text;
        ++last;
      }
      std::optional<std::string> digits;
      if (last > i) digits = spoken_digits(said, each);
      if (digits && digits->find_first_of("+,") == std::string::npos) {
        out.push_back({DatePart::Kind::figures, std::move(*digits)});
        i = last;
      } else {
        out.push_back(parts[i]);
        ++i;
      }
    }
    parts = std::move(out);
  }
}

// Takes the time out of the parts: minutes since midnight. nullopt: none; -1: an impossible one.
std::optional<int> take_time(std::vector<DatePart>& parts) {
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
      if (is_mark(last, ":") && last + 1 < parts.size() && small(parts[last + 1]) >= 0) last += 2;
      if (is_mark(last, ".") && last + 1 < parts.size() &&
          parts[last + 1].kind == DatePart::Kind::figures && last >= i + 5) {
        last += 2;
      }
      if (is_word(last, hour_words)) ++last;
    } else if (is_word(last, hour_words)) {
      time = true;
      ++last;
      if (last < parts.size() && parts[last].text.size() <= 2 && small(parts[last]) >= 0) {
        minute = small(parts[last]);
        ++last;
      }
    }
    int add = 0;
    if (is_word(last, half_days)) {
      if (hour < 1 || hour > 12) return -1;
      add = parts[last].text == "pm" ? (hour == 12 ? 0 : 12) : (hour == 12 ? -12 : 0);
      time = true;
      ++last;
    }
    if (!time) continue;
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i),
                parts.begin() + static_cast<std::ptrdiff_t>(last));
    if (hour > 23 || minute > 59) return -1;
    return (hour + add) * 60 + minute;
  }
  return std::nullopt;
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

// Year 0 stands for "not said".
std::optional<std::string> written_date(int year, int month, int day, std::optional<int> time) {
  if (!is_date(year, month, day)) return std::nullopt;
  std::string out =
      (year == 0 ? "-" : padded(year, 4)) + "-" + padded(month, 2) + "-" + padded(day, 2);
  if (time) out += "T" + padded(*time / 60, 2) + ":" + padded(*time % 60, 2);
  return out;
}

std::optional<int> year_in(const DatePart& part) noexcept {
  const int value = small(part);
  if (value <= 0 && part.text != "00") return std::nullopt;
  if (part.text.size() == 4) return value;
  if (part.text.size() == 2) return value < 69 ? 2000 + value : 1900 + value;
  return std::nullopt;
}

std::optional<std::string> read_date(std::string_view text,
                                     const std::optional<Language>& language) {
  if (text.size() > longest_date) return std::nullopt;
  std::vector<DatePart> parts = date_parts(text);
  read_date_words(parts, language);
  const auto time = take_time(parts);
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
      return small({DatePart::Kind::figures, all.substr(at, size)});
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

// ---- email -------------------------------------------------------------------------------------

std::optional<std::string> read_email(std::string_view text) {
  struct Mark {
    std::string_view word;
    std::string_view mark;
  };
  static constexpr std::array marks{
      Mark{"at", "@"},           Mark{"apenstaart", "@"},  Mark{"apestaart", "@"},
      Mark{"apenstaartje", "@"}, Mark{"apestaartje", "@"}, Mark{"arobase", "@"},
      Mark{"arobas", "@"},       Mark{"punt", "."},        Mark{"point", "."},
      Mark{"dot", "."},          Mark{"streepje", "-"},    Mark{"koppelteken", "-"},
      Mark{"tiret", "-"},        Mark{"dash", "-"},        Mark{"hyphen", "-"},
      Mark{"underscore", "_"}};
  const bool said = text.find('@') == std::string_view::npos;
  std::string out;
  for (const std::string_view chunk : chunks_of(text)) {
    std::string_view part = chunk;
    if (said) {
      for (const Mark& known : marks) {
        if (known.word == chunk) part = known.mark;
      }
    }
    out += part;
  }
  while (!out.empty() && std::string_view(".,;").find(out.back()) != std::string_view::npos) {
    out.pop_back();
  }
  const std::size_t at = out.find('@');
  const bool whole = at != std::string::npos && at > 0 && at + 1 < out.size() &&
                     out.find('@', at + 1) == std::string::npos;
  if (!whole) return std::nullopt;
  return out;
}

// A date without what `truth` leaves open.
std::string_view comparable_date(const NormalValue& truth, std::string_view date) {
  constexpr std::size_t year_size = 4;
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
  return {truth.text, other.text};
}

// "1.284,50", "EUR 1284.5": one decimal mark before one or two digits, and before it digits alone
// or in groups of three by the other mark or blanks. Anything else might be a code or a date.
std::optional<std::string> decimal(std::string_view text) {
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

// The words of a text without digits; none of one with digits or of more words than a name has.
std::vector<std::string> words_of_name(std::string_view text) {
  constexpr std::size_t most = 6;
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
  return out;
}

// "Anne Peeters", "PEETERS Anne": the same words, beginning with another.
bool same_name(std::string_view a, std::string_view b) {
  const std::vector<std::string> one = words_of_name(a);
  std::vector<std::string> other = words_of_name(b);
  if (one.empty() || one.size() != other.size()) return false;
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (one == other) return true;
    std::rotate(other.begin(), other.begin() + 1, other.end());
  }
  return false;
}

// Up to its postcode, boxes by their number alone: a village or the town it belongs to, "12/14" or
// "12-14". Empty without a postcode behind a number. A postcode is the last number of four digits,
// with the two letters behind it that the Netherlands have.
std::string up_to_postcode(std::string_view plain) {
  std::string out;
  std::string found;
  bool number = false;
  bool just_found = false;
  for (const std::string_view word : chunks_of(plain)) {
    if (word == "bus") continue;
    const bool digits = all_digits(word);
    out.append(word) += ' ';
    if (just_found && word.size() == 2 && !digits) found = out;
    just_found = number && digits && word.size() == 4;
    if (just_found) found = out;
    number = number || is_digit(word.front());
  }
  return found;
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
               !among(fillers, part.text) && !among(links, part.text) &&
               !among(hour_words, part.text) && !among(spans, part.text)) {
      out.push_back(std::move(part.text));
    }
  }
  if (figures < 2) out.clear();
  return out;
}

// Whether two forms that differ are one value in two ways of writing.
bool written_alike(const NormalValue& truth, const NormalValue& other) {
  const auto alike = [](const auto& a, const auto& b) { return !a.empty() && a == b; };
  switch (truth.type) {
    case ValueType::text: {
      const auto number = decimal(truth.text);
      return (number && number == decimal(other.text)) || same_name(truth.text, other.text);
    }
    case ValueType::address: return alike(up_to_postcode(truth.text), up_to_postcode(other.text));
    case ValueType::date:
    case ValueType::datetime:
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

std::u32string to_code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t ascii = ascii_prefix(text.substr(i));
    if (ascii == 0) {
      out.push_back(next_code_point(text, i));
      continue;
    }
    out.append(text.begin() + static_cast<std::ptrdiff_t>(i),
               text.begin() + static_cast<std::ptrdiff_t>(i + ascii));
    i += ascii;
  }
  return out;
}

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
  const std::string plain = comparable_text(value);
  std::optional<std::string> read;
  switch (type) {
    case ValueType::text: break;
    case ValueType::address:
      if (!plain.empty()) read = plain_address(plain, language);
      break;
    case ValueType::email: read = read_email(plain); break;
    case ValueType::id:
    case ValueType::iban: read = read_code(plain, language); break;
    case ValueType::phone: read = read_phone(plain, usage); break;
    case ValueType::meter:
    case ValueType::number: read = read_number(plain, language); break;
    case ValueType::amount: read = read_amount(plain, language); break;
    case ValueType::date:
    case ValueType::datetime: read = read_date(plain, language); break;
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
  if (type != ValueType::address) return value;
  static constexpr std::array<std::string_view, 9> boxes{
      "apartment", "appartement", "apt", "appt", "flat", "unit", "box", "boite", "verdieping"};
  constexpr std::size_t postcode = 4;     // digits, at least
  constexpr std::size_t street_word = 3;  // letters
  std::size_t begin = 0;
  bool street = false;
  bool number = false;
  bool boxed = false;  // the word before names a flat, whose number is not the house's
  const auto is_postcode = [&](std::string_view word) {
    const std::size_t dash = word.find('-');
    if (dash == 1 && is_letter(word.front())) word.remove_prefix(2);  // "B-9000"
    return word.size() >= postcode && all_digits(word);
  };
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find_first_of(" ,\t\n\r", at), value.size());
    const std::string word = folded(value.substr(at, end - at));
    const bool digits = !word.empty() && is_digit(word.front());
    const bool town_follows = end < value.size() && value[end] != ',';
    if (is_postcode(word) && street && number && town_follows) {
      return value.substr(begin, at - begin);  // "Kerkstraat 5 9000 Gent"
    }
    if (is_postcode(word) && at == 0) {  // "1000 Brussel, Wetstraat 16"
      const std::size_t comma = value.find(',');
      const std::string_view after =
          comma == std::string_view::npos ? std::string_view{} : value.substr(comma + 1);
      const std::size_t own = after.find_first_of("0123456789");
      const bool house =
          own != std::string_view::npos &&
          (after.size() - own < postcode || !all_digits(after.substr(own, postcode)));
      if (house) {
        at = begin = comma + 1;
        continue;
      }
    }
    const bool box = among(boxes, word);
    number = number || (digits && !boxed);
    street = street || (!digits && !box && word.size() >= street_word);
    if (!word.empty()) boxed = box;
    if (end < value.size() && value[end] == ',' && street && number) {
      return value.substr(begin, end - begin);
    }
    at = end + 1;
  }
  return value.substr(begin);
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

bool mentions_value(std::string_view text, const NormalValue& truth, Usage usage, double at_least) {
  const std::optional<Language>& language = usage.language;
  if (truth.empty()) return false;
  if (truth.type == ValueType::address) {
    return mentions_words(plain_address(folded(text), language), truth.text, at_least);
  }
  if (truth.type == ValueType::text || !truth.read) {
    return mentions_words(text, truth.text, at_least);
  }
  // Every few words on, read as the type. What cannot begin a value is passed over.
  const std::string plain = comparable_text(text);
  const std::vector<std::string_view> chunks = chunks_of(plain);
  const auto begins = [&](std::string_view chunk) {
    if (truth.type == ValueType::email || truth.type == ValueType::id ||
        truth.type == ValueType::iban) {
      return true;
    }
    if (std::any_of(chunk.begin(), chunk.end(), is_digit)) return true;
    const std::string_view word = without_punctuation(chunk);
    if (is_date_type(truth.type) && (month_named(word) != 0 || ordinal(word, language) != 0)) {
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
      // "Op 1 maart" names 1 March 2025, too.
      const bool less = is_date_type(truth.type) && found.read && same_value(found, truth);
      if (found.read && (less || same_value(truth, found))) return true;
      // A code only grows; one that begins otherwise never becomes this one.
      const bool code = truth.type == ValueType::id || truth.type == ValueType::iban;
      if (code && found.text.size() > truth.text.size()) break;
    }
  }
  return false;
}

}  // namespace callnorm
