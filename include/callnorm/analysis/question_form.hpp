// callnorm/analysis/question_form.hpp - what makes a sentence look like a question.
//
// Most talk reaches us as a recogniser wrote it, without a question mark. What is left to go by is
// the order of words, a few small words, and what the other party does next; each is a feature that
// holds or does not, and means the same in every language. What each is and why it should tell
// stands in src/data/act_models/acts.json, beside what it weighs.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"

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

using QuestionForm = std::bitset<question_feature_names.size()>;

/// Reads one contact, which must outlive it. Keeps buffers: one thread at a time.
class QuestionFormReader {
 public:
  explicit QuestionFormReader(const PreparedContact& contact) : contact_(contact) {}

  /// The features of sentence `sentence` (index in contact.sentences()). None without a lexicon.
  /// Cost: linear in the cues and words of its turn and of the turns beside it.
  [[nodiscard]] QuestionForm read(std::uint32_t sentence);

 private:
  const PreparedContact& contact_;
  std::vector<const CueHit*> hits_;
};

}  // namespace callnorm
