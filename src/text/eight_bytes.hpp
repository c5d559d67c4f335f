// src/text/eight_bytes.hpp - a text looked at eight bytes at a time, the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace callnorm {

/// A byte in all eight places.
constexpr std::uint64_t of_each(std::uint64_t byte) noexcept {
  return byte * 0x0101010101010101U;
}
inline constexpr std::uint64_t high_bits = of_each(0x80);

inline std::uint64_t eight_bytes(const char* at) noexcept {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

/// One to seven bytes, some of them more than once: every byte of the eight is one of the text, and
/// different texts of one size give different numbers.
inline std::uint64_t up_to_seven(const char* at, std::size_t size) noexcept {
  if (size >= 4) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, at, 4);
    std::memcpy(&last, at + size - 4, 4);
    return first | static_cast<std::uint64_t>(last) << 32U;
  }
  const auto byte = [at](std::size_t i) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(at[i]));
  };
  return byte(0) | byte(size / 2) << 8U | byte(size - 1) * (of_each(1) << 16U);
}

/// Copies at most sixteen bytes to another place, some of them twice: no call for most words.
inline void copy_short(char* to, const char* from, std::size_t size) noexcept {
  if (size >= 8) {
    const std::uint64_t first = eight_bytes(from);
    const std::uint64_t last = eight_bytes(from + size - 8);
    std::memcpy(to, &first, 8);
    std::memcpy(to + size - 8, &last, 8);
  } else if (size >= 4) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, from, 4);
    std::memcpy(&last, from + size - 4, 4);
    std::memcpy(to, &first, 4);
    std::memcpy(to + size - 4, &last, 4);
  } else if (size > 0) {
    to[0] = from[0];
    to[size / 2] = from[size / 2];
    to[size - 1] = from[size - 1];
  }
}

/// Whether `test` holds for all bytes. It gets eight at a time, some of them more than once.
template <class Test>
bool all_eights(std::string_view text, Test test) noexcept {
  const std::size_t size = text.size();
  if (size == 0) return true;
  if (size < 8) return test(up_to_seven(text.data(), size));
  for (std::size_t i = 0; i + 8 <= size; i += 8) {
    if (!test(eight_bytes(text.data() + i))) return false;
  }
  return test(eight_bytes(text.data() + size - 8));
}

}  // namespace callnorm
