// Acts by the model: spans, scores, reasons and what is left to rules. How often it is right is
// measured by ./dev accuracy; the cases here are the ones nobody would want to miss.
#include "callnorm/detect/model_acts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/io/builtin.hpp"

namespace callnorm {
namespace {

using Lines = std::vector<std::pair<Speaker, std::string>>;

Contact talk(const Lines& lines, const char* language, bool punctuated) {
  ContactDraft contact;
  contact.language = language;
  contact.quality.punctuated = punctuated;
  Millis at{0};
  for (const auto& [speaker, text] : lines) {
    Turn turn;
    turn.speaker = speaker;
    turn.text = text;
    turn.time = TimeSpan{at, at + Millis{2000}};
    at += Millis{2300};
    contact.turns.push_back(std::move(turn));
  }
  return *Contact::create(std::move(contact));
}

const Evaluator& evaluator(const std::string& detectors = "model@1") {
  const auto make = [](const char* name) {
    EvaluatorOptions options;
    options.detectors = name;
    return *Evaluator::create(*builtin_norm(), std::nullopt, options);
  };
  static const Evaluator model = make("model@1");
  static const Evaluator rules = make("rules@1");
  return detectors == "rules@1" ? rules : model;
}

std::vector<Act> found(const Contact& contact, ActKind kind, double min_score = 0.5,
                       const std::string& detectors = "model@1") {
  auto acts = *evaluator(detectors).detect(contact, min_score);
  std::erase_if(acts, [&](const Act& act) { return act.kind != kind; });
  return acts;
}

std::string quote(const Contact& contact, const Act& act) {
  return contact.turns()[*act.turn].text.substr(act.text.begin, act.text.end - act.text.begin);
}

std::string detail(const Act& act, std::string_view key) {
  for (const auto& [name, value] : act.details) {
    if (name == key) return value;
  }
  return {};
}

const Lines dutch{
    {Speaker::agent, "Goedemiddag, u spreekt met Lien van Noorderlicht."},
    {Speaker::client, "Dag mevrouw, ik zit hier al sinds gisteren zonder internet."},
    {Speaker::agent, "Ah, de verbinding is dus weggevallen bij u."},
    {Speaker::client, "Ja, klopt."},
    {Speaker::agent, "Mag ik uw klantnummer, alstublieft?"},
    {Speaker::client, "Dat is 48 21 33."},
    {Speaker::agent, "48 21 33. Blijft u even aan de lijn, ik kijk het twee minuten na."},
    {Speaker::client, "Oké."}};

TEST(ModelActs, FindWhatACallIsMadeOf) {
  const Contact contact = talk(dutch, "nl", true);
  const auto reformulations = found(contact, ActKind::reformulation);
  ASSERT_EQ(reformulations.size(), 1U);
  EXPECT_EQ(quote(contact, reformulations[0]), dutch[2].second);
  EXPECT_EQ(reformulations[0].by, "model@1");
  EXPECT_EQ(reformulations[0].about_turn, 1U);
  EXPECT_THAT(reformulations[0].type, testing::AnyOf("gist", "upshot", "summary"));
  const auto data = found(contact, ActKind::data_question);
  ASSERT_EQ(data.size(), 1U);
  EXPECT_EQ(data[0].turn, 4U);
  const auto read = found(contact, ActKind::read_back);
  ASSERT_EQ(read.size(), 1U);
  EXPECT_EQ(quote(contact, read[0]), "48 21 33.");
  const auto holds = found(contact, ActKind::hold);
  ASSERT_EQ(holds.size(), 1U);
  EXPECT_EQ(holds[0].announced, Millis{120'000});
  EXPECT_EQ(found(contact, ActKind::confirm).size(), 1U);
}

TEST(ModelActs, SayWhy) {
  const Contact contact = talk(dutch, "nl", true);
  const auto acts = *evaluator().detect(contact, 0.5);
  for (const Act& act : acts) {
    if (act.by != "model@1") continue;
    EXPECT_THAT(detail(act, "why"), testing::MatchesRegex(".+ [+-][0-9]+\\.[0-9].*"))
        << name(act.kind);
  }
}

TEST(ModelActs, CandidatesBelowTheOperatingPointHaveScoresAndNothingElseChanges) {
  const Contact contact = talk(dutch, "nl", true);
  const auto all = *evaluator().detect(contact, 0.0);
  auto counted = all;
  std::erase_if(counted, [](const Act& act) { return act.score < 0.5; });
  const auto found_acts = *evaluator().detect(contact);
  ASSERT_EQ(counted.size(), found_acts.size());
  for (std::size_t i = 0; i < counted.size(); ++i) {
    EXPECT_EQ(counted[i].kind, found_acts[i].kind);
    EXPECT_EQ(counted[i].text, found_acts[i].text);
    EXPECT_EQ(counted[i].score, found_acts[i].score);
  }
  EXPECT_GT(all.size(), counted.size());
  for (const Act& act : all) {
    EXPECT_GE(act.score, lowest_score);
    EXPECT_LE(act.score, 1.0);
  }
}

TEST(ModelActs, SentencesOnEndThatDoTheSameAreOneAct) {
  const std::string said =
      "Dus u zit zonder internet sinds gisteren. U zegt dus ook dat de televisie niets doet.";
  const Contact contact =
      talk({{Speaker::agent, "Goeiedag, waarmee help ik u?"},
            {Speaker::client,
             "Sinds gisteren ligt het internet eruit en ook de televisie doet niets meer."},
            {Speaker::agent, said},
            {Speaker::client, "Ja, dat klopt."}},
           "nl", true);
  const auto acts = found(contact, ActKind::reformulation);
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(quote(contact, acts[0]), said);
}

TEST(ModelActs, QuestionsStaySeparate) {
  const Contact contact = talk({{Speaker::agent, "Wat is uw naam? En waar woont u?"},
                                {Speaker::client, "Peeters, in Gent."}},
                               "nl", true);
  EXPECT_EQ(found(contact, ActKind::question).size(), 2U);
}

// Half of the talk has no marks: then a turn is one sentence, and of a long one only the words that
// speak for the act are quoted.
TEST(ModelActs, OfALongTurnWithoutMarksOnlyTheWordsThatTellAreQuoted) {
  const Contact contact =
      talk({{Speaker::client, "ja ik wil graag weten hoeveel dat abonnement kost"},
            {Speaker::agent,
             "dat hangt ervan af welk pakket u neemt er zijn er drie en de prijs verschilt nogal "
             "blijft u "
             "even aan de lijn dan zoek ik dat op"},
            {Speaker::client, "ja is goed"}},
           "nl", false);
  const auto holds = found(contact, ActKind::hold);
  ASSERT_EQ(holds.size(), 1U);
  EXPECT_THAT(quote(contact, holds[0]), testing::HasSubstr("aan de lijn"));
  EXPECT_THAT(quote(contact, holds[0]), testing::Not(testing::HasSubstr("welk pakket")));
}

TEST(ModelActs, ARequestToSayItAgain) {
  for (const auto& [language, lines] : std::vector<std::pair<const char*, Lines>>{
           {"nl",
            {{Speaker::client, "ik bel voor mijn factuur van maart"},
             {Speaker::agent, "wablief"},
             {Speaker::client, "mijn factuur van maart"}}},
           {"fr",
            {{Speaker::client, "j'appelle pour ma facture de mars"},
             {Speaker::agent, "pardon"},
             {Speaker::client, "ma facture de mars"}}},
           {"en",
            {{Speaker::client, "i'm calling about my bill for march"},
             {Speaker::agent, "sorry what was that"},
             {Speaker::client, "my bill for march"}}}}) {
    const auto acts = found(talk(lines, language, false), ActKind::open_repair);
    ASSERT_EQ(acts.size(), 1U) << language;
    EXPECT_EQ(acts[0].turn, 1U);
  }
}

TEST(ModelActs, GivenActsStandForTheirKind) {
  ContactDraft given = talk(dutch, "nl", true).data();
  given.acts_given = {ActKind::reformulation};
  const auto contact = Contact::create(std::move(given));
  ASSERT_TRUE(contact.ok());
  EXPECT_TRUE(found(*contact, ActKind::reformulation, 0.0).empty());
  EXPECT_EQ(found(*contact, ActKind::hold).size(), 1U);
}

TEST(ModelActs, RulesRemainWhoWantsThem) {
  const Contact contact = talk(dutch, "nl", true);
  const auto acts = *evaluator("rules@1").detect(contact);
  for (const Act& act : acts) EXPECT_EQ(act.by, "rules@1");
}

TEST(ModelActs, OtherNamesAreRefused) {
  EvaluatorOptions options;
  options.detectors = "model@2";
  const auto made = Evaluator::create(*builtin_norm(), std::nullopt, options);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, ErrorCode::unsupported);
}

}  // namespace
}  // namespace callnorm
