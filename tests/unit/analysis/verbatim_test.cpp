// Cases a linguist can write: tests/data/verbatim.json. A sentence, how many word errors are
// tolerated, what an agent says for it ("client": said in between), and whether that is the
// sentence
// ("said" with its errors), may be it ("doubt"), or is not ("no").
#include "analysis/verbatim.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Json;

std::string told(const Json& sentence, const Json& said) {
  const auto lang = sentence.at("lang").get<std::string>();
  test::Talk talk(lang);
  for (const Json& words : said.at("agent")) {
    if (!talk.data.turns.empty() && said.contains("client")) {
      talk.client(said.at("client").get<std::string>());
    }
    talk.agent(words.get<std::string>());
  }
  const Contact contact = talk.contact();
  const VerbatimSearch found =
      find_verbatim(test::prepare(contact), sentence.at("sentence").get<std::string>(),
                    language_of(lang), sentence.at("max").get<std::uint32_t>());
  if (!found.said.empty()) return "said " + std::to_string(found.said.front().errors);
  return found.doubt.empty() ? "no" : "doubt";
}

TEST(Verbatim, SaysWhatALinguistSays) {
  std::ifstream file(CALLNORM_TEST_DATA "/verbatim.json", std::ios::binary);
  std::size_t cases = 0;
  for (const Json& sentence : Json::parse(file)) {
    for (const Json& said : sentence.at("cases")) {
      EXPECT_EQ(told(sentence, said), said.at("is").get<std::string>()) << said.dump();
      ++cases;
    }
  }
  EXPECT_GT(cases, 30U);
}

TEST(Verbatim, WithoutALanguageNoWordDenies) {
  test::Talk talk("");
  talk.agent("You can not cancel this insurance.");
  const Contact contact = talk.contact();
  const auto prepared = test::value_of(PreparedContact::prepare(contact, nullptr, Millis{500}));
  EXPECT_EQ(find_verbatim(prepared, "You can cancel this insurance.", std::nullopt, 1).said.size(),
            1U);
}

TEST(Verbatim, OfWhatIsNearAndWhatMayBeItTheLatterIsShown) {
  test::Talk talk("en");
  talk.agent("You can cancel this insurance within fourteen days, no reason needed.")
      .client("What?")
      .client("Again?")
      .agent("You can cancel this insurance, of course, within fourteen days without a reason.");
  const Contact contact = talk.contact();
  const VerbatimSearch found = find_verbatim(test::prepare(contact),
                                             "You can cancel this insurance within fourteen days "
                                             "without a reason.",
                                             Language::en, 1);
  EXPECT_TRUE(found.said.empty());
  ASSERT_TRUE(found.nearest);
  EXPECT_EQ(found.nearest->turn, 3U);
  EXPECT_EQ(found.words, 11U);
}

}  // namespace
}  // namespace callnorm
