#include "analysis/term_introduced.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

std::optional<std::uint32_t> introduced(const std::string& term, const Contact& contact) {
  JargonTerm jargon;
  jargon.term = term;
  const std::vector<JargonTerm> terms{jargon};
  const auto found = terms_introduced(test::prepare(contact), terms);
  return found.at(0);
}

TEST(TermIntroduced, ByItsAbbreviationAlsoSpelled) {
  EXPECT_EQ(
      introduced("EAN-code",
                 test::Talk("nl").agent("Goeiedag.").client("Die EAN, waar staat dat?").contact()),
      1U);
  EXPECT_EQ(introduced("EAN-code", test::Talk("nl").client("die e a n").contact()), 0U);
  EXPECT_EQ(introduced("EAN-code", test::Talk("nl").agent("De EAN graag.").contact()), std::nullopt)
      << "the agent's own";
}

TEST(TermIntroduced, ByAWordOfItsFamily) {
  EXPECT_EQ(introduced("synchronisation",
                       test::Talk("fr").client("Ça ne veut plus se synchroniser.").contact()),
            0U);
  EXPECT_EQ(introduced("synchronisation", test::Talk("fr").client("Je suis sympa.").contact()),
            std::nullopt);
}

}  // namespace
}  // namespace callnorm
