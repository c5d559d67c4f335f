#include "callnorm/indicator/closing.hpp"

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
using test::real;
using test::script_of;
using test::Talk;
using test::time_of;
using test::whole;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* closing_id = "CCO-3.7";

Script closing_script(const std::vector<std::string>& required = {"summary", "anything_else",
                                                                  "thanks", "goodbye"}) {
  return script_of("step", {{"closing", required}});
}

/// Ends at 20 s with these words of the agent.
Talk closing_talk(const std::string& words) {
  Talk talk;
  talk.client("My card was stolen.", 0, 4).agent(words, 5, 20);
  talk.data.ending.by = Ending::By::agent;
  talk.data.ending.hangup = time_of(22);
  return talk;
}

const std::string full_closing =
    "So I've noted a new card. Is there anything else? Thank you for calling. Goodbye.";

TEST(Closing, EveryElementInOrderIsDemonstrated) {
  const Contact contact = closing_talk(full_closing).contact();
  const IndicatorResult result = judged(closing_id, contact, closing_script());
  EXPECT_THAT(result, demonstrated());
  EXPECT_DOUBLE_EQ(real(result, "c"), 1.0);
  EXPECT_EQ(std::get<bool>(*result.measure("goodbye")), true);
  EXPECT_EQ(std::get<bool>(*result.measure("hangup_ok")), true);
  EXPECT_THAT(quotes(contact, result),
              ElementsAre("closing: So I've noted a new card", "closing: Is there anything else",
                          "closing: Thank you for calling", "closing: Goodbye"));
}

TEST(Closing, AFormulaIsQuotedWithItsClauseUpToTheNext) {
  const Contact contact =
      closing_talk("Thank you for letting us know, and have a good evening. Goodbye.").contact();
  EXPECT_THAT(
      quotes(contact, judged(closing_id, contact, closing_script())),
      testing::IsSupersetOf({"closing: Thank you for letting us know", "closing: Goodbye"}));
  // Without marks the words after a formula may be anything: no more than a few to the turn's end.
  const Contact bare =
      closing_talk("thank you for calling about all of this today as you did goodbye then")
          .contact();
  EXPECT_THAT(quotes(bare, judged(closing_id, bare, closing_script())),
              testing::IsSupersetOf({"closing: thank you for calling", "closing: goodbye then"}));
}

TEST(Closing, OrderCounts) {
  // Goodbye before thanks: 3 of 4 in order.
  const IndicatorResult result =
      judged(closing_id,
             closing_talk("So I've noted it. Anything else? Goodbye, and thank you for calling.")
                 .contact(),
             closing_script());
  EXPECT_DOUBLE_EQ(real(result, "c"), 0.75);
  EXPECT_THAT(result, insufficient("BORDERLINE"));
  EXPECT_THAT(result, HingesOn("c", ">=", 1.0));
  std::vector<std::string> notes;
  for (const Evidence& e : result.evidence) {
    if (e.role == "closing") notes.push_back(e.note);
  }
  EXPECT_THAT(notes, ElementsAre("summary", "anything_else",
                                 "goodbye: found, but not in the script's order",
                                 "thanks: found, but not in the script's order"));
}

TEST(Closing, HalfOfTheElementsIsOpen) {
  const Contact contact = closing_talk("Thank you for calling. Goodbye.").contact();
  const IndicatorResult result = judged(closing_id, contact, closing_script());
  EXPECT_DOUBLE_EQ(real(result, "c"), 0.5);
  EXPECT_THAT(result, insufficient("BORDERLINE"));
  std::vector<std::string> missing;
  for (const Evidence& e : result.evidence) {
    if (e.role != "closing") missing.push_back(e.role + " " + e.note);
  }
  EXPECT_EQ(missing.size(), 2U);
}

TEST(Closing, FewerThanHalfIsNotDemonstrated) {
  const IndicatorResult result =
      judged(closing_id, closing_talk("Goodbye.").contact(), closing_script());
  EXPECT_DOUBLE_EQ(real(result, "c"), 0.25);
  EXPECT_THAT(result, not_demonstrated("CLOSING_INCOMPLETE"));
  EXPECT_THAT(result, HingesOn("c", "<", 0.5));
}

TEST(Closing, EndingWithoutAGoodbyeIsNotDemonstrated) {
  const IndicatorResult result = judged(
      closing_id, closing_talk("So I've noted it. Anything else? Thank you for calling.").contact(),
      closing_script());
  EXPECT_DOUBLE_EQ(real(result, "c"), 0.75);
  EXPECT_THAT(result, not_demonstrated("NO_GOODBYE"));
  EXPECT_THAT(result, HingesOn("goodbye", "<", 1.0));
}

TEST(Closing, WithoutAGoodbyeItIsOpenWhoFailedWhenTheAgentDidNotEnd) {
  Talk talk = closing_talk("So I've noted it. Anything else? Thank you for calling.");
  for (const Ending::By by : {Ending::By::unknown, Ending::By::client}) {
    talk.data.ending.by = by;
    EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()), insufficient("BORDERLINE"));
  }
}

TEST(Closing, NeitherTheClientsHurryNorTheLineFailsTheAgent) {
  Talk talk = closing_talk("Let me check.");
  for (const Ending::By by : {Ending::By::client_before_closing, Ending::By::technical}) {
    talk.data.ending.by = by;
    EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()),
                not_applicable("CLIENT_OR_LINE_ENDED"));
  }
}

TEST(Closing, WithoutAScriptNothingWasAsked) {
  const IndicatorResult result = judged(closing_id, closing_talk(full_closing).contact());
  EXPECT_THAT(result, insufficient("NO_SCRIPT"));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(*result.measure("c")));
  EXPECT_THAT(result.evidence, testing::SizeIs(4));
}

TEST(Closing, AScriptWithoutAClosingAsksForNone) {
  EXPECT_THAT(judged(closing_id, closing_talk(full_closing).contact(), script_of("step")),
              insufficient("NO_SCRIPT"));
}

TEST(Closing, WithoutATranscriptNothingIsSeen) {
  Talk talk;
  talk.data.headset.emplace();
  talk.data.ending.by = Ending::By::agent;
  EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()), insufficient("NO_TRANSCRIPT"));
}

TEST(Closing, HangingUpHalfASecondAfterTheGoodbyeIsInOrder) {
  Talk talk = closing_talk(full_closing);
  talk.data.ending.hangup = time_of(20.5);
  EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()), demonstrated());
  talk.data.ending.hangup = time_of(20.499);
  const IndicatorResult early = judged(closing_id, talk.contact(), closing_script());
  EXPECT_THAT(early, insufficient("BORDERLINE"));
  EXPECT_THAT(early, HingesOn("hangup_ok", "=", 1.0));
}

TEST(Closing, AHangUpOfWhichNothingIsKnownIsNotInOrder) {
  Talk talk = closing_talk(full_closing);
  talk.data.ending.hangup.reset();
  EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()), insufficient("BORDERLINE"));
}

TEST(Closing, WhereTheClientSaidGoodbyeTheHangUpIsInOrder) {
  Talk talk = closing_talk(full_closing);
  talk.client("Bye.", 20, 20.4);
  talk.data.ending.hangup = time_of(20.1);
  const Contact contact = talk.contact();
  const IndicatorResult result = judged(closing_id, contact, closing_script());
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(quotes(contact, result), Contains("client's goodbye: Bye."));
}

TEST(Closing, WhetherTheClientSaidGoodbyeMayBeKnownFromElsewhere) {
  Talk talk = closing_talk(full_closing);
  talk.data.ending.hangup = time_of(20.1);
  talk.data.ending.client_goodbye = true;
  EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()), demonstrated());
  talk.data.ending.client_goodbye = false;
  talk.client("Bye.", 20, 20.05);
  EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()), insufficient("BORDERLINE"));
}

TEST(Closing, ALineCutByTheClientIsInOrder) {
  Talk talk = closing_talk(full_closing);
  talk.data.ending.hangup = time_of(20.1);
  talk.data.ending.by = Ending::By::client;
  EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()), demonstrated());
}

TEST(Closing, OnUnknownClocksTheHangUpIsUnknown) {
  Talk talk = closing_talk(full_closing);
  talk.data.quality.clock = Quality::Clock::unknown;
  EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()), insufficient("BORDERLINE"));
}

TEST(Closing, NobodyHangsUpAChat) {
  Talk talk("en", Channel::chat);
  talk.client("My card was stolen.").agent(full_closing);
  EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()), demonstrated());
}

/// A closing that fails, and a last turn of the agent in other words that ends at `end`; the
/// contact ends at 60 s.
Talk odd_farewell(double end) {
  Talk talk = closing_talk("Goodbye.");
  talk.agent("Well then, mind how you go.", end - 2, end);
  talk.data.end = time_of(60);
  talk.data.ending.hangup = time_of(60);
  return talk;
}

TEST(Closing, ALateTurnInOtherWordsLeavesAFailureUnverified) {
  const Contact contact = odd_farewell(40).contact();  // 20 s before the end: the limit itself
  const IndicatorResult result = judged(closing_id, contact, closing_script());
  EXPECT_THAT(result, insufficient("CLOSING_UNVERIFIED"));
  EXPECT_EQ(quotes(contact, result).front(), "not recognised: Well then, mind how you go.");
  EXPECT_THAT(judged(closing_id, odd_farewell(39.999).contact(), closing_script()),
              not_demonstrated("CLOSING_INCOMPLETE"));
}

TEST(Closing, WhatAModelOverlooksIsUnverifiedToo) {
  EvaluatorOptions options;
  options.detectors = "model@1";
  const Evaluator judge =
      test::value_of(Evaluator::create(test::value_of(builtin_norm()), closing_script(), options));
  const Contact contact = odd_farewell(40).contact();
  const Evaluation evaluation = test::value_of(judge.evaluate(contact));
  EXPECT_THAT(*evaluation.find(closing_id), insufficient("CLOSING_UNVERIFIED"));
}

TEST(Closing, WithoutTimesAnyTurnInOtherWordsMayBeTheFarewell) {
  Talk talk = Talk()
                  .client("My card was stolen.")
                  .agent("Well then, mind how you go.")
                  .client("Okay.")
                  .agent("Goodbye.")
                  .client("My card.")
                  .client("My card.");
  talk.data.ending.by = Ending::By::agent;
  EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()),
              insufficient("CLOSING_UNVERIFIED"));
  talk.data.turns.erase(talk.data.turns.begin() + 1);
  EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()),
              not_demonstrated("CLOSING_INCOMPLETE"));
}

TEST(Closing, ElementsThatPeopleLabelledAreWhatWasSaid) {
  Talk talk = closing_talk("So long.");
  talk.act(ActKind::goodbye);
  for (const ActKind kind : {ActKind::summary_of_actions, ActKind::anything_else,
                             ActKind::next_step, ActKind::thanks, ActKind::wish}) {
    talk.given(kind);
  }
  talk.agent("Well then, mind how you go.", 20, 21);
  talk.data.ending.hangup = time_of(25);
  const IndicatorResult result = judged(closing_id, talk.contact(), closing_script());
  EXPECT_THAT(result, not_demonstrated("CLOSING_INCOMPLETE"));
  EXPECT_THAT(result.acts_by, ElementsAre("annotation"));
}

TEST(Closing, ARecogniserAloneFailsNobody) {
  Talk talk = closing_talk("Goodbye.");
  talk.data.quality.transcript = Quality::Transcript::asr;
  const IndicatorResult result = judged(closing_id, talk.contact(), closing_script());
  EXPECT_THAT(result, insufficient("ASR_ONLY"));
  EXPECT_THAT(result.flags, ElementsAre("WOULD_BE_CLOSING_INCOMPLETE"));
}

TEST(Closing, ANewTopicStartsTheClosingOver) {
  Talk talk;
  talk.client("My card was stolen.", 0, 4)
      .agent("So I've noted a new card. Is there anything else?", 5, 9)
      .client("Yes, the invoice of March shows a strange payment.", 10, 14)
      .agent("That is the yearly fee. Thank you for calling. Goodbye.", 15, 19);
  talk.data.ending.by = Ending::By::agent;
  talk.data.ending.hangup = time_of(22);
  EXPECT_DOUBLE_EQ(real(judged(closing_id, talk.contact(), closing_script()), "c"), 0.5);
  talk.data.turns[2].text = "No, nothing more for the moment, thanks.";
  EXPECT_DOUBLE_EQ(real(judged(closing_id, talk.contact(), closing_script()), "c"), 1.0);
}

TEST(Closing, IsLookedForInTheLastTwelveTurns) {
  const auto with_between = [](int turns) {
    Talk talk("en", Channel::chat);
    talk.client("My card was stolen.")
        .agent("So I've noted a new card. Anything else? Thank you for calling.");
    for (int i = 0; i < turns; ++i) talk.client("No, my card.");
    talk.agent("Goodbye.");
    talk.data.ending.by = Ending::By::agent;
    return talk.contact();
  };
  EXPECT_DOUBLE_EQ(real(judged(closing_id, with_between(10), closing_script()), "c"), 1.0);
  EXPECT_DOUBLE_EQ(real(judged(closing_id, with_between(11), closing_script()), "c"), 0.25);
}

TEST(Closing, OfAMailContactTheAgentsLastLetterCloses) {
  Talk talk("en", Channel::email);
  talk.client("My card was stolen.")
      .agent("So I've noted it. Is there anything else? Thank you for writing. Kind regards, Ann")
      .client("The card never came.")
      .agent("It is on its way. Kind regards, Ann");
  talk.data.ending.by = Ending::By::agent;
  EXPECT_DOUBLE_EQ(real(judged(closing_id, talk.contact(), closing_script()), "c"), 0.25);
  // A letter that only thanks opens nothing, and an answer to it is courtesy.
  talk.data.turns[2].text = "Thank you very much for this. Great service. Peter";
  talk.data.turns[3].text = "My pleasure. Enjoy your walks! Kind regards, Ann";
  EXPECT_DOUBLE_EQ(real(judged(closing_id, talk.contact(), closing_script()), "c"), 1.0);
}

TEST(Closing, ThanksAfterAnythingElseOpenNothing) {
  Talk talk;
  talk.client("My card was stolen.", 0, 4)
      .agent("So I've noted a new card. Is there anything else?", 5, 9)
      .client("Thank you so much for your quick and friendly help today.", 10, 14)
      .agent("Thank you for calling. Goodbye.", 15, 19);
  talk.data.ending.by = Ending::By::agent;
  talk.data.ending.hangup = time_of(22);
  EXPECT_DOUBLE_EQ(real(judged(closing_id, talk.contact(), closing_script()), "c"), 1.0);
}

TEST(Closing, AWishAtTheEndMayHaveBeenTheFarewell) {
  Talk talk = closing_talk("So I've noted a new card. Have a lovely evening!");
  const IndicatorResult result = judged(closing_id, talk.contact(), closing_script());
  EXPECT_THAT(result, insufficient("CLOSING_UNVERIFIED"));
  EXPECT_THAT(result.evidence.at(0).note, HasSubstr("may have been the farewell"));
  // In other words than the lexicon's, after an element of the closing in the same turn.
  talk = closing_talk("Thank you for calling. Toodle-oo, Peter.");
  EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()),
              insufficient("CLOSING_UNVERIFIED"));
  // One element of four, and perhaps a second, whoever hung up; with less a farewell saves nothing.
  talk.data.ending = {};
  EXPECT_THAT(judged(closing_id, talk.contact(), closing_script()),
              insufficient("CLOSING_UNVERIFIED"));
  EXPECT_THAT(
      judged(closing_id, closing_talk("Have a lovely evening!").contact(), closing_script()),
      not_demonstrated("CLOSING_INCOMPLETE"));
}

/// "Anything else?", what the client answers, and a farewell.
Talk with_answer(const std::string& language, const std::string& question,
                 const std::string& answer, const std::string& farewell) {
  Talk talk(language);
  talk.client("x", 0, 4).agent(question, 5, 8).client(answer, 9, 12).agent(farewell, 13, 20);
  talk.data.ending.by = Ending::By::agent;
  talk.data.ending.hangup = time_of(22);
  return talk;
}

TEST(Closing, WhoHasSomethingMoreStartsItOver) {
  const Script script = closing_script({"anything_else", "thanks", "goodbye"});
  const auto c = [&](const Talk& talk) {
    return real(judged(closing_id, talk.contact(), script), "c");
  };
  const std::string thanks = "Bedankt voor uw oproep, tot ziens.";
  EXPECT_DOUBLE_EQ(c(with_answer("nl", "Kan ik u nog met iets anders helpen?",
                                 "Ja, ik heb nog een vraag.", thanks)),
                   2.0 / 3);
  EXPECT_DOUBLE_EQ(
      c(with_answer("fr", "Puis-je encore faire autre chose pour vous ?",
                    "Oui, et ma facture est trop haute.", "Merci pour votre appel, au revoir.")),
      2.0 / 3);
  EXPECT_DOUBLE_EQ(c(with_answer("en", "Is there anything else?", "There is, actually.",
                                 "Thanks for calling, bye bye.")),
                   2.0 / 3);
  for (const char* no :
       {"Yes, that was all I needed today.", "Right, yes, you have answered it all.",
        "I have no question left.", "Yes, thank you."}) {
    EXPECT_DOUBLE_EQ(
        c(with_answer("en", "Is there anything else?", no, "Thanks for calling, bye.")), 1.0)
        << no;
  }
  for (const char* no : {"Nee, dat was het.", "Ja, bedankt.", "Ja, dat is alles.",
                         "Euh, nee, ik heb nog geen vragen."}) {
    EXPECT_DOUBLE_EQ(c(with_answer("nl", "Kan ik u nog met iets anders helpen?", no, thanks)), 1.0)
        << no;
  }
}

TEST(Closing, AQuestionThatGetsAFarewellForAnAnswerStartsItOver) {
  const Script script = closing_script({"anything_else", "thanks", "goodbye"});
  const auto c = [&](const std::string& farewell) {
    return real(
        judged(closing_id,
               with_answer("en", "Is there anything else?", "Will the phone work too?", farewell)
                   .contact(),
               script),
        "c");
  };
  EXPECT_DOUBLE_EQ(c("Thanks for calling, bye."), 2.0 / 3);
  EXPECT_DOUBLE_EQ(c("The phone works on the same line, yes. Thanks for calling, bye."), 1.0);
}

TEST(Closing, WhatIsNoFarewellAndNoThanks) {
  Talk reported("en");
  reported.client("My card was stolen.", 0, 4).agent("You can say goodbye to the old card.", 5, 20);
  EXPECT_FALSE(
      std::get<bool>(*judged(closing_id, reported.contact(), closing_script()).measure("goodbye")));
  Talk declined("fr");
  declined.client("Vous voulez mon numéro ?", 0, 4).agent("Non merci. Au revoir.", 5, 20);
  EXPECT_DOUBLE_EQ(
      real(judged(closing_id, declined.contact(), closing_script({"thanks", "goodbye"})), "c"),
      0.5);
}

TEST(Closing, WhoIsPutThroughOrReachesAMachineIsOwedNone) {
  Talk through("fr");
  through.client("Et pour ma facture, vous savez m'aider ?", 0, 4)
      .agent("Je vous mets en communication avec la facturation. Au revoir, madame.", 5, 20);
  through.data.ending.by = Ending::By::agent;
  const Contact contact = through.contact();
  const IndicatorResult result = judged(closing_id, contact, closing_script());
  EXPECT_THAT(result, insufficient("CONTACT_CUT"));
  EXPECT_THAT(quotes(contact, result).front(), HasSubstr("exit: Je vous mets en communication"));
  Talk machine("en");
  machine
      .client("The person you are calling is not available. Leave a message after the tone.", 0, 4)
      .agent("Hi Mary, it's Aoife from the bank, I'll ring you again. Bye.", 5, 20);
  machine.data.ending.by = Ending::By::agent;
  EXPECT_THAT(judged(closing_id, machine.contact(), closing_script()), insufficient("CONTACT_CUT"));
  Talk nobody("en");
  nobody.agent("Hi Mary, it's Aoife from the bank, I'll ring you again. Bye.", 5, 20);
  nobody.data.ending.by = Ending::By::agent;
  EXPECT_THAT(judged(closing_id, nobody.contact(), closing_script()), insufficient("CONTACT_CUT"));
}

}  // namespace
}  // namespace callnorm
