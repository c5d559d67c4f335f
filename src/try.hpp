// src/try.hpp - "take the value, or return the error" for functions that return a Result.
#pragma once

#include <utility>

/// CALLNORM_TRY(const auto turns, read_turns(node)); or with a variable that exists already.
#define CALLNORM_TRY(target, ...) CALLNORM_TRY_1_(__COUNTER__, target, __VA_ARGS__)
#define CALLNORM_TRY_1_(n, target, ...) CALLNORM_TRY_2_(n, target, __VA_ARGS__)
#define CALLNORM_TRY_2_(n, target, ...)                         \
  auto result_##n = (__VA_ARGS__);                              \
  if (!result_##n.ok()) return ::std::move(result_##n).error(); \
  target = ::std::move(result_##n).value()

/// For a Status, or a value nobody needs.
#define CALLNORM_CHECK(...) CALLNORM_CHECK_1_(__COUNTER__, __VA_ARGS__)
#define CALLNORM_CHECK_1_(n, ...) CALLNORM_CHECK_2_(n, __VA_ARGS__)
#define CALLNORM_CHECK_2_(n, ...)                              \
  do {                                                         \
    if (auto checked_##n = (__VA_ARGS__); !checked_##n.ok()) { \
      return ::std::move(checked_##n).error();                 \
    }                                                          \
  } while (false)
