#include "callnorm/indicator/silence.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

#include "callnorm/analysis/only_cues.hpp"
#include "callnorm/engine/intervals.hpp"
#include "figures.hpp"

namespace callnorm {
namespace {

// Words that may follow an announcement: "..., alstublieft mevrouw".
constexpr std::uint32_t tail_tokens = 6;
constexpr std::uint32_t short_answer = 3;  // words
constexpr std::uint32_t brief_words = 8;   // "That's fine, I'm still here."

// Whether an act that ends at `end` is in the last words before `limit`: no more than a few words
// follow it, or its sentence, where marks show how far that goes: of "One moment please, I will
// look it up for you in the system." a cue may be the first two words only, the announcement is
// all of it.
bool near_end(const PreparedContact& contact, std::uint32_t turn, std::uint32_t end,
              std::uint32_t limit) {
  if (contact.punctuated()) {
    const auto sentences = contact.sentences_of(turn);
    const auto own = std::partition_point(
        sentences.begin(), sentences.end(),
        [&](const PreparedSentence& sentence) { return sentence.text.end < end; });
    if (own != sentences.end() && own->text.begin < end) end = own->text.end;
  }
  const auto [first, last] = contact.tokens_within(turn, {end, std::max(end, limit)});
  return last - first <= tail_tokens;
}

// "Sure.", "Faites donc.": an answer to an announcement, and nothing to talk about.
bool few_words(const PreparedContact& contact, std::uint32_t turn, TextRange part,
               std::uint32_t most = short_answer) {
  const auto [first, last] = contact.tokens_within(turn, part);
  return last - first <= most;
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
            if (near_end(contact, t, act_end, part.text.end)) {
              const Millis named = act->announced.value_or(cover);
              speech.announces =
                  std::max(speech.announces.value_or(Millis{0}), std::min(named, cover_max));
            }
            break;
          case ActKind::question:
            speech.asks = speech.asks || near_end(contact, t, act_end, part.text.end);
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
      const bool few = few_words(contact, t, part.text);
      if (speech.agent) {
        speech.acknowledges = few && only_ok(contact, t);
        speech.brief =
            !speech.asks && !speech.announces && few_words(contact, t, part.text, brief_words);
      } else {
        // "Euh ..." looks for words; "mhm" has heard.
        speech.takes_time =
            (speech.filler_only && !only_ok(contact, t)) || client_waits(contact, t, part.text);
        // "Ça va, pas de problème, prenez votre temps.": more words, and still only ok.
        speech.acknowledges =
            speech.acknowledges || (few && !speech.asks) ||
            only_cues(contact, t, {CueClass::acknowledge, CueClass::confirm, CueClass::filler});
        speech.agrees = few && only_cues(contact, t, {CueClass::acknowledge, CueClass::confirm});
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
  std::int64_t clients = 0;
  std::vector<const Silence*> shown;
  for (const Silence& silence : ledger.silences) {
    if (!silence.agents) ++clients;
    longest = std::max(longest, silence.counted);
    if (silence.counted >= minimum) dead += silence.counted;
    shown.push_back(&silence);
  }
  const double rho = duration.count() > 0
                         ? static_cast<double>(dead.count()) / static_cast<double>(duration.count())
                         : 0.0;
  result.add("duration", seconds(duration), "s");
  result.add("dead_total", seconds(dead), "s");
  result.add("max_silence", seconds(longest), "s");
  result.add("rho", rho, "1");
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
  result.bar("max_silence", ">=", seconds(stretched(parameters.time("max_not"), factor)),
             "max_not");
  result.bar("rho", ">", parameters["share_not"], "share_not");
  if (duration < parameters.time("min_duration")) {
    result.hinge("duration", ">=", parameters["min_duration"], "min_duration");
    return result.decide(Verdict::insufficient_evidence, "SHORT_CONTACT");
  }
  const Millis max_good = stretched(parameters.time("max_demonstrated"), factor);
  const Millis max_bad = stretched(parameters.time("max_not"), factor);
  const double share_good = parameters["share_demonstrated"];
  const double share_bad = parameters["share_not"];
  if (longest >= max_bad) {
    result.hinge("max_silence", ">=", seconds(max_bad), "max_not");
    return result.decide(Verdict::not_demonstrated, "DEAD_AIR");
  }
  if (rho > share_bad + tolerance) {
    result.hinge("rho", ">", share_bad, "share_not");
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
  result.decide(Verdict::insufficient_evidence, "BORDERLINE");
}

}  // namespace callnorm
