// callnorm/engine/edit_distance.hpp - how many single characters separate two texts, and which.
//
// Minimum string distance: the least number of substitutions, insertions and deletions, each at
// cost 1, that turn one sequence of code points into the other (Levenshtein 1966; Wagner & Fischer
// 1974). "Substitution" never counts a swap of neighbours as one. Standard library only.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace callnorm {

/// The distance between `a` and `b`, or nothing when it is more than `limit`.
///
/// Texts that differ little: how far each number of errors reaches on each diagonal (Landau &
/// Vishkin 1989; Ukkonen 1985), time O(n + d^2) unless they repeat themselves. Others: bit-parallel
/// (Myers 1999, in blocks of 64 rows as Hyyro 2003) within a band that doubles until the distance
/// fits it (Ukkonen 1985), time O(n (1 + min(d, limit) / 32)), n the longer length and d the
/// distance. Memory O(n) bytes. Sequences are shorter than 2^31.
[[nodiscard]] std::optional<std::uint32_t> edit_distance_within(std::u32string_view a,
                                                                std::u32string_view b,
                                                                std::uint32_t limit);

/// The distance between `a` and `b`. At worst, for texts without anything in common, the time grows
/// as |a| x |b| / 64: for long texts of unknown origin use edit_distance_within().
[[nodiscard]] inline std::uint32_t edit_distance(std::u32string_view a, std::u32string_view b) {
  return *edit_distance_within(a, b, std::numeric_limits<std::uint32_t>::max());
}

/// A stretch of one kind in an alignment of `a` with `b`.
struct EditRun {
  enum class Kind : std::uint8_t {
    match,
    substitution,  ///< `length` code points of `a` became as many others of `b`
    deletion,      ///< stands in `a` only
    insertion,     ///< stands in `b` only
  };
  Kind kind = Kind::match;
  std::uint32_t a = 0;  ///< index of its first code point in the first sequence
  std::uint32_t b = 0;  ///< likewise in the second
  std::uint32_t length = 0;

  friend constexpr bool operator==(const EditRun&, const EditRun&) = default;
};

/// Cells an alignment may keep: a byte each.
inline constexpr std::size_t edit_cells = std::size_t{1} << 24;

/// An alignment of least cost, as runs in order that cover both sequences. The answer is unique:
/// what both begin with is matched, then what both still end with; between them, walking from the
/// start, a match is taken before a substitution, that before a deletion, that before an insertion,
/// whenever the alignment stays one of least cost. "sonnette", "sonette" gives son, n deleted,
/// ette.
///
/// @param distance what edit_distance(a, b) gave.
/// @return nothing when (shorter length + 1) x (2 distance + 1), after the common beginning and end
///         are taken off, is more than `cells`: no memory is taken then.
[[nodiscard]] std::optional<std::vector<EditRun>> aligned_edits(std::u32string_view a,
                                                                std::u32string_view b,
                                                                std::uint32_t distance,
                                                                std::size_t cells = edit_cells);

// ------------------------------------------------------------------------------------------------

namespace detail::edit {

inline constexpr std::uint32_t word_bits = 64;

/// Where the symbols of one block of 64 rows stand: at most 64 symbols, in an open hash table.
class BlockMasks {
 public:
  void fill(std::u32string_view rows) {
    for (const std::uint8_t slot : used_) keys_[slot] = nothing;
    used_.clear();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::uint8_t slot = find(rows[i]);
      if (keys_[slot] == nothing) {
        keys_[slot] = rows[i];
        masks_[slot] = 0;
        used_.push_back(slot);
      }
      masks_[slot] |= std::uint64_t{1} << i;
    }
  }
  [[nodiscard]] std::uint64_t of(char32_t symbol) const noexcept {
    const std::uint8_t slot = find(symbol);
    return keys_[slot] == nothing ? 0 : masks_[slot];
  }

 private:
  static constexpr std::uint64_t nothing = std::uint64_t{1} << 32;  // no code point

  // The slot of the symbol, or the free one it would take. 64 of 256 slots are taken at most.
  [[nodiscard]] std::uint8_t find(char32_t symbol) const noexcept {
    auto slot = static_cast<std::uint8_t>(symbol ^ (symbol >> 8U));
    while (keys_[slot] != nothing && keys_[slot] != symbol) ++slot;
    return slot;
  }

  std::array<std::uint64_t, 256> keys_ = [] {
    std::array<std::uint64_t, 256> keys{};
    keys.fill(nothing);
    return keys;
  }();
  std::array<std::uint64_t, 256> masks_{};
  std::vector<std::uint8_t> used_;
};

/// Distance as seen through the cells with |row - column| <= band: exact when it is at most `band`,
/// else too large or exact. The lengths differ by at most `band`; both are at least 1.
///
/// Block by block of 64 rows, each over its columns. What lies outside the band is taken as one
/// more per step: an upper bound that is the cost of a real path, so that nothing becomes too
/// small.
/// @param steps one per column: what the cell below the block differs from its left neighbour.
inline std::uint32_t banded_distance(std::u32string_view rows, std::u32string_view columns,
                                     std::uint32_t band, BlockMasks& masks,
                                     std::vector<std::int8_t>& steps) {
  const auto m = static_cast<std::int64_t>(rows.size());
  const auto n = static_cast<std::int64_t>(columns.size());
  const std::int64_t k = band;
  steps.assign(columns.size() + 1, 1);
  std::int64_t corner = 0;  // of the block: the cell above its first row, left of its first column
  std::int64_t first = 1;   // the block's first column, from 1
  std::int64_t score = 0;
  for (std::int64_t top = 0; top < m; top += word_bits) {
    const std::int64_t height = std::min<std::int64_t>(word_bits, m - top);
    masks.fill(rows.substr(static_cast<std::size_t>(top), static_cast<std::size_t>(height)));
    const std::int64_t last = std::min(n, top + height + k);
    // The block below begins there; its corner is passed on the way.
    const std::int64_t next_first = std::max<std::int64_t>(1, top + height + 1 - k);
    const std::uint64_t bottom = std::uint64_t{1} << (height - 1);
    std::uint64_t up = ~std::uint64_t{0};  // rows where the cell is one more than the one above it
    std::uint64_t down = 0;                // one less
    score = corner + height;
    if (next_first == first) corner = score;
    for (std::int64_t j = first; j <= last; ++j) {
      std::int8_t& step = steps[static_cast<std::size_t>(j)];
      std::uint64_t equal = masks.of(columns[static_cast<std::size_t>(j - 1)]);
      const std::uint64_t vertical = equal | down;
      if (step < 0) equal |= 1U;
      const std::uint64_t horizontal = (((equal & up) + up) ^ up) | equal;
      std::uint64_t right = down | ~(horizontal | up);
      std::uint64_t left = up & horizontal;
      const std::int8_t out = (right & bottom) != 0 ? 1 : (left & bottom) != 0 ? -1 : 0;
      right <<= 1U;
      left <<= 1U;
      if (step < 0) left |= 1U;
      if (step > 0) right |= 1U;
      up = left | ~(vertical | right);
      down = right & vertical;
      step = out;
      score += out;
      if (j + 1 == next_first) corner = score;
    }
    first = next_first;  // columns the block did not reach still go on by one each
  }
  return static_cast<std::uint32_t>(score);
}

/// How near to the beginning a number of errors reaches, walking back from the end: for every
/// diagonal k = column - row the first row from which the rest costs at most e.
///
/// The cost of the rest never grows along a diagonal, so rows from there on cost no more either.
class Reach {
 public:
  static constexpr std::int32_t nowhere = std::numeric_limits<std::int32_t>::max() / 2;

  /// @param most errors to make room for.
  Reach(std::u32string_view a, std::u32string_view b, std::uint32_t most)
      : a_(a), b_(b), most_(static_cast<std::int32_t>(most)), width_(2 * most_ + 3) {
    const auto m = static_cast<std::int32_t>(a.size());
    const std::int32_t end = static_cast<std::int32_t>(b.size()) - m;
    rows_.assign(static_cast<std::size_t>(width_), nowhere);
    if (end >= -most_ && end <= most_) rows_[index(0, end)] = back(m, end);
  }

  /// Works out one error more.
  void extend() {
    ++errors_;
    rows_.resize(rows_.size() + static_cast<std::size_t>(width_), nowhere);
    for (std::int32_t k = -most_; k <= most_; ++k) {
      const std::size_t at = index(errors_ - 1, k);
      std::int32_t row = std::min({rows_[at] - 1, rows_[at - 1] - 1, rows_[at + 1]});
      if (row >= nowhere - 1) continue;
      row = std::max({row, 0, -k});
      rows_[index(errors_, k)] = back(std::min(row, rows_[at]), k);
    }
  }

  [[nodiscard]] std::int32_t errors() const noexcept { return errors_; }
  /// Whether the rest from (row, row + k) costs at most `errors`; k in [-most - 1, most + 1].
  [[nodiscard]] bool within(std::int32_t errors, std::int32_t k, std::int32_t row) const noexcept {
    return rows_[index(errors, k)] <= row;
  }
  /// Characters compared so far.
  [[nodiscard]] std::size_t compared() const noexcept { return compared_; }

 private:
  [[nodiscard]] std::size_t index(std::int32_t errors, std::int32_t k) const noexcept {
    return static_cast<std::size_t>(errors) * static_cast<std::size_t>(width_) +
           static_cast<std::size_t>(k + most_ + 1);
  }
  static constexpr std::int32_t four = 4;

  /// The first row of the matches that lead to it.
  [[nodiscard]] std::int32_t back(std::int32_t row, std::int32_t k) noexcept {
    const std::int32_t from = row;
    // Four at a time: most of two texts is the same.
    while (row >= four && row + k >= four &&
           std::equal(a_.data() + (row - four), a_.data() + row, b_.data() + (row + k - four))) {
      row -= four;
    }
    while (row > 0 && row + k > 0 &&
           a_[static_cast<std::size_t>(row - 1)] == b_[static_cast<std::size_t>(row + k - 1)]) {
      --row;
    }
    compared_ += static_cast<std::size_t>(from - row) + 1;
    return row;
  }

  std::u32string_view a_;
  std::u32string_view b_;
  std::int32_t most_;
  std::int32_t width_;
  std::int32_t errors_ = 0;
  std::vector<std::int32_t> rows_;  // of one number of errors after the other
  std::size_t compared_ = 0;
};

/// Length of the common beginning.
[[nodiscard]] inline std::size_t common_prefix(std::u32string_view a, std::u32string_view b) {
  const std::size_t size = std::min(a.size(), b.size());
  std::size_t i = 0;
  while (i < size && a[i] == b[i]) ++i;
  return i;
}
[[nodiscard]] inline std::size_t common_suffix(std::u32string_view a, std::u32string_view b) {
  const std::size_t size = std::min(a.size(), b.size());
  std::size_t i = 0;
  while (i < size && a[a.size() - 1 - i] == b[b.size() - 1 - i]) ++i;
  return i;
}

/// Takes off what both begin and end with; returns the length of the beginning.
inline std::size_t trim_common(std::u32string_view& a, std::u32string_view& b) {
  const std::size_t begin = common_prefix(a, b);
  a.remove_prefix(begin);
  b.remove_prefix(begin);
  const std::size_t end = common_suffix(a, b);
  a.remove_suffix(end);
  b.remove_suffix(end);
  return begin;
}

}  // namespace detail::edit

inline std::optional<std::uint32_t> edit_distance_within(std::u32string_view a,
                                                         std::u32string_view b,
                                                         std::uint32_t limit) {
  assert(a.size() < (std::size_t{1} << 31) && b.size() < (std::size_t{1} << 31));
  detail::edit::trim_common(a, b);
  if (a.size() > b.size()) std::swap(a, b);
  const auto longer = static_cast<std::uint32_t>(b.size());
  const auto difference = static_cast<std::uint32_t>(b.size() - a.size());
  if (difference > limit) return std::nullopt;
  if (a.empty()) return longer;
  const std::uint32_t most = std::min(limit, longer);  // no distance is more than the longer length
  constexpr std::uint32_t few = 48;                    // beyond that the blocks are faster
  detail::edit::Reach reach(a, b, std::min(most, few));
  while (!reach.within(reach.errors(), 0, 0) &&
         reach.errors() < static_cast<std::int32_t>(std::min(most, few)) &&
         reach.compared() < 4 * b.size() + 64) {
    reach.extend();
  }
  if (reach.within(reach.errors(), 0, 0)) return static_cast<std::uint32_t>(reach.errors());
  if (reach.errors() == static_cast<std::int32_t>(most)) return std::nullopt;
  detail::edit::BlockMasks masks;
  std::vector<std::int8_t> steps;
  std::uint32_t band = std::min(most, std::max(difference, detail::edit::word_bits));
  while (true) {
    const std::uint32_t distance = detail::edit::banded_distance(a, b, band, masks, steps);
    if (distance <= band) return distance;
    if (band == most) return std::nullopt;
    band = band > most / 2 ? most : band * 2;
  }
}

namespace detail::edit {

/// Tells each step of the alignment aligned_edits() describes, from the beginning; of matches each
/// run.
template <class Tell>
void walk(std::u32string_view a, std::u32string_view b, const Reach& reach, Tell tell) {
  using Kind = EditRun::Kind;
  const auto m = static_cast<std::int32_t>(a.size());
  const auto n = static_cast<std::int32_t>(b.size());
  std::int32_t left = reach.errors();
  for (std::int32_t i = 0, j = 0; i < m || j < n;) {
    std::int32_t same = 0;
    while (i + same < m && j + same < n &&
           a[static_cast<std::size_t>(i + same)] == b[static_cast<std::size_t>(j + same)]) {
      ++same;
    }
    if (same > 0) {
      tell(Kind::match, i, j, same);  // never dearer than anything else
      i += same;
      j += same;
      continue;
    }
    --left;
    if (i < m && j < n && reach.within(left, j - i, i + 1)) {
      tell(Kind::substitution, i++, j++, 1);
    } else if (i < m && reach.within(left, j - i - 1, i + 1)) {
      tell(Kind::deletion, i++, j, 1);
    } else {
      tell(Kind::insertion, i, j++, 1);
    }
  }
}

}  // namespace detail::edit

inline std::optional<std::vector<EditRun>> aligned_edits(std::u32string_view a,
                                                         std::u32string_view b,
                                                         std::uint32_t distance,
                                                         std::size_t cells) {
  using Kind = EditRun::Kind;
  std::vector<EditRun> runs;
  const auto push = [&](Kind kind, std::size_t at_a, std::size_t at_b, std::size_t length) {
    if (length == 0) return;
    if (!runs.empty() && runs.back().kind == kind) {
      runs.back().length += static_cast<std::uint32_t>(length);
      return;
    }
    runs.push_back({kind, static_cast<std::uint32_t>(at_a), static_cast<std::uint32_t>(at_b),
                    static_cast<std::uint32_t>(length)});
  };

  const std::size_t whole = a.size();
  const std::size_t begin = detail::edit::trim_common(a, b);
  // Cells that a path of cost `distance` can visit: the diagonals b - a in [-distance, distance].
  // The table holds costs to the end, modulo 256: neighbours differ by at most one.
  const auto m = static_cast<std::int64_t>(a.size());
  const auto n = static_cast<std::int64_t>(b.size());
  const auto d =
      static_cast<std::int64_t>(std::min<std::size_t>(distance, std::max(a.size(), b.size())));
  const std::int64_t width = 2 * d + 1;
  push(Kind::match, 0, 0, begin);
  if (m > 0 && n > 0) {
    // Rows are the shorter sequence: less memory, as the band is as wide either way.
    const bool by_rows = m <= n;
    const std::u32string_view down = by_rows ? a : b;
    const std::u32string_view across = by_rows ? b : a;
    const auto rows = static_cast<std::int64_t>(down.size());
    const auto columns = static_cast<std::int64_t>(across.size());
    if (static_cast<std::size_t>(width) > cells / (down.size() + 1)) return std::nullopt;
    if (4 * (d + 1) <= rows) {
      detail::edit::Reach reach(a, b, static_cast<std::uint32_t>(d));
      while (!reach.within(reach.errors(), 0, 0) && reach.errors() < d) reach.extend();
      if (reach.within(reach.errors(), 0, 0)) {
        const auto tell = [&](Kind kind, std::int32_t i, std::int32_t j, std::int32_t length) {
          push(kind, begin + static_cast<std::size_t>(i), begin + static_cast<std::size_t>(j),
               static_cast<std::size_t>(length));
        };
        detail::edit::walk(a, b, reach, tell);
        push(Kind::match, begin + a.size(), begin + b.size(), whole - begin - a.size());
        return runs;
      }
    }
    std::vector<std::uint8_t> table(static_cast<std::size_t>((rows + 1) * width), 0);
    constexpr std::uint32_t far = std::numeric_limits<std::uint32_t>::max() / 2;
    std::vector<std::uint32_t> below(static_cast<std::size_t>(width) + 2, far);
    std::vector<std::uint32_t> here(static_cast<std::size_t>(width) + 2, far);
    const auto cell = [&](std::int64_t i, std::int64_t j) -> std::uint8_t& {
      return table[static_cast<std::size_t>(i * width + (j - i + d))];
    };
    // here[j - i + d + 1] is the cost from (i, j) to the end; the ends of the row stay far away.
    for (std::int64_t i = rows; i >= 0; --i) {
      std::fill(here.begin(), here.end(), far);
      for (std::int64_t j = std::min(columns, i + d); j >= std::max<std::int64_t>(0, i - d); --j) {
        const auto at = static_cast<std::size_t>(j - i + d + 1);
        std::uint32_t cost = i == rows && j == columns ? 0 : far;
        if (i < rows && j < columns) {
          const bool equal =
              down[static_cast<std::size_t>(i)] == across[static_cast<std::size_t>(j)];
          cost = below[at] + (equal ? 0U : 1U);
        }
        if (i < rows) cost = std::min(cost, below[at - 1] + 1);
        if (j < columns) cost = std::min(cost, here[at + 1] + 1);
        here[at] = cost;
        cell(i, j) = static_cast<std::uint8_t>(here[at] & 0xFF);
      }
      std::swap(here, below);
    }
    const auto inside = [&](std::int64_t i, std::int64_t j) {
      return i <= rows && j <= columns && j - i <= d && i - j <= d;
    };
    // Whether the cell is `step` cheaper to leave than the one before it. Cells next to each other
    // differ by at most one, so the remainder tells.
    const auto leads = [&](std::int64_t i, std::int64_t j, std::uint8_t from, std::uint8_t step) {
      return inside(i, j) && static_cast<std::uint8_t>(cell(i, j) + step) == from;
    };
    std::int64_t i = 0;
    std::int64_t j = 0;
    while (i < rows || j < columns) {
      const std::uint8_t from = cell(i, j);
      const auto at_a = begin + static_cast<std::size_t>(by_rows ? i : j);
      const auto at_b = begin + static_cast<std::size_t>(by_rows ? j : i);
      if (i < rows && j < columns &&
          down[static_cast<std::size_t>(i)] == across[static_cast<std::size_t>(j)]) {
        push(Kind::match, at_a, at_b, 1);  // never dearer than anything else
        ++i;
        ++j;
      } else if (i < rows && j < columns && leads(i + 1, j + 1, from, 1)) {
        push(Kind::substitution, at_a, at_b, 1);
        ++i;
        ++j;
      } else {
        const bool down_first = by_rows ? leads(i + 1, j, from, 1) : !leads(i, j + 1, from, 1);
        if (down_first) {
          push(by_rows ? Kind::deletion : Kind::insertion, at_a, at_b, 1);
          ++i;
        } else {
          push(by_rows ? Kind::insertion : Kind::deletion, at_a, at_b, 1);
          ++j;
        }
      }
    }
  } else {
    push(Kind::deletion, begin, begin, a.size());
    push(Kind::insertion, begin, begin, b.size());
  }
  const std::size_t end = whole - begin - a.size();
  push(Kind::match, begin + a.size(), begin + b.size(), end);
  return runs;
}

}  // namespace callnorm
