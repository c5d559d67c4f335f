// benchmarks/accuracy/dump_step_features.cpp - what an agent's talk has in common with the steps of
// a script, as train_steps.py wants it.
//
// Reads the lines of step_lines.hpp. Writes 4-byte floats: the number of the contact, its turn,
// where the stretch of talk begins there, the number of the step among the script's, and the
// features. With --names: the names of the features, one to a line.
#include <cstdio>
#include <iostream>
#include <string_view>
#include <vector>

#include "step_lines.hpp"

using namespace callnorm;

int main(int argc, char** argv) {
  const auto names = step_feature_names();
  if (argc > 1 && std::string_view(argv[1]) == "--names") {
    for (const std::string_view name : names) std::cout << name << '\n';
    return 0;
  }
  std::vector<double> values;
  std::vector<float> row;
  return for_each_contact_and_script([&](std::size_t number, const std::vector<ScriptStep>&,
                                         const StepWordings& wordings,
                                         const PreparedContact& contact) {
    StepFeatures features(wordings, contact);
    values.resize(wordings.size() * names.size());
    for (std::size_t u = 0; u < features.units().size(); ++u) {
      features.read(u, values);
      const SaidUnit& unit = features.units()[u];
      for (std::size_t s = 0; s < wordings.size(); ++s) {
        row = {static_cast<float>(number), static_cast<float>(unit.turn),
               static_cast<float>(unit.text.begin), static_cast<float>(wordings.symbol(s))};
        for (std::size_t f = 0; f < names.size(); ++f) {
          row.push_back(static_cast<float>(values[s * names.size() + f]));
        }
        std::fwrite(row.data(), sizeof(float), row.size(), stdout);
      }
    }
  });
}
