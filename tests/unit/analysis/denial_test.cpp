// Cases a linguist can write: tests/data/denials.json. A wording, what denies it although it has
// its words, and what says it although it has a denial.
#include "analysis/denial.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "callnorm/text/content_words.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Json;

bool denied(const std::string& lang, const std::string& wording, const std::string& said) {
  const Contact contact = test::Talk(lang).client("Ja?").agent(said).contact();
  const auto prepared = test::prepare(contact);
  const PreparedTurn& turn = prepared.turns()[1];
  return denies(prepared, 1, {turn.first_token, turn.last_token},
                content_words(*prepared.lexicon(), wording));
}

TEST(Denial, SaysWhatALinguistSays) {
  std::ifstream file(CALLNORM_TEST_DATA "/denials.json", std::ios::binary);
  const Json all = Json::parse(file);
  ASSERT_EQ(all.size(), 3U);
  for (const Json& one : all) {
    const auto lang = one.at("lang").get<std::string>();
    const auto wording = one.at("wording").get<std::string>();
    for (const Json& said : one.at("denied")) {
      EXPECT_TRUE(denied(lang, wording, said.get<std::string>())) << said;
    }
    for (const Json& said : one.at("said")) {
      EXPECT_FALSE(denied(lang, wording, said.get<std::string>())) << said;
    }
  }
}

TEST(Denial, OfNothingLikeItNothingIsDenied) {
  EXPECT_FALSE(denied("en", "Your card is blocked.", "I don't know."));
  EXPECT_FALSE(denied("en", "", "I don't know."));
}

}  // namespace
}  // namespace callnorm
