// callnorm/engine/rank_correlation.hpp - whether two quantities rise and fall together, by rank.
//
// Spearman's rho: the product-moment correlation of the ranks; equal values share the mean of the
// ranks they would take ("mid-ranks"). Only the order of the values matters, not their unit.
// Standard library only.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

namespace callnorm {

/// The rank of every value from 1, equal values at the mean of theirs. Values are not NaN.
[[nodiscard]] inline std::vector<double> mid_ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first + 1;
    while (last < order.size() && !(values[order[first]] < values[order[last]])) ++last;
    // Places first + 1 to last; their mean is a whole or a half, so it is exact.
    const double shared = (static_cast<double>(first + 1) + static_cast<double>(last)) / 2.0;
    for (std::size_t k = first; k < last; ++k) ranks[order[k]] = shared;
    first = last;
  }
  return ranks;
}

/// From -1 (one falls as the other rises) to 1 (they rise together); a[i] belongs to b[i]. Nothing
/// for fewer than two pairs, for lists of different length, for a NaN, and where one side is
/// constant: then there is no order to compare. O(n log n).
[[nodiscard]] inline std::optional<double> rank_correlation(std::span<const double> a,
                                                            std::span<const double> b) {
  if (a.size() != b.size() || a.size() < 2) return std::nullopt;
  const auto is_nan = [](double value) { return std::isnan(value); };
  if (std::any_of(a.begin(), a.end(), is_nan) || std::any_of(b.begin(), b.end(), is_nan)) {
    return std::nullopt;
  }
  const std::vector<double> ranks_a = mid_ranks(a);
  const std::vector<double> ranks_b = mid_ranks(b);
  const double middle = (static_cast<double>(a.size()) + 1.0) / 2.0;
  double both = 0.0;
  double only_a = 0.0;
  double only_b = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double from_a = ranks_a[i] - middle;
    const double from_b = ranks_b[i] - middle;
    both += from_a * from_b;
    only_a += from_a * from_a;
    only_b += from_b * from_b;
  }
  if (only_a == 0.0 || only_b == 0.0) return std::nullopt;
  // One root of the product, not a product of roots: sqrt(x * x) is exactly x, so agreement is
  // exactly 1.
  return std::clamp(both / std::sqrt(only_a * only_b), -1.0, 1.0);
}

}  // namespace callnorm
