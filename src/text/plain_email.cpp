#include "text/plain_email.hpp"

#include <array>
#include <cstddef>

#include "text/value_words.hpp"

namespace callnorm {

std::optional<std::string> plain_email(std::string_view text) {
  // "Jan <jan@postbus.be>", "mailto:jan@postbus.be"
  if (const std::size_t open = text.find('<'); open != std::string_view::npos) {
    const std::size_t close = text.find('>', open);
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    if (close != std::string_view::npos && inside.find('@') != std::string_view::npos) {
      text = inside;
    }
  }
  if (text.starts_with("mailto:")) text.remove_prefix(std::string_view("mailto:").size());
  struct Mark {
    std::string_view word;
    std::string_view mark;
  };
  static constexpr std::array marks{
      Mark{"at", "@"},           Mark{"apenstaart", "@"},  Mark{"apestaart", "@"},
      Mark{"apenstaartje", "@"}, Mark{"apestaartje", "@"}, Mark{"arobase", "@"},
      Mark{"arobas", "@"},       Mark{"punt", "."},        Mark{"point", "."},
      Mark{"dot", "."},          Mark{"streepje", "-"},    Mark{"koppelteken", "-"},
      Mark{"tiret", "-"},        Mark{"dash", "-"},        Mark{"hyphen", "-"},
      Mark{"underscore", "_"}};
  const bool said = text.find('@') == std::string_view::npos;
  std::string out;
  for (const std::string_view chunk : chunks_of(text)) {
    std::string_view part = chunk;
    if (said) {
      for (const Mark& known : marks) {
        if (known.word == chunk) part = known.mark;
      }
    }
    out += part;
  }
  while (!out.empty() && std::string_view(".,;").find(out.back()) != std::string_view::npos) {
    out.pop_back();
  }
  const std::size_t at = out.find('@');
  const bool whole = at != std::string::npos && at > 0 && at + 1 < out.size() &&
                     out.find('@', at + 1) == std::string::npos;
  if (!whole) return std::nullopt;
  return out;
}

}  // namespace callnorm
