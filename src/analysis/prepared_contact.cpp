#include "callnorm/analysis/prepared_contact.hpp"

#include <algorithm>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/word_table.hpp"

namespace callnorm {
namespace {

// Punctuated, if not told: half of the longer turns end with a mark.
bool looks_punctuated(const Contact& contact) {
  std::size_t longer = 0;
  std::size_t closed = 0;
  for (const Turn& turn : contact.turns()) {
    std::string_view text = turn.text;
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
    if (text.size() < 12) continue;  // "ja" needs no full stop
    ++longer;
    const char last = text.back();
    if (last == '.' || last == '?' || last == '!' || text.ends_with("\u2026")) ++closed;
  }
  return longer > 0 && closed * 2 >= longer;
}

bool joins_digits(std::string_view between) {
  // "48 213", "0475/12.34.56", "12-34", "48,213"; but not "in 2020, 3 stuks".
  return between.empty() || between == " " || between == "." || between == "/" || between == "-" ||
         between == "," || between == " / " || between == " - ";
}

}  // namespace

Result<PreparedContact> PreparedContact::prepare(const Contact& contact, const Lexicon* lexicon,
                                                 Millis pause) {
  PreparedContact out(contact);
  out.lexicon_ = lexicon;
  const Quality& quality = contact.data().quality;
  const bool marks = quality.punctuated.value_or(looks_punctuated(contact));
  const bool pauses = !marks && std::any_of(contact.turns().begin(), contact.turns().end(),
                                            [](const Turn& turn) { return turn.words.size() > 1; });
  out.segmentation_ = marks    ? Segmentation::marks
                      : pauses ? Segmentation::pauses
                               : Segmentation::none;

  WordTable written;  // types of words that are not written as they fold
  auto by_folded = std::make_shared<WordTable>();
  std::size_t bytes = 0;
  for (const Turn& turn : contact.turns()) bytes += turn.text.size();
  // A word has some six bytes with its blank, and comes one and a half times; in long talk more
  // often.
  const std::size_t types = std::min<std::size_t>(bytes / 9, 4096);
  by_folded->reserve(types);
  out.types_.reserve(types);
  out.tokens_.reserve(bytes / 5);
  out.turns_.reserve(contact.turns().size());
  constexpr std::size_t block = 4096;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<bool> pause_before;
  std::vector<PatternWord> clause;
  std::vector<PatternMatch> matches;
  std::vector<std::pair<std::uint32_t, TextRange>> regex_hits;
  std::string word;
  SentenceOptions options;
  options.marks = marks;
  std::span<const std::uint32_t> pattern_cues;
  std::span<const CueClass> cue_classes;
  if (lexicon != nullptr) {
    options.abbreviations = lexicon->abbreviations();
    pattern_cues = lexicon->pattern_cues();
    cue_classes = lexicon->cue_classes();
  }
  const auto type_of = [&](std::string_view folded, TokenKind kind) {
    return by_folded->find_or_add(folded, [&] {
      if (out.words_.empty() ||
          out.words_.back().capacity() - out.words_.back().size() < folded.size()) {
        out.words_.emplace_back().reserve(std::max(block, folded.size()));
      }
      std::string& into = out.words_.back();
      into += folded;
      WordType type;
      type.folded = std::string_view(into).substr(into.size() - folded.size());
      type.kind = kind;
      if (lexicon != nullptr && kind != TokenKind::placeholder) {
        type.content = lexicon->content(type.folded);
        type.content_key = callnorm::content_key(type.content);
        type.pattern_word = lexicon->patterns().word(type.folded);
      }
      out.types_.push_back(type);
      return std::pair(type.folded, static_cast<std::uint32_t>(out.types_.size() - 1));
    });
  };

  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
    const Turn& turn = contact.turns()[t];
    PreparedTurn prepared;
    prepared.speaker = turn.speaker;
    prepared.time = turn.time;
    prepared.first_token = static_cast<std::uint32_t>(out.tokens_.size());
    prepared.first_sentence = static_cast<std::uint32_t>(out.sentences_.size());
    prepared.first_hit = static_cast<std::uint32_t>(out.hits_.size());
    prepared.first_number = static_cast<std::uint32_t>(out.numbers_.size());

    tokens.clear();
    tokenize(turn.text, tokens);
    for (const Token& token : tokens) {
      const std::string_view as_written = slice(turn.text, token.text);
      const std::uint32_t type = folds_to_itself(as_written)
                                     ? type_of(as_written, token.kind)
                                     : written.find_or_add(as_written, [&] {
                                         word.clear();
                                         fold(as_written, word);
                                         return std::pair(as_written, type_of(word, token.kind));
                                       });
      out.tokens_.push_back({token.text, type});
    }

    // Digits that stand together; "12-34" is one word of them.
    const auto digits = [&](std::size_t k) {
      const std::string_view text = slice(turn.text, tokens[k].text);
      if (text.front() > '9') return false;  // most words
      return tokens[k].kind == TokenKind::number ||
             (tokens[k].kind == TokenKind::word &&
              text.find_first_not_of("0123456789-") == text.npos);
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!digits(i)) continue;
      std::size_t last = i;
      while (last + 1 < tokens.size() && digits(last + 1) &&
             joins_digits(std::string_view(turn.text).substr(
                 tokens[last].text.end, tokens[last + 1].text.begin - tokens[last].text.end))) {
        ++last;
      }
      NumberRun run{t, {tokens[i].text.begin, tokens[last].text.end}, {}};
      for (std::size_t k = i; k <= last; ++k) {
        for (const char c : slice(turn.text, tokens[k].text)) {
          if (c != '-') run.digits += c;
        }
      }
      out.numbers_.push_back(std::move(run));
      i = last;
    }

    options.pause_before = nullptr;
    if (pauses && turn.words.size() > 1) {
      pause_before.assign(tokens.size(), false);
      for (std::size_t w = 1, k = 0; w < turn.words.size(); ++w) {
        while (k < tokens.size() && tokens[k].text.begin < turn.words[w].text.begin) ++k;
        if (k < tokens.size() && gap(turn.words[w - 1].time, turn.words[w].time) >= pause) {
          pause_before[k] = true;
        }
      }
      options.pause_before = &pause_before;
    }
    sentences.clear();
    split_sentences(turn.text, tokens, options, sentences);

    for (const Sentence& s : sentences) {
      const auto number = static_cast<std::uint32_t>(out.sentences_.size());
      const std::uint32_t base = prepared.first_token;
      out.sentences_.push_back({t, base + s.first, base + s.last, s.text, s.question});
      if (lexicon == nullptr) continue;
      clause.clear();
      for (std::uint32_t k = s.first; k < s.last; ++k) {
        clause.push_back(out.types_[out.tokens_[base + k].type].pattern_word);
      }
      matches.clear();
      lexicon->patterns().scan(clause, s.question || !marks, matches);
      for (const PatternMatch& m : matches) {
        const std::uint32_t cue = pattern_cues[m.pattern];
        const std::uint32_t first = base + s.first + m.first;
        const std::uint32_t last = base + s.first + m.last;
        out.hits_.push_back({cue,
                             cue_classes[cue],
                             number,
                             first,
                             last,
                             {out.tokens_[first].text.begin, out.tokens_[last - 1].text.end}});
      }
    }
    prepared.last_token = static_cast<std::uint32_t>(out.tokens_.size());
    prepared.last_sentence = static_cast<std::uint32_t>(out.sentences_.size());

    if (lexicon != nullptr) {
      regex_hits.clear();
      if (Status status = lexicon->find_regex_cues(turn.text, regex_hits); !status) {
        Error error = std::move(status).error();
        error.where = "/turns/" + std::to_string(t);
        return error;
      }
      for (const auto& [cue, range] : regex_hits) {
        for (std::uint32_t s = prepared.first_sentence; s < prepared.last_sentence; ++s) {
          const PreparedSentence& sentence = out.sentences_[s];
          if (range.begin >= sentence.text.end || range.end <= sentence.text.begin) continue;
          std::uint32_t first = sentence.first;
          while (first < sentence.last && out.tokens_[first].text.end <= range.begin) ++first;
          std::uint32_t last = first;
          while (last < sentence.last && out.tokens_[last].text.begin < range.end) ++last;
          out.hits_.push_back({cue, cue_classes[cue], s, first, last, range});
          break;
        }
      }
    }
    prepared.last_hit = static_cast<std::uint32_t>(out.hits_.size());
    prepared.last_number = static_cast<std::uint32_t>(out.numbers_.size());
    out.turns_.push_back(prepared);
  }

  out.type_of_word_ = std::move(by_folded);
  return out;
}

std::optional<std::uint32_t> PreparedContact::find_type(std::string_view word) const noexcept {
  return type_of_word_->find(word);
}

}  // namespace callnorm
