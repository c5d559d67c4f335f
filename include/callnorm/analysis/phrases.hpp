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

/// Lists of phrases made ready to look for in one language: once for all contacts.
/// Immutable; any number of threads may look at once.
class PhraseLists {
 public:
  /// @param lexicon of the language; null: none is known, then only the very words are found.
  PhraseLists(const Lexicon* lexicon, std::span<const std::span<const std::string>> lists);
  PhraseLists(PhraseLists&&) noexcept;
  PhraseLists& operator=(PhraseLists&&) noexcept;
  ~PhraseLists();

 private:
  friend class PhraseFinder;  // of the .cpp
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

/// Where one list's phrases are said in a contact.
class PhraseHits {
 public:
  /// Every phrase at every place of the turn; by first token, longer ones first, then by closeness
  /// and order of the phrases. One phrase is found once at a place.
  [[nodiscard]] std::span<const PhraseHit> of(std::uint32_t turn) const noexcept {
    if (turn + 1 >= first_.size()) return {};
    return std::span(hits_).subspan(first_[turn], first_[turn + 1] - first_[turn]);
  }

 private:
  friend class PhraseFinder;
  std::vector<PhraseHit> hits_;
  std::vector<std::uint32_t> first_;  // of each turn, and the end
};

/// All lists in one walk over the contact, in their order.
/// Cost: a look at each different word, then at the words that begin a phrase.
[[nodiscard]] std::vector<PhraseHits> find_phrases(const PreparedContact& contact,
                                                   const PhraseLists& lists);
/// One list, made ready for this contact only.
[[nodiscard]] PhraseHits find_phrases(const PreparedContact& contact,
                                      std::span<const std::string> phrases);

/// Of hits as PhraseHits orders them those that do not overlap an earlier one.
[[nodiscard]] std::vector<PhraseHit> without_overlaps(std::span<const PhraseHit> hits);

}  // namespace callnorm
