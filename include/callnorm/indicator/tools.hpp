// callnorm/indicator/tools.hpp - CCO-2.1: does the agent use the tools the task asks for? (measure
// tool_use)
//
// From the tool log and the script; words and data only tell whether a step that asks for a tool
// had its occasion. Assistive software is no tool. Sources of the limits: NORM CCO-2.1.
#pragma once

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

/// Distinct tools used from connect to end, both included. A tool that was unavailable is not
/// required, and trying it is no detour. @param script null: nobody knows what the task asks for.
/// not_applicable: NO_TOOL_TASK (nothing is required). insufficient_evidence: NO_SCRIPT,
/// TOOLS_UNAVAILABLE, NO_TOOL_LOG, CLOCK_SKEW, CONTACT_CUT, FEW_OPPORTUNITIES (no step that asks
/// for the missing tools is seen, or the client rang off at once), BORDERLINE. Flags:
/// FORBIDDEN_TOOL_OUTSIDE_CONTACT.
void judge_tool_use(const PreparedContact& contact, const Script* script,
                    const Parameters& parameters, IndicatorResult& result);

}  // namespace callnorm
