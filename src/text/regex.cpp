#include "callnorm/text/regex.hpp"

#include <algorithm>
#include <array>
#include <boost/regex.hpp>
#include <cstddef>
#include <exception>
#include <iterator>
#include <limits>
#include <new>

#include "callnorm/text/utf8.hpp"
#include "text/regex_syntax.hpp"
#include "text/unicode_traits.hpp"

namespace callnorm {
namespace {

class GaveUp : public std::exception {};

// What one search may do. Boost bounds the states it visits by N S^2 (N: text, S: expression),
// seconds for a long turn, and counts a repeat over the whole text as one; this counts every step
// over the text.
class Work {
 public:
  explicit Work(std::size_t code_points)
      : left_(1'000'000 + 128 * static_cast<std::int64_t>(code_points)) {}

  void step() {
    if (--left_ < 0) give_up();
  }

 private:
  [[noreturn]] void give_up() {
    left_ = std::numeric_limits<std::int64_t>::max();  // Boost unwinds its stack after the throw
    throw GaveUp{};
  }

  std::int64_t left_;
};

// A position in decoded text that accounts for its steps. The matcher compares positions before it
// reads and moves back to retry, so these two count; the rest is plain pointer arithmetic,
// as much of it as Boost uses.
class Position {
 public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = char32_t;
  using difference_type = std::ptrdiff_t;
  using pointer = const char32_t*;
  using reference = const char32_t&;

  Position() = default;
  Position(const char32_t* at, Work& work) : at_(at), work_(&work) {}

  reference operator*() const { return *at_; }
  Position& operator++() {
    ++at_;
    return *this;
  }
  Position operator++(int) {
    Position before = *this;
    ++at_;
    return before;
  }
  Position& operator--() {
    work_->step();
    --at_;
    return *this;
  }
  Position operator--(int) {
    Position before = *this;
    --*this;
    return before;
  }
  Position& operator+=(difference_type n) {
    at_ += n;
    return *this;
  }
  Position& operator-=(difference_type n) {
    at_ -= n;
    return *this;
  }
  friend Position operator+(Position p, difference_type n) { return p += n; }
  friend difference_type operator-(Position a, Position b) { return a.at_ - b.at_; }
  friend bool operator==(Position a, Position b) {
    a.work_->step();
    return a.at_ == b.at_;
  }

 private:
  const char32_t* at_ = nullptr;
  Work* work_ = nullptr;
};

// A text in UTF-32 and lower case, and the way back to its bytes. Most turns need no allocation.
class DecodedText {
 public:
  explicit DecodedText(std::string_view text) : text_(text) {
    if (text.size() > short_.size()) {
      long_ = std::make_unique_for_overwrite<char32_t[]>(text.size());
      characters_ = long_.get();
    }
    for (std::size_t i = 0; i < text.size();) {
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte < 0x80) {
        characters_[size_++] = text::simple_lower(byte);
        ++i;
      } else {
        characters_[size_++] = text::simple_lower(next_code_point(text, i));
      }
    }
  }
  DecodedText(const DecodedText&) = delete;
  DecodedText& operator=(const DecodedText&) = delete;

  [[nodiscard]] const char32_t* begin() const { return characters_; }
  [[nodiscard]] const char32_t* end() const { return characters_ + size_; }
  [[nodiscard]] std::size_t size() const { return size_; }

  [[nodiscard]] std::size_t index_of(std::size_t byte) const {
    return size_ == text_.size() ? byte : code_points(text_.substr(0, byte));
  }
  /// The byte of the code point `index`, counted from the code point `known` at `byte`.
  [[nodiscard]] std::size_t byte_of(std::size_t index, std::size_t known, std::size_t byte) const {
    if (size_ == text_.size()) return index;
    for (; known < index; ++known) (void)next_code_point(text_, byte);
    return byte;
  }

 private:
  std::string_view text_;
  std::array<char32_t, 1024> short_;
  std::unique_ptr<char32_t[]> long_;
  char32_t* characters_ = short_.data();
  std::size_t size_ = 0;
};

bool holds_any(std::string_view text, const std::vector<std::string>& literals) {
  const std::string lowered = lower(text);
  return std::any_of(literals.begin(), literals.end(), [&lowered](const std::string& literal) {
    return lowered.find(literal) != std::string::npos;
  });
}

// What `match` says of `text`, a third answer being that it took too long to tell. Then the
// required literals may still tell that there is no match.
template <class Match>
Result<bool> attempt(std::string_view text, const std::vector<std::string>& required_literals,
                     Match match) {
  try {
    return match();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {  // GaveUp, or Boost's own limits on states and memory
    if (!required_literals.empty() && !holds_any(text, required_literals)) return false;
    return Error{ErrorCode::pattern_too_complex,
                 "the expression gives up on this text: there are too many ways to match it", ""};
  }
}

std::optional<Error> refused(std::string_view text) {
  if (text.size() <= std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return Error{ErrorCode::invalid_argument, "a text of 4 GiB or more cannot be searched", ""};
}

}  // namespace

struct Regex::Impl {
  boost::basic_regex<char32_t, text::unicode_traits> expression;
  std::vector<std::string> required_literals;
};

Result<Regex> Regex::compile(std::string_view pattern) {
  auto syntax = text::read_regex(pattern);
  if (!syntax) return std::move(syntax).error();
  auto impl = std::make_shared<Impl>();
  impl->required_literals = std::move(syntax.value().required_literals);
  try {
    impl->expression.assign(syntax->canonical,
                            boost::regex_constants::perl | boost::regex_constants::no_mod_s);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    // The reader lets nothing through that Boost refuses, so there is no better place than the
    // beginning.
    return Error{ErrorCode::invalid_argument, "the expression cannot be compiled", "0"};
  }
  return Regex(std::move(impl));
}

Result<std::optional<TextRange>> Regex::find(std::string_view text, std::uint32_t from) const {
  if (auto error = refused(text)) return *std::move(error);
  if (from > text.size()) return std::optional<TextRange>{};
  if (!at_code_point(text, from)) {
    return Error{ErrorCode::invalid_argument, "the search begins within a character",
                 std::to_string(from)};
  }
  const DecodedText decoded(text);
  const std::size_t first = decoded.index_of(from);
  Work work(decoded.size());
  const Position base(decoded.begin(), work);  // \b, ^ and look-behind see what is before `from`
  const Position begin = base + static_cast<std::ptrdiff_t>(first);
  const Position end(decoded.end(), work);
  boost::match_results<Position> match;
  const auto found = attempt(text.substr(from), impl_->required_literals, [&] {
    return boost::regex_search(begin, end, match, impl_->expression,
                               boost::regex_constants::match_default, base);
  });
  if (!found) return found.error();
  if (!*found) return std::optional<TextRange>{};
  const auto match_begin = static_cast<std::size_t>(match[0].first - base);
  const auto match_end = static_cast<std::size_t>(match[0].second - base);
  const std::size_t begin_byte = decoded.byte_of(match_begin, first, from);
  const std::size_t end_byte = decoded.byte_of(match_end, match_begin, begin_byte);
  return std::optional<TextRange>{
      {static_cast<std::uint32_t>(begin_byte), static_cast<std::uint32_t>(end_byte)}};
}

Result<bool> Regex::matches(std::string_view text) const {
  if (auto error = refused(text)) return *std::move(error);
  const DecodedText decoded(text);
  Work work(decoded.size());
  boost::match_results<Position> match;
  return attempt(text, impl_->required_literals, [&] {
    return boost::regex_match(Position(decoded.begin(), work), Position(decoded.end(), work), match,
                              impl_->expression);
  });
}

const std::vector<std::string>& Regex::required_literals() const noexcept {
  return impl_->required_literals;
}

}  // namespace callnorm
