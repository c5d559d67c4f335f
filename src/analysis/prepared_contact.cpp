#include "callnorm/analysis/prepared_contact.hpp"

#include <algorithm>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/joins_digits.hpp"
#include "text/word_table.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

// "ja" needs no full stop.
constexpr std::size_t longer_turn = 12;  // bytes

bool ends_with_mark(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return text.ends_with('.') || text.ends_with('?') || text.ends_with('!') ||
         text.ends_with("\u2026");
}

}  // namespace

/// Makes one, in passes over the whole contact: words; what the language knows of each of them;
/// numbers, sentences and cues. What the language knows stands in tables far larger than the
/// processor's nearest memory, so it is asked for all words together, each once.
class ContactPreparation {
 public:
  ContactPreparation(PreparedContact& out, Millis pause) : out_(out), pause_(pause) {
    if (out_.lexicon_ != nullptr) options_.abbreviations = out_.lexicon_->abbreviations();
  }

  Status run() {
    read_words();
    choose_segmentation();
    if (out_.lexicon_ != nullptr) know_words();
    for (std::uint32_t t = 0; t < out_.turns_.size(); ++t) {
      PreparedTurn& turn = out_.turns_[t];
      turn.first_sentence = static_cast<std::uint32_t>(out_.sentences_.size());
      turn.first_hit = static_cast<std::uint32_t>(out_.hits_.size());
      turn.first_number = static_cast<std::uint32_t>(out_.numbers_.size());
      read_numbers(t);
      split(t);
      if (out_.lexicon_ != nullptr) CALLNORM_CHECK(find_cues(t));
      turn.last_sentence = static_cast<std::uint32_t>(out_.sentences_.size());
      turn.last_hit = static_cast<std::uint32_t>(out_.hits_.size());
      turn.last_number = static_cast<std::uint32_t>(out_.numbers_.size());
    }
    out_.type_of_word_ = std::move(by_folded_);
    return success();
  }

 private:
  const Turn& turn(std::uint32_t t) const { return out_.contact_.turns()[t]; }
  std::span<const Token> tokens_of(const PreparedTurn& turn) const {
    return std::span(tokens_).subspan(turn.first_token, turn.last_token - turn.first_token);
  }

  void read_words() {
    const std::vector<Turn>& turns = out_.contact_.turns();
    std::size_t bytes = 0;
    for (const Turn& turn : turns) bytes += turn.text.size();
    // A word has some six bytes with its blank, and comes one and a half times; in long talk more
    // often.
    const std::size_t types = std::min<std::size_t>(bytes / 9, 4096);
    by_folded_->reserve(types);
    out_.types_.reserve(types);
    out_.tokens_.reserve(bytes / 5);
    tokens_.reserve(bytes / 5);
    out_.turns_.reserve(turns.size());
    for (const Turn& turn : turns) {
      PreparedTurn& prepared = out_.turns_.emplace_back();
      prepared.speaker = turn.speaker;
      prepared.time = turn.time;
      prepared.first_token = static_cast<std::uint32_t>(tokens_.size());
      tokenize(turn.text, tokens_);
      prepared.last_token = static_cast<std::uint32_t>(tokens_.size());
      for (const Token& token : tokens_of(prepared)) {
        const std::string_view as_written = slice(turn.text, token.text);
        const std::uint32_t type = folds_to_itself(as_written)
                                       ? type_of(as_written, token.kind)
                                       : written_.find_or_add(as_written, [&] {
                                           word_.clear();
                                           fold(as_written, word_);
                                           return std::pair(as_written, type_of(word_, token.kind));
                                         });
        out_.tokens_.push_back({token.text, type});
      }
    }
  }

  void choose_segmentation() {
    const std::vector<Turn>& turns = out_.contact_.turns();
    const auto& told = out_.contact_.data().quality.punctuated;
    options_.marks = told ? *told : looks_punctuated();
    pauses_ = !options_.marks && std::any_of(turns.begin(), turns.end(), [](const Turn& turn) {
      return turn.words.size() > 1;
    });
    out_.segmentation_ = options_.marks ? Segmentation::marks
                         : pauses_      ? Segmentation::pauses
                                        : Segmentation::none;
  }

  // Half of the longer turns have a mark that ends a sentence. Not always at their end: a letter
  // ends with a name, a chat message often with nothing.
  bool looks_punctuated() {
    std::size_t longer = 0;
    std::size_t marked = 0;
    for (std::uint32_t t = 0; t < out_.turns_.size(); ++t) {
      const std::string_view text = turn(t).text;
      if (text.size() < longer_turn) continue;
      ++longer;
      if (ends_with_mark(text) || holds_marked_sentence(t)) ++marked;
    }
    return longer > 0 && marked * 2 >= longer;
  }

  bool holds_marked_sentence(std::uint32_t t) {
    const std::span<const Token> tokens = tokens_of(out_.turns_[t]);
    sentences_.clear();
    split_sentences(turn(t).text, tokens, options_, sentences_);
    return std::any_of(sentences_.begin(), sentences_.end(),
                       [&](const Sentence& s) { return s.text.end > tokens[s.last - 1].text.end; });
  }

  std::uint32_t type_of(std::string_view folded, TokenKind kind) {
    constexpr std::size_t block = 4096;
    return by_folded_->find_or_add(folded, [&] {
      std::list<std::string>& words = out_.words_;
      if (words.empty() || words.back().capacity() - words.back().size() < folded.size()) {
        words.emplace_back().reserve(std::max(block, folded.size()));
      }
      words.back() += folded;
      WordType& type = out_.types_.emplace_back();
      type.folded = std::string_view(words.back()).substr(words.back().size() - folded.size());
      type.kind = kind;
      type.joined = folded.find_first_of("-'") != std::string_view::npos;
      return std::pair(type.folded, static_cast<std::uint32_t>(out_.types_.size() - 1));
    });
  }

  void know_words() {
    const Lexicon& lexicon = *out_.lexicon_;
    const PatternSet& patterns = lexicon.patterns();
    for (WordType& type : out_.types_) {
      if (type.kind != TokenKind::placeholder) type.pattern_word = patterns.word(type.folded);
    }
    for (WordType& type : out_.types_) {
      if (type.kind == TokenKind::placeholder) continue;
      type.content = lexicon.content(type.folded);
      type.content_key = content_key(type.content);
    }
  }

  // Digits that stand together; "12-34" is one word of them.
  void read_numbers(std::uint32_t t) {
    const std::string_view text = turn(t).text;
    const std::span<const Token> tokens = tokens_of(out_.turns_[t]);
    const auto digits = [&](std::size_t k) {
      const std::string_view word = slice(text, tokens[k].text);
      if (word.front() > '9') return false;  // most words
      return tokens[k].kind == TokenKind::number ||
             (tokens[k].kind == TokenKind::word &&
              word.find_first_not_of("0123456789-") == word.npos);
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!digits(i)) continue;
      std::size_t last = i;
      while (last + 1 < tokens.size() && digits(last + 1) &&
             joins_digits(text.substr(tokens[last].text.end,
                                      tokens[last + 1].text.begin - tokens[last].text.end))) {
        ++last;
      }
      NumberRun run{t, {tokens[i].text.begin, tokens[last].text.end}, {}};
      for (std::size_t k = i; k <= last; ++k) {
        for (const char c : slice(text, tokens[k].text)) {
          if (c != '-') run.digits += c;
        }
      }
      out_.numbers_.push_back(std::move(run));
      i = last;
    }
  }

  void split(std::uint32_t t) {
    const Turn& said = turn(t);
    const std::uint32_t base = out_.turns_[t].first_token;
    const std::span<const Token> tokens = tokens_of(out_.turns_[t]);
    options_.pause_before = nullptr;
    if (pauses_ && said.words.size() > 1) {
      pause_before_.assign(tokens.size(), false);
      for (std::size_t w = 1, k = 0; w < said.words.size(); ++w) {
        while (k < tokens.size() && tokens[k].text.begin < said.words[w].text.begin) ++k;
        if (k < tokens.size() && gap(said.words[w - 1].time, said.words[w].time) >= pause_) {
          pause_before_[k] = true;
        }
      }
      options_.pause_before = &pause_before_;
    }
    sentences_.clear();
    split_sentences(said.text, tokens, options_, sentences_);
    for (const Sentence& s : sentences_) {
      out_.sentences_.push_back({t, base + s.first, base + s.last, s.text, s.question});
    }
  }

  void add_hit(std::uint32_t cue, std::uint32_t sentence, std::uint32_t first, std::uint32_t last,
               TextRange text) {
    out_.hits_.push_back({cue, out_.lexicon_->cue_classes()[cue], sentence, first, last, text});
  }

  Status find_cues(std::uint32_t t) {
    const Lexicon& lexicon = *out_.lexicon_;
    const std::uint32_t first_sentence = out_.turns_[t].first_sentence;
    for (std::uint32_t number = first_sentence; number < out_.sentences_.size(); ++number) {
      const PreparedSentence& s = out_.sentences_[number];
      clause_.clear();
      for (std::uint32_t k = s.first; k < s.last; ++k) {
        clause_.push_back(out_.types_[out_.tokens_[k].type].pattern_word);
      }
      matches_.clear();
      lexicon.patterns().scan(clause_, s.question || !options_.marks, matches_);
      for (const PatternMatch& m : matches_) {
        const std::uint32_t first = s.first + m.first;
        const std::uint32_t last = s.first + m.last;
        add_hit(lexicon.pattern_cues()[m.pattern], number, first, last,
                {out_.tokens_[first].text.begin, out_.tokens_[last - 1].text.end});
      }
    }
    regex_hits_.clear();
    if (Status status = lexicon.find_regex_cues(turn(t).text, regex_hits_); !status) {
      Error error = std::move(status).error();
      error.where = "/turns/" + std::to_string(t);
      return error;
    }
    const auto sentences = std::span(out_.sentences_).subspan(first_sentence);
    for (const auto& [cue, range] : regex_hits_) {
      const auto s = std::partition_point(
          sentences.begin(), sentences.end(),
          [at = range.begin](const PreparedSentence& sentence) { return sentence.text.end <= at; });
      if (s == sentences.end() || range.end <= s->text.begin) continue;
      std::uint32_t first = s->first;
      while (first < s->last && out_.tokens_[first].text.end <= range.begin) ++first;
      std::uint32_t last = first;
      while (last < s->last && out_.tokens_[last].text.begin < range.end) ++last;
      add_hit(cue, first_sentence + static_cast<std::uint32_t>(s - sentences.begin()), first, last,
              range);
    }
    if (!regex_hits_.empty()) {
      std::stable_sort(out_.hits_.begin() + out_.turns_[t].first_hit, out_.hits_.end(),
                       [](const CueHit& a, const CueHit& b) { return a.sentence < b.sentence; });
    }
    return success();
  }

  PreparedContact& out_;
  Millis pause_;
  bool pauses_ = false;
  SentenceOptions options_;
  WordTable written_;  // types of words that are not written as they fold
  std::shared_ptr<WordTable> by_folded_ = std::make_shared<WordTable>();
  std::vector<Token> tokens_;  // of all turns
  std::string word_;
  // Of one turn or sentence.
  std::vector<Sentence> sentences_;
  std::vector<bool> pause_before_;
  std::vector<PatternWord> clause_;
  std::vector<PatternMatch> matches_;
  std::vector<std::pair<std::uint32_t, TextRange>> regex_hits_;
};

Result<PreparedContact> PreparedContact::prepare(const Contact& contact, const Lexicon* lexicon,
                                                 Millis pause) {
  PreparedContact out(contact);
  out.lexicon_ = lexicon;
  CALLNORM_CHECK(ContactPreparation(out, pause).run());
  return out;
}

std::optional<std::uint32_t> PreparedContact::find_type(std::string_view word) const noexcept {
  return type_of_word_->find(word);
}

}  // namespace callnorm
