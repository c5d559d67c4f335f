// src/message.hpp - the pieces errors are made of: JSON pointers (RFC 6901) and quoted names.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace callnorm {

/// Appends "/key" to `pointer`, with ~ and / escaped.
inline void append_key(std::string& pointer, std::string_view key) {
  pointer += '/';
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

/// at("/turns", 3, "text") = "/turns/3/text"
[[nodiscard]] inline std::string at(std::string pointer) {
  return pointer;
}
template <class... Rest>
[[nodiscard]] std::string at(std::string pointer, std::size_t index, const Rest&... rest);
template <class... Rest>
[[nodiscard]] std::string at(std::string pointer, std::string_view key, const Rest&... rest) {
  append_key(pointer, key);
  return at(std::move(pointer), rest...);
}
template <class... Rest>
[[nodiscard]] std::string at(std::string pointer, std::size_t index, const Rest&... rest) {
  pointer += '/';
  pointer += std::to_string(index);
  return at(std::move(pointer), rest...);
}

/// A JSON pointer that is written out only when something is wrong there: `here / "text"`. Links to
/// the place it stands in, which must live as long.
class Place {
 public:
  Place(const char* pointer) noexcept : name_(pointer) {}         // NOLINT: a pointer is a place
  Place(const std::string& pointer) noexcept : name_(pointer) {}  // NOLINT
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() = default;

  [[nodiscard]] Place operator/(std::string_view key) const noexcept { return {this, key, 0}; }
  [[nodiscard]] Place operator/(const char* key) const noexcept { return {this, key, 0}; }
  [[nodiscard]] Place operator/(std::size_t index) const noexcept { return {this, {}, index}; }

  operator std::string() const {  // NOLINT: as errors want it
    if (in_ == nullptr) return std::string(name_);
    return name_.data() == nullptr ? at(std::string(*in_), index_) : at(std::string(*in_), name_);
  }

 private:
  Place(const Place* in, std::string_view name, std::size_t index) noexcept
      : in_(in), name_(name), index_(index) {}

  const Place* in_ = nullptr;
  std::string_view name_;  // of a root the whole pointer, else a key; null for an index
  std::size_t index_ = 0;
};

/// A text as a message quotes it: in quotation marks, without control characters, at most 60 bytes.
[[nodiscard]] inline std::string in_quotes(std::string_view text) {
  std::size_t end = text.size() < 60 ? text.size() : 60;
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;  // never between the bytes of one character
  }
  std::string out = "\"";
  for (const char c : text.substr(0, end)) {
    out += static_cast<unsigned char>(c) < 0x20U || c == 0x7F ? ' ' : c;
  }
  out += end < text.size() ? "...\"" : "\"";
  return out;
}

}  // namespace callnorm
