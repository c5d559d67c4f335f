// src/io/hash.hpp - the identity of an input: a digest of its bytes.
#pragma once

#include <string>
#include <string_view>

namespace callnorm::io {

/// "blake2b-256:" and 64 hex digits, as `b2sum -l 256` prints them.
[[nodiscard]] std::string hash_of(std::string_view bytes);

}  // namespace callnorm::io
