// callnorm/engine/sequence.hpp - common subsequences, and a phrase found in a text despite errors.
//
// Works on tokens that have been numbered: two words are the same when their ids are. Standard
// library only.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace callnorm {

/// Length of the longest sequence that both contain in order, gaps allowed.
/// Time O(|a| x |b|), memory O(|b|).
template <class T>
[[nodiscard]] std::size_t lcs_length(std::span<const T> a, std::span<const T> b) {
  std::vector<std::size_t> row(b.size() + 1, 0);
  for (const T& item : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = item == b[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return row.back();
}

/// Tokens [begin, end) of a text, read as a pattern with `errors` whole words inserted, left out or
/// replaced.
struct Occurrence {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t errors = 0;

  friend constexpr bool operator==(const Occurrence&, const Occurrence&) = default;
};

namespace detail {

/// Sellers 1980, "The theory and computation of evolutionary distances: pattern recognition", with
/// the cut-off of Ukkonen 1985: cells that cannot beat what was found are not computed.
/// @return the best occurrence of at most `max_errors`, or nothing.
inline std::optional<Occurrence> search_occurrence(std::span<const std::uint32_t> pattern,
                                                   std::span<const std::uint32_t> text,
                                                   std::uint32_t max_errors) {
  assert(pattern.size() < std::numeric_limits<std::uint32_t>::max());
  assert(text.size() < std::numeric_limits<std::uint32_t>::max());
  const auto size = static_cast<std::uint32_t>(pattern.size());
  std::optional<Occurrence> best;
  if (size <= max_errors) best = Occurrence{0, 0, size};
  if (size == 0) return best;
  std::uint32_t limit = std::min(max_errors, size - 1);  // what a better one may cost

  // A cell is (errors, begin) in one integer: the least has the fewest errors, then the first
  // begin.
  constexpr std::uint64_t one_error = std::uint64_t{1} << 32;
  constexpr std::uint64_t beyond = std::numeric_limits<std::uint64_t>::max() / 2;
  const auto errors_in = [](std::uint64_t cell) { return static_cast<std::uint32_t>(cell >> 32); };
  std::vector<std::uint64_t> row(pattern.size() + 1, beyond);  // by words of the pattern read
  for (std::size_t j = 0; j <= limit; ++j) row[j] = j * one_error;
  // The last cell within the limit: in the next column only one more can be. Cells after it keep an
  // old value, which was beyond the limit then and so is now.
  std::size_t last = limit;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::uint64_t diagonal = row[0];
    row[0] = i + 1;
    const std::size_t top = std::min(last + 1, pattern.size());
    for (std::size_t j = 1; j <= top; ++j) {
      const std::uint64_t replaced = diagonal + (pattern[j - 1] == text[i] ? 0 : one_error);
      diagonal = row[j];
      row[j] = std::min(replaced, std::min(row[j], row[j - 1]) + one_error);
    }
    if (top == pattern.size() && errors_in(row[top]) <= limit) {
      const std::uint32_t errors = errors_in(row[top]);
      best = Occurrence{static_cast<std::uint32_t>(row[top]), static_cast<std::uint32_t>(i + 1),
                        errors};
      if (errors == 0) break;
      limit = errors - 1;
    }
    last = top;
    while (errors_in(row[last]) > limit) --last;
  }
  return best;
}

}  // namespace detail

/// The part of `text` that reads as `pattern` with the fewest errors, when there are at most
/// `max_errors`. Among equals the one that ends first, and of those the longest: a word in the
/// place of the pattern's first counts as that word misheard rather than as left out. An empty
/// part, at the beginning, has as many errors as the pattern has words. Time O(|pattern| x |text|),
/// about O(max_errors x |text|) when little of the pattern is there.
[[nodiscard]] inline std::optional<Occurrence> best_occurrence(
    std::span<const std::uint32_t> pattern, std::span<const std::uint32_t> text,
    std::uint32_t max_errors) {
  return detail::search_occurrence(pattern, text, max_errors);
}

/// The same without a limit, to say how near a phrase came. When no word of the pattern is found it
/// is the empty part at the beginning.
[[nodiscard]] inline Occurrence nearest_occurrence(std::span<const std::uint32_t> pattern,
                                                   std::span<const std::uint32_t> text) {
  return *detail::search_occurrence(pattern, text, std::numeric_limits<std::uint32_t>::max());
}

}  // namespace callnorm
