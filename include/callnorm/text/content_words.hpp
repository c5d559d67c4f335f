// callnorm/text/content_words.hpp - the words of a phrase that carry content, as they are compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "callnorm/text/lexicon.hpp"

namespace callnorm {

/// What Lexicon::content() leaves of each word of `text`, in order. Cost: linear.
[[nodiscard]] std::vector<std::string> content_words(const Lexicon& lexicon, std::string_view text);

}  // namespace callnorm
