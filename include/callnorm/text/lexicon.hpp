// callnorm/text/lexicon.hpp - the words of one language made ready to look for.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/extent.hpp"
#include "callnorm/result.hpp"
#include "callnorm/text/cue.hpp"
#include "callnorm/text/lexicon_file.hpp"
#include "callnorm/text/pattern_set.hpp"

namespace callnorm {

/// A cue found. Its entry is Lexicon::cues()[cue].
struct CueHit {
  std::uint32_t cue = 0;
  CueClass cue_class = CueClass::reform;
  std::uint32_t sentence = 0;  ///< index among the sentences scanned
  std::uint32_t first = 0;     ///< tokens, half-open, counted as the caller counts them
  std::uint32_t last = 0;
  TextRange text;
};

/// Compiled and immutable; copying shares it.
class Lexicon {
 public:
  /// @param more cues of a user's norm; those of other languages are left out.
  /// Fails with the error of the cue that does not compile, `where` being "<class>: <pattern>".
  static Result<Lexicon> create(LexiconFile file, std::span<const Cue> more = {});

  [[nodiscard]] Language language() const noexcept;
  [[nodiscard]] const std::string& version() const noexcept;
  [[nodiscard]] std::span<const Cue> cues() const noexcept;
  /// What cues()[cue].cue_class is for every cue: a list that stays in the processor's cache.
  [[nodiscard]] std::span<const CueClass> cue_classes() const noexcept;
  /// Indices among cues(), ascending.
  [[nodiscard]] std::span<const std::uint32_t> cues_of(CueClass cue_class) const noexcept;
  [[nodiscard]] std::span<const std::string> abbreviations() const noexcept;

  [[nodiscard]] bool is_stopword(std::string_view folded) const noexcept;

  /// The part of a folded token that carries content: French clitics stripped. Empty for a stop
  /// word and for anything shorter than 3 letters without a digit (NORM 2.0).
  [[nodiscard]] std::string_view content(std::string_view folded) const noexcept;

  /// The token patterns; a match's `pattern` is an index among pattern_cues().
  [[nodiscard]] const PatternSet& patterns() const noexcept;
  [[nodiscard]] std::span<const std::uint32_t> pattern_cues() const noexcept;

  /// Ranges of the regex cues in one text, as (cue, bytes). Fails with pattern_too_complex when an
  /// expression gives up. Costs nothing when there are no regex cues.
  [[nodiscard]] Status find_regex_cues(std::string_view text,
                                       std::vector<std::pair<std::uint32_t, TextRange>>& out) const;

 private:
  struct Impl;
  explicit Lexicon(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

/// Whether two content words are the same word up to inflection: equal, or without digits and with
/// a common beginning of at least 5 characters, the longer going at most 4 beyond it (NORM 2.0):
/// factuur ~ facturen, déménagé ~ déménagement, not contract ~ contact.
[[nodiscard]] bool content_match(std::string_view a, std::string_view b) noexcept;

}  // namespace callnorm
