// Many contacts by many threads that share one evaluator: the same bytes whatever the number of
// threads, and memory that does not grow.
//
//   callnorm_soak [CONTACTS] [THREADS]       1,000,000 by 8; ./dev soak
//
// Contacts are made up of phrases by number, so that every run judges the same ones. The result of
// each is hashed, and the hashes are added up: the sum does not depend on which thread had which.
#include <array>
#include <atomic>
#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/write.hpp"

namespace {

using namespace callnorm;

constexpr std::array<const char*, 8> agent{
    "Goedemiddag, klantendienst Demo Energie, u spreekt met An, waarmee kan ik u helpen?",
    "Als ik het goed begrijp, krijgt u de factuur nog altijd op uw oud adres?",
    "Mag ik even uw klantnummer noteren alstublieft?",
    "Een momentje, ik kijk het even voor u na.",
    "Welk toestel bedoelt u juist, de decoder of de modem?",
    "Bij ons kunt u gratis gespreid betalen in drie schijven.",
    "Kan ik u nog met iets anders helpen vandaag?",
    "Bedankt voor uw telefoontje, nog een prettige dag en tot ziens!"};
constexpr std::array<const char*, 6> client{
    "Ja goedemiddag, ik ben verhuisd naar Gent en ik krijg nog altijd de factuur op mijn oud "
    "adres.",
    "Ja, dat klopt, al sinds begin maart.",
    "Dat is 482 137 905, denk ik.",
    "Oké, ik wacht wel even.",
    "Dat is mij eigenlijk te duur.",
    "Nee, dat was alles, dank u."};

Contact made(std::uint64_t number) {
  std::uint64_t state = number * 6364136223846793005ULL + 1442695040888963407ULL;
  const auto next = [&](std::uint64_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 33U) % below;
  };
  ContactDraft draft;
  draft.id = std::to_string(number);
  draft.language = "nl";
  Millis at{0};
  const auto turns = 6 + next(14);
  for (std::uint64_t i = 0; i < turns; ++i) {
    Turn turn;
    turn.speaker = i % 2 == 0 ? Speaker::agent : Speaker::client;
    turn.text = i % 2 == 0 ? agent[next(agent.size())] : client[next(client.size())];
    turn.time = TimeSpan{at, at + Millis{static_cast<std::int64_t>(1000 + next(4000))}};
    at = turn.time->end + Millis{static_cast<std::int64_t>(next(9000))};
    draft.turns.push_back(std::move(turn));
  }
  return *Contact::create(std::move(draft));
}

std::uint64_t hash_of(const std::string& bytes) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

/// Resident memory in KiB; 0 where the system does not say.
std::uint64_t resident() {
  std::ifstream file("/proc/self/status");
  std::string line;
  while (std::getline(file, line)) {
    if (line.starts_with("VmRSS:")) return std::strtoull(line.c_str() + 6, nullptr, 10);
  }
  return 0;
}

std::uint64_t judge_all(const Evaluator& evaluator, std::uint64_t count, unsigned threads,
                        std::vector<std::uint64_t>* memory) {
  std::atomic<std::uint64_t> next{0};
  std::atomic<std::uint64_t> sum{0};
  std::atomic<std::uint64_t> done{0};
  std::vector<std::thread> workers;
  for (unsigned t = 0; t < threads; ++t) {
    workers.emplace_back([&] {
      for (std::uint64_t i = next++; i < count; i = next++) {
        const auto evaluation = evaluator.evaluate(made(i));
        if (!evaluation) std::abort();
        sum += hash_of(write_evaluation(*evaluation));
        ++done;
      }
    });
  }
  if (memory != nullptr) {
    for (std::uint64_t tenth = 1; tenth <= 10; ++tenth) {
      while (done < count * tenth / 10) std::this_thread::sleep_for(std::chrono::milliseconds(2));
      memory->push_back(resident());
    }
  }
  for (std::thread& worker : workers) worker.join();
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const auto threads = argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 8U;
  const Evaluator evaluator =
      *Evaluator::create(*builtin_norm(), *builtin_script("be.demo.energie.verhuis"));
  bool failed = false;

  const std::uint64_t few = std::min<std::uint64_t>(count, 2'000);
  const std::uint64_t alone = judge_all(evaluator, few, 1, nullptr);
  for (const unsigned t : {2U, 8U}) {
    const bool same = judge_all(evaluator, few, t, nullptr) == alone;
    std::printf("%" PRIu64 " contacts on %u threads: %s as on one\n", few, t,
                same ? "the same bytes" : "OTHER BYTES");
    failed = failed || !same;
  }

  std::vector<std::uint64_t> memory;
  const auto begin = std::chrono::steady_clock::now();
  const std::uint64_t sum = judge_all(evaluator, count, threads, &memory);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("%" PRIu64 " contacts on %u threads: %.0f s, %.0f a second, sum %016" PRIx64 "\n",
              count, threads, seconds, static_cast<double>(count) / seconds, sum);
  std::printf("resident memory after each tenth, KiB:");
  for (const std::uint64_t kib : memory) std::printf(" %" PRIu64, kib);
  std::printf("\n");
  // The first tenth warms up the allocator's arenas.
  const bool grew =
      memory.front() > 0 && memory.back() > memory.front() + memory.front() / 20 + 4096;
  if (grew) std::printf("MEMORY GREW\n");
  return failed || grew ? 1 : 0;
}
