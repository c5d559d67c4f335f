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

/// Of a term without plain words, said once in a first turn of the agent and once in the next.
std::string then_known(const std::string& language, const std::string& first,
                       const std::string& answer, const std::string& second) {
  return uses_of(Talk(language).agent(first).client(answer).agent(second), {{"ticket", ""}}).back();
}

TEST(Jargon, WhatATermIsMayBeSaidInAnyWords) {
  for (const char* first :
       {"Ik maak een ticket, dat is een opvolgnummer.", "Ik maak een ticket. Da's een nummer.",
        "Ik maak een ticket aan voor u, dat is een nummer.", "Ik maak een ticket, dus een nummer.",
        "Een ticket is eigenlijk gewoon een nummer.", "Ik maak een ticket, een soort nummer.",
        "Ik maak een ticket (een nummer voor uw vraag).", "Uw ticket, het opvolgnummer, volgt.",
        "U krijgt een nummer, wij noemen dat een ticket.",
        "U krijgt een nummer, wat wij een ticket noemen.",
        "U krijgt een nummer, een zogenaamd ticket."}) {
    EXPECT_EQ(then_known("nl", first, "Goed.", "Het ticket volgt."), "ticket unclear 0") << first;
  }
  for (const char* first :
       {"Je crée un ticket, c'est un numéro de suivi.", "Je crée un ticket, donc un numéro.",
        "Je crée un ticket, une sorte de numéro.", "Un ticket, c'est simplement un numéro.",
        "Vous avez un numéro, ce qu'on appelle un ticket.", "Le ticket, le numéro, arrive."}) {
    EXPECT_EQ(then_known("fr", first, "Bien.", "Le ticket suit."), "ticket unclear 0") << first;
  }
  for (const char* first :
       {"I'll make a ticket for you, that's a number.", "I'll make a ticket, so a number.",
        "I'll make a ticket, a kind of number.", "A ticket is just a number.",
        "You'll get a number, what we call a ticket.",
        "I'll make a ticket - a number - for you."}) {
    EXPECT_EQ(then_known("en", first, "Fine.", "The ticket follows."), "ticket unclear 0") << first;
  }
}

TEST(Jargon, WhatFollowsATermNeedNotBeWhatItIs) {
  for (const char* first :
       {"Ik maak een ticket, dus u moet wachten.", "Ik maak een ticket, een ogenblikje.",
        "Ik maak een ticket, een factuur en een contract.", "Ik maak een ticket, dat is nodig.",
        "Ik maak een ticket of een factuur.", "Er staat een ticket open, dat is snel gedaan.",
        "Ik maak een ticket. De technieker komt.", "Een ticket, een factuur, een contract."}) {
    EXPECT_EQ(then_known("nl", first, "Goed.", "Het ticket volgt."), "ticket unexplained") << first;
  }
  for (const char* first :
       {"Je crée un ticket, donc vous devez attendre.", "Je crée un ticket, c'est nécessaire.",
        "Je crée un ticket, une facture et un contrat."}) {
    EXPECT_EQ(then_known("fr", first, "Bien.", "Le ticket suit."), "ticket unexplained") << first;
  }
  for (const char* first :
       {"I'll make a ticket, so you have to wait.", "I'll make a ticket, that's necessary.",
        "I'll make a ticket, an invoice and a contract."}) {
    EXPECT_EQ(then_known("en", first, "Fine.", "The ticket follows."), "ticket unexplained")
        << first;
  }
}

TEST(Jargon, TheAnswerToWhatIsThatTellsWhatItIs) {
  EXPECT_EQ(then_known("nl", "Ik maak een ticket.", "Wat is dat?", "Een nummer. Uw ticket volgt."),
            "ticket unclear 2");
  EXPECT_EQ(then_known("nl", "Ik maak een ticket.", "Een wat?", "Wel, een nummer. Het ticket."),
            "ticket unclear 2");
  EXPECT_EQ(then_known("fr", "Je crée un ticket.", "C'est quoi ?", "Un numéro. Le ticket suit."),
            "ticket unclear 2");
  EXPECT_EQ(
      then_known("en", "I'll make a ticket.", "What's that?", "A number. The ticket follows."),
      "ticket unclear 2");
  for (const char* second :
       {"Dat heeft u nodig. Het ticket.", "Een ogenblik. Het ticket.", "Een ticket dus."}) {
    EXPECT_EQ(then_known("nl", "Ik maak een ticket.", "Wat is dat?", second), "ticket unexplained");
  }
  EXPECT_EQ(then_known("nl", "Ik maak een ticket.", "Wanneer?", "Een dag later. Het ticket."),
            "ticket unexplained");
}

TEST(Jargon, PlainWordsFurtherOffMayBeOfAnotherThing) {
  const std::vector<JargonTerm> one{{"ticket", "dossier"}};
  const std::vector<JargonTerm> two{{"firmware", "de software van het toestel"}};
  const auto last = [](const std::string& first, const std::string& second,
                       const std::vector<JargonTerm>& list) {
    return uses_of(Talk("nl").agent(first).client("Ja.").agent(second), list).back();
  };
  EXPECT_EQ(last("Ja.", "Een ticket is een dossier.", one), "ticket explained 2");
  EXPECT_EQ(last("Ja.", "Uw dossier, of ticket.", one), "ticket explained 2");
  EXPECT_EQ(last("Ja.", "Ik zie het ticket in uw dossier.", one), "ticket unclear 2");
  EXPECT_EQ(last("Er is een ticket.", "Mag ik in uw dossier kijken?", one), "ticket unclear 2");
  EXPECT_EQ(last("Ja.", "Ik open uw dossier. Er staat een ticket.", one), "ticket unclear 2");
  EXPECT_EQ(last("Ja.", "De firmware, dus de software van het toestel.", two),
            "firmware explained 2");
  EXPECT_EQ(last("Ja.", "Als de firmware binnen is, start het toestel.", two),
            "firmware unclear 2");
}

TEST(Jargon, AnExplainingPhraseMayBeAboutAnotherThing) {
  const auto first = [](const std::string& language, const std::string& text) {
    return uses_of(Talk(language).agent(text), {{"ticket", ""}}).front();
  };
  EXPECT_EQ(first("nl", "Het ticket, met andere woorden een nummer."), "ticket explained 0");
  EXPECT_EQ(first("nl", "Het ticket loopt nog. Met andere woorden, er is een nummer."),
            "ticket explained 0");
  EXPECT_EQ(first("nl", "Het ticket loopt nog. Dat betekent dat u moet wachten."),
            "ticket unclear 0");
  EXPECT_EQ(
      first("nl", "Het ticket loopt. U belt al drie keer, met andere woorden u bent het beu."),
      "ticket unclear 0");
  EXPECT_EQ(first("fr", "Le ticket court. Vous appelez encore, autrement dit vous attendez."),
            "ticket unclear 0");
  EXPECT_EQ(first("en", "The ticket is open. That means you have to wait."), "ticket unclear 0");
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
