// src/text/log_name.hpp - names of tools and sources, as scripts and logs write them.
#pragma once

#include <string>
#include <string_view>

#include "callnorm/text/fold.hpp"

namespace callnorm {

/// Folded, what stands in brackets and versions ("7.1", "v3", not a bare "2") left out, and words
/// joined by one underscore, whatever stood between them: the script's "card_desk" and the log's
/// "Card Desk 12.0 (web)" are one tool. A name of nothing else stays as it is, folded.
/// @param whole versions and brackets stay: for names that differ in nothing else ("CRM v1", "v2").
[[nodiscard]] inline std::string log_name(std::string_view name, bool whole = false) {
  const std::string plain = folded(name);
  std::string out;
  std::size_t begin = 0;
  const auto is_version = [](std::string_view word) {
    const bool marked = word.size() > 1 && word.front() == 'v';
    if (marked) word.remove_prefix(1);
    return word.find_first_not_of("0123456789.") == std::string_view::npos &&
           (marked || word.find('.') != std::string_view::npos);
  };
  int brackets = 0;
  const auto end_word = [&](std::size_t end) {
    std::string_view word = std::string_view(plain).substr(begin, end - begin);
    while (word.starts_with('.')) word.remove_prefix(1);
    while (word.ends_with('.')) word.remove_suffix(1);
    if (word.empty() || (!whole && (brackets > 0 || is_version(word)))) return;
    if (!out.empty()) out += '_';
    for (const char c : word) out += c == '.' ? '_' : c;
  };
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char c = plain[i];
    const bool wide = static_cast<unsigned char>(c) == 0xC2 && i + 1 < plain.size() &&
                      static_cast<unsigned char>(plain[i + 1]) == 0xA0;  // no-break space
    if (!wide && c != ' ' && c != '-' && c != '_' && c != '(' && c != ')') continue;
    end_word(i);
    if (c == '(') ++brackets;
    if (c == ')' && brackets > 0) --brackets;
    begin = i + (wide ? 2 : 1);
  }
  end_word(plain.size());
  if (brackets > 0 && !whole) return log_name(name, true);  // one that is never closed
  return out.empty() ? plain : out;
}

}  // namespace callnorm
