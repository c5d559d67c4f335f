// src/io/importers.hpp - one reader per foreign format.
#pragma once

#include <string_view>

#include "callnorm/model/contact.hpp"
#include "callnorm/result.hpp"
#include "io/json_input.hpp"

namespace callnorm::io {

/// Post-call output of Amazon Transcribe Call Analytics.
[[nodiscard]] bool looks_like_aws_transcribe(const Node& root);
[[nodiscard]] Result<ContactDraft> read_aws_transcribe(const Node& root, std::string_view id);

/// One transcript of the HarperValley corpus: a list of segments.
[[nodiscard]] bool looks_like_harper_valley(const Node& root);
[[nodiscard]] Result<ContactDraft> read_harper_valley(const Node& root, std::string_view id);

/// Milliseconds within +-31 days; 1250.0 is a whole number.
[[nodiscard]] Result<Millis> as_millis(const Node& node);

/// Appends "`count` turns `what`", or "1 turn ..."; nothing for none.
void note_count(std::vector<std::string>& notes, std::size_t count, std::string_view thing,
                std::string_view what);

/// Takes the word times out of a turn when they leave it or run backwards. Returns whether it did.
bool drop_bad_words(Turn& turn);

}  // namespace callnorm::io
