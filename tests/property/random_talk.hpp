// tests/property/random_talk.hpp - conversations at random: examples changed here and there, and
// talk put together from phrases.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "callnorm/model/contact.hpp"
#include "callnorm/model/script.hpp"
#include "property/phrases.hpp"
#include "reference/script_fragments.hpp"

namespace callnorm::property {

using reference::Random;

/// How carefully somebody works; rolled per subject, so that every indicator meets good contacts,
/// bad ones and those in between.
enum class Care : std::uint8_t { good, mixed, poor };

inline Care random_care(Random& random) {
  return static_cast<Care>(random.below(3));
}
/// Whether this one thing goes wrong.
inline bool slips(Random& random, Care care) {
  const std::uint32_t of_hundred = care == Care::good ? 2 : care == Care::mixed ? 25 : 65;
  return random.below(100) < of_hundred;
}

template <class T>
const T& pick(Random& random, const std::vector<T>& from) {
  return from[random.below(static_cast<std::uint32_t>(from.size()))];
}
inline Millis random_time(Random& random, Millis from, Millis to) {
  if (to <= from) return from;
  return from + Millis{random.below(static_cast<std::uint32_t>((to - from).count() + 1))};
}

/// What a turn was written to do.
struct Meant {
  std::uint32_t turn = 0;
  ActKind kind = ActKind::question;
  std::string type;
};

inline Language language_of_draft(const ContactDraft& draft) {
  return language_of(draft.language).value_or(Language::en);
}

/// Turns of known phrases, one after the other. Empties `draft.turns` first.
class TalkWriter {
 public:
  TalkWriter(Random& random, ContactDraft& draft, const Script& script)
      : random_(random),
        draft_(draft),
        script_(script),
        say_(phrases(language_of_draft(draft))),
        pace_(random_care(random)) {}

  std::vector<Meant> write() {
    draft_.turns.clear();
    at_ = Millis{random_.one_in(4) ? 0 : random_.between(0, 3000)};
    const Care form = random_care(random_);  // how much of the script's order there is
    wordy_ = random_.one_in(3);
    familiar_ = random_.one_in(4);
    if (!slips(random_, form)) opening();
    client(say_.problem);
    for (std::uint32_t rounds = random_.between(0, 2); rounds > 0; --rounds) restating();
    for (std::uint32_t rounds = random_.between(0, 2); rounds > 0; --rounds) clarifying();
    for (std::uint32_t rounds = random_.between(0, 2); rounds > 0; --rounds) collecting();
    for (std::uint32_t rounds = random_.between(0, 5); rounds > 0; --rounds) explaining();
    if (random_.one_in(2)) promoting();
    if (random_.one_in(2)) objecting();
    if (!slips(random_, form)) ending();
    if (random_.one_in(6)) shuffle();
    draft_.connect = random_.one_in(8) ? std::nullopt : std::optional(Millis{0});
    draft_.end = random_.one_in(8) ? std::nullopt : std::optional(at_);
    if (draft_.channel != Channel::voice) {
      draft_.connect.reset();
      draft_.end.reset();
    }
    return std::move(meant_);
  }

 private:
  void opening() {
    agent(say_.opening, ActKind::greeting);
    if (!random_.one_in(4)) agent(say_.opening);
    if (random_.one_in(2)) client(say_.small);
  }
  void restating() {
    agent(say_.restate, ActKind::reformulation);
    answer();
  }
  void clarifying() {
    if (random_.one_in(4)) {
      agent(say_.open_repair, ActKind::open_repair);
    } else {
      agent(say_.clarify, ActKind::clarification, "restricted_request");
    }
    client(random_.one_in(5) ? say_.small : say_.answer);
  }
  void collecting() {
    agent(say_.ask_data, ActKind::data_question);
    client(say_.numbers);
    if (random_.one_in(2)) {
      agent(say_.read_back, ActKind::read_back);
      answer();
    }
    if (random_.one_in(3)) {
      agent(say_.hold, ActKind::hold);
      at_ += Millis{random_.between(0, 40'000)};
    }
    if (random_.one_in(6)) agent(say_.filler, ActKind::filler);
  }
  void explaining() {
    agent(familiar_ ? say_.familiar : wordy_ ? say_.wordy : say_.formal);
    agent(wordy_ ? say_.wordy : say_.plain);
    if (random_.one_in(2)) client(say_.small);
  }
  void promoting() {
    if (random_.one_in(2)) client(say_.interest);
    if (random_.one_in(5)) {
      agent(say_.boast, ActKind::promotion);
    } else if (script_.data().selling_points.empty() || random_.one_in(3)) {
      agent(say_.promote, ActKind::promotion);
    } else {
      const SellingPoint& point = pick(random_, script_.data().selling_points);
      const Lines lines =
          point.claims.empty() ? say_.promote : Lines{pick(random_, point.claims) + "."};
      agent(lines, ActKind::promotion, point.id);
    }
    if (random_.one_in(2)) client(say_.accept, ActKind::accept);
  }
  void objecting() {
    for (std::uint32_t rounds = random_.between(1, 5); rounds > 0; --rounds) {
      client(say_.object, ActKind::objection, "price");
      if (random_.one_in(3)) agent(say_.acknowledge, ActKind::acknowledge_objection);
      if (!random_.one_in(3)) agent(say_.rebut, ActKind::rebuttal);
      if (random_.one_in(5)) client(say_.refuse, ActKind::firm_refusal);
    }
  }
  void ending() {
    if (!random_.one_in(4)) agent(say_.closing);
    if (random_.one_in(2)) client(say_.small);
    if (!random_.one_in(4)) agent(say_.farewell, ActKind::goodbye);
    if (!random_.one_in(4)) client(say_.goodbye, ActKind::goodbye);
  }
  void answer() {
    if (random_.one_in(6)) return;
    if (random_.one_in(3)) {
      client(say_.disconfirm, ActKind::disconfirm);
    } else {
      client(say_.confirm, ActKind::confirm);
    }
  }
  /// Other words in the same times.
  void shuffle() {
    for (std::size_t i = draft_.turns.size(); i > 1; --i) {
      const std::size_t j = random_.below(static_cast<std::uint32_t>(i));
      std::swap(draft_.turns[i - 1].text, draft_.turns[j].text);
    }
    meant_.clear();
  }

  void agent(const Lines& lines, std::optional<ActKind> kind = std::nullopt,
             const std::string& type = "") {
    turn(Speaker::agent, pick(random_, lines), kind, type);
  }
  void client(const Lines& lines, std::optional<ActKind> kind = std::nullopt,
              const std::string& type = "") {
    turn(Speaker::client, pick(random_, lines), kind, type);
  }
  void turn(Speaker speaker, const std::string& text, std::optional<ActKind> kind,
            const std::string& type) {
    Turn turn;
    turn.id = "t" + std::to_string(draft_.turns.size() + 1);
    turn.speaker = speaker;
    turn.text = text;
    const Millis length{static_cast<std::int64_t>(text.size()) * random_.between(50, 70)};
    if (draft_.channel == Channel::voice) {
      at_ += gap();
      if (random_.one_in(12) && !draft_.turns.empty()) {  // talks into the turn before
        at_ = std::max(draft_.turns.back().time->begin, at_ - Millis{600});
      }
      turn.time = TimeSpan{at_, at_ + length};
      at_ += length;
    } else {
      const bool mail = draft_.channel == Channel::email;
      at_ += mail ? Millis{random_.between(60'000, 20'000'000)} : 5 * length + 6 * gap();
      turn.time = random_.one_in(2) ? TimeSpan{at_, at_} : TimeSpan{at_ - length, at_};
    }
    if (kind) {
      meant_.push_back({static_cast<std::uint32_t>(draft_.turns.size()), *kind, type});
    }
    draft_.turns.push_back(std::move(turn));
  }
  Millis gap() {
    const std::uint32_t long_ones = pace_ == Care::good ? 50 : pace_ == Care::mixed ? 12 : 5;
    if (random_.one_in(long_ones)) return Millis{random_.between(2000, 22'000)};
    return Millis{random_.between(0, 900)};
  }

  Random& random_;
  ContactDraft& draft_;
  const Script& script_;
  const Phrases& say_;
  Care pace_;
  bool wordy_ = false;
  bool familiar_ = false;
  Millis at_{0};
  std::vector<Meant> meant_;
};

/// Later turns come later.
inline void pause_before(ContactDraft& draft, std::size_t at, Millis pause) {
  for (std::size_t i = at; i < draft.turns.size(); ++i) {
    Turn& later = draft.turns[i];
    if (later.time) later.time = TimeSpan{later.time->begin + pause, later.time->end + pause};
    for (Word& word : later.words) word.time = {word.time.begin + pause, word.time.end + pause};
  }
}

/// An example with turns taken out, said otherwise or by the other, cut short, and pauses
/// stretched. Acts and prosody, which name turns by number, must be gone before.
inline void rework_turns(Random& random, ContactDraft& draft) {
  const Phrases& say = phrases(language_of_draft(draft));
  const std::vector<const Lines*> any{&say.opening, &say.restate,  &say.clarify,   &say.read_back,
                                      &say.hold,    &say.plain,    &say.closing,   &say.problem,
                                      &say.numbers, &say.confirm,  &say.object,    &say.refuse,
                                      &say.filler,  &say.ask_data, &say.disconfirm};
  for (std::uint32_t edits = random.below(8); edits > 0 && draft.turns.size() > 2; --edits) {
    const std::uint32_t at = random.below(static_cast<std::uint32_t>(draft.turns.size()));
    Turn& turn = draft.turns[at];
    switch (random.below(5)) {
      case 0: draft.turns.erase(draft.turns.begin() + at); break;
      case 1:
        turn.text = pick(random, *pick(random, any));
        turn.words.clear();
        break;
      case 2: turn.speaker = random.one_in(2) ? Speaker::agent : Speaker::client; break;
      case 3: draft.turns.resize(std::max<std::size_t>(at, 2)); break;
      default: pause_before(draft, at, Millis{random.between(0, 20'000)});
    }
  }
}

}  // namespace callnorm::property
