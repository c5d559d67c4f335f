#include "callnorm/evaluate/why_not.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::judged;
using test::Talk;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

Contact some_contact() {
  return Talk().agent("Hello.").client("Hi.").agent("Bye.").contact();
}

IndicatorResult result_of(Verdict verdict) {
  IndicatorResult result;
  result.verdict = verdict;
  return result;
}

std::vector<std::string> changes(const std::optional<WhyNot>& why) {
  std::vector<std::string> out;
  if (!why || !why->flip) return out;
  for (const Deciding& change : why->flip->changes) {
    out.push_back(change.measure + " " + change.relation + " " + std::to_string(change.limit));
  }
  return out;
}

TEST(WhyNot, IsNotAskedOfWhatWasDemonstrated) {
  EXPECT_EQ(why_not(some_contact(), Measure::dead_air, result_of(Verdict::demonstrated)),
            std::nullopt);
}

TEST(WhyNot, EveryMeasureSaysWhatWasLookedFor) {
  for (const MeasureInfo& measure : measures) {
    EXPECT_FALSE(looked_for(measure.measure).empty()) << measure.name;
  }
}

TEST(WhyNot, CountsTheTurnsItLookedThrough) {
  const auto why = why_not(some_contact(), Measure::ratified_reformulations,
                           result_of(Verdict::insufficient_evidence));
  ASSERT_TRUE(why);
  EXPECT_THAT(why->where, ElementsAre(Pair("agent_turns", 2U)));
}

TEST(WhyNot, AChannelThatWasNotRecordedWasNotLookedThrough) {
  Talk talk;
  talk.agent("Hello.");
  talk.data.screen_items.emplace();
  const auto why = why_not(talk.contact(), Measure::screen_following_voice,
                           result_of(Verdict::insufficient_evidence));
  EXPECT_THAT(why->where, ElementsAre(Pair("screen_items", 0U), Pair("agent_turns", 1U)));
}

TEST(WhyNot, TheSmallestChangeToDemonstratedIsEveryNeedNotYetMet) {
  IndicatorResult result = result_of(Verdict::insufficient_evidence);
  result.add("n", std::int64_t{2});
  result.add("K", 0.9);
  result.add("share", MeasureValue{});
  result.need("n", ">=", 3);
  result.need("K", ">=", 0.8);
  result.need("share", "<=", 0.1);
  const auto why = why_not(some_contact(), Measure::typing_lag, result);
  ASSERT_TRUE(why->flip);
  EXPECT_EQ(why->flip->to, Verdict::demonstrated);
  EXPECT_THAT(changes(why), ElementsAre("n >= 3.000000", "share <= 0.100000"));
}

TEST(WhyNot, OutOfNotDemonstratedEveryLimitThatBarsMustBeLeft) {
  IndicatorResult result = result_of(Verdict::not_demonstrated);
  result.add("F", 0.5);
  result.add("sigma", 0.25);
  result.add("goodbye", false);
  result.need("F", ">=", 0.8);
  result.bar("F", "<", 0.6);
  result.bar("sigma", "<", 0.25);  // exactly at the limit is not below it
  result.bar("goodbye", "<", 1);
  const auto why = why_not(some_contact(), Measure::screen_following_voice, result);
  ASSERT_TRUE(why->flip);
  EXPECT_EQ(why->flip->to, Verdict::insufficient_evidence);
  EXPECT_THAT(changes(why), ElementsAre("F >= 0.600000", "goodbye >= 1.000000"));
}

TEST(WhyNot, NoChangeOfAMeasureMakesUpForAMissingChannelOrOccasion) {
  EXPECT_EQ(
      why_not(some_contact(), Measure::typing_lag, result_of(Verdict::insufficient_evidence))->flip,
      std::nullopt);
  IndicatorResult result = result_of(Verdict::not_applicable);
  result.need("n", ">=", 3);
  EXPECT_EQ(why_not(some_contact(), Measure::typing_lag, result)->flip, std::nullopt);
}

TEST(WhyNot, AJudgedContactShowsTheLongestSilenceAsTheNearestMiss) {
  const Contact contact = Talk()
                              .client("I moved.", 0, 10)
                              .agent("I see.", 22, 50)
                              .client("Thanks.", 50.5, 80)
                              .agent("I will send it.", 81, 120)
                              .contact();
  const IndicatorResult result = judged("CCO-3.6", contact);
  ASSERT_TRUE(result.why_not);
  ASSERT_TRUE(result.why_not->nearest);
  EXPECT_EQ(result.evidence[*result.why_not->nearest].note, "12.0 s of silence, unannounced");
  EXPECT_THAT(changes(result.why_not), ElementsAre("max_silence < 10.000000", "rho <= 0.050000"));
}

TEST(Accommodation, StretchesALimitAndShowsTheUsualOne) {
  Talk talk;
  talk.client("I moved.", 0, 10)
      .agent("I see.", 22, 50)
      .client("Thanks.", 50.5, 80)
      .agent("I will send it.", 81, 120);
  talk.data.accommodations.push_back({"CCO-3.6", "max_demonstrated", 1.5, "test centre", "speech"});
  talk.data.accommodations.push_back({"CCO-3.6", "share_demonstrated", 3, "test centre", "speech"});
  const IndicatorResult result = judged("CCO-3.6", talk.contact());
  EXPECT_THAT(result, test::demonstrated());
  const Parameters& parameters = result.parameters;
  const Parameter* changed = parameters.find("max_demonstrated");
  ASSERT_NE(changed, nullptr);
  EXPECT_EQ(changed->value, 15);
  EXPECT_EQ(changed->was, 10);
  EXPECT_EQ(changed->decided_by, "test centre");
}

TEST(Accommodation, OfAnIndicatorOrParameterThatIsNotThereIsRefusedWithItsPlace) {
  Talk talk;
  talk.agent("Hello.");
  talk.data.accommodations.push_back({"CCO-3.6", "min_silence", 2, "test centre", ""});
  talk.data.accommodations.push_back({"CCO-9.9", "window", 2, "test centre", ""});
  const auto evaluator = test::value_of(Evaluator::create(test::value_of(builtin_norm())));
  const auto unknown = evaluator.evaluate(talk.contact());
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().where, "/accommodations/1/indicator");
  EXPECT_EQ(unknown.error().message, "the norm has no indicator \"CCO-9.9\"");
  talk.data.accommodations[1] = {"CCO-1.1", "windows", 2, "test centre", ""};
  const auto misspelt = evaluator.evaluate(talk.contact());
  ASSERT_FALSE(misspelt.ok());
  EXPECT_EQ(misspelt.error().where, "/accommodations/1/parameter");
  EXPECT_EQ(misspelt.error().message, "CCO-1.1 has no parameter \"windows\"");
}

}  // namespace
}  // namespace callnorm
