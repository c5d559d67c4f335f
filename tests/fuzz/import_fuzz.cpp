// Any bytes as a contact: read by every importer, judged with and without a script, written again.
#include "fuzz.hpp"

int run_target(std::string_view bytes) {
  static const fuzz::Evaluators evaluators;
  callnorm_contact* contact = nullptr;
  const callnorm_status status =
      callnorm_contact_import("auto", bytes.data(), bytes.size(), "fuzz", &contact, nullptr);
  if (status != CALLNORM_OK) {
    fuzz::require(contact == nullptr, "a contact in spite of a failure");
    return 0;
  }
  for (const callnorm_evaluator* evaluator : evaluators.all()) {
    const std::string first = fuzz::judged(evaluator, contact);
    fuzz::require(first == fuzz::judged(evaluator, contact), "the same contact, other bytes");
  }
  callnorm_acts* acts = nullptr;
  if (callnorm_detect_scored(evaluators.all()[0], contact, 0.0, &acts, nullptr) == CALLNORM_OK) {
    for (std::size_t i = 0; i < callnorm_acts_count(acts); ++i) {
      callnorm_act act = CALLNORM_ACT_INIT;
      fuzz::require(callnorm_acts_get(acts, i, &act, nullptr) == CALLNORM_OK, "an act");
      fuzz::require(act.score >= 0 && act.score <= 1, "a score");
    }
    callnorm_acts_destroy(acts);
  }
  // What was written is read again, and is the same.
  const std::string json = fuzz::written(contact);
  callnorm_contact* again = nullptr;
  fuzz::require(callnorm_contact_import("callnorm", json.data(), json.size(), nullptr, &again,
                                        nullptr) == CALLNORM_OK,
                "what was written cannot be read");
  fuzz::require(fuzz::written(again) == json, "read again, written otherwise");
  callnorm_contact_destroy(again);
  callnorm_contact_destroy(contact);
  return 0;
}
