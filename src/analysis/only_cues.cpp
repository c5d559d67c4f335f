#include "callnorm/analysis/only_cues.hpp"

#include <algorithm>
#include <boost/container/small_vector.hpp>

namespace callnorm {

bool only_cues(const PreparedContact& contact, std::uint32_t turn,
               std::initializer_list<CueClass> classes) {
  const PreparedTurn& t = contact.turns()[turn];
  const auto hits = contact.hits_of(turn);
  const auto counts = [&](const CueHit& hit) {
    return std::find(classes.begin(), classes.end(), hit.cue_class) != classes.end();
  };
  const auto masked = [&](std::uint32_t token) {
    return contact.type_of(token).kind == TokenKind::placeholder;
  };
  if (t.first_token == t.last_token) return true;
  // Most turns begin with something else.
  const bool begins =
      masked(t.first_token) || std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
        return hit.first == t.first_token && counts(hit);
      });
  if (!begins) return false;
  boost::container::small_vector<std::uint32_t, 64> goes_to(t.last_token - t.first_token, 0);
  for (const CueHit& hit : hits) {
    if (!counts(hit)) continue;
    std::uint32_t& end = goes_to[hit.first - t.first_token];
    end = std::max(end, hit.last);
  }
  std::uint32_t at = t.first_token;
  while (at < t.last_token) {
    std::uint32_t to = goes_to[at - t.first_token];
    if (masked(at)) to = std::max(to, at + 1);
    if (to <= at) return false;
    at = to;
  }
  return true;
}

}  // namespace callnorm
