// callnorm/engine/intervals.hpp - arithmetic on sets of time spans. Standard library only.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "callnorm/extent.hpp"

namespace callnorm {

/// The union of `spans` as disjoint spans in order; gaps of at most `bridge` are filled. Empty
/// spans count for nothing, except that they may be bridged to; none is returned.
[[nodiscard]] inline std::vector<TimeSpan> merge(std::span<const TimeSpan> spans,
                                                 Millis bridge = Millis{0}) {
  std::vector<TimeSpan> out(spans.begin(), spans.end());
  const auto before = [](TimeSpan a, TimeSpan b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  };
  if (!std::is_sorted(out.begin(), out.end(), before)) std::sort(out.begin(), out.end(), before);
  std::size_t merged = 0;
  for (const TimeSpan s : out) {
    if (merged > 0 && s.begin - out[merged - 1].end <= bridge) {
      out[merged - 1].end = std::max(out[merged - 1].end, s.end);
    } else {
      out[merged++] = s;  // never beyond the one that is read
    }
  }
  out.resize(merged);
  std::erase_if(out, [](TimeSpan s) { return s.begin == s.end; });
  return out;
}

/// Total length of disjoint spans.
[[nodiscard]] inline Millis length(std::span<const TimeSpan> disjoint) noexcept {
  Millis sum{0};
  for (const TimeSpan s : disjoint) sum += s.length();
  return sum;
}

/// What two ordered lists of disjoint spans share.
[[nodiscard]] inline std::vector<TimeSpan> intersect(std::span<const TimeSpan> a,
                                                     std::span<const TimeSpan> b) {
  std::vector<TimeSpan> out;
  out.reserve(std::min(a.size(), b.size()));  // most often no more
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const Millis begin = std::max(a[i].begin, b[j].begin);
    const Millis end = std::min(a[i].end, b[j].end);
    if (begin < end) out.push_back({begin, end});
    if (a[i].end < b[j].end) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

/// The parts of `within` that no span of `disjoint` (in order) covers.
[[nodiscard]] inline std::vector<TimeSpan> gaps(std::span<const TimeSpan> disjoint,
                                                TimeSpan within) {
  std::vector<TimeSpan> out;
  out.reserve(disjoint.size() + 1);
  Millis at = within.begin;
  for (const TimeSpan s : disjoint) {
    if (s.end <= within.begin || s.begin == s.end) continue;
    if (s.begin >= within.end) break;
    if (s.begin > at) out.push_back({at, s.begin});
    at = std::max(at, s.end);
  }
  if (at < within.end) out.push_back({at, within.end});
  return out;
}

}  // namespace callnorm
