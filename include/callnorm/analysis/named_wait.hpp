// callnorm/analysis/named_wait.hpp - how long a wait the agent names: "twee minuutjes" is 120 s.
#pragma once

#include <cstdint>
#include <optional>

#include "callnorm/analysis/prepared_contact.hpp"

namespace callnorm {

/// The wait that sentence `sentence` (index in contact.sentences()) names: a unit (cue class
/// wait_unit) and the number within three words before it, one when there is none; the longest of
/// several, else that of a short sentence beside it in its turn ("I'll ask. Reckon on a minute.").
/// Fewer than five seconds ("een seconde", "twee tellen") are a manner of speaking and name none.
[[nodiscard]] std::optional<Millis> named_wait(const PreparedContact& contact,
                                               std::uint32_t sentence);

}  // namespace callnorm
