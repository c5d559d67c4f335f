// callnorm/engine/progress.hpp - how far a trace that is still growing has come in an automaton.
//
// The moves and costs of engine/alignment.hpp, from the start to here instead of from here to the
// end: for every state the least cost of reading all events so far and standing there (prefix
// alignment: Adriansyah 2014, ch. 7). Standard library only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "callnorm/engine/alignment.hpp"
#include "callnorm/engine/automaton.hpp"

namespace callnorm {

/// A symbol that may come next.
struct Expected {
  Symbol symbol = 0;
  bool needed = false;  ///< with it fewer symbols are left before the end than without it

  friend bool operator==(const Expected&, const Expected&) = default;
};

/// Copies share the automaton.
class Progress {
 public:
  static constexpr std::uint32_t unreachable = std::numeric_limits<std::uint32_t>::max();

  explicit Progress(Automaton automaton)
      : shared_(std::make_shared<const Shared>(std::move(automaton))) {
    cost_.assign(shared_->automaton.size(), unreachable);
    cost_[0] = 0;
    skip();
  }

  /// Cost: O(arcs) for an automaton without cycles.
  void take(TraceEvent event) {
    const Automaton& a = shared_->automaton;
    std::vector<std::uint32_t> next(cost_.size(), unreachable);
    const std::uint32_t extra = event.ignorable ? 0 : 1;
    for (std::uint32_t state = 0; state < a.size(); ++state) {
      if (cost_[state] == unreachable) continue;
      next[state] = std::min(next[state], cost_[state] + extra);
      for (const Arc& arc : a.arcs[state]) {
        if (arc.symbol >= 0 && arc.symbol == event.symbol) {
          next[arc.to] = std::min(next[arc.to], cost_[state]);
        }
      }
    }
    cost_ = std::move(next);
    skip();
  }

  /// The least cost so far of extra events and skipped symbols.
  [[nodiscard]] std::uint32_t cost() const noexcept {
    return *std::min_element(cost_.begin(), cost_.end());
  }
  [[nodiscard]] std::uint32_t cost_at(std::uint32_t state) const noexcept { return cost_[state]; }

  /// Whether the trace may end here at no further cost.
  [[nodiscard]] bool may_end() const noexcept { return cost_[shared_->automaton.accept] == cost(); }

  /// What can follow at no cost, each symbol once, needed ones first, then in order of states.
  [[nodiscard]] std::vector<Expected> expected() const {
    const Automaton& a = shared_->automaton;
    const std::uint32_t best = cost();
    std::uint32_t left = unreachable;
    for (std::uint32_t state = 0; state < a.size(); ++state) {
      if (cost_[state] == best) left = std::min(left, shared_->left[state]);
    }
    std::vector<Expected> out;
    for (std::uint32_t state = 0; state < a.size(); ++state) {
      if (cost_[state] != best) continue;
      for (const Arc& arc : a.arcs[state]) {
        if (arc.symbol < 0) continue;
        const bool needed = shared_->left[arc.to] < left;
        const auto known = std::find_if(out.begin(), out.end(),
                                        [&](const Expected& e) { return e.symbol == arc.symbol; });
        if (known == out.end()) {
          out.push_back({arc.symbol, needed});
        } else {
          known->needed = known->needed || needed;
        }
      }
    }
    std::stable_partition(out.begin(), out.end(), [](const Expected& e) { return e.needed; });
    return out;
  }

 private:
  struct Shared {
    explicit Shared(Automaton a) : automaton(std::move(a)) {
      // From each state: how many symbols that are not free must still come.
      std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> back(automaton.size());
      skips.resize(automaton.size());
      for (std::uint32_t state = 0; state < automaton.size(); ++state) {
        for (const Arc& arc : automaton.arcs[state]) {
          skips[state].emplace_back(arc.to, price(arc));
          back[arc.to].emplace_back(state, price(arc));
        }
      }
      left.assign(automaton.size(), unreachable);
      left[automaton.accept] = 0;
      spread(
          left,
          {automaton.accept}, [&](std::uint32_t state) -> const auto& { return back[state]; });
    }
    Automaton automaton;
    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> skips;  // to where, at what
    std::vector<std::uint32_t> left;
  };

  static std::uint32_t price(const Arc& arc) noexcept {
    return arc.symbol < 0 || arc.free_to_skip ? 0 : 1;
  }

  /// Least costs along arcs that cost 0 or 1 (Dial 1969, with two buckets for every level).
  template <class Out>
  static void spread(std::vector<std::uint32_t>& cost, const std::vector<std::uint32_t>& from,
                     Out out) {
    std::deque<std::uint32_t> open(from.begin(), from.end());
    while (!open.empty()) {
      const std::uint32_t state = open.front();
      open.pop_front();
      for (const auto& [to, more] : out(state)) {
        const std::uint32_t offered = cost[state] + more;
        if (offered >= cost[to]) continue;
        cost[to] = offered;
        more == 0 ? open.push_front(to) : open.push_back(to);
      }
    }
  }

  void skip() {
    std::vector<std::uint32_t> from;
    for (std::uint32_t state = 0; state < cost_.size(); ++state) {
      if (cost_[state] != unreachable) from.push_back(state);
    }
    std::stable_sort(from.begin(), from.end(),
                     [&](std::uint32_t x, std::uint32_t y) { return cost_[x] < cost_[y]; });
    spread(
        cost_, from, [&](std::uint32_t state) -> const auto& { return shared_->skips[state]; });
  }

  std::shared_ptr<const Shared> shared_;
  std::vector<std::uint32_t> cost_;  // by state
};

}  // namespace callnorm
