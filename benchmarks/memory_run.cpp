// benchmarks/memory_run.cpp - what a contact asks of the allocator once everything is warm, as
// JSON:
//
//   callnorm_memory_run          {"allocations": ..., "workspace": ..., "result": ..., "evaluator":
//   ...} callnorm_memory_run lines N  N contacts as JSON lines, the same again after thirty
//
// allocations: from JSON text to Evaluation, mean of thirty (random_calls.hpp). workspace: the most
// bytes held at once while one is judged, besides the contact and the Evaluation; the largest of
// thirty. evaluator: bytes that stay for one evaluator, its lexicons included.
#include <malloc.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "random_calls.hpp"

using namespace callnorm;

namespace {

struct Counted {
  std::size_t allocations = 0;
  std::size_t held = 0;
  std::size_t most = 0;
};
Counted counted;  // one thread only

void* take(std::size_t size) {
  void* const block = std::malloc(size == 0 ? 1 : size);
  if (block == nullptr) std::abort();
  ++counted.allocations;
  counted.held += malloc_usable_size(block);
  counted.most = std::max(counted.most, counted.held);
  return block;
}

void give_back(void* block) {
  if (block != nullptr) counted.held -= malloc_usable_size(block);
  std::free(block);
}

}  // namespace

void* operator new(std::size_t size) {
  return take(size);
}
void* operator new[](std::size_t size) {
  return take(size);
}
void operator delete(void* block) noexcept {
  give_back(block);
}
void operator delete[](void* block) noexcept {
  give_back(block);
}
void operator delete(void* block, std::size_t) noexcept {
  give_back(block);
}
void operator delete[](void* block, std::size_t) noexcept {
  give_back(block);
}

int main(int argc, char** argv) {
  const std::vector<bench::UsualCall> calls = bench::usual_calls(false);
  if (argc > 2 && std::string_view(argv[1]) == "lines") {
    const long lines = std::atol(argv[2]);
    for (long i = 0; i < lines; ++i) {
      std::cout << calls[static_cast<std::size_t>(i) % calls.size()].json << '\n';
    }
    return std::cout ? 0 : 1;
  }

  const std::size_t before = counted.held;
  std::vector<Evaluator> evaluators;
  std::size_t evaluator = 0;
  for (const char* script :
       {"be.demo.energie.verhuis", "be.demo.telecom.panne", "be.demo.bank.card"}) {
    evaluators.push_back(*Evaluator::create(*builtin_norm(), *builtin_script(script)));
    // Those after the first share its lexicons.
    if (evaluators.size() == 1) evaluator = counted.held - before;
  }
  std::size_t allocations = 0;
  std::size_t workspace = 0;
  std::size_t result = 0;
  for (int round = 0; round < 2; ++round) {  // the first makes what is made once
    allocations = workspace = result = 0;
    for (const bench::UsualCall& call : calls) {
      const std::size_t from = counted.allocations;
      const auto contact = read_contact(call.json);
      if (!contact) return 1;
      const std::size_t held = counted.held;
      counted.most = held;
      const auto evaluation =
          evaluators[static_cast<std::size_t>(call.language)].evaluate(*contact);
      if (!evaluation) return 1;
      allocations += counted.allocations - from;
      result = std::max(result, counted.held - held);
      workspace = std::max(workspace, counted.most - counted.held);
    }
  }
  if (allocations == 0 || workspace == 0 || result == 0) return 1;
  std::printf("{\"allocations\": %zu, \"workspace\": %zu, \"result\": %zu, \"evaluator\": %zu}\n",
              allocations / calls.size(), workspace, result, evaluator);
  return 0;
}
