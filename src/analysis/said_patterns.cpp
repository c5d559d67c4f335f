#include "analysis/said_patterns.hpp"

#include <optional>

namespace callnorm {

std::vector<SaidPattern> find_said_patterns(const PreparedContact& contact, const PatternSet& set,
                                            std::size_t most) {
  std::vector<SaidPattern> out;
  std::vector<std::optional<PatternWord>> known(contact.types().size());  // each looked up once
  std::vector<PatternWord> clause;
  std::vector<PatternMatch> matches;
  for (const PreparedSentence& s : contact.sentences()) {
    if (out.size() >= most) break;
    if (contact.turns()[s.turn].speaker != Speaker::agent) continue;
    clause.clear();
    for (std::uint32_t k = s.first; k < s.last; ++k) {
      std::optional<PatternWord>& word = known[contact.tokens()[k].type];
      if (!word) word = set.word(contact.type_of(k).folded);
      clause.push_back(*word);
    }
    matches.clear();
    set.scan(clause, s.question || !contact.punctuated(), matches);
    if (matches.empty()) continue;
    out.push_back({s.turn,
                   {contact.tokens()[s.first + matches[0].first].text.begin,
                    contact.tokens()[s.first + matches[0].last - 1].text.end},
                   matches[0].pattern});
  }
  return out;
}

}  // namespace callnorm
