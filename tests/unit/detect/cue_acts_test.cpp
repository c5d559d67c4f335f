#include "callnorm/detect/cue_acts.hpp"

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

/// "kind: words" of the acts of one kind.
std::vector<std::string> acts_of(const Contact& contact, ActKind kind) {
  std::vector<Act> acts;
  const PreparedContact prepared = prepare(contact);
  detect_cue_acts(prepared, acts);
  std::vector<std::string> out;
  for (const Act& act : acts) {
    if (act.kind != kind) continue;
    const std::string& text = contact.turns()[*act.turn].text;
    out.push_back(text.substr(act.text.begin, act.text.end - act.text.begin));
  }
  return out;
}

TEST(CueActs, PhrasesSideBySideAreOneAct) {
  EXPECT_THAT(acts_of(Talk("nl").agent("Momentje, ik kijk het even na.").contact(), ActKind::hold),
              ElementsAre("Momentje, ik kijk het even na"));
  const Contact closed = Talk("nl")
                             .agent("Waarover gaat het?")
                             .client("Mijn factuur.")
                             .agent("Die is betaald.")
                             .client("Dan is het goed.")
                             .agent("Goed, dan sluit ik af.")
                             .client("Merci. Tot ziens, dag mevrouw!")
                             .agent("Tot ziens, dag mevrouw.")
                             .contact();
  EXPECT_THAT(acts_of(closed, ActKind::goodbye),
              ElementsAre("Tot ziens, dag mevrouw", "Tot ziens, dag mevrouw"));
}

TEST(CueActs, PhrasesFarApartAreTwo) {
  EXPECT_THAT(acts_of(Talk("nl")
                          .agent("Momentje. Ik zie dat uw dossier vorige week is doorgestuurd naar "
                                 "de dienst facturatie. Blijft u nog even aan de lijn?")
                          .contact(),
                      ActKind::hold),
              ElementsAre("Momentje", "Blijft u nog even aan de lijn"));
}

TEST(CueActs, TheLongerPhraseNamesTheWait) {
  const Contact contact = Talk("fr").agent("Un instant, restez en ligne deux minutes.").contact();
  std::vector<Act> acts;
  const PreparedContact prepared = prepare(contact);
  detect_cue_acts(prepared, acts);
  ASSERT_EQ(acts.size(), 1U);
  EXPECT_EQ(acts[0].kind, ActKind::hold);
  EXPECT_EQ(acts[0].announced, Millis{120'000});
}

TEST(CueActs, AYesThatIsTakenBackConfirmsNothing) {
  const auto confirms = [](const std::string& language, const std::string& answer) {
    return acts_of(Talk(language).agent("x").client(answer).contact(), ActKind::confirm).size();
  };
  EXPECT_EQ(confirms("nl", "Ja nee, niet stoppen, meenemen."), 0U);
  EXPECT_EQ(confirms("fr", "Oui enfin non, il n'y en a plus du tout."), 0U);
  EXPECT_EQ(confirms("en", "Yeah, sorry, what was that?"), 0U);
  EXPECT_EQ(confirms("en", "Yeah, hello? Sorry, you broke up there."), 0U);
  EXPECT_EQ(confirms("en", "Yeah no, that's it."), 1U);
  EXPECT_EQ(confirms("nl", "Ja, dat klopt. Ik heb nee gezegd tegen die andere firma."), 1U);
}

}  // namespace
}  // namespace callnorm
