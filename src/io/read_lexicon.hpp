// src/io/read_lexicon.hpp - the cue lists of lexicon files and of norms.
#pragma once

#include <string_view>
#include <vector>

#include "callnorm/result.hpp"
#include "callnorm/text/cue.hpp"
#include "callnorm/text/lexicon_file.hpp"
#include "io/json_input.hpp"

namespace callnorm::io {

/// Reads the words of one language, in the layout of src/data/lexicons.
[[nodiscard]] Result<LexiconFile> read_lexicon(std::string_view json);

/// The phrases of one language in a concept file (callnorm.concepts/1), as cues of class notion
/// whose tag is the concept's id. Fails with invalid_norm, `where` being a JSON pointer.
[[nodiscard]] Result<std::vector<Cue>> read_concepts(std::string_view json, Language language);

/// Reads a list of cues of one class and language, appended to `out`. Whether the patterns compile
/// is for whoever keeps them to check.
[[nodiscard]] Status read_cues(const Node& node, CueClass cue_class, Language language,
                               std::vector<Cue>& out);

/// The class an object key names.
[[nodiscard]] Result<CueClass> read_cue_class(std::string_view key, const Node& value);

}  // namespace callnorm::io
