#include "callnorm/detect/script_steps.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "analysis/data_names.hpp"
#include "analysis/denial.hpp"
#include "analysis/entered_fields.hpp"
#include "analysis/example_search.hpp"
#include "analysis/said_patterns.hpp"
#include "analysis/verbatim.hpp"
#include "callnorm/text/content_words.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/regex.hpp"
#include "callnorm/text/stems.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/log_name.hpp"
#include "text/placeholders.hpp"

namespace callnorm {
namespace {

constexpr std::uint32_t unknown_word = std::numeric_limits<std::uint32_t>::max();

/// Tag of a say.element -> the kind of act that carries it.
std::optional<ActKind> element_kind(std::string_view tag) {
  if (tag == "greet") return ActKind::greeting;
  if (tag == "org" || tag == "name") return ActKind::self_identification;
  if (tag == "offer") return ActKind::offer_help;
  if (tag == "record") return ActKind::recording_notice;
  if (tag == "id") return ActKind::data_question;
  if (tag == "summary") return ActKind::summary_of_actions;
  if (tag == "anything_else") return ActKind::anything_else;
  if (tag == "next_step") return ActKind::next_step;
  if (tag == "thanks") return ActKind::thanks;
  if (tag == "wish") return ActKind::wish;
  if (tag == "goodbye") return ActKind::goodbye;
  return std::nullopt;
}

/// A tag of say.elements and what carries it.
struct Element {
  std::string_view tag;
  std::optional<ActKind> kind;

  bool in(const Act& act) const {
    if (!kind || act.kind != *kind) return false;
    // Only self_identification holds two elements apart by type.
    return act.kind != ActKind::self_identification || act.type.empty() || act.type == tag;
  }
};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

class Recogniser {
 public:
  Recogniser(const PreparedContact& contact, const Script& script,
             const std::vector<ScriptStep>& steps, std::span<const Act> acts, double similarity,
             std::uint32_t zone_turns, const std::vector<PhrasedStep>* phrased,
             const ExampleStems* examples)
      : contact_(contact),
        data_(contact.contact().data()),
        script_(script),
        steps_(steps),
        acts_(acts),
        similarity_(similarity),
        phrased_(phrased),
        examples_(examples),
        fields_(contact),
        names_(contact),
        denials_(contact) {
    const auto count = static_cast<std::uint32_t>(contact.turns().size());
    zone_first_ = count > zone_turns ? count - zone_turns : 0;
  }

  StepDetection run() {
    out_.visibility.resize(steps_.size());
    out_.recogniser_output = data_.quality.transcript == Quality::Transcript::asr;
    if (given()) return std::move(out_);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      symbol_ = static_cast<Symbol>(i);
      seen_ = &out_.visibility[i];
      if (steps_[i].node == nullptr) {
        if (steps_[i].client) act_step(*steps_[i].client);
      } else {
        step(*steps_[i].node);
      }
      const std::size_t marks = static_cast<std::size_t>(
          std::count_if(out_.marks.begin(), out_.marks.end(),
                        [&](const StepMark& m) { return m.step == symbol_; }));
      if (marks > 0) seen_->nearest.clear();
    }
    order();
    return std::move(out_);
  }

 private:
  // Steps handed in with the contact replace all recognition.
  bool given() {
    if (!data_.gives(ActKind::step)) return false;
    out_.given = true;
    const auto& complete = data_.quality.annotation_complete;
    const bool all = std::find(complete.begin(), complete.end(), ActKind::step) != complete.end();
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const bool soft = steps_[i].node != nullptr &&
                        (steps_[i].node->recognise == ScriptNode::Recognise::paraphrase ||
                         steps_[i].node->recognise == ScriptNode::Recognise::act);
      out_.visibility[i].kind = soft ? Recognition::paraphrase : Recognition::annotation;
      out_.visibility[i].absence_provable = all || !soft;
    }
    std::map<std::string_view, std::size_t> unknown;
    for (const Act& act : data_.acts) {
      if (act.kind != ActKind::step) continue;
      StepMark mark;
      mark.kind = Recognition::annotation;
      mark.turn = act.turn;
      mark.text = act.text;
      if (act.time) mark.at = act.time->begin;
      const auto known = std::find_if(steps_.begin(), steps_.end(),
                                      [&](const ScriptStep& s) { return matches(s, act.step); });
      if (known != steps_.end()) {
        mark.step = static_cast<Symbol>(known - steps_.begin());
      } else {
        const auto [extra, added] = unknown.emplace(act.step, out_.unknown_labels.size());
        mark.step = static_cast<Symbol>(steps_.size() + extra->second);
        if (added) out_.unknown_labels.push_back(act.step);
      }
      out_.marks.push_back(std::move(mark));
    }
    const bool timed = std::all_of(out_.marks.begin(), out_.marks.end(),
                                   [](const StepMark& m) { return m.at || m.turn; });
    if (timed) order();
    return true;
  }

  // "klantnr" names "collect:klantnr" when the script has no step of that name.
  static bool matches(const ScriptStep& step, std::string_view label) {
    if (step.label == label) return true;
    const auto colon = step.label.find(':');
    return colon != std::string::npos && std::string_view(step.label).substr(colon + 1) == label &&
           step.label.starts_with("collect:");
  }

  // An English caller of a Dutch firm: no wording of the script can be recognised.
  bool in_language_of_script() const {
    const auto own = language_of(script_.data().language);
    return contact_.lexicon() == nullptr || !own || contact_.lexicon()->language() == *own;
  }

  void step(const ScriptNode& node) {
    const bool asr = data_.quality.transcript == Quality::Transcript::asr;
    if (node.client) return act_step(*node.client);
    // An event in a log decides, where the log exists; the words are then not searched.
    if (events(node)) {
      if (node.say) said_beside_log(*node.say);
    } else if (node.say) {
      switch (node.say->mode) {
        case Say::Mode::verbatim:
          seen_->absence_provable =
              verbatim(*node.say) && !asr && !contact_.turns().empty() && in_language_of_script();
          break;
        case Say::Mode::act:
          if (node.say->act) act_step(*node.say->act);
          break;
        case Say::Mode::paraphrase: paraphrase(*node.say); break;
      }
    } else if (!node.closing.empty()) {
      elements(node.closing, zone_first_);
    } else if (node.act) {
      act_step(*node.act);
    } else if (!node.promo.empty()) {
      promotion(node);
    } else if (!node.collect.empty()) {
      asked(node.collect);
    }
    if (node.recognise == ScriptNode::Recognise::paraphrase ||
        node.recognise == ScriptNode::Recognise::act) {
      seen_->absence_provable = false;
    }
    if (seen_->absence_provable && done_earlier(node)) {
      seen_->absence_provable = false;
      if (seen_->nearest.empty()) seen_->nearest = "the contact goes on from an earlier one";
    }
  }

  // Whether the step may have been taken before the contact came to this agent. Data asked for once
  // need not be asked again after "de lijn viel weg" or "my colleague told me ...". Who takes over
  // a contact and says so at once need not say again what each contact begins with, either. All
  // else is due in every contact, and in its log.
  bool done_earlier(const ScriptNode& node) const {
    if (!node.collect.empty()) return says_in_opening("continued", 3) || taken_over();
    const bool told = node.say && node.say->mode == Say::Mode::verbatim && node.tool.empty() &&
                      !node.lookup && node.closing.empty();
    const bool conditional = steps_[static_cast<std::size_t>(symbol_)].condition != nullptr;
    return told && !conditional && taken_over_at_once();
  }
  bool taken_over() const { return says_in_opening("taken_over", 3); }
  bool taken_over_at_once() const { return says_in_opening("taken_over", 1); }

  /// @param turns the agent's first.
  bool says_in_opening(std::string_view tag, int turns) const {
    for (std::uint32_t t = 0; t < contact_.turns().size() && turns > 0; ++t) {
      if (contact_.turns()[t].speaker != Speaker::agent) continue;
      --turns;
      if (contact_.says_cue(t, CueClass::state, tag)) return true;
    }
    return false;
  }

  StepMark& mark(Recognition kind) {
    StepMark& m = out_.marks.emplace_back();
    m.step = symbol_;
    m.kind = kind;
    return m;
  }
  void mark_turn(Recognition kind, std::uint32_t turn, TextRange text, std::string note) {
    StepMark& m = mark(kind);
    m.turn = turn;
    m.text = text;
    m.at = begin_of(turn, text);
    m.note = std::move(note);
  }
  // Without a time it was done, and nothing tells when.
  void mark_at(std::optional<Millis> at, std::string note) {
    StepMark& m = mark(Recognition::event);
    m.at = at;
    m.note = std::move(note);
  }

  std::optional<Millis> begin_of(std::uint32_t turn, TextRange text) const {
    const Turn& t = contact_.contact().turns()[turn];
    for (const Word& word : t.words) {
      if (word.text.end > text.begin) return word.time.begin;
    }
    if (!t.time) return std::nullopt;
    // Words are spoken at an even pace, near enough to order steps of one turn.
    const auto size = static_cast<std::int64_t>(std::max<std::size_t>(t.text.size(), 1));
    return t.time->begin +
           Millis{t.time->length().count() * static_cast<std::int64_t>(text.begin) / size};
  }

  // What is entered after the contact (AN-10 allows it), or nobody knows when, was collected when
  // it was asked for. So was what is saved together with the rest of a form, or filled in by the
  // system that took the call: there the time says nothing of the step.
  void entered(const ScriptData& data, std::optional<Millis> at) {
    const std::size_t before = out_.marks.size();
    const bool late = at && contact_.contact().timed() && *at > contact_.contact().extent().end;
    if (!at || late || fields_.saved_with_others(data, *at)) asked(data.id);
    if (out_.marks.size() == before) mark_at(at, data.file + "." + data.field + " entered");
  }

  bool events(const ScriptNode& node) {
    bool visible = false;
    const std::size_t before = out_.marks.size();
    if (!node.collect.empty()) {
      const ScriptData* wanted = script_.find_data(node.collect);
      visible = wanted != nullptr && (data_.edits || data_.record);
      if (visible && data_.edits) {
        for (const FieldEdit& edit : *data_.edits) {
          if (edit.file == wanted->file && edit.field == wanted->field && !edit.value.empty()) {
            entered(*wanted, edit.at);
          }
        }
      }
      if (visible && data_.record && out_.marks.size() == before) {
        for (const RecordField& field : *data_.record) {
          if (field.file == wanted->file && field.field == wanted->field && !field.value.empty()) {
            entered(*wanted, field.at);
          }
        }
      }
    }
    const auto nothing_yet = [&] { return out_.marks.size() == before; };
    const auto out_of_order = [&](const std::string& tool) {
      const auto& unavailable = data_.tools_unavailable;
      return std::any_of(unavailable.begin(), unavailable.end(),
                         [&](const std::string& name) { return log_name(name) == log_name(tool); });
    };
    if (nothing_yet() && node.lookup && data_.lookups) {
      visible = true;
      std::vector<std::string> requests;  // several look-ups for one request are one step
      std::set<std::string> order;
      for (const std::string& source : node.lookup_order) order.insert(log_name(source));
      if (source_keys_.empty()) {
        for (const LookUp& lookup : *data_.lookups) {
          source_keys_.push_back(log_name(lookup.source));
        }
      }
      for (std::size_t i = 0; i < source_keys_.size(); ++i) {
        const LookUp& lookup = (*data_.lookups)[i];
        const bool listed = order.empty() || order.count(source_keys_[i]) != 0;
        if (!listed) continue;
        if (lookup.request) {
          if (std::find(requests.begin(), requests.end(), *lookup.request) != requests.end())
            continue;
          requests.push_back(*lookup.request);
        }
        mark_at(lookup.at, "looked up in " + lookup.source);
      }
    }
    // What a tool that is out of order cannot do may be done by words alone.
    if (nothing_yet() && !node.tool.empty() && data_.tools && !out_of_order(node.tool)) {
      visible = true;
      if (tool_keys_.empty()) {
        for (const ToolUse& use : *data_.tools) tool_keys_.push_back(log_name(use.tool));
      }
      const std::string wanted = log_name(node.tool);
      for (std::size_t i = 0; i < tool_keys_.size(); ++i) {
        const ToolUse& use = (*data_.tools)[i];
        if (use.interactions != 0U && tool_keys_[i] == wanted) mark_at(use.at, "used " + use.tool);
      }
    }
    if (!visible) return false;
    bool asked_only = false;
    if (nothing_yet() && !node.collect.empty()) {
      asked(node.collect);
      asked_only = !nothing_yet() || seen_->asked;
      if (!nothing_yet()) {
        seen_->nearest_turn = out_.marks[before].turn;
        seen_->nearest_text = out_.marks[before].text;
      }
      out_.marks.resize(before);
    }
    seen_->kind = Recognition::event;
    // What is on file already is asked and compared, not typed again: then no entry proves no skip.
    // In another language than the script's nobody can tell what was asked.
    const ScriptData* wanted = node.collect.empty() ? nullptr : script_.find_data(node.collect);
    seen_->absence_provable =
        !asked_only &&
        (node.collect.empty() ||
         (in_language_of_script() && (wanted == nullptr || !nothing_yet() ||
                                      !fields_.may_be_on_file(*wanted, names_.of(*wanted)))));
    if (asked_only && !seen_->asked) {
      seen_->nearest = "asked for " + node.collect + "; nothing was entered";
    } else if (!asked_only) {
      seen_->nearest.clear();
    }
    seen_->asked = asked_only;
    return true;
  }

  void act_step(ActKind kind) {
    seen_->kind = Recognition::act;
    for (const Act& act : acts_) {
      if (act.kind == kind && act.turn) {
        mark_turn(Recognition::act, *act.turn, act.text, std::string(name(kind)));
      }
    }
    if (seen_->nearest.empty()) seen_->nearest = "no " + std::string(name(kind)) + " was found";
  }

  // Words of a phrase as types of this contact.
  std::vector<std::uint32_t> types_of(std::string_view phrase) const {
    std::vector<Token> tokens;
    tokenize(phrase, tokens);
    std::vector<std::uint32_t> types;
    std::string word;
    for (const Token& token : tokens) {
      word.clear();
      fold(slice(phrase, token.text), word);
      types.push_back(contact_.find_type(word).value_or(unknown_word));
    }
    return types;
  }

  // The step's words. Whether their absence could be proven by the words of this contact.
  bool verbatim(const Say& say) {
    seen_->kind = Recognition::verbatim;
    const VerbatimSearch found = find_verbatim(
        contact_, say.text, language_of(script_.data().language), say.max_word_errors);
    const std::string tolerated = std::to_string(say.max_word_errors);
    for (const VerbatimPlace& place : found.said) {
      mark_turn(Recognition::verbatim, place.turn, place.text,
                std::to_string(place.errors) + " word errors of " + tolerated + " tolerated");
    }
    if (found.nearest) {
      seen_->nearest = "nearest words differ in " + std::to_string(found.nearest->errors) + " of " +
                       std::to_string(found.words) + " (" + tolerated + " tolerated)";
      if (!found.doubt.empty()) seen_->nearest += ", but " + std::string(found.doubt);
      seen_->nearest_turn = found.nearest->turn;
      seen_->nearest_text = found.nearest->text;
    }
    return found.doubt.empty();
  }

  // "I can see that the card has been blocked by Card Stop": what no log shows, and the agent says,
  // may have been done before, elsewhere or by another. Its log no longer proves that it was not.
  void said_beside_log(const Say& say) {
    const std::size_t before = out_.marks.size();
    if (!seen_->absence_provable ||
        std::any_of(out_.marks.begin(), out_.marks.end(),
                    [&](const StepMark& m) { return m.step == symbol_; })) {
      return;
    }
    const StepVisibility by_log = *seen_;
    if (say.mode == Say::Mode::paraphrase) paraphrase(say, true);
    if (say.mode == Say::Mode::verbatim) verbatim(say);
    if (say.mode == Say::Mode::act && say.act) act_step(*say.act);
    *seen_ = by_log;
    if (out_.marks.size() == before) return;
    seen_->absence_provable = false;
    seen_->nearest = "said, but not in the log";
    seen_->nearest_turn = out_.marks[before].turn;
    seen_->nearest_text = out_.marks[before].text;
    out_.marks.resize(before);
  }

  // Whether words ask or say the client's own again: "So you want your card blocked?"
  bool asks(std::uint32_t turn, TextRange text) const {
    const auto overlaps = [&](TextRange other) {
      return other.begin < text.end && other.end > text.begin;
    };
    for (const Act& act : acts_of_turn(acts_, turn)) {
      const bool asking = act.kind == ActKind::question || act.kind == ActKind::reformulation;
      if (asking && overlaps(act.text)) return true;
    }
    const auto sentences = contact_.sentences_of(turn);
    return std::any_of(sentences.begin(), sentences.end(),
                       [&](const PreparedSentence& s) { return s.question && overlaps(s.text); });
  }

  /// @param all_words only by all words of an example, told and not asked; no model is asked.
  void paraphrase(const Say& say, bool all_words = false) {
    seen_->kind = Recognition::paraphrase;
    const std::size_t before = out_.marks.size();
    if (!say.elements.empty()) elements(say.elements, 0);
    if (!say.facts.empty()) facts(say.facts);
    const ScriptStep& step = steps_[static_cast<std::size_t>(symbol_)];
    if (step.patterns) patterns(*step.patterns, say.patterns);
    if (step.regex) expression(*step.regex);
    if (all_words) {
      std::erase_if(out_.marks, [&](const StepMark& m) {
        return m.step == symbol_ && m.turn && asks(*m.turn, m.text);
      });
    }
    if (out_.marks.size() == before && !say.examples.empty()) {
      if (all_words) {
        examples(say.examples, 1.0, true);
      } else if (phrased_ != nullptr) {
        phrased(say.examples);
      } else {
        examples(say.examples, similarity_);
      }
    }
    const bool searchable = !say.elements.empty() || !say.facts.empty() || !say.patterns.empty() ||
                            !say.regex.empty() || !say.examples.empty();
    if (!searchable) seen_->kind = Recognition::none;
  }

  // At least half of the elements, within two agent turns on end (closing: anywhere in its zone).
  void elements(const std::vector<std::string>& tags, std::uint32_t from_turn) {
    seen_->kind = Recognition::paraphrase;
    std::vector<Element> wanted;
    for (const std::string& tag : tags) wanted.push_back({tag, element_kind(tag)});
    const std::size_t needed = (wanted.size() + 1) / 2;
    const bool closing = is_closing(tags);
    std::size_t most = 0;
    const Act* best = nullptr;  // of a closing: the latest begin that holds the most
    std::string best_note;
    std::optional<std::uint32_t> looked_at;
    for (const Act& first : acts_) {
      if (!first.turn || *first.turn < from_turn) continue;
      if (contact_.turns()[*first.turn].speaker != Speaker::agent) continue;
      if (std::none_of(wanted.begin(), wanted.end(),
                       [&](const Element& element) { return element.in(first); })) {
        continue;
      }
      if (looked_at == first.turn) continue;  // what is found depends on the turn alone
      looked_at = first.turn;
      const std::uint32_t reach = closing ? unknown_word : next_agent_turn(*first.turn);
      std::vector<std::string> found;
      for (const Element& element : wanted) {
        // Acts are ordered by turn: only those from here on are looked at.
        const auto from = acts_of_turn(acts_, *first.turn).data();
        for (const Act* act = from;
             act != acts_.data() + acts_.size() && act->turn && *act->turn <= reach; ++act) {
          if (element.in(*act) && contact_.turns()[*act->turn].speaker == Speaker::agent) {
            found.emplace_back(element.tag);
            break;
          }
        }
      }
      if (found.size() >= needed) {
        const std::string note = std::to_string(found.size()) + " of " +
                                 std::to_string(wanted.size()) + " elements: " + joined(found);
        if (!closing) return mark_turn(Recognition::paraphrase, *first.turn, first.text, note);
        if (best == nullptr || found.size() > most ||
            (found.size() == most && *first.turn > *best->turn)) {
          best = &first;
          best_note = note;
          most = found.size();
        }
      } else if (found.size() > most) {
        most = found.size();
        seen_->nearest = "only " + joined(found) + " of " + joined(tags);
        seen_->nearest_turn = *first.turn;
        seen_->nearest_text = first.text;
      }
    }
    if (best != nullptr) mark_turn(Recognition::paraphrase, *best->turn, best->text, best_note);
    if (most == 0) seen_->nearest = "none of " + joined(tags) + " was found";
  }

  static bool is_closing(const std::vector<std::string>& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [](const std::string& w) {
      return w == "summary" || w == "anything_else" || w == "next_step" || w == "thanks" ||
             w == "wish" || w == "goodbye";
    });
  }

  std::uint32_t next_agent_turn(std::uint32_t turn) const {
    for (std::uint32_t t = turn + 1; t < contact_.turns().size(); ++t) {
      if (contact_.turns()[t].speaker == Speaker::agent) return t;
    }
    return turn;
  }

  // A fact's value, told in one agent turn.
  void facts(const std::vector<std::string>& wanted) {
    // What is to be told is not known: then nothing could show it.
    const bool any_known = std::any_of(wanted.begin(), wanted.end(), [&](const std::string& fact) {
      return contact_.contact().fact(fact) != nullptr;
    });
    if (!any_known) seen_->kind = Recognition::none;
    for (const std::string& fact : wanted) {
      const std::string* value = contact_.contact().fact(fact);
      if (value == nullptr) continue;
      const auto types = types_of(*value);
      if (types.empty()) continue;
      for (std::uint32_t t = 0; t < contact_.turns().size(); ++t) {
        const PreparedTurn& turn = contact_.turns()[t];
        if (turn.speaker != Speaker::agent) continue;
        const auto [begin, end] = tokens_of(turn);
        const auto found = std::search(
            begin, end, types.begin(), types.end(),
            [](const PreparedToken& token, std::uint32_t type) { return token.type == type; });
        if (found == end) continue;
        mark_turn(
            Recognition::paraphrase, t,
            {found->text.begin, (found + static_cast<std::ptrdiff_t>(types.size()) - 1)->text.end},
            "told " + fact);
      }
    }
  }

  std::pair<const PreparedToken*, const PreparedToken*> tokens_of(const PreparedTurn& turn) const {
    const PreparedToken* base = contact_.tokens().data();
    return {base + turn.first_token, base + turn.last_token};
  }

  void patterns(const PatternSet& set, const std::vector<std::string>& wanted) {
    for (const SaidPattern& said : find_said_patterns(contact_, set)) {
      mark_turn(Recognition::paraphrase, said.turn, said.text,
                "pattern \"" + wanted[said.pattern] + "\"");
    }
  }

  void expression(const Regex& regex) {
    for (std::uint32_t t = 0; t < contact_.turns().size(); ++t) {
      if (contact_.turns()[t].speaker != Speaker::agent) continue;
      auto found = regex.find(contact_.contact().turns()[t].text);
      if (found && found->has_value()) mark_turn(Recognition::paraphrase, t, **found, "expression");
    }
  }

  // Where a model recognised one of the wordings.
  void phrased(const std::vector<std::string>& wordings) {
    const std::size_t before = out_.marks.size();
    double denied = 0;  // score of the likeliest words that deny it
    for (const PhrasedStep& found : *phrased_) {
      if (static_cast<Symbol>(found.step) != symbol_) continue;
      if (denials_.deny(found.turn, found.text, wordings)) {
        if (found.score > denied) note_denied(found.turn, found.text);
        denied = std::max(denied, found.score);
        continue;
      }
      mark_turn(Recognition::paraphrase, found.turn, found.text, found.why);
      out_.marks.back().score = found.score;
    }
    // What is less like it than its denial does not say it.
    const auto own = out_.marks.begin() + static_cast<std::ptrdiff_t>(before);
    out_.marks.erase(
        std::remove_if(own, out_.marks.end(), [&](const StepMark& m) { return *m.score < denied; }),
        out_.marks.end());
    if (seen_->nearest.empty()) seen_->nearest = "nothing like its wording was found";
  }

  // Share of an example's content stems that one agent sentence, or two on end, says.
  /// @param similarity the share that is needed.
  /// @param told questions and reformulations say nothing.
  void examples(const std::vector<std::string>& wanted, double similarity, bool told = false) {
    if (contact_.lexicon() == nullptr) return;
    if (!search_) {
      if (examples_ == nullptr) {
        examples_ = &own_examples_.emplace(script_, steps_, *contact_.lexicon());
      }
      search_.emplace(contact_, *examples_);
    }
    std::function<bool(const PreparedSentence&)> counts;
    if (told) counts = [this](const PreparedSentence& s) { return !asks(s.turn, s.text); };
    const ExampleSearch::Found found = search_->find(
        wanted, similarity, counts,
        [&](std::uint32_t turn, TextRange text) { return denials_.deny(turn, text, wanted); });
    if (found.nearest) {
      seen_->nearest_turn = found.nearest->turn;
      seen_->nearest_text = found.nearest->text;
      seen_->nearest = std::to_string(found.nearest->said) + " of " +
                       std::to_string(found.nearest->of) + " content words of the example";
    }
    // What is less like it than its denial does not say it.
    if (found.nearest &&
        found.nearest->share() + 1e-9 >= std::max(similarity, found.denied_share)) {
      mark_turn(Recognition::paraphrase, *seen_->nearest_turn, seen_->nearest_text, seen_->nearest);
    } else if (found.denied) {
      note_denied(found.denied->turn, found.denied->text);
    }
  }

  void note_denied(std::uint32_t turn, TextRange text) {
    seen_->nearest = "its words, but denied";
    seen_->nearest_turn = turn;
    seen_->nearest_text = text;
  }

  void promotion(const ScriptNode& node) {
    seen_->kind = Recognition::paraphrase;
    const std::size_t before = out_.marks.size();
    for (const Act& act : acts_) {
      if (act.kind == ActKind::promotion && act.turn) {
        mark_turn(Recognition::act, *act.turn, act.text, "promotion");
      }
    }
    if (out_.marks.size() != before) return;
    std::vector<std::string> claims;
    for (const std::string& id : node.promo) {
      for (const SellingPoint& point : script_.data().selling_points) {
        if (point.id == id) claims.insert(claims.end(), point.claims.begin(), point.claims.end());
      }
    }
    examples(claims, similarity_);
  }

  // Without a log: the question for the data, by its own words, else by the kind of data.
  void asked(const std::string& data_id) {
    const ScriptData* wanted = script_.find_data(data_id);
    if (wanted == nullptr || contact_.lexicon() == nullptr) return;
    seen_->kind = Recognition::paraphrase;
    for (const Act& act : acts_) {
      if ((act.kind != ActKind::data_question && act.kind != ActKind::question) || !act.turn ||
          contact_.turns()[*act.turn].speaker != Speaker::agent) {
        continue;
      }
      const bool typed =
          act.kind == ActKind::data_question &&
          ((act.type == wanted->type && wanted->type != "text") ||
           std::any_of(act.details.begin(), act.details.end(), [&](const auto& detail) {
             return detail.first == "data" && detail.second == wanted->id;
           }));
      // A question is one question, also when it is a data question besides.
      const bool marked = !out_.marks.empty() && out_.marks.back().step == symbol_ &&
                          out_.marks.back().turn == act.turn &&
                          out_.marks.back().text.end > act.text.begin;
      if (marked || (!typed && !names_.said(*wanted, *act.turn, act.text))) continue;
      if (value_refused(contact_, *act.turn, wanted->type)) {
        seen_->asked = true;
        seen_->nearest = "asked for " + wanted->id + ", which the client did not give";
        seen_->nearest_turn = act.turn;
        seen_->nearest_text = act.text;
      } else {
        mark_turn(Recognition::paraphrase, *act.turn, act.text, "asked for " + wanted->id);
      }
    }
    if (seen_->nearest.empty()) seen_->nearest = "no question for " + wanted->id + " was found";
  }

  // By time where all marks have one, else by turn; then by step.
  void order() {
    const bool by_time = std::all_of(out_.marks.begin(), out_.marks.end(),
                                     [](const StepMark& m) { return m.at.has_value(); });
    std::stable_sort(
        out_.marks.begin(), out_.marks.end(), [&](const StepMark& a, const StepMark& b) {
          if (by_time) return a.at->count() < b.at->count();
          const auto turn = [](const StepMark& m) { return m.turn.value_or(unknown_word); };
          return turn(a) != turn(b) ? turn(a) < turn(b) : a.text.begin < b.text.begin;
        });
  }

  const PreparedContact& contact_;
  const ContactDraft& data_;
  const Script& script_;
  const std::vector<ScriptStep>& steps_;
  std::span<const Act> acts_;
  double similarity_;
  const std::vector<PhrasedStep>* phrased_;
  const ExampleStems* examples_;
  std::uint32_t zone_first_ = 0;
  std::vector<std::string> tool_keys_;  // of the log, made when first asked for
  EnteredFields fields_;
  DataNames names_;
  WordingDenials denials_;
  std::vector<std::string> source_keys_;  // likewise
  StepDetection out_;
  Symbol symbol_ = 0;
  StepVisibility* seen_ = nullptr;
  std::optional<ExampleStems> own_examples_;
  std::optional<ExampleSearch> search_;
};

}  // namespace

StepDetection detect_steps(const PreparedContact& contact, const Script& script,
                           const std::vector<ScriptStep>& steps, std::span<const Act> acts,
                           double similarity, std::uint32_t zone_turns,
                           const std::vector<PhrasedStep>* phrased, const ExampleStems* examples) {
  return Recogniser(contact, script, steps, acts, similarity, zone_turns, phrased, examples).run();
}

}  // namespace callnorm
