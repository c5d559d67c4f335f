#include "callnorm/indicator/wording.hpp"

#include <algorithm>
#include <bit>
#include <boost/container/small_vector.hpp>
#include <string>

#include "callnorm/engine/statistics.hpp"
#include "callnorm/text/utf8.hpp"
#include "figures.hpp"

namespace callnorm {
namespace {

constexpr std::size_t sentences_shown = 5;

// Tokens of [first, last) less fillers and immediate repetitions of a word.
std::uint32_t words_of(const PreparedContact& contact, const PreparedSentence& s) {
  boost::container::small_vector<bool, 64> filler(s.last - s.first, false);
  for (const CueHit& hit : contact.hits_of(s)) {
    if (hit.cue_class != CueClass::filler || hit.first < s.first || hit.last > s.last) continue;
    for (std::uint32_t k = hit.first; k < hit.last; ++k) filler[k - s.first] = true;
  }
  std::uint32_t words = 0;
  std::optional<std::uint32_t> previous;
  for (std::uint32_t k = s.first; k < s.last; ++k) {
    if (filler[k - s.first]) continue;
    const std::uint32_t type = contact.tokens()[k].type;
    if (previous != type) ++words;
    previous = type;
  }
  return words;
}

// Mostly digits, or letter by letter: something being dictated. "de C van Cesar, de L van Leopold"
// has three words more for each letter.
bool is_dictation(const PreparedContact& contact, const PreparedSentence& s) {
  constexpr int spelt = 3;                     // different letters, so that "I I I will" is none
  constexpr std::uint32_t words_a_letter = 5;  // at most
  std::uint32_t numbers = 0;
  std::uint32_t letters = 0;
  std::uint32_t alphabet = 0;  // a bit for each letter that stands alone
  const std::string_view text = contact.contact().turns()[s.turn].text;
  for (std::uint32_t k = s.first; k < s.last; ++k) {
    const std::string_view word = slice(text, contact.tokens()[k].text);
    if (contact.type_of(k).kind == TokenKind::number) ++numbers;
    if (word.size() == 1 && word.front() >= 'A' && word.front() <= 'Z') {
      ++letters;
      alphabet |= 1U << static_cast<unsigned>(word.front() - 'A');
    }
  }
  return numbers * 2 >= s.last - s.first ||
         (std::popcount(alphabet) >= spelt && letters * words_a_letter >= s.last - s.first);
}

}  // namespace

std::vector<MeasuredSentence> agent_sentences(const PreparedContact& contact,
                                              std::span<const ScriptedRange> scripted) {
  std::vector<MeasuredSentence> out;
  for (const PreparedSentence& s : contact.sentences()) {
    if (contact.turns()[s.turn].speaker != Speaker::agent || is_dictation(contact, s)) continue;
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
  const auto undefined_or = [](std::optional<double> value) {
    return value ? MeasureValue{*value} : MeasureValue{};
  };
  const std::optional<double> mean_length = mean(lengths);
  const std::optional<double> q25 = share(longs, n);
  result.add("n", n);
  result.add("mean", undefined_or(mean_length), "word");
  result.add("q25", undefined_or(q25), "1");
  result.add("median", undefined_or(median(lengths)), "word");
  result.add("p90", undefined_or(quantile(lengths, 0.9)), "word");
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
