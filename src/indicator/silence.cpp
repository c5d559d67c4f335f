#include "callnorm/indicator/silence.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

#include "callnorm/analysis/named_wait.hpp"
#include "callnorm/analysis/only_cues.hpp"
#include "callnorm/analysis/request.hpp"
#include "callnorm/engine/intervals.hpp"
#include "figures.hpp"

namespace callnorm {
namespace {

// Words that may follow an announcement: "..., alstublieft mevrouw".
constexpr std::uint32_t tail_tokens = 6;
constexpr std::uint32_t short_answer = 3;    // words
constexpr std::uint32_t granting_words = 6;  // "Geen probleem, ik heb de tijd."
constexpr std::uint32_t request_words = 15;  // "press the one at the back until it starts to blink"

// Whether an act that ends at `end` is in the last words before `limit`: no more than a few words
// follow it, or its sentence, where marks show how far that goes: of "One moment please, I will
// look it up for you in the system." a cue may be the first two words only, the announcement is
// all of it.
bool near_end(const PreparedContact& contact, std::uint32_t turn, std::uint32_t end,
              std::uint32_t limit, std::uint32_t most = tail_tokens) {
  if (contact.punctuated()) {
    const auto sentences = contact.sentences_of(turn);
    const auto own = std::partition_point(
        sentences.begin(), sentences.end(),
        [&](const PreparedSentence& sentence) { return sentence.text.end < end; });
    if (own != sentences.end() && own->text.begin < end) end = own->text.end;
  }
  const auto [first, last] = contact.tokens_within(turn, {end, std::max(end, limit)});
  return last - first <= most;
}

// "Sure.", "Faites donc.": an answer to an announcement, and nothing to talk about.
bool few_words(const PreparedContact& contact, std::uint32_t turn, TextRange part) {
  const auto [first, last] = contact.tokens_within(turn, part);
  return last - first <= short_answer;
}

// Whether the last words do what neither asks nor announces: data read back, a thank-you.
bool read_otherwise(std::span<const Act* const> acts, TextRange part) {
  return std::any_of(acts.begin(), acts.end(), [&](const Act* act) {
    switch (act->kind) {
      case ActKind::read_back:
      case ActKind::greeting:
      case ActKind::thanks:
      case ActKind::apology:
      case ActKind::goodbye: return act->text.end >= part.end;
      default: return false;
    }
  });
}

bool only_ok(const PreparedContact& contact, std::uint32_t turn) {
  return only_cues(contact, turn, {CueClass::acknowledge});
}

// Whether the last words of a client's say that it takes a moment: "wait, I'll look for it".
bool client_waits(const PreparedContact& contact, std::uint32_t turn, TextRange part) {
  const auto hits = contact.hits_of(turn);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    return contact.is_cue(hit, CueClass::hold, "") && hit.text.begin >= part.begin &&
           hit.text.end <= part.end && near_end(contact, turn, hit.text.end, part.end) &&
           (!contact.cue_of(hit).weak || few_words(contact, turn, part));
  });
}

// "Je monte.", "I'll go and look.", "ik doe dat": what was said last, and nothing much after it.
bool says_last(const PreparedContact& contact, std::uint32_t turn, TextRange part,
               CueClass cue_class) {
  const auto hits = contact.hits_of(turn);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    return hit.cue_class == cue_class && hit.text.begin >= part.begin && hit.text.end <= part.end &&
           near_end(contact, turn, hit.text.end, part.end, request_words);
  });
}

// Whether the last words of an agent's ask the client to do something, which then takes a while.
bool requests(const PreparedContact& contact, std::uint32_t turn, TextRange part) {
  const auto hits = contact.hits_of(turn);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    return hit.cue_class == CueClass::request && hit.text.begin >= part.begin &&
           hit.text.begin < part.end && is_request(contact, hit) &&
           near_end(contact, turn, std::min(hit.text.end, part.end), part.end, request_words);
  });
}

bool opens_with(const PreparedContact& contact, std::uint32_t turn, CueClass one, CueClass other) {
  const auto hits = contact.hits_of(turn);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    return hit.first == contact.turns()[turn].first_token &&
           (hit.cue_class == one || hit.cue_class == other);
  });
}

// Whether a client asks if anybody is there: "hallo?", "vous êtes toujours là".
bool calls(const PreparedContact& contact, std::uint32_t turn, TextRange part) {
  const auto hits = contact.hits_of(turn);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    return contact.is_cue(hit, CueClass::hold, "return") && hit.text.begin >= part.begin &&
           hit.text.begin < part.end;
  });
}

// "Doe maar op uw gemak, ik blijf hangen.": the time is the client's to take.
bool waits_for_client(const PreparedContact& contact, const Act& act) {
  const auto hits = contact.hits_of(*act.turn);
  return !contact.contact().data().gives(act.kind) &&
         std::any_of(hits.begin(), hits.end(),
                     [&](const CueHit& hit) {
                       return hit.cue_class == CueClass::patience &&
                              hit.text.begin < act.text.end && hit.text.end > act.text.begin;
                     }) &&
         std::none_of(hits.begin(), hits.end(),
                      [&](const CueHit& hit) { return hit.cue_class == CueClass::wait_unit; });
}

// Whether an agent's last words speak of what he does or will do, which may announce a wait; what
// he sees, has or did does not. Where no marks show how far a sentence goes, the announcement may
// also be the whole of it: "je regarde ce qui me reste côte à côte pour le treize".
bool may_announce(const PreparedContact& contact, std::span<const Act* const> acts,
                  std::uint32_t turn, TextRange part) {
  if (!contact.punctuated() && std::any_of(acts.begin(), acts.end(), [&](const Act* act) {
        return act->kind == ActKind::hold && act->text.begin >= part.begin &&
               act->text.end <= part.end;
      })) {
    return true;
  }
  const auto hits = contact.hits_of(turn);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    // "Comptez une bonne minute."
    if (hit.cue_class == CueClass::wait_unit && hit.text.begin >= part.begin &&
        hit.text.end <= part.end && named_wait(contact, hit.sentence)) {
      return true;
    }
    if (!contact.is_cue(hit, CueClass::subject, "i") || hit.text.begin < part.begin ||
        hit.text.end > part.end ||
        !near_end(contact, turn, hit.text.end, part.end, request_words)) {
      return false;
    }
    return std::none_of(hits.begin(), hits.end(), [&](const CueHit& other) {
      return other.cue_class == CueClass::state && other.first <= hit.first &&
             other.last >= hit.last;
    });
  });
}

}  // namespace

SpeechRecord speech_record(const PreparedContact& contact, std::span<const Act> acts,
                           const Parameters& parameters, double hold_cover, double factor) {
  SpeechRecord record;
  const Contact& source = contact.contact();
  record.talk = source.extent();
  const Millis pause = stretched(parameters.time("min_silence"), factor);
  const Millis cover_max = stretched(parameters.time("cover_max"), factor);
  const Millis cover = stretched(whole_millis(hold_cover), factor);

  std::vector<const Act*> in_order;  // of the talk
  in_order.reserve(acts.size());
  for (const Act& act : acts) {
    if (act.turn) in_order.push_back(&act);
  }
  std::stable_sort(in_order.begin(), in_order.end(),
                   [](const Act* a, const Act* b) { return *a->turn < *b->turn; });
  auto next_act = in_order.cbegin();
  const bool questions_given = source.data().gives(ActKind::question);
  const bool holds_given = source.data().gives(ActKind::hold);
  bool goodbye = false;
  std::optional<std::uint32_t> client_goodbye;  // turn of the client's first
  struct Part {
    TimeSpan time;
    TextRange text;
  };
  std::vector<Part> parts;
  for (std::uint32_t t = 0; t < source.turns().size(); ++t) {
    const auto acts_begin = next_act;
    while (next_act != in_order.cend() && *(*next_act)->turn == t) ++next_act;
    const std::span<const Act* const> own(acts_begin, next_act);
    const Turn& turn = source.turns()[t];
    if (!turn.time) continue;
    // Cut where the turn's own words pause.
    const auto size = static_cast<std::uint32_t>(turn.text.size());
    parts.assign(1, {*turn.time, {0, size}});
    for (std::size_t w = 1; w < turn.words.size(); ++w) {
      if (gap(turn.words[w - 1].time, turn.words[w].time) < pause) continue;
      parts.back().time.end = turn.words[w - 1].time.end;
      parts.back().text.end = turn.words[w].text.begin;
      parts.push_back(
          {{turn.words[w].time.begin, turn.time->end}, {turn.words[w].text.begin, size}});
    }
    for (const Part& part : parts) {
      Speech speech;
      speech.time = part.time;
      speech.agent = turn.speaker == Speaker::agent;
      for (const Act* act : own) {
        const bool here = act->text.end > part.text.begin && act->text.begin < part.text.end;
        if (!here && size > 0) continue;
        const std::uint32_t act_end = std::min(act->text.end, part.text.end);
        switch (act->kind) {
          case ActKind::hold:
            // "Ik blijf hangen.": it is the client who is waited for.
            if (near_end(contact, t, act_end, part.text.end) && !waits_for_client(contact, *act)) {
              const Millis named = act->announced.value_or(cover);
              speech.announces =
                  std::max(speech.announces.value_or(Millis{0}), std::min(named, cover_max));
            }
            break;
          case ActKind::question:
            // "Can you bear with me a second?" leaves nobody the floor.
            if (std::none_of(own.begin(), own.end(), [&](const Act* other) {
                  return other->kind == ActKind::hold && other->text.begin < act->text.end &&
                         other->text.end > act->text.begin;
                })) {
              speech.asks = speech.asks || near_end(contact, t, act_end, part.text.end);
            }
            break;
          case ActKind::acknowledge: speech.acknowledges = true; break;
          case ActKind::filler: speech.filler_only = parts.size() == 1; break;
          case ActKind::goodbye:
            goodbye = true;
            if (!speech.agent && !client_goodbye) client_goodbye = t;
            break;
          default: break;
        }
      }
      const auto [first, past] = contact.tokens_within(t, part.text);
      speech.words = past - first;
      const bool few = speech.words <= short_answer;
      if (speech.agent) {
        speech.requests = requests(contact, t, part.text);
        speech.patient = says_last(contact, t, part.text, CueClass::patience);
        speech.acknowledges = few && only_ok(contact, t);
        speech.unread = !questions_given && !speech.asks && !speech.requests && !speech.announces &&
                        !speech.acknowledges && speech.words > 0 && !read_otherwise(own, part.text);
        speech.may_announce =
            speech.unread && !holds_given && may_announce(contact, own, t, part.text);
      } else {
        speech.asks = speech.asks || calls(contact, t, part.text);
        speech.unread = !questions_given && !speech.asks;
        // "Euh ..." looks for words; "mhm" has heard.
        speech.takes_time = (speech.filler_only && !only_ok(contact, t)) ||
                            client_waits(contact, t, part.text) ||
                            (!speech.asks && says_last(contact, t, part.text, CueClass::undertake));
        // "Ça va, pas de problème, prenez votre temps.": more words, and still only ok.
        // Nor do a few words that ask nothing and give no number.
        speech.patient = says_last(contact, t, part.text, CueClass::patience);
        speech.acknowledges =
            speech.acknowledges || speech.patient ||
            (speech.words <= granting_words && !speech.asks &&
             (few || contact.numbers_of(t).empty())) ||
            only_cues(contact, t, {CueClass::acknowledge, CueClass::confirm, CueClass::filler});
        speech.agrees = few && only_cues(contact, t, {CueClass::acknowledge, CueClass::confirm});
        speech.grants = speech.agrees || speech.patient ||
                        (speech.words <= granting_words &&
                         opens_with(contact, t, CueClass::acknowledge, CueClass::confirm));
        speech.declines = opens_with(contact, t, CueClass::disconfirm, CueClass::refusal_firm);
      }
      record.speech.push_back(speech);
      record.turns.push_back(t);
    }
  }
  // Once somebody said goodbye, what follows the last words is hanging up, not conversation. Words
  // of a client who took leave are not waited for by anyone.
  if (goodbye) {
    Millis last = record.talk.begin;
    for (std::size_t i = 0; i < record.speech.size(); ++i) {
      const bool after_leave =
          !record.speech[i].agent && client_goodbye && record.turns[i] > *client_goodbye;
      if (!after_leave) last = std::max(last, record.speech[i].time.end);
    }
    record.talk.end = std::min(record.talk.end, std::max(last, record.talk.begin));
  }
  return record;
}

void judge_dead_air(const Contact& contact, const SpeechRecord& record,
                    const Parameters& parameters, double factor, IndicatorResult& result) {
  if (contact.turns().empty()) {
    return result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");
  }
  if (contact.data().quality.clock == Quality::Clock::unknown || !contact.timed()) {
    return result.decide(Verdict::insufficient_evidence, "CLOCK_SKEW");
  }
  const Millis minimum = stretched(parameters.time("min_silence"), factor);
  const auto holds = contact.data().hold.value_or(std::vector<TimeSpan>{});
  const SilenceLedger ledger =
      silence_ledger(record.speech, holds, record.talk,
                     {minimum, stretched(parameters.time("announced_within"), factor)});
  const Millis duration = record.talk.length() - ledger.hold_total;
  Millis dead{0};
  Millis longest{0};
  Millis dead_certain{0};  // without the silences that unread words may explain
  Millis longest_certain{0};
  std::int64_t clients = 0;
  std::vector<const Silence*> shown;
  for (const Silence& silence : ledger.silences) {
    if (!silence.agents) ++clients;
    longest = std::max(longest, silence.counted);
    if (silence.counted >= minimum) dead += silence.counted;
    if (silence.doubt == SilenceDoubt::none) {
      longest_certain = std::max(longest_certain, silence.counted);
      if (silence.counted >= minimum) dead_certain += silence.counted;
    }
    shown.push_back(&silence);
  }
  const auto share = [&](Millis part) {
    return duration.count() > 0
               ? static_cast<double>(part.count()) / static_cast<double>(duration.count())
               : 0.0;
  };
  const double rho = share(dead);
  const double rho_certain = share(dead_certain);
  result.add("duration", seconds(duration), "s");
  result.add("dead_total", seconds(dead), "s");
  result.add("max_silence", seconds(longest), "s");
  result.add("rho", rho, "1");
  // Only where some silence is in doubt are there two figures.
  const bool doubt = longest_certain != longest || dead_certain != dead;
  const std::string longest_name = doubt ? "max_certain" : "max_silence";
  const std::string rho_name = doubt ? "rho_certain" : "rho";
  if (doubt) {
    result.add(longest_name, seconds(longest_certain), "s");
    result.add(rho_name, rho_certain, "1");
  }
  result.add("client_silences", clients);
  result.add("announced_hold", seconds(ledger.hold_total), "s");

  // The longest counted first: that is what an assessor looks at.
  std::stable_sort(shown.begin(), shown.end(), [](const Silence* a, const Silence* b) {
    return a->counted != b->counted ? a->counted > b->counted : a->time.begin < b->time.begin;
  });
  for (const Silence* silence : shown) {
    Evidence evidence;
    evidence.role = "silence";
    evidence.channel = "turns";
    evidence.time = silence->time;
    evidence.note = tenths_text(silence->time.length()) + " of silence, ";
    if (!silence->agents) {
      evidence.note += "the client's to break";
    } else if (silence->announced) {
      evidence.note += "announced; counts " + tenths_text(silence->counted);
    } else if (silence->doubt == SilenceDoubt::announcement) {
      evidence.note += "unannounced; the words before it may announce it";
    } else if (silence->doubt == SilenceDoubt::floor) {
      evidence.note += "unannounced; the client may have been to go on";
    } else {
      evidence.note += "unannounced";
    }
    evidence.details.emplace_back("owner", silence->agents ? "agent" : "client");
    evidence.details.emplace_back("counted", tenths_text(silence->counted));
    result.evidence.push_back(std::move(evidence));
    const auto cause = silence->announced ? silence->announced : silence->after;
    if (cause) {
      const std::uint32_t turn = record.turns[*cause];
      Evidence before;
      before.role = silence->announced ? "announcement" : "last words";
      before.channel = "turns";
      before.turn = turn;
      before.text = {0, static_cast<std::uint32_t>(contact.turns()[turn].text.size())};
      before.time = record.speech[*cause].time;
      result.evidence.push_back(std::move(before));
    }
  }
  for (const TimeSpan hold : ledger.holds) {
    Evidence evidence;
    evidence.role = "announced hold";
    evidence.channel = "hold";
    evidence.time = hold;
    evidence.note = "taken out of the duration";
    result.evidence.push_back(std::move(evidence));
  }

  if (longest > Millis{0}) result.nearest = 0;  // the longest stands first
  result.need("duration", ">=", parameters["min_duration"], "min_duration");
  result.need("max_silence", "<", seconds(stretched(parameters.time("max_demonstrated"), factor)),
              "max_demonstrated");
  result.need("rho", "<=", parameters["share_demonstrated"], "share_demonstrated");
  result.bar(longest_name, ">=", seconds(stretched(parameters.time("max_not"), factor)), "max_not");
  result.bar(rho_name, ">", parameters["share_not"], "share_not");
  if (duration < parameters.time("min_duration")) {
    result.hinge("duration", ">=", parameters["min_duration"], "min_duration");
    return result.decide(Verdict::insufficient_evidence, "SHORT_CONTACT");
  }
  const Millis max_good = stretched(parameters.time("max_demonstrated"), factor);
  const Millis max_bad = stretched(parameters.time("max_not"), factor);
  const double share_good = parameters["share_demonstrated"];
  const double share_bad = parameters["share_not"];
  if (longest_certain >= max_bad) {
    result.hinge(longest_name, ">=", seconds(max_bad), "max_not");
    return result.decide(Verdict::not_demonstrated, "DEAD_AIR");
  }
  if (rho_certain > share_bad + tolerance) {
    result.hinge(rho_name, ">", share_bad, "share_not");
    return result.decide(Verdict::not_demonstrated, "DEAD_AIR");
  }
  if (longest < max_good && rho <= share_good + tolerance) {
    result.hinge("max_silence", "<", seconds(max_good), "max_demonstrated");
    return result.decide(Verdict::demonstrated, "OK");
  }
  if (longest >= max_good) {
    result.hinge("max_silence", "<", seconds(max_good), "max_demonstrated");
  } else {
    result.hinge("rho", "<=", share_good, "share_demonstrated");
  }
  const bool unverified = longest >= max_bad || rho > share_bad + tolerance;
  result.decide(Verdict::insufficient_evidence, unverified ? "SILENCE_UNVERIFIED" : "BORDERLINE");
}

}  // namespace callnorm
