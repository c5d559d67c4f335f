// callnorm/engine/automaton.hpp - a finite automaton over small integer symbols, and how it is
// built.
//
// States are numbers; arcs carry a symbol, or none (epsilon), and say whether leaving the arc's
// symbol out is free. Standard library only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace callnorm {

using Symbol = std::int32_t;
inline constexpr Symbol no_symbol = -1;  ///< epsilon

struct Arc {
  std::uint32_t to = 0;
  Symbol symbol = no_symbol;
  bool free_to_skip =
      false;  ///< a step that nothing could have shown: leaving it out costs nothing
};

/// Start state 0; one accepting state. Arcs of one state keep the order in which they were added,
/// which is the order ties are broken in.
struct Automaton {
  std::vector<std::vector<Arc>> arcs = std::vector<std::vector<Arc>>(1);
  std::uint32_t accept = 0;

  std::uint32_t add_state() {
    arcs.emplace_back();
    return static_cast<std::uint32_t>(arcs.size() - 1);
  }
  void add_arc(std::uint32_t from, Arc arc) { arcs[from].push_back(arc); }
  [[nodiscard]] std::size_t size() const noexcept { return arcs.size(); }
};

}  // namespace callnorm
