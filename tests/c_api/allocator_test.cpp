// Memory from an allocator of the program's own: every block the library takes comes from it and
// goes back to it, on every thread, also when it says no.
//
// A program by itself, because an allocator is set once for a process, before anything else. Blocks
// carry a mark in front of them, so one that came from elsewhere is seen when it is given back; the
// program's operator new counts what the libraries below callnorm take for themselves.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <string_view>

#include "callnorm.h"
#include "sample.hpp"

namespace {

int failures = 0;

void expect(bool holds, const char* what) {
  if (holds) return;
  ++failures;
  std::printf("FAILED: %s\n", what);
}

// ---- The allocator

struct Mark {
  std::uint64_t word;
  void* start;  // what malloc gave
  std::size_t size;
};
constexpr std::uint64_t ours = 0x63616C6C6E6F726DULL;

struct Pool {
  std::atomic<long> live = 0;
  std::atomic<long> live_bytes = 0;
  std::atomic<long> taken = 0;
  std::atomic<long> foreign = 0;  // given back, and never taken here
  std::atomic<long> odd = 0;      // asked for in a way the header excludes
  std::atomic<long> budget = -1;  // blocks still given; below 0: any number
};
Pool pool;

void* allocate(void* user_data, std::size_t size, std::size_t alignment) {
  auto& from = *static_cast<Pool*>(user_data);
  if (size == 0 || alignment == 0 || (alignment & (alignment - 1)) != 0) ++from.odd;
  if (from.budget >= 0 && from.budget-- == 0) {
    from.budget = 0;  // none from here on
    return nullptr;
  }
  void* start = std::malloc(size + sizeof(Mark) + alignment);
  if (start == nullptr) return nullptr;
  auto place = reinterpret_cast<std::uintptr_t>(start) + sizeof(Mark);
  place = (place + alignment - 1) / alignment * alignment;
  const Mark mark{ours, start, size};
  std::memcpy(reinterpret_cast<void*>(place - sizeof mark), &mark, sizeof mark);
  std::memset(reinterpret_cast<void*>(place), 0xA5, size);
  ++from.taken;
  ++from.live;
  from.live_bytes += static_cast<long>(size);
  return reinterpret_cast<void*>(place);
}

void release(void* user_data, void* block) {
  auto& to = *static_cast<Pool*>(user_data);
  if (block == nullptr) {
    ++to.odd;
    return;
  }
  Mark mark{};
  std::memcpy(&mark, static_cast<char*>(block) - sizeof mark, sizeof mark);
  if (mark.word != ours) {
    ++to.foreign;
    return;
  }
  --to.live;
  to.live_bytes -= static_cast<long>(mark.size);
  std::memset(static_cast<char*>(block) - sizeof mark, 0, sizeof mark);  // a second time is seen
  std::free(mark.start);
}

std::atomic<long> elsewhere = 0;  // blocks by the program's operator new
std::atomic<long> elsewhere_bytes = 0;

// ---- The library in use

struct Handles {
  sample::Script script;
  sample::Contact contact;
  sample::Evaluator evaluator;
};

Handles handles() {
  callnorm_script* script = nullptr;
  callnorm_contact* contact = nullptr;
  callnorm_evaluator* evaluator = nullptr;
  expect(callnorm_script_parse(sample::script.data(), sample::script.size(), &script, nullptr) ==
             CALLNORM_OK,
         "a script is read");
  expect(callnorm_contact_import("auto", sample::contact.data(), sample::contact.size(), nullptr,
                                 &contact, nullptr) == CALLNORM_OK,
         "a contact is read");
  expect(callnorm_evaluator_create(nullptr, script, nullptr, &evaluator, nullptr) == CALLNORM_OK,
         "an evaluator is made");
  return {sample::Script(script), sample::Contact(contact), sample::Evaluator(evaluator)};
}

/// Everything a program would ask about one contact; the size of its JSON, 0 on failure.
std::size_t everything(const Handles& with) {
  callnorm_evaluation* evaluation = nullptr;
  if (callnorm_evaluate(with.evaluator.get(), with.contact.get(), &evaluation, nullptr) !=
      CALLNORM_OK) {
    return 0;
  }
  const sample::Evaluation kept(evaluation);
  callnorm_acts* acts = nullptr;
  if (callnorm_detect(with.evaluator.get(), with.contact.get(), &acts, nullptr) != CALLNORM_OK) {
    return 0;
  }
  callnorm_acts_destroy(acts);
  callnorm_uptakes* uptakes = nullptr;
  if (callnorm_uptakes_measure(with.evaluator.get(), with.contact.get(), &uptakes, nullptr) !=
      CALLNORM_OK) {
    return 0;
  }
  callnorm_uptakes_destroy(uptakes);
  callnorm_live* live = nullptr;
  if (callnorm_live_create(with.evaluator.get(), sample::contact.data(), sample::contact.size(),
                           nullptr, nullptr, &live, nullptr) != CALLNORM_OK) {
    return 0;
  }
  callnorm_evaluation* ended = nullptr;
  const callnorm_status status = callnorm_live_finish(live, &ended, nullptr);
  callnorm_live_destroy(live);
  callnorm_evaluation_destroy(ended);
  if (status != CALLNORM_OK) return 0;
  sample::Buffer json;
  if (callnorm_evaluation_to_json(evaluation, 0, &json.value, nullptr) != CALLNORM_OK) return 0;
  return json.text().size();
}

/// The sample contact `count` times, for callnorm_evaluate_many().
struct Feed {
  int left = 0;
  int judged = 0;
  static std::int32_t next(void* user_data, const char** data, std::size_t* size) {
    auto& feed = *static_cast<Feed*>(user_data);
    if (feed.left-- == 0) return 0;
    *data = sample::contact.data();
    *size = sample::contact.size();
    return 1;
  }
  static std::int32_t take(void* user_data, std::size_t, const callnorm_evaluation* evaluation,
                           const callnorm_error*) {
    if (evaluation != nullptr) ++static_cast<Feed*>(user_data)->judged;
    return 0;
  }
};

}  // namespace

void* operator new(std::size_t size) {
  void* block = std::malloc(std::max<std::size_t>(size, 1));
  if (block == nullptr) throw std::bad_alloc();
  ++elsewhere;
  elsewhere_bytes += static_cast<long>(size);
  return block;
}
// simdjson asks this way; a sanitizer's own would not match the operator delete below.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  void* block = std::malloc(std::max<std::size_t>(size, 1));
  if (block == nullptr) return nullptr;
  ++elsewhere;
  elsewhere_bytes += static_cast<long>(size);
  return block;
}
void operator delete(void* block) noexcept {
  std::free(block);
}
void operator delete(void* block, std::size_t) noexcept {
  std::free(block);
}

int main() {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  callnorm_error error = CALLNORM_ERROR_INIT;

  // What is refused leaves things as they are.
  callnorm_allocator allocator = CALLNORM_ALLOCATOR_INIT;
  expect(callnorm_set_allocator(nullptr, &error) == CALLNORM_INVALID_ARGUMENT, "NULL is refused");
  expect(callnorm_set_allocator(&allocator, &error) == CALLNORM_INVALID_ARGUMENT &&
             std::string_view(error.message) == "allocator->allocate is NULL",
         "an allocator without functions is refused");
  allocator.allocate = allocate;
  expect(callnorm_set_allocator(&allocator, &error) == CALLNORM_INVALID_ARGUMENT &&
             std::string_view(error.message) == "allocator->release is NULL",
         "an allocator that takes nothing back is refused");
  allocator.release = release;
  allocator.struct_size = 0;
  expect(callnorm_set_allocator(&allocator, &error) == CALLNORM_INVALID_ARGUMENT,
         "an allocator without a size is refused");

  // Loading the library and asking for its version took nothing: else this is refused.
  allocator = {sizeof allocator, 0, &pool, allocate, release};
  expect(callnorm_version() > 0 && callnorm_status_name(0) != nullptr, "names need no memory");
  if (callnorm_set_allocator(&allocator, &error) != CALLNORM_OK) {
    std::printf("FAILED: the allocator was refused: %s\n", error.message);
    return 1;
  }
  expect(callnorm_set_allocator(&allocator, &error) == CALLNORM_INVALID_ARGUMENT,
         "a second allocator is refused");

  {
    const Handles with = handles();
    const std::size_t size = everything(with);
    expect(size > 1000, "an evaluation comes out");
    expect(pool.taken > 1000, "the blocks come from the allocator");
    std::printf("made and judged: %ld blocks from the allocator, %ld (%ld bytes) elsewhere\n",
                pool.taken.load(), elsewhere.load(), elsewhere_bytes.load());

    // Once what saves time is there, a contact takes and gives back the same.
    const long taken = pool.taken;
    const long live = pool.live;
    elsewhere = 0;
    elsewhere_bytes = 0;
    expect(everything(with) == size, "twice the same");
    expect(pool.live == live, "all blocks of a contact come back");
    const long of_a_contact = pool.taken - taken;
    std::printf("one contact: %ld blocks from the allocator, %ld (%ld bytes) elsewhere\n",
                of_a_contact, elsewhere.load(), elsewhere_bytes.load());
    expect(elsewhere <= 8, "what the libraries below take for themselves is a few blocks");

    // It says no after so many blocks: the call fails, and nothing is lost.
    long refused = 0;
    for (long after = 0; after < of_a_contact; after += 1 + of_a_contact / 150) {
      pool.budget = after;
      expect(everything(with) == 0, "a call without memory fails");
      ++refused;
      pool.budget = -1;
      expect(everything(with) == size, "and works again with it");
      expect(pool.live == live, "a call that failed gives everything back");
    }
    std::printf("%ld times without memory\n", refused);

    // Threads the library starts use it too.
    Feed feed{40};
    expect(callnorm_evaluate_many(with.evaluator.get(), nullptr, Feed::next, Feed::take, &feed, 4,
                                  &error) == CALLNORM_OK &&
               feed.judged == 40,
           "many contacts are judged");
    expect(pool.live == live, "all blocks of many contacts come back");

    // A buffer is the library's to take back.
    callnorm_buffer buffer = CALLNORM_BUFFER_INIT;
    const long before = pool.live;
    expect(callnorm_contact_to_json(with.contact.get(), 0, &buffer, nullptr) == CALLNORM_OK &&
               pool.live == before + 1,
           "a buffer is one block");
    callnorm_buffer_dispose(&buffer);
    expect(pool.live == before, "a buffer goes back");
  }
  std::printf("kept until the process ends: %ld blocks, %ld bytes\n", pool.live.load(),
              pool.live_bytes.load());
  expect(pool.foreign == 0, "no block came from elsewhere");
  expect(pool.odd == 0, "no size of 0, no alignment but a power of two, no NULL");
  std::printf("%d failed\n", failures);
  return failures == 0 ? 0 : 1;
}
