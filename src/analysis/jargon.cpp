#include "callnorm/analysis/jargon.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

struct Explanation {
  std::uint32_t said = 0;
  bool enough = false;
};

/// What can explain a term in one turn of the agent.
struct AgentTurn {
  std::uint32_t turn = 0;
  std::vector<PhraseHit> hits;        // of all terms, none overlapping
  std::uint32_t last_explaining = 0;  // first token of the last "dat wil zeggen", plus one; 0: none
  std::unordered_map<std::uint32_t, std::uint32_t> said;  // how often each word type

  bool explains_after(std::uint32_t token) const { return last_explaining > token; }
};

class Reader {
 public:
  Reader(const PreparedContact& contact, std::span<const JargonTerm> terms)
      : contact_(contact), plain_(terms.size()) {
    // Words that match share their beginning.
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_beginning;
    for (std::uint32_t t = 0; t < contact.types().size(); ++t) {
      const std::string_view content = contact.types()[t].content;
      if (!content.empty()) by_beginning[content.substr(0, beginning)].push_back(t);
    }
    std::vector<Token> tokens;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const std::string text = folded(terms[i].plain);
      tokens.clear();
      words.clear();
      tokenize(text, tokens);
      for (const Token& token : tokens) {
        std::string word(contact.lexicon()->content(slice(text, token.text)));
        if (word.empty() || std::find(words.begin(), words.end(), word) != words.end()) continue;
        std::vector<std::uint32_t>& types = plain_[i].emplace_back();
        const auto alike = by_beginning.find(std::string_view(word).substr(0, beginning));
        if (alike != by_beginning.end()) {
          for (const std::uint32_t type : alike->second) {
            if (content_match(contact.types()[type].content, word)) types.push_back(type);
          }
        }
        words.push_back(std::move(word));
      }
    }
  }

  std::uint32_t plain_words(std::uint32_t term) const {
    return static_cast<std::uint32_t>(plain_[term].size());
  }

  AgentTurn read(std::uint32_t turn, std::vector<PhraseHit> hits) const {
    AgentTurn out;
    out.turn = turn;
    out.hits = std::move(hits);
    for (const CueHit& hit : contact_.hits_of(turn)) {
      if (hit.cue_class == CueClass::explain) {
        out.last_explaining = std::max(out.last_explaining, hit.first + 1);
      }
    }
    const PreparedTurn& range = contact_.turns()[turn];
    for (std::uint32_t k = range.first_token; k < range.last_token; ++k) {
      const std::uint32_t type = contact_.tokens()[k].type;
      if (!contact_.types()[type].content.empty()) ++out.said[type];
    }
    return out;
  }

  // Of the plain words for a term those said in a turn, besides the term itself.
  Explanation in_plain_words(std::uint32_t term, const AgentTurn& turn) const {
    Explanation out;
    if (plain_[term].empty()) return out;
    std::unordered_map<std::uint32_t, std::uint32_t> in_term;
    for (const PhraseHit& hit : turn.hits) {
      if (hit.phrase != term) continue;
      for (std::uint32_t k = hit.first; k < hit.last; ++k) ++in_term[contact_.tokens()[k].type];
    }
    for (const std::vector<std::uint32_t>& types : plain_[term]) {
      const bool said = std::any_of(types.begin(), types.end(), [&](std::uint32_t type) {
        const auto all = turn.said.find(type);
        if (all == turn.said.end()) return false;
        const auto own = in_term.find(type);
        return own == in_term.end() || all->second > own->second;
      });
      out.said += said ? 1U : 0U;
    }
    out.enough = out.said * 2 >= plain_[term].size();
    return out;
  }

 private:
  static constexpr std::size_t beginning = 4;  // bytes

  const PreparedContact& contact_;
  std::vector<std::vector<std::vector<std::uint32_t>>> plain_;  // by term and word: types alike
};

}  // namespace

std::vector<JargonUse> jargon_uses(const PreparedContact& contact,
                                   std::span<const JargonTerm> terms, const PhraseHits& said,
                                   const std::vector<bool>& aside) {
  std::vector<JargonUse> out;
  if (contact.lexicon() == nullptr || terms.empty()) return out;
  std::optional<Reader> reader;  // made for the first term that is said

  using Standing = JargonUse::Standing;
  const auto count = static_cast<std::uint32_t>(contact.turns().size());
  std::vector<std::optional<std::uint32_t>> taken_up(terms.size());  // turn of the client
  std::vector<std::optional<std::uint32_t>> explained(terms.size());
  const auto agent_hits = [&](std::uint32_t turn) {
    const auto all = said.of(turn);
    std::vector<PhraseHit> hits(all.begin(), all.end());
    std::erase_if(hits, [](const PhraseHit& hit) { return hit.closeness == Closeness::related; });
    return without_overlaps(hits);
  };
  // What the own turn and the next say of a term is looked up once in a turn.
  struct LookedUp {
    std::optional<std::uint32_t> turn;
    Explanation own;
    Explanation later;
  };
  std::vector<LookedUp> looked_up(terms.size());
  for (std::uint32_t t = 0; t < count; ++t) {
    if (contact.turns()[t].speaker == Speaker::client) {
      for (const PhraseHit& hit : said.of(t)) {
        if (!taken_up[hit.phrase]) taken_up[hit.phrase] = t;
      }
      continue;
    }
    std::vector<PhraseHit> hits = agent_hits(t);
    if (hits.empty()) continue;
    if (!reader) reader.emplace(contact, terms);
    const AgentTurn own = reader->read(t, std::move(hits));
    std::uint32_t following = t + 1;
    while (following < count && contact.turns()[following].speaker != Speaker::agent) ++following;
    std::optional<AgentTurn> next;
    if (following < count) next = reader->read(following, agent_hits(following));
    for (const PhraseHit& hit : own.hits) {
      if (hit.first < aside.size() && aside[hit.first]) continue;
      JargonUse use;
      use.term = hit.phrase;
      use.turn = t;
      use.text = hit.text;
      use.plain_words = reader->plain_words(hit.phrase);
      if (taken_up[hit.phrase]) {
        use.standing = Standing::taken_up;
        use.where = taken_up[hit.phrase];
      } else if (explained[hit.phrase]) {
        use.standing = Standing::known;
        use.where = explained[hit.phrase];
      } else {
        LookedUp& found = looked_up[hit.phrase];
        if (found.turn != t) {
          found.turn = t;
          found.own = reader->in_plain_words(hit.phrase, own);
          found.later = next ? reader->in_plain_words(hit.phrase, *next) : Explanation{};
        }
        use.plain_said = std::max(found.own.said, found.later.said);
        if (found.own.enough || own.explains_after(hit.last)) {
          use.where = t;
        } else if (next && (found.later.enough || next->last_explaining > 0)) {
          use.where = next->turn;
        }
        if (use.where) {
          use.standing = Standing::explained;
          explained[hit.phrase] = use.where;
        }
      }
      out.push_back(std::move(use));
    }
  }
  return out;
}

}  // namespace callnorm
