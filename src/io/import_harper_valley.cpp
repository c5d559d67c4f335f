// The corpus gives two times per segment: `offset_ms` on one clock for both sides, `start_ms` on a
// clock of each side's own channel (NORM 0.4). `start_timestamp_ms - offset_ms` is one number for
// the whole call when `offset_ms` can be trusted.
#include <algorithm>
#include <array>

#include "io/importers.hpp"

namespace callnorm::io {

namespace {

constexpr auto segment_keys =
    keys("channel_index", "dialog_acts", "duration_ms", "emotion", "human_transcript", "index",
         "offset_ms", "speaker_role", "start_ms", "start_timestamp_ms", "transcript",
         "word_durations_ms", "word_offsets_ms");
constexpr std::array<std::string_view, 2> role_names{"agent", "caller"};

struct Segment {
  std::size_t place = 0;  ///< in the file
  std::optional<std::uint32_t> index;
  Speaker speaker = Speaker::agent;
  std::optional<Millis> offset;
  std::optional<Millis> start;
  std::optional<std::int64_t> timestamp;
  Millis duration{0};
  std::string text;
  bool by_person = false;
  std::vector<Millis> word_offsets;
  std::vector<Millis> word_durations;
};

struct Tally {
  bool emotion = false;
  bool dialog_acts = false;
  std::size_t noise = 0;
  std::size_t empty = 0;
  std::size_t lost_words = 0;  ///< turns with another number of words than of times
  std::size_t bad_words = 0;
};

bool is_space(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The words of a text: what stands between blanks.
std::vector<TextRange> split(std::string_view text) {
  std::vector<TextRange> words;
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && !is_space(text[at])) ++at;
    words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
  }
  return words;
}

/// Nothing but marks such as "[noise]" or "<unk>". A redacted "[PII]" was speech.
bool is_noise(std::string_view text) {
  const std::vector<TextRange> words = split(text);
  return !words.empty() && std::all_of(words.begin(), words.end(), [&](TextRange range) {
    const std::string_view word = text.substr(range.begin, range.end - range.begin);
    return word != "[PII]" && ((word.front() == '[' && word.back() == ']') ||
                               (word.front() == '<' && word.back() == '>'));
  });
}

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_space);
}

Result<std::int64_t> as_timestamp(const Node& node) {
  return node.integer(0, std::int64_t{1} << 50);
}

Result<Millis> as_length(const Node& node) {
  CALLNORM_TRY(const Millis value, as_millis(node));
  if (value < Millis{0}) return node.error("must not be negative");
  return value;
}

Result<Segment> read_segment(const Node& node, Tally& tally) {
  CALLNORM_TRY(const auto in, members(node, segment_keys));
  Segment segment;
  CALLNORM_TRY(const std::size_t role, in.need("speaker_role", [](const Node& value) {
    return choose(value, role_names);
  }));
  segment.speaker = role == 0 ? Speaker::agent : Speaker::client;
  CALLNORM_TRY(segment.index, in.optional("index", as_count));
  CALLNORM_TRY(segment.offset, in.optional("offset_ms", as_millis));
  CALLNORM_TRY(segment.start, in.optional("start_ms", as_millis));
  if (!segment.offset && !segment.start) {
    return node.error("neither \"offset_ms\" nor \"start_ms\" is given");
  }
  CALLNORM_TRY(segment.timestamp, in.optional("start_timestamp_ms", as_timestamp));
  CALLNORM_TRY(segment.duration, in.need("duration_ms", as_length));
  CALLNORM_TRY(const std::string heard, in.value("transcript", as_string));
  CALLNORM_TRY(segment.text, in.value("human_transcript", as_string));
  segment.by_person = !is_blank(segment.text);
  if (!segment.by_person) segment.text = heard;
  CALLNORM_TRY(segment.word_offsets, in.value("word_offsets_ms", list_of(as_millis)));
  CALLNORM_TRY(segment.word_durations, in.value("word_durations_ms", list_of(as_length)));
  tally.emotion = tally.emotion || in.has("emotion");
  tally.dialog_acts = tally.dialog_acts || in.has("dialog_acts");
  return segment;
}

/// Which of the two times holds for the whole call.
struct Clock {
  bool use_offset = false;
  Quality::Clock kind = Quality::Clock::unknown;
  std::string note;
};

Result<Clock> choose_clock(const Node& root, const std::vector<Segment>& segments) {
  const auto all = [&](auto has) { return std::all_of(segments.begin(), segments.end(), has); };
  Clock clock;
  clock.use_offset = all([](const Segment& s) { return s.offset.has_value(); });
  if (!clock.use_offset) {
    for (const Segment& segment : segments) {
      if (segment.start) continue;
      Error error = root.error("\"start_ms\" is missing, and not every segment has \"offset_ms\"");
      error.where = at(std::move(error.where), segment.place);
      return error;
    }
    clock.note = "only start_ms is given for every segment: the clocks of the two sides may differ";
    return clock;
  }
  if (!all([](const Segment& s) { return s.timestamp.has_value(); })) {
    clock.note =
        "start_timestamp_ms is missing: whether both sides share a clock cannot be checked";
    return clock;
  }
  const auto zero = [](const Segment& s) { return *s.timestamp - s.offset->count(); };
  const std::int64_t first = zero(segments.front());
  if (!all([&](const Segment& s) { return zero(s) == first; })) {
    clock.note =
        "start_timestamp_ms - offset_ms differs between segments: both sides share no known clock";
    return clock;
  }
  clock.kind = Quality::Clock::common;
  return clock;
}

Turn make_turn(const Segment& segment, const Clock& clock, Tally& tally) {
  Turn turn;
  turn.speaker = segment.speaker;
  const Millis begin = clock.use_offset ? *segment.offset : *segment.start;
  turn.time = TimeSpan{begin, begin + segment.duration};
  turn.text = segment.text;
  if (segment.word_offsets.empty()) return turn;
  const std::vector<TextRange> words = split(turn.text);
  if (words.size() != segment.word_offsets.size() ||
      words.size() != segment.word_durations.size()) {
    ++tally.lost_words;
    return turn;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Millis from = begin + segment.word_offsets[i];
    turn.words.push_back({words[i], {from, from + segment.word_durations[i]}, std::nullopt});
  }
  if (drop_bad_words(turn)) ++tally.bad_words;
  return turn;
}

/// "t" and the segment's own number, when these tell the turns apart.
void name_turns(std::vector<Turn>& turns, const std::vector<Segment>& segments) {
  std::vector<std::uint32_t> numbers;
  for (const Segment& segment : segments) {
    if (!segment.index) return;
    numbers.push_back(*segment.index);
  }
  std::sort(numbers.begin(), numbers.end());
  if (std::adjacent_find(numbers.begin(), numbers.end()) != numbers.end()) return;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    turns[i].id = "t" + std::to_string(*segments[i].index);
  }
}

}  // namespace

bool looks_like_harper_valley(const Node& root) {
  simdjson::dom::array segments;
  if (root.element().get(segments) != simdjson::SUCCESS) return false;
  for (const simdjson::dom::element first : segments) {
    simdjson::dom::element found;
    return first["speaker_role"].get(found) == simdjson::SUCCESS &&
           (first["offset_ms"].get(found) == simdjson::SUCCESS ||
            first["start_ms"].get(found) == simdjson::SUCCESS);
  }
  return false;
}

Result<ContactDraft> read_harper_valley(const Node& root, std::string_view id) {
  Tally tally;
  std::vector<Segment> segments;
  std::size_t place = 0;
  CALLNORM_CHECK(root.each([&](const Node& node) -> Status {
    CALLNORM_TRY(Segment segment, read_segment(node, tally));
    segment.place = place++;
    segments.push_back(std::move(segment));
    return success();
  }));
  if (segments.empty()) return root.error("the transcript has no segment");
  CALLNORM_TRY(const Clock clock, choose_clock(root, segments));

  std::erase_if(segments, [&](const Segment& segment) {
    const bool empty = is_blank(segment.text);
    const bool noise = is_noise(segment.text);
    tally.empty += empty ? 1U : 0U;
    tally.noise += noise ? 1U : 0U;
    return empty || noise;
  });
  if (segments.empty()) return root.error("nobody says anything in this call");

  ContactDraft draft;
  draft.id = id;
  draft.language = "en";
  draft.source.format = "harper-valley";
  draft.quality.clock = clock.kind;
  draft.quality.punctuated = false;
  std::size_t by_person = 0;
  for (const Segment& segment : segments) {
    draft.turns.push_back(make_turn(segment, clock, tally));
    by_person += segment.by_person ? 1U : 0U;
  }
  name_turns(draft.turns, segments);
  std::stable_sort(draft.turns.begin(), draft.turns.end(),
                   [](const Turn& a, const Turn& b) { return a.time->begin < b.time->begin; });
  draft.quality.transcript =
      by_person == segments.size() ? Quality::Transcript::human : Quality::Transcript::asr;

  std::vector<std::string>& notes = draft.source.notes;
  if (tally.emotion) draft.source.dropped.emplace_back("[].emotion");
  if (tally.dialog_acts) notes.emplace_back("ignored: [].dialog_acts");
  if (!clock.note.empty()) notes.push_back(clock.note);
  if (by_person != segments.size() && by_person != 0) {
    note_count(notes, segments.size() - by_person, "turn", "as a recogniser heard it");
  }
  note_count(notes, tally.noise, "segment", "with noise only left out");
  note_count(notes, tally.empty, "segment", "without text left out");
  note_count(notes, tally.lost_words, "turn", "without word times: another number of words");
  note_count(notes, tally.bad_words, "turn", "without word times: they leave the turn's own time");
  return draft;
}

}  // namespace callnorm::io
