#include "callnorm/text/sentences.hpp"

#include <gtest/gtest.h>

#include <string>

#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

std::string split(std::string_view text, SentenceOptions options = {}) {
  std::vector<Token> tokens;
  tokenize(text, tokens);
  std::vector<Sentence> sentences;
  split_sentences(text, tokens, options, sentences);
  std::string out;
  for (const Sentence& s : sentences) {
    if (!out.empty()) out += " | ";
    out += slice(text, s.text);
    if (s.question) out += " (asks)";
  }
  return out;
}

TEST(Sentences, MarksEndThem) {
  EXPECT_EQ(split("Goedemiddag. Hoe kan ik u helpen? Zeg maar!"),
            "Goedemiddag. | Hoe kan ik u helpen? (asks) | Zeg maar!");
  EXPECT_EQ(split("Vraiment ?! Oui… d'accord"), "Vraiment ?! (asks) | Oui… | d'accord");
}

TEST(Sentences, ADotInsideANumberOrAddressEndsNothing) {
  EXPECT_EQ(split("Het is 12.50 euro. Mail naar an@ex.be graag."),
            "Het is 12.50 euro. | Mail naar an@ex.be graag.");
}

TEST(Sentences, AnAbbreviationEndsNothing) {
  const std::vector<std::string> abbreviations{"bv", "mevr"};
  SentenceOptions options;
  options.abbreviations = abbreviations;
  EXPECT_EQ(split("Dag mevr. Peeters. Neem bv. de trein.", options),
            "Dag mevr. Peeters. | Neem bv. de trein.");
}

TEST(Sentences, ALineBreakEndsThemAlsoWithoutMarks) {
  SentenceOptions options;
  options.marks = false;
  EXPECT_EQ(split("Beste mevrouw\nIk stuur u een brief. Groeten", options),
            "Beste mevrouw | Ik stuur u een brief. Groeten");
}

TEST(Sentences, WithoutMarksAPauseEndsThem) {
  const std::vector<bool> pauses{false, false, true, false};
  SentenceOptions options;
  options.marks = false;
  options.pause_before = &pauses;
  EXPECT_EQ(split("ja goed ik kijk", options), "ja goed | ik kijk");
}

TEST(Sentences, WithoutMarksOrPausesATurnIsOne) {
  SentenceOptions options;
  options.marks = false;
  EXPECT_EQ(split("hoe kan ik u helpen? zeg maar", options), "hoe kan ik u helpen? zeg maar");
}

TEST(Sentences, MarksWithoutWordsMakeNone) {
  EXPECT_EQ(split("... ?"), "");
  EXPECT_EQ(split(""), "");
}

}  // namespace
}  // namespace callnorm
