// tests/reference/dijkstra_alignment.hpp - the textbook twin of align(): Dijkstra over the product
// of trace and automaton, with maps and sets, and a walk that follows the definition word for word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "callnorm/engine/alignment.hpp"

namespace callnorm::reference {

/// A position in the trace and a state of the automaton.
using Cell = std::pair<std::size_t, std::uint32_t>;
/// Cost, important symbols skipped, events not matched; compared in that order.
using Weight = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

struct Edge {
  Cell to;
  Weight weight;
  std::optional<Move> move;  ///< none: an arc without a symbol
};

inline bool is_important(const std::vector<bool>& important, Symbol symbol) {
  return symbol >= 0 && static_cast<std::size_t>(symbol) < important.size() &&
         important[static_cast<std::size_t>(symbol)];
}

/// The moves possible at a cell, in the order in which align() prefers them.
inline std::vector<Edge> edges(const Automaton& automaton, std::span<const TraceEvent> trace,
                               const std::vector<bool>& important, Cell cell) {
  std::vector<Edge> out;
  const auto [position, state] = cell;
  const auto index = static_cast<std::uint32_t>(position);
  for (const Arc& arc : automaton.arcs[state]) {
    if (arc.symbol == no_symbol) {
      out.push_back({{position, arc.to}, {0, 0, 0}, std::nullopt});
      continue;
    }
    if (position < trace.size() && trace[position].symbol == arc.symbol) {
      out.push_back(
          {{position + 1, arc.to}, {0, 0, 0}, Move{Move::Kind::match, arc.symbol, index, false}});
    }
    out.push_back({{position, arc.to},
                   {arc.free_to_skip ? 0U : 1U, is_important(important, arc.symbol) ? 1U : 0U, 0},
                   Move{Move::Kind::skip, arc.symbol, index, arc.free_to_skip}});
  }
  if (position < trace.size()) {
    const TraceEvent event = trace[position];
    out.push_back({{position + 1, state},
                   {event.ignorable ? 0U : 1U, 0, 1},
                   Move{Move::Kind::extra, event.symbol, index, event.ignorable}});
  }
  return out;
}

inline Weight sum(Weight a, Weight b) {
  return {std::get<0>(a) + std::get<0>(b), std::get<1>(a) + std::get<1>(b),
          std::get<2>(a) + std::get<2>(b)};
}

/// The least weight from every cell that leads to the end, to the end.
inline std::map<Cell, Weight> weights_to_end(const Automaton& automaton,
                                             std::span<const TraceEvent> trace,
                                             const std::vector<bool>& important) {
  std::map<Cell, std::vector<std::pair<Cell, Weight>>> into;
  for (std::size_t position = 0; position <= trace.size(); ++position) {
    for (std::uint32_t state = 0; state < automaton.size(); ++state) {
      for (const Edge& edge : edges(automaton, trace, important, {position, state})) {
        into[edge.to].push_back({{position, state}, edge.weight});
      }
    }
  }
  std::map<Cell, Weight> settled;
  using Open = std::pair<Weight, Cell>;
  std::priority_queue<Open, std::vector<Open>, std::greater<>> queue;
  queue.push({{0, 0, 0}, {trace.size(), automaton.accept}});
  while (!queue.empty()) {
    const auto [weight, cell] = queue.top();
    queue.pop();
    if (!settled.emplace(cell, weight).second) continue;
    for (const auto& [from, step] : into[cell]) {
      if (!settled.contains(from)) queue.push({sum(weight, step), from});
    }
  }
  return settled;
}

struct DijkstraResult {
  std::uint32_t cost = 0;
  std::uint32_t important_skipped = 0;
  std::uint32_t matches = 0;
  std::uint32_t shortest_path = 0;
  std::vector<Move> moves;  ///< the first in arc order
};

inline std::optional<DijkstraResult> dijkstra_alignment(const Automaton& automaton,
                                                        std::span<const TraceEvent> trace,
                                                        const std::vector<bool>& important = {}) {
  const std::map<Cell, Weight> to_end = weights_to_end(automaton, trace, important);
  const Cell start{0, 0};
  const Cell goal{trace.size(), automaton.accept};
  if (!to_end.contains(start)) return std::nullopt;

  DijkstraResult result;
  std::uint32_t unmatched = 0;
  std::tie(result.cost, result.important_skipped, unmatched) = to_end.at(start);
  result.matches = static_cast<std::uint32_t>(trace.size()) - unmatched;
  result.shortest_path = std::get<0>(weights_to_end(automaton, {}, important).at({0, 0}));

  std::set<Cell> visited;
  const std::function<bool(Cell)> walk = [&](Cell cell) {
    if (cell == goal) return true;
    visited.insert(cell);
    for (const Edge& edge : edges(automaton, trace, important, cell)) {
      if (visited.contains(edge.to) || !to_end.contains(edge.to) ||
          sum(edge.weight, to_end.at(edge.to)) != to_end.at(cell)) {
        continue;
      }
      if (edge.move) result.moves.push_back(*edge.move);
      if (walk(edge.to)) return true;
      if (edge.move) result.moves.pop_back();
    }
    return false;
  };
  walk(start);
  return result;
}

}  // namespace callnorm::reference
