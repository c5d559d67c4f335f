// tests/unit/talk.hpp - small contacts, scripts and evaluations for tests, written as short as they
// are talked about.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/script.hpp"
#include "callnorm/text/lexicon.hpp"

namespace callnorm::test {

using Json = nlohmann::ordered_json;

/// The value, or an exception that fails the test with the library's own message.
template <class T>
T value_of(Result<T> result) {
  if (result) return std::move(result).value();
  throw std::runtime_error(std::string(name(result.error().code)) + " at \"" +
                           result.error().where + "\": " + result.error().message);
}

/// The built-in words of a language.
inline const Lexicon& lexicon(Language language) {
  static const std::vector<Lexicon> all = [] {
    std::vector<Lexicon> out;
    for (const Language each : all_languages) {
      out.push_back(value_of(Lexicon::create(value_of(builtin_lexicon(each)))));
    }
    return out;
  }();
  return all[static_cast<std::size_t>(language)];
}

/// Acts by rules alone, also from detect().
inline EvaluatorOptions by_rules() {
  EvaluatorOptions options;
  options.detectors = "rules@1";
  return options;
}

inline Millis time_of(double time_s) {
  return Millis{static_cast<std::int64_t>(time_s * 1000.0 + (time_s < 0 ? -0.5 : 0.5))};
}
inline TimeSpan span_of(double begin_s, double end_s) {
  return {time_of(begin_s), time_of(end_s)};
}

/// A contact in the making: Talk("nl").agent("Goedemiddag.", 0, 2).client("Dag.", 2.5, 3).
/// Times are seconds; give them to every turn or to none.
class Talk {
 public:
  explicit Talk(std::string language = "en", Channel channel = Channel::voice) {
    data.id = "talk";
    data.language = std::move(language);
    data.channel = channel;
  }

  Talk& agent(std::string text) { return say(Speaker::agent, std::move(text), std::nullopt); }
  Talk& agent(std::string text, double begin_s, double end_s) {
    return say(Speaker::agent, std::move(text), span_of(begin_s, end_s));
  }
  Talk& client(std::string text) { return say(Speaker::client, std::move(text), std::nullopt); }
  Talk& client(std::string text, double begin_s, double end_s) {
    return say(Speaker::client, std::move(text), span_of(begin_s, end_s));
  }

  /// An act of the turn said last, as a person would hand it in.
  Talk& act(ActKind kind) {
    given(kind);
    Act act;
    act.kind = kind;
    act.turn = static_cast<std::uint32_t>(data.turns.size() - 1);
    act.text.end = static_cast<std::uint32_t>(data.turns.back().text.size());
    data.acts.push_back(std::move(act));
    return *this;
  }
  Talk& announcing(double wait_s) {
    act(ActKind::hold);
    data.acts.back().announced = time_of(wait_s);
    return *this;
  }
  /// The kind was looked for by a person, also when none was found.
  Talk& given(ActKind kind) {
    if (!data.gives(kind)) {
      data.acts_given.push_back(kind);
    }
    return *this;
  }
  Talk& complete(ActKind kind) {
    data.quality.annotation_complete.push_back(kind);
    return given(kind);
  }
  /// A script step, said or done, as handed in with the contact.
  Talk& step(std::string label) {
    given(ActKind::step);
    Act act;
    act.kind = ActKind::step;
    act.step = std::move(label);
    data.acts.push_back(std::move(act));
    return *this;
  }
  Talk& steps(std::initializer_list<const char*> labels) {
    given(ActKind::step);
    for (const char* label : labels) step(label);
    return *this;
  }
  Talk& fact(std::string name, std::string value) {
    data.facts.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  /// Times of the words of the turn said last, in seconds, one pair for each word.
  Talk& words(const std::vector<std::pair<double, double>>& times) {
    Turn& turn = data.turns.back();
    std::size_t at = 0;
    for (const auto& [begin, end] : times) {
      at = turn.text.find_first_not_of(' ', at);
      const std::size_t last = std::min(turn.text.find(' ', at), turn.text.size());
      Word word;
      word.text = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(last)};
      word.time = span_of(begin, end);
      turn.words.push_back(word);
      at = last;
    }
    return *this;
  }

  [[nodiscard]] Contact contact() const { return value_of(Contact::create(data)); }

  ContactDraft data;

 private:
  Talk& say(Speaker speaker, std::string text, std::optional<TimeSpan> time) {
    Turn turn;
    turn.id = "t" + std::to_string(data.turns.size() + 1);
    turn.speaker = speaker;
    turn.text = std::move(text);
    turn.time = time;
    data.turns.push_back(std::move(turn));
    return *this;
  }
};

/// A script of these steps; `more` holds further top-level keys.
inline Script script_of(const Json& steps, const Json& more = Json::object(),
                        const std::string& language = "en") {
  Json script{{"id", "test"}, {"version", "1"}, {"lang", language}};
  for (const auto& [key, value] : more.items()) script[key] = value;
  script["steps"] = steps;
  return value_of(read_script(script.dump()));
}

inline PreparedContact prepare(const Contact& contact, Millis pause = Millis{500}) {
  const auto language = language_of(contact.data().language);
  return value_of(
      PreparedContact::prepare(contact, language ? &lexicon(*language) : nullptr, pause));
}

/// What the library's own norm says of one measure, in one language.
inline Parameters parameters_of(Measure measure, std::string_view language = "en") {
  static const Norm norm = value_of(builtin_norm());
  for (const Competence& competence : norm.competences()) {
    for (const Indicator& indicator : competence.indicators) {
      if (indicator.operationalisation.measure == measure) {
        return indicator.operationalisation.parameters.in(language);
      }
    }
  }
  throw std::runtime_error("the norm has no such measure");
}

/// By the built-in norm. Evaluators without a script are made once.
inline Evaluation evaluate(const Contact& contact,
                           const std::optional<Script>& script = std::nullopt) {
  static const Evaluator plain = value_of(Evaluator::create(value_of(builtin_norm())));
  if (!script) return value_of(plain.evaluate(contact));
  return value_of(value_of(Evaluator::create(value_of(builtin_norm()), script)).evaluate(contact));
}
inline IndicatorResult judged(std::string_view indicator, const Contact& contact,
                              const std::optional<Script>& script = std::nullopt) {
  return *evaluate(contact, script).find(indicator);
}

/// The words an evidence line points at.
inline std::string quote(const Contact& contact, const Evidence& evidence) {
  if (!evidence.turn) return "";
  return contact.turns()[*evidence.turn].text.substr(evidence.text.begin,
                                                     evidence.text.end - evidence.text.begin);
}
/// "role: words" of every line of evidence, in order.
inline std::vector<std::string> quotes(const Contact& contact, const IndicatorResult& result) {
  std::vector<std::string> out;
  for (const Evidence& e : result.evidence) out.push_back(e.role + ": " + quote(contact, e));
  return out;
}

inline std::int64_t whole(const IndicatorResult& result, std::string_view measure) {
  const MeasureValue* value = result.measure(measure);
  if (value == nullptr) throw std::runtime_error("no measure " + std::string(measure));
  return std::get<std::int64_t>(*value);
}
inline double real(const IndicatorResult& result, std::string_view measure) {
  const MeasureValue* value = result.measure(measure);
  if (value == nullptr) throw std::runtime_error("no measure " + std::string(measure));
  return std::get<double>(*value);
}

/// A verdict and the reason for it.
MATCHER_P2(Says, verdict, reason, "") {
  *result_listener << name(arg.verdict) << " " << arg.reason;
  return arg.verdict == verdict && arg.reason == reason;
}
inline auto demonstrated() {
  return Says(Verdict::demonstrated, "OK");
}
template <class Reason>
auto not_demonstrated(Reason reason) {
  return Says(Verdict::not_demonstrated, reason);
}
template <class Reason>
auto insufficient(Reason reason) {
  return Says(Verdict::insufficient_evidence, reason);
}
template <class Reason>
auto not_applicable(Reason reason) {
  return Says(Verdict::not_applicable, reason);
}

/// The measure the verdict hinged on, and its limit.
MATCHER_P3(HingesOn, measure, relation, limit, "") {
  if (!arg.deciding) {
    *result_listener << "nothing decided";
    return false;
  }
  *result_listener << arg.deciding->measure << " " << arg.deciding->relation << " "
                   << arg.deciding->limit;
  return arg.deciding->measure == measure && arg.deciding->relation == relation &&
         std::abs(arg.deciding->limit - limit) < 1e-9;
}

inline std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace callnorm::test
