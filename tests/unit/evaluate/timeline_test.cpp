#include "callnorm/evaluate/timeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::prepare;
using test::span_of;
using test::Talk;
using test::time_of;

Timeline timeline_of(const Talk& talk) {
  return summarise_timeline(prepare(talk.contact()));
}

/// 0 ....4....8...12...16...20...24...28...32 s
/// A |-----------|    |--|              |-----|     0-6, 8-9.5, 20-24
/// C         |-------|      |------|                5-7, 10-14, 13-15
Talk worked() {
  Talk talk;
  talk.agent("Good morning, how can I help?", 0, 6)  // 6 words
      .client("My card.", 5, 7)                      // talks over 1 s
      .agent("I see.", 8, 9.5)                       // 1 s after the client
      .client("It is gone.", 10, 14)
      .client("Since Monday.", 13, 15)       // over the client's own words
      .agent("It is blocked now.", 20, 24);  // 5 s after the client
  talk.data.connect = time_of(-2);
  talk.data.end = time_of(30);
  talk.data.hold = {span_of(15.5, 19), span_of(18, 19.5)};
  return talk;
}

TEST(Timeline, SumsAreThoseOfAHandWorkedContact) {
  const Timeline timeline = timeline_of(worked());
  EXPECT_TRUE(timeline.timed);
  EXPECT_EQ(timeline.duration, time_of(32));
  EXPECT_EQ(timeline.agent_talk, time_of(11.5));  // 6 + 1.5 + 4
  EXPECT_EQ(timeline.client_talk, time_of(7));    // 2 + (10 to 15)
  EXPECT_EQ(timeline.overlap, time_of(1));
  // -2-0, 7-8, 9.5-10, 15-20, 24-30
  EXPECT_EQ(timeline.silence, time_of(2 + 1 + 0.5 + 5 + 6));
  EXPECT_EQ(timeline.longest_silence, time_of(6));
  EXPECT_EQ(timeline.hold, time_of(4));  // merged
  EXPECT_EQ(timeline.agent_talk + timeline.client_talk - timeline.overlap + timeline.silence,
            timeline.duration);
}

TEST(Timeline, CountsTurnsAndWordsOfEachSide) {
  const Timeline timeline = timeline_of(worked());
  EXPECT_EQ(timeline.agent_turns, 3U);
  EXPECT_EQ(timeline.client_turns, 3U);
  EXPECT_EQ(timeline.agent_words, 6U + 2U + 4U);
  EXPECT_EQ(timeline.client_words, 2U + 3U + 2U);
}

TEST(Timeline, AResponseRunsFromTheClientsLastWordToTheAgentsFirst) {
  const Timeline timeline = timeline_of(worked());
  EXPECT_EQ(timeline.responses, 2U);
  EXPECT_EQ(timeline.response_median, time_of(3));  // of 1 and 5
  EXPECT_EQ(timeline.response_max, time_of(5));
}

TEST(Timeline, AnAgentWhoTalksOverTheClientRespondsBeforeTheEnd) {
  const Timeline timeline = timeline_of(Talk().client("My card.", 0, 4).agent("Yes.", 3, 5));
  EXPECT_EQ(timeline.response_median, time_of(-1));
  EXPECT_EQ(timeline.response_max, time_of(-1));
}

TEST(Timeline, AnAgentWhoGoesOnRespondsOnce) {
  const Timeline timeline =
      timeline_of(Talk().client("My card.", 0, 4).agent("Yes.", 5, 6).agent("I see.", 9, 10));
  EXPECT_EQ(timeline.responses, 1U);
  EXPECT_EQ(timeline.response_max, time_of(1));
}

TEST(Timeline, WithoutTimesThereAreOnlyCounts) {
  const Timeline timeline = timeline_of(Talk().client("My card.").agent("Yes, I see."));
  EXPECT_FALSE(timeline.timed);
  EXPECT_EQ(timeline.agent_words, 3U);
  EXPECT_EQ(timeline.client_words, 2U);
  EXPECT_EQ(timeline.agent_talk, time_of(0));
  EXPECT_EQ(timeline.silence, time_of(0));
  EXPECT_EQ(timeline.responses, 0U);
  EXPECT_FALSE(timeline.response_median);
  EXPECT_FALSE(timeline.response_max);
}

TEST(Timeline, InAChatTheResponseRunsFromTheFirstUnansweredMessage) {
  Talk talk("en", Channel::chat);
  talk.client("My card.", 10, 10)
      .client("It is gone.", 40, 40)
      .agent("I see.", 50, 70)  // composed from 50 s on
      .client("Thanks.", 80, 80)
      .agent("Bye.", 90, 90);
  const Timeline timeline = timeline_of(talk);
  EXPECT_EQ(timeline.responses, 2U);
  EXPECT_EQ(timeline.response_max, time_of(60));
  EXPECT_EQ(timeline.response_median, time_of(35));
  EXPECT_EQ(timeline.agent_talk, time_of(0));  // nobody talks in a chat
  EXPECT_EQ(timeline.silence, time_of(0));
}

TEST(Timeline, AContactWithoutTurnsHasItsDuration) {
  Talk talk;
  talk.data.headset.emplace();
  talk.data.connect = time_of(0);
  talk.data.end = time_of(12);
  const Timeline timeline = timeline_of(talk);
  EXPECT_FALSE(timeline.timed);
  EXPECT_EQ(timeline.duration, time_of(12));
  EXPECT_EQ(timeline.agent_turns, 0U);
}

TEST(Timeline, MedianOfAnOddNumberIsTheMiddleOne) {
  const Timeline timeline = timeline_of(Talk()
                                            .client("A.", 0, 1)
                                            .agent("B.", 1.5, 2)
                                            .client("C.", 3, 4)
                                            .agent("D.", 6, 7)
                                            .client("E.", 8, 9)
                                            .agent("F.", 9.2, 10));
  EXPECT_EQ(timeline.response_median, time_of(0.5));
  EXPECT_EQ(timeline.response_max, time_of(2));
}

}  // namespace
}  // namespace callnorm
