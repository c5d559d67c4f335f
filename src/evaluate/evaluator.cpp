#include "callnorm/evaluate/evaluator.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <mutex>
#include <numeric>
#include <utility>

#include "callnorm/analysis/meaning.hpp"
#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/detect/clarification.hpp"
#include "callnorm/detect/cue_acts.hpp"
#include "callnorm/detect/model_acts.hpp"
#include "callnorm/detect/objections.hpp"
#include "callnorm/detect/promotion.hpp"
#include "callnorm/detect/reformulation.hpp"
#include "callnorm/detect/repeat.hpp"
#include "callnorm/detect/script_steps.hpp"
#include "callnorm/detect/step_model.hpp"
#include "callnorm/evaluate/timeline.hpp"
#include "callnorm/evaluate/why_not.hpp"
#include "callnorm/indicator/closing.hpp"
#include "callnorm/indicator/objections.hpp"
#include "callnorm/indicator/promotion.hpp"
#include "callnorm/indicator/records.hpp"
#include "callnorm/indicator/report.hpp"
#include "callnorm/indicator/screen_text.hpp"
#include "callnorm/indicator/screen_voice.hpp"
#include "callnorm/indicator/script.hpp"
#include "callnorm/indicator/silence.hpp"
#include "callnorm/indicator/simultaneity.hpp"
#include "callnorm/indicator/sources.hpp"
#include "callnorm/indicator/tools.hpp"
#include "callnorm/indicator/typing.hpp"
#include "callnorm/indicator/understanding.hpp"
#include "callnorm/indicator/vocabulary.hpp"
#include "callnorm/indicator/wording.hpp"
#include "callnorm/io/act_models.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/linear_models.hpp"
#include "callnorm/text/lexicon.hpp"
#include "callnorm/version.hpp"
#include "evaluate/evaluator_impl.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

constexpr Millis default_pause{
    500};  // between sentences without punctuation, when the norm says nothing
constexpr double default_similarity = 0.6;  // of an example phrasing, likewise
constexpr std::uint32_t default_zone = 12;  // turns that may hold the closing, likewise
constexpr std::size_t guess_minimum = 10;   // function words needed to tell a language
// Room in a result from the beginning: most indicators ask for no more.
constexpr std::size_t usual_measures = 8;
constexpr std::size_t usual_conditions = 4;

bool contains(const std::vector<ActKind>& kinds, ActKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// By turn, those without one last; then by position, then by kind.
void sort_acts(std::vector<Act>& acts) {
  const auto before = [](const Act& a, const Act& b) {
    if (a.turn.has_value() != b.turn.has_value()) return a.turn.has_value();
    if (a.turn != b.turn) return *a.turn < *b.turn;
    if (!a.turn) return false;
    if (a.text.begin != b.text.begin) return a.text.begin < b.text.begin;
    return a.kind < b.kind;
  };
  if (std::is_sorted(acts.begin(), acts.end(), before)) return;
  // An act is large to move: their numbers are sorted, and each is moved once.
  std::vector<std::uint32_t> order(acts.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return before(acts[a], acts[b]); });
  std::vector<Act> sorted;
  sorted.reserve(acts.size());
  for (const std::uint32_t i : order) sorted.push_back(std::move(acts[i]));
  acts = std::move(sorted);
}

/// The kinds of acts a measure counts: whose producers its result names.
std::vector<ActKind> acts_of(Measure measure) {
  switch (measure) {
    case Measure::script_fitness: return {ActKind::step};
    case Measure::ratified_reformulations:
      return {ActKind::reformulation, ActKind::read_back, ActKind::confirm, ActKind::disconfirm};
    case Measure::answered_clarifications:
      return {ActKind::clarification, ActKind::open_repair, ActKind::data_question};
    case Measure::dead_air: return {ActKind::hold, ActKind::question, ActKind::filler};
    case Measure::closing_sequence:
      return {ActKind::summary_of_actions,
              ActKind::anything_else,
              ActKind::next_step,
              ActKind::thanks,
              ActKind::wish,
              ActKind::goodbye};
    case Measure::counter_arguments:
      return {ActKind::objection, ActKind::acknowledge_objection, ActKind::rebuttal,
              ActKind::firm_refusal, ActKind::accept};
    case Measure::matched_promotions: return {ActKind::promotion};
    default: return {};
  }
}

/// Who reads the text when the host does not say: whom the norm's operationalisations name.
std::string detectors_of(const Norm& norm) {
  bool rules = false;
  for (const Competence& competence : norm.competences()) {
    for (const Indicator& indicator : competence.indicators) {
      if (indicator.operationalisation.detector == model_name) return std::string(model_name);
      rules = rules || indicator.operationalisation.detector == rules_name;
    }
  }
  return std::string(rules ? rules_name : model_name);
}

/// Whether one of `acts`, ordered by turn, is of the same kind and on some of the same words.
bool overlapped(std::span<const Act> acts, const Act& act) {
  if (!act.turn) return false;
  const auto same_turn = acts_of_turn(acts, *act.turn);
  return std::any_of(same_turn.begin(), same_turn.end(), [&](const Act& other) {
    return other.kind == act.kind && other.text.begin < act.text.end &&
           act.text.begin < other.text.end;
  });
}

/// Evaluators that live at the same time share them; with the last one they go.
Result<std::shared_ptr<const Words>> words_for(const std::vector<Cue>& more) {
  if (!more.empty()) return Words::create(more);
  static std::mutex mutex;
  static std::weak_ptr<const Words> alive;
  const std::lock_guard lock(mutex);
  if (auto words = alive.lock()) return words;
  CALLNORM_TRY(auto words, Words::create({}));
  alive = words;
  return words;
}

}  // namespace

Result<std::vector<Lexicon>> Words::read(bool notions) const {
  std::vector<Lexicon> out;
  for (const Language language : all_languages) {
    CALLNORM_TRY(LexiconFile file, builtin_lexicon(language, notions));
    auto lexicon = Lexicon::create(std::move(file), more_);
    if (!lexicon) {
      Error error = std::move(lexicon).error();
      if (error.code == ErrorCode::invalid_argument) error.code = ErrorCode::invalid_norm;
      return error;
    }
    out.push_back(*std::move(lexicon));
  }
  return out;
}

Result<std::shared_ptr<const Words>> Words::create(std::vector<Cue> more) {
  std::shared_ptr<Words> out(new Words(std::move(more)));
  CALLNORM_TRY(out->cues_, out->read(false));
  return std::shared_ptr<const Words>(std::move(out));
}

Result<const std::vector<Lexicon>*> Words::notions() const {
  return notions_.get([this] { return read(true); });
}

Result<const ActDetector*> Words::detector() const {
  return detector_.get([this]() -> Result<ActDetector> {
    CALLNORM_TRY(const std::vector<Lexicon>* const lexicons, notions());
    CALLNORM_TRY(ActModel model, builtin_act_model("acts"));
    return ActDetector::create(*lexicons, std::move(model));
  });
}

// Only with a script.
Result<StepDetection> Evaluator::Impl::steps_in(const PreparedContact& contact,
                                                std::span<const Act> found,
                                                std::string_view detectors,
                                                double min_score) const {
  const Parameters* fit = parameters_of(Measure::script_fitness);
  const Parameters* closing = parameters_of(Measure::closing_sequence);
  std::optional<std::vector<PhrasedStep>> phrased;
  // A script's wordings are in one language; in another nothing is like them.
  if (detectors == model_name && contact.lexicon() != nullptr &&
      contact.lexicon()->language() == language_of(script->data().language)) {
    CALLNORM_TRY(const PhrasedSteps* const known, phrased_steps.get([&]() -> Result<PhrasedSteps> {
      CALLNORM_TRY(StepWordings wordings, StepWordings::create(steps, *contact.lexicon()));
      CALLNORM_TRY(const LinearModel said, builtin_linear_model("steps"));
      CALLNORM_TRY(StepModel model, StepModel::create(said));
      return PhrasedSteps{std::move(wordings), std::move(model)};
    }));
    phrased = known->model.find(known->wordings, contact, min_score);
  }
  const ExampleStems* stems = nullptr;
  if (const Lexicon* const lexicon = contact.lexicon()) {
    CALLNORM_TRY(stems, examples.get(lexicon->language(),
                                     [&] { return ExampleStems(*script, steps, *lexicon); }));
  }
  StepDetection out =
      detect_steps(contact, *script, steps, found,
                   fit == nullptr ? default_similarity : (*fit)["paraphrase_similarity"],
                   closing == nullptr ? default_zone : closing->count("zone_turns"),
                   phrased ? &*phrased : nullptr, stems);
  if (!out.given) doubt_other_language(contact, out);
  return out;
}

// Nobody can tell what was said or asked in another language than the script's.
void Evaluator::Impl::doubt_other_language(const PreparedContact& contact,
                                           StepDetection& found) const {
  std::vector<bool> seen(steps.size(), false);
  for (const StepMark& mark : found.marks) seen[static_cast<std::size_t>(mark.step)] = true;
  const auto missing_by_words = [&](std::size_t i) {
    const StepVisibility& visible = found.visibility[i];
    return !seen[i] && visible.absence_provable && steps[i].node != nullptr &&
           (visible.kind == Recognition::verbatim || !steps[i].node->collect.empty());
  };
  std::optional<bool> another;
  for (std::size_t i = 0; i < steps.size() && another.value_or(true); ++i) {
    if (!missing_by_words(i)) continue;
    if (!another) another = agent_speaks_another(contact);
    if (*another) found.visibility[i].absence_provable = false;
  }
}

// By function words: an agent who takes a client's call in the client's language, on a line of
// another.
bool Evaluator::Impl::agent_speaks_another(const PreparedContact& contact) const {
  const auto own = language_of(script->data().language);
  if (!own) return false;
  const auto each_word = [&](auto look_at) {
    for (const PreparedTurn& turn : contact.turns()) {
      if (turn.speaker != Speaker::agent) continue;
      for (std::uint32_t k = turn.first_token; k < turn.last_token; ++k) {
        look_at(contact.type_of(k));
      }
    }
  };
  // Of a text in one's own language half carry no content, most of them function words.
  if (contact.lexicon() != nullptr && contact.lexicon()->language() == *own) {
    std::size_t all = 0;
    std::size_t empty = 0;
    each_word([&](const WordType& word) {
      ++all;
      if (word.content.empty()) ++empty;
    });
    if (5 * empty >= 2 * all) return false;
  }
  WordsByLanguage found{};
  each_word([&](const WordType& word) { count_function_words(word, found); });
  const std::size_t most = *std::max_element(found.begin(), found.end());
  return most >= guess_minimum && most > 2 * found[static_cast<std::size_t>(*own)];
}

Result<ScriptSaid> Evaluator::Impl::script_said(const PreparedContact& contact) const {
  if (!script) return ScriptSaid{};
  const Lexicon* const lexicon = contact.lexicon();
  if (lexicon == nullptr) return ScriptWords(script->data(), nullptr).in(contact);
  CALLNORM_TRY(const ScriptWords* const words_listed, script_words.get(lexicon->language(), [&] {
    return ScriptWords(script->data(), lexicon);
  }));
  return words_listed->in(contact);
}

void Evaluator::Impl::add_steps(const StepDetection& found, std::vector<Act>& out) const {
  for (const StepMark& mark : found.marks) {
    Act act;
    act.kind = ActKind::step;
    act.turn = mark.turn;
    act.text = mark.text;
    if (mark.at && !mark.turn) act.time = TimeSpan{*mark.at, *mark.at};
    act.type = name(mark.kind);
    act.step = steps[static_cast<std::size_t>(mark.step)].label;
    act.score = mark.score.value_or(1.0);
    act.by = mark.score ? model_name : rules_name;
    act.details.emplace_back("seen", mark.note);
    out.push_back(std::move(act));
  }
}

Result<std::optional<Language>> Evaluator::Impl::choose_language(
    const Contact& contact, std::vector<std::string>& notes) const {
  const bool has_text = std::any_of(contact.turns().begin(), contact.turns().end(),
                                    [](const Turn& turn) { return !turn.text.empty(); });
  const std::string& own = contact.data().language;
  const std::string script_language = script ? script->data().language : "";
  const std::string& tag = !options.language.empty() ? options.language
                           : !own.empty()            ? own
                                                     : script_language;
  if (!tag.empty()) {
    const auto language = language_of(tag);
    if (language || !has_text) return language;
    return Error{ErrorCode::unsupported,
                 "there are no words for language \"" + tag + "\", only for nl, fr and en",
                 "/language"};
  }
  if (!has_text) return std::optional<Language>();
  const std::optional<Language> guessed = guess(contact);
  notes.push_back(
      !guessed
          ? "the contact names no language and its words do not show one: no text was read"
          : "the contact names no language; its function words are " + std::string(name(*guessed)));
  return guessed;
}

// Words are of the language that is read; the country is that of the first tag that names one.
Usage Evaluator::Impl::usage_in(const Contact& contact, const PreparedContact& prepared) const {
  const std::string script_language = script ? script->data().language : "";
  Usage usage;
  for (const std::string& tag : {options.language, contact.data().language, script_language}) {
    if (tag.find_first_of("-_") == std::string::npos) continue;
    usage = usage_of(tag);
    break;
  }
  usage.language =
      prepared.lexicon() == nullptr ? std::nullopt : std::optional(prepared.lexicon()->language());
  return usage;
}

void Evaluator::Impl::count_function_words(const WordType& word, WordsByLanguage& found) const {
  for (const Language language : all_languages) {
    if (words->cues(language).is_stopword(word.folded)) {
      ++found[static_cast<std::size_t>(language)];
    }
  }
}

// By function words, of which every language has its own; when two come close, no guess is made.
std::optional<Language> Evaluator::Impl::guess(const Contact& contact) const {
  const auto prepared = PreparedContact::prepare(contact, nullptr, default_pause);
  if (!prepared) return std::nullopt;
  WordsByLanguage found{};
  for (const PreparedToken& token : prepared->tokens()) {
    count_function_words(prepared->types()[token.type], found);
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < found.size(); ++i) {
    if (found[i] > found[best]) best = i;
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i != best && found[i] * 4 > found[best] * 3) return std::nullopt;
  }
  return found[best] >= guess_minimum ? std::optional(all_languages[best]) : std::nullopt;
}

Result<PreparedContact> Evaluator::Impl::prepare(const Contact& contact, std::string_view detectors,
                                                 std::vector<std::string>& notes) const {
  CALLNORM_TRY(const std::optional<Language> language, choose_language(contact, notes));
  const Lexicon* chosen = nullptr;
  if (language && detectors == model_name) {
    CALLNORM_TRY(const std::vector<Lexicon>* const lexicons, words->notions());
    chosen = &(*lexicons)[static_cast<std::size_t>(*language)];
  } else if (language) {
    chosen = &words->cues(*language);
  }
  const Parameters* sentence = parameters_of(Measure::sentence_length);
  return PreparedContact::prepare(contact, chosen,
                                  sentence == nullptr ? default_pause : sentence->time("pause"));
}

Result<std::vector<Act>> Evaluator::Impl::acts(const PreparedContact& contact,
                                               std::string_view detectors, double min_score) const {
  const ContactDraft& data = contact.contact().data();
  std::vector<Act> all;
  all.reserve(data.acts.size() + data.turns.size());  // an act is large to move
  for (Act act : data.acts) {
    if (act.by.empty()) act.by = "annotation";
    if (act.turn && act.text.empty()) {
      act.text.end = static_cast<std::uint32_t>(contact.contact().turns()[*act.turn].text.size());
    }
    all.push_back(std::move(act));
  }
  if (detectors == model_name) {
    CALLNORM_TRY(const ActDetector* const detector, words->detector());
    CALLNORM_CHECK(acts_by_model(contact, *detector, min_score, all));
  } else {
    CALLNORM_CHECK(acts_by_rules(contact, all));
  }
  sort_acts(all);
  return all;
}

namespace {

/// Appends what was found of the kinds that did not come with the contact.
void take(const ContactDraft& data, std::vector<Act>& found, std::vector<Act>& all) {
  for (Act& act : found) {
    if (!data.gives(act.kind)) all.push_back(std::move(act));
  }
  found.clear();
}

}  // namespace

Status Evaluator::Impl::acts_by_rules(const PreparedContact& contact, std::vector<Act>& all) const {
  const ContactDraft& data = contact.contact().data();
  ClarificationOptions clarification;
  if (const Parameters* p = parameters_of(Measure::answered_clarifications)) {
    clarification.client_turns = p->count("client_turns");
    clarification.client_window = p->time("client_window");
  }
  std::vector<Act> found;
  found.reserve(data.turns.size());
  detect_cue_acts(contact, found);
  detect_questions(contact, clarification, found);
  CALLNORM_CHECK(add_data_questions(contact, found));
  take(data, found, all);

  ReformulationOptions reformulation;
  if (const Parameters* p = parameters_of(Measure::ratified_reformulations)) {
    reformulation.client_turns = p->count("client_turns");
    reformulation.client_window = p->time("client_window");
    reformulation.strong_matches = p->count("strong_matches");
    reformulation.number_digits = p->count("number_digits");
    reformulation.readback_words = p->count("readback_words");
    reformulation.weak_matches = p->count("weak_matches");
    reformulation.weak_share = (*p)["weak_share"];
    reformulation.plain_matches = p->count("plain_matches");
    reformulation.plain_share = (*p)["plain_share"];
  }
  detect_reformulations(contact, reformulation, found);

  std::vector<Act> data_questions;
  for (const Act& act : all) {
    if (act.kind == ActKind::data_question) data_questions.push_back(act);
  }
  std::stable_sort(data_questions.begin(), data_questions.end(), [](const Act& a, const Act& b) {
    return a.turn.value_or(0) < b.turn.value_or(0);
  });
  detect_clarifications(contact, clarification, data_questions, found);
  take(data, found, all);

  // What answers or takes up other acts comes after them.
  sort_acts(all);
  detect_objections(contact, all, found);
  take(data, found, all);
  sort_acts(all);
  detect_promotions(contact, script ? &*script : nullptr, all, found);
  detect_repeats(contact, all, found);
  take(data, found, all);
  return success();
}

Status Evaluator::Impl::add_data_questions(const PreparedContact& contact,
                                           std::vector<Act>& found) const {
  const Lexicon* const lexicon = contact.lexicon();
  if (!script || lexicon == nullptr) return success();
  CALLNORM_TRY(const DataPhrases* const phrases, data_phrases.get(lexicon->language(), [&] {
    return DataPhrases(script->data(), *lexicon);
  }));
  detect_script_data_questions(contact, *phrases, found);
  return success();
}

// The model finds the kinds it knows; rules the few it does not, and whatever they alone can tell:
// where the words of a greeting stand, which data the script asks for, which selling point is said.
Status Evaluator::Impl::acts_by_model(const PreparedContact& contact, const ActDetector& detector,
                                      double min_score, std::vector<Act>& all) const {
  const ContactDraft& data = contact.contact().data();
  const auto of_model = [&](const Act& act) {
    return detector.model().index_of(act.kind).has_value();
  };
  std::vector<Act> rules;
  detect_cue_acts(contact, rules);
  std::stable_sort(rules.begin(), rules.end(),
                   [](const Act& a, const Act& b) { return *a.turn < *b.turn; });
  std::vector<Act> found;
  // What counts is found in any case: who asks for surer acts only must not get a rule's instead.
  detector.detect(contact, rules, std::min(min_score, operating_point), found);
  // What does not count must not move what does: candidates are put aside to the end.
  const auto counts = [](const Act& act) { return act.score >= operating_point; };
  const auto middle = std::stable_partition(found.begin(), found.end(), counts);
  std::vector<Act> candidates(std::make_move_iterator(middle),
                              std::make_move_iterator(found.end()));
  found.erase(middle, found.end());

  // Of the kinds it finds the model is the better judge: of 34 set phrases (greetings, names,
  // holds, farewells, apologies) that it passed over and rules named, in 180 contacts nobody had
  // seen, 3 were.
  std::erase_if(rules, of_model);
  take(data, rules, all);
  if (script) {
    std::vector<Act> asked;
    CALLNORM_CHECK(add_data_questions(contact, asked));
    std::erase_if(asked, [&](const Act& act) {
      return act.kind != ActKind::data_question || overlapped(found, act);
    });
    take(data, asked, all);
  }
  std::vector<Act> promoted;
  sort_acts(all);
  detect_promotions(contact, script ? &*script : nullptr, all, promoted);
  sort_acts(promoted);
  std::erase_if(found, [&](const Act& act) { return overlapped(promoted, act); });
  take(data, found, all);
  take(data, promoted, all);

  sort_acts(all);
  detect_objections(contact, all, found);
  std::erase_if(found, of_model);
  take(data, found, all);
  sort_acts(all);
  std::erase_if(candidates, [&](const Act& act) { return overlapped(all, act); });
  take(data, candidates, all);
  return success();
}

namespace {

/// One contact being judged: what every indicator reads.
struct Case {
  const PreparedContact& contact;
  const std::vector<Act>& acts;
  const Script* script;
  const std::vector<ScriptStep>& steps;
  const StepDetection* detection;
  const ScriptSaid& said;
  std::optional<Alignment>& alignment;
  bool by_rules;  // text was read by phrases and conditions alone
  Usage usage;
};

Status judge_script(const Case& c, const Parameters& parameters, IndicatorResult& result) {
  if (c.script == nullptr) {
    result.decide(Verdict::insufficient_evidence, "NO_SCRIPT");
    return success();
  }
  const bool by_log = std::any_of(c.detection->marks.begin(), c.detection->marks.end(),
                                  [](const StepMark& m) { return m.kind == Recognition::event; });
  const bool by_talk = std::any_of(c.detection->marks.begin(), c.detection->marks.end(),
                                   [](const StepMark& m) { return m.turn.has_value(); });
  const bool timed = std::all_of(c.detection->marks.begin(), c.detection->marks.end(),
                                 [](const StepMark& m) { return m.at.has_value(); });
  const bool one_clock = c.contact.contact().data().quality.clock == Quality::Clock::common;
  CALLNORM_TRY(c.alignment,
               align_steps(c.contact, *c.script, c.steps, c.acts, *c.detection, result));
  list_forbidden_phrases(c.contact, *c.script, c.said.forbidden, result);
  // What a script has the agent say leaves no trace in a log.
  if (c.contact.contact().turns().empty() && !c.detection->given) {
    result.decide(Verdict::insufficient_evidence, "NO_TRANSCRIPT");
    return success();
  }
  if (by_log && (!timed || (by_talk && !one_clock))) {
    // Without one clock, or without times, what was said and what was logged cannot be put in
    // order.
    result.decide(Verdict::insufficient_evidence, "CLOCK_SKEW");
    return success();
  }
  judge_script_fitness(*c.alignment, *c.detection, c.steps, parameters, result);
  return success();
}

/// Words the agent read out: not the agent's own sentences.
std::vector<ScriptedRange> scripted_ranges(const Case& c) {
  std::vector<ScriptedRange> out;
  if (c.detection == nullptr) return out;
  for (const StepMark& mark : c.detection->marks) {
    if (mark.kind == Recognition::verbatim && mark.turn) out.push_back({*mark.turn, mark.text});
  }
  return out;
}

Parameters silence_parameters(const Parameters& given, const Script* script) {
  if (script == nullptr) return given;
  std::vector<Parameter> list = given.list();
  for (Parameter& p : list) {
    if (p.name == "cover" && script->data().hold_cover_s &&
        *script->data().hold_cover_s != p.value) {
      p.was = p.value;
      p.value = *script->data().hold_cover_s;
      p.decided_by = "script " + script->id();
    }
  }
  if (script->data().accommodation_factor != 1.0) {
    Parameter factor;
    factor.name = "accommodation_factor";
    factor.value = script->data().accommodation_factor;
    factor.unit = "1";
    factor.was = 1.0;
    factor.decided_by = "script " + script->id();
    list.push_back(std::move(factor));
  }
  return Parameters(std::move(list));
}

bool complete(const Contact& contact, ActKind kind) {
  return contains(contact.data().quality.annotation_complete, kind);
}

Status judge(const Case& c, const Operationalisation& op, const Parameters& parameters,
             IndicatorResult& result) {
  const Contact& source = c.contact.contact();
  switch (op.measure) {
    case Measure::screen_following_voice:
      judge_screen_following_voice(c.contact, c.acts, parameters, result);
      return success();
    case Measure::screen_following_text:
      judge_screen_following_text(c.contact, parameters, result);
      return success();
    case Measure::input_during_speech:
      judge_input_during_speech(c.contact, c.acts, parameters, result);
      return success();
    case Measure::typing_lag: judge_typing_lag(source, parameters, result); return success();
    case Measure::tool_use:
      judge_tool_use(c.contact, c.script, parameters, result);
      return success();
    case Measure::lookup_sources:
      judge_lookup_sources(source, c.script, parameters, result);
      return success();
    case Measure::data_entry:
      judge_data_entry(source, c.script, c.usage, parameters, result);
      return success();
    case Measure::error_correction:
      judge_error_correction(source, c.usage, parameters, result);
      return success();
    case Measure::msd_error_rate:
      judge_typing_accuracy(source, parameters, result);
      return success();
    case Measure::report_completeness:
      judge_report(source, c.script, c.usage, parameters, result);
      return success();
    case Measure::counter_arguments:
      judge_counter_arguments(c.contact, c.acts, op.reading, c.by_rules, parameters, result);
      return success();
    case Measure::vocabulary_and_intonation:
      judge_vocabulary(c.contact, c.script, c.said, scripted_ranges(c), parameters, result);
      return success();
    case Measure::matched_promotions:
      judge_promotions(c.contact, c.acts, c.script, complete(source, ActKind::promotion),
                       parameters, result);
      return success();
    case Measure::script_fitness: return judge_script(c, parameters, result);
    case Measure::ratified_reformulations: {
      const std::vector<std::string> none;
      const auto& objective = c.script == nullptr ? none : c.script->data().objective_keywords;
      judge_reformulation(c.contact, formulations(c.contact, c.acts, objective, parameters),
                          c.script != nullptr, !objective.empty(), parameters, result);
      return success();
    }
    case Measure::answered_clarifications:
      judge_clarification(c.contact, clarifications(c.contact, c.acts), parameters, result);
      return success();
    case Measure::sentence_length:
      judge_sentence_length(c.contact, agent_sentences(c.contact, scripted_ranges(c)), parameters,
                            result);
      return success();
    case Measure::dead_air: {
      const Parameters own = silence_parameters(parameters, c.script);
      result.parameters = own;
      const double factor = c.script == nullptr ? 1.0 : c.script->data().accommodation_factor;
      const SpeechRecord record = speech_record(c.contact, c.acts, speech_limits(own, factor));
      judge_dead_air(source, record, own, factor, result);
      return success();
    }
    case Measure::closing_sequence: {
      const std::vector<std::string>* required =
          c.script == nullptr ? nullptr : &c.script->data().closing;
      judge_closing(source, closing_record(c.contact, c.acts, parameters), required, parameters,
                    result);
      return success();
    }
  }
  return success();
}

/// The limits changed for the person who was judged. Nothing is changed in silence: the usual value
/// stands beside the new one.
void accommodate(const ContactDraft& contact, const IndicatorId& indicator,
                 Parameters& parameters) {
  for (const Accommodation& change : contact.accommodations) {
    if (change.indicator != indicator.value) continue;
    std::vector<Parameter> list = parameters.list();
    for (Parameter& p : list) {
      if (p.name != change.parameter) continue;
      p.was = p.was.value_or(p.value);
      p.value *= change.factor;
      p.decided_by = change.decided_by;
    }
    parameters = Parameters(std::move(list));
  }
}

/// A quote's time, where the judge gave none: the words' own, else the turn's.
void add_times(const Contact& contact, std::vector<Evidence>& evidence) {
  for (Evidence& e : evidence) {
    if (e.time || !e.turn) continue;
    const Turn& turn = contact.turns()[*e.turn];
    if (!turn.time) continue;
    e.time = turn.time;
    const auto first =
        std::partition_point(turn.words.begin(), turn.words.end(),
                             [&](const Word& word) { return word.text.end <= e.text.begin; });
    const auto last = std::partition_point(
        first, turn.words.end(), [&](const Word& word) { return word.text.begin < e.text.end; });
    if (first != last) e.time = TimeSpan{first->time.begin, std::prev(last)->time.end};
  }
}

}  // namespace

std::optional<Parameters> Evaluator::Impl::silence_limits(const ContactDraft& contact,
                                                          std::string_view language) const {
  for (const Competence& competence : norm.competences()) {
    for (const Indicator& indicator : competence.indicators) {
      const Operationalisation& op = indicator.operationalisation;
      if (op.measure != Measure::dead_air) continue;
      Parameters parameters = op.parameters.in(std::string(language));
      accommodate(contact, indicator.id, parameters);
      return silence_parameters(parameters, script ? &*script : nullptr);
    }
  }
  return std::nullopt;
}

Status Evaluator::Impl::check_accommodations(const ContactDraft& contact) const {
  for (std::size_t i = 0; i < contact.accommodations.size(); ++i) {
    const Accommodation& change = contact.accommodations[i];
    const std::string here = "/accommodations/" + std::to_string(i);
    const Indicator* const indicator = norm.find(change.indicator);
    if (indicator == nullptr) {
      return Error{ErrorCode::invalid_contact,
                   "the norm has no indicator \"" + change.indicator + "\"", here + "/indicator"};
    }
    if (indicator->operationalisation.parameters.in("").find(change.parameter) == nullptr) {
      return Error{ErrorCode::invalid_contact,
                   change.indicator + " has no parameter \"" + change.parameter + "\"",
                   here + "/parameter"};
    }
  }
  return success();
}

Result<Evaluation> Evaluator::Impl::evaluate(const Contact& contact) const {
  std::vector<std::string> notes;
  CALLNORM_TRY(const PreparedContact prepared, prepare(contact, judged_by, notes));
  CALLNORM_TRY(const std::vector<Act> all, acts(prepared, judged_by, operating_point));

  Evaluation out{
      std::string(version()),
      {norm.id(), norm.version(), norm.data().hash},
      std::nullopt,
      contact,
      prepared.lexicon() == nullptr ? "" : std::string(name(prepared.lexicon()->language())),
      std::move(notes),
      {},
      summarise_timeline(prepared),
      std::nullopt};
  std::optional<StepDetection> detection;
  if (script) {
    out.script = Identity{script->id(), script->version(), script->data().hash};
    if (!script->data().channels.empty() &&
        std::find(script->data().channels.begin(), script->data().channels.end(),
                  name(contact.channel())) == script->data().channels.end()) {
      out.notes.push_back("the script is not written for " + std::string(name(contact.channel())));
    }
    CALLNORM_TRY(detection, steps_in(prepared, all, judged_by, operating_point));
  }
  if (contact.data().quality.clock == Quality::Clock::unknown) {
    out.notes.emplace_back(
        "the clocks of the channels are not known to agree: nothing is concluded from times");
  }

  CALLNORM_CHECK(check_accommodations(contact.data()));
  CALLNORM_TRY(const ScriptSaid said, script_said(prepared));
  const Case c{prepared,
               all,
               script ? &*script : nullptr,
               steps,
               detection ? &*detection : nullptr,
               said,
               out.alignment,
               judged_by == rules_name,
               usage_in(contact, prepared)};
  const std::size_t language = prepared.lexicon() == nullptr
                                   ? all_languages.size()
                                   : static_cast<std::size_t>(prepared.lexicon()->language());
  out.indicators.reserve(limits.size());
  for (const Competence& competence : norm.competences()) {
    for (const Indicator& indicator : competence.indicators) {
      const Operationalisation& op = indicator.operationalisation;
      IndicatorResult& result = out.indicators.emplace_back();
      result.measures.reserve(usual_measures);
      result.needs.reserve(usual_conditions);
      result.bars.reserve(usual_conditions);
      result.id = indicator.id.value;
      result.operationalisation = op.id + "@" + op.version;
      Parameters parameters = limits[out.indicators.size() - 1][language];
      accommodate(contact.data(), indicator.id, parameters);
      result.parameters = parameters;
      const bool applies =
          op.channels.empty() || std::find(op.channels.begin(), op.channels.end(),
                                           name(contact.channel())) != op.channels.end();
      if (!applies) {
        result.decide(Verdict::not_applicable, "CHANNEL");
      } else {
        CALLNORM_CHECK(judge(c, op, parameters, result));
      }
      // What a recogniser misheard or left out must not fail anyone (NORM 4.7, Equality).
      if (result.verdict == Verdict::not_demonstrated && !op.asr_can_fail &&
          contact.data().quality.transcript == Quality::Transcript::asr) {
        result.flags.push_back("WOULD_BE_" + result.reason);
        result.decide(Verdict::insufficient_evidence, "ASR_ONLY");
      }
      const auto kinds = acts_of(op.measure);
      for (const Act& act : all) {
        if (!contains(kinds, act.kind)) continue;
        if (std::find(result.acts_by.begin(), result.acts_by.end(), act.by) ==
            result.acts_by.end()) {
          result.acts_by.push_back(act.by);
        }
      }
      if (result.acts_by.empty() && !op.detector.empty() && !kinds.empty()) {
        result.acts_by.push_back(judged_by);
      }
      std::sort(result.acts_by.begin(), result.acts_by.end());
      add_times(contact, result.evidence);
      result.why_not = why_not(contact, op.measure, result);
    }
  }
  return out;
}

Result<Evaluator> Evaluator::create(Norm norm, std::optional<Script> script,
                                    EvaluatorOptions options) {
  if (!options.language.empty() && !language_of(options.language)) {
    return Error{
        ErrorCode::unsupported,
        "there are no words for language \"" + options.language + "\", only for nl, fr and en", ""};
  }
  if (!options.detectors.empty() && options.detectors != rules_name &&
      options.detectors != model_name) {
    return Error{ErrorCode::unsupported,
                 "there are no detectors \"" + options.detectors + "\", only rules@1 and model@1",
                 ""};
  }
  if (static_cast<bool>(options.embedder) != (options.embedding_dimension > 0) ||
      options.embedding_dimension > largest_dimension) {
    return Error{ErrorCode::invalid_argument,
                 "an embedder has a dimension from 1 to " + std::to_string(largest_dimension), ""};
  }
  auto impl = std::make_shared<Impl>(std::move(norm), std::move(script), std::move(options));
  impl->judged_by =
      impl->options.detectors.empty() ? detectors_of(impl->norm) : impl->options.detectors;
  impl->found_by = impl->options.detectors.empty() ? model_name : impl->options.detectors;
  CALLNORM_TRY(impl->words, words_for(impl->norm.data().cues));
  CALLNORM_TRY(const LinearModel uptake, builtin_linear_model("uptake"));
  CALLNORM_TRY(impl->uptake_model, UptakeModel::create(uptake));
  if (impl->script) {
    impl->steps = script_steps(*impl->script);
    // The largest automaton a contact could ask for must be small enough.
    CALLNORM_CHECK(compile_script(*impl->script, impl->steps, nullptr, {}));
  }
  return Evaluator(std::shared_ptr<const Impl>(std::move(impl)));
}

Result<Evaluation> Evaluator::evaluate(const Contact& contact) const {
  return impl_->evaluate(contact);
}

Result<std::vector<Act>> Evaluator::detect(const Contact& contact, double min_score) const {
  std::vector<std::string> notes;
  CALLNORM_TRY(const PreparedContact prepared, impl_->prepare(contact, impl_->found_by, notes));
  CALLNORM_TRY(std::vector<Act> all, impl_->acts(prepared, impl_->found_by, min_score));
  // Rules give few scores; given acts are kept whatever theirs.
  std::erase_if(all, [&](const Act& act) {
    return act.score < min_score && !contact.data().gives(act.kind);
  });
  if (!impl_->script || contact.data().gives(ActKind::step)) return all;
  // A step is seen by what counts as found.
  std::vector<Act> counted;
  std::copy_if(all.begin(), all.end(), std::back_inserter(counted), [&](const Act& act) {
    return act.score >= operating_point || contact.data().gives(act.kind);
  });
  CALLNORM_TRY(const StepDetection steps,
               impl_->steps_in(prepared, counted, impl_->found_by, min_score));
  impl_->add_steps(steps, all);
  sort_acts(all);
  return all;
}

Result<std::vector<Uptake>> Evaluator::uptake(const Contact& contact) const {
  std::vector<std::string> notes;
  CALLNORM_TRY(PreparedContact prepared, impl_->prepare(contact, model_name, notes));
  if (impl_->options.embedder) {
    CALLNORM_CHECK(embed(prepared, impl_->options.embedder, impl_->options.embedding_dimension));
  }
  // Where there are marks, they say what asks.
  std::vector<Act> found;
  if (!prepared.punctuated()) {
    CALLNORM_TRY(found, impl_->acts(prepared, impl_->found_by, operating_point));
  }
  return callnorm::uptake(prepared, *impl_->uptake_model, found);
}

const Norm& Evaluator::norm() const noexcept {
  return impl_->norm;
}
const std::optional<Script>& Evaluator::script() const noexcept {
  return impl_->script;
}

}  // namespace callnorm
