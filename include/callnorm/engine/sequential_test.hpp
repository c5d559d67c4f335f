// callnorm/engine/sequential_test.hpp - how often must something be shown before it counts as
// mastered?
//
// The sequential probability ratio test of Wald 1945, "Sequential tests of statistical hypotheses",
// for trials that succeed or fail: after each one the likelihood of what was seen under "mastered"
// is held against that under "not mastered", and the test ends as soon as the ratio is clear
// enough. Assumes independent trials. Standard library only.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

namespace callnorm {

/// What a sequential test says so far. A proposal: people decide.
enum class Proposal : std::uint8_t { proven, not_proven, more_needed };

/// "proven", "not_proven", "continue".
[[nodiscard]] constexpr std::string_view name(Proposal proposal) noexcept {
  switch (proposal) {
    case Proposal::proven: return "proven";
    case Proposal::not_proven: return "not_proven";
    case Proposal::more_needed: return "continue";
  }
  return "";
}

/// The hypotheses and the risks taken; the values are those of NORM 4.2.
struct SequentialRisks {
  double p0 = 0.5;      ///< share of successes of one who has not mastered it
  double p1 = 0.9;      ///< and of one who has
  double alpha = 0.05;  ///< chance of "proven" under p0
  double beta = 0.005;  ///< chance of "not proven" under p1: small, since all 19 must be proven

  friend bool operator==(const SequentialRisks&, const SequentialRisks&) = default;
};

/// Whether a test can be made of these: 0 < p0 < p1 < 1, and risks above 0 that together stay
/// below 1.
[[nodiscard]] constexpr bool valid(const SequentialRisks& risks) noexcept {
  return risks.p0 > 0 && risks.p0 < risks.p1 && risks.p1 < 1 && risks.alpha > 0 && risks.beta > 0 &&
         risks.alpha + risks.beta < 1;
}

class SequentialTest {
 public:
  /// @return nothing when `risks` are not valid().
  [[nodiscard]] static std::optional<SequentialTest> create(const SequentialRisks& risks = {}) {
    if (!valid(risks)) return std::nullopt;
    return SequentialTest(risks);
  }

  /// Logarithm of the likelihood ratio after that many successes and failures. One more success
  /// never lowers it, one more failure never raises it.
  [[nodiscard]] constexpr double lambda(std::uint32_t successes,
                                        std::uint32_t failures) const noexcept {
    return success_ * static_cast<double>(successes) + failure_ * static_cast<double>(failures);
  }

  /// From here up: proven. Above 0.
  [[nodiscard]] constexpr double upper() const noexcept { return upper_; }
  /// From here down: not proven. Below 0.
  [[nodiscard]] constexpr double lower() const noexcept { return lower_; }

  [[nodiscard]] constexpr Proposal proposal(std::uint32_t successes,
                                            std::uint32_t failures) const noexcept {
    const double ratio = lambda(successes, failures);
    if (ratio >= upper_ - tolerance) return Proposal::proven;
    if (ratio <= lower_ + tolerance) return Proposal::not_proven;
    return Proposal::more_needed;
  }

  /// The fewest successes that prove it beside so many failures. Nothing when more than 2^32 - 1
  /// would be needed.
  [[nodiscard]] std::optional<std::uint32_t> successes_to_prove(
      std::uint32_t failures) const noexcept {
    return fewest((upper_ - failure_ * static_cast<double>(failures)) / success_,
                  [&](std::uint32_t n) { return proposal(n, failures) == Proposal::proven; });
  }
  /// The fewest failures that make it not proven beside so many successes.
  [[nodiscard]] std::optional<std::uint32_t> failures_to_reject(
      std::uint32_t successes) const noexcept {
    return fewest((lower_ - success_ * static_cast<double>(successes)) / failure_,
                  [&](std::uint32_t n) { return proposal(successes, n) == Proposal::not_proven; });
  }

 private:
  static constexpr double tolerance = 1e-9;  // NORM 2.0: a limit that is met counts as met

  explicit SequentialTest(const SequentialRisks& risks)
      : success_(std::log(risks.p1 / risks.p0)),
        failure_(std::log((1 - risks.p1) / (1 - risks.p0))),
        upper_(std::log((1 - risks.beta) / risks.alpha)),
        lower_(std::log(risks.beta / (1 - risks.alpha))) {}

  /// The root of a line as the first whole number beyond it, whichever way it was rounded.
  template <class Reached>
  static std::optional<std::uint32_t> fewest(double root, Reached reached) noexcept {
    constexpr double most = 4294967295.0;
    double n = std::floor(root) - 1;
    if (n < 0) n = 0;
    for (; n <= most && n <= root + 2; n += 1) {
      if (reached(static_cast<std::uint32_t>(n))) return static_cast<std::uint32_t>(n);
    }
    return std::nullopt;
  }

  double success_;
  double failure_;
  double upper_;
  double lower_;
};

}  // namespace callnorm
