#include "message.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>

namespace callnorm {
namespace {

TEST(Place, IsAJsonPointerToItself) {
  const Place turns = "/turns";
  const Place third = turns / std::size_t{3};
  const std::string key = "words";
  EXPECT_EQ(std::string(turns), "/turns");
  EXPECT_EQ(std::string(third), "/turns/3");
  EXPECT_EQ(std::string(third / key / std::size_t{0} / "text"), "/turns/3/words/0/text");
  EXPECT_EQ(std::string(third / ""), "/turns/3/");  // a key may be empty
}

TEST(Place, EscapesKeysAndTakesARootAsItStands) {
  const std::string root = "/facts/a~1b";
  EXPECT_EQ(std::string(Place(root) / "c/d~e"), "/facts/a~1b/c~1d~0e");
  EXPECT_EQ(std::string(Place("") / std::size_t{0}), "/0");
}

TEST(Message, QuotesAreShortAndHoldNoControlCharacters) {
  EXPECT_EQ(in_quotes("a\tb\x7F"), "\"a b \"");
  EXPECT_EQ(in_quotes(std::string(60, 'x')), '"' + std::string(60, 'x') + '"');
  EXPECT_EQ(in_quotes(std::string(61, 'x')), '"' + std::string(60, 'x') + "...\"");
  // Never between the bytes of one character: "é" takes the 60th and the 61st.
  EXPECT_EQ(in_quotes(std::string(59, 'x') + "\u00E9t"), '"' + std::string(59, 'x') + "...\"");
}

}  // namespace
}  // namespace callnorm
