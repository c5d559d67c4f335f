// tests/reference/sequence_reference.hpp - textbook twins of lcs_length() and best_occurrence().
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "callnorm/engine/sequence.hpp"

namespace callnorm::reference {

/// By its recursive definition; exponential.
template <class T>
std::size_t lcs_length(std::span<const T> a, std::span<const T> b) {
  if (a.empty() || b.empty()) return 0;
  if (a.front() == b.front()) return 1 + reference::lcs_length(a.subspan(1), b.subspan(1));
  return std::max(reference::lcs_length(a.subspan(1), b), reference::lcs_length(a, b.subspan(1)));
}

/// Levenshtein distance over words, the whole matrix.
inline std::uint32_t word_errors(std::span<const std::uint32_t> a,
                                 std::span<const std::uint32_t> b) {
  std::vector<std::vector<std::uint32_t>> d(a.size() + 1, std::vector<std::uint32_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = static_cast<std::uint32_t>(i + j);
      } else {
        d[i][j] = std::min(
            {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      }
    }
  }
  return d[a.size()][b.size()];
}

/// Every part of the text against the pattern: fewest errors, then the first end, then the first
/// begin.
inline Occurrence nearest_occurrence(std::span<const std::uint32_t> pattern,
                                     std::span<const std::uint32_t> text) {
  Occurrence best{0, 0, static_cast<std::uint32_t>(pattern.size())};
  for (std::size_t end = 0; end <= text.size(); ++end) {
    for (std::size_t begin = 0; begin <= end; ++begin) {
      const std::uint32_t errors = word_errors(pattern, text.subspan(begin, end - begin));
      if (errors < best.errors) {
        best = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), errors};
      }
    }
  }
  return best;
}

inline std::optional<Occurrence> best_occurrence(std::span<const std::uint32_t> pattern,
                                                 std::span<const std::uint32_t> text,
                                                 std::uint32_t max_errors) {
  const Occurrence nearest = reference::nearest_occurrence(pattern, text);
  if (nearest.errors > max_errors) return std::nullopt;
  return nearest;
}

}  // namespace callnorm::reference
