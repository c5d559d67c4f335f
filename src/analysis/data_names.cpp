#include "analysis/data_names.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/denial.hpp"
#include "callnorm/text/content_words.hpp"

namespace callnorm {

const std::vector<std::vector<std::string>>& DataNames::of(const ScriptData& wanted) {
  if (named_ == &wanted || contact_.lexicon() == nullptr) return names_;
  named_ = &wanted;
  names_.clear();
  const auto add = [&](std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    std::vector<std::string> words = content_words(*contact_.lexicon(), name);
    if (std::all_of(words.begin(), words.end(),
                    [&](const std::string& word) { return may_be_said(word); })) {
      names_.push_back(std::move(words));
    }
  };
  for (const std::string& ask : wanted.ask) add(ask);
  add(wanted.id);
  add(wanted.field);
  return names_;
}

// Some word of the contact begins alike, or as good as.
bool DataNames::may_be_said(std::string_view content) {
  constexpr std::uint32_t slots = 4093;  // a prime
  if (begins_.empty()) {
    begins_.resize(slots);
    for (const WordType& type : contact_.types()) begins_[type.content_key % slots] = true;
  }
  return begins_[content_key(content) % slots];
}

bool DataNames::said(const ScriptData& wanted, std::uint32_t turn, TextRange range) {
  const auto [first, last] = contact_.tokens_within(turn, range);
  const auto in_range = [&, first = first, last = last](const std::string& content) {
    const std::uint32_t key = content_key(content);
    for (std::uint32_t k = first; k < last; ++k) {
      const PreparedToken& own = contact_.tokens()[k];
      const WordType& type = contact_.types()[own.type];
      if (type.content_key != key || own.text.end > range.end) continue;
      if (!type.content.empty() && content_match(content, type.content)) return true;
    }
    return false;
  };
  const auto& names = of(wanted);
  return std::any_of(names.begin(), names.end(), [&](const std::vector<std::string>& name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), in_range);
  });
}

bool value_refused(const PreparedContact& contact, std::uint32_t turn, std::string_view type) {
  static constexpr std::array<std::string_view, 7> in_digits{"id",   "iban",     "phone", "meter",
                                                             "date", "datetime", "number"};
  if (std::find(in_digits.begin(), in_digits.end(), type) == in_digits.end()) return false;
  if (contact.lexicon() == nullptr) return false;
  constexpr int answers = 3;
  int answered = 0;
  bool denied = false;
  for (std::uint32_t t = turn + 1; t < contact.turns().size() && answered < answers; ++t) {
    const PreparedTurn& own = contact.turns()[t];
    if (own.speaker != Speaker::client) continue;
    for (std::uint32_t k = own.first_token; k < own.last_token; ++k) {
      const WordType& word = contact.type_of(k);
      if (word.number_word || word.folded.find_first_of("0123456789") != std::string_view::npos) {
        return false;
      }
      denied = denied || (answered == 0 && is_denial(contact.lexicon()->language(), word.folded));
    }
    if (++answered == 1 && !denied) return false;
  }
  return denied;
}

}  // namespace callnorm
