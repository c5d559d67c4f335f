// What must hold of CCO-3.4 for every contact: random talk of terms, forms of address, names of
// things and plain words, with and without sound, script and rating.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "callnorm/indicator/vocabulary.hpp"
#include "reference/script_fragments.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using reference::Random;
using test::Json;
using test::Talk;

constexpr std::uint64_t first_seed = 3'400'000;
constexpr std::uint64_t contacts_tried = 1500;

const std::vector<std::string>& fragments(Language language) {
  static const std::vector<std::string> nl{
      "de EAN-code",     "EAN codes",      "het allocatiepunt", "uw aansluiting",
      "dat wil zeggen",  "u hebt",         "uw factuur",        "jij weet",
      "je klantnummer",  "als je wil",     "ge moet",           "Kan je wachten?",
      "de meter",        "de teller",      "het voorschot",     "het maandbedrag",
      "\"jij betaalt\"", "om 14 u",        "dank je wel",       "we kijken dat nu na.",
      "morgen is goed.", "dat duurt even", "niet zo veel",      "in de straat."};
  static const std::vector<std::string> fr{
      "l'ONT",           "le DSLAM",        "ils ont",          "l'armoire dans la rue",
      "c'est-à-dire",    "vous avez",       "votre modem",      "pouvez-vous",
      "tu peux",         "as-tu",           "ton code",         "le ton",
      "le rendez-vous",  "la box",          "le boîtier",       "la panne",
      "une coupure",     "on regarde cela", "c'est noté.",      "demain matin.",
      "pas avant lundi", "dans la cave.",   "je t'envoie cela", "« tu paies »"};
  static const std::vector<std::string> en{
      "the chargeback",  "a PSD2 check",    "that means",      "getting the money back",
      "you have",        "your card",       "the bank card",   "the app",
      "an application",  "the mobile",      "your phone",      "we look into it.",
      "tomorrow is ok.", "not before noon", "at the counter.", "one by one"};
  return language == Language::nl ? nl : language == Language::fr ? fr : en;
}

Script script_for(Language language, Random& random) {
  Json more = Json::object();
  if (!random.one_in(8)) {
    more["jargon"] = Json::array();
    const auto term = [&](const char* name, const char* plain) {
      more["jargon"].push_back({{"term", name}, {"plain", plain}});
    };
    if (language == Language::nl) {
      term("EAN-code", "het nummer van uw aansluiting");
      term("allocatiepunt", "uw aansluiting");
    } else if (language == Language::fr) {
      term("ONT", "le petit boîtier blanc");
      term("DSLAM", "l'armoire dans la rue");
    } else {
      term("PSD2", "the European rules on payments");
      term("chargeback", "getting the money back");
    }
  }
  const auto pair = [](const char* a, const char* b) { return Json::array({a, b}); };
  more["concepts"] =
      language == Language::nl
          ? Json::array({pair("meter", "teller"), pair("voorschot", "maandbedrag")})
      : language == Language::fr
          ? Json::array({pair("box", "boîtier"), pair("panne", "coupure"), pair("code", "cave")})
          : Json::array(
                {pair("card", "bank card"), pair("app", "application"), pair("phone", "mobile")});
  const std::uint32_t form = random.below(4);
  if (form > 0) more["address_form"] = form == 1 ? "T" : "V";
  return test::script_of(Json{{"step", "hello"}}, more, std::string(name(language)));
}

struct Sample {
  ContactDraft draft;
  std::optional<Script> script;
  std::vector<ScriptedRange> scripted;
};

Sample sample(Random& random) {
  const Language language = all_languages[random.below(3)];
  Sample out;
  if (!random.one_in(10)) out.script = script_for(language, random);
  Talk talk(std::string(name(language)), random.one_in(6) ? Channel::chat : Channel::voice);
  const auto& words = fragments(language);
  // Some agents use few of the words that are looked at, some many.
  const std::uint32_t plain = random.below(4);
  double at = 0;
  const std::uint32_t turns = random.between(2, 60);
  std::vector<Prosody> prosody;
  for (std::uint32_t i = 0; i < turns; ++i) {
    std::string text;
    for (std::uint32_t k = random.between(1, 8); k > 0; --k) {
      std::uint32_t which = random.below(static_cast<std::uint32_t>(words.size()));
      if (random.below(4) < plain) which = static_cast<std::uint32_t>(words.size()) - 1 - which % 4;
      text += words[which] + " ";
    }
    if (random.one_in(2)) {
      talk.agent(text, at, at + 2);
    } else {
      talk.client(text, at, at + 2);
    }
    at += random.between(2, 4);
    if (random.one_in(10)) continue;
    Prosody entry;
    entry.turn = i;
    entry.rate_wpm = static_cast<double>(random.between(120, 140));
    if (random.one_in(2)) entry.intensity_db = static_cast<double>(random.between(50, 60));
    prosody.push_back(entry);
  }
  if (!random.one_in(3)) talk.data.prosody = std::move(prosody);
  if (random.one_in(3))
    talk.data.assessor_intonation = random.one_in(4) ? "not_adapted" : "adapted";
  if (random.one_in(5)) out.scripted.push_back({random.below(turns), {0, random.below(40)}});
  out.draft = std::move(talk.data);
  return out;
}

IndicatorResult judge(const ContactDraft& draft, const std::optional<Script>& script,
                      const std::vector<ScriptedRange>& scripted) {
  IndicatorResult result;
  const Contact contact = test::value_of(Contact::create(draft));
  const PreparedContact prepared = test::prepare(contact);
  const ScriptSaid said =
      script ? ScriptWords(script->data(), prepared.lexicon()).in(prepared) : ScriptSaid{};
  judge_vocabulary(prepared, script ? &*script : nullptr, said, scripted,
                   test::parameters_of(Measure::vocabulary_and_intonation), result);
  return result;
}

template <class Body>
void for_samples(std::uint64_t seed, const Body& body) {
  for (std::uint64_t i = 0; i < contacts_tried; ++i) {
    Random random(first_seed + seed + i);
    const Sample one = sample(random);
    SCOPED_TRACE("seed " + std::to_string(first_seed + seed + i));
    body(random, one, judge(one.draft, one.script, one.scripted));
    if (testing::Test::HasFailure()) return;
  }
}

/// Everything but times and quotes that a result says.
std::string all_of(const IndicatorResult& result) {
  std::string out = std::string(name(result.verdict)) + " " + result.reason;
  for (const MeasuredValue& m : result.measures) {
    out += "\n" + m.name + " ";
    if (const auto* real = std::get_if<double>(&m.value)) out += std::to_string(*real);
    if (const auto* count = std::get_if<std::int64_t>(&m.value)) out += std::to_string(*count);
  }
  for (const Evidence& e : result.evidence) {
    out += "\n" + e.role + " " + std::to_string(e.turn.value_or(0)) + " " + e.note;
  }
  return out;
}

TEST(VocabularyProperties, EveryVerdictIsReachedAndEveryShareIsOne) {
  std::size_t demonstrated = 0;
  std::size_t failed = 0;
  std::size_t open = 0;
  for_samples(0, [&](Random&, const Sample& one, const IndicatorResult& result) {
    demonstrated += result.verdict == Verdict::demonstrated ? 1U : 0U;
    failed += result.verdict == Verdict::not_demonstrated ? 1U : 0U;
    open += result.verdict == Verdict::insufficient_evidence ? 1U : 0U;
    for (const char* share : {"address_form", "entrainment"}) {
      const auto* value = std::get_if<double>(result.measure(share));
      if (value == nullptr) continue;
      EXPECT_GE(*value, 0.0) << share;
      EXPECT_LE(*value, 1.0) << share;
    }
    for (const MeasuredValue& m : result.measures) {
      if (const auto* value = std::get_if<double>(&m.value)) {
        EXPECT_TRUE(std::isfinite(*value)) << m.name;
        if (m.name.starts_with("lsm")) {
          EXPECT_GE(*value, -1e-9) << m.name;
          EXPECT_LE(*value, 1.0) << m.name;
        }
      }
    }
    for (const Evidence& e : result.evidence) {
      if (!e.turn) continue;
      ASSERT_LT(*e.turn, one.draft.turns.size());
      EXPECT_LE(e.text.begin, e.text.end);
      EXPECT_LE(e.text.end, one.draft.turns[*e.turn].text.size());
    }
  });
  EXPECT_GT(demonstrated, contacts_tried / 100);
  EXPECT_GT(failed, contacts_tried / 10);
  EXPECT_GT(open, contacts_tried / 10);
}

TEST(VocabularyProperties, WhatTheClientSaysAfterwardsChangesNoVerdict) {
  for_samples(10'000, [](Random& random, const Sample& one, const IndicatorResult& before) {
    ContactDraft longer = one.draft;
    // Where the record does not say whether marks end sentences, all turns tell, the client's too.
    longer.quality.punctuated =
        test::prepare(test::value_of(Contact::create(one.draft))).punctuated();
    const auto& words = fragments(*language_of(longer.language));
    for (std::uint32_t k = random.between(1, 6); k > 0; --k) {
      Turn turn;
      turn.id = "after " + std::to_string(k);
      turn.speaker = Speaker::client;
      turn.text = words[random.below(static_cast<std::uint32_t>(words.size()))];
      const Millis from = longer.turns.back().time->end + Millis{random.between(0, 30'000)};
      turn.time = TimeSpan{from, from + Millis{1500}};
      longer.turns.push_back(std::move(turn));
    }
    const IndicatorResult after = judge(longer, one.script, one.scripted);
    EXPECT_EQ(after.verdict, before.verdict);
    EXPECT_EQ(after.reason, before.reason);
  });
}

TEST(VocabularyProperties, WithoutSoundNothingIsDecidedThatWasOpen) {
  for_samples(20'000, [](Random&, const Sample& one, const IndicatorResult& before) {
    ContactDraft silent = one.draft;
    silent.prosody.reset();
    const IndicatorResult after = judge(silent, one.script, one.scripted);
    if (before.verdict == Verdict::insufficient_evidence) {
      EXPECT_EQ(after.verdict, Verdict::insufficient_evidence);
    }
    EXPECT_EQ(after.verdict == Verdict::not_demonstrated,
              before.verdict == Verdict::not_demonstrated);
    silent.assessor_intonation.clear();
    EXPECT_NE(judge(silent, one.script, one.scripted).verdict, Verdict::demonstrated);
  });
}

TEST(VocabularyProperties, WithoutAScriptOrATranscriptTheVerdictIsOpen) {
  for_samples(30'000, [](Random&, const Sample& one, const IndicatorResult&) {
    EXPECT_EQ(judge(one.draft, std::nullopt, one.scripted).verdict, Verdict::insufficient_evidence);
    ContactDraft mute = one.draft;
    mute.turns.clear();
    mute.prosody.reset();
    mute.tools.emplace();
    EXPECT_EQ(judge(mute, one.script, one.scripted).verdict, Verdict::insufficient_evidence);
  });
}

TEST(VocabularyProperties, ShiftedInTimeItIsTheSameContact) {
  for_samples(40'000, [](Random& random, const Sample& one, const IndicatorResult& before) {
    ContactDraft shifted = one.draft;
    const Millis by{random.between(0, 1'000'000)};
    for (Turn& turn : shifted.turns) {
      turn.time = TimeSpan{turn.time->begin + by, turn.time->end + by};
    }
    EXPECT_EQ(all_of(judge(shifted, one.script, one.scripted)), all_of(before));
    ContactDraft timeless = one.draft;
    for (Turn& turn : timeless.turns) turn.time.reset();
    EXPECT_EQ(all_of(judge(timeless, one.script, one.scripted)), all_of(before));
  });
}

TEST(VocabularyProperties, OneMoreTermNeverHelps) {
  for_samples(50'000, [](Random&, const Sample& one, const IndicatorResult& before) {
    if (!one.script || one.script->data().jargon.empty()) return;
    ContactDraft worse = one.draft;
    Turn turn;
    turn.id = "term";
    turn.speaker = Speaker::agent;
    turn.text = one.script->data().jargon.front().term;
    const Millis from = worse.turns.back().time->end;
    turn.time = TimeSpan{from, from + Millis{1500}};
    worse.turns.push_back(std::move(turn));
    const auto count = [](const IndicatorResult& result) {
      const auto* value = std::get_if<std::int64_t>(result.measure("jargon"));
      return value == nullptr ? 0 : *value;
    };
    EXPECT_GE(count(judge(worse, one.script, one.scripted)), count(before));
  });
}

}  // namespace
}  // namespace callnorm
