#include "callnorm/text/stems.hpp"

#include <gtest/gtest.h>

namespace callnorm {
namespace {

TEST(Stemmer, InflectionsShareAStem) {
  EXPECT_EQ(Stemmer(Language::nl).stem("rekeningen"), Stemmer(Language::nl).stem("Rekening"));
  EXPECT_EQ(Stemmer(Language::fr).stem("factures"), Stemmer(Language::fr).stem("facture"));
  EXPECT_EQ(Stemmer(Language::en).stem("cards"), Stemmer(Language::en).stem("card"));
}

TEST(Stemmer, GivesFoldedStems) {
  EXPECT_EQ(Stemmer(Language::fr).stem("DÉMÉNAGÉ").find('\xC3'), std::string::npos);
}

TEST(Stemmer, CopesWithAnything) {
  for (const char* word : {"", "-", "48213", "l'adresse", "🙂", "a"}) {
    EXPECT_NO_THROW((void)Stemmer(Language::fr).stem(word)) << word;
  }
}

}  // namespace
}  // namespace callnorm
