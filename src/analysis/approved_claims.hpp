// src/analysis/approved_claims.hpp - what a script allows to be claimed for its selling points, and
// whether a sentence claims it, another figure than it, or the contrary.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

/// One way to write the number at `at`: "12,50" and "12.5" are 12.5, "1.000" and "1 000" are 1000.
/// Empty when no digit stands there; moves `at` past the number.
[[nodiscard]] std::string number_at(std::string_view text, std::size_t& at);

/// "drie" as "3": a figure is the same however it is written.
[[nodiscard]] std::string in_digits(std::string_view word, Language language);

/// The words of a phrase that carry content, figures in digits.
[[nodiscard]] std::vector<std::string> claim_words(const Lexicon& lexicon, std::string_view text);

/// Whether a phrase of a claim claims nothing, but tells of whom or of when something is said: it
/// has ended, was so in the past, is so with another firm ("elsewhere") or unlike it.
[[nodiscard]] inline bool places_claim(const Cue& cue) {
  return cue.cue_class == CueClass::claim &&
         (cue.tag == "ended" || cue.tag == "regret" || cue.tag == "past" ||
          cue.tag == "elsewhere" || cue.tag == "unlike");
}

/// Tokens of a contact, half-open.
struct TokenRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint64_t keys = ~0ULL;  ///< a bit for the content key of each, for a quick no
};

/// The tokens of a sentence that is looked through for many words.
[[nodiscard]] TokenRange words_of(const PreparedContact& contact, const PreparedSentence& s);

/// How many of the words stand in the tokens.
[[nodiscard]] std::size_t words_said(const PreparedContact& contact,
                                     std::span<const std::string> words, TokenRange range);

class ApprovedClaims {
 public:
  /// A figure that stands where the script has another: "34 euros" for "44 euros".
  struct OtherFigure {
    std::string number;
    TextRange text;     // in its turn
    bool sure = false;  // all else of the claim is said in its clause, and the script's nowhere
  };

  /// Needs a lexicon, which with the contact and the script has to outlive it.
  ApprovedClaims(const PreparedContact& contact, const Script& script);

  [[nodiscard]] std::size_t points() const { return points_.size(); }
  [[nodiscard]] const SellingPoint& point(std::size_t i) const { return *points_[i].point; }
  /// Whether the script lists any claim.
  [[nodiscard]] bool any() const { return any_; }

  /// Whether a claim of the point is said in the tokens.
  [[nodiscard]] bool said(std::size_t point, TokenRange range) const;
  /// Whether a claim of the point has a word like this one.
  [[nodiscard]] bool has_word(std::size_t point, std::string_view content) const;
  /// Whether the sentence denies what it says of the point's claims: "we don't have a doctor on the
  /// phone", "gratis omruilen is afgeschaft", "no, sorry, children under 18 are free"; or says it
  /// of another firm: "bij de concurrentie ligt de prijs vast". What another clause says of another
  /// thing denies nothing: "the old offer has ended, but delivery is free".
  [[nodiscard]] bool denied(std::size_t point, const PreparedSentence& s) const;
  /// The first figure of the sentence that the point's claims have otherwise: next to the same
  /// word, with at least half of the claim's other words said. One that the script has there too is
  /// none, nor one that is denied ("not 60 euros").
  [[nodiscard]] std::optional<OtherFigure> other_figure(std::size_t point,
                                                        const PreparedSentence& s) const;

 private:
  struct Figure {
    std::string number;
    std::string before;  // the folded words around it
    std::string after;
  };
  struct Claim {
    std::vector<std::string> words;
    std::vector<std::uint64_t> bits;  // of the words, as in TokenRange::keys; of figures all
    std::vector<Figure> figures;
    const std::string* text = nullptr;        // in the script
    bool sayable = false;                     // enough of its words stand somewhere in the contact
    mutable std::optional<bool> figure_said;  // once it was asked for
  };
  struct SpokenFigure {
    std::string number;
    bool readable = false;  // what the number is is certain
    TextRange text;         // in its turn
    std::uint32_t past = 0;
    std::string_view before;  // the folded words around it
    std::string_view after;
  };
  struct Point {
    const SellingPoint* point = nullptr;
    std::vector<Claim> claims;
  };

  Language language() const { return contact_.lexicon()->language(); }
  void read_figures(Claim& out) const;
  bool negative(const Claim& claim) const;
  std::size_t ever_said(std::span<const std::string> words) const;
  bool approved_there(std::size_t point, std::string_view number, std::string_view before,
                      std::string_view after) const;
  bool is_numeric(std::uint32_t token) const;
  /// The figure that begins at a token of [first, last).
  SpokenFigure figure_at(std::uint32_t turn, std::uint32_t token, std::uint32_t first,
                         std::uint32_t last) const;
  static bool beside_same(const Figure& figure, const SpokenFigure& spoken);
  bool figure_said(const Claim& claim) const;
  TokenRange clause_of(const PreparedSentence& s, std::uint32_t token) const;
  bool has_content(TokenRange range) const;
  bool ended(const PreparedSentence& s, const CueHit& hit, TokenRange claim) const;
  bool refused(const PreparedSentence& s, TokenRange claim) const;
  bool negated(const PreparedSentence& s, TokenRange claim) const;
  bool of_another_firm(const PreparedSentence& s, TokenRange clause) const;
  bool names_another_firm(const PreparedSentence& s, TokenRange range) const;
  bool is_own_name(std::string_view folded) const;
  std::optional<TokenRange> place_of(std::span<const std::string> words, TokenRange range) const;

  const PreparedContact& contact_;
  const Script& script_;
  std::vector<Point> points_;
  std::vector<bool> begins_;  // content keys of the contact's words
  bool any_ = false;
};

}  // namespace callnorm
