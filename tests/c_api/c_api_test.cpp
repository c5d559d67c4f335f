// What a program that knows only callnorm.h and the shared library sees.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "callnorm.h"
#include "sample.hpp"

namespace {

/// An error that remembers nothing from an earlier call.
struct Failure {
  callnorm_error error = CALLNORM_ERROR_INIT;
  operator callnorm_error*() noexcept { return &error; }  // NOLINT: implicit, as in C
  [[nodiscard]] std::string_view where() const noexcept { return error.where; }
  [[nodiscard]] std::string_view message() const noexcept { return error.message; }
};

/// A handle that no call may write to; compared, never used.
template <class T>
T* untouched() noexcept {
  static char place = 0;
  return reinterpret_cast<T*>(&place);
}

sample::Norm default_norm() {
  Failure failure;
  callnorm_norm* out = nullptr;
  EXPECT_EQ(callnorm_norm_builtin(nullptr, &out, failure), CALLNORM_OK) << failure.message();
  return sample::Norm(out);
}

sample::Script sample_script() {
  Failure failure;
  callnorm_script* out = nullptr;
  EXPECT_EQ(callnorm_script_parse(sample::script.data(), sample::script.size(), &out, failure),
            CALLNORM_OK)
      << failure.message() << " at " << failure.where();
  return sample::Script(out);
}

sample::Contact import(std::string_view json, const char* format = "auto") {
  Failure failure;
  callnorm_contact* out = nullptr;
  EXPECT_EQ(callnorm_contact_import(format, json.data(), json.size(), nullptr, &out, failure),
            CALLNORM_OK)
      << failure.message() << " at " << failure.where();
  return sample::Contact(out);
}

sample::Evaluator default_evaluator(const callnorm_script* script = nullptr) {
  Failure failure;
  callnorm_evaluator* out = nullptr;
  EXPECT_EQ(callnorm_evaluator_create(nullptr, script, nullptr, &out, failure), CALLNORM_OK)
      << failure.message();
  return sample::Evaluator(out);
}

sample::Evaluation evaluate(const callnorm_evaluator* evaluator, const callnorm_contact* contact) {
  Failure failure;
  callnorm_evaluation* out = nullptr;
  EXPECT_EQ(callnorm_evaluate(evaluator, contact, &out, failure), CALLNORM_OK)
      << failure.message() << " at " << failure.where();
  return sample::Evaluation(out);
}

std::string json_of(const callnorm_evaluation* evaluation, std::int32_t indent = 0) {
  Failure failure;
  sample::Buffer buffer;
  EXPECT_EQ(callnorm_evaluation_to_json(evaluation, indent, &buffer.value, failure), CALLNORM_OK)
      << failure.message();
  return std::string(buffer.text());
}

// ---- Version, status, names

TEST(CApi, VersionOfTheLibraryIsThatOfTheHeader) {
  EXPECT_EQ(callnorm_version(),
            CALLNORM_MAKE_VERSION(CALLNORM_VERSION_MAJOR, CALLNORM_VERSION_MINOR,
                                  CALLNORM_VERSION_PATCH));
  const std::string expected = std::to_string(CALLNORM_VERSION_MAJOR) + "." +
                               std::to_string(CALLNORM_VERSION_MINOR) + "." +
                               std::to_string(CALLNORM_VERSION_PATCH);
  EXPECT_EQ(callnorm_version_string(), expected);
}

TEST(CApi, TheLibraryServesItsOwnHeaderAndNoneOfTheFuture) {
  EXPECT_GE(callnorm_version_oldest(), CALLNORM_MAKE_VERSION(0, 1, 0));
  EXPECT_LE(callnorm_version_oldest(), callnorm_version());
}

TEST(CApi, EveryStatusHasAName) {
  EXPECT_STREQ(callnorm_status_name(CALLNORM_OK), "ok");
  EXPECT_STREQ(callnorm_status_name(CALLNORM_INVALID_NORM), "invalid norm");
  EXPECT_STREQ(callnorm_status_name(CALLNORM_UNREADABLE), "unreadable");
  EXPECT_STREQ(callnorm_status_name(CALLNORM_OUT_OF_MEMORY), "out of memory");
  EXPECT_STREQ(callnorm_status_name(CALLNORM_INTERNAL), "internal error");
  for (callnorm_status s = CALLNORM_INVALID_ARGUMENT; s <= CALLNORM_UNREADABLE; ++s) {
    EXPECT_STRNE(callnorm_status_name(s), "unknown status") << s;
    EXPECT_STRNE(callnorm_status_name(s), "unknown error") << s;
  }
  for (const callnorm_status s : {-1, 11, 99, 102, INT32_MIN, INT32_MAX}) {
    EXPECT_STREQ(callnorm_status_name(s), "unknown status") << s;
  }
}

TEST(CApi, EveryVerdictHasAName) {
  EXPECT_STREQ(callnorm_verdict_name(CALLNORM_DEMONSTRATED), "demonstrated");
  EXPECT_STREQ(callnorm_verdict_name(CALLNORM_NOT_DEMONSTRATED), "not_demonstrated");
  EXPECT_STREQ(callnorm_verdict_name(CALLNORM_INSUFFICIENT_EVIDENCE), "insufficient_evidence");
  EXPECT_STREQ(callnorm_verdict_name(CALLNORM_NOT_APPLICABLE), "not_applicable");
  for (const callnorm_verdict v : {0, 5, -1, INT32_MAX}) {
    EXPECT_STREQ(callnorm_verdict_name(v), "unknown verdict") << v;
  }
}

// ---- What comes with the library

TEST(CApi, BuiltinListsEndWithNull) {
  for (const auto list : {callnorm_builtin_norm_id, callnorm_builtin_script_id,
                          callnorm_builtin_contact_id, callnorm_format_name}) {
    ASSERT_NE(list(0), nullptr);
    std::size_t size = 0;
    while (list(size) != nullptr) ++size;
    EXPECT_EQ(list(size + 1), nullptr);
    EXPECT_EQ(list(CALLNORM_NOT_FOUND), nullptr);
  }
}

TEST(CApi, EveryFormatHasADescription) {
  bool own = false;
  for (std::size_t i = 0; callnorm_format_name(i) != nullptr; ++i) {
    EXPECT_GT(std::strlen(callnorm_format_description(i)), 0U) << callnorm_format_name(i);
    own = own || std::string_view(callnorm_format_name(i)) == "callnorm";
  }
  EXPECT_TRUE(own);
}

TEST(CApi, EverythingBuiltInCanBeMade) {
  Failure failure;
  for (std::size_t i = 0; const char* id = callnorm_builtin_norm_id(i); ++i) {
    callnorm_norm* norm = nullptr;
    ASSERT_EQ(callnorm_norm_builtin(id, &norm, failure), CALLNORM_OK) << failure.message();
    EXPECT_STREQ(callnorm_norm_id(norm), id);
    EXPECT_GT(std::strlen(callnorm_norm_version(norm)), 0U);
    callnorm_norm_destroy(norm);
  }
  for (std::size_t i = 0; const char* id = callnorm_builtin_script_id(i); ++i) {
    callnorm_script* script = nullptr;
    ASSERT_EQ(callnorm_script_builtin(id, &script, failure), CALLNORM_OK) << failure.message();
    EXPECT_STREQ(callnorm_script_id(script), id);
    EXPECT_GT(std::strlen(callnorm_script_version(script)), 0U);
    callnorm_script_destroy(script);
  }
  for (std::size_t i = 0; const char* id = callnorm_builtin_contact_id(i); ++i) {
    callnorm_contact* contact = nullptr;
    ASSERT_EQ(callnorm_contact_builtin(id, &contact, failure), CALLNORM_OK) << failure.message();
    EXPECT_STREQ(callnorm_contact_id(contact), id);
    EXPECT_GT(callnorm_contact_turn_count(contact), 0U);
    callnorm_contact_destroy(contact);
  }
}

TEST(CApi, UnknownBuiltinIsUnsupportedAndTheMessageNamesWhatThereIs) {
  Failure failure;
  callnorm_norm* norm = untouched<callnorm_norm>();
  EXPECT_EQ(callnorm_norm_builtin("nl.none", &norm, failure), CALLNORM_UNSUPPORTED);
  EXPECT_EQ(norm, untouched<callnorm_norm>());
  EXPECT_EQ(failure.error.status, CALLNORM_UNSUPPORTED);
  EXPECT_NE(failure.message().find(callnorm_builtin_norm_id(0)), std::string_view::npos)
      << failure.message();
  callnorm_script* script = untouched<callnorm_script>();
  EXPECT_EQ(callnorm_script_builtin("none", &script, failure), CALLNORM_UNSUPPORTED);
  EXPECT_EQ(script, untouched<callnorm_script>());
  callnorm_contact* contact = untouched<callnorm_contact>();
  EXPECT_EQ(callnorm_contact_builtin("none", &contact, failure), CALLNORM_UNSUPPORTED);
  EXPECT_EQ(contact, untouched<callnorm_contact>());
}

TEST(CApi, SchemasAreTerminatedAndUnknownNamesHaveNone) {
  for (const char* name : {"norm", "script", "contact", "evaluation"}) {
    std::size_t size = 0;
    const char* text = callnorm_schema(name, &size);
    ASSERT_NE(text, nullptr) << name;
    EXPECT_EQ(std::strlen(text), size);
    EXPECT_EQ(callnorm_schema(name, nullptr), text);
  }
  std::size_t size = 7;
  EXPECT_EQ(callnorm_schema("person", &size), nullptr);
  EXPECT_EQ(size, 0U);
  EXPECT_EQ(callnorm_schema(nullptr, &size), nullptr);
}

// ---- Errors

TEST(CApi, TextThatIsNotJsonFailsWithLineAndColumn) {
  Failure failure;
  callnorm_norm* norm = untouched<callnorm_norm>();
  EXPECT_EQ(callnorm_norm_parse("{\n  \"id\" 1}", 11, &norm, failure), CALLNORM_INVALID_JSON);
  EXPECT_EQ(norm, untouched<callnorm_norm>());
  EXPECT_EQ(failure.where().substr(0, 2), "2:") << failure.where();
  EXPECT_FALSE(failure.message().empty());
  EXPECT_EQ(callnorm_norm_parse(nullptr, 0, &norm, failure), CALLNORM_INVALID_JSON);
}

TEST(CApi, JsonThatIsNotANormOrScriptFailsWithAPointer) {
  Failure failure;
  callnorm_norm* norm = untouched<callnorm_norm>();
  EXPECT_EQ(callnorm_norm_parse("{}", 2, &norm, failure), CALLNORM_INVALID_NORM);
  EXPECT_EQ(norm, untouched<callnorm_norm>());
  EXPECT_EQ(failure.error.status, CALLNORM_INVALID_NORM);
  constexpr std::string_view misspelt =
      R"({"id": "s", "version": "1", "lang": "nl", "steps": {"seq": [{"stap": "x"}]}})";
  callnorm_script* script = untouched<callnorm_script>();
  EXPECT_EQ(callnorm_script_parse(misspelt.data(), misspelt.size(), &script, failure),
            CALLNORM_INVALID_SCRIPT);
  EXPECT_EQ(script, untouched<callnorm_script>());
  EXPECT_EQ(failure.where().substr(0, 12), "/steps/seq/0") << failure.where();
}

TEST(CApi, BrokenContactFailsWithAPointer) {
  constexpr std::string_view backwards = R"({"format": "callnorm.contact/1", "turns": [
    {"speaker": "agent", "start": 5, "end": 4, "text": "Goedemiddag"}]})";
  Failure failure;
  callnorm_contact* contact = untouched<callnorm_contact>();
  EXPECT_EQ(callnorm_contact_import("callnorm", backwards.data(), backwards.size(), nullptr,
                                    &contact, failure),
            CALLNORM_INVALID_CONTACT);
  EXPECT_EQ(contact, untouched<callnorm_contact>());
  EXPECT_EQ(failure.where().substr(0, 8), "/turns/0") << failure.where();
}

TEST(CApi, BytesThatAreNotUtf8FailWithTheirPlace) {
  Failure failure;
  callnorm_script* script = untouched<callnorm_script>();
  EXPECT_EQ(callnorm_script_parse("{\"id\": \"\xFF\"}", 11, &script, failure),
            CALLNORM_INVALID_UTF8);
  EXPECT_EQ(failure.where(), "8");
  EXPECT_EQ(script, untouched<callnorm_script>());
}

TEST(CApi, UnknownFormatIsUnsupported) {
  Failure failure;
  callnorm_contact* contact = untouched<callnorm_contact>();
  EXPECT_EQ(callnorm_contact_import("telepathy", sample::contact.data(), sample::contact.size(),
                                    nullptr, &contact, failure),
            CALLNORM_UNSUPPORTED);
  EXPECT_EQ(callnorm_contact_import("auto", "{\"a\": 1}", 8, nullptr, &contact, failure),
            CALLNORM_UNSUPPORTED);
  EXPECT_EQ(contact, untouched<callnorm_contact>());
}

TEST(CApi, UnknownLanguageIsUnsupported) {
  Failure failure;
  callnorm_evaluator_options options = CALLNORM_EVALUATOR_OPTIONS_INIT;
  options.language = "tlh";
  callnorm_evaluator* evaluator = untouched<callnorm_evaluator>();
  EXPECT_EQ(callnorm_evaluator_create(nullptr, nullptr, &options, &evaluator, failure),
            CALLNORM_UNSUPPORTED);
  EXPECT_EQ(evaluator, untouched<callnorm_evaluator>());
}

TEST(CApi, ErrorMayBeNull) {
  callnorm_norm* norm = nullptr;
  EXPECT_EQ(callnorm_norm_parse("{", 1, &norm, nullptr), CALLNORM_INVALID_JSON);
  EXPECT_EQ(norm, nullptr);
}

TEST(CApi, SuccessLeavesTheErrorAlone) {
  Failure failure;
  callnorm_norm* norm = nullptr;
  EXPECT_EQ(callnorm_norm_parse("{", 1, &norm, failure), CALLNORM_INVALID_JSON);
  const std::string before(failure.message());
  EXPECT_EQ(callnorm_norm_builtin(nullptr, &norm, failure), CALLNORM_OK);
  callnorm_norm_destroy(norm);
  EXPECT_EQ(failure.message(), before);
  EXPECT_EQ(failure.error.status, CALLNORM_INVALID_JSON);
}

TEST(CApi, MessageIsOneLineOfUtf8WhateverTheCallerPassed) {
  Failure failure;
  callnorm_norm* norm = nullptr;
  const std::string id = std::string(700, 'x') + "\n\xFF\xC3";
  for (std::size_t from : {std::size_t{0}, id.size() - 4}) {
    EXPECT_EQ(callnorm_norm_builtin(id.c_str() + from, &norm, failure), CALLNORM_UNSUPPORTED);
    EXPECT_LT(failure.message().size(), sizeof failure.error.message);
    for (const char c : failure.message()) {
      EXPECT_GE(static_cast<unsigned char>(c), 0x20U);
      EXPECT_LT(static_cast<unsigned char>(c), 0xF8U);
    }
  }
}

TEST(CApi, RequiredPointersThatAreNullAreNamed) {
  const auto norm = default_norm();
  const auto contact = import(sample::contact);
  const auto evaluator = default_evaluator();
  const auto evaluation = evaluate(evaluator.get(), contact.get());
  Failure f;
  callnorm_acts* made = nullptr;
  ASSERT_EQ(callnorm_detect(evaluator.get(), contact.get(), &made, f), CALLNORM_OK);
  const sample::Acts acts(made);

  callnorm_norm* norm_out = untouched<callnorm_norm>();
  callnorm_script* script_out = untouched<callnorm_script>();
  callnorm_contact* contact_out = untouched<callnorm_contact>();
  callnorm_evaluation* evaluation_out = untouched<callnorm_evaluation>();
  callnorm_acts* acts_out = untouched<callnorm_acts>();
  callnorm_uptakes* uptakes = untouched<callnorm_uptakes>();
  callnorm_uptake uptake = CALLNORM_UPTAKE_INIT;
  callnorm_uptake_match match = CALLNORM_UPTAKE_MATCH_INIT;
  sample::Buffer buffer;
  callnorm_turn turn = CALLNORM_TURN_INIT;
  callnorm_indicator indicator = CALLNORM_INDICATOR_INIT;
  callnorm_measure measure = CALLNORM_MEASURE_INIT;
  callnorm_parameter parameter = CALLNORM_PARAMETER_INIT;
  callnorm_evidence evidence = CALLNORM_EVIDENCE_INIT;
  callnorm_act act = CALLNORM_ACT_INIT;
  const auto* e = evaluation.get();
  callnorm_buffer* b = &buffer.value;

#define EXPECT_NULL_ARGUMENT(name, call)                  \
  do {                                                    \
    f = Failure{};                                        \
    EXPECT_EQ((call), CALLNORM_INVALID_ARGUMENT);         \
    EXPECT_EQ(f.error.status, CALLNORM_INVALID_ARGUMENT); \
    EXPECT_EQ(f.message(), name " is NULL");              \
  } while (false)

  EXPECT_NULL_ARGUMENT("json", callnorm_norm_parse(nullptr, 1, &norm_out, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_norm_parse("{}", 2, nullptr, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_norm_builtin(nullptr, nullptr, f));
  EXPECT_NULL_ARGUMENT("norm", callnorm_norm_to_json(nullptr, 0, b, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_norm_to_json(norm.get(), 0, nullptr, f));
  EXPECT_NULL_ARGUMENT("json", callnorm_script_parse(nullptr, 1, &script_out, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_script_parse("{}", 2, nullptr, f));
  EXPECT_NULL_ARGUMENT("id", callnorm_script_builtin(nullptr, &script_out, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_script_builtin("x", nullptr, f));
  EXPECT_NULL_ARGUMENT("format",
                       callnorm_contact_import(nullptr, "{}", 2, nullptr, &contact_out, f));
  EXPECT_NULL_ARGUMENT("data",
                       callnorm_contact_import("auto", nullptr, 2, nullptr, &contact_out, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_contact_import("auto", "{}", 2, nullptr, nullptr, f));
  EXPECT_NULL_ARGUMENT("id", callnorm_contact_builtin(nullptr, &contact_out, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_contact_builtin("x", nullptr, f));
  EXPECT_NULL_ARGUMENT("contact", callnorm_contact_turn(nullptr, 0, &turn, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_contact_turn(contact.get(), 0, nullptr, f));
  EXPECT_NULL_ARGUMENT("contact", callnorm_contact_to_json(nullptr, 0, b, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_contact_to_json(contact.get(), 0, nullptr, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_evaluator_create(nullptr, nullptr, nullptr, nullptr, f));
  EXPECT_NULL_ARGUMENT("evaluator", callnorm_evaluate(nullptr, contact.get(), &evaluation_out, f));
  EXPECT_NULL_ARGUMENT("contact", callnorm_evaluate(evaluator.get(), nullptr, &evaluation_out, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_evaluate(evaluator.get(), contact.get(), nullptr, f));
  EXPECT_NULL_ARGUMENT("evaluation", callnorm_evaluation_to_json(nullptr, 0, b, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_evaluation_to_json(e, 0, nullptr, f));
  EXPECT_NULL_ARGUMENT("evaluation", callnorm_evaluation_indicator(nullptr, 0, &indicator, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_evaluation_indicator(e, 0, nullptr, f));
  EXPECT_NULL_ARGUMENT("evaluation", callnorm_evaluation_measure(nullptr, 0, 0, &measure, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_evaluation_measure(e, 0, 0, nullptr, f));
  EXPECT_NULL_ARGUMENT("evaluation", callnorm_evaluation_parameter(nullptr, 0, 0, &parameter, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_evaluation_parameter(e, 0, 0, nullptr, f));
  EXPECT_NULL_ARGUMENT("evaluation", callnorm_evaluation_evidence(nullptr, 0, 0, &evidence, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_evaluation_evidence(e, 0, 0, nullptr, f));
  EXPECT_NULL_ARGUMENT("evaluation",
                       callnorm_evaluation_evidence_detail(nullptr, 0, 0, 0, nullptr, nullptr, f));
  EXPECT_NULL_ARGUMENT("evaluator", callnorm_detect(nullptr, contact.get(), &acts_out, f));
  EXPECT_NULL_ARGUMENT("contact", callnorm_detect(evaluator.get(), nullptr, &acts_out, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_detect(evaluator.get(), contact.get(), nullptr, f));
  EXPECT_NULL_ARGUMENT("acts", callnorm_acts_get(nullptr, 0, &act, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_acts_get(acts.get(), 0, nullptr, f));
  EXPECT_NULL_ARGUMENT("evaluator", callnorm_uptakes_measure(nullptr, contact.get(), &uptakes, f));
  EXPECT_NULL_ARGUMENT("contact", callnorm_uptakes_measure(evaluator.get(), nullptr, &uptakes, f));
  EXPECT_NULL_ARGUMENT("out", callnorm_uptakes_measure(evaluator.get(), contact.get(), nullptr, f));
  EXPECT_NULL_ARGUMENT("uptakes", callnorm_uptakes_get(nullptr, 0, &uptake, f));
  EXPECT_NULL_ARGUMENT("uptakes", callnorm_uptakes_match(nullptr, 0, 0, &match, f));
#undef EXPECT_NULL_ARGUMENT

  EXPECT_EQ(norm_out, untouched<callnorm_norm>());
  EXPECT_EQ(script_out, untouched<callnorm_script>());
  EXPECT_EQ(contact_out, untouched<callnorm_contact>());
  EXPECT_EQ(evaluation_out, untouched<callnorm_evaluation>());
  EXPECT_EQ(acts_out, untouched<callnorm_acts>());
  EXPECT_EQ(uptakes, untouched<callnorm_uptakes>());
  EXPECT_EQ(buffer.value.data, nullptr);
  EXPECT_EQ(indicator.id, nullptr);
}

TEST(CApi, GettersOfNullSayNothing) {
  EXPECT_EQ(callnorm_norm_id(nullptr), nullptr);
  EXPECT_EQ(callnorm_norm_version(nullptr), nullptr);
  EXPECT_EQ(callnorm_norm_indicator_count(nullptr), 0U);
  EXPECT_EQ(callnorm_contact_note(nullptr, 0), nullptr);
  EXPECT_EQ(callnorm_contact_dropped(nullptr, 0), nullptr);
  EXPECT_EQ(callnorm_script_id(nullptr), nullptr);
  EXPECT_EQ(callnorm_script_version(nullptr), nullptr);
  EXPECT_EQ(callnorm_script_warning_count(nullptr), 0U);
  EXPECT_EQ(callnorm_script_warning(nullptr, 0), nullptr);
  EXPECT_EQ(callnorm_contact_id(nullptr), nullptr);
  EXPECT_EQ(callnorm_contact_channel(nullptr), nullptr);
  EXPECT_EQ(callnorm_contact_language(nullptr), nullptr);
  EXPECT_EQ(callnorm_contact_hash(nullptr), nullptr);
  EXPECT_EQ(callnorm_contact_turn_count(nullptr), 0U);
  EXPECT_EQ(callnorm_evaluation_language(nullptr), nullptr);
  EXPECT_EQ(callnorm_evaluation_note(nullptr, 0), nullptr);
  EXPECT_EQ(callnorm_evaluation_indicator_count(nullptr), 0U);
  EXPECT_EQ(callnorm_evaluation_find_indicator(nullptr, "CCO-2.1"), CALLNORM_NOT_FOUND);
  EXPECT_EQ(callnorm_evaluation_indicator_flag(nullptr, 0, 0), nullptr);
  EXPECT_EQ(callnorm_evaluation_indicator_acts_by(nullptr, 0, 0), nullptr);
  EXPECT_EQ(callnorm_acts_count(nullptr), 0U);
  EXPECT_EQ(callnorm_uptakes_count(nullptr), 0U);
}

TEST(CApi, DestroyAcceptsNull) {
  callnorm_norm_destroy(nullptr);
  callnorm_script_destroy(nullptr);
  callnorm_contact_destroy(nullptr);
  callnorm_evaluator_destroy(nullptr);
  callnorm_evaluation_destroy(nullptr);
  callnorm_acts_destroy(nullptr);
  callnorm_uptakes_destroy(nullptr);
  callnorm_buffer_dispose(nullptr);
}

TEST(CApi, IndicesOutOfRangeNameTheListAndWriteNothing) {
  const auto contact = import(sample::contact);
  const auto evaluator = default_evaluator();
  const auto evaluation = evaluate(evaluator.get(), contact.get());
  const std::size_t count = callnorm_evaluation_indicator_count(evaluation.get());
  ASSERT_GT(count, 0U);
  Failure failure;
  callnorm_indicator indicator = CALLNORM_INDICATOR_INIT;
  for (const std::size_t index : {count, CALLNORM_NOT_FOUND}) {
    EXPECT_EQ(callnorm_evaluation_indicator(evaluation.get(), index, &indicator, failure),
              CALLNORM_INVALID_ARGUMENT);
    EXPECT_EQ(failure.where(), "/indicators");
  }
  EXPECT_EQ(indicator.id, nullptr);
  ASSERT_EQ(callnorm_evaluation_indicator(evaluation.get(), 0, &indicator, failure), CALLNORM_OK);

  callnorm_measure measure = CALLNORM_MEASURE_INIT;
  EXPECT_EQ(
      callnorm_evaluation_measure(evaluation.get(), 0, indicator.measure_count, &measure, failure),
      CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(failure.where(), "/indicators/0/measures");
  EXPECT_EQ(callnorm_evaluation_measure(evaluation.get(), count, 0, &measure, failure),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(failure.where(), "/indicators");
  EXPECT_EQ(measure.name, nullptr);
  callnorm_parameter parameter = CALLNORM_PARAMETER_INIT;
  EXPECT_EQ(callnorm_evaluation_parameter(evaluation.get(), 0, indicator.parameter_count,
                                          &parameter, failure),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(failure.where(), "/indicators/0/parameters");
  EXPECT_EQ(parameter.name, nullptr);
  callnorm_evidence evidence = CALLNORM_EVIDENCE_INIT;
  EXPECT_EQ(callnorm_evaluation_evidence(evaluation.get(), 0, indicator.evidence_count, &evidence,
                                         failure),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(failure.where(), "/indicators/0/evidence");
  EXPECT_EQ(evidence.role, nullptr);
  EXPECT_EQ(callnorm_evaluation_indicator_flag(evaluation.get(), count, 0), nullptr);
  EXPECT_EQ(callnorm_evaluation_indicator_flag(evaluation.get(), 0, 10000), nullptr);
  EXPECT_EQ(callnorm_evaluation_indicator_acts_by(evaluation.get(), count, 0), nullptr);
  EXPECT_EQ(callnorm_evaluation_note(evaluation.get(), 10000), nullptr);
  callnorm_turn turn = CALLNORM_TURN_INIT;
  EXPECT_EQ(callnorm_contact_turn(contact.get(), 8, &turn, failure), CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(failure.where(), "/turns");
  EXPECT_EQ(turn.id, nullptr);
}

TEST(CApi, IndentOutOfRangeIsRefused) {
  const auto contact = import(sample::contact);
  Failure failure;
  sample::Buffer buffer;
  for (const std::int32_t indent : {-1, 17, INT32_MIN, INT32_MAX}) {
    EXPECT_EQ(callnorm_contact_to_json(contact.get(), indent, &buffer.value, failure),
              CALLNORM_INVALID_ARGUMENT);
  }
  EXPECT_EQ(buffer.value.data, nullptr);
}

// ---- Structs of another age

/// Bytes around a struct, all 0xAB, so that every byte written shows.
template <class T>
class Framed {
 public:
  explicit Framed(std::uint32_t struct_size) : bytes_(sizeof(T) + 64, std::byte{0xAB}) {
    std::memcpy(bytes_.data(), &struct_size, sizeof struct_size);
  }
  [[nodiscard]] T* get() noexcept { return reinterpret_cast<T*>(bytes_.data()); }
  /// The first byte from which on nothing was written.
  [[nodiscard]] std::size_t written() const noexcept {
    std::size_t end = bytes_.size();
    while (end > 0 && bytes_[end - 1] == std::byte{0xAB}) --end;
    return end;
  }

 private:
  std::vector<std::byte> bytes_;
};

TEST(CApiAge, OldCallersGetTheFieldsTheyKnow) {
  const auto contact = import(sample::contact);
  const auto evaluator = default_evaluator();
  const auto evaluation = evaluate(evaluator.get(), contact.get());
  Failure failure;

  constexpr auto known = static_cast<std::uint32_t>(offsetof(callnorm_indicator, measure_count));
  Framed<callnorm_indicator> indicator(known);
  ASSERT_EQ(callnorm_evaluation_indicator(evaluation.get(), 0, indicator.get(), failure),
            CALLNORM_OK);
  EXPECT_LE(indicator.written(), known);
  EXPECT_EQ(indicator.get()->struct_size, known);
  callnorm_indicator whole = CALLNORM_INDICATOR_INIT;
  ASSERT_EQ(callnorm_evaluation_indicator(evaluation.get(), 0, &whole, failure), CALLNORM_OK);
  EXPECT_EQ(indicator.get()->id, whole.id);
  EXPECT_EQ(indicator.get()->verdict, whole.verdict);
  EXPECT_EQ(indicator.get()->operationalisation, whole.operationalisation);

  constexpr auto to_text = static_cast<std::uint32_t>(offsetof(callnorm_turn, text));
  Framed<callnorm_turn> turn(to_text);
  ASSERT_EQ(callnorm_contact_turn(contact.get(), 0, turn.get(), failure), CALLNORM_OK);
  EXPECT_LE(turn.written(), to_text);
  EXPECT_STREQ(turn.get()->speaker, "agent");
}

/// Calls `fill(T*)` as callers of every age would: each gets what all fields hold, up to its own
/// end and no further.
template <class T, class Fill>
void fills_any_age(const char* what, T whole, Fill fill) {
  SCOPED_TRACE(what);
  ASSERT_EQ(fill(&whole), CALLNORM_OK);
  std::array<std::byte, sizeof(T)> all{};
  std::memcpy(all.data(), &whole, sizeof whole);
  for (std::uint32_t known = 8; known <= sizeof(T) + 16; known += 4) {
    Framed<T> old(known);
    ASSERT_EQ(fill(old.get()), CALLNORM_OK) << known;
    const std::size_t end = std::min<std::size_t>(known, sizeof(T));
    EXPECT_LE(old.written(), end) << known;
    EXPECT_EQ(
        std::memcmp(reinterpret_cast<const std::byte*>(old.get()) + 4, all.data() + 4, end - 4), 0)
        << known;
  }
}

TEST(CApiAge, EveryStructIsFilledUpToItsCallersEnd) {
  Failure failure;
  callnorm_contact* example = nullptr;
  ASSERT_EQ(callnorm_contact_builtin("nl-voice-verhuis-zwak", &example, failure), CALLNORM_OK);
  const sample::Contact contact(example);
  callnorm_script* script = nullptr;
  ASSERT_EQ(callnorm_script_builtin("be.demo.energie.verhuis", &script, failure), CALLNORM_OK);
  callnorm_evaluator* made = nullptr;
  ASSERT_EQ(callnorm_evaluator_create(nullptr, script, nullptr, &made, failure), CALLNORM_OK);
  callnorm_script_destroy(script);
  const sample::Evaluator evaluator(made);
  const auto evaluation = evaluate(evaluator.get(), contact.get());
  const callnorm_evaluation* const e = evaluation.get();

  fills_any_age("turn", callnorm_turn CALLNORM_TURN_INIT, [&](callnorm_turn* out) {
    return callnorm_contact_turn(contact.get(), 3, out, failure);
  });
  bool need = false;
  bool measure = false;
  bool evidence = false;
  for (std::size_t i = 0; i < callnorm_evaluation_indicator_count(e); ++i) {
    callnorm_indicator indicator = CALLNORM_INDICATOR_INIT;
    ASSERT_EQ(callnorm_evaluation_indicator(e, i, &indicator, failure), CALLNORM_OK);
    fills_any_age("indicator", callnorm_indicator CALLNORM_INDICATOR_INIT,
                  [&](auto* out) { return callnorm_evaluation_indicator(e, i, out, failure); });
    fills_any_age("parameter", callnorm_parameter CALLNORM_PARAMETER_INIT,
                  [&](auto* out) { return callnorm_evaluation_parameter(e, i, 0, out, failure); });
    fills_any_age("why_not", callnorm_why_not CALLNORM_WHY_NOT_INIT,
                  [&](auto* out) { return callnorm_evaluation_why_not(e, i, out, failure); });
    if (indicator.measure_count > 0) {
      measure = true;
      fills_any_age("measure", callnorm_measure CALLNORM_MEASURE_INIT,
                    [&](auto* out) { return callnorm_evaluation_measure(e, i, 0, out, failure); });
    }
    if (indicator.evidence_count > 0) {
      evidence = true;
      fills_any_age("evidence", callnorm_evidence CALLNORM_EVIDENCE_INIT,
                    [&](auto* out) { return callnorm_evaluation_evidence(e, i, 0, out, failure); });
    }
    callnorm_condition condition = CALLNORM_CONDITION_INIT;
    if (callnorm_evaluation_need(e, i, 0, &condition, nullptr) == CALLNORM_OK) {
      need = true;
      fills_any_age("need", callnorm_condition CALLNORM_CONDITION_INIT,
                    [&](auto* out) { return callnorm_evaluation_need(e, i, 0, out, failure); });
    }
  }
  EXPECT_TRUE(need && measure && evidence);
  const auto its_norm = default_norm();
  fills_any_age(
      "indicator text", callnorm_indicator_text CALLNORM_INDICATOR_TEXT_INIT,
      [&](auto* out) { return callnorm_norm_indicator(its_norm.get(), 3, "en", out, failure); });
  fills_any_age("timeline", callnorm_timeline CALLNORM_TIMELINE_INIT,
                [&](auto* out) { return callnorm_evaluation_timeline(e, out, failure); });
  fills_any_age("norm", callnorm_identity CALLNORM_IDENTITY_INIT,
                [&](auto* out) { return callnorm_evaluation_norm(e, out, failure); });
  fills_any_age("move", callnorm_move CALLNORM_MOVE_INIT,
                [&](auto* out) { return callnorm_evaluation_move(e, 0, out, failure); });

  callnorm_acts* acts = nullptr;
  ASSERT_EQ(callnorm_detect(evaluator.get(), contact.get(), &acts, failure), CALLNORM_OK);
  fills_any_age("act", callnorm_act CALLNORM_ACT_INIT,
                [&](auto* out) { return callnorm_acts_get(acts, 0, out, failure); });
  callnorm_acts_destroy(acts);

  callnorm_uptakes* uptakes = nullptr;
  ASSERT_EQ(callnorm_uptakes_measure(evaluator.get(), contact.get(), &uptakes, failure),
            CALLNORM_OK);
  bool match = false;
  for (std::size_t i = 0; i < callnorm_uptakes_count(uptakes); ++i) {
    callnorm_uptake uptake = CALLNORM_UPTAKE_INIT;
    ASSERT_EQ(callnorm_uptakes_get(uptakes, i, &uptake, failure), CALLNORM_OK);
    fills_any_age("uptake", callnorm_uptake CALLNORM_UPTAKE_INIT,
                  [&](auto* out) { return callnorm_uptakes_get(uptakes, i, out, failure); });
    if (uptake.match_count == 0) continue;
    match = true;
    fills_any_age("match", callnorm_uptake_match CALLNORM_UPTAKE_MATCH_INIT,
                  [&](auto* out) { return callnorm_uptakes_match(uptakes, i, 0, out, failure); });
  }
  EXPECT_TRUE(match);
  callnorm_uptakes_destroy(uptakes);

  callnorm_live* live = nullptr;
  ASSERT_EQ(callnorm_live_create(evaluator.get(), nullptr, 0, nullptr, nullptr, &live, failure),
            CALLNORM_OK);
  callnorm_turn turn = CALLNORM_TURN_INIT;
  turn.speaker = "agent";
  turn.text = "Goedemiddag.";
  turn.text_size = 12;
  turn.flags = CALLNORM_TURN_HAS_TIME;
  turn.time_end_ms = 1000;
  ASSERT_EQ(callnorm_live_push_turn(live, &turn, failure), CALLNORM_OK);
  std::size_t count = 0;
  ASSERT_EQ(callnorm_live_expected_count(live, &count, nullptr, failure), CALLNORM_OK);
  ASSERT_GT(count, 0U);
  fills_any_age("expected step", callnorm_expected_step CALLNORM_EXPECTED_STEP_INIT,
                [&](auto* out) { return callnorm_live_expected(live, 0, out, failure); });
  fills_any_age("silence", callnorm_silence CALLNORM_SILENCE_INIT,
                [&](auto* out) { return callnorm_live_silence(live, 5000, out, failure); });
  callnorm_live_destroy(live);
}

TEST(CApiAge, NewCallersKeepTheFieldsThisLibraryDoesNotHave) {
  const auto contact = import(sample::contact);
  Failure failure;
  Framed<callnorm_turn> turn(sizeof(callnorm_turn) + 16);
  ASSERT_EQ(callnorm_contact_turn(contact.get(), 0, turn.get(), failure), CALLNORM_OK);
  EXPECT_LE(turn.written(), sizeof(callnorm_turn));
  EXPECT_EQ(turn.get()->struct_size, sizeof(callnorm_turn) + 16);
}

TEST(CApiAge, OldErrorsAreNotWrittenBeyondTheirEnd) {
  callnorm_norm* norm = nullptr;
  for (const std::uint32_t known : {0U, 4U, 8U, 128U}) {
    Framed<callnorm_error> error(known);
    EXPECT_EQ(callnorm_norm_parse("{", 1, &norm, error.get()), CALLNORM_INVALID_JSON);
    EXPECT_LE(error.written(), std::max<std::size_t>(known, 4));
    EXPECT_EQ(error.get()->struct_size, known);
    if (known >= 8) {
      EXPECT_EQ(error.get()->status, CALLNORM_INVALID_JSON);
    }
  }
}

TEST(CApiAge, StructsWithoutASizeAreRefused) {
  const auto contact = import(sample::contact);
  Failure failure;
  Framed<callnorm_turn> turn(0);
  EXPECT_EQ(callnorm_contact_turn(contact.get(), 0, turn.get(), failure),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(turn.written(), 4U);
  EXPECT_NE(failure.message().find("struct_size"), std::string_view::npos);
  callnorm_buffer buffer = CALLNORM_BUFFER_INIT;
  buffer.struct_size = 0;
  EXPECT_EQ(callnorm_contact_to_json(contact.get(), 0, &buffer, failure),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(buffer.data, nullptr);
  callnorm_evaluator_options options = CALLNORM_EVALUATOR_OPTIONS_INIT;
  options.struct_size = 0;
  callnorm_evaluator* evaluator = nullptr;
  EXPECT_EQ(callnorm_evaluator_create(nullptr, nullptr, &options, &evaluator, failure),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(evaluator, nullptr);
}

TEST(CApiAge, OptionsOfAnOldCallerAreReadAsFarAsTheyGo) {
  Failure failure;
  callnorm_evaluator_options options = CALLNORM_EVALUATOR_OPTIONS_INIT;
  options.struct_size = offsetof(callnorm_evaluator_options, language);
  options.language = "tlh";  // beyond what the caller says it has
  callnorm_evaluator* evaluator = nullptr;
  EXPECT_EQ(callnorm_evaluator_create(nullptr, nullptr, &options, &evaluator, failure), CALLNORM_OK)
      << failure.message();
  callnorm_evaluator_destroy(evaluator);
}

TEST(CApiAge, OptionsThatAskForMoreThanThereIsAreUnsupported) {
  struct Newer {
    callnorm_evaluator_options known;
    std::uint64_t later;
  };
  Failure failure;
  Newer newer{CALLNORM_EVALUATOR_OPTIONS_INIT, 0};
  newer.known.struct_size = sizeof(Newer);
  callnorm_evaluator* evaluator = nullptr;
  EXPECT_EQ(callnorm_evaluator_create(nullptr, nullptr, &newer.known, &evaluator, failure),
            CALLNORM_OK)
      << failure.message();
  callnorm_evaluator_destroy(evaluator);
  newer.later = 1;
  evaluator = nullptr;
  EXPECT_EQ(callnorm_evaluator_create(nullptr, nullptr, &newer.known, &evaluator, failure),
            CALLNORM_UNSUPPORTED);
  EXPECT_EQ(evaluator, nullptr);
}

// ---- Contacts and scripts

TEST(CApi, ScriptCarriesItsWarnings) {
  const auto script = sample_script();
  EXPECT_STREQ(callnorm_script_id(script.get()), "test.script");
  EXPECT_STREQ(callnorm_script_version(script.get()), "2.0.0");
  ASSERT_EQ(callnorm_script_warning_count(script.get()), 1U);
  EXPECT_NE(std::string_view(callnorm_script_warning(script.get(), 0)).find("/steps"),
            std::string_view::npos);
  EXPECT_EQ(callnorm_script_warning(script.get(), 1), nullptr);
}

TEST(CApi, ContactGivesItsTurns) {
  const auto contact = import(sample::contact);
  EXPECT_STREQ(callnorm_contact_id(contact.get()), "c-1");
  ASSERT_EQ(callnorm_contact_turn_count(contact.get()), 8U);
  Failure failure;
  callnorm_turn turn = CALLNORM_TURN_INIT;
  ASSERT_EQ(callnorm_contact_turn(contact.get(), 1, &turn, failure), CALLNORM_OK);
  EXPECT_STREQ(turn.id, "b");
  EXPECT_STREQ(turn.speaker, "client");
  EXPECT_EQ(std::strlen(turn.text), turn.text_size);
  EXPECT_EQ(std::string_view(turn.text).substr(0, 4), "Dag,");
  EXPECT_EQ(turn.flags, static_cast<std::uint32_t>(CALLNORM_TURN_HAS_TIME));
  EXPECT_EQ(turn.time_begin_ms, 4000);
  EXPECT_EQ(turn.time_end_ms, 8250);
}

TEST(CApi, TurnWithoutTimeSaysSo) {
  const auto contact = import(
      R"({"format": "callnorm.contact/1", "turns": [{"speaker": "agent", "text": "Hallo"}]})");
  Failure failure;
  callnorm_turn turn = CALLNORM_TURN_INIT;
  ASSERT_EQ(callnorm_contact_turn(contact.get(), 0, &turn, failure), CALLNORM_OK);
  EXPECT_EQ(turn.flags, 0U);
  EXPECT_EQ(turn.time_begin_ms, 0);
}

TEST(CApi, ImportNamesAContactWithoutId) {
  constexpr std::string_view nameless =
      R"({"format": "callnorm.contact/1", "turns": [{"speaker": "agent", "text": "Hallo"}]})";
  Failure failure;
  callnorm_contact* contact = nullptr;
  ASSERT_EQ(callnorm_contact_import("callnorm", nameless.data(), nameless.size(), "call-7",
                                    &contact, failure),
            CALLNORM_OK);
  EXPECT_STREQ(callnorm_contact_id(contact), "call-7");
  callnorm_contact_destroy(contact);
}

TEST(CApi, ContactAsJsonReadsBackTheSame) {
  const auto contact = import(sample::contact);
  Failure failure;
  sample::Buffer first;
  ASSERT_EQ(callnorm_contact_to_json(contact.get(), 2, &first.value, failure), CALLNORM_OK);
  EXPECT_EQ(std::strlen(first.value.data), first.value.size);
  const auto again = import(first.text(), "callnorm");
  sample::Buffer second;
  ASSERT_EQ(callnorm_contact_to_json(again.get(), 2, &second.value, failure), CALLNORM_OK);
  EXPECT_EQ(first.text(), second.text());
}

TEST(CApi, NormAsJsonReadsBackTheSame) {
  const auto norm = default_norm();
  Failure failure;
  sample::Buffer first;
  ASSERT_EQ(callnorm_norm_to_json(norm.get(), 2, &first.value, failure), CALLNORM_OK);
  callnorm_norm* again = nullptr;
  ASSERT_EQ(callnorm_norm_parse(first.value.data, first.value.size, &again, failure), CALLNORM_OK)
      << failure.message() << " at " << failure.where();
  const sample::Norm owner(again);
  sample::Buffer second;
  ASSERT_EQ(callnorm_norm_to_json(again, 2, &second.value, failure), CALLNORM_OK);
  EXPECT_EQ(first.text(), second.text());
  EXPECT_STREQ(callnorm_norm_id(again), callnorm_norm_id(norm.get()));
}

TEST(CApi, ScriptAsJsonReadsBackTheSame) {
  const auto script = sample_script();
  Failure failure;
  sample::Buffer buffer;
  ASSERT_EQ(callnorm_script_to_json(script.get(), 2, &buffer.value, failure), CALLNORM_OK);
  callnorm_script* read = nullptr;
  ASSERT_EQ(callnorm_script_parse(buffer.value.data, buffer.value.size, &read, failure),
            CALLNORM_OK)
      << failure.message();
  const sample::Script back(read);
  EXPECT_STREQ(callnorm_script_id(read), "test.script");
  EXPECT_EQ(callnorm_script_warning_count(read), callnorm_script_warning_count(script.get()));
  sample::Buffer again;
  ASSERT_EQ(callnorm_script_to_json(read, 2, &again.value, failure), CALLNORM_OK);
  EXPECT_EQ(again.text(), buffer.text());
  EXPECT_EQ(callnorm_script_to_json(nullptr, 0, &buffer.value, failure), CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(failure.message(), "script is NULL");
  EXPECT_EQ(callnorm_script_to_json(script.get(), 17, &buffer.value, failure),
            CALLNORM_INVALID_ARGUMENT);
}

TEST(CApi, OneBufferServesManyCalls) {
  const auto contact = import(sample::contact);
  Failure failure;
  callnorm_buffer buffer = CALLNORM_BUFFER_INIT;
  ASSERT_EQ(callnorm_contact_to_json(contact.get(), 4, &buffer, failure), CALLNORM_OK);
  const std::size_t indented = buffer.size;
  ASSERT_EQ(callnorm_contact_to_json(contact.get(), 0, &buffer, failure), CALLNORM_OK);
  EXPECT_LT(buffer.size, indented);
  const char* kept = buffer.data;
  EXPECT_EQ(callnorm_contact_to_json(contact.get(), -1, &buffer, failure),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(buffer.data, kept);  // a failure leaves it as it was
  callnorm_buffer_dispose(&buffer);
  EXPECT_EQ(buffer.data, nullptr);
  EXPECT_EQ(buffer.size, 0U);
  callnorm_buffer_dispose(&buffer);
}

// ---- Evaluation

TEST(CApi, EveryEntryOfAnEvaluationCanBeRead) {
  const auto script = sample_script();
  const auto contact = import(sample::contact);
  const auto evaluator = default_evaluator(script.get());
  const auto evaluation = evaluate(evaluator.get(), contact.get());
  EXPECT_STREQ(callnorm_evaluation_language(evaluation.get()), "nl");
  Failure failure;
  const std::size_t count = callnorm_evaluation_indicator_count(evaluation.get());
  ASSERT_EQ(count, 19U);
  std::size_t evidence_seen = 0;
  std::size_t quotes_seen = 0;
  for (std::size_t i = 0; i < count; ++i) {
    callnorm_indicator indicator = CALLNORM_INDICATOR_INIT;
    ASSERT_EQ(callnorm_evaluation_indicator(evaluation.get(), i, &indicator, failure), CALLNORM_OK);
    EXPECT_EQ(callnorm_evaluation_find_indicator(evaluation.get(), indicator.id), i);
    EXPECT_GE(indicator.verdict, CALLNORM_DEMONSTRATED);
    EXPECT_LE(indicator.verdict, CALLNORM_NOT_APPLICABLE);
    EXPECT_GT(std::strlen(indicator.reason), 0U) << indicator.id;
    EXPECT_NE(std::strchr(indicator.operationalisation, '@'), nullptr) << indicator.id;
    if ((indicator.flags & CALLNORM_INDICATOR_HAS_DECIDING) != 0) {
      EXPECT_FALSE(std::isnan(indicator.deciding_limit)) << indicator.id;
      EXPECT_GT(std::strlen(indicator.deciding_relation), 0U) << indicator.id;
    } else {
      EXPECT_EQ(indicator.deciding_measure, nullptr);
      EXPECT_EQ(indicator.deciding_measure_index, CALLNORM_NOT_FOUND);
      EXPECT_TRUE(std::isnan(indicator.deciding_limit));
    }
    for (std::size_t m = 0; m < indicator.measure_count; ++m) {
      callnorm_measure measure = CALLNORM_MEASURE_INIT;
      ASSERT_EQ(callnorm_evaluation_measure(evaluation.get(), i, m, &measure, failure),
                CALLNORM_OK);
      EXPECT_GT(std::strlen(measure.name), 0U);
      EXPECT_EQ(std::isnan(measure.number), measure.kind == CALLNORM_MEASURE_UNDEFINED);
      if (m == indicator.deciding_measure_index) {
        EXPECT_STREQ(measure.name, indicator.deciding_measure);
      }
    }
    for (std::size_t p = 0; p < indicator.parameter_count; ++p) {
      callnorm_parameter parameter = CALLNORM_PARAMETER_INIT;
      ASSERT_EQ(callnorm_evaluation_parameter(evaluation.get(), i, p, &parameter, failure),
                CALLNORM_OK);
      EXPECT_GT(std::strlen(parameter.name), 0U);
      EXPECT_GT(std::strlen(parameter.origin), 0U);
    }
    for (std::size_t v = 0; v < indicator.evidence_count; ++v) {
      callnorm_evidence evidence = CALLNORM_EVIDENCE_INIT;
      ASSERT_EQ(callnorm_evaluation_evidence(evaluation.get(), i, v, &evidence, failure),
                CALLNORM_OK);
      ++evidence_seen;
      if (evidence.quote == nullptr) continue;
      ++quotes_seen;
      ASSERT_GE(evidence.turn, 0);
      callnorm_turn turn = CALLNORM_TURN_INIT;
      ASSERT_EQ(callnorm_contact_turn(contact.get(), static_cast<std::size_t>(evidence.turn), &turn,
                                      failure),
                CALLNORM_OK);
      ASSERT_LE(evidence.text_end, turn.text_size);
      EXPECT_EQ(std::string_view(evidence.quote, evidence.quote_size),
                std::string_view(turn.text + evidence.text_begin,
                                 evidence.text_end - evidence.text_begin));
      for (std::size_t d = 0; d < evidence.detail_count; ++d) {
        const char* key = nullptr;
        const char* value = nullptr;
        ASSERT_EQ(
            callnorm_evaluation_evidence_detail(evaluation.get(), i, v, d, &key, &value, failure),
            CALLNORM_OK);
        EXPECT_NE(key, nullptr);
        EXPECT_NE(value, nullptr);
      }
    }
  }
  EXPECT_GT(evidence_seen, 0U);
  EXPECT_GT(quotes_seen, 0U);
  EXPECT_EQ(callnorm_evaluation_find_indicator(evaluation.get(), "CCO-9.9"), CALLNORM_NOT_FOUND);
  EXPECT_EQ(callnorm_evaluation_find_indicator(evaluation.get(), nullptr), CALLNORM_NOT_FOUND);
}

TEST(CApi, AnnotatedActsComeThrough) {
  const auto contact = import(sample::contact);
  const auto evaluator = default_evaluator();
  Failure failure;
  callnorm_acts* made = nullptr;
  ASSERT_EQ(callnorm_detect(evaluator.get(), contact.get(), &made, failure), CALLNORM_OK)
      << failure.message();
  const sample::Acts acts(made);
  const std::size_t count = callnorm_acts_count(made);
  ASSERT_GT(count, 0U);
  std::size_t holds = 0;
  std::int64_t last_turn = -1;
  for (std::size_t i = 0; i < count; ++i) {
    callnorm_act act = CALLNORM_ACT_INIT;
    ASSERT_EQ(callnorm_acts_get(made, i, &act, failure), CALLNORM_OK);
    EXPECT_GE(act.turn, last_turn);
    last_turn = act.turn;
    EXPECT_GE(act.score, 0.0);
    EXPECT_LE(act.score, 1.0);
    if (std::string_view(act.kind) != "hold") continue;
    ++holds;
    EXPECT_STREQ(act.id, "h1");
    EXPECT_STREQ(act.by, "annotator 1");
    EXPECT_EQ(act.turn, 4);
    EXPECT_EQ(act.flags, static_cast<std::uint32_t>(CALLNORM_ACT_HAS_TURN | CALLNORM_ACT_HAS_TIME |
                                                    CALLNORM_ACT_HAS_ANNOUNCED));
    EXPECT_EQ(act.announced_ms, 10000);
    EXPECT_EQ(act.time_begin_ms, 13500);
    EXPECT_EQ(std::string_view(act.quote, act.quote_size), "Een ogenblikje,");
  }
  EXPECT_EQ(holds, 1U);
  callnorm_act act = CALLNORM_ACT_INIT;
  EXPECT_EQ(callnorm_acts_get(made, count, &act, failure), CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(act.kind, nullptr);
}

TEST(CApi, HandlesMayBeDestroyedInAnyOrder) {
  auto norm = default_norm();
  auto script = sample_script();
  auto contact = import(sample::contact);
  Failure failure;
  callnorm_evaluator* made = nullptr;
  ASSERT_EQ(callnorm_evaluator_create(norm.get(), script.get(), nullptr, &made, failure),
            CALLNORM_OK);
  sample::Evaluator evaluator(made);
  norm.reset();
  script.reset();
  auto evaluation = evaluate(evaluator.get(), contact.get());
  callnorm_acts* acts = nullptr;
  ASSERT_EQ(callnorm_detect(evaluator.get(), contact.get(), &acts, failure), CALLNORM_OK);
  const sample::Acts owner(acts);
  contact.reset();
  evaluator.reset();
  EXPECT_NE(json_of(evaluation.get()).find("test.script"), std::string::npos);
  for (std::size_t i = 0; i < callnorm_acts_count(acts); ++i) {
    callnorm_act act = CALLNORM_ACT_INIT;
    ASSERT_EQ(callnorm_acts_get(acts, i, &act, failure), CALLNORM_OK);
    EXPECT_EQ(std::string(act.quote, act.quote_size).size(), act.quote_size);
  }
}

TEST(CApi, NullNormIsTheDefaultNorm) {
  const auto norm = default_norm();
  const auto contact = import(sample::contact);
  Failure failure;
  callnorm_evaluator* made = nullptr;
  ASSERT_EQ(callnorm_evaluator_create(norm.get(), nullptr, nullptr, &made, failure), CALLNORM_OK);
  const sample::Evaluator named(made);
  const auto unnamed = default_evaluator();
  EXPECT_EQ(json_of(evaluate(named.get(), contact.get()).get()),
            json_of(evaluate(unnamed.get(), contact.get()).get()));
}

TEST(CApi, LanguageOptionOverridesTheContact) {
  Failure failure;
  callnorm_evaluator_options options = CALLNORM_EVALUATOR_OPTIONS_INIT;
  options.language = "fr-BE";
  callnorm_evaluator* made = nullptr;
  ASSERT_EQ(callnorm_evaluator_create(nullptr, nullptr, &options, &made, failure), CALLNORM_OK);
  const sample::Evaluator evaluator(made);
  const auto contact = import(sample::contact);
  EXPECT_STREQ(callnorm_evaluation_language(evaluate(made, contact.get()).get()), "fr");
}

// ---- Uptake and the embedder

/// Counts letters; fails at the call `fails_at`, counted from 1.
struct Letters {
  int calls = 0;
  int fails_at = 0;
};

std::int32_t count_letters(void* user_data, const char* text, std::size_t size, float* out,
                           std::size_t dimension) {
  auto& letters = *static_cast<Letters*>(user_data);
  if (++letters.calls == letters.fails_at) return 1;
  for (std::size_t i = 0; i < dimension; ++i) out[i] = 0.0F;
  for (std::size_t i = 0; i < size; ++i) {
    out[static_cast<unsigned char>(text[i]) % dimension] += 1.0F;
  }
  return 0;
}

sample::Evaluator evaluator_with(const callnorm_embedder& embedder) {
  Failure failure;
  callnorm_evaluator_options options = CALLNORM_EVALUATOR_OPTIONS_INIT;
  options.embedder = &embedder;
  callnorm_evaluator* out = nullptr;
  EXPECT_EQ(callnorm_evaluator_create(nullptr, nullptr, &options, &out, failure), CALLNORM_OK)
      << failure.message();
  return sample::Evaluator(out);
}

TEST(CApi, UptakeGivesTurnsScoresAndMatches) {
  const auto contact = import(sample::contact);
  const auto evaluator = default_evaluator();
  Failure failure;
  callnorm_uptakes* uptakes = nullptr;
  ASSERT_EQ(callnorm_uptakes_measure(evaluator.get(), contact.get(), &uptakes, failure),
            CALLNORM_OK)
      << failure.message();
  const std::size_t count = callnorm_uptakes_count(uptakes);
  ASSERT_GT(count, 0U);
  std::size_t matches = 0;
  for (std::size_t i = 0; i < count; ++i) {
    callnorm_uptake uptake = CALLNORM_UPTAKE_INIT;
    ASSERT_EQ(callnorm_uptakes_get(uptakes, i, &uptake, failure), CALLNORM_OK);
    EXPECT_LT(uptake.about_turn, uptake.turn);
    EXPECT_GE(uptake.score, 0.0);
    EXPECT_LE(uptake.score, 1.0);
    EXPECT_TRUE(std::isnan(uptake.meaning));
    EXPECT_STREQ(uptake.by, "model@1");
    EXPECT_NE(uptake.why, nullptr);
    callnorm_turn turn = CALLNORM_TURN_INIT;
    callnorm_turn about = CALLNORM_TURN_INIT;
    ASSERT_EQ(callnorm_contact_turn(contact.get(), uptake.turn, &turn, failure), CALLNORM_OK);
    ASSERT_EQ(callnorm_contact_turn(contact.get(), uptake.about_turn, &about, failure),
              CALLNORM_OK);
    EXPECT_STRNE(turn.speaker, about.speaker);
    callnorm_uptake_match match = CALLNORM_UPTAKE_MATCH_INIT;
    for (std::size_t k = 0; k < uptake.match_count; ++k, ++matches) {
      ASSERT_EQ(callnorm_uptakes_match(uptakes, i, k, &match, failure), CALLNORM_OK);
      EXPECT_LT(match.text_begin, match.text_end);
      EXPECT_LE(match.text_end, turn.text_size);
      EXPECT_LT(match.about_begin, match.about_end);
      EXPECT_LE(match.about_end, about.text_size);
    }
    EXPECT_EQ(callnorm_uptakes_match(uptakes, i, uptake.match_count, &match, failure),
              CALLNORM_INVALID_ARGUMENT);
  }
  EXPECT_GT(matches, 0U);
  callnorm_uptake uptake = CALLNORM_UPTAKE_INIT;
  EXPECT_EQ(callnorm_uptakes_get(uptakes, count, &uptake, failure), CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(uptake.why, nullptr);
  callnorm_uptakes_destroy(uptakes);
}

TEST(CApi, EmbedderIsCopiedAndItsMeaningComesThrough) {
  const auto contact = import(sample::contact);
  Letters letters;
  auto evaluator = [&] {
    callnorm_embedder embedder = CALLNORM_EMBEDDER_INIT;  // gone before it is used
    embedder.dimension = 31;
    embedder.user_data = &letters;
    embedder.embed = count_letters;
    return evaluator_with(embedder);
  }();
  EXPECT_EQ(letters.calls, 0);
  Failure failure;
  callnorm_uptakes* uptakes = nullptr;
  ASSERT_EQ(callnorm_uptakes_measure(evaluator.get(), contact.get(), &uptakes, failure),
            CALLNORM_OK)
      << failure.message();
  EXPECT_GT(letters.calls, 0);
  bool told = false;
  for (std::size_t i = 0; i < callnorm_uptakes_count(uptakes); ++i) {
    callnorm_uptake uptake = CALLNORM_UPTAKE_INIT;
    ASSERT_EQ(callnorm_uptakes_get(uptakes, i, &uptake, failure), CALLNORM_OK);
    if (std::isnan(uptake.meaning)) continue;
    told = true;
    EXPECT_GE(uptake.meaning, 0.0);
    EXPECT_LE(uptake.meaning, 1.0);
  }
  EXPECT_TRUE(told);
  callnorm_uptakes_destroy(uptakes);
}

TEST(CApi, EmbedderThatFailsCancelsTheCall) {
  const auto contact = import(sample::contact);
  Letters letters;
  letters.fails_at = 3;
  callnorm_embedder embedder = CALLNORM_EMBEDDER_INIT;
  embedder.dimension = 31;
  embedder.user_data = &letters;
  embedder.embed = count_letters;
  const auto evaluator = evaluator_with(embedder);
  Failure failure;
  auto* uptakes = untouched<callnorm_uptakes>();
  EXPECT_EQ(callnorm_uptakes_measure(evaluator.get(), contact.get(), &uptakes, failure),
            CALLNORM_CANCELLED);
  EXPECT_EQ(uptakes, untouched<callnorm_uptakes>());
  EXPECT_EQ(letters.calls, 3);
  EXPECT_EQ(failure.where().substr(0, 7), "/turns/");
  // Acts and verdicts do not ask it.
  evaluate(evaluator.get(), contact.get());
  EXPECT_EQ(letters.calls, 3);
}

TEST(CApi, EmbedderWithoutFunctionDimensionOrSizeIsRefused) {
  Failure failure;
  callnorm_evaluator_options options = CALLNORM_EVALUATOR_OPTIONS_INIT;
  callnorm_embedder embedder = CALLNORM_EMBEDDER_INIT;
  options.embedder = &embedder;
  callnorm_evaluator* out = nullptr;
  embedder.dimension = 4;
  EXPECT_EQ(callnorm_evaluator_create(nullptr, nullptr, &options, &out, failure),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(failure.message(), "options->embedder->embed is NULL");
  embedder.embed = count_letters;
  for (const std::uint32_t dimension : {0U, 8193U}) {
    embedder.dimension = dimension;
    EXPECT_EQ(callnorm_evaluator_create(nullptr, nullptr, &options, &out, failure),
              CALLNORM_INVALID_ARGUMENT);
  }
  embedder.dimension = 4;
  embedder.struct_size = 0;
  EXPECT_EQ(callnorm_evaluator_create(nullptr, nullptr, &options, &out, failure),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(out, nullptr);
}

TEST(CApi, ThreadsMayShareAnEvaluatorAndAContact) {
  const auto evaluator = default_evaluator();
  const auto contact = import(sample::contact);
  const std::string expected = json_of(evaluate(evaluator.get(), contact.get()).get(), 2);
  constexpr std::size_t threads = 4;
  std::vector<std::vector<std::string>> results(threads);
  std::vector<std::thread> running;
  for (std::size_t t = 0; t < threads; ++t) {
    running.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        callnorm_evaluation* evaluation = nullptr;
        callnorm_buffer buffer = CALLNORM_BUFFER_INIT;
        if (callnorm_evaluate(evaluator.get(), contact.get(), &evaluation, nullptr) ==
                CALLNORM_OK &&
            callnorm_evaluation_to_json(evaluation, 2, &buffer, nullptr) == CALLNORM_OK) {
          results[t].emplace_back(buffer.data, buffer.size);
        }
        callnorm_buffer_dispose(&buffer);
        callnorm_evaluation_destroy(evaluation);
        (void)callnorm_builtin_norm_id(0);
      }
    });
  }
  for (std::thread& thread : running) thread.join();
  for (const auto& list : results) {
    ASSERT_EQ(list.size(), 20U);
    for (const std::string& json : list) EXPECT_EQ(json, expected);
  }
}

// ---- Many contacts

struct Many {
  std::vector<std::string> inputs;
  std::size_t next = 0;
  std::vector<std::string> results;
  std::size_t stop_after = SIZE_MAX;

  static std::int32_t give(void* user_data, const char** data, std::size_t* size) {
    auto& self = *static_cast<Many*>(user_data);
    if (self.next == self.inputs.size()) return 0;
    *data = self.inputs[self.next].data();
    *size = self.inputs[self.next++].size();
    return 1;
  }
  static std::int32_t take(void* user_data, std::size_t index,
                           const callnorm_evaluation* evaluation, const callnorm_error* error) {
    auto& self = *static_cast<Many*>(user_data);
    EXPECT_EQ(index, self.results.size());
    EXPECT_EQ(evaluation == nullptr, error != nullptr);
    self.results.push_back(evaluation != nullptr ? json_of(evaluation)
                                                 : std::to_string(error->status));
    return self.results.size() < self.stop_after ? 0 : 1;
  }
};

TEST(EvaluateMany, GivesTheSameInOrderOnAnyNumberOfThreads) {
  const auto evaluator = default_evaluator();
  const auto contact = import(sample::contact);
  const std::string alone = json_of(evaluate(evaluator.get(), contact.get()).get());
  for (const std::uint32_t threads : {1U, 2U, 8U}) {
    Many many;
    for (int i = 0; i < 40; ++i) {
      many.inputs.emplace_back(i == 11 ? std::string_view("{") : sample::contact);
    }
    Failure failure;
    ASSERT_EQ(callnorm_evaluate_many(evaluator.get(), nullptr, Many::give, Many::take, &many,
                                     threads, failure),
              CALLNORM_OK)
        << failure.message();
    ASSERT_EQ(many.results.size(), 40U);
    for (std::size_t i = 0; i < 40; ++i) {
      EXPECT_EQ(many.results[i], i == 11 ? std::to_string(CALLNORM_INVALID_JSON) : alone);
    }
  }
}

TEST(EvaluateMany, AFormatThereIsNotIsRefusedBeforeAnyContact) {
  const auto evaluator = default_evaluator();
  int asked = 0;
  Failure failure;
  EXPECT_EQ(
      callnorm_evaluate_many(
          evaluator.get(), "xyz",
          [](void* data, const char**, std::size_t*) {
            ++*static_cast<int*>(data);
            return 0;
          },
          [](void*, std::size_t, const callnorm_evaluation*, const callnorm_error*) { return 0; },
          &asked, 2, failure),
      CALLNORM_UNSUPPORTED);
  EXPECT_NE(failure.message().find("harper-valley"), std::string_view::npos);
  EXPECT_EQ(asked, 0);
}

TEST(EvaluateMany, EitherFunctionMayStop) {
  const auto evaluator = default_evaluator();
  Many many;
  many.inputs.assign(40, std::string(sample::contact));
  many.stop_after = 3;
  EXPECT_EQ(callnorm_evaluate_many(evaluator.get(), "callnorm", Many::give, Many::take, &many, 2,
                                   nullptr),
            CALLNORM_CANCELLED);
  EXPECT_EQ(many.results.size(), 3U);
  const auto broken = [](void*, const char**, std::size_t*) { return -1; };
  EXPECT_EQ(callnorm_evaluate_many(evaluator.get(), nullptr, broken, Many::take, &many, 2, nullptr),
            CALLNORM_CANCELLED);
  EXPECT_EQ(
      callnorm_evaluate_many(evaluator.get(), nullptr, nullptr, Many::take, &many, 2, nullptr),
      CALLNORM_INVALID_ARGUMENT);
}

// ---- The evaluation as a whole

TEST(WholeEvaluation, NamesWhatWasJudgedByAndWhat) {
  const auto script = sample_script();
  const auto contact = import(sample::contact);
  for (const callnorm_script* with : {script.get(), static_cast<callnorm_script*>(nullptr)}) {
    const auto evaluator = default_evaluator(with);
    auto evaluation = evaluate(evaluator.get(), contact.get());
    const auto json = nlohmann::json::parse(json_of(evaluation.get()));
    callnorm_identity norm = CALLNORM_IDENTITY_INIT;
    ASSERT_EQ(callnorm_evaluation_norm(evaluation.get(), &norm, nullptr), CALLNORM_OK);
    EXPECT_EQ(json["norm"]["id"], norm.id);
    EXPECT_EQ(json["norm"]["version"], norm.version);
    EXPECT_EQ(json["norm"]["hash"], norm.hash);
    callnorm_identity steps = CALLNORM_IDENTITY_INIT;
    ASSERT_EQ(callnorm_evaluation_script(evaluation.get(), &steps, nullptr), CALLNORM_OK);
    if (with == nullptr) {
      EXPECT_STREQ(steps.id, "");
      EXPECT_STREQ(steps.version, "");
      EXPECT_STREQ(steps.hash, "");
    } else {
      EXPECT_EQ(json["script"]["id"], steps.id);
      EXPECT_EQ(json["script"]["version"], steps.version);
      EXPECT_EQ(json["script"]["hash"], steps.hash);
    }
    callnorm_contact* judged = nullptr;
    ASSERT_EQ(callnorm_evaluation_contact(evaluation.get(), &judged, nullptr), CALLNORM_OK);
    evaluation.reset();  // the contact outlives it
    const sample::Contact of(judged);
    EXPECT_STREQ(callnorm_contact_id(judged), "c-1");
    EXPECT_STREQ(callnorm_contact_channel(judged), "voice");
    EXPECT_STREQ(callnorm_contact_language(judged), "nl-BE");
    EXPECT_EQ(json["contact"]["hash"], callnorm_contact_hash(judged));
    EXPECT_EQ(callnorm_contact_turn_count(judged), 8U);
  }
}

TEST(WholeEvaluation, TimelineIsTheOneOfTheJson) {
  const auto evaluator = default_evaluator();
  std::size_t timed = 0;
  std::size_t untimed = 0;
  std::size_t responses = 0;
  std::vector<sample::Contact> contacts;
  contacts.push_back(import(R"({"format": "callnorm.contact/1", "turns": [
      {"speaker": "client", "text": "My line is down."}, {"speaker": "agent", "text": "Since when?"}]})"));
  for (std::size_t i = 0; callnorm_builtin_contact_id(i) != nullptr; ++i) {
    callnorm_contact* example = nullptr;
    ASSERT_EQ(callnorm_contact_builtin(callnorm_builtin_contact_id(i), &example, nullptr),
              CALLNORM_OK);
    contacts.emplace_back(example);
  }
  for (const sample::Contact& contact : contacts) {
    SCOPED_TRACE(callnorm_contact_id(contact.get()));
    const auto evaluation = evaluate(evaluator.get(), contact.get());
    callnorm_timeline timeline = CALLNORM_TIMELINE_INIT;
    ASSERT_EQ(callnorm_evaluation_timeline(evaluation.get(), &timeline, nullptr), CALLNORM_OK);
    const auto json = nlohmann::json::parse(json_of(evaluation.get()))["timeline"];
    EXPECT_EQ(json["timed"], (timeline.flags & CALLNORM_TIMELINE_HAS_TIME) != 0);
    const auto expect_time = [&](const char* key, std::int64_t ms, bool known) {
      if (known) {
        EXPECT_EQ(std::llround(json[key].get<double>() * 1000), ms) << key;
      } else {
        EXPECT_TRUE(json[key].is_null()) << key;
        EXPECT_EQ(ms, 0) << key;
      }
    };
    const bool has_time = (timeline.flags & CALLNORM_TIMELINE_HAS_TIME) != 0;
    expect_time("duration", timeline.duration_ms, has_time);
    expect_time("agent_talk", timeline.agent_talk_ms, has_time);
    expect_time("client_talk", timeline.client_talk_ms, has_time);
    expect_time("overlap", timeline.overlap_ms, has_time);
    expect_time("silence", timeline.silence_ms, has_time);
    expect_time("hold", timeline.hold_ms, has_time);
    expect_time("longest_silence", timeline.longest_silence_ms, has_time);
    const bool has_response = (timeline.flags & CALLNORM_TIMELINE_HAS_RESPONSE) != 0;
    expect_time("response_median", timeline.response_median_ms, has_response);
    expect_time("response_max", timeline.response_max_ms, has_response);
    EXPECT_EQ(json["responses"], timeline.responses);
    EXPECT_EQ(json["agent_turns"], timeline.agent_turns);
    EXPECT_EQ(json["client_turns"], timeline.client_turns);
    EXPECT_EQ(json["agent_words"], timeline.agent_words);
    EXPECT_EQ(json["client_words"], timeline.client_words);
    ++(has_time ? timed : untimed);
    if (has_response) ++responses;
  }
  EXPECT_GT(timed, 5U);
  EXPECT_EQ(untimed, 1U);
  EXPECT_GT(responses, 5U);
}

TEST(WholeEvaluation, NullArgumentsAreNamed) {
  const auto contact = import(sample::contact);
  const auto evaluator = default_evaluator();
  const auto evaluation = evaluate(evaluator.get(), contact.get());
  callnorm_identity identity = CALLNORM_IDENTITY_INIT;
  callnorm_timeline timeline = CALLNORM_TIMELINE_INIT;
  callnorm_contact* judged = untouched<callnorm_contact>();
  Failure f;
  const auto expect = [&](callnorm_status status, std::string_view name) {
    EXPECT_EQ(status, CALLNORM_INVALID_ARGUMENT);
    EXPECT_EQ(f.message(), std::string(name) + " is NULL");
  };
  expect(callnorm_evaluation_norm(nullptr, &identity, f), "evaluation");
  expect(callnorm_evaluation_norm(evaluation.get(), nullptr, f), "out");
  expect(callnorm_evaluation_script(nullptr, &identity, f), "evaluation");
  expect(callnorm_evaluation_script(evaluation.get(), nullptr, f), "out");
  expect(callnorm_evaluation_timeline(nullptr, &timeline, f), "evaluation");
  expect(callnorm_evaluation_timeline(evaluation.get(), nullptr, f), "out");
  expect(callnorm_evaluation_contact(nullptr, &judged, f), "evaluation");
  expect(callnorm_evaluation_contact(evaluation.get(), nullptr, f), "out");
  EXPECT_EQ(judged, untouched<callnorm_contact>());
  EXPECT_EQ(identity.id, nullptr);
}

TEST(Norm, SaysWhatEachIndicatorAsksInTheLanguageWanted) {
  const auto norm = default_norm();
  const auto contact = import(sample::contact);
  const auto evaluator = default_evaluator();
  const auto evaluation = evaluate(evaluator.get(), contact.get());
  const std::size_t count = callnorm_norm_indicator_count(norm.get());
  ASSERT_EQ(count, callnorm_evaluation_indicator_count(evaluation.get()));
  Failure failure;
  for (std::size_t i = 0; i < count; ++i) {
    callnorm_indicator judged = CALLNORM_INDICATOR_INIT;
    ASSERT_EQ(callnorm_evaluation_indicator(evaluation.get(), i, &judged, failure), CALLNORM_OK);
    for (const char* language : {"nl", "fr", "en", "xx", static_cast<const char*>(nullptr)}) {
      callnorm_indicator_text text = CALLNORM_INDICATOR_TEXT_INIT;
      ASSERT_EQ(callnorm_norm_indicator(norm.get(), i, language, &text, failure), CALLNORM_OK);
      EXPECT_STREQ(text.id, judged.id);
      EXPECT_EQ(std::string_view(text.id).substr(0, 5), text.competence);
      EXPECT_STRNE(text.key, "");
      EXPECT_STRNE(text.text, "");
      EXPECT_STRNE(text.competence_text, "");
      EXPECT_STREQ(text.literal_language, "fr");
      // The words of the certificate are French: asked for in French, it is they that come.
      if (language != nullptr && language == std::string_view("fr")) {
        EXPECT_STREQ(text.text, text.literal);
      }
      if (language != nullptr && language == std::string_view("en")) {
        EXPECT_STRNE(text.text, text.literal);
      }
    }
  }
  callnorm_indicator_text none = CALLNORM_INDICATOR_TEXT_INIT;
  for (const std::size_t index : {count, CALLNORM_NOT_FOUND}) {
    EXPECT_EQ(callnorm_norm_indicator(norm.get(), index, "nl", &none, failure),
              CALLNORM_INVALID_ARGUMENT);
    EXPECT_EQ(failure.where(), "/competences");
  }
  EXPECT_EQ(callnorm_norm_indicator(nullptr, 0, "nl", &none, failure), CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(callnorm_norm_indicator(norm.get(), 0, "nl", nullptr, failure),
            CALLNORM_INVALID_ARGUMENT);
  EXPECT_EQ(none.id, nullptr);
}

TEST(CApi, AContactTellsOfKeysNobodyKnowsAndOfFieldsRefusedOnPurpose) {
  const auto contact = import(R"({"format": "callnorm.contact/1", "trns": [], "turns": [
      {"speaker": "agent", "text": "Hello.", "strat": 1}]})");
  EXPECT_STREQ(callnorm_contact_note(contact.get(), 0), "unknown key ignored: trns");
  EXPECT_STREQ(callnorm_contact_note(contact.get(), 1), "unknown key ignored: turns[].strat");
  EXPECT_EQ(callnorm_contact_note(contact.get(), 2), nullptr);
  EXPECT_EQ(callnorm_contact_dropped(contact.get(), 0), nullptr);

  const auto theirs = import(R"({"Transcript": [{"ParticipantRole": "AGENT", "Content": "Hello.",
      "BeginOffsetMillis": 0, "EndOffsetMillis": 900, "Sentiment": "POSITIVE"}]})",
                             "aws-transcribe");
  EXPECT_STREQ(callnorm_contact_dropped(theirs.get(), 0), "Transcript[].Sentiment");
  EXPECT_EQ(callnorm_contact_dropped(theirs.get(), 1), nullptr);
}

TEST(Allocator, ComesTooLateOnceMemoryWasTaken) {
  const auto norm = default_norm();
  callnorm_allocator allocator = CALLNORM_ALLOCATOR_INIT;
  allocator.allocate = [](void*, std::size_t size, std::size_t) { return std::malloc(size); };
  allocator.release = [](void*, void* block) { std::free(block); };
  Failure f;
  EXPECT_EQ(callnorm_set_allocator(&allocator, f), CALLNORM_INVALID_ARGUMENT);
  EXPECT_NE(f.message().find("before any other call"), std::string_view::npos);
}

// ---- Why not, and the script

TEST(WhyNot, SaysWhatTheJsonSays) {
  const auto script = sample_script();
  const auto evaluator = default_evaluator(script.get());
  const auto contact = import(sample::contact);
  const auto evaluation = evaluate(evaluator.get(), contact.get());
  const std::string json = json_of(evaluation.get());
  std::size_t explained = 0;
  for (std::size_t i = 0; i < callnorm_evaluation_indicator_count(evaluation.get()); ++i) {
    callnorm_indicator indicator = CALLNORM_INDICATOR_INIT;
    ASSERT_EQ(callnorm_evaluation_indicator(evaluation.get(), i, &indicator, nullptr), CALLNORM_OK);
    callnorm_why_not why = CALLNORM_WHY_NOT_INIT;
    const callnorm_status status = callnorm_evaluation_why_not(evaluation.get(), i, &why, nullptr);
    if (indicator.verdict == CALLNORM_DEMONSTRATED) {
      EXPECT_EQ(status, CALLNORM_INVALID_ARGUMENT);
      continue;
    }
    ASSERT_EQ(status, CALLNORM_OK) << indicator.id;
    ++explained;
    EXPECT_NE(json.find(why.looked_for), std::string::npos);
    for (std::size_t k = 0; k < why.where_count; ++k) {
      const char* channel = nullptr;
      std::size_t entries = SIZE_MAX;
      ASSERT_EQ(
          callnorm_evaluation_why_not_where(evaluation.get(), i, k, &channel, &entries, nullptr),
          CALLNORM_OK);
      EXPECT_NE(json.find(channel), std::string::npos);
      EXPECT_LT(entries, 1000U);
    }
    EXPECT_EQ(callnorm_evaluation_why_not_where(evaluation.get(), i, why.where_count, nullptr,
                                                nullptr, nullptr),
              CALLNORM_INVALID_ARGUMENT);
    EXPECT_EQ((why.flags & CALLNORM_WHY_NOT_HAS_FLIP) != 0, why.flip_count > 0);
    for (std::size_t k = 0; k < why.flip_count; ++k) {
      callnorm_condition change = CALLNORM_CONDITION_INIT;
      ASSERT_EQ(callnorm_evaluation_why_not_change(evaluation.get(), i, k, &change, nullptr),
                CALLNORM_OK);
      EXPECT_NE(json.find(change.measure), std::string::npos);
    }
    callnorm_condition none = CALLNORM_CONDITION_INIT;
    EXPECT_EQ(
        callnorm_evaluation_why_not_change(evaluation.get(), i, why.flip_count, &none, nullptr),
        CALLNORM_INVALID_ARGUMENT);
  }
  EXPECT_GT(explained, 5U);
}

TEST(ScriptAlignment, MovesInOrder) {
  callnorm_script* made = nullptr;
  ASSERT_EQ(callnorm_script_builtin("be.demo.energie.verhuis", &made, nullptr), CALLNORM_OK);
  const sample::Script script(made);
  callnorm_contact* example = nullptr;
  ASSERT_EQ(callnorm_contact_builtin("nl-voice-verhuis-zwak", &example, nullptr), CALLNORM_OK);
  const sample::Contact contact(example);
  const auto evaluator = default_evaluator(script.get());
  const auto evaluation = evaluate(evaluator.get(), contact.get());
  double fitness = -1;
  const std::size_t count = callnorm_evaluation_move_count(evaluation.get(), &fitness);
  ASSERT_GT(count, 0U);
  EXPECT_GE(fitness, 0.0);
  EXPECT_LE(fitness, 1.0);
  for (std::size_t i = 0; i < count; ++i) {
    callnorm_move move = CALLNORM_MOVE_INIT;
    ASSERT_EQ(callnorm_evaluation_move(evaluation.get(), i, &move, nullptr), CALLNORM_OK);
    EXPECT_GE(move.kind, CALLNORM_MOVE_MATCH);
    EXPECT_LE(move.kind, CALLNORM_MOVE_SKIPPED);
    EXPECT_STRNE(move.step, "");
  }
  callnorm_move move = CALLNORM_MOVE_INIT;
  EXPECT_EQ(callnorm_evaluation_move(evaluation.get(), count, &move, nullptr),
            CALLNORM_INVALID_ARGUMENT);
  const auto without = evaluate(default_evaluator().get(), contact.get());
  EXPECT_EQ(callnorm_evaluation_move_count(without.get(), &fitness), 0U);
  EXPECT_TRUE(std::isnan(fitness));
}

TEST(Detect, AnyScoreAndEitherDetector) {
  const auto contact = import(sample::contact);
  const auto count = [&](const char* detectors, double min_score) {
    callnorm_evaluator_options options = CALLNORM_EVALUATOR_OPTIONS_INIT;
    options.detectors = detectors;
    callnorm_evaluator* made = nullptr;
    EXPECT_EQ(callnorm_evaluator_create(nullptr, nullptr, &options, &made, nullptr), CALLNORM_OK);
    const sample::Evaluator evaluator(made);
    callnorm_acts* acts = nullptr;
    EXPECT_EQ(callnorm_detect_scored(made, contact.get(), min_score, &acts, nullptr), CALLNORM_OK);
    const sample::Acts owner(acts);
    return callnorm_acts_count(acts);
  };
  EXPECT_GT(count("model@1", 0.0), count("model@1", 0.5));
  EXPECT_EQ(count(nullptr, 0.5), count("model@1", 0.5));
  EXPECT_GT(count("rules@1", 0.5), 0U);
  callnorm_evaluator_options options = CALLNORM_EVALUATOR_OPTIONS_INIT;
  options.detectors = "oracle@1";
  callnorm_evaluator* none = nullptr;
  EXPECT_EQ(callnorm_evaluator_create(nullptr, nullptr, &options, &none, nullptr),
            CALLNORM_UNSUPPORTED);
  callnorm_acts* acts = nullptr;
  EXPECT_EQ(callnorm_detect_scored(default_evaluator().get(), contact.get(), 1.5, &acts, nullptr),
            CALLNORM_INVALID_ARGUMENT);
}

}  // namespace
