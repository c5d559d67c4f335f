// Prefix alignment: against the textbook's shortest paths, and what may come next.
#include "callnorm/engine/progress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "../../reference/dijkstra_alignment.hpp"
#include "../../reference/script_fragments.hpp"

namespace callnorm {
namespace {

using reference::alt;
using reference::any;
using reference::compile;
using reference::Fragment;
using reference::loop;
using reference::opt;
using reference::seq;

Fragment step(char letter, bool free = false) {
  return reference::step(letter - 'a', free);
}

/// "b! c": b is needed, c may come.
std::string next(const Progress& progress) {
  std::string out;
  for (const Expected& e : progress.expected()) {
    if (!out.empty()) out += ' ';
    out += static_cast<char>('a' + e.symbol);
    if (e.needed) out += '!';
  }
  if (progress.may_end()) out += out.empty() ? "end" : " end";
  return out;
}

Progress after(const Automaton& automaton, const std::string& letters) {
  Progress out(automaton);
  for (const char letter : letters) out.take({letter - 'a', false});
  return out;
}

TEST(Progress, OneStepAfterAnother) {
  const auto script = compile(seq({step('a'), step('b'), step('c')}));
  EXPECT_EQ(next(after(script, "")), "a!");
  EXPECT_EQ(next(after(script, "a")), "b!");
  EXPECT_EQ(next(after(script, "ab")), "c!");
  EXPECT_EQ(next(after(script, "abc")), "end");
}

TEST(Progress, AnOptionalStepMayComeAndTheNextIsNeeded) {
  const auto script = compile(seq({step('a'), opt(step('b')), step('c')}));
  EXPECT_EQ(next(after(script, "a")), "c! b");
  EXPECT_EQ(next(after(script, "ab")), "c!");
}

TEST(Progress, OneOfTwoIsNeeded) {
  const auto script = compile(seq({step('a'), alt({step('b'), step('c')}), step('d')}));
  EXPECT_EQ(next(after(script, "a")), "b! c!");
  EXPECT_EQ(next(after(script, "ac")), "d!");
}

TEST(Progress, ALoopMayGoOnOrEnd) {
  const auto script = compile(seq({loop(step('a'), 1, 3), step('b')}));
  EXPECT_EQ(next(after(script, "")), "a!");
  EXPECT_EQ(next(after(script, "a")), "b! a");
  EXPECT_EQ(next(after(script, "aaa")), "b!");
}

TEST(Progress, AStepLeftOutIsLeftBehind) {
  const auto script = compile(seq({step('a'), step('b'), step('c')}));
  const auto skipped = after(script, "ac");
  EXPECT_EQ(skipped.cost(), 1U);
  // Either b was skipped and the script is through, or c came too early and b may still come.
  EXPECT_EQ(next(skipped), "b end");
}

TEST(Progress, WhatTheScriptDoesNotHaveCostsAndChangesNothing) {
  const auto script = compile(seq({step('a'), step('b')}));
  const auto odd = after(script, "az");
  EXPECT_EQ(odd.cost(), 1U);
  EXPECT_EQ(next(odd), "b!");
  Progress ignored(script);
  ignored.take({25, true});
  EXPECT_EQ(ignored.cost(), 0U);
}

/// From the start, over the product of trace and automaton (Bellman 1958).
std::vector<std::uint32_t> costs(const Automaton& automaton, std::span<const TraceEvent> trace) {
  std::map<reference::Cell, std::uint32_t> cost{{{0, 0}, 0}};
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [cell, so_far] : std::map(cost)) {
      for (const auto& edge : reference::edges(automaton, trace, {}, cell)) {
        const std::uint32_t offered = so_far + std::get<0>(edge.weight);
        const auto [place, added] = cost.emplace(edge.to, offered);
        if (!added && place->second <= offered) continue;
        place->second = offered;
        changed = true;
      }
    }
  }
  std::vector<std::uint32_t> out;
  for (std::uint32_t state = 0; state < automaton.size(); ++state) {
    const auto found = cost.find({trace.size(), state});
    out.push_back(found == cost.end() ? Progress::unreachable : found->second);
  }
  return out;
}

TEST(Progress, AsShortestPathsThroughTheProduct) {
  constexpr unsigned seed = 20261129;
  SCOPED_TRACE(seed);
  std::mt19937 source(seed);
  const auto random = [&] { return static_cast<std::uint32_t>(source()); };
  for (int round = 0; round < 150; ++round) {
    Automaton automaton;
    const std::uint32_t states = 1 + random() % 6;
    while (automaton.size() < states) automaton.add_state();
    automaton.accept = states - 1;
    const std::uint32_t arcs = random() % 10;
    for (std::uint32_t k = 0; k < arcs; ++k) {
      automaton.add_arc(random() % states,
                        {random() % states,
                         static_cast<Symbol>(random() % 4) - 1, random() % 3 == 0});
    }
    std::vector<TraceEvent> trace;
    Progress progress(automaton);
    for (std::size_t length = 0;; ++length) {
      const auto wanted = costs(automaton, trace);
      for (std::uint32_t state = 0; state < states; ++state) {
        ASSERT_EQ(progress.cost_at(state), wanted[state])
            << "round " << round << ", state " << state;
      }
      if (length == 5) break;
      trace.push_back({static_cast<Symbol>(random() % 4), random() % 3 == 0});
      progress.take(trace.back());
    }
  }
}

TEST(Progress, ACopyGoesItsOwnWay) {
  const auto script = compile(seq({step('a'), step('b')}));
  const Progress before = after(script, "a");
  Progress then = before;
  then.take({1, false});
  EXPECT_EQ(next(before), "b!");
  EXPECT_EQ(next(then), "end");
}

}  // namespace
}  // namespace callnorm
