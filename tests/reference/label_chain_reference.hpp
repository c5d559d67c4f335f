// tests/reference/label_chain_reference.hpp - posteriors of labels by counting every way to label
// the items, (labels + 1) to the power of their number.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "callnorm/engine/label_chain.hpp"

namespace callnorm::reference {

inline double factor(const LabelOrder& order, std::size_t from, std::size_t to,
                     std::size_t labels) {
  if (from == labels) {
    return to == 0 ? order.starts_first : to < 3 ? order.starts_early : order.starts_late;
  }
  if (to == from) return order.same;
  if (to > from) {
    switch (to - from) {
      case 1: return order.next;
      case 2: return order.skips_one;
      case 3:
      case 4: return order.skips_some;
      default: return order.ahead;
    }
  }
  return from - to == 1 ? order.back_one : order.back;
}

inline void count_ways(std::span<const double> odds, std::size_t labels, const LabelOrder& order,
                       std::vector<std::size_t>& way, std::size_t last, double weight,
                       std::vector<double>& sums, double& total) {
  const std::size_t item = way.size();
  if (item * labels == odds.size()) {
    total += weight;
    for (std::size_t i = 0; i < way.size(); ++i) {
      if (way[i] < labels) sums[i * labels + way[i]] += weight;
    }
    return;
  }
  for (std::size_t label = 0; label <= labels; ++label) {
    const bool none = label == labels;
    const double w =
        none ? weight : weight * odds[item * labels + label] * factor(order, last, label, labels);
    if (w == 0) continue;
    way.push_back(label);
    count_ways(odds, labels, order, way, none ? last : label, w, sums, total);
    way.pop_back();
  }
}

inline std::vector<double> label_posteriors(std::span<const double> odds, std::size_t labels,
                                            const LabelOrder& order) {
  std::vector<double> sums(odds.size(), 0.0);
  std::vector<std::size_t> way;
  double total = 0;
  count_ways(odds, labels, order, way, labels, 1.0, sums, total);
  for (double& sum : sums) sum /= total;
  return sums;
}

}  // namespace callnorm::reference
