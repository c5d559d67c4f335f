#include "callnorm/text/lexicon.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/regex.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>{}(text);
  }
};

constexpr std::array<std::string_view, 13> french_clitics{
    "jusqu'", "lorsqu'", "puisqu'", "quoiqu'", "qu'", "l'", "d'",
    "j'",     "n'",      "s'",      "c'",      "m'",  "t'"};

bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

struct Lexicon::Impl {
  LexiconFile file;
  std::unordered_set<std::string, Hash, std::equal_to<>> stopwords;
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
  for (const std::string& word : file.stopwords) impl->stopwords.insert(folded(word));
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
std::span<const std::string> Lexicon::abbreviations() const noexcept {
  return impl_->file.abbreviations;
}
const PatternSet& Lexicon::patterns() const noexcept {
  return impl_->patterns;
}
std::uint32_t Lexicon::pattern_cue(std::uint32_t pattern) const noexcept {
  return impl_->pattern_cues[pattern];
}

bool Lexicon::is_stopword(std::string_view word) const noexcept {
  return impl_->stopwords.find(word) != impl_->stopwords.end();
}

std::string_view Lexicon::content(std::string_view word) const noexcept {
  if (is_stopword(word)) return {};
  if (impl_->file.language == Language::fr) {
    for (const std::string_view clitic : french_clitics) {
      if (word.size() > clitic.size() && word.starts_with(clitic)) {
        word.remove_prefix(clitic.size());
        if (is_stopword(word)) return {};
        break;
      }
    }
  }
  if (has_digit(word)) return word;
  return code_points(word) >= 3 ? word : std::string_view{};
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
  if (has_digit(a) || has_digit(b)) return false;
  std::size_t common = 0;  // bytes
  std::size_t characters = 0;
  const std::size_t limit = std::min(a.size(), b.size());
  while (common < limit && a[common] == b[common]) {
    ++common;
    if (at_code_point(a, common)) ++characters;
  }
  while (common > 0 && !at_code_point(a, common)) --common;
  if (characters < 5) return false;
  const std::size_t longer = std::max(code_points(a.substr(common)), code_points(b.substr(common)));
  return longer <= 4;
}

}  // namespace callnorm
