#include "callnorm/analysis/phrases.hpp"

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/stems.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

// Shorter ones written in one word ("a b" as "ab") would be other words too often.
constexpr std::size_t solid_letters = 5;
// Words of one stem begin alike; this many bytes decide which words are stemmed at all.
constexpr std::size_t same_beginning = 3;

using WordId = std::uint32_t;
constexpr WordId unknown_word = 0;

void split_parts(std::string_view word, std::vector<std::string_view>& out) {
  std::size_t begin = 0;
  while (begin <= word.size()) {
    const std::size_t end = std::min(word.find('-', begin), word.size());
    if (end > begin) out.push_back(word.substr(begin, end - begin));
    begin = end + 1;
  }
}

// Stems go too far for a plural: Dutch "metering" and "meter" have one stem. An inflected word is
// not much longer or shorter.
constexpr std::size_t inflection_letters = 2;
// And not far enough: Dutch "codes" and "code" have two.
constexpr std::array<std::string_view, 5> dutch_endings{"s", "'s", "en", "n", "e"};
constexpr std::array<std::string_view, 2> french_endings{"s", "x"};
constexpr std::array<std::string_view, 3> english_endings{"s", "es", "'s"};

std::span<const std::string_view> endings_of(Language language) {
  switch (language) {
    case Language::nl: return dutch_endings;
    case Language::fr: return french_endings;
    case Language::en: return english_endings;
  }
  return english_endings;
}

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>{}(text);
  }
};
template <class Value>
using ByWord = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

/// A phrase as a sequence of word parts.
struct Entry {
  std::uint32_t phrase = 0;
  std::vector<WordId> parts;
  std::string written;  ///< as the script writes it, where only that will do
  bool solid = false;   ///< several words written in one
};

/// Part of a list that all share.
struct Range {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool empty() const { return first == last; }
};

/// A part of a word of the talk: which word of the phrases it is, and which last words it may be.
struct Part {
  WordId word = unknown_word;
  Range last;
  bool means_something() const { return word != unknown_word || !last.empty(); }
};

struct TypeParts {
  Range parts;
  std::uint32_t unelided = 0;  ///< the first part without "l'", "d'", ...; 0: there is none
  bool means_something = false;
};

bool has_lower_case(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

struct PhraseLists::Impl {
  std::optional<Lexicon> lexicon;
  std::vector<std::uint32_t> first_of_list;  // numbers of phrases count through all lists
  ByWord<WordId> words;
  std::vector<std::string> spelled{std::string()};  // by WordId
  std::vector<Entry> entries;
  // Entries of several parts: the lengths that a first part begins, and entries by both ends.
  std::unordered_map<WordId, std::vector<std::size_t>> lengths;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_ends;
  std::unordered_map<WordId, std::vector<std::uint32_t>> alone;  // entries of one part
  ByWord<std::vector<WordId>> by_stem;                           // last words
  ByWord<std::vector<WordId>> by_beginning;                      // last words, 5 code points
  std::unordered_set<std::string, Hash, std::equal_to<>> beginnings;
  std::array<bool, 4096> begun{};  // how the words of phrases begin: most words of talk do not so

  static std::size_t beginning(std::string_view word) {
    std::uint32_t bytes = 0;
    for (const char c : word.substr(0, same_beginning)) {
      bytes = (bytes << 8U) | static_cast<unsigned char>(c);
    }
    return (bytes * 2654435761U) >> 20U;
  }

  WordId intern(std::string_view word) {
    if (const auto found = words.find(word); found != words.end()) return found->second;
    const auto id = static_cast<WordId>(spelled.size());
    spelled.emplace_back(word);
    begun[beginning(word)] = true;
    words.emplace(std::string(word), id);
    return id;
  }

  static std::uint64_t ends(WordId first, WordId last) {
    return (static_cast<std::uint64_t>(first) << 32U) | last;
  }

  bool is_function_word(std::string_view word) const {
    return lexicon && lexicon->is_stopword(word);
  }

  void add_entry(Entry entry) {
    const auto number = static_cast<std::uint32_t>(entries.size());
    if (entry.parts.size() == 1) {
      alone[entry.parts.front()].push_back(number);
    } else {
      by_ends[ends(entry.parts.front(), entry.parts.back())].push_back(number);
      std::vector<std::size_t>& known = lengths[entry.parts.front()];
      if (std::find(known.begin(), known.end(), entry.parts.size()) == known.end()) {
        known.push_back(entry.parts.size());
      }
    }
    entries.push_back(std::move(entry));
  }

  void add_phrase(std::uint32_t number, const std::string& phrase) {
    std::vector<Token> tokens;
    tokenize(phrase, tokens);
    const std::string text = folded(phrase);
    std::vector<Token> folded_tokens;
    tokenize(text, folded_tokens);
    std::vector<std::string_view> parts;
    for (const Token& token : folded_tokens) split_parts(slice(text, token.text), parts);
    if (parts.empty()) return;
    Entry entry;
    entry.phrase = number;
    std::string solid;
    for (const std::string_view part : parts) {
      entry.parts.push_back(intern(part));
      solid += part;
    }
    if (parts.size() == 1) {
      if (is_function_word(parts.front()) && tokens.size() == 1) {
        entry.written = slice(phrase, tokens.front().text);
      }
    } else if (code_points(solid) >= solid_letters) {
      add_entry({number, {intern(solid)}, {}, true});
    }
    add_entry(std::move(entry));
  }

  // Last words by what their inflections have in common.
  void index_last_words(const Stemmer& stemmer) {
    std::vector<WordId> last;
    last.reserve(entries.size());
    for (const Entry& entry : entries) last.push_back(entry.parts.back());
    std::sort(last.begin(), last.end());
    last.erase(std::unique(last.begin(), last.end()), last.end());
    for (const WordId id : last) {
      const std::string& word = spelled[id];
      if (is_function_word(word)) continue;
      beginnings.insert(word.substr(0, same_beginning));
      by_stem[stemmer.stem(word)].push_back(id);
      by_beginning[std::string(beginning_of(word))].push_back(id);
    }
  }

  static std::size_t letters_apart(std::string_view a, std::string_view b) {
    const std::size_t x = code_points(a);
    const std::size_t y = code_points(b);
    return x < y ? y - x : x - y;
  }

  // What two words must share for content_match: 5 code points.
  static std::string_view beginning_of(std::string_view word) {
    std::size_t end = 0;
    for (int i = 0; i < 5 && end < word.size(); ++i) (void)next_code_point(word, end);
    return word.substr(0, end);
  }
};

PhraseLists::PhraseLists(const Lexicon* lexicon,
                         std::span<const std::span<const std::string>> lists) {
  auto impl = std::make_unique<Impl>();
  if (lexicon != nullptr) impl->lexicon = *lexicon;
  std::uint32_t number = 0;
  for (const std::span<const std::string> list : lists) {
    impl->first_of_list.push_back(number);
    for (const std::string& phrase : list) impl->add_phrase(number++, phrase);
  }
  if (lexicon != nullptr) impl->index_last_words(Stemmer(lexicon->language()));
  impl_ = std::move(impl);
}
PhraseLists::PhraseLists(PhraseLists&&) noexcept = default;
PhraseLists& PhraseLists::operator=(PhraseLists&&) noexcept = default;
PhraseLists::~PhraseLists() = default;

/// One contact being looked through.
class PhraseFinder {
 public:
  PhraseFinder(const PreparedContact& in, const PhraseLists& of) : contact(in), lists(*of.impl_) {
    if (lists.lexicon) stemmer.emplace(lists.lexicon->language());
  }

  std::vector<PhraseHits> find_all() {
    std::vector<PhraseHits> out(lists.first_of_list.size());
    if (lists.entries.empty()) return out;
    read_types();
    std::vector<PhraseHit> found;
    for (PhraseHits& list : out) list.first_.assign(1, 0);
    for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
      find(t, found);
      for (PhraseHit& hit : found) {
        const auto after =
            std::upper_bound(lists.first_of_list.begin(), lists.first_of_list.end(), hit.phrase);
        const auto list = static_cast<std::size_t>(after - lists.first_of_list.begin()) - 1;
        hit.phrase -= lists.first_of_list[list];
        out[list].hits_.push_back(hit);
      }
      for (PhraseHits& list : out) {
        list.first_.push_back(static_cast<std::uint32_t>(list.hits_.size()));
      }
    }
    return out;
  }

 private:
  /// Its index among the parts.
  std::uint32_t read_part(std::string_view word) {
    // Inflected or related words too begin with the same three bytes, or are all of them.
    if (!lists.begun[PhraseLists::Impl::beginning(word)]) return 0;
    Part part;
    part.last.first = static_cast<std::uint32_t>(last_words.size());
    read_words(word, part);
    part.last.last = static_cast<std::uint32_t>(last_words.size());
    if (!part.means_something()) return 0;
    known_parts.push_back(part);
    return static_cast<std::uint32_t>(known_parts.size() - 1);
  }

  std::span<const std::pair<WordId, Closeness>> last_of(const Part& part) const {
    return std::span(last_words).subspan(part.last.first, part.last.last - part.last.first);
  }

  void read_words(std::string_view word, Part& part) {
    if (const auto found = lists.words.find(word); found != lists.words.end()) {
      part.word = found->second;
      last_words.emplace_back(found->second, Closeness::same);
    }
    if (!stemmer ||
        lists.beginnings.find(word.substr(0, same_beginning)) == lists.beginnings.end() ||
        lists.is_function_word(word)) {
      return;
    }
    const auto add = [&](WordId id, Closeness closeness) {
      const bool known = std::any_of(last_words.begin() + part.last.first, last_words.end(),
                                     [&](const auto& fit) { return fit.first == id; });
      if (!known) last_words.emplace_back(id, closeness);
    };
    const auto add_last = [&](std::string_view form) {
      const auto found = lists.words.find(form);
      if (found != lists.words.end() && !lists.is_function_word(form)) {
        add(found->second, Closeness::inflected);
      }
    };
    std::string other;
    for (const std::string_view ending : endings_of(lists.lexicon->language())) {
      if (word.size() > ending.size() + same_beginning - 1 && word.ends_with(ending)) {
        add_last(word.substr(0, word.size() - ending.size()));
      }
      other.assign(word).append(ending);
      add_last(other);
    }
    if (const auto found = lists.by_stem.find(stemmer->stem(word)); found != lists.by_stem.end()) {
      for (const WordId id : found->second) {
        if (PhraseLists::Impl::letters_apart(word, lists.spelled[id]) <= inflection_letters) {
          add(id, Closeness::inflected);
        }
      }
    }
    const auto found = lists.by_beginning.find(PhraseLists::Impl::beginning_of(word));
    if (found != lists.by_beginning.end()) {
      for (const WordId id : found->second) {
        if (content_match(word, lists.spelled[id])) add(id, Closeness::related);
      }
    }
  }

  void read_types() {
    const bool elides = lists.lexicon && lists.lexicon->language() == Language::fr;
    std::vector<std::string_view> written;
    std::vector<std::uint32_t> read;
    types.resize(contact.types().size());
    for (std::size_t t = 0; t < types.size(); ++t) {
      const WordType& type = contact.types()[t];
      if (type.kind == TokenKind::placeholder) continue;
      TypeParts& out = types[t];
      if (!type.joined) {
        const std::uint32_t part = read_part(type.folded);
        out.means_something = part != 0;
        out.parts = {part, part + 1};
        continue;
      }
      written.clear();
      split_parts(type.folded, written);
      if (written.empty()) continue;
      read.clear();
      for (const std::string_view part : written) {
        read.push_back(read_part(part));
        out.means_something = out.means_something || read.back() != 0;
      }
      const std::size_t apostrophe = elides ? written.front().find('\'') : std::string_view::npos;
      if (apostrophe != std::string_view::npos && apostrophe + 2 < written.front().size()) {
        out.unelided = read_part(written.front().substr(apostrophe + 1));
        out.means_something = out.means_something || out.unelided != 0;
      }
      if (read.size() == 1) {
        out.parts = {read.front(), read.front() + 1};
      } else {
        out.parts.first = static_cast<std::uint32_t>(known_parts.size());
        for (const std::uint32_t index : read) known_parts.push_back(Part(known_parts[index]));
        out.parts.last = static_cast<std::uint32_t>(known_parts.size());
      }
    }
  }

  bool written_so(const Entry& entry, std::uint32_t turn, std::uint32_t token) const {
    if (entry.written.empty()) return true;
    const std::string& text = contact.contact().turns()[turn].text;
    const std::string_view said = slice(text, contact.tokens()[token].text);
    return said.ends_with(entry.written) && has_lower_case(text);
  }

  void find(std::uint32_t turn, std::vector<PhraseHit>& out) const {
    out.clear();
    const PreparedTurn& range = contact.turns()[turn];
    const bool any = std::any_of(
        contact.tokens().begin() + range.first_token, contact.tokens().begin() + range.last_token,
        [&](const PreparedToken& token) { return types[token.type].means_something; });
    if (!any) return;
    struct Place {
      const Part* part;
      std::uint32_t token;
    };
    boost::container::small_vector<Place, 64> places;
    for (std::uint32_t k = range.first_token; k < range.last_token; ++k) {
      const Range parts = types[contact.tokens()[k].type].parts;
      for (std::uint32_t p = parts.first; p < parts.last; ++p) {
        places.push_back({&known_parts[p], k});
      }
    }
    const auto ends_token = [&](std::size_t i) {
      return i + 1 == places.size() || places[i + 1].token != places[i].token;
    };
    const auto add = [&](const Entry& entry, Closeness closeness, std::uint32_t first,
                         std::uint32_t last) {
      if (!written_so(entry, turn, first)) return;
      for (std::size_t k = out.size(); k-- > 0 && out[k].first == first;) {
        if (out[k].phrase != entry.phrase || out[k].last != last) continue;
        out[k].closeness = std::min(out[k].closeness, closeness);
        return;
      }
      out.push_back({entry.phrase,
                     closeness,
                     turn,
                     first,
                     last,
                     {contact.tokens()[first].text.begin, contact.tokens()[last - 1].text.end}});
    };
    const auto begin_at = [&](std::size_t i, const Part& head) {
      const std::uint32_t first = places[i].token;
      if (ends_token(i)) {
        for (const auto& [word, closeness] : last_of(head)) {
          const auto found = lists.alone.find(word);
          if (found == lists.alone.end()) continue;
          for (const std::uint32_t e : found->second) {
            const Entry& entry = lists.entries[e];
            if (entry.solid && closeness == Closeness::related) continue;
            add(entry, closeness, first, first + 1);
          }
        }
      }
      const auto lengths = lists.lengths.find(head.word);
      if (head.word == unknown_word || lengths == lists.lengths.end()) return;
      for (const std::size_t length : lengths->second) {
        const std::size_t end = i + length;
        if (end > places.size() || !ends_token(end - 1)) continue;
        for (const auto& [word, closeness] : last_of(*places[end - 1].part)) {
          const auto found = lists.by_ends.find(PhraseLists::Impl::ends(head.word, word));
          if (found == lists.by_ends.end()) continue;
          for (const std::uint32_t e : found->second) {
            const Entry& entry = lists.entries[e];
            bool same = entry.parts.size() == length;
            for (std::size_t k = 1; same && k + 1 < length; ++k) {
              same = places[i + k].part->word == entry.parts[k];
            }
            if (same) add(entry, closeness, first, places[end - 1].token + 1);
          }
        }
      }
    };
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i > 0 && places[i - 1].token == places[i].token) continue;
      const std::size_t from = out.size();
      if (places[i].part->means_something()) begin_at(i, *places[i].part);
      const std::uint32_t unelided = types[contact.tokens()[places[i].token].type].unelided;
      if (unelided != 0) begin_at(i, known_parts[unelided]);
      std::sort(out.begin() + static_cast<std::ptrdiff_t>(from), out.end(),
                [](const PhraseHit& a, const PhraseHit& b) {
                  if (a.last != b.last) return a.last > b.last;
                  if (a.closeness != b.closeness) return a.closeness < b.closeness;
                  return a.phrase < b.phrase;
                });
    }
  }

  const PreparedContact& contact;
  const PhraseLists::Impl& lists;
  std::optional<Stemmer> stemmer;
  std::vector<TypeParts> types;
  std::vector<Part> known_parts{Part()};  // of types; the first says nothing, and is of many
  std::vector<std::pair<WordId, Closeness>> last_words;
};

std::vector<PhraseHits> find_phrases(const PreparedContact& contact, const PhraseLists& lists) {
  return PhraseFinder(contact, lists).find_all();
}

PhraseHits find_phrases(const PreparedContact& contact, std::span<const std::string> phrases) {
  const std::array lists{phrases};
  return std::move(find_phrases(contact, PhraseLists(contact.lexicon(), lists)).front());
}

std::vector<PhraseHit> without_overlaps(std::span<const PhraseHit> hits) {
  std::vector<PhraseHit> out;
  for (const PhraseHit& hit : hits) {
    if (out.empty() || out.back().turn != hit.turn || out.back().last <= hit.first) {
      out.push_back(hit);
    }
  }
  return out;
}

}  // namespace callnorm
