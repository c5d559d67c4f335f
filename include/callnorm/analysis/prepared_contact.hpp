// callnorm/analysis/prepared_contact.hpp - a contact tokenised, split, looked up and indexed once.
//
// Everything downstream reads this and never the raw text again. Tokens are numbered through the
// whole contact; words that fold alike share one WordType, so comparing words is comparing numbers.
// Cost: one pass, linear in the text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/extent.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/result.hpp"
#include "callnorm/text/lexicon.hpp"
#include "callnorm/text/sentences.hpp"
#include "callnorm/text/tokens.hpp"

namespace callnorm {

class Meaning;             // analysis/meaning.hpp
class WordTable;           // of the .cpp
class ContactPreparation;  // likewise: makes one

/// First four bytes of a content word. Words that match (content_match) are equal or begin alike
/// for five characters, so they have the same.
[[nodiscard]] constexpr std::uint32_t content_key(std::string_view content) noexcept {
  std::uint32_t key = 0;
  for (std::size_t i = 0; i < 4 && i < content.size(); ++i) {
    key = (key << 8U) | static_cast<unsigned char>(content[i]);
  }
  return key;
}

/// All tokens that fold alike.
struct WordType {
  std::string_view folded;
  std::string_view content;       ///< empty: carries no content (NORM 2.0)
  std::uint32_t content_key = 0;  ///< content_key(content)
  PatternWord pattern_word = 0;   ///< its number among the lexicon's patterns
  TokenKind kind = TokenKind::word;
  bool joined = false;       ///< written with a hyphen or an apostrophe
  bool number_word = false;  ///< "vier", "honderd", "double": part of a number said in words
};

struct PreparedToken {
  TextRange text;          ///< within its turn
  std::uint32_t type = 0;  ///< index in types()
};

struct PreparedSentence {
  std::uint32_t turn = 0;
  std::uint32_t first = 0;  ///< tokens, counted through the contact, half-open
  std::uint32_t last = 0;
  TextRange text;
  bool question = false;  ///< closed by a question mark
};

/// A number: digits that stand together ("48 213" is 48213), or words of at least three digits
/// ("nul vier zeven vijf" is 0475; text/number_words.hpp), or both.
struct NumberRun {
  std::uint32_t turn = 0;
  TextRange text;
  std::string digits;
};

struct PreparedTurn {
  Speaker speaker = Speaker::agent;
  std::optional<TimeSpan> time;
  std::uint32_t first_token = 0, last_token = 0;
  std::uint32_t first_sentence = 0, last_sentence = 0;
  std::uint32_t first_hit = 0, last_hit = 0;
  std::uint32_t first_number = 0, last_number = 0;
};

/// How sentences were found.
enum class Segmentation : std::uint8_t { marks, pauses, none };

class PreparedContact {
 public:
  PreparedContact(PreparedContact&&) noexcept = default;
  PreparedContact& operator=(PreparedContact&&) noexcept = default;
  PreparedContact(const PreparedContact&) = delete;  // its views point into itself
  PreparedContact& operator=(const PreparedContact&) = delete;
  ~PreparedContact() = default;

  /// @param lexicon null: no language is known; then there are tokens, but no content words and no
  /// cues.
  /// @param pause a pause between words that ends a sentence where there is no punctuation.
  /// Fails with pattern_too_complex when a regex cue gives up, `where` being "/turns/N".
  static Result<PreparedContact> prepare(const Contact& contact, const Lexicon* lexicon,
                                         Millis pause);

  [[nodiscard]] const Contact& contact() const noexcept { return contact_; }
  /// Null when no language is known. Belongs to the caller of prepare().
  [[nodiscard]] const Lexicon* lexicon() const noexcept { return lexicon_; }

  [[nodiscard]] std::span<const WordType> types() const noexcept { return types_; }
  [[nodiscard]] std::span<const PreparedToken> tokens() const noexcept { return tokens_; }
  [[nodiscard]] std::span<const PreparedSentence> sentences() const noexcept { return sentences_; }
  [[nodiscard]] std::span<const PreparedTurn> turns() const noexcept { return turns_; }
  /// By turn, then by sentence, then by their first token, then as the lexicon found them.
  [[nodiscard]] std::span<const CueHit> hits() const noexcept { return hits_; }
  [[nodiscard]] std::span<const NumberRun> numbers() const noexcept { return numbers_; }

  [[nodiscard]] std::span<const CueHit> hits_of(std::uint32_t turn) const noexcept {
    return std::span(hits_).subspan(turns_[turn].first_hit,
                                    turns_[turn].last_hit - turns_[turn].first_hit);
  }
  /// Of neighbouring sentences() of one turn.
  [[nodiscard]] std::span<const CueHit> hits_of(
      std::span<const PreparedSentence> sentences) const noexcept {
    if (sentences.empty()) return {};
    const auto all = hits_of(sentences.front().turn);
    const auto first = static_cast<std::uint32_t>(sentences.data() - sentences_.data());
    const auto begin = std::partition_point(
        all.begin(), all.end(), [&](const CueHit& hit) { return hit.sentence < first; });
    const auto end = std::partition_point(begin, all.end(), [&](const CueHit& hit) {
      return hit.sentence < first + sentences.size();
    });
    return {begin, end};
  }
  [[nodiscard]] std::span<const CueHit> hits_of(const PreparedSentence& sentence) const noexcept {
    return hits_of(std::span(&sentence, 1));
  }
  /// Those hits of a sentence that may lie over the tokens [first, last) or end where they begin,
  /// and few others: asked for each hit of a sentence of a hundred thousand words, this stays
  /// linear, unless an expression of the norm's own matches thousands of words at once.
  [[nodiscard]] std::span<const CueHit> hits_near(std::uint32_t sentence, std::uint32_t first,
                                                  std::uint32_t last) const noexcept {
    const auto all = hits_of(sentences_[sentence]);
    const std::uint32_t from = first - std::min(first, longest_hit_);
    const auto begin = std::partition_point(all.begin(), all.end(),
                                            [&](const CueHit& hit) { return hit.first < from; });
    const auto end =
        std::partition_point(begin, all.end(), [&](const CueHit& hit) { return hit.first < last; });
    return {begin, end};
  }
  [[nodiscard]] std::span<const CueHit> hits_near(const CueHit& hit) const noexcept {
    return hits_near(hit.sentence, hit.first, hit.last);
  }
  /// Tokens of the longest hit.
  [[nodiscard]] std::uint32_t longest_hit() const noexcept { return longest_hit_; }
  /// Whether a phrase of the same class that is none ("no charge" for "charge") lies over a hit.
  [[nodiscard]] bool is_ruled_out(const CueHit& hit) const noexcept {
    const auto near = hits_near(hit);
    return std::any_of(near.begin(), near.end(), [&](const CueHit& other) {
      return other.first < hit.last && other.last > hit.first &&
             is_cue(other, hit.cue_class, "none");
    });
  }
  /// The tokens of a turn that begin within a range of its text: [first, last).
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> tokens_within(
      std::uint32_t turn, TextRange range) const noexcept {
    const auto all = std::span(tokens_).first(turns_[turn].last_token);
    const auto own = all.begin() + turns_[turn].first_token;
    const auto begin = std::partition_point(
        own, all.end(), [&](const PreparedToken& t) { return t.text.begin < range.begin; });
    const auto end = std::partition_point(
        begin, all.end(), [&](const PreparedToken& t) { return t.text.begin < range.end; });
    return {static_cast<std::uint32_t>(begin - all.begin()),
            static_cast<std::uint32_t>(end - all.begin())};
  }
  [[nodiscard]] std::span<const PreparedSentence> sentences_of(std::uint32_t turn) const noexcept {
    return std::span(sentences_)
        .subspan(turns_[turn].first_sentence,
                 turns_[turn].last_sentence - turns_[turn].first_sentence);
  }
  [[nodiscard]] std::span<const NumberRun> numbers_of(std::uint32_t turn) const noexcept {
    return std::span(numbers_).subspan(turns_[turn].first_number,
                                       turns_[turn].last_number - turns_[turn].first_number);
  }
  [[nodiscard]] const WordType& type_of(std::uint32_t token) const noexcept {
    return types_[tokens_[token].type];
  }
  /// Null when the lexicon does not know which cue; the cue of a hit otherwise.
  [[nodiscard]] const Cue& cue_of(const CueHit& hit) const noexcept {
    return lexicon_->cues()[hit.cue];
  }
  /// Whether a hit is a phrase of this class with this tag.
  [[nodiscard]] bool is_cue(const CueHit& hit, CueClass cue_class,
                            std::string_view tag) const noexcept {
    return hit.cue_class == cue_class && cue_of(hit).tag == tag;
  }
  /// Whether a phrase of this class with this tag stands in a turn.
  [[nodiscard]] bool says_cue(std::uint32_t turn, CueClass cue_class,
                              std::string_view tag) const noexcept {
    const auto hits = hits_of(turn);
    return std::any_of(hits.begin(), hits.end(),
                       [&](const CueHit& hit) { return is_cue(hit, cue_class, tag); });
  }

  /// Whether sentences end with marks in this transcript.
  [[nodiscard]] bool punctuated() const noexcept { return segmentation_ == Segmentation::marks; }
  [[nodiscard]] Segmentation segmentation() const noexcept { return segmentation_; }

  /// Whether two words are the same up to inflection (content_match of their content).
  [[nodiscard]] bool match(std::uint32_t type_a, std::uint32_t type_b) const noexcept {
    // Most words differ in their first letters already.
    const std::uint32_t key = types_[type_a].content_key;
    return key == types_[type_b].content_key && key != 0 &&
           (type_a == type_b || content_match(types_[type_a].content, types_[type_b].content));
  }

  /// Index of the first word type of this folded word, if the contact has it.
  [[nodiscard]] std::optional<std::uint32_t> find_type(std::string_view folded) const noexcept;

  /// What a host's embedder made of its turns and sentences; null until embed() was called.
  [[nodiscard]] const Meaning* meaning() const noexcept { return meaning_.get(); }
  void set_meaning(std::shared_ptr<const Meaning> meaning) noexcept {
    meaning_ = std::move(meaning);
  }

 private:
  friend class ContactPreparation;
  explicit PreparedContact(Contact contact) : contact_(std::move(contact)) {}

  Contact contact_;
  const Lexicon* lexicon_ = nullptr;
  Segmentation segmentation_ = Segmentation::none;
  std::list<std::string> words_;  // what the views of types_ point into, many words in each
  std::vector<WordType> types_;
  std::shared_ptr<const WordTable> type_of_word_;  // by folded form
  std::vector<PreparedToken> tokens_;
  std::vector<PreparedSentence> sentences_;
  std::vector<PreparedTurn> turns_;
  std::vector<CueHit> hits_;
  std::uint32_t longest_hit_ = 0;
  std::vector<NumberRun> numbers_;
  std::shared_ptr<const Meaning> meaning_;
};

}  // namespace callnorm
