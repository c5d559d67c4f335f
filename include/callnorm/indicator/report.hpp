// callnorm/indicator/report.hpp - CCO-2.7: is the result worded as the reporting asks? (measure
// report_completeness)
//
// The script's report template against what the agent filled in and what is known of the contact.
// Style, spelling and grammar are not judged.
#pragma once

#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"
#include "callnorm/model/script.hpp"
#include "callnorm/text/value.hpp"

namespace callnorm {

/// The outcome is the field named "outcome", else the first required one with a closed list. Of a
/// machine-written report only the outcome is the agent's. Values of a closed list are compared
/// by letters and digits, "&" as "and", without a number before them. A field that is filled in
/// with a mark ("-", "n.v.t.") is empty. What nobody can tell settles nothing: it gives
/// insufficient evidence where it decides.
/// @param usage how values are said and written where the contact was. @param script may be null.
/// The limit `mention_similarity`, 0.8 where the norm does not set it,
///        says how much a word of a must-mention value may be misspelt; result.parameters then
///        lists it.
void judge_report(const Contact& contact, const Script* script, Usage usage,
                  const Parameters& parameters, IndicatorResult& result);

}  // namespace callnorm
