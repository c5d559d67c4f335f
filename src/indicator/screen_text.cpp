#include "callnorm/indicator/screen_text.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "callnorm/analysis/only_cues.hpp"
#include "callnorm/engine/statistics.hpp"
#include "figures.hpp"
#include "indicator/screen_items.hpp"

namespace callnorm {
namespace {

using namespace screen;

/// The agent's first message sent after `at`, from message `from` on.
std::optional<std::uint32_t> next_sent(const Contact& contact, Millis at, std::size_t from = 0) {
  const auto& messages = contact.turns();
  auto message =
      std::upper_bound(messages.begin() + static_cast<std::ptrdiff_t>(from), messages.end(), at,
                       [](Millis time, const Turn& sent) { return time < sent.time->end; });
  message = std::find_if(message, messages.end(),
                         [](const Turn& turn) { return turn.speaker == Speaker::agent; });
  if (message == messages.end()) return std::nullopt;
  return static_cast<std::uint32_t>(message - messages.begin());
}

/// The last of the messages that an agent sends on end, from this one on: "Good news!" and what it
/// is are one answer.
std::uint32_t end_of_answer(const Contact& contact, std::uint32_t message) {
  while (message + 1 < contact.turns().size() &&
         contact.turns()[message + 1].speaker == Speaker::agent) {
    ++message;
  }
  return message;
}

// A value counts only in the first answer sent after it was shown: what was written before cannot
// come from it, and what is written an answer later belongs to another reply.
void follow_by_message(const Contact& contact, TurnWords& words, FollowedItem& followed) {
  const std::vector<ShownValue> values = words.values_of(followed);
  const auto next = next_sent(contact, followed.item->shown);
  if (values.empty() || !next) return;
  const auto used = [&](std::uint32_t first) -> std::optional<Following> {
    const std::uint32_t last = end_of_answer(contact, first);
    for (std::uint32_t message = first; message <= last; ++message) {
      if (message > first && contact.turns()[message].time->end > followed.until) break;
      if (const auto range = words.use(values, message)) {
        return Following{contact.turns()[message].time->end, std::nullopt, message, *range};
      }
    }
    return std::nullopt;
  };
  if (const auto found = used(*next)) {
    if (const Following* best = earlier(followed.in_time, found)) {
      followed.in_time = Following(*best);
    }
  } else if (!followed.in_time) {
    const std::uint32_t last = end_of_answer(contact, *next);
    const auto after =
        next_sent(contact, contact.turns()[last].time->end, static_cast<std::size_t>(last) + 1);
    const auto late = after ? used(*after) : std::nullopt;
    if (const Following* best = earlier(followed.late, late)) followed.late = Following(*best);
  }
}

constexpr std::uint32_t few_words = 6;  // "Wait, I'll have a look."

/// Whether the client's message waits for a reply. "Ok" to what asked nothing does not, nor does
/// one that takes a moment itself.
bool awaits_reply(const PreparedContact& prepared, std::uint32_t message) {
  const auto& messages = prepared.contact().turns();
  const auto asks = [&](std::uint32_t m) {
    return messages[m].text.find('?') != std::string::npos;
  };
  const PreparedTurn& turn = prepared.turns()[message];
  if (asks(message) || turn.first_token == turn.last_token) return true;
  if (only_cues(prepared, message, {CueClass::acknowledge, CueClass::filler, CueClass::patience})) {
    std::uint32_t before = message;
    while (before > 0 && messages[before - 1].speaker == Speaker::client) --before;
    return before == 0 || asks(before - 1);
  }
  const auto hits = prepared.hits_of(message);
  const bool takes_time = std::any_of(hits.begin(), hits.end(), [](const CueHit& hit) {
    return hit.cue_class == CueClass::hold || hit.cue_class == CueClass::undertake;
  });
  return !takes_time || turn.last_token - turn.first_token > few_words ||
         !prepared.numbers_of(message).empty();
}

/// The agent's message that promised what this message of the client takes note of: "One moment",
/// "Ok". Absent where none did.
std::optional<std::uint32_t> promise_before(const PreparedContact& prepared,
                                            std::uint32_t message) {
  const auto& messages = prepared.contact().turns();
  while (message > 0 && messages[message - 1].speaker == Speaker::client) --message;
  while (message > 0 && messages[message - 1].speaker == Speaker::agent) {
    --message;
    const auto hits = prepared.hits_of(message);
    if (std::any_of(hits.begin(), hits.end(), [](const CueHit& hit) {
          return hit.cue_class == CueClass::hold || hit.cue_class == CueClass::undertake ||
                 hit.cue_class == CueClass::patience;
        })) {
      return message;
    }
  }
  return std::nullopt;
}

/// From the first message of the client that nobody had answered, or from when the agent took the
/// chat, to the agent's next; or from a wait that the agent promised and the client agreed to.
struct ReplyGap {
  std::uint32_t asked = 0;
  Millis since{0};
  bool awaited = true;                   // by the client
  bool promised = false;                 // by the agent: `asked` is the promise
  std::optional<std::uint32_t> replied;  // absent: nobody replied
  Millis length{0};
};

std::vector<ReplyGap> reply_gaps(const PreparedContact& prepared) {
  const Contact& contact = prepared.contact();
  const Millis taken = contact.data().connect.value_or(Millis::min());
  std::vector<ReplyGap> out;
  for (std::uint32_t i = 0; i < contact.turns().size(); ++i) {
    const Turn& message = contact.turns()[i];
    const bool open = !out.empty() && !out.back().replied;
    if (message.speaker == Speaker::client) {
      if (open && out.back().awaited) continue;
      const bool awaited = awaits_reply(prepared, i);
      if (open && !awaited) continue;
      if (open && !out.back().promised) out.pop_back();
      const auto promise = awaited ? std::nullopt : promise_before(prepared, i);
      const std::uint32_t from = promise.value_or(i);
      out.push_back({from, std::max(contact.turns()[from].time->end, taken), awaited,
                     promise.has_value(), std::nullopt, Millis{0}});
      continue;
    }
    if (open && !out.back().awaited && !out.back().promised) out.pop_back();
    // The wait that was promised, and what the client asked in it.
    for (auto gap = out.rbegin(); gap != out.rend() && !gap->replied; ++gap) {
      gap->replied = i;
      gap->length = std::max(Millis{0}, message.time->end - gap->since);
    }
  }
  return out;
}

Evidence gap_evidence(const Contact& contact, const ReplyGap& gap) {
  const Turn& asked = contact.turns()[gap.asked];
  Evidence evidence;
  evidence.role = gap.replied ? "reply gap" : "unanswered message";
  evidence.channel = "turns";
  evidence.turn = gap.asked;
  evidence.text = {0, static_cast<std::uint32_t>(asked.text.size())};
  evidence.time = TimeSpan{gap.since, gap.since + gap.length};
  evidence.note =
      (gap.promised ? "wait promised at " : "message of ") + seconds_text(asked.time->end);
  if (gap.since > asked.time->end) evidence.note += ", taken at " + seconds_text(gap.since) + ",";
  evidence.details.emplace_back("asked", asked.id);
  if (gap.replied) {
    evidence.note += " answered at " + seconds_text(gap.since + gap.length) + ": " +
                     seconds_text(gap.length) + " later";
    evidence.details.emplace_back("replied", contact.turns()[*gap.replied].id);
    evidence.details.emplace_back("gap", seconds_text(gap.length));
  } else {
    evidence.note += " had no reply when the contact ended; not counted";
  }
  return evidence;
}

/// The share of replies in time, and its lines of evidence: longest gap first. A promise of a wait
/// is a reply (NORM CCO-1.2), so that a promised wait fails nobody; but one beyond the limit is
/// nothing that was demonstrated.
struct ReplyShare {
  std::int64_t replies = 0;
  Millis longest{0};
  std::optional<double> in_time;           // promised waits beyond the limit counted as late
  std::optional<double> most_in_time;      // promised waits not counted
  std::optional<double> in_time_per_chat;  // each gap divided by the chats handled at once
  std::vector<Evidence> evidence;
  std::optional<std::uint32_t> nearest;  // in `evidence`: the shortest that was too long
};

ReplyShare reply_share(const PreparedContact& prepared, double limit) {
  const Contact& contact = prepared.contact();
  ReplyShare out;
  std::vector<ReplyGap> all = reply_gaps(prepared);
  std::stable_sort(all.begin(), all.end(), [](const ReplyGap& a, const ReplyGap& b) {
    if (a.replied.has_value() != b.replied.has_value()) return a.replied.has_value();
    return a.length > b.length;
  });
  std::int64_t in_time = 0;
  std::int64_t per_chat = 0;
  std::int64_t overdue = 0;
  for (const ReplyGap& gap : all) {
    if (gap.promised) {
      const bool late =
          gap.replied && !at_most(seconds(gap.length) / contact.data().concurrency, limit);
      if (gap.replied && !late) continue;
      if (late) {
        ++overdue;
        out.nearest = static_cast<std::uint32_t>(out.evidence.size());
      }
    } else if (gap.replied) {
      ++out.replies;
      out.longest = std::max(out.longest, gap.length);
      if (at_most(seconds(gap.length), limit)) {
        ++in_time;
      } else {
        out.nearest = static_cast<std::uint32_t>(out.evidence.size());
      }
      if (at_most(seconds(gap.length) / contact.data().concurrency, limit)) ++per_chat;
    }
    out.evidence.push_back(gap_evidence(contact, gap));
  }
  out.most_in_time = share(in_time, out.replies);
  if (out.most_in_time) out.in_time = share(in_time, out.replies + overdue);
  out.in_time_per_chat = share(per_chat, out.replies);
  return out;
}

}  // namespace

void judge_screen_following_text(const PreparedContact& prepared, const Parameters& parameters,
                                 IndicatorResult& result) {
  const Contact& contact = prepared.contact();
  const double min_items = parameters["min_items"];
  const double followed_good = parameters["followed_demonstrated"];
  const double followed_bad = parameters["followed_not"];
  const double replies_good = parameters["replies_demonstrated"];
  const double replies_bad = parameters["replies_not"];
  result.need("n_items", ">=", min_items, "min_items");
  result.need("F", ">=", followed_good, "followed_demonstrated");
  result.need("kappa_reply", ">=", replies_good, "replies_demonstrated");
  result.bar("F", "<", followed_bad, "followed_not");
  result.bar("kappa_reply", "<", replies_bad, "replies_not");
  if (!screen_known(contact, {"followed", "F"}, result)) return;

  const bool chat = contact.channel() == Channel::chat;
  const Millis window = parameters.time("window_chat");
  const ViewsByItem views = views_by_item(contact, Millis{0});
  TurnWords words(prepared);
  std::vector<FollowedItem> items = items_shown(contact, contact.extent());
  for (FollowedItem& item : items) {
    if (chat) {
      item.until = item.item->shown + window;
    } else if (const auto next = next_sent(contact, item.item->shown)) {
      item.until = contact.turns()[end_of_answer(contact, *next)].time->end;
    } else {
      item.until = contact.data().end.value_or(no_limit);  // no message closes the reply cycle
    }
    follow_by_view(views, item);
    follow_by_message(contact, words, item);
  }
  FollowedShare followed = followed_share(contact, items);
  ReplyShare replies = reply_share(prepared, parameters["reply_gap"]);
  // Nobody waits at an e-mail: its gaps are shown and not judged.
  const std::optional<double> kappa = chat ? replies.in_time : std::optional<double>(1.0);
  result.add("n_items", followed.items);
  result.add("followed", followed.followed);
  result.add("F", or_undefined(followed.share), "1");
  result.add("kappa_reply", or_undefined(kappa), "1");
  result.add("replies", replies.replies);
  result.add("longest_gap",
             replies.replies > 0 ? MeasureValue{seconds(replies.longest)} : MeasureValue{}, "s");
  if (chat && contact.data().concurrency > 1) {
    result.add("kappa_per_chat", or_undefined(replies.in_time_per_chat), "1");
    result.flags.emplace_back("CONCURRENT_CHATS");
  }

  const bool few = followed.items == 0 || below(static_cast<double>(followed.items), min_items);
  const bool missed = !few && below(*followed.most, followed_bad);
  // Who handles several chats at once is not slow where the gaps, shared among them, are in time
  // (NORM CCO-1.2: divide, or cannot tell).
  const bool slow = chat && replies.most_in_time && below(*replies.most_in_time, replies_bad) &&
                    below(replies.in_time_per_chat.value_or(0.0), replies_bad);
  // What failed stands first.
  const bool gaps_first = slow && !missed;
  std::uint32_t first_gap = 0;
  if (gaps_first) first_gap = append(std::move(replies.evidence), result);
  const std::uint32_t first_item = append(std::move(followed.evidence), result);
  if (!gaps_first) first_gap = append(std::move(replies.evidence), result);
  const auto near_item = [&] {
    if (followed.nearest) result.nearest = first_item + *followed.nearest;
  };
  const auto near_gap = [&] {
    if (replies.nearest) result.nearest = first_gap + *replies.nearest;
  };

  if (few) {
    result.hinge("n_items", ">=", min_items, "min_items");
    return result.decide(Verdict::insufficient_evidence, "FEW_OPPORTUNITIES");
  }
  if (missed) {
    near_item();
    result.hinge("F", "<", followed_bad, "followed_not");
    return result.decide(Verdict::not_demonstrated, "NOT_FOLLOWED");
  }
  if (!kappa) {
    // No reply, so none that could be in time.
    result.hinge("kappa_reply", ">=", replies_good, "replies_demonstrated");
    return result.decide(Verdict::insufficient_evidence, "FEW_OPPORTUNITIES");
  }
  if (slow) {
    near_gap();
    result.hinge("kappa_reply", "<", replies_bad, "replies_not");
    return result.decide(Verdict::not_demonstrated, "REPLY_GAPS");
  }
  const bool followed_enough = at_least(*followed.share, followed_good);
  const bool in_time = at_least(*kappa, replies_good);
  if (followed_enough && !in_time) {
    near_gap();
    result.hinge("kappa_reply", ">=", replies_good, "replies_demonstrated");
  } else {
    if (!followed_enough) near_item();
    result.hinge("F", ">=", followed_good, "followed_demonstrated");
  }
  if (followed_enough && in_time) return result.decide(Verdict::demonstrated, "OK");
  result.decide(Verdict::insufficient_evidence, "BORDERLINE");
}

}  // namespace callnorm
