#include "io/json_input.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "callnorm/text/utf8.hpp"

namespace callnorm::io {

namespace {

/// simdjson refuses the level that reaches its limit.
constexpr std::size_t simdjson_depth = max_nesting + 1;
constexpr std::size_t max_notes = 50;
/// A parser that has grown beyond this is not kept for the next document.
constexpr std::size_t kept_capacity = std::size_t{512} << 10;

/// One spare parser per thread: its buffers make a small document cost no allocation.
thread_local std::unique_ptr<simdjson::dom::parser> spare_parser;

std::unique_ptr<simdjson::dom::parser> take_parser() {
  if (spare_parser) return std::move(spare_parser);
  return std::make_unique<simdjson::dom::parser>();
}

void give_back(std::unique_ptr<simdjson::dom::parser> parser) noexcept {
  if (parser && !spare_parser && parser->capacity() <= kept_capacity) {
    spare_parser = std::move(parser);
  }
}

/// "line:column" of byte `at`, both from 1, columns in code points.
std::string line_column(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  const std::string_view before = text.substr(0, at);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::string_view start =
      newline == std::string_view::npos ? before : before.substr(newline + 1);
  const auto column = 1 + std::count_if(start.begin(), start.end(), [](char c) {
                        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                      });
  return std::to_string(line) + ":" + std::to_string(column);
}

/// Reads bytes and counts them, so that a handler knows how far the parser is.
struct CountingIterator {
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  const char** furthest = nullptr;

  reference operator*() const noexcept { return *at; }
  CountingIterator& operator++() noexcept {
    ++at;
    if (furthest != nullptr) *furthest = at;
    return *this;
  }
  CountingIterator operator++(int) noexcept {
    CountingIterator old = *this;
    ++*this;
    return old;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) noexcept {
    return a.at == b.at;
  }
};

/// Finds the first thing wrong with a text that is not JSON. Keeps no tree and does not recurse.
struct Diagnosis : nlohmann::json_sax<nlohmann::json> {
  explicit Diagnosis(std::string_view bytes) : text(bytes), furthest(bytes.data()) {}

  std::string_view text;
  const char* furthest;
  std::size_t depth = 0;
  std::string message;
  std::size_t at = 0;

  [[nodiscard]] std::size_t read() const noexcept {
    return static_cast<std::size_t>(furthest - text.data());
  }
  bool stop(std::string why, std::size_t where) {
    message = std::move(why);
    at = where;
    return false;
  }
  bool open() {
    if (++depth <= max_nesting) return true;
    return stop("nested deeper than " + std::to_string(max_nesting) + " levels",
                read() == 0 ? 0 : read() - 1);
  }
  bool close() {
    --depth;
    return true;
  }

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t& digits) override {
    // A whole number that fits no 64-bit integer; simdjson refuses it.
    if (digits.find_first_of(".eE") != std::string::npos) return true;
    const std::size_t length = digits.size();
    const std::size_t start = text.rfind(digits, read());
    return stop("a whole number of " + std::to_string(length) + " digits is too large",
                start == std::string_view::npos ? read() : start);
  }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return open(); }
  bool key(string_t&) override { return true; }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& error) override {
    constexpr int number_overflow = 406;
    if (error.id == number_overflow) {
      return stop("the number " + in_quotes(token) + " is too large",
                  position < token.size() ? 0 : position - token.size());
    }
    // "[json.exception.parse_error.101] parse error at line 1, column 5: syntax error ..."
    std::string_view why = error.what();
    if (const std::size_t bracket = why.find("] "); bracket != std::string_view::npos) {
      why.remove_prefix(bracket + 2);
    }
    if (why.starts_with("parse error")) {
      if (const std::size_t colon = why.find(": "); colon != std::string_view::npos) {
        why.remove_prefix(colon + 2);
      }
    }
    std::string line(cut(why, 200));
    if (line.size() < why.size()) line += " ...";
    for (char& c : line) {
      if (static_cast<unsigned char>(c) < 0x20U) c = ' ';
    }
    return stop(std::move(line), position == 0 ? 0 : position - 1);
  }
};

/// The reason `text` is not JSON, or nothing when nlohmann finds none.
std::optional<Error> diagnose(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return Error{ErrorCode::invalid_json,
                 text.empty() ? "the input is empty" : "the input holds nothing but white space",
                 "1:1"};
  }
  Diagnosis diagnosis(text);
  const bool fine =
      nlohmann::json::sax_parse(CountingIterator{text.data(), &diagnosis.furthest},
                                CountingIterator{text.data() + text.size(), nullptr}, &diagnosis);
  if (fine) return std::nullopt;
  return Error{ErrorCode::invalid_json, std::move(diagnosis.message),
               line_column(text, diagnosis.at)};
}

/// Whether an escape stands for half a surrogate pair, perhaps. simdjson 3 lets a lone low half
/// through, which is no UTF-8 once written out.
bool may_hold_lone_surrogate(std::string_view text) noexcept {
  const auto hex = [&](std::size_t i) noexcept {
    const char c = i < text.size() ? text[i] : '\0';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  };
  for (std::size_t at = text.find("\\u"); at != std::string_view::npos;
       at = text.find("\\u", at + 2)) {
    if (hex(at + 2) != 'd' || hex(at + 3) < 'c' || hex(at + 3) > 'f') continue;
    const bool paired =
        at >= 6 && text[at - 6] == '\\' && text[at - 5] == 'u' && hex(at - 4) == 'd' &&
        (hex(at - 3) == '8' || hex(at - 3) == '9' || hex(at - 3) == 'a' || hex(at - 3) == 'b');
    if (!paired) return true;
  }
  return false;
}

std::string_view type_name(simdjson::dom::element element) noexcept {
  switch (element.type()) {
    case simdjson::dom::element_type::ARRAY: return "a list";
    case simdjson::dom::element_type::OBJECT: return "an object";
    case simdjson::dom::element_type::INT64:
    case simdjson::dom::element_type::UINT64:
    case simdjson::dom::element_type::DOUBLE: return "a number";
    case simdjson::dom::element_type::STRING: return "a string";
    case simdjson::dom::element_type::BOOL: return "true or false";
    case simdjson::dom::element_type::NULL_VALUE: return "null";
  }
  return "something else";
}

std::string shortest(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), end};
}

}  // namespace

std::optional<Millis> millis_of(double seconds) noexcept {
  if (!(seconds >= -max_seconds && seconds <= max_seconds)) return std::nullopt;
  return Millis{std::llround(seconds * 1000.0)};
}

std::string one_of(std::span<const std::string_view> names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += in_quotes(names[i]);
  }
  return out;
}

// Node

std::string Node::pointer() const {
  std::vector<const Node*> path;
  for (const Node* node = this; node->parent_ != nullptr; node = node->parent_) {
    path.push_back(node);
  }
  std::string out;
  for (auto it = path.rbegin(); it != path.rend(); ++it) {
    if ((*it)->index_ == no_index) {
      append_key(out, (*it)->key_);
    } else {
      out += '/';
      out += std::to_string((*it)->index_);
    }
  }
  return out;
}

Error Node::error(std::string message) const {
  return {document_->code(), std::move(message), pointer()};
}

Error Node::error_at(std::string_view key, std::string message) const {
  std::string where = pointer();
  append_key(where, key);
  return {document_->code(), std::move(message), std::move(where)};
}

Error Node::missing(std::string_view key) const {
  return error(in_quotes(key) + " is missing");
}

Error Node::repeated(std::string_view key) const {
  return error_at(key, in_quotes(key) + " stands twice in one object");
}

Error Node::expected(std::string_view what) const {
  return error("expected " + std::string(what) + ", found " + std::string(type_name(element_)));
}

Result<std::string_view> Node::string() const {
  std::string_view value;
  if (element_.get(value) != simdjson::SUCCESS) return expected("a string");
  return value;
}

Result<double> Node::number() const {
  double value = 0;  // converts integers too
  if (element_.get(value) != simdjson::SUCCESS) return expected("a number");
  return value;
}

Result<bool> Node::boolean() const {
  bool value = false;
  if (element_.get(value) != simdjson::SUCCESS) return expected("true or false");
  return value;
}

Result<std::int64_t> Node::integer(std::int64_t low, std::int64_t high) const {
  CALLNORM_TRY(const double value, number());
  // Doubles hold whole numbers exactly up to 2^53; every limit in use is far below.
  if (value != std::floor(value) || value < static_cast<double>(low) ||
      value > static_cast<double>(high)) {
    return error("expected a whole number from " + std::to_string(low) + " to " +
                 std::to_string(high) + ", found " + shortest(value));
  }
  return static_cast<std::int64_t>(value);
}

Result<Millis> Node::seconds() const {
  CALLNORM_TRY(const double value, number());
  if (const auto time = millis_of(value)) return *time;
  return error("a time of " + shortest(value) + " s is beyond 31 days");
}

Result<std::string> Node::scalar() const {
  std::string_view text;
  if (element_.get(text) == simdjson::SUCCESS) return std::string(text);
  bool flag = false;
  if (element_.get(flag) == simdjson::SUCCESS) return std::string(flag ? "true" : "false");
  std::int64_t whole = 0;
  if (element_.get(whole) == simdjson::SUCCESS) return std::to_string(whole);
  double value = 0;
  if (element_.get(value) != simdjson::SUCCESS)
    return expected("a string, number or true or false");
  if (value == std::floor(value) && std::abs(value) < 1e15) {
    return std::to_string(static_cast<std::int64_t>(value));  // 3.0 and 3 are one value
  }
  return shortest(value);
}

Status Node::check_repeated_keys() const {
  simdjson::dom::object object;
  if (element_.get(object) != simdjson::SUCCESS) return success();
  std::vector<std::string_view> names;
  for (const auto field : object) names.push_back(field.key);
  if (names.size() < 2) return success();
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return success();
  return repeated(*twice);
}

// Document

Result<Document> Document::parse(std::string_view bytes, ErrorCode code, UnknownKeys unknown) {
  if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
    const std::size_t at = first_invalid_utf8(bytes).value_or(0);
    return Error{ErrorCode::invalid_utf8,
                 "byte " + std::to_string(at) + " does not begin or continue a UTF-8 character",
                 std::to_string(at)};
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);  // byte order mark
  const auto refuse = [&](simdjson::error_code why) {
    std::optional<Error> error = diagnose(bytes);
    if (error) return *std::move(error);
    if (const std::size_t zero = bytes.find('\0'); zero != std::string_view::npos) {
      return Error{ErrorCode::invalid_json, "a zero byte", line_column(bytes, zero)};
    }
    return Error{ErrorCode::invalid_json, simdjson::error_message(why), ""};
  };
  if (bytes.empty()) return refuse(simdjson::EMPTY);

  std::unique_ptr<simdjson::dom::parser> parser = take_parser();
  if (parser->max_depth() != simdjson_depth) {
    if (const auto why = parser->allocate(bytes.size(), simdjson_depth); why != simdjson::SUCCESS) {
      if (why == simdjson::MEMALLOC) throw std::bad_alloc();
      return Error{ErrorCode::invalid_json, simdjson::error_message(why), ""};
    }
  }
  simdjson::dom::element root;
  if (const auto why = parser->parse(bytes.data(), bytes.size()).get(root);
      why != simdjson::SUCCESS) {
    if (why == simdjson::MEMALLOC) throw std::bad_alloc();
    give_back(std::move(parser));
    return refuse(why);
  }
  if (may_hold_lone_surrogate(bytes)) {
    if (std::optional<Error> error = diagnose(bytes)) return *std::move(error);
  }
  return Document(std::move(parser), root, code, unknown);
}

Document::Document(Document&&) noexcept = default;

Document::~Document() {
  give_back(std::move(parser_));
}

std::vector<std::string> Document::notes() const {
  std::vector<std::string> out;
  for (const std::string& place : noted_) out.push_back("unknown key ignored: " + place);
  if (more_noted_) out.emplace_back("more unknown keys ignored");
  return out;
}

void Document::note_unknown(const Node& holder, std::string_view key) const {
  if (noted_.size() >= max_notes) {
    more_noted_ = true;
    return;
  }
  // "/turns/3/colour" -> "turns[].colour"
  std::string place;
  const std::string pointer = holder.pointer();
  for (std::size_t at = 0; at < pointer.size();) {
    std::size_t next = pointer.find('/', at + 1);
    if (next == std::string::npos) next = pointer.size();
    const std::string part = pointer.substr(at + 1, next - at - 1);
    if (!part.empty() && part.find_first_not_of("0123456789") == std::string::npos) {
      place += "[]";
    } else {
      place += (place.empty() ? "" : ".") + part;
    }
    at = next;
  }
  if (!place.empty()) place += '.';
  const std::string name = in_quotes(key);
  place += name.substr(1, name.size() - 2);
  noted_.insert(std::move(place));
}

UnknownKeys unknown_policy(const Node& node) noexcept {
  return node.document().unknown_keys();
}

Status unknown_key(const Node& node, std::string_view key, std::span<const std::string_view> names,
                   std::optional<UnknownKeys> policy) {
  if (key.starts_with("x-")) return success();
  switch (policy.value_or(unknown_policy(node))) {
    case UnknownKeys::ignore: break;
    case UnknownKeys::note: node.document().note_unknown(node, key); break;
    case UnknownKeys::reject: {
      std::string known;
      for (const std::string_view name : names) {
        known += (known.empty() ? "" : ", ") + std::string(name);
      }
      return node.error_at(key, "unknown key " + in_quotes(key) + "; known here: " + known);
    }
  }
  return success();
}

// Readers of one value

Result<std::string> as_string(const Node& node) {
  CALLNORM_TRY(const std::string_view text, node.string());
  return std::string(text);
}

Result<std::string> as_name(const Node& node) {
  CALLNORM_TRY(const std::string_view text, node.string());
  if (text.empty()) return node.error("must not be empty");
  return std::string(text);
}

Result<double> as_number(const Node& node) {
  return node.number();
}

Result<double> as_amount(const Node& node) {
  CALLNORM_TRY(const double value, node.number());
  if (value < 0) return node.error("must not be negative, is " + shortest(value));
  return value;
}

Result<double> as_share(const Node& node) {
  CALLNORM_TRY(const double value, node.number());
  if (!(value >= 0 && value <= 1)) {
    return node.error("must lie from 0 to 1, is " + shortest(value));
  }
  return value;
}

Result<bool> as_bool(const Node& node) {
  return node.boolean();
}

Result<std::uint32_t> as_count(const Node& node) {
  CALLNORM_TRY(const std::int64_t value, node.integer(0, 0xFFFFFFFF));
  return static_cast<std::uint32_t>(value);
}

Result<Millis> as_seconds(const Node& node) {
  return node.seconds();
}

Result<Millis> as_duration(const Node& node) {
  CALLNORM_TRY(const Millis value, node.seconds());
  if (value < Millis{0}) return node.error("must not be negative");
  return value;
}

Result<std::size_t> choose(const Node& node, std::span<const std::string_view> names) {
  CALLNORM_TRY(const std::string_view text, node.string());
  const auto it = std::find(names.begin(), names.end(), text);
  if (it == names.end()) {
    return node.error("expected " + one_of(names) + ", found " + in_quotes(text));
  }
  return static_cast<std::size_t>(it - names.begin());
}

}  // namespace callnorm::io
