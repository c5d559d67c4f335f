// src/model/check.hpp - checks that norms, scripts and contacts share.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/result.hpp"
#include "callnorm/text/pattern_set.hpp"
#include "callnorm/text/regex.hpp"
#include "callnorm/text/utf8.hpp"
#include "message.hpp"
#include "try.hpp"

namespace callnorm::model {

/// invalid_utf8 at `where` unless `text` is UTF-8.
[[nodiscard]] inline Status check_utf8(std::string_view text, const Place& where) {
  if (const auto offset = first_invalid_utf8(text)) {
    return Error{ErrorCode::invalid_utf8, "not UTF-8 from byte " + std::to_string(*offset) + " on",
                 where};
  }
  return success();
}

/// Compiles `regex`; a failure is reported as `code`, or as pattern_too_complex.
[[nodiscard]] inline Status check_regex(std::string_view regex, ErrorCode code,
                                        const std::string& where) {
  const Result<Regex> compiled = Regex::compile(regex);
  if (compiled) return success();
  const Error& error = compiled.error();
  std::string message = "expression " + in_quotes(regex) + ": " + error.message;
  if (error.code == ErrorCode::pattern_too_complex) return Error{error.code, message, where};
  if (!error.where.empty()) message += " (at byte " + error.where + ")";
  return Error{code, std::move(message), where};
}

/// What is wrong with a token pattern as cue lexicons write it, or nothing. Tokens are separated by
/// single blanks; `a|b` is one of several, `*` up to four tokens; a last `?` makes it a whole
/// question.
[[nodiscard]] inline std::optional<std::string> pattern_fault(std::string_view pattern) {
  if (pattern.empty()) return "a pattern must not be empty";
  bool has_word = false;
  for (std::size_t at = 0; at <= pattern.size();) {
    std::size_t end = pattern.find(' ', at);
    if (end == std::string_view::npos) end = pattern.size();
    const std::string_view token = pattern.substr(at, end - at);
    if (token.empty()) return "tokens of a pattern are separated by single blanks";
    if (token == "?") {
      if (end != pattern.size()) return "\"?\" stands only at the end of a pattern";
    } else if (token != "*") {
      has_word = true;
      if (token.front() == '|' || token.back() == '|' ||
          token.find("||") != std::string_view::npos) {
        return "an alternative in " + in_quotes(token) + " is empty";
      }
    }
    at = end + 1;
  }
  if (!has_word) return "a pattern needs a word";
  return std::nullopt;
}

[[nodiscard]] inline Status check_pattern(std::string_view pattern, ErrorCode code,
                                          const std::string& where) {
  if (auto fault = pattern_fault(pattern)) return Error{code, *std::move(fault), where};
  CALLNORM_CHECK(check_utf8(pattern, where));
  const std::string one[] = {std::string(pattern)};
  const Result<PatternSet> compiled = PatternSet::compile(one);
  if (compiled) return success();
  return Error{code, "pattern " + in_quotes(pattern) + ": " + compiled.error().message, where};
}

/// The index of the first name that stands earlier in the list too; nothing when all differ. Empty
/// names do not count.
template <class Names>
[[nodiscard]] std::optional<std::size_t> first_repeated(const Names& names) {
  std::vector<std::pair<std::string_view, std::size_t>> sorted;
  sorted.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!names[i].empty()) sorted.emplace_back(names[i], i);
  }
  std::sort(sorted.begin(), sorted.end());
  std::optional<std::size_t> first;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i].first == sorted[i - 1].first && (!first || sorted[i].second < *first)) {
      first = sorted[i].second;
    }
  }
  return first;
}

}  // namespace callnorm::model
