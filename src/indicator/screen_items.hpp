// src/indicator/screen_items.hpp - the items a screen showed, and whether the agent acted upon
// them.
//
// Shared by the judges of following the screen by voice and in writing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/engine/statistics.hpp"
#include "callnorm/extent.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/text/spoken_value.hpp"
#include "figures.hpp"
#include "message.hpp"

namespace callnorm::screen {

inline constexpr Millis no_limit = Millis::max();

/// How an item was followed: by a view of it, or by words.
struct Following {
  Millis at{0};
  std::optional<TimeSpan> view;
  std::uint32_t turn = 0;  // of the words
  TextRange words;
};

/// An item and the time in which it had to be followed.
struct FollowedItem {
  const ScreenItem* item = nullptr;
  Millis until{0};  // inclusive
  std::optional<Following> in_time;
  std::optional<Following> late;  // the first beyond `until`
};

inline const Following* earlier(const std::optional<Following>& a,
                                const std::optional<Following>& b) {
  if (!a || !b) return a ? &*a : b ? &*b : nullptr;
  return b->at < a->at ? &*b : &*a;
}

/// The words of each turn, made ready when first needed.
class TurnWords {
 public:
  explicit TurnWords(const PreparedContact& contact)
      : contact_(contact), words_(contact.turns().size()) {}

  /// Where one of the item's values stands in the turn.
  std::optional<TextRange> use(const std::vector<WrittenValue>& values, std::uint32_t turn) {
    if (!words_[turn]) {
      std::optional<Language> language;
      if (contact_.lexicon() != nullptr) language = contact_.lexicon()->language();
      words_[turn].emplace(contact_.contact().turns()[turn].text, language);
    }
    for (const WrittenValue& value : values) {
      if (const auto range = words_[turn]->find(value)) return range;
    }
    return std::nullopt;
  }

 private:
  const PreparedContact& contact_;
  std::vector<std::optional<SpokenWords>> words_;
};

using ViewsByItem = std::map<std::string_view, std::vector<TimeSpan>>;

/// A click lasts `click`; in order of begin.
inline ViewsByItem views_by_item(const Contact& contact, Millis click) {
  ViewsByItem out;
  for (const ScreenView& view : *contact.data().screen_views) {
    TimeSpan time = view.time;
    if (time.begin == time.end) time.end += click;
    out[view.item].push_back(time);
  }
  for (auto& [item, views] : out) {
    std::stable_sort(views.begin(), views.end(),
                     [](TimeSpan a, TimeSpan b) { return a.begin < b.begin; });
  }
  return out;
}

/// Looks for views of the item: the first that overlaps with its time, and the first after it.
inline void follow_by_view(const ViewsByItem& views, FollowedItem& followed) {
  const auto own = views.find(followed.item->id);
  if (own == views.end()) return;
  const Millis shown = followed.item->shown;
  for (const TimeSpan view : own->second) {
    const Following found{std::max(view.begin, shown), view, 0, {}};
    if (view.begin > followed.until) {
      if (!followed.late) followed.late = found;
      return;
    }
    // A view that was over when the item appeared showed something older.
    if (!followed.in_time && (view.end > shown || view.begin >= shown)) followed.in_time = found;
  }
}

inline std::vector<WrittenValue> values_of(const ScreenItem& item) {
  std::vector<WrittenValue> out;
  for (const std::string& key : item.keys) {
    WrittenValue value(key);
    if (!value.empty()) out.push_back(std::move(value));
  }
  return out;
}

/// The relevant items shown during the contact, in order of appearance.
inline std::vector<FollowedItem> items_shown(const Contact& contact) {
  std::vector<FollowedItem> out;
  const TimeSpan extent = contact.extent();
  for (const ScreenItem& item : *contact.data().screen_items) {
    if (!item.relevant || item.shown < extent.begin || item.shown > extent.end) continue;
    out.push_back({&item, item.shown, std::nullopt, std::nullopt});
  }
  std::stable_sort(out.begin(), out.end(), [](const FollowedItem& a, const FollowedItem& b) {
    return a.item->shown < b.item->shown;
  });
  return out;
}

inline std::string followed_how(const Contact& contact, const Following& found, Millis shown) {
  std::string note;
  if (found.view) {
    note = "viewed " + seconds_text(found.view->begin) + " to " + seconds_text(found.view->end);
  } else {
    const std::string& text = contact.turns()[found.turn].text;
    note = in_quotes(std::string_view(text).substr(found.words.begin,
                                                   found.words.end - found.words.begin)) +
           (contact.channel() == Channel::voice ? " said in the turn at " : " sent at ") +
           seconds_text(found.at);
  }
  return note + ": " + seconds_text(found.at - shown) + " later";
}

inline void point_at(const Following& found, Evidence& evidence) {
  if (found.view) return;
  evidence.channel = "turns";
  evidence.turn = found.turn;
  evidence.text = found.words;
}

inline Evidence item_evidence(const Contact& contact, const FollowedItem& followed) {
  const ScreenItem& item = *followed.item;
  Evidence evidence;
  evidence.role = followed.in_time ? "followed item" : "missed item";
  evidence.channel = "screen";
  evidence.note = in_quotes(item.id) + " shown at " + seconds_text(item.shown) + ", ";
  evidence.details.emplace_back("item", item.id);
  const Following* found = followed.in_time ? &*followed.in_time : nullptr;
  if (found == nullptr) {
    evidence.note += followed.until == no_limit ? "never viewed"
                                                : "not viewed by " + seconds_text(followed.until);
    evidence.note += contact.channel() == Channel::voice ? ", nor any of its values said"
                                                         : ", nor used in the next message";
    found = followed.late ? &*followed.late : nullptr;
    if (found != nullptr) evidence.note += "; ";
  }
  evidence.time = TimeSpan{item.shown, item.shown};
  if (found != nullptr) {
    evidence.note += followed_how(contact, *found, item.shown);
    evidence.time->end = found->at;
    evidence.details.emplace_back("by", found->view ? "view" : "words");
    evidence.details.emplace_back("delay", seconds_text(found->at - item.shown));
    point_at(*found, evidence);
  }
  return evidence;
}

/// What F says, and its lines of evidence: missed items first.
struct FollowedShare {
  std::int64_t items = 0;
  std::int64_t followed = 0;
  std::optional<double> share;
  std::vector<Evidence> evidence;
  std::optional<std::uint32_t> nearest;  // in `evidence`: missed by the least time
};

inline FollowedShare followed_share(const Contact& contact,
                                    const std::vector<FollowedItem>& items) {
  FollowedShare out;
  out.items = static_cast<std::int64_t>(items.size());
  std::optional<Millis> least;
  for (const FollowedItem& item : items) {
    if (item.in_time) {
      ++out.followed;
      continue;
    }
    if (item.late && (!least || item.late->at - item.item->shown < *least)) {
      least = item.late->at - item.item->shown;
      out.nearest = static_cast<std::uint32_t>(out.evidence.size());
    }
    out.evidence.push_back(item_evidence(contact, item));
  }
  for (const FollowedItem& item : items) {
    if (item.in_time) out.evidence.push_back(item_evidence(contact, item));
  }
  out.share = share(out.followed, out.items);
  return out;
}

/// Whether the screen and the talk were recorded; decides insufficient_evidence if not.
/// @param measured what cannot be said when the views are missing.
inline bool screen_known(const Contact& contact, std::initializer_list<std::string_view> measured,
                         IndicatorResult& result) {
  const ContactDraft& data = contact.data();
  const bool timed = contact.timed() && data.quality.clock == Quality::Clock::common;
  if (!data.screen_items || !data.screen_views) {
    if (data.screen_items && timed) {
      result.add("n_items", static_cast<std::int64_t>(items_shown(contact).size()));
      for (const std::string_view name : measured) result.add(name, std::monostate{});
    }
    result.decide(Verdict::insufficient_evidence, "NO_SCREEN_CHANNEL");
    return false;
  }
  if (contact.turns().empty()) {
    result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");
    return false;
  }
  if (!timed) {
    result.decide(Verdict::insufficient_evidence, "CLOCK_SKEW");
    return false;
  }
  return true;
}

/// Appends the lines; returns the index of the first.
inline std::uint32_t append(std::vector<Evidence>&& lines, IndicatorResult& result) {
  const auto first = static_cast<std::uint32_t>(result.evidence.size());
  for (Evidence& line : lines) result.evidence.push_back(std::move(line));
  return first;
}

}  // namespace callnorm::screen
