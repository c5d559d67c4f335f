#include "analysis/denial.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "callnorm/analysis/function_words.hpp"

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

}  // namespace callnorm
