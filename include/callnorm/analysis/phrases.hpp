// callnorm/analysis/phrases.hpp - where a script's own words (terms, names of things) are said.
//
// Words compare folded. A hyphen in the script or in the talk is as good as a blank or nothing:
// "EAN-code" is also "EAN code" and "eancode". The last word of a phrase may be inflected. French
// words are also found behind an elision ("l'EAN-code").
//
// A phrase of one word that is also a function word of the language ("ONT", the optical terminal,
// and "ils ont") is only found as the script writes it, letter for letter, in a turn that is not
// all capitals.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"

namespace callnorm {

/// How close what was said is to the phrase, the closest first.
enum class Closeness : std::uint8_t {
  same,       ///< the very words
  inflected,  ///< the last word is its plural or another form of it: "meters"
  related,    ///< the last word begins alike (content_match): "contract" for "contractant"
};

struct PhraseHit {
  std::uint32_t phrase = 0;  ///< in the order given
  Closeness closeness = Closeness::same;
  std::uint32_t turn = 0;
  std::uint32_t first = 0;  ///< tokens, counted through the contact, half-open
  std::uint32_t last = 0;
  TextRange text;

  friend bool operator==(const PhraseHit&, const PhraseHit&) = default;
};

/// Phrases made ready for one contact, which must outlive it. Without a lexicon only the very words
/// are found.
class PhraseFinder {
 public:
  PhraseFinder(const PreparedContact& contact, std::span<const std::string> phrases);
  PhraseFinder(PhraseFinder&&) noexcept;
  PhraseFinder& operator=(PhraseFinder&&) noexcept;
  ~PhraseFinder();

  /// Every phrase at every place of the turn; by first token, longer ones first, then by closeness
  /// and order of the phrases. One phrase is found once at a place.
  [[nodiscard]] std::vector<PhraseHit> find(std::uint32_t turn) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

/// Of hits as find() orders them those that do not overlap an earlier one.
[[nodiscard]] std::vector<PhraseHit> without_overlaps(std::span<const PhraseHit> hits);

}  // namespace callnorm
