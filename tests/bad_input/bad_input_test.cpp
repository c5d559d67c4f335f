// Whatever the bytes, reading ends soon with a contact or with one line that says why not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "callnorm/io/builtin.hpp"
#include "callnorm/io/import.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"

namespace callnorm {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view tiny =
    R"({"format":"callnorm.contact/1","turns":[{"speaker":"agent","text":"Dag"}]})";

std::string read_test_file(const std::string& name) {
  std::ifstream file(std::string(CALLNORM_TEST_DATA) + "/" + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A success, or a failure with a message of one line.
template <class T>
void expect_tidy(const Result<T>& result) {
  if (result.ok()) return;
  const Error& error = result.error();
  EXPECT_FALSE(error.message.empty());
  EXPECT_LT(error.message.size(), 3000U);
  for (const std::string& text : {error.message, error.where}) {
    EXPECT_EQ(text.find('\n'), std::string::npos) << text;
  }
}

void read_with_everything(std::string_view bytes) {
  expect_tidy(read_contact(bytes));
  expect_tidy(read_norm(bytes));
  expect_tidy(read_script(bytes));
  for (const ImportFormat& format : import_formats()) {
    expect_tidy(import_contact(format.name, bytes));
  }
  expect_tidy(import_contact("auto", bytes));
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(BadInput, NoPrefixOfAContactIsAContact) {
  const auto contact = builtin_contact(builtin_contacts().front());
  ASSERT_TRUE(contact.ok());
  const std::string text = write_contact(*contact);
  for (std::size_t size = 0; size < text.size(); ++size) {
    const Result<Contact> result = read_contact(std::string_view(text).substr(0, size));
    ASSERT_FALSE(result.ok()) << size;
    ASSERT_TRUE(result.error().code == ErrorCode::invalid_json ||
                result.error().code == ErrorCode::invalid_utf8)
        << size << ": " << result.error().message;
    expect_tidy(result);
  }
}

TEST(BadInput, NoPrefixOfAForeignFileIsAContact) {
  for (const char* name : {"import/aws_transcribe.json", "import/harper_valley.json"}) {
    std::string text = read_test_file(name);
    ASSERT_FALSE(text.empty()) << name;
    text.erase(text.find_last_of("]}") + 1);
    for (std::size_t size = 0; size < text.size(); ++size) {
      ASSERT_FALSE(import_contact("auto", std::string_view(text).substr(0, size)).ok()) << size;
    }
  }
}

TEST(BadInput, NoPrefixOfAScriptIsAScript) {
  const std::string text =
      R"({"id":"s","version":"1","lang":"nl","steps":{"seq":["a",{"opt":"é"}]}})";
  ASSERT_TRUE(read_script(text).ok());
  for (std::size_t size = 0; size < text.size(); ++size) {
    ASSERT_FALSE(read_script(std::string_view(text).substr(0, size)).ok()) << size;
  }
}

TEST(BadInput, OneWrongByteAnywhereIsAnAnswerNotACrash) {
  const auto contact = builtin_contact(builtin_contacts().back());
  ASSERT_TRUE(contact.ok());
  std::string text = write_contact(*contact);
  text.resize(std::min<std::size_t>(text.size(), 6000));
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char kept = text[at];
    for (const char wrong : {'\0', '"', '\\', '}', '9', '\xFF'}) {
      text[at] = wrong;
      expect_tidy(read_contact(text));
    }
    text[at] = kept;
  }
}

TEST(BadInput, OneValueOfAnotherTypeAnywhereIsAnAnswerNotACrash) {
  std::vector<std::string> texts{read_test_file("import/aws_transcribe.json"),
                                 read_test_file("import/harper_valley.json")};
  const auto contact = builtin_contact(builtin_contacts().back());
  ASSERT_TRUE(contact.ok());
  texts.push_back(write_contact(*contact));
  for (const std::string& text : texts) {
    const Json json = Json::parse(text);
    const std::vector<Json> others{nullptr, "t1", -1, true, Json::array(), Json::object()};
    const Json leaves = json.flatten();
    for (const auto& [pointer, old] : leaves.items()) {
      for (const Json& other : others) {
        Json edited = json;
        edited[Json::json_pointer(pointer)] = other;
        const std::string bytes = edited.dump();
        expect_tidy(read_contact(bytes));
        expect_tidy(import_contact("auto", bytes));
      }
    }
  }
}

TEST(BadInput, BrokenUtf8IsFoundEverywhere) {
  for (const std::string_view bytes :
       {std::string_view("\xC0\x80"), std::string_view("\xED\xA0\x80"),
        std::string_view("\xF4\x90\x80\x80"), std::string_view("\xE2\x82"),
        std::string_view("\x80"), std::string_view("\xF8\x88\x80\x80\x80")}) {
    std::string text(tiny);
    const std::size_t at = text.find("Dag");
    text.insert(at, bytes);
    const Result<Contact> result = read_contact(text);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::invalid_utf8);
    EXPECT_EQ(result.error().where, std::to_string(at));
  }
}

TEST(BadInput, NestingWithoutEndIsRefusedAtOnce) {
  for (const char* open : {"[", "{\"a\":", "{\"turns\":[", "{\"seq\":[", "{\"opt\":"}) {
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += open;
    const auto start = std::chrono::steady_clock::now();
    read_with_everything(text);
    EXPECT_LT(seconds_since(start), 5.0) << open;
    const Result<Script> script = read_script(text);
    ASSERT_FALSE(script.ok());
    EXPECT_EQ(script.error().code, ErrorCode::invalid_json);
    EXPECT_THAT(script.error().message, testing::HasSubstr("nested deeper than 128 levels"));
  }
}

TEST(BadInput, NumbersOutOfRangeAreErrorsWithAPlace) {
  const auto contact = [](const std::string& start) {
    return read_contact(
        R"({"format":"callnorm.contact/1","turns":[{"speaker":"agent","text":"a","start":)" +
        start + R"(,"end":2678400}]})");
  };
  for (const char* number : {"1e999", "-1e999", "NaN", "Infinity", "0x10", "01", "1.", ".5",
                             "99999999999999999999999"}) {
    const Result<Contact> result = contact(number);
    ASSERT_FALSE(result.ok()) << number;
    EXPECT_EQ(result.error().code, ErrorCode::invalid_json) << number;
    EXPECT_EQ(result.error().where.substr(0, 2), "1:") << number;
  }
  for (const char* number :
       {"1e300", "-2678400.001", "9223372036854775807", "18446744073709551615"}) {
    const Result<Contact> result = contact(number);
    ASSERT_FALSE(result.ok()) << number;
    EXPECT_EQ(result.error().where, "/turns/0/start") << number;
  }
  for (const char* number : {"1e-400", "-0", "-0.0", "0.0000001", "1E2", "5e-324"}) {
    EXPECT_TRUE(contact(number).ok()) << number;
  }
}

TEST(BadInput, CountsOutOfRangeAreErrorsWithAPlace) {
  for (const char* count : {"-1", "4294967296", "1.5", "1e20", "\"3\""}) {
    const Result<Contact> result = read_contact(
        std::string(
            R"({"format":"callnorm.contact/1","tools":[{"tool":"t","at":0,"interactions":)") +
        count + "}]}");
    ASSERT_FALSE(result.ok()) << count;
    EXPECT_EQ(result.error().where, "/tools/0/interactions") << count;
  }
}

TEST(BadInput, ExplosiveExpressionsAreRefusedWhereTheyStand) {
  for (const char* regex :
       {"(a+)+$", "(a*)*b", "(.*)*", "((a+)b?)+", "(a)\\\\1", "a{2000}", "(?R)"}) {
    const std::string script =
        std::string(R"({"id":"s","version":"1","steps":"a","data":[{"id":"d","pattern":")") +
        regex + "\"}]}";
    const auto start = std::chrono::steady_clock::now();
    const Result<Script> result = read_script(script);
    EXPECT_LT(seconds_since(start), 2.0);
    ASSERT_FALSE(result.ok()) << regex;
    EXPECT_EQ(result.error().code, ErrorCode::pattern_too_complex)
        << regex << ": " << result.error().message;
    EXPECT_EQ(result.error().where, "/data/0/pattern");
  }
}

TEST(BadInput, AScriptOfAMillionStepsIsRefusedInTime) {
  std::string text = R"({"id":"s","version":"1","steps":{"seq":["a")";
  for (int i = 0; i < 1'000'000; ++i) text += ",\"a\"";
  text += "]}}";
  const auto start = std::chrono::steady_clock::now();
  const Result<Script> script = read_script(text);
  EXPECT_LT(seconds_since(start), 10.0);
  ASSERT_FALSE(script.ok());
  EXPECT_EQ(script.error().where, "/steps/seq/1999");
}

TEST(BadInput, AContactOfADayIsAContact) {
  const auto contact = read_contact(
      R"({"format":"callnorm.contact/1","connect":0,"duration":86400,"turns":[
          {"speaker":"agent","text":"Dag","start":0,"end":1},
          {"speaker":"client","text":"Dag","start":86399,"end":86400}]})");
  ASSERT_TRUE(contact.ok());
  EXPECT_EQ(contact->extent().length(), std::chrono::hours{24});
}

TEST(BadInput, AHundredThousandTurnsAreReadInTime) {
  std::string text = R"({"format":"callnorm.contact/1","turns":[)";
  std::string acts;
  for (int i = 0; i < 100'000; ++i) {
    const std::string at = std::to_string(i);
    if (i > 0) {
      text += ",";
      acts += ",";
    }
    text += R"({"speaker":"agent","text":"Dag","start":)" + at + R"(,"end":)" + at + ".5}";
    acts += R"({"kind":"question","turn":"t)" + std::to_string(i + 1) + "\"}";
  }
  text += R"(],"acts":[)" + acts + "]}";
  const auto start = std::chrono::steady_clock::now();
  const Result<Contact> contact = read_contact(text);
  EXPECT_LT(seconds_since(start), 20.0);  // far above what it takes, far below quadratic time
  ASSERT_TRUE(contact.ok()) << contact.error().message;
  EXPECT_EQ(contact->turns().size(), 100'000U);
  EXPECT_EQ(contact->data().acts.back().turn, 99'999U);
}

TEST(BadInput, AHundredThousandFactsAndUnknownKeysAreReadInTime) {
  std::string facts;
  std::string strangers;
  for (int i = 0; i < 100'000; ++i) {
    facts += (i > 0 ? ",\"f" : "\"f") + std::to_string(i) + "\":1";
    strangers += ",\"k" + std::to_string(i) + "\":1";
  }
  const std::string text =
      R"({"format":"callnorm.contact/1","facts":{)" + facts + "}" + strangers + "}";
  const auto start = std::chrono::steady_clock::now();
  const Result<Contact> contact = read_contact(text);
  EXPECT_LT(seconds_since(start), 20.0);
  ASSERT_TRUE(contact.ok()) << contact.error().message;
  EXPECT_LE(contact->data().source.notes.size(), 51U);
  EXPECT_FALSE(write_contact(*contact).empty());
  EXPECT_LT(seconds_since(start), 40.0);
}

TEST(BadInput, AnEmptyContactSaysWhatIsMissing) {
  const Result<Contact> contact = read_contact(R"({"format":"callnorm.contact/1"})");
  ASSERT_FALSE(contact.ok());
  EXPECT_EQ(contact.error().code, ErrorCode::invalid_contact);
  EXPECT_THAT(contact.error().message, testing::HasSubstr("nothing was recorded"));
}

}  // namespace
}  // namespace callnorm
