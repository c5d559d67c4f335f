// callnorm/model/measure.hpp - the ways of measuring this library knows.
//
// A norm's operationalisation names one of them; the indicator's id means nothing to the code. So a
// second norm, or a test centre's own, binds its indicators to the same measures with other limits.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace callnorm {

/// In the order of NORM 2; names in JSON as in `measures` below.
enum class Measure : std::uint8_t {
  screen_following_voice,
  screen_following_text,
  input_during_speech,
  typing_lag,
  tool_use,
  lookup_sources,
  data_entry,
  error_correction,
  msd_error_rate,
  script_fitness,
  report_completeness,
  ratified_reformulations,
  answered_clarifications,
  counter_arguments,
  vocabulary_and_intonation,
  sentence_length,
  dead_air,
  closing_sequence,
  matched_promotions,
};

/// A measure and the parameters an operationalisation must give it. A name may carry a language
/// suffix as well ("mean_not.fr"): that value then holds for contacts in that language.
struct MeasureInfo {
  Measure measure;
  std::string_view name;
  std::span<const std::string_view> parameters;
};

namespace detail {
inline constexpr std::array<std::string_view, 8> screen_voice_parameters{"window",
                                                                         "bridge",
                                                                         "click",
                                                                         "min_items",
                                                                         "followed_demonstrated",
                                                                         "followed_not",
                                                                         "overlap_demonstrated",
                                                                         "overlap_not"};
inline constexpr std::array<std::string_view, 7> screen_text_parameters{
    "window_chat",          "reply_gap",  "min_items", "followed_demonstrated", "followed_not",
    "replies_demonstrated", "replies_not"};
inline constexpr std::array<std::string_view, 9> input_parameters{
    "burst_gap",  "bridge",           "min_input", "min_overlap",
    "min_bursts", "chi_demonstrated", "chi_not",   "headset_demonstrated",
    "headset_not"};
inline constexpr std::array<std::string_view, 6> typing_lag_parameters{
    "lag_voice", "lag_chat", "min_segments", "kept_demonstrated", "kept_not", "rho_min_segments"};
inline constexpr std::array<std::string_view, 3> tool_parameters{
    "precision_demonstrated", "recall_demonstrated", "recall_not"};
inline constexpr std::array<std::string_view, 3> lookup_parameters{"searched_demonstrated",
                                                                   "searched_not", "view_min"};
inline constexpr std::array<std::string_view, 2> entry_parameters{"similarity", "after_work"};
inline constexpr std::array<std::string_view, 3> correction_parameters{
    "corrected_demonstrated", "corrected_not", "episodes_max"};
inline constexpr std::array<std::string_view, 4> typing_parameters{"max_error", "min_chars", "z",
                                                                   "literal_max_error"};
inline constexpr std::array<std::string_view, 3> fitness_parameters{
    "fitness_demonstrated", "fitness_not", "paraphrase_similarity"};
inline constexpr std::array<std::string_view, 2> report_parameters{"complete_demonstrated",
                                                                   "complete_not"};
inline constexpr std::array<std::string_view, 13> reformulation_parameters{
    "client_turns",     "client_window", "strong_matches",  "weak_matches",   "weak_share",
    "plain_matches",    "plain_share",   "number_digits",   "readback_words", "ratify_within",
    "min_client_words", "min_on_goal",   "disconfirmed_not"};
inline constexpr std::array<std::string_view, 3> clarification_parameters{
    "client_turns", "client_window", "min_answered"};
inline constexpr std::array<std::string_view, 3> counter_parameters{"soft_limit", "max_counters",
                                                                    "zero_is_met"};
inline constexpr std::array<std::string_view, 10> vocabulary_parameters{"min_words",
                                                                        "jargon_demonstrated",
                                                                        "jargon_not",
                                                                        "address_demonstrated",
                                                                        "address_not",
                                                                        "min_concepts",
                                                                        "entrainment_demonstrated",
                                                                        "entrainment_not",
                                                                        "min_pairs",
                                                                        "synchrony_demonstrated"};
inline constexpr std::array<std::string_view, 8> sentence_parameters{
    "min_sentences",     "min_tokens", "long_tokens",       "pause",
    "mean_demonstrated", "mean_not",   "long_demonstrated", "long_not"};
inline constexpr std::array<std::string_view, 9> silence_parameters{
    "min_silence", "announced_within",   "cover",
    "cover_max",   "min_duration",       "max_demonstrated",
    "max_not",     "share_demonstrated", "share_not"};
inline constexpr std::array<std::string_view, 5> closing_parameters{
    "found_demonstrated", "found_not", "hangup_after", "unverified_window", "zone_turns"};
inline constexpr std::array<std::string_view, 3> promotion_parameters{
    "min_matched", "relevance_demonstrated", "off_interest_min"};
}  // namespace detail

inline constexpr std::array<MeasureInfo, 19> measures{{
    {Measure::screen_following_voice, "screen_following_voice", detail::screen_voice_parameters},
    {Measure::screen_following_text, "screen_following_text", detail::screen_text_parameters},
    {Measure::input_during_speech, "input_during_speech", detail::input_parameters},
    {Measure::typing_lag, "typing_lag", detail::typing_lag_parameters},
    {Measure::tool_use, "tool_use", detail::tool_parameters},
    {Measure::lookup_sources, "lookup_sources", detail::lookup_parameters},
    {Measure::data_entry, "data_entry", detail::entry_parameters},
    {Measure::error_correction, "error_correction", detail::correction_parameters},
    {Measure::msd_error_rate, "msd_error_rate", detail::typing_parameters},
    {Measure::script_fitness, "script_fitness", detail::fitness_parameters},
    {Measure::report_completeness, "report_completeness", detail::report_parameters},
    {Measure::ratified_reformulations, "ratified_reformulations", detail::reformulation_parameters},
    {Measure::answered_clarifications, "answered_clarifications", detail::clarification_parameters},
    {Measure::counter_arguments, "counter_arguments", detail::counter_parameters},
    {Measure::vocabulary_and_intonation, "vocabulary_and_intonation",
     detail::vocabulary_parameters},
    {Measure::sentence_length, "sentence_length", detail::sentence_parameters},
    {Measure::dead_air, "dead_air", detail::silence_parameters},
    {Measure::closing_sequence, "closing_sequence", detail::closing_parameters},
    {Measure::matched_promotions, "matched_promotions", detail::promotion_parameters},
}};

[[nodiscard]] constexpr const MeasureInfo& info(Measure measure) noexcept {
  return measures[static_cast<std::size_t>(measure)];
}

[[nodiscard]] constexpr std::optional<Measure> measure(std::string_view name) noexcept {
  for (const MeasureInfo& m : measures) {
    if (m.name == name) return m.measure;
  }
  return std::nullopt;
}

}  // namespace callnorm
