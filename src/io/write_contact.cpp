#include <array>

#include "callnorm/io/write.hpp"
#include "callnorm/text/utf8.hpp"
#include "io/json_output.hpp"

namespace callnorm {

namespace {

using namespace io;

Json names_of(const std::vector<ActKind>& kinds) {
  return list_from(kinds, [](ActKind kind) { return Json(name(kind)); });
}

void put_span(Json& out, TimeSpan time) {
  put(out, "start", seconds(time.begin));
  put(out, "end", seconds(time.end));
}

Json write_span(TimeSpan time) {
  Json out = Json::object();
  put_span(out, time);
  return out;
}

Json write_turn(const Turn& turn) {
  Json out = Json::object();
  put(out, "id", turn.id);
  put(out, "speaker", name(turn.speaker));
  if (turn.time) put_span(out, *turn.time);
  put(out, "text", turn.text);
  if (turn.words.empty()) return out;
  std::size_t from = 0;
  put(out, "words", list_from(turn.words, [&](const Word& word) {
        Json w = Json::object();
        const std::string_view text = slice(turn.text, word.text);
        put(w, "text", text);
        put_span(w, word.time);
        put_if(w, "confidence", word.confidence);
        // Needed only where a reader that looks for the text would stop too early.
        if (turn.text.find(text, from) != word.text.begin) put(w, "text_begin", word.text.begin);
        from = word.text.end;
        return w;
      }));
  return out;
}

Json write_message(const Turn& message) {
  Json out = Json::object();
  put(out, "id", message.id);
  put(out, "sender", name(message.speaker));
  if (message.time) {
    put(out, "sent", seconds(message.time->end));
    if (message.time->begin != message.time->end) {
      put(out, "compose_start", seconds(message.time->begin));
    }
  }
  put(out, "text", message.text);
  return out;
}

Json write_screen(const ContactDraft& draft) {
  Json out = Json::object();
  if (draft.screen_items) {
    put(out, "items", list_from(*draft.screen_items, [](const ScreenItem& item) {
          Json i = Json::object();
          put(i, "id", item.id);
          put(i, "shown", seconds(item.shown));
          put_if(i, "keys", item.keys);
          if (!item.relevant) put(i, "relevant", false);
          return i;
        }));
  }
  if (draft.screen_views) {
    put(out, "views", list_from(*draft.screen_views, [](const ScreenView& view) {
          Json v = Json::object();
          put(v, "item", view.item);
          put_span(v, view.time);
          return v;
        }));
  }
  return out;
}

Json write_input(const InputBurst& burst) {
  Json out = Json::object();
  put_span(out, burst.time);
  put_if(out, "device", burst.device);
  if (!burst.effective) put(out, "effective", false);
  return out;
}

Json write_tool(const ToolUse& use) {
  Json out = Json::object();
  put(out, "tool", use.tool);
  put(out, "at", seconds(use.at));
  if (use.interactions != 1) put(out, "interactions", use.interactions);
  return out;
}

Json write_request(const Request& request) {
  Json out = Json::object();
  put_if(out, "id", request.id);
  put(out, "at", seconds(request.at));
  put_if(out, "answered", request.answered);
  put_if(out, "allowed", request.allowed);
  if (request.ordered) put(out, "ordered", true);
  if (!request.needs_lookup) put(out, "needs_lookup", false);
  return out;
}

Json write_lookup(const LookUp& lookup) {
  Json out = Json::object();
  put(out, "source", lookup.source);
  put(out, "at", seconds(lookup.at));
  put_if(out, "request", lookup.request);
  put_if(out, "viewed", lookup.viewed);
  return out;
}

Json write_edit(const FieldEdit& edit) {
  Json out = Json::object();
  put(out, "file", edit.file);
  put(out, "field", edit.field);
  put(out, "value", edit.value);
  put_if(out, "at", edit.at);
  put_if(out, "how", edit.how);
  return out;
}

Json write_record_field(const RecordField& field) {
  Json out = Json::object();
  put(out, "file", field.file);
  put(out, "field", field.field);
  put(out, "value", field.value);
  put_if(out, "at", field.at);
  return out;
}

Json write_report(const ContactDraft& draft) {
  Json out = Json::object();
  if (draft.report_machine_written) put(out, "machine_written", true);
  Json fields = Json::object();
  for (const ReportEntry& entry : *draft.report) put(fields, entry.field, entry.value);
  put(out, "fields", std::move(fields));
  return out;
}

Json write_typing(const TypingPair& pair) {
  Json out = Json::object();
  put(out, "presented", pair.presented);
  put(out, "typed", pair.typed);
  if (pair.erased != 0) put(out, "erased", pair.erased);
  put_if(out, "edit_keys", pair.edit_keys);
  put_if(out, "took", pair.took);
  put_if(out, "how", pair.how);
  return out;
}

Json write_accommodation(const Accommodation& accommodation) {
  Json out = Json::object();
  put(out, "indicator", accommodation.indicator);
  put(out, "parameter", accommodation.parameter);
  put(out, "factor", accommodation.factor);
  put(out, "decided_by", accommodation.decided_by);
  put_if(out, "reason", accommodation.reason);
  return out;
}

Json write_dictation(const Dictation& dictation) {
  Json out = Json::object();
  put(out, "said_end", seconds(dictation.said_end));
  put(out, "commit", seconds(dictation.commit));
  if (dictation.repeat_for_typing) put(out, "repeat_for_typing", true);
  put_if(out, "typed_chars", dictation.typed_chars);
  put_if(out, "said_chars", dictation.said_chars);
  put_if(out, "said_took", dictation.said_took);
  put_if(out, "typing_took", dictation.typing_took);
  put_if(out, "how", dictation.how);
  return out;
}

Json write_obtained(const ObtainedValue& value) {
  Json out = Json::object();
  put(out, "file", value.file);
  put(out, "field", value.field);
  put(out, "value", value.value);
  if (value.type != "text") put(out, "type", value.type);
  if (!value.required) put(out, "required", false);
  return out;
}

Json write_history(const FieldHistory& history) {
  Json out = Json::object();
  put(out, "field", history.field);
  put(out, "truth", history.truth);
  put(out, "history", history.history);
  if (history.signalled) put(out, "signalled", true);
  if (history.type != "text") put(out, "type", history.type);
  return out;
}

Json write_prosody(const Prosody& prosody, const std::vector<Turn>& turns) {
  Json out = Json::object();
  put(out, "turn", turns[prosody.turn].id);
  put_if(out, "rate_wpm", prosody.rate_wpm);
  put_if(out, "f0_semitones", prosody.f0_semitones);
  put_if(out, "intensity_db", prosody.intensity_db);
  return out;
}

Json write_act(const Act& act, const std::vector<Turn>& turns) {
  Json out = Json::object();
  put(out, "kind", name(act.kind));
  if (act.turn) {
    put(out, "turn", turns[*act.turn].id);
    if (act.text.begin != 0 || act.text.end != turns[*act.turn].text.size()) {
      put(out, "text_begin", act.text.begin);
      put(out, "text_end", act.text.end);
    }
  }
  if (act.time) put_span(out, *act.time);
  if (act.score != 1.0) put(out, "score", act.score);
  put_if(out, "id", act.id);
  put_if(out, "type", act.type);
  put_if(out, "to", act.to);
  put_if(out, "step", act.step);
  put_if(out, "announced", act.announced);
  put_if(out, "by", act.by);
  for (const auto& [key, value] : act.details) {
    if (key == "claim") put(out, "claim", value);
  }
  return out;
}

Json write_scenario(const Scenario& scenario) {
  Json out = Json::object();
  put_if(out, "id", scenario.id);
  put_if(out, "ambiguities", scenario.ambiguities);
  put_if(out, "objections", scenario.objections);
  put_if(out, "errors", scenario.errors);
  put_if(out, "interests", scenario.interests);
  if (scenario.client_opt_out) put(out, "client_opt_out", true);
  return out;
}

Json write_ending(const Ending& ending) {
  static constexpr std::array<std::string_view, 5> names{"unknown", "agent", "client",
                                                         "client_before_closing", "technical"};
  Json out = Json::object();
  if (ending.by != Ending::By::unknown) {
    put(out, "by", names[static_cast<std::size_t>(ending.by)]);
  }
  put_if(out, "hangup", ending.hangup);
  put_if(out, "client_goodbye", ending.client_goodbye);
  return out;
}

Json write_quality(const Quality& quality) {
  Json out = Json::object();
  if (quality.clock == Quality::Clock::unknown) put(out, "clock", "unknown");
  if (quality.transcript != Quality::Transcript::unknown) {
    put(out, "transcript", quality.transcript == Quality::Transcript::human ? "human" : "asr");
  }
  put_if(out, "punctuated", quality.punctuated);
  put_if(out, "word_error", quality.word_error);
  if (!quality.annotation_complete.empty()) {
    put(out, "annotation_complete", names_of(quality.annotation_complete));
  }
  return out;
}

Json write_source(const Source& source) {
  Json out = Json::object();
  if (source.format != "callnorm.contact/1") put_if(out, "format", source.format);
  put_if(out, "dropped", source.dropped);
  put_if(out, "notes", source.notes);
  return out;
}

template <class T, class Write>
void put_channel(Json& out, std::string_view key, const std::optional<std::vector<T>>& channel,
                 Write write) {
  if (channel) put(out, key, list_from(*channel, write));
}

void put_unless_empty(Json& out, std::string_view key, Json value) {
  if (!value.empty()) put(out, key, std::move(value));
}

}  // namespace

std::string write_contact(const Contact& contact, int indent) {
  const ContactDraft& draft = contact.data();
  const bool voice = draft.channel == Channel::voice;
  Json out = Json::object();
  put(out, "format", "callnorm.contact/1");
  put_if(out, "id", draft.id);
  put(out, "channel", name(draft.channel));
  put_if(out, "language", draft.language);
  put_if(out, "connect", draft.connect);
  if (draft.connect && draft.end) {
    put(out, "duration", seconds(*draft.end - *draft.connect));
  } else {
    put_if(out, "end", draft.end);
  }
  if (!draft.turns.empty()) {
    put(out, voice ? "turns" : "messages",
        list_from(draft.turns, voice ? write_turn : write_message));
  }
  if (draft.screen_items || draft.screen_views) put(out, "screen", write_screen(draft));
  put_channel(out, "input", draft.input, write_input);
  put_channel(out, "headset", draft.headset, write_span);
  put_channel(out, "hold", draft.hold, write_span);
  put_channel(out, "mute", draft.mute, write_span);
  put_channel(out, "tools", draft.tools, write_tool);
  put_if(out, "tools_unavailable", draft.tools_unavailable);
  put_channel(out, "requests", draft.requests, write_request);
  put_channel(out, "lookups", draft.lookups, write_lookup);
  put_channel(out, "edits", draft.edits, write_edit);
  put_channel(out, "record", draft.record, write_record_field);
  if (draft.report) put(out, "report", write_report(draft));
  put_channel(out, "typing", draft.typing, write_typing);
  put_channel(out, "dictations", draft.dictations, write_dictation);
  put_channel(out, "obtained", draft.obtained, write_obtained);
  put_channel(out, "histories", draft.histories, write_history);
  put_channel(out, "prosody", draft.prosody,
              [&](const Prosody& prosody) { return write_prosody(prosody, draft.turns); });
  if (!draft.acts.empty()) {
    put(out, "acts",
        list_from(draft.acts, [&](const Act& act) { return write_act(act, draft.turns); }));
  }
  if (!draft.acts_given.empty()) put(out, "acts_given", names_of(draft.acts_given));
  Json facts = Json::object();
  for (const auto& [fact, value] : draft.facts) {
    put(facts, fact, value == "true" || value == "false" ? Json(value == "true") : Json(value));
  }
  put_unless_empty(out, "facts", std::move(facts));
  if (draft.scenario) put(out, "scenario", write_scenario(*draft.scenario));
  put_unless_empty(out, "ending", write_ending(draft.ending));
  put_unless_empty(out, "quality", write_quality(draft.quality));
  if (!draft.accommodations.empty()) {
    put(out, "accommodations", list_from(draft.accommodations, write_accommodation));
  }
  if (!draft.assessor_intonation.empty()) {
    Json assessor = Json::object();
    put(assessor, "intonation", draft.assessor_intonation);
    put(out, "assessor", std::move(assessor));
  }
  if (draft.concurrency != 1) put(out, "concurrency", draft.concurrency);
  put_unless_empty(out, "source", write_source(draft.source));
  return dumped(out, indent);
}

}  // namespace callnorm
