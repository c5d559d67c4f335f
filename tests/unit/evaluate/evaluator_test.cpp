#include "callnorm/evaluate/evaluator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "callnorm/io/write.hpp"
#include "callnorm/version.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::by_rules;
using test::demonstrated;
using test::evaluate;
using test::insufficient;
using test::Json;
using test::script_of;
using test::Talk;
using test::value_of;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Talk small(const std::string& language = "en") {
  return Talk(language).client("My card is gone.", 0, 4).agent("I see.", 5, 6);
}

const Parameter& parameter(const IndicatorResult& result, std::string_view name) {
  for (const Parameter& p : result.parameters) {
    if (p.name == name) return p;
  }
  throw std::runtime_error("no parameter " + std::string(name));
}

/// The built-in norm with one thing changed.
Norm norm_with(const std::string& pointer, const Json& value) {
  Json norm = Json::parse(write_norm(value_of(builtin_norm())));
  norm[Json::json_pointer(pointer)] = value;
  return value_of(read_norm(norm.dump()));
}

TEST(Evaluator, JudgesTheNineteenIndicatorsInNormOrder) {
  const Evaluation evaluation = evaluate(small().contact());
  std::vector<std::string> ids;
  for (const IndicatorResult& result : evaluation.indicators) ids.push_back(result.id);
  EXPECT_THAT(
      ids, ElementsAre("CCO-1.1", "CCO-1.2", "CCO-1.3", "CCO-1.4", "CCO-2.1", "CCO-2.2", "CCO-2.3",
                       "CCO-2.4", "CCO-2.5", "CCO-2.6", "CCO-2.7", "CCO-3.1", "CCO-3.2", "CCO-3.3",
                       "CCO-3.4", "CCO-3.5", "CCO-3.6", "CCO-3.7", "CCO-3.8"));
}

TEST(Evaluator, EveryVerdictButDemonstratedSaysWhyNot) {
  for (const IndicatorResult& result : evaluate(small().contact()).indicators) {
    EXPECT_EQ(result.why_not.has_value(), result.verdict != Verdict::demonstrated) << result.id;
    EXPECT_FALSE(result.reason.empty()) << result.id;
  }
}

TEST(Evaluator, ItsResultsNameNormLibraryAndContact) {
  const Evaluation evaluation = evaluate(small().contact(), script_of("step"));
  EXPECT_EQ(evaluation.library_version, version());
  EXPECT_EQ(evaluation.norm.id, default_norm_id);
  EXPECT_THAT(evaluation.norm.hash, HasSubstr("blake2b-256:"));
  ASSERT_TRUE(evaluation.script);
  EXPECT_EQ(evaluation.script->id, "test");
  EXPECT_EQ(evaluation.contact.id(), "talk");
  EXPECT_EQ(evaluation.language, "en");
  EXPECT_EQ(evaluation.find("CCO-3.5")->operationalisation, "CCO-3.5/op-1@1.0.0");
  EXPECT_EQ(evaluation.find("CCO-9.9"), nullptr);
}

TEST(Evaluator, EveryLimitIsShownWithItsOrigin) {
  for (const IndicatorResult& result : evaluate(small().contact()).indicators) {
    EXPECT_FALSE(result.parameters.empty()) << result.id;
    for (const Parameter& p : result.parameters) {
      EXPECT_FALSE(p.unit.empty()) << result.id << " " << p.name;
      EXPECT_FALSE(p.was) << result.id << " " << p.name;
    }
  }
  const Evaluation evaluation = evaluate(small().contact());
  EXPECT_EQ(parameter(*evaluation.find("CCO-2.5"), "max_error").origin, Origin::norm);
  EXPECT_EQ(parameter(*evaluation.find("CCO-3.5"), "mean_demonstrated").origin, Origin::literature);
}

TEST(Evaluator, LimitsAreThoseOfTheContactsLanguage) {
  const auto limit = [](const std::string& language) {
    const IndicatorResult result = *evaluate(small(language).contact()).find("CCO-3.5");
    for (const Parameter& p : result.parameters)
      EXPECT_EQ(p.name.find('.'), std::string::npos) << p.name;
    return parameter(result, "mean_not").value;
  };
  EXPECT_EQ(limit("fr"), 22);
  EXPECT_EQ(limit("fr-BE"), 22);
  EXPECT_EQ(limit("nl"), 20);
  EXPECT_EQ(limit("en"), 20);
}

TEST(Evaluator, AChangedLimitShowsWhatItWasAndWhoSigned) {
  Json norm = Json::parse(write_norm(value_of(builtin_norm())));
  Json& limit =
      norm["competences"][2]["indicators"][5]["operationalisation"]["parameters"]["max_not"];
  limit["value"] = 20;
  limit["was"] = 15;
  limit["decided_by"] = "test centre Ghent";
  const auto evaluator = value_of(Evaluator::create(value_of(read_norm(norm.dump()))));
  const Contact contact = Talk().agent("I see.", 0, 20).agent("Done.", 36, 400).contact();
  const IndicatorResult result = *value_of(evaluator.evaluate(contact)).find("CCO-3.6");
  EXPECT_THAT(result, insufficient("BORDERLINE"));  // 16 s: not demonstrated by the library's limit
  EXPECT_EQ(parameter(result, "max_not").was, 15);
  EXPECT_EQ(parameter(result, "max_not").decided_by, "test centre Ghent");
}

TEST(Evaluator, TheNumberOfFormulationsToShowIsTheNorms) {
  const Contact contact =
      Talk()
          .client("My card was stolen on the tram this morning and I am worried.")
          .agent("So you want to block the card that was stolen.")
          .client("Yes.")
          .contact();
  const Script script = script_of("step", {{"objective", {{"id", "it"}, {"keywords", {"card"}}}}});
  const auto evaluator = value_of(Evaluator::create(
      norm_with("/competences/2/indicators/0/operationalisation/parameters/min_on_goal/value", 2),
      script));
  const IndicatorResult result = *value_of(evaluator.evaluate(contact)).find("CCO-3.1");
  EXPECT_NE(result.verdict, Verdict::demonstrated);
  EXPECT_THAT(result, test::HingesOn("n_goal", ">=", 2.0));
}

// ---- Language
// ---------------------------------------------------------------------------------------------------

std::string language_used(const std::string& option, const std::string& own,
                          const std::string& script,
                          const std::string& words = "My card is gone.") {
  const auto evaluator = value_of(Evaluator::create(
      value_of(builtin_norm()),
      script.empty() ? std::optional<Script>{} : script_of("step", Json::object(), script),
      EvaluatorOptions{option}));
  return value_of(evaluator.evaluate(Talk(own).client(words).contact())).language;
}

TEST(Evaluator, TheOptionBeatsTheContactBeatsTheScript) {
  EXPECT_EQ(language_used("fr", "nl", "en"), "fr");
  EXPECT_EQ(language_used("", "nl", "en"), "nl");
  EXPECT_EQ(language_used("", "", "en"), "en");
}

TEST(Evaluator, ALanguageTagMayNameARegion) {
  EXPECT_EQ(language_used("", "nl-BE", ""), "nl");
  EXPECT_EQ(language_used("FR_fr", "nl", ""), "fr");
}

TEST(Evaluator, WithoutALanguageTheFunctionWordsShowIt) {
  EXPECT_EQ(
      language_used(
          "", "", "",
          "Ik heb een probleem met de factuur van mijn moeder en dat is niet de eerste keer."),
      "nl");
  EXPECT_EQ(
      language_used("", "", "",
                    "Je vous appelle parce que le modem de ma mère ne marche pas dans la cuisine."),
      "fr");
  EXPECT_EQ(
      language_used("", "", "",
                    "I have a problem with the invoice of my mother and it is not the first time."),
      "en");
}

TEST(Evaluator, TooFewFunctionWordsShowNoLanguage) {
  EXPECT_EQ(language_used("", "", "", "Modem kapot."), "");
}

TEST(Evaluator, TwoLanguagesAtOnceShowNone) {
  EXPECT_EQ(language_used(
                "", "", "",
                "Ik heb een probleem met de factuur van mijn moeder en dat is niet de eerste keer. "
                "Je vous appelle parce que le modem de ma mère ne marche pas dans la cuisine."),
            "");
}

TEST(Evaluator, AGuessIsNoted) {
  const Evaluation guessed = evaluate(
      Talk("")
          .client("I have a problem with the invoice of my mother and it is not the first time.")
          .contact());
  EXPECT_THAT(guessed.notes, Contains(HasSubstr("function words are en")));
  const Evaluation unknown = evaluate(Talk("").client("Modem kapot.").contact());
  EXPECT_THAT(unknown.notes, Contains(HasSubstr("no text was read")));
  EXPECT_THAT(*unknown.find("CCO-3.2"), insufficient("ONE_SIDED_DETECTOR"));
  EXPECT_THAT(evaluate(small().contact()).notes, IsEmpty());
}

TEST(Evaluator, ALanguageWithoutWordsIsRefused) {
  const auto evaluator = value_of(Evaluator::create(value_of(builtin_norm())));
  const auto evaluation = evaluator.evaluate(Talk("de").client("Meine Karte ist weg.").contact());
  ASSERT_FALSE(evaluation.ok());
  EXPECT_EQ(evaluation.error().code, ErrorCode::unsupported);
  EXPECT_EQ(evaluation.error().where, "/language");
  EXPECT_THAT(evaluation.error().message, HasSubstr("\"de\""));
  EXPECT_FALSE(evaluator.detect(Talk("de").client("Meine Karte ist weg.").contact()).ok());
}

TEST(Evaluator, ALanguageWithoutWordsDoesNoHarmWithoutText) {
  Talk talk("de");
  talk.data.headset.emplace();
  EXPECT_EQ(evaluate(talk.contact()).language, "");
}

TEST(Evaluator, AnOptionWithoutWordsIsRefusedAtOnce) {
  const auto evaluator =
      Evaluator::create(value_of(builtin_norm()), std::nullopt, EvaluatorOptions{"de"});
  ASSERT_FALSE(evaluator.ok());
  EXPECT_EQ(evaluator.error().code, ErrorCode::unsupported);
}

TEST(Evaluator, EvaluatesWithTheDetectorsTheNormNamesUnlessTold) {
  const Contact contact = Talk().agent("One moment, please.", 0, 4).client("Ok.", 5, 8).contact();
  const auto by = [&](const EvaluatorOptions& options) {
    const auto evaluator =
        value_of(Evaluator::create(value_of(builtin_norm()), std::nullopt, options));
    return value_of(evaluator.evaluate(contact)).find("CCO-3.6")->acts_by;
  };
  EvaluatorOptions by_model;
  by_model.detectors = "model@1";
  EXPECT_THAT(by({}), ElementsAre("rules@1"));
  EXPECT_THAT(by(by_rules()), ElementsAre("rules@1"));
  EXPECT_THAT(by(by_model), ElementsAre("model@1"));
}

// ---- Acts given with the contact
// --------------------------------------------------------------------------------

TEST(Evaluator, GivenActsReplaceDetectionForTheirKindAlone) {
  const auto evaluator =
      value_of(Evaluator::create(value_of(builtin_norm()), std::nullopt, by_rules()));
  const Talk detected =
      Talk().agent("Good morning. One moment, please.", 0, 4).client("Hello.", 5, 6);
  const auto kinds = [&](const Talk& talk) {
    std::vector<std::string> out;
    for (const Act& act : value_of(evaluator.detect(talk.contact()))) {
      out.push_back(std::string(name(act.kind)) + " " + act.by);
    }
    return out;
  };
  EXPECT_THAT(kinds(detected), testing::IsSupersetOf({"greeting rules@1", "hold rules@1"}));
  Talk given = detected;
  given.given(ActKind::hold);
  EXPECT_THAT(kinds(given), Contains("greeting rules@1"));
  EXPECT_THAT(kinds(given), testing::Not(Contains(HasSubstr("hold"))));
  Talk labelled = detected;
  labelled.act(ActKind::hold);  // of the client's turn, as nobody but a person would
  EXPECT_THAT(kinds(labelled), Contains("hold annotation"));
  EXPECT_THAT(kinds(labelled), testing::Not(Contains("hold rules@1")));
}

TEST(Evaluator, ActsStandInOrderOfTurnPositionAndKind) {
  const auto evaluator =
      value_of(Evaluator::create(value_of(builtin_norm()), std::nullopt, by_rules()));
  Talk talk = Talk()
                  .agent("Good morning, Demo customer service, how can I help you?")
                  .client("My card is gone.")
                  .agent("What is your date of birth? One moment, please.")
                  .client("Yes.");
  talk.step("outside");
  const auto acts = value_of(evaluator.detect(talk.contact()));
  ASSERT_GT(acts.size(), 5U);
  EXPECT_FALSE(acts.back().turn);
  for (std::size_t i = 1; i + 1 < acts.size(); ++i) {
    const auto key = [](const Act& act) { return std::tuple(*act.turn, act.text.begin, act.kind); };
    EXPECT_LE(key(acts[i - 1]), key(acts[i]));
  }
}

TEST(Evaluator, AGivenActWithoutASpanIsTheWholeTurn) {
  const auto evaluator =
      value_of(Evaluator::create(value_of(builtin_norm()), std::nullopt, by_rules()));
  Talk talk = Talk().agent("Goedemorgen.");
  Act act;
  act.kind = ActKind::greeting;
  act.turn = 0;
  talk.data.acts.push_back(act);
  talk.given(ActKind::greeting);
  const auto acts = value_of(evaluator.detect(talk.contact()));
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].text, (TextRange{0, 12}));
}

TEST(Evaluator, ProducersOfTheActsCountedAreNamed) {
  const Evaluation evaluation = evaluate(Talk()
                                             .agent("One moment, please.", 0, 4)
                                             .client("My card is gone.", 5, 8)
                                             .act(ActKind::question)
                                             .contact());
  EXPECT_THAT(evaluation.find("CCO-3.6")->acts_by, ElementsAre("annotation", "rules@1"));
  EXPECT_THAT(evaluation.find("CCO-3.7")->acts_by, ElementsAre("rules@1"));
}

// ---- Script
// -----------------------------------------------------------------------------------------------------

TEST(Evaluator, AScriptForOtherChannelsIsNoted) {
  const Script script = script_of("step", {{"channels", {"chat", "email"}}});
  EXPECT_THAT(evaluate(small().contact(), script).notes,
              Contains("the script is not written for voice"));
  const Script fitting = script_of("step", {{"channels", {"voice"}}});
  EXPECT_THAT(evaluate(small().contact(), fitting).notes, IsEmpty());
  EXPECT_THAT(evaluate(small().contact(), script_of("step")).notes, IsEmpty());
}

TEST(Evaluator, UnknownClocksAreNoted) {
  Talk talk = small();
  talk.data.quality.clock = Quality::Clock::unknown;
  EXPECT_THAT(evaluate(talk.contact()).notes, Contains(HasSubstr("clocks")));
}

TEST(Evaluator, WithoutAScriptThereIsNoAlignment) {
  EXPECT_FALSE(evaluate(small().contact()).alignment);
  EXPECT_TRUE(evaluate(small().contact(), script_of("step")).alignment);
}

TEST(Evaluator, KeepsNormAndScript) {
  const auto evaluator = value_of(Evaluator::create(value_of(builtin_norm()), script_of("step")));
  EXPECT_EQ(evaluator.norm().id(), default_norm_id);
  ASSERT_TRUE(evaluator.script());
  EXPECT_EQ(evaluator.script()->id(), "test");
}

// ---- Other norms
// ------------------------------------------------------------------------------------------------

TEST(Evaluator, AUsersNormBindsItsOwnIndicatorsToKnownMeasures) {
  const Json all = Json::parse(write_norm(value_of(builtin_norm())));
  Json silence = all["competences"][2]["indicators"][5];
  Json sentences = all["competences"][2]["indicators"][4];
  silence["id"] = "X-2";
  silence["key"] = "x.silence";
  silence["notes"] = Json::array();
  silence["operationalisation"]["parameters"]["max_not"]["value"] = 30;
  sentences["id"] = "X-1";
  sentences["key"] = "x.sentences";
  sentences["notes"] = Json::array();
  sentences["operationalisation"]["parameters"]["min_sentences"]["value"] = 2;
  Json norm = all;
  norm["id"] = "org.example.norm";
  norm["anomalies"] = Json::array();
  Json competence = all["competences"][2];
  competence["id"] = "X";
  competence["indicators"] = Json::array({sentences, silence});
  norm["competences"] = Json::array({competence});
  const auto evaluator = value_of(Evaluator::create(value_of(read_norm(norm.dump()))));
  const Contact contact = Talk()
                              .agent("I see the card here. It is blocked now.", 0, 20)
                              .agent("You will get a letter.", 36, 400)
                              .contact();
  const Evaluation evaluation = value_of(evaluator.evaluate(contact));
  ASSERT_EQ(evaluation.indicators.size(), 2U);
  EXPECT_EQ(evaluation.norm.id, "org.example.norm");
  EXPECT_EQ(evaluation.indicators[0].id, "X-1");
  EXPECT_THAT(evaluation.indicators[0], demonstrated());
  EXPECT_EQ(evaluation.indicators[1].id, "X-2");
  EXPECT_THAT(evaluation.indicators[1], insufficient("BORDERLINE"));  // 16 s
}

TEST(Evaluator, CuesOfAUsersNormAreFound) {
  const Json cue{{"class", "hold"}, {"lang", "en"}, {"pattern", "twiddle your thumbs"}};
  Json norm = Json::parse(write_norm(value_of(builtin_norm())));
  NormDraft draft = value_of(read_norm(norm.dump())).data();
  Cue own;
  own.cue_class = CueClass::hold;
  own.language = Language::en;
  own.pattern = "twiddle your thumbs";
  draft.cues.push_back(own);
  const auto evaluator = value_of(Evaluator::create(value_of(Norm::create(std::move(draft)))));
  const auto holds = [](const Evaluator& by) {
    const auto acts = value_of(by.detect(Talk().agent("Just twiddle your thumbs.").contact(), 0.5));
    return std::count_if(acts.begin(), acts.end(),
                         [](const Act& act) { return act.kind == ActKind::hold; });
  };
  EXPECT_EQ(holds(evaluator), 1);
  EXPECT_EQ(holds(value_of(Evaluator::create(value_of(builtin_norm())))), 0);
}

// ---- The same answer every time
// ---------------------------------------------------------------------------------

TEST(Evaluator, TheSameInputGivesTheSameBytes) {
  for (const std::string_view id : builtin_contacts()) {
    const Contact contact = value_of(builtin_contact(id));
    const std::string once = write_evaluation(evaluate(contact), 2);
    EXPECT_EQ(once, write_evaluation(evaluate(contact), 2)) << id;
    const auto fresh = value_of(Evaluator::create(value_of(builtin_norm())));
    EXPECT_EQ(once, write_evaluation(value_of(fresh.evaluate(contact)), 2)) << id;
  }
}

TEST(Evaluator, ManyThreadsMayShareOne) {
  const auto script = value_of(builtin_script(builtin_scripts().front()));
  const auto evaluator = value_of(Evaluator::create(value_of(builtin_norm()), script));
  std::vector<Contact> contacts;
  std::vector<std::string> expected;
  for (const std::string_view id : builtin_contacts()) {
    contacts.push_back(value_of(builtin_contact(id)));
    expected.push_back(write_evaluation(value_of(evaluator.evaluate(contacts.back()))));
  }
  std::vector<std::size_t> wrong(8, 0);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < contacts.size(); ++i) {
        const std::size_t k = (i + t) % contacts.size();
        const auto evaluation = evaluator.evaluate(contacts[k]);
        if (!evaluation || write_evaluation(*evaluation) != expected[k]) ++wrong[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, testing::Each(0U));
}

}  // namespace
}  // namespace callnorm
