#include "callnorm/indicator/tools.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/engine/statistics.hpp"
#include "figures.hpp"
#include "message.hpp"
#include "text/log_name.hpp"

namespace callnorm {
namespace {

bool one_clock(const Contact& contact) {
  return contact.data().quality.clock == Quality::Clock::common;
}

// Who did nine things in a tool that was opened two seconds before the contact, while the telephone
// rang, did some of them in it.
constexpr double interaction_s = 0.5;
constexpr Millis ringing{5000};

/// A tool as it is written, and as it is compared.
struct ToolName {
  std::string_view written;
  std::string key;
};

/// What the log says of one tool.
struct ToolRecord {
  ToolName tool;
  std::uint32_t uses = 0;             // from connect to end, with interaction
  Millis first{0};                    // of those
  std::optional<Millis> went_on;      // used from a little before connect on
  std::optional<Millis> only_opened;  // from connect to end, without interaction
  std::optional<Millis> outside;      // used, but outside: the nearest to the contact
};

Millis outside_by(Millis at, TimeSpan contact) {
  return at < contact.begin ? contact.begin - at : at - contact.end;
}

/// Each tool once, in order of its name.
std::vector<ToolRecord> tool_records(const std::vector<ToolUse>& log, TimeSpan contact,
                                     bool whole_names) {
  std::map<std::string, ToolRecord> by_name;
  for (const ToolUse& use : log) {
    ToolName name{use.tool, log_name(use.tool, whole_names)};
    const auto [place, first] = by_name.try_emplace(name.key);
    ToolRecord& record = place->second;
    if (first) record.tool = std::move(name);
    const bool inside = use.at >= contact.begin && use.at <= contact.end;
    if (use.interactions == 0) {
      if (inside && (!record.only_opened || use.at < *record.only_opened)) {
        record.only_opened = use.at;
      }
    } else if (inside) {
      if (record.uses == 0 || use.at < record.first) record.first = use.at;
      ++record.uses;
    } else {
      const Millis busy = whole_millis(interaction_s * static_cast<double>(use.interactions - 1));
      if (use.at < contact.begin && contact.begin - use.at <= std::min(ringing, busy)) {
        record.went_on = use.at;
      }
      if (!record.outside || outside_by(use.at, contact) < outside_by(*record.outside, contact)) {
        record.outside = use.at;
      }
    }
  }
  std::vector<ToolRecord> out;
  for (const auto& [tool, record] : by_name) out.push_back(record);
  return out;
}

std::string outside_text(Millis at, TimeSpan contact) {
  return "used at " + seconds_text(at) + ", " + seconds_text(outside_by(at, contact)) +
         (at < contact.begin ? " before the contact began" : " after the contact ended");
}

Evidence tool_evidence(std::string_view role, const ToolName& name, std::string_view what,
                       std::optional<Millis> at = std::nullopt) {
  Evidence evidence;
  evidence.role = role;
  evidence.channel = "tools";
  if (at) evidence.time = TimeSpan{*at, *at};
  evidence.note = in_quotes(name.written) + " " + std::string(what);
  evidence.details.emplace_back("tool", name.written);
  return evidence;
}

/// Whether a tool of the task was used in the contact.
bool was_used(const ToolRecord& record) {
  return record.uses > 0 || record.went_on.has_value();
}

std::string used_text(const ToolRecord& record, TimeSpan contact) {
  if (record.uses == 0) return outside_text(*record.went_on, contact);
  return record.uses == 1 ? "used at " + seconds_text(record.first)
                          : "used " + std::to_string(record.uses) + " times, first at " +
                                seconds_text(record.first);
}

/// The tools of one task: required (less what was unavailable, and what only steps ask for that the
/// facts leave out), allowed, forbidden; without repetitions.
struct ToolTask {
  std::vector<ToolName> required;
  std::vector<ToolName> unavailable;
  std::vector<ToolName> unneeded;
  std::vector<ToolName> allowed;
  std::vector<ToolName> forbidden;
  bool whole_names = false;  // some differ in their version or their brackets only
};

bool by_key(const ToolName& a, const ToolName& b) {
  return a.key < b.key;
}

std::vector<ToolName> distinct(const std::vector<std::string>& names, bool whole) {
  std::vector<ToolName> out;
  for (const std::string& name : names) out.push_back({name, log_name(name, whole)});
  std::stable_sort(out.begin(), out.end(), by_key);
  const auto same = [](const ToolName& a, const ToolName& b) { return a.key == b.key; };
  out.erase(std::unique(out.begin(), out.end(), same), out.end());
  return out;
}

bool has(const std::vector<ToolName>& sorted, const ToolName& name) {
  return std::binary_search(sorted.begin(), sorted.end(), name, by_key);
}

/// Tools that steps ask for: whether one of those steps may come, by the facts known.
using AskedTools = std::map<std::string, bool>;
void add_asked(const ScriptNode& node, bool may_come, const Contact& contact, bool whole_names,
               AskedTools& asked) {
  may_come = may_come && may_hold(node, &contact);
  if (!node.tool.empty()) {
    bool& needed = asked[log_name(node.tool, whole_names)];
    needed = needed || may_come;
  }
  if (node.kind == ScriptNode::Kind::branch) {
    for (const auto& [value, child] : node.cases) {
      add_asked(node.children[child], may_come && may_take(node, value, &contact), contact,
                whole_names, asked);
    }
    return;
  }
  for (const ScriptNode& child : node.children) {
    add_asked(child, may_come, contact, whole_names, asked);
  }
}

ToolTask tool_task(const Contact& contact, const ScriptDraft& script) {
  ToolTask task;
  std::vector<std::string> named(script.tools_required);
  named.insert(named.end(), script.tools_optional.begin(), script.tools_optional.end());
  named.insert(named.end(), script.tools_forbidden.begin(), script.tools_forbidden.end());
  task.whole_names = distinct(named, false).size() < distinct(named, true).size();
  const bool whole = task.whole_names;
  AskedTools asked;
  add_asked(script.steps, true, contact, whole, asked);
  const std::vector<ToolName> out_of_order = distinct(contact.data().tools_unavailable, whole);
  for (const ToolName& tool : distinct(script.tools_required, whole)) {
    const auto step = asked.find(tool.key);
    if (has(out_of_order, tool)) {
      task.unavailable.push_back(tool);
    } else if (step != asked.end() && !step->second) {
      task.unneeded.push_back(tool);
    } else {
      task.required.push_back(tool);
    }
  }
  task.allowed = distinct(script.tools_required, whole);
  const std::vector<ToolName> optional = distinct(script.tools_optional, whole);
  task.allowed.insert(task.allowed.end(), optional.begin(), optional.end());
  std::stable_sort(task.allowed.begin(), task.allowed.end(), by_key);
  task.forbidden = distinct(script.tools_forbidden, whole);
  return task;
}

const ToolRecord* find(const std::vector<ToolRecord>& records, const ToolName& tool) {
  const auto found = std::lower_bound(
      records.begin(), records.end(), tool,
      [](const ToolRecord& record, const ToolName& name) { return by_key(record.tool, name); });
  return found != records.end() && found->tool.key == tool.key ? &*found : nullptr;
}

void show_unneeded(const ToolTask& task, IndicatorResult& result) {
  for (const ToolName& tool : task.unneeded) {
    result.evidence.push_back(tool_evidence(
        "unneeded tool", tool, "is asked for where the facts do not lead: not required"));
  }
}

/// Forbidden and missing tools first, then what was used, in time.
void show_tools(const ToolTask& task, const std::vector<ToolRecord>& records, TimeSpan contact,
                IndicatorResult& result) {
  for (const ToolRecord& record : records) {
    if (record.uses > 0 && has(task.forbidden, record.tool)) {
      result.evidence.push_back(
          tool_evidence("forbidden tool", record.tool, used_text(record, contact), record.first));
    }
  }
  // Opened during the contact and left alone comes closest to a use; then the nearest in time.
  std::optional<std::pair<bool, Millis>> best;
  for (const ToolName& tool : task.required) {
    const ToolRecord* record = find(records, tool);
    if (record != nullptr && was_used(*record)) continue;
    std::string what = "is required and was not used from " + seconds_text(contact.begin) + " to " +
                       seconds_text(contact.end);
    std::optional<Millis> at;
    std::optional<std::pair<bool, Millis>> miss;
    if (record != nullptr && record->only_opened) {
      at = record->only_opened;
      miss = {false, Millis{0}};
      what += "; opened at " + seconds_text(*at) + " without doing anything in it";
    } else if (record != nullptr && record->outside) {
      at = record->outside;
      miss = {true, outside_by(*at, contact)};
      what += "; " + outside_text(*at, contact);
    }
    if (miss && (!best || *miss < *best)) {
      best = miss;
      result.nearest = static_cast<std::uint32_t>(result.evidence.size());
    }
    result.evidence.push_back(tool_evidence("missing tool", tool, what, at));
  }
  std::vector<const ToolRecord*> used;
  for (const ToolRecord& record : records) {
    if (was_used(record) && !has(task.forbidden, record.tool)) used.push_back(&record);
  }
  const auto since = [](const ToolRecord& record) {
    return record.uses > 0 ? record.first : *record.went_on;
  };
  std::stable_sort(used.begin(), used.end(),
                   [&](const ToolRecord* a, const ToolRecord* b) { return since(*a) < since(*b); });
  for (const ToolRecord* record : used) {
    const bool allowed = has(task.allowed, record->tool);
    const bool required = has(task.required, record->tool);
    result.evidence.push_back(tool_evidence(required  ? "required tool"
                                            : allowed ? "permitted tool"
                                                      : "other tool",
                                            record->tool, used_text(*record, contact),
                                            since(*record)));
  }
  for (const ToolName& tool : task.unavailable) {
    result.evidence.push_back(
        tool_evidence("unavailable tool", tool, "was reported unavailable: not required"));
  }
  show_unneeded(task, result);
  for (const ToolRecord& record : records) {
    if (!record.outside || !has(task.forbidden, record.tool)) continue;
    result.evidence.push_back(
        tool_evidence("forbidden tool outside the contact", record.tool,
                      outside_text(*record.outside, contact) + ": not counted", record.outside));
    if (!std::count(result.flags.begin(), result.flags.end(), "FORBIDDEN_TOOL_OUTSIDE_CONTACT")) {
      result.flags.emplace_back("FORBIDDEN_TOOL_OUTSIDE_CONTACT");
    }
  }
}

}  // namespace

void judge_tool_use(const Contact& contact, const Script* script, const Parameters& parameters,
                    IndicatorResult& result) {
  const double recall_good = parameters["recall_demonstrated"];
  const double recall_bad = parameters["recall_not"];
  const double precision_good = parameters["precision_demonstrated"];
  result.need("R", ">=", recall_good, "recall_demonstrated");
  result.need("P", ">=", precision_good, "precision_demonstrated");
  result.need("forbidden", "<=", 0);
  result.bar("forbidden", ">=", 1);
  result.bar("R", "<=", recall_bad, "recall_not");
  if (script == nullptr) return result.decide(Verdict::insufficient_evidence, "NO_SCRIPT");
  const ContactDraft& data = contact.data();
  const ToolTask task = tool_task(contact, script->data());
  const bool asks_for_none = task.required.empty() && task.unavailable.empty();
  if (asks_for_none && (task.unneeded.empty() || !data.tools)) {
    show_unneeded(task, result);
    return result.decide(Verdict::not_applicable, "NO_TOOL_TASK");
  }
  if (!data.tools) {
    return result.decide(Verdict::insufficient_evidence,
                         task.required.empty() ? "TOOLS_UNAVAILABLE" : "NO_TOOL_LOG");
  }
  // "During the contact" needs its beginning, its end and the log on one clock.
  const bool bounded = (data.connect || contact.timed()) && (data.end || contact.timed());
  if (!one_clock(contact) || !bounded) {
    if (asks_for_none) return result.decide(Verdict::not_applicable, "NO_TOOL_TASK");
    return result.decide(Verdict::insufficient_evidence,
                         task.required.empty() ? "TOOLS_UNAVAILABLE" : "CLOCK_SKEW");
  }

  const TimeSpan extent = contact.extent();
  const std::vector<ToolRecord> records = tool_records(*data.tools, extent, task.whole_names);
  std::int64_t used = 0;
  std::int64_t used_required = 0;
  std::int64_t used_allowed = 0;
  std::int64_t forbidden = 0;
  for (const ToolRecord& record : records) {
    const bool is_forbidden = has(task.forbidden, record.tool);
    if (is_forbidden && record.uses > 0) ++forbidden;
    if (is_forbidden ? record.uses == 0 : !was_used(record)) continue;
    ++used;
    if (has(task.required, record.tool)) ++used_required;
    if (has(task.allowed, record.tool)) ++used_allowed;
  }
  const auto recall = share(used_required, static_cast<std::int64_t>(task.required.size()));
  const auto precision = share(used_allowed, used);
  result.add("R", or_undefined(recall), "1");
  result.add("P", or_undefined(precision), "1");
  result.add("forbidden", forbidden);
  show_tools(task, records, extent, result);

  if (!recall && !asks_for_none) {
    return result.decide(Verdict::insufficient_evidence, "TOOLS_UNAVAILABLE");
  }
  if (forbidden > 0) {
    result.nearest.reset();
    result.hinge("forbidden", ">=", 1);
    return result.decide(Verdict::not_demonstrated, "FORBIDDEN_TOOL");
  }
  if (asks_for_none) return result.decide(Verdict::not_applicable, "NO_TOOL_TASK");
  if (at_most(*recall, recall_bad)) {
    result.hinge("R", "<=", recall_bad, "recall_not");
    if (data.ending.by == Ending::By::technical) {
      return result.decide(Verdict::insufficient_evidence, "CONTACT_CUT");
    }
    return result.decide(Verdict::not_demonstrated, "TOOL_MISSING");
  }
  const bool complete = at_least(*recall, recall_good);
  const bool precise = precision && at_least(*precision, precision_good);
  if (complete && !precise) {
    result.hinge("P", ">=", precision_good, "precision_demonstrated");
  } else {
    result.hinge("R", ">=", recall_good, "recall_demonstrated");
  }
  if (complete && precise) return result.decide(Verdict::demonstrated, "OK");
  result.decide(Verdict::insufficient_evidence, "BORDERLINE");
}

}  // namespace callnorm
