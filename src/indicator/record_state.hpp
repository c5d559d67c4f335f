// src/indicator/record_state.hpp - what stands in the fields of a record, in the end and edit by
// edit.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/model/contact.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/plain_text.hpp"
#include "callnorm/text/value.hpp"

namespace callnorm {

using Place = std::pair<std::string_view, std::string_view>;  ///< file, field

[[nodiscard]] inline std::string name_of(const Place& place) {
  std::string out(place.first);
  if (!out.empty()) out += '.';
  return one_line(out.append(place.second));
}

/// A name as systems export it one way or another: "e_mail", "E-mail" and "email" are one field.
[[nodiscard]] inline std::string plain_name(std::string_view name) {
  std::string out = folded(name);
  std::erase_if(out, [](char c) { return c == '_' || c == '-' || c == ' ' || c == '.'; });
  return out;
}
[[nodiscard]] inline std::pair<std::string, std::string> plain_place(const Place& place) {
  return {plain_name(place.first), plain_name(place.second)};
}

struct FieldState {
  Place place;
  std::string_view value;
  std::optional<Millis> at;
};

/// What stands in each field at the end, in the order the fields were first named.
class RecordState {
 public:
  void set(const Place& place, std::string_view value, std::optional<Millis> at) {
    const auto [known, added] = index_.emplace(place, fields_.size());
    if (added) {
      fields_.push_back({place, value, at});
      const auto [like, first] = by_plain_name_.emplace(plain_place(place), known->second);
      if (!first) like->second = several;
    } else {
      fields_[known->second] = {place, value, at};
    }
  }
  /// The field of that name, or else the only one whose name is written alike.
  [[nodiscard]] std::optional<std::size_t> find(const Place& place) const {
    const auto known = index_.find(place);
    if (known != index_.end()) return known->second;
    const auto like = by_plain_name_.find(plain_place(place));
    if (like == by_plain_name_.end() || like->second == several) return std::nullopt;
    return like->second;
  }
  [[nodiscard]] const std::vector<FieldState>& fields() const noexcept { return fields_; }
  [[nodiscard]] std::vector<FieldState>& fields() noexcept { return fields_; }

 private:
  static constexpr auto several = static_cast<std::size_t>(-1);

  std::vector<FieldState> fields_;
  std::map<Place, std::size_t> index_;
  std::map<std::pair<std::string, std::string>, std::size_t> by_plain_name_;
};

/// In order of commit where every edit has a time, else as they were logged.
[[nodiscard]] inline std::vector<const FieldEdit*> edits_in_order(
    const std::vector<FieldEdit>& edits) {
  std::vector<const FieldEdit*> out;
  out.reserve(edits.size());
  for (const FieldEdit& edit : edits) out.push_back(&edit);
  const bool timed = std::all_of(edits.begin(), edits.end(),
                                 [](const FieldEdit& edit) { return edit.at.has_value(); });
  if (timed) {
    std::stable_sort(out.begin(), out.end(),
                     [](const FieldEdit* a, const FieldEdit* b) { return *a->at < *b->at; });
  }
  return out;
}

[[nodiscard]] inline RecordState record_state(const ContactDraft& data) {
  RecordState edited;
  if (data.edits) {
    for (const FieldEdit* edit : edits_in_order(*data.edits)) {
      edited.set({edit->file, edit->field}, edit->value, edit->at);
    }
  }
  if (!data.record) return edited;
  RecordState state;
  for (const RecordField& field : *data.record) {
    state.set({field.file, field.field}, field.value, field.at);
  }
  // A record without times: the edit that left the value there has one.
  for (FieldState& field : state.fields()) {
    if (field.at) continue;
    const auto edit = edited.find(field.place);
    if (edit && edited.fields()[*edit].value == field.value) field.at = edited.fields()[*edit].at;
  }
  return state;
}

/// What stood in one field, edit by edit, and what should.
struct History {
  std::string field;
  std::string_view truth;
  std::vector<std::string_view> values;
  std::vector<std::optional<Millis>> times;  // by value; empty: none known
  ValueType type = ValueType::text;
  bool signalled = false;
};

[[nodiscard]] inline std::vector<History> recorded_histories(
    const std::vector<FieldHistory>& given) {
  std::vector<History> out;
  for (const FieldHistory& each : given) {
    History history;
    history.field = one_line(each.field);
    history.truth = each.truth;
    history.values.assign(each.history.begin(), each.history.end());
    history.type = value_type(each.type).value_or(ValueType::text);
    history.signalled = each.signalled;
    out.push_back(std::move(history));
  }
  return out;
}

/// The edits of every field whose true value was obtained.
[[nodiscard]] inline std::vector<History> derived_histories(const ContactDraft& data) {
  const std::vector<const FieldEdit*> edits = edits_in_order(*data.edits);
  std::vector<std::pair<Place, std::uint32_t>> by_place;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    by_place.emplace_back(Place{edits[i]->file, edits[i]->field}, static_cast<std::uint32_t>(i));
  }
  std::sort(by_place.begin(), by_place.end());
  RecordState state;
  if (data.record) {
    for (const RecordField& field : *data.record) {
      state.set({field.file, field.field}, field.value, field.at);
    }
  }
  std::vector<History> out;
  std::set<Place> seen;
  for (auto obtained = data.obtained->rbegin(); obtained != data.obtained->rend(); ++obtained) {
    // Of two values for one field the later one is the truth.
    const Place place{obtained->file, obtained->field};
    if (!seen.insert(place).second) continue;
    History history;
    history.field = name_of(place);
    history.truth = obtained->value;
    history.type = value_type(obtained->type).value_or(ValueType::text);
    const auto first = std::lower_bound(by_place.begin(), by_place.end(),
                                        std::pair<Place, std::uint32_t>{place, 0});
    for (auto it = first; it != by_place.end() && it->first == place; ++it) {
      history.values.emplace_back(edits[it->second]->value);
      history.times.push_back(edits[it->second]->at);
    }
    if (history.values.empty()) continue;
    // What stands there in the end has the last word.
    if (const auto final_state = state.find(place)) {
      const FieldState& field = state.fields()[*final_state];
      if (field.value != history.values.back()) {
        history.values.push_back(field.value);
        history.times.push_back(field.at);
      }
    }
    out.push_back(std::move(history));
  }
  std::reverse(out.begin(), out.end());
  return out;
}

/// Whether a value may be looked for in a longer text, where a shorter one stands by chance.
[[nodiscard]] inline bool long_enough_to_mention(const NormalValue& value) {
  constexpr std::ptrdiff_t shortest = 4;
  return std::count_if(value.text.begin(), value.text.end(),
                       [](char c) { return c != ' ' && c != '.' && c != '-'; }) >= shortest;
}

}  // namespace callnorm
