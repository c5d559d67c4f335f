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
  constexpr std::array<std::string_view, 6> yes{"true", "yes", "ja", "oui", "waar", "vrai"};
  constexpr std::array<std::string_view, 7> no{"false", "no",     "nee", "non",
                                               "neen",  "onwaar", "faux"};
  if (value.size() > 8) return std::nullopt;  // none is longer
  const std::string word = folded(value);
  if (std::find(yes.begin(), yes.end(), word) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), word) != no.end()) return false;
  return std::nullopt;
}

/// Likewise the marks that systems store for them: "Y", "J", "O", "1", "N", "0". Beside one of the
/// words they are an answer; alone they may be a size or a number.
[[nodiscard]] inline std::optional<bool> answer_mark(std::string_view value) noexcept {
  if (value.size() != 1) return std::nullopt;
  switch (value.front()) {
    case 'y':
    case 'Y':
    case 'j':
    case 'J':
    case 'o':
    case 'O':
    case '1': return true;
    case 'n':
    case 'N':
    case '0': return false;
    default: return std::nullopt;
  }
}

/// Whether two values of a fact are one: the same text, or the same yes or no.
[[nodiscard]] inline bool same_answer(std::string_view one, std::string_view other) {
  if (one == other) return true;
  const std::optional<bool> answer = yes_or_no(one);
  const std::optional<bool> second = yes_or_no(other);
  if (answer && second) return answer == second;
  if (answer) return answer == answer_mark(other);
  return second && second == answer_mark(one);
}

}  // namespace callnorm
