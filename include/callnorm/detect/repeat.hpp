// callnorm/detect/repeat.hpp - the agent says the client's own words again (rules@1).
//
// A bare echo of wording ("Bijna leeg?"), in the client's order, up to the change of person. Data
// said again are a read_back, and words put otherwise a reformulation: neither is a repeat.
#pragma once

#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"

namespace callnorm {

/// Appends acts of kind repeat, with the client's words in about_turn and about.
/// @param acts those found or given so far: a turn that already restates or checks is left out.
void detect_repeats(const PreparedContact& contact, std::span<const Act> acts,
                    std::vector<Act>& out);

}  // namespace callnorm
