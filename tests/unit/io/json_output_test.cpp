// What is written is what nlohmann/json would write.
#include "io/json_output.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reference/script_fragments.hpp"

namespace callnorm::io {
namespace {

using Reference = nlohmann::ordered_json;

std::string reference(const Reference& json, int indent = -1) {
  return json.dump(indent, ' ', false, Reference::error_handler_t::replace);
}

TEST(JsonOutput, Numbers) {
  for (const double value : {0.0,
                             -0.0,
                             1.0,
                             -1.0,
                             0.1,
                             1.5,
                             100.0,
                             123.456,
                             1e-3,
                             1.25e-4,
                             1e-4,
                             1e-5,
                             1.5e-5,
                             0.00012,
                             1e14,
                             1e15,
                             1e16,
                             1.5e15,
                             123456789012345.0,
                             1234567890123456.0,
                             1e20,
                             1.5e20,
                             1e100,
                             1e-100,
                             5e-324,
                             1.7976931348623157e308,
                             999999999.0,
                             1e9,
                             1000000001.5,
                             2.0 / 3.0}) {
    std::string out;
    append_number(out, value);
    EXPECT_EQ(out, reference(value)) << value;
  }
  for (const double odd :
       {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
        std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_EQ(dumped(odd, 0), "null");
  }
  EXPECT_EQ(dumped(std::numeric_limits<std::int64_t>::min(), 0), "-9223372036854775808");
  EXPECT_EQ(dumped(std::numeric_limits<std::uint64_t>::max(), 0), "18446744073709551615");
}

TEST(JsonOutput, EveryMillisecondOfAWorkingDay) {
  for (std::int64_t ms = 0; ms < 36'000'000; ms += 7) {
    const double value = static_cast<double>(ms) / 1000.0;
    std::string out;
    append_number(out, value);
    ASSERT_EQ(out, reference(value)) << ms;
  }
}

TEST(JsonOutput, RandomNumbersReadBackAndAreNoLonger) {
  reference::Random random(1);
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t bits =
        (static_cast<std::uint64_t>(random.below(0xFFFFFFFFU)) << 32U) | random.below(0xFFFFFFFFU);
    const auto value = std::bit_cast<double>(bits);
    std::string out;
    append_number(out, value);
    const std::string wanted = reference(value);
    if (out == "null") {
      ASSERT_EQ(wanted, "null");
      continue;
    }
    ASSERT_EQ(std::bit_cast<std::uint64_t>(std::strtod(out.c_str(), nullptr)), bits) << out;
    ASSERT_LE(out.size(), wanted.size()) << wanted;  // nlohmann's are sometimes a digit too long
  }
}

TEST(JsonOutput, Strings) {
  std::vector<std::string> texts{"",
                                 "één vraag",
                                 "\"quoted\" \\ and /",
                                 "tab\tline\nreturn\rbell\b\f",
                                 std::string("zero \0 byte", 11),
                                 "\x01\x1F\x7F",
                                 "\U0001F600 \uFFFF",
                                 "bad \xFF byte",
                                 "cut \xE2\x82",
                                 "\xE2\x82 x",
                                 "\xF0\x9F\x98",
                                 "\xF0\x9F\x98 x",
                                 "\xC3",
                                 "\xC3\xC3\xA9",
                                 "\xED\xA0\x80 surrogate",
                                 "\xC0\x80 overlong",
                                 "\xF4\x90\x80\x80",
                                 "\x80\x80"};
  reference::Random random(2);
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::uint32_t n = random.below(12); n > 0; --n) {
      // Leads, continuations and what is near them, as often as letters.
      text += static_cast<char>(random.one_in(2) ? random.below(256) : 0x78 + random.below(0x88));
    }
    texts.push_back(std::move(text));
  }
  for (const std::string& text : texts) {
    std::string out;
    append_string(out, text);
    ASSERT_EQ(out, reference(text));
  }
}

TEST(JsonOutput, ListsAndObjectsOnOneLineAndOnMany) {
  Json inner = Json::object();
  put(inner, "a,b", "{[\"x\"]}: ,");
  put(inner, "flag", true);
  put(inner, "none", nullptr);
  Json list = Json::array();
  list.push_back(1);
  list.push_back(inner);
  list.push_back(Json::array());
  list.push_back(Json::object());
  list.push_back(std::vector<std::string>{"p", "q\\"});
  Json out = Json::object();
  put(out, "list", list);
  put(out, "time", 1.5);
  put(out, "empty", Json::array());

  Reference wanted = {{"list",
                       {1,
                        {{"a,b", "{[\"x\"]}: ,"}, {"flag", true}, {"none", nullptr}},
                        Reference::array(),
                        Reference::object(),
                        {"p", "q\\"}}},
                      {"time", 1.5},
                      {"empty", Reference::array()}};
  // A list of two strings is not an object.
  wanted["list"][4] = Reference::array({"p", "q\\"});
  EXPECT_EQ(dumped(out, 0), reference(wanted));
  EXPECT_EQ(dumped(out, 2), reference(wanted, 2) + "\n");
  EXPECT_EQ(dumped(Json::object(), 3), "{}\n");
}

}  // namespace
}  // namespace callnorm::io
