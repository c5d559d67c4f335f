// src/text/plain_code.hpp - a customer number, meter or IBAN without the ways of writing it.
//
//   "BE68 5390 0754" = "be6853900754"        "k l nul vier twee" = "kl042"
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "callnorm/text/language.hpp"

namespace callnorm {

/// Letters and digits only; numbers may be said in words. Nothing where there are none.
/// @param text comparable text (fold.hpp). Cost: linear.
[[nodiscard]] std::optional<std::string> plain_code(std::string_view text,
                                                    const std::optional<Language>& language);

}  // namespace callnorm
