#include "callnorm/analysis/named_wait.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <ostream>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::prepare;
using test::Talk;

struct Said {
  const char* language;
  const char* text;
  std::optional<int> seconds;
};

std::ostream& operator<<(std::ostream& out, const Said& said) {
  return out << said.text;
}

class NamedWait : public testing::TestWithParam<Said> {};

TEST_P(NamedWait, IsWhatTheSentenceSays) {
  const Contact contact = Talk(GetParam().language).agent(GetParam().text).contact();
  std::optional<Millis> wanted;
  if (GetParam().seconds) wanted = Millis{*GetParam().seconds * 1000};
  EXPECT_EQ(named_wait(prepare(contact), 0), wanted);
}

INSTANTIATE_TEST_SUITE_P(Numbers, NamedWait,
                         testing::Values(Said{"nl", "Ik zet u twee minuutjes in wacht.", 120},
                                         Said{"nl", "Blijf hangen, 3 minuten.", 180},
                                         Said{"fr", "Je vous mets en attente dix secondes.", 10},
                                         Said{"fr", "Patientez quelques minutes.", 120},
                                         Said{"en", "This will take two or three minutes.", 180},
                                         Said{"en", "Bear with me a minute.", 60}));

INSTANTIATE_TEST_SUITE_P(SeveralWords, NamedWait,
                         testing::Values(Said{"nl", "Dat duurt een minuutje of twee.", 120},
                                         Said{"nl", "Dat duurt anderhalve minuut.", 90},
                                         Said{"nl", "Een halve minuut alstublieft.", 30},
                                         Said{"fr", "J'en ai pour une minute ou deux.", 120},
                                         Said{"fr", "Ça prend une minute et demie.", 90},
                                         Said{"en", "It'll be a minute or two.", 120},
                                         Said{"en", "Give me half a minute.", 30}));

INSTANTIATE_TEST_SUITE_P(
    TheLongestAndBeside, NamedWait,
    testing::Values(
        Said{"en", "That'll take a minute, maybe a minute and a half.", 90},
        Said{"nl", "Ik vraag het na. Reken op een minuut of twee.", 120},
        Said{"fr", "Je cherche ça. Comptez une bonne minute.", 60},
        Said{"en", "I'll look. The engineer comes to your door within thirty minutes of that.",
             std::nullopt}));

// Whoever says "deux secondes" and looks something up for ten has not broken a promise.
INSTANTIATE_TEST_SUITE_P(MannersOfSpeaking, NamedWait,
                         testing::Values(Said{"nl", "Een seconde alstublieft.", std::nullopt},
                                         Said{"nl", "Twee seconden, ik kijk.", std::nullopt},
                                         Said{"fr", "Deux secondes, je regarde.", std::nullopt},
                                         Said{"en", "Just two secs.", std::nullopt},
                                         Said{"en", "One moment please.", std::nullopt}));

}  // namespace
}  // namespace callnorm
