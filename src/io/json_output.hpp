// src/io/json_output.hpp - JSON written from front to back into one text: keys stay in the order
// they are put.
//
// What nlohmann/json would write for the same value, byte for byte, but for a double of which it
// does not find the shortest digits; tests hold this to it.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/extent.hpp"
#include "text/eight_bytes.hpp"

namespace callnorm::io {

/// The name of a member. One that is written in the source is known to need no escapes.
class JsonKey {
 public:
  template <std::size_t n>
  consteval JsonKey(const char (&name)[n])
      : name_(name, n - 1), plain_(true) {  // NOLINT: as written
    for (const char c : name_) {
      if (c < 0x20 || c > 0x7E || c == '"' || c == '\\') throw "to be escaped";
    }
  }
  JsonKey(std::string_view name) : name_(name) {}    // NOLINT: like any text
  JsonKey(const std::string& name) : name_(name) {}  // NOLINT

  [[nodiscard]] std::string_view name() const noexcept { return name_; }
  [[nodiscard]] bool plain() const noexcept { return plain_; }

 private:
  std::string_view name_;
  bool plain_ = false;
};

/// One line of JSON that grows at its end. A list or an object is open while its body runs:
///
///   out.object([&] {
///     out.put("id", turn.id);
///     out.put_list("words", turn.words, write_word);
///   });
class JsonWriter {
 public:
  /// @param room bytes it has from the beginning; it takes more when it needs more.
  explicit JsonWriter(std::size_t room = 1024) : text_(room, '\0') {}

  // A value: in a list, after a key, or all there is.
  void value(std::nullptr_t) {
    separate();
    append("null");
  }
  template <std::same_as<bool> T>
  void value(T yes) {
    separate();
    append(yes ? "true" : "false");
  }
  template <std::integral T>
  requires(!std::same_as<T, bool>) void value(T number) {
    separate();
    if constexpr (std::signed_integral<T>) {
      append_integer(static_cast<std::int64_t>(number));
    } else {
      append_integer(static_cast<std::uint64_t>(number));
    }
  }
  /// The shortest digits that read as the same number; null for what is not finite.
  void value(double number) {
    separate();
    append_number(number);
  }
  /// In seconds, to the millisecond.
  void value(Millis time) { value(seconds(time)); }
  /// Bytes that are no UTF-8 become U+FFFD.
  void value(std::string_view text) {
    separate();
    append_string(text);
  }
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(const char* text) { value(std::string_view(text)); }
  template <class T>
  void value(const std::optional<T>& maybe) {
    maybe ? value(*maybe) : value(nullptr);
  }
  void value(const std::vector<std::string>& texts) {
    list(texts, [](JsonWriter& to, const std::string& text) { to.value(text); });
  }

  /// An object whose members `body` puts.
  template <class Body>
  void object(Body body) {
    open('{');
    body();
    close('}');
  }
  /// A list of unlike values, which `body` writes.
  template <class Body>
  void array(Body body) {
    open('[');
    body();
    close(']');
  }
  /// A list: `write(writer, element)` writes the value of one element.
  template <class List, class Write>
  void list(const List& elements, Write write) {
    array([&] {
      for (const auto& element : elements) write(*this, element);
    });
  }

  // For an object or a list whose values do not come from one function.
  void open(char bracket) {
    separate();
    append(bracket);
  }
  void close(char bracket) { append(bracket); }

  /// Begins a member of the open object; a value comes next. The object must not have the key yet.
  JsonWriter& key(JsonKey key) {
    const std::string_view name = key.name();
    separate();
    if (key.plain()) {
      char* const at = room(name.size() + 3);
      at[0] = '"';
      if (name.size() <= 16) {
        copy_short(at + 1, name.data(), name.size());
      } else {
        std::memcpy(at + 1, name.data(), name.size());
      }
      at[name.size() + 1] = '"';
      at[name.size() + 2] = ':';
      size_ += name.size() + 3;
    } else {
      append_string(name);
      append(':');
    }
    return *this;
  }

  template <class T>
  void put(JsonKey name, const T& what) {
    key(name).value(what);
  }
  template <class Body>
  void put_object(JsonKey name, Body body) {
    key(name).object(body);
  }
  template <class List, class Write>
  void put_list(JsonKey name, const List& elements, Write write) {
    key(name).list(elements, write);
  }

  /// null for a text that is empty: "nobody", "no data".
  void put_or_null(JsonKey name, std::string_view text) {
    text.empty() ? put(name, nullptr) : put(name, text);
  }

  // Members that say nothing when they are empty are left out.
  void put_if(JsonKey name, std::string_view text) {
    if (!text.empty()) put(name, text);
  }
  template <class T>
  void put_if(JsonKey name, const std::optional<T>& maybe) {
    if (maybe) put(name, *maybe);
  }
  template <class T>
  void put_if(JsonKey name, const std::vector<T>& elements) {
    put_list_if(name, elements, [](JsonWriter& to, const T& each) { to.value(each); });
  }
  template <class List, class Write>
  void put_list_if(JsonKey name, const List& elements, Write write) {
    if (!elements.empty()) put_list(name, elements, write);
  }
  template <class Body>
  void put_object_if(JsonKey name, Body body) {
    const std::size_t before = size_;
    key(name);
    open('{');
    const std::size_t inside = size_;
    body();
    if (size_ == inside) {
      size_ = before;
    } else {
      close('}');
    }
  }

  /// What was written so far.
  [[nodiscard]] std::string_view text() const noexcept {
    return std::string_view(text_).substr(0, size_);
  }
  /// What was written, and nothing is left. @param indent 0: one line; otherwise spaces per level,
  /// and "\n" at the end.
  [[nodiscard]] std::string take(int indent = 0);

 private:
  // Where so many bytes more may be written.
  char* room(std::size_t bytes) {
    if (text_.size() - size_ < bytes) grow(bytes);
    return text_.data() + size_;
  }
  void grow(std::size_t bytes);

  // What stands behind a value of the same list or object is divided from it.
  void separate() {
    const char last = size_ == 0 ? '[' : text_[size_ - 1];
    if (last != '[' && last != '{' && last != ':') append(',');
  }
  void append(char c) {
    *room(1) = c;
    ++size_;
  }
  void append(std::string_view plain) {
    std::memcpy(room(plain.size()), plain.data(), plain.size());
    size_ += plain.size();
  }

  void append_integer(std::int64_t number);
  void append_integer(std::uint64_t number);
  void append_number(double number);
  void append_thousandths(std::uint64_t number);
  void append_string(std::string_view text);
  void append_valid(std::string_view text);  // UTF-8
  void append_escaped(char c);

  std::string text_;  // its first size_ bytes
  std::size_t size_ = 0;
};

}  // namespace callnorm::io
