#include "analysis/verbatim.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <string>
#include <utility>

#include "callnorm/analysis/function_words.hpp"
#include "callnorm/engine/edit_distance.hpp"
#include "callnorm/engine/sequence.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/number_words.hpp"
#include "callnorm/text/tokens.hpp"
#include "text/joins_digits.hpp"

namespace callnorm {
namespace {

constexpr std::uint32_t unknown_word = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t few_words = 3;       // of the client's, in the middle of the sentence
constexpr std::uint32_t restarted = 6;       // words, at most, that a restart takes back
constexpr std::uint32_t editing_words = 2;   // "sorry", "rét-": at the place of the restart
constexpr std::size_t longest_aligned = 64;  // words that are compared one by one

/// Words that may be the sentence: of one turn, then of the agent's next.
struct Stretch {
  std::vector<std::uint32_t> words;   ///< types, numbers as the sentence writes them
  std::vector<std::uint32_t> tokens;  ///< of the contact
  std::size_t own = 0;                ///< of the first turn
};

class Search {
 public:
  Search(const PreparedContact& contact, std::string_view sentence,
         std::optional<Language> language, std::uint32_t max_errors)
      : contact_(contact), language_(language), max_errors_(max_errors) {
    std::vector<Token> tokens;
    tokenize(sentence, tokens);
    for (const Token& token : tokens) {
      folded_.push_back(folded(slice(sentence, token.text)));
      wanted_.push_back(contact.find_type(folded_.back()).value_or(unknown_word));
    }
    add_figures();
    is_wanted_.assign(contact.types().size(), false);
    for (const std::uint32_t type : wanted_) {
      if (type != unknown_word) is_wanted_[type] = true;
    }
    for (const auto& [theirs, ours] : also_) is_wanted_[theirs] = true;
  }

  VerbatimSearch run() {
    out_.words = static_cast<std::uint32_t>(wanted_.size());
    counts_.resize(contact_.turns().size());
    for (std::uint32_t t = 0; t < contact_.turns().size(); ++t) {
      if (contact_.turns()[t].speaker == Speaker::agent) counts_[t] = count_wanted(t);
    }
    for (std::uint32_t t = 0; t < contact_.turns().size(); ++t) {
      const PreparedTurn& turn = contact_.turns()[t];
      if (turn.speaker == Speaker::agent && turn.first_token != turn.last_token) look_at(t);
    }
    return std::move(out_);
  }

 private:
  // Numbers that the sentence has in words and a turn in figures, or the other way round.
  void add_figures() {
    if (!language_) return;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      std::optional<std::uint32_t> other;
      if (all_digits(folded_[i])) {
        for (std::uint32_t type = 0; type < contact_.types().size(); ++type) {
          const auto value = number_word(contact_.types()[type].folded, *language_);
          if (value && std::to_string(*value) == folded_[i]) other = type;
        }
      } else if (const auto value = number_word(folded_[i], *language_)) {
        other = contact_.find_type(std::to_string(*value));
      }
      if (!other) continue;
      if (wanted_[i] == unknown_word) {
        wanted_[i] = *other;  // nobody writes it as the script does
      } else {
        also_.emplace_back(*other, wanted_[i]);
      }
    }
  }

  std::size_t count_wanted(std::uint32_t turn) const {
    const auto own = contact_.tokens().subspan(
        contact_.turns()[turn].first_token,
        contact_.turns()[turn].last_token - contact_.turns()[turn].first_token);
    return static_cast<std::size_t>(
        std::count_if(own.begin(), own.end(),
                      [&](const PreparedToken& token) { return is_wanted_[token.type]; }));
  }

  // The turn in which an agent goes on with what he says: the next, or the one after a turn of the
  // client's.
  std::optional<std::uint32_t> next_of_agent(std::uint32_t turn) const {
    for (std::uint32_t t = turn + 1; t < contact_.turns().size() && t <= turn + 2; ++t) {
      if (contact_.turns()[t].speaker == Speaker::agent) return t;
    }
    return std::nullopt;
  }
  bool client_says_little(std::uint32_t turn, std::uint32_t next) const {
    const PreparedTurn& between = contact_.turns()[turn + 1];
    return next == turn + 1 || between.last_token - between.first_token <= few_words;
  }

  void look_at(std::uint32_t t) {
    const std::optional<std::uint32_t> next = next_of_agent(t);
    const bool goes_on = next && client_says_little(t, *next);
    const std::size_t here_wanted = counts_[t];
    const std::size_t more = next ? counts_[*next] : 0;
    // Where so few of its words stand that even in order they would be neither it nor near it.
    const std::size_t most_errors = std::max<std::size_t>(max_errors_, wanted_.size() / 2);
    if (here_wanted + (goes_on ? more : 0) + most_errors < wanted_.size() &&
        here_wanted + more + max_errors_ < wanted_.size()) {
      return;
    }
    Stretch stretch = read(t, goes_on ? next : std::nullopt, false);
    Occurrence found = nearest_in(stretch);
    if (found.errors > max_errors_) {
      Stretch mended = read(t, goes_on ? next : std::nullopt, true);
      const Occurrence again = nearest_in(mended);
      if (again.errors < found.errors) {
        stretch = std::move(mended);
        found = again;
      }
    }
    const VerbatimPlace place = place_of(t, stretch, found);
    const bool here = found.begin < stretch.own && !place.text.empty();
    if (here && found.errors <= max_errors_) {
      if (same_meaning(stretch, found)) {
        out_.said.push_back(place);
      } else {
        note_near(place, "a negation or a number differs");
      }
      return;
    }
    // Every word in its order, but with others between, of the agent's or the client's.
    if (stretch.own > 0 && complete(goes_on ? stretch : read(t, next, true))) {
      const auto last = contact_.turns()[t].last_token - 1;
      const TextRange own = {contact_.tokens()[contact_.turns()[t].first_token].text.begin,
                             contact_.tokens()[last].text.end};
      note_near(here ? place : VerbatimPlace{t, own, found.errors},
                "all of its words stand there, others between them");
    } else if (here && found.errors * 2 <= wanted_.size()) {
      note_near(place, "");
    }
  }

  // Without fillers and words said twice on end; `mended`: nor restarts.
  Stretch read(std::uint32_t t, std::optional<std::uint32_t> next, bool mended) const {
    Stretch out;
    append(t, mended, out);
    out.own = out.words.size();
    if (next) append(*next, mended, out);
    return out;
  }

  void append(std::uint32_t t, bool mended, Stretch& stretch) const {
    const PreparedTurn& turn = contact_.turns()[t];
    std::vector<bool> fills(turn.last_token - turn.first_token, false);
    for (const CueHit& hit : contact_.hits_of(t)) {
      if (hit.cue_class != CueClass::filler) continue;
      for (std::uint32_t k = hit.first; k < hit.last; ++k) fills[k - turn.first_token] = true;
    }
    for (std::uint32_t k = turn.first_token; k < turn.last_token; ++k) {
      std::uint32_t type = contact_.tokens()[k].type;
      const bool twice = !stretch.words.empty() && stretch.words.back() == type;
      if (twice && !repeats_itself(type, 1)) continue;
      if (!is_wanted_[type] && fills[k - turn.first_token]) continue;
      for (const auto& [theirs, ours] : also_) {
        if (type == theirs) type = ours;
      }
      if (mended) take_back(stretch, type);
      stretch.words.push_back(type);
      stretch.tokens.push_back(k);
    }
  }

  // "binnen veertien - binnen veertien kalenderdagen": where a word of the sentence comes again
  // after a few, these are taken back, and what stands at the place of the restart with them.
  void take_back(Stretch& stretch, std::uint32_t type) const {
    if (!is_wanted_[type]) return;
    const std::size_t size = stretch.words.size();
    std::size_t others = 0;
    for (std::size_t back = 1; back <= std::min<std::size_t>(restarted, size); ++back) {
      const std::uint32_t word = stretch.words[size - back];
      if (word == type) {
        // A restart does not reach back into the turn before.
        if (repeats_itself(type, back) || size - back < stretch.own) return;
        stretch.words.resize(size - back);
        stretch.tokens.resize(size - back);
        return;
      }
      others += is_wanted_[word] ? 0U : 1U;
      if (others > editing_words) return;
    }
  }

  // Whether the sentence itself has a word again after so many.
  bool repeats_itself(std::uint32_t type, std::size_t after) const {
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (wanted_[i] != type) continue;
      const std::size_t reach = std::min(wanted_.size(), i + after + 2);
      for (std::size_t j = i + 1; j < reach; ++j) {
        if (wanted_[j] == type) return true;
      }
    }
    return false;
  }

  Occurrence nearest_in(const Stretch& stretch) const {
    return nearest_occurrence(std::span<const std::uint32_t>(wanted_),
                              std::span<const std::uint32_t>(stretch.words));
  }

  VerbatimPlace place_of(std::uint32_t t, const Stretch& stretch, const Occurrence& found) const {
    const std::size_t end = std::min<std::size_t>(found.end, stretch.own);
    if (end <= found.begin) return {t, {}, found.errors};
    return {t,
            {contact_.tokens()[stretch.tokens[found.begin]].text.begin,
             contact_.tokens()[stretch.tokens[end - 1]].text.end},
            found.errors};
  }

  bool complete(const Stretch& stretch) const {
    const std::size_t common = lcs_length(std::span<const std::uint32_t>(wanted_),
                                          std::span<const std::uint32_t>(stretch.words));
    return common + max_errors_ >= wanted_.size();
  }

  // Whether none of the words that differ turns the sentence into another.
  bool same_meaning(const Stretch& stretch, const Occurrence& found) const {
    if (found.errors == 0 || wanted_.size() > longest_aligned) return true;
    const auto text = [](const auto& words, std::size_t begin, std::size_t end) {
      std::u32string out;
      for (std::size_t i = begin; i < end; ++i) out += static_cast<char32_t>(words[i]);
      return out;
    };
    const std::u32string ours = text(wanted_, 0, wanted_.size());
    const std::u32string theirs = text(stretch.words, found.begin, found.end);
    const auto runs = aligned_edits(ours, theirs, found.errors);
    if (!runs) return true;
    for (const EditRun& run : *runs) {
      if (run.kind == EditRun::Kind::match) continue;
      for (std::uint32_t i = 0; i < run.length; ++i) {
        if (run.kind != EditRun::Kind::insertion && turns(folded_[run.a + i], true)) return false;
        if (run.kind == EditRun::Kind::deletion) continue;
        const std::uint32_t type = stretch.words[found.begin + run.b + i];
        if (turns(contact_.types()[type].folded, false)) return false;
      }
    }
    return true;
  }

  // A negation, or a number. French may leave "ne" out; put in, it denies.
  bool turns(std::string_view word, bool left_out) const {
    if (all_digits(word)) return true;
    if (!language_) return false;
    if (function_word(*language_, word) == FunctionWord::negation) {
      return !left_out || (word != "ne" && word != "n'");
    }
    return number_word(word, *language_).value_or(0) > 1;  // "one" and "een" are articles too
  }

  // What may be the sentence after all goes before what is only near it; then the fewest errors.
  void note_near(const VerbatimPlace& place, std::string_view doubt) {
    const bool better = !out_.nearest ||
                        (out_.doubt.empty() != doubt.empty() ? out_.doubt.empty()
                                                             : place.errors < out_.nearest->errors);
    if (!better) return;
    out_.nearest = place;
    out_.doubt = doubt;
  }

  const PreparedContact& contact_;
  std::optional<Language> language_;
  std::uint32_t max_errors_;
  std::vector<std::string> folded_;                            // the words of the sentence
  std::vector<std::uint32_t> wanted_;                          // their types
  std::vector<std::pair<std::uint32_t, std::uint32_t>> also_;  // of the contact, of the sentence
  std::vector<bool> is_wanted_;                                // by type
  std::vector<std::size_t> counts_;                            // of such words, by turn
  VerbatimSearch out_;
};

}  // namespace

VerbatimSearch find_verbatim(const PreparedContact& contact, std::string_view sentence,
                             std::optional<Language> language, std::uint32_t max_errors) {
  return Search(contact, sentence, language, max_errors).run();
}

}  // namespace callnorm
