// callnorm/text/masked_value.hpp - values that an export made illegible, in part or as a whole.
#pragma once

#include <string_view>

#include "callnorm/text/value.hpp"

namespace callnorm {

/// Whether a value was made illegible in part or as a whole: "****", "BE68 **** 7034", "[PII]".
[[nodiscard]] bool is_masked(std::string_view value);

/// Whether a masked value can be `truth`: what is still to be read of a code, a name or an e-mail
/// address stands there, and an amount begins as it. Of addresses and dates nobody can tell.
[[nodiscard]] bool may_be_masked(const NormalValue& truth, std::string_view masked);

}  // namespace callnorm
