// callnorm/analysis/resistance.hpp - answers of the client that may resist what the agent said.
//
// An objection can be said in any words ("There's only the one of me."), and detectors by phrases
// overlook nine in ten (docs/accuracy.md). That none was found proves nothing (NORM 0.2), unless
// nothing in the talk sounds like one. What sounds like one is taken widely here: of the contacts
// that train, 84 in a hundred of those with an objection hold such an answer, and 44 in a hundred
// of those without.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"

namespace callnorm {

/// Turns of the client, in order: the first of more than a word or two behind what the agent told
/// or proposed (no question, no formulation, no bare "ok"), where it contrasts, opens with a no, or
/// agrees with nothing and holds a word that denies or hesitates, or a phrase of an objection.
/// @param acts uses question. Cost: linear in the phrases found.
[[nodiscard]] std::vector<std::uint32_t> may_resist(const PreparedContact& contact,
                                                    std::span<const Act> acts);

/// Turns of the client, after the agent told something, with a phrase that objects (behind an offer
/// also a faint one: "dat vind ik te duur") and none that agrees: for what a model overlooks.
[[nodiscard]] std::vector<std::uint32_t> must_resist(const PreparedContact& contact);

/// The agent's turns, in order, that may argue where no rebuttal was found: right after a client's
/// turn that objects or refuses, or has a phrase that may, they contrast or argue (behind an
/// objection found: say something at length) and give way in
/// nothing.
[[nodiscard]] std::vector<std::uint32_t> may_argue(const PreparedContact& contact,
                                                   std::span<const Act> acts);

}  // namespace callnorm
