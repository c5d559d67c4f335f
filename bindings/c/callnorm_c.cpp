// bindings/c/callnorm_c.cpp - callnorm.h in terms of the C++ library.
//
// Nothing is decided here: arguments are checked, the core is called, values are handed over.
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "boundary.hpp"
#include "callnorm/evaluate/evaluate_many.hpp"
#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/evaluate/live_evaluation.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/import.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"
#include "callnorm/version.hpp"

namespace cn = callnorm;
using cn::Status;
using cn::success;
using cn::c::at_boundary;
using cn::c::null_argument;

struct callnorm_norm {
  cn::Norm value;
};
struct callnorm_script {
  cn::Script value;
};
struct callnorm_contact {
  cn::Contact value;
};
struct callnorm_evaluator {
  cn::Evaluator value;
};
struct callnorm_evaluation {
  cn::Evaluation value;
};
struct callnorm_acts {
  cn::Contact contact;  // quotes are borrowed from it
  std::vector<cn::Act> value;
};
struct callnorm_uptakes {
  std::vector<cn::Uptake> value;
};
struct callnorm_live {
  cn::LiveEvaluation value;
  std::vector<cn::ExpectedStep> expected;  // steps are borrowed from it
};

namespace {

static_assert(CALLNORM_DEMONSTRATED == static_cast<int>(cn::Verdict::demonstrated));
static_assert(CALLNORM_NOT_DEMONSTRATED == static_cast<int>(cn::Verdict::not_demonstrated));
static_assert(CALLNORM_INSUFFICIENT_EVIDENCE ==
              static_cast<int>(cn::Verdict::insufficient_evidence));
static_assert(CALLNORM_NOT_APPLICABLE == static_cast<int>(cn::Verdict::not_applicable));

// Indices of the alternatives of MeasureValue are the kinds of callnorm_measure.
template <std::size_t Kind>
using Alternative = std::variant_alternative_t<Kind, cn::MeasureValue>;
static_assert(std::is_same_v<Alternative<CALLNORM_MEASURE_UNDEFINED>, std::monostate>);
static_assert(std::is_same_v<Alternative<CALLNORM_MEASURE_BOOLEAN>, bool>);
static_assert(std::is_same_v<Alternative<CALLNORM_MEASURE_INTEGER>, std::int64_t>);
static_assert(std::is_same_v<Alternative<CALLNORM_MEASURE_NUMBER>, double>);

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// The caller's function as the core calls it. The struct is copied, so that it may be a local.
[[nodiscard]] Status take_embedder(const callnorm_embedder& given, cn::EvaluatorOptions& options) {
  callnorm_embedder read = CALLNORM_EMBEDDER_INIT;
  if (Status status = cn::c::read_versioned(given, read, "options->embedder"); !status) {
    return status;
  }
  if (read.embed == nullptr) return null_argument("options->embedder->embed");
  options.embedding_dimension = read.dimension;
  options.embedder = [read](std::string_view text, std::span<float> out) {
    return read.embed(read.user_data, text.data(), text.size(), out.data(), out.size()) == 0;
  };
  return success();
}

/// NULL counts as empty only together with size 0.
[[nodiscard]] bool is_missing(const char* bytes, std::size_t size) noexcept {
  return bytes == nullptr && size != 0;
}

[[nodiscard]] std::string_view view(const char* bytes, std::size_t size) noexcept {
  return bytes == nullptr ? std::string_view{} : std::string_view{bytes, size};
}

[[nodiscard]] std::string_view view(const char* terminated) noexcept {
  return terminated == nullptr ? std::string_view{} : std::string_view{terminated};
}

[[nodiscard]] const char* borrow(std::span<const std::string> list, std::size_t index) noexcept {
  return index < list.size() ? list[index].c_str() : nullptr;
}

/// The names the library knows, terminated. Built once and never destroyed: a caller may still hold
/// one of them while the process ends.
struct Catalogue {
  std::vector<std::string> norms;
  std::vector<std::string> scripts;
  std::vector<std::string> contacts;
  std::vector<std::string> formats;
  std::vector<std::string> format_descriptions;

  Catalogue() {
    const auto copy = [](std::span<const std::string_view> names) {
      return std::vector<std::string>(names.begin(), names.end());
    };
    norms = copy(cn::builtin_norms());
    scripts = copy(cn::builtin_scripts());
    contacts = copy(cn::builtin_contacts());
    for (const cn::ImportFormat& format : cn::import_formats()) {
      formats.emplace_back(format.name);
      format_descriptions.emplace_back(format.description);
    }
  }
};

[[nodiscard]] const char* known(std::vector<std::string> Catalogue::*list,
                                std::size_t index) noexcept {
  try {
    static const Catalogue* const catalogue = new Catalogue;
    return borrow(catalogue->*list, index);
  } catch (...) {  // out of memory
    return nullptr;
  }
}

/// Writes JSON made by `write(indent)` into `out`.
template <class Write>
[[nodiscard]] Status to_json(callnorm_buffer* out, std::int32_t indent, Write&& write) {
  if (out == nullptr) return null_argument("out");
  if (indent < 0 || indent > 16) {
    return cn::c::invalid_argument("indent " + std::to_string(indent) + " is not within 0 to 16");
  }
  return cn::c::fill(out, write(static_cast<int>(indent)));
}

/// Where an act or a piece of evidence is, in the terms of the C structs.
struct Place {
  bool has_turn = false;
  std::int64_t turn = -1;
  cn::TextRange text;
  const char* quote = nullptr;
  std::size_t quote_size = 0;
};

[[nodiscard]] Place place(const std::vector<cn::Turn>& turns, std::optional<std::uint32_t> turn,
                          cn::TextRange text) noexcept {
  Place at;
  if (!turn) return at;
  at.has_turn = true;
  at.turn = *turn;
  at.text = text;
  if (*turn < turns.size()) {
    const std::string& words = turns[*turn].text;
    if (text.begin < text.end && text.end <= words.size()) {
      at.quote = words.data() + text.begin;
      at.quote_size = text.end - text.begin;
    }
  }
  return at;
}

[[nodiscard]] cn::Error no_indicator(const cn::Evaluation& evaluation, std::size_t index) {
  return cn::c::out_of_range("indicator", index, evaluation.indicators.size(), "/indicators");
}

/// JSON pointer of a list of one indicator, for messages.
[[nodiscard]] std::string list_of(std::size_t indicator, std::string_view list) {
  return "/indicators/" + std::to_string(indicator) + "/" + std::string(list);
}

[[nodiscard]] const cn::IndicatorResult* result_at(const callnorm_evaluation* evaluation,
                                                   std::size_t indicator) noexcept {
  if (evaluation == nullptr || indicator >= evaluation->value.indicators.size()) return nullptr;
  return &evaluation->value.indicators[indicator];
}

[[nodiscard]] callnorm_indicator to_c(const cn::IndicatorResult& result) noexcept {
  callnorm_indicator out = CALLNORM_INDICATOR_INIT;
  out.verdict = static_cast<callnorm_verdict>(result.verdict);
  out.id = result.id.c_str();
  out.reason = result.reason.c_str();
  out.operationalisation = result.operationalisation.c_str();
  out.measure_count = result.measures.size();
  out.parameter_count = result.parameters.size();
  out.evidence_count = result.evidence.size();
  out.deciding_measure_index = CALLNORM_NOT_FOUND;
  out.deciding_limit = not_a_number;
  if (result.deciding) {
    out.flags |= CALLNORM_INDICATOR_HAS_DECIDING;
    out.deciding_measure = result.deciding->measure.c_str();
    out.deciding_relation = result.deciding->relation.c_str();
    out.deciding_parameter = result.deciding->parameter.c_str();
    out.deciding_limit = result.deciding->limit;
    for (std::size_t i = 0; i < result.measures.size(); ++i) {
      if (result.measures[i].name == result.deciding->measure) {
        out.deciding_measure_index = i;
        break;
      }
    }
  }
  return out;
}

[[nodiscard]] callnorm_measure to_c(const cn::MeasuredValue& measured) noexcept {
  callnorm_measure out = CALLNORM_MEASURE_INIT;
  out.kind = static_cast<std::int32_t>(measured.value.index());
  out.name = measured.name.c_str();
  out.unit = measured.unit.c_str();
  out.number = not_a_number;
  if (const bool* yes = std::get_if<bool>(&measured.value)) {
    out.integer = *yes ? 1 : 0;
    out.number = *yes ? 1.0 : 0.0;
  } else if (const std::int64_t* integer = std::get_if<std::int64_t>(&measured.value)) {
    out.integer = *integer;
    out.number = static_cast<double>(*integer);
  } else if (const double* number = std::get_if<double>(&measured.value)) {
    out.number = *number;
  }
  return out;
}

[[nodiscard]] callnorm_parameter to_c(const cn::Parameter& parameter) noexcept {
  callnorm_parameter out = CALLNORM_PARAMETER_INIT;
  out.name = parameter.name.c_str();
  out.unit = parameter.unit.c_str();
  out.origin = cn::name(parameter.origin).data();  // a literal, so terminated
  out.source = parameter.source.c_str();
  out.decided_by = parameter.decided_by.c_str();
  out.value = parameter.value;
  out.was = parameter.was.value_or(not_a_number);
  if (parameter.was) out.flags |= CALLNORM_PARAMETER_HAS_WAS;
  return out;
}

[[nodiscard]] callnorm_evidence to_c(const cn::Evidence& evidence,
                                     const cn::Contact& contact) noexcept {
  callnorm_evidence out = CALLNORM_EVIDENCE_INIT;
  out.role = evidence.role.c_str();
  out.channel = evidence.channel.c_str();
  const Place at = place(contact.turns(), evidence.turn, evidence.text);
  if (at.has_turn) out.flags |= CALLNORM_EVIDENCE_HAS_TURN;
  out.turn = at.turn;
  out.text_begin = at.text.begin;
  out.text_end = at.text.end;
  out.quote = at.quote;
  out.quote_size = at.quote_size;
  if (evidence.time) {
    out.flags |= CALLNORM_EVIDENCE_HAS_TIME;
    out.time_begin_ms = evidence.time->begin.count();
    out.time_end_ms = evidence.time->end.count();
  }
  out.note = evidence.note.c_str();
  out.detail_count = evidence.details.size();
  return out;
}

[[nodiscard]] callnorm_act to_c(const cn::Act& act, const std::vector<cn::Turn>& turns) noexcept {
  callnorm_act out = CALLNORM_ACT_INIT;
  out.kind = cn::name(act.kind).data();  // a literal, so terminated
  out.id = act.id.c_str();
  out.type = act.type.c_str();
  out.to = act.to.c_str();
  out.step = act.step.c_str();
  out.by = act.by.c_str();
  const Place at = place(turns, act.turn, act.text);
  if (at.has_turn) out.flags |= CALLNORM_ACT_HAS_TURN;
  out.turn = at.turn;
  out.text_begin = at.text.begin;
  out.text_end = at.text.end;
  out.quote = at.quote;
  out.quote_size = at.quote_size;
  std::optional<cn::TimeSpan> time = act.time;
  if (!time && act.turn && *act.turn < turns.size()) time = turns[*act.turn].time;
  if (time) {
    out.flags |= CALLNORM_ACT_HAS_TIME;
    out.time_begin_ms = time->begin.count();
    out.time_end_ms = time->end.count();
  }
  if (act.announced) {
    out.flags |= CALLNORM_ACT_HAS_ANNOUNCED;
    out.announced_ms = act.announced->count();
  }
  out.score = act.score;
  return out;
}

[[nodiscard]] callnorm_uptake to_c(const cn::Uptake& uptake) noexcept {
  callnorm_uptake c = CALLNORM_UPTAKE_INIT;
  c.turn = uptake.turn;
  c.about_turn = uptake.about_turn;
  c.score = uptake.score;
  c.meaning = uptake.meaning.value_or(not_a_number);
  c.why = uptake.why.c_str();
  c.by = uptake.by.c_str();
  c.match_count = uptake.matches.size();
  return c;
}

[[nodiscard]] callnorm_uptake_match to_c(const cn::UptakeMatch& match) noexcept {
  callnorm_uptake_match c = CALLNORM_UPTAKE_MATCH_INIT;
  c.text_begin = match.text.begin;
  c.text_end = match.text.end;
  c.about_begin = match.about.begin;
  c.about_end = match.about.end;
  return c;
}

[[nodiscard]] callnorm_turn to_c(const cn::Turn& turn) noexcept {
  callnorm_turn out = CALLNORM_TURN_INIT;
  out.id = turn.id.c_str();
  out.speaker = cn::name(turn.speaker).data();  // a literal, so terminated
  out.text = turn.text.c_str();
  out.text_size = turn.text.size();
  if (turn.time) {
    out.flags |= CALLNORM_TURN_HAS_TIME;
    out.time_begin_ms = turn.time->begin.count();
    out.time_end_ms = turn.time->end.count();
  }
  return out;
}

[[nodiscard]] callnorm_condition to_c(const cn::Deciding& condition) noexcept {
  callnorm_condition out = CALLNORM_CONDITION_INIT;
  out.measure = condition.measure.c_str();
  out.relation = condition.relation.c_str();
  out.parameter = condition.parameter.c_str();
  out.limit = condition.limit;
  return out;
}

[[nodiscard]] callnorm_why_not to_c(const cn::WhyNot& why) noexcept {
  callnorm_why_not out = CALLNORM_WHY_NOT_INIT;
  out.looked_for = why.looked_for.c_str();
  out.where_count = why.where.size();
  out.nearest_evidence = CALLNORM_NOT_FOUND;
  if (why.nearest) {
    out.flags |= CALLNORM_WHY_NOT_HAS_NEAREST;
    out.nearest_evidence = *why.nearest;
  }
  if (why.flip) {
    out.flags |= CALLNORM_WHY_NOT_HAS_FLIP;
    out.flip_verdict = static_cast<callnorm_verdict>(why.flip->to);
    out.flip_count = static_cast<std::uint32_t>(why.flip->changes.size());
  }
  return out;
}

static_assert(CALLNORM_MOVE_MATCH == 1 + static_cast<int>(cn::AlignmentMove::Kind::match));
static_assert(CALLNORM_MOVE_EXTRA == 1 + static_cast<int>(cn::AlignmentMove::Kind::extra));
static_assert(CALLNORM_MOVE_SKIPPED == 1 + static_cast<int>(cn::AlignmentMove::Kind::skipped));

[[nodiscard]] callnorm_move to_c(const cn::AlignmentMove& move) noexcept {
  callnorm_move out = CALLNORM_MOVE_INIT;
  out.kind = 1 + static_cast<std::int32_t>(move.kind);
  out.step = move.step.c_str();
  out.recognised = move.recognised.c_str();
  if (move.turn) out.turn = *move.turn;
  if (move.at) {
    out.flags |= CALLNORM_MOVE_HAS_TIME;
    out.time_ms = move.at->count();
  }
  if (move.hard) out.flags |= CALLNORM_MOVE_HARD;
  if (move.absence_provable) out.flags |= CALLNORM_MOVE_ABSENCE_PROVABLE;
  return out;
}

/// Whole strings of the norm, so terminated; the literal words where there is no rendering.
[[nodiscard]] const char* text_of(const cn::Texts& rendering, const cn::Literal& literal,
                                  std::string_view language) noexcept {
  const std::string_view text = language == literal.language || rendering.empty()
                                    ? std::string_view(literal.text)
                                    : cn::text_in(rendering, language);
  return text.empty() ? "" : text.data();
}

[[nodiscard]] callnorm_indicator_text to_c(const cn::Indicator& indicator,
                                           const cn::Competence& competence,
                                           std::string_view language) noexcept {
  callnorm_indicator_text out = CALLNORM_INDICATOR_TEXT_INIT;
  out.id = indicator.id.value.c_str();
  out.key = indicator.key.c_str();
  out.text = text_of(indicator.rendering, indicator.literal, language);
  out.literal = indicator.literal.text.c_str();
  out.literal_language = indicator.literal.language.c_str();
  out.competence = competence.id.value.c_str();
  out.competence_text = text_of(competence.rendering, competence.literal, language);
  return out;
}

[[nodiscard]] callnorm_identity to_c(const cn::Identity& identity) noexcept {
  callnorm_identity out = CALLNORM_IDENTITY_INIT;
  out.id = identity.id.c_str();
  out.version = identity.version.c_str();
  out.hash = identity.hash.c_str();
  return out;
}

[[nodiscard]] callnorm_timeline to_c(const cn::Timeline& timeline) noexcept {
  callnorm_timeline out = CALLNORM_TIMELINE_INIT;
  if (timeline.timed) out.flags |= CALLNORM_TIMELINE_HAS_TIME;
  out.duration_ms = timeline.duration.count();
  out.agent_talk_ms = timeline.agent_talk.count();
  out.client_talk_ms = timeline.client_talk.count();
  out.overlap_ms = timeline.overlap.count();
  out.silence_ms = timeline.silence.count();
  out.hold_ms = timeline.hold.count();
  out.longest_silence_ms = timeline.longest_silence.count();
  if (timeline.response_median && timeline.response_max) {
    out.flags |= CALLNORM_TIMELINE_HAS_RESPONSE;
    out.response_median_ms = timeline.response_median->count();
    out.response_max_ms = timeline.response_max->count();
  }
  out.responses = timeline.responses;
  out.agent_turns = timeline.agent_turns;
  out.client_turns = timeline.client_turns;
  out.agent_words = timeline.agent_words;
  out.client_words = timeline.client_words;
  return out;
}

/// Why an indicator is not demonstrated, or what is wrong with asking.
[[nodiscard]] cn::Result<const cn::WhyNot*> why_not_of(const callnorm_evaluation* evaluation,
                                                       std::size_t indicator) {
  if (evaluation == nullptr) return null_argument("evaluation");
  const cn::IndicatorResult* result = result_at(evaluation, indicator);
  if (result == nullptr) return no_indicator(evaluation->value, indicator);
  if (!result->why_not) {
    return cn::c::invalid_argument("the indicator is demonstrated", list_of(indicator, "why_not"));
  }
  return &*result->why_not;
}

/// What the getters of one indicator's lists share: `list` is a member of IndicatorResult, `what`
/// one entry in words, `pointer` the list in JSON; `convert` makes the C struct.
template <class List, class Out, class Convert>
[[nodiscard]] Status entry(const callnorm_evaluation* evaluation, std::size_t indicator,
                           std::size_t index, List cn::IndicatorResult::*list,
                           std::string_view what, std::string_view pointer, Out* out,
                           Convert&& convert) {
  if (evaluation == nullptr) return null_argument("evaluation");
  if (out == nullptr) return null_argument("out");
  const cn::IndicatorResult* result = result_at(evaluation, indicator);
  if (result == nullptr) return no_indicator(evaluation->value, indicator);
  const List& entries = result->*list;
  if (index >= entries.size()) {
    return cn::c::out_of_range(what, index, entries.size(), list_of(indicator, pointer));
  }
  return cn::c::write_versioned(out, convert(entries.begin()[static_cast<std::ptrdiff_t>(index)]));
}

}  // namespace

// ---- Version, status, memory

std::int32_t callnorm_version(void) {
  return CALLNORM_MAKE_VERSION(CALLNORM_VERSION_MAJOR, CALLNORM_VERSION_MINOR,
                               CALLNORM_VERSION_PATCH);
}

std::int32_t callnorm_version_oldest(void) {
  return CALLNORM_MAKE_VERSION(0, 1, 0);  // raise it when something that was published goes
}

const char* callnorm_version_string(void) {
  return cn::version().data();
}

const char* callnorm_status_name(callnorm_status status) {
  switch (status) {
    case CALLNORM_OK: return "ok";
    case CALLNORM_OUT_OF_MEMORY: return "out of memory";
    case CALLNORM_INTERNAL: return "internal error";
    default: break;
  }
  constexpr auto first = static_cast<callnorm_status>(cn::ErrorCode::invalid_argument);
  constexpr auto last = static_cast<callnorm_status>(cn::ErrorCode::unreadable);
  if (status < first || status > last) return "unknown status";
  return cn::name(static_cast<cn::ErrorCode>(status));
}

void callnorm_buffer_dispose(callnorm_buffer* buffer) {
  if (buffer == nullptr || buffer->struct_size < sizeof(callnorm_buffer)) return;
  delete[] buffer->data;
  buffer->data = nullptr;
  buffer->size = 0;
}

// ---- What comes with the library

const char* callnorm_builtin_norm_id(std::size_t index) {
  return known(&Catalogue::norms, index);
}

const char* callnorm_builtin_script_id(std::size_t index) {
  return known(&Catalogue::scripts, index);
}

const char* callnorm_builtin_contact_id(std::size_t index) {
  return known(&Catalogue::contacts, index);
}

const char* callnorm_format_name(std::size_t index) {
  return known(&Catalogue::formats, index);
}

const char* callnorm_format_description(std::size_t index) {
  return known(&Catalogue::format_descriptions, index);
}

const char* callnorm_schema(const char* name, std::size_t* size) {
  const std::string_view text = cn::schema(view(name));
  if (size != nullptr) *size = text.size();
  return text.empty() ? nullptr : text.data();  // embedded files are terminated
}

// ---- Norm

callnorm_status callnorm_norm_parse(const char* json, std::size_t json_size, callnorm_norm** out,
                                    callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (is_missing(json, json_size)) return null_argument("json");
    if (out == nullptr) return null_argument("out");
    return cn::c::hand_over(cn::read_norm(view(json, json_size)), out);
  });
}

callnorm_status callnorm_norm_builtin(const char* id, callnorm_norm** out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (out == nullptr) return null_argument("out");
    return cn::c::hand_over(cn::builtin_norm(id == nullptr ? cn::default_norm_id : view(id)), out);
  });
}

const char* callnorm_norm_id(const callnorm_norm* norm) {
  return norm == nullptr ? nullptr : norm->value.id().c_str();
}

const char* callnorm_norm_version(const callnorm_norm* norm) {
  return norm == nullptr ? nullptr : norm->value.version().c_str();
}

std::size_t callnorm_norm_indicator_count(const callnorm_norm* norm) {
  if (norm == nullptr) return 0;
  std::size_t count = 0;
  for (const cn::Competence& competence : norm->value.competences()) {
    count += competence.indicators.size();
  }
  return count;
}

callnorm_status callnorm_norm_indicator(const callnorm_norm* norm, std::size_t index,
                                        const char* language, callnorm_indicator_text* out,
                                        callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (norm == nullptr) return null_argument("norm");
    if (out == nullptr) return null_argument("out");
    std::size_t first = 0;
    for (const cn::Competence& competence : norm->value.competences()) {
      if (index - first < competence.indicators.size()) {
        return cn::c::write_versioned(
            out, to_c(competence.indicators[index - first], competence, view(language)));
      }
      first += competence.indicators.size();
    }
    return cn::c::out_of_range("indicator", index, first, "/competences");
  });
}

callnorm_status callnorm_norm_to_json(const callnorm_norm* norm, std::int32_t indent,
                                      callnorm_buffer* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (norm == nullptr) return null_argument("norm");
    return to_json(out, indent, [&](int spaces) { return cn::write_norm(norm->value, spaces); });
  });
}

void callnorm_norm_destroy(callnorm_norm* norm) {
  delete norm;
}

// ---- Script

callnorm_status callnorm_script_parse(const char* json, std::size_t json_size,
                                      callnorm_script** out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (is_missing(json, json_size)) return null_argument("json");
    if (out == nullptr) return null_argument("out");
    return cn::c::hand_over(cn::read_script(view(json, json_size)), out);
  });
}

callnorm_status callnorm_script_builtin(const char* id, callnorm_script** out,
                                        callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (id == nullptr) return null_argument("id");
    if (out == nullptr) return null_argument("out");
    return cn::c::hand_over(cn::builtin_script(view(id)), out);
  });
}

const char* callnorm_script_id(const callnorm_script* script) {
  return script == nullptr ? nullptr : script->value.id().c_str();
}

const char* callnorm_script_version(const callnorm_script* script) {
  return script == nullptr ? nullptr : script->value.version().c_str();
}

callnorm_status callnorm_script_to_json(const callnorm_script* script, std::int32_t indent,
                                        callnorm_buffer* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (script == nullptr) return null_argument("script");
    return to_json(out, indent,
                   [&](int spaces) { return cn::write_script(script->value, spaces); });
  });
}

std::size_t callnorm_script_warning_count(const callnorm_script* script) {
  return script == nullptr ? 0 : script->value.warnings().size();
}

const char* callnorm_script_warning(const callnorm_script* script, std::size_t index) {
  return script == nullptr ? nullptr : borrow(script->value.warnings(), index);
}

void callnorm_script_destroy(callnorm_script* script) {
  delete script;
}

// ---- Contact

callnorm_status callnorm_contact_import(const char* format, const char* data, std::size_t data_size,
                                        const char* id, callnorm_contact** out,
                                        callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (format == nullptr) return null_argument("format");
    if (is_missing(data, data_size)) return null_argument("data");
    if (out == nullptr) return null_argument("out");
    return cn::c::hand_over(cn::import_contact(view(format), view(data, data_size), view(id)), out);
  });
}

callnorm_status callnorm_contact_builtin(const char* id, callnorm_contact** out,
                                         callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (id == nullptr) return null_argument("id");
    if (out == nullptr) return null_argument("out");
    return cn::c::hand_over(cn::builtin_contact(view(id)), out);
  });
}

const char* callnorm_contact_id(const callnorm_contact* contact) {
  return contact == nullptr ? nullptr : contact->value.id().c_str();
}

const char* callnorm_contact_channel(const callnorm_contact* contact) {
  return contact == nullptr ? nullptr : cn::name(contact->value.channel()).data();  // a literal
}

const char* callnorm_contact_language(const callnorm_contact* contact) {
  return contact == nullptr ? nullptr : contact->value.data().language.c_str();
}

const char* callnorm_contact_note(const callnorm_contact* contact, std::size_t index) {
  return contact == nullptr ? nullptr : borrow(contact->value.data().source.notes, index);
}

const char* callnorm_contact_dropped(const callnorm_contact* contact, std::size_t index) {
  return contact == nullptr ? nullptr : borrow(contact->value.data().source.dropped, index);
}

const char* callnorm_contact_hash(const callnorm_contact* contact) {
  return contact == nullptr ? nullptr : contact->value.data().hash.c_str();
}

std::size_t callnorm_contact_turn_count(const callnorm_contact* contact) {
  return contact == nullptr ? 0 : contact->value.turns().size();
}

callnorm_status callnorm_contact_turn(const callnorm_contact* contact, std::size_t index,
                                      callnorm_turn* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (contact == nullptr) return null_argument("contact");
    if (out == nullptr) return null_argument("out");
    const std::vector<cn::Turn>& turns = contact->value.turns();
    if (index >= turns.size()) {
      return cn::c::out_of_range("turn", index, turns.size(), "/turns");
    }
    return cn::c::write_versioned(out, to_c(turns[index]));
  });
}

callnorm_status callnorm_contact_to_json(const callnorm_contact* contact, std::int32_t indent,
                                         callnorm_buffer* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (contact == nullptr) return null_argument("contact");
    return to_json(out, indent,
                   [&](int spaces) { return cn::write_contact(contact->value, spaces); });
  });
}

void callnorm_contact_destroy(callnorm_contact* contact) {
  delete contact;
}

// ---- Evaluator

callnorm_status callnorm_evaluator_create(const callnorm_norm* norm, const callnorm_script* script,
                                          const callnorm_evaluator_options* options,
                                          callnorm_evaluator** out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (out == nullptr) return null_argument("out");
    cn::EvaluatorOptions chosen;
    if (options != nullptr) {
      callnorm_evaluator_options read = CALLNORM_EVALUATOR_OPTIONS_INIT;
      if (Status status = cn::c::read_versioned(*options, read, "options"); !status) return status;
      if (read.reserved != 0) return cn::c::invalid_argument("options->reserved is not 0");
      chosen.language = view(read.language);
      chosen.detectors = view(read.detectors);
      if (read.embedder != nullptr) {
        if (Status status = take_embedder(*read.embedder, chosen); !status) return status;
      }
    }
    std::optional<cn::Script> steps;
    if (script != nullptr) steps = script->value;
    if (norm != nullptr) {
      return cn::c::hand_over(
          cn::Evaluator::create(norm->value, std::move(steps), std::move(chosen)), out);
    }
    cn::Result<cn::Norm> usual = cn::builtin_norm();
    if (!usual) return std::move(usual).error();
    return cn::c::hand_over(
        cn::Evaluator::create(std::move(usual).value(), std::move(steps), std::move(chosen)), out);
  });
}

void callnorm_evaluator_destroy(callnorm_evaluator* evaluator) {
  delete evaluator;
}

// ---- Evaluation

callnorm_status callnorm_evaluate(const callnorm_evaluator* evaluator,
                                  const callnorm_contact* contact, callnorm_evaluation** out,
                                  callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluator == nullptr) return null_argument("evaluator");
    if (contact == nullptr) return null_argument("contact");
    if (out == nullptr) return null_argument("out");
    return cn::c::hand_over(evaluator->value.evaluate(contact->value), out);
  });
}

callnorm_status callnorm_evaluate_many(const callnorm_evaluator* evaluator, const char* format,
                                       callnorm_next_fn next, callnorm_result_fn result,
                                       void* user_data, std::uint32_t threads,
                                       callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluator == nullptr) return null_argument("evaluator");
    if (next == nullptr) return null_argument("next");
    if (result == nullptr) return null_argument("result");
    cn::ManyOptions options;
    options.threads = threads;
    if (format != nullptr) options.format = format;
    bool refused = false;
    const cn::ContactSource source = [&]() -> std::optional<cn::ContactInput> {
      const char* data = nullptr;
      std::size_t size = 0;
      const std::int32_t more = next(user_data, &data, &size);
      refused = more != 0 && more != 1;
      if (more != 1) return std::nullopt;
      return cn::ContactInput(std::string(view(data, size)));
    };
    const cn::EvaluationSink sink = [&](std::size_t index, cn::Result<cn::Evaluation>&& found) {
      if (found) {
        callnorm_evaluation shown{*std::move(found)};
        const bool more = result(user_data, index, &shown, nullptr) == 0;
        found = std::move(shown.value);  // freed by who made it
        return more;
      }
      callnorm_error why = CALLNORM_ERROR_INIT;
      cn::c::fail(&why, static_cast<callnorm_status>(found.error().code), found.error().message,
                  found.error().where);
      return result(user_data, index, nullptr, &why) == 0;
    };
    if (Status status = cn::evaluate_many(evaluator->value, source, sink, options); !status) {
      return status;
    }
    if (refused) return cn::Error{cn::ErrorCode::cancelled, "the source of contacts stopped", ""};
    return success();
  });
}

void callnorm_evaluation_destroy(callnorm_evaluation* evaluation) {
  delete evaluation;
}

callnorm_status callnorm_evaluation_to_json(const callnorm_evaluation* evaluation,
                                            std::int32_t indent, callnorm_buffer* out,
                                            callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluation == nullptr) return null_argument("evaluation");
    return to_json(out, indent,
                   [&](int spaces) { return cn::write_evaluation(evaluation->value, spaces); });
  });
}

const char* callnorm_evaluation_language(const callnorm_evaluation* evaluation) {
  return evaluation == nullptr ? nullptr : evaluation->value.language.c_str();
}

const char* callnorm_evaluation_note(const callnorm_evaluation* evaluation, std::size_t index) {
  return evaluation == nullptr ? nullptr : borrow(evaluation->value.notes, index);
}

// ---- Indicators

const char* callnorm_verdict_name(callnorm_verdict verdict) {
  if (verdict < CALLNORM_DEMONSTRATED || verdict > CALLNORM_NOT_APPLICABLE) {
    return "unknown verdict";
  }
  return cn::name(static_cast<cn::Verdict>(verdict)).data();  // a literal, so terminated
}

callnorm_status callnorm_evaluation_norm(const callnorm_evaluation* evaluation,
                                         callnorm_identity* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluation == nullptr) return null_argument("evaluation");
    if (out == nullptr) return null_argument("out");
    return cn::c::write_versioned(out, to_c(evaluation->value.norm));
  });
}

callnorm_status callnorm_evaluation_script(const callnorm_evaluation* evaluation,
                                           callnorm_identity* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluation == nullptr) return null_argument("evaluation");
    if (out == nullptr) return null_argument("out");
    const auto& script = evaluation->value.script;
    callnorm_identity none = CALLNORM_IDENTITY_INIT;
    none.id = none.version = none.hash = "";
    return cn::c::write_versioned(out, script ? to_c(*script) : none);
  });
}

callnorm_status callnorm_evaluation_contact(const callnorm_evaluation* evaluation,
                                            callnorm_contact** out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluation == nullptr) return null_argument("evaluation");
    if (out == nullptr) return null_argument("out");
    *out = new callnorm_contact{evaluation->value.contact};
    return success();
  });
}

callnorm_status callnorm_evaluation_timeline(const callnorm_evaluation* evaluation,
                                             callnorm_timeline* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluation == nullptr) return null_argument("evaluation");
    if (out == nullptr) return null_argument("out");
    return cn::c::write_versioned(out, to_c(evaluation->value.timeline));
  });
}

std::size_t callnorm_evaluation_indicator_count(const callnorm_evaluation* evaluation) {
  return evaluation == nullptr ? 0 : evaluation->value.indicators.size();
}

callnorm_status callnorm_evaluation_indicator(const callnorm_evaluation* evaluation,
                                              std::size_t index, callnorm_indicator* out,
                                              callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluation == nullptr) return null_argument("evaluation");
    if (out == nullptr) return null_argument("out");
    const cn::IndicatorResult* result = result_at(evaluation, index);
    if (result == nullptr) return no_indicator(evaluation->value, index);
    return cn::c::write_versioned(out, to_c(*result));
  });
}

std::size_t callnorm_evaluation_find_indicator(const callnorm_evaluation* evaluation,
                                               const char* id) {
  if (evaluation == nullptr || id == nullptr) return CALLNORM_NOT_FOUND;
  const cn::IndicatorResult* result = evaluation->value.find(view(id));
  if (result == nullptr) return CALLNORM_NOT_FOUND;
  return static_cast<std::size_t>(result - evaluation->value.indicators.data());
}

callnorm_status callnorm_evaluation_measure(const callnorm_evaluation* evaluation,
                                            std::size_t indicator, std::size_t index,
                                            callnorm_measure* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    return entry(evaluation, indicator, index, &cn::IndicatorResult::measures, "measure",
                 "measures", out, [](const cn::MeasuredValue& value) { return to_c(value); });
  });
}

callnorm_status callnorm_evaluation_parameter(const callnorm_evaluation* evaluation,
                                              std::size_t indicator, std::size_t index,
                                              callnorm_parameter* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    return entry(evaluation, indicator, index, &cn::IndicatorResult::parameters, "parameter",
                 "parameters", out, [](const cn::Parameter& value) { return to_c(value); });
  });
}

callnorm_status callnorm_evaluation_evidence(const callnorm_evaluation* evaluation,
                                             std::size_t indicator, std::size_t index,
                                             callnorm_evidence* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    return entry(evaluation, indicator, index, &cn::IndicatorResult::evidence, "evidence",
                 "evidence", out,
                 [&](const cn::Evidence& value) { return to_c(value, evaluation->value.contact); });
  });
}

callnorm_status callnorm_evaluation_evidence_detail(const callnorm_evaluation* evaluation,
                                                    std::size_t indicator, std::size_t evidence,
                                                    std::size_t index, const char** key,
                                                    const char** value, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluation == nullptr) return null_argument("evaluation");
    const cn::IndicatorResult* result = result_at(evaluation, indicator);
    if (result == nullptr) return no_indicator(evaluation->value, indicator);
    const std::string list = list_of(indicator, "evidence");
    if (evidence >= result->evidence.size()) {
      return cn::c::out_of_range("evidence", evidence, result->evidence.size(), list);
    }
    const auto& details = result->evidence[evidence].details;
    if (index >= details.size()) {
      return cn::c::out_of_range("detail", index, details.size(),
                                 list + "/" + std::to_string(evidence) + "/details");
    }
    if (key != nullptr) *key = details[index].first.c_str();
    if (value != nullptr) *value = details[index].second.c_str();
    return success();
  });
}

const char* callnorm_evaluation_indicator_flag(const callnorm_evaluation* evaluation,
                                               std::size_t indicator, std::size_t index) {
  const cn::IndicatorResult* result = result_at(evaluation, indicator);
  return result == nullptr ? nullptr : borrow(result->flags, index);
}

const char* callnorm_evaluation_indicator_acts_by(const callnorm_evaluation* evaluation,
                                                  std::size_t indicator, std::size_t index) {
  const cn::IndicatorResult* result = result_at(evaluation, indicator);
  return result == nullptr ? nullptr : borrow(result->acts_by, index);
}

// ---- Acts

callnorm_status callnorm_detect(const callnorm_evaluator* evaluator,
                                const callnorm_contact* contact, callnorm_acts** out,
                                callnorm_error* error) {
  return callnorm_detect_scored(evaluator, contact, 0.5, out, error);
}

callnorm_status callnorm_detect_scored(const callnorm_evaluator* evaluator,
                                       const callnorm_contact* contact, double min_score,
                                       callnorm_acts** out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluator == nullptr) return null_argument("evaluator");
    if (contact == nullptr) return null_argument("contact");
    if (out == nullptr) return null_argument("out");
    if (!(min_score >= 0 && min_score <= 1)) {
      return cn::c::invalid_argument("min_score is not within 0 to 1");
    }
    cn::Result<std::vector<cn::Act>> acts = evaluator->value.detect(contact->value, min_score);
    if (!acts) return std::move(acts).error();
    *out = new callnorm_acts{contact->value, std::move(acts).value()};
    return success();
  });
}

std::size_t callnorm_acts_count(const callnorm_acts* acts) {
  return acts == nullptr ? 0 : acts->value.size();
}

callnorm_status callnorm_acts_get(const callnorm_acts* acts, std::size_t index, callnorm_act* out,
                                  callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (acts == nullptr) return null_argument("acts");
    if (out == nullptr) return null_argument("out");
    if (index >= acts->value.size()) {
      return cn::c::out_of_range("act", index, acts->value.size(), "");
    }
    return cn::c::write_versioned(out, to_c(acts->value[index], acts->contact.turns()));
  });
}

void callnorm_acts_destroy(callnorm_acts* acts) {
  delete acts;
}

// ---- Uptake

callnorm_status callnorm_uptakes_measure(const callnorm_evaluator* evaluator,
                                         const callnorm_contact* contact, callnorm_uptakes** out,
                                         callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluator == nullptr) return null_argument("evaluator");
    if (contact == nullptr) return null_argument("contact");
    if (out == nullptr) return null_argument("out");
    return cn::c::hand_over(evaluator->value.uptake(contact->value), out);
  });
}

std::size_t callnorm_uptakes_count(const callnorm_uptakes* uptakes) {
  return uptakes == nullptr ? 0 : uptakes->value.size();
}

callnorm_status callnorm_uptakes_get(const callnorm_uptakes* uptakes, std::size_t index,
                                     callnorm_uptake* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (uptakes == nullptr) return null_argument("uptakes");
    if (out == nullptr) return null_argument("out");
    if (index >= uptakes->value.size()) {
      return cn::c::out_of_range("uptake", index, uptakes->value.size(), "");
    }
    return cn::c::write_versioned(out, to_c(uptakes->value[index]));
  });
}

callnorm_status callnorm_uptakes_match(const callnorm_uptakes* uptakes, std::size_t index,
                                       std::size_t match, callnorm_uptake_match* out,
                                       callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (uptakes == nullptr) return null_argument("uptakes");
    if (out == nullptr) return null_argument("out");
    if (index >= uptakes->value.size()) {
      return cn::c::out_of_range("uptake", index, uptakes->value.size(), "");
    }
    const std::vector<cn::UptakeMatch>& matches = uptakes->value[index].matches;
    if (match >= matches.size()) {
      return cn::c::out_of_range("match", match, matches.size(), "/" + std::to_string(index));
    }
    return cn::c::write_versioned(out, to_c(matches[match]));
  });
}

void callnorm_uptakes_destroy(callnorm_uptakes* uptakes) {
  delete uptakes;
}

// ---- Why not, and the script

callnorm_status callnorm_evaluation_why_not(const callnorm_evaluation* evaluation,
                                            std::size_t indicator, callnorm_why_not* out,
                                            callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    const auto why = why_not_of(evaluation, indicator);
    if (!why) return why.error();
    if (out == nullptr) return null_argument("out");
    return cn::c::write_versioned(out, to_c(**why));
  });
}

callnorm_status callnorm_evaluation_why_not_where(const callnorm_evaluation* evaluation,
                                                  std::size_t indicator, std::size_t index,
                                                  const char** channel, std::size_t* entries,
                                                  callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    const auto why = why_not_of(evaluation, indicator);
    if (!why) return why.error();
    const auto& where = (*why)->where;
    if (index >= where.size()) {
      return cn::c::out_of_range("channel", index, where.size(),
                                 list_of(indicator, "why_not/where"));
    }
    if (channel != nullptr) *channel = where[index].first.c_str();
    if (entries != nullptr) *entries = where[index].second;
    return success();
  });
}

callnorm_status callnorm_evaluation_why_not_change(const callnorm_evaluation* evaluation,
                                                   std::size_t indicator, std::size_t index,
                                                   callnorm_condition* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    const auto why = why_not_of(evaluation, indicator);
    if (!why) return why.error();
    if (out == nullptr) return null_argument("out");
    const std::size_t count = (*why)->flip ? (*why)->flip->changes.size() : 0;
    if (index >= count) {
      return cn::c::out_of_range("change", index, count, list_of(indicator, "why_not/flip"));
    }
    return cn::c::write_versioned(out, to_c((*why)->flip->changes[index]));
  });
}

callnorm_status callnorm_evaluation_need(const callnorm_evaluation* evaluation,
                                         std::size_t indicator, std::size_t index,
                                         callnorm_condition* out, callnorm_error* error) {
  return at_boundary(error, [&] {
    return entry(evaluation, indicator, index, &cn::IndicatorResult::needs, "condition", "needs",
                 out, [](const cn::Deciding& value) { return to_c(value); });
  });
}

std::size_t callnorm_evaluation_move_count(const callnorm_evaluation* evaluation, double* fitness) {
  if (fitness != nullptr) *fitness = not_a_number;
  if (evaluation == nullptr || !evaluation->value.alignment) return 0;
  if (fitness != nullptr) *fitness = evaluation->value.alignment->fitness;
  return evaluation->value.alignment->moves.size();
}

callnorm_status callnorm_evaluation_move(const callnorm_evaluation* evaluation, std::size_t index,
                                         callnorm_move* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluation == nullptr) return null_argument("evaluation");
    if (out == nullptr) return null_argument("out");
    const std::size_t count = callnorm_evaluation_move_count(evaluation, nullptr);
    if (index >= count) return cn::c::out_of_range("move", index, count, "/alignment/moves");
    return cn::c::write_versioned(out, to_c(evaluation->value.alignment->moves[index]));
  });
}

// ---- Live evaluation

namespace {

static_assert(CALLNORM_FINDING_PROVISIONAL == 1 + static_cast<int>(cn::Finding::provisional));
static_assert(CALLNORM_FINDING_CONFIRMED == 1 + static_cast<int>(cn::Finding::confirmed));
static_assert(CALLNORM_FINDING_WITHDRAWN == 1 + static_cast<int>(cn::Finding::withdrawn));

[[nodiscard]] cn::FindingSink sink_of(callnorm_finding_fn on_finding, void* user_data) {
  if (on_finding == nullptr) return {};
  return [=](cn::Finding finding, const cn::Act& act, const cn::ContactDraft& so_far) {
    const callnorm_act shown = to_c(act, so_far.turns);
    return on_finding(user_data, 1 + static_cast<std::int32_t>(finding), &shown) == 0;
  };
}

[[nodiscard]] cn::Result<cn::Turn> from_c(const callnorm_turn& given) {
  callnorm_turn read = CALLNORM_TURN_INIT;
  if (Status status = cn::c::read_versioned(given, read, "turn"); !status) {
    return std::move(status).error();
  }
  if (is_missing(read.text, read.text_size)) return null_argument("turn->text");
  if ((read.flags & ~std::uint32_t{CALLNORM_TURN_HAS_TIME}) != 0) {
    return cn::Error{cn::ErrorCode::unsupported,
                     "turn->flags has a bit that this version of callnorm does not know", ""};
  }
  cn::Turn turn;
  const std::string_view speaker = view(read.speaker);
  if (speaker != "agent" && speaker != "client") {
    return cn::c::invalid_argument("turn->speaker is neither \"agent\" nor \"client\"");
  }
  turn.speaker = speaker == "agent" ? cn::Speaker::agent : cn::Speaker::client;
  turn.id = view(read.id);
  turn.text = view(read.text, read.text_size);
  if ((read.flags & CALLNORM_TURN_HAS_TIME) != 0) {
    turn.time = cn::TimeSpan{cn::Millis{read.time_begin_ms}, cn::Millis{read.time_end_ms}};
  }
  return turn;
}

}  // namespace

callnorm_status callnorm_live_create(const callnorm_evaluator* evaluator, const char* begun,
                                     std::size_t begun_size, callnorm_finding_fn on_finding,
                                     void* user_data, callnorm_live** out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (evaluator == nullptr) return null_argument("evaluator");
    if (is_missing(begun, begun_size)) return null_argument("begun");
    if (out == nullptr) return null_argument("out");
    cn::ContactDraft draft;
    if (begun_size != 0) {
      auto read = cn::read_contact_part(view(begun, begun_size));
      if (!read) return std::move(read).error();
      draft = std::move(read).value();
    }
    auto live = cn::LiveEvaluation::create(evaluator->value, std::move(draft),
                                           sink_of(on_finding, user_data));
    if (!live) return std::move(live).error();
    *out = new callnorm_live{std::move(live).value(), {}};
    return success();
  });
}

callnorm_status callnorm_live_push_turn(callnorm_live* live, const callnorm_turn* turn,
                                        callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (live == nullptr) return null_argument("live");
    if (turn == nullptr) return null_argument("turn");
    auto read = from_c(*turn);
    if (!read) return std::move(read).error();
    return live->value.push(std::move(read).value());
  });
}

callnorm_status callnorm_live_push_json(callnorm_live* live, const char* json,
                                        std::size_t json_size, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (live == nullptr) return null_argument("live");
    if (is_missing(json, json_size)) return null_argument("json");
    auto part = cn::read_contact_part(view(json, json_size), &live->value.pushed());
    if (!part) return std::move(part).error();
    return live->value.push(std::move(part).value());
  });
}

callnorm_status callnorm_live_expected_count(callnorm_live* live, std::size_t* count,
                                             std::int32_t* may_end, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (live == nullptr) return null_argument("live");
    if (count == nullptr) return null_argument("count");
    bool end = false;
    live->expected = live->value.expected(&end);
    *count = live->expected.size();
    if (may_end != nullptr) *may_end = end ? 1 : 0;
    return success();
  });
}

callnorm_status callnorm_live_expected(const callnorm_live* live, std::size_t index,
                                       callnorm_expected_step* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (live == nullptr) return null_argument("live");
    if (out == nullptr) return null_argument("out");
    if (index >= live->expected.size()) {
      return cn::c::out_of_range("step", index, live->expected.size(), "");
    }
    const cn::ExpectedStep& step = live->expected[index];
    callnorm_expected_step shown = CALLNORM_EXPECTED_STEP_INIT;
    if (step.needed) shown.flags |= CALLNORM_EXPECTED_NEEDED;
    shown.step = step.step.c_str();
    shown.wording = step.wording.c_str();
    return cn::c::write_versioned(out, shown);
  });
}

callnorm_status callnorm_live_silence(const callnorm_live* live, std::int64_t now_ms,
                                      callnorm_silence* out, callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (live == nullptr) return null_argument("live");
    if (out == nullptr) return null_argument("out");
    callnorm_silence shown = CALLNORM_SILENCE_INIT;
    if (const auto silence = live->value.silence(cn::Millis{now_ms})) {
      shown.flags = CALLNORM_SILENCE_RUNS;
      if (silence->agents) shown.flags |= CALLNORM_SILENCE_AGENTS;
      shown.time_begin_ms = silence->time.begin.count();
      shown.counted_ms = silence->counted.count();
    }
    return cn::c::write_versioned(out, shown);
  });
}

callnorm_status callnorm_live_contact(const callnorm_live* live, callnorm_contact** out,
                                      callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (live == nullptr) return null_argument("live");
    if (out == nullptr) return null_argument("out");
    return cn::c::hand_over(live->value.contact(), out);
  });
}

callnorm_status callnorm_live_finish(callnorm_live* live, callnorm_evaluation** out,
                                     callnorm_error* error) {
  return at_boundary(error, [&]() -> Status {
    if (live == nullptr) return null_argument("live");
    if (out == nullptr) return null_argument("out");
    return cn::c::hand_over(live->value.finish(), out);
  });
}

void callnorm_live_destroy(callnorm_live* live) {
  delete live;
}
