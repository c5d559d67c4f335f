// callnorm/evaluate/evaluate_many.hpp - many contacts on several threads, answers in order.
//
// The caller's functions run on the caller's thread; reading and judging run on others. At most
// four contacts for each thread are under way, so memory does not grow with how many there are.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

/// A contact, or the bytes of one to be read by import_contact(format).
using ContactInput = std::variant<Contact, std::string>;

/// Called again and again until it gives nothing.
using ContactSource = std::function<std::optional<ContactInput>()>;

/// Called once for each contact, in the order in which they came. A contact that cannot be read or
/// judged gives its error here and stops nothing. False stops. A sink that looks at the result and
/// leaves it where it is lets the thread that made it free it, which is faster on many threads.
using EvaluationSink = std::function<bool(std::size_t index, Result<Evaluation>&& result)>;

struct ManyOptions {
  unsigned threads = 0;  ///< that judge; 0: as many as the machine runs at once; above 1024: 1024
  std::string format = "auto";  ///< of the bytes, as import_contact() takes it
};

/// The results are those of evaluate(), one by one, whatever the number of threads. Fails with
/// cancelled when `sink` said so, and with unsupported, before
/// `next` is asked, for a format there is not. An exception of `next` or `sink`, or memory that
/// runs out, is passed on after all threads have ended.
[[nodiscard]] Status evaluate_many(const Evaluator& evaluator, const ContactSource& next,
                                   const EvaluationSink& sink, const ManyOptions& options = {});

}  // namespace callnorm
