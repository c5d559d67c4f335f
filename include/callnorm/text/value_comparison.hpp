// callnorm/text/value_comparison.hpp - whether a value that somebody entered is the one that was
// said, is another, or whether nobody can tell.
//
// What value.hpp does not make one may still be one where people speak a language that is known, in
// a system that stores values its own way:
//
//   same      "ja" = "true" = "J"; "vier personen" = "4"; "Luik" = "Liège"; "June 2028" = "06/28";
//             06 12345678 = +31612345678; BE0123456789 = 0123456789
//   unclear   no value of its type was said ("volgende maandag", "[PII]") or is shown ("****"); a
//             part of the words is there, and no figure is missing ("Te klein" of "de broek is te
//             klein"); a first name is an initial; zeros stand before a number; only the town of
//             an address differs, and the record has the postcode
//   different anything else
#pragma once

#include <cstdint>
#include <string_view>

#include "callnorm/text/value.hpp"

namespace callnorm {

/// A value as it was written, and its normal form.
struct ComparedValue {
  std::string_view written;
  const NormalValue& normal;
};

enum class Likeness : std::uint8_t { same, unclear, different };

/// @param at_least how similar words must be to be one word written in two ways.
/// An empty value is different from any other. Cost: that of mentions_value().
[[nodiscard]] Likeness compare_values(const ComparedValue& truth, const ComparedValue& other,
                                      Usage usage, double at_least);

/// Whether a text names a day by another one, or a part of a month: "morgen", "next Monday", "fin
/// mai".
[[nodiscard]] bool names_day_loosely(std::string_view text, Usage usage);

/// Whether two texts are one word of four letters, a letter for another: too short for a share of
/// its letters to tell a slip of the keyboard from another name.
[[nodiscard]] bool is_slip_in_short_word(const NormalValue& truth, const NormalValue& other);

}  // namespace callnorm
