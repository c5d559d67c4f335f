#include "callnorm/indicator/tools.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "callnorm/indicator/sources.hpp"
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
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsNull;

bool undefined(const IndicatorResult& result, std::string_view measure) {
  const MeasureValue* value = result.measure(measure);
  return value != nullptr && std::holds_alternative<std::monostate>(*value);
}

std::vector<std::string> notes(const IndicatorResult& result) {
  std::vector<std::string> out;
  for (const Evidence& e : result.evidence) out.push_back(e.role + ": " + e.note);
  return out;
}

// ---- tools --------------------------------------------------------------------------------------

using Names = std::vector<std::string>;
using Uses = std::vector<std::pair<std::string, double>>;

Script task(const Names& required, const Names& optional = {}, const Names& forbidden = {}) {
  return script_of(
      Json{{"seq", Json::array({"step"})}},
      Json{{"tools", {{"required", required}, {"optional", optional}, {"forbidden", forbidden}}}});
}

/// A contact of 300 s.
Talk using_tools(const Uses& uses) {
  Talk talk;
  talk.data.connect = time_of(0);
  talk.data.end = time_of(300);
  talk.data.tools.emplace();
  for (const auto& [tool, at] : uses) talk.data.tools->push_back({tool, time_of(at), 1});
  return talk;
}

IndicatorResult judged_tools(const Talk& talk, const std::optional<Script>& script) {
  IndicatorResult result;
  const Contact contact = talk.contact();
  judge_tool_use(test::prepare(contact), script ? &*script : nullptr,
                 test::parameters_of(Measure::tool_use), result);
  return result;
}

TEST(ToolUse, EveryRequiredToolUsedIsDemonstrated) {
  const IndicatorResult result = judged_tools(
      using_tools({{"meter", 80}, {"crm", 5}, {"guide", 120}}), task({"crm", "meter"}, {"guide"}));
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result, HingesOn("R", ">=", 1.0));
  EXPECT_DOUBLE_EQ(real(result, "R"), 1.0);
  EXPECT_DOUBLE_EQ(real(result, "P"), 1.0);
  EXPECT_EQ(whole(result, "forbidden"), 0);
  EXPECT_THAT(notes(result), ElementsAre("required tool: \"crm\" used at 5.0 s",
                                         "required tool: \"meter\" used at 80.0 s",
                                         "permitted tool: \"guide\" used at 120.0 s"));
}

TEST(ToolUse, EachToolCountsOnceHoweverOftenUsedOrListed) {
  const IndicatorResult result =
      judged_tools(using_tools({{"crm", 9}, {"crm", 5}, {"maps", 7}}), task({"crm", "crm"}));
  EXPECT_DOUBLE_EQ(real(result, "R"), 1.0);
  EXPECT_DOUBLE_EQ(real(result, "P"), 0.5);
  EXPECT_EQ(result.evidence[0].note, "\"crm\" used 2 times, first at 5.0 s");
}

TEST(ToolUse, TheContactIncludesItsFirstAndItsLastMoment) {
  EXPECT_THAT(judged_tools(using_tools({{"crm", 0}}), task({"crm"})), demonstrated());
  EXPECT_THAT(judged_tools(using_tools({{"crm", 300}}), task({"crm"})), demonstrated());
  EXPECT_THAT(judged_tools(using_tools({{"crm", -0.001}}), task({"crm"})),
              not_demonstrated("TOOL_MISSING"));
  EXPECT_THAT(judged_tools(using_tools({{"crm", 300.001}}), task({"crm"})),
              not_demonstrated("TOOL_MISSING"));
}

TEST(ToolUse, WhoDidMoreInAToolThanFitsBeforeTheContactUsedItInTheContact) {
  Talk talk = using_tools({{"crm", -2.4}});
  talk.data.tools->front().interactions = 9;
  const IndicatorResult result = judged_tools(talk, task({"crm"}));
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(result.evidence[0].note, "\"crm\" used at -2.4 s, 2.4 s before the contact began");
  talk.data.tools->front().interactions = 4;
  EXPECT_THAT(judged_tools(talk, task({"crm"})), insufficient("BORDERLINE"));
  talk.data.tools->front().interactions = 8000;
  talk.data.tools->front().at = time_of(-3600);
  EXPECT_THAT(judged_tools(talk, task({"crm"})), insufficient("BORDERLINE"))
      << "the telephone does not ring for an hour";
}

TEST(ToolUse, ACountThatBeganBeforeTheContactMayRunOnInIt) {
  Talk talk = using_tools({{"crm", -9300}});
  EXPECT_THAT(judged_tools(talk, task({"crm"})), not_demonstrated("TOOL_MISSING")) << "one click";
  talk.data.tools->front().interactions = 412;
  const IndicatorResult running = judged_tools(talk, task({"crm"}));
  EXPECT_THAT(running, insufficient("BORDERLINE"));
  EXPECT_THAT(running.evidence[0].note, testing::EndsWith("; it may have been used on"));
  EXPECT_DOUBLE_EQ(real(running, "R"), 0.0);
  talk.data.tools->front().interactions.reset();
  EXPECT_THAT(judged_tools(talk, task({"crm"})), insufficient("BORDERLINE")) << "not counted";
  EXPECT_THAT(judged_tools(talk, task({"crm", "meter", "maps"})), not_demonstrated("TOOL_MISSING"))
      << "two of three are missing whatever it says";
}

TEST(ToolUse, AnEndThatIsOnlyInferredCutsNothingOff) {
  Talk mail("nl", Channel::email);
  mail.data.tools.emplace();
  mail.data.tools->push_back({"label", time_of(3630), 3});
  mail.agent("U krijgt het zo dadelijk.", 3600, 3600);
  EXPECT_THAT(judged_tools(mail, task({"label"})), insufficient("BORDERLINE"));
  mail.data.end = time_of(3600);
  EXPECT_THAT(judged_tools(mail, task({"label"})), not_demonstrated("TOOL_MISSING"));
}

TEST(ToolUse, AForbiddenToolThatIsNotCountedIsNoUseOfIt) {
  Talk talk = using_tools({{"crm", 5}, {"webmail", 50}});
  talk.data.tools->back().interactions.reset();
  const IndicatorResult result = judged_tools(talk, task({"crm"}, {}, {"webmail"}));
  EXPECT_THAT(result, insufficient("BORDERLINE"));
  EXPECT_THAT(result, HingesOn("forbidden", ">=", 1));
  EXPECT_EQ(notes(result).back(),
            "other tool: \"webmail\" in the log at 50.0 s; nothing says whether it was used");
  talk.data.tools->push_back({"webmail", time_of(60), 2});
  EXPECT_THAT(judged_tools(talk, task({"crm"}, {}, {"webmail"})),
              not_demonstrated("FORBIDDEN_TOOL"));
  talk.data.tools->front().interactions.reset();
  EXPECT_DOUBLE_EQ(real(judged_tools(talk, task({"crm"})), "R"), 1.0) << "asked for: a use";
}

TEST(ToolUse, AssistiveSoftwareIsNoTool) {
  const Talk talk =
      using_tools({{"crm", 5}, {"JAWS", 0}, {"ZoomText 2024", 0}, {"Screen Reader (NVDA)", 9}});
  EXPECT_THAT(judged_tools(talk, task({"crm"})), demonstrated());
  EXPECT_THAT(judged_tools(talk, task({"crm"}, {}, {"JAWS"})), demonstrated());
  EXPECT_THAT(judged_tools(using_tools({{"crm", 5}, {"jawsome", 6}, {"maps", 7}}), task({"crm"})),
              insufficient("BORDERLINE"));
}

TEST(ToolUse, WhoIsCutOffOrRungOffAtOnceHadNoOccasion) {
  Talk cut = using_tools({});
  cut.data.ending.by = Ending::By::client_before_closing;
  EXPECT_THAT(judged_tools(cut, task({"crm"})), insufficient("CONTACT_CUT"));
  Talk wrong = using_tools({});
  wrong.data.end = time_of(22);
  wrong.data.ending.by = Ending::By::client;
  EXPECT_THAT(judged_tools(wrong, task({"crm"})), insufficient("FEW_OPPORTUNITIES"));
  wrong.data.end = time_of(30);
  EXPECT_THAT(judged_tools(wrong, task({"crm"})), not_demonstrated("TOOL_MISSING"));
  wrong.data.end = time_of(22);
  wrong.data.ending.by = Ending::By::agent;
  EXPECT_THAT(judged_tools(wrong, task({"crm"})), not_demonstrated("TOOL_MISSING"));
}

/// Asks for crm, and for the card desk in one step.
Script card_task(const Json& step) {
  return script_of(Json{{"seq", Json::array({"greet", step})}},
                   Json{{"tools", {{"required", {"crm", "card_desk"}}}},
                        {"data", Json::array({{{"id", "card"},
                                               {"file", "card"},
                                               {"field", "number"},
                                               {"type", "id"},
                                               {"ask", Json::array({"card number"})}}})}});
}

TEST(ToolUse, AToolWhoseStepIsNotSeenHadNoOccasion) {
  const Script script = card_task(
      Json{{"step", "block"},
           {"tool", "card_desk"},
           {"say", {{"mode", "paraphrase"}, {"examples", {"Your card is blocked, {name}."}}}}});
  Talk found = using_tools({{"crm", 5}});
  found.agent("I'll block it for you.", 19, 25).client("It was in my other coat!", 26, 40);
  const IndicatorResult result = judged_tools(found, script);
  EXPECT_THAT(result, insufficient("FEW_OPPORTUNITIES"));
  EXPECT_THAT(result.evidence[0].note, testing::EndsWith("; no step that asks for it is seen"));
  found.agent("There, your card is now blocked.", 50, 55);
  EXPECT_THAT(judged_tools(found, script), not_demonstrated("TOOL_MISSING"));
  Talk nothing = using_tools({});
  EXPECT_THAT(judged_tools(nothing, script), not_demonstrated("TOOL_MISSING"))
      << "no step asks for crm: the whole task does";
}

TEST(ToolUse, AToolIsMissingWhereWhatItsStepCollectsIsThere) {
  const Script script =
      card_task(Json{{"step", "block"}, {"tool", "card_desk"}, {"collect", "card"}});
  Talk talk = using_tools({{"crm", 5}});
  EXPECT_THAT(judged_tools(talk, script), insufficient("FEW_OPPORTUNITIES"));
  talk.data.edits = {{"card", "number", "", time_of(40), "typed"}};
  EXPECT_THAT(judged_tools(talk, script), insufficient("FEW_OPPORTUNITIES")) << "left empty";
  talk.data.edits->front().value = "5401";
  EXPECT_THAT(judged_tools(talk, script), not_demonstrated("TOOL_MISSING"));
  talk.data.ending.by = Ending::By::client_before_closing;
  EXPECT_THAT(judged_tools(talk, script), not_demonstrated("TOOL_MISSING")) << "before it was cut";
}

TEST(ToolUse, WhoAskedForAValueInVainHadNoOccasionToLookItUp) {
  const Script script = card_task(Json{{"step", "block"},
                                       {"tool", "card_desk"},
                                       {"collect", "card"},
                                       {"if", {{"fact", "stolen"}, {"equals", "yes"}}}});
  Talk talk = using_tools({{"crm", 5}});
  talk.fact("stolen", "yes");
  EXPECT_THAT(judged_tools(talk, script), not_demonstrated("TOOL_MISSING")) << "never asked";
  talk.agent("Do you have the card number?", 20, 25).client("No, not here.", 26, 30);
  EXPECT_THAT(judged_tools(talk, script), insufficient("FEW_OPPORTUNITIES"));
}

TEST(ToolUse, WhoWentOnPastTheStepOfAToolHadItsOccasion) {
  const auto script = [](const Json& quote) {
    const Json offer{{"step", "offer"},
                     {"say", {{"mode", "paraphrase"}, {"patterns", {"it's|comes * a month"}}}}};
    const Json bye{{"step", "bye"},
                   {"say", {{"mode", "paraphrase"}, {"examples", {"Thank you, goodbye."}}}}};
    return script_of(Json{{"seq", Json::array({"greet", quote, offer, bye})}},
                     Json{{"tools", {{"required", {"crm", "quote_tool"}}}},
                          {"data", Json::array({{{"id", "birth"},
                                                 {"file", "client"},
                                                 {"field", "birth"},
                                                 {"type", "date"},
                                                 {"ask", Json::array({"date of birth"})}}})}});
  };
  const Script must = script(Json{{"step", "quote"}, {"must", true}, {"tool", "quote_tool"}});
  Talk talk = using_tools({{"crm", 5}});
  talk.agent("And your date of birth?", 10, 15).client("I have one already, sorry.", 16, 20);
  const Talk refused = Talk(talk).agent("Thank you, goodbye.", 30, 35);
  EXPECT_THAT(judged_tools(refused, must), insufficient("FEW_OPPORTUNITIES"))
      << "the end of the script is no step that comes after it";
  talk.agent("Then it comes to 8 euro a month.", 30, 35);
  EXPECT_THAT(judged_tools(talk, must), not_demonstrated("TOOL_MISSING"));
  EXPECT_THAT(
      judged_tools(talk, script(Json{{"step", "quote"}, {"must", false}, {"tool", "quote_tool"}})),
      insufficient("FEW_OPPORTUNITIES"))
      << "the step may be left out";
  Talk at_once = using_tools({{"crm", 5}});
  at_once.agent("For others it comes to 8 euro a month.", 30, 35);
  EXPECT_THAT(judged_tools(at_once, must), insufficient("FEW_OPPORTUNITIES"))
      << "nothing was asked: the script was not begun";
}

TEST(ToolUse, AForbiddenToolBeforeTheContactIsNoUseInIt) {
  Talk talk = using_tools({{"crm", 5}, {"webmail", -2.4}});
  talk.data.tools->back().interactions = 9;
  EXPECT_THAT(judged_tools(talk, task({"crm"}, {}, {"webmail"})), demonstrated());
}

TEST(ToolUse, ANameIsTheSameHoweverItIsWritten) {
  const IndicatorResult result =
      judged_tools(using_tools({{"Card Desk 12.0.4 (web)", 5}, {"SECURE-MAIL v3", 6}}),
                   task({"card_desk"}, {"secure mail"}, {"card desk 2"}));
  EXPECT_THAT(result, demonstrated());
  EXPECT_DOUBLE_EQ(real(result, "P"), 1.0);
  EXPECT_THAT(notes(result), ElementsAre("required tool: \"Card Desk 12.0.4 (web)\" used at 5.0 s",
                                         "permitted tool: \"SECURE-MAIL v3\" used at 6.0 s"));
}

TEST(ToolUse, NamesThatDifferInTheirVersionOnlyStayApart) {
  EXPECT_THAT(judged_tools(using_tools({{"CRM V2", 5}}), task({"crm v2"}, {}, {"crm v1"})),
              demonstrated());
  EXPECT_THAT(
      judged_tools(using_tools({{"CRM v2", 5}, {"CRM v1", 6}}), task({"crm v2"}, {}, {"crm v1"})),
      not_demonstrated("FORBIDDEN_TOOL"));
}

TEST(ToolUse, WhatOnlyStepsOfAnotherBranchAskForIsNotRequired) {
  const Script script = script_of(
      Json{{"seq", Json::array({Json{{"branch",
                                      {{"on", "outage"},
                                       {"cases",
                                        {{"yes", {{"step", "tell"}}},
                                         {"no", {{"step", "test"}, {"tool", "line_test"}}}}}}}}})}},
      Json{{"tools", {{"required", {"line_test"}}}}});
  Talk talk = using_tools({});
  EXPECT_THAT(judged_tools(talk, script), insufficient("FEW_OPPORTUNITIES")) << "nobody knows";
  talk.fact("outage", "no");
  EXPECT_THAT(judged_tools(talk, script), not_demonstrated("TOOL_MISSING"));
  talk.data.facts.front().second = "yes";
  const IndicatorResult result = judged_tools(talk, script);
  EXPECT_THAT(result, not_applicable("NO_TOOL_TASK"));
  EXPECT_THAT(notes(result), ElementsAre("unneeded tool: \"line_test\" is asked for where the "
                                         "facts do not lead: not required"));
}

TEST(ToolUse, AConditionLeavesAStepOutAsABranchDoes) {
  const Script script = script_of(
      Json{{"seq", Json::array({"tell", Json{{"step", "test"},
                                             {"tool", "line_test"},
                                             {"if", {{"fact", "outage"}, {"equals", "no"}}}}})}},
      Json{{"tools", {{"required", {"line_test"}}, {"forbidden", {"social"}}}}});
  Talk talk = using_tools({{"social", -1}});
  EXPECT_THAT(judged_tools(talk.fact("outage", "yes"), script), not_applicable("NO_TOOL_TASK"));
  talk.data.tools->front().at = time_of(20);
  EXPECT_THAT(judged_tools(talk, script), not_demonstrated("FORBIDDEN_TOOL"))
      << "what is forbidden is so in every branch";
}

TEST(ToolUse, HalfOfTheRequiredToolsIsNotEnoughMoreIsOpen) {
  const IndicatorResult half = judged_tools(using_tools({{"a", 1}}), task({"a", "b"}));
  EXPECT_THAT(half, not_demonstrated("TOOL_MISSING"));
  EXPECT_THAT(half, HingesOn("R", "<=", 0.5));
  const IndicatorResult open =
      judged_tools(using_tools({{"a", 1}, {"b", 2}}), task({"a", "b", "c"}));
  EXPECT_THAT(open, insufficient("BORDERLINE"));
  EXPECT_THAT(open, HingesOn("R", ">=", 1.0));
}

TEST(ToolUse, TwoThirdsOfTheToolsUsedMustBePermitted) {
  EXPECT_THAT(judged_tools(using_tools({{"a", 1}, {"b", 2}, {"x", 3}}), task({"a", "b"})),
              demonstrated());
  const IndicatorResult detours =
      judged_tools(using_tools({{"a", 1}, {"x", 2}, {"y", 3}}), task({"a"}));
  EXPECT_THAT(detours, insufficient("BORDERLINE"));
  EXPECT_THAT(detours, HingesOn("P", ">=", 2.0 / 3.0));
}

TEST(ToolUse, AForbiddenToolFailsWhateverElseWasUsed) {
  const IndicatorResult result = judged_tools(
      using_tools({{"crm", 5}, {"webmail", 50}, {"webmail", 60}}), task({"crm"}, {}, {"webmail"}));
  EXPECT_THAT(result, not_demonstrated("FORBIDDEN_TOOL"));
  EXPECT_THAT(result, HingesOn("forbidden", ">=", 1));
  EXPECT_EQ(whole(result, "forbidden"), 1);
  EXPECT_DOUBLE_EQ(real(result, "P"), 0.5);
  EXPECT_EQ(notes(result).front(), "forbidden tool: \"webmail\" used 2 times, first at 50.0 s");
}

TEST(ToolUse, AForbiddenToolFailsBeforeAMissingOne) {
  EXPECT_THAT(judged_tools(using_tools({{"webmail", 50}}), task({"crm"}, {}, {"webmail"})),
              not_demonstrated("FORBIDDEN_TOOL"));
}

TEST(ToolUse, AForbiddenToolOutsideTheContactIsOnlyARemark) {
  const IndicatorResult result =
      judged_tools(using_tools({{"crm", 5}, {"webmail", 320}}), task({"crm"}, {}, {"webmail"}));
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "forbidden"), 0);
  EXPECT_THAT(result.flags, ElementsAre("FORBIDDEN_TOOL_OUTSIDE_CONTACT"));
  EXPECT_EQ(notes(result).back(),
            "forbidden tool outside the contact: \"webmail\" used at 320.0 s, 20.0 s after the "
            "contact ended: not counted");
}

TEST(ToolUse, OpeningWithoutDoingAnythingIsNoUse) {
  Talk talk = using_tools({{"crm", 5}, {"webmail", 9}});
  for (ToolUse& use : *talk.data.tools) use.interactions = 0;
  const IndicatorResult result = judged_tools(talk, task({"crm"}, {}, {"webmail"}));
  EXPECT_THAT(result, not_demonstrated("TOOL_MISSING"));
  EXPECT_TRUE(undefined(result, "P"));
  EXPECT_EQ(result.nearest, 0U);
  EXPECT_THAT(result.evidence[0].note, HasSubstr("opened at 5.0 s without doing anything in it"));
}

TEST(ToolUse, AMissingToolNamesItsNearestUse) {
  const IndicatorResult result =
      judged_tools(using_tools({{"a", 400}, {"b", 310}, {"b", 390}}), task({"a", "b", "c"}));
  EXPECT_THAT(
      notes(result),
      ElementsAre("missing tool: \"a\" is required and was not used from 0.0 s to 300.0 s; "
                  "used at 400.0 s, 100.0 s after the contact ended",
                  "missing tool: \"b\" is required and was not used from 0.0 s to 300.0 s; "
                  "used at 310.0 s, 10.0 s after the contact ended",
                  "missing tool: \"c\" is required and was not used from 0.0 s to 300.0 s"));
  EXPECT_EQ(result.nearest, 1U);
}

TEST(ToolUse, AnEmptyLogMeansNothingWasUsed) {
  const IndicatorResult result = judged_tools(using_tools({}), task({"crm"}));
  EXPECT_THAT(result, not_demonstrated("TOOL_MISSING"));
  EXPECT_TRUE(undefined(result, "P"));
  EXPECT_FALSE(result.nearest);
}

TEST(ToolUse, AnUnavailableToolIsNotRequiredAndTryingItIsNoDetour) {
  Talk talk = using_tools({{"crm", 5}, {"agenda", 7}});
  talk.data.tools_unavailable = {"agenda"};
  const IndicatorResult result = judged_tools(talk, task({"crm", "agenda"}));
  EXPECT_THAT(result, demonstrated());
  EXPECT_DOUBLE_EQ(real(result, "P"), 1.0);
  Talk untried = using_tools({{"crm", 5}});
  untried.data.tools_unavailable = {"agenda", "something else"};
  EXPECT_THAT(judged_tools(untried, task({"crm", "agenda"})), demonstrated());
}

TEST(ToolUse, WhenEveryRequiredToolWasUnavailableNobodyCanTell) {
  Talk talk = using_tools({{"guide", 5}});
  talk.agent("The system is down.", 0, 3);
  talk.data.tools_unavailable = {"crm"};
  const IndicatorResult result = judged_tools(talk, task({"crm"}, {"guide"}));
  EXPECT_THAT(result, insufficient("TOOLS_UNAVAILABLE"));
  EXPECT_TRUE(undefined(result, "R"));
  talk.data.tools.reset();
  EXPECT_THAT(judged_tools(talk, task({"crm"})), insufficient("TOOLS_UNAVAILABLE"));
}

TEST(ToolUse, AScriptThatRequiresNoToolAsksForNone) {
  const IndicatorResult result = judged_tools(using_tools({}), task({}));
  EXPECT_THAT(result, not_applicable("NO_TOOL_TASK"));
  EXPECT_THAT(result.measures, IsEmpty());
  EXPECT_THAT(judged_tools(using_tools({{"guide", 1}}), task({}, {"guide"})),
              not_applicable("NO_TOOL_TASK"));
}

TEST(ToolUse, WithoutScriptLogOrClockNothingIsConcluded) {
  EXPECT_THAT(judged_tools(using_tools({{"crm", 5}}), std::nullopt), insufficient("NO_SCRIPT"));
  Talk no_log = Talk().agent("Hello.", 0, 3);
  EXPECT_THAT(judged_tools(no_log, task({"crm"})), insufficient("NO_TOOL_LOG"));
  Talk skewed = using_tools({});
  skewed.data.quality.clock = Quality::Clock::unknown;
  EXPECT_THAT(judged_tools(skewed, task({"crm"})), insufficient("CLOCK_SKEW"));
  Talk endless = using_tools({});
  endless.data.end.reset();
  EXPECT_THAT(judged_tools(endless, task({"crm"})), insufficient("CLOCK_SKEW"));
  endless.agent("Hello.", 0, 3);
  EXPECT_THAT(judged_tools(endless, task({"crm"})), not_demonstrated("TOOL_MISSING"));
}

TEST(ToolUse, EveryConditionOfBothVerdictsIsWrittenDown) {
  const IndicatorResult result = judged_tools(using_tools({}), task({"crm"}));
  std::vector<std::string> needs;
  for (const Deciding& need : result.needs) needs.push_back(need.measure + need.relation);
  EXPECT_THAT(needs, ElementsAre("R>=", "P>=", "forbidden<="));
  std::vector<std::string> bars;
  for (const Deciding& bar : result.bars) bars.push_back(bar.measure + bar.relation);
  EXPECT_THAT(bars, ElementsAre("forbidden>=", "R<="));
}

// ---- sources ------------------------------------------------------------------------------------

/// A log of requests and look-ups.
struct Desk : Talk {
  Desk() {
    data.requests.emplace();
    data.lookups.emplace();
  }
  Desk& asks(std::string id, double at, std::optional<double> answered, Names allowed,
             bool ordered = false) {
    Request request;
    request.id = std::move(id);
    request.at = time_of(at);
    if (answered) request.answered = time_of(*answered);
    request.allowed = std::move(allowed);
    request.ordered = ordered;
    data.requests->push_back(std::move(request));
    return *this;
  }
  Desk& looks(std::string source, double at, std::optional<std::string> request,
              std::optional<double> viewed = std::nullopt) {
    LookUp lookup;
    lookup.source = std::move(source);
    lookup.at = time_of(at);
    lookup.request = std::move(request);
    if (viewed) lookup.viewed = time_of(*viewed);
    data.lookups->push_back(std::move(lookup));
    return *this;
  }
};

IndicatorResult judged_sources(const Talk& talk,
                               const std::optional<Script>& script = std::nullopt) {
  IndicatorResult result;
  judge_lookup_sources(talk.contact(), script ? &*script : nullptr,
                       test::parameters_of(Measure::lookup_sources), result);
  return result;
}

/// Ten requests, the first `searched` of them looked up.
Desk with_searched(int searched) {
  Desk desk;
  for (int i = 0; i < 10; ++i) {
    const std::string id = "q" + std::to_string(i);
    desk.asks(id, i * 100, i * 100 + 50, {"kb"});
    if (i < searched) desk.looks("kb", i * 100 + 20, id);
  }
  return desk;
}

TEST(LookupSources, EightOfTenSearchedAreDemonstratedFiveAreOpenFourAreNot) {
  const IndicatorResult eight = judged_sources(with_searched(8));
  EXPECT_THAT(eight, demonstrated());
  EXPECT_THAT(eight, HingesOn("S", ">=", 0.8));
  EXPECT_EQ(whole(eight, "n"), 10);
  EXPECT_EQ(whole(eight, "proper"), 8);
  EXPECT_DOUBLE_EQ(real(eight, "S"), 0.8);
  EXPECT_EQ(whole(eight, "V"), 0);
  EXPECT_THAT(judged_sources(with_searched(7)), insufficient("BORDERLINE"));
  EXPECT_THAT(judged_sources(with_searched(5)), insufficient("BORDERLINE"));
  const IndicatorResult four = judged_sources(with_searched(4));
  EXPECT_THAT(four, not_demonstrated("NOT_SEARCHED"));
  EXPECT_THAT(four, HingesOn("S", "<", 0.5));
}

TEST(LookupSources, ALookUpLiesBetweenTheRequestAndTheAnswerBothIncluded) {
  const auto proper = [](double at) {
    return whole(judged_sources(Desk().asks("q", 10, 20, {"kb"}).looks("kb", at, "q")), "proper");
  };
  EXPECT_EQ(proper(10), 1);
  EXPECT_EQ(proper(20), 1);
  EXPECT_EQ(proper(9.999), 0);
  EXPECT_EQ(proper(20.001), 0);
}

TEST(LookupSources, ARequestWithoutAnswerMayBeLookedUpAtAnyLaterTime) {
  EXPECT_EQ(whole(judged_sources(Desk().asks("q", 10, std::nullopt, {"kb"}).looks("kb", 900, "q")),
                  "proper"),
            1);
}

TEST(LookupSources, AnotherSourceFailsAtAnyTimeAndHoweverBriefly) {
  for (const double at : {-50.0, 15.0, 900.0}) {
    const IndicatorResult result = judged_sources(
        Desk().asks("q", 10, 20, {"kb"}).looks("kb", 12, "q").looks("web", at, "q", 0.1));
    EXPECT_THAT(result, not_demonstrated("UNAUTHORISED_SOURCE"));
    EXPECT_THAT(result, HingesOn("V", ">=", 1));
    EXPECT_DOUBLE_EQ(real(result, "S"), 1.0);
    EXPECT_EQ(whole(result, "V"), 1);
    EXPECT_EQ(result.evidence[0].role, "unauthorised source");
    EXPECT_THAT(result.evidence[0].note, HasSubstr("for \"q\"; permitted: \"kb\""));
  }
}

TEST(LookupSources, ASourceIsPermittedForItsRequestAlone) {
  EXPECT_EQ(whole(judged_sources(Desk()
                                     .asks("q", 10, 20, {"kb"})
                                     .asks("r", 30, 40, {"crm"})
                                     .looks("kb", 12, "q")
                                     .looks("kb", 35, "r")),
                  "V"),
            1);
}

TEST(LookupSources, AGlanceOfLessThanASecondIsNoSearch) {
  const auto viewed = [](double how_long) {
    return judged_sources(Desk().asks("q", 10, 20, {"kb"}).looks("kb", 12, "q", how_long));
  };
  EXPECT_THAT(viewed(1.0), demonstrated());
  const IndicatorResult glance = viewed(0.999);
  EXPECT_THAT(glance, not_demonstrated("NOT_SEARCHED"));
  EXPECT_THAT(glance.evidence[0].note, HasSubstr("\"kb\" opened at 12.0 s for only 0.999 s"));
}

TEST(LookupSources, APrescribedOrderBeginsWithTheFirstAndNeverSkipsOne) {
  const auto search = [](const Names& visited) {
    Desk desk;
    desk.asks("q", 10, 90, {"a", "b", "c"}, true);
    // Handed in backwards: the times decide.
    for (std::size_t i = visited.size(); i-- > 0;) {
      desk.looks(visited[i], 11 + static_cast<double>(i), "q");
    }
    return whole(judged_sources(desk), "proper") == 1;
  };
  EXPECT_TRUE(search({"a"}));
  EXPECT_TRUE(search({"a", "b", "c"}));
  EXPECT_TRUE(search({"a", "a", "b"}));
  EXPECT_TRUE(search({"a", "b", "a", "c"}));  // going back is no jump
  EXPECT_FALSE(search({"b"}));
  EXPECT_FALSE(search({"b", "a"}));
  EXPECT_FALSE(search({"a", "c"}));
  EXPECT_FALSE(search({"a", "c", "b"}));
}

TEST(LookupSources, WithoutPrescribedOrderAnySourceWillDo) {
  EXPECT_THAT(judged_sources(Desk().asks("q", 10, 90, {"a", "b", "c"}).looks("c", 12, "q")),
              demonstrated());
}

TEST(LookupSources, NothingAskedIsNotApplicable) {
  EXPECT_THAT(judged_sources(Desk()), not_applicable("NO_REQUEST"));
  Desk known = Desk().asks("q", 10, 20, {"kb"});
  known.data.requests->at(0).needs_lookup = false;
  EXPECT_THAT(judged_sources(known), not_applicable("NO_REQUEST"));
}

TEST(LookupSources, FactsTheScriptKnowsNeedNoLookUp) {
  const Script script =
      script_of(Json{{"seq", Json::array({"step"})}}, Json{{"known_ok", Json::array({"hours"})}});
  EXPECT_THAT(judged_sources(Desk().asks("hours", 10, 20, {"kb"}), script),
              not_applicable("NO_REQUEST"));
  const IndicatorResult mixed = judged_sources(
      Desk().asks("hours", 10, 20, {"kb"}).asks("price", 30, 40, {"kb"}).looks("kb", 35, "price"),
      script);
  EXPECT_EQ(whole(mixed, "n"), 1);
  EXPECT_THAT(mixed, demonstrated());
  // Looking a known fact up elsewhere is still another source.
  EXPECT_THAT(judged_sources(Desk()
                                 .asks("hours", 10, 20, {"kb"})
                                 .asks("price", 30, 40, {"kb"})
                                 .looks("kb", 35, "price")
                                 .looks("web", 12, "hours"),
                             script),
              not_demonstrated("UNAUTHORISED_SOURCE"));
}

TEST(LookupSources, ARequestThatNamesNoSourceHasThoseOfTheScript) {
  const Desk desk = Desk().asks("q", 10, 20, {}).looks("crm", 12, "q");
  const auto with_sources = [](const Json& sources) {
    return script_of(Json{{"seq", Json::array({"step"})}}, Json{{"sources", sources}});
  };
  EXPECT_THAT(
      judged_sources(desk, with_sources(Json::array({{{"id", "crm"}, {"kind", "internal"}}}))),
      demonstrated());
  EXPECT_THAT(
      judged_sources(desk, with_sources(Json::array({{{"id", "kb"}, {"kind", "internal"}}}))),
      not_demonstrated("UNAUTHORISED_SOURCE"));
  EXPECT_THAT(judged_sources(desk), insufficient("NO_SCRIPT"));
  EXPECT_THAT(judged_sources(desk, with_sources(Json::array())), insufficient("NO_SOURCES"));
}

TEST(LookupSources, AnUnlinkedLookUpMayHaveBeenTheSearchThatIsMissed) {
  const Desk unlinked = Desk().asks("q", 10, 20, {"kb"}).looks("kb", 12, std::nullopt);
  EXPECT_THAT(judged_sources(unlinked), insufficient("UNLINKED_LOOKUP"));
  EXPECT_DOUBLE_EQ(real(judged_sources(unlinked), "S"), 0.0);
  EXPECT_EQ(whole(judged_sources(unlinked), "unlinked"), 1);
  const Desk dangling = Desk().asks("q", 10, 20, {"kb"}).looks("kb", 12, "nobody");
  EXPECT_THAT(judged_sources(dangling), insufficient("UNLINKED_LOOKUP"));
}

TEST(LookupSources, AnUnlinkedLookUpInAPermittedSourceLeavesADemonstratedVerdictAlone) {
  EXPECT_THAT(judged_sources(with_searched(9).looks("kb", 950, std::nullopt)), demonstrated());
}

TEST(LookupSources, AnUnlinkedLookUpElsewhereFailsNobodyAndKeepsTheVerdictOpen) {
  const IndicatorResult result = judged_sources(with_searched(10).looks("web", 950, std::nullopt));
  EXPECT_THAT(result, insufficient("UNLINKED_LOOKUP"));
  EXPECT_EQ(whole(result, "V"), 0);
  EXPECT_EQ(result.evidence.back().role, "unlinked look-up elsewhere");
}

TEST(LookupSources, ALinkedLookUpElsewhereFailsBesideUnlinkedOnes) {
  EXPECT_THAT(
      judged_sources(
          Desk().asks("q", 10, 20, {"kb"}).looks("web", 12, "q").looks("kb", 13, std::nullopt)),
      not_demonstrated("UNAUTHORISED_SOURCE"));
}

TEST(LookupSources, WithoutOneClockOnlyAnotherSourceIsCertain) {
  Desk skewed = Desk().asks("q", 10, 20, {"kb"}).looks("kb", 12, "q");
  skewed.data.quality.clock = Quality::Clock::unknown;
  const IndicatorResult result = judged_sources(skewed);
  EXPECT_THAT(result, insufficient("CLOCK_SKEW"));
  EXPECT_THAT(result.measure("S"), IsNull());
  EXPECT_THAT(judged_sources(skewed.looks("web", 13, "q")),
              not_demonstrated("UNAUTHORISED_SOURCE"));
}

TEST(LookupSources, AMissingLogCannotTell) {
  Desk no_requests = with_searched(1);
  no_requests.data.requests.reset();
  EXPECT_THAT(judged_sources(no_requests), insufficient("NO_REQUEST_LOG"));
  Desk no_lookups = with_searched(1);
  no_lookups.data.lookups.reset();
  EXPECT_THAT(judged_sources(no_lookups), insufficient("NO_LOOKUP_LOG"));
  Desk nothing_asked;
  nothing_asked.data.lookups.reset();
  EXPECT_THAT(judged_sources(nothing_asked), not_applicable("NO_REQUEST"));
}

TEST(LookupSources, TheRequestNearestToBeingSearchedIsTheNearestMiss) {
  const IndicatorResult result = judged_sources(Desk()
                                                    .asks("never", 10, 20, {"kb"})
                                                    .asks("late", 30, 40, {"kb"})
                                                    .looks("kb", 60, "late")
                                                    .asks("early", 100, 110, {"kb"})
                                                    .looks("kb", 98.5, "early")
                                                    .asks("good", 200, 210, {"kb"})
                                                    .looks("kb", 205, "good"));
  EXPECT_THAT(
      notes(result),
      ElementsAre("unsearched request: \"never\" asked at 10.0 s, answered at 20.0 s: no look-up "
                  "in \"kb\"",
                  "unsearched request: \"late\" asked at 30.0 s, answered at 40.0 s: \"kb\" looked "
                  "up at 60.0 s, 20.0 s after the answer",
                  "unsearched request: \"early\" asked at 100.0 s, answered at 110.0 s: \"kb\" "
                  "looked up at 98.5 s, 1.5 s before it was asked",
                  "searched request: \"good\" asked at 200.0 s, answered at 210.0 s: looked up in "
                  "\"kb\", first at 205.0 s",
                  "look-up: \"kb\" at 205.0 s, for \"good\""));
  EXPECT_EQ(result.nearest, 2U);
}

TEST(LookupSources, WhatWasOpenedWhileTheClientAskedAndReadOnWasLookedUp) {
  const auto judged = [](double at, double viewed) {
    return judged_sources(
        Desk().asks("q", 100, 110, {"price_list"}).looks("Price list", at, "q", viewed));
  };
  EXPECT_THAT(judged(98.6, 12.8), demonstrated());
  EXPECT_THAT(judged(98.6, 2.4), demonstrated()) << "1 s of it after the question";
  EXPECT_THAT(judged(98.6, 2.3), not_demonstrated("NOT_SEARCHED"));
  EXPECT_THAT(judged(84, 30), not_demonstrated("NOT_SEARCHED")) << "nobody asks for so long";
}

TEST(LookupSources, APageThatStaysOpenAnswersTheNextQuestionToo) {
  const auto judged = [](double viewed) {
    return judged_sources(Desk()
                              .asks("q", 18, 26, {"kb"})
                              .asks("r", 44, 46, {"kb"})
                              .asks("s", 175, 177, {"kb"})
                              .looks("kb", 20, "q", viewed));
  };
  EXPECT_EQ(whole(judged(24.9), "proper"), 1) << "less than a second of it";
  EXPECT_EQ(whole(judged(25), "proper"), 2);
  EXPECT_EQ(whole(judged(156), "proper"), 3);
  EXPECT_EQ(whole(judged_sources(Desk()
                                     .asks("q", 18, 26, {"faq"})
                                     .asks("r", 44, 46, {"kb"})
                                     .looks("faq", 20, "q", 60)),
                  "proper"),
            1)
      << "not permitted for the other";
}

TEST(LookupSources, WhatWasNotAnsweredIsNoAnswerWithoutASearch) {
  EXPECT_THAT(judged_sources(Desk().asks("q", 20, std::nullopt, {"kb"})),
              insufficient("BORDERLINE"));
  EXPECT_THAT(judged_sources(Desk()
                                 .asks("q", 20, std::nullopt, {"kb"})
                                 .asks("r", 120, 122, {"kb"})
                                 .asks("s", 220, 222, {"kb"})),
              not_demonstrated("NOT_SEARCHED"))
      << "two of three are certain";
}

TEST(LookupSources, ALogThatStampsNoAnswerDoesNotTellWhichHadNone) {
  Desk desk = Desk().asks("q", 20, std::nullopt, {"kb"}).asks("r", 120, std::nullopt, {"kb"});
  EXPECT_THAT(judged_sources(desk), insufficient("BORDERLINE")) << "both may be for a later call";
  desk.asks("s", 220, std::nullopt, {"kb"});
  EXPECT_THAT(judged_sources(desk), not_demonstrated("NOT_SEARCHED"));
  EXPECT_THAT(judged_sources(Desk(desk).looks("kb", 30, "q").looks("kb", 130, "r")),
              insufficient("BORDERLINE"))
      << "two of three searched";
  desk.data.ending.by = Ending::By::technical;
  EXPECT_THAT(judged_sources(desk), not_applicable("NO_REQUEST")) << "cut short";
}

TEST(LookupSources, ASourceThatIsOutOfOrderCannotBeSearched) {
  Desk desk = Desk().asks("q", 20, 22, {"FAQ cards", "kb"});
  desk.data.tools_unavailable = {"faq_cards", "kb"};
  EXPECT_THAT(judged_sources(desk), insufficient("BORDERLINE"));
  desk.data.tools_unavailable.pop_back();
  EXPECT_THAT(judged_sources(desk), not_demonstrated("NOT_SEARCHED")) << "the other works";
}

TEST(LookupSources, APageOfASourceIsThatSource) {
  const auto judged = [](std::string source) {
    return judged_sources(Desk().asks("q", 10, 20, {"kb_move"}).looks(std::move(source), 12, "q"));
  };
  EXPECT_THAT(judged("kb_move/article-4410"), demonstrated());
  EXPECT_THAT(judged("KB move#4410"), demonstrated());
  EXPECT_THAT(judged("kb_move/nl?id=4410"), demonstrated());
  EXPECT_THAT(judged("web/kb_move"), not_demonstrated("UNAUTHORISED_SOURCE"));
  EXPECT_THAT(judged("kb_moves/4410"), not_demonstrated("UNAUTHORISED_SOURCE"));
}

TEST(LookupSources, WhatTheScriptPermitsIsNoStrangerToANarrowerRequest) {
  const Script script =
      script_of(Json{{"seq", Json::array({"step"})}},
                Json{{"sources", Json::array({{{"id", "crm"}, {"kind", "internal"}},
                                              {{"id", "kb"}, {"kind", "internal"}}})}});
  const Desk desk = Desk().asks("q", 10, 20, {"kb"}).looks("crm", 12, "q");
  EXPECT_THAT(judged_sources(desk, script), not_demonstrated("NOT_SEARCHED"))
      << "and no search of this request either";
  EXPECT_THAT(judged_sources(Desk(desk).looks("kb", 14, "q"), script), demonstrated());
  EXPECT_THAT(judged_sources(Desk(desk).looks("web", 14, "q"), script),
              not_demonstrated("UNAUTHORISED_SOURCE"));
}

TEST(LookupSources, AKnownFactIsKnownByTheWordsOfTheQuestion) {
  const Script script = script_of(Json{{"seq", Json::array({"step"})}},
                                  Json{{"known_ok", Json::array({"opening hours"})}});
  const auto judged = [&](std::string question) {
    Desk desk = Desk().asks("q1", 14, 15, {"kb"});
    desk.agent("Demo Bank.", 1, 8).client(std::move(question), 9, 14).agent("Till six.", 15, 20);
    return judged_sources(desk, script);
  };
  EXPECT_THAT(judged("What are your Opening hours?"), not_applicable("NO_REQUEST"));
  EXPECT_THAT(judged("What does it cost to open an account?"), not_demonstrated("NOT_SEARCHED"));
  EXPECT_THAT(judged("What are your opening hours? And what does it cost?"),
              not_demonstrated("NOT_SEARCHED"))
      << "the other question needs a look-up";
  EXPECT_THAT(judged("Hi Tom, can you tell me what the opening hours are, please?"),
              not_applicable("NO_REQUEST"));
  EXPECT_THAT(judged("Your opening hours are nine to five, but how much is the fee for a card?"),
              not_demonstrated("NOT_SEARCHED"))
      << "another thing is asked";
  EXPECT_THAT(judged("With your opening hours as they are how much is the fee for a new card?"),
              not_demonstrated("NOT_SEARCHED"))
      << "and here in the same clause";
}

TEST(LookupSources, WhatWasJustReadIsNoMemory) {
  const auto judged = [](double again) {
    return judged_sources(Desk()
                              .asks("q", 20, 36, {"kb"})
                              .looks("kb", 26, "q", 8)
                              .asks("r", again, again + 1, {"kb"})
                              .asks("s", again, again + 1, {"kb"}));
  };
  EXPECT_THAT(judged(94), insufficient("BORDERLINE"));
  EXPECT_DOUBLE_EQ(real(judged(94), "S"), 1.0 / 3);
  EXPECT_THAT(judged(94.001), not_demonstrated("NOT_SEARCHED"));
  const auto others = [](const char* source) {
    Desk desk = Desk().asks("q", 20, 36, {source}).looks(source, 26, "q", 8);
    for (const double at : {40.0, 50.0}) desk.asks(std::to_string(at), at, at + 1, {"kb"});
    return desk;
  };
  EXPECT_THAT(judged_sources(others("kb").asks("u", 60, 61, {"kb"}).asks("v", 70, 71, {"kb"})),
              not_demonstrated("NOT_SEARCHED"))
      << "one reading answers one more question";
  EXPECT_THAT(judged_sources(others("faq")), not_demonstrated("NOT_SEARCHED"))
      << "what was read is no source of the others";
}

TEST(LookupSources, AnAnswerIsOverWhenTheAgentStopsSpeaking) {
  const auto judged = [](double at) {
    Desk desk = Desk().asks("q", 20, 21, {"kb"}).looks("kb", at, "q", 8);
    desk.client("Do I pay for it?", 9, 20).agent("Normally not, I'll check. No.", 21, 40);
    desk.client("Thanks.", 41, 48);
    return judged_sources(desk);
  };
  EXPECT_THAT(judged(27), insufficient("BORDERLINE"));
  EXPECT_THAT(judged(40.5), not_demonstrated("NOT_SEARCHED"));
}

TEST(LookupSources, WhatIsReadOutsideTheContactForNobodyIsNoPartOfIt) {
  Desk desk = with_searched(10).looks("web", 1260, std::nullopt);
  EXPECT_THAT(judged_sources(desk), insufficient("UNLINKED_LOOKUP"));
  desk.data.end = time_of(1000);
  EXPECT_THAT(judged_sources(desk), demonstrated());
  EXPECT_EQ(whole(judged_sources(desk), "unlinked"), 0);
  EXPECT_THAT(judged_sources(desk.looks("web", 1260, "q3")),
              not_demonstrated("UNAUTHORISED_SOURCE"))
      << "linked to a request it is its search";
  EXPECT_THAT(judged_sources(with_searched(10).looks("NVDA", 12, "q0")), demonstrated())
      << "a screen reader is no source";
}

TEST(LookupSources, AWrongOrderComesNearerThanAGlanceOrAWrongTime) {
  const IndicatorResult result = judged_sources(Desk()
                                                    .asks("glance", 10, 20, {"kb"})
                                                    .looks("kb", 12, "glance", 0.2)
                                                    .asks("order", 30, 40, {"a", "b"}, true)
                                                    .looks("b", 35, "order"));
  EXPECT_THAT(result, not_demonstrated("NOT_SEARCHED"));
  ASSERT_TRUE(result.nearest);
  EXPECT_THAT(result.evidence[*result.nearest].note,
              HasSubstr("looked up in \"b\"; the order is \"a\", \"b\""));
}

TEST(LookupSources, ALongListOfSourcesIsNamedInPart) {
  Names many;
  for (int i = 0; i < 1000; ++i) many.push_back("s" + std::to_string(i));
  const IndicatorResult result = judged_sources(Desk().asks("q", 10, 20, many));
  EXPECT_THAT(result.evidence[0].note,
              HasSubstr("no look-up in \"s0\", \"s1\", \"s2\", \"s3\" and 996 more"));
}

}  // namespace
}  // namespace callnorm
