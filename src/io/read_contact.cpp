#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "callnorm/io/read.hpp"
#include "io/hash.hpp"
#include "io/json_input.hpp"

namespace callnorm {

namespace {

constexpr std::string_view format_name = "callnorm.contact/1";

using namespace io;

constexpr auto contact_keys =
    keys("format", "id", "channel", "language", "connect", "duration", "end", "turns", "messages",
         "screen", "input", "headset", "hold", "mute", "tools", "tools_unavailable", "requests",
         "lookups", "edits", "record", "report", "typing", "dictations", "obtained", "histories",
         "prosody", "acts", "acts_given", "facts", "scenario", "ending", "quality",
         "accommodations", "assessor", "concurrency", "source");
constexpr auto turn_keys = keys("id", "speaker", "start", "end", "text", "words");
constexpr auto message_keys = keys("id", "sender", "sent", "compose_start", "text");
constexpr auto word_keys = keys("text", "start", "end", "confidence", "text_begin");
constexpr auto span_keys = keys("start", "end");
constexpr auto screen_keys = keys("items", "views");
constexpr auto item_keys = keys("id", "shown", "keys", "relevant");
constexpr auto view_keys = keys("item", "start", "end");
constexpr auto input_keys = keys("start", "end", "device", "effective");
constexpr auto tool_keys = keys("tool", "at", "interactions");
constexpr auto request_keys = keys("id", "at", "answered", "allowed", "ordered", "needs_lookup");
constexpr auto lookup_keys = keys("source", "at", "request", "viewed");
constexpr auto edit_keys = keys("file", "field", "value", "at", "how");
constexpr auto record_keys = keys("file", "field", "value", "at");
constexpr auto report_keys = keys("machine_written", "fields");
constexpr auto typing_keys = keys("presented", "typed", "erased", "edit_keys", "took", "how");
constexpr auto dictation_keys = keys("said_end", "commit", "repeat_for_typing", "typed_chars",
                                     "said_chars", "said_took", "typing_took", "how");
constexpr auto obtained_keys = keys("file", "field", "value", "type", "required");
constexpr auto history_keys = keys("field", "truth", "history", "signalled", "type");
constexpr auto prosody_keys = keys("turn", "rate_wpm", "f0_semitones", "intensity_db");
constexpr auto act_keys = keys("kind", "turn", "text_begin", "text_end", "start", "end", "score",
                               "id", "type", "to", "step", "announced", "by", "claim");
constexpr auto scenario_keys =
    keys("id", "ambiguities", "objections", "errors", "interests", "client_opt_out");
constexpr auto ending_keys = keys("by", "hangup", "client_goodbye");
constexpr auto quality_keys =
    keys("clock", "transcript", "punctuated", "word_error", "annotation_complete");
constexpr auto accommodation_keys =
    keys("indicator", "parameter", "factor", "decided_by", "reason");
constexpr auto assessor_keys = keys("intonation");
constexpr auto source_keys = keys("format", "dropped", "notes");

constexpr std::array<std::string_view, 2> speaker_names{"agent", "client"};
constexpr std::array<std::string_view, 3> channel_names{"voice", "chat", "email"};
constexpr std::array<std::string_view, 2> device_names{"keyboard", "mouse"};
constexpr std::array<std::string_view, 3> how_names{"typed", "pasted", "autofilled"};
constexpr std::array<std::string_view, 3> claim_names{"approved", "unapproved", "to_check"};
constexpr std::array<std::string_view, 11> type_names{"text",  "id",     "phone",    "iban",
                                                      "meter", "date",   "datetime", "address",
                                                      "email", "amount", "number"};
constexpr std::array<std::string_view, 5> ending_names{"unknown", "agent", "client",
                                                       "client_before_closing", "technical"};
constexpr std::array<std::string_view, 2> clock_names{"common", "unknown"};
constexpr std::array<std::string_view, 3> transcript_names{"unknown", "human", "asr"};
constexpr std::array<std::string_view, 2> intonation_names{"adapted", "not_adapted"};

Result<std::string> as_scalar(const Node& node) {
  return node.scalar();
}

Result<ActKind> as_act_kind(const Node& node) {
  CALLNORM_TRY(const std::string_view text, node.string());
  if (text == "refusal_firm") return ActKind::firm_refusal;
  if (const auto kind = act_kind(text)) return *kind;
  return node.error("unknown act " + in_quotes(text) + "; expected " + one_of(act_kind_names));
}

Result<TimeSpan> read_span(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, span_keys));
  TimeSpan span;
  CALLNORM_TRY(span.begin, in.need("start", as_seconds));
  CALLNORM_TRY(span.end, in.need("end", as_seconds));
  return span;
}

/// Both `start` and `end`, or neither.
template <std::size_t N>
Result<std::optional<TimeSpan>> maybe_span(const Members<N>& in) {
  if (!in.has("start") && !in.has("end")) return std::optional<TimeSpan>{};
  TimeSpan span;
  CALLNORM_TRY(span.begin, in.need("start", as_seconds));
  CALLNORM_TRY(span.end, in.need("end", as_seconds));
  return std::optional<TimeSpan>{span};
}

/// Seconds as Node::seconds() reads them, nothing where that fails.
std::optional<Millis> usual_seconds(simdjson::dom::element element) {
  double value = 0;
  if (element.get(value) != simdjson::SUCCESS) return std::nullopt;
  return millis_of(value);
}

/// A word as nearly all are, in one walk over its members: a recogniser gives thousands. Nothing
/// when anything is unusual; read_word() then reads it, or says what is wrong.
std::optional<Word> usual_word(simdjson::dom::element element, std::string_view turn_text,
                               std::uint32_t from) {
  simdjson::dom::object object;
  if (element.get(object) != simdjson::SUCCESS) return std::nullopt;
  enum : unsigned { has_text = 1, has_start = 2, has_end = 4, has_confidence = 8 };
  unsigned seen = 0;
  Word word;
  const auto first = [&](unsigned bit) { return (std::exchange(seen, seen | bit) & bit) == 0; };
  for (const auto field : object) {
    if (field.key == "text") {
      std::string_view spoken;
      if (!first(has_text) || field.value.get(spoken) != simdjson::SUCCESS || spoken.empty()) {
        return std::nullopt;
      }
      const std::size_t at = turn_text.find(spoken, from);
      if (at == std::string_view::npos) return std::nullopt;
      word.text = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + spoken.size())};
    } else if (field.key == "start" || field.key == "end") {
      const bool start = field.key == "start";
      const auto time = usual_seconds(field.value);
      if (!first(start ? has_start : has_end) || !time) return std::nullopt;
      (start ? word.time.begin : word.time.end) = *time;
    } else if (field.key == "confidence") {
      double value = 0;
      if (!first(has_confidence) || field.value.get(value) != simdjson::SUCCESS) {
        return std::nullopt;
      }
      if (!(value >= 0 && value <= 1)) return std::nullopt;
      word.confidence = value;
    } else {
      return std::nullopt;
    }
  }
  constexpr unsigned needed = has_text | has_start | has_end;
  if ((seen & needed) != needed) return std::nullopt;
  return word;
}

/// Finds a word in the turn's text behind the word before it.
Result<Word> read_word(const Node& node, std::string_view turn_text, std::uint32_t& from) {
  CALLNORM_TRY(const auto in, members(node, word_keys));
  Word word;
  const auto text = in.find("text");
  if (!text) return node.error("\"text\" is missing");
  CALLNORM_TRY(const std::string_view spoken, text->string());
  CALLNORM_TRY(const std::uint32_t since, in.value_or("text_begin", as_count, from));
  const std::size_t at = turn_text.find(spoken, since);
  if (spoken.empty() || at == std::string_view::npos || (in.has("text_begin") && at != since)) {
    return text->error("the word " + in_quotes(spoken) +
                       " does not stand in the turn's text after the word before it");
  }
  word.text.begin = static_cast<std::uint32_t>(at);
  word.text.end = static_cast<std::uint32_t>(at + spoken.size());
  from = word.text.end;
  CALLNORM_TRY(word.time.begin, in.need("start", as_seconds));
  CALLNORM_TRY(word.time.end, in.need("end", as_seconds));
  CALLNORM_TRY(word.confidence, in.optional("confidence", as_share));
  return word;
}

/// Reads the words of a turn whose text is known.
Status read_words(const Node& words, Turn& turn) {
  std::uint32_t from = 0;
  CALLNORM_TRY(turn.words, list_of([&](const Node& word) -> Result<Word> {
                 if (auto usual = usual_word(word.element(), turn.text, from)) {
                   from = usual->text.end;
                   return *usual;
                 }
                 return read_word(word, turn.text, from);
               })(words));
  return success();
}

/// A turn but for its words, and those, as nearly all are: in one walk over its members, like
/// usual_word().
struct UsualTurn {
  Turn turn;
  std::optional<simdjson::dom::element> words;
};
std::optional<UsualTurn> usual_turn(simdjson::dom::element element) {
  simdjson::dom::object object;
  if (element.get(object) != simdjson::SUCCESS) return std::nullopt;
  enum : unsigned { has_id = 1, has_speaker = 2, has_start = 4, has_end = 8, has_text = 16 };
  unsigned seen = 0;
  UsualTurn out;
  TimeSpan time;
  std::string_view text;
  for (const auto field : object) {
    unsigned bit = 0;
    if (field.key == "words") {
      if (out.words || field.value.is_null()) return std::nullopt;
      out.words = field.value;
      continue;
    }
    if (field.key == "start" || field.key == "end") {
      const bool start = field.key == "start";
      bit = start ? has_start : has_end;
      const auto seconds = usual_seconds(field.value);
      if (!seconds) return std::nullopt;
      (start ? time.begin : time.end) = *seconds;
    } else if (field.value.get(text) != simdjson::SUCCESS) {
      return std::nullopt;
    } else if (field.key == "text") {
      bit = has_text;
      out.turn.text = text;
    } else if (field.key == "speaker") {
      bit = has_speaker;
      const auto named = std::find(speaker_names.begin(), speaker_names.end(), text);
      if (named == speaker_names.end()) return std::nullopt;
      out.turn.speaker = static_cast<Speaker>(named - speaker_names.begin());
    } else if (field.key == "id" && !text.empty()) {
      bit = has_id;
      out.turn.id = text;
    } else {
      return std::nullopt;
    }
    if ((std::exchange(seen, seen | bit) & bit) != 0) return std::nullopt;
  }
  constexpr unsigned needed = has_speaker | has_start | has_end | has_text;
  if ((seen & needed) != needed) return std::nullopt;
  out.turn.time = time;
  return out;
}

Result<Turn> read_turn(const Node& node) {
  if (auto usual = usual_turn(node.element())) {
    if (usual->words) CALLNORM_CHECK(read_words(Node{*usual->words, node, "words"}, usual->turn));
    return std::move(usual->turn);
  }
  CALLNORM_TRY(const auto in, members(node, turn_keys));
  Turn turn;
  CALLNORM_TRY(turn.id, in.value("id", as_name));
  CALLNORM_TRY(turn.speaker, in.need("speaker", as_enum<Speaker>(speaker_names)));
  CALLNORM_TRY(turn.time, maybe_span(in));
  CALLNORM_TRY(turn.text, in.need("text", as_string));
  if (const auto words = in.find("words")) CALLNORM_CHECK(read_words(*words, turn));
  return turn;
}

Result<Turn> read_message(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, message_keys));
  Turn message;
  CALLNORM_TRY(message.id, in.value("id", as_name));
  CALLNORM_TRY(message.speaker, in.need("sender", as_enum<Speaker>(speaker_names)));
  CALLNORM_TRY(const auto sent, in.optional("sent", as_seconds));
  CALLNORM_TRY(const auto composed, in.optional("compose_start", as_seconds));
  if (composed && !sent) return node.error_at("compose_start", "needs \"sent\" beside it");
  if (sent) message.time = TimeSpan{composed.value_or(*sent), *sent};
  CALLNORM_TRY(message.text, in.need("text", as_string));
  return message;
}

Result<ScreenItem> read_screen_item(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, item_keys));
  ScreenItem item;
  CALLNORM_TRY(item.id, in.need("id", as_name));
  CALLNORM_TRY(item.shown, in.need("shown", as_seconds));
  CALLNORM_TRY(item.keys, in.value("keys", list_of(as_scalar)));
  CALLNORM_TRY(item.relevant, in.optional("relevant", as_bool));
  return item;
}

Result<ScreenView> read_screen_view(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, view_keys));
  ScreenView view;
  CALLNORM_TRY(view.item, in.need("item", as_name));
  CALLNORM_TRY(view.time.begin, in.need("start", as_seconds));
  CALLNORM_TRY(view.time.end, in.value_or("end", as_seconds, view.time.begin));
  return view;
}

Result<InputBurst> read_input(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, input_keys));
  InputBurst burst;
  CALLNORM_TRY(burst.time.begin, in.need("start", as_seconds));
  CALLNORM_TRY(burst.time.end, in.need("end", as_seconds));
  CALLNORM_TRY(burst.device, in.value("device", as_one_of(device_names)));
  CALLNORM_TRY(burst.effective, in.value_or("effective", as_bool, true));
  return burst;
}

Result<ToolUse> read_tool(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, tool_keys));
  ToolUse use;
  CALLNORM_TRY(use.tool, in.need("tool", as_name));
  CALLNORM_TRY(use.at, in.need("at", as_seconds));
  CALLNORM_TRY(use.interactions, in.optional("interactions", as_count));
  return use;
}

Result<Request> read_request(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, request_keys));
  Request request;
  CALLNORM_TRY(request.id, in.value("id", as_name));
  CALLNORM_TRY(request.at, in.need("at", as_seconds));
  CALLNORM_TRY(request.answered, in.optional("answered", as_seconds));
  CALLNORM_TRY(request.allowed, in.value("allowed", list_of(as_name)));
  CALLNORM_TRY(request.ordered, in.value("ordered", as_bool));
  CALLNORM_TRY(request.needs_lookup, in.value_or("needs_lookup", as_bool, true));
  return request;
}

Result<LookUp> read_lookup(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, lookup_keys));
  LookUp lookup;
  CALLNORM_TRY(lookup.source, in.need("source", as_name));
  CALLNORM_TRY(lookup.at, in.need("at", as_seconds));
  CALLNORM_TRY(lookup.request, in.optional("request", as_name));
  CALLNORM_TRY(lookup.viewed, in.optional("viewed", as_duration));
  return lookup;
}

Result<FieldEdit> read_edit(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, edit_keys));
  FieldEdit edit;
  CALLNORM_TRY(edit.file, in.value("file", as_string));
  CALLNORM_TRY(edit.field, in.need("field", as_name));
  CALLNORM_TRY(edit.value, in.need("value", as_scalar));
  CALLNORM_TRY(edit.at, in.optional("at", as_seconds));
  CALLNORM_TRY(edit.how, in.value("how", as_one_of(how_names)));
  return edit;
}

Result<RecordField> read_record_field(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, record_keys));
  RecordField field;
  CALLNORM_TRY(field.file, in.value("file", as_string));
  CALLNORM_TRY(field.field, in.need("field", as_name));
  CALLNORM_TRY(field.value, in.need("value", as_scalar));
  CALLNORM_TRY(field.at, in.optional("at", as_seconds));
  return field;
}

Status read_report(const Node& node, ContactDraft& draft) {
  CALLNORM_TRY(const auto in, members(node, report_keys));
  CALLNORM_TRY(draft.report_machine_written, in.value("machine_written", as_bool));
  draft.report.emplace();
  const auto fields = in.find("fields");
  if (!fields) return success();
  return fields->each_member([&](std::string_view key, const Node& value) -> Status {
    if (value.is_null()) return success();  // not filled in
    CALLNORM_TRY(std::string text, value.scalar());
    draft.report->push_back({std::string(key), std::move(text)});
    return success();
  });
}

Result<TypingPair> read_typing(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, typing_keys));
  TypingPair pair;
  CALLNORM_TRY(pair.presented, in.need("presented", as_string));
  CALLNORM_TRY(pair.typed, in.need("typed", as_string));
  CALLNORM_TRY(pair.erased, in.value("erased", as_count));
  CALLNORM_TRY(pair.edit_keys, in.optional("edit_keys", as_count));
  CALLNORM_TRY(pair.took, in.optional("took", as_duration));
  CALLNORM_TRY(pair.how, in.value("how", as_one_of(how_names)));
  return pair;
}

Result<Dictation> read_dictation(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, dictation_keys));
  Dictation dictation;
  CALLNORM_TRY(dictation.said_end, in.need("said_end", as_seconds));
  CALLNORM_TRY(dictation.commit, in.need("commit", as_seconds));
  CALLNORM_TRY(dictation.repeat_for_typing, in.value("repeat_for_typing", as_bool));
  CALLNORM_TRY(dictation.typed_chars, in.optional("typed_chars", as_count));
  CALLNORM_TRY(dictation.said_chars, in.optional("said_chars", as_count));
  CALLNORM_TRY(dictation.said_took, in.optional("said_took", as_duration));
  CALLNORM_TRY(dictation.typing_took, in.optional("typing_took", as_duration));
  CALLNORM_TRY(dictation.how, in.value("how", as_one_of(how_names)));
  return dictation;
}

Result<ObtainedValue> read_obtained(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, obtained_keys));
  ObtainedValue value;
  CALLNORM_TRY(value.file, in.value("file", as_string));
  CALLNORM_TRY(value.field, in.need("field", as_name));
  CALLNORM_TRY(value.value, in.need("value", as_scalar));
  CALLNORM_TRY(value.type, in.value_or("type", as_one_of(type_names), "text"));
  CALLNORM_TRY(value.required, in.value_or("required", as_bool, true));
  return value;
}

Result<FieldHistory> read_history(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, history_keys));
  FieldHistory history;
  CALLNORM_TRY(history.field, in.need("field", as_name));
  CALLNORM_TRY(history.truth, in.need("truth", as_scalar));
  CALLNORM_TRY(history.history, in.need("history", list_of(as_scalar)));
  CALLNORM_TRY(history.signalled, in.value("signalled", as_bool));
  CALLNORM_TRY(history.type, in.value_or("type", as_one_of(type_names), "text"));
  return history;
}

/// Turns by id. A repeated id is for Contact::create to refuse.
class TurnIndex {
 public:
  /// @param before turns that were read earlier, when the contact comes in parts
  TurnIndex(std::span<const Turn> before, std::span<const Turn> turns, Channel channel)
      : before_(before), turns_(turns), what_(channel == Channel::voice ? "turn" : "message") {
    const char initial = channel == Channel::voice ? 't' : 'm';
    sorted_.reserve(before.size() + turns.size());
    for (std::uint32_t i = 0; i < before.size() + turns.size(); ++i) {
      const std::string& id = at(i).id;
      sorted_.emplace_back(id.empty() ? initial + std::to_string(i + 1) : id, i);
    }
    std::sort(sorted_.begin(), sorted_.end());
  }

  [[nodiscard]] const Turn& at(std::uint32_t index) const {
    return index < before_.size() ? before_[index] : turns_[index - before_.size()];
  }

  [[nodiscard]] auto reader() const {
    return [this](const Node& node) -> Result<std::uint32_t> {
      CALLNORM_TRY(const std::string_view id, node.string());
      const auto found =
          std::lower_bound(sorted_.begin(), sorted_.end(), id,
                           [](const auto& entry, std::string_view x) { return entry.first < x; });
      if (found != sorted_.end() && found->first == id) return found->second;
      return node.error("there is no " + what_ + " " + in_quotes(id));
    };
  }

 private:
  std::span<const Turn> before_;
  std::span<const Turn> turns_;
  std::string what_;
  std::vector<std::pair<std::string, std::uint32_t>> sorted_;
};

Result<Prosody> read_prosody(const Node& node, const TurnIndex& turns) {
  CALLNORM_TRY(const auto in, members(node, prosody_keys));
  Prosody prosody;
  CALLNORM_TRY(prosody.turn, in.need("turn", turns.reader()));
  CALLNORM_TRY(prosody.rate_wpm, in.optional("rate_wpm", as_number));
  CALLNORM_TRY(prosody.f0_semitones, in.optional("f0_semitones", as_number));
  CALLNORM_TRY(prosody.intensity_db, in.optional("intensity_db", as_number));
  return prosody;
}

Result<Act> read_act(const Node& node, const TurnIndex& index) {
  CALLNORM_TRY(const auto in, members(node, act_keys));
  Act act;
  CALLNORM_TRY(act.kind, in.need("kind", as_act_kind));
  CALLNORM_TRY(act.turn, in.optional("turn", index.reader()));
  CALLNORM_TRY(act.text.begin, in.value("text_begin", as_count));
  const std::size_t whole = act.turn ? index.at(*act.turn).text.size() : 0;
  CALLNORM_TRY(act.text.end, in.value_or("text_end", as_count, static_cast<std::uint32_t>(whole)));
  CALLNORM_TRY(act.time, maybe_span(in));
  CALLNORM_TRY(act.score, in.value_or("score", as_share, 1.0));
  CALLNORM_TRY(act.id, in.value("id", as_name));
  CALLNORM_TRY(act.type, in.value("type", as_string));
  CALLNORM_TRY(act.to, in.value("to", as_string));
  CALLNORM_TRY(act.step, in.value("step", as_name));
  CALLNORM_TRY(act.announced, in.optional("announced", as_duration));
  CALLNORM_TRY(act.by, in.value("by", as_string));
  CALLNORM_TRY(std::string claim, in.value("claim", as_one_of(claim_names)));
  if (!claim.empty()) act.details.emplace_back("claim", std::move(claim));
  return act;
}

Result<Scenario> read_scenario(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, scenario_keys));
  Scenario scenario;
  CALLNORM_TRY(scenario.id, in.value("id", as_string));
  CALLNORM_TRY(scenario.ambiguities, in.optional("ambiguities", as_count));
  CALLNORM_TRY(scenario.objections, in.optional("objections", as_count));
  CALLNORM_TRY(scenario.errors, in.optional("errors", as_count));
  CALLNORM_TRY(scenario.interests, in.value("interests", list_of(as_name)));
  CALLNORM_TRY(scenario.client_opt_out, in.value("client_opt_out", as_bool));
  return scenario;
}

Result<Ending> read_ending(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, ending_keys));
  Ending ending;
  CALLNORM_TRY(ending.by, in.value("by", as_enum<Ending::By>(ending_names)));
  CALLNORM_TRY(ending.hangup, in.optional("hangup", as_seconds));
  CALLNORM_TRY(ending.client_goodbye, in.optional("client_goodbye", as_bool));
  return ending;
}

Result<Quality> read_quality(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, quality_keys));
  Quality quality;
  CALLNORM_TRY(quality.clock, in.value("clock", as_enum<Quality::Clock>(clock_names)));
  CALLNORM_TRY(quality.transcript,
               in.value("transcript", as_enum<Quality::Transcript>(transcript_names)));
  CALLNORM_TRY(quality.punctuated, in.optional("punctuated", as_bool));
  CALLNORM_TRY(quality.word_error, in.optional("word_error", as_share));
  CALLNORM_TRY(quality.annotation_complete, in.value("annotation_complete", list_of(as_act_kind)));
  return quality;
}

Result<Source> read_source(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, source_keys));
  Source source;
  CALLNORM_TRY(source.format, in.value("format", as_string));
  CALLNORM_TRY(source.dropped, in.value("dropped", list_of(as_string)));
  CALLNORM_TRY(source.notes, in.value("notes", list_of(as_string)));
  return source;
}

using ContactMembers = Members<contact_keys.size()>;

/// @param channel of the contact when this is a later part of it
Status read_talk(const Node& root, const ContactMembers& in, std::optional<Channel> channel,
                 ContactDraft& draft) {
  const auto turns = in.find("turns");
  const auto messages = in.find("messages");
  const Channel usual = messages && !turns ? Channel::chat : Channel::voice;
  CALLNORM_TRY(draft.channel,
               in.value_or("channel", as_enum<Channel>(channel_names), channel.value_or(usual)));
  const bool voice = draft.channel == Channel::voice;
  if (turns && !voice) {
    return root.error_at("turns", "a contact by " + std::string(name(draft.channel)) +
                                      " has \"messages\", not \"turns\"");
  }
  if (messages && voice) {
    return root.error_at("messages", "a contact by voice has \"turns\", not \"messages\"");
  }
  if (turns) {
    CALLNORM_TRY(draft.turns, list_of(read_turn)(*turns));
  } else if (messages) {
    CALLNORM_TRY(draft.turns, list_of(read_message)(*messages));
  }
  return success();
}

/// `connect` and `duration`, or `end` when the moment of connecting is not known.
Status read_extent(const Node& root, const ContactMembers& in, const ContactDraft* so_far,
                   ContactDraft& draft) {
  CALLNORM_TRY(draft.connect, in.optional("connect", as_seconds));
  CALLNORM_TRY(const auto duration, in.optional("duration", as_duration));
  CALLNORM_TRY(draft.end, in.optional("end", as_seconds));
  if (!duration) return success();
  if (draft.end) return root.error_at("end", "stands beside \"duration\": give one of them");
  if (!draft.connect && so_far != nullptr) {
    if (!so_far->connect) {
      return root.error_at("duration", "counts from \"connect\", without which the contact began");
    }
    draft.connect = so_far->connect;
  }
  if (!draft.connect) draft.connect = Millis{0};
  draft.end = *draft.connect + *duration;
  return success();
}

Status read_desk(const ContactMembers& in, ContactDraft& draft) {
  if (const auto screen = in.find("screen")) {
    CALLNORM_TRY(const auto on_screen, members(*screen, screen_keys));
    CALLNORM_TRY(draft.screen_items, on_screen.optional("items", list_of(read_screen_item)));
    CALLNORM_TRY(draft.screen_views, on_screen.optional("views", list_of(read_screen_view)));
  }
  CALLNORM_TRY(draft.input, in.optional("input", list_of(read_input)));
  CALLNORM_TRY(draft.headset, in.optional("headset", list_of(read_span)));
  CALLNORM_TRY(draft.hold, in.optional("hold", list_of(read_span)));
  CALLNORM_TRY(draft.mute, in.optional("mute", list_of(read_span)));
  CALLNORM_TRY(draft.tools, in.optional("tools", list_of(read_tool)));
  CALLNORM_TRY(draft.tools_unavailable, in.value("tools_unavailable", list_of(as_name)));
  CALLNORM_TRY(draft.requests, in.optional("requests", list_of(read_request)));
  CALLNORM_TRY(draft.lookups, in.optional("lookups", list_of(read_lookup)));
  return success();
}

Status read_written(const ContactMembers& in, ContactDraft& draft) {
  CALLNORM_TRY(draft.edits, in.optional("edits", list_of(read_edit)));
  CALLNORM_TRY(draft.record, in.optional("record", list_of(read_record_field)));
  if (const auto report = in.find("report")) CALLNORM_CHECK(read_report(*report, draft));
  CALLNORM_TRY(draft.typing, in.optional("typing", list_of(read_typing)));
  CALLNORM_TRY(draft.dictations, in.optional("dictations", list_of(read_dictation)));
  CALLNORM_TRY(draft.obtained, in.optional("obtained", list_of(read_obtained)));
  CALLNORM_TRY(draft.histories, in.optional("histories", list_of(read_history)));
  return success();
}

Status read_acts(const ContactMembers& in, std::span<const Turn> before, ContactDraft& draft) {
  CALLNORM_TRY(draft.acts_given, in.value("acts_given", list_of(as_act_kind)));
  const auto prosody = in.find("prosody");
  const auto acts = in.find("acts");
  if (!prosody && !acts) return success();
  const TurnIndex index(before, draft.turns, draft.channel);
  if (prosody) {
    CALLNORM_TRY(draft.prosody,
                 list_of([&](const Node& node) { return read_prosody(node, index); })(*prosody));
  }
  if (acts) {
    CALLNORM_TRY(draft.acts,
                 list_of([&](const Node& node) { return read_act(node, index); })(*acts));
  }
  return success();
}

Result<Accommodation> read_accommodation(const Node& node) {
  CALLNORM_TRY(const auto in, members(node, accommodation_keys));
  Accommodation accommodation;
  CALLNORM_TRY(accommodation.indicator, in.need("indicator", as_string));
  CALLNORM_TRY(accommodation.parameter, in.need("parameter", as_string));
  CALLNORM_TRY(accommodation.factor, in.need("factor", as_number));
  CALLNORM_TRY(accommodation.decided_by, in.need("decided_by", as_string));
  CALLNORM_TRY(accommodation.reason, in.value("reason", as_string));
  return accommodation;
}

Status read_setting(const ContactMembers& in, ContactDraft& draft) {
  if (const auto facts = in.find("facts")) {
    CALLNORM_CHECK(facts->each_member([&](std::string_view key, const Node& value) -> Status {
      if (value.is_null()) return success();  // not known
      if (key.starts_with("x-") && (value.is_object() || value.is_array())) return success();
      CALLNORM_TRY(std::string text, value.scalar());
      draft.facts.emplace_back(std::string(key), std::move(text));
      return success();
    }));
  }
  CALLNORM_TRY(draft.scenario, in.optional("scenario", read_scenario));
  CALLNORM_TRY(draft.ending, in.value("ending", read_ending));
  CALLNORM_TRY(draft.quality, in.value("quality", read_quality));
  CALLNORM_TRY(draft.accommodations, in.value("accommodations", list_of(read_accommodation)));
  if (const auto assessor = in.find("assessor")) {
    CALLNORM_TRY(const auto seen, members(*assessor, assessor_keys));
    CALLNORM_TRY(draft.assessor_intonation, seen.value("intonation", as_one_of(intonation_names)));
  }
  CALLNORM_TRY(draft.concurrency, in.value_or("concurrency", as_count, 1U));
  CALLNORM_TRY(draft.source, in.value("source", read_source));
  return success();
}

}  // namespace

namespace {

/// What a contact is does not change while it goes on.
Status check_same(const Node& root, const ContactMembers& in, const ContactDraft& part,
                  const ContactDraft& begun) {
  const auto differs = [&](std::string_view key, const std::string& from) {
    return root.error_at(key, "differs from how the contact began" + from);
  };
  const auto text = [&](std::string_view key, const std::string& given,
                        const std::string& was) -> Status {
    if (!in.find(key) || given == was) return success();
    return differs(key, was.empty() ? ": without one" : ": " + in_quotes(was));
  };
  CALLNORM_CHECK(
      text("channel", std::string(name(part.channel)), std::string(name(begun.channel))));
  CALLNORM_CHECK(text("id", part.id, begun.id));
  CALLNORM_CHECK(text("language", part.language, begun.language));
  if (part.connect && part.connect != begun.connect) {
    return differs(in.find("connect") ? "connect" : "duration", "");
  }
  if (in.find("quality") && !(part.quality == begun.quality)) return differs("quality", "");
  if (in.find("concurrency") && part.concurrency != begun.concurrency) {
    return differs("concurrency", "");
  }
  return success();
}

Result<ContactDraft> read_draft(std::string_view json, const ContactDraft* so_far, bool part) {
  CALLNORM_TRY(const auto document,
               Document::parse(json, ErrorCode::invalid_contact, UnknownKeys::note));
  const Node root = document.root();
  CALLNORM_TRY(const auto in, members(root, contact_keys));
  CALLNORM_TRY(const std::string format,
               part ? in.value_or("format", as_string, std::string(format_name))
                    : in.need("format", as_string));
  if (format != format_name) {
    return Error{ErrorCode::unsupported,
                 "expected format " + in_quotes(format_name) + ", found " + in_quotes(format),
                 "/format"};
  }
  ContactDraft draft;
  CALLNORM_TRY(draft.id, in.value("id", as_string));
  CALLNORM_TRY(draft.language, in.value("language", as_string));
  CALLNORM_CHECK(read_extent(root, in, so_far, draft));
  CALLNORM_CHECK(
      read_talk(root, in, so_far ? std::optional(so_far->channel) : std::nullopt, draft));
  CALLNORM_CHECK(read_desk(in, draft));
  CALLNORM_CHECK(read_written(in, draft));
  CALLNORM_CHECK(read_acts(in, so_far ? std::span(so_far->turns) : std::span<const Turn>(), draft));
  CALLNORM_CHECK(read_setting(in, draft));
  if (so_far != nullptr) CALLNORM_CHECK(check_same(root, in, draft, *so_far));
  for (std::string& note : document.notes()) draft.source.notes.push_back(std::move(note));
  return draft;
}

}  // namespace

Result<Contact> read_contact(std::string_view json) {
  CALLNORM_TRY(ContactDraft draft, read_draft(json, nullptr, false));
  draft.hash = hash_of(json);
  return Contact::create(std::move(draft));
}

Result<ContactDraft> read_contact_part(std::string_view json, const ContactDraft* so_far) {
  return read_draft(json, so_far, true);
}

}  // namespace callnorm
