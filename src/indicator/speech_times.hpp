// src/indicator/speech_times.hpp - when the parties of a timed contact speak, and when they are on
// hold.
#pragma once

#include <optional>
#include <vector>

#include "callnorm/engine/intervals.hpp"
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

}  // namespace callnorm
