// callnorm/text/language.hpp - the languages callnorm has words for.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace callnorm {

enum class Language : std::uint8_t { nl, fr, en };

inline constexpr std::array<Language, 3> all_languages{Language::nl, Language::fr, Language::en};

[[nodiscard]] constexpr std::string_view name(Language language) noexcept {
  switch (language) {
    case Language::nl: return "nl";
    case Language::fr: return "fr";
    case Language::en: return "en";
  }
  return "";
}

/// The language of a BCP 47 tag ("nl-BE", "FR", "en_US"); nothing for one without a lexicon here.
[[nodiscard]] constexpr std::optional<Language> language_of(std::string_view tag) noexcept {
  if (tag.size() < 2 || (tag.size() > 2 && tag[2] != '-' && tag[2] != '_')) return std::nullopt;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const char a = lower(tag[0]);
  const char b = lower(tag[1]);
  for (const Language language : all_languages) {
    if (name(language)[0] == a && name(language)[1] == b) return language;
  }
  return std::nullopt;
}

}  // namespace callnorm
