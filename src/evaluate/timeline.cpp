#include "callnorm/evaluate/timeline.hpp"

#include <algorithm>
#include <vector>

#include "callnorm/engine/intervals.hpp"
#include "callnorm/engine/statistics.hpp"

namespace callnorm {

Timeline summarise_timeline(const PreparedContact& contact) {
  Timeline out;
  const Contact& source = contact.contact();
  out.timed = source.timed();
  for (const PreparedTurn& turn : contact.turns()) {
    const std::uint32_t words = turn.last_token - turn.first_token;
    if (turn.speaker == Speaker::agent) {
      ++out.agent_turns;
      out.agent_words += words;
    } else {
      ++out.client_turns;
      out.client_words += words;
    }
  }
  const TimeSpan extent = source.extent();
  out.duration = extent.length();
  if (const auto& hold = source.data().hold) out.hold = length(merge(*hold));
  if (!out.timed) return out;

  if (source.channel() == Channel::voice) {
    std::vector<TimeSpan> agent;
    std::vector<TimeSpan> client;
    std::vector<TimeSpan> both;
    agent.reserve(out.agent_turns);
    client.reserve(out.client_turns);
    both.reserve(contact.turns().size());
    for (const PreparedTurn& turn : contact.turns()) {
      (turn.speaker == Speaker::agent ? agent : client).push_back(*turn.time);
      both.push_back(*turn.time);
    }
    agent = merge(agent);
    client = merge(client);
    out.agent_talk = length(agent);
    out.client_talk = length(client);
    out.overlap = length(intersect(agent, client));
    for (const TimeSpan quiet : gaps(merge(both), extent)) {
      out.silence += quiet.length();
      out.longest_silence = std::max(out.longest_silence, quiet.length());
    }
  }

  std::vector<std::int64_t> responses;
  responses.reserve(out.agent_turns);
  std::optional<Millis> waiting;  // since when the client waits for the agent
  for (const PreparedTurn& turn : contact.turns()) {
    if (turn.speaker == Speaker::client) {
      const bool voice = source.channel() == Channel::voice;
      if (voice || !waiting) waiting = voice ? turn.time->end : turn.time->begin;
      continue;
    }
    if (waiting) {
      const Millis answer = source.channel() == Channel::voice ? turn.time->begin : turn.time->end;
      responses.push_back((answer - *waiting).count());
    }
    waiting.reset();
  }
  out.responses = static_cast<std::uint32_t>(responses.size());
  if (const auto middle = median(responses)) {
    out.response_median =
        Millis{static_cast<std::int64_t>(*middle < 0 ? *middle - 0.5 : *middle + 0.5)};
    out.response_max = Millis{*std::max_element(responses.begin(), responses.end())};
  }
  return out;
}

}  // namespace callnorm
