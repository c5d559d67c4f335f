// The target as libFuzzer calls it.
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return run_target(std::string_view(reinterpret_cast<const char*>(data), size));
}
