#include "callnorm/text/lexicon.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <utility>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/regex.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/word_table.hpp"

namespace callnorm {
namespace {

constexpr std::array<std::string_view, 13> french_clitics{
    "jusqu'", "lorsqu'", "puisqu'", "quoiqu'", "qu'", "l'", "d'",
    "j'",     "n'",      "s'",      "c'",      "m'",  "t'"};

bool has_digit(std::string_view word) {
  bool found = false;  // no way out on the way: words are short
  for (const char c : word) found |= static_cast<unsigned char>(c - '0') < 10;
  return found;
}

bool has_three_letters(std::string_view word) {
  int left = 3;
  return std::any_of(word.begin(), word.end(), [&](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U && --left == 0;
  });
}

}  // namespace

struct Lexicon::Impl {
  LexiconFile file;
  std::deque<std::string> spelled;  // what the views of stopwords point into
  WordTable stopwords;
  std::vector<CueClass> classes;        // of the cues
  std::vector<std::uint32_t> by_class;  // cues, those of a class together, in order
  std::array<std::uint32_t, cue_class_names.size() + 1> first_of_class{};
  std::vector<std::uint32_t> pattern_cues;
  std::vector<std::pair<std::uint32_t, Regex>> regexes;
  PatternSet patterns;

  explicit Impl(PatternSet set) : patterns(std::move(set)) {}
};

Result<Lexicon> Lexicon::create(LexiconFile file, std::span<const Cue> more) {
  for (const Cue& cue : more) {
    if (cue.language == file.language) file.cues.push_back(cue);
  }
  std::vector<std::string> patterns;
  std::vector<std::uint32_t> pattern_cues;
  std::vector<std::pair<std::uint32_t, Regex>> regexes;
  for (std::uint32_t i = 0; i < file.cues.size(); ++i) {
    const Cue& cue = file.cues[i];
    if (!cue.regex.empty()) {
      auto compiled = Regex::compile(cue.regex);
      if (!compiled) {
        Error error = std::move(compiled).error();
        error.where = std::string(name(cue.cue_class)) + ": " + cue.regex;
        return error;
      }
      regexes.emplace_back(i, *compiled);
    } else {
      patterns.push_back(cue.pattern);
      pattern_cues.push_back(i);
    }
  }
  auto set = PatternSet::compile(patterns);
  if (!set) {
    Error error = std::move(set).error();
    const Cue& cue = file.cues[pattern_cues[std::stoul(error.where)]];
    error.where = std::string(name(cue.cue_class)) + ": " + cue.pattern;
    return error;
  }
  auto impl = std::make_shared<Impl>(*set);
  for (const std::string& word : file.stopwords) {
    std::string plain = folded(word);
    if (impl->stopwords.find(plain)) continue;
    impl->stopwords.add(impl->spelled.emplace_back(std::move(plain)), 0);
  }
  for (const Cue& cue : file.cues) {
    impl->classes.push_back(cue.cue_class);
    ++impl->first_of_class[static_cast<std::size_t>(cue.cue_class) + 1];
  }
  for (std::size_t i = 1; i < impl->first_of_class.size(); ++i) {
    impl->first_of_class[i] += impl->first_of_class[i - 1];
  }
  auto next = impl->first_of_class;
  impl->by_class.resize(file.cues.size());
  for (std::uint32_t i = 0; i < file.cues.size(); ++i) {
    impl->by_class[next[static_cast<std::size_t>(impl->classes[i])]++] = i;
  }
  for (std::string& word : file.abbreviations) word = folded(word);
  std::sort(file.abbreviations.begin(), file.abbreviations.end());
  impl->file = std::move(file);
  impl->pattern_cues = std::move(pattern_cues);
  impl->regexes = std::move(regexes);
  return Lexicon(std::shared_ptr<const Impl>(std::move(impl)));
}

Language Lexicon::language() const noexcept {
  return impl_->file.language;
}
const std::string& Lexicon::version() const noexcept {
  return impl_->file.version;
}
std::span<const Cue> Lexicon::cues() const noexcept {
  return impl_->file.cues;
}
std::span<const CueClass> Lexicon::cue_classes() const noexcept {
  return impl_->classes;
}
std::span<const std::uint32_t> Lexicon::cues_of(CueClass cue_class) const noexcept {
  const auto which = static_cast<std::size_t>(cue_class);
  const std::uint32_t first = impl_->first_of_class[which];
  return std::span(impl_->by_class).subspan(first, impl_->first_of_class[which + 1] - first);
}
std::span<const std::string> Lexicon::abbreviations() const noexcept {
  return impl_->file.abbreviations;
}
const PatternSet& Lexicon::patterns() const noexcept {
  return impl_->patterns;
}
std::span<const std::uint32_t> Lexicon::pattern_cues() const noexcept {
  return impl_->pattern_cues;
}

bool Lexicon::is_stopword(std::string_view word) const noexcept {
  return impl_->stopwords.find(word).has_value();
}

std::string_view Lexicon::content(std::string_view word) const noexcept {
  if (is_stopword(word)) return {};
  if (impl_->file.language == Language::fr && word.find('\'') != std::string_view::npos) {
    for (const std::string_view clitic : french_clitics) {
      if (word.size() > clitic.size() && word.starts_with(clitic)) {
        word.remove_prefix(clitic.size());
        if (is_stopword(word)) return {};
        break;
      }
    }
  }
  return has_three_letters(word) || has_digit(word) ? word : std::string_view{};
}

Status Lexicon::find_regex_cues(std::string_view text,
                                std::vector<std::pair<std::uint32_t, TextRange>>& out) const {
  if (impl_->regexes.empty()) return success();
  const std::string lowered = lower(text);
  for (const auto& [cue, regex] : impl_->regexes) {
    const auto& literals = regex.required_literals();
    const bool possible = literals.empty() ||
                          std::any_of(literals.begin(), literals.end(), [&](const std::string& l) {
                            return lowered.find(l) != std::string::npos;
                          });
    if (!possible) continue;
    for (std::uint32_t from = 0; from <= text.size();) {
      auto found = regex.find(text, from);
      if (!found) return std::move(found).error();
      if (!found->has_value()) break;
      const TextRange range = **found;
      if (range.empty()) break;  // an expression that matches nothing signals nothing
      out.emplace_back(cue, range);
      from = range.end;
    }
  }
  return success();
}

bool content_match(std::string_view a, std::string_view b) noexcept {
  if (a == b) return true;
  std::size_t common = 0;  // bytes
  std::size_t characters = 0;
  const std::size_t limit = std::min(a.size(), b.size());
  while (common < limit && a[common] == b[common]) {
    ++common;
    if (at_code_point(a, common)) ++characters;
  }
  while (common > 0 && !at_code_point(a, common)) --common;
  if (characters < 5 || has_digit(a) || has_digit(b)) return false;
  const std::size_t longer = std::max(code_points(a.substr(common)), code_points(b.substr(common)));
  return longer <= 4;
}

}  // namespace callnorm
