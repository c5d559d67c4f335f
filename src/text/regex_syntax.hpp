// text/regex_syntax.hpp - reads Perl syntax, refuses what can run away, and says the rest in plain
// words.
//
// One reader decides what a pattern means; the matcher gets a spelling with a single reading. So
// the checks, the required literals and the matches cannot disagree about an expression.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "callnorm/result.hpp"

namespace callnorm::text {

struct RegexSyntax {
  /// Boost.Regex Perl syntax, to be compiled with no_mod_s and without icase, for text in lower
  /// case.
  std::u32string canonical;
  std::vector<std::string> required_literals;  ///< see Regex
};

/// Fails as Regex::compile() does.
Result<RegexSyntax> read_regex(std::string_view pattern);

}  // namespace callnorm::text
