#include "analysis/quoted_mail.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

/// What is left of a message, its lines joined by "|".
std::string own_words(const std::string& text) {
  std::string out;
  std::uint32_t at = 0;
  for (const TextRange part : quoted_parts(text)) {
    out += text.substr(at, part.begin - at);
    at = part.end;
  }
  out += text.substr(at);
  std::replace(out.begin(), out.end(), '\n', '|');
  return out;
}

TEST(QuotedMail, LinesMarkedAsQuotedAndTheLineThatIntroducesThem) {
  EXPECT_EQ(own_words("Goed.\n\nOp 12 mei 2026 schreef Jan Peeters:\n> Wanneer komt u?\n> Groeten"),
            "Goed.||");
  EXPECT_EQ(own_words("Le 12 mai 2026 à 10:02, Marc a écrit :\n> Bonjour\n\nDemain."), "||Demain.");
  EXPECT_EQ(own_words("> On Tuesday?\nYes.\n> In the morning?\nNo."), "|Yes.||No.");
}

TEST(QuotedMail, ACopiedHeadAndAllBelowIt) {
  EXPECT_EQ(own_words("Bien reçu.\nDe : Marc\nEnvoyé : lundi\nObjet : panne\n\nEst-ce une panne ?"),
            "Bien reçu.|");
  EXPECT_EQ(own_words("Ok.\n-----Oorspronkelijk bericht-----\nWaar blijft het?"), "Ok.|");
  EXPECT_EQ(own_words("Ok.\nOn 3 May 2026 Ann wrote:\nWhere is it?"), "Ok.|");
}

TEST(QuotedMail, WhatOnlyLooksLikeIt) {
  for (const char* text :
       {"De : la facture.\nEnsuite rien.", "Ik schreef u gisteren:\nhet is klaar.", "5 > 3\nja",
        "Van: Gent\nNaar: Parijs\nDatum: 12 mei", "In uw mail van 12 mei schreef u dit:\nniets",
        "Het bedrag van 84,50 euro wordt afgeschreven van deze rekening:\nBE12", "", "\n\n"}) {
    EXPECT_TRUE(quoted_parts(text).empty()) << text;
  }
}

TEST(QuotedMail, IsNotItsWritersTalk) {
  test::Talk talk("fr");
  talk.data.channel = Channel::email;
  talk.agent("Bien reçu.\n\nLe 12 mai, Marc a écrit :\n> Est-ce une panne ?");
  const Contact contact = talk.contact();
  const PreparedContact prepared = test::prepare(contact);
  EXPECT_EQ(prepared.turns()[0].last_token - prepared.turns()[0].first_token, 2U);
  EXPECT_EQ(prepared.sentences_of(0).size(), 1U);
}

}  // namespace
}  // namespace callnorm
