#include "callnorm/indicator/wording.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::demonstrated;
using test::HingesOn;
using test::insufficient;
using test::Json;
using test::not_demonstrated;
using test::quote;
using test::real;
using test::script_of;
using test::Talk;
using test::whole;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* id = "CCO-3.5";

/// A sentence of `words` different words that carry a mark.
std::string sentence(std::uint32_t words) {
  std::string out;
  for (std::uint32_t i = 0; i < words; ++i) {
    out += (i == 0 ? "w" : " w") + std::string(1, static_cast<char>('a' + i % 26)) +
           (i < 26 ? "x" : "y");
  }
  return out + ".";
}

Talk of_lengths(const std::vector<std::uint32_t>& lengths, const std::string& language = "en") {
  Talk talk(language);
  for (const std::uint32_t length : lengths) talk.agent(sentence(length));
  return talk;
}
IndicatorResult judged(const Talk& talk, const std::optional<Script>& script = std::nullopt) {
  return test::judged(id, talk.contact(), script);
}
IndicatorResult judged(const std::vector<std::uint32_t>& lengths,
                       const std::string& language = "en") {
  return judged(of_lengths(lengths, language));
}
std::vector<std::uint32_t> times(std::size_t count, std::uint32_t length) {
  return std::vector<std::uint32_t>(count, length);
}
std::vector<std::uint32_t> operator+(std::vector<std::uint32_t> a,
                                     const std::vector<std::uint32_t>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST(SentenceLength, MeasuresAreThoseOfTheSentences) {
  // 3 + 5 + 6 + ... + 12 and 26: sum 3 + 68 + 26 = 97 over 10; one of ten above 25.
  const IndicatorResult result = judged({3, 5, 6, 7, 8, 9, 10, 11, 12, 26});
  EXPECT_EQ(whole(result, "n"), 10);
  EXPECT_NEAR(real(result, "mean"), 9.7, 1e-12);
  EXPECT_NEAR(real(result, "q25"), 0.1, 1e-12);
  EXPECT_NEAR(real(result, "median"), 8.5, 1e-12);
  EXPECT_NEAR(real(result, "p90"), 13.4, 1e-9);  // place 8.1: 12 + 0.1 x 14
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result.flags, ElementsAre("SEGMENTED_BY_MARKS"));
}

TEST(SentenceLength, FifteenWordsOnAverageIsShort) {
  EXPECT_THAT(judged(times(10, 15)), demonstrated());
  const IndicatorResult above = judged(times(9, 15) + times(1, 16));
  EXPECT_NEAR(real(above, "mean"), 15.1, 1e-12);
  EXPECT_THAT(above, insufficient("BORDERLINE"));
  EXPECT_THAT(above, HingesOn("mean", "<=", 15.0));
}

TEST(SentenceLength, TwentyWordsOnAverageIsOpenMoreIsLong) {
  EXPECT_THAT(judged(times(10, 20)), insufficient("BORDERLINE"));
  const IndicatorResult above = judged(times(9, 20) + times(1, 21));
  EXPECT_THAT(above, not_demonstrated("LONG_SENTENCES"));
  EXPECT_THAT(above, HingesOn("mean", ">", 20.0));
}

TEST(SentenceLength, FrenchHasLimitsOfItsOwn) {
  EXPECT_THAT(judged(times(10, 17), "fr"), demonstrated());
  EXPECT_THAT(judged(times(9, 17) + times(1, 18), "fr"), insufficient("BORDERLINE"));
  EXPECT_THAT(judged(times(10, 22), "fr"), insufficient("BORDERLINE"));
  EXPECT_THAT(judged(times(9, 22) + times(1, 23), "fr"), not_demonstrated("LONG_SENTENCES"));
  EXPECT_THAT(judged(times(10, 17), "nl"), insufficient("BORDERLINE"));
}

TEST(SentenceLength, FifteenInAHundredLongOnesAreFew) {
  // 3 of 20 have 26 words: mean (17 x 5 + 78) / 20 = 8.15.
  const IndicatorResult at = judged(times(17, 5) + times(3, 26));
  EXPECT_NEAR(real(at, "q25"), 0.15, 1e-12);
  EXPECT_THAT(at, demonstrated());
  const IndicatorResult above = judged(times(16, 5) + times(3, 26));
  EXPECT_THAT(above, insufficient("BORDERLINE"));
  EXPECT_THAT(above, HingesOn("q25", "<=", 0.15));
}

TEST(SentenceLength, MoreThanAThirdLongOnesAreTooMany) {
  EXPECT_THAT(judged(times(8, 5) + times(4, 26)), insufficient("BORDERLINE"));  // a third itself
  const IndicatorResult above = judged(times(7, 5) + times(4, 26));
  EXPECT_THAT(above, not_demonstrated("LONG_SENTENCES"));
  EXPECT_THAT(above, HingesOn("q25", ">", 1.0 / 3.0));
}

TEST(SentenceLength, TwentyFiveWordsAreNotYetLong) {
  EXPECT_NEAR(real(judged(times(9, 5) + times(1, 25)), "q25"), 0.0, 1e-12);
  EXPECT_NEAR(real(judged(times(9, 5) + times(1, 26)), "q25"), 0.1, 1e-12);
}

TEST(SentenceLength, TenSentencesAreEnough) {
  EXPECT_THAT(judged(times(10, 5)), demonstrated());
  const IndicatorResult nine = judged(times(9, 5));
  EXPECT_THAT(nine, insufficient("FEW_SENTENCES"));
  EXPECT_THAT(nine, HingesOn("n", ">=", 10.0));
}

TEST(SentenceLength, AnAccommodatedMinimumBelowOneStillAsksForOne) {
  Talk talk = Talk().client("My card is gone.").agent("Yes.");
  talk.data.accommodations.push_back({id, "min_sentences", 0.01, "test centre", ""});
  EXPECT_THAT(judged(talk), insufficient("FEW_SENTENCES"));
}

TEST(SentenceLength, SentencesOfTwoWordsDoNotCount) {
  EXPECT_EQ(whole(judged(times(10, 5) + times(20, 2)), "n"), 10);
  EXPECT_THAT(judged(times(9, 5) + times(20, 2)), insufficient("FEW_SENTENCES"));
  EXPECT_EQ(whole(judged(times(10, 3)), "n"), 10);
}

TEST(SentenceLength, SentencesOfTheClientDoNotCount) {
  Talk talk = of_lengths(times(10, 5));
  for (int i = 0; i < 10; ++i) talk.client(sentence(40));
  EXPECT_EQ(whole(judged(talk), "n"), 10);
  EXPECT_THAT(judged(talk), demonstrated());
}

TEST(SentenceLength, FillersAndRepetitionsAreTakenOut) {
  const Contact contact = Talk("en")
                              .agent("Uh, the the card is, um, is blocked, you know.")
                              .agent("I I I will send it.")
                              .contact();
  const auto sentences = agent_sentences(test::prepare(contact), {});
  ASSERT_EQ(sentences.size(), 2U);
  EXPECT_EQ(sentences[0].words, 4U);  // the card is blocked
  EXPECT_EQ(sentences[1].words, 4U);  // I will send it
}

TEST(SentenceLength, DictatedNumbersAreLeftOut) {
  const Contact contact =
      Talk("en").agent("It is 48 213 902.").agent("Call 112 for help please.").contact();
  const auto sentences = agent_sentences(test::prepare(contact), {});
  ASSERT_EQ(sentences.size(), 1U);
  EXPECT_EQ(sentences[0].turn, 1U);
}

TEST(SentenceLength, SpellingIsDictationToo) {
  const Contact contact =
      Talk("nl")
          .agent("De C van Cesar, de L van Leopold, de A van Arthur en de E van Eduard, klopt dat?")
          .agent("Ik stuur u plan A of plan B, en dan kiest u zelf wat u het beste past.")
          .contact();
  const auto sentences = agent_sentences(test::prepare(contact), {});
  ASSERT_EQ(sentences.size(), 1U);
  EXPECT_EQ(sentences[0].turn, 1U);
}

TEST(SentenceLength, WordsSaidAgainAtOnceAreTakenOut) {
  const Contact contact = Talk("en")
                              .agent("How can I, how can I, em, help you, help you there?")
                              .agent("It is good and it is new and it is red.")
                              .contact();
  const auto sentences = agent_sentences(test::prepare(contact), {});
  ASSERT_EQ(sentences.size(), 2U);
  EXPECT_EQ(sentences[0].words, 6U);   // How can I help you there
  EXPECT_EQ(sentences[1].words, 11U);  // another word stands between
}

TEST(SentenceLength, ListsOfNumbersAreDictationToo) {
  const Contact contact =
      Talk("en")
          .agent(
              "Sort code two zero, four five, account number five five seven nine, double one, "
              "in the name of Mr S, Reid, that's R for Romeo, E for Echo, I for India.")
          .agent(
              "On Monday there's eighty nine pounds at the shop, fifteen at the chemist's, three "
              "on the bus, twenty two at the garage and forty in cash.")
          .agent(
              "You have two cards with us, one for the shop and one for yourself, and the second "
              "of them is the one that was blocked on Monday.")
          .contact();
  const auto sentences = agent_sentences(test::prepare(contact), {});
  ASSERT_EQ(sentences.size(), 1U);
  EXPECT_EQ(sentences[0].turn, 2U);
}

TEST(SentenceLength, AnArticleIsNoNumber) {
  const Contact contact =
      Talk("nl")
          .agent(
              "Dan krijgt u een mail met een link naar een pagina met een formulier en een vraag "
              "om een kopie van een rekening en een foto van een teller.")
          .agent("Dat is dan een twee drie vier vijf zes en zeven, en dan acht negen tien.")
          .contact();
  const auto sentences = agent_sentences(test::prepare(contact), {});
  ASSERT_EQ(sentences.size(), 1U);
  EXPECT_EQ(sentences[0].turn, 0U);
}

TEST(SentenceLength, WhatIsReadOutOfSomethingIsNotTheAgents) {
  const Contact contact =
      Talk("en")
          .agent(
              "Clause one says: \"The insured may cancel within fourteen calendar days by "
              "letter or by mail.\"")
          .agent("Then you go to the page that says \"my account\" and type the number there.")
          .contact();
  const auto sentences = agent_sentences(test::prepare(contact), {});
  ASSERT_EQ(sentences.size(), 1U);
  EXPECT_EQ(sentences[0].turn, 1U);
}

TEST(SentenceLength, TheScriptsOwnWordsAreNotTheAgents) {
  const Contact contact =
      Talk("en").agent("Hello, how are you? This was read out. Good.").contact();
  const std::vector<ScriptedRange> read{{0, {20, 38}}};
  const auto sentences = agent_sentences(test::prepare(contact), read);
  std::vector<std::string> words;
  for (const MeasuredSentence& s : sentences) {
    words.push_back(contact.turns()[0].text.substr(s.text.begin, s.text.end - s.text.begin));
  }
  EXPECT_THAT(words, ElementsAre("Hello, how are you?", "Good."));
}

TEST(SentenceLength, WhatAVerbatimStepReadsOutIsLeftOut) {
  const std::string legal =
      "You may withdraw from this agreement at no cost within fourteen calendar days of the day on "
      "which we confirm "
      "it to you in writing by letter or mail.";
  Talk talk = of_lengths(times(10, 5));
  talk.agent(legal);
  const Script script =
      script_of({{"step", "legal"}, {"say", {{"mode", "verbatim"}, {"text", legal}}}});
  EXPECT_EQ(whole(judged(talk), "n"), 11);
  EXPECT_EQ(whole(judged(talk, script), "n"), 10);
  EXPECT_NEAR(real(judged(talk, script), "mean"), 5.0, 1e-12);
}

TEST(SentenceLength, TheLongestFiveAreShown) {
  const Talk talk = of_lengths({4, 5, 6, 7, 8, 9, 10, 11, 12, 13});
  const Contact contact = talk.contact();
  const IndicatorResult result = test::judged(id, contact);
  ASSERT_EQ(result.evidence.size(), 5U);
  EXPECT_EQ(result.evidence[0].role, "longest sentence");
  EXPECT_EQ(result.evidence[0].note, "13 words");
  EXPECT_EQ(quote(contact, result.evidence[0]), sentence(13));
  EXPECT_EQ(result.evidence[4].note, "9 words");
}

TEST(SentenceLength, PausesDoForMarks) {
  Talk talk("en");
  for (int i = 0; i < 10; ++i) {
    const double at = 10 * i;
    talk.agent("we will block the card now", at, at + 6)
        .words({{at, at + 1},
                {at + 1, at + 2},
                {at + 2, at + 3},
                {at + 3.5, at + 4},
                {at + 4, at + 5},
                {at + 5, at + 6}});
  }
  const IndicatorResult result = judged(talk);
  EXPECT_EQ(whole(result, "n"), 20);
  EXPECT_NEAR(real(result, "mean"), 3.0, 1e-12);
  EXPECT_THAT(result.flags, ElementsAre("SEGMENTED_BY_PAUSES"));
  EXPECT_THAT(result, demonstrated());
}

TEST(SentenceLength, WithoutMarksOrPausesSentencesCannotBeTold) {
  Talk talk("en");
  for (int i = 0; i < 12; ++i) talk.agent("we will block the card now and send the form");
  EXPECT_THAT(judged(talk), insufficient("NO_SENTENCE_MARKS"));
  EXPECT_THAT(judged(talk).flags, IsEmpty());
}

TEST(SentenceLength, WithoutATranscriptNothingIsSeen) {
  Talk talk;
  talk.data.headset.emplace();
  EXPECT_THAT(judged(talk), insufficient("NO_TRANSCRIPT"));
}

TEST(SentenceLength, AClientAloneLeavesTheMeasuresUndefined) {
  Talk talk("en");
  talk.client("My card is gone.");
  const IndicatorResult result = judged(talk);
  EXPECT_THAT(result, insufficient("FEW_SENTENCES"));
  EXPECT_EQ(whole(result, "n"), 0);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(*result.measure("mean")));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(*result.measure("q25")));
}

TEST(SentenceLength, ARecogniserAloneFailsNobody) {
  Talk talk = of_lengths(times(10, 30));
  EXPECT_THAT(judged(talk), not_demonstrated("LONG_SENTENCES"));
  talk.data.quality.transcript = Quality::Transcript::asr;
  EXPECT_THAT(judged(talk), insufficient("ASR_ONLY"));
  EXPECT_THAT(judged(talk).flags, Contains("WOULD_BE_LONG_SENTENCES"));
}

}  // namespace
}  // namespace callnorm
