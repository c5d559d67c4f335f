#include "callnorm/detect/promotion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Json;
using test::script_of;
using test::Talk;
using testing::ElementsAre;
using testing::IsEmpty;

Script energy(const std::string& language = "nl") {
  return script_of("step",
                   {{"selling_points",
                     {{{"id", "groen"},
                       {"interest", {"milieu", "groen"}},
                       {"claims", {"100 procent lokale windenergie", "2 jaar prijsgarantie"}}},
                      {{"id", "spreiding"},
                       {"interest", {"budget"}},
                       {"claims", {"kosteloos betalen in 3 delen"}}}}}},
                   language);
}

std::vector<Act> found(const Talk& talk, const std::optional<Script>& script = energy()) {
  const PreparedContact prepared = test::prepare(talk.contact());
  std::vector<Act> out;
  detect_promotions(prepared, script ? &*script : nullptr, {}, out);
  return out;
}
/// "turn type claim" of every act.
std::vector<std::string> listed(const std::vector<Act>& acts) {
  std::vector<std::string> out;
  for (const Act& act : acts) {
    std::string line = std::to_string(*act.turn) + " " + act.type;
    for (const auto& [key, value] : act.details) {
      if (key == "claim") line += " " + value;
      if (key == "competitor") line += " competitor";
    }
    out.push_back(line);
  }
  return out;
}
Talk said(const std::string& text) {
  return Talk("nl").client("Dag.").agent(text);
}

TEST(Promotions, ASellingPointInTheScriptsWordsIsKnown) {
  EXPECT_THAT(listed(found(said("Dat is honderd procent lokale windenergie."))),
              ElementsAre("1 groen approved"));
}

TEST(Promotions, AFigureIsTheSameInDigitsAndInWords) {
  EXPECT_THAT(listed(found(said("U krijgt 100 % lokale windenergie, met korting."))),
              ElementsAre("1 groen approved"));
  EXPECT_THAT(listed(found(said("Kosteloos betalen in drie delen kan altijd."))),
              ElementsAre("1 spreiding approved"));
}

TEST(Promotions, PraiseNearAnInterestIsItsSellingPoint) {
  EXPECT_THAT(listed(found(said("U geniet van een groener contract, goed voor het milieu."))),
              ElementsAre("1 groen to_check"));
}

TEST(Promotions, AFigureOfGainTheScriptDoesNotSayIsUnapproved) {
  EXPECT_THAT(listed(found(said("U bespaart 250 euro met lokale energie."))),
              ElementsAre("1  unapproved"));
  EXPECT_THAT(listed(found(said("Bij ons krijgt u 20% korting."))), ElementsAre("1  unapproved"));
  EXPECT_THAT(listed(found(said("U geniet van 2 jaar prijsgarantie met korting."))),
              ElementsAre("1 groen approved"))
      << "the script says two";
}

TEST(Promotions, AFigureTheClientOrAFactNamedIsNoClaim) {
  Talk talk = Talk("nl").client("Ik wil 250 euro besparen.").agent("U bespaart 250 euro bij ons.");
  EXPECT_THAT(listed(found(talk)), ElementsAre("1  to_check"));
  talk = said("U bespaart 75 euro bij ons.").fact("besparing", "75");
  EXPECT_THAT(listed(found(talk)), ElementsAre("1  to_check"));
}

TEST(Promotions, AFigureThatIsNoGainIsNoClaim) {
  EXPECT_THAT(listed(found(said("U krijgt gratis hulp, en ik bel u om 14 uur."))),
              ElementsAre("1  to_check"));
}

TEST(Promotions, AnotherFigureInAClaimsWordsIsUnapproved) {
  EXPECT_THAT(listed(found(said("U kunt kosteloos betalen in 6 delen."))),
              ElementsAre("1 spreiding unapproved"));
  EXPECT_THAT(listed(found(said("Dat is vijf jaar prijsgarantie."))),
              ElementsAre("1 groen unapproved"));
  // With part of the words it may be another figure altogether.
  EXPECT_THAT(listed(found(said("U krijgt 4 jaar garantie op de lokale windenergie."))),
              ElementsAre("1 groen to_check"));
  EXPECT_THAT(listed(found(said("Betalen kan in 6 delen."))), ElementsAre("1 spreiding to_check"));
  EXPECT_THAT(found(said("U betaalt dat in juni, over 6 weken.")), IsEmpty());
  Talk talk = Talk("nl").client("Kan ik in 6 delen betalen?").agent("Betalen in 6 delen, dat kan.");
  EXPECT_THAT(found(talk), IsEmpty()) << "the client's own figure";
}

TEST(Promotions, WhatIsDeniedPromotesNothing) {
  EXPECT_THAT(found(said("Kosteloos betalen in 3 delen hebben wij afgeschaft.")), IsEmpty());
  EXPECT_THAT(found(said("U kunt niet kosteloos betalen in 3 delen.")), IsEmpty());
  EXPECT_THAT(found(said("Nee, spijtig, kosteloos betalen in 3 delen is voor nieuwe klanten.")),
              IsEmpty());
  EXPECT_THAT(listed(found(said("Nee hoor, u kunt kosteloos betalen in 3 delen."))),
              ElementsAre("1 spreiding approved"));
  EXPECT_THAT(listed(found(said("U moet niet wachten, kosteloos betalen in 3 delen kan al."))),
              ElementsAre("1 spreiding approved"));
}

TEST(Promotions, WhatIsSaidOfAnotherFirmPromotesNothing) {
  for (const char* text : {"Bij Luminus kunt u kosteloos betalen in 3 delen.",
                           "Bij de concurrentie, kosteloos betalen in 3 delen.",
                           "Bij de concurrentie kunt u kosteloos betalen in 3 delen, bij ons niet.",
                           "U moet dan bij Engie zijn, daar kunt u kosteloos betalen in 3 delen.",
                           "U moet dan bij Engie zijn. Daar kunt u kosteloos betalen in 3 delen.",
                           "Bij uw vorige leverancier kon u kosteloos betalen in 3 delen.",
                           "Dat hadden wij vroeger, toen kon u kosteloos betalen in 3 delen."}) {
    EXPECT_THAT(found(said(text)), IsEmpty()) << text;
  }
  for (const char* text : {"Bij ons kunt u kosteloos betalen in 3 delen.",
                           "Anders dan bij Luminus kunt u kosteloos betalen in 3 delen.",
                           "Elders niet, maar bij ons kunt u kosteloos betalen in 3 delen.",
                           "U was bij Luminus, u kunt kosteloos betalen in 3 delen.",
                           "In tegenstelling tot Luminus, kosteloos betalen in 3 delen."}) {
    EXPECT_THAT(listed(found(said(text))), ElementsAre("1 spreiding approved")) << text;
  }
  // The firm that speaks has a name too.
  EXPECT_THAT(listed(found(Talk("nl")
                               .agent("Ampere Energie, goeiedag.")
                               .client("Dag.")
                               .agent("Bij Ampere kunt u kosteloos betalen in 3 delen."))),
              ElementsAre("2 spreiding approved"));
}

TEST(Promotions, AnotherFigureThatMayBeOfSomethingElseIsForAPersonToCheck) {
  // The script's own is said too.
  EXPECT_THAT(
      listed(found(said("Kosteloos betalen in 6 delen is van vroeger, in 3 delen kan nu."))),
      ElementsAre("1 spreiding to_check"));
  EXPECT_THAT(
      listed(found(said("Kosteloos betalen in 3 delen.").agent("Kosteloos betalen in 6 delen."))),
      ElementsAre("1 spreiding approved", "2 spreiding to_check"));
  // What else the claim says is said in another clause.
  EXPECT_THAT(listed(found(said("U kunt kosteloos betalen, en het pakje komt in 5 delen."))),
              ElementsAre("1 spreiding to_check"));
  // What the number is cannot be told.
  EXPECT_THAT(listed(found(said("U kunt kosteloos betalen in een half miljoen delen."))),
              ElementsAre("1 spreiding to_check"));
  EXPECT_THAT(found(said("U moet kosteloos betalen, niet 6 delen.")), IsEmpty());
  EXPECT_THAT(listed(found(said("Kosteloos betalen in 6 delen, en in 9 delen."))),
              ElementsAre("1 spreiding unapproved"));
}

TEST(Promotions, WhatAnotherClauseSaysOfAnotherThingDeniesNothing) {
  EXPECT_THAT(
      listed(found(said("De oude actie is afgelopen, maar kosteloos betalen in 3 delen kan."))),
      ElementsAre("1 spreiding approved"));
  EXPECT_THAT(listed(found(said("Nee, sorry voor het ongemak, kosteloos betalen in 3 delen kan."))),
              ElementsAre("1 spreiding approved"));
  EXPECT_THAT(
      listed(found(said("Uw contract is afgelopen en u kunt kosteloos betalen in 6 delen."))),
      ElementsAre("1 spreiding unapproved"));
  EXPECT_THAT(found(said("Kosteloos betalen in 3 delen, dat is vroeger, dat is gedaan.")),
              IsEmpty());
  EXPECT_THAT(found(said("Dat is gedaan, kosteloos betalen in 3 delen.")), IsEmpty());
  EXPECT_THAT(listed(found(said("Niet kosteloos betalen in 3 delen, in 6 delen."))),
              ElementsAre("1 spreiding to_check"));
}

TEST(Promotions, WhatIsClaimedBesideAnApprovedClaimIsForAPersonToCheck) {
  EXPECT_THAT(
      listed(found(said("U kunt kosteloos betalen in 3 delen, en wij zijn de goedkoopste."))),
      ElementsAre("1 spreiding to_check"));
  EXPECT_THAT(listed(found(said("U krijgt 2 jaar prijsgarantie, gegarandeerd."))),
              ElementsAre("1 groen to_check"));
  EXPECT_THAT(listed(found(said("U bespaart bij ons dertig procent."))),
              ElementsAre("1  to_check"));
}

TEST(Promotions, WithoutAnApprovedListAFigureIsForAPersonToCheck) {
  EXPECT_THAT(listed(found(said("Bij ons krijgt u 20% korting."), std::nullopt)),
              ElementsAre("1  to_check"));
}

TEST(Promotions, OneForATurnAndSellingPoint) {
  EXPECT_THAT(listed(found(said("Dat is honderd procent lokale windenergie. Ja, honderd procent "
                                "lokale windenergie! En kosteloos betalen in 3 delen."))),
              ElementsAre("1 groen approved", "1 spreiding approved"));
}

TEST(Promotions, AQuestionWithScriptWordsPromotesNothing) {
  EXPECT_THAT(found(said("Wilt u kosteloos betalen in 3 delen?")), IsEmpty());
}

TEST(Promotions, AWeakPhraseAlonePromotesNothing) {
  EXPECT_THAT(found(said("U vindt dat bij ons op de website.")), IsEmpty());
  EXPECT_THAT(listed(found(said("Bij ons is dat gratis."))), ElementsAre("1  to_check"));
}

TEST(Promotions, RunningACompetitorDownIsMarked) {
  EXPECT_THAT(listed(found(said("De concurrentie is veel slechter."))),
              ElementsAre("1  competitor"));
}

TEST(Promotions, TheClientPromotesNothing) {
  EXPECT_THAT(found(Talk("nl").client("U geniet van een vast tarief.")), IsEmpty());
}

TEST(Promotions, AHundredThousandCuesInOneTurnDoNotHang) {
  std::string words;
  for (int i = 0; i < 100'000; ++i) words += "u bespaart 7 euro gratis. ";
  EXPECT_THAT(listed(found(said(words))), ElementsAre("1  unapproved"));
}

}  // namespace
}  // namespace callnorm
