// callnorm/text/lexicon_file.hpp - the words of one language, as src/data/lexicons holds them.
#pragma once

#include <string>
#include <vector>

#include "callnorm/text/cue.hpp"

namespace callnorm {

struct LexiconFile {
  Language language = Language::nl;
  std::string version;
  std::vector<std::string> stopwords;
  std::vector<std::string> abbreviations;  ///< "mevr", "Mme": a dot after them ends no sentence
  std::vector<Cue> cues;
};

}  // namespace callnorm
