#include "adapter.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace callnorm::conformance {
namespace {

std::string speaker(const Json& turn) {
  return turn.at("who").get<std::string>() == "A" ? "agent" : "client";
}

Json script_with(const Json& input, Json steps) {
  Json script{{"id", "vector"}, {"version", "1"}, {"lang", input.value("lang", "en")}};
  script["steps"] = std::move(steps);
  return script;
}

Json one_step() {
  return Json{{"seq", Json::array({"step"})}};
}

Json turns_of(const Json& input) {
  Json turns = Json::array();
  for (const Json& turn : input.value("turns", Json::array())) {
    turns.push_back({{"id", turn.at("id")},
                     {"speaker", speaker(turn)},
                     {"start", turn.at("t0")},
                     {"end", turn.at("t1")},
                     {"text", turn.value("text", "")}});
  }
  return turns;
}

Json contact_of(const Json& vector) {
  const Json& input = vector.at("input");
  Json contact{{"format", "callnorm.contact/1"},
               {"id", vector.at("id")},
               {"channel", input.value("channel", "voice")}};
  if (vector.contains("lang")) contact["language"] = vector.at("lang");
  if (input.contains("lang")) contact["language"] = input.at("lang");
  if (input.contains("turns") && !input.at("turns").empty()) contact["turns"] = turns_of(input);
  return contact;
}

void annotation_complete(const Json& input, const char* kind, Json& contact) {
  if (input.value("annotation_complete", false)) {
    contact["quality"]["annotation_complete"] = Json::array({kind});
  }
}

// ---- CCO-2.6: a script and the trace of its steps
// ---------------------------------------------------------------

Json mark(const Json& node, const std::set<std::string>& hard, const std::set<std::string>& soft) {
  if (node.is_string()) {
    const auto step = node.get<std::string>();
    Json out{{"step", step}};
    if (hard.count(step) != 0) out["hard"] = true;
    if (soft.count(step) != 0) out["recognise"] = "paraphrase";
    return out;
  }
  Json out = Json::object();
  for (const auto& [key, value] : node.items()) {
    if (key == "seq" || key == "alt" || key == "any") {
      out[key] = Json::array();
      for (const Json& child : value) out[key].push_back(mark(child, hard, soft));
    } else if (key == "opt" || key == "loop") {
      out[key] = mark(value, hard, soft);
      if (key == "loop" && !node.contains("max")) out["max"] = 3;
    } else {
      out[key] = value;
    }
  }
  return out;
}

std::set<std::string> names(const Json& input, const char* key) {
  std::set<std::string> out;
  for (const Json& name : input.value(key, Json::array())) out.insert(name.get<std::string>());
  return out;
}

void script_steps(const Json& input, Given& given) {
  given.script = script_with(
      input, mark(input.at("script"), names(input, "hard"), names(input, "paraphrase_only")));
  Json acts = Json::array();
  for (const Json& step : input.at("trace")) acts.push_back({{"kind", "step"}, {"step", step}});
  given.contact["acts"] = acts;
  given.contact["acts_given"] = Json::array({"step"});
}

// ---- CCO-3.1, 3.2: from text
// ------------------------------------------------------------------------------------

void reformulation(const Json& input, Given& given) {
  given.script = script_with(input, one_step());
  (*given.script)["objective"] = {{"id", "vector"},
                                  {"keywords", input.value("objective", Json::array())}};
  annotation_complete(input, "reformulation", given.contact);
}

void clarification(const Json& input, Given& given) {
  given.contact["quality"]["punctuated"] = input.value("punctuated", true);
  Json data_questions = Json::array();
  for (const Json& turn : input.at("turns")) {
    if (turn.value("data_question", false)) {
      data_questions.push_back({{"kind", "data_question"}, {"turn", turn.at("id")}});
    }
  }
  if (!data_questions.empty()) given.contact["acts"] = data_questions;
  if (input.contains("ambiguities"))
    given.contact["scenario"] = {{"ambiguities", input.at("ambiguities")}};
  annotation_complete(input, "clarification", given.contact);
}

// ---- CCO-3.5: counts or sentences
// -------------------------------------------------------------------------------

void sentences(const Json& input, Given& given) {
  Json turns = Json::array();
  double at = 0;
  const auto say = [&](const std::string& text) {
    turns.push_back({{"speaker", "agent"}, {"start", at}, {"end", at + 1}, {"text", text}});
    at += 1;
  };
  for (const Json& count : input.value("counts", Json::array())) {
    std::string text;
    for (int i = 0; i < count.get<int>(); ++i) {
      text += (i == 0 ? "" : " ") + std::string("woord") + static_cast<char>('a' + i % 26) +
              (i >= 26 ? "z" : "");
    }
    say(text + ".");
  }
  for (const Json& sentence : input.value("sentences", Json::array()))
    say(sentence.get<std::string>());
  given.contact["turns"] = turns;
  given.contact["quality"]["punctuated"] = true;
  if (input.contains("min_n")) given.norm["x-min_n"] = input.at("min_n");
}

// ---- CCO-3.6: times and acts
// ------------------------------------------------------------------------------------

void silence(const Json& input, Given& given) {
  given.contact["connect"] = input.at("connect");
  given.contact["duration"] = input.at("end").get<double>() - input.at("connect").get<double>();
  Json acts = Json::array();
  for (const Json& turn : input.at("turns")) {
    const std::string act = turn.value("act", "");
    if (act == "pausing") {
      Json hold{{"kind", "hold"}, {"turn", turn.at("id")}};
      if (turn.contains("announced_s")) hold["announced"] = turn.at("announced_s");
      acts.push_back(hold);
    }
    if (act == "question") acts.push_back({{"kind", "question"}, {"turn", turn.at("id")}});
    if (turn.value("ack", false))
      acts.push_back({{"kind", "acknowledge"}, {"turn", turn.at("id")}});
    if (turn.value("filler_only", false))
      acts.push_back({{"kind", "filler"}, {"turn", turn.at("id")}});
  }
  given.contact["acts"] = acts;
  given.contact["acts_given"] = Json::array({"hold", "question", "acknowledge", "filler"});
  if (input.contains("hold")) {
    given.contact["hold"] = Json::array();
    for (const Json& hold : input.at("hold"))
      given.contact["hold"].push_back({{"start", hold[0]}, {"end", hold[1]}});
  }
  if (input.value("clock_skew_unknown", false)) given.contact["quality"]["clock"] = "unknown";
}

// ---- CCO-3.7: closing
// -------------------------------------------------------------------------------------------

void closing(const Json& input, Given& given) {
  given.script = script_with(input, one_step());
  (*given.script)["closing"] = input.at("required");
  static const std::map<std::string, std::string> kinds{{"summary", "summary_of_actions"},
                                                        {"anything_else", "anything_else"},
                                                        {"next_step", "next_step"},
                                                        {"thanks", "thanks"},
                                                        {"wish", "wish"},
                                                        {"goodbye", "goodbye"}};
  Json& contact = given.contact;
  double end = 0;
  for (const Json& turn : input.value("turns", Json::array()))
    end = std::max(end, turn.at("t1").get<double>());
  double goodbye_end = end;
  if (input.contains("found")) {
    Json acts = Json::array();
    for (const Json& element : input.at("found")) {
      const std::string turn = "found" + std::to_string(acts.size());
      contact["turns"].push_back(
          {{"id", turn}, {"speaker", "agent"}, {"start", end}, {"end", end + 1}, {"text", ""}});
      acts.push_back({{"kind", kinds.at(element.get<std::string>())}, {"turn", turn}});
      end += 1;
      if (element == "goodbye") goodbye_end = end;
    }
    contact["acts"] = acts;
    contact["acts_given"] = Json::array();
    for (const auto& [tag, kind] : kinds) contact["acts_given"].push_back(kind);
  }
  Json ending = Json::object();
  ending["by"] = input.value("ended_by", "agent");
  if (input.contains("hangup_after_agent_goodbye") &&
      input.at("hangup_after_agent_goodbye").is_number()) {
    ending["hangup"] = goodbye_end + input.at("hangup_after_agent_goodbye").get<double>();
  }
  if (input.contains("client_goodbye_before_hangup")) {
    ending["client_goodbye"] = input.at("client_goodbye_before_hangup");
  }
  contact["ending"] = ending;
}

using Adapter = std::function<void(const Json&, Given&)>;
const std::map<std::string, Adapter>& adapters() {
  static const std::map<std::string, Adapter> table{
      {"CCO-2.6", script_steps}, {"CCO-3.1", reformulation}, {"CCO-3.2", clarification},
      {"CCO-3.5", sentences},    {"CCO-3.6", silence},       {"CCO-3.7", closing}};
  return table;
}

Json* parameters_of(Json& norm, const std::string& indicator) {
  for (Json& competence : norm.at("competences")) {
    for (Json& candidate : competence.at("indicators")) {
      if (candidate.at("id") == indicator)
        return &candidate.at("operationalisation").at("parameters");
    }
  }
  return nullptr;
}

}  // namespace

Given adapt(const Json& vector, const Json& norm) {
  const auto indicator = vector.at("indicator").get<std::string>();
  Given given{norm, std::nullopt, contact_of(vector)};
  const auto adapter = adapters().find(indicator);
  if (adapter != adapters().end()) adapter->second(vector.at("input"), given);
  // Nothing recorded at all is no contact; what every contact may carry keeps it one.
  if (!given.contact.contains("turns") && !given.contact.contains("acts_given"))
    given.contact["headset"] = Json::array();

  Json overrides = vector.value("params", Json::object());
  if (given.norm.contains("x-min_n")) {
    overrides["min_sentences"] = given.norm.at("x-min_n");
    given.norm.erase("x-min_n");
  }
  if (!overrides.empty()) {
    Json* parameters = parameters_of(given.norm, indicator);
    if (parameters == nullptr) throw std::runtime_error("the norm has no indicator " + indicator);
    for (const auto& [name, value] : overrides.items()) {
      if (!parameters->contains(name))
        throw std::runtime_error(indicator + " has no parameter " + name);
      (*parameters)[name]["value"] = value;
    }
  }
  return given;
}

}  // namespace callnorm::conformance
