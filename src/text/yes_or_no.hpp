// src/text/yes_or_no.hpp - yes and no, as facts of a contact and conditions of a script write them.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "callnorm/text/fold.hpp"

namespace callnorm {

/// "true", "yes", "ja", "oui" are one answer, "false", "no", "nee", "non" the other; nothing for
/// any other word.
[[nodiscard]] inline std::optional<bool> yes_or_no(std::string_view value) {
  constexpr std::array<std::string_view, 4> yes{"true", "yes", "ja", "oui"};
  constexpr std::array<std::string_view, 4> no{"false", "no", "nee", "non"};
  if (value.size() > 8) return std::nullopt;  // none is longer
  const std::string word = folded(value);
  if (std::find(yes.begin(), yes.end(), word) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), word) != no.end()) return false;
  return std::nullopt;
}

/// Whether two values of a fact are one: the same text, or the same yes or no.
[[nodiscard]] inline bool same_answer(std::string_view one, std::string_view other) {
  if (one == other) return true;
  const std::optional<bool> answer = yes_or_no(one);
  return answer && answer == yes_or_no(other);
}

}  // namespace callnorm
