// callnorm/detect/clarification.hpp - questions, and which of them clarify (rules@1).
//
// NORM CCO-3.2. A clause of the agent that asks, and either opens like a clarification or takes up
// the client's words, is a clarification; its kind is a restricted request ("welk toestel juist?")
// or a restricted offer
// ("bedoelt u de factuur van mei?") after Dingemanse & Enfield 2015; an open one ("pardon?") is
// open_repair. Routine data questions, offers, closings, holds and identification clarify nothing.
// Without punctuation a clarification is known by its first words only, a question also by the
// order of its words.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

struct ClarificationOptions {
  std::uint32_t client_turns = 3;
  Millis client_window{60'000};  ///< voice only
};

/// Appends acts of kind question (both speakers) and data_question (agent).
void detect_questions(const PreparedContact& contact, const ClarificationOptions& options,
                      std::vector<Act>& out);

/// How a script asks for its data, made ready to look for in one language: once for all contacts.
class DataPhrases {
 public:
  DataPhrases(const ScriptDraft& script, const Lexicon& lexicon);

  struct Phrase {
    std::vector<std::string> words;    ///< folded
    std::vector<std::string> content;  ///< what of them carries content
    std::string data;                  ///< id
    std::string type;
    bool literal = false;  ///< its words must stand together
  };
  /// The first that tokens [first, last) say, or null.
  [[nodiscard]] const Phrase* said(const PreparedContact& contact, std::uint32_t first,
                                   std::uint32_t last) const;

 private:
  std::vector<Phrase> phrases_;
};

/// Appends acts of kind data_question for the agent's questions that ask for data of the script: in
/// its own words (`ask`), or with all content words of the data's field. Detail "data": the data's
/// id.
/// @param acts holds the questions found so far, and gets the new acts.
void detect_script_data_questions(const PreparedContact& contact, const DataPhrases& phrases,
                                  std::vector<Act>& acts);

/// Appends acts of kind clarification and open_repair.
/// @param data_questions acts of kind data_question, detected or given, ordered by turn; a turn
/// given as one asks nothing else.
void detect_clarifications(const PreparedContact& contact, const ClarificationOptions& options,
                           std::span<const Act> data_questions, std::vector<Act>& out);

}  // namespace callnorm
