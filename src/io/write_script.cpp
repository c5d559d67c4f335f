#include <string_view>
#include <utility>

#include "callnorm/io/write.hpp"
#include "io/json_output.hpp"

namespace callnorm {

namespace {

using namespace io;
using Kind = ScriptNode::Kind;
using Recognise = ScriptNode::Recognise;

void put_act(JsonWriter& out, JsonKey key, const std::optional<ActKind>& act) {
  if (act) out.put(key, name(*act));
}

/// Scalars are kept as JSON writes them; as text they mean the same.
void write_condition(JsonWriter& out, const Condition& condition) {
  out.object([&] {
    if (condition.fact == "channel") {
      out.put("channel", condition.equals);
    } else {
      out.put("fact", condition.fact);
      out.put("equals", condition.equals);
    }
  });
}

void write_say(JsonWriter& out, const Say& say) {
  out.object([&] {
    switch (say.mode) {
      case Say::Mode::verbatim:
        out.put("mode", "verbatim");
        out.put_if("text", say.text);
        if (say.max_word_errors != 0) out.put("max_word_errors", say.max_word_errors);
        break;
      case Say::Mode::paraphrase:
        out.put("mode", "paraphrase");
        out.put_if("elements", say.elements);
        out.put_if("facts", say.facts);
        out.put_if("examples", say.examples);
        out.put_if("patterns", say.patterns);
        out.put_if("regex", say.regex);
        break;
      case Say::Mode::act:
        out.put("mode", "act");
        put_act(out, "act", say.act);
        break;
    }
  });
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

void write_node(JsonWriter& out, const ScriptNode& node);

void write_branch(JsonWriter& out, const ScriptNode& node) {
  out.object([&] {
    out.put("on", node.on);
    out.put_object("cases", [&] {
      for (const auto& [value, child] : node.cases) {
        write_node(out.key(value), node.children[child]);
      }
    });
  });
}

void put_leaf(JsonWriter& out, const ScriptNode& node) {
  if (node.say) write_say(out.key("say"), *node.say);
  out.put_if("collect", node.collect);
  out.put_if("tool", node.tool);
  if (node.lookup) {
    out.put_object("lookup", [&] { out.put_if("order", node.lookup_order); });
  }
  out.put_if("promo", node.promo);
  put_act(out, "act", node.act);
  put_act(out, "client", node.client);
  out.put_if("closing", node.closing);
  if (node.recognise != Recognise::automatic) out.put("recognise", name(node.recognise));
}

void write_node(JsonWriter& out, const ScriptNode& node) {
  out.object([&] {
    out.put_if("step", node.name);
    if (node.optional) out.put("must", false);
    if (node.hard) out.put("hard", true);
    if (node.condition) write_condition(out.key("if"), *node.condition);
    switch (node.kind) {
      case Kind::step: put_leaf(out, node); break;
      case Kind::seq: out.put_list("seq", node.children, write_node); break;
      case Kind::alt: out.put_list("alt", node.children, write_node); break;
      case Kind::any: out.put_list("any", node.children, write_node); break;
      case Kind::opt: write_node(out.key("opt"), node.children.front()); break;
      case Kind::loop:
        write_node(out.key("loop"), node.children.front());
        if (node.min != 0) out.put("min", node.min);
        out.put("max", node.max);
        put_act(out, "stop_on", node.stop_on);
        break;
      case Kind::branch: write_branch(out.key("branch"), node); break;
      case Kind::end: out.put("end", node.end); break;
    }
  });
}

void write_data(JsonWriter& out, const ScriptData& data) {
  out.object([&] {
    out.put("id", data.id);
    out.put_if("file", data.file);
    out.put_if("field", data.field);
    out.put("type", data.type);
    out.put("required", data.required);
    if (data.read_back) out.put("read_back", true);
    out.put_if("pattern", data.pattern);
    out.put_if("ask", data.ask);
  });
}

void write_report(JsonWriter& out, const std::vector<ReportField>& report) {
  out.object([&] {
    for (const ReportField& field : report) {
      out.put_object(field.name, [&] {
        out.put("required", field.required);
        out.put_if("enum", field.values);
        if (field.max_words) out.put("max_words", *field.max_words);
        out.put_if("type", field.type);
        if (!field.when_field.empty()) {
          out.key("when").array([&] {
            out.value(field.when_field);
            out.value(field.when_values);
          });
        }
        out.put_if("must_mention", field.must_mention);
      });
    }
  });
}

void put_header(JsonWriter& out, const ScriptDraft& script) {
  out.put("format", "callnorm.script/1");
  out.put("id", script.id);
  out.put("version", script.version);
  out.put_if("lang", script.language);
  out.put_if("title", script.title);
  out.put_if("direction", script.direction);
  out.put_if("channels", script.channels);
  out.put_if("approved_by", script.approved_by);
  out.put_object_if("objective", [&] {
    out.put_if("id", script.objective_id);
    out.put_if("keywords", script.objective_keywords);
  });
  out.put_if("address_form", script.address_form);
  out.put_if("promo_mode", script.promo_mode);
  out.put_object_if("timing", [&] {
    out.put_if("hold_cover_s", script.hold_cover_s);
    out.put_if("acw_s", script.after_work_s);
    if (script.accommodation_factor != 1.0) {
      out.put("accommodation_factor", script.accommodation_factor);
    }
  });
}

void write_source(JsonWriter& out, const ScriptSource& source) {
  out.object([&] {
    out.put("id", source.id);
    out.put_if("kind", source.kind);
  });
}

void write_point(JsonWriter& out, const SellingPoint& point) {
  out.object([&] {
    out.put("id", point.id);
    out.put_if("interest", point.interest);
    out.put_if("claims", point.claims);
  });
}

void write_jargon(JsonWriter& out, const JargonTerm& term) {
  out.object([&] {
    out.put("term", term.term);
    out.put_if("plain", term.plain);
  });
}

void write_rule(JsonWriter& out, const ConsistencyRule& rule) {
  out.object([&] {
    out.put("field", rule.field);
    out.put("value", rule.value);
    out.put("fact", rule.fact);
    out.put("equals", rule.equals);
  });
}

}  // namespace

std::string write_script(const Script& script, int indent) {
  const ScriptDraft& data = script.data();
  JsonWriter out;
  out.object([&] {
    put_header(out, data);
    out.put_list_if("sources", data.sources, write_source);
    out.put_object_if("tools", [&] {
      out.put_if("required", data.tools_required);
      out.put_if("optional", data.tools_optional);
      out.put_if("forbidden", data.tools_forbidden);
    });
    out.put_list_if("data", data.data, write_data);
    out.put_if("known_ok", data.known_ok);
    write_node(out.key("steps"), data.steps);
    out.put_list_if("selling_points", data.selling_points, write_point);
    out.put_if("forbidden_phrases", data.forbidden_phrases);
    out.put_list_if("jargon", data.jargon, write_jargon);
    out.put_if("concepts", data.concepts);
    out.put_if("closing", data.closing);
    if (!data.report.empty()) write_report(out.key("report"), data.report);
    out.put_list_if("consistency", data.consistency, write_rule);
  });
  return out.take(indent);
}

}  // namespace callnorm
