#include "callnorm/analysis/question_form.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

namespace callnorm {
namespace {

using Feature = QuestionFeature;

constexpr std::uint32_t few = 4;  // words: "en uw adres", "sorry what was that"
constexpr std::uint32_t short_question = 6;
constexpr std::uint32_t in_place =
    8;  // "ça fait combien de temps"; in more, it is a clause of its own
constexpr std::uint32_t many = 15;          // the mean sentence of a call holds half of that
constexpr std::uint32_t repair_limit = 12;  // "sorry, ik heb u niet goed verstaan, wat zei u?"
constexpr std::uint32_t answer_words = 3;
constexpr std::uint32_t answer_turns = 3;  // the other party's next turn, "ok" of one's own between
constexpr Millis answer_gap{3'000};        // what comes later answers nothing
constexpr std::uint32_t overlap_words = 12;  // of a turn looked at for words said again

class Reader {
 public:
  Reader(const PreparedContact& contact, std::uint32_t sentence, std::vector<const CueHit*>& hits)
      : contact_(contact),
        s_(contact.sentences()[sentence]),
        turn_(contact.turns()[s_.turn]),
        hits_(hits) {
    hits_.clear();
    for (const CueHit& hit : contact.hits_of(s_)) {
      if (read_by_models(contact.cue_of(hit)) && hit.first >= s_.first && hit.last <= s_.last &&
          hit.first < hit.last) {
        hits_.push_back(&hit);
      }
    }
    last_of_turn_ = sentence + 1 == turn_.last_sentence;
    start_ = after_light(s_.first, s_.last - std::min(s_.last - s_.first, 1U));
    // "is is dat": said again while looking for words.
    while (start_ + 1 < s_.last &&
           contact_.tokens()[start_].type == contact_.tokens()[start_ + 1].type) {
      ++start_;
    }
  }

  QuestionForm read() {
    if (s_.first == s_.last) return out_;
    words();
    question_words();
    inversions();
    tags();
    subjects();
    other_cues();
    repair();
    neighbours();
    set(Feature::you_answered,
        is(Feature::you_opens) && (is(Feature::answered_yes) || is(Feature::answered_no)));
    set(Feature::it_answered, !is(Feature::you_opens) && !is(Feature::i_opens) &&
                                  !is(Feature::only_light) && is(Feature::turn_end) &&
                                  (is(Feature::answered_yes) || is(Feature::answered_no)));
    set(Feature::phrase_stated, is(Feature::repair_phrase) && is(Feature::other_mark));
    set(Feature::repair_of_other, is(Feature::repair_word) && is(Feature::after_other));
    return out_;
  }

 private:
  void set(Feature feature, bool holds = true) {
    if (holds) out_.set(static_cast<std::size_t>(feature));
  }
  bool is(Feature feature) const { return out_.test(static_cast<std::size_t>(feature)); }
  std::uint32_t length() const { return s_.last - s_.first; }
  const std::string& tag(const CueHit& hit) const { return contact_.cue_of(hit).tag; }
  bool weak(const CueHit& hit) const { return contact_.cue_of(hit).weak; }

  // Words that open a turn and say nothing of what it does: "euh", "ja", "ok", "en", "dus".
  bool light(const CueHit& hit) const {
    switch (hit.cue_class) {
      case CueClass::filler:
      case CueClass::acknowledge:
      case CueClass::connective: return true;
      case CueClass::reform: return weak(hit);
      case CueClass::confirm:
      case CueClass::disconfirm: return hit.last - hit.first == 1;
      default: return false;
    }
  }

  std::uint32_t after_light(std::uint32_t from, std::uint32_t last) const {
    std::uint32_t at = from;
    for (bool moved = true; moved;) {
      moved = false;
      for (const CueHit* hit : begin_at(at)) {
        if (hit->last <= last && light(*hit)) {
          at = hit->last;
          moved = true;
          break;
        }
      }
    }
    return at;
  }

  // Of a sentence of a hundred thousand words only the few near a place are looked at.
  std::span<const CueHit* const> begin_within(std::uint32_t first, std::uint32_t last) const {
    const auto begin = std::partition_point(hits_.begin(), hits_.end(),
                                            [&](const CueHit* hit) { return hit->first < first; });
    const auto end = std::partition_point(begin, hits_.end(),
                                          [&](const CueHit* hit) { return hit->first < last; });
    return {begin, end};
  }
  std::span<const CueHit* const> begin_at(std::uint32_t at) const {
    return begin_within(at, at + 1);
  }

  bool any(CueClass cue_class, std::uint32_t first, std::string_view with_tag = "") const {
    const auto here = begin_at(first);
    return std::any_of(here.begin(), here.end(), [&](const CueHit* hit) {
      return hit->cue_class == cue_class && (with_tag.empty() || tag(*hit) == with_tag);
    });
  }
  bool any(CueClass cue_class) const {
    return std::any_of(hits_.begin(), hits_.end(),
                       [&](const CueHit* hit) { return hit->cue_class == cue_class; });
  }
  bool ends_at(CueClass cue_class, std::uint32_t last) const {
    const auto near = begin_within(last - std::min(last, contact_.longest_hit()), last);
    return std::any_of(near.begin(), near.end(), [&](const CueHit* hit) {
      return hit->cue_class == cue_class && hit->last == last;
    });
  }

  void words() {
    set(Feature::question_mark, s_.question);
    set(Feature::other_mark, contact_.punctuated() && !s_.question);
    set(Feature::one_word, length() == 1);
    set(Feature::few_words, length() > 1 && length() <= few);
    set(Feature::many_words, length() >= many);
    set(Feature::only_light, after_light(s_.first, s_.last) == s_.last);
  }

  void question_words() {
    bool free = false;  // a question word that keeps asking before a subject: "what's", "pourquoi"
    bool relative = false;  // one that is a relative pronoun more often: "which", "que"
    for (const CueHit* hit : hits_) {
      if (hit->cue_class != CueClass::question_word) continue;
      if (hit->first == start_) {
        if (hit->last > wh_end_) {
          wh_end_ = hit->last;
          free = false;
          relative = false;
        }
        free = free || (hit->last == wh_end_ && tag(*hit) == "free");
        relative = relative || (hit->last == wh_end_ && tag(*hit) == "relative");
      } else if (hit->first > start_) {
        const bool reported = ends_at(CueClass::embed, hit->first);
        set(Feature::wh_reported, reported);
        const bool phrase = !reported && !weak(*hit);
        set(Feature::wh_phrase, phrase && length() > in_place);
        set(Feature::wh_in_place, phrase && length() <= in_place);
      }
      if (hit->last == s_.last && hit->first > s_.first && tag(*hit) != "relative") {
        set(Feature::wh_last);
        set(Feature::wh_last_short, length() <= few + 1);
      }
    }
    if (wh_end_ == 0) return;
    // "which" asks after all when a verb stands before its subject: "which line do you mean".
    relative = relative && std::none_of(hits_.begin(), hits_.end(), [&](const CueHit* hit) {
                 return hit->cue_class == CueClass::inversion && hit->first > wh_end_ &&
                        tag(*hit) != "np" && tag(*hit) != "verb";
               });
    const bool subject = !free && any(CueClass::subject, wh_end_);
    set(Feature::wh_then_subject, subject);
    set(Feature::wh_relative, !subject && relative);
    set(Feature::wh_opens, !subject && !relative);
  }

  void inversions() {
    bool verb = false;
    for (const CueHit* hit : hits_) {
      if (hit->cue_class != CueClass::inversion) continue;
      if (hit->first == start_ || (wh_end_ != 0 && hit->first == wh_end_)) {
        const std::string& who = tag(*hit);
        set(Feature::inversion_you, who == "you");
        set(Feature::inversion_it, who == "it");
        set(Feature::inversion_noun, who == "np");
        set(Feature::inversion_i, who == "i");
        if (who == "verb") verb = true;
      } else if (hit->first > start_ && tag(*hit) != "np" && tag(*hit) != "verb") {
        if (!weak(*hit) && !is(Feature::wh_reported)) set(Feature::inversion_later);
        // Dutch puts the verb first after anything that opens the clause ("dan hebt u"); only after
        // a word that joins clauses, or a question word, does the order ask.
        const bool boundary =
            ends_at(CueClass::connective, hit->first) || ends_at(CueClass::filler, hit->first) ||
            ends_at(CueClass::acknowledge, hit->first) ||
            (ends_at(CueClass::question_word, hit->first) && !is(Feature::wh_reported));
        set(Feature::inversion_later, boundary);
      }
    }
    set(Feature::verb_opens, verb && wh_end_ == 0 && !is(Feature::inversion_you) &&
                                 !is(Feature::inversion_it) && !is(Feature::inversion_noun) &&
                                 !is(Feature::inversion_i));
  }

  // "right", "hè": a tag to one's own words, an answer to the other's.
  bool own_before() const {
    return s_.first > turn_.first_token ||
           (s_.turn > 0 && contact_.turns()[s_.turn - 1].speaker == turn_.speaker);
  }

  void tags() {
    for (const CueHit* hit : hits_) {
      if (hit->cue_class != CueClass::question_tag) continue;
      const std::string& which = tag(*hit);
      if (hit->last != s_.last) {
        set(Feature::or_inside, which == "or" && hit->first > start_ && length() < many);
        continue;
      }
      const bool alone = hit->first <= start_;
      if (alone) {
        set(Feature::tag_alone, own_before() && (which == "strong" || which == "weak"));
        set(Feature::or_last, own_before() && which == "or");
        continue;
      }
      // "dat klopt", "that's right" answer.
      const bool answer = std::any_of(hits_.begin(), hits_.end(), [&](const CueHit* other) {
        return (other->cue_class == CueClass::confirm ||
                other->cue_class == CueClass::acknowledge) &&
               other->last == s_.last && other->first < hit->first;
      });
      if (answer) continue;
      set(Feature::tag_strong, which == "strong");
      set(Feature::tag_weak, which == "weak");
      set(Feature::or_last, which == "or");
      set(Feature::tag_other, which.empty());
    }
  }

  void subjects() {
    for (const CueHit* hit : hits_) {
      if (hit->cue_class == CueClass::subject) {
        const std::string& who = tag(*hit);
        if (hit->first == start_) {
          set(Feature::you_opens, who == "you");
          set(Feature::i_opens, who == "i");
          set(Feature::it_opens, who == "it");
        } else {
          set(Feature::i_inside, who == "i" && !ends_at(CueClass::inversion, hit->last));
        }
      } else if (hit->cue_class == CueClass::second_person && hit->first > start_) {
        set(Feature::you_inside);
      }
    }
  }

  void other_cues() {
    const bool you = any(CueClass::second_person);
    const bool reform = any(CueClass::reform);
    set(Feature::takes_up_you, reform && you);
    set(Feature::and_yours, length() <= few + 1 && any(CueClass::connective, s_.first) && you &&
                                !is(Feature::i_opens) && !is(Feature::i_inside));
    set(Feature::data_short, length() <= short_question && any(CueClass::data_noun) && you &&
                                 !is(Feature::i_opens) && !is(Feature::i_inside));
    for (const CueHit* hit : hits_) {
      if (hit->cue_class == CueClass::clarify && tag(*hit) != "open" &&
          hit->last - hit->first > 1) {
        set(Feature::clarify_cue);
      }
      if (hit->cue_class == CueClass::question_excl && hit->first <= start_ + 2) {
        set(Feature::offer_form);
      }
      if (announces_wait(contact_.cue_of(*hit)) && !weak(*hit)) {
        set(Feature::hold_cue);
      }
    }
  }

  void repair() {
    if (length() > repair_limit) return;
    for (const CueHit* hit : hits_) {
      if (hit->cue_class != CueClass::repair_request) continue;
      if (tag(*hit) == "full") {
        set(Feature::repair_phrase, !weak(*hit) || hit->first <= start_);
      } else if (hit->first <= start_) {
        // "sorry what": two of them ask no less than one.
        std::uint32_t end = hit->last;
        for (const CueHit* next : hits_) {
          if (next->cue_class == CueClass::repair_request && next->first == end) end = next->last;
        }
        set(Feature::repair_word, end == s_.last);
        set(Feature::repair_opens, end < s_.last && length() <= short_question);
      }
    }
  }

  // Content words of `turn` among those of `before`: how many, of how many.
  std::pair<std::uint32_t, std::uint32_t> shared(std::uint32_t first, std::uint32_t last,
                                                 const PreparedTurn& before) const {
    std::uint32_t content = 0;
    std::uint32_t found = 0;
    const std::uint32_t end = std::min(last, first + overlap_words);
    const std::uint32_t from = std::max(
        before.first_token,
        before.last_token - std::min(before.last_token - before.first_token, 2 * overlap_words));
    for (std::uint32_t k = first; k < end; ++k) {
      if (contact_.type_of(k).content.empty()) continue;
      ++content;
      for (std::uint32_t other = from; other < before.last_token; ++other) {
        if (contact_.match(contact_.tokens()[k].type, contact_.tokens()[other].type)) {
          ++found;
          break;
        }
      }
    }
    return {found, content};
  }

  void neighbours() {
    const auto turns = contact_.turns();
    const auto count = static_cast<std::uint32_t>(turns.size());
    const PreparedTurn* before = nullptr;
    for (std::uint32_t back = 1; back <= answer_turns && back <= s_.turn; ++back) {
      if (turns[s_.turn - back].speaker == turn_.speaker) continue;
      before = &turns[s_.turn - back];
      set(Feature::after_other, back == 1 && s_.first == turn_.first_token);
      break;
    }
    if (before != nullptr && length() <= few) {
      const auto [found, content] = shared(s_.first, s_.last, *before);
      set(Feature::echo, content > 0 && found == content);
    }
    set(Feature::goes_on, !last_of_turn_);
    if (!last_of_turn_ || s_.turn + 1 >= count) return;
    set(Feature::turn_end, turns[s_.turn + 1].speaker != turn_.speaker);
    set(Feature::goes_on, turns[s_.turn + 1].speaker == turn_.speaker);
    for (std::uint32_t next = s_.turn + 1; next < count && next <= s_.turn + answer_turns; ++next) {
      const PreparedTurn& answer = turns[next];
      if (answer.speaker == turn_.speaker) continue;
      if (answer.time && turn_.time && answer.time->begin - turn_.time->end > answer_gap) return;
      bool yes = false;
      bool no = false;
      for (const CueHit& hit : contact_.hits_of(next)) {
        if (hit.first != answer.first_token) continue;
        yes = yes || hit.cue_class == CueClass::confirm;
        no = no || hit.cue_class == CueClass::disconfirm;
      }
      set(Feature::answered_yes, yes);
      set(Feature::answered_no, no);
      const std::uint32_t words = answer.last_token - answer.first_token;
      set(Feature::answered_short, !yes && !no && words > 0 && words <= answer_words);
      if (before != nullptr && length() <= repair_limit) {
        const auto [found, content] = shared(answer.first_token, answer.last_token, *before);
        set(Feature::said_again, found > 0 && found * 2 >= content);
      }
      return;
    }
  }

  const PreparedContact& contact_;
  const PreparedSentence& s_;
  const PreparedTurn& turn_;
  std::vector<const CueHit*>& hits_;  // of the sentence
  QuestionForm out_;
  std::uint32_t start_ = 0;
  std::uint32_t wh_end_ = 0;  // where the question word that opens ends; 0: none opens
  bool last_of_turn_ = false;
};

}  // namespace

QuestionForm QuestionFormReader::read(std::uint32_t sentence) {
  if (contact_.lexicon() == nullptr) return {};
  return Reader(contact_, sentence, hits_).read();
}

}  // namespace callnorm
