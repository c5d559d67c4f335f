// src/text/log_name.hpp - names of tools and sources, as scripts and logs write them.
#pragma once

#include <string>
#include <string_view>

#include "callnorm/text/fold.hpp"

namespace callnorm {

/// Folded, and every run of blanks, hyphens, underscores and points one underscore: the script's
/// "card_desk" and the log's "Card Desk" are one tool.
[[nodiscard]] inline std::string log_name(std::string_view name) {
  std::string out;
  for (const char c : folded(name)) {
    if (c != ' ' && c != '-' && c != '_' && c != '.') {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out;
}

}  // namespace callnorm
