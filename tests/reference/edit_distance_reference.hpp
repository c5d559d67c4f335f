// tests/reference/edit_distance_reference.hpp - textbook twins of edit_distance() and
// aligned_edits(): the whole matrix.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "callnorm/engine/edit_distance.hpp"

namespace callnorm::reference {

/// cost[i][j]: of turning a[i..] into b[j..]. Wagner & Fischer 1974, from the ends.
inline std::vector<std::vector<std::uint32_t>> costs_to_end(std::u32string_view a,
                                                            std::u32string_view b) {
  std::vector<std::vector<std::uint32_t>> cost(a.size() + 1,
                                               std::vector<std::uint32_t>(b.size() + 1));
  for (std::size_t i = a.size() + 1; i-- > 0;) {
    for (std::size_t j = b.size() + 1; j-- > 0;) {
      if (i == a.size() || j == b.size()) {
        cost[i][j] = static_cast<std::uint32_t>(a.size() - i + b.size() - j);
      } else {
        cost[i][j] = std::min({cost[i + 1][j + 1] + (a[i] == b[j] ? 0U : 1U), cost[i + 1][j] + 1,
                               cost[i][j + 1] + 1});
      }
    }
  }
  return cost;
}

inline std::uint32_t edit_distance(std::u32string_view a, std::u32string_view b) {
  return costs_to_end(a, b)[0][0];
}

inline std::vector<EditRun> aligned_edits(std::u32string_view a, std::u32string_view b) {
  using Kind = EditRun::Kind;
  std::vector<EditRun> runs;
  std::size_t i = 0;
  std::size_t j = 0;
  const auto take = [&](Kind kind) {
    if (!runs.empty() && runs.back().kind == kind) {
      ++runs.back().length;
    } else {
      runs.push_back({kind, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), 1});
    }
    if (kind != Kind::insertion) ++i;
    if (kind != Kind::deletion) ++j;
  };
  while (i < a.size() && j < b.size() && a[i] == b[j]) take(Kind::match);
  std::size_t end_a = a.size();
  std::size_t end_b = b.size();
  while (end_a > i && end_b > j && a[end_a - 1] == b[end_b - 1]) {
    --end_a;
    --end_b;
  }
  const auto cost = costs_to_end(a.substr(0, end_a), b.substr(0, end_b));
  while (i < end_a || j < end_b) {
    const bool both = i < end_a && j < end_b;
    if (both && a[i] == b[j] && cost[i + 1][j + 1] == cost[i][j]) {
      take(Kind::match);
    } else if (both && cost[i + 1][j + 1] + 1 == cost[i][j]) {
      take(Kind::substitution);
    } else if (i < end_a && cost[i + 1][j] + 1 == cost[i][j]) {
      take(Kind::deletion);
    } else {
      take(Kind::insertion);
    }
  }
  while (i < a.size()) take(Kind::match);
  return runs;
}

}  // namespace callnorm::reference
