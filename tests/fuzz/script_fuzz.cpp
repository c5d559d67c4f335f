// Any bytes as a script, and the script as what an example is laid beside, at once and live.
#include "fuzz.hpp"

int run_target(std::string_view bytes) {
  callnorm_script* script = nullptr;
  if (callnorm_script_parse(bytes.data(), bytes.size(), &script, nullptr) != CALLNORM_OK) return 0;
  callnorm_evaluator_options options = CALLNORM_EVALUATOR_OPTIONS_INIT;
  options.detectors = bytes.size() % 2 == 0 ? "rules@1" : "model@1";
  callnorm_evaluator* evaluator = nullptr;
  if (callnorm_evaluator_create(nullptr, script, &options, &evaluator, nullptr) == CALLNORM_OK) {
    callnorm_contact* contact = fuzz::example();
    (void)fuzz::judged(evaluator, contact);
    const std::string json = fuzz::written(contact);
    callnorm_live* live = nullptr;
    if (callnorm_live_create(evaluator, json.data(), json.size(), nullptr, nullptr, &live,
                             nullptr) == CALLNORM_OK) {
      std::size_t count = 0;
      fuzz::require(callnorm_live_expected_count(live, &count, nullptr, nullptr) == CALLNORM_OK,
                    "what is expected");
      callnorm_live_destroy(live);
    }
    callnorm_contact_destroy(contact);
    callnorm_evaluator_destroy(evaluator);
  }
  callnorm_script_destroy(script);
  return 0;
}
