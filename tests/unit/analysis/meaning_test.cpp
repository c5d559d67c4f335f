#include "callnorm/analysis/meaning.hpp"

#include <cmath>
#include <limits>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Talk;

/// How often each of a few letters stands in a text, `scale` times: enough to be near or far.
Embedder letters(float scale = 1.0F) {
  return [scale](std::string_view text, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
      const char letter = static_cast<char>('a' + i);
      out[i] = scale * static_cast<float>(std::count(text.begin(), text.end(), letter));
    }
    return true;
  };
}

Talk five_turns() {
  return Talk()
      .client("aaaa aaab")
      .agent("ok")
      .client("bbbb bbbc")
      .agent("ok")
      .client("cccc cccd")
      .agent("ok")
      .client("dddd dddd")
      .agent("dddd dddd");
}

PreparedContact embedded(const Talk& talk, const Embedder& embedder = letters()) {
  PreparedContact contact = test::prepare(talk.contact());
  EXPECT_TRUE(embed(contact, embedder, 26));
  return contact;
}

TEST(Meaning, NearestOfAllIsOne) {
  const PreparedContact contact = embedded(five_turns());
  EXPECT_EQ(meaning_shared_of_turns(contact, 7, 6), 1.0);
  EXPECT_EQ(meaning_shared(contact, 7, 1), 1.0F);
}

TEST(Meaning, FarthestOfAllIsZeroAndTiesCountHalf) {
  const PreparedContact contact = embedded(five_turns());
  // "dddd" lies as far from the first turn as from the second, and nearer to the others.
  EXPECT_DOUBLE_EQ(*meaning_shared_of_turns(contact, 7, 0), 0.5 / 3.0);
}

TEST(Meaning, TheBestOfSeveralIsNearByChanceMoreOften) {
  Talk talk = five_turns();
  talk.client("eeee").client("ffff").client("gggg").agent("dddd eeee");
  const PreparedContact contact = embedded(talk);
  const auto last = static_cast<std::uint32_t>(contact.sentences().size() - 1);
  const float one = meaning_shared(contact, last, 1);    // of "gggg" alone: as far as most
  const float three = meaning_shared(contact, last, 3);  // "eeee" among them
  EXPECT_LT(one, 0.5F);
  EXPECT_GT(three, one);
}

TEST(Meaning, TheScaleOfTheEncoderDoesNotMatter) {
  const PreparedContact small = embedded(five_turns(), letters(0.001F));
  const PreparedContact large = embedded(five_turns(), letters(1000.0F));
  for (std::uint32_t s = 0; s < small.sentences().size(); ++s) {
    EXPECT_EQ(meaning_shared(small, s), meaning_shared(large, s));
  }
}

TEST(Meaning, CannotTellIsOneHalf) {
  const PreparedContact without = test::prepare(five_turns().contact());
  EXPECT_EQ(meaning_shared(without, 7), 0.5F);
  EXPECT_FALSE(meaning_shared_of_turns(without, 7, 6));
  // Two other turns are too few to compare with.
  const PreparedContact few = embedded(
      Talk().client("aaaa bbbb").client("bbbb cccc").client("cccc dddd").agent("cccc dddd"));
  EXPECT_EQ(meaning_shared(few, 3, 1), 0.5F);
  EXPECT_FALSE(meaning_shared_of_turns(few, 3, 2));
}

TEST(Meaning, NothingButZerosIsNoMeaning) {
  const PreparedContact contact =
      embedded(five_turns(), [](std::string_view, std::span<float>) { return true; });
  EXPECT_EQ(meaning_shared(contact, 7), 0.5F);
}

TEST(Meaning, SentencesOfATurnHaveVectorsOfTheirOwn) {
  Talk talk = five_turns();
  talk.agent("Zzzz zzzz zzzz zzzz. Dddd dddd.");
  const PreparedContact contact = embedded(talk);
  ASSERT_EQ(contact.sentences().size(), 10U);
  EXPECT_NE(contact.meaning()->of_sentence(8)[3], contact.meaning()->of_sentence(9)[3]);
}

TEST(Meaning, AnEmbedderThatFailsNamesTheTurn) {
  PreparedContact contact = test::prepare(five_turns().contact());
  const Status status = embed(
      contact, [](std::string_view text, std::span<float>) { return text != "bbbb bbbc"; }, 4);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::cancelled);
  EXPECT_EQ(status.error().where, "/turns/2");
  EXPECT_EQ(contact.meaning(), nullptr);
}

TEST(Meaning, WhatIsNoNumberIsRefused) {
  PreparedContact contact = test::prepare(five_turns().contact());
  const Status status = embed(
      contact,
      [](std::string_view, std::span<float> out) {
        out[0] = std::numeric_limits<float>::quiet_NaN();
        return true;
      },
      4);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(status.error().where, "/turns/0");
}

TEST(Meaning, ADimensionThatCannotBeIsRefused) {
  PreparedContact contact = test::prepare(five_turns().contact());
  EXPECT_FALSE(embed(contact, letters(), 0));
  EXPECT_FALSE(embed(contact, letters(), largest_dimension + 1));
  EXPECT_FALSE(embed(contact, Embedder{}, 4));
}

TEST(Meaning, UptakeReadsItAndSaysSo) {
  EvaluatorOptions options;
  options.embedder = letters();
  options.embedding_dimension = 26;
  const auto evaluator =
      test::value_of(Evaluator::create(test::value_of(builtin_norm()), std::nullopt, options));
  const auto plain = test::value_of(Evaluator::create(test::value_of(builtin_norm())));
  const Contact contact = five_turns().contact();
  const auto with = test::value_of(evaluator.uptake(contact));
  const auto without = test::value_of(plain.uptake(contact));
  ASSERT_EQ(with.size(), without.size());
  EXPECT_EQ(with.back().meaning, 1.0);
  EXPECT_GT(with.back().score, without.back().score);
  EXPECT_FALSE(without.back().meaning.has_value());
}

TEST(Meaning, AnEvaluatorWantsEmbedderAndDimensionTogether) {
  EvaluatorOptions options;
  options.embedding_dimension = 4;
  EXPECT_FALSE(Evaluator::create(test::value_of(builtin_norm()), std::nullopt, options));
  options.embedding_dimension = 0;
  options.embedder = letters();
  EXPECT_FALSE(Evaluator::create(test::value_of(builtin_norm()), std::nullopt, options));
}

}  // namespace
}  // namespace callnorm
