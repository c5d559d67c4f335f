#include "analysis/quotations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace callnorm {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> quoted_in(const std::string& text) {
  std::vector<std::string> out;
  for (const TextRange& range : quotations(text)) {
    out.push_back(text.substr(range.begin, range.end - range.begin));
  }
  return out;
}

TEST(Quotations, OfEveryKindOfMark) {
  for (const auto& [text, inside] : std::vector<std::pair<std::string, std::string>>{
           {"He said \"no way\" twice.", "no way"},
           {"Il a dit «non merci» hier.", "non merci"},
           {"Ze zei “kom morgen” en weg.", "kom morgen"},
       }) {
    const auto found = quoted_in(text);
    ASSERT_EQ(found.size(), 1U) << text;
    EXPECT_NE(found[0].find(inside), std::string::npos) << found[0];
  }
}

TEST(Quotations, AMarkWithoutAPartnerQuotesNothing) {
  EXPECT_THAT(quoted_in("A 5\" screen."), IsEmpty());
  EXPECT_THAT(quoted_in("«"), IsEmpty());
  EXPECT_THAT(quoted_in(""), IsEmpty());
  EXPECT_THAT(quoted_in("It's the client's."), IsEmpty());
}

}  // namespace
}  // namespace callnorm
