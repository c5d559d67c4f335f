// callnorm/indicator/wording.hpp - CCO-3.5: does the agent use short sentences? (measure
// sentence_length)
//
// Words per sentence, after fillers and stuttered repetitions are taken out, without the script's
// own words and without dictated numbers. Plain-language advice for Dutch is 10 to 15 words, up to
// 20 acceptable.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/indicator/scripted_range.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/parameter.hpp"

namespace callnorm {

struct MeasuredSentence {
  std::uint32_t turn = 0;
  TextRange text;
  std::uint32_t words = 0;
};

/// The agent's sentences, fillers and repetitions not counted.
[[nodiscard]] std::vector<MeasuredSentence> agent_sentences(
    const PreparedContact& contact, std::span<const ScriptedRange> scripted);

void judge_sentence_length(const PreparedContact& contact,
                           std::span<const MeasuredSentence> sentences,
                           const Parameters& parameters, IndicatorResult& result);

}  // namespace callnorm
