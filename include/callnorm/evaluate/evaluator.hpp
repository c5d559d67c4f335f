// callnorm/evaluate/evaluator.hpp - a norm and a script made ready to judge contacts.
//
//   auto norm = callnorm::builtin_norm();
//   auto evaluator = callnorm::Evaluator::create(*norm);
//   auto contact = callnorm::read_contact(bytes);
//   auto evaluation = evaluator->evaluate(*contact);
//
// Costly to make (it compiles lexicons and patterns), cheap to use; the model of acts is read when
// acts are first asked of it. Copying shares; any number of
// threads may evaluate with one Evaluator at once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "callnorm/analysis/uptake.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/norm.hpp"
#include "callnorm/model/script.hpp"
#include "callnorm/result.hpp"
#include "callnorm/text/embedder.hpp"

namespace callnorm {

struct EvaluatorOptions {
  std::string
      language;  ///< BCP 47; overrides every contact's own; empty: the contact's, the script's
  /// Who finds acts. "model@1": the kinds of src/data/act_models/acts.json by that model, the
  /// others by rules; "rules@1": all by rules, among them R1 to R4 of NORM CCO-3.1. Empty: detect()
  /// uses model@1, and evaluate() whom the norm's operationalisations name, because their limits
  /// were set with it (rules@1 in the built-in norm). Evaluation says who found what an indicator
  /// counts (IndicatorResult::acts_by).
  std::string detectors = {};
  /// A program's own sentence encoder, for uptake() only: no act and no verdict leans on it. Called
  /// on the thread of that call.
  Embedder embedder = {};
  std::uint32_t embedding_dimension = 0;  ///< numbers the embedder writes; at most 8192
};

class Evaluator {
 public:
  /// Fails with unsupported when options.language has no lexicon or there are no detectors of that
  /// name; with invalid_argument for an embedder without dimension, or the other way round; with
  /// invalid_norm or pattern_too_complex on a cue that does not compile.
  static Result<Evaluator> create(Norm norm, std::optional<Script> script = std::nullopt,
                                  EvaluatorOptions options = {});

  /// Judges one contact. The same norm, script, options and contact give the same Evaluation, byte
  /// for byte once written, on every platform. Fails with unsupported when the contact holds text
  /// in a language without a lexicon; with pattern_too_complex when an expression gives up on a
  /// turn
  /// (`where` is then "/turns/N"). Cost: linear in turns, and in script size per turn.
  [[nodiscard]] Result<Evaluation> evaluate(const Contact& contact) const;

  /// The acts alone: those given with the contact for their kinds, detected ones for the rest, in
  /// order of turn, then of position, then of kind. With a script also its steps (kind step).
  ///
  /// @param min_score detected acts below it are left out. From 0.5 on an act counts as found; 0
  /// gives every candidate, to rank or to set a limit of one's own.
  [[nodiscard]] Result<std::vector<Act>> detect(const Contact& contact,
                                                double min_score = 0.5) const;

  /// How far each turn takes up what the other party just said; see analysis/uptake.hpp. Fails as
  /// evaluate() does; with an embedder also with cancelled when that fails (`where` is then
  /// "/turns/N"), with invalid_argument when it writes what is no number.
  [[nodiscard]] Result<std::vector<Uptake>> uptake(const Contact& contact) const;

  [[nodiscard]] const Norm& norm() const noexcept;
  [[nodiscard]] const std::optional<Script>& script() const noexcept;

 private:
  friend class LiveEvaluation;  // judges by the same parts, a few turns at a time
  struct Impl;
  explicit Evaluator(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

}  // namespace callnorm
