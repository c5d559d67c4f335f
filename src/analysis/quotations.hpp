// src/analysis/quotations.hpp - what a turn says in somebody else's words.
#pragma once

#include <string_view>
#include <vector>

#include "callnorm/extent.hpp"

namespace callnorm {

/// What stands between quotation marks, in order and apart; marks without a partner quote nothing.
[[nodiscard]] std::vector<TextRange> quotations(std::string_view text);

}  // namespace callnorm
