#include "callnorm/analysis/meaning.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace callnorm {
namespace {

constexpr std::uint32_t none = 0xFFFF'FFFF;
constexpr std::size_t fewest_others = 3;  // of fewer a share says nothing
// Turns to either side that are compared with: keeps the cost of a long chat linear in its turns.
constexpr std::uint32_t reach = 500;

// In double and in order, so that a machine's vector units change nothing.
double cosine(std::span<const float> a, std::span<const float> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  }
  return sum;
}

bool says_something(const PreparedContact& contact, std::uint32_t turn) {
  const PreparedTurn& t = contact.turns()[turn];
  for (std::uint32_t k = t.first_token; k < t.last_token; ++k) {
    // Without a language there are no content words to ask for.
    if (contact.lexicon() == nullptr || !contact.type_of(k).content.empty()) return true;
  }
  return false;
}

// The share of the speaker's other turns that are less near to `own` than the nearest of `last`.
std::optional<double> share_less_near(const PreparedContact& contact, std::span<const float> own,
                                      Speaker other, std::span<const std::uint32_t> last) {
  const Meaning& meaning = *contact.meaning();
  std::optional<double> nearest;
  for (const std::uint32_t turn : last) {
    const auto vector = meaning.of_turn(turn);
    if (!vector.empty()) nearest = std::max(nearest.value_or(-2.0), cosine(own, vector));
  }
  if (!nearest) return std::nullopt;
  std::size_t others = 0;
  std::size_t half_less = 0;
  const std::uint32_t first = last.front() > reach ? last.front() - reach : 0;
  const auto count = static_cast<std::uint32_t>(contact.turns().size());
  for (std::uint32_t turn = first; turn < std::min(count, last.front() + reach); ++turn) {
    if (contact.turns()[turn].speaker != other || !says_something(contact, turn)) continue;
    if (std::find(last.begin(), last.end(), turn) != last.end()) continue;
    const auto vector = meaning.of_turn(turn);
    if (vector.empty()) continue;
    const double near = cosine(own, vector);
    ++others;
    half_less += near < *nearest ? 2U : near == *nearest ? 1U : 0U;
  }
  if (others < fewest_others) return std::nullopt;
  return static_cast<double>(half_less) / (2.0 * static_cast<double>(others));
}

Speaker other_than(Speaker speaker) {
  return speaker == Speaker::agent ? Speaker::client : Speaker::agent;
}

}  // namespace

Result<Meaning> Meaning::create(const PreparedContact& contact, const Embedder& embedder,
                                std::uint32_t dimension) {
  if (!embedder) return Error{ErrorCode::invalid_argument, "there is no embedder", ""};
  if (dimension == 0 || dimension > largest_dimension) {
    return Error{ErrorCode::invalid_argument,
                 "the dimension of an embedder lies between 1 and " +
                     std::to_string(largest_dimension) + ", not at " + std::to_string(dimension),
                 ""};
  }
  Meaning out;
  out.dimension_ = dimension;
  out.turn_at_.assign(contact.turns().size(), none);
  out.sentence_at_.assign(contact.sentences().size(), none);
  std::uint32_t made = 0;
  std::vector<float> vector(dimension);
  const auto add = [&](std::uint32_t turn, std::string_view text) -> Result<std::uint32_t> {
    const auto where = [&] { return "/turns/" + std::to_string(turn); };
    std::fill(vector.begin(), vector.end(), 0.0F);
    if (!embedder(text, vector)) return Error{ErrorCode::cancelled, "the embedder failed", where()};
    double square = 0;
    for (const float value : vector) {
      if (!std::isfinite(value)) {
        return Error{ErrorCode::invalid_argument, "the embedder wrote a number that is not finite",
                     where()};
      }
      square += static_cast<double>(value) * static_cast<double>(value);
    }
    if (square == 0) return none;
    const double length = std::sqrt(square);
    for (const float value : vector) {
      out.values_.push_back(static_cast<float>(static_cast<double>(value) / length));
    }
    return made++;
  };
  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
    const PreparedTurn& turn = contact.turns()[t];
    if (turn.first_token == turn.last_token) continue;
    const std::string& text = contact.contact().turns()[t].text;
    auto whole = add(t, text);
    if (!whole) return std::move(whole).error();
    out.turn_at_[t] = *whole;
    for (std::uint32_t s = turn.first_sentence; s < turn.last_sentence; ++s) {
      const PreparedSentence& sentence = contact.sentences()[s];
      if (sentence.first == sentence.last) continue;
      if (turn.last_sentence - turn.first_sentence == 1) {
        out.sentence_at_[s] = *whole;
        continue;
      }
      auto part = add(t, std::string_view(text).substr(sentence.text.begin,
                                                       sentence.text.end - sentence.text.begin));
      if (!part) return std::move(part).error();
      out.sentence_at_[s] = *part;
    }
  }
  return out;
}

std::span<const float> Meaning::of_turn(std::uint32_t turn) const noexcept {
  if (turn_at_[turn] == none) return {};
  return std::span(values_).subspan(std::size_t{turn_at_[turn]} * dimension_, dimension_);
}

std::span<const float> Meaning::of_sentence(std::uint32_t sentence) const noexcept {
  if (sentence_at_[sentence] == none) return {};
  return std::span(values_).subspan(std::size_t{sentence_at_[sentence]} * dimension_, dimension_);
}

Status embed(PreparedContact& contact, const Embedder& embedder, std::uint32_t dimension) {
  auto meaning = Meaning::create(contact, embedder, dimension);
  if (!meaning) return std::move(meaning).error();
  contact.set_meaning(std::make_shared<const Meaning>(*std::move(meaning)));
  return success();
}

float meaning_shared(const PreparedContact& contact, std::uint32_t sentence, std::uint32_t recent) {
  constexpr float cannot_tell = 0.5F;
  if (contact.meaning() == nullptr) return cannot_tell;
  const auto own = contact.meaning()->of_sentence(sentence);
  if (own.empty()) return cannot_tell;
  const std::uint32_t turn = contact.sentences()[sentence].turn;
  const Speaker other = other_than(contact.turns()[turn].speaker);
  std::vector<std::uint32_t> last;
  for (std::uint32_t t = turn; t-- > 0 && last.size() < recent;) {
    if (contact.turns()[t].speaker == other && says_something(contact, t)) last.push_back(t);
  }
  const auto share = share_less_near(contact, own, other, last);
  if (!share) return cannot_tell;
  double power = 1;
  for (std::size_t i = 0; i < last.size(); ++i) power *= *share;
  return static_cast<float>(power);
}

std::optional<double> meaning_shared_of_turns(const PreparedContact& contact, std::uint32_t turn,
                                              std::uint32_t about_turn) {
  if (contact.meaning() == nullptr) return std::nullopt;
  const auto own = contact.meaning()->of_turn(turn);
  if (own.empty()) return std::nullopt;
  return share_less_near(contact, own, contact.turns()[about_turn].speaker, {&about_turn, 1});
}

}  // namespace callnorm
