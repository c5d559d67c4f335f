// benchmarks/typing_bench.cpp - how many errors lie between 5 KB presented and typed, 1 % of them
// wrong, and which: ours and, where it is there, edlib (Sosic & Sikic 2017), a library of the same
// answer for bytes.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "callnorm/engine/edit_distance.hpp"
#if CALLNORM_HAVE_EDLIB
#include <edlib.h>
#endif

namespace {

using namespace callnorm;

constexpr std::size_t size = 5120;

std::string presented() {
  constexpr std::string_view words[] = {
      "de", "factuur", "van",    "maart",   "staat",   "klaar", "in",     "uw",       "zone",
      "en", "wordt",   "morgen", "betaald", "volgens", "het",   "nieuwe", "contract", "op"};
  std::string out;
  std::uint64_t state = 7;
  while (out.size() < size) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    out += words[(state >> 33U) % std::size(words)];
    out += ' ';
  }
  out.resize(size);
  return out;
}

/// One in a hundred characters left out, put in or another.
std::string typed(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % 100 != 50) {
      out += text[i];
    } else if (i % 300 == 50) {
      out += 'x';
    } else if (i % 300 == 150) {
      out += text[i];
      out += 'x';
    }
  }
  return out;
}

constexpr std::uint32_t errors = 51;

void Typing(benchmark::State& state) {
  const std::string a = presented();
  const std::string b = typed(a);
  const std::u32string left(a.begin(), a.end());
  const std::u32string right(b.begin(), b.end());
  if (edit_distance(left, right) != errors) {
    std::fprintf(stderr, "wrong answer before timing: %u errors\n", edit_distance(left, right));
    std::abort();
  }
  for (auto _ : state) {
    const std::uint32_t distance = edit_distance(left, right);
    benchmark::DoNotOptimize(aligned_edits(left, right, distance));
  }
}
BENCHMARK(Typing);

#if CALLNORM_HAVE_EDLIB
void TypingByEdlib(benchmark::State& state) {
  const std::string a = presented();
  const std::string b = typed(a);
  const auto align = [&] {
    return edlibAlign(b.data(), static_cast<int>(b.size()), a.data(), static_cast<int>(a.size()),
                      edlibNewAlignConfig(-1, EDLIB_MODE_NW, EDLIB_TASK_PATH, nullptr, 0));
  };
  const EdlibAlignResult once = align();
  if (once.editDistance != static_cast<int>(errors)) {
    std::fprintf(stderr, "wrong answer before timing: edlib finds %d\n", once.editDistance);
    std::abort();
  }
  edlibFreeAlignResult(once);
  for (auto _ : state) {
    const EdlibAlignResult result = align();
    benchmark::DoNotOptimize(result.alignmentLength);
    edlibFreeAlignResult(result);
  }
}
BENCHMARK(TypingByEdlib);
#endif

}  // namespace
