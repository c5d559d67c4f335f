#include "callnorm/analysis/speech_record.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::prepare;
using test::Talk;

/// With the acts that were given; without any, phrases of the lexicon alone are read.
SpeechRecord record_of(const Talk& talk, const SpeechLimits& limits = {}) {
  const Contact contact = talk.contact();
  return speech_record(prepare(contact), contact.data().acts, limits);
}

Speech last_of(const Talk& talk) {
  return record_of(talk).speech.back();
}

TEST(SpeechRecord, ATurnIsCutWhereItsWordsPause) {
  const SpeechRecord record = record_of(
      Talk("en").agent("So then it works", 0, 20).words({{0, 1}, {1, 2}, {12, 13}, {19, 20}}));
  ASSERT_EQ(record.speech.size(), 3U);
  EXPECT_EQ(record.speech[0].time.end, Millis{2000});
  EXPECT_EQ(record.speech[1].time.begin, Millis{12000});
  EXPECT_EQ(record.speech[1].words, 1U);
  EXPECT_EQ(record.turns, (std::vector<std::uint32_t>{0, 0, 0}));
}

TEST(SpeechRecord, WhatPhrasesDoForTheSilenceAfterThem) {
  EXPECT_TRUE(last_of(Talk("nl").agent("Druk nu op de rode knop.", 0, 5)).requests);
  EXPECT_TRUE(last_of(Talk("nl").agent("Doe maar op uw gemak.", 0, 5)).patient);
  EXPECT_TRUE(last_of(Talk("nl").client("Wacht, ik zoek het even.", 0, 5)).takes_time);
  EXPECT_TRUE(last_of(Talk("fr").client("Je vais voir.", 0, 5)).takes_time);
  EXPECT_TRUE(last_of(Talk("en").client("Hello, are you there?", 0, 5)).asks);
  EXPECT_FALSE(last_of(Talk("en").client("It is the red one.", 0, 5)).takes_time);
}

TEST(SpeechRecord, ARequestFollowedByMuchElseIsNotTheLastWord) {
  EXPECT_FALSE(last_of(Talk("en").agent("Press the button. After that we will see what we can do "
                                        "about the bill that came in last month for you.",
                                        0, 9))
                   .requests);
}

TEST(SpeechRecord, TheLongestWaitAnnouncedCountsAtMostTheLimit) {
  Talk talk("en");
  talk.agent("Hold on.", 0, 2).announcing(40);
  EXPECT_EQ(last_of(talk).announces, Millis{40000});
  const auto limited = record_of(talk, {.cover_max = Millis{15000}}).speech.back();
  EXPECT_EQ(limited.announces, Millis{15000});
}

TEST(SpeechRecord, NobodyKnowsWhatUnreadWordsDo) {
  const Speech busy = last_of(Talk("en").agent("Right, I'm typing it in.", 0, 5));
  EXPECT_TRUE(busy.floor_unknown);
  EXPECT_TRUE(busy.hold_unknown);
  EXPECT_TRUE(busy.of_own_doing);
  const Speech news = last_of(Talk("en").agent("The bill was paid in May.", 0, 5));
  EXPECT_TRUE(news.hold_unknown);
  EXPECT_FALSE(news.of_own_doing);
  EXPECT_FALSE(last_of(Talk("en").agent("Ok.", 0, 1)).hold_unknown);
}

TEST(SpeechRecord, WhoGaveOneKindLeavesTheOtherUnknown) {
  const auto busy = [](ActKind given) {
    return last_of(Talk("en").agent("Right, I'm typing it in.", 0, 5).given(given));
  };
  EXPECT_FALSE(busy(ActKind::question).floor_unknown);
  EXPECT_TRUE(busy(ActKind::question).of_own_doing) << "it may still announce a wait";
  EXPECT_TRUE(busy(ActKind::hold).floor_unknown);
  EXPECT_FALSE(busy(ActKind::hold).hold_unknown);
}

TEST(SpeechRecord, TheTalkEndsWithTheLastWordsAfterAGoodbye) {
  Talk talk("en");
  talk.agent("Bye now.", 0, 2).act(ActKind::goodbye).client("Bye.", 2.5, 3).act(ActKind::goodbye);
  const SpeechRecord record = record_of(talk);
  EXPECT_EQ(record.talk.end, Millis{3000});
}

TEST(SpeechRecord, AnAnnouncementGoesOnAfterTheClientSpokeIntoIt) {
  Talk talk("en");
  talk.agent("I'm just going to have a look", 0, 2)
      .announcing(40)
      .client("Yeah.", 1.8, 2.2)
      .agent("at the payments of Saturday.", 2.4, 4);
  EXPECT_EQ(last_of(talk).announces, Millis{40000});
  Talk two("en");
  two.agent("I'm just going to have a look.", 0, 2)
      .announcing(40)
      .client("Yeah.", 1.8, 2.2)
      .agent("The payments of Saturday.", 2.4, 4);
  EXPECT_FALSE(last_of(two).announces.has_value()) << "a sentence of its own";
  Talk result("en");
  result.agent("I'll have a look for you,", 0, 2)
      .announcing(40)
      .client("Ok.", 1.8, 2.2)
      .agent("your bill was paid on Monday.", 2.4, 4);
  EXPECT_FALSE(last_of(result).announces.has_value()) << "the look is over";
  Talk nothing("en");
  nothing.agent("I'll have a look for you,", 0, 2).announcing(40).agent("", 2.4, 4);
  EXPECT_FALSE(last_of(nothing).announces.has_value()) << "no word goes on";
}

TEST(SpeechRecord, FewWordsThatTellNothingSayLittle) {
  EXPECT_TRUE(last_of(Talk("nl").agent("Bijna, mevrouw.", 0, 2)).says_little);
  EXPECT_TRUE(last_of(Talk("fr").agent("Je suis toujours dessus.", 0, 2)).says_little);
  EXPECT_FALSE(last_of(Talk("nl").agent("Het is in orde.", 0, 2)).says_little);
  EXPECT_FALSE(last_of(Talk("nl").agent("Uw contract loopt tot mei.", 0, 2)).says_little);
  EXPECT_FALSE(last_of(Talk("en").agent("That comes to 84 euro.", 0, 2)).says_little);
}

}  // namespace
}  // namespace callnorm
