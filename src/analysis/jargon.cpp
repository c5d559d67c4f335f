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
  std::vector<PhraseHit> hits;        // of all terms, none overlapping
  std::uint32_t last_explaining = 0;  // first token of the last "dat wil zeggen", plus one; 0: none
  // By sentence the first token of the last "say your case is gone".
  std::map<std::uint32_t, std::uint32_t> examples;
  bool checks = false;                                    // "do you know what that is?"
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
      if (hit.cue_class != CueClass::explain) continue;
      const std::string& tag = contact_.cue_of(hit).tag;
      if (tag.empty()) out.last_explaining = std::max(out.last_explaining, hit.first + 1);
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

  /// Whether the place where a term is said makes its sense likely: it is named after what it is
  /// ("you do, that's the excess"), defined ("PSD2 is the law that ..."), said for the client's own
  /// word ("the excess, you mean?"), or has an example after it, in its sentence or the next.
  bool likely_clear(const PhraseHit& hit, const AgentTurn& turn) const {
    const PreparedSentence* sentence = nullptr;
    for (const PreparedSentence& s : contact_.sentences_of(turn.turn)) {
      if (s.first <= hit.first && hit.first < s.last) sentence = &s;
    }
    if (sentence == nullptr) return false;
    const auto index = static_cast<std::uint32_t>(sentence - contact_.sentences().data());
    for (const std::uint32_t near : {index, index + 1}) {
      const auto example = turn.examples.find(near);
      if (example != turn.examples.end() && example->second >= hit.last) return true;
    }
    if (hit.last + 1 < sentence->last && is_copula(hit.last) && defines(hit.last + 1) &&
        is_subject(hit)) {
      return true;
    }
    const auto hits = contact_.hits_of(*sentence);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& cue) {
      if (contact_.is_cue(cue, CueClass::explain, "names")) {
        return cue.last <= hit.first + 1 && cue.last + 1 >= hit.first && cue.first < hit.first &&
               !is_cleft(hit) && described_before(cue.first, turn.turn);
      }
      return sentence->question && contact_.is_cue(cue, CueClass::clarify, "offer");
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

 private:
  static constexpr std::size_t beginning = 4;  // bytes

  std::optional<FunctionWord> function_word_at(std::uint32_t token) const {
    return function_word(contact_.lexicon()->language(), contact_.type_of(token).folded);
  }
  bool is_preposition(std::uint32_t token) const {
    const auto found = function_word_at(token);
    return found.has_value() && found.value() == FunctionWord::preposition;
  }
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
  /// Whether a mark stands between two neighbouring tokens.
  bool breaks(std::uint32_t token, std::uint32_t next) const {
    const std::string_view text = contact_.contact().turns()[turn_of(token)].text;
    const std::string_view between =
        text.substr(contact_.tokens()[token].text.end,
                    contact_.tokens()[next].text.begin - contact_.tokens()[token].text.end);
    return between.find_first_of(".,;:?!") != std::string_view::npos;
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
    std::optional<AgentTurn> next;
    if (following < count) next = reader_->read(following, agent_hits(following));
    for (const PhraseHit& hit : own.hits) {
      if (hit.first < aside_.size() && aside_[hit.first]) continue;
      out_.push_back(use_of(hit, own, next));
    }
    for (const PhraseHit& hit : own.hits) answered(hit.phrase, own, next, following);
  }

  JargonUse use_of(const PhraseHit& hit, const AgentTurn& own,
                   const std::optional<AgentTurn>& next) {
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
    }
    use.plain_said = std::max(found.own.said, found.later.said);
    if (found.own.enough || own.explains_after(hit.last)) {
      use.where = own.turn;
    } else if (next && (found.later.enough || next->last_explaining > 0)) {
      use.where = next->turn;
    }
    if (use.where) {
      use.standing = Standing::explained;
      explained_[hit.phrase] = use.where;
      return use;
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
