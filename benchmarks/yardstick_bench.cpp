// benchmarks/yardstick_bench.cpp - what the same input costs elsewhere: the DOM of the contact's
// JSON by simdjson and one pass of Hyperscan for the phrases of the lexicons. The least that any
// program does which reads a contact and looks for them; it finds no sentence, judges nothing and
// says nothing.
//
// Hyperscan is given every advantage: text folded and cut into words beforehand, phrases without
// a gap as literals with their alternatives written out, a gap as up to 40 bytes of anything.
#include <benchmark/benchmark.h>
#include <hs/hs.h>
#include <simdjson.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/io/builtin.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/lexicon_file.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "random_calls.hpp"

namespace {

using namespace callnorm;
using bench::split;

[[noreturn]] void give_up(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

std::string escaped(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (std::string_view(R"(.?*+()[]{}|\/^$-)").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

/// The phrases of all three lexicons: literals, and expressions of those with gaps.
struct Phrases {
  std::set<std::string> literals;
  std::vector<std::string> expressions;

  Phrases() {
    for (const Language language : all_languages) {
      const LexiconFile file = *builtin_lexicon(language);
      for (const Cue& cue : file.cues) {
        if (cue.cue_class == CueClass::notion || cue.pattern.empty()) continue;
        add(split(cue.pattern, ' '));
      }
    }
  }

 private:
  void add(const std::vector<std::string>& tokens) {
    std::vector<std::string> variants{" "};
    std::string expression = " ";
    bool gaps = false;
    bool gap = false;
    for (const std::string& token : tokens) {
      if (token == "?") break;
      if (token == "*") {
        gap = gaps = true;
        continue;
      }
      const auto words = split(token, '|');
      std::vector<std::string> longer;
      std::string alternatives;
      for (const std::string& word : words) {
        const std::string plain = folded(word);
        for (const std::string& variant : variants) longer.push_back(variant + plain + " ");
        alternatives += (alternatives.empty() ? "" : "|") + escaped(plain);
      }
      variants = std::move(longer);
      expression += std::string(gap ? ".{0,40}" : "") + "(?:" + alternatives + ") ";
      gap = false;
    }
    if (gaps) {
      expressions.push_back(expression);
    } else {
      literals.insert(variants.begin(), variants.end());
    }
  }
};

class Scanner {
 public:
  Scanner() {
    const Phrases phrases;
    std::vector<const char*> texts;
    std::vector<std::size_t> sizes;
    for (const std::string& literal : phrases.literals) {
      texts.push_back(literal.c_str());
      sizes.push_back(literal.size());
    }
    std::vector<unsigned> ids(texts.size());
    for (unsigned i = 0; i < ids.size(); ++i) ids[i] = i;
    hs_compile_error_t* error = nullptr;
    std::vector<unsigned> flags(texts.size(), 0);
    if (hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), sizes.data(),
                             static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr,
                             &literals_, &error) != HS_SUCCESS) {
      give_up(error->message);
    }
    texts.clear();
    for (const std::string& expression : phrases.expressions) texts.push_back(expression.c_str());
    ids.resize(texts.size());
    flags.assign(texts.size(), HS_FLAG_DOTALL);
    if (hs_compile_multi(texts.data(), flags.data(), ids.data(),
                         static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr, &expressions_,
                         &error) != HS_SUCCESS) {
      give_up(error->message);
    }
    if (hs_alloc_scratch(literals_, &scratch_) != HS_SUCCESS ||
        hs_alloc_scratch(expressions_, &scratch_) != HS_SUCCESS) {
      give_up("no scratch memory");
    }
    count_ = phrases.literals.size() + phrases.expressions.size();
  }
  Scanner(const Scanner&) = delete;
  Scanner& operator=(const Scanner&) = delete;
  ~Scanner() {
    hs_free_scratch(scratch_);
    hs_free_database(literals_);
    hs_free_database(expressions_);
  }

  std::size_t scan(const std::string& text) const {
    std::size_t hits = 0;
    const auto count = [](unsigned, unsigned long long, unsigned long long, unsigned, void* into) {
      ++*static_cast<std::size_t*>(into);
      return 0;
    };
    const auto size = static_cast<unsigned>(text.size());
    if (hs_scan(literals_, text.data(), size, 0, scratch_, count, &hits) != HS_SUCCESS ||
        hs_scan(expressions_, text.data(), size, 0, scratch_, count, &hits) != HS_SUCCESS) {
      give_up("the scan failed");
    }
    return hits;
  }
  std::size_t count() const { return count_; }

 private:
  hs_database_t* literals_ = nullptr;
  hs_database_t* expressions_ = nullptr;
  hs_scratch_t* scratch_ = nullptr;
  std::size_t count_ = 0;
};

/// Every word folded, blanks between.
std::string words_of(const simdjson::dom::element& contact) {
  std::string out = " ";
  std::vector<Token> tokens;
  for (const simdjson::dom::element turn : contact["turns"]) {
    const std::string_view text = turn["text"].get_string();
    tokens.clear();
    tokenize(text, tokens);
    for (const Token& token : tokens) {
      fold(slice(text, token.text), out);
      out += ' ';
    }
    out += "\n ";
  }
  return out;
}

void Yardstick(benchmark::State& state) {
  static const Scanner scanner;
  simdjson::dom::parser parser;
  std::vector<simdjson::padded_string> jsons;
  std::vector<std::string> texts;
  std::size_t hits = 0;
  for (const bench::UsualCall& call : bench::usual_calls(state.range(0) != 0)) {
    jsons.emplace_back(call.json);
    texts.push_back(words_of(parser.parse(jsons.back())));
    hits += scanner.scan(texts.back());
  }
  if (hits < 30 * 20) give_up("wrong answer before timing: too few phrases found");
  std::size_t at = 0;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(parser.parse(jsons[at]).error());
    benchmark::DoNotOptimize(scanner.scan(texts[at]));
    bytes += static_cast<std::int64_t>(jsons[at].size());
    at = at + 1 == jsons.size() ? 0 : at + 1;
  }
  state.SetBytesProcessed(bytes);
  state.counters["phrases"] = static_cast<double>(scanner.count());
  state.counters["hits"] = static_cast<double>(hits) / static_cast<double>(jsons.size());
}
BENCHMARK(Yardstick)->ArgName("words")->Arg(0)->Arg(1);

}  // namespace
