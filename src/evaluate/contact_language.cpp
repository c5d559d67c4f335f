#include <algorithm>
#include <utility>

#include "evaluate/evaluator_impl.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

constexpr std::size_t guess_minimum = 10;  // function words needed to tell a language

}  // namespace

Result<std::optional<Language>> Evaluator::Impl::choose_language(
    const Contact& contact, std::vector<std::string>& notes) const {
  const bool has_text = std::any_of(contact.turns().begin(), contact.turns().end(),
                                    [](const Turn& turn) { return !turn.text.empty(); });
  const std::string& own = contact.data().language;
  const std::string script_language = script ? script->data().language : "";
  const std::string& tag = !options.language.empty() ? options.language
                           : !own.empty()            ? own
                                                     : script_language;
  if (!tag.empty()) {
    const auto language = language_of(tag);
    if (language || !has_text) return language;
    return Error{ErrorCode::unsupported,
                 "there are no words for language \"" + tag + "\", only for nl, fr and en",
                 "/language"};
  }
  if (!has_text) return std::optional<Language>();
  const std::optional<Language> guessed = guess(contact);
  notes.push_back(
      !guessed
          ? "the contact names no language and its words do not show one: no text was read"
          : "the contact names no language; its function words are " + std::string(name(*guessed)));
  return guessed;
}

// Words are of the language that is read; the country is that of the first tag that names one.
Usage Evaluator::Impl::usage_in(const Contact& contact, const PreparedContact& prepared) const {
  const std::string script_language = script ? script->data().language : "";
  Usage usage;
  for (const std::string& tag : {options.language, contact.data().language, script_language}) {
    if (tag.find_first_of("-_") == std::string::npos) continue;
    usage = usage_of(tag);
    break;
  }
  usage.language =
      prepared.lexicon() == nullptr ? std::nullopt : std::optional(prepared.lexicon()->language());
  return usage;
}

void Evaluator::Impl::count_function_words(const WordType& word, WordsByLanguage& found) const {
  for (const Language language : all_languages) {
    if (words->cues(language).is_stopword(word.folded)) {
      ++found[static_cast<std::size_t>(language)];
    }
  }
}

// By function words, of which every language has its own; when two come close, no guess is made.
std::optional<Language> Evaluator::Impl::guess(const Contact& contact) const {
  const auto prepared = PreparedContact::prepare(contact, nullptr, default_pause);
  if (!prepared) return std::nullopt;
  WordsByLanguage found{};
  for (const PreparedToken& token : prepared->tokens()) {
    count_function_words(prepared->types()[token.type], found);
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < found.size(); ++i) {
    if (found[i] > found[best]) best = i;
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i != best && found[i] * 4 > found[best] * 3) return std::nullopt;
  }
  return found[best] >= guess_minimum ? std::optional(all_languages[best]) : std::nullopt;
}

// By function words: an agent who takes a client's call in the client's language, on a line of
// another.
bool Evaluator::Impl::agent_speaks_another(const PreparedContact& contact) const {
  const auto own = language_of(script->data().language);
  if (!own) return false;
  const auto each_word = [&](auto look_at) {
    for (const PreparedTurn& turn : contact.turns()) {
      if (turn.speaker != Speaker::agent) continue;
      for (std::uint32_t k = turn.first_token; k < turn.last_token; ++k) {
        look_at(contact.type_of(k));
      }
    }
  };
  // Of a text in one's own language half carry no content, most of them function words.
  if (contact.lexicon() != nullptr && contact.lexicon()->language() == *own) {
    std::size_t all = 0;
    std::size_t empty = 0;
    each_word([&](const WordType& word) {
      ++all;
      if (word.content.empty()) ++empty;
    });
    if (5 * empty >= 2 * all) return false;
  }
  WordsByLanguage found{};
  each_word([&](const WordType& word) { count_function_words(word, found); });
  const std::size_t most = *std::max_element(found.begin(), found.end());
  return most >= guess_minimum && most > 2 * found[static_cast<std::size_t>(*own)];
}

}  // namespace callnorm
