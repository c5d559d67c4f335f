// src/text/plain_phone.hpp - a telephone number as it is dialled inside its country.
//
//   "+32 (0)475/12.34.56" = "0475123456"     "nul vier zeven vijf" = "0475"
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "callnorm/text/value.hpp"

namespace callnorm {

/// Digits; another country's begin with "+". Nothing where there are none.
/// @param text comparable text. Cost: linear.
[[nodiscard]] std::optional<std::string> plain_phone(std::string_view text, const Usage& usage);

}  // namespace callnorm
