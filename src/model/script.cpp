#include "callnorm/model/script.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "message.hpp"
#include "model/check.hpp"
#include "text/log_name.hpp"
#include "try.hpp"

namespace callnorm {

namespace {

using model::check_utf8;
using model::first_repeated;

constexpr std::size_t max_nodes = 2000;
constexpr std::size_t max_depth = 64;
constexpr std::size_t max_any = 10;
constexpr std::uint32_t max_loop = 50;
constexpr std::size_t max_entries =
    1000;  ///< of data, sources, ...: names are looked up one by one

constexpr std::array<std::string_view, 11> data_types{"text",  "id",     "phone",    "iban",
                                                      "meter", "date",   "datetime", "address",
                                                      "email", "amount", "number"};
constexpr std::array<std::string_view, 12> say_elements{
    "greet",   "org",           "name",      "offer",  "id",   "record",
    "summary", "anything_else", "next_step", "thanks", "wish", "goodbye"};
constexpr std::array<std::string_view, 6> closing_elements{"summary", "anything_else", "next_step",
                                                           "thanks",  "wish",          "goodbye"};
constexpr std::array<std::string_view, 3> channels{"voice", "chat", "email"};
constexpr std::array<std::string_view, 3> ends{"transfer", "callback", "client_ends"};

Error broken(std::string message, std::string where) {
  return {ErrorCode::invalid_script, std::move(message), std::move(where)};
}

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Status check_choice(std::string_view value, std::span<const std::string_view> names,
                    const std::string& where) {
  if (contains(names, value)) return success();
  std::string list;
  for (const std::string_view name : names) {
    list += (list.empty() ? "" : ", ") + std::string(name);
  }
  return broken("expected one of " + list + "; found " + in_quotes(value), where);
}

Status check_name(std::string_view text, const std::string& where) {
  if (text.empty()) return broken("must not be empty", where);
  return check_utf8(text, where);
}

Status check_names(const std::vector<std::string>& texts, const std::string& place) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CALLNORM_CHECK(check_name(texts[i], at(place, i)));
  }
  return success();
}

template <class T>
Status check_size(const std::vector<T>& list, const std::string& place) {
  if (list.size() <= max_entries) return success();
  return broken("more than " + std::to_string(max_entries) + " entries", place);
}

template <class T>
Status check_ids(const std::vector<T>& items, const std::string& place) {
  CALLNORM_CHECK(check_size(items, place));
  std::vector<std::string_view> ids;
  for (std::size_t i = 0; i < items.size(); ++i) {
    CALLNORM_CHECK(check_name(items[i].id, at(place, i, "id")));
    ids.emplace_back(items[i].id);
  }
  if (const auto repeated = first_repeated(ids)) {
    return broken("id " + in_quotes(ids[*repeated]) + " is used twice", at(place, *repeated, "id"));
  }
  return success();
}

template <class T>
bool has_id(const std::vector<T>& items, std::string_view id) {
  return std::any_of(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
}

/// Goes down the tree of steps once: gives every node its place and label, hands `hard` down and
/// checks what a node refers to.
class Walk {
 public:
  Walk(ScriptDraft& draft, std::vector<std::string>& warnings)
      : draft_(draft), warnings_(warnings) {}

  Status run() { return visit(draft_.steps, "/steps", 1, false, false); }

  /// Elements of the last closing step met.
  [[nodiscard]] const std::vector<std::string>& closing() const noexcept { return closing_; }

 private:
  Status visit(ScriptNode& node, std::string place, std::size_t depth, bool hard_above,
               bool optional_above) {
    node.place = std::move(place);
    if (depth > max_depth) {
      return broken("steps are nested deeper than " + std::to_string(max_depth) + " levels",
                    node.place);
    }
    if (++nodes_ > max_nodes) {
      return broken("more than " + std::to_string(max_nodes) + " steps", node.place);
    }
    CALLNORM_CHECK(check_utf8(node.name, at(node.place, "step")));
    const std::size_t facts_before = facts_.size();
    if (node.condition) {
      CALLNORM_CHECK(check_condition(*node.condition, at(node.place, "if")));
      note_fact(node.condition->fact, node.condition->equals, at(node.place, "if"));
    }
    const Status status = visit_kind(node, depth, hard_above, optional_above);
    facts_.resize(facts_before);
    return status;
  }

  Status visit_kind(ScriptNode& node, std::size_t depth, bool hard_above, bool optional_above) {
    const bool optional = optional_above || node.optional || node.kind == ScriptNode::Kind::opt;
    node.hard = node.hard || hard_above;
    if (node.hard && optional && !(hard_above && optional_above)) {
      warnings_.push_back(node.place + ": a hard step that may be left out");
    }
    const auto down = [&](ScriptNode& child, std::string where) {
      return visit(child, std::move(where), depth + 1, node.hard, optional);
    };

    switch (node.kind) {
      case ScriptNode::Kind::step:
        if (!node.children.empty()) return broken("a step has no steps below it", node.place);
        return check_step(node);
      case ScriptNode::Kind::end:
        if (!node.children.empty()) return broken("an end has no steps below it", node.place);
        CALLNORM_CHECK(check_choice(node.end, ends, at(node.place, "end")));
        if (node.label.empty()) node.label = node.name.empty() ? "end:" + node.end : node.name;
        return success();
      case ScriptNode::Kind::seq: return visit_group(node, "seq", down);
      case ScriptNode::Kind::alt: return visit_group(node, "alt", down);
      case ScriptNode::Kind::any:
        if (node.children.size() > max_any) {
          return broken("at most " + std::to_string(max_any) +
                            " steps can stand in any order, not " +
                            std::to_string(node.children.size()),
                        at(node.place, "any"));
        }
        return visit_group(node, "any", down);
      case ScriptNode::Kind::opt:
        if (node.children.size() != 1) {
          return broken("holds exactly one step", at(node.place, "opt"));
        }
        return down(node.children.front(), at(node.place, "opt"));
      case ScriptNode::Kind::loop: return visit_loop(node, down);
      case ScriptNode::Kind::branch: return visit_branch(node, down);
    }
    return broken("unknown kind of step", node.place);
  }

  template <class Down>
  Status visit_group(ScriptNode& node, std::string_view key, Down down) {
    const std::string place = at(node.place, key);
    if (node.children.empty()) return broken("holds no step", place);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      CALLNORM_CHECK(down(node.children[i], at(place, i)));
    }
    if (node.kind != ScriptNode::Kind::seq) return success();
    for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
      const ScriptNode& child = node.children[i];
      if (child.kind != ScriptNode::Kind::end || child.optional || child.condition) continue;
      warnings_.push_back(node.children[i + 1].place + ": never reached, the contact has ended");
      break;
    }
    return success();
  }

  template <class Down>
  Status visit_loop(ScriptNode& node, Down down) {
    if (node.children.size() != 1) return broken("holds exactly one step", at(node.place, "loop"));
    if (node.max < 1 || node.max > max_loop) {
      return broken("a loop needs a \"max\" from 1 to " + std::to_string(max_loop),
                    at(node.place, "max"));
    }
    if (node.min > node.max) return broken("\"min\" is above \"max\"", at(node.place, "min"));
    return down(node.children.front(), at(node.place, "loop"));
  }

  template <class Down>
  Status visit_branch(ScriptNode& node, Down down) {
    const std::string place = at(node.place, "branch");
    CALLNORM_CHECK(check_name(node.on, at(place, "on")));
    if (node.cases.empty()) return broken("a branch needs a case", at(place, "cases"));
    std::vector<std::string_view> values;
    std::vector<bool> used(node.children.size());
    for (const auto& [value, index] : node.cases) {
      const std::string here = at(place, "cases", value);
      CALLNORM_CHECK(check_utf8(value, at(place, "cases")));
      if (index >= node.children.size() || used[index]) {
        return broken("each case has a step of its own", here);
      }
      if (node.on == "channel") CALLNORM_CHECK(check_choice(value, channels, here));
      used[index] = true;
      values.emplace_back(value);
      const std::size_t facts_before = facts_.size();
      note_fact(node.on, value, here);
      CALLNORM_CHECK(down(node.children[index], here));
      facts_.resize(facts_before);
    }
    if (const auto repeated = first_repeated(values)) {
      return broken("case " + in_quotes(values[*repeated]) + " stands twice",
                    at(place, "cases", values[*repeated]));
    }
    if (std::find(used.begin(), used.end(), false) != used.end()) {
      return broken("a step of the branch belongs to no case", at(place, "cases"));
    }
    return success();
  }

  // On the way down a fact has one value: what asks for another is never reached.
  void note_fact(const std::string& fact, const std::string& value, const std::string& place) {
    for (const auto& [known, its_value] : facts_) {
      if (known != fact || its_value == value) continue;
      warnings_.push_back(place + ": never reached, " + fact + " is " + in_quotes(its_value) +
                          " here");
      break;
    }
    const auto& ours = draft_.channels;
    if (fact == "channel" && !ours.empty() &&
        std::find(ours.begin(), ours.end(), value) == ours.end()) {
      warnings_.push_back(place + ": never reached, the script is not written for " + value);
    }
    facts_.emplace_back(fact, value);
  }

  static Status check_condition(const Condition& condition, const std::string& place) {
    if (condition.fact == "channel") {
      return check_choice(condition.equals, channels, at(place, "channel"));
    }
    CALLNORM_CHECK(check_name(condition.fact, at(place, "fact")));
    return check_utf8(condition.equals, at(place, "equals"));
  }

  Status check_step(ScriptNode& node) {
    const std::string& place = node.place;
    if (!node.collect.empty() && !has_id(draft_.data, node.collect)) {
      return broken("there is no data item " + in_quotes(node.collect), at(place, "collect"));
    }
    if (!node.tool.empty()) CALLNORM_CHECK(check_tool(node.tool, at(place, "tool")));
    for (std::size_t i = 0; i < node.lookup_order.size(); ++i) {
      if (has_id(draft_.sources, node.lookup_order[i])) continue;
      return broken("there is no source " + in_quotes(node.lookup_order[i]),
                    at(place, "lookup", "order", i));
    }
    if (!node.lookup_order.empty()) node.lookup = true;
    if (!node.promo.empty() && draft_.promo_mode == "none") {
      return broken("a step that promotes, in a script whose promo_mode is none",
                    at(place, "promo"));
    }
    for (std::size_t i = 0; i < node.promo.size(); ++i) {
      if (has_id(draft_.selling_points, node.promo[i])) continue;
      return broken("there is no selling point " + in_quotes(node.promo[i]), at(place, "promo", i));
    }
    CALLNORM_CHECK(check_closing(node.closing, at(place, "closing")));
    if (!node.closing.empty()) closing_ = node.closing;
    if (node.say) CALLNORM_CHECK(check_say(*node.say, at(place, "say")));
    if (node.label.empty()) node.label = label_of(node);
    if (node.label.empty()) {
      return broken("a step needs a name (\"step\") or something that makes it visible", place);
    }
    check_recognise(node);
    return success();
  }

  Status check_tool(const std::string& tool, const std::string& where) const {
    if (contains(draft_.tools_forbidden, tool)) {
      return broken("tool " + in_quotes(tool) + " is forbidden in this script", where);
    }
    if (contains(draft_.tools_required, tool) || contains(draft_.tools_optional, tool)) {
      return success();
    }
    return broken("there is no tool " + in_quotes(tool), where);
  }

 public:
  static Status check_closing(const std::vector<std::string>& closing, const std::string& place) {
    for (std::size_t i = 0; i < closing.size(); ++i) {
      CALLNORM_CHECK(check_choice(closing[i], closing_elements, at(place, i)));
      if (std::find(closing.begin(), closing.begin() + static_cast<std::ptrdiff_t>(i),
                    closing[i]) != closing.begin() + static_cast<std::ptrdiff_t>(i)) {
        return broken(in_quotes(closing[i]) + " stands twice", at(place, i));
      }
    }
    return success();
  }

 private:
  Status check_say(const Say& say, const std::string& place) {
    switch (say.mode) {
      case Say::Mode::verbatim:
        CALLNORM_CHECK(check_name(say.text, at(place, "text")));
        if (draft_.language.empty()) {
          return broken("words to be said verbatim need the script's language (\"lang\")",
                        at(place, "text"));
        }
        break;
      case Say::Mode::act:
        if (!say.act) return broken("mode \"act\" needs an \"act\"", place);
        break;
      case Say::Mode::paraphrase:
        if (say.elements.empty() && say.facts.empty() && say.examples.empty() &&
            say.patterns.empty() && say.regex.empty()) {
          warnings_.push_back(place + ": says nothing by which it could be recognised");
        }
        break;
    }
    for (std::size_t i = 0; i < say.elements.size(); ++i) {
      CALLNORM_CHECK(check_choice(say.elements[i], say_elements, at(place, "elements", i)));
    }
    CALLNORM_CHECK(check_names(say.facts, at(place, "facts")));
    CALLNORM_CHECK(check_names(say.examples, at(place, "examples")));
    for (std::size_t i = 0; i < say.patterns.size(); ++i) {
      CALLNORM_CHECK(model::check_pattern(say.patterns[i], ErrorCode::invalid_script,
                                          at(place, "patterns", i)));
    }
    if (!say.regex.empty()) {
      CALLNORM_CHECK(check_utf8(say.regex, at(place, "regex")));
      CALLNORM_CHECK(model::check_regex(say.regex, ErrorCode::invalid_script, at(place, "regex")));
    }
    return success();
  }

  static std::string label_of(const ScriptNode& node) {
    if (!node.name.empty()) return node.name;
    if (!node.collect.empty()) return "collect:" + node.collect;
    if (node.client) return "client:" + std::string(name(*node.client));
    if (!node.tool.empty()) return "tool:" + node.tool;
    if (node.lookup) return "lookup";
    if (node.act) return "act:" + std::string(name(*node.act));
    if (!node.promo.empty()) return "promo";
    if (!node.closing.empty()) return "closing";
    return {};
  }

  void check_recognise(const ScriptNode& node) {
    using Recognise = ScriptNode::Recognise;
    const bool verbatim = node.say && node.say->mode == Say::Mode::verbatim;
    const bool event = !node.collect.empty() || !node.tool.empty() || node.lookup;
    if (node.recognise == Recognise::verbatim && !verbatim) {
      warnings_.push_back(node.place + ": to be recognised verbatim, but has no words to be said");
    }
    if (node.recognise == Recognise::event && !event) {
      warnings_.push_back(node.place +
                          ": to be recognised by an event, but collects and uses nothing");
    }
  }

  ScriptDraft& draft_;
  std::vector<std::string>& warnings_;
  std::vector<std::string> closing_;
  std::vector<std::pair<std::string, std::string>> facts_;  // what holds at the node being visited
  std::size_t nodes_ = 0;
};

Status check_data(const ScriptDraft& draft) {
  CALLNORM_CHECK(check_ids(draft.data, "/data"));
  for (std::size_t i = 0; i < draft.data.size(); ++i) {
    const ScriptData& data = draft.data[i];
    const std::string place = at("/data", i);
    CALLNORM_CHECK(check_utf8(data.file, at(place, "file")));
    CALLNORM_CHECK(check_utf8(data.field, at(place, "field")));
    CALLNORM_CHECK(check_choice(data.type, data_types, at(place, "type")));
    CALLNORM_CHECK(check_names(data.ask, at(place, "ask")));
    if (data.pattern.empty()) continue;
    CALLNORM_CHECK(check_utf8(data.pattern, at(place, "pattern")));
    CALLNORM_CHECK(
        model::check_regex(data.pattern, ErrorCode::invalid_script, at(place, "pattern")));
  }
  return success();
}

const ReportField* find_field(const ScriptDraft& draft, std::string_view field) {
  for (const ReportField& entry : draft.report) {
    if (entry.name == field) return &entry;
  }
  return nullptr;
}

Status check_report(const ScriptDraft& draft) {
  CALLNORM_CHECK(check_size(draft.report, "/report"));
  CALLNORM_CHECK(check_size(draft.consistency, "/consistency"));
  std::vector<std::string_view> names;
  for (const ReportField& field : draft.report) names.emplace_back(field.name);
  if (const auto repeated = first_repeated(names)) {
    return broken("field " + in_quotes(names[*repeated]) + " stands twice",
                  at("/report", names[*repeated]));
  }
  for (const ReportField& field : draft.report) {
    const std::string place = at("/report", field.name);
    CALLNORM_CHECK(check_name(field.name, "/report"));
    CALLNORM_CHECK(check_names(field.values, at(place, "enum")));
    if (!field.type.empty()) {
      CALLNORM_CHECK(check_choice(field.type, data_types, at(place, "type")));
    }
    if (!field.when_field.empty()) {
      const ReportField* other = find_field(draft, field.when_field);
      if (other == nullptr) {
        return broken("there is no report field " + in_quotes(field.when_field),
                      at(place, "when", 0U));
      }
      if (field.when_values.empty()) return broken("names no value", at(place, "when", 1U));
      for (std::size_t i = 0; i < field.when_values.size(); ++i) {
        if (other->values.empty() || contains(other->values, field.when_values[i])) continue;
        return broken(in_quotes(field.when_values[i]) + " is no value of " + in_quotes(other->name),
                      at(place, "when", 1U, i));
      }
    }
    for (std::size_t i = 0; i < field.must_mention.size(); ++i) {
      if (has_id(draft.data, field.must_mention[i])) continue;
      return broken("there is no data item " + in_quotes(field.must_mention[i]),
                    at(place, "must_mention", i));
    }
  }
  for (std::size_t i = 0; i < draft.consistency.size(); ++i) {
    const ConsistencyRule& rule = draft.consistency[i];
    const std::string place = at("/consistency", i);
    const ReportField* field = find_field(draft, rule.field);
    if (field == nullptr) {
      return broken("there is no report field " + in_quotes(rule.field), at(place, "field"));
    }
    if (!field->values.empty() && !contains(field->values, rule.value)) {
      return broken(in_quotes(rule.value) + " is no value of " + in_quotes(rule.field),
                    at(place, "value"));
    }
    CALLNORM_CHECK(check_name(rule.fact, at(place, "fact")));
    CALLNORM_CHECK(check_utf8(rule.equals, at(place, "equals")));
  }
  return success();
}

Status check_tools(const ScriptDraft& draft) {
  CALLNORM_CHECK(check_size(draft.tools_required, "/tools/required"));
  CALLNORM_CHECK(check_size(draft.tools_optional, "/tools/optional"));
  CALLNORM_CHECK(check_size(draft.tools_forbidden, "/tools/forbidden"));
  CALLNORM_CHECK(check_names(draft.tools_required, "/tools/required"));
  CALLNORM_CHECK(check_names(draft.tools_optional, "/tools/optional"));
  CALLNORM_CHECK(check_names(draft.tools_forbidden, "/tools/forbidden"));
  std::set<std::string> allowed;  // as logs are compared with them
  for (const std::string& tool : draft.tools_required) allowed.insert(log_name(tool, true));
  for (const std::string& tool : draft.tools_optional) allowed.insert(log_name(tool, true));
  for (std::size_t i = 0; i < draft.tools_forbidden.size(); ++i) {
    const std::string& tool = draft.tools_forbidden[i];
    if (allowed.count(log_name(tool, true)) != 0) {
      return broken("tool " + in_quotes(tool) + " is both allowed and forbidden",
                    at("/tools/forbidden", i));
    }
  }
  return success();
}

Status check_words(const ScriptDraft& draft) {
  CALLNORM_CHECK(check_utf8(draft.title, "/title"));
  CALLNORM_CHECK(check_utf8(draft.approved_by, "/approved_by"));
  CALLNORM_CHECK(check_utf8(draft.objective_id, "/objective/id"));
  CALLNORM_CHECK(check_names(draft.objective_keywords, "/objective/keywords"));
  CALLNORM_CHECK(check_names(draft.known_ok, "/known_ok"));
  CALLNORM_CHECK(check_ids(draft.sources, "/sources"));
  CALLNORM_CHECK(check_ids(draft.selling_points, "/selling_points"));
  for (std::size_t i = 0; i < draft.selling_points.size(); ++i) {
    const SellingPoint& point = draft.selling_points[i];
    CALLNORM_CHECK(check_names(point.interest, at("/selling_points", i, "interest")));
    CALLNORM_CHECK(check_names(point.claims, at("/selling_points", i, "claims")));
  }
  CALLNORM_CHECK(check_names(draft.forbidden_phrases, "/forbidden_phrases"));
  for (std::size_t i = 0; i < draft.jargon.size(); ++i) {
    CALLNORM_CHECK(check_name(draft.jargon[i].term, at("/jargon", i, "term")));
    CALLNORM_CHECK(check_utf8(draft.jargon[i].plain, at("/jargon", i, "plain")));
  }
  for (std::size_t i = 0; i < draft.concepts.size(); ++i) {
    CALLNORM_CHECK(check_names(draft.concepts[i], at("/concepts", i)));
    if (draft.concepts[i].size() < 2) {
      return broken("a concept needs at least two words for one thing", at("/concepts", i));
    }
  }
  return success();
}

Status check_settings(const ScriptDraft& draft) {
  static constexpr std::array<std::string_view, 3> directions{"inbound", "outbound", ""};
  static constexpr std::array<std::string_view, 3> forms{"V", "T", ""};
  static constexpr std::array<std::string_view, 4> promo_modes{"none", "if_interest", "always", ""};
  CALLNORM_CHECK(check_utf8(draft.language, "/lang"));
  CALLNORM_CHECK(check_choice(draft.direction, directions, "/direction"));
  CALLNORM_CHECK(check_choice(draft.address_form, forms, "/address_form"));
  CALLNORM_CHECK(check_choice(draft.promo_mode, promo_modes, "/promo_mode"));
  for (std::size_t i = 0; i < draft.channels.size(); ++i) {
    CALLNORM_CHECK(check_choice(draft.channels[i], channels, at("/channels", i)));
  }
  const auto not_negative = [](const std::optional<double>& value,
                               const std::string& where) -> Status {
    if (value && !(std::isfinite(*value) && *value >= 0)) {
      return broken("must be a number of seconds, not negative", where);
    }
    return success();
  };
  CALLNORM_CHECK(not_negative(draft.hold_cover_s, "/timing/hold_cover_s"));
  CALLNORM_CHECK(not_negative(draft.after_work_s, "/timing/acw_s"));
  if (!(draft.accommodation_factor >= 1 && draft.accommodation_factor <= 10)) {
    return broken("must lie from 1 to 10", "/timing/accommodation_factor");
  }
  return success();
}

}  // namespace

Result<Script> Script::create(ScriptDraft draft) {
  CALLNORM_CHECK(check_name(draft.id, "/id"));
  CALLNORM_CHECK(check_utf8(draft.version, "/version"));
  CALLNORM_CHECK(check_settings(draft));
  CALLNORM_CHECK(check_words(draft));
  CALLNORM_CHECK(check_tools(draft));
  CALLNORM_CHECK(check_data(draft));
  CALLNORM_CHECK(Walk::check_closing(draft.closing, "/closing"));
  std::vector<std::string> warnings;
  Walk walk(draft, warnings);
  CALLNORM_CHECK(walk.run());
  if (draft.closing.empty()) draft.closing = walk.closing();
  CALLNORM_CHECK(check_report(draft));
  return Script(std::make_shared<const ScriptDraft>(std::move(draft)),
                std::make_shared<const std::vector<std::string>>(std::move(warnings)));
}

const ScriptData* Script::find_data(std::string_view data_id) const noexcept {
  for (const ScriptData& data : data_->data) {
    if (data.id == data_id) return &data;
  }
  return nullptr;
}

}  // namespace callnorm
