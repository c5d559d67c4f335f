// What makes a sentence look like a question: one case for each family of features.
#include "callnorm/analysis/question_form.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "callnorm/io/builtin.hpp"
#include "callnorm/text/lexicon.hpp"

namespace callnorm {
namespace {

const Lexicon& lexicon(Language language) {
  static const std::vector<Lexicon> made = [] {
    std::vector<Lexicon> out;
    for (const Language each : all_languages)
      out.push_back(*Lexicon::create(*builtin_lexicon(each)));
    return out;
  }();
  return made[static_cast<std::size_t>(language)];
}

/// The features of the last sentence of turn `turn`, turns alternating from the agent.
std::vector<std::string> form(Language language, const std::vector<std::string>& turns,
                              std::size_t turn, bool punctuated = false) {
  ContactDraft draft;
  draft.quality.punctuated = punctuated;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    Turn spoken;
    spoken.speaker = i % 2 == 0 ? Speaker::agent : Speaker::client;
    spoken.text = turns[i];
    draft.turns.push_back(std::move(spoken));
  }
  const Contact contact = *Contact::create(std::move(draft));
  const auto prepared = PreparedContact::prepare(contact, &lexicon(language), Millis{500});
  QuestionFormReader reader(*prepared);
  const QuestionForm found = reader.read(prepared->turns()[turn].last_sentence - 1);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found.test(i)) names.emplace_back(question_feature_names[i]);
  }
  return names;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

TEST(QuestionForm, EveryFeatureHasItsOwnName) {
  auto names = question_feature_names;
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  EXPECT_FALSE(names.front().empty());
  EXPECT_EQ(static_cast<std::size_t>(QuestionFeature::wh_in_place) + 1,
            question_feature_names.size());
}

TEST(QuestionForm, AVerbBeforeItsSubject) {
  EXPECT_TRUE(has(form(Language::nl, {"hebt u de modem al uitgezet"}, 0), "inversion_you"));
  EXPECT_TRUE(has(form(Language::fr, {"avez-vous le numéro"}, 0), "inversion_you"));
  EXPECT_TRUE(has(form(Language::en, {"so do you still have it"}, 0), "inversion_you"));
  EXPECT_FALSE(has(form(Language::nl, {"u hebt de modem al uitgezet"}, 0), "inversion_you"));
}

TEST(QuestionForm, AQuestionWordThatOpens) {
  EXPECT_TRUE(has(form(Language::nl, {"en wanneer komt de technieker"}, 0), "wh_opens"));
  EXPECT_TRUE(has(form(Language::en, {"what is your postcode"}, 0), "wh_opens"));
  EXPECT_TRUE(has(form(Language::en, {"when you call they answer"}, 0), "wh_then_subject"));
}

TEST(QuestionForm, ATagAndWhatIsAnsweredToIt) {
  const auto tagged = form(Language::nl, {"u bent verhuisd naar gent hè", "ja dat klopt"}, 0);
  EXPECT_TRUE(has(tagged, "tag_strong"));
  EXPECT_TRUE(has(tagged, "answered_yes"));
  EXPECT_TRUE(has(tagged, "turn_end"));
}

TEST(QuestionForm, ARequestToSayItAgain) {
  const auto found = form(
      Language::nl,
      {"goedemiddag", "mijn factuur van maart klopt niet", "wablief", "mijn factuur van maart"}, 2);
  EXPECT_TRUE(has(found, "repair_word"));
  EXPECT_TRUE(has(found, "said_again"));
}

TEST(QuestionForm, MarksDecideWhereThereAreMarks) {
  EXPECT_TRUE(has(form(Language::nl, {"Dus u bent verhuisd?"}, 0, true), "question_mark"));
  EXPECT_TRUE(has(form(Language::nl, {"Dus u bent verhuisd."}, 0, true), "other_mark"));
  EXPECT_FALSE(has(form(Language::nl, {"dus u bent verhuisd"}, 0), "other_mark"));
}

TEST(QuestionForm, WithoutALexiconThereIsNothingToGoBy) {
  ContactDraft draft;
  Turn turn;
  turn.text = "hebt u een vraag";
  draft.turns.push_back(turn);
  const Contact contact = *Contact::create(std::move(draft));
  const auto prepared = PreparedContact::prepare(contact, nullptr, Millis{500});
  QuestionFormReader reader(*prepared);
  EXPECT_TRUE(reader.read(0).none());
}

}  // namespace
}  // namespace callnorm
