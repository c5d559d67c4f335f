// callnorm/indicator/typing.hpp - CCO-2.5: does the agent type without too many errors? (measure
// msd_error_rate)
//
// Characters of the final text against a reference text, case and accents folded, blanks collapsed:
//   e = sum of minimum string distances / sum of max(|presented|, |typed|)
// Blanks that group the digits of a number, French blanks before ":", the form of quotation marks
// and "EUR" for the sign are no errors: a keyboard or a form decides them.
// With it the error rates of Soukoreff & MacKenzie 2003, "Metrics for text entry research": INF
// errors left, IF characters erased again, C correct ones, F editing keys.
//   NCER = INF / (C + INF + IF)   CER = IF / (C + INF + IF)   TER = NCER + CER
//   KSPC = (C + INF + IF + F) / (C + INF)
#pragma once

#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"

namespace callnorm {

/// Pasted and autofilled text was not typed and is left out, and so is text without a reference.
/// Reports, never decides by: the word-for-word reading of the norm (literal_reading_satisfied),
/// the reading that counts erased errors too (process_97_satisfied), and the speed.
void judge_typing_accuracy(const Contact& contact, const Parameters& parameters,
                           IndicatorResult& result);

}  // namespace callnorm
