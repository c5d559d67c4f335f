#include "callnorm/engine/rank_correlation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "../../reference/rank_correlation_reference.hpp"
#include "../../reference/script_fragments.hpp"

namespace callnorm {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using List = std::vector<double>;

TEST(MidRanks, CountFromOneInTheOrderOfTheValues) {
  EXPECT_THAT(mid_ranks(List{30, 10, 20}), ElementsAre(3, 1, 2));
  EXPECT_THAT(mid_ranks(List{}), IsEmpty());
}

TEST(MidRanks, EqualValuesShareTheMeanOfTheirRanks) {
  EXPECT_THAT(mid_ranks(List{5, 1, 5, 9}), ElementsAre(2.5, 1, 2.5, 4));
  EXPECT_THAT(mid_ranks(List{7, 7, 7}), ElementsAre(2, 2, 2));
}

TEST(RankCorrelation, IsOneWhenBothRiseTogetherWhateverTheSteps) {
  EXPECT_EQ(rank_correlation(List{1, 2, 3, 4}, List{0.1, 5, 6, 900}), 1.0);
}

TEST(RankCorrelation, IsMinusOneWhenOneFallsAsTheOtherRises) {
  EXPECT_EQ(rank_correlation(List{1, 2, 3, 4}, List{9, 7, 7 - 1e-9, -3}), -1.0);
}

TEST(RankCorrelation, OfAWorkedExample) {
  // d = 0, -1, 1, -1, 1: 1 - 6 * 4 / (5 * 24) = 0.8.
  EXPECT_DOUBLE_EQ(*rank_correlation(List{1, 2, 3, 4, 5}, List{1, 3, 2, 5, 4}), 0.8);
}

TEST(RankCorrelation, OfAWorkedExampleWithEqualValues) {
  // Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: 4.5 / sqrt(4.5 * 5) = sqrt(0.9).
  EXPECT_DOUBLE_EQ(*rank_correlation(List{1, 2, 2, 3}, List{1, 3, 2, 4}), std::sqrt(0.9));
}

TEST(RankCorrelation, OfFewerThanTwoPairsIsNothing) {
  EXPECT_EQ(rank_correlation(List{}, List{}), std::nullopt);
  EXPECT_EQ(rank_correlation(List{1}, List{2}), std::nullopt);
}

TEST(RankCorrelation, OfAConstantSideIsNothing) {
  EXPECT_EQ(rank_correlation(List{4, 4, 4}, List{1, 2, 3}), std::nullopt);
  EXPECT_EQ(rank_correlation(List{1, 2, 3}, List{4, 4, 4}), std::nullopt);
}

TEST(RankCorrelation, OfListsThatDoNotPairIsNothing) {
  EXPECT_EQ(rank_correlation(List{1, 2, 3}, List{1, 2}), std::nullopt);
}

TEST(RankCorrelation, OfANumberThatIsNoneIsNothing) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(rank_correlation(List{1, none, 3}, List{1, 2, 3}), std::nullopt);
  EXPECT_EQ(rank_correlation(List{1, 2, 3}, List{1, 2, none}), std::nullopt);
}

TEST(RankCorrelation, InfinityIsOnlyTheLargestValue) {
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(rank_correlation(List{-infinite, 0, infinite}, List{1, 2, 3}), 1.0);
}

TEST(RankCorrelation, AgreesWithTheTextbookOnRandomPairs) {
  for (std::uint64_t seed = 1; seed <= 3'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    reference::Random random(seed);
    const std::uint32_t n = random.between(0, 25);
    const std::uint32_t range = random.between(1, 40);  // a small one gives many equal values
    List a;
    List b;
    for (std::uint32_t i = 0; i < n; ++i) {
      a.push_back(static_cast<double>(random.below(range)) - 7.0);
      b.push_back(static_cast<double>(random.below(range)) / 3.0);
    }
    const auto found = rank_correlation(a, b);
    const auto expected = reference::rank_correlation(a, b);
    ASSERT_EQ(found.has_value(), expected.has_value());
    if (!found) continue;
    ASSERT_NEAR(*found, *expected, 1e-12);
    ASSERT_LE(*found, 1.0);
    ASSERT_GE(*found, -1.0);
    ASSERT_EQ(rank_correlation(b, a), found);
  }
}

TEST(RankCorrelation, AgreesWithTheShortFormulaWhereNoValuesAreEqual) {
  for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    reference::Random random(seed);
    const auto shuffled = [&](std::uint32_t n) {
      List list(n);
      std::iota(list.begin(), list.end(), 1.0);
      for (std::uint32_t i = n; i > 1; --i) std::swap(list[i - 1], list[random.below(i)]);
      return list;
    };
    const std::uint32_t n = random.between(2, 30);
    const List a = shuffled(n);
    const List b = shuffled(n);
    ASSERT_NEAR(rank_correlation(a, b).value(), reference::untied_rank_correlation(a, b), 1e-12);
  }
}

}  // namespace
}  // namespace callnorm
