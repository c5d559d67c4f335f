#include "callnorm/model/contact.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace callnorm {
namespace {

ContactDraft two_turns() {
  ContactDraft draft;
  draft.turns.push_back({"", Speaker::agent, TimeSpan{Millis{0}, Millis{1000}}, "één twee", {}});
  draft.turns.push_back({"", Speaker::client, TimeSpan{Millis{500}, Millis{800}}, "ja", {}});
  return draft;
}

std::string where(ContactDraft draft) {
  const Result<Contact> contact = Contact::create(std::move(draft));
  return contact ? "ok" : contact.error().where;
}

TEST(Contact, TurnsWithoutAnIdAreNumbered) {
  const auto contact = Contact::create(two_turns());
  ASSERT_TRUE(contact.ok());
  EXPECT_EQ(contact->turns()[0].id, "t1");
  EXPECT_EQ(contact->turns()[1].id, "t2");
  ContactDraft chat = two_turns();
  chat.channel = Channel::chat;
  chat.turns[1].time = TimeSpan{Millis{1500}, Millis{1500}};
  EXPECT_EQ(Contact::create(std::move(chat))->turns()[1].id, "m2");
}

TEST(Contact, ExtentRunsFromConnectOrFirstTurnToEndOrTheLatestEnd) {
  EXPECT_EQ(Contact::create(two_turns())->extent(), (TimeSpan{Millis{0}, Millis{1000}}));
  ContactDraft draft = two_turns();
  draft.connect = Millis{-200};
  draft.end = Millis{900};
  EXPECT_EQ(Contact::create(std::move(draft))->extent(), (TimeSpan{Millis{-200}, Millis{900}}));
}

TEST(Contact, AnActWithoutARangeSpeaksOfTheWholeTurn) {
  ContactDraft draft = two_turns();
  Act act;
  act.turn = 0;
  draft.acts.push_back(act);
  const auto contact = Contact::create(std::move(draft));
  ASSERT_TRUE(contact.ok());
  EXPECT_EQ(contact->data().acts[0].text, (TextRange{0, 10}));
}

TEST(Contact, RefusesADraftThatBreaksAnInvariant) {
  const auto broken = [](auto change) {
    ContactDraft draft = two_turns();
    change(draft);
    return where(std::move(draft));
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(broken([](ContactDraft&) {}), "ok");
  EXPECT_EQ(broken([](ContactDraft& d) { d.turns[1].text = "\xC3"; }), "/turns/1/text");
  EXPECT_EQ(broken([](ContactDraft& d) { d.turns[1].id = "\xFF"; }), "/turns/1/id");
  EXPECT_EQ(broken([](ContactDraft& d) { d.turns[1].time.reset(); }), "/turns/1");
  EXPECT_EQ(broken([](ContactDraft& d) { d.turns[1].time->begin = Millis{-1}; }), "/turns/1/start");
  EXPECT_EQ(broken([](ContactDraft& d) { d.turns[0].time->end = Millis{-1}; }), "/turns/0/end");
  EXPECT_EQ(broken([](ContactDraft& d) { d.turns[1].time->end = Millis::max(); }), "/turns/1/end");
  EXPECT_EQ(broken([](ContactDraft& d) { d.turns[0].time->begin = Millis::min(); }),
            "/turns/0/start");
  EXPECT_EQ(broken([](ContactDraft& d) {
              d.turns[0].words.push_back({{1, 3}, {Millis{0}, Millis{1}}, {}});  // inside "é"
            }),
            "/turns/0/words/0/text");
  EXPECT_EQ(broken([](ContactDraft& d) {
              d.turns[0].words.push_back({{0, 0}, {Millis{0}, Millis{1}}, {}});
            }),
            "/turns/0/words/0/text");
  EXPECT_EQ(broken([](ContactDraft& d) {
              d.turns[0].words.push_back({{8, 99}, {Millis{0}, Millis{1}}, {}});
            }),
            "/turns/0/words/0/text");
  EXPECT_EQ(broken([&](ContactDraft& d) {
              d.turns[0].words.push_back({{0, 5}, {Millis{0}, Millis{1}}, nan});
            }),
            "/turns/0/words/0/confidence");
  EXPECT_EQ(broken([](ContactDraft& d) {
              d.acts.push_back({});
              d.acts[0].turn = 7;
            }),
            "/acts/0/turn");
  EXPECT_EQ(broken([](ContactDraft& d) {
              d.acts.push_back({});
              d.acts[0].turn = 0;
              d.acts[0].text = {1, 5};
            }),
            "/acts/0/text_begin");
  EXPECT_EQ(broken([&](ContactDraft& d) {
              d.acts.push_back({});
              d.acts[0].turn = 0;
              d.acts[0].score = nan;
            }),
            "/acts/0/score");
  EXPECT_EQ(broken([&](ContactDraft& d) {
              d.prosody = {{0, nan, {}, {}}};
            }),
            "/prosody/0/rate_wpm");
  EXPECT_EQ(broken([](ContactDraft& d) { d.facts = {{"a", "1"}, {"a", "2"}}; }), "/facts/a");
  EXPECT_EQ(broken([](ContactDraft& d) {
              d.report = {{"a", "1"}, {"a", "2"}};
            }),
            "/report/fields/a");
  EXPECT_EQ(broken([](ContactDraft& d) { d.end = Millis{-5}; }), "/end");
  EXPECT_EQ(broken([](ContactDraft& d) { d.concurrency = 0; }), "/concurrency");
  EXPECT_EQ(broken([&](ContactDraft& d) { d.quality.word_error = nan; }), "/quality/word_error");
  EXPECT_EQ(broken([](ContactDraft& d) { d.channel = Channel::email; }), "/messages/1/sent");
}

TEST(Contact, MayHoldNothingButAnEmptyChannel) {
  ContactDraft draft;
  EXPECT_EQ(where(draft), "");
  draft.tools.emplace();
  EXPECT_EQ(where(std::move(draft)), "ok");
}

}  // namespace
}  // namespace callnorm
