#include <algorithm>
#include <utility>

#include "callnorm/detect/script_steps.hpp"
#include "callnorm/detect/step_model.hpp"
#include "callnorm/io/linear_models.hpp"
#include "evaluate/evaluator_impl.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

// When the norm says nothing.
constexpr double default_similarity = 0.6;  // of an example phrasing
constexpr std::uint32_t default_zone = 12;  // turns that may hold the closing

}  // namespace

// Only with a script.
Result<StepDetection> Evaluator::Impl::steps_in(const PreparedContact& contact,
                                                std::span<const Act> found,
                                                std::string_view detectors,
                                                double min_score) const {
  const Parameters* fit = parameters_of(Measure::script_fitness);
  const Parameters* closing = parameters_of(Measure::closing_sequence);
  std::optional<std::vector<PhrasedStep>> phrased;
  // A script's wordings are in one language; in another nothing is like them.
  if (detectors == model_name && contact.lexicon() != nullptr &&
      contact.lexicon()->language() == language_of(script->data().language)) {
    CALLNORM_TRY(const PhrasedSteps* const known, phrased_steps.get([&]() -> Result<PhrasedSteps> {
      CALLNORM_TRY(StepWordings wordings, StepWordings::create(steps, *contact.lexicon()));
      CALLNORM_TRY(const LinearModel said, builtin_linear_model("steps"));
      CALLNORM_TRY(StepModel model, StepModel::create(said));
      return PhrasedSteps{std::move(wordings), std::move(model)};
    }));
    phrased = known->model.find(known->wordings, contact, min_score);
  }
  const ExampleStems* stems = nullptr;
  if (const Lexicon* const lexicon = contact.lexicon()) {
    CALLNORM_TRY(stems, examples.get(lexicon->language(),
                                     [&] { return ExampleStems(*script, steps, *lexicon); }));
  }
  StepDetection out =
      detect_steps(contact, *script, steps, found,
                   fit == nullptr ? default_similarity : (*fit)["paraphrase_similarity"],
                   closing == nullptr ? default_zone : closing->count("zone_turns"),
                   phrased ? &*phrased : nullptr, stems);
  if (!out.given) doubt_other_language(contact, out);
  return out;
}

// Nobody can tell what was said or asked in another language than the script's.
void Evaluator::Impl::doubt_other_language(const PreparedContact& contact,
                                           StepDetection& found) const {
  std::vector<bool> seen(steps.size(), false);
  for (const StepMark& mark : found.marks) seen[static_cast<std::size_t>(mark.step)] = true;
  const auto missing_by_words = [&](std::size_t i) {
    const StepVisibility& visible = found.visibility[i];
    return !seen[i] && visible.absence_provable && steps[i].node != nullptr &&
           (visible.kind == Recognition::verbatim || !steps[i].node->collect.empty());
  };
  std::optional<bool> another;
  for (std::size_t i = 0; i < steps.size() && another.value_or(true); ++i) {
    if (!missing_by_words(i)) continue;
    if (!another) another = agent_speaks_another(contact);
    if (*another) found.visibility[i].absence_provable = false;
  }
}

Result<ScriptSaid> Evaluator::Impl::script_said(const PreparedContact& contact) const {
  if (!script) return ScriptSaid{};
  const Lexicon* const lexicon = contact.lexicon();
  if (lexicon == nullptr) return ScriptWords(script->data(), nullptr).in(contact);
  CALLNORM_TRY(const ScriptWords* const words_listed, script_words.get(lexicon->language(), [&] {
    return ScriptWords(script->data(), lexicon);
  }));
  return words_listed->in(contact);
}

void Evaluator::Impl::add_steps(const StepDetection& found, std::vector<Act>& out) const {
  for (const StepMark& mark : found.marks) {
    Act act;
    act.kind = ActKind::step;
    act.turn = mark.turn;
    act.text = mark.text;
    if (mark.at && !mark.turn) act.time = TimeSpan{*mark.at, *mark.at};
    act.type = name(mark.kind);
    act.step = steps[static_cast<std::size_t>(mark.step)].label;
    act.score = mark.score.value_or(1.0);
    act.by = mark.score ? model_name : rules_name;
    act.details.emplace_back("seen", mark.note);
    out.push_back(std::move(act));
  }
}

}  // namespace callnorm
