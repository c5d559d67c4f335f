#include "callnorm/version.hpp"

#include "callnorm.h"

#define CALLNORM_STRING_(x) #x
#define CALLNORM_STRING(x) CALLNORM_STRING_(x)

namespace callnorm {

std::string_view version() noexcept {
  return CALLNORM_STRING(CALLNORM_VERSION_MAJOR) "." CALLNORM_STRING(
      CALLNORM_VERSION_MINOR) "." CALLNORM_STRING(CALLNORM_VERSION_PATCH);
}

}  // namespace callnorm
