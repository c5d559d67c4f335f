#include "callnorm/analysis/concepts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::prepare;
using test::Talk;
using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::vector<std::string>> concepts{
    {"meter", "teller"}, {"card", "bank card"}, {"money back", "refund"}};

/// "client's word -> agent's word", with "*" where it was adopted.
std::vector<std::string> shared(const Talk& talk, const std::vector<bool>& aside = {}) {
  std::vector<std::string> out;
  const PreparedContact prepared = prepare(talk.contact());
  std::vector<std::string> words;
  for (const auto& names : concepts) words.insert(words.end(), names.begin(), names.end());
  const PhraseHits said = find_phrases(prepared, words);
  for (const SharedConcept& pair : shared_concepts(prepared, concepts, said, aside)) {
    out.push_back(concepts[pair.number][pair.client.phrase] + " -> " +
                  concepts[pair.number][pair.agent.phrase] +
                  (pair.adopted   ? " *"
                   : pair.unclear ? " ?"
                                  : ""));
  }
  return out;
}

TEST(Concepts, TheAgentTakesTheClientsWordOrNot) {
  EXPECT_THAT(shared(Talk().client("The meter is new.").agent("Which meter?")),
              ElementsAre("meter -> meter *"));
  EXPECT_THAT(shared(Talk().client("The meter is new.").agent("Which teller?")),
              ElementsAre("meter -> teller"));
}

TEST(Concepts, WhoeverNamesAThingFirstSetsItsName) {
  EXPECT_THAT(shared(Talk().agent("Your teller?").client("My meter.").agent("The meter, yes.")),
              IsEmpty());
}

TEST(Concepts, AThingOnlyOneOfThemNamesIsNotShared) {
  EXPECT_THAT(shared(Talk().client("My meter and my refund.").agent("I see.")), IsEmpty());
  EXPECT_THAT(shared(Talk().agent("Your meter.").client("Yes.")), IsEmpty());
}

TEST(Concepts, OneUseOfTheClientsWordIsEnough) {
  EXPECT_THAT(shared(Talk().client("I want my money back.").agent("A refund. Your money back.")),
              ElementsAre("money back -> money back *"));
}

TEST(Concepts, TheClientsLaterWordCountsFromThenOn) {
  EXPECT_THAT(shared(Talk()
                         .client("The meter.")
                         .agent("The teller.")
                         .client("That teller, yes.")
                         .agent("The teller.")),
              ElementsAre("meter -> teller *"));
}

TEST(Concepts, AWordInsideALongerOneIsSaidToo) {
  EXPECT_THAT(shared(Talk().client("My card.").agent("Your bank cards?")),
              ElementsAre("card -> card *"));
}

TEST(Concepts, TheWordsOfANameMayStandApart) {
  EXPECT_THAT(
      shared(Talk().client("I want my money back.").agent("The money comes back. A refund.")),
      ElementsAre("money back -> money back *"));
  EXPECT_THAT(
      shared(Talk()
                 .client("I want my money back.")
                 .agent("Back to your money. The money you paid us for it is back. A refund.")),
      ElementsAre("money back -> refund"));
  EXPECT_THAT(
      shared(Talk().client("I want my money back.").agent("No money, ring back. A refund.")),
      ElementsAre("money back -> refund"));
  std::vector<bool> aside(14, false);
  for (std::size_t k = 5; k < 9; ++k) aside[k] = true;  // read out
  EXPECT_THAT(
      shared(Talk().client("I want my money back.").agent("The money comes back. A refund."),
             aside),
      ElementsAre("money back -> refund"));
}

TEST(Concepts, AWordWithinAnExpressionMayNameSomethingElse) {
  EXPECT_THAT(shared(Talk().client("My meter.").agent("It's done by teller.")),
              ElementsAre("meter -> teller ?"));
  EXPECT_THAT(shared(Talk().client("My meter.").agent("The teller of the bank.")),
              ElementsAre("meter -> teller ?"));
  EXPECT_THAT(shared(Talk().client("My meter.").agent("By teller. Your teller is old.")),
              ElementsAre("meter -> teller"));
}

TEST(Concepts, WordsSetAsideAreNotTheAgents) {
  std::vector<bool> aside(4, false);
  aside[1] = true;
  EXPECT_THAT(shared(Talk().agent("Your teller.").client("My meter."), aside), IsEmpty());
  // Read out before the client spoke, so it sets no name.
  EXPECT_THAT(shared(Talk().agent("Your teller.").client("My meter.").agent("A meter."), aside),
              ElementsAre("meter -> meter *"));
}

}  // namespace
}  // namespace callnorm
