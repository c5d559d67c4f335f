// src/text/plain_email.hpp - an e-mail address, also as it is said: "an punt peeters apenstaart
// ...".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace callnorm {

/// Without blanks; "apenstaart", "arobase", "at", "punt", "point", "dot" are their marks where no @
/// stands. Nothing where it is no address. @param text comparable text. Cost: linear.
[[nodiscard]] std::optional<std::string> plain_email(std::string_view text);

}  // namespace callnorm
