// src/io/json_output.hpp - helpers to write JSON with nlohmann/json: keys stay in the order they
// are put.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/extent.hpp"

namespace callnorm::io {

using Json = nlohmann::ordered_json;

/// Puts a member at the end of an object, which must not have it yet: no search, unlike operator[].
inline void put(Json& object, std::string_view key, Json value) {
  auto& members = object.get_ref<Json::object_t&>();
  members.Json::object_t::Container::emplace_back(std::string(key), std::move(value));
}

inline void put_if(Json& object, std::string_view key, const std::string& text) {
  if (!text.empty()) put(object, key, text);
}

template <class T>
void put_if(Json& object, std::string_view key, const std::vector<T>& list) {
  if (!list.empty()) put(object, key, list);
}

template <class T>
void put_if(Json& object, std::string_view key, const std::optional<T>& value) {
  if (value) put(object, key, *value);
}

inline void put_if(Json& object, std::string_view key, const std::optional<Millis>& time) {
  if (time) put(object, key, seconds(*time));
}

/// A list made of write(element) for each.
template <class List, class Write>
[[nodiscard]] Json list_from(const List& list, Write write) {
  Json out = Json::array();
  for (const auto& item : list) out.push_back(write(item));
  return out;
}

/// @param indent 0: one line; otherwise spaces per level, and "\n" at the end.
[[nodiscard]] inline std::string dumped(const Json& json, int indent) {
  // Text made through the API may not be UTF-8; a replacement character is better than an
  // exception.
  constexpr auto on_bad_text = Json::error_handler_t::replace;
  if (indent <= 0) return json.dump(-1, ' ', false, on_bad_text);
  return json.dump(indent, ' ', false, on_bad_text) + "\n";
}

}  // namespace callnorm::io
