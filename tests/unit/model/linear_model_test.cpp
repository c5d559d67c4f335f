// A logistic model: what makes a draft one, what it says, and in which order it says why.
#include "callnorm/model/linear_model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "callnorm/io/linear_models.hpp"

namespace callnorm {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

LinearModelDraft draft() {
  LinearModelDraft out;
  out.name = "small";
  out.version = "model@1";
  out.features = {{"asks", 2.0, "asks", "grammar"}, {"long", -0.5, "words / 10", "a guess"}};
  out.bias = -1.0;
  out.calibration = "none";
  out.trained_on = "nothing";
  return out;
}

TEST(LinearModel, TheSumIsTheBiasAndWhatEveryFeatureAdds) {
  const auto model = *LinearModel::create(draft());
  const std::array values{1.0, 3.0};
  EXPECT_DOUBLE_EQ(model.sum(values), -1.0 + 2.0 - 1.5);
  const Prediction told = model.predict(values);
  EXPECT_DOUBLE_EQ(told.sum, -0.5);
  EXPECT_DOUBLE_EQ(told.probability, 0.378);  // 1 / (1 + e^0.5) = 0.37754
  EXPECT_EQ(model.why(told, 2), "asks +2.0, long -1.5");
}

TEST(LinearModel, ValuesThatAreMissingAre0) {
  const auto model = *LinearModel::create(draft());
  EXPECT_DOUBLE_EQ(model.sum({}), -1.0);
  EXPECT_TRUE(model.predict({}).contributions.empty());
}

TEST(LinearModel, CalibrationBendsTheProbabilityAndNotTheSum) {
  auto bent = draft();
  bent.slope = 0.5;
  bent.offset = 1.0;
  const auto model = *LinearModel::create(bent);
  const std::array values{1.0, 0.0};
  const Prediction told = model.predict(values);
  EXPECT_DOUBLE_EQ(told.sum, 1.0);
  EXPECT_DOUBLE_EQ(told.probability, 0.818);  // 1 / (1 + e^-1.5) = 0.81757
  EXPECT_DOUBLE_EQ(model.calibrated(-2.0), 0.5);
}

TEST(LinearModel, ADraftThatCannotBeRight) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::pair<std::string, std::function<void(LinearModelDraft&)>>> faults{
      {"/name", [](LinearModelDraft& d) { d.name.clear(); }},
      {"/version", [](LinearModelDraft& d) { d.version.clear(); }},
      {"/bias", [&](LinearModelDraft& d) { d.bias = nan; }},
      {"/features", [](LinearModelDraft& d) { d.features.clear(); }},
      {"/features/0/name", [](LinearModelDraft& d) { d.features[0].name.clear(); }},
      {"/features/1/description", [](LinearModelDraft& d) { d.features[1].description.clear(); }},
      {"/features/1/weight", [&](LinearModelDraft& d) { d.features[1].weight = nan; }},
      {"/features/1/name", [](LinearModelDraft& d) { d.features[1].name = "asks"; }},
      {"/slope", [](LinearModelDraft& d) { d.slope = 0; }},
      {"/slope", [&](LinearModelDraft& d) { d.slope = nan; }},
      {"/offset", [&](LinearModelDraft& d) { d.offset = nan; }},
  };
  for (const auto& [where, break_it] : faults) {
    auto broken = draft();
    break_it(broken);
    const auto made = LinearModel::create(std::move(broken));
    ASSERT_FALSE(made) << where;
    EXPECT_EQ(made.error().where, where);
    EXPECT_EQ(made.error().code, ErrorCode::invalid_argument);
  }
}

TEST(LinearModel, OrderedAsTheCodeHasItsFeatures) {
  const auto model = *LinearModel::create(draft());
  const std::array<std::string_view, 3> names{"new", "long", "asks"};
  const auto ordered = *model.ordered(names);
  EXPECT_DOUBLE_EQ(ordered.sum(std::array{9.0, 2.0, 1.0}), -1.0 - 1.0 + 2.0);
  const std::array<std::string_view, 1> too_few{"asks"};
  const auto lost = model.ordered(too_few);
  ASSERT_FALSE(lost);
  EXPECT_THAT(lost.error().message, HasSubstr("\"long\""));
  EXPECT_EQ(lost.error().where, "/features/1/name");
}

TEST(LinearModel, BuiltInModels) {
  EXPECT_THAT(builtin_linear_models(), ElementsAre("steps", "uptake"));
  for (const std::string_view name : builtin_linear_models()) {
    const auto model = builtin_linear_model(name);
    ASSERT_TRUE(model) << model.error().message;
    EXPECT_EQ(model->data().name, name);
    for (const LinearFeature& feature : model->features()) {
      EXPECT_FALSE(feature.source.empty()) << feature.name;
    }
  }
  EXPECT_FALSE(builtin_linear_model("none of these"));
}

}  // namespace
}  // namespace callnorm
