// benchmarks/straightforward_bench.cpp - the same path as one would first write it, from libraries
// that everybody has: nlohmann/json's tree, text folded by ICU, phrases by std::string::find and
// those with gaps by Boost.Regex turn by turn, overlap by sets of strings, typing errors by the
// textbook's two rows. It finds what callnorm finds on the way and judges nothing.
#include <benchmark/benchmark.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <boost/regex.hpp>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/engine/edit_distance.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/text/lexicon.hpp"
#include "callnorm/text/utf8.hpp"
#include "callnorm/text/value.hpp"
#include "random_calls.hpp"

namespace {

using namespace callnorm;
using bench::split;
using bench::UsualCall;
using nlohmann::json;

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "wrong answer before timing: %s\n", what.c_str());
  std::abort();
}

Millis millis(const json& seconds) {
  return Millis{std::llround(seconds.get<double>() * 1000)};
}
TimeSpan span(const json& of) {
  return {millis(of["start"]), millis(of["end"])};
}

/// The contact as structs: what random_calls.hpp writes, without a check.
ContactDraft read_by_tree(const std::string& text) {
  const json tree = json::parse(text);
  ContactDraft out;
  out.id = tree["id"];
  out.language = tree["language"];
  for (const json& turn : tree["turns"]) {
    Turn& to = out.turns.emplace_back();
    to.id = turn["id"];
    to.speaker = turn["speaker"] == "agent" ? Speaker::agent : Speaker::client;
    to.time = span(turn);
    to.text = turn["text"];
    std::size_t at = 0;
    for (const json& word : turn.value("words", json::array())) {
      const std::string said = word["text"];
      at = to.text.find(said, at);
      Word& into = to.words.emplace_back();
      into.text = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + said.size())};
      into.time = span(word);
      into.confidence = word["confidence"].get<double>();
      at += said.size();
    }
  }
  out.screen_items.emplace();
  for (const json& item : tree["screen"]["items"]) {
    ScreenItem& to = out.screen_items->emplace_back();
    to.id = item["id"];
    to.shown = millis(item["shown"]);
    to.keys = item["keys"].get<std::vector<std::string>>();
    to.relevant = item["relevant"].get<bool>();
  }
  out.input.emplace();
  for (const json& burst : tree["input"]) {
    out.input->push_back({span(burst), burst["device"], burst["effective"]});
  }
  out.edits.emplace();
  for (const json& edit : tree["edits"]) {
    FieldEdit& to = out.edits->emplace_back();
    to.file = edit["file"];
    to.field = edit["field"];
    to.value = edit["value"];
    to.at = millis(edit["at"]);
  }
  out.typing.emplace();
  for (const json& pair : tree["typing"]) {
    TypingPair& to = out.typing->emplace_back();
    to.presented = pair["presented"];
    to.typed = pair["typed"];
  }
  return out;
}

/// Words folded by ICU: no case, no accents; a word is letters, digits, "'" and "-".
std::vector<std::string> words_of(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const nfd = icu::Normalizer2::getNFDInstance(error);
  icu::UnicodeString folded = icu::UnicodeString::fromUTF8(text);
  folded.foldCase();
  folded = nfd->normalize(folded, error);
  if (U_FAILURE(error)) give_up("ICU does not normalise");
  std::vector<std::string> out;
  icu::UnicodeString word;
  const auto end_word = [&] {
    if (word.isEmpty()) return;
    word.toUTF8String(out.emplace_back());
    word.remove();
  };
  for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 c = folded.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    if (c == 0x2019) {
      word.append(static_cast<UChar32>('\''));
    } else if (u_isalnum(c) || c == '\'' || c == '-') {
      word.append(c);
    } else {
      end_word();
    }
  }
  end_word();
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out = " ";
  for (const std::string& word : words) out += word + ' ';
  return out;
}

/// The phrases of a lexicon one by one.
struct Phrases {
  std::vector<std::pair<std::string, std::uint32_t>> literals;  // with the cue they are of
  std::vector<std::pair<boost::regex, std::uint32_t>> expressions;

  explicit Phrases(const Lexicon& lexicon) {
    for (std::uint32_t cue = 0; cue < lexicon.cues().size(); ++cue) {
      const std::string& pattern = lexicon.cues()[cue].pattern;
      if (pattern.empty()) continue;
      if (pattern.find('*') == std::string::npos) {
        for (std::string& literal : variants(pattern))
          literals.emplace_back(std::move(literal), cue);
      } else {
        expressions.emplace_back(boost::regex(expression(pattern)), cue);
      }
    }
  }

 private:
  static std::vector<std::string> variants(const std::string& pattern) {
    std::vector<std::string> out{" "};
    for (const std::string& token : split(pattern, ' ')) {
      if (token == "?") break;
      std::vector<std::string> longer;
      for (const std::string& word : split(token, '|')) {
        for (const std::string& variant : out)
          longer.push_back(variant + joined(words_of(word)).substr(1));
      }
      out = std::move(longer);
    }
    return out;
  }
  static std::string expression(const std::string& pattern) {
    std::string out = " ";
    for (const std::string& token : split(pattern, ' ')) {
      if (token == "?") break;
      if (token == "*") {
        out += "(?:[^ ]+ ){0,4}";
        continue;
      }
      std::string words;
      for (const std::string& word : split(token, '|')) {
        const std::string plain = joined(words_of(word));
        words += (words.empty() ? "" : "|") + plain.substr(1, plain.size() - 2);
      }
      out += "(?:" + words + ") ";
    }
    return out;
  }
};

/// Row by row, two of them kept (Wagner & Fischer 1974).
std::uint32_t two_rows(const std::u32string& a, const std::u32string& b) {
  std::vector<std::uint32_t> above(b.size() + 1);
  std::vector<std::uint32_t> row(b.size() + 1);
  std::iota(above.begin(), above.end(), 0U);
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      row[j + 1] = std::min({row[j] + 1, above[j + 1] + 1, above[j] + (a[i] == b[j] ? 0 : 1)});
    }
    std::swap(above, row);
  }
  return above.back();
}

struct Found {
  std::set<std::pair<std::uint32_t, std::uint32_t>> cues;  // of turns
  std::size_t shared_words = 0;
  std::uint32_t typing_errors = 0;
};

Found compose(const std::string& text, const Phrases& phrases, bool typing) {
  const ContactDraft contact = read_by_tree(text);
  Found out;
  std::vector<std::set<std::string>> sets;
  for (std::uint32_t t = 0; t < contact.turns.size(); ++t) {
    const std::vector<std::string> words = words_of(contact.turns[t].text);
    const std::string line = joined(words);
    for (const auto& [literal, cue] : phrases.literals) {
      if (line.find(literal) != std::string::npos) out.cues.emplace(t, cue);
    }
    for (const auto& [expression, cue] : phrases.expressions) {
      if (boost::regex_search(line, expression)) out.cues.emplace(t, cue);
    }
    sets.emplace_back(words.begin(), words.end());
    if (contact.turns[t].speaker != Speaker::agent) continue;
    for (std::uint32_t before = t < 6 ? 0 : t - 6; before < t; ++before) {
      if (contact.turns[before].speaker == Speaker::agent) continue;
      std::vector<std::string> both;
      std::set_intersection(sets[t].begin(), sets[t].end(), sets[before].begin(),
                            sets[before].end(), std::back_inserter(both));
      out.shared_words += both.size();
    }
  }
  if (typing) {
    for (const TypingPair& pair : *contact.typing) {
      out.typing_errors += two_rows(to_code_points(pair.presented), to_code_points(pair.typed));
    }
  }
  return out;
}

/// That it finds what callnorm finds: of the phrases 97 in 100 (words end elsewhere, now and then),
/// and every typing error.
void check(const std::vector<UsualCall>& from, const std::vector<Lexicon>& lexicons,
           const std::vector<Phrases>& phrases) {
  std::size_t ours = 0;
  std::size_t both = 0;
  for (const UsualCall& call : from) {
    const auto language = static_cast<std::size_t>(call.language);
    const Found found = compose(call.json, phrases[language], true);
    const Contact contact = *read_contact(call.json);
    const TypingPair& pair = contact.data().typing->front();
    if (found.typing_errors !=
        edit_distance(to_code_points(pair.presented), to_code_points(pair.typed))) {
      give_up("typing errors");
    }
    const auto prepared = PreparedContact::prepare(contact, &lexicons[language], Millis{500});
    for (const CueHit& hit : prepared->hits()) {
      if (prepared->cue_of(hit).pattern.empty()) continue;
      ++ours;
      both += found.cues.count({prepared->sentences()[hit.sentence].turn, hit.cue});
    }
  }
  if (ours < 1000 || both * 100 < ours * 97) {
    give_up(std::to_string(both) + " of " + std::to_string(ours) + " phrases");
  }
}

void Straightforward(benchmark::State& state) {
  static const std::vector<Lexicon> lexicons = [] {
    std::vector<Lexicon> out;
    for (const Language language : all_languages) {
      out.push_back(*Lexicon::create(*builtin_lexicon(language, false)));
    }
    return out;
  }();
  static const std::vector<Phrases> phrases(lexicons.begin(), lexicons.end());
  const std::vector<UsualCall> from = bench::usual_calls(state.range(0) != 0);
  static bool checked = false;
  if (!checked) check(from, lexicons, phrases);
  checked = true;
  const bool typing = state.range(1) != 0;
  std::size_t at = 0;
  for (auto _ : state) {
    const UsualCall& call = from[at];
    const Phrases& own = phrases[static_cast<std::size_t>(call.language)];
    benchmark::DoNotOptimize(compose(call.json, own, typing).cues);
    at = at + 1 == from.size() ? 0 : at + 1;
  }
}
BENCHMARK(Straightforward)
    ->ArgNames({"words", "typing"})
    ->Args({0, 1})
    ->Args({0, 0})
    ->Args({1, 1})
    ->Args({1, 0})
    ->Unit(benchmark::kMicrosecond);

void ReadByTree(benchmark::State& state) {
  const std::vector<UsualCall> from = bench::usual_calls(state.range(0) != 0);
  for (const UsualCall& call : from) {
    const ContactDraft theirs = read_by_tree(call.json);
    const Contact ours = *read_contact(call.json);
    const auto same = [](const Turn& a, const Turn& b) {
      return a.text == b.text && a.time == b.time && a.words.size() == b.words.size() &&
             std::equal(
                 a.words.begin(), a.words.end(), b.words.begin(),
                 [](const Word& x, const Word& y) { return x.text == y.text && x.time == y.time; });
    };
    if (!std::equal(theirs.turns.begin(), theirs.turns.end(), ours.turns().begin(),
                    ours.turns().end(), same)) {
      give_up("turns by nlohmann/json");
    }
  }
  std::size_t at = 0;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(read_by_tree(from[at].json).turns.data());
    bytes += static_cast<std::int64_t>(from[at].json.size());
    at = at + 1 == from.size() ? 0 : at + 1;
  }
  state.SetBytesProcessed(bytes);
}
BENCHMARK(ReadByTree)->ArgName("words")->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

}  // namespace
