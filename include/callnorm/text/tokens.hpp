// callnorm/text/tokens.hpp - words as the norm counts them (NORM 2.0).
//
// A token is a run of letters and digits with inner apostrophes or hyphens. Punctuation is no
// token.
//   "Est-ce l'adresse de l'hôtel ?"   ->  Est-ce | l'adresse | de | l'hôtel
//   "de foto's, a.u.b. 48.213"        ->  de | foto's | a | u | b | 48 | 213
//   "mijn nummer is [PII]"            ->  mijn | nummer | is | [PII]
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "callnorm/extent.hpp"

namespace callnorm {

enum class TokenKind : std::uint8_t {
  word,
  number,       ///< digits only
  placeholder,  ///< "[PII]", "<ID:9>": something was said that is masked
};

struct Token {
  TextRange text;
  TokenKind kind = TokenKind::word;
};

/// Appends the tokens of `text`, valid UTF-8, to `out`, in order.
void tokenize(std::string_view text, std::vector<Token>& out);

}  // namespace callnorm
