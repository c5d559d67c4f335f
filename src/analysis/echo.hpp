// analysis/echo.hpp - what a sentence says again of the other party's turn before it.
//
// Who answers says again what is answered: to confirm it, to correct it, to say why not
// (Schegloff 1997). An agent who repeats first shows what was heard (Svennevig 2004).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"

namespace callnorm {

/// The numbers that the words of one contact name, each word looked up once.
class NumberWords {
 public:
  explicit NumberWords(const PreparedContact& contact)
      : contact_(contact), known_(contact.types().size(), unread) {}

  /// Of a type of word; nothing for a word that names none.
  [[nodiscard]] std::optional<int> of(std::uint32_t type);
  /// Whether it names one above one: "one" is an article too.
  [[nodiscard]] bool above_one(std::uint32_t type) { return of(type).value_or(0) > 1; }
  /// Whether a turn names a number, in digits or in words.
  [[nodiscard]] bool in_turn(std::uint32_t turn);

 private:
  static constexpr std::int32_t unread = -2;
  static constexpr std::int32_t no_number = -1;
  const PreparedContact& contact_;
  std::vector<std::int32_t> known_;
};

/// Words of a sentence that the turn before has too.
struct Echo {
  std::uint32_t words = 0;     ///< the same words
  std::uint32_t content = 0;   ///< content words, in any inflection
  bool content_early = false;  ///< one of those among the first
  bool number_word = false;    ///< a number above one
  bool name = false;           ///< a capital inside the sentence

  /// The first of them, on end; two others at most may come before ("ja, ...").
  struct Opening {
    std::uint32_t words = 0;
    std::uint32_t content = 0;
    std::uint32_t data = 0;  ///< digits, numbers, single letters
    std::uint32_t last = 0;  ///< where they end, in words of the sentence
  } opening;
};

/// `before` is the other party's turn. Cost: words of the sentence times words of that turn, of
/// each 400 at most.
[[nodiscard]] Echo echo_of(const PreparedContact& contact, const PreparedSentence& sentence,
                           std::uint32_t before, NumberWords& numbers);

/// What the numbers of an answer are to those of the turn it answers.
enum class NumbersAgain : std::uint8_t {
  none,      ///< there are none, or none is among those
  in_order,  ///< all stand there, on end: said again
  some,      ///< some do, in another order or among others: "zero three five", "zero five three"
};

/// Digits and number words alike, a long number digit by digit. `before` is the other party's turn.
/// Cost: numbers of the sentence times numbers of that turn, of 400 words of each at most.
[[nodiscard]] NumbersAgain numbers_again(const PreparedContact& contact,
                                         const PreparedSentence& sentence, std::uint32_t before,
                                         NumberWords& numbers);

}  // namespace callnorm
