// callnorm/engine/statistics.hpp - mean, median, quantiles and shares of plain numbers.
//
// What has no answer (the mean of nothing, a share of nothing) is std::nullopt, never 0 or NaN.
// Values are finite. Standard library only.
#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

namespace callnorm {

/// A vector, array or span of numbers.
template <class Values>
concept NumberList = requires(const Values& values) {
  std::span(values);
  requires std::is_arithmetic_v<std::remove_cvref_t<decltype(values[0])>>;
};

namespace detail {

[[nodiscard]] inline bool all_finite(std::span<const double> values) noexcept {
  return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

/// The k-th smallest (from 0), and the one after it if there is one.
struct Neighbours {
  double at;
  double next;
};

[[nodiscard]] inline Neighbours order_statistics(std::vector<double>& values, std::size_t k) {
  const auto kth = values.begin() + static_cast<std::ptrdiff_t>(k);
  std::nth_element(values.begin(), kth, values.end());
  const auto next = std::min_element(kth + 1, values.end());
  return {*kth, next == values.end() ? *kth : *next};
}

}  // namespace detail

/// Arithmetic mean, summed with the correction of Neumaier (1974): small values are not lost beside
/// large ones.
template <NumberList Values>
[[nodiscard]] std::optional<double> mean(const Values& values) {
  const std::span list(values);
  if (list.empty()) return std::nullopt;
  double sum = 0.0;
  double lost = 0.0;
  for (const auto number : list) {
    const auto value = static_cast<double>(number);
    const double next = sum + value;
    lost += std::abs(sum) >= std::abs(value) ? (sum - next) + value : (value - next) + sum;
    sum = next;
  }
  return (sum + lost) / static_cast<double>(list.size());
}

/// The value below which the share `p` of the values lies: linear interpolation between order
/// statistics at (n - 1) p, definition 7 of Hyndman & Fan 1996, the default of R and NumPy. Nothing
/// for an empty list or for `p` outside [0, 1].
template <NumberList Values>
[[nodiscard]] std::optional<double> quantile(const Values& values, double p) {
  const std::span list(values);
  if (list.empty() || !(p >= 0.0 && p <= 1.0)) return std::nullopt;
  std::vector<double> copy;
  copy.reserve(list.size());
  for (const auto number : list) copy.push_back(static_cast<double>(number));
  assert(detail::all_finite(copy));
  const double place = static_cast<double>(list.size() - 1) * p;
  const double below = std::floor(place);
  const auto [at, next] = detail::order_statistics(copy, static_cast<std::size_t>(below));
  return at + (place - below) * (next - at);
}

/// The middle value; between two middle values, halfway. The same as quantile(values, 0.5).
template <NumberList Values>
[[nodiscard]] std::optional<double> median(const Values& values) {
  return quantile(values, 0.5);
}

/// part / whole; nothing when the whole is zero.
template <class Number>
requires std::is_arithmetic_v<Number>
[[nodiscard]] constexpr std::optional<double> share(Number part, Number whole) noexcept {
  if (whole == Number{}) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

/// The share of the values for which `is` holds.
template <NumberList Values, class Predicate>
[[nodiscard]] std::optional<double> share_of(const Values& values, Predicate&& is) {
  const std::span list(values);
  std::size_t count = 0;
  for (const auto& number : list) count += is(number) ? 1U : 0U;
  return share(count, list.size());
}

}  // namespace callnorm
