// callnorm/detect/promotion.hpp - the agent puts organisation or product in a good light (rules@1).
//
// NORM CCO-3.8. A sentence promotes when it says a selling point of the script, or praises with a
// phrase of the lexicon; one that denies it ("gratis omruilen is afgeschaft") does not. What it
// claims is compared with the script: only a figure of gain ("20 % korting") that nothing in the
// script says, or another figure in the very words of a claim ("children under 21" for 18), is
// called unapproved; a comparison or guarantee found by rule, also beside an approved claim, a
// figure of gain in words and one in part of a claim's words are for a person to check.
#pragma once

#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

/// Appends acts of kind promotion, at most one for each turn and selling point. Act::type is the
/// selling point's id, or "" where the rules cannot tell which. Details: "cue", the phrase;
/// "claim": "approved" (the script says it), "unapproved" (a figure it does not say) or "to_check",
/// and then "claimed", the words, and "claim_of", what they are: "figure", "comparison",
/// "superlative", "guarantee" or "saving". An act with the detail "competitor", the phrase that
/// runs one down, praises nothing: at most one for each turn.
/// @param script null: phrases alone.
/// @param acts those found or given so far: a question for data promotes nothing.
void detect_promotions(const PreparedContact& contact, const Script* script,
                       std::span<const Act> acts, std::vector<Act>& out);

}  // namespace callnorm
