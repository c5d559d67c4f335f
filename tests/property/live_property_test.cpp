// What must hold of a live evaluation of any contact, however it comes in pieces: the same bytes in
// the end as the whole contact at once, and findings that add up to its acts.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "callnorm/evaluate/live_evaluation.hpp"
#include "callnorm/io/write.hpp"
#include "property/live_pieces.hpp"
#include "property/random_contact.hpp"

namespace callnorm::property {
namespace {

std::string identity(const Act& act) {
  return std::string(name(act.kind)) + " " + (act.turn ? std::to_string(*act.turn) : "-") + " " +
         std::to_string(act.text.begin) + "-" + std::to_string(act.text.end) + " " + act.type +
         " " + act.step + " " + (act.time ? std::to_string(act.time->begin.count()) : "");
}

/// What was told, and that it was told in an order that makes sense.
class Told {
 public:
  FindingSink sink() {
    return [this](Finding finding, const Act& act, const ContactDraft&) {
      auto& state = state_[identity(act)];
      switch (finding) {
        case Finding::provisional:
          EXPECT_EQ(state, "");
          state = "provisional";
          break;
        case Finding::confirmed:
          EXPECT_NE(state, "confirmed");
          state = "confirmed";
          break;
        case Finding::withdrawn:
          EXPECT_NE(state, "");
          state = "";
          break;
      }
      return true;
    };
  }
  std::vector<std::string> standing() const {
    std::vector<std::string> out;
    for (const auto& [act, state] : state_) {
      if (state.empty()) continue;
      EXPECT_EQ(state, "confirmed") << act;
      out.push_back(act);
    }
    return out;
  }

 private:
  std::map<std::string, std::string> state_;
};

void expect_as_batch(const Evaluator& evaluator, const ContactDraft& whole, Random& random) {
  Told told;
  auto live = value_of(LiveEvaluation::create(evaluator, begun(whole), told.sink()));
  for (ContactDraft& piece : pieces(whole, random)) {
    const Status pushed = live.push(std::move(piece));
    ASSERT_TRUE(pushed) << pushed.error().message << " " << pushed.error().where;
  }
  const Contact contact = value_of(Contact::create(whole));
  const Evaluation batch = value_of(evaluator.evaluate(contact));
  const Evaluation ended = value_of(live.finish());
  ASSERT_EQ(write_evaluation(ended), write_evaluation(batch));
}

TEST(LiveProperties, FinishGivesTheBytesOfTheWholeContactAtOnce) {
  for_samples(31, [](Random& random, const Sample& sample) {
    expect_as_batch(sample.setting->evaluator, sample.contact.data(), random);
  });
}

TEST(LiveProperties, AlsoWithoutAScript) {
  for_samples(32, [](Random& random, const Sample& sample) {
    expect_as_batch(sample.setting->without_script, sample.contact.data(), random);
  });
}

TEST(LiveProperties, WhatStandsInTheEndAreTheActsOfTheWholeContact) {
  for_samples(33, [](Random& random, const Sample& sample) {
    const Evaluator& evaluator = sample.setting->evaluator;  // by rules, as detect() then
    Told told;
    auto live =
        value_of(LiveEvaluation::create(evaluator, begun(sample.contact.data()), told.sink()));
    for (ContactDraft& piece : pieces(sample.contact.data(), random)) {
      ASSERT_TRUE(live.push(std::move(piece)));
    }
    ASSERT_TRUE(live.finish());
    std::vector<std::string> wanted;
    for (const Act& act : value_of(evaluator.detect(sample.contact))) {
      wanted.push_back(identity(act));
    }
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    ASSERT_EQ(told.standing(), wanted);
  });
}

TEST(LiveProperties, EveryBuiltInExampleTurnByTurn) {
  Random random(34);
  for (const Setting& setting : settings()) {
    for (const ContactDraft& example : setting.examples) {
      SCOPED_TRACE(setting.name + ", " + example.id);
      expect_as_batch(setting.evaluator, example, random);
    }
  }
}

}  // namespace
}  // namespace callnorm::property
