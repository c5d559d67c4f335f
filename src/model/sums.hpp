// src/model/sums.hpp - what logistic models share: a sum as a probability, a part of it as text.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>

namespace callnorm {

/// 1 / (1 + exp(-sum)), to the nearest 0.001 so that every platform writes the same.
[[nodiscard]] inline double logistic(double sum) noexcept {
  return std::round(1000.0 / (1.0 + std::exp(-sum))) / 1000.0;
}

/// 21 tenths are "+2.1": printf would ask the locale for its decimal point.
[[nodiscard]] inline std::string signed_tenths(double tenths) {
  const auto whole = std::llround(std::clamp(tenths, -1e10, 1e10));
  const auto size = whole < 0 ? -whole : whole;
  return (whole < 0 ? "-" : "+") + std::to_string(size / 10) + "." + std::to_string(size % 10);
}

}  // namespace callnorm
