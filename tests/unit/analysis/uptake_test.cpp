#include "callnorm/analysis/uptake.hpp"

#include "callnorm/io/linear_models.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Talk;
using test::value_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const UptakeModel& model() {
  static const UptakeModel made =
      value_of(UptakeModel::create(value_of(builtin_linear_model("uptake"))));
  return made;
}

std::vector<Uptake> uptake_of(const Talk& talk) {
  return uptake(test::prepare(talk.contact()), model());
}

double feature(const Talk& talk, UptakeFeature which) {
  const PreparedContact contact = test::prepare(talk.contact());
  return uptake_features(contact, 1, 0)[static_cast<std::size_t>(which)];
}

struct Answers {
  std::string language, said, takes_up, moves_on;
};

TEST(Uptake, AskingOnAboutTheOthersWordsTakesUpMoreThanMovingOn) {
  const std::vector<Answers> all{
      {"en", "My router keeps losing the connection every evening.",
       "So your router loses the connection in the evening. How long does that last?",
       "Okay. What is your postcode?"},
      {"nl", "Mijn modem verliest elke avond de verbinding.",
       "Uw modem verliest dus 's avonds de verbinding. Hoe lang duurt dat dan?",
       "Goed. Wat is uw postcode?"},
      {"fr", "Mon modem perd la connexion tous les soirs.",
       "Donc votre modem perd la connexion le soir. Comment cela se passe-t-il ?",
       "D'accord. Quel est votre code postal ?"},
  };
  for (const Answers& a : all) {
    const auto more = uptake_of(Talk(a.language).client(a.said).agent(a.takes_up));
    const auto less = uptake_of(Talk(a.language).client(a.said).agent(a.moves_on));
    ASSERT_THAT(more, SizeIs(1));
    ASSERT_THAT(less, SizeIs(1));
    EXPECT_GT(more[0].score, less[0].score + 0.15) << a.language;
  }
}

TEST(Uptake, AcknowledgementAloneIsTheLeast) {
  const std::string said = "The invoice of May is twice as high as the one before.";
  const double least = uptake_of(Talk().client(said).agent("Okay."))[0].score;
  EXPECT_LT(least, uptake_of(Talk().client(said).agent("Okay, the invoice of May."))[0].score);
  EXPECT_LT(least, uptake_of(Talk().client(said).agent("Why do you think so?"))[0].score);
}

TEST(Uptake, EitherPartyIsGraded) {
  const auto found = uptake_of(Talk()
                                   .agent("Your parcel left our warehouse.")
                                   .client("When did the parcel leave?")
                                   .agent("It left on Monday."));
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].turn, 1U);
  EXPECT_EQ(found[0].about_turn, 0U);
  EXPECT_EQ(found[1].turn, 2U);
  EXPECT_EQ(found[1].about_turn, 1U);
}

TEST(Uptake, WhoGoesOnAnswersNothing) {
  EXPECT_THAT(uptake_of(Talk().client("My card is gone.").client("I lost it yesterday.")),
              IsEmpty());
}

TEST(Uptake, ListeningSignsBetweenArePassedOver) {
  const PreparedContact contact = test::prepare(Talk()
                                                    .client("My card is gone.")
                                                    .agent("I see.")
                                                    .client("Mhm.")
                                                    .agent("Your card?")
                                                    .contact());
  EXPECT_EQ(turn_answered(contact, 3), 0U);
}

TEST(Uptake, ATurnWithoutWordsIsNeitherGradedNorAnswered) {
  EXPECT_THAT(uptake_of(Talk().client("").agent("Hello?").client("...")), IsEmpty());
}

TEST(Uptake, MatchesPointAtBothTurns) {
  const Talk talk = Talk()
                        .client("Well, the blue light keeps blinking.")
                        .agent("Is it the blue light that blinks?");
  const auto found = uptake_of(talk);
  ASSERT_THAT(found, SizeIs(1));
  std::vector<std::string> words;
  std::vector<std::string> about;
  for (const UptakeMatch& m : found[0].matches) {
    words.push_back(talk.data.turns[1].text.substr(m.text.begin, m.text.end - m.text.begin));
    about.push_back(talk.data.turns[0].text.substr(m.about.begin, m.about.end - m.about.begin));
  }
  EXPECT_THAT(words, ElementsAre("blue light", "blinks"));
  EXPECT_THAT(about, ElementsAre("blue light", "blinking"));
}

TEST(Uptake, SaysWhyAndWho) {
  const auto found = uptake_of(Talk().client("The line is dead.").agent("Dead since when?"));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].by, "model@1");
  EXPECT_THAT(found[0].why, HasSubstr(", "));
  EXPECT_FALSE(found[0].meaning.has_value());
}

TEST(Uptake, ANumberInWordsIsTheNumberInDigits) {
  EXPECT_EQ(
      feature(Talk().client("It is number 8.").agent("Number eight."), UptakeFeature::number_taken),
      1.0);
  // An article is no number.
  EXPECT_EQ(feature(Talk("nl").client("Het is nummer 1.").agent("Een ogenblik."),
                    UptakeFeature::number_taken),
            0.0);
}

TEST(Uptake, PartsOfAWordHaveTheirClass) {
  EXPECT_EQ(feature(Talk().client("It broke.").agent("You're sure?"), UptakeFeature::hearer), 1.0);
  EXPECT_EQ(feature(Talk("fr").client("C'est en panne.").agent("Avez-vous essayé ?"),
                    UptakeFeature::hearer),
            1.0);
}

TEST(Uptake, WithoutMarksTheActsSayWhatAsks) {
  Talk talk = Talk().client("the parcel never came").agent("when was the parcel due");
  talk.data.quality.punctuated = false;
  const PreparedContact contact = test::prepare(talk.contact());
  Act question;
  question.kind = ActKind::question;
  question.turn = 1;
  question.text = {0, 23};
  const auto asks = static_cast<std::size_t>(UptakeFeature::asks);
  EXPECT_EQ(uptake_features(contact, 1, 0)[asks], 0.0);
  EXPECT_EQ(uptake_features(contact, 1, 0, std::span(&question, 1))[asks], 1.0);
}

TEST(Uptake, WithoutALanguageThereIsNone) {
  EXPECT_THAT(uptake_of(Talk("").client("Dobry den.").agent("Dobry den.")), IsEmpty());
}

TEST(Uptake, EveryFeatureHasAWeightAndAReason) {
  const LinearModel builtin = value_of(builtin_linear_model("uptake"));
  EXPECT_THAT(builtin.features(), SizeIs(uptake_feature_names.size()));
  for (const LinearFeature& f : builtin.features()) EXPECT_FALSE(f.source.empty()) << f.name;
}

TEST(Uptake, AModelOfAnActIsRefused) {
  LinearModelDraft of_an_act = value_of(builtin_linear_model("uptake")).data();
  of_an_act.act = ActKind::question;
  const auto made = UptakeModel::create(value_of(LinearModel::create(std::move(of_an_act))));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().where, "/act");
}

TEST(Uptake, AHugeMessageIsReadInPart) {
  std::string said;
  for (int i = 0; i < 20000; ++i) said += "word" + std::to_string(i) + " ";
  const auto found = uptake_of(Talk().client(said).agent(said));
  ASSERT_THAT(found, SizeIs(1));
  // The other's last words are not among the first of one's own.
  EXPECT_THAT(found[0].matches, IsEmpty());
}

}  // namespace
}  // namespace callnorm
