#include "callnorm/text/sentences.hpp"

#include <algorithm>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

// What stands between two tokens (or after the last), read for marks that end a sentence.
struct Break {
  bool ends = false;
  bool question = false;
  std::uint32_t text_end = 0;  // past the last mark
};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Break read_break(std::string_view text, std::uint32_t from, std::uint32_t to,
                 bool after_abbreviation, bool marks) {
  Break found{false, false, from};
  bool dot = false;
  for (std::size_t i = from; i < to;) {
    const std::size_t at = i;
    const char32_t c = next_code_point(text, i);
    if (c == U'\n') {
      found.ends = true;
    } else if (!marks) {
      continue;
    } else if (c == U'?' || c == U'\uFF1F') {
      found.ends = found.question = true;
      found.text_end = static_cast<std::uint32_t>(i);
    } else if (c == U'!' || c == U'\u2026') {
      found.ends = true;
      found.text_end = static_cast<std::uint32_t>(i);
    } else if (c == U'.') {
      // A dot ends a sentence only before a blank or the end of the text: not in 12.50 or x.be.
      const bool last = i >= text.size() || is_space(text[i]) || text[i] == '"' || text[i] == ')';
      if (last || dot) {
        if (!after_abbreviation || at != from || i >= text.size()) found.ends = true;
        found.text_end = static_cast<std::uint32_t>(i);
      }
      dot = true;
    }
  }
  return found;
}

}  // namespace

void split_sentences(std::string_view text, std::span<const Token> tokens,
                     const SentenceOptions& options, std::vector<Sentence>& out) {
  std::string word;
  std::uint32_t first = 0;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    const bool is_last = i + 1 == tokens.size();
    const std::uint32_t from = tokens[i].text.end;
    const std::uint32_t to =
        is_last ? static_cast<std::uint32_t>(text.size()) : tokens[i + 1].text.begin;
    const bool paused =
        !is_last && options.pause_before != nullptr && (*options.pause_before)[i + 1];
    const bool one_blank = !is_last && to == from + 1 && text[from] == ' ';
    if (one_blank && !paused) continue;  // between most words
    bool abbreviation = false;
    if (options.marks && from < text.size() && text[from] == '.' &&
        !options.abbreviations.empty()) {
      word.clear();
      fold(slice(text, tokens[i].text), word);
      abbreviation =
          std::binary_search(options.abbreviations.begin(), options.abbreviations.end(), word);
    }
    const Break found = read_break(text, from, to, abbreviation, options.marks);
    if (!is_last && !found.ends && !paused) continue;
    out.push_back({first,
                   i + 1,
                   {tokens[first].text.begin, std::max(found.text_end, tokens[i].text.end)},
                   found.question,
                   found.ends});
    first = i + 1;
  }
}

}  // namespace callnorm
