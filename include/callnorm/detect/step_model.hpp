// callnorm/detect/step_model.hpp - which steps of a script were said in the agent's own words
// (model@1).
//
// Every stretch of the agent's talk is weighed for every step that has a wording
// (analysis/step_features.hpp, a logistic model); then all of them together, since steps come
// mostly in the script's order (engine/label_chain.hpp). Weights: src/data/models/steps.json.
// Finding a step is evidence that it was said; not finding it proves nothing.
#pragma once

#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/step_features.hpp"
#include "callnorm/detect/phrased_step.hpp"
#include "callnorm/engine/label_chain.hpp"
#include "callnorm/model/linear_model.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

/// Immutable once made; any number of threads may use one.
class StepModel {
 public:
  /// Fails with invalid_argument at a feature this build does not compute.
  static Result<StepModel> create(const LinearModel& model);

  /// Ordered by turn, then by place. A stretch of talk carries at most one step; a step stands
  /// where it is likeliest, and elsewhere if that is nearly as likely.
  ///
  /// @param min_score the score is the share of contacts that held the step, of those whose best
  /// stretch of talk for it was as likely as this one.
  /// Cost: linear in the agent's words, and in stretches of talk times steps: about 20 us for a
  /// stretch of 10 words and a script of 15 steps with an example each.
  [[nodiscard]] std::vector<PhrasedStep> find(const StepWordings& wordings,
                                              const PreparedContact& contact,
                                              double min_score) const;

 private:
  StepModel(LinearModel weights, LabelOrder order) : weights_(std::move(weights)), order_(order) {}
  LinearModel weights_;  // in the order of step_feature_names()
  LabelOrder order_;
};

}  // namespace callnorm
