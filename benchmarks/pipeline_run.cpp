// benchmarks/pipeline_run.cpp - the path from JSON text to Evaluation, a fixed number of times:
// what an instruction counter is put on, because wall time is noisy on shared machines.
//
//   callnorm_pipeline_run ROUNDS [words] [json] [model]
//
// Each round judges ten contacts in each language once more (random_calls.hpp); the first is not
// counted, so that what is made once is not either. `words`: with the times of every word; `json`:
// writes the evaluations too; `model`: judges by model@1. Prints the BLAKE2b-256 of all evaluations
// as JSON: two builds that print the same judge the same.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"
#include "io/hash.hpp"
#include "random_calls.hpp"

using namespace callnorm;

namespace {

void judge(const std::vector<bench::UsualCall>& jobs, const std::vector<Evaluator>& evaluators,
           std::vector<Evaluation>& out) {
  for (const bench::UsualCall& job : jobs) {
    auto contact = read_contact(job.json);
    if (!contact) std::abort();
    auto evaluation = evaluators[static_cast<std::size_t>(job.language)].evaluate(*contact);
    if (!evaluation) std::abort();
    out.push_back(*std::move(evaluation));
  }
}

}  // namespace

// Not inlined: by their names the counter is switched on and off.

__attribute__((noinline)) void counted_round(const std::vector<bench::UsualCall>& jobs,
                                             const std::vector<Evaluator>& evaluators,
                                             std::vector<Evaluation>& out) {
  judge(jobs, evaluators, out);
}

__attribute__((noinline)) void counted_writing(const std::vector<Evaluation>& evaluations,
                                               std::string& out) {
  for (const Evaluation& evaluation : evaluations) out += write_evaluation(evaluation);
}

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 1;
  bool words = false;
  bool json = false;
  EvaluatorOptions options;
  for (int i = 2; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "words") words = true;
    if (word == "json") json = true;
    if (word == "model") options.detectors = "model@1";
  }
  std::vector<Evaluator> evaluators;
  for (const char* script :
       {"be.demo.energie.verhuis", "be.demo.telecom.panne", "be.demo.bank.card"}) {
    evaluators.push_back(*Evaluator::create(*builtin_norm(), *builtin_script(script), options));
  }
  const std::vector<bench::UsualCall> jobs = bench::usual_calls(words);
  std::vector<Evaluation> evaluations;
  evaluations.reserve(jobs.size());
  std::string text;
  for (int round = 0; round <= rounds; ++round) {
    evaluations.clear();
    text.clear();
    if (round == 0) {
      judge(jobs, evaluators, evaluations);
    } else {
      counted_round(jobs, evaluators, evaluations);
    }
    if (json || round == rounds) counted_writing(evaluations, text);
  }
  std::printf("%s\n", io::hash_of(text).c_str());
  return 0;
}
