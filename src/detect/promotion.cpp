#include "callnorm/detect/promotion.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "callnorm/text/content_words.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/number_words.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

constexpr double phrase_score = 0.7;  // not calibrated
constexpr double point_score = 0.8;   // a selling point in the script's own words
constexpr std::string_view producer = "rules@1";

constexpr double claim_share = 0.6;        // of a claim's content words, said in one sentence
constexpr std::size_t short_claim = 3;     // content words: of fewer, all are asked for
constexpr std::uint32_t claim_before = 5;  // tokens from "u bespaart" to the figure
constexpr std::uint32_t claim_after = 2;   // tokens from the figure to "korting"
constexpr std::uint32_t near_tokens = 10;  // from a weak phrase to the claim that makes it praise
constexpr std::size_t most_hits = 500;     // cues of a turn looked at: more is not talk
constexpr std::size_t most_words = 400;    // content words of a sentence looked at
constexpr std::size_t most_points = 200;   // selling points of a script looked at

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// One way to write a number: "12,50" and "12.5" are 12.5, "1.000" and "1 000" are 1000.
/// Empty when no digit stands at `at`; moves `at` past the number.
std::string number_at(std::string_view text, std::size_t& at) {
  std::string whole;
  std::string fraction;
  while (at < text.size()) {
    if (is_digit(text[at])) {
      whole += text[at++];
      continue;
    }
    const bool mark = text[at] == '.' || text[at] == ',' || text[at] == ' ';
    std::size_t digits = 0;
    while (mark && at + 1 + digits < text.size() && is_digit(text[at + 1 + digits])) ++digits;
    if (digits == 3 && !whole.empty()) {
      ++at;  // thousands
    } else if (digits > 0 && digits < 3 && text[at] != ' ' && !whole.empty()) {
      fraction = text.substr(at + 1, digits);
      at += 1 + digits;
      break;
    } else {
      break;
    }
  }
  while (whole.size() > 1 && whole.front() == '0') whole.erase(0, 1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fraction.empty() ? whole : whole + "." + fraction;
}

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

/// A selling point's words, ready to look for.
struct Point {
  const SellingPoint* point = nullptr;
  std::vector<std::vector<std::string>> claims;     ///< content words of each claim
  std::vector<std::vector<std::string>> interests;  ///< of each tag
};

/// Tokens of one sentence.
struct Range {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

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
    for (const WordType& type : contact.types()) {
      begins_[type.content_key % begins_.size()] = true;
    }
    if (script != nullptr) read(*script);
  }

  void run() {
    for (std::uint32_t t = 0; t < contact_.turns().size(); ++t) {
      if (contact_.turns()[t].speaker == Speaker::agent) turn(t);
    }
  }

 private:
  Language language() const { return contact_.lexicon()->language(); }
  const Cue& cue(const CueHit& hit) const { return contact_.cue_of(hit); }
  static const std::string& phrase(const Cue& cue) {
    return cue.pattern.empty() ? cue.regex : cue.pattern;
  }

  std::vector<std::string> content_of(std::string_view text) const {
    std::vector<std::string> out = content_words(*contact_.lexicon(), text);
    for (std::string& word : out) word = in_digits(word);
    return out;
  }
  /// "drie" as "3": a figure is the same however it is written.
  std::string in_digits(std::string_view word) const {
    const auto value = number_word(word, language());
    return value ? std::to_string(*value) : std::string(word);
  }

  void read(const Script& script) {
    for (const SellingPoint& point : script.data().selling_points) {
      if (points_.size() == most_points) break;
      Point& ready = points_.emplace_back();
      ready.point = &point;
      for (const std::string& claim : point.claims) {
        std::vector<std::string> words = content_of(claim);
        if (!words.empty() && enough(ever_said(words), words.size())) {
          ready.claims.push_back(std::move(words));
        }
        lists_claims_ = true;
      }
      for (const std::string& tag : point.interest) ready.interests.push_back(content_of(tag));
    }
    script_ = &script;
  }

  /// What the script and the facts of the contact say.
  void read_known() {
    if (script_ != nullptr) {
      for (const Point& point : points_) {
        for (const std::string& claim : point.point->claims) numbers_of(claim, language(), known_);
      }
      add_node_text(script_->data().steps, language(), known_);
    }
    for (const auto& [fact, value] : contact_.contact().data().facts) {
      numbers_of(value, language(), known_);
    }
  }

  /// How many of the words stand anywhere in the contact, at most.
  std::size_t ever_said(const std::vector<std::string>& words) const {
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), [&](const std::string& word) {
          return is_digit(word.front()) || begins_[content_key(word) % begins_.size()];
        }));
  }

  /// Whether the words are enough of a claim.
  static bool enough(std::size_t found, std::size_t words) {
    return words <= short_claim
               ? found == words
               : static_cast<double>(found) / static_cast<double>(words) >= claim_share;
  }

  /// How many of the words stand in the tokens.
  std::size_t said(const std::vector<std::string>& words, Range range) const {
    std::size_t found = 0;
    for (const std::string& word : words) {
      const std::uint32_t key = content_key(word);
      const bool figure = is_digit(word.front());
      std::size_t looked_at = 0;
      for (std::uint32_t k = range.first; k < range.last && looked_at < most_words; ++k) {
        const WordType& type = contact_.type_of(k);
        if (type.content.empty()) continue;
        ++looked_at;
        if ((type.content_key == key && content_match(type.content, word)) ||
            (figure && type.number_word && in_digits(type.content) == word)) {
          ++found;
          break;
        }
      }
    }
    return found;
  }

  /// The claim of the point best said in the tokens, as a share of its words; 0 when too little.
  double claims_said(const Point& point, Range range) const {
    double best = 0;
    for (const auto& words : point.claims) {
      if (words.empty()) continue;
      const std::size_t found = said(words, range);
      const double share = static_cast<double>(found) / static_cast<double>(words.size());
      if (enough(found, words.size())) best = std::max(best, share);
    }
    return best;
  }
  bool interest_said(const Point& point, Range range) const {
    return std::any_of(point.interests.begin(), point.interests.end(), [&](const auto& words) {
      return !words.empty() && said(words, range) == words.size();
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
    const Range range{s.first, s.last};
    std::vector<const CueHit*> claims;
    std::vector<const CueHit*> units;
    bool settles = false;  // "U krijgt 20 euro korting als compensatie." promises nothing
    for (const CueHit* hit : hits) {
      if (hit->cue_class != CueClass::claim) continue;
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
    if (praise == nullptr && (asks || points_.empty())) return;
    const Claim own = claim_of(turn, s, claims, units);
    bool found = false;
    for (const Point& point : points_) {
      const bool claimed = claims_said(point, range) > 0;
      if (!claimed && !(praise != nullptr && interest_said(point, range))) continue;
      add(turn, s, point.point->id, praise, own, claimed, from);
      found = true;
    }
    if (!found && praise != nullptr && !asked_[turn]) add(turn, s, "", praise, own, false, from);
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

  /// What a sentence claims: nothing, a figure that is not the script's, or something to check.
  struct Claim {
    std::string words;
    bool figure = false;
  };

  Claim claim_of(std::uint32_t turn, const PreparedSentence& s,
                 const std::vector<const CueHit*>& claims,
                 const std::vector<const CueHit*>& units) {
    if (auto figure = unknown_figure(turn, s, claims, units)) return {std::move(*figure), true};
    if (claims.empty()) return {};
    return {std::string(slice(contact_.contact().turns()[turn].text, claims.front()->text)), false};
  }

  void add(std::uint32_t turn, const PreparedSentence& s, const std::string& type,
           const CueHit* praise, const Claim& own, bool claimed, std::size_t from) {
    std::string words = own.words;
    std::string_view claim;
    if (own.figure) {
      // Without an approved list there is nothing a figure could be held against.
      claim = lists_claims_ ? "unapproved" : "to_check";
    } else if (claimed) {
      claim = "approved";
      words.clear();
    } else if (!words.empty()) {
      claim = "to_check";
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
          return detail.first == "claim" || detail.first == "claimed";
        });
        earlier.details.emplace_back("claim", claim);
        earlier.details.emplace_back("claimed", words);
      }
      return;
    }
    Act act = make(turn, s, claimed ? point_score : phrase_score);
    act.type = type;
    if (praise != nullptr) act.details.emplace_back("cue", phrase(cue(*praise)));
    if (!claim.empty()) act.details.emplace_back("claim", claim);
    if (!words.empty()) act.details.emplace_back("claimed", words);
    out_.push_back(std::move(act));
  }

  static bool has_detail(const Act& act, std::string_view key) {
    return std::any_of(act.details.begin(), act.details.end(),
                       [&](const auto& detail) { return detail.first == key; });
  }

  /// A figure of gain ("u bespaart 200 euro", "20 % korting", "100 %") that neither the script, nor
  /// the client, nor a fact of the contact says. Its words.
  std::optional<std::string> unknown_figure(std::uint32_t turn, const PreparedSentence& s,
                                            const std::vector<const CueHit*>& claims,
                                            const std::vector<const CueHit*>& units) {
    if (claims.empty()) return std::nullopt;
    const std::string& text = contact_.contact().turns()[turn].text;
    std::size_t done = 0;
    for (std::uint32_t k = s.first; k < s.last; ++k) {
      const TextRange token = contact_.tokens()[k].text;
      if (token.begin < done || contact_.type_of(k).kind != TokenKind::number) continue;
      std::size_t end = token.begin;
      const std::string number = number_at(text, end);
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
      return std::string(slice(text, {token.begin, std::max(contact_.tokens()[last - 1].text.end,
                                                            static_cast<std::uint32_t>(end))}));
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
  std::vector<bool> asked_;          // by turn: asks for data
  std::array<bool, 4093> begins_{};  // content keys of the contact's words
  std::vector<Point> points_;
  std::set<std::string> known_;  // numbers the script, the client or a fact has said
  const Script* script_ = nullptr;
  bool read_known_ = false;
  std::uint32_t heard_ = 0;  // of the client, in turns before this one
  bool lists_claims_ = false;
};

}  // namespace

void detect_promotions(const PreparedContact& contact, const Script* script,
                       std::span<const Act> acts, std::vector<Act>& out) {
  if (contact.lexicon() != nullptr) Finder(contact, script, acts, out).run();
}

}  // namespace callnorm
