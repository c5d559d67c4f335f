// callnorm/detect/reformulation.hpp - the agent says in other words what the client said (rules@1).
//
// NORM CCO-3.1, rules R1 to R4: a cue with matched content, a number read back, or much matched
// content with a second-person word (Stiles 1992). On expert-annotated English counselling these
// rules had precision 0.71 and recall 0.20: finding one is evidence, not finding one is none.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/act.hpp"

namespace callnorm {

struct ReformulationOptions {
  std::uint32_t client_turns = 3;    ///< how many of the client's last turns may be taken up
  Millis client_window{60'000};      ///< how long ago they may have ended; voice only
  std::uint32_t strong_matches = 1;  ///< R1: matched content words beside a strong cue
  std::uint32_t weak_matches = 2;    ///< R2: matched content words
  double weak_share = 0.30;          ///< R2: their share of the turn's content words
  std::uint32_t plain_matches = 3;   ///< R4
  double plain_share = 0.50;         ///< R4
  std::uint32_t number_digits = 3;   ///< R3: digits a number needs to be data
  std::uint32_t readback_words =
      8;  ///< R3: a turn of at most so many words that holds the number checks it
};

/// Appends acts of kind reformulation and read_back. Details: "rule", "cue", "matched", "share".
void detect_reformulations(const PreparedContact& contact, const ReformulationOptions& options,
                           std::vector<Act>& out);

}  // namespace callnorm
