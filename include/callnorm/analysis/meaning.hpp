// callnorm/analysis/meaning.hpp - whether a sentence means what the other party just said, by a
// host's embedder.
//
// Cosines of one encoder cannot be compared with those of another, nor those of long texts with
// those of short ones. What can be compared is their order within one contact: is this sentence
// nearer to what the other party said last than to what it said at other times? That is what
// meaning_shared() tells, and why its scale does not depend on the encoder.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/result.hpp"
#include "callnorm/text/embedder.hpp"

namespace callnorm {

inline constexpr std::uint32_t largest_dimension = 8192;

/// Vectors of length 1 for the turns and sentences of one contact that hold words.
class Meaning {
 public:
  /// Fails with cancelled when the embedder does, with invalid_argument when it writes a number
  /// that is not finite; `where` is "/turns/N". Calls it once for each turn with words and once for
  /// each sentence of a turn of several.
  static Result<Meaning> create(const PreparedContact& contact, const Embedder& embedder,
                                std::uint32_t dimension);

  /// Empty when there are no words, or the embedder gave nothing but zeros.
  [[nodiscard]] std::span<const float> of_turn(std::uint32_t turn) const noexcept;
  [[nodiscard]] std::span<const float> of_sentence(std::uint32_t sentence) const noexcept;

 private:
  Meaning() = default;
  std::uint32_t dimension_ = 0;
  std::vector<float> values_;
  std::vector<std::uint32_t> turn_at_;  // in vectors, or none
  std::vector<std::uint32_t> sentence_at_;
};

/// Gives the contact its Meaning; PreparedContact::meaning() is null before. Fails as
/// Meaning::create() does, and leaves the contact as it was.
[[nodiscard]] Status embed(PreparedContact& contact, const Embedder& embedder,
                           std::uint32_t dimension);

/// How near a sentence is to the other party's last turns before it, 0 to 1: 0.5 is what any
/// sentence of the contact would be by chance, 1 nearer than to every other turn of that party.
///
/// The share of the party's other turns (earlier ones and later ones; those without content words
/// left out) that are less near than the nearest of its last `recent`, equal ones counting half;
/// to the power of how many those were, because the best of three is near by chance more often
/// than the best of one. 0.5 also when nothing can be told: no embedder, no words, nothing said
/// before, or fewer than three other turns to compare with.
[[nodiscard]] float meaning_shared(const PreparedContact& contact, std::uint32_t sentence,
                                   std::uint32_t recent = 3);

/// The same for a whole turn and one turn of the other party; nothing where the above says 0.5
/// because it cannot tell.
[[nodiscard]] std::optional<double> meaning_shared_of_turns(const PreparedContact& contact,
                                                            std::uint32_t turn,
                                                            std::uint32_t about_turn);

}  // namespace callnorm
