#include "callnorm/indicator/screen_voice.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/engine/intervals.hpp"
#include "callnorm/engine/statistics.hpp"
#include "figures.hpp"
#include "indicator/screen_items.hpp"
#include "indicator/speech_times.hpp"
#include "message.hpp"

namespace callnorm {
namespace {

using namespace screen;

// For what no view followed. Agent turns are looked through by their start: words of a turn that
// began before the item appeared cannot come from it.
void follow_by_speech(const Contact& contact, Millis window, const std::vector<ShownValue>& values,
                      TurnWords& words, FollowedItem& followed) {
  const auto& turns = contact.turns();
  const auto first =
      std::lower_bound(turns.begin(), turns.end(), followed.item->shown,
                       [](const Turn& turn, Millis at) { return turn.time->begin < at; });
  // A use one more window later is still worth showing as a near miss; beyond that it is not near.
  for (auto turn = first; turn != turns.end() && turn->time->begin <= followed.until + window;
       ++turn) {
    if (turn->speaker != Speaker::agent) continue;
    const auto index = static_cast<std::uint32_t>(turn - turns.begin());
    const auto range = words.use(values, index);
    if (!range) continue;
    const Following found{turn->time->begin, std::nullopt, index, *range};
    if (found.at <= followed.until) {
      followed.in_time = found;
    } else if (!followed.late || found.at < followed.late->at) {
      followed.late = found;
    }
    return;
  }
}

/// An item that comes up while the agent speaks may be named before the turn is over. Where words
/// have times, they tell which was first.
void follow_in_mid_turn(const Contact& contact, const std::vector<ShownValue>& values,
                        TurnWords& words, FollowedItem& followed) {
  const auto& turns = contact.turns();
  const Millis shown = followed.item->shown;
  auto turn = std::lower_bound(turns.begin(), turns.end(), shown,
                               [](const Turn& t, Millis at) { return t.time->begin < at; });
  while (turn != turns.begin() && std::prev(turn)->speaker == Speaker::client) --turn;
  if (turn == turns.begin()) return;
  --turn;
  if (turn->time->end <= shown) return;
  const auto index = static_cast<std::uint32_t>(turn - turns.begin());
  const auto range = words.use(values, index);
  if (!range) return;
  const auto word = std::find_if(turn->words.begin(), turn->words.end(), [&](const Word& w) {
    return w.text.begin < range->end && range->begin < w.text.end;
  });
  if (word == turn->words.end()) {
    followed.unclear = "named in the turn in which it appeared";
  } else if (word->time.begin >= shown && word->time.begin <= followed.until) {
    followed.in_time = Following{word->time.begin, std::nullopt, index, *range};
  }
}

void follow_by_words(const Contact& contact, Millis window, TurnWords& words,
                     FollowedItem& followed) {
  const std::vector<ShownValue> values = words.values_of(followed);
  if (values.empty()) return;
  follow_by_speech(contact, window, values, words, followed);
  if (!followed.in_time) follow_in_mid_turn(contact, values, words, followed);
}

struct Viewing {
  TimeSpan time;
  Millis during_talk{0};
  std::string_view item;

  [[nodiscard]] double talk_share() const noexcept {
    return seconds(during_talk) / seconds(time.length());
  }
};

Evidence viewing_evidence(const Viewing& viewing) {
  Evidence evidence;
  evidence.role = "silent view";
  evidence.channel = "screen";
  evidence.time = viewing.time;
  evidence.note = in_quotes(viewing.item) + " viewed " + seconds_text(viewing.time.begin) + " to " +
                  seconds_text(viewing.time.end) + ", " + seconds_text(viewing.during_talk) +
                  " of " + seconds_text(viewing.time.length()) + " during talk";
  evidence.details.emplace_back("item", viewing.item);
  evidence.details.emplace_back("during_talk", seconds_text(viewing.during_talk));
  return evidence;
}

/// How much of any stretch is talk, by two binary searches.
class TalkClock {
 public:
  explicit TalkClock(const std::vector<TimeSpan>& talk) : talk_(talk) {
    before_.push_back(Millis{0});
    for (const TimeSpan stretch : talk) before_.push_back(before_.back() + stretch.length());
  }
  [[nodiscard]] Millis within(TimeSpan time) const { return until(time.end) - until(time.begin); }

 private:
  [[nodiscard]] Millis until(Millis at) const {
    const auto next =
        std::upper_bound(talk_.begin(), talk_.end(), at,
                         [](Millis t, TimeSpan stretch) { return t < stretch.begin; });
    if (next == talk_.begin()) return Millis{0};
    const auto index = static_cast<std::size_t>(next - talk_.begin()) - 1;
    return before_[index] + std::min(talk_[index].length(), at - talk_[index].begin);
  }

  const std::vector<TimeSpan>& talk_;
  std::vector<Millis> before_;  // talk before each stretch
};

/// Views that were not wholly during talk, the longest silence first.
/// @param periods connect to end without the holds, in which nobody could be listened to.
std::vector<Viewing> silent_views(const ViewsByItem& views, const std::vector<TimeSpan>& periods,
                                  const std::vector<TimeSpan>& talk) {
  std::vector<Viewing> out;
  const TalkClock clock(talk);
  for (const auto& [item, times] : views) {
    for (const TimeSpan part : intersect(merge(times), periods)) {
      const Millis during = clock.within(part);
      // Read mostly outside the talk; the rest of a view does not make it a silent one.
      if (during * 2 < part.length()) out.push_back({part, during, item});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Viewing& a, const Viewing& b) {
    const Millis silent_a = a.time.length() - a.during_talk;
    const Millis silent_b = b.time.length() - b.during_talk;
    return silent_a != silent_b ? silent_a > silent_b : a.time.begin < b.time.begin;
  });
  return out;
}

}  // namespace

void judge_screen_following_voice(const PreparedContact& prepared, std::span<const Act> acts,
                                  const Parameters& parameters, IndicatorResult& result) {
  const Contact& contact = prepared.contact();
  const double min_items = parameters["min_items"];
  const double followed_good = parameters["followed_demonstrated"];
  const double followed_bad = parameters["followed_not"];
  const double overlap_good = parameters["overlap_demonstrated"];
  const double overlap_bad = parameters["overlap_not"];
  result.need("n_items", ">=", min_items, "min_items");
  result.need("F", ">=", followed_good, "followed_demonstrated");
  result.need("sigma", ">=", overlap_good, "overlap_demonstrated");
  result.bar("F", "<", followed_bad, "followed_not");
  result.bar("sigma", "<", overlap_bad, "overlap_not");
  if (!screen_known(contact, {"followed", "F", "V", "VS", "sigma"}, result)) return;

  const Millis window = parameters.time("window");
  const ViewsByItem views = views_by_item(contact, parameters.time("click"));
  TurnWords words(prepared);
  const std::vector<TimeSpan> holds = holds_of(contact);
  const TimeSpan call = talk_of(contact);
  std::vector<FollowedItem> items = items_shown(contact, call);
  // What appears while the client is on hold is no part of the talk.
  std::erase_if(items, [&](const FollowedItem& item) {
    return std::any_of(holds.begin(), holds.end(), [&](TimeSpan hold) {
      return hold.begin <= item.item->shown && item.item->shown < hold.end;
    });
  });
  for (FollowedItem& item : items) {
    item.until = item.item->shown + window;
    follow_by_view(views, item);
    // What was viewed in time need not have been named.
    if (!item.in_time) follow_by_words(contact, window, words, item);
    // Wrap-up and survey come up as the talk ends, and are dealt with after it.
    if (item.until > call.end) item.unclear = "the talk was over by then";
  }
  FollowedShare followed = followed_share(contact, items);
  result.add("n_items", followed.items);
  result.add("followed", followed.followed);
  result.add("F", or_undefined(followed.share), "1");

  // After a recorded end the agent reads for another purpose. An end that is only inferred from the
  // last words cuts nothing off.
  const bool ends = contact.data().end.has_value() || call.end < contact.extent().end;
  const TimeSpan period{contact.data().connect.value_or(Millis::min()), ends ? call.end : no_limit};
  std::vector<TimeSpan> viewed;
  for (const auto& [item, times] : views) viewed.insert(viewed.end(), times.begin(), times.end());
  const std::vector<TimeSpan> periods = gaps(holds, period);
  viewed = intersect(merge(viewed), periods);
  const std::vector<TimeSpan> talk = speech_of(contact, std::nullopt, parameters.time("bridge"));
  const Millis total = length(viewed);
  const Millis during = length(intersect(viewed, talk));
  const auto part = [&](Millis time) { return share(time.count(), total.count()); };
  const auto sigma = part(during);
  const auto while_speaking = [&](Speaker speaker) {
    return part(length(intersect(viewed, speech_of(contact, speaker, Millis{0}))));
  };
  result.add("V", seconds(total), "s");
  result.add("VS", seconds(during), "s");
  result.add("sigma", or_undefined(sigma), "1");
  result.add("listening", or_undefined(while_speaking(Speaker::client)), "1");
  result.add("speaking", or_undefined(while_speaking(Speaker::agent)), "1");

  const std::vector<Viewing> silent = silent_views(views, periods, talk);
  std::optional<std::uint32_t> nearest_view;
  std::vector<Evidence> silent_lines;
  for (std::size_t i = 0; i < silent.size(); ++i) {
    const bool nearer =
        !nearest_view || silent[i].talk_share() > silent[*nearest_view].talk_share();
    if (nearer) nearest_view = static_cast<std::uint32_t>(i);
    silent_lines.push_back(viewing_evidence(silent[i]));
  }

  const bool few = followed.items == 0 || below(static_cast<double>(followed.items), min_items);
  const bool missed = !few && below(*followed.most, followed_bad);
  const bool silently = sigma && below(*sigma, overlap_bad);
  // What is read while the client fetches papers is read in a silence of the client's.
  const bool in_silence =
      silently &&
      below(share_beside_client_silences(prepared, acts, viewed, talk, overlap_bad), overlap_bad);
  // What failed stands first.
  const bool views_first = in_silence && !missed;
  std::uint32_t first_view = 0;
  if (views_first) first_view = append(std::move(silent_lines), result);
  const std::uint32_t first_item = append(std::move(followed.evidence), result);
  if (!views_first) first_view = append(std::move(silent_lines), result);
  const auto near_item = [&] {
    if (followed.nearest) result.nearest = first_item + *followed.nearest;
  };
  const auto near_view = [&] {
    if (nearest_view) result.nearest = first_view + *nearest_view;
  };

  if (few) {
    result.hinge("n_items", ">=", min_items, "min_items");
    return result.decide(Verdict::insufficient_evidence, "FEW_OPPORTUNITIES");
  }
  if (!sigma) {
    // Not one view: a screen that is not logged looks the same as one nobody opens.
    result.hinge("sigma", ">=", overlap_good, "overlap_demonstrated");
    return result.decide(Verdict::insufficient_evidence, "NO_SCREEN_CHANNEL");
  }
  if (missed) {
    near_item();
    result.hinge("F", "<", followed_bad, "followed_not");
    return result.decide(Verdict::not_demonstrated, "NOT_FOLLOWED");
  }
  if (in_silence) {
    near_view();
    result.hinge("sigma", "<", overlap_bad, "overlap_not");
    return result.decide(Verdict::not_demonstrated, "NOT_SIMULTANEOUS");
  }
  const bool followed_enough = at_least(*followed.share, followed_good);
  const bool during_talk = at_least(*sigma, overlap_good);
  if (followed_enough && !during_talk) {
    near_view();
    result.hinge("sigma", ">=", overlap_good, "overlap_demonstrated");
  } else {
    if (!followed_enough) near_item();
    result.hinge("F", ">=", followed_good, "followed_demonstrated");
  }
  if (followed_enough && during_talk) return result.decide(Verdict::demonstrated, "OK");
  result.decide(Verdict::insufficient_evidence, "BORDERLINE");
}

}  // namespace callnorm
