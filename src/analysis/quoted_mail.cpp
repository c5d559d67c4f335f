#include "analysis/quoted_mail.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "analysis/mail_lines.hpp"
#include "callnorm/text/fold.hpp"
#include "text/value_words.hpp"

namespace callnorm {
namespace {

constexpr std::size_t longest_head = 200;  // bytes of a line that introduces what is quoted
constexpr std::size_t own_line = 60;       // bytes: a line of so many is no formula
constexpr std::size_t longest_label = 30;  // bytes: "Description: "

bool has_word(std::string_view plain, std::string_view word) {
  const auto letter = [&](std::size_t at) { return at < plain.size() && is_letter(plain[at]); };
  for (std::size_t at = plain.find(word); at != std::string_view::npos;
       at = plain.find(word, at + 1)) {
    if ((at == 0 || !letter(at - 1)) && !letter(at + word.size())) return true;
  }
  return false;
}

// "... schreef Jan:", "... a écrit :", "... wrote:", with a date or an address before.
bool introduces(std::string_view line) {
  if (line.size() > longest_head || line.empty() || line.back() != ':' ||
      line.find_first_of("0123456789@") == std::string_view::npos) {
    return false;
  }
  const std::string plain = folded(line);
  return has_word(plain, "schreef") || has_word(plain, "a ecrit") || has_word(plain, "wrote");
}

// Of such a line with nothing marked behind it: as mail programs write it, and not "in uw mail van
// 12 mei schreef u:".
bool is_by_program(std::string_view line) {
  static constexpr std::array<std::string_view, 3> begins{"op ", "le ", "on "};
  return begins_with_any(folded(line), begins);
}

// "-----Original Message-----", or "From: ..." with "Sent: ...", or with a date and a subject, on
// the next lines.
bool heads_copy(const std::vector<MailLine>& lines, std::size_t at) {
  constexpr std::size_t below = 4;  // lines
  const std::string_view line = lines[at].text;
  const bool ruled = line.starts_with("--");
  if (line.size() > longest_head || (!ruled && line.find(':') == std::string_view::npos)) {
    return false;  // most lines
  }
  const std::string plain = folded(line);
  if (ruled) {
    static constexpr std::array<std::string_view, 5> names{
        "original message", "oorspronkelijk bericht", "message d'origine", "message original",
        "doorgestuurd bericht"};
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
      return plain.find(name) != std::string::npos;
    });
  }
  static constexpr std::array<std::string_view, 4> from{"van:", "from:", "de :", "de:"};
  static constexpr std::array<std::string_view, 4> sent{
      "verzonden:", "sent:", "envoye :", "envoye:"};
  static constexpr std::array<std::string_view, 3> date{"date:", "date :", "datum:"};
  static constexpr std::array<std::string_view, 5> subject{
      "onderwerp:", "subject:", "objet :", "objet:", "betreft:"};
  if (!begins_with_any(plain, from)) return false;
  bool dated = false;
  bool named = false;
  for (std::size_t next = at + 1; next < lines.size() && next <= at + below; ++next) {
    if (lines[next].text.size() > longest_head) break;
    const std::string other = folded(lines[next].text);
    if (begins_with_any(other, sent)) return true;
    dated = dated || begins_with_any(other, date);
    named = named || begins_with_any(other, subject);
  }
  return dated && named;
}

}  // namespace

std::vector<TextRange> quoted_parts(std::string_view text) {
  std::vector<TextRange> out;
  const auto size = static_cast<std::uint32_t>(text.size());
  const auto add = [&](TextRange range) {
    if (!out.empty() && out.back().end + 1 >= range.begin) {
      out.back().end = range.end;
    } else {
      out.push_back(range);
    }
  };
  const std::vector<MailLine> lines = mail_lines(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto quotes = [&](std::size_t at) {
      return at < lines.size() && lines[at].text.starts_with('>');
    };
    if (quotes(i)) {
      add(lines[i].range);
    } else if (heads_copy(lines, i)) {
      add({lines[i].range.begin, size});
      break;
    } else if (introduces(lines[i].text)) {
      const std::size_t next = i + 1 < lines.size() && lines[i + 1].text.empty() ? i + 2 : i + 1;
      if (quotes(next)) {
        add(lines[i].range);
      } else if (is_by_program(lines[i].text)) {
        add({lines[i].range.begin, size});
        break;
      }
    }
  }
  return out;
}

void MailLines::add(std::string_view text, Speaker writer) {
  for (const MailLine& line : mail_lines(text)) {
    if (line.text.size() >= own_line) written_.emplace(line.text, writer);
  }
}

std::vector<TextRange> MailLines::copied(std::string_view text, Speaker writer) const {
  std::vector<TextRange> out;
  if (written_.empty()) return out;
  const auto of_other = [&](std::string_view line) {
    const auto found = line.size() < own_line ? written_.end() : written_.find(line);
    return found != written_.end() && found->second != writer;
  };
  for (const MailLine& line : mail_lines(text)) {
    const std::size_t label = line.text.substr(0, longest_label).find(": ");
    if (of_other(line.text) ||
        (label != std::string_view::npos && of_other(line.text.substr(label + 2)))) {
      out.push_back(line.range);
    }
  }
  return out;
}

}  // namespace callnorm
