#include "text/plain_code.hpp"

#include <algorithm>
#include <array>
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

// What stands before a number to say what it is: "order 4412", "TVA 0123.456.789". Only words that
// nobody would take for a part of the code.
std::string_view without_label(std::string_view text) {
  static constexpr std::array<std::string_view, 34> labels{
      "order",   "bestelling", "bestelnummer", "commande", "dossier",   "dossiernummer", "klant",
      "client",  "customer",   "klantnummer",  "nummer",   "numero",    "number",        "nr",
      "no",      "n\u00B0",    "n\u00BA",      "ref",      "reference", "referentie",    "ticket",
      "factuur", "facture",    "invoice",      "contract", "contrat",   "account",       "polis",
      "police",  "policy",     "tva",          "btw",      "vat",       "iban"};
  for (;;) {
    std::size_t end = text.find_first_of(" :.#");
    if (end == std::string_view::npos || !among(labels, text.substr(0, end))) return text;
    const std::size_t next = text.find_first_not_of(" :.#", end);
    // Without a number behind them they are all there is.
    if (next == std::string_view::npos) return text;
    text.remove_prefix(next);
  }
}

}  // namespace

std::optional<std::string> plain_code(std::string_view text,
                                      const std::optional<Language>& language) {
  text = without_label(text);
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
