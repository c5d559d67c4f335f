#include "analysis/data_names.hpp"

#include <gtest/gtest.h>

#include <string>

#include "unit/talk.hpp"

namespace callnorm {
namespace {

using test::Json;

ScriptData meter_number() {
  ScriptData out;
  out.id = "meter_nr";
  out.type = "meter";
  out.file = "klant";
  out.field = "teller";
  out.ask = {"nummer van de meter"};
  return out;
}

bool said(const ScriptData& wanted, const std::string& agent) {
  const Contact contact = test::Talk("nl").agent(agent).contact();
  const auto prepared = test::prepare(contact);
  DataNames names(prepared);
  return names.said(wanted, 0, {0, static_cast<std::uint32_t>(agent.size())});
}

TEST(DataNames, ByTheScriptsWordsOrTheLogs) {
  const ScriptData meter = meter_number();
  EXPECT_TRUE(said(meter, "Welk nummer staat er op uw meter?"));
  EXPECT_TRUE(said(meter, "Wat is de teller?")) << "the field's name";
  EXPECT_FALSE(said(meter, "Wat is uw nummer?"));
  EXPECT_FALSE(said(meter, "Waar woont u?"));
}

TEST(DataNames, OnlyWithinTheStretch) {
  const Contact contact = test::Talk("nl").agent("Goed. De teller dan?").contact();
  const auto prepared = test::prepare(contact);
  DataNames names(prepared);
  const ScriptData meter = meter_number();
  EXPECT_TRUE(names.said(meter, 0, {6, 20}));
  EXPECT_FALSE(names.said(meter, 0, {0, 5}));
}

bool refused(const std::string& lang, const std::string& type,
             const std::vector<std::string>& answers) {
  test::Talk talk(lang);
  talk.agent("?");
  for (const std::string& answer : answers) talk.client(answer);
  const Contact contact = talk.contact();
  return value_refused(test::prepare(contact), 0, type);
}

TEST(ValueRefused, ADenialAndNoNumberSoon) {
  EXPECT_TRUE(refused("en", "id", {"I'd not give that out."}));
  EXPECT_TRUE(refused("nl", "iban", {"Dat geef ik niet door.", "Sorry."}));
  EXPECT_FALSE(refused("nl", "iban", {"Dat weet ik niet.", "Ah, hier: 4821."}))
      << "found after all";
  EXPECT_FALSE(refused("nl", "iban", {"Dat weet ik niet.", "Ah, vier acht twee."}));
  EXPECT_FALSE(refused("nl", "iban", {"Een momentje."}));
  EXPECT_FALSE(refused("nl", "name", {"Dat zeg ik niet."})) << "a name has no digits";
  EXPECT_FALSE(refused("nl", "iban", {}));
}

}  // namespace
}  // namespace callnorm
