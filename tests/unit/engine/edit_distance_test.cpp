#include "callnorm/engine/edit_distance.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "../../reference/edit_distance_reference.hpp"
#include "../../reference/script_fragments.hpp"

namespace callnorm {

static void PrintTo(const EditRun& run, std::ostream* out) {
  *out << "kind " << static_cast<int>(run.kind) << " at " << run.a << "/" << run.b << " x "
       << run.length;
}

namespace {

using Kind = EditRun::Kind;

std::u32string random_text(reference::Random& random, std::uint32_t length,
                           std::uint32_t alphabet) {
  std::u32string out(length, U'a');
  for (char32_t& c : out) c = U'a' + random.below(alphabet) * (alphabet > 26 ? 257U : 1U);
  return out;
}

/// The text with about one change in `one_in` characters.
std::u32string changed(const std::u32string& text, reference::Random& random, std::uint32_t one_in,
                       std::uint32_t alphabet) {
  std::u32string out;
  for (const char32_t c : text) {
    if (!random.one_in(one_in)) {
      out += c;
      continue;
    }
    const std::uint32_t what = random.below(3);
    if (what > 0) out += random_text(random, what, alphabet);
  }
  return out;
}

/// "ver[t>d]r[-a]agen": an alignment as people read it.
std::string shown(const std::u32string& a, const std::u32string& b) {
  const auto runs = aligned_edits(a, b, edit_distance(a, b));
  if (!runs) return "too large";
  std::string out;
  const auto put = [&](const std::u32string& text, std::uint32_t at, std::uint32_t length) {
    for (std::uint32_t i = 0; i < length; ++i) out += static_cast<char>(text[at + i]);
  };
  for (const EditRun& run : *runs) {
    if (run.kind != Kind::match) out += '[';
    if (run.kind == Kind::deletion) out += '-';
    if (run.kind == Kind::insertion) out += '+';
    if (run.kind != Kind::insertion) put(a, run.a, run.length);
    if (run.kind == Kind::substitution) out += '>';
    if (run.kind == Kind::substitution || run.kind == Kind::insertion) put(b, run.b, run.length);
    if (run.kind != Kind::match) out += ']';
  }
  return out;
}

TEST(EditDistance, OfEqualTextsIsZero) {
  EXPECT_EQ(edit_distance(U"", U""), 0U);
  EXPECT_EQ(edit_distance(U"Kerkstraat", U"Kerkstraat"), 0U);
}

TEST(EditDistance, ToNothingIsTheLength) {
  EXPECT_EQ(edit_distance(U"abc", U""), 3U);
  EXPECT_EQ(edit_distance(U"", U"abcd"), 4U);
}

TEST(EditDistance, OneCharacterReplacedLeftOutOrInsertedIsOne) {
  EXPECT_EQ(edit_distance(U"maes", U"mees"), 1U);
  EXPECT_EQ(edit_distance(U"maes", U"mas"), 1U);
  EXPECT_EQ(edit_distance(U"maes", U"maers"), 1U);
}

TEST(EditDistance, TwoNeighboursSwappedAreTwo) {
  EXPECT_EQ(edit_distance(U"nieuwe", U"niuewe"), 2U);
}

TEST(EditDistance, CountsCodePoints) {
  EXPECT_EQ(edit_distance(U"No\u00EBl \U0001F600", U"Noel \U0001F601"), 2U);
}

TEST(EditDistance, TextbookPairs) {
  EXPECT_EQ(edit_distance(U"kitten", U"sitting"), 3U);
  EXPECT_EQ(edit_distance(U"saturday", U"sunday"), 3U);
  EXPECT_EQ(edit_distance(U"intention", U"execution"), 5U);
}

TEST(EditDistance, AtTheLimitItIsToldBeyondItIsNot) {
  EXPECT_EQ(edit_distance_within(U"kitten", U"sitting", 3), 3U);
  EXPECT_EQ(edit_distance_within(U"kitten", U"sitting", 2), std::nullopt);
  EXPECT_EQ(edit_distance_within(U"abc", U"abc", 0), 0U);
  EXPECT_EQ(edit_distance_within(U"abc", U"abcd", 0), std::nullopt);
}

TEST(EditDistance, AgreesWithTheWholeMatrixOnRandomTexts) {
  for (std::uint64_t seed = 1; seed <= 4'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    reference::Random random(seed);
    const std::uint32_t alphabet = random.one_in(5) ? 60 : random.between(1, 8);
    const std::u32string a = random_text(random, random.below(150), alphabet);
    const std::u32string b = random.one_in(2) ? random_text(random, random.below(150), alphabet)
                                              : changed(a, random, random.between(2, 12), alphabet);
    const std::uint32_t distance = reference::edit_distance(a, b);
    ASSERT_EQ(edit_distance(a, b), distance);
    ASSERT_EQ(edit_distance(b, a), distance);
    const std::uint32_t limit = random.below(160);
    ASSERT_EQ(edit_distance_within(a, b, limit),
              distance <= limit ? std::optional(distance) : std::nullopt)
        << "limit " << limit;
  }
}

TEST(EditDistance, AgreesWithTheWholeMatrixOnLongTextsOfSeveralBlocks) {
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    reference::Random random(seed);
    const std::uint32_t alphabet = random.between(2, 40);
    const std::u32string a = random_text(random, random.between(300, 900), alphabet);
    std::u32string b = changed(a, random, random.between(2, 60), alphabet);
    if (random.one_in(3)) b.insert(random.below(200), random_text(random, 150, alphabet));
    if (random.one_in(3)) b.erase(random.below(100), random.below(200));
    const std::uint32_t distance = reference::edit_distance(a, b);
    ASSERT_EQ(edit_distance(a, b), distance);
    ASSERT_EQ(edit_distance_within(b, a, distance), distance);
    if (distance > 0) {
      ASSERT_EQ(edit_distance_within(a, b, distance - 1), std::nullopt);
    }
  }
}

TEST(EditDistance, AMillionCharactersWithFewErrorsAreQuick) {
  reference::Random random(20'261);
  const std::u32string a = random_text(random, 1'000'000, 26);
  std::u32string b = a;
  for (std::size_t i = 0; i < 20; ++i) b[50'000 * i + 7] = U'!';
  EXPECT_EQ(edit_distance(a, b), 20U);
}

TEST(AlignedEdits, AreMarkedWhereTheyStand) {
  EXPECT_EQ(shown(U"vertragen", U"verdragen"), "ver[t>d]ragen");
  EXPECT_EQ(shown(U"afrekening", U"afreekning"), "afre[ke>ek]ning");
  EXPECT_EQ(shown(U"Kerkstraat", U"Kerkstrat"), "Kerkstra[-a]t");
  EXPECT_EQ(shown(U"door", U"dooor"), "doo[+o]r");
}

TEST(AlignedEdits, OfADoubledLetterTheSecondIsTheOneLeftOut) {
  EXPECT_EQ(shown(U"sonnette", U"sonette"), "son[-n]ette");
  EXPECT_EQ(shown(U"sonette", U"sonnette"), "son[+n]ette");
}

TEST(AlignedEdits, OfNothing) {
  EXPECT_EQ(shown(U"", U""), "");
  EXPECT_EQ(shown(U"abc", U""), "[-abc]");
  EXPECT_EQ(shown(U"", U"abc"), "[+abc]");
  EXPECT_EQ(shown(U"abc", U"abc"), "abc");
}

TEST(AlignedEdits, AgreeWithTheWholeMatrixOnRandomTexts) {
  for (std::uint64_t seed = 1; seed <= 4'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    reference::Random random(seed);
    const std::uint32_t alphabet = random.between(1, 8);
    const std::u32string a = random_text(random, random.below(40), alphabet);
    const std::u32string b = random.one_in(2) ? random_text(random, random.below(40), alphabet)
                                              : changed(a, random, random.between(2, 8), alphabet);
    const auto runs = aligned_edits(a, b, edit_distance(a, b));
    ASSERT_TRUE(runs.has_value());
    ASSERT_EQ(*runs, reference::aligned_edits(a, b));
  }
}

TEST(AlignedEdits, FewErrorsInLongTextsAgreeWithTheWholeMatrix) {
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    reference::Random random(seed);
    const std::uint32_t alphabet = random.between(1, 6);
    const std::u32string a = random_text(random, random.between(60, 300), alphabet);
    std::u32string b = changed(a, random, random.between(8, 60), alphabet);
    if (random.one_in(4)) b.insert(random.below(40), random_text(random, 12, alphabet));
    if (random.one_in(4)) b.erase(random.below(40), random.below(14));
    ASSERT_EQ(aligned_edits(a, b, edit_distance(a, b)), reference::aligned_edits(a, b));
    ASSERT_EQ(aligned_edits(b, a, edit_distance(a, b)), reference::aligned_edits(b, a));
  }
}

TEST(AlignedEdits, ManyHundredsOfErrorsStayExact) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    reference::Random random(seed);
    const std::u32string a = random_text(random, 900, 3);
    const std::u32string b = random_text(random, random.between(200, 900), 3);
    ASSERT_EQ(aligned_edits(a, b, edit_distance(a, b)), reference::aligned_edits(a, b));
  }
}

TEST(AlignedEdits, BeyondTheTableNoneAreMade) {
  const std::u32string a(100, U'a');
  const std::u32string b(100, U'b');
  EXPECT_TRUE(aligned_edits(a, b, 100, 101 * 201).has_value());
  EXPECT_EQ(aligned_edits(a, b, 100, 101 * 201 - 1), std::nullopt);
}

}  // namespace
}  // namespace callnorm
