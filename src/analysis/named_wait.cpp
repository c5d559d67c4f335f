#include "callnorm/analysis/named_wait.hpp"

#include <algorithm>
#include <string>

#include "callnorm/text/number_words.hpp"

namespace callnorm {

std::optional<Millis> named_wait(const PreparedContact& contact, std::uint32_t sentence) {
  const PreparedSentence& s = contact.sentences()[sentence];
  for (const CueHit& hit : contact.hits_of(s)) {
    if (hit.cue_class != CueClass::wait_unit) continue;
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
    const int n = number.value_or(1);
    if (unit < 60 && n <= 1) continue;
    return Millis{static_cast<std::int64_t>(n) * unit * 1000};
  }
  return std::nullopt;
}

}  // namespace callnorm
