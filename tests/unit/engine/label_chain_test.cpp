// Posteriors of labels along a sequence, against counting every way to label it.
#include "callnorm/engine/label_chain.hpp"

#include <gtest/gtest.h>

#include <random>

#include "../../reference/label_chain_reference.hpp"

namespace callnorm {
namespace {

void expect_near(const std::vector<double>& got, const std::vector<double>& wanted) {
  ASSERT_EQ(got.size(), wanted.size());
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_NEAR(got[i], wanted[i], 1e-9) << i;
}

TEST(LabelChain, NothingComesOfNothing) {
  EXPECT_TRUE(label_posteriors({}, 3, {}).empty());
  EXPECT_TRUE(label_posteriors({}, 0, {}).empty());
}

TEST(LabelChain, WithoutAnOrderEachItemStandsAlone) {
  // Odds of 3 to 1 against nothing: 3 / (1 + 3 + 1).
  expect_near(label_posteriors(std::vector{3.0, 1.0, 0.0, 4.0}, 2, {}), {0.6, 0.2, 0.0, 0.8});
}

TEST(LabelChain, TheOrderTellsTwoLikeLabelsApart) {
  LabelOrder order;
  order.next = 4;
  order.back_one = 0.25;
  // The middle one may be the second or the third; the last one is surely the third.
  const std::vector<double> odds{100, 0, 0, 0, 1, 1, 0, 0, 100};
  const auto got = label_posteriors(odds, 3, order);
  EXPECT_GT(got[4], got[5]);
  expect_near(got, reference::label_posteriors(odds, 3, order));
}

TEST(LabelChain, EveryDistanceHasItsFactor) {
  LabelOrder order;
  order.same = 2, order.next = 3, order.skips_one = 5, order.skips_some = 7, order.ahead = 11;
  order.back_one = 13, order.back = 17;
  order.starts_first = 19, order.starts_early = 23, order.starts_late = 29;
  const std::size_t labels = 8;
  for (std::size_t a = 0; a < labels; ++a) {
    for (std::size_t b = 0; b < labels; ++b) {
      std::vector<double> odds(2 * labels, 0.0);
      odds[a] = 1;
      odds[labels + b] = 1;
      SCOPED_TRACE(std::to_string(a) + " then " + std::to_string(b));
      expect_near(label_posteriors(odds, labels, order),
                  reference::label_posteriors(odds, labels, order));
    }
  }
}

TEST(LabelChain, AsCountingEveryWay) {
  constexpr unsigned seed = 20261128;
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> some(0.0, 4.0);
  for (int round = 0; round < 200; ++round) {
    const std::size_t labels = 1 + random() % 7;
    const std::size_t items = random() % (labels > 4 ? 4 : 5);
    LabelOrder order{some(random), some(random), some(random), some(random), some(random),
                     some(random), some(random), some(random), some(random), some(random)};
    std::vector<double> odds(items * labels);
    for (double& each : odds) each = random() % 3 == 0 ? 0.0 : some(random);
    expect_near(label_posteriors(odds, labels, order),
                reference::label_posteriors(odds, labels, order));
  }
}

TEST(LabelChain, ALongSequenceKeepsItsScale) {
  // 20,000 items of odds 1e13 and 1e-13 by turns: without scaling, neither end would fit a double.
  const std::size_t items = 20'000;
  std::vector<double> odds;
  for (std::size_t i = 0; i < items; ++i) {
    odds.push_back(i % 2 == 0 ? 1e13 : 1e-13);
    odds.push_back(1e-13);
  }
  const auto got = label_posteriors(odds, 2, {});
  for (std::size_t i = 0; i < items; ++i) {
    ASSERT_NEAR(got[2 * i], i % 2 == 0 ? 1.0 : 0.0, 1e-9);
    ASSERT_NEAR(got[2 * i + 1], 0.0, 1e-9);
  }
}

}  // namespace
}  // namespace callnorm
