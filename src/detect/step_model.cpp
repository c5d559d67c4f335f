#include "callnorm/detect/step_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "model/sums.hpp"

namespace callnorm {
namespace {

constexpr double most_sum = 30;           // either way: beyond it nothing changes but the exponent
constexpr double nearly_as_likely = 0.6;  // of the step's likeliest stretch
constexpr std::size_t reasons = 3;
constexpr double some_letters = 0.1;  // two texts by chance, in their runs of letters

// How steps follow each other, as features of the model's file; their weights are logarithms.
constexpr std::array<std::pair<std::string_view, double LabelOrder::*>, 10> order_features{{
    {"order_same", &LabelOrder::same},
    {"order_next", &LabelOrder::next},
    {"order_skips_one", &LabelOrder::skips_one},
    {"order_skips_some", &LabelOrder::skips_some},
    {"order_ahead", &LabelOrder::ahead},
    {"order_back_one", &LabelOrder::back_one},
    {"order_back", &LabelOrder::back},
    {"order_starts_first", &LabelOrder::starts_first},
    {"order_starts_early", &LabelOrder::starts_early},
    {"order_starts_late", &LabelOrder::starts_late},
}};

std::string shortened(std::string_view wording) {
  constexpr std::size_t most = 60;
  if (wording.size() <= most) return std::string(wording);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(wording[end]) & 0xC0U) == 0x80U) --end;
  return std::string(wording.substr(0, end)) + "...";
}

}  // namespace

Result<StepModel> StepModel::create(const LinearModel& model) {
  std::vector<std::string_view> names(step_feature_names().begin(), step_feature_names().end());
  for (const auto& feature : order_features) names.push_back(feature.first);
  auto ordered = model.ordered(names);
  if (!ordered) return std::move(ordered).error();
  LabelOrder order;
  const std::size_t own = step_feature_names().size();
  for (std::size_t i = 0; i < order_features.size(); ++i) {
    const double weight = ordered->features()[own + i].weight;
    order.*order_features[i].second = std::exp(std::clamp(weight, -most_sum, most_sum));
  }
  return StepModel(*std::move(ordered), order);
}

std::vector<PhrasedStep> StepModel::find(const StepWordings& wordings,
                                         const PreparedContact& contact, double min_score) const {
  const std::size_t steps = wordings.size();
  std::vector<PhrasedStep> out;
  if (steps == 0 || contact.lexicon() == nullptr) return out;
  StepFeatures features(wordings, contact);
  const auto units = features.units();
  const std::size_t count = step_feature_names().size();
  const auto names = step_feature_names();
  const auto place_of = [&](std::string_view name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  const std::size_t nothing_shared = place_of("nothing_shared");
  const std::size_t letter_cosine = place_of("letter_cosine");
  std::vector<double> values(steps * count);
  std::vector<double> odds(units.size() * steps);
  for (std::size_t u = 0; u < units.size(); ++u) {
    features.read(u, values);
    for (std::size_t s = 0; s < steps; ++s) {
      const double sum = weights_.sum(std::span(values).subspan(s * count, count));
      odds[u * steps + s] = std::exp(std::clamp(sum, -most_sum, most_sum));
    }
  }
  const std::vector<double> likely = label_posteriors(odds, steps, order_);
  std::vector<double> likeliest(steps, 0.0);
  for (std::size_t i = 0; i < likely.size(); ++i) {
    likeliest[i % steps] = std::max(likeliest[i % steps], likely[i]);
  }
  for (std::size_t u = 0; u < units.size(); ++u) {
    const auto row = std::span(likely).subspan(u * steps, steps);
    const std::size_t best =
        static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
    const double p = row[best];
    if (p <= 0 || p < nearly_as_likely * likeliest[best]) continue;
    const double score = weights_.calibrated(p >= 1 ? most_sum : std::log(p / (1 - p)));
    if (score < min_score) continue;
    features.read(u, values);
    // Its place alone is no evidence that a step was said.
    if (values[best * count + nothing_shared] > 0 &&
        values[best * count + letter_cosine] < some_letters) {
      continue;
    }
    const Prediction told = weights_.predict(std::span(values).subspan(best * count, count));
    out.push_back(
        {wordings.symbol(best), units[u].turn, units[u].text, score,
         "like \"" + shortened(features.wording(best)) + "\": " + weights_.why(told, reasons)});
  }
  return out;
}

}  // namespace callnorm
