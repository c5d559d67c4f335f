// callnorm/indicator/data_entry.hpp - CCO-2.3: does what the client said stand in the right field?
//
// Measure data_entry. Compares values by their normal form (text/value.hpp), so that writing a
// number another way is no error, and settles nothing by values that nobody can compare
// (text/value_comparison.hpp). Spelling is not judged by 2.3: a value counts as entered when it is
// similar enough.
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

}  // namespace callnorm
