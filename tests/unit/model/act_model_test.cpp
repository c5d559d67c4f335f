// The model of acts: how sums are formed, what a file must say, and why.
#include "callnorm/model/act_model.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "callnorm/io/act_models.hpp"

namespace callnorm {
namespace {

ActModelDraft draft() {
  ActModelDraft out;
  out.version = "model@1";
  out.kinds = {{ActKind::question, true, true, -1.0F},
               {ActKind::hold, true, false, -2.0F},
               {ActKind::confirm, false, true, 0.5F}};
  out.features = {{"cue hold", "", "", {{1, 3.0F}, {0, -0.5F}}},
                  {"1 word", "one word", "length", {{2, 1.25F}}},
                  {"form wh_opens", "", "", {{0, 2.0F}}}};
  out.second = {{1.0F, 0.25F, {}},
                {2.0F, -1.0F, {{0, 4.0F}}},          // own question
                {1.0F, 0.0F, {{3 * 2 + 1, 2.0F}}}};  // before hold
  out.types = {{1, "look_up", 0.0F, {{"cue hold", 1.0F}}},
               {1, "transfer", 0.5F, {{"1 word", 1.0F}}}};
  return out;
}

const ActModel& model() {
  static const ActModel made = *ActModel::create(draft());
  return made;
}

std::vector<float> first(Speaker speaker, const std::vector<FeatureValue>& features) {
  std::vector<float> out(model().width(speaker));
  model().first_sums(speaker, features, out);
  return out;
}

TEST(ActModel, AddsWeightTimesValueForTheKindsOfTheSpeaker) {
  const auto agent = first(Speaker::agent, {{0, 1.0F}, {2, 0.5F}});
  ASSERT_EQ(model().of(Speaker::agent).size(), 2U);
  EXPECT_FLOAT_EQ(agent[0], -1.0F - 0.5F + 1.0F);
  EXPECT_FLOAT_EQ(agent[1], -2.0F + 3.0F);
  const auto client = first(Speaker::client, {{1, 1.0F}});
  ASSERT_EQ(model().of(Speaker::client).size(), 2U);
  EXPECT_EQ(model().kinds()[model().of(Speaker::client)[1]].act, ActKind::confirm);
  EXPECT_FLOAT_EQ(client[1], 0.5F + 1.25F);
}

TEST(ActModel, TheSecondSumReadsTheContextButNotTheKindItself) {
  std::vector<float> context(act_context_names.size() * 3, 0.0F);
  context[0] = 0.5F;  // own question
  context[1] = 1.0F;  // own hold: comes by the scale
  const auto sums = first(Speaker::agent, {{0, 1.0F}});
  std::vector<float> out(model().width(Speaker::agent));
  model().second_sums(Speaker::agent, sums, context, out);
  EXPECT_FLOAT_EQ(out[0], 0.25F + sums[0]);
  EXPECT_FLOAT_EQ(out[1], -1.0F + 2.0F * sums[1] + 4.0F * 0.5F);
}

// The laid-out weights against the file's own lists, on random features.
TEST(ActModel, SumsAreThoseOfTheTextbook) {
  constexpr unsigned seed = 20261128;
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> number(-2.0F, 2.0F);
  for (int round = 0; round < 50; ++round) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
    ActModelDraft d = draft();
    for (auto& feature : d.features) {
      for (auto& [kind, weight] : feature.weights) weight = number(random);
    }
    for (auto& second : d.second) {
      second.weights.clear();
      for (std::uint32_t at = 0; at < 15; ++at) second.weights.emplace_back(at, number(random));
    }
    const auto made = ActModel::create(d);
    ASSERT_TRUE(made.ok());
    const std::vector<FeatureValue> features{{0, number(random)}, {2, number(random)}};
    std::vector<float> context(15);
    for (float& value : context) value = number(random);
    for (const Speaker speaker : {Speaker::agent, Speaker::client}) {
      std::vector<float> sums(made->width(speaker));
      std::vector<float> out(made->width(speaker));
      made->first_sums(speaker, features, sums);
      made->second_sums(speaker, sums, context, out);
      for (std::size_t i = 0; i < made->of(speaker).size(); ++i) {
        const std::uint32_t k = made->of(speaker)[i];
        double one = d.kinds[k].bias;
        for (const FeatureValue& f : features) {
          for (const auto& [kind, weight] : d.features[f.feature].weights) {
            if (kind == k) one += static_cast<double>(f.value) * static_cast<double>(weight);
          }
        }
        double two = d.second[k].bias + static_cast<double>(d.second[k].scale) * one;
        for (const auto& [at, weight] : d.second[k].weights) {
          if (at != k) two += static_cast<double>(weight) * static_cast<double>(context[at]);
        }
        EXPECT_NEAR(sums[i], one, 1e-4);
        EXPECT_NEAR(out[i], two, 1e-4);
      }
    }
  }
}

TEST(ActModel, SaysWhyLargestFirst) {
  std::vector<float> context(15, 0.0F);
  context[0] = 0.5F;
  const std::vector<FeatureValue> features{{0, 1.0F}, {2, 1.0F}};
  EXPECT_EQ(model().why(Speaker::agent, 1, features, context, {}, 4),
            "cue hold +6.0, own: question +2.0");
  EXPECT_EQ(model().why(Speaker::agent, 0, features, context, {}, 1), "form wh_opens +2.0");
  EXPECT_EQ(model().why(Speaker::agent, 2, features, context, {}, 3), "");
}

// Of hold: with "form wh_opens" 2 more where a question was asked before, 1 less where none was.
ActModelDraft with_trees() {
  ActModelDraft d = draft();
  const std::uint32_t before_question = 3 * 2;
  const std::uint32_t wh_opens = 15 + 2;
  d.trees = {{1,
              -4.0F,
              0.5F,
              0.25F,
              {{{wh_opens, 0.5F, 0.0F, 1, 2},
                {0, 0.0F, 0.0F, 0, 0},
                {before_question, 0.4F, 0.5F, 3, 4},
                {0, 0.0F, -1.0F, 0, 0},
                {0, 0.0F, 2.0F, 0, 0}}}}};
  d.cut = {{1.0F, 0.0F}, {2.0F, -0.5F}, {1.0F, 0.0F}};
  return d;
}

TEST(ActModel, TreesAreAskedWhereTheSumMakesItWorthIt) {
  const ActModel made = *ActModel::create(with_trees());
  EXPECT_TRUE(made.worth_asking(1, -4.0F));
  EXPECT_FALSE(made.worth_asking(1, -4.1F));
  EXPECT_FALSE(made.worth_asking(0, 9.0F));
  ASSERT_EQ(made.tree_inputs(), 2U);  // only what they ask for
  std::vector<float> row(2);
  std::vector<float> context(15, 0.0F);
  made.tree_row(std::vector<FeatureValue>{{0, 1.0F}}, context, row);
  EXPECT_FLOAT_EQ(made.after_trees(1, 3.0F, row), 0.5F * 3.0F + 0.25F);
  const std::vector<FeatureValue> features{{0, 1.0F}, {2, 1.0F}};
  made.tree_row(features, context, row);
  EXPECT_FLOAT_EQ(made.after_trees(1, 3.0F, row), 0.5F * 3.0F + 0.25F - 1.0F);
  context[6] = 0.75F;
  made.tree_row(features, context, row);
  EXPECT_FLOAT_EQ(made.after_trees(1, 3.0F, row), 0.5F * 3.0F + 0.25F + 2.0F);
  EXPECT_FLOAT_EQ(made.in_utterances(1, 3.0F), 5.5F);
  EXPECT_FLOAT_EQ(model().in_utterances(1, 3.0F), 3.0F);  // nothing said: as it is
}

TEST(ActModel, WhatTreesSayIsTold) {
  const ActModel made = *ActModel::create(with_trees());
  std::vector<float> row(2);
  std::vector<float> context(15, 0.0F);
  context[6] = 0.75F;
  const std::vector<FeatureValue> features{{0, 1.0F}, {2, 1.0F}};
  made.tree_row(features, context, row);
  // The sums halved; then 0.5 for the question word, and 1.5 for what it answers.
  EXPECT_EQ(made.why(Speaker::agent, 1, features, context, row, 4),
            "cue hold +3.0, before: question +1.5, form wh_opens +0.5");
  EXPECT_EQ(made.why(Speaker::agent, 1, features, context, {}, 4), "cue hold +6.0");
}

// Two kinds that are .5 and .2 likely, any of them so .6: when any is .3 likely, half as much each.
TEST(ActModel, InUtterancesKindsMayBeJudgedTogether) {
  ActModelDraft d = draft();
  const float any = std::log(0.3F / 0.7F);
  d.shared = ActModelDraft::Shared{{0, 1}, -1.0F, any, {{{0, 0.0F, 0.0F, 0, 0}}}};
  const ActModel made = *ActModel::create(d);
  std::vector<float> sums{0.0F, std::log(0.2F / 0.8F), 0.0F, 0.0F};
  EXPECT_TRUE(made.judges_together(Speaker::agent));
  made.share(Speaker::agent, {}, sums);
  EXPECT_NEAR(act_probability(sums[0]), 0.25, 0.0011);
  EXPECT_NEAR(act_probability(sums[1]), 0.1, 0.0011);
  sums = {-3.0F, -3.0F, 0.0F, 0.0F};
  made.share(Speaker::agent, {}, sums);  // hardly a check: left as it is
  EXPECT_EQ(sums[0], -3.0F);
  EXPECT_EQ(sums[1], -3.0F);
  sums = {40.0F, 900.0F, 0.0F, 0.0F};
  made.share(Speaker::agent, {}, sums);
  EXPECT_TRUE(std::isfinite(sums[0]) && std::isfinite(sums[1]));
  EXPECT_FALSE(made.judges_together(Speaker::client));  // a client does not hold
  EXPECT_FALSE(model().judges_together(Speaker::agent));
}

TEST(ActModel, TheLikeliestTypeOfAKindThatHasTypes) {
  EXPECT_EQ(model().type_of(1, std::vector<FeatureValue>{{0, 1.0F}}), "look_up");
  EXPECT_EQ(model().type_of(1, {}), "transfer");
  EXPECT_EQ(model().type_of(0, {}), "");
}

TEST(ActModel, SquashIsExactAndStaysBetweenZeroAndOne) {
  EXPECT_EQ(squash(0.0F), 0.5F);
  EXPECT_EQ(squash(1.0F), 0.75F);
  EXPECT_EQ(squash(-3.0F), 0.125F);
  EXPECT_LE(squash(1e30F), 1.0F);
  EXPECT_GE(squash(-1e30F), 0.0F);
}

TEST(ActModel, AProbabilityIsRoundedToAThousandth) {
  EXPECT_DOUBLE_EQ(act_probability(0.0F), 0.5);
  EXPECT_DOUBLE_EQ(act_probability(-1.0F), 0.269);
  EXPECT_DOUBLE_EQ(act_probability(1000.0F), 1.0);
}

TEST(ActModel, RefusesWhatCouldNotBeComputed) {
  const auto where = [](auto change) {
    ActModelDraft d = draft();
    change(d);
    const auto made = ActModel::create(std::move(d));
    return made.ok() ? std::string("taken") : made.error().where;
  };
  EXPECT_EQ(where([](ActModelDraft&) {}), "taken");
  EXPECT_EQ(where([](ActModelDraft& d) { d.version.clear(); }), "/version");
  EXPECT_EQ(where([](ActModelDraft& d) { d.kinds.clear(); }), "/kinds");
  EXPECT_EQ(where([](ActModelDraft& d) { d.kinds[2].act = ActKind::hold; }), "/kinds/2");
  EXPECT_EQ(where([](ActModelDraft& d) { d.kinds[1].agent = false; }), "/kinds/1");
  EXPECT_EQ(where([](ActModelDraft& d) { d.kinds[0].bias = std::nanf(""); }), "/kinds/0/bias");
  EXPECT_EQ(where([](ActModelDraft& d) { d.second.pop_back(); }), "/second");
  EXPECT_EQ(where([](ActModelDraft& d) { d.second[1].weights[0].first = 15; }), "/second/1");
  EXPECT_EQ(where([](ActModelDraft& d) { d.features[1].name.clear(); }), "/features/1");
  EXPECT_EQ(where([](ActModelDraft& d) { d.features[1].name = "cue hold"; }), "/features/1");
  EXPECT_EQ(where([](ActModelDraft& d) { d.features[0].weights[0].first = 3; }),
            "/features/0/weights");
  EXPECT_EQ(where([](ActModelDraft& d) {
              d.features[0].weights[0].second = std::numeric_limits<float>::infinity();
            }),
            "/features/0/weights");
  EXPECT_EQ(where([](ActModelDraft& d) { d.types[1].type = "look_up"; }), "/types/1");
  EXPECT_EQ(where([](ActModelDraft& d) { d.types[0].weights[0].first = "no such"; }),
            "/types/0/weights");
  const auto of_trees = [&](auto change) {
    return where([&](ActModelDraft& d) {
      d = with_trees();
      d.shared = ActModelDraft::Shared{{0, 1}, -1.0F, 0.0F, d.trees[0].trees};
      change(d);
    });
  };
  EXPECT_EQ(of_trees([](ActModelDraft&) {}), "taken");
  EXPECT_EQ(of_trees([](ActModelDraft& d) { d.trees[0].kind = 3; }), "/trees/0");
  EXPECT_EQ(of_trees([](ActModelDraft& d) { d.trees[0].trees.clear(); }), "/trees/0");
  EXPECT_EQ(of_trees([](ActModelDraft& d) { d.trees.push_back(d.trees[0]); }), "/trees/1");
  EXPECT_EQ(of_trees([](ActModelDraft& d) { d.trees[0].from = std::nanf(""); }), "/trees/0");
  EXPECT_EQ(of_trees([](ActModelDraft& d) { d.trees[0].trees[0][2].input = 18; }), "/trees/0");
  EXPECT_EQ(of_trees([](ActModelDraft& d) { d.trees[0].trees[0][2].high = 1; }), "/trees/0");
  EXPECT_EQ(of_trees([](ActModelDraft& d) { d.trees[0].trees[0][3].value = std::nanf(""); }),
            "/trees/0");
  EXPECT_EQ(of_trees([](ActModelDraft& d) { d.shared->kinds = {0, 0}; }), "/shared");
  EXPECT_EQ(of_trees([](ActModelDraft& d) { d.shared->kinds = {3}; }), "/shared");
  EXPECT_EQ(of_trees([](ActModelDraft& d) { d.shared->trees[0].clear(); }), "/shared");
  EXPECT_EQ(of_trees([](ActModelDraft& d) { d.cut.pop_back(); }), "/cut");
  EXPECT_EQ(of_trees([](ActModelDraft& d) { d.cut[1].scale = std::nanf(""); }), "/cut/1");
}

std::string file(const std::string& from = "", const std::string& to = "") {
  std::string json = R"({"format":"callnorm.act_model/1","version":"model@1","trained_on":"nothing",
    "calibration":"none",
    "kinds":[{"act":"question","sides":"AC","bias":-1},{"act":"hold","sides":"A","bias":-2.5}],
    "second":[{"act":"question","scale":1,"bias":0,"weights":{"before hold":2}},
              {"act":"hold","scale":1.5,"bias":0.5,"weights":{}}],
    "types":[{"act":"hold","type":"t","bias":0,"weights":{"cue hold":1}}],
    "features":[{"name":"cue hold","weights":{"hold":2}},
                {"name":"1 word","description":"d","source":"s","weights":{"question":-1}}],
    "trees":[{"act":"hold","from":-4,"scale":0.5,"bias":0.1,
              "trees":[["1 word",0.2,-1,["act before question",0.4,0.3,0.5,2]],0.25]}],
    "shared":{"acts":["question","hold"],"from":-6,"bias":0.5,"trees":[["cue hold",0,-1,1]]},
    "cut":[{"act":"question","scale":1,"bias":0.5},{"act":"hold","scale":1.5,"bias":0}]})";
  if (const auto at = json.find(from); !from.empty() && at != json.npos) {
    json.replace(at, from.size(), to);
  }
  return json;
}

TEST(ReadActModel, ReadsTheFormat) {
  const auto made = read_act_model(file());
  ASSERT_TRUE(made.ok()) << made.error().where << ' ' << made.error().message;
  EXPECT_EQ(made->kinds().size(), 2U);
  EXPECT_TRUE(made->kinds()[0].client);
  EXPECT_FALSE(made->kinds()[1].client);
  EXPECT_EQ(made->data().second[0].weights.at(0).first, 2U * 2 + 1);
  EXPECT_EQ(made->data().features[1].source, "s");
  const ActModelDraft::Trees& trees = made->data().trees.at(0);
  EXPECT_EQ(trees.kind, 1U);
  ASSERT_EQ(trees.trees.size(), 2U);
  const std::uint32_t contexts = 5 * 2;
  const std::vector<TreeNode> expected{{contexts + 1, 0.5F, 0.2F, 1, 2},
                                       {0, 0.0F, -1.0F, 0, 0},
                                       {2 * 2, 0.4F, 0.3F, 3, 4},
                                       {0, 0.0F, 0.5F, 0, 0},
                                       {0, 0.0F, 2.0F, 0, 0}};
  EXPECT_EQ(trees.trees[0], expected);
  EXPECT_EQ(made->data().shared->kinds, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_FLOAT_EQ(made->data().cut.at(1).scale, 1.5F);
}

TEST(ReadActModel, NamesThePlaceOfWhatIsWrong) {
  const auto where = [](const std::string& from, const std::string& to) {
    const auto made = read_act_model(file(from, to));
    return made.ok() ? std::string("taken") : made.error().where;
  };
  EXPECT_EQ(where("callnorm.act_model/1", "callnorm.act_model/2"), "/format");
  EXPECT_EQ(where("\"act\":\"hold\",\"sides\"", "\"act\":\"held\",\"sides\""), "/kinds/1/act");
  EXPECT_EQ(where("\"sides\":\"AC\"", "\"sides\":\"B\""), "/kinds/0/sides");
  EXPECT_EQ(where("before hold", "near hold"), "/second/0/weights/near hold");
  EXPECT_EQ(where("before hold", "before held"), "/second/0/weights/before held");
  EXPECT_EQ(where("\"hold\":2", "\"confirm\":2"), "/features/0/weights/confirm");
  EXPECT_EQ(where("\"hold\":2", "\"hold\":\"2\""), "/features/0/weights/hold");
  EXPECT_EQ(where("\"trained_on\"", "\"trained\""), "/trained");
  EXPECT_EQ(where("\"act before question\"", "\"act before confirm\""), "/trees/0/trees/0/3/0");
  EXPECT_EQ(where("[\"1 word\",", "[\"2 words\","), "/trees/0/trees/0/0");
  EXPECT_EQ(where("question\",0.4,0.3,0.5,2]", "question\",0.4,0.3]"), "/trees/0/trees/0/3");
  EXPECT_EQ(where("[\"1 word\",0.2,", "[\"1 word\","), "/trees/0/trees/0");
  EXPECT_EQ(where("[\"question\",\"hold\"]", "[\"confirm\"]"), "/shared/acts/0");
  EXPECT_EQ(where("{\"act\":\"hold\",\"scale\":1.5,\"bias\":0}", "{\"act\":\"question\"}"),
            "/cut/1/act");
  std::string deep = "1";
  for (int i = 0; i < 40; ++i) deep = "[\"1 word\",0,0," + deep + "]";
  EXPECT_TRUE(where("0.25]}],", deep + "]}],").starts_with("/trees/0/trees/1/3/3"));
  EXPECT_EQ(read_act_model("{").error().code, ErrorCode::invalid_json);
}

TEST(BuiltinActModel, IsReadAndEveryFeatureThatNeedsANoteHasOne) {
  const auto made = builtin_act_model("acts");
  ASSERT_TRUE(made.ok()) << made.error().where << ' ' << made.error().message;
  EXPECT_EQ(made->data().version, "model@1");
  EXPECT_GE(made->kinds().size(), 22U);
  for (const ActModelDraft::Feature& feature : made->data().features) {
    std::string name = feature.name;
    if (name.starts_with("cut: ")) name.erase(0, 5);
    const bool words =
        name.starts_with("nl ") || name.starts_with("fr ") || name.starts_with("en ");
    const bool cue = name.starts_with("cue ") || name.starts_with("opens ") ||
                     name.starts_with("before ") || name.starts_with("after ") ||
                     name.starts_with("earlier ") || name.starts_with("just ") ||
                     name.starts_with("then ");
    EXPECT_EQ(feature.description.empty() || feature.source.empty(), words || cue) << feature.name;
  }
  const auto none = builtin_act_model("thought");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::unsupported);
}

}  // namespace
}  // namespace callnorm
