#include "callnorm/analysis/only_cues.hpp"

#include <gtest/gtest.h>

#include <string>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::prepare;
using test::Talk;

bool only_ok(const std::string& text) {
  const Contact contact = Talk("nl").client(text).contact();
  return only_cues(prepare(contact), 0, {CueClass::acknowledge, CueClass::filler});
}

TEST(OnlyCues, OkAfterOkAndNothingElse) {
  EXPECT_TRUE(only_ok("Oké."));
  EXPECT_TRUE(only_ok("Euh... ja, oké, is goed."));
  EXPECT_FALSE(only_ok("Oké, mijn nummer is 123."));
  EXPECT_FALSE(only_ok("Mijn nummer is oké."));
}

TEST(OnlyCues, TheLongerPhraseGoesOn) {
  EXPECT_TRUE(only_ok("Dat is geen probleem."));  // not "dat is" alone
}

TEST(OnlyCues, WhatWasMaskedSaysNothing) {
  EXPECT_TRUE(only_ok("Oké <NAME>, graag."));
}

TEST(OnlyCues, NoWordsAreOnlyCues) {
  EXPECT_TRUE(only_ok("..."));
}

TEST(OnlyCues, ThousandsCostNoSquare) {
  std::string text;
  for (int i = 0; i < 30'000; ++i) text += "ok ";
  EXPECT_TRUE(only_ok(text));
}

}  // namespace
}  // namespace callnorm
