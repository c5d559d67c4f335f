// Cases a linguist can write: tests/data/values.json. "same": ways of writing one value;
// "different": two that are not the same; "unread": not of the type; "mentioned": whether a text
// holds a value. "language" is that of words; left out, it is not known.
#include "callnorm/text/value.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace callnorm {
namespace {

using Json = nlohmann::json;

constexpr double similar = 0.8;

const Json& cases() {
  static const Json all = [] {
    std::ifstream file(CALLNORM_TEST_DATA "/values.json", std::ios::binary);
    return Json::parse(file);
  }();
  return all;
}

Usage usage_in(const Json& line) {
  return line.contains("language") ? usage_of(line.at("language").get<std::string>()) : Usage();
}
ValueType type_in(const Json& line) {
  return value_type(line.at("type").get<std::string>()).value();
}
NormalValue text(const std::string& value) {
  return normal_value(value, ValueType::text, Usage());
}
std::string form(const std::string& value, ValueType type, Usage usage = Usage()) {
  return normal_value(value, type, usage).text;
}

TEST(NormalValue, WaysOfWritingAreOneValue) {
  for (const Json& line : cases().at("same")) {
    const auto values = line.at("values").get<std::vector<std::string>>();
    const NormalValue first = normal_value(values.front(), type_in(line), usage_in(line));
    EXPECT_TRUE(first.read) << values.front();
    for (const std::string& value : values) {
      const NormalValue other = normal_value(value, type_in(line), usage_in(line));
      EXPECT_TRUE(other.read) << value;
      EXPECT_TRUE(same_value(first, other)) << line.at("type") << ": " << values.front() << " is "
                                            << first.text << ", " << value << " is " << other.text;
      EXPECT_EQ(value_similarity(first, other, 1.0), 1.0) << value;
    }
  }
}

TEST(NormalValue, ADigitIsADifference) {
  for (const Json& line : cases().at("different")) {
    const auto values = line.at("values").get<std::vector<std::string>>();
    const NormalValue first = normal_value(values.at(0), type_in(line), usage_in(line));
    const NormalValue other = normal_value(values.at(1), type_in(line), usage_in(line));
    EXPECT_FALSE(same_value(first, other)) << values.at(0) << " and " << values.at(1);
    EXPECT_LT(value_similarity(first, other, 0.0).value_or(1.0), 1.0) << values.at(0);
  }
}

TEST(NormalValue, WhatDoesNotReadAsItsTypeIsText) {
  for (const Json& line : cases().at("unread")) {
    for (const Json& value : line.at("values")) {
      const NormalValue form =
          normal_value(value.get<std::string>(), type_in(line), usage_in(line));
      EXPECT_FALSE(form.read) << line.at("type") << ": " << value << " reads as " << form.text;
    }
  }
  EXPECT_EQ(form("Volgende  Week", ValueType::date), "volgende week");
}

TEST(NormalValue, FormsAreThoseOfTheHeader) {
  EXPECT_EQ(form("+32 (0)475/12.34.56", ValueType::phone), "0475123456");
  EXPECT_EQ(form("0031 6 12", ValueType::phone), "+31612");
  EXPECT_EQ(form("1.250,50 euro", ValueType::amount), "1250.5");
  EXPECT_EQ(form("4 maart 2026", ValueType::date), "2026-03-04");
  EXPECT_EQ(form("4 maart", ValueType::date), "--03-04");
  EXPECT_EQ(form("4/3/26 8u30", ValueType::datetime), "2026-03-04T08:30");
  EXPECT_EQ(form("1/1/68", ValueType::date), "2068-01-01");
  EXPECT_EQ(form("1/1/69", ValueType::date), "1969-01-01");
  EXPECT_EQ(form("29/2/2028", ValueType::date), "2028-02-29");
  EXPECT_EQ(form("12 am 3 mei 2026", ValueType::datetime), "2026-05-03T00:00");
}

TEST(NormalValue, EveryTypeHasAName) {
  for (const char* name : {"text", "address", "email", "id", "iban", "phone", "meter", "number",
                           "amount", "date", "datetime"}) {
    EXPECT_TRUE(value_type(name).has_value()) << name;
  }
  EXPECT_EQ(value_type("colour"), std::nullopt);
}

TEST(ValueSimilarity, IsOneLessDistanceByTheLongerLength) {
  EXPECT_NEAR(value_similarity(text("Kerkstraat"), text("Kerkstrat"), 0).value(), 0.9, 1e-12);
  EXPECT_NEAR(value_similarity(text("abc"), text("xyz"), 0).value(), 0.0, 1e-12);
  EXPECT_NEAR(value_similarity(text("Noël"), text("NOEL"), 0).value(), 1.0, 1e-12);
}

TEST(ValueSimilarity, ExactlyAtTheLimitItCounts) {
  EXPECT_TRUE(value_similarity(text("abcde"), text("abcdx"), similar).has_value());
  EXPECT_FALSE(value_similarity(text("abcd"), text("abcx"), similar).has_value());
}

TEST(ValueSimilarity, NothingIsLikeNothing) {
  EXPECT_EQ(value_similarity(text(""), text(""), 0), 0.0);
  EXPECT_FALSE(value_similarity(text(""), text(""), similar).has_value());
  EXPECT_FALSE(same_value(text(""), text("")));
}

TEST(ValueSimilarity, VeryLongValuesAreComparedAsAWhole) {
  const std::string longer(20'000, 'a');
  EXPECT_EQ(value_similarity(text(longer), text(longer), similar), 1.0);
  EXPECT_FALSE(value_similarity(text(longer), text(longer + "b"), similar).has_value());
}

TEST(MentionsValue, CasesOfTheDataFile) {
  for (const Json& line : cases().at("mentioned")) {
    const auto value = line.at("value").get<std::string>();
    const NormalValue truth = normal_value(value, type_in(line), usage_in(line));
    EXPECT_EQ(mentions_value(line.at("text").get<std::string>(), truth, usage_in(line), similar),
              line.at("mentioned").get<bool>())
        << value << " in " << line.at("text");
  }
}

TEST(NormalValue, ASpanOfHoursIsTheSameInOtherWords) {
  const auto span = [](const std::string& value) {
    return normal_value(value, ValueType::datetime, Usage(Language::fr));
  };
  EXPECT_TRUE(
      same_value(span("mardi 18 mars 2025 entre 8h30 et 12h"), span("18 mars 2025, 8h30 - 12h")));
  EXPECT_FALSE(
      same_value(span("mardi 18 mars 2025 entre 8h30 et 12h"), span("18 mai 2025, 8h30 - 12h")));
}

TEST(NamingPart, OfAnAddressIsWhatStandsBeforeItsTown) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"Pastoor Denijsstraat 14 bus 3, 9400 Ninove", "Pastoor Denijsstraat 14 bus 3"},
      {"Kerkstraat 5 9000 Gent", "Kerkstraat 5 "},
      {"12, rue du Marché, 4000 Liège", "12, rue du Marché"},
      {"Rue du 11 Novembre 5, 1000 Bruxelles", "Rue du 11 Novembre 5"},
      {"1000 Brussel, Wetstraat 16", " Wetstraat 16"},
      {"1200 chaussée de Waterloo, 1180 Uccle", "1200 chaussée de Waterloo"},
      {"Rue du 4 Août 1914, 12, 4000 Liège", "Rue du 4 Août 1914"},
      {"Kerkstraat 5\n9000 Gent", "Kerkstraat 5\n"},
      {"Kerkstraat 5 B-9000 Gent", "Kerkstraat 5 "},
      {"Apartment 4, 19 Saint Brigid's Terrace, Drogheda",
       "Apartment 4, 19 Saint Brigid's Terrace"},
      {"Kerkstraat", "Kerkstraat"},
      {"", ""},
  };
  for (const auto& [address, part] : cases) {
    EXPECT_EQ(naming_part(address, ValueType::address), part);
    EXPECT_EQ(naming_part(address, ValueType::text), address);
  }
}

TEST(NormalValue, AnyBytesOfAnyLengthAreRead) {
  const std::vector<std::string> odd{std::string(100'000, '1'),
                                     std::string(100'000, '+'),
                                     std::string(100'000, ','),
                                     std::string(100'000, 'e'),
                                     "vijf " + std::string(50'000, '-'),
                                     "\xF0\x9F\x98\x80",
                                     "1,",
                                     ".5",
                                     "(0)",
                                     "+",
                                     "e",
                                     "--",
                                     "T:",
                                     "0000-00-00"};
  for (const std::string& value : odd) {
    for (int type = 0; type <= static_cast<int>(ValueType::datetime); ++type) {
      const NormalValue truth = normal_value(value, static_cast<ValueType>(type), Usage());
      static_cast<void>(mentions_value(value + " " + value, truth, Usage(), similar));
      if (!truth.empty()) {
        EXPECT_TRUE(same_value(truth, truth));
      }
    }
  }
}

}  // namespace
}  // namespace callnorm
