#include "callnorm/indicator/vocabulary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::demonstrated;
using test::HingesOn;
using test::insufficient;
using test::Json;
using test::not_demonstrated;
using test::quotes;
using test::real;
using test::script_of;
using test::Talk;
using test::whole;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;

using Series = std::vector<std::pair<double, double>>;

/// Ten exchanges in which the agent's figure rises with the client's, all but one place: with
/// d = 9, 1, 1, ... rank correlation 1 - 6 x 90 / 990 = 0.4545....
Series following() {
  Series out;
  for (int i = 0; i < 10; ++i) out.emplace_back(100.0 + i, 200.0 + (i + 9) % 10);
  return out;
}
Series opposing() {
  Series out;
  for (int i = 0; i < 10; ++i) out.emplace_back(100.0 + i, 200.0 - i);
  return out;
}

/// A contact of counts, as the vectors of the norm give them.
struct Case {
  std::string language = "nl";
  std::size_t agent_words = 200;
  std::size_t jargon = 0;
  std::size_t formal = 0;
  std::size_t familiar = 0;
  std::size_t adopted = 0;
  std::size_t not_adopted = 0;
  std::vector<std::pair<std::string, Series>> prosody{};
  std::string rating{};
  std::string form = "V";
  Channel channel = Channel::voice;
};

Script script_for(const Case& c) {
  Json concepts = Json::array();
  for (std::size_t i = 0; i < c.adopted + c.not_adopted; ++i) {
    const auto letter = static_cast<char>('a' + i);
    concepts.push_back({std::string("zo") + letter + "dak", std::string("pi") + letter + "lum"});
  }
  return script_of(Json{{"step", "hello"}},
                   {{"address_form", c.form},
                    {"jargon", {{{"term", "kwadraflux"}, {"plain", "meetpunt buiten"}}}},
                    {"concepts", concepts}},
                   c.language);
}

Talk talk_of(const Case& c) {
  Talk talk(c.language, c.channel);
  std::size_t said = 0;
  for (std::size_t i = 0; i < c.adopted + c.not_adopted; ++i) {
    const auto letter = static_cast<char>('a' + i);
    const std::string word = std::string("zo") + letter + "dak";
    talk.client(word).agent(i < c.adopted ? word : std::string("pi") + letter + "lum");
    ++said;
  }
  std::string text;
  const auto say = [&](const std::string& word, std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) text += (text.empty() ? "" : " ") + word;
    said += times;
  };
  say("kwadraflux", c.jargon);
  say(c.language == "fr" ? "vous" : "u", c.formal);
  say(c.language == "fr" ? "tu" : "jij", c.familiar);
  std::size_t exchanges = 0;
  for (const auto& [feature, series] : c.prosody) exchanges = std::max(exchanges, series.size());
  say("woord", c.agent_words - said - exchanges);
  talk.agent(text);
  std::vector<Prosody> entries;
  for (std::size_t i = 0; i < exchanges; ++i) {
    Prosody client;
    Prosody agent;
    client.turn = static_cast<std::uint32_t>(talk.data.turns.size());
    agent.turn = client.turn + 1;
    talk.client("woord").agent("woord");
    for (const auto& [feature, series] : c.prosody) {
      if (i >= series.size()) continue;
      const auto member = feature == "rate_wpm"       ? &Prosody::rate_wpm
                          : feature == "f0_semitones" ? &Prosody::f0_semitones
                                                      : &Prosody::intensity_db;
      client.*member = series[i].first;
      agent.*member = series[i].second;
    }
    entries.push_back(client);
    entries.push_back(agent);
  }
  if (!c.prosody.empty()) talk.data.prosody = std::move(entries);
  talk.data.assessor_intonation = c.rating;
  return talk;
}

IndicatorResult judge(const Contact& contact, const Script* script,
                      const std::vector<ScriptedRange>& scripted = {}) {
  IndicatorResult result;
  const PreparedContact prepared = test::prepare(contact);
  const ScriptSaid said = script == nullptr
                              ? ScriptSaid{}
                              : ScriptWords(script->data(), prepared.lexicon()).in(prepared);
  judge_vocabulary(prepared, script, said, scripted,
                   test::parameters_of(Measure::vocabulary_and_intonation), result);
  return result;
}
IndicatorResult judge(const Case& c) {
  const Script script = script_for(c);
  return judge(talk_of(c).contact(), &script);
}
bool undefined(const IndicatorResult& result, std::string_view measure) {
  const MeasureValue* value = result.measure(measure);
  return value != nullptr && std::holds_alternative<std::monostate>(*value);
}
/// Talk of enough words that says nothing wrong.
std::string filling(std::size_t words = 120) {
  std::string out;
  for (std::size_t i = 0; i < words; ++i) out += "woord ";
  return out;
}

TEST(Vocabulary, GoodWordsAndAFollowingVoiceAreShown) {
  const IndicatorResult result = judge({.jargon = 1,
                                        .formal = 40,
                                        .familiar = 1,
                                        .adopted = 3,
                                        .prosody = {{"rate_wpm", following()}}});
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "agent_words"), 200);
  EXPECT_NEAR(real(result, "jargon_per_100"), 0.5, 1e-12);
  EXPECT_NEAR(real(result, "address_form"), 40.0 / 41.0, 1e-12);
  EXPECT_NEAR(real(result, "entrainment"), 1.0, 1e-12);
  EXPECT_NEAR(real(result, "prosody_best_rs"), 1.0 - 6.0 * 90.0 / 990.0, 1e-12);
  EXPECT_EQ(whole(result, "jargon"), 1);
  EXPECT_EQ(whole(result, "forms_right"), 40);
  EXPECT_EQ(whole(result, "forms_wrong"), 1);
  EXPECT_EQ(whole(result, "concepts_shared"), 3);
  EXPECT_EQ(whole(result, "concepts_adopted"), 3);
  EXPECT_EQ(whole(result, "prosody_pairs"), 10);
  EXPECT_THAT(result, HingesOn("prosody_best_rs", ">=", 0.2));
}

TEST(Vocabulary, FourTermsInAHundredWordsAreTooMany) {
  const IndicatorResult result =
      judge({.language = "fr", .agent_words = 150, .jargon = 6, .formal = 20});
  EXPECT_THAT(result, not_demonstrated("VOCABULARY"));
  EXPECT_NEAR(real(result, "jargon_per_100"), 4.0, 1e-12);
  EXPECT_NEAR(real(result, "address_form"), 1.0, 1e-12);
  EXPECT_TRUE(undefined(result, "entrainment"));
  EXPECT_TRUE(undefined(result, "prosody_best_rs"));
  EXPECT_THAT(result, HingesOn("jargon_per_100", ">", 3.0));
}

TEST(Vocabulary, WithoutASoundTrackIntonationIsNotObserved) {
  const IndicatorResult result =
      judge({.language = "en", .agent_words = 180, .adopted = 2, .not_adopted = 1});
  EXPECT_THAT(result, insufficient("INTONATION_NOT_OBSERVED"));
  EXPECT_TRUE(undefined(result, "address_form"));
  EXPECT_NEAR(real(result, "entrainment"), 2.0 / 3.0, 1e-12);
}

TEST(Vocabulary, AVoiceThatDoesNotFollowIsForTheAssessorAndFailsNobody) {
  const IndicatorResult result =
      judge({.language = "en", .agent_words = 160, .prosody = {{"rate_wpm", opposing()}}});
  EXPECT_THAT(result, insufficient("INTONATION_FOR_ASSESSOR"));
  EXPECT_NEAR(real(result, "prosody_best_rs"), -1.0, 1e-12);
  EXPECT_THAT(result, HingesOn("prosody_best_rs", ">=", 0.2));
  ASSERT_TRUE(result.nearest);
  EXPECT_EQ(result.evidence[*result.nearest].role, "intonation series");
}

TEST(Vocabulary, TheLimitsOfJargonBelongToTheirZone) {
  EXPECT_THAT(judge({.jargon = 2, .rating = "adapted"}), demonstrated());
  const IndicatorResult above = judge({.jargon = 3, .rating = "adapted"});
  EXPECT_THAT(above, insufficient("BORDERLINE"));
  EXPECT_THAT(above, HingesOn("jargon_per_100", "<=", 1.0));
  EXPECT_THAT(judge({.jargon = 6, .rating = "adapted"}), insufficient("BORDERLINE"));
  EXPECT_THAT(judge({.jargon = 7, .rating = "adapted"}), not_demonstrated("VOCABULARY"));
}

TEST(Vocabulary, TheLimitsOfTheFormBelongToTheirZone) {
  EXPECT_THAT(judge({.formal = 19, .familiar = 1, .rating = "adapted"}), demonstrated());
  const IndicatorResult below = judge({.formal = 18, .familiar = 1, .rating = "adapted"});
  EXPECT_THAT(below, insufficient("BORDERLINE"));
  EXPECT_THAT(below, HingesOn("address_form", ">=", 0.95));
  EXPECT_THAT(judge({.formal = 4, .familiar = 1, .rating = "adapted"}), insufficient("BORDERLINE"));
  const IndicatorResult bad = judge({.formal = 7, .familiar = 2, .rating = "adapted"});
  EXPECT_THAT(bad, not_demonstrated("VOCABULARY"));
  EXPECT_THAT(bad, HingesOn("address_form", "<", 0.8));
}

TEST(Vocabulary, TheLimitsOfEntrainmentBelongToTheirZone) {
  EXPECT_THAT(judge({.adopted = 2, .not_adopted = 2, .rating = "adapted"}), demonstrated());
  const IndicatorResult below = judge({.adopted = 1, .not_adopted = 2, .rating = "adapted"});
  EXPECT_THAT(below, insufficient("BORDERLINE"));
  EXPECT_THAT(below, HingesOn("entrainment", ">=", 0.5));
  EXPECT_THAT(judge({.adopted = 1, .not_adopted = 4, .rating = "adapted"}),
              insufficient("BORDERLINE"));
  const IndicatorResult bad = judge({.adopted = 1, .not_adopted = 5, .rating = "adapted"});
  EXPECT_THAT(bad, not_demonstrated("VOCABULARY"));
  EXPECT_THAT(bad, HingesOn("entrainment", "<", 0.2));
}

TEST(Vocabulary, TwoSharedConceptsAreTooFewToTell) {
  const IndicatorResult result = judge({.not_adopted = 2, .rating = "adapted"});
  EXPECT_TRUE(undefined(result, "entrainment"));
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(judge({.not_adopted = 3, .rating = "adapted"}), not_demonstrated("VOCABULARY"));
}

TEST(Vocabulary, AHundredWordsAreEnough) {
  EXPECT_THAT(judge({.agent_words = 100, .rating = "adapted"}), demonstrated());
  const IndicatorResult fewer = judge({.agent_words = 99, .jargon = 20, .rating = "adapted"});
  EXPECT_THAT(fewer, insufficient("FEW_WORDS"));
  EXPECT_THAT(fewer, HingesOn("agent_words", ">=", 100.0));
  EXPECT_NEAR(real(fewer, "jargon_per_100"), 2000.0 / 99.0, 1e-9);
}

TEST(Vocabulary, BadWordsAreBadWhateverTheAssessorHears) {
  EXPECT_THAT(judge({.jargon = 7, .prosody = {{"rate_wpm", following()}}, .rating = "adapted"}),
              not_demonstrated("VOCABULARY"));
}

TEST(Intonation, TheBestFeatureCounts) {
  const IndicatorResult result =
      judge({.prosody = {{"rate_wpm", opposing()}, {"intensity_db", following()}}});
  EXPECT_THAT(result, demonstrated());
  EXPECT_NEAR(real(result, "prosody_best_rs"), real(result, "rs_intensity_db"), 1e-12);
  EXPECT_NEAR(real(result, "rs_rate_wpm"), -1.0, 1e-12);
  EXPECT_TRUE(undefined(result, "rs_f0_semitones"));
}

TEST(Intonation, ARankCorrelationOfTwoTenthsIsEnough) {
  // Over 11 exchanges 1 - 6 S / 1320, S the sum of squared distances of the ranks.
  const auto ranked = [](const std::vector<int>& ranks) {
    Series out;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      out.emplace_back(static_cast<double>(i), static_cast<double>(ranks[i]));
    }
    return judge({.prosody = {{"f0_semitones", out}}});
  };
  const IndicatorResult at = ranked({9, 6, 2, 8, 7, 1, 3, 4, 5, 11, 10});  // S = 176
  EXPECT_NEAR(real(at, "prosody_best_rs"), 0.2, 1e-12);
  EXPECT_THAT(at, demonstrated());
  const IndicatorResult below = ranked({1, 9, 6, 10, 5, 2, 3, 7, 8, 11, 4});  // S = 178
  EXPECT_NEAR(real(below, "prosody_best_rs"), 1.0 - 6.0 * 178.0 / 1320.0, 1e-12);
  EXPECT_THAT(below, insufficient("INTONATION_FOR_ASSESSOR"));
}

TEST(Intonation, NineExchangesAreTooFew) {
  Series nine = following();
  nine.pop_back();
  const IndicatorResult result = judge({.prosody = {{"rate_wpm", nine}}});
  EXPECT_TRUE(undefined(result, "prosody_best_rs"));
  EXPECT_EQ(whole(result, "prosody_pairs"), 9);
  EXPECT_THAT(result, insufficient("INTONATION_NOT_OBSERVED"));
  EXPECT_THAT(result, HingesOn("prosody_pairs", ">=", 10.0));
}

TEST(Intonation, AConstantVoiceHasNoRankCorrelation) {
  const Series flat(10, {150.0, 150.0});
  EXPECT_THAT(judge({.prosody = {{"rate_wpm", flat}}}), insufficient("INTONATION_NOT_OBSERVED"));
}

TEST(Intonation, TheAssessorsRatingDoesForASoundTrack) {
  const IndicatorResult result = judge({.rating = "adapted"});
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result.evidence, Contains(Field(&Evidence::role, "assessor rating")));
}

TEST(Intonation, RatedNotAdaptedItStaysWithTheAssessor) {
  EXPECT_THAT(judge({.rating = "not_adapted"}), insufficient("INTONATION_FOR_ASSESSOR"));
  EXPECT_THAT(judge({.prosody = {{"rate_wpm", opposing()}}, .rating = "not_adapted"}),
              insufficient("INTONATION_FOR_ASSESSOR"));
}

TEST(Intonation, AFollowingVoiceAgainstTheRatingIsFlagged) {
  const IndicatorResult result =
      judge({.prosody = {{"rate_wpm", following()}}, .rating = "not_adapted"});
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result.flags, ElementsAre("ASSESSOR_RATES_NOT_ADAPTED"));
}

TEST(Intonation, WritingHasNone) {
  for (const Channel channel : {Channel::chat, Channel::email}) {
    EXPECT_THAT(
        judge({.prosody = {{"rate_wpm", following()}}, .rating = "adapted", .channel = channel}),
        insufficient("INTONATION_NOT_OBSERVED"));
    EXPECT_THAT(judge({.jargon = 7, .channel = channel}), not_demonstrated("VOCABULARY"));
  }
}

TEST(Intonation, TheSeriesIsShownTurnByTurn) {
  const IndicatorResult result = judge({.prosody = {{"rate_wpm", {{180, 140.5}, {170, 135}}}}});
  ASSERT_FALSE(result.evidence.empty());
  const Evidence& e = result.evidence.back();
  EXPECT_EQ(e.role, "intonation series");
  EXPECT_EQ(e.channel, "prosody");
  EXPECT_EQ(e.note, "rate_wpm of client and agent over 2 exchanges: no rank correlation");
  EXPECT_THAT(e.details,
              ElementsAre(std::pair("feature", "rate_wpm"), std::pair("turns", "3 5"),
                          std::pair("client", "180 170"), std::pair("agent", "140.5 135")));
}

TEST(Vocabulary, WithoutATranscriptNothingIsSeen) {
  Talk talk("nl");
  talk.data.assessor_intonation = "adapted";
  const Script script = script_for({});
  EXPECT_THAT(judge(talk.contact(), &script), insufficient("NO_TRANSCRIPT"));
}

TEST(Vocabulary, WithoutAScriptNobodySaidWhatJargonIs) {
  Talk talk("nl");
  talk.client("Kan jij jouw chef bellen? Jij hebt beloofd.").agent("u u u u u " + filling());
  talk.data.assessor_intonation = "adapted";
  const IndicatorResult result = judge(talk.contact(), nullptr);
  EXPECT_THAT(result, insufficient("NO_SCRIPT"));
  EXPECT_TRUE(undefined(result, "jargon_per_100"));
  EXPECT_NEAR(real(result, "address_form"), 0.0, 1e-12);
}

TEST(Vocabulary, AScriptWithoutAJargonListCanFailAndNotDemonstrate) {
  const Script script = script_of(Json{{"step", "hello"}}, {{"address_form", "V"}}, "nl");
  Talk good("nl");
  good.agent("u " + filling());
  good.data.assessor_intonation = "adapted";
  EXPECT_THAT(judge(good.contact(), &script), insufficient("NO_JARGON_LIST"));
  Talk bad("nl");
  bad.agent("jij " + filling());
  EXPECT_THAT(judge(bad.contact(), &script), not_demonstrated("VOCABULARY"));
}

TEST(Vocabulary, AScriptInAnotherLanguageListsOtherWords) {
  const Script script =
      script_of(Json{{"step", "hello"}}, {{"jargon", {{{"term", "woord"}}}}}, "fr");
  Talk talk("nl");
  talk.agent(filling());
  talk.data.assessor_intonation = "adapted";
  const IndicatorResult result = judge(talk.contact(), &script);
  EXPECT_THAT(result, insufficient("NO_JARGON_LIST"));
  EXPECT_THAT(result.flags, ElementsAre("SCRIPT_IN_OTHER_LANGUAGE"));
}

TEST(Vocabulary, WithoutALanguageNothingCanBeRead) {
  Talk talk("");
  talk.agent(filling());
  talk.data.assessor_intonation = "adapted";
  const Script script = script_for({});
  EXPECT_THAT(judge(talk.contact(), &script), insufficient("LANGUAGE_UNKNOWN"));
}

TEST(Vocabulary, TheClientSetsTheFormWhereTheScriptDoesNot) {
  const Script script =
      script_of(Json{{"step", "hello"}}, {{"jargon", {{{"term", "kwadraflux"}}}}}, "nl");
  Talk talk("nl");
  talk.agent("u u")
      .client("Jij hebt jouw werk gedaan en jij belt mij.")
      .agent("jij jij jij u " + filling());
  const IndicatorResult result = judge(talk.contact(), &script);
  EXPECT_NEAR(real(result, "address_form"), 0.75, 1e-12);
  EXPECT_THAT(result, not_demonstrated("VOCABULARY"));
  // What the client says afterwards cannot have set it.
  Talk later("nl");
  later.agent("jij jij jij u " + filling()).client("U, uw, u en u.");
  EXPECT_TRUE(undefined(judge(later.contact(), &script), "address_form"));
}

TEST(Vocabulary, AClientOfTwoFormsSetsNone) {
  const Script script =
      script_of(Json{{"step", "hello"}}, {{"jargon", {{{"term", "kwadraflux"}}}}}, "nl");
  Talk talk("nl");
  talk.client("Jij of u, jou of uw, u dus.").agent("u jij " + filling());
  EXPECT_TRUE(undefined(judge(talk.contact(), &script), "address_form"));
}

TEST(Vocabulary, FlemishGeFitsTheFormUnlessTheScriptForbidsIt) {
  Talk talk("nl");
  talk.agent("Gij moet uw kaart nemen. " + filling());
  for (const std::string form : {"V", "T"}) {
    const Script script =
        script_of(Json{{"step", "hello"}},
                  {{"address_form", form}, {"jargon", {{{"term", "kwadraflux"}}}}}, "nl");
    EXPECT_EQ(whole(judge(talk.contact(), &script), "forms_right"), form == "V" ? 2 : 1) << form;
  }
  const Script strict = script_of(Json{{"step", "hello"}},
                                  {{"address_form", "V"},
                                   {"forbidden_phrases", {"gij"}},
                                   {"jargon", {{{"term", "kwadraflux"}}}}},
                                  "nl");
  EXPECT_EQ(whole(judge(talk.contact(), &strict), "forms_wrong"), 1);
}

TEST(Vocabulary, AHouseholdSpokenToIsNoFamiliarity) {
  const Script script =
      script_of(Json{{"step", "hello"}},
                {{"address_form", "V"}, {"jargon", {{{"term", "kwadraflux"}}}}}, "nl");
  Talk talk("nl");
  talk.client("Wij gaan verhuizen, mijn man en ik.");
  talk.agent("Hebben jullie daar al een meter? Wat is uw nummer? " + filling());
  EXPECT_EQ(whole(judge(talk.contact(), &script), "forms_wrong"), 0);
}

/// The verdict on a talk in a script that wants "u" or "vous".
IndicatorResult formally(const Talk& talk, const std::string& language) {
  const Script script =
      script_of(Json{{"step", "hello"}},
                {{"address_form", "V"}, {"jargon", {{{"term", "kwadraflux"}}}}}, language);
  return judge(talk.contact(), &script);
}

TEST(Vocabulary, AnAsideIsNotSaidToTheClient) {
  const std::string formal = "U krijgt uw brief. U hoort van ons. " + filling();
  const Talk aside =
      Talk("nl").agent(formal).client("Ja.").agent("Zeg Sven, heb jij dat gehad? Doe jij dat dan?");
  EXPECT_THAT(formally(aside, "nl"), insufficient("BORDERLINE"));
  EXPECT_EQ(whole(formally(aside, "nl"), "forms_wrong"), 2);
  // More often than the client is addressed rightly, or among it, it is the agent's way.
  const Talk more = Talk("nl").agent(formal).client("Ja.").agent(
      "Heb jij dat? Doe jij dat? Kan jij dat? Weet jij dat? Wil jij dat?");
  EXPECT_THAT(formally(more, "nl"), not_demonstrated("VOCABULARY"));
  const Talk among = Talk("nl").agent(formal + "Heb jij dat?").client("Ja.").agent("Doe jij dat?");
  EXPECT_THAT(formally(among, "nl"), not_demonstrated("VOCABULARY"));
}

TEST(Vocabulary, AfterAMomentIsAskedForAColleagueMayBeSpokenTo) {
  const Talk talk =
      Talk("fr")
          .agent(filling())
          .client("Demain ?")
          .agent("Un instant, je demande. Nathalie, t'as l'agenda ? Tu peux regarder ?");
  EXPECT_THAT(formally(talk, "fr"), insufficient("BORDERLINE"));
  EXPECT_THAT(
      formally(Talk("fr").agent(filling()).agent("T'as l'agenda ? Tu peux regarder ?"), "fr"),
      not_demonstrated("VOCABULARY"));
}

TEST(Vocabulary, AfterAMomentTheClientIsStillSpokenTo) {
  const std::string own = " Je moet wachten. Je hebt je nummer nodig. Je kan zoeken. Je vindt dat.";
  EXPECT_THAT(formally(Talk("nl").agent(filling() + "Momentje alstublieft." + own), "nl"),
              not_demonstrated("VOCABULARY"));
  EXPECT_THAT(
      formally(Talk("nl").agent(filling() + "Momentje. Zeg Sven, jij bent er." + own), "nl"),
      insufficient("BORDERLINE"));
}

TEST(Vocabulary, WhoTakesOverFromTheClientMayBeAChild) {
  const auto after = [](const std::string& handing_over, const std::string& taking_over) {
    return formally(Talk("nl")
                        .agent(filling() + "U ziet het. " + handing_over)
                        .client(taking_over)
                        .agent("Zie jij het? Heb jij dat?")
                        .client("Ja.")
                        .agent("Duw jij eens? Doe jij dat?")
                        .client("Ja.")
                        .agent("Zie jij het nu?"),
                    "nl");
  };
  EXPECT_THAT(after("Geeft u hem maar door.", "Hallo, ik ben Milan."), insufficient("BORDERLINE"));
  EXPECT_THAT(after("Geeft u hem maar door.", "Hij is er niet."), not_demonstrated("VOCABULARY"));
  EXPECT_THAT(after("Geeft u het nummer maar door.", "Hallo, hier is het."),
              not_demonstrated("VOCABULARY"));
  const Talk french = Talk("fr")
                          .agent(filling() + "Vous voyez ?")
                          .client("Je vous passe mon fils.")
                          .client("Bonjour, c'est Milan.")
                          .agent("Tu vois ? Tu as ça ?")
                          .client("Oui.")
                          .agent("Tu pousses ? Tu vois ?")
                          .client("Oui.")
                          .agent("Tu as fini ?");
  EXPECT_THAT(formally(french, "fr"), insufficient("BORDERLINE"));
  // Back with the client it is the client who is addressed.
  const Talk back = Talk("nl")
                        .agent(filling() + "Geeft u hem maar door.")
                        .client("Hallo, ik ben Milan.")
                        .agent("Geef uw oma maar terug.")
                        .client("Ja?")
                        .agent("Zie jij het? Heb jij dat?")
                        .client("Ja.")
                        .agent("Duw jij eens? Doe jij dat?")
                        .client("Ja.")
                        .agent("Zie jij het nu?");
  EXPECT_THAT(formally(back, "nl"), not_demonstrated("VOCABULARY"));
}

TEST(Vocabulary, WhoForbidsItIsNotToBeSpokenToFamiliarly) {
  const auto after = [](const std::string& language, const std::string& said) {
    const std::string own =
        language == "nl" ? "Je krijgt je brief. Heb je dat? " : "Tu reçois ta lettre. Tu vois ? ";
    return formally(Talk(language).client(said).agent(own + filling()), language);
  };
  for (const char* said : {"U mag gerust je zeggen.", "Ge moogt tegen mij gewoon je zeggen, hoor.",
                           "Zeg maar je.", "U mag mij tutoyeren."}) {
    EXPECT_THAT(after("nl", said), insufficient("BORDERLINE")) << said;
  }
  for (const char* said : {"U mag geen je tegen mij zeggen.",
                           "Mag ik je zeggen dat dit lang duurt?", "U moet mij niet tutoyeren."}) {
    EXPECT_THAT(after("nl", said), not_demonstrated("VOCABULARY")) << said;
  }
  for (const char* said : {"Vous pouvez me tutoyer.", "N'hésitez pas à me tutoyer.",
                           "Pas de souci, on peut se tutoyer."}) {
    EXPECT_THAT(after("fr", said), insufficient("BORDERLINE")) << said;
  }
  for (const char* said :
       {"Arrêtez de me tutoyer.", "Vous ne pouvez pas me tutoyer.", "On ne va pas se tutoyer."}) {
    EXPECT_THAT(after("fr", said), not_demonstrated("VOCABULARY")) << said;
  }
}

TEST(Vocabulary, WhoIsAskedToSayTuMay) {
  const std::string own = "Tu reçois ta lettre demain. Tu as compris ? " + filling();
  const Talk asked = Talk("fr").client("Oh, on peut se tutoyer, hein.").agent(own);
  EXPECT_THAT(formally(asked, "fr"), insufficient("BORDERLINE"));
  EXPECT_THAT(formally(Talk("fr").client("Bonjour.").agent(own), "fr"),
              not_demonstrated("VOCABULARY"));
}

TEST(Vocabulary, AFormTakenBackIsNone) {
  const Talk repaired = Talk("fr").agent("Tu... pardon, vous voyez la lampe ? " + filling());
  EXPECT_EQ(whole(formally(repaired, "fr"), "forms_wrong"), 0);
  const Talk mixed = Talk("fr").agent("Tu vas, et vous voyez la lampe ? " + filling());
  EXPECT_THAT(formally(mixed, "fr"), not_demonstrated("VOCABULARY"));
}

TEST(Vocabulary, WhatIsNotCertainNeitherFailsNorShows) {
  const Script script =
      script_of(Json{{"step", "hello"}},
                {{"jargon", {{{"term", "excess"}, {"plain", "what you pay"}}}}}, "en");
  Talk talk("en");
  talk.agent(
      "There's an excess. Say your case is worth two hundred. The excess, the excess, the "
      "excess. " +
      filling(100));
  talk.data.assessor_intonation = "adapted";
  const IndicatorResult result = judge(talk.contact(), &script);
  EXPECT_THAT(result, insufficient("BORDERLINE"));
  EXPECT_EQ(whole(result, "jargon"), 4);
  EXPECT_EQ(result.evidence[0].role, "unclear jargon");
}

TEST(Vocabulary, WordsReadOutAreNotTheAgents) {
  Talk talk("nl");
  talk.agent("jij kwadraflux woord. u " + filling(119));
  const Script script = script_for({});
  const IndicatorResult all = judge(talk.contact(), &script);
  EXPECT_EQ(whole(all, "agent_words"), 123);
  EXPECT_EQ(whole(all, "jargon"), 1);
  const IndicatorResult own = judge(talk.contact(), &script, {{0, {0, 21}}});
  EXPECT_EQ(whole(own, "agent_words"), 120);
  EXPECT_EQ(whole(own, "jargon"), 0);
  EXPECT_NEAR(real(own, "address_form"), 1.0, 1e-12);
}

TEST(Vocabulary, RangesThatPointNowhereSetNothingAside) {
  Talk talk("nl");
  talk.agent(filling());
  const Script script = script_for({});
  const IndicatorResult result =
      judge(talk.contact(), &script, {{7, {0, 21}}, {0, {90000, 90001}}, {0, {5, 5}}});
  EXPECT_EQ(whole(result, "agent_words"), 120);
}

TEST(Vocabulary, WhatFailedIsShownFirst) {
  const Script script =
      script_of(Json{{"step", "hello"}},
                {{"address_form", "V"},
                 {"jargon", {{{"term", "EAN-code"}, {"plain", "nummer van uw aansluiting"}}}},
                 {"concepts", Json::array({Json::array({"meter", "teller"})})}},
                "nl");
  const Contact contact = Talk("nl")
                              .client("Mijn teller draait niet.")
                              .agent("Heb jij de EAN-code van de meter? " + filling())
                              .client("Nee.")
                              .agent("De EAN-code, dat is het nummer van uw aansluiting.")
                              .contact();
  const IndicatorResult result = judge(contact, &script);
  EXPECT_THAT(quotes(contact, result),
              ElementsAre("wrong address form: jij", "word not adopted: meter",
                          "explained jargon: EAN-code"));
  EXPECT_EQ(result.evidence[0].note, "'jij' where the script sets V");
  EXPECT_EQ(result.evidence[1].note, "'teller' of the client (turn 1) -> 'meter' of the agent");
  EXPECT_EQ(result.evidence[2].note, "'EAN-code' explained in turn 4");
}

TEST(Vocabulary, AnUnexplainedTermIsShownWithItsPlainWords) {
  const IndicatorResult result = judge({.agent_words = 100, .jargon = 4});
  ASSERT_EQ(result.evidence.size(), 4U);
  EXPECT_EQ(result.evidence[0].role, "unexplained jargon");
  EXPECT_EQ(result.evidence[0].note, "'kwadraflux' unexplained; plain: meetpunt buiten");
  EXPECT_FALSE(result.nearest);
}

TEST(Vocabulary, TheTermExplainedInPartIsTheNearestMiss) {
  const Script script =
      script_of(Json{{"step", "hello"}},
                {{"jargon",
                  {{{"term", "kwadraflux"}, {"plain", "meetpunt buiten gevel straat"}},
                   {{"term", "zilverstroom"}, {"plain", "elektriciteit dak panelen middag"}}}}},
                "nl");
  Talk talk("nl");
  talk.agent("kwadraflux kwadraflux kwadraflux zilverstroom panelen " + filling(95));
  const IndicatorResult result = judge(talk.contact(), &script);
  EXPECT_THAT(result, not_demonstrated("VOCABULARY"));
  ASSERT_TRUE(result.nearest);
  EXPECT_EQ(result.evidence[*result.nearest].note,
            "'zilverstroom' unexplained; plain: elektriciteit dak panelen middag; 1 of its 4 plain "
            "words said");
}

TEST(Vocabulary, OfEachKindTwentyLinesAreShown) {
  const IndicatorResult result = judge({.agent_words = 400, .jargon = 50, .familiar = 60});
  EXPECT_EQ(result.evidence.size(), 40U);
}

TEST(Vocabulary, EveryConditionIsNamed) {
  const auto conditions = [](const std::vector<Deciding>& list) {
    std::vector<std::string> out;
    for (const Deciding& d : list) out.push_back(d.measure + " " + d.relation + " " + d.parameter);
    return out;
  };
  const IndicatorResult result = judge({.formal = 1, .adopted = 3});
  EXPECT_THAT(
      conditions(result.needs),
      ElementsAre("agent_words >= min_words", "jargon_per_100 <= jargon_demonstrated",
                  "address_form >= address_demonstrated", "entrainment >= entrainment_demonstrated",
                  "prosody_pairs >= min_pairs", "prosody_best_rs >= synchrony_demonstrated"));
  EXPECT_THAT(conditions(result.bars),
              ElementsAre("jargon_per_100 > jargon_not", "address_form < address_not",
                          "entrainment < entrainment_not"));
  EXPECT_THAT(conditions(judge({.rating = "adapted"}).needs),
              ElementsAre("agent_words >= min_words", "jargon_per_100 <= jargon_demonstrated"));
}

TEST(Vocabulary, StyleMatchingIsShownAndDecidesNothing) {
  std::string plain;
  std::string small;
  for (int i = 0; i < 100; ++i) {
    plain += "rood ";
    small += "het ";
  }
  Talk talk("nl");
  talk.client(small).agent(plain + plain);
  talk.data.assessor_intonation = "adapted";
  const Script script = script_for({});
  const IndicatorResult result = judge(talk.contact(), &script);
  EXPECT_THAT(result, demonstrated());
  EXPECT_NEAR(real(result, "lsm_article"), 0.0, 1e-5);
  EXPECT_TRUE(undefined(result, "lsm_negation"));
  EXPECT_TRUE(undefined(result, "coordination"));
  Talk little("nl");
  little.client("het").agent(plain + plain);
  EXPECT_TRUE(undefined(judge(little.contact(), &script), "lsm"));
}

}  // namespace
}  // namespace callnorm
