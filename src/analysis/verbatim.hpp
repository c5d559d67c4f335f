// analysis/verbatim.hpp - where the agent says a sentence of the script word for word.
//
// Within one turn, or running on into the agent's next across a word or two of the client's. Not
// errors of a speaker are fillers and restarts (NORM 3.5: repetitions and fillers aside): "within -
// sorry - within fourteen days". A negation or a number more, less or other makes it another
// sentence, however few words differ.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/extent.hpp"
#include "callnorm/text/language.hpp"

namespace callnorm {

struct VerbatimPlace {
  std::uint32_t turn = 0;
  TextRange text;            ///< as far as it lies in that turn
  std::uint32_t errors = 0;  ///< words inserted, left out or replaced
};

struct VerbatimSearch {
  std::vector<VerbatimPlace> said;  ///< by turn
  /// Where it was not said, but at least half of its words were; the nearest, of such that were
  /// said otherwise the first.
  std::optional<VerbatimPlace> nearest;
  /// Why the nearest may be the sentence after all, for people to look at; or empty.
  std::string_view doubt;
  std::uint32_t words = 0;  ///< of the sentence
};

/// @param language of the sentence; numbers may stand in its words for digits, or the other way.
[[nodiscard]] VerbatimSearch find_verbatim(const PreparedContact& contact,
                                           std::string_view sentence,
                                           std::optional<Language> language,
                                           std::uint32_t max_errors);

}  // namespace callnorm
