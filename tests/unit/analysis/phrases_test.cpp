#include "callnorm/analysis/phrases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <span>
#include <string>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::prepare;
using test::Talk;
using testing::ElementsAre;
using testing::IsEmpty;

/// "phrase number: words (closeness)" of every place in one agent turn.
std::vector<std::string> found(const std::string& language, const std::string& text,
                               const std::vector<std::string>& phrases, bool overlapping = true) {
  const Contact contact = Talk(language).agent(text).contact();
  const PreparedContact prepared = prepare(contact);
  const PhraseHits all = find_phrases(prepared, phrases);
  std::vector<PhraseHit> hits(all.of(0).begin(), all.of(0).end());
  if (!overlapping) hits = without_overlaps(hits);
  static const std::vector<std::string> closeness{"same", "inflected", "related"};
  std::vector<std::string> out;
  for (const PhraseHit& hit : hits) {
    out.push_back(std::to_string(hit.phrase) + ": " +
                  text.substr(hit.text.begin, hit.text.end - hit.text.begin) + " (" +
                  closeness[static_cast<std::size_t>(hit.closeness)] + ")");
  }
  return out;
}

TEST(Phrases, OfSeveralListsEachHasItsOwnHits) {
  const Contact contact =
      Talk("nl").agent("De slimme meters.").client("Welke meter?").agent("Die teller.").contact();
  const PreparedContact prepared = prepare(contact);
  const std::vector<std::string> first{"teller", "meter"};
  const std::vector<std::string> none;
  const std::vector<std::string> last{"slimme meter", "meter"};
  const std::array<std::span<const std::string>, 4> lists{first, none, last, none};
  const auto found = find_phrases(prepared, PhraseLists(prepared.lexicon(), lists));
  ASSERT_EQ(found.size(), lists.size());
  for (std::size_t list = 0; list < lists.size(); ++list) {
    const PhraseHits alone = find_phrases(prepared, lists[list]);
    for (std::uint32_t turn = 0; turn < 4; ++turn) {
      EXPECT_THAT(found[list].of(turn), testing::ElementsAreArray(alone.of(turn)))
          << "list " << list << ", turn " << turn;
    }
  }
  ASSERT_EQ(found[2].of(0).size(), 2U);
  EXPECT_EQ(found[2].of(0)[0].phrase, 0U);
  EXPECT_EQ(found[0].of(1).size(), 1U);
  EXPECT_TRUE(found[1].of(0).empty());
}

TEST(Phrases, AHyphenABlankAndNothingAreTheSame) {
  const std::vector<std::string> term{"EAN-code"};
  EXPECT_THAT(found("nl", "De EAN-code graag.", term), ElementsAre("0: EAN-code (same)"));
  EXPECT_THAT(found("nl", "De ean code graag.", term), ElementsAre("0: ean code (same)"));
  EXPECT_THAT(found("nl", "De eancode graag.", term), ElementsAre("0: eancode (same)"));
  EXPECT_THAT(found("nl", "De ean-code graag.", {"EAN code"}), ElementsAre("0: ean-code (same)"));
  EXPECT_THAT(found("nl", "Een eanlijst en een code.", term), IsEmpty());
}

TEST(Phrases, APhraseEndsWhereAWordEnds) {
  EXPECT_THAT(found("nl", "De EAN-code-lijst graag.", {"EAN-code"}), IsEmpty());
  EXPECT_THAT(found("nl", "De pre-EAN code graag.", {"EAN-code"}), IsEmpty());
  EXPECT_THAT(found("en", "A bank", {"bank card"}), IsEmpty());
}

TEST(Phrases, TheLastWordMayBeInflected) {
  EXPECT_THAT(found("nl", "Uw facturen liggen klaar.", {"factuur"}),
              ElementsAre("0: facturen (inflected)"));
  EXPECT_THAT(found("en", "Two bank cards and both banks card.", {"bank card"}),
              ElementsAre("0: bank cards (inflected)"));
  EXPECT_THAT(found("en", "The client's meter.", {"client"}),
              ElementsAre("0: client's (inflected)"));
  EXPECT_THAT(found("fr", "Les modems clignotent.", {"modem"}),
              ElementsAre("0: modems (inflected)"));
}

TEST(Phrases, WordsThatOnlyBeginAlikeAreRelated) {
  EXPECT_THAT(found("nl", "Uw contract loopt.", {"contractant"}),
              ElementsAre("0: contract (related)"));
  EXPECT_THAT(found("nl", "Een contact.", {"contract"}), IsEmpty());
}

TEST(Phrases, FrenchElisionsAreSeenThrough) {
  EXPECT_THAT(found("fr", "C'est l'afficheur, d\u2019accord ?", {"afficheur"}),
              ElementsAre("0: l'afficheur (same)"));
  EXPECT_THAT(found("fr", "Le bouton de l'\u00e9cran noir.", {"\u00e9cran noir"}),
              ElementsAre("0: l'\u00e9cran noir (same)"));
}

TEST(Phrases, ATermThatIsAlsoAFunctionWordHasToBeWrittenSo) {
  EXPECT_THAT(found("fr", "Ils ont redémarré l'ONT.", {"ONT"}), ElementsAre("0: l'ONT (same)"));
  EXPECT_THAT(found("fr", "ils ont redémarré l'ont", {"ONT"}), IsEmpty());
  EXPECT_THAT(found("fr", "ILS ONT TOUT ESSAYE", {"ONT"}), IsEmpty());
  EXPECT_THAT(found("fr", "le dslam de la rue", {"DSLAM"}), ElementsAre("0: dslam (same)"));
}

TEST(Phrases, LongerOnesComeFirstAndMayBeKeptAlone) {
  const std::vector<std::string> names{"card", "bank card"};
  EXPECT_THAT(found("en", "Your bank card.", names),
              ElementsAre("1: bank card (same)", "0: card (same)"));
  EXPECT_THAT(found("en", "Your bank card, the card.", names, false),
              ElementsAre("1: bank card (same)", "0: card (same)"));
}

TEST(Phrases, OnePhraseIsFoundOnceAtAPlace) {
  EXPECT_THAT(found("en", "meter meters", {"meter", "meter"}),
              ElementsAre("0: meter (same)", "1: meter (same)", "0: meters (inflected)",
                          "1: meters (inflected)"));
}

TEST(Phrases, WithoutALexiconOnlyTheVeryWordsAreFound) {
  EXPECT_THAT(found("", "meter meters", {"meter"}), ElementsAre("0: meter (same)"));
}

TEST(Phrases, PunctuationAloneIsNoPhrase) {
  EXPECT_THAT(found("en", "Well - the end.", {"-", "...", ""}), IsEmpty());
  EXPECT_THAT(found("en", "[PII] pii", {"[PII]"}), IsEmpty());
}

}  // namespace
}  // namespace callnorm
