#include "callnorm/analysis/shown_value.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

constexpr std::size_t long_number = 4;      // digits: fewer are found by their words
constexpr std::size_t longest_number = 12;  // more are no amount
constexpr std::size_t longest_key = 200;    // bytes: what is longer is a text, not a value
constexpr std::size_t family_name = 3;      // letters, at least

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

bool is_currency(std::string_view word) noexcept {
  static constexpr std::array<std::string_view, 9> names{
      "eur", "euro", "euros", "gbp", "pound", "pounds", "usd", "dollar", "dollars"};
  return std::find(names.begin(), names.end(), word) != names.end();
}

std::string_view trimmed(std::string_view text) noexcept {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Numbers parted by one of "/", "-" and ".", as "2026-03-05".
bool is_numeric_date(std::string_view key) noexcept {
  std::size_t marks = 0;
  std::size_t run = 0;
  for (const char c : key) {
    if (is_digit(c)) {
      if (++run > 4) return false;
      continue;
    }
    if ((c != '/' && c != '-' && c != '.') || run == 0) return false;
    ++marks;
    run = 0;
  }
  return marks == 2 && run > 0;
}

/// Capital letters only, of those that ASCII has: "WOUTERS", "O'NEILL".
bool is_in_capitals(std::string_view word) noexcept {
  std::size_t letters = 0;
  for (const char c : word) {
    if (is_digit(c) || (c >= 'a' && c <= 'z')) return false;
    if (c >= 'A' && c <= 'Z') ++letters;
  }
  return letters >= family_name;
}

/// Whether a few words on end are one of these moments: "half past ten".
bool mentions_time(std::string_view text, std::span<const NormalValue> moments, Usage usage) {
  constexpr std::size_t most_words = 4;
  std::vector<Token> tokens;
  tokenize(text, tokens);
  for (std::size_t first = 0; first < tokens.size(); ++first) {
    const std::size_t end = std::min(tokens.size(), first + most_words);
    for (std::size_t last = first; last < end; ++last) {
      const NormalValue said = normal_value(
          text.substr(tokens[first].text.begin, tokens[last].text.end - tokens[first].text.begin),
          ValueType::datetime, usage);
      if (said.read && std::any_of(moments.begin(), moments.end(), [&](const NormalValue& moment) {
            return same_value(moment, said);
          })) {
        return true;
      }
    }
  }
  return false;
}

NormalValue time_value(std::size_t minutes) {
  const auto two = [](std::size_t n) {
    std::string out;
    out += static_cast<char>('0' + n / 10);
    out += static_cast<char>('0' + n % 10);
    return out;
  };
  return {ValueType::datetime, "T" + two(minutes / 60) + ":" + two(minutes % 60), true};
}

}  // namespace

ShownValue::ShownValue(std::string_view key, std::optional<Language> language) : usage_(language) {
  add_form(key);
  if (forms_.empty() || key.size() > longest_key) return;
  key = trimmed(key);
  // What stands before a colon names the field.
  const std::size_t colon = key.find(": ");
  if (colon != std::string_view::npos) {
    key = trimmed(key.substr(colon + 1));
    add_form(key);
  }
  std::vector<Token> tokens;
  tokenize(key, tokens);
  if (tokens.empty()) return;
  std::string first;
  std::string last;
  fold(slice(key, tokens.front().text), first);
  fold(slice(key, tokens.back().text), last);
  if (tokens.size() > 1 && is_currency(last)) {
    add_form(key.substr(0, tokens.back().text.begin));
  } else if (tokens.size() > 1 && is_currency(first)) {
    add_form(key.substr(tokens[1].text.begin));
  } else if (const std::size_t comma = key.find(", "); comma != std::string_view::npos) {
    // "OKAFOR, Grace", "12 Mill Lane, BT7 1NN".
    add_form(key.substr(0, comma));
  } else {
    std::string name;
    std::size_t others = 0;
    for (const Token& token : tokens) {
      const std::string_view word = slice(key, token.text);
      if (!is_in_capitals(word)) {
        ++others;
      } else {
        if (!name.empty()) name += ' ';
        name += word;
      }
    }
    if (!name.empty() && others > 0) add_form(name);
  }
  if (is_numeric_date(key)) {
    read_date(key);
  } else if (!read_time(key)) {
    read_number(key);
  }
}

void ShownValue::add_form(std::string_view form) {
  WrittenValue value(form);
  if (!value.empty()) forms_.push_back(std::move(value));
}

// "Op vijf maart" names no year.
void ShownValue::read_date(std::string_view key) {
  NormalValue date = normal_value(key, ValueType::date, usage_);
  constexpr std::size_t year = 4;
  if (!date.read || date.text.size() != std::string_view("2026-03-05").size()) return;
  date.text.replace(0, year, "-");
  parts_.push_back({{std::move(date)}, std::nullopt});
}

// "14:30", "08:00-12:00": hours and minutes, of one moment or two.
bool ShownValue::read_time(std::string_view key) {
  std::vector<std::size_t> moments;
  for (std::size_t i = 0; i < key.size();) {
    if (!is_digit(key[i])) {
      const bool between = !moments.empty() && moments.size() < 2;
      const bool dash = key[i] == ' ' || key[i] == '-' || key.substr(i).starts_with("\u2013") ||
                        key.substr(i).starts_with("\u2014");
      if (!between || !dash) return false;
      i += key[i] == ' ' || key[i] == '-' ? std::size_t{1} : std::size_t{3};
      continue;
    }
    const std::size_t colon = i + (i + 1 < key.size() && is_digit(key[i + 1]) ? 2 : 1);
    if (colon + 2 >= key.size() || key[colon] != ':' || !is_digit(key[colon + 1]) ||
        !is_digit(key[colon + 2]) || moments.size() == 2) {
      return false;
    }
    const auto digit = [&](std::size_t at) { return static_cast<std::size_t>(key[at] - '0'); };
    const std::size_t hour = colon - i == 2 ? 10 * digit(i) + digit(i + 1) : digit(i);
    const std::size_t minute = 10 * digit(colon + 1) + digit(colon + 2);
    if (hour > 23 || minute > 59) return false;
    moments.push_back(60 * hour + minute);
    i = colon + 3;
    if (i < key.size() && is_digit(key[i])) return false;
  }
  constexpr std::size_t noon = 60 * std::size_t{12};
  for (const std::size_t moment : moments) {
    Part part;
    part.values.push_back(time_value(moment));
    // By the clock on the wall.
    if (moment > noon) part.values.push_back(time_value(moment - noon));
    if (moments.size() == 2 && moment % 60 == 0) {
      part.full_hour.emplace(std::to_string(moment / 60));
    }
    parts_.push_back(std::move(part));
  }
  return !moments.empty();
}

void ShownValue::read_number(std::string_view key) {
  if (key.size() < long_number || key.size() > longest_number ||
      !std::all_of(key.begin(), key.end(), is_digit)) {
    return;
  }
  // French and English numbers, and digits, are found by their words.
  if (usage_.language && *usage_.language != Language::nl) return;
  NormalValue number = normal_value(key, ValueType::number, usage_);
  if (number.read) parts_.push_back({{std::move(number)}, std::nullopt});
}

bool ShownValue::is_said(std::string_view text, const SpokenWords& words) const {
  if (parts_.empty()) return false;
  if (parts_.front().values.front().type == ValueType::number &&
      text.find("uizend") == std::string_view::npos &&
      text.find("onderd") == std::string_view::npos) {
    return false;  // no long number in words
  }
  return std::all_of(parts_.begin(), parts_.end(), [&](const Part& part) {
    return (part.full_hour && words.find(*part.full_hour)) ||
           (part.values.front().type == ValueType::datetime
                ? mentions_time(text, part.values, usage_)
                : mentions_value(text, part.values.front(), usage_, 1.0));
  });
}

std::optional<TextRange> ShownValue::in(std::string_view text, const SpokenWords& words) const {
  for (const WrittenValue& form : forms_) {
    if (const auto range = words.find(form)) return range;
  }
  if (is_said(text, words)) return TextRange{0, static_cast<std::uint32_t>(text.size())};
  return std::nullopt;
}

}  // namespace callnorm
