// callnorm/evaluate/live_evaluation.hpp - a contact judged while it goes on.
//
// Turns and events are pushed as they happen; acts and script steps are told as soon as they are
// seen, and told again when what follows can no longer change them, or when it does. finish() gives
// what Evaluator::evaluate() gives for the same contact, byte for byte once written: the verdicts
// are those of the whole contact, never of a part.
//
// Each push looks at the last `LiveEvaluation::window` turns and no further, so that it costs the
// same in a long contact as in a short one. Kept in memory: what was pushed, and for each act found
// about 100 bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/extent.hpp"
#include "callnorm/model/act.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

/// What became of an act or a step that was seen.
enum class Finding : std::uint8_t {
  provisional,  ///< seen; what follows may still change it
  confirmed,    ///< no later turn changes it, as far as the turns around it can tell
  withdrawn,    ///< told before, and not so: another act took its place, or finish() knew better
};

/// Called on the thread inside push() or finish(), before that returns; must not call back into the
/// LiveEvaluation. The act and what was pushed so far are valid during the call; turns count
/// through the whole contact. The first call for an act is provisional or confirmed, the last
/// confirmed or withdrawn. False stops that push() or finish() with ErrorCode::cancelled.
using FindingSink = std::function<bool(Finding, const Act&, const ContactDraft& so_far)>;

/// A step that can follow without leaving the script.
struct ExpectedStep {
  std::string step;     ///< its label
  bool needed = false;  ///< the script is not through without it, or another that is needed here
  std::string wording;  ///< its text or first example; empty when it is not said
};

/// The silence at this moment.
struct RunningSilence {
  TimeSpan time;       ///< from the last words to now
  bool agents = true;  ///< false: the agent asked, and the client is to speak
  Millis counted{0};   ///< what would count for the agent if somebody spoke now: less what was
                       ///< announced, and 0 below the norm's shortest silence
};

/// One contact in progress; one thread at a time. Any number may share an Evaluator.
class LiveEvaluation {
 public:
  static constexpr std::uint32_t window = 24;  ///< turns looked at with each push
  static constexpr std::uint32_t settled = 8;  ///< turns after which an act is confirmed
  /// What one contact may hold. Beyond it push() fails with invalid_contact.
  static constexpr std::size_t most_turns = 1'000'000;

  /// @param begun what is known when the contact begins: channel, language, facts, quality, and
  /// which logs will be kept (present and empty). May hold turns and events already.
  /// @param sink may be empty.
  /// Fails as push() does.
  static Result<LiveEvaluation> create(Evaluator evaluator, ContactDraft begun,
                                       FindingSink sink = {});
  LiveEvaluation(LiveEvaluation&&) noexcept;
  LiveEvaluation& operator=(LiveEvaluation&&) noexcept;
  ~LiveEvaluation();

  /// Appends a turn. Fails with invalid_contact when it is out of order or not valid, with what
  /// Evaluator::detect() fails with, and with cancelled; but for the last, nothing has changed
  /// then.
  Status push(Turn turn);

  /// Appends all that `more` holds: turns, events of every log, acts, facts. What there is one of
  /// (end, ending, scenario, report_machine_written, assessor_intonation) replaces what was there
  /// when `more` has it; id, channel, language, connect, quality, concurrency and source stay as
  /// they began, but for new notes of source, which are appended. Fails as above, and with
  /// invalid_contact when id, language or connect is there and another than at the beginning, or
  /// the channel another than voice and than at the beginning.
  Status push(ContactDraft more);

  /// What the script expects next, needed steps first; empty without a script, or at its end.
  /// @param may_end if given, told whether the contact may end here without leaving a step out.
  /// Cost: linear in the script.
  [[nodiscard]] std::vector<ExpectedStep> expected(bool* may_end = nullptr) const;

  /// Nothing while somebody speaks, before anyone has, when turns carry no times, or when the norm
  /// judges no silences.
  [[nodiscard]] std::optional<RunningSilence> silence(Millis now) const;

  /// All that was pushed.
  [[nodiscard]] const ContactDraft& pushed() const noexcept;

  /// The contact as far as it was pushed. Cost: a copy.
  [[nodiscard]] Result<Contact> contact() const;

  /// What evaluate() gives for the contact as far as it was pushed. Cost: that of evaluate().
  [[nodiscard]] Result<Evaluation> so_far() const;

  /// Ends the contact: confirms or withdraws every act told, so that those confirmed and not
  /// withdrawn are the acts of the whole contact, and judges it. Afterwards it is over: push()
  /// fails with invalid_argument, and so does finish(). Fails as evaluate() does, with
  /// invalid_contact, and with cancelled; then it is not over. Cost: that of evaluate() and, with a
  /// sink, of finding the acts again.
  Result<Evaluation> finish();

 private:
  struct Impl;
  explicit LiveEvaluation(std::unique_ptr<Impl> impl) noexcept;
  std::unique_ptr<Impl> impl_;
};

}  // namespace callnorm
