#include "callnorm/detect/objections.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/approved_claims.hpp"

namespace callnorm {
namespace {

// Not calibrated: no figure is known per cue.
constexpr double plain_score = 0.8;    // a phrase that can hardly mean anything else
constexpr double context_score = 0.6;  // a phrase that counts because of what stands before it
constexpr double unnamed_score = 0.5;  // no phrase: what stands before it, and how it is answered
constexpr std::string_view producer = "rules@1";

constexpr std::uint32_t proposal_turns = 4;  // agent turns for which a proposal stands
constexpr std::uint32_t answer_turns = 2;    // agent turns in which an objection is answered
constexpr std::uint32_t short_turn = 6;      // tokens of a turn that is all "ja, doe maar"
constexpr std::uint32_t long_answer = 30;    // tokens: what is longer tells a story
constexpr std::uint32_t address_tokens = 6;  // from "but" to the "you" it is said to
constexpr std::uint32_t near_tokens = 12;    // how far an argument may stand from its "but"
constexpr std::uint32_t opening_tokens = 4;  // "Nee, dank u" stands at the beginning of its turn
constexpr std::size_t most_hits = 500;       // cues of a turn looked at: more is not talk

/// What of the agent's is on the table.
struct Standing {
  bool offer = false;  ///< something was proposed; then any objection is to it
  bool price = false;  ///< only a price was named
  bool call = false;   ///< only the agent's reason for calling was named
  bool any() const { return offer || price || call; }
};

class Finder {
 public:
  Finder(const PreparedContact& contact, std::span<const Act> acts, std::vector<Act>& out)
      : contact_(contact), out_(out) {
    for (const Act& act : contact.contact().data().acts) ids_.push_back(act.id);
    for (const Act& act : acts) ids_.push_back(act.id);
    std::sort(ids_.begin(), ids_.end());
    objections_given_ = contact.contact().data().gives(ActKind::objection);
    refusals_given_ = contact.contact().data().gives(ActKind::firm_refusal);
    for (const Act& act : acts) {
      if (!act.turn || *act.turn >= contact.turns().size()) continue;
      switch (act.kind) {
        case ActKind::objection:
        case ActKind::firm_refusal:
        case ActKind::promotion:
        case ActKind::data_question: by_turn_.push_back(&act); break;
        default: break;
      }
    }
    std::stable_sort(by_turn_.begin(), by_turn_.end(),
                     [](const Act* a, const Act* b) { return *a->turn < *b->turn; });
  }

  void run() {
    const auto count = static_cast<std::uint32_t>(contact_.turns().size());
    for (std::uint32_t t = 0; t < count; ++t) {
      if (contact_.turns()[t].speaker == Speaker::agent) {
        agent(t);
      } else {
        client(t);
      }
    }
  }

 private:
  struct Objection {
    std::string id;
    std::uint32_t turn = 0;
    TextRange text;
  };

  std::span<const CueHit> hits_of(std::uint32_t turn) const {
    const auto hits = contact_.hits_of(turn);
    return hits.first(std::min(hits.size(), most_hits));
  }
  const Cue& cue(const CueHit& hit) const { return contact_.cue_of(hit); }

  template <class Visit>
  void each_given(std::uint32_t turn, ActKind kind, Visit visit) const {
    const auto begin = std::lower_bound(by_turn_.begin(), by_turn_.end(), turn,
                                        [](const Act* a, std::uint32_t t) { return *a->turn < t; });
    for (auto it = begin; it != by_turn_.end() && *(*it)->turn == turn; ++it) {
      if ((*it)->kind == kind) visit(**it);
    }
  }
  bool is_given(std::uint32_t turn, ActKind kind) const {
    bool found = false;
    each_given(turn, kind, [&](const Act&) { found = true; });
    return found;
  }

  bool in_sentence(std::uint32_t turn, std::uint32_t sentence, CueClass cue_class,
                   std::string_view tag) const {
    const auto hits = hits_of(turn);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return hit.sentence == sentence && hit.cue_class == cue_class && cue(hit).tag == tag;
    });
  }

  void add(ActKind kind, std::uint32_t turn, const CueHit& hit, std::string_view type,
           double score) {
    Act act;
    act.kind = kind;
    act.turn = turn;
    // Where sentences are known, the one that says it; else the words that gave it away.
    act.text = contact_.punctuated() ? contact_.sentences()[hit.sentence].text : hit.text;
    act.score = score;
    act.type = type;
    act.by = producer;
    act.details.emplace_back("cue", cue(hit).pattern.empty() ? cue(hit).regex : cue(hit).pattern);
    out_.push_back(std::move(act));
  }

  std::string next_id() {
    for (;;) {
      std::string id = "o" + std::to_string(++last_id_);
      if (!std::binary_search(ids_.begin(), ids_.end(), std::string_view(id))) return id;
    }
  }

  // ---- the agent

  /// What the turn puts on the table. A request ("zou u uw nummer willen geven"), a question for
  /// data, and a price of a bill propose nothing.
  Standing proposal_in(std::uint32_t turn) const {
    Standing found;
    for (const CueHit& hit : hits_of(turn)) {
      if (hit.cue_class != CueClass::proposal) continue;
      const std::string& tag = cue(hit).tag;
      if (tag == "none" || in_sentence(turn, hit.sentence, CueClass::proposal, "none") ||
          asks_what(hit)) {
        continue;
      }
      if (tag == "price") {
        found.price = found.price || number_in(hit.sentence);
      } else if (tag == "call") {
        found.call = true;
      } else if (!is_given(turn, ActKind::data_question)) {
        found.offer = true;
      }
    }
    if (is_given(turn, ActKind::promotion)) found.offer = true;
    return found;
  }

  /// "What day would you like to join?" asks; "what if we ..." and "waarom stapt u niet over"
  /// offer.
  bool asks_what(const CueHit& proposal) const {
    const PreparedSentence& s = contact_.sentences()[proposal.sentence];
    const auto hits = hits_of(s.turn);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return hit.cue_class == CueClass::question_open && cue(hit).tag == "wh" &&
             hit.first >= s.first && hit.first <= s.first + 1 && hit.first < proposal.first;
    });
  }

  bool number_in(std::uint32_t sentence) const {
    const PreparedSentence& s = contact_.sentences()[sentence];
    for (std::uint32_t k = s.first; k < s.last; ++k) {
      const WordType& type = contact_.type_of(k);
      // "Een" counts nothing.
      if (type.kind == TokenKind::number || (type.number_word && !type.content.empty()))
        return true;
    }
    return false;
  }

  void agent(std::uint32_t turn) {
    const PreparedTurn& own = contact_.turns()[turn];
    if (own.first_token == own.last_token) return;
    ++agent_turns_;
    // Asking whether there is something more closes what was on the table.
    last_agent_ = turn;
    offers_help_ = contact_.says_cue(turn, CueClass::greeting, "offer");
    asks_more_ = contact_.says_cue(turn, CueClass::closing, "anything_else");
    announces_ = contact_.says_cue(turn, CueClass::hold, "");
    if (asks_more_) standing_ = {};
    const bool open = open_ && agent_turns_ - open_since_ <= answer_turns;
    bool argued = false;
    if (open) {
      argued = rebuttal(turn);
      if (agent_turns_ - open_since_ == 1) acknowledgement(turn);
    }
    const Standing proposed = proposal_in(turn);
    proposes_ = proposed.any() || argued;
    if (proposes_) {
      const bool fresh = standing_.any() && agent_turns_ - standing_since_ <= proposal_turns;
      const bool before = fresh && standing_.offer;
      standing_ = proposed;
      standing_.offer = proposed.offer || argued || before;
      standing_since_ = agent_turns_;
    }
  }

  void acknowledgement(std::uint32_t turn) {
    for (const CueHit& hit : hits_of(turn)) {
      if (hit.cue_class != CueClass::acknowledge_objection || contact_.is_ruled_out(hit)) continue;
      add(ActKind::acknowledge_objection, turn, hit, "", context_score);
      out_.back().to = open_->id;
      about(out_.back());
      return;
    }
  }

  void about(Act& act) const {
    act.about_turn = open_->turn;
    act.about = open_->text;
  }

  /// An argument against the objection that stands; at most one act for a turn. Whether there is
  /// one.
  bool rebuttal(std::uint32_t turn) {
    const auto hits = hits_of(turn);
    const CueHit* best = nullptr;
    std::vector<std::string_view> types;
    for (const CueHit& hit : hits) {
      if (hit.cue_class != CueClass::rebuttal || cue(hit).weak) continue;
      const std::string& tag = cue(hit).tag;
      if (tag == "none" || tag == "pressure" || asks(hit.sentence)) continue;
      if (best == nullptr || hit.first < best->first) best = &hit;
      if (std::find(types.begin(), types.end(), tag) == types.end()) types.push_back(tag);
    }
    double score = plain_score;
    std::string_view type = best == nullptr ? std::string_view{} : cue(*best).tag;
    if (best == nullptr) {
      // Giving way, or something else offered in its place, argues nothing.
      if (contact_.says_cue(turn, CueClass::rebuttal, "none") || proposal_in(turn).offer)
        return false;
      best = claim_against(turn, type);
      score = context_score;
      if (best != nullptr) types.push_back(type);
    }
    if (best == nullptr) {
      best = contrast_to_client(turn);
      score = unnamed_score;
    }
    if (best == nullptr) return false;
    add(ActKind::rebuttal, turn, *best, type, score);
    Act& act = out_.back();
    act.to = open_->id;
    act.details.emplace_back("arguments", std::to_string(std::max<std::size_t>(types.size(), 1)));
    about(act);
    return true;
  }

  /// "Klopt, maar u hebt dan wel ...": in the turn that answers the objection, a "but" followed by
  /// what the client has or can do. What the agent cannot do is no argument.
  const CueHit* contrast_to_client(std::uint32_t turn) const {
    if (agent_turns_ - open_since_ != 1) return nullptr;
    const auto hits = hits_of(turn);
    for (const CueHit& but : hits) {
      if (but.cue_class != CueClass::rebuttal || cue(but).tag != "contrast" || asks(but.sentence)) {
        continue;
      }
      bool client = false;
      bool agent = false;
      for (const CueHit& hit : hits) {
        if (hit.sentence != but.sentence || hit.first < but.last ||
            hit.first - but.last > address_tokens) {
          continue;
        }
        client = client || hit.cue_class == CueClass::second_person;
        agent = agent || (hit.cue_class == CueClass::objection && cue(hit).tag == "self");
      }
      if (client && !agent) return &but;
    }
    return nullptr;
  }

  /// "Ik begrijp dat, maar wij zijn goedkoper": a contrast with something that speaks for the offer
  /// after it; in the turn that answers the objection such a claim needs no "but".
  const CueHit* claim_against(std::uint32_t turn, std::string_view& type) const {
    const bool first_answer = agent_turns_ - open_since_ == 1;
    const auto hits = hits_of(turn);
    for (const CueHit& claim : hits) {
      std::string_view found;
      if (claim.cue_class == CueClass::claim && cue(claim).tag != "unit" &&
          !places_claim(cue(claim))) {
        found = cue(claim).tag == "comparison" || cue(claim).tag == "superlative" ? "comparison"
                                                                                  : "benefit";
      } else if (claim.cue_class == CueClass::promote && !cue(claim).weak) {
        found = "benefit";
      } else {
        continue;
      }
      if (asks(claim.sentence)) continue;
      const bool contrast = std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
        return hit.cue_class == CueClass::rebuttal && cue(hit).tag == "contrast" &&
               hit.last <= claim.first && claim.first - hit.last <= near_tokens;
      });
      const bool praises = claim.cue_class == CueClass::promote;
      if (!contrast && !(first_answer && praises)) continue;
      type = found;
      return &claim;
    }
    return nullptr;
  }

  /// Whether the sentence is a question, as far as its mark or first word tells.
  bool asks(std::uint32_t sentence) const { return asks(contact_.sentences()[sentence]); }
  bool asks(const PreparedSentence& s) const {
    if (s.question) return true;
    if (contact_.punctuated()) return false;
    const auto hits = hits_of(s.turn);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return hit.cue_class == CueClass::question_open && hit.first == s.first;
    });
  }

  // ---- the client

  void client(std::uint32_t turn) {
    const PreparedTurn& own = contact_.turns()[turn];
    if (standing_.any() && agent_turns_ - standing_since_ > proposal_turns) standing_ = {};
    bool refused = false;
    if (refusals_given_) {
      refused = is_given(turn, ActKind::firm_refusal);
    } else if (own.first_token != own.last_token) {
      refused = refusal(turn);
    }
    bool objected = false;
    if (objections_given_) {
      each_given(turn, ActKind::objection, [&](const Act& act) {
        open({act.id, turn, act.text});
        objected = true;
      });
    } else if (own.first_token != own.last_token) {
      objected = objection(turn, refused);
    }
    // A refusal reopens the objection before it: arguing on is arguing against that one.
    if (refused && !objected && open_) open_since_ = agent_turns_;
    if (!refused && !objected) accept(turn);
  }

  void open(Objection objection) {
    open_ = std::move(objection);
    open_since_ = agent_turns_;
    if (standing_.any()) standing_since_ = agent_turns_;
  }

  bool refusal(std::uint32_t turn) {
    // "Nee, dank u" to "nog iets anders?", to a wait or to a question for data refuses no offer.
    const bool offered = standing_.any() && proposes_ && last_agent_ && !asks_more_ &&
                         !is_given(*last_agent_, ActKind::data_question);
    for (const CueHit& hit : hits_of(turn)) {
      if (hit.cue_class != CueClass::refusal_firm || contact_.is_ruled_out(hit)) continue;
      const bool weak = cue(hit).weak;
      const bool early = hit.first - contact_.turns()[turn].first_token < opening_tokens;
      if (agent_turns_ == 0 || (weak && (!offered || !early))) continue;
      add(ActKind::firm_refusal, turn, hit, "", weak ? context_score : plain_score);
      return true;
    }
    return false;
  }

  bool objection(std::uint32_t turn, bool refused) {
    if (agent_turns_ == 0) return false;  // nobody has proposed anything yet
    const CueHit* best = nullptr;
    std::vector<std::string_view> more;
    for (const CueHit& hit : hits_of(turn)) {
      if (hit.cue_class != CueClass::objection || !counts(turn, hit)) continue;
      const std::string& type = cue(hit).tag;
      // A refusal says no already; only a reason beside it objects.
      if (refused && (type == "brush_off" || type.empty())) continue;
      if (best == nullptr || hit.first < best->first) {
        if (best != nullptr) more.push_back(cue(*best).tag);
        best = &hit;
      } else if (type != cue(*best).tag) {
        more.push_back(type);
      }
    }
    std::string_view type;
    double score = unnamed_score;
    if (best != nullptr) {
      type = cue(*best).tag;
      score = cue(*best).weak ? context_score : plain_score;
    } else {
      if (!refused) best = unnamed_resistance(turn);
      if (best == nullptr) return false;
    }
    add(ActKind::objection, turn, *best, type, score);
    Act& act = out_.back();
    act.id = next_id();
    std::sort(more.begin(), more.end());
    more.erase(std::unique(more.begin(), more.end()), more.end());
    std::string also;
    for (const std::string_view other : more) {
      if (other == type) continue;
      if (!also.empty()) also += ' ';
      also += other;
    }
    if (!also.empty()) act.details.emplace_back("also", also);
    open({act.id, turn, act.text});
    return true;
  }

  /// "Wij huren, dus dat gaat niet": right after an offer the client speaks of himself or herself
  /// and denies something, or hesitates with a "but". A yes, a question, and an answer to something
  /// else that was asked are none. The cue that shows it, or null.
  const CueHit* unnamed_resistance(std::uint32_t turn) const {
    if (!standing_.offer || !proposes_ || !last_agent_) return nullptr;
    if (contact_.contact().channel() == Channel::email) return nullptr;
    const PreparedTurn& own = contact_.turns()[turn];
    if (own.last_token - own.first_token > long_answer) return nullptr;
    const auto said = contact_.sentences_of(*last_agent_);
    const bool asked_else = !said.empty() && asks(said.back()) && !proposes_in(said.back());
    if (asked_else || announces_) return nullptr;
    const CueHit* hedge = nullptr;
    const CueHit* negation = nullptr;
    bool self = false;
    bool but = false;
    for (const CueHit& hit : hits_of(turn)) {
      if (asks(hit.sentence)) return nullptr;
      const bool first = hit.first == own.first_token;
      switch (hit.cue_class) {
        case CueClass::confirm:
        case CueClass::accept:
        case CueClass::acknowledge:
          // "Ja, dat mag", and "Goed. Maar niet maandag", but not "Ja, maar ...".
          if (first && (hedge == nullptr || hit.cue_class == CueClass::accept) &&
              !in_sentence(turn, hit.sentence, CueClass::rebuttal, "contrast")) {
            return nullptr;
          }
          break;
        case CueClass::rebuttal: but = but || cue(hit).tag == "contrast"; break;
        case CueClass::objection: {
          const std::string& tag = cue(hit).tag;
          if (tag == "bill" || tag == "none") return nullptr;
          if (tag == "self") self = true;
          if (tag == "negation" && negation == nullptr) negation = &hit;
          if (tag == "hedge" && hit.first <= own.first_token + 1 && hedge == nullptr) hedge = &hit;
          break;
        }
        default: break;
      }
    }
    if (negation != nullptr && self) return negation;
    return hedge != nullptr && (negation != nullptr || (but && self)) ? hedge : nullptr;
  }

  /// Tags of the class that are no type of objection.
  static bool is_part(std::string_view tag) {
    return tag == "none" || tag == "bill" || tag == "negation" || tag == "self" || tag == "hedge" ||
           tag == "indifferent";
  }

  bool counts(std::uint32_t turn, const CueHit& hit) const {
    const Cue& entry = cue(hit);
    if (is_part(entry.tag) || contact_.is_ruled_out(hit)) return false;
    if (entry.tag == "price" && in_sentence(turn, hit.sentence, CueClass::objection, "bill")) {
      return false;  // a bill that is too high is a complaint
    }
    if (standing_.offer) return true;
    if (standing_.price && entry.tag == "price") return true;
    if (standing_.call && (entry.tag == "timing" || entry.tag == "brush_off" ||
                           entry.tag == "incumbent" || entry.tag == "need")) {
      return true;
    }
    // What the client answers to "waarmee kan ik u helpen" is the reason for calling.
    return !entry.weak && !offers_help_;
  }

  void accept(std::uint32_t turn) {
    if (!standing_.offer || !last_agent_ || !proposes_ || asks_more_) return;
    const PreparedTurn& own = contact_.turns()[turn];
    const auto hits = hits_of(turn);
    if (std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
          return (hit.cue_class == CueClass::disconfirm && hit.first == own.first_token) ||
                 (hit.cue_class == CueClass::objection && !is_part(cue(hit).tag) &&
                  !contact_.is_ruled_out(hit));
        })) {
      return;
    }
    // A bare "ja" accepts when the proposal was asked last; else it only says go on.
    const auto last = contact_.sentences_of(*last_agent_);
    const bool asked = !last.empty() && (last.back().question || !contact_.punctuated()) &&
                       proposes_in(last.back());
    const bool brief = own.last_token - own.first_token <= short_turn;
    const CueHit* best = nullptr;
    for (const CueHit& hit : hits) {
      if (hit.cue_class != CueClass::accept || contact_.is_ruled_out(hit)) continue;
      if (asks(hit.sentence)) continue;
      if (cue(hit).weak && !(asked && brief && hit.first == own.first_token)) continue;
      if (best == nullptr || (cue(*best).weak && !cue(hit).weak) ||
          (cue(*best).weak == cue(hit).weak && hit.last - hit.first > best->last - best->first)) {
        best = &hit;
      }
    }
    if (best == nullptr) return;
    add(ActKind::accept, turn, *best, "", cue(*best).weak ? context_score : plain_score);
    standing_ = {};
    open_.reset();
  }

  bool proposes_in(const PreparedSentence& s) const {
    const auto hits = hits_of(s.turn);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      const std::string& tag = cue(hit).tag;
      return hit.cue_class == CueClass::proposal && hit.first >= s.first && hit.last <= s.last &&
             tag.empty() && !in_sentence(s.turn, hit.sentence, CueClass::proposal, "none") &&
             !asks_what(hit);
    });
  }

  const PreparedContact& contact_;
  std::vector<Act>& out_;
  std::vector<std::string_view> ids_;  // taken, sorted
  std::vector<const Act*> by_turn_;    // given or found objections, refusals, promotions, ...
  bool objections_given_ = false;
  bool refusals_given_ = false;

  Standing standing_;
  std::uint32_t agent_turns_ = 0;
  std::uint32_t standing_since_ = 0;
  std::optional<std::uint32_t> last_agent_;
  // What that turn does.
  bool offers_help_ = false;
  bool asks_more_ = false;
  bool announces_ = false;
  bool proposes_ = false;  // the agent's last turn did
  std::optional<Objection> open_;
  std::uint32_t open_since_ = 0;
  std::uint32_t last_id_ = 0;
};

}  // namespace

void detect_objections(const PreparedContact& contact, std::span<const Act> acts,
                       std::vector<Act>& out) {
  if (contact.lexicon() != nullptr) Finder(contact, acts, out).run();
}

}  // namespace callnorm
