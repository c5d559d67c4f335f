#include "callnorm/analysis/jargon.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "analysis/term_introduced.hpp"
#include "callnorm/analysis/function_words.hpp"
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
  std::vector<PhraseHit> hits;  // of all terms, none overlapping
  // Where each "dat wil zeggen" stands, in order: tokens, half-open.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> explaining;
  // By sentence the first token of the last "say your case is gone".
  std::map<std::uint32_t, std::uint32_t> examples;
  bool checks = false;                                    // "do you know what that is?"
  std::unordered_map<std::uint32_t, std::uint32_t> said;  // how often each word type

  bool explains_after(std::uint32_t token) const {
    return !explaining.empty() && explaining.back().first >= token;
  }
  /// Whether a term is said at a token.
  bool says_term(std::uint32_t token) const { return term_at(token) != nullptr; }
  const PhraseHit* term_at(std::uint32_t token) const {
    const auto past = std::partition_point(
        hits.begin(), hits.end(), [&](const PhraseHit& hit) { return hit.first <= token; });
    return past != hits.begin() && token < (past - 1)->last ? &*(past - 1) : nullptr;
  }
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
      if (hit.cue_class != CueClass::explain) continue;
      const std::string& tag = contact_.cue_of(hit).tag;
      if (tag.empty()) out.explaining.emplace_back(hit.first, hit.last);
      if (tag == "example" || (tag == "suppose" && opens_clause(hit.first, turn))) {
        std::uint32_t& last = out.examples[hit.sentence];
        last = std::max(last, hit.first);
      }
      out.checks = out.checks || tag == "check";
    }
    const PreparedTurn& range = contact_.turns()[turn];
    for (std::uint32_t k = range.first_token; k < range.last_token; ++k) {
      const std::uint32_t type = contact_.tokens()[k].type;
      if (!contact_.types()[type].content.empty()) ++out.said[type];
    }
    return out;
  }

  /// Whether the place where a term is said makes its sense likely: what it is stands there, it is
  /// said for the client's own word ("the excess, you mean?"), or has an example after it, in its
  /// sentence or the next.
  bool likely_clear(const PhraseHit& hit, const AgentTurn& turn) const {
    const PreparedSentence* sentence = sentence_of(hit.first, turn.turn);
    if (sentence == nullptr) return false;
    if (says_what_it_is(hit, turn)) return true;
    const std::uint32_t index = number_of(*sentence);
    for (const std::uint32_t near : {index, index + 1}) {
      const auto example = turn.examples.find(near);
      if (example != turn.examples.end() && example->second >= hit.last) return true;
    }
    const auto hits = sentence->question ? contact_.hits_of(*sentence) : std::span<const CueHit>{};
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& cue) {
      return contact_.is_cue(cue, CueClass::clarify, "offer");
    });
  }

  /// Whether the term is named after what it is ("you do, that's the excess"), defined ("PSD2 is
  /// the law that ..."), or followed by what it is, in whatever words ("a ticket, that's a number
  /// for your call").
  bool says_what_it_is(const PhraseHit& hit, const AgentTurn& turn) const {
    const PreparedSentence* sentence = sentence_of(hit.first, turn.turn);
    if (sentence == nullptr) return false;
    if (glossed(hit, turn, *sentence)) return true;
    if (hit.last + 1 < sentence->last && is_copula(hit.last) && defines(hit.last + 1) &&
        is_subject(hit)) {
      return true;
    }
    const auto hits =
        contact_.hits_near(number_of(*sentence), hit.first - std::min(hit.first, 1U), hit.last);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& cue) {
      if (cue.first >= hit.first) return false;
      const bool encloses =
          contact_.is_cue(cue, CueClass::explain, "encloses") && hit.last < cue.last;
      const bool names = contact_.is_cue(cue, CueClass::explain, "names") &&
                         cue.last <= hit.first + 1 && cue.last + 1 >= hit.first && !is_cleft(hit);
      return (encloses || names) && described_before(cue.first, turn.turn);
    });
  }

  /// "Excess baggage", "in excess of": without a word that makes it a noun of its own, before
  /// another noun or between prepositions, an English word of the list is part of another
  /// expression. A proper name needs no such word.
  bool part_of_expression(const JargonTerm& term, const PhraseHit& hit) {
    if (contact_.lexicon()->language() != Language::en || hit.last != hit.first + 1 ||
        std::any_of(term.term.begin(), term.term.end(),
                    [](char c) { return c >= 'A' && c <= 'Z'; })) {
      return false;
    }
    const PreparedTurn& turn = contact_.turns()[hit.turn];
    if (hit.last >= turn.last_token || breaks(hit.first, hit.last)) return false;
    const std::uint32_t next = contact_.tokens()[hit.last].type;
    const std::pair pair{hit.phrase, next};
    if (std::find(expressions_.begin(), expressions_.end(), pair) != expressions_.end()) {
      return true;
    }
    const bool opens = hit.first == turn.first_token || breaks(hit.first - 1, hit.first);
    const bool bare = opens || is_preposition(hit.first - 1);
    if (!opens && bare && is_preposition(hit.last)) return true;
    if (!bare || function_word_at(hit.last).has_value() || contact_.types()[next].content.empty()) {
      return false;
    }
    // "Excess applies." is a whole clause, and one that opens so makes no pair of the words.
    if (opens && (hit.last + 1 == turn.last_token || breaks(hit.last, hit.last + 1))) return false;
    if (!opens) expressions_.push_back(pair);
    return true;
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

  /// Whether what was said in plain words stands where it explains the term: two of its words in
  /// the sentence of the term or one beside it, or one word that says it all, linked to the term
  /// ("the metering, your meter"). That "meter" falls further off says nothing of the metering.
  bool plain_beside(std::uint32_t term, const AgentTurn& turn) const {
    return std::any_of(turn.hits.begin(), turn.hits.end(), [&](const PhraseHit& hit) {
      return hit.phrase == term && (plain_in_sentence(hit, turn) || plain_linked(hit, turn));
    });
  }

  /// Whether an explaining phrase after the term is about it: little stands between. What begins
  /// the next sentence and tells the client what follows for them ("Het ticket loopt. Dat betekent
  /// dat u moet wachten") need not be.
  bool phrase_explains(const PhraseHit& hit, const AgentTurn& turn) const {
    constexpr std::uint32_t near = 14;  // tokens
    constexpr int few = 3;              // words of content
    const auto phrase =
        std::partition_point(turn.explaining.begin(), turn.explaining.end(),
                             [&](const auto& place) { return place.first < hit.last; });
    if (phrase == turn.explaining.end() || phrase->first - hit.last > near) return false;
    int words = 0;
    for (std::uint32_t k = hit.last; k < phrase->first; ++k) {
      if (!contact_.type_of(k).content.empty()) ++words;
    }
    if (words == 0) return true;
    const PreparedSentence* sentence = sentence_of(hit.first, turn.turn);
    if (words > few || sentence == nullptr) return false;
    return phrase->first < sentence->last ||
           (phrase->first == sentence->last && !tells_client(phrase->second, turn.turn));
  }

  /// Whether the turn opens with a phrase that explains what was said before.
  bool opens_explaining(const AgentTurn& turn) const {
    return !turn.explaining.empty() &&
           turn.explaining.front().first == contact_.turns()[turn.turn].first_token &&
           !tells_client(turn.explaining.front().second, turn.turn);
  }

  /// Whether the turn, after "what's that?", opens with what it is.
  bool answers_what(const AgentTurn& turn) const {
    constexpr int most = 3;  // small words before it: "wel, dat is gewoon een ..."
    const PreparedTurn& range = contact_.turns()[turn.turn];
    std::uint32_t k = range.first_token;
    // "Wel, ...", "oh, ...".
    if (k + 1 < range.last_token && stands_between(k, k + 1, turn.turn, ",")) ++k;
    for (int small = 0; small < most && k < range.last_token; ++small) {
      const std::uint32_t past = lead_from(k, turn.turn).past;
      if (past > k) {
        k = past;
      } else if (const auto hits = contact_.hits_of(turn.turn);
                 std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
                   return hit.first == k && hit.last == k + 1 &&
                          (hit.cue_class == CueClass::filler || hit.cue_class == CueClass::confirm);
                 })) {
        ++k;
      } else {
        break;
      }
    }
    if (k >= range.last_token) return false;
    const std::string_view word = contact_.type_of(k).folded;
    const bool possessive = word == "uw" || word == "votre" || word == "your";
    return (possessive || opens_sense(k)) && !announces(k, turn.turn) &&
           content_from(k, turn, open_end);
  }

 private:
  static constexpr std::size_t beginning = 4;   // bytes
  static constexpr std::uint32_t open_end = 5;  // tokens in which what something is has a word
  static constexpr std::uint32_t window = 25;   // tokens to either side in which plain words count

  /// What introduces the sense of a term: "dat is eigenlijk gewoon", "zeg maar", "een soort".
  struct Lead {
    std::uint32_t past = 0;
    bool states = false;  // "dat is"
    bool kind = false;    // "een soort": the thing itself follows
  };
  Lead lead_from(std::uint32_t token, std::uint32_t turn) const {
    constexpr int most = 4;
    Lead out{token};
    for (int i = 0; i < most; ++i) {
      const auto hits = contact_.hits_of(turn);
      std::uint32_t past = out.past;
      for (auto hit = std::partition_point(hits.begin(), hits.end(),
                                           [&](const CueHit& h) { return h.first < out.past; });
           hit != hits.end() && hit->first == out.past; ++hit) {
        if (hit->cue_class != CueClass::explain || hit->last <= past) continue;
        const std::string& tag = contact_.cue_of(*hit).tag;
        if (tag != "gloss" && tag != "loosely" && tag != "kind") continue;
        past = hit->last;
        out.states = out.states || tag == "gloss";
        out.kind = tag == "kind";
      }
      if (past == out.past) break;
      out.past = past;
    }
    return out;
  }

  const PreparedSentence* sentence_of(std::uint32_t token, std::uint32_t turn) const {
    const auto all = contact_.sentences_of(turn);
    const auto past = std::partition_point(
        all.begin(), all.end(), [&](const PreparedSentence& s) { return s.last <= token; });
    return past != all.end() && past->first <= token ? &*past : nullptr;
  }
  std::uint32_t number_of(const PreparedSentence& s) const {
    return static_cast<std::uint32_t>(&s - contact_.sentences().data());
  }

  /// What the term is, said right behind it: "..., dat is een opvolgnummer", "..., zeg maar een
  /// opvolgnummer", "..., a kind of number", "de SSID, de naam van uw wifi, ...".
  bool glossed(const PhraseHit& hit, const AgentTurn& turn, const PreparedSentence& s) const {
    constexpr std::uint32_t short_end = 5;    // tokens of what stands without a verb
    constexpr std::uint32_t small_words = 3;  // between the term and the mark
    const std::uint32_t last = contact_.turns()[turn.turn].last_token;
    std::uint32_t k = hit.last;
    if (k >= last) return false;
    // "Ik maak een ticket aan voor u, dat is een ...".
    while (k < last && k - hit.last < small_words && contact_.type_of(k).content.empty() &&
           !stands_between(k - 1, k, turn.turn, marks)) {
      ++k;
    }
    const bool apart = k > hit.last && k < last && stands_between(k - 1, k, turn.turn, marks);
    if (!apart) k = hit.last;
    const bool marked =
        apart || stands_between(k - 1, k, turn.turn, marks) || !contact_.punctuated();
    const Lead lead = lead_from(k, turn.turn);
    if (lead.past > k) {
      if (lead.past >= last) return false;
      if (!marked && !lead.kind && !(lead.states && is_subject(hit))) return false;
      if (lead.kind) return content_from(lead.past, turn, open_end);
      if (!opens_sense(lead.past)) return false;
      if (lead.states || asks_how(lead.past)) return content_from(lead.past, turn, open_end);
      return !apart && !s.question && closes_within(lead.past, turn, short_end);
    }
    // Without a word that introduces it, what the term is stands between two marks. A list of
    // things ("een ticket, een factuur en een meter") is none.
    if (apart || !stands_between(k - 1, k, turn.turn, ",:(-") || !is_article(k) ||
        announces(k, turn.turn)) {
      return false;
    }
    return closes_within(k, turn, short_end);
  }

  /// Whether from an article on a few words follow up to a mark, none of them a term, nor part of a
  /// list.
  bool closes_within(std::uint32_t token, const AgentTurn& turn, std::uint32_t most) const {
    const std::uint32_t last = contact_.turns()[turn.turn].last_token;
    bool content = false;
    for (std::uint32_t k = token; k < last && k - token < most; ++k) {
      if (turn.says_term(k)) return false;
      content = content || !contact_.type_of(k).content.empty();
      if (k + 1 == last) return content;
      if (stands_between(k, k + 1, turn.turn, ",.;:?!)-")) {
        const bool list = stands_between(k, k + 1, turn.turn, ",") && is_article(k + 1);
        return content && !list;
      }
      if (k > token && function_word_at(k) == FunctionWord::conjunction) return false;
    }
    return false;
  }

  /// Whether a word of content follows, before any term.
  bool content_from(std::uint32_t token, const AgentTurn& turn, std::uint32_t most) const {
    const std::uint32_t last = contact_.turns()[turn.turn].last_token;
    for (std::uint32_t k = token; k < last && k - token < most; ++k) {
      if (turn.says_term(k)) return false;
      if (!contact_.type_of(k).content.empty()) return true;
    }
    return false;
  }

  /// "Een momentje": no thing, but a wait.
  bool announces(std::uint32_t token, std::uint32_t turn) const {
    const PreparedSentence* sentence = sentence_of(token, turn);
    if (sentence == nullptr) return false;
    const auto hits = contact_.hits_near(number_of(*sentence), token, token + 2);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return hit.cue_class == CueClass::hold && hit.last > token && hit.first < token + 2;
    });
  }

  bool tells_client(std::uint32_t token, std::uint32_t turn) const {
    constexpr std::uint32_t soon = 2;  // tokens: "dat u", "que vous"
    const PreparedSentence* sentence = sentence_of(token, turn);
    if (sentence == nullptr) return false;
    const auto hits = contact_.hits_near(number_of(*sentence), token, token + soon);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return hit.cue_class == CueClass::second_person && hit.first >= token;
    });
  }

  bool is_plain(std::uint32_t token, const std::vector<std::uint32_t>& types) const {
    return std::find(types.begin(), types.end(), contact_.tokens()[token].type) != types.end();
  }
  /// Whether a token belongs to the term itself.
  static bool of_term(std::uint32_t token, std::uint32_t term, const AgentTurn& turn) {
    const PhraseHit* hit = turn.term_at(token);
    return hit != nullptr && hit->phrase == term;
  }

  std::pair<std::uint32_t, std::uint32_t> around(const PhraseHit& hit) const {
    const PreparedTurn& turn = contact_.turns()[hit.turn];
    return {std::max(turn.first_token, hit.first - std::min(hit.first, window)),
            std::min(turn.last_token, hit.last + window)};
  }

  bool plain_in_sentence(const PhraseHit& hit, const AgentTurn& turn) const {
    const auto& words = plain_[hit.phrase];
    const PreparedSentence* own = sentence_of(hit.first, turn.turn);
    if (words.size() < 2 || own == nullptr) return false;
    const auto all = contact_.sentences_of(turn.turn);
    const std::pair<std::uint32_t, std::uint32_t> near = around(hit);
    const PreparedSentence* const first = own == all.data() ? own : own - 1;
    const PreparedSentence* const last = &all.back();
    const PreparedSentence* const past = own == last ? own + 1 : own + 2;
    for (const PreparedSentence* s = first; s != past; ++s) {
      const auto said = static_cast<std::size_t>(
          std::count_if(words.begin(), words.end(), [&](const std::vector<std::uint32_t>& types) {
            for (std::uint32_t k = std::max(near.first, s->first);
                 k < std::min(near.second, s->last); ++k) {
              if (is_plain(k, types) && !of_term(k, hit.phrase, turn)) return true;
            }
            return false;
          }));
      if (said >= 2 && said * 2 >= words.size()) return true;
    }
    return false;
  }

  bool plain_linked(const PhraseHit& hit, const AgentTurn& turn) const {
    const auto& words = plain_[hit.phrase];
    if (words.empty() || words.size() > 2) return false;
    const auto [from, to] = around(hit);
    for (std::uint32_t k = from; k < to; ++k) {
      if (of_term(k, hit.phrase, turn)) continue;
      const bool plain = std::any_of(words.begin(), words.end(),
                                     [&](const auto& types) { return is_plain(k, types); });
      if (plain &&
          (k < hit.first ? linked(k + 1, hit.first, turn.turn) : linked(hit.last, k, turn.turn))) {
        return true;
      }
    }
    return false;
  }

  /// Whether the tokens between two names of a thing make them one: "de metering, uw meter", "de
  /// metering is uw meter", "de metering of meter"; not "de metering van uw meter", nor two
  /// sentences that no word links.
  bool linked(std::uint32_t first, std::uint32_t last, std::uint32_t turn) const {
    constexpr int most = 1;  // words of content between
    int words = 0;
    bool mark = false;
    bool sentence = false;
    bool states = false;
    bool preposition = false;
    for (std::uint32_t k = first; k <= last; ++k) {
      mark = mark || stands_between(k - 1, k, turn, ",;:(");
      sentence = sentence || stands_between(k - 1, k, turn, ".?!");
      if (k == last) break;
      if (!contact_.type_of(k).content.empty() && ++words > most) return false;
      const std::string_view word = contact_.type_of(k).folded;
      states = states || is_copula(k) || word == "of" || word == "ofwel" || word == "ou" ||
               word == "or" || word == "soit";
      preposition = preposition || is_preposition(k);
    }
    if (!states || preposition) {
      const auto hits = contact_.hits_of(turn);
      for (auto hit = std::partition_point(hits.begin(), hits.end(),
                                           [&](const CueHit& h) { return h.first < first; });
           hit != hits.end() && hit->first < last; ++hit) {
        if (hit->cue_class != CueClass::explain) continue;
        const std::string& tag = contact_.cue_of(*hit).tag;
        if (tag.empty() || tag == "gloss" || tag == "names") return true;
      }
    }
    return !preposition && (states || (mark && !sentence));
  }

  std::optional<FunctionWord> function_word_at(std::uint32_t token) const {
    return function_word(contact_.lexicon()->language(), contact_.type_of(token).folded);
  }
  bool is_preposition(std::uint32_t token) const {
    const auto found = function_word_at(token);
    return found.has_value() && found.value() == FunctionWord::preposition;
  }
  bool is_article(std::uint32_t token) const {
    return function_word_at(token) == FunctionWord::article ||
           contact_.type_of(token).folded.starts_with("l'");
  }
  bool asks_how(std::uint32_t token) const {
    const std::string_view word = contact_.type_of(token).folded;
    return word == "hoe" || word == "wat" || word == "waar" || word == "how" || word == "what" ||
           word == "comment" || word == "ce";
  }
  /// "Een ...", "l'...", "wanneer ...", "hoe ...": what something is.
  bool opens_sense(std::uint32_t token) const { return defines(token) || asks_how(token); }
  bool is_copula(std::uint32_t token) const {
    const std::string_view word = contact_.type_of(token).folded;
    return word == "is" || word == "est" || word == "are" || word == "zijn" || word == "sont";
  }
  bool defines(std::uint32_t token) const {
    const std::string_view word = contact_.type_of(token).folded;
    const auto found = function_word_at(token);
    return (found.has_value() && found.value() == FunctionWord::article) ||
           word.starts_with("l'") || word == "when" || word == "where" || word == "wanneer" ||
           word == "quand";
  }
  /// Whether a token comes first in its clause, but for a word that joins it to the one before.
  bool opens_clause(std::uint32_t token, std::uint32_t turn) const {
    const std::uint32_t first = contact_.turns()[turn].first_token;
    const auto joins = [&](std::uint32_t k) {
      const std::string_view word = contact_.type_of(k).folded;
      return function_word_at(k) == FunctionWord::conjunction || word == "so" || word == "dus";
    };
    while (token > first && !breaks(token - 1, token) && joins(token - 1)) --token;
    return token == first || breaks(token - 1, token);
  }
  /// "The excess is ...", not "for the excess there is ...": before the term its clause has small
  /// words only, and no preposition.
  bool is_subject(const PhraseHit& hit) const {
    for (std::uint32_t k = hit.first;
         k > contact_.turns()[hit.turn].first_token && !breaks(k - 1, k); --k) {
      if (is_preposition(k - 1) || !contact_.type_of(k - 1).content.empty()) return false;
    }
    return true;
  }
  /// "C'est la PTO qui pose problème" names nothing.
  bool is_cleft(const PhraseHit& hit) const {
    if (hit.last >= contact_.turns()[hit.turn].last_token || breaks(hit.last - 1, hit.last)) {
      return false;
    }
    const std::string_view next = contact_.type_of(hit.last).folded;
    return next == "qui" || next == "que" || next.starts_with("qu'");
  }
  /// Whether something was said that "that's the excess" may name: before it in the turn, or by the
  /// client just before.
  bool described_before(std::uint32_t token, std::uint32_t turn) const {
    constexpr int few = 2;  // words of content
    if (token > contact_.turns()[turn].first_token) return true;
    if (turn == 0) return false;
    int words = 0;
    const PreparedTurn& before = contact_.turns()[turn - 1];
    for (std::uint32_t k = before.first_token; k < before.last_token && words < few; ++k) {
      if (!contact_.type_of(k).content.empty()) ++words;
    }
    return words >= few;
  }
  static constexpr std::string_view marks = ".,;:?!(-";

  /// Whether a mark stands between two neighbouring tokens.
  bool breaks(std::uint32_t token, std::uint32_t next) const {
    return stands_between(token, next, turn_of(token), ".,;:?!");
  }
  bool stands_between(std::uint32_t token, std::uint32_t next, std::uint32_t turn,
                      std::string_view signs) const {
    const std::string_view text = contact_.contact().turns()[turn].text;
    const std::string_view between =
        text.substr(contact_.tokens()[token].text.end,
                    contact_.tokens()[next].text.begin - contact_.tokens()[token].text.end);
    return between.find_first_of(signs) != std::string_view::npos;
  }
  std::uint32_t turn_of(std::uint32_t token) const {
    const auto turns = contact_.turns();
    const auto past =
        std::partition_point(turns.begin(), turns.end(),
                             [&](const PreparedTurn& turn) { return turn.last_token <= token; });
    return static_cast<std::uint32_t>(past - turns.begin());
  }

  const PreparedContact& contact_;
  std::vector<std::vector<std::vector<std::uint32_t>>> plain_;  // by term and word: types alike
  std::vector<std::pair<std::uint32_t, std::uint32_t>> expressions_;  // term and the type after it
};

/// What the client has heard and said of the terms, turn by turn.
class Conversation {
 public:
  Conversation(const PreparedContact& contact, std::span<const JargonTerm> terms,
               const PhraseHits& said, const std::vector<bool>& aside)
      : contact_(contact),
        terms_(terms),
        said_(said),
        aside_(aside),
        taken_up_(terms.size()),
        explained_(terms.size()),
        clear_(terms.size()),
        looked_up_(terms.size()) {}

  std::vector<JargonUse> uses() {
    const auto count = static_cast<std::uint32_t>(contact_.turns().size());
    for (std::uint32_t t = 0; t < count; ++t) {
      if (contact_.turns()[t].speaker == Speaker::client) {
        for (const PhraseHit& hit : said_.of(t)) take_up(hit.phrase, t);
      } else {
        agent(t);
      }
    }
    return std::move(out_);
  }

 private:
  // What the own turn and the next say of a term is looked up once in a turn.
  struct LookedUp {
    std::optional<std::uint32_t> turn;
    Explanation own;
    Explanation later;
    bool own_beside = false;  // where it explains the term
    bool later_beside = false;
  };
  /// What follows a turn of the agent's: what the client asks, and the agent says next.
  struct Following {
    std::optional<AgentTurn> next;
    bool asked = false;     // "what's that?"
    bool answered = false;  // and the agent says what
  };

  void take_up(std::uint32_t term, std::uint32_t turn) {
    if (!taken_up_[term] || *taken_up_[term] > turn) taken_up_[term] = turn;
  }

  std::vector<PhraseHit> agent_hits(std::uint32_t turn) const {
    const auto all = said_.of(turn);
    std::vector<PhraseHit> hits(all.begin(), all.end());
    std::erase_if(hits, [](const PhraseHit& hit) { return hit.closeness == Closeness::related; });
    return without_overlaps(hits);
  }

  void agent(std::uint32_t t) {
    std::vector<PhraseHit> hits = agent_hits(t);
    if (hits.empty()) return;
    if (!reader_) {
      reader_.emplace(contact_, terms_);
      introduced_ = terms_introduced(contact_, terms_);
    }
    for (std::uint32_t term = 0; term < terms_.size(); ++term) {
      if (introduced_[term] && *introduced_[term] < t) take_up(term, *introduced_[term]);
    }
    const AgentTurn own = reader_->read(t, std::move(hits));
    const auto count = static_cast<std::uint32_t>(contact_.turns().size());
    std::uint32_t following = t + 1;
    while (following < count && contact_.turns()[following].speaker != Speaker::agent) ++following;
    Following after;
    if (following < count) after.next = reader_->read(following, agent_hits(following));
    for (std::uint32_t k = t + 1; k < following; ++k) {
      after.asked = after.asked || contact_.says_cue(k, CueClass::explain, "asks");
    }
    after.answered = after.asked && after.next && reader_->answers_what(*after.next);
    made_clear(own, own);
    if (after.next) made_clear(*after.next, own);
    for (const PhraseHit& hit : own.hits) {
      if (hit.first < aside_.size() && aside_[hit.first]) continue;
      out_.push_back(use_of(hit, own, after));
    }
    for (const PhraseHit& hit : own.hits) answered(hit.phrase, own, after.next, following);
  }

  /// What one turn makes clear of a term is clear for every use of it there and in the turn before,
  /// as what explains it is.
  void made_clear(const AgentTurn& where, const AgentTurn& own) {
    for (const PhraseHit& hit : where.hits) {
      const bool said = where.turn == own.turn || clear_[hit.phrase] ||
                        std::any_of(own.hits.begin(), own.hits.end(), [&](const PhraseHit& used) {
                          return used.phrase == hit.phrase;
                        });
      if (said && !clear_[hit.phrase] && reader_->says_what_it_is(hit, where)) {
        clear_[hit.phrase] = where.turn;
      }
    }
  }

  JargonUse use_of(const PhraseHit& hit, const AgentTurn& own, const Following& after) {
    const std::optional<AgentTurn>& next = after.next;
    using Standing = JargonUse::Standing;
    JargonUse use;
    use.term = hit.phrase;
    use.turn = own.turn;
    use.text = hit.text;
    use.plain_words = reader_->plain_words(hit.phrase);
    if (taken_up_[hit.phrase]) {
      use.standing = Standing::taken_up;
      use.where = taken_up_[hit.phrase];
      return use;
    }
    if (explained_[hit.phrase]) {
      use.standing = Standing::known;
      use.where = explained_[hit.phrase];
      return use;
    }
    LookedUp& found = looked_up_[hit.phrase];
    if (found.turn != own.turn) {
      found.turn = own.turn;
      found.own = reader_->in_plain_words(hit.phrase, own);
      found.later = next ? reader_->in_plain_words(hit.phrase, *next) : Explanation{};
      found.own_beside = found.own.enough && reader_->plain_beside(hit.phrase, own);
      found.later_beside = found.later.enough && explains_later(hit.phrase, found.later, after);
    }
    use.plain_said = std::max(found.own.said, found.later.said);
    if (found.own_beside || reader_->phrase_explains(hit, own)) {
      use.where = own.turn;
    } else if (next && (found.later_beside || phrase_explains_later(hit.phrase, after))) {
      use.where = next->turn;
    }
    if (use.where) {
      use.standing = Standing::explained;
      explained_[hit.phrase] = use.where;
      return use;
    }
    // Plain words or an explaining phrase further off may explain the term, or be of another thing.
    if (!clear_[hit.phrase]) {
      if (found.own.enough || own.explains_after(hit.last)) {
        clear_[hit.phrase] = own.turn;
      } else if (next && (found.later.enough || !next->explaining.empty() ||
                          (after.answered && last_said(hit, own)))) {
        clear_[hit.phrase] = next->turn;
      }
    }
    if (!clear_[hit.phrase] && reader_->likely_clear(hit, own)) clear_[hit.phrase] = own.turn;
    if (clear_[hit.phrase]) {
      use.standing = Standing::unclear;
      use.where = clear_[hit.phrase];
    } else if (reader_->part_of_expression(terms_[hit.phrase], hit)) {
      use.standing = Standing::unclear;
    }
    return use;
  }

  /// Whether the plain words of the agent's next turn explain the term: the client asked, it is
  /// said beside them, or they are more than one word that may be of another thing.
  bool explains_later(std::uint32_t term, const Explanation& said, const Following& after) const {
    return after.asked || said.said >= 2 || reader_->plain_beside(term, *after.next);
  }

  bool phrase_explains_later(std::uint32_t term, const Following& after) const {
    if (after.next->explaining.empty()) return false;
    if (after.asked || reader_->opens_explaining(*after.next)) return true;
    return std::any_of(after.next->hits.begin(), after.next->hits.end(), [&](const PhraseHit& hit) {
      return hit.phrase == term && reader_->phrase_explains(hit, *after.next);
    });
  }

  /// Whether the turn says no other term after it: "what's that?" then asks for this one.
  static bool last_said(const PhraseHit& hit, const AgentTurn& own) {
    return own.hits.back().phrase == hit.phrase;
  }

  /// What the client answers to a turn with the term may show that it was clear: a yes to "do you
  /// know what that is?", "I know what that is", or the thing in plain words, to which the agent
  /// then says yes.
  void answered(std::uint32_t term, const AgentTurn& own, const std::optional<AgentTurn>& next,
                std::uint32_t following) {
    if (clear_[term]) return;
    for (std::uint32_t t = own.turn + 1; t < following; ++t) {
      const auto hits = contact_.hits_of(t);
      const auto has = [&](auto test) { return std::any_of(hits.begin(), hits.end(), test); };
      const bool knows =
          has([&](const CueHit& hit) { return contact_.is_cue(hit, CueClass::explain, "known"); });
      const bool opens_with_yes = has([&](const CueHit& hit) {
        return contact_.is_cue(hit, CueClass::explain, "yes") &&
               hit.first == contact_.turns()[t].first_token;
      });
      const bool restates = next && agrees(next->turn) &&
                            reader_->in_plain_words(term, reader_->read(t, {})).said > 0;
      if ((own.checks && (agrees(t) || opens_with_yes)) || knows || restates) clear_[term] = t;
    }
  }

  /// Whether the turn opens with a yes.
  bool agrees(std::uint32_t turn) const {
    const auto hits = contact_.hits_of(turn);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return hit.cue_class == CueClass::confirm && hit.first == contact_.turns()[turn].first_token;
    });
  }

  const PreparedContact& contact_;
  std::span<const JargonTerm> terms_;
  const PhraseHits& said_;
  const std::vector<bool>& aside_;
  std::optional<Reader> reader_;  // made for the first term that is said
  std::vector<JargonUse> out_;
  // By term: the turn in which the client said it, in which it was explained, and in which it may
  // have become clear.
  std::vector<std::optional<std::uint32_t>> taken_up_;
  std::vector<std::optional<std::uint32_t>> explained_;
  std::vector<std::optional<std::uint32_t>> clear_;
  std::vector<std::optional<std::uint32_t>> introduced_;
  std::vector<LookedUp> looked_up_;
};

}  // namespace

std::vector<JargonUse> jargon_uses(const PreparedContact& contact,
                                   std::span<const JargonTerm> terms, const PhraseHits& said,
                                   const std::vector<bool>& aside) {
  if (contact.lexicon() == nullptr || terms.empty()) return {};
  return Conversation(contact, terms, said, aside).uses();
}

}  // namespace callnorm
