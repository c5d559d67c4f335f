// callnorm/engine/decision_trees.hpp - the sum of small binary trees over a row of numbers.
//
// Friedman 2001, "Greedy function approximation: a gradient boosting machine"; trained elsewhere,
// evaluated here. What each answer adds to a sum is shown as Saabas 2014 does: the value of the
// branch taken less the value of the question. Standard library only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace callnorm {

/// A question, or a leaf when low and high are both 0.
struct TreeNode {
  std::uint32_t input = 0;  ///< which number of the row
  float limit = 0;          ///< up to it: low, above it: high
  float value = 0;          ///< of a leaf, what the tree adds; of a question, what it would without
  std::uint32_t low = 0;    ///< nodes of the same tree, counted from its root, later than this one
  std::uint32_t high = 0;

  friend bool operator==(const TreeNode&, const TreeNode&) = default;
};

/// Immutable but for add().
class DecisionTrees {
 public:
  /// Takes up a tree, its root first. False, and nothing changes, for one without nodes, with a
  /// branch that does not lead further down (so every walk ends), or an input not below `inputs`.
  bool add(std::span<const TreeNode> tree, std::uint32_t inputs) {
    if (tree.empty()) return false;
    for (std::uint32_t n = 0; n < tree.size(); ++n) {
      const TreeNode& node = tree[n];
      if (node.low == 0 && node.high == 0) continue;
      const bool further =
          node.low > n && node.high > n && node.low < tree.size() && node.high < tree.size();
      if (!further || node.input >= inputs) return false;
    }
    const auto root = static_cast<std::uint32_t>(nodes_.size());
    roots_.push_back(root);
    for (TreeNode node : tree) {
      if (node.low != 0) {
        node.low += root;
        node.high += root;
      }
      nodes_.push_back(node);
    }
    return true;
  }

  [[nodiscard]] bool empty() const noexcept { return roots_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return roots_.size(); }

  /// What the trees say of a row. Cost: trees times their depth.
  [[nodiscard]] float sum(std::span<const float> row) const noexcept {
    float out = 0;
    for (std::uint32_t n : roots_) {
      while (nodes_[n].low != 0) n = next(n, row);
      out += nodes_[n].value;
    }
    return out;
  }

  /// What each question that was asked added: `each(input, amount)`. Together with the values of
  /// the roots the amounts are sum(row), but for rounding.
  template <class Each>
  void explain(std::span<const float> row, Each&& each) const {
    for (std::uint32_t n : roots_) {
      while (nodes_[n].low != 0) {
        const std::uint32_t to = next(n, row);
        each(nodes_[n].input, nodes_[to].value - nodes_[n].value);
        n = to;
      }
    }
  }

 private:
  [[nodiscard]] std::uint32_t next(std::uint32_t n, std::span<const float> row) const noexcept {
    return row[nodes_[n].input] > nodes_[n].limit ? nodes_[n].high : nodes_[n].low;
  }

  std::vector<TreeNode> nodes_;
  std::vector<std::uint32_t> roots_;
};

}  // namespace callnorm
