// Judges one contact by the default norm and prints the evaluation as JSON.
//
//   evaluate CONTACT.json
//   evaluate BEGUN.json live [PART.json ...]
//
// With `live` the contact begins as BEGUN.json says, each PART.json is pushed in turn, and the
// number of confirmed findings goes to standard error. Only the C interface is used.
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "callnorm.h"

namespace {

constexpr const char* usage =
    "usage: evaluate CONTACT.json | evaluate BEGUN.json live [PART.json ...]";

template <auto destroy>
struct Destroy {
  template <typename T>
  void operator()(T* handle) const noexcept {
    destroy(handle);
  }
};

using Contact = std::unique_ptr<callnorm_contact, Destroy<callnorm_contact_destroy>>;
using Evaluator = std::unique_ptr<callnorm_evaluator, Destroy<callnorm_evaluator_destroy>>;
using Evaluation = std::unique_ptr<callnorm_evaluation, Destroy<callnorm_evaluation_destroy>>;
using Live = std::unique_ptr<callnorm_live, Destroy<callnorm_live_destroy>>;

class Failure : public std::runtime_error {
 public:
  Failure(const std::string& message, const std::string& where)
      : std::runtime_error(message + " (" + where + ")") {}
};

/** Calls a function of the library that takes a callnorm_error last. */
template <typename... Parameters, typename... Arguments>
void call(callnorm_status (*function)(Parameters...), Arguments&&... arguments) {
  callnorm_error error = CALLNORM_ERROR_INIT;
  if (function(std::forward<Arguments>(arguments)..., &error) != CALLNORM_OK) {
    throw Failure(error.message, error.where);
  }
}

/** Calls one that makes a handle, its last parameter but the error. */
template <typename Handle, typename... Parameters, typename... Arguments>
Handle make(callnorm_status (*function)(Parameters...), Arguments&&... arguments) {
  typename Handle::pointer handle = nullptr;
  call(function, std::forward<Arguments>(arguments)..., &handle);
  return Handle(handle);
}

std::string json_of(const Evaluation& evaluation) {
  callnorm_buffer buffer = CALLNORM_BUFFER_INIT;
  const std::unique_ptr<callnorm_buffer, Destroy<callnorm_buffer_dispose>> contents(&buffer);
  call(callnorm_evaluation_to_json, evaluation.get(), 0, &buffer);
  return {buffer.data, buffer.size};
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Failure(std::generic_category().message(errno), path);
  std::ostringstream bytes;
  if (file.peek() != std::ifstream::traits_type::eof()) bytes << file.rdbuf();
  if (file.bad() || bytes.bad()) throw Failure("cannot be read", path);
  return std::move(bytes).str();
}

std::string evaluate(const Evaluator& evaluator, std::string_view bytes) {
  const auto contact =
      make<Contact>(callnorm_contact_import, "callnorm", bytes.data(), bytes.size(), nullptr);
  return json_of(make<Evaluation>(callnorm_evaluate, evaluator.get(), contact.get()));
}

struct Judged {
  std::string json;
  std::size_t confirmed = 0;
};

extern "C" int32_t count_confirmed(void* user_data, int32_t finding,
                                   const callnorm_act* /*act*/) noexcept {
  if (finding == CALLNORM_FINDING_CONFIRMED) ++*static_cast<std::size_t*>(user_data);
  return 0;
}

Judged evaluate_live(const Evaluator& evaluator, std::string_view begun,
                     const std::vector<std::string>& parts) {
  Judged judged;
  const auto live = make<Live>(callnorm_live_create, evaluator.get(), begun.data(), begun.size(),
                               count_confirmed, &judged.confirmed);
  for (const std::string& path : parts) {
    const std::string part = read_file(path);
    call(callnorm_live_push_json, live.get(), part.data(), part.size());
  }
  judged.json = json_of(make<Evaluation>(callnorm_live_finish, live.get()));
  return judged;
}

void print(const std::string& json) {
  std::cout << json << '\n' << std::flush;
  if (!std::cout) throw Failure("cannot be written", "standard output");
}

void run(int argc, char** argv) {
  const bool live = argc >= 3 && std::string_view(argv[2]) == "live";
  if (argc != 2 && !live) throw Failure(usage, "arguments");
  const std::string bytes = read_file(argv[1]);
  const auto evaluator = make<Evaluator>(callnorm_evaluator_create, nullptr, nullptr, nullptr);
  if (!live) return print(evaluate(evaluator, bytes));
  const std::vector<std::string> parts(argv + 3, argv + argc);
  const Judged judged = evaluate_live(evaluator, bytes, parts);
  print(judged.json);
  std::cerr << "confirmed: " << judged.confirmed << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run(argc, argv);
    return EXIT_SUCCESS;
  } catch (const std::exception& failure) {
    std::cerr << "error: " << failure.what() << '\n';
    return EXIT_FAILURE;
  }
}
