#include "callnorm/engine/sequential_test.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace callnorm {
namespace {

const SequentialTest& standard() {
  static const SequentialTest test = *SequentialTest::create();
  return test;
}

TEST(SequentialTest, WeighsSuccessesAndFailuresAsTheNormSays) {
  EXPECT_NEAR(standard().lambda(1, 0), 0.5878, 5e-5);
  EXPECT_NEAR(standard().lambda(0, 1), -1.6094, 5e-5);
  EXPECT_EQ(standard().lambda(0, 0), 0.0);
  EXPECT_NEAR(standard().upper(), 2.991, 5e-4);
  EXPECT_NEAR(standard().lower(), -5.247, 5e-4);
}

TEST(SequentialTest, NeedsAsManySuccessesAsTheTableSays) {
  const std::array<std::uint32_t, 4> needed{6, 8, 11, 14};
  for (std::uint32_t failures = 0; failures < needed.size(); ++failures) {
    EXPECT_EQ(standard().successes_to_prove(failures), needed[failures]) << failures;
    EXPECT_EQ(standard().proposal(needed[failures], failures), Proposal::proven) << failures;
    EXPECT_EQ(standard().proposal(needed[failures] - 1, failures), Proposal::more_needed)
        << failures;
  }
}

TEST(SequentialTest, NeedsAsManyFailuresAsTheTableSays) {
  const std::array<std::uint32_t, 6> needed{4, 4, 4, 5, 5, 6};
  for (std::uint32_t successes = 0; successes < needed.size(); ++successes) {
    EXPECT_EQ(standard().failures_to_reject(successes), needed[successes]) << successes;
    EXPECT_EQ(standard().proposal(successes, needed[successes]), Proposal::not_proven) << successes;
    EXPECT_EQ(standard().proposal(successes, needed[successes] - 1), Proposal::more_needed)
        << successes;
  }
}

TEST(SequentialTest, FiveOutOfFiveAreNotYetEnough) {  // AGG-a
  EXPECT_NEAR(standard().lambda(5, 0), 2.939, 5e-4);
  EXPECT_EQ(standard().proposal(5, 0), Proposal::more_needed);
}

TEST(SequentialTest, SixOutOfSixAreEnough) {  // AGG-b
  EXPECT_NEAR(standard().lambda(6, 0), 3.527, 5e-4);
  EXPECT_EQ(standard().proposal(6, 0), Proposal::proven);
}

TEST(SequentialTest, NineTrialsRepairOneFailure) {  // AGG-c
  std::uint32_t successes = 0;
  std::uint32_t failures = 0;
  std::vector<Proposal> proposals;
  for (const char trial : {'D', 'N', 'D', 'D', 'D', 'D', 'D', 'D', 'D'}) {
    ++(trial == 'D' ? successes : failures);
    proposals.push_back(standard().proposal(successes, failures));
  }
  EXPECT_NEAR(standard().lambda(successes, failures), 3.093, 5e-4);
  EXPECT_EQ(proposals.back(), Proposal::proven);
  proposals.pop_back();
  EXPECT_EQ(proposals, std::vector<Proposal>(8, Proposal::more_needed));
}

TEST(SequentialTest, ThreeFailuresDoNotYetSettleIt) {  // AGG-d
  EXPECT_NEAR(standard().lambda(0, 3), -4.828, 5e-4);
  EXPECT_EQ(standard().proposal(0, 3), Proposal::more_needed);
}

/// Exact shares of the ways a test of at most 18 trials ends, and how many trials it takes.
struct Ends {
  double proven = 0, not_proven = 0, open = 0, trials = 0;
};

Ends ends_of(const SequentialTest& test, double p) {
  constexpr std::uint32_t most = 18;
  Ends ends;
  std::vector<double> open{1.0};  // by number of successes
  for (std::uint32_t trial = 1; trial <= most; ++trial) {
    std::vector<double> next(trial + 1, 0.0);
    for (std::uint32_t d = 0; d < trial; ++d) {
      ends.trials += open[d];
      next[d + 1] += open[d] * p;
      next[d] += open[d] * (1 - p);
    }
    for (std::uint32_t d = 0; d <= trial; ++d) {
      const Proposal proposal = test.proposal(d, trial - d);
      if (proposal == Proposal::more_needed) continue;
      (proposal == Proposal::proven ? ends.proven : ends.not_proven) += next[d];
      next[d] = 0;
    }
    open = std::move(next);
  }
  for (const double share : open) ends.open += share;
  return ends;
}

TEST(SequentialTest, EndsAsOftenEitherWayAsTheNormComputed) {
  struct Row {
    double p, proven, not_proven, open, trials;
  };
  // Shares to half a unit of the last digit printed.
  for (const Row& row : {Row{0.50, .033, .849, .118, 10.1}, Row{0.80, .653, .058, .290, 12.0},
                         Row{0.90, .943, .003, .055, 8.7}, Row{0.95, .994, .000, .006, 7.1},
                         Row{0.98, 1.000, .000, .000, 6.4}}) {
    const Ends ends = ends_of(standard(), row.p);
    EXPECT_NEAR(ends.proven, row.proven, 6e-4) << row.p;
    EXPECT_NEAR(ends.not_proven, row.not_proven, 6e-4) << row.p;
    EXPECT_NEAR(ends.open, row.open, 6e-4) << row.p;
    EXPECT_NEAR(ends.trials, row.trials, 0.06) << row.p;
  }
  // What a conventional risk of 10 % would do: of those who show it in nine contacts of ten, one
  // in nineteen is turned down for each indicator.
  const SequentialTest usual = *SequentialTest::create({0.5, 0.9, 0.05, 0.10});
  for (const Row& row : {Row{0.50, .045, .943, .012, 0}, Row{0.80, .640, .263, .097, 0},
                         Row{0.90, .924, .052, .024, 0}, Row{0.95, .987, .010, .003, 0},
                         Row{0.98, .999, .001, .000, 0}}) {
    const Ends ends = ends_of(usual, row.p);
    EXPECT_NEAR(ends.proven, row.proven, 6e-4) << row.p;
    EXPECT_NEAR(ends.not_proven, row.not_proven, 6e-4) << row.p;
    EXPECT_NEAR(ends.open, row.open, 6e-4) << row.p;
  }
}

TEST(SequentialTest, KeepsItsRisksWhenItMayRunOn) {
  // Wald's bounds: the real risks are at most alpha / (1 - beta) and beta / (1 - alpha).
  EXPECT_LE(ends_of(standard(), 0.5).proven, 0.05 / 0.995);
  EXPECT_LE(ends_of(standard(), 0.9).not_proven, 0.005 / 0.95);
}

TEST(SequentialTest, ALimitMetExactlyCounts) {
  // With p0 = 1/3 and p1 = 2/3 a success and a failure weigh the same, and the limits are two
  // successes and two failures up to rounding.
  const auto test = SequentialTest::create({1.0 / 3, 2.0 / 3, 0.2, 0.2});
  ASSERT_TRUE(test.has_value());
  EXPECT_NEAR(test->lambda(2, 0), test->upper(), 1e-12);
  EXPECT_EQ(test->proposal(2, 0), Proposal::proven);
  EXPECT_EQ(test->proposal(0, 2), Proposal::not_proven);
  EXPECT_EQ(test->proposal(1, 0), Proposal::more_needed);
  EXPECT_EQ(test->proposal(7, 5), Proposal::proven);
  EXPECT_EQ(test->successes_to_prove(5), 7U);
  EXPECT_EQ(test->failures_to_reject(5), 7U);
}

TEST(SequentialTest, CountsThatNoContactReachesDoNoHarm) {
  constexpr std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
  EXPECT_EQ(standard().proposal(most, 0), Proposal::proven);
  EXPECT_EQ(standard().proposal(0, most), Proposal::not_proven);
  EXPECT_EQ(standard().proposal(most, most), Proposal::not_proven);
  EXPECT_FALSE(standard().successes_to_prove(most).has_value());
  EXPECT_TRUE(standard().failures_to_reject(most).has_value());
}

TEST(SequentialTest, HypothesesAndRisksThatMakeNoTestAreRefused) {
  const double nan = std::nan("");
  for (const SequentialRisks& risks :
       {SequentialRisks{0.9, 0.5, 0.05, 0.005}, SequentialRisks{0.5, 0.5, 0.05, 0.005},
        SequentialRisks{0.0, 0.9, 0.05, 0.005}, SequentialRisks{0.5, 1.0, 0.05, 0.005},
        SequentialRisks{0.5, 0.9, 0.0, 0.005}, SequentialRisks{0.5, 0.9, 0.05, 0.0},
        SequentialRisks{0.5, 0.9, 0.5, 0.5}, SequentialRisks{nan, 0.9, 0.05, 0.005},
        SequentialRisks{0.5, nan, 0.05, 0.005}, SequentialRisks{0.5, 0.9, nan, 0.005},
        SequentialRisks{0.5, 0.9, 0.05, nan}}) {
    EXPECT_FALSE(valid(risks));
    EXPECT_FALSE(SequentialTest::create(risks).has_value());
  }
  static_assert(valid(SequentialRisks{}));
}

TEST(SequentialTest, ProposalsHaveTheNormsNames) {
  EXPECT_EQ(name(Proposal::proven), "proven");
  EXPECT_EQ(name(Proposal::not_proven), "not_proven");
  EXPECT_EQ(name(Proposal::more_needed), "continue");
}

}  // namespace
}  // namespace callnorm
