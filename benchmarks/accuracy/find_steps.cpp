// benchmarks/accuracy/find_steps.cpp - the steps a model finds in contacts.
//
// The one argument is a model (callnorm.model/1). Reads the lines of dump_step_features.cpp. Writes
// one line for each step found: the number of the contact, the step, its turn, where it begins
// there, and the score, separated by tabs.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>

#include "callnorm/analysis/step_features.hpp"
#include "callnorm/detect/model_acts.hpp"
#include "callnorm/detect/step_model.hpp"
#include "callnorm/io/linear_models.hpp"
#include "step_lines.hpp"

using namespace callnorm;

int main(int argc, char** argv) {
  if (argc != 2) return fail({ErrorCode::invalid_argument, "the file of a model", "argument 1"});
  std::ifstream file(argv[1]);
  const std::string json{std::istreambuf_iterator<char>(file), {}};
  const auto weights = read_linear_model(json);
  if (!weights) return fail(weights.error());
  const auto model = StepModel::create(*weights);
  if (!model) return fail(model.error());
  return for_each_contact_and_script([&](std::size_t number, const std::vector<ScriptStep>& steps,
                                         const StepWordings& wordings,
                                         const PreparedContact& contact) {
    for (const PhrasedStep& found : model->find(wordings, contact, operating_point)) {
      std::printf("%zu\t%s\t%u\t%u\t%.3f\n", number, steps[found.step].label.c_str(), found.turn,
                  found.text.begin, found.score);
    }
  });
}
