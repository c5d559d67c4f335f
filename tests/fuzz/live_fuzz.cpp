// Any bytes as parts of a contact in progress, one to a line, the first what is known when it
// begins; in the end as evaluate() has it.
#include "fuzz.hpp"

namespace {

std::int32_t check(void*, std::int32_t finding, const callnorm_act* act) {
  fuzz::require(finding >= CALLNORM_FINDING_PROVISIONAL && finding <= CALLNORM_FINDING_WITHDRAWN,
                "a finding of no kind");
  fuzz::require(act->kind != nullptr && act->step != nullptr, "an act without words");
  return 0;
}

}  // namespace

int run_target(std::string_view bytes) {
  static const fuzz::Evaluators evaluators;
  const callnorm_evaluator* evaluator = evaluators.all()[bytes.size() % evaluators.all().size()];
  const auto take_line = [&bytes] {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    return line;
  };
  std::string_view begun;
  if (bytes.starts_with('{')) begun = take_line();
  callnorm_live* live = nullptr;
  if (callnorm_live_create(evaluator, begun.data(), begun.size(), check, nullptr, &live, nullptr) !=
      CALLNORM_OK) {
    return 0;
  }
  while (!bytes.empty()) {
    const std::string_view line = take_line();
    if (line.starts_with('{')) {
      fuzz::may_fail(callnorm_live_push_json(live, line.data(), line.size(), nullptr));
    } else {
      callnorm_turn turn = CALLNORM_TURN_INIT;
      turn.speaker = line.size() % 2 == 0 ? "agent" : "client";
      turn.text = line.data();
      turn.text_size = line.size();
      fuzz::may_fail(callnorm_live_push_turn(live, &turn, nullptr));
    }
    callnorm_silence silence = CALLNORM_SILENCE_INIT;
    fuzz::may_fail(callnorm_live_silence(live, static_cast<std::int64_t>(line.size()) * 1000,
                                         &silence, nullptr));
    std::size_t count = 0;
    fuzz::may_fail(callnorm_live_expected_count(live, &count, nullptr, nullptr));
  }
  callnorm_contact* contact = nullptr;
  if (callnorm_live_contact(live, &contact, nullptr) == CALLNORM_OK) {
    callnorm_evaluation* ended = nullptr;
    const bool done = callnorm_live_finish(live, &ended, nullptr) == CALLNORM_OK;
    const std::string batch = fuzz::judged(evaluator, contact);
    fuzz::require(done == !batch.empty(), "live and at once: one fails, the other does not");
    if (done) fuzz::require(fuzz::json_of(ended) == batch, "live and at once: other bytes");
    callnorm_evaluation_destroy(ended);
    callnorm_contact_destroy(contact);
  }
  callnorm_live_destroy(live);
  return 0;
}
