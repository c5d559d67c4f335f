#include "callnorm/analysis/client_window.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Talk;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Millis minute{60'000};

std::vector<std::uint32_t> client_window(const PreparedContact& contact, std::uint32_t turn,
                                         std::uint32_t count) {
  ClientWindow client(contact, count, minute);
  const auto window = client.before(turn);
  return {window.begin(), window.end()};
}

TEST(ClientWindow, HoldsTheClientsLastTurnsLatestFirst) {
  const auto contact = test::prepare(Talk("en")
                                         .client("The router is broken.")
                                         .client("The invoice is wrong.")
                                         .agent("I see.")
                                         .client("The card is lost.")
                                         .agent("Let me check.")
                                         .contact());
  EXPECT_THAT(client_window(contact, 4, 3), ElementsAre(3, 1, 0));
  EXPECT_THAT(client_window(contact, 4, 2), ElementsAre(3, 1));
  EXPECT_THAT(client_window(contact, 2, 3), ElementsAre(1, 0));
}

TEST(ClientWindow, NothingIsBeforeTheFirstTurn) {
  const auto contact =
      test::prepare(Talk("en").agent("Hello.").client("The card is lost.").contact());
  EXPECT_THAT(client_window(contact, 0, 3), IsEmpty());
}

TEST(ClientWindow, TurnsWithoutContentWordsAreSkipped) {
  const auto contact = test::prepare(Talk("nl")
                                         .client("Ik ben verhuisd.")
                                         .client("Ja.")
                                         .client("Ja, dat is het.")
                                         .client("Mijn factuur klopt niet.")
                                         .agent("U bent verhuisd.")
                                         .contact());
  EXPECT_THAT(client_window(contact, 4, 2), ElementsAre(3, 0));
}

TEST(ClientWindow, ATurnOfDigitsIsTakenUpBesides) {
  // Dictated digits are words to read back, but they do not push out what the client asked for.
  const auto contact = test::prepare(Talk("nl")
                                         .client("Ik ben verhuisd.")
                                         .client("311 045 902.")
                                         .client("Mijn factuur klopt niet.")
                                         .agent("U bent verhuisd.")
                                         .contact());
  EXPECT_THAT(client_window(contact, 3, 2), ElementsAre(2, 1, 0));
}

TEST(ClientWindow, InATimedVoiceContactTheWindowEndsAtItsLimit) {
  const auto at = [](double begin) {
    return test::prepare(Talk("en")
                             .client("The card is lost.", 0, 5)
                             .agent("Your card is lost.", begin, begin + 2)
                             .contact());
  };
  EXPECT_THAT(client_window(at(65.0), 1, 3), ElementsAre(0));
  EXPECT_THAT(client_window(at(65.001), 1, 3), IsEmpty());
}

TEST(ClientWindow, NoTimeLimitsAChat) {
  const auto contact = test::prepare(Talk("en", Channel::chat)
                                         .client("The card is lost.", 5, 5)
                                         .agent("Your card is lost.", 900, 900)
                                         .contact());
  EXPECT_THAT(client_window(contact, 1, 3), ElementsAre(0));
}

TEST(ClientWindow, NoTimeLimitsAVoiceContactWithoutTimes) {
  const auto contact =
      test::prepare(Talk("en").client("The card is lost.").agent("Your card is lost.").contact());
  EXPECT_THAT(client_window(contact, 1, 3), ElementsAre(0));
}

TEST(ClientWindow, WithoutALexiconItIsEmpty) {
  const auto contact =
      test::prepare(Talk("").client("The card is lost.").agent("Your card?").contact());
  EXPECT_THAT(client_window(contact, 1, 3), IsEmpty());
}

TEST(ClientWindow, OverlapCountsEachContentWordOnce) {
  const auto contact = test::prepare(Talk("nl")
                                         .client("Mijn factuur van mei klopt niet.")
                                         .agent("De facturen, de facturen van juni en de meter.")
                                         .contact());
  const PreparedTurn& agent = contact.turns()[1];
  const Overlap overlap =
      ClientWindow(contact, 3, minute).overlap(1, agent.first_token, agent.last_token);
  EXPECT_EQ(overlap.content, 3U);  // facturen, juni, meter
  ASSERT_EQ(overlap.matches.size(), 1U);
  EXPECT_EQ(contact.type_of(overlap.matches[0].token).folded, "facturen");
  EXPECT_EQ(contact.type_of(overlap.matches[0].client_token).folded, "factuur");
  EXPECT_EQ(overlap.matches[0].client_turn, 0U);
  EXPECT_DOUBLE_EQ(overlap.share(), 1.0 / 3.0);
}

TEST(ClientWindow, OverlapOfNothingIsZero) {
  const auto contact = test::prepare(Talk("nl").client("Mijn factuur.").agent("Ja.").contact());
  const PreparedTurn& agent = contact.turns()[1];
  EXPECT_EQ(
      ClientWindow(contact, 3, minute).overlap(1, agent.first_token, agent.last_token).share(),
      0.0);
  EXPECT_EQ(
      ClientWindow(contact, 3, minute).overlap(1, agent.first_token, agent.first_token).content,
      0U);
}

TEST(ClientWindow, OverlapMatchesTheLatestTurnOfTheWindowFirst) {
  const auto contact = test::prepare(Talk("nl")
                                         .client("De factuur van mei.")
                                         .client("Die factuur dus.")
                                         .agent("Uw factuur.")
                                         .contact());
  const PreparedTurn& agent = contact.turns()[2];
  const Overlap overlap =
      ClientWindow(contact, 3, minute).overlap(2, agent.first_token, agent.last_token);
  ASSERT_EQ(overlap.matches.size(), 1U);
  EXPECT_EQ(overlap.matches[0].client_turn, 1U);
}

}  // namespace
}  // namespace callnorm
