#include "callnorm/indicator/promotion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "callnorm/detect/promotion.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::demonstrated;
using test::HingesOn;
using test::insufficient;
using test::Json;
using test::not_applicable;
using test::not_demonstrated;
using test::script_of;
using test::Talk;
using test::whole;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

Json point(const std::string& id, const std::vector<std::string>& interest,
           const std::vector<std::string>& claims = {}) {
  return {{"id", id}, {"interest", interest}, {"claims", claims}};
}
Script selling(const Json& points, const std::string& mode = "if_interest",
               const std::string& language = "en") {
  return script_of("step", {{"selling_points", points}, {"promo_mode", mode}}, language);
}
Script three_points() {
  return selling({point("green", {"green"}, {"100% Belgian green power"}),
                  point("app", {"app"}, {"meter reading sent with the app"}),
                  point("price", {"price"}, {"10 euro discount for new customers"})});
}

/// Promotions a person labelled, one turn each.
class Labelled {
 public:
  explicit Labelled(std::vector<std::string> interests) {
    talk.given(ActKind::promotion);
    talk.data.scenario.emplace().interests = std::move(interests);
  }
  Labelled& promotion(std::string selling_point, std::string claim = "") {
    talk.agent("Look at this.").act(ActKind::promotion);
    Act& act = talk.data.acts.back();
    act.type = std::move(selling_point);
    if (!claim.empty()) act.details.emplace_back("claim", std::move(claim));
    return *this;
  }
  IndicatorResult judge(const Script& script, bool complete = false) const {
    const Contact contact = talk.contact();
    const PreparedContact prepared = test::prepare(contact);
    IndicatorResult result;
    judge_promotions(prepared, contact.data().acts, &script, complete,
                     test::parameters_of(Measure::matched_promotions), result);
    return result;
  }
  Talk talk;
};

IndicatorResult heard(const Talk& talk, const std::optional<Script>& script) {
  const PreparedContact prepared = test::prepare(talk.contact());
  std::vector<Act> acts;
  detect_promotions(prepared, script ? &*script : nullptr, {}, acts);
  IndicatorResult result;
  judge_promotions(prepared, acts, script ? &*script : nullptr, false,
                   test::parameters_of(Measure::matched_promotions), result);
  return result;
}

TEST(Promotion, OneToTheInterestIsDemonstrated) {
  const IndicatorResult result = Labelled({"green"}).promotion("green").judge(three_points());
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "n"), 1);
  EXPECT_EQ(whole(result, "matched"), 1);
  EXPECT_DOUBLE_EQ(test::real(result, "relevance"), 1.0);
  EXPECT_EQ(whole(result, "false_claims"), 0);
}

TEST(Promotion, HalfOfThemToTheInterestIsJustEnough) {
  const IndicatorResult result =
      Labelled({"green"}).promotion("green").promotion("app").judge(three_points());
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result, HingesOn("relevance", ">=", 0.5));
}

TEST(Promotion, ReciteAllAndItIsBorderline) {
  const IndicatorResult result =
      Labelled({"green"}).promotion("green").promotion("app").promotion("price").judge(
          three_points());
  EXPECT_THAT(result, insufficient("BORDERLINE"));
  EXPECT_NEAR(test::real(result, "relevance"), 1.0 / 3, 1e-12);
  EXPECT_THAT(result, HingesOn("relevance", ">=", 0.5));
}

TEST(Promotion, OneBesideTheInterestIsBorderlineTwoAreNotDemonstrated) {
  Labelled talk({"green"});
  talk.promotion("app");
  EXPECT_THAT(talk.judge(three_points()), insufficient("BORDERLINE"));
  EXPECT_THAT(talk.judge(three_points()), HingesOn("matched", ">=", 1.0));
  talk.promotion("price");
  const IndicatorResult result = talk.judge(three_points());
  EXPECT_THAT(result, not_demonstrated("OFF_INTEREST"));
  EXPECT_THAT(result, HingesOn("matched", "<", 1.0));
  ASSERT_TRUE(result.nearest.has_value());
  EXPECT_EQ(result.evidence[*result.nearest].role, "promotion");
}

TEST(Promotion, AFalseClaimFailsWhateverElseWasSaid) {
  const IndicatorResult result =
      Labelled({"green"}).promotion("green").promotion("green", "unapproved").judge(three_points());
  EXPECT_THAT(result, not_demonstrated("UNAPPROVED_CLAIM"));
  EXPECT_EQ(whole(result, "false_claims"), 1);
  EXPECT_THAT(result, HingesOn("false_claims", ">=", 1.0));
  EXPECT_THAT(result.evidence[1].note, HasSubstr("claims what the script does not say"));
}

TEST(Promotion, WhereTheInterestIsUnknownNothingIsConcluded) {
  Labelled talk({});
  talk.promotion("app").promotion("price");
  EXPECT_THAT(talk.judge(three_points()), insufficient("INTEREST_UNKNOWN"));
  talk.promotion("price", "unapproved");
  EXPECT_THAT(talk.judge(three_points()), not_demonstrated("UNAPPROVED_CLAIM"));
}

TEST(Promotion, NoneIsAFindingOnlyWhenTheAnnotationIsComplete) {
  EXPECT_THAT(Labelled({"green"}).judge(three_points(), true), not_demonstrated("NO_PROMOTION"));
  EXPECT_THAT(Labelled({"green"}).judge(three_points(), false), insufficient("ONE_SIDED_DETECTOR"));
  EXPECT_THAT(Labelled({}).judge(three_points(), true), insufficient("INTEREST_UNKNOWN"));
  EXPECT_EQ(Labelled({"green"}).judge(three_points(), true).measure("relevance")->index(), 0U);
}

TEST(Promotion, AnAgentToldNotToSellCannotFail) {
  const IndicatorResult result =
      Labelled({"green"})
          .promotion("app", "unapproved")
          .judge(selling(Json::array({point("app", {"app"})}), "none"), true);
  EXPECT_THAT(result, not_applicable("NO_PROMO_IN_SCRIPT"));
  EXPECT_EQ(whole(result, "n"), 1);
}

TEST(Promotion, AClientWhoOptedOutIsNotToBeSoldTo) {
  Labelled talk({"green"});
  talk.talk.data.scenario->client_opt_out = true;
  EXPECT_THAT(talk.judge(three_points(), true), not_applicable("CLIENT_OPT_OUT"));
}

TEST(Promotion, TagsAreComparedWithoutCaseAndAccents) {
  EXPECT_THAT(
      Labelled({"ECOLOGIE"}).promotion("a").judge(selling(Json::array({point("a", {"écologie"})}))),
      demonstrated());
}

TEST(Promotion, ASellingPointTheScriptLacksMatchesNothing) {
  const IndicatorResult result = Labelled({"green"}).promotion("other").judge(three_points());
  EXPECT_THAT(result, insufficient("BORDERLINE"));
  EXPECT_THAT(result.evidence.back().note, HasSubstr("no selling point of the script"));
}

TEST(Promotion, WithoutAScriptNothingIsCompared) {
  EXPECT_THAT(heard(Talk().agent("You benefit from a fixed rate."), std::nullopt),
              insufficient("NO_SCRIPT"));
}

TEST(Promotion, WithoutATranscriptNothingIsSeen) {
  Talk talk;
  talk.data.headset.emplace();
  EXPECT_THAT(heard(talk, three_points()), insufficient("NO_TRANSCRIPT"));
}

TEST(Promotion, TheClientsOwnWordsTellTheInterest) {
  const Talk talk = Talk()
                        .agent("What matters to you?")
                        .client("I would like something green.")
                        .agent("With us you get 100% Belgian green power.");
  const Contact contact = talk.contact();
  const IndicatorResult result = heard(talk, three_points());
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(result.evidence[0].role, "interest");
  EXPECT_EQ(test::quote(contact, result.evidence[0]), "green");
  EXPECT_EQ(result.evidence[1].role, "promotion");
  EXPECT_THAT(result.evidence[1].details,
              Contains(std::pair<std::string, std::string>("script", "100% Belgian green power")));
}

TEST(Promotion, WhatTheClientHasNoneOfIsNoInterest) {
  const Talk talk = Talk()
                        .client("There is nothing green about it.")
                        .agent("With us you get 100% Belgian green power.");
  EXPECT_THAT(heard(talk, three_points()), insufficient("INTEREST_UNKNOWN"));
}

TEST(Promotion, TheScenarioTellsTheInterestBeforeTheClientsWords) {
  Talk talk =
      Talk().client("I would like something green.").agent("You get 100% Belgian green power.");
  talk.data.scenario.emplace().interests = {"price"};
  EXPECT_THAT(heard(talk, three_points()), insufficient("BORDERLINE"));
}

TEST(Promotion, WhatTheClientSaysBesideTheScenarioLetsNobodyFail) {
  Labelled talk({"price"});
  talk.talk.client("It has to be green.");
  talk.promotion("green").promotion("green");
  EXPECT_THAT(talk.judge(three_points()), insufficient("BORDERLINE"));
  EXPECT_EQ(whole(talk.judge(three_points()), "matched"), 0);
  Labelled silent({"price"});
  silent.talk.client("It has to be good.");
  silent.promotion("green").promotion("green");
  EXPECT_THAT(silent.judge(three_points()), not_demonstrated("OFF_INTEREST"));
}

TEST(Promotion, WhatTheClientDoesNotCareForIsNoInterest) {
  for (const std::string text :
       {"I don't care about the price.", "The price isn't an issue, it has to work.",
        "The price does not matter.", "I don't need any price talk."}) {
    const Talk talk = Talk().client(text).agent("There is a 10 euro discount for new customers.");
    EXPECT_THAT(heard(talk, three_points()), insufficient("INTEREST_UNKNOWN")) << text;
  }
  const Talk cares = Talk()
                         .client("The price must not be too high.")
                         .agent(
                             "There is a 10 euro discount for new "
                             "customers.");
  EXPECT_THAT(heard(cares, three_points()), demonstrated());
}

TEST(Promotion, WhatTheClientDoesNotCareForIsSaidInItsOwnClause) {
  for (const std::string text :
       {"I'm not interested in green stuff.", "Green power doesn't interest me.",
        "I couldn't care less about green power.", "Green power, that doesn't interest me."}) {
    const Talk talk = Talk().client(text).agent("With us you get 100% Belgian green power.");
    EXPECT_THAT(heard(talk, three_points()), insufficient("INTEREST_UNKNOWN")) << text;
  }
  const Talk price = Talk()
                         .client("Green power doesn't interest me, I look at the price.")
                         .agent("There is a 10 euro discount for new customers.");
  EXPECT_THAT(heard(price, three_points()), demonstrated());
  const Talk green = Talk()
                         .client("I'm interested in green power.")
                         .agent("With us you get 100% Belgian green power.");
  EXPECT_THAT(heard(green, three_points()), demonstrated());
}

TEST(Promotion, WhoSaysToWantNoPromotionIsNotToBeSoldTo) {
  const auto after = [](const std::string& text) {
    Labelled talk({"green"});
    talk.talk.agent("Hello.").client(text).agent("All right.").client("Yes.").client("Bye.");
    return talk.judge(three_points(), true);
  };
  EXPECT_THAT(after("Please don't try to sell me anything."), not_applicable("CLIENT_OPT_OUT"));
  EXPECT_THAT(after("I don't want to hear about anything new."), not_applicable("CLIENT_OPT_OUT"));
  EXPECT_THAT(after("I'm not interested in any offers."), not_applicable("CLIENT_OPT_OUT"));
  EXPECT_THAT(after("I don't want to buy anything."), not_applicable("CLIENT_OPT_OUT"));
  EXPECT_THAT(after("I want to know about your offers."), not_demonstrated("NO_PROMOTION"));
  EXPECT_THAT(after("I don't want to hear about the delay again."),
              not_demonstrated("NO_PROMOTION"));
}

TEST(Promotion, WhoWantsNoPromotionMayNotBeToldWhatIsFalseEither) {
  const Talk talk = Talk()
                        .client("I look at the price.")
                        .agent("With us you get a discount of 40 percent.")
                        .client("I don't want to hear about anything new.");
  EXPECT_THAT(heard(talk, three_points()), not_demonstrated("UNAPPROVED_CLAIM"));
}

TEST(Promotion, WhereThereWasNoOccasionNobodyFails) {
  Labelled called({"green"});
  called.talk.agent("Have you got a minute?").client("No, call me tonight.").agent("I will. Bye.");
  EXPECT_THAT(called.judge(three_points(), true), insufficient("CONTACT_CUT"));
  Labelled dropped({"green"});
  dropped.talk.agent("Hello.").client("Yes?").client("Hello?").client("Hello?");
  EXPECT_THAT(dropped.judge(three_points(), true), not_demonstrated("NO_PROMOTION"));
  dropped.talk.data.ending.by = Ending::By::technical;
  EXPECT_THAT(dropped.judge(three_points(), true), insufficient("CONTACT_CUT"));
}

TEST(Promotion, AnUnlabelledSellingPointIsTheOneThatIsSaid) {
  const auto labelled = [](const std::string& type) {
    Labelled talk({"green"});
    for (const char* text :
         {"You get 100% Belgian green power.", "And 100% Belgian green power."}) {
      talk.talk.agent(text).act(ActKind::promotion);
      talk.talk.data.acts.back().type = type;
    }
    return talk.judge(three_points());
  };
  EXPECT_THAT(labelled(""), demonstrated());
  EXPECT_THAT(labelled("benefit"), demonstrated());
  EXPECT_THAT(labelled("app"), not_demonstrated("OFF_INTEREST"));
  // What says none of them cannot be told to miss the interest.
  Labelled other({"green"});
  EXPECT_THAT(other.promotion("").promotion("benefit").judge(three_points()),
              insufficient("BORDERLINE"));
}

TEST(Promotion, AnotherNameOfTheSameThingIsTheSameInterest) {
  const Script script =
      script_of("step", {{"selling_points", Json::array({point("a", {"children"})})},
                         {"concepts", Json::array({Json::array({"kids", "children"})})},
                         {"promo_mode", "if_interest"}});
  EXPECT_THAT(Labelled({"kids"}).promotion("a").judge(script), demonstrated());
  EXPECT_THAT(Labelled({"dogs"}).promotion("a").promotion("a").judge(script),
              not_demonstrated("OFF_INTEREST"));
}

TEST(Promotion, WhatIsStillToBeCheckedShowsNothing) {
  const auto after = [](const std::string& text) {
    return heard(Talk().client("I look at the price.").agent(text), three_points());
  };
  EXPECT_THAT(after("There is a 10 euro discount for new customers, and we are the cheapest."),
              insufficient("UNCONFIRMED_COUNT"));
  EXPECT_THAT(after("There is a 10 euro discount for new customers."), demonstrated());
  EXPECT_THAT(after("There is a 25 euro discount for new customers."),
              not_demonstrated("UNAPPROVED_CLAIM"));
  // Nor what a person labelled and the script says with another figure.
  Labelled labelled({"price"});
  labelled.talk.agent("You get a 25 euro discount for new customers.").act(ActKind::promotion);
  labelled.talk.data.acts.back().type = "price";
  EXPECT_THAT(labelled.judge(three_points()), insufficient("UNCONFIRMED_COUNT"));
}

TEST(Promotion, WhatOnlyRulesFoundBesideTheInterestFailsNobody) {
  Talk talk = Talk()
                  .client("Hello.")
                  .agent("You get 100% Belgian green power.")
                  .agent("Your meter reading is sent with the app.");
  talk.data.scenario.emplace().interests = {"price"};
  const IndicatorResult result = heard(talk, three_points());
  EXPECT_EQ(whole(result, "n"), 2);
  EXPECT_THAT(result, insufficient("UNCONFIRMED_COUNT"));
  EXPECT_THAT(result.flags, ElementsAre("WOULD_BE_OFF_INTEREST"));
}

TEST(Promotion, AFigureTheScriptDoesNotSayIsAFalseClaim) {
  const Talk talk =
      Talk().client("I look at the price.").agent("With us you get a discount of 40 percent.");
  const IndicatorResult result = heard(talk, three_points());
  EXPECT_THAT(result, not_demonstrated("UNAPPROVED_CLAIM"));
  EXPECT_THAT(result.evidence[1].note, HasSubstr("40 percent"));
}

TEST(Promotion, AComparisonIsForAPersonToCheck) {
  const Talk talk =
      Talk().client("I look at the price.").agent("You benefit from a better price with us.");
  const IndicatorResult result = heard(talk, three_points());
  EXPECT_EQ(whole(result, "false_claims"), 0);
  EXPECT_THAT(result.flags, Contains("CLAIM_TO_CHECK"));
}

TEST(Promotion, RunningACompetitorDownIsListedAndNotCounted) {
  const Talk talk = Talk()
                        .client("I look at the price.")
                        .agent("The competition is so much worse.")
                        .agent("There is a 10 euro discount for new customers.");
  const IndicatorResult result = heard(talk, three_points());
  EXPECT_EQ(whole(result, "n"), 1);
  EXPECT_THAT(result, demonstrated());
  EXPECT_THAT(result.flags, Contains("DISPARAGEMENT"));
  EXPECT_EQ(result.evidence.back().role, "disparagement");
}

TEST(Promotion, AClaimAPersonLabelledIsReadAndWritten) {
  const Json given{
      {"format", "callnorm.contact/1"},
      {"language", "en"},
      {"turns", {{{"id", "t1"}, {"speaker", "agent"}, {"text", "Half the price."}}}},
      {"acts",
       {{{"kind", "promotion"}, {"turn", "t1"}, {"type", "price"}, {"claim", "unapproved"}}}}};
  const Contact contact = test::value_of(read_contact(given.dump()));
  const Json written = Json::parse(write_contact(contact, 0));
  EXPECT_EQ(written.at("acts")[0].at("claim"), "unapproved");
  const Contact again = test::value_of(read_contact(written.dump()));
  EXPECT_EQ(again.data().acts[0].details, contact.data().acts[0].details);

  Json wrong = given;
  wrong["acts"][0]["claim"] = "perhaps";
  EXPECT_FALSE(read_contact(wrong.dump()).ok());
}

}  // namespace
}  // namespace callnorm
