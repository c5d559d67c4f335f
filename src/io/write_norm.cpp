#include <algorithm>
#include <utility>
#include <vector>

#include "callnorm/io/write.hpp"
#include "io/json_output.hpp"

namespace callnorm {

namespace {

using namespace io;

Json write_texts(const Texts& texts) {
  Json out = Json::object();
  for (const auto& [language, text] : texts) put(out, language, text);
  return out;
}

Json write_rendering(const Texts& texts) {
  Json out = write_texts(texts);
  put(out, "legal_value", false);
  return out;
}

Json write_literal(const Literal& literal) {
  Json out = Json::object();
  put(out, literal.language, literal.text);
  put_if(out, "raw", literal.raw);
  if (literal.line != 0) put(out, "line", literal.line);
  return out;
}

Json write_parameters(const Parameters& parameters) {
  Json out = Json::object();
  for (const Parameter& parameter : parameters.list()) {
    Json p = Json::object();
    put(p, "value", parameter.value);
    put(p, "unit", parameter.unit);
    put(p, "origin", name(parameter.origin));
    put_if(p, "source", parameter.source);
    put_if(p, "was", parameter.was);
    put_if(p, "decided_by", parameter.decided_by);
    put(out, parameter.name, std::move(p));
  }
  return out;
}

/// null for a text that is empty: "nobody", "no data".
Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json write_operationalisation(const Operationalisation& op) {
  Json out = Json::object();
  put(out, "id", op.id);
  put(out, "version", op.version);
  put(out, "reading", op.reading);
  put(out, "readings_reported", op.readings_reported);
  put(out, "measure", info(op.measure).name);
  put(out, "parameters", write_parameters(op.parameters));
  put(out, "needs", op.needs);
  put(out, "channels", op.channels);
  put(out, "detector", op.detector);
  put(out, "asr_can_fail", op.asr_can_fail);
  put(out, "note", op.note);
  put(out, "decided_by", or_null(op.decided_by));
  put(out, "calibrated_on", or_null(op.calibrated_on));
  return out;
}

Json write_indicator(const Indicator& indicator) {
  Json out = Json::object();
  put(out, "id", indicator.id.value);
  put(out, "key", indicator.key);
  put(out, "literal", write_literal(indicator.literal));
  put(out, "rendering", write_rendering(indicator.rendering));
  put(out, "notes", indicator.notes);
  put(out, "operationalisation", write_operationalisation(indicator.operationalisation));
  return out;
}

Json write_competence(const Competence& competence) {
  Json out = Json::object();
  put(out, "id", competence.id.value);
  put(out, "literal", write_literal(competence.literal));
  put(out, "rendering", write_rendering(competence.rendering));
  put(out, "indicators", list_from(competence.indicators, write_indicator));
  return out;
}

Json write_source(const NormDraft& draft) {
  Json out = Json::object();
  put(out, "file", draft.literal_file);
  put(out, "sha256", draft.literal_sha256);
  // Norms may mix languages of literal words; then no one language is the source's.
  const std::string& language = draft.competences.front().literal.language;
  bool uniform = true;
  for (const Competence& competence : draft.competences) {
    uniform = uniform && competence.literal.language == language;
    for (const Indicator& indicator : competence.indicators) {
      uniform = uniform && indicator.literal.language == language;
    }
  }
  if (uniform) put(out, "lang", language);
  put(out, "note", draft.literal_note);
  return out;
}

Json write_process(const Process& process) {
  Json out = Json::object();
  put(out, "assessors", process.assessors);
  put(out, "max_minutes", process.max_minutes);
  put(out, "portfolio", process.portfolio_optional ? "optional" : "required");
  put(out, "award_rule", process.award_rule);
  return out;
}

Json write_certificate_entry(const CertificateEntry& entry) {
  Json out = Json::object();
  put(out, "key", entry.key);
  put(out, "literal", entry.literal);
  if (entry.line != 0) put(out, "line", entry.line);
  return out;
}

Json write_anomaly(const Anomaly& anomaly) {
  Json out = Json::object();
  put(out, "id", anomaly.id);
  put(out, "where", anomaly.where);
  put(out, "literal", anomaly.literal);
  put(out, "problem", anomaly.problem);
  put(out, "reading", anomaly.reading);
  put(out, "others", anomaly.others);
  put(out, "severity", std::string(1, anomaly.severity));
  return out;
}

Json write_cue(const Cue& cue) {
  Json out = Json::object();
  put_if(out, "pattern", cue.pattern);
  put_if(out, "regex", cue.regex);
  if (cue.weak) put(out, "weak", true);
  put_if(out, "tag", cue.tag);
  put_if(out, "note", cue.note);
  return out;
}

/// By class, then by language, in order of first appearance.
Json write_cues(const std::vector<Cue>& cues) {
  std::vector<std::pair<CueClass, std::vector<std::pair<Language, Json>>>> classes;
  const auto list = [](auto& lists, auto key, auto make) -> auto& {
    const auto found = std::find_if(lists.begin(), lists.end(),
                                    [&](const auto& each) { return each.first == key; });
    if (found != lists.end()) return found->second;
    return lists.emplace_back(key, make()).second;
  };
  for (const Cue& cue : cues) {
    auto& languages =
        list(classes, cue.cue_class, [] { return std::vector<std::pair<Language, Json>>(); });
    list(languages, cue.language, [] { return Json::array(); }).push_back(write_cue(cue));
  }
  Json out = Json::object();
  for (const auto& [cue_class, languages] : classes) {
    Json of_class = Json::object();
    for (const auto& [language, list_of_cues] : languages) {
      put(of_class, name(language), list_of_cues);
    }
    put(out, name(cue_class), of_class);
  }
  return out;
}

}  // namespace

std::string write_norm(const Norm& norm, int indent) {
  const NormDraft& draft = norm.data();
  Json out = Json::object();
  put(out, "format", "callnorm.norm/1");
  put(out, "id", draft.id);
  put(out, "version", draft.version);
  put(out, "status", draft.status);
  put(out, "title", write_texts(draft.title));
  put(out, "literal_source", write_source(draft));
  put(out, "process", write_process(draft.process));
  put(out, "certificate", list_from(draft.certificate, write_certificate_entry));
  put(out, "anomalies", list_from(draft.anomalies, write_anomaly));
  put(out, "competences", list_from(draft.competences, write_competence));
  if (!draft.cues.empty()) put(out, "cues", write_cues(draft.cues));
  return dumped(out, indent);
}

}  // namespace callnorm
