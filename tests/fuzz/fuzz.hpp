// tests/fuzz/fuzz.hpp - what the fuzz targets share. Each is one function over bytes, through
// callnorm.h alone: driven by libFuzzer (./dev fuzz), or over files (replay.cpp, in every test
// run).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "callnorm.h"

/// The target. Returns 0; ends the process when something does not hold.
int run_target(std::string_view bytes);

namespace fuzz {

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

/// For calls of which any status is right.
inline void may_fail(callnorm_status) {}

inline std::string taken(callnorm_status status, callnorm_buffer& buffer) {
  std::string out;
  if (status == CALLNORM_OK) out.assign(buffer.data, buffer.size);
  callnorm_buffer_dispose(&buffer);
  return out;
}

inline std::string json_of(const callnorm_evaluation* evaluation) {
  callnorm_buffer buffer = CALLNORM_BUFFER_INIT;
  return taken(callnorm_evaluation_to_json(evaluation, 0, &buffer, nullptr), buffer);
}

inline std::string written(const callnorm_contact* contact) {
  callnorm_buffer buffer = CALLNORM_BUFFER_INIT;
  return taken(callnorm_contact_to_json(contact, 0, &buffer, nullptr), buffer);
}

/// The evaluation as JSON; empty when the contact cannot be judged.
inline std::string judged(const callnorm_evaluator* evaluator, const callnorm_contact* contact) {
  callnorm_evaluation* evaluation = nullptr;
  if (callnorm_evaluate(evaluator, contact, &evaluation, nullptr) != CALLNORM_OK) return {};
  std::string out = json_of(evaluation);
  callnorm_evaluation_destroy(evaluation);
  return out;
}

inline callnorm_contact* example() {
  callnorm_contact* contact = nullptr;
  require(callnorm_contact_builtin("en-voice-card-weak", &contact, nullptr) == CALLNORM_OK,
          "the example is there");
  return contact;
}

/// Without a script, with one, and by the model; never destroyed, as the process ends with them.
class Evaluators {
 public:
  Evaluators() {
    callnorm_script* script = nullptr;
    require(callnorm_script_builtin("be.demo.bank.card", &script, nullptr) == CALLNORM_OK,
            "the script is there");
    callnorm_evaluator_options options = CALLNORM_EVALUATOR_OPTIONS_INIT;
    options.detectors = "model@1";
    make(0, nullptr, nullptr);
    make(1, script, nullptr);
    make(2, script, &options);
    callnorm_script_destroy(script);
  }
  [[nodiscard]] const std::array<callnorm_evaluator*, 3>& all() const { return evaluators_; }

 private:
  void make(std::size_t i, const callnorm_script* script,
            const callnorm_evaluator_options* options) {
    require(callnorm_evaluator_create(nullptr, script, options, &evaluators_[i], nullptr) ==
                CALLNORM_OK,
            "an evaluator");
  }
  std::array<callnorm_evaluator*, 3> evaluators_{};
};

}  // namespace fuzz
