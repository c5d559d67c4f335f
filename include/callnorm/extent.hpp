// callnorm/extent.hpp - where something is: in the time of a contact, or in its text.
//
// Time zero is the contact's own zero, usually its connect. Wall-clock time never enters the
// core, so the same transcript gives the same evaluation on any day and in any time zone.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace callnorm {

/// Whole milliseconds. JSON carries seconds; they are rounded to the nearest millisecond once,
/// when read.
using Millis = std::chrono::duration<std::int64_t, std::milli>;

/// Half-open: [begin, end), with begin <= end.
struct TimeSpan {
  Millis begin{0};
  Millis end{0};

  [[nodiscard]] constexpr Millis length() const noexcept { return end - begin; }
  friend constexpr bool operator==(TimeSpan, TimeSpan) = default;
};

/// Half-open range of bytes in a UTF-8 text; both ends lie between code points.
struct TextRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr bool empty() const noexcept { return begin == end; }
  friend constexpr bool operator==(TextRange, TextRange) = default;
};

/// Time shared by two spans; zero when they only touch.
[[nodiscard]] constexpr Millis overlap(TimeSpan a, TimeSpan b) noexcept {
  return std::max(Millis{0}, std::min(a.end, b.end) - std::max(a.begin, b.begin));
}

/// Silence from the end of `a` to the start of `b`; negative when `b` talks over `a`.
[[nodiscard]] constexpr Millis gap(TimeSpan a, TimeSpan b) noexcept {
  return b.begin - a.end;
}

/// A number of seconds as whole milliseconds; more than thirty years count as thirty.
[[nodiscard]] inline Millis whole_millis(double seconds) noexcept {
  return Millis{std::llround(std::clamp(seconds, -1e9, 1e9) * 1000.0)};
}

/// Seconds as JSON and people read them.
[[nodiscard]] constexpr double seconds(Millis time) noexcept {
  return static_cast<double>(time.count()) / 1000.0;
}

}  // namespace callnorm
