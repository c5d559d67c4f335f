// callnorm/text/fold.hpp - the form in which words are compared: lower case, no accents.
//
//   "ÉCOUTER" -> "ecouter"   "l’été" -> "l'ete"   "Cœur" -> "coeur"   "rendez‑vous" ->
//   "rendez-vous"
//
// Curly and modifier apostrophes become ', Unicode hyphens become -. Composed and decomposed
// spellings fold alike. Digits and everything that has no simpler form stay as they are.
#pragma once

#include <string>
#include <string_view>

namespace callnorm {

/// Appends the folded form of `text`, valid UTF-8, to `out`. Cost: a table look-up per code point
/// below U+0250, utf8proc beyond.
void fold(std::string_view text, std::string& out);

[[nodiscard]] std::string folded(std::string_view text);

/// Whether it is ASCII that folds to itself, as most words of a talk are; of anything else, false.
[[nodiscard]] bool folds_to_itself(std::string_view text) noexcept;

/// Whether its first character is an upper-case letter ("Élise").
[[nodiscard]] bool starts_with_capital(std::string_view text) noexcept;

}  // namespace callnorm
