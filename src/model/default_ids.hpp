// src/model/default_ids.hpp - what turns and requests are called when the source calls them
// nothing.
#pragma once

#include <cstddef>
#include <string>

#include "callnorm/model/contact.hpp"

namespace callnorm {

/// "t1", "t2", ...; messages are "m1", "m2", ...
[[nodiscard]] inline std::string turn_id(Channel channel, std::size_t index) {
  return (channel == Channel::voice ? 't' : 'm') + std::to_string(index + 1);
}
[[nodiscard]] inline std::string request_id(std::size_t index) {
  return 'q' + std::to_string(index + 1);
}

}  // namespace callnorm
