#include "callnorm/engine/silence.hpp"

#include <gtest/gtest.h>

namespace callnorm {
namespace {

TimeSpan s(double begin, double end) {
  return {Millis{static_cast<std::int64_t>(begin * 1000)},
          Millis{static_cast<std::int64_t>(end * 1000)}};
}
Speech agent(double begin, double end) {
  return {s(begin, end), true, false, false, false, std::nullopt};
}
Speech client(double begin, double end) {
  return {s(begin, end), false, false, false, false, std::nullopt};
}
Speech announcing(Speech speech, int seconds = 30) {
  speech.announces = Millis{seconds * 1000};
  return speech;
}
Speech asking(Speech speech) {
  speech.asks = true;
  return speech;
}

SilenceLedger ledger(std::vector<Speech> speech, TimeSpan talk, std::vector<TimeSpan> holds = {}) {
  return silence_ledger(speech, holds, talk, {});
}

TEST(Silence, BelowTheMinimumIsAnOrdinaryGap) {
  EXPECT_TRUE(ledger({client(0, 10), agent(14.999, 30)}, s(0, 30)).silences.empty());
  EXPECT_EQ(ledger({client(0, 10), agent(15, 30)}, s(0, 30)).silences.size(), 1U);
}

TEST(Silence, AfterTheClientSpokeItIsTheAgents) {
  const auto found = ledger({client(0, 10), agent(22, 30)}, s(0, 30)).silences.at(0);
  EXPECT_TRUE(found.agents);
  EXPECT_EQ(found.counted, Millis{12000});
  EXPECT_EQ(found.after, 0U);
}

TEST(Silence, AfterTheAgentAskedItIsTheClients) {
  const auto found = ledger({asking(agent(0, 10)), client(22, 30)}, s(0, 30)).silences.at(0);
  EXPECT_FALSE(found.agents);
  EXPECT_EQ(found.counted, Millis{0});
}

TEST(Silence, AfterTheAgentTalkedWithoutAskingItIsTheAgents) {
  EXPECT_TRUE(ledger({agent(0, 10), client(22, 30)}, s(0, 30)).silences.at(0).agents);
}

TEST(Silence, AnAnnouncedWaitCountsOnlyBeyondItsCover) {
  const auto found = ledger({announcing(agent(0, 10)), agent(50, 60)}, s(0, 60)).silences.at(0);
  EXPECT_EQ(found.announced, 0U);
  EXPECT_EQ(found.counted, Millis{10000});
}

TEST(Silence, AShortOkOfTheClientLeavesTheAnnouncementStanding) {
  Speech ok = client(10.5, 11);
  ok.acknowledges = true;
  EXPECT_EQ(ledger({announcing(agent(0, 10)), ok, agent(30, 40)}, s(0, 40)).silences.at(0).counted,
            Millis{0});
  ok.acknowledges = false;  // the client said something else: that wants an answer
  EXPECT_EQ(ledger({announcing(agent(0, 10)), ok, agent(30, 40)}, s(0, 40)).silences.at(0).counted,
            Millis{19000});
}

TEST(Silence, SeveralShortOksOfEitherLeaveTheAnnouncementStanding) {
  Speech sure = client(10.5, 11);
  sure.acknowledges = true;
  Speech ok = agent(11, 11.5);
  ok.acknowledges = true;
  const auto silences = ledger({announcing(agent(0, 10)), sure, ok}, s(0, 31.5)).silences;
  ASSERT_EQ(silences.size(), 1U);
  EXPECT_EQ(silences[0].announced, 0U);
  EXPECT_EQ(silences[0].counted, Millis{0});
  const auto talked = ledger({announcing(agent(0, 10)), client(10.5, 11), ok}, s(0, 31.5)).silences;
  EXPECT_EQ(talked.at(0).announced, std::nullopt);
}

TEST(Silence, AClientWhoTakesTimeOwnsTheSilence) {
  Speech moment = client(10, 12);
  moment.takes_time = true;
  const auto silences = ledger({agent(0, 10), moment}, s(0, 40)).silences;
  ASSERT_EQ(silences.size(), 1U);
  EXPECT_FALSE(silences[0].agents);
  EXPECT_EQ(silences[0].counted, Millis{0});
}

TEST(Silence, AnAnnouncementLongAgoCoversNothing) {
  Speech ok = client(10.5, 15.5);
  ok.acknowledges = true;
  EXPECT_EQ(ledger({announcing(agent(0, 10)), ok, agent(30, 40)}, s(0, 40)).silences.at(0).counted,
            Millis{14500});
}

TEST(Silence, AFillerOfTheAgentBreaksNoSilenceButTheClientsDoes) {
  Speech filler = agent(15, 15.5);
  filler.filler_only = true;
  EXPECT_EQ(ledger({client(0, 10), filler, agent(20, 30)}, s(0, 30)).silences.at(0).counted,
            Millis{10000});
  filler.agent = false;
  EXPECT_EQ(ledger({client(0, 10), filler, agent(20, 30)}, s(0, 30)).silences.at(0).counted,
            Millis{5000});
}

TEST(Silence, AnAnnouncedHoldIsNoSilence) {
  const auto found =
      ledger({client(0, 20), announcing(agent(20.5, 39)), agent(76, 90)}, s(0, 90), {s(40, 75)});
  EXPECT_TRUE(found.silences.empty());
  EXPECT_EQ(found.hold_total, Millis{35000});
}

TEST(Silence, AHoldNobodyAnnouncedIsSilence) {
  const auto found = ledger({client(0, 20), agent(20.5, 39), agent(76, 90)}, s(0, 90), {s(40, 75)});
  EXPECT_EQ(found.silences.at(0).counted, Millis{37000});
  EXPECT_EQ(found.hold_total, Millis{0});
}

TEST(Silence, AfterAHoldTheWaitIsNoLongerAnnounced) {
  const auto found = ledger({announcing(agent(0, 10)), agent(60, 70)}, s(0, 70), {s(11, 50)});
  ASSERT_EQ(found.silences.size(), 1U);
  EXPECT_EQ(found.silences[0].time, s(50, 60));
  EXPECT_EQ(found.silences[0].counted, Millis{10000});
}

TEST(Silence, BeforeTheFirstWordItIsTheAgents) {
  const auto found = ledger({agent(8, 10)}, s(0, 10)).silences.at(0);
  EXPECT_TRUE(found.agents);
  EXPECT_FALSE(found.after.has_value());
}

TEST(Silence, AContactWithoutSpeechIsOneSilence) {
  EXPECT_EQ(ledger({}, s(0, 100)).silences.at(0).counted, Millis{100000});
  EXPECT_TRUE(ledger({}, s(0, 0)).silences.empty());
}

TEST(Silence, OverlappingTurnsLeaveTheLastToEndAsTheLastSpeaker) {
  const auto found =
      ledger({client(0, 12), asking(agent(8, 10)), agent(20, 30)}, s(0, 30)).silences.at(0);
  EXPECT_TRUE(found.agents);
  EXPECT_EQ(found.after, 0U);
}

}  // namespace
}  // namespace callnorm
