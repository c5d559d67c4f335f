// callnorm/analysis/sentence_features.hpp - what a sentence has that tells what it does.
//
// Every feature has a name people can read:
//   cue C, opens C        a phrase of the lexicon's class C in the sentence; at its beginning
//   before C, after C     in the other party's turn before; at the beginning of the one after
//   just C, then C        at the beginning of the speaker's own sentence before, and after, in the
//                         same turn or within three turns
//   earlier C             in a turn of the agent in the last eight turns (only proposals)
//   form F                a feature of question_form.hpp
//   nl words u zit        words of a language, one or two together; ^ and $ are the sentence's
//                         beginning and end, 0 stands for digits
//   nl next ja            the first words of the other party's turn after
//   nl just dus           the first and the last word of the speaker's own sentence before
//   nl then klopt         the first words of the speaker's own sentence after
//   cut: ...              any of these in a transcript whose turns are cut into utterances, as
//                         recognisers and meeting corpora give them: places in a turn, and what
//                         comes next, say other things there
//   and those of `shape_names`: length, place, what is taken up of the client's words.
// What each is and why it should tell stands in src/data/act_models/acts.json, beside what it
// weighs.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act_model.hpp"
#include "callnorm/text/lexicon.hpp"

namespace callnorm {

/// The features of every sentence of a contact.
struct ContactFeatures {
  std::vector<FeatureValue> values;
  std::vector<std::uint32_t> begin;  ///< per sentence and one more: where its values begin
  /// Per turn: the other party's turn before and after it, within three turns; none otherwise.
  struct Around {
    std::uint32_t before, after;
  };
  std::vector<Around> around;
  static constexpr std::uint32_t none = 0xFFFFFFFFU;
  /// Turns are cut into utterances: a quarter of eight or more follow one of the same party.
  bool in_utterances = false;

  [[nodiscard]] std::span<const FeatureValue> of(std::uint32_t sentence) const noexcept {
    return std::span(values).subspan(begin[sentence], begin[sentence + 1] - begin[sentence]);
  }
};

/// A feature that stands at certain words: "words ..." and "cue ...".
struct PlacedFeature {
  std::uint32_t feature = 0;
  std::uint32_t first = 0;  ///< tokens, counted through the contact, half-open
  std::uint32_t last = 0;
};

/// Immutable once made; any number of threads may read.
class SentenceFeatures {
 public:
  /// @param lexicons in the order of all_languages
  /// @param names the features a model knows; others are not looked for
  static SentenceFeatures create(std::span<const Lexicon> lexicons, const FeatureNames& names);

  /// For training: the features of `contact` by name, whatever they are, sentence by sentence.
  static std::vector<std::vector<std::pair<std::string, float>>> all_of(
      std::span<const Lexicon> lexicons, const PreparedContact& contact);

  /// Cost: linear in the words, the phrases found and the words of the client's that an agent's
  /// sentence is held against (at most three turns, 400 words each).
  [[nodiscard]] ContactFeatures read(const PreparedContact& contact) const;

  /// The features of one sentence that stand at words of it, in order of the words.
  [[nodiscard]] std::vector<PlacedFeature> placed(const PreparedContact& contact,
                                                  std::uint32_t sentence) const;

 private:
  struct Impl;
  explicit SentenceFeatures(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

/// The names of the shape features, for whoever documents them.
[[nodiscard]] std::span<const std::string_view> shape_feature_names() noexcept;

}  // namespace callnorm
