// callnorm/indicator/scripted_range.hpp - words the agent read out: not the agent's own wording.
#pragma once

#include <cstdint>

#include "callnorm/extent.hpp"

namespace callnorm {

/// A range of one turn.
struct ScriptedRange {
  std::uint32_t turn = 0;
  TextRange text;
};

}  // namespace callnorm
