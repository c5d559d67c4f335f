// callnorm/analysis/only_cues.hpp - whether a turn is nothing but "ok", nothing but "euh".
#pragma once

#include <cstdint>
#include <initializer_list>

#include "callnorm/analysis/prepared_contact.hpp"

namespace callnorm {

/// Whether phrases of these classes, one after the other, the longest first, are all that turn
/// `turn` says; what was masked ("<NAME>") says nothing. True of a turn without words. Cost: linear
/// in its words and cues.
[[nodiscard]] bool only_cues(const PreparedContact& contact, std::uint32_t turn,
                             std::initializer_list<CueClass> classes);

}  // namespace callnorm
