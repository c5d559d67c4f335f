// text/plain_address.hpp - an address without the ways of writing it short.
//
//   "bd tirou, 15" = "boulevard tirou 15"    "pl. st-lambert 8" = "place saint lambert 8"
//   "kerkstr. 12/3" = "kerkstraat 12 bus 3"  "rue haute n° 4 bte 2" = "rue haute 4 bus 2"
//   "27 a" = "27a"                           "19 saint brigid's tce" = "19 st brigids terrace"
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "callnorm/text/language.hpp"

namespace callnorm {

/// @param folded lower case, without accents. @param language tells "st." of a saint from a sint;
/// without one, what differs between languages stays as it is. Cost: linear.
[[nodiscard]] std::string plain_address(std::string_view folded, std::optional<Language> language);

}  // namespace callnorm
