// callnorm/engine/alignment.hpp - the cheapest way to read a trace as a path of an automaton.
//
// Moves (Adriansyah 2014; van der Aalst, Adriansyah & van Dongen 2012, "Replaying history on
// process models"):
//   match  an event taken by an arc of its symbol: costs 0
//   extra  an event no arc takes: costs 1, or 0 when the event may be ignored
//   skip   an arc passed without an event: costs 1, or 0 when the arc is free to skip
// Arcs without a symbol are passed silently: they cost nothing and are not reported.
//
// The answer is unique. Among alignments of equal cost the one that skips fewest `important`
// symbols (free arcs included) is taken, then the one that matches most, then the first in arc
// order: walking from the start, always the first arc that still leads to a best alignment, as a
// match before as a skip, and an extra event only when no arc does. Where arcs that weigh nothing
// form a cycle, an arc back to a state already visited since the last event is passed over.
//
// fitness = 1 - cost / (events + shortest accepted path). Standard library only.
#pragma once

#include <algorithm>
#include <bit>
#include <cassert>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "callnorm/engine/automaton.hpp"

namespace callnorm {

struct TraceEvent {
  Symbol symbol = 0;       ///< a negative one is taken by no arc
  bool ignorable = false;  ///< leaving it out of the path costs nothing
};

struct Move {
  enum class Kind : std::uint8_t { match, extra, skip };
  Kind kind = Kind::match;
  Symbol symbol = 0;
  std::uint32_t event = 0;    ///< index in the trace; for a skip, the index of the next event
  bool free_of_cost = false;  ///< the skip of a free arc, or an extra event that may be ignored

  friend constexpr bool operator==(const Move&, const Move&) = default;
};

struct AlignmentResult {
  std::vector<Move> moves;  ///< in order: each event once, as match or extra
  std::uint32_t cost = 0;
  std::uint32_t important_skipped = 0;  ///< skips of important symbols, free of cost or not
  std::uint32_t shortest_path = 0;      ///< symbols on the cheapest accepted path, free ones aside
};

/// @param important true at the index of a symbol whose skip weighs more; may be shorter than the
///        alphabet.
/// @return nothing when the accepting state cannot be reached.
/// Every arc leads to a state of the automaton; cycles are allowed.
///
/// Cost: only what an event changes is recomputed. For an automaton without cycles (every script's)
/// each event takes O(arcs of its symbol + arcs into the states whose cost changed), at most
/// O(arcs), and a state changes at most about (shortest + longest path) times however long the
/// trace; with cycles, at most O(states x arcs) per event. Memory O(states + arcs + changes), no
/// allocation per state or event.
[[nodiscard]] std::optional<AlignmentResult> align(const Automaton& automaton,
                                                   std::span<const TraceEvent> trace,
                                                   const std::vector<bool>& important = {});

/// 1 - cost / (events + shortest); 1 when both are zero.
[[nodiscard]] constexpr double fitness(std::uint32_t cost, std::size_t events,
                                       std::uint32_t shortest) noexcept {
  const double whole = static_cast<double>(events) + static_cast<double>(shortest);
  return whole == 0.0 ? 1.0 : 1.0 - static_cast<double>(cost) / whole;
}

// ------------------------------------------------------------------------------------------------

namespace detail::alignment {

/// (cost, important skipped, events not matched), compared in that order. "Not matched" stands for
/// "-matches": they differ by the number of events, and so no weight is negative.
template <class Weight>
struct Units {
  Weight cost;
  Weight important;
  Weight unmatched;
};

/// The cost in a weight of which no part is negative.
template <std::integral Weight>
[[nodiscard]] constexpr std::uint32_t cost_in(Weight weight, const Units<Weight>& units) noexcept {
  return static_cast<std::uint32_t>(weight / units.cost);
}

/// For inputs whose counts do not fit one 64-bit integer together: millions of events or states.
struct WideWeight {
  std::int64_t cost = 0;
  std::int64_t rest = 0;  ///< important skipped x 2^32 + events not matched

  friend constexpr WideWeight operator+(WideWeight a, WideWeight b) noexcept {
    return {a.cost + b.cost, a.rest + b.rest};
  }
  friend constexpr WideWeight operator-(WideWeight a, WideWeight b) noexcept {
    return {a.cost - b.cost, a.rest - b.rest};
  }
  friend constexpr auto operator<=>(WideWeight, WideWeight) = default;
};

[[nodiscard]] constexpr std::uint32_t cost_in(WideWeight weight,
                                              const Units<WideWeight>& /*units*/) noexcept {
  return static_cast<std::uint32_t>(weight.cost);
}

inline constexpr Units<WideWeight> wide_units{{1, 0}, {0, std::int64_t{1} << 32}, {0, 1}};

/// Above every weight that occurs, and far enough from the largest number to be added to.
template <class Weight>
inline constexpr Weight unreachable = Weight{1} << (std::numeric_limits<Weight>::digits - 1);
template <>
inline constexpr WideWeight unreachable<WideWeight>{std::int64_t{1} << 62, 0};

/// The order states are worked on in: an arc's target before its source, unless the arc closes a
/// cycle.
struct Order {
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> state_at;  ///< by place; only states the start reaches
  std::vector<std::uint32_t> place_of;  ///< by state; none when the start does not reach it
  bool acyclic = true;
  std::uint32_t longest = 0;  ///< most arcs a path can pass between two events
};

/// States equally far from the end, counted in arcs of the longest path, side by side: an any-order
/// group is then worked through in runs of states with equally many arcs, which processors foresee.
inline void sort_by_distance(const Automaton& automaton, Order& order) {
  const std::size_t states = order.state_at.size();
  std::vector<std::uint32_t> distance(states, 0);
  for (std::size_t place = 0; place < states; ++place) {
    for (const Arc& arc : automaton.arcs[order.state_at[place]]) {
      distance[place] = std::max(distance[place], distance[order.place_of[arc.to]] + 1);
    }
    order.longest = std::max(order.longest, distance[place]);
  }
  std::vector<std::uint32_t> begin(order.longest + 2, 0);
  for (const std::uint32_t d : distance) ++begin[d + 1];
  for (std::size_t d = 1; d < begin.size(); ++d) begin[d] += begin[d - 1];
  std::vector<std::uint32_t> sorted(states);
  for (std::size_t place = 0; place < states; ++place) {
    sorted[begin[distance[place]]++] = order.state_at[place];
  }
  order.state_at = std::move(sorted);
  for (std::uint32_t place = 0; place < states; ++place) {
    order.place_of[order.state_at[place]] = place;
  }
}

inline Order order_states(const Automaton& automaton) {
  const std::size_t states = automaton.size();
  struct Visit {
    std::uint32_t state;
    std::uint32_t next_arc;
  };
  Order order;
  order.place_of.assign(states, Order::none);
  order.state_at.reserve(states);
  std::vector<Visit> open;
  open.reserve(states);
  constexpr std::uint32_t on_the_way = Order::none - 1;
  open.push_back({0, 0});
  order.place_of[0] = on_the_way;
  while (!open.empty()) {
    Visit& visit = open.back();
    const std::vector<Arc>& out = automaton.arcs[visit.state];
    if (visit.next_arc < out.size()) {
      const std::uint32_t to = out[visit.next_arc++].to;
      assert(to < states);
      if (order.place_of[to] == Order::none) {
        order.place_of[to] = on_the_way;
        open.push_back({to, 0});
      } else if (order.place_of[to] == on_the_way) {
        order.acyclic = false;
      }
    } else {
      order.place_of[visit.state] = static_cast<std::uint32_t>(order.state_at.size());
      order.state_at.push_back(visit.state);
      open.pop_back();
    }
  }
  if (order.acyclic) {
    sort_by_distance(automaton, order);
  } else {
    order.longest = static_cast<std::uint32_t>(order.state_at.size());
  }
  return order;
}

/// What passing an arc without an event adds.
template <class Weight>
class SkipWeights {
 public:
  SkipWeights(const Units<Weight>& units, const std::vector<bool>& important)
      : units_(units), important_(important) {}

  [[nodiscard]] bool is_important(Symbol symbol) const {
    return symbol >= 0 && static_cast<std::size_t>(symbol) < important_.size() &&
           important_[static_cast<std::size_t>(symbol)];
  }
  [[nodiscard]] Weight operator()(const Arc& arc) const {
    if (arc.symbol < 0) return Weight{};
    const Weight cost = arc.free_to_skip ? Weight{} : units_.cost;
    return is_important(arc.symbol) ? cost + units_.important : cost;
  }

 private:
  const Units<Weight>& units_;
  const std::vector<bool>& important_;
};

/// The least weight from each (position in the trace, state) to the end of both.
///
/// Worked out from the last event to the first. All states pay the same for one more extra event,
/// so that price is left out ("relative" weights) and an event touches only states from which
/// matching it pays. What a state's weight was at each position is kept as a chain of its changes.
template <class Weight>
class WeightsToGo {
 public:
  WeightsToGo(const Automaton& automaton, const Order& order, std::span<const TraceEvent> trace,
              const SkipWeights<Weight>& skip, const Units<Weight>& units)
      : automaton_(automaton), order_(order), trace_(trace), skip_(skip), units_(units) {
    flatten();
    skip_everything();
    if (!reachable()) return;
    index_arcs();
    for (std::size_t position = trace.size(); position-- > 0;) {
      take_event(static_cast<std::uint32_t>(position));
    }
  }

  [[nodiscard]] bool reachable() const { return of_skipping_everything() < unreachable<Weight>; }

  /// From the start, when no event is left.
  [[nodiscard]] Weight of_skipping_everything() const {
    return changes_[order_.place_of[0]].weight;
  }

  /// What an extra event adds.
  [[nodiscard]] Weight extra(const TraceEvent& event) const {
    return event.ignorable ? units_.unmatched : units_.cost + units_.unmatched;
  }

  /// The weight at a position, less the price of leaving out every later event. Positions are asked
  /// for in ascending order, but for looking one ahead.
  [[nodiscard]] Weight relative(std::uint32_t state, std::uint32_t position) {
    std::uint32_t& latest = latest_[order_.place_of[state]];
    while (changes_[latest].position < position) latest = changes_[latest].before;
    return changes_[latest].weight;
  }
  [[nodiscard]] Weight relative_ahead(std::uint32_t state, std::uint32_t position) const {
    std::uint32_t change = latest_[order_.place_of[state]];
    while (changes_[change].position < position) change = changes_[change].before;
    return changes_[change].weight;
  }

 private:
  struct Change {
    Weight weight;
    std::uint32_t position;
    std::uint32_t before;  ///< the state's change at a later position
  };
  struct ArcBack {
    std::uint32_t from;
    Weight skipped;
  };
  struct PlacedArc {
    std::uint32_t from;
    std::uint32_t to;
    Symbol symbol;
    Weight skipped;
  };
  struct SymbolArc {
    std::uint32_t from;
    std::uint32_t to;
    Symbol symbol;
  };
  struct Offer {
    std::uint32_t to;
    Weight weight;
  };

  void flatten() {
    std::size_t count = 0;
    for (const std::uint32_t state : order_.state_at) count += automaton_.arcs[state].size();
    arcs_.reserve(count);
    for (std::uint32_t place = 0; place < order_.state_at.size(); ++place) {
      for (const Arc& arc : automaton_.arcs[order_.state_at[place]]) {
        arcs_.push_back({place, order_.place_of[arc.to], arc.symbol, skip_(arc)});
      }
    }
  }

  /// Behind the last event there is nothing left but to skip.
  void skip_everything() {
    const std::size_t states = order_.state_at.size();
    weight_.assign(states, unreachable<Weight>);
    if (order_.place_of[automaton_.accept] != Order::none) {
      weight_[order_.place_of[automaton_.accept]] = Weight{};
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (const PlacedArc& arc : arcs_) {
        const Weight offered = weight_[arc.to] + arc.skipped;
        if (offered < weight_[arc.from]) {
          weight_[arc.from] = offered;
          changed = !order_.acyclic;
        }
      }
    }
    const auto end = static_cast<std::uint32_t>(trace_.size());
    changes_.reserve(states * (std::min<std::size_t>(trace_.size(), 31) + 1));
    latest_.resize(states);
    for (std::size_t place = 0; place < states; ++place) {
      latest_[place] = static_cast<std::uint32_t>(place);
      changes_.push_back({weight_[place], end, Order::none});
    }
  }

  /// Arcs by their target, and by their symbol; those that lead nowhere are left out.
  void index_arcs() {
    const std::size_t states = order_.state_at.size();
    std::size_t symbol_arcs = 0;
    back_begin_.assign(states + 1, 0);
    const auto leads_on = [&](const PlacedArc& arc) {
      return weight_[arc.to] < unreachable<Weight>;
    };
    for (const PlacedArc& arc : arcs_) {
      if (!leads_on(arc)) continue;
      if (arc.to != arc.from) ++back_begin_[arc.to];  // to skip back to one's own state is no use
      symbol_arcs += arc.symbol >= 0;
      largest_symbol_ = std::max(largest_symbol_, arc.symbol);
    }
    // One bucket per symbol when symbols are small numbers, as they should be; else shared ones.
    const std::size_t buckets =
        std::bit_ceil(std::min(static_cast<std::size_t>(largest_symbol_), symbol_arcs) + 1);
    bucket_mask_ = buckets - 1;
    bucket_begin_.assign(buckets + 1, 0);
    for (const PlacedArc& arc : arcs_) {
      if (arc.symbol >= 0 && leads_on(arc)) ++bucket_begin_[bucket(arc.symbol)];
    }
    const auto counts_to_ends = [](std::vector<std::uint32_t>& counts) {
      std::uint32_t sum = 0;
      for (std::uint32_t& count : counts) count = sum += count;
      return sum;
    };
    backs_.resize(counts_to_ends(back_begin_));
    by_symbol_.resize(counts_to_ends(bucket_begin_));
    // Filled from the end of each list, which turns ends into begins.
    for (const PlacedArc& arc : arcs_) {
      if (!leads_on(arc)) continue;
      if (arc.to != arc.from) backs_[--back_begin_[arc.to]] = {arc.from, arc.skipped};
      if (arc.symbol >= 0) {
        by_symbol_[--bucket_begin_[bucket(arc.symbol)]] = {arc.from, arc.to, arc.symbol};
      }
    }
    waiting_.assign(states / 64 + 1, 0);
  }

  void take_event(std::uint32_t position) {
    const TraceEvent& event = trace_[position];
    if (event.symbol < 0 || event.symbol > largest_symbol_) return;
    const Weight saved = extra(event);
    const std::size_t own = bucket(event.symbol);
    offers_.clear();  // all read before any is taken: a match uses up the event
    const std::span<const Weight> weights(weight_);
    const std::span<const SymbolArc> candidates(by_symbol_.data() + bucket_begin_[own],
                                                by_symbol_.data() + bucket_begin_[own + 1]);
    for (const SymbolArc& arc : candidates) {
      const Weight offered = weights[arc.to] - saved;
      if (offered < weights[arc.from] && arc.symbol == event.symbol) {
        offers_.push_back({arc.from, offered});
      }
    }
    if (offers_.empty()) return;
    changes_before_event_ = changes_.size();
    std::size_t first_word = waiting_.size();
    for (const Offer& offer : offers_) {
      if (offer.weight < weight_[offer.to]) {
        weight_[offer.to] = offer.weight;
        waiting_[offer.to / 64] |= std::uint64_t{1} << (offer.to % 64);
        first_word = std::min<std::size_t>(first_word, offer.to / 64);
      }
    }
    while (first_word < waiting_.size()) first_word = spread(first_word, position);
  }

  /// One pass over the waiting states in order; returns where the next pass begins. Without cycles
  /// a state only ever makes later ones wait, so one pass is all.
  std::size_t spread(std::size_t first_word, std::uint32_t position) {
    // Local copies: the compiler cannot know that no store below changes the members.
    const std::span<Weight> weights(weight_);
    const std::span<std::uint64_t> waiting(waiting_);
    std::size_t again = waiting.size();
    for (std::size_t word = first_word; word < waiting.size(); ++word) {
      while (waiting[word] != 0) {
        const auto place = static_cast<std::uint32_t>(
            word * 64 + static_cast<std::size_t>(std::countr_zero(waiting[word])));
        waiting[word] &= waiting[word] - 1;
        const Weight weight = weights[place];
        note_change(place, position, weight);
        const std::span<const ArcBack> backs(backs_.data() + back_begin_[place],
                                             backs_.data() + back_begin_[place + 1]);
        for (const ArcBack& back : backs) {
          const Weight offered = weight + back.skipped;
          if (offered < weights[back.from]) {
            weights[back.from] = offered;
            waiting[back.from / 64] |= std::uint64_t{1} << (back.from % 64);
            if (back.from < place) again = std::min<std::size_t>(again, back.from / 64);
          }
        }
      }
    }
    return again;
  }

  void note_change(std::uint32_t place, std::uint32_t position, Weight weight) {
    std::uint32_t& latest = latest_[place];
    if (latest >= changes_before_event_) {
      changes_[latest].weight = weight;  // a cycle came by again
      return;
    }
    changes_.push_back({weight, position, latest});
    latest = static_cast<std::uint32_t>(changes_.size() - 1);
  }

  [[nodiscard]] std::size_t bucket(Symbol symbol) const {
    return static_cast<std::size_t>(symbol) & bucket_mask_;
  }

  const Automaton& automaton_;
  const Order& order_;
  std::span<const TraceEvent> trace_;
  const SkipWeights<Weight>& skip_;
  const Units<Weight>& units_;

  std::vector<PlacedArc> arcs_;  ///< by the place they leave from
  std::vector<Weight> weight_;   ///< by place, at the position being worked on
  std::vector<Change> changes_;  ///< the first, by place: the weights behind the last event
  std::size_t changes_before_event_ = 0;
  std::vector<std::uint32_t> latest_;  ///< by place
  std::vector<std::uint32_t> back_begin_;
  std::vector<ArcBack> backs_;
  std::vector<std::uint32_t> bucket_begin_;
  std::vector<SymbolArc> by_symbol_;
  std::size_t bucket_mask_ = 0;
  Symbol largest_symbol_ = 0;
  std::vector<Offer> offers_;
  std::vector<std::uint64_t> waiting_;  ///< one bit per place
};

template <class Weight>
std::optional<AlignmentResult> align_with(const Automaton& automaton, const Order& order,
                                          std::span<const TraceEvent> trace,
                                          const std::vector<bool>& important,
                                          const Units<Weight>& units) {
  const SkipWeights<Weight> skip(units, important);
  WeightsToGo<Weight> to_go(automaton, order, trace, skip, units);
  if (!to_go.reachable()) return std::nullopt;

  // Numbered moves out of a state: 2k matches its arc k, 2k + 1 passes it, one more is an extra
  // event.
  struct Step {
    std::uint32_t state;
    std::uint32_t position;
    std::uint32_t next_move;
  };
  const auto end = static_cast<std::uint32_t>(trace.size());
  std::vector<Step> path;
  path.reserve(trace.size() + order.state_at.size() / 4 + 16);
  std::vector<std::uint32_t> visited_at;  // position + 1, by state
  if (!order.acyclic) visited_at.assign(automaton.size(), 0);

  const auto leads_on = [&](const Step& here, std::uint32_t move, Step& next) {
    const std::vector<Arc>& out = automaton.arcs[here.state];
    const Weight weight = to_go.relative(here.state, here.position);
    next = {here.state, here.position + 1, 0};
    if (move == 2 * out.size()) {
      return here.position < end && to_go.relative_ahead(next.state, next.position) == weight;
    }
    const Arc& arc = out[move / 2];
    next.state = arc.to;
    if (move % 2 == 0) {
      return arc.symbol >= 0 && here.position < end && trace[here.position].symbol == arc.symbol &&
             to_go.relative_ahead(arc.to, next.position) - to_go.extra(trace[here.position]) ==
                 weight;
    }
    next.position = here.position;
    return to_go.relative(arc.to, here.position) + skip(arc) == weight &&
           (order.acyclic || visited_at[arc.to] != here.position + 1);
  };

  path.push_back({0, 0, 0});
  while (path.back().position != end || path.back().state != automaton.accept) {
    Step& here = path.back();
    if (!order.acyclic) visited_at[here.state] = here.position + 1;
    const std::size_t moves = 2 * automaton.arcs[here.state].size() + 1;
    Step next{};
    bool found = false;
    while (!found && here.next_move < moves) found = leads_on(here, here.next_move++, next);
    if (found) {
      path.push_back(next);
    } else {
      path.pop_back();  // a cycle of arcs that weigh nothing; the way out lies at an earlier state
    }
  }

  AlignmentResult result;
  result.shortest_path = cost_in(to_go.of_skipping_everything(), units);
  result.moves.reserve(path.size());
  path.pop_back();
  for (const Step& step : path) {
    const std::vector<Arc>& out = automaton.arcs[step.state];
    const std::uint32_t move = step.next_move - 1;
    if (move == 2 * out.size()) {
      const TraceEvent& event = trace[step.position];
      result.moves.push_back({Move::Kind::extra, event.symbol, step.position, event.ignorable});
      result.cost += event.ignorable ? 0U : 1U;
    } else if (const Arc& arc = out[move / 2]; move % 2 == 0) {
      result.moves.push_back({Move::Kind::match, arc.symbol, step.position, false});
    } else if (arc.symbol >= 0) {
      result.moves.push_back({Move::Kind::skip, arc.symbol, step.position, arc.free_to_skip});
      result.cost += arc.free_to_skip ? 0U : 1U;
      result.important_skipped += skip.is_important(arc.symbol) ? 1U : 0U;
    }
  }
  return result;
}

}  // namespace detail::alignment

inline std::optional<AlignmentResult> align(const Automaton& automaton,
                                            std::span<const TraceEvent> trace,
                                            const std::vector<bool>& important) {
  namespace impl = detail::alignment;
  assert(automaton.accept < automaton.size());
  const impl::Order order = impl::order_states(automaton);

  // Room for the largest count each part of a weight can reach on a path without detours.
  const std::uint64_t events = trace.size();
  const std::uint64_t skips = order.acyclic ? order.longest : (events + 1) * order.longest;
  const auto unmatched_bits = static_cast<int>(std::bit_width(events));
  const auto important_bits = important.empty() ? 0 : static_cast<int>(std::bit_width(skips));
  const auto cost_bits = static_cast<int>(std::bit_width(events + order.longest));
  const auto packed = [&]<class Weight>(Weight one) {
    return impl::Units<Weight>{static_cast<Weight>(one << (important_bits + unmatched_bits)),
                               static_cast<Weight>(one << unmatched_bits), one};
  };
  const int bits = unmatched_bits + important_bits + cost_bits;
  if (bits < std::numeric_limits<std::int32_t>::digits - 1) {
    return impl::align_with(automaton, order, trace, important, packed(std::int32_t{1}));
  }
  if (bits < std::numeric_limits<std::int64_t>::digits - 1) {
    return impl::align_with(automaton, order, trace, important, packed(std::int64_t{1}));
  }
  return impl::align_with(automaton, order, trace, important, impl::wide_units);
}

}  // namespace callnorm
