#include "callnorm/text/plain_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace callnorm {
namespace {

TEST(ComparableText, HasOneBlankBetweenWordsAndNoneAround) {
  EXPECT_EQ(comparable_text("  Rue \t Haute\n"), "rue haute");
  EXPECT_EQ(comparable_text("ETE \u00A0 \u2003 \u00C9t\u00E9"), "ete ete");
  EXPECT_EQ(comparable_text(" \n "), "");
  EXPECT_EQ(comparable_text(""), "");
}

TEST(OneLine, IsCutBetweenCharacters) {
  EXPECT_EQ(one_line("a \n\t b"), "a b");
  EXPECT_EQ(one_line("abcdef", 3), "abc...");
  EXPECT_EQ(one_line("ééé", 3), "é...");
  EXPECT_EQ(one_line(std::string(1000, ' ') + "x", 3), "...");
}

}  // namespace
}  // namespace callnorm
