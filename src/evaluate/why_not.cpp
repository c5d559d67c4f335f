#include "callnorm/evaluate/why_not.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "figures.hpp"

namespace callnorm {
namespace {

using Searched = std::pair<std::string, std::uint32_t>;

template <class T>
void searched(std::vector<Searched>& where, std::string_view channel,
              const std::optional<std::vector<T>>& entries) {
  if (entries) where.emplace_back(channel, static_cast<std::uint32_t>(entries->size()));
}

// The turns of one party, or of both.
void talk(std::vector<Searched>& where, const Contact& contact, std::optional<Speaker> speaker) {
  const auto count =
      std::count_if(contact.turns().begin(), contact.turns().end(),
                    [&](const Turn& turn) { return !speaker || turn.speaker == *speaker; });
  const std::string channel = speaker ? std::string(name(*speaker)) + "_turns" : "turns";
  where.emplace_back(channel, static_cast<std::uint32_t>(count));
}

std::vector<Searched> places(const Contact& contact, Measure measure) {
  const ContactDraft& d = contact.data();
  std::vector<Searched> where;
  switch (measure) {
    case Measure::screen_following_voice:
    case Measure::screen_following_text:
      searched(where, "screen_items", d.screen_items);
      searched(where, "screen_views", d.screen_views);
      talk(where, contact, Speaker::agent);
      break;
    case Measure::input_during_speech:
      searched(where, "input", d.input);
      searched(where, "headset", d.headset);
      talk(where, contact, std::nullopt);
      break;
    case Measure::typing_lag: searched(where, "dictations", d.dictations); break;
    case Measure::tool_use: searched(where, "tools", d.tools); break;
    case Measure::lookup_sources:
      searched(where, "requests", d.requests);
      searched(where, "lookups", d.lookups);
      break;
    case Measure::data_entry:
      searched(where, "obtained", d.obtained);
      searched(where, "record", d.record);
      searched(where, "edits", d.edits);
      break;
    case Measure::error_correction:
      searched(where, "histories", d.histories);
      searched(where, "edits", d.edits);
      break;
    case Measure::msd_error_rate: searched(where, "typing", d.typing); break;
    case Measure::script_fitness:
      talk(where, contact, Speaker::agent);
      searched(where, "tools", d.tools);
      searched(where, "lookups", d.lookups);
      searched(where, "edits", d.edits);
      break;
    case Measure::report_completeness: searched(where, "report", d.report); break;
    case Measure::ratified_reformulations:
    case Measure::answered_clarifications:
    case Measure::sentence_length:
    case Measure::closing_sequence: talk(where, contact, Speaker::agent); break;
    case Measure::matched_promotions:
    case Measure::counter_arguments:
      talk(where, contact, Speaker::agent);
      talk(where, contact, Speaker::client);
      break;
    case Measure::vocabulary_and_intonation:
      talk(where, contact, Speaker::agent);
      searched(where, "prosody", d.prosody);
      break;
    case Measure::dead_air:
      talk(where, contact, std::nullopt);
      searched(where, "hold", d.hold);
      break;
  }
  return where;
}

// Nothing when the measure is not there or undefined.
std::optional<double> number(const IndicatorResult& result, const std::string& measure) {
  const MeasureValue* value = result.measure(measure);
  if (value == nullptr) return std::nullopt;
  if (const auto* flag = std::get_if<bool>(value)) return *flag ? 1.0 : 0.0;
  if (const auto* count = std::get_if<std::int64_t>(value)) return static_cast<double>(*count);
  if (const auto* real = std::get_if<double>(value)) return *real;
  return std::nullopt;
}

bool holds(double value, const Deciding& condition) {
  if (condition.relation == ">=") return value >= condition.limit - tolerance;
  if (condition.relation == "<=") return value <= condition.limit + tolerance;
  if (condition.relation == ">") return value > condition.limit + tolerance;
  if (condition.relation == "<") return value < condition.limit - tolerance;
  return std::fabs(value - condition.limit) <= tolerance;
}

Deciding opposite(Deciding condition) {
  if (condition.relation == ">=") {
    condition.relation = "<";
  } else if (condition.relation == "<=") {
    condition.relation = ">";
  } else if (condition.relation == ">") {
    condition.relation = "<=";
  } else if (condition.relation == "<") {
    condition.relation = ">=";
  }
  return condition;
}

std::optional<Flip> flip_of(const IndicatorResult& result) {
  Flip flip;
  if (result.verdict == Verdict::not_demonstrated) {
    flip.to = Verdict::insufficient_evidence;
    for (const Deciding& bar : result.bars) {
      const auto value = number(result, bar.measure);
      if (value && holds(*value, bar)) flip.changes.push_back(opposite(bar));
    }
  } else if (result.verdict == Verdict::insufficient_evidence) {
    flip.to = Verdict::demonstrated;
    for (const Deciding& need : result.needs) {
      // Nothing was measured: a channel is missing, and no measure stands in the way.
      if (result.measure(need.measure) == nullptr) return std::nullopt;
      const auto value = number(result, need.measure);
      if (!value || !holds(*value, need)) flip.changes.push_back(need);
    }
  }
  if (flip.changes.empty()) return std::nullopt;
  return flip;
}

}  // namespace

std::string_view looked_for(Measure measure) noexcept {
  switch (measure) {
    case Measure::screen_following_voice:
      return "items on the screen that the agent opened or spoke of while the talk went on";
    case Measure::screen_following_text:
      return "items on the screen that the agent opened or used in the next message, and replies "
             "in time";
    case Measure::input_during_speech:
      return "keyboard or mouse used while one of the two speaks, with the headset on";
    case Measure::typing_lag:
      return "values the client dictated, committed soon after and without asking again";
    case Measure::tool_use:
      return "the tools the task asks for, used during the contact, and no forbidden one";
    case Measure::lookup_sources:
      return "a look-up in a permitted source between each request of the client and its answer";
    case Measure::data_entry: return "every value obtained, in its own file and field, in time";
    case Measure::error_correction:
      return "errors in the record that the agent corrected, all that were pointed out among them";
    case Measure::msd_error_rate: return "typed text with at least 97 % of its characters right";
    case Measure::script_fitness: return "the steps of the script, in its order";
    case Measure::report_completeness:
      return "a report with every required field valid and nothing against the facts";
    case Measure::ratified_reformulations:
      return "a restatement of what the client said, on the purpose of the contact, that the "
             "client confirmed";
    case Measure::answered_clarifications:
      return "a question that makes precise what the client meant, and its answer";
    case Measure::counter_arguments:
      return "objections met with few counter-arguments, and none after a firm refusal";
    case Measure::vocabulary_and_intonation:
      return "plain words, the form of address agreed on, the client's own words, and intonation "
             "rated or measured";
    case Measure::sentence_length: return "short sentences in the agent's own words";
    case Measure::dead_air: return "no long silence of the agent's that was not announced";
    case Measure::closing_sequence:
      return "the closing elements of the script, in order, and a goodbye";
    case Measure::matched_promotions:
      return "a selling point that meets the client's interest, within the approved claims";
  }
  return "";
}

std::optional<WhyNot> why_not(const Contact& contact, Measure measure,
                              const IndicatorResult& result) {
  if (result.verdict == Verdict::demonstrated) return std::nullopt;
  return WhyNot{std::string(looked_for(measure)), places(contact, measure), result.nearest,
                flip_of(result)};
}

}  // namespace callnorm
