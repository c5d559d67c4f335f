#include "callnorm/engine/intervals.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "../../reference/script_fragments.hpp"

namespace callnorm {

static void PrintTo(const TimeSpan& s, std::ostream* out) {
  *out << "[" << s.begin.count() << ", " << s.end.count() << ")";
}

namespace {

using Spans = std::vector<TimeSpan>;

TimeSpan span(std::int64_t begin, std::int64_t end) {
  return {Millis{begin}, Millis{end}};
}

TEST(Intervals, MergeSortsAndJoinsWhatOverlapsOrTouches) {
  EXPECT_EQ(merge(Spans{span(10, 20), span(0, 5), span(15, 30), span(5, 7)}),
            (Spans{span(0, 7), span(10, 30)}));
}

TEST(Intervals, MergeKeepsTheLongerOfTwoNestedSpans) {
  EXPECT_EQ(merge(Spans{span(0, 100), span(10, 20)}), (Spans{span(0, 100)}));
}

TEST(Intervals, MergeFillsGapsUpToTheBridge) {
  const Spans spans{span(0, 10), span(20, 30), span(41, 50)};
  EXPECT_EQ(merge(spans, Millis{10}), (Spans{span(0, 30), span(41, 50)}));
  EXPECT_EQ(merge(spans, Millis{9}), spans);
  EXPECT_EQ(merge(spans, Millis::max()), (Spans{span(0, 50)}));
}

TEST(Intervals, MergeReturnsNoEmptySpan) {
  EXPECT_EQ(merge(Spans{span(5, 5), span(10, 20), span(25, 25)}), (Spans{span(10, 20)}));
  EXPECT_EQ(merge(Spans{span(5, 5)}), Spans{});
  EXPECT_EQ(merge(Spans{}), Spans{});
}

TEST(Intervals, AnEmptySpanIsBridgedTo) {
  EXPECT_EQ(merge(Spans{span(0, 10), span(15, 15)}, Millis{5}), (Spans{span(0, 15)}));
  EXPECT_EQ(merge(Spans{span(0, 10), span(15, 15), span(20, 30)}, Millis{5}), (Spans{span(0, 30)}));
}

TEST(Intervals, LengthAddsUp) {
  EXPECT_EQ(length(Spans{span(0, 7), span(10, 30)}), Millis{27});
  EXPECT_EQ(length(Spans{}), Millis{0});
}

TEST(Intervals, IntersectKeepsWhatBothCover) {
  EXPECT_EQ(intersect(Spans{span(0, 10), span(20, 30)}, Spans{span(5, 25), span(28, 40)}),
            (Spans{span(5, 10), span(20, 25), span(28, 30)}));
  EXPECT_EQ(intersect(Spans{span(0, 10)}, Spans{span(10, 20)}), Spans{});
  EXPECT_EQ(intersect(Spans{}, Spans{span(10, 20)}), Spans{});
}

TEST(Intervals, GapsAreWhatIsLeftWithin) {
  EXPECT_EQ(gaps(Spans{span(0, 10), span(20, 30), span(90, 120)}, span(5, 100)),
            (Spans{span(10, 20), span(30, 90)}));
  EXPECT_EQ(gaps(Spans{}, span(5, 100)), (Spans{span(5, 100)}));
  EXPECT_EQ(gaps(Spans{span(0, 200)}, span(5, 100)), Spans{});
  EXPECT_EQ(gaps(Spans{}, span(5, 5)), Spans{});
}

TEST(Intervals, AnEmptySpanDoesNotSplitAGap) {
  EXPECT_EQ(gaps(Spans{span(50, 50)}, span(0, 100)), (Spans{span(0, 100)}));
}

// ------------------------------------------------------------ against a grid of milliseconds

constexpr std::int64_t grid_size = 60;
using Grid = std::vector<bool>;  // true at t: [t, t + 1) is covered

Grid paint(const Spans& spans) {
  Grid grid(grid_size);
  for (const TimeSpan s : spans) {
    for (std::int64_t t = s.begin.count(); t < s.end.count(); ++t) {
      grid[static_cast<std::size_t>(t)] = true;
    }
  }
  return grid;
}

/// The runs of covered milliseconds.
Spans runs(const Grid& grid) {
  Spans out;
  for (std::int64_t t = 0; t < grid_size; ++t) {
    if (!grid[static_cast<std::size_t>(t)]) continue;
    if (!out.empty() && out.back().end == Millis{t}) {
      out.back().end += Millis{1};
    } else {
      out.push_back(span(t, t + 1));
    }
  }
  return out;
}

/// Every millisecond between two marks no further apart than the bridge, with nothing in between.
/// Marks are the milliseconds covered and the places of empty spans.
Grid paint_bridged(const Spans& spans, std::int64_t bridge) {
  Grid grid = paint(spans);
  Grid marked(grid_size + 1);  // at t: something ends, begins or is at time t
  for (const TimeSpan s : spans) {
    for (std::int64_t t = s.begin.count(); t <= s.end.count(); ++t) {
      marked[static_cast<std::size_t>(t)] = true;
    }
  }
  for (std::int64_t from = 0; from <= grid_size; ++from) {
    if (!marked[static_cast<std::size_t>(from)]) continue;
    std::int64_t to = from + 1;
    while (to <= grid_size && !marked[static_cast<std::size_t>(to)]) ++to;
    if (to > grid_size || to - from > bridge) continue;
    for (std::int64_t t = from; t < to; ++t) grid[static_cast<std::size_t>(t)] = true;
  }
  return grid;
}

Spans random_spans(reference::Random& random) {
  Spans out;
  const std::uint32_t count = random.below(8);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::int64_t begin = random.below(grid_size);
    const std::int64_t longest = std::min<std::int64_t>(12, grid_size - begin);
    out.push_back(span(begin, begin + random.below(static_cast<std::uint32_t>(longest) + 1)));
  }
  return out;
}

TEST(IntervalsProperty, AgreeWithAGridOfMilliseconds) {
  for (std::uint64_t seed = 1; seed <= 10'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    reference::Random random(seed);
    const Spans a = random_spans(random);
    const Spans b = random_spans(random);
    const std::int64_t bridge = random.below(6);
    const Spans merged = merge(a);
    ASSERT_EQ(merged, runs(paint(a)));
    // With a bridge, milliseconds covered to the left and right of a mark may touch in one run.
    ASSERT_EQ(merge(a, Millis{bridge}), runs(paint_bridged(a, bridge)));

    const Grid grid_a = paint(a);
    const Grid grid_b = paint(b);
    ASSERT_EQ(length(merged), Millis{std::count(grid_a.begin(), grid_a.end(), true)});

    Grid both(grid_size);
    for (std::size_t t = 0; t < both.size(); ++t) both[t] = grid_a[t] && grid_b[t];
    ASSERT_EQ(intersect(merged, merge(b)), runs(both));
    ASSERT_EQ(intersect(merge(b), merged), runs(both));

    const std::int64_t begin = random.below(grid_size);
    const std::int64_t end =
        begin + random.below(static_cast<std::uint32_t>(grid_size - begin) + 1);
    Grid left(grid_size);
    for (std::int64_t t = begin; t < end; ++t) {
      left[static_cast<std::size_t>(t)] = !grid_a[static_cast<std::size_t>(t)];
    }
    ASSERT_EQ(gaps(merged, span(begin, end)), runs(left));
  }
}

}  // namespace
}  // namespace callnorm
