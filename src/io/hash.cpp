#include "io/hash.hpp"

#include <blake2.h>

#include <array>
#include <cstdint>

namespace callnorm::io {

std::string hash_of(std::string_view bytes) {
  std::array<std::uint8_t, 32> digest{};
  blake2b(digest.data(), bytes.data(), nullptr, digest.size(), bytes.size(), 0);
  std::string out = "blake2b-256:";
  for (const std::uint8_t byte : digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += digits[byte >> 4U];
    out += digits[byte & 0xFU];
  }
  return out;
}

}  // namespace callnorm::io
