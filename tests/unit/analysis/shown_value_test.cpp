#include "callnorm/analysis/shown_value.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace callnorm {
namespace {

bool named(std::string_view key, std::string_view text, Language language) {
  return ShownValue(key, language).in(text, SpokenWords(text, language)).has_value();
}

struct Case {
  const char* key;
  const char* text;
  Language language;
  bool named = true;
};

constexpr Case cases[] = {
    {"04/05/2026", "Ik zie dat de verhuis ingaat op 4 mei.", Language::nl},
    {"2026-06-12", "De afrekening is voor twaalf juni.", Language::nl},
    {"12/03/2026", "C'est activé le douze mars.", Language::fr},
    {"22/03/2026", "It was on the 22nd of March.", Language::en},
    {"2026-03-26", "That will be with you on 26 March.", Language::en},
    {"2026-03-26", "That will be with you on 27 March.", Language::en, false},
    {"04/05/2026", "Er zijn er 4, en 5 in reserve.", Language::nl, false},
    {"14:30", "De technieker komt om half drie.", Language::nl},
    {"14:30", "Il passe à 14h30.", Language::fr},
    {"10:30", "It came in at half past ten.", Language::en},
    {"10:30", "It came in at ten past three.", Language::en, false},
    {"08:00 - 12:00", "Il vient entre 8h et 12h.", Language::fr},
    {"08:00-12:00", "It will be with you between 8 and 12.", Language::en},
    {"08:00-12:00", "It will be with you after 8.", Language::en, false},
    {"50,00 EUR", "Ça coûte 50 €.", Language::fr},
    {"GBP 49.95", "You paid £49.95.", Language::en},
    {"GBP 49.95", "You paid £49.99.", Language::en, false},
    {"48.00 EUR", "Dat is 48 euro.", Language::nl},
    {"12480", "De stand is twaalfduizend vierhonderdtachtig.", Language::nl},
    {"12480", "De stand is twaalfduizend vierhonderdnegentig.", Language::nl, false},
    {"WOUTERS Marleen", "Dank u, mevrouw Wouters.", Language::nl},
    {"WOUTERS Marleen", "Dank u, Marleen.", Language::nl, false},
    {"OKAFOR, Grace", "Thank you, Ms Okafor.", Language::en},
    {"Vlasmarkt 8, 9100 Sint-Niklaas", "U woont op de Vlasmarkt 8.", Language::nl},
    {"Vlasmarkt 8, 9100 Sint-Niklaas", "U woont op de Vlasmarkt 9.", Language::nl, false},
    {"status: betaald", "Die factuur is betaald.", Language::nl},
    {"status: betaald", "Wat is de status?", Language::nl, false},
    {"card_status: blocked", "Your card is blocked.", Language::en},
};

TEST(ShownValue, IsNamedAsPeopleNameIt) {
  for (const Case& c : cases) {
    EXPECT_EQ(named(c.key, c.text, c.language), c.named) << c.key << " in " << c.text;
  }
}

TEST(ShownValue, TheWordsThatNameItAreFoundOrTheWholeTextIs) {
  const std::string text = "Dank u, mevrouw Wouters, op vijf maart.";
  const SpokenWords words(text, Language::nl);
  const auto name = ShownValue("WOUTERS Marleen", Language::nl).in(text, words);
  ASSERT_TRUE(name);
  EXPECT_EQ(text.substr(name->begin, name->end - name->begin), "Wouters");
  const auto date = ShownValue("05/03/2026", Language::nl).in(text, words);
  ASSERT_TRUE(date);
  EXPECT_EQ(*date, (TextRange{0, static_cast<std::uint32_t>(text.size())}));
}

TEST(ShownValue, WithoutLettersOrDigitsItStandsNowhere) {
  EXPECT_TRUE(ShownValue(" - ", Language::nl).empty());
  EXPECT_FALSE(ShownValue("x-", Language::nl).empty());
}

}  // namespace
}  // namespace callnorm
