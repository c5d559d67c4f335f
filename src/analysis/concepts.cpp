#include "callnorm/analysis/concepts.hpp"

#include <algorithm>
#include <optional>

namespace callnorm {
namespace {

/// What was said of one concept so far.
struct Names {
  std::optional<PhraseHit> client;
  std::vector<bool> of_client;  // words of the set the client used
  std::optional<PhraseHit> agent;
  bool agent_first = false;
  bool adopted = false;
};

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
    }
  }
  for (std::uint32_t c = 0; c < names.size(); ++c) {
    if (names[c].agent_first || !names[c].client || !names[c].agent) continue;
    out.push_back({c, *names[c].client, *names[c].agent, names[c].adopted});
  }
  return out;
}

}  // namespace callnorm
