#include <array>

#include "callnorm/io/write.hpp"
#include "callnorm/text/utf8.hpp"
#include "io/json_output.hpp"

namespace callnorm {

namespace {

using namespace io;

void write_kind(JsonWriter& out, ActKind kind) {
  out.value(name(kind));
}

void put_span(JsonWriter& out, TimeSpan time) {
  out.put("start", time.begin);
  out.put("end", time.end);
}

void write_span(JsonWriter& out, TimeSpan time) {
  out.object([&] { put_span(out, time); });
}

void write_turn(JsonWriter& out, const Turn& turn) {
  out.object([&] {
    out.put("id", turn.id);
    out.put("speaker", name(turn.speaker));
    if (turn.time) put_span(out, *turn.time);
    out.put("text", turn.text);
    std::size_t from = 0;
    out.put_list_if("words", turn.words, [&](JsonWriter& to, const Word& word) {
      to.object([&] {
        const std::string_view text = slice(turn.text, word.text);
        to.put("text", text);
        put_span(to, word.time);
        to.put_if("confidence", word.confidence);
        // Needed only where a reader that looks for the text would stop too early.
        if (turn.text.find(text, from) != word.text.begin) to.put("text_begin", word.text.begin);
        from = word.text.end;
      });
    });
  });
}

void write_message(JsonWriter& out, const Turn& message) {
  out.object([&] {
    out.put("id", message.id);
    out.put("sender", name(message.speaker));
    if (message.time) {
      out.put("sent", message.time->end);
      if (message.time->begin != message.time->end) {
        out.put("compose_start", message.time->begin);
      }
    }
    out.put("text", message.text);
  });
}

void write_screen_item(JsonWriter& out, const ScreenItem& item) {
  out.object([&] {
    out.put("id", item.id);
    out.put("shown", item.shown);
    out.put_if("keys", item.keys);
    out.put_if("relevant", item.relevant);
  });
}

void write_screen_view(JsonWriter& out, const ScreenView& view) {
  out.object([&] {
    out.put("item", view.item);
    put_span(out, view.time);
  });
}

void write_screen(JsonWriter& out, const ContactDraft& draft) {
  out.object([&] {
    if (draft.screen_items) out.put_list("items", *draft.screen_items, write_screen_item);
    if (draft.screen_views) out.put_list("views", *draft.screen_views, write_screen_view);
  });
}

void write_input(JsonWriter& out, const InputBurst& burst) {
  out.object([&] {
    put_span(out, burst.time);
    out.put_if("device", burst.device);
    if (!burst.effective) out.put("effective", false);
  });
}

void write_tool(JsonWriter& out, const ToolUse& use) {
  out.object([&] {
    out.put("tool", use.tool);
    out.put("at", use.at);
    out.put_if("interactions", use.interactions);
  });
}

void write_request(JsonWriter& out, const Request& request) {
  out.object([&] {
    out.put_if("id", request.id);
    out.put("at", request.at);
    out.put_if("answered", request.answered);
    out.put_if("allowed", request.allowed);
    if (request.ordered) out.put("ordered", true);
    if (!request.needs_lookup) out.put("needs_lookup", false);
  });
}

void write_lookup(JsonWriter& out, const LookUp& lookup) {
  out.object([&] {
    out.put("source", lookup.source);
    out.put("at", lookup.at);
    out.put_if("request", lookup.request);
    out.put_if("viewed", lookup.viewed);
  });
}

void write_edit(JsonWriter& out, const FieldEdit& edit) {
  out.object([&] {
    out.put("file", edit.file);
    out.put("field", edit.field);
    out.put("value", edit.value);
    out.put_if("at", edit.at);
    out.put_if("how", edit.how);
  });
}

void write_record_field(JsonWriter& out, const RecordField& field) {
  out.object([&] {
    out.put("file", field.file);
    out.put("field", field.field);
    out.put("value", field.value);
    out.put_if("at", field.at);
  });
}

void write_report(JsonWriter& out, const ContactDraft& draft) {
  out.object([&] {
    if (draft.report_machine_written) out.put("machine_written", true);
    out.put_object("fields", [&] {
      for (const ReportEntry& entry : *draft.report) out.put(entry.field, entry.value);
    });
  });
}

void write_typing(JsonWriter& out, const TypingPair& pair) {
  out.object([&] {
    out.put("presented", pair.presented);
    out.put("typed", pair.typed);
    if (pair.erased != 0) out.put("erased", pair.erased);
    out.put_if("edit_keys", pair.edit_keys);
    out.put_if("took", pair.took);
    out.put_if("how", pair.how);
  });
}

void write_accommodation(JsonWriter& out, const Accommodation& accommodation) {
  out.object([&] {
    out.put("indicator", accommodation.indicator);
    out.put("parameter", accommodation.parameter);
    out.put("factor", accommodation.factor);
    out.put("decided_by", accommodation.decided_by);
    out.put_if("reason", accommodation.reason);
  });
}

void write_dictation(JsonWriter& out, const Dictation& dictation) {
  out.object([&] {
    out.put("said_end", dictation.said_end);
    out.put("commit", dictation.commit);
    if (dictation.repeat_for_typing) out.put("repeat_for_typing", true);
    out.put_if("typed_chars", dictation.typed_chars);
    out.put_if("said_chars", dictation.said_chars);
    out.put_if("said_took", dictation.said_took);
    out.put_if("typing_took", dictation.typing_took);
    out.put_if("how", dictation.how);
  });
}

void write_obtained(JsonWriter& out, const ObtainedValue& value) {
  out.object([&] {
    out.put("file", value.file);
    out.put("field", value.field);
    out.put("value", value.value);
    if (value.type != "text") out.put("type", value.type);
    if (!value.required) out.put("required", false);
  });
}

void write_history(JsonWriter& out, const FieldHistory& history) {
  out.object([&] {
    out.put("field", history.field);
    out.put("truth", history.truth);
    out.put("history", history.history);
    if (history.signalled) out.put("signalled", true);
    if (history.type != "text") out.put("type", history.type);
  });
}

void write_prosody(JsonWriter& out, const Prosody& prosody, const std::vector<Turn>& turns) {
  out.object([&] {
    out.put("turn", turns[prosody.turn].id);
    out.put_if("rate_wpm", prosody.rate_wpm);
    out.put_if("f0_semitones", prosody.f0_semitones);
    out.put_if("intensity_db", prosody.intensity_db);
  });
}

void write_act(JsonWriter& out, const Act& act, const std::vector<Turn>& turns) {
  out.object([&] {
    out.put("kind", name(act.kind));
    if (act.turn) {
      out.put("turn", turns[*act.turn].id);
      if (act.text.begin != 0 || act.text.end != turns[*act.turn].text.size()) {
        out.put("text_begin", act.text.begin);
        out.put("text_end", act.text.end);
      }
    }
    if (act.time) put_span(out, *act.time);
    if (act.score != 1.0) out.put("score", act.score);
    out.put_if("id", act.id);
    out.put_if("type", act.type);
    out.put_if("to", act.to);
    out.put_if("step", act.step);
    out.put_if("announced", act.announced);
    out.put_if("by", act.by);
    for (const auto& [key, value] : act.details) {
      if (key == "claim") out.put("claim", value);
    }
  });
}

void write_scenario(JsonWriter& out, const Scenario& scenario) {
  out.object([&] {
    out.put_if("id", scenario.id);
    out.put_if("ambiguities", scenario.ambiguities);
    out.put_if("objections", scenario.objections);
    out.put_if("errors", scenario.errors);
    out.put_if("interests", scenario.interests);
    if (scenario.client_opt_out) out.put("client_opt_out", true);
  });
}

void put_ending(JsonWriter& out, const Ending& ending) {
  static constexpr std::array<std::string_view, 5> names{"unknown", "agent", "client",
                                                         "client_before_closing", "technical"};
  if (ending.by != Ending::By::unknown) out.put("by", names[static_cast<std::size_t>(ending.by)]);
  out.put_if("hangup", ending.hangup);
  out.put_if("client_goodbye", ending.client_goodbye);
}

void put_quality(JsonWriter& out, const Quality& quality) {
  if (quality.clock == Quality::Clock::unknown) out.put("clock", "unknown");
  if (quality.transcript != Quality::Transcript::unknown) {
    out.put("transcript", quality.transcript == Quality::Transcript::human ? "human" : "asr");
  }
  out.put_if("punctuated", quality.punctuated);
  out.put_if("word_error", quality.word_error);
  out.put_list_if("annotation_complete", quality.annotation_complete, write_kind);
}

void put_source(JsonWriter& out, const Source& source) {
  if (source.format != "callnorm.contact/1") out.put_if("format", source.format);
  out.put_if("dropped", source.dropped);
  out.put_if("notes", source.notes);
}

template <class T, class Write>
void put_channel(JsonWriter& out, JsonKey key, const std::optional<std::vector<T>>& channel,
                 Write write) {
  if (channel) out.put_list(key, *channel, write);
}

/// From "format" to "turns".
void put_talk(JsonWriter& out, const ContactDraft& draft) {
  const bool voice = draft.channel == Channel::voice;
  out.put("format", "callnorm.contact/1");
  out.put_if("id", draft.id);
  out.put("channel", name(draft.channel));
  out.put_if("language", draft.language);
  out.put_if("connect", draft.connect);
  if (draft.connect && draft.end) {
    out.put("duration", *draft.end - *draft.connect);
  } else {
    out.put_if("end", draft.end);
  }
  const JsonKey turns = voice ? JsonKey("turns") : JsonKey("messages");
  out.put_list_if(turns, draft.turns, voice ? write_turn : write_message);
}

void put_channels(JsonWriter& out, const ContactDraft& draft) {
  if (draft.screen_items || draft.screen_views) write_screen(out.key("screen"), draft);
  put_channel(out, "input", draft.input, write_input);
  put_channel(out, "headset", draft.headset, write_span);
  put_channel(out, "hold", draft.hold, write_span);
  put_channel(out, "mute", draft.mute, write_span);
  put_channel(out, "tools", draft.tools, write_tool);
  out.put_if("tools_unavailable", draft.tools_unavailable);
  put_channel(out, "requests", draft.requests, write_request);
  put_channel(out, "lookups", draft.lookups, write_lookup);
  put_channel(out, "edits", draft.edits, write_edit);
  put_channel(out, "record", draft.record, write_record_field);
  if (draft.report) write_report(out.key("report"), draft);
  put_channel(out, "typing", draft.typing, write_typing);
  put_channel(out, "dictations", draft.dictations, write_dictation);
  put_channel(out, "obtained", draft.obtained, write_obtained);
  put_channel(out, "histories", draft.histories, write_history);
  put_channel(out, "prosody", draft.prosody, [&](JsonWriter& to, const Prosody& prosody) {
    write_prosody(to, prosody, draft.turns);
  });
}

void put_facts(JsonWriter& out, const ContactDraft& draft) {
  for (const auto& [fact, value] : draft.facts) {
    if (value == "true" || value == "false") {
      out.put(fact, value == "true");
    } else {
      out.put(fact, value);
    }
  }
}

}  // namespace

std::string write_contact(const Contact& contact, int indent) {
  const ContactDraft& draft = contact.data();
  JsonWriter out;
  out.object([&] {
    put_talk(out, draft);
    put_channels(out, draft);
    out.put_list_if("acts", draft.acts,
                    [&](JsonWriter& to, const Act& act) { write_act(to, act, draft.turns); });
    out.put_list_if("acts_given", draft.acts_given, write_kind);
    out.put_object_if("facts", [&] { put_facts(out, draft); });
    if (draft.scenario) write_scenario(out.key("scenario"), *draft.scenario);
    out.put_object_if("ending", [&] { put_ending(out, draft.ending); });
    out.put_object_if("quality", [&] { put_quality(out, draft.quality); });
    out.put_list_if("accommodations", draft.accommodations, write_accommodation);
    if (!draft.assessor_intonation.empty()) {
      out.put_object("assessor", [&] { out.put("intonation", draft.assessor_intonation); });
    }
    if (draft.concurrency != 1) out.put("concurrency", draft.concurrency);
    out.put_object_if("source", [&] { put_source(out, draft.source); });
  });
  return out.take(indent);
}

}  // namespace callnorm
