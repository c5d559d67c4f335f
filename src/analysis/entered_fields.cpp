#include "analysis/entered_fields.hpp"

#include <algorithm>
#include <array>

#include "text/value_words.hpp"

namespace callnorm {

// By time; made when first asked for.
const std::vector<EnteredFields::Entered>& EnteredFields::all() {
  if (read_) return all_;
  read_ = true;
  const auto add = [&](const auto& entry, bool autofilled) {
    if (entry.at && !entry.value.empty()) {
      all_.push_back({*entry.at, entry.file, entry.field, autofilled});
    }
  };
  if (data_.edits) {
    for (const FieldEdit& edit : *data_.edits) add(edit, edit.how == "autofilled");
  } else if (data_.record) {
    for (const RecordField& field : *data_.record) add(field, false);
  }
  std::stable_sort(all_.begin(), all_.end(),
                   [](const Entered& one, const Entered& other) { return one.at < other.at; });
  return all_;
}

bool EnteredFields::saved_with_others(const ScriptData& wanted, Millis at) {
  constexpr Millis at_once{1'000};
  constexpr int looked_at = 64;  // a form has no more fields that are asked for
  const std::vector<Entered>& entries = all();
  auto near = std::lower_bound(entries.begin(), entries.end(), at - at_once,
                               [](const Entered& one, Millis time) { return one.at < time; });
  for (int seen = 0; near != entries.end() && near->at <= at + at_once && seen < looked_at;
       ++near, ++seen) {
    const bool own = near->file == wanted.file && near->field == wanted.field;
    if (!own || near->autofilled) return true;
  }
  return false;
}

bool EnteredFields::may_be_on_file(const ScriptData& wanted,
                                   const std::vector<std::vector<std::string>>& names) {
  if (wanted.type == "text" && !data_.record) return true;
  if (number_said(wanted) || file_open()) return true;
  if (wanted.type == "email") {
    return std::any_of(contact_.contact().turns().begin(), contact_.contact().turns().end(),
                       [](const Turn& turn) { return turn.text.find('@') != std::string::npos; });
  }
  static constexpr std::array<std::string_view, 4> with_a_number{"date", "datetime", "amount",
                                                                 "address"};
  return std::find(with_a_number.begin(), with_a_number.end(), wanted.type) !=
             with_a_number.end() &&
         given_by_name(names);
}

bool EnteredFields::number_said(const ScriptData& wanted) const {
  constexpr std::size_t digits = 4;
  std::size_t left = 200;  // numbers that are looked at: no talk has more
  static constexpr std::array<std::string_view, 5> numbers{"id", "iban", "phone", "meter",
                                                           "number"};
  if (std::find(numbers.begin(), numbers.end(), wanted.type) == numbers.end()) return false;
  for (const NumberRun& run : contact_.numbers()) {
    if (run.digits.size() < digits || left == 0) continue;
    --left;
    if (!is_of_another(run.digits, wanted)) return true;
  }
  return false;
}

// Whether a number that was said is the value of another field.
bool EnteredFields::is_of_another(std::string_view digits, const ScriptData& wanted) const {
  const auto holds = [&](const auto& list) {
    return list && std::any_of(list->begin(), list->end(), [&](const auto& entry) {
             return (entry.file != wanted.file || entry.field != wanted.field) &&
                    digits_of(entry.value).find(digits) != std::string::npos;
           });
  };
  return holds(data_.obtained) || holds(data_.edits) || holds(data_.record);
}

// "I was born on 14 June": by anyone, its name and a number in one sentence.
bool EnteredFields::given_by_name(const std::vector<std::vector<std::string>>& names) {
  return std::any_of(names.begin(), names.end(), [&](const std::vector<std::string>& name) {
    return !name.empty() && said_with_number(name);
  });
}

// Sentences in which a number stands; looked for once.
const std::vector<std::uint32_t>& EnteredFields::with_number() {
  if (numbers_read_) return with_number_;
  numbers_read_ = true;
  for (std::uint32_t s = 0; s < contact_.sentences().size(); ++s) {
    const PreparedSentence& sentence = contact_.sentences()[s];
    const auto words = contact_.tokens().subspan(sentence.first, sentence.last - sentence.first);
    if (std::any_of(words.begin(), words.end(), [&](const PreparedToken& token) {
          const WordType& type = contact_.types()[token.type];
          return type.number_word || type.kind == TokenKind::number;
        })) {
      with_number_.push_back(s);
    }
  }
  return with_number_;
}

bool EnteredFields::said_with_number(const std::vector<std::string>& name) {
  constexpr std::size_t most = 1'000'000;  // words that are looked at for all data of a contact
  for (const std::uint32_t s : with_number()) {
    const PreparedSentence& sentence = contact_.sentences()[s];
    const auto words = contact_.tokens().subspan(sentence.first, sentence.last - sentence.first);
    const auto said = [&](const std::string& word) {
      const std::uint32_t key = content_key(word);
      looked_at_ += words.size();
      return std::any_of(words.begin(), words.end(), [&](const PreparedToken& token) {
        const WordType& type = contact_.types()[token.type];
        return type.content_key == key && content_match(word, type.content);
      });
    };
    if (std::all_of(name.begin(), name.end(), said)) return true;
    if (looked_at_ > most) return true;  // nothing is proven by what nobody looked at
  }
  return false;
}

// "Ik zie uw dossier al": who has it open compares what is in it.
bool EnteredFields::file_open() const {
  return std::any_of(contact_.hits().begin(), contact_.hits().end(), [&](const CueHit& hit) {
    return contact_.is_cue(hit, CueClass::state, "file") &&
           contact_.turns()[contact_.sentences()[hit.sentence].turn].speaker == Speaker::agent;
  });
}

}  // namespace callnorm
