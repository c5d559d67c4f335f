// src/text/utf8_lead.hpp - what the first byte of a UTF-8 sequence asks of those after it.
#pragma once

#include <cstddef>

namespace callnorm {

/// Table 3-7 of the Unicode Standard: only the second byte has bounds of its own, and these exclude
/// overlong forms, surrogates and what lies beyond U+10FFFF. Later bytes lie in 0x80..0xBF.
struct Utf8Lead {
  std::size_t length = 0;  ///< of the sequence in bytes; 0: none begins so
  unsigned low = 0x80;     ///< of the second byte
  unsigned high = 0xBF;
};

[[nodiscard]] constexpr Utf8Lead utf8_lead(unsigned lead) noexcept {
  if (lead < 0x80) return {1};
  if (lead >= 0xC2 && lead <= 0xDF) return {2};
  if (lead >= 0xE0 && lead <= 0xEF) {
    return {3, lead == 0xE0 ? 0xA0U : 0x80U, lead == 0xED ? 0x9FU : 0xBFU};
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    return {4, lead == 0xF0 ? 0x90U : 0x80U, lead == 0xF4 ? 0x8FU : 0xBFU};
  }
  return {};
}

}  // namespace callnorm
