// callnorm/engine/silence.hpp - every silence of a conversation, whose it is, and whether it was
// announced.
//
// NORM CCO-3.6. Works on times alone: who spoke when, which turns asked, which announced a wait. A
// silence belongs to the client when the last to speak was the agent asking, or the client saying
// that it takes a moment; otherwise to the agent. "Take your time." of the agent's after such words
// changes nothing, and a "sure" of the client's to a request that the client then meets ("Could you
// read me the number?" "Sure." ... "It's 4471.") leaves the floor where it was. An announced wait
// is covered for as long as was announced, also when a short "ok" or two come between. A hold
// counts as hold only when it was announced; else it is silence. Standard library only; O(n log n).
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

#include "callnorm/engine/intervals.hpp"
#include "callnorm/extent.hpp"

namespace callnorm {

/// One uninterrupted stretch of speech.
struct Speech {
  TimeSpan time;
  bool agent = false;
  bool filler_only = false;         ///< "euh": of an agent, breaks no silence
  bool asks = false;                ///< its last words are a question
  bool acknowledges = false;        ///< a short "ok": of a client, after an announcement, any
                                    ///< few words that ask nothing
  std::optional<Millis> announces;  ///< its last words announce a wait of this cover
  bool takes_time = false;          ///< of a client: "just a moment", "euh"
  bool agrees = false;              ///< of a client: nothing but "ok", "sure", "yes"
  bool brief = false;               ///< of an agent: a few words that ask and announce nothing
};

struct SilenceLimits {
  Millis min_silence{5000};
  Millis announced_within{5000};  ///< from the announcement's end to the wait's begin
};

struct Silence {
  TimeSpan time;
  bool agents = true;                      ///< false: the client was to speak
  std::optional<std::uint32_t> after;      ///< index of the last speech before it
  std::optional<std::uint32_t> announced;  ///< index of the announcement
  Millis counted{0};                       ///< length less what was announced; 0 for the client's
};

struct SilenceLedger {
  std::vector<Silence> silences;  ///< of at least min_silence, in order
  std::vector<TimeSpan> holds;    ///< announced hold states, merged: not silence
  Millis hold_total{0};           ///< within the talk
};

/// @param speech in order of begin. @param holds official hold states. @param talk connect to end.
[[nodiscard]] inline SilenceLedger silence_ledger(std::span<const Speech> speech,
                                                  std::span<const TimeSpan> holds, TimeSpan talk,
                                                  const SilenceLimits& limits) {
  SilenceLedger ledger;
  std::vector<TimeSpan> announcements;  // by begin; each ends with the latest end so far
  for (const Speech& s : speech) {
    if (!s.agent || !s.announces) continue;
    const Millis before = announcements.empty() ? s.time.end : announcements.back().end;
    announcements.push_back({s.time.begin, std::max(before, s.time.end)});
  }
  const auto announces_hold = [&](TimeSpan hold) {
    const auto later = std::upper_bound(
        announcements.begin(), announcements.end(), hold.begin,
        [](Millis begin, TimeSpan announcement) { return begin < announcement.begin; });
    return later != announcements.begin() &&
           hold.begin - std::prev(later)->end <= limits.announced_within;
  };
  for (const TimeSpan hold : holds) {
    const TimeSpan inside{std::max(hold.begin, talk.begin), std::min(hold.end, talk.end)};
    if (inside.begin < inside.end && announces_hold(hold)) ledger.holds.push_back(inside);
  }
  ledger.holds = merge(ledger.holds);
  ledger.hold_total = length(ledger.holds);

  // "Hang on." "Sure." "Ok.": the wait that was announced is still to come.
  const auto announcement_before =
      [&](std::span<const std::uint32_t> ended) -> std::optional<std::uint32_t> {
    constexpr std::size_t most_between = 3;
    for (std::size_t i = 0; i < ended.size() && i <= most_between; ++i) {
      const std::uint32_t at = ended[ended.size() - 1 - i];
      if (speech[at].agent && speech[at].announces) return at;
      if (!speech[at].acknowledges) break;
    }
    return std::nullopt;
  };

  // The last to speak, and who speaks next, or null.
  const auto clients_to_break = [&](std::span<const std::uint32_t> ended, const Speech* next) {
    const auto before = [&](std::size_t i) {
      return i < ended.size() ? &speech[ended[ended.size() - 1 - i]] : nullptr;
    };
    const Speech* last = before(0);
    if (last->agent) {
      if (last->asks) return true;
      const Speech* heard = before(1);
      return last->brief && heard != nullptr && !heard->agent && heard->takes_time;
    }
    if (last->takes_time) return true;
    const Speech* asked = before(1);
    return last->agrees && asked != nullptr && asked->agent && asked->asks && next != nullptr &&
           !next->agent && !next->asks;
  };

  const auto breaks_silence = [](const Speech& s) { return !(s.agent && s.filler_only); };
  std::vector<TimeSpan> covered(ledger.holds);
  std::vector<std::uint32_t> by_end;  // speech that breaks silence, by end
  for (std::uint32_t i = 0; i < speech.size(); ++i) {
    if (!breaks_silence(speech[i])) continue;
    covered.push_back(speech[i].time);
    by_end.push_back(i);
  }
  std::stable_sort(by_end.begin(), by_end.end(), [&](std::uint32_t a, std::uint32_t b) {
    return speech[a].time.end < speech[b].time.end;
  });

  std::size_t ended = 0;  // speech that ended at or before the silence
  for (const TimeSpan quiet : gaps(merge(covered), talk)) {
    while (ended < by_end.size() && speech[by_end[ended]].time.end <= quiet.begin) ++ended;
    if (quiet.length() < limits.min_silence) continue;
    Silence silence;
    silence.time = quiet;
    if (ended > 0) {
      silence.after = by_end[ended - 1];
      const auto announcement = announcement_before(std::span(by_end).first(ended));
      if (announcement && quiet.begin - speech[*announcement].time.end <= limits.announced_within) {
        silence.announced = announcement;
      }
      const auto next =
          std::lower_bound(speech.begin(), speech.end(), quiet.end,
                           [](const Speech& s, Millis begin) { return s.time.begin < begin; });
      silence.agents = silence.announced.has_value() ||
                       !clients_to_break(std::span(by_end).first(ended),
                                         next == speech.end() ? nullptr : &*next);
    }
    if (silence.agents) {
      silence.counted =
          silence.announced
              ? std::max(Millis{0}, quiet.length() - *speech[*silence.announced].announces)
              : quiet.length();
    }
    ledger.silences.push_back(silence);
  }
  return ledger;
}

}  // namespace callnorm
