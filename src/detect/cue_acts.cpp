#include "callnorm/detect/cue_acts.hpp"

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "callnorm/analysis/named_wait.hpp"
#include "callnorm/analysis/only_cues.hpp"
#include "callnorm/analysis/request.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

// Not calibrated: a cue of the lexicon is right far more often than not, and no figure is known per
// cue.
constexpr double cue_score = 0.8;
constexpr std::string_view producer = "rules@1";
// Words quoted with a phrase that introduces a name: "Sofie Maes van Telenova", "Sofie Maes".
constexpr std::uint32_t words_of_name_after = 4;
constexpr std::uint32_t words_of_name_before = 2;
constexpr std::uint32_t words_alone = 3;    // "Ok, moment."
constexpr std::uint32_t words_between = 3;  // two phrases that do one thing together
constexpr std::uint32_t words_near = 8;  // behind a yes: "Yeah, hello? Sorry, you broke up there."
constexpr std::uint32_t words_turning = 2;  // "Yes, well, no": between the yes and the no
// A plain no, as a cue of disconfirmation may have it: "nee hoor", "ben non", "non pas".
constexpr std::array<std::string_view, 21> noes{
    "nee", "neen", "neeje", "hoor", "awel", "wel",  "allee", "maar", "non", "pas", "mais",
    "ben", "bah",  "eh",    "ah",   "no",   "nope", "well",  "um",   "oh",  "toch"};

class Finder {
 public:
  Finder(const PreparedContact& contact, std::vector<Act>& out) : contact_(contact), out_(out) {}

  void run() {
    const auto count = static_cast<std::uint32_t>(contact_.turns().size());
    for (std::uint32_t t = 0; t < count; ++t) {
      if (contact_.turns()[t].first_token == contact_.turns()[t].last_token) continue;
      if (contact_.turns()[t].speaker == Speaker::agent) {
        agent(t, count);
      } else {
        client(t, count);
      }
      if (only_cues(contact_, t, {CueClass::filler})) add_turn(ActKind::filler, t, "");
    }
  }

 private:
  Act make(ActKind kind, std::uint32_t turn, TextRange text, std::string_view type) {
    Act act;
    act.kind = kind;
    act.turn = turn;
    act.text = text;
    act.score = cue_score;
    act.type = type;
    act.by = producer;
    return act;
  }
  void add(ActKind kind, const CueHit& hit, std::uint32_t turn, std::string_view type) {
    Act act = make(kind, turn, hit.text, type);
    const Cue& cue = contact_.cue_of(hit);
    act.details.emplace_back("cue", cue.pattern.empty() ? cue.regex : cue.pattern);
    out_.push_back(std::move(act));
  }
  void add_turn(ActKind kind, std::uint32_t turn, std::string_view type) {
    const auto size = static_cast<std::uint32_t>(contact_.contact().turns()[turn].text.size());
    out_.push_back(make(kind, turn, {0, size}, type));
  }

  void agent(std::uint32_t turn, std::uint32_t count) {
    const auto hits = contact_.hits_of(turn);
    const std::size_t from = out_.size();
    for (const CueHit& hit : hits) {
      const std::string& tag = contact_.cue_of(hit).tag;
      if (hit.cue_class == CueClass::greeting) {
        const bool opening = opens(turn, count);
        if (tag == "greet" && opening) add(ActKind::greeting, hit, turn, tag);
        if ((tag == "org" || tag == "name") && opening && names_somebody(hit, turn)) {
          add(ActKind::self_identification, hit, turn, tag);
          out_.back().text = with_name(hit, turn);
        }
        if (tag == "offer") add(ActKind::offer_help, hit, turn, tag);
        if (tag == "record") add(ActKind::recording_notice, hit, turn, tag);
      } else if (hit.cue_class == CueClass::closing) {
        if (tag == "anything_else") add(ActKind::anything_else, hit, turn, tag);
        if (tag == "summary") add(ActKind::summary_of_actions, hit, turn, tag);
        if (tag == "next_step") add(ActKind::next_step, hit, turn, tag);
        if (tag == "thanks" && thanks_now(hit, turn) && !contact_.is_ruled_out(hit)) {
          add(ActKind::thanks, hit, turn, tag);
        }
        if (tag == "wish") add(ActKind::wish, hit, turn, tag);
        if (tag == "goodbye" && takes_leave(turn, count, hit) && !contact_.is_ruled_out(hit)) {
          add(ActKind::goodbye, hit, turn, tag);
        }
      } else if (announces_wait(contact_.cue_of(hit)) && waits_now(hit)) {
        add(ActKind::hold, hit, turn, tag);
        if (wait_of_ != hit.sentence) {
          wait_of_ = hit.sentence;
          wait_ = named_wait(contact_, hit.sentence);
        }
        out_.back().announced = wait_;
      }
    }
    join(from, turn);
    apology(turn);
  }

  // "* speaking": the name goes before the phrase.
  bool follows_name(const CueHit& hit) const {
    return contact_.cue_of(hit).pattern.starts_with("* ");
  }

  // The first word of the name that a phrase introduces, if the sentence has one there: before it,
  // in its gap ("met * van") or behind it.
  std::optional<std::uint32_t> name_at(const CueHit& hit) const {
    const PreparedSentence& s = contact_.sentences()[hit.sentence];
    if (follows_name(hit)) return hit.first > s.first ? std::optional(hit.first - 1) : std::nullopt;
    const bool gap = contact_.cue_of(hit).pattern.find(" * ") != std::string::npos;
    const std::uint32_t at = gap ? hit.first + 1 : hit.last;
    return at < s.last ? std::optional(at) : std::nullopt;
  }

  // "ik ben" and "* speaking" introduce a name, or anything else. A capital tells; where there are
  // none, that it is no function word; and never what the lexicon rules out ("i'm calling").
  bool names_somebody(const CueHit& hit, std::uint32_t turn) const {
    if (!contact_.cue_of(hit).weak) return true;
    const auto at = name_at(hit);
    if (!at || contact_.is_ruled_out(hit)) return false;
    if (!contact_.punctuated()) {
      return !contact_.lexicon()->is_stopword(contact_.type_of(*at).folded);
    }
    const std::string& text = contact_.contact().turns()[turn].text;
    return starts_with_capital(slice(text, contact_.tokens()[*at].text));
  }

  bool is_greeting(const CueHit& hit, std::string_view tag) const {
    return contact_.is_cue(hit, CueClass::greeting, tag);
  }

  // With the words next to it, as far as no mark and no other phrase comes between: what is read
  // as evidence is the name, not "mijn naam is".
  TextRange with_name(const CueHit& hit, std::uint32_t turn) const {
    const std::string& text = contact_.contact().turns()[turn].text;
    const PreparedSentence& s = contact_.sentences()[hit.sentence];
    const auto joined = [&](std::uint32_t before, std::uint32_t after) {
      const TextRange a = contact_.tokens()[before].text;
      const TextRange b = contact_.tokens()[after].text;
      return b.begin == a.end + 1 && text[a.end] == ' ';
    };
    std::uint32_t first = hit.first;
    std::uint32_t last = hit.last;
    if (follows_name(hit)) {
      const std::uint32_t furthest =
          std::max(s.first + words_of_name_before, first) - words_of_name_before;
      while (first > furthest && joined(first - 1, first)) --first;
    } else {
      std::uint32_t furthest = std::min(s.last, last + words_of_name_after);
      for (const CueHit& other : contact_.hits_near(hit.sentence, last, furthest)) {
        if (other.first < last || other.first >= furthest) continue;
        if (is_greeting(other, "offer") || is_greeting(other, "record")) furthest = other.first;
      }
      while (last < furthest && joined(last - 1, last)) ++last;
    }
    return {contact_.tokens()[first].text.begin, contact_.tokens()[last - 1].text.end};
  }

  // One for a turn. "Sorry?" asks to say it again, and "I'm sorry to hear that" is no one's fault.
  void apology(std::uint32_t turn) {
    const CueHit* found = nullptr;
    for (const CueHit& hit : contact_.hits_of(turn)) {
      if (hit.cue_class != CueClass::apology || contact_.cue_of(hit).tag == "none") continue;
      if (contact_.cue_of(hit).weak && contact_.sentences()[hit.sentence].question) continue;
      if (found == nullptr || hit.first < found->first) found = &hit;
    }
    if (found == nullptr || contact_.is_ruled_out(*found)) return;
    add(ActKind::apology, *found, turn, "");
  }

  static bool opens(std::uint32_t turn, std::uint32_t count) {
    return turn < 6 && turn * 2 < std::max<std::uint32_t>(count, 3);
  }

  // "Dag." at the end takes leave late in a contact; elsewhere it is a day or a greeting. "dag
  // mevrouw" and "salut" greet and take leave: the first half of the contact decides.
  bool takes_leave(std::uint32_t turn, std::uint32_t count, const CueHit& hit) const {
    if (opens(turn, count) && also_greets(hit)) return false;
    if (!contact_.cue_of(hit).weak) return true;
    const PreparedTurn& t = contact_.turns()[turn];
    return turn >= 3 && turn * 2 >= count && t.last_token - hit.last <= words_of_name_before &&
           leave_opens_clause(hit);
  }

  // "Dag.", "Allee, dag!", "Bedankt. Tot morgen!": nothing before it in its sentence, a comma, or
  // another phrase of taking leave.
  bool leave_opens_clause(const CueHit& hit) const {
    if (opens_clause(contact_, contact_.sentences()[hit.sentence], hit.first)) return true;
    const auto near = contact_.hits_near(hit);
    return std::any_of(near.begin(), near.end(), [&](const CueHit& other) {
      return other.cue_class == CueClass::closing && other.last == hit.first;
    });
  }

  // A bare "bedankt" thanks for whatever was just said; beside a farewell or a wish it closes.
  bool thanks_now(const CueHit& hit, std::uint32_t turn) {
    if (!contact_.cue_of(hit).weak) return true;
    if (closes_of_ != turn) {
      closes_of_ = turn;
      closes_ = contact_.says_cue(turn, CueClass::closing, "wish") ||
                contact_.says_cue(turn, CueClass::closing, "goodbye");
    }
    return closes_;
  }

  // "Moment." announces a wait where it is all that is said.
  bool waits_now(const CueHit& hit) const {
    const Cue& cue = contact_.cue_of(hit);
    const PreparedSentence& s = contact_.sentences()[hit.sentence];
    // "It's a bit slow today." may announce a wait, or be said of a delivery: nobody knows.
    if (cue.tag == "busy" || contact_.is_ruled_out(hit)) return false;
    if (!cue.weak) return true;
    return hit.last == s.last && s.last - s.first <= words_alone;
  }

  bool also_greets(const CueHit& goodbye) const {
    const auto near = contact_.hits_near(goodbye);
    return std::any_of(near.begin(), near.end(), [&](const CueHit& hit) {
      return hit.cue_class == CueClass::greeting && hit.first == goodbye.first;
    });
  }

  // Acts of one kind and type of a turn that overlap, or with a few words between ("Tot ziens, dag
  // mevrouw.", "Momentje, ik kijk het na."), are one, over the range of all; the longest cue names
  // it.
  void join(std::size_t from, std::uint32_t turn) {
    const auto size = [](const Act& act) { return act.text.end - act.text.begin; };
    struct Last {
      std::size_t act;
      std::uint32_t longest;
    };
    if (out_.size() - from < 2) return;
    boost::container::small_vector<Last, 12> last;  // of each kind and type
    std::size_t kept = from;
    for (std::size_t k = from; k < out_.size(); ++k) {
      Act& act = out_[k];
      const auto known = std::find_if(last.begin(), last.end(), [&](const Last& one) {
        return out_[one.act].kind == act.kind && out_[one.act].type == act.type;
      });
      if (known != last.end() && near(out_[known->act].text, act.text, turn)) {
        Act& whole = out_[known->act];
        whole.text = {std::min(whole.text.begin, act.text.begin),
                      std::max(whole.text.end, act.text.end)};
        if (size(act) > known->longest) {
          known->longest = size(act);
          whole.details = std::move(act.details);
          if (act.announced) whole.announced = act.announced;
        } else if (!whole.announced) {
          whole.announced = act.announced;
        }
        continue;
      }
      if (known != last.end()) {
        *known = {kept, size(act)};
      } else {
        last.push_back({kept, size(act)});
      }
      if (kept != k) out_[kept] = std::move(act);
      ++kept;
    }
    out_.resize(kept);
  }

  bool near(TextRange a, TextRange b, std::uint32_t turn) const {
    if (a.begin > b.begin) std::swap(a, b);
    if (b.begin <= a.end) return true;
    const auto [first, past] = contact_.tokens_within(turn, {a.end, b.begin});
    return past - first <= words_between;
  }

  void client(std::uint32_t turn, std::uint32_t count) {
    const std::size_t from = out_.size();
    for (const CueHit& hit : contact_.hits_of(turn)) {
      if (hit.cue_class != CueClass::closing) continue;
      const std::string& tag = contact_.cue_of(hit).tag;
      if (tag == "goodbye" && takes_leave(turn, count, hit)) add(ActKind::goodbye, hit, turn, tag);
      if (tag == "thanks" && thanks_now(hit, turn)) add(ActKind::thanks, hit, turn, tag);
    }
    join(from, turn);
    answer(turn);
    const PreparedTurn& t = contact_.turns()[turn];
    if (t.last_token - t.first_token <= 4 &&
        only_cues(contact_, turn, {CueClass::acknowledge, CueClass::confirm, CueClass::filler})) {
      add_turn(ActKind::acknowledge, turn, "");
    }
  }

  // A confirmation or disconfirmation stands first, after fillers and "ok" at most; the longest cue
  // decides
  // ("dat klopt niet" before "dat klopt").
  void answer(std::uint32_t turn) {
    const PreparedTurn& t = contact_.turns()[turn];
    const auto hits = contact_.hits_of(turn);
    std::uint32_t at = after_salutation(turn);
    for (std::uint32_t steps = 0; steps < 4 && at < t.last_token; ++steps) {
      const CueHit* best = nullptr;
      std::uint32_t skip = at;
      for (const CueHit& hit : hits) {
        if (hit.first != at) continue;
        if (hit.cue_class == CueClass::confirm || hit.cue_class == CueClass::disconfirm) {
          if (best == nullptr || hit.last > best->last) best = &hit;
        } else if (hit.cue_class == CueClass::filler || hit.cue_class == CueClass::acknowledge) {
          skip = std::max(skip, hit.last);
        }
      }
      // "No rush on it, but yes": a longer phrase that only puts at ease.
      if (best != nullptr && best->cue_class == CueClass::disconfirm && skip > best->last) {
        best = nullptr;
      }
      if (best != nullptr) {
        if (const auto kind = answer_by(*best, turn)) add(*kind, *best, turn, "");
        return;
      }
      if (contact_.type_of(at).kind == TokenKind::placeholder) skip = std::max(skip, at + 1);
      if (skip == at) return;
      at = skip;
    }
  }

  // "Ja nee, niet stoppen", "Yeah, sorry, what was that?": whether a yes says no, or that nothing
  // was heard. "Yeah no, that's it" is a yes.
  bool taken_back(const CueHit& yes, std::uint32_t turn) const {
    bool no = false;
    bool yes_again = false;
    for (const CueHit& hit : contact_.hits_of(turn)) {
      if (hit.first < yes.last || hit.first - yes.last > words_near) continue;
      if (hit.cue_class == CueClass::repair_request && contact_.cue_of(hit).tag == "full")
        return true;
      if (hit.cue_class == CueClass::hold && contact_.cue_of(hit).tag == "call" &&
          !contact_.cue_of(hit).weak) {
        return true;
      }
      no = no || (hit.cue_class == CueClass::disconfirm && hit.first - yes.last <= words_turning);
      yes_again = yes_again || (no && hit.cue_class == CueClass::confirm);
    }
    return no && !yes_again;
  }

  // "No" to what was said with a negation agrees ("So it doesn't work any more." "No." "No, not
  // since Monday."), and so does "no, that's right". What else follows such a no may be either:
  // then it is none.
  std::optional<ActKind> answer_by(const CueHit& cue, std::uint32_t turn) const {
    if (cue.cue_class == CueClass::confirm) {
      return taken_back(cue, turn) ? std::nullopt : std::optional(ActKind::confirm);
    }
    if (!says_no(cue)) return ActKind::disconfirm;
    const PreparedSentence& s = contact_.sentences()[cue.sentence];
    const bool alone = cue.first == s.first && cue.last == s.last;  // "No. It doesn't."
    const auto [denied, asked_for_more] = said_before(turn);
    const bool goes_on = cue.last < contact_.turns()[turn].last_token;
    bool agrees = false;
    bool negates = false;
    for (const CueHit& hit : contact_.hits_of(turn)) {
      if (hit.first <= cue.first) continue;
      // "No, that's right", "no, it was stolen, yeah exactly"; "nee ja ..." agrees with nothing.
      agrees = agrees || (hit.cue_class == CueClass::confirm && hit.first >= cue.last &&
                          hit.last > hit.first + 1);
      // "Non, pas encore.": also where the cue is "non pas".
      const bool within = hit.first < cue.last;
      negates = negates || (is_negation(hit) && !(within && is_no(hit)) &&
                            (hit.sentence == cue.sentence || alone));
    }
    if (agrees && !negates && !asked_for_more) return ActKind::confirm;
    if (!denied || takes_back(cue, turn)) return ActKind::disconfirm;
    if (!goes_on || negates) return ActKind::confirm;
    return std::nullopt;
  }

  // "Non, pas à Wavre, à Limal.": what is denied right after the no is a word of the agent's, and
  // another stands in its place.
  bool takes_back(const CueHit& no, std::uint32_t turn) const {
    constexpr std::uint32_t reach = 3;  // words
    const PreparedSentence& s = contact_.sentences()[no.sentence];
    const std::string_view text = contact_.contact().turns()[turn].text;
    for (const CueHit& hit : contact_.hits_of(turn)) {
      if (!is_negation(hit) || hit.first <= no.first || hit.first > no.last) continue;
      for (std::uint32_t k = hit.last; k < std::min(hit.last + reach, s.last); ++k) {
        const std::string_view word = contact_.type_of(k).content;
        if (word.empty() || k + 1 >= s.last) continue;
        const std::uint32_t end = contact_.tokens()[k].text.end;
        return text.substr(end).starts_with(',') && said_by_agent(word, turn);
      }
    }
    return false;
  }

  bool said_by_agent(std::string_view content, std::uint32_t before) const {
    for (std::uint32_t t = before; t-- > 0;) {
      const PreparedTurn& other = contact_.turns()[t];
      if (other.speaker != Speaker::agent || other.first_token == other.last_token) continue;
      for (std::uint32_t k = other.first_token; k < other.last_token; ++k) {
        if (contact_.type_of(k).content == content) return true;
      }
      return false;
    }
    return false;
  }

  // A bare no, and not "not really".
  bool says_no(const CueHit& cue) const {
    for (std::uint32_t k = cue.first; k < cue.last; ++k) {
      const std::string_view word = contact_.type_of(k).folded;
      if (std::find(noes.begin(), noes.end(), word) == noes.end()) return false;
    }
    return true;
  }

  // English has one word for a no and for none: the no of "well no" denies nothing more.
  bool is_no(const CueHit& hit) const { return contact_.type_of(hit.first).folded == "no"; }

  bool is_negation(const CueHit& hit) const {
    return contact_.is_cue(hit, CueClass::objection, "negation");
  }

  // Whether the last sentence the agent said before denies something, and whether it asks for more:
  // "no, that's it" is no confirmation then.
  std::pair<bool, bool> said_before(std::uint32_t turn) const {
    for (std::uint32_t t = turn; t-- > 0;) {
      const PreparedTurn& other = contact_.turns()[t];
      if (other.speaker != Speaker::agent || other.first_token == other.last_token) continue;
      std::pair<bool, bool> found{};
      for (const CueHit& hit : contact_.hits_of(contact_.sentences()[other.last_sentence - 1])) {
        found.first = found.first || is_negation(hit);
        found.second = found.second || contact_.is_cue(hit, CueClass::closing, "anything_else");
      }
      return found;
    }
    return {};
  }

  // "Dear Mr Aerts," on a line of its own answers nothing.
  std::uint32_t after_salutation(std::uint32_t turn) const {
    const PreparedTurn& t = contact_.turns()[turn];
    const auto sentences = contact_.sentences_of(turn);
    if (sentences.size() < 2 || sentences[0].last - sentences[0].first > 6) return t.first_token;
    const bool greets = std::any_of(
        contact_.hits_of(turn).begin(), contact_.hits_of(turn).end(), [&](const CueHit& hit) {
          return hit.first == t.first_token && hit.cue_class == CueClass::greeting;
        });
    return greets ? sentences[1].first : t.first_token;
  }

  const PreparedContact& contact_;
  std::vector<Act>& out_;
  std::optional<std::uint32_t> closes_of_;  // the turn `closes_` is of
  bool closes_ = false;
  std::optional<std::uint32_t> wait_of_;  // the sentence `wait_` is of
  std::optional<Millis> wait_;
};

}  // namespace

void detect_cue_acts(const PreparedContact& contact, std::vector<Act>& out) {
  if (contact.lexicon() != nullptr) Finder(contact, out).run();
}

}  // namespace callnorm
