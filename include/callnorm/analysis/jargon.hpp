// callnorm/analysis/jargon.hpp - the terms of the trade an agent uses, and whether the client could
// follow (j in NORM CCO-3.4).
//
// Every use counts, because the client has to bear every one, until the term is known: the client
// used it in an earlier turn, or the agent explained it. A term is explained by its plain words (at
// least half of those with content) beside it, in the same or the next turn of the agent, or by an
// explaining phrase ("dat wil zeggen") right after it or in answer to the client's "what's that?".
// The client used it who said the abbreviation in it, spelled it or said a word of its family.
// Where other words say what it is ("a ticket, that's a number"), where an example, a name given to
// what was just described, or the client's answer make it likely that the term was clear, where
// plain words or an explaining phrase stand further off and may be of another thing, or where the
// word is part of another expression ("excess baggage"), it is neither held against the agent nor
// taken for explained.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "callnorm/analysis/phrases.hpp"
#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

struct JargonUse {
  enum class Standing : std::uint8_t {
    unexplained,
    explained,  ///< with this use
    known,      ///< explained before
    taken_up,   ///< the client used it before
    unclear,    ///< may have been clear, or another word
  };
  std::uint32_t term = 0;  ///< in the list given
  std::uint32_t turn = 0;
  TextRange text;
  Standing standing = Standing::unexplained;
  std::uint32_t plain_words = 0;       ///< content words among the plain words for it
  std::uint32_t plain_said = 0;        ///< how many of them the agent said with it
  std::optional<std::uint32_t> where;  ///< turn of what made it clear, or of the client's use
};

/// The agent's uses, in order. Where terms overlap, the longest counts. Inflected words are terms,
/// words that only begin alike are not: what is held against an agent has to be the term itself.
/// For the client's words both will do.
/// @param said where the terms are said, in their order.
/// @param aside tokens that are not the agent's choice, by token of the contact; may be empty.
/// Needs a lexicon: without one nothing is found.
[[nodiscard]] std::vector<JargonUse> jargon_uses(const PreparedContact& contact,
                                                 std::span<const JargonTerm> terms,
                                                 const PhraseHits& said,
                                                 const std::vector<bool>& aside);

}  // namespace callnorm
