#include "analysis/example_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/text/content_words.hpp"
#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Json;

bool denies_nothing(std::uint32_t, TextRange) {
  return false;
}

/// A script with one step that is said like these.
struct Examples {
  explicit Examples(const std::vector<std::string>& wordings, const std::string& language = "en")
      : script(test::script_of(
            Json{{"seq",
                  {Json{{"step", "told"},
                        {"say", {{"mode", "paraphrase"}, {"examples", wordings}}}}}}},
            Json::object(), language)),
        steps(script_steps(script)),
        stems(script, steps, test::lexicon(*language_of(language))) {}

  Script script;
  std::vector<ScriptStep> steps;
  ExampleStems stems;
};

TEST(ExampleSearch, FindsTheFirstOfThoseThatSayMost) {
  const std::vector<std::string> wanted{"The engineer replaces the meter on Tuesday."};
  const Examples examples(wanted);
  const Contact contact = test::Talk("en")
                              .agent("Our engineer is off today.")
                              .client("The engineer replaces the meter on Tuesday.")
                              .agent("Then on Tuesday. Our engineers replace it, the meter I mean.")
                              .agent("The engineer replaces the meter on Tuesday.")
                              .contact();
  const auto prepared = test::prepare(contact);
  ExampleSearch search(prepared, examples.stems);
  const auto found = search.find(wanted, 0.6, nullptr, denies_nothing);
  ASSERT_TRUE(found.nearest);
  EXPECT_EQ(found.nearest->turn, 2U) << "over two sentences, and not the client's";
  EXPECT_EQ(found.nearest->said, found.nearest->of);
  EXPECT_EQ(found.nearest->text.begin, 0U);
  EXPECT_FALSE(found.denied);
}

TEST(ExampleSearch, WhatDeniesIsKeptApart) {
  const std::vector<std::string> wanted{"The engineer replaces the meter."};
  const Examples examples(wanted);
  const Contact contact = test::Talk("en")
                              .agent("The engineer won't replace the meter.")
                              .agent("Our engineer rings first.")
                              .contact();
  const auto prepared = test::prepare(contact);
  ExampleSearch search(prepared, examples.stems);
  const auto found =
      search.find(wanted, 1.0, nullptr, [](std::uint32_t turn, TextRange) { return turn == 0; });
  ASSERT_TRUE(found.denied);
  EXPECT_EQ(found.denied->turn, 0U);
  EXPECT_DOUBLE_EQ(found.denied_share, 1.0);
  ASSERT_TRUE(found.nearest);
  EXPECT_EQ(found.nearest->turn, 1U);
  EXPECT_LT(found.nearest->share(), found.denied_share);
}

TEST(ExampleSearch, SentencesThatDoNotCountAreNotRead) {
  const std::vector<std::string> wanted{"The engineer replaces the meter."};
  const Examples examples(wanted);
  const Contact contact = test::Talk("en").agent("Will the engineer replace the meter?").contact();
  const auto prepared = test::prepare(contact);
  ExampleSearch search(prepared, examples.stems);
  EXPECT_TRUE(search.find(wanted, 0.6, nullptr, denies_nothing).nearest);
  EXPECT_FALSE(
      search
          .find(
              wanted, 0.6, [](const PreparedSentence& s) { return !s.question; }, denies_nothing)
          .nearest);
}

TEST(ExampleSearch, AnExampleOfOneWordAndAnUnknownOneSayNothing) {
  const Examples examples({"Meter."});
  const Contact contact = test::Talk("en").agent("Meter.").contact();
  const auto prepared = test::prepare(contact);
  ExampleSearch search(prepared, examples.stems);
  EXPECT_FALSE(search.find({"Meter."}, 0.1, nullptr, denies_nothing).nearest);
  EXPECT_FALSE(search.find({"The meter is replaced."}, 0.1, nullptr, denies_nothing).nearest);
}

// The textbook way: every sentence, and every two on end, against every stem.
double best_share(const PreparedContact& contact, const std::vector<std::string>& examples) {
  const Stemmer stemmer(contact.lexicon()->language());
  const auto stems_of = [&](std::uint32_t first, std::uint32_t last) {
    std::vector<std::string> out;
    for (std::uint32_t k = first; k < last; ++k) {
      if (!contact.type_of(k).content.empty()) {
        out.push_back(stemmer.stem(contact.type_of(k).content));
      }
    }
    return out;
  };
  double best = 0;
  for (const std::string& example : examples) {
    std::vector<std::string> wanted;
    for (const std::string& word : content_words(*contact.lexicon(), example)) {
      const std::string stem = stemmer.stem(word);
      if (std::find(wanted.begin(), wanted.end(), stem) == wanted.end()) wanted.push_back(stem);
    }
    if (wanted.size() < 2) continue;
    const auto all = contact.sentences();
    for (std::size_t s = 0; s < all.size(); ++s) {
      if (contact.turns()[all[s].turn].speaker != Speaker::agent) continue;
      const bool two = s + 1 < all.size() && all[s + 1].turn == all[s].turn;
      const auto said = stems_of(all[s].first, two ? all[s + 1].last : all[s].last);
      const auto hit = std::count_if(wanted.begin(), wanted.end(), [&](const std::string& stem) {
        return std::find(said.begin(), said.end(), stem) != said.end();
      });
      best = std::max(best, static_cast<double>(hit) / static_cast<double>(wanted.size()));
    }
  }
  return best;
}

TEST(ExampleSearch, FindsWhatReadingEverySentenceFinds) {
  const std::vector<std::string> words{"meter",  "engineer", "invoice",  "tuesday", "replaces",
                                       "letter", "deposit",  "contract", "address", "router"};
  for (unsigned seed = 1; seed <= 200; ++seed) {
    std::mt19937 source(seed);
    const auto random = [&] { return static_cast<unsigned>(source()); };
    const auto sentence = [&] {
      std::string out;
      for (unsigned n = 1 + random() % 4; n > 0; --n) out += words[random() % words.size()] + " ";
      out.back() = '.';
      return out;
    };
    std::vector<std::string> wanted;
    for (unsigned n = 1 + random() % 3; n > 0; --n) wanted.push_back(sentence());
    const Examples examples(wanted);
    test::Talk talk("en");
    for (unsigned n = 1 + random() % 8; n > 0; --n) {
      const std::string text = sentence() + " " + sentence() + " " + sentence();
      random() % 3 == 0 ? talk.client(text) : talk.agent(text);
    }
    const Contact contact = talk.contact();
    const auto prepared = test::prepare(contact);
    ExampleSearch search(prepared, examples.stems);
    const auto found = search.find(wanted, 0.6, nullptr, denies_nothing);
    EXPECT_DOUBLE_EQ(found.nearest ? found.nearest->share() : 0.0, best_share(prepared, wanted))
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace callnorm
