#include "callnorm/engine/silence.hpp"

#include <gtest/gtest.h>

namespace callnorm {
namespace {

TimeSpan s(double begin, double end) {
  return {Millis{static_cast<std::int64_t>(begin * 1000)},
          Millis{static_cast<std::int64_t>(end * 1000)}};
}
Speech agent(double begin, double end) {
  Speech out;
  out.time = s(begin, end);
  out.agent = true;
  return out;
}
Speech client(double begin, double end) {
  Speech out;
  out.time = s(begin, end);
  return out;
}
Speech announcing(Speech speech, int seconds = 30) {
  speech.announces = Millis{seconds * 1000};
  return speech;
}
Speech asking(Speech speech) {
  speech.asks = speech.asks_at_once = true;
  return speech;
}
Speech requesting(Speech speech) {
  speech.requests = true;
  return speech;
}
Speech unread(Speech speech) {
  speech.floor_unknown = true;
  speech.hold_unknown = speech.agent;
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

TEST(Silence, WhoWasAskedToDoSomethingHasTheFloorUntilItIsDone) {
  const Speech press = requesting(agent(0, 10));
  Speech red = client(10.5, 12);
  red.words = 4;  // "Bernie, come out here!"
  const auto owner = [](std::vector<Speech> speech) {
    return ledger(std::move(speech), s(0, 40)).silences.at(0).agents;
  };
  EXPECT_FALSE(owner({press, client(30, 40)}));
  EXPECT_FALSE(owner({press, red, client(30, 40)}));
  Speech right = agent(12.5, 14);
  right.words = 3;  // "Right hand side."
  EXPECT_FALSE(owner({press, red, right, client(30, 40)}));
  EXPECT_TRUE(owner({press, red, agent(30, 40)})) << "the agent goes on: nothing was to be done";
  EXPECT_TRUE(owner({press, red, asking(client(30, 40))})) << "are you still there?";
  Speech story = red;
  story.words = 40;
  EXPECT_TRUE(owner({press, story, client(30, 40)})) << "what was done is told";
  EXPECT_TRUE(owner({asking(agent(0, 10)), red, client(30, 40)})) << "an answer, not a task";
  Speech lost = red;
  lost.declines = true;
  EXPECT_TRUE(owner({press, lost, client(30, 40)})) << "no, I lost it";
}

TEST(Silence, TimeLeftToTheClientIsTheirsWhenTheyGoOn) {
  Speech patient = agent(0, 10);
  patient.patient = true;
  EXPECT_FALSE(ledger({patient, client(30, 40)}, s(0, 40)).silences.at(0).agents);
  EXPECT_TRUE(ledger({patient, asking(client(30, 40))}, s(0, 40)).silences.at(0).agents);
  EXPECT_TRUE(ledger({patient, agent(30, 40)}, s(0, 40)).silences.at(0).agents)
      << "nobody buys time with a phrase";
  EXPECT_FALSE(ledger({asking(client(0, 5)), patient, asking(client(30, 40))}, s(0, 40))
                   .silences.at(0)
                   .agents)
      << "may I put you down a minute?";
}

TEST(Silence, UnreadWordsOfTheAgentsMayHaveAnnouncedIt) {
  Speech typing = unread(agent(0, 10));
  typing.of_own_doing = true;
  Speech ok = client(10.5, 11);
  ok.acknowledges = ok.agrees = true;
  const auto found = ledger({typing, ok, agent(30, 40)}, s(0, 40)).silences.at(0);
  EXPECT_TRUE(found.agents);
  EXPECT_EQ(found.announced, std::nullopt);
  EXPECT_EQ(found.counted, Millis{19000});
  EXPECT_EQ(found.doubt, SilenceDoubt::announcement);
  EXPECT_EQ(ledger({unread(agent(0, 10)), agent(30, 40)}, s(0, 40)).silences.at(0).doubt,
            SilenceDoubt::none)
      << "it speaks of no doing of the agent's";
  EXPECT_EQ(ledger({typing, client(10.5, 11), agent(30, 40)}, s(0, 40)).silences.at(0).doubt,
            SilenceDoubt::none)
      << "the client said something that wants an answer";
}

TEST(Silence, AClientWhoGoesOnMayHaveHadTheFloor) {
  const auto doubt = [](std::vector<Speech> speech) {
    return ledger(std::move(speech), s(0, 40)).silences.at(0).doubt;
  };
  EXPECT_EQ(doubt({unread(agent(0, 10)), client(30, 40)}), SilenceDoubt::floor);
  EXPECT_EQ(doubt({unread(client(0, 10)), client(30, 40)}), SilenceDoubt::floor);
  EXPECT_EQ(doubt({unread(client(0, 10)), asking(client(30, 40))}), SilenceDoubt::none);
  EXPECT_EQ(doubt({unread(client(0, 10)), agent(30, 40)}), SilenceDoubt::none);
  EXPECT_EQ(doubt({client(0, 10), client(30, 40)}), SilenceDoubt::none) << "people read it";
}

TEST(Silence, AnAnswerIsNoOkToAnAnnouncementThatAsks) {
  Speech give = announcing(requesting(agent(0, 10)));  // "give me the number, then I look it up"
  Speech number = client(10.5, 12);
  number.acknowledges = true;
  EXPECT_EQ(ledger({give, number, agent(30, 40)}, s(0, 40)).silences.at(0).counted, Millis{18000});
  number.grants = true;  // "Sure."
  EXPECT_EQ(ledger({give, number, agent(30, 40)}, s(0, 40)).silences.at(0).counted, Millis{0});
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

TEST(Silence, WhoSaysYesAndGoesOnMayHaveLeftTheWaitStanding) {
  Speech yes_because = client(10.5, 15);
  yes_because.goes_along = true;
  const auto found =
      ledger({announcing(agent(0, 10)), yes_because, agent(36, 40)}, s(0, 40)).silences.at(0);
  EXPECT_FALSE(found.announced.has_value());
  EXPECT_EQ(found.doubt, SilenceDoubt::announcement);
  const auto story =
      ledger({announcing(agent(0, 10)), client(10.5, 15), agent(36, 40)}, s(0, 40)).silences.at(0);
  EXPECT_EQ(story.doubt, SilenceDoubt::none);
}

TEST(Silence, LittleWordsInAnAnnouncedWaitMayAnnounceTheRestOfIt) {
  Speech little = unread(agent(30, 31));
  little.says_little = true;
  const auto found = ledger({announcing(agent(0, 10)), little, agent(50, 60)}, s(0, 60));
  ASSERT_EQ(found.silences.size(), 2U);
  EXPECT_TRUE(found.silences[0].announced.has_value());
  EXPECT_EQ(found.silences[1].doubt, SilenceDoubt::announcement);
  // The same words where nothing was announced, and news in the middle of a wait.
  EXPECT_EQ(ledger({client(0, 10), little, agent(50, 60)}, s(0, 60)).silences.at(1).doubt,
            SilenceDoubt::none);
  EXPECT_EQ(ledger({announcing(agent(0, 10)), unread(agent(30, 31)), agent(50, 60)}, s(0, 60))
                .silences.at(1)
                .doubt,
            SilenceDoubt::none);
}

TEST(Silence, WhoSaidYesToARequestMayBeAtItWhoeverSpeaksNext) {
  Speech yes = client(11, 12);
  yes.agrees = yes.acknowledges = true;
  const auto found = ledger({requesting(agent(0, 10)), yes, agent(35, 40)}, s(0, 40));
  EXPECT_EQ(found.silences.at(0).doubt, SilenceDoubt::floor);
  EXPECT_EQ(ledger({agent(0, 10), yes, agent(35, 40)}, s(0, 40)).silences.at(0).doubt,
            SilenceDoubt::none);
}

TEST(Silence, WhoIsAskedAgainWasWaitedFor) {
  Speech not_yet = client(11, 12);
  not_yet.words = 2;
  const auto doubt = [&](const Speech& request, const Speech& next) {
    return ledger({request, not_yet, next}, s(0, 40)).silences.at(0).doubt;
  };
  EXPECT_EQ(doubt(requesting(agent(0, 10)), asking(agent(35, 40))), SilenceDoubt::floor);
  EXPECT_EQ(doubt(requesting(agent(0, 10)), agent(35, 40)), SilenceDoubt::none);
  EXPECT_EQ(doubt(agent(0, 10), asking(agent(35, 40))), SilenceDoubt::none);
}

TEST(Silence, AQuestionOfTheClientsThatTheyAnswerThemselvesWasPutToSomebodyElse) {
  Speech asked = agent(0, 10);
  asked.asked = true;
  const auto found = ledger({asked, asking(client(11, 12)), client(28, 30)}, s(0, 30));
  EXPECT_EQ(found.silences.at(0).doubt, SilenceDoubt::floor);
  Speech calls = client(28, 30);
  calls.calls = true;
  EXPECT_EQ(ledger({asked, asking(client(11, 12)), calls}, s(0, 30)).silences.at(0).doubt,
            SilenceDoubt::none);
  EXPECT_EQ(
      ledger({agent(0, 10), asking(client(11, 12)), client(28, 30)}, s(0, 30)).silences.at(0).doubt,
      SilenceDoubt::none);
}

TEST(Silence, WhatUnreadWordsMayAnnounceHasAnEnd) {
  Speech doing = unread(agent(0, 10));
  doing.of_own_doing = true;
  const auto found = ledger({doing, agent(160, 170)}, s(0, 170)).silences.at(0);
  EXPECT_EQ(found.doubt, SilenceDoubt::announcement);
  EXPECT_EQ(found.certain, Millis{30000}) << "150 s less the 120 any announcement covers";
  Speech little = unread(agent(30, 31));
  little.says_little = true;
  const auto brief = ledger({announcing(agent(0, 10)), little, agent(91, 95)}, s(0, 95));
  EXPECT_EQ(brief.silences.at(1).certain, Millis{30000}) << "they name no time";
}

TEST(Silence, ATimeThatWasNamedLastsOverThanksAndALaterWord) {
  Speech ok = client(3, 4);
  ok.acknowledges = ok.grants = true;
  const auto wait = announcing(agent(0, 3), 120);
  EXPECT_EQ(
      ledger({wait, ok, announcing(agent(4, 6)), agent(66, 70)}, s(0, 70)).silences.at(0).counted,
      Millis{0});
  Speech doing = unread(agent(4, 6));
  doing.of_own_doing = true;
  const auto found = ledger({wait, ok, doing, agent(66, 70)}, s(0, 70)).silences.at(0);
  EXPECT_EQ(found.announced, 0U);
  EXPECT_EQ(found.counted, Millis{0});
  // A minute after the first it is another.
  EXPECT_EQ(ledger({wait, ok, announcing(agent(60, 62)), agent(122, 130)}, s(0, 130))
                .silences.at(1)
                .counted,
            Millis{30000});
}

TEST(Silence, WhatTheAgentSaysAfterTheGrantLeavesTheWaitStandingOrOpen) {
  Speech ok = client(3, 4);
  ok.acknowledges = ok.grants = true;
  Speech thanks = agent(4, 5);
  thanks.says_little = thanks.thanks_only = true;
  EXPECT_EQ(ledger({announcing(agent(0, 3)), ok, thanks, agent(25, 30)}, s(0, 30))
                .silences.at(0)
                .announced,
            0U);
  thanks.thanks_only = false;
  const auto open =
      ledger({announcing(agent(0, 3)), ok, thanks, agent(25, 30)}, s(0, 30)).silences.at(0);
  EXPECT_EQ(open.announced, std::nullopt);
  EXPECT_EQ(open.doubt, SilenceDoubt::announcement);
  EXPECT_EQ(ledger({announcing(agent(0, 3)), ok, agent(4, 5), agent(25, 30)}, s(0, 30))
                .silences.at(0)
                .doubt,
            SilenceDoubt::none);
}

TEST(Silence, WhoGoesOnDictatingFiguresPausedForHimself) {
  Speech number = client(11, 12);
  number.gives_number = true;
  number.words = 4;
  Speech more = client(20, 21);
  more.gives_number = true;
  EXPECT_FALSE(ledger({asking(agent(0, 10)), number, more}, s(0, 21)).silences.at(0).agents);
  EXPECT_TRUE(ledger({agent(0, 10), number, more}, s(0, 21)).silences.at(0).agents);
  EXPECT_TRUE(
      ledger({asking(agent(0, 10)), number, client(20, 21)}, s(0, 21)).silences.at(0).agents);
  number.words = 10;  // "I want to change my address to 12 Mill Lane."
  EXPECT_TRUE(ledger({asking(agent(0, 10)), number, more}, s(0, 21)).silences.at(0).agents);
}

}  // namespace
}  // namespace callnorm
