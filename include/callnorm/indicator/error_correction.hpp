// callnorm/indicator/error_correction.hpp - CCO-2.4: does the agent correct errors?
//
// Measure error_correction. Compares values as data_entry.hpp does.
#pragma once

#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"
#include "callnorm/text/value.hpp"

namespace callnorm {

/// Where no field histories were captured, the edits of a field are its history and the value
/// obtained is the truth. Nobody knows then which errors were pointed out and which values were
/// shortened on purpose: that never gives not_demonstrated.
void judge_error_correction(const Contact& contact, Usage usage, const Parameters& parameters,
                            IndicatorResult& result);

}  // namespace callnorm
