// benchmarks/patterns_bench.cpp - how looking for phrases grows with how many there are, at the
// same hits: 1,500 phrases of the lexicons, and 13,500 more of one to three words of the talk, each
// from another turn, and a last one that nobody says.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/lexicon_file.hpp"
#include "callnorm/text/pattern_set.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "random_calls.hpp"

namespace {

using namespace callnorm;

constexpr std::size_t of_lexicons = 1'500;

/// Turns of thirty contacts as folded words.
std::vector<std::vector<std::string>> talk() {
  std::vector<std::vector<std::string>> out;
  std::vector<Token> tokens;
  for (const bench::UsualCall& call : bench::usual_calls(false)) {
    const Contact contact = *read_contact(call.json);
    for (const Turn& turn : contact.turns()) {
      tokens.clear();
      tokenize(turn.text, tokens);
      auto& words = out.emplace_back();
      for (const Token& token : tokens) words.push_back(folded(slice(turn.text, token.text)));
    }
  }
  return out;
}

std::vector<std::string> phrases(std::size_t count,
                                 const std::vector<std::vector<std::string>>& turns) {
  std::vector<std::string> out;
  for (const Language language : all_languages) {
    std::size_t taken = 0;
    const LexiconFile file = *builtin_lexicon(language, false);
    for (const Cue& cue : file.cues) {
      if (taken == of_lexicons / 3) break;
      if (cue.pattern.empty()) continue;
      out.push_back(cue.pattern);
      ++taken;
    }
  }
  std::set<std::string> known;
  bench::Dice dice(7);
  while (out.size() < count) {
    std::string phrase;
    for (std::uint32_t words = 1 + dice.below(3); words > 0;) {
      const auto& turn = turns[dice.below(static_cast<std::uint32_t>(turns.size()))];
      if (turn.empty()) continue;
      const std::string& word = turn[dice.below(static_cast<std::uint32_t>(turn.size()))];
      if (word.find_first_of("|*?[") != std::string::npos) continue;
      phrase += word + ' ';
      --words;
    }
    phrase += "zq" + std::to_string(dice.below(1000));
    if (known.insert(phrase).second) out.push_back(phrase);
  }
  return out;
}

void Phrases(benchmark::State& state) {
  static const auto turns = talk();
  const auto list = phrases(static_cast<std::size_t>(state.range(0)), turns);
  const PatternSet set = *PatternSet::compile(list);
  const PatternSet few = *PatternSet::compile(phrases(of_lexicons, turns));
  const auto numbers_of = [](const PatternSet& in, const std::vector<std::string>& turn) {
    std::vector<PatternWord> out;
    for (const std::string& word : turn) out.push_back(in.word(word));
    return out;
  };
  std::size_t hits = 0;
  std::vector<PatternMatch> found;
  for (const auto& turn : turns) {
    std::vector<PatternMatch> slow;
    std::vector<PatternMatch> of_few;
    found.clear();
    set.scan(numbers_of(set, turn), true, found);
    set.scan_unfiltered(numbers_of(set, turn), true, slow);
    few.scan(numbers_of(few, turn), true, of_few);
    if (found != slow || found != of_few) {
      std::fprintf(stderr, "wrong answer before timing: phrases\n");
      std::abort();
    }
    hits += found.size();
  }
  std::vector<PatternWord> clause;
  for (auto _ : state) {
    for (const auto& turn : turns) {
      clause.clear();
      for (const std::string& word : turn) clause.push_back(set.word(word));
      found.clear();
      set.scan(clause, true, found);
      benchmark::DoNotOptimize(found.data());
    }
  }
  state.counters["phrases"] = static_cast<double>(list.size());
  state.counters["hits"] = static_cast<double>(hits) / 30;
}
BENCHMARK(Phrases)->ArgName("phrases")->Arg(1'500)->Arg(15'000)->Unit(benchmark::kMicrosecond);

}  // namespace
