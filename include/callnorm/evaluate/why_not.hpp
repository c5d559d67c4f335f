// callnorm/evaluate/why_not.hpp - what was looked for, where, and what would change the verdict.
//
// Nothing new is measured: the answer is put together from what the judge wrote down - its
// measures, the conditions of both verdicts (IndicatorResult::needs, ::bars) and the nearest miss.
#pragma once

#include <optional>
#include <string_view>

#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/measure.hpp"

namespace callnorm {

/// What would have shown the indicator, in one line of English.
[[nodiscard]] std::string_view looked_for(Measure measure) noexcept;

/// Nothing for a demonstrated indicator. The flip is the smallest change: of "not demonstrated" out
/// of every limit that bars (to insufficient_evidence), otherwise over every limit not yet reached
/// (to demonstrated). Without one, no measure stood between the contact and another verdict: a
/// channel was missing, or there was no occasion.
[[nodiscard]] std::optional<WhyNot> why_not(const Contact& contact, Measure measure,
                                            const IndicatorResult& result);

}  // namespace callnorm
