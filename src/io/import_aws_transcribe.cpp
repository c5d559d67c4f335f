// Trap list: punctuation items have no times; redacted items may lack a confidence; turns of both
// sides overlap and are not always in order; word times may leave their turn.
#include <algorithm>
#include <numeric>

#include "io/importers.hpp"

namespace callnorm::io {

namespace {

constexpr auto top_keys =
    keys("Transcript", "LanguageCode", "JobName", "Channel", "ConversationCharacteristics",
         "Categories", "Participants", "JobStatus", "AccountId", "ContentMetadata");
constexpr auto turn_keys =
    keys("Id", "BeginOffsetMillis", "EndOffsetMillis", "Content", "ParticipantRole", "Items",
         "Sentiment", "LoudnessScores", "IssuesDetected", "OutcomesDetected", "ActionItemsDetected",
         "Redaction");
constexpr auto item_keys =
    keys("Type", "Content", "Confidence", "BeginOffsetMillis", "EndOffsetMillis");
constexpr auto characteristic_keys = keys("TotalConversationDurationMillis", "Sentiment",
                                          "Interruptions", "NonTalkTime", "TalkSpeed", "TalkTime");
constexpr std::array<std::string_view, 2> role_names{"AGENT", "CUSTOMER"};

/// Keys of a turn that are left out; the places as Source lists them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> ignored_in_turn{{
    {"LoudnessScores", "Transcript[].LoudnessScores"},
    {"IssuesDetected", "Transcript[].IssuesDetected"},
    {"OutcomesDetected", "Transcript[].OutcomesDetected"},
    {"ActionItemsDetected", "Transcript[].ActionItemsDetected"},
    {"Redaction", "Transcript[].Redaction"},
}};

struct Tally {
  std::array<bool, ignored_in_turn.size()> ignored{};
  bool sentiment = false;
  std::size_t empty_turns = 0;
  std::size_t lost_words = 0;  ///< turns whose words are not in their text
  std::size_t bad_words = 0;   ///< turns whose word times leave the turn
};

/// The words of a turn with their times; false when they are not in its text.
Result<bool> read_items(const Node& items, Turn& turn) {
  std::size_t from = 0;
  bool found = true;
  CALLNORM_CHECK(items.each([&](const Node& node) -> Status {
    CALLNORM_TRY(const auto in, members(node, item_keys));
    CALLNORM_TRY(const std::string type, in.need("Type", as_string));
    if (type != "pronunciation" || !found) return success();
    CALLNORM_TRY(const std::string content, in.need("Content", as_string));
    const std::size_t at = turn.text.find(content, from);
    if (content.empty() || at == std::string::npos) {
      found = false;
      return success();
    }
    Word word;
    word.text = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + content.size())};
    from = at + content.size();
    CALLNORM_TRY(word.time.begin, in.need("BeginOffsetMillis", as_millis));
    CALLNORM_TRY(word.time.end, in.need("EndOffsetMillis", as_millis));
    CALLNORM_TRY(word.confidence, in.optional("Confidence", as_share));
    turn.words.push_back(word);
    return success();
  }));
  if (!found) turn.words.clear();
  return found;
}

Result<Turn> read_turn(const Node& node, Tally& tally) {
  CALLNORM_TRY(const auto in, members(node, turn_keys));
  Turn turn;
  CALLNORM_TRY(turn.id, in.value("Id", as_string));
  CALLNORM_TRY(const std::size_t role, in.need("ParticipantRole", [](const Node& value) {
    return choose(value, role_names);
  }));
  turn.speaker = role == 0 ? Speaker::agent : Speaker::client;
  TimeSpan time;
  CALLNORM_TRY(time.begin, in.need("BeginOffsetMillis", as_millis));
  CALLNORM_TRY(time.end, in.need("EndOffsetMillis", as_millis));
  if (time.end < time.begin) return node.error_at("EndOffsetMillis", "ends before it begins");
  turn.time = time;
  CALLNORM_TRY(turn.text, in.need("Content", as_string));
  if (const auto items = in.find("Items")) {
    CALLNORM_TRY(const bool found, read_items(*items, turn));
    if (!found) ++tally.lost_words;
    if (drop_bad_words(turn)) ++tally.bad_words;
  }
  tally.sentiment = tally.sentiment || in.has("Sentiment");
  for (std::size_t i = 0; i < ignored_in_turn.size(); ++i) {
    tally.ignored[i] = tally.ignored[i] || in.has(ignored_in_turn[i].first);
  }
  return turn;
}

Status read_turns(const Node& transcript, ContactDraft& draft, Tally& tally) {
  std::vector<std::pair<std::string, std::size_t>> ids;
  std::size_t index = 0;
  CALLNORM_CHECK(transcript.each([&](const Node& node) -> Status {
    CALLNORM_TRY(Turn turn, read_turn(node, tally));
    if (!turn.id.empty()) ids.emplace_back(turn.id, index);
    ++index;
    if (turn.text.empty()) {
      ++tally.empty_turns;
    } else {
      draft.turns.push_back(std::move(turn));
    }
    return success();
  }));
  std::sort(ids.begin(), ids.end());
  for (std::size_t i = 1; i < ids.size(); ++i) {
    if (ids[i].first != ids[i - 1].first) continue;
    Error error = transcript.error("id " + in_quotes(ids[i].first) + " is used twice");
    error.where = at(std::move(error.where), ids[i].second, "Id");
    return error;
  }
  std::stable_sort(draft.turns.begin(), draft.turns.end(),
                   [](const Turn& a, const Turn& b) { return a.time->begin < b.time->begin; });
  return success();
}

}  // namespace

bool looks_like_aws_transcribe(const Node& root) {
  simdjson::dom::object object;
  simdjson::dom::array transcript;
  if (root.element().get(object) != simdjson::SUCCESS) return false;
  if (object["Transcript"].get(transcript) != simdjson::SUCCESS) return false;
  for (const simdjson::dom::element first : transcript) {
    simdjson::dom::element found;
    return first["BeginOffsetMillis"].get(found) == simdjson::SUCCESS ||
           first["ParticipantRole"].get(found) == simdjson::SUCCESS;
  }
  simdjson::dom::element found;  // a call in which nothing was said
  return object["ConversationCharacteristics"].get(found) == simdjson::SUCCESS;
}

Result<ContactDraft> read_aws_transcribe(const Node& root, std::string_view id) {
  CALLNORM_TRY(const auto in, members(root, top_keys));
  ContactDraft draft;
  draft.source.format = "aws-transcribe";
  draft.quality.transcript = Quality::Transcript::asr;
  CALLNORM_TRY(draft.id, in.value("JobName", as_string));
  if (draft.id.empty()) draft.id = id;
  CALLNORM_TRY(draft.language, in.value("LanguageCode", as_string));
  if (const auto channel = in.find("Channel")) {
    CALLNORM_TRY(const std::string_view text, channel->string());
    if (text != "VOICE") {
      return Error{ErrorCode::unsupported,
                   "only calls (\"VOICE\") are read, found " + in_quotes(text), "/Channel"};
    }
  }

  Tally tally;
  const auto transcript = in.find("Transcript");
  if (!transcript) return root.error("\"Transcript\" is missing");
  CALLNORM_CHECK(read_turns(*transcript, draft, tally));
  if (draft.turns.empty()) return transcript->error("nobody says anything in this call");

  std::vector<std::string>& dropped = draft.source.dropped;
  std::vector<std::string>& notes = draft.source.notes;
  if (tally.sentiment) dropped.emplace_back("Transcript[].Sentiment");
  std::string left_out;  // one line of what has no place in a contact
  const auto ignored = [&](std::string_view place) {
    left_out += (left_out.empty() ? "ignored: " : ", ") + std::string(place);
  };
  for (std::size_t i = 0; i < ignored_in_turn.size(); ++i) {
    if (tally.ignored[i]) ignored(ignored_in_turn[i].second);
  }
  for (const std::string_view key : {"Categories", "Participants", "ContentMetadata"}) {
    if (in.has(key)) ignored(key);
  }
  if (const auto node = in.find("ConversationCharacteristics")) {
    CALLNORM_TRY(const auto characteristics, members(*node, characteristic_keys));
    if (characteristics.has("Sentiment")) {
      dropped.emplace_back("ConversationCharacteristics.Sentiment");
    }
    for (const std::string_view key : {"Interruptions", "NonTalkTime", "TalkSpeed", "TalkTime"}) {
      if (characteristics.has(key)) ignored("ConversationCharacteristics." + std::string(key));
    }
    CALLNORM_TRY(const auto total,
                 characteristics.optional("TotalConversationDurationMillis", as_millis));
    const Millis last =
        std::accumulate(draft.turns.begin(), draft.turns.end(), draft.turns.front().time->end,
                        [](Millis end, const Turn& turn) { return std::max(end, turn.time->end); });
    if (total && *total >= last) {
      draft.end = total;
    } else if (total) {
      notes.emplace_back(
          "TotalConversationDurationMillis lies before the end of the last turn: left out");
    }
  }
  if (!left_out.empty()) notes.insert(notes.begin(), std::move(left_out));
  note_count(notes, tally.empty_turns, "turn", "without text left out");
  note_count(notes, tally.lost_words, "turn", "without word times: Items differ from Content");
  note_count(notes, tally.bad_words, "turn", "without word times: they leave the turn's own time");
  return draft;
}

}  // namespace callnorm::io
