// benchmarks/accuracy/dump_uptake_features.cpp - the features of uptake, as training wants them.
//
// Reads contacts (callnorm.contact/1), one to a line, from standard input. Writes one line for each
// turn that answers one of the other party: contact, turn, and the values of all features,
// separated by tabs. With --names: the names of all features and nothing else.
#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/uptake.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/text/lexicon.hpp"

namespace {

using namespace callnorm;

int fail(const Error& error) {
  std::fprintf(stderr, "%s: %s\n", error.where.c_str(), error.message.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "--names") {
    for (const std::string_view name : uptake_feature_names) std::cout << name << '\n';
    return 0;
  }
  std::vector<Lexicon> lexicons;
  for (const Language language : all_languages) {
    auto file = builtin_lexicon(language);
    if (!file) return fail(file.error());
    auto lexicon = Lexicon::create(*std::move(file));
    if (!lexicon) return fail(lexicon.error());
    lexicons.push_back(*std::move(lexicon));
  }
  std::cout.precision(9);
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto contact = read_contact(line);
    if (!contact) return fail(contact.error());
    const auto language = language_of(contact->data().language);
    const auto prepared = PreparedContact::prepare(
        *contact, language ? &lexicons[static_cast<std::size_t>(*language)] : nullptr, Millis{500});
    if (!prepared) return fail(prepared.error());
    for (std::uint32_t turn = 0; turn < prepared->turns().size(); ++turn) {
      const auto about = turn_answered(*prepared, turn);
      if (!about) continue;
      std::cout << contact->id() << '\t' << turn;
      for (const double value : uptake_features(*prepared, turn, *about)) {
        std::cout << '\t' << value;
      }
      std::cout << '\n';
    }
  }
  return 0;
}
