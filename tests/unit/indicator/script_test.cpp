#include "callnorm/indicator/script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::demonstrated;
using test::HingesOn;
using test::insufficient;
using test::Json;
using test::judged;
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

constexpr const char* fitness_id = "CCO-2.6";

Json steps_to(char last) {
  Json list = Json::array();
  for (char c = 'a'; c <= last; ++c) list.push_back(std::string(1, c));
  return {{"seq", list}};
}

/// The steps a, b, c ... in order, the first two swapped.
Talk swapped_to(char last) {
  Talk talk;
  talk.agent("Hello.").steps({"b", "a"});
  for (char c = 'c'; c <= last; ++c) talk.step(std::string(1, c));
  return talk;
}

TEST(ScriptFitness, AScriptFollowedIsDemonstrated) {
  const IndicatorResult result =
      judged(fitness_id, Talk().agent("Hello.").steps({"a", "b", "c"}).contact(),
             script_of(steps_to('c')));
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "cost"), 0);
  EXPECT_EQ(whole(result, "observed"), 3);
  EXPECT_EQ(whole(result, "shortest_path"), 3);
  EXPECT_EQ(whole(result, "hard_missing"), 0);
  EXPECT_DOUBLE_EQ(real(result, "fitness"), 1.0);
  EXPECT_THAT(result, HingesOn("fitness", ">=", 0.9));
  EXPECT_THAT(result.acts_by, ElementsAre("annotation"));
}

TEST(ScriptFitness, NineTenthsIsEnough) {
  // Ten steps, two swapped: 1 - 2 / (10 + 10) = 0.90.
  const IndicatorResult result =
      judged(fitness_id, swapped_to('j').contact(), script_of(steps_to('j')));
  EXPECT_NEAR(real(result, "fitness"), 0.9, 1e-12);
  EXPECT_THAT(result, demonstrated());
}

TEST(ScriptFitness, JustBelowNineTenthsIsOpen) {
  // Nine steps: 1 - 2 / 18 = 0.889.
  const IndicatorResult result =
      judged(fitness_id, swapped_to('i').contact(), script_of(steps_to('i')));
  EXPECT_NEAR(real(result, "fitness"), 1.0 - 2.0 / 18.0, 1e-12);
  EXPECT_THAT(result, insufficient("BORDERLINE"));
  EXPECT_THAT(result, HingesOn("fitness", ">=", 0.9));
}

TEST(ScriptFitness, ThreeQuartersIsOpen) {
  // Four steps: 1 - 2 / 8 = 0.75.
  const IndicatorResult result =
      judged(fitness_id, swapped_to('d').contact(), script_of(steps_to('d')));
  EXPECT_NEAR(real(result, "fitness"), 0.75, 1e-12);
  EXPECT_THAT(result, insufficient("BORDERLINE"));
}

TEST(ScriptFitness, BelowThreeQuartersIsNotDemonstrated) {
  // Three steps: 1 - 2 / 6 = 0.667.
  const IndicatorResult result =
      judged(fitness_id, swapped_to('c').contact(), script_of(steps_to('c')));
  EXPECT_THAT(result, not_demonstrated("LOW_FITNESS"));
  EXPECT_THAT(result, HingesOn("fitness", "<", 0.75));
}

TEST(ScriptFitness, AHardStepLeftOutIsNotDemonstratedWhateverTheFitness) {
  Json steps = steps_to('j');
  steps["seq"][4] = {{"step", "e"}, {"hard", true}};
  Talk talk = Talk().agent("Hello.");
  for (char c = 'a'; c <= 'j'; ++c) {
    if (c != 'e') talk.step(std::string(1, c));
  }
  const IndicatorResult result = judged(fitness_id, talk.contact(), script_of(steps));
  EXPECT_NEAR(real(result, "fitness"), 1.0 - 1.0 / 19.0, 1e-12);
  EXPECT_EQ(whole(result, "hard_missing"), 1);
  EXPECT_THAT(result, not_demonstrated("HARD_STEP_MISSING"));
  EXPECT_THAT(result, HingesOn("hard_missing", "<=", 0.0));
  // What went wrong stands first.
  EXPECT_EQ(result.evidence.front().role, "step not found");
  EXPECT_EQ(result.evidence.front().note, "e (may never be skipped)");
}

TEST(ScriptFitness, AHardStepOutOfPlaceIsNotMissing) {
  Json steps = steps_to('j');
  steps["seq"][0] = {{"step", "a"}, {"hard", true}};
  const IndicatorResult result = judged(fitness_id, swapped_to('j').contact(), script_of(steps));
  EXPECT_EQ(whole(result, "hard_missing"), 0);
  EXPECT_THAT(result, demonstrated());
}

TEST(ScriptFitness, SkipsThatOnlyAParaphraseCouldShowFailNobody) {
  Json steps = steps_to('d');
  for (const std::size_t i : {1U, 2U, 3U}) {
    steps["seq"][i] = {{"step", steps["seq"][i]}, {"recognise", "paraphrase"}};
  }
  const IndicatorResult result =
      judged(fitness_id, Talk().agent("Hello.").steps({"a"}).contact(), script_of(steps));
  EXPECT_NEAR(real(result, "fitness"), 1.0 - 3.0 / 5.0, 1e-12);
  EXPECT_THAT(result, insufficient("SKIPS_UNVERIFIED"));
  EXPECT_THAT(result, HingesOn("fitness", "<", 0.75));
}

TEST(ScriptFitness, OneSkipThatWouldHaveBeenSeenIsEnoughToFail) {
  Json steps = steps_to('d');
  for (const std::size_t i : {1U, 2U})
    steps["seq"][i] = {{"step", steps["seq"][i]}, {"recognise", "paraphrase"}};
  EXPECT_THAT(judged(fitness_id, Talk().agent("Hello.").steps({"a"}).contact(), script_of(steps)),
              not_demonstrated("LOW_FITNESS"));
}

TEST(ScriptFitness, AHardStepThatMayHaveBeenParaphrasedIsUnverified) {
  Json steps = steps_to('j');
  steps["seq"][4] = {{"step", "e"}, {"hard", true}, {"recognise", "paraphrase"}};
  Talk talk = Talk().agent("Hello.");
  for (char c = 'a'; c <= 'j'; ++c) {
    if (c != 'e') talk.step(std::string(1, c));
  }
  const IndicatorResult result = judged(fitness_id, talk.contact(), script_of(steps));
  EXPECT_THAT(result, insufficient("SKIPS_UNVERIFIED"));
  EXPECT_THAT(result, HingesOn("hard_missing", "<=", 0.0));
}

TEST(ScriptFitness, NoStepRecognisedTellsNothing) {
  EXPECT_THAT(judged(fitness_id, Talk().agent("Hello.").given(ActKind::step).contact(),
                     script_of(steps_to('c'))),
              insufficient("NO_STEPS_RECOGNISED"));
}

TEST(ScriptFitness, AMoveOfTheClientIsNoStepOfTheAgents) {
  const Json steps{{"seq", {"a", {{"client", "objection"}}, "b"}}};
  EXPECT_THAT(judged(fitness_id, Talk().agent("Hello.").steps({"client:objection"}).contact(),
                     script_of(steps)),
              insufficient("NO_STEPS_RECOGNISED"));
}

TEST(ScriptFitness, WithoutAScriptNothingWasAsked) {
  EXPECT_THAT(judged(fitness_id, Talk().agent("Hello.").steps({"a"}).contact()),
              insufficient("NO_SCRIPT"));
}

TEST(ScriptFitness, AStepTheScriptLacksIsOneTooMany) {
  const IndicatorResult result =
      judged(fitness_id, Talk().agent("Hello.").steps({"a", "dance", "b", "c"}).contact(),
             script_of(steps_to('c')));
  EXPECT_EQ(whole(result, "cost"), 1);
  EXPECT_NEAR(real(result, "fitness"), 1.0 - 1.0 / 7.0, 1e-12);
  EXPECT_EQ(result.evidence.front().role, "step out of place");
  EXPECT_THAT(result.evidence.front().details,
              Contains(std::pair<std::string, std::string>{"step", "dance"}));
}

const Json talked{{"seq",
                   {{{"step", "greeting"},
                     {"say", {{"mode", "paraphrase"}, {"elements", {"greet", "org", "name"}}}}},
                    {{"step", "notice"},
                     {"hard", true},
                     {"say",
                      {{"mode", "verbatim"},
                       {"text", "This call may be recorded for quality and training purposes."},
                       {"max_word_errors", 2}}}},
                    {{"step", "offer"}, {"say", {{"mode", "paraphrase"}, {"elements", {"offer"}}}}},
                    {{"collect", "number"}},
                    {{"step", "closing"}, {"closing", {"thanks", "goodbye"}}}}}};
const Json number_data{
    {"data", {{{"id", "number"}, {"file", "client"}, {"field", "number"}, {"type", "id"}}}}};

Talk good_talk() {
  Talk talk;
  talk.agent("Good morning, Demo customer service, my name is Ann.", 0, 4)
      .agent("This call may be recorded for quality and training purposes.", 4, 8)
      .agent("How can I help you?", 8, 10)
      .client("My card is gone.", 10, 12)
      .agent("What is your customer number?", 12, 14)
      .client("It is 311045.", 14, 17)
      .agent("Thank you for calling, goodbye.", 60, 63)
      .client("Bye.", 63.5, 64);
  talk.data.edits.emplace();
  FieldEdit edit;
  edit.file = "client";
  edit.field = "number";
  edit.value = "311045";
  edit.at = time_of(18);
  talk.data.edits->push_back(edit);
  return talk;
}

TEST(ScriptFitness, StepsOfTalkAndLogAreReadTogether) {
  const Talk talk = good_talk();
  const Contact contact = talk.contact();
  const IndicatorResult result = judged(fitness_id, contact, script_of(talked, number_data));
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "observed"), 5);
  EXPECT_THAT(quotes(contact, result),
              ElementsAre("step: Good morning",
                          "step: This call may be recorded for quality and training purposes",
                          "step: How can I help", "step: ", "step: Thank you for calling"));
  EXPECT_EQ(result.evidence[3].channel, "log");
  EXPECT_EQ(result.evidence[3].time, (TimeSpan{time_of(18), time_of(18)}));
  EXPECT_EQ(result.evidence[3].note, "collect:number: client.number entered");
}

TEST(ScriptFitness, WhatIsEnteredAfterTheContactWasCollectedWhenItWasAskedFor) {
  Talk talk = good_talk();
  talk.data.edits->front().at = time_of(100);  // the last word is at 64
  const Contact contact = talk.contact();
  const IndicatorResult result = judged(fitness_id, contact, script_of(talked, number_data));
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(real(result, "fitness"), 1.0);
  EXPECT_THAT(quotes(contact, result), Contains("step: What is your customer number?"));
  // Never asked for: then its place is that of the entry.
  Talk silent = good_talk();
  silent.data.edits->front().at = time_of(100);
  silent.data.turns[4].text = "Let me see.";
  EXPECT_LT(real(judged(fitness_id, silent.contact(), script_of(talked, number_data)), "fitness"),
            1.0);
}

TEST(ScriptFitness, TheAlignmentShowsEveryMove) {
  Talk talk = good_talk();
  talk.data.turns.erase(talk.data.turns.begin() + 1);
  talk.data.quality.transcript = Quality::Transcript::human;
  const Evaluation evaluation = test::evaluate(talk.contact(), script_of(talked, number_data));
  ASSERT_TRUE(evaluation.alignment);
  std::vector<std::string> moves;
  for (const AlignmentMove& move : evaluation.alignment->moves) {
    moves.push_back((move.kind == AlignmentMove::Kind::match     ? "= "
                     : move.kind == AlignmentMove::Kind::skipped ? "- "
                                                                 : "+ ") +
                    move.step + " " + move.recognised);
  }
  EXPECT_THAT(moves, ElementsAre("= greeting paraphrase", "- notice ", "= offer paraphrase",
                                 "= collect:number event", "= closing paraphrase"));
  EXPECT_TRUE(evaluation.alignment->moves[1].hard);
  EXPECT_TRUE(evaluation.alignment->moves[1].absence_provable);
  EXPECT_EQ(evaluation.alignment->cost, 1U);
  EXPECT_THAT(*evaluation.find(fitness_id), not_demonstrated("HARD_STEP_MISSING"));
}

TEST(ScriptFitness, ARecogniserAloneFailsNobody) {
  Talk talk = good_talk();
  talk.data.turns.erase(talk.data.turns.begin() + 1);
  talk.data.quality.transcript = Quality::Transcript::asr;
  // The notice may have been misheard: its absence is not proven to begin with.
  EXPECT_THAT(judged(fitness_id, talk.contact(), script_of(talked, number_data)),
              insufficient("SKIPS_UNVERIFIED"));
  // What a log shows missing is no matter of hearing.
  Json hard = talked;
  hard["seq"][3]["hard"] = true;
  hard["seq"].erase(1);
  hard["seq"].insert(hard["seq"].end() - 1,
                     Json{{"step", "look"}, {"lookup", {{"order", {"faq"}}}}});
  Json more = number_data;
  more["sources"] = {{{"id", "faq"}}};
  talk.data.edits->clear();
  talk.data.lookups = {LookUp{"faq", time_of(30), std::nullopt, std::nullopt}};
  Talk silent = talk;
  silent.data.turns[3].text = "Let me see.";
  // The client gives a number unasked, which may be on file and only be compared.
  EXPECT_THAT(judged(fitness_id, silent.contact(), script_of(hard, more)),
              insufficient("SKIPS_UNVERIFIED"));
  silent.data.turns[4].text = "Please do.";
  EXPECT_THAT(judged(fitness_id, silent.contact(), script_of(hard, more)),
              not_demonstrated("HARD_STEP_MISSING"));
  // Asked for, and answered: that nothing was typed proves no skip.
  EXPECT_THAT(judged(fitness_id, talk.contact(), script_of(hard, more)),
              insufficient("SKIPS_UNVERIFIED"));
}

/// A script whose hard step has a log, and a contact in which it was not taken.
struct LeftOut {
  Json steps;
  Json more = number_data;
  Talk talk;

  LeftOut() {
    steps = {{"seq",
              {talked["seq"][0],
               {{"collect", "number"}, {"hard", true}},
               {{"branch",
                 {{"on", "kind"},
                  {"cases", {{"new", {{"step", "look"}, {"lookup", {{"order", {"faq"}}}}}}}}}}},
               {{"step", "terms"},
                {"hard", true},
                {"if", {{"fact", "sold"}, {"equals", true}}},
                {"say", {{"mode", "verbatim"}, {"text", "You can cancel within fourteen days."}}}},
               talked["seq"][4]}}};
    more["sources"] = {{{"id", "faq"}}};
    talk.agent("Good morning, Demo customer service, my name is Ann.", 0, 4)
        .client("I have to go, can I ring you back?", 5, 9)
        .agent("Of course. Thank you for calling, goodbye.", 10, 14);
    talk.data.edits.emplace();
    talk.data.lookups.emplace();
  }
  [[nodiscard]] IndicatorResult result() const {
    return judged(fitness_id, talk.contact(), script_of(steps, more));
  }
};

TEST(ScriptFitness, AContactThatIsLeftEarlySkipsNothing) {
  const IndicatorResult result = LeftOut().result();
  EXPECT_THAT(result, insufficient("SKIPS_UNVERIFIED"));
  EXPECT_EQ(whole(result, "hard_missing"), 1);
  EXPECT_THAT(result.evidence.front().note, HasSubstr("nothing shows that the contact came to it"));
}

TEST(ScriptFitness, AContactThatWentPastAStepSkippedIt) {
  LeftOut looked;
  looked.talk.data.lookups->push_back({"faq", time_of(9), std::nullopt, std::nullopt});
  EXPECT_THAT(looked.result(), not_demonstrated("HARD_STEP_MISSING"));
  LeftOut long_talk;
  for (int t = 0; t < 6; ++t) {
    long_talk.talk.client("Well.", 20 + 10 * t, 21 + 10 * t)
        .agent("It is raining in Ghent today.", 22 + 10 * t, 25 + 10 * t);
  }
  EXPECT_THAT(long_talk.result(), not_demonstrated("HARD_STEP_MISSING"));
}

/// A script that opens with a sentence of its own, and a contact that the agent closes without it.
struct Closed {
  Json steps{
      {"seq",
       {talked["seq"][0],
        {{"step", "notice"},
         {"hard", true},
         {"say", {{"mode", "verbatim"}, {"text", "This call is recorded for training."}}}},
        {{"step", "choice"},
         {"say",
          {{"mode", "paraphrase"}, {"example", "Would you like another size or a refund?"}}}},
        {{"step", "label"}, {"hard", true}, {"tool", "returns"}},
        {{"step", "closing"}, {"closing", {"anything_else", "thanks", "goodbye"}}}}}};
  Json more{{"tools", {{"required", {"returns"}}}}};
  Talk talk;

  Closed(const std::string& opening, const std::string& answer, const std::string& then) {
    talk.agent("Good morning, Demo customer service, my name is Ann." + opening, 0, 4)
        .client("My coat is too small.", 5, 7)
        .agent("Would you like another size or a refund?", 8, 10)
        .client(answer, 11, 12)
        .agent(then + " Is there anything else I can do for you?", 13, 16)
        .client("No.", 17, 18)
        .agent("Thank you for calling, goodbye.", 19, 21);
    talk.data.tools.emplace();
    talk.data.ending.by = Ending::By::agent;
    talk.data.quality.transcript = Quality::Transcript::human;
  }
  [[nodiscard]] IndicatorResult result() const {
    return judged(fitness_id, talk.contact(), script_of(steps, more));
  }
};
const std::string recorded = " This call is recorded for training.";

TEST(ScriptFitness, WhoClosesTheContactHasPassedItsOpening) {
  const IndicatorResult result = Closed("", "Neither, I'll keep it.", "Fine.").result();
  EXPECT_THAT(result, not_demonstrated("HARD_STEP_MISSING"));
  EXPECT_EQ(whole(result, "hard_missing"), 2);
  // The client takes leave before the agent could close.
  Closed left("", "I have to go. Goodbye.", "Fine.");
  EXPECT_THAT(left.result(), insufficient("SKIPS_UNVERIFIED"));
  // Nobody was heard.
  Closed alone("", "A refund, please.", "Fine.");
  for (Turn& turn : alone.talk.data.turns) turn.speaker = Speaker::agent;
  EXPECT_NE(alone.result().verdict, Verdict::not_demonstrated);
}

TEST(ScriptFitness, WhatIsNextWhenTheClientWentAlongHadItsOccasion) {
  EXPECT_THAT(Closed(recorded, "A refund, please.", "Fine.").result(),
              not_demonstrated("HARD_STEP_MISSING"));
  EXPECT_THAT(Closed(recorded, "Yes, please.", "Fine.").result(),
              not_demonstrated("HARD_STEP_MISSING"));
  // It may have come otherwise.
  for (const auto& [answer, then] : std::vector<std::pair<std::string, std::string>>{
           {"I think my sister can wear it.", "Fine."},
           {"A refund. But I will not send it back.", "Fine."},
           {"A refund, please.", "I cannot give you one."},
           {"A refund, please.", "I'll put you through to the shop."}}) {
    EXPECT_THAT(Closed(recorded, answer, then).result(), insufficient("SKIPS_UNVERIFIED"))
        << answer << then;
  }
  Closed by_client(recorded, "A refund, please.", "Fine.");
  by_client.talk.data.ending.by = Ending::By::client;
  EXPECT_THAT(by_client.result(), insufficient("SKIPS_UNVERIFIED"));
}

TEST(ScriptFitness, AnotherOutcomeMayBeAnotherEnd) {
  Closed reported(recorded, "A refund, please.", "Fine.");
  reported.more["report"] = {{"outcome", {{"enum", {"label sent", "call back"}}}}};
  reported.talk.data.report = {ReportEntry{"outcome", "call back"}};
  EXPECT_THAT(reported.result(), insufficient("SKIPS_UNVERIFIED"));
  reported.talk.data.report = {ReportEntry{"outcome", "label sent"}};
  EXPECT_THAT(reported.result(), not_demonstrated("HARD_STEP_MISSING"));
}

TEST(ScriptFitness, WhoTheClientIsShowsNoStepReached) {
  // The fact of a branch may be known before the contact begins.
  LeftOut known;
  known.talk.fact("kind", "new");
  EXPECT_THAT(known.result(), insufficient("SKIPS_UNVERIFIED"));
}

TEST(ScriptFitness, AConditionKnownToHoldIsAnOccasion) {
  LeftOut sold;
  sold.steps["seq"].erase(1);  // only the terms are hard
  sold.talk.data.quality.transcript = Quality::Transcript::human;
  EXPECT_NE(sold.result().verdict, Verdict::not_demonstrated);
  sold.talk.fact("sold", "true");
  EXPECT_THAT(sold.result(), not_demonstrated("HARD_STEP_MISSING"));
}

TEST(ScriptFitness, WhatAnyContactHasShowsNoOccasion) {
  // Words like the script's, a reformulation and a question of the client's are no course.
  LeftOut left;
  left.steps["seq"].erase(2);  // a branch that asks for the same look-up
  left.steps["seq"].insert(
      left.steps["seq"].begin() + 2,
      {Json{{"step", "ring"}, {"say", {{"mode", "paraphrase"}, {"example", "Of course."}}}},
       Json{{"step", "again"}, {"say", {{"mode", "act"}, {"act", "reformulation"}}}},
       Json{{"loop", {{"step", "question"}, {"lookup", {{"order", {"faq"}}}}}},
            {"min", 0},
            {"max", 2}}});
  left.talk.data.lookups->push_back({"faq", time_of(9), std::nullopt, std::nullopt});
  EXPECT_THAT(left.result(), insufficient("SKIPS_UNVERIFIED"));
}

TEST(ScriptFitness, OfAContactCutShortTheFarewellShowsNoStepReached) {
  LeftOut cut;
  cut.talk.data.ending.by = Ending::By::client_before_closing;
  const IndicatorResult result = cut.result();
  EXPECT_EQ(whole(result, "hard_missing"), 0);
  EXPECT_THAT(result, insufficient("CONTACT_CUT"));
}

TEST(ScriptFitness, InAnotherLanguageThanTheScriptsNothingIsProvenMissing) {
  Talk talk = good_talk();
  talk.data.turns.erase(talk.data.turns.begin() + 1);  // the notice, to be said word for word
  ASSERT_THAT(judged(fitness_id, talk.contact(), script_of(talked, number_data)),
              not_demonstrated("HARD_STEP_MISSING"));
  talk.data.language = "nl-BE";
  EXPECT_NE(judged(fitness_id, talk.contact(), script_of(talked, number_data)).verdict,
            Verdict::not_demonstrated);
}

TEST(ScriptFitness, AnAgentWhoSpeaksAnotherLanguageThanTheContactsIsNotProvenToSkip) {
  Talk talk = good_talk();
  talk.data.turns.erase(talk.data.turns.begin() + 1);
  talk.data.turns[1].text = "En quoi puis-je vous aider ? Je suis à votre service pour la carte.";
  talk.data.turns[3].text = "Vous avez votre numéro de client pour moi, ou est-ce que je cherche ?";
  EXPECT_NE(judged(fitness_id, talk.contact(), script_of(talked, number_data)).verdict,
            Verdict::not_demonstrated);
  talk.data.turns[1].text = "How can I help you? I am at your service.";
  talk.data.turns[3].text = "Do you have your customer number for me, or shall I look it up?";
  EXPECT_THAT(judged(fitness_id, talk.contact(), script_of(talked, number_data)),
              not_demonstrated("HARD_STEP_MISSING"));
}

TEST(ScriptFitness, WhatTheRulesMayHaveMissedTipsNoScale) {
  // One step a log shows missing, and six that nothing but their words could show: 1 - 7 / (1 + 8)
  // without all, but 1 - 1 / 9 for what is proven.
  Json steps = {{"seq", {talked["seq"][0], {{"collect", "number"}}}}};
  for (const char* words :
       {"red apples", "green pears", "blue plums", "ripe figs", "sweet grapes", "dark cherries"}) {
    steps["seq"].push_back(
        {{"step", words}, {"say", {{"mode", "paraphrase"}, {"example", words}}}});
  }
  Talk talk = Talk().agent("Good morning, Demo customer service.", 0, 4);
  talk.data.quality.transcript = Quality::Transcript::human;
  talk.data.edits.emplace();
  const IndicatorResult result = judged(fitness_id, talk.contact(), script_of(steps, number_data));
  EXPECT_EQ(whole(result, "cost"), 7);
  EXPECT_THAT(result, insufficient("SKIPS_UNVERIFIED"));
  // Steps that a person labelled were all looked for.
  Talk labelled = Talk().agent("Good morning.").steps({"greeting"});
  EXPECT_THAT(judged(fitness_id, labelled.contact(), script_of(steps, number_data)),
              not_demonstrated("LOW_FITNESS"));
}

TEST(ScriptFitness, OneStepThatMayHaveBeenMisheardLeavesLowFitnessOpen) {
  const Json steps{{"seq",
                    {talked["seq"][1],
                     {{"collect", "number"}},
                     {{"step", "test"}, {"tool", "line_test"}},
                     {{"step", "look"}, {"lookup", {{"order", {"faq"}}}}}}}};
  Json more = number_data;
  more["tools"] = {{"required", {"line_test"}}};
  more["sources"] = {{{"id", "faq"}}};
  Talk talk = Talk().agent("Good morning.", 0, 4);
  talk.data.edits.emplace();
  talk.data.tools = {ToolUse{"line_test", time_of(5), 1}};
  talk.data.lookups.emplace();
  Json soft = steps;
  soft["seq"][0].erase("hard");
  talk.data.quality.transcript = Quality::Transcript::human;
  EXPECT_THAT(judged(fitness_id, talk.contact(), script_of(soft, more)),
              not_demonstrated("LOW_FITNESS"));
  talk.data.quality.transcript = Quality::Transcript::asr;
  EXPECT_THAT(judged(fitness_id, talk.contact(), script_of(soft, more)),
              insufficient("SKIPS_UNVERIFIED"));
}

TEST(ScriptFitness, TalkAndLogOnTwoClocksCannotBePutInOrder) {
  Talk talk = good_talk();
  talk.data.quality.clock = Quality::Clock::unknown;
  EXPECT_THAT(judged(fitness_id, talk.contact(), script_of(talked, number_data)),
              insufficient("CLOCK_SKEW"));
  talk.data.edits.reset();  // talk alone has one clock
  EXPECT_THAT(judged(fitness_id, talk.contact(), script_of(talked, number_data)), demonstrated());
}

TEST(ScriptFitness, TalkWithoutTimesAndALogCannotBePutInOrder) {
  Talk talk = good_talk();
  for (Turn& turn : talk.data.turns) turn.time.reset();
  EXPECT_THAT(judged(fitness_id, talk.contact(), script_of(talked, number_data)),
              insufficient("CLOCK_SKEW"));
}

TEST(ScriptFitness, AnEntryWithoutATimeStandsWhereItWasAskedForOrNowhere) {
  Talk talk = good_talk();
  talk.data.edits->front().at.reset();
  EXPECT_THAT(judged(fitness_id, talk.contact(), script_of(talked, number_data)), demonstrated());
  talk.data.turns[4].text = "Let me see.";
  EXPECT_THAT(judged(fitness_id, talk.contact(), script_of(talked, number_data)),
              insufficient("CLOCK_SKEW"));
}

TEST(ScriptFitness, AStepSeenMoreOftenThanMeantIsNotHeldAgainstTheAgent) {
  Talk talk = good_talk();
  talk.data.edits->push_back(talk.data.edits->front());
  talk.data.edits->back().at = time_of(30);  // the number is corrected
  EXPECT_THAT(judged(fitness_id, talk.contact(), script_of(talked, number_data)), demonstrated());
}

TEST(ScriptFitness, AStepInTheWrongPlaceIsShownWhereItWas) {
  Talk talk = good_talk();
  std::swap(talk.data.turns[0].text, talk.data.turns[1].text);
  const Contact contact = talk.contact();
  const IndicatorResult result = judged(fitness_id, contact, script_of(talked, number_data));
  EXPECT_EQ(whole(result, "hard_missing"), 0);
  EXPECT_THAT(result, insufficient("BORDERLINE"));  // at most 1 - 2 / 10
  EXPECT_THAT(quotes(contact, result).front(), HasSubstr("step"));
  EXPECT_NE(result.evidence.front().role, "step");
}

TEST(ScriptFitness, ForbiddenPhrasesAreListedAndDecideNothing) {
  const Script script = script_of({{"seq", {{{"step", "greet"}}, {{"step", "close"}}}}},
                                  {{"forbidden_phrases", {"no problem at all", "calm down"}}});
  Talk talk;
  talk.agent("Calm down, please.").client("Never calm down!").agent("That is no problem at all.");
  const Contact contact = talk.steps({"greet", "close"}).contact();
  const IndicatorResult result = judged("CCO-2.6", contact, script);
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "forbidden_phrases"), 2);
  EXPECT_THAT(result.flags, testing::Contains("FORBIDDEN_PHRASE"));
  EXPECT_THAT(quotes(contact, result),
              testing::IsSupersetOf(
                  {"forbidden phrase: Calm down", "forbidden phrase: no problem at all"}));
}

}  // namespace
}  // namespace callnorm
