// callnorm/text/plain_text.hpp - texts as they are compared and as they are shown in one line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace callnorm {

/// Folded text (fold.hpp) with every run of blanks one blank, none at the ends: how texts are
/// compared. @param text valid UTF-8. Cost: linear.
[[nodiscard]] std::string comparable_text(std::string_view text);

/// One line: blanks collapsed, cut after `bytes` bytes with "..." at its end.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t bytes = 80);

/// The same between double quotation marks.
[[nodiscard]] inline std::string quoted(std::string_view text) {
  return "\"" + one_line(text) + "\"";
}

}  // namespace callnorm
