#include "callnorm/analysis/jargon.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::prepare;
using test::Talk;
using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<JargonTerm> terms{{"EAN-code", "het nummer van uw aansluiting"},
                                    {"allocatiepunt", "uw aansluiting"},
                                    {"piekvermogen", ""}};

std::vector<std::string> uses_of(const Talk& talk, const std::vector<JargonTerm>& list = terms,
                                 const std::vector<bool>& aside = {}) {
  static const std::vector<std::string> standing{"unexplained", "explained", "known", "taken up",
                                                 "unclear"};
  const Contact contact = talk.contact();
  std::vector<std::string> out;
  const PreparedContact prepared = prepare(contact);
  std::vector<std::string> phrases;
  for (const JargonTerm& term : list) phrases.push_back(term.term);
  const PhraseHits said = find_phrases(prepared, phrases);
  for (const JargonUse& use : jargon_uses(prepared, list, said, aside)) {
    out.push_back(
        contact.turns()[use.turn].text.substr(use.text.begin, use.text.end - use.text.begin) + " " +
        standing[static_cast<std::size_t>(use.standing)] +
        (use.where ? " " + std::to_string(*use.where) : ""));
  }
  return out;
}

TEST(Jargon, EveryUnexplainedUseCounts) {
  EXPECT_THAT(
      uses_of(Talk("nl")
                  .agent("Geef mij de EAN-code.")
                  .client("De wat?")
                  .agent("De EAN-code, dus. Het piekvermogen ook.")),
      ElementsAre("EAN-code unexplained", "EAN-code unexplained", "piekvermogen unexplained"));
}

TEST(Jargon, PlainWordsBesideTheTermExplainIt) {
  EXPECT_THAT(uses_of(Talk("nl").agent("De EAN-code is het nummer van de aansluiting.")),
              ElementsAre("EAN-code explained 0"));
  EXPECT_THAT(uses_of(Talk("nl").agent("Het nummer van uw aansluiting, de EAN-code.")),
              ElementsAre("EAN-code explained 0"));
  EXPECT_THAT(uses_of(Talk("nl").agent("Welk adres hoort bij de EAN-code?")),
              ElementsAre("EAN-code unexplained"));
}

TEST(Jargon, HalfOfThePlainWordsIsEnough) {
  const std::vector<JargonTerm> two{{"tarifschema", "rood groen blauw geel oranje"}};
  EXPECT_THAT(uses_of(Talk("nl").agent("Tarifschema: rood groen blauw."), two),
              ElementsAre("Tarifschema explained 0"));
  EXPECT_THAT(uses_of(Talk("nl").agent("Tarifschema: rood groen."), two),
              ElementsAre("Tarifschema unexplained"));
}

TEST(Jargon, TheTermIsNoPlainWordForItself) {
  const std::vector<JargonTerm> self{{"metering", "meter"}};
  EXPECT_THAT(uses_of(Talk("nl").agent("De metering loopt."), self),
              ElementsAre("metering unexplained"));
  EXPECT_THAT(uses_of(Talk("nl").agent("De metering, uw meter dus."), self),
              ElementsAre("metering explained 0"));
}

TEST(Jargon, TheAgentsNextTurnMayExplain) {
  EXPECT_THAT(uses_of(Talk("nl")
                          .agent("Ik zoek het allocatiepunt.")
                          .client("Het wat?")
                          .agent("Waar uw aansluiting is.")),
              ElementsAre("allocatiepunt explained 2"));
  EXPECT_THAT(uses_of(Talk("nl")
                          .agent("Ik zoek het allocatiepunt.")
                          .client("Het wat?")
                          .agent("Een ogenblik.")
                          .client("Ja.")
                          .agent("Waar uw aansluiting is.")),
              ElementsAre("allocatiepunt unexplained"));
}

TEST(Jargon, AnExplainingPhraseExplainsWhatStandsBeforeIt) {
  EXPECT_THAT(uses_of(Talk("nl").agent("Het piekvermogen, dat wil zeggen het meeste ineens.")),
              ElementsAre("piekvermogen explained 0"));
  EXPECT_THAT(uses_of(Talk("nl").agent("Dat wil zeggen dat het piekvermogen telt.")),
              ElementsAre("piekvermogen unexplained"));
  const std::vector<JargonTerm> french{{"domiciliation", ""}};
  EXPECT_THAT(
      uses_of(Talk("fr").agent("Une domiciliation, c'est-à-dire un paiement par la banque."),
              french),
      ElementsAre("domiciliation explained 0"));
  const std::vector<JargonTerm> english{{"chargeback", ""}};
  EXPECT_THAT(uses_of(Talk("en").agent("A chargeback. That means you are paid back."), english),
              ElementsAre("chargeback explained 0"));
}

TEST(Jargon, OnceExplainedATermIsKnown) {
  EXPECT_THAT(uses_of(Talk("nl")
                          .agent("De EAN-code.")
                          .client("Ja.")
                          .agent("Wacht.")
                          .client("Ja.")
                          .agent("De EAN-code is het nummer van uw aansluiting.")
                          .client("Ah.")
                          .agent("Geef dus de EAN-codes.")),
              ElementsAre("EAN-code unexplained", "EAN-code explained 4", "EAN-codes known 4"));
}

TEST(Jargon, WhatTheClientSaidBeforeIsTheClientsWord) {
  EXPECT_THAT(uses_of(Talk("nl")
                          .agent("Uw EAN-code?")
                          .client("Mijn ean code heb ik hier.")
                          .agent("De EAN-code graag.")),
              ElementsAre("EAN-code unexplained", "EAN-code taken up 1"));
}

TEST(Jargon, AnAbbreviationOrAWordOfTheFamilyBringsTheTermUp) {
  const std::vector<JargonTerm> list{{"EAN-code", ""}, {"synchronisatie", ""}, {"PSD2", ""}};
  const auto after = [&](const std::string& said, const std::string& term) {
    return uses_of(Talk("nl").client(said).agent("De " + term + "."), list);
  };
  EXPECT_THAT(after("Waar staat die EAN?", "EAN-code"), ElementsAre("EAN-code taken up 0"));
  EXPECT_THAT(after("Een ean-nummer vragen ze.", "EAN-code"), ElementsAre("EAN-code taken up 0"));
  EXPECT_THAT(after("mijn e a n code", "EAN-code"), ElementsAre("EAN-code taken up 0"));
  EXPECT_THAT(after("iets van p s d 2", "PSD2"), ElementsAre("PSD2 taken up 0"));
  EXPECT_THAT(after("Hij synchroniseert niet.", "synchronisatie"),
              ElementsAre("synchronisatie taken up 0"));
  EXPECT_THAT(after("De synchro valt weg.", "synchronisatie"),
              ElementsAre("synchronisatie taken up 0"));
  EXPECT_THAT(after("Welke code?", "EAN-code"), ElementsAre("EAN-code unexplained"));
  EXPECT_THAT(after("Met e en a.", "EAN-code"), ElementsAre("EAN-code unexplained"));
  EXPECT_THAT(after("Synoniemen.", "synchronisatie"), ElementsAre("synchronisatie unexplained"));
}

TEST(Jargon, AnAbbreviationThatIsASmallWordTooHasToStandInCapitals) {
  const std::vector<JargonTerm> list{{"ONT", ""}};
  const auto after = [&](const std::string& said) {
    return uses_of(Talk("fr").client(said).agent("Votre ONT clignote."), list);
  };
  EXPECT_THAT(after("Ils ont fait des travaux."), ElementsAre("ONT unexplained"));
  EXPECT_THAT(after("Ils ont changé mon ONT."), ElementsAre("ONT taken up 0"));
  EXPECT_THAT(after("Ils l'ont vu, sur le PONT."), ElementsAre("ONT unexplained"));
  EXPECT_THAT(after("Il clignote, l'ONT."), ElementsAre("ONT taken up 0"));
  EXPECT_THAT(after("le o n t est rouge"), ElementsAre("ONT taken up 0"));
}

TEST(Jargon, ATermThatMayHaveBeenClearIsHeldAgainstNobody) {
  const std::vector<JargonTerm> english{{"excess", "the part you pay yourself"}, {"PSD2", ""}};
  EXPECT_THAT(uses_of(Talk("en").agent("You do, that's the excess."), english),
              ElementsAre("excess unclear 0"));
  EXPECT_THAT(uses_of(Talk("en").agent("PSD2 is the law that asks us to check."), english),
              ElementsAre("PSD2 unclear 0"));
  EXPECT_THAT(uses_of(Talk("en").client("The deductible?").agent("The excess, you mean?"), english),
              ElementsAre("excess unclear 1"));
  EXPECT_THAT(uses_of(Talk("en").agent("There's an excess of fifty. So say your case is worth "
                                       "three hundred, you get two fifty."),
                      english),
              ElementsAre("excess unclear 0"));
  EXPECT_THAT(uses_of(Talk("en").agent("The excess is fifty euros."), english),
              ElementsAre("excess unexplained"));
}

TEST(Jargon, WhatIsSaidOfSomethingElseMakesNoTermClear) {
  const auto first = [](const std::string& language, const std::string& text,
                        const std::string& term) {
    return uses_of(Talk(language).client("Ja.").agent(text), {{term, ""}}).front();
  };
  const std::string clear = "excess unclear 1";
  const std::string not_clear = "excess unexplained";
  // An example: in the sentence of the term or the next, and a supposition opens its clause.
  EXPECT_EQ(first("en", "There's an excess. So suppose you lose it, we keep fifty.", "excess"),
            clear);
  EXPECT_EQ(first("en", "There's an excess. I suppose you have a pen.", "excess"), not_clear);
  EXPECT_EQ(first("en", "There's an excess. Fine. I'll ring you tomorrow, for example.", "excess"),
            not_clear);
  // A definition: the term is what the sentence is about.
  EXPECT_EQ(first("nl", "Het piekvermogen is het meeste ineens.", "piekvermogen"),
            "piekvermogen unclear 1");
  EXPECT_EQ(first("nl", "Voor het piekvermogen is een opname nodig.", "piekvermogen"),
            "piekvermogen unexplained");
  // A name: for something that was described.
  EXPECT_EQ(first("fr", "La boîte blanche au mur, c'est la PTO.", "PTO"), "PTO unclear 1");
  EXPECT_EQ(first("fr", "La box, c'est la PTO qui pose problème.", "PTO"), "PTO unexplained");
  EXPECT_EQ(first("fr", "C'est la PTO.", "PTO"), "PTO unexplained");
}

TEST(Jargon, TheClientsAnswerMayShowThatTheTermWasClear) {
  const auto second = [](const std::string& first, const std::string& answer,
                         const std::string& after) {
    return uses_of(Talk("nl").agent(first).client(answer).agent(after)).back();
  };
  EXPECT_EQ(second("De EAN-code. Weet u wat dat is?", "Ja, dat weet ik.", "Geef de EAN-code."),
            "EAN-code unclear 1");
  EXPECT_EQ(second("De EAN-code. Weet u wat dat is?", "Nee.", "Geef de EAN-code."),
            "EAN-code unexplained");
  EXPECT_EQ(second("De EAN-code. Weet u wat dat is?", "Dat weet ik.", "Geef de EAN-code."),
            "EAN-code unclear 1");
  EXPECT_EQ(second("De EAN-code. Weet u wat dat is?", "Euh, wat is dat?", "Geef de EAN-code."),
            "EAN-code unexplained");
  EXPECT_EQ(second("De EAN-code.", "Ik weet wat dat is.", "Geef de EAN-code."),
            "EAN-code unclear 1");
  EXPECT_EQ(second("De EAN-code.", "Is dat dat lang nummer?", "Ja, precies. De EAN-code graag."),
            "EAN-code unclear 1");
  EXPECT_EQ(second("De EAN-code.", "Is dat dat lang nummer?", "Geef mij de EAN-code."),
            "EAN-code unexplained");
  EXPECT_EQ(second("De EAN-code.", "Moet ik die meebrengen?", "Ja. De EAN-code graag."),
            "EAN-code unexplained");
}

TEST(Jargon, AWordWithinAnotherExpressionIsNoTerm) {
  const std::vector<JargonTerm> english{{"excess", ""}, {"PTO", ""}};
  EXPECT_THAT(
      uses_of(Talk("en").agent("We don't pay for excess baggage. Keep the excess baggage receipt. "
                               "It is in excess of fifty."),
              english),
      ElementsAre("excess unclear", "excess unclear", "excess unclear"));
  EXPECT_THAT(uses_of(Talk("en").agent("Excess applies. The excess applies."), english),
              ElementsAre("Excess unexplained", "excess unexplained"));
  EXPECT_THAT(uses_of(Talk("en").agent("Excess applies twice. The excess applies."), english),
              ElementsAre("Excess unclear", "excess unexplained"));
  EXPECT_THAT(
      uses_of(Talk("en").agent("The excess applies, with no excess fee. With PTO cable."), english),
      ElementsAre("excess unexplained", "excess unexplained", "PTO unexplained"));
}

TEST(Jargon, WordsThatOnlyBeginAlikeAreHeldAgainstNobody) {
  const std::vector<JargonTerm> list{{"contractant", ""}};
  EXPECT_THAT(uses_of(Talk("nl").agent("Uw contract loopt."), list), IsEmpty());
  EXPECT_THAT(uses_of(Talk("nl").client("Mijn contract.").agent("De contractant tekent."), list),
              ElementsAre("contractant taken up 0"));
}

TEST(Jargon, OfOverlappingTermsTheLongestCounts) {
  const std::vector<JargonTerm> list{{"kern", ""}, {"kern netwerk", ""}};
  EXPECT_THAT(uses_of(Talk("nl").agent("Het kern netwerk."), list),
              ElementsAre("kern netwerk unexplained"));
}

TEST(Jargon, WordsSetAsideAreNotTheAgents) {
  std::vector<bool> aside(5, false);
  aside[1] = true;
  EXPECT_THAT(uses_of(Talk("nl").agent("De EAN-code. De EAN-code."), terms, aside),
              ElementsAre("EAN-code unexplained"));
}

TEST(Jargon, WithoutALexiconNothingIsFound) {
  EXPECT_THAT(uses_of(Talk("").agent("De EAN-code.")), IsEmpty());
}

}  // namespace
}  // namespace callnorm
