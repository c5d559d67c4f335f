// src/io/json_output.hpp - JSON written as text, in pieces: keys stay in the order they are put.
//
// A piece holds its own text, so that a list or an object is made by appending: no tree in between.
// What nlohmann/json would write for the same value, byte for byte, but for a double of which it
// does not find the shortest digits; tests hold this to it.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/extent.hpp"

namespace callnorm::io {

/// Appends a string as JSON writes it, quotes included. Bytes that are no UTF-8 become U+FFFD.
void append_string(std::string& out, std::string_view text);
/// Appends the shortest digits that read as the same number; null for what is not finite.
void append_number(std::string& out, double value);
void append_number(std::string& out, std::int64_t value);
void append_number(std::string& out, std::uint64_t value);

class Json {
 public:
  Json(std::nullptr_t) : text_("null") {}  // NOLINT: values turn into JSON by themselves
  template <std::same_as<bool> T>
  Json(T value) : text_(value ? "true" : "false") {}
  template <std::integral T>
  requires(!std::same_as<T, bool>) Json(T value) {
    if constexpr (std::signed_integral<T>) {
      append_number(text_, static_cast<std::int64_t>(value));
    } else {
      append_number(text_, static_cast<std::uint64_t>(value));
    }
  }
  Json(double value) { append_number(text_, value); }
  Json(std::string_view text) { append_string(text_, text); }
  Json(const std::string& text) : Json(std::string_view(text)) {}
  Json(const char* text) : Json(std::string_view(text)) {}
  Json(const std::vector<std::string>& list);

  static Json object() { return Json('{', '}'); }
  static Json array() { return Json('[', ']'); }

  /// Of a list.
  void push_back(const Json& value) {
    if (text_.size() > 1) text_ += ',';
    value.append_to(text_);
  }

  /// Of an object.
  void put(std::string_view key, const Json& value) {
    begin_member(key);
    value.append_to(text_);
  }
  void put(std::string_view key, std::string_view value) {
    begin_member(key);
    append_string(text_, value);
  }
  void put(std::string_view key, double value) {
    begin_member(key);
    append_number(text_, value);
  }

  void append_to(std::string& out) const {
    out += text_;
    if (close_ != 0) out += close_;
  }

  /// Whether it is an object or a list without anything in it.
  [[nodiscard]] bool empty() const noexcept { return close_ != 0 && text_.size() == 1; }

 private:
  Json(char open, char close) : close_(close) {
    text_.reserve(usual_size);
    text_ += open;
  }

  void begin_member(std::string_view key) {
    if (text_.size() > 1) text_ += ',';
    append_string(text_, key);
    text_ += ':';
  }

  // Of most objects and lists: room from the beginning instead of four times more on the way.
  static constexpr std::size_t usual_size = 220;

  std::string text_;
  char close_ = 0;  // what ends it, still to be written
};

/// Puts a member at the end of an object, which must not have it yet.
inline void put(Json& object, std::string_view key, const Json& value) {
  object.put(key, value);
}
inline void put(Json& object, std::string_view key, std::nullptr_t) {
  object.put(key, Json(nullptr));
}
inline void put(Json& object, std::string_view key, const std::string& value) {
  object.put(key, std::string_view(value));
}
inline void put(Json& object, std::string_view key, std::string_view value) {
  object.put(key, value);
}
inline void put(Json& object, std::string_view key, const char* value) {
  object.put(key, std::string_view(value));
}
template <std::same_as<double> T>
void put(Json& object, std::string_view key, T value) {
  object.put(key, value);
}

inline void put_if(Json& object, std::string_view key, const std::string& text) {
  if (!text.empty()) put(object, key, text);
}

template <class T>
void put_if(Json& object, std::string_view key, const std::vector<T>& list) {
  if (!list.empty()) put(object, key, Json(list));
}

template <class T>
void put_if(Json& object, std::string_view key, const std::optional<T>& value) {
  if (value) put(object, key, Json(*value));
}

inline void put_if(Json& object, std::string_view key, const std::optional<Millis>& time) {
  if (time) put(object, key, Json(seconds(*time)));
}

/// A list made of write(element) for each.
template <class List, class Write>
[[nodiscard]] Json list_from(const List& list, Write write) {
  Json out = Json::array();
  for (const auto& item : list) out.push_back(write(item));
  return out;
}

/// @param indent 0: one line; otherwise spaces per level, and "\n" at the end.
[[nodiscard]] std::string dumped(const Json& json, int indent);

}  // namespace callnorm::io
