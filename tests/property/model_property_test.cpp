// What must hold of model@1 on any contact: the same bytes, spans inside their turns, times that do
// not matter, acts in order, and nobody failed by a recogniser's transcript.
#include <gtest/gtest.h>

#include <tuple>

#include "callnorm/io/write.hpp"
#include "callnorm/text/utf8.hpp"
#include "property/random_contact.hpp"

namespace callnorm::property {
namespace {

std::vector<Evaluator> all_by_model() {
  EvaluatorOptions options;
  options.detectors = "model@1";
  std::vector<Evaluator> out;
  for (const Setting& each : settings()) {
    out.push_back(value_of(Evaluator::create(value_of(builtin_norm()), each.script, options)));
  }
  return out;
}

const Evaluator& of_setting(const std::vector<Evaluator>& all, const Setting& setting) {
  return all[static_cast<std::size_t>(&setting - settings().data())];
}

const Evaluator& model_of(const Setting& setting) {
  static const std::vector<Evaluator> all = all_by_model();
  return of_setting(all, setting);
}

TEST(ModelProperties, ActsLieInsideTheirTurnsInOrderWithScores) {
  for_samples(21, [](Random&, const Sample& sample) {
    const auto acts = value_of(model_of(*sample.setting).detect(sample.contact, 0.0));
    const Act* before = nullptr;
    for (const Act& act : acts) {
      ASSERT_GE(act.score, 0.0);
      ASSERT_LE(act.score, 1.0);
      if (!act.turn) continue;
      const std::string& text = sample.contact.turns()[*act.turn].text;
      ASSERT_LE(act.text.begin, act.text.end);
      ASSERT_LE(act.text.end, text.size());
      ASSERT_TRUE(at_code_point(text, act.text.begin) && at_code_point(text, act.text.end));
      const auto key = [](const Act& a) { return std::tuple(*a.turn, a.text.begin, a.kind); };
      if (before != nullptr) {
        ASSERT_LE(key(*before), key(act));
      }
      before = &act;
    }
  });
}

TEST(ModelProperties, TheSameContactGivesTheSameBytes) {
  const std::vector<Evaluator> others = all_by_model();
  for_samples(22, [&](Random&, const Sample& sample) {
    const Evaluator& other = of_setting(others, *sample.setting);
    EXPECT_EQ(write_evaluation(value_of(other.evaluate(sample.contact))),
              write_evaluation(value_of(model_of(*sample.setting).evaluate(sample.contact))));
  });
}

TEST(ModelProperties, WhatCountsIsWhatDetectGivesFromTheOperatingPointOn) {
  for_samples(23, [](Random&, const Sample& sample) {
    const auto all = value_of(model_of(*sample.setting).detect(sample.contact, 0.0));
    const auto counted = value_of(model_of(*sample.setting).detect(sample.contact, 0.5));
    std::size_t n = 0;
    for (const Act& act : all) {
      if (act.score < 0.5) continue;
      ASSERT_LT(n, counted.size());
      EXPECT_EQ(act.kind, counted[n].kind);
      EXPECT_EQ(act.text, counted[n].text);
      ++n;
    }
    EXPECT_EQ(n, counted.size());
  });
}

TEST(ModelProperties, ARecognisersTranscriptFailsNobodyOnCommunication) {
  for_samples(24, [](Random&, const Sample& sample) {
    ContactDraft draft = sample.contact.data();
    draft.acts.clear();
    draft.acts_given.clear();
    draft.quality.annotation_complete.clear();
    draft.quality.transcript = Quality::Transcript::asr;
    const Contact contact = value_of(Contact::create(std::move(draft)));
    const auto evaluation = value_of(model_of(*sample.setting).evaluate(contact));
    for (const IndicatorResult& result : evaluation.indicators) {
      if (result.id == "CCO-3.1" || result.id == "CCO-3.2" || result.id == "CCO-3.3") {
        EXPECT_NE(result.verdict, Verdict::not_demonstrated) << result.id << ' ' << result.reason;
      }
    }
  });
}

}  // namespace
}  // namespace callnorm::property
