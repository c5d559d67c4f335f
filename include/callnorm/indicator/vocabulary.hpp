// callnorm/indicator/vocabulary.hpp - CCO-3.4: does the agent adapt intonation and vocabulary to
// the client? (measure vocabulary_and_intonation)
//
// Vocabulary: unexplained terms of the script's jargon list per 100 words of the agent, the share
// of address in the form that the script or else the client sets, the share of shared concepts for
// which the agent takes the client's word. Intonation: an assessor's rating, or the rank
// correlation of rate, pitch or loudness with the client's. Sound can support "demonstrated" and
// never causes "not demonstrated"; nothing here names a feeling, and accent and voice quality are
// not looked at.
#pragma once

#include <span>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/script_words.hpp"
#include "callnorm/indicator/scripted_range.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

/// @param script null: nobody said what is jargon, so the verdict is open, whatever else is seen. A
/// script in another language than the contact is as good as none, but for its form of address; one
/// without a jargon list leaves jargon unmeasured, which can fail and cannot demonstrate.
/// @param said where the script's words are said.
/// @param scripted words read out: they are not the agent's choice and are left out of everything,
/// of the count of words too. Fillers are words like others.
///
/// The client sets the form of address where the script does not: by what was said before the
/// agent's use, when it is clear. Flemish "ge" and "gij" fit either form, unless the script forbids
/// them (`forbidden_phrases`); then they are wrong where V is expected.
void judge_vocabulary(const PreparedContact& contact, const Script* script, const ScriptSaid& said,
                      std::span<const ScriptedRange> scripted, const Parameters& parameters,
                      IndicatorResult& result);

}  // namespace callnorm
