#include "callnorm/indicator/closing.hpp"

#include <algorithm>
#include <utility>

#include "analysis/contact_exit.hpp"
#include "callnorm/engine/sequence.hpp"
#include "callnorm/text/lexicon.hpp"
#include "figures.hpp"
#include "indicator/given_acts.hpp"

namespace callnorm {
namespace {

constexpr std::size_t most_ordered = 20;      // closing elements told apart by their order
constexpr std::uint32_t words_of_leave = 1;   // that carry content: "Goed, bedankt en tot ziens."
constexpr std::uint32_t new_topic_words = 4;  // that carry content
constexpr std::uint32_t farewell_words = 6;  // "Salukes he, Luc.", "et à demain avec le technicien"
constexpr std::uint32_t beside_element = 2;  // "merci, à plus tard", and not "bedankt, mevrouw"
constexpr std::uint32_t words_added = 4;     // to a formula, at most, to quote it whole

std::string_view closing_tag(ActKind kind) {
  switch (kind) {
    case ActKind::summary_of_actions: return "summary";
    case ActKind::anything_else: return "anything_else";
    case ActKind::next_step: return "next_step";
    case ActKind::thanks: return "thanks";
    case ActKind::wish: return "wish";
    case ActKind::goodbye: return "goodbye";
    default: return "";
  }
}

/// The formula's clause to its end: "Thank you for letting us know", not "Thank you for letting".
/// Up to a mark or the end of the turn, where that is near and no other element begins before.
TextRange whole_clause(const PreparedContact& contact, const ClosingElement& element,
                       std::span<const ClosingElement> all) {
  const std::string_view text = contact.contact().turns()[*element.turn].text;
  const auto limit = static_cast<std::uint32_t>(
      std::min(text.find_first_of(",.;:!?()\n", element.text.end), text.size()));
  const bool other = std::any_of(all.begin(), all.end(), [&](const ClosingElement& next) {
    return next.turn == element.turn && next.text.begin >= element.text.end &&
           next.text.begin < limit;
  });
  if (other) return element.text;
  TextRange whole = element.text;
  std::uint32_t words = 0;
  const auto [first, last] =
      contact.tokens_within(*element.turn, {element.text.end, std::max(limit, element.text.end)});
  for (std::uint32_t k = first; k < last; ++k) {
    const TextRange word = contact.tokens()[k].text;
    if (word.end > limit) continue;
    whole.end = word.end;
    ++words;
  }
  return words <= words_added ? whole : element.text;
}

// Whether one element of the closing is part of every longest order that was found.
bool counts_in_order(const std::vector<std::string>& required,
                     const std::vector<std::string>& found, const std::string& wanted,
                     std::size_t common) {
  std::vector<std::string> others = required;
  std::erase(others, wanted);
  return lcs_length(std::span<const std::string>(others), std::span<const std::string>(found)) <
         common;
}

// Where the phrase of the lexicon ends that makes an element of its sentence: a model gives it the
// whole of "Thanks Mary, until the next time."
std::uint32_t end_of_phrase(const PreparedContact& contact, const ClosingElement& element,
                            std::span<const CueHit> hits) {
  std::uint32_t end = 0;
  for (const CueHit& hit : hits) {
    if (hit.text.begin < element.text.begin || hit.text.end > element.text.end) continue;
    if (contact.is_cue(hit, CueClass::closing, element.tag)) end = std::max(end, hit.text.end);
  }
  return end == 0 ? element.text.end : end;
}

// The agent's last turn, where its last sentence may have been a farewell: a wish, or a few words
// that are no element of a closing.
std::optional<std::uint32_t> farewell_turn(const PreparedContact& contact,
                                           const ClosingRecord& record) {
  for (auto t = static_cast<std::uint32_t>(contact.turns().size()); t-- > 0;) {
    const PreparedTurn& turn = contact.turns()[t];
    if (turn.speaker != Speaker::agent || turn.first_token == turn.last_token) continue;
    // What the lexicon takes for a farewell may be one where a detector does not.
    const auto hits = contact.hits_of(t);
    if (!record.found.empty() && contact.says_cue(t, CueClass::closing, "goodbye")) {
      return t;
    }
    const PreparedSentence& last = contact.sentences_of(t).back();
    // What follows the last element in its sentence: "Merci pour votre appel, à plus tard."
    TextRange rest = last.text;
    for (const ClosingElement& element : record.found) {
      if (element.turn != t || element.text.end <= last.text.begin) continue;
      if (element.tag == "wish") return t;
      rest.begin = std::max(rest.begin, end_of_phrase(contact, element, hits));
    }
    rest.begin = std::min(rest.begin, rest.end);
    const auto [first, past] = contact.tokens_within(t, rest);
    const bool all = rest.begin == last.text.begin;
    const std::uint32_t words = past - first;
    const bool few = words <= farewell_words && (all || words >= beside_element);
    return few && !record.found.empty() ? std::optional(t) : std::nullopt;
  }
  return std::nullopt;
}

// "Was there anything else at all?": of this question a model overlooks wordings the lexicon has.
void add_phrases(const PreparedContact& contact, std::span<const Act> acts, std::uint32_t zone,
                 ClosingRecord& record) {
  if (contact.contact().data().gives(ActKind::anything_else) ||
      std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
        return act.kind == ActKind::anything_else && act.turn && *act.turn >= zone;
      })) {
    return;
  }
  for (auto t = static_cast<std::uint32_t>(contact.turns().size()); t-- > zone;) {
    if (contact.turns()[t].speaker != Speaker::agent) continue;
    for (const CueHit& hit : contact.hits_of(t)) {
      if (!contact.is_cue(hit, CueClass::closing, "anything_else") || contact.cue_of(hit).weak ||
          !contact.sentences()[hit.sentence].question) {
        continue;
      }
      ClosingElement element;
      element.tag = "anything_else";
      element.turn = t;
      element.text = contact.sentences()[hit.sentence].text;
      element.time = contact.contact().turns()[t].time;
      const auto later =
          std::find_if(record.found.begin(), record.found.end(), [&](const ClosingElement& other) {
            return other.turn &&
                   (*other.turn > t || (*other.turn == t && other.text.begin > element.text.begin));
          });
      record.found.insert(later, std::move(element));
      return;
    }
  }
}

bool thanks(std::span<const Act> acts, std::uint32_t turn) {
  return std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
    return act.turn == turn && act.kind == ActKind::thanks;
  });
}

// Words of a client's turn that carry content, but for those that thank and take leave.
std::uint32_t words_brought_up(const PreparedContact& contact, std::span<const Act> acts,
                               std::uint32_t turn) {
  std::uint32_t content = 0;
  for (const PreparedSentence& s : contact.sentences_of(turn)) {
    const bool formula =
        contact.punctuated() && std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
          return act.turn == turn && act.text.begin < s.text.end && act.text.end > s.text.begin &&
                 (act.kind == ActKind::thanks || act.kind == ActKind::goodbye);
        });
    if (formula) continue;
    for (std::uint32_t k = s.first; k < s.last; ++k) {
      if (!contact.type_of(k).content.empty()) ++content;
    }
  }
  return content;
}

// Whether a client's turn says something besides thanking and taking leave.
bool brings_up(const PreparedContact& contact, std::span<const Act> acts, std::uint32_t turn) {
  return words_brought_up(contact, acts, turn) >= new_topic_words;
}

bool opens_with_no(const PreparedContact& contact, std::uint32_t turn) {
  std::uint32_t opening = contact.turns()[turn].first_token;
  for (const CueHit& hit : contact.hits_of(turn)) {  // in order
    if (hit.first != opening) continue;
    if (hit.cue_class == CueClass::disconfirm) return true;
    if (hit.cue_class == CueClass::filler) opening = hit.last;  // "Euh, nee."
  }
  return false;
}

// "Ja, ik heb nog een vraag", "There is, actually": what a client answers who has something more. A
// bare opening ("Oui, et ma facture ...") is one where nothing thanks or takes leave beside it. Who
// begins with a no ("Nee, ik heb nog geen vragen") has nothing, but for "Nee, wacht, ...".
bool has_more(const PreparedContact& contact, std::span<const Act> acts, std::uint32_t turn) {
  if (opens_with_no(contact, turn) && !contact.says_cue(turn, CueClass::hold, "")) return false;
  bool opens = false;
  bool leaves = false;
  for (const CueHit& hit : contact.hits_of(turn)) {
    if (hit.cue_class != CueClass::closing) continue;
    const Cue& cue = contact.cue_of(hit);
    if (cue.tag == "more" && !cue.weak) return true;
    opens = opens || cue.tag == "more";
    leaves = leaves || cue.tag == "thanks" || cue.tag == "wish" || cue.tag == "goodbye";
  }
  return opens && !leaves && words_brought_up(contact, acts, turn) > 0;
}

// "Wacht, wacht, ik heb nog ...": the client goes on after the agent took leave.
bool holds_back(const PreparedContact& contact, std::uint32_t turn) {
  return contact.says_cue(turn, CueClass::closing, "more") ||
         (contact.says_cue(turn, CueClass::hold, "") &&
          !contact.says_cue(turn, CueClass::closing, "goodbye"));
}

}  // namespace

ClosingRecord closing_record(const PreparedContact& contact, std::span<const Act> acts,
                             const Parameters& parameters) {
  ClosingRecord record;
  const Contact& source = contact.contact();
  const auto count = static_cast<std::uint32_t>(contact.turns().size());
  const std::uint32_t zone_turns = parameters.count("zone_turns");
  std::uint32_t zone = count > zone_turns ? count - zone_turns : 0;
  if (source.channel() == Channel::email) {
    // Every letter takes its leave; the contact is closed in the agent's last, and in those before
    // as long as the client only thanked for them.
    std::uint32_t closed = 0;
    for (std::uint32_t t = count; t-- > 0;) {
      if (contact.turns()[t].speaker == Speaker::agent) {
        closed = t;
      } else if (closed > 0 && (!thanks(acts, t) || brings_up(contact, acts, t))) {
        break;
      }
    }
    zone = std::max(zone, closed);
  }

  // A client who, asked whether there is anything else, brings up something new: the closing starts
  // over. So it does where a client asks something after the agent took leave, and the agent takes
  // no leave again.
  const auto has = [&](ActKind kind, std::uint32_t from, std::uint32_t past, Speaker speaker) {
    return std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
      return act.kind == kind && act.turn && *act.turn >= from && *act.turn < past &&
             contact.turns()[*act.turn].speaker == speaker;
    });
  };
  // The next turn takes leave, and says nothing else.
  const auto left_unanswered = [&](std::uint32_t turn) {
    return has(ActKind::goodbye, turn + 1, turn + 2, Speaker::agent) &&
           words_brought_up(contact, acts, turn + 1) <= words_of_leave;
  };
  for (const Act& act : acts) {
    const bool leaves = act.kind == ActKind::goodbye;
    if ((act.kind != ActKind::anything_else && !leaves) || !act.turn || *act.turn < zone) continue;
    const std::uint32_t answer = *act.turn + 1;
    if (answer >= count || contact.turns()[answer].speaker != Speaker::client) continue;
    const bool declines = std::any_of(acts.begin(), acts.end(), [&](const Act& other) {
      return other.turn == answer &&
             (other.kind == ActKind::disconfirm || other.kind == ActKind::goodbye);
    });
    const bool asks = has(ActKind::question, answer, answer + 1, Speaker::client) && !declines;
    if (leaves) {
      if (contact.turns()[*act.turn].speaker != Speaker::agent ||
          has(ActKind::goodbye, answer, count, Speaker::agent)) {
        continue;
      }
      if (asks || holds_back(contact, answer)) zone = std::max(zone, answer);
    } else if ((asks && left_unanswered(answer)) || has_more(contact, acts, answer) ||
               (!declines && brings_up(contact, acts, answer))) {
      zone = std::max(zone, answer);
    }
  }

  bool all_given = true;
  std::vector<bool> tagged(count, false);
  std::optional<Millis> agent_goodbye_end;
  for (const Act& act : acts) {
    const std::string_view tag = closing_tag(act.kind);
    if (act.turn && *act.turn < count) {
      if (!tag.empty() || act.kind == ActKind::filler || act.kind == ActKind::hold)
        tagged[*act.turn] = true;
      if (contact.turns()[*act.turn].speaker == Speaker::client) {
        if (act.kind == ActKind::goodbye && *act.turn >= zone) {
          record.client_goodbye = act.turn;
          if (!record.client_left) record.client_left = act.turn;
        }
        continue;
      }
    }
    if (tag.empty() || (act.turn && *act.turn < zone)) continue;
    all_given = all_given && !automatic(source, act);
    ClosingElement element;
    element.tag = tag;
    element.turn = act.turn;
    element.text = act.text;
    element.time = act.time;
    if (!element.time && act.turn) element.time = source.turns()[*act.turn].time;
    if (act.kind == ActKind::goodbye) {
      record.goodbye = true;
      if (element.time) agent_goodbye_end = element.time->end;
    }
    record.found.push_back(std::move(element));
  }
  record.by_lexicon = count > 0 && !(all_given && !record.found.empty());
  add_phrases(contact, acts, zone, record);
  for (ClosingElement& element : record.found) {
    if (element.turn && !element.text.empty()) {
      element.text = whole_clause(contact, element, record.found);
    }
  }

  // A late agent turn with words in which nothing was recognised may have been a farewell of
  // another wording.
  const Millis end = source.extent().end;
  for (std::uint32_t t = count; t-- > zone;) {
    if (contact.turns()[t].speaker != Speaker::agent || tagged[t]) continue;
    if (contact.turns()[t].first_token == contact.turns()[t].last_token) continue;
    const auto& time = contact.turns()[t].time;
    // Untimed: it may be. In writing the seconds between messages tell nothing.
    const bool late = !time || source.channel() != Channel::voice ||
                      end - time->end <= parameters.time("unverified_window");
    if (late) {
      record.untagged = t;
      break;
    }
  }

  if (!record.goodbye) record.farewell = farewell_turn(contact, record);
  record.exit = exit_turn(contact);

  const Ending& ending = source.data().ending;
  if (source.channel() != Channel::voice || ending.by == Ending::By::client) {
    record.hangup_ok = record.hangup_known = true;  // nobody, or the client, cut the line
  } else if (ending.client_goodbye.value_or(record.client_goodbye.has_value())) {
    record.hangup_ok = record.hangup_known = true;
  } else {
    const std::optional<Millis> hangup = ending.hangup ? ending.hangup : source.data().end;
    if (hangup && agent_goodbye_end && source.data().quality.clock == Quality::Clock::common) {
      record.hangup_known = true;
      record.hangup_ok = *hangup - *agent_goodbye_end >= parameters.time("hangup_after");
    }
  }
  return record;
}

void judge_closing(const Contact& contact, const ClosingRecord& record,
                   const std::vector<std::string>* required, const Parameters& parameters,
                   IndicatorResult& result) {
  std::vector<std::string> misplaced;
  const auto element_evidence = [&](const ClosingElement& element) {
    Evidence evidence;
    evidence.role = "closing";
    evidence.channel = "turns";
    evidence.turn = element.turn;
    evidence.text = element.text;
    evidence.time = element.time;
    evidence.note = element.tag;
    if (std::find(misplaced.begin(), misplaced.end(), element.tag) != misplaced.end()) {
      evidence.note += ": found, but not in the script's order";
    }
    evidence.details.emplace_back("element", element.tag);
    result.evidence.push_back(std::move(evidence));
  };

  const Ending::By by = contact.data().ending.by;
  if (contact.data().ending.cut_short()) {
    for (const ClosingElement& element : record.found) element_evidence(element);
    return result.decide(Verdict::not_applicable, "CLIENT_OR_LINE_ENDED");
  }
  const bool nothing_given = record.found.empty() && contact.turns().empty();
  if (nothing_given) return result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");

  std::optional<double> c;
  if (required != nullptr && !required->empty()) {
    std::vector<std::string> found;
    for (const ClosingElement& element : record.found) found.push_back(element.tag);
    const std::size_t common =
        lcs_length(std::span<const std::string>(*required), std::span<const std::string>(found));
    c = static_cast<double>(common) / static_cast<double>(required->size());
    for (const std::string& wanted : *required) {
      if (std::find(found.begin(), found.end(), wanted) != found.end()) {
        if (common < required->size() && required->size() <= most_ordered &&
            !counts_in_order(*required, found, wanted, common)) {
          misplaced.push_back(wanted);
        }
        continue;
      }
      Evidence evidence;
      evidence.role = "closing element not found";
      evidence.channel = "turns";
      evidence.note = wanted;
      evidence.details.emplace_back("element", wanted);
      result.evidence.push_back(std::move(evidence));
    }
  }
  for (const ClosingElement& element : record.found) element_evidence(element);
  if (record.client_goodbye) {
    Evidence evidence;
    evidence.role = "client's goodbye";
    evidence.channel = "turns";
    evidence.turn = record.client_goodbye;
    evidence.text = {
        0, static_cast<std::uint32_t>(contact.turns()[*record.client_goodbye].text.size())};
    result.evidence.push_back(std::move(evidence));
  }
  result.add("c", c ? MeasureValue{*c} : MeasureValue{}, "1");
  result.add("goodbye", record.goodbye);
  result.add("hangup_ok", record.hangup_ok);
  if (!c) return result.decide(Verdict::insufficient_evidence, "NO_SCRIPT");

  const double good = parameters["found_demonstrated"];
  const double bad = parameters["found_not"];
  if (*c + tolerance < good) {
    // What is missing stands first.
    if (!result.evidence.empty() && result.evidence.front().role != "closing") result.nearest = 0;
  }
  result.need("c", ">=", good, "found_demonstrated");
  result.need("goodbye", ">=", 1);
  result.need("hangup_ok", ">=", 1);
  result.bar("c", "<", bad, "found_not");
  if (by == Ending::By::agent) result.bar("goodbye", "<", 1);
  const auto unverified = [&](std::optional<std::uint32_t> turn, std::string_view why) {
    if (turn) {
      Evidence evidence;
      evidence.role = "not recognised";
      evidence.channel = "turns";
      evidence.turn = turn;
      evidence.text = {0, static_cast<std::uint32_t>(contact.turns()[*turn].text.size())};
      evidence.note = std::string(why) + ": for the assessor";
      result.evidence.insert(result.evidence.begin(), std::move(evidence));
      result.nearest = 0;
    }
    result.decide(Verdict::insufficient_evidence, "CLOSING_UNVERIFIED");
  };
  // "Merci, au revoir !" before the agent could begin to close.
  const bool client_first =
      record.client_left &&
      std::all_of(record.found.begin(), record.found.end(), [&](const ClosingElement& element) {
        return element.turn && *element.turn > *record.client_left;
      });
  const auto fail = [&](std::string_view reason) {
    // Who took leave of a client that left has done what was left to do.
    if (client_first && (by != Ending::By::agent || record.goodbye)) {
      return by == Ending::By::client
                 ? result.decide(Verdict::not_applicable, "CLIENT_OR_LINE_ENDED")
                 : result.decide(Verdict::insufficient_evidence, "CONTACT_CUT");
    }
    if (record.exit && by != Ending::By::client) {
      Evidence evidence;
      evidence.role = "exit";
      evidence.channel = "turns";
      evidence.turn = record.exit;
      evidence.text = {0, static_cast<std::uint32_t>(contact.turns()[*record.exit].text.size())};
      result.evidence.insert(result.evidence.begin(), std::move(evidence));
      result.nearest = 0;
      return result.decide(Verdict::insufficient_evidence, "CONTACT_CUT");
    }
    // Finding nothing at all proves nothing either (NORM 5.1, property 10).
    if (record.by_lexicon && (record.untagged || record.found.empty())) {
      return unverified(record.untagged, "a late turn whose wording is not in the lexicon");
    }
    result.decide(Verdict::not_demonstrated, reason);
  };
  const bool no_goodbye = !record.goodbye && by == Ending::By::agent;
  const bool farewell = record.by_lexicon && record.farewell.has_value();
  if (no_goodbye && !farewell) {
    result.hinge("goodbye", "<", 1);
    return fail("NO_GOODBYE");
  }
  result.hinge("c", *c + tolerance < bad ? "<" : ">=", *c + tolerance < bad ? bad : good,
               *c + tolerance < bad ? "found_not" : "found_demonstrated");
  // What may have been the farewell counts for one where it is asked for.
  const bool wanted = std::find(required->begin(), required->end(), "goodbye") != required->end();
  const double with_farewell =
      *c + (farewell && wanted ? 1.0 / static_cast<double>(required->size()) : 0.0);
  if (with_farewell + tolerance < bad) return fail("CLOSING_INCOMPLETE");
  if (farewell && (no_goodbye || *c + tolerance < bad)) {
    if (no_goodbye) result.hinge("goodbye", "<", 1);
    return unverified(record.farewell, "its last words may have been the farewell");
  }
  if (*c + tolerance >= good && record.goodbye && record.hangup_ok) {
    return result.decide(Verdict::demonstrated, "OK");
  }
  if (*c + tolerance >= good) result.hinge(record.goodbye ? "hangup_ok" : "goodbye", "=", 1);
  result.decide(Verdict::insufficient_evidence, "BORDERLINE");
}

}  // namespace callnorm
