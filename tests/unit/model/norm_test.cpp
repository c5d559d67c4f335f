#include "callnorm/model/norm.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace callnorm {
namespace {

NormDraft small() {
  NormDraft draft;
  draft.id = "n";
  draft.version = "1";
  Competence competence;
  competence.id.value = "C";
  competence.literal = {"fr", "gérer", "", 1};
  Indicator indicator;
  indicator.id.value = "C.1";
  indicator.key = "k";
  indicator.literal = {"fr", "saisir", "", 2};
  indicator.operationalisation.id = "C.1/op-1";
  indicator.operationalisation.version = "1";
  indicator.operationalisation.measure = Measure::data_entry;
  indicator.operationalisation.channels = {"voice"};
  std::vector<Parameter> parameters;
  for (const std::string_view name : info(Measure::data_entry).parameters) {
    Parameter parameter;
    parameter.name = name;
    parameters.push_back(parameter);
  }
  indicator.operationalisation.parameters = Parameters(parameters);
  competence.indicators.push_back(indicator);
  draft.competences.push_back(competence);
  return draft;
}

std::string where(NormDraft draft) {
  const auto norm = Norm::create(std::move(draft));
  return norm ? "ok" : norm.error().where;
}

TEST(Norm, AcceptsAnyMeasureUnderAnyIndicator) {
  EXPECT_EQ(where(small()), "ok");
}

TEST(Norm, RefusesADraftThatBreaksAnInvariant) {
  const auto broken = [](auto change) {
    NormDraft draft = small();
    change(draft);
    return where(std::move(draft));
  };
  const std::string first(info(Measure::data_entry).parameters.front());
  const std::string op = "/competences/0/indicators/0/operationalisation";
  EXPECT_EQ(broken([](NormDraft& d) { d.id.clear(); }), "/id");
  EXPECT_EQ(broken([](NormDraft& d) { d.version.clear(); }), "/version");
  EXPECT_EQ(broken([](NormDraft& d) { d.competences.clear(); }), "/competences");
  EXPECT_EQ(broken([](NormDraft& d) { d.competences.push_back(d.competences[0]); }),
            "/competences/1/id");
  EXPECT_EQ(broken([](NormDraft& d) {
              d.competences[0].indicators.push_back(d.competences[0].indicators[0]);
            }),
            "/competences/0/indicators/1/id");
  EXPECT_EQ(broken([](NormDraft& d) {
              d.competences[0].indicators.push_back(d.competences[0].indicators[0]);
              d.competences[0].indicators[1].id.value = "C.2";
            }),
            "/competences/0/indicators/1/key");
  EXPECT_EQ(broken([](NormDraft& d) { d.competences[0].indicators[0].notes = {"AN"}; }),
            "/competences/0/indicators/0/notes/0");
  EXPECT_EQ(broken([](NormDraft& d) {
              d.competences[0].indicators[0].operationalisation.measure = Measure::tool_use;
            }),
            op + "/parameters");
  EXPECT_EQ(broken([](NormDraft& d) {
              auto list = d.competences[0].indicators[0].operationalisation.parameters.list();
              list[0].value = std::numeric_limits<double>::infinity();
              d.competences[0].indicators[0].operationalisation.parameters = Parameters(list);
            }),
            op + "/parameters/" + first + "/value");
  EXPECT_EQ(broken([](NormDraft& d) {
              auto list = d.competences[0].indicators[0].operationalisation.parameters.list();
              list.push_back(list[0]);
              d.competences[0].indicators[0].operationalisation.parameters = Parameters(list);
            }),
            op + "/parameters/" + first);
  EXPECT_EQ(broken([](NormDraft& d) {
              auto list = d.competences[0].indicators[0].operationalisation.parameters.list();
              list.push_back(list[0]);
              list.back().name = "z";
              list.back().value = -1;
              d.competences[0].indicators[0].operationalisation.parameters = Parameters(list);
            }),
            op + "/parameters/z/value");
  EXPECT_EQ(broken([](NormDraft& d) {
              Cue cue;
              cue.cue_class = CueClass::hold;
              cue.language = Language::fr;
              cue.pattern = "un instant";
              d.cues = {cue, cue};
              d.cues[1].pattern = "* *";
            }),
            "/cues/hold/fr/1/pattern");
}

TEST(Parameters, WhatIsBeyondAnyContactIsTheLongestOrTheMost) {
  Parameter large;
  large.name = "large";
  large.value = 1e17;
  Parameter small;
  small.name = "small";
  small.value = -1e17;
  const Parameters parameters({large, small});
  EXPECT_EQ(parameters.time("large"), Millis{1'000'000'000'000});
  EXPECT_EQ(parameters.time("small"), Millis{-1'000'000'000'000});
  EXPECT_EQ(parameters.count("large"), 1'000'000'000U);
  EXPECT_EQ(parameters.count("small"), 0U);
}

TEST(Norm, CopiesShareTheirContent) {
  const auto norm = Norm::create(small());
  ASSERT_TRUE(norm.ok());
  const Norm copy = *norm;
  EXPECT_EQ(copy.find("C.1"), norm->find("C.1"));
}

}  // namespace
}  // namespace callnorm
