#include "callnorm/text/content_words.hpp"

#include "callnorm/text/fold.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {

std::vector<std::string> content_words(const Lexicon& lexicon, std::string_view text) {
  std::vector<std::string> out;
  std::vector<Token> tokens;
  tokenize(text, tokens);
  for (const Token& token : tokens) {
    const std::string word = folded(slice(text, token.text));
    const std::string_view content = lexicon.content(word);
    if (!content.empty()) out.emplace_back(content);
  }
  return out;
}

}  // namespace callnorm
