// A contact judged while it goes on, as a program sees it that knows only callnorm.h.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm.h"
#include "sample.hpp"

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

struct Failure {
  callnorm_error error = CALLNORM_ERROR_INIT;
  operator callnorm_error*() noexcept { return &error; }  // NOLINT: implicit, as in C
  [[nodiscard]] std::string message() const { return error.message; }
};

/// What was reported: "provisional hold 4: Een ogenblikje".
struct Reports {
  std::vector<std::string> lines;
  std::set<std::string> standing;
  std::int32_t answer = 0;

  static std::int32_t take(void* user_data, std::int32_t finding, const callnorm_act* act) {
    auto& self = *static_cast<Reports*>(user_data);
    static const char* const names[] = {"", "provisional ", "confirmed ", "withdrawn "};
    const std::string what =
        std::string(act->kind) + " " + std::to_string(act->turn) +
        (act->quote == nullptr ? "" : ": " + std::string(act->quote, act->quote_size));
    self.lines.push_back(names[finding] + what);
    if (finding == CALLNORM_FINDING_CONFIRMED) self.standing.insert(what);
    if (finding == CALLNORM_FINDING_WITHDRAWN) self.standing.erase(what);
    return self.answer;
  }
};

sample::Evaluator evaluator(std::string_view script_json = {}) {
  Failure failure;
  sample::Script script;
  if (!script_json.empty()) {
    callnorm_script* made = nullptr;
    EXPECT_EQ(callnorm_script_parse(script_json.data(), script_json.size(), &made, failure),
              CALLNORM_OK)
        << failure.message();
    script.reset(made);
  }
  callnorm_evaluator* out = nullptr;
  EXPECT_EQ(callnorm_evaluator_create(nullptr, script.get(), nullptr, &out, failure), CALLNORM_OK)
      << failure.message();
  return sample::Evaluator(out);
}

sample::Live begin(const callnorm_evaluator* evaluator, std::string_view begun,
                   Reports* reports = nullptr) {
  Failure failure;
  callnorm_live* out = nullptr;
  EXPECT_EQ(
      callnorm_live_create(evaluator, begun.data(), begun.size(),
                           reports == nullptr ? nullptr : Reports::take, reports, &out, failure),
      CALLNORM_OK)
      << failure.message();
  return sample::Live(out);
}

callnorm_status push(callnorm_live* live, const char* speaker, std::string_view text,
                     std::int64_t begin_ms, std::int64_t end_ms, callnorm_error* error = nullptr) {
  callnorm_turn turn = CALLNORM_TURN_INIT;
  turn.flags = CALLNORM_TURN_HAS_TIME;
  turn.speaker = speaker;
  turn.text = text.data();
  turn.text_size = text.size();
  turn.time_begin_ms = begin_ms;
  turn.time_end_ms = end_ms;
  return callnorm_live_push_turn(live, &turn, error);
}

std::string json_of(const callnorm_evaluation* evaluation) {
  Failure failure;
  sample::Buffer buffer;
  EXPECT_EQ(callnorm_evaluation_to_json(evaluation, 0, &buffer.value, failure), CALLNORM_OK);
  return std::string(buffer.text());
}

constexpr std::string_view english = R"({"id": "c", "language": "en"})";

TEST(Live, FinishGivesTheBytesOfTheWholeContact) {
  const auto judge = evaluator();
  Reports reports;
  const auto live =
      begin(judge.get(), R"({"id": "c-9", "language": "nl-BE", "edits": []})", &reports);
  Failure failure;
  ASSERT_EQ(
      push(live.get(), "agent", "Goedemiddag, met Els, waarmee kan ik u helpen?", 0, 3500, failure),
      CALLNORM_OK)
      << failure.message();
  ASSERT_EQ(push(live.get(), "client", "Dag, ik ga verhuizen.", 4000, 6000), CALLNORM_OK);
  constexpr std::string_view more = R"({
    "turns": [{"id": "x", "speaker": "agent", "start": 7, "end": 9, "text": "Een ogenblikje."}],
    "acts": [{"kind": "hold", "turn": "x", "announced": 10}],
    "edits": [{"t": 8.5, "file": "klant", "field": "naam", "value": "Els"}],
    "ending": {"by": "client"}})";
  ASSERT_EQ(callnorm_live_push_json(live.get(), more.data(), more.size(), failure), CALLNORM_OK)
      << failure.message() << " at " << failure.error.where;
  callnorm_contact* contact = nullptr;
  ASSERT_EQ(callnorm_live_contact(live.get(), &contact, failure), CALLNORM_OK);
  const sample::Contact whole(contact);
  EXPECT_EQ(callnorm_contact_turn_count(contact), 3U);
  callnorm_evaluation* batch = nullptr;
  ASSERT_EQ(callnorm_evaluate(judge.get(), contact, &batch, failure), CALLNORM_OK);
  const sample::Evaluation of_whole(batch);
  callnorm_evaluation* ended = nullptr;
  ASSERT_EQ(callnorm_live_finish(live.get(), &ended, failure), CALLNORM_OK) << failure.message();
  const sample::Evaluation of_live(ended);
  EXPECT_EQ(json_of(ended), json_of(batch));
  EXPECT_THAT(reports.lines, Contains(HasSubstr("provisional greeting 0: Goedemiddag")));
  EXPECT_THAT(reports.standing, Contains("hold 2: Een ogenblikje."));
  // It is over.
  EXPECT_EQ(push(live.get(), "agent", "Dag.", 10000, 11000), CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(callnorm_live_finish(live.get(), &ended, failure), CALLNORM_INVALID_ARGUMENT);
}

TEST(Live, EveryExampleThatComesWithTheLibrary) {
  const auto judge = evaluator();
  for (std::size_t i = 0; const char* id = callnorm_builtin_contact_id(i); ++i) {
    SCOPED_TRACE(id);
    callnorm_contact* made = nullptr;
    ASSERT_EQ(callnorm_contact_builtin(id, &made, nullptr), CALLNORM_OK);
    const sample::Contact contact(made);
    sample::Buffer json;
    ASSERT_EQ(callnorm_contact_to_json(made, 0, &json.value, nullptr), CALLNORM_OK);
    Reports reports;
    const auto live = begin(judge.get(), json.text(), &reports);
    callnorm_contact* pushed = nullptr;
    ASSERT_EQ(callnorm_live_contact(live.get(), &pushed, nullptr), CALLNORM_OK);
    const sample::Contact whole(pushed);
    callnorm_evaluation* batch = nullptr;
    callnorm_evaluation* ended = nullptr;
    ASSERT_EQ(callnorm_evaluate(judge.get(), pushed, &batch, nullptr), CALLNORM_OK);
    const sample::Evaluation of_whole(batch);
    ASSERT_EQ(callnorm_live_finish(live.get(), &ended, nullptr), CALLNORM_OK);
    const sample::Evaluation of_live(ended);
    EXPECT_EQ(json_of(ended), json_of(batch));
    EXPECT_FALSE(reports.standing.empty());
  }
}

TEST(Live, WhatTheScriptExpectsAndHowLongItIsSilent) {
  const auto judge = evaluator(R"({
    "id": "t", "version": "1", "lang": "en", "steps": {"seq": [
      {"step": "greeting", "say": {"mode": "paraphrase", "elements": ["greet"]}},
      {"opt": {"step": "notice", "say": {"mode": "verbatim", "text": "This call is recorded."}}},
      {"step": "offer", "say": {"mode": "paraphrase", "elements": ["offer"],
                                "example": "How can I help you?"}}]}})");
  const auto live = begin(judge.get(), english);
  ASSERT_EQ(push(live.get(), "agent", "Good morning, this is Ann.", 0, 2000), CALLNORM_OK);
  std::size_t count = 0;
  std::int32_t may_end = -1;
  ASSERT_EQ(callnorm_live_expected_count(live.get(), &count, &may_end, nullptr), CALLNORM_OK);
  ASSERT_EQ(count, 2U);
  EXPECT_EQ(may_end, 0);
  callnorm_expected_step step = CALLNORM_EXPECTED_STEP_INIT;
  ASSERT_EQ(callnorm_live_expected(live.get(), 0, &step, nullptr), CALLNORM_OK);
  EXPECT_STREQ(step.step, "offer");
  EXPECT_STREQ(step.wording, "How can I help you?");
  EXPECT_EQ(step.flags, static_cast<std::uint32_t>(CALLNORM_EXPECTED_NEEDED));
  ASSERT_EQ(callnorm_live_expected(live.get(), 1, &step, nullptr), CALLNORM_OK);
  EXPECT_STREQ(step.step, "notice");
  EXPECT_EQ(step.flags, 0U);
  EXPECT_EQ(callnorm_live_expected(live.get(), 2, &step, nullptr), CALLNORM_INVALID_ARGUMENT);

  callnorm_silence silence = CALLNORM_SILENCE_INIT;
  ASSERT_EQ(callnorm_live_silence(live.get(), 1000, &silence, nullptr), CALLNORM_OK);
  EXPECT_EQ(silence.flags, 0U);
  ASSERT_EQ(callnorm_live_silence(live.get(), 12000, &silence, nullptr), CALLNORM_OK);
  EXPECT_EQ(silence.flags,
            static_cast<std::uint32_t>(CALLNORM_SILENCE_RUNS | CALLNORM_SILENCE_AGENTS));
  EXPECT_EQ(silence.time_begin_ms, 2000);
  EXPECT_EQ(silence.counted_ms, 10000);
}

TEST(Live, AReportThatIsRefusedStopsTheCallAndKeepsTheTurn) {
  const auto judge = evaluator();
  Reports reports;
  reports.answer = 1;
  const auto live = begin(judge.get(), english, &reports);
  EXPECT_EQ(push(live.get(), "agent", "One moment please.", 0, 1000), CALLNORM_CANCELLED);
  reports.answer = 0;
  ASSERT_EQ(push(live.get(), "client", "All right.", 1000, 2000), CALLNORM_OK);
  callnorm_contact* contact = nullptr;
  ASSERT_EQ(callnorm_live_contact(live.get(), &contact, nullptr), CALLNORM_OK);
  const sample::Contact owner(contact);
  EXPECT_EQ(callnorm_contact_turn_count(contact), 2U);
}

TEST(Live, WhatIsWrongIsSaidAndChangesNothing) {
  const auto judge = evaluator();
  const auto live = begin(judge.get(), english);
  ASSERT_EQ(push(live.get(), "agent", "Good morning.", 5000, 6000), CALLNORM_OK);
  Failure failure;
  EXPECT_EQ(push(live.get(), "client", "Hello.", 1000, 2000, failure), CALLNORM_INVALID_CONTACT);
  EXPECT_EQ(push(live.get(), "caller", "Hello.", 7000, 8000, failure), CALLNORM_INVALID_ARGUMENT);
  EXPECT_THAT(failure.message(), HasSubstr("speaker"));
  EXPECT_EQ(push(live.get(), "client", "\xFF", 7000, 8000, failure), CALLNORM_INVALID_UTF8);
  callnorm_turn turn = CALLNORM_TURN_INIT;
  turn.struct_size = 4;
  EXPECT_EQ(callnorm_live_push_turn(live.get(), &turn, failure), CALLNORM_INVALID_ARGUMENT);
  constexpr std::string_view bad = R"({"turns": [{"speaker": "agent"}]})";
  EXPECT_EQ(callnorm_live_push_json(live.get(), bad.data(), bad.size(), failure),
            CALLNORM_INVALID_CONTACT);
  constexpr std::string_view chat = R"({"channel": "chat", "messages": []})";
  EXPECT_EQ(callnorm_live_push_json(live.get(), chat.data(), chat.size(), failure),
            CALLNORM_INVALID_CONTACT);
  EXPECT_THAT(failure.message(), HasSubstr("how the contact began"));
  EXPECT_EQ(callnorm_live_push_json(live.get(), "{", 1, failure), CALLNORM_INVALID_JSON);
  EXPECT_EQ(callnorm_live_push_json(live.get(), nullptr, 3, failure), CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(callnorm_live_push_turn(nullptr, &turn, failure), CALLNORM_INVALID_ARGUMENT);
  callnorm_contact* contact = nullptr;
  ASSERT_EQ(callnorm_live_contact(live.get(), &contact, failure), CALLNORM_OK);
  const sample::Contact owner(contact);
  EXPECT_EQ(callnorm_contact_turn_count(contact), 1U);
  callnorm_live* none = nullptr;
  EXPECT_EQ(callnorm_live_create(judge.get(), R"({"channel": "smoke"})", 20, nullptr, nullptr,
                                 &none, failure),
            CALLNORM_INVALID_CONTACT);
  EXPECT_EQ(none, nullptr);
  callnorm_live_destroy(nullptr);
}

// What the whole contact would be refused for, when it is over and nothing can be mended.
struct Refused {
  const char* name;
  std::string_view first;   // is taken
  std::string_view second;  // is not
  const char* where;
  const char* message;
};

const Refused refused[] = {
    {"a field of the report twice", R"({"report": {"fields": {"reason": "a"}}})",
     R"({"report": {"fields": {"reason": "b"}}})", "/report/fields/reason",
     "field \"reason\" was given before in this contact"},
    {"a request twice", R"({"requests": [{"id": "r", "at": 1}]})",
     R"({"requests": [{"id": "s", "at": 2}, {"id": "r", "at": 2}]})", "/requests/1/id",
     "id \"r\" was given before in this contact"},
    {"a request of a name that the library gave", R"({"requests": [{"at": 1}]})",
     R"({"requests": [{"id": "q1", "at": 2}]})", "/requests/0/id", "id \"q1\" was given before"},
    {"the id of a turn long ago", R"({"edits": []})",
     R"({"turns": [{"id": "t1", "speaker": "agent", "start": 900, "end": 901, "text": "Yes."}]})",
     "/turns/0/id", "id \"t1\" was given before"},
    {"the id of an act long ago", R"({"edits": []})",
     R"({"acts": [{"kind": "hold", "turn": "t40", "id": "h"}]})", "/acts/0/id",
     "id \"h\" was given before"},
    {"a fact twice", R"({"facts": {"vip": true}})", R"({"facts": {"vip": true}})", "/facts/vip",
     "fact \"vip\" was given before"},
    {"a limit changed twice",
     R"({"accommodations": [{"indicator": "CCO-3.6", "parameter": "cover", "factor": 2,
         "decided_by": "A"}]})",
     R"({"accommodations": [{"indicator": "CCO-3.6", "parameter": "cover", "factor": 3,
         "decided_by": "A"}]})",
     "/accommodations/0/parameter", "the change of \"CCO-3.6\" was given before"},
    {"a limit of an indicator there is not", R"({"edits": []})",
     R"({"accommodations": [{"indicator": "CCO-9.9", "parameter": "cover", "factor": 2,
         "decided_by": "A"}]})",
     "/accommodations/0/indicator", "the norm has no indicator \"CCO-9.9\""},
    {"a limit there is not", R"({"edits": []})",
     R"({"accommodations": [{"indicator": "CCO-3.6", "parameter": "x", "factor": 2,
         "decided_by": "A"}]})",
     "/accommodations/0/parameter", "CCO-3.6 has no parameter \"x\""},
    {"an answer before its question", R"({"edits": []})",
     R"({"requests": [{"at": 5, "answered": 4}]})", "/requests/0/answered",
     "answered before it was asked"},
};

TEST(Live, AShowingGivenTwiceIsOneShowing) {
  const auto judge = evaluator();
  const auto live = begin(judge.get(), english);
  constexpr std::string_view item = R"({"screen": {"items": [{"id": "i", "shown": 1}]}})";
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(callnorm_live_push_json(live.get(), item.data(), item.size(), nullptr), CALLNORM_OK)
        << "as in a whole contact";
  }
}

class LiveRefuses : public testing::TestWithParam<Refused> {};

TEST_P(LiveRefuses, AtOnceAndNothingChanges) {
  const Refused& each = GetParam();
  const auto judge = evaluator();
  const auto live = begin(judge.get(), english);
  for (int i = 0; i < 40; ++i) {
    ASSERT_EQ(push(live.get(), i % 2 == 0 ? "agent" : "client", "Yes, that is right.", 2000 * i,
                   2000 * i + 1500),
              CALLNORM_OK);
    if (i > 0) continue;
    constexpr std::string_view act = R"({"acts": [{"kind": "hold", "turn": "t1", "id": "h"}]})";
    ASSERT_EQ(callnorm_live_push_json(live.get(), act.data(), act.size(), nullptr), CALLNORM_OK);
  }
  Failure failure;
  ASSERT_EQ(callnorm_live_push_json(live.get(), each.first.data(), each.first.size(), failure),
            CALLNORM_OK)
      << failure.message();
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(callnorm_live_push_json(live.get(), each.second.data(), each.second.size(), failure),
              CALLNORM_INVALID_CONTACT);
    EXPECT_STREQ(failure.error.where, each.where);
    EXPECT_THAT(failure.message(), HasSubstr(each.message));
  }
  // It can be finished, and is what it was.
  callnorm_contact* whole = nullptr;
  ASSERT_EQ(callnorm_live_contact(live.get(), &whole, failure), CALLNORM_OK) << failure.message();
  EXPECT_EQ(callnorm_contact_turn_count(whole), 40U);
  callnorm_contact_destroy(whole);
  callnorm_evaluation* evaluation = nullptr;
  EXPECT_EQ(callnorm_live_finish(live.get(), &evaluation, failure), CALLNORM_OK)
      << failure.message();
  callnorm_evaluation_destroy(evaluation);
}

INSTANTIATE_TEST_SUITE_P(, LiveRefuses, testing::ValuesIn(refused), [](const auto& each) {
  std::string name;
  for (const char c : std::string_view(each.param.name)) name += c == ' ' ? '_' : c;
  return name;
});

TEST(Live, AFlagThatNobodyKnowsIsRefused) {
  const auto judge = evaluator();
  const auto live = begin(judge.get(), english);
  callnorm_turn turn = CALLNORM_TURN_INIT;
  turn.speaker = "agent";
  turn.text = "Hello.";
  turn.text_size = 6;
  turn.flags = 8;
  Failure failure;
  EXPECT_EQ(callnorm_live_push_turn(live.get(), &turn, failure), CALLNORM_UNSUPPORTED);
  EXPECT_THAT(failure.message(), HasSubstr("turn->flags"));
}

TEST(Live, OutlivesItsEvaluator) {
  auto judge = evaluator();
  const auto live = begin(judge.get(), english);
  judge.reset();
  ASSERT_EQ(push(live.get(), "agent", "Goodbye.", 0, 1000), CALLNORM_OK);
  callnorm_evaluation* ended = nullptr;
  ASSERT_EQ(callnorm_live_finish(live.get(), &ended, nullptr), CALLNORM_OK);
  callnorm_evaluation_destroy(ended);
}

}  // namespace
