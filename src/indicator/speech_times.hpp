// src/indicator/speech_times.hpp - when the parties of a timed contact speak, and when they are on
// hold.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/speech_record.hpp"
#include "callnorm/engine/intervals.hpp"
#include "callnorm/engine/silence.hpp"
#include "callnorm/engine/statistics.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/contact.hpp"

namespace callnorm {

/// The turns of one party, or of both, as disjoint spans in order; pauses of at most `bridge` are
/// filled. The contact must carry times.
[[nodiscard]] inline std::vector<TimeSpan> speech_of(const Contact& contact,
                                                     std::optional<Speaker> speaker,
                                                     Millis bridge) {
  std::vector<TimeSpan> spans;
  spans.reserve(contact.turns().size());
  for (const Turn& turn : contact.turns()) {
    if (!speaker || turn.speaker == *speaker) spans.push_back(*turn.time);
  }
  return merge(spans, bridge);
}

/// The official holds as disjoint spans in order; none where none were recorded.
[[nodiscard]] inline std::vector<TimeSpan> holds_of(const Contact& contact) {
  return contact.data().hold ? merge(*contact.data().hold) : std::vector<TimeSpan>{};
}

/// From connect to the end of the talk: the hang-up, where the contact goes on with after-call
/// work.
[[nodiscard]] inline TimeSpan talk_of(const Contact& contact) {
  TimeSpan out = contact.extent();
  const auto& hangup = contact.data().ending.hangup;
  if (contact.channel() != Channel::voice || !hangup || *hangup <= out.begin) return out;
  const Millis last = contact.timed() ? contact.turns().back().time->end : out.begin;
  out.end = std::min(out.end, std::max(*hangup, last));
  return out;
}

/// The silences that were the client's to break: "Hang on, I'll get my papers." Nobody could be
/// listened to. Disjoint, in order. Cost: as speech_record().
[[nodiscard]] inline std::vector<TimeSpan> client_silences(const PreparedContact& contact,
                                                           std::span<const Act> acts) {
  const SpeechRecord record = speech_record(contact, acts, SpeechLimits{});
  const auto holds = holds_of(contact.contact());
  std::vector<TimeSpan> out;
  for (const Silence& silence :
       silence_ledger(record.speech, holds, record.talk, SilenceLimits{}).silences) {
    if (!silence.agents) out.push_back(silence.time);
  }
  return merge(out);
}

/// What is left of disjoint spans in order without others.
[[nodiscard]] inline std::vector<TimeSpan> without(const std::vector<TimeSpan>& spans,
                                                   const std::vector<TimeSpan>& others) {
  if (spans.empty()) return {};
  return intersect(spans, gaps(others, {spans.front().begin, spans.back().end}));
}

/// The share of `spans` that lies in `talk`, the silences aside that were the client's to break; 1
/// when nothing is left. Exact only where it reaches `limit`.
[[nodiscard]] inline double share_beside_client_silences(const PreparedContact& contact,
                                                         std::span<const Act> acts,
                                                         const std::vector<TimeSpan>& spans,
                                                         const std::vector<TimeSpan>& talk,
                                                         double limit) {
  const auto beside = [&](const std::vector<TimeSpan>& silences) {
    const std::vector<TimeSpan> others = without(spans, silences);
    return share(length(intersect(others, talk)).count(), length(others).count()).value_or(1.0);
  };
  // Whose the silences are is read only where that can change something.
  std::vector<TimeSpan> silences;
  if (!spans.empty()) {
    silences = gaps(speech_of(contact.contact(), std::nullopt, Millis{0}),
                    {spans.front().begin, spans.back().end});
  }
  const double most = beside(silences);
  return below(most, limit) ? most : beside(client_silences(contact, acts));
}

}  // namespace callnorm
