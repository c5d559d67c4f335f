#include "callnorm/text/spoken_value.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/number_words.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/joins_digits.hpp"

namespace callnorm {
namespace {

// "negenennegentigduizendnegenhonderdnegenennegentig" has 49 letters.
constexpr std::size_t longest_number_word = 60;

constexpr std::array<std::string_view, 8> currencies{"euro",  "euros", "eur",     "dollar",
                                                     "pound", "pond",  "dollars", "pounds"};
constexpr std::array<std::string_view, 4> decimal_marks{"komma", "virgule", "point", "comma"};
constexpr std::array<std::string_view, 3> joiners{"en", "et", "and"};

bool among(std::span<const std::string_view> words, std::string_view word) noexcept {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void append_digits(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c != '-') out += c;
  }
}

// One past the last token of the digits that begin at `first`.
std::size_t digits_end(std::string_view text, std::span<const Token> tokens, std::size_t first) {
  std::size_t last = first + 1;
  while (last < tokens.size() && is_digits(tokens[last], text) &&
         joins_digits(text.substr(tokens[last - 1].text.end,
                                  tokens[last].text.begin - tokens[last - 1].text.end))) {
    ++last;
  }
  return last;
}

// French "l'", "d'", "qu'" before the word they lean on. Dutch and English have nothing of the
// kind: "foto's" and "it's" carry theirs behind.
std::uint32_t clitic_length(std::string_view word) noexcept {
  static constexpr std::array<std::string_view, 10> clitics{"l'", "d'", "j'", "n'", "s'",
                                                            "c'", "m'", "t'", "y'", "qu'"};
  if (word.size() < 3 || (word[1] != '\'' && word[2] != '\'')) return 0;  // most words
  for (const std::string_view clitic : clitics) {
    if (word.size() > clitic.size() && word.starts_with(clitic)) {
      return static_cast<std::uint32_t>(clitic.size());
    }
  }
  return 0;
}

bool says_hundred(std::string_view word, Language language) noexcept {
  switch (language) {
    case Language::nl: return word == "honderd";
    case Language::fr: return word == "cent" || word == "cents";
    case Language::en: return word == "hundred";
  }
  return false;
}
bool says_thousand(std::string_view word, Language language) noexcept {
  switch (language) {
    case Language::nl: return word == "duizend";
    case Language::fr: return word == "mille";
    case Language::en: return word == "thousand";
  }
  return false;
}

// "tweehonderdvijftig", "honderdduizend": Dutch writes it as one word. Up to 999 999.
std::optional<std::int64_t> dutch_word(std::string_view word) {
  if (const auto small = number_word(word, Language::nl)) return *small;
  if (word.size() > longest_number_word) return std::nullopt;
  for (const auto& [name, unit] :
       {std::pair<std::string_view, std::int64_t>{"duizend", 1000}, {"honderd", 100}}) {
    const std::size_t at = word.find(name);
    if (at == std::string_view::npos) continue;
    std::int64_t count = 1;
    if (at > 0) {
      const auto before = dutch_word(word.substr(0, at));
      if (!before || *before < 2 || *before > (unit == 100 ? 99 : 999)) return std::nullopt;
      count = *before;
    }
    std::string_view rest = word.substr(at + name.size());
    if (rest.starts_with("en")) rest.remove_prefix(2);  // "honderdenvijf"
    if (rest.empty()) return count * unit;
    const auto after = dutch_word(rest);
    if (!after || *after == 0 || *after >= unit) return std::nullopt;
    return count * unit + *after;
  }
  return std::nullopt;
}

/// Words added up to one number, as far as they go: "two hundred and five", "deux mille vingt-six".
class NumberPhrase {
 public:
  explicit NumberPhrase(Language language) : language_(language) {}

  /// Takes the word, if it goes on with the number.
  bool take(std::string_view word) {
    if (says_thousand(word, language_)) return multiply_by_thousand();
    if (says_hundred(word, language_)) return multiply_by_hundred(word);
    const auto value = language_ == Language::nl ? dutch_word(word) : small_number(word);
    return value && add(*value);
  }
  /// "and", "et", "en" may stand inside a number that has hundreds or thousands.
  [[nodiscard]] bool may_join(std::string_view word) const noexcept {
    return begun_ && (group_ >= 100 || thousands_ > 0 || language_ == Language::fr) &&
           among(joiners, word);
  }
  [[nodiscard]] std::int64_t value() const noexcept { return thousands_ + group_; }

 private:
  std::optional<std::int64_t> small_number(std::string_view word) const {
    const auto value = number_word(word, language_);
    return value ? std::optional<std::int64_t>(*value) : std::nullopt;
  }
  bool multiply_by_thousand() {
    if (thousands_ > 0 || (begun_ && group_ == 0)) return false;
    thousands_ = std::max<std::int64_t>(group_, 1) * 1000;
    group_ = 0;
    begun_ = true;
    return true;
  }
  bool multiply_by_hundred(std::string_view word) {
    // A bare "cents" is money, and so is one after "cinquante".
    if (group_ == 0 && word == "cents") return false;
    if (group_ > 99 || (begun_ && group_ == 0 && thousands_ == 0)) return false;
    if (language_ == Language::fr && group_ > 9) return false;
    group_ = std::max<std::int64_t>(group_, 1) * 100;
    begun_ = true;
    return true;
  }
  bool add(std::int64_t value) {
    if (!begun_) {
      group_ = value;
      begun_ = true;
      return true;
    }
    if (value == 0) return false;
    const std::int64_t units = group_ % 100;
    const bool after_hundreds = units == 0 && (group_ > 0 || thousands_ > 0) && value < 100;
    const bool after_thousands = group_ == 0 && thousands_ > 0 && value < 1000;
    // "twenty five", "vingt cinq": recognisers leave out the hyphen. Dutch says the unit first.
    const bool after_tens =
        language_ != Language::nl && units >= 20 && units % 10 == 0 && value < 10;
    if (!after_hundreds && !after_thousands && !after_tens) return false;
    group_ += value;
    return true;
  }

  Language language_;
  std::int64_t thousands_ = 0;
  std::int64_t group_ = 0;
  bool begun_ = false;
};

}  // namespace

WrittenValue::WrittenValue(std::string_view value) {
  std::vector<Token> tokens;
  tokenize(value, tokens);
  for (std::size_t i = 0; i < tokens.size();) {
    Part part;
    if (!is_digits(tokens[i], value)) {
      fold(slice(value, tokens[i].text), part.word);
      ++i;
    } else {
      const std::size_t last = digits_end(value, tokens, i);
      for (std::size_t k = i; k < last; ++k) {
        append_digits(slice(value, tokens[k].text), part.digits);
      }
      // Decimals: one or two digits after a point or comma. Three make a thousand: "48.213".
      const TextRange tail = tokens[last - 1].text;
      const char mark = tail.begin > 0 ? value[tail.begin - 1] : ' ';
      if (last - i >= 2 && tail.end - tail.begin <= 2 && (mark == ',' || mark == '.') &&
          tokens[last - 2].text.end + 1 == tail.begin) {
        part.decimals = slice(value, tail);
        part.whole = part.digits.substr(0, part.digits.size() - part.decimals.size());
      }
      i = last;
    }
    parts_.push_back(std::move(part));
  }
}

SpokenWords::SpokenWords(std::string_view text, std::optional<Language> language) {
  std::vector<Token> tokens;
  tokenize(text, tokens);
  units_.reserve(tokens.size());
  for (const Token& token : tokens) {
    Unit unit;
    unit.text = token.text;
    fold(slice(text, token.text), unit.word);
    unit.clitic = clitic_length(unit.word);
    units_.push_back(std::move(unit));
  }
  read_numbers(text, tokens, language);
}

SpokenWords::SpokenWords(std::string_view text, std::span<const Token> tokens,
                         std::span<const std::string_view> folded,
                         std::optional<Language> language) {
  units_.reserve(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Unit& unit = units_.emplace_back();
    unit.text = tokens[i].text;
    unit.word = folded[i];
    unit.clitic = clitic_length(unit.word);
  }
  read_numbers(text, tokens, language);
}

void SpokenWords::read_numbers(std::string_view text, std::span<const Token> tokens,
                               std::optional<Language> language) {
  for (std::size_t i = 0; i < tokens.size();) {
    if (!is_digits(tokens[i], text)) {
      ++i;
      continue;
    }
    const std::size_t last = digits_end(text, tokens, i);
    for (std::size_t k = i; k < last; ++k) {
      append_digits(slice(text, tokens[k].text), units_[i].digits);
    }
    units_[i].last = static_cast<std::uint32_t>(last);
    i = last;
  }
  if (language) read_number_words(*language);
}

void SpokenWords::read_number_words(Language language) {
  for (std::size_t i = 0; i < units_.size();) {
    if (units_[i].last > i) {
      i = units_[i].last;
      continue;
    }
    NumberPhrase phrase(language);
    std::size_t last = i;
    while (last < units_.size() && units_[last].last == 0) {
      if (phrase.take(units_[last].word)) {
        ++last;
      } else if (last > i && last + 1 < units_.size() && units_[last + 1].last == 0 &&
                 phrase.may_join(units_[last].word) && phrase.take(units_[last + 1].word)) {
        last += 2;
      } else {
        break;
      }
    }
    if (last > i) {
      units_[i].digits = std::to_string(phrase.value());
      units_[i].last = static_cast<std::uint32_t>(last);
    }
    i = std::max(last, i + 1);
  }
}

// Numbers in a row, said digit by digit or in groups, are one number.
std::optional<std::size_t> SpokenWords::digits_from(std::size_t at, std::string_view digits) const {
  std::size_t found = 0;
  while (at < units_.size() && units_[at].last > at && found < digits.size()) {
    const std::string& next = units_[at].digits;
    if (digits.substr(found, next.size()) != next) return std::nullopt;
    found += next.size();
    at = units_[at].last;
  }
  if (found != digits.size()) return std::nullopt;
  return at;
}

std::optional<std::size_t> SpokenWords::number_from(std::size_t at,
                                                    const WrittenValue::Part& number) const {
  if (const auto end = digits_from(at, number.digits)) return end;
  if (number.whole.empty()) return std::nullopt;
  const auto whole = digits_from(at, number.whole);
  if (!whole) return std::nullopt;
  const auto is = [&](std::size_t k, std::span<const std::string_view> words) {
    return k < units_.size() && among(words, units_[k].word);
  };
  if (is(*whole, currencies) || is(*whole, decimal_marks)) {
    std::size_t next = *whole + 1;
    if (is(next, joiners)) ++next;
    if (const auto end = digits_from(next, number.decimals)) return end;
    if (next < units_.size() && units_[next].last > next) return std::nullopt;
  }
  // "84,00" is said "84".
  if (number.decimals.find_first_not_of('0') == std::string::npos) return whole;
  return std::nullopt;
}

std::optional<std::size_t> SpokenWords::value_from(std::size_t at,
                                                   const WrittenValue& value) const {
  bool amount = false;
  for (const WrittenValue::Part& part : value.parts_) {
    if (part.word.empty()) {
      const auto end = number_from(at, part);
      if (!end) return std::nullopt;
      // "84,50 euro" is said "84 euro 50": the currency has been heard.
      amount = *end > at + 1 &&
               std::any_of(units_.begin() + static_cast<std::ptrdiff_t>(at),
                           units_.begin() + static_cast<std::ptrdiff_t>(*end),
                           [](const Unit& unit) { return among(currencies, unit.word); });
      at = *end;
      continue;
    }
    const bool same = at < units_.size() &&
                      (units_[at].word == part.word ||
                       (units_[at].clitic > 0 &&
                        std::string_view(units_[at].word).substr(units_[at].clitic) == part.word));
    if (same) {
      ++at;
    } else if (!(amount && among(currencies, part.word))) {
      return std::nullopt;
    }
    amount = false;
  }
  return at;
}

std::optional<TextRange> SpokenWords::find(const WrittenValue& value) const {
  if (value.empty()) return std::nullopt;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const auto end = value_from(i, value);
    if (end && *end > i) return TextRange{units_[i].text.begin, units_[*end - 1].text.end};
  }
  return std::nullopt;
}

}  // namespace callnorm
