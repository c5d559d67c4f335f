// src/evaluate/judges.hpp - which judge reads what, for each measure.
#pragma once

#include <optional>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/script_words.hpp"
#include "callnorm/detect/script_steps.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/norm.hpp"
#include "callnorm/model/script.hpp"
#include "callnorm/text/value.hpp"

namespace callnorm {

/// One contact being judged: what every indicator reads.
struct Case {
  const PreparedContact& contact;
  const std::vector<Act>& acts;
  const Script* script;
  const std::vector<ScriptStep>& steps;
  const StepDetection* detection;
  const ScriptSaid& said;
  std::optional<Alignment>& alignment;
  bool by_rules;  // text was read by phrases and conditions alone
  Usage usage;
};

/// Asks the judge of the operationalisation's measure. Fails only when a script is too large for
/// the contact.
Status judge(const Case& c, const Operationalisation& op, const Parameters& parameters,
             IndicatorResult& result);

/// The kinds of acts a measure counts: whose producers its result names.
std::vector<ActKind> acts_of(Measure measure);

/// The limits changed for the person who was judged. Nothing is changed in silence: the usual value
/// stands beside the new one.
void accommodate(const ContactDraft& contact, const IndicatorId& indicator, Parameters& parameters);

/// The limits silences are judged by: the norm's, with what the script changes of them.
Parameters silence_parameters(const Parameters& given, const Script* script);

}  // namespace callnorm
