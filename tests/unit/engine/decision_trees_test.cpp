// Sums of small trees: what they say, why, and what is no tree.
#include "callnorm/engine/decision_trees.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

namespace callnorm {
namespace {

// Input 0 up to 0.5: -1. Above: input 1 up to 2: 3, above: 5.
const std::vector<TreeNode> two_questions{{0, 0.5F, 0.5F, 1, 2},
                                          {0, 0.0F, -1.0F, 0, 0},
                                          {1, 2.0F, 3.5F, 3, 4},
                                          {0, 0.0F, 3.0F, 0, 0},
                                          {0, 0.0F, 5.0F, 0, 0}};

TEST(DecisionTrees, WalksToALeafAndAddsTheTrees) {
  DecisionTrees trees;
  EXPECT_TRUE(trees.empty());
  EXPECT_EQ(trees.sum({}), 0.0F);
  ASSERT_TRUE(trees.add(two_questions, 2));
  ASSERT_TRUE(trees.add(std::vector<TreeNode>{{0, 0.0F, 0.25F, 0, 0}}, 0));  // a leaf alone
  EXPECT_EQ(trees.size(), 2U);
  EXPECT_FLOAT_EQ(trees.sum(std::vector<float>{0.5F, 9.0F}), -0.75F);  // the limit itself is low
  EXPECT_FLOAT_EQ(trees.sum(std::vector<float>{1.0F, 2.0F}), 3.25F);
  EXPECT_FLOAT_EQ(trees.sum(std::vector<float>{1.0F, 2.5F}), 5.25F);
}

TEST(DecisionTrees, RefusesWhatDoesNotLeadToALeaf) {
  DecisionTrees trees;
  const auto refused = [&](std::vector<TreeNode> tree, std::uint32_t inputs) {
    return !trees.add(tree, inputs) && trees.empty();
  };
  EXPECT_TRUE(refused({}, 1));
  EXPECT_TRUE(refused(two_questions, 1));  // input 1 is not there
  EXPECT_TRUE(refused({{0, 0.0F, 0.0F, 1, 2}, {0, 0.0F, 0.0F, 0, 0}}, 1));
  EXPECT_TRUE(refused({{0, 0.0F, 0.0F, 0, 1}, {0, 0.0F, 0.0F, 0, 0}}, 1));
  auto circle = two_questions;
  circle[2].low = 2;
  EXPECT_TRUE(refused(circle, 2));
  circle[2].low = 1;
  EXPECT_TRUE(refused(circle, 2));
}

// A random tree as nodes and as nested functions; sums and reasons must agree.
TEST(DecisionTrees, SaysWhatTheTextbookSaysAndTheReasonsAddUp) {
  constexpr unsigned seed = 20261129;
  std::mt19937 random(seed);
  constexpr std::uint32_t inputs = 4;
  std::uniform_int_distribution<int> tenth(-10, 10);
  using Tree = std::function<float(const std::vector<float>&)>;
  const auto number = [&] { return static_cast<float>(tenth(random)) / 8.0F; };
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
    DecisionTrees trees;
    std::vector<Tree> slow;
    float roots = 0;
    for (int t = 0; t < 3; ++t) {
      std::vector<TreeNode> nodes;
      const std::function<Tree(int)> grow = [&](int depth) -> Tree {
        const std::size_t at = nodes.size();
        nodes.push_back({});
        const float value = number();
        nodes[at].value = value;
        if (depth == 4 || tenth(random) < -4) return [value](const auto&) { return value; };
        const auto input = static_cast<std::uint32_t>(tenth(random) + 10) % inputs;
        const float limit = number();
        nodes[at].input = input;
        nodes[at].limit = limit;
        nodes[at].low = static_cast<std::uint32_t>(nodes.size());
        const Tree low = grow(depth + 1);
        nodes[at].high = static_cast<std::uint32_t>(nodes.size());
        const Tree high = grow(depth + 1);
        return [=](const std::vector<float>& row) {
          return row[input] <= limit ? low(row) : high(row);
        };
      };
      slow.push_back(grow(0));
      ASSERT_TRUE(trees.add(nodes, inputs));
      roots += nodes[0].value;
    }
    std::vector<float> row(inputs);
    for (float& value : row) value = number();
    float expected = 0;
    for (const Tree& tree : slow) expected += tree(row);
    EXPECT_FLOAT_EQ(trees.sum(row), expected);
    float told = roots;
    trees.explain(row, [&](std::uint32_t input, float amount) {
      EXPECT_LT(input, inputs);
      told += amount;
    });
    EXPECT_NEAR(told, expected, 1e-5F);
  }
}

}  // namespace
}  // namespace callnorm
