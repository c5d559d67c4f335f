#include "callnorm/text/pattern_set.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <deque>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "callnorm/text/fold.hpp"
#include "text/word_table.hpp"

namespace callnorm {
namespace {

constexpr std::size_t max_gap = 4;
constexpr std::size_t max_variants = 4096;
constexpr std::size_t max_words = 256;  // nodes are made one inside the other
constexpr std::size_t bits_of_pair = 16;

// One token position of a pattern: words that fit, or a gap before it.
struct Slot {
  std::vector<PatternWord> words;
  bool gap_before = false;
};

struct Phrase {
  std::vector<Slot> slots;
  bool whole_question = false;
};

constexpr std::uint32_t none = 0xFFFFFFFFU;

/// Part of a list that all nodes share.
struct Part {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// Where in the lists of edges and ends what a node has begins; it goes on to where the next node's
/// begins.
struct Node {
  std::uint32_t edges = 0;       // by the next word
  std::uint32_t gap_edges = 0;   // by a word after 0 to 4 others
  std::uint32_t ends = 0;        // patterns that end here
  std::uint32_t whole_ends = 0;  // patterns that end here when the clause does and asks
};

/// Where the patterns of one first word are.
struct Root {
  std::uint32_t node = none;
  bool always = false;  ///< whatever the second word is
};

struct Edge {
  PatternWord word = 0;
  std::uint32_t node = 0;

  friend bool operator==(const Edge&, const Edge&) = default;
};

/// A phrase read up to one of its slots: a number for each slot of each phrase, and one for its
/// end.
using Place = std::uint32_t;

/// A word that leads on from a place.
struct Step {
  PatternWord word = 0;
  Place from = 0;
};

constexpr PatternWord after_gap = 0x80000000U;  // of a step's word: a gap stands before it

}  // namespace

struct PatternSet::Impl {
  std::deque<std::string> known_words;  // what the views of words point into
  WordTable words;                      // the numbers begin with 1
  std::vector<Phrase> phrases;
  std::vector<Node> nodes{Node{}};   // the last one only says where the others end
  std::vector<Edge> edges;           // of a node together, by word
  std::vector<std::uint32_t> ended;  // patterns
  std::vector<Root> roots;           // by word
  // Whether a pattern may begin with two words: a bit for their hash, so a few say yes wrongly.
  // Most words begin some pattern, few go on with one, and this stays in the processor's cache.
  std::vector<std::uint64_t> pairs;

  PatternWord intern(std::string_view word) {
    std::string plain = folded(word);
    if (const auto known = words.find(plain)) return *known;
    const std::string& kept = known_words.emplace_back(std::move(plain));
    words.add(kept, static_cast<PatternWord>(known_words.size()));
    return static_cast<PatternWord>(known_words.size());
  }

  /// What is only needed while nodes are made.
  struct Making {
    std::vector<std::uint32_t> phrase_of;  // by place
    std::vector<Place> first_of;           // by phrase; one more at the end
    std::vector<Edge> edges;               // of the nodes begun, the inmost last
    std::vector<std::uint32_t> alone;      // nodes of one place, by it
    std::unordered_multimap<std::uint64_t, std::uint32_t>
        made;  // nodes, by the hash of what is in them

    bool ends(Place place) const { return place + 1 == first_of[phrase_of[place] + 1]; }
  };

  /// The node where the phrases stand at `places` (ascending): the subset construction (Rabin &
  /// Scott 1959). What can follow "zet|leg u" is one place after either word, so alternatives cost
  /// their sum, not their product; and nodes with the same in them are one.
  std::uint32_t node_of(std::span<const Place> places, Making& making) {
    if (places.size() == 1 && making.alone[places[0]] != none) return making.alone[places[0]];
    std::vector<std::uint32_t> plain_ends;
    std::vector<std::uint32_t> whole_ends;
    std::vector<Step> steps;
    for (const Place place : places) {
      const std::uint32_t p = making.phrase_of[place];
      if (making.ends(place)) {
        (phrases[p].whole_question ? whole_ends : plain_ends).push_back(p);
        continue;
      }
      const Slot& slot = phrases[p].slots[place - making.first_of[p]];
      for (const PatternWord word : slot.words) {
        steps.push_back({word | (slot.gap_before ? after_gap : 0U), place});
      }
    }
    std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
      return std::pair(a.word, a.from) < std::pair(b.word, b.from);
    });
    const std::size_t first_edge = making.edges.size();
    std::uint32_t plain = 0;
    std::vector<Place> next;
    for (std::size_t k = 0; k < steps.size();) {
      const PatternWord word = steps[k].word;
      next.clear();
      for (; k < steps.size() && steps[k].word == word; ++k) next.push_back(steps[k].from + 1);
      const std::uint32_t child = node_of(next, making);
      making.edges.push_back({word & ~after_gap, child});
      if ((word & after_gap) == 0) ++plain;
    }
    const std::span<const Edge> own = std::span(making.edges).subspan(first_edge);
    const std::uint32_t node = same_or_new(own, plain, plain_ends, whole_ends, making);
    making.edges.resize(first_edge);
    if (places.size() == 1) making.alone[places[0]] = node;
    return node;
  }

  std::uint32_t same_or_new(std::span<const Edge> own, std::uint32_t plain,
                            std::span<const std::uint32_t> own_ends,
                            std::span<const std::uint32_t> own_whole_ends, Making& making) {
    std::uint64_t hash = plain;
    const auto mix = [&](std::uint64_t value) {
      hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
      hash ^= hash >> 29U;
    };
    for (const Edge& edge : own) mix(static_cast<std::uint64_t>(edge.word) << 32U | edge.node);
    for (const std::uint32_t pattern : own_ends) mix(pattern);
    mix(none);
    for (const std::uint32_t pattern : own_whole_ends) mix(pattern);
    const auto same_ends = [&](Part part, std::span<const std::uint32_t> others) {
      return std::equal(ended.begin() + part.first, ended.begin() + part.last, others.begin(),
                        others.end());
    };
    const auto [begin, end] = making.made.equal_range(hash);
    for (auto known = begin; known != end; ++known) {
      const std::uint32_t node = known->second;
      const Part plain_edges = children(node);
      const bool same = plain_edges.last - plain_edges.first == plain &&
                        std::equal(edges.begin() + plain_edges.first,
                                   edges.begin() + gap(node).last, own.begin(), own.end()) &&
                        same_ends(ends(node), own_ends) &&
                        same_ends(whole_ends(node), own_whole_ends);
      if (same) return known->second;
    }
    const auto made = static_cast<std::uint32_t>(nodes.size() - 1);
    Node& node = nodes.back();
    node.gap_edges = node.edges + plain;
    edges.insert(edges.end(), own.begin(), own.end());
    ended.insert(ended.end(), own_ends.begin(), own_ends.end());
    node.whole_ends = static_cast<std::uint32_t>(ended.size());
    ended.insert(ended.end(), own_whole_ends.begin(), own_whole_ends.end());
    Node after;
    after.edges = static_cast<std::uint32_t>(edges.size());
    after.ends = static_cast<std::uint32_t>(ended.size());
    nodes.push_back(after);
    making.made.emplace(hash, made);
    return made;
  }

  void build() {
    Making making;
    for (std::uint32_t p = 0; p < phrases.size(); ++p) {
      making.first_of.push_back(static_cast<Place>(making.phrase_of.size()));
      making.phrase_of.insert(making.phrase_of.end(), phrases[p].slots.size() + 1, p);
    }
    making.first_of.push_back(static_cast<Place>(making.phrase_of.size()));
    making.alone.assign(making.phrase_of.size(), none);
    const std::uint32_t top =
        node_of(std::vector(making.first_of.begin(), making.first_of.end() - 1), making);
    // shrink_to_fit() would go on in silence where memory runs out.
    const auto fit = [](auto& list) { std::decay_t<decltype(list)>(list).swap(list); };
    fit(nodes);
    fit(edges);
    fit(ended);
    roots.assign(known_words.size() + 1, Root{});
    std::size_t count = 0;
    const Part begins = children(top);
    for (std::uint32_t e = begins.first; e < begins.last; ++e) {
      const std::uint32_t node = edges[e].node;
      roots[edges[e].word] = {node, !only_goes_on(node)};
      count += children(node).last - children(node).first;
    }
    pairs.assign(std::bit_ceil(std::max<std::size_t>(count * bits_of_pair / 64, 16)), 0);
    for (std::uint32_t e = begins.first; e < begins.last; ++e) {
      const Part second = children(edges[e].node);
      for (std::uint32_t s = second.first; s < second.last; ++s) {
        const std::uint64_t at = pair_hash(edges[e].word, edges[s].word);
        pairs[at >> 6U & (pairs.size() - 1)] |= std::uint64_t{1} << (at & 63U);
      }
    }
  }

  static std::uint64_t pair_hash(PatternWord first, PatternWord second) noexcept {
    // Fibonacci hashing.
    const std::uint64_t both = static_cast<std::uint64_t>(first) << 32U | second;
    return both * 0x9E3779B97F4A7C15U >> 32U;
  }
  bool may_begin(PatternWord first, PatternWord second) const noexcept {
    const std::uint64_t at = pair_hash(first, second);
    return (pairs[at >> 6U & (pairs.size() - 1)] >> (at & 63U) & 1U) != 0;
  }

  Part children(std::uint32_t node) const noexcept {
    return {nodes[node].edges, nodes[node].gap_edges};
  }
  Part gap(std::uint32_t node) const noexcept {
    return {nodes[node].gap_edges, nodes[node + 1].edges};
  }
  Part ends(std::uint32_t node) const noexcept {
    return {nodes[node].ends, nodes[node].whole_ends};
  }
  Part whole_ends(std::uint32_t node) const noexcept {
    return {nodes[node].whole_ends, nodes[node + 1].ends};
  }
  bool only_goes_on(std::uint32_t node) const noexcept {
    return nodes[node].gap_edges == nodes[node + 1].edges &&
           nodes[node].ends == nodes[node + 1].ends;
  }

  /// @param part not empty. Halved without a branch: which half is as good as chance.
  std::uint32_t follow(Part part, PatternWord word) const noexcept {
    const Edge* edge = edges.data() + part.first;
    for (std::uint32_t n = part.last - part.first; n > 1;) {
      const std::uint32_t half = n / 2;
      edge += edge[half].word <= word ? half : 0;
      n -= half;
    }
    return edge->word == word ? edge->node : none;
  }

  // All ends of patterns from `node` with the clause read up to `at`.
  void walk(std::uint32_t node, std::span<const PatternWord> clause, std::uint32_t first,
            std::size_t at, bool question, std::vector<PatternMatch>& out) const {
    const auto tell = [&](Part part) {
      for (std::uint32_t p = part.first; p < part.last; ++p) {
        out.push_back({ended[p], first, static_cast<std::uint32_t>(at)});
      }
    };
    tell(ends(node));
    if (question && first == 0 && at == clause.size()) tell(whole_ends(node));
    const auto next = [&](Part part, std::size_t place) {
      if (clause[place] == 0) return;
      const std::uint32_t to = follow(part, clause[place]);
      if (to != none) walk(to, clause, first, place + 1, question, out);
    };
    const Part plain = children(node);
    if (plain.first != plain.last && at < clause.size()) next(plain, at);
    const Part after_others = gap(node);
    if (after_others.first == after_others.last) return;
    for (std::size_t skip = 0; skip <= max_gap && at + skip < clause.size(); ++skip) {
      next(after_others, at + skip);
    }
  }

  // Of several matches of one pattern at one token, keep the shortest; order by token, then
  // pattern.
  static void tidy(std::vector<PatternMatch>& out, std::size_t from) {
    const auto begin = out.begin() + static_cast<std::ptrdiff_t>(from);
    std::sort(begin, out.end(), [](const PatternMatch& a, const PatternMatch& b) {
      if (a.first != b.first) return a.first < b.first;
      if (a.pattern != b.pattern) return a.pattern < b.pattern;
      return a.last < b.last;
    });
    out.erase(std::unique(begin, out.end(),
                          [](const PatternMatch& a, const PatternMatch& b) {
                            return a.first == b.first && a.pattern == b.pattern;
                          }),
              out.end());
  }
};

Result<PatternSet> PatternSet::compile(std::span<const std::string> patterns) {
  auto impl = std::make_shared<Impl>();
  for (std::size_t index = 0; index < patterns.size(); ++index) {
    const auto refuse = [&](const char* why) {
      return Error{ErrorCode::invalid_argument, "pattern \"" + patterns[index] + "\" " + why,
                   std::to_string(index)};
    };
    Phrase phrase;
    std::string_view rest = patterns[index];
    bool gap = false;
    std::size_t variants = 1;
    while (!rest.empty()) {
      const std::size_t blank = rest.find(' ');
      const std::string_view token = rest.substr(0, blank);
      rest = blank == std::string_view::npos ? std::string_view{} : rest.substr(blank + 1);
      if (token.empty()) continue;
      if (token == "*") {
        gap = true;
        continue;
      }
      if (token == "?" && rest.empty()) {
        phrase.whole_question = true;
        break;
      }
      Slot slot;
      slot.gap_before = gap && !phrase.slots.empty();  // a leading gap says nothing
      gap = false;
      for (std::string_view words = token;;) {
        const std::size_t bar = words.find('|');
        const std::string_view word = words.substr(0, bar);
        if (word.empty()) return refuse("has an empty alternative");
        slot.words.push_back(impl->intern(word));
        if (bar == std::string_view::npos) break;
        words = words.substr(bar + 1);
      }
      std::sort(slot.words.begin(), slot.words.end());
      slot.words.erase(std::unique(slot.words.begin(), slot.words.end()), slot.words.end());
      variants *= slot.words.size();
      if (variants > max_variants) return refuse("has more than 4096 variants");
      if (phrase.slots.size() == max_words) return refuse("has more than 256 words");
      phrase.slots.push_back(std::move(slot));
    }
    if (phrase.slots.empty()) return refuse("has no word");
    impl->phrases.push_back(std::move(phrase));
  }
  impl->build();
  return PatternSet(std::shared_ptr<const Impl>(std::move(impl)));
}

PatternWord PatternSet::word(std::string_view folded_word) const noexcept {
  return impl_->words.find(folded_word).value_or(0);
}

void PatternSet::scan(std::span<const PatternWord> clause, bool question,
                      std::vector<PatternMatch>& out) const {
  for (std::uint32_t first = 0; first < clause.size(); ++first) {
    const Root root = impl_->roots[clause[first]];
    if (root.node == none) continue;
    if (!root.always &&
        (first + 1 == clause.size() || !impl_->may_begin(clause[first], clause[first + 1]))) {
      continue;
    }
    const std::size_t from = out.size();
    impl_->walk(root.node, clause, first, first + 1, question, out);
    if (out.size() - from > 1) Impl::tidy(out, from);
  }
}

void PatternSet::scan_unfiltered(std::span<const PatternWord> clause, bool question,
                                 std::vector<PatternMatch>& out) const {
  const std::size_t from = out.size();
  for (std::uint32_t p = 0; p < impl_->phrases.size(); ++p) {
    const Phrase& phrase = impl_->phrases[p];
    for (std::uint32_t first = 0; first < clause.size(); ++first) {
      // Every place a prefix of the phrase can end.
      std::vector<std::size_t> places{first};
      for (const Slot& slot : phrase.slots) {
        std::vector<std::size_t> next;
        for (const std::size_t place : places) {
          for (std::size_t skip = 0; skip <= (slot.gap_before ? max_gap : 0); ++skip) {
            const std::size_t at = place + skip;
            if (at < clause.size() &&
                std::find(slot.words.begin(), slot.words.end(), clause[at]) != slot.words.end()) {
              next.push_back(at + 1);
            }
          }
        }
        places = std::move(next);
      }
      for (const std::size_t place : places) {
        if (phrase.whole_question && !(question && first == 0 && place == clause.size())) continue;
        out.push_back({p, first, static_cast<std::uint32_t>(place)});
      }
    }
  }
  Impl::tidy(out, from);
}

}  // namespace callnorm
