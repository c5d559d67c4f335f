#include "analysis/said_patterns.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

TEST(SaidPatterns, OneForEachSentenceOfTheAgents) {
  const std::vector<std::string> patterns{"stuur|mail u", "terugbellen"};
  const auto set = test::value_of(PatternSet::compile(patterns));
  const Contact contact = test::Talk("nl")
                              .agent("Ik mail u dat. En ik stuur u het formulier.")
                              .client("Ik stuur u niets.")
                              .agent("Mijn collega zal u terugbellen, of ze mail u.")
                              .contact();
  const auto prepared = test::prepare(contact);
  const auto said = find_said_patterns(prepared, set);
  ASSERT_EQ(said.size(), 3U);
  EXPECT_EQ(said[0].turn, 0U);
  EXPECT_EQ(
      contact.turns()[0].text.substr(said[0].text.begin, said[0].text.end - said[0].text.begin),
      "mail u");
  EXPECT_EQ(said[1].turn, 0U);
  EXPECT_EQ(said[2].turn, 2U);
  EXPECT_EQ(said[2].pattern, 1U);
  EXPECT_EQ(find_said_patterns(prepared, set, 2).size(), 2U);
}

}  // namespace
}  // namespace callnorm
