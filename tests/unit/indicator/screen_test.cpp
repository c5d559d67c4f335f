#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "callnorm/indicator/screen_text.hpp"
#include "callnorm/indicator/screen_voice.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::demonstrated;
using test::HingesOn;
using test::insufficient;
using test::not_demonstrated;
using test::quote;
using test::real;
using test::span_of;
using test::Talk;
using test::time_of;
using test::whole;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

/// Talk beside a screen. Times are seconds.
struct Desk : Talk {
  explicit Desk(const Talk& talk) : Talk(talk) {
    data.screen_items.emplace();
    data.screen_views.emplace();
  }
  Desk& shows(std::string item, double at, std::vector<std::string> keys = {}) {
    data.screen_items->push_back({std::move(item), time_of(at), std::move(keys), true});
    return *this;
  }
  Desk& views(std::string item, double begin, double end) {
    data.screen_views->push_back({std::move(item), span_of(begin, end)});
    return *this;
  }
};

IndicatorResult judged(const Talk& talk, std::optional<Parameters> parameters = std::nullopt) {
  const Contact contact = talk.contact();
  const PreparedContact prepared = test::prepare(contact);
  IndicatorResult result;
  if (contact.channel() == Channel::voice) {
    judge_screen_following_voice(
        prepared, talk.data.acts,
        parameters.value_or(test::parameters_of(Measure::screen_following_voice)), result);
  } else {
    judge_screen_following_text(
        prepared, parameters.value_or(test::parameters_of(Measure::screen_following_text)), result);
  }
  return result;
}

Parameters with(Measure measure, const std::string& name, double value) {
  std::vector<Parameter> list = test::parameters_of(measure).list();
  for (Parameter& p : list) {
    if (p.name == name) p.value = value;
  }
  return Parameters(std::move(list));
}

std::vector<std::string> roles(const IndicatorResult& result) {
  std::vector<std::string> out;
  for (const Evidence& e : result.evidence) {
    std::string item;
    for (const auto& [key, value] : e.details) {
      if (key == "item") item = " " + value;
    }
    out.push_back(e.role + item);
  }
  return out;
}

bool undefined(const IndicatorResult& result, std::string_view measure) {
  const MeasureValue* value = result.measure(measure);
  return value != nullptr && std::holds_alternative<std::monostate>(*value);
}

// ---- by voice -----------------------------------------------------------------------------------

/// The two speak by turns, without a second of quiet, for 100 s.
Talk busy_talk() {
  Talk talk("nl");
  for (int i = 0; i < 10; ++i) {
    if (i % 2 == 0) {
      talk.client("En wat nog?", i * 10, i * 10 + 9.5);
    } else {
      talk.agent("Een ogenblik, ik kijk.", i * 10, i * 10 + 9.5);
    }
  }
  return talk;
}

/// Five items, the first `followed` of them viewed three seconds later for two seconds.
Desk with_followed(int followed, int items = 5) {
  Desk desk(busy_talk());
  for (int i = 0; i < items; ++i) {
    const std::string name(1, static_cast<char>('a' + i));
    desk.shows(name, i * 10);
    if (i < followed) desk.views(name, i * 10 + 3, i * 10 + 5);
  }
  return desk;
}

TEST(ScreenFollowingVoice, ItemsViewedDuringTalkAreDemonstrated) {
  const IndicatorResult result = judged(with_followed(5));
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result, HingesOn("F", ">=", 0.8));
  EXPECT_EQ(whole(result, "n_items"), 5);
  EXPECT_EQ(whole(result, "followed"), 5);
  EXPECT_DOUBLE_EQ(real(result, "F"), 1.0);
  EXPECT_DOUBLE_EQ(real(result, "V"), 10.0);
  EXPECT_DOUBLE_EQ(real(result, "VS"), 10.0);
  EXPECT_DOUBLE_EQ(real(result, "sigma"), 1.0);
  EXPECT_DOUBLE_EQ(real(result, "listening"), 0.6);
  EXPECT_DOUBLE_EQ(real(result, "speaking"), 0.4);
  EXPECT_THAT(result.evidence.front().note,
              "\"a\" shown at 0.0 s, viewed 3.0 s to 5.0 s: 3.0 s later");
}

TEST(ScreenFollowingVoice, FourFifthsIsDemonstratedThreeFifthsIsOpenLessIsNot) {
  EXPECT_THAT(judged(with_followed(4)), demonstrated());
  EXPECT_THAT(judged(with_followed(3)), insufficient("BORDERLINE"));
  EXPECT_THAT(judged(with_followed(3)), HingesOn("F", ">=", 0.8));
  const IndicatorResult below = judged(with_followed(2));
  EXPECT_THAT(below, not_demonstrated("NOT_FOLLOWED"));
  EXPECT_THAT(below, HingesOn("F", "<", 0.6));
}

TEST(ScreenFollowingVoice, TwoItemsAreTooFewAndTheirMeasuresAreStillReported) {
  const IndicatorResult result = judged(with_followed(2, 2));
  EXPECT_THAT(result, insufficient("FEW_OPPORTUNITIES"));
  EXPECT_THAT(result, HingesOn("n_items", ">=", 3));
  EXPECT_DOUBLE_EQ(real(result, "F"), 1.0);
  EXPECT_THAT(judged(with_followed(3, 3)), demonstrated());
}

TEST(ScreenFollowingVoice, NoItemAtAllIsNoOpportunity) {
  const IndicatorResult result = judged(with_followed(0, 0));
  EXPECT_THAT(result, insufficient("FEW_OPPORTUNITIES"));
  EXPECT_EQ(whole(result, "n_items"), 0);
  EXPECT_TRUE(undefined(result, "F"));
}

TEST(ScreenFollowingVoice, AViewFifteenSecondsLaterIsInTimeAMillisecondMoreIsNot) {
  const auto viewed_after = [](double delay) {
    return whole(judged(with_followed(3, 3).shows("late", 40).views("late", 40 + delay, 60)),
                 "followed");
  };
  EXPECT_EQ(viewed_after(15.0), 4);
  EXPECT_EQ(viewed_after(15.001), 3);
}

TEST(ScreenFollowingVoice, AWiderWindowIsRespected) {
  Desk desk = with_followed(3, 3).shows("late", 40).views("late", 60, 61);
  EXPECT_EQ(whole(judged(desk), "followed"), 3);
  EXPECT_EQ(whole(judged(desk, with(Measure::screen_following_voice, "window", 20)), "followed"),
            4);
}

TEST(ScreenFollowingVoice, OnlyAViewOfThatVeryItemCounts) {
  Desk desk = with_followed(3, 3).shows("other", 40).views("a", 41, 42);
  EXPECT_EQ(whole(judged(desk), "followed"), 3);
}

TEST(ScreenFollowingVoice, AViewThatWasOverWhenTheItemAppearedDoesNotCount) {
  EXPECT_EQ(whole(judged(with_followed(3, 3).shows("x", 40).views("x", 35, 40)), "followed"), 3);
  EXPECT_EQ(whole(judged(with_followed(3, 3).shows("x", 40).views("x", 35, 40.001)), "followed"),
            4);
  EXPECT_EQ(whole(judged(with_followed(3, 3).shows("x", 40).views("x", 40, 40)), "followed"), 4);
}

TEST(ScreenFollowingVoice, AClickLastsHalfASecond) {
  const IndicatorResult result =
      judged(Desk(busy_talk()).shows("a", 0).views("a", 2, 2).views("b", 20, 20));
  EXPECT_DOUBLE_EQ(real(result, "V"), 1.0);
}

TEST(ScreenFollowingVoice, ViewsThatOverlapCountOnce) {
  const IndicatorResult result =
      judged(Desk(busy_talk()).shows("a", 0).views("a", 2, 5).views("b", 4, 6));
  EXPECT_DOUBLE_EQ(real(result, "V"), 4.0);
}

TEST(ScreenFollowingVoice, AValueSaidInATurnThatBeginsInTimeCounts) {
  const auto said = [](const char* words, double at) {
    Desk desk(Talk("nl")
                  .client("Dag.", 0, 5)
                  .agent("Ik kijk.", 5, 9)
                  .client("Goed.", 9, 12)
                  .agent(words, at, 40));
    desk.views("z", 1, 2).shows("x", 10, {"15 juni", "84,50"});
    return judged(desk);
  };
  EXPECT_EQ(whole(said("Dat is op vijftien juni.", 25.0), "followed"), 1);
  EXPECT_EQ(whole(said("Dat is op 15 juni.", 25.001), "followed"), 0);
  EXPECT_EQ(whole(said("Dat is 84 euro 50.", 20), "followed"), 1);
  EXPECT_EQ(whole(said("Dat is op 15 juli.", 20), "followed"), 0);
}

TEST(ScreenFollowingVoice, AValueTheClientSaysOrThatWasSaidBeforeDoesNotCount) {
  Desk desk(Talk("nl")
                .agent("Dat is in juni.", 0, 11)
                .client("Dus in juni.", 12, 14)
                .agent("Inderdaad.", 14, 30));
  desk.views("z", 1, 2).shows("x", 10, {"juni"});
  EXPECT_EQ(whole(judged(desk), "followed"), 0);
}

TEST(ScreenFollowingVoice, TheWordsThatUsedAValueAreQuoted) {
  Desk desk(Talk("nl").client("Wanneer?", 0, 3).agent("Op vijftien juni, mevrouw.", 4, 30));
  desk.views("z", 1, 2).shows("x", 1.5, {"15 juni"});
  const IndicatorResult result = judged(desk);
  ASSERT_FALSE(result.evidence.empty());
  EXPECT_EQ(quote(desk.contact(), result.evidence.front()), "vijftien juni");
  EXPECT_EQ(result.evidence.front().note,
            "\"x\" shown at 1.5 s, \"vijftien juni\" said in the turn at 4.0 s: 2.5 s later");
}

TEST(ScreenFollowingVoice, ItemsThatDoNotMatterOrLieOutsideTheContactAreNotCounted) {
  Desk desk = with_followed(3, 3).shows("advert", 40).shows("early", -1).shows("late", 100);
  desk.data.screen_items->at(3).relevant = false;
  EXPECT_EQ(whole(judged(desk), "n_items"), 3);
  desk.data.connect = time_of(-2);
  desk.data.end = time_of(100);
  EXPECT_EQ(whole(judged(desk), "n_items"), 5);
}

TEST(ScreenFollowingVoice, WhereSomeItemsAreMarkedTheOthersDoNotCount) {
  Desk desk = with_followed(3, 5);
  desk.data.screen_items->at(3).relevant.reset();
  desk.data.screen_items->at(4).relevant.reset();
  EXPECT_EQ(whole(judged(desk), "n_items"), 3);
  for (ScreenItem& item : *desk.data.screen_items) item.relevant.reset();
  EXPECT_EQ(whole(judged(desk), "n_items"), 5) << "nobody marked anything";
  desk.data.screen_items->at(4).relevant = false;
  EXPECT_EQ(whole(judged(desk), "n_items"), 4);
}

TEST(ScreenFollowingVoice, APageAndItsPanelsAreOne) {
  Desk desk(busy_talk());
  desk.shows("file", 10, {"x"}).shows("file.notes", 10.1, {"blauw"}).shows("file.notes.old", 10.2);
  desk.shows("file.alert", 40).shows("other.notes", 10.2);
  desk.views("file", 12, 14);
  const IndicatorResult result = judged(desk);
  EXPECT_EQ(whole(result, "n_items"), 3) << "the page, a later panel of it, a panel of another";
  EXPECT_EQ(whole(result, "followed"), 1);
  EXPECT_EQ(whole(judged(Desk(desk).views("file", 41, 42)), "followed"), 2)
      << "on the page stands the panel";
  EXPECT_EQ(whole(judged(Desk(desk).views("file", 41, 42).views("file.alert", 90, 91)), "followed"),
            1)
      << "the log has views of the panel itself";
}

TEST(ScreenFollowingVoice, AViewOfWhatAPageStandsInIsNoViewOfThePage) {
  Desk desk(busy_talk());
  for (int i = 0; i < 5; ++i) desk.shows("kb/" + std::to_string(i), 20 + 5 * i);
  const IndicatorResult result = judged(Desk(desk).views("kb", 36, 45));
  EXPECT_THAT(result, not_demonstrated("NOT_FOLLOWED")) << "kb is no page that was shown";
  EXPECT_EQ(whole(result, "followed"), 0);
  EXPECT_THAT(result.evidence[2].note, testing::EndsWith(", nor any of its values said"))
      << "another came up before the view";
  EXPECT_THAT(result.evidence[3].note, testing::EndsWith("; only the page was viewed"));
  EXPECT_THAT(judged(Desk(desk).views("kb", 21, 45)), insufficient("BORDERLINE"))
      << "it may have been any of them";
}

TEST(ScreenFollowingVoice, WherePanelsAreViewedAViewOfTheirPageLeavesItOpen) {
  Desk desk(busy_talk());
  desk.shows("file", 10)
      .shows("file.notes", 30)
      .shows("file.alert", 40)
      .views("file.notes", 31, 32);
  EXPECT_THAT(judged(Desk(desk).views("file", 11, 12)), insufficient("BORDERLINE"));
  const IndicatorResult open = judged(Desk(desk).views("file", 41, 42));
  EXPECT_EQ(whole(open, "followed"), 1) << "the notes";
  EXPECT_THAT(open, insufficient("BORDERLINE")) << "of the alert nobody can tell";
  EXPECT_THAT(open.evidence[1].note, testing::EndsWith("; only the page was viewed"));
  EXPECT_THAT(judged(Desk(desk).views("file", 11, 12).views("file", 41, 42)),
              insufficient("BORDERLINE"));
}

TEST(ScreenFollowingVoice, APageShownAgainIsFollowedAgain) {
  Desk desk(busy_talk());
  desk.shows("file", 10).shows("file", 60).shows("file", 80);
  EXPECT_EQ(whole(judged(Desk(desk).views("file", 12, 14)), "followed"), 1);
  EXPECT_EQ(whole(judged(Desk(desk).shows("file", 80)), "n_items"), 3) << "a row that stands twice";
  EXPECT_EQ(whole(judged(Desk(desk).views("file", 12, 14).views("file", 61, 85)), "followed"), 3);
}

TEST(ScreenFollowingVoice, WhatComesUpAsTheTalkEndsMayBeDealtWithAfterIt) {
  Desk desk = with_followed(3, 3).shows("wrap-up", 85).shows("survey", 86).shows("next", 90);
  desk.data.end = time_of(99);
  const IndicatorResult open = judged(desk);
  EXPECT_THAT(open, insufficient("BORDERLINE"));
  EXPECT_DOUBLE_EQ(real(open, "F"), 0.5);
  EXPECT_THAT(open.evidence[0].note, testing::EndsWith("; the talk was over by then"));
  EXPECT_EQ(whole(judged(Desk(desk).views("wrap-up", 90, 91)), "followed"), 4) << "in time";
  for (std::size_t i = 3; i < 6; ++i) desk.data.screen_items->at(i).shown = time_of(84);
  EXPECT_THAT(judged(desk), not_demonstrated("NOT_FOLLOWED")) << "15 s were left";
}

TEST(ScreenFollowingVoice, TheTalkEndsWithTheHangUp) {
  Desk desk = with_followed(3, 3).shows("form", 130).views("form", 160, 200);
  desk.data.end = time_of(300);
  EXPECT_THAT(judged(desk), not_demonstrated("NOT_SIMULTANEOUS"));
  desk.data.ending.hangup = time_of(100);
  EXPECT_THAT(judged(desk), demonstrated());
  desk.data.ending.hangup = time_of(50);
  EXPECT_THAT(judged(desk), demonstrated()) << "somebody spoke after it";
}

TEST(ScreenFollowingVoice, WhatComesUpInMidTurnMayBeNamedInIt) {
  Talk talk = Talk("nl").client("En wanneer?", 0, 15);
  talk.agent("Wacht, dat komt hier, dat is in juni.", 16, 32).client("Goed.", 33, 60);
  Desk desk(talk);
  desk.views("z", 1, 2);
  for (const char* item : {"a", "b", "c"}) desk.shows(item, 20, {"juni"});
  const IndicatorResult open = judged(desk);
  EXPECT_THAT(open, insufficient("BORDERLINE"));
  EXPECT_EQ(whole(open, "followed"), 0);
  EXPECT_THAT(open.evidence[0].note, testing::EndsWith("; named in the turn in which it appeared"));
  const auto word_at = [&](double at) {
    Desk timed = desk;
    timed.data.turns[1].words = {{{32, 36}, span_of(at, at + 0.5), std::nullopt}};
    return judged(timed);
  };
  EXPECT_EQ(whole(word_at(31), "followed"), 3);
  EXPECT_THAT(word_at(19), not_demonstrated("NOT_FOLLOWED")) << "said before it came up";
}

TEST(ScreenFollowingVoice, ReadingWhileTheClientFetchesSomethingIsOpen) {
  const auto fetching = [](const char* words) {
    Desk desk(Talk("nl")
                  .agent("Hebt u het factuurnummer bij de hand?", 16, 22)
                  .client(words, 23, 28)
                  .client("Ja, ik heb ze.", 75, 85)
                  .agent("Dank u.", 86, 100));
    desk.shows("a", 30).shows("b", 42).shows("c", 55);
    return judged(desk.views("a", 31, 41).views("b", 43, 54).views("c", 56, 70));
  };
  EXPECT_THAT(fetching("Ja, wacht, ik ga ze efkes halen, momentje."), insufficient("BORDERLINE"));
  EXPECT_THAT(fetching("Nee, dat heb ik niet."), not_demonstrated("NOT_SIMULTANEOUS"));
}

TEST(ScreenFollowingVoice, ViewsAfterARecordedEndAreNotPartOfTheContact) {
  Desk desk = with_followed(3, 3).views("a", 95, 120);
  EXPECT_DOUBLE_EQ(real(judged(desk), "V"), 31.0);
  desk.data.end = time_of(100);
  EXPECT_DOUBLE_EQ(real(judged(desk), "V"), 11.0);
}

/// Three items followed, viewed for 10 s of which `during_talk` seconds overlap with talk.
Desk with_overlap(double during_talk) {
  Desk desk(Talk("en")
                .client("What is on it?", 0, 20)
                .agent("Let me see.", 50, 60)
                .client("Thank you.", 90, 99));
  desk.shows("a", 15).shows("b", 15).shows("c", 15);
  const double begin = 20 - during_talk;
  return desk.views("a", begin, begin + 10)
      .views("b", begin, begin + 9)
      .views("c", begin, begin + 2);
}

TEST(ScreenFollowingVoice, HalfOfTheViewingDuringTalkIsDemonstratedAQuarterIsOpenLessIsNot) {
  EXPECT_THAT(judged(with_overlap(5)), demonstrated());
  const IndicatorResult open = judged(with_overlap(4.999));
  EXPECT_THAT(open, insufficient("BORDERLINE"));
  EXPECT_THAT(open, HingesOn("sigma", ">=", 0.5));
  EXPECT_THAT(judged(with_overlap(2.5)), insufficient("BORDERLINE"));
  const IndicatorResult below = judged(with_overlap(2.499));
  EXPECT_THAT(below, not_demonstrated("NOT_SIMULTANEOUS"));
  EXPECT_THAT(below, HingesOn("sigma", "<", 0.25));
}

TEST(ScreenFollowingVoice, AGapInTheTalkOfOneSecondIsBridged) {
  const auto overlap_with_gap = [](double gap) {
    Desk desk(Talk("en").client("Yes?", 0, 10).agent("Yes.", 10 + gap, 30));
    return real(judged(desk.shows("a", 5).views("a", 9, 13)), "VS");
  };
  EXPECT_DOUBLE_EQ(overlap_with_gap(1.0), 4.0);
  EXPECT_DOUBLE_EQ(overlap_with_gap(1.001), 2.999);
}

TEST(ScreenFollowingVoice, WhatWasMissedStandsFirstAndTheLeastLateIsTheNearestMiss) {
  Desk desk(busy_talk());
  desk.shows("a", 0).views("a", 1, 2);
  desk.shows("never", 10).shows("much", 20).views("much", 60, 61);
  desk.shows("little", 30).views("little", 46, 47);
  const IndicatorResult result = judged(desk);
  EXPECT_THAT(result, not_demonstrated("NOT_FOLLOWED"));
  EXPECT_THAT(roles(result), ElementsAre("missed item never", "missed item much",
                                         "missed item little", "followed item a"));
  ASSERT_EQ(result.nearest, 2U);
  EXPECT_EQ(result.evidence[2].note,
            "\"little\" shown at 30.0 s, not viewed by 45.0 s, nor any of its values said; viewed "
            "46.0 s to 47.0 s: 16.0 s later");
}

TEST(ScreenFollowingVoice, AValueSaidOneWindowTooLateIsANearMiss) {
  Desk desk(Talk("nl").client("En?", 0, 9).agent("In juni.", 20, 30).agent("Dag.", 50, 55));
  desk.views("z", 1, 2).shows("x", 2, {"juni"});
  const IndicatorResult result = judged(desk);
  EXPECT_EQ(whole(result, "followed"), 0);
  EXPECT_THAT(result.evidence.front().note, HasSubstr("\"juni\" said in the turn at 20.0 s"));
}

TEST(ScreenFollowingVoice, ReadingInSilenceIsShownLongestSilenceFirst) {
  const IndicatorResult result = judged(with_overlap(1));
  // "c" was read half in talk: that is no silent view.
  EXPECT_THAT(roles(result), ElementsAre("silent view a", "silent view b", "followed item a",
                                         "followed item b", "followed item c"));
  EXPECT_EQ(result.evidence[0].note, "\"a\" viewed 19.0 s to 29.0 s, 1.0 s of 10.0 s during talk");
  EXPECT_EQ(result.nearest, 1U);
}

TEST(ScreenFollowingVoice, AnUnrecordedScreenCannotTell) {
  Desk no_items = with_followed(5);
  no_items.data.screen_items.reset();
  EXPECT_THAT(judged(no_items), insufficient("NO_SCREEN_CHANNEL"));
  Desk no_views = with_followed(0);
  no_views.data.screen_views.reset();
  const IndicatorResult result = judged(no_views);
  EXPECT_THAT(result, insufficient("NO_SCREEN_CHANNEL"));
  EXPECT_EQ(whole(result, "n_items"), 5);
  EXPECT_TRUE(undefined(result, "F"));
}

TEST(ScreenFollowingVoice, ALogWithoutASingleViewCannotTellEither) {
  const IndicatorResult result = judged(with_followed(0));
  EXPECT_THAT(result, insufficient("NO_SCREEN_CHANNEL"));
  EXPECT_DOUBLE_EQ(real(result, "F"), 0.0);
  EXPECT_DOUBLE_EQ(real(result, "V"), 0.0);
  EXPECT_TRUE(undefined(result, "sigma"));
}

TEST(ScreenFollowingVoice, WithoutTalkOrWithoutOneClockNothingIsConcluded) {
  Desk silent = with_followed(5);
  silent.data.turns.clear();
  EXPECT_THAT(judged(silent), insufficient("NO_TRANSCRIPT"));
  Desk skewed = with_followed(1);
  skewed.data.quality.clock = Quality::Clock::unknown;
  EXPECT_THAT(judged(skewed), insufficient("CLOCK_SKEW"));
  Desk untimed = with_followed(1);
  for (Turn& turn : untimed.data.turns) turn.time.reset();
  EXPECT_THAT(judged(untimed), insufficient("CLOCK_SKEW"));
}

TEST(ScreenFollowingVoice, ShiftingEveryTimeChangesNothing) {
  for (const int followed : {2, 3, 5}) {
    Desk desk = with_followed(followed);
    const IndicatorResult before = judged(desk);
    const Millis shift = time_of(-4321.5);
    for (Turn& turn : desk.data.turns)
      turn.time = {turn.time->begin + shift, turn.time->end + shift};
    for (ScreenItem& item : *desk.data.screen_items) item.shown += shift;
    for (ScreenView& view : *desk.data.screen_views) {
      view.time = {view.time.begin + shift, view.time.end + shift};
    }
    const IndicatorResult after = judged(desk);
    EXPECT_EQ(after.verdict, before.verdict);
    EXPECT_DOUBLE_EQ(real(after, "sigma"), real(before, "sigma"));
  }
}

TEST(ScreenFollowingVoice, EveryConditionOfBothVerdictsIsWrittenDown) {
  const IndicatorResult result = judged(with_followed(5));
  std::vector<std::string> needs;
  for (const Deciding& need : result.needs) needs.push_back(need.measure + need.relation);
  EXPECT_THAT(needs, ElementsAre("n_items>=", "F>=", "sigma>="));
  std::vector<std::string> bars;
  for (const Deciding& bar : result.bars) bars.push_back(bar.measure + bar.relation);
  EXPECT_THAT(bars, ElementsAre("F<", "sigma<"));
}

// ---- in writing ---------------------------------------------------------------------------------

/// Three questions, answered after `gap` seconds with a value shown ten seconds after the question.
Desk chat(double gap, Channel channel = Channel::chat) {
  Talk talk("nl", channel);
  for (int i = 0; i < 3; ++i) {
    const double at = i * 500;
    talk.client("Wanneer precies?", at, at);
    talk.agent("Op dag" + std::to_string(i) + ", mevrouw.", at + gap, at + gap);
  }
  Desk desk(talk);
  for (int i = 0; i < 3; ++i) {
    desk.shows("item" + std::to_string(i), i * 500 + 10, {"DAG" + std::to_string(i)});
  }
  return desk;
}

TEST(ScreenFollowingText, ValuesUsedInTheNextMessageNeedNoView) {
  const IndicatorResult result = judged(chat(40));
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "n_items"), 3);
  EXPECT_EQ(whole(result, "followed"), 3);
  EXPECT_DOUBLE_EQ(real(result, "F"), 1.0);
  EXPECT_DOUBLE_EQ(real(result, "kappa_reply"), 1.0);
  EXPECT_EQ(whole(result, "replies"), 3);
  EXPECT_DOUBLE_EQ(real(result, "longest_gap"), 40.0);
  EXPECT_EQ(result.evidence.front().note,
            "\"item0\" shown at 10.0 s, \"dag0\" sent at 40.0 s: 30.0 s later");
}

TEST(ScreenFollowingText, AReplyWithinTwoMinutesIsInTime) {
  EXPECT_DOUBLE_EQ(real(judged(chat(120)), "kappa_reply"), 1.0);
  const IndicatorResult late = judged(chat(120.001));
  EXPECT_DOUBLE_EQ(real(late, "kappa_reply"), 0.0);
  EXPECT_THAT(late, not_demonstrated("REPLY_GAPS"));
  EXPECT_THAT(late, HingesOn("kappa_reply", "<", 0.5));
}

/// Ten replies, the last `late` of them after 200 s; three items, viewed at once.
Desk with_late_replies(int late) {
  Talk talk("en", Channel::chat);
  for (int i = 0; i < 10; ++i) {
    talk.client("And?", i * 500, i * 500);
    const double gap = i >= 10 - late ? 200 + i : 30;
    talk.agent("Yes.", i * 500 + gap, i * 500 + gap);
  }
  Desk desk(talk);
  for (const char* item : {"a", "b", "c"}) desk.shows(item, 10).views(item, 11, 12);
  return desk;
}

TEST(ScreenFollowingText, EightOfTenRepliesInTimeAreDemonstratedFiveAreOpenFourAreNot) {
  EXPECT_THAT(judged(with_late_replies(2)), demonstrated());
  const IndicatorResult open = judged(with_late_replies(3));
  EXPECT_THAT(open, insufficient("BORDERLINE"));
  EXPECT_THAT(open, HingesOn("kappa_reply", ">=", 0.8));
  EXPECT_THAT(judged(with_late_replies(5)), insufficient("BORDERLINE"));
  EXPECT_THAT(judged(with_late_replies(6)), not_demonstrated("REPLY_GAPS"));
}

TEST(ScreenFollowingText, TheLongestGapStandsFirstAndTheShortestTooLongIsTheNearestMiss) {
  const IndicatorResult result = judged(with_late_replies(6));
  EXPECT_EQ(result.evidence.front().role, "reply gap");
  EXPECT_EQ(result.evidence.front().note,
            "message of 4500.0 s answered at 4709.0 s: 209.0 s later");
  ASSERT_EQ(result.nearest, 5U);
  EXPECT_THAT(result.evidence[5].note, HasSubstr("204.0 s later"));
}

TEST(ScreenFollowingText, AGapRunsFromTheFirstUnansweredMessage) {
  Talk talk = Talk("en", Channel::chat)
                  .agent("Hello.", 0, 0)
                  .client("One.", 10, 10)
                  .client("Two.", 100, 100)
                  .agent("Just a moment, please.", 130, 130)
                  .agent("Here it is.", 400, 400);
  const IndicatorResult result = judged(Desk(talk));
  EXPECT_EQ(whole(result, "replies"), 1);
  EXPECT_DOUBLE_EQ(real(result, "longest_gap"), 120.0);
}

TEST(ScreenFollowingText, AGapBeginsWhenTheChatIsTaken) {
  Talk talk = Talk("en", Channel::chat).client("Where is it?", 0, 0).agent("Here.", 420, 420);
  EXPECT_DOUBLE_EQ(real(judged(Desk(talk)), "longest_gap"), 420.0);
  talk.data.connect = time_of(400);
  const IndicatorResult result = judged(Desk(talk));
  EXPECT_DOUBLE_EQ(real(result, "longest_gap"), 20.0);
  EXPECT_EQ(result.evidence[0].note,
            "message of 0.0 s, taken at 400.0 s, answered at 420.0 s: 20.0 s later");
}

TEST(ScreenFollowingText, AnOkToWhatAskedNothingAwaitsNoReply) {
  const auto gap_after = [](const char* agent, const char* client) {
    return real(judged(Desk(Talk("nl", Channel::chat)
                                .client("Waar blijft het?", 0, 0)
                                .agent(agent, 20, 20)
                                .client(client, 25, 25)
                                .agent("Het komt morgen.", 200, 200))),
                "longest_gap");
  };
  EXPECT_DOUBLE_EQ(gap_after("Ik kijk het na.", "oké"), 20.0);
  EXPECT_DOUBLE_EQ(gap_after("Zal ik het nakijken?", "oké"), 175.0) << "that is an answer";
  EXPECT_DOUBLE_EQ(gap_after("Ik kijk het na.", "oké?"), 175.0);
  EXPECT_DOUBLE_EQ(gap_after("Ik kijk het na.", "oké, en wat kost dat"), 175.0);
  EXPECT_DOUBLE_EQ(gap_after("Kan ik nog helpen?", "efkes kijken"), 20.0) << "the client's wait";
}

TEST(ScreenFollowingText, AWaitThatWasPromisedMustEnd) {
  const auto waits = [](const char* client, double length) {
    Talk talk("en", Channel::chat);
    for (const double at : {0.0, 2000.0, 4000.0}) {
      talk.client("What does it cost?", at, at);
      talk.agent("One moment, I will look it up for you.", at + 10, at + 10);
      talk.client(client, at + 20, at + 20);
      talk.agent("Nothing at all.", at + 10 + length, at + 10 + length);
    }
    Desk desk(talk);
    for (const char* item : {"a", "b", "c"}) desk.shows(item, 10).views(item, 11, 12);
    return judged(desk);
  };
  EXPECT_THAT(waits("Ok, thanks.", 120), demonstrated());
  const IndicatorResult long_wait = waits("Ok, thanks.", 900);
  EXPECT_THAT(long_wait, insufficient("BORDERLINE")) << "the promise is a reply";
  EXPECT_DOUBLE_EQ(real(long_wait, "kappa_reply"), 0.5);
  EXPECT_EQ(whole(long_wait, "replies"), 3);
  EXPECT_DOUBLE_EQ(real(long_wait, "longest_gap"), 10.0);
  ASSERT_TRUE(long_wait.nearest.has_value());
  EXPECT_EQ(long_wait.evidence[*long_wait.nearest].note,
            "wait promised at 4010.0 s answered at 4910.0 s: 900.0 s later");
  EXPECT_THAT(waits("And by when?", 900), insufficient("BORDERLINE")) << "three of six in time";
}

TEST(ScreenFollowingText, WhatIsAskedInAPromisedWaitAwaitsAReply) {
  Talk talk("en", Channel::chat);
  talk.client("What does it cost?", 0, 0).agent("One moment, I will look it up.", 10, 10);
  talk.client("Ok.", 20, 20).client("Are you still there?", 600, 600).agent("Yes.", 900, 900);
  const IndicatorResult result = judged(Desk(talk));
  EXPECT_EQ(whole(result, "replies"), 2);
  EXPECT_DOUBLE_EQ(real(result, "longest_gap"), 300.0);
  EXPECT_NEAR(real(result, "kappa_reply"), 1.0 / 3, 1e-9) << "nor was the wait as promised";
}

TEST(ScreenFollowingText, TheTimeOfAMessageIsItsSending) {
  Talk talk = Talk("en", Channel::chat).client("One.", 0, 10).agent("Yes, a red card.", 20, 70);
  Desk desk(talk);
  desk.shows("card", 40, {"red card"});  // while the answer was being written
  const IndicatorResult result = judged(desk);
  EXPECT_DOUBLE_EQ(real(result, "longest_gap"), 60.0);
  EXPECT_EQ(whole(result, "followed"), 1);
}

TEST(ScreenFollowingText, ALastMessageNobodyAnsweredIsShownAndNotCounted) {
  Desk desk = chat(40);
  desk.client("Bedankt.", 1100, 1100);
  const IndicatorResult result = judged(desk);
  EXPECT_EQ(whole(result, "replies"), 3);
  EXPECT_EQ(result.evidence.back().role, "unanswered message");
}

TEST(ScreenFollowingText, WithoutAnyReplyThereIsNothingToTime) {
  Talk talk = Talk("en", Channel::chat).agent("Hello.", 0, 0).client("Hi.", 500, 500);
  Desk desk(talk);
  for (const char* item : {"a", "b", "c"}) desk.shows(item, 10).views(item, 11, 12);
  const IndicatorResult result = judged(desk);
  EXPECT_TRUE(undefined(result, "kappa_reply"));
  EXPECT_THAT(result, insufficient("FEW_OPPORTUNITIES"));
  EXPECT_THAT(result, HingesOn("kappa_reply", ">=", 0.8));
}

TEST(ScreenFollowingText, InAChatAViewIsInTimeForSixtySeconds) {
  const auto viewed_after = [](double delay) {
    return whole(judged(chat(40).shows("x", 600).views("x", 600 + delay, 800)), "followed");
  };
  EXPECT_EQ(viewed_after(60), 4);
  EXPECT_EQ(viewed_after(60.001), 3);
}

TEST(ScreenFollowingText, AValueCountsOnlyInTheNextMessageSentAfterItWasShown) {
  const auto shown_at = [](double at) {
    Talk talk = Talk("fr", Channel::chat)
                    .client("Combien ?", 0, 0)
                    .agent("C'est gratuit.", 50, 50)
                    .client("Sûr ?", 60, 60)
                    .agent("Oui, gratuit.", 90, 90)
                    .agent("Vraiment gratuit.", 120, 120)
                    .agent("Au revoir.", 150, 150);
    return whole(judged(Desk(talk).shows("prix", at, {"Gratuit"})), "followed");
  };
  EXPECT_EQ(shown_at(49.999), 1);
  EXPECT_EQ(shown_at(50), 1);   // the message of 90 s
  EXPECT_EQ(shown_at(120), 0);  // the next message does not say it
  EXPECT_EQ(shown_at(150), 0);  // there is none
}

TEST(ScreenFollowingText, AValueInTheMessageAfterTheNextIsANearMiss) {
  Talk talk = Talk("fr", Channel::chat)
                  .client("Combien ?", 0, 0)
                  .agent("Un instant.", 20, 20)
                  .client("D'accord.", 30, 30)
                  .agent("C'est gratuit.", 50, 50);
  Desk desk(talk);
  desk.shows("prix", 10, {"gratuit"}).shows("b", 11).shows("c", 12);
  const IndicatorResult result = judged(desk);
  EXPECT_THAT(result, not_demonstrated("NOT_FOLLOWED"));
  ASSERT_EQ(result.nearest, 0U);
  EXPECT_EQ(quote(desk.contact(), result.evidence[0]), "gratuit");
}

TEST(ScreenFollowingText, MessagesOnEndAreOneAnswer) {
  Talk talk = Talk("nl", Channel::chat)
                  .client("Waar blijft het?", 0, 0)
                  .agent("Goed nieuws!", 30, 30)
                  .agent("DM123 komt morgen.", 33, 33);
  Desk desk(talk);
  desk.shows("nummer", 25, {"DM123"}).shows("dag", 26, {"morgen"}).shows("stand", 27, {"komt"});
  EXPECT_EQ(whole(judged(desk), "followed"), 3);
}

TEST(ScreenFollowingText, ANextMessageThatComesLateStillUsesTheValue) {
  const IndicatorResult result = judged(chat(100));  // shown 90 s before it is sent
  EXPECT_EQ(whole(result, "followed"), 3);
}

TEST(ScreenFollowingText, AnEmailHasUntilTheNextMessageIsSentAndNoReplyLimit) {
  const IndicatorResult result = judged(chat(400, Channel::email));
  EXPECT_THAT(result, demonstrated());
  EXPECT_DOUBLE_EQ(real(result, "kappa_reply"), 1.0);
  const auto viewed = [](double at) {
    Desk desk(Talk("en", Channel::email).client("One.", 0, 0).agent("See enclosed.", 600, 600));
    return whole(judged(desk.shows("x", 100).views("x", at, at + 5)), "followed");
  };
  EXPECT_EQ(viewed(600), 1);
  EXPECT_EQ(viewed(600.001), 0);
}

TEST(ScreenFollowingText, AnEmailThatIsNeverAnsweredStillMayBeFollowed) {
  Desk desk(Talk("en", Channel::email).agent("Hello.", 0, 0).client("One.", 600, 600));
  EXPECT_EQ(whole(judged(desk.shows("x", 100).views("x", 5000, 5001)), "followed"), 1);
}

TEST(ScreenFollowingText, SeveralChatsAtOnceExplainGapsThatAreShortForEachOfThem) {
  Desk desk = chat(200);
  desk.data.concurrency = 2;
  const IndicatorResult result = judged(desk);
  EXPECT_THAT(result, insufficient("BORDERLINE"));  // NORM CCO-1.2: divide, or mark I
  EXPECT_THAT(result.flags, ElementsAre("CONCURRENT_CHATS"));
  desk.data.concurrency = 1;
  EXPECT_THAT(judged(desk), not_demonstrated("REPLY_GAPS"));
  EXPECT_DOUBLE_EQ(real(result, "kappa_per_chat"), 1.0);
  EXPECT_THAT(judged(chat(200)).flags, IsEmpty());
}

TEST(ScreenFollowingText, TwoItemsAreTooFew) {
  Desk desk = chat(40);
  desk.data.screen_items->pop_back();
  EXPECT_THAT(judged(desk), insufficient("FEW_OPPORTUNITIES"));
}

TEST(ScreenFollowingText, MissedItemsFailBeforeSlowReplies) {
  Desk desk = chat(200);
  for (ScreenItem& item : *desk.data.screen_items) item.keys = {"nergens"};
  const IndicatorResult result = judged(desk);
  EXPECT_THAT(result, not_demonstrated("NOT_FOLLOWED"));
  EXPECT_THAT(result.evidence.front().role, StartsWith("missed"));
}

TEST(ScreenFollowingText, WithoutScreenTalkOrClockNothingIsConcluded) {
  Desk no_views = chat(40);
  no_views.data.screen_views.reset();
  EXPECT_THAT(judged(no_views), insufficient("NO_SCREEN_CHANNEL"));
  Desk no_items = chat(40);
  no_items.data.screen_items.reset();
  EXPECT_THAT(judged(no_items), insufficient("NO_SCREEN_CHANNEL"));
  Desk silent = chat(40);
  silent.data.turns.clear();
  EXPECT_THAT(judged(silent), insufficient("NO_TRANSCRIPT"));
  Desk skewed = chat(200);
  skewed.data.quality.clock = Quality::Clock::unknown;
  EXPECT_THAT(judged(skewed), insufficient("CLOCK_SKEW"));
}

}  // namespace
}  // namespace callnorm
