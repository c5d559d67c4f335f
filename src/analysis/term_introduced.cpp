#include "analysis/term_introduced.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "callnorm/analysis/function_words.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

constexpr std::size_t family_letters = 7;   // that words of one family begin with
constexpr std::size_t clipped_letters = 5;  // of a word cut short: "synchro"
constexpr std::size_t ending_letters = 6;   // at most, behind what they share

struct Abbreviation {
  std::string capitals;  // "EAN", "PSD2"
  std::string folded;
  // Also a small word, as "ONT" in French: it is the abbreviation in capitals only.
  bool small_word = false;
};

struct Term {
  std::vector<Abbreviation> abbreviations;
  std::string word;  // the term, where it is one long word; else empty
};

// Two signs at least, capitals and digits: "EAN", "PSD2".
bool is_abbreviation(std::string_view part) {
  return part.size() >= 2 && part.front() >= 'A' && part.front() <= 'Z' &&
         std::all_of(part.begin(), part.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

template <class Visit>
void each_part(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" -'", at), text.size());
    if (end > at) visit(text.substr(at, end - at));
    at = end + 1;
  }
}

Term read(const JargonTerm& term, Language language) {
  Term out;
  std::size_t parts = 0;
  each_part(term.term, [&](std::string_view part) {
    ++parts;
    if (!is_abbreviation(part)) return;
    std::string plain = folded(part);
    const bool small_word = function_word(language, plain).has_value();
    out.abbreviations.push_back({std::string(part), std::move(plain), small_word});
  });
  if (parts == 1 && out.abbreviations.empty()) {
    out.word = folded(term.term);
    if (out.word.size() <= family_letters) out.word.clear();
  }
  return out;
}

bool same_family(std::string_view word, std::string_view term) {
  std::size_t shared = 0;
  while (shared < word.size() && shared < term.size() && word[shared] == term[shared]) ++shared;
  if (shared == word.size()) return shared >= clipped_letters;
  return shared >= family_letters && word.size() - shared <= ending_letters &&
         term.size() - shared <= ending_letters;
}

// "Ean", "ean-nummer".
bool has_part(std::string_view word, std::string_view part) {
  if (word.size() < part.size()) return false;
  bool found = false;
  each_part(word, [&](std::string_view own) { found = found || own == part; });
  return found;
}

// "L'ONT" has "ONT", "l'ont" and "PONT" have not.
bool has_capitals(std::string_view said, std::string_view capitals) {
  const auto letter = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  };
  const std::size_t at = said.find(capitals);
  if (at == std::string_view::npos || (at > 0 && letter(said[at - 1]))) return false;
  const std::size_t end = at + capitals.size();
  return end == said.size() || !letter(said[end]);
}

// Letters said one by one from a token on, up to the end of the abbreviation.
bool spelled(const PreparedContact& contact, std::uint32_t token, std::uint32_t last,
             std::string_view abbreviation) {
  for (const char sign : abbreviation) {
    if (token >= last || contact.type_of(token).folded != std::string_view(&sign, 1)) return false;
    ++token;
  }
  return true;
}

}  // namespace

std::vector<std::optional<std::uint32_t>> terms_introduced(const PreparedContact& contact,
                                                           std::span<const JargonTerm> terms) {
  std::vector<std::optional<std::uint32_t>> out(terms.size());
  if (contact.lexicon() == nullptr) return out;
  std::vector<Term> read_terms;
  for (const JargonTerm& term : terms) {
    read_terms.push_back(read(term, contact.lexicon()->language()));
  }
  const bool spells = std::any_of(read_terms.begin(), read_terms.end(),
                                  [](const Term& term) { return !term.abbreviations.empty(); });
  const bool small_words = std::any_of(read_terms.begin(), read_terms.end(), [](const Term& term) {
    return std::any_of(term.abbreviations.begin(), term.abbreviations.end(),
                       [](const Abbreviation& part) { return part.small_word; });
  });
  // What a word introduces is the same wherever it is said, and the first time counts.
  std::vector<bool> heard(contact.types().size(), false);
  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
    const PreparedTurn& turn = contact.turns()[t];
    if (turn.speaker != Speaker::client) continue;
    for (std::uint32_t k = turn.first_token; k < turn.last_token; ++k) {
      const std::uint32_t type = contact.tokens()[k].type;
      const std::string_view word = contact.types()[type].folded;
      const bool again = heard[type];
      heard[type] = true;
      const bool letter = spells && word.size() == 1;
      if (again && !letter && !small_words) continue;
      const std::string_view as_said =
          slice(contact.contact().turns()[t].text, contact.tokens()[k].text);
      for (std::uint32_t i = 0; i < read_terms.size(); ++i) {
        if (out[i]) continue;
        const Term& term = read_terms[i];
        bool introduces = !again && !term.word.empty() && word.front() == term.word.front() &&
                          same_family(word, term.word);
        for (const auto& [capitals, abbreviation, small_word] : term.abbreviations) {
          if (small_word) {
            introduces = introduces || has_capitals(as_said, capitals);
          } else if (!again) {
            introduces = introduces || has_part(word, abbreviation);
          }
          if (letter) introduces = introduces || spelled(contact, k, turn.last_token, abbreviation);
        }
        if (introduces) out[i] = t;
      }
    }
  }
  return out;
}

}  // namespace callnorm
