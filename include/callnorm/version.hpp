// callnorm/version.hpp - the version of this library, as evaluations carry it.
//
// The numbers live in callnorm.h, the one place they are written; CMake and Python read them there.
#pragma once

#include <string_view>

namespace callnorm {

/// "MAJOR.MINOR.PATCH" of the library that runs, which may be newer than the headers.
[[nodiscard]] std::string_view version() noexcept;

}  // namespace callnorm
