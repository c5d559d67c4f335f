// callnorm/text/sentences.hpp - where a speaker ends a thought.
//
// With punctuation a sentence ends at . ! ? … (not inside a number, an address or an abbreviation)
// and at a line break. Without, a pause ends it; without pauses, the whole turn is one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/extent.hpp"
#include "callnorm/text/tokens.hpp"

namespace callnorm {

/// A run of tokens of one text, [first, last).
struct Sentence {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  TextRange text;         ///< from the first token to the closing mark, included
  bool question = false;  ///< closed by a question mark
  bool closed = false;    ///< closed by any mark, not by the end of the text
};

struct SentenceOptions {
  bool marks = true;                                ///< punctuation ends sentences
  std::span<const std::string> abbreviations = {};  ///< folded, without their last dot, sorted
  const std::vector<bool>* pause_before =
      nullptr;  ///< per token: a pause ends the sentence before it
};

/// Appends the sentences of `text` to `out`. Every token belongs to exactly one. A question mark
/// inside a run of marks ("?!") makes a question.
void split_sentences(std::string_view text, std::span<const Token> tokens,
                     const SentenceOptions& options, std::vector<Sentence>& out);

}  // namespace callnorm
