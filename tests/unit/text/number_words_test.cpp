#include "callnorm/text/number_words.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "callnorm/text/fold.hpp"

namespace callnorm {
namespace {

TEST(NumberWords, DutchSaysTheUnitFirst) {
  EXPECT_EQ(number_word("eenentwintig", Language::nl), 21);
  EXPECT_EQ(number_word("drieendertig", Language::nl), 33);
  EXPECT_EQ(number_word("negenennegentig", Language::nl), 99);
  EXPECT_EQ(number_word("zeventien", Language::nl), 17);
  EXPECT_EQ(number_word("tienentwintig", Language::nl), std::nullopt);
  EXPECT_EQ(number_word("twintig", Language::nl), 20);
}

TEST(NumberWords, BelgianAndFrenchFrenchBothCount) {
  EXPECT_EQ(number_word("septante", Language::fr), 70);
  EXPECT_EQ(number_word("nonante-cinq", Language::fr), 95);
  EXPECT_EQ(number_word("soixante-dix", Language::fr), 70);
  EXPECT_EQ(number_word("soixante-et-onze", Language::fr), 71);
  EXPECT_EQ(number_word("quatre-vingt-dix-sept", Language::fr), 97);
  EXPECT_EQ(number_word("vingt-et-un", Language::fr), 21);
  EXPECT_EQ(number_word("vingt-douze", Language::fr), std::nullopt);
}

TEST(NumberWords, English) {
  EXPECT_EQ(number_word("twenty-five", Language::en), 25);
  EXPECT_EQ(number_word("ninety", Language::en), 90);
  EXPECT_EQ(number_word("couple", Language::en), std::nullopt);
}

// Cases a linguist can write: tests/data/number_sequences.json, by language what is said and the
// digits it says; null: it is no number.
TEST(SpokenDigits, CasesOfTheDataFile) {
  std::ifstream file(CALLNORM_TEST_DATA "/number_sequences.json", std::ios::binary);
  const auto cases = nlohmann::json::parse(file);
  int seen = 0;
  for (const Language language : all_languages) {
    for (const auto& line : cases.at(std::string(name(language)))) {
      const auto said = line.at(0).get<std::string>();
      const auto digits = spoken_digits(folded(said), language);
      EXPECT_EQ(digits.value_or("no number"),
                line.at(1).is_null() ? "no number" : line.at(1).get<std::string>())
          << said;
      ++seen;
    }
  }
  EXPECT_GT(seen, 60);
}

TEST(SpokenDigits, EveryNumberUnderAHundredAloneIsItself) {
  for (const Language language : all_languages) {
    EXPECT_EQ(spoken_digits("zero", language), "0");
  }
  EXPECT_EQ(spoken_digits("eenentwintig", Language::nl), "21");
  EXPECT_EQ(spoken_digits("septante-deux", Language::fr), "72");
  EXPECT_EQ(spoken_digits("ninety-nine", Language::en), "99");
}

TEST(SpokenDigits, EndlessWordsAreNoNumbers) {
  std::string word;
  for (int i = 0; i < 100'000; ++i) word += "duizend";
  EXPECT_EQ(spoken_digits(word, Language::nl), std::nullopt);
  std::string hyphens(200'000, '-');
  EXPECT_EQ(spoken_digits(hyphens, Language::fr), std::nullopt);
}

TEST(SpokenDigits, LongDictationsAreReadInOneGo) {
  std::string said;
  std::string digits;
  for (int i = 0; i < 20'000; ++i) {
    said += "vier zeven ";
    digits += "47";
  }
  EXPECT_EQ(spoken_digits(said, Language::nl), digits);
}

TEST(SpeaksOfNumber, LinksAloneDoNot) {
  EXPECT_TRUE(speaks_of_number("zeven", Language::nl));
  EXPECT_TRUE(speaks_of_number("tweehonderd", Language::nl));
  EXPECT_FALSE(speaks_of_number("en", Language::nl));
  EXPECT_FALSE(speaks_of_number("fiets", Language::nl));
  EXPECT_TRUE(speaks_of_number("quatre-vingts", Language::fr));
  EXPECT_FALSE(speaks_of_number("a", Language::en));
}

}  // namespace
}  // namespace callnorm
