#include "callnorm/text/pattern_set.hpp"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "callnorm/text/fold.hpp"

namespace callnorm {
namespace {

PatternSet compiled(const std::vector<std::string>& patterns) {
  auto set = PatternSet::compile(patterns);
  EXPECT_TRUE(set.ok());
  return *std::move(set);
}

std::vector<PatternWord> words(const PatternSet& set, const std::string& text) {
  std::vector<PatternWord> out;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) out.push_back(set.word(folded(word)));
  return out;
}

std::vector<PatternMatch> find(const PatternSet& set, const std::string& text,
                               bool question = false) {
  std::vector<PatternMatch> out;
  set.scan(words(set, text), question, out);
  return out;
}

using Matches = std::vector<PatternMatch>;

TEST(PatternSet, APhraseMatchesWhateverItsCaseAndAccents) {
  const auto set = compiled({"à bientôt"});
  EXPECT_EQ(find(set, "alors A Bientot madame"), (Matches{{0, 1, 3}}));
}

TEST(PatternSet, ABarGivesAlternativesForOneToken) {
  const auto set = compiled({"dus u|ge wilt|wil"});
  EXPECT_EQ(find(set, "dus ge wil"), (Matches{{0, 0, 3}}));
  EXPECT_TRUE(find(set, "dus hij wil").empty());
}

TEST(PatternSet, AStarSpansUpToFourTokens) {
  const auto set = compiled({"ik zet u * in wacht"});
  EXPECT_EQ(find(set, "ik zet u in wacht"), (Matches{{0, 0, 5}}));
  EXPECT_EQ(find(set, "ik zet u nu heel even kort in wacht"), (Matches{{0, 0, 9}}));
  EXPECT_TRUE(find(set, "ik zet u nu dan heel even kort in wacht").empty());
}

TEST(PatternSet, ALeadingStarSaysNothing) {
  const auto set = compiled({"* à l'appareil"});
  EXPECT_EQ(find(set, "sophie à l'appareil"), (Matches{{0, 1, 3}}));
}

TEST(PatternSet, AFinalQuestionMarkWantsTheWholeClauseToAskIt) {
  const auto set = compiled({"s'il vous plaît ?"});
  EXPECT_EQ(find(set, "s'il vous plaît", true).size(), 1U);
  EXPECT_TRUE(find(set, "s'il vous plaît", false).empty());
  EXPECT_TRUE(find(set, "un instant s'il vous plaît", true).empty());
  EXPECT_TRUE(find(set, "s'il vous plaît madame", true).empty());
}

TEST(PatternSet, TheShortestMatchOfAPatternIsKept) {
  const auto set = compiled({"a * b"});
  EXPECT_EQ(find(set, "a b b"), (Matches{{0, 0, 2}}));
}

TEST(PatternSet, RefusesPatternsWithoutWords) {
  for (const char* bad : {"", "*", "* *", "a||b", "|", "?"}) {
    const auto set = PatternSet::compile(std::vector<std::string>{"goed", bad});
    ASSERT_FALSE(set.ok()) << bad;
    EXPECT_EQ(set.error().where, "1") << bad;
  }
}

TEST(PatternSet, RefusesTooManyVariants) {
  EXPECT_FALSE(PatternSet::compile(
                   std::vector<std::string>{"a|b|c|d|e|f|g|h a|b|c|d|e|f|g|h a|b|c|d|e|f|g|h "
                                            "a|b|c|d|e|f|g|h a|b|c|d|e|f|g|h"})
                   .ok());
}

TEST(PatternSet, TheTrieAgreesWithThePlainSearchOnRandomPatterns) {
  const unsigned seed = 7;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto letter = [&] { return std::string(1, static_cast<char>('a' + random() % 5)); };
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> patterns;
    for (unsigned p = 0; p < 1 + random() % 6; ++p) {
      std::string pattern;
      for (unsigned w = 0; w < 1 + random() % 4; ++w) {
        if (random() % 4 == 0) pattern += "* ";
        pattern += letter();
        if (random() % 4 == 0) pattern += "|" + letter();
        pattern += " ";
      }
      if (random() % 6 == 0) pattern += "?";
      patterns.push_back(pattern);
    }
    const auto set = compiled(patterns);
    std::string text;
    for (unsigned w = 0; w < random() % 14; ++w) text += letter() + " ";
    const bool question = random() % 2 == 0;
    const auto clause = words(set, text);
    Matches fast;
    Matches slow;
    set.scan(clause, question, fast);
    set.scan_unfiltered(clause, question, slow);
    ASSERT_EQ(fast, slow) << text;
  }
}

}  // namespace
}  // namespace callnorm
