#include "callnorm/model/norm.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "message.hpp"
#include "model/check.hpp"
#include "try.hpp"

namespace callnorm {

namespace {

using model::check_utf8;

Error broken(std::string message, std::string where) {
  return {ErrorCode::invalid_norm, std::move(message), std::move(where)};
}

/// The ids met so far, so that a second use is found where it stands.
class Ids {
 public:
  explicit Ids(std::string kind) : kind_(std::move(kind)) {}

  Status add(const std::string& id, const std::string& where) {
    if (id.empty()) return broken(kind_ + " must not be empty", where);
    CALLNORM_CHECK(check_utf8(id, where));
    if (!met_.insert(id).second) {
      return broken(kind_ + " " + in_quotes(id) + " is used twice", where);
    }
    return success();
  }
  [[nodiscard]] bool has(const std::string& id) const { return met_.count(id) != 0; }

 private:
  std::string kind_;
  std::set<std::string> met_;
};

Status check_literal(const Literal& literal, const std::string& place) {
  if (literal.language.empty()) return broken("the literal words need a language", place);
  if (literal.text.empty()) return broken("the literal words are missing", place);
  CALLNORM_CHECK(check_utf8(literal.text, at(place, literal.language)));
  CALLNORM_CHECK(check_utf8(literal.raw, at(place, "raw")));
  if (literal.line < 0) return broken("a line number is not negative", at(place, "line"));
  return success();
}

Status check_texts(const Texts& texts, const std::string& place) {
  for (const auto& [language, text] : texts) CALLNORM_CHECK(check_utf8(text, at(place, language)));
  return success();
}

Status check_parameter(const Parameter& parameter, const std::string& place) {
  if (!std::isfinite(parameter.value)) {
    return broken("is not a finite number", at(place, "value"));
  }
  if (parameter.name == "z" && parameter.value < 0) {
    return broken("a number of standard errors is not negative", at(place, "value"));
  }
  if (parameter.was && !std::isfinite(*parameter.was)) {
    return broken("is not a finite number", at(place, "was"));
  }
  if (parameter.was && parameter.decided_by.empty()) {
    return broken("a changed value names who decided on it", at(place, "decided_by"));
  }
  if (static_cast<std::size_t>(parameter.origin) >= origin_names.size()) {
    return broken("unknown origin", at(place, "origin"));
  }
  const std::size_t dot = parameter.name.find('.');
  if (dot != std::string::npos) {
    const std::string_view suffix = std::string_view(parameter.name).substr(dot + 1);
    const bool known = std::any_of(all_languages.begin(), all_languages.end(),
                                   [&](Language language) { return name(language) == suffix; });
    if (!known) {
      return broken(
          "a parameter for one language ends in .nl, .fr or .en, not ." + std::string(suffix),
          place);
    }
  }
  CALLNORM_CHECK(check_utf8(parameter.name, place));
  CALLNORM_CHECK(check_utf8(parameter.unit, at(place, "unit")));
  CALLNORM_CHECK(check_utf8(parameter.source, at(place, "source")));
  return check_utf8(parameter.decided_by, at(place, "decided_by"));
}

/// Given as it is, or for every language.
bool has_parameter(const Parameters& parameters, std::string_view wanted) {
  if (parameters.find(wanted) != nullptr) return true;
  return std::all_of(all_languages.begin(), all_languages.end(), [&](Language language) {
    return parameters.find(std::string(wanted) + "." + std::string(name(language))) != nullptr;
  });
}

Status check_operationalisation(const Operationalisation& op, const std::string& place, Ids& ids) {
  CALLNORM_CHECK(ids.add(op.id, at(place, "id")));
  if (op.version.empty()) return broken("must not be empty", at(place, "version"));
  if (static_cast<std::size_t>(op.measure) >= measures.size()) {
    return broken("unknown measure", at(place, "measure"));
  }
  const std::string parameters = at(place, "parameters");
  Ids names("parameter");
  for (const Parameter& parameter : op.parameters.list()) {
    const std::string here = at(parameters, parameter.name);
    CALLNORM_CHECK(names.add(parameter.name, here));
    CALLNORM_CHECK(check_parameter(parameter, here));
  }
  const MeasureInfo& measure = info(op.measure);
  for (const std::string_view wanted : measure.parameters) {
    if (has_parameter(op.parameters, wanted)) continue;
    return broken(
        "measure " + in_quotes(measure.name) + " needs the parameter " + in_quotes(wanted),
        parameters);
  }
  if (op.channels.empty()) return broken("names no channel", at(place, "channels"));
  for (std::size_t i = 0; i < op.channels.size(); ++i) {
    const std::string& channel = op.channels[i];
    if (channel != "voice" && channel != "chat" && channel != "email") {
      return broken("expected \"voice\", \"chat\" or \"email\", found " + in_quotes(channel),
                    at(place, "channels", i));
    }
  }
  for (std::size_t i = 0; i < op.needs.size(); ++i) {
    if (op.needs[i].empty()) return broken("must not be empty", at(place, "needs", i));
  }
  CALLNORM_CHECK(check_utf8(op.reading, at(place, "reading")));
  return check_utf8(op.note, at(place, "note"));
}

Status check_competences(const NormDraft& draft, const Ids& anomalies) {
  if (draft.competences.empty()) return broken("the norm has no competence", "/competences");
  Ids ids("id");
  Ids keys("key");
  Ids operationalisations("id");
  for (std::size_t c = 0; c < draft.competences.size(); ++c) {
    const Competence& competence = draft.competences[c];
    const std::string place = at("/competences", c);
    CALLNORM_CHECK(ids.add(competence.id.value, at(place, "id")));
    CALLNORM_CHECK(check_literal(competence.literal, at(place, "literal")));
    CALLNORM_CHECK(check_texts(competence.rendering, at(place, "rendering")));
    if (competence.indicators.empty()) {
      return broken("competence " + in_quotes(competence.id.value) + " has no indicator",
                    at(place, "indicators"));
    }
    for (std::size_t i = 0; i < competence.indicators.size(); ++i) {
      const Indicator& indicator = competence.indicators[i];
      const std::string here = at(place, "indicators", i);
      CALLNORM_CHECK(ids.add(indicator.id.value, at(here, "id")));
      CALLNORM_CHECK(keys.add(indicator.key, at(here, "key")));
      CALLNORM_CHECK(check_literal(indicator.literal, at(here, "literal")));
      CALLNORM_CHECK(check_texts(indicator.rendering, at(here, "rendering")));
      for (std::size_t n = 0; n < indicator.notes.size(); ++n) {
        if (anomalies.has(indicator.notes[n])) continue;
        return broken("there is no anomaly " + in_quotes(indicator.notes[n]), at(here, "notes", n));
      }
      CALLNORM_CHECK(check_operationalisation(indicator.operationalisation,
                                              at(here, "operationalisation"), operationalisations));
    }
  }
  return success();
}

Status check_process(const Process& process) {
  const std::string place = "/process";
  if (process.assessors < 1) {
    return broken("at least one assessor is needed", at(place, "assessors"));
  }
  if (process.max_minutes < 1) {
    return broken("must be at least 1", at(place, "max_minutes"));
  }
  if (process.award_rule != "all") {
    return broken("expected \"all\", found " + in_quotes(process.award_rule),
                  at(place, "award_rule"));
  }
  return success();
}

Status check_cues(const std::vector<Cue>& cues) {
  std::map<std::pair<CueClass, Language>, std::size_t> counts;
  for (const Cue& cue : cues) {
    const std::size_t index = counts[std::pair{cue.cue_class, cue.language}]++;
    const std::string place = at("/cues", name(cue.cue_class), name(cue.language), index);
    if (cue.pattern.empty() == cue.regex.empty()) {
      return broken("a cue has either \"pattern\" or \"regex\"", place);
    }
    if (!cue.pattern.empty()) {
      CALLNORM_CHECK(
          model::check_pattern(cue.pattern, ErrorCode::invalid_norm, at(place, "pattern")));
    } else {
      CALLNORM_CHECK(check_utf8(cue.regex, at(place, "regex")));
      CALLNORM_CHECK(model::check_regex(cue.regex, ErrorCode::invalid_norm, at(place, "regex")));
    }
    CALLNORM_CHECK(check_utf8(cue.tag, at(place, "tag")));
    CALLNORM_CHECK(check_utf8(cue.note, at(place, "note")));
  }
  return success();
}

}  // namespace

std::string_view text_in(const Texts& texts, std::string_view language) noexcept {
  for (const auto& [tag, text] : texts) {
    if (tag == language) return text;
  }
  return texts.empty() ? std::string_view{} : std::string_view{texts.front().second};
}

Result<Norm> Norm::create(NormDraft draft) {
  if (draft.id.empty()) return broken("must not be empty", "/id");
  CALLNORM_CHECK(check_utf8(draft.id, "/id"));
  if (draft.version.empty()) return broken("must not be empty", "/version");
  CALLNORM_CHECK(check_utf8(draft.version, "/version"));
  CALLNORM_CHECK(check_texts(draft.title, "/title"));
  CALLNORM_CHECK(check_process(draft.process));

  for (std::size_t i = 0; i < draft.certificate.size(); ++i) {
    const std::string place = at("/certificate", i);
    if (draft.certificate[i].key.empty()) return broken("must not be empty", at(place, "key"));
    CALLNORM_CHECK(check_utf8(draft.certificate[i].literal, at(place, "literal")));
  }
  Ids anomalies("id");
  for (std::size_t i = 0; i < draft.anomalies.size(); ++i) {
    const std::string place = at("/anomalies", i);
    const Anomaly& anomaly = draft.anomalies[i];
    CALLNORM_CHECK(anomalies.add(anomaly.id, at(place, "id")));
    if (anomaly.severity < 'A' || anomaly.severity > 'C') {
      return broken("expected \"A\", \"B\" or \"C\"", at(place, "severity"));
    }
    CALLNORM_CHECK(check_utf8(anomaly.literal, at(place, "literal")));
    CALLNORM_CHECK(check_utf8(anomaly.problem, at(place, "problem")));
  }
  CALLNORM_CHECK(check_competences(draft, anomalies));
  CALLNORM_CHECK(check_cues(draft.cues));
  return Norm(std::make_shared<const NormDraft>(std::move(draft)));
}

const Indicator* Norm::find(std::string_view indicator_id) const noexcept {
  for (const Competence& competence : data_->competences) {
    for (const Indicator& indicator : competence.indicators) {
      if (indicator.id.value == indicator_id) return &indicator;
    }
  }
  return nullptr;
}

const Anomaly* Norm::anomaly(std::string_view anomaly_id) const noexcept {
  for (const Anomaly& anomaly : data_->anomalies) {
    if (anomaly.id == anomaly_id) return &anomaly;
  }
  return nullptr;
}

}  // namespace callnorm
