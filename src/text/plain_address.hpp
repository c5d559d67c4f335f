// text/plain_address.hpp - an address without the ways of writing it short.
//
//   "bd tirou, 15" = "boulevard tirou 15"    "pl. st-lambert 8" = "place saint lambert 8"
//   "kerkstr. 12/3" = "kerkstraat 12 bus 3"  "rue haute n° 4 bte 2" = "rue haute 4 bus 2"
//   "27 a" = "27a"                           "19 saint brigid's tce" = "19 st brigids terrace"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/text/language.hpp"

namespace callnorm {

/// @param folded lower case, without accents. @param language tells "st." of a saint from a sint;
/// without one, what differs between languages stays as it is. Cost: linear.
[[nodiscard]] std::string plain_address(std::string_view folded, std::optional<Language> language);

/// Of a plain address what stands up to its postcode, boxes by their number alone: a village or the
/// town it belongs to, "12/14" or "12-14". Empty without a postcode behind a number. A postcode is
/// the last number of four digits, with the two letters behind it that the Netherlands have.
[[nodiscard]] std::string up_to_postcode(std::string_view plain);

/// "ch" of a plain address in either of its meanings, "chaussee" and "chemin"; the address itself
/// where it has none.
[[nodiscard]] std::vector<std::string> readings_of_road(std::string_view plain);

/// Whether the numbers of a plain address stand in the other one in the same order, postcodes left
/// out: "5 bus 12" is not "12 bus 5". A flat may be named before the house or behind it.
[[nodiscard]] bool keeps_number_order(std::string_view plain, std::string_view other);

/// Of an address as it is written what stands before its town: "Kerkstraat 5" of "Kerkstraat 5,
/// 9000 Gent". A part of it.
[[nodiscard]] std::string_view street_and_number(std::string_view address);

}  // namespace callnorm
