#include "callnorm/detect/promotion.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/approved_claims.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/number_words.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/value_words.hpp"

namespace callnorm {
namespace {

constexpr double phrase_score = 0.7;  // not calibrated
constexpr double point_score = 0.8;   // a selling point in the script's own words
constexpr std::string_view producer = "rules@1";

constexpr std::uint32_t claim_before = 5;  // tokens from "u bespaart" to the figure
constexpr std::uint32_t claim_after = 2;   // tokens from the figure to "korting"
constexpr std::uint32_t near_tokens = 10;  // from a weak phrase to the claim that makes it praise
constexpr std::size_t most_hits = 500;     // cues of a turn looked at: more is not talk

/// Numbers of a text, written in digits or as one word.
void numbers_of(std::string_view text, Language language, std::set<std::string>& out) {
  std::vector<Token> tokens;
  tokenize(text, tokens);
  std::size_t done = 0;
  for (const Token& token : tokens) {
    if (token.text.begin < done) continue;
    const std::string_view word = slice(text, token.text);
    if (is_digit(word.front())) {
      std::size_t at = token.text.begin;
      out.insert(number_at(text, at));
      done = at;
    } else if (const auto value = number_word(folded(word), language)) {
      out.insert(std::to_string(*value));
    }
  }
}

void add_node_text(const ScriptNode& node, Language language, std::set<std::string>& out) {
  if (node.say) {
    numbers_of(node.say->text, language, out);
    for (const std::string& example : node.say->examples) numbers_of(example, language, out);
  }
  for (const ScriptNode& child : node.children) add_node_text(child, language, out);
}

class Finder {
 public:
  Finder(const PreparedContact& contact, const Script* script, std::span<const Act> acts,
         std::vector<Act>& out)
      : contact_(contact), out_(out), asked_(contact.turns().size(), false) {
    for (const Act& act : acts) {
      if (act.turn && *act.turn < asked_.size() && act.kind == ActKind::data_question) {
        asked_[*act.turn] = true;
      }
    }
    if (script != nullptr) read(*script);
  }

  void run() {
    for (std::uint32_t t = 0; t < contact_.turns().size(); ++t) {
      if (contact_.turns()[t].speaker == Speaker::agent) turn(t);
    }
  }

 private:
  /// What a sentence claims: nothing, a figure that is not the script's, or something to check.
  struct Claim {
    std::string words;
    bool figure = false;    // one that is surely not approved
    std::string_view of{};  // "figure", or the tag of the cue
  };

  Language language() const { return contact_.lexicon()->language(); }
  const Cue& cue(const CueHit& hit) const { return contact_.cue_of(hit); }
  static const std::string& phrase(const Cue& cue) {
    return cue.pattern.empty() ? cue.regex : cue.pattern;
  }

  void read(const Script& script) {
    script_ = &script;
    claims_.emplace(contact_, script);
    for (std::size_t i = 0; i < claims_->points(); ++i) {
      std::vector<std::vector<std::string>>& own = interests_.emplace_back();
      for (const std::string& tag : claims_->point(i).interest) {
        own.push_back(claim_words(*contact_.lexicon(), tag));
      }
    }
  }

  /// What the script and the facts of the contact say.
  void read_known() {
    if (script_ != nullptr) {
      for (std::size_t i = 0; i < claims_->points(); ++i) {
        for (const std::string& claim : claims_->point(i).claims) {
          numbers_of(claim, language(), known_);
        }
      }
      add_node_text(script_->data().steps, language(), known_);
    }
    for (const auto& [fact, value] : contact_.contact().data().facts) {
      numbers_of(value, language(), known_);
    }
  }

  bool interest_said(std::size_t point, TokenRange range) const {
    return std::any_of(interests_[point].begin(), interests_[point].end(), [&](const auto& words) {
      return !words.empty() && words_said(contact_, words, range) == words.size();
    });
  }

  /// What the client named is no claim of the agent's. Read when it is first asked for: few
  /// contacts claim a figure.
  bool known(const std::string& number, std::uint32_t before) {
    if (!std::exchange(read_known_, true)) read_known();
    for (; heard_ < before; ++heard_) {
      if (contact_.turns()[heard_].speaker == Speaker::agent) continue;
      numbers_of(contact_.contact().turns()[heard_].text, language(), known_);
    }
    return known_.contains(number);
  }

  void turn(std::uint32_t t) {
    // Expressions are found after token patterns: bring the hits of a sentence together.
    const auto all = contact_.hits_of(t);
    std::vector<const CueHit*> hits;
    for (const CueHit& hit : all) {
      if (hit.cue_class == CueClass::promote || hit.cue_class == CueClass::competitor ||
          hit.cue_class == CueClass::claim) {
        hits.push_back(&hit);
      }
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const CueHit* a, const CueHit* b) { return a->sentence < b->sentence; });
    const std::size_t from = out_.size();
    bool ran_down = false;
    auto next = hits.begin();
    for (std::uint32_t i = contact_.turns()[t].first_sentence;
         i < contact_.turns()[t].last_sentence; ++i) {
      const auto begin = next;
      while (next != hits.end() && (*next)->sentence == i) ++next;
      const auto count = std::min(static_cast<std::size_t>(next - begin), most_hits);
      const std::span<const CueHit* const> own(hits.data() + (begin - hits.begin()), count);
      const PreparedSentence& s = contact_.sentences()[i];
      sentence(t, s, own, from);
      for (const CueHit* hit : own) {
        if (ran_down || hit->cue_class != CueClass::competitor) continue;
        run_down(t, s, *hit);
        ran_down = true;
      }
    }
  }

  void sentence(std::uint32_t turn, const PreparedSentence& s, std::span<const CueHit* const> hits,
                std::size_t from) {
    std::vector<const CueHit*> claims;
    std::vector<const CueHit*> units;
    bool settles = false;  // "U krijgt 20 euro korting als compensatie." promises nothing
    for (const CueHit* hit : hits) {
      if (hit->cue_class != CueClass::claim) continue;
      if (places_claim(cue(*hit))) continue;
      // "Als dat u beter uitkomt" compares nothing.
      if (std::any_of(hits.begin(), hits.end(), [&](const CueHit* other) {
            return other->cue_class == CueClass::claim && cue(*other).tag == "none" &&
                   other->first < hit->last && other->last > hit->first;
          })) {
        continue;
      }
      if (cue(*hit).tag == "settlement") {
        settles = true;
        continue;
      }
      (cue(*hit).tag == "unit" ? units : claims).push_back(hit);
    }
    if (settles)
      std::erase_if(claims, [&](const CueHit* hit) { return cue(*hit).tag == "saving"; });
    // A weak phrase ("onze app") praises only beside something that can be held to.
    const CueHit* praise = nullptr;
    for (const CueHit* hit : hits) {
      if (hit->cue_class != CueClass::promote) continue;
      const bool backed = std::any_of(claims.begin(), claims.end(), [&](const CueHit* claim) {
        const std::uint32_t gap = claim->first >= hit->last   ? claim->first - hit->last
                                  : hit->first >= claim->last ? hit->first - claim->last
                                                              : 0;
        return gap <= near_tokens && (claim->first < hit->first || claim->last > hit->last);
      });
      if (cue(*hit).weak && !backed) continue;
      if (praise == nullptr || (cue(*praise).weak && !cue(*hit).weak)) praise = hit;
    }
    const bool asks = s.question || asked_[turn];
    if (praise == nullptr && (asks || !claims_ || claims_->points() == 0)) return;
    const Claim own = claim_of(turn, s, claims, units);
    const TokenRange range = words_of(contact_, s);
    bool found = false;
    bool denied = false;
    bool figures = false;
    for (std::uint32_t k = s.first; k < s.last && claims_; ++k) {
      const WordType& type = contact_.type_of(k);
      figures =
          figures || type.kind == TokenKind::number || (type.number_word && !type.content.empty());
    }
    for (std::size_t i = 0; claims_ && i < claims_->points(); ++i) {
      const bool claimed = claims_->said(i, range);
      const std::optional<Claim> other =
          figures ? other_figure(i, turn, s) : std::optional<Claim>();
      if (!claimed && !other && !(praise != nullptr && interest_said(i, range))) continue;
      // That something is no longer to be had puts nothing in a good light; a figure beside it may.
      if (claims_->denied(i, s)) {
        denied = true;
        if (other)
          add(turn, s, claims_->point(i).id, praise, {other->words, false, other->of}, false, from);
        continue;
      }
      const Claim left = other ? *other : claimed ? beyond(i, own, claims) : own;
      add(turn, s, claims_->point(i).id, praise, left, claimed && !other, from);
      found = true;
    }
    if (!found && praise != nullptr && !asked_[turn] && (!denied || own.figure)) {
      add(turn, s, "", praise, own, false, from);
    }
  }

  /// What a sentence claims besides the approved claim of a point that it says: "one policy covers
  /// the whole family, and we're the cheapest". Gifts and savings are what promotions are made of.
  Claim beyond(std::size_t point, const Claim& own, std::span<const CueHit* const> claims) const {
    if (own.figure) return own;
    for (const CueHit* hit : claims) {
      if (cue(*hit).tag == "saving") continue;
      bool approved = false;
      for (std::uint32_t k = hit->first; k < hit->last; ++k) {
        const std::string_view content = contact_.type_of(k).content;
        approved = approved || (!content.empty() && claims_->has_word(point, content));
      }
      if (approved) continue;
      const std::string& text =
          contact_.contact().turns()[contact_.sentences()[hit->sentence].turn].text;
      return {std::string(slice(text, hit->text)), false, cue(*hit).tag};
    }
    return {};
  }

  /// Another figure in the place of one of the script's, which neither the script nor the client
  /// nor a fact has named.
  std::optional<Claim> other_figure(std::size_t point, std::uint32_t turn,
                                    const PreparedSentence& s) {
    const auto other = claims_->other_figure(point, s);
    if (!other || (!other->number.empty() && known(other->number, turn))) return std::nullopt;
    return Claim{std::string(slice(contact_.contact().turns()[turn].text, other->text)),
                 other->sure, "figure"};
  }

  /// Running a competitor down promotes nothing; one for a turn is enough to look at.
  void run_down(std::uint32_t turn, const PreparedSentence& s, const CueHit& hit) {
    out_.push_back(make(turn, s, phrase_score));
    out_.back().details.emplace_back("competitor", phrase(cue(hit)));
  }

  Act make(std::uint32_t turn, const PreparedSentence& s, double score) const {
    Act act;
    act.kind = ActKind::promotion;
    act.turn = turn;
    act.text = s.text;
    act.score = score;
    act.by = producer;
    return act;
  }

  Claim claim_of(std::uint32_t turn, const PreparedSentence& s,
                 const std::vector<const CueHit*>& claims,
                 const std::vector<const CueHit*>& units) {
    if (auto figure = unknown_figure(turn, s, claims, units)) return std::move(*figure);
    if (claims.empty()) return {};
    // What can be held to most is what has to be looked at.
    const CueHit* hardest = claims.front();
    for (const CueHit* hit : claims) {
      if (cue(*hardest).tag == "saving" && cue(*hit).tag != "saving") hardest = hit;
    }
    return {std::string(slice(contact_.contact().turns()[turn].text, hardest->text)), false,
            cue(*hardest).tag};
  }

  void add(std::uint32_t turn, const PreparedSentence& s, const std::string& type,
           const CueHit* praise, const Claim& own, bool claimed, std::size_t from) {
    std::string words = own.words;
    std::string_view claim;
    if (own.figure) {
      // Without an approved list there is nothing a figure could be held against.
      claim = claims_ && claims_->any() ? "unapproved" : "to_check";
    } else if (!words.empty()) {
      claim = "to_check";
    } else if (claimed) {
      claim = "approved";
    }
    for (std::size_t i = from; i < out_.size(); ++i) {
      Act& earlier = out_[i];
      if (earlier.turn != turn || earlier.type != type || has_detail(earlier, "competitor")) {
        continue;
      }
      // The same point again in the same turn is one statement; the claim to look at stays.
      earlier.text.end = s.text.end;
      if (claim == "unapproved" || (claim == "to_check" && !has_detail(earlier, "claimed"))) {
        std::erase_if(earlier.details, [](const auto& detail) {
          return detail.first == "claim" || detail.first == "claimed" || detail.first == "claim_of";
        });
        earlier.details.emplace_back("claim", claim);
        earlier.details.emplace_back("claimed", words);
        if (!own.of.empty()) earlier.details.emplace_back("claim_of", own.of);
      }
      return;
    }
    Act act = make(turn, s, claimed ? point_score : phrase_score);
    act.type = type;
    if (praise != nullptr) act.details.emplace_back("cue", phrase(cue(*praise)));
    if (!claim.empty()) act.details.emplace_back("claim", claim);
    if (!words.empty()) act.details.emplace_back("claimed", words);
    if (!words.empty() && !own.of.empty()) act.details.emplace_back("claim_of", own.of);
    out_.push_back(std::move(act));
  }

  static bool has_detail(const Act& act, std::string_view key) {
    return std::any_of(act.details.begin(), act.details.end(),
                       [&](const auto& detail) { return detail.first == key; });
  }

  /// A figure of gain ("u bespaart 200 euro", "20 % korting", "100 %") that neither the script, nor
  /// the client, nor a fact of the contact says. One in words ("thirty percent cheaper") may be
  /// meant loosely: that is for a person to check.
  std::optional<Claim> unknown_figure(std::uint32_t turn, const PreparedSentence& s,
                                      const std::vector<const CueHit*>& claims,
                                      const std::vector<const CueHit*>& units) {
    if (claims.empty()) return std::nullopt;
    const std::string& text = contact_.contact().turns()[turn].text;
    std::size_t done = 0;
    for (std::uint32_t k = s.first; k < s.last; ++k) {
      const TextRange token = contact_.tokens()[k].text;
      const WordType& type = contact_.type_of(k);
      const bool digits = type.kind == TokenKind::number;
      const int value = type.number_word ? number_word(type.folded, language()).value_or(0) : 0;
      if (token.begin < done || (!digits && value < 2)) continue;
      std::size_t end = digits ? token.begin : token.end;
      const std::string number = digits ? number_at(text, end) : std::to_string(value);
      done = end;
      std::uint32_t after = k + 1;  // the first token past the number
      while (after < s.last && contact_.tokens()[after].text.begin < end) ++after;
      const std::uint32_t unit_end = past_unit(text, end, after, units);
      if (unit_end == 0) continue;
      const bool gain = std::any_of(claims.begin(), claims.end(), [&](const CueHit* claim) {
        return (claim->last <= k && k - claim->last <= claim_before) ||
               (claim->first >= after && claim->first <= unit_end + claim_after);
      });
      if (!gain || known(number, turn)) continue;
      std::uint32_t last = std::max(unit_end, k + 1);
      last = std::min(last, s.last);
      const auto past =
          std::max(contact_.tokens()[last - 1].text.end, static_cast<std::uint32_t>(end));
      return Claim{std::string(slice(text, {token.begin, past})), digits, "figure"};
    }
    return std::nullopt;
  }

  /// The token past the unit of a number that ends at byte `end`; 0 when it has none. "%" and "€"
  /// are no tokens.
  static std::uint32_t past_unit(std::string_view text, std::size_t end, std::uint32_t after,
                                 const std::vector<const CueHit*>& units) {
    std::string_view rest = text.substr(end);
    if (rest.starts_with(' ')) rest.remove_prefix(1);
    if (rest.starts_with('%') || rest.starts_with("\u20AC")) return after;
    const auto unit = std::find_if(units.begin(), units.end(),
                                   [&](const CueHit* hit) { return hit->first == after; });
    return unit == units.end() ? 0 : (*unit)->last;
  }

  const PreparedContact& contact_;
  std::vector<Act>& out_;
  std::vector<bool> asked_;  // by turn: asks for data
  std::optional<ApprovedClaims> claims_;
  std::vector<std::vector<std::vector<std::string>>> interests_;  // words, by point and tag
  std::set<std::string> known_;  // numbers the script, the client or a fact has said
  const Script* script_ = nullptr;
  bool read_known_ = false;
  std::uint32_t heard_ = 0;  // of the client, in turns before this one
};

}  // namespace

void detect_promotions(const PreparedContact& contact, const Script* script,
                       std::span<const Act> acts, std::vector<Act>& out) {
  if (contact.lexicon() != nullptr) Finder(contact, script, acts, out).run();
}

}  // namespace callnorm
