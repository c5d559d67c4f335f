// callnorm/model/contact.hpp - one contact, as it was recorded: talk, screens, keys, records.
//
// Every importer ends here. Text is UTF-8, untouched: what an evaluation quotes is what the source
// wrote; analyses refer to it by byte range and never rewrite it. A channel that is absent
// (std::nullopt) was not recorded: "cannot tell". A channel that is present and empty was recorded
// and nothing happened. No field holds anyone's feelings, on purpose.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/extent.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

enum class Speaker : std::uint8_t { agent, client };
enum class Channel : std::uint8_t { voice, chat, email };

[[nodiscard]] constexpr std::string_view name(Speaker speaker) noexcept {
  return speaker == Speaker::agent ? "agent" : "client";
}
[[nodiscard]] constexpr std::string_view name(Channel channel) noexcept {
  switch (channel) {
    case Channel::voice: return "voice";
    case Channel::chat: return "chat";
    case Channel::email: return "email";
  }
  return "";
}

/// A word of a turn, where the source gives its time.
struct Word {
  TextRange text;  ///< bytes within Turn::text
  TimeSpan time;
  std::optional<double> confidence;  ///< 0..1; absent when the source gives none
};

/// One stretch by one party. In a chat or e-mail a turn is one message; its time is then an
/// instant, or from the start of composing to the sending where that is known.
struct Turn {
  std::string id;  ///< unique; "t1", "t2", ... when the source gives none
  Speaker speaker = Speaker::agent;
  std::optional<TimeSpan> time;
  std::string text;
  std::vector<Word> words;  ///< empty when the source has no word times
};

/// One showing; a page one returns to is shown again, under the same id.
struct ScreenItem {
  std::string id;
  Millis shown{0};
  std::vector<std::string> keys;  ///< the values that matter on it
  /// Whether script or scenario say that it matters. Absent: only where they mark no item so.
  std::optional<bool> relevant;
};
struct ScreenView {
  std::string item;
  TimeSpan time;  ///< a click may be an instant
};
struct InputBurst {
  TimeSpan time;
  std::string device;     ///< "keyboard", "mouse" or ""
  bool effective = true;  ///< changed a field, navigated or searched
};
struct ToolUse {
  std::string tool;
  Millis at{0};
  std::optional<std::uint32_t>
      interactions;  ///< from `at` on; 0: opened, not used; absent: unknown
};
/// What the client asked for, and when it was answered.
struct Request {
  std::string id;
  Millis at{0};
  std::optional<Millis> answered;
  std::vector<std::string> allowed;  ///< sources; empty: those of the script
  bool ordered = false;
  bool needs_lookup = true;
};
struct LookUp {
  std::string source;
  Millis at{0};
  std::optional<std::string> request;  ///< id, when linked
  std::optional<Millis> viewed;        ///< how long
};
struct FieldEdit {
  std::string file;
  std::string field;
  std::string value;
  std::optional<Millis> at;
  std::string how;  ///< "typed", "pasted", "autofilled" or ""
};
struct RecordField {
  std::string file;
  std::string field;
  std::string value;
  std::optional<Millis> at;  ///< when it was last committed
};
struct ReportEntry {
  std::string field;
  std::string value;
};
struct TypingPair {
  std::string presented;
  std::string typed;
  std::uint32_t erased = 0;                ///< characters typed and erased again (IF)
  std::optional<std::uint32_t> edit_keys;  ///< backspace, delete, cursor keys (F)
  std::optional<Millis> took;
  std::string how;  ///< "typed", "pasted", "autofilled" or ""
};
/// A value the client dictated, and its typing.
struct Dictation {
  Millis said_end{0};
  Millis commit{0};
  bool repeat_for_typing = false;
  std::optional<std::uint32_t> typed_chars;
  std::optional<std::uint32_t> said_chars;
  std::optional<Millis> said_took;
  std::optional<Millis> typing_took;
  std::string how;  ///< "typed", "pasted", "autofilled" or ""
};
/// Rate, pitch and loudness of one turn, relative; never a feeling.
struct Prosody {
  std::uint32_t turn = 0;
  std::optional<double> rate_wpm;
  std::optional<double> f0_semitones;
  std::optional<double> intensity_db;
};
/// A value obtained from the client: ground truth of a scenario or a confirmed transcript.
struct ObtainedValue {
  std::string file;
  std::string field;
  std::string value;
  std::string type = "text";
  bool required = true;
};
/// The history of one field against its truth.
struct FieldHistory {
  std::string field;
  std::string truth;
  std::vector<std::string> history;
  bool signalled = false;  ///< client or system pointed out the error
  std::string type = "text";
};
/// What a simulation planted.
struct Scenario {
  std::string id;
  std::optional<std::uint32_t> ambiguities;
  std::optional<std::uint32_t> objections;
  std::optional<std::uint32_t> errors;
  std::vector<std::string> interests;
  bool client_opt_out = false;
};

/// A limit changed for one person: reason class only, never a diagnosis. Reports show the usual
/// value beside it.
struct Accommodation {
  std::string indicator;  ///< id in the norm
  std::string parameter;
  double factor = 1;       ///< multiplies the parameter; 0.01..100
  std::string decided_by;  ///< who signed it
  std::string reason;      ///< class such as "reading", "motor"; may be empty
};

/// Who ended the contact, and when the line was cut.
struct Ending {
  enum class By : std::uint8_t { unknown, agent, client, client_before_closing, technical };
  By by = By::unknown;
  std::optional<Millis> hangup;
  std::optional<bool> client_goodbye;  ///< known from elsewhere than the text

  /// By the client before the agent could close, or by the line: what was still to come had no
  /// occasion (NORM 0.5).
  [[nodiscard]] constexpr bool cut_short() const noexcept {
    return by == By::client_before_closing || by == By::technical;
  }
};

/// How far the record can be trusted.
struct Quality {
  enum class Clock : std::uint8_t { common, unknown };
  enum class Transcript : std::uint8_t { unknown, human, asr };
  Clock clock = Clock::common;  ///< unknown skew: every timing measure cannot tell
  Transcript transcript = Transcript::unknown;
  std::optional<bool> punctuated;            ///< absent: looked up in the text
  std::optional<double> word_error;          ///< 0..1, estimated
  std::vector<ActKind> annotation_complete;  ///< kinds for which the given acts are all there are

  friend bool operator==(const Quality&, const Quality&) = default;
};

/// Where the contact came from.
struct Source {
  std::string format;                ///< "callnorm.contact/1", "aws-transcribe", ...
  std::vector<std::string> dropped;  ///< sentiment and emotion fields, refused on purpose
  std::vector<std::string> notes;    ///< anything else a reader should know: ignored fields, ...
};

struct ContactDraft {
  std::string id;
  Channel channel = Channel::voice;
  std::string language;           ///< BCP 47, or empty
  std::optional<Millis> connect;  ///< absent: the talk begins with the first turn
  std::optional<Millis> end;      ///< absent: it ends with the last turn
  std::vector<Turn> turns;        ///< turns of a voice contact, messages of a chat or e-mail
  std::optional<std::vector<ScreenItem>> screen_items;
  std::optional<std::vector<ScreenView>> screen_views;
  std::optional<std::vector<InputBurst>> input;
  std::optional<std::vector<TimeSpan>> headset;
  std::optional<std::vector<TimeSpan>> hold;
  std::optional<std::vector<TimeSpan>> mute;
  std::optional<std::vector<ToolUse>> tools;
  std::vector<std::string> tools_unavailable;
  std::optional<std::vector<Request>> requests;
  std::optional<std::vector<LookUp>> lookups;
  std::optional<std::vector<FieldEdit>> edits;
  std::optional<std::vector<RecordField>> record;
  std::optional<std::vector<ReportEntry>> report;
  bool report_machine_written = false;
  std::optional<std::vector<TypingPair>> typing;
  std::optional<std::vector<Dictation>> dictations;
  std::optional<std::vector<ObtainedValue>> obtained;
  std::optional<std::vector<FieldHistory>> histories;
  std::optional<std::vector<Prosody>> prosody;
  std::vector<Act> acts;            ///< by a person or another model; replace detection per kind
  std::vector<ActKind> acts_given;  ///< kinds the source annotated, also when none was found
  std::vector<std::pair<std::string, std::string>> facts;  ///< name -> scalar as JSON writes it
  std::optional<Scenario> scenario;
  Ending ending;
  Quality quality;
  std::vector<Accommodation> accommodations;
  std::string assessor_intonation;  ///< "adapted", "not_adapted" or ""
  std::uint32_t concurrency = 1;    ///< chats handled at once
  Source source;
  std::string hash;  ///< "blake2b-256:..." of the bytes it was read from, or empty

  /// Whether the source annotated a kind of act, also when it found none.
  [[nodiscard]] bool gives(ActKind kind) const noexcept {
    return std::find(acts_given.begin(), acts_given.end(), kind) != acts_given.end();
  }
};

/// Invariants: at least one channel was recorded; turns are in order of begin (messages: of
/// sending) and either all or none carry a time; ids are unique; every text is valid UTF-8; every
/// word lies inside its turn in bytes and in time, in order; every span has begin <= end; times lie
/// within +-31 days; acts point at turns that exist, at code-point boundaries; shares lie in 0..1.
class Contact {
 public:
  /// Fails with ErrorCode::invalid_contact or invalid_utf8; `where` is a JSON pointer in the layout
  /// of callnorm.contact/1.
  static Result<Contact> create(ContactDraft draft);

  [[nodiscard]] const ContactDraft& data() const noexcept { return *data_; }
  [[nodiscard]] const std::string& id() const noexcept { return data_->id; }
  [[nodiscard]] Channel channel() const noexcept { return data_->channel; }
  [[nodiscard]] const std::vector<Turn>& turns() const noexcept { return data_->turns; }

  /// Whether the turns carry times.
  [[nodiscard]] bool timed() const noexcept {
    return !data_->turns.empty() && data_->turns.front().time.has_value();
  }
  /// From connect (or first turn) to end (or last turn).
  [[nodiscard]] TimeSpan extent() const noexcept;

  /// The value of a fact, or null.
  [[nodiscard]] const std::string* fact(std::string_view name) const noexcept;

 private:
  explicit Contact(std::shared_ptr<const ContactDraft> data) noexcept : data_(std::move(data)) {}
  std::shared_ptr<const ContactDraft> data_;
};

}  // namespace callnorm
