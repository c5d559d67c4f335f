#include "callnorm/indicator/typing.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/engine/edit_distance.hpp"
#include "callnorm/engine/statistics.hpp"
#include "callnorm/engine/wilson.hpp"
#include "callnorm/text/plain_text.hpp"
#include "callnorm/text/utf8.hpp"
#include "callnorm/text/value.hpp"
#include "figures.hpp"

namespace callnorm {
namespace {

constexpr std::size_t pairs_shown = 10;
constexpr std::size_t edits_shown = 20;  // of one pair
constexpr std::uint32_t context = 12;    // characters around an edit
constexpr double word_characters = 5;    // a "word" of words per minute
constexpr double seconds_per_minute = 60;
// Cells of distance tables a contact may cost: a second or two. Two texts of 65 000 characters
// without anything in common use it up.
constexpr std::uint64_t cell_budget = std::uint64_t{1} << 32;

struct Pair {
  std::size_t index = 0;  // in the contact
  const TypingPair* source = nullptr;
  std::u32string presented;  // folded
  std::u32string typed;      // folded
  std::size_t length = 0;    // of the longer of the two
  std::uint32_t distance = 0;

  [[nodiscard]] std::size_t chars() const noexcept { return length; }
  [[nodiscard]] double rate() const noexcept {
    return static_cast<double>(distance) / static_cast<double>(chars());
  }
};

struct LeftOut {
  std::size_t index = 0;
  std::string_view why;
};

void append_utf8(char32_t c, std::string& out) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  const auto code = static_cast<std::uint32_t>(c);
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

void append(std::u32string_view text, std::string& out) {
  for (const char32_t c : text) append_utf8(c, out);
}

// "ver[t>d]r[-a]agen": what was left out after -, what was added after +, long stretches without an
// error shortened. Empty when the texts are too long and too different to be laid beside each
// other.
std::string aligned_text(const Pair& pair) {
  const auto runs = aligned_edits(pair.presented, pair.typed, pair.distance);
  if (!runs) return "";
  std::string out;
  std::size_t edits = 0;
  const std::u32string_view presented = pair.presented;
  const std::u32string_view typed = pair.typed;
  constexpr std::uint32_t longest = 2 * context;  // of what is shown of one edit
  for (std::size_t i = 0; i < runs->size(); ++i) {
    const EditRun& run = (*runs)[i];
    if (run.kind == EditRun::Kind::match) {
      const bool first = i == 0;
      const bool last = i + 1 == runs->size();
      const std::uint32_t head = first ? 0 : std::min(context, run.length);
      const std::uint32_t tail = last ? 0 : std::min(context, run.length);
      if (head + tail >= run.length) {
        append(presented.substr(run.a, run.length), out);
        continue;
      }
      append(presented.substr(run.a, head), out);
      out += "...";
      append(presented.substr(run.a + run.length - tail, tail), out);
      continue;
    }
    if (++edits > edits_shown) {
      out += "[...]";
      break;
    }
    const std::uint32_t shown = std::min(run.length, longest);
    const std::string_view more = shown < run.length ? "..." : "";
    out += run.kind == EditRun::Kind::deletion ? "[-" : "[";
    if (run.kind != EditRun::Kind::insertion) {
      append(presented.substr(run.a, shown), out);
      out += more;
    }
    if (run.kind == EditRun::Kind::substitution) out += '>';
    if (run.kind == EditRun::Kind::insertion) out += '+';
    if (run.kind != EditRun::Kind::deletion) {
      append(typed.substr(run.b, shown), out);
      out += more;
    }
    out += ']';
  }
  return out;
}

std::string count_text(std::size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

Evidence pair_line(const Pair& pair) {
  Evidence line;
  line.role = "typed text";
  line.channel = "typing";
  const std::string alignment = pair.distance == 0 ? "" : aligned_text(pair);
  line.note = "text " + std::to_string(pair.index + 1) + ": " + count_text(pair.distance, "error") +
              " in " + count_text(pair.chars(), "character");
  if (!alignment.empty()) line.note += ": " + alignment;
  line.details.emplace_back("pair", std::to_string(pair.index));
  line.details.emplace_back("errors", std::to_string(pair.distance));
  line.details.emplace_back("chars", std::to_string(pair.chars()));
  if (!alignment.empty()) line.details.emplace_back("alignment", alignment);
  if (pair.distance > 0 && alignment.empty()) {
    line.details.emplace_back("alignment_missing", "too many errors in too long a text");
  }
  return line;
}

void flag_once(std::vector<std::string>& flags, std::string_view flag) {
  if (std::find(flags.begin(), flags.end(), flag) == flags.end()) flags.emplace_back(flag);
}

constexpr bool is_digit(char32_t c) noexcept {
  return c >= U'0' && c <= U'9';
}

constexpr bool is_letter(char32_t c) noexcept {
  return (c >= U'a' && c <= U'z') || c >= 0x80;
}

// What a keyboard or a form decides, and not the typist: blanks that group the digits of a number,
// French blanks inside quotation marks and before ":", what form those marks have, and "EUR" for
// the sign. Whether the character at `at` may be one of these.
bool is_convention(std::u32string_view text, std::size_t at) noexcept {
  const char32_t c = text[at];
  const char32_t before = at > 0 ? text[at - 1] : U' ';
  const char32_t next = at + 1 < text.size() ? text[at + 1] : U' ';
  if (c == U' ') {
    if (is_digit(next)) return is_digit(before);
    return next == U':' || next == U';' || next == U'!' || next == U'?' || next == U'%' ||
           next == U'\u00BB' || before == U'\u00AB';
  }
  // Between letters it is an apostrophe.
  if (c == U'\'') return !is_letter(before) || !is_letter(next);
  return c == U'\u00AB' || c == U'\u00BB' || c == U'\u201C' || c == U'\u201D' || c == U'\u201E' ||
         c == U'\u20AC';
}

bool has_conventions(std::u32string_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool plain = text[i] > U'\'' && text[i] < 0x80;  // most characters
    if (!plain && is_convention(text, i)) return true;
  }
  return false;
}

// Where digits that begin at `begin` end, with one mark at most between two of them.
std::size_t digits_end(std::u32string_view text, std::size_t begin) noexcept {
  std::size_t at = begin;
  while (at < text.size()) {
    const bool mark = text[at] == U' ' || text[at] == U'/' || text[at] == U'.' || text[at] == U'-';
    if (!is_digit(text[at]) && !(mark && at + 1 < text.size() && is_digit(text[at + 1]))) break;
    ++at;
  }
  return at;
}

// Whether digits with blanks between them are one number in groups, "12 500" or "0475 12 34 56",
// and not several numbers: "12 9000", of a house and its town.
bool is_one_number(std::u32string_view digits) noexcept {
  constexpr std::size_t telling = 9;  // digits: what is shorter may be two numbers
  constexpr std::size_t thousand = 3;
  std::size_t count = 0;
  std::size_t group = 0;
  bool first = true;
  bool thousands = true;  // the first group has three digits at most, the others just three
  for (const char32_t c : digits) {
    if (is_digit(c)) {
      ++count;
      ++group;
      continue;
    }
    thousands = thousands && c == U' ' && (first ? group <= thousand : group == thousand);
    first = false;
    group = 0;
  }
  return count >= telling || (thousands && !first && group == thousand);
}

std::u32string without_conventions(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  std::size_t number_end = 0;  // of the digits around `i`
  bool one_number = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i >= number_end && is_digit(text[i])) {
      number_end = digits_end(text, i);
      one_number = is_one_number(text.substr(i, number_end - i));
    }
    const bool between_numbers = text[i] == U' ' && i < number_end && !one_number;
    if (between_numbers || !is_convention(text, i)) {
      out += text[i];
    } else if (text[i] == U'\u20AC') {
      out += U"eur";
    } else if (text[i] != U' ') {
      out += U'"';
    }
  }
  return out;
}

// The pairs that were typed and have a reference, with their distances.
std::vector<Pair> counted_pairs(const Contact& contact, std::vector<LeftOut>& left_out,
                                IndicatorResult& result) {
  std::vector<Pair> out;
  if (!contact.data().typing) return out;
  std::uint64_t budget = cell_budget;
  for (std::size_t i = 0; i < contact.data().typing->size(); ++i) {
    const TypingPair& source = (*contact.data().typing)[i];
    const auto leave = [&](std::string_view flag, std::string_view why) {
      flag_once(result.flags, flag);
      left_out.push_back({i, why});
    };
    if (source.how == "pasted" || source.how == "autofilled") {
      leave("NOT_TYPED_EXCLUDED", source.how == "pasted" ? "pasted" : "filled in by the system");
      continue;
    }
    Pair pair;
    pair.index = i;
    pair.source = &source;
    pair.presented = to_code_points(comparable_text(source.presented));
    pair.typed = to_code_points(comparable_text(source.typed));
    if (pair.presented.empty()) {
      leave("NO_REFERENCE_EXCLUDED", "no reference text");
      continue;
    }
    pair.length = std::max(pair.presented.size(), pair.typed.size());
    const std::uint64_t chars = pair.chars();
    const auto compared = [&](std::u32string_view presented, std::u32string_view typed,
                              std::uint64_t most) {
      const auto limit = static_cast<std::uint32_t>(std::min(most, budget / chars));
      const auto distance = edit_distance_within(presented, typed, limit);
      budget -= chars * std::min<std::uint64_t>(limit, distance.value_or(limit));
      return distance;
    };
    const auto distance = compared(pair.presented, pair.typed, chars);
    if (!distance) {
      leave("TOO_LONG_TO_COMPARE", "too long and too different to be compared");
      continue;
    }
    pair.distance = *distance;
    // Two differences in them may cancel out in number, so it is the texts that are compared.
    if (pair.distance > 0 && (has_conventions(pair.presented) || has_conventions(pair.typed))) {
      std::u32string presented = without_conventions(pair.presented);
      std::u32string typed = without_conventions(pair.typed);
      const auto fewer = compared(presented, typed, pair.distance - 1);
      if (fewer) {
        pair.distance = *fewer;
        pair.presented = std::move(presented);
        pair.typed = std::move(typed);
      }
    }
    out.push_back(std::move(pair));
  }
  return out;
}

struct Totals {
  std::int64_t chars = 0;
  std::int64_t errors = 0;  // INF
  std::int64_t erased = 0;  // IF
  std::optional<std::int64_t> edit_keys = 0;
  std::optional<double> took_s = 0.0;
  std::int64_t intervals = 0;  // typed characters but the first of each text, which has no time
};

Totals totals_of(const std::vector<Pair>& pairs) {
  Totals t;
  for (const Pair& pair : pairs) {
    t.chars += static_cast<std::int64_t>(pair.chars());
    t.errors += pair.distance;
    t.erased += pair.source->erased;
    if (t.edit_keys && pair.source->edit_keys) {
      *t.edit_keys += *pair.source->edit_keys;
    } else {
      t.edit_keys.reset();
    }
    if (t.took_s && pair.source->took) {
      *t.took_s += seconds(*pair.source->took);
    } else {
      t.took_s.reset();
    }
    const auto typed = static_cast<std::int64_t>(code_points(pair.source->typed));
    t.intervals += std::max<std::int64_t>(typed - 1, 0);
  }
  return t;
}

void add_evidence(const std::vector<Pair>& pairs, const std::vector<LeftOut>& left_out,
                  double max_error, IndicatorResult& result) {
  std::vector<const Pair*> shown;
  for (const Pair& pair : pairs) {
    if (pair.distance > 0) shown.push_back(&pair);
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const Pair* a, const Pair* b) { return a->rate() > b->rate(); });
  // The best of the texts that are not good enough is the nearest miss, wherever it stands.
  const Pair* nearest = nullptr;
  for (const Pair* pair : shown) {
    if (pair->rate() > max_error + tolerance) nearest = pair;
  }
  std::vector<const Pair*> listed(
      shown.begin(),
      shown.begin() + static_cast<std::ptrdiff_t>(std::min(shown.size(), pairs_shown)));
  if (nearest != nullptr && std::find(listed.begin(), listed.end(), nearest) == listed.end()) {
    listed.push_back(nearest);
  }
  if (listed.empty() && !pairs.empty()) listed.push_back(&pairs.front());
  for (const Pair* pair : listed) {
    if (pair == nearest) result.nearest = static_cast<std::uint32_t>(result.evidence.size());
    result.evidence.push_back(pair_line(*pair));
  }
  for (std::size_t i = 0; i < left_out.size() && i < pairs_shown; ++i) {
    Evidence line;
    line.role = "left out";
    line.channel = "typing";
    line.note = "text " + std::to_string(left_out[i].index + 1) +
                " does not count: " + std::string(left_out[i].why);
    line.details.emplace_back("pair", std::to_string(left_out[i].index));
    result.evidence.push_back(std::move(line));
  }
}

}  // namespace

void judge_typing_accuracy(const Contact& contact, const Parameters& parameters,
                           IndicatorResult& result) {
  const double max_error = parameters["max_error"];
  const double min_chars = parameters["min_chars"];
  std::vector<LeftOut> left_out;
  const std::vector<Pair> pairs = counted_pairs(contact, left_out, result);
  const Totals t = totals_of(pairs);

  const auto error = share(t.errors, t.chars);
  const auto interval =
      wilson_interval(static_cast<double>(t.errors), static_cast<double>(t.chars), parameters["z"]);
  const std::int64_t correct = t.chars - t.errors;
  const std::int64_t all = t.chars + t.erased;  // C + INF + IF
  const auto total_error = share(t.errors + t.erased, t.chars == 0 ? 0 : all);
  result.add("chars", t.chars, "char");
  result.add("msd", t.errors, "char");
  result.add("e", or_undefined(error), "1");
  result.add("accuracy", error ? MeasureValue{1 - *error} : MeasureValue{}, "1");
  result.add("wilson_lo", interval ? MeasureValue{interval->low} : MeasureValue{}, "1");
  result.add("wilson_hi", interval ? MeasureValue{interval->high} : MeasureValue{}, "1");
  result.add(
      "literal_reading_satisfied",
      error ? MeasureValue{*error <= parameters["literal_max_error"] + tolerance} : MeasureValue{});
  result.add("process_97_satisfied",
             total_error ? MeasureValue{*total_error <= max_error + tolerance} : MeasureValue{});
  result.add("C", correct, "char");
  result.add("INF", t.errors, "char");
  result.add("IF", t.erased, "char");
  result.add("F", t.edit_keys && !pairs.empty() ? MeasureValue{*t.edit_keys} : MeasureValue{});
  result.add("NCER", or_undefined(share(t.errors, t.chars == 0 ? 0 : all)), "1");
  result.add("CER", or_undefined(share(t.erased, t.chars == 0 ? 0 : all)), "1");
  result.add("TER", or_undefined(total_error), "1");
  const bool keys_known = t.edit_keys.has_value() && t.chars > 0;
  result.add("KSPC", keys_known ? MeasureValue{static_cast<double>(all + *t.edit_keys) /
                                               static_cast<double>(t.chars)}
                                : MeasureValue{});
  const bool speed_known = t.took_s && *t.took_s > 0;
  result.add("wpm",
             speed_known ? MeasureValue{static_cast<double>(t.intervals) / *t.took_s *
                                        seconds_per_minute / word_characters}
                         : MeasureValue{},
             "word/min");
  result.need("chars", ">=", min_chars, "min_chars");
  result.need("e", "<=", max_error, "max_error");
  result.bar("wilson_lo", ">", max_error, "max_error");
  add_evidence(pairs, left_out, max_error, result);

  if (pairs.empty()) return result.decide(Verdict::insufficient_evidence, "NO_REFERENCE_TEXT");
  if (t.chars == 0 || below(static_cast<double>(t.chars), min_chars)) {
    result.hinge("chars", ">=", min_chars, "min_chars");
    return result.decide(Verdict::insufficient_evidence, "FEW_CHARACTERS");
  }
  if (interval && interval->low > max_error + tolerance) {
    result.hinge("wilson_lo", ">", max_error, "max_error");
    return result.decide(Verdict::not_demonstrated, "TOO_MANY_ERRORS");
  }
  result.hinge("e", "<=", max_error, "max_error");
  if (*error <= max_error + tolerance) {
    result.nearest.reset();  // nothing was missed
    return result.decide(Verdict::demonstrated, "OK");
  }
  result.decide(Verdict::insufficient_evidence, "NOT_SEPARABLE_FROM_3PCT");
}

}  // namespace callnorm
