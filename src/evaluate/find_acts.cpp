#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "callnorm/detect/clarification.hpp"
#include "callnorm/detect/cue_acts.hpp"
#include "callnorm/detect/model_acts.hpp"
#include "callnorm/detect/objections.hpp"
#include "callnorm/detect/promotion.hpp"
#include "callnorm/detect/reformulation.hpp"
#include "callnorm/detect/repeat.hpp"
#include "evaluate/evaluator_impl.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

/// Whether one of `acts`, ordered by turn, is of the same kind and on some of the same words.
bool overlapped(std::span<const Act> acts, const Act& act) {
  if (!act.turn) return false;
  const auto same_turn = acts_of_turn(acts, *act.turn);
  return std::any_of(same_turn.begin(), same_turn.end(), [&](const Act& other) {
    return other.kind == act.kind && other.text.begin < act.text.end &&
           act.text.begin < other.text.end;
  });
}

/// Appends what was found of the kinds that did not come with the contact.
void take(const ContactDraft& data, std::vector<Act>& found, std::vector<Act>& all) {
  for (Act& act : found) {
    if (!data.gives(act.kind)) all.push_back(std::move(act));
  }
  found.clear();
}

}  // namespace

// By turn, those without one last; then by position, then by kind.
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

}  // namespace callnorm
