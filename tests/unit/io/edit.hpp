// tests/unit/io/edit.hpp - take a good JSON text, break one thing in it, look at the error.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>

#include "callnorm/result.hpp"

namespace callnorm::test {

using Json = nlohmann::ordered_json;

/// `json` with the value at `pointer` set; a missing last key is made.
inline std::string with(const std::string& json, const std::string& pointer, Json value) {
  Json edited = Json::parse(json);
  edited[Json::json_pointer(pointer)] = std::move(value);
  return edited.dump();
}

inline std::string without(const std::string& json, const std::string& pointer) {
  Json edited = Json::parse(json);
  const Json::json_pointer at(pointer);
  edited[at.parent_pointer()].erase(at.back());
  return edited.dump();
}

inline std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline std::string test_file(const std::string& name) {
  return file_text(std::string(CALLNORM_TEST_DATA) + "/" + name);
}

/// A Result that failed with `code` at `where`.
MATCHER_P2(FailsAt, code, where, "") {
  if (arg.ok()) {
    *result_listener << "it is a success";
    return false;
  }
  const Error& error = arg.error();
  *result_listener << name(error.code) << " at \"" << error.where << "\": " << error.message;
  return error.code == code && error.where == where && !error.message.empty() &&
         error.message.find('\n') == std::string::npos;
}

/// As FailsAt, and the message holds `words`.
MATCHER_P3(FailsAt, code, where, words, "") {
  if (arg.ok()) {
    *result_listener << "it is a success";
    return false;
  }
  const Error& error = arg.error();
  *result_listener << name(error.code) << " at \"" << error.where << "\": " << error.message;
  return error.code == code && error.where == where &&
         error.message.find(words) != std::string::npos;
}

MATCHER(Succeeds, "") {
  if (arg.ok()) return true;
  const Error& error = arg.error();
  *result_listener << name(error.code) << " at \"" << error.where << "\": " << error.message;
  return false;
}

}  // namespace callnorm::test
