#include "io/json_input.hpp"

#include "unit/io/edit.hpp"

namespace callnorm::io {
namespace {

using test::FailsAt;
using test::Succeeds;

Result<Document> parse(std::string_view text, UnknownKeys unknown = UnknownKeys::reject) {
  return Document::parse(text, ErrorCode::invalid_contact, unknown);
}

std::string nested(std::size_t levels, std::string_view open, std::string_view close) {
  std::string text;
  for (std::size_t i = 0; i < levels; ++i) text += open;
  text += "1";
  for (std::size_t i = 0; i < levels; ++i) text += close;
  return text;
}

TEST(JsonInput, EmptyInputIsSaidToBeEmpty) {
  EXPECT_THAT(parse(""), FailsAt(ErrorCode::invalid_json, "1:1", "empty"));
  EXPECT_THAT(parse(" \n\t "), FailsAt(ErrorCode::invalid_json, "1:1", "white space"));
}

TEST(JsonInput, TextThatIsNotJsonIsPlacedByLineAndColumn) {
  EXPECT_THAT(parse("{\"a\": 1,\n \"b\": tru}"), FailsAt(ErrorCode::invalid_json, "2:10"));
  EXPECT_THAT(parse("[1, 2"), FailsAt(ErrorCode::invalid_json, "1:6", "unexpected end"));
  EXPECT_THAT(parse("{} {}"), FailsAt(ErrorCode::invalid_json, "1:4", "expected end of input"));
  EXPECT_THAT(parse("[NaN]"), FailsAt(ErrorCode::invalid_json, "1:2", "invalid literal"));
  EXPECT_THAT(parse(std::string_view("{}\0", 3)),
              FailsAt(ErrorCode::invalid_json, "1:3", "zero byte"));
}

TEST(JsonInput, ColumnsCountCharactersNotBytes) {
  EXPECT_THAT(parse("[\"één\", x]"), FailsAt(ErrorCode::invalid_json, "1:9"));
}

TEST(JsonInput, ALongBadTokenDoesNotMakeALongMessage) {
  const Result<Document> result = parse("[\"" + std::string(100'000, 'a'));
  ASSERT_FALSE(result.ok());
  EXPECT_LT(result.error().message.size(), 300U);
}

TEST(JsonInput, BadUtf8IsPlacedByByte) {
  EXPECT_THAT(parse("{\"a\": \"\xC3\"}"), FailsAt(ErrorCode::invalid_utf8, "7"));
  EXPECT_THAT(parse("\xFF\xFE{"), FailsAt(ErrorCode::invalid_utf8, "0"));
}

TEST(JsonInput, AByteOrderMarkIsSkipped) {
  EXPECT_THAT(parse("\xEF\xBB\xBF[1]"), Succeeds());
}

TEST(JsonInput, HalfASurrogatePairIsRefused) {
  EXPECT_THAT(parse(R"(["\udc00"])"), FailsAt(ErrorCode::invalid_json, "1:8", "surrogate"));
  EXPECT_THAT(parse(R"(["\ud800"])"), FailsAt(ErrorCode::invalid_json, "1:9", "surrogate"));
  EXPECT_THAT(parse(R"(["\ud83d\ude00"])"), Succeeds());
  EXPECT_THAT(parse(R"(["\\udc00"])"), Succeeds());  // an escaped backslash, then letters
}

TEST(JsonInput, NestingEndsAt128Levels) {
  EXPECT_THAT(parse(nested(128, "[", "]")), Succeeds());
  EXPECT_THAT(parse(nested(129, "[", "]")),
              FailsAt(ErrorCode::invalid_json, "1:129", "nested deeper than 128 levels"));
  EXPECT_THAT(parse(nested(128, "{\"a\":", "}")), Succeeds());
  EXPECT_THAT(parse(nested(129, "{\"a\":", "}")),
              FailsAt(ErrorCode::invalid_json, "1:641", "nested deeper than 128 levels"));
}

TEST(JsonInput, TenThousandLevelsAreRefusedLikeAHundredAndTwentyNine) {
  EXPECT_THAT(parse(nested(10'000, "[", "]")), FailsAt(ErrorCode::invalid_json, "1:129"));
  EXPECT_THAT(parse(std::string(5'000'000, '[')), FailsAt(ErrorCode::invalid_json, "1:129"));
  EXPECT_THAT(parse(nested(10'000, "{\"a\":", "}")), FailsAt(ErrorCode::invalid_json, "1:641"));
}

TEST(JsonInput, NumbersBeyondTheirTypesAreErrorsOfTheirOwn) {
  EXPECT_THAT(parse("[1e999]"), FailsAt(ErrorCode::invalid_json, "1:2", "too large"));
  EXPECT_THAT(parse("[1, 123456789012345678901234567890]"),
              FailsAt(ErrorCode::invalid_json, "1:5", "too large"));
}

TEST(JsonInput, TinyNumbersAreZero) {
  const auto document = parse("[1e-400, -0, -0.0]");
  ASSERT_THAT(document, Succeeds());
  const Node root = document->root();
  EXPECT_THAT(root.each([](const Node& node) -> Status {
    CALLNORM_TRY(const Millis time, node.seconds());
    EXPECT_EQ(time, Millis{0});
    CALLNORM_TRY(const std::int64_t whole, node.integer(0, 5));
    EXPECT_EQ(whole, 0);
    return success();
  }),
              Succeeds());
}

TEST(JsonInput, APointerEscapesTildeAndSlash) {
  const auto document = parse(R"({"a/b": {"~": [true]}})");
  ASSERT_THAT(document, Succeeds());
  const Node root = document->root();
  const Status status = root.each_member([](std::string_view, const Node& outer) {
    return outer.each_member([](std::string_view, const Node& inner) {
      return inner.each([](const Node& item) -> Status {
        CALLNORM_TRY(const double value, item.number());
        ADD_FAILURE() << value;
        return success();
      });
    });
  });
  EXPECT_THAT(status, FailsAt(ErrorCode::invalid_contact, "/a~1b/~0/0",
                              "expected a number, found true or false"));
}

TEST(JsonInput, SecondsAreRoundedToTheNearestMillisecond) {
  const auto document = parse("[0.0004, 0.0006, 1.2345, -2.0006, 86400, 0.1]");
  ASSERT_THAT(document, Succeeds());
  std::vector<std::int64_t> times;
  const Node root = document->root();
  ASSERT_THAT(root.each([&](const Node& node) -> Status {
    CALLNORM_TRY(const Millis time, node.seconds());
    times.push_back(time.count());
    return success();
  }),
              Succeeds());
  EXPECT_THAT(times,
              testing::ElementsAre(0, 1, testing::AnyOf(1234, 1235), -2001, 86'400'000, 100));
}

TEST(JsonInput, TimesBeyond31DaysAreRefused) {
  const auto document = parse("[2678400, 2678400.1]");
  ASSERT_THAT(document, Succeeds());
  const Node root = document->root();
  EXPECT_THAT(list_of(as_seconds)(root), FailsAt(ErrorCode::invalid_contact, "/1", "31 days"));
}

TEST(JsonInput, AWholeNumberMayBeWrittenWithAPoint) {
  const auto document = parse("[3.0, 2.5]");
  ASSERT_THAT(document, Succeeds());
  const Node root = document->root();
  EXPECT_THAT(list_of(as_count)(root), FailsAt(ErrorCode::invalid_contact, "/1", "whole number"));
}

TEST(JsonInput, ScalarsAreWrittenOneWay) {
  const auto document = parse(R"(["verhuizer", true, 3, 3.0, 0.5, 1e300, -0.0])");
  ASSERT_THAT(document, Succeeds());
  const Node root = document->root();
  const auto list = list_of([](const Node& node) { return node.scalar(); })(root);
  ASSERT_THAT(list, Succeeds());
  EXPECT_THAT(*list, testing::ElementsAre("verhuizer", "true", "3", "3", "0.5", "1e+300", "0"));
}

TEST(JsonInput, AKeyMayNotStandTwiceInAnObject) {
  static constexpr auto names = keys("a", "b");
  const auto document = parse(R"({"a": 1, "b": 2, "a": 3})");
  ASSERT_THAT(document, Succeeds());
  const Node root = document->root();
  EXPECT_THAT(members(root, names), FailsAt(ErrorCode::invalid_contact, "/a", "twice"));
  EXPECT_THAT(root.each_member([](std::string_view, const Node&) { return success(); }),
              FailsAt(ErrorCode::invalid_contact, "/a", "twice"));
}

TEST(JsonInput, UnknownKeysAreRefusedOrNotedAsAsked) {
  static constexpr auto names = keys("a");
  const std::string text = R"({"a": 1, "colour": 2, "x-mine": {}})";
  const auto strict = parse(text);
  ASSERT_THAT(strict, Succeeds());
  const Node strict_root = strict->root();
  EXPECT_THAT(members(strict_root, names),
              FailsAt(ErrorCode::invalid_contact, "/colour", "unknown key"));

  const auto lenient = parse(text, UnknownKeys::note);
  ASSERT_THAT(lenient, Succeeds());
  const Node root = lenient->root();
  EXPECT_THAT(members(root, names), Succeeds());
  EXPECT_THAT(lenient->notes(), testing::ElementsAre("unknown key ignored: colour"));
}

TEST(JsonInput, ManyUnknownKeysMakeFewNotes) {
  std::string text = "{\"a\": 1";
  for (int i = 0; i < 1000; ++i) text += ", \"k" + std::to_string(i) + "\": 0";
  const auto document = parse(text + "}", UnknownKeys::note);
  ASSERT_THAT(document, Succeeds());
  static constexpr auto names = keys("a");
  const Node root = document->root();
  EXPECT_THAT(members(root, names), Succeeds());
  EXPECT_EQ(document->notes().size(), 51U);
}

TEST(JsonInput, NullCountsAsAbsent) {
  static constexpr auto names = keys("a");
  const auto document = parse(R"({"a": null})");
  ASSERT_THAT(document, Succeeds());
  const Node root = document->root();
  const auto in = members(root, names);
  ASSERT_THAT(in, Succeeds());
  EXPECT_FALSE(in->has("a"));
  EXPECT_THAT(in->need("a", as_string), FailsAt(ErrorCode::invalid_contact, "", "missing"));
}

TEST(JsonInput, AChoiceNamesWhatIsAllowed) {
  static constexpr std::array<std::string_view, 3> names{"voice", "chat", "email"};
  const auto document = parse(R"(["fax"])");
  ASSERT_THAT(document, Succeeds());
  const Node root = document->root();
  EXPECT_THAT(list_of(as_one_of(names))(root),
              FailsAt(ErrorCode::invalid_contact, "/0",
                      "expected \"voice\", \"chat\" or \"email\", found \"fax\""));
}

TEST(JsonInput, TwoDocumentsAtOnceDoNotDisturbEachOther) {
  const auto first = parse("[1]");
  const auto second = parse("[2]");
  ASSERT_THAT(first, Succeeds());
  ASSERT_THAT(second, Succeeds());
  const Node a = first->root();
  const Node b = second->root();
  EXPECT_THAT(*list_of(as_number)(a), testing::ElementsAre(1.0));
  EXPECT_THAT(*list_of(as_number)(b), testing::ElementsAre(2.0));
}

}  // namespace
}  // namespace callnorm::io
