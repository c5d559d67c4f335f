// callnorm/detect/question_features.hpp - what makes a sentence look like a question (model@1).
//
// Most talk reaches us as a recogniser wrote it, without a question mark. What is left to go by is
// the order of words, a few small words, and what the other party does next; each is a feature that
// is 1 or 0 and means the same in every language. Two linear models weigh them: one for `question`,
// one for `open_repair`. What each feature is and why it should tell stands in src/data/models.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/linear_model.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

enum class QuestionFeature : std::uint8_t {
  question_mark,
  other_mark,
  wh_opens,
  wh_then_subject,
  wh_phrase,
  wh_reported,
  wh_last,
  inversion_you,
  inversion_it,
  inversion_noun,
  inversion_i,
  inversion_later,
  tag_strong,
  tag_weak,
  tag_other,
  or_last,
  you_opens,
  i_opens,
  it_opens,
  you_inside,
  i_inside,
  takes_up_you,
  and_yours,
  data_short,
  clarify_cue,
  offer_form,
  hold_cue,
  only_light,
  one_word,
  few_words,
  many_words,
  turn_end,
  goes_on,
  answered_yes,
  answered_no,
  answered_short,
  echo,
  repair_word,
  repair_opens,
  repair_phrase,
  wh_last_short,
  said_again,
  after_other,
  wh_relative,
  verb_opens,
  tag_alone,
  you_answered,
  it_answered,
  repair_of_other,
  phrase_stated,
  or_inside,
  wh_in_place,
};

inline constexpr std::array<std::string_view, 52> question_feature_names{"question_mark",
                                                                         "other_mark",
                                                                         "wh_opens",
                                                                         "wh_then_subject",
                                                                         "wh_phrase",
                                                                         "wh_reported",
                                                                         "wh_last",
                                                                         "inversion_you",
                                                                         "inversion_it",
                                                                         "inversion_noun",
                                                                         "inversion_i",
                                                                         "inversion_later",
                                                                         "tag_strong",
                                                                         "tag_weak",
                                                                         "tag_other",
                                                                         "or_last",
                                                                         "you_opens",
                                                                         "i_opens",
                                                                         "it_opens",
                                                                         "you_inside",
                                                                         "i_inside",
                                                                         "takes_up_you",
                                                                         "and_yours",
                                                                         "data_short",
                                                                         "clarify_cue",
                                                                         "offer_form",
                                                                         "hold_cue",
                                                                         "only_light",
                                                                         "one_word",
                                                                         "few_words",
                                                                         "many_words",
                                                                         "turn_end",
                                                                         "goes_on",
                                                                         "answered_yes",
                                                                         "answered_no",
                                                                         "answered_short",
                                                                         "echo",
                                                                         "repair_word",
                                                                         "repair_opens",
                                                                         "repair_phrase",
                                                                         "wh_last_short",
                                                                         "said_again",
                                                                         "after_other",
                                                                         "wh_relative",
                                                                         "verb_opens",
                                                                         "tag_alone",
                                                                         "you_answered",
                                                                         "it_answered",
                                                                         "repair_of_other",
                                                                         "phrase_stated",
                                                                         "or_inside",
                                                                         "wh_in_place"};

using QuestionFeatures = std::array<double, question_feature_names.size()>;

/// The features of sentence `sentence` (index in contact.sentences()). All 0 without a lexicon.
/// Cost: linear in the cues and words of its turn and of the turns beside it.
[[nodiscard]] QuestionFeatures question_features(const PreparedContact& contact,
                                                 std::uint32_t sentence);

/// The two models, their weights in the order of the features.
class QuestionModels {
 public:
  /// Fails with invalid_argument when a model is of another act, or weighs a feature this build
  /// does not compute; `where` is a JSON pointer into the model.
  static Result<QuestionModels> create(const LinearModel& question, const LinearModel& open_repair);

  [[nodiscard]] const LinearModel& question() const noexcept { return question_; }
  [[nodiscard]] const LinearModel& open_repair() const noexcept { return open_repair_; }

 private:
  QuestionModels(LinearModel question, LinearModel open_repair)
      : question_(std::move(question)), open_repair_(std::move(open_repair)) {}
  LinearModel question_;
  LinearModel open_repair_;
};

/// Appends acts of kind question (both speakers) and open_repair (agent, once the client spoke).
/// The score is the model's probability; detail "why": the largest contributions.
void detect_questions_by_model(const PreparedContact& contact, const QuestionModels& models,
                               std::vector<Act>& out);

}  // namespace callnorm
