#include "callnorm/engine/wilson.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace callnorm {
namespace {

constexpr double z90 = 1.645;

// The interval by its definition: the shares p with (count/n - p)^2 = z^2 p (1 - p) / n.
double off(double count, double n, double z, double p) {
  const double d = count / n - p;
  return d * d - z * z * p * (1 - p) / n;
}

TEST(WilsonInterval, ItsLimitsSolveTheScoreEquation) {
  for (const double n : {1.0, 7.0, 100.0, 5000.0}) {
    for (double count = 0; count <= n; count += std::max(1.0, std::floor(n / 9))) {
      const auto interval = wilson_interval(count, n, z90);
      ASSERT_TRUE(interval.has_value());
      EXPECT_NEAR(off(count, n, z90, interval->low), 0.0, 1e-12) << count << " of " << n;
      EXPECT_NEAR(off(count, n, z90, interval->high), 0.0, 1e-12) << count << " of " << n;
      EXPECT_LE(interval->low, count / n);
      EXPECT_GE(interval->high, count / n);
    }
  }
}

TEST(WilsonInterval, ValuesOfTheNorm) {
  // 100 characters: six errors are clearly above 3 %, five are not; 500: 22 and 21.
  EXPECT_GT(wilson_interval(6, 100, z90)->low, 0.03);
  EXPECT_LT(wilson_interval(5, 100, z90)->low, 0.03);
  EXPECT_GT(wilson_interval(22, 500, z90)->low, 0.03);
  EXPECT_LT(wilson_interval(21, 500, z90)->low, 0.03);
}

TEST(WilsonInterval, NothingSeenStillLeavesRoomAbove) {
  const auto interval = wilson_interval(0, 4, z90);
  EXPECT_EQ(interval->low, 0.0);
  EXPECT_NEAR(interval->high, z90 * z90 / (4 + z90 * z90), 1e-12);
}

TEST(WilsonInterval, AllSeenStillLeavesRoomBelow) {
  const auto interval = wilson_interval(4, 4, z90);
  EXPECT_EQ(interval->high, 1.0);
  EXPECT_NEAR(interval->low, 4 / (4 + z90 * z90), 1e-12);
}

TEST(WilsonInterval, WithZeroZIsTheShare) {
  const auto interval = wilson_interval(1, 4, 0);
  EXPECT_NEAR(interval->low, 0.25, 1e-15);
  EXPECT_NEAR(interval->high, 0.25, 1e-15);
}

TEST(WilsonInterval, OfNothingIsUndefined) {
  EXPECT_FALSE(wilson_interval(0, 0, z90).has_value());
  EXPECT_FALSE(wilson_interval(-1, 5, z90).has_value());
  EXPECT_FALSE(wilson_interval(6, 5, z90).has_value());
  EXPECT_FALSE(wilson_interval(1, 5, -1).has_value());
  EXPECT_FALSE(wilson_interval(std::nan(""), 5, z90).has_value());
  EXPECT_FALSE(wilson_interval(1, std::numeric_limits<double>::infinity(), z90).has_value());
}

}  // namespace
}  // namespace callnorm
