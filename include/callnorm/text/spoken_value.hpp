// callnorm/text/spoken_value.hpp - whether a value shown on a screen stands in somebody's words.
//
// Values are compared as whole tokens, case and accents folded, and must stand together. Numbers
// are compared by their digits, however they are grouped or said:
//   "rearmez"  in "Réarmez le compteur."      "adresse"  in "l'adresse"
//   "48213"    in "dossier 48 213"            "15 juni"  in "op vijftien juni"
//   "84,50"    in "84 euro 50"                "120"      in "one hundred and twenty"
// The other way round nothing is guessed: "8" does not stand in "84", nor "213" in "48 213".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/extent.hpp"
#include "callnorm/text/language.hpp"
#include "callnorm/text/tokens.hpp"

namespace callnorm {

/// A value as a screen shows it, ready to be looked for.
class WrittenValue {
 public:
  /// @param value valid UTF-8.
  explicit WrittenValue(std::string_view value);

  /// Holds no letter and no digit: stands nowhere.
  [[nodiscard]] bool empty() const noexcept { return parts_.empty(); }

 private:
  friend class SpokenWords;
  struct Part {
    std::string word;      // folded; empty for a number
    std::string digits;    // of a number, all of them
    std::string whole;     // "84" of "84,50"; empty when there are no decimals
    std::string decimals;  // "50"
  };
  std::vector<Part> parts_;
};

/// One text, ready to be searched for many values.
class SpokenWords {
 public:
  /// @param text valid UTF-8. @param language of its number words; nothing: only digits are
  /// numbers. Cost: linear in the text.
  SpokenWords(std::string_view text, std::optional<Language> language);
  /// The same of a text whose tokens are known. @param folded each of them, as fold() gives it.
  SpokenWords(std::string_view text, std::span<const Token> tokens,
              std::span<const std::string_view> folded, std::optional<Language> language);

  /// The first place of the value. Cost: tokens of the text times tokens of the value.
  [[nodiscard]] std::optional<TextRange> find(const WrittenValue& value) const;

 private:
  struct Unit {
    TextRange text;
    std::string word;          // folded
    std::uint32_t clitic = 0;  // bytes of `word` before the word itself: "l'" of "l'adresse"
    std::string digits;        // of the number that begins here
    std::uint32_t last = 0;    // one past the last unit of that number
  };

  void read_numbers(std::string_view text, std::span<const Token> tokens,
                    std::optional<Language> language);
  void read_number_words(Language language);
  [[nodiscard]] std::optional<std::size_t> digits_from(std::size_t at,
                                                       std::string_view digits) const;
  [[nodiscard]] std::optional<std::size_t> number_from(std::size_t at,
                                                       const WrittenValue::Part& number) const;
  [[nodiscard]] std::optional<std::size_t> value_from(std::size_t at,
                                                      const WrittenValue& value) const;

  std::vector<Unit> units_;
};

}  // namespace callnorm
