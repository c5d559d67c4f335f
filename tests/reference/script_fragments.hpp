// tests/reference/script_fragments.hpp - automata as scripts give them, and random ones, for tests
// and benchmarks of the alignment.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "callnorm/engine/alignment.hpp"

namespace callnorm::reference {

/// The same numbers on every machine, which the distributions of <random> do not promise.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(engine_() % bound); }
  std::uint32_t between(std::uint32_t low, std::uint32_t high) {
    return low + below(high - low + 1);
  }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

 private:
  std::mt19937_64 engine_;
};

struct Fragment {
  enum class Kind : std::uint8_t { step, seq, opt, alt, any, loop };
  Kind kind = Kind::step;
  std::vector<Fragment> children{};
  Symbol symbol = 0;
  bool free_to_skip = false;
  std::uint32_t min = 0;  ///< loop
  std::uint32_t max = 0;  ///< loop
};

inline Fragment step(Symbol symbol, bool free_to_skip = false) {
  Fragment out;
  out.symbol = symbol;
  out.free_to_skip = free_to_skip;
  return out;
}

inline Fragment group(Fragment::Kind kind, std::vector<Fragment> children) {
  Fragment out;
  out.kind = kind;
  out.children = std::move(children);
  return out;
}

inline Fragment seq(std::vector<Fragment> c) {
  return group(Fragment::Kind::seq, std::move(c));
}
inline Fragment alt(std::vector<Fragment> c) {
  return group(Fragment::Kind::alt, std::move(c));
}
inline Fragment any(std::vector<Fragment> c) {
  return group(Fragment::Kind::any, std::move(c));
}
inline Fragment opt(Fragment c) {
  return group(Fragment::Kind::opt, {std::move(c)});
}
inline Fragment loop(Fragment c, std::uint32_t min, std::uint32_t max) {
  Fragment out = group(Fragment::Kind::loop, {std::move(c)});
  out.min = min;
  out.max = max;
  return out;
}

/// Lays the fragment between two states.
inline void lay(Automaton& automaton, const Fragment& fragment, std::uint32_t from,
                std::uint32_t to) {
  const std::vector<Fragment>& children = fragment.children;
  switch (fragment.kind) {
    case Fragment::Kind::step:
      automaton.add_arc(from, {to, fragment.symbol, fragment.free_to_skip});
      return;
    case Fragment::Kind::seq: {
      if (children.empty()) automaton.add_arc(from, {to, no_symbol, false});
      for (std::size_t i = 0; i < children.size(); ++i) {
        const std::uint32_t next = i + 1 < children.size() ? automaton.add_state() : to;
        lay(automaton, children[i], from, next);
        from = next;
      }
      return;
    }
    case Fragment::Kind::opt:
      lay(automaton, children.front(), from, to);
      automaton.add_arc(from, {to, no_symbol, false});
      return;
    case Fragment::Kind::alt:
      for (const Fragment& child : children) lay(automaton, child, from, to);
      return;
    case Fragment::Kind::any: {  // one state for each set of children already done
      const std::uint32_t all = (1U << children.size()) - 1;
      std::vector<std::uint32_t> done(all + 1, from);
      for (std::uint32_t set = 1; set < all; ++set) done[set] = automaton.add_state();
      done[all] = to;
      for (std::uint32_t set = 0; set < all; ++set) {
        for (std::uint32_t i = 0; i < children.size(); ++i) {
          if ((set >> i & 1U) == 0) lay(automaton, children[i], done[set], done[set | 1U << i]);
        }
      }
      return;
    }
    case Fragment::Kind::loop:
      for (std::uint32_t turn = 0; turn < fragment.max; ++turn) {
        if (turn >= fragment.min) automaton.add_arc(from, {to, no_symbol, false});
        const std::uint32_t next = turn + 1 < fragment.max ? automaton.add_state() : to;
        lay(automaton, children.front(), from, next);
        from = next;
      }
      return;
  }
}

inline Automaton compile(const Fragment& fragment) {
  Automaton automaton;
  automaton.accept = automaton.add_state();
  lay(automaton, fragment, 0, automaton.accept);
  return automaton;
}

inline Fragment random_fragment(Random& random, std::uint32_t depth, std::uint32_t alphabet) {
  if (depth == 0 || random.one_in(4)) {
    return step(static_cast<Symbol>(random.below(alphabet)), random.one_in(6));
  }
  std::vector<Fragment> children;
  const std::uint32_t count = random.between(1, 3);
  for (std::uint32_t i = 0; i < count; ++i) {
    children.push_back(random_fragment(random, depth - 1, alphabet));
  }
  switch (random.below(6)) {
    case 0: return opt(std::move(children.front()));
    case 1: return alt(std::move(children));
    case 2: return any(std::move(children));
    case 3: {
      const std::uint32_t max = random.between(1, 3);
      return loop(std::move(children.front()), random.between(0, max), max);
    }
    default: return seq(std::move(children));
  }
}

/// Any graph at all: cycles, arcs to the same state, dead ends, an accepting state out of reach.
inline Automaton random_graph(Random& random, std::uint32_t most_states, std::uint32_t alphabet) {
  Automaton automaton;
  const std::uint32_t states = random.between(1, most_states);
  while (automaton.size() < states) automaton.add_state();
  automaton.accept = random.below(states);
  const std::uint32_t arcs = random.below(3 * states + 1);
  for (std::uint32_t i = 0; i < arcs; ++i) {
    const Symbol symbol =
        random.one_in(4) ? no_symbol : static_cast<Symbol>(random.below(alphabet));
    automaton.add_arc(random.below(states), {random.below(states), symbol, random.one_in(4)});
  }
  return automaton;
}

inline std::vector<TraceEvent> random_trace(Random& random, std::uint32_t most_events,
                                            std::uint32_t alphabet) {
  std::vector<TraceEvent> trace(random.below(most_events + 1));
  for (TraceEvent& event : trace) {
    event = {static_cast<Symbol>(random.below(alphabet)), random.one_in(5)};
  }
  return trace;
}

/// A trace the automaton accepts as it is, following arcs at random; stops after `most_arcs`.
/// @return nothing when the walk has not reached the accepting state by then.
inline std::optional<std::vector<TraceEvent>> random_accepted_trace(Random& random,
                                                                    const Automaton& automaton,
                                                                    std::uint32_t most_arcs) {
  std::vector<TraceEvent> trace;
  std::uint32_t state = 0;
  for (std::uint32_t i = 0; state != automaton.accept; ++i) {
    const std::vector<Arc>& out = automaton.arcs[state];
    if (i == most_arcs || out.empty()) return std::nullopt;
    const Arc& arc = out[random.below(static_cast<std::uint32_t>(out.size()))];
    if (arc.symbol != no_symbol) trace.push_back({arc.symbol, false});
    state = arc.to;
  }
  return trace;
}

}  // namespace callnorm::reference
