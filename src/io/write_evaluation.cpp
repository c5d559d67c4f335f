#include <variant>

#include "callnorm/io/write.hpp"
#include "callnorm/text/utf8.hpp"
#include "io/hash.hpp"
#include "io/json_output.hpp"
#include "io/write_parameter.hpp"

namespace callnorm {

namespace {

using namespace io;

void write_identity(JsonWriter& out, const Identity& identity) {
  out.object([&] {
    out.put("id", identity.id);
    out.put("version", identity.version);
    out.put("hash", identity.hash);
  });
}

void write_value(JsonWriter& out, const MeasureValue& value) {
  std::visit(
      [&](const auto& v) {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::monostate>) {
          out.value(nullptr);
        } else {
          out.value(v);
        }
      },
      value);
}

/// The contact as the evaluation names it: not its content.
void write_subject(JsonWriter& out, const Evaluation& evaluation) {
  const ContactDraft& draft = evaluation.contact.data();
  out.object([&] {
    out.put("id", draft.id);
    out.put("hash", draft.hash.empty() ? hash_of(write_contact(evaluation.contact)) : draft.hash);
    out.put("channel", name(draft.channel));
    out.put_or_null("language", evaluation.language);
    out.put("turns", draft.turns.size());
    const bool known = evaluation.contact.timed() || (draft.connect && draft.end);
    out.put("duration", known ? std::optional(evaluation.contact.extent().length()) : std::nullopt);
    out.put_object("source", [&] {
      out.put("format", draft.source.format);
      out.put("dropped", draft.source.dropped);
      out.put("notes", draft.source.notes);
    });
  });
}

void write_deciding(JsonWriter& out, const Deciding& deciding, const IndicatorResult& result) {
  const MeasuredValue* measured = nullptr;
  for (const MeasuredValue& each : result.measures) {
    if (each.name != deciding.measure) continue;
    measured = &each;
    break;
  }
  std::string_view unit = measured == nullptr ? std::string_view() : measured->unit;
  if (unit.empty()) {
    if (const Parameter* limit = result.parameters.find(deciding.parameter)) unit = limit->unit;
  }
  out.object([&] {
    out.put_or_null("measure", deciding.measure);
    out.key("value");
    measured == nullptr ? out.value(nullptr) : write_value(out, measured->value);
    out.put("relation", deciding.relation);
    out.put("limit", deciding.limit);
    out.put_or_null("parameter", deciding.parameter);
    out.put("unit", unit);
  });
}

void write_parameter(JsonWriter& out, const Parameter& parameter) {
  out.object([&] {
    out.put("name", parameter.name);
    put_parameter(out, parameter);
  });
}

/// The words evidence points at. An Evaluation is plain data, so its ranges are not taken on trust.
std::string_view quote(const Turn& turn, TextRange range) noexcept {
  if (range.begin > range.end || range.end > turn.text.size()) return {};
  return slice(turn.text, range);
}

void write_evidence(JsonWriter& out, const Evidence& evidence, const std::vector<Turn>& turns) {
  out.object([&] {
    out.put("role", evidence.role);
    out.put("channel", evidence.channel);
    const bool in_talk = evidence.turn && *evidence.turn < turns.size();
    if (in_talk) {
      const Turn& turn = turns[*evidence.turn];
      out.put("turn", *evidence.turn);
      out.put("turn_id", turn.id);
      out.put("speaker", name(turn.speaker));
      out.put("begin", evidence.text.begin);
      out.put("end", evidence.text.end);
    }
    if (evidence.time) {
      out.put("start_time", evidence.time->begin);
      out.put("end_time", evidence.time->end);
    }
    if (in_talk) out.put("quote", quote(turns[*evidence.turn], evidence.text));
    out.put_if("note", evidence.note);
    out.put_object_if("details", [&] {
      for (const auto& [key, value] : evidence.details) out.put(key, value);
    });
  });
}

void write_why_not(JsonWriter& out, const WhyNot& why, const IndicatorResult& result) {
  out.object([&] {
    out.put("looked_for", why.looked_for);
    out.put_list("where", why.where, [](JsonWriter& to, const auto& place) {
      to.object([&] {
        to.put("channel", place.first);
        to.put("count", place.second);
      });
    });
    const bool near = why.nearest && *why.nearest < result.evidence.size();
    out.put("nearest", near ? why.nearest : std::nullopt);
    if (!why.flip) {
      out.put("flip", nullptr);
      return;
    }
    out.put_object("flip", [&] {
      out.put("to", name(why.flip->to));
      out.put_list("changes", why.flip->changes, [&](JsonWriter& to, const Deciding& change) {
        write_deciding(to, change, result);
      });
    });
  });
}

void write_result(JsonWriter& out, const IndicatorResult& result, const std::vector<Turn>& turns) {
  out.object([&] {
    out.put("id", result.id);
    out.put("verdict", name(result.verdict));
    out.put("reason", result.reason);
    out.put_object("measures", [&] {
      for (const MeasuredValue& measured : result.measures) {
        write_value(out.key(measured.name), measured.value);
      }
    });
    out.key("deciding");
    result.deciding ? write_deciding(out, *result.deciding, result) : out.value(nullptr);
    out.put_list("parameters", result.parameters, write_parameter);
    out.put_list("evidence", result.evidence, [&](JsonWriter& to, const Evidence& evidence) {
      write_evidence(to, evidence, turns);
    });
    out.put("operationalisation", result.operationalisation);
    out.put("acts_by", result.acts_by);
    out.put("flags", result.flags);
    out.put_list("needs", result.needs,
                 [&](JsonWriter& to, const Deciding& need) { write_deciding(to, need, result); });
    out.key("why_not");
    result.why_not ? write_why_not(out, *result.why_not, result) : out.value(nullptr);
  });
}

/// Every key is always there; what cannot be told without times is null.
void write_timeline(JsonWriter& out, const Timeline& timeline) {
  const auto put_time = [&](JsonKey key, Millis value) {
    out.put(key, timeline.timed ? std::optional(value) : std::nullopt);
  };
  const auto put_share = [&](JsonKey key, Millis part) {
    if (!timeline.timed || timeline.duration <= Millis{0}) {
      out.put(key, nullptr);
    } else {
      out.put(key,
              static_cast<double>(part.count()) / static_cast<double>(timeline.duration.count()));
    }
  };
  out.object([&] {
    out.put("timed", timeline.timed);
    put_time("duration", timeline.duration);
    put_time("agent_talk", timeline.agent_talk);
    put_time("client_talk", timeline.client_talk);
    put_time("overlap", timeline.overlap);
    put_time("silence", timeline.silence);
    put_time("hold", timeline.hold);
    put_time("longest_silence", timeline.longest_silence);
    put_share("agent_talk_share", timeline.agent_talk);
    put_share("client_talk_share", timeline.client_talk);
    put_share("overlap_share", timeline.overlap);
    put_share("silence_share", timeline.silence);
    put_share("hold_share", timeline.hold);
    out.put("agent_turns", timeline.agent_turns);
    out.put("client_turns", timeline.client_turns);
    out.put("agent_words", timeline.agent_words);
    out.put("client_words", timeline.client_words);
    out.put("responses", timeline.responses);
    out.put("response_median", timeline.response_median);
    out.put("response_max", timeline.response_max);
  });
}

std::string_view name(AlignmentMove::Kind kind) noexcept {
  switch (kind) {
    case AlignmentMove::Kind::match: return "match";
    case AlignmentMove::Kind::extra: return "extra";
    case AlignmentMove::Kind::skipped: return "skipped";
  }
  return "";
}

void write_move(JsonWriter& out, const AlignmentMove& move, const std::vector<Turn>& turns) {
  out.object([&] {
    out.put("move", name(move.kind));
    out.put("step", move.step);
    out.put_if("recognised", move.recognised);
    if (move.turn && *move.turn < turns.size()) {
      out.put("turn", *move.turn);
      out.put("turn_id", turns[*move.turn].id);
    }
    out.put_if("at", move.at);
    out.put("hard", move.hard);
    if (move.kind == AlignmentMove::Kind::skipped) {
      out.put("absence_provable", move.absence_provable);
    }
  });
}

void write_alignment(JsonWriter& out, const Alignment& alignment, const std::vector<Turn>& turns) {
  out.object([&] {
    out.put("cost", alignment.cost);
    out.put("fitness", alignment.fitness);
    out.put_list("moves", alignment.moves,
                 [&](JsonWriter& to, const AlignmentMove& move) { write_move(to, move, turns); });
  });
}

/// Bytes that nearly always do.
std::size_t usual_size(const Evaluation& evaluation) {
  constexpr std::size_t frame = 2000;
  constexpr std::size_t indicator = 1500;
  constexpr std::size_t evidence = 350;
  std::size_t size = frame + indicator * evaluation.indicators.size();
  for (const IndicatorResult& result : evaluation.indicators) {
    size += evidence * result.evidence.size();
  }
  return size;
}

}  // namespace

std::string write_evaluation(const Evaluation& evaluation, int indent) {
  const std::vector<Turn>& turns = evaluation.contact.turns();
  JsonWriter out(usual_size(evaluation));
  out.object([&] {
    out.put("format", "callnorm.evaluation/1");
    out.put_object("library", [&] {
      out.put("name", "callnorm");
      out.put("version", evaluation.library_version);
    });
    write_identity(out.key("norm"), evaluation.norm);
    out.key("script");
    evaluation.script ? write_identity(out, *evaluation.script) : out.value(nullptr);
    write_subject(out.key("contact"), evaluation);
    out.put("notes", evaluation.notes);
    out.put_list(
        "indicators", evaluation.indicators,
        [&](JsonWriter& to, const IndicatorResult& result) { write_result(to, result, turns); });
    write_timeline(out.key("timeline"), evaluation.timeline);
    out.key("alignment");
    evaluation.alignment ? write_alignment(out, *evaluation.alignment, turns) : out.value(nullptr);
  });
  return out.take(indent);
}

}  // namespace callnorm
