// bindings/c/boundary.hpp - the one place where C++ becomes C.
//
// Every function of callnorm.h that returns a status is a single call to at_boundary(). No
// exception crosses, no out parameter is written unless the body succeeds, no error is lost.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "callnorm.h"
#include "callnorm/result.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm::c {

/// Copies `text` as one terminated line of valid UTF-8, cut between code points when `to` is too
/// small: a message may quote what the caller passed, whatever that was.
template <std::size_t N>
void copy_line(char (&to)[N], std::string_view text) noexcept {
  std::size_t size = std::min(text.size(), N - 1);
  if (size < text.size()) {
    while (size > 0 && !at_code_point(text, size)) --size;
  }
  std::memcpy(to, text.data(), size);
  to[size] = '\0';
  for (std::size_t i = 0; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(to[i]);
    if (byte < 0x20U || byte == 0x7FU) to[i] = ' ';
  }
  while (const auto bad = first_invalid_utf8({to, size})) to[*bad] = '?';
}

/// Fills `error` when the caller gave one; returns `status` so that callers can return it.
inline callnorm_status fail(callnorm_error* error, callnorm_status status, std::string_view message,
                            std::string_view where) noexcept {
  if (error == nullptr) return status;
  callnorm_error full = CALLNORM_ERROR_INIT;
  full.struct_size = error->struct_size;
  full.status = status;
  copy_line(full.message, message);
  copy_line(full.where, where);
  std::memcpy(error, &full, std::min<std::size_t>(error->struct_size, sizeof full));
  return status;
}

/// Runs `body`, a callable returning callnorm::Status, and turns every way out of it into a status.
template <class Body>
callnorm_status at_boundary(callnorm_error* error, Body&& body) noexcept {
  try {
    const Status status = std::forward<Body>(body)();
    if (status) return CALLNORM_OK;
    const Error& reason = status.error();
    return fail(error, static_cast<callnorm_status>(reason.code), reason.message, reason.where);
  } catch (const std::bad_alloc&) {
    return fail(error, CALLNORM_OUT_OF_MEMORY, "out of memory", "");
  } catch (const std::exception& bug) {
    return fail(error, CALLNORM_INTERNAL, bug.what(), "");
  } catch (...) {
    return fail(error, CALLNORM_INTERNAL, "unknown exception", "");
  }
}

[[nodiscard]] inline Error invalid_argument(std::string message, std::string where = {}) {
  return {ErrorCode::invalid_argument, std::move(message), std::move(where)};
}

[[nodiscard]] inline Error null_argument(std::string_view name) {
  return invalid_argument(std::string(name) + " is NULL");
}

/// For an index that does not lie below `size`; `list` is the JSON pointer of what it indexes.
[[nodiscard]] inline Error out_of_range(std::string_view what, std::size_t index, std::size_t size,
                                        std::string list) {
  return invalid_argument(std::string(what) + " index " + std::to_string(index) +
                              " is not below the count " + std::to_string(size),
                          std::move(list));
}

/// Every struct starts with its size and one more field.
inline constexpr std::size_t smallest_struct = 2 * sizeof(std::uint32_t);

[[nodiscard]] inline Error no_struct_size(std::string_view name, std::uint32_t size) {
  return invalid_argument(std::string(name) + "->struct_size is " + std::to_string(size) +
                          ", too small to be one: use the _INIT macro");
}

/// The caller's struct of any age, as this library knows it: fields it does not have keep the value
/// they have in `value`. Fields this library does not have must be zero.
template <class T>
[[nodiscard]] Status read_versioned(const T& given, T& value, std::string_view name) {
  if (given.struct_size < smallest_struct) return no_struct_size(name, given.struct_size);
  const auto* bytes = reinterpret_cast<const unsigned char*>(&given);
  for (std::size_t i = sizeof(T); i < given.struct_size; ++i) {
    if (bytes[i] != 0) {
      return Error{ErrorCode::unsupported,
                   std::string(name) + " sets a field this version of callnorm does not have", ""};
    }
  }
  std::memcpy(&value, &given, std::min<std::size_t>(given.struct_size, sizeof(T)));
  value.struct_size = sizeof(T);
  return success();
}

/// Writes as much of `value` as the caller's struct can hold; what lies beyond it is not touched.
template <class T>
[[nodiscard]] Status write_versioned(T* out, T value) {
  if (out->struct_size < smallest_struct) return no_struct_size("out", out->struct_size);
  value.struct_size = out->struct_size;
  std::memcpy(out, &value, std::min<std::size_t>(out->struct_size, sizeof(T)));
  return success();
}

/// Gives a new handle on the value of `result` to the caller, or its error.
template <class Handle, class T>
[[nodiscard]] Status hand_over(Result<T> result, Handle** out) {
  if (!result) return std::move(result).error();
  *out = new Handle{std::move(result).value()};  // last: nothing after this can fail
  return success();
}

/// Replaces what a caller's buffer holds. A buffer that could not hold the pointer is refused.
[[nodiscard]] inline Status fill(callnorm_buffer* out, std::string_view text) {
  if (out->struct_size < sizeof(callnorm_buffer)) {
    return invalid_argument("out->struct_size is not set: use CALLNORM_BUFFER_INIT");
  }
  char* data = new char[text.size() + 1];
  std::memcpy(data, text.data(), text.size());
  data[text.size()] = '\0';
  delete[] out->data;
  out->data = data;
  out->size = text.size();
  return success();
}

// The two lists of codes are one list.
static_assert(CALLNORM_INVALID_ARGUMENT == static_cast<int>(ErrorCode::invalid_argument));
static_assert(CALLNORM_INVALID_UTF8 == static_cast<int>(ErrorCode::invalid_utf8));
static_assert(CALLNORM_INVALID_JSON == static_cast<int>(ErrorCode::invalid_json));
static_assert(CALLNORM_INVALID_NORM == static_cast<int>(ErrorCode::invalid_norm));
static_assert(CALLNORM_INVALID_CONTACT == static_cast<int>(ErrorCode::invalid_contact));
static_assert(CALLNORM_UNSUPPORTED == static_cast<int>(ErrorCode::unsupported));
static_assert(CALLNORM_PATTERN_TOO_COMPLEX == static_cast<int>(ErrorCode::pattern_too_complex));
static_assert(CALLNORM_CANCELLED == static_cast<int>(ErrorCode::cancelled));
static_assert(CALLNORM_INVALID_SCRIPT == static_cast<int>(ErrorCode::invalid_script));
static_assert(CALLNORM_UNREADABLE == static_cast<int>(ErrorCode::unreadable));

}  // namespace callnorm::c
