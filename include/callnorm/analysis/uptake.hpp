// callnorm/analysis/uptake.hpp - how far a turn takes up what the other party just said (0 to 1).
//
// Collins (1982), Nystrand et al. (1997), Demszky et al. (2021): to acknowledge, repeat,
// reformulate or ask on about the other's words. A linear model over features that have a reason
// each (src/data/models/uptake.json); its training and its figures: docs/models/uptake.md. No
// verdict leans on it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/extent.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/linear_model.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

/// "Other" is the other party's turn, "own" the one that is graded. What each is worth and why it
/// should tell stands in the model's file.
enum class UptakeFeature : std::uint8_t {
  taken_weight,
  taken_content,
  taken_function,
  share_of_other,
  content_share_of_other,
  content_share_of_own,
  taken_in_12,
  taken_in_25,
  run,
  sentences_taking,
  densest_sentence,
  early,
  end_to_start,
  number_taken,
  repeat_and_add,
  short_without,
  two_words,
  words,
  words_to_40,
  asks,
  asks_why,
  why_short,
  asks_beside_taking,
  asks_about_it,
  points_early,
  hearer,
  together,
  self,
  here,
  reports,
  hearer_thinks,
  acknowledges,
  other_asks,
  asks_back,
  other_broke_off,
  broke_off,
  other_reasons,
  other_self,
  other_thinks,
  self_to_hearer,
  meaning_shared,  ///< -1..1, see analysis/meaning.hpp; 0 without an embedder
};

inline constexpr std::array<std::string_view, 41> uptake_feature_names{"taken_weight",
                                                                       "taken_content",
                                                                       "taken_function",
                                                                       "share_of_other",
                                                                       "content_share_of_other",
                                                                       "content_share_of_own",
                                                                       "taken_in_12",
                                                                       "taken_in_25",
                                                                       "run",
                                                                       "sentences_taking",
                                                                       "densest_sentence",
                                                                       "early",
                                                                       "end_to_start",
                                                                       "number_taken",
                                                                       "repeat_and_add",
                                                                       "short_without",
                                                                       "two_words",
                                                                       "words",
                                                                       "words_to_40",
                                                                       "asks",
                                                                       "asks_why",
                                                                       "why_short",
                                                                       "asks_beside_taking",
                                                                       "asks_about_it",
                                                                       "points_early",
                                                                       "hearer",
                                                                       "together",
                                                                       "self",
                                                                       "here",
                                                                       "reports",
                                                                       "hearer_thinks",
                                                                       "acknowledges",
                                                                       "other_asks",
                                                                       "asks_back",
                                                                       "other_broke_off",
                                                                       "broke_off",
                                                                       "other_reasons",
                                                                       "other_self",
                                                                       "other_thinks",
                                                                       "self_to_hearer",
                                                                       "meaning_shared"};

using UptakeFeatures = std::array<double, uptake_feature_names.size()>;

/// Words of the turn and the words of the other's turn that they take up; bytes within each.
struct UptakeMatch {
  TextRange text;
  TextRange about;

  friend bool operator==(const UptakeMatch&, const UptakeMatch&) = default;
};

struct Uptake {
  std::uint32_t turn = 0;
  std::uint32_t about_turn = 0;
  /// The share of teachers' replies that take up less (the model's training data), to 0.001.
  double score = 0;
  std::string why;                   ///< "taken_weight +1.2, asks +0.4": the largest contributions
  std::string by;                    ///< which model says so: "model@1"
  std::vector<UptakeMatch> matches;  ///< in order of the turn
  std::optional<double> meaning;     ///< meaning_shared 0..1, when an embedder could tell
};

/// The features in the order of uptake_feature_names, checked once.
class UptakeModel {
 public:
  /// Fails with invalid_argument when the model is one of an act, or weighs a feature that this
  /// build does not compute.
  static Result<UptakeModel> create(const LinearModel& model);

  [[nodiscard]] const LinearModel& model() const noexcept { return model_; }

 private:
  explicit UptakeModel(LinearModel model) : model_(std::move(model)) {}
  LinearModel model_;
};

/// The turn of the other party that `turn` answers: the last one before it, passing over at most
/// two that hold nothing but listening signs ("mhm", "okay") while an earlier one says more.
/// Nothing when the same party spoke right before, or nobody did: words that go on are not graded
/// twice.
[[nodiscard]] std::optional<std::uint32_t> turn_answered(const PreparedContact& contact,
                                                         std::uint32_t turn);

/// @param acts those of kind question say which sentences ask where a transcript has no marks.
/// Of each turn at most 250 words are read: the other's last, the own first.
[[nodiscard]] UptakeFeatures uptake_features(const PreparedContact& contact, std::uint32_t turn,
                                             std::uint32_t about_turn,
                                             std::span<const Act> acts = {});

/// One for each turn of either party that answers one of the other, in order. Empty when no
/// language is known. Cost: words of the turn times words of the turn answered.
[[nodiscard]] std::vector<Uptake> uptake(const PreparedContact& contact, const UptakeModel& model,
                                         std::span<const Act> acts = {});

}  // namespace callnorm
