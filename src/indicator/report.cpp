#include "callnorm/indicator/report.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/engine/statistics.hpp"
#include "callnorm/text/language.hpp"
#include "callnorm/text/masked_value.hpp"
#include "callnorm/text/plain_text.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/value.hpp"
#include "callnorm/text/value_comparison.hpp"
#include "figures.hpp"
#include "text/plain_date.hpp"
#include "text/value_words.hpp"
#include "text/yes_or_no.hpp"

namespace callnorm {
namespace {

// When the norm says nothing: as data_entry's.
constexpr double default_mention_similarity = 0.8;
constexpr std::string_view mention_parameter = "mention_similarity";

// Whether the character at `at` is a mark that belongs to a number: "1-2", "1 - 5", "2,5", "-5".
// Not "verhuis-2".
bool is_mark_of_number(std::string_view text, std::size_t at) noexcept {
  if (std::string_view("-/.,:").find(text[at]) == std::string_view::npos) return false;
  const std::size_t next = text.find_first_not_of(' ', at + 1);
  if (next == std::string_view::npos || !is_digit(text[next])) return false;
  const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_not_of(' ', at - 1);
  // At the beginning it may be a bullet.
  return before == std::string_view::npos ? next == at + 1 : is_digit(text[before]);
}

// Letters and digits, "&" for "and": the item of a list as people and systems write it,
// "Verhuis geregistreerd." or "VERHUIS_GEREGISTREERD". The marks of a number stay.
std::string item_key(std::string_view folded_value) {
  static constexpr std::array<std::string_view, 5> links{"and", "en", "et", "&", "+"};
  std::string out;
  for (std::size_t at = 0; at < folded_value.size();) {
    const std::size_t end =
        std::min(folded_value.find_first_of(" _-/,.;:", at), folded_value.size());
    const std::string_view word = folded_value.substr(at, end - at);
    if (std::find(links.begin(), links.end(), word) != links.end()) {
      out += '&';
    } else {
      for (const char c : word) {
        if (is_letter(c) || is_digit(c)) out += c;
      }
    }
    if (end < folded_value.size() && is_mark_of_number(folded_value, end)) {
      out += folded_value[end];
    }
    at = end + 1;
  }
  return out;
}

// Without the code a system puts before an item: "01 - verhuis geregistreerd". Not "2-persoons",
// nor "1 - 2 dagen".
std::string_view without_code(std::string_view folded_value) {
  const std::size_t digits =
      std::min(folded_value.find_first_not_of("0123456789"), folded_value.size());
  const std::size_t mark = folded_value.find_first_not_of(' ', digits);
  if (digits == 0 || mark == std::string_view::npos ||
      std::string_view("-.:)").find(folded_value[mark]) == std::string_view::npos) {
    return folded_value;
  }
  const std::size_t item = folded_value.find_first_not_of(' ', mark + 1);
  const bool blank = mark > digits || item > mark + 1;
  if (item == std::string_view::npos || !blank || is_digit(folded_value[item])) return folded_value;
  return folded_value.substr(item);
}

// The item of a list that a value is; of two that are written alike the one that is the same.
const std::string* item_of(const std::vector<std::string>& values,
                           const std::string& folded_value) {
  for (const std::string& value : values) {
    if (comparable_text(value) == folded_value) return &value;
  }
  for (const std::string& key : {item_key(folded_value), item_key(without_code(folded_value))}) {
    const std::string* found = nullptr;
    for (const std::string& value : values) {
      if (key.empty() || item_key(comparable_text(value)) != key) continue;
      if (found != nullptr) return nullptr;
      found = &value;
    }
    if (found != nullptr) return found;
  }
  return nullptr;
}

// "maat (te klein)": an item and a remark, which may take back what the item says.
bool is_item_with_remark(const std::vector<std::string>& values, std::string_view folded_value) {
  const std::size_t bracket = folded_value.find('(');
  if (bracket == std::string_view::npos || bracket == 0 || folded_value.back() != ')') return false;
  return item_of(values, comparable_text(folded_value.substr(0, bracket))) != nullptr;
}

// "-", "n.v.t.", "x": filled in so that the field is not empty.
bool says_nothing(std::string_view folded_value) {
  static constexpr std::array<std::string_view, 4> words{"nvt", "n/a", "n.a.", "s.o."};
  const std::string key = item_key(folded_value);
  return key.find_first_not_of('x') == std::string::npos || key == words[0] ||
         std::find(words.begin(), words.end(), folded_value) != words.end();
}

// "x", "[x]": the tick of a box, or a mark that fills a field.
bool may_be_tick(std::string_view folded_value) noexcept {
  return folded_value == "x" || folded_value == "[x]";
}

// Whether a word was made illegible: "****", "***736", "redacted". "**Resultaat:**", "**736**" and
// "##" are layout.
bool is_masked_word(std::string_view word) {
  constexpr std::size_t telling = 3;  // stars without a figure
  const auto stars = static_cast<std::size_t>(std::count(word.begin(), word.end(), '*'));
  if (stars == 0 && word.find('#') == std::string_view::npos) return is_masked(word);
  const bool figures = std::any_of(word.begin(), word.end(), is_digit);
  const bool emphasis = figures && word.starts_with("**") && word.ends_with("**");
  if (emphasis || std::any_of(word.begin(), word.end(), is_letter)) return false;
  return (figures || stars >= telling) && is_masked(word);
}

// Whether something of a text was made illegible, words in brackets among it: "Klant [naam] belde".
bool has_masked_part(std::string_view text) {
  constexpr std::size_t longest = 40;  // bytes in brackets
  const std::string plain = comparable_text(text);
  for (std::size_t at = plain.find_first_of("[<"); at != std::string::npos;
       at = plain.find_first_of("[<", at + 1)) {
    const std::string_view rest = std::string_view(plain).substr(at, longest);
    const std::size_t end = rest.find(rest.front() == '[' ? ']' : '>');
    if (end != std::string_view::npos && is_masked(rest.substr(0, end + 1))) return true;
  }
  const std::vector<std::string_view> words = chunks_of(plain);
  return std::any_of(words.begin(), words.end(), is_masked_word);
}

// One of the words of `text`.
bool has_word(std::string_view text, std::string_view wanted) {
  const std::vector<std::string_view> words = chunks_of(text);
  return std::find(words.begin(), words.end(), wanted) != words.end();
}

// What stands between blanks and has a letter or a digit: "04/05/2026" is one word.
std::size_t words_of(std::string_view text) {
  std::vector<Token> tokens;
  tokenize(text, tokens);
  std::size_t words = 0;
  std::uint32_t end = 0;
  for (const Token& token : tokens) {
    const std::string_view between = text.substr(end, token.text.begin - end);
    if (words == 0 || between.find_first_of(" \t\r\n") != std::string_view::npos) ++words;
    end = token.text.end;
  }
  return words;
}

enum class Standing : std::uint8_t {
  outside,     // not in its closed list
  wrong_type,  // does not read as the template's type
  too_long,
  empty,    // but required
  silent,   // does not mention what it must
  unclear,  // nobody can tell
  valid,
  not_needed,  // and empty
};

std::string_view name(Standing standing) {
  switch (standing) {
    case Standing::outside: return "outside its list";
    case Standing::wrong_type: return "not of its type";
    case Standing::too_long: return "too long";
    case Standing::empty: return "missing";
    case Standing::silent: return "does not mention";
    case Standing::unclear: return "unclear";
    case Standing::valid: return "valid";
    case Standing::not_needed: return "not needed";
  }
  return "";
}

struct Field {
  const ReportField* wanted = nullptr;
  const std::string* value = nullptr;  // null: not in the report
  std::string folded;
  bool required = false;
  Standing standing = Standing::valid;
  std::size_t words = 0;  // counted where there is a limit
  std::string detail;     // what it does not mention

  [[nodiscard]] bool invalid() const noexcept {
    return standing == Standing::outside || standing == Standing::wrong_type ||
           standing == Standing::too_long;
  }
};

// The last value of a data item in a list of the contact that counts.
template <class List, class Counts>
std::optional<std::string_view> last_value(const List& list, const ScriptData& item,
                                           Counts counts) {
  if (!list) return std::nullopt;
  std::optional<std::string_view> found;
  for (const auto& entry : *list) {
    if (entry.file == item.file && entry.field == item.field && !entry.value.empty() &&
        counts(entry)) {
      found = entry.value;
    }
  }
  return found;
}

constexpr auto any_entry = [](const auto&) { return true; };

// A value of a data item as far as the contact shows it: what was obtained, else what stands in the
// record, else what was last typed.
std::optional<std::string_view> known_value(const ContactDraft& data, const ScriptData& item) {
  if (const auto obtained = last_value(data.obtained, item, any_entry)) return obtained;
  if (const auto recorded = last_value(data.record, item, any_entry)) return recorded;
  return last_value(data.edits, item, any_entry);
}

// Likewise, as far as it came up in this contact: what was obtained or entered, or recorded since
// it began. What stood on file before needs no mention.
std::optional<std::string_view> told_value(const Contact& contact, const ScriptData& item) {
  const ContactDraft& data = contact.data();
  if (const auto obtained = last_value(data.obtained, item, any_entry)) return obtained;
  const auto by_hand = [](const FieldEdit& edit) { return edit.how != "autofilled"; };
  if (const auto typed = last_value(data.edits, item, by_hand)) return typed;
  return last_value(data.record, item, [&](const RecordField& field) {
    return field.at && *field.at >= contact.extent().begin;
  });
}

ValueType type_of(const ScriptData& item) {
  return value_type(item.type).value_or(ValueType::text);
}

class ReportReader {
 public:
  ReportReader(const Contact& contact, const Script& script, Usage usage, double mention_similarity)
      : contact_(contact),
        script_(script),
        mention_similarity_(mention_similarity),
        usage_(usage) {}

  [[nodiscard]] std::vector<Field> fields() const {
    std::vector<Field> out;
    for (const ReportField& wanted : script_.data().report) {
      Field field;
      field.wanted = &wanted;
      field.value = value_of(wanted.name);
      if (field.value != nullptr) field.folded = comparable_text(*field.value);
      field.required = wanted.required && condition_holds(wanted);
      judge(field);
      out.push_back(std::move(field));
    }
    return out;
  }

  // What the contact says of a fact: the fact itself, the channel, or the value of a data item.
  struct Known {
    std::string_view value;
    ValueType type = ValueType::text;
  };
  [[nodiscard]] std::optional<Known> known_fact(const std::string& fact) const {
    if (const std::string* value = contact_.fact(fact)) return Known{*value};
    if (fact == "channel") return Known{callnorm::name(contact_.channel())};
    if (const ScriptData* item = script_.find_data(fact)) {
      if (const auto value = known_value(contact_.data(), *item)) {
        return Known{*value, type_of(*item)};
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] bool same(const Known& known, std::string_view wanted) const {
    if (comparable_text(known.value) == comparable_text(wanted)) return true;
    if (same_answer(known.value, wanted)) return true;
    const NormalValue rule = normal_value(wanted, known.type, usage_);
    const NormalValue fact = normal_value(known.value, known.type, usage_);
    return compare_values({wanted, rule}, {known.value, fact}, usage_, 1.0) == Likeness::same;
  }

 private:
  [[nodiscard]] const std::string* value_of(const std::string& field) const {
    for (const ReportEntry& entry : *contact_.data().report) {
      if (entry.field == field) return &entry.value;
    }
    return nullptr;
  }

  [[nodiscard]] bool condition_holds(const ReportField& wanted) const {
    if (wanted.when_field.empty()) return true;
    const std::string* value = value_of(wanted.when_field);
    return value != nullptr && item_of(wanted.when_values, comparable_text(*value)) != nullptr;
  }

  void judge(Field& field) const {
    const ReportField& wanted = *field.wanted;
    const auto type = value_type(wanted.type);
    const bool free = wanted.values.empty() && !type;
    // Where something is left to read, that is read.
    const bool masked =
        field.value != nullptr && is_masked(*field.value) &&
        (item_key(field.folded).empty() ||
         (field.folded.front() == '[' && field.folded.find(']') + 1 == field.folded.size()) ||
         (field.folded.front() == '<' && field.folded.find('>') + 1 == field.folded.size()));
    // Where words are wanted a tick is none of them.
    if (free && field.required && !wanted.max_words && wanted.must_mention.empty() &&
        may_be_tick(field.folded)) {
      field.standing = Standing::unclear;
      return;
    }
    const bool open = free || (!field.required && item_of(wanted.values, field.folded) == nullptr);
    if (field.folded.empty() || (open && !type && !masked && says_nothing(field.folded))) {
      field.folded.clear();
      field.standing = field.required ? Standing::empty : Standing::not_needed;
      return;
    }
    if (masked) {
      field.standing = Standing::unclear;
      return;
    }
    if (!wanted.values.empty()) {
      if (const std::string* item = item_of(wanted.values, field.folded)) {
        field.folded = comparable_text(*item);
      } else {
        const bool remark = is_item_with_remark(wanted.values, field.folded);
        field.standing = remark ? Standing::unclear : Standing::outside;
        return;
      }
    }
    if (type && !normal_value(*field.value, *type, usage_).read &&
        !names_date(*field.value, *type, usage_)) {
      field.standing = may_be(*type, *field.value) ? Standing::unclear : Standing::wrong_type;
      return;
    }
    if (wanted.max_words) {
      field.words = words_of(*field.value);
      if (field.words > *wanted.max_words) {
        field.standing = Standing::too_long;
        return;
      }
    }
    for (const std::string& id : wanted.must_mention) {
      const ScriptData* item = script_.find_data(id);
      if (item == nullptr) continue;
      const auto value = told_value(contact_, *item);
      if (!value) continue;  // nobody knows what there was to mention
      const NormalValue truth =
          normal_value(naming_part(*value, type_of(*item)), type_of(*item), usage_);
      if (truth.empty() || mentions_value(*field.value, truth, usage_, mention_similarity_)) {
        continue;
      }
      field.detail += (field.detail.empty() ? "" : ", ") + one_line(id) + " " + quoted(*value);
      if (!may_be_mentioned(*field.value, truth, *value)) {
        field.standing = Standing::silent;
      } else if (field.standing != Standing::silent) {
        field.standing = Standing::unclear;
      }
    }
  }

  // What is no value of its type and yet not shown to be wrong: a day named by another, two
  // amounts.
  [[nodiscard]] bool may_be(ValueType type, std::string_view value) const {
    if (is_masked(value)) return true;
    switch (type) {
      case ValueType::date:
      case ValueType::datetime: return names_day_loosely(value, usage_);
      case ValueType::amount:
      case ValueType::number:
      case ValueType::meter: return std::any_of(value.begin(), value.end(), is_digit);
      default: return false;
    }
  }

  // Whether a text may mention a value though it is not to be read there: either was made
  // illegible, the value is none of its type and something like it stands there, or the digits of
  // an order number stand there without letters.
  [[nodiscard]] bool may_be_mentioned(std::string_view text, const NormalValue& truth,
                                      std::string_view written) const {
    constexpr std::size_t telling = 5;  // digits that do not stand somewhere by chance
    if (is_masked(written) || has_masked_part(text)) return true;
    if (!truth.read) return may_say(text, truth, written);
    if (truth.type != ValueType::id) return false;
    NormalValue digits = truth;
    digits.text = digits_of(truth.text);
    return digits.text.size() >= telling &&
           mentions_value(text, digits, usage_, mention_similarity_);
  }

  // Whether a text has something that could be a value which is none of its type. Of a day that is
  // named by another, "volgende maandag", that is a date, one of its words, or a day named so; what
  // else people said may stand there in any words.
  [[nodiscard]] bool may_say(std::string_view text, const NormalValue& truth,
                             std::string_view written) const {
    constexpr std::size_t telling = 4;  // letters
    const bool day = truth.type == ValueType::date || truth.type == ValueType::datetime;
    if (!day || !names_day_loosely(written, usage_)) return true;
    if (names_date(text, truth.type, usage_)) return true;
    const std::string plain = comparable_text(text);
    const std::vector<std::string_view> words = chunks_of(plain);
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      while (!word.empty() && !is_letter(word.back())) word.remove_suffix(1);
      if (word.size() >= telling && has_word(truth.text, word)) return true;
      // Another day of the week is another day.
      return names_day_loosely(word, usage_) && !is_weekday(word);
    });
  }

  const Contact& contact_;
  const Script& script_;
  double mention_similarity_;
  Usage usage_;
};

struct Contradiction {
  const ConsistencyRule* rule = nullptr;
  const Field* field = nullptr;
  std::string_view known;
};

Evidence field_line(const Field& field) {
  Evidence line;
  line.role = "report field";
  line.channel = "report";
  const std::string title = one_line(field.wanted->name);
  const std::string value = field.value == nullptr ? "" : quoted(*field.value);
  line.note = title + ": ";
  switch (field.standing) {
    case Standing::outside: line.note += value + " is not in its list"; break;
    case Standing::wrong_type: line.note += value + " is no " + field.wanted->type; break;
    case Standing::too_long:
      line.note += std::to_string(field.words) + " words, at most " +
                   std::to_string(*field.wanted->max_words) + ": " + value;
      break;
    case Standing::empty: line.note += "required, not filled in"; break;
    case Standing::silent: line.note += value + " does not mention " + field.detail; break;
    case Standing::unclear:
      line.note += value + (field.detail.empty() ? " is for people to read"
                                                 : " may not mention " + field.detail);
      break;
    case Standing::valid: line.note += value; break;
    case Standing::not_needed: line.note += "not filled in, not required"; break;
  }
  line.details.emplace_back("field", title);
  if (field.value != nullptr) line.details.emplace_back("value", one_line(*field.value));
  line.details.emplace_back("required", field.required ? "true" : "false");
  line.details.emplace_back("status", name(field.standing));
  if (field.wanted->max_words) {
    line.details.emplace_back("words", std::to_string(field.words));
    line.details.emplace_back("max_words", std::to_string(*field.wanted->max_words));
  }
  if (!field.wanted->when_field.empty()) {
    line.details.emplace_back("required_when", one_line(field.wanted->when_field));
  }
  return line;
}

Evidence contradiction_line(const Contradiction& found) {
  Evidence line;
  line.role = "contradiction";
  line.channel = "report";
  const ConsistencyRule& rule = *found.rule;
  line.note = one_line(rule.field) + " " + quoted(*found.field->value) + " requires " +
              one_line(rule.fact) + " to be " + quoted(rule.equals) + ", but it is " +
              quoted(found.known);
  line.details.emplace_back("field", one_line(rule.field));
  line.details.emplace_back("value", one_line(*found.field->value));
  line.details.emplace_back("fact", one_line(rule.fact));
  line.details.emplace_back("expected", one_line(rule.equals));
  line.details.emplace_back("known", one_line(found.known));
  return line;
}

const ReportField* outcome_field(const std::vector<ReportField>& report) {
  for (const ReportField& field : report) {
    if (field.name == "outcome") return &field;
  }
  for (const ReportField& field : report) {
    if (field.required && !field.values.empty()) return &field;
  }
  return nullptr;
}

// How close a field that does not count came to counting; larger is closer.
double closeness(const Field& field) {
  switch (field.standing) {
    case Standing::silent: return 3;
    case Standing::unclear: return 0;
    case Standing::too_long:
      return 2 + static_cast<double>(*field.wanted->max_words) / static_cast<double>(field.words);
    case Standing::wrong_type: return 1.5;
    case Standing::outside: return 1;
    case Standing::empty:
    case Standing::valid:
    case Standing::not_needed: return 0;
  }
  return 0;
}

}  // namespace

void judge_report(const Contact& contact, const Script* script, Usage usage,
                  const Parameters& parameters, IndicatorResult& result) {
  const ContactDraft& data = contact.data();
  if (!data.report) return result.decide(Verdict::insufficient_evidence, "NO_REPORT");
  if (script == nullptr) return result.decide(Verdict::insufficient_evidence, "NO_SCRIPT");
  const std::vector<ReportField>& wanted = script->data().report;
  if (wanted.empty()) {
    return result.decide(Verdict::insufficient_evidence, "NO_REPORT_TEMPLATE");
  }
  const Parameter* given_similarity = parameters.find(mention_parameter);
  const double similarity =
      given_similarity != nullptr ? given_similarity->value : default_mention_similarity;
  const bool mentions = std::any_of(wanted.begin(), wanted.end(), [](const ReportField& field) {
    return !field.must_mention.empty();
  });
  if (mentions && given_similarity == nullptr) {
    Parameter used;
    used.name = mention_parameter;
    used.value = similarity;
    used.unit = "1";
    result.parameters = result.parameters.with(std::move(used));
  }

  const ReportReader reader(contact, *script, usage, similarity);
  std::vector<Field> fields = reader.fields();
  const ReportField* outcome_wanted = outcome_field(wanted);
  if (data.report_machine_written) {
    // The agent accepted the words; the choice of outcome is all that is the agent's.
    result.flags.emplace_back("MACHINE_WRITTEN");
    fields.erase(std::remove_if(fields.begin(), fields.end(),
                                [&](const Field& f) { return f.wanted != outcome_wanted; }),
                 fields.end());
  }
  const bool unknown_field =
      std::any_of(data.report->begin(), data.report->end(), [&](const ReportEntry& entry) {
        return std::none_of(wanted.begin(), wanted.end(),
                            [&](const ReportField& field) { return field.name == entry.field; });
      });
  if (unknown_field) result.flags.emplace_back("FIELD_NOT_IN_TEMPLATE");

  std::vector<Contradiction> contradictions;
  for (const ConsistencyRule& rule : script->data().consistency) {
    for (const Field& field : fields) {
      if (field.wanted->name != rule.field || field.folded.empty() ||
          field.folded != comparable_text(rule.value)) {
        continue;
      }
      const auto known = reader.known_fact(rule.fact);
      if (known && !reader.same(*known, rule.equals)) {
        contradictions.push_back({&rule, &field, known->value});
      }
    }
  }
  std::int64_t required = 0;
  std::int64_t valid = 0;
  std::int64_t invalid = 0;
  std::int64_t silent = 0;
  std::int64_t unclear = 0;           // all of them
  std::int64_t unclear_required = 0;  // may be valid
  bool outcome_bad = false;
  for (const Field& field : fields) {
    if (field.required) ++required;
    if (field.required && field.standing == Standing::valid) ++valid;
    if (field.invalid()) ++invalid;
    if (field.standing == Standing::silent) ++silent;
    if (field.standing == Standing::unclear) {
      ++unclear;
      if (field.required) ++unclear_required;
    }
    if (field.wanted == outcome_wanted) {
      outcome_bad = field.standing == Standing::empty || field.standing == Standing::outside;
    }
  }
  const auto complete = share(valid, required);
  const auto at_most = share(valid + unclear_required, required);
  const auto count_of = static_cast<std::int64_t>(contradictions.size());
  const double complete_demonstrated = parameters["complete_demonstrated"];
  const double complete_not = parameters["complete_not"];
  result.add("required", required);
  result.add("valid", valid);
  // With fields that nobody can tell, only failures elsewhere settle the share.
  const bool share_known = complete && unclear_required == 0;
  result.add("Rc", share_known ? MeasureValue{*complete} : MeasureValue{}, "1");
  result.add("invalid", invalid);
  result.add("contradictions", count_of);
  result.add("unmentioned", silent);
  result.add("outcome_invalid",
             outcome_wanted != nullptr ? MeasureValue{outcome_bad} : MeasureValue{});
  result.need("Rc", ">=", complete_demonstrated, "complete_demonstrated");
  result.need("invalid", "<=", 0);
  result.need("contradictions", "<=", 0);
  result.bar("contradictions", ">", 0);
  if (outcome_wanted != nullptr) result.bar("outcome_invalid", ">", 0);
  result.bar("Rc", "<", complete_not, "complete_not");

  // The contradictions, then the fields that fail, then the others, as the template has them.
  for (const Contradiction& found : contradictions) {
    result.evidence.push_back(contradiction_line(found));
  }
  std::optional<std::uint32_t> nearest;
  std::optional<std::uint32_t> outside_line;  // the outcome that is not in its list
  double closest = 0;
  for (const bool failing : {true, false}) {
    for (const Field& field : fields) {
      const bool fails =
          field.standing != Standing::valid && field.standing != Standing::not_needed;
      if (fails != failing) continue;
      if (closeness(field) > closest) {
        closest = closeness(field);
        nearest = static_cast<std::uint32_t>(result.evidence.size());
      }
      if (field.wanted == outcome_wanted && field.standing == Standing::outside) {
        outside_line = static_cast<std::uint32_t>(result.evidence.size());
      }
      result.evidence.push_back(field_line(field));
    }
  }

  if (fields.empty()) return result.decide(Verdict::insufficient_evidence, "NO_REPORT");
  if (count_of > 0) {
    result.nearest = 0;
    result.hinge("contradictions", ">", 0);
    return result.decide(Verdict::not_demonstrated, "CONTRADICTION");
  }
  if (outcome_bad) {
    result.nearest = outside_line;
    result.hinge("outcome_invalid", ">", 0);
    return result.decide(Verdict::not_demonstrated, "OUTCOME_INVALID");
  }
  result.nearest = nearest;
  if (!complete) {
    if (invalid > 0) {
      result.hinge("invalid", "<=", 0);
      return result.decide(Verdict::insufficient_evidence, "BORDERLINE");
    }
    return result.decide(Verdict::not_applicable, "NO_REQUIRED_FIELDS");
  }
  if (*at_most < complete_not - tolerance) {
    if (share_known) result.hinge("Rc", "<", complete_not, "complete_not");
    return result.decide(Verdict::not_demonstrated, "INCOMPLETE");
  }
  if (unclear > 0) return result.decide(Verdict::insufficient_evidence, "NOT_COMPARABLE");
  if (*complete < complete_demonstrated - tolerance) {
    result.hinge("Rc", ">=", complete_demonstrated, "complete_demonstrated");
    return result.decide(Verdict::insufficient_evidence, "BORDERLINE");
  }
  if (invalid > 0) {
    result.hinge("invalid", "<=", 0);
    return result.decide(Verdict::insufficient_evidence, "BORDERLINE");
  }
  result.nearest.reset();  // an optional field that could be better is no miss
  result.hinge("Rc", ">=", complete_demonstrated, "complete_demonstrated");
  result.decide(Verdict::demonstrated, "OK");
}

}  // namespace callnorm
