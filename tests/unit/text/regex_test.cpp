#include "callnorm/text/regex.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <random>
#include <regex>
#include <string>
#include <thread>
#include <vector>

#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Regex compiled(std::string_view pattern) {
  auto regex = Regex::compile(pattern);
  if (!regex) {
    ADD_FAILURE() << pattern << ": " << regex.error().message << " at " << regex.error().where;
    return Regex::compile("a").value();
  }
  return std::move(regex).value();
}

// The text of the first match; "-" for none, "!" when the matcher gave up.
std::string first(std::string_view pattern, std::string_view text, std::uint32_t from = 0) {
  const auto found = compiled(pattern).find(text, from);
  if (!found) {
    EXPECT_EQ(found.error().code, ErrorCode::pattern_too_complex);
    return "!";
  }
  return found->has_value() ? std::string(slice(text, **found)) : "-";
}

Error refusal(std::string_view pattern) {
  auto regex = Regex::compile(pattern);
  if (!regex) return regex.error();
  ADD_FAILURE() << pattern << " compiles";
  return {};
}

std::vector<std::string> literals(std::string_view pattern) {
  return compiled(pattern).required_literals();
}

std::string times(std::string_view text, std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += text;
  return out;
}

TEST(Regex, AccentedCapitalsMatchTheirSmallLetters) {
  EXPECT_EQ(first(R"(\bécouter\b)", "Je vais ÉCOUTER, puis écouter."), "ÉCOUTER");
  EXPECT_EQ(first("DÉSOLÉE", "je suis désolée"), "désolée");
  EXPECT_EQ(first("[à-ý]+", "xÉÀx"), "ÉÀ");
  EXPECT_EQ(first("[À-Ý]+", "xéàx"), "éà");
  EXPECT_EQ(first("[^É]+", "éÉa"), "a");
}

TEST(Regex, AccentsAreDistinct) {
  EXPECT_EQ(first("ecouter", "écouter"), "-");
  EXPECT_EQ(first("à", "a"), "-");
}

TEST(Regex, AnAccentedLetterIsNoWordBoundary) {
  EXPECT_EQ(first(R"(\bécouter\b)", "réécouter"), "-");
  EXPECT_EQ(first(R"(\bappel\b)", "appelé"), "-");
  EXPECT_EQ(first(R"(\bdésolée?\b)", "Désolé, monsieur"), "Désolé");
  EXPECT_EQ(first(R"(my name is [a-z'-]+\b)", "my name is müller"), "-");
}

TEST(Regex, AWordIncludesItsAccentsComposedOrNot) {
  EXPECT_EQ(first(R"(\w+)", "café noir"), "café");
  EXPECT_EQ(first(R"(\w+)", "cafe\u0301 noir"), "cafe\u0301");
  EXPECT_EQ(first(R"([[:alpha:]]+)", "cafe\u0301 noir"), "cafe\u0301");
  EXPECT_EQ(first(R"(\bcafe\b)", "cafe\u0301"), "-");
  EXPECT_EQ(first(R"(\w+)", "Straße_12 x"), "Straße_12");
}

TEST(Regex, RangesAreBytesAtCodePointBoundaries) {
  const std::string_view text = "ß €é 😀x";
  EXPECT_EQ(*compiled("é").find(text).value(), (TextRange{6, 8}));
  EXPECT_EQ(*compiled("😀").find(text).value(), (TextRange{9, 13}));
  EXPECT_EQ(*compiled(".").find(text).value(), (TextRange{0, 2}));
  EXPECT_EQ(*compiled("x").find(text).value(), (TextRange{13, 14}));
  EXPECT_EQ(*compiled(R"(\z)").find(text).value(), (TextRange{14, 14}));
  EXPECT_EQ(*compiled("[^ß ]+").find(text).value(), (TextRange{3, 8}));
}

// Lower case may have another number of bytes than the text; ranges are of the text.
TEST(Regex, RangesAreOfTheTextAlsoWhereLowerCaseIsShorter) {
  EXPECT_EQ(*compiled("x").find("\u212A\u212Ax").value(), (TextRange{6, 7}));
  EXPECT_EQ(*compiled("kk").find("\u212A\u212Ax").value(), (TextRange{0, 6}));
}

TEST(Regex, ASearchFromAnOffsetSeesWhatIsBeforeIt) {
  const std::string_view text = "éteé été";
  EXPECT_EQ(compiled("é").find(text, 2)->value(), (TextRange{4, 6}));
  EXPECT_EQ(compiled(R"(\bété)").find(text, 2)->value(), (TextRange{7, 12}));
  EXPECT_EQ(first("^t", text, 2), "-");
  EXPECT_EQ(first("(?<=é)t", text, 2), "t");
  EXPECT_EQ(first("x*", text, 12), "");
  EXPECT_EQ(first("x*", text, 13), "-");
  EXPECT_EQ(compiled("t").find(text, 1).error().code, ErrorCode::invalid_argument);
}

TEST(Regex, AnchorsAndTheDotAreThoseOfPerl) {
  EXPECT_EQ(first("a.b", "a\nb"), "-");
  EXPECT_EQ(first("(?s)a.b", "a\nb"), "a\nb");
  EXPECT_EQ(first("(?s:a.)b", "a\nb"), "a\nb");
  EXPECT_EQ(first("^b", "a\nb"), "-");
  EXPECT_EQ(first("(?m)^b", "a\nb"), "b");
  EXPECT_EQ(first("a$", "a\nb"), "-");
  EXPECT_EQ(first("(?m)a$", "a\nb"), "a");
  EXPECT_EQ(first("b$", "a\nb\n"), "b");
  EXPECT_EQ(first(R"(b\z)", "a\nb\n"), "-");
  EXPECT_EQ(first(R"(b\Z)", "a\nb\n"), "b");
  EXPECT_EQ(first(R"(\Aa)", "a\na"), "a");
  EXPECT_EQ(first(R"(\Bb)", "b ab"), "b");
  EXPECT_EQ(first(R"(\B)", "  "), "");
}

TEST(Regex, ClassesOfCharactersFollowUnicode) {
  EXPECT_EQ(first(R"(\d+)", "nr ٣٤ 12"), "٣٤");
  EXPECT_EQ(first(R"(a\sb)", "a\u00A0b"), "a\u00A0b");
  EXPECT_EQ(first(R"(\h+\S)", "a \t\u202Fb"), " \t\u202Fb");
  EXPECT_EQ(first(R"([\W\D]+)", "a1"), "a");
  EXPECT_EQ(first(R"([^\W\d]+)", "12été"), "été");
  EXPECT_EQ(first(R"([[:^alpha:]]+)", "é12é"), "12");
  EXPECT_EQ(first(R"([[:digit:][:punct:]]+)", "a1,2$b"), "1,2$");
  EXPECT_EQ(first(R"([[:xdigit:]]+)", "g1Fé"), "1F");
  EXPECT_EQ(first(R"(\p{Sc}\d+)", "prix €12"), "€12");
  EXPECT_EQ(first(R"(\pN+)", "a½2"), "½2");
  EXPECT_EQ(first(R"(\P{L}+)", "a12b"), "12");
  EXPECT_EQ(first(R"([^\P{L}]+)", "12ab"), "ab");
  EXPECT_EQ(first(R"([[:upper:]]+)", "1aB2"), "aB");  // letters match without regard to case
  EXPECT_EQ(first(R"(\P{Lu}+)", "aB1"), "1");
}

TEST(Regex, SetsAreReadAsInPerl) {
  EXPECT_EQ(first("[]a]+", "x]a"), "]a");
  EXPECT_EQ(first("[^]a]+", "]ax"), "x");
  EXPECT_EQ(first("[a-]+", "b-a"), "-a");
  EXPECT_EQ(first("[-a]+", "b-a"), "-a");
  EXPECT_EQ(first("[+.*?(){}|^$]+", "a+.*?(){}|^$"), "+.*?(){}|^$");
  EXPECT_EQ(first(R"([\]\\]+)", R"(a]\)"), R"(]\)");
  EXPECT_EQ(first(R"([\x41-\x{43}]+)", "xaBcd"), "aBc");
  EXPECT_EQ(first("[A-z]+", "1aZ_2"), "aZ_");
}

TEST(Regex, RepeatsAreGreedyLazyOrPossessive) {
  EXPECT_EQ(first("a{2,3}", "aaaa"), "aaa");
  EXPECT_EQ(first("a{2,3}?", "aaaa"), "aa");
  EXPECT_EQ(first("a{2,}", "aaaa"), "aaaa");
  EXPECT_EQ(first("a{2}", "aaaa"), "aa");
  EXPECT_EQ(first("<.+?>", "<a><b>"), "<a>");
  EXPECT_EQ(first("a++a", "aaa"), "-");
  EXPECT_EQ(first("a*+b", "aab"), "aab");
  EXPECT_EQ(first("(?>a|ab)c", "abc"), "-");
  EXPECT_EQ(first("xa{0}y", "xy"), "xy");
  EXPECT_EQ(first("(?:ab){2}", "aabab"), "abab");
}

TEST(Regex, GroupsLookAroundAndCommentsWork) {
  EXPECT_EQ(first("(?<wie>ik|wij) help(en)?", "WIJ HELPEN u"), "WIJ HELPEN");
  EXPECT_EQ(first("(?'a'b)(?P<c>d)", "bd"), "bd");
  EXPECT_EQ(first("a(?=b)", "acab"), "a");
  EXPECT_EQ(first("a(?!c)", "acab"), "a");
  EXPECT_EQ(first("(?<=goede |fijne )dag", "dag, fijne dag"), "dag");
  EXPECT_EQ(*compiled("(?<!goede |fijne )dag").find("fijne dag dag").value(), (TextRange{10, 13}));
  EXPECT_EQ(first(R"((?<=\b(?:ab){2}x{3})y)", "ababxxxy"), "y");
  EXPECT_EQ(first("a(?#een b)b", "ab"), "ab");
  EXPECT_EQ(first("(?x) a b # c\n [ ] c", "ab c"), "ab c");
  EXPECT_EQ(first("(?i)A", "a"), "a");
  EXPECT_EQ(first("a|", "b"), "");
  EXPECT_EQ(first("(|a)b", "ab"), "ab");
  EXPECT_EQ(first("()", "b"), "");
  EXPECT_EQ(first("(?i)", "b"), "");
  EXPECT_EQ(first("(?=)(?>)(?!(?!))b", "b"), "b");
  EXPECT_EQ(first("a(?!)|b", "ab"), "b");
}

TEST(Regex, TheWholeTextMatchesOnlyAsAWhole) {
  const Regex number = compiled(R"([A-Z]{2}\d{4})");
  EXPECT_TRUE(number.matches("be1234").value());
  EXPECT_FALSE(number.matches("be12345").value());
  EXPECT_FALSE(number.matches("").value());
  EXPECT_TRUE(compiled("a|ab").matches("AB").value());
  EXPECT_TRUE(compiled("é+").matches(times("é", 3000)).value());
}

TEST(Regex, TextMayHoldAnyCharacter) {
  const std::string nul("a\0b", 3);
  EXPECT_EQ(first(".+", nul), nul);
  EXPECT_EQ(first(R"(\x{0}b)", nul), nul.substr(1));
  EXPECT_EQ(first(R"([\x{0}-\x{2}]b)", nul), nul.substr(1));
  EXPECT_EQ(first("[^b]+", nul), nul.substr(0, 2));
  EXPECT_EQ(first("[\\x{10000}-\\x{10FFFF}]+", "a😀"), "😀");
}

TEST(Regex, ASyntaxErrorNamesItsByte) {
  struct Case {
    std::string_view pattern;
    std::string_view where;
  };
  for (const auto& [pattern, where] : std::initializer_list<Case>{{"", "0"},
                                                                  {"a)", "1"},
                                                                  {"é(a", "2"},
                                                                  {"(?:a", "0"},
                                                                  {"[abc", "0"},
                                                                  {"a[", "1"},
                                                                  {"[]", "0"},
                                                                  {"[a-", "0"},
                                                                  {"[z-a]", "1"},
                                                                  {"[a-\\d]", "3"},
                                                                  {"[\\d-z]", "1"},
                                                                  {"[[:alpha:]-z]", "1"},
                                                                  {"[[:foo:]]", "1"},
                                                                  {"[[.a.]]", "1"},
                                                                  {"[[=a=]]", "1"},
                                                                  {"*a", "0"},
                                                                  {"a|+", "2"},
                                                                  {"(?:?)", "3"},
                                                                  {"a**", "2"},
                                                                  {"a{2}{3}", "4"},
                                                                  {"a{2}*", "4"},
                                                                  {"a{,3}", "1"},
                                                                  {"a{x}", "1"},
                                                                  {"a{3", "1"},
                                                                  {"a{3,2}", "1"},
                                                                  {"{2}", "0"},
                                                                  {"^*", "0"},
                                                                  {"\\b+", "0"},
                                                                  {"(?=a)*", "0"},
                                                                  {"(?:\\b|^)*", "0"},
                                                                  {"()*", "0"},
                                                                  {"a\\", "1"},
                                                                  {"[a\\", "2"},
                                                                  {"\\y", "0"},
                                                                  {"\\0", "0"},
                                                                  {"\\C", "0"},
                                                                  {"\\X", "0"},
                                                                  {"\\K", "0"},
                                                                  {"\\Q", "0"},
                                                                  {"[\\b]", "1"},
                                                                  {"\\x", "0"},
                                                                  {"\\x{}", "0"},
                                                                  {"\\x{110000}", "0"},
                                                                  {"\\x{D800}", "0"},
                                                                  {"\\x{41", "0"},
                                                                  {"\\p{Foo}", "0"},
                                                                  {"\\p", "0"},
                                                                  {"\\p{L", "0"},
                                                                  {"(?-i)a", "0"},
                                                                  {"(?y)a", "0"},
                                                                  {"(?", "0"},
                                                                  {"(", "0"},
                                                                  {"(?<", "0"},
                                                                  {"(?<1>a)", "0"},
                                                                  {"(?<a", "0"},
                                                                  {"(*FAIL)", "0"},
                                                                  {"(?C1)", "0"},
                                                                  {"a(?#b", "1"},
                                                                  {"(?<=a+)b", "0"},
                                                                  {"(?<=a?)b", "0"},
                                                                  {"(?<=x(a|b))c", "0"},
                                                                  {"(?<=(?=a))b", "0"},
                                                                  {"(?<=a{256})b", "0"}}) {
    const Error error = refusal(pattern);
    EXPECT_EQ(error.code, ErrorCode::invalid_argument) << pattern << ": " << error.message;
    EXPECT_EQ(error.where, where) << pattern << ": " << error.message;
    EXPECT_EQ(error.message.find('\n'), std::string::npos) << pattern;
  }
}

TEST(Regex, APatternThatIsNoUtf8IsRefusedAtItsByte) {
  const Error error = refusal("a\xFF");
  EXPECT_EQ(error.code, ErrorCode::invalid_utf8);
  EXPECT_EQ(error.where, "1");
}

TEST(Regex, WhatCanRunAwayIsRefused) {
  for (const std::string_view pattern : {"(a+)+$",       "(a+)+",
                                         R"((\w+\s?)*)", R"((\w+\s?)*:$)",
                                         "(a*)*",        "((a{2,})b)+",
                                         "(?:a|b*)+",    "(?:x(?=.*y))*",
                                         "(?>a+)*",      "(a++)+",
                                         "(.*){2,}",     R"((a)\1)",
                                         R"(\g1)",       R"(\k<a>)",
                                         "(?P=a)",       "(?R)",
                                         "(?0)",         "(?1)",
                                         "(?-1)",        "(?+1)",
                                         "(?&a)",        "(?P>a)",
                                         "(?(1)a|b)",    "(?(?=a)a|b)",
                                         "a{1001}",      "a{0,1001}",
                                         "a{1001,}",     "a{99999999999999999999}",
                                         "(a{30}){40}",  "((a{10}b){10}c){11}",
                                         "(a{500,}){3}", "(?:a{2,501}){0,2}"}) {
    EXPECT_EQ(refusal(pattern).code, ErrorCode::pattern_too_complex) << pattern;
  }
  EXPECT_EQ(refusal("(a+)+$").where, "4");
  EXPECT_EQ(refusal(times("a", 1001)).code, ErrorCode::pattern_too_complex);
  EXPECT_EQ(refusal(times("(", 51) + "a" + times(")", 51)).code, ErrorCode::pattern_too_complex);
}

TEST(Regex, WhatComesJustShortOfTheLimitsCompiles) {
  EXPECT_EQ(first("a{1000}", times("a", 1001)), times("a", 1000));
  EXPECT_EQ(first("(a{10}){100}", times("a", 1001)), times("a", 1000));
  EXPECT_EQ(first(times("a", 1000), times("a", 1000)), times("a", 1000));
  EXPECT_EQ(first(times("(", 50) + "a" + times(")", 50), "a"), "a");
  EXPECT_EQ(first(times("(?>", 50) + "a" + times(")", 50), "a"), "a");
  EXPECT_EQ(first(times("(?=", 50) + "a" + times(")", 50), "ba"), "");
  EXPECT_EQ(first("(?:ab+){3}", "abbabab"), "abbabab");  // unbounded within bounded
  EXPECT_EQ(first("(?<=a{255})b", times("a", 255) + "b"), "b");
}

// Each of these compiles, and each would take longer than the universe has existed.
TEST(Regex, ARunAwayAtSearchGivesUp) {
  const std::string x = times("x", 5000);
  for (const std::string_view pattern :
       {"(x|xx)+y", "(?:x|x)+y", "(x|xx)+?y", "(x+){1,30}y", "x*x*x*x*x*x*y", ".*.*.*.*.*y",
        R"((\w+\s?){1,50}:)", "(?:x?x?x?){1,300}y", "(?=(x|xx)+y)x", "(?>(?:x|xx)+y)",
        "^(?:x{1,9}x{1,9}){1,40}y"}) {
    EXPECT_EQ(first(pattern, x), "!") << pattern;
    EXPECT_FALSE(compiled(pattern).matches(x).ok()) << pattern;
  }
  EXPECT_EQ(first("(x|xx)+y", times("x", 60)), "!");
}

TEST(Regex, ALongTextIsNoReasonToGiveUp) {
  const std::string text = times("Goedemiddag, u spreekt met de klantendienst. ", 20'000);
  EXPECT_EQ(first(R"(\w+kaart\b)", text), "-");
  EXPECT_EQ(first(R"((?:ik|wij) (?:help|luister)en?)", text), "-");
  EXPECT_EQ(first(R"(\b\w+ \w+ \w+\?)", text), "-");
  EXPECT_EQ(first("[^.]*vraag[^.]*", text), "-");
  EXPECT_EQ(first(".*vraag", text), "-");
}

// Giving up means "cannot tell"; the required literals can tell that there is no match.
TEST(Regex, ATextWithoutTheRequiredLiteralIsNotGivenUp) {
  const std::string text = times("a b ", 20'000);
  EXPECT_EQ(first("a.*vraag", text), "-");
  EXPECT_EQ(first("a.*b x|a.*c x", text), "-");
  EXPECT_EQ(first("a.*c.*b", text), "!");
}

TEST(Regex, RequiredLiteralsAreInLowerCaseWithTheirAccents) {
  EXPECT_THAT(literals("ÉCOUTER"), ElementsAre("écouter"));
  EXPECT_THAT(literals(R"(\bDésolée?\b)"), ElementsAre("désolé"));
  EXPECT_THAT(literals("Straße"), ElementsAre("straße"));
}

TEST(Regex, AnAlternationRequiresOneLiteralPerBranch) {
  EXPECT_THAT(literals("bonjour|goede(morgen|dag)|hello?"),
              ElementsAre("bonjour", "goede", "hell"));
  EXPECT_THAT(literals("bonjour|x"), IsEmpty());
  EXPECT_THAT(literals("bonjour|"), IsEmpty());
  EXPECT_THAT(literals("(?:ik|wij) help"), ElementsAre(" help"));
  EXPECT_THAT(literals("a(?:dag|avond)?b"), IsEmpty());
  EXPECT_THAT(literals("goede|goedemorgen|de|DE"), ElementsAre("de"));
}

TEST(Regex, TheLongestRunOutsideOptionalPartsIsRequired) {
  EXPECT_THAT(literals("colou?r"), ElementsAre("colo"));
  EXPECT_THAT(literals("(je suis )?désolée"), ElementsAre("désolée"));
  EXPECT_THAT(literals("ab.cde.f"), ElementsAre("cde"));
  EXPECT_THAT(literals(R"(foo\bbar)"), ElementsAre("foobar"));
  EXPECT_THAT(literals("foo(?=bar)"), ElementsAre("foo"));
  EXPECT_THAT(literals("foo(?!bar)baz"), ElementsAre("foobaz"));
  EXPECT_THAT(literals("(?:(?<wie>ik) help) u"), ElementsAre("ik help u"));
  EXPECT_THAT(literals("a[.]b"), ElementsAre("a.b"));
  EXPECT_THAT(literals("a[bB]c"), ElementsAre("abc"));
  EXPECT_THAT(literals("ab+c"), ElementsAre("ab"));
  EXPECT_THAT(literals("ab{3}c"), ElementsAre("abbbc"));
  EXPECT_THAT(literals("ab{2,3}cd"), ElementsAre("bbcd"));
  EXPECT_THAT(literals("(?:ab){2,}"), ElementsAre("abab"));
  EXPECT_THAT(literals("(?:ab|cd)+"), ElementsAre("ab", "cd"));
  EXPECT_THAT(literals("(?>abc)++d"), ElementsAre("abc"));
}

TEST(Regex, WithoutTwoCharactersInARowNothingIsRequired) {
  EXPECT_THAT(literals(R"(\w+@\w+)"), IsEmpty());
  EXPECT_THAT(literals("a.b"), IsEmpty());
  EXPECT_THAT(literals("(?:abc)*"), IsEmpty());
  EXPECT_THAT(literals("(?:abc){0}"), IsEmpty());
  EXPECT_THAT(literals("(?=abc)"), IsEmpty());
  EXPECT_THAT(literals("é"), IsEmpty());
  EXPECT_THAT(literals("éé"), ElementsAre("éé"));
}

// --- properties
// -------------------------------------------------------------------------------------

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  template <std::size_t N>
  std::string_view one_of(const std::array<std::string_view, N>& all) {
    return all[below(N)];
  }

  std::string text(const std::vector<std::string_view>& pieces, std::uint32_t most) {
    std::string out;
    for (std::uint32_t n = below(most + 1); n > 0; --n) {
      out += pieces[below(static_cast<std::uint32_t>(pieces.size()))];
    }
    return out;
  }

 private:
  std::mt19937 random_;
};

// Expressions on which Perl and ECMAScript agree: no repeat of what may match nothing. Nor is there
// an assertion within a look-ahead: libstdc++ takes the place of the look-ahead for the beginning
// of the text.
class AsciiPatterns : public Generator {
 public:
  using Generator::Generator;

  std::string choice(int depth) {
    std::string out = sequence(depth);
    while (below(4) == 0) out += "|" + sequence(depth);
    return out;
  }

 private:
  std::string sequence(int depth) {
    std::string out;
    for (std::uint32_t n = 1 + below(4); n > 0; --n) {
      switch (below(12)) {
        case 0:
          if (looking_ == 0) out += one_of<4>({R"(\b)", R"(\B)", "^", "$"});
          break;
        case 1:
          if (depth > 0) {
            ++looking_;
            out += std::string(below(2) ? "(?=" : "(?!") + choice(depth - 1) + ")";
            --looking_;
          }
          break;
        default: out += repeated(consuming(depth));
      }
    }
    return out;
  }

  std::string consuming(int depth) {
    if (depth > 0 && below(4) == 0) {
      std::string out = below(2) ? "(" : "(?:";
      out += consuming(depth - 1) + sequence(depth - 1);
      while (below(3) == 0) out += "|" + consuming(depth - 1);
      return out + ")";
    }
    if (below(3) == 0) {
      return std::string(one_of<11>({".", R"(\w)", R"(\W)", R"(\d)", R"(\D)", R"(\s)", "[a-c]",
                                     "[^ab]", "[B-Cx]", R"([\d ])", "[[:alpha:]]"}));
    }
    return std::string(one_of<8>({"a", "b", "c", "A", "C", "1", " ", R"(\.)"}));
  }

  std::string repeated(std::string atom) {
    switch (below(10)) {
      case 0: return atom + "*";
      case 1: return atom + "+";
      case 2: return atom + "?";
      case 3: return atom + "{2}";
      case 4: return atom + "{1,3}";
      case 5: return atom + one_of<3>({"*?", "+?", "{1,2}?"}).data();
      default: return atom;
    }
  }

  int looking_ = 0;
};

TEST(Regex, AgreesWithStdRegexOnAscii) {
  AsciiPatterns make(42);
  const std::vector<std::string_view> pieces = {"a", "b", "c", "A", "B", "1", "2", " ", ".", "x"};
  int compared = 0;
  int matched = 0;
  int gave_up = 0;
  for (int round = 0; round < 6'000; ++round) {
    const std::string pattern = make.choice(2);
    const auto ours = Regex::compile(pattern);
    if (!ours) {
      ASSERT_EQ(ours.error().code, ErrorCode::pattern_too_complex)
          << pattern << ": " << ours.error().message << " at " << ours.error().where;
      continue;
    }
    const std::regex theirs(pattern, std::regex::ECMAScript | std::regex::icase);
    for (int k = 0; k < 8; ++k) {
      const std::string text = make.text(pieces, 14);
      const auto found = ours->find(text);
      if (!found) {  // (a|.|\w)* has 3^14 ways
        ASSERT_EQ(found.error().code, ErrorCode::pattern_too_complex);
        ++gave_up;
        continue;
      }
      std::smatch match;
      const bool expected = std::regex_search(text, match, theirs);
      ASSERT_EQ(found->has_value(), expected) << pattern << " on \"" << text << '"';
      ++compared;
      if (const auto whole = ours->matches(text)) {
        ASSERT_EQ(*whole, std::regex_match(text, theirs)) << pattern << " on \"" << text << '"';
      }
      if (!expected) continue;
      ++matched;
      EXPECT_EQ((*found)->begin, static_cast<std::uint32_t>(match.position(0)))
          << pattern << " on \"" << text << '"';
      EXPECT_EQ((*found)->end, static_cast<std::uint32_t>(match.position(0) + match.length(0)))
          << pattern << " on \"" << text << '"';
    }
  }
  EXPECT_GT(compared, 20'000);
  EXPECT_GT(matched, 5'000);
  EXPECT_LT(gave_up, 50);
}

// Expressions with more of the syntax, over few letters so that they match often.
class WidePatterns : public Generator {
 public:
  using Generator::Generator;

  std::string choice(int depth) {
    std::string out = sequence(depth);
    while (below(3) == 0) out += "|" + sequence(depth);
    return out;
  }

 private:
  std::string sequence(int depth) {
    std::string out;
    for (std::uint32_t n = below(5); n > 0; --n) out += atom(depth);
    return out;
  }

  std::string atom(int depth) {
    std::string out;
    switch (below(depth > 0 ? 8 : 5)) {
      case 0: return std::string(one_of<6>({R"(\b)", "^", "$", R"(\B)", "(?<=é)", "(?<!a|be)"}));
      case 1:
        out =
            one_of<8>({".", R"(\w)", "[é]", "[aA]", "[éb]", "[^a]", R"([[:alpha:]])", R"(\p{L})"});
        break;
      case 5: out = "(?:" + choice(depth - 1) + ")"; break;
      case 6: out = "(?>" + choice(depth - 1) + ")"; break;
      case 7: return (below(2) ? "(?=" : "(?!") + choice(depth - 1) + ")";
      default: out = one_of<7>({"a", "A", "é", "É", "b", "ab", "😀"});
    }
    if (below(3) == 0) {
      out += one_of<11>({"*", "+", "?", "{2}", "{0}", "{1,2}", "{2,}", "*?", "+?", "++", "??"});
    }
    return out;
  }
};

TEST(Regex, RequiredLiteralsNeverFilterOutAMatch) {
  WidePatterns make(7);
  const std::vector<std::string_view> pieces = {"a", "A", "é", "É", "b", "B", "😀", " ", "e\u0301"};
  int with_literals = 0;
  for (int round = 0; round < 40'000; ++round) {
    const std::string pattern = make.choice(2);
    const auto regex = Regex::compile(pattern);
    if (!regex) {
      ASSERT_THAT(regex.error().code,
                  ::testing::AnyOf(ErrorCode::pattern_too_complex, ErrorCode::invalid_argument));
      ASSERT_TRUE(regex.error().code == ErrorCode::pattern_too_complex || pattern.empty() ||
                  regex.error().message == "what has no width cannot be repeated")
          << pattern << ": " << regex.error().message << " at " << regex.error().where;
      continue;
    }
    for (int k = 0; k < 6; ++k) {
      const std::string text = make.text(pieces, 12);
      const auto found = regex->find(text);
      ASSERT_TRUE(found.ok()) << pattern << " on " << text;
      if (!found->has_value()) continue;
      const TextRange range = **found;
      ASSERT_LE(range.begin, range.end);
      ASSERT_LE(range.end, text.size());
      ASSERT_TRUE(at_code_point(text, range.begin) && at_code_point(text, range.end)) << pattern;
      if (regex->required_literals().empty()) continue;
      ++with_literals;
      const std::string match = lower(slice(text, range));
      bool holds_one = false;
      for (const auto& literal : regex->required_literals()) {
        holds_one = holds_one || match.find(literal) != std::string::npos;
      }
      ASSERT_TRUE(holds_one) << pattern << " on \"" << text
                             << "\": " << ::testing::PrintToString(regex->required_literals());
    }
  }
  EXPECT_GT(with_literals, 2'000);
}

// Bytes that come from anywhere: a Regex or an Error, and a search that ends.
TEST(Regex, AnyBytesGiveAnExpressionOrAnError) {
  Generator make(99);
  const std::vector<std::string_view> pieces = {
      "(",  ")",   "[",   "]",    "{",    "}",     "?",     "*",    "+",  "|",       "\\",   "^",
      "$",  ".",   "-",   ",",    ":",    "=",     "!",     "<",    ">",  "#",       "&",    "a",
      "b",  "1",   "0",   "99",   "(?",   "(?:",   "(?<",   "(?<=", "[^", "[[:",     ":]]",  "\\w",
      "\\", "\\b", "\\x", "\\x{", "\\p{", "\\pL",  "[a-z]", "é",    "😀",  "alpha:]", "(?x)", " ",
      "\n", "+?",  "++",  "{2,",  "{3}",  "{1,9}", "(?s)",  "\xC3", "R)", "(a|b)",   "(?>",  "$)"};
  const std::string text = times("ab 1é😀\n", 12) + times("a", 40);
  int valid = 0;
  for (int round = 0; round < 30'000; ++round) {
    const std::string pattern = make.text(pieces, round % 10 == 0 ? 60 : 8);
    const auto regex = Regex::compile(pattern);
    if (!regex) {
      ASSERT_FALSE(regex.error().message.empty());
      ASSERT_NE(regex.error().message, "the expression cannot be compiled") << pattern;
      continue;
    }
    ++valid;
    const auto found = regex->find(text);
    if (found && found->has_value()) {
      ASSERT_TRUE(at_code_point(text, (*found)->begin)) << pattern;
      ASSERT_TRUE(at_code_point(text, (*found)->end)) << pattern;
    }
  }
  EXPECT_GT(valid, 1'000);
}

TEST(Regex, EightThreadsShareOneExpression) {
  const Regex word = compiled(R"(\b(?:écouter|luister(?:en|t)?|listen(?:ing)?)\b)");
  const Regex run_away = compiled("(x|xx)+y");
  const std::string x = times("x", 60);
  std::vector<std::string> texts;
  std::vector<std::optional<TextRange>> expected;
  for (int i = 0; i < 200; ++i) {
    texts.push_back(times("é ", static_cast<std::size_t>(i)) +
                    (i % 3 ? "LUISTERT u" : "luisterde"));
    expected.push_back(word.find(texts.back()).value());
  }
  std::array<int, 8> wrong{};
  std::vector<std::thread> threads;
  for (int& errors : wrong) {
    threads.emplace_back([&] {
      const Regex mine = word;
      for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto found = mine.find(texts[i]);
        if (!found || *found != expected[i]) ++errors;
        if (i % 40 == 0 && run_away.find(x).ok()) ++errors;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, ::testing::Each(0));
}

}  // namespace
}  // namespace callnorm
