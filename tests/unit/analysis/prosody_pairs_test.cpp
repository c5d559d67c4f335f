#include "callnorm/analysis/prosody_pairs.hpp"

#include <gtest/gtest.h>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Talk;

Prosody rate(std::uint32_t turn, double value) {
  Prosody out;
  out.turn = turn;
  out.rate_wpm = value;
  return out;
}

TEST(ProsodyPairs, AnAnswerPairsWithTheTurnRightBeforeIt) {
  Talk talk("en");
  talk.agent("a").client("b").client("c").agent("d").agent("e").client("f");
  talk.data.prosody = {rate(0, 1), rate(1, 2), rate(2, 3), rate(3, 4), rate(4, 5), rate(5, 6)};
  const Contact contact = talk.contact();
  const auto series = prosody_pairs(contact);
  EXPECT_EQ(series[0].feature, "rate_wpm");
  ASSERT_EQ(series[0].pairs.size(), 1U);
  EXPECT_EQ(series[0].pairs[0].client_turn, 2U);
  EXPECT_EQ(series[0].pairs[0].agent_turn, 3U);
  EXPECT_EQ(series[0].pairs[0].client, 3.0);
  EXPECT_EQ(series[0].pairs[0].agent, 4.0);
  EXPECT_TRUE(series[1].pairs.empty());
}

TEST(ProsodyPairs, BothTurnsNeedTheFeature) {
  Talk talk("en");
  talk.client("a").agent("b").client("c").agent("d");
  Prosody loud;
  loud.turn = 2;
  loud.intensity_db = 60;
  Prosody answer = rate(3, 120);
  answer.intensity_db = 58;
  talk.data.prosody = {rate(0, 100), loud, answer};
  const auto series = prosody_pairs(talk.contact());
  EXPECT_TRUE(series[0].pairs.empty());
  ASSERT_EQ(series[2].pairs.size(), 1U);
  EXPECT_EQ(series[2].pairs[0].client, 60.0);
}

TEST(ProsodyPairs, TheFirstEntryOfATurnCounts) {
  Talk talk("en");
  talk.client("a").agent("b");
  talk.data.prosody = {rate(1, 7), rate(0, 5), rate(0, 6)};
  const auto series = prosody_pairs(talk.contact());
  ASSERT_EQ(series[0].pairs.size(), 1U);
  EXPECT_EQ(series[0].pairs[0].client, 5.0);
}

TEST(ProsodyPairs, WithoutProsodyThereAreNone) {
  const auto series = prosody_pairs(Talk("en").client("a").agent("b").contact());
  for (const ProsodySeries& one : series) EXPECT_TRUE(one.pairs.empty());
}

}  // namespace
}  // namespace callnorm
