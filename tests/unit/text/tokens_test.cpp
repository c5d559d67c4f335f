#include "callnorm/text/tokens.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

std::string cut_up(std::string_view text) {
  std::vector<Token> tokens;
  tokenize(text, tokens);
  std::string out;
  for (const Token& token : tokens) {
    if (!out.empty()) out += " | ";
    out += slice(text, token.text);
  }
  return out;
}

TEST(Tokenizer, InnerApostropheAndHyphenJoin) {
  EXPECT_EQ(cut_up("Est-ce l'adresse de l\u2019hôtel ?"), "Est-ce | l'adresse | de | l\u2019hôtel");
  EXPECT_EQ(cut_up("de foto's van 'Jan'"), "de | foto's | van | Jan");
  EXPECT_EQ(cut_up("- ja - nee -"), "ja | nee");
}

TEST(Tokenizer, PunctuationIsNoToken) {
  EXPECT_EQ(cut_up("a.u.b. 48.213 € !"), "a | u | b | 48 | 213");
  EXPECT_EQ(cut_up("...?!"), "");
}

TEST(Tokenizer, AccentedLettersStayInTheirWord) {
  EXPECT_EQ(cut_up("café, naïef"), "café | naïef");
  EXPECT_EQ(cut_up("cafe\u0301 crème"), "cafe\u0301 | crème");
}

TEST(Tokenizer, AMaskIsOneToken) {
  EXPECT_EQ(cut_up("mijn nummer is [PII], <ID:9>"), "mijn | nummer | is | [PII] | <ID:9>");
  EXPECT_EQ(cut_up("a [b c] d"), "a | b | c | d");
  EXPECT_EQ(cut_up("[] <> [x"), "x");
}

TEST(Tokenizer, KindsTellNumbersFromWords) {
  std::vector<Token> tokens;
  tokenize("2e 48 [PII] B3", tokens);
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(tokens[0].kind, TokenKind::word);
  EXPECT_EQ(tokens[1].kind, TokenKind::number);
  EXPECT_EQ(tokens[2].kind, TokenKind::placeholder);
  EXPECT_EQ(tokens[3].kind, TokenKind::word);
}

TEST(Tokenizer, RangesStandInOrderAtCodePointsOnRandomText) {
  const unsigned seed = 20260301;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const std::vector<std::string> pieces{"a", "É",  "7",       " ", "'",    "-",     "\u2019",
                                        "[", "]",  "<",       ".", "🙂", "œ",     "_",
                                        "?", "\n", "e\u0301", "ß", "…",    "\u00a0"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (unsigned i = 0; i < random() % 30; ++i) text += pieces[random() % pieces.size()];
    std::vector<Token> tokens;
    tokenize(text, tokens);
    std::uint32_t last = 0;
    for (const Token& token : tokens) {
      ASSERT_LE(last, token.text.begin) << text;
      ASSERT_LT(token.text.begin, token.text.end) << text;
      ASSERT_TRUE(at_code_point(text, token.text.begin) && at_code_point(text, token.text.end))
          << text;
      last = token.text.end;
    }
    ASSERT_LE(last, text.size());
  }
}

}  // namespace
}  // namespace callnorm
