// callnorm/analysis/function_words.hpp - how alike two speakers are in the small words they use
// (NORM CCO-3.4, advisory: the figures are shown and decide nothing).
//
// Language style matching: LSM = 1 - |A - C| / (A + C + 0.0001), A and C the percentage of words of
// one class among the agent's and the client's. Coordination: the share of the agent's answers with
// a class where the client's turn had it, less that share among all answers.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/text/language.hpp"

namespace callnorm {

enum class FunctionWord : std::uint8_t {
  pronoun,
  article,
  preposition,
  conjunction,
  auxiliary,
  negation,
  quantifier,
};
inline constexpr std::array<std::string_view, 7> function_word_names{
    "pronoun", "article", "preposition", "conjunction", "auxiliary", "negation", "quantifier"};

[[nodiscard]] constexpr std::string_view name(FunctionWord function_word) noexcept {
  return function_word_names[static_cast<std::size_t>(function_word)];
}

/// The class of a folded word. A word of several classes has the one it mostly has.
[[nodiscard]] std::optional<FunctionWord> function_word(Language language, std::string_view folded);

struct StyleMatch {
  std::uint32_t agent_words = 0;
  std::uint32_t client_words = 0;
  std::uint32_t answers = 0;  ///< agent turns right after a client turn
  /// By class; nothing where neither used it.
  std::array<std::optional<double>, function_word_names.size()> matching{};
  std::optional<double> mean_matching;  ///< over the classes that have one
  std::optional<double> coordination;   ///< mean over the classes some client turn had
};

/// @param aside tokens that are not the speaker's choice, by token of the contact; may be empty.
/// Without a lexicon there are words, but no classes.
[[nodiscard]] StyleMatch style_match(const PreparedContact& contact,
                                     const std::vector<bool>& aside);

}  // namespace callnorm
