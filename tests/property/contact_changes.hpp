// tests/property/contact_changes.hpp - changes to a contact that must not change how it is judged.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "callnorm/model/contact.hpp"
#include "callnorm/model/script.hpp"
#include "callnorm/text/fold.hpp"
#include "property/random_talk.hpp"
#include "unit/talk.hpp"

namespace callnorm::property {

/// The entries of a channel; none when it was not recorded.
template <class T>
std::vector<T>& entries(std::optional<std::vector<T>>& channel) {
  static thread_local std::vector<T> none;
  none.clear();
  return channel ? *channel : none;
}

// ---- times

inline void shift(Millis& time, Millis by) {
  time += by;
}
inline void shift(TimeSpan& span, Millis by) {
  span = {span.begin + by, span.end + by};
}
template <class T>
void shift(std::vector<T>& times, Millis by) {
  for (T& time : times) shift(time, by);
}
template <class T>
void shift(std::optional<T>& time, Millis by) {
  if (time) shift(*time, by);
}

/// Every moment later by `by`; durations stay.
inline ContactDraft shifted(ContactDraft draft, Millis by) {
  shift(draft.connect, by);
  shift(draft.end, by);
  for (Turn& turn : draft.turns) {
    shift(turn.time, by);
    for (Word& word : turn.words) shift(word.time, by);
  }
  for (ScreenItem& item : entries(draft.screen_items)) shift(item.shown, by);
  for (ScreenView& view : entries(draft.screen_views)) shift(view.time, by);
  for (InputBurst& burst : entries(draft.input)) shift(burst.time, by);
  shift(draft.headset, by);
  shift(draft.hold, by);
  shift(draft.mute, by);
  for (ToolUse& use : entries(draft.tools)) shift(use.at, by);
  for (Request& request : entries(draft.requests)) {
    shift(request.at, by);
    shift(request.answered, by);
  }
  for (LookUp& lookup : entries(draft.lookups)) shift(lookup.at, by);
  for (FieldEdit& edit : entries(draft.edits)) shift(edit.at, by);
  for (RecordField& field : entries(draft.record)) shift(field.at, by);
  for (Dictation& dictation : entries(draft.dictations)) {
    shift(dictation.said_end, by);
    shift(dictation.commit, by);
  }
  for (Act& act : draft.acts) shift(act.time, by);
  shift(draft.ending.hangup, by);
  return draft;
}

// ---- names

/// New names for old ones; the same one for the same, and another one for every other.
class Names {
 public:
  /// @param spoken the names are words that are looked for in the talk: they keep their words.
  explicit Names(bool spoken = false) : spoken_(spoken) {}

  void rename(Random& random, std::string& name) {
    if (name.empty()) return;  // none given
    const auto known = new_.find(name);
    if (known != new_.end()) {
      name = known->second;
      return;
    }
    std::string other;
    if (spoken_) {
      other = std::string(random.below(3), '_') + name + std::string(random.between(1, 3), '_');
    } else {
      // Not in the order of the old ones.
      other = "n" + std::to_string(random.below(1'000'000)) + "-" + std::to_string(new_.size());
    }
    new_.emplace(name, other);
    name = std::move(other);
  }
  void rename(Random& random, std::vector<std::string>& names) {
    for (std::string& name : names) rename(random, name);
  }
  void keep(const std::string& name) { new_.emplace(name, name); }
  void set(const std::string& name, const std::string& other) { new_.emplace(name, other); }

 private:
  bool spoken_;
  std::map<std::string, std::string> new_;
};

/// All names of a script and of the contacts judged by it. Roles (speakers), facts, interests and
/// the report's "outcome" mean something and keep theirs.
class Renaming {
 public:
  Renaming() { report_fields_.keep("outcome"); }

  Script script(Random& random, const Script& original) {
    ScriptDraft draft = original.data();
    draft.id = "renamed";
    for (ScriptSource& source : draft.sources) sources_.rename(random, source.id);
    tools_.rename(random, draft.tools_required);
    tools_.rename(random, draft.tools_optional);
    tools_.rename(random, draft.tools_forbidden);
    for (ScriptData& data : draft.data) {
      data_.rename(random, data.id);
      files_.rename(random, data.file);
      fields_.rename(random, data.field);
    }
    for (SellingPoint& point : draft.selling_points) points_.rename(random, point.id);
    for (ReportField& field : draft.report) {
      report_fields_.rename(random, field.name);
      report_fields_.rename(random, field.when_field);
      data_.rename(random, field.must_mention);
    }
    for (ConsistencyRule& rule : draft.consistency) report_fields_.rename(random, rule.field);
    requests_.rename(random, draft.known_ok);
    step(random, draft.steps);
    Script renamed = test::value_of(Script::create(std::move(draft)));
    labels(original.data().steps, renamed.data().steps);
    return renamed;
  }

  ContactDraft contact(Random& random, ContactDraft draft) {
    draft.id = "renamed";
    for (Turn& turn : draft.turns) turns_.rename(random, turn.id);
    for (ScreenItem& item : entries(draft.screen_items)) items_.rename(random, item.id);
    for (ScreenView& view : entries(draft.screen_views)) items_.rename(random, view.item);
    for (ToolUse& use : entries(draft.tools)) tools_.rename(random, use.tool);
    tools_.rename(random, draft.tools_unavailable);
    for (Request& request : entries(draft.requests)) {
      requests_.rename(random, request.id);
      sources_.rename(random, request.allowed);
    }
    for (LookUp& lookup : entries(draft.lookups)) {
      sources_.rename(random, lookup.source);
      if (lookup.request) requests_.rename(random, *lookup.request);
    }
    const auto data = [&](auto& channel) {
      for (auto& entry : entries(channel)) {
        files_.rename(random, entry.file);
        fields_.rename(random, entry.field);
      }
    };
    data(draft.edits);
    data(draft.record);
    data(draft.obtained);
    for (FieldHistory& history : entries(draft.histories)) fields_.rename(random, history.field);
    for (ReportEntry& entry : entries(draft.report)) report_fields_.rename(random, entry.field);
    for (Act& act : draft.acts) {
      acts_.rename(random, act.id);
      acts_.rename(random, act.to);
      steps_.rename(random, act.step);
      if (act.kind == ActKind::promotion) points_.rename(random, act.type);
    }
    if (draft.scenario) draft.scenario->id = "renamed";
    return draft;
  }

 private:
  void step(Random& random, ScriptNode& node) {
    names_.rename(random, node.name);
    node.label.clear();
    tools_.rename(random, node.tool);
    data_.rename(random, node.collect);
    sources_.rename(random, node.lookup_order);
    points_.rename(random, node.promo);
    for (ScriptNode& child : node.children) step(random, child);
  }
  void labels(const ScriptNode& before, const ScriptNode& after) {
    if (!before.label.empty()) steps_.set(before.label, after.label);
    for (std::size_t i = 0; i < before.children.size(); ++i) {
      labels(before.children[i], after.children[i]);
    }
  }

  Names turns_, items_, tools_, sources_, requests_, files_, points_, report_fields_, acts_, names_,
      steps_;
  Names fields_{true};
  Names data_{true};
};

// ---- spelling

/// Field values without accents and capitals.
inline ContactDraft with_folded_values(ContactDraft draft) {
  const auto fold_values = [](auto& channel) {
    for (auto& entry : entries(channel)) entry.value = folded(entry.value);
  };
  fold_values(draft.obtained);
  fold_values(draft.record);
  fold_values(draft.edits);
  for (TypingPair& pair : entries(draft.typing)) {
    pair.presented = folded(pair.presented);
    pair.typed = folded(pair.typed);
  }
  return draft;
}

}  // namespace callnorm::property
