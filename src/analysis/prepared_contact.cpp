#include "callnorm/analysis/prepared_contact.hpp"

#include <algorithm>
#include <unordered_map>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"

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

// Words that match are equal or begin alike for five characters (content_match).
std::uint32_t content_key(std::string_view content) {
  std::uint32_t key = 0;
  for (std::size_t i = 0; i < 4 && i < content.size(); ++i) {
    key = (key << 8) | static_cast<unsigned char>(content[i]);
  }
  return key;
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

  std::unordered_map<std::string_view, std::uint32_t> index;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<bool> pause_before;
  std::vector<PatternWord> clause;
  std::vector<PatternMatch> matches;
  std::vector<std::pair<std::uint32_t, TextRange>> regex_hits;
  std::string word;
  SentenceOptions options;
  options.marks = marks;
  if (lexicon != nullptr) options.abbreviations = lexicon->abbreviations();

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
      word.clear();
      fold(slice(turn.text, token.text), word);
      auto found = index.find(word);
      if (found == index.end()) {
        const std::string& kept = out.words_.emplace_back(word);
        WordType type;
        type.folded = kept;
        type.kind = token.kind;
        if (lexicon != nullptr && token.kind != TokenKind::placeholder) {
          type.content = lexicon->content(kept);
          type.content_key = content_key(type.content);
          type.pattern_word = lexicon->patterns().word(kept);
        }
        found = index.emplace(kept, static_cast<std::uint32_t>(out.types_.size())).first;
        out.types_.push_back(type);
      }
      out.tokens_.push_back({token.text, found->second});
    }

    // Digits that stand together; "12-34" is one word of them.
    const auto digits = [&](std::size_t k) {
      const std::string_view text = slice(turn.text, tokens[k].text);
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
        const std::uint32_t cue = lexicon->pattern_cue(m.pattern);
        const std::uint32_t first = base + s.first + m.first;
        const std::uint32_t last = base + s.first + m.last;
        out.hits_.push_back({cue,
                             lexicon->cues()[cue].cue_class,
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
          out.hits_.push_back({cue, lexicon->cues()[cue].cue_class, s, first, last, range});
          break;
        }
      }
    }
    prepared.last_hit = static_cast<std::uint32_t>(out.hits_.size());
    prepared.last_number = static_cast<std::uint32_t>(out.numbers_.size());
    out.turns_.push_back(prepared);
  }

  out.sorted_types_.resize(out.types_.size());
  for (std::uint32_t i = 0; i < out.types_.size(); ++i) out.sorted_types_[i] = i;
  std::sort(out.sorted_types_.begin(), out.sorted_types_.end(),
            [&](std::uint32_t a, std::uint32_t b) {
              return out.types_[a].folded < out.types_[b].folded;
            });
  return out;
}

bool PreparedContact::match(std::uint32_t a, std::uint32_t b) const noexcept {
  // Most words differ in their first letters already.
  if (types_[a].content_key != types_[b].content_key || types_[a].content_key == 0) return false;
  if (a == b) return true;
  const std::string_view x = types_[a].content;
  const std::string_view y = types_[b].content;
  return !x.empty() && !y.empty() && content_match(x, y);
}

std::optional<std::uint32_t> PreparedContact::find_type(std::string_view word) const noexcept {
  const auto found = std::lower_bound(
      sorted_types_.begin(), sorted_types_.end(), word,
      [&](std::uint32_t type, std::string_view value) { return types_[type].folded < value; });
  if (found == sorted_types_.end() || types_[*found].folded != word) return std::nullopt;
  return *found;
}

}  // namespace callnorm
