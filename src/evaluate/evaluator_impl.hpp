// src/evaluate/evaluator_impl.hpp - what an Evaluator holds, for the files of this folder.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/analysis/script_words.hpp"
#include "callnorm/analysis/step_features.hpp"
#include "callnorm/analysis/uptake.hpp"
#include "callnorm/detect/clarification.hpp"
#include "callnorm/detect/model_acts.hpp"
#include "callnorm/detect/script_steps.hpp"
#include "callnorm/detect/step_model.hpp"
#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/io/act_models.hpp"
#include "callnorm/text/value.hpp"

namespace callnorm {

inline constexpr std::string_view rules_name = "rules@1";
inline constexpr std::string_view model_name = "model@1";

/// Between sentences without punctuation, when the norm says nothing.
inline constexpr Millis default_pause{500};

/// By turn, those without one last; then by position, then by kind.
void sort_acts(std::vector<Act>& acts);

/// Made when first asked for, by whichever thread; kept, also when it failed.
template <class T>
class Lazy {
 public:
  /// @param make gives a Result<T>; the same each time.
  template <class Make>
  Result<const T*> get(Make make) const {
    std::call_once(asked_, [&] { made_.emplace(make()); });
    if (!*made_) return made_->error();
    return &**made_;
  }

 private:
  mutable std::once_flag asked_;
  mutable std::optional<Result<T>> made_;
};

/// One for each language, each made when first asked for.
template <class T>
class LazyByLanguage {
 public:
  /// @param make gives a T.
  template <class Make>
  Result<const T*> get(Language language, Make make) const {
    return of_[static_cast<std::size_t>(language)].get([&]() -> Result<T> { return make(); });
  }

 private:
  std::array<Lazy<T>, all_languages.size()> of_;
};

/// What reads text: costly to make, the same for every norm without cues of its own.
class Words {
 public:
  static Result<std::shared_ptr<const Words>> create(std::vector<Cue> more);
  /// Of evaluators that live at the same time, one for all whose norms add no cues.
  static Result<std::shared_ptr<const Words>> shared(const std::vector<Cue>& more);

  /// What rules read.
  const Lexicon& cues(Language language) const { return cues_[static_cast<std::size_t>(language)]; }

  // Who judges by rules alone never pays for these.

  /// What models read: with the notions. In the order of all_languages.
  Result<const std::vector<Lexicon>*> notions() const;
  Result<const ActDetector*> detector() const;

 private:
  explicit Words(std::vector<Cue> more) : more_(std::move(more)) {}
  Result<std::vector<Lexicon>> read(bool notions) const;

  std::vector<Cue> more_;
  std::vector<Lexicon> cues_;
  Lazy<std::vector<Lexicon>> notions_;
  Lazy<ActDetector> detector_;
};

/// A script's steps as a model looks for them.
struct PhrasedSteps {
  StepWordings wordings;
  StepModel model;
};

struct Evaluator::Impl {
  Norm norm;
  std::optional<Script> script;
  EvaluatorOptions options;
  std::shared_ptr<const Words> words;
  std::vector<ScriptStep> steps;
  Lazy<PhrasedSteps> phrased_steps;
  // Of the script.
  LazyByLanguage<ExampleStems> examples;
  LazyByLanguage<ScriptWords> script_words;
  LazyByLanguage<DataPhrases> data_phrases;
  /// The limits of each indicator, in norm order, in each language; last where none is known.
  std::vector<std::array<Parameters, all_languages.size() + 1>> limits;
  std::string judged_by;                    // whose acts evaluate() reads
  std::string found_by;                     // whose acts detect() gives
  std::optional<UptakeModel> uptake_model;  // always, once made

  Impl(Norm n, std::optional<Script> s, EvaluatorOptions o)
      : norm(std::move(n)), script(std::move(s)), options(std::move(o)) {
    for (const Competence& competence : norm.competences()) {
      for (const Indicator& indicator : competence.indicators) {
        const Parameters& own = indicator.operationalisation.parameters;
        auto& in = limits.emplace_back();
        for (const Language l : all_languages) in[static_cast<std::size_t>(l)] = own.in(name(l));
        in.back() = own.in("");
      }
    }
  }

  /// The parameters of the first indicator with that measure, or null.
  const Parameters* parameters_of(Measure measure) const {
    for (const Competence& competence : norm.competences()) {
      for (const Indicator& indicator : competence.indicators) {
        if (indicator.operationalisation.measure == measure) {
          return &indicator.operationalisation.parameters;
        }
      }
    }
    return nullptr;
  }

  Result<std::optional<Language>> choose_language(const Contact& contact,
                                                  std::vector<std::string>& notes) const;
  using WordsByLanguage = std::array<std::size_t, all_languages.size()>;
  /// Adds a word to those of each language of which it is a function word.
  void count_function_words(const WordType& word, WordsByLanguage& found) const;
  std::optional<Language> guess(const Contact& contact) const;
  /// @param detectors who will read it
  Result<PreparedContact> prepare(const Contact& contact, std::string_view detectors,
                                  std::vector<std::string>& notes) const;
  Result<std::vector<Act>> acts(const PreparedContact& contact, std::string_view detectors,
                                double min_score) const;
  Status acts_by_rules(const PreparedContact& contact, std::vector<Act>& all) const;
  Status acts_by_model(const PreparedContact& contact, const ActDetector& detector,
                       double min_score, std::vector<Act>& all) const;
  /// Where the agent asks for what the script collects.
  Status add_data_questions(const PreparedContact& contact, std::vector<Act>& found) const;
  Usage usage_in(const Contact& contact, const PreparedContact& prepared) const;
  Result<StepDetection> steps_in(const PreparedContact& contact, std::span<const Act> found,
                                 std::string_view detectors, double min_score) const;
  /// Takes back proofs that words are missing where the agent speaks another language.
  void doubt_other_language(const PreparedContact& contact, StepDetection& found) const;
  /// Than the script's.
  bool agent_speaks_another(const PreparedContact& contact) const;
  /// Where the script's words are said; nothing without a script.
  Result<ScriptSaid> script_said(const PreparedContact& contact) const;
  /// As acts of kind step; none of the marks is of a label the script lacks.
  void add_steps(const StepDetection& found, std::vector<Act>& out) const;
  /// Whether the norm has every limit that is changed for the person.
  Status check_accommodations(const ContactDraft& contact) const;
  Result<Evaluation> evaluate(const Contact& contact) const;

  /// The limits silences of a contact are judged by, with what the script and an accommodation
  /// change; nothing when the norm judges none.
  std::optional<Parameters> silence_limits(const ContactDraft& contact,
                                           std::string_view language) const;
  /// By how much the script stretches them.
  double stretch() const { return script ? script->data().accommodation_factor : 1.0; }
};

}  // namespace callnorm
