#include "callnorm/detect/reformulation.hpp"

#include <algorithm>
#include <cstdio>

#include "callnorm/analysis/client_window.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

// Precision of R1, R2 and R4 together on expert-annotated English counselling (NORM 3.0).
constexpr double measured_precision = 0.71;

/// What is read as one: a turn of talk or of a chat; a sentence of an e-mail, which is a letter,
/// not a turn.
struct Unit {
  std::uint32_t turn = 0;
  std::uint32_t first = 0;  ///< tokens
  std::uint32_t last = 0;
  std::span<const PreparedSentence> sentences;

  bool holds(const CueHit& hit) const { return hit.first >= first && hit.last <= last; }
};

struct Reader {
  const PreparedContact& contact;
  const ReformulationOptions& options;
  ClientWindow client{contact, options.client_turns, options.client_window};

  std::string words(const std::vector<ContentMatch>& matches) const {
    std::string out;
    for (const ContentMatch& m : matches) {
      if (!out.empty()) out += ' ';
      out += contact.type_of(m.token).content;
    }
    return out;
  }

  const CueHit* longest(const Unit& unit, CueClass cue_class, bool weak) const {
    const CueHit* best = nullptr;
    for (const CueHit& hit : contact.hits_of(unit.sentences)) {
      if (!unit.holds(hit) || hit.cue_class != cue_class || contact.cue_of(hit).weak != weak)
        continue;
      if (best == nullptr || hit.last - hit.first > best->last - best->first) best = &hit;
    }
    return best;
  }

  // A number of the window that the turn says again, whole or a part of at least three digits.
  const NumberRun* repeated_number(const Unit& unit, std::span<const std::uint32_t> window,
                                   const NumberRun** origin) const {
    for (const NumberRun& own : contact.numbers_of(unit.turn)) {
      if (own.digits.size() < options.number_digits) continue;
      if (own.text.begin < unit.sentences.front().text.begin ||
          own.text.begin >= unit.sentences.back().text.end)
        continue;
      for (const std::uint32_t t : window) {
        for (const NumberRun& other : contact.numbers_of(t)) {
          if (other.digits.find(own.digits) != std::string::npos) {
            *origin = &other;
            return &own;
          }
        }
      }
    }
    return nullptr;
  }

  // From the cue's sentence, where there is a cue, through the sentences that hold the number or a
  // matched word.
  TextRange span(const Unit& unit, const CueHit* cue, const std::vector<ContentMatch>& matches,
                 const NumberRun* number) const {
    std::optional<TextRange> range;
    for (const PreparedSentence& s : unit.sentences) {
      const bool holds_cue = cue != nullptr && cue->first >= s.first && cue->first < s.last;
      const bool holds = holds_cue ||
                         (number != nullptr && number->text.begin >= s.text.begin &&
                          number->text.begin < s.text.end) ||
                         std::any_of(matches.begin(), matches.end(), [&](const ContentMatch& m) {
                           return m.token >= s.first && m.token < s.last;
                         });
      if (holds_cue && number == nullptr) range.reset();  // a cue announces what follows it
      if (holds) range = range ? TextRange{range->begin, s.text.end} : s.text;
    }
    return range.value_or(TextRange{});
  }

  // "Just to summarise before we finish: your card is blocked": what was done, not what the client
  // said.
  bool sums_up_actions(const Unit& unit, const CueHit& cue) const {
    const auto hits = contact.hits_of(unit.sentences);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return contact.is_cue(hit, CueClass::closing, "summary") && hit.first < cue.last &&
             hit.last > cue.first;
    });
  }

  // "Quand vous parlez de travail à distance, s'agit-il de réunions ?" asks what was meant.
  bool clarifies(const Unit& unit) const {
    const auto hits = contact.hits_of(unit.sentences);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return hit.cue_class == CueClass::clarify && unit.holds(hit) && hit.last - hit.first > 1;
    });
  }

  // "Welke dag krijgt u de sleutels?" asks, however much of it the client said.
  bool asks_what(const Unit& unit) const {
    return std::any_of(unit.sentences.begin(), unit.sentences.end(),
                       [&](const PreparedSentence& s) {
                         const auto hits = contact.hits_of(s);
                         return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
                           return contact.is_cue(hit, CueClass::question_open, "wh") &&
                                  hit.first <= s.first + 1 && (s.question || !contact.punctuated());
                         });
                       });
  }

  std::optional<Act> read(const Unit& unit) {
    const std::uint32_t turn = unit.turn;
    const auto hits = contact.hits_of(unit.sentences);
    if (std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
          return hit.cue_class == CueClass::reform_neg && unit.holds(hit);
        })) {
      return std::nullopt;
    }
    const auto window = client.before(turn);
    if (window.empty()) return std::nullopt;
    const Overlap overlap = client.overlap(turn, unit.first, unit.last);
    const auto matched = static_cast<std::uint32_t>(overlap.matches.size());
    const CueHit* strong = longest(unit, CueClass::reform, false);
    const CueHit* weak = longest(unit, CueClass::reform, true);
    if (strong != nullptr && sums_up_actions(unit, *strong)) return std::nullopt;
    const NumberRun* origin = nullptr;
    const NumberRun* number = repeated_number(unit, window, &origin);
    const bool asks = std::any_of(unit.sentences.begin(), unit.sentences.end(),
                                  [](const PreparedSentence& s) { return s.question; });
    const bool second_person = std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
      return hit.cue_class == CueClass::second_person && unit.holds(hit);
    });
    const bool only_numbers =
        std::all_of(overlap.matches.begin(), overlap.matches.end(), [&](const ContentMatch& m) {
          const WordType& type = contact.type_of(m.token);
          return type.kind == TokenKind::number || type.number_word;
        });

    Act act;
    act.kind = ActKind::reformulation;
    const CueHit* cue = nullptr;
    const char* rule = nullptr;
    if (strong != nullptr && matched >= options.strong_matches) {
      rule = "R1";
      cue = strong;
    } else if (weak != nullptr && !(asks && clarifies(unit)) && matched >= options.weak_matches &&
               overlap.share() >= options.weak_share) {
      rule = "R2";
      cue = weak;
    } else if (number != nullptr && (asks || strong != nullptr || weak != nullptr ||
                                     unit.last - unit.first <= options.readback_words)) {
      rule = "R3";
      cue = strong != nullptr ? strong : weak;
    } else if (strong == nullptr && weak == nullptr && matched >= options.plain_matches &&
               overlap.share() >= options.plain_share && second_person && !asks_what(unit) &&
               !(asks && clarifies(unit))) {
      rule = "R4";
    } else {
      return std::nullopt;
    }
    // Numbers and nothing else of the client's said again: data checked, not words put differently.
    if (only_numbers && number == nullptr) return std::nullopt;
    const bool read_back = number != nullptr && (rule[1] == '3' || only_numbers);
    if (read_back) act.kind = ActKind::read_back;
    act.turn = turn;
    act.text = span(unit, cue, read_back ? std::vector<ContentMatch>{} : overlap.matches,
                    read_back ? number : nullptr);
    act.score = measured_precision;
    act.by = "rules@1";
    act.details.emplace_back("rule", rule);
    if (cue != nullptr) {
      const Cue& entry = contact.cue_of(*cue);
      act.details.emplace_back("cue", entry.pattern.empty() ? entry.regex : entry.pattern);
    }
    if (read_back) {
      act.details.emplace_back("number", number->digits);
      act.about_turn = origin->turn;
      act.about = origin->text;
    } else {
      act.details.emplace_back("matched", words(overlap.matches));
      char share[16];
      std::snprintf(share, sizeof share, "%d%%", static_cast<int>(overlap.share() * 100.0 + 0.5));
      act.details.emplace_back("share", share);
      if (const auto taken = most_taken_up(contact, overlap.matches)) {
        act.about_turn = taken->turn;
        act.about = taken->text;
      }
    }
    return act;
  }
};

}  // namespace

void detect_reformulations(const PreparedContact& contact, const ReformulationOptions& options,
                           std::vector<Act>& out) {
  if (contact.lexicon() == nullptr) return;
  Reader reader{contact, options};
  for (std::uint32_t turn = 0; turn < contact.turns().size(); ++turn) {
    const PreparedTurn& own = contact.turns()[turn];
    if (own.speaker != Speaker::agent || own.first_token == own.last_token) continue;
    const auto sentences = contact.sentences_of(turn);
    if (contact.contact().channel() == Channel::email) {
      for (std::size_t s = 0; s < sentences.size(); ++s) {
        if (auto act = reader.read(
                {turn, sentences[s].first, sentences[s].last, sentences.subspan(s, 1)})) {
          out.push_back(std::move(*act));
        }
      }
    } else if (auto act = reader.read({turn, own.first_token, own.last_token, sentences})) {
      out.push_back(std::move(*act));
    }
  }
}

}  // namespace callnorm
