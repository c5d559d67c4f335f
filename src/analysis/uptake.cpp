#include "callnorm/analysis/uptake.hpp"

#include <algorithm>
#include <bitset>
#include <cmath>

#include "callnorm/analysis/meaning.hpp"
#include "callnorm/text/number_words.hpp"
#include "callnorm/text/utf8.hpp"
#include "text/joins_digits.hpp"

namespace callnorm {
namespace {

using Feature = UptakeFeature;

constexpr std::uint32_t words_read = 250;  // of a turn: an e-mail must not cost its square
constexpr std::uint32_t passed_over = 2;   // turns such as "mhm" between
constexpr std::size_t reasons_shown = 4;
// How much a shared word tells, where no list of frequencies is at hand: stop words little, others
// more the longer they are, because rare words are long (Zipf 1935).
constexpr double stop_weight = 0.7;
constexpr double content_weight = 2.0;
constexpr double weight_per_letter = 0.25;
constexpr double letters_counted = 10;
constexpr double number_bonus = 1.0;

// Closed classes, finer than those of function_words.hpp. Folded, with blanks between; of
// "j'ai", "you're", "avez-vous" the parts are looked up.
enum class Kind : std::uint8_t { self, hearer, together, third, it, here, why, report, reason };
constexpr std::size_t kinds = 9;
using Kinds = std::bitset<kinds>;

constexpr std::array<std::array<std::string_view, kinds>, all_languages.size()> words_of_kind{{
    {"ik k me mij mijn", "u uw ge gij je jij jou jouw jullie", "we wij ons onze",
     "hij zij ze hem haar hun hen men", "het dat die da", "dit deze hier", "waarom hoe hoezo",
     "zei zeg zegt zeggen gezegd bedoel bedoelt bedoelde denk denkt dacht weet wist vertelt "
     "vertelde verteld uitleggen hoor hoorde hoorden zie ziet zag merk merkt merkte vind vindt",
     "omdat want doordat dus als dan"},
    {"je j m moi mon ma mes", "vous votre vos tu toi ton ta tes te t", "nous notre nos on",
     "il elle ils elles lui leur leurs eux son sa ses", "ca cela c ce", "ceci ici cette cet ces",
     "pourquoi comment",
     "dit dites dire disiez disais disait pense pensez pensais pensiez sais savez savait explique "
     "expliquez entends entendu vois voyez voyait remarque remarquez",
     "parce car puisque donc si alors"},
    {"i me my mine", "you your yours", "we us our let", "he she they him her his them their",
     "it its that those", "this these here", "why how",
     "said say says saying mean means meant think thinks thinking thought know knew told explain "
     "heard see saw notice noticed",
     "because cause since so if then"},
}};

bool stands_in(std::string_view list, std::string_view word) {
  for (std::size_t at = 0; (at = list.find(word, at)) != list.npos; at += word.size()) {
    const bool begins = at == 0 || list[at - 1] == ' ';
    const bool ends = at + word.size() == list.size() || list[at + word.size()] == ' ';
    if (begins && ends) return true;
  }
  return false;
}

Kinds kinds_of(Language language, std::string_view folded) {
  Kinds out;
  while (!folded.empty()) {
    const std::size_t end = std::min(folded.find_first_of("'-"), folded.size());
    for (std::size_t k = 0; end > 0 && k < kinds; ++k) {
      if (stands_in(words_of_kind[static_cast<std::size_t>(language)][k], folded.substr(0, end))) {
        out.set(k);
      }
    }
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return out;
}

/// One word of either turn as the features see it.
struct UptakeWord {
  std::uint32_t token = 0;
  std::uint32_t type = 0;
  std::string_view folded;
  std::optional<int> number;  // "eight" and "8" are the same
  bool stop = false;
  bool content = false;  // or a number
  bool first = false;    // of its type in this turn
  Kinds kinds;
  double weight = 0;

  bool is(Kind kind) const { return kinds[static_cast<std::size_t>(kind)]; }
};

std::optional<int> small_number(std::string_view folded, Language language, bool stop) {
  if (all_digits(folded) && folded.size() <= 2) {
    int value = 0;
    for (const char c : folded) value = value * 10 + (c - '0');
    return value;
  }
  // "een" and "un" are articles.
  return stop ? std::nullopt : number_word(folded, language);
}

bool same(const UptakeWord& a, const UptakeWord& b) {
  return a.type == b.type || (a.number && a.number == b.number);
}

bool takes_up(const PreparedContact& contact, const UptakeWord& a, const UptakeWord& b) {
  return a.content && b.content && (same(a, b) || contact.match(a.type, b.type));
}

std::vector<UptakeWord> words_of(const PreparedContact& contact, std::uint32_t first,
                                 std::uint32_t last) {
  const Lexicon& lexicon = *contact.lexicon();
  std::vector<UptakeWord> out;
  for (std::uint32_t k = first; k < last; ++k) {
    const WordType& type = contact.type_of(k);
    UptakeWord word;
    word.token = k;
    word.type = contact.tokens()[k].type;
    word.folded = type.folded;
    if (type.kind != TokenKind::placeholder) {
      word.stop = lexicon.is_stopword(type.folded);
      word.number = small_number(type.folded, lexicon.language(), word.stop);
      word.content = !type.content.empty() || word.number.has_value();
      word.kinds = kinds_of(lexicon.language(), type.folded);
      const double letters =
          std::min(letters_counted, static_cast<double>(code_points(type.folded)));
      const bool number = word.number || all_digits(type.folded);
      word.weight =
          word.stop ? stop_weight
                    : content_weight + weight_per_letter * letters + (number ? number_bonus : 0);
    }
    word.first = std::none_of(out.begin(), out.end(),
                              [&](const UptakeWord& before) { return same(before, word); });
    out.push_back(word);
  }
  return out;
}

// A dash or dots at the end: the speaker was cut short, or leaves the rest to the other.
bool breaks_off(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return text.ends_with("\u2013") || text.ends_with("\u2014") || text.ends_with('-') ||
         text.ends_with("\u2026") || text.ends_with("...");
}

double log1p_of(std::size_t count) {
  return std::log1p(static_cast<double>(count));
}

class Reader {
 public:
  Reader(const PreparedContact& contact, std::uint32_t turn, std::uint32_t about,
         std::span<const Act> acts)
      : contact_(contact), turn_(turn), about_(about), acts_(acts) {
    const PreparedTurn& t = contact.turns()[turn];
    const PreparedTurn& o = contact.turns()[about];
    own_ = words_of(contact, t.first_token, std::min(t.last_token, t.first_token + words_read));
    const std::uint32_t skipped = o.last_token - std::min(o.last_token - o.first_token, words_read);
    other_ = words_of(contact, skipped, o.last_token);
    taken_.assign(own_.size(), false);
    for (std::size_t i = 0; i < own_.size(); ++i) {
      taken_[i] = std::any_of(other_.begin(), other_.end(),
                              [&](const UptakeWord& w) { return takes_up(contact_, own_[i], w); });
    }
  }

  UptakeFeatures read() {
    if (own_.empty() || other_.empty()) return out_;
    overlap();
    longest_run();
    by_sentence();
    small_words();
    openings();
    the_other();
    if (const auto meaning = meaning_shared_of_turns(contact_, turn_, about_)) {
      set(Feature::meaning_shared, 2.0 * *meaning - 1.0);
    }
    return out_;
  }

  std::vector<UptakeMatch> matches() const {
    std::vector<UptakeMatch> out;
    for (std::size_t i = 0; i < own_.size();) {
      if (!taken_[i]) {
        ++i;
        continue;
      }
      // Of several places the one from where most words follow alike.
      std::size_t best = 0;
      std::size_t best_length = 0;
      for (std::size_t j = 0; j < other_.size(); ++j) {
        if (!takes_up(contact_, own_[i], other_[j])) continue;
        std::size_t length = 1;
        while (i + length < own_.size() && j + length < other_.size() &&
               (same(own_[i + length], other_[j + length]) ||
                takes_up(contact_, own_[i + length], other_[j + length]))) {
          ++length;
        }
        if (length > best_length) {
          best = j;
          best_length = length;
        }
      }
      // A run that ends in small words ends before them.
      while (best_length > 1 && !taken_[i + best_length - 1]) --best_length;
      if (own_[i].first || best_length > 1) {
        out.push_back({range(own_, i, best_length), range(other_, best, best_length)});
      }
      i += best_length;
    }
    return out;
  }

 private:
  void set(Feature feature, double value) { out_[static_cast<std::size_t>(feature)] = value; }
  void set(Feature feature, bool holds) { set(feature, holds ? 1.0 : 0.0); }
  double get(Feature feature) const { return out_[static_cast<std::size_t>(feature)]; }
  bool any(Kind kind) const {
    return std::any_of(own_.begin(), own_.end(), [&](const UptakeWord& w) { return w.is(kind); });
  }
  bool any_of_other(Kind kind) const {
    return std::any_of(other_.begin(), other_.end(),
                       [&](const UptakeWord& w) { return w.is(kind); });
  }
  TextRange range(const std::vector<UptakeWord>& words, std::size_t first,
                  std::size_t count) const {
    return {contact_.tokens()[words[first].token].text.begin,
            contact_.tokens()[words[first + count - 1].token].text.end};
  }

  bool asks(const PreparedSentence& s) const {
    if (contact_.punctuated()) return s.question;
    return std::any_of(acts_.begin(), acts_.end(), [&](const Act& act) {
      return act.kind == ActKind::question && act.turn == s.turn && act.text.begin < s.text.end &&
             s.text.begin < act.text.end;
    });
  }

  void overlap() {
    std::size_t other_content = 0;
    std::size_t other_taken = 0;
    double other_weight = 0;
    double shared_weight = 0;
    double shared_in_12 = 0;
    double shared_in_25 = 0;
    double content_taken = 0;
    std::size_t function_shared = 0;
    for (const UptakeWord& w : other_) {
      if (!w.first) continue;
      other_weight += w.weight;
      const auto said =
          std::find_if(own_.begin(), own_.end(), [&](const UptakeWord& v) { return same(v, w); });
      if (said != own_.end()) {
        shared_weight += w.weight;
        if (said - own_.begin() < 12) shared_in_12 += w.weight;
        if (said - own_.begin() < 25) shared_in_25 += w.weight;
        if (w.stop) ++function_shared;
      }
      if (!w.content) continue;
      ++other_content;
      if (std::any_of(own_.begin(), own_.end(),
                      [&](const UptakeWord& v) { return takes_up(contact_, v, w); })) {
        ++other_taken;
        content_taken += w.weight;
        if (w.number) set(Feature::number_taken, true);
      }
    }
    std::size_t content = 0;
    std::size_t taken = 0;
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < own_.size(); ++i) {
      if (taken_[i] && !first) first = i;
      if (!own_[i].first || !own_[i].content) continue;
      ++content;
      if (taken_[i]) ++taken;
    }
    const auto share = [](double part, double whole) { return whole == 0 ? 0.0 : part / whole; };
    set(Feature::taken_weight, std::log1p(shared_weight));
    set(Feature::taken_content, std::log1p(content_taken));
    set(Feature::taken_function, log1p_of(function_shared));
    set(Feature::share_of_other, share(shared_weight, other_weight));
    set(Feature::content_share_of_other,
        share(static_cast<double>(other_taken), static_cast<double>(other_content)));
    set(Feature::content_share_of_own,
        share(static_cast<double>(taken), static_cast<double>(content)));
    set(Feature::taken_in_12, std::log1p(shared_in_12));
    set(Feature::taken_in_25, std::log1p(shared_in_25));
    set(Feature::early, first ? 1.0 / (1.0 + static_cast<double>(*first) / 8.0) : 0.0);
    set(Feature::repeat_and_add,
        taken == 0 ? 0.0 : std::min(1.0, static_cast<double>(content - taken) / 4.0));
    set(Feature::short_without, own_.size() <= 3 && taken == 0);
    bool end_to_start = false;
    for (std::size_t j = other_.size() - std::min<std::size_t>(other_.size(), 3); j < other_.size();
         ++j) {
      for (std::size_t i = 0; i < std::min<std::size_t>(own_.size(), 8); ++i) {
        end_to_start = end_to_start || takes_up(contact_, own_[i], other_[j]);
      }
    }
    set(Feature::end_to_start, end_to_start);
  }

  // The longest stretch of the other's words said again.
  void longest_run() {
    std::vector<std::size_t> length(own_.size() + 1, 0);
    std::size_t longest = 0;
    for (const UptakeWord& w : other_) {
      for (std::size_t i = own_.size(); i-- > 0;) {  // backwards: the row before is still there
        length[i + 1] = same(w, own_[i]) ? length[i] + 1 : 0;
        longest = std::max(longest, length[i + 1]);
      }
    }
    set(Feature::run, log1p_of(longest));
  }

  void by_sentence() {
    const auto sentences = contact_.sentences_of(turn_);
    std::size_t taking = 0;
    std::size_t number = 0;
    double densest = 0;
    bool asks_at_all = false;
    bool why = false;
    bool about_it = false;
    for (const PreparedSentence& s : sentences) {
      std::size_t content = 0;
      std::size_t taken = 0;
      bool has_why = false;
      bool has_it = false;
      for (std::size_t i = 0; i < own_.size(); ++i) {
        if (own_[i].token < s.first || own_[i].token >= s.last) continue;
        has_why = has_why || own_[i].is(Kind::why);
        has_it = has_it || own_[i].is(Kind::it);
        const bool again = std::any_of(
            own_.begin(), own_.begin() + static_cast<std::ptrdiff_t>(i),
            [&](const UptakeWord& w) { return w.token >= s.first && same(w, own_[i]); });
        if (again || !own_[i].content) continue;
        ++content;
        if (taken_[i]) ++taken;
      }
      if (taken > 0) ++taking;
      densest = std::max(densest, static_cast<double>(taken) /
                                      static_cast<double>(std::max<std::size_t>(content, 2)));
      if (asks(s)) {
        asks_at_all = true;
        about_it = about_it || has_it;
        why = why || (has_why && number < 2);
      }
      ++number;
    }
    set(Feature::sentences_taking, log1p_of(taking));
    set(Feature::densest_sentence, densest);
    set(Feature::asks, asks_at_all);
    set(Feature::asks_why, why);
    set(Feature::asks_about_it, about_it);
    set(Feature::asks_beside_taking, asks_at_all && get(Feature::taken_weight) > 0);
  }

  void small_words() {
    const std::size_t count = own_.size();
    set(Feature::two_words, count <= 2);
    set(Feature::words, log1p_of(count));
    set(Feature::words_to_40, std::min(static_cast<double>(count), 40.0) / 40.0);
    set(Feature::why_short, count <= 12 && any(Kind::why));
    set(Feature::hearer, any(Kind::hearer));
    set(Feature::together, any(Kind::together));
    set(Feature::self, any(Kind::self));
    set(Feature::here, any(Kind::here));
    set(Feature::reports, any(Kind::report));
    bool thinks = false;
    for (std::size_t i = 0; i < count; ++i) {
      if (own_[i].is(Kind::hearer) || own_[i].is(Kind::third)) {
        for (std::size_t k = i; k < std::min(count, i + 3); ++k) {
          thinks = thinks || own_[k].is(Kind::report);
        }
      }
    }
    set(Feature::hearer_thinks, thinks);
  }

  void openings() {
    bool points = false;
    for (std::size_t i = 0; i < std::min<std::size_t>(own_.size(), 8); ++i) {
      points = points || own_[i].is(Kind::it);
    }
    set(Feature::points_early, points);
    const std::uint32_t start = own_.front().token;
    bool acknowledges = false;
    for (const CueHit& hit : contact_.hits_of(turn_)) {
      acknowledges =
          acknowledges || (hit.first == start && (hit.cue_class == CueClass::acknowledge ||
                                                  hit.cue_class == CueClass::confirm ||
                                                  hit.cue_class == CueClass::disconfirm));
    }
    set(Feature::acknowledges, acknowledges);
  }

  void the_other() {
    const auto sentences = contact_.sentences_of(about_);
    const bool asked = std::any_of(sentences.begin(), sentences.end(),
                                   [&](const PreparedSentence& s) { return asks(s); });
    set(Feature::other_asks, asked);
    set(Feature::asks_back, asked && get(Feature::asks) > 0);
    set(Feature::other_broke_off, breaks_off(contact_.contact().turns()[about_].text));
    set(Feature::broke_off, breaks_off(contact_.contact().turns()[turn_].text));
    set(Feature::other_reasons, any_of_other(Kind::reason));
    set(Feature::other_self, any_of_other(Kind::self));
    set(Feature::other_thinks, any_of_other(Kind::self) && any_of_other(Kind::report));
    set(Feature::self_to_hearer, any_of_other(Kind::self) && any(Kind::hearer));
  }

  const PreparedContact& contact_;
  std::uint32_t turn_;
  std::uint32_t about_;
  std::span<const Act> acts_;
  std::vector<UptakeWord> own_;
  std::vector<UptakeWord> other_;
  std::vector<bool> taken_;  // by word of own_: a content word of the other's
  UptakeFeatures out_{};
};

// Whether there is a content word besides "mhm", "prima", "euh".
bool holds_content(const PreparedContact& contact, std::uint32_t turn) {
  const PreparedTurn& t = contact.turns()[turn];
  const auto hits = contact.hits_of(turn);
  for (std::uint32_t k = t.first_token; k < t.last_token; ++k) {
    if (contact.type_of(k).content.empty()) continue;
    const bool listens = std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return (hit.cue_class == CueClass::acknowledge || hit.cue_class == CueClass::filler) &&
             hit.first <= k && k < hit.last;
    });
    if (!listens) return true;
  }
  return false;
}

}  // namespace

Result<UptakeModel> UptakeModel::create(const LinearModel& model) {
  if (model.data().act) {
    return Error{ErrorCode::invalid_argument,
                 "a model of " + std::string(name(*model.data().act)) + " in the place of uptake",
                 "/act"};
  }
  auto ordered = model.ordered(uptake_feature_names);
  if (!ordered) return std::move(ordered).error();
  return UptakeModel(*std::move(ordered));
}

std::optional<std::uint32_t> turn_answered(const PreparedContact& contact, std::uint32_t turn) {
  const auto turns = contact.turns();
  const Speaker own = turns[turn].speaker;
  std::optional<std::uint32_t> nearest;
  std::uint32_t seen = 0;
  for (std::uint32_t t = turn; t-- > 0;) {
    if (turns[t].first_token == turns[t].last_token) continue;
    if (turns[t].speaker == own) {
      if (!nearest) return std::nullopt;  // the same party goes on
      continue;
    }
    if (!nearest) nearest = t;
    if (holds_content(contact, t)) return t;
    if (++seen > passed_over) break;
  }
  return nearest;
}

UptakeFeatures uptake_features(const PreparedContact& contact, std::uint32_t turn,
                               std::uint32_t about_turn, std::span<const Act> acts) {
  if (contact.lexicon() == nullptr) return {};
  return Reader(contact, turn, about_turn, acts).read();
}

std::vector<Uptake> uptake(const PreparedContact& contact, const UptakeModel& model,
                           std::span<const Act> acts) {
  std::vector<Uptake> out;
  if (contact.lexicon() == nullptr) return out;
  std::vector<Act> questions;
  for (const Act& act : acts) {
    if (act.kind == ActKind::question && act.turn) questions.push_back(act);
  }
  std::stable_sort(questions.begin(), questions.end(),
                   [](const Act& a, const Act& b) { return *a.turn < *b.turn; });
  for (std::uint32_t turn = 0; turn < contact.turns().size(); ++turn) {
    const PreparedTurn& t = contact.turns()[turn];
    if (t.first_token == t.last_token) continue;
    const auto about = turn_answered(contact, turn);
    if (!about) continue;
    // Only those of the two turns and what lies between: every sentence looks through them.
    const auto first =
        std::lower_bound(questions.begin(), questions.end(), *about,
                         [](const Act& act, std::uint32_t number) { return *act.turn < number; });
    const auto last =
        std::upper_bound(first, questions.end(), turn,
                         [](std::uint32_t number, const Act& act) { return number < *act.turn; });
    Reader reader(contact, turn, *about, {first, last});
    const Prediction prediction = model.model().predict(reader.read());
    Uptake found;
    found.turn = turn;
    found.about_turn = *about;
    found.score = prediction.probability;
    found.why = model.model().why(prediction, reasons_shown);
    found.by = model.model().data().version;
    found.matches = reader.matches();
    found.meaning = meaning_shared_of_turns(contact, turn, *about);
    out.push_back(std::move(found));
  }
  return out;
}

}  // namespace callnorm
