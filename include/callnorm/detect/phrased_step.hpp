// callnorm/detect/phrased_step.hpp - a step that was said in other words than the script's.
#pragma once

#include <cstdint>
#include <string>

#include "callnorm/extent.hpp"

namespace callnorm {

struct PhrasedStep {
  std::uint32_t step = 0;  ///< index among the script's steps
  std::uint32_t turn = 0;
  TextRange text;
  double score = 0;
  std::string why;  ///< the wording it comes nearest to, and what told most
};

}  // namespace callnorm
