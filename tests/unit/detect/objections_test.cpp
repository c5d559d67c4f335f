// What single cases in tests/data/acts cannot show: who answers whom, and acts a person gave.
#include "callnorm/detect/objections.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Talk;

std::vector<Act> found(const Talk& talk, const std::vector<Act>& before = {}) {
  const PreparedContact prepared = test::prepare(talk.contact());
  std::vector<Act> out;
  detect_objections(prepared, before, out);
  return out;
}
std::vector<const Act*> of(const std::vector<Act>& acts, ActKind kind) {
  std::vector<const Act*> out;
  for (const Act& act : acts) {
    if (act.kind == kind) out.push_back(&act);
  }
  return out;
}

Talk offer() {
  return Talk().agent("We have a special offer on fibre.");
}

TEST(Objections, ARebuttalNamesTheObjectionItAnswers) {
  const auto acts = found(offer()
                              .client("That's too expensive for me.")
                              .agent("But you save ten euros a month.")
                              .client("I have to ask my wife first.")
                              .agent("You can always cancel."));
  const auto objections = of(acts, ActKind::objection);
  const auto rebuttals = of(acts, ActKind::rebuttal);
  ASSERT_EQ(objections.size(), 2U);
  ASSERT_EQ(rebuttals.size(), 2U);
  EXPECT_EQ(objections[0]->id, "o1");
  EXPECT_EQ(objections[1]->id, "o2");
  EXPECT_EQ(rebuttals[0]->to, "o1");
  EXPECT_EQ(rebuttals[1]->to, "o2");
  EXPECT_EQ(rebuttals[1]->about_turn, 3U);
}

TEST(Objections, AnIdInUseIsLeftAlone) {
  Talk talk = offer().act(ActKind::promotion);
  talk.data.acts.back().id = "o1";
  const auto acts = found(talk.client("That's too expensive for me."), talk.data.acts);
  EXPECT_EQ(of(acts, ActKind::objection)[0]->id, "o2");
}

TEST(Objections, ThoseAPersonGaveAreTheOnesAnswered) {
  Talk talk = Talk()
                  .agent("Here is what I have.")
                  .client("Er, that colour.")
                  .act(ActKind::objection)
                  .agent("But you save ten euros a month.");
  talk.data.acts.back().id = "mine";
  const auto acts = found(talk, talk.data.acts);
  EXPECT_TRUE(of(acts, ActKind::objection).empty());
  ASSERT_EQ(of(acts, ActKind::rebuttal).size(), 1U);
  EXPECT_EQ(of(acts, ActKind::rebuttal)[0]->to, "mine");
}

TEST(Objections, AfterTwoTurnsOfTheAgentNothingIsAnsweredAnyMore) {
  const auto acts = found(offer()
                              .client("That's too expensive for me.")
                              .agent("I see.")
                              .client("Yes.")
                              .agent("Let me look.")
                              .client("Fine.")
                              .agent("But you save ten euros a month."));
  EXPECT_TRUE(of(acts, ActKind::rebuttal).empty());
}

TEST(Objections, AProposalStandsForFourTurnsOfTheAgent) {
  Talk talk = offer();
  for (int i = 0; i < 3; ++i) talk.client("Mm.").agent("Well.");
  EXPECT_EQ(of(found(Talk(talk).client("That's too expensive.")), ActKind::objection).size(), 1U);
  for (int i = 0; i < 2; ++i) talk.client("Mm.").agent("Well.");
  EXPECT_TRUE(of(found(Talk(talk).client("That's too expensive.")), ActKind::objection).empty());
}

TEST(Objections, ATurnHoldsOneObjectionAndNamesTheOthers) {
  const auto acts =
      found(offer().client("It's too expensive and I have to ask my wife and I have no time."));
  const auto objections = of(acts, ActKind::objection);
  ASSERT_EQ(objections.size(), 1U);
  EXPECT_EQ(objections[0]->type, "price");
  EXPECT_THAT(objections[0]->details,
              testing::Contains(std::pair<std::string, std::string>("also", "authority timing")));
}

TEST(Objections, AClientWhoSpeaksFirstHasNothingToResist) {
  EXPECT_TRUE(found(Talk().client("Not interested. Take me off your list.")).empty());
}

TEST(Objections, WithoutALanguageNothingIsFound) {
  EXPECT_TRUE(found(Talk("").agent("We have an offer.").client("Not interested.")).empty());
}

TEST(Objections, AHundredThousandCuesInOneTurnDoNotHang) {
  std::string words;
  for (int i = 0; i < 100'000; ++i) words += "too expensive but ";
  const auto acts = found(offer().client(words).agent(words).client(words).agent(words));
  EXPECT_EQ(of(acts, ActKind::objection).size(), 2U);
}

// Any order of the lexicon's own phrases, with marks and without: acts stay inside their turns, a
// rebuttal answers an objection before it, and the same contact gives the same acts.
TEST(Objections, HoldWhateverIsSaid) {
  std::uint32_t state = 12345;
  const auto next = [&](std::size_t below) {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::size_t>(state >> 8) % below;
  };
  for (const Language language : all_languages) {
    std::vector<std::string> phrases;
    for (const Cue& cue : test::lexicon(language).cues()) {
      std::string phrase;
      for (std::size_t i = 0; i < cue.pattern.size(); ++i) {
        if (cue.pattern[i] == '|') {
          i = std::min(cue.pattern.find(' ', i), cue.pattern.size()) - 1;
        } else if (cue.pattern[i] != '*' && cue.pattern[i] != '?') {
          phrase += cue.pattern[i];
        }
      }
      phrases.push_back(phrase);
    }
    for (int round = 0; round < 60; ++round) {
      Talk talk{std::string(name(language))};
      const char* mark = round % 2 == 0 ? ". " : " ";
      talk.data.quality.punctuated = round % 2 == 0;
      for (int t = 0; t < 30; ++t) {
        std::string text;
        for (std::size_t k = next(4) + 1; k > 0; --k) text += phrases[next(phrases.size())] + mark;
        next(2) == 0 ? talk.agent(text) : talk.client(text);
      }
      const Contact contact = talk.contact();
      const auto acts = found(talk);
      std::set<std::string> ids;
      for (const Act& act : acts) {
        ASSERT_LE(act.text.begin, act.text.end);
        ASSERT_LE(act.text.end, contact.turns()[*act.turn].text.size());
        const bool clients = act.kind == ActKind::objection || act.kind == ActKind::accept ||
                             act.kind == ActKind::firm_refusal;
        EXPECT_EQ(contact.turns()[*act.turn].speaker == Speaker::client, clients);
        if (act.kind == ActKind::objection) {
          EXPECT_TRUE(ids.insert(act.id).second);
        }
        if (act.kind == ActKind::rebuttal) {
          EXPECT_EQ(ids.count(act.to), 1U);
        }
      }
      EXPECT_EQ(found(talk).size(), acts.size());
    }
  }
}

}  // namespace
}  // namespace callnorm
