// A contact judged while it goes on: what is told, when, and what is refused. That the end is the
// same as of the whole contact at once: tests/property/live_property_test.cpp.
#include "callnorm/evaluate/live_evaluation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "callnorm/io/write.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::by_rules;
using test::span_of;
using test::Talk;
using test::time_of;
using test::value_of;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

Evaluator evaluator(std::optional<Script> script = std::nullopt) {
  return value_of(Evaluator::create(value_of(builtin_norm()), std::move(script), by_rules()));
}

ContactDraft call(std::string language = "en") {
  ContactDraft out;
  out.id = "live";
  out.language = std::move(language);
  return out;
}

Turn turn(Speaker speaker, std::string text, double begin_s, double end_s) {
  Turn out;
  out.speaker = speaker;
  out.text = std::move(text);
  out.time = span_of(begin_s, end_s);
  return out;
}

/// "provisional question 3"
struct Log {
  std::vector<std::string> lines;
  FindingSink sink() {
    return [this](Finding finding, const Act& act, const ContactDraft&) {
      const char* what = finding == Finding::provisional ? "provisional"
                         : finding == Finding::confirmed ? "confirmed"
                                                         : "withdrawn";
      lines.push_back(std::string(what) + " " + std::string(name(act.kind)) + " " +
                      (act.turn ? std::to_string(*act.turn) : "-") +
                      (act.step.empty() ? "" : " " + act.step));
      return true;
    };
  }
};

TEST(LiveEvaluation, AnActIsToldAtOnceAndConfirmedEightTurnsLater) {
  Log log;
  auto live = value_of(LiveEvaluation::create(evaluator(), call(), log.sink()));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "Just a moment please, I'm looking it up.", 0, 3)));
  EXPECT_THAT(log.lines, Contains("provisional hold 0"));
  for (int i = 1; i < 8; ++i) {
    ASSERT_TRUE(
        live.push(turn(i % 2 == 1 ? Speaker::client : Speaker::agent, "Mm.", 3 * i, 3 * i + 1)));
  }
  EXPECT_THAT(log.lines, Not(Contains("confirmed hold 0")));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "Mm.", 40, 41)));
  EXPECT_THAT(log.lines, Contains("confirmed hold 0"));
}

TEST(LiveEvaluation, WhatATurnTurnsOutToBeReplacesWhatItSeemed) {
  Log log;
  auto live = value_of(LiveEvaluation::create(evaluator(), call(), log.sink()));
  ASSERT_TRUE(live.push(turn(Speaker::client, "My card was stolen in the train.", 0, 3)));
  ASSERT_TRUE(
      live.push(turn(Speaker::agent, "So if I understand correctly your card was stolen.", 3, 6)));
  EXPECT_THAT(log.lines, Contains("provisional reformulation 1"));
  ASSERT_TRUE(live.push(turn(Speaker::client, "Yes, that's right.", 6, 7)));
  EXPECT_THAT(log.lines, Contains("provisional confirm 2"));
}

TEST(LiveEvaluation, WhatTheScriptExpectsNext) {
  const Script script = value_of(read_script(R"({
    "id": "t", "version": "1", "lang": "en", "steps": {"seq": [
      {"step": "greeting", "say": {"mode": "paraphrase", "elements": ["greet"],
                                   "example": "Good morning."}},
      {"opt": {"step": "notice", "say": {"mode": "verbatim", "text": "This call is recorded."}}},
      {"step": "offer", "say": {"mode": "paraphrase", "elements": ["offer"],
                                "example": "How can I help you?"}},
      {"step": "goodbye", "closing": ["goodbye"]}]}})"));
  auto live = value_of(LiveEvaluation::create(evaluator(script), call()));
  const auto next = [&] {
    std::vector<std::string> out;
    bool may_end = false;
    for (const ExpectedStep& step : live.expected(&may_end)) {
      out.push_back(step.step + (step.needed ? "!" : "") + " " + step.wording);
    }
    if (may_end) out.emplace_back("end");
    return out;
  };
  EXPECT_THAT(next(), ElementsAre("greeting! Good morning."));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "Good morning, this is Ann.", 0, 2)));
  EXPECT_THAT(next(), ElementsAre("offer! How can I help you?", "notice This call is recorded."));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "How can I help you?", 2, 4)));
  EXPECT_THAT(next(), ElementsAre("goodbye! "));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "Goodbye!", 10, 11)));
  EXPECT_THAT(next(), ElementsAre("end"));
}

/// A fact says which of two steps the script has.
Script branch_on_client() {
  return value_of(read_script(R"({
    "id": "t", "version": "1", "lang": "en", "steps": {"seq": [
      {"branch": {"on": "client", "cases": {
        "new": {"step": "welcome", "say": {"mode": "paraphrase", "example": "Welcome to us."}},
        "known": {"step": "thank", "say": {"mode": "paraphrase",
                                           "example": "Thank you for staying."}}}}}]}})"));
}

TEST(LiveEvaluation, AFactThatBecomesKnownChoosesTheBranch) {
  auto live = value_of(LiveEvaluation::create(evaluator(branch_on_client()), call()));
  EXPECT_EQ(live.expected().size(), 2U);
  ContactDraft more;
  more.facts.emplace_back("client", "known");
  ASSERT_TRUE(live.push(std::move(more)));
  ASSERT_EQ(live.expected().size(), 1U);
  EXPECT_EQ(live.expected()[0].step, "thank");
}

TEST(LiveEvaluation, AFactThatWasRefusedChoosesNoBranch) {
  auto live = value_of(LiveEvaluation::create(evaluator(branch_on_client()), call()));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "Hello.", 10, 12)));
  ContactDraft more;
  more.facts.emplace_back("client", "known");
  more.turns.push_back(turn(Speaker::client, "Hello.", 5, 6));
  ASSERT_FALSE(live.push(std::move(more)));
  EXPECT_EQ(live.expected().size(), 2U);
}

Act given_act(ActKind kind, std::optional<std::uint32_t> of_turn) {
  Act out;
  out.kind = kind;
  out.turn = of_turn;
  return out;
}

TEST(LiveEvaluation, AnActTheContactWouldBeRefusedForIsRefused) {
  auto live = value_of(LiveEvaluation::create(evaluator(), call()));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "Hello.", 0, 1)));
  const auto refused = [&](const Act& act) {
    ContactDraft more;
    more.acts.push_back(act);
    const Status status = live.push(std::move(more));
    return status ? std::string("taken") : status.error().where;
  };
  EXPECT_EQ(refused(given_act(ActKind::hold, std::nullopt)), "/acts/0/turn");
  EXPECT_EQ(refused(given_act(ActKind::hold, 7)), "/acts/0/turn");
  Act beyond = given_act(ActKind::question, 0);
  beyond.text = {0, 999};
  EXPECT_EQ(refused(beyond), "/acts/0/text_end");
  EXPECT_EQ(refused(given_act(ActKind::hold, 0)), "taken");
  EXPECT_EQ(value_of(live.contact()).data().acts.size(), 1U);
  EXPECT_TRUE(live.finish());
}

TEST(LiveEvaluation, AnAnnotationThatComesLateWithdrawsNothing) {
  Log log;
  auto live = value_of(LiveEvaluation::create(evaluator(), call(), log.sink()));
  for (std::uint32_t t = 0; t < 30; ++t) {
    ContactDraft more;
    more.turns.push_back(turn(Speaker::client, "No thanks.", 2.0 * t, 2.0 * t + 1));
    more.acts.push_back(given_act(ActKind::objection, t));
    ASSERT_TRUE(live.push(std::move(more)));
  }
  ContactDraft late;
  late.acts.push_back(given_act(ActKind::objection, 1));
  ASSERT_TRUE(live.push(std::move(late)));
  EXPECT_THAT(log.lines, Not(Contains(testing::StartsWith("withdrawn objection"))));
}

TEST(LiveEvaluation, AKindThatWasGivenOnceStaysGiven) {
  Log log;
  auto live = value_of(LiveEvaluation::create(evaluator(), call(), log.sink()));
  for (std::uint32_t t = 0; t < LiveEvaluation::window + 10; ++t) {
    ContactDraft more;
    more.turns.push_back(turn(Speaker::agent, "One moment please.", 2.0 * t, 2.0 * t + 1));
    if (t == 1) more.acts.push_back(given_act(ActKind::hold, t));
    ASSERT_TRUE(live.push(std::move(more)));
  }
  EXPECT_THAT(log.lines, Not(Contains("provisional hold 30")));
}

TEST(LiveEvaluation, AStepGivenWithItsTimeAloneIsOneStep) {
  const Script script = value_of(read_script(R"({
    "id": "t", "version": "1", "lang": "en", "steps": {"seq": [
      {"step": "one", "say": {"mode": "verbatim", "text": "This is the first of the steps."}},
      {"step": "two", "say": {"mode": "verbatim", "text": "And this is the second step."}}]}})"));
  auto live = value_of(LiveEvaluation::create(evaluator(script), call()));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "Hello.", 0, 1)));
  ContactDraft more;
  more.acts.push_back(given_act(ActKind::step, std::nullopt));
  more.acts.back().step = "one";
  more.acts.back().time = span_of(1, 2);
  ASSERT_TRUE(live.push(std::move(more)));
  ASSERT_EQ(live.expected().size(), 1U);
  EXPECT_EQ(live.expected()[0].step, "two");
}

TEST(LiveEvaluation, TheRunningSilence) {
  auto live = value_of(LiveEvaluation::create(evaluator(), call()));
  EXPECT_FALSE(live.silence(time_of(1)));
  ASSERT_TRUE(live.push(turn(Speaker::client, "I have a question about my bill.", 0, 4)));
  EXPECT_FALSE(live.silence(time_of(3)));  // still speaking
  const auto silence = live.silence(time_of(12));
  ASSERT_TRUE(silence);
  EXPECT_EQ(silence->time, span_of(4, 12));
  EXPECT_TRUE(silence->agents);
  EXPECT_EQ(silence->counted, time_of(8));
  EXPECT_EQ(live.silence(time_of(6))->counted, time_of(0));  // too short to count
}

TEST(LiveEvaluation, TheRunningSilenceAtTheEndOfTime) {
  auto live = value_of(LiveEvaluation::create(evaluator(), call()));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "Hello.", -5, -4)));
  const auto at_last = live.silence(Millis::max());
  ASSERT_TRUE(at_last);
  EXPECT_GT(at_last->time.length(), Millis{900'000'000'000});
  EXPECT_FALSE(live.silence(Millis::min()));
}

TEST(LiveEvaluation, AnAnnouncedWaitIsCoveredAndAQuestionIsTheClientsTurn) {
  auto live = value_of(LiveEvaluation::create(evaluator(), call()));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "One moment please, I'll look that up.", 0, 3)));
  const auto covered = live.silence(time_of(15));
  ASSERT_TRUE(covered);
  EXPECT_TRUE(covered->agents);
  EXPECT_LT(covered->counted, time_of(12));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "What is your date of birth?", 20, 22)));
  const auto clients = live.silence(time_of(40));
  ASSERT_TRUE(clients);
  EXPECT_FALSE(clients->agents);
  EXPECT_EQ(clients->counted, time_of(0));
}

TEST(LiveEvaluation, ATurnOutOfOrderIsRefusedAndNothingIsLost) {
  auto live = value_of(LiveEvaluation::create(evaluator(), call()));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "Good morning.", 10, 12)));
  const Status refused = live.push(turn(Speaker::client, "Hello.", 5, 6));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid_contact);
  ASSERT_TRUE(live.push(turn(Speaker::client, "Hello.", 12, 13)));
  EXPECT_EQ(value_of(live.contact()).turns().size(), 2U);
  // Of several at once none is taken.
  ContactDraft more;
  more.turns.push_back(turn(Speaker::agent, "Right.", 20, 21));
  more.turns.push_back(turn(Speaker::agent, "Sorry?", 14, 15));
  more.facts.emplace_back("vip", "true");
  ASSERT_FALSE(live.push(std::move(more)));
  EXPECT_EQ(value_of(live.contact()).turns().size(), 2U);
  EXPECT_THAT(value_of(live.contact()).data().facts, IsEmpty());
}

TEST(LiveEvaluation, WhatTheContactIsStaysAsItBegan) {
  auto live = value_of(LiveEvaluation::create(evaluator(), call()));
  const auto refuses = [&](auto change, const char* where) {
    ContactDraft more;
    more.turns.push_back(turn(Speaker::agent, "Good morning.", 0, 1));
    change(more);
    const Status refused = live.push(std::move(more));
    ASSERT_FALSE(refused) << where;
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_contact);
    EXPECT_EQ(refused.error().where, where);
  };
  refuses([](ContactDraft& more) { more.channel = Channel::chat; }, "/channel");
  refuses([](ContactDraft& more) { more.id = "another"; }, "/id");
  refuses([](ContactDraft& more) { more.language = "fr"; }, "/language");
  refuses([](ContactDraft& more) { more.connect = time_of(1); }, "/connect");
  EXPECT_THAT(live.pushed().turns, IsEmpty());
  ASSERT_TRUE(live.push(call()));  // the same again
}

TEST(LiveEvaluation, WhatWasIgnoredIsNotedOnce) {
  ContactDraft first = call();
  first.source.notes.emplace_back("unknown key ignored: colour");
  auto live = value_of(LiveEvaluation::create(evaluator(), std::move(first)));
  for (int i = 0; i < 3; ++i) {
    ContactDraft more;
    more.turns.push_back(turn(Speaker::agent, "Right.", i, i + 0.5));
    more.source.notes.emplace_back("unknown key ignored: turns[].mood");
    ASSERT_TRUE(live.push(std::move(more)));
  }
  EXPECT_THAT(live.pushed().source.notes,
              ElementsAre("unknown key ignored: colour", "unknown key ignored: turns[].mood"));
}

TEST(LiveEvaluation, OfSeveralTurnsThatAreRefusedNoneIsTold) {
  Log log;
  auto live = value_of(LiveEvaluation::create(evaluator(), call(), log.sink()));
  ContactDraft more;
  more.turns.push_back(turn(Speaker::agent, "One moment please.", 20, 21));
  more.turns.push_back(turn(Speaker::agent, "Sorry?", 14, 15));
  ASSERT_FALSE(live.push(std::move(more)));
  EXPECT_THAT(log.lines, IsEmpty());
}

TEST(LiveEvaluation, TheReceiverMayStopIt) {
  auto live = value_of(LiveEvaluation::create(
      evaluator(), call(), [](Finding, const Act&, const ContactDraft&) { return false; }));
  const Status stopped = live.push(turn(Speaker::agent, "One moment please.", 0, 2));
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::cancelled);
}

TEST(LiveEvaluation, WhenItIsOverItIsOver) {
  auto live = value_of(LiveEvaluation::create(evaluator(), call()));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "Goodbye.", 0, 1)));
  ASSERT_TRUE(live.finish());
  EXPECT_EQ(live.push(turn(Speaker::agent, "Hello?", 2, 3)).error().code,
            ErrorCode::invalid_argument);
  EXPECT_EQ(live.finish().error().code, ErrorCode::invalid_argument);
}

TEST(LiveEvaluation, WithoutAnyTurnThereIsNothingToJudge) {
  auto live = value_of(LiveEvaluation::create(evaluator(), call()));
  const auto ended = live.finish();
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, ErrorCode::invalid_contact);
}

TEST(LiveEvaluation, SoFarIsWhatEvaluateGivesForThePart) {
  const Evaluator made = evaluator();
  auto live = value_of(LiveEvaluation::create(made, call()));
  ASSERT_TRUE(live.push(turn(Speaker::agent, "Good morning, how can I help?", 0, 2)));
  ASSERT_TRUE(live.push(turn(Speaker::client, "My bill is wrong.", 3, 5)));
  EXPECT_EQ(write_evaluation(value_of(live.so_far())),
            write_evaluation(value_of(made.evaluate(value_of(live.contact())))));
}

}  // namespace
}  // namespace callnorm
