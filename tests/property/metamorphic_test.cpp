// The ten properties every implementation must satisfy (NORM 5.1), on random contacts.
//
// Every case has its own seed, named when it fails. CALLNORM_SEED=<n> replaces the first one,
// CALLNORM_CASES=<n> their number.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "callnorm/engine/sequential_test.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"
#include "property/contact_changes.hpp"
#include "property/random_contact.hpp"
#include "reference/script_fragments.hpp"

namespace callnorm::property {
namespace {

// ---- what is compared

std::optional<double> number(const MeasureValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1.0 : 0.0;
  if (const auto* count = std::get_if<std::int64_t>(&value)) return static_cast<double>(*count);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return std::nullopt;
}

void expect_same(const IndicatorResult& before, const IndicatorResult& after, double tolerance) {
  EXPECT_EQ(before.id, after.id);
  EXPECT_TRUE(before.verdict == after.verdict && before.reason == after.reason)
      << before.id << " was " << name(before.verdict) << " " << before.reason << ", is now "
      << name(after.verdict) << " " << after.reason;
  ASSERT_EQ(before.measures.size(), after.measures.size()) << before.id;
  for (std::size_t i = 0; i < before.measures.size(); ++i) {
    const MeasuredValue& a = before.measures[i];
    const MeasuredValue& b = after.measures[i];
    EXPECT_EQ(a.name, b.name) << before.id;
    EXPECT_EQ(a.value.index(), b.value.index()) << before.id << " " << a.name;
    if (!number(a.value) || !number(b.value)) continue;
    EXPECT_NEAR(*number(a.value), *number(b.value), tolerance) << before.id << " " << a.name;
  }
}

/// Verdicts and reasons equal, measures within the tolerance.
void expect_same(const Evaluation& before, const Evaluation& after, double tolerance = 0.0) {
  ASSERT_EQ(before.indicators.size(), after.indicators.size());
  for (std::size_t i = 0; i < before.indicators.size(); ++i) {
    expect_same(before.indicators[i], after.indicators[i], tolerance);
  }
}

// ---- 1

TEST(Metamorphic, P1ShiftingAllTimesByAConstantChangesNothing) {
  for_samples(1, [](Random& random, const Sample& sample) {
    const Millis by{static_cast<std::int64_t>(random.below(20'000'000)) - 10'000'000};
    const ContactDraft later = shifted(sample.contact.data(), by);
    expect_same(sample.evaluation, judge(sample.setting->evaluator, later), 1e-6);
  });
}

// ---- 2

/// The settings once more, under other names.
struct RenamedSetting {
  Renaming names;
  Evaluator evaluator;
};
const RenamedSetting& renamed(const Setting& setting) {
  static const std::vector<RenamedSetting> all = [] {
    std::vector<RenamedSetting> out;
    for (const Setting& each : settings()) {
      Random random(first_seed() + out.size());
      Renaming names;
      const Script script = names.script(random, each.script);
      out.push_back({names, value_of(Evaluator::create(each.evaluator.norm(), script))});
    }
    return out;
  }();
  return all[static_cast<std::size_t>(&setting - settings().data())];
}

TEST(Metamorphic, P2OtherNamesThroughoutChangeNothing) {
  for_samples(2, [](Random& random, const Sample& sample) {
    const RenamedSetting& other = renamed(*sample.setting);
    Renaming names = other.names;
    const ContactDraft draft = names.contact(random, sample.contact.data());
    expect_same(sample.evaluation, judge(other.evaluator, draft));
  });
}

// ---- 3

void append_client_turn(Random& random, ContactDraft& draft, const Lines& lines) {
  Turn turn;
  turn.id = "one more " + std::to_string(draft.turns.size());
  turn.speaker = Speaker::client;
  turn.text = pick(random, lines);
  if (!draft.turns.empty() && draft.turns.front().time) {
    Millis from = draft.turns.front().time->end;
    for (const Turn& before : draft.turns) from = std::max(from, before.time->end);
    from += Millis{random.one_in(4) ? random.between(0, 60'000) : random.between(0, 1500)};
    turn.time = TimeSpan{from, from + Millis{random.between(300, 4000)}};
  }
  draft.turns.push_back(std::move(turn));
}

TEST(Metamorphic, P3AClientTurnAfterTheClientsGoodbyeFailsNobody) {
  std::size_t tried = 0;
  std::vector<std::string> demonstrated;
  const auto try_one = [&](Random& random, const Sample& sample) {
    if (sample.contact.turns().empty()) return;
    const Phrases& say = phrases(language_of_draft(sample.contact.data()));
    ContactDraft draft = sample.contact.data();
    append_client_turn(random, draft, say.goodbye);
    // Where people labelled the goodbyes, they labelled this one.
    if (draft.gives(ActKind::goodbye)) {
      Act goodbye;
      goodbye.kind = ActKind::goodbye;
      goodbye.turn = static_cast<std::uint32_t>(draft.turns.size() - 1);
      draft.acts.push_back(std::move(goodbye));
    }
    // Where nobody noted the end it comes with the last words. Then the logs must not go on behind
    // them, nor the headset have been laid down before.
    if (random.one_in(2)) draft.end.reset();
    if (!draft.end) draft.headset.reset();
    if (draft.turns.back().time) {
      std::erase_if(entries(draft.tools),
                    [&](const ToolUse& use) { return use.at > draft.turns.back().time->end; });
    }
    const auto acts = value_of(sample.setting->evaluator.detect(value_of(Contact::create(draft))));
    if (std::none_of(acts.begin(), acts.end(), [&](const Act& act) {
          return act.kind == ActKind::goodbye && act.turn == draft.turns.size() - 1;
        })) {
      return;  // not every word at a parting is one of parting only
    }
    ++tried;
    const Evaluation before = judge(sample.setting->evaluator, draft);
    const std::vector<const Lines*> any{&say.problem,  &say.numbers, &say.confirm, &say.disconfirm,
                                        &say.answer,   &say.object,  &say.refuse,  &say.accept,
                                        &say.interest, &say.small,   &say.goodbye};
    append_client_turn(random, draft, *pick(random, any));
    const std::string added = draft.turns.back().text;
    const Evaluation after = judge(sample.setting->evaluator, std::move(draft));
    for (std::size_t i = 0; i < before.indicators.size(); ++i) {
      if (before.indicators[i].verdict != Verdict::demonstrated) continue;
      demonstrated.push_back(before.indicators[i].id);
      EXPECT_NE(after.indicators[i].verdict, Verdict::not_demonstrated)
          << before.indicators[i].id << " " << after.indicators[i].reason << " after \"" << added
          << "\"";
    }
  };
  for_samples(3, [&](Random& random, const Sample& sample) {
    for (int round = 0; round < 2; ++round) try_one(random, sample);
  });
  if (case_count() < 1000) return;
  EXPECT_GT(tried, case_count());
  for (const char* id :
       {"CCO-1.1", "CCO-1.2", "CCO-3.1", "CCO-3.2", "CCO-3.3", "CCO-3.6", "CCO-3.7", "CCO-3.8"}) {
    EXPECT_THAT(demonstrated, testing::Contains(id));
  }
}

// ---- 4

/// The contact as if that channel had not been recorded, nor anything that was made from it.
ContactDraft without(ContactDraft draft, std::string_view channel) {
  if (channel == "turns") {
    draft.turns.clear();
    draft.acts.clear();  // what was said is known from them, too, and from there being no more
    draft.acts_given.clear();
    draft.quality.annotation_complete.clear();
    draft.prosody.reset();
  } else if (channel == "screen") {
    draft.screen_items.reset();
    draft.screen_views.reset();
  } else if (channel == "screen items") {
    draft.screen_items.reset();
  } else if (channel == "screen views") {
    draft.screen_views.reset();
  } else if (channel == "input") {
    draft.input.reset();
  } else if (channel == "headset") {
    draft.headset.reset();
  } else if (channel == "dictations") {
    draft.dictations.reset();
  } else if (channel == "tools") {
    draft.tools.reset();
  } else if (channel == "requests") {
    draft.requests.reset();
  } else if (channel == "lookups") {
    draft.lookups.reset();
  } else if (channel == "obtained") {
    draft.obtained.reset();
  } else if (channel == "record") {
    draft.record.reset();
  } else if (channel == "histories") {
    draft.histories.reset();
  } else if (channel == "typing") {
    draft.typing.reset();
  } else if (channel == "report") {
    draft.report.reset();
  } else {
    ADD_FAILURE() << "the norm needs a channel this test does not know: " << channel;
  }
  if (!draft.mute) draft.mute.emplace();  // something must be there
  return draft;
}

TEST(Metamorphic, P4WithoutAChannelItNeedsAnIndicatorTellsNothing) {
  const Norm& norm = settings().front().evaluator.norm();
  std::vector<std::string> channels{"screen items", "screen views"};
  for (const Competence& competence : norm.competences()) {
    for (const Indicator& indicator : competence.indicators) {
      for (const std::string& needed : indicator.operationalisation.needs) {
        if (std::find(channels.begin(), channels.end(), needed) == channels.end()) {
          channels.push_back(needed);
        }
      }
    }
  }
  const auto needs = [&](const IndicatorResult& result, const std::string& channel) {
    const auto& needed = norm.find(result.id)->operationalisation.needs;
    const std::string whole = channel.substr(0, channel.find(' '));
    return std::find(needed.begin(), needed.end(), whole) != needed.end();
  };
  for_samples(4, [&](Random&, const Sample& sample) {
    for (const std::string& channel : channels) {
      // To take away what nobody has seen changes nothing.
      const bool matters =
          std::any_of(sample.evaluation.indicators.begin(), sample.evaluation.indicators.end(),
                      [&](const IndicatorResult& result) {
                        return needs(result, channel) && !tells_nothing(result);
                      });
      if (!matters) continue;
      const Evaluation after =
          channel == "script"
              ? value_of(sample.setting->without_script.evaluate(sample.contact))
              : judge(sample.setting->evaluator, without(sample.contact.data(), channel));
      for (const IndicatorResult& result : after.indicators) {
        EXPECT_TRUE(!needs(result, channel) || tells_nothing(result))
            << "without " << channel << " " << result.id << " is " << name(result.verdict) << " "
            << result.reason;
      }
    }
  });
}

// ---- 5

std::string step_name(Symbol symbol) {
  return "s" + std::to_string(symbol);
}

nlohmann::json as_json(const reference::Fragment& fragment) {
  using Kind = reference::Fragment::Kind;
  nlohmann::json children = nlohmann::json::array();
  for (const reference::Fragment& child : fragment.children) children.push_back(as_json(child));
  switch (fragment.kind) {
    case Kind::step: {
      nlohmann::json step{{"step", step_name(fragment.symbol)},
                          {"say", {{"mode", "paraphrase"}, {"example", "something"}}}};
      if (fragment.free_to_skip) step["must"] = false;
      return step;
    }
    case Kind::seq: return {{"seq", children}};
    case Kind::alt: return {{"alt", children}};
    case Kind::any: return {{"any", children}};
    case Kind::opt: return {{"opt", children[0]}};
    case Kind::loop: return {{"loop", children[0]}, {"min", fragment.min}, {"max", fragment.max}};
  }
  return {};
}

TEST(Metamorphic, P5AnExtraStepInAConformingTraceNeverRaisesFitness) {
  constexpr std::uint64_t cases_per_script = 25;
  constexpr std::uint64_t traces_per_script = 35;  // some are empty
  constexpr std::uint32_t alphabet = 6;
  const Norm& norm = settings().front().evaluator.norm();
  std::size_t tried = 0;
  std::size_t lowered = 0;
  for (std::uint64_t at = 0; at < case_count(); at += cases_per_script) {
    const std::uint64_t seed = first_seed() + at;
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    std::vector<reference::Fragment> parts;
    for (std::uint32_t i = random.between(1, 3); i > 0; --i) {
      parts.push_back(reference::random_fragment(random, random.between(0, 3), alphabet));
    }
    const nlohmann::json json{{"id", "random"},
                              {"version", "1"},
                              {"lang", "en"},
                              {"steps", as_json(reference::seq(std::move(parts)))}};
    const Script script = value_of(read_script(json.dump()));
    const Evaluator evaluator = value_of(Evaluator::create(norm, script));
    const auto fitness = [&](const std::vector<std::string>& labels) {
      ContactDraft draft;
      draft.id = "steps";
      draft.language = "en";
      draft.acts_given = {ActKind::step};
      for (const std::string& label : labels) {
        Act act;
        act.kind = ActKind::step;
        act.step = label;
        draft.acts.push_back(std::move(act));
      }
      return judge(evaluator, std::move(draft)).alignment.value_or(Alignment{}).fitness;
    };
    for (std::uint64_t trace = 0; trace < traces_per_script; ++trace) {
      std::vector<std::string> labels;
      random_walk(random, script.data().steps, labels);
      if (labels.empty()) continue;
      ++tried;
      const double before = fitness(labels);
      EXPECT_EQ(before, 1.0);
      std::vector<std::string> longer = labels;
      const auto place = random.below(static_cast<std::uint32_t>(labels.size()) + 1);
      longer.insert(longer.begin() + place,
                    step_name(static_cast<Symbol>(random.below(alphabet + 1))));
      const double after = fitness(longer);
      EXPECT_LE(after, before) << "with " << longer[place] << " at " << place;
      lowered += after < before ? 1U : 0U;
      // A step the script does not know is one too many, wherever it stands.
      longer[place] = step_name(alphabet);
      EXPECT_LT(fitness(longer), before);
      if (HasFailure()) return;
    }
  }
  if (case_count() < 1000) return;
  EXPECT_GE(tried, case_count());
  EXPECT_GT(lowered, case_count() / 4);
}

// ---- 6

struct Count {
  std::uint32_t demonstrated = 0;
  std::uint32_t not_demonstrated = 0;

  void add(Verdict verdict) {
    if (verdict == Verdict::demonstrated) ++demonstrated;
    if (verdict == Verdict::not_demonstrated) ++not_demonstrated;
  }
  [[nodiscard]] double lambda(const SequentialTest& test) const {
    return test.lambda(demonstrated, not_demonstrated);
  }
  [[nodiscard]] Proposal proposal(const SequentialTest& test) const {
    return test.proposal(demonstrated, not_demonstrated);
  }
};

TEST(Metamorphic, P6OneMoreDemonstratedNeverLowersLambda) {
  for (std::uint64_t i = 0; i < case_count(); ++i) {
    const std::uint64_t seed = first_seed() + i;
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    SequentialRisks risks;
    if (random.one_in(2)) {
      risks.p0 = random.between(1, 98) / 100.0;
      risks.p1 =
          risks.p0 + random.between(1, 99 - static_cast<std::uint32_t>(risks.p0 * 100)) / 101.0;
      risks.alpha = random.between(1, 40) / 100.0;
      risks.beta = random.between(1, 500) / 1000.0;
    }
    const auto test = SequentialTest::create(risks);
    ASSERT_TRUE(test.has_value());
    // Verdicts of one indicator in as many contacts as a portfolio may hold.
    std::vector<Verdict> verdicts(random.below(60));
    for (Verdict& verdict : verdicts) verdict = static_cast<Verdict>(random.between(1, 4));
    Count count;
    for (const Verdict verdict : verdicts) count.add(verdict);
    const auto with = [&](Verdict verdict) {
      std::vector<Verdict> more = verdicts;
      more.insert(more.begin() + random.below(static_cast<std::uint32_t>(more.size()) + 1),
                  verdict);
      Count out;
      for (const Verdict each : more) out.add(each);
      return out;
    };
    EXPECT_GE(with(Verdict::demonstrated).lambda(*test), count.lambda(*test));
    EXPECT_LE(with(Verdict::not_demonstrated).lambda(*test), count.lambda(*test));
    EXPECT_EQ(with(Verdict::insufficient_evidence).lambda(*test), count.lambda(*test));
    EXPECT_EQ(with(Verdict::not_applicable).lambda(*test), count.lambda(*test));
    const Proposal now = count.proposal(*test);
    if (now == Proposal::proven) {
      EXPECT_EQ(with(Verdict::demonstrated).proposal(*test), now);
    }
    if (now == Proposal::not_proven) {
      EXPECT_EQ(with(Verdict::not_demonstrated).proposal(*test), now);
    }
    // What the counts needed say is what the test then says.
    if (const auto needed = test->successes_to_prove(count.not_demonstrated)) {
      EXPECT_EQ(count.demonstrated >= *needed, now == Proposal::proven);
    }
    if (const auto needed = test->failures_to_reject(count.demonstrated)) {
      EXPECT_EQ(count.not_demonstrated >= *needed, now == Proposal::not_proven);
    }
    if (HasFailure()) return;
  }
}

// ---- 7

TEST(Metamorphic, P7AccentsAndCapitalsOfValuesChangeNeitherEntryNorAccuracy) {
  std::size_t changed = 0;
  for_samples(7, [&](Random&, const Sample& sample) {
    const ContactDraft plain = with_folded_values(sample.contact.data());
    changed += write_contact(value_of(Contact::create(plain))) != write_contact(sample.contact);
    const Evaluation after = judge(sample.setting->evaluator, plain);
    for (const char* id : {"CCO-2.3", "CCO-2.5"}) {
      expect_same(*sample.evaluation.find(id), *after.find(id), 0.0);
    }
  });
  if (case_count() >= 1000) {
    EXPECT_GT(changed, case_count() / 2);
  }
}

// ---- 8

/// Every number with a fraction once to milliseconds and back, as another system would do it.
void through_milliseconds(nlohmann::ordered_json& json) {
  if (json.is_number_float()) {
    const double milliseconds = json.get<double>() * 1000.0;
    json = milliseconds / 1000.0;
  } else if (json.is_structured()) {
    for (auto& part : json) through_milliseconds(part);
  }
}

TEST(Metamorphic, P8TimesToMillisecondsAndBackChangeNothing) {
  for_samples(8, [](Random&, const Sample& sample) {
    auto json = nlohmann::ordered_json::parse(write_contact(sample.contact));
    through_milliseconds(json);
    const Contact again = value_of(read_contact(json.dump()));
    const Evaluation after = value_of(sample.setting->evaluator.evaluate(again));
    expect_same(sample.evaluation, after, 1e-6);
  });
}

// ---- 9

TEST(Metamorphic, P9TheSameContactGivesTheSameBytes) {
  std::vector<Evaluator> others;
  for (const Setting& setting : settings()) {
    others.push_back(value_of(Evaluator::create(setting.evaluator.norm(), setting.script)));
  }
  const Sample* before = nullptr;
  for_samples(9, [&](Random& random, const Sample& sample) {
    const std::string first = write_evaluation(sample.evaluation);
    // Made anew from its seed, judged by another evaluator that has judged another contact just
    // before.
    const Evaluator& other = others[static_cast<std::size_t>(sample.setting - settings().data())];
    if (before != nullptr) static_cast<void>(other.evaluate(before->contact));
    before = &sample;
    const Contact again = contact_of_seed(sample.seed, *sample.setting);
    EXPECT_EQ(first, write_evaluation(value_of(other.evaluate(again))));
    if (random.one_in(4)) {
      EXPECT_EQ(first, write_evaluation(value_of(sample.setting->evaluator.evaluate(again))));
    }
  });
}

TEST(Metamorphic, P9TheSameContactGivesTheSameBytesInEveryThread) {
  std::vector<std::string> alone(samples().size());
  for (std::size_t i = 0; i < alone.size(); ++i) {
    alone[i] = write_evaluation(samples()[i].evaluation);
  }
  constexpr std::size_t threads = 3;
  std::vector<std::vector<std::uint64_t>> differ(threads);
  {
    std::vector<std::thread> workers;
    for (std::size_t t = 0; t < threads; ++t) {
      workers.emplace_back([&, t] {
        for (std::size_t n = 0; n < samples().size() / 2; ++n) {  // overlapping shares
          const std::size_t i = (n + t * samples().size() / threads) % samples().size();
          const Sample& sample = samples()[i];
          const auto evaluation = sample.setting->evaluator.evaluate(sample.contact);
          if (!evaluation || write_evaluation(*evaluation) != alone[i]) {
            differ[t].push_back(sample.seed);
          }
        }
      });
    }
    for (std::thread& worker : workers) worker.join();
  }
  for (const auto& seeds : differ) EXPECT_THAT(seeds, testing::IsEmpty());
}

// ---- 10

/// The talk and nothing else: no logs, no acts given, no word on who ended it or what was planned.
ContactDraft text_alone(const ContactDraft& from) {
  ContactDraft draft;
  draft.id = from.id;
  draft.channel = from.channel;
  draft.language = from.language;
  draft.connect = from.connect;
  draft.end = from.end;
  draft.turns = from.turns;
  if (draft.turns.empty()) draft.mute.emplace();
  return draft;
}

/// The acts an indicator counts for or against the agent.
struct Counted {
  const char* id;
  std::vector<ActKind> kinds;
};
const std::vector<Counted>& counted() {
  static const std::vector<Counted> all{
      {"CCO-2.6", {ActKind::step}},
      {"CCO-3.1", {ActKind::reformulation, ActKind::read_back}},
      {"CCO-3.2", {ActKind::clarification, ActKind::open_repair}},
      {"CCO-3.3", {ActKind::rebuttal}},
      {"CCO-3.7",
       {ActKind::summary_of_actions, ActKind::anything_else, ActKind::next_step, ActKind::thanks,
        ActKind::wish, ActKind::goodbye}},
      {"CCO-3.8", {ActKind::promotion}}};
  return all;
}

bool found_by_agent(const Contact& contact, const std::vector<Act>& acts,
                    const std::vector<ActKind>& kinds) {
  return std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
    return std::find(kinds.begin(), kinds.end(), act.kind) != kinds.end() &&
           (act.kind == ActKind::step ||
            (act.turn && contact.turns()[*act.turn].speaker == Speaker::agent));
  });
}

TEST(Metamorphic, P10WhereTheDetectorsFindNothingNobodyFails) {
  std::size_t nothing_found = 0;
  for_samples(10, [&](Random&, const Sample& sample) {
    const Contact contact = value_of(Contact::create(text_alone(sample.contact.data())));
    const auto acts = value_of(sample.setting->evaluator.detect(contact));
    const Evaluation evaluation = value_of(sample.setting->evaluator.evaluate(contact));
    for (const Counted& each : counted()) {
      if (found_by_agent(contact, acts, each.kinds)) continue;
      ++nothing_found;
      const IndicatorResult& result = *evaluation.find(each.id);
      EXPECT_NE(result.verdict, Verdict::not_demonstrated) << each.id << " " << result.reason;
    }
  });
  if (case_count() >= 1000) {
    EXPECT_GT(nothing_found, case_count());
  }
}

TEST(Metamorphic, P10AnAgentOfNeutralWordsDoesNotFail) {
  for_samples(11, [](Random& random, const Sample& sample) {
    const Phrases& say = phrases(language_of_draft(sample.contact.data()));
    ContactDraft draft = text_alone(sample.contact.data());
    draft.quality.transcript =
        random.one_in(2) ? Quality::Transcript::human : Quality::Transcript::unknown;
    for (Turn& turn : draft.turns) {
      if (turn.speaker != Speaker::agent) continue;
      turn.text = pick(random, say.plain);
      while (random.one_in(3)) turn.text += " " + pick(random, say.plain);
      turn.words.clear();
    }
    const Contact contact = value_of(Contact::create(draft));
    for (const Act& act : value_of(sample.setting->evaluator.detect(contact))) {
      if (act.kind == ActKind::repeat) continue;  // a client may use neutral words first
      EXPECT_TRUE(!act.turn || contact.turns()[*act.turn].speaker == Speaker::client)
          << name(act.kind) << " in \"" << contact.turns()[*act.turn].text << "\"";
    }
    const Evaluation evaluation = value_of(sample.setting->evaluator.evaluate(contact));
    for (const char* id :
         {"CCO-2.6", "CCO-3.1", "CCO-3.2", "CCO-3.3", "CCO-3.4", "CCO-3.7", "CCO-3.8"}) {
      const IndicatorResult& result = *evaluation.find(id);
      EXPECT_NE(result.verdict, Verdict::not_demonstrated) << id << " " << result.reason;
    }
  });
}

}  // namespace
}  // namespace callnorm::property
