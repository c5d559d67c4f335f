// src/figures.hpp - measured figures against their limits, and in words.
#pragma once

#include <array>
#include <cstddef>
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
  std::array<char, 32> text{};
  std::size_t first = text.size();
  const auto put = [&](char c) { text[--first] = c; };
  const auto digit = [](std::uint64_t number) { return static_cast<char>('0' + number % 10); };
  const auto count = time.count();
  std::uint64_t rest =
      count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
  put('s');
  put(' ');
  bool shown = false;
  for (int place = 3; place > 0; --place, rest /= 10) {
    shown = shown || rest % 10 != 0 || place == 1;
    if (shown) put(digit(rest));
  }
  put('.');
  do {
    put(digit(rest));
    rest /= 10;
  } while (rest > 0);
  if (count < 0) put('-');
  return std::string(text.data() + first, text.size() - first);
}

/// "12.3 s": rounded to tenths, for what people read and no limit hangs on.
[[nodiscard]] inline std::string tenths_text(Millis time) {
  const auto tenths = (time.count() + (time.count() < 0 ? -50 : 50)) / 100;
  return (tenths < 0 ? "-" : "") + std::to_string(std::abs(tenths) / 10) + "." +
         std::to_string(std::abs(tenths) % 10) + " s";
}

}  // namespace callnorm
