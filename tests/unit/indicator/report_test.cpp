#include "callnorm/indicator/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::demonstrated;
using test::HingesOn;
using test::insufficient;
using test::Json;
using test::not_applicable;
using test::not_demonstrated;
using test::real;
using test::script_of;
using test::Talk;
using test::time_of;
using test::whole;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Entries = std::vector<std::pair<std::string, std::string>>;

Talk reported(const Entries& entries) {
  Talk talk("nl");
  talk.data.report.emplace();
  for (const auto& [field, value] : entries) talk.data.report->push_back({field, value});
  return talk;
}
Script with_template(const Json& report, const Json& more = Json::object()) {
  Json all = more;
  all["report"] = report;
  return script_of({{"step", "hello"}}, all, "nl");
}
IndicatorResult judged(const Talk& talk, const Script* script) {
  IndicatorResult result;
  result.id = "CCO-2.7";
  judge_report(talk.contact(), script, usage_of(talk.data.language),
               test::parameters_of(Measure::report_completeness), result);
  return result;
}
IndicatorResult judged(const Talk& talk, const Script& script) {
  return judged(talk, &script);
}
std::string detail(const Evidence& line, const std::string& wanted) {
  for (const auto& [key, value] : line.details) {
    if (key == wanted) return value;
  }
  return "";
}

Json outcomes() {
  return {{"enum", {"verkocht", "terugbellen", "geen interesse"}}};
}

TEST(Report, EveryRequiredFieldValidIsDemonstrated) {
  const Script script = with_template({{"outcome", outcomes()}, {"reden", Json::object()}});
  const IndicatorResult result =
      judged(reported({{"outcome", "Geen  Interesse"}, {"reden", "te duur"}}), script);
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(real(result, "Rc"), 1.0);
  EXPECT_EQ(whole(result, "invalid"), 0);
  EXPECT_EQ(whole(result, "contradictions"), 0);
  EXPECT_THAT(result, HingesOn("Rc", ">=", 1.0));
  EXPECT_EQ(result.nearest, std::nullopt);
}

TEST(Report, AnOutcomeOutsideItsListFails) {
  const Script script = with_template({{"reden", Json::object()}, {"outcome", outcomes()}});
  const IndicatorResult result =
      judged(reported({{"outcome", "goed gesprek"}, {"reden", "prijs"}}), script);
  EXPECT_THAT(result, not_demonstrated("OUTCOME_INVALID"));
  EXPECT_EQ(whole(result, "invalid"), 1);
  EXPECT_EQ(real(result, "Rc"), 0.5);
  EXPECT_THAT(result, HingesOn("outcome_invalid", ">", 0.0));
  EXPECT_EQ(result.nearest, 0U);
  EXPECT_THAT(result.evidence[0].note, HasSubstr("not in its list"));
  EXPECT_EQ(detail(result.evidence[1], "field"), "reden");
}

TEST(Report, AMissingOutcomeFails) {
  const Script script = with_template({{"outcome", outcomes()},
                                       {"a", Json::object()},
                                       {"b", Json::object()},
                                       {"c", Json::object()},
                                       {"d", Json::object()},
                                       {"e", Json::object()}});
  const Entries rest{{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", "4"}, {"e", "5"}};
  EXPECT_THAT(judged(reported(rest), script), not_demonstrated("OUTCOME_INVALID"));
  Entries blank = rest;
  blank.emplace_back("outcome", " \t ");
  const IndicatorResult result = judged(reported(blank), script);
  EXPECT_THAT(result, not_demonstrated("OUTCOME_INVALID"));
  EXPECT_EQ(whole(result, "invalid"), 0);
  EXPECT_EQ(result.nearest, std::nullopt);
}

TEST(Report, WithoutAFieldOfThatNameTheFirstClosedListIsTheOutcome) {
  const Script script = with_template(
      {{"note", Json::object()}, {"resultaat", outcomes()}, {"soort", {{"enum", {"a", "b"}}}}});
  EXPECT_THAT(judged(reported({{"note", "x"}, {"resultaat", "ok"}, {"soort", "a"}}), script),
              not_demonstrated("OUTCOME_INVALID"));
  // Two of three valid: another closed list is only incomplete.
  EXPECT_THAT(judged(reported({{"note", "x"}, {"resultaat", "verkocht"}, {"soort", "c"}}), script),
              not_demonstrated("INCOMPLETE"));
}

TEST(Report, FourOfFiveStayOpenFewerFail) {
  const Script five = with_template({{"outcome", outcomes()},
                                     {"a", Json::object()},
                                     {"b", Json::object()},
                                     {"c", Json::object()},
                                     {"d", Json::object()}});
  const IndicatorResult open =
      judged(reported({{"outcome", "verkocht"}, {"a", "1"}, {"b", "2"}, {"c", "3"}}), five);
  EXPECT_NEAR(real(open, "Rc"), 0.8, 1e-12);
  EXPECT_THAT(open, insufficient("BORDERLINE"));
  EXPECT_THAT(open, HingesOn("Rc", ">=", 1.0));
  const IndicatorResult fewer =
      judged(reported({{"outcome", "verkocht"}, {"a", "1"}, {"b", "2"}}), five);
  EXPECT_THAT(fewer, not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(fewer, HingesOn("Rc", "<", 0.8));
}

TEST(Report, AtTheWordLimitItIsStillShortEnough) {
  const Script script = with_template({{"samenvatting", {{"max_words", 3}}}});
  EXPECT_THAT(judged(reported({{"samenvatting", "klant belt terug."}}), script), demonstrated());
  const IndicatorResult result =
      judged(reported({{"samenvatting", "klant belt morgen terug"}}), script);
  EXPECT_EQ(whole(result, "invalid"), 1);
  EXPECT_THAT(result, not_demonstrated("INCOMPLETE"));
  EXPECT_EQ(detail(result.evidence[0], "words"), "4");
  EXPECT_EQ(result.nearest, 0U);
}

TEST(Report, AConditionalFieldIsRequiredWhenItsConditionHolds) {
  const Script script =
      with_template({{"outcome", outcomes()},
                     {"datum", {{"when", {"outcome", {"terugbellen"}}}, {"type", "date"}}}});
  EXPECT_THAT(judged(reported({{"outcome", "verkocht"}}), script), demonstrated());
  const IndicatorResult missing = judged(reported({{"outcome", "Terugbellen"}}), script);
  EXPECT_EQ(whole(missing, "required"), 2);
  EXPECT_THAT(missing, not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(judged(reported({{"outcome", "terugbellen"}, {"datum", "4 maart 2026"}}), script),
              demonstrated());
  const IndicatorResult no_date =
      judged(reported({{"outcome", "terugbellen"}, {"datum", "binnenkort"}}), script);
  EXPECT_EQ(whole(no_date, "invalid"), 1);
  EXPECT_THAT(no_date.evidence[0].note, HasSubstr("is no date"));
}

TEST(Report, AnOptionalFieldFilledInWrongIsInvalid) {
  const Script script = with_template(
      {{"outcome", outcomes()}, {"soort", {{"required", false}, {"enum", {"a", "b"}}}}});
  EXPECT_THAT(judged(reported({{"outcome", "verkocht"}}), script), demonstrated());
  const IndicatorResult result =
      judged(reported({{"outcome", "verkocht"}, {"soort", "z"}}), script);
  EXPECT_EQ(real(result, "Rc"), 1.0);
  EXPECT_EQ(whole(result, "invalid"), 1);
  EXPECT_THAT(result, insufficient("BORDERLINE"));
  EXPECT_THAT(result, HingesOn("invalid", "<=", 0.0));
}

Json sold_needs_yes() {
  return Json::array(
      {{{"field", "outcome"}, {"value", "verkocht"}, {"fact", "accepted"}, {"equals", true}}});
}

TEST(Report, AValueAgainstAKnownFactIsAContradiction) {
  const Script script =
      with_template({{"outcome", outcomes()}}, {{"consistency", sold_needs_yes()}});
  const IndicatorResult result =
      judged(reported({{"outcome", "verkocht"}}).fact("accepted", "false"), script);
  EXPECT_THAT(result, not_demonstrated("CONTRADICTION"));
  EXPECT_EQ(whole(result, "contradictions"), 1);
  EXPECT_EQ(real(result, "Rc"), 1.0);
  EXPECT_THAT(result, HingesOn("contradictions", ">", 0.0));
  EXPECT_EQ(result.evidence[0].role, "contradiction");
  EXPECT_EQ(result.nearest, 0U);
  EXPECT_THAT(judged(reported({{"outcome", "verkocht"}}).fact("accepted", "true"), script),
              demonstrated());
}

TEST(Report, AnUnknownFactContradictsNothing) {
  const Script script =
      with_template({{"outcome", outcomes()}}, {{"consistency", sold_needs_yes()}});
  EXPECT_THAT(judged(reported({{"outcome", "verkocht"}}), script), demonstrated());
  EXPECT_THAT(judged(reported({{"outcome", "terugbellen"}}).fact("accepted", "false"), script),
              demonstrated());
}

TEST(Report, ContradictionComesBeforeTheOtherCodes) {
  const Json rule = Json::array(
      {{{"field", "reden"}, {"value", "betaald"}, {"fact", "paid"}, {"equals", "yes"}}});
  const Script script =
      with_template({{"outcome", outcomes()}, {"reden", Json::object()}}, {{"consistency", rule}});
  EXPECT_THAT(
      judged(reported({{"outcome", "iets"}, {"reden", "Betaald"}}).fact("paid", "no"), script),
      not_demonstrated("CONTRADICTION"));
}

Json moving_data() {
  return Json::array(
      {{{"id", "datum"}, {"file", "verhuis"}, {"field", "datum"}, {"type", "date"}},
       {{"id", "adres"}, {"file", "klant"}, {"field", "adres"}, {"type", "address"}}});
}

TEST(Report, ARuleMaySpeakOfADataItem) {
  const Json rule = Json::array(
      {{{"field", "outcome"}, {"value", "verkocht"}, {"fact", "datum"}, {"equals", "4 mei 2026"}}});
  const Script script =
      with_template({{"outcome", outcomes()}}, {{"consistency", rule}, {"data", moving_data()}});
  Talk talk = reported({{"outcome", "verkocht"}});
  EXPECT_THAT(judged(talk, script), demonstrated());  // not known
  talk.data.obtained.emplace();
  talk.data.obtained->push_back({"verhuis", "datum", "04/05/2026", "date", true});
  EXPECT_THAT(judged(talk, script), demonstrated());
  talk.data.obtained->back().value = "05/05/2026";
  EXPECT_THAT(judged(talk, script), not_demonstrated("CONTRADICTION"));
}

TEST(Report, ASummaryMentionsWhatItMustAsFarAsThatIsKnown) {
  const Script script =
      with_template({{"nota", {{"must_mention", {"adres", "datum"}}}}}, {{"data", moving_data()}});
  Talk talk = reported({{"nota", "Verhuist op 4 mei 2026 naar Kapelstrat 14 in Lokeren."}});
  EXPECT_THAT(judged(talk, script), demonstrated());  // nobody knows what there was to mention
  talk.data.record.emplace();
  talk.data.record->push_back({"klant", "adres", "Kapelstraat 14, Lokeren", time_of(30)});
  talk.data.record->push_back({"verhuis", "datum", "04/05/2026", time_of(40)});
  const IndicatorResult result = judged(talk, script);
  EXPECT_THAT(result, demonstrated());  // spelling is not judged
  const Parameters& used = result.parameters;
  ASSERT_NE(used.find("mention_similarity"), nullptr);
  EXPECT_EQ(used["mention_similarity"], 0.8);

  talk.data.report->front().value = "Klant verhuist op 4 mei 2026.";
  const IndicatorResult silent = judged(talk, script);
  EXPECT_EQ(whole(silent, "unmentioned"), 1);
  EXPECT_EQ(whole(silent, "invalid"), 0);
  EXPECT_THAT(silent, not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(silent.evidence[0].note, HasSubstr("does not mention adres"));
  EXPECT_EQ(silent.nearest, 0U);
  // What may have stood on file before the contact needs no mention.
  for (RecordField& field : *talk.data.record) field.at.reset();
  EXPECT_THAT(judged(talk, script), demonstrated());
}

TEST(Report, ADayWithASpanOfHoursIsADate) {
  const Script script = with_template({{"slot", {{"type", "datetime"}}}});
  const auto invalid = [&](const char* slot) {
    return whole(judged(reported({{"slot", slot}}), script), "invalid");
  };
  for (const char* slot : {"14/05/2026 8h-12h", "donderdag 14/05 namiddag", "14/05 rond 10u",
                           "12/05/2026 na 17u", "12/05/2026 voormiddag"}) {
    EXPECT_EQ(invalid(slot), 0) << slot;
  }
  EXPECT_EQ(invalid("binnenkort"), 1);
}

TEST(Report, AnItemOfAListIsTheSameHoweverItIsExported) {
  const Script script = with_template(
      {{"outcome", {{"enum", {"verhuis geregistreerd", "terugbellen en sluiten", "onvolledig"}}}}},
      {{"consistency", Json::array({{{"field", "outcome"},
                                     {"value", "verhuis geregistreerd"},
                                     {"fact", "verhuist"},
                                     {"equals", "ja"}}})}});
  for (const char* value : {"Verhuis geregistreerd.", "VERHUIS_GEREGISTREERD",
                            "01 - verhuis geregistreerd", "terugbellen & sluiten"}) {
    EXPECT_THAT(judged(reported({{"outcome", value}}), script), demonstrated()) << value;
  }
  EXPECT_THAT(judged(reported({{"outcome", "onvolledig (klant belt terug)"}}), script),
              insufficient("NOT_COMPARABLE"));
  for (const char* value : {"geen verhuis geregistreerd", "verhuis", "01", "-"}) {
    EXPECT_THAT(judged(reported({{"outcome", value}}), script), not_demonstrated("OUTCOME_INVALID"))
        << value;
  }
  Talk talk = reported({{"outcome", "VERHUIS_GEREGISTREERD"}});
  talk.fact("verhuist", "N");
  EXPECT_THAT(judged(talk, script), not_demonstrated("CONTRADICTION"));
}

TEST(Report, TheMarksOfANumberArePartOfAnItem) {
  const Script script =
      with_template({{"outcome", {{"enum", {"2 dagen", "5", "25%", "1.5 uur", "15 uur"}}}}});
  for (const char* value : {"2 DAGEN", "2_dagen", "- 5", "25 %", "1.5 Uur.", "15 uur"}) {
    EXPECT_THAT(judged(reported({{"outcome", value}}), script), demonstrated()) << value;
  }
  for (const char* value : {"1-2 dagen", "1 - 2 dagen", "1-5", "3.5", "-5", "2,5%", "2-5"}) {
    EXPECT_THAT(judged(reported({{"outcome", value}}), script), not_demonstrated("OUTCOME_INVALID"))
        << value;
  }
}

TEST(Report, LayoutAndLooseDaysExcuseNoSilence) {
  const Script script =
      with_template({{"nota", {{"must_mention", {"datum"}}}}}, {{"data", moving_data()}});
  const auto with = [&](const char* day, const char* nota) {
    Talk talk = reported({{"nota", nota}});
    talk.data.obtained.emplace();
    talk.data.obtained->push_back({"verhuis", "datum", day, "date", true});
    return judged(talk, script);
  };
  for (const char* nota : {"**Resultaat:** klant tevreden", "## Resultaat klant tevreden",
                           "**204118736** klant tevreden"}) {
    EXPECT_THAT(with("4 mei 2026", nota), not_demonstrated("INCOMPLETE")) << nota;
  }
  for (const char* nota : {"Verhuist op ****", "Klant ***736 verhuist", "Verhuist op [datum]"}) {
    EXPECT_THAT(with("4 mei 2026", nota), insufficient("NOT_COMPARABLE")) << nota;
  }
  EXPECT_THAT(with("4 mei 2026", "[dringend] verhuist op 4 mei 2026 **bellen**"), demonstrated());
  for (const char* nota : {"Klant tevreden", "Klant verhuist dinsdag"}) {
    EXPECT_THAT(with("volgende maandag", nota), not_demonstrated("INCOMPLETE")) << nota;
  }
  for (const char* nota : {"Verhuist op 11 mei 2026", "Verhuist morgen", "Verhuist maandag"}) {
    EXPECT_THAT(with("volgende maandag", nota), insufficient("NOT_COMPARABLE")) << nota;
  }
}

TEST(Report, AMarkThatFillsAFieldSaysNothing) {
  const Script script = with_template({{"outcome", outcomes()}, {"reden", Json::object()}});
  for (const char* value : {"-", ".", "?", "n.v.t.", "xx", "N/A"}) {
    const IndicatorResult result =
        judged(reported({{"outcome", "verkocht"}, {"reden", value}}), script);
    EXPECT_THAT(result, not_demonstrated("INCOMPLETE")) << value;
    EXPECT_EQ(whole(result, "valid"), 1) << value;
  }
  EXPECT_THAT(judged(reported({{"outcome", "verkocht"}, {"reden", "[naam]"}}), script),
              insufficient("NOT_COMPARABLE"));
  EXPECT_THAT(judged(reported({{"outcome", "verkocht"}, {"reden", "****"}}), script),
              insufficient("NOT_COMPARABLE"));
  EXPECT_THAT(judged(reported({{"outcome", "verkocht"}, {"reden", "**te duur**"}}), script),
              demonstrated());
  // The tick of a box, unless words are wanted.
  for (const char* value : {"x", "[x]"}) {
    EXPECT_THAT(judged(reported({{"outcome", "verkocht"}, {"reden", value}}), script),
                insufficient("NOT_COMPARABLE"))
        << value;
    const Script in_words = with_template({{"outcome", outcomes()}, {"reden", {{"max_words", 9}}}});
    EXPECT_THAT(judged(reported({{"outcome", "verkocht"}, {"reden", value}}), in_words),
                not_demonstrated("INCOMPLETE"))
        << value;
  }
  const Script list =
      with_template({{"outcome", outcomes()},
                     {"reden", {{"enum", {"te duur", "te laat"}}, {"required", false}}}});
  EXPECT_THAT(judged(reported({{"outcome", "verkocht"}, {"reden", "-"}}), list), demonstrated());
  EXPECT_THAT(judged(reported({{"outcome", "verkocht"}, {"reden", "duur"}}), list),
              insufficient("BORDERLINE"));
  const Script optional =
      with_template({{"outcome", outcomes()}, {"reden", {{"required", false}}}});
  EXPECT_THAT(judged(reported({{"outcome", "verkocht"}, {"reden", "n.v.t."}}), optional),
              demonstrated());
}

TEST(Report, WhatMayBeAValueOfItsTypeIsForPeopleToRead) {
  const auto field = [](const char* type, const char* value) {
    return judged(reported({{"outcome", "verkocht"}, {"f", value}}),
                  with_template({{"outcome", outcomes()}, {"f", {{"type", type}}}}));
  };
  EXPECT_THAT(field("date", "morgen"), insufficient("NOT_COMPARABLE"));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(*field("date", "morgen").measure("Rc")));
  EXPECT_THAT(field("date", "geen idee"), not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(field("amount", "84,50 en 12 euro"), insufficient("NOT_COMPARABLE"));
  EXPECT_THAT(field("amount", "veel"), not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(field("phone", "geen"), not_demonstrated("INCOMPLETE"));
}

TEST(Report, TrueIsYes) {
  const Script script =
      with_template({{"outcome", outcomes()}}, {{"consistency", sold_needs_yes()}});
  const auto with = [&](const char* accepted) {
    return judged(reported({{"outcome", "verkocht"}}).fact("accepted", accepted), script);
  };
  EXPECT_THAT(with("ja"), demonstrated());
  EXPECT_THAT(with("nee"), not_demonstrated("CONTRADICTION"));
}

TEST(Report, OfAMachineWrittenReportOnlyTheOutcomeCounts) {
  const Script script = with_template({{"outcome", outcomes()}, {"reden", {{"max_words", 1}}}});
  Talk talk = reported({{"outcome", "verkocht"}, {"reden", "veel te veel woorden"}});
  EXPECT_THAT(judged(talk, script), not_demonstrated("INCOMPLETE"));
  talk.data.report_machine_written = true;
  const IndicatorResult result = judged(talk, script);
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "required"), 1);
  EXPECT_THAT(result.flags, ElementsAre("MACHINE_WRITTEN"));
  talk.data.report->front().value = "anders";
  EXPECT_THAT(judged(talk, script), not_demonstrated("OUTCOME_INVALID"));
}

TEST(Report, AMachineWrittenReportWithoutOutcomeShowsNothingOfTheAgent) {
  const Script script = with_template({{"reden", Json::object()}});
  Talk talk = reported({{"reden", "verhuis"}});
  talk.data.report_machine_written = true;
  EXPECT_THAT(judged(talk, script), insufficient("NO_REPORT"));
}

TEST(Report, WithoutReportScriptOrTemplateNothingIsKnown) {
  const Script script = with_template({{"outcome", outcomes()}});
  const Script bare = script_of({{"step", "hello"}}, Json::object(), "nl");
  Talk none("nl");
  none.data.headset.emplace();
  EXPECT_THAT(judged(none, script), insufficient("NO_REPORT"));
  EXPECT_THAT(judged(reported({{"outcome", "verkocht"}}), nullptr), insufficient("NO_SCRIPT"));
  EXPECT_THAT(judged(reported({{"outcome", "verkocht"}}), bare),
              insufficient("NO_REPORT_TEMPLATE"));
}

TEST(Report, AnEmptyReportWasCapturedAndLacksItsOutcome) {
  EXPECT_THAT(judged(reported({}), with_template({{"outcome", outcomes()}})),
              not_demonstrated("OUTCOME_INVALID"));
  EXPECT_THAT(judged(reported({}), with_template({{"reden", Json::object()}})),
              not_demonstrated("INCOMPLETE"));
}

TEST(Report, WhereNothingIsRequiredItDoesNotApply) {
  const Script script = with_template({{"nota", {{"required", false}, {"max_words", 2}}}});
  const IndicatorResult result = judged(reported({}), script);
  EXPECT_THAT(result, not_applicable("NO_REQUIRED_FIELDS"));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(*result.measure("Rc")));
  EXPECT_THAT(judged(reported({{"nota", "veel te veel"}}), script), insufficient("BORDERLINE"));
}

TEST(Report, AFieldTheTemplateDoesNotHaveIsOnlyRemarked) {
  const Script script = with_template({{"outcome", outcomes()}});
  const IndicatorResult result =
      judged(reported({{"outcome", "verkocht"}, {"extra", "x"}}), script);
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result.flags, ElementsAre("FIELD_NOT_IN_TEMPLATE"));
}

TEST(Report, ProblemsComeFirstThenTheTemplatesOrder) {
  const Script script =
      with_template({{"outcome", outcomes()}, {"a", Json::object()}, {"b", {{"max_words", 1}}}});
  const IndicatorResult result =
      judged(reported({{"outcome", "verkocht"}, {"a", "duur"}, {"b", "een twee"}}), script);
  std::vector<std::string> order;
  for (const Evidence& line : result.evidence) order.push_back(detail(line, "field"));
  EXPECT_THAT(order, ElementsAre("b", "outcome", "a"));
}

}  // namespace
}  // namespace callnorm
