#include "callnorm/indicator/vocabulary.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/denial.hpp"
#include "callnorm/analysis/address.hpp"
#include "callnorm/analysis/concepts.hpp"
#include "callnorm/analysis/function_words.hpp"
#include "callnorm/analysis/jargon.hpp"
#include "callnorm/analysis/prosody_pairs.hpp"
#include "callnorm/engine/rank_correlation.hpp"
#include "callnorm/engine/statistics.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"
#include "figures.hpp"

namespace callnorm {
namespace {

constexpr std::size_t shown = 20;  // lines of evidence of one kind
// When the client's own form is clear: this often, and this many times as often as the other.
constexpr std::uint32_t client_uses = 3;
constexpr std::uint32_t client_majority = 2;

MeasureValue counted(std::size_t count) {
  return static_cast<std::int64_t>(count);
}

/// Two decimals; shorter for whole numbers.
std::string text_of(double value) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, 2);
  if (end.ec != std::errc{}) return "out of range";
  std::string out(buffer.data(), end.ptr);
  out.erase(out.find_last_not_of('0') + 1);
  if (out.back() == '.') out.pop_back();
  return out == "-0" ? "0" : out;
}

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

std::vector<bool> tokens_aside(const PreparedContact& contact,
                               std::span<const ScriptedRange> scripted) {
  std::vector<bool> aside(contact.tokens().size(), false);
  for (const ScriptedRange& range : scripted) {
    if (range.turn >= contact.turns().size()) continue;
    const PreparedTurn& turn = contact.turns()[range.turn];
    for (std::uint32_t k = turn.first_token; k < turn.last_token; ++k) {
      const TextRange& token = contact.tokens()[k].text;
      if (token.begin < range.text.end && token.end > range.text.begin) aside[k] = true;
    }
  }
  return aside;
}

/// A use of the agent's that was judged.
struct JudgedAddress {
  AddressUse use;
  AddressForm expected = AddressForm::formal;
  bool by_script = false;
  bool right = false;
  bool unclear = false;  ///< wrong, but perhaps said to somebody else, or at the client's wish
};

// Whether every wrong form stands in a turn or two without a right one, of somebody who addresses
// the client rightly elsewhere, in more turns or as often: words to a colleague, or to the child
// who picked up.
bool may_be_asides(std::span<const JudgedAddress> uses) {
  constexpr std::size_t few = 2;      // turns
  constexpr std::ptrdiff_t firm = 3;  // right uses that tell how the client is addressed
  std::set<std::uint32_t> wrong;
  std::set<std::uint32_t> right;
  for (const JudgedAddress& judged : uses) {
    (judged.right ? right : wrong).insert(judged.use.turn);
  }
  const auto rights = std::count_if(uses.begin(), uses.end(),
                                    [](const JudgedAddress& judged) { return judged.right; });
  const auto wrongs = static_cast<std::ptrdiff_t>(uses.size()) - rights;
  const bool elsewhere = right.size() > wrong.size() || (rights >= firm && rights >= wrongs);
  return wrong.size() <= few && elsewhere &&
         std::none_of(wrong.begin(), wrong.end(),
                      [&](std::uint32_t turn) { return right.count(turn) != 0; });
}

// Whether a sentence calls somebody: a capitalised word beside a comma that is no cue ("Ja,").
bool calls_somebody(const PreparedContact& contact, const PreparedSentence& s) {
  constexpr std::uint32_t most = 60;  // tokens looked at
  const std::string_view text = contact.contact().turns()[s.turn].text;
  const auto hits = contact.hits_of(s);
  for (std::uint32_t k = s.first; k < s.last && k - s.first < most; ++k) {
    const TextRange word = contact.tokens()[k].text;
    const bool capital = word.end - word.begin > 1 && text[word.begin] >= 'A' &&
                         text[word.begin] <= 'Z' && text[word.begin + 1] >= 'a';
    if (!capital) continue;
    const bool before_comma = word.end < text.size() && text[word.end] == ',';
    const bool after_comma =
        k > s.first && text.substr(contact.tokens()[k - 1].text.end).starts_with(',');
    if (!before_comma && !after_comma) continue;
    if (std::none_of(hits.begin(), hits.end(),
                     [&](const CueHit& hit) { return hit.first <= k && k < hit.last; })) {
      return true;
    }
  }
  return false;
}

// Where the agent asked for a moment and somebody is called or asked something right after that,
// the token past that: what follows in the turn may be said to a colleague.
std::optional<std::uint32_t> hold_in(const PreparedContact& contact, std::uint32_t turn) {
  constexpr std::uint32_t soon = 2;  // sentences
  const std::uint32_t past = contact.turns()[turn].last_sentence;
  std::optional<std::uint32_t> out;
  std::optional<std::uint32_t> seen;  // the last sentence looked at
  for (const CueHit& hit : contact.hits_of(turn)) {
    if (hit.cue_class != CueClass::hold || !contact.cue_of(hit).tag.empty()) continue;
    if (std::exchange(seen, hit.sentence) == hit.sentence) continue;
    for (std::uint32_t i = hit.sentence + 1; i < past && i <= hit.sentence + soon; ++i) {
      const PreparedSentence& s = contact.sentences()[i];
      if (s.question || calls_somebody(contact, s))
        out = std::min(out.value_or(hit.last), hit.last);
    }
  }
  return out;
}

// "Tu... pardon, vous voyez": taken back at once.
bool taken_back(const PreparedContact& contact, const AddressUse& use, const AddressUse& next) {
  constexpr std::uint32_t at_once = 4;  // tokens
  if (use.turn != next.turn || next.form == use.form || next.first - use.last > at_once) {
    return false;
  }
  const auto hits = contact.hits_of(use.turn);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    return (hit.cue_class == CueClass::apology || hit.cue_class == CueClass::repair_request) &&
           hit.first >= use.last && hit.last <= next.first;
  });
}

/// "Me tutoyer pas", "ik wil niet dat u je zegt": a denial in the clause of the wish.
bool is_refused(const PreparedContact& contact, const CueHit& hit) {
  constexpr std::uint32_t reach = 12;  // tokens
  const PreparedSentence& s = contact.sentences()[hit.sentence];
  const std::string_view text = contact.contact().turns()[s.turn].text;
  const auto near = [&](std::uint32_t from, std::uint32_t to) {
    const std::uint32_t begin = contact.tokens()[from].text.end;
    return text.substr(begin, contact.tokens()[to].text.begin - begin).find_first_of(",;:") ==
           std::string_view::npos;
  };
  const Language language = contact.lexicon()->language();
  for (std::uint32_t k = hit.first; k > s.first && hit.first - k < reach && near(k - 1, k); --k) {
    if (is_denial(language, contact.type_of(k - 1).folded)) return true;
  }
  for (std::uint32_t k = hit.last; k < s.last && k - hit.last < reach && near(k - 1, k); ++k) {
    if (is_denial(language, contact.type_of(k).folded)) return true;
  }
  return false;
}

/// The turn in which the client asks for the familiar form ("zeg maar je").
std::optional<std::uint32_t> invited_in(const PreparedContact& contact) {
  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
    if (contact.turns()[t].speaker != Speaker::client) continue;
    for (const CueHit& hit : contact.hits_of(t)) {
      if (contact.is_cue(hit, CueClass::address, "invite") && !is_refused(contact, hit)) return t;
    }
  }
  return std::nullopt;
}

/// The turns in which somebody else takes over from the client: greets, after one of the two spoke
/// of handing over ("geeft u hem maar door" - "hallo, ik ben Milan").
std::vector<std::uint32_t> handed_over_in(const PreparedContact& contact) {
  constexpr std::uint32_t soon = 4;  // turns
  std::vector<std::uint32_t> out;
  std::uint32_t expected_until = 0;  // turn
  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
    if (contact.turns()[t].speaker == Speaker::client && t < expected_until) {
      const auto hits = contact.hits_of(t);
      if (std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
            return contact.is_cue(hit, CueClass::address, "takes_over") &&
                   hit.first == contact.turns()[t].first_token;
          })) {
        out.push_back(t);
        expected_until = 0;
      }
    }
    if (contact.says_cue(t, CueClass::address, "hands_over")) expected_until = t + 1 + soon;
  }
  return out;
}

bool is_plural(const PreparedContact& contact, const AddressUse& use) {
  return folded(slice(contact.contact().turns()[use.turn].text, use.text)) == "jullie";
}

std::vector<JudgedAddress> judged_address(const PreparedContact& contact, const Script* script,
                                          const std::vector<bool>& aside) {
  std::vector<JudgedAddress> out;
  std::optional<AddressForm> of_script;
  std::vector<std::string> forbidden;
  if (script != nullptr) {
    if (script->data().address_form == "V") of_script = AddressForm::formal;
    if (script->data().address_form == "T") of_script = AddressForm::familiar;
    for (const std::string& phrase : script->data().forbidden_phrases) {
      forbidden.push_back(folded(phrase));
    }
  }
  std::uint32_t formal = 0;
  std::uint32_t familiar = 0;
  const std::vector<AddressUse> uses = address_uses(contact, aside);
  const std::optional<std::uint32_t> invited = invited_in(contact);
  const std::vector<std::uint32_t> handed_over = handed_over_in(contact);
  auto taking_over = handed_over.begin();
  bool somebody_else = false;  // until the client is addressed again
  std::optional<std::uint32_t> turn_of_hold;
  std::optional<std::uint32_t> hold;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const AddressUse& use = uses[i];
    const PreparedTurn& turn = contact.turns()[use.turn];
    if (turn.speaker == Speaker::client) {
      // "jullie" is the company, "je" may be anybody: only what is clear sets the form.
      if (use.weak) continue;
      formal += use.form == AddressForm::formal ? 1U : 0U;
      familiar += use.form == AddressForm::familiar ? 1U : 0U;
      continue;
    }
    // "U" has no plural: who speaks of a household says "jullie" and is polite all the same.
    if (use.weak && is_plural(contact, use)) continue;
    std::optional<AddressForm> expected = of_script;
    if (!expected && formal >= client_uses && formal >= client_majority * familiar) {
      expected = AddressForm::formal;
    }
    if (!expected && familiar >= client_uses && familiar >= client_majority * formal) {
      expected = AddressForm::familiar;
    }
    if (!expected) continue;
    bool right = use.form == *expected;
    if (use.form == AddressForm::either) {
      const std::string said = folded(slice(contact.contact().turns()[use.turn].text, use.text));
      right = std::find(forbidden.begin(), forbidden.end(), said) == forbidden.end();
    }
    for (; taking_over != handed_over.end() && *taking_over < use.turn; ++taking_over) {
      somebody_else = true;
    }
    somebody_else = somebody_else && !right;
    if (!right && i + 1 < uses.size() && taken_back(contact, use, uses[i + 1])) continue;
    const bool wished = use.form == AddressForm::familiar && invited && *invited < use.turn;
    if (!right && std::exchange(turn_of_hold, use.turn) != use.turn) {
      hold = hold_in(contact, use.turn);
    }
    const bool unclear = !right && (wished || somebody_else || (hold && use.first >= *hold));
    out.push_back({use, *expected, of_script.has_value(), right, unclear});
  }
  if (may_be_asides(out)) {
    for (JudgedAddress& judged : out) judged.unclear = !judged.right;
  }
  return out;
}

struct Correlation {
  const ProsodySeries* series = nullptr;
  std::optional<double> rs;
};

/// @param standings which uses; of those that are not held against anybody the first of each term.
void show_jargon(std::span<const JargonUse> uses, const std::vector<JargonTerm>& terms,
                 std::initializer_list<JargonUse::Standing> standings, IndicatorResult& result,
                 std::optional<std::uint32_t>& nearest) {
  std::size_t lines = 0;
  std::uint32_t nearest_said = 0;
  std::uint32_t nearest_of = 1;
  std::vector<bool> seen(terms.size(), false);
  for (const JargonUse& use : uses) {
    const bool unexplained = use.standing == JargonUse::Standing::unexplained;
    if (std::find(standings.begin(), standings.end(), use.standing) == standings.end() ||
        lines >= shown || (!unexplained && seen[use.term])) {
      continue;
    }
    seen[use.term] = true;
    ++lines;
    const JargonTerm& term = terms[use.term];
    Evidence e;
    e.channel = "turns";
    e.turn = use.turn;
    e.text = use.text;
    e.details.emplace_back("term", term.term);
    if (!term.plain.empty()) e.details.emplace_back("plain", term.plain);
    const std::string where =
        use.where ? " in turn " + std::to_string(*use.where + 1) : std::string();
    switch (use.standing) {
      case JargonUse::Standing::unexplained:
        e.role = "unexplained jargon";
        e.note = quoted(term.term) + " unexplained";
        if (!term.plain.empty()) e.note += "; plain: " + term.plain;
        if (use.plain_said > 0) {
          e.note += "; " + std::to_string(use.plain_said) + " of its " +
                    std::to_string(use.plain_words) + " plain words said";
          if (use.plain_said * nearest_of > nearest_said * use.plain_words) {
            nearest_said = use.plain_said;
            nearest_of = use.plain_words;
            nearest = static_cast<std::uint32_t>(result.evidence.size());
          }
        }
        break;
      case JargonUse::Standing::explained:
      case JargonUse::Standing::known:
        e.role = "explained jargon";
        e.note = quoted(term.term) + " explained" + where;
        break;
      case JargonUse::Standing::unclear:
        e.role = "unclear jargon";
        e.note = quoted(term.term) +
                 (use.where ? " may have been clear" + where : " may mean something else here");
        break;
      case JargonUse::Standing::taken_up:
        e.role = "client's jargon";
        e.note = quoted(term.term) + " used by the client" + where;
        break;
    }
    result.evidence.push_back(std::move(e));
  }
}

void show_address(const PreparedContact& contact, std::span<const JudgedAddress> uses,
                  IndicatorResult& result) {
  std::size_t lines = 0;
  for (const JudgedAddress& judged : uses) {
    if (judged.right || lines >= shown) continue;
    ++lines;
    Evidence e;
    e.role = "wrong address form";
    e.channel = "turns";
    e.turn = judged.use.turn;
    e.text = judged.use.text;
    e.note = quoted(slice(contact.contact().turns()[judged.use.turn].text, judged.use.text)) +
             " where the " + (judged.by_script ? "script" : "client") + " sets " +
             std::string(name(judged.expected));
    if (judged.unclear) e.note += "; may have been said to somebody else, or at the client's wish";
    e.details.emplace_back("form", name(judged.use.form));
    e.details.emplace_back("expected", name(judged.expected));
    e.details.emplace_back("set_by", judged.by_script ? "script" : "client");
    result.evidence.push_back(std::move(e));
  }
}

void show_concepts(std::span<const SharedConcept> shared,
                   const std::vector<std::vector<std::string>>& concepts, bool adopted,
                   IndicatorResult& result) {
  std::size_t lines = 0;
  for (const SharedConcept& pair : shared) {
    if (pair.adopted != adopted || lines >= shown) continue;
    ++lines;
    const std::string& of_client = concepts[pair.number][pair.client.phrase];
    const std::string& of_agent = concepts[pair.number][pair.agent.phrase];
    Evidence e;
    e.role = adopted ? "word adopted" : "word not adopted";
    e.channel = "turns";
    e.turn = pair.agent.turn;
    e.text = pair.agent.text;
    e.note = quoted(of_client) + " of the client (turn " + std::to_string(pair.client.turn + 1) +
             ") -> " + quoted(of_agent) + " of the agent";
    e.details.emplace_back("client", of_client);
    e.details.emplace_back("agent", of_agent);
    e.details.emplace_back("client_turn", std::to_string(pair.client.turn + 1));
    result.evidence.push_back(std::move(e));
  }
}

void show_intonation(const PreparedContact& contact, std::span<const Correlation> correlations,
                     std::string_view rating, const Correlation* best, IndicatorResult& result,
                     std::optional<std::uint32_t>& nearest) {
  if (!rating.empty()) {
    Evidence e;
    e.role = "assessor rating";
    e.channel = "assessor";
    e.note = rating == "adapted" ? "the assessor rates the intonation as adapted to the client"
                                 : "the assessor rates the intonation as not adapted to the client";
    result.evidence.push_back(std::move(e));
  }
  for (const Correlation& correlation : correlations) {
    const std::vector<ProsodyPair>& pairs = correlation.series->pairs;
    if (pairs.empty()) continue;
    Evidence e;
    e.role = "intonation series";
    e.channel = "prosody";
    e.turn = pairs.front().agent_turn;
    e.text.end =
        static_cast<std::uint32_t>(contact.contact().turns()[pairs.front().agent_turn].text.size());
    e.note = std::string(correlation.series->feature) + " of client and agent over " +
             std::to_string(pairs.size()) + (pairs.size() == 1 ? " exchange" : " exchanges") +
             (correlation.rs ? ": rank correlation " + text_of(*correlation.rs)
                             : ": no rank correlation");
    std::string turns;
    std::string client;
    std::string agent;
    for (const ProsodyPair& pair : pairs) {
      const std::string_view blank = turns.empty() ? "" : " ";
      turns.append(blank).append(std::to_string(pair.agent_turn + 1));
      client.append(blank).append(text_of(pair.client));
      agent.append(blank).append(text_of(pair.agent));
    }
    e.details.emplace_back("feature", correlation.series->feature);
    e.details.emplace_back("turns", std::move(turns));
    e.details.emplace_back("client", std::move(client));
    e.details.emplace_back("agent", std::move(agent));
    if (&correlation == best) nearest = static_cast<std::uint32_t>(result.evidence.size());
    result.evidence.push_back(std::move(e));
  }
}

void add_style(const PreparedContact& contact, const std::vector<bool>& aside,
               const Parameters& parameters, IndicatorResult& result) {
  const StyleMatch style = style_match(contact, aside);
  const double least = parameters["min_words"] - tolerance;
  const bool enough = static_cast<double>(style.agent_words) >= least &&
                      static_cast<double>(style.client_words) >= least;
  result.add("lsm", enough ? or_undefined(style.mean_matching) : MeasureValue{}, "1");
  for (std::size_t c = 0; c < style.matching.size(); ++c) {
    result.add("lsm_" + std::string(function_word_names[c]),
               enough ? or_undefined(style.matching[c]) : MeasureValue{}, "1");
  }
  const bool answers = static_cast<double>(style.answers) >= parameters["min_pairs"] - tolerance;
  result.add("coordination", answers ? or_undefined(style.coordination) : MeasureValue{}, "1");
}

}  // namespace

void judge_vocabulary(const PreparedContact& contact, const Script* script, const ScriptSaid& said,
                      std::span<const ScriptedRange> scripted, const Parameters& parameters,
                      IndicatorResult& result) {
  if (contact.turns().empty()) {
    return result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");
  }
  const ContactDraft& data = contact.contact().data();
  const std::vector<bool> aside = tokens_aside(contact, scripted);
  std::int64_t agent_words = 0;
  for (const PreparedTurn& turn : contact.turns()) {
    if (turn.speaker != Speaker::agent) continue;
    agent_words +=
        std::count(aside.begin() + turn.first_token, aside.begin() + turn.last_token, false);
  }

  // Terms and names of things in another language than the contact's are not said in it.
  const bool language_known = contact.lexicon() != nullptr;
  const std::optional<Language> script_language =
      script == nullptr ? std::nullopt : language_of(script->data().language);
  const bool other_language = language_known && script != nullptr &&
                              !script->data().language.empty() &&
                              script_language != contact.lexicon()->language();
  const ScriptDraft none{};
  const ScriptDraft& words =
      script != nullptr && language_known && !other_language ? script->data() : none;
  if (other_language) result.flags.emplace_back("SCRIPT_IN_OTHER_LANGUAGE");

  const std::vector<JargonUse> jargon = jargon_uses(contact, words.jargon, said.jargon, aside);
  const auto of_standing = [&](JargonUse::Standing standing) {
    return std::count_if(jargon.begin(), jargon.end(),
                         [&](const JargonUse& use) { return use.standing == standing; });
  };
  // What the figures hold and what is certain of it: only that fails anybody.
  const auto certain_jargon = of_standing(JargonUse::Standing::unexplained);
  const auto unexplained = certain_jargon + of_standing(JargonUse::Standing::unclear);
  const auto per_100 = [&](std::ptrdiff_t count) -> std::optional<double> {
    if (words.jargon.empty() || agent_words <= 0) return std::nullopt;
    return 100.0 * static_cast<double>(count) / static_cast<double>(agent_words);
  };
  const std::optional<double> j = per_100(unexplained);
  const std::optional<double> certain_j = per_100(certain_jargon);
  const std::vector<JudgedAddress> address = judged_address(contact, script, aside);
  const auto right = static_cast<std::size_t>(
      std::count_if(address.begin(), address.end(), [](const auto& use) { return use.right; }));
  std::optional<double> a;
  if (!address.empty()) a = static_cast<double>(right) / static_cast<double>(address.size());
  const auto unclear_forms = static_cast<std::size_t>(
      std::count_if(address.begin(), address.end(), [](const auto& use) { return use.unclear; }));
  const std::optional<double> certain_a = share(right, address.size() - unclear_forms);
  const std::vector<SharedConcept> shared =
      language_known ? shared_concepts(contact, words.concepts, said.concepts, aside)
                     : std::vector<SharedConcept>{};
  const auto adopted = static_cast<std::size_t>(
      std::count_if(shared.begin(), shared.end(), [](const auto& pair) { return pair.adopted; }));
  std::optional<double> e;
  if (!shared.empty() &&
      static_cast<double>(shared.size()) >= parameters["min_concepts"] - tolerance) {
    e = static_cast<double>(adopted) / static_cast<double>(shared.size());
  }
  const auto unclear_words = static_cast<std::size_t>(
      std::count_if(shared.begin(), shared.end(), [](const auto& pair) { return pair.unclear; }));
  const std::optional<double> certain_e = share(adopted + unclear_words, shared.size());

  // Writing has no intonation, whatever was handed in with it.
  const bool heard = contact.contact().channel() == Channel::voice;
  const std::string_view rating = heard ? std::string_view(data.assessor_intonation) : "";
  const std::array<ProsodySeries, 3> series = prosody_pairs(contact.contact());
  std::vector<Correlation> correlations;
  std::size_t pairs = 0;
  if (heard && data.prosody) {
    for (const ProsodySeries& one : series) {
      Correlation correlation{&one, std::nullopt};
      pairs = std::max(pairs, one.pairs.size());
      if (static_cast<double>(one.pairs.size()) >= parameters["min_pairs"] - tolerance) {
        std::vector<double> client;
        std::vector<double> agent;
        for (const ProsodyPair& pair : one.pairs) {
          client.push_back(pair.client);
          agent.push_back(pair.agent);
        }
        correlation.rs = rank_correlation(client, agent);
      }
      correlations.push_back(correlation);
    }
  }
  const Correlation* best = nullptr;
  for (const Correlation& correlation : correlations) {
    if (correlation.rs && (best == nullptr || *correlation.rs > *best->rs)) best = &correlation;
  }

  result.add("agent_words", agent_words, "word");
  result.add("jargon", j ? MeasureValue{static_cast<std::int64_t>(unexplained)} : MeasureValue{},
             "word");
  result.add("jargon_per_100", or_undefined(j), "per 100 words");
  result.add("address_form", or_undefined(a), "1");
  result.add("forms_right", counted(right), "item");
  result.add("forms_wrong", counted(address.size() - right), "item");
  result.add("entrainment", or_undefined(e), "1");
  result.add("concepts_shared", counted(shared.size()), "item");
  result.add("concepts_adopted", counted(adopted), "item");
  result.add("prosody_best_rs", best == nullptr ? MeasureValue{} : MeasureValue{*best->rs}, "1");
  result.add("prosody_pairs", counted(pairs), "item");
  for (std::size_t i = 0; i < series.size(); ++i) {
    result.add("rs_" + std::string(series[i].feature),
               i < correlations.size() ? or_undefined(correlations[i].rs) : MeasureValue{}, "1");
  }
  add_style(contact, aside, parameters, result);

  std::optional<std::uint32_t> nearest_term;
  std::optional<std::uint32_t> nearest_series;
  using Standing = JargonUse::Standing;
  show_jargon(jargon, words.jargon, {Standing::unexplained}, result, nearest_term);
  show_jargon(jargon, words.jargon, {Standing::unclear}, result, nearest_term);
  show_address(contact, address, result);
  show_concepts(shared, words.concepts, false, result);
  show_concepts(shared, words.concepts, true, result);
  show_jargon(jargon, words.jargon, {Standing::explained, Standing::known, Standing::taken_up},
              result, nearest_term);
  show_intonation(contact, correlations, rating, best, result, nearest_series);

  struct Limits {
    std::string_view measure;
    const std::optional<double>& value;
    const std::optional<double>& certain;  // the value at its best, for what is not certain
    bool low_is_good;
    std::string_view good_limit;
    std::string_view bad_limit;
  };
  const std::array<Limits, 3> vocabulary{
      {{"jargon_per_100", j, certain_j, true, "jargon_demonstrated", "jargon_not"},
       {"address_form", a, certain_a, false, "address_demonstrated", "address_not"},
       {"entrainment", e, certain_e, false, "entrainment_demonstrated", "entrainment_not"}}};
  result.need("agent_words", ">=", parameters["min_words"], "min_words");
  for (const Limits& c : vocabulary) {
    // Without occasion to address or to take up a word nothing is asked; jargon is always asked.
    if (!c.value && !c.low_is_good) continue;
    result.need(c.measure, c.low_is_good ? "<=" : ">=", parameters[c.good_limit], c.good_limit);
  }
  for (const Limits& c : vocabulary) {
    if (!c.value) continue;
    result.bar(c.measure, c.low_is_good ? ">" : "<", parameters[c.bad_limit], c.bad_limit);
  }
  if (rating != "adapted") {
    result.need("prosody_pairs", ">=", parameters["min_pairs"], "min_pairs");
    result.need("prosody_best_rs", ">=", parameters["synchrony_demonstrated"],
                "synchrony_demonstrated");
  }

  if (static_cast<double>(agent_words) < parameters["min_words"] - tolerance) {
    result.hinge("agent_words", ">=", parameters["min_words"], "min_words");
    return result.decide(Verdict::insufficient_evidence, "FEW_WORDS");
  }
  if (!language_known) return result.decide(Verdict::insufficient_evidence, "LANGUAGE_UNKNOWN");
  if (script == nullptr) return result.decide(Verdict::insufficient_evidence, "NO_SCRIPT");
  for (const Limits& c : vocabulary) {
    if (!c.value || !c.certain) continue;
    const double limit = parameters[c.bad_limit];
    if (c.low_is_good ? *c.certain <= limit + tolerance : *c.certain >= limit - tolerance) continue;
    result.hinge(c.measure, c.low_is_good ? ">" : "<", limit, c.bad_limit);
    if (c.low_is_good) result.nearest = nearest_term;
    return result.decide(Verdict::not_demonstrated, "VOCABULARY");
  }
  for (const Limits& c : vocabulary) {
    if (!c.value) continue;
    const double limit = parameters[c.good_limit];
    if (c.low_is_good ? *c.value <= limit + tolerance : *c.value >= limit - tolerance) continue;
    result.hinge(c.measure, c.low_is_good ? "<=" : ">=", limit, c.good_limit);
    if (c.low_is_good) result.nearest = nearest_term;
    return result.decide(Verdict::insufficient_evidence, "BORDERLINE");
  }
  if (!j) return result.decide(Verdict::insufficient_evidence, "NO_JARGON_LIST");
  const double synchrony = parameters["synchrony_demonstrated"];
  if (rating == "adapted") {
    result.hinge("jargon_per_100", "<=", parameters["jargon_demonstrated"], "jargon_demonstrated");
    return result.decide(Verdict::demonstrated, "OK");
  }
  if (best != nullptr) {
    result.hinge("prosody_best_rs", ">=", synchrony, "synchrony_demonstrated");
    if (*best->rs >= synchrony - tolerance) {
      // NORM CCO-3.4 asks for one of the two; that they disagree is worth a look.
      if (rating == "not_adapted") result.flags.emplace_back("ASSESSOR_RATES_NOT_ADAPTED");
      return result.decide(Verdict::demonstrated, "OK");
    }
    result.nearest = nearest_series;
  } else {
    result.hinge("prosody_pairs", ">=", parameters["min_pairs"], "min_pairs");
  }
  result.decide(Verdict::insufficient_evidence, best == nullptr && rating.empty()
                                                    ? "INTONATION_NOT_OBSERVED"
                                                    : "INTONATION_FOR_ASSESSOR");
}

}  // namespace callnorm
