#include "callnorm/analysis/resistance.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::prepare;
using test::Talk;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::uint32_t> found(const std::string& language, const std::string& agent,
                                 const std::string& client) {
  const Contact contact =
      Talk(language).agent("Hallo.").client("Hallo.").agent(agent).client(client).contact();
  return may_resist(prepare(contact), contact.data().acts);
}

TEST(MayResist, WhatDeniesContrastsOrHesitatesBehindWhatTheAgentTold) {
  const std::vector<std::tuple<std::string, std::string, std::string>> cases{
      {"nl", "Dan komt de technieker volgende week donderdag bij u langs.",
       "Donderdag zit ik niet thuis."},
      {"nl", "Dat komt dan op negentig euro voor heel het jaar.", "Goh, negentig euro zeg."},
      {"fr", "Le technicien passera chez vous jeudi prochain entre huit et dix.",
       "Jeudi je ne suis pas là."},
      {"fr", "Ça vous fait nonante euros pour toute l'année.",
       "Mais ça fait nonante euros quand même."},
      {"en", "We can have somebody with you on Friday between two and six.",
       "I'm not in on a Friday."},
      {"en", "We can have somebody with you on Friday between two and six.",
       "No, Friday is the christening."},
  };
  for (const auto& [language, agent, client] : cases) {
    EXPECT_THAT(found(language, agent, client), ElementsAre(3)) << client;
  }
}

TEST(MayResist, AlsoBehindAYesWithAButAndAnAhWithANo) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"nl", "Ja, maar donderdag zit ik niet thuis."}, {"nl", "Oh, donderdag zit ik niet thuis."},
      {"fr", "Oui, mais jeudi je ne suis pas là."},    {"fr", "Ah non, jeudi je ne suis pas là."},
      {"en", "Yes, but I'm not in on a Friday."},      {"en", "Oh, I'm not in on a Friday."},
  };
  for (const auto& [language, client] : cases) {
    const std::string told = language == "nl"   ? "Dan komt de technieker donderdag bij u langs."
                             : language == "fr" ? "Le technicien passera chez vous ce jeudi matin."
                                                : "We can have somebody with you on Friday.";
    EXPECT_THAT(found(language, told, client), ElementsAre(3)) << client;
  }
}

TEST(MayResist, FromTheFirstTurnOnAndBehindABareWord) {
  const Contact call =
      Talk("en")
          .agent("Good morning, this is Ann, your meter will be replaced on Friday.")
          .client("Hm.")
          .client("I'm not in on a Friday.")
          .contact();
  EXPECT_THAT(may_resist(prepare(call), {}), ElementsAre(2));
}

TEST(MayResist, NotAYesAnAnswerToAQuestionOrABareWord) {
  const std::string told = "We can have somebody with you on Friday between two and six.";
  EXPECT_THAT(found("en", told, "Yes, I'm not working on a Friday."), IsEmpty());
  EXPECT_THAT(found("en", told, "Friday is the day of the christening."), IsEmpty());
  EXPECT_THAT(found("en", told, "Not Friday."), IsEmpty()) << "three words";
  EXPECT_THAT(
      found("en", "What is the light on the front of the box doing?", "It's not on at all now."),
      IsEmpty());
  EXPECT_THAT(found("en", "So you'd like somebody with you on the Friday.",
                    "No, not at all, the boiler is grand."),
              IsEmpty())
      << "corrects what the agent understood";
  EXPECT_THAT(found("fr", "J'ai demain matin entre huit et dix heures, ou jeudi après-midi.",
                    "Demain matin, ça va, je ne travaille pas."),
              IsEmpty());
  EXPECT_THAT(found("en", "Right so.", "It's not on at all now."), IsEmpty());
}

TEST(MayResist, NothingInALanguageWithoutALexicon) {
  EXPECT_THAT(found("", "We can have somebody with you on Friday between two and six.",
                    "I'm not in on a Friday."),
              IsEmpty());
}

}  // namespace
}  // namespace callnorm
