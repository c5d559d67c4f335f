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
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/shown_value.hpp"
#include "callnorm/engine/statistics.hpp"
#include "callnorm/extent.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/text/language.hpp"
#include "callnorm/text/spoken_value.hpp"
#include "callnorm/text/tokens.hpp"
#include "figures.hpp"
#include "message.hpp"

namespace callnorm::screen {

inline constexpr Millis no_limit = Millis::max();
inline constexpr Millis one_showing{2000};  // a page and its panels come up together

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
  std::vector<const ScreenItem*> panels;  // that came up with it
  Millis until{0};                        // inclusive
  bool on_page = false;                   // the page it stands on was shown as an item, too
  Millis replaced = no_limit;             // when the next panel of its page came up
  std::string_view unclear;               // why nobody can tell whether it was followed
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
  std::optional<TextRange> use(const std::vector<ShownValue>& values, std::uint32_t turn) {
    const std::string& text = contact_.contact().turns()[turn].text;
    if (!words_[turn]) read(turn);
    for (const ShownValue& value : values) {
      if (const auto range = value.in(text, *words_[turn])) return range;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::vector<ShownValue> values_of(const FollowedItem& followed) const {
    std::vector<ShownValue> out;
    const auto add = [&](const ScreenItem& item) {
      for (const std::string& key : item.keys) {
        ShownValue value(key, language());
        if (!value.empty()) out.push_back(std::move(value));
      }
    };
    add(*followed.item);
    for (const ScreenItem* panel : followed.panels) add(*panel);
    return out;
  }

 private:
  void read(std::uint32_t turn) {
    tokens_.clear();
    folded_.clear();
    const PreparedTurn& prepared = contact_.turns()[turn];
    for (std::uint32_t token = prepared.first_token; token < prepared.last_token; ++token) {
      const WordType& type = contact_.type_of(token);
      tokens_.push_back({contact_.tokens()[token].text, type.kind});
      folded_.push_back(type.folded);
    }
    words_[turn].emplace(contact_.contact().turns()[turn].text, tokens_, folded_, language());
  }

  [[nodiscard]] std::optional<Language> language() const {
    if (contact_.lexicon() == nullptr) return std::nullopt;
    return contact_.lexicon()->language();
  }

  const PreparedContact& contact_;
  std::vector<std::optional<SpokenWords>> words_;
  std::vector<Token> tokens_;  // of the turn that is read
  std::vector<std::string_view> folded_;
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

/// The page a panel stands on: "file" of "file.notes"; empty for what is no panel.
inline std::string_view page_of(std::string_view id) noexcept {
  const std::size_t end = id.find_last_of("./#:");
  return end == std::string_view::npos ? std::string_view() : id.substr(0, end);
}

/// Whether the log has views of panels of this page.
inline bool panels_viewed(const ViewsByItem& views, std::string_view page) {
  constexpr std::string_view parting = "./#:";
  return std::any_of(parting.begin(), parting.end(), [&](char mark) {
    const std::string prefix = std::string(page) + mark;
    const auto first = views.lower_bound(prefix);
    return first != views.end() && first->first.starts_with(prefix);
  });
}

/// Looks for views of the item: the first that overlaps with its time, and the first after it. The
/// views of a page that was shown are views of its panels where no panel has views of its own.
/// Other views of what its name begins with may be of anything there: they leave it open, as long
/// as nothing else of the page came up since.
inline void follow_by_view(const ViewsByItem& views, FollowedItem& followed) {
  const Millis shown = followed.item->shown;
  auto own = views.find(followed.item->id);
  if (own == views.end()) {
    std::string_view page = page_of(followed.item->id);
    for (; own == views.end() && !page.empty(); page = page_of(page)) own = views.find(page);
    if (own == views.end()) return;
    if (!followed.on_page || panels_viewed(views, own->first)) {
      if (std::any_of(own->second.begin(), own->second.end(), [&](TimeSpan view) {
            return view.begin <= followed.until && view.begin < followed.replaced &&
                   (view.end > shown || view.begin >= shown);
          })) {
        followed.unclear = "only the page was viewed";
      }
      return;
    }
  }
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

/// What tells whether a view of its page is one of the item. Panels that come up together replace
/// none of each other.
inline void find_pages(const std::vector<ScreenItem>& all, std::vector<FollowedItem>& shown) {
  std::set<std::string_view> ids;
  std::map<std::string_view, const FollowedItem*> next;  // of each page: what came up after
  for (auto followed = shown.rbegin(); followed != shown.rend(); ++followed) {
    const std::string_view page = page_of(followed->item->id);
    if (page.empty()) continue;
    if (ids.empty()) {
      for (const ScreenItem& item : all) ids.insert(item.id);
    }
    for (std::string_view above = page; !above.empty() && !followed->on_page;
         above = page_of(above)) {
      followed->on_page = ids.count(above) != 0;
    }
    const FollowedItem*& after = next[page];
    if (after != nullptr) {
      const bool together = after->item->shown - followed->item->shown <= one_showing;
      followed->replaced = together ? after->replaced : after->item->shown;
    }
    after = &*followed;
  }
}

/// The relevant items shown during `time`, in order of appearance: those marked so, or all that are
/// not marked otherwise where none is (NORM CCO-1.1). A page that comes up with its panels is one.
inline std::vector<FollowedItem> items_shown(const Contact& contact, TimeSpan time) {
  const std::vector<ScreenItem>& items = *contact.data().screen_items;
  const bool marked = std::any_of(items.begin(), items.end(),
                                  [](const ScreenItem& item) { return item.relevant == true; });
  std::vector<const ScreenItem*> shown;
  for (const ScreenItem& item : items) {
    if (item.relevant.value_or(!marked) && time.begin <= item.shown && item.shown <= time.end) {
      shown.push_back(&item);
    }
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const ScreenItem* a, const ScreenItem* b) { return a->shown < b->shown; });
  using Showing = std::pair<std::string_view, Millis>;
  std::map<Showing, std::size_t> showings;  // its place in `shown`
  // A row that stands twice is one showing.
  std::erase_if(shown, [&](const ScreenItem* item) {
    return !showings.try_emplace(Showing{item->id, item->shown}, 0).second;
  });
  for (std::size_t i = 0; i < shown.size(); ++i) {
    showings[Showing{shown[i]->id, shown[i]->shown}] = i;
  }
  const auto came_up_with = [&](std::size_t panel) {
    const ScreenItem& item = *shown[panel];
    for (std::string_view page = page_of(item.id); !page.empty(); page = page_of(page)) {
      const auto near = showings.lower_bound(Showing{page, item.shown - one_showing});
      if (near != showings.end() && near->first.first == page &&
          near->first.second <= item.shown + one_showing) {
        return near->second;
      }
    }
    return panel;
  };
  std::vector<FollowedItem> out(shown.size());
  for (std::size_t i = 0; i < shown.size(); ++i) {
    std::size_t page = i;
    for (std::size_t above = came_up_with(i); above != page; above = came_up_with(page)) {
      page = above;  // its name is shorter
    }
    if (page != i) {
      out[page].panels.push_back(shown[i]);
    } else {
      out[i].item = shown[i];
      out[i].until = shown[i]->shown;
    }
  }
  std::erase_if(out, [](const FollowedItem& followed) { return followed.item == nullptr; });
  find_pages(items, out);
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
    evidence.note += !followed.unclear.empty()             ? "; " + std::string(followed.unclear)
                     : contact.channel() == Channel::voice ? ", nor any of its values said"
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
  std::optional<double> most;  // where all that is unclear was followed
  std::vector<Evidence> evidence;
  std::optional<std::uint32_t> nearest;  // in `evidence`: missed by the least time
};

inline FollowedShare followed_share(const Contact& contact,
                                    const std::vector<FollowedItem>& items) {
  FollowedShare out;
  out.items = static_cast<std::int64_t>(items.size());
  std::optional<Millis> least;
  std::int64_t unclear = 0;
  for (const FollowedItem& item : items) {
    if (!item.unclear.empty() && !item.in_time) ++unclear;
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
  out.most = share(out.followed + unclear, out.items);
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
      result.add("n_items",
                 static_cast<std::int64_t>(items_shown(contact, contact.extent()).size()));
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
