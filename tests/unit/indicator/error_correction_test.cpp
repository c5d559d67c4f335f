#include "callnorm/indicator/error_correction.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "unit/indicator/record_cases.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using Case = test::RecordCase;
using test::demonstrated;
using test::HingesOn;
using test::insufficient;
using test::not_demonstrated;
using test::real;
using test::statuses;
using test::Talk;
using test::time_of;
using test::undefined;
using test::whole;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

FieldHistory history(std::string field, std::string truth, std::vector<std::string> values,
                     bool signalled = false, std::string type = "text") {
  return {std::move(field), std::move(truth), std::move(values), signalled, std::move(type)};
}

IndicatorResult correction(const Talk& talk) {
  IndicatorResult result;
  result.id = "CCO-2.4";
  judge_error_correction(talk.contact(), usage_of(talk.data.language),
                         test::parameters_of(Measure::error_correction), result);
  return result;
}
IndicatorResult correction(std::vector<FieldHistory> histories) {
  Talk talk("nl");
  talk.data.histories = std::move(histories);
  return correction(talk);
}
std::vector<FieldHistory> errors(int corrected, int left) {
  std::vector<FieldHistory> out;
  for (int i = 0; i < corrected; ++i) {
    out.push_back(history("c" + std::to_string(i), "goed", {"fout", "goed"}));
  }
  for (int i = 0; i < left; ++i) {
    out.push_back(history("l" + std::to_string(i), "goed", {"fout"}));
  }
  return out;
}

TEST(ErrorCorrection, CorrectedWithSomethingAddedIsCorrected) {
  EXPECT_THAT(correction({history("naam", "Peeters", {"Petters", "Jan Peeters"}, true)}),
              demonstrated());
  // Of a number something added makes another.
  FieldHistory meter = history("meter", "48213", {"48218", "482137"}, true);
  meter.type = "meter";
  EXPECT_THAT(correction({meter}), not_demonstrated("SIGNALLED_NOT_CORRECTED"));
  FieldHistory phone = history("gsm", "0475123456", {"0475 123 456 7"}, true);
  phone.type = "phone";
  EXPECT_THAT(correction({phone}), not_demonstrated("SIGNALLED_NOT_CORRECTED"));
  // What was there first is the error that was pointed out, whatever it holds besides.
  EXPECT_THAT(correction({history("straat", "Kerkstraat 5", {"Kerkstraat 5 bus 3"}, true)}),
              not_demonstrated("SIGNALLED_NOT_CORRECTED"));
  EXPECT_THAT(
      correction({history("straat", "Kerkstraat 5", {"Kerkstraat 5 bus 3", "Kerkstraat 5"}, true)}),
      demonstrated());
}

TEST(ErrorCorrection, SomethingAddedFromTheFirstIsNoError) {
  const auto address = [](std::vector<std::string> values) {
    return correction(
        {history("adres", "Kapelstraat 14, Lokeren", std::move(values), false, "address")});
  };
  EXPECT_THAT(address({"Kapelstraat 14, 9160 Lokeren"}), insufficient("NO_ERRORS_OBSERVED"));
  EXPECT_THAT(address({"Kapelstraat 41, 9160 Lokeren"}), not_demonstrated("NOT_CORRECTED"));
  EXPECT_THAT(address({"Kapelstraat 14, 9160 Lokeren", "Kapelstraat 41, 9160 Lokeren"}),
              not_demonstrated("NOT_CORRECTED"));
  EXPECT_THAT(address({"Kapelstraat 41", "Kapelstraat 14, 9160 Lokeren"}), demonstrated());
}

TEST(ErrorCorrection, WhatNobodyCanCompareIsNoError) {
  const IndicatorResult open = correction({history("slot", "donderdag 14 mei 's morgens",
                                                   {"14/05/2026 voormiddag"}, false, "datetime")});
  EXPECT_THAT(open, insufficient("NOT_COMPARABLE"));
  EXPECT_EQ(whole(open, "n_err"), 0);
  ASSERT_EQ(open.evidence.size(), 1U);
  EXPECT_EQ(open.evidence[0].role, "field");
  EXPECT_THAT(open.evidence[0].note, HasSubstr("cannot be compared"));
  // An error that may have been corrected is no error that stays.
  const IndicatorResult end =
      correction({history("naam", "Marleen Wouters", {"Jansens", "Wouters"}, true)});
  EXPECT_THAT(end, insufficient("NOT_COMPARABLE"));
  EXPECT_THAT(statuses(end), ElementsAre("unclear"));
  EXPECT_TRUE(undefined(end, "CRs"));
  // One that stays for certain settles it.
  EXPECT_THAT(correction({history("naam", "Marleen Wouters", {"Jansens", "Wouters"}, true),
                          history("b", "72", {"62"}, true)}),
              not_demonstrated("SIGNALLED_NOT_CORRECTED"));
  EXPECT_THAT(correction({history("naam", "Maes", {"Maas"})}), not_demonstrated("NOT_CORRECTED"));
}

TEST(ErrorCorrection, APartThatWasPointedOutAndCompletedIsCorrected) {
  EXPECT_THAT(
      correction({history("naam", "Marleen Wouters", {"Wouters", "Marleen Wouters"}, true)}),
      demonstrated());
  EXPECT_THAT(correction({history("naam", "Marleen Wouters", {"Wouters"}, true)}),
              insufficient("NOT_COMPARABLE"));
}

TEST(ErrorCorrection, AValueThatIsMaskedLaterIsStillTheOneThatWasEntered) {
  const auto account = [](std::vector<std::string> values) {
    return correction({history("iban", "BE68 5390 0754 7034", std::move(values), true, "iban")});
  };
  EXPECT_THAT(account({"BE68539007547043", "BE68539007547034", "BE68 **** **** 7034"}),
              demonstrated());
  EXPECT_THAT(account({"BE68539007547043", "BE68 **** **** 7034"}), insufficient("NOT_COMPARABLE"));
  EXPECT_THAT(account({"BE68539007547043", "BE68 **** **** 7043"}),
              not_demonstrated("SIGNALLED_NOT_CORRECTED"));
}

TEST(ErrorCorrection, AnErrorThatWasPointedOutAndCorrectedIsDemonstrated) {
  const IndicatorResult result =
      correction({history("straat", "Kapelstraat 14", {"Kapelstraat 41", "Kapelstraat 14"}, true),
                  history("naam", "Wouters", {"Wouters"})});
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "n_err"), 1);
  EXPECT_EQ(whole(result, "corrected"), 1);
  EXPECT_EQ(real(result, "CR"), 1.0);
  EXPECT_EQ(real(result, "CRs"), 1.0);
  EXPECT_THAT(statuses(result), ElementsAre("corrected"));
}

TEST(ErrorCorrection, AnErrorThatWasPointedOutAndStaysFails) {
  const IndicatorResult result =
      correction({history("a", "goed", {"fout", "goed"}), history("b", "72", {"62"}, true)});
  EXPECT_THAT(result, not_demonstrated("SIGNALLED_NOT_CORRECTED"));
  EXPECT_EQ(real(result, "CRs"), 0.0);
  EXPECT_THAT(result, HingesOn("CRs", "<", 1.0));
  EXPECT_THAT(result.evidence[0].note, HasSubstr("it was pointed out"));
  EXPECT_EQ(result.nearest, 0U);
}

TEST(ErrorCorrection, NineOfTenAreEnough) {
  EXPECT_THAT(correction(errors(9, 1)), demonstrated());
  EXPECT_THAT(correction(errors(9, 1)), HingesOn("CR", ">=", 0.9));
  const IndicatorResult fewer = correction(errors(8, 1));
  EXPECT_NEAR(real(fewer, "CR"), 8.0 / 9.0, 1e-12);
  EXPECT_THAT(fewer, insufficient("BORDERLINE"));
}

TEST(ErrorCorrection, ThreeOfFourStayOpenFewerFail) {
  EXPECT_THAT(correction(errors(3, 1)), insufficient("BORDERLINE"));
  const IndicatorResult fewer = correction(errors(2, 1));
  EXPECT_THAT(fewer, not_demonstrated("NOT_CORRECTED"));
  EXPECT_THAT(fewer, HingesOn("CR", "<", 0.75));
}

TEST(ErrorCorrection, WithoutErrorsNothingCanBeShown) {
  for (const auto& result :
       {correction(std::vector<FieldHistory>{}), correction({history("a", "x", {"x"})})}) {
    EXPECT_THAT(result, insufficient("NO_ERRORS_OBSERVED"));
    EXPECT_EQ(whole(result, "n_err"), 0);
    EXPECT_TRUE(undefined(result, "CR"));
    EXPECT_TRUE(undefined(result, "CRs"));
    EXPECT_THAT(result, HingesOn("n_err", ">=", 1.0));
  }
}

TEST(ErrorCorrection, WithoutSignalledErrorsTheirShareIsUndefined) {
  const IndicatorResult result = correction(errors(1, 0));
  EXPECT_TRUE(undefined(result, "CRs"));
  EXPECT_EQ(result.needs.size(), 2U);
}

TEST(ErrorCorrection, AnotherWayOfWritingIsNoError) {
  EXPECT_THAT(correction({history("gsm", "0475 11 22 33", {"+32475112233"}, false, "phone")}),
              insufficient("NO_ERRORS_OBSERVED"));
}

TEST(ErrorCorrection, AFieldStillEmptyIsNoError) {
  EXPECT_THAT(correction({history("a", "x", {"", "x"})}), insufficient("NO_ERRORS_OBSERVED"));
  EXPECT_THAT(correction({history("a", "x", {"x", ""})}), not_demonstrated("NOT_CORRECTED"));
  EXPECT_THAT(correction({history("a", "x", {}, true)}), insufficient("NO_ERRORS_OBSERVED"));
}

TEST(ErrorCorrection, CorrectedAndSpoiledAgainIsNotCorrected) {
  EXPECT_THAT(correction({history("a", "goed", {"fout", "goed", "fout"})}),
              not_demonstrated("NOT_CORRECTED"));
}

TEST(ErrorCorrection, MoreThanAHandfulAreCappedForAPortfolioOnly) {
  const IndicatorResult result = correction(errors(6, 0));
  EXPECT_EQ(whole(result, "n_err"), 6);
  EXPECT_EQ(whole(result, "counted"), 5);
  EXPECT_THAT(result.flags, ElementsAre("EPISODES_OVER_CAP"));
  EXPECT_THAT(correction(errors(5, 0)).flags, IsEmpty());
}

TEST(ErrorCorrection, WhatTheScenarioPlantedIsShown) {
  Talk talk("nl");
  talk.data.histories = errors(1, 0);
  talk.data.scenario.emplace();
  talk.data.scenario->errors = 2;
  const IndicatorResult result = correction(talk);
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(result.evidence.back().role, "planted errors");
  EXPECT_THAT(result.evidence.back().note, HasSubstr("planted: 2;"));
}

TEST(ErrorCorrection, WithoutHistoriesTheEditsOnlyShowWhereToLook) {
  Case c;
  c.without_record().obtained("k", "nr", "48213", "meter");
  c.edit("k", "nr", "48231", 20).edit("k", "nr", "48.213", 30);
  const IndicatorResult result = correction(c.talk);
  EXPECT_THAT(result, insufficient("NO_FIELD_HISTORY"));
  EXPECT_THAT(result.flags, ElementsAre("HISTORY_FROM_EDITS", "WOULD_BE_OK"));
  EXPECT_EQ(result.evidence[0].channel, "edits");
  EXPECT_EQ(result.evidence[0].time, (TimeSpan{time_of(30), time_of(30)}));
}

TEST(ErrorCorrection, HistoriesMadeOfEditsNeverFail) {
  Case c;
  c.without_record().obtained("k", "straat", "Kapelstraat 14").edit("k", "straat", "Kapelstr. 14");
  const IndicatorResult result = correction(c.talk);
  EXPECT_THAT(result, insufficient("NO_FIELD_HISTORY"));
  EXPECT_THAT(result.flags, Contains("WOULD_BE_NOT_CORRECTED"));
}

TEST(ErrorCorrection, TheRecordHasTheLastWordOverEdits) {
  Case c;
  c.obtained("k", "nr", "48213", "meter")
      .edit("k", "nr", "48231", 20)
      .record("k", "nr", "48213", 90);
  EXPECT_THAT(correction(c.talk).flags, Contains("WOULD_BE_OK"));
}

TEST(ErrorCorrection, WithoutHistoriesOrTheMeansToMakeThemNothingIsKnown) {
  Talk talk("nl");
  talk.data.edits.emplace();
  EXPECT_THAT(correction(talk), insufficient("NO_FIELD_HISTORY"));
  talk.data.obtained.emplace();
  EXPECT_THAT(correction(talk), insufficient("NO_ERRORS_OBSERVED"));
}

}  // namespace
}  // namespace callnorm
