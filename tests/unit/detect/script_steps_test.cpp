#include "callnorm/detect/script_steps.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Json;
using test::lexicon;
using test::script_of;
using test::Talk;
using test::time_of;
using test::value_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr double similarity = 0.6;
constexpr std::uint32_t zone_turns = 12;

/// The steps seen in a contact, with the acts the library finds in it.
struct Seen {
  Contact contact;
  Script script;
  std::vector<ScriptStep> steps;
  StepDetection detection;

  /// Of the first step: tests of one step read shorter with it.
  [[nodiscard]] const StepVisibility& step() const { return detection.visibility.front(); }
  [[nodiscard]] std::string quote(const StepMark& mark) const {
    return contact.turns()[mark.turn.value()].text.substr(mark.text.begin,
                                                          mark.text.end - mark.text.begin);
  }
  [[nodiscard]] std::vector<std::string> quotes() const {
    std::vector<std::string> out;
    for (const StepMark& mark : detection.marks) out.push_back(quote(mark));
    return out;
  }
  [[nodiscard]] std::vector<std::string> labels() const {
    std::vector<std::string> out;
    for (const StepMark& mark : detection.marks) {
      const auto index = static_cast<std::size_t>(mark.step);
      out.push_back(index < steps.size() ? steps[index].label
                                         : detection.unknown_labels[index - steps.size()]);
    }
    return out;
  }
};

Seen see(const Script& script, const Talk& talk) {
  const Contact contact = talk.contact();
  const auto evaluator =
      value_of(Evaluator::create(value_of(builtin_norm()), script, test::by_rules()));
  const auto acts = value_of(evaluator.detect(contact));
  auto steps = script_steps(script);
  auto detection =
      detect_steps(test::prepare(contact), script, steps, acts, similarity, zone_turns);
  return {contact, script, std::move(steps), std::move(detection)};
}
Seen see(const Json& step, const Talk& talk, const Json& more = Json::object()) {
  return see(script_of(step, more, talk.data.language), talk);
}

// ---- Verbatim
// ---------------------------------------------------------------------------------------------------

const Json notice{{"step", "notice"},
                  {"say",
                   {{"mode", "verbatim"},
                    {"text", "This call may be recorded for quality and training purposes."},
                    {"max_word_errors", 2}}}};

TEST(VerbatimStep, IsSeenInItsOwnWords) {
  const Seen seen =
      see(notice, Talk().agent("Good morning. THIS CALL may be recorded, for quality and training "
                               "purposes! How are you?"));
  ASSERT_EQ(seen.detection.marks.size(), 1U);
  EXPECT_EQ(seen.detection.marks[0].kind, Recognition::verbatim);
  EXPECT_EQ(seen.detection.marks[0].turn, 0U);
  EXPECT_EQ(seen.quote(seen.detection.marks[0]),
            "THIS CALL may be recorded, for quality and training purposes");
  EXPECT_EQ(seen.detection.marks[0].note, "0 word errors of 2 tolerated");
  EXPECT_EQ(seen.step().nearest, "");
}

TEST(VerbatimStep, ToleratesAsManyWordErrorsAsTheScriptDoes) {
  const Seen two =
      see(notice, Talk().agent("This call can be recorded for quality and practice purposes."));
  ASSERT_EQ(two.detection.marks.size(), 1U);
  EXPECT_EQ(two.detection.marks[0].note, "2 word errors of 2 tolerated");

  const Seen three =
      see(notice, Talk().agent("This call can be taped for quality and practice purposes."));
  EXPECT_THAT(three.detection.marks, IsEmpty());
  EXPECT_EQ(three.step().nearest, "nearest words differ in 3 of 10 (2 tolerated)");
  EXPECT_EQ(three.step().nearest_turn, 0U);
  EXPECT_FALSE(three.step().nearest_text.empty());
}

TEST(VerbatimStep, HalfOfOtherWordsIsNoNearMiss) {
  const Seen seen = see(notice, Talk().agent("For quality we may call you back."));
  EXPECT_THAT(seen.detection.marks, IsEmpty());
  EXPECT_FALSE(seen.step().nearest_turn);
}

TEST(VerbatimStep, RunsOnIntoTheAgentsNextTurn) {
  const Seen seen = see(
      notice,
      Talk().agent("Hello. This call may be recorded").agent("for quality and training purposes."));
  ASSERT_EQ(seen.detection.marks.size(), 1U);
  EXPECT_EQ(seen.detection.marks[0].turn, 0U);
  EXPECT_EQ(seen.quote(seen.detection.marks[0]), "This call may be recorded");
}

TEST(VerbatimStep, RunsOnAcrossAWordOfTheClientsAndNoMore) {
  const auto said_around = [&](const char* client) {
    return see(notice, Talk()
                           .agent("Hello. This call may be recorded")
                           .client(client)
                           .agent("for quality and training purposes."))
        .detection.marks.size();
  };
  EXPECT_EQ(said_around("Yes."), 1U);
  EXPECT_EQ(said_around("Mm-hm, yes."), 1U);
  EXPECT_EQ(said_around("No, I do not want that at all."), 0U);
}

TEST(VerbatimStep, FillersAndRepeatedWordsAreNoErrors) {
  const Seen seen = see(notice, Talk().agent("This this call uh may be be recorded for uh quality "
                                             "and training purposes."));
  ASSERT_EQ(seen.detection.marks.size(), 1U);
  EXPECT_EQ(seen.detection.marks[0].note, "0 word errors of 2 tolerated");
}

TEST(VerbatimStep, ANumberMayStandInFiguresOrInWords) {
  const auto errors = [](const char* text, const char* said) {
    const Script script = script_of(
        Json{{"seq",
              Json::array({Json{
                  {"step", "term"},
                  {"say", {{"mode", "verbatim"}, {"text", text}, {"max_word_errors", 2}}}}})}},
        Json{{"lang", "en"}});
    const Seen seen = see(script, Talk().agent(said));
    return seen.detection.marks.empty() ? std::string("not said") : seen.detection.marks[0].note;
  };
  EXPECT_EQ(errors("You may cancel within fourteen days.", "You may cancel within 14 days."),
            "0 word errors of 2 tolerated");
  EXPECT_EQ(errors("You may cancel within 14 days.", "You may cancel within fourteen days."),
            "0 word errors of 2 tolerated");
  // Another number is another sentence, however few words differ.
  EXPECT_EQ(errors("You may cancel within 14 days.", "You may cancel within thirty days."),
            "not said");
}

TEST(VerbatimStep, WordsOfTheClientAreNotTheAgents) {
  const Seen seen =
      see(notice,
          Talk().client("This call may be recorded for quality and training purposes, I know."));
  EXPECT_THAT(seen.detection.marks, IsEmpty());
}

TEST(VerbatimStep, IsMarkedEachTimeItIsSaid) {
  const std::string words = "This call may be recorded for quality and training purposes.";
  const Seen seen = see(notice, Talk().agent(words).client("What?").agent("I said: " + words));
  EXPECT_THAT(seen.labels(), ElementsAre("notice", "notice"));
}

TEST(VerbatimStep, ItsTimeIsThatOfItsFirstWord) {
  Talk talk;
  talk.agent("Hello. This call may be recorded for quality and training purposes.", 0, 13)
      .words({{0, 1},
              {2.5, 3},
              {3, 4},
              {4, 5},
              {5, 6},
              {6, 7},
              {7, 8},
              {8, 9},
              {9, 10},
              {10, 11},
              {11, 12}});
  const Seen timed = see(notice, talk);
  ASSERT_EQ(timed.detection.marks.size(), 1U);
  EXPECT_EQ(timed.detection.marks[0].at, time_of(2.5));
  // Without times of words the turn's time is shared out by its bytes: 7 of 67.
  const Seen shared = see(
      notice,
      Talk().agent("Hello. This call may be recorded for quality and training purposes.", 0, 67));
  EXPECT_EQ(shared.detection.marks[0].at, time_of(7));
}

TEST(VerbatimStep, ItsAbsenceIsProvenByATranscriptOfPeopleOnly) {
  Talk talk = Talk().agent("Good morning to you, my friend.");
  talk.data.quality.transcript = Quality::Transcript::human;
  EXPECT_TRUE(see(notice, talk).step().absence_provable);
  talk.data.quality.transcript = Quality::Transcript::asr;
  EXPECT_FALSE(see(notice, talk).step().absence_provable);
}

TEST(VerbatimStep, ItsAbsenceIsNotProvenWhenItMayBeParaphrased) {
  Json step = notice;
  step["recognise"] = "paraphrase";
  EXPECT_FALSE(see(step, Talk().agent("Good morning to you.")).step().absence_provable);
}

TEST(VerbatimStep, ItsAbsenceIsNotProvenByWordsThatMayBeIt) {
  Talk talk = Talk()
                  .agent("This call may be recorded")
                  .client("Yes, that is no problem at all.")
                  .agent("for quality and training purposes.");
  talk.data.quality.transcript = Quality::Transcript::human;
  const Seen seen = see(notice, talk);
  EXPECT_THAT(seen.detection.marks, IsEmpty());
  EXPECT_FALSE(seen.step().absence_provable);
  EXPECT_THAT(seen.step().nearest, HasSubstr("all of its words stand there"));
}

TEST(VerbatimStep, ItsAbsenceIsNotProvenWithoutATranscript) {
  Talk talk;
  talk.data.headset.emplace();
  EXPECT_FALSE(see(notice, talk).step().absence_provable);
}

// ---- Events
// -----------------------------------------------------------------------------------------------------

const Json with_data{{"data",
                      {{{"id", "meter"}, {"file", "home"}, {"field", "reading"}, {"type", "meter"}},
                       {{"id", "name"}, {"file", "client"}, {"field", "full_name"}}}},
                     {"sources", {{{"id", "faq"}}, {{"id", "tariffs"}}, {{"id", "intranet"}}}},
                     {"tools", {{"required", {"crm", "line_test"}}}}};
const Json collect_meter{{"collect", "meter"}};

FieldEdit edit(std::string file, std::string field, std::string value, std::optional<double> at) {
  FieldEdit out;
  out.file = std::move(file);
  out.field = std::move(field);
  out.value = std::move(value);
  if (at) out.at = time_of(*at);
  return out;
}

TEST(EventStep, DataIsCollectedWhenItsFieldIsEntered) {
  Talk talk = Talk().agent("Good morning.", 0, 2);
  talk.data.edits = {edit("client", "full_name", "Peeters", 5),
                     edit("home", "reading", "48213", 12.5), edit("other", "reading", "1", 20),
                     edit("home", "reading", "", 21)};
  const Seen seen = see(collect_meter, talk, with_data);
  ASSERT_EQ(seen.detection.marks.size(), 1U);
  EXPECT_EQ(seen.detection.marks[0].kind, Recognition::event);
  EXPECT_EQ(seen.detection.marks[0].at, time_of(12.5));
  EXPECT_FALSE(seen.detection.marks[0].turn);
  EXPECT_EQ(seen.detection.marks[0].note, "home.reading entered");
  EXPECT_TRUE(seen.step().absence_provable);
}

TEST(EventStep, AnEmptyLogProvesThatNothingWasEntered) {
  Talk talk = Talk().agent("Good morning.", 0, 2);
  talk.data.edits.emplace();
  const Seen seen = see(collect_meter, talk, with_data);
  EXPECT_THAT(seen.detection.marks, IsEmpty());
  EXPECT_EQ(seen.step().kind, Recognition::event);
  EXPECT_TRUE(seen.step().absence_provable);
}

// Who compares a birth date with the file has nothing to type.
TEST(EventStep, WhatWasAskedForAndNotEnteredIsNoProvenSkip) {
  Talk talk = Talk().agent("What is your meter reading?", 0, 2);
  talk.data.edits.emplace();
  const Seen seen = see(collect_meter, talk, with_data);
  EXPECT_THAT(seen.detection.marks, IsEmpty());
  EXPECT_FALSE(seen.step().absence_provable);
  EXPECT_EQ(seen.step().nearest_turn, 0U);
}

TEST(EventStep, WhatTheTalkDealsWithNoEmptyLogProvesSkipped) {
  const Json born{{"data",
                   {{{"id", "birth_date"},
                     {"file", "client"},
                     {"field", "birth_date"},
                     {"type", "date"},
                     {"ask", {"date of birth", "born"}}}}}};
  const auto provable = [&](const char* client, const char* agent) {
    Talk talk = Talk().agent("How can I help?").client(client).agent(agent);
    talk.data.edits.emplace();
    return see(Json{{"collect", "birth_date"}}, talk, born).step().absence_provable;
  };
  EXPECT_TRUE(provable("I lost my card.", "I'll block it."));
  EXPECT_FALSE(provable("I lost my card. I was born on 14 June 1985.", "I'll block it."));
  EXPECT_TRUE(provable("Don't you want my date of birth?", "That's fine like this."));
  EXPECT_FALSE(provable("I lost my card.", "I have your file here."));
  EXPECT_TRUE(provable("I have your file here.", "I'll block it."));  // the client's words
}

TEST(EventStep, WhatIsSaidBesideALogMayHaveBeenDoneElsewhere) {
  Json step{{"step", "block"},
            {"tool", "line_test"},
            {"say",
             {{"mode", "paraphrase"},
              {"examples", {"Your card is blocked.", "The card was blocked for you."}}}}};
  const auto seen = [&](const char* words) {
    Talk talk = Talk().agent(words);
    talk.data.tools.emplace();
    return see(step, talk, with_data);
  };
  const Seen said = seen("I can see your card was blocked by Card Stop.");
  EXPECT_THAT(said.detection.marks, IsEmpty());  // the log decides that it was not done now
  EXPECT_FALSE(said.step().absence_provable);
  EXPECT_EQ(said.step().kind, Recognition::event);
  EXPECT_THAT(said.step().nearest, HasSubstr("not in the log"));
  EXPECT_TRUE(seen("What else can I do?").step().absence_provable);
  EXPECT_TRUE(seen("Where shall I send the card?").step().absence_provable);
  EXPECT_TRUE(seen("Your card is not blocked yet.").step().absence_provable);
  // Who asks, or says the client's wish again, does not say that it is done.
  EXPECT_TRUE(seen("You lost your card and you want it blocked?").step().absence_provable);
  EXPECT_FALSE(seen("You lost your card? I see it is blocked, your card.").step().absence_provable);
}

TEST(EventStep, AContactThatGoesOnFromAnEarlierOneNeedNotDoAllAgain) {
  const auto provable = [&](const char* opening) {
    Talk talk = Talk().agent(opening).client("Yes.").agent("Then we go on.");
    talk.data.edits.emplace();
    talk.data.quality.transcript = Quality::Transcript::human;
    return see(collect_meter, talk, with_data).step().absence_provable;
  };
  EXPECT_TRUE(provable("Good morning."));
  EXPECT_FALSE(provable("Good morning, my colleague told me what happened."));
  EXPECT_FALSE(provable("Good morning, we were cut off just now."));
}

TEST(VerbatimStep, IsDueInEveryContactButOneTakenOver) {
  const auto provable = [&](const char* first, const char* second) {
    Talk talk = Talk().agent(first).client("Yes.").agent(second);
    talk.data.quality.transcript = Quality::Transcript::human;
    return see(notice, talk).step().absence_provable;
  };
  EXPECT_FALSE(provable("Good morning, my colleague told me what happened.", "Then we go on."));
  EXPECT_TRUE(provable("Good morning.", "My colleague told me it rains."));
  EXPECT_TRUE(provable("Good morning, we were cut off just now.", "Then we go on."));
}

TEST(EventStep, WhatTheEditsDoNotHoldTheRecordMay) {
  Talk talk = Talk().agent("Good morning.", 0, 2);
  talk.data.edits.emplace();
  RecordField field;
  field.file = "home";
  field.field = "reading";
  field.value = "48213";
  talk.data.record = {field};
  EXPECT_EQ(see(collect_meter, talk, with_data).detection.marks.size(), 1U);
}

TEST(EventStep, TheFinalRecordTellsWhatTheEditsDoNot) {
  Talk talk = Talk().agent("Good morning.", 0, 2);
  RecordField field;
  field.file = "home";
  field.field = "reading";
  field.value = "48213";
  field.at = time_of(30);
  talk.data.record = {field};
  const Seen seen = see(collect_meter, talk, with_data);
  ASSERT_EQ(seen.detection.marks.size(), 1U);
  EXPECT_EQ(seen.detection.marks[0].at, time_of(30));
}

TEST(EventStep, EntriesWithoutATimeAreEntriesAllTheSame) {
  Talk talk = Talk().agent("Good morning.", 0, 2);
  talk.data.edits = {edit("home", "reading", "48213", std::nullopt)};
  const Seen edited = see(collect_meter, talk, with_data);
  ASSERT_EQ(edited.detection.marks.size(), 1U);
  EXPECT_FALSE(edited.detection.marks[0].at);  // nothing tells when

  talk.data.edits.reset();
  RecordField field;
  field.file = "home";
  field.field = "reading";
  field.value = "48213";
  talk.data.record = {field};
  const Seen recorded = see(collect_meter, talk, with_data);
  ASSERT_EQ(recorded.detection.marks.size(), 1U);
  EXPECT_FALSE(recorded.detection.marks[0].at);
}

TEST(EventStep, AToolCountsWhenItWasUsedNotOnlyOpened) {
  Talk talk = Talk().agent("Good morning.", 0, 2);
  talk.data.tools = {ToolUse{"line_test", time_of(5), 0}, ToolUse{"crm", time_of(6), 3},
                     ToolUse{"line_test", time_of(9), 1}};
  const Seen seen = see({{"step", "test"}, {"tool", "line_test"}}, talk, with_data);
  ASSERT_EQ(seen.detection.marks.size(), 1U);
  EXPECT_EQ(seen.detection.marks[0].at, time_of(9));
  EXPECT_EQ(seen.detection.marks[0].note, "used line_test");
  EXPECT_TRUE(seen.step().absence_provable);
}

TEST(EventStep, LookUpsForOneRequestAreOneStep) {
  const auto look = [](const char* source, double at, std::optional<std::string> request) {
    LookUp out;
    out.source = source;
    out.at = time_of(at);
    out.request = std::move(request);
    return out;
  };
  Talk talk = Talk().agent("Good morning.", 0, 2);
  Request first;
  first.id = "q1";
  Request second;
  second.id = "q2";
  talk.data.requests = {first, second};
  talk.data.lookups = {look("faq", 5, "q1"), look("tariffs", 7, "q1"), look("intranet", 8, "q2"),
                       look("faq", 9, "q2"), look("faq", 11, std::nullopt)};
  const Seen seen =
      see({{"step", "answer"}, {"lookup", {{"order", {"faq", "tariffs"}}}}}, talk, with_data);
  std::vector<Millis> times;
  for (const StepMark& mark : seen.detection.marks) times.push_back(mark.at.value());
  EXPECT_THAT(times,
              ElementsAre(time_of(5), time_of(9), time_of(11)));  // the intranet is not on the list
}

TEST(EventStep, WithoutALogTheStepIsReadFromTheWords) {
  const Seen seen = see(collect_meter, Talk().agent("What is your meter reading?"), with_data);
  ASSERT_EQ(seen.detection.marks.size(), 1U);
  EXPECT_EQ(seen.detection.marks[0].kind, Recognition::paraphrase);
  EXPECT_EQ(seen.quote(seen.detection.marks[0]), "What is your meter reading?");
  EXPECT_FALSE(seen.step().absence_provable);

  const Seen silent = see(collect_meter, Talk().agent("Good morning to you."), with_data);
  EXPECT_THAT(silent.detection.marks, IsEmpty());
  EXPECT_EQ(silent.step().nearest, "no question for meter was found");
  EXPECT_FALSE(silent.step().absence_provable);
}

TEST(EventStep, WithoutALogNothingCouldShowTheUseOfATool) {
  const Seen seen =
      see({{"step", "test"}, {"tool", "line_test"}}, Talk().agent("Good morning."), with_data);
  EXPECT_EQ(seen.step().kind, Recognition::none);
  EXPECT_FALSE(seen.step().absence_provable);
}

TEST(EventStep, AStepToBeKnownByParaphraseIsNotProvenAbsentByALog) {
  Talk talk = Talk().agent("Good morning.", 0, 2);
  talk.data.edits.emplace();
  const Seen seen = see({{"collect", "meter"}, {"recognise", "paraphrase"}}, talk, with_data);
  EXPECT_FALSE(seen.step().absence_provable);
}

// ---- Script data questions
// --------------------------------------------------------------------------------------

TEST(DataQuestionStep, WhatTheClientRefusesIsNotCollected) {
  const auto seen = [&](const char* answer, bool log = false) {
    Talk talk = Talk()
                    .agent("What is your meter reading?")
                    .client(answer)
                    .agent("No problem at all.")
                    .client("Great.");
    if (log) talk.data.edits.emplace();
    return see(collect_meter, talk, with_data);
  };
  EXPECT_EQ(seen("12480.").detection.marks.size(), 1U);
  EXPECT_EQ(seen("It's one two four eight.").detection.marks.size(), 1U);
  EXPECT_EQ(seen("Hold on.").detection.marks.size(), 1U);  // what comes of it nobody knows
  EXPECT_EQ(seen("I don't have it here, well, 12480.").detection.marks.size(), 1U);
  const Seen refused = seen("I'd rather not say that over the phone.");
  EXPECT_THAT(refused.detection.marks, IsEmpty());
  EXPECT_THAT(refused.step().nearest, HasSubstr("did not give"));
  EXPECT_TRUE(refused.step().asked);
  // Nor is it the agent's skip that nothing was typed then.
  EXPECT_FALSE(seen("I'd rather not say that.", true).step().absence_provable);
}

TEST(DataQuestionStep, IsKnownByTheScriptsOwnWords) {
  const Json data{
      {"data",
       {{{"id", "ean"}, {"file", "home"}, {"field", "code"}, {"ask", {"eighteen digits"}}}}}};
  const Seen seen =
      see({{"collect", "ean"}},
          Talk().client("I moved.").agent("Can you read me the eighteen digits?"), data);
  EXPECT_THAT(seen.quotes(), ElementsAre("Can you read me the eighteen digits?"));
  EXPECT_EQ(seen.detection.marks[0].note, "asked for ean");
}

TEST(DataQuestionStep, IsKnownByTheKindOfData) {
  const Seen seen =
      see({{"collect", "mail"}}, Talk().agent("What is your email?"),
          {{"data", {{{"id", "mail"}, {"file", "c"}, {"field", "box"}, {"type", "email"}}}}});
  EXPECT_THAT(seen.quotes(), ElementsAre("What is your email?"));
}

TEST(DataQuestionStep, AQuestionForOtherDataIsNotIt) {
  const Seen seen = see(collect_meter, Talk().agent("What is your date of birth?"), with_data);
  EXPECT_THAT(seen.detection.marks, IsEmpty());
}

TEST(DataQuestionStep, AStatementOrAQuestionOfTheClientIsNotIt) {
  const Seen seen =
      see(collect_meter,
          Talk().agent("I have your meter reading.").client("Which meter reading do you have?"),
          with_data);
  EXPECT_THAT(seen.detection.marks, IsEmpty());
}

// ---- Acts
// -------------------------------------------------------------------------------------------------------

TEST(ActStep, IsSeenWhereTheActIs) {
  const Json step{{"step", "restate"}, {"say", {{"mode", "act"}, {"act", "reformulation"}}}};
  const Seen seen = see(step, Talk()
                                  .client("My card was stolen on the tram this morning.")
                                  .agent("So you want to block the card that was stolen."));
  ASSERT_EQ(seen.detection.marks.size(), 1U);
  EXPECT_EQ(seen.detection.marks[0].kind, Recognition::act);
  EXPECT_EQ(seen.detection.marks[0].note, "reformulation");
  EXPECT_FALSE(seen.step().absence_provable);

  const Seen none = see(step, Talk().client("My card was stolen.").agent("Okay."));
  EXPECT_THAT(none.detection.marks, IsEmpty());
  EXPECT_EQ(none.step().nearest, "no reformulation was found");
  EXPECT_FALSE(none.step().absence_provable);
}

TEST(ActStep, AGivenActIsTakenAsItIs) {
  const Seen seen =
      see({{"step", "counter"}, {"act", "rebuttal"}},
          Talk().client("Too expensive.").agent("It is free for a year.").act(ActKind::rebuttal));
  EXPECT_THAT(seen.quotes(), ElementsAre("It is free for a year."));
}

TEST(ActStep, AMoveOfTheClientIsTheClientsAct) {
  const Seen seen =
      see({{"client", "accept"}}, Talk().agent("Shall I?").client("Do that.").act(ActKind::accept));
  EXPECT_THAT(seen.quotes(), ElementsAre("Do that."));
}

// ---- Elements
// ---------------------------------------------------------------------------------------------------

const Json greeting{{"step", "greeting"},
                    {"say", {{"mode", "paraphrase"}, {"elements", {"greet", "org", "name"}}}}};

TEST(ElementStep, HalfOfTheElementsSayIt) {
  const Seen seen =
      see(greeting, Talk().agent("Good morning, Demo customer service.").client("Hello."));
  ASSERT_EQ(seen.detection.marks.size(), 1U);
  EXPECT_EQ(seen.detection.marks[0].kind, Recognition::paraphrase);
  EXPECT_EQ(seen.detection.marks[0].note, "2 of 3 elements: greet, org");
  EXPECT_EQ(seen.quote(seen.detection.marks[0]), "Good morning");
  EXPECT_FALSE(seen.step().absence_provable);
}

TEST(ElementStep, FewerAreANearMiss) {
  const Seen seen = see(greeting, Talk().agent("Good morning, yes?").client("I lost my card."));
  EXPECT_THAT(seen.detection.marks, IsEmpty());
  EXPECT_EQ(seen.step().nearest, "only greet of greet, org, name");
  EXPECT_EQ(seen.step().nearest_turn, 0U);
}

TEST(ElementStep, NoneIsSaidToBeNone) {
  const Seen seen = see(greeting, Talk().agent("Yes?").client("I lost my card."));
  EXPECT_EQ(seen.step().nearest, "none of greet, org, name was found");
}

TEST(ElementStep, TwoAgentTurnsOnEndHoldThemTogether) {
  const Seen near = see(greeting, Talk()
                                      .agent("Good morning.")
                                      .client("Hello.")
                                      .agent("My name is Ann.")
                                      .client("Fine.")
                                      .agent("What is it?")
                                      .client("It is my card.")
                                      .agent("I see."));
  EXPECT_THAT(near.labels(), ElementsAre("greeting"));
  const Seen far = see(greeting, Talk()
                                     .agent("Good morning.")
                                     .client("Hello.")
                                     .agent("What is it?")
                                     .client("It is my card.")
                                     .agent("My name is Ann.")
                                     .client("Fine.")
                                     .agent("I see."));
  EXPECT_THAT(far.labels(), IsEmpty());
}

TEST(ElementStep, AClosingIsWhereMostOfItsElementsAre) {
  const Json closing{{"step", "closing"},
                     {"closing", {"anything_else", "thanks", "wish", "goodbye"}}};
  const Seen seen = see(closing, Talk()
                                     .agent("Thank you for calling, one moment.")
                                     .client("Okay.")
                                     .agent("Is there anything else?")
                                     .client("No.")
                                     .agent("Thank you for calling, have a nice day, goodbye."));
  ASSERT_EQ(seen.detection.marks.size(), 1U);
  EXPECT_THAT(seen.detection.marks[0].note, HasSubstr("4 of 4 elements"));
}

TEST(ElementStep, AClosingStandsAmongTheLastTurns) {
  const Json closing{{"step", "closing"}, {"closing", {"thanks", "goodbye"}}};
  Talk talk = Talk().agent("Thank you for calling, goodbye.");
  for (int i = 0; i < 6; ++i) talk.client("My card is lost.").agent("I see it here.");
  EXPECT_THAT(see(closing, talk).detection.marks, IsEmpty());
}

// ---- Facts, examples, patterns, expressions
// ---------------------------------------------------------------------

const Json tell_delay{{"step", "tell"}, {"say", {{"mode", "paraphrase"}, {"facts", {"delay"}}}}};

TEST(FactStep, IsSaidWhenTheAgentTellsTheValue) {
  const Seen seen = see(tell_delay, Talk()
                                        .client("Two hours?")
                                        .agent("It will take two  hours, I am told.")
                                        .fact("delay", "two hours"));
  EXPECT_THAT(seen.quotes(), ElementsAre("two  hours"));
  EXPECT_EQ(seen.detection.marks[0].note, "told delay");
}

TEST(FactStep, AValueTheClientSaysIsNotTold) {
  const Seen seen =
      see(tell_delay, Talk().client("Two hours?").agent("Yes.").fact("delay", "two hours"));
  EXPECT_THAT(seen.detection.marks, IsEmpty());
  EXPECT_EQ(seen.step().kind, Recognition::paraphrase);
  EXPECT_FALSE(seen.step().absence_provable);
}

TEST(FactStep, AnUnknownFactCannotBeSeen) {
  EXPECT_EQ(see(tell_delay, Talk().agent("It takes two hours.")).step().kind, Recognition::none);
  const Json two{{"step", "tell"},
                 {"say", {{"mode", "paraphrase"}, {"facts", {"delay", "cause"}}}}};
  EXPECT_EQ(see(two, Talk().agent("It takes two hours.")).step().kind, Recognition::none);
}

Json example_step(const char* example) {
  return {{"step", "dispute"}, {"say", {{"mode", "paraphrase"}, {"example", example}}}};
}

TEST(ExampleStep, IsSaidByThreeFifthsOfItsContentWords) {
  // Content: dispute, payment, form, messages, app.
  const Json step =
      example_step("You can dispute the payment with the form, by messages, in the app.");
  const Seen three = see(step, Talk().agent("So there is a form to dispute payments."));
  ASSERT_EQ(three.detection.marks.size(), 1U);
  EXPECT_EQ(three.detection.marks[0].note, "3 of 5 content words of the example");
  const Seen two = see(step, Talk().agent("So there is a form for payments."));
  EXPECT_THAT(two.detection.marks, IsEmpty());
  EXPECT_EQ(two.step().nearest, "2 of 5 content words of the example");
  EXPECT_EQ(two.step().nearest_turn, 0U);
  EXPECT_FALSE(two.step().absence_provable);
}

TEST(ExampleStep, PlaceholdersSayNothing) {
  // Content without {name}: speaking, counter.
  const Seen seen = see(example_step("You are speaking with {first name} of the counter."),
                        Talk().agent("This is Ann speaking, at the counter."));
  EXPECT_EQ(seen.detection.marks.size(), 1U);
}

TEST(ExampleStep, TwoSentencesOnEndSayItThreeDoNot) {
  const Json step =
      example_step("Your blocked card, the new letter.");  // blocked, card, new, letter
  EXPECT_EQ(
      see(step, Talk().agent("The card is blocked. You get a letter.")).detection.marks.size(), 1U);
  EXPECT_THAT(
      see(step, Talk().agent("The card is here. Let me see. You get a letter.")).detection.marks,
      IsEmpty());
}

TEST(ExampleStep, IsNotSaidByWhatDeniesIt) {
  const Json step{{"step", "block"},
                  {"say", {{"mode", "paraphrase"}, {"examples", {"Your card is blocked."}}}}};
  const Seen denied = see(step, Talk().agent("Your card is not blocked yet."));
  EXPECT_THAT(denied.detection.marks, IsEmpty());
  EXPECT_EQ(denied.step().nearest, "its words, but denied");
  EXPECT_EQ(denied.step().nearest_turn, 0U);
  const Seen done = see(step, Talk()
                                  .agent("Your card is not blocked yet.")
                                  .client("Oh.")
                                  .agent("There, your card is blocked."));
  ASSERT_EQ(done.detection.marks.size(), 1U);
  EXPECT_EQ(done.detection.marks[0].turn, 2U);
  // A wording that denies something itself says nothing of that.
  const Json not_used{
      {"step", "check"},
      {"say", {{"mode", "paraphrase"}, {"examples", {"Your card was not used by anyone."}}}}};
  EXPECT_EQ(see(not_used, Talk().agent("Your card was not used.")).detection.marks.size(), 1U);
}

TEST(ExampleStep, IsNotFoundWhereNothingWasSaid) {
  Talk silent;
  silent.data.language = "en";
  silent.data.lookups.emplace();
  const Seen seen = see(example_step("Your blocked card, the new letter."), silent);
  EXPECT_THAT(seen.detection.marks, IsEmpty());
}

TEST(ExampleStep, OfTwoExamplesSaidAsWellTheOneSaidFirstIsTheStep) {
  const Json step{{"step", "news"},
                  {"say",
                   {{"mode", "paraphrase"},
                    {"examples", {"Do you like the paper?", "How do you follow the news?"}}}}};
  const Seen seen = see(step, Talk()
                                  .agent("How do you follow the news?")
                                  .client("On the radio.")
                                  .agent("And your wife, does she like the paper?"));
  ASSERT_EQ(seen.detection.marks.size(), 1U);
  EXPECT_EQ(seen.detection.marks[0].turn, 0U);
}

TEST(ExampleStep, WordsOfTheClientDoNotSayIt) {
  const Seen seen = see(example_step("Your card is blocked."),
                        Talk().client("The card is blocked.").agent("Yes."));
  EXPECT_THAT(seen.detection.marks, IsEmpty());
}

TEST(PatternStep, IsSaidByAnyOfItsPatterns) {
  const Json step{
      {"step", "block"},
      {"say", {{"mode", "paraphrase"}, {"patterns", {"i'm * blocking", "card is blocked"}}}}};
  const Seen seen = see(step, Talk()
                                  .agent("Fine. I'm now blocking it. So. The card is blocked.")
                                  .client("card is blocked"));
  EXPECT_THAT(seen.quotes(), ElementsAre("I'm now blocking", "card is blocked"));
  EXPECT_EQ(seen.detection.marks[0].note, "pattern \"i'm * blocking\"");
}

TEST(ExpressionStep, IsSaidWhereTheExpressionMatches) {
  const Json step{{"step", "block"},
                  {"say", {{"mode", "paraphrase"}, {"regex", "\\bblock(ed|ing)?\\b"}}}};
  const Seen seen = see(step, Talk().client("Is it blocked?").agent("It is BLOCKED, or blocking."));
  EXPECT_THAT(seen.quotes(), ElementsAre("BLOCKED"));
}

TEST(PromotionStep, IsKnownByTheClaimsOfItsSellingPoints) {
  const Json more{
      {"selling_points", {{{"id", "wallet"}, {"claims", {"pay with your phone while you wait"}}}}}};
  const Json step{{"step", "offer"}, {"promo", {"wallet"}}};
  const Seen seen = see(step, Talk().agent("You can pay with the phone during the wait."), more);
  EXPECT_THAT(seen.labels(), ElementsAre("offer"));
  EXPECT_FALSE(seen.step().absence_provable);
}

TEST(NamedStep, WithNothingToKnowItByCannotBeSeen) {
  const Seen seen = see(Json("something"), Talk().agent("Good morning."));
  EXPECT_EQ(seen.step().kind, Recognition::none);
  EXPECT_FALSE(seen.step().absence_provable);
}

// ---- Given steps, and order
// -------------------------------------------------------------------------------------

TEST(GivenSteps, ReplaceAllRecognition) {
  const Json steps{{"seq", {notice, collect_meter, "close"}}};
  Talk talk = Talk().agent("This call may be recorded for quality and training purposes.");
  talk.data.edits.emplace();
  talk.steps({"close", "meter", "notice", "dance", "dance"});
  const Seen seen = see(steps, talk, with_data);
  EXPECT_TRUE(seen.detection.given);
  // "meter" names the step "collect:meter"; the order is that of the list; what the script lacks is
  // kept.
  EXPECT_THAT(seen.labels(), ElementsAre("close", "collect:meter", "notice", "dance", "dance"));
  EXPECT_THAT(seen.detection.unknown_labels, ElementsAre("dance"));
  for (const StepMark& mark : seen.detection.marks) EXPECT_EQ(mark.kind, Recognition::annotation);
}

TEST(GivenSteps, AreOrderedByTheirTimes) {
  Talk talk = Talk().agent("Hello.", 0, 2).steps({"b", "a"});
  talk.data.acts[0].time = test::span_of(10, 11);
  talk.data.acts[1].time = test::span_of(5, 6);
  EXPECT_THAT(see({{"seq", {"a", "b"}}}, talk).labels(), ElementsAre("a", "b"));
}

TEST(GivenSteps, AStepKnownByParaphraseOnlyIsProvenAbsentByACompleteAnnotation) {
  const Json steps{{"seq", {{{"step", "a"}, {"recognise", "paraphrase"}}, "b"}}};
  Talk talk = Talk().agent("Hello.").steps({"b"});
  EXPECT_FALSE(see(steps, talk).detection.visibility[0].absence_provable);
  EXPECT_TRUE(see(steps, talk).detection.visibility[1].absence_provable);
  talk.complete(ActKind::step);
  EXPECT_TRUE(see(steps, talk).detection.visibility[0].absence_provable);
}

TEST(GivenSteps, NoneGivenMeansNoneSeen) {
  const Seen seen =
      see(notice, Talk()
                      .agent("This call may be recorded for quality and training purposes.")
                      .given(ActKind::step));
  EXPECT_TRUE(seen.detection.given);
  EXPECT_THAT(seen.detection.marks, IsEmpty());
}

TEST(DetectedSteps, OfTalkAndLogStandInOrderOfTime) {
  const Json steps{{"seq", {notice, collect_meter, {{"step", "test"}, {"tool", "line_test"}}}}};
  Talk talk = Talk().agent("This call may be recorded for quality and training purposes.", 20, 25);
  talk.data.edits = {edit("home", "reading", "48213", 10)};
  talk.data.tools = {ToolUse{"line_test", time_of(22), 1}};
  // The notice begins with its turn, at 20 s.
  EXPECT_THAT(see(steps, talk, with_data).labels(), ElementsAre("collect:meter", "notice", "test"));
}

TEST(DetectedSteps, WithoutALanguageTheScriptsOwnWordsAreStillFound) {
  const Contact contact =
      Talk("").agent("This call may be recorded for quality and training purposes.").contact();
  const auto prepared = value_of(PreparedContact::prepare(contact, nullptr, Millis{500}));
  const Script script = script_of(
      {{"seq", {notice, example_step("Your card is blocked."), collect_meter}}}, with_data);
  const auto steps = script_steps(script);
  const auto detection = detect_steps(prepared, script, steps, {}, similarity, zone_turns);
  ASSERT_EQ(detection.marks.size(), 1U);
  EXPECT_EQ(detection.marks[0].kind, Recognition::verbatim);
}

}  // namespace
}  // namespace callnorm
