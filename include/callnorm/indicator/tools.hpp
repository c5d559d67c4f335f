// callnorm/indicator/tools.hpp - CCO-2.1: does the agent use the tools the task asks for? (measure
// tool_use)
//
// From the tool log and the script alone. Assistive software is no tool: whoever exports the log
// leaves it out. Sources of the limits: NORM CCO-2.1.
#pragma once

#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

/// Distinct tools used from connect to end, both included. A tool that was unavailable is not
/// required, and trying it is no detour. @param script null: nobody knows what the task asks for.
/// not_applicable: NO_TOOL_TASK (nothing is required). insufficient_evidence: NO_SCRIPT,
/// TOOLS_UNAVAILABLE, NO_TOOL_LOG, CLOCK_SKEW, BORDERLINE. Flags: FORBIDDEN_TOOL_OUTSIDE_CONTACT.
void judge_tool_use(const Contact& contact, const Script* script, const Parameters& parameters,
                    IndicatorResult& result);

}  // namespace callnorm
