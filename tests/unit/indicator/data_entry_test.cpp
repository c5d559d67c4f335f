#include "callnorm/indicator/data_entry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "unit/indicator/record_cases.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using Case = test::RecordCase;
using test::demonstrated;
using test::HingesOn;
using test::insufficient;
using test::not_applicable;
using test::not_demonstrated;
using test::quote;
using test::real;
using test::script_of;
using test::statuses;
using test::time_of;
using test::undefined;
using test::whole;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

IndicatorResult entry(const Case& c, const Script* script = nullptr) {
  IndicatorResult result;
  result.id = "CCO-2.3";
  const auto language = language_of(c.talk.data.language);
  judge_data_entry(c.talk.contact(), script, Usage(language),
                   test::parameters_of(Measure::data_entry), result);
  return result;
}

TEST(DataEntry, EveryValueInItsFieldIsDemonstrated) {
  const IndicatorResult result = entry(Case()
                                           .obtained("klant", "naam", "Wouters")
                                           .obtained("klant", "gsm", "0475 11 22 33", "phone")
                                           .record("klant", "naam", "WOUTERS")
                                           .record("klant", "gsm", "+32 475/11.22.33"));
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "n"), 2);
  EXPECT_EQ(whole(result, "entered"), 2);
  EXPECT_EQ(real(result, "E"), 1.0);
  EXPECT_EQ(whole(result, "late"), 0);
  EXPECT_EQ(whole(result, "differs"), 0);
  EXPECT_THAT(result, HingesOn("E", ">=", 1.0));
  EXPECT_THAT(statuses(result), ElementsAre("entered", "entered"));
  EXPECT_THAT(result.flags, IsEmpty());
}

TEST(DataEntry, AValueGivenInWordsEqualsItsDigits) {
  EXPECT_THAT(
      entry(Case("nl")
                .obtained("meter", "stand", "achtenveertigduizend tweehonderd dertien", "meter")
                .record("meter", "stand", "48213")),
      demonstrated());
  const IndicatorResult french = entry(
      Case("fr")
          .obtained("client", "gsm", "zéro quatre cent septante-deux, onze, nonante-trois", "phone")
          .record("client", "gsm", "04721193"));
  EXPECT_THAT(french, demonstrated());
  EXPECT_EQ(whole(french, "differs"), 0);
}

TEST(DataEntry, ExactlyAsSimilarAsTheLimitIsEntered) {
  // One of five is 0.8, one of four 0.75.
  const IndicatorResult at =
      entry(Case().obtained("k", "naam", "Maesx").record("k", "naam", "Maes"));
  EXPECT_THAT(at, demonstrated());
  EXPECT_EQ(whole(at, "differs"), 1);
  EXPECT_THAT(at.flags, ElementsAre("ENTERED_VALUE_DIFFERS"));
  EXPECT_THAT(statuses(at), ElementsAre("differs"));
  EXPECT_THAT(entry(Case().obtained("k", "naam", "Maes").record("k", "naam", "Mae")),
              not_demonstrated("INCOMPLETE"));
}

TEST(DataEntry, OneWrongDigitOfALongNumberIsEnteredButFlagged) {
  const IndicatorResult result =
      entry(Case().obtained("k", "nr", "204118736", "id").record("k", "nr", "204118763"));
  EXPECT_EQ(whole(result, "entered"), 0);  // two of nine differ
  const IndicatorResult one =
      entry(Case().obtained("k", "nr", "204118736", "id").record("k", "nr", "204118735"));
  EXPECT_THAT(one, demonstrated());
  EXPECT_THAT(one.flags, Contains("ENTERED_VALUE_DIFFERS"));
}

TEST(DataEntry, AValueInAnotherFieldIsMisplaced) {
  const IndicatorResult result = entry(Case()
                                           .obtained("k", "straat", "Kapelstraat 14")
                                           .obtained("k", "stad", "Lokeren")
                                           .record("k", "straat", "Lokeren")
                                           .record("k", "stad", "")
                                           .record("k", "nota", "Kapelstraat 14"));
  EXPECT_THAT(result, not_demonstrated("MISPLACED"));
  EXPECT_EQ(whole(result, "misplaced"), 2);
  EXPECT_EQ(real(result, "E"), 0.0);
  EXPECT_THAT(result, HingesOn("misplaced", ">", 0.0));
  EXPECT_THAT(result.evidence[0].note, HasSubstr("stands in k.nota"));
  EXPECT_TRUE(result.nearest.has_value());
}

TEST(DataEntry, EverythingInANoteIsMisplaced) {
  const IndicatorResult result = entry(
      Case()
          .obtained("k", "adres", "Stationsplein 52, Dendermonde", "address")
          .obtained("k", "gsm", "0475 11 22 33", "phone")
          .record("k", "nota", "nieuw adres Stationsplein 52 Dendermonde, gsm +32 475112233"));
  EXPECT_THAT(result, not_demonstrated("MISPLACED"));
  EXPECT_EQ(whole(result, "misplaced"), 2);
}

TEST(DataEntry, AValueWithSomethingAddedInItsOwnFieldIsEntered) {
  const IndicatorResult result = entry(Case("nl")
                                           .obtained("k", "adres", "Kerkstraat 5", "address")
                                           .obtained("k", "moment", "donderdag ochtend")
                                           .record("k", "adres", "Kerkstraat 5, 9000 Gent", 50)
                                           .record("k", "moment", "Donderdag ochtend 8-12 u", 50));
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(statuses(result), ElementsAre("differs", "differs"));
  EXPECT_THAT(result.flags, ElementsAre("ENTERED_VALUE_DIFFERS"));
  EXPECT_THAT(entry(Case().obtained("k", "bus", "12").record("k", "bus", "12 mei teruggebeld")),
              not_demonstrated("INCOMPLETE"));  // too short to be told from chance
  EXPECT_THAT(entry(Case()
                        .obtained("k", "adres", "Kerkstraat 5", "address")
                        .record("k", "adres", "Molenstraat 8, 9000 Gent")),
              not_demonstrated("INCOMPLETE"));
}

TEST(DataEntry, AShortValueInALongNoteStandsThereByChance) {
  EXPECT_THAT(entry(Case().obtained("k", "bus", "12").record("k", "nota", "12 mei teruggebeld")),
              not_demonstrated("INCOMPLETE"));
}

TEST(DataEntry, MisplacedComesBeforeIncomplete) {
  const IndicatorResult result = entry(Case()
                                           .obtained("k", "a", "eerste waarde")
                                           .obtained("k", "b", "tweede ding")
                                           .record("k", "c", "tweede ding"));
  EXPECT_THAT(result, not_demonstrated("MISPLACED"));
  EXPECT_EQ(whole(result, "misplaced"), 1);
}

TEST(DataEntry, TheRightContentOfOneFieldIsNotTheMisplacedContentOfAnother) {
  // Both numbers are the same; one was typed, in its own field.
  const IndicatorResult result = entry(Case()
                                           .obtained("k", "gsm", "0475 11 22 33", "phone")
                                           .obtained("k", "tel", "0475 11 22 33", "phone")
                                           .record("k", "gsm", "0475112233")
                                           .record("k", "tel", ""));
  EXPECT_THAT(result, not_demonstrated("INCOMPLETE"));
  EXPECT_EQ(whole(result, "misplaced"), 0);
  EXPECT_EQ(real(result, "E"), 0.5);
}

TEST(DataEntry, EmptyValuesMatchNothing) {
  const IndicatorResult result =
      entry(Case().obtained("k", "a", "Aalst").record("k", "a", "").record("k", "b", ""));
  EXPECT_THAT(result, not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(result, HingesOn("E", "<", 1.0));
  EXPECT_EQ(result.nearest, std::nullopt);
}

TEST(DataEntry, TheSameFieldOfAnotherFileIsAnotherField) {
  EXPECT_THAT(
      entry(Case().obtained("oud", "adres", "Kerkhove 3").record("nieuw", "adres", "Kerkhove 3")),
      not_demonstrated("MISPLACED"));
}

TEST(DataEntry, TheNearestMissIsTheMostSimilarValue) {
  const IndicatorResult result = entry(Case()
                                           .obtained("k", "a", "abcdefghij")
                                           .obtained("k", "b", "abcdefghij")
                                           .record("k", "a", "zzzzzzzzzz")
                                           .record("k", "b", "abcdefgxyz"));
  ASSERT_TRUE(result.nearest.has_value());
  EXPECT_THAT(result.evidence[*result.nearest].note, HasSubstr("k.b"));
}

TEST(DataEntry, CommittedExactlyAtTheAfterWorkLimitIsInTime) {
  EXPECT_THAT(entry(Case().obtained("k", "a", "Aalst").record("k", "a", "Aalst", 280)),
              demonstrated());
  const IndicatorResult late =
      entry(Case().obtained("k", "a", "Aalst").record("k", "a", "Aalst", 280.001));
  EXPECT_THAT(late, insufficient("LATE"));
  EXPECT_EQ(whole(late, "late"), 1);
  EXPECT_THAT(late, HingesOn("late", "<=", 0.0));
  EXPECT_THAT(statuses(late), ElementsAre("late"));
  EXPECT_TRUE(late.nearest.has_value());
}

TEST(DataEntry, LateAndMissingIsMissing) {
  const IndicatorResult result = entry(
      Case().obtained("k", "a", "Aalst").obtained("k", "b", "Gent").record("k", "a", "Aalst", 900));
  EXPECT_THAT(result, not_demonstrated("INCOMPLETE"));
  EXPECT_EQ(whole(result, "late"), 1);
}

TEST(DataEntry, TheScriptsAfterWorkLimitReplacesTheNorms) {
  const Script script = script_of({{"step", "hello"}}, {{"timing", {{"acw_s", 60}}}}, "nl");
  const Case c = Case().obtained("k", "a", "Aalst").record("k", "a", "Aalst", 170);
  EXPECT_THAT(entry(c), demonstrated());
  const IndicatorResult result = entry(c, &script);
  EXPECT_THAT(result, insufficient("LATE"));
  ASSERT_FALSE(result.parameters.empty());
  const Parameters& shown = result.parameters;
  const Parameter* limit = shown.find("after_work");
  ASSERT_NE(limit, nullptr);
  EXPECT_EQ(limit->value, 60);
  EXPECT_EQ(limit->was, 180);
  EXPECT_EQ(limit->decided_by, "script test");
}

TEST(DataEntry, AnAccommodationStretchesTheScriptsLimitToo) {
  const Script script = script_of({{"step", "hello"}}, {{"timing", {{"acw_s", 60}}}}, "nl");
  Case c;
  c.obtained("k", "a", "Aalst").record("k", "a", "Aalst", 170);
  c.talk.data.accommodations.push_back({"CCO-2.3", "after_work", 1.5, "centre", "motor"});
  EXPECT_THAT(entry(c, &script), demonstrated());
}

TEST(DataEntry, NothingObtainedDoesNotApply) {
  const IndicatorResult result = entry(Case().record("k", "a", "x"));
  EXPECT_THAT(result, not_applicable("NOTHING_OBTAINED"));
  EXPECT_EQ(whole(result, "n"), 0);
  EXPECT_THAT(entry(Case().obtained("k", "a", "  ")), not_applicable("NOTHING_OBTAINED"));
}

TEST(DataEntry, WhatWasObtainedMayBeUnknown) {
  Case c;
  c.talk.data.obtained.reset();
  EXPECT_THAT(entry(c), insufficient("NO_OBTAINED_VALUES"));
}

TEST(DataEntry, WithoutRecordAndEditsNothingIsKnownOfTheRecord) {
  Case c;
  c.obtained("k", "a", "Aalst");
  c.talk.data.record.reset();
  const IndicatorResult result = entry(c);
  EXPECT_THAT(result, insufficient("NO_RECORD_STATE"));
  EXPECT_EQ(whole(result, "n"), 1);
}

TEST(DataEntry, AnEmptyRecordHoldsNothing) {
  EXPECT_THAT(entry(Case().obtained("k", "a", "Aalst")), not_demonstrated("INCOMPLETE"));
}

// NORM 5.1, property 4: without the state of the record nothing is settled; edits show where to
// look.
TEST(DataEntry, WithoutARecordTheLastEditsOnlyShowWhereToLook) {
  const IndicatorResult right = entry(Case()
                                          .without_record()
                                          .obtained("k", "a", "Aalst")
                                          .edit("k", "a", "Alst", 20)
                                          .edit("k", "a", "Aalst", 40));
  EXPECT_THAT(right, insufficient("NO_RECORD_STATE"));
  EXPECT_THAT(right.flags, ElementsAre("RECORD_FROM_EDITS", "WOULD_BE_OK"));
  const IndicatorResult wrong =
      entry(Case().without_record().obtained("k", "a", "Aalst").edit("k", "a", "Gent"));
  EXPECT_THAT(wrong, insufficient("NO_RECORD_STATE"));
  EXPECT_THAT(wrong.flags, ElementsAre("RECORD_FROM_EDITS", "WOULD_BE_INCOMPLETE"));
  // In order of time, whatever the order of the log.
  EXPECT_THAT(entry(Case()
                        .without_record()
                        .obtained("k", "a", "Aalst")
                        .edit("k", "a", "Aalst", 40)
                        .edit("k", "a", "Gent", 20))
                  .flags,
              Contains("WOULD_BE_OK"));
}

TEST(DataEntry, AFieldNobodyEditedIsNotKnownToBeEmpty) {
  const IndicatorResult result = entry(Case()
                                           .without_record()
                                           .obtained("k", "a", "Aalst")
                                           .obtained("k", "b", "Gent")
                                           .edit("k", "a", "Aalst"));
  EXPECT_THAT(result, insufficient("NO_RECORD_STATE"));
  EXPECT_TRUE(undefined(result, "E"));
  EXPECT_THAT(entry(Case().without_record().obtained("k", "a", "Aalst").edit("k", "nota", "Aalst")),
              insufficient("NO_RECORD_STATE"));
}

TEST(DataEntry, WithoutTimesNobodyKnowsWhetherItWasInTime) {
  Case untimed;
  untimed.obtained("k", "a", "Aalst").record("k", "a", "Aalst", std::nullopt);
  EXPECT_THAT(entry(untimed), insufficient("CLOCK_SKEW"));
  EXPECT_TRUE(undefined(entry(untimed), "late"));

  Case skewed;
  skewed.obtained("k", "a", "Aalst").record("k", "a", "Aalst");
  skewed.talk.data.quality.clock = Quality::Clock::unknown;
  EXPECT_THAT(entry(skewed), insufficient("CLOCK_SKEW"));
  EXPECT_EQ(entry(skewed).evidence[0].time, std::nullopt);

  Case endless;
  endless.obtained("k", "a", "Aalst").record("k", "a", "Aalst");
  endless.talk.data.end.reset();
  EXPECT_THAT(entry(endless), insufficient("CLOCK_SKEW"));
}

TEST(DataEntry, AMissingValueNeedsNoClock) {
  Case c;
  c.obtained("k", "a", "Aalst").record("k", "a", "Gent");
  c.talk.data.quality.clock = Quality::Clock::unknown;
  EXPECT_THAT(entry(c), not_demonstrated("INCOMPLETE"));
}

TEST(DataEntry, TheEditTellsTheTimeARecordDoesNot) {
  EXPECT_THAT(entry(Case()
                        .obtained("k", "a", "Aalst")
                        .record("k", "a", "Aalst", std::nullopt)
                        .edit("k", "a", "Aalst", 40)),
              demonstrated());
}

TEST(DataEntry, ShowsWhereAMissingValueWasSaid) {
  Case c;
  c.talk.client("Mijn nieuwe straat is Kapelstraat 14.", 1, 4);
  c.obtained("k", "straat", "Kapelstraat 14").record("k", "straat", "");
  const IndicatorResult result = entry(c);
  ASSERT_EQ(result.evidence.size(), 2U);
  EXPECT_EQ(result.evidence[1].role, "obtained");
  EXPECT_EQ(quote(c.talk.contact(), result.evidence[1]), "Kapelstraat 14");
}

TEST(DataEntry, EveryConditionIsWrittenDown) {
  const IndicatorResult result =
      entry(Case().obtained("k", "a", "Aalst").record("k", "a", "Aalst"));
  ASSERT_EQ(result.needs.size(), 2U);
  EXPECT_EQ(result.needs[0].measure, "E");
  EXPECT_EQ(result.needs[1].measure, "late");
  ASSERT_EQ(result.bars.size(), 2U);
}

TEST(DataEntry, FoldingCaseAndAccentsChangesNothing) {
  const IndicatorResult plain =
      entry(Case("fr").obtained("c", "n", "helene lefevre").record("c", "n", "HELENE LEFEVRE"));
  const IndicatorResult marked =
      entry(Case("fr").obtained("c", "n", "Hélène Lefèvre").record("c", "n", "Hélène lefèvre"));
  EXPECT_THAT(plain, demonstrated());
  EXPECT_THAT(marked, demonstrated());
  EXPECT_EQ(whole(plain, "differs"), whole(marked, "differs"));
}

TEST(DataEntry, ThousandsOfFieldsAreSearchedInBoundedTime) {
  Case c;
  for (int i = 0; i < 1'500; ++i) {
    const std::string number = std::to_string(i);
    c.obtained("k", "f" + number, "missing value number " + number + std::string(60, 'x'));
    c.record("k", "g" + number, "a note of some length without it " + std::string(200, 'y'));
  }
  const IndicatorResult result = entry(c);
  EXPECT_EQ(result.verdict, Verdict::not_demonstrated);
  EXPECT_THAT(result.flags, Contains("SEARCH_CUT_SHORT"));
}

TEST(DataEntry, AFieldIsTheSameHoweverItsNameIsExported) {
  EXPECT_THAT(
      entry(Case().obtained("k", "e_mail", "a@b.be", "email").record("K", "E-mail", "a@b.be")),
      demonstrated());
  // Of two fields written alike nobody knows which one it is.
  EXPECT_THAT(entry(Case()
                        .obtained("k", "e_mail", "a@b.be", "email")
                        .record("k", "E-mail", "a@b.be")
                        .record("k", "email", "")),
              not_demonstrated("MISPLACED"));
  EXPECT_THAT(
      entry(Case().obtained("k", "gsm", "0475112233", "phone").record("k", "gsm2", "0475112233")),
      not_demonstrated("MISPLACED"));
}

TEST(DataEntry, AValueInSeveralFieldsOfItsFileIsEntered) {
  const IndicatorResult named = entry(Case()
                                          .obtained("k", "naam", "Marleen Wouters")
                                          .record("k", "naam", "Wouters", 50)
                                          .record("k", "voornaam", "Marleen", 60));
  EXPECT_THAT(named, demonstrated());
  EXPECT_THAT(named.evidence[0].note, HasSubstr("in parts in k.naam, k.voornaam"));
  EXPECT_EQ(named.evidence[0].time, (TimeSpan{time_of(60), time_of(60)}));
  EXPECT_THAT(entry(Case()
                        .obtained("k", "naam", "Marleen Wouters")
                        .record("k", "naam", "Wouters", 50)
                        .record("k", "voornaam", "Marleen", 900)),
              insufficient("LATE"));
  // Whether fields of other names are meant for it, the record does not say.
  const auto address = [](const char* number, const char* file) {
    return entry(Case()
                     .obtained("k", "adres", "Kapelstraat 14, 9160 Lokeren", "address")
                     .record(file, "straat", "Kapelstraat")
                     .record(file, "nr", number)
                     .record(file, "postcode", "9160")
                     .record(file, "gemeente", "Lokeren"));
  };
  EXPECT_THAT(address("14", "k"), insufficient("NOT_COMPARABLE"));
  EXPECT_THAT(address("41", "k"), not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(address("14", "other"), not_demonstrated("INCOMPLETE"));
  // A first name in a note is no part of the record.
  EXPECT_THAT(entry(Case()
                        .obtained("k", "gemeente", "9160 Lokeren", "address")
                        .record("k", "gemeente", "")
                        .record("k", "nota", "9160 Lokeren, belt terug")),
              not_demonstrated("MISPLACED"));
}

TEST(DataEntry, WhatNobodyCanCompareIsForPeople) {
  const auto text = [](const char* told, const char* recorded, const char* type = "text") {
    return entry(Case().obtained("k", "f", told, type).record("k", "f", recorded));
  };
  EXPECT_THAT(text("BE68 5390 0754 7034", "***", "iban"), insufficient("NOT_COMPARABLE"));
  EXPECT_THAT(text("BE68 5390 0754 7034", "BE68 **** **** 7043", "iban"),
              not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(text("volgende maandag", "11/05/2026", "date"), insufficient("NOT_COMPARABLE"));
  EXPECT_THAT(text("volgende maandag", "", "date"), not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(text("de broek is te klein", "Te klein"), insufficient("NOT_COMPARABLE"));
  EXPECT_THAT(text("de broek is te klein", "Te groot"), not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(text("Maes", "Maas"), insufficient("NOT_COMPARABLE"));
  EXPECT_THAT(text("Maes", "Moos"), not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(text("ja", "true"), demonstrated());
  EXPECT_THAT(text("ja", "false"), not_demonstrated("INCOMPLETE"));
  // A failure elsewhere settles it.
  EXPECT_THAT(entry(Case()
                        .obtained("k", "a", "Maes")
                        .obtained("k", "b", "Aalst")
                        .record("k", "a", "Maas")
                        .record("k", "b", "")),
              not_demonstrated("INCOMPLETE"));
}

TEST(DataEntry, ADayWithASpanOfHoursIsForPeopleToCompare) {
  const auto slot = [](const char* told, const char* recorded) {
    return entry(Case("fr").obtained("i", "slot", told, "datetime").record("i", "slot", recorded));
  };
  const IndicatorResult result = slot("jeudi 14 mai entre 8 h et 12 h", "14/05/2026 08:00-12:00");
  EXPECT_THAT(result, insufficient("NOT_COMPARABLE"));
  EXPECT_THAT(statuses(result), ElementsAre("unclear"));
  EXPECT_THAT(result.evidence[0].note, HasSubstr("no single datetime"));
  EXPECT_THAT(slot("14 mai à 8 h", "14/05/2026 08:00"), demonstrated());
  // What is no date at all was not entered.
  EXPECT_THAT(slot("14 mai à 8 h", "à convenir"), not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(slot("14 mai à 8 h", "   "), not_demonstrated("INCOMPLETE"));
}

TEST(DataEntry, AnHourIsRightOrWrong) {
  const auto hour = [](const char* told, const char* recorded) {
    return entry(Case().obtained("i", "uur", told, "datetime").record("i", "uur", recorded));
  };
  EXPECT_THAT(hour("half negen", "8:30"), demonstrated());
  EXPECT_THAT(hour("half drie", "14:30"), demonstrated());  // in the afternoon
  EXPECT_THAT(hour("14:30", "2:30"), not_demonstrated("INCOMPLETE"));
  EXPECT_THAT(hour("half negen", "9:30"), not_demonstrated("INCOMPLETE"));
}

TEST(DataEntry, OfTwoValuesForOneFieldTheLaterCountsAndNotesAddUp) {
  Case number;
  number.obtained("k", "gsm", "0475 12 34 56", "phone").obtained("k", "gsm", "0497987654", "phone");
  EXPECT_THAT(entry(number.record("k", "gsm", "0497 98 76 54")), demonstrated());
  Case notes;
  notes.obtained("k", "nota", "hond bijt").obtained("k", "nota", "drie keer bellen");
  EXPECT_THAT(entry(notes.record("k", "nota", "drie keer bellen")), not_demonstrated("INCOMPLETE"));
}

TEST(DataEntry, AFormOfAddressIsNoPartOfAName) {
  const auto name = [](const char* told, const char* recorded) {
    return entry(Case().obtained("k", "naam", told).record("k", "naam", recorded));
  };
  EXPECT_THAT(name("mevrouw Wouters", "Wouters"), demonstrated());
  EXPECT_THAT(name("de heer Peeters", "Peeters"), demonstrated());
  EXPECT_THAT(name("mevrouw Peeters", "meneer Peeters"), not_demonstrated("INCOMPLETE"));
}

}  // namespace
}  // namespace callnorm
