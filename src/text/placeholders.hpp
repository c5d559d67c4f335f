// src/text/placeholders.hpp - what a wording of a script says whatever stands in its placeholders.
#pragma once

#include <string>
#include <string_view>

namespace callnorm {

/// Of "Hello, {name}." what is said whatever the name: "Hello, .".
[[nodiscard]] inline std::string without_placeholders(std::string_view wording) {
  std::string out;
  bool inside = false;
  for (const char c : wording) {
    if (c == '{') inside = true;
    if (!inside) out += c;
    if (c == '}') inside = false;
  }
  return out;
}

}  // namespace callnorm
