#include "analysis/quotations.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "text/value_words.hpp"

namespace callnorm {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> quotation_marks{
    {{"\u201C", "\u201D"}, {"\u201E", "\u201D"}, {"\u00AB", "\u00BB"}, {"\"", "\""}}};

}  // namespace

std::vector<TextRange> quotations(std::string_view text) {
  std::vector<TextRange> out;
  for (const auto& [open, close] : quotation_marks) {
    for (std::size_t at = text.find(open); at != std::string_view::npos;) {
      const std::size_t end = text.find(close, at + open.size());
      if (end == std::string_view::npos) break;
      out.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
      at = text.find(open, end + close.size());
    }
  }
  // 'kies je wachtwoord': a mark before a letter behind a blank, up to one with nothing joined to
  // it.
  const auto joins = [&](std::size_t at) {
    if (at >= text.size()) return false;
    const auto lower = static_cast<char>(text[at] | 0x20);
    return is_digit(text[at]) || is_letter(lower);
  };
  for (std::size_t at = text.find('\''); at != std::string_view::npos;
       at = text.find('\'', at + 1)) {
    if ((at > 0 && text[at - 1] != ' ') || !joins(at + 1)) continue;
    std::size_t end = text.find('\'', at + 1);
    while (end != std::string_view::npos && (joins(end + 1) || text[end - 1] == ' ')) {
      end = text.find('\'', end + 1);
    }
    if (end == std::string_view::npos) break;
    out.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end;
  }
  std::sort(out.begin(), out.end(), [](TextRange a, TextRange b) { return a.begin < b.begin; });
  std::size_t kept = 0;
  for (const TextRange range : out) {
    if (kept > 0 && range.begin <= out[kept - 1].end) {
      out[kept - 1].end = std::max(out[kept - 1].end, range.end);
    } else {
      out[kept++] = range;
    }
  }
  out.resize(kept);
  return out;
}

}  // namespace callnorm
