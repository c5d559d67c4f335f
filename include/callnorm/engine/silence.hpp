// callnorm/engine/silence.hpp - every silence of a conversation, whose it is, and whether it was
// announced.
//
// NORM CCO-3.6. Works on times alone: who spoke when, which turns asked, which announced a wait. A
// silence belongs to the client when the last to speak was the agent asking, or the client saying
// that it takes a moment; otherwise to the agent. Who was asked to do something has the floor until
// it is done ("Press the button." "Which one?" "The red one." ... "It blinks."): a client who then
// goes on speaking ended a silence of their own. "Take your time." of the agent's changes nothing,
// and a "sure" of the client's to a request that the client then meets leaves the floor where it
// was. An announced wait is covered for as long as was announced, also when a short "ok" or two
// come between; whether a longer one ("Yes, my husband said so too.") leaves it standing nobody can
// tell. A hold counts as hold only when it was announced; else it is silence.
//
// Whether words ask or announce is read by a detector, and what a detector overlooks proves nothing
// (NORM 0): where unread words may have announced the wait, or may have handed over the floor, the
// silence says so. Standard library only; O(n log n).
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
  bool asked = false;               ///< a question is among its last sentences
  bool asks_at_once = false;        ///< its first words are one
  bool calls = false;               ///< of a client: "are you there?", also where more follows
  bool requests = false;            ///< its last words ask the other to do something
  bool patient = false;             ///< its last words leave the other all the time they need
  bool acknowledges = false;        ///< a short "ok": of a client, after an announcement, any
                                    ///< few words that ask nothing
  std::optional<Millis> announces;  ///< its last words announce a wait of this cover
  bool takes_time = false;          ///< of a client: "just a moment", "euh", "I'll go and look"
  bool interrupts = false;          ///< of a client: "hang on", with more behind it
  bool agrees = false;              ///< of a client: nothing but "ok", "sure", "yes"
  bool grants = false;              ///< of a client: that, or a few words that open with it
  bool goes_along = false;          ///< of a client: a remark that asks nothing and gives no number
  bool declines = false;            ///< of a client: "no, I lost it"
  bool floor_unknown = false;  ///< nobody knows whether its last words leave the other the floor
  bool hold_unknown = false;   ///< of an agent: nor whether they announce a wait
  bool of_own_doing = false;   ///< hold_unknown, and they speak of what he does or will do
  bool says_little = false;    ///< of an agent: a few words that tell the client nothing
  bool thanks_only = false;    ///< of an agent: those thank, or say ok
  bool asks_leave = false;     ///< of an agent: a question with an "I" near its end
  bool gives_number = false;   ///< a number stands in it
  std::uint32_t words = 0;
};

inline constexpr std::size_t most_between = 3;      ///< speeches between announcement and wait
inline constexpr std::uint32_t brief_words = 12;    ///< "That's fine, I'm still here."
inline constexpr std::uint32_t dictated_words = 6;  ///< "It's 4 9 2 9."
inline constexpr Millis dictation_pause{15'000};
inline constexpr std::uint32_t task_words = 15;  ///< "Bernie, come out of there a minute!"
inline constexpr std::size_t task_speeches = 6;  ///< looked back at for what is to be done

struct SilenceLimits {
  Millis min_silence{5000};
  Millis announced_within{5000};  ///< from the announcement's end to the wait's begin
  Millis cover{30000};            ///< what an announcement covers that names no time
  Millis cover_max{120000};       ///< what any announcement covers at most
  bool holds_given = false;       ///< people said where waits are announced
};

/// What may be otherwise, had the words before a silence been read by a person.
enum class SilenceDoubt : std::uint8_t {
  none,
  announcement,  ///< unread words of the agent's may have announced it
  floor,         ///< the client may have been busy, or have had the floor by unread words
};

struct Silence {
  TimeSpan time;
  bool agents = true;                       ///< false: the client was to speak
  SilenceDoubt doubt = SilenceDoubt::none;  ///< of an agent's silence that nobody announced
  std::optional<std::uint32_t> after;       ///< index of the last speech before it
  std::optional<std::uint32_t> announced;   ///< index of the announcement
  Millis certain{0};  ///< of `counted`, what counts whatever unread words announce
  Millis counted{0};  ///< length less what was announced; 0 for the client's
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

  struct Announcement {
    std::uint32_t at = 0;
    bool stands = true;  // nothing but a short ok or two after it
    bool brief = false;  // few words that name no time
    Millis cover{0};     // what it covers, where it stands
  };
  // "Je suis toujours dessus.", "Nearly there.": what an agent says in the middle of a wait that
  // was announced, and that brings nothing, may announce the rest of it.
  const auto in_a_wait = [&](const Speech& s) {
    if (ledger.silences.empty() || !s.agent || !(s.says_little || s.acknowledges)) return false;
    const Silence& before = ledger.silences.back();
    return (before.announced || before.doubt == SilenceDoubt::announcement) &&
           s.time.begin >= before.time.end &&
           s.time.begin - before.time.end <= limits.announced_within;
  };

  // "Hang on." "Sure." "Ok.": the wait that was announced is still to come.
  const auto announcement_before =
      [&](std::span<const std::uint32_t> ended) -> std::optional<Announcement> {
    std::optional<Announcement> found;
    bool only_ok = true;
    bool stands = true;
    bool granted = false;   // "Doe maar.": to what asked leave for something
    bool agreed = false;    // any ok of the client's
    bool accepted = false;  // "Sure." of the agent's, to what the client says before it
    bool told = false;      // the agent said something, if little
    for (std::size_t i = 0; i < ended.size() && i <= most_between; ++i) {
      const std::uint32_t at = ended[ended.size() - 1 - i];
      const Speech& s = speech[at];
      if (s.agent && s.announces) {
        // "For a minute or two?" "Sure." "Thanks, back in a sec.": one wait, as long as was named.
        if (!found) {
          found = Announcement{at, stands, told, *s.announces};
        } else if (only_ok && stands &&
                   speech[found->at].time.begin - s.time.end <= limits.announced_within) {
          if (!speech[found->at].announces) *found = {at, true, false, *s.announces};
          found->cover = std::max(found->cover, *s.announces);
        }
      } else if (found) {
        if (s.agent ? !s.says_little : !s.grants || s.declines) break;
      } else if (s.agent && (s.of_own_doing || (s.hold_unknown && granted))) {
        found = Announcement{at, stands, told};
      } else if (in_a_wait(s)) {
        return Announcement{at, false, true};
      } else if (s.agent && s.asks_leave && agreed) {
        return Announcement{at, false, true};  // "I'm going to ring them, okay?" "Okay."
      } else if (s.agent) {
        if (!s.acknowledges && !s.says_little) break;
        stands = stands && (s.acknowledges || s.thanks_only);
        told = told || !(s.acknowledges || s.thanks_only);
        accepted = s.acknowledges;
      } else {
        // "Let me check that. What's your postcode?" "L S 6 3 B Q.": nobody can tell whether it
        // waits.
        const Speech* const asked =
            i + 1 < ended.size() ? &speech[ended[ended.size() - 2 - i]] : nullptr;
        if (asked != nullptr && asked->agent && asked->announces && !s.asks &&
            (asked->asks || asked->requests) && s.words <= task_words && !(s.grants && only_ok)) {
          return Announcement{ended[ended.size() - 2 - i], false, true};
        }
        if (!s.acknowledges && !s.goes_along && !(s.asks && accepted)) break;
        accepted = false;
        stands = stands && s.acknowledges;
        only_ok = only_ok && s.grants;
        granted = granted || s.patient;
        agreed = agreed || s.grants;
      }
    }
    return found;
  };

  // "603, 11, 975. Are you still there?": a client who goes on, and then asks.
  const auto goes_on = [](const Speech* next) {
    return next != nullptr && !next->agent && !(next->asks && next->asks_at_once);
  };

  // The last to speak, and who speaks next, or null.
  const auto clients_to_break = [&](std::span<const std::uint32_t> ended, const Speech* next) {
    const auto before = [&](std::size_t i) {
      return i < ended.size() ? &speech[ended[ended.size() - 1 - i]] : nullptr;
    };
    const Speech& last = *before(0);
    if (last.agent ? last.asks || last.requests : last.takes_time) return true;
    // "Hang on, there's someone at the door." ... "Where were we?", or after a question. Else it
    // may have been a protest: "hold on, that's not what they told me".
    if (!last.agent && last.interrupts) {
      if (next != nullptr && !next->agent && !next->calls) return true;
      const Speech* asked = before(1);
      if (asked != nullptr && asked->agent && (asked->asks || asked->requests)) return true;
    }
    // "The number?" "4929." ... "1182."
    if (goes_on(next) && !last.agent && last.gives_number && last.words <= dictated_words &&
        next->gives_number && next->words <= dictated_words + 2 &&
        next->time.begin - last.time.end <= dictation_pause) {
      for (std::size_t i = 1; i < task_speeches; ++i) {
        const Speech* s = before(i);
        if (s == nullptr || !(s->agent ? s->asks || s->requests : s->gives_number)) break;
        if (s->agent) return true;
      }
    }
    const auto brief = [](const Speech& s, std::uint32_t most) {
      return s.words <= most && !s.asks && !s.requests && !s.announces;
    };
    const Speech* heard = before(1);
    if (last.agent && brief(last, brief_words) && heard != nullptr && !heard->agent &&
        heard->takes_time) {
      return true;
    }
    // "I'll have to put you down a minute, is that all right?" "Of course, I've all day."
    if (last.agent && last.patient && heard != nullptr && !heard->agent && heard->asks) return true;
    if (!goes_on(next)) return false;
    if (last.agent && last.patient) return true;
    if (last.agrees && heard != nullptr && heard->agent && heard->asks) return true;
    // What the client was asked to do, or set out to do, is not done yet.
    for (std::size_t i = 0; i < task_speeches; ++i) {
      const Speech* s = before(i);
      if (s == nullptr || s->announces || s->declines) return false;
      if (s->agent ? s->requests : s->takes_time) return true;
      if (s->words > task_words || (s->agent && s->asks)) return false;
    }
    return false;
  };

  // Whether unread words may have left the client the floor, or the client may have been busy.
  const auto may_be_clients = [&](std::span<const std::uint32_t> ended, const Speech* next) {
    if (next == nullptr || next->calls) return false;
    const Speech& last = speech[ended.back()];
    if (goes_on(next) && last.floor_unknown) return true;
    if (!last.agent && last.interrupts) return true;
    if (last.agent || ended.size() < 2) return false;
    const Speech& before = speech[ended[ended.size() - 2]];
    if (!before.agent) return false;
    // "Look at the bill." "Yes." ... "Right." Or "Not yet." ... "Have you found it?": at it.
    if (before.requests && (last.agrees || (last.words <= brief_words && next->asks))) return true;
    // "Which name is it in?" "Marcel, what name is it in?" ... "Lambert.": not put to the agent.
    return last.asks && !last.calls && (before.asked || before.requests) && goes_on(next);
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
    Millis may_cover = limits.cover_max;
    Millis covered_by{0};
    if (ended > 0) {
      silence.after = by_end[ended - 1];
      const auto client_talk_since = [&](std::uint32_t said) {
        Millis clients{0};
        for (std::size_t i = ended; i > 0 && by_end[i - 1] != said; --i) {
          const Speech& s = speech[by_end[i - 1]];
          if (!s.agent) clients += s.time.length();
        }
        return clients;
      };
      const std::span<const std::uint32_t> heard = std::span(by_end).first(ended);
      const auto announcement = announcement_before(heard);
      const Millis gap = announcement ? quiet.begin - speech[announcement->at].time.end : Millis{};
      const bool in_time = announcement && gap <= limits.announced_within;
      // The client talked a while in between: "Doe maar, ik heb toch ..."
      const bool soon = announcement && !limits.holds_given &&
                        gap - client_talk_since(announcement->at) <= limits.announced_within;
      if (in_time && announcement->stands && speech[announcement->at].announces) {
        silence.announced = announcement->at;
        covered_by = announcement->cover;
      }
      const auto later =
          std::lower_bound(speech.begin(), speech.end(), quiet.end,
                           [](const Speech& s, Millis begin) { return s.time.begin < begin; });
      const Speech* const next = later == speech.end() ? nullptr : &*later;
      silence.agents = silence.announced.has_value() || !clients_to_break(heard, next);
      // "I'll pause the recording, then you can give me the number.": whose wait that is.
      if (silence.announced && speech[*silence.announced].requests) {
        silence.doubt = SilenceDoubt::floor;
      }
      if (silence.agents && !silence.announced) {
        if (in_time || soon) {
          silence.doubt = SilenceDoubt::announcement;
          if (announcement->brief) may_cover = limits.cover;
        } else if (may_be_clients(heard, next)) {
          silence.doubt = SilenceDoubt::floor;
        }
      }
    }
    if (silence.agents) {
      silence.counted =
          silence.announced ? std::max(Millis{0}, quiet.length() - covered_by) : quiet.length();
    }
    if (silence.doubt == SilenceDoubt::none) {
      silence.certain = silence.counted;
    } else if (silence.doubt == SilenceDoubt::announcement) {
      silence.certain = std::max(Millis{0}, silence.counted - may_cover);
    }  // else a client who may be busy takes the time it takes
    ledger.silences.push_back(silence);
  }
  return ledger;
}

}  // namespace callnorm
