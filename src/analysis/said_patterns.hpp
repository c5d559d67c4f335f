// analysis/said_patterns.hpp - where the agent says what token patterns of a script describe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/extent.hpp"
#include "callnorm/text/pattern_set.hpp"

namespace callnorm {

struct SaidPattern {
  std::uint32_t turn = 0;
  TextRange text;
  std::size_t pattern = 0;  ///< its place in the set
};

/// The first match of each sentence of the agent's, in order.
/// @param most how many are looked for.
/// Cost: linear in the words of the contact.
[[nodiscard]] std::vector<SaidPattern> find_said_patterns(
    const PreparedContact& contact, const PatternSet& set,
    std::size_t most = std::numeric_limits<std::size_t>::max());

}  // namespace callnorm
