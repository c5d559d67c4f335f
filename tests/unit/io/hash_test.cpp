#include "io/hash.hpp"

#include <gtest/gtest.h>

namespace callnorm::io {
namespace {

// Both values as `b2sum -l 256` prints them.
TEST(Hash, IsTheBlake2bDigestOfTheBytes) {
  EXPECT_EQ(hash_of(""),
            "blake2b-256:0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  EXPECT_EQ(hash_of("abc"),
            "blake2b-256:bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

}  // namespace
}  // namespace callnorm::io
