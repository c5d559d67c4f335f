// Situations of every day, one to a line of tests/data/situations/*.json: a contact, what happens
// in it, the indicator that must be fair to it, and the verdicts a fair assessor could give.
// "script" is one of examples/scripts, or one of its own. Lawyers of the people assessed invented
// most of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "callnorm/io/read.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::value_of;
using Json = nlohmann::json;

Json situations() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(CALLNORM_TEST_DATA "/situations")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Json all = Json::array();
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    for (Json& situation : Json::parse(file)) all.push_back(std::move(situation));
  }
  return all;
}

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Evaluators {
 public:
  /// @param script null, the name of an example, or a script of the situation's own.
  const Evaluator& get(const Json& script, const std::string& detectors) {
    const auto key = std::pair(script.dump(), detectors);
    const auto known = made_.find(key);
    if (known != made_.end()) return known->second;
    EvaluatorOptions options;
    options.detectors = detectors;
    const Norm norm = value_of(builtin_norm());
    std::optional<Script> own;
    if (script.is_string()) {
      own = value_of(read_script(text_of(std::string(CALLNORM_SOURCE_DIR) + "/examples/scripts/" +
                                         script.get<std::string>() + ".json")));
    } else if (script.is_object()) {
      own = value_of(read_script(script.dump()));
    }
    return made_.emplace(key, value_of(Evaluator::create(norm, own, options))).first->second;
  }

 private:
  std::map<std::pair<std::string, std::string>, Evaluator> made_;
};

TEST(Situations, NobodyIsWronged) {
  Evaluators evaluators;
  const Json all = situations();
  ASSERT_GT(all.size(), 400U);
  for (const Json& situation : all) {
    const auto what = situation.at("what").get<std::string>();
    const auto indicator = situation.at("indicator").get<std::string>();
    const auto fair = situation.at("fair").get<std::vector<std::string>>();
    const Contact contact = value_of(read_contact(situation.at("contact").dump()));
    for (const char* detectors : {"rules@1", "model@1"}) {
      const Evaluator& evaluator = evaluators.get(situation.value("script", Json()), detectors);
      const Evaluation evaluation = value_of(evaluator.evaluate(contact));
      const IndicatorResult* result = evaluation.find(indicator);
      ASSERT_NE(result, nullptr) << what;
      const std::string verdict(name(result->verdict));
      EXPECT_NE(std::find(fair.begin(), fair.end(), verdict), fair.end())
          << what << ": " << indicator << " by " << detectors << " is " << verdict << ", "
          << result->reason;
    }
  }
}

}  // namespace
}  // namespace callnorm
