// A script written is the script that was read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"

namespace callnorm {
namespace {

using Json = nlohmann::ordered_json;

Script read(const std::string& json) {
  auto script = read_script(json);
  EXPECT_TRUE(script) << (script ? "" : script.error().message + " " + script.error().where);
  return *std::move(script);
}

/// Every key of the format, with a value that is not the usual one.
constexpr const char* everything = R"({
  "format": "callnorm.script/1", "id": "all", "version": "1.2", "lang": "nl-BE", "title": "Alles",
  "direction": "outbound", "channels": ["voice", "chat"], "approved_by": "A. B.",
  "objective": {"id": "verkoop", "keywords": ["contract"]}, "address_form": "V",
  "promo_mode": "if_interest", "timing": {"hold_cover_s": 45, "acw_s": 60.5,
  "accommodation_factor": 1.5},
  "sources": [{"id": "faq", "kind": "kb"}, {"id": "crm"}],
  "tools": {"required": ["crm"], "optional": ["kb"], "forbidden": ["web"]},
  "data": [{"id": "nr", "file": "klant", "field": "nummer", "type": "id", "required": false,
            "read_back": true, "pattern": "[0-9]{5}", "ask": ["klantnummer"]}, {"id": "naam"}],
  "known_ok": ["openingsuren"],
  "steps": {"seq": [
    "begroeting",
    {"step": "opname", "must": false, "if": {"channel": "voice"},
     "say": {"mode": "verbatim", "text": "Dit gesprek wordt opgenomen.", "max_word_errors": 2}},
    {"any": [{"collect": "nr", "hard": true}, {"collect": "naam"}]},
    {"step": "zoek", "lookup": {"order": ["faq", "crm"]}, "recognise": "event"},
    {"step": "tool", "tool": "crm"},
    {"branch": {"on": "vip", "cases": {"true": "vip_dank", "false": {"end": "transfer"}}}},
    {"alt": [{"step": "a", "say": {"mode": "act", "act": "summary_of_actions"}},
             {"step": "b", "act": "reformulation"}]},
    {"opt": {"step": "aanbod", "promo": ["spreiding"], "if": {"fact": "n", "equals": 3}}},
    {"loop": {"seq": [{"client": "objection"}, {"step": "weerleg", "act": "rebuttal"}]},
     "min": 1, "max": 3, "stop_on": "firm_refusal"},
    {"step": "uitleg", "say": {"mode": "paraphrase", "elements": ["greet"], "facts": ["prijs"],
      "example": "De prijs is {prijs}.", "examples": ["Het kost {prijs}."], "patterns": ["de prijs"],
      "regex": "prijs"}},
    {"step": "slot", "closing": ["thanks", "goodbye"]}]},
  "selling_points": [{"id": "spreiding", "interest": ["betalen"], "claims": ["gratis"]}],
  "forbidden_phrases": ["dat weet ik niet"],
  "jargon": [{"term": "DSL", "plain": "internetlijn"}, {"term": "CRM"}],
  "concepts": [["rekening", "factuur"]], "closing": ["thanks", "goodbye"],
  "report": {"reden": {"required": true, "enum": ["a", "b"], "max_words": 5},
             "nota": {"required": false, "type": "text", "when": ["reden", ["a"]],
                      "must_mention": ["nr"]}},
  "consistency": [{"field": "reden", "value": "a", "fact": "vip", "equals": true}]
})";

TEST(WriteScript, LosesNothing) {
  const Script script = read(everything);
  const std::string written = write_script(script);
  const Script again = read(written);
  EXPECT_EQ(write_script(again), written);
  // All keys of the original stand in it, at every level, with these as the only other wordings.
  Json expected = Json::parse(everything);
  auto& steps = expected["steps"]["seq"];
  steps[0] = {{"step", "begroeting"}};
  steps[5]["branch"]["cases"]["true"] = {{"step", "vip_dank"}};
  steps[7]["opt"]["if"]["equals"] = "3";
  steps[9]["say"].erase("example");
  steps[9]["say"]["examples"] = {"De prijs is {prijs}.", "Het kost {prijs}."};
  expected["data"][1] = {{"id", "naam"}, {"type", "text"}, {"required", true}};
  expected["consistency"][0]["equals"] = "true";
  EXPECT_EQ(nlohmann::json::parse(written), nlohmann::json(expected));
}

TEST(WriteScript, IndentedIsTheSame) {
  const Script script = read(everything);
  EXPECT_EQ(Json::parse(write_script(script, 2)), Json::parse(write_script(script)));
  EXPECT_NE(write_script(script, 2).find("\n  \"id\": \"all\""), std::string::npos);
}

TEST(WriteScript, BuiltInScriptsReadBackJudgeTheSame) {
  for (const std::string_view id : builtin_scripts()) {
    SCOPED_TRACE(id);
    const Script script = *builtin_script(id);
    const Script again = read(write_script(script));
    EXPECT_EQ(write_script(again), write_script(script));
    EXPECT_THAT(std::vector<std::string>(again.warnings().begin(), again.warnings().end()),
                testing::ElementsAreArray(script.warnings()));
    const Evaluator one = *Evaluator::create(*builtin_norm(default_norm_id), script);
    const Evaluator two = *Evaluator::create(*builtin_norm(default_norm_id), again);
    for (const std::string_view name : builtin_contacts()) {
      const Contact contact = *builtin_contact(name);
      const auto a = one.evaluate(contact);
      const auto b = two.evaluate(contact);
      ASSERT_EQ(a.ok(), b.ok()) << name;
      if (!a || !b) continue;
      Evaluation other = *b;
      other.script->hash = a->script->hash;  // of the bytes, which are others
      ASSERT_EQ(write_evaluation(other), write_evaluation(*a)) << name;
    }
  }
}

}  // namespace
}  // namespace callnorm
