#include "callnorm/analysis/client_window.hpp"

#include <algorithm>
#include <boost/container/small_vector.hpp>

namespace callnorm {
namespace {

// Of turns without content so many are passed over for each that is wanted: the search stays short
// in a contact of a hundred thousand times "ja".
constexpr std::uint32_t turns_looked_at = 4;

}  // namespace

std::vector<std::uint32_t> client_window(const PreparedContact& contact, std::uint32_t turn,
                                         std::uint32_t count, Millis window) {
  std::vector<std::uint32_t> out;
  out.reserve(count + 1);
  const PreparedTurn& own = contact.turns()[turn];
  const bool clocked = contact.contact().channel() == Channel::voice && own.time.has_value();
  std::uint32_t with_words = 0;
  std::uint32_t looked_at = 0;
  for (std::uint32_t i = turn;
       i-- > 0 && with_words < count && looked_at < count * turns_looked_at;) {
    const PreparedTurn& other = contact.turns()[i];
    if (other.speaker != Speaker::client) continue;
    ++looked_at;
    if (clocked && other.time && own.time->begin - other.time->end > window) break;
    bool words = false;
    bool numbers = false;
    for (std::uint32_t k = other.first_token; k < other.last_token; ++k) {
      const WordType& type = contact.type_of(k);
      words = words || (!type.content.empty() && type.kind == TokenKind::word);
      numbers = numbers || type.kind == TokenKind::number;
    }
    if (words || numbers) out.push_back(i);
    if (words) ++with_words;
  }
  return out;
}

Overlap overlap_with(const PreparedContact& contact, std::uint32_t first, std::uint32_t last,
                     const std::vector<std::uint32_t>& window) {
  Overlap found;
  // What the client said that could match, in the order it is looked through.
  struct Said {
    std::uint32_t key;
    std::uint32_t type;
    std::uint32_t turn;
    std::uint32_t token;
  };
  boost::container::small_vector<Said, 48> said;
  for (const std::uint32_t turn : window) {
    const PreparedTurn& client = contact.turns()[turn];
    for (std::uint32_t token = client.first_token; token < client.last_token; ++token) {
      const std::uint32_t type = contact.tokens()[token].type;
      const std::uint32_t key = contact.types()[type].content_key;
      if (key != 0) said.push_back({key, type, turn, token});
    }
  }
  boost::container::small_vector<std::uint32_t, 32> seen;
  for (std::uint32_t token = first; token < last; ++token) {
    const std::uint32_t type = contact.tokens()[token].type;
    if (contact.types()[type].content.empty()) continue;
    if (std::find(seen.begin(), seen.end(), type) != seen.end()) continue;
    seen.push_back(type);
    ++found.content;
    const std::uint32_t key = contact.types()[type].content_key;
    for (const Said& other : said) {
      if (other.key != key || !contact.match(type, other.type)) continue;
      found.matches.push_back({token, other.turn, other.token});
      break;
    }
  }
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
