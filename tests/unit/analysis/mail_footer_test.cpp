#include "analysis/mail_footer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "analysis/quoted_mail.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

const std::string notice =
    "Dit bericht en de eventuele bijlagen zijn vertrouwelijk en alleen bestemd voor wie ze "
    "gericht zijn.";

/// What is left of a mail, its lines joined by "|".
std::string own_words(const std::string& text) {
  const auto footer = mail_footer(text);
  std::string out = footer ? text.substr(0, footer->begin) : text;
  std::replace(out.begin(), out.end(), '\n', '|');
  return out;
}

TEST(MailFooter, WhatStandsBelowTheMarkOfASignatureButTheNames) {
  EXPECT_EQ(own_words("Morgen.\n\n-- \nYasmine\nKlantendienst\n\nVolg ons!\nNu korting."),
            "Morgen.||-- |Yasmine|Klantendienst||");
  EXPECT_EQ(own_words("Morgen.\n--\nDe bank is een agent van de verzekeraar.\nMeer volgt."),
            "Morgen.|--|");
}

TEST(MailFooter, WhatStandsBelowTheNames) {
  EXPECT_EQ(own_words("Morgen.\n\nVriendelijke groeten,\nYasmine\nDemo Mode\n\nVolg je ons al?"),
            "Morgen.||Vriendelijke groeten,|Yasmine|Demo Mode||");
  EXPECT_EQ(own_words("Demain.\n\nBien à vous,\n\nMarc\n\nSuivez-nous."),
            "Demain.||Bien à vous,||Marc||");
  EXPECT_EQ(own_words("Soon.\nKind regards,\nTom\n------\nDemo Bank is registered."),
            "Soon.|Kind regards,|Tom|------|");
}

TEST(MailFooter, AFirmsNotice) {
  EXPECT_EQ(own_words("Morgen.\nYasmine\n" + notice + "\nDruk dit niet af."), "Morgen.|Yasmine|");
}

TEST(MailFooter, WhatOnlyLooksLikeIt) {
  for (const std::string text :
       {"Beste Els\n-----\nHet komt morgen.", "Stap een\n\n=====\nDruk op de knop.",
        "Groeten doen wij later.\nEerst dit:\n\nBel ons.",
        "Morgen.\nMet vriendelijke groeten,\nYasmine\n\nP.S. De doos mag open.",
        "Dit bericht en het vorige zijn van ons.", "", "\n\n"}) {
    EXPECT_FALSE(mail_footer(text)) << text;
  }
}

TEST(MailFooter, NeitherItNorWhatIsCopiedUnmarkedIsItsWritersTalk) {
  const std::string asked =
      "Ik ben vorige week mijn kaart kwijtgeraakt en ik weet niet of ze al geblokkeerd is.";
  test::Talk talk("nl");
  talk.data.channel = Channel::email;
  talk.client(asked).agent("Ja hoor.\nYasmine\n\nUw vraag: " + asked + "\n" + notice);
  const Contact contact = talk.contact();
  const PreparedContact prepared = test::prepare(contact);
  EXPECT_EQ(prepared.turns()[1].last_token - prepared.turns()[1].first_token, 3U);
  // Who writes the same line twice writes it twice.
  test::Talk own("nl");
  own.data.channel = Channel::email;
  own.agent(asked).agent("Ja.\n" + asked);
  EXPECT_EQ(test::prepare(own.contact()).sentences_of(1).size(), 2U);
}

}  // namespace
}  // namespace callnorm
