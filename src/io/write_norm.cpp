#include <algorithm>
#include <utility>
#include <vector>

#include "callnorm/io/write.hpp"
#include "io/json_output.hpp"
#include "io/write_parameter.hpp"

namespace callnorm {

namespace {

using namespace io;

void put_texts(JsonWriter& out, const Texts& texts) {
  for (const auto& [language, text] : texts) out.put(language, text);
}

void write_rendering(JsonWriter& out, const Texts& texts) {
  out.object([&] {
    put_texts(out, texts);
    out.put("legal_value", false);
  });
}

void write_literal(JsonWriter& out, const Literal& literal) {
  out.object([&] {
    out.put(literal.language, literal.text);
    out.put_if("raw", literal.raw);
    if (literal.line != 0) out.put("line", literal.line);
  });
}

void write_parameters(JsonWriter& out, const Parameters& parameters) {
  out.object([&] {
    for (const Parameter& parameter : parameters.list()) {
      out.put_object(parameter.name, [&] { put_parameter(out, parameter); });
    }
  });
}

void write_operationalisation(JsonWriter& out, const Operationalisation& op) {
  out.object([&] {
    out.put("id", op.id);
    out.put("version", op.version);
    out.put("reading", op.reading);
    out.put("readings_reported", op.readings_reported);
    out.put("measure", info(op.measure).name);
    write_parameters(out.key("parameters"), op.parameters);
    out.put("needs", op.needs);
    out.put("channels", op.channels);
    out.put("detector", op.detector);
    out.put("asr_can_fail", op.asr_can_fail);
    out.put("note", op.note);
    out.put_or_null("decided_by", op.decided_by);
    out.put_or_null("calibrated_on", op.calibrated_on);
  });
}

void write_indicator(JsonWriter& out, const Indicator& indicator) {
  out.object([&] {
    out.put("id", indicator.id.value);
    out.put("key", indicator.key);
    write_literal(out.key("literal"), indicator.literal);
    write_rendering(out.key("rendering"), indicator.rendering);
    out.put("notes", indicator.notes);
    write_operationalisation(out.key("operationalisation"), indicator.operationalisation);
  });
}

void write_competence(JsonWriter& out, const Competence& competence) {
  out.object([&] {
    out.put("id", competence.id.value);
    write_literal(out.key("literal"), competence.literal);
    write_rendering(out.key("rendering"), competence.rendering);
    out.put_list("indicators", competence.indicators, write_indicator);
  });
}

void write_source(JsonWriter& out, const NormDraft& draft) {
  out.object([&] {
    out.put("file", draft.literal_file);
    out.put("sha256", draft.literal_sha256);
    // Norms may mix languages of literal words; then no one language is the source's.
    const std::string& language = draft.competences.front().literal.language;
    bool uniform = true;
    for (const Competence& competence : draft.competences) {
      uniform = uniform && competence.literal.language == language;
      for (const Indicator& indicator : competence.indicators) {
        uniform = uniform && indicator.literal.language == language;
      }
    }
    if (uniform) out.put("lang", language);
    out.put("note", draft.literal_note);
  });
}

void write_process(JsonWriter& out, const Process& process) {
  out.object([&] {
    out.put("assessors", process.assessors);
    out.put("max_minutes", process.max_minutes);
    out.put("portfolio", process.portfolio_optional ? "optional" : "required");
    out.put("award_rule", process.award_rule);
  });
}

void write_certificate_entry(JsonWriter& out, const CertificateEntry& entry) {
  out.object([&] {
    out.put("key", entry.key);
    out.put("literal", entry.literal);
    if (entry.line != 0) out.put("line", entry.line);
  });
}

void write_anomaly(JsonWriter& out, const Anomaly& anomaly) {
  out.object([&] {
    out.put("id", anomaly.id);
    out.put("where", anomaly.where);
    out.put("literal", anomaly.literal);
    out.put("problem", anomaly.problem);
    out.put("reading", anomaly.reading);
    out.put("others", anomaly.others);
    out.put("severity", std::string(1, anomaly.severity));
  });
}

void write_cue(JsonWriter& out, const Cue& cue) {
  out.object([&] {
    out.put_if("pattern", cue.pattern);
    out.put_if("regex", cue.regex);
    if (cue.weak) out.put("weak", true);
    if (cue.unlearned) out.put("unlearned", true);
    out.put_if("tag", cue.tag);
    out.put_if("note", cue.note);
  });
}

/// By class, then by language, in order of first appearance.
void write_cues(JsonWriter& out, const std::vector<Cue>& cues) {
  using List = std::vector<const Cue*>;
  std::vector<std::pair<CueClass, std::vector<std::pair<Language, List>>>> classes;
  const auto of = [](auto& groups, auto key) -> auto& {
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [&](const auto& each) { return each.first == key; });
    if (found != groups.end()) return found->second;
    groups.push_back({key, {}});
    return groups.back().second;
  };
  for (const Cue& cue : cues) of(of(classes, cue.cue_class), cue.language).push_back(&cue);
  out.object([&] {
    for (const auto& of_class : classes) {
      out.put_object(name(of_class.first), [&] {
        for (const auto& of_language : of_class.second) {
          out.put_list(name(of_language.first), of_language.second,
                       [](JsonWriter& to, const Cue* cue) { write_cue(to, *cue); });
        }
      });
    }
  });
}

}  // namespace

std::string write_norm(const Norm& norm, int indent) {
  const NormDraft& draft = norm.data();
  JsonWriter out;
  out.object([&] {
    out.put("format", "callnorm.norm/1");
    out.put("id", draft.id);
    out.put("version", draft.version);
    out.put("status", draft.status);
    out.put_object("title", [&] { put_texts(out, draft.title); });
    write_source(out.key("literal_source"), draft);
    write_process(out.key("process"), draft.process);
    out.put_list("certificate", draft.certificate, write_certificate_entry);
    out.put_list("anomalies", draft.anomalies, write_anomaly);
    out.put_list("competences", draft.competences, write_competence);
    if (!draft.cues.empty()) write_cues(out.key("cues"), draft.cues);
  });
  return out.take(indent);
}

}  // namespace callnorm
