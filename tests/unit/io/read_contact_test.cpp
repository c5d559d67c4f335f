#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"
#include "unit/io/edit.hpp"

namespace callnorm {
namespace {

using test::FailsAt;
using test::Json;
using test::Succeeds;
using test::with;
using test::without;
using testing::ElementsAre;

constexpr auto bad = ErrorCode::invalid_contact;

/// Everything a contact by voice can carry.
const std::string& voice() {
  static const std::string text = R"({
    "format": "callnorm.contact/1", "id": "c1", "channel": "voice", "language": "nl-BE",
    "connect": 0.5, "duration": 100.0,
    "turns": [
      {"id": "t1", "speaker": "agent", "start": 1.0, "end": 3.0, "text": "Goeiemiddag, met Sofie.",
       "words": [{"text": "Goeiemiddag", "start": 1.0, "end": 1.8, "confidence": 0.9},
                 {"text": "met", "start": 1.9, "end": 2.1}, {"text": "Sofie", "start": 2.1, "end": 3.0}]},
      {"speaker": "client", "start": 4.0, "end": 6.5, "text": "Dag, ik verhuis. Één vraag."}
    ],
    "screen": {"items": [{"id": "i1", "shown": 5.0, "keys": ["84,50", 12], "relevant": true}],
               "views": [{"item": "i1", "start": 5.5, "end": 7.0}]},
    "input": [{"start": 5.0, "end": 6.0, "device": "keyboard", "effective": false}],
    "headset": [{"start": 0, "end": 100}], "hold": [{"start": 40, "end": 75}], "mute": [],
    "tools": [{"tool": "crm", "at": 5.0, "interactions": 3}], "tools_unavailable": ["agenda"],
    "requests": [{"id": "q1", "at": 10, "answered": 60, "allowed": ["faq"], "ordered": true}],
    "lookups": [{"source": "faq", "at": 15, "request": "q1", "viewed": 4.0}],
    "edits": [{"file": "klant", "field": "naam", "value": "Peeters", "at": 31.0, "how": "typed"}],
    "record": [{"file": "klant", "field": "nummer", "value": 12}],
    "report": {"machine_written": true, "fields": {"outcome": "opgelost", "reden": null}},
    "typing": [{"presented": "abc", "typed": "abd", "erased": 3, "edit_keys": 5, "took": 20.5, "how": "typed"}],
    "dictations": [{"said_end": 10.0, "commit": 12.0, "typed_chars": 9, "how": "pasted"}],
    "obtained": [{"file": "klant", "field": "gsm", "value": "0475", "type": "phone", "required": false}],
    "histories": [{"field": "straat", "truth": "Kerkstraat 5", "history": ["Kerstraat 5"], "signalled": true}],
    "prosody": [{"turn": "t2", "rate_wpm": 150, "f0_semitones": 0.4, "intensity_db": -12.5}],
    "acts": [{"kind": "reformulation", "turn": "t2", "text_begin": 5, "text_end": 15, "start": 4.5,
              "end": 5.0, "score": 0.8, "id": "a1", "type": "gist", "by": "annotator 1"},
             {"kind": "step", "step": "begroeting"}],
    "acts_given": ["confirm", "refusal_firm"],
    "facts": {"klanttype": "verhuizer", "client_accepted": false, "n": 3, "unknown": null},
    "scenario": {"id": "s", "ambiguities": 1, "interests": ["groen"]},
    "ending": {"by": "client_before_closing", "hangup": 98.0, "client_goodbye": true},
    "quality": {"clock": "unknown", "transcript": "asr", "punctuated": true, "word_error": 0.12,
                "annotation_complete": ["reformulation"]},
    "accommodations": [{"indicator": "CCO-1.1", "parameter": "window", "factor": 2.5,
                        "decided_by": "test centre", "reason": "reading"}],
    "assessor": {"intonation": "adapted"},
    "concurrency": 2,
    "source": {"format": "elsewhere", "dropped": ["a"], "notes": ["b"]}
  })";
  return text;
}

const std::string& chat() {
  static const std::string text = R"({
    "format": "callnorm.contact/1",
    "messages": [{"sender": "client", "sent": 0.0, "text": "Hallo"},
                 {"sender": "client", "sent": 9.0, "text": "?"},
                 {"sender": "agent", "sent": 12.0, "compose_start": 8.0, "text": "Dag!"}]
  })";
  return text;
}

TEST(ReadContact, ReadsEveryChannel) {
  const auto contact = read_contact(voice());
  ASSERT_THAT(contact, Succeeds());
  const ContactDraft& data = contact->data();
  EXPECT_EQ(data.connect, Millis{500});
  EXPECT_EQ(data.end, Millis{100'500});
  EXPECT_EQ(contact->extent(), (TimeSpan{Millis{500}, Millis{100'500}}));
  EXPECT_EQ(data.turns[1].id, "t2");
  EXPECT_EQ(data.turns[0].words[1].text, (TextRange{13, 16}));
  EXPECT_EQ(data.screen_items->front().keys, (std::vector<std::string>{"84,50", "12"}));
  EXPECT_FALSE(data.input->front().effective);
  EXPECT_TRUE(data.mute && data.mute->empty());
  EXPECT_EQ(data.tools->front().interactions, 3U);
  EXPECT_TRUE(data.requests->front().ordered);
  EXPECT_EQ(data.lookups->front().viewed, Millis{4000});
  EXPECT_EQ(data.record->front().value, "12");
  EXPECT_FALSE(data.record->front().at);
  EXPECT_TRUE(data.report_machine_written);
  EXPECT_EQ(data.report->size(), 1U);  // a field that is null was not filled in
  EXPECT_EQ(data.typing->front().erased, 3U);
  EXPECT_EQ(data.typing->front().edit_keys, 5U);
  EXPECT_EQ(data.typing->front().how, "typed");
  EXPECT_EQ(data.dictations->front().how, "pasted");
  EXPECT_FALSE(data.dictations->front().said_chars);
  EXPECT_EQ(data.obtained->front().type, "phone");
  EXPECT_TRUE(data.histories->front().signalled);
  EXPECT_EQ(data.prosody->front().turn, 1U);
  EXPECT_EQ(data.acts[0].text, (TextRange{5, 15}));
  EXPECT_EQ(data.acts[1].step, "begroeting");
  // Kinds of which an act is given are given too.
  EXPECT_THAT(data.acts_given, ElementsAre(ActKind::confirm, ActKind::firm_refusal,
                                           ActKind::reformulation, ActKind::step));
  EXPECT_EQ(*contact->fact("client_accepted"), "false");
  EXPECT_EQ(*contact->fact("n"), "3");
  EXPECT_EQ(contact->fact("unknown"), nullptr);
  EXPECT_EQ(data.scenario->ambiguities, 1U);
  EXPECT_FALSE(data.scenario->errors);
  EXPECT_EQ(data.ending.by, Ending::By::client_before_closing);
  EXPECT_EQ(data.quality.clock, Quality::Clock::unknown);
  EXPECT_EQ(data.assessor_intonation, "adapted");
  ASSERT_EQ(data.accommodations.size(), 1U);
  EXPECT_EQ(data.accommodations[0].indicator, "CCO-1.1");
  EXPECT_EQ(data.accommodations[0].parameter, "window");
  EXPECT_EQ(data.accommodations[0].factor, 2.5);
  EXPECT_EQ(data.accommodations[0].decided_by, "test centre");
  EXPECT_EQ(data.accommodations[0].reason, "reading");
  EXPECT_EQ(data.concurrency, 2U);
  EXPECT_EQ(data.source.format, "elsewhere");
  EXPECT_EQ(data.hash.size(), 12U + 64U);
}

TEST(ReadContact, AbsentIsNotEmpty) {
  const auto contact = read_contact(chat());
  ASSERT_THAT(contact, Succeeds());
  EXPECT_FALSE(contact->data().tools);
  EXPECT_FALSE(contact->data().hold);
  const auto recorded = read_contact(with(chat(), "/tools", Json::array()));
  ASSERT_THAT(recorded, Succeeds());
  EXPECT_TRUE(recorded->data().tools && recorded->data().tools->empty());
}

TEST(ReadContact, MessagesMakeAChatAndStandInOrderOfSending) {
  const auto contact = read_contact(chat());
  ASSERT_THAT(contact, Succeeds());
  EXPECT_EQ(contact->channel(), Channel::chat);
  EXPECT_EQ(contact->turns()[2].id, "m3");
  // Composed while the client sent another message.
  EXPECT_EQ(contact->turns()[2].time, (TimeSpan{Millis{8000}, Millis{12'000}}));
  EXPECT_THAT(read_contact(with(chat(), "/messages/1/sent", 13)),
              FailsAt(bad, "/messages/2/sent", "before the message before"));
  EXPECT_THAT(read_contact(with(chat(), "/messages/2/compose_start", 13)),
              FailsAt(bad, "/messages/2/sent", "before it begins"));
  EXPECT_THAT(read_contact(without(chat(), "/messages/2/sent")),
              FailsAt(bad, "/messages/2/compose_start"));
}

TEST(ReadContact, AVoiceContactHasTurnsAndAChatMessages) {
  EXPECT_THAT(read_contact(with(chat(), "/channel", "voice")), FailsAt(bad, "/messages"));
  EXPECT_THAT(read_contact(with(voice(), "/channel", "email")), FailsAt(bad, "/turns"));
  EXPECT_THAT(read_contact(with(chat(), "/channel", "fax")), FailsAt(bad, "/channel", "\"fax\""));
}

TEST(ReadContact, TheEndIsGivenByDurationOrByItself) {
  const std::string plain = without(voice(), "/connect");
  EXPECT_EQ(read_contact(plain)->data().connect, Millis{0});
  const std::string open = without(plain, "/duration");
  EXPECT_EQ(read_contact(open)->extent(), (TimeSpan{Millis{1000}, Millis{6500}}));
  const auto ended = read_contact(with(open, "/end", 8));
  ASSERT_THAT(ended, Succeeds());
  EXPECT_FALSE(ended->data().connect);
  EXPECT_EQ(ended->extent(), (TimeSpan{Millis{1000}, Millis{8000}}));
  EXPECT_THAT(read_contact(with(voice(), "/end", 8)), FailsAt(bad, "/end", "duration"));
  EXPECT_THAT(read_contact(with(open, "/end", 0.5)), FailsAt(bad, "/end", "before it begins"));
  EXPECT_THAT(read_contact(with(voice(), "/duration", -1)), FailsAt(bad, "/duration"));
}

TEST(ReadContact, WordsAreFoundInTheTurnsTextInOrder) {
  EXPECT_THAT(read_contact(with(voice(), "/turns/0/words/1/text", "Sofie")),
              FailsAt(bad, "/turns/0/words/2/text", "\"Sofie\""));
  EXPECT_THAT(read_contact(with(voice(), "/turns/0/words/1/text", "zonder")),
              FailsAt(bad, "/turns/0/words/1/text", "does not stand"));
  EXPECT_THAT(read_contact(with(voice(), "/turns/0/words/1/text", "")),
              FailsAt(bad, "/turns/0/words/1/text"));
  EXPECT_THAT(read_contact(with(voice(), "/turns/0/words/1/text_begin", 12)),
              FailsAt(bad, "/turns/0/words/1/text"));
}

TEST(ReadContact, WordsLieInTheTimeOfTheirTurn) {
  EXPECT_THAT(read_contact(with(voice(), "/turns/0/words/2/end", 3.2)),
              FailsAt(bad, "/turns/0/words/2/end", "after its turn"));
  EXPECT_THAT(read_contact(with(voice(), "/turns/0/words/0/start", 0.5)),
              FailsAt(bad, "/turns/0/words/0/start", "outside its turn"));
  EXPECT_THAT(read_contact(with(voice(), "/turns/0/words/1/start", 1.0)), Succeeds());
  EXPECT_THAT(read_contact(with(voice(), "/turns/0/words/2/start", 1.5)),
              FailsAt(bad, "/turns/0/words/2/start", "before the word before"));
  EXPECT_THAT(read_contact(with(voice(), "/turns/0/words/1/end", 1.5)),
              FailsAt(bad, "/turns/0/words/1/end", "before it begins"));
}

TEST(ReadContact, EitherAllTurnsCarryTimesOrNoneDoes) {
  Json json = Json::parse(voice());
  json["turns"][1].erase("start");
  EXPECT_THAT(read_contact(json.dump()), FailsAt(bad, "/turns/1", "\"start\" is missing"));
  json["turns"][1].erase("end");
  EXPECT_THAT(read_contact(json.dump()), FailsAt(bad, "/turns/1", "either all turns"));
  json["turns"][0].erase("start");
  json["turns"][0].erase("end");
  EXPECT_THAT(read_contact(json.dump()), FailsAt(bad, "/turns/0/words", "the turn has none"));
  json["turns"][0].erase("words");
  EXPECT_THAT(read_contact(json.dump()), Succeeds());
}

TEST(ReadContact, EveryInvariantIsReportedAtItsPlace) {
  const auto at = [](const std::string& pointer, Json value) {
    return read_contact(with(voice(), pointer, std::move(value)));
  };
  EXPECT_THAT(at("/turns/1/start", 0.5), FailsAt(bad, "/turns/1/start", "before the turn before"));
  EXPECT_THAT(at("/turns/1/end", 3.5), FailsAt(bad, "/turns/1/end", "before it begins"));
  EXPECT_THAT(at("/turns/1/end", 4e6), FailsAt(bad, "/turns/1/end", "31 days"));
  EXPECT_THAT(at("/turns/0/id", "t2"), FailsAt(bad, "/turns/1/id", "used twice"));
  EXPECT_THAT(at("/turns/1/speaker", "robot"), FailsAt(bad, "/turns/1/speaker"));
  EXPECT_THAT(at("/turns/1/speaker", nullptr), FailsAt(bad, "/turns/1", "missing"));
  EXPECT_THAT(at("/turns/1/text", 3), FailsAt(bad, "/turns/1/text", "expected a string"));
  EXPECT_THAT(at("/turns/0/words/0/confidence", 1.5), FailsAt(bad, "/turns/0/words/0/confidence"));
  EXPECT_THAT(at("/screen/items/0/shown", "now"), FailsAt(bad, "/screen/items/0/shown"));
  EXPECT_THAT(at("/screen/views/0/end", 5.0), FailsAt(bad, "/screen/views/0/end"));
  EXPECT_THAT(at("/input/0/device", "pen"), FailsAt(bad, "/input/0/device"));
  EXPECT_THAT(at("/hold/0/end", 39), FailsAt(bad, "/hold/0/end", "before it begins"));
  EXPECT_THAT(at("/tools/0/interactions", -1), FailsAt(bad, "/tools/0/interactions"));
  EXPECT_THAT(at("/tools/0/tool", ""), FailsAt(bad, "/tools/0/tool", "empty"));
  EXPECT_THAT(at("/requests/0/answered", 5), FailsAt(bad, "/requests/0/answered"));
  EXPECT_THAT(at("/requests/1", Json{{"id", "q1"}, {"at", 1}}),
              FailsAt(bad, "/requests/1/id", "used twice"));
  EXPECT_THAT(at("/lookups/0/viewed", -1), FailsAt(bad, "/lookups/0/viewed"));
  EXPECT_THAT(at("/edits/0/how", "shouted"), FailsAt(bad, "/edits/0/how"));
  EXPECT_THAT(at("/edits/0/value", Json::array()), FailsAt(bad, "/edits/0/value"));
  EXPECT_THAT(at("/report/fields/outcome", Json::object()), FailsAt(bad, "/report/fields/outcome"));
  EXPECT_THAT(at("/obtained/0/type", "colour"), FailsAt(bad, "/obtained/0/type"));
  EXPECT_THAT(at("/prosody/0/turn", "t9"), FailsAt(bad, "/prosody/0/turn", "\"t9\""));
  EXPECT_THAT(at("/acts/0/kind", "sigh"), FailsAt(bad, "/acts/0/kind"));
  EXPECT_THAT(at("/acts/0/turn", "t9"), FailsAt(bad, "/acts/0/turn"));
  EXPECT_THAT(at("/acts/0/turn", nullptr), FailsAt(bad, "/acts/0/turn", "names its turn"));
  EXPECT_THAT(at("/acts/0/text_end", 99), FailsAt(bad, "/acts/0/text_end"));
  EXPECT_THAT(at("/acts/0/text_begin", 16), FailsAt(bad, "/acts/0/text_begin"));
  EXPECT_THAT(at("/acts/0/text_end", 18), FailsAt(bad, "/acts/0/text_end", "inside a character"));
  EXPECT_THAT(at("/acts/0/score", 2), FailsAt(bad, "/acts/0/score"));
  EXPECT_THAT(at("/acts/0/end", 4.0), FailsAt(bad, "/acts/0/end"));
  EXPECT_THAT(at("/acts/1/step", nullptr), FailsAt(bad, "/acts/1/step", "names its step"));
  EXPECT_THAT(at("/acts/1/id", "a1"), FailsAt(bad, "/acts/1/id", "used twice"));
  EXPECT_THAT(at("/acts_given/0", "sigh"), FailsAt(bad, "/acts_given/0"));
  EXPECT_THAT(at("/facts/n", Json::array()), FailsAt(bad, "/facts/n"));
  EXPECT_THAT(at("/ending/by", "fate"), FailsAt(bad, "/ending/by"));
  EXPECT_THAT(at("/quality/word_error", -0.1), FailsAt(bad, "/quality/word_error"));
  EXPECT_THAT(at("/assessor/intonation", "warm"), FailsAt(bad, "/assessor/intonation"));
  EXPECT_THAT(at("/accommodations/0/factor", 0), FailsAt(bad, "/accommodations/0/factor"));
  EXPECT_THAT(at("/accommodations/0/decided_by", ""), FailsAt(bad, "/accommodations/0/decided_by"));
  EXPECT_THAT(at("/typing/0/how", "scanned"), FailsAt(bad, "/typing/0/how"));
  EXPECT_THAT(at("/concurrency", 0), FailsAt(bad, "/concurrency"));
  EXPECT_THAT(at("/format", "callnorm.contact/2"), FailsAt(ErrorCode::unsupported, "/format"));
}

TEST(ReadContact, AnActWithoutARangeIsTheWholeTurn) {
  Json json = Json::parse(voice());
  json["acts"][0].erase("text_begin");
  json["acts"][0].erase("text_end");
  const auto contact = read_contact(json.dump());
  ASSERT_THAT(contact, Succeeds());
  EXPECT_EQ(contact->data().acts[0].text.end, contact->turns()[1].text.size());
}

TEST(ReadContactPart, SaysNothingElseThanHowTheContactBegan) {
  const auto begun = read_contact_part(
      R"({"id":"1","channel":"chat","language":"fr","connect":2,"concurrency":2,
          "quality":{"transcript":"human"}})");
  ASSERT_THAT(begun, Succeeds());
  const auto part = [&](const char* json) { return read_contact_part(json, &*begun); };
  EXPECT_THAT(part(R"({"id":"1","channel":"chat","language":"fr","connect":2,"concurrency":2,
                       "quality":{"transcript":"human"},"messages":[]})"),
              Succeeds());
  EXPECT_THAT(part("{}"), Succeeds());
  EXPECT_THAT(part(R"({"id":"2"})"), FailsAt(bad, "/id", "began: \"1\""));
  EXPECT_THAT(part(R"({"channel":"voice"})"), FailsAt(bad, "/channel", "began: \"chat\""));
  EXPECT_THAT(part(R"({"turns":[]})"), FailsAt(bad, "/turns"));
  EXPECT_THAT(part(R"({"language":"nl"})"), FailsAt(bad, "/language"));
  EXPECT_THAT(part(R"({"connect":3})"), FailsAt(bad, "/connect"));
  EXPECT_THAT(part(R"({"concurrency":1})"), FailsAt(bad, "/concurrency"));
  EXPECT_THAT(part(R"({"quality":{}})"), FailsAt(bad, "/quality"));
}

TEST(ReadContactPart, ADurationCountsFromTheConnectOfTheBeginning) {
  const auto begun = read_contact_part(R"({"connect":2})");
  ASSERT_THAT(begun, Succeeds());
  const auto part = read_contact_part(R"({"duration":60})", &*begun);
  ASSERT_THAT(part, Succeeds());
  EXPECT_EQ(part->end, Millis{62000});
  const auto without = read_contact_part("{}");
  ASSERT_THAT(without, Succeeds());
  EXPECT_THAT(read_contact_part(R"({"duration":60})", &*without),
              FailsAt(bad, "/duration", "connect"));
}

TEST(ReadContact, UnknownKeysAreNotedOncePerPlace) {
  Json json = Json::parse(voice());
  for (Json& turn : json["turns"]) turn["mood"] = "none";
  json["colour"] = 1;
  json["x-own"] = {{"deep", {1, 2}}};
  const auto contact = read_contact(json.dump());
  ASSERT_THAT(contact, Succeeds());
  EXPECT_THAT(contact->data().source.notes,
              ElementsAre("b", "unknown key ignored: colour", "unknown key ignored: turns[].mood"));
}

TEST(ReadContact, AKeyMayNotStandTwice) {
  EXPECT_THAT(read_contact(R"({"format":"callnorm.contact/1","tools":[],"tools":[]})"),
              FailsAt(bad, "/tools", "twice"));
  EXPECT_THAT(read_contact(R"({"format":"callnorm.contact/1","tools":[],"a":1,"a":2})"),
              FailsAt(bad, "/a", "twice"));
  EXPECT_THAT(read_contact(R"({"format":"callnorm.contact/1","facts":{"a":1,"a":2}})"),
              FailsAt(bad, "/facts/a", "twice"));
}

TEST(ReadContact, AContactWithoutAnyChannelIsRefused) {
  EXPECT_THAT(read_contact(R"({"format":"callnorm.contact/1"})"), FailsAt(bad, "", "nothing was recorded"));
  EXPECT_THAT(read_contact(R"({"format":"callnorm.contact/1","turns":[]})"), FailsAt(bad, ""));
  EXPECT_THAT(read_contact(R"({"format":"callnorm.contact/1","tools":[]})"), Succeeds());
  EXPECT_THAT(read_contact("{}"), FailsAt(bad, "", "\"format\" is missing"));
  EXPECT_THAT(read_contact("[]"), FailsAt(bad, "", "expected an object, found a list"));
}

}  // namespace
}  // namespace callnorm
