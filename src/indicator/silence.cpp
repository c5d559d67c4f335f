#include "callnorm/indicator/silence.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "callnorm/engine/intervals.hpp"
#include "figures.hpp"

namespace callnorm {

SpeechLimits speech_limits(const Parameters& parameters, double factor) {
  return {.pause = stretched(parameters.time("min_silence"), factor),
          .cover = stretched(parameters.time("cover"), factor),
          .cover_max = stretched(parameters.time("cover_max"), factor)};
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
                     {.min_silence = minimum,
                      .announced_within = stretched(parameters.time("announced_within"), factor),
                      .cover = stretched(parameters.time("cover"), factor),
                      .cover_max = stretched(parameters.time("cover_max"), factor),
                      .holds_given = contact.data().gives(ActKind::hold)});
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
    longest_certain = std::max(longest_certain, silence.certain);
    if (silence.certain >= minimum) dead_certain += silence.certain;
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
