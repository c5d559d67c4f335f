// tests/reference/rank_correlation_reference.hpp - textbook twin of rank_correlation().
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

namespace callnorm::reference {

/// Each rank by counting: one, and one for every smaller value, and half of one for every equal
/// one.
inline std::vector<double> counted_ranks(const std::vector<double>& values) {
  std::vector<double> ranks;
  for (std::size_t i = 0; i < values.size(); ++i) {
    double rank = 1.0;
    for (std::size_t k = 0; k < values.size(); ++k) {
      if (values[k] < values[i]) rank += 1.0;
      if (k != i && values[k] == values[i]) rank += 0.5;
    }
    ranks.push_back(rank);
  }
  return ranks;
}

/// Covariance over the product of the standard deviations, from the plain sums.
inline std::optional<double> rank_correlation(const std::vector<double>& a,
                                              const std::vector<double>& b) {
  const std::vector<double> x = counted_ranks(a);
  const std::vector<double> y = counted_ranks(b);
  const auto n = static_cast<double>(x.size());
  double sum_x = 0;
  double sum_y = 0;
  double sum_xx = 0;
  double sum_yy = 0;
  double sum_xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sum_x += x[i];
    sum_y += y[i];
    sum_xx += x[i] * x[i];
    sum_yy += y[i] * y[i];
    sum_xy += x[i] * y[i];
  }
  const double spread_x = n * sum_xx - sum_x * sum_x;
  const double spread_y = n * sum_yy - sum_y * sum_y;
  if (x.size() < 2 || spread_x == 0 || spread_y == 0) return std::nullopt;
  return (n * sum_xy - sum_x * sum_y) / std::sqrt(spread_x * spread_y);
}

/// 1 - 6 sum d^2 / (n (n^2 - 1)): the short formula, right only without equal values.
inline double untied_rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const std::vector<double> x = counted_ranks(a);
  const std::vector<double> y = counted_ranks(b);
  double squares = 0;
  for (std::size_t i = 0; i < x.size(); ++i) squares += (x[i] - y[i]) * (x[i] - y[i]);
  const auto n = static_cast<double>(x.size());
  return 1.0 - 6.0 * squares / (n * (n * n - 1.0));
}

}  // namespace callnorm::reference
