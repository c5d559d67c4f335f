#include "callnorm/indicator/objections.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "callnorm/detect/objections.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::demonstrated;
using test::HingesOn;
using test::insufficient;
using test::not_applicable;
using test::not_demonstrated;
using test::quotes;
using test::Says;
using test::Talk;
using test::whole;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* per_contact = "counter_per_contact";
constexpr const char* per_objection = "counter_per_objection";

Parameters limits(double max_counters = 3, bool zero_is_met = false) {
  std::vector<Parameter> list = test::parameters_of(Measure::counter_arguments).list();
  for (Parameter& p : list) {
    if (p.name == "max_counters") p.value = max_counters;
    if (p.name == "zero_is_met") p.value = zero_is_met ? 1 : 0;
  }
  return Parameters(std::move(list));
}

/// What a person labelled: one turn for each act, in order.
class Labelled {
 public:
  Labelled() {
    for (const ActKind kind : {ActKind::objection, ActKind::rebuttal, ActKind::firm_refusal,
                               ActKind::acknowledge_objection, ActKind::accept}) {
      talk.given(kind);
    }
  }
  Labelled& objection(std::string id, std::string type = "price") {
    talk.client("Too much.").act(ActKind::objection);
    talk.data.acts.back().id = std::move(id);
    talk.data.acts.back().type = std::move(type);
    return *this;
  }
  Labelled& rebuttal(std::string to) {
    talk.agent("But think of this.").act(ActKind::rebuttal);
    talk.data.acts.back().to = std::move(to);
    return *this;
  }
  Labelled& refusal() {
    talk.client("No, and that is final.").act(ActKind::firm_refusal);
    return *this;
  }
  IndicatorResult judge(const char* reading = per_contact,
                        const Parameters& parameters = limits()) const {
    const Contact contact = talk.contact();
    const PreparedContact prepared = test::prepare(contact);
    IndicatorResult result;
    judge_counter_arguments(prepared, contact.data().acts, reading, false, parameters, result);
    return result;
  }
  Talk talk;
};

/// What the rules find and the judge says to it.
IndicatorResult heard(const Talk& talk, bool by_phrases = true) {
  const PreparedContact prepared = test::prepare(talk.contact());
  std::vector<Act> acts;
  detect_objections(prepared, {}, acts);
  std::stable_sort(acts.begin(), acts.end(),
                   [](const Act& a, const Act& b) { return *a.turn < *b.turn; });
  IndicatorResult result;
  judge_counter_arguments(prepared, acts, per_contact, by_phrases, limits(), result);
  return result;
}

TEST(CounterArguments, TwoAgainstTwoObjectionsAreDemonstrated) {
  const IndicatorResult result =
      Labelled().objection("a").rebuttal("a").objection("b").rebuttal("b").judge();
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "objections"), 2);
  EXPECT_EQ(whole(result, "rebuttals"), 2);
  EXPECT_EQ(whole(result, "max_per_objection"), 1);
  EXPECT_EQ(whole(result, "after_refusal"), 0);
  EXPECT_THAT(result, HingesOn("rebuttals", "<=", 3.0));
  EXPECT_THAT(result.flags, IsEmpty());
}

TEST(CounterArguments, ThreeStandAtTheUpperLimit) {
  const IndicatorResult result =
      Labelled().objection("a").rebuttal("a").rebuttal("a").rebuttal("a").judge();
  EXPECT_THAT(result, Says(Verdict::demonstrated, "AT_UPPER_LIMIT"));
  EXPECT_THAT(result.flags, ElementsAre("AT_UPPER_LIMIT"));
}

TEST(CounterArguments, AFourthIsOneTooMany) {
  Labelled talk;
  for (const char* id : {"a", "b", "c", "d"}) talk.objection(id).rebuttal(id);
  const IndicatorResult result = talk.judge();
  EXPECT_THAT(result, not_demonstrated("OVER_MAXIMUM"));
  EXPECT_THAT(result, HingesOn("rebuttals", ">", 3.0));
  EXPECT_THAT(result.flags, Contains("OTHER_READING_DIFFERS"));
  // The one too many stands first, and is the nearest miss.
  ASSERT_FALSE(result.evidence.empty());
  EXPECT_EQ(result.evidence[0].turn, 7U);
  EXPECT_THAT(result.evidence[0].note, HasSubstr("counter-argument 4"));
  EXPECT_EQ(result.nearest, 0U);
}

TEST(CounterArguments, PerObjectionFourMayBeTwoAndTwo) {
  Labelled talk;
  talk.objection("a").rebuttal("a").rebuttal("a").objection("b").rebuttal("b").rebuttal("b");
  EXPECT_THAT(talk.judge(per_objection), demonstrated());
  EXPECT_THAT(talk.judge(per_objection).flags, Contains("OTHER_READING_DIFFERS"));
  EXPECT_EQ(whole(talk.judge(per_objection), "max_per_objection"), 2);
  EXPECT_THAT(talk.judge(per_contact), not_demonstrated("OVER_MAXIMUM"));
}

TEST(CounterArguments, PerObjectionThreeStandAtTheLimitAndFourExceedIt) {
  Labelled talk;
  talk.objection("a").rebuttal("a").rebuttal("a").rebuttal("a");
  EXPECT_THAT(talk.judge(per_objection), Says(Verdict::demonstrated, "AT_UPPER_LIMIT"));
  talk.rebuttal("a");
  const IndicatorResult result = talk.judge(per_objection);
  EXPECT_THAT(result, not_demonstrated("OVER_MAXIMUM"));
  EXPECT_THAT(result, HingesOn("max_per_objection", ">", 3.0));
}

TEST(CounterArguments, OneAfterAFirmNoFails) {
  const IndicatorResult result =
      Labelled().objection("a").rebuttal("a").refusal().rebuttal("a").judge();
  EXPECT_THAT(result, not_demonstrated("PUSHED_AFTER_REFUSAL"));
  EXPECT_EQ(whole(result, "after_refusal"), 1);
  EXPECT_THAT(result, HingesOn("after_refusal", ">=", 1.0));
  ASSERT_GE(result.evidence.size(), 2U);
  EXPECT_EQ(result.evidence[0].role, "firm refusal");
  EXPECT_THAT(result.evidence[1].note, HasSubstr("after the client's firm no"));
  EXPECT_EQ(result.nearest, 1U);
}

TEST(CounterArguments, StoppingAtTheFirmNoIsDemonstrated) {
  EXPECT_THAT(Labelled().objection("a").rebuttal("a").refusal().judge(), demonstrated());
}

TEST(CounterArguments, WhatBeginsWithTheRefusalDoesNotComeAfterIt) {
  Labelled talk;
  talk.objection("a").refusal().rebuttal("a");
  double at = 0;
  for (Turn& turn : talk.talk.data.turns) turn.time = test::span_of(at, at + 1), at += 2;
  EXPECT_EQ(whole(talk.judge(), "after_refusal"), 1);
  talk.talk.data.turns[2].time = talk.talk.data.turns[1].time;
  EXPECT_EQ(whole(talk.judge(), "after_refusal"), 0);
}

TEST(CounterArguments, TooManyAndAfterANoSaysTooMany) {
  const IndicatorResult result = Labelled()
                                     .objection("a")
                                     .rebuttal("a")
                                     .rebuttal("a")
                                     .rebuttal("a")
                                     .refusal()
                                     .rebuttal("a")
                                     .judge();
  EXPECT_THAT(result, not_demonstrated("OVER_MAXIMUM"));
  EXPECT_THAT(result.flags, Contains("PUSHED_AFTER_REFUSAL"));
}

TEST(CounterArguments, WithoutAnObjectionTheyDoNotApply) {
  const IndicatorResult result = Labelled().judge();
  EXPECT_THAT(result, not_applicable("NO_OBJECTION"));
  EXPECT_EQ(whole(result, "objections"), 0);
  EXPECT_EQ(whole(result, "rebuttals"), 0);
  EXPECT_EQ(whole(result, "max_per_objection"), 0);
  EXPECT_EQ(whole(result, "after_refusal"), 0);
}

TEST(CounterArguments, AnObjectionLeftAloneExercisesNothing) {
  const IndicatorResult result = Labelled().objection("a").judge();
  EXPECT_THAT(result, insufficient("NOT_EXERCISED"));
  EXPECT_THAT(result, HingesOn("rebuttals", ">=", 1.0));
}

TEST(CounterArguments, ByTheOtherReadingNoneMeetsTheMaximum) {
  EXPECT_THAT(Labelled().objection("a").judge(per_contact, limits(3, true)), demonstrated());
}

TEST(CounterArguments, TheMaximumIsAParameter) {
  Labelled talk;
  talk.objection("a").rebuttal("a").rebuttal("a");
  EXPECT_THAT(talk.judge(per_contact, limits(1)), not_demonstrated("OVER_MAXIMUM"));
  EXPECT_THAT(talk.judge(per_contact, limits(2)), Says(Verdict::demonstrated, "AT_UPPER_LIMIT"));
  EXPECT_THAT(talk.judge(per_contact, limits(2 - 1e-10)),
              Says(Verdict::demonstrated, "AT_UPPER_LIMIT"))
      << "comparisons tolerate 1e-9";
  EXPECT_THAT(talk.judge(per_contact, limits(4.5)), demonstrated()) << "an accommodation";
}

TEST(CounterArguments, TwoArgumentsInOneTurnCountOnce) {
  Labelled talk;
  talk.objection("a").rebuttal("a");
  talk.talk.act(ActKind::rebuttal);
  talk.talk.data.acts.back().to = "a";
  const IndicatorResult result = talk.judge();
  EXPECT_EQ(whole(result, "rebuttals"), 1);
  EXPECT_DOUBLE_EQ(test::real(result, "arguments_per_turn"), 2.0);
}

TEST(CounterArguments, ARowIsNotATurn) {
  const auto rebuttals = [](const std::string& first, const std::string& between,
                            const std::string& second) {
    Labelled talk;
    talk.objection("a");
    talk.talk.agent(first).act(ActKind::rebuttal);
    talk.talk.data.acts.back().to = "a";
    if (!between.empty()) talk.talk.client(between);
    talk.talk.agent(second).act(ActKind::rebuttal);
    talk.talk.data.acts.back().to = "a";
    return whole(talk.judge(), "rebuttals");
  };
  const std::string half = "It's less than a coffee a day if you";
  const std::string rest = "count it over the whole year.";
  EXPECT_EQ(rebuttals(half, "", rest), 1);
  EXPECT_EQ(rebuttals(half, "mm", rest), 1);
  EXPECT_EQ(rebuttals(half, "I have no year.", rest), 2);
  EXPECT_EQ(rebuttals("It's less than a coffee a day.", "", "Count it over the whole year."), 2);
}

TEST(CounterArguments, OneTurnAgainstTwoObjectionsCountsTwice) {
  Labelled talk;
  talk.objection("a").objection("b").rebuttal("a");
  talk.talk.act(ActKind::rebuttal);
  talk.talk.data.acts.back().to = "b";
  EXPECT_EQ(whole(talk.judge(), "rebuttals"), 2);
  EXPECT_EQ(whole(talk.judge(), "max_per_objection"), 1);
}

TEST(CounterArguments, WithoutANameARebuttalAnswersTheLastObjection) {
  Labelled talk;
  talk.objection("a").rebuttal("").rebuttal("").objection("b").rebuttal("");
  EXPECT_EQ(whole(talk.judge(), "max_per_objection"), 2);
}

TEST(CounterArguments, AnIdThatNothingHasIsAnObjectionOfItsOwn) {
  Labelled talk;
  talk.objection("a").rebuttal("x").rebuttal("x");
  EXPECT_EQ(whole(talk.judge(), "rebuttals"), 2);
  EXPECT_EQ(whole(talk.judge(), "max_per_objection"), 2);
}

TEST(CounterArguments, WithoutATranscriptNothingIsSeen) {
  Talk talk;
  talk.data.headset.emplace();
  EXPECT_THAT(heard(talk), insufficient("NO_TRANSCRIPT"));
}

TEST(CounterArguments, APlantedObjectionTheRulesMissIsOpen) {
  Talk talk = Talk().agent("Good morning.").client("Hello.");
  EXPECT_THAT(heard(talk), not_applicable("NO_OBJECTION"));
  talk.data.scenario.emplace().objections = 1;
  EXPECT_THAT(heard(talk), insufficient("ONE_SIDED_DETECTOR"));
  talk.data.scenario->objections = 0;
  EXPECT_THAT(heard(talk), not_applicable("NO_OBJECTION"));
}

TEST(CounterArguments, WherePhrasesAloneWereReadAnAnswerThatMayResistIsOpen) {
  const Talk talk = Talk()
                        .agent("Good morning, how can I help?")
                        .client("The boiler is out.")
                        .agent("Right, we can be with you between two and six on Friday.")
                        .client("There's only the one of me and I'm not in.");
  const IndicatorResult open = heard(talk, true);
  EXPECT_THAT(open, insufficient("OBJECTION_UNVERIFIED"));
  EXPECT_THAT(quotes(talk.contact(), open),
              ElementsAre("unread answer: There's only the one of me and I'm not in."));
  EXPECT_THAT(heard(talk, false), not_applicable("NO_OBJECTION"));
}

TEST(CounterArguments, WhoRefusesWasAskedForSomething) {
  const Talk talk = Talk()
                        .agent("I'm calling about your subscription.")
                        .client("Take me off your list.")
                        .agent("Fine.");
  const IndicatorResult result = heard(talk);
  EXPECT_EQ(whole(result, "firm_refusals"), 1);
  EXPECT_THAT(result, insufficient("ONE_SIDED_DETECTOR"));
}

TEST(CounterArguments, APlantedObjectionAPersonDidNotHearIsNone) {
  Labelled talk;
  talk.talk.agent("Good morning.");
  talk.talk.data.scenario.emplace().objections = 1;
  EXPECT_THAT(talk.judge(), not_applicable("NO_OBJECTION"));
  EXPECT_THAT(talk.judge().flags, ElementsAre("PLANTED_OBJECTION_NOT_FOUND"));
}

TEST(CounterArguments, InALanguageTheRulesCannotReadNothingIsConcluded) {
  EXPECT_THAT(heard(Talk("").agent("Dobry den.").client("Ne.")),
              insufficient("ONE_SIDED_DETECTOR"));
}

TEST(CounterArguments, ACountByRuleFailsNobodyUntilItIsConfirmed) {
  Talk talk = Talk().agent("We have a special offer on fibre.");
  for (int i = 0; i < 4; ++i) {
    talk.client("That's too expensive for me.").agent("But you save ten euros a month.");
  }
  const IndicatorResult result = heard(talk);
  EXPECT_EQ(whole(result, "rebuttals"), 4);
  EXPECT_THAT(result, insufficient("UNCONFIRMED_COUNT"));
  EXPECT_THAT(result.flags, Contains("WOULD_BE_OVER_MAXIMUM"));
}

TEST(CounterArguments, WhatAnotherProgramFoundFailsNobodyUntilItIsConfirmed) {
  Labelled talk;
  for (const char* id : {"a", "b", "c", "d"}) talk.objection(id).rebuttal(id);
  EXPECT_THAT(talk.judge(), not_demonstrated("OVER_MAXIMUM"));
  for (Act& act : talk.talk.data.acts) act.score = 0.55;
  EXPECT_THAT(talk.judge(), insufficient("UNCONFIRMED_COUNT"));
}

TEST(CounterArguments, WhereMoreTurnsMayArgueFewFoundAreNotFew) {
  Talk talk = Talk().agent("We have a special offer on fibre.");
  for (int i = 0; i < 3; ++i) {
    talk.client("That's too expensive for me.")
        .agent("Yes, but everybody in the street took it by now.");
  }
  talk.client("I have to think about it.").agent("But you save ten euros a month.");
  const IndicatorResult result = heard(talk);
  EXPECT_EQ(whole(result, "rebuttals"), 1);
  EXPECT_THAT(result, insufficient("UNCONFIRMED_COUNT"));
  EXPECT_EQ(result.evidence.back().role, "unread answer");
  EXPECT_THAT(heard(talk, false), demonstrated()) << "where not phrases alone were looked for";
}

TEST(CounterArguments, OneThatMayFollowAFirmNoIsForTheAssessor) {
  const auto after = [](const std::string& last) {
    return heard(Talk()
                     .agent("We have a special offer on fibre.")
                     .client("That's too expensive for me.")
                     .agent("But you save ten euros a month.")
                     .client("No. I said no.")
                     .agent(last));
  };
  EXPECT_THAT(after("Yes but think what all of this costs."), insufficient("UNCONFIRMED_COUNT"));
  EXPECT_THAT(after("All right, then I leave it there. Goodbye."), demonstrated());
}

TEST(CounterArguments, AReasonForCallingIsNoObjectionWhateverAModelMakesOfIt) {
  const auto judged = [](const std::string& opening) {
    const Contact contact = Talk()
                                .agent(opening)
                                .client("It's just not good enough.")
                                .agent("But it was sent.")
                                .contact();
    std::vector<Act> acts(2);
    acts[0].kind = ActKind::objection;
    acts[0].turn = 1;
    acts[1].kind = ActKind::rebuttal;
    acts[1].turn = 2;
    for (Act& act : acts) act.by = "model@1", act.score = 0.9;
    const PreparedContact prepared = test::prepare(contact);
    IndicatorResult result;
    judge_counter_arguments(prepared, acts, per_contact, false, limits(), result);
    return result;
  };
  EXPECT_THAT(judged("Good morning. How can I help?"), not_applicable("NO_OBJECTION"));
  EXPECT_THAT(judged("We have a special offer on fibre."), demonstrated());
}

TEST(CounterArguments, ByRuleTwoAreStillDemonstrated) {
  const Talk talk = Talk()
                        .agent("We have a special offer on fibre.")
                        .client("That's too expensive for me.")
                        .agent("But you save ten euros a month.")
                        .client("I have to think about it.")
                        .agent("You can always cancel.");
  const IndicatorResult result = heard(talk);
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "rebuttals"), 2);
}

TEST(CounterArguments, PressureIsListedAndNotCounted) {
  const Talk talk = Talk()
                        .agent("We have a special offer on fibre.")
                        .client("That's too expensive for me.")
                        .agent("But you save ten euros a month. It is valid only today.");
  const IndicatorResult result = heard(talk);
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result.flags, Contains("PRESSURE"));
  EXPECT_EQ(result.evidence.back().role, "pressure");
}

TEST(CounterArguments, EveryConditionIsNamed) {
  std::vector<std::string> needs;
  for (const Deciding& need : Labelled().objection("a").rebuttal("a").judge().needs) {
    needs.push_back(need.measure + need.relation);
  }
  EXPECT_THAT(needs, ElementsAre("objections>=", "rebuttals>=", "rebuttals<=", "after_refusal<="));
}

TEST(CounterArguments, EvidenceIsInOrderOfTime) {
  const IndicatorResult result =
      Labelled().objection("a").rebuttal("a").objection("b").rebuttal("b").judge();
  std::vector<std::string> notes;
  for (const Evidence& e : result.evidence) notes.push_back(e.note);
  EXPECT_THAT(
      notes,
      ElementsAre("objection 1, countered once", "counter-argument 1, no. 1 against objection 1",
                  "objection 2, countered once", "counter-argument 2, no. 1 against objection 2"));
}

TEST(CounterArguments, AnObjectionOfTheAgentsIsShownAsTheOtherReading) {
  Labelled talk;
  talk.talk.agent("I have a doubt about that.").act(ActKind::objection);
  EXPECT_EQ(whole(talk.judge(), "agent_raises"), 1);
}

// By the model, which heard no refusal; the lexicon knows one.
TEST(CounterArguments, AFinalNoThatOnlyTheLexiconKnowsIsForAnAssessor) {
  const auto judged = [](const std::string& no, bool argues) {
    Talk talk = Talk()
                    .agent("We have a special offer on fibre.")
                    .client("That's too expensive for me.")
                    .agent("But you save ten euros a month.")
                    .client(no);
    talk.agent(argues ? "But it is faster too, you know." : "That is fine, goodbye.");
    const Contact contact = talk.contact();
    std::vector<Act> acts(argues ? 3 : 2);
    acts[0].kind = ActKind::objection;
    acts[0].turn = 1;
    acts[1].kind = ActKind::rebuttal;
    acts[1].turn = 2;
    if (argues) acts[2].kind = ActKind::rebuttal, acts[2].turn = 4;
    for (Act& act : acts) act.by = "model@1", act.score = 0.9;
    const PreparedContact prepared = test::prepare(contact);
    IndicatorResult result;
    judge_counter_arguments(prepared, acts, per_contact, false, limits(), result);
    return result;
  };
  const IndicatorResult pushed = judged("For the last time, no.", true);
  EXPECT_THAT(pushed, insufficient("UNCONFIRMED_COUNT"));
  EXPECT_EQ(pushed.evidence.back().role, "unread answer");
  EXPECT_EQ(pushed.evidence.back().turn, 3U);
  EXPECT_THAT(judged("For the last time, no.", false), demonstrated()) << "nothing came after it";
  EXPECT_THAT(judged("I don't know.", true), demonstrated());
}

// By the model, which heard no objection.
TEST(CounterArguments, AnObjectionToAnOfferThatOnlyTheLexiconKnowsIsForAnAssessor) {
  const auto judged = [](const std::string& opening, const std::string& answer) {
    const Contact contact =
        Talk().agent(opening).client(answer).agent("How much do you pay now?").contact();
    const PreparedContact prepared = test::prepare(contact);
    IndicatorResult result;
    judge_counter_arguments(prepared, {}, per_contact, false, limits(), result);
    return result;
  };
  const std::string offer = "We have a special offer on fibre for you this month.";
  EXPECT_THAT(judged(offer, "That's too expensive for me."), insufficient("OBJECTION_UNVERIFIED"));
  EXPECT_THAT(judged(offer, "That sounds nice."), not_applicable("NO_OBJECTION"));
  EXPECT_THAT(judged("Your bill for May was sent to you last week.", "It is too expensive."),
              not_applicable("NO_OBJECTION"))
      << "a complaint";
}

}  // namespace
}  // namespace callnorm
