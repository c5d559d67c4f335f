#include "callnorm/indicator/script.hpp"

#include <algorithm>
#include <utility>

#include "callnorm/analysis/phrases.hpp"
#include "callnorm/engine/alignment.hpp"
#include "callnorm/engine/sequence.hpp"
#include "callnorm/text/lexicon.hpp"
#include "figures.hpp"
#include "indicator/given_acts.hpp"
#include "indicator/script_occasions.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

constexpr std::size_t most_ordered = 20;  // closing elements told apart by their order
constexpr std::size_t longest_run = 50;   // no loop asks for more; the rest could match nothing

constexpr std::uint32_t new_topic_words = 4;  // that carry content
constexpr std::uint32_t farewell_words = 6;  // "Salukes he, Luc.", "et à demain avec le technicien"
constexpr std::uint32_t beside_element = 2;  // "merci, à plus tard", and not "bedankt, mevrouw"
constexpr std::uint32_t words_added = 4;     // to a formula, at most, to quote it whole

std::string label_of(Symbol symbol, const std::vector<ScriptStep>& steps,
                     const StepDetection& detection) {
  const auto index = static_cast<std::size_t>(symbol);
  return index < steps.size() ? steps[index].label : detection.unknown_labels[index - steps.size()];
}

std::string_view closing_tag(ActKind kind) {
  switch (kind) {
    case ActKind::summary_of_actions: return "summary";
    case ActKind::anything_else: return "anything_else";
    case ActKind::next_step: return "next_step";
    case ActKind::thanks: return "thanks";
    case ActKind::wish: return "wish";
    case ActKind::goodbye: return "goodbye";
    default: return "";
  }
}

}  // namespace

Result<Alignment> align_steps(const Contact& contact, const Script& script,
                              const std::vector<ScriptStep>& steps, const StepDetection& detection,
                              IndicatorResult& result) {
  std::vector<bool> free_to_skip(steps.size());
  std::vector<bool> hard(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    free_to_skip[i] = detection.visibility[i].kind == Recognition::none;
    hard[i] = steps[i].hard;
  }
  CALLNORM_TRY(const Automaton automaton, compile_script(script, steps, &contact, free_to_skip));

  // A detector may see a step more often than it was meant: such repeats cost nothing. So first let
  // every mark be ignored freely, then keep what was matched, and of a label that never matched its
  // first mark.
  std::vector<std::uint32_t> kept;  // indices of marks
  std::vector<TraceEvent> trace;
  std::size_t run = 0;  // marks of one label on end
  for (std::uint32_t i = 0; i < detection.marks.size(); ++i) {
    const auto symbol = static_cast<std::size_t>(detection.marks[i].step);
    run = i > 0 && detection.marks[i].step == detection.marks[i - 1].step ? run + 1 : 1;
    if (!detection.given && run > longest_run) continue;
    const bool clients = symbol < steps.size() && steps[symbol].client.has_value();
    trace.push_back({detection.marks[i].step, !detection.given || clients});
    kept.push_back(i);
  }
  auto aligned = align(automaton, trace, hard);
  if (!detection.given && aligned) {
    std::vector<bool> matched(trace.size(), false);
    std::vector<bool> label_matched(steps.size() + detection.unknown_labels.size(), false);
    std::vector<bool> label_skipped(label_matched.size(), false);
    for (const Move& move : aligned->moves) {
      if (move.kind == Move::Kind::skip)
        label_skipped[static_cast<std::size_t>(move.symbol)] = true;
      if (move.kind != Move::Kind::match) continue;
      matched[move.event] = true;
      label_matched[static_cast<std::size_t>(move.symbol)] = true;
    }
    std::vector<TraceEvent> second;
    std::vector<std::uint32_t> second_kept;
    std::vector<bool> used = label_matched;
    for (std::uint32_t i = 0; i < trace.size(); ++i) {
      const auto symbol = static_cast<std::size_t>(trace[i].symbol);
      const bool clients = steps[symbol].client.has_value();
      // Nor does what only a detector thinks it saw, where the script has no room for it; a step
      // the script wants elsewhere was done in the wrong place, and that counts.
      const Recognition kind = detection.marks[kept[i]].kind;
      const bool soft = kind == Recognition::paraphrase || kind == Recognition::act;
      if (!matched[i] && (used[symbol] || clients || (soft && !label_skipped[symbol]))) continue;
      used[symbol] = true;
      second.push_back({trace[i].symbol, false});
      second_kept.push_back(kept[i]);
    }
    trace = std::move(second);
    kept = std::move(second_kept);
    aligned = align(automaton, trace, hard);
  }
  if (!aligned) {
    return Error{ErrorCode::invalid_script, "no path leads through the script", "/steps"};
  }

  Alignment out;
  if (contact.data().ending.cut_short()) out.not_reached = take_off_unreached(*aligned, steps);
  const std::size_t reached = occasions_shown(*aligned, contact, steps, detection);
  out.cost = aligned->cost;
  std::size_t observed = 0;
  std::int64_t hard_missing = 0;
  for (std::size_t i = 0; i < aligned->moves.size(); ++i) {
    const Move& move = aligned->moves[i];
    const auto symbol = static_cast<std::size_t>(move.symbol);
    if (move.free_of_cost && move.kind != Move::Kind::match) continue;
    AlignmentMove shown;
    shown.step = label_of(move.symbol, steps, detection);
    shown.hard = symbol < steps.size() && steps[symbol].hard;
    if (move.kind == Move::Kind::skip) {
      shown.kind = AlignmentMove::Kind::skipped;
      shown.absence_provable = detection.visibility[symbol].absence_provable && i < reached;
      const bool seen_elsewhere =
          std::any_of(trace.begin(), trace.end(),
                      [&](const TraceEvent& event) { return event.symbol == move.symbol; });
      if (shown.hard && !seen_elsewhere) ++hard_missing;
    } else {
      ++observed;
      const StepMark& mark = detection.marks[kept[move.event]];
      shown.kind =
          move.kind == Move::Kind::match ? AlignmentMove::Kind::match : AlignmentMove::Kind::extra;
      shown.recognised = name(mark.kind);
      shown.turn = mark.turn;
      shown.at = mark.at;
    }
    out.moves.push_back(std::move(shown));

    Evidence evidence;
    const AlignmentMove& last = out.moves.back();
    if (last.kind == AlignmentMove::Kind::skipped) {
      const StepVisibility& seen = detection.visibility[symbol];
      const auto elsewhere =
          std::find_if(detection.marks.begin(), detection.marks.end(),
                       [&](const StepMark& mark) { return mark.step == move.symbol; });
      if (elsewhere != detection.marks.end()) {
        evidence.role = "step not in its place";
        evidence.channel = elsewhere->kind == Recognition::event ? "log" : "turns";
        evidence.turn = elsewhere->turn;
        evidence.text = elsewhere->text;
        if (elsewhere->at) evidence.time = TimeSpan{*elsewhere->at, *elsewhere->at};
        evidence.note = last.step + ": not where the script has it, but here";
        evidence.details.emplace_back("step", last.step);
        result.evidence.push_back(std::move(evidence));
        continue;
      }
      evidence.role = "step not found";
      evidence.channel = seen.kind == Recognition::event ? "log" : "turns";
      evidence.turn = seen.nearest_turn;
      evidence.text = seen.nearest_text;
      evidence.note = last.step + (last.hard ? " (may never be skipped)" : "") +
                      (seen.nearest.empty() ? "" : ": " + seen.nearest);
      if (seen.absence_provable && !last.absence_provable) {
        evidence.note += "; nothing shows that the contact came to it";
      }
    } else {
      const StepMark& mark = detection.marks[kept[move.event]];
      evidence.role = last.kind == AlignmentMove::Kind::match ? "step" : "step out of place";
      evidence.channel = mark.kind == Recognition::event ? "log" : "turns";
      evidence.turn = mark.turn;
      evidence.text = mark.text;
      if (mark.at) evidence.time = TimeSpan{*mark.at, *mark.at};
      evidence.note = last.step + (mark.note.empty() ? "" : ": " + mark.note);
    }
    evidence.details.emplace_back("step", last.step);
    if (!last.recognised.empty()) evidence.details.emplace_back("recognised", last.recognised);
    result.evidence.push_back(std::move(evidence));
  }
  // What went wrong stands first.
  std::stable_partition(result.evidence.begin(), result.evidence.end(),
                        [](const Evidence& e) { return e.role != "step"; });
  out.fitness = fitness(aligned->cost, observed, aligned->shortest_path);
  out.fitness_to_end =
      fitness(aligned->cost + out.not_reached, observed, aligned->shortest_path + out.not_reached);
  result.add("cost", static_cast<std::int64_t>(aligned->cost));
  result.add("fitness", out.fitness, "1");
  result.add("hard_missing", hard_missing);
  result.add("observed", static_cast<std::int64_t>(observed));
  result.add("shortest_path", static_cast<std::int64_t>(aligned->shortest_path));
  if (contact.data().ending.cut_short()) {
    result.add("not_reached", static_cast<std::int64_t>(out.not_reached));
  }
  return out;
}

void judge_script_fitness(const Alignment& alignment, const StepDetection& detection,
                          const std::vector<ScriptStep>& steps, const Parameters& parameters,
                          IndicatorResult& result) {
  const bool recognised =
      std::any_of(detection.marks.begin(), detection.marks.end(), [&](const StepMark& mark) {
        const auto symbol = static_cast<std::size_t>(mark.step);
        return symbol >= steps.size() || !steps[symbol].client;
      });
  if (!recognised) return result.decide(Verdict::insufficient_evidence, "NO_STEPS_RECOGNISED");

  bool hard_proven = false;
  bool hard_unproven = false;
  bool only_unprovable_skips = true;
  std::uint32_t unprovable = 0;
  for (const AlignmentMove& move : alignment.moves) {
    if (move.kind == AlignmentMove::Kind::match) continue;
    const bool skip = move.kind == AlignmentMove::Kind::skipped;
    if (!skip || move.absence_provable) only_unprovable_skips = false;
    // A step only a rule thinks it saw, in another place, proves no more than one it missed.
    const bool soft_extra = move.kind == AlignmentMove::Kind::extra && !detection.given &&
                            (move.recognised == name(Recognition::paraphrase) ||
                             move.recognised == name(Recognition::act));
    if ((skip && !move.absence_provable) || soft_extra) ++unprovable;
    const bool seen_elsewhere = std::any_of(
        alignment.moves.begin(), alignment.moves.end(), [&](const AlignmentMove& other) {
          return other.kind != AlignmentMove::Kind::skipped && other.step == move.step;
        });
    if (skip && move.hard && !seen_elsewhere) {
      (move.absence_provable ? hard_proven : hard_unproven) = true;
    }
  }
  const double good = parameters["fitness_demonstrated"];
  const double bad = parameters["fitness_not"];
  if (!result.evidence.empty() && result.evidence.front().role != "step") result.nearest = 0;
  result.need("hard_missing", "<=", 0);
  result.need("fitness", ">=", good, "fitness_demonstrated");
  if (hard_proven) result.bar("hard_missing", ">", 0);
  result.bar("fitness", "<", bad, "fitness_not");
  if (hard_proven) {
    result.hinge("hard_missing", "<=", 0);
    return result.decide(Verdict::not_demonstrated, "HARD_STEP_MISSING");
  }
  if (alignment.fitness + tolerance < bad) {
    result.hinge("fitness", "<", bad, "fitness_not");
    // Of recogniser output one step that may only have been misheard is doubt enough (NORM 4.7,
    // Equality). And what the rules may have missed tips no scale: without it the rest must be bad
    // enough (NORM 0.2).
    const double proven = static_cast<double>(alignment.cost - unprovable) / alignment.cost;
    const bool in_doubt =
        detection.recogniser_output
            ? unprovable > 0
            : !detection.given && 1.0 - (1.0 - alignment.fitness) * proven + tolerance >= bad;
    if (only_unprovable_skips || in_doubt) {
      return result.decide(Verdict::insufficient_evidence, "SKIPS_UNVERIFIED");
    }
    return result.decide(Verdict::not_demonstrated, "LOW_FITNESS");
  }
  if (hard_unproven) {
    result.hinge("hard_missing", "<=", 0);
    return result.decide(Verdict::insufficient_evidence, "SKIPS_UNVERIFIED");
  }
  result.hinge("fitness", ">=", good, "fitness_demonstrated");
  // Where even with the steps that were not reached it is good enough, it is.
  if (alignment.not_reached > 0 && alignment.fitness_to_end + tolerance < good) {
    return result.decide(Verdict::insufficient_evidence, "CONTACT_CUT");
  }
  if (alignment.fitness + tolerance >= good) return result.decide(Verdict::demonstrated, "OK");
  result.decide(Verdict::insufficient_evidence, "BORDERLINE");
}

void list_forbidden_phrases(const PreparedContact& contact, const Script& script,
                            const PhraseHits& said, IndicatorResult& result) {
  const auto& phrases = script.data().forbidden_phrases;
  if (phrases.empty() || contact.turns().empty()) return;
  std::int64_t found = 0;
  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
    if (contact.turns()[t].speaker != Speaker::agent) continue;
    for (const PhraseHit& hit : without_overlaps(said.of(t))) {
      if (hit.closeness == Closeness::related) continue;
      ++found;
      Evidence evidence;
      evidence.role = "forbidden phrase";
      evidence.channel = "turns";
      evidence.turn = hit.turn;
      evidence.text = hit.text;
      evidence.note = "the script forbids \"" + phrases[hit.phrase] + "\"; for the assessor";
      result.evidence.push_back(std::move(evidence));
    }
  }
  result.add("forbidden_phrases", found);
  if (found > 0) result.flags.emplace_back("FORBIDDEN_PHRASE");
}

namespace {

/// The formula's clause to its end: "Thank you for letting us know", not "Thank you for letting".
/// Up to a mark or the end of the turn, where that is near and no other element begins before.
TextRange whole_clause(const PreparedContact& contact, const ClosingElement& element,
                       std::span<const ClosingElement> all) {
  const std::string_view text = contact.contact().turns()[*element.turn].text;
  const auto limit = static_cast<std::uint32_t>(
      std::min(text.find_first_of(",.;:!?()\n", element.text.end), text.size()));
  const bool other = std::any_of(all.begin(), all.end(), [&](const ClosingElement& next) {
    return next.turn == element.turn && next.text.begin >= element.text.end &&
           next.text.begin < limit;
  });
  if (other) return element.text;
  TextRange whole = element.text;
  std::uint32_t words = 0;
  const auto [first, last] =
      contact.tokens_within(*element.turn, {element.text.end, std::max(limit, element.text.end)});
  for (std::uint32_t k = first; k < last; ++k) {
    const TextRange word = contact.tokens()[k].text;
    if (word.end > limit) continue;
    whole.end = word.end;
    ++words;
  }
  return words <= words_added ? whole : element.text;
}

// Whether one element of the closing is part of every longest order that was found.
bool counts_in_order(const std::vector<std::string>& required,
                     const std::vector<std::string>& found, const std::string& wanted,
                     std::size_t common) {
  std::vector<std::string> others = required;
  std::erase(others, wanted);
  return lcs_length(std::span<const std::string>(others), std::span<const std::string>(found)) <
         common;
}

// The agent's last turn, where its last sentence may have been a farewell: a wish, or a few words
// that are no element of a closing.
std::optional<std::uint32_t> farewell_turn(const PreparedContact& contact,
                                           const ClosingRecord& record) {
  for (auto t = static_cast<std::uint32_t>(contact.turns().size()); t-- > 0;) {
    const PreparedTurn& turn = contact.turns()[t];
    if (turn.speaker != Speaker::agent || turn.first_token == turn.last_token) continue;
    // What the lexicon takes for a farewell may be one where a detector does not.
    const auto hits = contact.hits_of(t);
    if (!record.found.empty() && std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
          return contact.is_cue(hit, CueClass::closing, "goodbye");
        })) {
      return t;
    }
    const PreparedSentence& last = contact.sentences_of(t).back();
    // What follows the last element in its sentence: "Merci pour votre appel, à plus tard."
    TextRange rest = last.text;
    for (const ClosingElement& element : record.found) {
      if (element.turn != t || element.text.end <= last.text.begin) continue;
      if (element.tag == "wish") return t;
      rest.begin = std::max(rest.begin, element.text.end);
    }
    rest.begin = std::min(rest.begin, rest.end);
    const auto [first, past] = contact.tokens_within(t, rest);
    const bool all = rest.begin == last.text.begin;
    const std::uint32_t words = past - first;
    const bool few = words <= farewell_words && (all || words >= beside_element);
    return few && !record.found.empty() ? std::optional(t) : std::nullopt;
  }
  return std::nullopt;
}

bool thanks(std::span<const Act> acts, std::uint32_t turn) {
  return std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
    return act.turn == turn && act.kind == ActKind::thanks;
  });
}

// Whether a client's turn says something besides thanking and taking leave.
bool brings_up(const PreparedContact& contact, std::span<const Act> acts, std::uint32_t turn) {
  std::uint32_t content = 0;
  for (const PreparedSentence& s : contact.sentences_of(turn)) {
    const bool formula =
        contact.punctuated() && std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
          return act.turn == turn && act.text.begin < s.text.end && act.text.end > s.text.begin &&
                 (act.kind == ActKind::thanks || act.kind == ActKind::goodbye);
        });
    if (formula) continue;
    for (std::uint32_t k = s.first; k < s.last; ++k) {
      if (!contact.type_of(k).content.empty()) ++content;
    }
  }
  return content >= new_topic_words;
}

}  // namespace

ClosingRecord closing_record(const PreparedContact& contact, std::span<const Act> acts,
                             const Parameters& parameters) {
  ClosingRecord record;
  const Contact& source = contact.contact();
  const auto count = static_cast<std::uint32_t>(contact.turns().size());
  const std::uint32_t zone_turns = parameters.count("zone_turns");
  std::uint32_t zone = count > zone_turns ? count - zone_turns : 0;
  if (source.channel() == Channel::email) {
    // Every letter takes its leave; the contact is closed in the agent's last, and in those before
    // as long as the client only thanked for them.
    std::uint32_t closed = 0;
    for (std::uint32_t t = count; t-- > 0;) {
      if (contact.turns()[t].speaker == Speaker::agent) {
        closed = t;
      } else if (closed > 0 && (!thanks(acts, t) || brings_up(contact, acts, t))) {
        break;
      }
    }
    zone = std::max(zone, closed);
  }

  // A client who, asked whether there is anything else, brings up something new: the closing starts
  // over. So it does where a client asks something after the agent took leave, and the agent takes
  // no leave again.
  const auto has = [&](ActKind kind, std::uint32_t from, std::uint32_t past, Speaker speaker) {
    return std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
      return act.kind == kind && act.turn && *act.turn >= from && *act.turn < past &&
             contact.turns()[*act.turn].speaker == speaker;
    });
  };
  for (const Act& act : acts) {
    const bool leaves = act.kind == ActKind::goodbye;
    if ((act.kind != ActKind::anything_else && !leaves) || !act.turn || *act.turn < zone) continue;
    if (leaves && (contact.turns()[*act.turn].speaker != Speaker::agent ||
                   !has(ActKind::question, *act.turn + 1, *act.turn + 2, Speaker::client) ||
                   has(ActKind::goodbye, *act.turn + 1, count, Speaker::agent))) {
      continue;
    }
    const std::uint32_t answer = *act.turn + 1;
    if (answer >= count || contact.turns()[answer].speaker != Speaker::client) continue;
    const bool declines = std::any_of(acts.begin(), acts.end(), [&](const Act& other) {
      return other.turn == answer &&
             (other.kind == ActKind::disconfirm || other.kind == ActKind::goodbye);
    });
    if (!declines && (leaves || brings_up(contact, acts, answer))) zone = std::max(zone, answer);
  }

  bool all_given = true;
  std::vector<bool> tagged(count, false);
  std::optional<Millis> agent_goodbye_end;
  for (const Act& act : acts) {
    const std::string_view tag = closing_tag(act.kind);
    if (act.turn && *act.turn < count) {
      if (!tag.empty() || act.kind == ActKind::filler || act.kind == ActKind::hold)
        tagged[*act.turn] = true;
      if (contact.turns()[*act.turn].speaker == Speaker::client) {
        if (act.kind == ActKind::goodbye && *act.turn >= zone) {
          record.client_goodbye = act.turn;
          if (!record.client_left) record.client_left = act.turn;
        }
        continue;
      }
    }
    if (tag.empty() || (act.turn && *act.turn < zone)) continue;
    all_given = all_given && !automatic(source, act);
    ClosingElement element;
    element.tag = tag;
    element.turn = act.turn;
    element.text = act.text;
    element.time = act.time;
    if (!element.time && act.turn) element.time = source.turns()[*act.turn].time;
    if (act.kind == ActKind::goodbye) {
      record.goodbye = true;
      if (element.time) agent_goodbye_end = element.time->end;
    }
    record.found.push_back(std::move(element));
  }
  for (ClosingElement& element : record.found) {
    if (element.turn && !element.text.empty()) {
      element.text = whole_clause(contact, element, record.found);
    }
  }
  record.by_lexicon = count > 0 && !(all_given && !record.found.empty());

  // A late agent turn with words in which nothing was recognised may have been a farewell of
  // another wording.
  const Millis end = source.extent().end;
  for (std::uint32_t t = count; t-- > zone;) {
    if (contact.turns()[t].speaker != Speaker::agent || tagged[t]) continue;
    if (contact.turns()[t].first_token == contact.turns()[t].last_token) continue;
    const auto& time = contact.turns()[t].time;
    // Untimed: it may be. In writing the seconds between messages tell nothing.
    const bool late = !time || source.channel() != Channel::voice ||
                      end - time->end <= parameters.time("unverified_window");
    if (late) {
      record.untagged = t;
      break;
    }
  }

  if (!record.goodbye) record.farewell = farewell_turn(contact, record);

  const Ending& ending = source.data().ending;
  if (source.channel() != Channel::voice || ending.by == Ending::By::client) {
    record.hangup_ok = record.hangup_known = true;  // nobody, or the client, cut the line
  } else if (ending.client_goodbye.value_or(record.client_goodbye.has_value())) {
    record.hangup_ok = record.hangup_known = true;
  } else {
    const std::optional<Millis> hangup = ending.hangup ? ending.hangup : source.data().end;
    if (hangup && agent_goodbye_end && source.data().quality.clock == Quality::Clock::common) {
      record.hangup_known = true;
      record.hangup_ok = *hangup - *agent_goodbye_end >= parameters.time("hangup_after");
    }
  }
  return record;
}

void judge_closing(const Contact& contact, const ClosingRecord& record,
                   const std::vector<std::string>* required, const Parameters& parameters,
                   IndicatorResult& result) {
  std::vector<std::string> misplaced;
  const auto element_evidence = [&](const ClosingElement& element) {
    Evidence evidence;
    evidence.role = "closing";
    evidence.channel = "turns";
    evidence.turn = element.turn;
    evidence.text = element.text;
    evidence.time = element.time;
    evidence.note = element.tag;
    if (std::find(misplaced.begin(), misplaced.end(), element.tag) != misplaced.end()) {
      evidence.note += ": found, but not in the script's order";
    }
    evidence.details.emplace_back("element", element.tag);
    result.evidence.push_back(std::move(evidence));
  };

  const Ending::By by = contact.data().ending.by;
  if (contact.data().ending.cut_short()) {
    for (const ClosingElement& element : record.found) element_evidence(element);
    return result.decide(Verdict::not_applicable, "CLIENT_OR_LINE_ENDED");
  }
  const bool nothing_given = record.found.empty() && contact.turns().empty();
  if (nothing_given) return result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");

  std::optional<double> c;
  if (required != nullptr && !required->empty()) {
    std::vector<std::string> found;
    for (const ClosingElement& element : record.found) found.push_back(element.tag);
    const std::size_t common =
        lcs_length(std::span<const std::string>(*required), std::span<const std::string>(found));
    c = static_cast<double>(common) / static_cast<double>(required->size());
    for (const std::string& wanted : *required) {
      if (std::find(found.begin(), found.end(), wanted) != found.end()) {
        if (common < required->size() && required->size() <= most_ordered &&
            !counts_in_order(*required, found, wanted, common)) {
          misplaced.push_back(wanted);
        }
        continue;
      }
      Evidence evidence;
      evidence.role = "closing element not found";
      evidence.channel = "turns";
      evidence.note = wanted;
      evidence.details.emplace_back("element", wanted);
      result.evidence.push_back(std::move(evidence));
    }
  }
  for (const ClosingElement& element : record.found) element_evidence(element);
  if (record.client_goodbye) {
    Evidence evidence;
    evidence.role = "client's goodbye";
    evidence.channel = "turns";
    evidence.turn = record.client_goodbye;
    evidence.text = {
        0, static_cast<std::uint32_t>(contact.turns()[*record.client_goodbye].text.size())};
    result.evidence.push_back(std::move(evidence));
  }
  result.add("c", c ? MeasureValue{*c} : MeasureValue{}, "1");
  result.add("goodbye", record.goodbye);
  result.add("hangup_ok", record.hangup_ok);
  if (!c) return result.decide(Verdict::insufficient_evidence, "NO_SCRIPT");

  const double good = parameters["found_demonstrated"];
  const double bad = parameters["found_not"];
  if (*c + tolerance < good) {
    // What is missing stands first.
    if (!result.evidence.empty() && result.evidence.front().role != "closing") result.nearest = 0;
  }
  result.need("c", ">=", good, "found_demonstrated");
  result.need("goodbye", ">=", 1);
  result.need("hangup_ok", ">=", 1);
  result.bar("c", "<", bad, "found_not");
  if (by == Ending::By::agent) result.bar("goodbye", "<", 1);
  const auto unverified = [&](std::optional<std::uint32_t> turn, std::string_view why) {
    if (turn) {
      Evidence evidence;
      evidence.role = "not recognised";
      evidence.channel = "turns";
      evidence.turn = turn;
      evidence.text = {0, static_cast<std::uint32_t>(contact.turns()[*turn].text.size())};
      evidence.note = std::string(why) + ": for the assessor";
      result.evidence.insert(result.evidence.begin(), std::move(evidence));
      result.nearest = 0;
    }
    result.decide(Verdict::insufficient_evidence, "CLOSING_UNVERIFIED");
  };
  // "Merci, au revoir !" before the agent could begin to close.
  const bool client_first =
      record.client_left &&
      std::all_of(record.found.begin(), record.found.end(), [&](const ClosingElement& element) {
        return element.turn && *element.turn > *record.client_left;
      });
  const auto fail = [&](std::string_view reason) {
    if (client_first && by != Ending::By::agent) {
      return by == Ending::By::client
                 ? result.decide(Verdict::not_applicable, "CLIENT_OR_LINE_ENDED")
                 : result.decide(Verdict::insufficient_evidence, "CONTACT_CUT");
    }
    // Finding nothing at all proves nothing either (NORM 5.1, property 10).
    if (record.by_lexicon && (record.untagged || record.found.empty())) {
      return unverified(record.untagged, "a late turn whose wording is not in the lexicon");
    }
    result.decide(Verdict::not_demonstrated, reason);
  };
  const bool no_goodbye = !record.goodbye && by == Ending::By::agent;
  const bool farewell = record.by_lexicon && record.farewell.has_value();
  if (no_goodbye && !farewell) {
    result.hinge("goodbye", "<", 1);
    return fail("NO_GOODBYE");
  }
  result.hinge("c", *c + tolerance < bad ? "<" : ">=", *c + tolerance < bad ? bad : good,
               *c + tolerance < bad ? "found_not" : "found_demonstrated");
  // What may have been the farewell counts for one where it is asked for.
  const bool wanted = std::find(required->begin(), required->end(), "goodbye") != required->end();
  const double with_farewell =
      *c + (farewell && wanted ? 1.0 / static_cast<double>(required->size()) : 0.0);
  if (with_farewell + tolerance < bad) return fail("CLOSING_INCOMPLETE");
  if (farewell && (no_goodbye || *c + tolerance < bad)) {
    if (no_goodbye) result.hinge("goodbye", "<", 1);
    return unverified(record.farewell, "its last words may have been the farewell");
  }
  if (*c + tolerance >= good && record.goodbye && record.hangup_ok) {
    return result.decide(Verdict::demonstrated, "OK");
  }
  if (*c + tolerance >= good) result.hinge(record.goodbye ? "hangup_ok" : "goodbye", "=", 1);
  result.decide(Verdict::insufficient_evidence, "BORDERLINE");
}

}  // namespace callnorm
