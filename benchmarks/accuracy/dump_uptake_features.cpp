// benchmarks/accuracy/dump_uptake_features.cpp - the features of uptake, as training wants them.
//
// Reads contacts (callnorm.contact/1), one to a line, from standard input. Writes one line for each
// turn that answers one of the other party: contact, turn, and the values of all features,
// separated by tabs. With --names: the names of all features and nothing else.
#include <string_view>

#include "callnorm/analysis/uptake.hpp"
#include "contact_lines.hpp"

using namespace callnorm;

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "--names") {
    for (const std::string_view name : uptake_feature_names) std::cout << name << '\n';
    return 0;
  }
  std::cout.precision(9);
  return for_each_contact(
      [](const std::vector<Lexicon>&, const Contact& contact, const PreparedContact& prepared) {
        for (std::uint32_t turn = 0; turn < prepared.turns().size(); ++turn) {
          const auto about = turn_answered(prepared, turn);
          if (!about) continue;
          std::cout << contact.id() << '\t' << turn;
          for (const double value : uptake_features(prepared, turn, *about)) {
            std::cout << '\t' << value;
          }
          std::cout << '\n';
        }
      });
}
