#include "callnorm/evaluate/evaluator.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "callnorm/analysis/meaning.hpp"
#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/detect/script_steps.hpp"
#include "callnorm/evaluate/timeline.hpp"
#include "callnorm/evaluate/why_not.hpp"
#include "callnorm/io/linear_models.hpp"
#include "callnorm/version.hpp"
#include "evaluate/evaluator_impl.hpp"
#include "evaluate/judges.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

// Room in a result from the beginning: most indicators ask for no more.
constexpr std::size_t usual_measures = 8;
constexpr std::size_t usual_conditions = 4;

bool contains(const std::vector<ActKind>& kinds, ActKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// Who reads the text when the host does not say: whom the norm's operationalisations name.
std::string detectors_of(const Norm& norm) {
  bool rules = false;
  for (const Competence& competence : norm.competences()) {
    for (const Indicator& indicator : competence.indicators) {
      if (indicator.operationalisation.detector == model_name) return std::string(model_name);
      rules = rules || indicator.operationalisation.detector == rules_name;
    }
  }
  return std::string(rules ? rules_name : model_name);
}

/// A quote's time, where the judge gave none: the words' own, else the turn's.
void add_times(const Contact& contact, std::vector<Evidence>& evidence) {
  for (Evidence& e : evidence) {
    if (e.time || !e.turn) continue;
    const Turn& turn = contact.turns()[*e.turn];
    if (!turn.time) continue;
    e.time = turn.time;
    const auto first =
        std::partition_point(turn.words.begin(), turn.words.end(),
                             [&](const Word& word) { return word.text.end <= e.text.begin; });
    const auto last = std::partition_point(
        first, turn.words.end(), [&](const Word& word) { return word.text.begin < e.text.end; });
    if (first != last) e.time = TimeSpan{first->time.begin, std::prev(last)->time.end};
  }
}

}  // namespace

Result<PreparedContact> Evaluator::Impl::prepare(const Contact& contact, std::string_view detectors,
                                                 std::vector<std::string>& notes) const {
  CALLNORM_TRY(const std::optional<Language> language, choose_language(contact, notes));
  const Lexicon* chosen = nullptr;
  if (language && detectors == model_name) {
    CALLNORM_TRY(const std::vector<Lexicon>* const lexicons, words->notions());
    chosen = &(*lexicons)[static_cast<std::size_t>(*language)];
  } else if (language) {
    chosen = &words->cues(*language);
  }
  const Parameters* sentence = parameters_of(Measure::sentence_length);
  return PreparedContact::prepare(contact, chosen,
                                  sentence == nullptr ? default_pause : sentence->time("pause"));
}

std::optional<Parameters> Evaluator::Impl::silence_limits(const ContactDraft& contact,
                                                          std::string_view language) const {
  for (const Competence& competence : norm.competences()) {
    for (const Indicator& indicator : competence.indicators) {
      const Operationalisation& op = indicator.operationalisation;
      if (op.measure != Measure::dead_air) continue;
      Parameters parameters = op.parameters.in(std::string(language));
      accommodate(contact, indicator.id, parameters);
      return silence_parameters(parameters, script ? &*script : nullptr);
    }
  }
  return std::nullopt;
}

Status Evaluator::Impl::check_accommodations(const ContactDraft& contact) const {
  for (std::size_t i = 0; i < contact.accommodations.size(); ++i) {
    const Accommodation& change = contact.accommodations[i];
    const std::string here = "/accommodations/" + std::to_string(i);
    const Indicator* const indicator = norm.find(change.indicator);
    if (indicator == nullptr) {
      return Error{ErrorCode::invalid_contact,
                   "the norm has no indicator \"" + change.indicator + "\"", here + "/indicator"};
    }
    if (indicator->operationalisation.parameters.in("").find(change.parameter) == nullptr) {
      return Error{ErrorCode::invalid_contact,
                   change.indicator + " has no parameter \"" + change.parameter + "\"",
                   here + "/parameter"};
    }
  }
  return success();
}

Result<Evaluation> Evaluator::Impl::evaluate(const Contact& contact) const {
  std::vector<std::string> notes;
  CALLNORM_TRY(const PreparedContact prepared, prepare(contact, judged_by, notes));
  CALLNORM_TRY(const std::vector<Act> all, acts(prepared, judged_by, operating_point));

  Evaluation out{
      std::string(version()),
      {norm.id(), norm.version(), norm.data().hash},
      std::nullopt,
      contact,
      prepared.lexicon() == nullptr ? "" : std::string(name(prepared.lexicon()->language())),
      std::move(notes),
      {},
      summarise_timeline(prepared),
      std::nullopt};
  std::optional<StepDetection> detection;
  if (script) {
    out.script = Identity{script->id(), script->version(), script->data().hash};
    if (!script->data().channels.empty() &&
        std::find(script->data().channels.begin(), script->data().channels.end(),
                  name(contact.channel())) == script->data().channels.end()) {
      out.notes.push_back("the script is not written for " + std::string(name(contact.channel())));
    }
    CALLNORM_TRY(detection, steps_in(prepared, all, judged_by, operating_point));
  }
  if (contact.data().quality.clock == Quality::Clock::unknown) {
    out.notes.emplace_back(
        "the clocks of the channels are not known to agree: nothing is concluded from times");
  }

  CALLNORM_CHECK(check_accommodations(contact.data()));
  CALLNORM_TRY(const ScriptSaid said, script_said(prepared));
  const Case c{prepared,
               all,
               script ? &*script : nullptr,
               steps,
               detection ? &*detection : nullptr,
               said,
               out.alignment,
               judged_by == rules_name,
               usage_in(contact, prepared)};
  const std::size_t language = prepared.lexicon() == nullptr
                                   ? all_languages.size()
                                   : static_cast<std::size_t>(prepared.lexicon()->language());
  out.indicators.reserve(limits.size());
  for (const Competence& competence : norm.competences()) {
    for (const Indicator& indicator : competence.indicators) {
      const Operationalisation& op = indicator.operationalisation;
      IndicatorResult& result = out.indicators.emplace_back();
      result.measures.reserve(usual_measures);
      result.needs.reserve(usual_conditions);
      result.bars.reserve(usual_conditions);
      result.id = indicator.id.value;
      result.operationalisation = op.id + "@" + op.version;
      Parameters parameters = limits[out.indicators.size() - 1][language];
      accommodate(contact.data(), indicator.id, parameters);
      result.parameters = parameters;
      const bool applies =
          op.channels.empty() || std::find(op.channels.begin(), op.channels.end(),
                                           name(contact.channel())) != op.channels.end();
      if (!applies) {
        result.decide(Verdict::not_applicable, "CHANNEL");
      } else {
        CALLNORM_CHECK(judge(c, op, parameters, result));
      }
      // What a recogniser misheard or left out must not fail anyone (NORM 4.7, Equality).
      if (result.verdict == Verdict::not_demonstrated && !op.asr_can_fail &&
          contact.data().quality.transcript == Quality::Transcript::asr) {
        result.flags.push_back("WOULD_BE_" + result.reason);
        result.decide(Verdict::insufficient_evidence, "ASR_ONLY");
      }
      const auto kinds = acts_of(op.measure);
      for (const Act& act : all) {
        if (!contains(kinds, act.kind)) continue;
        if (std::find(result.acts_by.begin(), result.acts_by.end(), act.by) ==
            result.acts_by.end()) {
          result.acts_by.push_back(act.by);
        }
      }
      if (result.acts_by.empty() && !op.detector.empty() && !kinds.empty()) {
        result.acts_by.push_back(judged_by);
      }
      std::sort(result.acts_by.begin(), result.acts_by.end());
      add_times(contact, result.evidence);
      result.why_not = why_not(contact, op.measure, result);
    }
  }
  return out;
}

Result<Evaluator> Evaluator::create(Norm norm, std::optional<Script> script,
                                    EvaluatorOptions options) {
  if (!options.language.empty() && !language_of(options.language)) {
    return Error{
        ErrorCode::unsupported,
        "there are no words for language \"" + options.language + "\", only for nl, fr and en", ""};
  }
  if (!options.detectors.empty() && options.detectors != rules_name &&
      options.detectors != model_name) {
    return Error{ErrorCode::unsupported,
                 "there are no detectors \"" + options.detectors + "\", only rules@1 and model@1",
                 ""};
  }
  if (static_cast<bool>(options.embedder) != (options.embedding_dimension > 0) ||
      options.embedding_dimension > largest_dimension) {
    return Error{ErrorCode::invalid_argument,
                 "an embedder has a dimension from 1 to " + std::to_string(largest_dimension), ""};
  }
  auto impl = std::make_shared<Impl>(std::move(norm), std::move(script), std::move(options));
  impl->judged_by =
      impl->options.detectors.empty() ? detectors_of(impl->norm) : impl->options.detectors;
  impl->found_by = impl->options.detectors.empty() ? model_name : impl->options.detectors;
  CALLNORM_TRY(impl->words, Words::shared(impl->norm.data().cues));
  CALLNORM_TRY(const LinearModel uptake, builtin_linear_model("uptake"));
  CALLNORM_TRY(impl->uptake_model, UptakeModel::create(uptake));
  if (impl->script) {
    impl->steps = script_steps(*impl->script);
    // The largest automaton a contact could ask for must be small enough.
    CALLNORM_CHECK(compile_script(*impl->script, impl->steps, nullptr, {}));
  }
  return Evaluator(std::shared_ptr<const Impl>(std::move(impl)));
}

Result<Evaluation> Evaluator::evaluate(const Contact& contact) const {
  return impl_->evaluate(contact);
}

Result<std::vector<Act>> Evaluator::detect(const Contact& contact, double min_score) const {
  std::vector<std::string> notes;
  CALLNORM_TRY(const PreparedContact prepared, impl_->prepare(contact, impl_->found_by, notes));
  CALLNORM_TRY(std::vector<Act> all, impl_->acts(prepared, impl_->found_by, min_score));
  // Rules give few scores; given acts are kept whatever theirs.
  std::erase_if(all, [&](const Act& act) {
    return act.score < min_score && !contact.data().gives(act.kind);
  });
  if (!impl_->script || contact.data().gives(ActKind::step)) return all;
  // A step is seen by what counts as found.
  std::vector<Act> counted;
  std::copy_if(all.begin(), all.end(), std::back_inserter(counted), [&](const Act& act) {
    return act.score >= operating_point || contact.data().gives(act.kind);
  });
  CALLNORM_TRY(const StepDetection steps,
               impl_->steps_in(prepared, counted, impl_->found_by, min_score));
  impl_->add_steps(steps, all);
  sort_acts(all);
  return all;
}

Result<std::vector<Uptake>> Evaluator::uptake(const Contact& contact) const {
  std::vector<std::string> notes;
  CALLNORM_TRY(PreparedContact prepared, impl_->prepare(contact, model_name, notes));
  if (impl_->options.embedder) {
    CALLNORM_CHECK(embed(prepared, impl_->options.embedder, impl_->options.embedding_dimension));
  }
  // Where there are marks, they say what asks.
  std::vector<Act> found;
  if (!prepared.punctuated()) {
    CALLNORM_TRY(found, impl_->acts(prepared, impl_->found_by, operating_point));
  }
  return callnorm::uptake(prepared, *impl_->uptake_model, found);
}

const Norm& Evaluator::norm() const noexcept {
  return impl_->norm;
}
const std::optional<Script>& Evaluator::script() const noexcept {
  return impl_->script;
}

}  // namespace callnorm
