// benchmarks/pipeline_bench.cpp - read, prepare, detect, evaluate and write contacts of ten
// minutes: 120 turns, about 1,400 words, in the three languages by turns (random_calls.hpp).
// Every benchmark checks its answer before it times anything.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/step_features.hpp"
#include "callnorm/detect/step_model.hpp"
#include "callnorm/evaluate/evaluate_many.hpp"
#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/evaluate/live_evaluation.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/linear_models.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"
#include "callnorm/text/lexicon.hpp"
#include "random_calls.hpp"

namespace {

using namespace callnorm;

constexpr std::size_t usual_turns = 120;
constexpr std::size_t contacts_of_language = 10;

Contact parsed(const std::string& json) {
  auto contact = read_contact(json);
  if (!contact) {
    std::fprintf(stderr, "%s: %s\n", contact.error().where.c_str(),
                 contact.error().message.c_str());
    std::abort();
  }
  return *std::move(contact);
}

void check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "wrong answer before timing: %s\n", what);
  std::abort();
}

/// Of one contact: its text, what is read from it, and who judges it.
struct Call {
  Language language = Language::nl;
  std::string json;
  Contact contact;
};

/// Ten in each language, so that no benchmark learns one contact by heart.
std::vector<Call> calls(std::size_t turns, bool words) {
  std::vector<Call> out;
  for (std::uint64_t seed = 1; seed <= contacts_of_language; ++seed) {
    for (const Language language : all_languages) {
      std::string json = bench::random_call(language, seed, turns, words);
      Contact contact = parsed(json);
      check(contact.turns().size() == turns, "turns");
      out.push_back({language, std::move(json), std::move(contact)});
    }
  }
  return out;
}
const std::vector<Call>& usual_calls(bool words) {
  static const std::array<std::vector<Call>, 2> made{calls(usual_turns, false),
                                                     calls(usual_turns, true)};
  return made[words ? 1 : 0];
}

const Evaluator& evaluator(Language language) {
  static const auto make = [](const char* script) {
    return *Evaluator::create(*builtin_norm(), *builtin_script(script));
  };
  static const std::array<Evaluator, 3> made{
      make("be.demo.energie.verhuis"), make("be.demo.telecom.panne"), make("be.demo.bank.card")};
  return made[static_cast<std::size_t>(language)];
}
const Lexicon& lexicon(Language language) {
  // As evaluate() reads by the norm's rules: without the notions, which only models need.
  static const auto make = [](Language of) {
    return *Lexicon::create(*builtin_lexicon(of, false));
  };
  static const std::array<Lexicon, 3> made{make(Language::nl), make(Language::fr),
                                           make(Language::en)};
  return made[static_cast<std::size_t>(language)];
}

/// Runs `use` on one call after the other; the time is of one call, the bytes of its JSON.
template <class Use>
void for_calls(benchmark::State& state, const std::vector<Call>& from, Use use) {
  std::size_t at = 0;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    const Call& call = from[at];
    at = at + 1 == from.size() ? 0 : at + 1;
    bytes += static_cast<std::int64_t>(call.json.size());
    benchmark::DoNotOptimize(use(call));
  }
  state.SetBytesProcessed(bytes);
}

void Read(benchmark::State& state) {
  const auto& from = usual_calls(state.range(0) != 0);
  for_calls(state, from, [](const Call& call) { return read_contact(call.json); });
}
BENCHMARK(Read)->ArgName("words")->Arg(0)->Arg(1);

void Prepare(benchmark::State& state) {
  const auto& from = usual_calls(state.range(0) != 0);
  for_calls(state, from, [](const Call& call) {
    return PreparedContact::prepare(call.contact, &lexicon(call.language), Millis{500});
  });
}
BENCHMARK(Prepare)->ArgName("words")->Arg(0)->Arg(1);

/// Acts and script steps by the model: what callnorm_detect() gives.
void Detect(benchmark::State& state) {
  const auto& from = usual_calls(false);
  check(evaluator(from[0].language).detect(from[0].contact)->size() > 30, "acts");
  for_calls(state, from,
            [](const Call& call) { return evaluator(call.language).detect(call.contact); });
}
BENCHMARK(Detect);

// All detectors on turns of twelve words, as a recogniser writes them; the figure to reach is 5 us
// a turn (items_per_second above 200k). Argument 0: rules@1, 1: model@1 at the operating point, 2:
// every candidate.
void DetectTurn(benchmark::State& state, const char* language, std::array<const char*, 4> lines) {
  constexpr std::size_t turns = 400;
  EvaluatorOptions options;
  options.detectors = state.range(0) == 0 ? "rules@1" : "model@1";
  const Evaluator made = *Evaluator::create(*builtin_norm(), std::nullopt, options);
  ContactDraft draft;
  draft.language = language;
  for (std::size_t i = 0; i < turns; ++i) {
    Turn turn;
    turn.speaker = i % 2 == 0 ? Speaker::agent : Speaker::client;
    turn.text = lines[i % lines.size()];
    draft.turns.push_back(std::move(turn));
  }
  const Contact contact = *Contact::create(std::move(draft));
  const double least = state.range(0) == 2 ? 0.0 : 0.5;
  const auto acts = *made.detect(contact, least);
  check(std::any_of(acts.begin(), acts.end(),
                    [](const Act& act) { return act.kind == ActKind::reformulation; }) ||
            state.range(0) == 0,
        "a reformulation");
  for (auto _ : state) benchmark::DoNotOptimize(made.detect(contact, least));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(turns));
}
BENCHMARK_CAPTURE(DetectTurn, nl, "nl",
                  {"goedemiddag u spreekt met an van demo energie waarmee kan ik helpen",
                   "ja ik heb hier een factuur gekregen die veel hoger is dan",
                   "dus u zegt dat uw factuur nu veel hoger is dan vroeger",
                   "ja dat klopt en ik begrijp eigenlijk niet hoe dat zo komt"})
    ->Arg(0)
    ->Arg(1)
    ->Arg(2);
BENCHMARK_CAPTURE(DetectTurn, fr, "fr",
                  {"bonjour ici demo énergie vous parlez avec anne comment puis je aider",
                   "oui voilà j'ai reçu une facture beaucoup plus élevée que l'année passée",
                   "donc si je vous suis bien votre facture a fort augmenté madame",
                   "oui c'est bien ça et je ne comprends pas du tout pourquoi"})
    ->Arg(0)
    ->Arg(1)
    ->Arg(2);
BENCHMARK_CAPTURE(DetectTurn, en, "en",
                  {"good morning demo energy you are speaking with ann how may i",
                   "yes i have a bill here that is much higher than before",
                   "so what you are saying is that the bill went up suddenly",
                   "yes that is right and i really do not understand why so"})
    ->Arg(0)
    ->Arg(1)
    ->Arg(2);

// Steps said in other words than the script's: stretches of talk of about 12 words against 15 steps
// with an example each (argument 1: with six).
void DetectSteps(benchmark::State& state) {
  constexpr std::size_t turns = 400;
  const std::array<const char*, 5> what{"klantnummer", "geboortedatum", "meterstand",
                                        "rekeningnummer", "nieuwe adres"};
  const std::array<const char*, 3> how{"mag ik uw {} even noteren alstublieft",
                                       "uw {} staat nu in ons dossier",
                                       "uw {} vind ik jammer genoeg niet terug"};
  const auto with = [](std::string text, const char* thing) {
    return text.replace(text.find("{}"), 2, thing);
  };
  ScriptDraft script;
  script.id = "bench";
  script.version = "1";
  script.language = "nl";
  script.steps.kind = ScriptNode::Kind::seq;
  for (std::size_t i = 0; i < what.size() * how.size(); ++i) {
    ScriptNode step;
    step.name = step.label = "step_" + std::to_string(i);
    step.say.emplace();
    for (std::int64_t k = 0; k < state.range(0); ++k) {
      step.say->examples.push_back(with(how[i % how.size()], what[i / how.size()]) +
                                   (k == 0 ? "" : " ziet u " + std::to_string(k)));
    }
    script.steps.children.push_back(std::move(step));
  }
  const Script made = *Script::create(std::move(script));
  const Lexicon lexicon = *Lexicon::create(*builtin_lexicon(Language::nl));
  const auto steps = script_steps(made);
  const auto wordings = *StepWordings::create(steps, lexicon);
  const StepModel model = *StepModel::create(*builtin_linear_model("steps"));
  ContactDraft draft;
  draft.language = "nl";
  for (std::size_t i = 0; i < turns; ++i) {
    Turn turn;
    turn.text = "goed dan zou ik van u nog " + with(how[i % how.size()], what[i % what.size()]);
    draft.turns.push_back(std::move(turn));
  }
  const Contact contact = *Contact::create(std::move(draft));
  const auto prepared = PreparedContact::prepare(contact, &lexicon, Millis{500});
  check(!model.find(wordings, *prepared, 0.5).empty(), "a step");
  for (auto _ : state) benchmark::DoNotOptimize(model.find(wordings, *prepared, 0.5));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(turns));
}
BENCHMARK(DetectSteps)->ArgName("examples")->Arg(1)->Arg(6);

// One more turn of a contact that has so many: what a push costs must not grow with them.
void LivePush(benchmark::State& state) {
  const auto turns = static_cast<std::size_t>(state.range(0));
  ContactDraft begun;
  begun.language = "nl";
  const bench::Talk& lines = bench::talks(Language::nl).front();
  const auto turn = [&](std::size_t i) {
    Turn out;
    out.speaker = lines[i % lines.size()].agent ? Speaker::agent : Speaker::client;
    out.text = lines[i % lines.size()].text;
    const auto begin = Millis{static_cast<std::int64_t>(i) * 5000};
    out.time = TimeSpan{begin, begin + Millis{4000}};
    return out;
  };
  std::size_t told = 0;
  auto made = LiveEvaluation::create(*Evaluator::create(*builtin_norm(), std::nullopt), begun,
                                     [&](Finding, const Act&, const ContactDraft&) {
                                       ++told;
                                       return true;
                                     });
  check(static_cast<bool>(made), "a live evaluation");
  LiveEvaluation live = std::move(made).value();
  std::size_t next = 0;
  while (next < turns) (void)live.push(turn(next++));
  check(told > turns, "findings");
  for (auto _ : state) benchmark::DoNotOptimize(live.push(turn(next++)));
}
BENCHMARK(LivePush)->ArgName("turns")->Arg(24)->Arg(1'000)->Arg(100'000)->Iterations(2'000)->Unit(
    benchmark::kMicrosecond);

void Evaluate(benchmark::State& state) {
  const auto& from = usual_calls(state.range(0) != 0);
  for_calls(state, from,
            [](const Call& call) { return evaluator(call.language).evaluate(call.contact); });
}
BENCHMARK(Evaluate)->ArgName("words")->Arg(0)->Arg(1);

/// How it grows with the talk.
void EvaluateTurns(benchmark::State& state) {
  const auto turns = static_cast<std::size_t>(state.range(0));
  const Contact contact = parsed(bench::random_call(Language::nl, 1, turns, false));
  const Evaluator& judge = evaluator(Language::nl);
  check(judge.evaluate(contact)->indicators.size() == 19, "indicators");
  for (auto _ : state) benchmark::DoNotOptimize(judge.evaluate(contact));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(EvaluateTurns)->ArgName("turns")->Arg(120)->Arg(480)->Arg(100'000);

void Write(benchmark::State& state) {
  std::vector<Evaluation> evaluations;
  for (const Call& call : usual_calls(false)) {
    evaluations.push_back(*evaluator(call.language).evaluate(call.contact));
  }
  std::size_t at = 0;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    const std::string json = write_evaluation(evaluations[at]);
    bytes += static_cast<std::int64_t>(json.size());
    benchmark::DoNotOptimize(json.data());
    at = at + 1 == evaluations.size() ? 0 : at + 1;
  }
  state.SetBytesProcessed(bytes);
}
BENCHMARK(Write);

void EndToEnd(benchmark::State& state) {
  const auto& from = usual_calls(state.range(0) != 0);
  for (const Call& call : from) {
    const auto judged = evaluator(call.language).evaluate(*read_contact(call.json));
    check(write_evaluation(*judged) ==
              write_evaluation(*evaluator(call.language).evaluate(call.contact)),
          "the evaluation of what was read before");
  }
  for_calls(state, from, [](const Call& call) {
    return evaluator(call.language).evaluate(*read_contact(call.json));
  });
}
BENCHMARK(EndToEnd)->ArgName("words")->Arg(0)->Arg(1);

/// 240 contacts, or their bytes, on so many threads, the answers in order; by the clock on the
/// wall.
void EvaluateMany(benchmark::State& state) {
  constexpr std::size_t rounds = 24;
  const auto& from = usual_calls(false);
  std::vector<const Call*> calls;
  for (std::size_t i = 0; i < rounds; ++i) {
    for (const Call& call : from) {
      if (call.language == Language::nl) calls.push_back(&call);
    }
  }
  const Evaluator& judge = evaluator(Language::nl);
  const std::string first = write_evaluation(*judge.evaluate(calls.front()->contact));
  const bool read = state.range(1) != 0;
  ManyOptions options;
  options.threads = static_cast<unsigned>(state.range(0));
  for (auto _ : state) {
    std::size_t next = 0;
    std::size_t judged = 0;
    const Status status = evaluate_many(
        judge,
        [&]() -> std::optional<ContactInput> {
          if (next == calls.size()) return std::nullopt;
          const Call& call = *calls[next++];
          return read ? ContactInput(call.json) : ContactInput(call.contact);
        },
        [&](std::size_t index, Result<Evaluation>&& result) {
          if (index == 0) check(write_evaluation(*result) == first, "the first of many");
          ++judged;
          return true;
        },
        options);
    check(status && judged == calls.size(), "as many evaluations as contacts");
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(calls.size()));
}
BENCHMARK(EvaluateMany)
    ->ArgNames({"threads", "read"})
    ->Args({1, 0})
    ->Args({1, 1})
    ->Args({2, 1})
    ->UseRealTime()
    ->Unit(benchmark::kMicrosecond);

void MakeEvaluator(benchmark::State& state) {
  // With a cue of its own: evaluators without any share the words of one that lives already.
  NormDraft draft = builtin_norm()->data();
  Cue cue;
  cue.cue_class = CueClass::hold;
  cue.language = Language::nl;
  cue.pattern = "eventjes wachten";
  draft.cues.push_back(std::move(cue));
  const Norm norm = *Norm::create(std::move(draft));
  const Script script = *builtin_script("be.demo.energie.verhuis");
  for (auto _ : state) benchmark::DoNotOptimize(Evaluator::create(norm, script));
}
BENCHMARK(MakeEvaluator)->Unit(benchmark::kMillisecond);

}  // namespace
