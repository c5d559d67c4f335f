#include "callnorm/text/fold.hpp"

#include <gtest/gtest.h>

namespace callnorm {
namespace {

TEST(Fold, AccentsAndCaseDisappear) {
  EXPECT_EQ(folded("ÉCOUTER"), "ecouter");
  EXPECT_EQ(folded("Coördinaten"), "coordinaten");
  EXPECT_EQ(folded("GARÇON"), "garcon");
}

TEST(Fold, ComposedAndDecomposedSpellingsFoldAlike) {
  EXPECT_EQ(folded("caf\u00e9"), "cafe");
  EXPECT_EQ(folded("cafe\u0301"), "cafe");
}

TEST(Fold, LigaturesAndSharpSAreWrittenOut) {
  EXPECT_EQ(folded("Cœur"), "coeur");
  EXPECT_EQ(folded("Straße"), "strasse");
  EXPECT_EQ(folded("ex æquo"), "ex aequo");
}

TEST(Fold, EveryApostropheAndHyphenBecomesThePlainOne) {
  EXPECT_EQ(folded("l\u2019adresse"), "l'adresse");
  EXPECT_EQ(folded("l\u2018adresse"), "l'adresse");
  EXPECT_EQ(folded("l`adresse"), "l'adresse");
  EXPECT_EQ(folded("rendez\u2011vous"), "rendez-vous");
}

TEST(Fold, WhatHasNoSimplerFormStays) {
  EXPECT_EQ(folded("48.213 € 🙂"), "48.213 € 🙂");
  EXPECT_EQ(folded(""), "");
}

// Eight bytes are read at once: every byte at every place, against one after the other.
TEST(Fold, EveryAsciiByteAtEveryPlaceOfAWord) {
  for (std::size_t size = 1; size <= 19; ++size) {
    for (std::size_t place = 0; place < size; ++place) {
      for (int byte = 1; byte < 0x80; ++byte) {
        std::string word(size, 'z');
        std::string wanted = word;
        const char c = static_cast<char>(byte);
        word[place] = c;
        wanted[place] = c == '`' ? '\'' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        ASSERT_EQ(folded(word), wanted) << size << " " << place << " " << byte;
        ASSERT_EQ(folds_to_itself(word), wanted == word) << size << " " << place << " " << byte;
      }
      std::string accent(size, 'z');
      accent.insert(place, "\u00e9");
      EXPECT_FALSE(folds_to_itself(accent)) << size << " " << place;
      EXPECT_EQ(folded(accent).size(), size + 1);
    }
  }
  EXPECT_TRUE(folds_to_itself(""));
}
TEST(Fold, ACapitalIsAnUpperCaseLetterOfAnyAlphabet) {
  for (const char* text : {"Sofie", "Élise", "Øyvind", "Łukasz", "S"}) {
    EXPECT_TRUE(starts_with_capital(text)) << text;
  }
  for (const char* text : {"sofie", "élise", "4 Maes", "'S", "", "ß"}) {
    EXPECT_FALSE(starts_with_capital(text)) << text;
  }
}
TEST(Fold, FoldingTwiceChangesNothing) {
  for (const char* text : {"ÉCOUTER", "Straße", "Łódź", "İstanbul", "ﬁn", "Ǆ"}) {
    EXPECT_EQ(folded(folded(text)), folded(text)) << text;
  }
}

}  // namespace
}  // namespace callnorm
