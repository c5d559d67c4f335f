// callnorm/text/pattern_set.hpp - many phrases over one clause, in one pass.
//
// A pattern is tokens with blanks between (NORM 3):
//   a|b   alternatives for one token        *   0 to 4 tokens of any kind
//   a final " ?"   the whole clause is this phrase, and it is a question
// Matching is by folded token, so case- and accent-blind. Patterns share a trie over word numbers;
// a clause whose tokens begin no pattern costs one look-up per token.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/result.hpp"

namespace callnorm {

/// Number of a word the patterns know; 0 for every other word.
using PatternWord = std::uint32_t;

struct PatternMatch {
  std::uint32_t pattern = 0;  ///< in the order given to compile()
  std::uint32_t first = 0;    ///< tokens of the clause, half-open
  std::uint32_t last = 0;

  friend bool operator==(const PatternMatch&, const PatternMatch&) = default;
};

/// Compiled and immutable; copying shares it; any number of threads may scan at once.
class PatternSet {
 public:
  /// Fails with invalid_argument on an empty pattern, one of gaps only, or one with more than 256
  /// words or 4096 variants; `where` is the index of the pattern.
  static Result<PatternSet> compile(std::span<const std::string> patterns);

  /// The number of a folded word.
  [[nodiscard]] PatternWord word(std::string_view folded) const noexcept;

  /// Appends, for every pattern and every token it can begin at, its shortest match; by first
  /// token, then by pattern. @param question whether the clause may be a question.
  void scan(std::span<const PatternWord> clause, bool question,
            std::vector<PatternMatch>& out) const;

  /// The same answer, pattern by pattern without the trie: the slow twin the tests hold scan() to.
  void scan_unfiltered(std::span<const PatternWord> clause, bool question,
                       std::vector<PatternMatch>& out) const;

 private:
  struct Impl;
  explicit PatternSet(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

}  // namespace callnorm
