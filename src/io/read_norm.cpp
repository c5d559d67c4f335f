#include <array>

#include "callnorm/io/read.hpp"
#include "io/hash.hpp"
#include "io/json_input.hpp"
#include "io/read_lexicon.hpp"

namespace callnorm {

namespace {

using namespace io;

constexpr auto norm_keys = keys("format", "id", "version", "status", "title", "literal_source",
                                "process", "certificate", "anomalies", "competences", "cues");
constexpr auto source_keys = keys("file", "sha256", "lang", "note");
constexpr auto process_keys = keys("assessors", "max_minutes", "portfolio", "award_rule");
constexpr auto certificate_keys = keys("key", "literal", "line");
constexpr auto anomaly_keys =
    keys("id", "where", "literal", "problem", "reading", "others", "severity");
constexpr auto competence_keys = keys("id", "literal", "rendering", "indicators");
constexpr auto indicator_keys =
    keys("id", "key", "literal", "rendering", "notes", "operationalisation");
constexpr auto operationalisation_keys =
    keys("id", "version", "reading", "readings_reported", "measure", "parameters", "needs",
         "channels", "detector", "asr_can_fail", "note", "decided_by", "calibrated_on");
constexpr auto parameter_keys = keys("value", "unit", "origin", "source", "was", "decided_by");
constexpr std::array<std::string_view, 2> portfolio_names{"required", "optional"};
constexpr std::array<std::string_view, 3> severity_names{"A", "B", "C"};

bool is_language_tag(std::string_view key) noexcept {
  if (key.size() < 2 || key.size() > 8) return false;
  for (const char c : key) {
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-')) return false;
  }
  return true;
}

Result<int> as_line(const Node& node) {
  CALLNORM_TRY(const std::int64_t line, node.integer(0, 10'000'000));
  return static_cast<int>(line);
}

Result<int> as_small_count(const Node& node) {
  CALLNORM_TRY(const std::int64_t value, node.integer(0, 1'000'000));
  return static_cast<int>(value);
}

/// {"nl": "...", "en": "..."}; `by` and `legal_value` may stand beside translations.
Result<Texts> read_texts(const Node& node) {
  Texts texts;
  CALLNORM_CHECK(node.each_member([&](std::string_view key, const Node& value) -> Status {
    if (key == "by" || key == "legal_value" || key.starts_with("x-")) return success();
    if (!is_language_tag(key))
      return value.error("expected a language tag, found " + in_quotes(key));
    CALLNORM_TRY(std::string text, as_string(value));
    texts.emplace_back(std::string(key), std::move(text));
    return success();
  }));
  return texts;
}

/// {"fr": "...", "raw": "...", "line": 23}
Result<Literal> read_literal(const Node& node) {
  Literal literal;
  CALLNORM_CHECK(node.each_member([&](std::string_view key, const Node& value) -> Status {
    if (key.starts_with("x-")) return success();
    if (key == "raw") {
      CALLNORM_TRY(literal.raw, as_string(value));
    } else if (key == "line") {
      CALLNORM_TRY(literal.line, as_line(value));
    } else if (!is_language_tag(key)) {
      return value.error("unknown key " + in_quotes(key) + "; expected a language, raw or line");
    } else if (!literal.language.empty()) {
      return value.error("the literal words stand in one language, " + in_quotes(literal.language));
    } else {
      literal.language = key;
      CALLNORM_TRY(literal.text, as_name(value));
    }
    return success();
  }));
  if (literal.language.empty()) return node.error("the literal words are missing");
  return literal;
}

Result<Parameters> read_parameters(const Node& node) {
  std::vector<Parameter> list;
  CALLNORM_CHECK(node.each_member([&](std::string_view key, const Node& value) -> Status {
    if (key.starts_with("x-")) return success();
    CALLNORM_TRY(const auto in, members(value, parameter_keys));
    Parameter parameter;
    parameter.name = key;
    CALLNORM_TRY(parameter.value, in.need("value", as_number));
    CALLNORM_TRY(parameter.unit, in.value("unit", as_string));
    CALLNORM_TRY(parameter.origin, in.need("origin", as_enum<Origin>(origin_names)));
    CALLNORM_TRY(parameter.source, in.value("source", as_string));
    CALLNORM_TRY(parameter.was, in.optional("was", as_number));
    CALLNORM_TRY(parameter.decided_by, in.value("decided_by", as_string));
    list.push_back(std::move(parameter));
    return success();
  }));
  return Parameters(std::move(list));
}

Result<Measure> read_measure(const Node& node) {
  CALLNORM_TRY(const std::string_view text, node.string());
  if (const auto known = measure(text)) return *known;
  std::string names;
  for (const MeasureInfo& known : measures) {
    names += (names.empty() ? "" : ", ") + std::string(known.name);
  }
  return node.error("unknown measure " + in_quotes(text) + "; known are " + names);
}

Result<Operationalisation> read_operationalisation(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, operationalisation_keys));
  Operationalisation op;
  CALLNORM_TRY(op.id, in.need("id", as_name));
  CALLNORM_TRY(op.version, in.need("version", as_name));
  CALLNORM_TRY(op.reading, in.value("reading", as_string));
  CALLNORM_TRY(op.readings_reported, in.value("readings_reported", list_of(as_name)));
  CALLNORM_TRY(op.measure, in.need("measure", read_measure));
  CALLNORM_TRY(op.parameters, in.need("parameters", read_parameters));
  CALLNORM_TRY(op.needs, in.value("needs", list_of(as_name)));
  CALLNORM_TRY(op.channels, in.need("channels", list_of(as_name)));
  CALLNORM_TRY(op.detector, in.value("detector", as_string));
  CALLNORM_TRY(op.asr_can_fail, in.value("asr_can_fail", as_bool));
  CALLNORM_TRY(op.note, in.value("note", as_string));
  CALLNORM_TRY(op.decided_by, in.value("decided_by", as_string));
  CALLNORM_TRY(op.calibrated_on, in.value("calibrated_on", as_string));
  return op;
}

Result<Indicator> read_indicator(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, indicator_keys));
  Indicator indicator;
  CALLNORM_TRY(indicator.id.value, in.need("id", as_name));
  CALLNORM_TRY(indicator.key, in.need("key", as_name));
  CALLNORM_TRY(indicator.literal, in.need("literal", read_literal));
  CALLNORM_TRY(indicator.rendering, in.value("rendering", read_texts));
  CALLNORM_TRY(indicator.notes, in.value("notes", list_of(as_name)));
  CALLNORM_TRY(indicator.operationalisation,
               in.need("operationalisation", read_operationalisation));
  return indicator;
}

Result<Competence> read_competence(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, competence_keys));
  Competence competence;
  CALLNORM_TRY(competence.id.value, in.need("id", as_name));
  CALLNORM_TRY(competence.literal, in.need("literal", read_literal));
  CALLNORM_TRY(competence.rendering, in.value("rendering", read_texts));
  CALLNORM_TRY(competence.indicators, in.need("indicators", list_of(read_indicator)));
  return competence;
}

Result<CertificateEntry> read_certificate_entry(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, certificate_keys));
  CertificateEntry entry;
  CALLNORM_TRY(entry.key, in.need("key", as_name));
  CALLNORM_TRY(entry.literal, in.value("literal", as_string));
  CALLNORM_TRY(entry.line, in.value("line", as_line));
  return entry;
}

Result<Anomaly> read_anomaly(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, anomaly_keys));
  Anomaly anomaly;
  CALLNORM_TRY(anomaly.id, in.need("id", as_name));
  CALLNORM_TRY(anomaly.where, in.value("where", as_string));
  CALLNORM_TRY(anomaly.literal, in.value("literal", as_string));
  CALLNORM_TRY(anomaly.problem, in.value("problem", as_string));
  CALLNORM_TRY(anomaly.reading, in.value("reading", as_string));
  CALLNORM_TRY(anomaly.others, in.value("others", as_string));
  CALLNORM_TRY(const std::string severity, in.need("severity", as_one_of(severity_names)));
  anomaly.severity = severity.front();
  return anomaly;
}

Result<Process> read_process(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, process_keys));
  Process process;
  CALLNORM_TRY(process.assessors, in.value_or("assessors", as_small_count, process.assessors));
  CALLNORM_TRY(process.max_minutes,
               in.value_or("max_minutes", as_small_count, process.max_minutes));
  CALLNORM_TRY(const std::string portfolio,
               in.value_or("portfolio", as_one_of(portfolio_names), "optional"));
  process.portfolio_optional = portfolio == "optional";
  CALLNORM_TRY(process.award_rule, in.value_or("award_rule", as_string, process.award_rule));
  return process;
}

Status read_literal_source(const Node& node, NormDraft& draft) {
  CALLNORM_TRY(const auto in, members(node, source_keys));
  CALLNORM_TRY(draft.literal_file, in.value("file", as_string));
  CALLNORM_TRY(draft.literal_sha256, in.value("sha256", as_string));
  CALLNORM_TRY(draft.literal_note, in.value("note", as_string));
  CALLNORM_TRY(const std::string language, in.value("lang", as_string));
  if (language.empty()) return success();
  for (std::size_t c = 0; c < draft.competences.size(); ++c) {
    const Competence& competence = draft.competences[c];
    const auto differs = [&](const Literal& literal, std::string where) -> Status {
      if (literal.language == language) return success();
      return Error{ErrorCode::invalid_norm,
                   "the literal words are " + in_quotes(literal.language) + ", their source is " +
                       in_quotes(language),
                   at(std::move(where), "literal", literal.language)};
    };
    CALLNORM_CHECK(differs(competence.literal, at("/competences", c)));
    for (std::size_t i = 0; i < competence.indicators.size(); ++i) {
      CALLNORM_CHECK(
          differs(competence.indicators[i].literal, at("/competences", c, "indicators", i)));
    }
  }
  return success();
}

/// {"reform": {"nl": [{"pattern": "..."}]}}
Result<std::vector<Cue>> read_norm_cues(const Node& node) {
  std::vector<Cue> cues;
  CALLNORM_CHECK(node.each_member([&](std::string_view key, const Node& by_language) -> Status {
    if (key.starts_with("x-")) return success();
    CALLNORM_TRY(const CueClass cue_class, read_cue_class(key, by_language));
    return by_language.each_member([&](std::string_view tag, const Node& list) -> Status {
      if (tag.starts_with("x-")) return success();
      const auto language = language_of(tag);
      if (!language || name(*language) != tag) {
        return list.error("expected \"nl\", \"fr\" or \"en\", found " + in_quotes(tag));
      }
      return read_cues(list, cue_class, *language, cues);
    });
  }));
  return cues;
}

}  // namespace

Result<Norm> read_norm(std::string_view json) {
  CALLNORM_TRY(const auto document,
               Document::parse(json, ErrorCode::invalid_norm, UnknownKeys::reject));
  const Node root = document.root();
  CALLNORM_TRY(const auto in, members(root, norm_keys));
  CALLNORM_TRY(const std::string format, in.need("format", as_string));
  if (format != "callnorm.norm/1") {
    return Error{ErrorCode::unsupported,
                 "expected format \"callnorm.norm/1\", found " + in_quotes(format), "/format"};
  }
  NormDraft draft;
  CALLNORM_TRY(draft.id, in.need("id", as_name));
  CALLNORM_TRY(draft.version, in.need("version", as_name));
  CALLNORM_TRY(draft.status, in.value("status", as_string));
  CALLNORM_TRY(draft.title, in.value("title", read_texts));
  CALLNORM_TRY(draft.process, in.value("process", read_process));
  CALLNORM_TRY(draft.certificate, in.value("certificate", list_of(read_certificate_entry)));
  CALLNORM_TRY(draft.anomalies, in.value("anomalies", list_of(read_anomaly)));
  CALLNORM_TRY(draft.competences, in.need("competences", list_of(read_competence)));
  if (const auto source = in.find("literal_source")) {
    CALLNORM_CHECK(read_literal_source(*source, draft));
  }
  CALLNORM_TRY(draft.cues, in.value("cues", read_norm_cues));
  draft.hash = hash_of(json);
  return Norm::create(std::move(draft));
}

}  // namespace callnorm
