// callnorm/model/linear_model.hpp - a logistic model whose every weight has a name and a reason.
//
// The probability of an act, or the grade of a measure, is 1 / (1 + exp(-z)), z the bias plus
// weight times value of each feature. What a feature adds to z is why: predict() lists it. Files:
// src/data/models.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/model/act.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

struct LinearFeature {
  std::string name;
  double weight = 0;
  std::string description;  ///< what makes it 1
  std::string source;       ///< why it should tell: a study, a figure, a rule of grammar
};

/// What a file says, before it is checked.
struct LinearModelDraft {
  std::string name;
  std::string version;         ///< what Act::by says, e.g. "model@1"
  std::optional<ActKind> act;  ///< nothing: a model of a measure, such as uptake
  std::vector<LinearFeature> features;
  double bias = 0;
  std::string calibration;  ///< how far the probability can be taken at its word
  /// The probability is that of slope x sum + offset (Platt 1999).
  double slope = 1;  ///< above 0
  double offset = 0;
  std::string trained_on;
  std::int64_t seed = 0;
};

/// What one feature added to the sum.
struct Contribution {
  std::uint32_t feature = 0;  ///< index in LinearModel::features()
  double amount = 0;          ///< weight times value

  friend bool operator==(const Contribution&, const Contribution&) = default;
};

struct Prediction {
  double sum = 0;          ///< z, before calibration
  double probability = 0;  ///< calibrated; to the nearest 0.001, so that every platform writes the same
  std::vector<Contribution> contributions;  ///< none of amount 0; the largest first
};

/// Checked and immutable.
class LinearModel {
 public:
  /// Fails with invalid_argument, `where` being a JSON pointer into the file: no name, version or
  /// feature, a feature without name or description, two of one name, a number that is not finite,
  /// a slope that is not above 0.
  static Result<LinearModel> create(LinearModelDraft draft);

  /// With the features in the order of `names`, as the code that computes their values has them; a
  /// name the model does not use weighs 0. Fails with invalid_argument at a feature that `names`
  /// does not have: a weight without a value would be lost in silence.
  [[nodiscard]] Result<LinearModel> ordered(std::span<const std::string_view> names) const;

  /// @param values one for each feature, in their order; those missing at the end are 0.
  /// Cost: linear in the features, and sorting those that are not 0.
  [[nodiscard]] Prediction predict(std::span<const double> values) const;

  /// The probability of a sum: calibrated, to the nearest 0.001.
  [[nodiscard]] double calibrated(double sum) const noexcept;

  /// The sum alone; allocates nothing.
  [[nodiscard]] double sum(std::span<const double> values) const noexcept;

  /// "question_word +2.1, turn_end +0.4": the `most` largest contributions.
  [[nodiscard]] std::string why(const Prediction& prediction, std::size_t most) const;

  [[nodiscard]] const LinearModelDraft& data() const noexcept { return data_; }
  [[nodiscard]] const std::vector<LinearFeature>& features() const noexcept {
    return data_.features;
  }

 private:
  explicit LinearModel(LinearModelDraft data) : data_(std::move(data)) {}
  LinearModelDraft data_;
};

}  // namespace callnorm
