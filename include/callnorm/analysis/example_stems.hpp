// callnorm/analysis/example_stems.hpp - what the example phrasings of a script say, stem by stem.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/model/script.hpp"
#include "callnorm/text/lexicon.hpp"
#include "callnorm/text/stems.hpp"

namespace callnorm {

/// The stems of what a script has the agent say, in one language: made once for all contacts. Keeps
/// views into the script, which must outlive it; the numbers of stems begin with 1.
class ExampleStems {
 public:
  ExampleStems(const Script& script, const std::vector<ScriptStep>& steps, const Lexicon& lexicon);

  /// Of a step's example or a selling point's claim: each stem once. Null for any other text.
  [[nodiscard]] const std::vector<std::uint32_t>* of(std::string_view example) const;
  /// 0 when no example has it.
  [[nodiscard]] std::uint32_t number_of(const std::string& stem) const;
  [[nodiscard]] std::size_t count() const noexcept { return numbers_.size(); }

 private:
  void add(std::string_view example, const Lexicon& lexicon, const Stemmer& stemmer);

  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> examples_;
};

}  // namespace callnorm
