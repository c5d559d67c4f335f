#include "callnorm/indicator/understanding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::demonstrated;
using test::HingesOn;
using test::insufficient;
using test::judged;
using test::not_applicable;
using test::not_demonstrated;
using test::quotes;
using test::script_of;
using test::Talk;
using test::time_of;
using test::whole;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// ---- CCO-3.1
// ----------------------------------------------------------------------------------------------------

constexpr const char* reformulation_id = "CCO-3.1";

Script about(const std::vector<std::string>& keywords) {
  return script_of("step", {{"objective", {{"id", "it"}, {"keywords", keywords}}}});
}

const std::string theft =
    "My card was stolen on the tram this morning and I am worried.";  // 13 words
const std::string restated = "So you want to block the card that was stolen.";

/// The client tells, the agent restates, the client answers `after` seconds later.
Talk exchange(const std::string& answer, double after = 0.5) {
  return Talk().client(theft, 0, 5).agent(restated, 6, 9).client(answer, 9 + after, 11 + after);
}

TEST(Reformulation, ConfirmedAndToThePurposeIsDemonstrated) {
  const Contact contact = exchange("Yes, exactly.").contact();
  const IndicatorResult result = judged(reformulation_id, contact, about({"card", "block"}));
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "n_R"), 1);
  EXPECT_EQ(whole(result, "n_ratified"), 1);
  EXPECT_EQ(whole(result, "n_goal"), 1);
  EXPECT_EQ(whole(result, "n_disconfirmed"), 0);
  EXPECT_EQ(whole(result, "client_words"), 15);
  EXPECT_THAT(result, HingesOn("n_goal", ">=", 1.0));
  EXPECT_THAT(result.acts_by, ElementsAre("rules@1"));
}

TEST(Reformulation, ItsEvidenceIsTheFormulationTheClientsWordsAndTheConfirmation) {
  const Contact contact = exchange("Yes, exactly.").contact();
  const IndicatorResult result = judged(reformulation_id, contact, about({"card"}));
  EXPECT_THAT(quotes(contact, result),
              ElementsAre("reformulation: " + restated, "client's words: " + theft,
                          "confirmation: Yes, exactly."));
  EXPECT_EQ(result.evidence[0].turn, 1U);
  EXPECT_EQ(result.evidence[0].time, test::span_of(6, 9));
  EXPECT_EQ(result.evidence[0].note, "confirmed by the client");
  EXPECT_EQ(result.evidence[2].turn, 2U);
}

TEST(Reformulation, OfALongTurnWithoutMarksOnlyTheWordsTakenUpAreShown) {
  const std::string story =
      "well you see i was on the tram this morning with the little one and the pushchair and then "
      "somewhere near the station my card was stolen and nobody saw a thing of course";
  const Contact contact =
      Talk().client(story, 0, 12).agent(restated, 13, 16).client("Yes, exactly.", 16, 18).contact();
  EXPECT_THAT(quotes(contact, judged(reformulation_id, contact, about({"card"}))),
              testing::Contains("client's words: card was stolen"));
}

TEST(Reformulation, OffThePurposeIsOpen) {
  const IndicatorResult result =
      judged(reformulation_id, exchange("Yes, exactly.").contact(), about({"invoice", "meter"}));
  EXPECT_THAT(result, insufficient("OFF_GOAL"));
  EXPECT_EQ(whole(result, "n_ratified"), 1);
  EXPECT_EQ(whole(result, "n_goal"), 0);
  EXPECT_THAT(result.evidence[0].note, HasSubstr("does not touch the purpose"));
}

TEST(Reformulation, WithoutAScriptThePurposeIsUnknown) {
  EXPECT_THAT(judged(reformulation_id, exchange("Yes, exactly.").contact()),
              insufficient("OBJECTIVE_UNKNOWN"));
  EXPECT_THAT(judged(reformulation_id, exchange("Yes, exactly.").contact(), script_of("step")),
              insufficient("OBJECTIVE_UNKNOWN"));
}

TEST(Reformulation, NotConfirmedIsOpen) {
  const IndicatorResult result =
      judged(reformulation_id, exchange("When will the new one come?").contact(), about({"card"}));
  EXPECT_THAT(result, insufficient("NOT_RATIFIED"));
  EXPECT_EQ(whole(result, "n_R"), 1);
  EXPECT_EQ(whole(result, "n_ratified"), 0);
  EXPECT_EQ(result.evidence[0].note, "neither confirmed nor rejected");
}

TEST(Reformulation, AConfirmationComesWithinTenSeconds) {
  EXPECT_THAT(judged(reformulation_id, exchange("Yes, exactly.", 10.0).contact(), about({"card"})),
              demonstrated());
  EXPECT_THAT(
      judged(reformulation_id, exchange("Yes, exactly.", 10.001).contact(), about({"card"})),
      insufficient("NOT_RATIFIED"));
}

TEST(Reformulation, InAChatTheClientAnswersWhenTheClientAnswers) {
  Talk talk("en", Channel::chat);
  talk.client(theft, 0, 0).agent(restated, 20, 20).client("Yes, exactly.", 300, 300);
  EXPECT_THAT(judged(reformulation_id, talk.contact(), about({"card"})), demonstrated());
}

TEST(Reformulation, WithoutTimesTheNextClientTurnConfirms) {
  const Talk talk = Talk().client(theft).agent(restated).client("Yes, exactly.");
  EXPECT_THAT(judged(reformulation_id, talk.contact(), about({"card"})), demonstrated());
}

TEST(Reformulation, NothingFoundProvesNothing) {
  const Talk talk = Talk().client(theft).agent("One moment.").client("Yes.");
  const IndicatorResult result = judged(reformulation_id, talk.contact(), about({"card"}));
  EXPECT_THAT(result, insufficient("ONE_SIDED_DETECTOR"));
  EXPECT_EQ(whole(result, "n_R"), 0);
  EXPECT_THAT(result.evidence, IsEmpty());
}

TEST(Reformulation, NoneInACompleteAnnotationIsNotDemonstrated) {
  Talk talk = exchange("Yes, exactly.");
  talk.complete(ActKind::reformulation).given(ActKind::read_back);
  EXPECT_THAT(judged(reformulation_id, talk.contact(), about({"card"})),
              not_demonstrated("NONE_IN_COMPLETE_ANNOTATION"));
  // Looked for, but not said to be all there is: nothing is proven.
  talk.data.quality.annotation_complete.clear();
  EXPECT_THAT(judged(reformulation_id, talk.contact(), about({"card"})),
              insufficient("ONE_SIDED_DETECTOR"));
}

TEST(Reformulation, WhatAnAnnotatorFoundIsConfirmedByTheRules) {
  const Talk talk = Talk()
                        .client(theft)
                        .agent("Stolen, then, your card.")
                        .act(ActKind::reformulation)
                        .client("Yes, exactly.");
  const IndicatorResult result = judged(reformulation_id, talk.contact(), about({"card"}));
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result.acts_by, ElementsAre("annotation", "rules@1"));
}

TEST(Reformulation, AReadBackServesThePurposeByDefinition) {
  const Talk talk = Talk()
                        .client("My number is 311 045 902.")
                        .agent("311 045 902, is that right?")
                        .client("Yes.");
  const Contact contact = talk.contact();
  const IndicatorResult result = judged(reformulation_id, contact, about({"invoice"}));
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(quotes(contact, result), Contains("read_back: 311 045 902, is that right?"));
  EXPECT_THAT(quotes(contact, result), Contains("client's words: My number is 311 045 902."));
}

TEST(Reformulation, TwelveWordsOfTheClientAreAnOccasion) {
  const std::string eleven = "My card was stolen on the tram and I am worried.";
  ASSERT_EQ(whole(judged(reformulation_id, Talk().client(eleven).contact()), "client_words"), 11);
  const IndicatorResult few = judged(reformulation_id, Talk().client(eleven).contact());
  EXPECT_THAT(few, not_applicable("NO_OPPORTUNITY"));
  EXPECT_THAT(few, HingesOn("client_words", ">=", 12.0));
  EXPECT_THAT(judged(reformulation_id, Talk().client(eleven).client("Help.").contact()),
              insufficient("ONE_SIDED_DETECTOR"));
}

TEST(Reformulation, ANumberOfThreeDigitsIsAnOccasion) {
  EXPECT_THAT(judged(reformulation_id, Talk().client("It is 311.").agent("Okay.").contact()),
              insufficient("ONE_SIDED_DETECTOR"));
  EXPECT_THAT(judged(reformulation_id, Talk().client("It is 31.").agent("Okay.").contact()),
              not_applicable("NO_OPPORTUNITY"));
  EXPECT_THAT(
      judged(reformulation_id, Talk().client("It is 0475-12-34-56.").agent("Okay.").contact()),
      insufficient("ONE_SIDED_DETECTOR"));
}

TEST(Reformulation, WithoutATranscriptNothingIsSeen) {
  Talk talk;
  talk.data.headset.emplace();
  EXPECT_THAT(judged(reformulation_id, talk.contact(), about({"card"})),
              insufficient("NO_TRANSCRIPT"));
}

/// As many restatements as answers, each answered so.
Talk answered(const std::vector<std::string>& answers) {
  Talk talk;
  talk.client(theft);
  for (const std::string& answer : answers)
    talk.agent(restated).act(ActKind::reformulation).client(answer);
  return talk;
}

TEST(Reformulation, TwoRejectedAndNoneConfirmedIsMisunderstood) {
  const Contact contact = answered({"No, not really.", "No, that's wrong."}).contact();
  const IndicatorResult result = judged(reformulation_id, contact, about({"card"}));
  EXPECT_THAT(result, not_demonstrated("MISUNDERSTOOD"));
  EXPECT_EQ(whole(result, "n_disconfirmed"), 2);
  EXPECT_THAT(result, HingesOn("n_disconfirmed", ">=", 2.0));
  EXPECT_THAT(quotes(contact, result), Contains("disconfirmation: No, not really."));
}

TEST(Reformulation, ANoThatAgreesWithADenialRejectsNothing) {
  Talk talk;
  talk.client("My card does not work any more and the app does not either, I leave tomorrow.")
      .agent("So your card doesn't work anymore.")
      .client("No, since yesterday.")
      .agent("And so the app doesn't work either.")
      .client("No, it doesn't.");
  const IndicatorResult result = judged(reformulation_id, talk.contact(), about({"card"}));
  EXPECT_EQ(whole(result, "n_disconfirmed"), 0);
}

TEST(Reformulation, WhatAModelCountedFailsNobody) {
  const Contact contact = answered({"No.", "No."}).contact();
  const auto judged_by = [&](const char* by, bool handed_in) {
    ContactDraft draft = contact.data();
    draft.acts.clear();
    if (!handed_in) draft.acts_given.clear();
    const Contact own = test::value_of(Contact::create(draft));
    const PreparedContact ready = test::prepare(own);
    std::vector<FormulationRecord> records(2);
    for (std::uint32_t i = 0; i < 2; ++i) {
      records[i].act.kind = ActKind::reformulation;
      records[i].act.turn = 1 + 2 * i;
      records[i].act.by = by;
      records[i].disconfirmed = 2 + 2 * i;
    }
    IndicatorResult result;
    judge_reformulation(ready, records, true, true,
                        test::parameters_of(Measure::ratified_reformulations), result);
    return result;
  };
  EXPECT_THAT(judged_by("rules@1", false), not_demonstrated("MISUNDERSTOOD"));
  EXPECT_THAT(judged_by("model@1", true), not_demonstrated("MISUNDERSTOOD"));
  const IndicatorResult result = judged_by("model@1", false);
  EXPECT_THAT(result, insufficient("UNCONFIRMED_COUNT"));
  EXPECT_THAT(result.flags, Contains("WOULD_BE_MISUNDERSTOOD"));
}

TEST(Reformulation, FiguresThatTheAgentSaidFirstAreNoDataOfTheClients) {
  const auto read_backs = [](const Talk& talk) {
    return whole(judged(reformulation_id, talk.contact()), "n_R");
  };
  EXPECT_EQ(read_backs(Talk()
                           .agent("Your booking reference is 4471.")
                           .client("4471.")
                           .agent("That's it, 4471.")
                           .client("Yep.")),
            0);
  EXPECT_EQ(read_backs(Talk()
                           .agent("What is your reference?")
                           .client("4471.")
                           .agent("That's it, 4471.")
                           .client("Yep.")),
            1);
}

TEST(Reformulation, DutiesAndNewsOfTheAgentsOwnRestateNothing) {
  for (const char* told : {"So you'll have to block the card on the tram site.",
                           "What you need to do is block the card that was stolen.",
                           "So if you click on card it will block the stolen one."}) {
    const Contact contact = Talk().client(theft).agent(told).client("Yes, okay.").contact();
    EXPECT_EQ(whole(judged(reformulation_id, contact), "n_R"), 0) << told;
  }
}

TEST(Reformulation, AnAccommodatedMinimumBelowOneStillAsksForOne) {
  Talk talk = exchange("I see.");
  talk.data.accommodations.push_back({"CCO-3.1", "min_on_goal", 0.4, "test centre", ""});
  EXPECT_THAT(judged(reformulation_id, talk.contact(), about({"card"})),
              insufficient("NOT_RATIFIED"));
  Talk questions = exchange("I see.");
  questions.data.accommodations.push_back({"CCO-3.2", "min_answered", 0.4, "test centre", ""});
  EXPECT_THAT(judged("CCO-3.2", questions.contact()), insufficient("ONE_SIDED_DETECTOR"));
}

TEST(Reformulation, ANoToAQuestionBehindTheRestatementRejectsNothing) {
  const std::string client = "Je n'ai plus internet depuis hier soir, le modem clignote rouge.";
  for (const char* question :
       {"Vous avez déjà redémarré le modem ?", "Il y a une lampe verte sur le modem ?"}) {
    Talk talk("fr");
    talk.client(client).agent(std::string("Donc plus internet depuis hier soir. ") + question);
    talk.client("Non, pas encore.").agent("Donc le modem clignote rouge. " + std::string(question));
    talk.client("Non.");
    const IndicatorResult result = judged(reformulation_id, talk.contact(), about({"internet"}));
    EXPECT_EQ(whole(result, "n_disconfirmed"), 0) << question;
  }
  Talk tail("en");
  tail.client(theft);
  for (const char* more : {", anything else?", ", or was there something else?"}) {
    tail.agent("So you want the stolen card blocked" + std::string(more)).client("No.");
  }
  EXPECT_EQ(whole(judged(reformulation_id, tail.contact(), about({"card"})), "n_disconfirmed"), 0);
}

TEST(Reformulation, AClientWhoCorrectsHimselfWasUnderstood) {
  Talk talk("nl");
  talk.client("Ik verhuis op 15 juni naar Lokeren en mijn contract moet mee.")
      .agent("Dus u verhuist op 15 juni naar Lokeren.")
      .client("Nee, ik vergis mij, 16 juni.")
      .agent("Dus op 16 juni naar Lokeren.")
      .client("Nee, wacht, toch de 17.");
  const IndicatorResult result = judged(reformulation_id, talk.contact(), about({"contract"}));
  EXPECT_EQ(result.verdict, Verdict::insufficient_evidence);
}

TEST(Reformulation, FiguresOfTheClientsThatTheAgentMixesUpWereMisunderstood) {
  Talk talk("en");
  talk.client("My house is number 78, the card ends in 4512, and I paid 60 euro on 12 May.");
  talk.agent("So your house is number 4512.").act(ActKind::read_back).client("No, 78.");
  talk.agent("So you paid 12 euro.").act(ActKind::read_back).client("No, 60 euro.");
  EXPECT_THAT(judged(reformulation_id, talk.contact(), about({"card"})),
              not_demonstrated("MISUNDERSTOOD"));
}

TEST(Reformulation, OneRejectedIsOpen) {
  EXPECT_THAT(judged(reformulation_id, answered({"No, not really."}).contact(), about({"card"})),
              insufficient("NOT_RATIFIED"));
}

TEST(Reformulation, AsManyConfirmedAsRejectedIsNotMisunderstood) {
  const Script other = about({"invoice"});
  EXPECT_THAT(judged(reformulation_id, answered({"No.", "No.", "Yes.", "Yes."}).contact(), other),
              insufficient("OFF_GOAL"));
  EXPECT_THAT(
      judged(reformulation_id, answered({"No.", "No.", "No.", "Yes.", "Yes."}).contact(), other),
      not_demonstrated("MISUNDERSTOOD"));
}

TEST(Reformulation, OneConfirmedToThePurposeOutweighsEveryRejection) {
  EXPECT_THAT(
      judged(reformulation_id, answered({"No.", "No.", "No.", "Yes."}).contact(), about({"card"})),
      demonstrated());
}

TEST(Reformulation, ARecogniserAloneFailsNobody) {
  Talk talk = answered({"No, not really.", "No, that's wrong."});
  talk.data.quality.transcript = Quality::Transcript::asr;
  const IndicatorResult result = judged(reformulation_id, talk.contact(), about({"card"}));
  EXPECT_THAT(result, insufficient("ASR_ONLY"));
  EXPECT_THAT(result.flags, ElementsAre("WOULD_BE_MISUNDERSTOOD"));
}

TEST(Reformulation, FormulationsAreRecordsOfWhatBecameOfThem) {
  const Contact contact = exchange("Yes, exactly.").contact();
  const auto prepared = test::prepare(contact);
  Act formulation;
  formulation.kind = ActKind::reformulation;
  formulation.turn = 1;
  formulation.text = {0, 46};
  Act confirm;
  confirm.kind = ActKind::confirm;
  confirm.turn = 2;
  const std::vector<Act> acts{formulation, confirm};
  const std::vector<std::string> objective{"card"};
  const auto records = formulations(prepared, acts, objective,
                                    test::parameters_of(Measure::ratified_reformulations));
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].ratified, 2U);
  EXPECT_FALSE(records[0].disconfirmed);
  EXPECT_TRUE(records[0].on_goal);
}

// ---- CCO-3.2
// ----------------------------------------------------------------------------------------------------

constexpr const char* clarification_id = "CCO-3.2";

TEST(Clarification, AnAnsweredRestrictedQuestionIsDemonstrated) {
  const Contact contact = Talk()
                              .client("The payment on my card is strange.", 0, 4)
                              .agent("Which payment do you mean exactly?", 5, 8)
                              .client("The one in Brussels.", 9, 11)
                              .contact();
  const IndicatorResult result = judged(clarification_id, contact);
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "n_Q"), 1);
  EXPECT_EQ(whole(result, "restricted_request") + whole(result, "restricted_offer"), 1);
  EXPECT_EQ(whole(result, "open"), 0);
  EXPECT_EQ(whole(result, "answered_restricted"), 1);
  EXPECT_THAT(result, HingesOn("answered_restricted", ">=", 1.0));
  EXPECT_THAT(quotes(contact, result),
              ElementsAre("clarification: Which payment do you mean exactly?",
                          "client's words: The payment on my card is strange.",
                          "answer: The one in Brussels."));
}

TEST(Clarification, AnOfferOfAnUnderstandingIsRestrictedToo) {
  const IndicatorResult result =
      judged(clarification_id, Talk()
                                   .client("The payment on my card is strange.")
                                   .agent("Do you mean the payment in Brussels?")
                                   .client("Yes.")
                                   .contact());
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "restricted_offer"), 1);
}

TEST(Clarification, OnlyAskingToRepeatClarifiesNothing) {
  const IndicatorResult result =
      judged(clarification_id, Talk()
                                   .client("The payment on my card is strange.")
                                   .agent("Pardon?")
                                   .client("The payment is strange.")
                                   .contact());
  EXPECT_THAT(result, insufficient("OPEN_REPAIR_ONLY"));
  EXPECT_EQ(whole(result, "open"), 1);
  EXPECT_EQ(whole(result, "n_Q"), 1);
}

TEST(Clarification, AQuestionWithoutAnAnswerIsOpen) {
  const Talk talk = Talk()
                        .client("The payment on my card is strange.")
                        .agent("Which payment do you mean exactly?");
  EXPECT_THAT(judged(clarification_id, talk.contact()), insufficient("NOT_ANSWERED"));
  Talk uttered = talk;
  uttered.client("Um, uh.");
  EXPECT_THAT(judged(clarification_id, uttered.contact()), insufficient("NOT_ANSWERED"));
}

TEST(Clarification, AYesOrNoAnswers) {
  EXPECT_THAT(judged(clarification_id, Talk()
                                           .client("The payment on my card is strange.")
                                           .agent("Do you mean the payment in Brussels?")
                                           .client("No.")
                                           .contact()),
              demonstrated());
}

TEST(Clarification, TheClientsWholeStretchOfTalkMayAnswer) {
  EXPECT_THAT(judged(clarification_id, Talk()
                                           .client("The payment on my card is strange.")
                                           .agent("Which payment do you mean exactly?")
                                           .client("Um, uh.")
                                           .client("The one in Brussels.")
                                           .contact()),
              demonstrated());
}

TEST(Clarification, NothingFoundProvesNothing) {
  const IndicatorResult result =
      judged(clarification_id, Talk().client("The payment is strange.").agent("I see.").contact());
  EXPECT_THAT(result, insufficient("ONE_SIDED_DETECTOR"));
  EXPECT_EQ(whole(result, "n_Q"), 0);
}

TEST(Clarification, WhereNothingWasAmbiguousItDoesNotApply) {
  Talk talk = Talk().client("The payment is strange.").agent("I see.");
  talk.data.scenario.emplace().ambiguities = 0;
  EXPECT_THAT(judged(clarification_id, talk.contact()), not_applicable("NOTHING_TO_CLARIFY"));
}

TEST(Clarification, AnAmbiguityLeftInACompleteAnnotationIsNotDemonstrated) {
  Talk talk = Talk().client("The payment is strange.").agent("I see.");
  talk.complete(ActKind::clarification);
  EXPECT_THAT(judged(clarification_id, talk.contact()), insufficient("ONE_SIDED_DETECTOR"))
      << "nothing says that there was something to clarify";
  talk.data.scenario.emplace().ambiguities = 1;
  const IndicatorResult result = judged(clarification_id, talk.contact());
  EXPECT_THAT(result, not_demonstrated("AMBIGUITY_NOT_CLARIFIED"));
  ASSERT_EQ(result.evidence.size(), 1U);
  EXPECT_EQ(result.evidence[0].role, "scenario");
  talk.data.quality.annotation_complete.clear();
  EXPECT_THAT(judged(clarification_id, talk.contact()), insufficient("ONE_SIDED_DETECTOR"));
}

TEST(Clarification, ARecogniserAloneFailsNobody) {
  Talk talk = Talk().client("The payment is strange.").agent("I see.");
  talk.complete(ActKind::clarification);
  talk.data.scenario.emplace().ambiguities = 1;
  talk.data.quality.transcript = Quality::Transcript::asr;
  const IndicatorResult result = judged(clarification_id, talk.contact());
  EXPECT_THAT(result, insufficient("ASR_ONLY"));
  EXPECT_THAT(result.flags, Contains("WOULD_BE_AMBIGUITY_NOT_CLARIFIED"));
}

TEST(Clarification, WithoutATranscriptNothingIsSeen) {
  Talk talk;
  talk.data.headset.emplace();
  EXPECT_THAT(judged(clarification_id, talk.contact()), insufficient("NO_TRANSCRIPT"));
}

TEST(Clarification, RoutineDataQuestionsClarifyNothing) {
  const IndicatorResult result = judged(clarification_id, Talk()
                                                              .client("I lost my card.")
                                                              .agent("What is your date of birth?")
                                                              .client("The first of May.")
                                                              .contact());
  EXPECT_THAT(result, insufficient("ONE_SIDED_DETECTOR"));
}

TEST(Clarification, DataQuestionsOfTheScriptClarifyNothing) {
  const Talk talk = Talk()
                        .client("I lost the blue tag of my suitcase.")
                        .agent("Which colour is the tag?")
                        .client("Blue.");
  EXPECT_THAT(judged(clarification_id, talk.contact()), demonstrated());
  const Script script = script_of(
      "step", {{"data", {{{"id", "tag_colour"}, {"file", "f"}, {"field", "tag_colour"}}}}});
  EXPECT_THAT(judged(clarification_id, talk.contact(), script), insufficient("ONE_SIDED_DETECTOR"));
}

TEST(Clarification, HowQuestionsWereKnownIsSaid) {
  Talk talk = Talk()
                  .client("the payment on my card is strange")
                  .agent("which payment do you mean")
                  .client("the one in brussels i think");
  const IndicatorResult result = judged(clarification_id, talk.contact());
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result.flags, ElementsAre("UNPUNCTUATED"));
}

TEST(Clarification, OneAnsweredAmongManyIsEnough) {
  const IndicatorResult result =
      judged(clarification_id, Talk()
                                   .client("The payment on my card is strange.")
                                   .agent("Pardon?")
                                   .client("The payment is strange.")
                                   .agent("Which payment do you mean exactly?")
                                   .client("The one in Brussels.")
                                   .contact());
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "n_Q"), 2);
  // What decides stands first.
  EXPECT_EQ(result.evidence.front().role, "clarification");
}

}  // namespace
}  // namespace callnorm
