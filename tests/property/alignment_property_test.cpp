// align() against the textbook on random automata and traces.
//
// Every case has its own seed, named when it fails. CALLNORM_SEED=<n> replaces the first one.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "../reference/dijkstra_alignment.hpp"
#include "../reference/script_fragments.hpp"
#include "callnorm/engine/alignment.hpp"

namespace callnorm {
namespace {

using reference::Random;

constexpr std::uint64_t cases = 10'000;

std::uint64_t first_seed() {
  static const std::uint64_t seed = [] {
    const char* given = std::getenv("CALLNORM_SEED");
    const std::uint64_t value = given == nullptr ? 20190426 : std::strtoull(given, nullptr, 10);
    std::cout << "first seed " << value << "\n";
    return value;
  }();
  return seed;
}

std::vector<bool> random_important(Random& random, std::uint32_t alphabet) {
  std::vector<bool> important(random.below(alphabet + 1));
  for (std::size_t i = 0; i < important.size(); ++i) important[i] = random.one_in(3);
  return important;
}

/// Up to three fragments in a row.
Automaton random_script(Random& random, std::uint32_t alphabet) {
  std::vector<reference::Fragment> parts;
  const std::uint32_t count = random.between(1, 3);
  for (std::uint32_t i = 0; i < count; ++i) {
    parts.push_back(reference::random_fragment(random, random.between(0, 3), alphabet));
  }
  return reference::compile(reference::seq(std::move(parts)));
}

/// States that `from` reaches without a symbol.
std::set<std::uint32_t> silent_closure(const Automaton& automaton, std::set<std::uint32_t> from) {
  std::vector<std::uint32_t> open(from.begin(), from.end());
  while (!open.empty()) {
    const std::uint32_t state = open.back();
    open.pop_back();
    for (const Arc& arc : automaton.arcs[state]) {
      if (arc.symbol == no_symbol && from.insert(arc.to).second) open.push_back(arc.to);
    }
  }
  return from;
}

/// The moves take each event once and in order, lead from start to end, and cost what they say.
void expect_replays(const Automaton& automaton, std::span<const TraceEvent> trace,
                    const std::vector<bool>& important, const AlignmentResult& result) {
  std::set<std::uint32_t> states = silent_closure(automaton, {0});
  std::size_t position = 0;
  std::uint32_t cost = 0;
  std::uint32_t important_skipped = 0;
  for (const Move& move : result.moves) {
    ASSERT_EQ(move.event, position);
    if (move.kind != Move::Kind::skip) {
      ASSERT_LT(position, trace.size());
      ASSERT_EQ(move.symbol, trace[position].symbol);
      ++position;
    }
    if (move.kind == Move::Kind::extra) {
      ASSERT_EQ(move.free_of_cost, trace[move.event].ignorable);
      cost += move.free_of_cost ? 0U : 1U;
      continue;
    }
    std::set<std::uint32_t> next;
    for (const std::uint32_t state : states) {
      for (const Arc& arc : automaton.arcs[state]) {
        if (arc.symbol == move.symbol &&
            (move.kind == Move::Kind::match || arc.free_to_skip == move.free_of_cost)) {
          next.insert(arc.to);
        }
      }
    }
    ASSERT_FALSE(next.empty());
    states = silent_closure(automaton, next);
    if (move.kind == Move::Kind::match) {
      ASSERT_FALSE(move.free_of_cost);
    } else {
      cost += move.free_of_cost ? 0U : 1U;
      important_skipped += reference::is_important(important, move.symbol) ? 1U : 0U;
    }
  }
  EXPECT_EQ(position, trace.size());
  EXPECT_TRUE(states.contains(automaton.accept));
  EXPECT_EQ(cost, result.cost);
  EXPECT_EQ(important_skipped, result.important_skipped);
}

void expect_textbook(const Automaton& automaton, std::span<const TraceEvent> trace,
                     const std::vector<bool>& important) {
  const std::optional<AlignmentResult> result = align(automaton, trace, important);
  const auto expected = reference::dijkstra_alignment(automaton, trace, important);
  ASSERT_EQ(result.has_value(), expected.has_value());
  if (!result) return;
  EXPECT_EQ(result->cost, expected->cost);
  EXPECT_EQ(result->important_skipped, expected->important_skipped);
  EXPECT_EQ(result->shortest_path, expected->shortest_path);
  EXPECT_EQ(result->moves, expected->moves);
  expect_replays(automaton, trace, important, *result);

  // align() chooses how weights are kept by the size of its input; the answer does not depend on
  // it.
  namespace impl = detail::alignment;
  const impl::Order order = impl::order_states(automaton);
  const impl::Units<std::int64_t> packed{std::int64_t{1} << 40, std::int64_t{1} << 20, 1};
  for (const auto& other :
       {impl::align_with(automaton, order, trace, important, packed),
        impl::align_with(automaton, order, trace, important, impl::wide_units)}) {
    ASSERT_TRUE(other.has_value());
    EXPECT_EQ(other->cost, result->cost);
    EXPECT_EQ(other->important_skipped, result->important_skipped);
    EXPECT_EQ(other->shortest_path, result->shortest_path);
    EXPECT_EQ(other->moves, result->moves);
  }
}

TEST(AlignmentProperty, RandomScriptsGiveTheTextbookAlignment) {
  std::uint64_t with_cost = 0;
  std::uint64_t with_choice = 0;
  for (std::uint64_t seed = first_seed(); seed < first_seed() + cases; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const std::uint32_t alphabet = random.between(1, 6);
    const Automaton automaton = random_script(random, alphabet);
    const auto trace = reference::random_trace(random, 8, alphabet + 1);
    expect_textbook(automaton, trace, random_important(random, alphabet));
    if (::testing::Test::HasFailure()) return;
    const auto result = align(automaton, trace);
    with_cost += result->cost > 0 ? 1U : 0U;
    with_choice += automaton.size() > 6 ? 1U : 0U;
  }
  EXPECT_GT(with_cost, cases / 4);  // the cases are worth something
  EXPECT_GT(with_choice, cases / 4);
}

TEST(AlignmentProperty, RandomGraphsWithCyclesGiveTheTextbookAlignment) {
  std::uint64_t aligned = 0;
  std::uint64_t cyclic = 0;
  for (std::uint64_t seed = first_seed(); seed < first_seed() + cases; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const std::uint32_t alphabet = random.between(1, 4);
    const Automaton automaton = reference::random_graph(random, 9, alphabet);
    const auto trace = reference::random_trace(random, 7, alphabet + 1);
    expect_textbook(automaton, trace, random_important(random, alphabet));
    if (::testing::Test::HasFailure()) return;
    aligned += align(automaton, trace) ? 1U : 0U;
    cyclic += detail::alignment::order_states(automaton).acyclic ? 0U : 1U;
  }
  EXPECT_GT(aligned, cases / 4);
  EXPECT_LT(aligned, cases);
  EXPECT_GT(cyclic, cases / 4);
}

TEST(AlignmentProperty, LargerGraphsWithCyclesGiveTheTextbookAlignment) {
  std::uint64_t with_matches = 0;
  for (std::uint64_t seed = first_seed(); seed < first_seed() + 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    // A road of free and other steps, with ways ahead and back, and a wanderer on it.
    const std::uint32_t alphabet = 40;
    const std::uint32_t states = random.between(70, 200);
    Automaton automaton;
    while (automaton.size() < states) automaton.add_state();
    automaton.accept = states - 1;
    const auto connect = [&](std::uint32_t from, std::uint32_t to) {
      automaton.add_arc(from, {to, static_cast<Symbol>(random.below(alphabet)), !random.one_in(4)});
    };
    for (std::uint32_t i = 0; i + 1 < states; ++i) connect(i, i + 1);
    for (std::uint32_t i = 0; i < states / 2; ++i) {
      const std::uint32_t from = random.below(states);
      const std::uint32_t behind = std::min(from, random.below(80));
      connect(from, std::min(states - 1, from - behind + random.below(20)));
    }
    std::vector<TraceEvent> trace;
    std::uint32_t state = random.below(states);
    while (trace.size() < 25) {
      const std::vector<Arc>& out = automaton.arcs[state];
      if (out.empty() || random.one_in(6)) {
        state = random.below(states);
      } else {
        const Arc& arc = out[random.below(static_cast<std::uint32_t>(out.size()))];
        if (random.one_in(2)) trace.push_back({arc.symbol, random.one_in(5)});
        state = arc.to;
      }
    }
    expect_textbook(automaton, trace, random_important(random, alphabet));
    if (::testing::Test::HasFailure()) return;
    const auto result = align(automaton, trace, {});
    const auto matches =
        std::count_if(result->moves.begin(), result->moves.end(),
                      [](const Move& move) { return move.kind == Move::Kind::match; });
    with_matches += matches >= 5 ? 1U : 0U;
  }
  EXPECT_GT(with_matches, 150U);
}

TEST(AlignmentProperty, LargerScriptsCostWhatDijkstraSays) {
  for (std::uint64_t seed = first_seed(); seed < first_seed() + 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    std::vector<reference::Fragment> parts;
    for (int i = 0; i < 6; ++i) parts.push_back(reference::random_fragment(random, 3, 12));
    const Automaton automaton = reference::compile(reference::seq(std::move(parts)));
    const auto trace = reference::random_trace(random, 60, 13);
    expect_textbook(automaton, trace, random_important(random, 12));
    if (::testing::Test::HasFailure()) return;
  }
}

TEST(AlignmentProperty, AnAcceptedTraceIsAlignedAtNoCostAndAnExtraStepNeverRaisesFitness) {
  std::uint64_t lowered = 0;
  for (std::uint64_t seed = first_seed(); seed < first_seed() + cases; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const std::uint32_t alphabet = random.between(1, 8);
    const Automaton automaton = random_script(random, alphabet);
    auto trace = reference::random_accepted_trace(random, automaton, 1'000'000).value();
    const auto before = align(automaton, trace);
    ASSERT_TRUE(before.has_value());
    ASSERT_EQ(before->cost, 0U);
    const double full = fitness(before->cost, trace.size(), before->shortest_path);
    ASSERT_EQ(full, 1.0);

    const auto place = random.below(static_cast<std::uint32_t>(trace.size()) + 1);
    trace.insert(trace.begin() + place,
                 TraceEvent{static_cast<Symbol>(random.below(alphabet + 1)), false});
    const auto after = align(automaton, trace);
    ASSERT_TRUE(after.has_value());
    EXPECT_LE(after->cost, 1U);
    const double with_extra = fitness(after->cost, trace.size(), after->shortest_path);
    EXPECT_LE(with_extra, full);
    lowered += with_extra < full ? 1U : 0U;
    if (::testing::Test::HasFailure()) return;
  }
  EXPECT_GT(lowered, cases / 4);
}

TEST(AlignmentProperty, AnEventOfNoStepCostsExactlyOneAndLowersFitness) {
  for (std::uint64_t seed = first_seed(); seed < first_seed() + cases / 10; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const Automaton automaton = random_script(random, 5);
    auto trace = reference::random_trace(random, 12, 5);
    const auto before = align(automaton, trace);
    const auto place = random.below(static_cast<std::uint32_t>(trace.size()) + 1);
    trace.insert(trace.begin() + place, TraceEvent{99, false});
    const auto after = align(automaton, trace);
    ASSERT_EQ(after->cost, before->cost + 1);
    trace[place].ignorable = true;
    ASSERT_EQ(align(automaton, trace)->cost, before->cost);
  }
}

}  // namespace
}  // namespace callnorm
