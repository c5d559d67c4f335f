#include "callnorm/analysis/client_window.hpp"

#include <algorithm>

namespace callnorm {
namespace {

// Of turns without content so many are passed over for each that is wanted: the search stays short
// in a contact of a hundred thousand times "ja".
constexpr std::uint32_t turns_looked_at = 4;

constexpr std::size_t usual_matches = 6;  // room from the beginning

/// One of 64 bits (Fibonacci hashing).
std::uint64_t bit_of(std::uint32_t key) {
  return 1ULL << ((key * 0x9E3779B9U) >> 26U);
}

}  // namespace

void ClientWindow::look_back(std::uint32_t turn) {
  if (turn_ == turn) return;
  turn_ = turn;
  gathered_ = false;
  window_.clear();
  const PreparedTurn& own = contact_.turns()[turn];
  const bool clocked = contact_.contact().channel() == Channel::voice && own.time.has_value();
  std::uint32_t with_words = 0;
  std::uint32_t looked_at = 0;
  for (std::uint32_t i = turn;
       i-- > 0 && with_words < count_ && looked_at < count_ * turns_looked_at;) {
    const PreparedTurn& other = contact_.turns()[i];
    if (other.speaker != Speaker::client) continue;
    ++looked_at;
    if (clocked && other.time && own.time->begin - other.time->end > limit_) break;
    bool words = false;
    bool numbers = false;
    for (std::uint32_t k = other.first_token; k < other.last_token && !words; ++k) {
      const WordType& type = contact_.type_of(k);
      words = !type.content.empty() && type.kind == TokenKind::word;
      numbers = numbers || type.kind == TokenKind::number;
    }
    if (words || numbers) window_.push_back(i);
    if (words) ++with_words;
  }
}

void ClientWindow::gather() {
  if (gathered_) return;
  gathered_ = true;
  said_.clear();
  some_keys_ = 0;
  for (const std::uint32_t turn : window_) {
    const PreparedTurn& client = contact_.turns()[turn];
    for (std::uint32_t token = client.first_token; token < client.last_token; ++token) {
      const std::uint32_t type = contact_.tokens()[token].type;
      const std::uint32_t key = contact_.types()[type].content_key;
      if (key == 0) continue;
      said_.push_back({key, type, turn, token});
      some_keys_ |= bit_of(key);
    }
  }
}

std::span<const std::uint32_t> ClientWindow::before(std::uint32_t turn) & {
  look_back(turn);
  return window_;
}

Overlap ClientWindow::overlap(std::uint32_t turn, std::uint32_t first, std::uint32_t last) {
  look_back(turn);
  gather();
  Overlap found;
  seen_.clear();
  for (std::uint32_t token = first; token < last; ++token) {
    const std::uint32_t type = contact_.tokens()[token].type;
    const std::uint32_t key = contact_.types()[type].content_key;
    if (key == 0) continue;
    if (std::find(seen_.begin(), seen_.end(), type) != seen_.end()) continue;
    seen_.push_back(type);
    if ((some_keys_ & bit_of(key)) == 0) continue;
    for (const Said& other : said_) {
      if (other.key != key || !contact_.match(type, other.type)) continue;
      if (found.matches.empty()) found.matches.reserve(usual_matches);
      found.matches.push_back({token, other.turn, other.token});
      break;
    }
  }
  found.content = static_cast<std::uint32_t>(seen_.size());
  return found;
}

std::optional<TakenUp> most_taken_up(const PreparedContact& contact,
                                     std::span<const ContentMatch> matches) {
  TakenUp best;
  std::ptrdiff_t most = 0;
  for (const ContentMatch& match : matches) {
    const auto n = std::count_if(matches.begin(), matches.end(), [&](const ContentMatch& other) {
      return other.client_turn == match.client_turn;
    });
    if (n > most) {
      most = n;
      best.turn = match.client_turn;
    }
  }
  if (most == 0) return std::nullopt;
  bool first = true;
  for (const ContentMatch& match : matches) {
    if (match.client_turn != best.turn) continue;
    const TextRange word = contact.tokens()[match.client_token].text;
    best.text =
        first ? word
              : TextRange{std::min(best.text.begin, word.begin), std::max(best.text.end, word.end)};
    first = false;
  }
  return best;
}

}  // namespace callnorm
