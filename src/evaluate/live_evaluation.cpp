#include "callnorm/evaluate/live_evaluation.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

#include "callnorm/engine/progress.hpp"
#include "callnorm/indicator/silence.hpp"
#include "evaluate/evaluator_impl.hpp"
#include "evaluate/names_used.hpp"
#include "figures.hpp"
#include "model/contact_checks.hpp"
#include "model/contact_lists.hpp"
#include "model/default_ids.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

constexpr Millis latest{1'000'000'000'000};   // thirty years
constexpr std::size_t events_looked_at = 64;  // of each log, where no time tells which are recent

/// What makes an act the same act when it is found again.
auto key(const Act& act) {
  return std::tuple(act.turn.has_value(), act.turn.value_or(0), act.text.begin, act.text.end,
                    act.kind, std::string_view(act.step), std::string_view(act.type),
                    act.time ? act.time->begin.count() : 0);
}
bool same(const Act& a, const Act& b) {
  return key(a) == key(b);
}
bool before(const Act& a, const Act& b) {
  return key(a) < key(b);
}

/// Enough to say later which act it was.
Act remembered(const Act& act) {
  Act out = act;
  out.details = {};
  return out;
}

template <class T>
void append(std::optional<std::vector<T>>& to, std::optional<std::vector<T>>& more) {
  if (!more) return;
  if (!to) to.emplace();
  to->insert(to->end(), std::make_move_iterator(more->begin()),
             std::make_move_iterator(more->end()));
}
template <class T>
void append(std::vector<T>& to, std::vector<T>& more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

template <class T>
std::size_t size_of(const std::optional<std::vector<T>>& list) {
  return list ? list->size() : 0;
}
template <class T>
std::size_t size_of(const std::vector<T>& list) {
  return list.size();
}

/// The acts that came with a contact in progress, by where they stand: annotations of an old turn
/// may come late.
class GivenActs {
 public:
  /// Takes up the acts of a list from `first` on.
  void add(const std::vector<Act>& acts, std::size_t first) {
    for (std::size_t i = first; i < acts.size(); ++i) {
      if (std::find(kinds_.begin(), kinds_.end(), acts[i].kind) == kinds_.end()) {
        kinds_.push_back(acts[i].kind);
      }
      if (!acts[i].turn) {
        without_turn_.push_back(i);
        continue;
      }
      const std::pair place(*acts[i].turn, i);
      by_turn_.insert(std::upper_bound(by_turn_.begin(), by_turn_.end(), place), place);
    }
  }
  /// As it was when the list had `size` acts of so many kinds.
  void take_back(std::size_t size, std::size_t kinds) {
    std::erase_if(by_turn_, [&](const auto& place) { return place.second >= size; });
    std::erase_if(without_turn_, [&](std::size_t i) { return i >= size; });
    kinds_.resize(kinds);
  }
  [[nodiscard]] const std::vector<ActKind>& kinds() const noexcept { return kinds_; }

  /// Those of the turns from `first` on, and the last of no turn, in the order they came.
  [[nodiscard]] std::vector<std::size_t> since(std::uint32_t first) const {
    const std::size_t old =
        without_turn_.size() > events_looked_at ? without_turn_.size() - events_looked_at : 0;
    std::vector<std::size_t> out(without_turn_.begin() + static_cast<std::ptrdiff_t>(old),
                                 without_turn_.end());
    for (auto place =
             std::lower_bound(by_turn_.begin(), by_turn_.end(), std::pair(first, std::size_t{0}));
         place != by_turn_.end(); ++place) {
      out.push_back(place->second);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  std::vector<std::pair<std::uint32_t, std::size_t>> by_turn_;  // turn and number, in order
  std::vector<std::size_t> without_turn_;
  std::vector<ActKind> kinds_;
};

/// Takes back what was appended to a contact, unless it is kept.
class Mark {
 public:
  Mark(ContactDraft& draft, NamesUsed& names, GivenActs& acts)
      : draft_(draft),
        names_(names),
        acts_(acts),
        act_count_(draft.acts.size()),
        act_kinds_(acts.kinds().size()) {
    for_each_list(draft, draft, [&](auto& list, auto&) {
      sizes_.push_back(size_of(list));
      present_.push_back(is_there(list));
    });
    end_ = draft.end;
    ending_ = draft.ending;
    scenario_ = draft.scenario;
    report_machine_written_ = draft.report_machine_written;
    assessor_intonation_ = draft.assessor_intonation;
    notes_ = draft.source.notes.size();
  }
  Mark(const Mark&) = delete;
  Mark& operator=(const Mark&) = delete;
  ~Mark() {
    if (kept_) return;
    std::size_t i = 0;
    for_each_list(draft_, draft_, [&](auto& list, auto&) {
      cut(list, sizes_[i], present_[i]);
      ++i;
    });
    draft_.end = end_;
    draft_.ending = ending_;
    draft_.scenario = std::move(scenario_);
    draft_.report_machine_written = report_machine_written_;
    draft_.assessor_intonation = std::move(assessor_intonation_);
    cut(draft_.source.notes, notes_, true);
    names_.take_back();
    acts_.take_back(act_count_, act_kinds_);
  }
  void keep() noexcept { kept_ = true; }

 private:
  template <class T>
  static bool is_there(const std::optional<std::vector<T>>& list) {
    return list.has_value();
  }
  template <class T>
  static bool is_there(const std::vector<T>&) {
    return true;
  }
  template <class T>
  static void cut(std::optional<std::vector<T>>& list, std::size_t size, bool present) {
    if (!present) {
      list.reset();
    } else {
      cut(*list, size, true);
    }
  }
  template <class T>
  static void cut(std::vector<T>& list, std::size_t size, bool) {
    if (size < list.size()) {
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(size), list.end());
    }
  }

  ContactDraft& draft_;
  NamesUsed& names_;
  GivenActs& acts_;
  std::size_t act_count_;
  std::size_t act_kinds_;
  bool kept_ = false;
  std::vector<std::size_t> sizes_;
  std::vector<bool> present_;
  std::optional<Millis> end_;
  Ending ending_;
  std::optional<Scenario> scenario_;
  bool report_machine_written_ = false;
  std::string assessor_intonation_;
  std::size_t notes_ = 0;
};

}  // namespace

struct LiveEvaluation::Impl {
  Evaluator evaluator;
  FindingSink sink;
  ContactDraft draft;
  GivenActs given;             // acts of the draft
  std::vector<Act> open;       // told as provisional, in the order of before()
  std::vector<Act> confirmed;  // told as confirmed, without their details
  std::set<std::pair<std::string, std::int64_t>> logged;  // of them, those of no turn
  std::uint32_t first_open = 0;                           // turns before it are settled
  std::optional<Progress> progress;                       // of confirmed steps
  std::vector<bool> taken;                                // by symbol: among them
  std::size_t facts_known = 0;
  NamesUsed names;
  SpeechRecord speech;   // of the last window
  std::string language;  // of it
  bool over = false;

  Impl(Evaluator e, FindingSink s) : evaluator(std::move(e)), sink(std::move(s)) {}

  const Evaluator::Impl& own() const { return *evaluator.impl_; }

  Status push(ContactDraft more);
  Status take_in(ContactDraft more);
  void number(ContactDraft& more) const;
  ContactDraft recent(std::uint32_t first) const;
  Status look();
  Result<std::vector<Act>> acts_of(const PreparedContact& contact) const;
  Status tell(std::vector<Act> found);
  bool tell(Finding finding, const Act& act) const { return !sink || sink(finding, act, draft); }
  Status begin_script();
  void take(Progress& at, std::vector<bool>& labels, const Act& act) const;
  std::optional<Symbol> symbol_of(const Act& act) const;
};

namespace {

Error stopped() {
  return {ErrorCode::cancelled, "the receiver of findings asked to stop", ""};
}

template <class T>
std::optional<std::vector<T>> last_of(const std::optional<std::vector<T>>& list) {
  if (!list) return std::nullopt;
  const std::size_t from = list->size() > events_looked_at ? list->size() - events_looked_at : 0;
  return std::vector<T>(list->begin() + static_cast<std::ptrdiff_t>(from), list->end());
}

}  // namespace

namespace {

/// Fails when `more` says to be of another contact, or of another kind, than `begun`.
Status check_same(const ContactDraft& begun, const ContactDraft& more) {
  const auto differs = [](std::string_view what) {
    return Error{ErrorCode::invalid_contact, "differs from how the contact began",
                 "/" + std::string(what)};
  };
  // Voice is also what a draft is that says nothing.
  if (more.channel != Channel::voice && more.channel != begun.channel) return differs("channel");
  if (!more.id.empty() && more.id != begun.id) return differs("id");
  if (!more.language.empty() && more.language != begun.language) return differs("language");
  if (more.connect && more.connect != begun.connect) return differs("connect");
  return success();
}

}  // namespace

/// The contact as if it began with turn `first`.
ContactDraft LiveEvaluation::Impl::recent(std::uint32_t first) const {
  const auto count = static_cast<std::uint32_t>(draft.turns.size());
  ContactDraft out;
  out.id = draft.id;
  out.channel = draft.channel;
  out.language = draft.language;
  out.quality = draft.quality;
  out.facts = draft.facts;
  out.acts_given = draft.acts_given;
  out.turns.assign(draft.turns.begin() + first, draft.turns.end());
  for (const std::size_t i : given.since(first)) {
    const Act& act = draft.acts[i];
    if (act.turn && *act.turn >= count) continue;  // of a turn that is looked at later
    Act& moved = out.acts.emplace_back(act);
    if (moved.turn) *moved.turn -= first;
    if (moved.about_turn) {
      if (*moved.about_turn < first) {
        moved.about_turn.reset();
      } else {
        *moved.about_turn -= first;
      }
    }
  }
  for (const ActKind kind : given.kinds()) {
    if (!out.gives(kind)) out.acts_given.push_back(kind);
  }
  out.hold = last_of(draft.hold);
  out.tools = last_of(draft.tools);
  out.tools_unavailable = draft.tools_unavailable;
  out.lookups = last_of(draft.lookups);
  out.edits = last_of(draft.edits);
  out.record = last_of(draft.record);
  return out;
}

Result<std::vector<Act>> LiveEvaluation::Impl::acts_of(const PreparedContact& contact) const {
  CALLNORM_TRY(std::vector<Act> found, own().acts(contact, own().judged_by, operating_point));
  if (own().script && !contact.contact().data().gives(ActKind::step)) {
    CALLNORM_TRY(const StepDetection steps,
                 own().steps_in(contact, found, own().judged_by, operating_point));
    own().add_steps(steps, found);
  }
  return found;
}

Status LiveEvaluation::Impl::look() {
  if (draft.turns.empty() && !draft.lookups && !draft.edits && !draft.tools && !draft.record) {
    return success();
  }
  const auto count = static_cast<std::uint32_t>(draft.turns.size());
  const std::uint32_t first = count > window ? count - window : 0;
  CALLNORM_TRY(const Contact contact, Contact::create(recent(first)));
  std::vector<std::string> notes;
  CALLNORM_TRY(const PreparedContact prepared, own().prepare(contact, own().judged_by, notes));
  CALLNORM_TRY(std::vector<Act> found, acts_of(prepared));
  language = prepared.lexicon() == nullptr ? "" : name(prepared.lexicon()->language());
  if (const auto limits = own().silence_limits(draft, language)) {
    speech = speech_record(prepared, found, speech_limits(*limits, own().stretch()));
  }
  for (Act& act : found) {
    if (act.turn) *act.turn += first;
    if (act.about_turn) *act.about_turn += first;
  }
  return tell(std::move(found));
}

// Of the turns looked at, the first lack what was said before them; but those are settled.
static_assert(LiveEvaluation::window >= 2 * LiveEvaluation::settled);

Status LiveEvaluation::Impl::tell(std::vector<Act> found) {
  std::erase_if(found, [&](const Act& act) { return act.turn && *act.turn < first_open; });
  std::sort(found.begin(), found.end(), before);
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  // Done outside the talk: what a log holds stays so.
  std::vector<Act> done;
  std::erase_if(found, [&](Act& act) {
    if (act.turn) return false;
    const auto at = act.time ? act.time->begin.count() : std::numeric_limits<std::int64_t>::min();
    if (logged.emplace(act.step, at).second) done.push_back(std::move(act));
    return true;
  });
  for (const Act& was : open) {
    if (!std::binary_search(found.begin(), found.end(), was, before) &&
        !tell(Finding::withdrawn, was)) {
      return stopped();
    }
  }
  const std::vector<Act> old = std::exchange(open, std::move(found));
  for (const Act& act : open) {
    if (!std::binary_search(old.begin(), old.end(), act, before) &&
        !tell(Finding::provisional, act)) {
      return stopped();
    }
  }
  const auto count = static_cast<std::uint32_t>(draft.turns.size());
  const std::uint32_t settle_before = count > settled ? count - settled : 0;
  const auto unsettled = std::partition_point(
      open.begin(), open.end(), [&](const Act& act) { return *act.turn < settle_before; });
  done.insert(done.end(), std::make_move_iterator(open.begin()),
              std::make_move_iterator(unsettled));
  open.erase(open.begin(), unsettled);
  first_open = std::max(first_open, settle_before);
  for (const Act& act : done) {
    if (progress) take(*progress, taken, act);
    confirmed.push_back(remembered(act));
    if (!tell(Finding::confirmed, act)) return stopped();
  }
  return success();
}

std::optional<Symbol> LiveEvaluation::Impl::symbol_of(const Act& act) const {
  if (act.kind != ActKind::step) return std::nullopt;
  const auto& steps = own().steps;
  const auto found = std::find_if(steps.begin(), steps.end(),
                                  [&](const ScriptStep& step) { return step.label == act.step; });
  if (found == steps.end()) return std::nullopt;
  return static_cast<Symbol>(found - steps.begin());
}

// A step seen again, and a move of the client, cost nothing, as when the whole contact is laid
// beside the script.
void LiveEvaluation::Impl::take(Progress& at, std::vector<bool>& labels, const Act& act) const {
  const auto symbol = symbol_of(act);
  if (!symbol) return;
  const auto index = static_cast<std::size_t>(*symbol);
  at.take({*symbol, labels[index] || own().steps[index].client.has_value()});
  labels[index] = true;
}

// Facts decide which branch is the script: when one becomes known, the steps seen so far are read
// again.
Status LiveEvaluation::Impl::begin_script() {
  if (!own().script) return success();
  // Facts alone are asked of it.
  ContactDraft facts;
  facts.channel = draft.channel;
  facts.facts = draft.facts;
  facts.lookups.emplace();
  CALLNORM_TRY(const Contact contact, Contact::create(std::move(facts)));
  CALLNORM_TRY(Automaton automaton,
               compile_script(*own().script, own().steps, &contact, std::vector<bool>{}));
  progress.emplace(std::move(automaton));
  taken.assign(own().steps.size(), false);
  for (const Act& act : confirmed) take(*progress, taken, act);
  facts_known = draft.facts.size();
  return success();
}

/// The ids that turns and requests without one get in the whole contact.
void LiveEvaluation::Impl::number(ContactDraft& more) const {
  for (std::size_t i = 0; i < more.turns.size(); ++i) {
    std::string& id = more.turns[i].id;
    if (id.empty()) id = turn_id(draft.channel, draft.turns.size() + i);
  }
  if (!more.requests) return;
  const std::size_t before = draft.requests ? draft.requests->size() : 0;
  for (std::size_t i = 0; i < more.requests->size(); ++i) {
    std::string& id = (*more.requests)[i].id;
    if (id.empty()) id = request_id(before + i);
  }
}

Status LiveEvaluation::Impl::take_in(ContactDraft more) {
  if (over) return Error{ErrorCode::invalid_argument, "the contact is over", ""};
  if (draft.turns.size() + more.turns.size() > most_turns) {
    return Error{ErrorCode::invalid_contact,
                 "more than " + std::to_string(most_turns) + " turns in one contact",
                 "/turns/" + std::to_string(most_turns)};
  }
  CALLNORM_CHECK(check_same(draft, more));
  more.channel = draft.channel;  // names of lists depend on it
  number(more);
  // Prosody may name a turn that is still to come.
  CALLNORM_CHECK(model::check_besides_talk(more, most_turns));
  CALLNORM_CHECK(own().check_accommodations(more));
  const auto base = draft.turns.size();
  Mark mark(draft, names, given);
  CALLNORM_CHECK(names.add(more));
  const std::size_t acts_before = draft.acts.size();
  for_each_list(draft, more, [](auto& to, auto& from) { append(to, from); });
  CALLNORM_CHECK(model::check_acts(std::span(draft.acts).subspan(acts_before), draft.turns));
  given.add(draft.acts, acts_before);
  if (more.end) draft.end = more.end;
  if (more.ending.by != Ending::By::unknown) draft.ending.by = more.ending.by;
  if (more.ending.hangup) draft.ending.hangup = more.ending.hangup;
  if (more.ending.client_goodbye) draft.ending.client_goodbye = more.ending.client_goodbye;
  if (more.scenario) draft.scenario = std::move(more.scenario);
  draft.report_machine_written = draft.report_machine_written || more.report_machine_written;
  for (std::string& note : more.source.notes) {
    auto& notes = draft.source.notes;
    if (std::find(notes.begin(), notes.end(), note) == notes.end())
      notes.push_back(std::move(note));
  }
  if (!more.assessor_intonation.empty()) draft.assessor_intonation = more.assessor_intonation;
  Status status = success();
  if (!progress || draft.facts.size() != facts_known) status = begin_script();
  // Many turns at once are looked at one after the other, as if each had come alone; that they are
  // in order is seen before anything is told.
  const std::size_t count = draft.turns.size();
  if (status && count > base + 1) {
    const auto checked =
        Contact::create(recent(base > 0 ? static_cast<std::uint32_t>(base) - 1 : 0));
    if (!checked) status = checked.error();
    const auto second = draft.turns.begin() + static_cast<std::ptrdiff_t>(base) + 1;
    std::vector<Turn> later(std::make_move_iterator(second),
                            std::make_move_iterator(draft.turns.end()));
    draft.turns.resize(base + 1);
    if (status) status = look();
    for (Turn& turn : later) {
      draft.turns.push_back(std::move(turn));
      if (status) status = look();
    }
  } else if (status) {
    status = look();
  }
  if (status || status.error().code == ErrorCode::cancelled) mark.keep();
  return status;
}

Status LiveEvaluation::Impl::push(ContactDraft more) {
  const Status status = take_in(std::move(more));
  // What is expected next goes back with the facts.
  if (!status && progress && draft.facts.size() != facts_known) CALLNORM_CHECK(begin_script());
  return status;
}

LiveEvaluation::LiveEvaluation(std::unique_ptr<Impl> impl) noexcept : impl_(std::move(impl)) {
}
LiveEvaluation::LiveEvaluation(LiveEvaluation&&) noexcept = default;
LiveEvaluation& LiveEvaluation::operator=(LiveEvaluation&&) noexcept = default;
LiveEvaluation::~LiveEvaluation() = default;

Result<LiveEvaluation> LiveEvaluation::create(Evaluator evaluator, ContactDraft begun,
                                              FindingSink sink) {
  auto impl = std::make_unique<Impl>(std::move(evaluator), std::move(sink));
  ContactDraft header = begun;
  for_each_list(header, begun, [](auto& list, auto&) { list = {}; });
  header.end.reset();
  header.ending = {};
  header.scenario.reset();
  header.source.notes.clear();
  impl->draft = std::move(header);
  CALLNORM_CHECK(impl->push(std::move(begun)));
  return LiveEvaluation(std::move(impl));
}

Status LiveEvaluation::push(Turn turn) {
  ContactDraft more;
  more.turns.push_back(std::move(turn));
  return impl_->push(std::move(more));
}
Status LiveEvaluation::push(ContactDraft more) {
  return impl_->push(std::move(more));
}

std::vector<ExpectedStep> LiveEvaluation::expected(bool* may_end) const {
  std::vector<ExpectedStep> out;
  if (may_end != nullptr) *may_end = !impl_->progress.has_value();
  if (!impl_->progress) return out;
  Progress now = *impl_->progress;
  std::vector<bool> labels = impl_->taken;
  for (const Act& act : impl_->open) impl_->take(now, labels, act);
  for (const Expected& next : now.expected()) {
    const ScriptStep& step = impl_->own().steps[static_cast<std::size_t>(next.symbol)];
    if (step.client) continue;  // not the agent's to make
    ExpectedStep shown;
    shown.step = step.label;
    shown.needed = next.needed;
    if (step.node != nullptr && step.node->say) {
      const Say& say = *step.node->say;
      shown.wording = !say.text.empty() ? say.text : say.examples.empty() ? "" : say.examples[0];
    }
    out.push_back(std::move(shown));
  }
  if (may_end != nullptr) *may_end = now.may_end();
  return out;
}

std::optional<RunningSilence> LiveEvaluation::silence(Millis now) const {
  const Impl& live = *impl_;
  const auto limits = live.own().silence_limits(live.draft, live.language);
  if (!limits || live.speech.speech.empty() || live.draft.turns.empty() ||
      !live.draft.turns.back().time) {
    return std::nullopt;
  }
  now = std::clamp(now, -latest, latest);  // beyond it differences overflow
  const TimeSpan talk{std::min(live.speech.speech.front().time.begin, now), now};
  const double factor = live.own().stretch();
  const std::vector<TimeSpan> none;
  const auto& holds = live.draft.hold ? *live.draft.hold : none;
  const std::size_t from = holds.size() > events_looked_at ? holds.size() - events_looked_at : 0;
  const SilenceLedger ledger =
      silence_ledger(live.speech.speech, std::span(holds).subspan(from), talk,
                     {.min_silence = Millis{1},
                      .announced_within = stretched(limits->time("announced_within"), factor)});
  if (ledger.silences.empty() || ledger.silences.back().time.end != now) return std::nullopt;
  const Silence& last = ledger.silences.back();
  RunningSilence out{last.time, last.agents, last.counted};
  if (last.time.length() < stretched(limits->time("min_silence"), factor)) out.counted = Millis{0};
  return out;
}

const ContactDraft& LiveEvaluation::pushed() const noexcept {
  return impl_->draft;
}

Result<Contact> LiveEvaluation::contact() const {
  return Contact::create(impl_->draft);
}

Result<Evaluation> LiveEvaluation::so_far() const {
  CALLNORM_TRY(const Contact whole, contact());
  return impl_->evaluator.evaluate(whole);
}

Result<Evaluation> LiveEvaluation::finish() {
  Impl& live = *impl_;
  if (live.over) return Error{ErrorCode::invalid_argument, "the contact is over", ""};
  CALLNORM_TRY(const Contact whole, contact());
  CALLNORM_TRY(Evaluation out, live.evaluator.evaluate(whole));
  if (live.sink) {
    std::vector<std::string> notes;
    CALLNORM_TRY(const PreparedContact prepared,
                 live.own().prepare(whole, live.own().judged_by, notes));
    CALLNORM_TRY(std::vector<Act> acts, live.acts_of(prepared));
    std::sort(acts.begin(), acts.end(), before);
    acts.erase(std::unique(acts.begin(), acts.end(), same), acts.end());
    std::sort(live.confirmed.begin(), live.confirmed.end(), before);
    for (const std::vector<Act>* told : {&live.confirmed, &live.open}) {
      for (const Act& was : *told) {
        if (!std::binary_search(acts.begin(), acts.end(), was, before) &&
            !live.tell(Finding::withdrawn, was)) {
          return stopped();
        }
      }
    }
    for (const Act& act : acts) {
      if (!std::binary_search(live.confirmed.begin(), live.confirmed.end(), act, before) &&
          !live.tell(Finding::confirmed, act)) {
        return stopped();
      }
    }
  }
  live.over = true;
  return out;
}

}  // namespace callnorm
