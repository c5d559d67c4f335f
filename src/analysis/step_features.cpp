#include "callnorm/analysis/step_features.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <unordered_map>
#include <utility>

#include "callnorm/analysis/function_words.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/stems.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

constexpr std::uint32_t unit_words = 10;       // pieces are joined up to so many
constexpr std::uint32_t most_unit_words = 80;  // a sentence without any mark is cut there
constexpr std::uint32_t clause_words = 3;      // on either side of where a clause may end
constexpr double stop_weight = 0.25;           // of a stop word beside a content word
constexpr double content_weight = 0.3;         // of the rarest, what no stop word reaches
constexpr double unknown_weight = 0.6;  // of a word no step uses, beside one that only one uses
constexpr std::size_t gram_sizes[] = {3, 4};
constexpr std::uint32_t most_neighbour_words = 40;  // of the client's turns beside
constexpr std::uint32_t short_unit = 2;             // words
constexpr std::size_t whole_contact = 8;  // units; fewer are an excerpt: no place is known
constexpr std::uint32_t long_unit = 20;

enum Feature : std::size_t {
  word_cosine,
  letter_cosine,
  said_share,
  wording_share,
  letters_said,
  letters_held,
  pair_share,
  rarest,
  own_words,
  others_words,
  notion_both,
  label_share,
  question_both,
  question_said,
  question_wording,
  greeting_both,
  offer_both,
  leave_both,
  anything_else_both,
  thanks_both,
  other_act_both,
  acts_apart,
  data_both,
  data_apart,
  bad_both,
  bad_said,
  bad_wording,
  good_both,
  good_said,
  good_wording,
  opposite_outcome,
  negation_both,
  negation_apart,
  number_fits,
  number_alien,
  slot_share,
  slot_filled,
  client_before,
  client_after,
  place_apart,
  early_greeting,
  late_leave,
  nothing_shared,
  few_words,
  words,
  lead,
  rivalry,
  feature_count,
};

constexpr std::array<std::string_view, feature_count> names{"word_cosine",
                                                            "letter_cosine",
                                                            "said_share",
                                                            "wording_share",
                                                            "letters_said",
                                                            "letters_held",
                                                            "pair_share",
                                                            "rarest",
                                                            "own_words",
                                                            "others_words",
                                                            "notion_both",
                                                            "label_share",
                                                            "question_both",
                                                            "question_said",
                                                            "question_wording",
                                                            "greeting_both",
                                                            "offer_both",
                                                            "leave_both",
                                                            "anything_else_both",
                                                            "thanks_both",
                                                            "other_act_both",
                                                            "acts_apart",
                                                            "data_both",
                                                            "data_apart",
                                                            "bad_both",
                                                            "bad_said",
                                                            "bad_wording",
                                                            "good_both",
                                                            "good_said",
                                                            "good_wording",
                                                            "opposite_outcome",
                                                            "negation_both",
                                                            "negation_apart",
                                                            "number_fits",
                                                            "number_alien",
                                                            "slot_share",
                                                            "slot_filled",
                                                            "client_before",
                                                            "client_after",
                                                            "place_apart",
                                                            "early_greeting",
                                                            "late_leave",
                                                            "nothing_shared",
                                                            "few_words",
                                                            "words",
                                                            "lead",
                                                            "rivalry"};

/// What a text does, by the phrases in it.
enum Doing : std::uint32_t {
  asks = 1U << 0U,
  greets = 1U << 1U,
  offers = 1U << 2U,
  leaves = 1U << 3U,
  anything_else = 1U << 4U,
  thanks = 1U << 5U,
  names_self = 1U << 6U,
  records = 1U << 7U,
  sums_up = 1U << 8U,
  next_step = 1U << 9U,
  holds = 1U << 10U,
  proposes = 1U << 11U,
  bad = 1U << 12U,
  good = 1U << 13U,
  negates = 1U << 14U,
  first_data = 1U << 16U,  // and up: kinds of data named
};
constexpr std::uint32_t other_acts = names_self | records | sums_up | next_step | holds | proposes;
constexpr std::uint32_t all_acts = greets | offers | leaves | anything_else | thanks | other_acts;
constexpr std::uint32_t all_data = ~(first_data - 1);
constexpr std::array<std::string_view, 8> data_tags{"text",  "id",   "address", "date",
                                                    "email", "iban", "phone",   "meter"};

std::uint32_t doing_of(const Cue& cue) {
  if (cue.unlearned) return 0;
  switch (cue.cue_class) {
    case CueClass::greeting:
      if (cue.tag == "greet") return greets;
      if (cue.tag == "offer") return offers;
      if (cue.tag == "org" || cue.tag == "name") return names_self;
      if (cue.tag == "record") return records;
      return 0;
    case CueClass::closing:
      if (cue.tag == "goodbye" || cue.tag == "wish") return leaves;
      if (cue.tag == "anything_else") return anything_else;
      if (cue.tag == "thanks") return cue.weak ? 0U : static_cast<std::uint32_t>(thanks);
      if (cue.tag == "summary") return sums_up;
      if (cue.tag == "next_step") return next_step;
      return 0;
    case CueClass::hold:
      return !announces_wait(cue) || cue.weak ? 0U : static_cast<std::uint32_t>(holds);
    case CueClass::proposal: return cue.tag == "none" ? 0U : static_cast<std::uint32_t>(proposes);
    case CueClass::apology: return cue.tag == "none" ? 0U : static_cast<std::uint32_t>(bad);
    case CueClass::outcome: return cue.tag == "good" ? good : bad;
    case CueClass::question_open:
    case CueClass::inversion: return asks;
    case CueClass::question_word: return cue.weak ? 0U : static_cast<std::uint32_t>(asks);
    case CueClass::data_noun: {
      const auto found = std::find(data_tags.begin(), data_tags.end(), cue.tag);
      return found == data_tags.end()
                 ? 0U
                 : first_data << static_cast<std::uint32_t>(found - data_tags.begin());
    }
    default: return 0;
  }
}

double both(std::uint32_t a, std::uint32_t b, std::uint32_t what) {
  return (a & b & what) != 0 ? 1.0 : 0.0;
}
double only(std::uint32_t a, std::uint32_t b, std::uint32_t what) {
  return (a & what) != 0 && (b & what) == 0 ? 1.0 : 0.0;
}

/// A text as far as it is compared, and what it is compared with: the words by number, each once.
struct Bag {
  std::vector<std::pair<std::uint32_t, double>> words;  // sorted by number; how much each weighs
  double mass = 0;                                      // sum of what they weigh
  double norm = 0;                                      // root of the sum of squares
  std::vector<std::uint64_t> pairs;                     // of words on end, sorted, each once
  std::vector<std::pair<std::uint32_t, double>> grams;  // letters, sorted by hash; how often
  double gram_norm = 0;
  double gram_count = 0;
  std::vector<std::uint32_t> notions;  // by number, sorted, each once
  std::uint32_t doing = 0;
  std::uint32_t numbers = 0;
  std::uint32_t tokens = 0;

  void clear() {
    words.clear();
    pairs.clear();
    grams.clear();
    notions.clear();
    mass = norm = gram_norm = gram_count = 0;
    doing = numbers = tokens = 0;
  }
};

void sum_up(std::vector<std::pair<std::uint32_t, double>>& items) {
  std::sort(items.begin(), items.end());
  std::size_t to = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (to > 0 && items[to - 1].first == items[i].first) {
      items[to - 1].second += items[i].second;
    } else {
      items[to++] = items[i];
    }
  }
  items.resize(to);
}

template <class T>
void each_once(std::vector<T>& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

/// FNV-1a.
std::uint32_t hash_of(std::string_view bytes) {
  std::uint32_t hash = 2166136261U;
  for (const char c : bytes) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  return hash;
}

/// Words of a prepared text by stem; stop words as they are, because a stem may hide them.
std::string key_of(const WordType& type, const Stemmer& stemmer) {
  return type.content.empty() ? std::string(type.folded) : stemmer.stem(type.content);
}

/// "{naam:s}" says nothing: blanks stand where it stood, so that places stay.
std::string without_placeholders(std::string_view wording, std::uint32_t& slots) {
  std::string out(wording);
  for (std::size_t open = out.find('{'); open != std::string::npos; open = out.find('{', open)) {
    const std::size_t close = out.find('}', open);
    if (close == std::string::npos) break;
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(open),
              out.begin() + static_cast<std::ptrdiff_t>(close) + 1, ' ');
    ++slots;
  }
  return out;
}

std::vector<std::string> wordings_of(const ScriptNode& node) {
  if (!node.say) return {};
  std::vector<std::string> out = node.say->examples;
  if (node.say->mode == Say::Mode::verbatim) out.push_back(node.say->text);
  return out;
}

}  // namespace

std::span<const std::string_view> step_feature_names() noexcept {
  return names;
}

struct StepWordings::Impl {
  struct Wording {
    std::uint32_t step = 0;
    std::uint32_t slots = 0;
    std::string text;
    Bag bag;
  };
  struct Posting {
    std::uint32_t wording;
    double amount;
  };
  struct Word {
    double weight = 0;
    std::vector<std::uint32_t> steps;  // that use it, sorted
    std::vector<Posting> postings;
  };
  struct Step {
    std::uint32_t symbol = 0;
    std::uint32_t first = 0;  // wordings, half-open
    std::uint32_t last = 0;
    std::vector<std::pair<std::uint32_t, double>> label;  // stems of its name, and their rarity
  };

  explicit Impl(const Lexicon& l) : lexicon(&l) {}

  const Lexicon* lexicon;
  std::vector<Step> steps;
  std::vector<Wording> wordings;
  std::vector<Word> words;
  std::unordered_map<std::string, std::uint32_t> numbers;  // of words, by stem
  std::unordered_map<std::string, std::uint32_t> notions;  // of notions, by tag
  std::vector<double> notion_weight;
  std::unordered_map<std::string, double> label_words;  // rarity among the names of the steps
  std::unordered_map<std::uint32_t, std::vector<Posting>> grams;
  double rare = 1;  // weight of a word that only one step uses
  double unknown = 1;

  /// What a word weighs in a text, by its number.
  double weight_of(std::uint32_t number, bool stop) const {
    return (number < words.size() ? words[number].weight : unknown) * (stop ? stop_weight : 1.0);
  }
  /// The same, as a BagReader asks for it.
  auto weights() const {
    return [this](std::uint32_t number, bool stop) { return weight_of(number, stop); };
  }

  double weigh(std::size_t steps_with) const {
    return std::log((static_cast<double>(steps.size()) + 1) /
                    (static_cast<double>(steps_with) + 0.5));
  }
};

namespace {

/// Reads ranges of a prepared text into bags; words the script does not use get numbers of their
/// own, from `own` on.
class BagReader {
 public:
  BagReader(const PreparedContact& text,
            const std::unordered_map<std::string, std::uint32_t>& known,
            const std::unordered_map<std::string, std::uint32_t>& notions)
      : text_(text), notions_(notions) {
    if (text.lexicon() == nullptr) return;
    const Stemmer stemmer(text.lexicon()->language());
    auto own = static_cast<std::uint32_t>(known.size());
    std::unordered_map<std::string, std::uint32_t> more;
    for (const WordType& type : text.types()) {
      std::string key = key_of(type, stemmer);
      const auto found = known.find(key);
      if (found != known.end()) {
        numbers_.push_back(found->second);
        continue;
      }
      const auto [place, added] = more.emplace(std::move(key), own);
      if (added) ++own;
      numbers_.push_back(place->second);
    }
  }

  std::uint32_t number(std::uint32_t token) const { return numbers_[text_.tokens()[token].type]; }

  /// @param weigh what a word weighs, by its number and whether it is a stop word
  template <class Weigh>
  void read(std::uint32_t turn, std::uint32_t first, std::uint32_t last, Weigh weigh, Bag& bag) {
    read_words(first, last, weigh, bag);
    read_letters(bag);
    read_hits(turn, first, last, bag);
  }

  template <class Weigh>
  void read_words(std::uint32_t first, std::uint32_t last, Weigh weigh, Bag& bag) {
    bag.clear();
    letters_ = "#";
    std::uint32_t before = 0;
    bool any_before = false;
    for (std::uint32_t k = first; k < last; ++k) {
      const WordType& type = text_.type_of(k);
      if (type.kind == TokenKind::placeholder || type.kind == TokenKind::number) {
        ++bag.numbers;
        any_before = false;
        continue;
      }
      const std::uint32_t number = numbers_[text_.tokens()[k].type];
      bag.words.emplace_back(number, weigh(number, type.content.empty()));
      if (any_before) bag.pairs.push_back((std::uint64_t{before} << 32U) | number);
      before = number;
      any_before = true;
      letters_ += type.folded;
      letters_ += '#';
      ++bag.tokens;
      if (text_.lexicon() != nullptr &&
          function_word(text_.lexicon()->language(), type.folded) == FunctionWord::negation) {
        bag.doing |= negates;
      }
    }
    sum_up(bag.words);
    for (const auto& word : bag.words) {
      bag.mass += word.second;
      bag.norm += word.second * word.second;
    }
    bag.norm = std::sqrt(bag.norm);
  }

 private:
  void read_letters(Bag& bag) {
    each_once(bag.pairs);
    grams_.clear();
    for (const std::size_t size : gram_sizes) {
      for (std::size_t i = 0; i + size <= letters_.size(); ++i) {
        grams_.push_back(hash_of(std::string_view(letters_).substr(i, size)));
      }
    }
    std::sort(grams_.begin(), grams_.end());
    for (std::size_t i = 0; i < grams_.size(); ++i) {
      if (i == 0 || grams_[i] != grams_[i - 1]) bag.grams.emplace_back(grams_[i], 0.0);
      bag.grams.back().second += 1;
    }
    for (const auto& gram : bag.grams) {
      bag.gram_count += gram.second;
      bag.gram_norm += gram.second * gram.second;
    }
    bag.gram_norm = std::sqrt(bag.gram_norm);
  }

  void read_hits(std::uint32_t turn, std::uint32_t first, std::uint32_t last, Bag& bag) {
    for (const CueHit& hit : text_.hits_of(turn)) {
      if (hit.first < first || hit.last > last) continue;
      const Cue& cue = text_.cue_of(hit);
      bag.doing |= doing_of(cue);
      if (cue.cue_class != CueClass::notion) continue;
      const auto found = notions_.find(cue.tag);
      if (found != notions_.end()) bag.notions.push_back(found->second);
    }
    each_once(bag.notions);
    // "Not available" holds "available".
    if ((bag.doing & bad) != 0) bag.doing &= ~static_cast<std::uint32_t>(good);
    for (const PreparedSentence& sentence : text_.sentences_of(turn)) {
      if (sentence.question && sentence.first >= first && sentence.last <= last) bag.doing |= asks;
    }
  }

  const PreparedContact& text_;
  const std::unordered_map<std::string, std::uint32_t>& notions_;
  std::vector<std::uint32_t> numbers_;  // by word type
  std::string letters_;
  std::vector<std::uint32_t> grams_;
};

}  // namespace

Result<StepWordings> StepWordings::create(std::span<const ScriptStep> steps,
                                          const Lexicon& lexicon) {
  auto impl = std::make_shared<Impl>(lexicon);
  // The wordings are read as a contact is: each a message of the agent.
  ContactDraft draft;
  draft.channel = Channel::chat;
  draft.language = name(lexicon.language());
  for (std::size_t s = 0; s < steps.size(); ++s) {
    if (steps[s].node == nullptr) continue;
    Impl::Step step;
    step.symbol = static_cast<std::uint32_t>(s);
    step.first = static_cast<std::uint32_t>(impl->wordings.size());
    for (const std::string& wording : wordings_of(*steps[s].node)) {
      Impl::Wording said;
      said.step = static_cast<std::uint32_t>(impl->steps.size());
      Turn turn;
      turn.speaker = Speaker::agent;
      turn.text = without_placeholders(wording, said.slots);
      std::vector<Token> tokens;
      tokenize(turn.text, tokens);
      if (tokens.empty()) continue;
      said.text = wording;
      draft.turns.push_back(std::move(turn));
      impl->wordings.push_back(std::move(said));
    }
    step.last = static_cast<std::uint32_t>(impl->wordings.size());
    if (step.last > step.first) impl->steps.push_back(std::move(step));
  }
  if (impl->steps.empty()) return StepWordings(std::move(impl));
  CALLNORM_TRY(const Contact contact, Contact::create(std::move(draft)));
  CALLNORM_TRY(const PreparedContact text,
               PreparedContact::prepare(contact, &lexicon, Millis{500}));

  // Every word gets a number, and weighs the more the fewer steps use it.
  const Stemmer stemmer(lexicon.language());
  for (std::uint32_t w = 0; w < impl->wordings.size(); ++w) {
    const PreparedTurn& turn = text.turns()[w];
    const std::uint32_t step = impl->wordings[w].step;
    for (std::uint32_t k = turn.first_token; k < turn.last_token; ++k) {
      const auto [place, added] = impl->numbers.emplace(
          key_of(text.type_of(k), stemmer), static_cast<std::uint32_t>(impl->words.size()));
      if (added) impl->words.emplace_back();
      auto& users = impl->words[place->second].steps;
      if (users.empty() || users.back() != step) users.push_back(step);
    }
    for (const CueHit& hit : text.hits_of(w)) {
      const Cue& cue = text.cue_of(hit);
      if (cue.cue_class != CueClass::notion) continue;
      impl->notions.emplace(cue.tag, static_cast<std::uint32_t>(impl->notions.size()));
    }
  }
  impl->rare = impl->weigh(0);
  impl->unknown = impl->rare * unknown_weight;
  for (Impl::Word& word : impl->words) word.weight = impl->weigh(word.steps.size());

  BagReader reader(text, impl->numbers, impl->notions);
  std::vector<std::vector<std::uint32_t>> notion_steps(impl->notions.size());
  for (std::uint32_t w = 0; w < impl->wordings.size(); ++w) {
    Impl::Wording& wording = impl->wordings[w];
    const PreparedTurn& turn = text.turns()[w];
    reader.read(w, turn.first_token, turn.last_token, impl->weights(), wording.bag);
    for (const auto& [number, amount] : wording.bag.words) {
      impl->words[number].postings.push_back({w, amount});
    }
    for (const auto& [gram, amount] : wording.bag.grams) {
      impl->grams[gram].push_back({w, amount});
    }
    for (const std::uint32_t notion : wording.bag.notions) {
      auto& users = notion_steps[notion];
      if (users.empty() || users.back() != wording.step) users.push_back(wording.step);
    }
  }
  for (const auto& users : notion_steps) impl->notion_weight.push_back(impl->weigh(users.size()));

  // A step's name often says what it is about; what most names hold ("ask") says nothing.
  std::vector<std::vector<std::string>> labels;
  std::unordered_map<std::string, std::size_t> in_labels;
  for (const Impl::Step& step : impl->steps) {
    std::string label = steps[step.symbol].label;
    std::replace(label.begin(), label.end(), '_', ' ');
    std::vector<Token> tokens;
    tokenize(label, tokens);
    std::vector<std::string> stems;
    for (const Token& token : tokens) {
      if (token.kind != TokenKind::word) continue;
      const std::string word = folded(slice(label, token.text));
      if (!lexicon.is_stopword(word)) stems.push_back(stemmer.stem(word));
    }
    each_once(stems);
    for (const std::string& stem : stems) ++in_labels[stem];
    labels.push_back(std::move(stems));
  }
  for (std::size_t s = 0; s < labels.size(); ++s) {
    for (const std::string& stem : labels[s]) {
      const auto [place, added] =
          impl->numbers.emplace(stem, static_cast<std::uint32_t>(impl->words.size()));
      if (added) impl->words.emplace_back().weight = impl->unknown;
      impl->steps[s].label.emplace_back(place->second, impl->weigh(in_labels[stem]) / impl->rare);
    }
    std::sort(impl->steps[s].label.begin(), impl->steps[s].label.end());
  }
  return StepWordings(std::move(impl));
}

std::size_t StepWordings::size() const noexcept {
  return impl_->steps.size();
}
std::uint32_t StepWordings::symbol(std::size_t step) const noexcept {
  return impl_->steps[step].symbol;
}
const Lexicon& StepWordings::lexicon() const noexcept {
  return *impl_->lexicon;
}

struct StepFeatures::Impl {
  std::shared_ptr<const StepWordings::Impl> script;
  const PreparedContact& contact;
  BagReader reader;
  std::vector<SaidUnit> units;
  Bag said;
  Bag beside;
  // By wording.
  std::vector<double> word_dot, word_mass, wording_mass, gram_dot, gram_said, gram_held;
  std::vector<double> nearness, rivals;  // by step
  std::vector<std::uint32_t> nearest;

  Impl(std::shared_ptr<const StepWordings::Impl> s, const PreparedContact& c)
      : script(std::move(s)), contact(c), reader(c, script->numbers, script->notions) {
    const std::size_t count = script->wordings.size();
    for (auto* scratch :
         {&word_dot, &word_mass, &wording_mass, &gram_dot, &gram_said, &gram_held}) {
      scratch->resize(count);
    }
    nearness.resize(script->steps.size());
    rivals.resize(script->steps.size());
    nearest.resize(script->steps.size());
    if (contact.lexicon() != nullptr) cut();
  }

  /// Whether the speaker pauses in writing between a token and the next: a comma, a dash, a colon.
  bool pauses_after(std::uint32_t turn, std::uint32_t token) const {
    const std::string_view text = contact.contact().turns()[turn].text;
    const std::uint32_t from = contact.tokens()[token].text.end;
    const std::uint32_t to = contact.tokens()[token + 1].text.begin;
    return text.substr(from, to - from).find_first_of(",;:()") != std::string_view::npos;
  }

  /// Whether a phrase begins there that opens a sentence: a question, a formula of greeting or
  /// closing. Where there are no marks, it is what tells.
  bool opens_at(std::uint32_t turn, std::uint32_t token) const {
    const auto hits = contact.hits_of(turn);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return hit.first == token && (doing_of(contact.cue_of(hit)) & (asks | all_acts)) != 0;
    });
  }

  // Pieces end where a sentence or a clause does; short ones are joined, long ones without a mark
  // are cut.
  void cut() {
    for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
      if (contact.turns()[t].speaker != Speaker::agent) continue;
      std::vector<std::uint32_t> ends;
      for (const PreparedSentence& s : contact.sentences_of(t)) {
        std::uint32_t begin = s.first;
        for (std::uint32_t k = s.first; k < s.last; ++k) {
          const bool last = k + 1 == s.last;
          const bool clause = !last && k + 1 - begin >= clause_words &&
                              s.last - (k + 1) >= clause_words &&
                              (contact.punctuated() ? pauses_after(t, k) : opens_at(t, k + 1));
          if (last || clause || k + 1 - begin >= most_unit_words) {
            ends.push_back(k + 1);
            begin = k + 1;
          }
        }
      }
      bool open = false;
      std::uint32_t begin = contact.turns()[t].first_token;
      for (const std::uint32_t end : ends) {
        if (open && end - units.back().first <= unit_words) {
          units.back().last = end;
        } else {
          units.push_back({t, begin, end, {}});
          open = true;
        }
        begin = end;
      }
    }
    for (SaidUnit& unit : units) {
      unit.text = {contact.tokens()[unit.first].text.begin,
                   contact.tokens()[unit.last - 1].text.end};
    }
  }

  // What the wordings share with what was said, all at once.
  void compare() {
    for (auto* scratch :
         {&word_dot, &word_mass, &wording_mass, &gram_dot, &gram_said, &gram_held}) {
      std::fill(scratch->begin(), scratch->end(), 0.0);
    }
    for (const auto& [number, amount] : said.words) {
      if (number >= script->words.size()) continue;
      for (const auto& posting : script->words[number].postings) {
        word_dot[posting.wording] += amount * posting.amount;
        word_mass[posting.wording] += amount;
        wording_mass[posting.wording] += posting.amount;
      }
    }
    for (const auto& [gram, amount] : said.grams) {
      const auto found = script->grams.find(gram);
      if (found == script->grams.end()) continue;
      for (const auto& posting : found->second) {
        gram_dot[posting.wording] += amount * posting.amount;
        gram_said[posting.wording] += amount;
        gram_held[posting.wording] += posting.amount;
      }
    }
    for (std::size_t s = 0; s < script->steps.size(); ++s) {
      const auto& step = script->steps[s];
      nearest[s] = step.first;
      nearness[s] = -1;
      for (std::uint32_t w = step.first; w < step.last; ++w) {
        const double near = word_cosine_of(w) + letter_cosine_of(w) + 0.5 * said_share_of(w);
        if (near > nearness[s]) {
          nearness[s] = near;
          nearest[s] = w;
        }
      }
    }
  }
  static double ratio(double a, double b) { return b > 0 ? a / b : 0.0; }
  double word_cosine_of(std::uint32_t w) const {
    return ratio(word_dot[w], said.norm * script->wordings[w].bag.norm);
  }
  double letter_cosine_of(std::uint32_t w) const {
    return ratio(gram_dot[w], said.gram_norm * script->wordings[w].bag.gram_norm);
  }
  double said_share_of(std::uint32_t w) const { return ratio(word_mass[w], said.mass); }

  /// Share of the words' weight that some wording of the step holds.
  double share_in_step(const Bag& bag, std::size_t step) const {
    double sum = 0;
    for (const auto& [number, amount] : bag.words) {
      if (number >= script->words.size()) continue;
      const auto& users = script->words[number].steps;
      if (std::binary_search(users.begin(), users.end(), static_cast<std::uint32_t>(step))) {
        sum += amount;
      }
    }
    return ratio(sum, bag.mass);
  }

  /// The other party's turn before or after, if it is the one beside; nothing read otherwise.
  bool read_beside(std::uint32_t turn, bool after) {
    if (after ? turn + 1 >= contact.turns().size() : turn == 0) return false;
    const std::uint32_t other = after ? turn + 1 : turn - 1;
    const PreparedTurn& t = contact.turns()[other];
    if (t.speaker == Speaker::agent || t.first_token == t.last_token) return false;
    // What stands near: the end of the turn before, the beginning of the one after.
    const std::uint32_t most = most_neighbour_words;
    const std::uint32_t first =
        !after && t.last_token - t.first_token > most ? t.last_token - most : t.first_token;
    reader.read_words(first, std::min(first + most, t.last_token), script->weights(), beside);
    return true;
  }

  void words_of_step(std::size_t s, double* row) const {
    const auto& wording = script->wordings[nearest[s]];
    const std::uint32_t w = nearest[s];
    row[word_cosine] = word_cosine_of(w);
    row[letter_cosine] = letter_cosine_of(w);
    row[said_share] = said_share_of(w);
    row[wording_share] = ratio(wording_mass[w], wording.bag.mass);
    row[letters_said] = ratio(gram_said[w], said.gram_count);
    row[letters_held] = ratio(gram_held[w], wording.bag.gram_count);
    std::size_t pairs = 0;
    for (const std::uint64_t pair : said.pairs) {
      pairs +=
          std::binary_search(wording.bag.pairs.begin(), wording.bag.pairs.end(), pair) ? 1U : 0U;
    }
    row[pair_share] = ratio(static_cast<double>(pairs), static_cast<double>(said.pairs.size()));
    double rarest_shared = 0;
    double own = 0;
    double others = 0;
    for (const auto& [number, amount] : said.words) {
      if (number >= script->words.size()) continue;
      const auto& users = script->words[number].steps;
      if (users.empty()) continue;
      const bool here =
          std::binary_search(users.begin(), users.end(), static_cast<std::uint32_t>(s));
      if (here)
        rarest_shared = std::max(rarest_shared, std::min(amount, script->words[number].weight));
      if (here && users.size() == 1) own += amount;
      if (!here) others += amount;
    }
    row[rarest] = rarest_shared / script->rare;
    row[own_words] = ratio(own, said.mass);
    row[others_words] = ratio(others, said.mass);
    double notions = 0;
    for (const std::uint32_t notion : said.notions) {
      if (std::binary_search(wording.bag.notions.begin(), wording.bag.notions.end(), notion)) {
        notions += script->notion_weight[notion];
      }
    }
    row[notion_both] = std::min(1.0, notions / script->rare);
    double label = 0;
    for (const auto& [number, rarity] : script->steps[s].label) {
      const auto found = std::lower_bound(
          said.words.begin(), said.words.end(), number,
          [](const auto& word, std::uint32_t wanted) { return word.first < wanted; });
      if (found != said.words.end() && found->first == number) label += found->second * rarity;
    }
    row[label_share] = ratio(label, said.mass);
  }

  void acts_of_step(std::size_t s, double* row) const {
    const auto& wording = script->wordings[nearest[s]];
    const std::uint32_t a = said.doing;
    const std::uint32_t b = wording.bag.doing;
    row[question_both] = both(a, b, asks);
    row[question_said] = only(a, b, asks);
    row[question_wording] = only(b, a, asks);
    row[greeting_both] = both(a, b, greets);
    row[offer_both] = both(a, b, offers);
    row[leave_both] = both(a, b, leaves);
    row[anything_else_both] = both(a, b, anything_else);
    row[thanks_both] = both(a, b, thanks);
    row[other_act_both] = both(a, b, other_acts);
    std::uint32_t apart = (a ^ b) & all_acts;
    std::uint32_t count = 0;
    for (; apart != 0; apart &= apart - 1) ++count;
    row[acts_apart] = std::min(count, 3U) / 3.0;
    row[data_both] = both(a, b, all_data);
    row[data_apart] = (a & all_data) != 0 && (b & all_data) != 0 && (a & b & all_data) == 0 ? 1 : 0;
    row[bad_both] = both(a, b, bad);
    row[bad_said] = only(a, b, bad);
    row[bad_wording] = only(b, a, bad);
    row[good_both] = both(a, b, good);
    row[good_said] = only(a, b, good);
    row[good_wording] = only(b, a, good);
    row[opposite_outcome] =
        ((a ^ b) & (good | bad)) == (good | bad) ? 1 : 0;  // each has one at most
    row[negation_both] = both(a, b, negates);
    row[negation_apart] = ((a ^ b) & negates) != 0 ? 1 : 0;
    const bool may_hold = wording.slots > 0 || wording.bag.numbers > 0;
    row[number_fits] = said.numbers > 0 && may_hold ? 1 : 0;
    row[number_alien] = said.numbers > 0 && !may_hold ? 1 : 0;
    row[slot_share] = ratio(wording.slots, wording.slots + wording.bag.tokens);
    row[slot_filled] = wording.slots > 0 && (said.numbers > 0 || row[said_share] < 0.8) ? 1 : 0;
  }

  void read(std::size_t index, std::span<double> out) {
    const SaidUnit& unit = units[index];
    const std::size_t steps = script->steps.size();
    reader.read(unit.turn, unit.first, unit.last, script->weights(), said);
    compare();
    const bool first_of_turn = index == 0 || units[index - 1].turn != unit.turn;
    const bool last_of_turn = index + 1 == units.size() || units[index + 1].turn != unit.turn;
    double total = 0;
    for (std::size_t s = 0; s < steps; ++s) {
      rivals[s] = std::exp(4 * nearness[s]);
      total += rivals[s];
    }
    std::size_t best = 0;
    for (std::size_t s = 1; s < steps; ++s) {
      if (nearness[s] > nearness[best]) best = s;
    }
    double second = steps > 1 ? -1.0 : 0.0;
    for (std::size_t s = 0; s < steps; ++s) {
      if (s != best) second = std::max(second, nearness[s]);
    }
    const double place = ratio(static_cast<double>(index), static_cast<double>(units.size() - 1));
    for (std::size_t s = 0; s < steps; ++s) {
      double* row = out.data() + s * feature_count;
      std::fill(row, row + feature_count, 0.0);
      words_of_step(s, row);
      acts_of_step(s, row);
      const double own = ratio(static_cast<double>(s), static_cast<double>(steps - 1));
      if (units.size() >= whole_contact) {
        row[place_apart] = std::abs(place - own);
        row[early_greeting] = index < 2 ? row[greeting_both] : 0;
        row[late_leave] = index + 2 >= units.size() ? row[leave_both] : 0;
      }
      const bool act_shared = row[greeting_both] + row[offer_both] + row[leave_both] +
                                  row[anything_else_both] + row[thanks_both] + row[other_act_both] +
                                  row[data_both] >
                              0;
      row[nothing_shared] = !act_shared && row[rarest] < content_weight && row[notion_both] == 0 &&
                                    row[label_share] == 0
                                ? 1
                                : 0;
      row[few_words] = said.tokens <= short_unit ? 1 : 0;
      row[words] = std::min(said.tokens, long_unit) / static_cast<double>(long_unit);
      row[lead] = nearness[s] - (s == best ? second : nearness[best]);
      row[rivalry] = rivals[s] / total;
    }
    if (first_of_turn && read_beside(unit.turn, false)) {
      for (std::size_t s = 0; s < steps; ++s) {
        out[s * feature_count + client_before] = share_in_step(beside, s);
      }
    }
    if (last_of_turn && read_beside(unit.turn, true)) {
      for (std::size_t s = 0; s < steps; ++s) {
        out[s * feature_count + client_after] = share_in_step(beside, s);
      }
    }
  }
};

StepFeatures::StepFeatures(const StepWordings& wordings, const PreparedContact& contact)
    : impl_(std::make_unique<Impl>(wordings.impl_, contact)) {
}
StepFeatures::~StepFeatures() = default;

std::span<const SaidUnit> StepFeatures::units() const noexcept {
  return impl_->units;
}

std::string_view StepFeatures::wording(std::size_t step) const noexcept {
  return impl_->script->wordings[impl_->nearest[step]].text;
}

void StepFeatures::read(std::size_t unit, std::span<double> out) {
  impl_->read(unit, out);
}

}  // namespace callnorm
