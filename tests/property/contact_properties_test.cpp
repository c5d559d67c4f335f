// What must hold for every contact, whatever is in it (NORM 5.1): random contacts made of the
// examples' turns and of phrases the rules know, with channels taken away and limits brushed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "callnorm/io/write.hpp"
#include "reference/script_fragments.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using reference::Random;
using test::value_of;

constexpr std::uint64_t first_seed = 20'261'123;
constexpr std::uint64_t contacts_tried = 300;

struct Setting {
  std::string script;
  Evaluator evaluator;
  Evaluator without_script;
  std::vector<ContactDraft> examples;  ///< contacts meant for that script
};

const std::vector<Setting>& settings() {
  static const std::vector<Setting> all = [] {
    const Norm norm = value_of(builtin_norm());
    const auto plain = value_of(Evaluator::create(norm));
    std::vector<Setting> out;
    for (const std::string_view id : builtin_scripts()) {
      const Script script = value_of(builtin_script(id));
      Setting setting{std::string(id), value_of(Evaluator::create(norm, script)), plain, {}};
      for (const std::string_view contact_id : builtin_contacts()) {
        const Contact contact = value_of(builtin_contact(contact_id));
        if (language_of(contact.data().language) == language_of(script.data().language)) {
          setting.examples.push_back(contact.data());
        }
      }
      out.push_back(std::move(setting));
    }
    return out;
  }();
  return all;
}

const std::vector<std::string>& phrases(Language language) {
  static const std::vector<std::string> nl{
      "Goedemiddag, klantendienst Demo, u spreekt met An.",
      "Dus u wilt de verhuis naar Gent doorgeven?",
      "Ja, dat klopt.",
      "Nee, dat klopt niet.",
      "Een momentje, ik zoek het even op.",
      "Welke factuur bedoelt u juist?",
      "Mijn klantnummer is 311 045 902.",
      "311 045 902?",
      "Kan ik u nog ergens mee helpen?",
      "Bedankt voor uw telefoontje. Nog een fijne dag. Tot ziens.",
      "Euh.",
      "Oké.",
      "Tot ziens.",
      "Ik verhuis van Gent naar Aalst en mijn factuur klopt niet.",
      "Wat is uw nieuwe adres?"};
  static const std::vector<std::string> fr{
      "Bonjour, service clientèle Demo, Anne à votre service.",
      "Donc votre modem ne marche plus depuis hier ?",
      "Oui, c'est ça.",
      "Non, pas du tout.",
      "Un instant, je vérifie.",
      "Quel modem exactement ?",
      "Mon numéro est le 02 511 23 45.",
      "02 511 23 45 ?",
      "Puis-je encore faire quelque chose pour vous ?",
      "Merci de votre appel. Bonne journée. Au revoir.",
      "Euh.",
      "D'accord.",
      "Au revoir.",
      "Ma connexion tombe en panne tous les soirs et le modem clignote.",
      "Quelle est votre adresse ?"};
  static const std::vector<std::string> en{
      "Good morning, Demo customer service, my name is Ann.",
      "So you want to block the card that was stolen?",
      "Yes, that's right.",
      "No, not really.",
      "One moment, let me check.",
      "Which card do you mean exactly?",
      "My number is 311 045 902.",
      "311 045 902?",
      "Is there anything else I can do?",
      "Thank you for calling. Have a nice day. Goodbye.",
      "Um.",
      "Okay.",
      "Bye.",
      "My card was stolen on the tram and a payment is strange.",
      "What is your date of birth?"};
  return language == Language::nl ? nl : language == Language::fr ? fr : en;
}

void clear_references(ContactDraft& draft) {
  // Prosody names turns by number.
  draft.prosody.reset();
  draft.acts.clear();
}

/// An example with turns taken out, put in or lengthened, and pauses stretched.
void rework_turns(Random& random, ContactDraft& draft) {
  clear_references(draft);
  const auto& words = phrases(*language_of(draft.language));
  for (std::uint32_t edits = random.below(8); edits > 0 && draft.turns.size() > 2; --edits) {
    const std::uint32_t at = random.below(static_cast<std::uint32_t>(draft.turns.size()));
    Turn& turn = draft.turns[at];
    switch (random.below(5)) {
      case 0: draft.turns.erase(draft.turns.begin() + at); break;
      case 1:
        turn.text = words[random.below(static_cast<std::uint32_t>(words.size()))];
        turn.words.clear();
        break;
      case 2: turn.speaker = random.one_in(2) ? Speaker::agent : Speaker::client; break;
      case 3: draft.turns.resize(std::max<std::size_t>(at, 2)); break;
      default: {  // a longer pause from here on
        const Millis pause{random.between(0, 20'000)};
        for (std::size_t i = at; i < draft.turns.size(); ++i) {
          Turn& later = draft.turns[i];
          if (later.time) later.time = TimeSpan{later.time->begin + pause, later.time->end + pause};
          for (Word& word : later.words)
            word.time = {word.time.begin + pause, word.time.end + pause};
        }
      }
    }
  }
}

/// Turns of known phrases, one after the other.
void fresh_turns(Random& random, ContactDraft& draft) {
  clear_references(draft);
  draft.turns.clear();
  const auto& words = phrases(*language_of(draft.language));
  Millis at{random.between(0, 3000)};
  const std::uint32_t count = random.between(1, 24);
  for (std::uint32_t i = 0; i < count; ++i) {
    Turn turn;
    turn.id = "t" + std::to_string(i + 1);
    turn.speaker = random.one_in(2) ? Speaker::agent : Speaker::client;
    turn.text = words[random.below(static_cast<std::uint32_t>(words.size()))];
    const Millis length{random.between(500, 8000)};
    turn.time = TimeSpan{at, at + length};
    at += length + Millis{random.one_in(4) ? random.between(0, 20'000) : random.between(0, 1000)};
    draft.turns.push_back(std::move(turn));
  }
  draft.connect = Millis{0};
  draft.end = at;
}

ContactDraft random_draft(Random& random, const Setting& setting) {
  ContactDraft draft =
      setting.examples[random.below(static_cast<std::uint32_t>(setting.examples.size()))];
  draft.hash.clear();
  switch (random.below(4)) {
    case 0: fresh_turns(random, draft); break;
    case 1: break;  // as it is
    default: rework_turns(random, draft);
  }
  if (random.one_in(6)) draft.edits.reset();
  if (random.one_in(6)) draft.record.reset();
  if (random.one_in(6)) draft.tools.reset();
  if (random.one_in(6)) draft.lookups.reset();
  if (random.one_in(8)) draft.quality.clock = Quality::Clock::unknown;
  if (random.one_in(8)) draft.quality.transcript = Quality::Transcript::asr;
  if (random.one_in(8)) draft.scenario.reset();
  if (random.one_in(4)) {
    draft.ending.by = static_cast<Ending::By>(random.below(5));
    draft.ending.hangup.reset();
  }
  if (random.one_in(4) && draft.channel == Channel::voice && draft.turns.size() > 1 &&
      draft.turns[0].time) {
    const Millis from = draft.turns[draft.turns.size() / 2].time->end;
    draft.hold = {TimeSpan{from, from + Millis{random.between(0, 60'000)}}};
  }
  for (const ActKind kind : {ActKind::reformulation, ActKind::clarification, ActKind::goodbye}) {
    if (!random.one_in(8)) continue;
    draft.acts_given.push_back(kind);
    if (random.one_in(2)) draft.quality.annotation_complete.push_back(kind);
    if (random.one_in(3)) continue;
    Act act;
    act.kind = kind;
    act.turn = random.below(static_cast<std::uint32_t>(draft.turns.size()));
    draft.acts.push_back(std::move(act));
  }
  std::sort(draft.acts_given.begin(), draft.acts_given.end());
  draft.acts_given.erase(std::unique(draft.acts_given.begin(), draft.acts_given.end()),
                         draft.acts_given.end());
  std::sort(draft.quality.annotation_complete.begin(), draft.quality.annotation_complete.end());
  auto& complete = draft.quality.annotation_complete;
  complete.erase(std::unique(complete.begin(), complete.end()), complete.end());
  return draft;
}

/// Runs `check` on many contacts; a failure names its seed.
template <class Check>
void for_random_contacts(std::uint64_t salt, Check check) {
  std::uint64_t tried = 0;
  for (std::uint64_t seed = first_seed + salt; tried < contacts_tried; ++seed) {
    Random random(seed);
    const Setting& setting = settings()[seed % settings().size()];
    ContactDraft draft = random_draft(random, setting);
    const auto contact = Contact::create(draft);
    ASSERT_TRUE(contact.ok()) << "seed " << seed << ": " << contact.error().where << ": "
                              << contact.error().message;
    ++tried;
    SCOPED_TRACE("seed " + std::to_string(seed) + ", " + draft.id + ", " + setting.script);
    check(random, setting, *contact);
    if (testing::Test::HasFailure()) return;
  }
}

Evaluation judge(const Setting& setting, const Contact& contact) {
  return value_of(setting.evaluator.evaluate(contact));
}
Evaluation judge(const Setting& setting, ContactDraft draft) {
  return judge(setting, value_of(Contact::create(std::move(draft))));
}

std::vector<std::string> verdicts(const Evaluation& evaluation) {
  std::vector<std::string> out;
  for (const IndicatorResult& r : evaluation.indicators) {
    out.push_back(r.id + " " + std::string(name(r.verdict)) + " " + r.reason);
  }
  return out;
}

bool tells_nothing(const IndicatorResult& result) {
  return result.verdict == Verdict::insufficient_evidence ||
         result.verdict == Verdict::not_applicable;
}

void shift(std::optional<Millis>& time, Millis by) {
  if (time) *time += by;
}
void shift(std::optional<std::vector<TimeSpan>>& spans, Millis by) {
  if (!spans) return;
  for (TimeSpan& span : *spans) span = {span.begin + by, span.end + by};
}
template <class T>
std::vector<T>& list(std::optional<std::vector<T>>& channel) {
  static thread_local std::vector<T> none;
  none.clear();
  return channel ? *channel : none;
}

/// Every time of a contact that has no connect of its own begins with its first turn: so that is
/// given one.
ContactDraft shifted(ContactDraft draft, Millis by) {
  shift(draft.connect, by);
  shift(draft.end, by);
  for (Turn& turn : draft.turns) {
    if (turn.time) turn.time = TimeSpan{turn.time->begin + by, turn.time->end + by};
    for (Word& word : turn.words) word.time = {word.time.begin + by, word.time.end + by};
  }
  for (ScreenItem& item : list(draft.screen_items)) item.shown += by;
  for (ScreenView& view : list(draft.screen_views))
    view.time = {view.time.begin + by, view.time.end + by};
  for (InputBurst& burst : list(draft.input))
    burst.time = {burst.time.begin + by, burst.time.end + by};
  shift(draft.headset, by);
  shift(draft.hold, by);
  shift(draft.mute, by);
  for (ToolUse& use : list(draft.tools)) use.at += by;
  for (Request& request : list(draft.requests)) {
    request.at += by;
    shift(request.answered, by);
  }
  for (LookUp& lookup : list(draft.lookups)) lookup.at += by;
  for (FieldEdit& edit : list(draft.edits)) shift(edit.at, by);
  for (RecordField& field : list(draft.record)) shift(field.at, by);
  for (Dictation& dictation : list(draft.dictations)) {
    dictation.said_end += by;
    dictation.commit += by;
  }
  for (Act& act : draft.acts) {
    if (act.time) act.time = TimeSpan{act.time->begin + by, act.time->end + by};
  }
  shift(draft.ending.hangup, by);
  return draft;
}

TEST(ContactProperties, TheRandomContactsReachEveryVerdictOfEveryIndicator) {
  // Properties of contacts that are all judged alike would say little.
  std::vector<std::string> seen;
  for_random_contacts(0, [&](Random&, const Setting& setting, const Contact& contact) {
    for (const IndicatorResult& r : judge(setting, contact).indicators) {
      if (r.reason != "NOT_YET_EVALUATED")
        seen.push_back(r.id + " " + std::string(name(r.verdict)));
    }
  });
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  for (const char* id : {"CCO-2.6", "CCO-3.1", "CCO-3.2", "CCO-3.5", "CCO-3.6", "CCO-3.7"}) {
    for (const Verdict verdict :
         {Verdict::demonstrated, Verdict::not_demonstrated, Verdict::insufficient_evidence}) {
      EXPECT_THAT(seen, testing::Contains(std::string(id) + " " + std::string(name(verdict))));
    }
  }
}

TEST(ContactProperties, ShiftingAllTimesChangesNoVerdict) {
  for_random_contacts(1000, [](Random& random, const Setting& setting, const Contact& contact) {
    const Millis by{static_cast<std::int64_t>(random.below(20'000'000)) - 10'000'000};
    EXPECT_EQ(verdicts(judge(setting, contact)),
              verdicts(judge(setting, shifted(contact.data(), by))));
  });
}

TEST(ContactProperties, RenamingTurnsChangesNoVerdict) {
  for_random_contacts(2000, [](Random& random, const Setting& setting, const Contact& contact) {
    ContactDraft renamed = contact.data();
    const std::uint32_t salt = random.below(1000);
    for (std::size_t i = 0; i < renamed.turns.size(); ++i) {
      renamed.turns[i].id = "u" + std::to_string(salt + 7 * (renamed.turns.size() - i));
    }
    renamed.id = "another";
    EXPECT_EQ(verdicts(judge(setting, contact)), verdicts(judge(setting, renamed)));
  });
}

TEST(ContactProperties, WithoutAChannelItNeedsAnIndicatorTellsNothing) {
  for_random_contacts(3000, [](Random&, const Setting& setting, const Contact& contact) {
    const Norm& norm = setting.evaluator.norm();
    const auto needs = [&](const IndicatorResult& result, std::string_view channel) {
      const auto& needed = norm.find(result.id)->operationalisation.needs;
      return std::find(needed.begin(), needed.end(), channel) != needed.end();
    };
    ContactDraft silent = contact.data();
    silent.turns.clear();
    silent.acts.clear();
    silent.prosody.reset();
    silent.headset.emplace();  // something must be there
    for (const IndicatorResult& result : judge(setting, silent).indicators) {
      // The steps of a script may also be seen in logs alone.
      if (result.id == "CCO-2.6") continue;
      EXPECT_TRUE(!needs(result, "turns") || tells_nothing(result))
          << result.id << " " << result.reason;
    }
    const auto unscripted = value_of(setting.without_script.evaluate(contact));
    for (const IndicatorResult& result : unscripted.indicators) {
      // Neither a misunderstanding nor a number read back (R3) asks what the purpose was.
      const bool read_back = std::any_of(result.evidence.begin(), result.evidence.end(),
                                         [](const Evidence& e) { return e.role == "read_back"; });
      if (result.id == "CCO-3.1" && (read_back || result.reason == "MISUNDERSTOOD" ||
                                     result.reason == "NONE_IN_COMPLETE_ANNOTATION")) {
        continue;
      }
      EXPECT_TRUE(!needs(result, "script") || tells_nothing(result))
          << result.id << " " << result.reason;
    }
    ContactDraft timeless = contact.data();
    for (Turn& turn : timeless.turns) {
      turn.time.reset();
      turn.words.clear();
    }
    EXPECT_TRUE(tells_nothing(*judge(setting, timeless).find("CCO-3.6")));
    ContactDraft skewed = contact.data();
    skewed.quality.clock = Quality::Clock::unknown;
    EXPECT_TRUE(tells_nothing(*judge(setting, skewed).find("CCO-3.6")));
  });
}

/// What a contact without one channel must not be failed for.
void nobody_fails_more(const Setting& setting, const Contact& contact, const ContactDraft& without,
                       const char* channel) {
  const Evaluation before = judge(setting, contact);
  const Evaluation after = judge(setting, without);
  for (std::size_t i = 0; i < before.indicators.size(); ++i) {
    // Two clocks are one when a log is gone; and where a log is, the words are not read for its
    // steps, so that without it a first step may be recognised.
    const std::string& reason = before.indicators[i].reason;
    if (reason == "CLOCK_SKEW" || reason == "NO_STEPS_RECOGNISED") continue;
    EXPECT_TRUE(after.indicators[i].verdict != Verdict::not_demonstrated ||
                before.indicators[i].verdict == Verdict::not_demonstrated)
        << "without " << channel << ": " << before.indicators[i].id << " from "
        << before.indicators[i].reason << " to " << after.indicators[i].reason;
  }
}

TEST(ContactProperties, WithoutALogNobodyFailsWhoDidNotFailWithIt) {
  for_random_contacts(4000, [](Random&, const Setting& setting, const Contact& contact) {
    const auto without = [&](const char* channel, auto clear) {
      ContactDraft draft = contact.data();
      clear(draft);
      nobody_fails_more(setting, contact, draft, channel);
    };
    without("edits and record", [](ContactDraft& d) {
      d.edits.reset();
      d.record.reset();
    });
    without("tools", [](ContactDraft& d) { d.tools.reset(); });
    without("lookups", [](ContactDraft& d) { d.lookups.reset(); });
    without("screen", [](ContactDraft& d) {
      d.screen_items.reset();
      d.screen_views.reset();
    });
    without("scenario", [](ContactDraft& d) { d.scenario.reset(); });
    without("known ending", [](ContactDraft& d) {
      if (d.ending.by == Ending::By::agent || d.ending.by == Ending::By::client)
        d.ending = Ending{};
    });
    without("times", [](ContactDraft& d) {
      for (Turn& turn : d.turns) {
        turn.time.reset();
        turn.words.clear();
      }
    });
    without("common clock", [](ContactDraft& d) { d.quality.clock = Quality::Clock::unknown; });
    without("complete annotation", [](ContactDraft& d) { d.quality.annotation_complete.clear(); });
  });
}

TEST(ContactProperties, FromARecogniserOnlyLogsFail) {
  for_random_contacts(5000, [](Random&, const Setting& setting, const Contact& contact) {
    ContactDraft draft = contact.data();
    draft.quality.transcript = Quality::Transcript::asr;
    for (const IndicatorResult& result : judge(setting, draft).indicators) {
      EXPECT_TRUE(result.verdict != Verdict::not_demonstrated || result.id == "CCO-2.6")
          << result.id;
    }
    draft.edits.reset();
    draft.record.reset();
    draft.tools.reset();
    draft.lookups.reset();
    EXPECT_NE(judge(setting, draft).find("CCO-2.6")->verdict, Verdict::not_demonstrated);
  });
}

TEST(ContactProperties, AClientTurnAfterTheClientsGoodbyeFailsNobody) {
  std::size_t tried = 0;
  for_random_contacts(6000, [&](Random& random, const Setting& setting, const Contact& contact) {
    const auto acts = value_of(setting.evaluator.detect(contact));
    const bool goodbye = std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
      return act.kind == ActKind::goodbye && act.turn &&
             contact.turns()[*act.turn].speaker == Speaker::client &&
             *act.turn + 2 >= contact.turns().size();
    });
    if (!goodbye) return;
    ++tried;
    ContactDraft longer = contact.data();
    Turn turn;
    turn.id = "one more";
    turn.speaker = Speaker::client;
    const auto& words = phrases(*language_of(longer.language));
    turn.text = words[random.below(static_cast<std::uint32_t>(words.size()))];
    if (const auto last = longer.turns.back().time) {
      const Millis from = last->end + Millis{random.between(0, 30'000)};
      turn.time = TimeSpan{from, from + Millis{2000}};
    }
    longer.turns.push_back(std::move(turn));
    const Evaluation before = judge(setting, contact);
    const Evaluation after = judge(setting, longer);
    for (std::size_t i = 0; i < before.indicators.size(); ++i) {
      EXPECT_FALSE(before.indicators[i].verdict == Verdict::demonstrated &&
                   after.indicators[i].verdict == Verdict::not_demonstrated)
          << before.indicators[i].id << " " << after.indicators[i].reason << " after "
          << longer.turns.back().text;
    }
  });
  EXPECT_GT(tried, contacts_tried / 10);
}

TEST(ContactProperties, WrittenAndReadAgainAContactIsJudgedTheSame) {
  for_random_contacts(7000, [](Random& random, const Setting& setting, const Contact& contact) {
    const std::string written = write_contact(contact, random.one_in(2) ? 2 : 0);
    const auto read = read_contact(written);
    ASSERT_TRUE(read.ok()) << read.error().where << ": " << read.error().message;
    ContactDraft again = read->data();
    again.hash = contact.data().hash;
    EXPECT_EQ(write_evaluation(judge(setting, contact)), write_evaluation(judge(setting, again)));
  });
}

TEST(ContactProperties, EveryEvidenceLinePointsIntoItsTurn) {
  for_random_contacts(8000, [](Random&, const Setting& setting, const Contact& contact) {
    for (const IndicatorResult& result : judge(setting, contact).indicators) {
      for (const Evidence& e : result.evidence) {
        if (!e.turn) continue;
        ASSERT_LT(*e.turn, contact.turns().size()) << result.id << " " << e.role;
        EXPECT_LE(e.text.begin, e.text.end) << result.id << " " << e.role;
        EXPECT_LE(e.text.end, contact.turns()[*e.turn].text.size()) << result.id << " " << e.role;
      }
    }
  });
}

}  // namespace
}  // namespace callnorm
