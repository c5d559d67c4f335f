// Many contacts on several threads: order, errors in their place, stopping.
#include "callnorm/evaluate/evaluate_many.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "callnorm/io/write.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Talk;
using test::value_of;
using testing::ElementsAre;

const Evaluator& evaluator() {
  static const Evaluator made =
      value_of(Evaluator::create(value_of(builtin_norm()), std::nullopt, test::by_rules()));
  return made;
}

ContactInput contact(std::size_t i) {
  Talk talk("en");
  talk.client("My card number " + std::to_string(i) + " is gone.", 0, 4).agent("I see.", 5, 6);
  talk.data.id = std::to_string(i);
  if (i % 3 == 2) return write_contact(talk.contact());
  return talk.contact();
}

ContactSource some(std::size_t count) {
  return [count, i = std::size_t{0}]() mutable -> std::optional<ContactInput> {
    if (i == count) return std::nullopt;
    return contact(i++);
  };
}

class EvaluateMany : public testing::TestWithParam<unsigned> {
 protected:
  static ManyOptions options() {
    ManyOptions out;
    out.threads = GetParam();
    return out;
  }
};

TEST_P(EvaluateMany, GivesWhatEvaluateGivesInOrder) {
  constexpr std::size_t count = 100;
  std::size_t next = 0;
  const Status done = evaluate_many(
      evaluator(), some(count),
      [&](std::size_t index, Result<Evaluation> result) {
        EXPECT_EQ(index, next++);
        EXPECT_TRUE(result) << result.error().message;
        EXPECT_EQ(result->contact.id(), std::to_string(index));
        const Evaluation alone = value_of(evaluator().evaluate(result->contact));
        EXPECT_EQ(write_evaluation(*result), write_evaluation(alone));
        return true;
      },
      options());
  EXPECT_TRUE(done);
  EXPECT_EQ(next, count);
}

TEST_P(EvaluateMany, AResultMayBeLeftOrTaken) {
  constexpr std::size_t count = 300;  // many more than are under way at once
  std::vector<Evaluation> taken;
  std::size_t next = 0;
  EXPECT_TRUE(evaluate_many(
      evaluator(), some(count),
      [&](std::size_t index, Result<Evaluation>&& result) {
        EXPECT_EQ(index, next++);
        EXPECT_EQ(result->contact.id(), std::to_string(index));
        if (index % 7 == 0) taken.push_back(std::move(result).value());
        return true;
      },
      options()));
  EXPECT_EQ(next, count);
  ASSERT_EQ(taken.size(), 43U);
  for (const Evaluation& evaluation : taken) {
    EXPECT_EQ(write_evaluation(evaluation),
              write_evaluation(value_of(evaluator().evaluate(evaluation.contact))));
  }
}

TEST_P(EvaluateMany, WhatCannotBeReadIsSaidInItsPlace) {
  std::size_t i = 0;
  const ContactSource source = [&]() -> std::optional<ContactInput> {
    ++i;
    if (i > 5) return std::nullopt;
    if (i == 3) return std::string("{");
    return contact(i);
  };
  std::vector<std::string> seen;
  EXPECT_TRUE(evaluate_many(
      evaluator(), source,
      [&](std::size_t, Result<Evaluation> result) {
        seen.push_back(result ? result->contact.id() : std::string(name(result.error().code)));
        return true;
      },
      options()));
  EXPECT_THAT(seen, ElementsAre("1", "2", "invalid JSON", "4", "5"));
}

TEST_P(EvaluateMany, TheReceiverMayStop) {
  std::size_t seen = 0;
  const Status stopped = evaluate_many(
      evaluator(), some(1'000'000), [&](std::size_t, Result<Evaluation>) { return ++seen < 7; },
      options());
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::cancelled);
  EXPECT_EQ(seen, 7U);
}

TEST_P(EvaluateMany, AnExceptionOfTheCallersIsPassedOn) {
  const ContactSource source = [i = 0]() mutable -> std::optional<ContactInput> {
    if (i++ == 10) throw std::runtime_error("no more");
    return contact(1);
  };
  const auto run = [&] {
    return evaluate_many(
        evaluator(), source, [](std::size_t, Result<Evaluation>) { return true; }, options());
  };
  EXPECT_THROW((void)run(), std::runtime_error);
}

TEST_P(EvaluateMany, NothingComesOfNothing) {
  EXPECT_TRUE(evaluate_many(
      evaluator(), some(0),
      [](std::size_t, Result<Evaluation>) {
        ADD_FAILURE();
        return true;
      },
      options()));
}

INSTANTIATE_TEST_SUITE_P(Threads, EvaluateMany, testing::Values(1U, 2U, 8U));

}  // namespace
}  // namespace callnorm
