#include "callnorm/indicator/objections.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "callnorm/analysis/only_cues.hpp"
#include "callnorm/analysis/resistance.hpp"
#include "figures.hpp"
#include "indicator/given_acts.hpp"

namespace callnorm {
namespace {

constexpr std::size_t pressures_shown = 5;
constexpr std::size_t answers_shown = 5;

std::uint32_t arguments_of(const Act& act) {
  for (const auto& [key, value] : act.details) {
    if (key != "arguments" || value.empty() || value.size() > 3) continue;
    std::uint32_t count = 0;
    for (const char c : value) {
      if (c < '0' || c > '9') return 1;
      count = count * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return std::max<std::uint32_t>(count, 1);
  }
  return 1;
}

Evidence evidence_of(const Act& act, std::string_view role) {
  Evidence evidence;
  evidence.role = role;
  evidence.channel = "turns";
  evidence.turn = act.turn;
  evidence.text = act.text;
  evidence.time = act.time;
  evidence.details = act.details;
  if (!act.type.empty()) evidence.details.emplace_back("type", act.type);
  return evidence;
}

bool earlier(const Act* a, const Act* b) {
  if (a->turn.has_value() != b->turn.has_value()) return a->turn.has_value();
  if (!a->turn) return false;
  if (*a->turn != *b->turn) return *a->turn < *b->turn;
  return a->text.begin < b->text.begin;
}

/// Whether both turns begin at one moment.
bool together(const Contact& contact, const Act& a, const Act& b) {
  const auto& turns = contact.turns();
  if (!a.turn || !b.turn || *a.turn >= turns.size() || *b.turn >= turns.size()) return false;
  const auto& first = turns[*a.turn].time;
  const auto& second = turns[*b.turn].time;
  return first && second && first->begin == second->begin;
}

/// By turn the one it goes on with: a row that ends in no mark is gone on with in the agent's next,
/// be there a "mm" of the client's between them. A row of a transcript is not a turn.
std::vector<std::uint32_t> begun_in(const PreparedContact& contact, std::span<const Act> acts) {
  const auto turns = contact.turns();
  std::vector<bool> answers(turns.size(), false);  // of the client
  for (const Act& act : acts) {
    if (act.turn && *act.turn < turns.size()) {
      answers[*act.turn] =
          answers[*act.turn] || act.kind == ActKind::objection || act.kind == ActKind::firm_refusal;
    }
  }
  std::vector<std::uint32_t> out(turns.size());
  const auto none = static_cast<std::uint32_t>(turns.size());
  std::uint32_t open = none;  // the agent's unfinished turn, unless the client spoke since
  for (std::uint32_t t = 0; t < turns.size(); ++t) {
    out[t] = t;
    if (turns[t].speaker == Speaker::client) {
      if (answers[t] ||
          !only_cues(contact, t, {CueClass::filler, CueClass::acknowledge, CueClass::confirm})) {
        open = none;
      }
      continue;
    }
    if (open != none) out[t] = out[open];
    std::string_view text = contact.contact().turns()[t].text;
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
    const bool ends = text.empty() || text.ends_with('.') || text.ends_with('!') ||
                      text.ends_with('?') || text.ends_with("\u2026");
    open = ends ? none : t;
  }
  return out;
}

/// What a client answers to "how can I help?" is the reason for calling, whatever a model makes of
/// it.
bool is_reason(const PreparedContact& contact, const Act& act) {
  if (!by_model(contact.contact(), act) || contact.lexicon() == nullptr || !act.turn) return false;
  for (std::uint32_t t = std::min(*act.turn, static_cast<std::uint32_t>(contact.turns().size()));
       t-- > 0;) {
    if (contact.turns()[t].speaker == Speaker::client) continue;
    return contact.says_cue(t, CueClass::greeting, "offer");
  }
  return false;
}

std::string times(std::uint32_t count) {
  if (count == 0) return "never countered";
  return count == 1 ? "countered once" : "countered " + std::to_string(count) + " times";
}

struct Shown {
  Evidence evidence;
  bool failed = false;   ///< why the indicator is not demonstrated, or what that hangs on
  bool refusal = false;  ///< the no itself, shown before what came after it
};

/// Every act that matters, in order of time, numbered. @param over whether a count breaks the
/// limit.
template <class Over>
std::vector<Shown> shown_acts(const ObjectionRecord& record, std::span<const Act> acts,
                              bool per_objection, const Over& over) {
  std::map<const Act*, std::size_t> objections;
  std::map<const Act*, std::size_t> counters;
  std::vector<const Act*> ordered;
  for (std::size_t i = 0; i < record.objections.size(); ++i) {
    objections.emplace(record.objections[i], i);
    ordered.push_back(record.objections[i]);
  }
  for (std::size_t i = 0; i < record.counters.size(); ++i) {
    counters.emplace(record.counters[i].act, i);
    ordered.push_back(record.counters[i].act);
  }
  ordered.insert(ordered.end(), record.refusals.begin(), record.refusals.end());
  for (const Act& act : acts) {
    if (act.kind == ActKind::acknowledge_objection || act.kind == ActKind::accept) {
      ordered.push_back(&act);
    }
  }
  const auto position = [&](const Act* act) { return act - acts.data(); };
  std::sort(ordered.begin(), ordered.end(), [&](const Act* a, const Act* b) {
    if (earlier(a, b) != earlier(b, a)) return earlier(a, b);
    return position(a) < position(b);
  });

  const bool pushed = std::any_of(record.counters.begin(), record.counters.end(),
                                  [](const CounterArgument& c) { return c.after_refusal; });
  std::vector<std::uint32_t> so_far(record.objections.size(), 0);
  std::vector<Shown> shown;
  for (const Act* act : ordered) {
    Shown line;
    if (const auto objection = objections.find(act); objection != objections.end()) {
      line.evidence = evidence_of(*act, "objection");
      line.evidence.note = "objection " + std::to_string(objection->second + 1) + ", " +
                           times(record.per_objection[objection->second]);
    } else if (const auto found = counters.find(act); found != counters.end()) {
      const CounterArgument& counter = record.counters[found->second];
      line.evidence = evidence_of(*act, "rebuttal");
      line.evidence.note = "counter-argument " + std::to_string(found->second + 1);
      std::uint32_t own = 0;
      if (counter.objection) {
        own = ++so_far[*counter.objection];
        line.evidence.note += ", no. " + std::to_string(own) + " against objection " +
                              std::to_string(*counter.objection + 1);
      }
      if (counter.arguments > 1) {
        line.evidence.note += "; " + std::to_string(counter.arguments) + " arguments in one turn";
      }
      if (counter.after_refusal) line.evidence.note += "; after the client's firm no";
      const auto count = per_objection ? static_cast<std::int64_t>(own)
                                       : static_cast<std::int64_t>(found->second + 1);
      line.failed = counter.after_refusal || over(count);
      if (over(count)) line.evidence.note += "; beyond the maximum";
    } else if (act->kind == ActKind::firm_refusal) {
      line.evidence = evidence_of(*act, "firm refusal");
      line.evidence.note = "a final no: the agent has to stop here";
      line.refusal = true;
      line.failed = pushed && act == record.refusals.front();
    } else if (act->kind == ActKind::accept) {
      line.evidence = evidence_of(*act, "acceptance");
      line.evidence.note = "the client accepts";
    } else {
      line.evidence = evidence_of(*act, "acknowledgement");
      line.evidence.note = "understanding shown; no counter-argument";
    }
    shown.push_back(std::move(line));
  }
  return shown;
}

/// Urgency and the like after an objection: listed for the assessor, never counted.
void show_pressure(const PreparedContact& contact, const ObjectionRecord& record,
                   IndicatorResult& result) {
  if (record.objections.empty() || contact.lexicon() == nullptr) return;
  const std::uint32_t first = record.objections.front()->turn.value_or(0);
  std::size_t listed = 0;
  for (std::uint32_t t = first; t < contact.turns().size() && listed < pressures_shown; ++t) {
    if (contact.turns()[t].speaker != Speaker::agent) continue;
    for (const CueHit& hit : contact.hits_of(t)) {
      if (hit.cue_class != CueClass::rebuttal || contact.cue_of(hit).tag != "pressure") continue;
      Evidence evidence;
      evidence.role = "pressure";
      evidence.channel = "turns";
      evidence.turn = t;
      evidence.text = hit.text;
      evidence.note = "presses the client to decide; listed, not counted";
      result.evidence.push_back(std::move(evidence));
      ++listed;
      break;
    }
  }
  if (listed > 0) result.flags.emplace_back("PRESSURE");
}

/// A turn, or some words of it, that no detector counted: for the assessor to look at.
Evidence unread(std::uint32_t turn, TextRange text, std::string_view note) {
  Evidence evidence;
  evidence.role = "unread answer";
  evidence.channel = "turns";
  evidence.turn = turn;
  evidence.text = text;
  evidence.note = note;
  return evidence;
}

constexpr std::string_view may_resist_note = "may resist what was said before it";

/// The first of these turns. Whether there are any.
bool show_unread(const PreparedContact& contact, std::span<const std::uint32_t> turns,
                 std::string_view note, IndicatorResult& result) {
  for (const std::uint32_t turn : turns.first(std::min(turns.size(), answers_shown))) {
    const std::size_t size = contact.contact().turns()[turn].text.size();
    result.evidence.push_back(unread(turn, {0, static_cast<std::uint32_t>(size)}, note));
  }
  return !turns.empty();
}

/// The client's first words, from the first objection on, that the lexicon takes for a final no and
/// the detector did not, with a counter-argument after them. They are shown.
bool show_unread_refusal(const PreparedContact& contact, const ObjectionRecord& record,
                         IndicatorResult& result) {
  if (contact.lexicon() == nullptr || record.counters.empty()) return false;
  const std::uint32_t from = record.objections.front()->turn.value_or(0);
  const std::uint32_t until = record.counters.back().act->turn.value_or(0);
  for (std::uint32_t t = from; t < until && t < contact.turns().size(); ++t) {
    if (contact.turns()[t].speaker != Speaker::client) continue;
    const auto heard = [&](const Act* act) { return act->turn == t; };
    if (std::any_of(record.refusals.begin(), record.refusals.end(), heard)) continue;
    for (const CueHit& hit : contact.hits_of(t)) {
      const Cue& cue = contact.cue_of(hit);
      if (hit.cue_class != CueClass::refusal_firm || cue.weak || !cue.tag.empty() ||
          contact.is_ruled_out(hit)) {
        continue;
      }
      result.evidence.push_back(
          unread(t, contact.punctuated() ? contact.sentences()[hit.sentence].text : hit.text,
                 may_resist_note));
      return true;
    }
  }
  return false;
}

}  // namespace

ObjectionRecord objection_record(const PreparedContact& contact, std::span<const Act> acts) {
  const auto rebuttals = std::count_if(
      acts.begin(), acts.end(), [](const Act& act) { return act.kind == ActKind::rebuttal; });
  const std::vector<std::uint32_t> begun =
      rebuttals > 1 ? begun_in(contact, acts) : std::vector<std::uint32_t>{};
  std::vector<const Act*> ordered;
  for (const Act& act : acts) {
    if (act.kind == ActKind::objection || act.kind == ActKind::rebuttal ||
        act.kind == ActKind::firm_refusal) {
      ordered.push_back(&act);
    }
  }
  std::stable_sort(ordered.begin(), ordered.end(), earlier);

  ObjectionRecord record;
  std::map<std::string_view, std::uint32_t> by_id;
  std::map<std::uint32_t, std::uint32_t> by_turn;
  for (const Act* act : ordered) {
    if (act->kind != ActKind::objection || is_reason(contact, *act)) continue;
    const auto index = static_cast<std::uint32_t>(record.objections.size());
    if (!act->id.empty()) by_id.emplace(act->id, index);
    if (act->turn) by_turn.emplace(*act->turn, index);
    record.objections.push_back(act);
  }
  record.per_objection.assign(record.objections.size(), 0);

  // What a rebuttal answers: an objection, or an id that nothing has.
  using Target = std::pair<std::optional<std::uint32_t>, std::string_view>;
  using Place = std::pair<std::uint32_t, Target>;  // turn, or position for an act without one
  std::map<Place, std::size_t> seen;
  std::map<Target, std::uint32_t> counts;
  std::optional<std::uint32_t> last;
  std::uint32_t passed = 0;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const Act& act = *ordered[i];
    if (act.kind == ActKind::objection && !is_reason(contact, act)) last = passed++;
    if (act.kind == ActKind::firm_refusal) record.refusals.push_back(&act);
    if (act.kind != ActKind::rebuttal) continue;
    Target target;
    if (const auto named = by_id.find(act.to); !act.to.empty() && named != by_id.end()) {
      target.first = named->second;
    } else if (const auto about = by_turn.find(act.about_turn.value_or(0));
               act.to.empty() && act.about_turn && about != by_turn.end()) {
      target.first = about->second;
    } else if (act.to.empty()) {
      target.first = last;
    } else {
      target.second = act.to;
    }
    // Several arguments in one turn against one objection count once.
    if (act.turn) {
      const std::uint32_t turn = *act.turn < begun.size() ? begun[*act.turn] : *act.turn;
      const auto [place, fresh] = seen.emplace(Place{turn, target}, record.counters.size());
      if (!fresh) {
        CounterArgument& counter = record.counters[place->second];
        if (counter.act->turn == act.turn) counter.arguments += arguments_of(act);
        continue;
      }
    }
    CounterArgument counter;
    counter.act = &act;
    counter.objection = target.first;
    counter.arguments = arguments_of(act);
    counter.after_refusal =
        !record.refusals.empty() && !together(contact.contact(), *record.refusals[0], act);
    record.counters.push_back(counter);
    record.largest = std::max(record.largest, ++counts[target]);
    if (target.first) ++record.per_objection[*target.first];
  }
  return record;
}

void judge_counter_arguments(const PreparedContact& contact, std::span<const Act> acts,
                             std::string_view reading, bool by_phrases,
                             const Parameters& parameters, IndicatorResult& result) {
  const Contact& source = contact.contact();
  const bool by_person = source.data().gives(ActKind::objection);
  if (source.turns().empty() && !by_person) {
    return result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");
  }
  const ObjectionRecord record = objection_record(contact, acts);
  const auto objections = static_cast<std::int64_t>(record.objections.size());
  const auto rebuttals = static_cast<std::int64_t>(record.counters.size());
  const auto after = static_cast<std::int64_t>(
      std::count_if(record.counters.begin(), record.counters.end(),
                    [](const CounterArgument& counter) { return counter.after_refusal; }));
  std::int64_t arguments = 0;
  for (const CounterArgument& counter : record.counters) arguments += counter.arguments;
  const auto of_kind = [&](ActKind kind) {
    return static_cast<std::int64_t>(
        std::count_if(acts.begin(), acts.end(), [&](const Act& act) { return act.kind == kind; }));
  };
  result.add("objections", objections);
  result.add("rebuttals", rebuttals);
  result.add("max_per_objection", static_cast<std::int64_t>(record.largest));
  result.add("after_refusal", after);
  result.add("arguments_per_turn", rebuttals == 0 ? MeasureValue{}
                                                  : MeasureValue{static_cast<double>(arguments) /
                                                                 static_cast<double>(rebuttals)});
  result.add("acknowledged", of_kind(ActKind::acknowledge_objection));
  result.add("firm_refusals", static_cast<std::int64_t>(record.refusals.size()));
  if (by_person) {
    // The reading by which the agent is the one who objects (AN-03); the rules hear only clients.
    result.add("agent_raises",
               static_cast<std::int64_t>(std::count_if(
                   record.objections.begin(), record.objections.end(), [&](const Act* act) {
                     return act->turn && *act->turn < source.turns().size() &&
                            source.turns()[*act->turn].speaker == Speaker::agent;
                   })));
  }

  const bool per_objection = reading == "counter_per_objection";
  const std::string_view counted = per_objection ? "max_per_objection" : "rebuttals";
  const std::int64_t count = per_objection ? record.largest : rebuttals;
  const std::int64_t other = per_objection ? rebuttals : record.largest;
  const double limit = parameters["max_counters"];
  const bool zero_is_met = parameters["zero_is_met"] > 0.5;
  const auto over = [&](std::int64_t value) {
    return static_cast<double>(value) > limit + tolerance;
  };
  result.need("objections", ">=", 1);
  if (!zero_is_met) result.need("rebuttals", ">=", 1);
  result.need(counted, "<=", limit, "max_counters");
  result.need("after_refusal", "<=", 0);
  result.bar(counted, ">", limit, "max_counters");
  result.bar("after_refusal", ">=", 1);

  const bool planted = source.data().scenario && source.data().scenario->objections.value_or(0) > 0;
  std::vector<Shown> shown = shown_acts(record, acts, per_objection, over);
  // What failed first, then all of it in order of time.
  std::stable_sort(shown.begin(), shown.end(),
                   [](const Shown& a, const Shown& b) { return a.failed && !b.failed; });
  for (Shown& line : shown) {
    if (line.failed && !line.refusal && !result.nearest) {
      result.nearest = static_cast<std::uint32_t>(result.evidence.size());
    }
    result.evidence.push_back(std::move(line.evidence));
  }
  show_pressure(contact, record, result);
  if (over(count) != over(other)) result.flags.emplace_back("OTHER_READING_DIFFERS");

  if (objections == 0) {
    result.hinge("objections", ">=", 1);
    // Where the rules cannot read, or an objection was planted, not finding one proves nothing; and
    // who refuses was asked for something.
    if (!by_person && (contact.lexicon() == nullptr || planted || !record.refusals.empty())) {
      return result.decide(Verdict::insufficient_evidence, "ONE_SIDED_DETECTOR");
    }
    if (!by_person &&
        show_unread(contact, by_phrases ? may_resist(contact, acts) : must_resist(contact),
                    may_resist_note, result)) {
      return result.decide(Verdict::insufficient_evidence, "OBJECTION_UNVERIFIED");
    }
    if (planted) result.flags.emplace_back("PLANTED_OBJECTION_NOT_FOUND");
    return result.decide(Verdict::not_applicable, "NO_OBJECTION");
  }
  if (rebuttals == 0) {
    result.hinge("rebuttals", ">=", zero_is_met ? 0 : 1, zero_is_met ? "zero_is_met" : "");
    if (zero_is_met) return result.decide(Verdict::demonstrated, "OK");
    return result.decide(Verdict::insufficient_evidence, "NOT_EXERCISED");
  }
  const auto fail = [&](std::string_view code) {
    const bool unconfirmed = std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
      return (act.kind == ActKind::objection || act.kind == ActKind::rebuttal ||
              act.kind == ActKind::firm_refusal) &&
             automatic(source, act);
    });
    if (!unconfirmed) return result.decide(Verdict::not_demonstrated, code);
    result.flags.push_back("WOULD_BE_" + std::string(code));
    result.decide(Verdict::insufficient_evidence, "UNCONFIRMED_COUNT");
  };
  if (over(count)) {
    if (after > 0) result.flags.emplace_back("PUSHED_AFTER_REFUSAL");
    result.hinge(counted, ">", limit, "max_counters");
    return fail("OVER_MAXIMUM");
  }
  if (after > 0) {
    result.hinge("after_refusal", ">=", 1);
    return fail("PUSHED_AFTER_REFUSAL");
  }
  if (by_phrases && !by_person) {
    const std::vector<std::uint32_t> more = may_argue(contact, acts);
    const std::uint32_t no = record.refusals.empty()
                                 ? static_cast<std::uint32_t>(source.turns().size())
                                 : record.refusals.front()->turn.value_or(0);
    const bool pushes = !more.empty() && more.back() > no;
    if (pushes || over(rebuttals + static_cast<std::int64_t>(more.size()))) {
      show_unread(contact, more, "may argue on", result);
      result.hinge(pushes ? "after_refusal" : counted, "<=", pushes ? 0 : limit,
                   pushes ? "" : "max_counters");
      return result.decide(Verdict::insufficient_evidence, "UNCONFIRMED_COUNT");
    }
  }
  const auto& whole = source.data().quality.annotation_complete;
  const bool refusals_given =
      source.data().gives(ActKind::firm_refusal) ||
      std::find(whole.begin(), whole.end(), ActKind::firm_refusal) != whole.end();
  if (!by_phrases && !refusals_given && show_unread_refusal(contact, record, result)) {
    result.hinge("after_refusal", "<=", 0);
    return result.decide(Verdict::insufficient_evidence, "UNCONFIRMED_COUNT");
  }
  result.hinge(counted, "<=", limit, "max_counters");
  if (over(count + 1)) {
    result.flags.emplace_back("AT_UPPER_LIMIT");
    return result.decide(Verdict::demonstrated, "AT_UPPER_LIMIT");
  }
  if (static_cast<double>(count) > parameters["soft_limit"] + tolerance) {
    result.flags.emplace_back("ABOVE_SOFT_LIMIT");
  }
  result.decide(Verdict::demonstrated, "OK");
}

}  // namespace callnorm
