#include <algorithm>
#include <array>

#include "callnorm/io/read.hpp"
#include "io/hash.hpp"
#include "io/json_input.hpp"

namespace callnorm {

namespace {

using namespace io;
using Kind = ScriptNode::Kind;
using Recognise = ScriptNode::Recognise;

constexpr auto script_keys = keys(
    "format", "id", "version", "lang", "title", "direction", "channels", "approved_by", "objective",
    "address_form", "promo_mode", "sources", "tools", "data", "known_ok", "steps", "selling_points",
    "forbidden_phrases", "jargon", "concepts", "closing", "report", "consistency", "timing");
constexpr auto objective_keys = keys("id", "keywords");
constexpr auto source_keys = keys("id", "kind");
constexpr auto tools_keys = keys("required", "optional", "forbidden");
constexpr auto data_keys =
    keys("id", "file", "field", "type", "required", "read_back", "pattern", "ask");
constexpr auto point_keys = keys("id", "interest", "claims");
constexpr auto jargon_keys = keys("term", "plain");
constexpr auto report_keys = keys("required", "enum", "max_words", "type", "when", "must_mention");
constexpr auto rule_keys = keys("field", "value", "fact", "equals");
constexpr auto timing_keys = keys("hold_cover_s", "acw_s", "accommodation_factor");
constexpr auto node_keys = keys("step", "seq", "alt", "any", "opt", "loop", "min", "max", "stop_on",
                                "branch", "collect", "tool", "lookup", "promo", "act", "client",
                                "closing", "end", "must", "hard", "if", "recognise", "say");
constexpr auto branch_keys = keys("on", "cases", "unknown");
constexpr auto lookup_keys = keys("order");
constexpr auto condition_keys = keys("channel", "fact", "equals");
constexpr auto say_keys = keys("mode", "text", "max_word_errors", "elements", "facts", "example",
                               "examples", "patterns", "regex", "act");

constexpr std::array<std::string_view, 3> say_modes{"verbatim", "paraphrase", "act"};
constexpr std::array<std::string_view, 4> recognise_names{"verbatim", "event", "act", "paraphrase"};
/// Keys that make a node a group, in the order of their kinds.
constexpr std::array<std::string_view, 6> group_keys{"seq", "alt", "any", "opt", "loop", "branch"};
constexpr std::array<std::string_view, 7> leaf_keys{"collect", "tool",   "lookup", "promo",
                                                    "act",     "client", "closing"};

Result<ActKind> read_act(const Node& node) {
  CALLNORM_TRY(const std::string_view text, node.string());
  if (text == "refusal_firm") return ActKind::firm_refusal;
  if (const auto kind = act_kind(text)) return *kind;
  return node.error("unknown act " + in_quotes(text) + "; expected " + one_of(act_kind_names));
}

Result<Condition> read_condition(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, condition_keys));
  Condition condition;
  if (in.has("channel")) {
    if (in.has("fact") || in.has("equals")) {
      return node.error("a condition is either on the \"channel\" or on a \"fact\"");
    }
    condition.fact = "channel";
    CALLNORM_TRY(condition.equals, in.need("channel", as_name));
    return condition;
  }
  CALLNORM_TRY(condition.fact, in.need("fact", as_name));
  CALLNORM_TRY(condition.equals,
               in.need("equals", [](const Node& value) { return value.scalar(); }));
  return condition;
}

Result<Say> read_say(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, say_keys));
  Say say;
  CALLNORM_TRY(say.mode, in.need("mode", as_enum<Say::Mode>(say_modes)));
  const auto only = [&](std::string_view key, Say::Mode mode) -> Status {
    if (say.mode == mode || !in.has(key)) return success();
    return node.error_at(
        key, "belongs to mode \"" + std::string(say_modes[static_cast<std::size_t>(mode)]) +
                 "\", not \"" + std::string(say_modes[static_cast<std::size_t>(say.mode)]) + "\"");
  };
  CALLNORM_CHECK(only("text", Say::Mode::verbatim));
  CALLNORM_CHECK(only("max_word_errors", Say::Mode::verbatim));
  CALLNORM_CHECK(only("act", Say::Mode::act));
  for (const std::string_view key :
       {"elements", "facts", "example", "examples", "patterns", "regex"}) {
    CALLNORM_CHECK(only(key, Say::Mode::paraphrase));
  }
  CALLNORM_TRY(say.text, in.value("text", as_name));
  CALLNORM_TRY(say.max_word_errors, in.value("max_word_errors", as_count));
  CALLNORM_TRY(say.elements, in.value("elements", list_of(as_name)));
  CALLNORM_TRY(say.facts, in.value("facts", list_of(as_name)));
  CALLNORM_TRY(auto example, in.optional("example", as_name));
  CALLNORM_TRY(say.examples, in.value("examples", list_of(as_name)));
  if (example) say.examples.insert(say.examples.begin(), *std::move(example));
  CALLNORM_TRY(say.patterns, in.value("patterns", list_of(as_name)));
  CALLNORM_TRY(say.regex, in.value("regex", as_name));
  CALLNORM_TRY(say.act, in.optional("act", read_act));
  return say;
}

Result<Recognise> read_recognise(const Node& node) {
  CALLNORM_TRY(const std::size_t index, choose(node, recognise_names));
  return static_cast<Recognise>(index + 1);  // after `automatic`
}

/// Reads the tree of steps. Counts them, so that a file of millions is refused before it fills
/// memory; Script::create refuses the same for scripts made by programs.
class StepReader {
 public:
  Result<ScriptNode> read(const Node& node);

 private:
  Status read_branch(const Node& node, ScriptNode& out);
  Result<std::vector<ScriptNode>> read_list(const Members<node_keys.size()>& in,
                                            std::string_view key);
  Status read_only_child(const Members<node_keys.size()>& in, std::string_view key,
                         ScriptNode& out);

  static constexpr std::size_t max_steps = 2000;
  std::size_t steps_ = 0;
};

Status StepReader::read_branch(const Node& node, ScriptNode& out) {
  static constexpr std::array<std::string_view, 1> unknown_names{"alt"};
  CALLNORM_TRY(const auto in, members(node, branch_keys));
  CALLNORM_TRY(out.on, in.need("on", as_name));
  CALLNORM_TRY([[maybe_unused]] const auto unknown,
               in.value_or("unknown", as_one_of(unknown_names), "alt"));
  const auto cases = in.find("cases");
  if (!cases) return node.error("\"cases\" is missing");
  return cases->each_member([&](std::string_view value, const Node& child) -> Status {
    CALLNORM_TRY(ScriptNode step, read(child));
    out.cases.emplace_back(std::string(value), out.children.size());
    out.children.push_back(std::move(step));
    return success();
  });
}

Status read_loop(const Members<node_keys.size()>& in, ScriptNode& out) {
  CALLNORM_TRY(out.min, in.value("min", as_count));
  CALLNORM_TRY(out.max, in.need("max", as_count));
  CALLNORM_TRY(out.stop_on, in.optional("stop_on", read_act));
  return success();
}

/// What a node is, by the one key that says so.
Result<Kind> read_kind(const Node& node, const Members<node_keys.size()>& in) {
  std::string_view found;
  Kind kind = Kind::step;
  const auto take = [&](std::string_view key, Kind as) -> Status {
    if (!in.has(key)) return success();
    if (!found.empty()) {
      return node.error_at(key, "a step cannot have both \"" + std::string(found) + "\" and \"" +
                                    std::string(key) + "\"");
    }
    found = key;
    kind = as;
    return success();
  };
  constexpr std::array<Kind, 6> kinds{Kind::seq, Kind::alt,  Kind::any,
                                      Kind::opt, Kind::loop, Kind::branch};
  for (std::size_t i = 0; i < group_keys.size(); ++i) CALLNORM_CHECK(take(group_keys[i], kinds[i]));
  CALLNORM_CHECK(take("end", Kind::end));
  if (kind == Kind::step) return kind;
  for (const std::string_view key : leaf_keys) CALLNORM_CHECK(take(key, Kind::step));
  CALLNORM_CHECK(take("say", Kind::step));
  CALLNORM_CHECK(take("recognise", Kind::step));
  return kind;
}

Status read_leaf(const Members<node_keys.size()>& in, ScriptNode& out) {
  CALLNORM_TRY(out.say, in.optional("say", read_say));
  CALLNORM_TRY(out.collect, in.value("collect", as_name));
  CALLNORM_TRY(out.tool, in.value("tool", as_name));
  if (const auto lookup = in.find("lookup")) {
    CALLNORM_TRY(const auto order, members(*lookup, lookup_keys));
    CALLNORM_TRY(out.lookup_order, order.value("order", list_of(as_name)));
    out.lookup = true;
  }
  CALLNORM_TRY(out.promo, in.value("promo", list_of(as_name)));
  CALLNORM_TRY(out.act, in.optional("act", read_act));
  CALLNORM_TRY(out.client, in.optional("client", read_act));
  CALLNORM_TRY(out.closing, in.value("closing", list_of(as_name)));
  CALLNORM_TRY(out.recognise, in.value("recognise", read_recognise));
  return success();
}

Result<std::vector<ScriptNode>> StepReader::read_list(const Members<node_keys.size()>& in,
                                                      std::string_view key) {
  return in.need(key, list_of([this](const Node& node) { return read(node); }));
}

Status StepReader::read_only_child(const Members<node_keys.size()>& in, std::string_view key,
                                   ScriptNode& out) {
  CALLNORM_TRY(ScriptNode child, in.need(key, [this](const Node& node) { return read(node); }));
  out.children.push_back(std::move(child));
  return success();
}

Result<ScriptNode> StepReader::read(const Node& node) {
  if (++steps_ > max_steps) {
    return node.error("more than " + std::to_string(max_steps) + " steps");
  }
  ScriptNode out;
  if (node.is_string()) {
    CALLNORM_TRY(out.name, as_name(node));
    return out;
  }
  if (!node.is_object()) return node.expected("a step: a name or an object");
  CALLNORM_TRY(const auto in, members(node, node_keys));
  CALLNORM_TRY(out.kind, read_kind(node, in));
  CALLNORM_TRY(out.name, in.value("step", as_name));
  CALLNORM_TRY(const bool must, in.value_or("must", as_bool, true));
  out.optional = !must;
  CALLNORM_TRY(out.hard, in.value("hard", as_bool));
  CALLNORM_TRY(out.condition, in.optional("if", read_condition));
  if (out.kind != Kind::loop) {
    for (const std::string_view key : {"min", "max", "stop_on"}) {
      if (in.has(key)) return node.error_at(key, "belongs beside \"loop\"");
    }
  }
  switch (out.kind) {
    case Kind::step: CALLNORM_CHECK(read_leaf(in, out)); break;
    case Kind::end: {
      CALLNORM_TRY(out.end, in.need("end", as_name));
      break;
    }
    case Kind::seq: {
      CALLNORM_TRY(out.children, read_list(in, "seq"));
      break;
    }
    case Kind::alt: {
      CALLNORM_TRY(out.children, read_list(in, "alt"));
      break;
    }
    case Kind::any: {
      CALLNORM_TRY(out.children, read_list(in, "any"));
      break;
    }
    case Kind::opt: CALLNORM_CHECK(read_only_child(in, "opt", out)); break;
    case Kind::loop:
      CALLNORM_CHECK(read_loop(in, out));
      CALLNORM_CHECK(read_only_child(in, "loop", out));
      break;
    case Kind::branch: {
      CALLNORM_TRY([[maybe_unused]] const auto done,
                   in.need("branch", [&](const Node& branch) { return read_branch(branch, out); }));
      break;
    }
  }
  return out;
}

Result<ScriptSource> read_source(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, source_keys));
  ScriptSource source;
  CALLNORM_TRY(source.id, in.need("id", as_name));
  CALLNORM_TRY(source.kind, in.value("kind", as_string));
  return source;
}

Result<ScriptData> read_data(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, data_keys));
  ScriptData data;
  CALLNORM_TRY(data.id, in.need("id", as_name));
  CALLNORM_TRY(data.file, in.value("file", as_string));
  CALLNORM_TRY(data.field, in.value("field", as_string));
  CALLNORM_TRY(data.type, in.value_or("type", as_name, data.type));
  CALLNORM_TRY(data.required, in.value_or("required", as_bool, true));
  CALLNORM_TRY(data.read_back, in.value("read_back", as_bool));
  CALLNORM_TRY(data.pattern, in.value("pattern", as_name));
  CALLNORM_TRY(data.ask, in.value("ask", list_of(as_name)));
  return data;
}

Result<SellingPoint> read_selling_point(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, point_keys));
  SellingPoint point;
  CALLNORM_TRY(point.id, in.need("id", as_name));
  CALLNORM_TRY(point.interest, in.value("interest", list_of(as_name)));
  CALLNORM_TRY(point.claims, in.value("claims", list_of(as_name)));
  return point;
}

Result<JargonTerm> read_jargon(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, jargon_keys));
  JargonTerm term;
  CALLNORM_TRY(term.term, in.need("term", as_name));
  CALLNORM_TRY(term.plain, in.value("plain", as_string));
  return term;
}

/// ["outcome", ["terugbellen"]]
Status read_when(const Node& node, ReportField& field) {
  std::size_t parts = 0;
  CALLNORM_CHECK(node.each([&](const Node& part) -> Status {
    if (parts == 0) {
      CALLNORM_TRY(field.when_field, as_name(part));
    } else if (parts == 1) {
      CALLNORM_TRY(field.when_values, list_of(as_name)(part));
    } else {
      return part.error("\"when\" has two parts: a field and a list of its values");
    }
    ++parts;
    return success();
  }));
  if (parts != 2) return node.error("\"when\" has two parts: a field and a list of its values");
  return success();
}

Result<std::vector<ReportField>> read_report(const Node& node) {
  std::vector<ReportField> report;
  CALLNORM_CHECK(node.each_member([&](std::string_view key, const Node& value) -> Status {
    if (key.starts_with("x-")) return success();
    CALLNORM_TRY(const auto in, members(value, report_keys));
    ReportField field;
    field.name = key;
    CALLNORM_TRY(field.required, in.value_or("required", as_bool, true));
    CALLNORM_TRY(field.values, in.value("enum", list_of(as_name)));
    CALLNORM_TRY(field.max_words, in.optional("max_words", as_count));
    CALLNORM_TRY(field.type, in.value("type", as_name));
    if (const auto when = in.find("when")) CALLNORM_CHECK(read_when(*when, field));
    CALLNORM_TRY(field.must_mention, in.value("must_mention", list_of(as_name)));
    report.push_back(std::move(field));
    return success();
  }));
  return report;
}

Result<ConsistencyRule> read_rule(const Node& node) {
  const auto scalar = [](const Node& value) { return value.scalar(); };
  CALLNORM_TRY(const auto in, members(node, rule_keys));
  ConsistencyRule rule;
  CALLNORM_TRY(rule.field, in.need("field", as_name));
  CALLNORM_TRY(rule.value, in.need("value", scalar));
  CALLNORM_TRY(rule.fact, in.need("fact", as_name));
  CALLNORM_TRY(rule.equals, in.need("equals", scalar));
  return rule;
}

Status read_header(const Members<script_keys.size()>& in, ScriptDraft& draft) {
  CALLNORM_TRY(draft.id, in.need("id", as_name));
  CALLNORM_TRY(draft.version, in.need("version", as_name));
  CALLNORM_TRY(draft.language, in.value("lang", as_name));
  CALLNORM_TRY(draft.title, in.value("title", as_string));
  CALLNORM_TRY(draft.direction, in.value("direction", as_string));
  CALLNORM_TRY(draft.channels, in.value("channels", list_of(as_name)));
  CALLNORM_TRY(draft.approved_by, in.value("approved_by", as_string));
  if (const auto objective = in.find("objective")) {
    CALLNORM_TRY(const auto about, members(*objective, objective_keys));
    CALLNORM_TRY(draft.objective_id, about.value("id", as_string));
    CALLNORM_TRY(draft.objective_keywords, about.value("keywords", list_of(as_name)));
  }
  CALLNORM_TRY(draft.address_form, in.value("address_form", as_string));
  CALLNORM_TRY(draft.promo_mode, in.value("promo_mode", as_string));
  if (const auto timing = in.find("timing")) {
    CALLNORM_TRY(const auto limits, members(*timing, timing_keys));
    CALLNORM_TRY(draft.hold_cover_s, limits.optional("hold_cover_s", as_amount));
    CALLNORM_TRY(draft.after_work_s, limits.optional("acw_s", as_amount));
    CALLNORM_TRY(draft.accommodation_factor,
                 limits.value_or("accommodation_factor", as_number, 1.0));
  }
  return success();
}

}  // namespace

Result<Script> read_script(std::string_view json) {
  CALLNORM_TRY(const auto document,
               Document::parse(json, ErrorCode::invalid_script, UnknownKeys::reject));
  const Node root = document.root();
  CALLNORM_TRY(const auto in, members(root, script_keys));
  if (const auto format = in.find("format")) {
    CALLNORM_TRY(const std::string_view text, format->string());
    if (text != "callnorm.script/1") {
      return Error{ErrorCode::unsupported,
                   "expected format \"callnorm.script/1\", found " + in_quotes(text), "/format"};
    }
  }
  ScriptDraft draft;
  CALLNORM_CHECK(read_header(in, draft));
  CALLNORM_TRY(draft.sources, in.value("sources", list_of(read_source)));
  if (const auto tools = in.find("tools")) {
    CALLNORM_TRY(const auto lists, members(*tools, tools_keys));
    CALLNORM_TRY(draft.tools_required, lists.value("required", list_of(as_name)));
    CALLNORM_TRY(draft.tools_optional, lists.value("optional", list_of(as_name)));
    CALLNORM_TRY(draft.tools_forbidden, lists.value("forbidden", list_of(as_name)));
  }
  CALLNORM_TRY(draft.data, in.value("data", list_of(read_data)));
  CALLNORM_TRY(draft.known_ok, in.value("known_ok", list_of(as_name)));
  StepReader steps;
  CALLNORM_TRY(draft.steps, in.need("steps", [&](const Node& node) { return steps.read(node); }));
  CALLNORM_TRY(draft.selling_points, in.value("selling_points", list_of(read_selling_point)));
  CALLNORM_TRY(draft.forbidden_phrases, in.value("forbidden_phrases", list_of(as_name)));
  CALLNORM_TRY(draft.jargon, in.value("jargon", list_of(read_jargon)));
  CALLNORM_TRY(draft.concepts, in.value("concepts", list_of(list_of(as_name))));
  CALLNORM_TRY(draft.closing, in.value("closing", list_of(as_name)));
  CALLNORM_TRY(draft.report, in.value("report", read_report));
  CALLNORM_TRY(draft.consistency, in.value("consistency", list_of(read_rule)));
  draft.hash = hash_of(json);
  return Script::create(std::move(draft));
}

}  // namespace callnorm
