// callnorm/result.hpp - a value or the reason there is none.
//
// Every fallible function of the C++ API returns Result<T>. The API throws nothing but
// std::bad_alloc; exceptions of third-party code stop in the one .cpp that calls it. Result is
// callnorm's own type in every language mode, also where std::expected exists: an alias that
// changed with -std= would give one program two layouts.
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace callnorm {

/// Values are part of the C ABI (callnorm_status). Append only; never renumber.
enum class ErrorCode : std::int32_t {
  invalid_argument = 1,     ///< the caller broke a documented precondition
  invalid_utf8 = 2,         ///< `where` holds the byte offset
  invalid_json = 3,         ///< not JSON at all; `where` is line:column
  invalid_norm = 4,         ///< JSON, but not a norm; `where` is a JSON pointer
  invalid_contact = 5,      ///< readable, but breaks an invariant of Contact
  unsupported = 6,          ///< a format, language or version this build does not read
  pattern_too_complex = 7,  ///< a regular expression that could run away
  cancelled = 8,            ///< a caller's callback asked to stop
  invalid_script = 9,       ///< JSON, but not a script; `where` is a JSON pointer
  unreadable = 10,          ///< a file could not be read
};

/// A fixed English name such as "invalid norm".
[[nodiscard]] constexpr const char* name(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::invalid_argument: return "invalid argument";
    case ErrorCode::invalid_utf8: return "invalid UTF-8";
    case ErrorCode::invalid_json: return "invalid JSON";
    case ErrorCode::invalid_norm: return "invalid norm";
    case ErrorCode::invalid_contact: return "invalid contact";
    case ErrorCode::unsupported: return "unsupported";
    case ErrorCode::pattern_too_complex: return "pattern too complex";
    case ErrorCode::cancelled: return "cancelled";
    case ErrorCode::invalid_script: return "invalid script";
    case ErrorCode::unreadable: return "unreadable";
  }
  return "unknown error";
}

struct Error {
  ErrorCode code = ErrorCode::invalid_argument;
  std::string message;  ///< one line, for a person; never parsed by callers
  std::string where;    ///< JSON pointer, "line:column", byte offset, or empty

  friend bool operator==(const Error&, const Error&) = default;
};

/// Holds a T or an Error. `if (result)` asks which; reading the wrong one is a bug in the caller
/// (asserted), not a runtime condition.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  [[nodiscard]] const T& value() const& noexcept { return *checked<0>(); }
  [[nodiscard]] T& value() & noexcept { return *checked<0>(); }
  [[nodiscard]] T&& value() && noexcept { return std::move(*checked<0>()); }
  [[nodiscard]] const Error& error() const& noexcept { return *checked<1>(); }
  [[nodiscard]] Error&& error() && noexcept { return std::move(*checked<1>()); }

  const T* operator->() const noexcept { return checked<0>(); }
  const T& operator*() const& noexcept { return *checked<0>(); }
  T&& operator*() && noexcept { return std::move(*checked<0>()); }

 private:
  template <std::size_t I>
  auto* checked() noexcept {
    assert(state_.index() == I);
    return std::get_if<I>(&state_);
  }
  template <std::size_t I>
  auto* checked() const noexcept {
    assert(state_.index() == I);
    return std::get_if<I>(&state_);
  }

  std::variant<T, Error> state_;
};

/// The result of an operation that yields nothing but may fail.
using Status = Result<std::monostate>;

/// What a Status holds when all went well.
[[nodiscard]] inline Status success() {
  return Status{std::monostate{}};
}

}  // namespace callnorm
