#include <string_view>
#include <utility>

#include "callnorm/io/write.hpp"
#include "io/json_output.hpp"

namespace callnorm {

namespace {

using namespace io;
using Kind = ScriptNode::Kind;
using Recognise = ScriptNode::Recognise;

void put_act(Json& out, std::string_view key, const std::optional<ActKind>& act) {
  if (act) put(out, key, name(*act));
}

/// Scalars are kept as JSON writes them; as text they mean the same.
Json write_condition(const Condition& condition) {
  Json out = Json::object();
  if (condition.fact == "channel") {
    put(out, "channel", condition.equals);
  } else {
    put(out, "fact", condition.fact);
    put(out, "equals", condition.equals);
  }
  return out;
}

Json write_say(const Say& say) {
  Json out = Json::object();
  switch (say.mode) {
    case Say::Mode::verbatim:
      put(out, "mode", "verbatim");
      put_if(out, "text", say.text);
      if (say.max_word_errors != 0) put(out, "max_word_errors", say.max_word_errors);
      break;
    case Say::Mode::paraphrase:
      put(out, "mode", "paraphrase");
      put_if(out, "elements", say.elements);
      put_if(out, "facts", say.facts);
      put_if(out, "examples", say.examples);
      put_if(out, "patterns", say.patterns);
      put_if(out, "regex", say.regex);
      break;
    case Say::Mode::act:
      put(out, "mode", "act");
      put_act(out, "act", say.act);
      break;
  }
  return out;
}

std::string_view name(Recognise recognise) noexcept {
  switch (recognise) {
    case Recognise::automatic: break;
    case Recognise::verbatim: return "verbatim";
    case Recognise::event: return "event";
    case Recognise::act: return "act";
    case Recognise::paraphrase: return "paraphrase";
  }
  return "";
}

Json write_node(const ScriptNode& node);

Json write_children(const ScriptNode& node) {
  return list_from(node.children, write_node);
}

Json write_branch(const ScriptNode& node) {
  Json cases = Json::object();
  for (const auto& [value, child] : node.cases) put(cases, value, write_node(node.children[child]));
  Json out = Json::object();
  put(out, "on", node.on);
  put(out, "cases", cases);
  return out;
}

void put_leaf(Json& out, const ScriptNode& node) {
  if (node.say) put(out, "say", write_say(*node.say));
  put_if(out, "collect", node.collect);
  put_if(out, "tool", node.tool);
  if (node.lookup) {
    Json lookup = Json::object();
    put_if(lookup, "order", node.lookup_order);
    put(out, "lookup", lookup);
  }
  put_if(out, "promo", node.promo);
  put_act(out, "act", node.act);
  put_act(out, "client", node.client);
  put_if(out, "closing", node.closing);
  if (node.recognise != Recognise::automatic) put(out, "recognise", name(node.recognise));
}

Json write_node(const ScriptNode& node) {
  Json out = Json::object();
  put_if(out, "step", node.name);
  if (node.optional) put(out, "must", false);
  if (node.hard) put(out, "hard", true);
  if (node.condition) put(out, "if", write_condition(*node.condition));
  switch (node.kind) {
    case Kind::step: put_leaf(out, node); break;
    case Kind::seq: put(out, "seq", write_children(node)); break;
    case Kind::alt: put(out, "alt", write_children(node)); break;
    case Kind::any: put(out, "any", write_children(node)); break;
    case Kind::opt: put(out, "opt", write_node(node.children.front())); break;
    case Kind::loop:
      put(out, "loop", write_node(node.children.front()));
      if (node.min != 0) put(out, "min", node.min);
      put(out, "max", node.max);
      put_act(out, "stop_on", node.stop_on);
      break;
    case Kind::branch: put(out, "branch", write_branch(node)); break;
    case Kind::end: put(out, "end", node.end); break;
  }
  return out;
}

Json write_data(const ScriptData& data) {
  Json out = Json::object();
  put(out, "id", data.id);
  put_if(out, "file", data.file);
  put_if(out, "field", data.field);
  put(out, "type", data.type);
  put(out, "required", data.required);
  if (data.read_back) put(out, "read_back", true);
  put_if(out, "pattern", data.pattern);
  put_if(out, "ask", data.ask);
  return out;
}

Json write_report(const std::vector<ReportField>& report) {
  Json out = Json::object();
  for (const ReportField& field : report) {
    Json f = Json::object();
    put(f, "required", field.required);
    put_if(f, "enum", field.values);
    if (field.max_words) put(f, "max_words", *field.max_words);
    put_if(f, "type", field.type);
    if (!field.when_field.empty()) {
      Json when = Json::array();
      when.push_back(field.when_field);
      when.push_back(Json(field.when_values));
      put(f, "when", when);
    }
    put_if(f, "must_mention", field.must_mention);
    put(out, field.name, f);
  }
  return out;
}

void put_header(Json& out, const ScriptDraft& script) {
  put(out, "format", "callnorm.script/1");
  put(out, "id", script.id);
  put(out, "version", script.version);
  put_if(out, "lang", script.language);
  put_if(out, "title", script.title);
  put_if(out, "direction", script.direction);
  put_if(out, "channels", script.channels);
  put_if(out, "approved_by", script.approved_by);
  Json objective = Json::object();
  put_if(objective, "id", script.objective_id);
  put_if(objective, "keywords", script.objective_keywords);
  if (!objective.empty()) put(out, "objective", objective);
  put_if(out, "address_form", script.address_form);
  put_if(out, "promo_mode", script.promo_mode);
  Json timing = Json::object();
  put_if(timing, "hold_cover_s", script.hold_cover_s);
  put_if(timing, "acw_s", script.after_work_s);
  if (script.accommodation_factor != 1.0) {
    put(timing, "accommodation_factor", script.accommodation_factor);
  }
  if (!timing.empty()) put(out, "timing", timing);
}

Json write_source(const ScriptSource& source) {
  Json out = Json::object();
  put(out, "id", source.id);
  put_if(out, "kind", source.kind);
  return out;
}

Json write_point(const SellingPoint& point) {
  Json out = Json::object();
  put(out, "id", point.id);
  put_if(out, "interest", point.interest);
  put_if(out, "claims", point.claims);
  return out;
}

Json write_jargon(const JargonTerm& term) {
  Json out = Json::object();
  put(out, "term", term.term);
  put_if(out, "plain", term.plain);
  return out;
}

Json write_rule(const ConsistencyRule& rule) {
  Json out = Json::object();
  put(out, "field", rule.field);
  put(out, "value", rule.value);
  put(out, "fact", rule.fact);
  put(out, "equals", rule.equals);
  return out;
}

}  // namespace

std::string write_script(const Script& script, int indent) {
  const ScriptDraft& data = script.data();
  Json out = Json::object();
  put_header(out, data);
  const auto put_list = [&](std::string_view key, const auto& list, auto write) {
    if (!list.empty()) put(out, key, list_from(list, write));
  };
  put_list("sources", data.sources, write_source);
  Json tools = Json::object();
  put_if(tools, "required", data.tools_required);
  put_if(tools, "optional", data.tools_optional);
  put_if(tools, "forbidden", data.tools_forbidden);
  if (!tools.empty()) put(out, "tools", tools);
  put_list("data", data.data, write_data);
  put_if(out, "known_ok", data.known_ok);
  put(out, "steps", write_node(data.steps));
  put_list("selling_points", data.selling_points, write_point);
  put_if(out, "forbidden_phrases", data.forbidden_phrases);
  put_list("jargon", data.jargon, write_jargon);
  put_list("concepts", data.concepts, [](const auto& words) { return Json(words); });
  put_if(out, "closing", data.closing);
  if (!data.report.empty()) put(out, "report", write_report(data.report));
  put_list("consistency", data.consistency, write_rule);
  return dumped(out, indent);
}

}  // namespace callnorm
