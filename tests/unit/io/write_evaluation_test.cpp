#include <limits>

#include "callnorm/io/write.hpp"
#include "io/hash.hpp"
#include "unit/io/edit.hpp"

namespace callnorm {
namespace {

using test::Json;

Contact two_turns() {
  ContactDraft draft;
  draft.id = "c";
  draft.turns.push_back(
      {"a", Speaker::agent, TimeSpan{Millis{0}, Millis{1500}}, "Dus één vraag.", {}});
  draft.turns.push_back({"b", Speaker::client, TimeSpan{Millis{2000}, Millis{2500}}, "Ja.", {}});
  Result<Contact> contact = Contact::create(std::move(draft));
  EXPECT_TRUE(contact.ok());
  return std::move(contact).value();
}

Evaluation sample() {
  Evaluation evaluation{"0.1.0", {"norm", "1.0", "h"}, {}, two_turns(), "nl", {}, {}, {}, {}};
  IndicatorResult result;
  result.id = "X-1";
  result.verdict = Verdict::demonstrated;
  result.reason = "OK";
  result.measures = {{"count", std::int64_t{3}, ""},
                     {"share", 0.1, "1"},
                     {"whole", 2.0, "1"},
                     {"undefined", std::monostate{}, ""},
                     {"met", true, ""},
                     {"odd", std::numeric_limits<double>::quiet_NaN(), ""}};
  result.deciding = Deciding{"share", ">=", "limit", 0.05};
  result.parameters = Parameters({{"limit", 0.05, "1", Origin::convention, "", {}, ""},
                                  {"changed", 3, "s", Origin::industry, "book", 4.0, "centre"}});
  Evidence evidence;
  evidence.role = "reformulation";
  evidence.channel = "turns";
  evidence.turn = 0;
  evidence.text = {4, 9};
  evidence.time = TimeSpan{Millis{100}, Millis{1500}};
  evidence.details = {{"cue", "dus"}};
  result.evidence = {evidence, {"hold", "hold", {}, {}, TimeSpan{Millis{5}, Millis{6}}, "", {}}};
  result.operationalisation = "X-1/op-1@1.0.0";
  result.acts_by = {"rules@1"};
  evaluation.indicators.push_back(result);
  return evaluation;
}

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

TEST(WriteEvaluation, KeysStandInAFixedOrder) {
  const Json json = Json::parse(write_evaluation(sample()));
  EXPECT_THAT(keys_of(json), testing::ElementsAre("format", "library", "norm", "script", "contact",
                                                  "notes", "indicators", "timeline", "alignment"));
  EXPECT_THAT(keys_of(json["contact"]), testing::ElementsAre("id", "hash", "channel", "language",
                                                             "turns", "duration", "source"));
  EXPECT_THAT(keys_of(json["indicators"][0]),
              testing::ElementsAre("id", "verdict", "reason", "measures", "deciding", "parameters",
                                   "evidence", "operationalisation", "acts_by", "flags", "needs",
                                   "why_not"));
  EXPECT_THAT(keys_of(json["indicators"][0]["evidence"][0]),
              testing::ElementsAre("role", "channel", "turn", "turn_id", "speaker", "begin", "end",
                                   "start_time", "end_time", "quote", "details"));
  EXPECT_THAT(keys_of(json["indicators"][0]["evidence"][1]),
              testing::ElementsAre("role", "channel", "start_time", "end_time"));
}

TEST(WriteEvaluation, WhyNotNamesPlacesNearestMissAndFlip) {
  Evaluation evaluation = sample();
  IndicatorResult& result = evaluation.indicators[0];
  result.needs.clear();
  result.need("share", ">=", 0.2, "limit");
  result.why_not =
      WhyNot{"something", {{"turns", 3U}}, 1U, Flip{Verdict::demonstrated, result.needs}};
  const std::string need =
      R"({"measure":"share","value":0.1,"relation":">=","limit":0.2,"parameter":"limit","unit":"1"})";
  EXPECT_THAT(write_evaluation(evaluation),
              testing::HasSubstr(R"("needs":[)" + need +
                                 R"(],"why_not":{"looked_for":"something","where":[{"channel":)"
                                 R"("turns","count":3}],"nearest":1,"flip":{"to":"demonstrated",)"
                                 R"("changes":[)" +
                                 need + "]}}"));
  result.why_not->nearest = 999;  // plain data: not taken on trust
  result.why_not->flip.reset();
  EXPECT_THAT(write_evaluation(evaluation), testing::HasSubstr(R"("nearest":null,"flip":null})"));
}

TEST(WriteEvaluation, MeasuresAreWrittenByTheirKind) {
  const std::string text = write_evaluation(sample());
  EXPECT_THAT(
      text, testing::HasSubstr(R"("measures":{"count":3,"share":0.1,"whole":2.0,"undefined":null,)"
                               R"("met":true,"odd":null})"));
  EXPECT_THAT(text, testing::HasSubstr(
                        R"("deciding":{"measure":"share","value":0.1,"relation":">=","limit":0.05,)"
                        R"("parameter":"limit","unit":"1"})"));
  EXPECT_THAT(text, testing::HasSubstr(R"("source":"book","was":4.0,"decided_by":"centre")"));
}

TEST(WriteEvaluation, EvidenceQuotesTheTurn) {
  const Json evidence = Json::parse(write_evaluation(sample()))["indicators"][0]["evidence"][0];
  EXPECT_EQ(evidence["quote"], "één");
  EXPECT_EQ(evidence["turn_id"], "a");
  EXPECT_EQ(evidence["start_time"], 0.1);
}

TEST(WriteEvaluation, EvidenceBeyondTheTextQuotesNothing) {
  Evaluation evaluation = sample();
  evaluation.indicators[0].evidence[0].text = {5, 900};
  EXPECT_EQ(Json::parse(write_evaluation(evaluation))["indicators"][0]["evidence"][0]["quote"], "");
  evaluation.indicators[0].evidence[0].turn = 77;
  EXPECT_FALSE(
      Json::parse(write_evaluation(evaluation))["indicators"][0]["evidence"][0].contains("turn"));
}

TEST(WriteEvaluation, AContactMadeByAProgramIsHashedAsItWouldBeWritten) {
  const Evaluation evaluation = sample();
  const Json json = Json::parse(write_evaluation(evaluation));
  EXPECT_EQ(json["contact"]["hash"], io::hash_of(write_contact(evaluation.contact)));
  EXPECT_EQ(json["contact"]["duration"], 2.5);
}

TEST(WriteEvaluation, WithoutTimesTheTimelineIsNullNotZero) {
  Evaluation evaluation = sample();
  Json timeline = Json::parse(write_evaluation(evaluation))["timeline"];
  EXPECT_TRUE(timeline["duration"].is_null());
  EXPECT_EQ(timeline["agent_turns"], 0);
  evaluation.timeline.timed = true;
  evaluation.timeline.duration = Millis{10'000};
  evaluation.timeline.agent_talk = Millis{2500};
  evaluation.timeline.response_median = Millis{-120};
  timeline = Json::parse(write_evaluation(evaluation))["timeline"];
  EXPECT_EQ(timeline["agent_talk"], 2.5);
  EXPECT_EQ(timeline["agent_talk_share"], 0.25);
  EXPECT_EQ(timeline["response_median"], -0.12);
  EXPECT_TRUE(timeline["response_max"].is_null());
}

TEST(WriteEvaluation, AlignmentMovesLeaveOutWhatIsAbsent) {
  Evaluation evaluation = sample();
  evaluation.script = Identity{"s", "1", "h"};
  evaluation.alignment.emplace();
  evaluation.alignment->fitness = 0.5;
  evaluation.alignment->cost = 2;
  AlignmentMove match;
  match.step = "groet";
  match.recognised = "act";
  match.turn = 1;
  match.at = Millis{2000};
  AlignmentMove skipped;
  skipped.kind = AlignmentMove::Kind::skipped;
  skipped.step = "opname";
  skipped.hard = true;
  evaluation.alignment->moves = {match, skipped};
  EXPECT_THAT(write_evaluation(evaluation),
              testing::HasSubstr(
                  R"("alignment":{"cost":2,"fitness":0.5,"moves":[{"move":"match","step":"groet",)"
                  R"("recognised":"act","turn":1,"turn_id":"b","at":2.0,"hard":false},)"
                  R"({"move":"skipped","step":"opname","hard":true,"absence_provable":false}]})"));
}

TEST(WriteEvaluation, TextThatIsNotUtf8IsReplacedNotThrown) {
  Evaluation evaluation = sample();
  evaluation.notes = {"\xFF"};
  EXPECT_EQ(Json::parse(write_evaluation(evaluation))["notes"][0], "\uFFFD");
}

TEST(WriteEvaluation, TheSameValueGivesTheSameBytes) {
  EXPECT_EQ(write_evaluation(sample(), 2), write_evaluation(sample(), 2));
  EXPECT_EQ(write_evaluation(sample(), 2).back(), '\n');
}

}  // namespace
}  // namespace callnorm
