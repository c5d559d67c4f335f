#include "callnorm/analysis/example_stems.hpp"

#include <algorithm>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/placeholders.hpp"

namespace callnorm {

ExampleStems::ExampleStems(const Script& script, const std::vector<ScriptStep>& steps,
                           const Lexicon& lexicon) {
  const Stemmer stemmer(lexicon.language());
  for (const ScriptStep& step : steps) {
    if (step.node == nullptr || !step.node->say) continue;
    for (const std::string& example : step.node->say->examples) add(example, lexicon, stemmer);
  }
  for (const SellingPoint& point : script.data().selling_points) {
    for (const std::string& claim : point.claims) add(claim, lexicon, stemmer);
  }
}

void ExampleStems::add(std::string_view example, const Lexicon& lexicon, const Stemmer& stemmer) {
  const auto [place, added] = examples_.try_emplace(example);
  if (!added) return;
  const std::string text = without_placeholders(example);
  std::vector<Token> tokens;
  tokenize(text, tokens);
  std::vector<std::uint32_t>& stems = place->second;
  for (const Token& token : tokens) {
    const std::string word = folded(slice(text, token.text));
    const std::string_view content = lexicon.content(word);
    if (content.empty()) continue;
    const auto next = static_cast<std::uint32_t>(numbers_.size() + 1);
    const std::uint32_t number = numbers_.emplace(stemmer.stem(content), next).first->second;
    if (std::find(stems.begin(), stems.end(), number) == stems.end()) stems.push_back(number);
  }
}

const std::vector<std::uint32_t>* ExampleStems::of(std::string_view example) const {
  const auto found = examples_.find(example);
  return found == examples_.end() ? nullptr : &found->second;
}

std::uint32_t ExampleStems::number_of(const std::string& stem) const {
  const auto found = numbers_.find(stem);
  return found == numbers_.end() ? 0 : found->second;
}

}  // namespace callnorm
