// callnorm/indicator/screen_text.hpp - CCO-1.2: does the agent follow the screen while writing?
// (measure screen_following_text)
//
// Reading and writing at the very same moment cannot be observed; following is interleaved within
// one reply cycle: the item is opened in time, or one of its values stands in the next message.
// Sources of the limits: NORM CCO-1.2.
#pragma once

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"

namespace callnorm {

/// Relevant items followed: viewed within `window_chat` (e-mail: before the next message is sent),
/// or used in the next message however long that takes; and in a chat the share of replies within
/// `reply_gap`. insufficient_evidence: NO_SCREEN_CHANNEL (items or views not recorded),
/// NO_TRANSCRIPT, CLOCK_SKEW, FEW_OPPORTUNITIES (also without any reply), BORDERLINE.
/// Flags: CONCURRENT_CHATS.
void judge_screen_following_text(const PreparedContact& contact, const Parameters& parameters,
                                 IndicatorResult& result);

}  // namespace callnorm
