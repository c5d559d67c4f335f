#include "text/plain_code.hpp"

#include <algorithm>
#include <cstddef>

#include "callnorm/text/number_words.hpp"
#include "text/value_words.hpp"

namespace callnorm {
namespace {

// Dictated: number words, single letters and what holds digits, nothing else.
std::optional<std::string> said_code(std::string_view text, Language language) {
  std::string out;
  std::string words;  // not read yet
  const auto flush = [&] {
    if (words.empty()) return true;
    const auto digits = spoken_digits(words, language);
    if (!digits) return false;
    for (const char c : *digits) {
      if (c != '+' && c != ',') out += c;
    }
    words.clear();
    return true;
  };
  bool said = false;
  for (const std::string_view chunk : chunks_of(text)) {
    std::string_view word = chunk;
    while (!word.empty() && !is_letter(word.back()) && !is_digit(word.back())) {
      word.remove_suffix(1);
    }
    while (!word.empty() && !is_letter(word.front()) && !is_digit(word.front())) {
      word.remove_prefix(1);
    }
    if (word.empty()) continue;
    const bool link = word == "en" || word == "et" || word == "and" || word == "keer" ||
                      word == "maal" || word == "fois" || word == "times";
    const bool letter = word.size() == 1 && is_letter(word.front());
    if (!letter && (speaks_of_number(word, language) || (link && !words.empty()))) {
      words += words.empty() ? "" : " ";
      words += word;
      said = true;
    } else if (letter || std::any_of(word.begin(), word.end(), is_digit)) {
      if (!flush()) return std::nullopt;
      for (const char c : word) {
        if (is_letter(c) || is_digit(c)) out += c;
      }
    } else {
      return std::nullopt;
    }
  }
  if (!said || !flush()) return std::nullopt;
  return out;
}

}  // namespace

std::optional<std::string> plain_code(std::string_view text,
                                      const std::optional<Language>& language) {
  if (text.size() <= longest_dictated) {
    for (const Language each : languages(language)) {
      if (auto code = said_code(text, each)) return code;
    }
  }
  std::string out;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c)) out += c;
  }
  if (out.empty()) return std::nullopt;
  return out;
}

}  // namespace callnorm
