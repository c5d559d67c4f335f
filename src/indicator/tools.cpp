#include "callnorm/indicator/tools.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/engine/statistics.hpp"
#include "figures.hpp"
#include "message.hpp"

namespace callnorm {
namespace {

bool one_clock(const Contact& contact) {
  return contact.data().quality.clock == Quality::Clock::common;
}

/// What the log says of one tool.
struct ToolRecord {
  std::string_view tool;
  std::uint32_t uses = 0;             // from connect to end, with interaction
  Millis first{0};                    // of those
  std::optional<Millis> only_opened;  // from connect to end, without interaction
  std::optional<Millis> outside;      // used, but outside: the nearest to the contact
};

Millis outside_by(Millis at, TimeSpan contact) {
  return at < contact.begin ? contact.begin - at : at - contact.end;
}

/// Each tool once, in order of its name.
std::vector<ToolRecord> tool_records(const std::vector<ToolUse>& log, TimeSpan contact) {
  std::map<std::string_view, ToolRecord> by_name;
  for (const ToolUse& use : log) {
    ToolRecord& record = by_name[use.tool];
    record.tool = use.tool;
    const bool inside = use.at >= contact.begin && use.at <= contact.end;
    if (use.interactions == 0) {
      if (inside && (!record.only_opened || use.at < *record.only_opened)) {
        record.only_opened = use.at;
      }
    } else if (inside) {
      if (record.uses == 0 || use.at < record.first) record.first = use.at;
      ++record.uses;
    } else if (!record.outside ||
               outside_by(use.at, contact) < outside_by(*record.outside, contact)) {
      record.outside = use.at;
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

Evidence tool_evidence(std::string_view role, std::string_view tool, std::string_view what,
                       std::optional<Millis> at = std::nullopt) {
  Evidence evidence;
  evidence.role = role;
  evidence.channel = "tools";
  if (at) evidence.time = TimeSpan{*at, *at};
  evidence.note = in_quotes(tool) + " " + std::string(what);
  evidence.details.emplace_back("tool", tool);
  return evidence;
}

std::string used_text(const ToolRecord& record) {
  return record.uses == 1 ? "used at " + seconds_text(record.first)
                          : "used " + std::to_string(record.uses) + " times, first at " +
                                seconds_text(record.first);
}

/// The tools of one task: required (less what was unavailable), allowed, forbidden; without
/// repetitions.
struct ToolTask {
  std::vector<std::string_view> required;
  std::vector<std::string_view> unavailable;
  std::vector<std::string_view> allowed;
  std::vector<std::string_view> forbidden;
};

std::vector<std::string_view> distinct(const std::vector<std::string>& names) {
  std::vector<std::string_view> out(names.begin(), names.end());
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool has(const std::vector<std::string_view>& sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

ToolTask tool_task(const ScriptDraft& script, const std::vector<std::string>& unavailable) {
  ToolTask task;
  const std::vector<std::string_view> out_of_order = distinct(unavailable);
  for (const std::string_view tool : distinct(script.tools_required)) {
    (has(out_of_order, tool) ? task.unavailable : task.required).push_back(tool);
  }
  task.allowed = distinct(script.tools_required);
  const std::vector<std::string_view> optional = distinct(script.tools_optional);
  task.allowed.insert(task.allowed.end(), optional.begin(), optional.end());
  std::sort(task.allowed.begin(), task.allowed.end());
  task.forbidden = distinct(script.tools_forbidden);
  return task;
}

const ToolRecord* find(const std::vector<ToolRecord>& records, std::string_view tool) {
  const auto found = std::lower_bound(
      records.begin(), records.end(), tool,
      [](const ToolRecord& record, std::string_view name) { return record.tool < name; });
  return found != records.end() && found->tool == tool ? &*found : nullptr;
}

/// Forbidden and missing tools first, then what was used, in time.
void show_tools(const ToolTask& task, const std::vector<ToolRecord>& records, TimeSpan contact,
                IndicatorResult& result) {
  for (const ToolRecord& record : records) {
    if (record.uses > 0 && has(task.forbidden, record.tool)) {
      result.evidence.push_back(
          tool_evidence("forbidden tool", record.tool, used_text(record), record.first));
    }
  }
  // Opened during the contact and left alone comes closest to a use; then the nearest in time.
  std::optional<std::pair<bool, Millis>> best;
  for (const std::string_view tool : task.required) {
    const ToolRecord* record = find(records, tool);
    if (record != nullptr && record->uses > 0) continue;
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
    if (record.uses > 0 && !has(task.forbidden, record.tool)) used.push_back(&record);
  }
  std::stable_sort(used.begin(), used.end(),
                   [](const ToolRecord* a, const ToolRecord* b) { return a->first < b->first; });
  for (const ToolRecord* record : used) {
    const bool allowed = has(task.allowed, record->tool);
    const bool required = has(task.required, record->tool);
    result.evidence.push_back(tool_evidence(required  ? "required tool"
                                            : allowed ? "permitted tool"
                                                      : "other tool",
                                            record->tool, used_text(*record), record->first));
  }
  for (const std::string_view tool : task.unavailable) {
    result.evidence.push_back(
        tool_evidence("unavailable tool", tool, "was reported unavailable: not required"));
  }
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
  const ToolTask task = tool_task(script->data(), data.tools_unavailable);
  if (task.required.empty() && task.unavailable.empty()) {
    return result.decide(Verdict::not_applicable, "NO_TOOL_TASK");
  }
  if (!data.tools) {
    return result.decide(Verdict::insufficient_evidence,
                         task.required.empty() ? "TOOLS_UNAVAILABLE" : "NO_TOOL_LOG");
  }
  // "During the contact" needs its beginning, its end and the log on one clock.
  const bool bounded = (data.connect || contact.timed()) && (data.end || contact.timed());
  if (!one_clock(contact) || !bounded) {
    return result.decide(Verdict::insufficient_evidence,
                         task.required.empty() ? "TOOLS_UNAVAILABLE" : "CLOCK_SKEW");
  }

  const TimeSpan extent = contact.extent();
  const std::vector<ToolRecord> records = tool_records(*data.tools, extent);
  std::int64_t used = 0;
  std::int64_t used_required = 0;
  std::int64_t used_allowed = 0;
  std::int64_t forbidden = 0;
  for (const ToolRecord& record : records) {
    if (record.uses == 0) continue;
    ++used;
    if (has(task.required, record.tool)) ++used_required;
    if (has(task.allowed, record.tool)) ++used_allowed;
    if (has(task.forbidden, record.tool)) ++forbidden;
  }
  const auto recall = share(used_required, static_cast<std::int64_t>(task.required.size()));
  const auto precision = share(used_allowed, used);
  result.add("R", or_undefined(recall), "1");
  result.add("P", or_undefined(precision), "1");
  result.add("forbidden", forbidden);
  show_tools(task, records, extent, result);

  if (!recall) return result.decide(Verdict::insufficient_evidence, "TOOLS_UNAVAILABLE");
  if (forbidden > 0) {
    result.nearest.reset();
    result.hinge("forbidden", ">=", 1);
    return result.decide(Verdict::not_demonstrated, "FORBIDDEN_TOOL");
  }
  if (at_most(*recall, recall_bad)) {
    result.hinge("R", "<=", recall_bad, "recall_not");
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
