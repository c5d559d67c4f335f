#include "callnorm/analysis/request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::prepare;
using test::Talk;

bool requests(const std::string& language, const std::string& text) {
  const Contact contact = Talk(language).agent(text).contact();
  const PreparedContact prepared = prepare(contact);
  for (const CueHit& hit : prepared.hits()) {
    if (is_request(prepared, hit)) return true;
  }
  return false;
}

TEST(Request, ImperativesPoliteFormsAndTheFloorHandedOver) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"nl", "Kijk eens op de achterkant."},
      {"nl", "Oké, en druk nu op de rode knop."},
      {"nl", "Goed, dan mag u eens naar de meter gaan."},
      {"nl", "zegt u het maar"},
      {"nl", "Kunt u mij het nummer eens voorlezen?"},
      {"fr", "Dites-moi quand c'est fait."},
      {"fr", "Ensuite, appuyez dessus."},
      {"fr", "vous allez débrancher la prise"},
      {"fr", "Pouvez-vous me lire le numéro ?"},
      {"en", "Go into settings."},
      {"en", "Right, so, unplug the router."},
      {"en", "Could you read that out for me?"},
      {"en", "let me know when it turns green"},
  };
  for (const auto& [language, text] : cases) EXPECT_TRUE(requests(language, text)) << text;
}

TEST(Request, NoneBehindASubjectInAWaitOrInASetPhrase) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"nl", "Ik kijk in de computer."},
      {"nl", "Ik druk op die knop."},
      {"nl", "Neem me niet kwalijk."},
      {"nl", "Geef me een seconde."},
      {"fr", "Je regarde dans votre dossier."},
      {"fr", "Veuillez patienter."},
      {"fr", "Prenez bien soin de vous."},
      {"en", "Let me check that for you."},
      {"en", "Take care now."},
      {"en", "We go through that every month."},
      {"en", "Give me a second."},
  };
  for (const auto& [language, text] : cases) EXPECT_FALSE(requests(language, text)) << text;
}

TEST(OpensClause, AtTheBeginningAndBehindAMark) {
  const Contact contact = Talk("en").agent("Fine, open it (press twice): wait and see.").contact();
  const PreparedContact prepared = prepare(contact);
  std::vector<std::string> opening;
  const PreparedSentence& sentence = prepared.sentences()[0];
  for (std::uint32_t k = sentence.first; k < sentence.last; ++k) {
    if (opens_clause(prepared, sentence, k)) opening.emplace_back(prepared.type_of(k).folded);
  }
  EXPECT_THAT(opening, testing::ElementsAre("fine", "open", "press", "wait"));
}

}  // namespace
}  // namespace callnorm
