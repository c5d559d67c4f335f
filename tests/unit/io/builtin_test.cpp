#include "callnorm/io/builtin.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "io/embedded.hpp"
#include "unit/io/edit.hpp"

namespace callnorm {
namespace {

using test::Succeeds;

TEST(Builtin, EveryFileIsInTheLibraryAsItIsInTheSourceTree) {
  EXPECT_GT(io::embedded_files().size(), 30U);
  for (const io::EmbeddedFile& file : io::embedded_files()) {
    std::ifstream in(std::string(CALLNORM_SOURCE_DIR "/") + std::string(file.name),
                     std::ios::binary);
    const std::string written((std::istreambuf_iterator<char>(in)),
                              std::istreambuf_iterator<char>());
    ASSERT_FALSE(written.empty()) << file.name;
    std::string room;
    EXPECT_TRUE(io::contents(file, room) == written) << file.name;
  }
}

TEST(Builtin, EveryNormCanBeRead) {
  EXPECT_THAT(builtin_norms(), testing::Contains(default_norm_id));
  for (const std::string_view id : builtin_norms()) {
    const auto norm = builtin_norm(id);
    ASSERT_THAT(norm, Succeeds()) << id;
    EXPECT_EQ(norm->id(), id);
  }
}

TEST(Builtin, TheNormHasThreeCompetencesAndNineteenIndicators) {
  const auto norm = builtin_norm();
  ASSERT_THAT(norm, Succeeds());
  std::vector<std::size_t> counts;
  for (const Competence& competence : norm->competences()) {
    counts.push_back(competence.indicators.size());
  }
  EXPECT_THAT(counts, testing::ElementsAre(4, 7, 8));
}

TEST(Builtin, EveryScriptCanBeReadWithoutWarning) {
  EXPECT_FALSE(builtin_scripts().empty());
  for (const std::string_view id : builtin_scripts()) {
    const auto script = builtin_script(id);
    ASSERT_THAT(script, Succeeds()) << id;
    EXPECT_EQ(script->id(), id);
    EXPECT_TRUE(script->warnings().empty()) << id << " " << script->warnings().front();
  }
}

TEST(Builtin, EveryContactCanBeReadWithoutAnUnknownKey) {
  EXPECT_FALSE(builtin_contacts().empty());
  for (const std::string_view id : builtin_contacts()) {
    const auto contact = builtin_contact(id);
    ASSERT_THAT(contact, Succeeds()) << id;
    for (const std::string& note : contact->data().source.notes) {
      EXPECT_EQ(note.find("unknown key"), std::string::npos) << id << ": " << note;
    }
  }
}

TEST(Builtin, EveryLanguageHasALexicon) {
  for (const Language language : all_languages) {
    const auto lexicon = builtin_lexicon(language);
    ASSERT_THAT(lexicon, Succeeds());
    EXPECT_EQ(lexicon->language, language);
    EXPECT_GT(lexicon->stopwords.size(), 50U);
    EXPECT_GT(lexicon->cues.size(), 200U);
    EXPECT_TRUE(std::all_of(lexicon->cues.begin(), lexicon->cues.end(),
                            [&](const Cue& cue) { return cue.language == language; }));
  }
}

TEST(Builtin, IdsAreSorted) {
  for (const auto& ids : {builtin_norms(), builtin_scripts(), builtin_contacts()}) {
    EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  }
}

TEST(Builtin, AnUnknownIdIsAnsweredWithThoseThereAre) {
  const auto norm = builtin_norm("nowhere");
  ASSERT_FALSE(norm.ok());
  EXPECT_EQ(norm.error().code, ErrorCode::unsupported);
  EXPECT_THAT(norm.error().message, testing::HasSubstr(std::string(default_norm_id)));
  EXPECT_FALSE(builtin_script("").ok());
  EXPECT_FALSE(builtin_contact("../contacts/x").ok());
}

TEST(Builtin, SchemasAreJsonAndAskForTheDraftTheyUse) {
  for (const std::string_view name : {"norm", "script", "contact"}) {
    const std::string_view text = schema(name);
    ASSERT_FALSE(text.empty()) << name;
    const auto json = nlohmann::json::parse(text, nullptr, false);
    ASSERT_FALSE(json.is_discarded()) << name;
    EXPECT_EQ(json.value("$schema", ""), "https://json-schema.org/draft/2020-12/schema");
  }
  EXPECT_TRUE(schema("nothing").empty());
  EXPECT_TRUE(schema("").empty());
}

}  // namespace
}  // namespace callnorm
