#include "callnorm/indicator/simultaneity.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/engine/intervals.hpp"
#include "callnorm/engine/rank_correlation.hpp"
#include "callnorm/engine/statistics.hpp"
#include "figures.hpp"
#include "indicator/speech_times.hpp"

namespace callnorm {
namespace {

bool one_clock(const Contact& contact) {
  return contact.data().quality.clock == Quality::Clock::common;
}

// ---- CCO-1.3: input during speech ---------------------------------------------------------------

/// Connect to hang-up without the holds.
std::vector<TimeSpan> talk_period(const Contact& contact) {
  return gaps(holds_of(contact), talk_of(contact));
}

/// The time in which the hands worked. A recorded stretch lasts as long as the recorder says, so
/// the second between two of them is not work; instants have no length of their own and get one by
/// standing close together.
std::vector<TimeSpan> working_time(const std::vector<InputBurst>& input, Millis burst_gap) {
  std::vector<TimeSpan> stretches;
  std::vector<TimeSpan> instants;
  for (const InputBurst& burst : input) {
    if (!burst.effective) continue;
    (burst.time.begin == burst.time.end ? instants : stretches).push_back(burst.time);
  }
  const std::vector<TimeSpan> runs = merge(instants, burst_gap);
  stretches.insert(stretches.end(), runs.begin(), runs.end());
  return merge(stretches);
}

/// A burst: work with pauses of at most `burst_gap`.
struct Burst {
  TimeSpan time;
  Millis worked{0};
  Millis during_speech{0};
  Millis to_speech{0};  // to the nearest speech; zero when it overlaps with some

  [[nodiscard]] double speech_share() const noexcept {
    return seconds(during_speech) / seconds(worked);
  }
};

Millis distance(TimeSpan time, const std::vector<TimeSpan>& speech) {
  const auto next =
      std::lower_bound(speech.begin(), speech.end(), time.end,
                       [](TimeSpan stretch, Millis at) { return stretch.begin < at; });
  Millis least = Millis::max();
  if (next != speech.end()) least = std::max(Millis{0}, next->begin - time.end);
  if (next != speech.begin()) {
    least = std::min(least, std::max(Millis{0}, time.begin - std::prev(next)->end));
  }
  return least;
}

std::vector<Burst> bursts_of(const std::vector<TimeSpan>& work, Millis burst_gap,
                             const std::vector<TimeSpan>& speech) {
  std::vector<Burst> out;
  for (const TimeSpan stretch : work) {
    if (out.empty() || stretch.begin - out.back().time.end > burst_gap) {
      out.push_back({stretch, Millis{0}, Millis{0}, Millis{0}});
    }
    out.back().time.end = stretch.end;
    out.back().worked += stretch.length();
  }
  const std::vector<TimeSpan> shared = intersect(work, speech);
  std::size_t s = 0;
  for (Burst& burst : out) {
    for (; s < shared.size() && shared[s].begin < burst.time.end; ++s) {
      burst.during_speech += shared[s].length();
    }
    if (burst.during_speech == Millis{0}) burst.to_speech = distance(burst.time, speech);
  }
  return out;
}

Evidence burst_evidence(const Burst& burst) {
  Evidence evidence;
  evidence.role = "input";
  evidence.channel = "input";
  evidence.time = burst.time;
  std::string worked = seconds_text(burst.worked);
  std::string during_speech = seconds_text(burst.during_speech);
  evidence.note = worked + " of input from " + seconds_text(burst.time.begin) + " to " +
                  seconds_text(burst.time.end) + ", " + during_speech +
                  " of it while somebody speaks";
  evidence.details.emplace_back("worked", std::move(worked));
  evidence.details.emplace_back("during_speech", std::move(during_speech));
  return evidence;
}

/// Bursts with the most work in silence first; for a burst wholly in speech, in time.
std::optional<std::uint32_t> show_bursts(std::vector<Burst> bursts, IndicatorResult& result) {
  std::stable_sort(bursts.begin(), bursts.end(), [](const Burst& a, const Burst& b) {
    return a.worked - a.during_speech > b.worked - b.during_speech;
  });
  const auto first = static_cast<std::uint32_t>(result.evidence.size());
  std::optional<std::uint32_t> nearest;
  for (std::uint32_t i = 0; i < bursts.size(); ++i) {
    const Burst& burst = bursts[i];
    result.evidence.push_back(burst_evidence(burst));
    if (burst.during_speech == burst.worked) continue;
    const bool nearer =
        !nearest || burst.speech_share() > bursts[*nearest].speech_share() ||
        (burst.during_speech == Millis{0} && bursts[*nearest].during_speech == Millis{0} &&
         burst.to_speech < bursts[*nearest].to_speech);
    if (nearer) nearest = i;
  }
  if (nearest) return first + *nearest;
  return std::nullopt;
}

/// Stretches of the talk without headset, the longest first.
void show_headset_off(const std::vector<TimeSpan>& headset, const std::vector<TimeSpan>& talk,
                      IndicatorResult& result) {
  std::vector<TimeSpan> off;
  for (const TimeSpan part : talk) {
    // Only the spans that reach into this part, so that many holds stay cheap.
    const auto first = std::upper_bound(headset.begin(), headset.end(), part.begin,
                                        [](Millis at, TimeSpan on) { return at < on.end; });
    const auto last = std::lower_bound(first, headset.end(), part.end,
                                       [](TimeSpan on, Millis at) { return on.begin < at; });
    const std::vector<TimeSpan> here(first, last);
    const std::vector<TimeSpan> without = gaps(here, part);
    off.insert(off.end(), without.begin(), without.end());
  }
  std::stable_sort(off.begin(), off.end(),
                   [](TimeSpan a, TimeSpan b) { return a.length() > b.length(); });
  for (const TimeSpan time : off) {
    Evidence evidence;
    evidence.role = "headset off";
    evidence.channel = "headset";
    evidence.time = time;
    evidence.note = "no headset from " + seconds_text(time.begin) + " to " +
                    seconds_text(time.end) + ": " + seconds_text(time.length());
    result.evidence.push_back(std::move(evidence));
  }
}

}  // namespace

void judge_input_during_speech(const PreparedContact& prepared, std::span<const Act> acts,
                               const Parameters& parameters, IndicatorResult& result) {
  const Contact& contact = prepared.contact();
  const double min_input = parameters["min_input"];
  const double min_overlap = parameters["min_overlap"];
  const double min_bursts = parameters["min_bursts"];
  const double chi_good = parameters["chi_demonstrated"];
  const double chi_bad = parameters["chi_not"];
  const double headset_good = parameters["headset_demonstrated"];
  const double headset_bad = parameters["headset_not"];
  result.need("U", ">=", min_input, "min_input");
  result.need("US", ">=", min_overlap, "min_overlap");
  result.need("bursts", ">=", min_bursts, "min_bursts");
  result.need("chi", ">=", chi_good, "chi_demonstrated");
  result.need("eta", ">=", headset_good, "headset_demonstrated");
  result.bar("chi", "<", chi_bad, "chi_not");
  result.bar("eta", "<", headset_bad, "headset_not");
  const ContactDraft& data = contact.data();
  if (!data.input) return result.decide(Verdict::insufficient_evidence, "NO_INPUT_CHANNEL");
  if (!data.headset) return result.decide(Verdict::insufficient_evidence, "NO_HEADSET_CHANNEL");
  if (contact.turns().empty()) {
    return result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");
  }
  if (!one_clock(contact) || !contact.timed()) {
    return result.decide(Verdict::insufficient_evidence, "CLOCK_SKEW");
  }

  const Millis burst_gap = parameters.time("burst_gap");
  const std::vector<TimeSpan> talk = talk_period(contact);
  const std::vector<TimeSpan> work = intersect(working_time(*data.input, burst_gap), talk);
  const std::vector<TimeSpan> speech = speech_of(contact, std::nullopt, Millis{0});
  const std::vector<TimeSpan> bridged = speech_of(contact, std::nullopt, parameters.time("bridge"));
  const std::vector<TimeSpan> headset = merge(*data.headset);
  const Millis worked = length(work);
  const auto part_of_work = [&](const std::vector<TimeSpan>& other) {
    return share(length(intersect(work, other)).count(), worked.count());
  };
  const Millis overlapping = length(intersect(work, speech));
  std::vector<Burst> bursts = bursts_of(work, burst_gap, speech);
  const auto overlapping_bursts =
      std::count_if(bursts.begin(), bursts.end(),
                    [](const Burst& burst) { return burst.during_speech > Millis{0}; });
  const auto chi = part_of_work(bridged);
  const auto eta = share(length(intersect(headset, talk)).count(), length(talk).count());
  result.add("U", seconds(worked), "s");
  result.add("US", seconds(overlapping), "s");
  result.add("chi", or_undefined(chi), "1");
  result.add("bursts", static_cast<std::int64_t>(overlapping_bursts));
  result.add("eta", or_undefined(eta), "1");
  result.add("listening", or_undefined(part_of_work(speech_of(contact, Speaker::client, {}))), "1");
  result.add("speaking", or_undefined(part_of_work(speech_of(contact, Speaker::agent, {}))), "1");

  const bool few = below(seconds(worked), min_input) || !chi || !eta;
  const bool silently = !few && below(*chi, chi_bad);
  // Who types while the client fetches papers types in a silence of the client's.
  const bool in_silence =
      silently &&
      below(share_beside_client_silences(prepared, acts, work, bridged, chi_bad), chi_bad);
  const bool without_headset = !few && below(*eta, headset_bad);
  // What failed stands first.
  const bool headset_first = without_headset && !in_silence;
  if (headset_first) show_headset_off(headset, talk, result);
  const auto nearest = show_bursts(std::move(bursts), result);
  if (!headset_first) show_headset_off(headset, talk, result);

  if (few) {
    result.hinge("U", ">=", min_input, "min_input");
    return result.decide(Verdict::insufficient_evidence, "FEW_INPUT");
  }
  if (in_silence) {
    result.nearest = nearest;
    result.hinge("chi", "<", chi_bad, "chi_not");
    return result.decide(Verdict::not_demonstrated, "NOT_SIMULTANEOUS");
  }
  if (without_headset) {
    result.hinge("eta", "<", headset_bad, "headset_not");
    return result.decide(Verdict::not_demonstrated, "NO_HEADSET");
  }
  const bool simultaneous = at_least(*chi, chi_good);
  const bool enough = at_least(seconds(overlapping), min_overlap);
  const bool often = at_least(static_cast<double>(overlapping_bursts), min_bursts);
  const bool on = at_least(*eta, headset_good);
  if (!simultaneous || !enough || !often) result.nearest = nearest;
  if (simultaneous && !enough) {
    result.hinge("US", ">=", min_overlap, "min_overlap");
  } else if (simultaneous && !often) {
    result.hinge("bursts", ">=", min_bursts, "min_bursts");
  } else if (simultaneous && !on) {
    result.hinge("eta", ">=", headset_good, "headset_demonstrated");
  } else {
    result.hinge("chi", ">=", chi_good, "chi_demonstrated");
  }
  if (simultaneous && enough && often && on) return result.decide(Verdict::demonstrated, "OK");
  result.decide(Verdict::insufficient_evidence, "BORDERLINE");
}

// ---- CCO-1.4: typing lag ------------------------------------------------------------------------

namespace {

struct TypedValue {
  const Dictation* dictation = nullptr;
  std::size_t number = 0;  // from 1, as recorded
  Millis lag{0};
  bool kept = false;
  std::string_view unclear;  // why the commit does not tell when a value was typed that is not kept
};

constexpr Millis one_save{1000};          // one button stores all fields of a page within a second
constexpr Millis same_commit{500};        // a dictation and the edit that it is
constexpr Millis longest_saying{15'000};  // of one value, where nothing tells when it began
constexpr double most_keys = 0.8;  // of the time of typing: a recorder may miss the first key

/// What else the logs say of the typing of values.
class TypingLog {
 public:
  explicit TypingLog(const Contact& contact) : contact_(contact) {
    const ContactDraft& data = contact.data();
    if (data.edits) {
      for (const FieldEdit& edit : *data.edits) {
        if (edit.at) edits_.emplace_back(*edit.at, was_filled_in(edit.how));
      }
      std::sort(edits_.begin(), edits_.end());
    }
    if (data.input) {
      for (const InputBurst& burst : *data.input) {
        if (burst.effective && burst.device != "mouse") keys_.push_back(burst.time);
      }
      keys_ = merge(keys_);
    }
  }

  /// Nobody typed the value: pasted, filled in by the system, not one key, or in its field before
  /// the client began to say it.
  [[nodiscard]] bool not_typed(const Dictation& d) const {
    if (was_filled_in(d.how) || d.typed_chars == 0U || d.commit < said_from(d)) return true;
    if (!d.how.empty()) return false;
    const auto first =
        std::lower_bound(edits_.begin(), edits_.end(), std::pair{d.commit - same_commit, false});
    const auto last =
        std::upper_bound(first, edits_.end(), std::pair{d.commit + same_commit, true});
    return first != last && std::all_of(first, last, [](const auto& edit) { return edit.second; });
  }

  /// The keyboard was busy while the value was said or just after, and then no more until it was
  /// committed: typed in time, and stored when the client had confirmed it.
  [[nodiscard]] bool typed_when_said(const Dictation& d, Millis limit) const {
    const Millis in_time = d.said_end + limit;
    const Millis then = busy({said_from(d), in_time});
    const double needed = d.typing_took ? most_keys * seconds(*d.typing_took) : seconds(one_save);
    return then > Millis{0} && !below(seconds(then), needed) &&
           busy({in_time, d.commit}) <= one_save;
  }

  /// Whether the value may have been typed while it was said or just after: the keyboard worked
  /// then, or its work is not recorded.
  [[nodiscard]] bool may_be_typed_when_said(const Dictation& d, Millis limit) const {
    return keys_.empty() || busy({said_from(d), d.said_end + limit}) > Millis{0};
  }

 private:
  static bool was_filled_in(std::string_view how) { return how == "pasted" || how == "autofilled"; }

  /// When the client began to say the value, at the earliest.
  [[nodiscard]] Millis said_from(const Dictation& d) const {
    if (d.said_took) return d.said_end - *d.said_took;
    const Millis unknown = d.said_end - longest_saying;
    if (contact_.channel() != Channel::voice || !contact_.timed()) return unknown;
    const auto& turns = contact_.turns();
    auto turn = std::lower_bound(turns.begin(), turns.end(), d.said_end,
                                 [](const Turn& t, Millis at) { return t.time->begin < at; });
    while (turn != turns.begin()) {
      --turn;
      if (turn->speaker != Speaker::client) continue;
      return d.said_end <= turn->time->end ? turn->time->begin : unknown;
    }
    return unknown;
  }

  [[nodiscard]] Millis busy(TimeSpan time) const {
    Millis sum{0};
    for (auto stretch = std::upper_bound(keys_.begin(), keys_.end(), time.begin,
                                         [](Millis at, TimeSpan s) { return at < s.end; });
         stretch != keys_.end() && stretch->begin < time.end; ++stretch) {
      sum += std::min(stretch->end, time.end) - std::max(stretch->begin, time.begin);
    }
    return sum;
  }

  const Contact& contact_;
  std::vector<std::pair<Millis, bool>> edits_;  // when, and whether it was filled in; in order
  std::vector<TimeSpan> keys_;
};

/// Commits that tell nothing of the typing: a button that stores several fields at once is no
/// field's commit. Where the keyboard rested until then, it does tell.
void mark_unclear(const TypingLog& log, Millis limit, std::vector<TypedValue>& values) {
  std::vector<Millis> commits;
  commits.reserve(values.size());
  for (const TypedValue& value : values) commits.push_back(value.dictation->commit);
  std::sort(commits.begin(), commits.end());
  for (TypedValue& value : values) {
    const Dictation& d = *value.dictation;
    if (value.kept || d.repeat_for_typing) continue;
    const auto first = std::lower_bound(commits.begin(), commits.end(), d.commit - one_save);
    const auto last = std::upper_bound(first, commits.end(), d.commit + one_save);
    if (last - first > 1 && log.may_be_typed_when_said(d, limit)) {
      value.unclear = "stored together with others";
    } else if (log.typed_when_said(d, limit)) {
      value.unclear = "the keys went with the saying, and rested until it was stored";
    }
  }
}

/// Characters per second; nothing without both, or for no time at all.
std::optional<double> rate(std::optional<std::uint32_t> chars, std::optional<Millis> took) {
  if (!chars || !took || *took <= Millis{0}) return std::nullopt;
  return static_cast<double>(*chars) / seconds(*took);
}

/// The advisory figures of the typing itself: whether it is faster where the client is faster.
void add_typing_rates(const std::vector<TypedValue>& values, std::uint32_t minimum,
                      IndicatorResult& result) {
  std::vector<double> said;
  std::vector<double> typed;
  std::size_t counted = 0;
  double chars = 0;
  Millis took{0};
  for (const TypedValue& value : values) {
    const Dictation& d = *value.dictation;
    if (d.typed_chars) ++counted;
    const auto typed_rate = rate(d.typed_chars, d.typing_took);
    if (!typed_rate) continue;
    chars += *d.typed_chars;
    took += *d.typing_took;
    // What is typed is what was said, unless the record says otherwise.
    const auto said_rate = rate(d.said_chars ? d.said_chars : d.typed_chars, d.said_took);
    if (!said_rate) continue;
    said.push_back(*said_rate);
    typed.push_back(*typed_rate);
  }
  if (counted >= minimum) {
    result.add(
        "rho",
        said.size() >= minimum ? or_undefined(rank_correlation(said, typed)) : MeasureValue{}, "1");
  }
  if (took > Millis{0}) result.add("rate_live", chars / seconds(took), "char/s");
}

Evidence value_evidence(const TypedValue& value) {
  const Dictation& d = *value.dictation;
  Evidence evidence;
  evidence.role = value.kept              ? "kept value"
                  : value.unclear.empty() ? "lost value"
                                          : "value stored later";
  evidence.channel = "dictations";
  evidence.time = TimeSpan{std::min(d.said_end, d.commit), std::max(d.said_end, d.commit)};
  evidence.note = "value " + std::to_string(value.number) + " said by " + seconds_text(d.said_end) +
                  ", committed at " + seconds_text(d.commit) + ": " +
                  (value.lag < Millis{0} ? seconds_text(-value.lag) + " before it was all said"
                                         : seconds_text(value.lag) + " later");
  if (d.repeat_for_typing) evidence.note += "; asked again to type it";
  if (!value.unclear.empty()) evidence.note += "; " + std::string(value.unclear);
  evidence.details.emplace_back("lag", seconds_text(value.lag));
  if (d.repeat_for_typing) evidence.details.emplace_back("repeat", "true");
  return evidence;
}

}  // namespace

void judge_typing_lag(const Contact& contact, const Parameters& parameters,
                      IndicatorResult& result) {
  const double min_segments = parameters["min_segments"];
  const double kept_good = parameters["kept_demonstrated"];
  const double kept_bad = parameters["kept_not"];
  result.need("n", ">=", min_segments, "min_segments");
  result.need("K", ">=", kept_good, "kept_demonstrated");
  result.bar("K", "<", kept_bad, "kept_not");
  const ContactDraft& data = contact.data();
  if (!data.dictations) return result.decide(Verdict::insufficient_evidence, "NO_DICTATION_LOG");
  const double limit = parameters[contact.channel() == Channel::voice ? "lag_voice" : "lag_chat"];
  const TypingLog log(contact);
  std::vector<TypedValue> values;
  for (std::size_t i = 0; i < data.dictations->size(); ++i) {
    const Dictation& dictation = (*data.dictations)[i];
    if (log.not_typed(dictation)) continue;
    const Millis lag = dictation.commit - dictation.said_end;
    values.push_back(
        {&dictation, i + 1, lag, at_most(seconds(lag), limit) && !dictation.repeat_for_typing, {}});
  }
  if (values.empty()) return result.decide(Verdict::not_applicable, "NO_TYPING_TASK");
  if (!one_clock(contact)) {
    return result.decide(Verdict::insufficient_evidence, "CLOCK_SKEW");
  }

  const auto n = static_cast<std::int64_t>(values.size());
  mark_unclear(log, whole_millis(limit), values);
  const std::int64_t kept = std::count_if(values.begin(), values.end(),
                                          [](const TypedValue& value) { return value.kept; });
  const std::int64_t lost =
      std::count_if(values.begin(), values.end(),
                    [](const TypedValue& value) { return !value.kept && value.unclear.empty(); });
  const auto kept_share = share(kept, n);
  const auto most_kept = share(n - lost, n);  // where all that is unclear was typed in time
  result.add("n", n);
  result.add("kept", kept);
  result.add("K", or_undefined(kept_share), "1");
  add_typing_rates(values, parameters.count("rho_min_segments"), result);

  // Lost values first, the longest lag first; kept ones as recorded.
  std::stable_sort(values.begin(), values.end(), [](const TypedValue& a, const TypedValue& b) {
    if (a.kept != b.kept) return b.kept;
    if (a.unclear.empty() != b.unclear.empty()) return a.unclear.empty();
    return !a.kept && a.lag > b.lag;
  });
  std::optional<std::uint32_t> nearest;
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    result.evidence.push_back(value_evidence(values[i]));
    if (values[i].kept) continue;
    // One that was only late comes closer than one that was asked for again.
    const bool again = values[i].dictation->repeat_for_typing;
    if (!nearest || !again || values[*nearest].dictation->repeat_for_typing) nearest = i;
  }

  if (below(static_cast<double>(n), min_segments)) {
    result.hinge("n", ">=", min_segments, "min_segments");
    return result.decide(Verdict::insufficient_evidence, "FEW_OPPORTUNITIES");
  }
  // Nobody dictates a letter and waits: what is typed later is late for nobody.
  if (below(*most_kept, kept_bad) && contact.channel() != Channel::email) {
    result.nearest = nearest;
    result.hinge("K", "<", kept_bad, "kept_not");
    return result.decide(Verdict::not_demonstrated, "NOT_KEEPING_UP");
  }
  result.hinge("K", ">=", kept_good, "kept_demonstrated");
  if (at_least(*kept_share, kept_good)) return result.decide(Verdict::demonstrated, "OK");
  result.nearest = nearest;
  result.decide(Verdict::insufficient_evidence, "BORDERLINE");
}

}  // namespace callnorm
