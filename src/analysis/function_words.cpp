#include "callnorm/analysis/function_words.hpp"

#include <algorithm>
#include <bitset>
#include <cmath>
#include <span>
#include <utility>

#include "text/word_table.hpp"

namespace callnorm {
namespace {

constexpr double never_zero = 0.0001;  // of the definition

using Classes = std::bitset<function_word_names.size()>;
using ClassList = std::pair<FunctionWord, std::string_view>;

// Closed classes, folded, with blanks between. A word is looked for from the top.
constexpr std::array<ClassList, 7> dutch{{
    {FunctionWord::negation, "niet geen niets niemand nooit nergens noch nee neen"},
    {FunctionWord::article, "de het een"},
    {FunctionWord::pronoun,
     "ik jij je u ge gij hij zij ze wij we jullie mij me jou hem haar ons hun hen zich mijn jouw "
     "uw "
     "zijn onze dit dat deze die wat wie iets iemand er men zichzelf uzelf mezelf"},
    {FunctionWord::preposition,
     "van in op aan bij met voor over naar uit door tot tegen onder na per zonder om te tussen "
     "binnen tijdens sinds volgens vanaf via wegens"},
    {FunctionWord::conjunction,
     "en of maar want dus als omdat zodat terwijl hoewel toen wanneer indien tenzij zodra"},
    {FunctionWord::auxiliary,
     "is was waren ben bent geweest heb hebt heeft had hadden hebben gehad word wordt worden werd "
     "werden kan kunt kunnen kon konden zal zult zullen zou zouden zoudt moet moeten moest mag "
     "mogen mocht wil wilt willen wou wilde"},
    {FunctionWord::quantifier,
     "alle alles veel meer meest weinig minder enkele sommige beide elk elke ieder iedere genoeg "
     "allemaal paar"},
}};
constexpr std::array<ClassList, 7> french{{
    {FunctionWord::negation, "ne n' pas non jamais rien personne aucun aucune ni plus guere"},
    {FunctionWord::article, "le la les l' un une des du au aux"},
    {FunctionWord::pronoun,
     "je j' tu il elle on nous vous ils elles me m' te t' se s' lui leur eux moi toi soi y en ce "
     "c' "
     "ca cela ceci celui celle ceux celles qui mon ma mes ton ta tes son sa ses notre nos votre "
     "vos "
     "leurs"},
    {FunctionWord::preposition,
     "de d' a dans sur pour par avec sans chez sous vers entre depuis pendant avant apres contre "
     "jusque jusqu'"},
    {FunctionWord::conjunction,
     "et ou mais donc or car que qu' si quand comme lorsque lorsqu' puisque puisqu' parce"},
    {FunctionWord::auxiliary,
     "suis es est sommes etes sont etais etait etions etiez etaient sera serez serons seront "
     "serait "
     "ete etre ai as avons avez ont avais avait avions aviez avaient aura aurez aurait avoir eu "
     "peux peut pouvez pouvons peuvent pourrais pourrait pourriez dois doit devez devons doivent "
     "veux veut voulez voulons veulent voudrais voudrait voudriez vais va allez allons vont"},
    {FunctionWord::quantifier,
     "tout tous toute toutes beaucoup peu trop assez moins quelques plusieurs chaque certains "
     "certaines"},
}};
constexpr std::array<ClassList, 7> english{{
    {FunctionWord::negation,
     "not no never none nothing nobody nowhere nor don't doesn't didn't can't cannot won't isn't "
     "aren't wasn't weren't haven't hasn't hadn't wouldn't couldn't shouldn't"},
    {FunctionWord::article, "the a an"},
    {FunctionWord::pronoun,
     "i you he she it we they me him her us them my your his its our their mine yours hers ours "
     "theirs this that these those who what which someone something anyone anything everyone "
     "everything i'm i've i'll i'd you're you've you'll you'd it's it'll we're we've we'll we'd "
     "they're they've they'll that's he's she's"},
    {FunctionWord::preposition,
     "of in on at by with for about to from into over under after before between through during "
     "without within against until since per off up down"},
    {FunctionWord::conjunction,
     "and or but so because if when while although though unless whereas than as"},
    {FunctionWord::auxiliary,
     "am is are was were be been being have has had having do does did will would can could shall "
     "should may might must"},
    {FunctionWord::quantifier,
     "all any some many much more most few less little several each every both enough lot another"},
}};

constexpr std::span<const ClassList> classes_of(Language language) {
  switch (language) {
    case Language::nl: return dutch;
    case Language::fr: return french;
    case Language::en: return english;
  }
  return english;
}

// Of a word listed twice the first class stays.
WordTable table_of(Language language) {
  WordTable out;
  for (const auto& [which, words] : classes_of(language)) {
    std::string_view rest = words;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      const std::string_view word = rest.substr(0, end);
      if (!out.find(word)) out.add(word, static_cast<std::uint32_t>(which));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return out;
}

// "l'adresse" has an article, "avez-vous" an auxiliary and a pronoun.
Classes classes_in(Language language, const WordType& type) {
  Classes out;
  const auto add = [&](std::string_view part) {
    if (const auto found = function_word(language, part)) {
      out.set(static_cast<std::size_t>(*found));
      return true;
    }
    return false;
  };
  std::string_view folded = type.folded;
  if (add(folded) || !type.joined || language != Language::fr) return out;
  while (!folded.empty()) {
    const std::size_t at = folded.find_first_of("-'");
    if (at == std::string_view::npos) {
      add(folded);
      break;
    }
    add(folded.substr(0, folded[at] == '\'' ? at + 1 : at));
    folded.remove_prefix(at + 1);
  }
  return out;
}

struct Side {
  std::uint32_t words = 0;
  std::array<std::uint32_t, function_word_names.size()> of{};
  double percent(std::size_t c) const {
    return words == 0 ? 0.0 : 100.0 * static_cast<double>(of[c]) / static_cast<double>(words);
  }
};

std::optional<double> mean_of(double sum, std::uint32_t count) {
  if (count == 0) return std::nullopt;
  return sum / static_cast<double>(count);
}

}  // namespace

std::optional<FunctionWord> function_word(Language language, std::string_view folded) {
  static const std::array<WordTable, all_languages.size()> tables{
      table_of(Language::nl), table_of(Language::fr), table_of(Language::en)};
  const auto found = tables[static_cast<std::size_t>(language)].find(folded);
  if (!found) return std::nullopt;
  return static_cast<FunctionWord>(*found);
}

StyleMatch style_match(const PreparedContact& contact, const std::vector<bool>& aside) {
  constexpr std::size_t count = function_word_names.size();
  StyleMatch out;
  std::vector<Classes> by_type(contact.types().size());
  if (contact.lexicon() != nullptr) {
    for (std::size_t t = 0; t < by_type.size(); ++t) {
      by_type[t] = classes_in(contact.lexicon()->language(), contact.types()[t]);
    }
  }
  Side agent;
  Side client;
  std::array<std::uint32_t, count> client_has{};
  std::array<std::uint32_t, count> both_have{};
  std::array<std::uint32_t, count> agent_has{};
  Classes before;
  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
    const PreparedTurn& turn = contact.turns()[t];
    Side& side = turn.speaker == Speaker::agent ? agent : client;
    Classes here;
    for (std::uint32_t k = turn.first_token; k < turn.last_token; ++k) {
      if (k < aside.size() && aside[k]) continue;
      ++side.words;
      const Classes& classes = by_type[contact.tokens()[k].type];
      if (classes.none()) continue;
      here |= classes;
      // Mostly one class.
      for (auto rest = static_cast<unsigned>(classes.to_ulong()); rest != 0; rest &= rest - 1) {
        ++side.of[static_cast<std::size_t>(std::countr_zero(rest))];
      }
    }
    if (t > 0 && turn.speaker == Speaker::agent &&
        contact.turns()[t - 1].speaker == Speaker::client) {
      ++out.answers;
      for (std::size_t c = 0; c < count; ++c) {
        client_has[c] += before[c] ? 1U : 0U;
        agent_has[c] += here[c] ? 1U : 0U;
        both_have[c] += before[c] && here[c] ? 1U : 0U;
      }
    }
    before = here;
  }
  out.agent_words = agent.words;
  out.client_words = client.words;

  double matching = 0;
  double coordination = 0;
  std::uint32_t matched = 0;
  std::uint32_t coordinated = 0;
  for (std::size_t c = 0; c < count; ++c) {
    if (agent.of[c] + client.of[c] > 0) {
      const double a = agent.percent(c);
      const double b = client.percent(c);
      out.matching[c] = 1.0 - std::abs(a - b) / (a + b + never_zero);
      matching += *out.matching[c];
      ++matched;
    }
    if (client_has[c] > 0) {
      coordination += static_cast<double>(both_have[c]) / static_cast<double>(client_has[c]) -
                      static_cast<double>(agent_has[c]) / static_cast<double>(out.answers);
      ++coordinated;
    }
  }
  out.mean_matching = mean_of(matching, matched);
  out.coordination = mean_of(coordination, coordinated);
  return out;
}

}  // namespace callnorm
