// benchmarks/accuracy/dump_question_features.cpp - the features of questions, as training wants
// them.
//
// Reads contacts (callnorm.contact/1), one to a line, from standard input. Writes one line for each
// sentence: contact, turn, speaker, whether rules@1 and model@1 find a question and an open_repair
// in it (four digits), and the names of the features that are 1, all separated by tabs. With
// --names: the names of all features and nothing else.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/detect/clarification.hpp"
#include "callnorm/detect/question_features.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/linear_models.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/text/lexicon.hpp"

namespace {

using namespace callnorm;

bool has(const std::vector<Act>& acts, ActKind kind, const PreparedSentence& s) {
  return std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
    return act.kind == kind && act.turn == s.turn && act.text.begin < s.text.end &&
           act.text.end > s.text.begin;
  });
}

int fail(const Error& error) {
  std::fprintf(stderr, "%s: %s\n", error.where.c_str(), error.message.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "--names") {
    for (const std::string_view name : question_feature_names) std::cout << name << '\n';
    return 0;
  }
  std::vector<Lexicon> lexicons;
  for (const Language language : all_languages) {
    auto file = builtin_lexicon(language);
    if (!file) return fail(file.error());
    auto lexicon = Lexicon::create(*std::move(file));
    if (!lexicon) return fail(lexicon.error());
    lexicons.push_back(*std::move(lexicon));
  }
  // Before the first training there are no models to compare with.
  std::optional<QuestionModels> models;
  const auto question = builtin_linear_model("question");
  const auto repair = builtin_linear_model("open_repair");
  if (question && repair) {
    if (auto made = QuestionModels::create(*question, *repair)) models = *std::move(made);
  }

  std::string line;
  while (std::getline(std::cin, line)) {
    const auto contact = read_contact(line);
    if (!contact) return fail(contact.error());
    const auto language = language_of(contact->data().language);
    if (!language) return fail({ErrorCode::unsupported, "no lexicon", contact->id()});
    const auto prepared = PreparedContact::prepare(
        *contact, &lexicons[static_cast<std::size_t>(*language)], Millis{500});
    if (!prepared) return fail(prepared.error());
    std::vector<Act> rules;
    std::vector<Act> found;
    detect_questions(*prepared, {}, rules);
    detect_clarifications(*prepared, {}, {}, rules);
    if (models) detect_questions_by_model(*prepared, *models, found);
    for (std::uint32_t i = 0; i < prepared->sentences().size(); ++i) {
      const PreparedSentence& s = prepared->sentences()[i];
      std::cout << contact->id() << '\t' << contact->turns()[s.turn].id << '\t'
                << name(prepared->turns()[s.turn].speaker) << '\t'
                << has(rules, ActKind::question, s) << has(rules, ActKind::open_repair, s)
                << has(found, ActKind::question, s) << has(found, ActKind::open_repair, s);
      const QuestionFeatures features = question_features(*prepared, i);
      for (std::size_t f = 0; f < features.size(); ++f) {
        if (features[f] != 0) std::cout << '\t' << question_feature_names[f];
      }
      std::cout << '\n';
    }
  }
  return 0;
}
