// callnorm/engine/wilson.hpp - between which limits a share lies that was seen in n trials.
//
// Standard library only.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

namespace callnorm {

struct ShareInterval {
  double low = 0;   ///< 0..1
  double high = 1;  ///< 0..1, at least `low`
};

/// The score interval of Wilson 1927, "Probable inference, the law of succession, and statistical
/// inference": for every true share outside it, `count` of `trials` would lie more than `z`
/// standard deviations off. z = 1.645 gives 90 %. Never leaves 0..1, also near the ends, where
/// share +- z * error does.
/// @return nothing when there are no trials, or count lies outside 0..trials, or z is negative.
[[nodiscard]] inline std::optional<ShareInterval> wilson_interval(double count, double trials,
                                                                  double z) {
  if (!(trials > 0 && count >= 0 && count <= trials && z >= 0)) return std::nullopt;
  if (!std::isfinite(trials) || !std::isfinite(z)) return std::nullopt;
  const double p = count / trials;
  const double z2 = z * z / trials;
  const double centre = p + z2 / 2;
  const double reach = z * std::sqrt(p * (1 - p) / trials + z2 / (4 * trials));
  const double scale = 1 + z2;
  // At the ends the limit is exact; rounding must not move it.
  const double low = count == 0 ? 0.0 : std::max(0.0, (centre - reach) / scale);
  const double high = count == trials ? 1.0 : std::min(1.0, (centre + reach) / scale);
  return ShareInterval{low, high};
}

}  // namespace callnorm
