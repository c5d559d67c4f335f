// How long align() and best_occurrence() take. Each case is compared with the textbook before it is
// timed; a wrong answer ends the program.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "../tests/reference/dijkstra_alignment.hpp"
#include "../tests/reference/script_fragments.hpp"
#include "../tests/reference/sequence_reference.hpp"
#include "callnorm/engine/alignment.hpp"
#include "callnorm/engine/sequence.hpp"

namespace {

using namespace callnorm;
using reference::any;
using reference::Fragment;
using reference::loop;
using reference::opt;
using reference::Random;
using reference::seq;
using reference::step;

struct Case {
  std::string name;
  Automaton automaton;
  std::vector<TraceEvent> trace;
};

/// Steps `first` to `first + count - 1`.
std::vector<Fragment> row(Symbol first, std::uint32_t count) {
  std::vector<Fragment> out;
  for (std::uint32_t i = 0; i < count; ++i) out.push_back(step(first + static_cast<Symbol>(i)));
  return out;
}

/// `count` steps in a row, observed in order among other events.
Case linear(std::uint32_t count, std::uint32_t events) {
  Case out{"linear_" + std::to_string(count) + "x" + std::to_string(events),
           reference::compile(seq(row(0, count))),
           {}};
  Random random(count + events);
  std::uint32_t next = 0;
  for (std::uint32_t i = 0; i < events; ++i) {
    if (random.one_in(events / count + 1) && next < count) {
      out.trace.push_back({static_cast<Symbol>(next++), false});
    } else {
      out.trace.push_back({static_cast<Symbol>(random.below(2 * count)), random.one_in(2)});
    }
  }
  return out;
}

/// 60 steps: four questions that come up to three times, any-order groups of the sizes given,
/// optional steps, and the rest in a row.
Automaton sixty_steps(const std::vector<std::uint32_t>& groups) {
  std::vector<Fragment> parts;
  Symbol next = 0;
  const auto add_row = [&](std::uint32_t count) {
    for (Fragment& one : row(next, count)) parts.push_back(std::move(one));
    next += static_cast<Symbol>(count);
  };
  for (const std::uint32_t size : groups) {
    add_row(3);
    parts.push_back(any(row(next, size)));
    next += static_cast<Symbol>(size);
    parts.push_back(loop(seq(row(next, 3)), 0, 3));
    next += 3;
    parts.push_back(opt(step(next++)));
  }
  add_row(static_cast<std::uint32_t>(60 - next));
  return reference::compile(seq(std::move(parts)));
}

/// The script walked at random, then a share of it disturbed, and filled up with repeats and
/// others.
std::vector<TraceEvent> observed(const Automaton& automaton, std::uint32_t events,
                                 std::uint64_t seed) {
  Random random(seed);
  std::vector<TraceEvent> trace =
      reference::random_accepted_trace(random, automaton, 100'000).value();
  for (std::size_t i = 0; i + 1 < trace.size(); ++i) {
    if (random.one_in(8)) std::swap(trace[i], trace[i + 1]);
  }
  while (trace.size() < events) {
    const auto place = random.below(static_cast<std::uint32_t>(trace.size()) + 1);
    trace.insert(trace.begin() + place, {static_cast<Symbol>(random.below(70)), random.one_in(3)});
  }
  trace.resize(events);
  return trace;
}

std::vector<TraceEvent> shuffled(std::uint32_t events, std::uint64_t seed) {
  Random random(seed);
  std::vector<TraceEvent> trace;
  for (std::uint32_t i = 0; i < events; ++i) {
    trace.push_back({static_cast<Symbol>(random.below(60)), false});
  }
  return trace;
}

std::vector<Case> all_cases() {
  std::vector<Case> out{linear(15, 30), linear(15, 120), linear(15, 480)};
  const auto add = [&](const std::string& name, const std::vector<std::uint32_t>& groups) {
    const Automaton automaton = sixty_steps(groups);
    const std::string size = std::to_string(automaton.size()) + "_states_x400";
    out.push_back({name + "_" + size, automaton, observed(automaton, 400, 7)});
    out.push_back({name + "_" + size + "_shuffled", automaton, shuffled(400, 7)});
  };
  add("sixty_steps_groups_of_4", {4, 4, 4, 4});
  add("sixty_steps_groups_of_6", {6, 6, 6});
  add("sixty_steps_groups_of_10", {10, 10});
  out.push_back({"sixty_steps_groups_of_10_conforming", sixty_steps({10, 10}), {}});
  Random random(3);
  out.back().trace =
      reference::random_accepted_trace(random, out.back().automaton, 100'000).value();
  return out;
}

void require(bool right, const std::string& name) {
  if (right) return;
  std::cerr << name << ": not the textbook's answer\n";
  std::exit(1);
}

void time_alignment(benchmark::State& state, const Case& subject) {
  static std::set<std::string> checked;  // the function is called again for every estimate of time
  if (checked.insert(subject.name).second) {
    const auto expected = reference::dijkstra_alignment(subject.automaton, subject.trace);
    const auto result = align(subject.automaton, subject.trace);
    require(
        expected && result && result->cost == expected->cost && result->moves == expected->moves,
        subject.name);
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(align(subject.automaton, subject.trace));
  }
  state.counters["states"] = static_cast<double>(subject.automaton.size());
  state.counters["events"] = static_cast<double>(subject.trace.size());
}

[[maybe_unused]] const bool alignments_registered = [] {
  for (const Case& subject : all_cases()) {
    benchmark::RegisterBenchmark(("align/" + subject.name).c_str(), [subject](
                                                                        benchmark::State& state) {
      time_alignment(state, subject);
    })->Unit(benchmark::kMicrosecond);
  }
  return true;
}();

/// A notice of 25 words in 1,500, said with three words wrong.
void find_a_notice_of_25_words_in_1500(benchmark::State& state) {
  Random random(11);
  std::vector<std::uint32_t> notice(25);
  std::vector<std::uint32_t> text(1500);
  for (std::uint32_t& id : notice) id = random.below(400);
  for (std::uint32_t& id : text) id = random.below(400);
  for (std::size_t i = 0; i < notice.size(); ++i) {
    if (i % 9 != 4) text[1200 + i] = notice[i];
  }
  const std::span<const std::uint32_t> part = std::span(text).subspan(1150, 100);
  require(best_occurrence(notice, text, 4) == Occurrence{1200, 1225, 3} &&
              best_occurrence(notice, part, 4) == reference::best_occurrence(notice, part, 4),
          "best_occurrence");
  for (auto _ : state) {
    benchmark::DoNotOptimize(best_occurrence(notice, text, 4));
  }
}
BENCHMARK(find_a_notice_of_25_words_in_1500)->Unit(benchmark::kMicrosecond);

}  // namespace
