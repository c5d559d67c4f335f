// Memory that runs out anywhere within a call is a status, never an exception, a crash or a leak.
//
// Replaces operator new for the whole program, so the binding's source and the static library are
// linked into it: the n-th allocation of a call fails, for many n. Prints and counts by itself: a
// test framework would need the memory this program takes away.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <vector>

#include "callnorm.h"
#include "sample.hpp"

namespace {

struct Memory {
  long live = 0;          ///< blocks not yet freed
  long taken = 0;         ///< blocks asked for since start()
  long fail_at = -1;      ///< index of the first that fails; -1: none
  bool for_good = false;  ///< all later ones fail too
  bool threw = false;     ///< a failure was an exception, not a null pointer

  void start(long index, bool and_all_later) noexcept {
    taken = 0;
    fail_at = index;
    for_good = and_all_later;
    threw = false;
  }
  void stop() noexcept { fail_at = -1; }

  void* take(std::size_t size, std::size_t alignment) noexcept {
    const long index = taken++;
    if (fail_at >= 0 && (index == fail_at || (for_good && index > fail_at))) return nullptr;
    const std::size_t whole =
        (std::max<std::size_t>(size, 1) + alignment - 1) / alignment * alignment;
    void* block = alignment <= alignof(std::max_align_t) ? std::malloc(size == 0 ? 1 : size)
                                                         : std::aligned_alloc(alignment, whole);
    if (block != nullptr) ++live;
    return block;
  }
  void give(void* block) noexcept {
    if (block == nullptr) return;
    --live;
    std::free(block);
  }
};
Memory memory;

void* take_or_throw(std::size_t size, std::size_t alignment) {
  void* block = memory.take(size, alignment);
  if (block == nullptr) {
    memory.threw = true;
    throw std::bad_alloc();
  }
  return block;
}
constexpr std::size_t usual = alignof(std::max_align_t);

}  // namespace

void* operator new(std::size_t n) {
  return take_or_throw(n, usual);
}
void* operator new[](std::size_t n) {
  return take_or_throw(n, usual);
}
void* operator new(std::size_t n, std::align_val_t a) {
  return take_or_throw(n, static_cast<std::size_t>(a));
}
void* operator new[](std::size_t n, std::align_val_t a) {
  return take_or_throw(n, static_cast<std::size_t>(a));
}
void* operator new(std::size_t n, const std::nothrow_t&) noexcept {
  return memory.take(n, usual);
}
void* operator new[](std::size_t n, const std::nothrow_t&) noexcept {
  return memory.take(n, usual);
}
void* operator new(std::size_t n, std::align_val_t a, const std::nothrow_t&) noexcept {
  return memory.take(n, static_cast<std::size_t>(a));
}
void* operator new[](std::size_t n, std::align_val_t a, const std::nothrow_t&) noexcept {
  return memory.take(n, static_cast<std::size_t>(a));
}
void operator delete(void* p) noexcept {
  memory.give(p);
}
void operator delete[](void* p) noexcept {
  memory.give(p);
}
void operator delete(void* p, std::size_t) noexcept {
  memory.give(p);
}
void operator delete[](void* p, std::size_t) noexcept {
  memory.give(p);
}
void operator delete(void* p, std::align_val_t) noexcept {
  memory.give(p);
}
void operator delete[](void* p, std::align_val_t) noexcept {
  memory.give(p);
}
void operator delete(void* p, std::size_t, std::align_val_t) noexcept {
  memory.give(p);
}
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept {
  memory.give(p);
}
void operator delete(void* p, const std::nothrow_t&) noexcept {
  memory.give(p);
}
void operator delete[](void* p, const std::nothrow_t&) noexcept {
  memory.give(p);
}
void operator delete(void* p, std::align_val_t, const std::nothrow_t&) noexcept {
  memory.give(p);
}
void operator delete[](void* p, std::align_val_t, const std::nothrow_t&) noexcept {
  memory.give(p);
}

namespace {

int failures = 0;
std::string_view only;  ///< part of the name of the calls to run; empty: all

void expect(bool holds, const char* call, long index, const char* what) {
  if (holds) return;
  ++failures;
  std::printf("%s, allocation %ld: %s\n", call, index, what);
}

/// Indices to fail at: all of a short call; of a long one the first, the last and some between.
std::vector<long> chosen(long count) {
  constexpr long dense = 120;
  constexpr long sparse = 160;
  std::vector<long> out;
  for (long i = 0; i < std::min(count, dense); ++i) out.push_back(i);
  const long step = std::max(1L, (count - dense) / sparse);
  for (long i = dense; i < count; i += step) out.push_back(i);
  for (long i = std::max(0L, count - 8); i < count; ++i) out.push_back(i);
  return out;
}

/// Runs `call(T** out, callnorm_error*)` again and again with less and less memory.
template <class T, class Call, class Destroy>
void starve(const char* name, Call call, Destroy destroy) {
  if (std::string_view(name).find(only) == std::string_view::npos) return;
  T* out = nullptr;
  callnorm_error error = CALLNORM_ERROR_INIT;
  memory.start(-1, false);  // the first time, so that what is made only once is there
  expect(call(&out, &error) == CALLNORM_OK, name, -1, error.message);
  if (out != nullptr) destroy(out);
  out = nullptr;
  memory.start(-1, false);
  expect(call(&out, &error) == CALLNORM_OK, name, -1, error.message);
  const long count = memory.taken;
  if (out != nullptr) destroy(out);

  long tried = 0;
  for (const long index : chosen(count)) {
    for (const bool for_good : {false, true}) {
      out = nullptr;
      error = CALLNORM_ERROR_INIT;
      const long before = memory.live;
      memory.start(index, for_good);
      const callnorm_status status = call(&out, &error);
      memory.stop();
      ++tried;
      if (memory.threw) {
        expect(status == CALLNORM_OUT_OF_MEMORY, name, index, callnorm_status_name(status));
      } else {  // something tried without exceptions and did with less
        expect(status == CALLNORM_OUT_OF_MEMORY || status == CALLNORM_OK, name, index,
               callnorm_status_name(status));
      }
      if (status == CALLNORM_OK) {
        expect(out != nullptr, name, index, "success without a result");
        if (out != nullptr) destroy(out);
      } else {
        expect(out == nullptr, name, index, "the out parameter was written on failure");
        expect(error.status == status && error.message[0] != '\0', name, index,
               "the error was not filled");
      }
      if (memory.live != before) {  // a thread's spare parser may have gone: let it come back
        out = nullptr;
        expect(call(&out, &error) == CALLNORM_OK, name, index, "fails for good");
        if (out != nullptr) destroy(out);
      }
      expect(memory.live == before, name, index, "blocks were leaked");
    }
  }
  std::printf("%s: %ld allocations, %ld failures tried\n", name, count, tried);
}

/// As starve(), for calls that fill a buffer.
template <class Call>
void starve_json(const char* name, Call call) {
  starve<char>(
      name,
      [&](char** out, callnorm_error* error) {
        callnorm_buffer buffer = CALLNORM_BUFFER_INIT;
        const callnorm_status status = call(&buffer, error);
        if (status == CALLNORM_OK) {
          *out = buffer.data;
        } else if (buffer.data != nullptr) {
          *out = buffer.data;  // reported by starve()
        }
        return status;
      },
      [](char* data) {
        callnorm_buffer buffer = CALLNORM_BUFFER_INIT;
        buffer.data = data;
        callnorm_buffer_dispose(&buffer);
      });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) only = argv[1];
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // a crash must not hide what came before it
  // Before anything was made: the lists must come back once there is memory again.
  memory.start(0, true);
  expect(callnorm_builtin_norm_id(0) == nullptr, "callnorm_builtin_norm_id", 0, "made of nothing");
  memory.stop();
  expect(callnorm_builtin_norm_id(0) != nullptr, "callnorm_builtin_norm_id", 0, "not tried again");

  starve<callnorm_norm>(
      "callnorm_norm_builtin",
      [](auto out, auto error) { return callnorm_norm_builtin(nullptr, out, error); },
      callnorm_norm_destroy);
  starve<callnorm_script>(
      "callnorm_script_parse",
      [](auto out, auto error) {
        return callnorm_script_parse(sample::script.data(), sample::script.size(), out, error);
      },
      callnorm_script_destroy);
  starve<callnorm_contact>(
      "callnorm_contact_import",
      [](auto out, auto error) {
        return callnorm_contact_import("auto", sample::contact.data(), sample::contact.size(),
                                       nullptr, out, error);
      },
      callnorm_contact_destroy);
  starve<callnorm_evaluator>(
      "callnorm_evaluator_create",
      [](auto out, auto error) {
        return callnorm_evaluator_create(nullptr, nullptr, nullptr, out, error);
      },
      callnorm_evaluator_destroy);

  callnorm_script* script = nullptr;
  callnorm_contact* contact = nullptr;
  callnorm_evaluator* evaluator = nullptr;
  callnorm_evaluation* evaluation = nullptr;
  callnorm_norm* norm = nullptr;
  if (callnorm_norm_builtin(nullptr, &norm, nullptr) != CALLNORM_OK ||
      callnorm_script_parse(sample::script.data(), sample::script.size(), &script, nullptr) !=
          CALLNORM_OK ||
      callnorm_contact_import("auto", sample::contact.data(), sample::contact.size(), nullptr,
                              &contact, nullptr) != CALLNORM_OK ||
      callnorm_evaluator_create(norm, script, nullptr, &evaluator, nullptr) != CALLNORM_OK ||
      callnorm_evaluate(evaluator, contact, &evaluation, nullptr) != CALLNORM_OK) {
    std::printf("the handles could not be made\n");
    return 1;
  }
  starve<callnorm_evaluation>(
      "callnorm_evaluate",
      [&](auto out, auto error) { return callnorm_evaluate(evaluator, contact, out, error); },
      callnorm_evaluation_destroy);
  starve<callnorm_acts>(
      "callnorm_detect",
      [&](auto out, auto error) { return callnorm_detect(evaluator, contact, out, error); },
      callnorm_acts_destroy);
  starve<callnorm_contact>(
      "callnorm_evaluation_contact",
      [&](auto out, auto error) { return callnorm_evaluation_contact(evaluation, out, error); },
      callnorm_contact_destroy);
  starve<callnorm_uptakes>(
      "callnorm_uptakes_measure",
      [&](auto out, auto error) {
        return callnorm_uptakes_measure(evaluator, contact, out, error);
      },
      callnorm_uptakes_destroy);
  starve<callnorm_document>(
      "callnorm_document_",
      [&](auto out, auto error) {
        callnorm_document* document = nullptr;
        callnorm_status status = callnorm_document_create(&document, error);
        if (status != CALLNORM_OK) return status;
        // As the header advises: only the last status is looked at.
        callnorm_document_list(document, "turns", nullptr);
        for (int turn = 0; turn < 3; ++turn) {
          callnorm_document_object(document, nullptr, nullptr);
          callnorm_document_text(document, "text", sample::contact.data(), sample::contact.size(),
                                 nullptr);
          callnorm_document_time(document, "start", 1000 * turn, nullptr);
          callnorm_document_close(document, nullptr);
        }
        callnorm_document_close(document, nullptr);
        const char* json = nullptr;
        status = callnorm_document_json(document, &json, nullptr, error);
        if (status == CALLNORM_OK) {
          *out = document;
        } else {
          callnorm_document_destroy(document);
        }
        return status;
      },
      callnorm_document_destroy);
  starve<callnorm_evaluation>(
      "callnorm_live_",
      [&](auto out, auto error) {
        callnorm_live* live = nullptr;
        callnorm_status status = callnorm_live_create(
            evaluator, sample::contact.data(), sample::contact.size(),
            [](void*, std::int32_t, const callnorm_act*) { return 0; }, nullptr, &live, error);
        if (status == CALLNORM_OK) {
          constexpr std::string_view more = R"({"turns": [
            {"id": "z", "speaker": "agent", "start": 90, "end": 92, "text": "Een ogenblikje."}]})";
          status = callnorm_live_push_json(live, more.data(), more.size(), error);
        }
        std::size_t count = 0;
        if (status == CALLNORM_OK) {
          status = callnorm_live_expected_count(live, &count, nullptr, error);
        }
        if (status == CALLNORM_OK) status = callnorm_live_finish(live, out, error);
        callnorm_live_destroy(live);
        return status;
      },
      callnorm_evaluation_destroy);
  starve_json("callnorm_evaluation_to_json", [&](auto out, auto error) {
    return callnorm_evaluation_to_json(evaluation, 2, out, error);
  });
  starve_json("callnorm_contact_to_json", [&](auto out, auto error) {
    return callnorm_contact_to_json(contact, 0, out, error);
  });
  starve_json("callnorm_norm_to_json",
              [&](auto out, auto error) { return callnorm_norm_to_json(norm, 0, out, error); });

  starve_json("callnorm_script_to_json",
              [&](auto out, auto error) { return callnorm_script_to_json(script, 0, out, error); });

  // A call that fails anyway must not fail worse.
  callnorm_error error = CALLNORM_ERROR_INIT;
  callnorm_norm* none = nullptr;
  memory.start(0, true);
  const callnorm_status status = callnorm_norm_parse("{}", 2, &none, &error);
  memory.stop();
  expect(status == CALLNORM_OUT_OF_MEMORY, "callnorm_norm_parse", 0, callnorm_status_name(status));
  memory.start(0, true);
  callnorm_indicator indicator = CALLNORM_INDICATOR_INIT;
  expect(callnorm_evaluation_indicator(evaluation, 0, &indicator, &error) == CALLNORM_OK,
         "callnorm_evaluation_indicator", 0, "reading an evaluation needs memory");
  memory.stop();

  callnorm_evaluation_destroy(evaluation);
  callnorm_evaluator_destroy(evaluator);
  callnorm_contact_destroy(contact);
  callnorm_script_destroy(script);
  callnorm_norm_destroy(norm);
  std::printf("%d failed\n", failures);
  return failures == 0 ? 0 : 1;
}
