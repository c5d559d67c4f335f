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

template <class T>
std::string written(const T& value) {
  JsonWriter out(0);  // it has to grow for everything
  out.value(value);
  return out.take();
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
    const std::string out = written(value);
    EXPECT_EQ(out, reference(value)) << value;
  }
  for (const double odd :
       {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
        std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_EQ(written(odd), "null");
  }
  EXPECT_EQ(written(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(written(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
}

TEST(JsonOutput, EveryMillisecondOfAWorkingDay) {
  for (std::int64_t ms = 0; ms < 36'000'000; ms += 7) {
    const double value = static_cast<double>(ms) / 1000.0;
    const std::string out = written(value);
    ASSERT_EQ(out, reference(value)) << ms;
  }
}

TEST(JsonOutput, RandomNumbersReadBackAndAreNoLonger) {
  reference::Random random(1);
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t bits =
        (static_cast<std::uint64_t>(random.below(0xFFFFFFFFU)) << 32U) | random.below(0xFFFFFFFFU);
    const auto value = std::bit_cast<double>(bits);
    const std::string out = written(value);
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
    const std::string out = written(text);
    ASSERT_EQ(out, reference(text));
  }
}

TEST(JsonOutput, ListsAndObjectsOnOneLineAndOnMany) {
  const auto write = [](JsonWriter& out) {
    out.object([&] {
      out.key("list").array([&] {
        out.value(1);
        out.object([&] {
          out.put("a,b", "{[\"x\"]}: ,");
          out.put("flag", true);
          out.put("none", nullptr);
          out.put_if("left out", "");
          out.put_if("too", std::optional<int>());
          out.put_or_null("nobody", "");
        });
        out.array([] {});
        out.object([] {});
        out.value(std::vector<std::string>{"p", "q\\"});
      });
      out.put_object_if("left out", [&] { out.put_if("nothing", std::vector<std::string>()); });
      out.put_object_if("time", [&] {
        out.put("s", Millis{1500});
        out.put_object_if("nothing", [] {});
        out.put_if("end", std::optional(Millis{-1}));
      });
      out.put_list("empty", std::vector<int>(), [](JsonWriter& to, int i) { to.value(i); });
    });
  };
  Reference wanted = {
      {"list",
       {1,
        {{"a,b", "{[\"x\"]}: ,"}, {"flag", true}, {"none", nullptr}, {"nobody", nullptr}},
        Reference::array(),
        Reference::object(),
        {"p", "q\\"}}},
      {"time", {{"s", 1.5}, {"end", -0.001}}},
      {"empty", Reference::array()}};
  // A list of two strings is not an object.
  wanted["list"][4] = Reference::array({"p", "q\\"});
  for (const int indent : {0, 2}) {
    for (const std::size_t room : {0U, 1U, 10'000U}) {
      JsonWriter out(room);
      write(out);
      EXPECT_EQ(out.take(indent), indent == 0 ? reference(wanted) : reference(wanted, 2) + "\n");
      EXPECT_EQ(out.text(), "");
    }
  }
  JsonWriter out;
  out.object([] {});
  EXPECT_EQ(out.text(), "{}");
  EXPECT_EQ(out.take(3), "{}\n");
}

}  // namespace
}  // namespace callnorm::io
