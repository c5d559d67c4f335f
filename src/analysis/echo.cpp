#include "analysis/echo.hpp"

#include <algorithm>
#include <string>

#include "callnorm/text/number_words.hpp"

namespace callnorm {
namespace {

constexpr std::uint32_t most_words = 400;  // compared, of a sentence and of a turn
constexpr std::uint32_t early_words = 3;   // "no, Friday"
constexpr std::uint32_t words_before_opening = 2;

/// Takes the words of a sentence one after the other.
class OpeningReader {
 public:
  explicit OpeningReader(Echo::Opening& out) : out_(out) {}

  void take(std::uint32_t place, bool said, bool content, bool data) {
    if (ended_) return;
    if (!said) {
      ended_ = out_.words > 0 || place >= words_before_opening;
      return;
    }
    ++out_.words;
    if (content) ++out_.content;
    if (data) ++out_.data;
    out_.last = place + 1;
  }

 private:
  Echo::Opening& out_;
  bool ended_ = false;
};

}  // namespace

std::optional<int> NumberWords::of(std::uint32_t type) {
  std::int32_t& known = known_[type];
  if (known == unread) {
    const auto found = number_word(contact_.types()[type].folded, contact_.lexicon()->language());
    known = found ? static_cast<std::int32_t>(*found) : no_number;
  }
  return known == no_number ? std::nullopt : std::optional<int>(known);
}

bool NumberWords::in_turn(std::uint32_t turn) {
  if (!contact_.numbers_of(turn).empty()) return true;
  const PreparedTurn& t = contact_.turns()[turn];
  for (std::uint32_t k = t.first_token; k < t.last_token; ++k) {
    if (above_one(contact_.tokens()[k].type)) return true;
  }
  return false;
}

Echo echo_of(const PreparedContact& contact, const PreparedSentence& sentence, std::uint32_t before,
             NumberWords& numbers) {
  Echo out;
  const PreparedTurn& other = contact.turns()[before];
  const std::uint32_t end = std::min(other.last_token, other.first_token + most_words);
  const std::uint32_t last = std::min(sentence.last, sentence.first + most_words);
  const std::string& text = contact.contact().turns()[sentence.turn].text;
  OpeningReader opening(out.opening);
  for (std::uint32_t k = sentence.first; k < last; ++k) {
    const std::uint32_t type = contact.tokens()[k].type;
    bool said = false;
    bool matched = false;  // said, or said in another inflection
    for (std::uint32_t i = other.first_token; i < end && !said; ++i) {
      said = contact.tokens()[i].type == type;
      matched = matched || said || contact.match(contact.tokens()[i].type, type);
    }
    const WordType& word = contact.types()[type];
    const bool content = !word.content.empty();
    opening.take(
        k - sentence.first, said, content,
        word.kind == TokenKind::number || word.folded.size() == 1 || numbers.above_one(type));
    if (matched && content) {
      ++out.content;
      out.content_early = out.content_early || k < sentence.first + early_words;
    }
    if (!said) continue;
    ++out.words;
    out.number_word = out.number_word || (word.kind == TokenKind::word && numbers.above_one(type));
    const char initial = text[contact.tokens()[k].text.begin];
    out.name = out.name || (k > sentence.first && initial >= 'A' && initial <= 'Z');
  }
  return out;
}

}  // namespace callnorm
