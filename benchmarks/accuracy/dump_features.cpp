// benchmarks/accuracy/dump_features.cpp - the features of sentences, as training wants them.
//
// Reads contacts (callnorm.contact/1), one to a line, from standard input. Writes one line for each
// sentence: contact, turn (its index), "A" or "C", first and last byte of the sentence in its turn,
// and then the features that are there, "name" or "name=value" when the value is not 1; all
// separated by tabs. With an argument "A" or "C": only sentences of that side.
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/sentence_features.hpp"
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
  const std::string only = argc > 1 ? argv[1] : "";
  std::vector<Lexicon> lexicons;
  for (const Language language : all_languages) {
    auto file = builtin_lexicon(language);
    if (!file) return fail(file.error());
    auto lexicon = Lexicon::create(*std::move(file));
    if (!lexicon) return fail(lexicon.error());
    lexicons.push_back(*std::move(lexicon));
  }
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto contact = read_contact(line);
    if (!contact) return fail(contact.error());
    const auto language = language_of(contact->data().language);
    if (!language) return fail({ErrorCode::unsupported, "no lexicon", contact->id()});
    const auto prepared = PreparedContact::prepare(
        *contact, &lexicons[static_cast<std::size_t>(*language)], Millis{500});
    if (!prepared) return fail(prepared.error());
    const auto all = SentenceFeatures::all_of(lexicons, *prepared);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const PreparedSentence& s = prepared->sentences()[i];
      const char* side = prepared->turns()[s.turn].speaker == Speaker::agent ? "A" : "C";
      if (!only.empty() && only != side) continue;
      std::printf("%s\t%u\t%s\t%u\t%u", contact->id().c_str(), s.turn, side, s.text.begin,
                  s.text.end);
      for (const auto& [name, value] : all[i]) {
        if (value == 1.0F) {
          std::printf("\t%s", name.c_str());
        } else {
          std::printf("\t%s=%.4f", name.c_str(), static_cast<double>(value));
        }
      }
      std::printf("\n");
    }
  }
  return 0;
}
