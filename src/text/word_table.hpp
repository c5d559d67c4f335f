// src/text/word_table.hpp - words to numbers, quickly: open addressing over views.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/eight_bytes.hpp"

namespace callnorm {

/// Holds views: what they point into must stay. Results depend on nothing but the words put in.
class WordTable {
 public:
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view word) const noexcept {
    if (slots_.empty()) return std::nullopt;
    const std::uint32_t entry = slots_[place_of(word)];
    if (entry == free) return std::nullopt;
    return entries_[entry].number;
  }

  /// The word must not be there yet.
  void add(std::string_view word, std::uint32_t number) {
    if (2 * (entries_.size() + 1) > slots_.size()) grow(2 * slots_.size());
    slots_[place_of(word)] = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({word, number});
  }

  /// The number of a word; where it is new, what `make` gives: the word as it stays, and its
  /// number.
  template <class Make>
  std::uint32_t find_or_add(std::string_view word, Make make) {
    if (2 * (entries_.size() + 1) > slots_.size()) grow(2 * slots_.size());
    std::uint32_t& slot = slots_[place_of(word)];
    if (slot == free) {
      slot = static_cast<std::uint32_t>(entries_.size());
      const auto [kept, number] = make();
      entries_.push_back({kept, number});
    }
    return entries_[slot].number;
  }

  /// Room for so many words.
  void reserve(std::size_t words) {
    entries_.reserve(words);
    if (2 * words > slots_.size()) grow(2 * words);
  }

 private:
  static constexpr std::uint32_t free = 0xFFFFFFFFU;
  struct Entry {
    std::string_view word;
    std::uint32_t number;
  };

  // Words are short: eight bytes at a time, mixed by a multiplication (Fibonacci hashing).
  static std::uint64_t hash(std::string_view word) noexcept {
    constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;
    std::uint64_t out = word.size() * factor;
    const char* at = word.data();
    std::size_t left = word.size();
    for (; left >= 8; left -= 8, at += 8) {
      out = (out ^ eight_bytes(at)) * factor;
      out ^= out >> 32U;
    }
    if (left > 0) out = (out ^ up_to_seven(at, left)) * factor;
    return out ^ (out >> 29U);
  }

  // Where the word is, or the free place it would take.
  [[nodiscard]] std::size_t place_of(std::string_view word) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash(word)) & mask;
    while (slots_[at] != free && entries_[slots_[at]].word != word) at = (at + 1) & mask;
    return at;
  }

  void grow(std::size_t wanted) {
    std::size_t size = 1024;
    while (size < wanted) size *= 2;
    slots_.assign(size, free);
    for (std::uint32_t i = 0; i < entries_.size(); ++i) slots_[place_of(entries_[i].word)] = i;
  }

  std::vector<std::uint32_t> slots_;
  std::vector<Entry> entries_;
};

}  // namespace callnorm
