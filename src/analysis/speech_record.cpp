#include "callnorm/analysis/speech_record.hpp"

#include <algorithm>
#include <optional>

#include "callnorm/analysis/function_words.hpp"
#include "callnorm/analysis/named_wait.hpp"
#include "callnorm/analysis/only_cues.hpp"
#include "callnorm/analysis/request.hpp"
#include "callnorm/engine/intervals.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

// Words that may follow an announcement: "..., alstublieft mevrouw".
constexpr std::uint32_t tail_words = 6;
constexpr std::uint32_t unmarked_tail_words = 10;  // "dan bel ik de garage is dat goed"
constexpr std::uint32_t longest_tail = 60;         // behind which a time that is named closes it
constexpr std::uint32_t call_tail_words = 2;       // "Bent u er nog, mevrouw?"
constexpr std::uint32_t short_answer = 3;          // words
constexpr Millis between_halves{3000};             // of a sentence that somebody spoke into
constexpr std::uint32_t little_words = 7;          // "Just updating the file for a second."
constexpr std::uint32_t address_words = 4;         // "Dank u wel, mevrouw."
constexpr std::uint32_t granting_words = 6;        // "Geen probleem, ik heb de tijd."
constexpr std::uint32_t request_words = 15;  // "press the one at the back until it starts to blink"

/// A turn, or what lies between two pauses in it.
struct Part {
  std::uint32_t turn;
  TimeSpan time;
  TextRange text;
};

/// What a part does, and a wait that words before its last announce. "Ik zet u in de wacht dan bel
/// ik de garage is dat goed": without marks the announcement may go on to the end, and does when
/// the client says "doe maar".
struct Reading {
  Speech speech;
  std::optional<Millis> if_granted;
  bool asks_oneself = false;  ///< "Where did I put that?"
};

/// What the phrases of a part do for the silence after it.
struct Phrases {
  bool waits = false;  // "wait, I'll look for it"
  bool waits_last =
      false;  // and little more: "Hold on, that's not what they told me" waits for none
  bool undertakes = false;  // "Je monte.", "I'll go and look."
  bool patient = false;     // "neem uw tijd"
  bool requests = false;    // "press the button"
  bool calls = false;       // "hallo?", "vous êtes toujours là"
  bool calls_last = false;  // and nothing much after it
  bool only_calls = false;  // nor before it
  bool unheard = false;     // "I can't hear you": the other has the floor
};

/// Where the last words of a part begin that name a wait, and that speak of one; 0 where none do.
struct Tail {
  std::uint32_t names_wait = 0;
  std::uint32_t waits = 0;
};

class PartReader {
 public:
  PartReader(const PreparedContact& contact, const Part& part, std::span<const Act* const> acts)
      : contact_(contact),
        part_(part),
        acts_(acts),
        data_(contact.contact().data()),
        hits_(contact.hits_of(part.turn)) {
    const auto [first, past] = contact.tokens_within(part.turn, part.text);
    words_ = past - first;
    thanks_ = contact.says_cue(part.turn, CueClass::closing, "thanks");
  }

  /// @param whole the part is all of the turn.
  [[nodiscard]] Reading read(bool agent, bool whole, const SpeechLimits& limits) const {
    Reading reading;
    Speech& speech = reading.speech;
    speech.time = part_.time;
    speech.agent = agent;
    speech.words = words_;
    read_acts(reading, whole, limits);
    if (agent) {
      read_agent(speech);
      speech.of_own_doing = speech.of_own_doing || (speech.hold_unknown && reading.asks_oneself);
    } else {
      read_client(speech);
    }
    return reading;
  }

 private:
  // Read when it is first asked for: most parts announce nothing.
  const Tail& tail() const {
    if (tail_) return *tail_;
    tail_.emplace();
    for (const CueHit& hit : hits_) {
      const bool names = hit.cue_class == CueClass::wait_unit;
      if (!names && !announces_wait(contact_.cue_of(hit)) && !patience(hit)) continue;
      if (hit.text.begin < part_.text.begin || hit.text.end > part_.text.end ||
          !near_end(hit.text.end)) {
        continue;
      }
      if (!names) tail_->waits = std::max(tail_->waits, hit.text.begin);
      if (names && named_wait(contact_, hit.sentence)) {
        tail_->names_wait = std::max(tail_->names_wait, hit.text.begin);
      }
    }
    return *tail_;
  }

  void read_acts(Reading& reading, bool whole, const SpeechLimits& limits) const;
  void read_agent(Speech& speech) const;
  void read_client(Speech& speech) const;
  [[nodiscard]] Phrases phrases() const;

  // Whether an act or phrase that ends at `end` is in the last words: no more than `most` follow
  // it, or its sentence, where marks show how far that goes: of "One moment please, I will look it
  // up for you in the system." a phrase may be the first two words only, the announcement is all
  // of it.
  [[nodiscard]] bool near_end(std::uint32_t end, std::uint32_t most = tail_words) const {
    if (contact_.punctuated()) {
      const auto sentences = contact_.sentences_of(part_.turn);
      const auto own = std::partition_point(
          sentences.begin(), sentences.end(),
          [&](const PreparedSentence& sentence) { return sentence.text.end < end; });
      if (own != sentences.end() && own->text.begin < end) end = own->text.end;
    }
    return words_after(end) <= most;
  }

  [[nodiscard]] std::uint32_t words_after(std::uint32_t end) const {
    const auto [first, last] =
        contact_.tokens_within(part_.turn, {end, std::max(end, part_.text.end)});
    return last - first;
  }

  // "Thank you, I'll be as quick as I can."
  [[nodiscard]] bool says_i() const {
    return std::any_of(hits_.begin(), hits_.end(), [&](const CueHit& hit) {
      return hit.text.begin >= part_.text.begin && hit.text.end <= part_.text.end &&
             contact_.is_cue(hit, CueClass::subject, "i");
    });
  }

  // "Hang on, I'll get my papers."
  [[nodiscard]] bool i_after(const CueHit& hit) const {
    const auto after = contact_.hits_near(hit.sentence, hit.last, hit.last + short_answer);
    return std::any_of(after.begin(), after.end(), [&](const CueHit& other) {
      return other.first >= hit.last && contact_.is_cue(other, CueClass::subject, "i");
    });
  }

  // Whether an act that begins at `begin` is in the first words: "Ja maar, wat kost dat?"
  [[nodiscard]] bool near_begin(std::uint32_t begin) const {
    const auto [first, last] =
        contact_.tokens_within(part_.turn, {part_.text.begin, std::max(part_.text.begin, begin)});
    return last - first <= short_answer;
  }

  // "Minute.", "One minute.": all of the part, or a sentence of its own of two words; "the second
  // one" and "maybe a minute" are none.
  [[nodiscard]] bool stands_alone(const CueHit& hit) const {
    const PreparedSentence& sentence = contact_.sentences()[hit.sentence];
    return words_ <= short_answer ||
           (sentence.last - sentence.first <= 2 && hit.last == sentence.last);
  }

  // "Hij denkt nog na.": a statement of the agent's.
  [[nodiscard]] bool may_be_busy(const CueHit& hit) const {
    return contact_.turns()[part_.turn].speaker == Speaker::agent &&
           !contact_.sentences()[hit.sentence].question;
  }

  // "Thanks for waiting." of a client's calls nobody.
  [[nodiscard]] bool thanks(const CueHit& hit) const {
    return std::any_of(hits_.begin(), hits_.end(), [&](const CueHit& other) {
      return contact_.is_cue(other, CueClass::closing, "thanks") && other.first < hit.last &&
             other.last > hit.first;
    });
  }

  // "u" in "dank u".
  [[nodiscard]] bool acknowledges(const CueHit& hit) const {
    const auto near = contact_.hits_near(hit);
    return std::any_of(near.begin(), near.end(), [&](const CueHit& other) {
      return other.cue_class == CueClass::acknowledge && other.first <= hit.first &&
             other.last >= hit.last;
    });
  }

  // Whether the last words do what neither asks nor announces: data read back, a thank-you.
  [[nodiscard]] bool read_otherwise() const {
    return std::any_of(acts_.begin(), acts_.end(), [&](const Act* act) {
      switch (act->kind) {
        case ActKind::read_back:
        case ActKind::greeting:
        case ActKind::thanks:
        case ActKind::apology:
        case ActKind::goodbye: return act->text.end >= part_.text.end;
        default: return false;
      }
    });
  }

  // "A thousand thanks" is none.
  [[nodiscard]] bool names_number() const {
    const auto numbers = contact_.numbers_of(part_.turn);
    return std::any_of(numbers.begin(), numbers.end(), [&](const NumberRun& number) {
      return std::none_of(hits_.begin(), hits_.end(), [&](const CueHit& hit) {
        return hit.cue_class == CueClass::closing && hit.text.begin < number.text.end &&
               hit.text.end > number.text.begin;
      });
    });
  }

  [[nodiscard]] bool opens_with(CueClass one, CueClass other) const {
    const std::uint32_t first = contact_.turns()[part_.turn].first_token;
    return std::any_of(hits_.begin(), hits_.end(), [&](const CueHit& hit) {
      return hit.first == first && (hit.cue_class == one || hit.cue_class == other);
    });
  }

  // A phrase of patience that is not part of an announcement: "fais" in "je vous fais patienter".
  // A longer phrase around it begins not many hits away.
  [[nodiscard]] bool patience(const CueHit& hit) const {
    constexpr std::ptrdiff_t away = 32;
    if (hit.cue_class != CueClass::patience) return false;
    const std::ptrdiff_t at = &hit - hits_.data();
    const auto first = hits_.begin() + std::max<std::ptrdiff_t>(at - away, 0);
    const auto past =
        hits_.begin() + std::min(at + away, static_cast<std::ptrdiff_t>(hits_.size()));
    return std::none_of(first, past, [&](const CueHit& other) {
      return other.cue_class == CueClass::hold && other.first <= hit.first &&
             other.last >= hit.last && other.last - other.first > hit.last - hit.first;
    });
  }

  // "Doe maar op uw gemak, ik blijf hangen.": the time is the client's to take.
  [[nodiscard]] bool waits_for_client(const Act& act) const {
    return !data_.gives(act.kind) &&
           std::any_of(hits_.begin(), hits_.end(),
                       [&](const CueHit& hit) {
                         return patience(hit) && hit.text.begin < act.text.end &&
                                hit.text.end > act.text.begin;
                       }) &&
           std::none_of(hits_.begin(), hits_.end(),
                        [&](const CueHit& hit) { return hit.cue_class == CueClass::wait_unit; });
  }

  // "I'll check it tomorrow.", "There's a hold on that payment.": no wait now.
  [[nodiscard]] bool rules_out_wait(TextRange text) const {
    return std::any_of(hits_.begin(), hits_.end(), [&](const CueHit& hit) {
      return hit.text.begin < text.end && hit.text.end > text.begin &&
             contact_.is_cue(hit, CueClass::hold, "none");
    });
  }

  // "Unplug it, wait half a minute and plug it in again.": the client's wait.
  [[nodiscard]] bool instructs(const Act& act) const {
    if (data_.gives(act.kind)) return false;
    TextRange sentence = act.text;
    for (const PreparedSentence& own : contact_.sentences_of(part_.turn)) {
      if (own.text.begin >= act.text.end || own.text.end <= act.text.begin) continue;
      sentence = {std::min(sentence.begin, own.text.begin), std::max(sentence.end, own.text.end)};
    }
    bool requested = false;
    for (const CueHit& hit : hits_) {
      if (hit.text.begin < sentence.begin || hit.text.end > sentence.end) continue;
      if (contact_.is_cue(hit, CueClass::subject, "i")) return false;
      requested = requested || is_request(contact_, hit);
    }
    return requested;
  }

  // "I'll open your file. It's not the fastest of our systems.": an announcement of which the words
  // after it speak, too, or that they end by naming a time. Whether acts that people gave do is for
  // them to say.
  [[nodiscard]] bool goes_on_about_it(std::uint32_t end) const {
    if (data_.gives(ActKind::hold)) return false;
    return (near_end(end, longest_tail) && tail().names_wait >= end) ||
           (near_end(end, request_words) && tail().waits >= end);
  }

  // "Can you bear with me a second?" leaves nobody the floor.
  [[nodiscard]] bool asks_to_wait(const Act& question) const {
    const bool in_words = !data_.gives(ActKind::hold) && !data_.gives(ActKind::question) &&
                          std::any_of(hits_.begin(), hits_.end(), [&](const CueHit& hit) {
                            return announces_wait(contact_.cue_of(hit)) &&
                                   !contact_.cue_of(hit).weak && hit.last - hit.first > 1 &&
                                   hit.text.begin >= question.text.begin &&
                                   hit.text.end <= question.text.end;
                          });
    return in_words || std::any_of(acts_.begin(), acts_.end(), [&](const Act* act) {
             return act->kind == ActKind::hold && act->text.begin < question.text.end &&
                    act->text.end > question.text.begin;
           });
  }

  // "Ik zie", "I have": what the subject of a sentence sees, has or did.
  [[nodiscard]] bool states(const CueHit& subject) const {
    return std::any_of(hits_.begin(), hits_.end(), [&](const CueHit& other) {
      return other.cue_class == CueClass::state && other.first <= subject.first &&
             other.last >= subject.last;
    });
  }

  // "Ik ben uw contract aan het overzetten.", "Je suis en train de remonter l'historique."
  [[nodiscard]] bool undertakes(const CueHit& subject) const {
    return std::any_of(hits_.begin(), hits_.end(), [&](const CueHit& other) {
      return other.cue_class == CueClass::undertake && other.first == subject.first &&
             other.last - other.first > 2;
    });
  }

  // Whether an agent's last words speak of what he does or will do, which may announce a wait;
  // what he sees, has or did does not. So may an announcement not long before: "Je regarde. On a
  // changé de programme la semaine passée." Where no marks show how far a sentence goes, it may be
  // the whole of it: "je regarde ce qui me reste côte à côte".
  [[nodiscard]] bool of_own_doing() const {
    if (std::any_of(acts_.begin(), acts_.end(), [&](const Act* act) {
          return act->kind == ActKind::hold && act->text.begin >= part_.text.begin &&
                 act->text.end <= part_.text.end &&
                 (!contact_.punctuated() || near_end(act->text.end, request_words));
        })) {
      return true;
    }
    return std::any_of(hits_.begin(), hits_.end(), [&](const CueHit& hit) {
      if (hit.text.begin < part_.text.begin || hit.text.end > part_.text.end) return false;
      // "Comptez une bonne minute."
      if (hit.cue_class == CueClass::wait_unit && named_wait(contact_, hit.sentence)) return true;
      return contact_.is_cue(hit, CueClass::subject, "i") &&
             near_end(hit.text.end, request_words) && (!states(hit) || undertakes(hit));
    });
  }

  // "Bijna, mevrouw.", "It's a bit slow.", "Je suis toujours dessus.": a few words that tell the
  // other nothing, neither about them nor how something came out nor in figures. In the middle of a
  // wait they may say that it goes on. Where there are marks, the last sentence of the part counts.
  [[nodiscard]] bool tells_nothing(std::uint32_t most = little_words) const {
    TextRange last = part_.text;
    std::uint32_t words = words_;
    if (contact_.punctuated()) {
      for (const PreparedSentence& sentence : contact_.sentences_of(part_.turn)) {
        if (sentence.text.begin >= part_.text.end || sentence.text.end <= part_.text.begin)
          continue;
        last = {std::max(sentence.text.begin, part_.text.begin),
                std::min(sentence.text.end, part_.text.end)};
        words = sentence.last - sentence.first;
      }
    }
    if (words > most || !contact_.numbers_of(part_.turn).empty()) return false;
    return std::none_of(hits_.begin(), hits_.end(), [&](const CueHit& hit) {
      return hit.text.begin >= last.begin && hit.text.end <= last.end &&
             (hit.cue_class == CueClass::outcome ||
              ((hit.cue_class == CueClass::second_person ||
                contact_.is_cue(hit, CueClass::subject, "you")) &&
               !(thanks_ && thanks(hit)) && !acknowledges(hit)));
    });
  }

  // "Hoe doe ik dat weer?", "Where did I put that?": nobody but the one who asks can answer.
  [[nodiscard]] bool asks_oneself(const Act& question) const {
    if (data_.gives(ActKind::question)) return false;
    bool opens = false;
    bool oneself = false;
    for (const CueHit& hit : hits_) {
      if (hit.text.begin < question.text.begin || hit.text.end > question.text.end) continue;
      if (hit.cue_class == CueClass::second_person || hit.cue_class == CueClass::question_excl ||
          contact_.is_cue(hit, CueClass::subject, "you")) {
        return false;
      }
      opens = opens || hit.cue_class == CueClass::question_word;
      oneself = oneself || contact_.is_cue(hit, CueClass::subject, "i");
    }
    return opens && oneself;
  }

  const PreparedContact& contact_;
  const Part& part_;
  std::span<const Act* const> acts_;  // of the turn
  const ContactDraft& data_;
  std::span<const CueHit> hits_;  // of the turn
  std::uint32_t words_ = 0;
  mutable std::optional<Tail> tail_;
  bool thanks_ = false;  // somewhere in the turn
};

Phrases PartReader::phrases() const {
  Phrases found;
  for (const CueHit& hit : hits_) {
    if (hit.text.begin < part_.text.begin || hit.text.begin >= part_.text.end) continue;
    const bool inside = hit.text.end <= part_.text.end;
    switch (hit.cue_class) {
      case CueClass::hold:
        if (!announces_wait(contact_.cue_of(hit))) {
          if (thanks_ && thanks(hit)) break;
          if (contact_.cue_of(hit).weak && words_ > hit.last - hit.first) break;  // "Ja, mevrouw."
          found.calls = true;
          if (near_end(hit.text.end, call_tail_words)) {
            found.unheard = found.unheard || contact_.cue_of(hit).tag == "call";
            found.calls_last = true;
            found.only_calls = found.only_calls || near_begin(hit.text.begin);
          }
        } else if (!found.waits_last && inside && !rules_out_wait(hit.text) &&
                   (contact_.is_cue(hit, CueClass::hold, "") ||
                    contact_.is_cue(hit, CueClass::hold, "transfer") ||
                    (contact_.is_cue(hit, CueClass::hold, "busy") && may_be_busy(hit)))) {
          const bool waits =
              near_end(hit.text.end) && (!contact_.cue_of(hit).weak || stands_alone(hit));
          found.waits = found.waits || waits;
          found.waits_last = waits && (words_after(hit.text.end) <= short_answer || i_after(hit));
        }
        break;
      case CueClass::undertake:
        found.undertakes = found.undertakes || (inside && near_end(hit.text.end, request_words));
        break;
      case CueClass::patience:
        found.patient =
            found.patient || (inside && patience(hit) && near_end(hit.text.end, request_words));
        break;
      case CueClass::request:
        found.requests =
            found.requests || (is_request(contact_, hit) &&
                               near_end(std::min(hit.text.end, part_.text.end), request_words));
        break;
      default: break;
    }
  }
  return found;
}

void PartReader::read_acts(Reading& reading, bool whole, const SpeechLimits& limits) const {
  Speech& speech = reading.speech;
  const bool silent = contact_.contact().turns()[part_.turn].text.empty();
  for (const Act* act : acts_) {
    const bool here = act->text.end > part_.text.begin && act->text.begin < part_.text.end;
    if (!here && !silent) continue;
    const std::uint32_t act_end = std::min(act->text.end, part_.text.end);
    switch (act->kind) {
      case ActKind::hold:
        // "Ik blijf hangen.": it is the client who is waited for.
        if (const bool last = near_end(act_end) || goes_on_about_it(act_end);
            (last || (!contact_.punctuated() && near_end(act_end, unmarked_tail_words))) &&
            !waits_for_client(*act) && !instructs(*act) &&
            (data_.gives(ActKind::hold) || !rules_out_wait(act->text))) {
          const Millis named = std::min(act->announced.value_or(limits.cover), limits.cover_max);
          if (last) {
            speech.announces = std::max(speech.announces.value_or(Millis{0}), named);
          } else {
            reading.if_granted = std::max(reading.if_granted.value_or(Millis{0}), named);
          }
        }
        break;
      case ActKind::question:
        if (speech.agent && asks_oneself(*act)) {
          reading.asks_oneself = reading.asks_oneself || near_end(act_end);
          break;
        }
        speech.asks = speech.asks || (near_end(act_end) && !asks_to_wait(*act));
        speech.asked = speech.asked || near_end(act_end, request_words);
        speech.asks_at_once = speech.asks_at_once || near_begin(act->text.begin);
        break;
      case ActKind::acknowledge: speech.acknowledges = true; break;
      case ActKind::filler: speech.filler_only = whole; break;
      default: break;
    }
  }
}

void PartReader::read_agent(Speech& speech) const {
  const Phrases phrases = this->phrases();
  speech.asks = speech.asks || phrases.unheard;
  speech.requests = phrases.requests;
  speech.patient = phrases.patient;
  speech.acknowledges =
      words_ <= short_answer && only_cues(contact_, part_.turn, {CueClass::acknowledge});
  const bool unread = !speech.asks && !speech.requests && !speech.announces &&
                      !speech.acknowledges && words_ > 0 && (phrases.waits || !read_otherwise());
  speech.floor_unknown = unread && !data_.gives(ActKind::question);
  speech.hold_unknown = unread && !data_.gives(ActKind::hold);
  // What the lexicon takes for an announcement is one perhaps where a detector does not.
  speech.of_own_doing = speech.hold_unknown && (phrases.waits || of_own_doing());
  speech.says_little = phrases.calls || (unread && tells_nothing());
  if (!speech.asks && !speech.requests && words_ > 0 && words_ <= brief_words &&
      tells_nothing(brief_words)) {
    // "Thank you very much.", "Super.": after the client's "sure" to a wait.
    const bool ok = opens_with(CueClass::acknowledge, CueClass::confirm);
    speech.says_little = speech.says_little || (ok && words_ <= address_words) ||
                         (thanks_ && (words_ <= granting_words || says_i()));
    speech.thanks_only = (ok && words_ <= address_words) || (thanks_ && words_ <= granting_words);
  }
  // "I'm going to ring the depot now, okay?"
  speech.asks_leave = speech.asks && !data_.gives(ActKind::hold) && of_own_doing();
}

void PartReader::read_client(Speech& speech) const {
  const Phrases phrases = this->phrases();
  const bool few = words_ <= short_answer;
  // "Are you there? I've got the lid up." goes on.
  speech.calls = phrases.calls;
  speech.asks = speech.asks || phrases.calls_last;
  speech.asks_at_once = phrases.calls ? phrases.only_calls : speech.asks_at_once;
  speech.floor_unknown = !speech.asks && !data_.gives(ActKind::question);
  // "Euh ..." looks for words; "mhm" has heard, "ben oui" answers.
  speech.takes_time =
      (!speech.asks && (phrases.waits_last || phrases.undertakes)) ||
      (speech.filler_only &&
       !only_cues(contact_, part_.turn, {CueClass::acknowledge, CueClass::confirm}));
  speech.interrupts = !speech.asks && phrases.waits;
  speech.patient = phrases.patient;
  speech.agrees =
      few && only_cues(contact_, part_.turn, {CueClass::acknowledge, CueClass::confirm});
  // "Ça va, pas de problème, prenez votre temps.": more words, and still only ok. Nor do a few
  // words that ask nothing and give no number.
  speech.acknowledges =
      speech.acknowledges || speech.patient ||
      (!speech.asks && opens_with(CueClass::patience, CueClass::patience)) ||
      (words_ <= granting_words && !speech.asks &&
       (few || contact_.numbers_of(part_.turn).empty())) ||
      only_cues(contact_, part_.turn, {CueClass::acknowledge, CueClass::confirm, CueClass::filler});
  speech.grants =
      speech.agrees || speech.patient ||
      (words_ <= granting_words && opens_with(CueClass::acknowledge, CueClass::confirm));
  // "Yes, because my husband said that it could not be right.", "Ok, thanks a million for that."
  // So do remarks that answer nothing: "And it was meant to be here Monday."
  speech.gives_number = names_number();
  speech.declines = opens_with(CueClass::disconfirm, CueClass::refusal_firm);
  speech.goes_along = !speech.asks && words_ <= task_words && !speech.gives_number &&
                      (!speech.declines || opens_with(CueClass::acknowledge, CueClass::patience));
}

/// The announcement that the agent made last, in a sentence that goes on in the next turn: "I'm
/// just going to have a look" "Yeah." "at your payments there for Saturday."
class OpenAnnouncement {
 public:
  explicit OpenAnnouncement(const PreparedContact& contact) : contact_(contact) {}

  /// @param speech of `part`; announces what the sentence it ends announced.
  void read(const Part& part, Speech& speech) {
    if (!speech.agent) {
      if (!speech.acknowledges) announced_.reset();
      return;
    }
    const std::string_view text = slice(contact_.contact().turns()[part.turn].text, part.text);
    const bool in_time = announced_ && speech.time.begin - end_ <= between_halves && !speech.asks &&
                         !speech.requests && !starts_with_capital(text);
    if (in_time && !speech.announces && goes_on(part)) {
      speech.announces = announced_;
      speech.floor_unknown = speech.hold_unknown = speech.of_own_doing = false;
    }
    announced_.reset();
    if (speech.announces && contact_.punctuated() && !ends_sentence(text)) {
      announced_ = speech.announces;
      end_ = speech.time.end;
    }
  }

 private:
  // "I'll have a look for you," "your bill was paid on Monday.": the wait is over. What goes on
  // with a preposition or a question word ("at your payments", "what the story is") is no clause of
  // its own; nobody can tell more, so other words leave it open.
  [[nodiscard]] bool goes_on(const Part& part) const {
    const auto [first, past] = contact_.tokens_within(part.turn, part.text);
    if (contact_.lexicon() == nullptr || first == past) return false;
    const std::uint32_t opening = first;
    const auto hits = contact_.hits_of(part.turn);
    const auto word = function_word(contact_.lexicon()->language(), contact_.type_of(first).folded);
    return word == FunctionWord::preposition || word == FunctionWord::conjunction ||
           std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
             return hit.first == opening &&
                    (hit.cue_class == CueClass::question_word || hit.cue_class == CueClass::embed);
           });
  }

  static bool ends_sentence(std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \n\t\"'");
    return last == std::string_view::npos || text[last] == '.' || text[last] == '!' ||
           text[last] == '?';
  }

  const PreparedContact& contact_;
  std::optional<Millis> announced_;
  Millis end_{0};
};

// A turn, cut where its own words pause.
void cut(const Turn& turn, std::uint32_t index, Millis pause, std::vector<Part>& parts) {
  const auto size = static_cast<std::uint32_t>(turn.text.size());
  parts.assign(1, {index, *turn.time, {0, size}});
  for (std::size_t w = 1; w < turn.words.size(); ++w) {
    const Word& before = turn.words[w - 1];
    const Word& word = turn.words[w];
    if (gap(before.time, word.time) < pause) continue;
    parts.back().time.end = before.time.end;
    parts.back().text.end = word.text.begin;
    parts.push_back({index, {word.time.begin, turn.time->end}, {word.text.begin, size}});
  }
}

}  // namespace

SpeechRecord speech_record(const PreparedContact& contact, std::span<const Act> acts,
                           const SpeechLimits& limits) {
  SpeechRecord record;
  const Contact& source = contact.contact();
  record.talk = source.extent();
  std::vector<const Act*> in_order;  // of the talk
  in_order.reserve(acts.size());
  for (const Act& act : acts) {
    if (act.turn) in_order.push_back(&act);
  }
  std::stable_sort(in_order.begin(), in_order.end(),
                   [](const Act* a, const Act* b) { return *a->turn < *b->turn; });
  auto next_act = in_order.cbegin();
  bool goodbye = false;
  std::optional<std::uint32_t> client_goodbye;  // turn of the client's first
  std::vector<Part> parts;
  std::optional<Millis> if_granted;  // of the speech before
  OpenAnnouncement open(contact);
  for (std::uint32_t t = 0; t < source.turns().size(); ++t) {
    const auto acts_begin = next_act;
    while (next_act != in_order.cend() && *(*next_act)->turn == t) ++next_act;
    const std::span<const Act* const> own(acts_begin, next_act);
    const Turn& turn = source.turns()[t];
    if (!turn.time) continue;
    const bool agent = turn.speaker == Speaker::agent;
    if (std::any_of(own.begin(), own.end(),
                    [](const Act* act) { return act->kind == ActKind::goodbye; })) {
      goodbye = true;
      if (!agent && !client_goodbye) client_goodbye = t;
    }
    cut(turn, t, limits.pause, parts);
    for (const Part& part : parts) {
      Reading reading = PartReader(contact, part, own).read(agent, parts.size() == 1, limits);
      open.read(part, reading.speech);
      if (if_granted && !agent && reading.speech.patient && !record.speech.back().announces) {
        record.speech.back().announces = if_granted;
      }
      if_granted = reading.if_granted;
      record.speech.push_back(reading.speech);
      record.turns.push_back(t);
    }
  }
  // Once somebody said goodbye, what follows the last words is hanging up, not conversation. Words
  // of a client who took leave are not waited for by anyone.
  if (goodbye) {
    Millis last = record.talk.begin;
    for (std::size_t i = 0; i < record.speech.size(); ++i) {
      const bool after_leave =
          !record.speech[i].agent && client_goodbye && record.turns[i] > *client_goodbye;
      if (!after_leave) last = std::max(last, record.speech[i].time.end);
    }
    record.talk.end = std::min(record.talk.end, std::max(last, record.talk.begin));
  }
  return record;
}

}  // namespace callnorm
