// The C interface says what the C++ interface says, to the byte.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "callnorm.h"
#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"
#include "sample.hpp"

namespace {

std::string through_c(const char* contact_id, std::string_view script_json, std::int32_t indent) {
  callnorm_error error = CALLNORM_ERROR_INIT;
  callnorm_contact* contact = nullptr;
  callnorm_script* script = nullptr;
  callnorm_evaluator* evaluator = nullptr;
  callnorm_evaluation* evaluation = nullptr;
  sample::Buffer buffer;
  EXPECT_EQ(callnorm_contact_builtin(contact_id, &contact, &error), CALLNORM_OK) << error.message;
  if (!script_json.empty()) {
    EXPECT_EQ(callnorm_script_parse(script_json.data(), script_json.size(), &script, &error),
              CALLNORM_OK)
        << error.message;
  }
  EXPECT_EQ(callnorm_evaluator_create(nullptr, script, nullptr, &evaluator, &error), CALLNORM_OK)
      << error.message;
  EXPECT_EQ(callnorm_evaluate(evaluator, contact, &evaluation, &error), CALLNORM_OK)
      << error.message;
  EXPECT_EQ(callnorm_evaluation_to_json(evaluation, indent, &buffer.value, &error), CALLNORM_OK)
      << error.message;
  callnorm_script_destroy(script);
  callnorm_contact_destroy(contact);
  callnorm_evaluator_destroy(evaluator);
  callnorm_evaluation_destroy(evaluation);
  return std::string(buffer.text());
}

std::string through_cpp(std::string_view contact_id, std::string_view script_json, int indent) {
  const auto norm = callnorm::builtin_norm();
  std::optional<callnorm::Script> script;
  if (!script_json.empty()) script = callnorm::read_script(script_json).value();
  const auto evaluator = callnorm::Evaluator::create(*norm, script);
  const auto contact = callnorm::builtin_contact(contact_id);
  const auto evaluation = evaluator->evaluate(*contact);
  return callnorm::write_evaluation(*evaluation, indent);
}

TEST(CApi, GivesTheJsonOfTheCppLibraryForEveryBuiltinContact) {
  ASSERT_FALSE(callnorm::builtin_contacts().empty());
  for (const std::string_view id : callnorm::builtin_contacts()) {
    EXPECT_EQ(through_c(std::string(id).c_str(), {}, 0), through_cpp(id, {}, 0)) << id;
  }
}

TEST(CApi, GivesTheIndentedJsonOfTheCppLibraryWithAScript) {
  const std::string id(callnorm::builtin_contacts().front());
  EXPECT_EQ(through_c(id.c_str(), sample::script, 2), through_cpp(id, sample::script, 2));
}

}  // namespace
