#include "callnorm/analysis/sentence_features.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "analysis/echo.hpp"
#include "callnorm/analysis/client_window.hpp"
#include "callnorm/analysis/question_form.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

constexpr std::uint32_t none = ContactFeatures::none;
constexpr std::uint32_t window_turns = 3;  // of the client, what an agent may take up
constexpr Millis window_time{60'000};
constexpr std::uint32_t reach = 3;     // turns to the other party's, "ok" of one's own between
constexpr std::size_t most_hits = 96;  // of a turn looked at; bounds the cost of a long message
constexpr std::uint32_t proposal_turns = 8;        // how far back a proposal stands
constexpr std::size_t whole_contact = 10;          // turns; fewer are an excerpt
constexpr std::size_t cut_minimum = 8;             // turns, to tell how a transcript is cut
constexpr std::uint32_t next_words = 2;            // of the turn after, by their words
constexpr std::uint32_t then_words = 2;            // of the speaker's own next sentence
constexpr std::uint32_t words_that_go_on = 3;      // behind what is repeated first
constexpr std::uint32_t words_to_letter_end = 10;  // a farewell, a name, a firm
constexpr std::uint32_t last_words_of_letter = 4;
constexpr std::size_t signature_words = 4;

enum class Shape : std::uint8_t {
  agent,
  by_mail,
  without_marks,
  in_utterances,
  exclaims,
  words_1,
  words_2,
  words_3_4,
  words_5_7,
  words_8_12,
  words_13_20,
  words_21,
  opens_turn,
  closes_turn,
  whole_turn,
  opens_letter,
  ends_letter,
  last_of_letter,
  signs_letter,
  few_turns,
  first_turns,
  early_turns,
  late_turns,
  last_turns,
  other_silent,
  other_words_1_2,
  other_words_3_5,
  other_words_6_15,
  other_words_16,
  other_asked,
  after_none,
  after_words_1_2,
  after_words_3_5,
  after_words_6_15,
  after_words_16,
  after_asks,
  takes_up_1,
  takes_up_2,
  takes_up_3,
  takes_up_third,
  takes_up_two_thirds,
  takes_up_all,
  adds_content,
  no_content,
  echoes_half,
  echoes_most,
  opens_by_repeating,
  opens_by_repeating_content,
  opens_by_repeating_data,
  repeats_and_goes_on,
  same_notion,
  same_notions,
  number,
  number_words,
  number_of_client,
  number_in_client,
  number_new,
  mostly_numbers,
  client_gave_number,
  letters,
  name_of_client,
  you,
  you_state,
  you_state_taken_up,
  you_state_affirmed,
  you_ask,
  you_taken_up,
  state_taken_up_affirmed,
  state_affirmed,
  data_affirmed,
  data_short,
  ask_taken_up,
  cue_taken_up,
  answers_word,
  answers_words,
  answers_opening,
  answers_all,
  answers_negated,
  answers_of_oneself,
  answers_number,
  answers_other_number,
  answers_numbers_in_order,
  answers_some_numbers,
  answers_no_to_negation,
  just_none,
  just_words_1_2,
  just_words_3_6,
  just_words_7,
  just_asked,
  then_none,
  then_words_1_2,
  then_words_3_6,
  then_words_7,
  then_asks,
};

constexpr std::array<std::string_view, 94> shape_names{
    "the agent speaks",
    "e-mail",
    "transcript without marks",
    "turns cut into utterances",
    "ends in an exclamation mark",
    "1 word",
    "2 words",
    "3-4 words",
    "5-7 words",
    "8-12 words",
    "13-20 words",
    "21 words and more",
    "opens its turn",
    "closes its turn",
    "whole turn",
    "letter: opens it",
    "letter: at most ten words to its end",
    "letter: at most four words to its end",
    "letter: nothing but capitals near its end",
    "fewer than ten turns",
    "first two turns",
    "first five turns",
    "last five turns",
    "last two turns",
    "other party said nothing yet",
    "before: 1-2 words",
    "before: 3-5 words",
    "before: 6-15 words",
    "before: 16 words and more",
    "before: question mark",
    "after: nothing",
    "after: 1-2 words",
    "after: 3-5 words",
    "after: 6-15 words",
    "after: 16 words and more",
    "after: question mark",
    "1 word of the client's",
    "2 words of the client's",
    "3 words of the client's and more",
    "a third of the words the client's",
    "two thirds of the words the client's",
    "all content words the client's",
    "content words that are not the client's",
    "no content word",
    "half of all words from the turn before",
    "most of all words from the turn before",
    "opens by repeating two words of the turn before and more",
    "opens by repeating a content word of the turn before",
    "opens by repeating data of the turn before",
    "opens by repeating, and goes on",
    "one notion of the client's in other words",
    "notions of the client's in other words",
    "digits",
    "number words",
    "the client's number",
    "part of the client's number",
    "a number the client did not say",
    "mostly numbers",
    "before: a number",
    "spelt letters",
    "a name the client said",
    "second person",
    "second person, states",
    "second person, states, the client's words",
    "second person, states, answered yes or no",
    "second person, asks",
    "second person, the client's words",
    "states, the client's words, answered yes or no",
    "states, answered yes or no",
    "the client's number, answered yes or no",
    "the client's number, short",
    "asks, the client's words",
    "cue of reformulation, the client's words",
    "answer: a content word of the agent's",
    "answer: two content words of the agent's and more",
    "answer: opens with a content word of the agent's",
    "answer: all content words the agent's",
    "answer: a content word of the agent's and a negation",
    "answer: a content word of the agent's and oneself",
    "answer: the agent's number",
    "answer: another number than the agent's",
    "answer: numbers of the agent's in their order",
    "answer: numbers of the agent's in another order or among others",
    "answer: no to a negation",
    "just: nothing",
    "just: 1-2 words",
    "just: 3-6 words",
    "just: 7 words and more",
    "just: question mark",
    "then: nothing",
    "then: 1-2 words",
    "then: 3-6 words",
    "then: 7 words and more",
    "then: question mark",
};
static_assert(shape_names.size() == static_cast<std::size_t>(Shape::then_asks) + 1);

enum class Place : std::uint8_t { here, opens, before, after, just, then, earlier };
constexpr std::array<std::string_view, 7> cue_places{"cue ",  "opens ", "before ", "after ",
                                                     "just ", "then ",  "earlier "};

// Words by number; the first are no words.
constexpr std::uint32_t begin_word = 0;   // "^"
constexpr std::uint32_t end_word = 1;     // "$"
constexpr std::uint32_t digits_word = 2;  // "0"

constexpr std::string_view cut_prefix = "cut: ";

std::string cue_name(const Cue& cue) {
  std::string out(name(cue.cue_class));
  if (!cue.tag.empty() && cue.cue_class != CueClass::notion) out += '.' + cue.tag;
  if (cue.weak) out += '?';
  return out;
}

std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) {
  return (std::uint64_t{a} << 32) | b;
}

// Two words -> feature. Open addressing, a power of two in size, at most half full.
class PairTable {
 public:
  void add(std::uint64_t key, std::uint32_t feature) {
    if (2 * (count_ + 1) > slots_.size()) grow();
    put(key, feature);
    ++count_;
  }
  [[nodiscard]] std::uint32_t find(std::uint64_t key) const noexcept {
    if (slots_.empty()) return none;
    for (std::size_t i = place(key);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i].feature == none || slots_[i].key == key) return slots_[i].feature;
    }
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t feature = none;
  };
  [[nodiscard]] std::size_t place(std::uint64_t key) const noexcept {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32) & (slots_.size() - 1);
  }
  void put(std::uint64_t key, std::uint32_t feature) {
    std::size_t i = place(key);
    while (slots_[i].feature != none) i = (i + 1) & (slots_.size() - 1);
    slots_[i] = {key, feature};
  }
  void grow() {
    const std::vector<Slot> old =
        std::exchange(slots_, std::vector<Slot>(std::max<std::size_t>(64, 2 * slots_.size())));
    for (const Slot& slot : old) {
      if (slot.feature != none) put(slot.key, slot.feature);
    }
  }
  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

}  // namespace

struct SentenceFeatures::Impl {
  FeatureNames names;
  bool open = false;  // takes up every name it meets
  std::array<std::uint32_t, shape_names.size()> shapes{};
  std::array<std::uint32_t, question_feature_names.size()> forms{};
  std::array<std::array<std::vector<std::uint32_t>, cue_places.size()>, all_languages.size()> cues;
  struct Words {
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::vector<std::uint32_t> alone;  // feature of a word; none
    std::vector<std::uint32_t> next;   // the same where it opens the turn after
    std::vector<std::uint32_t> just;   // opens or ends the speaker's own sentence before
    std::vector<std::uint32_t> then;   // opens the speaker's own next sentence
    PairTable together;                // feature of two

    /// Of a word of a contact; none for one no feature names.
    [[nodiscard]] std::uint32_t number(const WordType& type) const {
      if (type.kind == TokenKind::number) return digits_word;
      const auto it = numbers.find(std::string(type.folded));
      return it == numbers.end() ? none : it->second;
    }
  };
  std::array<Words, all_languages.size()> words;
  std::vector<std::uint32_t> cut;  // by feature: the same where turns are cut; none

  std::uint32_t cut_number(std::uint32_t feature) {
    return names.add(std::string(cut_prefix) + names.names()[feature]);
  }
  std::uint32_t cut_number(std::uint32_t feature) const { return cut[feature]; }

  std::uint32_t number(std::string_view text) {
    if (open) return names.add(text);
    return names.find(text).value_or(none);
  }

  static std::uint32_t word_number(Words& of, std::string_view text) {
    const auto next = static_cast<std::uint32_t>(of.numbers.size());
    const auto [it, fresh] = of.numbers.emplace(std::string(text), next);
    if (fresh) {
      for (auto* features : {&of.alone, &of.next, &of.just, &of.then}) features->push_back(none);
    }
    return it->second;
  }

  void prepare(std::span<const Lexicon> lexicons) {
    for (std::size_t i = 0; i < shapes.size(); ++i) shapes[i] = number(shape_names[i]);
    for (std::size_t i = 0; i < forms.size(); ++i) {
      forms[i] = number("form " + std::string(question_feature_names[i]));
    }
    for (std::size_t l = 0; l < lexicons.size() && l < cues.size(); ++l) {
      for (std::size_t p = 0; p < cue_places.size(); ++p) {
        cues[l][p].reserve(lexicons[l].cues().size());
        for (const Cue& cue : lexicons[l].cues()) {
          const bool counts = static_cast<Place>(p) == Place::earlier
                                  ? cue.cue_class == CueClass::proposal && !cue.unlearned
                                  : read_by_models(cue);
          cues[l][p].push_back(counts ? number(std::string(cue_places[p]) + cue_name(cue)) : none);
        }
      }
    }
    for (std::size_t l = 0; l < words.size(); ++l) {
      for (const std::string_view special : {"^", "$", "0"}) word_number(words[l], special);
    }
    if (open) return;
    cut.assign(names.names().size(), none);
    for (std::uint32_t f = 0; f < names.names().size(); ++f) {
      take_words(names.names()[f], f);
      cut[f] = names.find(std::string(cut_prefix) + names.names()[f]).value_or(none);
    }
  }

  // "nl words u zit", "nl next ja", "nl just dus", "nl then klopt"
  void take_words(std::string_view text, std::uint32_t feature) {
    for (std::size_t l = 0; l < words.size(); ++l) {
      const std::string prefix = std::string(name(all_languages[l])) + ' ';
      if (!text.starts_with(prefix)) continue;
      const std::string_view rest = text.substr(prefix.size());
      if (rest.starts_with("next ")) {
        words[l].next[word_number(words[l], rest.substr(5))] = feature;
      } else if (rest.starts_with("just ")) {
        words[l].just[word_number(words[l], rest.substr(5))] = feature;
      } else if (rest.starts_with("then ")) {
        words[l].then[word_number(words[l], rest.substr(5))] = feature;
      } else if (rest.starts_with("words ")) {
        const std::string_view said = rest.substr(6);
        const std::size_t blank = said.find(' ');
        if (blank == std::string_view::npos) {
          words[l].alone[word_number(words[l], said)] = feature;
        } else {
          const std::uint32_t a = word_number(words[l], said.substr(0, blank));
          const std::uint32_t b = word_number(words[l], said.substr(blank + 1));
          words[l].together.add(pair_of(a, b), feature);
        }
      }
    }
  }
};

namespace {

/// Reads one contact.
template <class Impl>
class Reader {
 public:
  Reader(Impl& impl, const PreparedContact& contact)
      : impl_(impl),
        contact_(contact),
        form_(contact),
        language_(static_cast<std::size_t>(contact.lexicon()->language())),
        stamp_(impl.names.names().size(), 0),
        number_words_(contact) {
    out_.in_utterances = is_cut(contact);
    words_of_types();
    neighbours();
  }

  ContactFeatures read() {
    const auto count = static_cast<std::uint32_t>(contact_.sentences().size());
    out_.begin.reserve(count + 1);
    out_.values.reserve(std::size_t{count} * 48);
    for (std::uint32_t s = 0; s < count; ++s) {
      out_.begin.push_back(static_cast<std::uint32_t>(out_.values.size()));
      ++round_;
      sentence(s);
    }
    out_.begin.push_back(static_cast<std::uint32_t>(out_.values.size()));
    return std::move(out_);
  }

 private:
  void words_of_types() {
    word_.reserve(contact_.types().size());
    for (const WordType& type : contact_.types()) {
      if constexpr (!std::is_const_v<Impl>) {
        if (type.kind != TokenKind::number) impl_.word_number(impl_.words[language_], type.folded);
      }
      word_.push_back(impl_.words[language_].number(type));
    }
  }

  void neighbours() {
    const auto turns = contact_.turns();
    out_.around.assign(turns.size(), {none, none});
    auto& around = out_.around;
    const auto speaks = [&](std::size_t t) { return turns[t].first_token != turns[t].last_token; };
    for (std::size_t t = 0; t < turns.size(); ++t) {
      for (std::size_t i = t; i-- > 0 && t - i <= reach;) {
        if (!speaks(i) || turns[i].speaker == turns[t].speaker) continue;
        around[t].before = static_cast<std::uint32_t>(i);
        break;
      }
      for (std::size_t i = t + 1; i < turns.size() && i - t <= reach; ++i) {
        if (!speaks(i) || turns[i].speaker == turns[t].speaker) continue;
        around[t].after = static_cast<std::uint32_t>(i);
        break;
      }
    }
    own_.assign(turns.size(), {none, none});
    for (std::size_t t = 0; t < turns.size(); ++t) {
      for (std::size_t i = t + 1; i < turns.size() && i - t <= reach; ++i) {
        if (!speaks(i) || turns[i].speaker != turns[t].speaker) continue;
        own_[t].after = turns[i].first_sentence;
        own_[i].before = turns[t].last_sentence - 1;
        break;
      }
    }
  }

  void add(std::uint32_t feature, float value = 1) {
    if (feature == none || value == 0) return;
    if (feature >= stamp_.size()) stamp_.resize(feature + 1, 0);
    if (stamp_[feature] == round_) return;
    stamp_[feature] = round_;
    out_.values.push_back({feature, value});
    if (!out_.in_utterances) return;
    const std::uint32_t again = impl_.cut_number(feature);
    if (again != none) out_.values.push_back({again, value});
  }

  // Whether turns are cut into utterances: a quarter of them or more follow one of the same party.
  static bool is_cut(const PreparedContact& contact) {
    const auto turns = contact.turns();
    std::size_t same = 0;
    for (std::size_t t = 1; t < turns.size(); ++t) {
      if (turns[t].speaker == turns[t - 1].speaker) ++same;
    }
    return turns.size() >= cut_minimum && same * 4 >= turns.size();
  }
  void add(Shape shape, bool holds = true, float value = 1) {
    if (holds) add(impl_.shapes[static_cast<std::size_t>(shape)], value);
  }

  void sentence(std::uint32_t index) {
    const PreparedSentence& s = contact_.sentences()[index];
    if (s.turn != turn_at_) new_turn(s.turn);
    place(index, s);
    const QuestionForm form = form_.read(index);
    for (std::size_t i = 0; i < form.size(); ++i) {
      if (form.test(i)) add(impl_.forms[i]);
    }
    add(Shape::exclaims, ends_with(s, '!'));
    words(s);
    const bool reform = cues(s);
    if (contact_.turns()[s.turn].speaker == Speaker::agent) {
      taken_up(s, asks(form), reform);
    } else {
      answers(s);
    }
  }

  // Whether the form alone says so: a mark, or the order of words.
  static bool asks(const QuestionForm& form) {
    for (const QuestionFeature feature :
         {QuestionFeature::question_mark, QuestionFeature::wh_opens, QuestionFeature::inversion_you,
          QuestionFeature::inversion_it, QuestionFeature::inversion_noun,
          QuestionFeature::inversion_i, QuestionFeature::tag_strong,
          QuestionFeature::repair_word}) {
      if (form.test(static_cast<std::size_t>(feature))) return true;
    }
    return false;
  }

  void new_turn(std::uint32_t turn) {
    turn_at_ = turn;
    window_ = {};
    const std::uint32_t before = out_.around[turn].before;
    if (contact_.turns()[turn].speaker == Speaker::agent) {
      window_ = client_.before(turn);
    } else {
      before_names_number_ = before != none && number_words_.in_turn(before);
    }
    standing_.clear();
    const std::uint32_t from = turn > proposal_turns ? turn - proposal_turns : 0;
    for (std::uint32_t t = from; t < turn; ++t) {
      if (contact_.turns()[t].speaker != Speaker::agent) continue;
      for (const CueHit& hit : limited(t)) {
        if (hit.cue_class != CueClass::proposal) continue;
        const std::uint32_t feature = cue(Place::earlier, hit);
        if (feature != none) standing_.push_back(feature);
      }
    }
    affirmed_ = false;
    const std::uint32_t after = out_.around[turn].after;
    if (after == none) return;
    for (const CueHit& hit : limited(after)) {
      if (hit.first > contact_.turns()[after].first_token + 1 || unlearned(hit)) continue;
      affirmed_ =
          affirmed_ || hit.cue_class == CueClass::confirm || hit.cue_class == CueClass::disconfirm;
    }
  }

  std::span<const CueHit> limited(std::uint32_t turn) const {
    const auto all = contact_.hits_of(turn);
    if (all.size() <= most_hits) return all;
    std::size_t read = 0;
    const auto end = std::find_if(all.begin(), all.end(), [&](const CueHit& hit) {
      const bool counts = read_by_models(contact_.cue_of(hit)) || hit.cue_class == CueClass::notion;
      return counts && ++read > most_hits;
    });
    return {all.begin(), end};
  }

  std::uint32_t length(std::uint32_t turn) const {
    return contact_.turns()[turn].last_token - contact_.turns()[turn].first_token;
  }

  bool ends_with(const PreparedSentence& s, char mark) const {
    const std::string& text = contact_.contact().turns()[s.turn].text;
    std::size_t end = s.text.end;
    // The mark may stand in the sentence's range or right behind it.
    for (std::size_t i = end; i < text.size() && i < end + 3; ++i) {
      if (text[i] == mark) return true;
      if (text[i] != ' ') break;
    }
    while (end > s.text.begin) {
      const char c = text[--end];
      if (c == mark) return true;
      if (c != '?' && c != '!' && c != '.' && c != ' ' && c != '"' && c != ')') return false;
    }
    return false;
  }

  bool has_mark(std::uint32_t turn, char mark) const {
    return contact_.contact().turns()[turn].text.find(mark) != std::string::npos;
  }

  static void bin(std::uint32_t n, std::initializer_list<std::uint32_t> limits, auto&& set) {
    std::size_t i = 0;
    for (const std::uint32_t limit : limits) {
      if (n <= limit) break;
      ++i;
    }
    set(i);
  }

  void place(std::uint32_t index, const PreparedSentence& s) {
    const PreparedTurn& turn = contact_.turns()[s.turn];
    const std::size_t turns = contact_.turns().size();
    add(Shape::agent, turn.speaker == Speaker::agent);
    add(Shape::by_mail, contact_.contact().channel() == Channel::email);
    add(Shape::without_marks, !contact_.punctuated());
    add(Shape::in_utterances, out_.in_utterances);
    bin(s.last - s.first, {1, 2, 4, 7, 12, 20}, [&](std::size_t i) {
      add(static_cast<Shape>(static_cast<std::size_t>(Shape::words_1) + i));
    });
    const bool first = index == turn.first_sentence;
    const bool last = index + 1 == turn.last_sentence;
    add(Shape::opens_turn, first);
    add(Shape::closes_turn, last);
    add(Shape::whole_turn, first && last);
    if (contact_.contact().channel() == Channel::email) letter(s);
    // Of a few turns nobody knows whether they are the beginning or the end of anything.
    add(Shape::few_turns, turns < whole_contact);
    if (turns >= whole_contact) {
      add(Shape::first_turns, s.turn < 2);
      add(Shape::early_turns, s.turn < 5);
      add(Shape::late_turns, s.turn + 5 >= turns);
      add(Shape::last_turns, s.turn + 2 >= turns);
    }
    const auto [before, after] = out_.around[s.turn];
    add(Shape::other_silent, before == none);
    if (before != none) {
      bin(length(before), {2, 5, 15}, [&](std::size_t i) {
        add(static_cast<Shape>(static_cast<std::size_t>(Shape::other_words_1_2) + i));
      });
      add(Shape::other_asked, has_mark(before, '?'));
      for (const CueHit& hit : limited(before)) add(cue(Place::before, hit));
    }
    add(Shape::after_none, after == none);
    if (after != none) {
      bin(length(after), {2, 5, 15}, [&](std::size_t i) {
        add(static_cast<Shape>(static_cast<std::size_t>(Shape::after_words_1_2) + i));
      });
      add(Shape::after_asks, has_mark(after, '?'));
      const std::uint32_t opens = contact_.turns()[after].first_token;
      for (const CueHit& hit : limited(after)) {
        if (hit.first <= opens + 1) add(cue(Place::after, hit));
      }
      for (std::uint32_t k = opens;
           k < contact_.turns()[after].last_token && k < opens + next_words; ++k) {
        word_beside(&Words::next, " next ", k);
      }
    }
    for (const std::uint32_t feature : standing_) add(feature);
    beside(Place::just, first ? own_[s.turn].before : index - 1);
    beside(Place::then, last ? own_[s.turn].after : index + 1);
  }

  // Every letter of a thread has its salutation, its farewell and its signature, wherever in the
  // thread it stands.
  void letter(const PreparedSentence& s) {
    const PreparedTurn& turn = contact_.turns()[s.turn];
    const std::uint32_t left = turn.last_token - s.first;
    add(Shape::opens_letter, s.first == turn.first_token);
    if (left > words_to_letter_end) return;
    add(Shape::ends_letter);
    add(Shape::last_of_letter, left <= last_words_of_letter);
    const std::string_view text = contact_.contact().turns()[s.turn].text;
    const auto said = contact_.tokens().subspan(s.first, s.last - s.first);
    add(Shape::signs_letter, said.size() <= signature_words &&
                                 std::all_of(said.begin(), said.end(), [&](const auto& token) {
                                   return starts_with_capital(slice(text, token.text));
                                 }));
  }

  // The speaker's own sentence before or after: "dus" goes before a check, "klopt dat?" follows
  // one.
  void beside(Place place, std::uint32_t index) {
    const Shape base = place == Place::just ? Shape::just_none : Shape::then_none;
    const auto shape = [&](std::size_t i) {
      return static_cast<Shape>(static_cast<std::size_t>(base) + i);
    };
    add(shape(0), index == none);
    if (index == none) return;
    const PreparedSentence& s = contact_.sentences()[index];
    bin(s.last - s.first, {2, 6}, [&](std::size_t i) { add(shape(1 + i)); });
    add(shape(4), ends_with(s, '?'));
    for (const CueHit& hit : limited(s.turn)) {
      if (hit.first > s.first + 1) break;
      if (hit.first >= s.first) add(cue(place, hit));
    }
    if (place == Place::then) {
      for (std::uint32_t k = s.first; k < s.last && k < s.first + then_words; ++k) {
        word_beside(&Words::then, " then ", k);
      }
    } else if (s.first < s.last) {
      word_beside(&Words::just, " just ", s.first);
      word_beside(&Words::just, " just ", s.last - 1);
    }
  }

  std::uint32_t cue(Place place, const CueHit& hit) const {
    return impl_.cues[language_][static_cast<std::size_t>(place)][hit.cue];
  }

  using Words = typename Impl::Words;

  void word_beside(std::vector<std::uint32_t> Words::*features, std::string_view where,
                   std::uint32_t token) {
    const std::uint32_t word = word_[contact_.tokens()[token].type];
    if constexpr (std::is_const_v<Impl>) {
      if (word != none) add((impl_.words[language_].*features)[word]);
    } else {
      const std::string text =
          word == digits_word ? "0" : std::string(contact_.type_of(token).folded);
      add(impl_.number(std::string(name(all_languages[language_])).append(where) + text));
    }
  }

  void words(const PreparedSentence& s) {
    std::uint32_t previous = begin_word;
    for (std::uint32_t k = s.first; k <= s.last; ++k) {
      const std::uint32_t word = k == s.last ? end_word : word_[contact_.tokens()[k].type];
      if constexpr (std::is_const_v<Impl>) {
        const auto& of = impl_.words[language_];
        if (word != none && word != end_word) add(of.alone[word]);
        if (word != none && previous != none) {
          add(of.together.find(pair_of(previous, word)));
        }
      } else {
        const std::string prefix = std::string(name(all_languages[language_])) + " words ";
        const auto text = [&](std::uint32_t w, std::uint32_t token) {
          if (w == begin_word) return std::string("^");
          if (w == end_word) return std::string("$");
          if (w == digits_word) return std::string("0");
          return std::string(contact_.type_of(token).folded);
        };
        const std::string own = text(word, k);
        if (word != end_word) add(impl_.number(prefix + own));
        add(impl_.number(prefix + text(previous, k - 1) + ' ' + own));
      }
      previous = word;
    }
  }

  // True when a phrase announces a reformulation.
  bool cues(const PreparedSentence& s) {
    bool reform = false;
    std::uint32_t opening = s.first;
    you_ = false;
    for (const CueHit& hit : contact_.hits_of(s)) {
      if (hit.first < s.first || hit.last > s.last || unlearned(hit)) continue;
      add(cue(Place::here, hit));
      // Light words before do not count: "ja, dus ...".
      if (hit.first <= opening) {
        add(cue(Place::opens, hit));
        if (hit.cue_class == CueClass::filler || hit.cue_class == CueClass::acknowledge ||
            hit.cue_class == CueClass::connective || hit.cue_class == CueClass::confirm) {
          opening = std::max(opening, hit.last);
        }
      }
      reform = reform || hit.cue_class == CueClass::reform;
      you_ = you_ || hit.cue_class == CueClass::second_person;
    }
    return reform;
  }

  struct Numbers {
    bool any = false, words = false, same = false, part = false, fresh = false, mostly = false;
  };

  Numbers numbers(const PreparedSentence& s) {
    Numbers out;
    std::uint32_t spoken = 0;
    std::uint32_t letters = 0;
    for (std::uint32_t k = s.first; k < s.last; ++k) {
      const WordType& type = contact_.type_of(k);
      out.any = out.any || type.kind == TokenKind::number;
      const std::optional<int> value = number_words_.of(contact_.tokens()[k].type);
      if (type.kind == TokenKind::number || value) ++spoken;
      out.words = out.words || value.value_or(0) > 1;
      letters += type.kind == TokenKind::word && type.folded.size() == 1;
    }
    out.mostly = spoken * 2 >= s.last - s.first && spoken > 0;
    add(Shape::number, out.any);
    add(Shape::number_words, spoken >= 2 && !out.any);
    add(Shape::mostly_numbers, out.mostly);
    add(Shape::letters, letters >= 3);
    return out;
  }

  // What it says again of the other party's turn before.
  Echo echo(const PreparedSentence& s) {
    const std::uint32_t before = out_.around[s.turn].before;
    if (before == none) return {};
    const Echo found = echo_of(contact_, s, before, number_words_);
    const Echo::Opening& opening = found.opening;
    const std::uint32_t length = s.last - s.first;
    add(Shape::opens_by_repeating, opening.words >= 2);
    add(Shape::opens_by_repeating_content, opening.content >= 1);
    add(Shape::opens_by_repeating_data, opening.data >= 1);
    add(Shape::repeats_and_goes_on,
        opening.content + opening.data >= 1 && length >= opening.last + words_that_go_on);
    add(Shape::echoes_half, found.words * 2 >= length && length > 0);
    add(Shape::echoes_most, found.words * 5 >= length * 4 && length > 0);
    return found;
  }

  // What the client takes up of the agent's turn: to confirm it, to correct it ("thousand" to "one
  // hundred"), or to say why not ("Friday there is nobody in").
  void answers(const PreparedSentence& s) {
    const Numbers own = numbers(s);
    const Echo repeated = echo(s);
    const std::uint32_t before = out_.around[s.turn].before;
    if (before == none) return;
    std::uint32_t content = 0;
    for (std::uint32_t k = s.first; k < s.last; ++k) {
      if (!contact_.type_of(k).content.empty()) ++content;
    }
    bool negation = false;
    bool oneself = false;
    bool refuses = false;
    for (const CueHit& hit : limited(s.turn)) {
      if (hit.first < s.first || hit.last > s.last || unlearned(hit)) continue;
      negation = negation || is_objection(hit, "negation");
      oneself = oneself || is_objection(hit, "self");
      refuses = refuses || (hit.cue_class == CueClass::disconfirm && hit.first <= s.first + 1);
    }
    add(Shape::answers_word, repeated.content >= 1);
    add(Shape::answers_words, repeated.content >= 2);
    add(Shape::answers_opening, repeated.content_early);
    add(Shape::answers_all, repeated.content > 0 && repeated.content == content);
    add(Shape::answers_negated, repeated.content >= 1 && negation);
    add(Shape::answers_of_oneself, repeated.content >= 1 && oneself);
    bool same = repeated.number_word;
    for (const NumberRun& mine : contact_.numbers_of(s.turn)) {
      if (mine.text.begin < s.text.begin || mine.text.begin >= s.text.end) continue;
      for (const NumberRun& other : contact_.numbers_of(before)) {
        same = same || mine.digits == other.digits;
      }
    }
    add(Shape::answers_number, same);
    if ((own.any || own.words) && before_names_number_) {
      add(Shape::answers_other_number, !same);
      const NumbersAgain again = numbers_again(contact_, s, before, number_words_);
      add(Shape::answers_numbers_in_order, again == NumbersAgain::in_order);
      add(Shape::answers_some_numbers, again == NumbersAgain::some);
    }
    const auto others = limited(before);
    add(Shape::answers_no_to_negation,
        refuses && std::any_of(others.begin(), others.end(),
                               [&](const CueHit& hit) { return is_objection(hit, "negation"); }));
  }

  bool is_objection(const CueHit& hit, std::string_view tag) const {
    return contact_.is_cue(hit, CueClass::objection, tag) && !unlearned(hit);
  }

  bool unlearned(const CueHit& hit) const { return contact_.cue_of(hit).unlearned; }

  void taken_up(const PreparedSentence& s, bool asks, bool reform) {
    Numbers found = numbers(s);
    bool given = false;
    // Digits against the client's, and number words against number words.
    for (const std::uint32_t t : window_) given = given || !contact_.numbers_of(t).empty();
    for (const NumberRun& own : contact_.numbers_of(s.turn)) {
      if (own.text.begin < s.text.begin || own.text.begin >= s.text.end) continue;
      bool same = false;
      bool part = false;
      for (const std::uint32_t t : window_) {
        for (const NumberRun& other : contact_.numbers_of(t)) {
          same = same || own.digits == other.digits;
          part = part || other.digits.find(own.digits) != std::string::npos;
        }
      }
      found.same = found.same || same;
      found.part = found.part || (part && !same);
      found.fresh = found.fresh || (!part && !same);
    }
    const Echo repeated = echo(s);
    found.same = found.same || repeated.number_word;
    add(Shape::name_of_client, repeated.name);
    add(Shape::number_of_client, found.same);
    add(Shape::number_in_client, found.part);
    add(Shape::number_new, found.fresh);
    add(Shape::client_gave_number, given);

    const Overlap overlap = client_.overlap(s.turn, s.first, s.last);
    const std::size_t matched = overlap.matches.size();
    add(Shape::takes_up_1, matched >= 1);
    add(Shape::takes_up_2, matched >= 2);
    add(Shape::takes_up_3, matched >= 3);
    add(Shape::no_content, overlap.content == 0);
    add(Shape::adds_content, overlap.content > matched);
    add(Shape::takes_up_third, overlap.content > 0 && matched * 3 >= overlap.content);
    add(Shape::takes_up_two_thirds, overlap.content > 0 && matched * 3 >= overlap.content * 2);
    add(Shape::takes_up_all, overlap.content > 0 && matched == overlap.content);
    const std::size_t notions = shared_notions(s);
    add(Shape::same_notion, notions >= 1);
    add(Shape::same_notions, notions >= 2);

    const bool taken = matched > 0 || notions > 0;
    add(Shape::you, you_);
    add(Shape::you_state, you_ && !asks);
    add(Shape::you_state_taken_up, you_ && !asks && taken);
    add(Shape::you_state_affirmed, you_ && !asks && affirmed_);
    add(Shape::you_ask, you_ && asks);
    add(Shape::you_taken_up, you_ && taken);
    add(Shape::state_taken_up_affirmed, !asks && taken && affirmed_);
    add(Shape::state_affirmed, !asks && affirmed_);
    const bool data = found.same || found.part;
    add(Shape::data_affirmed, data && affirmed_);
    add(Shape::data_short, data && s.last - s.first <= 8);
    add(Shape::ask_taken_up, asks && taken);
    add(Shape::cue_taken_up, reform && taken);
  }

  // Notions of the client's that the sentence has too, said in other words or the same.
  std::size_t shared_notions(const PreparedSentence& s) {
    std::size_t out = 0;
    std::vector<std::string_view> seen;
    for (const CueHit& own : limited(s.turn)) {
      if (own.cue_class != CueClass::notion || own.first < s.first || own.last > s.last) continue;
      const std::string& tag = contact_.cue_of(own).tag;
      if (std::find(seen.begin(), seen.end(), tag) != seen.end()) continue;
      seen.push_back(tag);
      const bool shared = std::any_of(window_.begin(), window_.end(), [&](std::uint32_t t) {
        const auto hits = limited(t);
        return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
          return contact_.is_cue(hit, CueClass::notion, tag);
        });
      });
      out += shared ? 1 : 0;
    }
    return out;
  }

  Impl& impl_;
  const PreparedContact& contact_;
  QuestionFormReader form_;
  std::size_t language_;
  std::vector<std::uint32_t> stamp_;
  NumberWords number_words_;
  std::uint32_t round_ = 0;
  std::vector<std::uint32_t> word_;           // of a type
  std::vector<ContactFeatures::Around> own_;  // per turn: the speaker's sentences beside it; none
  std::uint32_t turn_at_ = none;
  ClientWindow client_{contact_, window_turns, window_time};
  std::span<const std::uint32_t> window_;  // of turn_at_, where it is the agent's
  std::vector<std::uint32_t> standing_;    // proposals of the agent in the last turns
  bool before_names_number_ = false;       // of a client's turn: the agent's before it does
  bool affirmed_ = false;                  // the other party answers yes or no
  bool you_ = false;
  ContactFeatures out_;
};

}  // namespace

SentenceFeatures SentenceFeatures::create(std::span<const Lexicon> lexicons,
                                          const FeatureNames& names) {
  auto impl = std::make_shared<Impl>();
  impl->names = names;
  impl->prepare(lexicons);
  return SentenceFeatures(std::move(impl));
}

ContactFeatures SentenceFeatures::read(const PreparedContact& contact) const {
  if (contact.lexicon() == nullptr) {
    ContactFeatures out;
    out.begin.assign(contact.sentences().size() + 1, 0);
    out.around.assign(contact.turns().size(), {none, none});
    return out;
  }
  return Reader<const Impl>(*impl_, contact).read();
}

std::vector<PlacedFeature> SentenceFeatures::placed(const PreparedContact& contact,
                                                    std::uint32_t sentence) const {
  std::vector<PlacedFeature> out;
  if (contact.lexicon() == nullptr) return out;
  const auto language = static_cast<std::size_t>(contact.lexicon()->language());
  const Impl::Words& of = impl_->words[language];
  const PreparedSentence& s = contact.sentences()[sentence];
  std::uint32_t previous = begin_word;
  for (std::uint32_t k = s.first; k <= s.last; ++k) {
    const std::uint32_t word = k == s.last ? end_word : of.number(contact.type_of(k));
    if (word != none && word != end_word && of.alone[word] != none) {
      out.push_back({of.alone[word], k, k + 1});
    }
    if (word != none && previous != none) {
      const std::uint32_t feature = of.together.find(pair_of(previous, word));
      const std::uint32_t from = k == s.first ? k : k - 1;
      if (feature != none) out.push_back({feature, from, std::min(k + 1, s.last)});
    }
    previous = word;
  }
  for (const CueHit& hit : contact.hits_of(s)) {
    if (hit.first < s.first || hit.last > s.last) continue;
    const std::uint32_t feature =
        impl_->cues[language][static_cast<std::size_t>(Place::here)][hit.cue];
    if (feature != none) out.push_back({feature, hit.first, hit.last});
  }
  return out;
}

std::vector<std::vector<std::pair<std::string, float>>> SentenceFeatures::all_of(
    std::span<const Lexicon> lexicons, const PreparedContact& contact) {
  Impl impl;
  impl.open = true;
  impl.prepare(lexicons);
  const ContactFeatures found = Reader<Impl>(impl, contact).read();
  std::vector<std::vector<std::pair<std::string, float>>> out;
  for (std::uint32_t s = 0; s + 1 < found.begin.size(); ++s) {
    auto& row = out.emplace_back();
    for (const FeatureValue& value : found.of(s)) {
      row.emplace_back(impl.names.names()[value.feature], value.value);
    }
  }
  return out;
}

std::span<const std::string_view> shape_feature_names() noexcept {
  return shape_names;
}

}  // namespace callnorm
