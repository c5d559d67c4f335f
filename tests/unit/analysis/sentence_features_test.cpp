// What stands around a sentence: the speaker's own sentences, and how a transcript is cut.
#include "callnorm/analysis/sentence_features.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "../talk.hpp"

namespace callnorm {
namespace {

using test::Talk;

/// The features of the first sentence of turn `turn`.
std::vector<std::string> features(const Talk& talk, std::uint32_t turn) {
  const Contact contact = talk.contact();
  std::vector<Lexicon> lexicons;
  for (const Language each : all_languages) lexicons.push_back(test::lexicon(each));
  const PreparedContact prepared = test::prepare(contact);
  std::vector<std::string> out;
  const auto all = SentenceFeatures::all_of(lexicons, prepared);
  for (const auto& [name, value] : all[prepared.turns()[turn].first_sentence]) out.push_back(name);
  return out;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

TEST(SentenceFeatures, TheNextSentenceOfTheSameTurn) {
  const auto found = features(
      Talk("nl").client("Ik zit zonder internet.").agent("U kunt niet op het net. Klopt dat?"), 1);
  EXPECT_TRUE(has(found, "nl then klopt"));
  EXPECT_TRUE(has(found, "nl then dat"));
  EXPECT_TRUE(has(found, "then: question mark"));
  EXPECT_TRUE(has(found, "then: 1-2 words"));
  EXPECT_TRUE(has(found, "just: nothing"));
}

TEST(SentenceFeatures, TheSpeakersOwnTurnsAcrossTheOthers) {
  const Talk talk = Talk("en")
                        .agent("So")
                        .client("mhm")
                        .agent("you were charged twice")
                        .client("yes")
                        .agent("right?");
  const auto found = features(talk, 2);
  EXPECT_TRUE(has(found, "en just so"));
  EXPECT_TRUE(has(found, "just: 1-2 words"));
  EXPECT_TRUE(has(found, "en then right"));
  EXPECT_TRUE(has(found, "then question_tag.weak?"));
}

TEST(SentenceFeatures, NobodyLooksFurtherThanThreeTurns) {
  Talk talk = Talk("fr").agent("Vous êtes en panne.");
  for (int i = 0; i < 3; ++i) talk.client("Oui.");
  talk.agent("C'est ça?");
  EXPECT_TRUE(has(features(talk, 0), "then: nothing"));
  talk.data.turns.erase(talk.data.turns.begin() + 1);
  EXPECT_FALSE(has(features(talk, 0), "then: nothing"));
}

TEST(SentenceFeatures, ATranscriptInUtterancesIsToldFromOneInTurns) {
  Talk talk("en");
  for (int i = 0; i < 4; ++i) talk.agent("hello").client("hello");
  EXPECT_FALSE(has(features(talk, 0), "turns cut into utterances"));
  talk.data.turns[1].speaker = Speaker::agent;  // two follow one of the same party
  EXPECT_TRUE(has(features(talk, 0), "turns cut into utterances"));
  EXPECT_TRUE(has(features(talk, 0), "cut: en words hello"));
  talk.data.turns.pop_back();  // seven turns are too few to tell
  EXPECT_FALSE(has(features(talk, 0), "turns cut into utterances"));
}

}  // namespace
}  // namespace callnorm
