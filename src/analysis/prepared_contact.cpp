#include "callnorm/analysis/prepared_contact.hpp"

#include <algorithm>
#include <iterator>

#include "analysis/mail_footer.hpp"
#include "analysis/quoted_mail.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/number_words.hpp"
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
      if (out_.contact_.channel() != Channel::voice) leave_out_quoted(turn, prepared.first_token);
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

  // What a message quotes of those before it is not its writer's, and what stands below every mail
  // of a firm is not said to this client.
  void leave_out_quoted(const Turn& turn, std::uint32_t first) {
    const bool lines = turn.text.find('\n') != std::string::npos;
    const bool mail = out_.contact_.channel() == Channel::email;
    if (lines) leave_out(quoted_parts(turn.text), first);
    if (lines && mail) {
      if (const auto footer = mail_footer(turn.text)) leave_out(std::span(&*footer, 1), first);
      leave_out(mail_lines_.copied(turn.text, turn.speaker), first);
    }
    if (mail) mail_lines_.add(turn.text, turn.speaker);
  }

  void leave_out(std::span<const TextRange> parts, std::uint32_t first) {
    if (parts.empty()) return;
    auto part = parts.begin();
    const auto is_left_out = [&](const Token& token) {  // asked in order
      while (part != parts.end() && part->end < token.text.end) ++part;
      return part != parts.end() && token.text.begin >= part->begin;
    };
    tokens_.erase(std::remove_if(tokens_.begin() + static_cast<std::ptrdiff_t>(first),
                                 tokens_.end(), is_left_out),
                  tokens_.end());
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
      type.number_word =
          type.kind == TokenKind::word && speaks_of_number(type.folded, lexicon.language());
    }
  }

  // Numbers: digits and number words that stand together, as they were dictated.
  void read_numbers(std::uint32_t t) {
    const std::uint32_t base = out_.turns_[t].first_token;
    const std::string_view text = turn(t).text;
    const std::span<const Token> tokens = tokens_of(out_.turns_[t]);
    const auto digits = [&](std::size_t k) { return is_digits(tokens[k], text); };
    const auto word = [&](std::size_t k) { return type(base + k).number_word; };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!digits(i) && !word(i)) continue;
      bool words = word(i);
      std::size_t end = i + 1;
      for (std::size_t k = end; k < tokens.size() && joins(text, tokens, k, words); ++k) {
        if (!digits(k) && !word(k)) {
          // "honderd en vijf", "vingt et un"
          if (!words || k + 1 >= tokens.size() || !word(k + 1)) break;
          continue;
        }
        words = words || word(k);
        end = k + 1;
      }
      if (!words) {
        add_digits(t, i, end);
      } else if (!add_spoken(t, i, end)) {
        // No number as a whole ("4471 twee keer"): the digits in it.
        for (std::size_t k = i; k < end; ++k) {
          if (!digits(k)) continue;
          std::size_t last = k + 1;
          while (last < end && digits(last) && joins(text, tokens, last, false)) ++last;
          add_digits(t, k, last);
          k = last - 1;
        }
      }
      i = end - 1;
    }
  }

  const WordType& type(std::size_t token) const { return out_.types_[out_.tokens_[token].type]; }

  // Whether token k goes on with the number before it. Who dictates words pauses between them:
  // "nul vier zeven vijf, twaalf".
  static bool joins(std::string_view text, std::span<const Token> tokens, std::size_t k,
                    bool words) {
    const std::uint32_t from = tokens[k - 1].text.end;
    const std::string_view between = text.substr(from, tokens[k].text.begin - from);
    return joins_digits(between) || (words && between == ", ");
  }

  void add_digits(std::uint32_t t, std::size_t first, std::size_t end) {
    const std::span<const Token> tokens = tokens_of(out_.turns_[t]);
    NumberRun run{t, {tokens[first].text.begin, tokens[end - 1].text.end}, {}};
    for (std::size_t k = first; k < end; ++k) {
      for (const char c : slice(turn(t).text, tokens[k].text)) {
        if (c != '-') run.digits += c;
      }
    }
    out_.numbers_.push_back(std::move(run));
  }

  // False when the words say no number of three digits and more: fewer are said in passing.
  bool add_spoken(std::uint32_t t, std::size_t first, std::size_t end) {
    constexpr std::size_t least_digits = 3;
    constexpr std::size_t most_words = 64;
    const std::string_view text = turn(t).text;
    const std::uint32_t base = out_.turns_[t].first_token;
    const std::span<const Token> tokens = tokens_of(out_.turns_[t]);
    // "met nummer 4471 een afspraak": beside digits "een" is an article.
    const Language language = out_.lexicon_->language();
    const auto article = [&](std::size_t k) {
      return type(base + k).number_word && number_word(type(base + k).folded, language) == 1;
    };
    if (end - first > 1 && article(first) && is_digits(tokens[first + 1], text)) ++first;
    if (end - first > 1 && article(end - 1) && is_digits(tokens[end - 2], text)) --end;
    // "4471 twee keer": one word behind digits counts something else when talk goes on.
    if (end - first > 1 && end < tokens.size() && type(base + end - 1).number_word &&
        is_digits(tokens[end - 2], text) && joins(text, tokens, end, false)) {
      --end;
    }
    if (end - first > most_words) return false;
    const auto run_tokens = tokens.subspan(first, end - first);
    if (std::all_of(run_tokens.begin(), run_tokens.end(),
                    [&](const Token& token) { return is_digits(token, text); })) {
      add_digits(t, first, end);
      return true;
    }
    said_.clear();
    for (std::size_t k = first; k < end; ++k) {
      if (k > first) said_ += ' ';
      said_ += type(base + k).folded;
    }
    const auto said = spoken_digits(said_, language);
    if (!said) return false;
    NumberRun run{t, {tokens[first].text.begin, tokens[end - 1].text.end}, {}};
    std::copy_if(said->begin(), said->end(), std::back_inserter(run.digits),
                 [](char c) { return c >= '0' && c <= '9'; });
    if (run.digits.size() < least_digits) return false;
    out_.numbers_.push_back(std::move(run));
    return true;
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
    out_.longest_hit_ = std::max(out_.longest_hit_, last - first);
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
                       [](const CueHit& a, const CueHit& b) {
                         return std::pair(a.sentence, a.first) < std::pair(b.sentence, b.first);
                       });
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
  MailLines mail_lines_;       // of the mails so far
  std::string word_;
  std::string said_;  // the words of one number
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
