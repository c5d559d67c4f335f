#include "callnorm/text/pattern_set.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "callnorm/text/fold.hpp"

namespace callnorm {
namespace {

constexpr std::size_t max_gap = 4;
constexpr std::size_t max_variants = 4096;

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

struct Node {
  std::vector<std::pair<PatternWord, std::uint32_t>> children;  // sorted by word
  std::uint32_t gap = none;                                     // node reached after 0..4 tokens
  std::vector<std::uint32_t> ends;                              // patterns that end here
  std::vector<std::uint32_t> whole;  // patterns that end here when the clause does and asks
};

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>{}(text);
  }
};

}  // namespace

struct PatternSet::Impl {
  std::unordered_map<std::string, PatternWord, Hash, std::equal_to<>> words;
  std::vector<Phrase> phrases;
  std::vector<Node> nodes = std::vector<Node>(1);
  std::vector<std::uint32_t> roots;  // by word: child of the root, or none

  PatternWord intern(std::string_view word) {
    const auto next = static_cast<PatternWord>(words.size() + 1);
    return words.emplace(folded(word), next).first->second;
  }

  std::uint32_t child(std::uint32_t node, PatternWord word) {
    auto& list = nodes[node].children;
    const auto at = std::lower_bound(list.begin(), list.end(), std::pair{word, 0U});
    if (at != list.end() && at->first == word) return at->second;
    const auto made = static_cast<std::uint32_t>(nodes.size());
    list.insert(at, {word, made});
    nodes.emplace_back();
    return made;
  }

  std::uint32_t gap_child(std::uint32_t node) {
    if (nodes[node].gap == none) {
      nodes[node].gap = static_cast<std::uint32_t>(nodes.size());
      nodes.emplace_back();
    }
    return nodes[node].gap;
  }

  void insert(const Phrase& phrase, std::uint32_t pattern) {
    std::vector<std::uint32_t> level{0};
    for (const Slot& slot : phrase.slots) {
      std::vector<std::uint32_t> next;
      for (std::uint32_t node : level) {
        if (slot.gap_before) node = gap_child(node);
        for (const PatternWord word : slot.words) next.push_back(child(node, word));
      }
      level = std::move(next);
    }
    for (const std::uint32_t node : level) {
      (phrase.whole_question ? nodes[node].whole : nodes[node].ends).push_back(pattern);
    }
  }

  // All ends of patterns from `node` with the clause read up to `at`.
  void walk(std::uint32_t node, std::span<const PatternWord> clause, std::uint32_t first,
            std::size_t at, bool question, std::vector<PatternMatch>& out) const {
    const Node& here = nodes[node];
    for (const std::uint32_t p : here.ends)
      out.push_back({p, first, static_cast<std::uint32_t>(at)});
    if (question && first == 0 && at == clause.size()) {
      for (const std::uint32_t p : here.whole) {
        out.push_back({p, first, static_cast<std::uint32_t>(at)});
      }
    }
    if (at < clause.size() && clause[at] != 0) {
      const auto found =
          std::lower_bound(here.children.begin(), here.children.end(), std::pair{clause[at], 0U});
      if (found != here.children.end() && found->first == clause[at]) {
        walk(found->second, clause, first, at + 1, question, out);
      }
    }
    if (here.gap != none) {
      for (std::size_t skip = 0; skip <= max_gap && at + skip < clause.size(); ++skip) {
        walk(here.gap, clause, first, at + skip, question, out);
      }
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
      phrase.slots.push_back(std::move(slot));
    }
    if (phrase.slots.empty()) return refuse("has no word");
    impl->insert(phrase, static_cast<std::uint32_t>(index));
    impl->phrases.push_back(std::move(phrase));
  }
  impl->roots.assign(impl->words.size() + 1, none);
  for (const auto& [word, node] : impl->nodes[0].children) impl->roots[word] = node;
  return PatternSet(std::shared_ptr<const Impl>(std::move(impl)));
}

PatternWord PatternSet::word(std::string_view folded_word) const noexcept {
  const auto found = impl_->words.find(folded_word);
  return found == impl_->words.end() ? 0 : found->second;
}

void PatternSet::scan(std::span<const PatternWord> clause, bool question,
                      std::vector<PatternMatch>& out) const {
  const std::size_t from = out.size();
  for (std::uint32_t first = 0; first < clause.size(); ++first) {
    const std::uint32_t node = impl_->roots[clause[first]];
    if (node != none) impl_->walk(node, clause, first, first + 1, question, out);
  }
  if (out.size() - from > 1) Impl::tidy(out, from);
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
