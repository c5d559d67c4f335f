#include "callnorm/analysis/function_words.hpp"

#include <gtest/gtest.h>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::prepare;
using test::Talk;

constexpr auto article = static_cast<std::size_t>(FunctionWord::article);
constexpr auto negation = static_cast<std::size_t>(FunctionWord::negation);
constexpr auto quantifier = static_cast<std::size_t>(FunctionWord::quantifier);

TEST(FunctionWords, AWordHasOneClass) {
  EXPECT_EQ(function_word(Language::nl, "het"), FunctionWord::article);
  EXPECT_EQ(function_word(Language::nl, "niet"), FunctionWord::negation);
  EXPECT_EQ(function_word(Language::nl, "factuur"), std::nullopt);
  EXPECT_EQ(function_word(Language::fr, "votre"), FunctionWord::pronoun);
  EXPECT_EQ(function_word(Language::fr, "plus"), FunctionWord::negation);
  EXPECT_EQ(function_word(Language::en, "because"), FunctionWord::conjunction);
  EXPECT_EQ(function_word(Language::en, ""), std::nullopt);
  EXPECT_EQ(function_word(Language::en, "the a"), std::nullopt);
}

TEST(FunctionWords, MatchingComparesShares) {
  // Agent: 1 article in 4 words, 25 %; client: 2 in 4, 50 %.
  const Contact contact =
      Talk("en").client("the red the green").agent("a yellow yellow yellow").contact();
  const StyleMatch style = style_match(prepare(contact), {});
  EXPECT_EQ(style.agent_words, 4U);
  EXPECT_EQ(style.client_words, 4U);
  ASSERT_TRUE(style.matching[article]);
  EXPECT_NEAR(*style.matching[article], 1.0 - 25.0 / 75.0001, 1e-12);
  EXPECT_FALSE(style.matching[quantifier]);
  EXPECT_NEAR(*style.mean_matching, 1.0 - 25.0 / 75.0001, 1e-12);
}

TEST(FunctionWords, JoinedFrenchWordsHaveTheClassesOfTheirParts) {
  const Contact contact = Talk("fr").client("l'adresse").agent("avez-vous").contact();
  const StyleMatch style = style_match(prepare(contact), {});
  ASSERT_TRUE(style.matching[article]);
  EXPECT_NEAR(*style.matching[article], 1.0 - 100.0 / 100.0001, 1e-12);
  EXPECT_TRUE(style.matching[static_cast<std::size_t>(FunctionWord::auxiliary)]);
  EXPECT_TRUE(style.matching[static_cast<std::size_t>(FunctionWord::pronoun)]);
}

TEST(FunctionWords, CoordinationIsWhatTheClientsTurnAdds) {
  // Negation: the client has it in 1 of 2 turns; the agent answers with it there and nowhere else.
  const Contact contact =
      Talk("en").client("never").agent("not").client("red").agent("green").agent("not").contact();
  const StyleMatch style = style_match(prepare(contact), {});
  EXPECT_EQ(style.answers, 2U);
  ASSERT_TRUE(style.coordination);
  EXPECT_NEAR(*style.coordination, 1.0 - 0.5, 1e-12);
  EXPECT_TRUE(style.matching[negation]);
}

TEST(FunctionWords, WithoutALexiconThereAreWordsOnly) {
  const Contact contact = Talk("").client("the").agent("the").contact();
  const StyleMatch style = style_match(prepare(contact), {});
  EXPECT_EQ(style.agent_words, 1U);
  EXPECT_FALSE(style.mean_matching);
  EXPECT_FALSE(style.coordination);
}

TEST(FunctionWords, WordsSetAsideAreLeftOut) {
  const Contact contact = Talk("en").agent("the the").client("the").contact();
  EXPECT_EQ(style_match(prepare(contact), {true, false, false}).agent_words, 1U);
}

}  // namespace
}  // namespace callnorm
