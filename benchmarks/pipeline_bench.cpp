// benchmarks/pipeline_bench.cpp - parse, prepare, detect, evaluate and write a 10-minute contact.
//
// About 120 turns and 1,500 words, made up here from phrases of the field in the three languages.
// Every benchmark checks its answer before it times anything.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/step_features.hpp"
#include "callnorm/detect/step_model.hpp"
#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/evaluate/live_evaluation.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/linear_models.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"
#include "callnorm/text/lexicon.hpp"

namespace {

using namespace callnorm;

constexpr std::array<const char*, 10> agent_lines{
    "Goedemiddag, klantendienst Demo Energie, u spreekt met An, waarmee kan ik u helpen?",
    "Als ik het goed begrijp, krijgt u de factuur nog altijd op uw oud adres?",
    "Mag ik even uw klantnummer noteren alstublieft?",
    "Een momentje, ik kijk het even voor u na in het systeem.",
    "Welk toestel bedoelt u juist, de decoder of de modem?",
    "Dat is in orde, ik heb de nieuwe meterstand genoteerd voor de eindafrekening.",
    "U ontvangt morgen een bevestiging per mail met alle gegevens van de verhuis.",
    "Ik begrijp dat het vervelend is, maar de afrekening klopt met het verbruik van vorig jaar.",
    "Kan ik u nog met iets anders helpen vandaag?",
    "Bedankt voor uw telefoontje, nog een prettige dag en tot ziens!"};
constexpr std::array<const char*, 8> client_lines{
    "Ja goedemiddag, ik ben verhuisd naar Gent en ik krijg nog altijd de factuur op mijn oud "
    "adres.",
    "Ja, inderdaad, dat klopt, al sinds begin maart eigenlijk en ik heb al twee keer gebeld.",
    "Dat is 482 137 905, denk ik, ik heb het papier hier voor mij liggen.",
    "Oké, is goed, ik wacht wel even.",
    "De decoder van de televisie, die doet het niet meer sinds de verhuis naar het nieuwe "
    "appartement.",
    "Nee, dat zeg ik niet, ik bedoel de meterstand van het oude huis.",
    "Merci, en wanneer mag ik die bevestiging verwachten dan?",
    "Nee dank u, dat was alles, tot ziens."};

std::string contact_json(int turns, bool words) {
  std::string out =
      R"({"format":"callnorm.contact/1","id":"bench","channel":"voice","language":"nl-BE","turns":[)";
  double at = 0;
  for (int i = 0; i < turns; ++i) {
    const bool agent = i % 2 == 0;
    const std::string text =
        agent ? agent_lines[static_cast<std::size_t>(i / 2) % agent_lines.size()]
              : client_lines[static_cast<std::size_t>(i / 2) % client_lines.size()];
    const double length =
        0.35 * (1.0 + static_cast<double>(std::count(text.begin(), text.end(), ' ')));
    char buffer[160];
    std::snprintf(buffer, sizeof buffer,
                  R"(%s{"id":"t%d","speaker":"%s","start":%.3f,"end":%.3f,"text":")",
                  i == 0 ? "" : ",", i + 1, agent ? "agent" : "client", at, at + length);
    out += buffer + text + "\"";
    if (words) {
      out += ",\"words\":[";
      double word_at = at;
      for (std::size_t from = 0; from < text.size();) {
        std::size_t to = text.find(' ', from);
        if (to == std::string::npos) to = text.size();
        std::string word = text.substr(from, to - from);
        while (!word.empty() && std::string(".,?!").find(word.back()) != std::string::npos)
          word.pop_back();
        std::snprintf(buffer, sizeof buffer,
                      R"(%s{"text":"%s","start":%.3f,"end":%.3f,"confidence":0.9731})",
                      from == 0 ? "" : ",", word.c_str(), word_at, word_at + 0.3);
        out += buffer;
        word_at += 0.35;
        from = to + 1;
      }
      out += "]";
    }
    out += "}";
    at += length + 0.4;
  }
  return out + "]}";
}

const Evaluator& evaluator() {
  static const Evaluator made =
      *Evaluator::create(*builtin_norm(), *builtin_script("be.demo.energie.verhuis"));
  return made;
}

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

void Parse(benchmark::State& state) {
  const std::string json = contact_json(120, state.range(0) != 0);
  check(parsed(json).turns().size() == 120, "turns");
  for (auto _ : state) benchmark::DoNotOptimize(read_contact(json));
  state.SetBytesProcessed(static_cast<std::int64_t>(json.size()) * state.iterations());
}
BENCHMARK(Parse)->ArgName("words")->Arg(0)->Arg(1);

void Prepare(benchmark::State& state) {
  const Contact contact = parsed(contact_json(120, false));
  const Lexicon lexicon = *Lexicon::create(*builtin_lexicon(Language::nl));
  check(PreparedContact::prepare(contact, &lexicon, Millis{500})->turns().size() == 120, "turns");
  for (auto _ : state)
    benchmark::DoNotOptimize(PreparedContact::prepare(contact, &lexicon, Millis{500}));
}
BENCHMARK(Prepare);

void Detect(benchmark::State& state) {
  const Contact contact = parsed(contact_json(120, false));
  check(evaluator().detect(contact)->size() > 50, "acts");
  for (auto _ : state) benchmark::DoNotOptimize(evaluator().detect(contact));
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
                   "als ik u goed volg is uw factuur dus hoger dan vroeger",
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
  const auto turn = [](std::size_t i) {
    Turn out;
    const bool agent = i % 2 == 0;
    out.speaker = agent ? Speaker::agent : Speaker::client;
    out.text =
        agent ? agent_lines[i / 2 % agent_lines.size()] : client_lines[i / 2 % client_lines.size()];
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
  const Contact contact = parsed(contact_json(static_cast<int>(state.range(0)), false));
  check(evaluator().evaluate(contact)->indicators.size() == 19, "indicators");
  for (auto _ : state) benchmark::DoNotOptimize(evaluator().evaluate(contact));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(Evaluate)->ArgName("turns")->Arg(120)->Arg(480)->Arg(1920);

void Write(benchmark::State& state) {
  const auto evaluation = *evaluator().evaluate(parsed(contact_json(120, false)));
  check(write_evaluation(evaluation) == write_evaluation(evaluation), "same bytes");
  for (auto _ : state) benchmark::DoNotOptimize(write_evaluation(evaluation));
}
BENCHMARK(Write);

void EndToEnd(benchmark::State& state) {
  const std::string json = contact_json(120, state.range(0) != 0);
  check(evaluator().evaluate(parsed(json))->indicators.size() == 19, "indicators");
  for (auto _ : state) benchmark::DoNotOptimize(evaluator().evaluate(*read_contact(json)));
  state.SetBytesProcessed(static_cast<std::int64_t>(json.size()) * state.iterations());
}
BENCHMARK(EndToEnd)->ArgName("words")->Arg(0)->Arg(1);

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
