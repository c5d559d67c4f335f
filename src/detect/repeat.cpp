#include "callnorm/detect/repeat.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

constexpr double echo_score = 0.7;             // not calibrated
constexpr std::uint32_t longest_echo = 8;      // tokens: what is longer tells, not echoes
constexpr std::size_t first_sentences = 3;     // an echo stands at the beginning of its turn
constexpr std::size_t most_hits = 500;         // cues of a turn looked at: more is not talk
constexpr std::uint32_t longest_search = 200;  // tokens of the client's turn looked through

bool restates(ActKind kind) {
  return kind == ActKind::reformulation || kind == ActKind::read_back ||
         kind == ActKind::data_question || kind == ActKind::hold;
}

// "Oké", "goedemiddag", "nog een fijne dag": said back out of politeness, not as an echo.
bool is_formula(const Cue& cue) {
  switch (cue.cue_class) {
    case CueClass::filler:
    case CueClass::acknowledge:
    case CueClass::confirm:
    case CueClass::disconfirm:
    case CueClass::greeting:
    case CueClass::apology: return true;
    case CueClass::closing:
    case CueClass::hold: return cue.tag != "none";
    default: return false;
  }
}

class Finder {
 public:
  Finder(const PreparedContact& contact, std::span<const Act> acts, std::vector<Act>& out)
      : contact_(contact), out_(out), restated_(contact.turns().size(), false) {
    const Lexicon& lexicon = *contact.lexicon();
    for (const std::uint32_t cue : lexicon.cues_of(CueClass::second_person)) {
      second_person_.push_back(lexicon.patterns().word(folded(lexicon.cues()[cue].pattern)));
    }
    for (const Act& act : acts) {
      if (act.turn && *act.turn < restated_.size() && restates(act.kind)) {
        restated_[*act.turn] = true;
      }
    }
  }

  void run() {
    const auto turns = contact_.turns();
    for (std::uint32_t t = 1; t < turns.size(); ++t) {
      // Only what was said just before is echoed.
      if (turns[t].speaker == Speaker::agent && turns[t - 1].speaker == Speaker::client &&
          !restated_[t]) {
        look(t, t - 1);
      }
    }
  }

 private:
  void look(std::uint32_t turn, std::uint32_t client) {
    const auto sentences = contact_.sentences_of(turn);
    for (const PreparedSentence& s : sentences.first(std::min(sentences.size(), first_sentences))) {
      std::uint32_t first = s.first;
      while (first < s.last && formula(turn, first)) ++first;
      std::uint32_t last = s.last;
      while (last > first && formula(turn, last - 1)) --last;
      if (first == last || last - first > longest_echo || of_itself(turn, first, last)) continue;
      const auto at = echoed(first, last, client);
      if (!at) continue;
      Act act;
      act.kind = ActKind::repeat;
      act.turn = turn;
      act.text = {contact_.tokens()[first].text.begin, contact_.tokens()[last - 1].text.end};
      act.score = echo_score;
      act.by = "rules@1";
      act.about_turn = client;
      act.about = {contact_.tokens()[at->first].text.begin, contact_.tokens()[at->second].text.end};
      out_.push_back(std::move(act));
      return;
    }
  }

  // "Ik kom morgen" is the agent's own doing; an echo of the client's would say "u".
  bool of_itself(std::uint32_t turn, std::uint32_t first, std::uint32_t last) const {
    const auto all = contact_.hits_of(turn);
    const auto hits = all.first(std::min(all.size(), most_hits));
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return contact_.is_cue(hit, CueClass::objection, "self") && hit.first >= first &&
             hit.first < last;
    });
  }

  bool formula(std::uint32_t turn, std::uint32_t token) const {
    const auto all = contact_.hits_of(turn);
    const auto hits = all.first(std::min(all.size(), most_hits));
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return hit.first <= token && token < hit.last && is_formula(contact_.cue_of(hit));
    });
  }

  // The first and last token of the client's that are said again: every word in its order,
  // nothing added but the change of person ("mijn" to "uw"). "Which day?" adds a question.
  std::optional<std::pair<std::uint32_t, std::uint32_t>> echoed(std::uint32_t first,
                                                                std::uint32_t last,
                                                                std::uint32_t client) const {
    const PreparedTurn& words = contact_.turns()[client];
    const std::uint32_t end = std::min(words.last_token, words.first_token + longest_search);
    std::uint32_t from = words.first_token;
    std::optional<std::uint32_t> begin;
    bool content = false;
    std::uint32_t until = from;
    for (std::uint32_t k = first; k < last; ++k) {
      const WordType& type = contact_.type_of(k);
      if (type.kind != TokenKind::word) return std::nullopt;  // data: a read-back
      if (addresses(k)) continue;
      std::uint32_t found = from;
      while (found < end && contact_.tokens()[found].type != contact_.tokens()[k].type) ++found;
      if (found == end || named(client, found)) return std::nullopt;
      // Words said together are an echo; picked from all over they are put together anew.
      if (begin && found - until > 3) return std::nullopt;
      if (!begin) begin = found;
      content = content || !type.content.empty();
      until = found;
      from = found + 1;
    }
    if (!content) return std::nullopt;
    return std::pair{*begin, until};
  }

  bool addresses(std::uint32_t token) const {
    const PatternWord word = contact_.type_of(token).pattern_word;
    return word != 0 &&
           std::find(second_person_.begin(), second_person_.end(), word) != second_person_.end();
  }

  // A capital inside a sentence: a name, which is data.
  bool named(std::uint32_t turn, std::uint32_t token) const {
    for (const PreparedSentence& s : contact_.sentences_of(turn)) {
      if (token == s.first) return false;
      if (s.first > token) break;
    }
    return starts_with_capital(
        slice(contact_.contact().turns()[turn].text, contact_.tokens()[token].text));
  }

  const PreparedContact& contact_;
  std::vector<Act>& out_;
  std::vector<bool> restated_;
  std::vector<PatternWord> second_person_;
};

}  // namespace

void detect_repeats(const PreparedContact& contact, std::span<const Act> acts,
                    std::vector<Act>& out) {
  if (contact.lexicon() != nullptr) Finder(contact, acts, out).run();
}

}  // namespace callnorm
