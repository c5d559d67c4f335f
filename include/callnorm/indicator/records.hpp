// callnorm/indicator/records.hpp - CCO-2.3: does what the client said stand in the right field?
// CCO-2.4: does the agent correct errors?
//
// Measures data_entry and error_correction. Both compare values by their normal form
// (text/value.hpp), so that writing a number another way is no error, and settle nothing by values
// that nobody can compare (text/value_comparison.hpp). Spelling is not judged by 2.3: a value
// counts as entered when it is similar enough.
#pragma once

#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"
#include "callnorm/model/script.hpp"
#include "callnorm/text/value.hpp"

namespace callnorm {

/// A field is known by its name in any case and with any separator. A value that stands in several
/// fields of its file is entered when its own is one of them (text/value_parts.hpp).
/// Where no final record was captured, the last edit of a field stands for it; a field nobody
/// edited is then not known, never empty.
/// @param script its after-work limit, if any, replaces the norm's; result.parameters then show
///        both. May be null.
/// @param usage how values are said and written where the contact was.
void judge_data_entry(const Contact& contact, const Script* script, Usage usage,
                      const Parameters& parameters, IndicatorResult& result);

/// Where no field histories were captured, the edits of a field are its history and the value
/// obtained is the truth. Nobody knows then which errors were pointed out and which values were
/// shortened on purpose: that never gives not_demonstrated.
void judge_error_correction(const Contact& contact, Usage usage, const Parameters& parameters,
                            IndicatorResult& result);

}  // namespace callnorm
