// callnorm/detect/model_acts.hpp - acts by the model of src/data/act_models/acts.json (model@1).
//
// Every sentence is weighed for every kind of act its speaker may do. On contacts of writers the
// model had not seen its figures stand in docs/models/acts.md; finding an act is evidence, not
// finding one is none.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/act_model.hpp"
#include "callnorm/result.hpp"
#include "callnorm/text/lexicon.hpp"

namespace callnorm {

/// From this score on an act counts as found.
inline constexpr double operating_point = 0.5;
/// Acts below this score are never given: there is one of every kind in every sentence.
inline constexpr double lowest_score = 0.01;

/// Immutable once made; any number of threads may detect with one.
class ActDetector {
 public:
  /// @param lexicons in the order of all_languages
  static ActDetector create(std::span<const Lexicon> lexicons, ActModel model);

  /// Appends the acts whose score is at least `min_score` (and lowest_score). Sentences of a turn
  /// on end that do the same are one act, except questions and what lies below the operating
  /// point. Details: "why", the largest contributions to the sum. Nothing without a lexicon.
  ///
  /// @param rules acts that rules found, ordered by turn: where one of the same kind lies within a
  /// sentence the model takes for such an act, its span, type and announced wait are taken over.
  /// Cost: linear in the sentences and their features.
  void detect(const PreparedContact& contact, std::span<const Act> rules, double min_score,
              std::vector<Act>& out) const;

  [[nodiscard]] const ActModel& model() const noexcept;

 private:
  struct Impl;
  explicit ActDetector(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

}  // namespace callnorm
