#include "callnorm/indicator/typing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::demonstrated;
using test::HingesOn;
using test::insufficient;
using test::not_demonstrated;
using test::real;
using test::Talk;
using test::whole;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TypingPair pair_of(std::string presented, std::string typed) {
  TypingPair pair;
  pair.presented = std::move(presented);
  pair.typed = std::move(typed);
  return pair;
}
/// A text of `chars` characters of which `errors` were typed wrong.
TypingPair counted(std::size_t errors, std::size_t chars) {
  return pair_of(std::string(chars, 'a'),
                 std::string(errors, 'b') + std::string(chars - errors, 'a'));
}

IndicatorResult judged(std::optional<std::vector<TypingPair>> pairs) {
  Talk talk("nl");
  talk.data.headset.emplace();
  talk.data.typing = std::move(pairs);
  IndicatorResult result;
  result.id = "CCO-2.5";
  judge_typing_accuracy(talk.contact(), test::parameters_of(Measure::msd_error_rate), result);
  return result;
}
bool undefined(const IndicatorResult& result, const char* measure) {
  return std::holds_alternative<std::monostate>(*result.measure(measure));
}
bool flag(const IndicatorResult& result, const char* measure) {
  return std::get<bool>(*result.measure(measure));
}

TEST(TypingAccuracy, ThreeErrorsInAHundredAreDemonstrated) {
  const IndicatorResult result = judged({{counted(3, 100)}});
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "chars"), 100);
  EXPECT_EQ(whole(result, "msd"), 3);
  EXPECT_NEAR(real(result, "e"), 0.03, 1e-12);
  EXPECT_NEAR(real(result, "accuracy"), 0.97, 1e-12);
  EXPECT_THAT(result, HingesOn("e", "<=", 0.03));
  EXPECT_EQ(result.nearest, std::nullopt);
}

TEST(TypingAccuracy, FourAndFiveInAHundredAreForPeopleSixAreTooMany) {
  for (const std::size_t errors : {4U, 5U}) {
    const IndicatorResult open = judged({{counted(errors, 100)}});
    EXPECT_THAT(open, insufficient("NOT_SEPARABLE_FROM_3PCT"));
    EXPECT_THAT(open, HingesOn("e", "<=", 0.03));
  }
  const IndicatorResult result = judged({{counted(6, 100)}});
  EXPECT_THAT(result, not_demonstrated("TOO_MANY_ERRORS"));
  EXPECT_THAT(result, HingesOn("wilson_lo", ">", 0.03));
}

TEST(TypingAccuracy, OfFiveHundredFifteenAreDemonstratedAndTwentyTwoTooMany) {
  EXPECT_THAT(judged({{counted(15, 500)}}), demonstrated());
  EXPECT_THAT(judged({{counted(16, 500)}}), insufficient("NOT_SEPARABLE_FROM_3PCT"));
  EXPECT_THAT(judged({{counted(21, 500)}}), insufficient("NOT_SEPARABLE_FROM_3PCT"));
  EXPECT_THAT(judged({{counted(22, 500)}}), not_demonstrated("TOO_MANY_ERRORS"));
}

TEST(TypingAccuracy, AHundredCharactersAreEnough) {
  EXPECT_THAT(judged({{counted(0, 100)}}), demonstrated());
  const IndicatorResult fewer = judged({{counted(0, 99)}});
  EXPECT_THAT(fewer, insufficient("FEW_CHARACTERS"));
  EXPECT_THAT(fewer, HingesOn("chars", ">=", 100.0));
  EXPECT_EQ(real(fewer, "e"), 0.0);
}

TEST(TypingAccuracy, ShortTextsArePooled) {
  const IndicatorResult result = judged({{counted(1, 60), counted(2, 60)}});
  EXPECT_EQ(whole(result, "chars"), 120);
  EXPECT_EQ(whole(result, "msd"), 3);
  EXPECT_THAT(result, demonstrated());
}

TEST(TypingAccuracy, TheLongerOfTheTwoTextsIsTheLength) {
  const IndicatorResult result = judged({{pair_of("abc", "abcdef"), pair_of("abcdef", "abc")}});
  EXPECT_EQ(whole(result, "chars"), 12);
  EXPECT_EQ(whole(result, "msd"), 6);
}

TEST(TypingAccuracy, CaseAccentsAndBlanksAreNoErrors) {
  const IndicatorResult result =
      judged({{pair_of("Hélène  Lefèvre,\n rue l’Été", "helene lefevre, RUE l'ete ")}});
  EXPECT_EQ(whole(result, "msd"), 0);
  EXPECT_EQ(whole(result, "chars"), 25);
}

TEST(TypingAccuracy, WhatAKeyboardOrAFormDecidesIsNoError) {
  const auto errors = [](const char* presented, const char* typed) {
    return whole(judged({{pair_of(presented, typed)}}), "msd");
  };
  EXPECT_EQ(errors("gsm 0475 12 34 56", "gsm 0475123456"), 0);
  EXPECT_EQ(errors("BE68 5390 0754 7034", "BE68539007547034"), 0);
  EXPECT_EQ(errors("Rappel : oui ; mail : « non » !", "Rappel: oui; mail: \"non\"!"), 0);
  EXPECT_EQ(errors("44 € par mois", "44 EUR par mois"), 0);
  EXPECT_EQ(errors("she said 'it doesn't work'", "she said \"it doesn't work\""), 0);
  EXPECT_EQ(errors("tel: 0475 123 456", "tel : 0475 123456"), 0);  // two that cancel out in number
  EXPECT_EQ(errors("gsm 0475 12 34 56", "gsm 047 512 34 56"), 0);
  EXPECT_EQ(errors("il a dit \u201Cnon\u201D", "il a dit \u00ABnon\u00BB"), 0);
  EXPECT_EQ(errors("tot 12 500 euro", "tot 12500 euro"), 0);
  // Two numbers, not one in groups.
  EXPECT_EQ(errors("Markt 12 3000 Leuven", "Markt 123000 Leuven"), 1);
  EXPECT_EQ(errors("de rijen 4 5 6 7 8", "de rijen 45678"), 4);
  EXPECT_EQ(errors("it doesn't work", "it doesnt work"), 1);
  EXPECT_EQ(errors("gsm 0475 12 34 56", "gsm 0475123465"), 2);
  EXPECT_EQ(errors("rue du marché", "ruedu marché"), 1);
  EXPECT_EQ(errors("Rappel : oui", "Rappel oui"), 1);
  // Lengths are those of what was asked and typed.
  EXPECT_EQ(whole(judged({{pair_of("0475 12 34 56", "0475123456")}}), "chars"), 13);
}

TEST(TypingAccuracy, PastedAndFilledInTextWasNotTyped) {
  TypingPair pasted = counted(0, 500);
  pasted.how = "pasted";
  TypingPair filled = counted(50, 500);
  filled.how = "autofilled";
  const IndicatorResult result = judged({{pasted, counted(3, 100), filled}});
  EXPECT_EQ(whole(result, "chars"), 100);
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result.flags, ElementsAre("NOT_TYPED_EXCLUDED"));
  EXPECT_EQ(result.evidence.back().role, "left out");
  EXPECT_THAT(judged({{pasted}}), insufficient("NO_REFERENCE_TEXT"));
}

TEST(TypingAccuracy, FreeNotesHaveNoTruth) {
  for (const auto& result : {judged(std::nullopt), judged(std::vector<TypingPair>{}),
                             judged({{pair_of(" ", std::string(300, 'x'))}})}) {
    EXPECT_THAT(result, insufficient("NO_REFERENCE_TEXT"));
    EXPECT_EQ(whole(result, "chars"), 0);
    EXPECT_TRUE(undefined(result, "e"));
    EXPECT_TRUE(undefined(result, "wilson_lo"));
    EXPECT_TRUE(undefined(result, "literal_reading_satisfied"));
    EXPECT_TRUE(undefined(result, "TER"));
    EXPECT_TRUE(undefined(result, "KSPC"));
    EXPECT_TRUE(undefined(result, "wpm"));
  }
}

TEST(TypingAccuracy, ATextNotTypedAtAllIsAllErrors) {
  const IndicatorResult result = judged({{pair_of(std::string(120, 'a'), "")}});
  EXPECT_EQ(real(result, "e"), 1.0);
  EXPECT_THAT(result, not_demonstrated("TOO_MANY_ERRORS"));
  EXPECT_FALSE(flag(result, "literal_reading_satisfied"));
}

TEST(TypingAccuracy, TheWordForWordReadingAcceptsNearlyAnything) {
  const IndicatorResult result = judged({{counted(97, 100)}});
  EXPECT_TRUE(flag(result, "literal_reading_satisfied"));
  EXPECT_THAT(result, not_demonstrated("TOO_MANY_ERRORS"));
  EXPECT_FALSE(flag(judged({{counted(98, 100)}}), "literal_reading_satisfied"));
}

TEST(TypingAccuracy, ErasedErrorsAreReportedAndDoNotCount) {
  TypingPair pair = counted(2, 100);
  pair.erased = 10;
  pair.edit_keys = 12;
  pair.took = Millis{30'000};
  const IndicatorResult result = judged({{pair}});
  EXPECT_THAT(result, demonstrated());
  EXPECT_FALSE(flag(result, "process_97_satisfied"));
  EXPECT_EQ(whole(result, "C"), 98);
  EXPECT_EQ(whole(result, "INF"), 2);
  EXPECT_EQ(whole(result, "IF"), 10);
  EXPECT_NEAR(real(result, "NCER"), 2.0 / 110, 1e-12);
  EXPECT_NEAR(real(result, "CER"), 10.0 / 110, 1e-12);
  EXPECT_NEAR(real(result, "TER"), 12.0 / 110, 1e-12);
  EXPECT_NEAR(real(result, "KSPC"), 122.0 / 100, 1e-12);
  EXPECT_NEAR(real(result, "wpm"), 99.0 / 30 * 12, 1e-9);
}

TEST(TypingAccuracy, KeysAndSpeedNeedEveryText) {
  TypingPair whole_known = counted(0, 100);
  whole_known.edit_keys = 1;
  whole_known.took = Millis{20'000};
  const IndicatorResult result = judged({{whole_known, counted(0, 10)}});
  EXPECT_TRUE(undefined(result, "KSPC"));
  EXPECT_TRUE(undefined(result, "F"));
  EXPECT_TRUE(undefined(result, "wpm"));
  TypingPair instant = counted(0, 100);
  instant.took = Millis{0};
  EXPECT_TRUE(undefined(judged({{instant}}), "wpm"));
}

TEST(TypingAccuracy, TheErrorsAreMarkedWhereTheyStand) {
  const IndicatorResult result = judged({{pair_of("De klant wil het contract niet verdragen",
                                                  "De klant wil het contract neit verdrgen")}});
  ASSERT_EQ(result.evidence.size(), 1U);
  EXPECT_THAT(result.evidence[0].note, HasSubstr("3 errors in 40 characters"));
  EXPECT_THAT(result.evidence[0].note, HasSubstr("...t contract n[ie>ei]t verdr[-a]gen"));
}

TEST(TypingAccuracy, TheWorstTextComesFirstAndTheBestOfTheBadIsTheNearestMiss) {
  const IndicatorResult result =
      judged({{counted(5, 100), counted(30, 100), counted(2, 100), counted(0, 100)}});
  EXPECT_THAT(result, not_demonstrated("TOO_MANY_ERRORS"));
  ASSERT_EQ(result.evidence.size(), 3U);
  EXPECT_THAT(result.evidence[0].note, HasSubstr("text 2"));
  EXPECT_THAT(result.evidence[1].note, HasSubstr("text 1"));
  EXPECT_THAT(result.evidence[2].note, HasSubstr("text 3"));
  EXPECT_EQ(result.nearest, 1U);
}

TEST(TypingAccuracy, OneTextWithoutErrorsIsShownWhenNoneHasAny) {
  const IndicatorResult result = judged({{counted(0, 100), counted(0, 100)}});
  ASSERT_EQ(result.evidence.size(), 1U);
  EXPECT_THAT(result.evidence[0].note, HasSubstr("0 errors"));
}

TEST(TypingAccuracy, TextsTooLongAndTooDifferentAreLeftOut) {
  const std::size_t size = 400'000;
  const IndicatorResult result =
      judged({{pair_of(std::string(size, 'a'), std::string(size, 'b')), counted(1, 100)}});
  EXPECT_EQ(whole(result, "chars"), 100);
  EXPECT_THAT(result.flags, Contains("TOO_LONG_TO_COMPARE"));
}

TEST(TypingAccuracy, LongTextsWithFewErrorsAreCompared) {
  const IndicatorResult result = judged({{counted(50, 400'000)}});
  EXPECT_EQ(whole(result, "msd"), 50);
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result.flags, IsEmpty());
}

TEST(TypingAccuracy, ConditionsAreWrittenDown) {
  const IndicatorResult result = judged(std::nullopt);
  ASSERT_EQ(result.needs.size(), 2U);
  EXPECT_EQ(result.needs[0].parameter, "min_chars");
  EXPECT_EQ(result.needs[1].parameter, "max_error");
  ASSERT_EQ(result.bars.size(), 1U);
}

}  // namespace
}  // namespace callnorm
