// callnorm/analysis/speech_record.hpp - who spoke when, and what the last words of each stretch do
// for the silence after it: ask, ask for something to be done, announce a wait.
//
// NORM CCO-3.6. Acts of a person or a detector say what words do; phrases of the lexicon say it
// where acts have no kind for it (requests, undertakings, patience). Where neither knows, the
// record says that nobody knows.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/engine/silence.hpp"
#include "callnorm/model/act.hpp"

namespace callnorm {

struct SpeechLimits {
  Millis pause{5000};        ///< a turn with word times is cut where its own words pause this long
  Millis cover{30000};       ///< what an announcement covers that names no time
  Millis cover_max{120000};  ///< what any announcement covers at most
};

struct SpeechRecord {
  std::vector<Speech> speech;
  std::vector<std::uint32_t> turns;  ///< by speech: index of its turn
  TimeSpan talk;  ///< connect to end; ends with the last words once a goodbye was said
};

/// @param acts uses hold, question, read_back, acknowledge, filler, greeting, thanks, apology,
/// goodbye. Turns without times are left out. Cost: turns, and
/// for each turn the parts it is cut into times its acts and phrases.
[[nodiscard]] SpeechRecord speech_record(const PreparedContact& contact, std::span<const Act> acts,
                                         const SpeechLimits& limits);

}  // namespace callnorm
