// src/analysis/mail_footer.hpp - what a firm puts below every mail: its disclaimer, its slogan.
#pragma once

#include <optional>
#include <string_view>

#include "callnorm/extent.hpp"

namespace callnorm {

/// From where on a mail says what its writer did not write for this client, to its end: below the
/// mark of a signature ("-- "), a rule of dashes, or the names under "Vriendelijke groeten"; and
/// from "Dit bericht en de eventuele bijlagen" on. The names themselves are the writer's, and so is
/// what follows a "P.S.".
/// @param text a mail. Cost: linear.
[[nodiscard]] std::optional<TextRange> mail_footer(std::string_view text);

}  // namespace callnorm
