#include "callnorm/indicator/data_entry.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/text/masked_value.hpp"
#include "callnorm/text/plain_text.hpp"
#include "callnorm/text/spoken_value.hpp"
#include "callnorm/text/value.hpp"
#include "callnorm/text/value_comparison.hpp"
#include "callnorm/text/value_parts.hpp"
#include "figures.hpp"
#include "indicator/record_state.hpp"

namespace callnorm {
namespace {

// Work on values in wrong fields, about a byte read each: some seconds in a contact made to be
// slow, never reached by another.
constexpr std::uint64_t search_budget = std::uint64_t{1} << 27;
constexpr std::uint64_t comparison_cost = 32;
constexpr std::uint64_t mention_cost = 64;  // per byte
// Values of which it is shown where they were said.
constexpr std::size_t said_shown = 20;

std::string share_text(double share) {
  const auto hundredths = std::llround(share * 100);
  const std::string rest = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + (rest.size() == 1 ? ".0" : ".") + rest;
}
enum class Standing : std::uint8_t { misplaced, missing, unclear, unknown, late, differs, entered };

std::string_view name(Standing standing) {
  switch (standing) {
    case Standing::misplaced: return "misplaced";
    case Standing::missing: return "missing";
    case Standing::unclear: return "unclear";
    case Standing::unknown: return "unknown";
    case Standing::late: return "late";
    case Standing::differs: return "differs";
    case Standing::entered: return "entered";
  }
  return "";
}

struct Entry {
  const ObtainedValue* obtained = nullptr;
  Place place;
  NormalValue truth;
  std::optional<std::size_t> own;        // field of the record
  std::optional<std::size_t> elsewhere;  // another one that holds the value
  std::vector<std::size_t> parts;        // fields that hold it between them
  double similarity = 0;                 // of the own field
  bool entered = false;
  Standing status = Standing::missing;
};

// The fields of a record in the normal form of a type, made when first asked for.
class NormalFields {
 public:
  NormalFields(const std::vector<FieldState>& fields, Usage usage)
      : fields_(fields), usage_(usage) {}

  const NormalValue& get(std::size_t field, ValueType type) {
    auto& forms = forms_[static_cast<std::size_t>(type)];
    if (forms.empty()) forms.resize(fields_.size());
    auto& form = forms[field];
    if (!form) form = normal_value(fields_[field].value, type, usage_);
    return *form;
  }

 private:
  const std::vector<FieldState>& fields_;
  Usage usage_;
  std::array<std::vector<std::optional<NormalValue>>,
             static_cast<std::size_t>(ValueType::datetime) + 1>
      forms_;
};

// A limit on how long values are looked for: an estimate of instructions.
class SearchBudget {
 public:
  bool spend(std::uint64_t cost) {
    const bool enough = left_ >= cost;
    left_ = enough ? left_ - cost : 0;
    return enough;
  }
  [[nodiscard]] bool is_spent() const noexcept { return left_ == 0; }

 private:
  std::uint64_t left_ = search_budget;
};

// Whether a field holds the value among other words: "Kerkstraat 5, 9000 Gent". Nothing when too
// much was looked through already.
std::optional<bool> mentioned(const NormalValue& value, const FieldState& field, Usage usage,
                              double similarity, SearchBudget& budget) {
  if (!budget.spend(comparison_cost + mention_cost * field.value.size())) return std::nullopt;
  return mentions_value(field.value, value, usage, similarity);
}

// A field that holds the value though it is not its own; of several the first that holds nothing
// else.
// @param candidates fields that hold something, and not the right content of another value.
std::optional<std::size_t> find_elsewhere(const Entry& entry, NormalFields& forms,
                                          const std::vector<FieldState>& fields,
                                          const std::vector<std::size_t>& candidates, Usage usage,
                                          double similarity, SearchBudget& budget) {
  for (const std::size_t field : candidates) {
    if (entry.own == field) continue;
    const std::uint64_t a = entry.truth.text.size();
    const std::uint64_t b = fields[field].value.size();
    if (!budget.spend(comparison_cost + a + b + a * b / 128)) return std::nullopt;
    const NormalValue& other = forms.get(field, entry.truth.type);
    if (value_similarity(entry.truth, other, similarity)) return field;
  }
  if (!long_enough_to_mention(entry.truth)) return std::nullopt;
  for (const std::size_t field : candidates) {
    if (entry.own == field) continue;
    const auto found = mentioned(entry.truth, fields[field], usage, similarity, budget);
    if (!found) return std::nullopt;
    if (*found) return field;
  }
  return std::nullopt;
}

// How what stands in the own field compares with what was said; spelling is not judged here.
Likeness likeness_of(const Entry& entry, const std::vector<FieldState>& fields, NormalFields& forms,
                     Usage usage, double similarity, SearchBudget& budget) {
  const std::uint64_t bytes = entry.obtained->value.size() + fields[*entry.own].value.size();
  if (!budget.spend(comparison_cost + mention_cost * bytes)) return Likeness::different;
  const NormalValue& own = forms.get(*entry.own, entry.truth.type);
  if (is_slip_in_short_word(entry.truth, own)) return Likeness::unclear;
  return compare_values({entry.obtained->value, entry.truth}, {fields[*entry.own].value, own},
                        usage, similarity);
}

// The fields of its file that hold a value between them. Long texts are no parts of one.
std::optional<ValueParts> parts_of(const Entry& entry, const std::vector<FieldState>& fields,
                                   const std::vector<std::string>& files, Usage usage,
                                   SearchBudget& budget) {
  constexpr std::size_t longer = 16;  // bytes that a part may be written longer than the value
  const std::string file = plain_name(entry.place.first);
  std::vector<std::string_view> of_file(fields.size());
  for (std::size_t field = 0; field < fields.size(); ++field) {
    const std::string_view value = fields[field].value;
    if (value.size() > entry.obtained->value.size() + longer || files[field] != file) continue;
    if (!budget.spend(comparison_cost + mention_cost * value.size())) return std::nullopt;
    of_file[field] = value;
  }
  return value_in_parts(entry.truth, entry.own, of_file, usage);
}

// The last time at which a part of a value was committed; nothing when one of them has none.
std::optional<Millis> committed_at(const Entry& entry, const std::vector<FieldState>& fields) {
  if (entry.parts.empty()) return entry.own ? fields[*entry.own].at : std::nullopt;
  std::optional<Millis> last;
  for (const std::size_t part : entry.parts) {
    if (!fields[part].at) return std::nullopt;
    last = last ? std::max(*last, *fields[part].at) : fields[part].at;
  }
  return last;
}

bool is_date(ValueType type) noexcept {
  return type == ValueType::date || type == ValueType::datetime;
}
std::string names_of(const std::vector<std::size_t>& parts, const std::vector<FieldState>& fields) {
  std::string out;
  for (const std::size_t part : parts) {
    if (!out.empty()) out += ", ";
    out += name_of(fields[part].place);
  }
  return out;
}

Evidence field_line(const Entry& entry, const std::vector<FieldState>& fields,
                    std::string_view channel, std::optional<Millis> deadline, bool clock) {
  Evidence line;
  line.role = "field";
  line.channel = channel;
  const FieldState* own = entry.own ? &fields[*entry.own] : nullptr;
  const FieldState* holder = entry.elsewhere ? &fields[*entry.elsewhere] : own;
  std::optional<Millis> at;
  if (entry.entered) {
    at = committed_at(entry, fields);
  } else if (holder != nullptr) {
    at = holder->at;
  }
  if (clock && at) line.time = TimeSpan{*at, *at};
  const std::string obtained = quoted(entry.obtained->value);
  const std::string field = name_of(entry.place);
  const std::string held = own == nullptr || own->value.empty() ? "nothing" : quoted(own->value);
  line.note = field + ": ";
  switch (entry.status) {
    case Standing::misplaced:
      line.note +=
          obtained + " stands in " + name_of(holder->place) + "; its own field holds " + held;
      break;
    case Standing::missing:
      line.note += obtained + " stands nowhere; its field holds " + held;
      if (held != "nothing") line.note += " (similarity " + share_text(entry.similarity) + ")";
      break;
    case Standing::unclear:
      line.note += obtained + " and " + held + " cannot be compared";
      if (is_date(entry.truth.type)) {
        line.note += ": one of them is no single " + entry.obtained->type;
      } else if (!entry.parts.empty()) {
        line.note += ": it stands in parts in " + names_of(entry.parts, fields);
      }
      break;
    case Standing::unknown:
      line.note += obtained + "; nobody edited the field, and what it holds was not recorded";
      if (entry.elsewhere) line.note += "; it stands in " + name_of(holder->place);
      break;
    case Standing::late:
      line.note += obtained + " entered at " + tenths_text(at.value_or(Millis{0})) + ", " +
                   tenths_text(at.value_or(Millis{0}) - *deadline) + " after the limit";
      break;
    case Standing::differs:
      line.note +=
          obtained + " entered as " + held + " (similarity " + share_text(entry.similarity) + ")";
      break;
    case Standing::entered:
      line.note +=
          obtained + " entered " +
          (entry.parts.empty() ? "as " + held : "in parts in " + names_of(entry.parts, fields));
      break;
  }
  if (entry.status != Standing::late && line.time && entry.entered) {
    line.note += " at " + tenths_text(line.time->begin);
  }
  line.details.emplace_back("field", field);
  line.details.emplace_back("obtained", one_line(entry.obtained->value));
  if (own != nullptr) line.details.emplace_back("entered", one_line(own->value));
  line.details.emplace_back("status", name(entry.status));
  line.details.emplace_back("type", entry.obtained->type);
  if (own != nullptr && !own->value.empty()) {
    line.details.emplace_back("similarity", share_text(entry.similarity));
  }
  if (entry.elsewhere) line.details.emplace_back("found_in", name_of(holder->place));
  return line;
}

// Where a value was said: the first turn of the client's that holds it, else of the agent's, who
// reads back.
std::optional<Evidence> said_line(const Contact& contact, const std::vector<SpokenWords>& words,
                                  const Entry& entry) {
  const WrittenValue value(entry.obtained->value);
  for (const Speaker speaker : {Speaker::client, Speaker::agent}) {
    for (std::size_t t = 0; t < contact.turns().size(); ++t) {
      if (contact.turns()[t].speaker != speaker) continue;
      const auto range = words[t].find(value);
      if (!range) continue;
      Evidence line;
      line.role = speaker == Speaker::client ? "obtained" : "read back";
      line.channel = "turns";
      line.turn = static_cast<std::uint32_t>(t);
      line.text = *range;
      line.note = quoted(entry.obtained->value) + " for " + name_of(entry.place);
      return line;
    }
  }
  return std::nullopt;
}

// The norm's parameters, with the script's own after-work limit in their place.
Parameters entry_parameters(const Contact& contact, const Script* script, const Parameters& given,
                            IndicatorResult& result) {
  if (script == nullptr || !script->data().after_work_s) return given;
  double limit = *script->data().after_work_s;
  std::string decided_by = "script " + script->id();
  // A limit changed for one person was a multiple of the norm's: it is the same multiple of this.
  for (const Accommodation& change : contact.data().accommodations) {
    if (change.indicator != result.id || change.parameter != "after_work") continue;
    limit *= change.factor;
    decided_by += ", " + change.decided_by;
  }
  std::vector<Parameter> list = given.list();
  for (Parameter& p : list) {
    if (p.name != "after_work" || p.value == limit) continue;
    p.was = p.was ? p.was : p.value;
    p.value = limit;
    p.decided_by = std::move(decided_by);
    break;
  }
  result.parameters = Parameters(std::move(list));
  return result.parameters;
}

std::optional<Millis> end_of(const Contact& contact) {
  if (!contact.data().end && !contact.timed()) return std::nullopt;
  return contact.extent().end;
}

}  // namespace

void judge_data_entry(const Contact& contact, const Script* script, Usage usage,
                      const Parameters& given, IndicatorResult& result) {
  const ContactDraft& data = contact.data();
  const Parameters parameters = entry_parameters(contact, script, given, result);
  const double similarity = parameters["similarity"];

  if (!data.obtained) {
    return result.decide(Verdict::insufficient_evidence, "NO_OBTAINED_VALUES");
  }
  // Of two values for one field the later one is the truth.
  std::set<Place> later;
  std::vector<bool> replaced(data.obtained->size());
  for (std::size_t i = data.obtained->size(); i-- > 0;) {
    const ObtainedValue& obtained = (*data.obtained)[i];
    const bool text = value_type(obtained.type).value_or(ValueType::text) == ValueType::text;
    const bool counts = !text && !comparable_text(obtained.value).empty();  // notes add up
    replaced[i] = counts && !later.insert({obtained.file, obtained.field}).second;
  }
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < data.obtained->size(); ++i) {
    const ObtainedValue& obtained = (*data.obtained)[i];
    if (replaced[i]) continue;
    Entry entry;
    entry.obtained = &obtained;
    entry.place = {obtained.file, obtained.field};
    const ValueType type = value_type(obtained.type).value_or(ValueType::text);
    entry.truth = normal_value(obtained.value, type, usage);
    if (!entry.truth.empty()) entries.push_back(std::move(entry));  // a blank was not obtained
  }
  const auto n = static_cast<std::int64_t>(entries.size());
  result.add("n", n);
  if (entries.empty()) return result.decide(Verdict::not_applicable, "NOTHING_OBTAINED");
  if (!data.record && !data.edits) {
    return result.decide(Verdict::insufficient_evidence, "NO_RECORD_STATE");
  }

  // What stands in its own field.
  RecordState state = record_state(data);
  const bool from_edits = !data.record;
  const std::vector<FieldState>& fields = state.fields();
  NormalFields forms(fields, usage);
  SearchBudget budget;
  std::vector<bool> taken(fields.size(), false);  // is the right content of some value
  for (Entry& entry : entries) {
    entry.own = state.find(entry.place);
    if (!entry.own) continue;
    const NormalValue& own = forms.get(*entry.own, entry.truth.type);
    entry.similarity = value_similarity(entry.truth, own, 0).value_or(0);
    entry.entered = value_similarity(entry.truth, own, similarity).has_value();
    // With something added it is entered all the same: complete is what was obtained (AN-11).
    if (!entry.entered && long_enough_to_mention(entry.truth)) {
      entry.entered =
          mentioned(entry.truth, fields[*entry.own], usage, similarity, budget).value_or(false);
    }
    const Likeness likeness = entry.entered && same_value(entry.truth, own)
                                  ? Likeness::same
                                  : likeness_of(entry, fields, forms, usage, similarity, budget);
    if (likeness == Likeness::same) {
      entry.entered = true;
      entry.status = Standing::entered;
    } else if (entry.entered) {
      entry.status = Standing::differs;
    } else if (likeness == Likeness::unclear) {
      entry.status = Standing::unclear;
    }
    taken[*entry.own] = entry.entered;
  }
  // What stands in several fields of its file: how the system keeps it is not the agent's choice.
  std::vector<std::string> files;
  for (Entry& entry : entries) {
    if (entry.entered) continue;
    if (files.empty()) {
      for (const FieldState& field : fields) files.push_back(plain_name(field.place.first));
    }
    const auto parts = parts_of(entry, fields, files, usage, budget);
    if (!parts) continue;
    entry.parts = parts->fields;
    entry.entered = parts->named_by_own;
    entry.status = parts->named_by_own ? Standing::entered : Standing::unclear;
    for (const std::size_t part : parts->fields) taken[part] = true;
  }

  std::vector<std::size_t> candidates;
  for (std::size_t field = 0; field < fields.size(); ++field) {
    if (!taken[field] && !fields[field].value.empty()) candidates.push_back(field);
  }

  // What stands elsewhere, and when.
  const bool one_clock = data.quality.clock == Quality::Clock::common;
  const auto end = end_of(contact);
  std::optional<Millis> deadline;
  if (one_clock && end) {
    deadline = *end + parameters.time("after_work");
  }
  std::int64_t entered = 0;
  std::int64_t misplaced = 0;
  std::int64_t late = 0;
  std::int64_t differs = 0;
  std::int64_t missing = 0;
  std::int64_t unknown = 0;
  std::int64_t unclear = 0;
  bool times_known = true;
  for (Entry& entry : entries) {
    if (!entry.entered) {
      entry.elsewhere = find_elsewhere(entry, forms, fields, candidates, usage, similarity, budget);
      // Only an edit shows what a field of an unrecorded state holds.
      if (from_edits && !entry.own) {
        entry.status = Standing::unknown;
        ++unknown;
      } else if (entry.status == Standing::unclear) {
        ++unclear;  // its own field may hold it, so it is not shown to stand only elsewhere
        entry.elsewhere.reset();
      } else if (entry.elsewhere) {
        entry.status = Standing::misplaced;
        ++misplaced;
      } else {
        ++missing;
      }
      continue;
    }
    ++entered;
    if (entry.status == Standing::differs) ++differs;
    const auto at = committed_at(entry, fields);
    if (!deadline || !at) {
      times_known = false;
    } else if (*at > *deadline) {
      entry.status = Standing::late;
      ++late;
    }
  }
  const double share_entered = static_cast<double>(entered) / static_cast<double>(n);
  result.add("entered", entered);
  // With fields nobody knows or can compare, only a failure elsewhere settles the share.
  const bool share_known = unknown == 0 && unclear == 0;
  result.add("E", share_known ? MeasureValue{share_entered} : MeasureValue{}, "1");
  result.add("misplaced", misplaced);
  result.add("late", times_known || late > 0 ? MeasureValue{late} : MeasureValue{});
  result.add("differs", differs);
  result.need("E", ">=", 1);
  result.need("late", "<=", 0);
  result.bar("misplaced", ">", 0);
  result.bar("E", "<", 1);
  if (from_edits) result.flags.emplace_back("RECORD_FROM_EDITS");
  if (differs > 0) result.flags.emplace_back("ENTERED_VALUE_DIFFERS");
  if (budget.is_spent()) result.flags.emplace_back("SEARCH_CUT_SHORT");

  std::vector<const Entry*> shown;
  for (const Entry& entry : entries) shown.push_back(&entry);
  std::stable_sort(shown.begin(), shown.end(),
                   [](const Entry* a, const Entry* b) { return a->status < b->status; });
  std::vector<SpokenWords> words;
  if (misplaced + missing + unknown + unclear + differs > 0) {
    words.reserve(contact.turns().size());
    for (const Turn& turn : contact.turns()) words.emplace_back(turn.text, usage.language);
  }
  double nearest = 0;
  std::size_t searched = 0;
  for (const Entry* entry : shown) {
    const bool failed = entry->status == Standing::misplaced || entry->status == Standing::missing;
    const bool own_holds = entry->own && !fields[*entry->own].value.empty();
    // A value in the wrong field was at least written down.
    const double near = std::max(own_holds ? entry->similarity : 0.0,
                                 entry->elsewhere.has_value() ? tolerance : 0.0);
    if (failed && near > nearest) {
      nearest = near;
      result.nearest = static_cast<std::uint32_t>(result.evidence.size());
    }
    if (entry->status == Standing::late && !result.nearest) {
      result.nearest = static_cast<std::uint32_t>(result.evidence.size());
    }
    result.evidence.push_back(
        field_line(*entry, fields, from_edits ? "edits" : "record", deadline, one_clock));
    if (entry->status == Standing::entered || entry->status == Standing::late) continue;
    if (++searched > said_shown) continue;
    if (auto said = said_line(contact, words, *entry)) result.evidence.push_back(std::move(*said));
  }

  // The last edits show what a person should look at; the state itself was not recorded, so they
  // settle nothing.
  const auto settle = [&](Verdict verdict, std::string_view code) {
    if (!from_edits) return result.decide(verdict, code);
    result.flags.push_back("WOULD_BE_" + std::string(code));
    result.decide(Verdict::insufficient_evidence, "NO_RECORD_STATE");
  };
  if (misplaced > 0) {
    result.hinge("misplaced", ">", 0);
    return settle(Verdict::not_demonstrated, "MISPLACED");
  }
  if (missing > 0) {
    if (share_known) result.hinge("E", "<", 1);
    return settle(Verdict::not_demonstrated, "INCOMPLETE");
  }
  if (unknown > 0) return result.decide(Verdict::insufficient_evidence, "NO_RECORD_STATE");
  if (unclear > 0) return settle(Verdict::insufficient_evidence, "NOT_COMPARABLE");
  if (late > 0) {
    result.hinge("late", "<=", 0);
    return settle(Verdict::insufficient_evidence, "LATE");
  }
  if (!times_known) return settle(Verdict::insufficient_evidence, "CLOCK_SKEW");
  result.hinge("E", ">=", 1);
  settle(Verdict::demonstrated, "OK");
}

}  // namespace callnorm
