// callnorm/text/regex.hpp - one regular expression over Unicode text.
//
// Perl syntax on code points, with Unicode \w, \d, \s, \b and case folding that depend on no locale
// and need no ICU (Boost.Regex over UTF-32 with character traits on utf8proc). Not for hot paths:
// the cue lexicons use token patterns, see pattern_set.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/extent.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

/// Compiled and immutable; copying shares it; any number of threads may use it at once.
///
/// Letters match without regard to case, accents count: "écouter" matches "ÉCOUTER", not "ecouter".
/// What is compared are the code points of lower(), see utf8.hpp; text is not normalised. \w is a
/// letter, a combining mark, a decimal digit or a connector such as _, so "café" is one \w+ in NFC
/// and in NFD.
///
/// As in Perl, `.` stops at the end of a line and ^ and $ stand at the ends of the text, unless
/// (?s) or (?m). There are [[:alpha:]], \d \h \s \w and \p{L}; groups that capture nothing, with or
/// without a name; atomic groups; look-ahead, and look-behind of a fixed length; repeats greedy,
/// lazy and possessive; modes (?imsx) and comments. An escape without a meaning here is an error,
/// and so is a { that begins no repeat.
class Regex {
 public:
  /// Fails with invalid_argument on a syntax error or an empty pattern, and with invalid_utf8;
  /// `where` is the byte offset in `pattern`. Fails with pattern_too_complex on what can run away
  /// on some text: an unbounded repeat inside an unbounded repeat, a back-reference, a recursion, a
  /// conditional group, a bounded repeat above 1000 or several in one another whose product is,
  /// groups nested more than 50 deep, more than 1000 bytes of pattern.
  static Result<Regex> compile(std::string_view pattern);

  /// The first match at or after byte `from`, which stands before a code point, or nothing. What is
  /// before `from` is seen by \b, ^ and look-behind. `text` must be valid UTF-8 of less than 4 GiB.
  /// Fails with pattern_too_complex when the matcher gives up: after some milliseconds and about a
  /// hundred steps per character, the same on every machine. Cost: decodes the whole text, then
  /// searches it.
  [[nodiscard]] Result<std::optional<TextRange>> find(std::string_view text,
                                                      std::uint32_t from = 0) const;

  /// Whether the whole of `text` matches. Fails as find() does.
  [[nodiscard]] Result<bool> matches(std::string_view text) const;

  /// Literals of two characters or more, in the form of lower(), of which every match contains at
  /// least one; empty when there is no such guarantee. When lower(text) holds none of them, `text`
  /// cannot match.
  ///
  ///   bonjour|goede(morgen|dag) -> bonjour, goede    colou?r -> colo    \w+@\w+ -> (none)
  [[nodiscard]] const std::vector<std::string>& required_literals() const noexcept;

 private:
  struct Impl;
  explicit Regex(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

}  // namespace callnorm
