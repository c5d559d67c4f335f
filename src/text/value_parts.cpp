#include "callnorm/text/value_parts.hpp"

#include <algorithm>
#include <string>

#include "text/value_words.hpp"

namespace callnorm {
namespace {

constexpr std::size_t most_words = 16;  // of a value
constexpr std::size_t longer = 16;      // bytes that a part may be written longer than it reads

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::string_view word : chunks_of(text)) {
    while (!word.empty() && std::string_view(",;").find(word.back()) != std::string_view::npos) {
      word.remove_suffix(1);
    }
    if (!word.empty()) out.emplace_back(word);
  }
  return out;
}

// Where the words of a part stand in a row, none of them found before; marks them as found.
std::optional<std::size_t> take(const std::vector<std::string>& value,
                                const std::vector<std::string>& part, std::vector<bool>& found) {
  if (part.empty() || part.size() >= value.size()) return std::nullopt;
  for (std::size_t at = 0; at + part.size() <= value.size(); ++at) {
    bool here = true;
    for (std::size_t i = 0; here && i < part.size(); ++i) {
      here = !found[at + i] && value[at + i] == part[i];
    }
    if (!here) continue;
    for (std::size_t i = 0; i < part.size(); ++i) found[at + i] = true;
    return at;
  }
  return std::nullopt;
}

std::optional<ValueParts> parts_in_words(const NormalValue& value, std::optional<std::size_t> own,
                                         std::span<const std::string_view> fields, Usage usage) {
  const std::vector<std::string> wanted = words_of(value.text);
  if (wanted.size() < 2 || wanted.size() > most_words) return std::nullopt;
  std::vector<bool> found(wanted.size(), false);
  ValueParts out;
  const auto try_field = [&](std::size_t field) {
    if (fields[field].empty() || fields[field].size() > value.text.size() + longer) return;
    const std::vector<std::string> part =
        words_of(normal_value(fields[field], value.type, usage).text);
    const auto at = take(wanted, part, found);
    if (!at) return;
    out.fields.push_back(field);
    const bool names =
        value.type == ValueType::address ? *at == 0 : *at + part.size() == wanted.size();
    out.named_by_own = out.named_by_own || (own == field && names);
  };
  if (own) try_field(*own);
  for (std::size_t field = 0; field < fields.size(); ++field) {
    if (own != field) try_field(field);
  }
  const bool all = std::all_of(found.begin(), found.end(), [](bool one) { return one; });
  if (!all || out.fields.size() < 2) return std::nullopt;
  return out;
}

std::optional<ValueParts> day_and_hour(const NormalValue& value, std::optional<std::size_t> own,
                                       std::span<const std::string_view> fields, Usage usage) {
  constexpr std::size_t longest = 64;  // bytes of a day or an hour
  const std::size_t mark = value.text.find('T');
  if (!value.read || mark == std::string::npos || mark == 0) return std::nullopt;
  NormalValue day = value;
  NormalValue hour = value;
  day.text.resize(mark);
  hour.text.erase(0, mark);
  std::optional<std::size_t> day_field;
  std::optional<std::size_t> hour_field;
  for (std::size_t field = 0; field < fields.size(); ++field) {
    if (fields[field].empty() || fields[field].size() > longest) continue;
    const NormalValue held = normal_value(fields[field], value.type, usage);
    if (!held.read) continue;
    if (held.text.starts_with('T')) {
      if ((!hour_field || own == field) && same_value(hour, held)) hour_field = field;
    } else if (held.text.find('T') == std::string::npos && (!day_field || own == field) &&
               same_value(day, held)) {
      day_field = field;
    }
  }
  if (!day_field || !hour_field) return std::nullopt;
  return ValueParts{{*day_field, *hour_field}, own == day_field || own == hour_field};
}

}  // namespace

std::optional<ValueParts> value_in_parts(const NormalValue& value, std::optional<std::size_t> own,
                                         std::span<const std::string_view> fields, Usage usage) {
  switch (value.type) {
    case ValueType::text:
    case ValueType::address: return parts_in_words(value, own, fields, usage);
    case ValueType::datetime: return day_and_hour(value, own, fields, usage);
    default: return std::nullopt;
  }
}

}  // namespace callnorm
