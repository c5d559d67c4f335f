#include "callnorm/engine/sequence.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include "../../reference/script_fragments.hpp"
#include "../../reference/sequence_reference.hpp"

namespace callnorm {

static void PrintTo(const Occurrence& o, std::ostream* out) {
  *out << "[" << o.begin << ", " << o.end << ") with " << o.errors << " errors";
}

namespace {

using Ids = std::vector<std::uint32_t>;

/// Equal words get equal ids, and the short words used here no two the same.
Ids words(const std::string& text) {
  Ids out;
  std::istringstream in(text);
  for (std::string word; in >> word;) {
    std::uint32_t id = 0;
    for (const char c : word) id = id * 31 + static_cast<std::uint32_t>(c);
    out.push_back(id);
  }
  return out;
}

std::optional<Occurrence> best(const std::string& pattern, const std::string& text,
                               std::uint32_t max_errors) {
  return best_occurrence(words(pattern), words(text), max_errors);
}

Occurrence nearest(const std::string& pattern, const std::string& text) {
  return nearest_occurrence(words(pattern), words(text));
}

std::size_t lcs(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return lcs_length<std::string>(a, b);
}

TEST(LongestCommonSubsequence, CountsWhatIsInOrderInBoth) {
  EXPECT_EQ(lcs({"summary", "thanks", "wish", "goodbye"}, {"summary", "thanks", "goodbye"}), 3U);
  EXPECT_EQ(lcs({"summary", "thanks", "goodbye"}, {"goodbye", "thanks", "summary"}), 1U);
  EXPECT_EQ(lcs({"thanks", "goodbye"}, {"x", "thanks", "y", "goodbye", "z"}), 2U);
}

TEST(LongestCommonSubsequence, OfNothingIsZero) {
  EXPECT_EQ(lcs({}, {}), 0U);
  EXPECT_EQ(lcs({"a"}, {}), 0U);
  EXPECT_EQ(lcs({}, {"a"}), 0U);
  EXPECT_EQ(lcs({"a"}, {"b"}), 0U);
}

TEST(LongestCommonSubsequence, AgreesWithItsDefinitionOnRandomSequences) {
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    reference::Random random(seed);
    std::vector<int> a(random.below(9));
    std::vector<int> b(random.below(9));
    for (int& x : a) x = static_cast<int>(random.below(4));
    for (int& x : b) x = static_cast<int>(random.below(4));
    ASSERT_EQ(lcs_length<int>(a, b),
              reference::lcs_length(std::span<const int>(a), std::span<const int>(b)));
    ASSERT_EQ(lcs_length<int>(a, b), lcs_length<int>(b, a));
  }
}

TEST(BestOccurrence, FindsThePhraseAsItIs) {
  EXPECT_EQ(best("dit gesprek wordt opgenomen", "goeiedag dit gesprek wordt opgenomen dank u", 0),
            (Occurrence{1, 5, 0}));
}

TEST(BestOccurrence, TheFirstOfTwoPerfectOnesIsTaken) {
  EXPECT_EQ(best("a b", "x a b y a b", 2), (Occurrence{1, 3, 0}));
}

TEST(BestOccurrence, ALaterPerfectOneBeatsAnEarlierNearOne) {
  EXPECT_EQ(best("a b c", "a x c a b c", 1), (Occurrence{3, 6, 0}));
}

TEST(BestOccurrence, OneWordReplacedLeftOutOrInsertedIsOneError) {
  EXPECT_EQ(best("a b c d", "x a b z d y", 1), (Occurrence{1, 5, 1}));
  EXPECT_EQ(best("a b c d", "x a b d y", 1), (Occurrence{1, 4, 1}));
  EXPECT_EQ(best("a b c d", "x a b z c d y", 1), (Occurrence{1, 6, 1}));
}

TEST(BestOccurrence, AMisheardFirstWordBelongsToIt) {
  EXPECT_EQ(best("dit gesprek wordt opgenomen", "ja bit gesprek wordt opgenomen", 1),
            (Occurrence{1, 5, 1}));
}

TEST(BestOccurrence, ThePhraseThatOpensTheTextMayLackItsFirstWord) {
  EXPECT_EQ(best("dit gesprek wordt opgenomen", "gesprek wordt opgenomen", 1),
            (Occurrence{0, 3, 1}));
}

TEST(BestOccurrence, EndsWithTheLastWordThatHelps) {
  EXPECT_EQ(best("a b c", "a b x y", 1), (Occurrence{0, 2, 1}));
}

TEST(BestOccurrence, TooManyErrorsIsNoOccurrence) {
  EXPECT_EQ(best("a b c d", "a x y d", 1), std::nullopt);
  EXPECT_EQ(best("a b c d", "a x y d", 2), (Occurrence{0, 4, 2}));
  EXPECT_EQ(best("a b", "", 1), std::nullopt);
}

TEST(BestOccurrence, AllowingAsManyErrorsAsWordsAlwaysSucceeds) {
  EXPECT_EQ(best("a b", "x y", 2), (Occurrence{0, 0, 2}));
  EXPECT_EQ(best("a b", "", 9), (Occurrence{0, 0, 2}));
}

TEST(BestOccurrence, AnEmptyPatternIsFoundAtTheBeginning) {
  EXPECT_EQ(best("", "x y", 0), (Occurrence{0, 0, 0}));
  EXPECT_EQ(nearest("", ""), (Occurrence{0, 0, 0}));
}

TEST(NearestOccurrence, SaysHowFarThePhraseWas) {
  EXPECT_EQ(nearest("a b c d", "p q a x y d r"), (Occurrence{2, 6, 2}));
  EXPECT_EQ(nearest("a b c d", "p q b r"), (Occurrence{1, 3, 3}));
  EXPECT_EQ(nearest("a b c d", "p q r"), (Occurrence{0, 0, 4}));
  EXPECT_EQ(nearest("a b", ""), (Occurrence{0, 0, 2}));
}

TEST(BestOccurrence, AgreesWithTryingEveryPartOfRandomTexts) {
  for (std::uint64_t seed = 1; seed <= 10'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    reference::Random random(seed);
    const std::uint32_t alphabet = random.between(1, 6);
    Ids pattern(random.below(7));
    Ids text(random.below(13));
    for (std::uint32_t& id : pattern) id = random.below(alphabet);
    for (std::uint32_t& id : text) id = random.below(alphabet);
    ASSERT_EQ(nearest_occurrence(pattern, text), reference::nearest_occurrence(pattern, text));
    for (std::uint32_t errors = 0; errors <= pattern.size() + 1; ++errors) {
      ASSERT_EQ(best_occurrence(pattern, text, errors),
                reference::best_occurrence(pattern, text, errors))
          << "at most " << errors;
    }
  }
}

TEST(BestOccurrence, AgreesWithTryingEveryPartOfLongerTexts) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    reference::Random random(seed);
    Ids pattern(random.between(8, 14));
    Ids text(random.between(20, 50));
    for (std::uint32_t& id : pattern) id = random.below(9);
    for (std::uint32_t& id : text) id = random.below(9);
    // The phrase itself, with a few words changed, somewhere in it.
    const std::size_t at = random.below(5);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (!random.one_in(4)) text[at + i] = pattern[i];
    }
    ASSERT_EQ(nearest_occurrence(pattern, text), reference::nearest_occurrence(pattern, text));
    for (const std::uint32_t errors : {0U, 2U, 4U}) {
      ASSERT_EQ(best_occurrence(pattern, text, errors),
                reference::best_occurrence(pattern, text, errors));
    }
  }
}

}  // namespace
}  // namespace callnorm
