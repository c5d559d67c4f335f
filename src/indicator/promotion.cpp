#include "callnorm/indicator/promotion.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "analysis/approved_claims.hpp"
#include "callnorm/engine/statistics.hpp"
#include "callnorm/text/content_words.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"
#include "figures.hpp"
#include "indicator/given_acts.hpp"

namespace callnorm {
namespace {

constexpr std::uint32_t words_after_negation = 1;  // "geen vrije tijd"
constexpr std::size_t most_tags = 200;             // of a script: more is no script
constexpr std::size_t least_exchange = 3;          // client turns in which there was an occasion

std::string_view detail_of(const Act& act, std::string_view key) {
  for (const auto& [name, value] : act.details) {
    if (name == key) return value;
  }
  return {};
}

/// Where the client's turn says all the words: from the first found to the last.
std::optional<TextRange> said(const PreparedContact& contact, std::uint32_t turn,
                              const std::vector<std::string>& words) {
  const PreparedTurn& own = contact.turns()[turn];
  std::optional<TextRange> range;
  for (const std::string& word : words) {
    std::uint32_t k = own.first_token;
    while (k < own.last_token && (contact.type_of(k).content.empty() ||
                                  !content_match(contact.type_of(k).content, word))) {
      ++k;
    }
    if (k == own.last_token) return std::nullopt;
    const TextRange token = contact.tokens()[k].text;
    range = range ? TextRange{std::min(range->begin, token.begin), std::max(range->end, token.end)}
                  : token;
  }
  return range;
}

/// "We hebben geen tijd": a word right after a negation names no interest.
bool negated(const PreparedContact& contact, std::uint32_t turn, TextRange range) {
  const auto hits = contact.hits_of(turn);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    if (hit.text.end > range.begin || !contact.is_cue(hit, CueClass::objection, "negation")) {
      return false;
    }
    const auto [first, last] = contact.tokens_within(turn, {hit.text.end, range.begin});
    return last - first <= words_after_negation;
  });
}

/// What stands for what was just named: "het milieu, daar lig ik niet wakker van".
bool takes_up(std::string_view folded) {
  constexpr std::array<std::string_view, 10> words{"daar", "dat",   "da",   "die", "ca",
                                                   "cela", "c'est", "that", "it",  "j'en"};
  return std::find(words.begin(), words.end(), folded) != words.end();
}

/// Whether the client's indifference is about a token: that of its own clause, or of the one before
/// where its own names nothing first ("het milieu, daar lig ik niet wakker van"); not the price in
/// "green power doesn't interest me, I look at the price".
bool indifferent_to(const PreparedContact& contact, const PreparedSentence& s, const CueHit& hit,
                    std::uint32_t token) {
  const std::string_view text = contact.contact().turns()[s.turn].text;
  const auto mark_after = [&](std::uint32_t k) {
    const std::uint32_t begin = contact.tokens()[k].text.end;
    return text.substr(begin, contact.tokens()[k + 1].text.begin - begin).find_first_of(",;:") !=
           std::string_view::npos;
  };
  std::uint32_t first = hit.first;
  bool names = false;
  while (first > s.first && !mark_after(first - 1)) {
    --first;
    names = names || !contact.type_of(first).content.empty();
  }
  if ((!names || takes_up(contact.type_of(first).folded)) && first > s.first) {
    --first;
    while (first > s.first && !mark_after(first - 1)) --first;
  }
  std::uint32_t last = hit.last;
  while (last < s.last && !mark_after(last - 1)) ++last;
  return token >= first && token < last;
}

/// "Le prix, ça m'est égal", "I don't need anything medical": what the client says not to care for.
bool disowned(const PreparedContact& contact, std::uint32_t turn, TextRange range) {
  const std::string_view text = contact.contact().turns()[turn].text;
  const std::pair<std::uint32_t, std::uint32_t> tokens = contact.tokens_within(turn, range);
  const std::uint32_t token = tokens.first;
  const auto hits = contact.hits_of(turn);
  return token < tokens.second && std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
           const PreparedSentence& s = contact.sentences()[hit.sentence];
           if (token < s.first || token >= s.last) return false;
           if (contact.is_cue(hit, CueClass::objection, "indifferent")) {
             return indifferent_to(contact, s, hit, token);
           }
           return contact.is_cue(hit, CueClass::objection, "need") && hit.text.end <= range.begin &&
                  slice(text, {hit.text.end, range.begin}).find(',') == std::string_view::npos;
         });
}

/// The first name of a thing that the script has several names for; else the word itself.
std::string same_name(const Script* script, std::string_view word) {
  const std::string plain = folded(word);
  if (script == nullptr) return plain;
  for (const std::vector<std::string>& names : script->data().concepts) {
    for (const std::string& name : names) {
      if (folded(name) == plain) return folded(names.front());
    }
  }
  return plain;
}

/// "Please don't try to sell me anything": where the client says so.
std::optional<std::uint32_t> opts_out(const PreparedContact& contact) {
  if (contact.lexicon() == nullptr) return std::nullopt;
  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
    if (contact.turns()[t].speaker != Speaker::client) continue;
    for (const CueHit& hit : contact.hits_of(t)) {
      if (contact.is_cue(hit, CueClass::refusal_firm, "promotion")) return t;
    }
  }
  return std::nullopt;
}

/// Whether the talk was over before there was an occasion: the line fell, or the client hardly
/// spoke (a voicemail, somebody else on the phone, "call me tonight").
bool cut_short(const Contact& contact) {
  if (contact.data().ending.cut_short()) return true;
  const auto& turns = contact.turns();
  const auto spoken = std::count_if(
      turns.begin(), turns.end(), [](const Turn& turn) { return turn.speaker == Speaker::client; });
  return !turns.empty() && static_cast<std::size_t>(spoken) < least_exchange;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

/// Whether it meets an interest that counts.
bool meets(const PromotionRecord& record, std::span<const ClientInterest> interests) {
  return record.interest && !interests[*record.interest].beside;
}

/// The sentences of an act, first to past the last, in sentences().
template <class Test>
bool any_sentence(const PreparedContact& contact, const Act& act, Test test) {
  if (!act.turn || *act.turn >= contact.turns().size()) return false;
  const auto sentences = contact.sentences_of(*act.turn);
  return std::any_of(sentences.begin(), sentences.end(), [&](const PreparedSentence& s) {
    return s.text.begin < act.text.end && s.text.end > act.text.begin && test(s);
  });
}

/// The selling point whose claim the statement says, where that was not labelled.
std::optional<std::size_t> point_said(const PreparedContact& contact, const ApprovedClaims& claims,
                                      const Act& act) {
  for (std::size_t i = 0; i < claims.points(); ++i) {
    if (any_sentence(contact, act, [&](const PreparedSentence& s) {
          return claims.said(i, {s.first, s.last}) && !claims.denied(i, s);
        })) {
      return i;
    }
  }
  return std::nullopt;
}

bool other_figure_in(const PreparedContact& contact, const ApprovedClaims& claims,
                     std::size_t point, const Act& act) {
  return any_sentence(contact, act, [&](const PreparedSentence& s) {
    return claims.other_figure(point, s).has_value();
  });
}

Evidence evidence_of(const PromotionRecord& record, std::span<const ClientInterest> interests) {
  const Act& act = *record.act;
  Evidence evidence;
  evidence.role = "promotion";
  evidence.channel = "turns";
  evidence.turn = act.turn;
  evidence.text = act.text;
  evidence.time = act.time;
  evidence.details = act.details;
  const std::string_view claimed = detail_of(act, "claimed");
  if (record.false_claim) {
    evidence.note = "claims what the script does not say";
    if (!claimed.empty()) evidence.note += " (\"" + std::string(claimed) + "\")";
    evidence.note += "; ";
  }
  if (record.point == nullptr) {
    evidence.note += act.type.empty() ? "no selling point of the script"
                                      : "\"" + act.type + "\" is no selling point of the script";
  } else {
    evidence.note +=
        "selling point \"" + record.point->id + "\" (" + joined(record.point->interest) + "): ";
    evidence.note += record.interest
                         ? "meets the interest \"" + interests[*record.interest].tag + "\""
                         : "meets no interest of the client";
    evidence.details.emplace_back("selling_point", record.point->id);
    // The script's own line, to hold the words against.
    if (!record.point->claims.empty()) {
      evidence.details.emplace_back("script", joined(record.point->claims));
    }
  }
  if (record.to_check) evidence.note += "; the claim is to be checked";
  return evidence;
}

}  // namespace

std::vector<ClientInterest> client_interests(const PreparedContact& contact, const Script* script) {
  std::vector<ClientInterest> out;
  std::set<std::string> seen;
  const auto& scenario = contact.contact().data().scenario;
  if (scenario) {
    for (const std::string& tag : scenario->interests) {
      out.push_back({tag, std::nullopt, {}, false});
      seen.insert(folded(tag));
    }
  }
  const bool fixed = !out.empty();
  if (script == nullptr || contact.lexicon() == nullptr) return out;
  for (const SellingPoint& point : script->data().selling_points) {
    for (const std::string& tag : point.interest) {
      if (seen.size() >= most_tags || !seen.insert(folded(tag)).second) continue;
      const auto words = content_words(*contact.lexicon(), tag);
      if (words.empty()) continue;
      std::optional<ClientInterest> first;
      bool cares = true;
      for (std::uint32_t t = 0; t < contact.turns().size() && cares; ++t) {
        if (contact.turns()[t].speaker != Speaker::client) continue;
        const auto range = said(contact, t, words);
        if (!range) continue;
        cares = !disowned(contact, t, *range);
        if (!first && !negated(contact, t, *range)) first = {tag, t, *range, fixed};
      }
      if (cares && first) out.push_back(std::move(*first));
    }
  }
  return out;
}

std::vector<PromotionRecord> promotions(const PreparedContact& contact, std::span<const Act> acts,
                                        const Script* script,
                                        std::span<const ClientInterest> interests) {
  std::map<std::string_view, std::size_t> points;
  std::optional<ApprovedClaims> claims;
  if (script != nullptr) {
    const auto& listed = script->data().selling_points;
    for (std::size_t i = 0; i < listed.size(); ++i) points.emplace(listed[i].id, i);
  }
  std::map<std::string, std::size_t> wanted;
  for (std::size_t i = 0; i < interests.size(); ++i) {
    wanted.emplace(same_name(script, interests[i].tag), i);
  }

  // Read for the first statement that says nothing of its point or claim: few do.
  const auto claims_of = [&]() -> const ApprovedClaims* {
    if (script == nullptr || contact.lexicon() == nullptr) return nullptr;
    if (!claims) claims.emplace(contact, *script);
    return &*claims;
  };

  std::vector<PromotionRecord> out;
  for (const Act& act : acts) {
    // Running a competitor down promotes nothing.
    if (act.kind != ActKind::promotion || !detail_of(act, "competitor").empty()) continue;
    PromotionRecord record;
    record.act = &act;
    std::optional<std::size_t> point;
    if (const auto found = points.find(act.type); found != points.end()) {
      point = found->second;
    } else if (!act.by.starts_with("rules@") && claims_of() != nullptr) {
      point = point_said(contact, *claims, act);
    }
    if (point) {
      record.point = &script->data().selling_points[*point];
      for (const std::string& tag : record.point->interest) {
        const auto match = wanted.find(same_name(script, tag));
        if (match == wanted.end()) continue;
        record.interest = std::min(record.interest.value_or(match->second), match->second);
      }
    }
    const std::string_view claim = detail_of(act, "claim");
    record.false_claim = claim == "unapproved" || detail_of(act, "false_claim") == "true";
    record.to_check = !record.false_claim && claim == "to_check";
    record.open = record.to_check && !detail_of(act, "claim_of").empty() &&
                  detail_of(act, "claim_of") != "saving";
    // Who labelled it said nothing of its claim: another figure than the script's is to be checked.
    if (claim.empty() && !record.false_claim && point && claims_of() != nullptr &&
        *point < claims->points() && other_figure_in(contact, *claims, *point, act)) {
      record.to_check = true;
      record.open = true;
    }
    out.push_back(record);
  }
  return out;
}

void judge_promotions(const PreparedContact& contact, std::span<const Act> acts,
                      const Script* script, bool complete, const Parameters& parameters,
                      IndicatorResult& result) {
  const Contact& source = contact.contact();
  const bool by_person = source.data().gives(ActKind::promotion);
  const auto interests = client_interests(contact, script);
  const auto records = promotions(contact, acts, script, interests);
  const auto n = static_cast<std::int64_t>(records.size());
  const auto count = [&](auto test) {
    return static_cast<std::int64_t>(std::count_if(records.begin(), records.end(), test));
  };
  const std::int64_t matched =
      count([&](const PromotionRecord& record) { return meets(record, interests); });
  const std::int64_t false_claims =
      count([](const PromotionRecord& record) { return record.false_claim; });
  const std::optional<double> relevance = share(matched, n);
  const bool readable = !source.turns().empty() || by_person;
  if (script != nullptr && readable) {
    result.add("n", n);
    result.add("matched", matched);
    result.add("relevance", relevance ? MeasureValue{*relevance} : MeasureValue{}, "1");
    result.add("false_claims", false_claims);
    result.add("interests", static_cast<std::int64_t>(std::count_if(
                                interests.begin(), interests.end(),
                                [](const ClientInterest& interest) { return !interest.beside; })));
  }
  const double min_matched = parameters["min_matched"];
  const double min_relevance = parameters["relevance_demonstrated"];
  result.need("matched", ">=", min_matched, "min_matched");
  result.need("relevance", ">=", min_relevance, "relevance_demonstrated");
  result.need("false_claims", "<=", 0);
  result.bar("false_claims", ">=", 1);

  // The interest, then what was said to it: false claims first, then what missed it.
  for (const ClientInterest& interest : interests) {
    Evidence evidence;
    evidence.role = "interest";
    evidence.channel = interest.turn ? "turns" : "scenario";
    evidence.turn = interest.turn;
    evidence.text = interest.text;
    evidence.note = interest.turn
                        ? "the client mentions \"" + interest.tag + "\""
                        : "the scenario gives the client the interest \"" + interest.tag + "\"";
    result.evidence.push_back(std::move(evidence));
  }
  std::vector<const PromotionRecord*> shown;
  for (const PromotionRecord& record : records) shown.push_back(&record);
  const auto rank = [&](const PromotionRecord* record) {
    return record->false_claim ? 0 : meets(*record, interests) ? 2 : 1;
  };
  std::stable_sort(
      shown.begin(), shown.end(),
      [&](const PromotionRecord* a, const PromotionRecord* b) { return rank(a) < rank(b); });
  // Nearest to counting: a statement to the interest, then one with a selling point, then any.
  const auto closeness = [](const PromotionRecord* record) {
    return record->interest ? 2 : record->point != nullptr ? 1 : 0;
  };
  const PromotionRecord* nearest = nullptr;
  for (const PromotionRecord* record : shown) {
    if (nearest == nullptr || closeness(record) > closeness(nearest)) {
      nearest = record;
      result.nearest = static_cast<std::uint32_t>(result.evidence.size());
    }
    result.evidence.push_back(evidence_of(*record, interests));
  }
  bool disparages = false;
  for (const Act& act : acts) {
    if (act.kind != ActKind::promotion || detail_of(act, "competitor").empty()) continue;
    Evidence evidence;
    evidence.role = "disparagement";
    evidence.channel = "turns";
    evidence.turn = act.turn;
    evidence.text = act.text;
    evidence.time = act.time;
    evidence.note = "speaks ill of a competitor; listed, not counted";
    evidence.details = act.details;
    result.evidence.push_back(std::move(evidence));
    disparages = true;
  }
  if (disparages) result.flags.emplace_back("DISPARAGEMENT");
  if (std::any_of(records.begin(), records.end(),
                  [](const PromotionRecord& record) { return record.to_check; })) {
    result.flags.emplace_back("CLAIM_TO_CHECK");
  }

  if (script != nullptr && script->data().promo_mode == "none") {
    return result.decide(Verdict::not_applicable, "NO_PROMO_IN_SCRIPT");
  }
  if (source.data().scenario && source.data().scenario->client_opt_out) {
    return result.decide(Verdict::not_applicable, "CLIENT_OPT_OUT");
  }
  // Who wants to be sold nothing may not be told what is false all the same.
  const bool told_false = script != nullptr && readable && false_claims > 0;
  if (const auto out = told_false ? std::nullopt : opts_out(contact)) {
    Evidence evidence;
    evidence.role = "firm refusal";
    evidence.channel = "turns";
    evidence.turn = *out;
    evidence.text.end = static_cast<std::uint32_t>(source.turns()[*out].text.size());
    evidence.note = "the client wants no promotion";
    result.evidence.push_back(std::move(evidence));
    return result.decide(Verdict::not_applicable, "CLIENT_OPT_OUT");
  }
  if (script == nullptr) return result.decide(Verdict::insufficient_evidence, "NO_SCRIPT");
  if (!readable) return result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");
  if (false_claims > 0) {
    result.hinge("false_claims", ">=", 1);
    return result.decide(Verdict::not_demonstrated, "UNAPPROVED_CLAIM");
  }
  if (interests.empty()) return result.decide(Verdict::insufficient_evidence, "INTEREST_UNKNOWN");
  if (n == 0) {
    if (!complete) {
      result.hinge("matched", ">=", min_matched, "min_matched");
      return result.decide(Verdict::insufficient_evidence, "ONE_SIDED_DETECTOR");
    }
    if (cut_short(source)) {
      result.hinge("matched", ">=", min_matched, "min_matched");
      return result.decide(Verdict::insufficient_evidence, "CONTACT_CUT");
    }
    result.hinge("matched", "<", min_matched, "min_matched");
    result.bar("n", "<", 1);
    return result.decide(Verdict::not_demonstrated, "NO_PROMOTION");
  }
  const bool enough = static_cast<double>(matched) + tolerance >= min_matched;
  const bool relevant = relevance.value_or(0) + tolerance >= min_relevance;
  if (enough && relevant) {
    // What a person still has to look at may turn out to be false.
    if (std::any_of(records.begin(), records.end(),
                    [](const PromotionRecord& record) { return record.open; })) {
      result.hinge("false_claims", "<=", 0);
      return result.decide(Verdict::insufficient_evidence, "UNCONFIRMED_COUNT");
    }
    result.hinge("relevance", ">=", min_relevance, "relevance_demonstrated");
    return result.decide(Verdict::demonstrated, "OK");
  }
  // A statement of no selling point, or to what the client said beside the scenario, may have met
  // an interest.
  const std::int64_t missed = count(
      [](const PromotionRecord& record) { return record.point != nullptr && !record.interest; });
  const bool beside =
      std::any_of(records.begin(), records.end(),
                  [](const PromotionRecord& record) { return record.interest.has_value(); });
  if (matched == 0 && !beside &&
      static_cast<double>(missed) + tolerance >= parameters["off_interest_min"]) {
    result.hinge("matched", "<", min_matched, "min_matched");
    if (by_person) result.bar("matched", "<", min_matched, "min_matched");
    if (by_person) return result.decide(Verdict::not_demonstrated, "OFF_INTEREST");
    // The statement that met the interest may be one the rules did not find.
    result.flags.emplace_back("WOULD_BE_OFF_INTEREST");
    return result.decide(Verdict::insufficient_evidence, "UNCONFIRMED_COUNT");
  }
  if (enough) {
    result.hinge("relevance", ">=", min_relevance, "relevance_demonstrated");
  } else {
    result.hinge("matched", ">=", min_matched, "min_matched");
  }
  result.decide(Verdict::insufficient_evidence, "BORDERLINE");
}

}  // namespace callnorm
