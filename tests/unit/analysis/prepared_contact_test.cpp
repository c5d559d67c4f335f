#include "callnorm/analysis/prepared_contact.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "callnorm/text/utf8.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::lexicon;
using test::Talk;
using test::value_of;
using testing::ElementsAre;
using testing::IsEmpty;

std::string words_of(const PreparedContact& contact, const PreparedSentence& sentence) {
  return std::string(slice(contact.contact().turns()[sentence.turn].text, sentence.text));
}

std::vector<std::string> sentences_of(const PreparedContact& contact) {
  std::vector<std::string> out;
  for (const PreparedSentence& s : contact.sentences()) out.push_back(words_of(contact, s));
  return out;
}

std::vector<std::string> numbers_of(const PreparedContact& contact) {
  std::vector<std::string> out;
  for (const NumberRun& run : contact.numbers()) out.push_back(run.digits);
  return out;
}

std::uint32_t type_of(const PreparedContact& contact, std::string_view word) {
  const auto found = contact.find_type(word);
  if (!found) throw std::runtime_error("no such word: " + std::string(word));
  return *found;
}

TEST(PreparedContact, MarksEndSentences) {
  const auto contact = test::prepare(
      Talk("en").agent("Good morning. How can I help you?").client("My card.").contact());
  EXPECT_EQ(contact.segmentation(), Segmentation::marks);
  EXPECT_TRUE(contact.punctuated());
  EXPECT_THAT(sentences_of(contact),
              ElementsAre("Good morning.", "How can I help you?", "My card."));
  EXPECT_FALSE(contact.sentences()[0].question);
  EXPECT_TRUE(contact.sentences()[1].question);
  EXPECT_EQ(contact.sentences_of(0).size(), 2U);
  EXPECT_EQ(contact.sentences_of(1).size(), 1U);
}

TEST(PreparedContact, APauseAsLongAsTheLimitEndsASentenceWithoutMarks) {
  const auto contact = test::prepare(Talk("en")
                                         .agent("the card is blocked now i send a form", 0, 10)
                                         .words({{0, 1},
                                                 {1, 2},
                                                 {2, 3},
                                                 {3, 4},
                                                 {4.499, 5},  // 0.499 s after the word before
                                                 {5.5, 6},    // 0.500 s: the limit itself
                                                 {6, 7},
                                                 {7, 8},
                                                 {8, 9}})
                                         .contact());
  EXPECT_EQ(contact.segmentation(), Segmentation::pauses);
  EXPECT_FALSE(contact.punctuated());
  EXPECT_THAT(sentences_of(contact), ElementsAre("the card is blocked now", "i send a form"));
}

TEST(PreparedContact, AnotherPauseLimitMayBeAskedFor) {
  const Contact contact = Talk("en")
                              .agent("blocked now good luck", 0, 4)
                              .words({{0, 0.5}, {0.8, 1}, {1.3, 2}, {2, 4}})
                              .contact();
  EXPECT_THAT(sentences_of(test::prepare(contact, Millis{300})),
              ElementsAre("blocked", "now", "good luck"));
  EXPECT_THAT(sentences_of(test::prepare(contact, Millis{301})),
              ElementsAre("blocked now good luck"));
}

TEST(PreparedContact, WithoutMarksAndWordTimesATurnIsOneSentence) {
  const auto contact = test::prepare(Talk("en")
                                         .agent("good morning how can i help you")
                                         .client("i lost my card in the tram")
                                         .contact());
  EXPECT_EQ(contact.segmentation(), Segmentation::none);
  EXPECT_EQ(contact.sentences().size(), 2U);
}

TEST(PreparedContact, HalfOfTheLongerTurnsClosedByAMarkIsPunctuated) {
  const std::string open = "i lost my card in the tram";
  const std::string closed = "I lost my card in the tram.";
  EXPECT_TRUE(test::prepare(Talk("en").client(open).client(closed).contact()).punctuated());
  EXPECT_FALSE(
      test::prepare(Talk("en").client(open).client(closed).client(open).contact()).punctuated());
}

TEST(PreparedContact, ShortTurnsNeedNoMark) {
  const auto contact = test::prepare(Talk("en")
                                         .client("yes")
                                         .client("yes")
                                         .client("yes")
                                         .client("I lost my card in the tram.")
                                         .contact());
  EXPECT_TRUE(contact.punctuated());
}

TEST(PreparedContact, ALetterThatEndsWithANameIsPunctuated) {
  const auto contact = test::prepare(
      Talk("nl")
          .client("Dag Karel, het nummer is 20417. Het gaat om het blauwe blad. Groeten, Nadia")
          .agent("Dag Nadia, dat spijt me. Ik pas het aan. Met vriendelijke groeten, Karel")
          .contact());
  EXPECT_EQ(contact.segmentation(), Segmentation::marks);
  EXPECT_EQ(contact.sentences().size(), 6U);
}

TEST(PreparedContact, AbbreviationsNumbersAndLineBreaksAreNoMarks) {
  EXPECT_FALSE(test::prepare(Talk("en")
                                 .agent("the amount is 12.50 for dr. smith")
                                 .client("can you send it to\nmaple street 4 and to 3.5 of them")
                                 .contact())
                   .punctuated());
}

TEST(PreparedContact, WhatTheRecordSaysOfPunctuationBeatsTheLook) {
  Talk talk("en");
  talk.client("I lost my card. It is gone.");
  talk.data.quality.punctuated = false;
  EXPECT_EQ(test::prepare(talk.contact()).segmentation(), Segmentation::none);
  EXPECT_EQ(test::prepare(talk.contact()).sentences().size(), 1U);
  talk.data.quality.punctuated = true;
  EXPECT_EQ(test::prepare(talk.contact()).sentences().size(), 2U);
}

TEST(PreparedContact, AbbreviationsOfTheLanguageEndNoSentence) {
  const auto contact =
      test::prepare(Talk("nl").agent("Dag mevr. Peeters, ik noteer het. Tot ziens.").contact());
  EXPECT_THAT(sentences_of(contact),
              ElementsAre("Dag mevr. Peeters, ik noteer het.", "Tot ziens."));
}

TEST(PreparedContact, DigitsThatStandTogetherAreOneNumber) {
  const auto contact = test::prepare(
      Talk("nl").client("Mijn nummer is 48 213 en mijn gsm 0475/12.34-56.").contact());
  EXPECT_THAT(numbers_of(contact), ElementsAre("48213", "0475123456"));
  EXPECT_EQ(slice(contact.contact().turns()[0].text, contact.numbers()[0].text), "48 213");
  EXPECT_EQ(slice(contact.contact().turns()[0].text, contact.numbers()[1].text), "0475/12.34-56");
}

TEST(PreparedContact, NumbersInWordsAreNumbersFromThreeDigitsOn) {
  const auto in = [](const std::string& language, const std::string& text) {
    return numbers_of(test::prepare(Talk(language).agent(text).contact()));
  };
  EXPECT_THAT(in("nl", "Nul vier zeven vijf, twaalf, vierendertig."), ElementsAre("04751234"));
  EXPECT_THAT(in("nl", "een fiets van tweehonderd euro of twee van negentig"), ElementsAre("200"));
  EXPECT_THAT(in("nl", "mijn nummer 4471 een afspraak"), ElementsAre("4471"));
  EXPECT_THAT(in("nl", "4471 twee keer betaald"), ElementsAre("4471"));
  EXPECT_THAT(in("nl", "0475 twaalf vierendertig"), ElementsAre("04751234"));
  EXPECT_THAT(in("fr", "quarante-huit mille deux cent treize"), ElementsAre("48213"));
  EXPECT_THAT(in("fr", "vingt et un zéro cinq"), ElementsAre("2105"));
  EXPECT_THAT(in("fr", "à deux ou trois"), IsEmpty());
  EXPECT_THAT(in("en", "oh four double seven"), ElementsAre("0477"));
  EXPECT_THAT(in("en", "two hundred and thirteen, please"), ElementsAre("213"));
  EXPECT_THAT(in("en", "one or two and a half"), IsEmpty());
}

TEST(PreparedContact, TwoBlanksBetweenDigitsAreOne) {
  EXPECT_THAT(numbers_of(test::prepare(Talk("nl").agent("30  518 en 7   8").contact())),
              ElementsAre("30518", "78"));
}

TEST(PreparedContact, NumbersApartInTheSentenceStayApart) {
  const auto contact =
      test::prepare(Talk("nl").client("In 2020, 3 stuks. Huis 12 bus 4 en 84,50 euro.").contact());
  EXPECT_THAT(numbers_of(contact), ElementsAre("2020", "3", "12", "4", "8450"));
}

TEST(PreparedContact, NumbersBelongToTheirTurn) {
  const auto contact = test::prepare(
      Talk("nl").client("Het is 48 213.").agent("Oké.").client("En 311 045 902.").contact());
  EXPECT_EQ(contact.numbers_of(0).size(), 1U);
  EXPECT_THAT(contact.numbers_of(1), IsEmpty());
  ASSERT_EQ(contact.numbers_of(2).size(), 1U);
  EXPECT_EQ(contact.numbers_of(2)[0].digits, "311045902");
  EXPECT_EQ(contact.numbers_of(2)[0].turn, 2U);
}

TEST(PreparedContact, WordsThatFoldAlikeShareOneType) {
  const auto contact =
      test::prepare(Talk("fr").agent("Modem").client("le MODEM, mon modem").contact());
  EXPECT_EQ(contact.tokens()[0].type, contact.tokens()[2].type);
  EXPECT_EQ(contact.tokens()[0].type, contact.tokens()[4].type);
  EXPECT_EQ(contact.types().size(), 3U);  // modem, le, mon
  EXPECT_EQ(contact.type_of(2).folded, "modem");
}

TEST(PreparedContact, TokensAreNumberedThroughTheContact) {
  const auto contact =
      test::prepare(Talk("en").agent("Good morning.").client("Hello there.").contact());
  ASSERT_EQ(contact.turns().size(), 2U);
  EXPECT_EQ(contact.turns()[0].first_token, 0U);
  EXPECT_EQ(contact.turns()[0].last_token, 2U);
  EXPECT_EQ(contact.turns()[1].first_token, 2U);
  EXPECT_EQ(contact.turns()[1].last_token, 4U);
  EXPECT_EQ(contact.turns()[1].speaker, Speaker::client);
  EXPECT_EQ(contact.sentences()[1].first, 2U);
}

TEST(PreparedContact, StopWordsAndShortWordsCarryNoContent) {
  const auto contact =
      test::prepare(Talk("nl").client("Ik wil de factuur van 4 mei en g5").contact());
  EXPECT_EQ(contact.types()[type_of(contact, "ik")].content, "");
  EXPECT_EQ(contact.types()[type_of(contact, "de")].content, "");
  EXPECT_EQ(contact.types()[type_of(contact, "factuur")].content, "factuur");
  EXPECT_EQ(contact.types()[type_of(contact, "4")].content, "4");
  EXPECT_EQ(contact.types()[type_of(contact, "g5")].content, "g5");
}

TEST(PreparedContact, FrenchCliticsAreNoPartOfTheContent) {
  const auto contact =
      test::prepare(Talk("fr").client("C'est l'adresse qu'indique la facture").contact());
  EXPECT_EQ(contact.types()[type_of(contact, "l'adresse")].content, "adresse");
  EXPECT_EQ(contact.types()[type_of(contact, "qu'indique")].content, "indique");
}

TEST(PreparedContact, AMaskedWordCarriesNoContent) {
  const auto contact = test::prepare(Talk("en").client("My name is [PII].").contact());
  EXPECT_EQ(contact.type_of(3).kind, TokenKind::placeholder);
  EXPECT_EQ(contact.type_of(3).content, "");
}

TEST(PreparedContact, WordsOfOneStemMatchAndLookalikesDoNot) {
  const auto contact = test::prepare(
      Talk("nl").client("factuur facturen contract contact 48213 48214 de").contact());
  const auto match = [&](std::string_view a, std::string_view b) {
    return contact.match(type_of(contact, a), type_of(contact, b));
  };
  EXPECT_TRUE(match("factuur", "facturen"));
  EXPECT_TRUE(match("facturen", "factuur"));
  EXPECT_FALSE(match("contract", "contact"));
  EXPECT_TRUE(match("48213", "48213"));
  EXPECT_FALSE(match("48213", "48214"));
  EXPECT_FALSE(match("de", "de"));  // carries nothing to match
}

TEST(PreparedContact, AWordNobodySaidHasNoType) {
  const auto contact = test::prepare(Talk("en").client("my card").contact());
  EXPECT_TRUE(contact.find_type("card"));
  EXPECT_FALSE(contact.find_type("car"));
  EXPECT_FALSE(contact.find_type("zzz"));
  EXPECT_FALSE(contact.find_type(""));
}

TEST(PreparedContact, ACueIsFoundInItsPlace) {
  const auto contact = test::prepare(Talk("en")
                                         .client("My card is gone.")
                                         .agent("Right. So you want to block the card.")
                                         .contact());
  const CueHit* reform = nullptr;
  for (const CueHit& hit : contact.hits_of(1)) {
    if (contact.cue_of(hit).pattern == "so you want") reform = &hit;
  }
  ASSERT_NE(reform, nullptr);
  EXPECT_EQ(reform->cue_class, CueClass::reform);
  EXPECT_EQ(slice(contact.contact().turns()[1].text, reform->text), "So you want");
  EXPECT_EQ(reform->first, 5U);  // four tokens of the client, "Right"
  EXPECT_EQ(reform->last, 8U);
  EXPECT_EQ(reform->sentence, 2U);
}

TEST(PreparedContact, ACueDoesNotReachAcrossTheEndOfASentence) {
  const auto contact = test::prepare(Talk("en").agent("I think so. You want the card.").contact());
  for (const CueHit& hit : contact.hits_of(0)) {
    EXPECT_NE(contact.cue_of(hit).pattern, "so you want");
  }
}

Lexicon with_regex(CueClass cue_class, const std::string& regex) {
  Cue cue;
  cue.cue_class = cue_class;
  cue.language = Language::en;
  cue.regex = regex;
  return value_of(Lexicon::create(value_of(builtin_lexicon(Language::en)), std::vector<Cue>{cue}));
}

TEST(PreparedContact, ARegexCueOfAUsersNormIsFoundInItsPlace) {
  const Lexicon words = with_regex(CueClass::hold, R"(\bgive me (two|three) ticks\b)");
  const auto contact =
      value_of(PreparedContact::prepare(Talk("en")
                                            .client("Hello there you.")
                                            .agent("Fine. Just give me two ticks, please.")
                                            .contact(),
                                        &words, Millis{500}));
  std::vector<CueHit> found;
  for (const CueHit& hit : contact.hits_of(1)) {
    if (!contact.cue_of(hit).regex.empty()) found.push_back(hit);
  }
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].cue_class, CueClass::hold);
  EXPECT_EQ(slice(contact.contact().turns()[1].text, found[0].text), "give me two ticks");
  EXPECT_EQ(found[0].first, 5U);
  EXPECT_EQ(found[0].last, 9U);
  EXPECT_EQ(found[0].sentence, 2U);
}

TEST(PreparedContact, TheCuesOfSentencesAreThoseOfTheTurnThatLieInThem) {
  const Contact contact =
      Talk("nl")
          .agent("Goedemiddag. Een ogenblikje alstublieft. Klopt dat? Bedankt, nog een fijne dag.")
          .client("Ja. Dat klopt.")
          .contact();
  const PreparedContact prepared = test::prepare(contact);
  std::size_t all = 0;
  for (std::uint32_t i = 0; i < prepared.sentences().size(); ++i) {
    const PreparedSentence& s = prepared.sentences()[i];
    std::vector<const CueHit*> slow;
    for (const CueHit& hit : prepared.hits_of(s.turn)) {
      if (hit.sentence == i) slow.push_back(&hit);
    }
    std::vector<const CueHit*> fast;
    for (const CueHit& hit : prepared.hits_of(s)) fast.push_back(&hit);
    EXPECT_EQ(fast, slow) << i;
    all += fast.size();
  }
  EXPECT_EQ(all, prepared.hits().size());
  EXPECT_GT(all, 5U);
  EXPECT_EQ(prepared.hits_of(prepared.sentences_of(0)).size(), prepared.hits_of(0).size());
  EXPECT_THAT(prepared.hits_of(prepared.sentences_of(0).first(0)), IsEmpty());
}

TEST(PreparedContact, TheTokensOfARangeAreThoseThatBeginInIt) {
  const Contact contact = Talk("en").client("Hi.").agent("One two, three four.").contact();
  const PreparedContact prepared = test::prepare(contact);
  const auto size = static_cast<std::uint32_t>(contact.turns()[1].text.size());
  for (std::uint32_t begin = 0; begin <= size; ++begin) {
    for (std::uint32_t end = begin; end <= size; ++end) {
      std::uint32_t slow = 0;
      for (std::uint32_t k = prepared.turns()[1].first_token; k < prepared.turns()[1].last_token;
           ++k) {
        const TextRange token = prepared.tokens()[k].text;
        if (token.begin >= begin && token.begin < end) ++slow;
      }
      const auto [first, last] = prepared.tokens_within(1, {begin, end});
      ASSERT_EQ(last - first, slow) << begin << " " << end;
      ASSERT_TRUE(first == last || prepared.tokens()[first].text.begin >= begin);
    }
  }
}

TEST(PreparedContact, AnExpressionThatGivesUpNamesTheTurn) {
  // It compiles, but there are more ways to divide a run of x than anyone can try.
  const Lexicon words = with_regex(CueClass::hold, "(x|xx)+y");
  const auto contact = PreparedContact::prepare(
      Talk("en").agent("Good morning.").agent(std::string(5000, 'x') + " y").contact(), &words,
      Millis{500});
  ASSERT_FALSE(contact.ok());
  EXPECT_EQ(contact.error().code, ErrorCode::pattern_too_complex);
  EXPECT_EQ(contact.error().where, "/turns/1");
}

TEST(PreparedContact, WithoutALexiconThereAreTokensButNoContentAndNoCues) {
  const auto contact = value_of(PreparedContact::prepare(
      Talk("").agent("Good morning. So you want 48 213?").contact(), nullptr, Millis{500}));
  EXPECT_EQ(contact.tokens().size(), 7U);
  EXPECT_EQ(contact.sentences().size(), 2U);
  EXPECT_THAT(numbers_of(contact), ElementsAre("48213"));
  EXPECT_THAT(contact.hits(), IsEmpty());
  for (const WordType& type : contact.types()) EXPECT_EQ(type.content, "");
}

TEST(PreparedContact, AnEmptyTurnHasItsPlace) {
  const auto contact =
      test::prepare(Talk("en").agent("").client("Hello.").agent(" ... ").contact());
  ASSERT_EQ(contact.turns().size(), 3U);
  EXPECT_EQ(contact.turns()[0].first_token, contact.turns()[0].last_token);
  EXPECT_EQ(contact.turns()[2].first_token, contact.turns()[2].last_token);
  EXPECT_EQ(contact.tokens().size(), 1U);
}

TEST(PreparedContact, ItsViewsSurviveAMove) {
  auto made = test::prepare(Talk("nl").client("De factuur van mei.").contact());
  const PreparedContact moved = std::move(made);
  EXPECT_EQ(moved.type_of(1).folded, "factuur");
  EXPECT_TRUE(moved.find_type("mei"));
}

// Against every hit of the sentence.
TEST(PreparedContact, HitsNearAreAllThatLieOverAHitOrEndWhereItBegins) {
  const std::vector<std::string> words{"one",  "moment", "please", "i",     "will",  "check",
                                       "that", "for",    "you",    "thank", "sorry", "so",
                                       "no",   "can",    "is",     "what",  "the",   "minutes"};
  std::size_t pairs = 0;
  std::size_t ruled_out = 0;
  for (unsigned seed = 1; seed <= 50; ++seed) {
    std::mt19937 random(seed);
    std::string text;
    for (int n = 0; n < 120; ++n) text += words[random() % words.size()] + " ";
    const Contact contact = test::Talk("en").agent(text).contact();
    const auto prepared = test::prepare(contact);
    for (const CueHit& hit : prepared.hits()) {
      const auto near = prepared.hits_near(hit);
      bool none = false;
      for (const CueHit& other : prepared.hits_of(prepared.sentences()[hit.sentence])) {
        const bool over = other.first < hit.last && other.last > hit.first;
        none = none || (over && prepared.is_cue(other, hit.cue_class, "none"));
        if (!over && other.last != hit.first) continue;
        ++pairs;
        EXPECT_TRUE(&other >= near.data() && &other < near.data() + near.size()) << "seed " << seed;
      }
      EXPECT_EQ(prepared.is_ruled_out(hit), none) << "seed " << seed;
      ruled_out += none ? 1 : 0;
    }
  }
  EXPECT_GT(pairs, 1000U);
  EXPECT_GT(ruled_out, 0U);
}

TEST(PreparedContact, SaysCue) {
  const Contact contact = test::Talk("en").agent("Goodbye.").client("Goodbye.").contact();
  const auto prepared = test::prepare(contact);
  EXPECT_TRUE(prepared.says_cue(0, CueClass::closing, "goodbye"));
  EXPECT_FALSE(prepared.says_cue(0, CueClass::closing, "thanks"));
}

}  // namespace
}  // namespace callnorm
