// callnorm/evaluate/timeline.hpp - who spoke when, in totals.
#pragma once

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/evaluation.hpp"

namespace callnorm {

/// Totals over the contact: talk, overlap, silence (nobody speaks; hold included), response times
/// from the client's last word to the agent's first. Turns without times give only the counts. For
/// a chat the response runs from the client's first unanswered message.
[[nodiscard]] Timeline summarise_timeline(const PreparedContact& contact);

}  // namespace callnorm
