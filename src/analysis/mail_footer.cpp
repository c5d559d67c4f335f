#include "analysis/mail_footer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/mail_lines.hpp"
#include "callnorm/text/fold.hpp"

namespace callnorm {
namespace {

constexpr std::size_t longest_name = 60;  // bytes of a line with a name, a function, a number
constexpr std::size_t longest_close =
    45;                                   // bytes of a line that is all "Met vriendelijke groeten,"
constexpr std::size_t shortest_rule = 5;  // characters
constexpr std::size_t names = 5;          // lines at most

bool is_rule(std::string_view line) {
  return line.size() >= shortest_rule &&
         std::string_view("-_=*~").find(line.front()) != std::string_view::npos &&
         line.find_first_not_of(line.front()) == std::string_view::npos;
}

// A name and not a sentence: "Tom Aerts", "Klantendienst Demo Mode".
bool is_name(std::string_view line) {
  return !line.empty() && line.size() <= longest_name &&
         std::string_view(".?!:;").find(line.back()) == std::string_view::npos;
}

bool closes(std::string_view line) {
  if (line.empty() || line.size() > longest_close) return false;
  static constexpr std::array<std::string_view, 13> begins{"met vriendelijke groet",
                                                           "vriendelijke groet",
                                                           "met hartelijke groet",
                                                           "hartelijke groet",
                                                           "beste groet",
                                                           "groeten",
                                                           "hoogachtend",
                                                           "mvg",
                                                           "cordialement",
                                                           "bien cordialement",
                                                           "bien a vous",
                                                           "kind regards",
                                                           "best regards"};
  static constexpr std::array<std::string_view, 3> more{"regards", "yours ", "salutations"};
  const std::string plain = folded(line);
  return begins_with_any(plain, begins) || begins_with_any(plain, more);
}

// "Dit bericht en de eventuele bijlagen ...", with which no writer begins a paragraph.
bool disclaims(std::string_view line) {
  if (line.size() <= longest_name) return false;
  static constexpr std::array<std::string_view, 12> begins{
      "dit bericht en ", "deze e-mail en ",   "deze mail en ",   "dit e-mailbericht en ",
      "ce message et ",  "ce courriel et ",   "cet e-mail et ",  "le present message et ",
      "this e-mail and", "this message and ", "this email and ", "the information in this e-mail"};
  static constexpr std::array<std::string_view, 3> attached{"bijlage", "jointe", "attachment"};
  constexpr std::size_t beginning = 100;  // bytes
  const std::string plain = folded(line.substr(0, beginning));
  return begins_with_any(plain, begins) &&
         std::any_of(attached.begin(), attached.end(),
                     [&](std::string_view word) { return plain.find(word) != std::string::npos; });
}

}  // namespace

std::optional<TextRange> mail_footer(std::string_view text) {
  const std::vector<MailLine> lines = mail_lines(text);
  const auto size = static_cast<std::uint32_t>(text.size());
  const auto from = [&](std::size_t line) -> std::optional<TextRange> {
    while (line < lines.size() && lines[line].text.empty()) ++line;
    if (line >= lines.size()) return std::nullopt;
    const std::string plain = folded(lines[line].text.substr(0, 4));
    if (plain.starts_with("ps") || plain.starts_with("p.s")) return std::nullopt;
    return TextRange{lines[line].range.begin, size};
  };
  // Past the names that stand from a line on.
  const auto past_names = [&](std::size_t line) {
    const std::size_t last = std::min(lines.size(), line + names);
    while (line < last && is_name(lines[line].text)) ++line;
    return line;
  };
  bool closed = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i].text;
    if (disclaims(line)) return from(i);
    if (line == "--") return from(past_names(i + 1));
    // Any other rule of a mail underlines a heading or parts what it says.
    if (closed && is_rule(line)) return from(i + 1);
    if (!closes(line)) continue;
    closed = true;
    // The names follow in the next line or after a blank one, and end with a blank one.
    std::size_t name = i + 1;
    while (name < lines.size() && lines[name].text.empty()) ++name;
    const std::size_t end = past_names(name);
    if (end > name && end < lines.size() && lines[end].text.empty()) return from(end);
  }
  return std::nullopt;
}

}  // namespace callnorm
