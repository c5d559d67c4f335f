#include "evaluate/judges.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/indicator/closing.hpp"
#include "callnorm/indicator/data_entry.hpp"
#include "callnorm/indicator/error_correction.hpp"
#include "callnorm/indicator/objections.hpp"
#include "callnorm/indicator/promotion.hpp"
#include "callnorm/indicator/report.hpp"
#include "callnorm/indicator/screen_text.hpp"
#include "callnorm/indicator/screen_voice.hpp"
#include "callnorm/indicator/script.hpp"
#include "callnorm/indicator/silence.hpp"
#include "callnorm/indicator/simultaneity.hpp"
#include "callnorm/indicator/sources.hpp"
#include "callnorm/indicator/tools.hpp"
#include "callnorm/indicator/typing.hpp"
#include "callnorm/indicator/understanding.hpp"
#include "callnorm/indicator/vocabulary.hpp"
#include "callnorm/indicator/wording.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

Status judge_script(const Case& c, const Parameters& parameters, IndicatorResult& result) {
  if (c.script == nullptr) {
    result.decide(Verdict::insufficient_evidence, "NO_SCRIPT");
    return success();
  }
  const bool by_log = std::any_of(c.detection->marks.begin(), c.detection->marks.end(),
                                  [](const StepMark& m) { return m.kind == Recognition::event; });
  const bool by_talk = std::any_of(c.detection->marks.begin(), c.detection->marks.end(),
                                   [](const StepMark& m) { return m.turn.has_value(); });
  const bool timed = std::all_of(c.detection->marks.begin(), c.detection->marks.end(),
                                 [](const StepMark& m) { return m.at.has_value(); });
  const bool one_clock = c.contact.contact().data().quality.clock == Quality::Clock::common;
  CALLNORM_TRY(c.alignment,
               align_steps(c.contact, *c.script, c.steps, c.acts, *c.detection, result));
  list_forbidden_phrases(c.contact, *c.script, c.said.forbidden, result);
  // What a script has the agent say leaves no trace in a log.
  if (c.contact.contact().turns().empty() && !c.detection->given) {
    result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");
    return success();
  }
  if (by_log && (!timed || (by_talk && !one_clock))) {
    // Without one clock, or without times, what was said and what was logged cannot be put in
    // order.
    result.decide(Verdict::insufficient_evidence, "CLOCK_SKEW");
    return success();
  }
  judge_script_fitness(*c.alignment, *c.detection, c.steps, parameters, result);
  return success();
}

/// Words the agent read out: not the agent's own sentences.
std::vector<ScriptedRange> scripted_ranges(const Case& c) {
  std::vector<ScriptedRange> out;
  if (c.detection == nullptr) return out;
  for (const StepMark& mark : c.detection->marks) {
    if (mark.kind == Recognition::verbatim && mark.turn) out.push_back({*mark.turn, mark.text});
  }
  return out;
}

bool complete(const Contact& contact, ActKind kind) {
  const auto& kinds = contact.data().quality.annotation_complete;
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace

std::vector<ActKind> acts_of(Measure measure) {
  switch (measure) {
    case Measure::script_fitness: return {ActKind::step};
    case Measure::ratified_reformulations:
      return {ActKind::reformulation, ActKind::read_back, ActKind::confirm, ActKind::disconfirm};
    case Measure::answered_clarifications:
      return {ActKind::clarification, ActKind::open_repair, ActKind::data_question};
    case Measure::dead_air: return {ActKind::hold, ActKind::question, ActKind::filler};
    case Measure::closing_sequence:
      return {ActKind::summary_of_actions,
              ActKind::anything_else,
              ActKind::next_step,
              ActKind::thanks,
              ActKind::wish,
              ActKind::goodbye};
    case Measure::counter_arguments:
      return {ActKind::objection, ActKind::acknowledge_objection, ActKind::rebuttal,
              ActKind::firm_refusal, ActKind::accept};
    case Measure::matched_promotions: return {ActKind::promotion};
    default: return {};
  }
}

Parameters silence_parameters(const Parameters& given, const Script* script) {
  if (script == nullptr) return given;
  std::vector<Parameter> list = given.list();
  for (Parameter& p : list) {
    if (p.name == "cover" && script->data().hold_cover_s &&
        *script->data().hold_cover_s != p.value) {
      p.was = p.value;
      p.value = *script->data().hold_cover_s;
      p.decided_by = "script " + script->id();
    }
  }
  if (script->data().accommodation_factor != 1.0) {
    Parameter factor;
    factor.name = "accommodation_factor";
    factor.value = script->data().accommodation_factor;
    factor.unit = "1";
    factor.was = 1.0;
    factor.decided_by = "script " + script->id();
    list.push_back(std::move(factor));
  }
  return Parameters(std::move(list));
}

void accommodate(const ContactDraft& contact, const IndicatorId& indicator,
                 Parameters& parameters) {
  for (const Accommodation& change : contact.accommodations) {
    if (change.indicator != indicator.value) continue;
    std::vector<Parameter> list = parameters.list();
    for (Parameter& p : list) {
      if (p.name != change.parameter) continue;
      p.was = p.was.value_or(p.value);
      p.value *= change.factor;
      p.decided_by = change.decided_by;
    }
    parameters = Parameters(std::move(list));
  }
}

Status judge(const Case& c, const Operationalisation& op, const Parameters& parameters,
             IndicatorResult& result) {
  const Contact& source = c.contact.contact();
  switch (op.measure) {
    case Measure::screen_following_voice:
      judge_screen_following_voice(c.contact, c.acts, parameters, result);
      return success();
    case Measure::screen_following_text:
      judge_screen_following_text(c.contact, parameters, result);
      return success();
    case Measure::input_during_speech:
      judge_input_during_speech(c.contact, c.acts, parameters, result);
      return success();
    case Measure::typing_lag: judge_typing_lag(source, parameters, result); return success();
    case Measure::tool_use:
      judge_tool_use(c.contact, c.script, parameters, result);
      return success();
    case Measure::lookup_sources:
      judge_lookup_sources(source, c.script, parameters, result);
      return success();
    case Measure::data_entry:
      judge_data_entry(source, c.script, c.usage, parameters, result);
      return success();
    case Measure::error_correction:
      judge_error_correction(source, c.usage, parameters, result);
      return success();
    case Measure::msd_error_rate:
      judge_typing_accuracy(source, parameters, result);
      return success();
    case Measure::report_completeness:
      judge_report(source, c.script, c.usage, parameters, result);
      return success();
    case Measure::counter_arguments:
      judge_counter_arguments(c.contact, c.acts, op.reading, c.by_rules, parameters, result);
      return success();
    case Measure::vocabulary_and_intonation:
      judge_vocabulary(c.contact, c.script, c.said, scripted_ranges(c), parameters, result);
      return success();
    case Measure::matched_promotions:
      judge_promotions(c.contact, c.acts, c.script, complete(source, ActKind::promotion),
                       parameters, result);
      return success();
    case Measure::script_fitness: return judge_script(c, parameters, result);
    case Measure::ratified_reformulations: {
      const std::vector<std::string> none;
      const auto& objective = c.script == nullptr ? none : c.script->data().objective_keywords;
      judge_reformulation(c.contact, formulations(c.contact, c.acts, objective, parameters),
                          c.script != nullptr, !objective.empty(), parameters, result);
      return success();
    }
    case Measure::answered_clarifications:
      judge_clarification(c.contact, clarifications(c.contact, c.acts), parameters, result);
      return success();
    case Measure::sentence_length:
      judge_sentence_length(c.contact, agent_sentences(c.contact, scripted_ranges(c)), parameters,
                            result);
      return success();
    case Measure::dead_air: {
      const Parameters own = silence_parameters(parameters, c.script);
      result.parameters = own;
      const double factor = c.script == nullptr ? 1.0 : c.script->data().accommodation_factor;
      const SpeechRecord record = speech_record(c.contact, c.acts, speech_limits(own, factor));
      judge_dead_air(source, record, own, factor, result);
      return success();
    }
    case Measure::closing_sequence: {
      const std::vector<std::string>* required =
          c.script == nullptr ? nullptr : &c.script->data().closing;
      judge_closing(source, closing_record(c.contact, c.acts, parameters), required, parameters,
                    result);
      return success();
    }
  }
  return success();
}

}  // namespace callnorm
