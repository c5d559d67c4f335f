#include "callnorm/io/read.hpp"
#include "unit/io/edit.hpp"

namespace callnorm {
namespace {

using test::FailsAt;
using test::Json;
using test::Succeeds;
using test::with;
using test::without;
using testing::ElementsAre;
using testing::HasSubstr;
using Kind = ScriptNode::Kind;

constexpr auto bad = ErrorCode::invalid_script;

const std::string& script_text() {
  static const std::string text = R"({
    "id": "s1", "version": "1.0", "lang": "nl", "title": "Proef", "direction": "inbound",
    "channels": ["voice"], "objective": {"id": "o", "keywords": ["verhuis"]}, "address_form": "V",
    "promo_mode": "if_interest", "sources": [{"id": "faq", "kind": "knowledge_base"}],
    "tools": {"required": ["crm"], "optional": ["agenda"], "forbidden": ["webmail"]},
    "data": [{"id": "nr", "file": "klant", "field": "nummer", "type": "id", "pattern": "^[0-9]{9}$"},
             {"id": "naam", "file": "klant", "field": "naam", "required": false, "ask": ["naam"]}],
    "known_ok": ["openingsuren"],
    "steps": {"seq": [
      {"step": "begroeting", "say": {"mode": "paraphrase", "elements": ["greet"], "example": "Dag, met {naam}."}},
      {"step": "opname", "hard": true, "if": {"channel": "voice"},
       "say": {"mode": "verbatim", "text": "Dit gesprek wordt opgenomen.", "max_word_errors": 2}},
      {"step": "wie", "hard": true, "any": [{"collect": "nr"}, {"collect": "naam"}]},
      {"branch": {"on": "klanttype", "cases": {
         "verhuizer": {"seq": ["adres", {"tool": "crm"}]},
         "andere": {"seq": [{"step": "door"}, {"end": "transfer"}]}}, "unknown": "alt"}},
      {"loop": {"step": "vraag", "lookup": {"order": ["faq"]}}, "min": 0, "max": 5, "stop_on": "refusal_firm"},
      {"opt": {"alt": [{"step": "aanbod", "promo": ["groen"]}, {"client": "objection"}, {"act": "rebuttal"}]}},
      {"step": "wet", "must": false, "if": {"fact": "akkoord", "equals": true}, "say": {"mode": "act", "act": "read_back"}},
      {"step": "slot", "closing": ["summary", "goodbye"]}]},
    "selling_points": [{"id": "groen", "interest": ["milieu"], "claims": ["groene stroom"]}],
    "forbidden_phrases": ["dat is niet mijn probleem"], "jargon": [{"term": "EAN", "plain": "meternummer"}],
    "concepts": [["meterstand", "index"]],
    "report": {"outcome": {"enum": ["ok", "terugbellen"]}, "datum": {"when": ["outcome", ["terugbellen"]], "type": "date"},
               "tekst": {"max_words": 40, "must_mention": ["nr"], "required": false}},
    "consistency": [{"field": "outcome", "value": "ok", "fact": "afgerond", "equals": true}],
    "timing": {"hold_cover_s": 30, "acw_s": 180, "accommodation_factor": 1.5}
  })";
  return text;
}

TEST(ReadScript, ReadsEveryField) {
  const auto script = read_script(script_text());
  ASSERT_THAT(script, Succeeds());
  const ScriptDraft& data = script->data();
  EXPECT_EQ(data.language, "nl");
  EXPECT_EQ(data.objective_keywords, (std::vector<std::string>{"verhuis"}));
  EXPECT_TRUE(script->find_data("nr")->required);
  EXPECT_FALSE(script->find_data("naam")->required);
  EXPECT_EQ(script->find_data("none"), nullptr);
  const auto& steps = data.steps.children;
  EXPECT_EQ(steps[0].say->examples, (std::vector<std::string>{"Dag, met {naam}."}));
  EXPECT_EQ(steps[1].condition->fact, "channel");
  EXPECT_EQ(steps[1].say->max_word_errors, 2U);
  EXPECT_EQ(steps[2].kind, Kind::any);
  EXPECT_EQ(steps[2].name, "wie");
  EXPECT_EQ(steps[3].on, "klanttype");
  EXPECT_EQ(steps[3].cases[1], (std::pair<std::string, std::size_t>{"andere", 1}));
  EXPECT_EQ(steps[4].max, 5U);
  EXPECT_EQ(steps[4].stop_on, ActKind::firm_refusal);
  EXPECT_EQ(steps[4].children[0].lookup_order, (std::vector<std::string>{"faq"}));
  EXPECT_TRUE(steps[6].optional);
  EXPECT_EQ(steps[6].condition->equals, "true");
  EXPECT_EQ(data.report[1].when_field, "outcome");
  EXPECT_EQ(data.report[2].max_words, 40U);
  EXPECT_FALSE(data.report[2].required);
  EXPECT_EQ(data.consistency[0].equals, "true");
  EXPECT_EQ(data.after_work_s, 180.0);
  EXPECT_EQ(data.accommodation_factor, 1.5);
  EXPECT_EQ(data.hash.size(), 76U);
  EXPECT_TRUE(script->warnings().empty());
}

TEST(ReadScript, LeavesAreLabelledByNameOrByWhatMakesThemVisible) {
  const auto script = read_script(script_text());
  ASSERT_THAT(script, Succeeds());
  std::vector<std::string> labels;
  const auto walk = [&](const auto& self, const ScriptNode& node) -> void {
    if (!node.label.empty()) labels.push_back(node.label);
    for (const ScriptNode& child : node.children) self(self, child);
  };
  walk(walk, script->data().steps);
  EXPECT_THAT(labels, ElementsAre("begroeting", "opname", "collect:nr", "collect:naam", "adres",
                                  "tool:crm", "door", "end:transfer", "vraag", "aanbod",
                                  "client:objection", "act:rebuttal", "wet", "slot"));
}

TEST(ReadScript, HardIsHandedDownAndEveryNodeKnowsItsPlace) {
  const auto script = read_script(script_text());
  ASSERT_THAT(script, Succeeds());
  const auto& steps = script->data().steps.children;
  EXPECT_TRUE(steps[2].children[1].hard);
  EXPECT_EQ(steps[2].children[1].place, "/steps/seq/2/any/1");
  EXPECT_EQ(steps[3].children[1].children[1].place, "/steps/seq/3/branch/cases/andere/seq/1");
  EXPECT_EQ(steps[4].children[0].place, "/steps/seq/4/loop");
  EXPECT_EQ(steps[5].children[0].children[2].place, "/steps/seq/5/opt/alt/2");
}

TEST(ReadScript, TheClosingIsThatOfTheLastClosingStepUnlessGiven) {
  EXPECT_THAT(read_script(script_text())->data().closing, ElementsAre("summary", "goodbye"));
  const auto given = read_script(with(script_text(), "/closing", Json::array({"thanks"})));
  ASSERT_THAT(given, Succeeds());
  EXPECT_THAT(given->data().closing, ElementsAre("thanks"));
}

TEST(ReadScript, BothExampleScriptsOfTheSpecificationLoad) {
  const Json examples = Json::parse(
      test::file_text(std::string(CALLNORM_SOURCE_DIR) + "/tests/conformance/script_examples.json"),
      nullptr, false);
  ASSERT_FALSE(examples.is_discarded());
  for (const char* language : {"nl", "fr"}) {
    ASSERT_TRUE(examples.contains(language));
    const auto script = read_script(examples[language].dump());
    ASSERT_THAT(script, Succeeds()) << language;
    EXPECT_EQ(script->data().language, language);
    EXPECT_TRUE(script->warnings().empty()) << script->warnings().front();
  }
}

TEST(ReadScript, EveryFaultIsReportedAtItsPlace) {
  const auto at = [](const std::string& pointer, Json value) {
    return read_script(with(script_text(), pointer, std::move(value)));
  };
  const std::string seq = "/steps/seq";
  EXPECT_THAT(at("/colour", 1), FailsAt(bad, "/colour", "unknown key"));
  EXPECT_THAT(at("/id", ""), FailsAt(bad, "/id"));
  EXPECT_THAT(at("/direction", "sideways"), FailsAt(bad, "/direction"));
  EXPECT_THAT(at("/channels/0", "fax"), FailsAt(bad, "/channels/0"));
  EXPECT_THAT(at("/address_form", "X"), FailsAt(bad, "/address_form"));
  EXPECT_THAT(at("/promo_mode", "loud"), FailsAt(bad, "/promo_mode"));
  EXPECT_THAT(at("/promo_mode", "none"), FailsAt(bad, seq + "/5/opt/alt/0/promo"));
  EXPECT_THAT(at("/sources/1", Json{{"id", "faq"}}), FailsAt(bad, "/sources/1/id", "used twice"));
  EXPECT_THAT(at("/selling_points/0/id", "app"), FailsAt(bad, seq + "/5/opt/alt/0/promo/0"));
  EXPECT_THAT(at("/tools/forbidden/0", "crm"), FailsAt(bad, "/tools/forbidden/0"));
  EXPECT_THAT(at("/data/1/id", "nr"), FailsAt(bad, "/data/1/id", "used twice"));
  EXPECT_THAT(at("/data/0/type", "colour"), FailsAt(bad, "/data/0/type"));
  EXPECT_THAT(at("/data/0/pattern", "["), FailsAt(bad, "/data/0/pattern"));
  EXPECT_THAT(at("/data/0/pattern", "(a+)+$"),
              FailsAt(ErrorCode::pattern_too_complex, "/data/0/pattern"));
  EXPECT_THAT(at(seq + "/0/say/regex", "(a*)*b"),
              FailsAt(ErrorCode::pattern_too_complex, seq + "/0/say/regex"));
  EXPECT_THAT(at(seq + "/0/say/patterns", Json::array({"dag", "*"})),
              FailsAt(bad, seq + "/0/say/patterns/1"));
  EXPECT_THAT(at(seq + "/0/say/elements/0", "wave"), FailsAt(bad, seq + "/0/say/elements/0"));
  EXPECT_THAT(at(seq + "/0/say/text", "Dag"), FailsAt(bad, seq + "/0/say/text", "verbatim"));
  EXPECT_THAT(at(seq + "/0/say/mode", "sing"), FailsAt(bad, seq + "/0/say/mode"));
  EXPECT_THAT(at(seq + "/6/say/act", nullptr), FailsAt(bad, seq + "/6/say", "needs an \"act\""));
  EXPECT_THAT(at(seq + "/6/say/act", "sigh"), FailsAt(bad, seq + "/6/say/act"));
  EXPECT_THAT(at(seq + "/1/if/channel", "fax"), FailsAt(bad, seq + "/1/if/channel"));
  EXPECT_THAT(at(seq + "/6/if/equals", nullptr), FailsAt(bad, seq + "/6/if", "missing"));
  EXPECT_THAT(at(seq + "/2/any/0/collect", "adres"), FailsAt(bad, seq + "/2/any/0/collect"));
  EXPECT_THAT(at(seq + "/3/branch/cases/verhuizer/seq/1/tool", "hamer"),
              FailsAt(bad, seq + "/3/branch/cases/verhuizer/seq/1/tool", "no tool"));
  EXPECT_THAT(at(seq + "/3/branch/cases/verhuizer/seq/1/tool", "webmail"),
              FailsAt(bad, seq + "/3/branch/cases/verhuizer/seq/1/tool", "forbidden"));
  EXPECT_THAT(at(seq + "/3/branch/cases/andere/seq/1/end", "never"),
              FailsAt(bad, seq + "/3/branch/cases/andere/seq/1/end"));
  EXPECT_THAT(at(seq + "/3/branch/unknown", "none"), FailsAt(bad, seq + "/3/branch/unknown"));
  EXPECT_THAT(at(seq + "/4/loop/lookup/order/0", "web"),
              FailsAt(bad, seq + "/4/loop/lookup/order/0"));
  EXPECT_THAT(at(seq + "/4/max", nullptr), FailsAt(bad, seq + "/4", "\"max\" is missing"));
  EXPECT_THAT(at(seq + "/4/max", 0), FailsAt(bad, seq + "/4/max"));
  EXPECT_THAT(at(seq + "/4/max", 51), FailsAt(bad, seq + "/4/max"));
  EXPECT_THAT(at(seq + "/4/min", 6), FailsAt(bad, seq + "/4/min"));
  EXPECT_THAT(at(seq + "/0/max", 3), FailsAt(bad, seq + "/0/max", "loop"));
  EXPECT_THAT(at(seq + "/7/closing/0", "wave"), FailsAt(bad, seq + "/7/closing/0"));
  EXPECT_THAT(at(seq + "/7/closing/1", "summary"), FailsAt(bad, seq + "/7/closing/1", "twice"));
  EXPECT_THAT(at(seq + "/2/collect", "nr"), FailsAt(bad, seq + "/2/collect", "both"));
  EXPECT_THAT(at(seq + "/2/seq", Json::array()), FailsAt(bad, seq + "/2/any", "both"));
  EXPECT_THAT(at(seq + "/0", Json{{"must", true}}), FailsAt(bad, seq + "/0", "needs a name"));
  EXPECT_THAT(at(seq + "/0", 7), FailsAt(bad, seq + "/0", "expected a step"));
  EXPECT_THAT(at(seq, Json::array()), FailsAt(bad, "/steps/seq", "no step"));
  EXPECT_THAT(at("/report/datum/when/0", "uitkomst"), FailsAt(bad, "/report/datum/when/0"));
  EXPECT_THAT(at("/report/datum/when/1/0", "nooit"), FailsAt(bad, "/report/datum/when/1/0"));
  EXPECT_THAT(at("/report/datum/when", Json::array({"outcome"})),
              FailsAt(bad, "/report/datum/when", "two parts"));
  EXPECT_THAT(at("/report/tekst/must_mention/0", "adres"),
              FailsAt(bad, "/report/tekst/must_mention/0"));
  EXPECT_THAT(at("/consistency/0/field", "x"), FailsAt(bad, "/consistency/0/field"));
  EXPECT_THAT(at("/consistency/0/value", "x"), FailsAt(bad, "/consistency/0/value"));
  EXPECT_THAT(at("/timing/acw_s", -1), FailsAt(bad, "/timing/acw_s"));
  EXPECT_THAT(at("/timing/accommodation_factor", 0), FailsAt(bad, "/timing/accommodation_factor"));
  EXPECT_THAT(at("/concepts/0", Json::array({"index"})), FailsAt(bad, "/concepts/0"));
  EXPECT_THAT(read_script(without(script_text(), "/steps")), FailsAt(bad, "", "\"steps\""));
  EXPECT_THAT(at("/format", "callnorm.script/9"), FailsAt(ErrorCode::unsupported, "/format"));
}

TEST(ReadScript, WordsToBeSaidVerbatimNeedALanguage) {
  EXPECT_THAT(read_script(without(script_text(), "/lang")),
              FailsAt(bad, "/steps/seq/1/say/text", "language"));
}

TEST(ReadScript, SizeIsLimited) {
  Json nine = Json::array();
  for (int i = 0; i < 11; ++i) nine.push_back("s" + std::to_string(i));
  EXPECT_THAT(read_script(with(script_text(), "/steps/seq/2/any", nine)),
              FailsAt(bad, "/steps/seq/2/any", "at most 10"));

  Json many = Json::array();
  for (int i = 0; i < 2000; ++i) many.push_back("s");
  EXPECT_THAT(read_script(with(script_text(), "/steps", {{"seq", many}})),
              FailsAt(bad, "/steps/seq/1999", "more than 2000"));

  Json deep = "s";
  for (int i = 0; i < 64; ++i) deep = {{"opt", deep}};
  const Result<Script> script = read_script(with(script_text(), "/steps", deep));
  ASSERT_FALSE(script.ok());
  EXPECT_THAT(script.error().message, HasSubstr("deeper than 64"));
}

TEST(ReadScript, OddButAllowedIsAWarning) {
  Json json = Json::parse(script_text());
  Json& seq = json["steps"]["seq"];
  seq[1]["must"] = false;
  seq[5]["opt"]["alt"][1]["hard"] = true;
  seq.insert(seq.begin() + 7, Json{{"end", "callback"}});
  seq[0]["say"] = {{"mode", "paraphrase"}};
  const auto script = read_script(json.dump());
  ASSERT_THAT(script, Succeeds());
  EXPECT_THAT(script->warnings(), ElementsAre(HasSubstr("/steps/seq/0/say: says nothing"),
                                              HasSubstr("/steps/seq/1: a hard step"),
                                              HasSubstr("/steps/seq/5/opt/alt/1: a hard step"),
                                              HasSubstr("/steps/seq/8: never reached")));
}

}  // namespace
}  // namespace callnorm
