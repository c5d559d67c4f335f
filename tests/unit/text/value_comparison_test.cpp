// Cases a linguist can write: tests/data/values.json, "compared" and "parts".
#include "callnorm/text/value_comparison.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/text/value_parts.hpp"
#include "text/town_names.hpp"

namespace callnorm {
namespace {

using Json = nlohmann::json;

constexpr double similar = 0.8;

Json cases(const char* list) {
  std::ifstream file(CALLNORM_TEST_DATA "/values.json", std::ios::binary);
  return Json::parse(file).at(list);
}
Usage usage_in(const Json& line) {
  return line.contains("language") ? usage_of(line.at("language").get<std::string>()) : Usage();
}
std::string_view name(Likeness likeness) {
  switch (likeness) {
    case Likeness::same: return "same";
    case Likeness::unclear: return "unclear";
    case Likeness::different: return "different";
  }
  return "";
}

TEST(CompareValues, CasesOfTheDataFile) {
  for (const Json& line : cases("compared")) {
    const ValueType type = value_type(line.at("type").get<std::string>()).value();
    const auto said = line.at("said").get<std::string>();
    const auto held = line.at("held").get<std::string>();
    const Usage usage = usage_in(line);
    const NormalValue truth = normal_value(said, type, usage);
    const NormalValue other = normal_value(held, type, usage);
    EXPECT_EQ(name(compare_values({said, truth}, {held, other}, usage, similar)),
              line.at("likeness").get<std::string>())
        << said << " is " << truth.text << ", " << held << " is " << other.text;
  }
}

TEST(CompareValues, NothingIsLikeNothing) {
  const NormalValue empty = normal_value("", ValueType::text, Usage());
  const NormalValue name = normal_value("Aalst", ValueType::text, Usage());
  EXPECT_EQ(compare_values({"", empty}, {"", empty}, Usage(), similar), Likeness::different);
  EXPECT_EQ(compare_values({"Aalst", name}, {"", empty}, Usage(), similar), Likeness::different);
}

TEST(CompareValues, ALetterForAnotherInAShortName) {
  const auto slip = [](const char* one, const char* other, ValueType type = ValueType::text) {
    return is_slip_in_short_word(normal_value(one, type, Usage()),
                                 normal_value(other, type, Usage()));
  };
  EXPECT_TRUE(slip("Maes", "Maas"));
  EXPECT_FALSE(slip("Maes", "Mae"));   // cut short
  EXPECT_FALSE(slip("Maes", "Moas"));  // two
  EXPECT_FALSE(slip("Jan", "Jaz"));    // a third of the name
  EXPECT_FALSE(slip("1234", "1235"));  // no letters
  EXPECT_FALSE(slip("Maes", "Maas", ValueType::address));
}

TEST(ValueInParts, CasesOfTheDataFile) {
  for (const Json& line : cases("parts")) {
    const ValueType type = value_type(line.at("type").get<std::string>()).value();
    const auto fields = line.at("fields").get<std::vector<std::string>>();
    const std::vector<std::string_view> views(fields.begin(), fields.end());
    std::optional<std::size_t> own;
    if (!line.at("own").is_null()) own = line.at("own").get<std::size_t>();
    const Usage usage = usage_in(line);
    const auto parts = value_in_parts(
        normal_value(line.at("value").get<std::string>(), type, usage), own, views, usage);
    const std::string_view found = !parts ? "none" : parts->named_by_own ? "named" : "not named";
    EXPECT_EQ(found, line.at("in_parts").get<std::string>()) << line;
  }
}

TEST(TownName, OneOfThoseThatATownHas) {
  EXPECT_EQ(town_name("luik", ""), town_name("liege", ""));
  EXPECT_EQ(town_name("ghent", ""), "gent");
  EXPECT_EQ(town_name("lokeren", ""), "lokeren");
  EXPECT_EQ(town_name("louvain", "la"), "louvain");
  EXPECT_EQ(town_name("bergen", "op"), "bergen");
}

}  // namespace
}  // namespace callnorm
