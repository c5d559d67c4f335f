#include "callnorm/detect/script_steps.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "callnorm/engine/sequence.hpp"
#include "callnorm/text/content_words.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/number_words.hpp"
#include "callnorm/text/regex.hpp"
#include "callnorm/text/stems.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/joins_digits.hpp"
#include "text/log_name.hpp"
#include "text/value_words.hpp"

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
        examples_(examples) {
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
    } else if (node.say) {
      switch (node.say->mode) {
        case Say::Mode::verbatim:
          verbatim(*node.say);
          seen_->absence_provable = !asr && !contact_.turns().empty() && in_language_of_script();
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
    if (!at || late || saved_with_others(data, *at)) asked(data.id);
    if (out_.marks.size() == before) mark_at(at, data.file + "." + data.field + " entered");
  }

  /// A value that was entered, as far as steps ask.
  struct Entered {
    Millis at;
    std::string_view file;
    std::string_view field;
    bool autofilled;
  };

  // What was entered, by time; made when first asked for.
  const std::vector<Entered>& all_entered() {
    if (read_entered_) return entered_;
    read_entered_ = true;
    const auto add = [&](const auto& entry, bool autofilled) {
      if (entry.at && !entry.value.empty()) {
        entered_.push_back({*entry.at, entry.file, entry.field, autofilled});
      }
    };
    if (data_.edits) {
      for (const FieldEdit& edit : *data_.edits) add(edit, edit.how == "autofilled");
    } else if (data_.record) {
      for (const RecordField& field : *data_.record) add(field, false);
    }
    std::stable_sort(entered_.begin(), entered_.end(),
                     [](const Entered& one, const Entered& other) { return one.at < other.at; });
    return entered_;
  }

  bool saved_with_others(const ScriptData& data, Millis at) {
    constexpr Millis at_once{1'000};
    constexpr int looked_at = 64;  // a form has no more fields that are asked for
    const std::vector<Entered>& all = all_entered();
    auto near = std::lower_bound(all.begin(), all.end(), at - at_once,
                                 [](const Entered& one, Millis time) { return one.at < time; });
    for (int seen = 0; near != all.end() && near->at <= at + at_once && seen < looked_at;
         ++near, ++seen) {
      const bool own = near->file == data.file && near->field == data.field;
      if (!own || near->autofilled) return true;
    }
    return false;
  }

  // Whether what is missing in the log may be on file already, and was only compared: a number long
  // enough was said, read from the screen or given unasked; a name, where no log says what is on
  // file.
  bool may_be_on_file(const ScriptData& wanted) const {
    constexpr std::size_t digits = 4;
    std::size_t left = 200;  // numbers that are looked at: no talk has more
    if (wanted.type == "text") return !data_.record;
    static constexpr std::array<std::string_view, 5> numbers{"id", "iban", "phone", "meter",
                                                             "number"};
    if (std::find(numbers.begin(), numbers.end(), wanted.type) == numbers.end()) return false;
    for (std::uint32_t t = 0; t < contact_.turns().size(); ++t) {
      for (const NumberRun& run : contact_.numbers_of(t)) {
        if (run.digits.size() < digits || left == 0) continue;
        --left;
        if (!is_of_another(run.digits, wanted)) return true;
      }
    }
    return false;
  }

  // Whether a number that was said is the value of another field.
  bool is_of_another(std::string_view digits, const ScriptData& wanted) const {
    const auto holds = [&](const auto& list) {
      return list && std::any_of(list->begin(), list->end(), [&](const auto& entry) {
               return (entry.file != wanted.file || entry.field != wanted.field) &&
                      digits_of(entry.value).find(digits) != std::string::npos;
             });
    };
    return holds(data_.obtained) || holds(data_.edits) || holds(data_.record);
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
      asked_only = !nothing_yet();
      if (asked_only) {
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
        !asked_only && (node.collect.empty() || (in_language_of_script() &&
                                                 (wanted == nullptr || !may_be_on_file(*wanted))));
    seen_->nearest = asked_only ? "asked for " + node.collect + "; nothing was entered" : "";
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

  std::size_t count_wanted(std::uint32_t turn, const std::vector<bool>& is_wanted) const {
    const auto [begin, end] = tokens_of(contact_.turns()[turn]);
    return static_cast<std::size_t>(std::count_if(
        begin, end, [&](const PreparedToken& token) { return is_wanted[token.type]; }));
  }

  // The turn in which an agent goes on with what he says: the next, or the one after a word or two
  // of the client's.
  std::optional<std::uint32_t> goes_on_in(std::uint32_t turn) const {
    constexpr std::uint32_t few = 3;
    for (std::uint32_t t = turn + 1; t < contact_.turns().size() && t <= turn + 2; ++t) {
      const PreparedTurn& next = contact_.turns()[t];
      if (next.speaker == Speaker::agent) return t;
      if (next.last_token - next.first_token > few) break;
    }
    return std::nullopt;
  }

  // Of a turn's tokens those that only fill: "euh", "you know".
  std::vector<bool> fillers_of(std::uint32_t turn) const {
    const PreparedTurn& own = contact_.turns()[turn];
    std::vector<bool> out(own.last_token - own.first_token, false);
    for (const CueHit& hit : contact_.hits_of(turn)) {
      if (hit.cue_class != CueClass::filler) continue;
      for (std::uint32_t k = hit.first; k < hit.last; ++k) out[k - own.first_token] = true;
    }
    return out;
  }

  // Numbers that a step has in words and a turn in figures, or the other way round.
  void add_figures(std::string_view phrase, std::vector<std::uint32_t>& wanted,
                   std::vector<std::pair<std::uint32_t, std::uint32_t>>& also) const {
    const auto language = language_of(script_.data().language);
    if (!language) return;
    std::vector<Token> tokens;
    tokenize(phrase, tokens);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const std::string word = folded(slice(phrase, tokens[i].text));
      std::optional<std::uint32_t> other;
      if (all_digits(word)) {
        for (std::uint32_t type = 0; type < contact_.types().size(); ++type) {
          const auto value = number_word(contact_.types()[type].folded, *language);
          if (value && std::to_string(*value) == word) other = type;
        }
      } else if (const auto value = number_word(word, *language)) {
        other = contact_.find_type(std::to_string(*value));
      }
      if (!other) continue;
      if (wanted[i] == unknown_word) {
        wanted[i] = *other;  // nobody writes it as the script does
      } else {
        also.emplace_back(*other, wanted[i]);
      }
    }
  }

  // The step's words, within one agent turn or running on into the agent's next, a word of the
  // client's between.
  void verbatim(const Say& say) {
    seen_->kind = Recognition::verbatim;
    std::vector<std::uint32_t> wanted = types_of(say.text);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> also;  // of the contact, of the step
    add_figures(say.text, wanted, also);
    std::vector<bool> is_wanted(contact_.types().size(), false);
    for (const std::uint32_t type : wanted) {
      if (type != unknown_word) is_wanted[type] = true;
    }
    for (const auto& [theirs, ours] : also) is_wanted[theirs] = true;
    const bool repeats = std::adjacent_find(wanted.begin(), wanted.end()) != wanted.end();
    // Where so few of its words stand that even in order they would be neither it nor near it.
    const std::size_t most_errors = std::max<std::size_t>(say.max_word_errors, wanted.size() / 2);
    std::uint32_t nearest = unknown_word;
    std::vector<std::uint32_t> text;
    std::vector<std::uint32_t> at;  // tokens
    for (std::uint32_t t = 0; t < contact_.turns().size(); ++t) {
      const PreparedTurn& turn = contact_.turns()[t];
      if (turn.speaker != Speaker::agent || turn.first_token == turn.last_token) continue;
      const std::optional<std::uint32_t> next = goes_on_in(t);
      if (count_wanted(t, is_wanted) + (next ? count_wanted(*next, is_wanted) : 0) + most_errors <
          wanted.size()) {
        continue;
      }
      text.clear();
      at.clear();
      const auto read = [&](std::uint32_t from) {
        const PreparedTurn& part = contact_.turns()[from];
        const std::vector<bool> fills = fillers_of(from);
        for (std::uint32_t k = part.first_token; k < part.last_token; ++k) {
          std::uint32_t type = contact_.tokens()[k].type;
          // "Dit dit gesprek kan euh opgenomen worden" (NORM 3.5: repetitions and fillers aside).
          if (!repeats && !text.empty() && text.back() == type) continue;
          if (!is_wanted[type] && fills[k - part.first_token]) continue;
          for (const auto& [theirs, ours] : also) {
            if (type == theirs) type = ours;
          }
          text.push_back(type);
          at.push_back(k);
        }
      };
      read(t);
      const std::size_t own = text.size();
      if (next) read(*next);
      const Occurrence found = nearest_occurrence(std::span<const std::uint32_t>(wanted),
                                                  std::span<const std::uint32_t>(text));
      if (found.begin >= own) continue;  // the next turn's own
      const std::size_t end = std::min<std::size_t>(found.end, own);
      const TextRange range = end > found.begin
                                  ? TextRange{contact_.tokens()[at[found.begin]].text.begin,
                                              contact_.tokens()[at[end - 1]].text.end}
                                  : TextRange{};
      if (found.errors <= say.max_word_errors && end > found.begin) {
        mark_turn(Recognition::verbatim, t, range,
                  std::to_string(found.errors) + " word errors of " +
                      std::to_string(say.max_word_errors) + " tolerated");
      } else if (found.errors < nearest && found.errors * 2 <= wanted.size() && end > found.begin) {
        nearest = found.errors;
        seen_->nearest = "nearest words differ in " + std::to_string(found.errors) + " of " +
                         std::to_string(wanted.size()) + " (" +
                         std::to_string(say.max_word_errors) + " tolerated)";
        seen_->nearest_turn = t;
        seen_->nearest_text = range;
      }
    }
  }

  void paraphrase(const Say& say) {
    seen_->kind = Recognition::paraphrase;
    const std::size_t before = out_.marks.size();
    if (!say.elements.empty()) elements(say.elements, 0);
    if (!say.facts.empty()) facts(say.facts);
    const ScriptStep& step = steps_[static_cast<std::size_t>(symbol_)];
    if (step.patterns) patterns(*step.patterns, say.patterns);
    if (step.regex) expression(*step.regex);
    if (out_.marks.size() == before && !say.examples.empty()) {
      phrased_ == nullptr ? examples(say.examples) : phrased();
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
    std::vector<PatternWord> clause;
    std::vector<PatternMatch> matches;
    for (const PreparedSentence& s : contact_.sentences()) {
      if (contact_.turns()[s.turn].speaker != Speaker::agent) continue;
      clause.clear();
      for (std::uint32_t k = s.first; k < s.last; ++k)
        clause.push_back(set.word(contact_.type_of(k).folded));
      matches.clear();
      set.scan(clause, s.question || !contact_.punctuated(), matches);
      if (!matches.empty()) {
        mark_turn(Recognition::paraphrase, s.turn,
                  {contact_.tokens()[s.first + matches[0].first].text.begin,
                   contact_.tokens()[s.first + matches[0].last - 1].text.end},
                  "pattern \"" + wanted[matches[0].pattern] + "\"");
      }
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
  void phrased() {
    for (const PhrasedStep& found : *phrased_) {
      if (static_cast<Symbol>(found.step) != symbol_) continue;
      mark_turn(Recognition::paraphrase, found.turn, found.text, found.why);
      out_.marks.back().score = found.score;
    }
    if (seen_->nearest.empty()) seen_->nearest = "nothing like its wording was found";
  }

  // Share of an example's content stems that one agent sentence, or two on end, says. Most
  // sentences say none of them: only those that do are looked at, stem by stem.
  void examples(const std::vector<std::string>& wanted) {
    if (contact_.lexicon() == nullptr || contact_.types().empty()) return;
    index_stems();
    double best = 0;
    std::uint32_t best_window = unknown_word;
    std::vector<std::uint32_t> touched;
    for (const std::string& example : wanted) {
      const std::vector<std::uint32_t>* const stems = examples_->of(example);
      if (stems == nullptr || stems->size() < 2) continue;
      touched.clear();
      for (const std::uint32_t stem : *stems) count_windows(stem, touched);
      // The first of those that say most.
      std::uint32_t window = unknown_word;
      std::uint32_t said = 0;
      for (const std::uint32_t w : touched) {
        if (said_[w] > said || (said_[w] == said && w < window)) {
          window = w;
          said = said_[w];
        }
        said_[w] = 0;
      }
      const double share = static_cast<double>(said) / static_cast<double>(stems->size());
      // Of two examples said as well, the one said first: the step was taken then.
      if (share < best || (share == best && window >= best_window)) continue;
      best = share;
      best_window = window;
      const PreparedSentence& first = contact_.sentences()[window];
      const PreparedSentence& last =
          contact_.sentences()[same_turn_next(window) ? window + 1 : window];
      seen_->nearest_turn = first.turn;
      seen_->nearest_text = {first.text.begin, contact_.tokens()[last.last - 1].text.end};
      seen_->nearest = std::to_string(said) + " of " + std::to_string(stems->size()) +
                       " content words of the example";
    }
    if (best + 1e-9 >= similarity_ && seen_->nearest_turn) {
      mark_turn(Recognition::paraphrase, *seen_->nearest_turn, seen_->nearest_text, seen_->nearest);
    }
  }

  bool same_turn_next(std::uint32_t sentence) const {
    const auto all = contact_.sentences();
    return sentence + 1 < all.size() && all[sentence + 1].turn == all[sentence].turn;
  }

  // One more for every sentence that says this stem, or whose next in its turn does.
  void count_windows(std::uint32_t stem, std::vector<std::uint32_t>& touched) {
    std::uint32_t counted = unknown_word;
    const auto count = [&](std::uint32_t window) {
      if (window == counted) return;
      counted = window;
      if (said_[window]++ == 0) touched.push_back(window);
    };
    for (std::uint32_t i = first_saying_[stem]; i < first_saying_[stem + 1]; ++i) {
      const std::uint32_t sentence = saying_[i];
      if (sentence > 0 && same_turn_next(sentence - 1)) count(sentence - 1);
      count(sentence);
    }
  }

  // Which sentences of the agent say each stem of the examples, in order.
  void index_stems() {
    if (!first_saying_.empty()) return;
    if (examples_ == nullptr) {
      examples_ = &own_examples_.emplace(script_, steps_, *contact_.lexicon());
    }
    const Stemmer stemmer(contact_.lexicon()->language());
    std::vector<std::uint32_t> stem_of_type;
    stem_of_type.reserve(contact_.types().size());
    for (const WordType& type : contact_.types()) {
      stem_of_type.push_back(
          type.content.empty() ? 0 : examples_->number_of(stemmer.stem(type.content)));
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> said;  // stem, sentence
    for (std::uint32_t s = 0; s < contact_.sentences().size(); ++s) {
      const PreparedSentence& sentence = contact_.sentences()[s];
      if (contact_.turns()[sentence.turn].speaker != Speaker::agent) continue;
      for (std::uint32_t k = sentence.first; k < sentence.last; ++k) {
        const std::uint32_t stem = stem_of_type[contact_.tokens()[k].type];
        if (stem != 0) said.emplace_back(stem, s);
      }
    }
    std::sort(said.begin(), said.end());
    said.erase(std::unique(said.begin(), said.end()), said.end());
    first_saying_.assign(examples_->count() + 2, 0);
    for (const auto& [stem, sentence] : said) {
      ++first_saying_[stem + 1];
      saying_.push_back(sentence);
    }
    std::partial_sum(first_saying_.begin(), first_saying_.end(), first_saying_.begin());
    said_.assign(contact_.sentences().size(), 0);
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
    examples(claims);
  }

  // Without a log: the question for the data, by its own words, else by the kind of data.
  void asked(const std::string& data_id) {
    const ScriptData* wanted = script_.find_data(data_id);
    if (wanted == nullptr || contact_.lexicon() == nullptr) return;
    seen_->kind = Recognition::paraphrase;
    std::vector<std::vector<std::string>> names;
    const auto add = [&](std::string name) {
      std::replace(name.begin(), name.end(), '_', ' ');
      names.push_back(content_words(*contact_.lexicon(), name));
    };
    for (const std::string& ask : wanted->ask) add(ask);
    add(wanted->id);
    add(wanted->field);
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
      if (!marked && (typed || says_any(*act.turn, act.text, names))) {
        mark_turn(Recognition::paraphrase, *act.turn, act.text, "asked for " + wanted->id);
      }
    }
    if (seen_->nearest.empty()) seen_->nearest = "no question for " + wanted->id + " was found";
  }

  // All content words of one of the names, up to inflection.
  bool says_any(std::uint32_t turn, TextRange range,
                const std::vector<std::vector<std::string>>& names) const {
    const auto [first, last] = contact_.tokens_within(turn, range);
    const auto said = [&, first = first, last = last](const std::string& content) {
      for (std::uint32_t k = first; k < last; ++k) {
        const PreparedToken& own = contact_.tokens()[k];
        if (own.text.end > range.end) continue;
        const std::string_view other = contact_.types()[own.type].content;
        if (!other.empty() && content_match(content, other)) return true;
      }
      return false;
    };
    return std::any_of(names.begin(), names.end(), [&](const std::vector<std::string>& name) {
      return !name.empty() && std::all_of(name.begin(), name.end(), said);
    });
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
  std::vector<Entered> entered_;
  bool read_entered_ = false;
  std::vector<std::string> source_keys_;  // likewise
  StepDetection out_;
  Symbol symbol_ = 0;
  StepVisibility* seen_ = nullptr;
  std::optional<ExampleStems> own_examples_;
  // Sentences that say a stem: saying_[first_saying_[stem]] up to those of the next.
  std::vector<std::uint32_t> first_saying_;
  std::vector<std::uint32_t> saying_;
  std::vector<std::uint32_t> said_;  // by sentence: stems of the example in hand; zero between
};

// {placeholders} say nothing.
std::string without_placeholders(std::string_view example) {
  std::string out;
  bool inside = false;
  for (const char c : example) {
    if (c == '{') inside = true;
    if (!inside) out += c;
    if (c == '}') inside = false;
  }
  return out;
}

}  // namespace

ExampleStems::ExampleStems(const Script& script, const std::vector<ScriptStep>& steps,
                           const Lexicon& lexicon) {
  const Stemmer stemmer(lexicon.language());
  for (const ScriptStep& step : steps) {
    if (step.node == nullptr || !step.node->say) continue;
    for (const std::string& example : step.node->say->examples) add(example, lexicon, stemmer);
  }
  for (const SellingPoint& point : script.data().selling_points) {
    for (const std::string& claim : point.claims) add(claim, lexicon, stemmer);
  }
}

void ExampleStems::add(std::string_view example, const Lexicon& lexicon, const Stemmer& stemmer) {
  const auto [place, added] = examples_.try_emplace(example);
  if (!added) return;
  const std::string text = without_placeholders(example);
  std::vector<Token> tokens;
  tokenize(text, tokens);
  std::vector<std::uint32_t>& stems = place->second;
  for (const Token& token : tokens) {
    const std::string word = folded(slice(text, token.text));
    const std::string_view content = lexicon.content(word);
    if (content.empty()) continue;
    const auto next = static_cast<std::uint32_t>(numbers_.size() + 1);
    const std::uint32_t number = numbers_.emplace(stemmer.stem(content), next).first->second;
    if (std::find(stems.begin(), stems.end(), number) == stems.end()) stems.push_back(number);
  }
}

const std::vector<std::uint32_t>* ExampleStems::of(std::string_view example) const {
  const auto found = examples_.find(example);
  return found == examples_.end() ? nullptr : &found->second;
}

std::uint32_t ExampleStems::number_of(const std::string& stem) const {
  const auto found = numbers_.find(stem);
  return found == numbers_.end() ? 0 : found->second;
}

StepDetection detect_steps(const PreparedContact& contact, const Script& script,
                           const std::vector<ScriptStep>& steps, std::span<const Act> acts,
                           double similarity, std::uint32_t zone_turns,
                           const std::vector<PhrasedStep>* phrased, const ExampleStems* examples) {
  return Recogniser(contact, script, steps, acts, similarity, zone_turns, phrased, examples).run();
}

}  // namespace callnorm
