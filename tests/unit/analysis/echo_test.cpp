// What a sentence says again of the turn before.
#include "analysis/echo.hpp"

#include <gtest/gtest.h>

#include <string>

#include "../talk.hpp"

namespace callnorm {
namespace {

using test::Talk;

struct Answer {
  Contact contact;
  PreparedContact prepared;
  NumberWords numbers;

  Answer(const std::string& language, const std::string& client, const std::string& agent)
      : contact(Talk(language).client(client).agent(agent).contact()),
        prepared(test::prepare(contact)),
        numbers(prepared) {}

  Echo echo() {
    return echo_of(prepared, prepared.sentences()[prepared.turns()[1].first_sentence], 0, numbers);
  }
};

TEST(Echo, CountsTheSameWordsAndContentInAnyInflection) {
  const Echo echo = Answer("nl", "Mijn meters staan stil.", "Uw meter staat dus stil.").echo();
  EXPECT_EQ(echo.words, 1U);    // "stil"
  EXPECT_GE(echo.content, 2U);  // and "meter"
}

TEST(Echo, NothingOfAnotherMatter) {
  const Echo echo = Answer("en", "My card is gone.", "Which town do you live in?").echo();
  EXPECT_EQ(echo.words, 0U);
  EXPECT_EQ(echo.opening.words, 0U);
  EXPECT_FALSE(echo.content_early);
}

TEST(Echo, TheOpeningMayComeAfterTwoOtherWordsAndEndsWithTheFirstNewOne) {
  const Echo two = Answer("en", "five five nine two", "okay yes five five nine two thanks").echo();
  EXPECT_EQ(two.opening.words, 4U);
  EXPECT_EQ(two.opening.data, 4U);
  EXPECT_EQ(two.opening.last, 6U);
  const Echo three = Answer("en", "five five nine two", "okay yes right five five nine two").echo();
  EXPECT_EQ(three.opening.words, 0U);
  EXPECT_EQ(three.words, 4U);
}

TEST(Echo, AnArticleIsNoNumber) {
  EXPECT_FALSE(Answer("fr", "un abonnement", "un abonnement").echo().number_word);
  EXPECT_TRUE(Answer("fr", "deux abonnements", "deux abonnements").echo().number_word);
}

TEST(Echo, ANameIsACapitalInsideTheSentence) {
  EXPECT_TRUE(Answer("en", "I am Moore.", "So Moore it is.").echo().name);
  EXPECT_FALSE(Answer("en", "Moore.", "Moore.").echo().name);  // every sentence begins with one
}

TEST(NumbersAgain, InDigitsOrInWordsOneByOneOrTogether) {
  const auto again = [](const std::string& said, const std::string& answer) {
    Answer a("en", said, answer);
    return numbers_again(a.prepared, a.prepared.sentences()[a.prepared.turns()[1].first_sentence],
                         0, a.numbers);
  };
  EXPECT_EQ(again("two eight five", "285"), NumbersAgain::in_order);
  EXPECT_EQ(again("that is 4 285", "eight five yes"), NumbersAgain::in_order);
  EXPECT_EQ(again("two eight five", "two five eight"), NumbersAgain::some);
  EXPECT_EQ(again("two eight five", "two eight nine"), NumbersAgain::some);
  EXPECT_EQ(again("two eight five", "six nine"), NumbersAgain::none);
  EXPECT_EQ(again("two eight one", "no that one"), NumbersAgain::none);  // an article, or a pronoun
  EXPECT_EQ(again("two eight five", "yes"), NumbersAgain::none);
  EXPECT_EQ(again("the red card", "285"), NumbersAgain::none);
}

TEST(NumbersAgain, ASharedNumberInAPropertyIsNeverNone) {
  // Whatever the numbers: the same again is in order, reversed it shares all of them.
  for (int n = 10; n < 10'000; n += 37) {
    const std::string digits = std::to_string(n);
    const std::string back(digits.rbegin(), digits.rend());
    Answer same("nl", digits, digits);
    Answer reversed("nl", digits, back);
    const auto of = [](Answer& a) {
      return numbers_again(a.prepared, a.prepared.sentences()[1], 0, a.numbers);
    };
    EXPECT_EQ(of(same), NumbersAgain::in_order) << n;
    EXPECT_TRUE(digits.size() < 3 || of(reversed) != NumbersAgain::none) << n;
  }
}

TEST(NumberWords, OfATurnInDigitsOrInWords) {
  Answer answer("nl", "het is er een", "zes of 7");
  EXPECT_FALSE(answer.numbers.in_turn(0));
  EXPECT_TRUE(answer.numbers.in_turn(1));
  EXPECT_TRUE(Answer("nl", "vijf", "ja").numbers.in_turn(0));
}

}  // namespace
}  // namespace callnorm
