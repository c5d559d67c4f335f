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

TEST(Fold, FoldingTwiceChangesNothing) {
  for (const char* text : {"ÉCOUTER", "Straße", "Łódź", "İstanbul", "ﬁn", "Ǆ"}) {
    EXPECT_EQ(folded(folded(text)), folded(text)) << text;
  }
}

}  // namespace
}  // namespace callnorm
