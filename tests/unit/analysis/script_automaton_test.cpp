#include "callnorm/analysis/script_automaton.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "callnorm/engine/alignment.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::evaluate;
using test::Json;
using test::judged;
using test::script_of;
using test::Talk;
using test::value_of;
using testing::ElementsAre;

/// Cost and shortest path of a trace of labels, laid beside the script's automaton.
struct Read {
  std::uint32_t cost = 0;
  std::uint32_t shortest = 0;
  std::vector<std::string> skipped;
};

Read read(const Script& script, const std::vector<std::string>& trace,
          const Contact* contact = nullptr, const std::vector<std::string>& unseeable = {}) {
  const auto steps = script_steps(script);
  const auto symbol = [&](const std::string& label) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i].label == label) return static_cast<Symbol>(i);
    }
    return static_cast<Symbol>(steps.size());  // a label the script lacks
  };
  std::vector<bool> free_to_skip(steps.size(), false);
  for (const std::string& label : unseeable) {
    free_to_skip[static_cast<std::size_t>(symbol(label))] = true;
  }
  const Automaton automaton = value_of(compile_script(script, steps, contact, free_to_skip));
  std::vector<TraceEvent> events;
  for (const std::string& label : trace) events.push_back({symbol(label), false});
  const auto aligned = align(automaton, events);
  if (!aligned) throw std::runtime_error("no path leads through the script");
  Read out{aligned->cost, aligned->shortest_path, {}};
  for (const Move& move : aligned->moves) {
    if (move.kind == Move::Kind::skip && !move.free_of_cost) {
      out.skipped.push_back(steps[static_cast<std::size_t>(move.symbol)].label);
    }
  }
  return out;
}

std::uint32_t cost(const Json& steps, const std::vector<std::string>& trace,
                   const Contact* contact = nullptr) {
  return read(script_of(steps), trace, contact).cost;
}

Json seq(std::initializer_list<Json> nodes) {
  return {{"seq", Json::array_t(nodes)}};
}
Json alt(std::initializer_list<Json> nodes) {
  return {{"alt", Json::array_t(nodes)}};
}
Json any(std::initializer_list<Json> nodes) {
  return {{"any", Json::array_t(nodes)}};
}
Json opt(const Json& node) {
  return {{"opt", node}};
}
Json loop(const Json& node, int min, int max) {
  return {{"loop", node}, {"min", min}, {"max", max}};
}
Json ending(const char* kind) {
  return {{"end", kind}};
}
Json only_if(const char* fact, const Json& equals) {
  return {{"fact", fact}, {"equals", equals}};
}

Contact with_facts(std::initializer_list<std::pair<const char*, const char*>> facts,
                   Channel channel = Channel::voice) {
  Talk talk("en", channel);
  talk.agent("Hello.");
  for (const auto& [name, value] : facts) talk.fact(name, value);
  return talk.contact();
}

TEST(ScriptSteps, StandInTheOrderOfTheTree) {
  const Script script = script_of(seq({"greet", any({"name", "number"}), "greet", "close"}));
  const auto steps = script_steps(script);
  std::vector<std::string> labels;
  for (const ScriptStep& step : steps) labels.push_back(step.label);
  EXPECT_THAT(labels, ElementsAre("greet", "name", "number", "close"));
  EXPECT_EQ(steps[0].node->label, "greet");
}

TEST(ScriptSteps, AGroupHandsDownThatItIsHard) {
  const Script script = script_of(
      seq({{{"step", "identify"}, {"hard", true}, {"any", {"name", "number"}}}, "close"}));
  const auto steps = script_steps(script);
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_TRUE(steps[0].hard);
  EXPECT_TRUE(steps[1].hard);
  EXPECT_FALSE(steps[2].hard);
}

TEST(ScriptSteps, ALabelIsHardWhenAnyNodeOfItIs) {
  const Script script = script_of(seq({"notice", {{"step", "notice"}, {"hard", true}}}));
  const auto steps = script_steps(script);
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_TRUE(steps[0].hard);
}

TEST(ScriptSteps, ALoopsStopSignIsTheClients) {
  const Script script = script_of({{"loop", "offer"}, {"max", 3}, {"stop_on", "refusal_firm"}});
  const auto steps = script_steps(script);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].label, "client:firm_refusal");
  EXPECT_EQ(steps[0].node, nullptr);
  EXPECT_EQ(steps[0].client, ActKind::firm_refusal);
}

TEST(ScriptAutomaton, ASequenceAsksForEveryStepInOrder) {
  const Json steps = seq({"a", "b", "c"});
  EXPECT_EQ(cost(steps, {"a", "b", "c"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "c"}), 1U);            // one left out
  EXPECT_EQ(cost(steps, {"a", "b", "x", "c"}), 1U);  // one too many
  EXPECT_EQ(cost(steps, {"b", "a", "c"}), 2U);       // two neighbours swapped
  EXPECT_EQ(cost(steps, {}), 3U);
  EXPECT_EQ(read(script_of(steps), {"a", "c"}).shortest, 3U);
  EXPECT_THAT(read(script_of(steps), {"a", "c"}).skipped, ElementsAre("b"));
}

TEST(ScriptAutomaton, AStepThatMustNotBeDoneMayBeLeftOut) {
  const Json steps = seq({"a", {{"step", "b"}, {"must", false}}, "c"});
  EXPECT_EQ(cost(steps, {"a", "c"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "b", "c"}), 0U);
  EXPECT_EQ(read(script_of(steps), {}).shortest, 2U);
}

TEST(ScriptAutomaton, AnOptionalGroupIsDoneWholeOrNotAtAll) {
  const Json steps = seq({"a", opt(seq({"b", "c"})), "d"});
  EXPECT_EQ(cost(steps, {"a", "d"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "b", "c", "d"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "b", "d"}), 1U);
}

TEST(ScriptAutomaton, AGroupThatNeedNotBeDoneMayBeLeftOut) {
  const Json steps = seq({"a", {{"step", "g"}, {"must", false}, {"any", {"b", "c"}}}, "d"});
  EXPECT_EQ(cost(steps, {"a", "d"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "c", "b", "d"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "c", "d"}), 1U);
}

TEST(ScriptAutomaton, OneOfTheAlternativesIsDone) {
  const Json steps = seq({"a", alt({"b", seq({"c", "d"})}), "e"});
  EXPECT_EQ(cost(steps, {"a", "b", "e"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "c", "d", "e"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "e"}), 1U);
  EXPECT_EQ(cost(steps, {"a", "b", "c", "d", "e"}), 1U);  // b is one too many
  EXPECT_EQ(read(script_of(steps), {}).shortest, 3U);
}

TEST(ScriptAutomaton, AnAlternativeOfAnotherChannelIsNone) {
  const Json steps =
      seq({{{"alt", {{{"step", "call_back"}, {"if", {{"channel", "voice"}}}}, "mail"}}}, "z"});
  const Contact chat = with_facts({}, Channel::chat);
  EXPECT_EQ(cost(steps, {"mail", "z"}, &chat), 0U);
  EXPECT_EQ(cost(steps, {"z"}, &chat), 1U);  // the dropped one does not make the other optional
  const Contact voice = with_facts({}, Channel::voice);
  EXPECT_EQ(cost(steps, {"call_back", "z"}, &voice), 0U);
  EXPECT_EQ(cost(steps, {"z"}, &voice), 1U);
}

TEST(ScriptAutomaton, WhenEveryAlternativeIsDroppedNothingIsAsked) {
  const Json steps = seq({"a",
                          {{"alt",
                            {{{"step", "b"}, {"if", only_if("x", true)}},
                             {{"step", "c"}, {"if", only_if("x", true)}}}}}});
  const Contact contact = with_facts({{"x", "false"}});
  EXPECT_EQ(cost(steps, {"a"}, &contact), 0U);
}

TEST(ScriptAutomaton, AnAnyOrderGroupTakesEveryOrder) {
  const Json steps = seq({any({"a", "b", "c"}), "d"});
  for (const auto& order : std::vector<std::vector<std::string>>{{"a", "b", "c"},
                                                                 {"a", "c", "b"},
                                                                 {"b", "a", "c"},
                                                                 {"b", "c", "a"},
                                                                 {"c", "a", "b"},
                                                                 {"c", "b", "a"}}) {
    auto trace = order;
    trace.emplace_back("d");
    EXPECT_EQ(cost(steps, trace), 0U);
  }
  EXPECT_EQ(cost(steps, {"a", "c", "d"}), 1U);
  EXPECT_EQ(cost(steps, {"a", "a", "b", "c", "d"}), 1U);
  EXPECT_EQ(cost(steps, {"a", "d", "b", "c"}), 2U);  // d before the group was done
}

TEST(ScriptAutomaton, GroupsInsideAnAnyOrderGroupStayTogether) {
  const Json steps = any({seq({"a", "b"}), "c"});
  EXPECT_EQ(cost(steps, {"c", "a", "b"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "b", "c"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "c", "b"}), 2U);
}

TEST(ScriptAutomaton, ALoopRunsFromItsMinimumToItsMaximum) {
  const Json steps = seq({loop("a", 1, 2), "z"});
  EXPECT_EQ(cost(steps, {"z"}), 1U);
  EXPECT_EQ(cost(steps, {"a", "z"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "a", "z"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "a", "a", "z"}), 1U);
  EXPECT_EQ(read(script_of(steps), {}).shortest, 2U);
}

TEST(ScriptAutomaton, ALoopWithoutAMinimumMayBeLeftOut) {
  const Json steps = seq({"a", loop(seq({"b", "c"}), 0, 5), "z"});
  EXPECT_EQ(cost(steps, {"a", "z"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "b", "c", "b", "c", "z"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "b", "z"}), 1U);  // a round is done whole
}

const Json objections{{"loop", {{"seq", {{{"client", "objection"}}, {{"step", "counter"}}}}}},
                      {"min", 0},
                      {"max", 3},
                      {"stop_on", "refusal_firm"}};

TEST(ScriptAutomaton, AStopSignEndsALoop) {
  const Json steps = seq({"offer", objections, "close"});
  EXPECT_EQ(cost(steps, {"offer", "close"}), 0U);
  EXPECT_EQ(cost(steps, {"offer", "client:objection", "counter", "close"}), 0U);
  EXPECT_EQ(cost(steps, {"offer", "client:objection", "counter", "client:firm_refusal", "close"}),
            0U);
  EXPECT_EQ(cost(steps, {"offer", "client:firm_refusal", "close"}), 0U);
  // After the stop sign neither the client's next objection nor an answer to it has a place.
  EXPECT_EQ(cost(steps, {"offer", "client:firm_refusal", "client:objection", "counter", "close"}),
            1U)
      << "cheapest: the stop sign itself is left out of the path";
}

TEST(ScriptAutomaton, CountersBeyondTheMaximumAreTooMany) {
  const Json steps = seq({"offer", objections, "close"});
  std::vector<std::string> trace{"offer"};
  for (int i = 0; i < 3; ++i) trace.insert(trace.end(), {"client:objection", "counter"});
  auto closed = trace;
  closed.emplace_back("close");
  EXPECT_EQ(cost(steps, closed), 0U);
  trace.insert(trace.end(), {"counter", "close"});
  EXPECT_EQ(cost(steps, trace), 1U);
}

TEST(ScriptAutomaton, AStopSignBeforeTheMinimumStopsTheLoop) {
  const Json steps =
      seq({{{"loop", "offer"}, {"min", 2}, {"max", 3}, {"stop_on", "refusal_firm"}}, "close"});
  EXPECT_EQ(cost(steps, {"offer", "offer", "close"}), 0U);
  EXPECT_EQ(cost(steps, {"offer", "client:firm_refusal", "close"}), 0U);
}

TEST(ScriptAutomaton, WithoutAStopSignTheMinimumHolds) {
  const Json steps =
      seq({{{"loop", "offer"}, {"min", 1}, {"max", 3}, {"stop_on", "refusal_firm"}}, "close"});
  EXPECT_EQ(cost(steps, {"close"}), 1U);
  EXPECT_THAT(read(script_of(steps), {"close"}).skipped, ElementsAre("offer"));
  EXPECT_EQ(read(script_of(steps), {"close"}).shortest, 2U);
}

TEST(ScriptAutomaton, AMoveOfTheClientIsNotTheAgentsToMake) {
  const Json steps = seq({"offer", {{"client", "accept"}}, "close"});
  EXPECT_EQ(cost(steps, {"offer", "close"}), 0U);
  EXPECT_EQ(cost(steps, {"offer", "client:accept", "close"}), 0U);
  EXPECT_EQ(read(script_of(steps), {}).shortest, 2U);
}

TEST(ScriptAutomaton, AStepThatNothingCouldShowCostsNothing) {
  const Script script = script_of(seq({"a", "b", "c"}));
  const Read out = read(script, {"a", "c"}, nullptr, {"b"});
  EXPECT_EQ(out.cost, 0U);
  EXPECT_EQ(out.shortest, 2U);
}

const Json by_reason{{"branch",
                      {{"on", "reason"},
                       {"cases", {{"move", {{"seq", {"date", "address"}}}}, {"other", "transfer"}}},
                       {"unknown", "alt"}}}};

TEST(ScriptAutomaton, AKnownFactPicksItsCase) {
  const Json steps = seq({"greet", by_reason, "close"});
  const Contact moving = with_facts({{"reason", "move"}});
  EXPECT_EQ(cost(steps, {"greet", "date", "address", "close"}, &moving), 0U);
  EXPECT_EQ(cost(steps, {"greet", "transfer", "close"}, &moving), 3U);  // two skipped, one too many
  const Contact other = with_facts({{"reason", "other"}});
  EXPECT_EQ(cost(steps, {"greet", "transfer", "close"}, &other), 0U);
}

TEST(ScriptAutomaton, OfAnUnknownFactEveryCaseIsRight) {
  const Json steps = seq({"greet", by_reason, "close"});
  const Contact contact = with_facts({});
  EXPECT_EQ(cost(steps, {"greet", "date", "address", "close"}, &contact), 0U);
  EXPECT_EQ(cost(steps, {"greet", "transfer", "close"}, &contact), 0U);
  EXPECT_EQ(cost(steps, {"greet", "close"}, &contact), 1U);
}

TEST(ScriptAutomaton, AValueNoCaseSpeaksOfAsksNothing) {
  const Contact contact = with_facts({{"reason", "complaint"}});
  EXPECT_EQ(cost(seq({"greet", by_reason, "close"}), {"greet", "close"}, &contact), 0U);
}

TEST(ScriptAutomaton, TheChannelIsAFactThatIsAlwaysKnown) {
  const Json steps{
      {"branch", {{"on", "channel"}, {"cases", {{"voice", "say"}, {"chat", "write"}}}}}};
  const Contact chat = with_facts({}, Channel::chat);
  EXPECT_EQ(cost(steps, {"write"}, &chat), 0U);
  EXPECT_EQ(cost(steps, {"say"}, &chat), 2U);
}

TEST(ScriptAutomaton, AConditionKeepsDropsOrMakesOptional) {
  const Json steps = seq({"a", {{"step", "legal"}, {"if", only_if("accepted", true)}}, "z"});
  const Contact yes = with_facts({{"accepted", "true"}});
  EXPECT_EQ(cost(steps, {"a", "z"}, &yes), 1U);
  EXPECT_EQ(cost(steps, {"a", "legal", "z"}, &yes), 0U);
  const Contact no = with_facts({{"accepted", "false"}});
  EXPECT_EQ(cost(steps, {"a", "z"}, &no), 0U);
  EXPECT_EQ(cost(steps, {"a", "legal", "z"}, &no), 1U);
  const Contact unknown = with_facts({});
  EXPECT_EQ(cost(steps, {"a", "z"}, &unknown), 0U);
  EXPECT_EQ(cost(steps, {"a", "legal", "z"}, &unknown), 0U);
}

TEST(ScriptAutomaton, AfterAnEndNothingIsAsked) {
  const Json steps =
      seq({alt({seq({"transfer", ending("transfer")}), "solve"}), "report", "close"});
  EXPECT_EQ(cost(steps, {"transfer"}), 0U);
  EXPECT_EQ(cost(steps, {"solve", "report", "close"}), 0U);
  EXPECT_EQ(cost(steps, {"solve"}), 2U);
  EXPECT_EQ(cost(steps, {"transfer", "close"}), 1U);  // said after the end
  EXPECT_EQ(read(script_of(steps), {}).shortest, 1U);
}

TEST(ScriptAutomaton, AnEndInsideAnOptionMayBeLeftOut) {
  const Json steps = seq({"a", opt(seq({"b", ending("callback")})), "c"});
  EXPECT_EQ(cost(steps, {"a", "b"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "c"}), 0U);
  EXPECT_EQ(cost(steps, {"a", "b", "c"}), 1U);
  EXPECT_EQ(cost(steps, {"a"}), 1U);
}

TEST(ScriptAutomaton, AnEndUnderAConditionHoldsOnlyThen) {
  const Json steps = seq({"a", {{"end", "client_ends"}, {"if", only_if("gone", true)}}, "b"});
  const Contact gone = with_facts({{"gone", "true"}});
  EXPECT_EQ(cost(steps, {"a"}, &gone), 0U);
  const Contact there = with_facts({{"gone", "false"}});
  EXPECT_EQ(cost(steps, {"a"}, &there), 1U);
  const Contact unknown = with_facts({});
  EXPECT_EQ(cost(steps, {"a"}, &unknown), 0U);
  EXPECT_EQ(cost(steps, {"a", "b"}, &unknown), 0U);
}

TEST(ScriptAutomaton, AScriptThatUnrollsTooFarIsRefused) {
  Json big = Json::array();
  for (int child = 0; child < 10; ++child) {
    Json steps = Json::array();
    for (int i = 0; i < 10; ++i)
      steps.push_back("s" + std::to_string(child) + "_" + std::to_string(i));
    big.push_back({{"seq", steps}});
  }
  const Script script = script_of({{"any", big}});
  const auto compiled = compile_script(script, script_steps(script), nullptr, {});
  ASSERT_FALSE(compiled.ok());
  EXPECT_EQ(compiled.error().code, ErrorCode::invalid_script);
  EXPECT_THAT(compiled.error().message, testing::HasSubstr("50000 states"));
  EXPECT_EQ(compiled.error().where, "/steps");
  // An evaluator says so when it is made, not at the first contact.
  const auto evaluator = Evaluator::create(value_of(builtin_norm()), script);
  ASSERT_FALSE(evaluator.ok());
  EXPECT_EQ(evaluator.error().code, ErrorCode::invalid_script);
}

TEST(ScriptAutomaton, TenStepsInAnyOrderAreNotTooMany) {
  Json ten = Json::array();
  std::vector<std::string> trace;
  for (int i = 0; i < 10; ++i) {
    ten.push_back("s" + std::to_string(i));
    trace.insert(trace.begin(), "s" + std::to_string(i));
  }
  EXPECT_EQ(cost({{"any", ten}}, trace), 0U);
}

// ---- The worked examples of NORM 6.1
// ---------------------------------------------------------------------------

Script example(const char* language) {
  const Json all = Json::parse(test::file_text(std::string(CALLNORM_SOURCE_DIR) +
                                               "/tests/conformance/script_examples.json"));
  return value_of(read_script(all.at(language).dump()));
}

const std::vector<std::string> energy_trace{
    "begroeting",   "opname",          "vraag",         "reden_herformuleren",
    "collect:naam", "collect:klantnr", "collect:datum", "collect:nieuw_adres",
    "meterstand",   "vraag_klant",     "aanbod",        "client:objection",
    "weerlegging",  "afsluiting"};

Contact energy_contact(const std::vector<std::string>& trace) {
  Talk talk("nl");
  talk.agent("Goedemiddag.");
  for (const std::string& label : trace) talk.step(label);
  return talk.fact("klanttype", "verhuizer").fact("client_accepted", "false").contact();
}

TEST(WorkedExample, TheEnergyScriptAsReadCostsNothing) {
  const Contact contact = energy_contact(energy_trace);
  const Read out = read(example("nl"), energy_trace, &contact);
  EXPECT_EQ(out.shortest, 10U);
  EXPECT_EQ(out.cost, 0U);
}

TEST(WorkedExample, TheEnergyScriptIsFollowed) {
  const IndicatorResult result = judged("CCO-2.6", energy_contact(energy_trace), example("nl"));
  EXPECT_THAT(result, test::demonstrated());
  EXPECT_EQ(test::whole(result, "cost"), 0);
  EXPECT_EQ(test::whole(result, "shortest_path"), 10);
  EXPECT_EQ(test::whole(result, "observed"), 14);
  EXPECT_DOUBLE_EQ(test::real(result, "fitness"), 1.0);
}

TEST(WorkedExample, WithoutTheRecordingNoticeAHardStepIsMissing) {
  auto trace = energy_trace;
  trace.erase(trace.begin() + 1);
  const IndicatorResult result = judged("CCO-2.6", energy_contact(trace), example("nl"));
  EXPECT_THAT(result, test::not_demonstrated("HARD_STEP_MISSING"));
  EXPECT_EQ(test::whole(result, "cost"), 1);
  EXPECT_NEAR(test::real(result, "fitness"), 1.0 - 1.0 / 23.0, 1e-12);
  EXPECT_EQ(test::whole(result, "hard_missing"), 1);
}

TEST(WorkedExample, TheTelecomScriptWithTwoStepsSwapped) {
  const std::vector<std::string> trace{"accueil",          "reformulation", "identification",
                                       "consulter_reseau", "test_ligne",    "proposer_technicien",
                                       "collect:rdv",      "cloture"};
  Talk talk("fr");
  talk.agent("Bonjour.");
  for (const std::string& label : trace) talk.step(label);
  const Contact contact = talk.fact("panne_generale", "non").contact();
  EXPECT_EQ(read(example("fr"), trace, &contact).shortest, 7U);
  EXPECT_EQ(read(example("fr"), trace, &contact).cost, 2U);
  const IndicatorResult result = judged("CCO-2.6", contact, example("fr"));
  EXPECT_THAT(result, test::insufficient("BORDERLINE"));
  EXPECT_NEAR(test::real(result, "fitness"), 1.0 - 2.0 / 15.0, 1e-12);
  EXPECT_EQ(test::whole(result, "hard_missing"), 0);  // out of place is not left out
}

}  // namespace
}  // namespace callnorm
