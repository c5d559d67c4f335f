#include "callnorm/text/number_words.hpp"

#include <array>
#include <span>
#include <utility>

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

std::optional<int> find(std::span<const Entry> table, std::string_view word) noexcept {
  for (const auto& [name, value] : table) {
    if (name == word) return value;
  }
  return std::nullopt;
}

// "drieentwintig": the unit, "en", the ten.
std::optional<int> dutch_compound(std::string_view word) noexcept {
  for (const auto& [ten, tens] : dutch_tens) {
    if (!word.ends_with(ten)) continue;
    std::string_view head = word.substr(0, word.size() - ten.size());
    if (!head.ends_with("en")) return std::nullopt;
    head.remove_suffix(2);
    const auto unit = find(dutch_small, head);
    if (unit && *unit >= 1 && *unit <= 9) return tens + *unit;
    return std::nullopt;
  }
  return std::nullopt;
}

// "septante-deux", "twenty-five", "soixante-dix-sept", "quatre-vingt-onze".
std::optional<int> hyphenated(std::string_view word, std::span<const Entry> tens,
                              std::span<const Entry> small, int largest) noexcept {
  for (const auto& [ten, value] : tens) {
    if (word.size() <= ten.size() + 1 || !word.starts_with(ten) || word[ten.size()] != '-')
      continue;
    std::string_view rest = word.substr(ten.size() + 1);
    if (rest.starts_with("et-")) rest.remove_prefix(3);
    const auto unit = find(small, rest);
    const bool long_ten = value == 60 || ten.starts_with("quatre");
    if (unit && *unit >= 1 && *unit <= (long_ten ? largest : 9)) return value + *unit;
  }
  return std::nullopt;
}

}  // namespace

std::optional<int> number_word(std::string_view word, Language language) noexcept {
  switch (language) {
    case Language::nl: {
      if (const auto value = find(dutch_small, word)) return value;
      if (const auto value = find(dutch_tens, word)) return value;
      return dutch_compound(word);
    }
    case Language::fr: {
      if (const auto value = find(french_small, word)) return value;
      if (const auto value = find(french_tens, word)) return value;
      return hyphenated(word, french_tens, french_small, 19);
    }
    case Language::en: {
      if (const auto value = find(english_small, word)) return value;
      if (const auto value = find(english_tens, word)) return value;
      return hyphenated(word, english_tens, english_small, 9);
    }
  }
  return std::nullopt;
}

}  // namespace callnorm
