// What stands around a sentence: the speaker's own sentences, and how a transcript is cut.
#include "callnorm/analysis/sentence_features.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "../talk.hpp"

namespace callnorm {
namespace {

using Said = std::vector<std::pair<Speaker, std::string>>;
constexpr Speaker agent = Speaker::agent;
constexpr Speaker client = Speaker::client;

/// The features of the first sentence of turn `turn`.
std::vector<std::string> features(Language language, const Said& said, std::uint32_t turn) {
  ContactDraft draft;
  for (const auto& [speaker, text] : said) {
    Turn spoken;
    spoken.speaker = speaker;
    spoken.text = text;
    draft.turns.push_back(std::move(spoken));
  }
  const Contact contact = test::value_of(Contact::create(std::move(draft)));
  std::vector<Lexicon> lexicons;
  for (const Language each : all_languages) lexicons.push_back(test::lexicon(each));
  const auto prepared = PreparedContact::prepare(contact, &test::lexicon(language), Millis{500});
  std::vector<std::string> out;
  const auto all = SentenceFeatures::all_of(lexicons, *prepared);
  for (const auto& [name, value] : all[prepared->turns()[turn].first_sentence]) out.push_back(name);
  return out;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

TEST(SentenceFeatures, TheNextSentenceOfTheSameTurn) {
  const auto found = features(
      Language::nl,
      {{client, "Ik zit zonder internet."}, {agent, "U kunt niet op het net. Klopt dat?"}}, 1);
  EXPECT_TRUE(has(found, "nl then klopt"));
  EXPECT_TRUE(has(found, "nl then dat"));
  EXPECT_TRUE(has(found, "then: question mark"));
  EXPECT_TRUE(has(found, "then: 1-2 words"));
  EXPECT_TRUE(has(found, "just: nothing"));
}

TEST(SentenceFeatures, TheSpeakersOwnTurnsAcrossTheOthers) {
  const Said said{{agent, "So"},
                  {client, "mhm"},
                  {agent, "you were charged twice"},
                  {client, "yes"},
                  {agent, "right?"}};
  const auto found = features(Language::en, said, 2);
  EXPECT_TRUE(has(found, "en just so"));
  EXPECT_TRUE(has(found, "just: 1-2 words"));
  EXPECT_TRUE(has(found, "en then right"));
  EXPECT_TRUE(has(found, "then question_tag.weak?"));
}

TEST(SentenceFeatures, NobodyLooksFurtherThanThreeTurns) {
  Said said{{agent, "Vous êtes en panne."}};
  for (int i = 0; i < 3; ++i) said.emplace_back(client, "Oui.");
  said.emplace_back(agent, "C'est ça?");
  EXPECT_TRUE(has(features(Language::fr, said, 0), "then: nothing"));
  said.erase(said.begin() + 1);
  EXPECT_FALSE(has(features(Language::fr, said, 0), "then: nothing"));
}

TEST(SentenceFeatures, ATranscriptInUtterancesIsToldFromOneInTurns) {
  Said turns;
  for (int i = 0; i < 8; ++i) turns.emplace_back(i % 2 == 0 ? agent : client, "hello");
  EXPECT_FALSE(has(features(Language::en, turns, 0), "turns cut into utterances"));
  turns[1].first = agent;  // two follow one of the same party
  EXPECT_TRUE(has(features(Language::en, turns, 0), "turns cut into utterances"));
  EXPECT_TRUE(has(features(Language::en, turns, 0), "cut: en words hello"));
  turns.pop_back();  // seven turns are too few to tell
  EXPECT_FALSE(has(features(Language::en, turns, 0), "turns cut into utterances"));
}

}  // namespace
}  // namespace callnorm
