#include "text/plain_address.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/number_words.hpp"
#include "text/joins_digits.hpp"
#include "text/plain_number.hpp"
#include "text/town_names.hpp"
#include "text/value_words.hpp"

namespace callnorm {
namespace {

struct Short {
  std::string_view written;
  std::string_view means;
};

constexpr std::array<Short, 23> shorts{{{"av", "avenue"},
                                        {"ave", "avenue"},
                                        {"bd", "boulevard"},
                                        {"bld", "boulevard"},
                                        {"blvd", "boulevard"},
                                        {"boul", "boulevard"},
                                        {"bvd", "boulevard"},
                                        {"chee", "chaussee"},
                                        {"sq", "square"},
                                        {"stwg", "steenweg"},
                                        {"rd", "road"},
                                        // A box of a house, however it is called.
                                        {"boite", "bus"},
                                        {"box", "bus"},
                                        {"bt", "bus"},
                                        {"bte", "bus"},
                                        // The number is one without saying so.
                                        {"n\u00B0", ""},
                                        {"n\u00BA", ""},
                                        {"no", ""},
                                        {"nr", ""},
                                        {"numero", ""},
                                        {"nummer", ""},
                                        {"number", ""},
                                        {"huisnummer", ""}}};
// "Au", "in", "te", "at" only lead to a number or a town.
constexpr std::array<Short, 6> french{{{"pl", "place"},
                                       {"r", "rue"},
                                       {"rte", "route"},
                                       {"st", "saint"},
                                       {"ste", "sainte"},
                                       {"au", ""}}};
constexpr std::array<Short, 4> dutch{{{"pl", "plein"}, {"st", "sint"}, {"in", ""}, {"te", ""}}};
// "St" is a street or a saint, and either is written out as often.
constexpr std::array<Short, 21> english{
    {{"street", "st"},   {"str", "st"},       {"saint", "st"},     {"pl", "place"},
     {"ln", "lane"},     {"dr", "drive"},     {"cl", "close"},     {"cres", "crescent"},
     {"ct", "court"},    {"gdns", "gardens"}, {"gr", "grove"},     {"pk", "park"},
     {"tce", "terrace"}, {"ter", "terrace"},  {"terr", "terrace"}, {"apt", "apartment"},
     {"county", ""},     {"co", ""},          {"at", ""},          {"in", ""},
     {"the", ""}}};

template <std::size_t N>
std::optional<std::string_view> meaning(const std::array<Short, N>& table, std::string_view word) {
  const auto known = std::find_if(table.begin(), table.end(),
                                  [&](const Short& one) { return one.written == word; });
  return known == table.end() ? std::nullopt : std::optional(known->means);
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
  return end - at;
}
bool is_ascii_letter(char c) {
  return c >= 'a' && c <= 'z';
}
// "A92", "LS6", "SW1A": letters, then digits, and perhaps a letter more.
bool is_outward(std::string_view word) {
  const std::size_t digit = word.find_first_of("0123456789");
  return word.size() >= 2 && word.size() <= 4 && digit != std::string_view::npos && digit > 0 &&
         digit <= 2 &&
         std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(digit),
                     is_ascii_letter);
}
// Words of a number from `at` on, as digits, and where they end: "veertien", "quatre-vingt-dix".
// "Een", "un" and "a" may be articles.
std::optional<std::string> said_number(std::string_view text, std::size_t at,
                                       std::string_view between, Language language,
                                       std::size_t& end) {
  static constexpr std::array<std::string_view, 5> articles{"a", "een", "un", "une", "one"};
  std::string said;
  std::size_t last = at;
  std::string_view link;  // "vingt et un": only between two words of a number
  for (std::size_t next = at; next != std::string_view::npos;) {
    const std::size_t stop = std::min(text.find_first_of(between, next), text.size());
    const std::string_view word = text.substr(next, stop - next);
    const bool speaks = word.size() > 1 && speaks_of_number(word, language);
    if (!speaks && (said.empty() || !link.empty() || !among(number_links, word))) break;
    link = speaks ? std::string_view{} : word;
    if (speaks) {
      said.append(said.empty() ? "" : " ").append(text.substr(last, stop - last));
      last = stop;
    }
    // Past a comma another number begins.
    if (stop < text.size() && text[stop] != ' ' && text[stop] != '-') break;
    next = text.find_first_not_of(between, stop);
  }
  if (said.empty() || among(articles, said)) return std::nullopt;
  auto digits = spoken_digits(said, language);
  if (!digits || !all_digits(*digits)) return std::nullopt;
  end = last;
  return digits;
}
// "X2R7", "2AB".
bool is_inward(std::string_view word) {
  return (word.size() == 3 && is_digit(word[0]) && is_ascii_letter(word[1]) &&
          is_ascii_letter(word[2])) ||
         (word.size() == 4 && word.find_first_of("0123456789") != std::string_view::npos &&
          !all_digits(word));
}

}  // namespace

std::string plain_address(std::string_view folded, std::optional<Language> language) {
  constexpr std::string_view between = " \t\r\n.,;:()-";
  std::string out;
  std::size_t last = 0;  // where the last word begins
  bool joins = false;    // the word is the letter of the house number before it
  const auto add = [&](std::string_view word) {
    if (word.empty()) return;
    const std::string_view before = std::string_view(out).substr(last);
    // The letter of a house; of an Irish or British postcode both halves are one.
    const bool one = (joins && word.size() == 1 && is_ascii_letter(word.front())) ||
                     (language == Language::en && is_outward(before) && is_inward(word));
    if (!out.empty() && !one) out += ' ';
    if (!one) last = out.size();
    out += word;
  };
  for (std::size_t at = folded.find_first_not_of(between); at != std::string_view::npos;) {
    std::size_t end = folded.find_first_of(between, at);
    if (end == std::string_view::npos) end = folded.size();
    std::string_view word = folded.substr(at, end - at);
    if (const auto digits =
            language ? said_number(folded, at, between, *language, end) : std::nullopt) {
      joins = false;
      add(*digits);
      at = folded.find_first_not_of(between, end);
      continue;
    }
    const bool blank_before = at > 0 && folded[at - 1] == ' ' && at > 1 && is_digit(folded[at - 2]);
    // "St Brigid's", "St Brigids"
    std::string plain(word);
    std::erase(plain, '\'');
    word = plain;
    at = folded.find_first_not_of(between, end);
    const std::size_t slash = word.find('/');
    if (slash != std::string_view::npos && slash > 0 && is_digit(word[slash - 1]) &&
        slash + 1 < word.size()) {
      add(word.substr(0, slash));  // "12/3"
      add("bus");
      word.remove_prefix(slash + 1);
    }
    // "B-9000 Gent": the country before a postcode.
    const bool blank_follows = end < folded.size() && folded[end] == ' ';
    const std::size_t more = at == std::string_view::npos ? 0 : digits_at(folded, at);
    if (word.size() == 1 && is_ascii_letter(word.front()) && more >= 4 && folded[end] == '-')
      continue;
    // "14 b 2", "14 b2" outside English
    const bool after_number = all_digits(std::string_view(out).substr(last));
    if (language != Language::en && word == "b" && after_number && blank_follows && more > 0 &&
        more < 4) {
      word = "bus";
    }
    // "27 A" is "27A"; "rue Haute 5 à Liège" has no letter.
    const bool goes_on =
        blank_follows && at != std::string_view::npos && more == 0 && folded[at - 1] == ' ';
    joins = after_number && blank_before && !goes_on;
    // "Dublin 8" is D08.
    if (language == Language::en && word == "dublin" && (more == 1 || more == 2)) {
      std::string district = "d" + std::string(folded.substr(at, more));
      if (more == 1) district.insert(1, "0");
      add(district);
      at = folded.find_first_not_of(between, at + more);
      continue;
    }
    if (joins && word.size() == 1) {
      add(word);
      continue;
    }
    auto means = meaning(shorts, word);
    if (!means && language == Language::fr) means = meaning(french, word);
    if (!means && language == Language::nl) means = meaning(dutch, word);
    if (!means && language == Language::en) means = meaning(english, word);
    if (!means && at != std::string_view::npos) {
      means = town_name(
          word, folded.substr(at, std::min(folded.find_first_of(between, at), folded.size()) - at));
    } else if (!means) {
      means = town_name(word, {});
    }
    if (*means != word) {
      add(*means);
    } else if (word.size() > 4 && word.ends_with("str")) {
      add(word);  // "kerkstr.", also in the file of somebody who speaks English
      out += "aat";
    } else if (language != Language::en && word.size() > 1 && word.front() == 'b' &&
               all_digits(word.substr(1)) && !out.empty() && is_digit(out.back())) {
      add("bus");  // "14 b3"
      add(word.substr(1));
    } else {
      add(word);
    }
  }
  return out;
}

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

std::vector<std::string> readings_of_road(std::string_view plain) {
  const std::vector<std::string_view> words = chunks_of(plain);
  if (!among(words, "ch")) return {std::string(plain)};
  std::vector<std::string> out;
  for (const std::string_view road : {"chaussee", "chemin"}) {
    std::string& reading = out.emplace_back();
    for (const std::string_view word : words) {
      if (!reading.empty()) reading += ' ';
      reading += word == "ch" ? road : word;
    }
  }
  return out;
}

bool keeps_number_order(std::string_view plain, std::string_view other) {
  static constexpr std::array<std::string_view, 5> boxes{"bus", "flat", "apartment", "unit",
                                                         "appartement"};
  constexpr std::size_t postcode = 4;  // digits, at least
  const auto numbers = [&](std::string_view text, bool boxes_last) {
    std::vector<std::string_view> out;
    std::vector<std::string_view> of_boxes;
    std::string_view before;
    for (const std::string_view word : chunks_of(text)) {
      const bool number = is_digit(word.front()) && !(word.size() >= postcode && all_digits(word));
      if (number) {  // without its letter, which may stand apart
        (boxes_last && among(boxes, before) ? of_boxes : out)
            .push_back(word.substr(0, digits_at(word, 0)));
      }
      before = word;
    }
    out.insert(out.end(), of_boxes.begin(), of_boxes.end());
    return out;
  };
  const auto in_order = [&](bool boxes_last) {
    const std::vector<std::string_view> wanted = numbers(plain, boxes_last);
    const std::vector<std::string_view> found = numbers(other, boxes_last);
    auto from = found.begin();
    for (const std::string_view number : wanted) {
      from = std::find(from, found.end(), number);
      if (from == found.end()) return false;
      ++from;
    }
    return true;
  };
  return in_order(false) || in_order(true);
}

std::string_view street_and_number(std::string_view value) {
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

}  // namespace callnorm
