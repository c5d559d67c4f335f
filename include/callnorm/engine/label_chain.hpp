// callnorm/engine/label_chain.hpp - which label each item of a sequence carries, when labels come
// mostly in their order.
//
// A chain of which the state is the last label seen (items without a label leave it as it is); from
// one label to the next the odds depend on how far apart they stand in the order alone. Posteriors
// by the forward-backward algorithm (Rabiner 1989), scaled at each item. Standard library only.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace callnorm {

/// Factors on the odds of a label, by how it follows the one before.
struct LabelOrder {
  double same = 1;
  double next = 1;
  double skips_one = 1;
  double skips_some = 1;  ///< two or three left out
  double ahead = 1;       ///< more
  double back_one = 1;
  double back = 1;         ///< further
  double starts_first = 1;  ///< nothing came before: the first label
  double starts_early = 1;  ///< the second or third
  double starts_late = 1;   ///< a later one
};

/// For each item and label the probability that the item carries it, row by row. What is missing to
/// 1 in a row is the probability of no label.
///
/// @param odds items x labels, each the odds of the label against none by the item alone; finite
/// and at least 0.
/// Time O(items x labels), memory twice the input.
[[nodiscard]] inline std::vector<double> label_posteriors(std::span<const double> odds,
                                                          std::size_t labels,
                                                          const LabelOrder& order) {
  if (labels == 0) return {};
  assert(odds.size() % labels == 0);
  const std::size_t items = odds.size() / labels;
  const std::array<double, 3> ahead{order.skips_one, order.skips_some, order.skips_some};
  const auto start = [&](std::size_t label) {
    return label == 0 ? order.starts_first : label <= 2 ? order.starts_early : order.starts_late;
  };
  // Sum over the states before of their weight times the factor to `label`, for every label.
  const auto forward = [&](const std::vector<double>& state, std::vector<double>& out) {
    double far_before = 0;  // states more than four before the label
    double after = 0;       // states at least two after it
    for (std::size_t b = 2; b < labels; ++b) after += state[b];
    for (std::size_t b = 0; b < labels; ++b) {
      if (b >= 5) far_before += state[b - 5];
      double sum = order.same * state[b] + start(b) * state[labels] + order.ahead * far_before +
                   order.back * after;
      if (b >= 1) sum += order.next * state[b - 1];
      for (std::size_t k = 0; k < ahead.size() && b >= k + 2; ++k) {
        sum += ahead[k] * state[b - k - 2];
      }
      if (b + 1 < labels) sum += order.back_one * state[b + 1];
      out[b] = sum;
      if (b + 2 < labels) after -= state[b + 2];
      if (after < 0) after = 0;
    }
  };
  // The same the other way: for every state the sum over labels of their weight times the factor.
  const auto backward = [&](const std::vector<double>& weight, std::vector<double>& out) {
    double before = 0;     // labels at least two before the state
    double far_after = 0;  // labels more than four after it
    for (std::size_t b = 5; b < labels; ++b) far_after += weight[b];
    out[labels] = 0;
    for (std::size_t a = 0; a < labels; ++a) {
      if (a >= 2) before += weight[a - 2];
      double sum = order.same * weight[a] + order.ahead * far_after + order.back * before;
      if (a + 1 < labels) sum += order.next * weight[a + 1];
      for (std::size_t k = 0; k < ahead.size() && a + k + 2 < labels; ++k) {
        sum += ahead[k] * weight[a + k + 2];
      }
      if (a >= 1) sum += order.back_one * weight[a - 1];
      out[a] = sum;
      out[labels] += start(a) * weight[a];
      if (a + 5 < labels) far_after -= weight[a + 5];
      if (far_after < 0) far_after = 0;
    }
  };
  const auto scale = [](std::vector<double>& values) {
    double sum = 0;
    for (const double v : values) sum += v;
    if (sum > 0) {
      for (double& v : values) v /= sum;
    }
  };

  // entered[i]: weight of arriving at label b with item i; unseen[i]: weight of item i without one.
  std::vector<double> entered(odds.size());
  std::vector<double> stayed(items * (labels + 1));
  std::vector<double> state(labels + 1, 0.0);
  state[labels] = 1;
  std::vector<double> sums(labels);
  for (std::size_t i = 0; i < items; ++i) {
    forward(state, sums);
    for (std::size_t b = 0; b < labels; ++b) {
      stayed[i * (labels + 1) + b] = state[b];
      entered[i * labels + b] = odds[i * labels + b] * sums[b];
      state[b] += entered[i * labels + b];
    }
    stayed[i * (labels + 1) + labels] = state[labels];
    scale(state);
  }
  std::vector<double> after(labels + 1, 1.0);  // of each state: what comes after item i
  std::vector<double> out(odds.size());
  std::vector<double> weight(labels);
  std::vector<double> more(labels + 1);
  for (std::size_t i = items; i-- > 0;) {
    double total = stayed[i * (labels + 1) + labels] * after[labels];
    for (std::size_t b = 0; b < labels; ++b) {
      out[i * labels + b] = entered[i * labels + b] * after[b];
      total += out[i * labels + b] + stayed[i * (labels + 1) + b] * after[b];
    }
    for (std::size_t b = 0; b < labels; ++b) {
      if (total > 0) out[i * labels + b] /= total;
      weight[b] = odds[i * labels + b] * after[b];
    }
    backward(weight, more);
    for (std::size_t a = 0; a <= labels; ++a) after[a] += more[a];
    scale(after);
  }
  return out;
}

}  // namespace callnorm
