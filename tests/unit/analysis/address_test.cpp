#include "callnorm/analysis/address.hpp"

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

std::vector<std::string> forms(const std::string& language, const std::string& text,
                               const std::vector<bool>& aside = {}) {
  const Contact contact = Talk(language).agent(text).contact();
  std::vector<std::string> out;
  for (const AddressUse& use : address_uses(prepare(contact), aside)) {
    out.push_back(std::string(name(use.form)) + " " +
                  text.substr(use.text.begin, use.text.end - use.text.begin));
  }
  return out;
}

TEST(Address, DutchFormsAreRead) {
  EXPECT_THAT(forms("nl", "U hebt uw kaart zelf bij u."), ElementsAre("V U", "V uw", "V u"));
  EXPECT_THAT(forms("nl", "Jij hebt jouw kaart bij jou."), ElementsAre("T Jij", "T jouw", "T jou"));
  EXPECT_THAT(forms("nl", "Gij moet dat zelf doen."), ElementsAre("VT Gij"));
}

TEST(Address, TheSameWordTwiceIsTwoUses) {
  EXPECT_THAT(forms("nl", "u u u jij woord"), ElementsAre("V u", "V u", "V u", "T jij"));
}

TEST(Address, GenericJeAddressesNobody) {
  EXPECT_THAT(forms("nl", "Dat kan je online bekijken. Als je lang wacht, gaat het weg."),
              IsEmpty());
  EXPECT_THAT(forms("nl", "Ge weet nooit wat er komt."), IsEmpty());
}

TEST(Address, JeInAQuestionOrBesideAStrongFormAddresses) {
  EXPECT_THAT(forms("nl", "Kan je dat even herhalen?"), ElementsAre("T je"));
  EXPECT_THAT(forms("nl", "Jij moet wachten. Dan krijg je een brief."),
              ElementsAre("T Jij", "T je"));
  EXPECT_THAT(forms("nl", "Ge hebt uw kaart nog."), ElementsAre("VT Ge", "V uw"));
}

TEST(Address, JeWithTheClientsThingsAddresses) {
  EXPECT_THAT(forms("nl", "Ik noteer je klantnummer. Ik bel terug."),
              ElementsAre("T je klantnummer"));
  EXPECT_THAT(forms("nl", "Morgen kan ik je helpen."), ElementsAre("T ik je"));
  EXPECT_THAT(forms("nl", "Ik stuur je een brief."), ElementsAre("T Ik stuur je"));
}

TEST(Address, DutchSetPhrasesAddressNobody) {
  EXPECT_THAT(forms("nl", "Alstublieft. Dank je wel. Dank u. Hoe heet je dat? Een splitter."),
              IsEmpty());
  EXPECT_THAT(forms("nl", "Antwoord a.u.b. vandaag, met een u van Ursula."), IsEmpty());
  EXPECT_THAT(forms("nl", "Kan ik u van dienst zijn?"), ElementsAre("V u"));
}

TEST(Address, DutchHoursAddressNobody) {
  EXPECT_THAT(forms("nl", "Om 14 u of 14.30 u komt de technieker."), IsEmpty());
  EXPECT_THAT(forms("nl", "Op 3 mei 2023 u gebeld."), ElementsAre("V u"));
  EXPECT_THAT(forms("nl", "Bij 14. U hoort nog van ons."), ElementsAre("V U"));
}

TEST(Address, FrenchFormsAreRead) {
  EXPECT_THAT(forms("fr", "Vous avez votre carte et vos codes."),
              ElementsAre("V Vous", "V votre", "V vos"));
  EXPECT_THAT(forms("fr", "Tu as ta carte, ton code et tes papiers sur toi, je te rappelle."),
              ElementsAre("T Tu", "T ta", "T ton", "T tes", "T toi", "T te"));
}

TEST(Address, FormsJoinedToAVerbAreRead) {
  EXPECT_THAT(forms("fr", "Pouvez-vous répéter ?"), ElementsAre("V Pouvez-vous"));
  EXPECT_THAT(forms("fr", "As-tu le code ? Je t’envoie un mail, t'inquiète."),
              ElementsAre("T As-tu", "T t’envoie", "T t'inquiète"));
}

TEST(Address, FrenchHomographsAddressNobody) {
  EXPECT_THAT(forms("fr", "Le rendez-vous est pris. Il a haussé le ton. Il s'est tu."), IsEmpty());
  EXPECT_THAT(forms("fr", "Quand a-t-il appelé ? Y a t'il un voyant ?"), IsEmpty());
  EXPECT_THAT(forms("fr", "Le son de son autre ton."), IsEmpty());
}

TEST(Address, EnglishHasNoForms) {
  EXPECT_THAT(forms("en", "You have your card, vous, u, tu."), IsEmpty());
  EXPECT_THAT(forms("", "u vous"), IsEmpty());
}

TEST(Address, WhatIsQuotedIsSomebodyElsesWording) {
  EXPECT_THAT(forms("nl", "In de mail staat \"jij betaalt jouw deel\", maar u hoeft niets."),
              ElementsAre("V u"));
  EXPECT_THAT(forms("fr", "Il a écrit « tu paies » et vous avez payé."), ElementsAre("V vous"));
  EXPECT_THAT(forms("nl", "Een inch is 1\" en u hebt er twee."), ElementsAre("V u"));
}

TEST(Address, WhatTheClientIsToSayToSomebodyElseAddressesNobody) {
  EXPECT_THAT(forms("nl", "U zegt hem dan: kan je eens kijken, zie je iets?"), ElementsAre("V U"));
  EXPECT_THAT(forms("fr", "Vous lui dites simplement : tu attends, et tu me rappelles."),
              ElementsAre("V Vous"));
  EXPECT_THAT(forms("fr", "Dites, est-ce que je pourrais savoir : tu attends ?"),
              ElementsAre("T tu"));
  EXPECT_THAT(forms("fr", "Je vous explique : tu attends."), ElementsAre("V vous", "T tu"));
}

TEST(Address, WhatSomebodyElseWasToldAddressesNobody) {
  EXPECT_THAT(forms("nl", "Mijn collega zei nog: kan jij haar bellen, jij kent dat?"), IsEmpty());
  EXPECT_THAT(forms("nl", "Ik heb tegen de technieker gezegd: ga jij daar langs."), IsEmpty());
  EXPECT_THAT(forms("nl", "Zegt u anders tegen uw zoon: kan jij eens kijken?"),
              ElementsAre("V u", "V uw"));
  EXPECT_THAT(forms("fr", "Mon collègue m'a dit : tu peux l'appeler."), IsEmpty());
  EXPECT_THAT(forms("fr", "J'ai dit au technicien : tu passes demain."), IsEmpty());
  // Unless it was the client who was told.
  EXPECT_THAT(forms("nl", "Ik heb u gezegd: jij moet bellen."), ElementsAre("V u", "T jij"));
  EXPECT_THAT(forms("nl", "Mijn collega heeft u gezegd: jij belt."), ElementsAre("V u", "T jij"));
  EXPECT_THAT(forms("nl", "Ik zei het al: jij moet bellen."), ElementsAre("T jij"));
  EXPECT_THAT(forms("fr", "Mon collègue vous a dit : tu passes."), ElementsAre("V vous", "T tu"));
}

TEST(Address, WhatStandsOnAButtonAddressesNobody) {
  EXPECT_THAT(forms("nl", "U ziet Jouw facturen en Jij en ik."), ElementsAre("V U"));
  EXPECT_THAT(forms("fr", "Vous choisissez Ton modem, puis Teste ta ligne."),
              ElementsAre("V Vous"));
  EXPECT_THAT(forms("fr", "Voilà. Ton modem marche, Marc, et ta ligne aussi."),
              ElementsAre("T Ton", "T ta"));
  EXPECT_THAT(forms("nl", "oke Heb jij dat"), ElementsAre("T jij"));
  EXPECT_THAT(forms("nl", "DAAR MOET JIJ OP DUWEN."), ElementsAre("T JIJ"));
}

TEST(Address, WordsSetAsideAreLeftOut) {
  EXPECT_THAT(forms("nl", "jij of u", {true, false, false}), ElementsAre("V u"));
}

TEST(Address, BothPartiesAreRead) {
  const Contact contact = Talk("fr").client("Tu m'aides ?").agent("Vous avez raison.").contact();
  const auto uses = address_uses(prepare(contact), {});
  ASSERT_EQ(uses.size(), 2U);
  EXPECT_EQ(uses[0].turn, 0U);
  EXPECT_EQ(uses[0].form, AddressForm::familiar);
  EXPECT_EQ(uses[1].turn, 1U);
  EXPECT_EQ(uses[1].form, AddressForm::formal);
}

}  // namespace
}  // namespace callnorm
