#include "callnorm/indicator/silence.hpp"

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
using test::not_applicable;
using test::not_demonstrated;
using test::quotes;
using test::real;
using test::script_of;
using test::span_of;
using test::Talk;
using test::time_of;
using test::whole;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

constexpr const char* id = "CCO-3.6";

IndicatorResult judged(const Talk& talk, const std::optional<Script>& script = std::nullopt) {
  return test::judged(id, talk.contact(), script);
}

/// The agent speaks without a stop but for `quiet` seconds in the middle; `duration` seconds in
/// all.
Talk with_silence(double quiet, double duration = 400) {
  return Talk().agent("I see the card here.", 0, 20).agent("It is blocked.", 20 + quiet, duration);
}

TEST(DeadAir, WithoutASilenceIsDemonstrated) {
  const IndicatorResult result = judged(with_silence(0));
  EXPECT_THAT(result, demonstrated());
  EXPECT_DOUBLE_EQ(real(result, "duration"), 400.0);
  EXPECT_DOUBLE_EQ(real(result, "dead_total"), 0.0);
  EXPECT_DOUBLE_EQ(real(result, "max_silence"), 0.0);
  EXPECT_DOUBLE_EQ(real(result, "rho"), 0.0);
  EXPECT_THAT(result.evidence, IsEmpty());
}

TEST(DeadAir, ASilenceBeginsToCountAtFiveSeconds) {
  EXPECT_DOUBLE_EQ(real(judged(with_silence(4.999)), "dead_total"), 0.0);
  EXPECT_DOUBLE_EQ(real(judged(with_silence(5.0)), "dead_total"), 5.0);
}

TEST(DeadAir, TenSecondsIsOpenLessIsDemonstrated) {
  EXPECT_THAT(judged(with_silence(9.999)), demonstrated());
  const IndicatorResult at = judged(with_silence(10.0));
  EXPECT_THAT(at, insufficient("BORDERLINE"));
  EXPECT_THAT(at, HingesOn("max_silence", "<", 10.0));
}

TEST(DeadAir, FifteenSecondsIsNotDemonstrated) {
  EXPECT_THAT(judged(with_silence(14.999)), insufficient("BORDERLINE"));
  const IndicatorResult at = judged(with_silence(15.0));
  EXPECT_THAT(at, not_demonstrated("DEAD_AIR"));
  EXPECT_THAT(at, HingesOn("max_silence", ">=", 15.0));
}

TEST(DeadAir, FiveInAHundredOfTheTalkIsDemonstratedMoreIsOpen) {
  // 6 s of 120 s.
  const IndicatorResult at = judged(with_silence(6, 120));
  EXPECT_NEAR(real(at, "rho"), 0.05, 1e-12);
  EXPECT_THAT(at, demonstrated());
  const IndicatorResult above = judged(with_silence(6.001, 120));
  EXPECT_THAT(above, insufficient("BORDERLINE"));
  EXPECT_THAT(above, HingesOn("rho", "<=", 0.05));
}

TEST(DeadAir, TenInAHundredOfTheTalkIsOpenMoreIsNotDemonstrated) {
  // Two silences of 6 s in 120 s.
  const auto twice = [](double second) {
    return Talk()
        .agent("I see the card here.", 0, 20)
        .agent("It is blocked.", 26, 50)
        .agent("Nobody can use it.", 50 + second, 120);
  };
  EXPECT_THAT(judged(twice(6)), insufficient("BORDERLINE"));
  const IndicatorResult above = judged(twice(6.001));
  EXPECT_DOUBLE_EQ(real(above, "dead_total"), 12.001);
  EXPECT_THAT(above, not_demonstrated("DEAD_AIR"));
  EXPECT_THAT(above, HingesOn("rho", ">", 0.1));
}

TEST(DeadAir, AMinuteIsLongEnough) {
  EXPECT_THAT(judged(with_silence(0, 60)), demonstrated());
  const IndicatorResult below = judged(with_silence(0, 59.999));
  EXPECT_THAT(below, insufficient("SHORT_CONTACT"));
  EXPECT_THAT(below, HingesOn("duration", ">=", 60.0));
}

TEST(DeadAir, TheSilenceBeforeTheFirstAndAfterTheLastWordCounts) {
  Talk talk = Talk().agent("I see the card here.", 7, 190);
  talk.data.connect = time_of(0);
  talk.data.end = time_of(200);
  const IndicatorResult result = judged(talk);
  EXPECT_DOUBLE_EQ(real(result, "duration"), 200.0);
  EXPECT_DOUBLE_EQ(real(result, "dead_total"), 17.0);
  EXPECT_DOUBLE_EQ(real(result, "max_silence"), 10.0);
}

TEST(DeadAir, AfterAGoodbyeTheLineOnlyHasToBeCut) {
  Talk talk = Talk().agent("I see the card here. Goodbye.", 0, 190);
  talk.data.connect = time_of(0);
  talk.data.end = time_of(200);
  EXPECT_DOUBLE_EQ(real(judged(talk), "duration"), 190.0);
  EXPECT_THAT(judged(talk), demonstrated());
}

TEST(DeadAir, WhatTheClientSaysAfterTheClientsGoodbyeMakesNoSilenceOfTheAgents) {
  Talk talk = Talk().agent("I see the card here. Goodbye.", 0, 190).client("Bye.", 191, 192);
  EXPECT_THAT(judged(talk), demonstrated());
  talk.client("Hello? Are you there?", 222, 224);
  EXPECT_THAT(judged(talk), demonstrated());
  EXPECT_DOUBLE_EQ(real(judged(talk), "duration"), 192.0);
  talk.agent("Yes, I am.", 242, 244);  // but who goes on talking is in the conversation again
  EXPECT_THAT(judged(talk), not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, AfterTheAgentsQuestionTheSilenceIsTheClients) {
  const Contact contact = Talk()
                              .agent("I see the card here. Which one is missing?", 0, 20)
                              .client("The blue one, I think.", 50, 200)
                              .contact();
  const IndicatorResult result = test::judged(id, contact);
  EXPECT_THAT(result, demonstrated());
  EXPECT_EQ(whole(result, "client_silences"), 1);
  EXPECT_DOUBLE_EQ(real(result, "dead_total"), 0.0);
  ASSERT_EQ(result.evidence.size(), 2U);
  EXPECT_EQ(result.evidence[0].note, "30.0 s of silence, the client's to break");
  EXPECT_EQ(result.evidence[0].time, span_of(20, 50));
  EXPECT_EQ(result.evidence[1].role, "last words");
}

TEST(DeadAir, AfterTheClientsWordsTheSilenceIsTheAgents) {
  EXPECT_THAT(judged(Talk().client("Which one is missing?", 0, 20).agent("The blue one.", 35, 300)),
              not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, AnAnnouncedWaitIsCoveredForThirtySeconds) {
  const auto waiting = [](double wait) {
    return Talk()
        .agent("One moment, please.", 0, 20)
        .client("Okay.", 20.5, 21)
        .agent("It is blocked.", 21 + wait, 600);
  };
  const Contact contact = waiting(34).contact();
  const IndicatorResult covered = test::judged(id, contact);
  EXPECT_THAT(covered, demonstrated());
  EXPECT_DOUBLE_EQ(real(covered, "max_silence"), 4.0);
  EXPECT_DOUBLE_EQ(real(covered, "dead_total"), 0.0);  // less than 5 s beyond the cover
  EXPECT_THAT(quotes(contact, covered), Contains("announcement: One moment, please."));
  EXPECT_EQ(covered.evidence[0].note, "34.0 s of silence, announced; counts 4.0 s");

  EXPECT_DOUBLE_EQ(real(judged(waiting(35)), "dead_total"), 5.0);
  EXPECT_THAT(judged(waiting(45)), not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, AWaitIsCoveredForAsLongAsItNamesUpToTwoMinutes) {
  const auto waiting = [](double announced, double wait) {
    return Talk()
        .agent("Wait.", 0, 20)
        .announcing(announced)
        .agent("It is blocked.", 20 + wait, 1000);
  };
  EXPECT_DOUBLE_EQ(real(judged(waiting(60, 64)), "max_silence"), 4.0);
  EXPECT_DOUBLE_EQ(real(judged(waiting(10, 24)), "max_silence"), 14.0);
  EXPECT_DOUBLE_EQ(real(judged(waiting(300, 124)), "max_silence"), 4.0);  // 120 s at most
}

TEST(DeadAir, AWaitNamedInTheWordsIsRead) {
  const Talk talk = Talk()
                        .agent("One moment please, this will take two minutes.", 0, 20)
                        .agent("Thanks.", 143, 900);
  EXPECT_DOUBLE_EQ(real(judged(talk), "max_silence"), 3.0);
}

TEST(DeadAir, AnAnnouncementGoesToTheEndOfItsSentence) {
  const auto said = [](const char* words, const char* reply) {
    return real(
        judged(
            Talk().agent("I see the card here.", 0, 10).agent(words, 10, 20).agent(reply, 40, 600)),
        "dead_total");
  };
  EXPECT_DOUBLE_EQ(said("One moment please, I will look it up for you.", "It is blocked."), 0.0);
  EXPECT_DOUBLE_EQ(
      said("One moment please, I will look it up for you in our new system.", "It is blocked."),
      0.0);
  // What the agent goes on to say is not an announcement.
  EXPECT_DOUBLE_EQ(said("One moment please. The old system said something else on Monday, I think.",
                        "It is blocked."),
                   20.0);
  // Without marks nobody knows how far the sentence goes: a few words count, more do not.
  const auto unmarked = [](const char* words) {
    return real(judged(Talk()
                           .agent("i see the card here", 0, 10)
                           .agent(words, 10, 20)
                           .agent("it is blocked", 40, 600)),
                "dead_total");
  };
  EXPECT_DOUBLE_EQ(unmarked("one moment please i will see"), 0.0);
  EXPECT_DOUBLE_EQ(unmarked("one moment please the old system said something else on monday"),
                   20.0);
}

TEST(DeadAir, AnAnnouncementHoldsForASilenceThatBeginsWithinFiveSeconds) {
  const auto late = [](double after) {
    return Talk()
        .agent("One moment, please.", 0, 20)
        .client("Okay.", 20 + after - 0.5, 20 + after)
        .agent("It is blocked.", 20 + after + 20, 600);
  };
  EXPECT_DOUBLE_EQ(real(judged(late(5.0)), "dead_total"), 0.0);
  EXPECT_DOUBLE_EQ(real(judged(late(5.001)), "dead_total"), 20.0);
}

TEST(DeadAir, AFillerBreaksNoSilence) {
  const Talk talk = Talk()
                        .agent("I see the card here.", 0, 20)
                        .agent("Um.", 27, 28)
                        .agent("It is blocked.", 36, 400);
  EXPECT_DOUBLE_EQ(real(judged(talk), "max_silence"), 16.0);
  EXPECT_THAT(judged(talk), not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, AnAnnouncedHoldIsNoTalk) {
  Talk talk = Talk().agent("One moment, please.", 0, 20).agent("It is blocked.", 143, 323);
  talk.data.hold = {span_of(23, 143)};
  const Contact contact = talk.contact();
  const IndicatorResult result = test::judged(id, contact);
  EXPECT_THAT(result, demonstrated());
  EXPECT_DOUBLE_EQ(real(result, "announced_hold"), 120.0);
  EXPECT_DOUBLE_EQ(real(result, "duration"), 203.0);
  ASSERT_FALSE(result.evidence.empty());
  EXPECT_EQ(result.evidence.back().role, "announced hold");
  EXPECT_EQ(result.evidence.back().time, span_of(23, 143));
}

TEST(DeadAir, TheHoldButtonIsNoHidingPlace) {
  Talk talk = Talk().agent("I see the card here.", 0, 20).agent("It is blocked.", 143, 1323);
  talk.data.hold = {span_of(23, 143)};
  const IndicatorResult result = judged(talk);
  EXPECT_THAT(result, not_demonstrated("DEAD_AIR"));
  EXPECT_DOUBLE_EQ(real(result, "max_silence"), 123.0);
  EXPECT_DOUBLE_EQ(real(result, "announced_hold"), 0.0);
}

TEST(DeadAir, AHoldThatBeginsLateIsNotAnnounced) {
  const auto holding = [](double from) {
    Talk talk = Talk()
                    .agent("One moment, please.", 0, 20)
                    .client("Okay.", 20, 24.9)
                    .agent("Done.", 90, 600);
    talk.data.hold = {span_of(from, 90)};
    return talk;
  };
  EXPECT_DOUBLE_EQ(real(judged(holding(25)), "announced_hold"), 65.0);
  EXPECT_DOUBLE_EQ(real(judged(holding(25.001)), "announced_hold"), 0.0);
}

TEST(DeadAir, AWordThatFollowsAfterAPauseOfItsOwnTurnEndsASilence) {
  // One turn by its own times, but nothing was said in it for 16 s.
  const Talk talk = Talk().agent("there it is", 0, 300).words({{0, 100}, {116, 200}, {200, 300}});
  EXPECT_DOUBLE_EQ(real(judged(talk), "max_silence"), 16.0);
  EXPECT_THAT(judged(talk), not_demonstrated("DEAD_AIR"));
}

/// Lines of a second each ("A ..." the agent's), 25 seconds of silence, then talk for minutes.
IndicatorResult after(const std::string& language, const std::vector<std::string>& lines,
                      const std::string& next = "A x") {
  Talk talk(language);
  double now = 0;
  for (const std::string& line : lines) {
    const std::string text = line.substr(2);
    line.front() == 'A' ? talk.agent(text, now, now + 1) : talk.client(text, now, now + 1);
    now += 1.2;
  }
  const std::string text = next.substr(2);
  if (next.front() == 'A') return judged(talk.agent(text, now + 25, now + 400));
  return judged(talk.client(text, now + 25, now + 400));
}

TEST(DeadAir, AWaitThatIsAskedForAndGrantedIsAnnounced) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases{
      {"en", {"A May I put you on hold for a moment?", "C Sure."}},
      {"en", {"A Hang on.", "A Ok."}},
      {"en", {"A Hang on.", "C Ok.", "C Sure."}},
      {"fr", {"A Puis-je vous faire patienter ?", "C D'accord."}},
      {"fr", {"A Je consulte votre dossier.", "C Faites."}},
      {"nl", {"A Mag ik u even laten wachten?", "C Ok."}},
      {"nl", {"A Een ogenblikje.", "C Doe maar rustig."}},
  };
  for (const auto& [language, lines] : cases) {
    const IndicatorResult result = after(language, lines);
    EXPECT_THAT(result, demonstrated()) << lines.front();
    EXPECT_DOUBLE_EQ(real(result, "max_silence"), 0.0) << lines.front();
  }
  // The agent's last words announce it, and the client's change nothing of that: for people to say.
  EXPECT_THAT(after("en", {"A Hang on.", "C My name is Peter Moore by the way."}),
              insufficient("SILENCE_UNVERIFIED"));
  EXPECT_THAT(after("en", {"A Hang on.", "C What's the number?"}), not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, ThanksForTheWaitThatWasGrantedLeaveItStanding) {
  for (const char* thanks : {"A Thank you very much.", "A Super.", "A Thank you, Paul.",
                             "A Brilliant, thank you.", "A Right, okay, thank you so much."}) {
    EXPECT_THAT(
        after("en", {"A Can I put you on hold for a minute?", "C Yeah, that's fine.", thanks}),
        demonstrated())
        << thanks;
  }
  EXPECT_THAT(after("nl", {"A Mag ik u even in de wacht zetten?", "C Ja, dat is goed.",
                           "A Dank u wel, mevrouw."}),
              demonstrated());
  EXPECT_THAT(after("fr", {"A Puis-je vous mettre en attente un instant ?", "C Oui, allez-y.",
                           "A Merci beaucoup, madame."}),
              demonstrated());
  EXPECT_THAT(after("en", {"A Hang on.", "C Ok.", "A It was delivered to number 45."}),
              not_demonstrated("DEAD_AIR"));
  EXPECT_THAT(after("en", {"A It was delivered on Monday.", "C Ok.", "A Thank you."}),
              not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, AnAnswerToWhatTheWaitNeedsLeavesItOpen) {
  EXPECT_THAT(after("en", {"A Let me check that for you. What's your postcode?", "C L S 6 3 B Q."}),
              insufficient("SILENCE_UNVERIFIED"));
  EXPECT_THAT(after("en", {"A I'm going to ring the depot now, okay?", "C Okay."}),
              insufficient("SILENCE_UNVERIFIED"));
  EXPECT_THAT(after("en", {"A What's your postcode?", "C L S 6 3 B Q."}),
              not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, WhoOnlyProtestsWaitsForNothing) {
  for (const char* said : {"C Hold on, that's not what they told me.", "C Wait, what?",
                           "C Just a minute, you said yesterday it was with the driver."}) {
    EXPECT_THAT(after("en", {"A It was delivered on Monday.", said}), Not(demonstrated())) << said;
  }
  EXPECT_THAT(after("en", {"A Do you have the card?", "C Hold on, I'll get it."}), demonstrated());
}

TEST(DeadAir, WhatTheClientFetchesAfterAQuestionIsWaitedForAlsoWhenTheAgentCalls) {
  EXPECT_THAT(
      after("en",
            {"A What's your customer number?", "C Hold on, there's somebody at the front door."},
            "A Are you still there?"),
      demonstrated());
  EXPECT_THAT(after("nl", {"A Wat is uw klantnummer?", "C Momentje, mijn papieren liggen boven."},
                    "A Bent u daar nog?"),
              demonstrated());
}

TEST(DeadAir, AResultThatWasToldOrAnotherQuestionEndsTheWait) {
  EXPECT_THAT(after("en", {"A One moment please.", "C Sure.", "A It's cancelled."}),
              Not(demonstrated()));
  EXPECT_THAT(after("en", {"A How can I help you?", "C My bill is wrong."}),
              not_demonstrated("DEAD_AIR"));
  EXPECT_THAT(after("en", {"A Can I take your full name?", "C Anna Mary Brown."}),
              not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, WordsOfAWaitThatIsNotNowAnnounceNone) {
  for (const auto& [language, line] : std::vector<std::pair<std::string, std::string>>{
           {"en", "A I can see you were on hold for a minute earlier."},
           {"en", "A I'm looking forward to getting it sorted."},
           {"en", "A Please don't hang up on me again."},
           {"nl", "A U stond gisteren ook al lang in de wacht."},
           {"fr", "A Vous étiez longtemps en attente hier."}}) {
    EXPECT_THAT(after(language, {line}), Not(demonstrated())) << line;
  }
}

TEST(DeadAir, StockPhrasesAnnounceAWait) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"en", "A I'm putting you on hold."},         {"en", "A I'm pulling up your account."},
      {"en", "A This may take a minute."},          {"en", "A I need to check with a colleague."},
      {"nl", "A Ik zet u even in de wacht."},       {"nl", "A Geef me een minuutje."},
      {"nl", "A Een seconde alstublieft."},         {"nl", "A Ik raadpleeg even uw dossier."},
      {"fr", "A Je lance un test de votre ligne."}, {"fr", "A Donnez-moi une seconde."},
      {"fr", "A Je demande à mon collègue."},       {"fr", "A Laissez-moi vérifier."},
  };
  for (const auto& [language, line] : cases) {
    EXPECT_THAT(after(language, {line}), demonstrated()) << line;
  }
  EXPECT_THAT(after("nl", {"A Sorry dat ik u heb laten wachten."}), not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, WaysToSayThatOneIsAtIt) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"nl", "A Eens kijken hoor."},
      {"nl", "A Ik verbind u door met de facturatie."},
      {"fr", "A Je vous fais patienter."},
      {"fr", "A Vous savez patienter un peu ?"},
      {"fr", "A Vous m'accordez une minute ?"},
      {"fr", "A Ça ne vous dérange pas d'attendre un peu ?"},
      {"fr", "A Je vous passe un collègue."},
      {"fr", "A Je vous mets en relation avec le service technique."},
      {"fr", "A Je vois ça avec mon superviseur."},
      {"en", "A Let's see now."},
      {"en", "A Leave it with me a second."},
      {"en", "A Just typing that in for you."},
      {"en", "A I'm transferring you to a colleague."},
  };
  for (const auto& [language, line] : cases) {
    const IndicatorResult result = after(language, {line, language == "en" ? "C Okay." : "C Ok."});
    EXPECT_THAT(result, demonstrated()) << line;
    EXPECT_EQ(whole(result, "client_silences"), 0) << line;
  }
}

TEST(DeadAir, ThatItIsSlowMayAnnounceAWait) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"nl", "A Sorry dat het zo lang duurt."},
      {"nl", "A 't Is precies een beetje traag vandaag, hé."},
      {"nl", "A Hij denkt nog na."},
      {"fr", "A Ça tourne, ça tourne..."},
      {"en", "A It's a bit slow today."},
      {"en", "A Sorry about this, it's being very slow."},
      {"en", "A Sorry it's taking so long."},
  };
  for (const auto& [language, line] : cases) {
    EXPECT_THAT(after(language, {line}), insufficient("SILENCE_UNVERIFIED")) << line;
  }
  // Where it is asked it is the client's time.
  EXPECT_EQ(whole(after("en", {"A Is it slow today?"}), "client_silences"), 1);
}

TEST(DeadAir, WhoIsNotHeardIsWaitedFor) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases{
      {"nl", {"A Ik hoor u niet goed, mevrouw."}}, {"nl", {"A U valt weg.", "A Mevrouw?"}},
      {"fr", {"A Je ne vous entends plus."}},      {"fr", {"A Allô ?"}},
      {"en", {"A You're breaking up."}},           {"en", {"A I can't hear you, sir."}},
  };
  for (const auto& [language, lines] : cases) {
    EXPECT_THAT(after(language, lines), demonstrated()) << lines.front();
  }
  EXPECT_EQ(whole(after("nl", {"A Het is opgelost, mevrouw."}), "client_silences"), 0);
  EXPECT_EQ(whole(after("nl", {"A Ja, mevrouw."}), "client_silences"), 0);
}

TEST(DeadAir, AClientWhoTakesAMomentIsNotHurried) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"en", "C Just a moment, I need to find it."},
      {"nl", "C Wacht, ik ga het even zoeken."},
      {"nl", "C Euh..."},
      {"fr", "C Attendez, je vais le chercher."},
  };
  for (const auto& [language, line] : cases) {
    const IndicatorResult result = after(language, {"A Uw nummer?", line});
    EXPECT_THAT(result, demonstrated()) << line;
    EXPECT_EQ(whole(result, "client_silences"), 1) << line;
  }
  // A sign of listening leaves the turn with the agent.
  EXPECT_THAT(after("en", {"A The card is blocked.", "C Mhm."}), not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, PolitenessDoesNotMakeTheClientsSilenceTheAgents) {
  const auto dead = [](const std::string& language, const char* waits, const char* polite,
                       const char* then = "4 4 7 1.") {
    return real(judged(Talk(language)
                           .agent("Hebt u uw klantnummer?", 0, 20)
                           .client(waits, 20, 22)
                           .agent(polite, 22.5, 24)
                           .client(then, 42, 46)
                           .agent("Ik zie het, alles staat klaar.", 46, 100)),
                "dead_total");
  };
  EXPECT_DOUBLE_EQ(dead("nl", "Wacht, ik zoek het even op.", "Neem uw tijd."), 0.0);
  EXPECT_DOUBLE_EQ(dead("nl", "Wacht, ik zoek het even op.", "Ja, is goed, ik wacht wel."), 0.0);
  EXPECT_DOUBLE_EQ(dead("fr", "Attendez, je vais chercher la facture.", "Pas de souci."), 0.0);
  EXPECT_DOUBLE_EQ(dead("en", "Hang on, I'll go and look.", "That's fine, I'm still here."), 0.0);
  // In more words too, when the client comes back with what was looked for. A client who comes back
  // to ask for the agent, or who was to do nothing, was waiting.
  constexpr const char* news = "I see that your card was sent to your old address in May.";
  EXPECT_DOUBLE_EQ(dead("en", "Hang on, I'll go and look.", news), 0.0);
  EXPECT_DOUBLE_EQ(dead("en", "Hang on, I'll go and look.", news, "Hello, are you there?"), 18.0);
  EXPECT_DOUBLE_EQ(dead("nl", "4 4 7 1, en het is dringend.", "Neem uw tijd.", "Hallo, bent u er?"),
                   18.0);
}

TEST(DeadAir, ASureToARequestThatTheClientThenMeetsLeavesTheFloor) {
  const auto dead = [](const char* asked, const char* answer, bool client_goes_on) {
    Talk talk("en");
    talk.agent(asked, 0, 20).client(answer, 20, 21);
    if (client_goes_on) {
      talk.client("It's 4471.", 39, 42);
    } else {
      talk.agent("Right, it is blocked.", 39, 42);
    }
    return real(judged(talk.agent("Everything is in place then, I see.", 42, 100)), "dead_total");
  };
  EXPECT_DOUBLE_EQ(dead("Could you read me the number on the back?", "Sure.", true), 0.0);
  EXPECT_DOUBLE_EQ(dead("Could you read me the number on the back?", "Sure.", false), 18.0);
  EXPECT_DOUBLE_EQ(dead("The number is on the back.", "Sure.", true), 18.0);
  EXPECT_DOUBLE_EQ(dead("Could you read me the number on the back?", "No, I lost it.", true), 18.0);
}

TEST(DeadAir, WhatTheAgentAsksTheClientToDoIsTheClientsTime) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> cases{
      {"nl", {"A Druk eens op de knop aan de achterkant, en houd hem ingedrukt."}},
      {"nl", {"A Kijk eens of er een rood lampje brandt."}},
      {"nl", {"A U mag eens naar de meterkast gaan."}},
      {"nl", {"A Zegt u het maar als u er bent."}},
      {"nl", {"A Trek de stekker er even uit.", "C Goed, ik doe dat."}},
      {"nl", {"A Laat maar weten wanneer het klaar is."}},
      {"fr", {"A Appuyez sur le bouton derrière la box."}},
      {"fr", {"A Allez voir derrière le boîtier, et dites-moi ce qui clignote."}},
      {"fr", {"A D'accord. Alors débranchez la prise.", "C Ça va, je le fais."}},
      {"fr", {"A Vous allez maintenant ouvrir les réglages."}},
      {"fr",
       {"A Éteignez le modem, patientez trente secondes et rallumez-le.",
        "C D'accord, je le fais."}},
      {"en", {"A Go into settings, then."}},
      {"en", {"A Have a look round the back for me.", "C Right, I'll go now."}},
      {"en", {"A Let me know when the light goes green."}},
      {"en", {"A Okay, now unplug it and count to ten."}},
  };
  for (const auto& [language, lines] : cases) {
    const IndicatorResult result = after(language, lines);
    EXPECT_THAT(result, demonstrated()) << lines.front();
    EXPECT_EQ(whole(result, "client_silences"), 1) << lines.front();
  }
  // The agent's own doings, set phrases, and what is no request.
  const std::vector<std::pair<std::string, std::string>> others{
      {"nl", "A Ik druk op die knop."},
      {"nl", "A Neem me niet kwalijk."},
      {"fr", "A Le technicien appuie dessus."},
      {"fr", "A Prenez bien soin de vous."},
      {"en", "A Take care now."},
      {"en", "A The engineer will press it."},
  };
  for (const auto& [language, line] : others) {
    EXPECT_EQ(whole(after(language, {line}), "client_silences"), 0) << line;
  }
}

TEST(DeadAir, WordsNobodyCanReadLeaveItOpenWhetherAWaitWasAnnounced) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"nl", "A Ik pluis dat eens voor u uit in de boeken."},
      {"fr", "A Je m'occupe de changer l'adresse."},
      {"en", "A I'll change that."},
  };
  for (const auto& [language, line] : cases) {
    const IndicatorResult result = after(language, {line});
    EXPECT_NE(result.verdict, Verdict::not_demonstrated) << line;
  }
  EXPECT_THAT(after("en", {"A I'll change that."}), insufficient("SILENCE_UNVERIFIED"));
  EXPECT_THAT(after("en", {"A I'll change that.", "C But what does it cost?"}),
              not_demonstrated("DEAD_AIR"));
  // Labelled by people it is what they say it is.
  Talk labelled = Talk("en").agent("I'll change that.", 0, 1).agent("x", 26, 400);
  labelled.data.acts_given = {ActKind::hold, ActKind::question};
  EXPECT_THAT(judged(labelled), not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, WhoGrantsAWaitThatWasAnnouncedEarlierInUnmarkedWordsHasHeardIt) {
  const std::string agent =
      "A vierenzestig duizend oké ik zet u even in de wacht dan overleg ik met de garage is dat "
      "goed";
  EXPECT_DOUBLE_EQ(real(after("nl", {agent, "C ja doe maar"}), "max_silence"), 0.0);
  EXPECT_THAT(after("nl", {agent, "C ja"}), insufficient("SILENCE_UNVERIFIED"));
}

TEST(DeadAir, AClientWhoTalksOnAfterGrantingAWaitLeavesItOpen) {
  const std::string agent = "A Ik verdiep mij daar eens in.";
  EXPECT_THAT(after("nl", {agent,
                           "C Doe maar, ik heb de jongste op mijn schoot, dus... Ja, zoetje, mama "
                           "is aan de telefoon, straks, hé, straks."}),
              insufficient("SILENCE_UNVERIFIED"));
}

TEST(DeadAir, AClientWhoCallsAndGoesOnWasBusy) {
  const std::string agent = "A I'll be here the whole time.";
  EXPECT_EQ(
      whole(after("en", {agent}, "C Are you there? I've got the lid up and it's full of spiders."),
            "client_silences"),
      1);
  EXPECT_EQ(whole(after("en", {agent}, "C Are you there? I've got the lid up."), "client_silences"),
            1);
  EXPECT_EQ(whole(after("en", {agent}, "C 603, 11, 975, and the light is on. Are you still there?"),
                  "client_silences"),
            1);
  EXPECT_EQ(whole(after("en", {agent}, "C Thanks for waiting, I have it here."), "client_silences"),
            1);
  EXPECT_EQ(whole(after("en", {agent}, "C Are you there?"), "client_silences"), 0);
}

TEST(DeadAir, ASecondOneIsNoSecond) {
  const auto clients = [](const std::string& line) {
    return whole(after("en", {"A It was sent to your home.", line}), "client_silences");
  };
  EXPECT_EQ(clients("C They're in the drawer. One minute."), 1);
  EXPECT_EQ(clients("C It is not the one from May. The second one."), 0);
  EXPECT_EQ(clients("C It did not last very long. Maybe a minute."), 0);
}

TEST(DeadAir, AWaitLongBeforeTheLastWordsIsOver) {
  EXPECT_THAT(
      after("nl", {"A een ogenblikje ik kijk dat na ja ik heb het hier staan die factuur van "
                   "mei is nog niet betaald zal ik die afspraak dan voor u verzetten",
                   "C doe maar"}),
      insufficient("SILENCE_UNVERIFIED"));
}

TEST(DeadAir, AnAnnouncementHoldsWhereTheWordsAfterItSpeakOfTheWaitToo) {
  const auto longest = [](const std::string& language, const std::string& line) {
    return real(after(language, {line}), "max_silence");
  };
  EXPECT_DOUBLE_EQ(longest("fr", "A Je regarde ça. C'est pas le plus rapide de nos programmes."),
                   0);
  EXPECT_DOUBLE_EQ(longest("fr", "A Je regarde qui j'ai le matin. Je me tais un petit peu, hein."),
                   0);
  EXPECT_DOUBLE_EQ(
      longest("nl", "A Ik zoek dat op. Dat is hier niet het snelste programma, zulle."), 0);
  EXPECT_DOUBLE_EQ(longest("en", "A Let me open it. It's not the fastest system we have got."), 0);
  EXPECT_DOUBLE_EQ(longest("en",
                           "A let me pull up the rules on that because they changed it last "
                           "year i don't want to tell you wrong i'll be about forty seconds"),
                   0);
  // Of something else: perhaps.
  EXPECT_THAT(after("en", {"A Let me open it. They moved all of that to Cork over the winter."}),
              insufficient("SILENCE_UNVERIFIED"));
  EXPECT_THAT(
      after("en", {"A Let me open it. Your card was blocked in the first week of May, since "
                   "a bill had not been paid by the bank."}),
      not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, AQuestionThatAsksToWaitLeavesTheClientNoFloor) {
  EXPECT_EQ(whole(after("en", {"A Can you bear with me a second?"}), "client_silences"), 0);
}

TEST(DeadAir, AnOkOfMoreWordsGrantsAWaitToo) {
  const auto dead = [](const char* granted) {
    return real(judged(Talk("fr")
                           .agent("Je vous mets un instant en attente.", 0, 20)
                           .client(granted, 20.5, 23)
                           .agent("Voilà, c'est réglé.", 43, 100)),
                "dead_total");
  };
  EXPECT_DOUBLE_EQ(dead("Oui."), 0.0);
  EXPECT_DOUBLE_EQ(dead("Ça va, pas de problème, j'attends."), 0.0);
  EXPECT_DOUBLE_EQ(dead("Je voulais encore vous parler de ma facture."), 20.0);
}

TEST(DeadAir, AWordThatIsAllThatIsSaidMayAnnounceAWait) {
  const auto dead = [](const char* language, const char* said) {
    return real(judged(Talk(language).agent("Ja.", 0, 20).agent(said, 20, 21).agent("Ja.", 40, 99)),
                "dead_total");
  };
  EXPECT_DOUBLE_EQ(dead("nl", "Moment."), 0.0);
  EXPECT_DOUBLE_EQ(dead("fr", "Attendez."), 0.0);
  EXPECT_DOUBLE_EQ(dead("en", "Okay, wait."), 0.0);
  EXPECT_DOUBLE_EQ(dead("nl", "Dat was een mooi moment."), 19.0);
}

TEST(DeadAir, AnAccommodationStretchesEveryLimit) {
  const Script script = script_of("step", {{"timing", {{"accommodation_factor", 2.0}}}});
  EXPECT_DOUBLE_EQ(real(judged(with_silence(9.999), script), "dead_total"), 0.0);
  EXPECT_THAT(judged(with_silence(19.999), script), demonstrated());
  EXPECT_THAT(judged(with_silence(20, 2000), script), insufficient("BORDERLINE"));
  const IndicatorResult result = judged(with_silence(30, 2000), script);
  EXPECT_THAT(result, not_demonstrated("DEAD_AIR"));
  EXPECT_THAT(result, HingesOn("max_silence", ">=", 30.0));
  bool told = false;
  for (const Parameter& p : result.parameters) {
    told = told || (p.name == "accommodation_factor" && p.value == 2.0 && p.was == 1.0);
  }
  EXPECT_TRUE(told);
}

TEST(DeadAir, AScriptMayCoverWaitsForLonger) {
  const Script script = script_of("step", {{"timing", {{"hold_cover_s", 60}}}});
  const Talk talk = Talk().agent("One moment, please.", 0, 20).agent("It is blocked.", 84, 600);
  EXPECT_DOUBLE_EQ(real(judged(talk), "max_silence"), 34.0);
  const IndicatorResult result = judged(talk, script);
  EXPECT_DOUBLE_EQ(real(result, "max_silence"), 4.0);
  bool told = false;
  for (const Parameter& p : result.parameters) {
    told = told ||
           (p.name == "cover" && p.value == 60 && p.was == 30 && p.decided_by == "script test");
  }
  EXPECT_TRUE(told);
}

TEST(DeadAir, OnUnknownClocksNothingIsConcluded) {
  Talk talk = with_silence(30);
  talk.data.quality.clock = Quality::Clock::unknown;
  EXPECT_THAT(judged(talk), insufficient("CLOCK_SKEW"));
}

TEST(DeadAir, WithoutTimesNothingIsConcluded) {
  EXPECT_THAT(judged(Talk().agent("Hello.").client("Hello.")), insufficient("CLOCK_SKEW"));
}

TEST(DeadAir, WithoutATranscriptNothingIsSeen) {
  Talk talk;
  talk.data.headset.emplace();
  EXPECT_THAT(judged(talk), insufficient("NO_TRANSCRIPT"));
}

TEST(DeadAir, InWritingItDoesNotApply) {
  for (const Channel channel : {Channel::chat, Channel::email}) {
    Talk talk("en", channel);
    talk.agent("Hello.", 0, 0).client("Hello.", 400, 400);
    EXPECT_THAT(judged(talk), not_applicable("CHANNEL"));
  }
}

TEST(DeadAir, ARecogniserAloneFailsNobody) {
  Talk talk = with_silence(30);
  talk.data.quality.transcript = Quality::Transcript::asr;
  EXPECT_THAT(judged(talk), insufficient("ASR_ONLY"));
  EXPECT_THAT(judged(talk).flags, ElementsAre("WOULD_BE_DEAD_AIR"));
}

TEST(DeadAir, TheLongestSilenceStandsFirst) {
  const Contact contact = Talk()
                              .agent("I see the card here.", 0, 20)
                              .agent("It is blocked.", 26, 50)
                              .agent("Nobody can use it.", 58, 600)
                              .contact();
  const IndicatorResult result = test::judged(id, contact);
  EXPECT_THAT(quotes(contact, result),
              ElementsAre("silence: ", "last words: It is blocked.",
                          "silence: ", "last words: I see the card here."));
  EXPECT_EQ(result.evidence[0].time, span_of(50, 58));
  EXPECT_EQ(result.evidence[0].note, "8.0 s of silence, unannounced");
}

TEST(DeadAir, WhoAsksOneselfLeavesNobodyTheFloor) {
  for (const char* line : {"A Hoe doe ik dat weer?", "A Waar vind ik dat nu?"}) {
    EXPECT_THAT(after("nl", {line}), insufficient("SILENCE_UNVERIFIED")) << line;
  }
  EXPECT_THAT(after("en", {"A What did I do with that?"}), insufficient("SILENCE_UNVERIFIED"));
  EXPECT_THAT(after("en", {"A Where did you put that?"}), demonstrated());
}

TEST(DeadAir, WhatIsDoneLaterAnnouncesNoWait) {
  EXPECT_THAT(after("nl", {"A Ik kijk het even na."}), demonstrated());
  EXPECT_THAT(after("nl", {"A Ik kijk het vanavond na."}), insufficient("SILENCE_UNVERIFIED"));
  EXPECT_THAT(after("fr", {"A Je regarde ça demain."}), insufficient("SILENCE_UNVERIFIED"));
  EXPECT_THAT(after("en", {"A I'll check back with you on Friday."}),
              insufficient("SILENCE_UNVERIFIED"));
  EXPECT_THAT(after("en", {"A There's a hold on that payment for five days."}),
              not_demonstrated("DEAD_AIR"));
}

TEST(DeadAir, TimesNobodyHadMakeNoSilence) {
  // Turns that overlap, and one inside another.
  const Talk talk = Talk()
                        .agent("I see the card here.", 0, 90)
                        .client("Yes.", 10, 12)
                        .agent("It is blocked.", 80, 120);
  EXPECT_DOUBLE_EQ(real(judged(talk), "dead_total"), 0.0);
}

}  // namespace
}  // namespace callnorm
