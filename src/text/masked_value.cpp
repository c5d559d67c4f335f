#include "callnorm/text/masked_value.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "callnorm/text/plain_text.hpp"
#include "text/plain_phone.hpp"
#include "text/value_words.hpp"

namespace callnorm {
namespace {

// What hides a character.
std::size_t mask_at(std::string_view text, std::size_t at) noexcept {
  constexpr std::array<std::string_view, 4> masks{"*", "\u2022", "\u25CF", "#"};
  for (const std::string_view mask : masks) {
    if (text.substr(at).starts_with(mask)) return mask.size();
  }
  return 0;
}

// "[PII]", "<PHONE_NUMBER>", "[naam verwijderd]": nothing but words in brackets; "[x]" is a tick,
// "<jan@postbus.be>" an address, and "[null]" an empty field.
bool is_placeholder(std::string_view folded) noexcept {
  static constexpr std::array<std::string_view, 18> empty{
      "null", "none",     "nil",     "empty",         "blank",      "leeg",
      "vide", "onbekend", "unknown", "inconnu",       "undefined",  "nan",
      "geen", "aucun",    "todo",    "niet ingevuld", "non rempli", "tbd"};
  constexpr std::size_t shortest = 3;  // letters
  if (folded.size() < shortest + 2) return false;
  if (!(folded.front() == '[' && folded.back() == ']') &&
      !(folded.front() == '<' && folded.back() == '>')) {
    return false;
  }
  const std::string_view inside = folded.substr(1, folded.size() - 2);
  if (among(empty, inside)) return false;
  return std::all_of(inside.begin(), inside.end(),
                     [](char c) { return is_letter(c) || c == ' ' || c == '_' || c == '-'; });
}

// Whether what can be read of a masked code stands in `truth`, piece by piece and in order.
bool fits_mask(std::string_view truth, std::string_view plain) {
  std::string piece;
  std::size_t from = 0;
  bool hidden = false;  // before the piece
  const auto fits = [&](bool last) {
    if (piece.empty()) return true;
    const std::string_view rest = truth.substr(from);
    std::size_t at = hidden ? rest.find(piece) : rest.starts_with(piece) ? 0 : std::string::npos;
    if (last && hidden && rest.ends_with(piece)) at = rest.size() - piece.size();
    if (at == std::string_view::npos || (last && at + piece.size() != rest.size())) return false;
    from += at + piece.size();
    piece.clear();
    hidden = false;
    return true;
  };
  for (std::size_t i = 0; i < plain.size();) {
    const std::size_t mask = plain[i] == 'x' ? 1 : mask_at(plain, i);
    if (mask > 0) {
      if (!fits(false)) return false;
      hidden = true;
      i += mask;
      continue;
    }
    if (is_letter(plain[i]) || is_digit(plain[i])) piece += plain[i];
    ++i;
  }
  return fits(true);
}

// "+32 475 ** ** 56" and "0475123456": the country stands before one and not before the other.
bool fits_masked_phone(std::string_view truth, std::string_view plain) {
  const bool plus = plain.starts_with('+');
  if (!plus && !plain.starts_with("00")) {
    return fits_mask(truth.substr(truth.starts_with('+') ? 1 : 0), plain);
  }
  plain.remove_prefix(plus ? 1 : 2);
  if (truth.starts_with('+')) return fits_mask(truth.substr(1), plain);
  if (mask_at(plain, 0) > 0 || !truth.starts_with('0')) return fits_mask(truth, plain);
  const auto with_code = [&](std::string_view code) {
    if (!plain.starts_with(code)) return false;
    std::string_view rest = plain.substr(code.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" -./"), rest.size()));
    if (rest.starts_with("(0)")) rest.remove_prefix(3);
    return fits_mask(truth.substr(1), rest);
  };
  return with_code(Usage::belgian_code) ||
         std::any_of(countries_around.begin(), countries_around.end(),
                     [&](const Numbering& country) {
                       return may_be_of(country, truth) && with_code(country.code);
                     });
}

// "**Janssens**" and "Peeters": of words that were masked, what can be read stands in the truth.
bool fits_masked_words(std::string_view truth, std::string_view plain) {
  for (const std::string_view word : chunks_of(plain)) {
    std::string piece;
    bool masked = false;
    for (std::size_t i = 0; i < word.size();) {
      const std::size_t mask = mask_at(word, i);
      masked = masked || mask > 0;
      if (mask == 0 && (is_letter(word[i]) || is_digit(word[i]))) piece += word[i];
      i += std::max<std::size_t>(mask, 1);
      // What can be read up to here, or of the whole word.
      const bool ends = i >= word.size() || mask_at(word, i) > 0;
      if (!ends) continue;
      const bool alone = !masked && i >= word.size();  // not a masked word: a title, say
      if (!alone && truth.find(piece) == std::string_view::npos) return false;
      piece.clear();
    }
  }
  return true;
}

// "p***@hotmail.com": the first and the last letter, and what stands behind the "@".
bool fits_masked_email(std::string_view truth, std::string_view plain) {
  std::string letters;
  for (const char c : truth) {
    if (is_letter(c) || is_digit(c)) letters += c;
  }
  // An "x" may be a letter here, and hides nothing beside stars.
  std::string piece;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= plain.size();) {
    const std::size_t mask = i < plain.size() ? mask_at(plain, i) : 0;
    if (mask == 0 && i < plain.size()) {
      if (is_letter(plain[i]) || is_digit(plain[i])) piece += plain[i];
      ++i;
      continue;
    }
    const std::size_t at = letters.find(piece, from);
    if (at == std::string::npos) return false;
    from = at + piece.size();
    piece.clear();
    i += std::max<std::size_t>(mask, 1);
  }
  return true;
}

}  // namespace

bool is_masked(std::string_view value) {
  constexpr std::string_view redacted = "redacted";
  // Most values have nothing of a mask; \xE2 begins a bullet.
  const bool perhaps = value.find_first_of("*#[<xX\xE2") != std::string_view::npos;
  if (!perhaps && value.size() != redacted.size()) return false;
  const std::string plain = comparable_text(value);
  if (is_placeholder(plain) || plain == redacted) return true;
  // Two characters in a row: one star may be a note.
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const std::size_t one = mask_at(plain, i);
    if (one > 0 && mask_at(plain, i + one) > 0) return true;
  }
  // "XXXX XXXX 7034"; without a figure it is what people type to fill a field.
  return plain.find("xxx") != std::string::npos &&
         std::any_of(plain.begin(), plain.end(), is_digit) &&
         plain.find_first_not_of("x0123456789 -./") == std::string::npos;
}

bool may_be_masked(const NormalValue& truth, std::string_view masked) {
  const std::string plain = comparable_text(masked);
  if (is_placeholder(plain)) return true;
  switch (truth.type) {
    case ValueType::phone: return fits_masked_phone(truth.text, plain);
    case ValueType::id:
    case ValueType::iban:
    case ValueType::meter: return fits_mask(truth.text, plain);
    case ValueType::text: return fits_masked_words(truth.text, plain);
    case ValueType::email: return fits_masked_email(truth.text, plain);
    case ValueType::amount: {
      // Whole euros that can be read from the first on.
      const std::size_t first = plain.find_first_of("0123456789");
      const std::size_t mask = plain.find_first_of("*#\xE2");
      if (first == std::string::npos || mask < first) return true;
      return !truth.read || truth.text.front() == plain[first];
    }
    case ValueType::number:
    case ValueType::address:
    case ValueType::date:
    case ValueType::datetime: return true;
  }
  return true;
}

}  // namespace callnorm
