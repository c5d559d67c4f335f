// callnorm_document: a text that means what was put, in that order, or a failure with its place.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>

#include "callnorm.h"
#include "sample.hpp"

namespace {

using Json = nlohmann::ordered_json;

struct Failure {
  callnorm_error error = CALLNORM_ERROR_INIT;
  operator callnorm_error*() noexcept { return &error; }  // NOLINT: implicit, as in C
};

sample::Document made() {
  callnorm_document* out = nullptr;
  EXPECT_EQ(callnorm_document_create(&out, nullptr), CALLNORM_OK);
  return sample::Document(out);
}

std::string text_of(callnorm_document* document) {
  const char* json = nullptr;
  std::size_t size = 0;
  Failure failure;
  EXPECT_EQ(callnorm_document_json(document, &json, &size, failure), CALLNORM_OK)
      << failure.error.message << " at " << failure.error.where;
  if (json == nullptr) return {};
  EXPECT_EQ(std::strlen(json), size);
  return {json, size};
}

/// Puts a whole value, as a program would that walks its own tables.
void put(callnorm_document* to, const char* key, const Json& value) {
  callnorm_status status = CALLNORM_OK;
  switch (value.type()) {
    case Json::value_t::object:
      status = callnorm_document_object(to, key, nullptr);
      for (const auto& [name, member] : value.items()) put(to, name.c_str(), member);
      EXPECT_EQ(callnorm_document_close(to, nullptr), CALLNORM_OK);
      break;
    case Json::value_t::array:
      status = callnorm_document_list(to, key, nullptr);
      for (const Json& entry : value) put(to, nullptr, entry);
      EXPECT_EQ(callnorm_document_close(to, nullptr), CALLNORM_OK);
      break;
    case Json::value_t::string: {
      const auto& text = value.get_ref<const std::string&>();
      status = callnorm_document_text(to, key, text.data(), text.size(), nullptr);
      break;
    }
    case Json::value_t::boolean:
      status = callnorm_document_boolean(to, key, value.get<bool>() ? 1 : 0, nullptr);
      break;
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      status = callnorm_document_integer(to, key, value.get<std::int64_t>(), nullptr);
      break;
    case Json::value_t::number_float:
      status = callnorm_document_number(to, key, value.get<double>(), nullptr);
      break;
    default: status = callnorm_document_null(to, key, nullptr); break;
  }
  EXPECT_EQ(status, CALLNORM_OK) << (key == nullptr ? "an entry" : key);
}

sample::Document rebuilt(const Json& value) {
  sample::Document document = made();
  for (const auto& [name, member] : value.items()) put(document.get(), name.c_str(), member);
  return document;
}

std::string json_of(const callnorm_contact* contact) {
  sample::Buffer buffer;
  EXPECT_EQ(callnorm_contact_to_json(contact, 0, &buffer.value, nullptr), CALLNORM_OK);
  return std::string(buffer.text());
}

// ---- What it is for

TEST(Document, HoldsEveryBuiltinContactFieldByField) {
  for (std::size_t i = 0; callnorm_builtin_contact_id(i) != nullptr; ++i) {
    SCOPED_TRACE(callnorm_builtin_contact_id(i));
    callnorm_contact* whole = nullptr;
    ASSERT_EQ(callnorm_contact_builtin(callnorm_builtin_contact_id(i), &whole, nullptr),
              CALLNORM_OK);
    const sample::Contact given(whole);
    const std::string json = json_of(given.get());
    const sample::Document document = rebuilt(Json::parse(json));
    const std::string written = text_of(document.get());
    callnorm_contact* read = nullptr;
    Failure failure;
    ASSERT_EQ(callnorm_contact_import("callnorm", written.data(), written.size(), nullptr, &read,
                                      failure),
              CALLNORM_OK)
        << failure.error.message << " at " << failure.error.where;
    const sample::Contact back(read);
    EXPECT_EQ(json_of(back.get()), json);
  }
}

TEST(Document, HoldsANormAndAScript) {
  callnorm_norm* norm = nullptr;
  ASSERT_EQ(callnorm_norm_builtin(nullptr, &norm, nullptr), CALLNORM_OK);
  const sample::Norm given(norm);
  sample::Buffer json;
  ASSERT_EQ(callnorm_norm_to_json(norm, 0, &json.value, nullptr), CALLNORM_OK);
  const std::string written = text_of(rebuilt(Json::parse(json.text())).get());
  callnorm_norm* read = nullptr;
  ASSERT_EQ(callnorm_norm_parse(written.data(), written.size(), &read, nullptr), CALLNORM_OK);
  const sample::Norm back(read);
  sample::Buffer again;
  ASSERT_EQ(callnorm_norm_to_json(read, 0, &again.value, nullptr), CALLNORM_OK);
  EXPECT_EQ(again.text(), json.text());

  const std::string script = text_of(rebuilt(Json::parse(sample::script)).get());
  callnorm_script* steps = nullptr;
  ASSERT_EQ(callnorm_script_parse(script.data(), script.size(), &steps, nullptr), CALLNORM_OK);
  EXPECT_STREQ(callnorm_script_id(steps), "test.script");
  callnorm_script_destroy(steps);
}

TEST(Document, FromRowsToAVerdict) {
  const sample::Document call = made();
  callnorm_document* const d = call.get();
  Failure failure;
  callnorm_document_text(d, "format", "callnorm.contact/1", SIZE_MAX, failure);
  callnorm_document_text(d, "channel", "voice", SIZE_MAX, failure);
  callnorm_document_text(d, "language", "en", SIZE_MAX, failure);
  callnorm_document_list(d, "turns", failure);
  const auto turn = [&](const char* speaker, const char* words, std::int64_t begin,
                        std::int64_t end) {
    callnorm_document_object(d, nullptr, failure);
    callnorm_document_text(d, "speaker", speaker, SIZE_MAX, failure);
    callnorm_document_time(d, "start", begin, failure);
    callnorm_document_time(d, "end", end, failure);
    callnorm_document_text(d, "text", words, SIZE_MAX, failure);
    callnorm_document_close(d, failure);
  };
  turn("agent", "Good morning, how can I help you?", 0, 1999);
  turn("client", "My line is down since Monday.", 2001, 4250);
  callnorm_document_close(d, failure);
  ASSERT_EQ(failure.error.status, CALLNORM_OK) << failure.error.message;
  const std::string json = text_of(d);
  callnorm_contact* read = nullptr;
  ASSERT_EQ(callnorm_contact_import("callnorm", json.data(), json.size(), "c-7", &read, failure),
            CALLNORM_OK)
      << failure.error.message << " at " << failure.error.where;
  const sample::Contact contact(read);
  EXPECT_STREQ(callnorm_contact_id(read), "c-7");
  EXPECT_STREQ(callnorm_contact_channel(read), "voice");
  EXPECT_STREQ(callnorm_contact_language(read), "en");
  callnorm_turn second = CALLNORM_TURN_INIT;
  ASSERT_EQ(callnorm_contact_turn(read, 1, &second, failure), CALLNORM_OK);
  EXPECT_EQ(second.time_begin_ms, 2001);
  EXPECT_EQ(second.time_end_ms, 4250);
  callnorm_evaluator* evaluator = nullptr;
  ASSERT_EQ(callnorm_evaluator_create(nullptr, nullptr, nullptr, &evaluator, failure), CALLNORM_OK);
  callnorm_evaluation* evaluation = nullptr;
  ASSERT_EQ(callnorm_evaluate(evaluator, read, &evaluation, failure), CALLNORM_OK);
  EXPECT_EQ(callnorm_evaluation_indicator_count(evaluation), 19U);
  callnorm_evaluation_destroy(evaluation);
  callnorm_evaluator_destroy(evaluator);
}

// ---- What it writes

TEST(Document, TimesAreSecondsToTheMillisecond) {
  const sample::Document document = made();
  callnorm_document_list(document.get(), "t", nullptr);
  constexpr std::int64_t times[] = {0, 1, -1, 10, 999, 1000, -1500, 12345, 2'678'400'000};
  for (const std::int64_t ms : times) {
    callnorm_document_time(document.get(), nullptr, ms, nullptr);
  }
  callnorm_document_close(document.get(), nullptr);
  EXPECT_EQ(Json::parse(text_of(document.get())),
            Json::parse(R"({"t":[0,0.001,-0.001,0.01,0.999,1,-1.5,12.345,2678400]})"));
}

TEST(Document, MembersKeepTheirOrderAndOddTextsTheirBytes) {
  const sample::Document document = made();
  callnorm_document* const d = document.get();
  const std::string_view odd("a\0\"\\\n\x7F\xE2\x82\xAC", 9);
  callnorm_document_text(d, "z", odd.data(), odd.size(), nullptr);
  callnorm_document_text(d, "", "", 0, nullptr);
  callnorm_document_text(d, "a\"/~\xC3\xA9", nullptr, 0, nullptr);
  callnorm_document_integer(d, "i", std::numeric_limits<std::int64_t>::min(), nullptr);
  callnorm_document_number(d, "n", 0.1, nullptr);
  callnorm_document_boolean(d, "b", 2, nullptr);
  callnorm_document_object(d, "o", nullptr);
  callnorm_document_close(d, nullptr);
  callnorm_document_null(d, "e", nullptr);
  const Json read = Json::parse(text_of(d));
  std::string keys;
  for (const auto& [key, value] : read.items()) keys += key + ",";
  EXPECT_EQ(keys, "z,,a\"/~\xC3\xA9,i,n,b,o,e,");
  EXPECT_EQ(read["z"], odd);
  EXPECT_EQ(read["i"], std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(read["n"], 0.1);
  EXPECT_EQ(read["b"], true);
  EXPECT_EQ(read["o"], Json::object());
  EXPECT_TRUE(read["e"].is_null());
}

Json random_json(std::mt19937_64& random, int depth) {
  const auto below = [&](std::uint64_t n) { return random() % n; };
  switch (below(depth > 4 ? 5 : 7)) {
    case 0: return nullptr;
    case 1: return below(2) == 0;
    case 2: return static_cast<std::int64_t>(random());
    case 3: {
      double value = 0;
      const std::uint64_t bits = random();
      std::memcpy(&value, &bits, sizeof value);
      return std::isfinite(value) ? Json(value) : Json(0.5);
    }
    case 4: {
      std::string text;
      constexpr std::string_view pieces[] = {"a",  " ",    "\"",       "\\",
                                             "\n", "\x01", "\xC3\xA9", "\xF0\x9F\x98\x80"};
      for (std::uint64_t i = below(6); i > 0; --i) text += pieces[below(8)];
      return text;
    }
    case 5: {
      Json list = Json::array();
      for (std::uint64_t i = below(5); i > 0; --i) list.push_back(random_json(random, depth + 1));
      return list;
    }
    default: {
      Json object = Json::object();
      for (std::uint64_t i = below(5); i > 0; --i) {
        object["k" + std::to_string(below(100))] = random_json(random, depth + 1);
      }
      return object;
    }
  }
}

TEST(Document, WritesWhatWasPut) {
  constexpr std::uint64_t seed = 20261129;
  std::mt19937_64 random(seed);
  for (int i = 0; i < 500; ++i) {
    Json value = Json::object();
    for (int k = 0; k < 4; ++k) value["m" + std::to_string(k)] = random_json(random, 1);
    const Json read = Json::parse(text_of(rebuilt(value).get()));
    ASSERT_EQ(read, value) << "seed " << seed << ", document " << i;
    ASSERT_EQ(read.dump(), value.dump()) << "seed " << seed << ", document " << i;  // the order
  }
}

// ---- What it refuses

struct Mistake {
  const char* name;
  callnorm_status (*make)(callnorm_document*, callnorm_error*);
  callnorm_status status;
  const char* where;
};

// Each is made inside {"turns": [1, {"text": "x", ...
const Mistake mistakes[] = {
    {"no key", [](auto* d, auto* e) { return callnorm_document_integer(d, nullptr, 1, e); },
     CALLNORM_INVALID_ARGUMENT, "/turns/1"},
    {"no key for a list", [](auto* d, auto* e) { return callnorm_document_list(d, nullptr, e); },
     CALLNORM_INVALID_ARGUMENT, "/turns/1"},
    {"a key twice", [](auto* d, auto* e) { return callnorm_document_boolean(d, "text", 1, e); },
     CALLNORM_INVALID_ARGUMENT, "/turns/1/text"},
    {"a key that is not UTF-8",
     [](auto* d, auto* e) { return callnorm_document_null(d, "a\xFF", e); }, CALLNORM_INVALID_UTF8,
     "/turns/1/a?"},
    {"a text that is not UTF-8",
     [](auto* d, auto* e) { return callnorm_document_text(d, "a/b~", "ab\xFF", 3, e); },
     CALLNORM_INVALID_UTF8, "/turns/1/a~1b~0"},
    {"no text", [](auto* d, auto* e) { return callnorm_document_text(d, "a", nullptr, 1, e); },
     CALLNORM_INVALID_ARGUMENT, "/turns/1/a"},
    {"infinity", [](auto* d, auto* e) { return callnorm_document_number(d, "n", HUGE_VAL, e); },
     CALLNORM_INVALID_ARGUMENT, "/turns/1/n"},
    {"a key in a list",
     [](auto* d, auto* e) {
       callnorm_document_close(d, e);
       return callnorm_document_integer(d, "k", 1, e);
     },
     CALLNORM_INVALID_ARGUMENT, "/turns/2"},
    {"one close too many",
     [](auto* d, auto* e) {
       callnorm_document_close(d, e);
       callnorm_document_close(d, e);
       return callnorm_document_close(d, e);
     },
     CALLNORM_INVALID_ARGUMENT, ""},
};

class DocumentMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(DocumentMistakes, FailWithTheirPlaceAndStay) {
  const Mistake& mistake = GetParam();
  const sample::Document document = made();
  callnorm_document* const d = document.get();
  Failure failure;
  callnorm_document_list(d, "turns", failure);
  callnorm_document_integer(d, nullptr, 1, failure);
  callnorm_document_object(d, nullptr, failure);
  callnorm_document_text(d, "text", "x", 1, failure);
  ASSERT_EQ(failure.error.status, CALLNORM_OK);

  EXPECT_EQ(mistake.make(d, failure), mistake.status);
  EXPECT_EQ(failure.error.status, mistake.status);
  EXPECT_STREQ(failure.error.where, mistake.where);
  const std::string message = failure.error.message;
  EXPECT_FALSE(message.empty());
  // Everything after it is the same failure, also by other ways.
  const char* json = nullptr;
  for (int i = 0; i < 2; ++i) {
    failure = Failure{};
    EXPECT_EQ(i == 0 ? callnorm_document_integer(d, "fine", 1, failure)
                     : callnorm_document_json(d, &json, nullptr, failure),
              mistake.status);
    EXPECT_STREQ(failure.error.where, mistake.where);
    EXPECT_EQ(failure.error.message, message);
  }
  EXPECT_EQ(json, nullptr);
  callnorm_document_clear(d);
  EXPECT_EQ(text_of(d), "{}");
}

INSTANTIATE_TEST_SUITE_P(, DocumentMistakes, testing::ValuesIn(mistakes), [](const auto& each) {
  std::string name;
  for (const char c : std::string_view(each.param.name)) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) name += c;
  }
  return name;
});

TEST(Document, OpenListsAreToldAndMayStillBeClosed) {
  const sample::Document document = made();
  callnorm_document* const d = document.get();
  Failure failure;
  callnorm_document_object(d, "events", failure);
  callnorm_document_list(d, "hold", failure);
  const char* json = nullptr;
  EXPECT_EQ(callnorm_document_json(d, &json, nullptr, failure), CALLNORM_INVALID_ARGUMENT);
  EXPECT_STREQ(failure.error.where, "/events/hold");
  EXPECT_EQ(json, nullptr);
  callnorm_document_close(d, nullptr);
  callnorm_document_close(d, nullptr);
  EXPECT_EQ(text_of(d), R"({"events":{"hold":[]}})");
}

TEST(Document, NestsAsDeepAsTheReadersTake) {
  const sample::Document document = made();
  callnorm_document* const d = document.get();
  callnorm_status status = callnorm_document_list(d, "a", nullptr);
  int deep = 1;  // the document itself
  while (status == CALLNORM_OK && deep < 1000) {
    ++deep;
    status = callnorm_document_list(d, nullptr, nullptr);
  }
  EXPECT_EQ(status, CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(deep, 128);
}

TEST(Document, NullIsAnArgumentThatIsWrong) {
  Failure failure;
  EXPECT_EQ(callnorm_document_create(nullptr, failure), CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(callnorm_document_close(nullptr, failure), CALLNORM_INVALID_ARGUMENT);
  EXPECT_STREQ(failure.error.message, "document is NULL");
  const sample::Document document = made();
  EXPECT_EQ(callnorm_document_json(document.get(), nullptr, nullptr, failure),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_STREQ(failure.error.message, "json is NULL");
  EXPECT_EQ(text_of(document.get()), "{}");  // neither counts as a failure of the document
  callnorm_document_clear(nullptr);
  callnorm_document_destroy(nullptr);
}

}  // namespace
