#include "analysis/contact_exit.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

std::optional<std::uint32_t> exit_of(const Contact& contact) {
  return exit_turn(test::prepare(contact));
}

TEST(ContactExit, WhoPutsThroughLeaves) {
  const Contact contact = test::Talk("en")
                              .client("My bill is wrong.")
                              .agent("Let me put you through to billing.")
                              .client("Thanks.")
                              .contact();
  EXPECT_EQ(exit_of(contact), 1U);
  EXPECT_TRUE(puts_through(test::prepare(contact), 1));
  EXPECT_FALSE(puts_through(test::prepare(contact), 0));
}

TEST(ContactExit, WhoGoesOnTalkingAfterwardsDoesNot) {
  EXPECT_EQ(exit_of(test::Talk("en")
                        .client("My bill is wrong.")
                        .agent("Let me put you through to billing.")
                        .client("Can't you do it?")
                        .agent("Fine, I have corrected it.")
                        .client("Thanks.")
                        .contact()),
            std::nullopt);
}

TEST(ContactExit, NobodyIsHeard) {
  EXPECT_EQ(exit_of(test::Talk("en").agent("Hello?").agent("Is anybody there?").contact()), 1U);
  EXPECT_EQ(exit_of(test::Talk("en", Channel::chat).agent("Hello?").contact()), std::nullopt)
      << "in a chat nobody is heard anyway";
  EXPECT_EQ(exit_of(test::Talk("en").client("Hello?").contact()), std::nullopt);
}

TEST(ContactExit, AMachineAnswers) {
  EXPECT_EQ(
      exit_of(test::Talk("en")
                  .client("You've reached the voicemail of Ann. Leave a message after the tone.")
                  .agent("This is Tom of Aqua, I'll ring again.")
                  .contact()),
      0U);
}

}  // namespace
}  // namespace callnorm
