#include "callnorm/text/lexicon.hpp"

#include <gtest/gtest.h>

#include "callnorm/io/builtin.hpp"

namespace callnorm {
namespace {

Lexicon builtin(Language language) {
  return *Lexicon::create(*builtin_lexicon(language));
}

TEST(ContentMatch, InflectionsMatchAndOtherWordsDoNot) {
  EXPECT_TRUE(content_match("factuur", "facturen"));
  EXPECT_TRUE(content_match("demenage", "demenagement"));
  EXPECT_TRUE(content_match("adres", "adres"));
  EXPECT_FALSE(content_match("contract", "contact"));
  EXPECT_FALSE(content_match("oud", "oude"));
  EXPECT_FALSE(content_match("verhuis", "verhuisfirmawagen"));
  EXPECT_FALSE(content_match("48213", "482134"));
  EXPECT_FALSE(content_match("", "factuur"));
}

TEST(Lexicon, ContentLeavesOutStopWordsShortWordsAndClitics) {
  const Lexicon nl = builtin(Language::nl);
  EXPECT_EQ(nl.content("factuur"), "factuur");
  EXPECT_EQ(nl.content("het"), "");
  EXPECT_EQ(nl.content("zo"), "");
  EXPECT_EQ(nl.content("b3"), "b3");
  const Lexicon fr = builtin(Language::fr);
  EXPECT_EQ(fr.content("l'adresse"), "adresse");
  EXPECT_EQ(fr.content("d'une"), "");
  EXPECT_EQ(fr.content("jusqu'ici"), fr.is_stopword("ici") ? "" : "ici");
}

TEST(Lexicon, EveryBuiltInCueCompiles) {
  for (const Language language : all_languages) {
    const auto file = builtin_lexicon(language);
    ASSERT_TRUE(file.ok());
    const auto lexicon = Lexicon::create(*file);
    ASSERT_TRUE(lexicon.ok()) << lexicon.error().where << " " << lexicon.error().message;
    EXPECT_GT(lexicon->cues().size(), 400U);
  }
}

TEST(Lexicon, TakesAUsersCuesOfItsOwnLanguage) {
  Cue own;
  own.cue_class = CueClass::hold;
  own.language = Language::nl;
  own.pattern = "wacht efkes";
  Cue other = own;
  other.language = Language::fr;
  const std::vector<Cue> more{own, other};
  const auto file = builtin_lexicon(Language::nl);
  const auto lexicon = Lexicon::create(*file, more);
  ASSERT_TRUE(lexicon.ok());
  EXPECT_EQ(lexicon->cues().size(), file->cues.size() + 1);
}

TEST(Lexicon, ACueThatRunsAwayIsRefusedByName) {
  Cue bad;
  bad.cue_class = CueClass::hold;
  bad.language = Language::nl;
  bad.regex = "(a+)+$";
  const auto lexicon = Lexicon::create(*builtin_lexicon(Language::nl), std::vector<Cue>{bad});
  ASSERT_FALSE(lexicon.ok());
  EXPECT_EQ(lexicon.error().code, ErrorCode::pattern_too_complex);
  EXPECT_EQ(lexicon.error().where, "hold: (a+)+$");
}

TEST(Lexicon, RegexCuesGiveByteRanges) {
  Cue cue;
  cue.cue_class = CueClass::hold;
  cue.language = Language::nl;
  cue.regex = "\\bmomént\\w*";
  const auto lexicon = Lexicon::create(*builtin_lexicon(Language::nl), std::vector<Cue>{cue});
  ASSERT_TRUE(lexicon.ok());
  std::vector<std::pair<std::uint32_t, TextRange>> found;
  ASSERT_TRUE(lexicon->find_regex_cues("één Moméntje, momént", found).ok());
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].second, (TextRange{6, 15}));
}

}  // namespace
}  // namespace callnorm
