// callnorm/analysis/client_window.hpp - the client's words an agent turn may take up (W in NORM
// CCO-3.1).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"

namespace callnorm {

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

/// Looks through a contact turn by turn. What it found for a turn is kept until the next is asked
/// for: the sentences of a turn share their window.
class ClientWindow {
 public:
  /// @param count so many of the client's turns with content words
  /// @param limit in a timed voice contact they ended at most this before the turn begins
  ClientWindow(const PreparedContact& contact, std::uint32_t count, Millis limit)
      : contact_(contact), count_(count), limit_(limit) {}

  /// Indices of the client's turns before turn `turn`, latest first, until `count` of them hold
  /// content words; "ja" and "oui, c'est ça" hold none and are left out.
  std::span<const std::uint32_t> before(std::uint32_t turn) &;

  /// Of tokens [first, last) with the window before turn `turn`.
  Overlap overlap(std::uint32_t turn, std::uint32_t first, std::uint32_t last);

 private:
  /// A client's word that could match.
  struct Said {
    std::uint32_t key;  ///< content_key
    std::uint32_t type;
    std::uint32_t turn;
    std::uint32_t token;
  };
  void look_back(std::uint32_t turn);
  void gather();

  const PreparedContact& contact_;
  std::uint32_t count_;
  Millis limit_;
  std::optional<std::uint32_t> turn_;  // what the rest was found for
  std::vector<std::uint32_t> window_;
  bool gathered_ = false;
  std::vector<Said> said_;       // in the order it is looked through
  std::uint64_t some_keys_ = 0;  // a bit for each of their keys: most words have none of them
  std::vector<std::uint32_t> seen_;
};

/// The client's words that an overlap takes up most of.
struct TakenUp {
  std::uint32_t turn = 0;
  TextRange text;  ///< from the first to the last of them, within that turn
};
/// Of the turn with most matches, the first met of equal ones. Nothing without a match.
[[nodiscard]] std::optional<TakenUp> most_taken_up(const PreparedContact& contact,
                                                   std::span<const ContentMatch> matches);

}  // namespace callnorm
