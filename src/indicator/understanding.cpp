#include "callnorm/indicator/understanding.hpp"

#include <algorithm>
#include <utility>

#include "callnorm/text/content_words.hpp"
#include "callnorm/text/lexicon.hpp"
#include "callnorm/text/utf8.hpp"
#include "figures.hpp"
#include "indicator/given_acts.hpp"

namespace callnorm {
namespace {

constexpr std::uint32_t joining_words = 2;  // "..., and was anything else taken?"
constexpr std::uint32_t words_shown = 25;   // of the client's sentence

bool complete(const Contact& contact, ActKind kind) {
  const auto& kinds = contact.data().quality.annotation_complete;
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool has_act(std::span<const Act> acts, std::uint32_t turn, ActKind kind) {
  const auto own = acts_of_turn(acts, turn);
  return std::any_of(own.begin(), own.end(), [&](const Act& act) { return act.kind == kind; });
}

/// For each turn the client's next.
std::vector<std::optional<std::uint32_t>> next_client_turns(const PreparedContact& contact) {
  std::vector<std::optional<std::uint32_t>> out(contact.turns().size());
  for (std::size_t t = out.size(); t-- > 1;) {
    out[t - 1] = contact.turns()[t].speaker == Speaker::client
                     ? std::optional(static_cast<std::uint32_t>(t))
                     : out[t];
  }
  return out;
}

Evidence evidence_of(const Act& act, std::string_view role) {
  Evidence evidence;
  evidence.role = role;
  evidence.channel = "turns";
  evidence.turn = act.turn;
  evidence.text = act.text;
  evidence.time = act.time;
  evidence.details = act.details;
  return evidence;
}

Evidence turn_evidence(const Contact& contact, std::uint32_t turn, std::string_view role) {
  Evidence evidence;
  evidence.role = role;
  evidence.channel = "turns";
  evidence.turn = turn;
  evidence.text = {0, static_cast<std::uint32_t>(contact.turns()[turn].text.size())};
  return evidence;
}

// The client's words that the act takes up, in their sentence: "card" alone tells a reader little.
// What is no sentence, a long turn without marks, is not shown whole.
Evidence about_evidence(const PreparedContact& contact, const Act& act) {
  Evidence evidence;
  evidence.role = "client's words";
  evidence.channel = "turns";
  evidence.turn = act.about_turn;
  evidence.text = act.about;
  std::optional<TextRange> sentences;
  std::uint32_t words = 0;
  for (const PreparedSentence& s : contact.sentences_of(*act.about_turn)) {
    if (s.text.begin >= act.about.end || s.text.end <= act.about.begin) continue;
    sentences = sentences ? TextRange{sentences->begin, s.text.end} : s.text;
    words += s.last - s.first;
  }
  if (sentences && words <= words_shown) {
    evidence.text = {std::min(evidence.text.begin, sentences->begin),
                     std::max(evidence.text.end, sentences->end)};
  }
  return evidence;
}

// "That's not right", not only "no".
bool rejects_in_words(const PreparedContact& contact, std::uint32_t answer) {
  const auto hits = contact.hits_of(answer);
  return std::any_of(hits.begin(), hits.end(), [](const CueHit& hit) {
    return hit.cue_class == CueClass::disconfirm && hit.last - hit.first > 2;
  });
}

// "Dus u verhuist naar Lokeren, hebt u al een klantnummer?" "Nee." is no to the question at the end
// of the same sentence. Without marks nobody sees where the restatement ends, so a no there
// rejects nothing, unless it says what it rejects.
bool answers_something_else(const PreparedContact& contact, const Act& act, std::uint32_t answer) {
  if (!contact.punctuated()) return !rejects_in_words(contact, answer);
  const std::string_view text = contact.contact().turns()[*act.turn].text;
  const auto hits = contact.hits_of(*act.turn);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    const bool asks = hit.cue_class == CueClass::inversion ||
                      hit.cue_class == CueClass::question_open ||
                      hit.cue_class == CueClass::question_word ||
                      contact.is_cue(hit, CueClass::closing, "anything_else");
    if (!asks || hit.text.begin <= act.text.begin || hit.text.end > act.text.end) return false;
    // Behind a mark, and a word that joins: "..., or was there something else?"
    const std::uint32_t first = contact.turns()[*act.turn].first_token;
    const std::uint32_t from = std::max(first + joining_words + 1, hit.first) - joining_words - 1;
    const std::uint32_t begin = std::max(act.text.begin, contact.tokens()[from].text.end);
    return begin < hit.text.begin &&
           text.substr(begin, hit.text.begin - begin).find_first_of(",;") !=
               std::string_view::npos &&
           std::none_of(hits.begin(), hits.end(), [&](const CueHit& tag) {
             return (tag.cue_class == CueClass::question_tag ||
                     tag.cue_class == CueClass::confirm) &&
                    tag.first < hit.last && tag.last > hit.first;
           });
  });
}

// "Vous avez déjà redémarré le modem ?" asks, whatever of the client's words is in it: who says no
// answers. What opens as a restatement does ("donc", "si je comprends bien") is one with any mark.
bool asks_outright(const PreparedContact& contact, const Act& act) {
  for (const PreparedSentence& sentence : contact.sentences_of(*act.turn)) {
    if (sentence.text.end < act.text.end) continue;
    if (!sentence.question) return false;
    const auto hits = contact.hits_of(sentence);
    return std::none_of(hits.begin(), hits.end(),
                        [](const CueHit& hit) { return hit.cue_class == CueClass::reform; });
  }
  return false;
}

// Whether an act holds nothing but what the client had said, and the answer a figure that he had
// not: who says no to that corrects himself ("No, 51, I said it wrong."). Figures that he had given
// before were mixed up by the agent.
bool corrects_himself(const PreparedContact& contact, const Act& act, std::uint32_t answer) {
  constexpr std::uint32_t looked_back = 6;  // turns
  const auto given = [&](const NumberRun& number) {
    for (std::uint32_t back = 1; back <= looked_back && back <= *act.turn; ++back) {
      const std::uint32_t turn = *act.turn - back;
      if (contact.turns()[turn].speaker != Speaker::client) continue;
      const auto numbers = contact.numbers_of(turn);
      if (std::any_of(numbers.begin(), numbers.end(),
                      [&](const NumberRun& other) { return other.digits == number.digits; })) {
        return true;
      }
    }
    return false;
  };
  const auto figures = contact.numbers_of(answer);
  if (std::all_of(figures.begin(), figures.end(), given)) return false;  // or there are none
  const auto said = [&](std::string_view word) {
    for (std::uint32_t back = 1; back <= looked_back && back <= *act.turn; ++back) {
      const PreparedTurn& turn = contact.turns()[*act.turn - back];
      if (turn.speaker != Speaker::client) continue;
      for (std::uint32_t k = turn.first_token; k < turn.last_token; ++k) {
        const std::string_view other = contact.type_of(k).content;
        if (!other.empty() && content_match(word, other)) return true;
      }
    }
    return false;
  };
  const auto [first, past] = contact.tokens_within(*act.turn, act.text);
  for (std::uint32_t k = first; k < past; ++k) {
    const std::string_view word = contact.type_of(k).content;
    if (!word.empty() && !said(word)) return false;
  }
  return first < past;
}

// "Your reference is 4471." "4471." "That's it, 4471.": what the client only said after the agent
// is no data of the client's. A choice, or an order in figures that the agent named, is; and what
// people labelled stands.
bool reads_own_figures(const PreparedContact& contact, const Act& act) {
  constexpr std::uint32_t bare = 6;  // words
  if (contact.contact().data().gives(act.kind) || *act.turn < 2) return false;
  const std::uint32_t said = *act.turn - 1;
  const PreparedTurn& echo = contact.turns()[said];
  const PreparedTurn& told = contact.turns()[said - 1];
  const auto source = contact.numbers_of(said - 1);
  if (echo.speaker != Speaker::client || echo.last_token - echo.first_token > bare ||
      told.speaker != Speaker::agent || told.first_token == told.last_token || source.size() != 1 ||
      contact.sentences_of(said - 1).back().question) {
    return false;
  }
  const auto read = contact.numbers_of(*act.turn);
  return !read.empty() && std::all_of(read.begin(), read.end(), [&](const NumberRun& number) {
    return number.digits == source.front().digits;
  });
}

// The keywords' folded content words.
std::vector<std::string> content_of(const Lexicon& lexicon, std::span<const std::string> keywords) {
  std::vector<std::string> out;
  for (const std::string& keyword : keywords) {
    for (std::string& word : content_words(lexicon, keyword)) out.push_back(std::move(word));
  }
  return out;
}

}  // namespace

std::vector<FormulationRecord> formulations(const PreparedContact& contact,
                                            std::span<const Act> acts,
                                            std::span<const std::string> objective,
                                            const Parameters& parameters) {
  std::vector<std::string> goal;
  if (contact.lexicon() != nullptr) goal = content_of(*contact.lexicon(), objective);
  const auto next_of_client = next_client_turns(contact);
  std::vector<FormulationRecord> records;
  for (const Act& act : acts) {
    const bool read_back = act.kind == ActKind::read_back;
    if ((act.kind != ActKind::reformulation && !read_back) || !act.turn) continue;
    if (read_back && reads_own_figures(contact, act)) continue;
    const PreparedTurn& own = contact.turns()[*act.turn];
    FormulationRecord record;
    record.act = act;
    record.on_goal = read_back;
    for (std::uint32_t k = own.first_token; k < own.last_token && !record.on_goal; ++k) {
      const std::string_view content = contact.type_of(k).content;
      record.on_goal =
          !content.empty() && std::any_of(goal.begin(), goal.end(), [&](const std::string& word) {
            return content_match(content, word);
          });
    }
    if (const auto next = next_of_client[*act.turn]) {
      const PreparedTurn& answer = contact.turns()[*next];
      // In a chat the client answers when the client answers; on the phone at once.
      const bool in_time = contact.contact().channel() != Channel::voice || !own.time ||
                           !answer.time ||
                           answer.time->begin - own.time->end <= parameters.time("ratify_within");
      const bool yes = has_act(acts, *next, ActKind::confirm);
      const bool no = has_act(acts, *next, ActKind::disconfirm);
      // "No, that is everything" answers the question that came last, not the reformulation before
      // it.
      const auto asked_later = [&](ActKind kind) {
        for (std::uint32_t t = *act.turn; t < *next; ++t) {
          for (const Act& other : acts_of_turn(acts, t)) {
            if (other.kind == kind && (t > *act.turn || other.text.begin >= act.text.end))
              return true;
          }
        }
        return false;
      };
      if (in_time && yes && !no && !asked_later(ActKind::anything_else)) record.ratified = next;
      if (in_time && no && !yes && !asked_later(ActKind::question) &&
          !answers_something_else(contact, act, *next) && !asks_outright(contact, act)) {
        record.disconfirmed = next;
        record.corrected_himself = corrects_himself(contact, act, *next);
      }
    }
    records.push_back(std::move(record));
  }
  return records;
}

void judge_reformulation(const PreparedContact& contact, std::span<const FormulationRecord> records,
                         bool script_known, bool objective_known, const Parameters& parameters,
                         IndicatorResult& result) {
  const Contact& source = contact.contact();
  if (source.turns().empty()) return result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");

  std::int64_t ratified = 0;
  std::int64_t goal = 0;
  std::int64_t disconfirmed = 0;
  for (const FormulationRecord& record : records) {
    if (record.ratified) ++ratified;
    if (record.ratified && record.on_goal) ++goal;
    if (record.disconfirmed) ++disconfirmed;
  }
  const auto n = static_cast<std::int64_t>(records.size());
  result.add("n_R", n);
  result.add("n_ratified", ratified);
  result.add("n_goal", goal);
  result.add("n_disconfirmed", disconfirmed);
  std::uint32_t client_words = 0;
  bool client_number = false;
  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
    const PreparedTurn& turn = contact.turns()[t];
    if (turn.speaker != Speaker::client) continue;
    client_words += turn.last_token - turn.first_token;
    for (const NumberRun& run : contact.numbers_of(t)) {
      client_number = client_number || run.digits.size() >= parameters.count("number_digits");
    }
  }
  result.add("client_words", static_cast<std::int64_t>(client_words), "word");

  // What decides stands first: confirmed and to the purpose, then confirmed, then rejected, then
  // the rest.
  std::vector<const FormulationRecord*> shown;
  for (const FormulationRecord& record : records) shown.push_back(&record);
  const auto rank = [](const FormulationRecord* r) {
    return r->ratified && r->on_goal ? 0 : r->ratified ? 1 : r->disconfirmed ? 2 : 3;
  };
  std::stable_sort(
      shown.begin(), shown.end(),
      [&](const FormulationRecord* a, const FormulationRecord* b) { return rank(a) < rank(b); });
  for (const FormulationRecord* record : shown) {
    Evidence own = evidence_of(record->act, name(record->act.kind));
    own.note = record->ratified       ? "confirmed by the client"
               : record->disconfirmed ? "rejected by the client"
                                      : "neither confirmed nor rejected";
    if (!record->on_goal && objective_known)
      own.note += "; does not touch the purpose of the contact";
    result.evidence.push_back(std::move(own));
    if (record->act.about_turn) result.evidence.push_back(about_evidence(contact, record->act));
    if (record->ratified) {
      result.evidence.push_back(turn_evidence(source, *record->ratified, "confirmation"));
    }
    if (record->disconfirmed) {
      result.evidence.push_back(turn_evidence(source, *record->disconfirmed, "disconfirmation"));
    }
  }

  if (!records.empty()) result.nearest = 0;
  result.need("n_goal", ">=", parameters["min_on_goal"], "min_on_goal");
  if (below(static_cast<double>(client_words), parameters["min_client_words"]) && !client_number) {
    result.hinge("client_words", ">=", parameters["min_client_words"], "min_client_words");
    return result.decide(Verdict::not_applicable, "NO_OPPORTUNITY");
  }
  result.hinge("n_goal", ">=", parameters["min_on_goal"], "min_on_goal");
  if (at_least(static_cast<double>(goal), parameters["min_on_goal"])) {
    // Without the script nobody knows the purpose, not even of a number read back.
    if (!script_known) return result.decide(Verdict::insufficient_evidence, "OBJECTIVE_UNKNOWN");
    return result.decide(Verdict::demonstrated, "OK");
  }
  // What a model takes for a formulation may be the agent's own plan: its count fails nobody.
  const bool unconfirmed =
      std::any_of(records.begin(), records.end(), [&](const FormulationRecord& record) {
        return record.disconfirmed && by_model(source, record.act);
      });
  const auto fail = [&](std::string_view code, bool certain = true) {
    if (script_known && !unconfirmed && certain) {
      return result.decide(Verdict::not_demonstrated, code);
    }
    // NORM 5.1, property 4: without a channel the indicator needs, nothing is settled.
    result.flags.push_back("WOULD_BE_" + std::string(code));
    result.decide(Verdict::insufficient_evidence,
                  script_known ? "UNCONFIRMED_COUNT" : "OBJECTIVE_UNKNOWN");
  };
  if (at_least(static_cast<double>(disconfirmed), parameters["disconfirmed_not"]) &&
      disconfirmed > ratified) {
    result.hinge("n_disconfirmed", ">=", parameters["disconfirmed_not"], "disconfirmed_not");
    result.bar("n_disconfirmed", ">=", parameters["disconfirmed_not"], "disconfirmed_not");
    // Nor does a client fail anybody who takes back what the agent rightly repeated.
    const auto own_mistakes =
        std::count_if(records.begin(), records.end(),
                      [](const FormulationRecord& record) { return record.corrected_himself; });
    return fail("MISUNDERSTOOD", at_least(static_cast<double>(disconfirmed - own_mistakes),
                                          parameters["disconfirmed_not"]));
  }
  result.hinge("n_goal", ">=", parameters["min_on_goal"], "min_on_goal");
  if (n == 0 && complete(source, ActKind::reformulation)) {
    result.bar("n_R", "<=", 0);
    return fail("NONE_IN_COMPLETE_ANNOTATION");
  }
  if (n == 0) return result.decide(Verdict::insufficient_evidence, "ONE_SIDED_DETECTOR");
  if (ratified == 0) return result.decide(Verdict::insufficient_evidence, "NOT_RATIFIED");
  result.decide(Verdict::insufficient_evidence, objective_known ? "OFF_GOAL" : "OBJECTIVE_UNKNOWN");
}

std::vector<ClarificationRecord> clarifications(const PreparedContact& contact,
                                                std::span<const Act> acts) {
  const auto next_of_client = next_client_turns(contact);
  const auto answers = [&](std::uint32_t t) {
    const PreparedTurn& turn = contact.turns()[t];
    bool found = has_act(acts, t, ActKind::confirm) || has_act(acts, t, ActKind::disconfirm);
    for (std::uint32_t k = turn.first_token; k < turn.last_token && !found; ++k) {
      found =
          !contact.type_of(k).content.empty() || contact.type_of(k).kind == TokenKind::placeholder;
    }
    return found;
  };
  // The client's next stretch of talk, which may be several turns. Acts come in order of turns.
  std::optional<std::uint32_t> stretch;
  std::optional<std::uint32_t> answered;
  std::vector<ClarificationRecord> records;
  for (const Act& act : acts) {
    if ((act.kind != ActKind::clarification && act.kind != ActKind::open_repair) || !act.turn)
      continue;
    const auto next = next_of_client[*act.turn];
    if (next != stretch) {
      stretch = next;
      answered.reset();
      for (auto t = next;
           t && *t < contact.turns().size() && contact.turns()[*t].speaker == Speaker::client;
           ++*t) {
        if (!answers(*t)) continue;
        answered = t;
        break;
      }
    }
    records.push_back({act, answered});
  }
  return records;
}

void judge_clarification(const PreparedContact& contact,
                         std::span<const ClarificationRecord> records, const Parameters& parameters,
                         IndicatorResult& result) {
  const Contact& source = contact.contact();
  std::int64_t open = 0;
  std::int64_t requests = 0;
  std::int64_t offers = 0;
  std::int64_t answered = 0;
  for (const ClarificationRecord& record : records) {
    if (record.act.kind == ActKind::open_repair) {
      ++open;
      continue;
    }
    ++(record.act.type == "restricted_offer" ? offers : requests);
    if (record.answered) ++answered;
  }
  result.add("n_Q", static_cast<std::int64_t>(records.size()));
  result.add("open", open);
  result.add("restricted_request", requests);
  result.add("restricted_offer", offers);
  result.add("answered_restricted", answered);
  if (contact.lexicon() != nullptr && !contact.punctuated())
    result.flags.emplace_back("UNPUNCTUATED");

  std::vector<const ClarificationRecord*> shown;
  for (const ClarificationRecord& record : records) shown.push_back(&record);
  const auto rank = [](const ClarificationRecord* r) {
    return r->act.kind == ActKind::open_repair ? 2 : r->answered ? 0 : 1;
  };
  std::stable_sort(shown.begin(), shown.end(),
                   [&](const ClarificationRecord* a, const ClarificationRecord* b) {
                     return rank(a) < rank(b);
                   });
  for (const ClarificationRecord* record : shown) {
    Evidence own = evidence_of(record->act, name(record->act.kind));
    own.note = record->act.kind == ActKind::open_repair
                   ? "asks to say it again; clarifies nothing yet"
               : record->answered ? "answered by the client"
                                  : "no answer was found";
    if (!record->act.type.empty()) own.details.emplace_back("type", record->act.type);
    result.evidence.push_back(std::move(own));
    if (record->act.about_turn) result.evidence.push_back(about_evidence(contact, record->act));
    if (record->answered)
      result.evidence.push_back(turn_evidence(source, *record->answered, "answer"));
  }

  if (records.empty() && source.data().scenario &&
      source.data().scenario->ambiguities.value_or(0) > 0) {
    Evidence planted;
    planted.role = "scenario";
    planted.channel = "scenario";
    planted.note =
        std::to_string(*source.data().scenario->ambiguities) +
        " ambiguity planted; no clarifying question was found in any of the agent's turns";
    result.evidence.push_back(std::move(planted));
  }
  const auto& scenario = source.data().scenario;
  const bool counted = scenario && scenario->ambiguities.has_value();
  if (counted && *scenario->ambiguities == 0)
    return result.decide(Verdict::not_applicable, "NOTHING_TO_CLARIFY");
  if (source.turns().empty()) return result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");
  if (!records.empty()) result.nearest = 0;
  result.need("answered_restricted", ">=", parameters["min_answered"], "min_answered");
  result.hinge("answered_restricted", ">=", parameters["min_answered"], "min_answered");
  if (at_least(static_cast<double>(answered), parameters["min_answered"])) {
    return result.decide(Verdict::demonstrated, "OK");
  }
  if (records.empty() && counted && complete(source, ActKind::clarification)) {
    result.bar("n_Q", "<=", 0);
    return result.decide(Verdict::not_demonstrated, "AMBIGUITY_NOT_CLARIFIED");
  }
  if (open > 0 && requests + offers == 0) {
    return result.decide(Verdict::insufficient_evidence, "OPEN_REPAIR_ONLY");
  }
  result.decide(Verdict::insufficient_evidence,
                requests + offers > 0 ? "NOT_ANSWERED" : "ONE_SIDED_DETECTOR");
}

}  // namespace callnorm
