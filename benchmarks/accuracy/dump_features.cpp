// benchmarks/accuracy/dump_features.cpp - the features of sentences, as training wants them.
//
// Reads contacts (callnorm.contact/1), one to a line, from standard input. Writes one line for each
// sentence: contact, turn (its index), "A" or "C", first and last byte of the sentence in its turn,
// and then the features that are there, "name" or "name=value" when the value is not 1; all
// separated by tabs. With an argument "A" or "C": only sentences of that side.
#include "callnorm/analysis/sentence_features.hpp"
#include "contact_lines.hpp"

using namespace callnorm;

int main(int argc, char** argv) {
  const std::string only = argc > 1 ? argv[1] : "";
  return for_each_contact([&](const std::vector<Lexicon>& lexicons, const Contact& contact,
                              const PreparedContact& prepared) {
    const auto all = SentenceFeatures::all_of(lexicons, prepared);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const PreparedSentence& s = prepared.sentences()[i];
      const char* side = prepared.turns()[s.turn].speaker == Speaker::agent ? "A" : "C";
      if (!only.empty() && only != side) continue;
      std::printf("%s\t%u\t%s\t%u\t%u", contact.id().c_str(), s.turn, side, s.text.begin,
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
  });
}
