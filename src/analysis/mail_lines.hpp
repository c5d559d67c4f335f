// src/analysis/mail_lines.hpp - a message line by line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "callnorm/extent.hpp"

namespace callnorm {

struct MailLine {
  TextRange range;        // of the message, without the line feed
  std::string_view text;  // without blanks around it
};

[[nodiscard]] inline std::vector<MailLine> mail_lines(std::string_view text) {
  std::vector<MailLine> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    while (!line.empty() && static_cast<unsigned char>(line.front()) <= ' ') line.remove_prefix(1);
    while (!line.empty() && static_cast<unsigned char>(line.back()) <= ' ') line.remove_suffix(1);
    out.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, line});
    at = end + 1;
  }
  return out;
}

[[nodiscard]] inline bool begins_with_any(std::string_view plain,
                                          std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return plain.starts_with(word); });
}

}  // namespace callnorm
