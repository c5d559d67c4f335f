// callnorm/detect/objections.hpp - objections, and what the agent answers to them (rules@1).
//
// NORM CCO-3.3. A client objects to something proposed, so most phrases count only while a proposal
// of the agent stands: an offer, a price it named, a call it made, an argument for it. A few forms
// ("geen interesse") need none. A rebuttal needs an objection in the agent's last two turns and an
// argument; understanding, asking and offering something else are none. High precision is wanted
// over recall: what is found can weigh against a person.
#pragma once

#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"

namespace callnorm {

/// Appends acts of kind objection (id "o1", "o2", ... free of the ids in `acts`; type price, need,
/// timing, trust, authority, product, incumbent, effort, deflection, brush_off or ""),
/// firm_refusal and accept of the client; acknowledge_objection and rebuttal of the agent. A
/// rebuttal's `to` is the objection's id; its type benefit, evidence, comparison, risk_free or
/// reframing; its detail "arguments" how many arguments the turn holds.
/// @param acts those found or given so far. Objections, refusals and promotions given by a person
/// are what rebuttals are looked for after, in the place of the rules' own.
void detect_objections(const PreparedContact& contact, std::span<const Act> acts,
                       std::vector<Act>& out);

}  // namespace callnorm
