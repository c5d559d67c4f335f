#include "callnorm/indicator/error_correction.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/text/masked_value.hpp"
#include "callnorm/text/plain_text.hpp"
#include "callnorm/text/spoken_value.hpp"
#include "callnorm/text/value.hpp"
#include "callnorm/text/value_comparison.hpp"
#include "figures.hpp"
#include "indicator/record_state.hpp"

namespace callnorm {
namespace {

constexpr double whole_words = 1.0;  // spelling counts where errors do

// A field that held another value than the truth.
struct Episode {
  const History* history = nullptr;
  std::size_t wrong = 0;  // index of the last wrong value before the end, or of the end itself
  bool corrected = false;
  bool unclear = false;   // nobody can tell whether it ends in the truth
  double similarity = 0;  // of the last value
};

// Whether a value of a field is the truth. With something added it is, as in CCO-2.3, unless
// somebody said what stood there first was an error; of a number something added makes another.
Likeness likeness_of(const History& history, const NormalValue& truth, std::size_t index,
                     const NormalValue& value, bool first, Usage usage) {
  const std::string_view written = history.values[index];
  const Likeness likeness =
      compare_values({history.truth, truth}, {written, value}, usage, whole_words);
  if (likeness == Likeness::same) return likeness;
  const bool in_words = history.type == ValueType::text || history.type == ValueType::address;
  const bool more = in_words && long_enough_to_mention(truth) && !is_masked(history.truth) &&
                    mentions_value(written, truth, usage, whole_words);
  // What was there first and then changed is the error that was pointed out.
  const bool pointed_out = first && history.signalled;
  if (more) return pointed_out ? Likeness::different : Likeness::same;
  const bool changed = index + 1 < history.values.size() && !is_masked(written);
  return likeness == Likeness::unclear && pointed_out && changed ? Likeness::different : likeness;
}

// The episode of a field, if it held an error. `unclear` of one that held none: a value that nobody
// can compare with the truth.
Episode episode_in(const History& history, Usage usage, bool& error) {
  const NormalValue truth = normal_value(history.truth, history.type, usage);
  Episode episode;
  episode.history = &history;
  error = false;
  if (truth.empty()) return episode;
  bool begun = false;  // an empty field is no error before anything was entered
  for (std::size_t i = 0; i < history.values.size(); ++i) {
    const NormalValue value = normal_value(history.values[i], history.type, usage);
    if (value.empty() && !begun) continue;
    const bool last = i + 1 == history.values.size();
    // A value that is only shown masked from now on is still the one that was entered.
    const bool hidden = begun && episode.corrected && is_masked(history.values[i]) &&
                        may_be_masked(truth, history.values[i]);
    if (!hidden) {
      const Likeness likeness = likeness_of(history, truth, i, value, !error, usage);
      episode.corrected = likeness == Likeness::same;
      episode.unclear = likeness == Likeness::unclear;
      if (likeness == Likeness::different) {
        error = true;
        episode.wrong = i;
      }
    }
    begun = true;
    if (last) episode.similarity = value_similarity(truth, value, 0).value_or(0);
  }
  return episode;
}

Evidence episode_line(const Episode& episode, bool derived, bool clock) {
  const History& history = *episode.history;
  Evidence line;
  line.role = "error";
  line.channel = derived ? "edits" : "histories";
  const std::size_t last = history.values.size() - 1;
  if (clock && last < history.times.size() && history.times[last]) {
    line.time = TimeSpan{*history.times[last], *history.times[last]};
  }
  line.note = history.field + ": " + quoted(history.values[episode.wrong]);
  if (episode.corrected) {
    line.note += " became " + quoted(history.values[last]);
  } else if (episode.unclear) {
    line.note = history.field + ": " + quoted(history.truth) + " and " +
                quoted(history.values[last]) + " cannot be compared";
  } else {
    line.note += " stays; the truth is " + quoted(history.truth);
  }
  if (history.signalled) line.note += "; it was pointed out";
  line.details.emplace_back("field", history.field);
  line.details.emplace_back("before", one_line(history.values[episode.wrong]));
  line.details.emplace_back("after", one_line(history.values[last]));
  line.details.emplace_back("truth", one_line(history.truth));
  line.details.emplace_back("signalled", history.signalled ? "true" : "false");
  line.details.emplace_back("status", episode.corrected ? "corrected"
                                      : episode.unclear ? "unclear"
                                                        : "not corrected");
  return line;
}

}  // namespace

void judge_error_correction(const Contact& contact, Usage usage, const Parameters& parameters,
                            IndicatorResult& result) {
  const ContactDraft& data = contact.data();
  const bool derived = !data.histories;
  if (derived && (!data.obtained || !data.edits)) {
    return result.decide(Verdict::insufficient_evidence, "NO_FIELD_HISTORY");
  }
  const std::vector<History> histories =
      derived ? derived_histories(data) : recorded_histories(*data.histories);
  std::vector<Episode> episodes;
  std::vector<Episode> open;  // fields without an error that nobody can compare
  for (const History& history : histories) {
    bool error = false;
    const Episode episode = episode_in(history, usage, error);
    if (error) {
      episodes.push_back(episode);
    } else if (episode.unclear) {
      open.push_back(episode);
    }
  }
  const auto count = [&](auto&& is) {
    return static_cast<std::int64_t>(std::count_if(episodes.begin(), episodes.end(), is));
  };
  const auto errors = static_cast<std::int64_t>(episodes.size());
  const std::int64_t corrected = count([](const Episode& e) { return e.corrected; });
  const std::int64_t signalled = count([](const Episode& e) { return e.history->signalled; });
  const std::int64_t signalled_corrected =
      count([](const Episode& e) { return e.history->signalled && e.corrected; });
  const auto share_of_all = [](std::int64_t part, std::int64_t whole) {
    return whole == 0 ? std::optional<double>{}
                      : static_cast<double>(part) / static_cast<double>(whole);
  };
  // Of episodes nobody can tell the end of, the rates are known within bounds only.
  const std::int64_t unclear = count([](const Episode& e) { return e.unclear; });
  const std::int64_t signalled_unclear =
      count([](const Episode& e) { return e.history->signalled && e.unclear; });
  const auto rate = share_of_all(corrected, errors);
  const auto signalled_rate = share_of_all(signalled_corrected, signalled);
  const auto most_rate = share_of_all(corrected + unclear, errors);
  const auto most_signalled = share_of_all(signalled_corrected + signalled_unclear, signalled);
  const auto most = static_cast<std::int64_t>(parameters.count("episodes_max"));
  result.add("n_err", errors);
  result.add("corrected", corrected);
  result.add("CR", unclear == 0 ? or_undefined(rate) : MeasureValue{}, "1");
  result.add("signalled", signalled);
  result.add("CRs", signalled_unclear == 0 ? or_undefined(signalled_rate) : MeasureValue{}, "1");
  result.add("counted", std::min(errors, most));
  result.need("n_err", ">=", 1);
  if (signalled > 0) result.need("CRs", ">=", 1);
  result.need("CR", ">=", parameters["corrected_demonstrated"], "corrected_demonstrated");
  if (signalled > 0) result.bar("CRs", "<", 1);
  result.bar("CR", "<", parameters["corrected_not"], "corrected_not");
  if (derived) result.flags.emplace_back("HISTORY_FROM_EDITS");
  if (errors > most) result.flags.emplace_back("EPISODES_OVER_CAP");

  // Errors that were pointed out and stayed first, then those that stayed, then the others.
  std::vector<const Episode*> shown;
  for (const Episode& episode : episodes) shown.push_back(&episode);
  const auto rank = [](const Episode* e) {
    return e->corrected ? 3 : e->unclear ? 2 : e->history->signalled ? 0 : 1;
  };
  std::stable_sort(shown.begin(), shown.end(),
                   [&](const Episode* a, const Episode* b) { return rank(a) < rank(b); });
  const bool one_clock = data.quality.clock == Quality::Clock::common;
  std::optional<std::uint32_t> nearest;
  double best = -1;
  for (const Episode* episode : shown) {
    if (!episode->corrected && !episode->unclear && episode->similarity > best) {
      best = episode->similarity;
      nearest = static_cast<std::uint32_t>(result.evidence.size());
    }
    result.evidence.push_back(episode_line(*episode, derived, one_clock));
  }
  if (data.scenario && data.scenario->errors.value_or(0) > 0) {
    Evidence planted;
    planted.role = "planted errors";
    planted.channel = "scenario";
    planted.note = "errors the scenario planted: " + std::to_string(*data.scenario->errors) +
                   "; fields that held one: " + std::to_string(errors);
    result.evidence.push_back(std::move(planted));
  }

  // Edits beside obtained values show where to look; nobody said which of them are errors, so they
  // settle nothing.
  const auto settle = [&](Verdict verdict, std::string_view code) {
    if (!derived) return result.decide(verdict, code);
    result.flags.push_back("WOULD_BE_" + std::string(code));
    result.decide(Verdict::insufficient_evidence, "NO_FIELD_HISTORY");
  };
  if (errors == 0 && !open.empty()) {
    for (const Episode& episode : open) {
      result.evidence.push_back(episode_line(episode, derived, one_clock));
      result.evidence.back().role = "field";
    }
    return settle(Verdict::insufficient_evidence, "NOT_COMPARABLE");
  }
  if (errors == 0) {
    result.hinge("n_err", ">=", 1);
    return result.decide(Verdict::insufficient_evidence, "NO_ERRORS_OBSERVED");
  }
  const auto fail = [&](std::string_view code) {
    result.nearest = nearest;
    settle(Verdict::not_demonstrated, code);
  };
  if (most_signalled && *most_signalled < 1 - tolerance) {
    if (signalled_unclear == 0) result.hinge("CRs", "<", 1);
    return fail("SIGNALLED_NOT_CORRECTED");
  }
  if (*most_rate < parameters["corrected_not"] - tolerance) {
    if (unclear == 0) result.hinge("CR", "<", parameters["corrected_not"], "corrected_not");
    return fail("NOT_CORRECTED");
  }
  if (unclear > 0) return settle(Verdict::insufficient_evidence, "NOT_COMPARABLE");
  result.hinge("CR", ">=", parameters["corrected_demonstrated"], "corrected_demonstrated");
  if (*rate >= parameters["corrected_demonstrated"] - tolerance) {
    return settle(Verdict::demonstrated, "OK");
  }
  result.nearest = nearest;
  settle(Verdict::insufficient_evidence, "BORDERLINE");
}

}  // namespace callnorm
