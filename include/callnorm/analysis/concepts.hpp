// callnorm/analysis/concepts.hpp - things that have several names, and whose name the agent takes
// (e in NORM CCO-3.4: lexical entrainment).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "callnorm/analysis/phrases.hpp"
#include "callnorm/analysis/prepared_contact.hpp"

namespace callnorm {

/// A concept that the client named first and the agent after that. Whoever names a thing first sets
/// its name, so concepts the agent named first are not here.
struct SharedConcept {
  std::uint32_t number = 0;  ///< in the list given
  PhraseHit client;          ///< the client's first naming; `phrase` is the word's place in the set
  PhraseHit agent;           ///< the agent's first naming with a word of the client, else the first
  bool adopted = false;      ///< the agent used a word that the client had used
  bool unclear = false;      ///< not adopted, but what the agent said may name something else
};

/// In order of the list. A word inside a longer one counts as well: who says "bank card" has said
/// "card"; and so do the words of a name with a few others between: "geld gewoon terug".
/// @param said where the words are said, numbered through all concepts.
/// @param aside tokens that are not the agent's choice, by token of the contact; may be empty.
[[nodiscard]] std::vector<SharedConcept> shared_concepts(
    const PreparedContact& contact, std::span<const std::vector<std::string>> concepts,
    const PhraseHits& said, const std::vector<bool>& aside);

}  // namespace callnorm
