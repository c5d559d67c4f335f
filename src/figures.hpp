// src/figures.hpp - measured figures against their limits, and in words.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

#include "callnorm/extent.hpp"

namespace callnorm {

/// Comparisons use >= and <= with this tolerance (NORM 2.0): a share of exactly four fifths
/// reaches 0.8.
inline constexpr double tolerance = 1e-9;

[[nodiscard]] constexpr bool at_least(double value, double limit) noexcept {
  return value >= limit - tolerance;
}
[[nodiscard]] constexpr bool at_most(double value, double limit) noexcept {
  return value <= limit + tolerance;
}
[[nodiscard]] constexpr bool below(double value, double limit) noexcept {
  return !at_least(value, limit);
}

/// A limit longer or shorter by a factor, to the nearest millisecond.
[[nodiscard]] inline Millis stretched(Millis time, double factor) {
  return Millis{static_cast<std::int64_t>(static_cast<double>(time.count()) * factor + 0.5)};
}

/// "12.0 s", "2.125 s": whole milliseconds, so that a note shows on which side of a limit it lies.
[[nodiscard]] inline std::string seconds_text(Millis time) {
  const auto count = time.count();
  std::string fraction = std::to_string(1000 + std::abs(count % 1000)).substr(1);
  while (fraction.size() > 1 && fraction.back() == '0') fraction.pop_back();
  return (count < 0 ? "-" : "") + std::to_string(std::abs(count / 1000)) + "." + fraction + " s";
}

/// "12.3 s": rounded to tenths, for what people read and no limit hangs on.
[[nodiscard]] inline std::string tenths_text(Millis time) {
  const auto tenths = (time.count() + (time.count() < 0 ? -50 : 50)) / 100;
  return (tenths < 0 ? "-" : "") + std::to_string(std::abs(tenths) / 10) + "." +
         std::to_string(std::abs(tenths) % 10) + " s";
}

}  // namespace callnorm
