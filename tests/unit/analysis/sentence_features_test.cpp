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

/// The features of one sentence of turn `turn`, the first unless told otherwise.
std::vector<std::string> features(const Talk& talk, std::uint32_t turn,
                                  std::uint32_t sentence = 0) {
  const Contact contact = talk.contact();
  std::vector<Lexicon> lexicons;
  for (const Language each : all_languages) lexicons.push_back(test::lexicon(each));
  const PreparedContact prepared = test::prepare(contact);
  std::vector<std::string> out;
  const auto all = SentenceFeatures::all_of(lexicons, prepared);
  for (const auto& [name, value] : all[prepared.turns()[turn].first_sentence + sentence])
    out.push_back(name);
  return out;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

TEST(SentenceFeatures, APhraseThatNoWeightsWereLearnedWithAddsNone) {
  const Contact contact =
      Talk("en").agent("Zing zang the box.").client("Zing zang it yourself.").contact();
  const auto read = [&](bool unlearned) {
    Cue cue;
    cue.cue_class = CueClass::request;
    cue.language = Language::en;
    cue.pattern = "zing zang";
    cue.unlearned = unlearned;
    const auto file = builtin_lexicon(Language::en);
    const std::vector<Lexicon> own{test::lexicon(Language::nl), test::lexicon(Language::fr),
                                   *Lexicon::create(*file, std::vector<Cue>{cue})};
    const auto prepared = PreparedContact::prepare(contact, &own.back(), Millis{500});
    const auto hits = prepared->hits_of(0);
    EXPECT_TRUE(std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return prepared->cue_of(hit).pattern == cue.pattern;
    })) << "it is found all the same";
    return SentenceFeatures::all_of(own, *prepared);
  };
  const auto names = [](const auto& rows) {
    std::vector<std::string> out;
    for (const auto& row : rows) {
      for (const auto& [name, value] : row) out.push_back(name);
    }
    return out;
  };
  EXPECT_TRUE(has(names(read(false)), "cue request"));
  EXPECT_FALSE(has(names(read(true)), "cue request"));
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

TEST(SentenceFeatures, WhatAClientTakesUpOfTheAgentsTurn) {
  const auto echo =
      features(Talk("en").agent("The Sunday ones?").client("The Sunday ones, yeah."), 1);
  EXPECT_TRUE(has(echo, "answer: a content word of the agent's"));
  EXPECT_TRUE(has(echo, "answer: opens with a content word of the agent's"));
  EXPECT_TRUE(has(echo, "opens by repeating two words of the turn before and more"));
  EXPECT_FALSE(has(echo, "answer: a content word of the agent's and a negation"));

  const auto denied = features(Talk("nl")
                                   .agent("Vrijdag kan er iemand komen.")
                                   .client("Nee, vrijdag is er niemand bij ons."),
                               1);
  EXPECT_TRUE(has(denied, "answer: opens with a content word of the agent's"));
  EXPECT_TRUE(has(denied, "answer: a content word of the agent's and oneself"));
  EXPECT_FALSE(has(denied, "answer: no to a negation"));

  const auto other =
      features(Talk("fr").agent("À quatre heures?").client("Je suis au travail."), 1);
  EXPECT_FALSE(has(other, "answer: a content word of the agent's"));
}

TEST(SentenceFeatures, AnotherNumberThanTheAgentsCorrects) {
  const auto digits = features(Talk("en").agent("So 1450 euros?").client("No, 1540."), 1);
  EXPECT_TRUE(has(digits, "answer: another number than the agent's"));
  EXPECT_FALSE(has(digits, "answer: the agent's number"));
  const auto same = features(Talk("en").agent("So 1450 euros?").client("1450, yes."), 1);
  EXPECT_TRUE(has(same, "answer: the agent's number"));
  EXPECT_FALSE(has(same, "answer: another number than the agent's"));
  const auto words = features(Talk("nl").agent("zes dagen").client("vijf"), 1);
  EXPECT_TRUE(has(words, "answer: another number than the agent's"));
  const auto first = features(Talk("nl").agent("hoeveel dagen").client("vijf"), 1);
  EXPECT_FALSE(has(first, "answer: another number than the agent's"));
}

TEST(SentenceFeatures, NumbersSaidAgainAreToldFromNumbersMended) {
  const auto answered = [](const std::string& client) {
    return features(Talk("en").agent("one one eight zero three five").client(client), 1);
  };
  const std::string again = "answer: numbers of the agent's in their order";
  const std::string mended = "answer: numbers of the agent's in another order or among others";
  EXPECT_TRUE(has(answered("zero three five"), again));
  EXPECT_FALSE(has(answered("zero three five"), mended));
  EXPECT_TRUE(has(answered("zero five three"), mended));
  EXPECT_FALSE(has(answered("zero five three"), again));
  EXPECT_FALSE(has(answered("seven two"), again));  // goes on dictating
  EXPECT_FALSE(has(answered("seven two"), mended));
}

TEST(SentenceFeatures, EveryLetterOfAThreadBeginsAndEnds) {
  const std::string text =
      "Dear Mr Lee, the meter is read from outside and nobody has to be in for it. Sincerely, Ann "
      "Moss";
  const auto letter = [&](std::uint32_t sentence) {
    return features(
        Talk("en", Channel::email).agent(text).client("Thank you. B. Lee").agent("Good."), 0,
        sentence);
  };
  EXPECT_TRUE(has(letter(0), "letter: opens it"));
  EXPECT_FALSE(has(letter(0), "letter: at most ten words to its end"));
  EXPECT_FALSE(has(letter(1), "letter: opens it"));
  EXPECT_TRUE(has(letter(1), "letter: at most four words to its end"));
  EXPECT_TRUE(has(letter(1), "letter: nothing but capitals near its end"));
  const auto spoken = features(Talk("en").agent(text), 0, 1);
  EXPECT_FALSE(has(spoken, "letter: at most ten words to its end"));
  EXPECT_FALSE(has(spoken, "letter: nothing but capitals near its end"));
}

TEST(SentenceFeatures, ANoToANegationAgrees) {
  EXPECT_TRUE(has(features(Talk("en").agent("You never got the letter.").client("No."), 1),
                  "answer: no to a negation"));
  EXPECT_FALSE(has(features(Talk("en").agent("You got the letter.").client("No."), 1),
                   "answer: no to a negation"));
  EXPECT_FALSE(has(features(Talk("en").agent("You never got the letter.").client("Yes."), 1),
                   "answer: no to a negation"));
}

TEST(SentenceFeatures, WhatIsRepeatedFirst) {
  const auto data = features(
      Talk("en").client("five five nine two").agent("okay five five nine two thanks and your name"),
      1);
  EXPECT_TRUE(has(data, "opens by repeating data of the turn before"));
  EXPECT_TRUE(has(data, "opens by repeating, and goes on"));
  const auto words = features(Talk("nl").client("het scharnier is stuk").agent("het scharnier"), 1);
  EXPECT_TRUE(has(words, "opens by repeating a content word of the turn before"));
  EXPECT_FALSE(has(words, "opens by repeating, and goes on"));
  const auto later = features(
      Talk("nl").client("het scharnier is stuk").agent("dan noteer ik hier dat scharnier"), 1);
  EXPECT_FALSE(has(later, "opens by repeating a content word of the turn before"));
}

}  // namespace
}  // namespace callnorm
