#include "callnorm/analysis/script_words.hpp"

#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace callnorm {
namespace {

PhraseLists lists_of(const ScriptDraft& script, const Lexicon* lexicon) {
  std::vector<std::string> jargon;
  for (const JargonTerm& term : script.jargon) jargon.push_back(term.term);
  std::vector<std::string> concepts;
  for (const std::vector<std::string>& names : script.concepts) {
    concepts.insert(concepts.end(), names.begin(), names.end());
  }
  const std::array<std::span<const std::string>, 3> lists{jargon, concepts,
                                                          script.forbidden_phrases};
  return PhraseLists(lexicon, lists);
}

}  // namespace

ScriptWords::ScriptWords(const ScriptDraft& script, const Lexicon* lexicon)
    : lists_(lists_of(script, lexicon)) {
}

ScriptSaid ScriptWords::in(const PreparedContact& contact) const {
  std::vector<PhraseHits> found = find_phrases(contact, lists_);
  return {std::move(found[0]), std::move(found[1]), std::move(found[2])};
}

}  // namespace callnorm
