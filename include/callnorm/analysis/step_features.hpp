// callnorm/analysis/step_features.hpp - what a stretch of an agent's talk has in common with the
// wordings of a script's steps.
//
// A script says how a step may be worded, once or with examples; an agent says it otherwise. Every
// feature compares one stretch of talk with one step, through the wording of that step that comes
// nearest, and none of them knows a language: words and pairs of words by their stems, weighed by
// how few steps of this script use them (idf); runs of letters; phrases of the lexicon's classes
// (both greet, both ask, only one says no); notions; places. What each is and why it should tell
// stands in src/data/models/steps.json, beside what it weighs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/result.hpp"
#include "callnorm/text/lexicon.hpp"

namespace callnorm {

/// Sentences on end of one turn of the agent, short ones together.
struct SaidUnit {
  std::uint32_t turn = 0;
  std::uint32_t first = 0;  ///< tokens, counted through the contact, half-open
  std::uint32_t last = 0;
  TextRange text;
};

/// The features of a step and a stretch of talk, in order.
[[nodiscard]] std::span<const std::string_view> step_feature_names() noexcept;

/// The steps of a script that have words, made ready to compare with. Immutable; copies share it.
class StepWordings {
 public:
  /// @param lexicon of the script's language; belongs to the caller and must outlive this.
  /// Cost: linear in the wordings, about 10 us each.
  static Result<StepWordings> create(std::span<const ScriptStep> steps, const Lexicon& lexicon);

  /// Steps that have words besides {placeholders}, in the script's order.
  [[nodiscard]] std::size_t size() const noexcept;
  /// Index of a step among those `create` was given.
  [[nodiscard]] std::uint32_t symbol(std::size_t step) const noexcept;
  [[nodiscard]] const Lexicon& lexicon() const noexcept;

 private:
  friend class StepFeatures;
  struct Impl;
  explicit StepWordings(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

/// The features of one contact, unit by unit. Not thread-safe: it holds scratch.
class StepFeatures {
 public:
  StepFeatures(const StepWordings& wordings, const PreparedContact& contact);
  ~StepFeatures();
  StepFeatures(const StepFeatures&) = delete;
  StepFeatures& operator=(const StepFeatures&) = delete;

  [[nodiscard]] std::span<const SaidUnit> units() const noexcept;

  /// Writes the features of each step, one step after the other.
  /// @param out size() * step_feature_names().size() places
  /// Cost: linear in the words of the unit and in the wordings that share a word or letters with
  /// it.
  void read(std::size_t unit, std::span<double> out);

  /// The wording of a step that came nearest to the unit read last, as the script has it.
  [[nodiscard]] std::string_view wording(std::size_t step) const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace callnorm
