// The models that find questions: how a file is read and refused, what a prediction says, and what
// the detector makes of it. What sentences they find: tests/data/acts.
#include "callnorm/model/linear_model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "callnorm/detect/question_features.hpp"
#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/linear_models.hpp"

namespace callnorm {
namespace {

LinearModelDraft draft() {
  LinearModelDraft out;
  out.name = "question";
  out.version = "model@1";
  out.features = {{"wh_opens", 2.0, "opens with a question word", "grammar"},
                  {"i_opens", -1.25, "opens with I", "Labov"},
                  {"turn_end", 0.5, "the turn ends", "Sacks"}};
  out.bias = -1.0;
  return out;
}

std::string file(const std::string& from = "", const std::string& to = "") {
  std::string json = R"({"format":"callnorm.model/1","name":"q","version":"model@1",
    "act":"question","bias":-0.5,"calibration":"none","trained_on":"nothing","seed":7,
    "features":[{"name":"wh_opens","weight":2,"description":"d","source":"s"},
                {"name":"wh_last","weight":-1.5,"description":"d","source":"s"}]})";
  if (const auto at = json.find(from); !from.empty() && at != json.npos) {
    json.replace(at, from.size(), to);
  }
  return json;
}

Contact talk(const std::vector<std::pair<Speaker, std::string>>& lines, const char* language,
             bool punctuated) {
  ContactDraft contact;
  contact.language = language;
  contact.quality.punctuated = punctuated;
  Millis at{0};
  for (const auto& [speaker, text] : lines) {
    Turn turn;
    turn.speaker = speaker;
    turn.text = text;
    turn.time = TimeSpan{at, at + Millis{2000}};
    at += Millis{2300};
    contact.turns.push_back(std::move(turn));
  }
  return *Contact::create(std::move(contact));
}

TEST(LinearModel, AddsWeightTimesValueToTheBias) {
  const auto model = LinearModel::create(draft());
  ASSERT_TRUE(model.ok());
  const std::array<double, 3> values{1, 1, 0.5};
  const Prediction prediction = model->predict(values);
  EXPECT_DOUBLE_EQ(prediction.sum, 0.0);
  EXPECT_DOUBLE_EQ(prediction.probability, 0.5);
  EXPECT_DOUBLE_EQ(model->sum(values), prediction.sum);
  EXPECT_DOUBLE_EQ(model->sum({}), -1.0);
  EXPECT_DOUBLE_EQ(model->predict({}).probability, 0.269);  // to the nearest thousandth
}

TEST(LinearModel, SaysWhyLargestFirstAndNothingOfZeroes) {
  const auto model = LinearModel::create(draft());
  ASSERT_TRUE(model.ok());
  const Prediction prediction = model->predict(std::array<double, 3>{1, 1, 0});
  EXPECT_EQ(prediction.contributions, (std::vector<Contribution>{{0, 2.0}, {1, -1.25}}));
  EXPECT_EQ(model->why(prediction, 9), "wh_opens +2.0, i_opens -1.3");
  EXPECT_EQ(model->why(prediction, 1), "wh_opens +2.0");
  EXPECT_EQ(model->why(model->predict({}), 3), "");
}

TEST(LinearModel, EqualContributionsKeepTheOrderOfTheFile) {
  LinearModelDraft equal = draft();
  for (LinearFeature& feature : equal.features) feature.weight = feature.weight < 0 ? -1 : 1;
  const auto model = LinearModel::create(equal);
  ASSERT_TRUE(model.ok());
  EXPECT_EQ(model->why(model->predict(std::array<double, 3>{1, 1, 1}), 3),
            "wh_opens +1.0, i_opens -1.0, turn_end +1.0");
}

TEST(LinearModel, RefusesWhatCouldNotBeExplainedOrComputed) {
  const auto where = [](LinearModelDraft changed) {
    const auto model = LinearModel::create(std::move(changed));
    return model.ok() ? "taken" : model.error().where;
  };
  EXPECT_EQ(where(draft()), "taken");
  LinearModelDraft d = draft();
  d.name.clear();
  EXPECT_EQ(where(d), "/name");
  d = draft();
  d.version.clear();
  EXPECT_EQ(where(d), "/version");
  d = draft();
  d.bias = std::numeric_limits<double>::infinity();
  EXPECT_EQ(where(d), "/bias");
  d = draft();
  d.features.clear();
  EXPECT_EQ(where(d), "/features");
  d = draft();
  d.features[1].name.clear();
  EXPECT_EQ(where(d), "/features/1/name");
  d = draft();
  d.features[1].description.clear();
  EXPECT_EQ(where(d), "/features/1/description");
  d = draft();
  d.features[2].weight = std::nan("");
  EXPECT_EQ(where(d), "/features/2/weight");
  d = draft();
  d.features[2].name = "wh_opens";
  EXPECT_EQ(where(d), "/features/2/name");
}

TEST(LinearModel, PutsItsWeightsInTheOrderOfTheValues) {
  const auto model = LinearModel::create(draft());
  ASSERT_TRUE(model.ok());
  constexpr std::array<std::string_view, 4> names{"turn_end", "unused", "wh_opens", "i_opens"};
  const auto ordered = model->ordered(names);
  ASSERT_TRUE(ordered.ok());
  EXPECT_DOUBLE_EQ(ordered->sum(std::array<double, 4>{1, 1, 0, 1}), -1.0 + 0.5 - 1.25);
  EXPECT_EQ(ordered->why(ordered->predict(std::array<double, 4>{1, 1, 0, 0}), 4), "turn_end +0.5");

  constexpr std::array<std::string_view, 2> fewer{"turn_end", "wh_opens"};
  const auto lost = model->ordered(fewer);
  ASSERT_FALSE(lost.ok());
  EXPECT_EQ(lost.error().where, "/features/1/name");
  EXPECT_NE(lost.error().message.find("i_opens"), std::string::npos);
}

TEST(ReadLinearModel, ReadsTheFormat) {
  const auto model = read_linear_model(file());
  ASSERT_TRUE(model.ok()) << model.error().where << model.error().message;
  EXPECT_EQ(model->data().act, ActKind::question);
  EXPECT_EQ(model->data().seed, 7);
  EXPECT_EQ(model->features().size(), 2U);
  EXPECT_DOUBLE_EQ(model->features()[1].weight, -1.5);
}

TEST(ReadLinearModel, NamesThePlaceOfWhatIsWrong) {
  const auto where = [](const std::string& from, const std::string& to) {
    const auto model = read_linear_model(file(from, to));
    return model.ok() ? "taken" : model.error().where;
  };
  EXPECT_EQ(where("callnorm.model/1", "callnorm.model/2"), "/format");
  EXPECT_EQ(where("\"question\"", "\"quest\""), "/act");
  EXPECT_EQ(where("-0.5", "\"-0.5\""), "/bias");
  EXPECT_EQ(where("\"seed\":7", "\"seed\":-7"), "/seed");
  EXPECT_EQ(where("\"weight\":2,", ""), "/features/0");
  EXPECT_EQ(where("\"source\":\"s\"", "\"source\":\"\""), "/features/0/source");
  EXPECT_EQ(where("wh_last", "wh_opens"), "/features/1/name");
  EXPECT_EQ(where("\"seed\"", "\"sead\""), "/sead");
  EXPECT_EQ(read_linear_model("{").error().code, ErrorCode::invalid_json);
}

TEST(BuiltinLinearModels, EachIsReadAndEveryFeatureIsComputed) {
  EXPECT_GE(builtin_linear_models().size(), 2U);
  for (const char* name : {"question", "open_repair"}) {
    const auto model = builtin_linear_model(name);
    ASSERT_TRUE(model.ok()) << name << model.error().where << model.error().message;
    EXPECT_EQ(model->data().version, "model@1");
    EXPECT_TRUE(model->ordered(question_feature_names).ok());
  }
  const auto none = builtin_linear_model("thought");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::unsupported);
}

TEST(QuestionFeatures, EveryFeatureHasItsOwnName) {
  auto names = question_feature_names;
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  EXPECT_FALSE(names.front().empty());
  EXPECT_EQ(question_feature_names.back(), "wh_in_place");
  EXPECT_EQ(static_cast<std::size_t>(QuestionFeature::wh_in_place) + 1,
            question_feature_names.size());
}

TEST(QuestionModels, TakeNoModelOfAnotherAct) {
  const auto question = builtin_linear_model("question");
  const auto repair = builtin_linear_model("open_repair");
  ASSERT_TRUE(question.ok() && repair.ok());
  EXPECT_TRUE(QuestionModels::create(*question, *repair).ok());
  const auto swapped = QuestionModels::create(*repair, *question);
  ASSERT_FALSE(swapped.ok());
  EXPECT_EQ(swapped.error().where, "/act");
}

class Detectors : public testing::Test {
 protected:
  static std::vector<Act> found(const Contact& contact, const std::string& detectors,
                                ActKind kind) {
    EvaluatorOptions options;
    options.detectors = detectors;
    const auto evaluator = Evaluator::create(*builtin_norm(), std::nullopt, options);
    EXPECT_TRUE(evaluator.ok());
    auto acts = *evaluator->detect(contact);
    std::erase_if(acts, [&](const Act& act) { return act.kind != kind; });
    return acts;
  }
};

const std::vector<std::pair<Speaker, std::string>> unmarked{
    {Speaker::client, "goedemiddag ik bel voor mijn factuur van maart"},
    {Speaker::agent, "wablief"},
    {Speaker::client, "mijn factuur van maart"},
    {Speaker::agent, "u bent verhuisd naar gent hè"},
    {Speaker::client, "ja klopt"},
    {Speaker::agent, "dan pas ik het adres voor u aan"}};

TEST_F(Detectors, TheModelFindsATagQuestionAndSaysWhy) {
  const Contact contact = talk(unmarked, "nl", false);
  const auto by_model = found(contact, "model@1", ActKind::question);
  ASSERT_EQ(by_model.size(), 2U);
  EXPECT_EQ(by_model[1].turn, 3U);
  EXPECT_EQ(by_model[1].by, "model@1");
  EXPECT_GE(by_model[1].score, 0.5);
  ASSERT_EQ(by_model[1].details.size(), 1U);
  EXPECT_EQ(by_model[1].details[0].first, "why");
  EXPECT_NE(by_model[1].details[0].second.find("tag_strong +"), std::string::npos)
      << by_model[1].details[0].second;
  for (const Act& act : found(contact, "rules@1", ActKind::question)) {
    EXPECT_EQ(act.by, "rules@1");
    EXPECT_NE(act.turn, 3U);
  }
}

TEST_F(Detectors, ARequestToRepeatIsOneByTheAgentOnly) {
  const Contact contact = talk(unmarked, "nl", false);
  const auto repairs = found(contact, "model@1", ActKind::open_repair);
  ASSERT_EQ(repairs.size(), 1U);
  EXPECT_EQ(repairs[0].turn, 1U);

  std::vector<std::pair<Speaker, std::string>> swapped = unmarked;
  for (auto& [speaker, text] : swapped) {
    speaker = speaker == Speaker::agent ? Speaker::client : Speaker::agent;
  }
  EXPECT_TRUE(found(talk(swapped, "nl", false), "model@1", ActKind::open_repair).empty());
}

TEST_F(Detectors, WhereThereAreMarksTheRulesRemain) {
  const Contact contact = talk({{Speaker::client, "Mijn modem is stuk."},
                                {Speaker::agent, "Welk toestel bedoelt u?"},
                                {Speaker::client, "De zwarte."}},
                               "nl", true);
  for (const char* detectors : {"rules@1", "model@1"}) {
    const auto acts = found(contact, detectors, ActKind::question);
    ASSERT_EQ(acts.size(), 1U);
    EXPECT_EQ(acts[0].by, "rules@1");
  }
}

TEST_F(Detectors, GivenActsStandForTheirKind) {
  ContactDraft given = talk(unmarked, "nl", false).data();
  given.acts_given = {ActKind::question};
  const auto contact = Contact::create(std::move(given));
  ASSERT_TRUE(contact.ok());
  EXPECT_TRUE(found(*contact, "model@1", ActKind::question).empty());
  EXPECT_EQ(found(*contact, "model@1", ActKind::open_repair).size(), 1U);
}

TEST_F(Detectors, OtherNamesAreRefused) {
  EvaluatorOptions options;
  options.detectors = "model@2";
  const auto evaluator = Evaluator::create(*builtin_norm(), std::nullopt, options);
  ASSERT_FALSE(evaluator.ok());
  EXPECT_EQ(evaluator.error().code, ErrorCode::unsupported);
}

}  // namespace
}  // namespace callnorm
