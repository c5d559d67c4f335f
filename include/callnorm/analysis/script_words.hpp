// callnorm/analysis/script_words.hpp - the words a script lists - jargon, names of things,
// forbidden phrases - and where a contact says them.
#pragma once

#include "callnorm/analysis/phrases.hpp"
#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/script.hpp"
#include "callnorm/text/lexicon.hpp"

namespace callnorm {

/// Where a contact says them, in the order of the script's lists.
struct ScriptSaid {
  PhraseHits jargon;
  PhraseHits concepts;  ///< numbered through all concepts, word by word
  PhraseHits forbidden;
};

/// The lists made ready to look for in one language: once for all contacts.
class ScriptWords {
 public:
  /// @param lexicon null: no language is known, then only the very words are found.
  ScriptWords(const ScriptDraft& script, const Lexicon* lexicon);

  [[nodiscard]] ScriptSaid in(const PreparedContact& contact) const;

 private:
  PhraseLists lists_;
};

}  // namespace callnorm
