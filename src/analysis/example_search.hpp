// analysis/example_search.hpp - where the agent says most of an example phrasing's content words.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "callnorm/analysis/example_stems.hpp"
#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/extent.hpp"

namespace callnorm {

/// In one contact with a known language, which must outlive it. What its sentences say is indexed
/// when first asked for: most say no stem of any example, and only those that do are looked at.
class ExampleSearch {
 public:
  /// One sentence of the agent, or two on end.
  struct Window {
    std::uint32_t turn = 0;
    TextRange text;
    std::uint32_t said = 0;  ///< content stems of the example
    std::uint32_t of = 0;

    [[nodiscard]] double share() const { return static_cast<double>(said) / of; }
  };
  struct Found {
    std::optional<Window> nearest;  ///< the first of those with the largest share
    std::optional<Window> denied;   ///< one that says enough, and denies it
    double denied_share = 0;        ///< the largest of such a one
  };

  ExampleSearch(const PreparedContact& contact, const ExampleStems& stems)
      : contact_(contact), stems_(stems) {}

  /// @param similarity share of an example's stems that is enough.
  /// @param counts whether a sentence is read; empty: all are.
  /// @param denied whether words that say enough deny the examples.
  [[nodiscard]] Found find(const std::vector<std::string>& examples, double similarity,
                           const std::function<bool(const PreparedSentence&)>& counts,
                           const std::function<bool(std::uint32_t turn, TextRange)>& denied);

 private:
  bool same_turn_next(std::uint32_t sentence) const;
  Window window(std::uint32_t first) const;
  void count(std::uint32_t stem, const std::function<bool(const PreparedSentence&)>& counts);
  void index();

  const PreparedContact& contact_;
  const ExampleStems& stems_;
  // Sentences that say a stem: saying_[first_saying_[stem]] up to those of the next.
  std::vector<std::uint32_t> first_saying_;
  std::vector<std::uint32_t> saying_;
  std::vector<std::uint32_t> said_;     // by sentence: stems of the example in hand; zero between
  std::vector<std::uint32_t> touched_;  // where that is not zero
};

}  // namespace callnorm
