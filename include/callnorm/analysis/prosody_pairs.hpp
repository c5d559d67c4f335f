// callnorm/analysis/prosody_pairs.hpp - rate, pitch and loudness of a client's turn beside those of
// the agent's answer (NORM CCO-3.4). Numbers of the sound, never a feeling, never voice quality.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "callnorm/model/contact.hpp"

namespace callnorm {

/// A client's turn and the agent's turn right after it, both with the feature.
struct ProsodyPair {
  std::uint32_t client_turn = 0;
  std::uint32_t agent_turn = 0;
  double client = 0;
  double agent = 0;
};

struct ProsodySeries {
  std::string_view feature;  ///< "rate_wpm", "f0_semitones", "intensity_db"
  std::vector<ProsodyPair> pairs;
};

/// In order of the turns. Of several entries for one turn the first with the feature counts. Empty
/// series where prosody was not recorded.
[[nodiscard]] std::array<ProsodySeries, 3> prosody_pairs(const Contact& contact);

}  // namespace callnorm
