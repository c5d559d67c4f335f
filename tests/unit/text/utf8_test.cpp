#include "callnorm/text/utf8.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>

namespace callnorm {
namespace {

std::string encoded(char32_t c) {
  std::string out;
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
  return out;
}

// The definition, slowly: a sequence is well-formed when its value is a scalar value whose encoding
// is these very bytes.
std::optional<std::size_t> first_invalid_by_definition(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    bool found = false;
    for (std::size_t length = 1; length <= 4 && i + length <= text.size() && !found; ++length) {
      const auto lead = static_cast<unsigned char>(text[i]);
      char32_t value = length == 1 ? lead : lead & (0x7FU >> length);
      for (std::size_t k = 1; k < length; ++k) {
        value = value << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
      }
      if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) continue;
      if (encoded(value) != text.substr(i, length)) continue;
      i += length;
      found = true;
    }
    if (!found) return i;
  }
  return std::nullopt;
}

TEST(Utf8, EveryCodePointIsValidDecodesToItselfAndTakesOneStep) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string text = encoded(c);
    ASSERT_EQ(first_invalid_utf8(text), std::nullopt) << static_cast<std::uint32_t>(c);
    std::size_t offset = 0;
    ASSERT_EQ(next_code_point(text, offset), c);
    ASSERT_EQ(offset, text.size());
    ASSERT_EQ(code_points(text), 1U);
  }
}

TEST(Utf8, NamesTheFirstByteOfWhatIsIllFormed) {
  EXPECT_EQ(first_invalid_utf8("caf\xE9"), 3U);               // Latin-1
  EXPECT_EQ(first_invalid_utf8("a\xC0\xAF"), 1U);             // overlong /
  EXPECT_EQ(first_invalid_utf8("a\xC1\xBF"), 1U);             // overlong DEL
  EXPECT_EQ(first_invalid_utf8("\xE0\x9F\xBF"), 0U);          // overlong U+07FF
  EXPECT_EQ(first_invalid_utf8("\xF0\x8F\xBF\xBF"), 0U);      // overlong U+FFFF
  EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0U);          // first surrogate
  EXPECT_EQ(first_invalid_utf8("\xED\xBF\xBF"), 0U);          // last surrogate
  EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0U);      // U+110000
  EXPECT_EQ(first_invalid_utf8("\xF8\x88\x80\x80\x80"), 0U);  // five bytes
  EXPECT_EQ(first_invalid_utf8("\xFF"), 0U);                  // never a lead
  EXPECT_EQ(first_invalid_utf8("ab\x80"), 2U);                // a continuation alone
  EXPECT_EQ(first_invalid_utf8("12345678\xE2\x82"), 8U);      // cut short, after an ASCII word
  EXPECT_EQ(first_invalid_utf8("12345678\xF0\x9F\x98"), 8U);  // cut short
  EXPECT_EQ(first_invalid_utf8("\xE2\x28\xA1"), 0U);          // continuation missing
  EXPECT_EQ(first_invalid_utf8(std::string(2, '\0')), std::nullopt);  // NUL is a character
  EXPECT_EQ(first_invalid_utf8(""), std::nullopt);
}

// All strings of one to four bytes made of the bytes at which RFC 3629 draws a line.
TEST(Utf8, AgreesWithTheDefinitionOnEveryBoundary) {
  static constexpr std::array<unsigned char, 26> edges = {
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
      0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF};
  std::size_t count = 1;
  for (std::size_t length = 1; length <= 4; ++length) {
    count *= edges.size();
    for (std::size_t n = 0; n < count; ++n) {
      std::string text;
      for (std::size_t k = 0, rest = n; k < length; ++k, rest /= edges.size()) {
        text.push_back(static_cast<char>(edges[rest % edges.size()]));
      }
      ASSERT_EQ(first_invalid_utf8(text), first_invalid_by_definition(text))
          << ::testing::PrintToString(text);
    }
  }
}

// Long enough to pass through the eight-byte steps at every alignment.
TEST(Utf8, AgreesWithTheDefinitionOnRandomTexts) {
  std::mt19937 random(20240117);
  const auto below = [&random](std::uint32_t n) {
    return static_cast<std::uint32_t>(random() % n);
  };
  for (int round = 0; round < 50'000; ++round) {
    std::string text;
    const std::uint32_t pieces = below(12);
    for (std::uint32_t k = 0; k < pieces; ++k) {
      switch (below(4)) {
        case 0: text.append(below(20), 'a'); break;
        case 1: text += encoded(below(0x800)); break;
        case 2: {
          const char32_t c = below(0x110000);
          if (c < 0xD800 || c > 0xDFFF) text += encoded(c);
          break;
        }
        default:
          if (below(8) == 0) text.push_back(static_cast<char>(below(256)));
      }
    }
    if (!text.empty() && below(3) == 0)
      text[below(static_cast<std::uint32_t>(text.size()))] ^= 0x20;
    if (!text.empty() && below(6) == 0) text.pop_back();
    ASSERT_EQ(first_invalid_utf8(text), first_invalid_by_definition(text))
        << ::testing::PrintToString(text);
  }
}

TEST(Utf8, OfBytesThatAreNoUtf8EveryOneBecomesAReplacementCharacter) {
  const std::string text = "a\xE2\x82z";
  std::size_t offset = 0;
  std::u32string decoded;
  while (offset < text.size()) decoded.push_back(next_code_point(text, offset));
  EXPECT_EQ(decoded, U"a\uFFFD\uFFFDz");
}

TEST(Utf8, CodePointsAreCountedNotBytes) {
  EXPECT_EQ(code_points(""), 0U);
  EXPECT_EQ(code_points("café"), 4U);
  EXPECT_EQ(code_points("cafe\u0301"), 5U);
  EXPECT_EQ(code_points("😀ß€"), 3U);
}

TEST(Utf8, AnOffsetWithinACharacterIsNotAtACodePoint) {
  const std::string_view text = "aé😀";
  const std::array<bool, 9> expected = {true, true, false, true, false, false, false, true, false};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(at_code_point(text, i), expected[i]) << i;
  }
}

TEST(Utf8, ACutNeverDividesACharacter) {
  EXPECT_EQ(cut("aé😀", 0), "");
  EXPECT_EQ(cut("aé😀", 1), "a");
  EXPECT_EQ(cut("aé😀", 2), "a");
  EXPECT_EQ(cut("aé😀", 3), "aé");
  EXPECT_EQ(cut("aé😀", 6), "aé");
  EXPECT_EQ(cut("aé😀", 7), "aé😀");
  EXPECT_EQ(cut("aé😀", 100), "aé😀");
  EXPECT_EQ(cut("\x80\x80", 1), "");  // ill-formed, and still no crash
}

TEST(Utf8, ASliceIsTheBytesOfItsRange) {
  EXPECT_EQ(slice("aéb", TextRange{1, 3}), "é");
}

TEST(Utf8, LowerCaseKeepsAccentsAndWhatHasNoCase) {
  EXPECT_EQ(lower("ÉCOUTER Être ÇA ŒUVRE ÀÈÙ"), "écouter être ça œuvre àèù");
  EXPECT_EQ(lower("Straße 48.213 ½ €"), "straße 48.213 ½ €");
  EXPECT_EQ(lower("IJsland ĲSLAND"), "ijsland ĳsland");
  EXPECT_EQ(lower("ΑΣ Я 😀"), "ασ я 😀");  // by code point: no final sigma
  EXPECT_EQ(lower("CAFE\u0301"), "cafe\u0301");
  EXPECT_EQ(lower(""), "");
}

TEST(Utf8, LowerCaseMayChangeTheNumberOfBytesButNotOfCodePoints) {
  const std::string text = "\u212A\u023A";  // Kelvin sign -> k, Ⱥ -> ⱥ
  EXPECT_EQ(lower(text), "k\u2C65");
  EXPECT_EQ(code_points(lower(text)), code_points(text));
}

TEST(Utf8, LowerCaseOfLowerCaseIsTheSame) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string once = lower(encoded(c));
    ASSERT_EQ(lower(once), once) << static_cast<std::uint32_t>(c);
    ASSERT_EQ(first_invalid_utf8(once), std::nullopt);
  }
}

}  // namespace
}  // namespace callnorm
