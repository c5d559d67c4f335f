#include "analysis/example_search.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "callnorm/text/stems.hpp"

namespace callnorm {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

}  // namespace

ExampleSearch::Found ExampleSearch::find(
    const std::vector<std::string>& examples, double similarity,
    const std::function<bool(const PreparedSentence&)>& counts,
    const std::function<bool(std::uint32_t turn, TextRange)>& denied) {
  Found out;
  if (contact_.types().empty()) return out;
  index();
  double best = 0;
  std::uint32_t best_window = none;
  for (const std::string& example : examples) {
    const std::vector<std::uint32_t>* const stems = stems_.of(example);
    if (stems == nullptr || stems->size() < 2) continue;
    touched_.clear();
    for (const std::uint32_t stem : *stems) count(stem, counts);
    // The first of those that say most.
    std::uint32_t chosen = none;
    std::uint32_t said = 0;
    const auto of = static_cast<std::uint32_t>(stems->size());
    for (const std::uint32_t w : touched_) {
      if (said_[w] > said || (said_[w] == said && w < chosen)) {
        Window here = window(w);
        here.said = said_[w];
        here.of = of;
        if (said_[w] + 1e-9 >= similarity * of && denied(here.turn, here.text)) {
          out.denied = here;
          out.denied_share = std::max(out.denied_share, here.share());
        } else {
          chosen = w;
          said = said_[w];
        }
      }
      said_[w] = 0;
    }
    if (chosen == none) continue;
    const double share = static_cast<double>(said) / of;
    // Of two examples said as well, the one said first: the step was taken then.
    if (share < best || (share == best && chosen >= best_window)) continue;
    best = share;
    best_window = chosen;
    out.nearest = window(chosen);
    out.nearest->said = said;
    out.nearest->of = of;
  }
  return out;
}

bool ExampleSearch::same_turn_next(std::uint32_t sentence) const {
  const auto all = contact_.sentences();
  return sentence + 1 < all.size() && all[sentence + 1].turn == all[sentence].turn;
}

ExampleSearch::Window ExampleSearch::window(std::uint32_t first) const {
  const PreparedSentence& begin = contact_.sentences()[first];
  const PreparedSentence& end = contact_.sentences()[same_turn_next(first) ? first + 1 : first];
  Window out;
  out.turn = begin.turn;
  out.text = {begin.text.begin, contact_.tokens()[end.last - 1].text.end};
  return out;
}

// One more for every sentence that says this stem, or whose next in its turn does.
void ExampleSearch::count(std::uint32_t stem,
                          const std::function<bool(const PreparedSentence&)>& counts) {
  std::uint32_t counted = none;
  const auto add = [&](std::uint32_t window) {
    if (window == counted) return;
    counted = window;
    if (said_[window]++ == 0) touched_.push_back(window);
  };
  for (std::uint32_t i = first_saying_[stem]; i < first_saying_[stem + 1]; ++i) {
    const std::uint32_t sentence = saying_[i];
    if (counts && !counts(contact_.sentences()[sentence])) continue;
    if (sentence > 0 && same_turn_next(sentence - 1)) add(sentence - 1);
    add(sentence);
  }
}

// Which sentences of the agent say each stem of the examples, in order.
void ExampleSearch::index() {
  if (!first_saying_.empty()) return;
  const Stemmer stemmer(contact_.lexicon()->language());
  // Of the agent's words; each type is stemmed once.
  std::vector<std::uint32_t> stem_of_type(contact_.types().size(), none);
  const auto stem_of = [&](std::uint32_t t) {
    if (stem_of_type[t] == none) {
      const WordType& type = contact_.types()[t];
      stem_of_type[t] = type.content.empty() ? 0 : stems_.number_of(stemmer.stem(type.content));
    }
    return stem_of_type[t];
  };
  std::vector<std::pair<std::uint32_t, std::uint32_t>> said;  // stem, sentence
  for (std::uint32_t s = 0; s < contact_.sentences().size(); ++s) {
    const PreparedSentence& sentence = contact_.sentences()[s];
    if (contact_.turns()[sentence.turn].speaker != Speaker::agent) continue;
    for (std::uint32_t k = sentence.first; k < sentence.last; ++k) {
      const std::uint32_t stem = stem_of(contact_.tokens()[k].type);
      if (stem != 0) said.emplace_back(stem, s);
    }
  }
  std::sort(said.begin(), said.end());
  said.erase(std::unique(said.begin(), said.end()), said.end());
  first_saying_.assign(stems_.count() + 2, 0);
  for (const auto& [stem, sentence] : said) {
    ++first_saying_[stem + 1];
    saying_.push_back(sentence);
  }
  std::partial_sum(first_saying_.begin(), first_saying_.end(), first_saying_.begin());
  said_.assign(contact_.sentences().size(), 0);
}

}  // namespace callnorm
