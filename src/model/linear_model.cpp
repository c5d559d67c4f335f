#include "callnorm/model/linear_model.hpp"

#include <algorithm>
#include <cmath>

#include "model/sums.hpp"

namespace callnorm {
namespace {

Error wrong(std::string message, std::string where) {
  return {ErrorCode::invalid_argument, std::move(message), std::move(where)};
}

}  // namespace

Result<LinearModel> LinearModel::create(LinearModelDraft draft) {
  if (draft.name.empty()) return wrong("a model has a name", "/name");
  if (draft.version.empty()) return wrong("a model has a version", "/version");
  if (!std::isfinite(draft.bias)) return wrong("the bias is not a finite number", "/bias");
  if (!std::isfinite(draft.slope) || draft.slope <= 0) {
    return wrong("the slope is not a finite number above 0", "/slope");
  }
  if (!std::isfinite(draft.offset)) return wrong("the offset is not a finite number", "/offset");
  if (draft.features.empty()) return wrong("a model has at least one feature", "/features");
  for (std::size_t i = 0; i < draft.features.size(); ++i) {
    const LinearFeature& feature = draft.features[i];
    const std::string where = "/features/" + std::to_string(i);
    if (feature.name.empty()) return wrong("a feature has a name", where + "/name");
    if (feature.description.empty()) {
      return wrong("feature \"" + feature.name + "\" does not say what it means",
                   where + "/description");
    }
    if (!std::isfinite(feature.weight)) {
      return wrong("the weight of \"" + feature.name + "\" is not a finite number",
                   where + "/weight");
    }
    for (std::size_t k = 0; k < i; ++k) {
      if (draft.features[k].name == feature.name) {
        return wrong("feature \"" + feature.name + "\" stands twice", where + "/name");
      }
    }
  }
  return LinearModel(std::move(draft));
}

Result<LinearModel> LinearModel::ordered(std::span<const std::string_view> names) const {
  for (std::size_t i = 0; i < data_.features.size(); ++i) {
    if (std::find(names.begin(), names.end(), data_.features[i].name) == names.end()) {
      return wrong("this build does not compute feature \"" + data_.features[i].name + "\"",
                   "/features/" + std::to_string(i) + "/name");
    }
  }
  LinearModelDraft draft = data_;
  draft.features.clear();
  for (const std::string_view name : names) {
    const auto found =
        std::find_if(data_.features.begin(), data_.features.end(),
                     [&](const LinearFeature& feature) { return feature.name == name; });
    draft.features.push_back(found == data_.features.end()
                                 ? LinearFeature{std::string(name), 0, "not used", ""}
                                 : *found);
  }
  return LinearModel(std::move(draft));
}

double LinearModel::sum(std::span<const double> values) const noexcept {
  double sum = data_.bias;
  const std::size_t count = std::min(values.size(), data_.features.size());
  for (std::size_t i = 0; i < count; ++i) sum += data_.features[i].weight * values[i];
  return sum;
}

double LinearModel::calibrated(double sum) const noexcept {
  return logistic(data_.slope * sum + data_.offset);
}

Prediction LinearModel::predict(std::span<const double> values) const {
  Prediction out;
  out.sum = sum(values);
  out.probability = calibrated(out.sum);
  const std::size_t count = std::min(values.size(), data_.features.size());
  for (std::size_t i = 0; i < count; ++i) {
    const double amount = data_.features[i].weight * values[i];
    if (amount != 0) out.contributions.push_back({static_cast<std::uint32_t>(i), amount});
  }
  std::stable_sort(out.contributions.begin(), out.contributions.end(),
                   [](const Contribution& a, const Contribution& b) {
                     return std::abs(a.amount) > std::abs(b.amount);
                   });
  return out;
}

std::string LinearModel::why(const Prediction& prediction, std::size_t most) const {
  std::string out;
  for (std::size_t i = 0; i < std::min(most, prediction.contributions.size()); ++i) {
    if (i > 0) out += ", ";
    out += data_.features[prediction.contributions[i].feature].name + " " +
           signed_tenths(10.0 * prediction.contributions[i].amount);
  }
  return out;
}

}  // namespace callnorm
