// callnorm/detect/cue_acts.hpp - acts a phrase gives away: greeting, hold, closing, confirming, ...
//
// Rules over the cue lexicons (rules@1). Kinds: greeting, self_identification, offer_help,
// recording_notice, hold, apology, anything_else, summary_of_actions, next_step, thanks, wish,
// goodbye of the agent; goodbye, thanks, confirm, disconfirm, acknowledge of the client; filler of
// both. One-sided: what has no cue is not found.
#pragma once

#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"

namespace callnorm {

/// Appends the acts found, by turn. Act::type carries the cue's tag ("org", "name", "goodbye",
/// ...).
void detect_cue_acts(const PreparedContact& contact, std::vector<Act>& out);

}  // namespace callnorm
