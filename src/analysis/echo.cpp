#include "analysis/echo.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/number_words.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

constexpr std::uint32_t most_words = 400;  // compared, of a sentence and of a turn
constexpr std::uint32_t early_words = 3;   // "no, Friday"
constexpr std::uint32_t words_before_opening = 2;
constexpr std::size_t long_number = 3;  // digits: "285" is said "two eight five" too

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

/// The numbers of some tokens in order. "One" alone is an article.
std::vector<std::string> numbers_in(const PreparedContact& contact, std::uint32_t first,
                                    std::uint32_t last, NumberWords& numbers) {
  std::vector<std::string> out;
  const auto named = [&](std::uint32_t k) {
    const std::uint32_t type = contact.tokens()[k].type;
    return contact.types()[type].kind == TokenKind::number || numbers.of(type).has_value();
  };
  for (std::uint32_t k = first; k < last; ++k) {
    const std::uint32_t type = contact.tokens()[k].type;
    const WordType& word = contact.types()[type];
    if (word.kind == TokenKind::number) {
      if (word.folded.size() < long_number) {
        out.emplace_back(word.folded);
      } else {
        for (const char digit : word.folded) out.emplace_back(1, digit);
      }
    } else if (const auto value = numbers.of(type)) {
      const bool beside = (k > first && named(k - 1)) || (k + 1 < last && named(k + 1));
      if (*value != 1 || beside) out.push_back(std::to_string(*value));
    }
  }
  return out;
}

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
    out.name = out.name ||
               (k > sentence.first && starts_with_capital(slice(text, contact.tokens()[k].text)));
  }
  return out;
}

NumbersAgain numbers_again(const PreparedContact& contact, const PreparedSentence& sentence,
                           std::uint32_t before, NumberWords& numbers) {
  const PreparedTurn& other = contact.turns()[before];
  const std::vector<std::string> own = numbers_in(
      contact, sentence.first, std::min(sentence.last, sentence.first + most_words), numbers);
  const std::vector<std::string> said =
      numbers_in(contact, other.first_token,
                 std::min(other.last_token, other.first_token + most_words), numbers);
  if (own.empty()) return NumbersAgain::none;
  if (std::search(said.begin(), said.end(), own.begin(), own.end()) != said.end()) {
    return NumbersAgain::in_order;
  }
  const bool some = std::any_of(own.begin(), own.end(), [&](const std::string& number) {
    return std::find(said.begin(), said.end(), number) != said.end();
  });
  return some ? NumbersAgain::some : NumbersAgain::none;
}

}  // namespace callnorm
