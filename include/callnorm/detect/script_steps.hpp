// callnorm/detect/script_steps.hpp - which steps of the script were said or done, and when.
//
// Four kinds of evidence (NORM CCO-2.6): the step's own words with a tolerated number of word
// errors (Sellers 1980), an event in a log, an act, or a paraphrase. Only an event whose log
// exists, or the step's words in a transcript made by people, can prove that a step is missing; the
// rest is one-sided. Not even they do where the talk shows that it may have been done before or
// elsewhere: the step's words beside an empty log, a value given unasked, a contact that goes on
// from an earlier one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/analysis/example_stems.hpp"
#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/detect/phrased_step.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

enum class Recognition : std::uint8_t { none, verbatim, event, act, paraphrase, annotation };

[[nodiscard]] constexpr std::string_view name(Recognition kind) noexcept {
  switch (kind) {
    case Recognition::none: return "";
    case Recognition::verbatim: return "verbatim";
    case Recognition::event: return "event";
    case Recognition::act: return "act";
    case Recognition::paraphrase: return "paraphrase";
    case Recognition::annotation: return "annotation";
  }
  return "";
}

struct StepMark {
  Symbol step = 0;  ///< index among the steps; a given label the script lacks has an index beyond
  Recognition kind = Recognition::none;
  std::optional<std::uint32_t> turn;
  TextRange text;
  std::optional<Millis> at;
  std::optional<double> score;  ///< only where a model found it
  std::string note;             ///< "2 of 3 elements: greet, org", "1 word error", ...
};

/// What could have shown a step in this contact.
struct StepVisibility {
  Recognition kind = Recognition::none;  ///< none: nothing in this contact could show it
  bool absence_provable = false;
  bool asked = false;   ///< data were asked for, and its log holds no entry
  std::string nearest;  ///< for a step that was not seen: how near it came
  std::optional<std::uint32_t> nearest_turn;
  TextRange nearest_text;
};

struct StepDetection {
  std::vector<StepMark> marks;             ///< in order of time
  std::vector<StepVisibility> visibility;  ///< by symbol
  std::vector<std::string>
      unknown_labels;  ///< given labels the script lacks, by symbol - steps.size()
  bool recogniser_output =
      false;           ///< the words were heard by a machine: what is missing may be misheard
  bool given = false;  ///< the marks were handed in with the contact
};

/// @param acts all acts of the contact, detected or given.
/// @param similarity share of an example's content words that says the step.
/// @param phrased what a model found for the steps with examples, ordered by turn; null: by
/// `similarity`.
/// @param zone_turns how many last turns may hold the closing.
/// @param examples of this script in the language of the contact; null: they are made.
[[nodiscard]] StepDetection detect_steps(const PreparedContact& contact, const Script& script,
                                         const std::vector<ScriptStep>& steps,
                                         std::span<const Act> acts, double similarity,
                                         std::uint32_t zone_turns,
                                         const std::vector<PhrasedStep>* phrased = nullptr,
                                         const ExampleStems* examples = nullptr);

}  // namespace callnorm
