#include "callnorm/analysis/concepts.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "callnorm/analysis/function_words.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

/// What was said of one concept so far.
struct Names {
  std::optional<PhraseHit> client;
  std::vector<bool> of_client;  // words of the set the client used
  std::optional<PhraseHit> agent;
  bool agent_first = false;
  bool adopted = false;
  bool certain = false;  // the agent used another word, and it can hardly mean something else
};

constexpr std::uint32_t between = 3;  // words that may part the words of a name

/// "En ligne", "via app", "formule de politesse": right after a preposition, or with another thing
/// joined to it, a word is part of an expression that need not name what the client named.
bool may_mean_else(const PreparedContact& contact, const PhraseHit& hit) {
  const Language language = contact.lexicon()->language();
  const auto is_preposition = [&](std::uint32_t token) {
    const auto found = function_word(language, contact.type_of(token).folded);
    return found.has_value() && found.value() == FunctionWord::preposition;
  };
  const PreparedTurn& turn = contact.turns()[hit.turn];
  if (hit.first > turn.first_token && is_preposition(hit.first - 1)) return true;
  if (hit.last >= turn.last_token) return false;
  const std::string_view text = contact.contact().turns()[hit.turn].text;
  if (text[contact.tokens()[hit.last - 1].text.end] != ' ') return false;
  const std::string_view next = contact.type_of(hit.last).folded;
  return next == "de" || next == "du" || next.starts_with("d'") || next == "of" || next == "van";
}

/// "U krijgt uw geld gewoon terug" says "geld terug": where the agent says all words of a name in
/// their order in one clause, not far from each other.
std::optional<PhraseHit> said_in_parts(const PreparedContact& contact, std::string_view name,
                                       std::uint32_t after, const std::vector<bool>& aside) {
  const std::string text = folded(name);
  std::vector<Token> words;
  tokenize(text, words);
  if (words.size() < 2) return std::nullopt;
  const auto breaks = [&](std::string_view own, std::uint32_t token) {
    const std::uint32_t begin = contact.tokens()[token - 1].text.end;
    return own.substr(begin, contact.tokens()[token].text.begin - begin).find_first_of(",;:") !=
           std::string_view::npos;
  };
  for (const PreparedSentence& s : contact.sentences()) {
    if (s.turn <= after || contact.turns()[s.turn].speaker != Speaker::agent) continue;
    const std::string_view own = contact.contact().turns()[s.turn].text;
    for (std::uint32_t first = s.first; first < s.last; ++first) {
      if (first < aside.size() && aside[first]) continue;
      std::size_t found = 0;
      std::uint32_t k = first;
      const auto limit = static_cast<std::uint32_t>(words.size()) + between;
      for (; k < s.last && k - first < limit && found < words.size(); ++k) {
        if (k > first && breaks(own, k)) break;
        if (contact.type_of(k).folded == slice(text, words[found].text)) {
          ++found;
        } else if (k == first) {
          break;
        }
      }
      if (found < words.size()) continue;
      PhraseHit hit;
      hit.turn = s.turn;
      hit.first = first;
      hit.last = k;
      hit.text = {contact.tokens()[first].text.begin, contact.tokens()[k - 1].text.end};
      return hit;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<SharedConcept> shared_concepts(const PreparedContact& contact,
                                           std::span<const std::vector<std::string>> concepts,
                                           const PhraseHits& said, const std::vector<bool>& aside) {
  std::vector<SharedConcept> out;
  if (concepts.empty()) return out;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places;  // concept and word of each phrase
  std::vector<Names> names(concepts.size());
  for (std::uint32_t c = 0; c < concepts.size(); ++c) {
    names[c].of_client.resize(concepts[c].size());
    for (std::uint32_t w = 0; w < concepts[c].size(); ++w) {
      places.emplace_back(c, w);
    }
  }
  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
    const bool client = contact.turns()[t].speaker == Speaker::client;
    for (PhraseHit hit : said.of(t)) {
      const auto [number, word] = places[hit.phrase];
      hit.phrase = word;
      Names& of = names[number];
      if (client) {
        of.of_client[word] = true;
        if (!of.client) of.client = hit;
        continue;
      }
      if (hit.first < aside.size() && aside[hit.first]) continue;
      if (!of.client) of.agent_first = true;
      if (of.agent_first || of.adopted) continue;
      of.adopted = of.of_client[word];
      if (!of.agent || of.adopted) of.agent = hit;
      of.certain =
          of.certain || (hit.closeness != Closeness::related && !may_mean_else(contact, hit));
    }
  }
  for (std::uint32_t c = 0; c < names.size(); ++c) {
    Names& of = names[c];
    if (of.agent_first || !of.client || !of.agent) continue;
    for (std::uint32_t w = 0; w < concepts[c].size() && !of.adopted; ++w) {
      if (!of.of_client[w]) continue;
      const auto parts = said_in_parts(contact, concepts[c][w], of.client->turn, aside);
      if (!parts) continue;
      of.agent = *parts;
      of.agent->phrase = w;
      of.adopted = true;
    }
    out.push_back({c, *of.client, *of.agent, of.adopted, !of.adopted && !of.certain});
  }
  return out;
}

}  // namespace callnorm
