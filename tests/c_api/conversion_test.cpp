// Every field of every struct of callnorm.h, from values made by hand.
//
// Includes the binding's source: handles are opaque, and only there can one be made from an
// Evaluation.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "callnorm_c.cpp"  // NOLINT

namespace {

using cn::Millis;

cn::Contact two_turns() {
  cn::ContactDraft draft;
  draft.id = "c";
  cn::Turn first;
  first.id = "t1";
  first.time = cn::TimeSpan{Millis{-250}, Millis{1000}};
  first.text = "Allô, « bonjour » ?";
  cn::Turn second;
  second.id = "t2";
  second.speaker = cn::Speaker::client;
  second.time = cn::TimeSpan{Millis{1000}, Millis{2000}};
  second.text = std::string("a\0b", 3);
  draft.turns = {first, second};
  return cn::Contact::create(std::move(draft)).value();
}

class CApiConversion : public ::testing::Test {
 protected:
  static callnorm_evaluation make() {
    cn::Evaluation evaluation{
        "0.1.0", {"n", "1", ""}, std::nullopt, two_turns(), "fr", {"first note", "second note"}, {},
        {},      std::nullopt};
    cn::IndicatorResult result;
    result.id = "X-1";
    result.verdict = cn::Verdict::not_demonstrated;
    result.reason = "BELOW";
    result.operationalisation = "X-1/op-1@1.0.0";
    result.measures = {{"nothing", std::monostate{}, "1"},
                       {"yes", true, ""},
                       {"count", std::int64_t{-9007199254740993}, "turn"},
                       {"share", 0.25, "1"}};
    result.deciding = cn::Deciding{"share", ">=", "share_min", 0.5};
    cn::Parameter kept;
    kept.name = "share_min";
    kept.value = 0.5;
    kept.unit = "1";
    kept.origin = cn::Origin::literature;
    kept.source = "Somebody 1999";
    cn::Parameter changed;
    changed.name = "window";
    changed.value = 4;
    changed.unit = "s";
    changed.was = 3;
    changed.decided_by = "test centre";
    result.parameters = cn::Parameters({kept, changed});
    cn::Evidence quoted;
    quoted.role = "greeting";
    quoted.channel = "turns";
    quoted.turn = 0;
    quoted.text = {0, 5};
    quoted.time = cn::TimeSpan{Millis{-250}, Millis{500}};
    quoted.note = "said";
    quoted.details = {{"cue", "allo"}, {"rule", "r1"}};
    cn::Evidence missing;
    missing.role = "goodbye";
    missing.channel = "turns";
    missing.turn = 1;
    missing.text = {3, 3};
    cn::Evidence elsewhere;
    elsewhere.role = "lookup";
    elsewhere.channel = "lookups";
    elsewhere.time = cn::TimeSpan{Millis{7}, Millis{7}};
    result.evidence = {quoted, missing, elsewhere};
    result.acts_by = {"rules@1", "annotation"};
    result.flags = {"AT_UPPER_LIMIT"};
    cn::IndicatorResult bare;
    bare.id = "X-2";
    bare.verdict = cn::Verdict::not_applicable;
    bare.reason = "CHANNEL";
    evaluation.indicators = {result, bare};
    return {std::move(evaluation)};
  }

  const callnorm_evaluation evaluation = make();
  callnorm_error error = CALLNORM_ERROR_INIT;
};

TEST_F(CApiConversion, IndicatorWithADecidingMeasure) {
  callnorm_indicator out = CALLNORM_INDICATOR_INIT;
  ASSERT_EQ(callnorm_evaluation_indicator(&evaluation, 0, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.struct_size, sizeof out);
  EXPECT_EQ(out.verdict, CALLNORM_NOT_DEMONSTRATED);
  EXPECT_EQ(out.flags, static_cast<std::uint32_t>(CALLNORM_INDICATOR_HAS_DECIDING));
  EXPECT_STREQ(out.id, "X-1");
  EXPECT_STREQ(out.reason, "BELOW");
  EXPECT_STREQ(out.operationalisation, "X-1/op-1@1.0.0");
  EXPECT_EQ(out.measure_count, 4U);
  EXPECT_EQ(out.parameter_count, 2U);
  EXPECT_EQ(out.evidence_count, 3U);
  EXPECT_STREQ(out.deciding_measure, "share");
  EXPECT_EQ(out.deciding_measure_index, 3U);
  EXPECT_STREQ(out.deciding_relation, ">=");
  EXPECT_STREQ(out.deciding_parameter, "share_min");
  EXPECT_EQ(out.deciding_limit, 0.5);
}

TEST_F(CApiConversion, IndicatorWithoutADecidingMeasure) {
  callnorm_indicator out = CALLNORM_INDICATOR_INIT;
  ASSERT_EQ(callnorm_evaluation_indicator(&evaluation, 1, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.verdict, CALLNORM_NOT_APPLICABLE);
  EXPECT_EQ(out.flags, 0U);
  EXPECT_STREQ(out.operationalisation, "");
  EXPECT_EQ(out.deciding_measure, nullptr);
  EXPECT_EQ(out.deciding_measure_index, CALLNORM_NOT_FOUND);
  EXPECT_EQ(out.deciding_relation, nullptr);
  EXPECT_EQ(out.deciding_parameter, nullptr);
  EXPECT_TRUE(std::isnan(out.deciding_limit));
}

TEST_F(CApiConversion, DecidingMeasureThatWasNotComputedHasNoIndex) {
  callnorm_evaluation other = make();
  other.value.indicators[0].deciding = cn::Deciding{"", ">=", "share_min", 0.5};
  callnorm_indicator out = CALLNORM_INDICATOR_INIT;
  ASSERT_EQ(callnorm_evaluation_indicator(&other, 0, &out, &error), CALLNORM_OK);
  EXPECT_STREQ(out.deciding_measure, "");
  EXPECT_EQ(out.deciding_measure_index, CALLNORM_NOT_FOUND);
}

TEST_F(CApiConversion, MeasuresKeepTheirKind) {
  callnorm_measure out = CALLNORM_MEASURE_INIT;
  ASSERT_EQ(callnorm_evaluation_measure(&evaluation, 0, 0, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.kind, CALLNORM_MEASURE_UNDEFINED);
  EXPECT_STREQ(out.name, "nothing");
  EXPECT_EQ(out.integer, 0);
  EXPECT_TRUE(std::isnan(out.number));
  ASSERT_EQ(callnorm_evaluation_measure(&evaluation, 0, 1, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.kind, CALLNORM_MEASURE_BOOLEAN);
  EXPECT_EQ(out.integer, 1);
  EXPECT_EQ(out.number, 1.0);
  EXPECT_STREQ(out.unit, "");
  ASSERT_EQ(callnorm_evaluation_measure(&evaluation, 0, 2, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.kind, CALLNORM_MEASURE_INTEGER);
  EXPECT_EQ(out.integer, -9007199254740993);  // more than a double holds
  EXPECT_STREQ(out.unit, "turn");
  ASSERT_EQ(callnorm_evaluation_measure(&evaluation, 0, 3, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.kind, CALLNORM_MEASURE_NUMBER);
  EXPECT_EQ(out.number, 0.25);
  EXPECT_EQ(out.integer, 0);
}

TEST_F(CApiConversion, ParametersSayWhetherTheyWereChanged) {
  callnorm_parameter out = CALLNORM_PARAMETER_INIT;
  ASSERT_EQ(callnorm_evaluation_parameter(&evaluation, 0, 0, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.flags, 0U);
  EXPECT_STREQ(out.name, "share_min");
  EXPECT_STREQ(out.unit, "1");
  EXPECT_STREQ(out.origin, "literature");
  EXPECT_STREQ(out.source, "Somebody 1999");
  EXPECT_STREQ(out.decided_by, "");
  EXPECT_EQ(out.value, 0.5);
  EXPECT_TRUE(std::isnan(out.was));
  ASSERT_EQ(callnorm_evaluation_parameter(&evaluation, 0, 1, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.flags, static_cast<std::uint32_t>(CALLNORM_PARAMETER_HAS_WAS));
  EXPECT_STREQ(out.origin, "convention");
  EXPECT_STREQ(out.decided_by, "test centre");
  EXPECT_EQ(out.value, 4.0);
  EXPECT_EQ(out.was, 3.0);
}

TEST_F(CApiConversion, EvidenceQuotesTheWordsOfItsTurn) {
  callnorm_evidence out = CALLNORM_EVIDENCE_INIT;
  ASSERT_EQ(callnorm_evaluation_evidence(&evaluation, 0, 0, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.flags,
            static_cast<std::uint32_t>(CALLNORM_EVIDENCE_HAS_TURN | CALLNORM_EVIDENCE_HAS_TIME));
  EXPECT_STREQ(out.role, "greeting");
  EXPECT_STREQ(out.channel, "turns");
  EXPECT_EQ(out.turn, 0);
  EXPECT_EQ(out.text_begin, 0U);
  EXPECT_EQ(out.text_end, 5U);
  EXPECT_EQ(out.time_begin_ms, -250);
  EXPECT_EQ(out.time_end_ms, 500);
  EXPECT_EQ(std::string_view(out.quote, out.quote_size), "Allô");
  EXPECT_STREQ(out.note, "said");
  EXPECT_EQ(out.detail_count, 2U);
}

TEST_F(CApiConversion, EvidenceOfSomethingMissingHasAPlaceAndNoQuote) {
  callnorm_evidence out = CALLNORM_EVIDENCE_INIT;
  ASSERT_EQ(callnorm_evaluation_evidence(&evaluation, 0, 1, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.flags, static_cast<std::uint32_t>(CALLNORM_EVIDENCE_HAS_TURN));
  EXPECT_EQ(out.turn, 1);
  EXPECT_EQ(out.text_begin, 3U);
  EXPECT_EQ(out.text_end, 3U);
  EXPECT_EQ(out.quote, nullptr);
  EXPECT_EQ(out.quote_size, 0U);
  EXPECT_EQ(out.time_begin_ms, 0);
}

TEST_F(CApiConversion, EvidenceOutsideTheTalkHasNoTurn) {
  callnorm_evidence out = CALLNORM_EVIDENCE_INIT;
  ASSERT_EQ(callnorm_evaluation_evidence(&evaluation, 0, 2, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.flags, static_cast<std::uint32_t>(CALLNORM_EVIDENCE_HAS_TIME));
  EXPECT_EQ(out.turn, -1);
  EXPECT_EQ(out.quote, nullptr);
  EXPECT_EQ(out.time_begin_ms, 7);
  EXPECT_EQ(out.time_end_ms, 7);
}

TEST_F(CApiConversion, DetailsAreKeyAndValue) {
  const char* key = nullptr;
  const char* value = nullptr;
  ASSERT_EQ(callnorm_evaluation_evidence_detail(&evaluation, 0, 0, 1, &key, &value, &error),
            CALLNORM_OK);
  EXPECT_STREQ(key, "rule");
  EXPECT_STREQ(value, "r1");
  ASSERT_EQ(callnorm_evaluation_evidence_detail(&evaluation, 0, 0, 0, nullptr, &value, &error),
            CALLNORM_OK);
  EXPECT_STREQ(value, "allo");
  ASSERT_EQ(callnorm_evaluation_evidence_detail(&evaluation, 0, 0, 0, &key, nullptr, &error),
            CALLNORM_OK);
  EXPECT_STREQ(key, "cue");
  EXPECT_EQ(callnorm_evaluation_evidence_detail(&evaluation, 0, 0, 2, &key, &value, &error),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_STREQ(error.where, "/indicators/0/evidence/0/details");
  EXPECT_STREQ(error.message, "detail index 2 is not below the count 2");
  EXPECT_EQ(callnorm_evaluation_evidence_detail(&evaluation, 0, 3, 0, &key, &value, &error),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_STREQ(error.where, "/indicators/0/evidence");
  EXPECT_EQ(callnorm_evaluation_evidence_detail(&evaluation, 2, 0, 0, &key, &value, &error),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_STREQ(error.where, "/indicators");
  EXPECT_STREQ(key, "cue");
}

TEST_F(CApiConversion, ListsOfStringsEndWithNull) {
  EXPECT_STREQ(callnorm_evaluation_language(&evaluation), "fr");
  EXPECT_STREQ(callnorm_evaluation_note(&evaluation, 1), "second note");
  EXPECT_EQ(callnorm_evaluation_note(&evaluation, 2), nullptr);
  EXPECT_STREQ(callnorm_evaluation_indicator_flag(&evaluation, 0, 0), "AT_UPPER_LIMIT");
  EXPECT_EQ(callnorm_evaluation_indicator_flag(&evaluation, 0, 1), nullptr);
  EXPECT_STREQ(callnorm_evaluation_indicator_acts_by(&evaluation, 0, 1), "annotation");
  EXPECT_EQ(callnorm_evaluation_indicator_acts_by(&evaluation, 1, 0), nullptr);
}

TEST_F(CApiConversion, TurnsKeepZeroBytesAndNegativeTimes) {
  const callnorm_contact contact{two_turns()};
  callnorm_turn out = CALLNORM_TURN_INIT;
  ASSERT_EQ(callnorm_contact_turn(&contact, 0, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.time_begin_ms, -250);
  ASSERT_EQ(callnorm_contact_turn(&contact, 1, &out, &error), CALLNORM_OK);
  EXPECT_STREQ(out.speaker, "client");
  EXPECT_EQ(std::string_view(out.text, out.text_size), std::string_view("a\0b", 3));
}

TEST_F(CApiConversion, ActsTakeTheTimeOfTheirTurnWhenTheyHaveNone) {
  cn::Act of_turn;
  of_turn.kind = cn::ActKind::greeting;
  of_turn.turn = 1;
  of_turn.text = {0, 1};
  of_turn.score = 0.5;
  of_turn.type = "gist";
  of_turn.to = "a0";
  cn::Act finer = of_turn;
  finer.time = cn::TimeSpan{Millis{1200}, Millis{1300}};
  finer.announced = Millis{60000};
  cn::Act tool;
  tool.kind = cn::ActKind::step;
  tool.step = "tool:crm";
  tool.by = "rules@1";
  const callnorm_acts acts{two_turns(), {of_turn, finer, tool}};
  EXPECT_EQ(callnorm_acts_count(&acts), 3U);

  callnorm_act out = CALLNORM_ACT_INIT;
  ASSERT_EQ(callnorm_acts_get(&acts, 0, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.flags, static_cast<std::uint32_t>(CALLNORM_ACT_HAS_TURN | CALLNORM_ACT_HAS_TIME));
  EXPECT_STREQ(out.kind, "greeting");
  EXPECT_STREQ(out.type, "gist");
  EXPECT_STREQ(out.to, "a0");
  EXPECT_EQ(out.score, 0.5);
  EXPECT_EQ(out.time_begin_ms, 1000);
  EXPECT_EQ(out.time_end_ms, 2000);
  EXPECT_EQ(std::string_view(out.quote, out.quote_size), "a");
  ASSERT_EQ(callnorm_acts_get(&acts, 1, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.time_begin_ms, 1200);
  EXPECT_EQ(out.announced_ms, 60000);
  ASSERT_EQ(callnorm_acts_get(&acts, 2, &out, &error), CALLNORM_OK);
  EXPECT_EQ(out.flags, 0U);
  EXPECT_EQ(out.turn, -1);
  EXPECT_STREQ(out.step, "tool:crm");
  EXPECT_STREQ(out.by, "rules@1");
  EXPECT_EQ(out.quote, nullptr);
  EXPECT_EQ(out.announced_ms, 0);
}

TEST(Boundary, TurnsEveryWayOutIntoAStatus) {
  callnorm_error error = CALLNORM_ERROR_INIT;
  EXPECT_EQ(at_boundary(&error, []() -> Status { throw std::bad_alloc(); }),
            CALLNORM_OUT_OF_MEMORY);
  EXPECT_STREQ(error.message, "out of memory");
  EXPECT_EQ(at_boundary(&error, []() -> Status { throw std::runtime_error("odd"); }),
            CALLNORM_INTERNAL);
  EXPECT_STREQ(error.message, "odd");
  EXPECT_EQ(at_boundary(&error, []() -> Status { throw 7; }), CALLNORM_INTERNAL);
  EXPECT_EQ(at_boundary(&error,
                        []() -> Status {
                          return cn::Error{cn::ErrorCode::invalid_script, "no", "/steps"};
                        }),
            CALLNORM_INVALID_SCRIPT);
  EXPECT_STREQ(error.where, "/steps");
  EXPECT_EQ(at_boundary(&error, [] { return success(); }), CALLNORM_OK);
}

TEST(Boundary, CutsMessagesBetweenCodePoints) {
  char small[8];
  cn::c::copy_line(small, "abcdef\xC3\xA9");
  EXPECT_STREQ(small, "abcdef");
  cn::c::copy_line(small, "abcde\xC3\xA9");
  EXPECT_STREQ(small, "abcde\xC3\xA9");
  cn::c::copy_line(small, "a\nb\tc\x7F");
  EXPECT_STREQ(small, "a b c ");
  cn::c::copy_line(small, "\xC3(\xFF\x80");
  EXPECT_STREQ(small, "?(??");
  cn::c::copy_line(small, "");
  EXPECT_STREQ(small, "");
}

}  // namespace
