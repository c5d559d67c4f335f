#include "callnorm/text/number_words.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace callnorm
