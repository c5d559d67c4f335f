#include "callnorm/text/spoken_value.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace callnorm {
namespace {

/// The words in which `value` was found, or "-".
std::string found(std::string_view value, std::string_view text,
                  std::optional<Language> language = std::nullopt) {
  const auto range = SpokenWords(text, language).find(WrittenValue(value));
  return range ? std::string(text.substr(range->begin, range->end - range->begin)) : "-";
}

TEST(SpokenValue, CaseAndAccentsDoNotMatter) {
  EXPECT_EQ(found("rearmez", "Puis : Réarmez le compteur."), "Réarmez");
  EXPECT_EQ(found("DÉPANNAGE", "un depannage gratuit"), "depannage");
}

TEST(SpokenValue, OnlyWholeWordsCount) {
  EXPECT_EQ(found("april", "De aprilfactuur is betaald."), "-");
  EXPECT_EQ(found("factuur", "De facturen zijn betaald."), "-");
  EXPECT_EQ(found("b3", "Die brengt hij mee, type B3."), "B3");
  EXPECT_EQ(found("b3", "type B33"), "-");
}

TEST(SpokenValue, SeveralWordsMustStandTogetherAndInOrder) {
  EXPECT_EQ(found("rode kaart", "Dat is de rode kaart."), "rode kaart");
  EXPECT_EQ(found("rode kaart", "Dat is de rode bankkaart, een kaart."), "-");
  EXPECT_EQ(found("rode kaart", "kaart rode"), "-");
  EXPECT_EQ(found("rode kaart", "de rode"), "-");
}

TEST(SpokenValue, AWordAfterAFrenchApostropheIsAWord) {
  EXPECT_EQ(found("adresse", "Je vois l'adresse ici."), "l'adresse");
  EXPECT_EQ(found("l'adresse", "Je vois l’adresse ici."), "l’adresse");
  EXPECT_EQ(found("hui", "aujourd'hui"), "-");
}

TEST(SpokenValue, NothingStandsNowhere) {
  EXPECT_TRUE(WrittenValue(" - ?").empty());
  EXPECT_EQ(found("", "iets"), "-");
  EXPECT_EQ(found("?!", "iets ?!"), "-");
  EXPECT_EQ(found("iets", ""), "-");
}

TEST(SpokenValue, NumbersAreTheirDigitsHoweverGrouped) {
  EXPECT_EQ(found("48213", "Dossier 48 213 is open."), "48 213");
  EXPECT_EQ(found("48 213", "Dossier 48213."), "48213");
  EXPECT_EQ(found("0475/12.34.56", "op 0475 12 34 56"), "0475 12 34 56");
  EXPECT_EQ(found("48213", "Dossier 48, 213."), "48, 213");
}

TEST(SpokenValue, APartOfANumberIsNotTheNumber) {
  EXPECT_EQ(found("8", "84 euro"), "-");
  EXPECT_EQ(found("213", "Dossier 48 213."), "-");
  EXPECT_EQ(found("48", "Dossier 48 213."), "-");
  EXPECT_EQ(found("48213", "Dossier 48 2134."), "-");
}

TEST(SpokenValue, ASmallNumberMayBeSaidInWords) {
  EXPECT_EQ(found("15 juni", "op vijftien juni", Language::nl), "vijftien juni");
  EXPECT_EQ(found("15 juin", "le quinze juin", Language::fr), "quinze juin");
  EXPECT_EQ(found("25 june", "on twenty five June", Language::en), "twenty five June");
  EXPECT_EQ(found("15 juni", "op vijftien juni", Language::fr), "-");
  EXPECT_EQ(found("15 juni", "op vijftien juni"), "-");
  EXPECT_EQ(found("15 juni", "op vijf juni", Language::nl), "-");
}

TEST(SpokenValue, HundredsAndThousandsAreAddedUp) {
  EXPECT_EQ(found("120", "It is one hundred and twenty.", Language::en), "one hundred and twenty");
  EXPECT_EQ(found("1984", "nineteen hundred eighty-four", Language::en),
            "nineteen hundred eighty-four");
  EXPECT_EQ(found("100", "a hundred", Language::en), "a hundred");
  EXPECT_EQ(found("2026", "en deux mille vingt-six", Language::fr), "deux mille vingt-six");
  EXPECT_EQ(found("250", "deux cent cinquante", Language::fr), "deux cent cinquante");
  EXPECT_EQ(found("21", "vingt et un", Language::fr), "vingt et un");
  EXPECT_EQ(found("250", "tweehonderdvijftig", Language::nl), "tweehonderdvijftig");
  EXPECT_EQ(found("105", "honderdenvijf", Language::nl), "honderdenvijf");
  EXPECT_EQ(found("105", "honderd en vijf", Language::nl), "honderd en vijf");
  EXPECT_EQ(found("2026", "tweeduizend zesentwintig", Language::nl), "tweeduizend zesentwintig");
  EXPECT_EQ(found("150000", "honderdvijftigduizend", Language::nl), "honderdvijftigduizend");
}

TEST(SpokenValue, WordsThatDoNotGoOnWithANumberBeginAnother) {
  EXPECT_EQ(found("7", "vijf zeven", Language::nl), "zeven");
  EXPECT_EQ(found("25", "twintig vijf", Language::nl), "-");
  EXPECT_EQ(found("205", "twintig vijf", Language::nl), "twintig vijf");
  EXPECT_EQ(found("50", "cinquante cents", Language::fr), "cinquante");
  EXPECT_EQ(found("20", "one hundred and twenty", Language::en), "-");
}

TEST(SpokenValue, ALongNumberMayBeSaidDigitByDigitOrInGroups) {
  EXPECT_EQ(found("48213", "nummer vier acht twee een drie", Language::nl),
            "vier acht twee een drie");
  EXPECT_EQ(found("48213", "nummer achtenveertig tweehonderddertien", Language::nl),
            "achtenveertig tweehonderddertien");
  EXPECT_EQ(found("0475", "zéro quatre septante-cinq", Language::fr), "zéro quatre septante-cinq");
  EXPECT_EQ(found("48213", "vier acht twee", Language::nl), "-");
}

TEST(SpokenValue, AnAmountMayBeSplitByItsCurrency) {
  for (const char* key : {"84,50", "84.50"}) {
    EXPECT_EQ(found(key, "Ik zie 84,50 euro."), "84,50");
    EXPECT_EQ(found(key, "Ik zie 84 euro 50 staan."), "84 euro 50");
    EXPECT_EQ(found(key, "vierentachtig euro en vijftig cent", Language::nl),
              "vierentachtig euro en vijftig");
    EXPECT_EQ(found(key, "vierentachtig komma vijftig", Language::nl),
              "vierentachtig komma vijftig");
    EXPECT_EQ(found(key, "Ik zie 84 euro 51."), "-");
    EXPECT_EQ(found(key, "Ik zie 84 euro."), "-");
  }
  EXPECT_EQ(found("84,50 euro", "84 euro 50"), "84 euro 50");
  EXPECT_EQ(found("84,50 euro", "84,50 euro"), "84,50 euro");
  EXPECT_EQ(found("1.284,50", "1.284 euro 50"), "1.284 euro 50");
}

TEST(SpokenValue, AWholeAmountNeedsNoCents) {
  EXPECT_EQ(found("84,00", "dat is 84 euro"), "84");
  EXPECT_EQ(found("84,00 euro", "dat is 84 euro"), "84 euro");
  EXPECT_EQ(found("84,00", "dat is 84 euro 50"), "-");
  EXPECT_EQ(found("48.213", "48 euro 213"), "-");  // a thousand, no decimals
}

TEST(SpokenValue, AWordBuiltToBeEndlessIsNoNumber) {
  std::string word;
  for (int i = 0; i < 100'000; ++i) word += "duizend";
  EXPECT_EQ(found("1000", word, Language::nl), "-");
  EXPECT_EQ(found("1000", "duizend " + word, Language::nl), "duizend");
}

}  // namespace
}  // namespace callnorm
