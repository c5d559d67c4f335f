// The verdicts of the examples that come with the library, against a table that people worked out
// from the norm and from the contact itself before any judge was run: tests/golden/examples.json,
// contact -> indicator -> [verdict and reason code, why].
// CALLNORM_WRITE_GOLDEN=1 prints the verdicts as the code has them now; read it, never paste it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "callnorm/io/write.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Json;
using test::value_of;

Json example(std::string_view id) {
  return Json::parse(test::file_text(std::string(CALLNORM_SOURCE_DIR) + "/examples/contacts/" +
                                     std::string(id) + ".json"));
}

Evaluation evaluation_of(std::string_view id) {
  const auto script =
      value_of(builtin_script(example(id).at("x-script").get<std::string>()));  // what it is for
  return value_of(value_of(Evaluator::create(value_of(builtin_norm()), script))
                      .evaluate(value_of(builtin_contact(id))));
}

std::string said_of(const IndicatorResult& result) {
  return std::string(name(result.verdict)) + " " + result.reason;
}

const Json& table() {
  static const Json all = Json::parse(
      test::file_text(std::string(CALLNORM_SOURCE_DIR) + "/tests/golden/examples.json"));
  return all;
}

std::vector<std::string> indicators() {
  std::vector<std::string> ids;
  const Norm norm = value_of(builtin_norm());
  for (const Competence& competence : norm.competences()) {
    for (const Indicator& indicator : competence.indicators) ids.push_back(indicator.id.value);
  }
  return ids;
}

TEST(Examples, TheTableHasEveryExampleAndEveryIndicatorWithItsReason) {
  const auto ids = builtin_contacts();
  EXPECT_EQ(table().size(), ids.size());
  for (const std::string_view id : ids) {
    ASSERT_TRUE(table().contains(id)) << id;
    const Json& row = table().at(std::string(id));
    EXPECT_EQ(row.size(), indicators().size()) << id;
    for (const std::string& indicator : indicators()) {
      ASSERT_TRUE(row.contains(indicator)) << id << " " << indicator;
      ASSERT_EQ(row.at(indicator).size(), 2U) << id << " " << indicator;
      EXPECT_FALSE(row.at(indicator).at(1).get<std::string>().empty()) << id << " " << indicator;
    }
  }
}

TEST(Examples, AreJudgedAsTheTableSays) {
  const bool print = std::getenv("CALLNORM_WRITE_GOLDEN") != nullptr;
  for (const std::string_view id : builtin_contacts()) {
    const Evaluation evaluation = evaluation_of(id);
    EXPECT_EQ(evaluation.indicators.size(), indicators().size()) << id;
    for (const IndicatorResult& result : evaluation.indicators) {
      if (print) std::cout << id << " " << result.id << " " << said_of(result) << "\n";
      const Json& expected = table().at(std::string(id)).at(result.id);
      EXPECT_EQ(said_of(result), expected.at(0).get<std::string>())
          << id << " " << result.id << ": " << expected.at(1).get<std::string>();
    }
  }
}

// A course needs to show both sides of each indicator, and a test suite does too.
TEST(Examples, EveryIndicatorIsDemonstratedInOneAndNotInAnother) {
  std::map<std::string, std::set<Verdict>> seen;
  for (const std::string_view id : builtin_contacts()) {
    for (const IndicatorResult& result : evaluation_of(id).indicators) {
      seen[result.id].insert(result.verdict);
    }
  }
  for (const std::string& indicator : indicators()) {
    EXPECT_TRUE(seen[indicator].contains(Verdict::demonstrated)) << indicator;
    EXPECT_TRUE(seen[indicator].contains(Verdict::not_demonstrated)) << indicator;
  }
}

TEST(Examples, NoAgentFailsEverythingAndNoneOfTheWeakIsPerfect) {
  for (const std::string_view id : builtin_contacts()) {
    std::map<Verdict, int> count;
    for (const IndicatorResult& result : evaluation_of(id).indicators) ++count[result.verdict];
    const std::string level(id.substr(id.rfind('-') + 1));
    if (level == "goed" || level == "bon" || level == "good") {
      EXPECT_EQ(count[Verdict::not_demonstrated], 0) << id;
      EXPECT_GE(count[Verdict::demonstrated], 9) << id;
    } else if (level == "zwak" || level == "faible" || level == "weak") {
      EXPECT_GE(count[Verdict::not_demonstrated], 4) << id;
      EXPECT_LT(count[Verdict::not_demonstrated], 14) << id;
    } else {
      EXPECT_EQ(count[Verdict::not_demonstrated], 0) << id;
      EXPECT_GE(count[Verdict::insufficient_evidence], 3) << id;
    }
  }
}

TEST(Examples, AreWrittenTheSameEveryTime) {
  for (const std::string_view id : builtin_contacts()) {
    const Evaluation evaluation = evaluation_of(id);
    const std::string written = write_evaluation(evaluation, 2);
    EXPECT_EQ(written, write_evaluation(evaluation, 2)) << id;
    EXPECT_EQ(written, write_evaluation(evaluation_of(id), 2)) << id;
    EXPECT_EQ(Json::parse(written), Json::parse(write_evaluation(evaluation))) << id;
  }
}

TEST(Examples, DecidedVerdictsShowEvidence) {
  for (const std::string_view id : builtin_contacts()) {
    const Evaluation evaluation = evaluation_of(id);
    for (const IndicatorResult& result : evaluation.indicators) {
      const bool decided =
          result.verdict == Verdict::demonstrated || result.verdict == Verdict::not_demonstrated;
      if (!decided) continue;
      EXPECT_FALSE(result.measures.empty()) << id << " " << result.id;
      EXPECT_FALSE(result.needs.empty()) << id << " " << result.id;
      EXPECT_TRUE(result.deciding) << id << " " << result.id;
      // A contact without a silence has none to show.
      if (result.verdict == Verdict::demonstrated && result.id == "CCO-3.6") continue;
      EXPECT_FALSE(result.evidence.empty()) << id << " " << result.id;
    }
  }
}

// What a verdict rests on is quoted from the contact: a range of its text, or a time within it.
TEST(Examples, EvidencePointsIntoTheContact) {
  for (const std::string_view id : builtin_contacts()) {
    const Evaluation evaluation = evaluation_of(id);
    for (const IndicatorResult& result : evaluation.indicators) {
      for (const Evidence& evidence : result.evidence) {
        const std::string where = std::string(id) + " " + result.id + " " + evidence.role;
        EXPECT_FALSE(evidence.role.empty()) << where;
        EXPECT_THAT(evidence.note, testing::Not(testing::HasSubstr("\n"))) << where;
        if (evidence.turn) {
          ASSERT_LT(*evidence.turn, evaluation.contact.turns().size()) << where;
          const std::string& text = evaluation.contact.turns()[*evidence.turn].text;
          EXPECT_LE(evidence.text.begin, evidence.text.end) << where;
          EXPECT_LE(evidence.text.end, text.size()) << where;
        }
        if (evidence.time) {
          EXPECT_LE(evidence.time->begin, evidence.time->end) << where;
        }
      }
      EXPECT_EQ(result.why_not.has_value(), result.verdict != Verdict::demonstrated)
          << id << " " << result.id;
    }
  }
}

}  // namespace
}  // namespace callnorm
