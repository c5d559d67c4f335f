#include "callnorm/engine/statistics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "../../reference/script_fragments.hpp"

namespace callnorm {
namespace {

TEST(Statistics, NothingHasNoMeanMedianOrQuantile) {
  const std::vector<double> none;
  EXPECT_EQ(mean(none), std::nullopt);
  EXPECT_EQ(median(none), std::nullopt);
  EXPECT_EQ(quantile(none, 0.9), std::nullopt);
  EXPECT_EQ(share_of(none, [](double) { return true; }), std::nullopt);
}

TEST(Statistics, OneValueIsItsOwnMeanMedianAndQuantiles) {
  const std::vector<double> one{3.5};
  EXPECT_EQ(mean(one), 3.5);
  EXPECT_EQ(median(one), 3.5);
  EXPECT_EQ(quantile(one, 0.0), 3.5);
  EXPECT_EQ(quantile(one, 1.0), 3.5);
}

TEST(Statistics, MeanOfIntegersIsNotRounded) {
  EXPECT_EQ(mean(std::vector<int>{1, 2}), 1.5);
  EXPECT_EQ(mean(std::array<std::uint32_t, 3>{4, 5, 6}), 5.0);
}

TEST(Statistics, MeanKeepsSmallValuesBesideLargeOnes) {
  EXPECT_EQ(mean(std::vector<double>{1e17, 1.0, -1e17, 1.0}), 0.5);
  std::vector<double> tenths(10, 0.1);
  EXPECT_EQ(mean(tenths), 0.1);
}

TEST(Statistics, MedianOfAnOddAndAnEvenNumberOfValues) {
  EXPECT_EQ(median(std::vector<int>{9, 1, 5}), 5.0);
  EXPECT_EQ(median(std::vector<int>{9, 1, 5, 2}), 3.5);
}

TEST(Statistics, QuantileInterpolatesAsDefinitionSeven) {
  // R: quantile(c(1, 3, 4, 10), c(0, .1, .25, .5, .9, 1))
  const std::vector<double> values{10, 1, 4, 3};
  EXPECT_DOUBLE_EQ(*quantile(values, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(*quantile(values, 0.1), 1.6);
  EXPECT_DOUBLE_EQ(*quantile(values, 0.25), 2.5);
  EXPECT_DOUBLE_EQ(*quantile(values, 0.5), 3.5);
  EXPECT_DOUBLE_EQ(*quantile(values, 0.9), 8.2);
  EXPECT_DOUBLE_EQ(*quantile(values, 1.0), 10.0);
}

TEST(Statistics, QuantileOutsideZeroToOneIsNothing) {
  const std::vector<double> values{1, 2};
  EXPECT_EQ(quantile(values, -0.01), std::nullopt);
  EXPECT_EQ(quantile(values, 1.01), std::nullopt);
  EXPECT_EQ(quantile(values, std::numeric_limits<double>::quiet_NaN()), std::nullopt);
}

TEST(Statistics, QuantileAgreesWithSortingRandomValues) {
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    reference::Random random(seed);
    std::vector<std::int64_t> values(random.between(1, 20));
    for (std::int64_t& v : values) v = static_cast<std::int64_t>(random.below(30)) - 15;
    std::vector<std::int64_t> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    const double p = random.below(101) / 100.0;
    const double place = static_cast<double>(sorted.size() - 1) * p;
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double part = place - static_cast<double>(below);
    const double expected = (1.0 - part) * static_cast<double>(sorted[below]) +
                            part * static_cast<double>(sorted[above]);
    ASSERT_NEAR(*quantile(values, p), expected, 1e-9);
    ASSERT_EQ(median(values), quantile(values, 0.5));
  }
}

TEST(Statistics, ValuesAreLeftAsTheyWere) {
  std::vector<double> values{3, 1, 2};
  (void)median(std::span<const double>(values));
  EXPECT_EQ(values, (std::vector<double>{3, 1, 2}));
}

TEST(Statistics, ShareOfNothingIsNothing) {
  EXPECT_EQ(share(1, 4), 0.25);
  EXPECT_EQ(share(0.5, 2.0), 0.25);
  EXPECT_EQ(share(0, 0), std::nullopt);
  EXPECT_EQ(share(0.0, 0.0), std::nullopt);
}

TEST(Statistics, ShareOfValuesThatMeetACondition) {
  const std::vector<int> tokens{3, 25, 8, 31};
  EXPECT_EQ(share_of(tokens, [](int n) { return n > 20; }), 0.5);
}

}  // namespace
}  // namespace callnorm
