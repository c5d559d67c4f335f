// callnorm/indicator/sources.hpp - CCO-2.2: does the agent look up what the client asks, in the
// permitted sources? (measure lookup_sources)
//
// From logs and script: an answer from memory, even a right one, is not a search. Words only tell
// that a question was for a fact the script marks as known, and times of turns when an answer
// ended. Sources of the limits: NORM CCO-2.2.
#pragma once

#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

/// Requests properly searched, and look-ups in sources that are not permitted. A look-up without
/// a known request is neither: it cannot fail anyone, but where it could have been the search that
/// is missed, or went to a source that no request permits, the verdict is UNLINKED_LOOKUP.
/// @param script gives the permitted sources of requests that name none, and the facts that need no
/// look-up; may be null. not_applicable: NO_REQUEST. insufficient_evidence: NO_REQUEST_LOG,
/// NO_LOOKUP_LOG, NO_SCRIPT (a request without sources and no script), NO_SOURCES (the script names
/// none either), CLOCK_SKEW, UNLINKED_LOOKUP, BORDERLINE.
void judge_lookup_sources(const Contact& contact, const Script* script,
                          const Parameters& parameters, IndicatorResult& result);

}  // namespace callnorm
