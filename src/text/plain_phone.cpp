#include "text/plain_phone.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "text/plain_number.hpp"
#include "text/value_words.hpp"

namespace callnorm {
namespace {

constexpr std::string_view luxembourg_code = "352";  // numbers there have no 0 before them

}  // namespace

std::optional<std::string> plain_phone(std::string_view text, const Usage& usage) {
  std::string plain(text);
  if (!std::any_of(text.begin(), text.end(), is_digit) ||
      std::any_of(text.begin(), text.end(), is_letter)) {
    if (auto said = said_digits(text, usage.language)) plain = std::move(*said);
  }
  const std::size_t first = plain.find_first_of("+0123456789");
  if (first == std::string::npos) return std::nullopt;
  bool abroad = plain[first] == '+';
  if (const std::size_t zero = plain.find("(0)"); zero != std::string::npos) {
    // "+32 (0)475": to be dialled inside the country only. "(0)475": just a zero.
    const std::string before = digits_of(std::string_view(plain).substr(0, zero));
    if (abroad || before.starts_with("00")) plain.erase(zero, 3);
  }
  std::string digits = digits_of(plain);
  if (!abroad && digits.starts_with("00") && digits.size() > 4) {
    abroad = true;
    digits.erase(0, 2);
  }
  if (digits.empty()) return std::nullopt;
  if (!abroad) return digits;
  // A language's region is a hint where people are; Belgium is where this norm is used.
  for (const std::string_view code : {usage.calling_code, Usage::belgian_code}) {
    if (!digits.starts_with(code)) continue;
    digits.erase(0, code.size());
    const bool zero = code != luxembourg_code && !digits.starts_with("0");
    return zero ? "0" + digits : digits;
  }
  return "+" + digits;
}

}  // namespace callnorm
