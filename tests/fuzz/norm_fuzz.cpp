// Any bytes as a norm, and the norm as what judges an example.
#include "fuzz.hpp"

int run_target(std::string_view bytes) {
  callnorm_norm* norm = nullptr;
  if (callnorm_norm_parse(bytes.data(), bytes.size(), &norm, nullptr) != CALLNORM_OK) return 0;
  callnorm_evaluator* evaluator = nullptr;
  if (callnorm_evaluator_create(norm, nullptr, nullptr, &evaluator, nullptr) == CALLNORM_OK) {
    callnorm_contact* contact = fuzz::example();
    (void)fuzz::judged(evaluator, contact);
    callnorm_contact_destroy(contact);
    callnorm_evaluator_destroy(evaluator);
  }
  callnorm_norm_destroy(norm);
  return 0;
}
