// callnorm/analysis/client_window.hpp - the client's words an agent turn may take up (W in NORM
// CCO-3.1).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"

namespace callnorm {

/// Indices of the client's turns before turn `turn`, latest first, until `count` of them hold
/// content words; "ja" and "oui, c'est ça" hold none and are left out. In a timed voice contact
/// only those that ended at most `window` before the turn begins.
[[nodiscard]] std::vector<std::uint32_t> client_window(const PreparedContact& contact,
                                                       std::uint32_t turn, std::uint32_t count,
                                                       Millis window);

/// A content word of a turn and the client's word it takes up.
struct ContentMatch {
  std::uint32_t token = 0;  ///< in the agent's turn
  std::uint32_t client_turn = 0;
  std::uint32_t client_token = 0;
};

/// The content words, each type once, of tokens [first, last), and which of them match the window.
struct Overlap {
  std::uint32_t content = 0;  ///< distinct content words
  std::vector<ContentMatch> matches;
  [[nodiscard]] double share() const noexcept {
    return content == 0 ? 0.0 : static_cast<double>(matches.size()) / static_cast<double>(content);
  }
};
[[nodiscard]] Overlap overlap_with(const PreparedContact& contact, std::uint32_t first,
                                   std::uint32_t last, const std::vector<std::uint32_t>& window);

/// The client's words that an overlap takes up most of.
struct TakenUp {
  std::uint32_t turn = 0;
  TextRange text;  ///< from the first to the last of them, within that turn
};
/// Of the turn with most matches, the first met of equal ones. Nothing without a match.
[[nodiscard]] std::optional<TakenUp> most_taken_up(const PreparedContact& contact,
                                                   std::span<const ContentMatch> matches);

}  // namespace callnorm
