#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"
#include "unit/io/edit.hpp"

namespace callnorm {
namespace {

using test::FailsAt;
using test::Json;
using test::Succeeds;
using test::with;
using test::without;

constexpr auto bad = ErrorCode::invalid_norm;
constexpr const char* parameters = "/competences/0/indicators/0/operationalisation/parameters";

/// Gives the measure whatever else it reads.
std::string complete(const std::string& json) {
  Json norm = Json::parse(json);
  Json& given = norm[Json::json_pointer(parameters)];
  for (const std::string_view name : info(Measure::msd_error_rate).parameters) {
    if (!given.contains(name)) given[std::string(name)] = {{"value", 1}, {"origin", "convention"}};
  }
  return norm.dump();
}

/// One competence with one indicator.
const std::string& norm_text() {
  static const std::string text = complete(R"({
    "format": "callnorm.norm/1", "id": "test.norm", "version": "1.0", "status": "draft",
    "title": {"nl": "Proef", "en": "Test"},
    "literal_source": {"file": "seed.txt", "sha256": "00", "lang": "fr", "note": "n"},
    "process": {"assessors": 2, "max_minutes": 360, "portfolio": "optional", "award_rule": "all"},
    "certificate": [{"key": "level", "literal": "Niveau", "line": 3}, {"key": "none", "literal": null}],
    "anomalies": [{"id": "AN-01", "where": "T-1.1", "literal": "97%", "problem": "p", "reading": "r",
                   "others": "o", "severity": "A"}],
    "competences": [{
      "id": "T-1", "literal": {"fr": "gérer", "raw": "gérer :", "line": 23},
      "rendering": {"nl": "beheren", "by": "callnorm", "legal_value": false},
      "indicators": [{
        "id": "T-1.1", "key": "typing", "literal": {"fr": "tape", "raw": "- tape ;", "line": 24},
        "rendering": {"nl": "typt", "en": "types"}, "notes": ["AN-01"],
        "operationalisation": {
          "id": "T-1.1/op-1", "version": "1.0.0", "reading": "min", "readings_reported": ["literal"],
          "measure": "msd_error_rate",
          "parameters": {
            "max_error": {"value": 0.03, "unit": "1", "origin": "norm", "source": "AN-01"},
            "min_chars": {"value": 100, "unit": "char", "origin": "convention"},
            "z": {"value": 1.96, "unit": "1", "origin": "convention", "was": 1.645, "decided_by": "centre 4"}},
          "needs": ["record"], "channels": ["voice", "chat"], "detector": "", "asr_can_fail": false,
          "note": "", "decided_by": null, "calibrated_on": null}}]}],
    "cues": {"reform": {"nl": [{"pattern": "dus u|je", "weak": true, "note": "x"}],
                        "fr": [{"regex": "donc .* vous", "tag": "t"}]}}
  })");
  return text;
}

TEST(ReadNorm, ReadsEveryField) {
  const auto norm = read_norm(norm_text());
  ASSERT_THAT(norm, Succeeds());
  const NormDraft& data = norm->data();
  EXPECT_EQ(data.literal_note, "n");
  EXPECT_EQ(text_in(data.title, "en"), "Test");
  EXPECT_EQ(text_in(data.title, "de"), "Proef");
  EXPECT_EQ(text_in({}, "nl"), "");
  EXPECT_EQ(data.certificate[1].literal, "");
  EXPECT_EQ(norm->anomaly("AN-01")->severity, 'A');
  EXPECT_EQ(norm->anomaly("AN-02"), nullptr);
  EXPECT_EQ(norm->find("T-2"), nullptr);
  const Indicator* indicator = norm->find("T-1.1");
  ASSERT_NE(indicator, nullptr);
  EXPECT_EQ(indicator->literal.language, "fr");
  EXPECT_EQ(indicator->literal.raw, "- tape ;");
  EXPECT_EQ(indicator->rendering.size(), 2U);
  const Parameters& limits = indicator->operationalisation.parameters;
  EXPECT_EQ(limits["max_error"], 0.03);
  EXPECT_EQ(limits.find("z")->was, 1.645);
  EXPECT_EQ(limits.find("z")->decided_by, "centre 4");
  ASSERT_EQ(data.cues.size(), 2U);
  EXPECT_TRUE(data.cues[0].weak);
  EXPECT_EQ(data.cues[1].language, Language::fr);
  EXPECT_EQ(data.cues[1].regex, "donc .* vous");
  EXPECT_EQ(data.hash.size(), 76U);
}

TEST(ReadNorm, WhatIsWrittenReadsBackTheSame) {
  const auto norm = read_norm(norm_text());
  ASSERT_THAT(norm, Succeeds());
  const std::string written = write_norm(*norm, 2);
  const auto back = read_norm(written);
  ASSERT_THAT(back, Succeeds());
  EXPECT_EQ(write_norm(*back, 2), written);
  const auto& before = norm->find("T-1.1")->operationalisation.parameters.list();
  EXPECT_EQ(back->find("T-1.1")->operationalisation.parameters.list(), before);

  const auto builtin = builtin_norm();
  ASSERT_THAT(builtin, Succeeds());
  const auto again = read_norm(write_norm(*builtin));
  ASSERT_THAT(again, Succeeds());
  EXPECT_EQ(write_norm(*again), write_norm(*builtin));
}

TEST(ReadNorm, EveryFaultIsReportedAtItsPlace) {
  const auto at = [](const std::string& pointer, Json value) {
    return read_norm(with(norm_text(), pointer, std::move(value)));
  };
  const std::string indicator = "/competences/0/indicators/0";
  const std::string op = indicator + "/operationalisation";
  EXPECT_THAT(at("/format", "callnorm.norm/2"), FailsAt(ErrorCode::unsupported, "/format"));
  EXPECT_THAT(at("/id", ""), FailsAt(bad, "/id"));
  EXPECT_THAT(at("/colour", 1), FailsAt(bad, "/colour", "unknown key"));
  EXPECT_THAT(at("/x-own", 1), Succeeds());
  EXPECT_THAT(at("/title/by name", "x"), FailsAt(bad, "/title/by name", "language tag"));
  EXPECT_THAT(at("/process/award_rule", "most"), FailsAt(bad, "/process/award_rule"));
  EXPECT_THAT(at("/process/assessors", 0), FailsAt(bad, "/process/assessors"));
  EXPECT_THAT(at("/process/max_minutes", 0), FailsAt(bad, "/process/max_minutes"));
  EXPECT_THAT(at("/process/portfolio", "maybe"), FailsAt(bad, "/process/portfolio"));
  EXPECT_THAT(at("/anomalies/0/severity", "D"), FailsAt(bad, "/anomalies/0/severity"));
  EXPECT_THAT(at("/anomalies/1", Json{{"id", "AN-01"}, {"severity", "C"}}),
              FailsAt(bad, "/anomalies/1/id", "used twice"));
  EXPECT_THAT(at("/competences", Json::array()), FailsAt(bad, "/competences"));
  EXPECT_THAT(at("/competences/0/indicators", Json::array()),
              FailsAt(bad, "/competences/0/indicators", "no indicator"));
  EXPECT_THAT(at(indicator + "/id", "T-1"), FailsAt(bad, indicator + "/id", "used twice"));
  EXPECT_THAT(at(indicator + "/notes/0", "AN-09"), FailsAt(bad, indicator + "/notes/0"));
  EXPECT_THAT(at(indicator + "/literal/en", "types"), FailsAt(bad, indicator + "/literal/en"));
  EXPECT_THAT(at(indicator + "/literal", Json{{"en", "types"}}),
              FailsAt(bad, indicator + "/literal/en", "their source is"));
  EXPECT_THAT(at(op + "/measure", "horoscope"), FailsAt(bad, op + "/measure", "msd_error_rate"));
  EXPECT_THAT(at(op + "/channels", Json::array()), FailsAt(bad, op + "/channels"));
  EXPECT_THAT(at(op + "/channels/0", "fax"), FailsAt(bad, op + "/channels/0"));
  EXPECT_THAT(at(std::string(parameters) + "/z/origin", "rumour"),
              FailsAt(bad, std::string(parameters) + "/z/origin", "\"literature\""));
  EXPECT_THAT(at(std::string(parameters) + "/z/value", "big"),
              FailsAt(bad, std::string(parameters) + "/z/value"));
  EXPECT_THAT(read_norm(without(norm_text(), std::string(parameters) + "/z/decided_by")),
              FailsAt(bad, std::string(parameters) + "/z/decided_by", "decided"));
  EXPECT_THAT(read_norm(without(norm_text(), std::string(parameters) + "/z")),
              FailsAt(bad, parameters, "\"z\""));
  EXPECT_THAT(at(std::string(parameters) + "/z.de", Json{{"value", 1}, {"origin", "convention"}}),
              FailsAt(bad, std::string(parameters) + "/z.de", ".nl, .fr or .en"));
}

TEST(ReadNorm, AParameterMayBeGivenForEveryLanguageInstead) {
  Json json = Json::parse(norm_text());
  Json& list = json[Json::json_pointer(parameters)];
  list.erase("z");
  for (const char* name : {"z.nl", "z.fr"}) list[name] = {{"value", 1}, {"origin", "convention"}};
  EXPECT_THAT(read_norm(json.dump()), FailsAt(bad, parameters));
  list["z.en"] = {{"value", 1}, {"origin", "convention"}};
  EXPECT_THAT(read_norm(json.dump()), Succeeds());
}

TEST(ReadNorm, CuesMustCompileAndStayTame) {
  const auto cue = [](Json value) {
    return read_norm(with(norm_text(), "/cues/reform/nl/0", std::move(value)));
  };
  EXPECT_THAT(cue({{"pattern", ""}}), FailsAt(bad, "/cues/reform/nl/0/pattern"));
  EXPECT_THAT(cue({{"pattern", "*"}}), FailsAt(bad, "/cues/reform/nl/0/pattern", "a word"));
  EXPECT_THAT(cue({{"pattern", "dus  u"}}), FailsAt(bad, "/cues/reform/nl/0/pattern", "blanks"));
  EXPECT_THAT(cue({{"pattern", " dus"}}), FailsAt(bad, "/cues/reform/nl/0/pattern"));
  EXPECT_THAT(cue({{"pattern", "u| dus"}}), FailsAt(bad, "/cues/reform/nl/0/pattern"));
  EXPECT_THAT(cue({{"pattern", "wat ? dan"}}), FailsAt(bad, "/cues/reform/nl/0/pattern"));
  EXPECT_THAT(cue({{"pattern", "wat * dan ?"}}), Succeeds());
  EXPECT_THAT(cue({{"weak", true}}), FailsAt(bad, "/cues/reform/nl/0", "either"));
  EXPECT_THAT(cue({{"pattern", "a"}, {"regex", "a"}}), FailsAt(bad, "/cues/reform/nl/0"));
  EXPECT_THAT(cue({{"regex", "(dus"}}), FailsAt(bad, "/cues/reform/nl/0/regex"));
  EXPECT_THAT(cue({{"regex", "(a+)+$"}}),
              FailsAt(ErrorCode::pattern_too_complex, "/cues/reform/nl/0/regex"));
  EXPECT_THAT(read_norm(with(norm_text(), "/cues/rumour", Json::object())),
              FailsAt(bad, "/cues/rumour", "unknown cue class"));
  EXPECT_THAT(read_norm(with(norm_text(), "/cues/reform/de", Json::array())),
              FailsAt(bad, "/cues/reform/de"));
}

}  // namespace
}  // namespace callnorm
