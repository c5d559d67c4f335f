#include <variant>

#include "callnorm/io/write.hpp"
#include "callnorm/text/utf8.hpp"
#include "io/hash.hpp"
#include "io/json_output.hpp"

namespace callnorm {

namespace {

using namespace io;

Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json or_null(const std::optional<Millis>& time) {
  return time ? Json(seconds(*time)) : Json(nullptr);
}

Json write_identity(const Identity& identity) {
  Json out = Json::object();
  put(out, "id", identity.id);
  put(out, "version", identity.version);
  put(out, "hash", identity.hash);
  return out;
}

Json write_value(const MeasureValue& value) {
  return std::visit(
      [](const auto& v) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::monostate>) {
          return nullptr;
        } else {
          return v;
        }
      },
      value);
}

/// The contact as the evaluation names it: not its content.
Json write_subject(const Evaluation& evaluation) {
  const ContactDraft& draft = evaluation.contact.data();
  Json out = Json::object();
  put(out, "id", draft.id);
  put(out, "hash", draft.hash.empty() ? hash_of(write_contact(evaluation.contact)) : draft.hash);
  put(out, "channel", name(draft.channel));
  put(out, "language", or_null(evaluation.language));
  put(out, "turns", draft.turns.size());
  const bool known = evaluation.contact.timed() || (draft.connect && draft.end);
  put(out, "duration", known ? Json(seconds(evaluation.contact.extent().length())) : Json(nullptr));
  Json source = Json::object();
  put(source, "format", draft.source.format);
  put(source, "dropped", draft.source.dropped);
  put(source, "notes", draft.source.notes);
  put(out, "source", std::move(source));
  return out;
}

Json write_deciding(const Deciding& deciding, const IndicatorResult& result) {
  Json out = Json::object();
  put(out, "measure", or_null(deciding.measure));
  Json value = nullptr;
  std::string unit;
  for (const MeasuredValue& measured : result.measures) {
    if (measured.name != deciding.measure) continue;
    value = write_value(measured.value);
    unit = measured.unit;
    break;
  }
  if (unit.empty()) {
    for (const Parameter& parameter : result.parameters) {
      if (parameter.name == deciding.parameter) unit = parameter.unit;
    }
  }
  put(out, "value", std::move(value));
  put(out, "relation", deciding.relation);
  put(out, "limit", deciding.limit);
  put(out, "parameter", or_null(deciding.parameter));
  put(out, "unit", unit);
  return out;
}

Json write_parameter(const Parameter& parameter) {
  Json out = Json::object();
  put(out, "name", parameter.name);
  put(out, "value", parameter.value);
  put(out, "unit", parameter.unit);
  put(out, "origin", name(parameter.origin));
  put_if(out, "source", parameter.source);
  put_if(out, "was", parameter.was);
  put_if(out, "decided_by", parameter.decided_by);
  return out;
}

/// The words evidence points at. An Evaluation is plain data, so its ranges are not taken on trust.
std::string_view quote(const Turn& turn, TextRange range) noexcept {
  if (range.begin > range.end || range.end > turn.text.size()) return {};
  return slice(turn.text, range);
}

Json write_evidence(const Evidence& evidence, const std::vector<Turn>& turns) {
  Json out = Json::object();
  put(out, "role", evidence.role);
  put(out, "channel", evidence.channel);
  const bool in_talk = evidence.turn && *evidence.turn < turns.size();
  if (in_talk) {
    const Turn& turn = turns[*evidence.turn];
    put(out, "turn", *evidence.turn);
    put(out, "turn_id", turn.id);
    put(out, "speaker", name(turn.speaker));
    put(out, "begin", evidence.text.begin);
    put(out, "end", evidence.text.end);
  }
  if (evidence.time) {
    put(out, "start_time", seconds(evidence.time->begin));
    put(out, "end_time", seconds(evidence.time->end));
  }
  if (in_talk) put(out, "quote", quote(turns[*evidence.turn], evidence.text));
  put_if(out, "note", evidence.note);
  if (!evidence.details.empty()) {
    Json details = Json::object();
    for (const auto& [key, value] : evidence.details) put(details, key, value);
    put(out, "details", std::move(details));
  }
  return out;
}

Json write_why_not(const WhyNot& why, const IndicatorResult& result) {
  Json out = Json::object();
  put(out, "looked_for", why.looked_for);
  put(out, "where", list_from(why.where, [](const auto& place) {
        Json entry = Json::object();
        put(entry, "channel", place.first);
        put(entry, "count", place.second);
        return entry;
      }));
  const bool near = why.nearest && *why.nearest < result.evidence.size();
  put(out, "nearest", near ? Json(*why.nearest) : Json(nullptr));
  Json flip = nullptr;
  if (why.flip) {
    flip = Json::object();
    put(flip, "to", name(why.flip->to));
    put(flip, "changes", list_from(why.flip->changes, [&](const Deciding& change) {
          return write_deciding(change, result);
        }));
  }
  put(out, "flip", std::move(flip));
  return out;
}

Json write_result(const IndicatorResult& result, const std::vector<Turn>& turns) {
  Json out = Json::object();
  put(out, "id", result.id);
  put(out, "verdict", name(result.verdict));
  put(out, "reason", result.reason);
  Json measures = Json::object();
  for (const MeasuredValue& measured : result.measures) {
    put(measures, measured.name, write_value(measured.value));
  }
  put(out, "measures", std::move(measures));
  put(out, "deciding", result.deciding ? write_deciding(*result.deciding, result) : Json(nullptr));
  put(out, "parameters", list_from(result.parameters, write_parameter));
  put(out, "evidence", list_from(result.evidence, [&](const Evidence& evidence) {
        return write_evidence(evidence, turns);
      }));
  put(out, "operationalisation", result.operationalisation);
  put(out, "acts_by", result.acts_by);
  put(out, "flags", result.flags);
  put(out, "needs",
      list_from(result.needs, [&](const Deciding& need) { return write_deciding(need, result); }));
  put(out, "why_not", result.why_not ? write_why_not(*result.why_not, result) : Json(nullptr));
  return out;
}

/// Every key is always there; what cannot be told without times is null.
Json write_timeline(const Timeline& timeline) {
  const auto time = [&](Millis value) {
    return timeline.timed ? Json(seconds(value)) : Json(nullptr);
  };
  const auto share = [&](Millis part) {
    if (!timeline.timed || timeline.duration <= Millis{0}) return Json(nullptr);
    return Json(static_cast<double>(part.count()) / static_cast<double>(timeline.duration.count()));
  };
  Json out = Json::object();
  put(out, "timed", timeline.timed);
  put(out, "duration", time(timeline.duration));
  put(out, "agent_talk", time(timeline.agent_talk));
  put(out, "client_talk", time(timeline.client_talk));
  put(out, "overlap", time(timeline.overlap));
  put(out, "silence", time(timeline.silence));
  put(out, "hold", time(timeline.hold));
  put(out, "longest_silence", time(timeline.longest_silence));
  put(out, "agent_talk_share", share(timeline.agent_talk));
  put(out, "client_talk_share", share(timeline.client_talk));
  put(out, "overlap_share", share(timeline.overlap));
  put(out, "silence_share", share(timeline.silence));
  put(out, "hold_share", share(timeline.hold));
  put(out, "agent_turns", timeline.agent_turns);
  put(out, "client_turns", timeline.client_turns);
  put(out, "agent_words", timeline.agent_words);
  put(out, "client_words", timeline.client_words);
  put(out, "responses", timeline.responses);
  put(out, "response_median", or_null(timeline.response_median));
  put(out, "response_max", or_null(timeline.response_max));
  return out;
}

std::string_view name(AlignmentMove::Kind kind) noexcept {
  switch (kind) {
    case AlignmentMove::Kind::match: return "match";
    case AlignmentMove::Kind::extra: return "extra";
    case AlignmentMove::Kind::skipped: return "skipped";
  }
  return "";
}

Json write_move(const AlignmentMove& move, const std::vector<Turn>& turns) {
  Json out = Json::object();
  put(out, "move", name(move.kind));
  put(out, "step", move.step);
  put_if(out, "recognised", move.recognised);
  if (move.turn && *move.turn < turns.size()) {
    put(out, "turn", *move.turn);
    put(out, "turn_id", turns[*move.turn].id);
  }
  put_if(out, "at", move.at);
  put(out, "hard", move.hard);
  if (move.kind == AlignmentMove::Kind::skipped) {
    put(out, "absence_provable", move.absence_provable);
  }
  return out;
}

Json write_alignment(const Alignment& alignment, const std::vector<Turn>& turns) {
  Json out = Json::object();
  put(out, "cost", alignment.cost);
  put(out, "fitness", alignment.fitness);
  put(out, "moves", list_from(alignment.moves, [&](const AlignmentMove& move) {
        return write_move(move, turns);
      }));
  return out;
}

}  // namespace

std::string write_evaluation(const Evaluation& evaluation, int indent) {
  const std::vector<Turn>& turns = evaluation.contact.turns();
  Json out = Json::object();
  put(out, "format", "callnorm.evaluation/1");
  Json library = Json::object();
  put(library, "name", "callnorm");
  put(library, "version", evaluation.library_version);
  put(out, "library", std::move(library));
  put(out, "norm", write_identity(evaluation.norm));
  put(out, "script", evaluation.script ? write_identity(*evaluation.script) : Json(nullptr));
  put(out, "contact", write_subject(evaluation));
  put(out, "notes", evaluation.notes);
  put(out, "indicators", list_from(evaluation.indicators, [&](const IndicatorResult& result) {
        return write_result(result, turns);
      }));
  put(out, "timeline", write_timeline(evaluation.timeline));
  put(out, "alignment",
      evaluation.alignment ? write_alignment(*evaluation.alignment, turns) : Json(nullptr));
  return dumped(out, indent);
}

}  // namespace callnorm
