#include "callnorm/analysis/named_wait.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

#include "callnorm/text/number_words.hpp"

namespace callnorm {
namespace {

// Shorter than the shortest silence that counts (NORM CCO-3.6) nobody announces a wait: "deux
// secondes", "twee tellen" are manners of speaking.
constexpr Millis shortest_named{5000};
// "I'll ask the airline. Reckon on a minute or two.": of a sentence that says no more.
constexpr std::uint32_t words_beside = 8;

// "a minute or two", not "minute".
bool within_longer(const PreparedContact& contact, const CueHit& hit) {
  const auto near = contact.hits_near(hit);
  return std::any_of(near.begin(), near.end(), [&](const CueHit& other) {
    return other.cue_class == CueClass::wait_unit && other.first <= hit.first &&
           other.last >= hit.last && other.last - other.first > hit.last - hit.first;
  });
}

// The longest that one sentence names: "a minute, maybe a minute and a half".
std::optional<Millis> longest_of(const PreparedContact& contact, const PreparedSentence& s) {
  std::optional<Millis> longest;
  for (const CueHit& hit : contact.hits_of(s)) {
    if (hit.cue_class != CueClass::wait_unit || within_longer(contact, hit)) continue;
    const std::string& tag = contact.cue_of(hit).tag;
    if (tag.empty() || tag.size() > 4 ||
        !std::all_of(tag.begin(), tag.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      continue;
    }
    const int unit = std::stoi(tag);
    std::optional<int> number;
    for (std::uint32_t back = 1; back <= 3 && hit.first >= s.first + back && !number; ++back) {
      const WordType& word = contact.type_of(hit.first - back);
      if (word.kind == TokenKind::number && word.folded.size() <= 3) {
        number = std::stoi(std::string(word.folded));
      } else {
        number = number_word(word.folded, contact.lexicon()->language());
      }
    }
    const Millis wait{static_cast<std::int64_t>(number.value_or(1)) * unit * 1000};
    if (wait >= shortest_named) longest = std::max(longest.value_or(wait), wait);
  }
  return longest;
}

}  // namespace

std::optional<Millis> named_wait(const PreparedContact& contact, std::uint32_t sentence) {
  const PreparedSentence& s = contact.sentences()[sentence];
  if (const auto own = longest_of(contact, s)) return own;
  const PreparedTurn& turn = contact.turns()[s.turn];
  const auto beside = [&](std::uint32_t other) -> std::optional<Millis> {
    const PreparedSentence& o = contact.sentences()[other];
    return o.last - o.first <= words_beside ? longest_of(contact, o) : std::nullopt;
  };
  if (sentence > turn.first_sentence) {
    if (const auto before = beside(sentence - 1)) return before;
  }
  return sentence + 1 < turn.last_sentence ? beside(sentence + 1) : std::nullopt;
}

}  // namespace callnorm
