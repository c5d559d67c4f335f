#include "callnorm/indicator/tools.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/said_patterns.hpp"
#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/engine/statistics.hpp"
#include "callnorm/text/content_words.hpp"
#include "callnorm/text/pattern_set.hpp"
#include "figures.hpp"
#include "indicator/assistive_software.hpp"
#include "message.hpp"
#include "text/log_name.hpp"
#include "text/placeholders.hpp"

namespace callnorm {
namespace {

bool one_clock(const Contact& contact) {
  return contact.data().quality.clock == Quality::Clock::common;
}

// Who rings off so soon had dialled another number, or wanted nothing that takes a tool.
constexpr Millis rung_off{30'000};

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
  bool counted = false;               // some of them with a count of interactions
  std::optional<Millis> went_on;      // used from a little before connect on
  std::optional<Millis> perhaps;      // a row outside that may tell of a use inside
  std::optional<Millis> only_opened;  // from connect to end, without interaction
  std::optional<Millis> outside;      // used, but outside: the nearest to the contact
};

Millis outside_by(Millis at, TimeSpan contact) {
  return at < contact.begin ? contact.begin - at : at - contact.end;
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

/// Whether a row outside the contact may tell of a use inside. A tool that is open since log-in has
/// one row, and its count runs on; and an end that is only inferred from the last words, or a
/// beginning from the first, cuts nothing off.
bool may_reach_inside(const ToolUse& use, const Contact& contact) {
  if (use.at < contact.extent().begin) {
    return !contact.data().connect || use.interactions.value_or(2) > 1;
  }
  return !contact.data().end;
}

/// Each tool once, in order of its name.
std::vector<ToolRecord> tool_records(const Contact& source, const ToolTask& task) {
  const TimeSpan contact = source.extent();
  std::map<std::string, ToolRecord> by_name;
  for (const ToolUse& use : *source.data().tools) {
    ToolName name{use.tool, log_name(use.tool, task.whole_names)};
    if (is_assistive_software(name.key) && !has(task.allowed, name)) continue;
    const auto [place, first] = by_name.try_emplace(name.key);
    ToolRecord& record = place->second;
    if (first) record.tool = std::move(name);
    const bool inside = use.at >= contact.begin && use.at <= contact.end;
    if (use.interactions == 0U) {
      if (inside && (!record.only_opened || use.at < *record.only_opened)) {
        record.only_opened = use.at;
      }
    } else if (inside) {
      if (record.uses == 0 || use.at < record.first) record.first = use.at;
      ++record.uses;
      record.counted = record.counted || use.interactions;
    } else {
      const double more = static_cast<double>(use.interactions.value_or(1)) - 1;
      const Millis busy = whole_millis(interaction_s * more);
      if (may_reach_inside(use, source)) record.perhaps = use.at;
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

/// A step that asks for a tool, and what comes after it in its sequence.
struct AskingStep {
  const ScriptNode* step = nullptr;
  std::span<const ScriptNode> after;
  bool optional = false;
};

/// What the steps that ask for a tool tell of it.
struct Asking {
  bool may_come = false;          // one of them, by the facts known
  bool comes = false;             // facts lead to one of them
  std::vector<AskingStep> steps;  // that may come
};

/// Where the facts lead, on the way to a node.
struct Way {
  bool open = true;     // no known fact leads elsewhere
  bool known = true;    // no unknown fact decides
  bool chosen = false;  // some known fact does
  bool optional = false;
};

bool knows(const Contact& contact, const std::string& fact) {
  return fact == "channel" || contact.fact(fact) != nullptr;
}

using AskedTools = std::map<std::string, Asking>;
void add_asked(const ScriptNode& node, std::span<const ScriptNode> after, Way way,
               const Contact& contact, bool whole_names, AskedTools& asked) {
  const auto decide = [&](Way from, const std::string& fact, bool open) {
    from.open = from.open && open;
    from.known = from.known && knows(contact, fact);
    from.chosen = true;
    return from;
  };
  if (node.condition) way = decide(way, node.condition->fact, may_hold(node, &contact));
  way.optional = way.optional || node.optional || node.kind == ScriptNode::Kind::opt ||
                 node.kind == ScriptNode::Kind::alt || node.kind == ScriptNode::Kind::any ||
                 (node.kind == ScriptNode::Kind::loop && node.min == 0);
  if (!node.tool.empty()) {
    Asking& asking = asked[log_name(node.tool, whole_names)];
    asking.may_come = asking.may_come || way.open;
    asking.comes = asking.comes || (way.open && way.known && way.chosen && !way.optional);
    if (way.open) asking.steps.push_back({&node, after, way.optional});
  }
  if (node.kind == ScriptNode::Kind::branch) {
    for (const auto& [value, child] : node.cases) {
      add_asked(node.children[child], {}, decide(way, node.on, may_take(node, value, &contact)),
                contact, whole_names, asked);
    }
    return;
  }
  const std::span<const ScriptNode> children(node.children);
  for (std::size_t i = 0; i < children.size(); ++i) {
    const bool in_order = node.kind == ScriptNode::Kind::seq;
    add_asked(children[i], in_order ? children.subspan(i + 1) : std::span<const ScriptNode>(), way,
              contact, whole_names, asked);
  }
}

/// Whether the agent says one of these: all its words that carry content, in one turn.
bool says_any(const PreparedContact& contact, const std::vector<std::string>& wordings) {
  const auto types = contact.types();
  if (contact.lexicon() == nullptr) return false;
  for (const std::string& wording : wordings) {
    std::vector<std::vector<bool>> wanted;  // by word: which types are it
    bool possible = true;
    for (const std::string& word :
         content_words(*contact.lexicon(), without_placeholders(wording))) {
      std::vector<bool>& is_it = wanted.emplace_back(types.size());
      const std::uint32_t key = content_key(word);
      possible = false;
      for (std::size_t t = 0; t < types.size(); ++t) {
        if (types[t].content_key != key || !content_match(word, types[t].content)) continue;
        is_it[t] = true;
        possible = true;
      }
      if (!possible) break;
    }
    if (!possible || wanted.empty()) continue;
    for (const PreparedTurn& turn : contact.turns()) {
      if (turn.speaker != Speaker::agent) continue;
      const auto said =
          contact.tokens().subspan(turn.first_token, turn.last_token - turn.first_token);
      if (std::all_of(wanted.begin(), wanted.end(), [&](const std::vector<bool>& is_it) {
            return std::any_of(said.begin(), said.end(),
                               [&](const PreparedToken& token) { return is_it[token.type]; });
          })) {
        return true;
      }
    }
  }
  return false;
}

/// Whether the data the step collects were given or entered.
bool has_data(const ContactDraft& data, const ScriptData& wanted) {
  const auto holds = [&](const auto& channel) {
    return channel && std::any_of(channel->begin(), channel->end(), [&](const auto& entry) {
             return entry.file == wanted.file && entry.field == wanted.field &&
                    !entry.value.empty();
           });
  };
  return holds(data.obtained) || holds(data.edits) || holds(data.record);
}

/// Whether the agent says what one of these token patterns describes.
bool says_pattern(const PreparedContact& contact, const std::vector<std::string>& patterns) {
  if (patterns.empty()) return false;
  const auto set = PatternSet::compile(patterns);
  if (!set) return false;
  return !find_said_patterns(contact, *set, 1).empty();
}

bool says_step(const PreparedContact& contact, const Say& say) {
  return says_any(contact, say.examples) || says_any(contact, {say.text});
}

/// How the steps among these are said, the end of the script aside: goodbye is said whatever came
/// before.
void add_sayings(const Script& script, std::span<const ScriptNode> steps,
                 std::vector<const Say*>& out) {
  for (const ScriptNode& node : steps) {
    if (&node == &script.data().steps.children.back() || !node.closing.empty()) continue;
    if (node.say) out.push_back(&*node.say);
    add_sayings(script, node.children, out);
  }
}

/// Whether the agent says one of these steps.
bool went_on(const PreparedContact& contact, const Script& script,
             std::span<const ScriptNode> steps) {
  std::vector<const Say*> sayings;
  add_sayings(script, steps, sayings);
  std::vector<std::string> patterns;
  for (const Say* say : sayings) {
    if (says_step(contact, *say)) return true;
    patterns.insert(patterns.end(), say->patterns.begin(), say->patterns.end());
  }
  return says_pattern(contact, patterns);
}

/// Whether the script was begun: the agent asked for something that it collects, or has it.
bool was_begun(const PreparedContact& contact, const Script& script) {
  const auto& wanted = script.data().data;
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](const ScriptData& data) {
           return has_data(contact.contact().data(), data) || says_any(contact, data.ask);
         });
}

/// Whether the contact shows that the tool had its occasion: what its step collects is there, its
/// words were said, the facts lead to it, or the agent went on to what comes after it. A step that
/// nothing shows is no failure to use its tool (NORM 0.5), nor is one for which the client had
/// nothing to give.
bool had_occasion(const PreparedContact& contact, const Script& script, const Asking& asking) {
  const ContactDraft& given = contact.contact().data();
  const auto data_of = [&](const AskingStep& asks) {
    return asks.step->collect.empty() ? nullptr : script.find_data(asks.step->collect);
  };
  const auto any_step = [&](auto shows) {
    return std::any_of(asking.steps.begin(), asking.steps.end(), shows);
  };
  // The logs first: words are looked for only where they decide.
  if (any_step([&](const AskingStep& asks) {
        const ScriptData* data = data_of(asks);
        return data != nullptr && has_data(given, *data);
      })) {
    return true;
  }
  if (asking.comes && !given.ending.cut_short() && !any_step([&](const AskingStep& asks) {
        const ScriptData* data = data_of(asks);
        return data != nullptr && says_any(contact, data->ask);  // in vain
      })) {
    return true;
  }
  return any_step([&](const AskingStep& asks) {
    if (asks.step->say) return says_step(contact, *asks.step->say);
    // Nothing but its tool can show this step itself.
    return asks.step->collect.empty() && !asks.optional && went_on(contact, script, asks.after) &&
           was_begun(contact, script);
  });
}

ToolTask tool_task(const Contact& contact, const ScriptDraft& script, AskedTools& asked) {
  ToolTask task;
  std::vector<std::string> named(script.tools_required);
  named.insert(named.end(), script.tools_optional.begin(), script.tools_optional.end());
  named.insert(named.end(), script.tools_forbidden.begin(), script.tools_forbidden.end());
  const bool perhaps = std::any_of(named.begin(), named.end(), [](const std::string& name) {
    return name.find_first_of("(0123456789") != std::string::npos;
  });
  task.whole_names = perhaps && distinct(named, false).size() < distinct(named, true).size();
  const bool whole = task.whole_names;
  add_asked(script.steps, {}, {}, contact, whole, asked);
  const std::vector<ToolName> out_of_order = distinct(contact.data().tools_unavailable, whole);
  for (const ToolName& tool : distinct(script.tools_required, whole)) {
    const auto step = asked.find(tool.key);
    if (has(out_of_order, tool)) {
      task.unavailable.push_back(tool);
    } else if (step != asked.end() && !step->second.may_come) {
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

/// How a required tool that was not used is missing.
enum class Missing : std::uint8_t {
  for_certain,
  perhaps_used,  // a row outside the contact may tell of it
  unasked,       // no step that asks for it is seen
};

const ToolRecord* find(const std::vector<ToolRecord>& records, const ToolName& tool) {
  const auto found = std::lower_bound(
      records.begin(), records.end(), tool,
      [](const ToolRecord& record, const ToolName& name) { return by_key(record.tool, name); });
  return found != records.end() && found->tool.key == tool.key ? &*found : nullptr;
}

Missing how_missing(const PreparedContact& contact, const Script& script, const AskedTools& asked,
                    const std::vector<ToolRecord>& records, const ToolName& tool) {
  const ToolRecord* record = find(records, tool);
  if (record != nullptr && record->perhaps) return Missing::perhaps_used;
  const auto asking = asked.find(tool.key);
  // Of a tool that no step asks for nobody knows when its turn was to come.
  if (asking == asked.end()) {
    return contact.contact().data().ending.cut_short() ? Missing::unasked : Missing::for_certain;
  }
  return had_occasion(contact, script, asking->second) ? Missing::for_certain : Missing::unasked;
}

void show_unneeded(const ToolTask& task, IndicatorResult& result) {
  for (const ToolName& tool : task.unneeded) {
    result.evidence.push_back(tool_evidence(
        "unneeded tool", tool, "is asked for where the facts do not lead: not required"));
  }
}

/// Forbidden and missing tools first, then what was used, in time.
/// @param missing of each required tool that was not used, in order.
void show_tools(const ToolTask& task, const std::vector<ToolRecord>& records, TimeSpan contact,
                const std::vector<Missing>& missing, IndicatorResult& result) {
  for (const ToolRecord& record : records) {
    if (record.counted && has(task.forbidden, record.tool)) {
      result.evidence.push_back(
          tool_evidence("forbidden tool", record.tool, used_text(record, contact), record.first));
    }
  }
  // Opened during the contact and left alone comes closest to a use; then the nearest in time.
  std::optional<std::pair<bool, Millis>> best;
  auto how = missing.begin();
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
    if (*how == Missing::perhaps_used) what += "; it may have been used on";
    if (*how == Missing::unasked) what += "; no step that asks for it is seen";
    ++how;
    if (miss && (!best || *miss < *best)) {
      best = miss;
      result.nearest = static_cast<std::uint32_t>(result.evidence.size());
    }
    result.evidence.push_back(tool_evidence("missing tool", tool, what, at));
  }
  std::vector<const ToolRecord*> used;
  for (const ToolRecord& record : records) {
    const bool shown = record.counted && has(task.forbidden, record.tool);
    if (was_used(record) && !shown) used.push_back(&record);
  }
  const auto since = [](const ToolRecord& record) {
    return record.uses > 0 ? record.first : *record.went_on;
  };
  std::stable_sort(used.begin(), used.end(),
                   [&](const ToolRecord* a, const ToolRecord* b) { return since(*a) < since(*b); });
  for (const ToolRecord* record : used) {
    const bool allowed = has(task.allowed, record->tool);
    const bool required = has(task.required, record->tool);
    result.evidence.push_back(tool_evidence(
        required  ? "required tool"
        : allowed ? "permitted tool"
                  : "other tool",
        record->tool,
        has(task.forbidden, record->tool)
            ? "in the log at " + seconds_text(since(*record)) + "; nothing says whether it was used"
            : used_text(*record, contact),
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

void judge_tool_use(const PreparedContact& prepared, const Script* script,
                    const Parameters& parameters, IndicatorResult& result) {
  const Contact& contact = prepared.contact();
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
  AskedTools asked;
  const ToolTask task = tool_task(contact, script->data(), asked);
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
  const std::vector<ToolRecord> records = tool_records(contact, task);
  std::int64_t used = 0;
  std::int64_t used_required = 0;
  std::int64_t used_allowed = 0;
  std::int64_t forbidden = 0;
  std::int64_t uncounted = 0;  // forbidden tools in the log, perhaps never touched
  for (const ToolRecord& record : records) {
    const bool is_forbidden = has(task.forbidden, record.tool);
    if (is_forbidden && record.counted) ++forbidden;
    if (is_forbidden && record.uses > 0 && !record.counted) ++uncounted;
    if (is_forbidden ? !record.counted : !was_used(record)) continue;
    ++used;
    if (has(task.required, record.tool)) ++used_required;
    if (has(task.allowed, record.tool)) ++used_allowed;
  }
  const auto recall = share(used_required, static_cast<std::int64_t>(task.required.size()));
  const auto precision = share(used_allowed, used);
  result.add("R", or_undefined(recall), "1");
  result.add("P", or_undefined(precision), "1");
  result.add("forbidden", forbidden);
  std::vector<Missing> missing;
  for (const ToolName& tool : task.required) {
    const ToolRecord* record = find(records, tool);
    if (record != nullptr && was_used(*record)) continue;
    missing.push_back(how_missing(prepared, *script, asked, records, tool));
  }
  show_tools(task, records, extent, missing, result);

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
    // Of the tools that had their occasion, as many were used as may have been.
    const auto count = [&](Missing how) { return std::count(missing.begin(), missing.end(), how); };
    const auto unasked = count(Missing::unasked);
    const auto best = share(used_required + count(Missing::perhaps_used),
                            static_cast<std::int64_t>(task.required.size()) - unasked);
    const bool soon = data.ending.by == Ending::By::client && extent.length() < rung_off;
    if (soon || !best || !at_most(*best, recall_bad)) {
      return result.decide(Verdict::insufficient_evidence, data.ending.cut_short() ? "CONTACT_CUT"
                                                           : soon || unasked > 0
                                                               ? "FEW_OPPORTUNITIES"
                                                               : "BORDERLINE");
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
  if (complete && precise && uncounted == 0) return result.decide(Verdict::demonstrated, "OK");
  if (complete && precise) result.hinge("forbidden", ">=", 1);
  result.decide(Verdict::insufficient_evidence, "BORDERLINE");
}

}  // namespace callnorm
