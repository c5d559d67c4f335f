#include "callnorm/io/import.hpp"

#include "callnorm/io/write.hpp"
#include "unit/io/edit.hpp"

namespace callnorm {
namespace {

using test::FailsAt;
using test::Json;
using test::Succeeds;
using test::with;
using test::without;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string& aws() {
  static const std::string text = test::test_file("import/aws_transcribe.json");
  return text;
}

const std::string& harper() {
  static const std::string text = test::test_file("import/harper_valley.json");
  return text;
}

std::vector<std::string> ids(const Contact& contact) {
  std::vector<std::string> out;
  for (const Turn& turn : contact.turns()) out.push_back(turn.id);
  return out;
}

std::vector<std::string> words(const Turn& turn) {
  std::vector<std::string> out;
  for (const Word& word : turn.words) {
    out.push_back(turn.text.substr(word.text.begin, word.text.end - word.text.begin));
  }
  return out;
}

TEST(Import, FormatsAreListedInTheOrderTheyAreTried) {
  std::vector<std::string_view> names;
  for (const ImportFormat& format : import_formats()) names.push_back(format.name);
  EXPECT_THAT(names, ElementsAre("callnorm", "aws-transcribe", "harper-valley"));
}

TEST(Import, AutoRecognisesByStructure) {
  EXPECT_EQ(import_contact("auto", aws())->data().source.format, "aws-transcribe");
  EXPECT_EQ(import_contact("auto", harper())->data().source.format, "harper-valley");
  const auto own = import_contact(
      "auto", R"({"format":"callnorm.contact/1","turns":[{"speaker":"agent","text":"Dag"}]})");
  ASSERT_THAT(own, Succeeds());
  EXPECT_EQ(own->data().source.format, "callnorm.contact/1");
}

TEST(Import, WhatAutoDoesNotKnowIsUnsupported) {
  for (const char* text : {"{}", "[]", "[1]", "12", "null", "{\"segments\": []}"}) {
    EXPECT_THAT(import_contact("auto", text),
                FailsAt(ErrorCode::unsupported, "", "none of the formats known"))
        << text;
  }
  EXPECT_THAT(import_contact("auto", "{"), FailsAt(ErrorCode::invalid_json, "1:2"));
}

TEST(Import, AnUnknownFormatNameIsAnsweredWithTheNamesThereAre) {
  EXPECT_THAT(import_contact("vcon", "{}"), FailsAt(ErrorCode::unsupported, "", "aws-transcribe"));
}

TEST(Import, TheGivenIdNamesAContactWithoutOne) {
  EXPECT_EQ(import_contact("auto", harper(), "call 9")->id(), "call 9");
  EXPECT_EQ(import_contact("auto", aws(), "call 9")->id(), "oproep-17");
  const std::string own =
      R"({"format":"callnorm.contact/1","turns":[{"speaker":"agent","text":"Dag"}]})";
  EXPECT_EQ(import_contact("callnorm", own, "call 9")->id(), "call 9");
  EXPECT_EQ(import_contact("callnorm", with(own, "/id", "mine"), "call 9")->id(), "mine");
  EXPECT_THAT(import_contact("auto", harper(), "\xFF"), FailsAt(ErrorCode::invalid_utf8, ""));
}

// AWS

TEST(ImportAws, TurnsAreSortedAndKeepTheirIdsAndTimes) {
  const auto contact = import_contact("aws-transcribe", aws());
  ASSERT_THAT(contact, Succeeds());
  EXPECT_THAT(ids(*contact), ElementsAre("a1", "a3", "c2"));
  EXPECT_EQ(contact->turns()[0].time, (TimeSpan{Millis{200}, Millis{2600}}));
  EXPECT_EQ(contact->turns()[2].speaker, Speaker::client);
  EXPECT_EQ(contact->data().language, "nl-BE");
  EXPECT_EQ(contact->data().quality.transcript, Quality::Transcript::asr);
  EXPECT_EQ(contact->data().quality.clock, Quality::Clock::common);
  EXPECT_FALSE(contact->data().connect);
  EXPECT_EQ(contact->data().end, Millis{15000});
  EXPECT_EQ(contact->data().hash.substr(0, 12), "blake2b-256:");
}

TEST(ImportAws, ItemsGiveWordTimesAndRedactedWordsStay) {
  const auto contact = import_contact("aws-transcribe", aws());
  ASSERT_THAT(contact, Succeeds());
  const Turn& first = contact->turns()[0];
  EXPECT_THAT(words(first), ElementsAre("Goedemiddag", "met", "Sofie"));
  EXPECT_EQ(first.words[0].confidence, 0.97);
  EXPECT_FALSE(first.words[2].confidence);
  EXPECT_THAT(words(contact->turns()[2]), ElementsAre("Mijn", "nummer", "is", "[PII]"));
}

TEST(ImportAws, WordsThatLeaveTheirTurnCostTheTurnItsWordTimesOnly) {
  const auto contact = import_contact("aws-transcribe", aws());
  ASSERT_THAT(contact, Succeeds());
  EXPECT_TRUE(contact->turns()[1].words.empty());
  EXPECT_EQ(contact->turns()[1].text, "Ja.");
  EXPECT_THAT(contact->data().source.notes,
              Contains("1 turn without word times: they leave the turn's own time"));
}

TEST(ImportAws, ItemsThatAreNotInTheTextCostTheTurnItsWordTimesOnly) {
  const auto contact =
      import_contact("aws-transcribe", with(aws(), "/Transcript/0/Items/2/Content", "zonder"));
  ASSERT_THAT(contact, Succeeds());
  EXPECT_TRUE(contact->turns()[0].words.empty());
  EXPECT_THAT(contact->data().source.notes,
              Contains("1 turn without word times: Items differ from Content"));
}

TEST(ImportAws, SentimentIsDroppedAndEverythingElseLeftOutIsNoted) {
  const auto contact = import_contact("aws-transcribe", aws());
  ASSERT_THAT(contact, Succeeds());
  EXPECT_THAT(contact->data().source.dropped,
              ElementsAre("Transcript[].Sentiment", "ConversationCharacteristics.Sentiment"));
  EXPECT_THAT(
      contact->data().source.notes,
      ElementsAre("ignored: Transcript[].LoudnessScores, Transcript[].Redaction, Categories, "
                  "Participants, ConversationCharacteristics.TalkSpeed",
                  "1 turn without text left out",
                  "1 turn without word times: they leave the turn's own time"));
  EXPECT_EQ(write_contact(*contact).find("NEUTRAL"), std::string::npos);
}

TEST(ImportAws, ADurationBeforeTheLastTurnIsLeftOutAndNoted) {
  const auto contact = import_contact(
      "aws-transcribe",
      with(aws(), "/ConversationCharacteristics/TotalConversationDurationMillis", 8000));
  ASSERT_THAT(contact, Succeeds());
  EXPECT_FALSE(contact->data().end);
  EXPECT_THAT(contact->data().source.notes,
              Contains(HasSubstr("TotalConversationDurationMillis lies before")));
}

TEST(ImportAws, WhatIsMissingOrWrongIsPlacedInTheSourceFile) {
  const auto at = [](const std::string& pointer, Json value) {
    return import_contact("aws-transcribe", with(aws(), pointer, std::move(value)));
  };
  const auto code = ErrorCode::invalid_contact;
  EXPECT_THAT(at("/Transcript/1/ParticipantRole", nullptr), FailsAt(code, "/Transcript/1"));
  EXPECT_THAT(at("/Transcript/1/ParticipantRole", "ROBOT"),
              FailsAt(code, "/Transcript/1/ParticipantRole", "\"AGENT\" or \"CUSTOMER\""));
  EXPECT_THAT(at("/Transcript/0/EndOffsetMillis", 100),
              FailsAt(code, "/Transcript/0/EndOffsetMillis", "before it begins"));
  EXPECT_THAT(at("/Transcript/0/BeginOffsetMillis", 1.5),
              FailsAt(code, "/Transcript/0/BeginOffsetMillis"));
  EXPECT_THAT(at("/Transcript/2/Id", "a1"), FailsAt(code, "/Transcript/2/Id", "used twice"));
  EXPECT_THAT(at("/Transcript", "none"), FailsAt(code, "/Transcript", "expected a list"));
  EXPECT_THAT(at("/Transcript", Json::array()), FailsAt(code, "/Transcript"));
  EXPECT_THAT(at("/Channel", "CHAT"), FailsAt(ErrorCode::unsupported, "/Channel"));
  EXPECT_THAT(import_contact("aws-transcribe", without(aws(), "/Transcript/0/EndOffsetMillis")),
              FailsAt(code, "/Transcript/0", "\"EndOffsetMillis\" is missing"));
  EXPECT_THAT(import_contact("aws-transcribe", "[]"), FailsAt(code, "", "expected an object"));
}

// HarperValley

TEST(ImportHarperValley, TakesTheClockBothSidesShare) {
  const auto contact = import_contact("harper-valley", harper());
  ASSERT_THAT(contact, Succeeds());
  EXPECT_THAT(ids(*contact), ElementsAre("t1", "t4", "t2"));
  EXPECT_EQ(contact->turns()[0].time, (TimeSpan{Millis{3000}, Millis{4500}}));
  EXPECT_EQ(contact->data().quality.clock, Quality::Clock::common);
  EXPECT_EQ(contact->data().language, "en");
  EXPECT_EQ(contact->data().quality.punctuated, false);
  EXPECT_EQ(contact->data().quality.transcript, Quality::Transcript::human);
}

TEST(ImportHarperValley, PrefersWhatAPersonWrote) {
  const auto contact = import_contact("harper-valley", harper());
  ASSERT_THAT(contact, Succeeds());
  EXPECT_EQ(contact->turns()[0].text, "good morning");
  EXPECT_THAT(words(contact->turns()[0]), ElementsAre("good", "morning"));
  EXPECT_EQ(contact->turns()[0].words[1].time, (TimeSpan{Millis{3600}, Millis{4500}}));
}

TEST(ImportHarperValley, TimesOfOtherWordsAreNotPutOnTheseWords) {
  const auto contact = import_contact("harper-valley", harper());
  ASSERT_THAT(contact, Succeeds());
  EXPECT_EQ(contact->turns()[2].text, "i moved house");
  EXPECT_TRUE(contact->turns()[2].words.empty());
  EXPECT_THAT(contact->data().source.notes,
              Contains("1 turn without word times: another number of words"));
}

TEST(ImportHarperValley, NoiseIsNotSpeechAndEmotionIsDropped) {
  const auto contact = import_contact("harper-valley", harper());
  ASSERT_THAT(contact, Succeeds());
  EXPECT_EQ(contact->turns().size(), 3U);
  EXPECT_THAT(contact->data().source.notes, Contains("1 segment with noise only left out"));
  EXPECT_THAT(contact->data().source.notes, Contains("ignored: [].dialog_acts"));
  EXPECT_THAT(contact->data().source.dropped, ElementsAre("[].emotion"));
}

TEST(ImportHarperValley, WithoutACommonZeroTheClockIsUnknown) {
  const auto shifted =
      import_contact("harper-valley", with(harper(), "/1/start_timestamp_ms", 1600000009051));
  ASSERT_THAT(shifted, Succeeds());
  EXPECT_EQ(shifted->data().quality.clock, Quality::Clock::unknown);
  EXPECT_THAT(shifted->data().source.notes, Contains(HasSubstr("differs between segments")));

  Json json = Json::parse(harper());
  for (Json& segment : json) segment.erase("offset_ms");
  const auto own_clocks = import_contact("harper-valley", json.dump());
  ASSERT_THAT(own_clocks, Succeeds());
  EXPECT_EQ(own_clocks->data().quality.clock, Quality::Clock::unknown);
  EXPECT_EQ(own_clocks->turns()[0].time->begin, Millis{1000});
  EXPECT_THAT(own_clocks->data().source.notes, Contains(HasSubstr("only start_ms")));

  json = Json::parse(harper());
  for (Json& segment : json) segment.erase("start_timestamp_ms");
  const auto unchecked = import_contact("harper-valley", json.dump());
  ASSERT_THAT(unchecked, Succeeds());
  EXPECT_EQ(unchecked->data().quality.clock, Quality::Clock::unknown);
}

TEST(ImportHarperValley, ARecognisersTextMakesTheTranscriptOne) {
  const auto contact = import_contact("harper-valley", without(harper(), "/0/human_transcript"));
  ASSERT_THAT(contact, Succeeds());
  EXPECT_EQ(contact->data().quality.transcript, Quality::Transcript::asr);
  EXPECT_EQ(contact->turns()[0].text, "could morning");
  EXPECT_THAT(contact->data().source.notes, Contains("1 turn as a recogniser heard it"));
}

TEST(ImportHarperValley, WhatIsMissingOrWrongIsPlacedInTheSourceFile) {
  const auto code = ErrorCode::invalid_contact;
  const auto broken = [](const std::string& pointer, Json value) {
    return import_contact("harper-valley", with(harper(), pointer, std::move(value)));
  };
  EXPECT_THAT(broken("/1/speaker_role", nullptr), FailsAt(code, "/1", "\"speaker_role\""));
  EXPECT_THAT(broken("/1/speaker_role", "bot"), FailsAt(code, "/1/speaker_role"));
  EXPECT_THAT(broken("/2/duration_ms", -5), FailsAt(code, "/2/duration_ms", "negative"));
  EXPECT_THAT(import_contact("harper-valley", without(harper(), "/2/duration_ms")),
              FailsAt(code, "/2", "missing"));
  Json json = Json::parse(harper());
  json[3].erase("offset_ms");
  json[3].erase("start_ms");
  EXPECT_THAT(import_contact("harper-valley", json.dump()), FailsAt(code, "/3"));
  EXPECT_THAT(import_contact("harper-valley", "[]"), FailsAt(code, ""));
}

// Real files, where they are at hand.

std::string sample(const std::string& name) {
  return test::file_text(std::string(CALLNORM_DATA_DIR) + "/formats/" + name);
}

TEST(ImportSamples, ARealAwsCallKeepsItsTurnsWordsAndLength) {
  const std::string text = sample("aws_transcribe_call_analytics.json");
  if (text.empty()) GTEST_SKIP() << "CALLNORM_DATA_DIR has no formats/";
  const auto contact = import_contact("auto", text);
  ASSERT_THAT(contact, Succeeds());
  EXPECT_EQ(contact->turns().size(), 37U);
  EXPECT_EQ(contact->extent().end, Millis{182890});
  for (const Turn& turn : contact->turns()) EXPECT_FALSE(turn.words.empty()) << turn.id;
  for (const char* word : {"POSITIVE", "NEGATIVE", "Sentiment\":"}) {
    EXPECT_EQ(write_contact(*contact).find(word), std::string::npos);
  }
}

TEST(ImportSamples, ARealHarperValleyCallHasTheGapOfTheCommonClock) {
  const std::string text = sample("harper_valley_call.json");
  if (text.empty()) GTEST_SKIP() << "CALLNORM_DATA_DIR has no formats/";
  const auto contact = import_contact("auto", text, "0002f70f7386445b");
  ASSERT_THAT(contact, Succeeds());
  EXPECT_EQ(contact->turns().size(), 17U);
  EXPECT_EQ(contact->data().quality.clock, Quality::Clock::common);
  // NORM 0.4: 3.14 s on the common clock, 5.19 s on the agent's own.
  EXPECT_EQ(gap(*contact->turns()[2].time, *contact->turns()[3].time), Millis{3140});
}

}  // namespace
}  // namespace callnorm
