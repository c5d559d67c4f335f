#include "callnorm/indicator/script.hpp"

#include <algorithm>
#include <utility>

#include "callnorm/analysis/phrases.hpp"
#include "callnorm/engine/alignment.hpp"
#include "figures.hpp"
#include "indicator/script_occasions.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

constexpr std::size_t longest_run = 50;  // no loop asks for more; the rest could match nothing

std::string label_of(Symbol symbol, const std::vector<ScriptStep>& steps,
                     const StepDetection& detection) {
  const auto index = static_cast<std::size_t>(symbol);
  return index < steps.size() ? steps[index].label : detection.unknown_labels[index - steps.size()];
}

}  // namespace

Result<Alignment> align_steps(const PreparedContact& prepared, const Script& script,
                              const std::vector<ScriptStep>& steps, std::span<const Act> acts,
                              const StepDetection& detection, IndicatorResult& result) {
  const Contact& contact = prepared.contact();
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
  const std::size_t reached = occasions_shown(*aligned, prepared, script, steps, acts, detection);
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

}  // namespace callnorm
