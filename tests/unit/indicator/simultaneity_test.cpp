#include "callnorm/indicator/simultaneity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::demonstrated;
using test::HingesOn;
using test::insufficient;
using test::not_applicable;
using test::not_demonstrated;
using test::real;
using test::span_of;
using test::Talk;
using test::time_of;
using test::whole;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsNull;

using Times = std::vector<std::pair<double, double>>;

bool undefined(const IndicatorResult& result, std::string_view measure) {
  const MeasureValue* value = result.measure(measure);
  return value != nullptr && std::holds_alternative<std::monostate>(*value);
}

Parameters with(Measure measure, const std::string& name, double value) {
  std::vector<Parameter> list = test::parameters_of(measure).list();
  for (Parameter& p : list) {
    if (p.name == name) p.value = value;
  }
  return Parameters(std::move(list));
}

// ---- input during speech ------------------------------------------------------------------------

/// 200 s; the client speaks for the first 50 s, the agent for the next 50, then nobody does.
Talk hands(const Times& input, const Times& headset = {{0, 200}}) {
  Talk talk = Talk().client("", 0, 50).agent("", 50, 100);
  talk.data.connect = time_of(0);
  talk.data.end = time_of(200);
  talk.data.input.emplace();
  for (const auto& [begin, end] : input) {
    talk.data.input->push_back({span_of(begin, end), "keyboard", true});
  }
  talk.data.headset.emplace();
  for (const auto& [begin, end] : headset) talk.data.headset->push_back(span_of(begin, end));
  return talk;
}

IndicatorResult judged_input(const Talk& talk) {
  IndicatorResult result;
  const Contact contact = talk.contact();
  judge_input_during_speech(test::prepare(contact), talk.data.acts,
                            test::parameters_of(Measure::input_during_speech), result);
  return result;
}

TEST(InputDuringSpeech, TypingWhileTheTwoSpeakIsDemonstrated) {
  const IndicatorResult result = judged_input(hands({{10, 15}, {20, 25}, {60, 70}}));
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result, HingesOn("chi", ">=", 0.4));
  EXPECT_DOUBLE_EQ(real(result, "U"), 20.0);
  EXPECT_DOUBLE_EQ(real(result, "US"), 20.0);
  EXPECT_DOUBLE_EQ(real(result, "chi"), 1.0);
  EXPECT_EQ(whole(result, "bursts"), 3);
  EXPECT_DOUBLE_EQ(real(result, "eta"), 1.0);
  EXPECT_DOUBLE_EQ(real(result, "listening"), 0.5);
  EXPECT_DOUBLE_EQ(real(result, "speaking"), 0.5);
  EXPECT_FALSE(result.nearest);
}

TEST(InputDuringSpeech, LessThanTenSecondsOfInputIsTooLittle) {
  const IndicatorResult few = judged_input(hands({{10, 13}, {20, 23}, {60, 63.999}}));
  EXPECT_THAT(few, insufficient("FEW_INPUT"));
  EXPECT_THAT(few, HingesOn("U", ">=", 10.0));
  EXPECT_THAT(judged_input(hands({{10, 13}, {20, 23}, {60, 64}})), demonstrated());
}

TEST(InputDuringSpeech, NoInputAtAllIsTooLittle) {
  const IndicatorResult result = judged_input(hands({}));
  EXPECT_THAT(result, insufficient("FEW_INPUT"));
  EXPECT_TRUE(undefined(result, "chi"));
  EXPECT_EQ(whole(result, "bursts"), 0);
}

// 40 s of input, `during` seconds of them while somebody speaks.
Talk with_share(double during) {
  return hands({{10, 12}, {20, 22}, {60, 62}, {100 - (during - 6), 140 - during}});
}

TEST(InputDuringSpeech, FourTenthsDuringSpeechIsDemonstratedTwoTenthsIsOpenLessIsNot) {
  EXPECT_DOUBLE_EQ(real(judged_input(with_share(16)), "U"), 40.0);
  EXPECT_THAT(judged_input(with_share(16)), demonstrated());
  const IndicatorResult open = judged_input(with_share(15.999));
  EXPECT_THAT(open, insufficient("BORDERLINE"));
  EXPECT_THAT(open, HingesOn("chi", ">=", 0.4));
  EXPECT_THAT(judged_input(with_share(8)), insufficient("BORDERLINE"));
  const IndicatorResult below = judged_input(with_share(7.999));
  EXPECT_THAT(below, not_demonstrated("NOT_SIMULTANEOUS"));
  EXPECT_THAT(below, HingesOn("chi", "<", 0.2));
}

TEST(InputDuringSpeech, TenSecondsMustOverlapAndThreeBursts) {
  // chi is 9.9 of 19.9.
  const IndicatorResult brief = judged_input(hands({{10, 12}, {20, 22}, {94.1, 110}}));
  EXPECT_THAT(brief, insufficient("BORDERLINE"));
  EXPECT_THAT(brief, HingesOn("US", ">=", 10.0));
  const IndicatorResult two = judged_input(hands({{10, 20}, {60, 70}}));
  EXPECT_THAT(two, insufficient("BORDERLINE"));
  EXPECT_THAT(two, HingesOn("bursts", ">=", 3));
}

TEST(InputDuringSpeech, AHeadsetOnForNineteenTwentiethsIsDemonstratedHalfIsOpenLessIsNot) {
  const Times input{{10, 15}, {20, 25}, {60, 70}};
  EXPECT_THAT(judged_input(hands(input, {{0, 190}})), demonstrated());
  const IndicatorResult open = judged_input(hands(input, {{0, 189.999}}));
  EXPECT_THAT(open, insufficient("BORDERLINE"));
  EXPECT_THAT(open, HingesOn("eta", ">=", 0.95));
  EXPECT_THAT(judged_input(hands(input, {{0, 60}, {100, 140}})), insufficient("BORDERLINE"));
  const IndicatorResult below = judged_input(hands(input, {{0, 60}, {100, 139.999}}));
  EXPECT_THAT(below, not_demonstrated("NO_HEADSET"));
  EXPECT_THAT(below, HingesOn("eta", "<", 0.5));
  EXPECT_EQ(below.evidence[0].note, "no headset from 139.999 s to 200.0 s: 60.001 s");
  EXPECT_EQ(below.evidence[1].note, "no headset from 60.0 s to 100.0 s: 40.0 s");
}

TEST(InputDuringSpeech, AHeadsetNeverOnIsNoHeadset) {
  EXPECT_THAT(judged_input(hands({{10, 15}, {20, 25}, {60, 70}}, {})),
              not_demonstrated("NO_HEADSET"));
}

TEST(InputDuringSpeech, SilentTypingFailsBeforeTheHeadset) {
  EXPECT_THAT(judged_input(hands({{110, 130}}, {})), not_demonstrated("NOT_SIMULTANEOUS"));
}

TEST(InputDuringSpeech, AGapOfASecondInTheTalkIsBridgedForTheShareAndNotForTheOverlap) {
  Talk talk = hands({{48, 53}});
  talk.data.turns[1].time = span_of(51, 100);
  EXPECT_DOUBLE_EQ(real(judged_input(talk), "US"), 4.0);
  EXPECT_DOUBLE_EQ(real(judged_input(talk), "chi"), 1.0);
  talk.data.turns[1].time = span_of(51.001, 100);
  EXPECT_DOUBLE_EQ(real(judged_input(talk), "chi"), 3.999 / 5.0);
}

TEST(InputDuringSpeech, HoldsAndWhatLiesOutsideTheContactAreLeftOut) {
  Talk talk = hands({{-10, 5}, {20, 40}, {190, 250}}, {{0, 20}, {40, 200}});
  talk.data.hold = {span_of(30, 40), span_of(25, 35)};
  const IndicatorResult result = judged_input(talk);
  EXPECT_DOUBLE_EQ(real(result, "U"), 5.0 + 5.0 + 10.0);
  EXPECT_DOUBLE_EQ(real(result, "eta"), 180.0 / 185.0);
}

TEST(InputDuringSpeech, TheTalkEndsWithTheHangUp) {
  Talk talk = hands({{10, 15}, {20, 25}, {60, 70}, {110, 190}}, {{0, 101}});
  EXPECT_THAT(judged_input(talk), insufficient("BORDERLINE"));
  talk.data.ending.hangup = time_of(101);
  EXPECT_THAT(judged_input(talk), demonstrated());
  talk.data.ending.hangup = time_of(40);
  EXPECT_DOUBLE_EQ(real(judged_input(talk), "U"), 20.0) << "not before the last word";
}

TEST(InputDuringSpeech, TypingWhileTheClientFetchesSomethingIsOpen) {
  const auto fetching = [](const char* words) {
    Talk talk = Talk().agent("How can I help?", 1, 8).client(words, 9, 18);
    talk.client("Right, here I am.", 66, 78).agent("Done.", 79, 90);
    talk.data.connect = time_of(0);
    talk.data.end = time_of(100);
    talk.data.input = {{span_of(20, 38), "keyboard", true},
                       {span_of(42, 60), "keyboard", true},
                       {span_of(76, 81), "keyboard", true}};
    talk.data.headset = {{span_of(0, 100)}};
    return judged_input(talk);
  };
  EXPECT_THAT(fetching("I want to change my address. Hang on, I'll get my papers, two secs."),
              insufficient("BORDERLINE"));
  EXPECT_THAT(fetching("I want to change my address. It is 12 Mill Lane."),
              not_demonstrated("NOT_SIMULTANEOUS"));
}

TEST(InputDuringSpeech, IdleInputDoesNotCount) {
  Talk talk = hands({{10, 15}, {20, 25}, {60, 70}});
  talk.data.input->at(2).effective = false;
  EXPECT_DOUBLE_EQ(real(judged_input(talk), "U"), 10.0);
}

TEST(InputDuringSpeech, KeyPressesUpToASecondApartAreOneBurst) {
  const auto pressed_every = [](double step) {
    Times input;
    for (int i = 0; i <= 10; ++i) input.emplace_back(10 + i * step, 10 + i * step);
    return judged_input(hands(input));
  };
  EXPECT_DOUBLE_EQ(real(pressed_every(1.0), "U"), 10.0);
  EXPECT_EQ(whole(pressed_every(1.0), "bursts"), 1);
  EXPECT_DOUBLE_EQ(real(pressed_every(1.001), "U"), 0.0);
}

TEST(InputDuringSpeech, RecordedStretchesKeepTheirLengthAndCountAsOneBurstWhenClose) {
  const IndicatorResult close = judged_input(hands({{10, 15}, {16, 21}}));
  EXPECT_DOUBLE_EQ(real(close, "U"), 10.0);
  EXPECT_EQ(whole(close, "bursts"), 1);
  EXPECT_EQ(whole(judged_input(hands({{10, 15}, {16.001, 21}})), "bursts"), 2);
}

TEST(InputDuringSpeech, OverlappingInputOfTwoDevicesCountsOnce) {
  EXPECT_DOUBLE_EQ(real(judged_input(hands({{10, 20}, {15, 22}})), "U"), 12.0);
}

TEST(InputDuringSpeech, TheBurstNearestToSpeechIsTheNearestMiss) {
  const IndicatorResult result = judged_input(hands({{110, 125}, {130, 150}, {102, 104}}));
  EXPECT_THAT(result, not_demonstrated("NOT_SIMULTANEOUS"));
  ASSERT_TRUE(result.nearest);
  EXPECT_EQ(result.evidence[*result.nearest].time, span_of(102, 104));
  EXPECT_EQ(result.evidence[0].time, span_of(130, 150));
  const IndicatorResult partly = judged_input(hands({{99, 125}, {130, 150}, {101, 104}}));
  ASSERT_TRUE(partly.nearest);
  EXPECT_THAT(partly.evidence[*partly.nearest].note, HasSubstr("1.0 s of it while"));
}

TEST(InputDuringSpeech, AMissingChannelCannotTell) {
  const Times input{{10, 15}, {20, 25}, {60, 70}};
  Talk no_input = hands(input);
  no_input.data.input.reset();
  EXPECT_THAT(judged_input(no_input), insufficient("NO_INPUT_CHANNEL"));
  Talk no_headset = hands(input);
  no_headset.data.headset.reset();
  EXPECT_THAT(judged_input(no_headset), insufficient("NO_HEADSET_CHANNEL"));
  Talk no_talk = hands(input);
  no_talk.data.turns.clear();
  EXPECT_THAT(judged_input(no_talk), insufficient("NO_TRANSCRIPT"));
  Talk skewed = hands({{110, 150}});
  skewed.data.quality.clock = Quality::Clock::unknown;
  EXPECT_THAT(judged_input(skewed), insufficient("CLOCK_SKEW"));
  Talk untimed = hands({{110, 150}});
  for (Turn& turn : untimed.data.turns) turn.time.reset();
  EXPECT_THAT(judged_input(untimed), insufficient("CLOCK_SKEW"));
}

TEST(InputDuringSpeech, EveryConditionOfBothVerdictsIsWrittenDown) {
  const IndicatorResult result = judged_input(hands({}));
  std::vector<std::string> needs;
  for (const Deciding& need : result.needs) needs.push_back(need.measure + need.relation);
  EXPECT_THAT(needs, ElementsAre("U>=", "US>=", "bursts>=", "chi>=", "eta>="));
  std::vector<std::string> bars;
  for (const Deciding& bar : result.bars) bars.push_back(bar.measure + bar.relation);
  EXPECT_THAT(bars, ElementsAre("chi<", "eta<"));
}

// ---- typing lag ---------------------------------------------------------------------------------

Talk typing(const std::vector<double>& lags, Channel channel = Channel::voice) {
  Talk talk("en", channel);
  talk.data.dictations.emplace();
  double at = 10;
  for (const double lag : lags) {
    Dictation dictation;
    dictation.said_end = time_of(at);
    dictation.commit = time_of(at + lag);
    talk.data.dictations->push_back(dictation);
    at += 100;
  }
  return talk;
}

IndicatorResult judged_typing(const Talk& talk,
                              std::optional<Parameters> parameters = std::nullopt) {
  IndicatorResult result;
  judge_typing_lag(talk.contact(), parameters.value_or(test::parameters_of(Measure::typing_lag)),
                   result);
  return result;
}

TEST(TypingLag, AValueCommittedExactlyAtTheLimitIsKept) {
  EXPECT_EQ(whole(judged_typing(typing({4.0, 4.001, 1})), "kept"), 2);
}

TEST(TypingLag, AChatLeavesThirtySeconds) {
  EXPECT_EQ(whole(judged_typing(typing({30, 30.001, 4.5}, Channel::chat)), "kept"), 2);
  EXPECT_EQ(whole(judged_typing(typing({30, 30.001, 4.5}, Channel::email)), "kept"), 2);
}

TEST(TypingLag, ALimitStretchedForOnePersonIsRespected) {
  EXPECT_EQ(whole(judged_typing(typing({6.0, 6.001}), with(Measure::typing_lag, "lag_voice", 6.0)),
                  "kept"),
            1);
}

TEST(TypingLag, FourFifthsIsDemonstratedHalfIsOpenLessIsNot) {
  EXPECT_THAT(judged_typing(typing({1, 1, 1, 1, 9})), demonstrated());
  EXPECT_THAT(judged_typing(typing({1, 1, 1, 1, 9})), HingesOn("K", ">=", 0.8));
  EXPECT_THAT(judged_typing(typing({1, 1, 1, 9})), insufficient("BORDERLINE"));
  EXPECT_THAT(judged_typing(typing({1, 1, 9, 9})), insufficient("BORDERLINE"));
  const IndicatorResult below = judged_typing(typing({1, 1, 9, 9, 9}));
  EXPECT_THAT(below, not_demonstrated("NOT_KEEPING_UP"));
  EXPECT_THAT(below, HingesOn("K", "<", 0.5));
  EXPECT_DOUBLE_EQ(real(below, "K"), 0.4);
}

TEST(TypingLag, AskingAgainForTypingIsNotKeepingUp) {
  Talk talk = typing({1, 1, 1});
  talk.data.dictations->at(0).repeat_for_typing = true;
  EXPECT_EQ(whole(judged_typing(talk), "kept"), 2);
}

TEST(TypingLag, AValueCommittedBeforeItWasAllSaidIsKept) {
  const IndicatorResult result = judged_typing(typing({-2, 1, 1}));
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(result.evidence[0].note,
            "value 1 said by 10.0 s, committed at 8.0 s: 2.0 s before it was all said");
}

TEST(TypingLag, TwoValuesAreTooFewAndTheirMeasuresAreStillReported) {
  const IndicatorResult result = judged_typing(typing({9, 9}));
  EXPECT_THAT(result, insufficient("FEW_OPPORTUNITIES"));
  EXPECT_THAT(result, HingesOn("n", ">=", 3));
  EXPECT_DOUBLE_EQ(real(result, "K"), 0.0);
}

TEST(TypingLag, PastedAndAutofilledValuesDoNotCount) {
  Talk talk = typing({0, 0, 9, 9, 9});
  talk.data.dictations->at(0).how = "pasted";
  talk.data.dictations->at(1).how = "autofilled";
  talk.data.dictations->at(2).how = "typed";
  EXPECT_EQ(whole(judged_typing(talk), "n"), 3);
  EXPECT_THAT(judged_typing(talk), not_demonstrated("NOT_KEEPING_UP"));
  Talk none = typing({0});
  none.data.dictations->at(0).how = "pasted";
  EXPECT_THAT(judged_typing(none), not_applicable("NO_TYPING_TASK"));
}

TEST(TypingLag, AValueOfWhichNoKeyWasTypedDoesNotCount) {
  Talk talk = typing({0, 1, 9, 9, 9});
  talk.data.dictations->at(0).typed_chars = 0;
  EXPECT_EQ(whole(judged_typing(talk), "n"), 4);
  talk.data.edits = {{"client", "iban", "BE68539007547034", time_of(111), "autofilled"}};
  EXPECT_EQ(whole(judged_typing(talk), "n"), 3);
  talk.data.edits->push_back({"client", "name", "Peeters", time_of(111.4), "typed"});
  EXPECT_EQ(whole(judged_typing(talk), "n"), 4) << "one of the two was typed";
}

TEST(TypingLag, AValueThatStoodThereBeforeItWasSaidWasNotTyped) {
  EXPECT_EQ(whole(judged_typing(typing({-15.001, -15, 1, 1})), "n"), 3);
  Talk timed = typing({-8, -8, 1, 1});
  timed.data.dictations->at(0).said_took = time_of(7);
  timed.data.dictations->at(1).said_took = time_of(8);
  EXPECT_EQ(whole(judged_typing(timed), "n"), 3);
  Talk said = typing({-8, 1, 1, 1});
  said.client("It is 204 118 736.", 3, 11);
  EXPECT_EQ(whole(judged_typing(said), "n"), 3) << "committed at 2 s, said from 3 s on";
}

TEST(TypingLag, AButtonThatStoresSeveralValuesIsNoFieldsCommit) {
  Talk talk = typing({9, 9, 9, 9});
  talk.data.dictations->at(0).commit = time_of(330);
  talk.data.dictations->at(1).commit = time_of(330.9);
  EXPECT_THAT(judged_typing(talk), insufficient("BORDERLINE"))
      << "two of four are late for certain";
  talk.data.dictations->at(1).commit = time_of(331.001);
  EXPECT_THAT(judged_typing(talk), not_demonstrated("NOT_KEEPING_UP"));
  for (Dictation& dictation : *talk.data.dictations) dictation.commit = time_of(330);
  const IndicatorResult saved = judged_typing(talk);
  EXPECT_THAT(saved, insufficient("BORDERLINE"));
  EXPECT_EQ(saved.evidence[0].role, "value stored later");
  EXPECT_THAT(saved.evidence[0].note, testing::EndsWith("; stored together with others"));
  for (Dictation& dictation : *talk.data.dictations) dictation.repeat_for_typing = true;
  EXPECT_THAT(judged_typing(talk), not_demonstrated("NOT_KEEPING_UP"))
      << "asked again to type them";
}

TEST(TypingLag, WhatNoKeyWorkedForUntilItWasStoredWasNotTypedWhenSaid) {
  Talk talk = typing({317, 217, 117});  // stored together, half a minute after the last
  EXPECT_THAT(judged_typing(talk), insufficient("BORDERLINE")) << "no keys are recorded";
  talk.data.input.emplace();
  EXPECT_THAT(judged_typing(talk), insufficient("BORDERLINE")) << "not one key is recorded";
  talk.data.input->push_back({span_of(300, 326), "keyboard", true});
  EXPECT_THAT(judged_typing(talk), not_demonstrated("NOT_KEEPING_UP"));
  for (const double said : {10.0, 110.0}) {
    talk.data.input->push_back({span_of(said - 3, said + 1), "keyboard", true});
  }
  EXPECT_THAT(judged_typing(talk), insufficient("BORDERLINE")) << "two were typed when said";
}

TEST(TypingLag, KeysThatWentWithTheSayingAndRestedTillTheCommitLeaveItOpen) {
  Talk talk = typing({7, 7, 7});
  talk.data.input.emplace();
  for (const double said : {10.0, 110.0, 210.0}) {
    talk.data.input->push_back({{time_of(said - 4), time_of(said + 1)}, "keyboard", true});
    talk.data.input->push_back({{time_of(said + 6.8), time_of(said + 7)}, "keyboard", true});
  }
  EXPECT_THAT(judged_typing(talk), insufficient("BORDERLINE"));
  for (Dictation& dictation : *talk.data.dictations) dictation.typing_took = time_of(7);
  EXPECT_THAT(judged_typing(talk), not_demonstrated("NOT_KEEPING_UP")) << "too few keys by then";
  for (Dictation& dictation : *talk.data.dictations) dictation.typing_took = time_of(5);
  for (InputBurst& burst : *talk.data.input) burst.time.begin -= time_of(2);
  EXPECT_THAT(judged_typing(talk), not_demonstrated("NOT_KEEPING_UP")) << "typed on until then";
}

TEST(TypingLag, NothingDictatedIsNoTaskNothingRecordedCannotTell) {
  EXPECT_THAT(judged_typing(typing({})), not_applicable("NO_TYPING_TASK"));
  Talk talk = Talk().agent("Hello.");
  EXPECT_THAT(judged_typing(talk), insufficient("NO_DICTATION_LOG"));
}

TEST(TypingLag, WithoutOneClockNothingIsConcluded) {
  Talk talk = typing({9, 9, 9});
  talk.data.quality.clock = Quality::Clock::unknown;
  EXPECT_THAT(judged_typing(talk), insufficient("CLOCK_SKEW"));
}

/// Each value: characters said per second, characters typed per second.
Talk with_rates(const Times& rates) {
  Talk talk = typing(std::vector<double>(rates.size(), 1.0));
  for (std::size_t i = 0; i < rates.size(); ++i) {
    Dictation& dictation = talk.data.dictations->at(i);
    dictation.typed_chars = 12;
    dictation.said_chars = 12;
    dictation.said_took = time_of(12 / rates[i].first);
    dictation.typing_took = time_of(12 / rates[i].second);
  }
  return talk;
}

TEST(TypingLag, FromFiveValuesOnTheRatesAreCorrelated) {
  const IndicatorResult together =
      judged_typing(with_rates({{1, 2}, {2, 3}, {3, 4}, {4, 6}, {6, 8}}));
  EXPECT_DOUBLE_EQ(real(together, "rho"), 1.0);
  const IndicatorResult against =
      judged_typing(with_rates({{1, 8}, {2, 6}, {3, 4}, {4, 3}, {6, 2}}));
  EXPECT_DOUBLE_EQ(real(against, "rho"), -1.0);
  EXPECT_THAT(against, demonstrated());  // advisory
  EXPECT_THAT(judged_typing(with_rates({{1, 2}, {2, 3}, {3, 4}, {4, 6}})).measure("rho"), IsNull());
}

TEST(TypingLag, EqualRatesHaveNoCorrelation) {
  EXPECT_TRUE(
      undefined(judged_typing(with_rates({{1, 2}, {2, 2}, {3, 2}, {4, 2}, {6, 2}})), "rho"));
}

TEST(TypingLag, WhatWasSaidIsAsLongAsWhatWasTypedUnlessRecorded) {
  Talk talk = with_rates({{1, 2}, {2, 3}, {3, 4}, {4, 6}, {6, 8}});
  for (Dictation& dictation : *talk.data.dictations) dictation.said_chars.reset();
  EXPECT_DOUBLE_EQ(real(judged_typing(talk), "rho"), 1.0);
}

TEST(TypingLag, ValuesWithoutDurationsLeaveTheCorrelationUndefined) {
  Talk talk = with_rates({{1, 2}, {2, 3}, {3, 4}, {4, 6}, {6, 8}});
  talk.data.dictations->at(0).typing_took = Millis{0};
  EXPECT_TRUE(undefined(judged_typing(talk), "rho"));
}

TEST(TypingLag, TheTypingRateIsAllCharactersOverAllTheirTime) {
  Talk talk = with_rates({{1, 2}, {2, 6}});
  EXPECT_DOUBLE_EQ(real(judged_typing(talk), "rate_live"), 24.0 / 8.0);
  EXPECT_THAT(judged_typing(typing({1, 1})).measure("rate_live"), IsNull());
}

TEST(TypingLag, TheLongestLagStandsFirstAndTheShortestTooLongIsTheNearestMiss) {
  Talk talk = typing({1, 5, 9, 7, 2});
  talk.data.dictations->at(4).repeat_for_typing = true;
  const IndicatorResult result = judged_typing(talk);
  std::vector<std::string> lags;
  for (const Evidence& e : result.evidence) lags.push_back(e.role + " " + e.details[0].second);
  EXPECT_THAT(lags, ElementsAre("lost value 9.0 s", "lost value 7.0 s", "lost value 5.0 s",
                                "lost value 2.0 s", "kept value 1.0 s"));
  EXPECT_EQ(result.nearest, 2U);
  EXPECT_THAT(result.evidence[3].note, HasSubstr("; asked again to type it"));
}

}  // namespace
}  // namespace callnorm
