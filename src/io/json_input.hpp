// src/io/json_input.hpp - the one reader of JSON input: typed values that know their place.
//
// A Document is parsed by simdjson; a Node is one value in it, with a link to the value that holds
// it, so that a JSON pointer is built only when something is wrong. A Node must not outlive its
// parent or its Document: readers take `const Node&` and go down the tree.
#pragma once

#include <simdjson.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "callnorm/extent.hpp"
#include "callnorm/result.hpp"
#include "message.hpp"
#include "try.hpp"

namespace callnorm::io {

inline constexpr std::size_t max_nesting = 128;
/// Times lie within +-31 days.
inline constexpr double max_seconds = 31.0 * 24 * 3600;

/// To the nearest millisecond; nothing for what is beyond max_seconds or no number.
[[nodiscard]] std::optional<Millis> millis_of(double seconds) noexcept;

/// What becomes of a key nobody asked for. Keys that begin with "x-" are always let through.
enum class UnknownKeys : std::uint8_t { reject, note, ignore };

class Document;

class Node {
 public:
  Node(simdjson::dom::element element, const Document& document) noexcept
      : element_(element), document_(&document) {}
  Node(simdjson::dom::element element, const Node& parent, std::string_view key) noexcept
      : element_(element), document_(parent.document_), parent_(&parent), key_(key) {}
  Node(simdjson::dom::element element, const Node& parent, std::size_t index) noexcept
      : element_(element), document_(parent.document_), parent_(&parent), index_(index) {}

  /// JSON pointer to this value.
  [[nodiscard]] std::string pointer() const;
  [[nodiscard]] Error error(std::string message) const;
  /// As error(), at the member `key` of this object.
  [[nodiscard]] Error error_at(std::string_view key, std::string message) const;
  [[nodiscard]] Error missing(std::string_view key) const;
  [[nodiscard]] Error repeated(std::string_view key) const;
  /// "expected a number, found a string"
  [[nodiscard]] Error expected(std::string_view what) const;

  [[nodiscard]] bool is_null() const noexcept { return element_.is_null(); }
  [[nodiscard]] bool is_object() const noexcept { return element_.is_object(); }
  [[nodiscard]] bool is_array() const noexcept { return element_.is_array(); }
  [[nodiscard]] bool is_string() const noexcept { return element_.is_string(); }

  [[nodiscard]] Result<std::string_view> string() const;
  [[nodiscard]] Result<double> number() const;
  [[nodiscard]] Result<bool> boolean() const;
  /// A whole number from `low` to `high`; 3.0 is one.
  [[nodiscard]] Result<std::int64_t> integer(std::int64_t low, std::int64_t high) const;
  /// Seconds, to the nearest millisecond.
  [[nodiscard]] Result<Millis> seconds() const;
  /// A string, number or boolean, as JSON writes it: "verhuizer", "3", "true".
  [[nodiscard]] Result<std::string> scalar() const;

  /// Of an array; 0 for anything else.
  [[nodiscard]] std::size_t size() const noexcept {
    simdjson::dom::array array;
    return element_.get(array) == simdjson::SUCCESS ? array.size() : 0;
  }

  /// Calls f(const Node&) -> Status for every element of this array, in order.
  template <class F>
  [[nodiscard]] Status each(F f) const {
    simdjson::dom::array array;
    if (element_.get(array) != simdjson::SUCCESS) return expected("a list");
    std::size_t index = 0;
    for (const simdjson::dom::element item : array) {
      CALLNORM_CHECK(f(Node{item, *this, index}));
      ++index;
    }
    return success();
  }

  /// Calls f(std::string_view key, const Node& value) -> Status for every member of this object, in
  /// order. A key that occurs twice is an error.
  template <class F>
  [[nodiscard]] Status each_member(F f) const {
    simdjson::dom::object object;
    if (element_.get(object) != simdjson::SUCCESS) return expected("an object");
    CALLNORM_CHECK(check_repeated_keys());
    for (const auto field : object)
      CALLNORM_CHECK(f(field.key, Node{field.value, *this, field.key}));
    return success();
  }

  [[nodiscard]] Status check_repeated_keys() const;

  [[nodiscard]] const Document& document() const noexcept { return *document_; }
  [[nodiscard]] simdjson::dom::element element() const noexcept { return element_; }

 private:
  simdjson::dom::element element_;
  const Document* document_;
  const Node* parent_ = nullptr;
  std::string_view key_;
  std::size_t index_ = no_index;
  static constexpr std::size_t no_index = static_cast<std::size_t>(-1);
};

/// JSON text taken apart. Keeps what its nodes point into.
class Document {
 public:
  /// @param code of the errors about content, e.g. invalid_contact. Text that is not JSON is
  /// invalid_json, with line:column; bad UTF-8 is invalid_utf8, with the byte offset.
  static Result<Document> parse(std::string_view bytes, ErrorCode code, UnknownKeys unknown);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) = delete;
  ~Document();

  [[nodiscard]] Node root() const noexcept { return {root_, *this}; }
  [[nodiscard]] ErrorCode code() const noexcept { return code_; }
  [[nodiscard]] UnknownKeys unknown_keys() const noexcept { return unknown_; }

  /// Keys that were noted, as "turns[].colour", sorted; at most 50, and a last line when there were
  /// more.
  [[nodiscard]] std::vector<std::string> notes() const;
  void note_unknown(const Node& holder, std::string_view key) const;

 private:
  Document(std::unique_ptr<simdjson::dom::parser> parser, simdjson::dom::element root,
           ErrorCode code, UnknownKeys unknown) noexcept
      : parser_(std::move(parser)), root_(root), code_(code), unknown_(unknown) {}

  std::unique_ptr<simdjson::dom::parser> parser_;
  simdjson::dom::element root_;
  ErrorCode code_;
  UnknownKeys unknown_;
  mutable std::set<std::string> noted_;  // filled while one thread reads
  mutable bool more_noted_ = false;
};

// Readers of one value, to hand to Members and list_of.

[[nodiscard]] Result<std::string> as_string(const Node& node);
/// A string that is not empty.
[[nodiscard]] Result<std::string> as_name(const Node& node);
[[nodiscard]] Result<double> as_number(const Node& node);
/// A number of at least zero.
[[nodiscard]] Result<double> as_amount(const Node& node);
/// From 0 to 1.
[[nodiscard]] Result<double> as_share(const Node& node);
[[nodiscard]] Result<bool> as_bool(const Node& node);
[[nodiscard]] Result<std::uint32_t> as_count(const Node& node);
[[nodiscard]] Result<Millis> as_seconds(const Node& node);
/// Seconds, not negative.
[[nodiscard]] Result<Millis> as_duration(const Node& node);

/// What a reader reads: T of its Result<T>.
template <class Read>
using Value =
    std::remove_cvref_t<decltype(std::declval<const Read&>()(std::declval<const Node&>()).value())>;

/// Reads a list, each element with `read`.
template <class Read>
[[nodiscard]] auto list_of(Read read) {
  return [read](const Node& node) -> Result<std::vector<Value<Read>>> {
    std::vector<Value<Read>> out;
    out.reserve(node.size());
    CALLNORM_CHECK(node.each([&](const Node& item) -> Status {
      CALLNORM_TRY(Value<Read> value, read(item));
      out.push_back(std::move(value));
      return success();
    }));
    return out;
  };
}

/// "a", "b" or "c"
[[nodiscard]] std::string one_of(std::span<const std::string_view> names);

/// Reads one of `names`; gives its index.
[[nodiscard]] Result<std::size_t> choose(const Node& node, std::span<const std::string_view> names);

/// Reads one of `names`; gives the name itself.
template <std::size_t N>
[[nodiscard]] auto as_one_of(const std::array<std::string_view, N>& names) {
  return [&names](const Node& node) -> Result<std::string> {
    CALLNORM_TRY(const std::size_t index, choose(node, names));
    return std::string(names[index]);
  };
}

/// Reads one of `names`; gives the enumerator at its index.
template <class Enum, std::size_t N>
[[nodiscard]] auto as_enum(const std::array<std::string_view, N>& names) {
  return [&names](const Node& node) -> Result<Enum> {
    CALLNORM_TRY(const std::size_t index, choose(node, names));
    return static_cast<Enum>(index);
  };
}

template <class... Names>
[[nodiscard]] constexpr auto keys(Names... names) noexcept {
  return std::array<std::string_view, sizeof...(Names)>{names...};
}

[[nodiscard]] UnknownKeys unknown_policy(const Node& node) noexcept;

/// What a key outside `names` leads to, by `policy` or else the document's.
[[nodiscard]] Status unknown_key(const Node& node, std::string_view key,
                                 std::span<const std::string_view> names,
                                 std::optional<UnknownKeys> policy);

/// The members of an object with known keys. null counts as absent.
template <std::size_t N>
class Members {
 public:
  static_assert(N <= 64);

  static Result<Members> of(const Node& node, const std::array<std::string_view, N>& names,
                            std::optional<UnknownKeys> policy = std::nullopt) {
    simdjson::dom::object object;
    if (node.element().get(object) != simdjson::SUCCESS) return node.expected("an object");
    Members out{node, names};
    std::size_t strangers = 0;
    for (const auto field : object) {
      std::size_t i = 0;
      while (i < N && names[i] != field.key) ++i;
      if (i < N) {
        const std::uint64_t bit = std::uint64_t{1} << i;
        if ((out.seen_ & bit) != 0) {
          return node.repeated(field.key);
        }
        out.seen_ |= bit;
        out.values_[i] = field.value;
      } else {
        ++strangers;
        CALLNORM_CHECK(unknown_key(node, field.key, names, policy));
      }
    }
    if (strangers > 1 && policy.value_or(unknown_policy(node)) == UnknownKeys::note) {
      CALLNORM_CHECK(node.check_repeated_keys());
    }
    return out;
  }

  /// Nothing when absent or null. Lives as long as the node these are members of.
  [[nodiscard]] std::optional<Node> find(std::string_view key) const noexcept {
    for (std::size_t i = 0; i < N; ++i) {
      if ((*names_)[i] != key) continue;
      if ((seen_ >> i & 1U) == 0 || values_[i].is_null()) return std::nullopt;
      return Node{values_[i], *node_, (*names_)[i]};
    }
    return std::nullopt;
  }
  [[nodiscard]] bool has(std::string_view key) const noexcept { return find(key).has_value(); }

  /// Fails when absent.
  template <class Read>
  [[nodiscard]] auto need(std::string_view key, Read read) const
      -> decltype(read(std::declval<const Node&>())) {
    const std::optional<Node> node = find(key);
    if (!node) return node_->missing(key);
    return read(*node);
  }

  template <class Read, class T>
  [[nodiscard]] auto value_or(std::string_view key, Read read, T fallback) const
      -> decltype(read(std::declval<const Node&>())) {
    const std::optional<Node> node = find(key);
    if (!node) return Value<Read>(std::move(fallback));
    return read(*node);
  }

  /// A default-made value when absent.
  template <class Read>
  [[nodiscard]] auto value(std::string_view key, Read read) const
      -> decltype(read(std::declval<const Node&>())) {
    const std::optional<Node> node = find(key);
    if (!node) return Value<Read>{};
    return read(*node);
  }

  template <class Read>
  [[nodiscard]] auto optional(std::string_view key, Read read) const
      -> Result<std::optional<Value<Read>>> {
    const std::optional<Node> node = find(key);
    if (!node) return std::optional<Value<Read>>{};
    CALLNORM_TRY(Value<Read> value, read(*node));
    return std::optional<Value<Read>>{std::move(value)};
  }

 private:
  Members(const Node& node, const std::array<std::string_view, N>& names) noexcept
      : node_(&node), names_(&names) {}

  const Node* node_;
  const std::array<std::string_view, N>* names_;
  std::uint64_t seen_ = 0;
  std::array<simdjson::dom::element, N> values_{};
};

/// Fails unless member "format" says `wanted`.
template <std::size_t N>
[[nodiscard]] Status need_format(const Node& node, const Members<N>& in, std::string_view wanted) {
  CALLNORM_TRY(const std::string format, in.need("format", as_name));
  if (format == wanted) return success();
  return node.error_at("format", "expected " + in_quotes(wanted) + ", found " + in_quotes(format));
}

/// `names` must outlive the result: make it a constexpr variable.
template <std::size_t N>
[[nodiscard]] Result<Members<N>> members(const Node& node,
                                         const std::array<std::string_view, N>& names,
                                         std::optional<UnknownKeys> policy = std::nullopt) {
  return Members<N>::of(node, names, policy);
}

}  // namespace callnorm::io
