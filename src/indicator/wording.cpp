#include "callnorm/indicator/wording.hpp"

#include <algorithm>
#include <bit>
#include <boost/container/small_vector.hpp>
#include <string>

#include "analysis/quotations.hpp"
#include "callnorm/engine/statistics.hpp"
#include "callnorm/text/utf8.hpp"
#include "figures.hpp"

namespace callnorm {
namespace {

constexpr std::size_t sentences_shown = 5;

constexpr std::size_t longest_restart = 4;  // words said again: "how can I, how can I help"
constexpr std::uint32_t restarting = 10;    // tokens of a sentence in which they are looked for

// Tokens of [first, last) less fillers and what is said again at once, be it one word or a few.
std::uint32_t words_of(const PreparedContact& contact, const PreparedSentence& s) {
  boost::container::small_vector<bool, 64> filler(s.last - s.first, false);
  for (const CueHit& hit : contact.hits_of(s)) {
    if (hit.cue_class != CueClass::filler || hit.first < s.first || hit.last > s.last) continue;
    for (std::uint32_t k = hit.first; k < hit.last; ++k) filler[k - s.first] = true;
  }
  // A short sentence stays short with a few words said again.
  const std::size_t most = s.last - s.first < restarting ? 1 : longest_restart;
  boost::container::small_vector<std::uint32_t, 64> kept;  // word types
  for (std::uint32_t k = s.first; k < s.last; ++k) {
    if (filler[k - s.first]) continue;
    const std::uint32_t type = contact.tokens()[k].type;
    kept.push_back(type);
    const std::size_t reach = std::min(most, kept.size() / 2);
    for (std::size_t n = 1; n <= reach; ++n) {
      if (kept[kept.size() - 1 - n] != type) continue;  // most are not
      const auto again = kept.end() - static_cast<std::ptrdiff_t>(n);
      if (!std::equal(again, kept.end(), again - static_cast<std::ptrdiff_t>(n))) continue;
      kept.erase(again, kept.end());
      break;
    }
  }
  return static_cast<std::uint32_t>(kept.size());
}

// Mostly digits, or number by number and letter by letter: something being dictated. "de C van
// Cesar, de L van Leopold" has three words more for each letter, and "eighty nine pounds at the
// shop" some for each amount of a list.
bool is_dictation(const PreparedContact& contact, const PreparedSentence& s) {
  constexpr int spelt = 3;                     // different letters, so that "I I I will" is none
  constexpr std::uint32_t words_a_letter = 5;  // at most
  constexpr std::uint32_t listed = 6;          // numbers and letters: fewer are part of a sentence
  constexpr std::uint32_t words_a_number = 4;  // at most
  std::uint32_t digits = 0;
  std::uint32_t numbers = 0;
  std::uint32_t letters = 0;
  std::uint32_t alphabet = 0;  // a bit for each letter that stands alone
  const std::string_view text = contact.contact().turns()[s.turn].text;
  for (std::uint32_t k = s.first; k < s.last; ++k) {
    const std::string_view word = slice(text, contact.tokens()[k].text);
    const WordType& type = contact.type_of(k);
    if (type.kind == TokenKind::number) ++digits;
    // "Een", "un" and "une" count nothing.
    if (type.kind == TokenKind::number || (type.number_word && !type.content.empty())) ++numbers;
    if (word.size() == 1 && word.front() >= 'A' && word.front() <= 'Z') {
      ++letters;
      alphabet |= 1U << static_cast<unsigned>(word.front() - 'A');
    }
  }
  const std::uint32_t words = s.last - s.first;
  const std::uint32_t spelled = std::popcount(alphabet) >= spelt ? letters : 0;
  return digits * 2 >= words || spelled * words_a_letter >= words ||
         (numbers + spelled >= listed && (numbers + spelled) * words_a_number >= words);
}

// Mostly read out of something: a clause of the contract, the client's own mail.
class ReadOut {
 public:
  explicit ReadOut(const PreparedContact& contact)
      : contact_(contact), turn_(static_cast<std::uint32_t>(contact.turns().size())) {}

  bool is(const PreparedSentence& s) {
    constexpr std::uint32_t shortest = 15;  // tokens: what is shorter is held against nobody
    if (s.last - s.first < shortest) return false;
    if (turn_ != s.turn) {
      turn_ = s.turn;
      quoted_ = quotations(contact_.contact().turns()[s.turn].text);
    }
    std::uint32_t words = 0;
    for (const TextRange part : quoted_) {
      const TextRange own{std::max(part.begin, s.text.begin), std::min(part.end, s.text.end)};
      if (own.begin >= own.end) continue;
      const auto [first, last] = contact_.tokens_within(s.turn, own);
      words += last - first;
    }
    return words * 2 > s.last - s.first;
  }

 private:
  const PreparedContact& contact_;
  std::uint32_t turn_;  // whose quotations these are
  std::vector<TextRange> quoted_;
};

}  // namespace

std::vector<MeasuredSentence> agent_sentences(const PreparedContact& contact,
                                              std::span<const ScriptedRange> scripted) {
  std::vector<MeasuredSentence> out;
  ReadOut read_out(contact);
  for (const PreparedSentence& s : contact.sentences()) {
    if (contact.turns()[s.turn].speaker != Speaker::agent || is_dictation(contact, s) ||
        read_out.is(s)) {
      continue;
    }
    const bool script_words =
        std::any_of(scripted.begin(), scripted.end(), [&](const ScriptedRange& range) {
          return range.turn == s.turn && range.text.begin < s.text.end &&
                 range.text.end > s.text.begin;
        });
    if (!script_words) out.push_back({s.turn, s.text, words_of(contact, s)});
  }
  return out;
}

void judge_sentence_length(const PreparedContact& contact,
                           std::span<const MeasuredSentence> sentences,
                           const Parameters& parameters, IndicatorResult& result) {
  if (contact.turns().empty()) {
    return result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");
  }
  const double long_tokens = parameters["long_tokens"];
  std::vector<const MeasuredSentence*> counted;
  std::vector<double> lengths;
  std::int64_t longs = 0;
  for (const MeasuredSentence& s : sentences) {
    if (static_cast<double>(s.words) + tolerance < parameters["min_tokens"]) continue;
    counted.push_back(&s);
    lengths.push_back(static_cast<double>(s.words));
    if (static_cast<double>(s.words) > long_tokens + tolerance) ++longs;
  }
  const auto n = static_cast<std::int64_t>(lengths.size());
  const std::optional<double> mean_length = mean(lengths);
  const std::optional<double> q25 = share(longs, n);
  result.add("n", n);
  result.add("mean", or_undefined(mean_length), "word");
  result.add("q25", or_undefined(q25), "1");
  result.add("median", or_undefined(median(lengths)), "word");
  result.add("p90", or_undefined(quantile(lengths, 0.9)), "word");
  switch (contact.segmentation()) {
    case Segmentation::marks: result.flags.emplace_back("SEGMENTED_BY_MARKS"); break;
    case Segmentation::pauses: result.flags.emplace_back("SEGMENTED_BY_PAUSES"); break;
    case Segmentation::none: break;
  }

  std::stable_sort(
      counted.begin(), counted.end(),
      [](const MeasuredSentence* a, const MeasuredSentence* b) { return a->words > b->words; });
  for (std::size_t i = 0; i < counted.size() && i < sentences_shown; ++i) {
    Evidence evidence;
    evidence.role = i == 0 ? "longest sentence" : "long sentence";
    evidence.channel = "turns";
    evidence.turn = counted[i]->turn;
    evidence.text = counted[i]->text;
    evidence.note = std::to_string(counted[i]->words) + " words";
    result.evidence.push_back(std::move(evidence));
  }

  if (!result.evidence.empty()) result.nearest = 0;
  result.need("n", ">=", parameters["min_sentences"], "min_sentences");
  result.need("mean", "<=", parameters["mean_demonstrated"], "mean_demonstrated");
  result.need("q25", "<=", parameters["long_demonstrated"], "long_demonstrated");
  result.bar("mean", ">", parameters["mean_not"], "mean_not");
  result.bar("q25", ">", parameters["long_not"], "long_not");
  if (contact.segmentation() == Segmentation::none) {
    return result.decide(Verdict::insufficient_evidence, "NO_SENTENCE_MARKS");
  }
  if (n == 0 || below(static_cast<double>(n), parameters["min_sentences"])) {
    result.hinge("n", ">=", parameters["min_sentences"], "min_sentences");
    return result.decide(Verdict::insufficient_evidence, "FEW_SENTENCES");
  }
  if (*mean_length > parameters["mean_not"] + tolerance) {
    result.hinge("mean", ">", parameters["mean_not"], "mean_not");
    return result.decide(Verdict::not_demonstrated, "LONG_SENTENCES");
  }
  if (*q25 > parameters["long_not"] + tolerance) {
    result.hinge("q25", ">", parameters["long_not"], "long_not");
    return result.decide(Verdict::not_demonstrated, "LONG_SENTENCES");
  }
  const bool short_mean = *mean_length <= parameters["mean_demonstrated"] + tolerance;
  const bool few_long = *q25 <= parameters["long_demonstrated"] + tolerance;
  if (short_mean && !few_long) {
    result.hinge("q25", "<=", parameters["long_demonstrated"], "long_demonstrated");
  } else {
    result.hinge("mean", "<=", parameters["mean_demonstrated"], "mean_demonstrated");
  }
  if (short_mean && few_long) return result.decide(Verdict::demonstrated, "OK");
  result.decide(Verdict::insufficient_evidence, "BORDERLINE");
}

}  // namespace callnorm
