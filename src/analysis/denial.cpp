#include "analysis/denial.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "callnorm/analysis/function_words.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/placeholders.hpp"

namespace callnorm {
namespace {

// Of FunctionWord::negation: what answers a question, or stands in for a person or thing ("nobody
// can use it any more").
constexpr std::array<std::string_view, 22> other_negations{
    "nee", "neen",     "niets", "niemand", "nergens", "noch",    "non",    "rien",
    "ni",  "plus",     "guere", "no",      "none",    "nothing", "nobody", "nowhere",
    "nor", "personne", "aucun", "aucune",  "ne",      "n'"};

bool ends_clause(std::string_view between) {
  return between.find_first_of(",;:.!?()\n") != std::string_view::npos ||
         between.find("\xE2\x80\x93") != std::string_view::npos ||  // en dash
         between.find("\xE2\x80\x94") != std::string_view::npos;    // em dash
}

}  // namespace

bool is_denial(Language language, std::string_view folded) {
  return function_word(language, folded) == FunctionWord::negation &&
         std::find(other_negations.begin(), other_negations.end(), folded) == other_negations.end();
}

bool denies(const PreparedContact& contact, std::uint32_t turn,
            std::pair<std::uint32_t, std::uint32_t> tokens, const std::vector<std::string>& words) {
  if (contact.lexicon() == nullptr || tokens.first == tokens.second) return false;
  const Language language = contact.lexicon()->language();
  const std::string_view text = contact.contact().turns()[turn].text;
  std::size_t most = 0;
  bool free_of_denial = true;  // of the clauses that say most, one
  std::size_t said = 0;
  bool denial = false;
  const auto close = [&] {
    if (said > most || (said == most && said > 0 && !denial)) {
      free_of_denial = said > most ? !denial : true;
      most = said;
    }
    said = 0;
    denial = false;
  };
  for (std::uint32_t k = tokens.first; k < tokens.second; ++k) {
    const WordType& type = contact.type_of(k);
    if (k > tokens.first) {
      const std::uint32_t before = contact.tokens()[k - 1].text.end;
      const std::uint32_t begin = contact.tokens()[k].text.begin;
      if (ends_clause(text.substr(before, begin - before)) ||
          function_word(language, type.folded) == FunctionWord::conjunction) {
        close();
      }
    }
    denial = denial || is_denial(language, type.folded);
    if (!type.content.empty() &&
        std::any_of(words.begin(), words.end(),
                    [&](const std::string& word) { return content_match(word, type.content); })) {
      ++said;
    }
  }
  close();
  return most > 0 && !free_of_denial;
}

bool WordingDenials::deny(std::uint32_t turn, TextRange text,
                          const std::vector<std::string>& wordings) {
  if (contact_.lexicon() == nullptr) return false;
  const std::pair<std::uint32_t, std::uint32_t> range = contact_.tokens_within(turn, text);
  bool any = false;
  for (std::uint32_t k = range.first; k < range.second && !any; ++k) {
    any = is_denying(contact_.tokens()[k].type);
  }
  if (!any) return false;
  std::vector<std::string> words;
  std::vector<Token> tokens;
  for (const std::string& wording : wordings) {
    const std::string plain = without_placeholders(wording);
    tokens.clear();
    tokenize(plain, tokens);
    for (const Token& token : tokens) {
      const std::string word = folded(slice(plain, token.text));
      if (is_denial(contact_.lexicon()->language(), word)) return false;
      const std::string_view content = contact_.lexicon()->content(word);
      if (!content.empty()) words.emplace_back(content);
    }
  }
  return denies(contact_, turn, range, words);
}

bool WordingDenials::is_denying(std::uint32_t type) {
  enum : std::uint8_t { unread, no, yes };
  known_.resize(contact_.types().size(), unread);
  std::uint8_t& known = known_[type];
  if (known == unread) {
    known = is_denial(contact_.lexicon()->language(), contact_.types()[type].folded) ? yes : no;
  }
  return known == yes;
}

}  // namespace callnorm
