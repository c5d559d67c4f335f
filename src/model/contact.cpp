#include "callnorm/model/contact.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "callnorm/text/utf8.hpp"
#include "message.hpp"
#include "model/check.hpp"
#include "model/contact_checks.hpp"
#include "model/default_ids.hpp"
#include "try.hpp"

namespace callnorm {

namespace {

using model::check_utf8;
using model::first_repeated;

constexpr Millis horizon = std::chrono::hours{31 * 24};

constexpr std::array<std::string_view, 3> devices{"keyboard", "mouse", ""};
constexpr std::array<std::string_view, 4> ways{"typed", "pasted", "autofilled", ""};
constexpr std::array<std::string_view, 11> types{"text",  "id",     "phone",    "iban",
                                                 "meter", "date",   "datetime", "address",
                                                 "email", "amount", "number"};
constexpr std::array<std::string_view, 3> intonations{"adapted", "not_adapted", ""};

Error broken(std::string message, std::string where) {
  return {ErrorCode::invalid_contact, std::move(message), std::move(where)};
}

Status check_time(Millis time, const Place& where) {
  if (time < -horizon || time > horizon) return broken("a time beyond 31 days", where);
  return success();
}

Status check_time(const std::optional<Millis>& time, const Place& where) {
  return time ? check_time(*time, where) : success();
}

Status check_length(const std::optional<Millis>& length, const Place& where) {
  if (length && *length < Millis{0}) return broken("must not be negative", where);
  return check_time(length, where);
}

/// @param place pointer to the object that holds the span under the keys `begin` and `end`.
Status check_span(TimeSpan span, const Place& place, std::string_view begin = "start",
                  std::string_view end = "end") {
  if (span.begin >= -horizon && span.end <= horizon && span.begin <= span.end) return success();
  CALLNORM_CHECK(check_time(span.begin, place / begin));
  CALLNORM_CHECK(check_time(span.end, place / end));
  if (span.end < span.begin) return broken("ends before it begins", place / end);
  return success();
}

Status check_share(const std::optional<double>& share, const Place& where) {
  if (share && !(*share >= 0 && *share <= 1)) return broken("must lie from 0 to 1", where);
  return success();
}

Status check_finite(const std::optional<double>& value, const Place& where) {
  if (value && !std::isfinite(*value)) return broken("is not a finite number", where);
  return success();
}

Status check_name(std::string_view text, const Place& where) {
  if (text.empty()) return broken("must not be empty", where);
  return check_utf8(text, where);
}

Status check_choice(std::string_view value, std::span<const std::string_view> names,
                    const Place& where) {
  if (std::find(names.begin(), names.end(), value) != names.end()) return success();
  return broken("unknown value " + in_quotes(value), where);
}

template <class T, class Check>
Status check_all(const std::optional<std::vector<T>>& channel, const Place& place, Check check) {
  if (!channel) return success();
  for (std::size_t i = 0; i < channel->size(); ++i) {
    CALLNORM_CHECK(check((*channel)[i], place / i));
  }
  return success();
}

Status check_texts(const std::vector<std::string>& texts, const Place& place) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CALLNORM_CHECK(check_utf8(texts[i], place / i));
  }
  return success();
}

Status check_names(const std::vector<std::string>& names, const Place& place) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    CALLNORM_CHECK(check_name(names[i], place / i));
  }
  return success();
}

template <class T, class Id>
Status check_unique(const std::vector<T>& items, const Place& place, Id id) {
  std::vector<std::string_view> ids;
  ids.reserve(items.size());
  for (const T& item : items) ids.emplace_back(id(item));
  const auto repeated = first_repeated(ids);
  if (!repeated) return success();
  return broken("id " + in_quotes(ids[*repeated]) + " is used twice", place / *repeated / "id");
}

/// The names the turns of this contact have in its file.
struct TurnKeys {
  const char* list;
  std::string_view begin, end;
};

TurnKeys turn_keys(Channel channel) noexcept {
  if (channel == Channel::voice) return {"/turns", "start", "end"};
  return {"/messages", "compose_start", "sent"};
}

Status check_words(const Turn& turn, const Place& place, bool talk) {
  if (!talk) {
    return broken("a message has no words with times", place / "words");
  }
  if (!turn.time) {
    return broken("its words have times, the turn has none", place / "words");
  }
  const Place words = place / "words";
  std::uint32_t from = 0;
  Millis since = turn.time ? turn.time->begin : Millis{0};
  for (std::size_t i = 0; i < turn.words.size(); ++i) {
    const Word& word = turn.words[i];
    const Place here = words / i;
    if (word.text.begin < from || word.text.end <= word.text.begin ||
        word.text.end > turn.text.size()) {
      return broken("the word does not stand in the turn's text after the word before it",
                    here / "text");
    }
    if (!at_code_point(turn.text, word.text.begin) || !at_code_point(turn.text, word.text.end)) {
      return broken("the word begins or ends inside a character", here / "text");
    }
    if (word.time.end < word.time.begin) {
      return broken("ends before it begins", here / "end");
    }
    if (word.time.begin < turn.time->begin || word.time.begin > turn.time->end) {
      return broken("the word begins outside its turn", here / "start");
    }
    if (word.time.end > turn.time->end) {
      return broken("the word ends after its turn", here / "end");
    }
    if (word.time.begin < since) {
      return broken("the word begins before the word before it", here / "start");
    }
    CALLNORM_CHECK(check_share(word.confidence, here / "confidence"));
    from = word.text.end;
    since = word.time.begin;
  }
  return success();
}

Status check_turns(const ContactDraft& draft) {
  const TurnKeys keys = turn_keys(draft.channel);
  const bool talk = draft.channel == Channel::voice;
  const Place list = keys.list;
  for (std::size_t i = 0; i < draft.turns.size(); ++i) {
    const Turn& turn = draft.turns[i];
    const Place here = list / i;
    if (turn.text.size() > std::numeric_limits<std::uint32_t>::max()) {
      return broken("the text is longer than 4 GiB", here / "text");
    }
    CALLNORM_CHECK(check_utf8(turn.id, here / "id"));
    CALLNORM_CHECK(check_utf8(turn.text, here / "text"));
    if (turn.time.has_value() != draft.turns.front().time.has_value()) {
      return broken("either all turns carry a time or none does",
                    turn.time ? here / keys.end : list / i);
    }
    if (turn.time) {
      if (turn.time->begin < -horizon || turn.time->end > horizon ||
          turn.time->end < turn.time->begin) {
        return check_span(*turn.time, here, keys.begin, keys.end);
      }
      if (i > 0) {
        // Talk is in order of its start. A message exists from the moment it is sent.
        const TimeSpan before = *draft.turns[i - 1].time;
        if (talk ? turn.time->begin < before.begin : turn.time->end < before.end) {
          return broken(
              talk ? "begins before the turn before it" : "was sent before the message before it",
              here / (talk ? keys.begin : keys.end));
        }
      }
    }
    if (!turn.words.empty()) CALLNORM_CHECK(check_words(turn, here, talk));
  }
  return check_unique(draft.turns, list,
                      [](const Turn& turn) { return std::string_view(turn.id); });
}

Status check_screen(const ContactDraft& draft) {
  CALLNORM_CHECK(check_all(draft.screen_items, "/screen/items",
                           [](const ScreenItem& item, const Place& here) -> Status {
                             CALLNORM_CHECK(check_name(item.id, here / "id"));
                             CALLNORM_CHECK(check_texts(item.keys, here / "keys"));
                             return check_time(item.shown, here / "shown");
                           }));
  return check_all(draft.screen_views, "/screen/views",
                   [](const ScreenView& view, const Place& here) -> Status {
                     CALLNORM_CHECK(check_name(view.item, here / "item"));
                     return check_span(view.time, here);
                   });
}

Status check_desk(const ContactDraft& draft) {
  const auto span = [](TimeSpan time, const Place& here) { return check_span(time, here); };
  CALLNORM_CHECK(check_screen(draft));
  CALLNORM_CHECK(
      check_all(draft.input, "/input", [](const InputBurst& burst, const Place& here) -> Status {
        CALLNORM_CHECK(check_choice(burst.device, devices, here / "device"));
        return check_span(burst.time, here);
      }));
  CALLNORM_CHECK(check_all(draft.headset, "/headset", span));
  CALLNORM_CHECK(check_all(draft.hold, "/hold", span));
  CALLNORM_CHECK(check_all(draft.mute, "/mute", span));
  CALLNORM_CHECK(
      check_all(draft.tools, "/tools", [](const ToolUse& use, const Place& here) -> Status {
        CALLNORM_CHECK(check_name(use.tool, here / "tool"));
        return check_time(use.at, here / "at");
      }));
  CALLNORM_CHECK(check_names(draft.tools_unavailable, "/tools_unavailable"));
  CALLNORM_CHECK(check_all(draft.requests, "/requests",
                           [](const Request& request, const Place& here) -> Status {
                             CALLNORM_CHECK(check_name(request.id, here / "id"));
                             CALLNORM_CHECK(check_names(request.allowed, here / "allowed"));
                             CALLNORM_CHECK(check_time(request.at, here / "at"));
                             CALLNORM_CHECK(check_time(request.answered, here / "answered"));
                             if (request.answered && *request.answered < request.at) {
                               return broken("answered before it was asked", here / "answered");
                             }
                             return success();
                           }));
  if (draft.requests) {
    CALLNORM_CHECK(check_unique(*draft.requests, "/requests", [](const Request& request) {
      return std::string_view(request.id);
    }));
  }
  return check_all(draft.lookups, "/lookups",
                   [](const LookUp& lookup, const Place& here) -> Status {
                     CALLNORM_CHECK(check_name(lookup.source, here / "source"));
                     if (lookup.request) {
                       CALLNORM_CHECK(check_name(*lookup.request, here / "request"));
                     }
                     CALLNORM_CHECK(check_time(lookup.at, here / "at"));
                     return check_length(lookup.viewed, here / "viewed");
                   });
}

Status check_data(const ContactDraft& draft) {
  const auto field = [](const auto& entry, const Place& here) -> Status {
    CALLNORM_CHECK(check_utf8(entry.file, here / "file"));
    CALLNORM_CHECK(check_name(entry.field, here / "field"));
    return check_utf8(entry.value, here / "value");
  };
  CALLNORM_CHECK(
      check_all(draft.edits, "/edits", [&](const FieldEdit& edit, const Place& here) -> Status {
        CALLNORM_CHECK(field(edit, here));
        CALLNORM_CHECK(check_choice(edit.how, ways, here / "how"));
        return check_time(edit.at, here / "at");
      }));
  CALLNORM_CHECK(check_all(draft.record, "/record",
                           [&](const RecordField& entry, const Place& here) -> Status {
                             CALLNORM_CHECK(field(entry, here));
                             return check_time(entry.at, here / "at");
                           }));
  if (draft.report) {
    for (const ReportEntry& entry : *draft.report) {
      CALLNORM_CHECK(check_name(entry.field, "/report/fields"));
      CALLNORM_CHECK(check_utf8(entry.value, Place("/report/fields") / entry.field));
    }
    std::vector<std::string_view> names;
    for (const ReportEntry& entry : *draft.report) names.emplace_back(entry.field);
    if (const auto repeated = first_repeated(names)) {
      return broken("field " + in_quotes(names[*repeated]) + " stands twice",
                    Place("/report/fields") / names[*repeated]);
    }
  }
  CALLNORM_CHECK(
      check_all(draft.typing, "/typing", [](const TypingPair& pair, const Place& here) -> Status {
        CALLNORM_CHECK(check_utf8(pair.presented, here / "presented"));
        CALLNORM_CHECK(check_utf8(pair.typed, here / "typed"));
        CALLNORM_CHECK(check_choice(pair.how, ways, here / "how"));
        return check_length(pair.took, here / "took");
      }));
  CALLNORM_CHECK(check_all(draft.dictations, "/dictations",
                           [](const Dictation& dictation, const Place& here) -> Status {
                             CALLNORM_CHECK(check_time(dictation.said_end, here / "said_end"));
                             CALLNORM_CHECK(check_time(dictation.commit, here / "commit"));
                             CALLNORM_CHECK(check_length(dictation.said_took, here / "said_took"));
                             CALLNORM_CHECK(check_choice(dictation.how, ways, here / "how"));
                             return check_length(dictation.typing_took, here / "typing_took");
                           }));
  CALLNORM_CHECK(check_all(draft.obtained, "/obtained",
                           [&](const ObtainedValue& value, const Place& here) -> Status {
                             CALLNORM_CHECK(field(value, here));
                             return check_choice(value.type, types, here / "type");
                           }));
  return check_all(draft.histories, "/histories",
                   [](const FieldHistory& history, const Place& here) -> Status {
                     CALLNORM_CHECK(check_name(history.field, here / "field"));
                     CALLNORM_CHECK(check_utf8(history.truth, here / "truth"));
                     CALLNORM_CHECK(check_choice(history.type, types, here / "type"));
                     return check_texts(history.history, here / "history");
                   });
}

Status check_rest(const ContactDraft& draft, std::size_t turns) {
  CALLNORM_CHECK(check_all(
      draft.prosody, "/prosody", [&](const Prosody& prosody, const Place& here) -> Status {
        if (prosody.turn >= turns) {
          return broken("there is no turn " + std::to_string(prosody.turn), here / "turn");
        }
        CALLNORM_CHECK(check_finite(prosody.rate_wpm, here / "rate_wpm"));
        CALLNORM_CHECK(check_finite(prosody.f0_semitones, here / "f0_semitones"));
        return check_finite(prosody.intensity_db, here / "intensity_db");
      }));
  std::vector<std::string_view> names;
  for (const auto& [fact, value] : draft.facts) {
    CALLNORM_CHECK(check_name(fact, "/facts"));
    CALLNORM_CHECK(check_utf8(value, Place("/facts") / fact));
    names.emplace_back(fact);
  }
  if (const auto repeated = first_repeated(names)) {
    return broken("fact " + in_quotes(names[*repeated]) + " stands twice",
                  Place("/facts") / names[*repeated]);
  }
  if (draft.scenario) {
    CALLNORM_CHECK(check_utf8(draft.scenario->id, "/scenario/id"));
    CALLNORM_CHECK(check_names(draft.scenario->interests, "/scenario/interests"));
  }
  CALLNORM_CHECK(check_time(draft.ending.hangup, "/ending/hangup"));
  CALLNORM_CHECK(check_share(draft.quality.word_error, "/quality/word_error"));
  std::set<std::pair<std::string_view, std::string_view>> changed;
  for (std::size_t i = 0; i < draft.accommodations.size(); ++i) {
    const Accommodation& change = draft.accommodations[i];
    const Place list = "/accommodations";
    const Place here = list / i;
    CALLNORM_CHECK(check_name(change.indicator, here / "indicator"));
    CALLNORM_CHECK(check_name(change.parameter, here / "parameter"));
    if (!(change.factor >= 0.01 && change.factor <= 100)) {
      return broken("must lie between 0.01 and 100", here / "factor");
    }
    CALLNORM_CHECK(check_name(change.decided_by, here / "decided_by"));
    CALLNORM_CHECK(check_utf8(change.reason, here / "reason"));
    if (!changed.emplace(change.indicator, change.parameter).second) {
      return broken("parameter " + in_quotes(change.parameter) + " is changed twice",
                    here / "parameter");
    }
  }
  CALLNORM_CHECK(check_choice(draft.assessor_intonation, intonations, "/assessor/intonation"));
  if (draft.concurrency == 0) return broken("must be at least 1", "/concurrency");
  CALLNORM_CHECK(check_utf8(draft.source.format, "/source/format"));
  CALLNORM_CHECK(check_texts(draft.source.dropped, "/source/dropped"));
  return check_texts(draft.source.notes, "/source/notes");
}

/// Something was recorded. An empty channel counts: it says that nothing happened.
bool holds_anything(const ContactDraft& d) noexcept {
  return !d.turns.empty() || d.screen_items || d.screen_views || d.input || d.headset || d.hold ||
         d.mute || d.tools || d.requests || d.lookups || d.edits || d.record || d.report ||
         d.typing || d.dictations || d.obtained || d.histories || d.prosody || !d.acts.empty() ||
         !d.acts_given.empty() || !d.facts.empty() || d.scenario || !d.assessor_intonation.empty();
}

}  // namespace

Status model::check_acts(std::span<const Act> acts, std::span<const Turn> turns) {
  const Place list = "/acts";
  for (std::size_t i = 0; i < acts.size(); ++i) {
    const Act& act = acts[i];
    const Place here = list / i;
    if (act.kind == ActKind::step) {
      if (act.step.empty()) return broken("a step act names its step", here / "step");
    } else if (!act.turn) {
      return broken("an act of talk names its turn", here / "turn");
    }
    if (act.turn) {
      if (*act.turn >= turns.size()) {
        return broken("there is no turn " + std::to_string(*act.turn), here / "turn");
      }
      const std::string& text = turns[*act.turn].text;
      if (act.text.end > text.size() || act.text.begin > act.text.end) {
        return broken(
            "does not lie in the turn's text of " + std::to_string(text.size()) + " bytes",
            here / (act.text.end > text.size() ? "text_end" : "text_begin"));
      }
      if (!at_code_point(text, act.text.begin)) {
        return broken("stands inside a character", here / "text_begin");
      }
      if (!at_code_point(text, act.text.end)) {
        return broken("stands inside a character", here / "text_end");
      }
    } else if (act.text != TextRange{}) {
      return broken("a range of text needs a turn", here / "text_begin");
    }
    if (act.time) CALLNORM_CHECK(check_span(*act.time, here));
    CALLNORM_CHECK(check_share(act.score, here / "score"));
    CALLNORM_CHECK(check_length(act.announced, here / "announced"));
    for (const auto& [key, text] :
         {std::pair{"id", &act.id}, std::pair{"type", &act.type}, std::pair{"to", &act.to},
          std::pair{"step", &act.step}, std::pair{"by", &act.by}}) {
      CALLNORM_CHECK(check_utf8(*text, here / key));
    }
  }
  return success();
}

Status model::check_besides_talk(const ContactDraft& draft, std::size_t turns) {
  CALLNORM_CHECK(check_desk(draft));
  CALLNORM_CHECK(check_data(draft));
  return check_rest(draft, turns);
}

Result<Contact> Contact::create(ContactDraft draft) {
  for (std::size_t i = 0; i < draft.turns.size(); ++i) {
    if (draft.turns[i].id.empty()) draft.turns[i].id = turn_id(draft.channel, i);
  }
  if (draft.requests) {
    for (std::size_t i = 0; i < draft.requests->size(); ++i) {
      std::string& id = (*draft.requests)[i].id;
      if (id.empty()) id = request_id(i);
    }
  }
  if (draft.source.format.empty()) draft.source.format = "callnorm.contact/1";
  for (Act& act : draft.acts) {
    // An act given without a range speaks of the whole utterance.
    if (act.turn && *act.turn < draft.turns.size() && act.text == TextRange{}) {
      act.text.end = static_cast<std::uint32_t>(draft.turns[*act.turn].text.size());
    }
    // A kind of which one act is given is given.
    if (!draft.gives(act.kind)) draft.acts_given.push_back(act.kind);
  }

  if (!holds_anything(draft)) return broken("nothing was recorded: no turns, no log, no facts", "");
  CALLNORM_CHECK(check_utf8(draft.id, "/id"));
  CALLNORM_CHECK(check_utf8(draft.language, "/language"));
  CALLNORM_CHECK(check_time(draft.connect, "/connect"));
  const std::string end_place = draft.connect ? "/duration" : "/end";
  CALLNORM_CHECK(check_time(draft.end, end_place));
  CALLNORM_CHECK(check_turns(draft));
  CALLNORM_CHECK(model::check_acts(draft.acts, draft.turns));
  CALLNORM_CHECK(
      check_unique(draft.acts, "/acts", [](const Act& act) { return std::string_view(act.id); }));
  CALLNORM_CHECK(model::check_besides_talk(draft, draft.turns.size()));

  Contact contact(std::make_shared<const ContactDraft>(std::move(draft)));
  if (const TimeSpan extent = contact.extent(); extent.end < extent.begin) {
    return broken("the contact ends before it begins",
                  contact.data().end ? end_place : std::string("/connect"));
  }
  if (contact.extent().length() > horizon) return broken("longer than 31 days", end_place);
  return contact;
}

TimeSpan Contact::extent() const noexcept {
  const ContactDraft& draft = *data_;
  TimeSpan extent;
  if (timed()) {
    extent = *draft.turns.front().time;
    for (const Turn& turn : draft.turns) {
      extent.begin = std::min(extent.begin, turn.time->begin);
      extent.end = std::max(extent.end, turn.time->end);
    }
  } else {
    extent.begin = extent.end = draft.connect.value_or(draft.end.value_or(Millis{0}));
  }
  if (draft.connect) extent.begin = *draft.connect;
  if (draft.end) extent.end = *draft.end;
  return extent;
}

const std::string* Contact::fact(std::string_view name) const noexcept {
  for (const auto& [key, value] : data_->facts) {
    if (key == name) return &value;
  }
  return nullptr;
}

}  // namespace callnorm
