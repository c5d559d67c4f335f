#include "callnorm/evaluate/evaluate_many.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "callnorm/io/import.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

constexpr std::size_t in_flight = 4;  // contacts for each thread
constexpr unsigned most_threads = 1024;

struct Job {
  std::optional<ContactInput> input;
  std::optional<Result<Evaluation>> result;
  std::exception_ptr failure;
  std::size_t worker = 0;  // who did it
  bool done = false;
};

Result<Evaluation> judge(const Evaluator& evaluator, ContactInput& input,
                         const std::string& format) {
  if (const Contact* contact = std::get_if<Contact>(&input)) return evaluator.evaluate(*contact);
  CALLNORM_TRY(const Contact contact, import_contact(format, std::get<std::string>(input), ""));
  return evaluator.evaluate(contact);
}

using Spent = std::array<std::unique_ptr<Job>, in_flight>;

/// Workers take jobs in order; the caller takes results in order, and gives them back: who made the
/// two thousand blocks of an evaluation frees them, so that threads do not wait for each other's
/// memory.
class Pool {
 public:
  Pool(const Evaluator& evaluator, const ManyOptions& options, unsigned threads)
      : evaluator_(evaluator), format_(options.format) {
    spent_.resize(threads);
    try {
      for (unsigned i = 0; i < threads; ++i) workers_.emplace_back([this, i] { work(i); });
    } catch (...) {
      // Fewer threads than asked for do as well; without any there is nothing to wait for.
      if (workers_.empty()) throw;
    }
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    wake_workers_.notify_all();
    for (std::thread& worker : workers_) worker.join();
  }

  [[nodiscard]] std::size_t under_way() const noexcept { return jobs_.size(); }

  void give(ContactInput input) {
    auto job = std::make_unique<Job>();
    job->input.emplace(std::move(input));
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(job));
      try {
        waiting_.push_back(jobs_.back().get());
      } catch (...) {
        jobs_.pop_back();
        throw;
      }
    }
    wake_workers_.notify_one();
  }

  [[nodiscard]] bool first_done() {
    const std::lock_guard lock(mutex_);
    return !jobs_.empty() && jobs_.front()->done;
  }

  /// Waits for the first of those given.
  std::unique_ptr<Job> take() {
    std::unique_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      wake_caller_.wait(lock, [&] { return jobs_.front()->done; });
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    if (job->failure) std::rethrow_exception(job->failure);
    return job;
  }

  /// To the worker who did it, who frees it before the next. One who has nothing to do keeps few.
  void give_back(std::unique_ptr<Job> job) {
    job->input.reset();  // that came from here
    const std::lock_guard lock(mutex_);
    Spent& spent = spent_[job->worker];
    const auto room = std::find(spent.begin(), spent.end(), nullptr);
    if (room != spent.end()) *room = std::move(job);
  }

 private:
  void work(std::size_t self) {
    Spent mine;
    for (;;) {
      Job* job = nullptr;
      {
        std::unique_lock lock(mutex_);
        wake_workers_.wait(lock, [&] { return over_ || !waiting_.empty(); });
        if (over_) return;  // what nobody waits for is not judged
        job = waiting_.front();
        waiting_.pop_front();
        mine.swap(spent_[self]);
      }
      for (std::unique_ptr<Job>& spent : mine) spent.reset();
      job->worker = self;
      try {
        job->result.emplace(judge(evaluator_, *job->input, format_));
      } catch (...) {
        job->failure = std::current_exception();
      }
      // The caller takes several at a time: to wake it for each costs more than it does. It is
      // waited for only where there is little left to do.
      bool wake = false;
      {
        const std::lock_guard lock(mutex_);
        job->done = true;
        wake = waiting_.size() < spent_.size() && !jobs_.empty() && jobs_.front()->done;
      }
      if (wake) wake_caller_.notify_one();
    }
  }

  const Evaluator& evaluator_;
  const std::string& format_;
  std::mutex mutex_;
  std::condition_variable wake_workers_;
  std::condition_variable wake_caller_;
  std::deque<std::unique_ptr<Job>> jobs_;  // in order; only the caller adds and removes
  std::deque<Job*> waiting_;               // those no worker has taken
  std::vector<Spent> spent_;               // of each worker: to be freed
  bool over_ = false;
  std::vector<std::thread> workers_;  // last: the others exist while it runs
};

Error stopped() {
  return {ErrorCode::cancelled, "the receiver of evaluations asked to stop", ""};
}

}  // namespace

Status evaluate_many(const Evaluator& evaluator, const ContactSource& next,
                     const EvaluationSink& sink, const ManyOptions& options) {
  CALLNORM_CHECK(check_format(options.format));
  unsigned threads = options.threads == 0 ? std::thread::hardware_concurrency() : options.threads;
  threads = std::clamp(threads, 1U, most_threads);
  std::size_t index = 0;
  if (threads == 1) {
    while (std::optional<ContactInput> input = next()) {
      if (!sink(index++, judge(evaluator, *input, options.format))) return stopped();
    }
    return success();
  }
  Pool pool(evaluator, options, threads);
  const std::size_t most = in_flight * threads;
  bool more = true;
  while (more || pool.under_way() > 0) {
    while (more && pool.under_way() < most && !pool.first_done()) {
      std::optional<ContactInput> input = next();
      more = input.has_value();
      if (more) pool.give(*std::move(input));
    }
    if (pool.under_way() == 0) break;
    std::unique_ptr<Job> job = pool.take();
    if (!sink(index++, *std::move(job->result))) return stopped();
    pool.give_back(std::move(job));
  }
  return success();
}

}  // namespace callnorm
