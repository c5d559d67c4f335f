#include "callnorm/detect/clarification.hpp"

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <string>

#include "callnorm/analysis/client_window.hpp"
#include "callnorm/analysis/question_form.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/lexicon.hpp"
#include "callnorm/text/number_words.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

// Precision of "ends with ?" on expert-annotated English counselling; clause-initial cues reach
// 0.90 (NORM CCO-3.2).
constexpr double question_precision = 0.86;
constexpr double opening_precision = 0.90;
constexpr std::uint32_t opening_tokens =
    3;  // a one-word cue must stand this early: "en welk toestel?"

// What a recogniser writes down has no marks, and a turn is one sentence: the question stands
// anywhere in it. Each of these is right nine times in ten on such talk, together they find half of
// the questions (nl .55, fr .40, en .69), first words alone a quarter (.29, .14, .29).
constexpr std::array question_forms{QuestionFeature::wh_opens,     QuestionFeature::wh_phrase,
                                    QuestionFeature::wh_last,      QuestionFeature::wh_last_short,
                                    QuestionFeature::wh_in_place,  QuestionFeature::inversion_you,
                                    QuestionFeature::inversion_it, QuestionFeature::inversion_noun,
                                    QuestionFeature::inversion_i,  QuestionFeature::inversion_later,
                                    QuestionFeature::clarify_cue,  QuestionFeature::data_short,
                                    QuestionFeature::or_inside,    QuestionFeature::or_last,
                                    QuestionFeature::offer_form,   QuestionFeature::repair_opens};

bool has_form_of_question(const QuestionForm& form) {
  return std::any_of(question_forms.begin(), question_forms.end(), [&](QuestionFeature feature) {
    return form[static_cast<std::size_t>(feature)];
  });
}

using Hits = boost::container::small_vector<const CueHit*, 24>;  // of one sentence

struct Reader {
  const PreparedContact& contact;

  Hits hits_in(const PreparedSentence& s) const {
    Hits out;
    for (const CueHit& hit : contact.hits_of(s)) {
      if (hit.first >= s.first && hit.last <= s.last && hit.first < s.last) out.push_back(&hit);
    }
    return out;
  }

  // The first token after fillers, "ok", "en", "dus".
  std::uint32_t start_of(const PreparedSentence& s, const Hits& hits) const {
    std::uint32_t at = s.first;
    for (bool moved = true; moved && at < s.last;) {
      moved = false;
      const auto first = std::partition_point(hits.begin(), hits.end(),
                                              [&](const CueHit* hit) { return hit->first < at; });
      for (auto here = first; here != hits.end() && (*here)->first == at; ++here) {
        const CueHit* const hit = *here;
        const bool light = hit->cue_class == CueClass::filler ||
                           hit->cue_class == CueClass::acknowledge ||
                           (hit->cue_class == CueClass::reform && contact.cue_of(*hit).weak);
        if (light && hit->last < s.last) {
          at = hit->last;
          moved = true;
          break;
        }
      }
    }
    return at;
  }

  bool opens_question(const PreparedSentence& s, const Hits& hits) const {
    const std::uint32_t start = start_of(s, hits);
    return std::any_of(hits.begin(), hits.end(), [&](const CueHit* hit) {
      if (hit->first != start) return false;
      if (hit->cue_class == CueClass::question_open || hit->cue_class == CueClass::question_excl)
        return true;
      return hit->cue_class == CueClass::clarify;
    });
  }

  bool asks(const PreparedSentence& s, const Hits& hits) const {
    return s.question || (!contact.punctuated() && opens_question(s, hits));
  }

  Act make(ActKind kind, const PreparedSentence& s, double score) const {
    Act act;
    act.kind = kind;
    act.turn = s.turn;
    act.text = s.text;
    act.score = score;
    act.by = "rules@1";
    return act;
  }

  double score(const PreparedSentence& s) const {
    return s.question ? question_precision : opening_precision;
  }

  // The cue that decides the kind: an offer before a request before open repair, then the longer.
  const CueHit* clarify_cue(const PreparedSentence& s, const Hits& hits) const {
    const std::uint32_t start = start_of(s, hits);
    const auto rank = [&](const CueHit* hit) {
      const std::string& tag = contact.cue_of(*hit).tag;
      if (tag == "request" && hit->first == start)
        return 4;  // "welk toestel bedoelt u?" asks, it offers nothing
      return tag == "offer" ? 3 : tag == "request" ? 2 : 1;
    };
    const CueHit* best = nullptr;
    for (const CueHit* hit : hits) {
      if (hit->cue_class != CueClass::clarify) continue;
      if (hit->last - hit->first == 1 && hit->first >= start + opening_tokens) continue;
      if (best == nullptr || rank(hit) > rank(best) ||
          (rank(hit) == rank(best) && hit->last - hit->first > best->last - best->first)) {
        best = hit;
      }
    }
    return best;
  }

  // A noun that names routine data, where the question collects it. "Wat is uw adres?" and "welke
  // datum?" collect; "bedoelt u het adres in Gent?" clarifies, and so does "welk adres?" once the
  // client spoke of an address.
  const CueHit* data_noun(const PreparedSentence& s, const Hits& hits, ClientWindow& client) const {
    const CueHit* noun = nullptr;
    for (const CueHit* hit : hits) {
      if (hit->cue_class == CueClass::data_noun && noun == nullptr) noun = hit;
    }
    if (noun == nullptr) return nullptr;
    const CueHit* cue = clarify_cue(s, hits);
    if (cue == nullptr) return noun;
    if (cue->last - cue->first > 1) return nullptr;
    return client.overlap(s.turn, noun->first, noun->last).matches.empty() ? noun : nullptr;
  }
};

bool excluded(const Hits& hits, const PreparedContact& contact) {
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit* hit) {
    const std::string& tag = contact.cue_of(*hit).tag;
    switch (hit->cue_class) {
      case CueClass::question_excl: return true;
      case CueClass::hold: return !contact.cue_of(*hit).weak && tag != "busy" && tag != "none";
      case CueClass::closing: return tag == "anything_else";
      case CueClass::greeting: return tag == "offer" || tag == "id";
      default: return false;
    }
  });
}

/// "Hi Martin, you alright?" takes up a name, and clarifies nothing.
bool greets(const Hits& hits, const PreparedContact& contact) {
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit* hit) {
    return contact.is_cue(*hit, CueClass::greeting, "greet");
  });
}

}  // namespace

void detect_questions(const PreparedContact& contact, const ClarificationOptions& options,
                      std::vector<Act>& out) {
  if (contact.lexicon() == nullptr) return;
  const Reader reader{contact};
  ClientWindow client(contact, options.client_turns, options.client_window);
  QuestionFormReader form(contact);
  for (std::uint32_t i = 0; i < contact.sentences().size(); ++i) {
    const PreparedSentence& s = contact.sentences()[i];
    const auto hits = reader.hits_in(s);
    if (!reader.asks(s, hits) && (contact.punctuated() || !has_form_of_question(form.read(i)))) {
      continue;
    }
    out.push_back(reader.make(ActKind::question, s, reader.score(s)));
    if (contact.turns()[s.turn].speaker != Speaker::agent) continue;
    if (const CueHit* noun = reader.data_noun(s, hits, client)) {
      Act act = reader.make(ActKind::data_question, s, reader.score(s));
      act.type = contact.cue_of(*noun).tag;
      act.details.emplace_back("noun", contact.cue_of(*noun).pattern);
      out.push_back(std::move(act));
    }
  }
}

DataPhrases::DataPhrases(const ScriptDraft& script, const Lexicon& lexicon) {
  std::vector<Token> tokens;
  const auto add = [&](std::string text, const ScriptData& data, bool literal) {
    std::replace(text.begin(), text.end(), '_', ' ');
    tokens.clear();
    tokenize(text, tokens);
    Phrase phrase{{}, {}, data.id, data.type, literal};
    for (const Token& token : tokens) {
      phrase.words.push_back(folded(slice(text, token.text)));
      const std::string_view content = lexicon.content(phrase.words.back());
      if (!content.empty()) phrase.content.emplace_back(content);
    }
    if (literal ? !phrase.words.empty() : !phrase.content.empty()) {
      phrases_.push_back(std::move(phrase));
    }
  };
  for (const ScriptData& data : script.data) {
    for (const std::string& ask : data.ask) add(ask, data, true);
    add(data.field, data, false);
    add(data.id, data, false);
  }
}

const DataPhrases::Phrase* DataPhrases::said(const PreparedContact& contact, std::uint32_t first,
                                             std::uint32_t last) const {
  const auto stands = [&](const Phrase& phrase) {
    for (std::uint32_t k = first; k + phrase.words.size() <= last; ++k) {
      bool all = true;
      for (std::size_t w = 0; w < phrase.words.size() && all; ++w) {
        all = contact.type_of(k + static_cast<std::uint32_t>(w)).folded == phrase.words[w];
      }
      if (all) return true;
    }
    return false;
  };
  const auto means = [&](const Phrase& phrase) {
    return std::all_of(phrase.content.begin(), phrase.content.end(), [&](const std::string& word) {
      const std::uint32_t key = content_key(word);
      for (std::uint32_t k = first; k < last; ++k) {
        const WordType& type = contact.type_of(k);
        if (type.content_key == key && content_match(type.content, word)) return true;
      }
      return false;
    });
  };
  const auto found = std::find_if(phrases_.begin(), phrases_.end(), [&](const Phrase& phrase) {
    return phrase.literal ? stands(phrase) : means(phrase);
  });
  return found == phrases_.end() ? nullptr : &*found;
}

void detect_script_data_questions(const PreparedContact& contact, const DataPhrases& phrases,
                                  std::vector<Act>& acts) {
  if (contact.lexicon() == nullptr) return;
  const Reader reader{contact};
  const std::size_t count = acts.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (acts[i].kind != ActKind::question || !acts[i].turn) continue;
    if (contact.turns()[*acts[i].turn].speaker != Speaker::agent) continue;
    for (const PreparedSentence& s : contact.sentences_of(*acts[i].turn)) {
      if (s.text.begin >= acts[i].text.end || s.text.end <= acts[i].text.begin) continue;
      const DataPhrases::Phrase* const asked = phrases.said(contact, s.first, s.last);
      if (asked == nullptr) continue;
      // Words of the data inside a question that opens like a clarification ("bedoelt u het adres
      // in Gent?") ask what the client meant.
      const CueHit* cue = reader.clarify_cue(s, reader.hits_in(s));
      if (!asked->literal && cue != nullptr && cue->last - cue->first > 1) continue;
      Act act = acts[i];
      act.kind = ActKind::data_question;
      act.text = s.text;
      act.type = asked->type;
      act.details = {{"data", asked->data}};
      acts.push_back(std::move(act));
    }
  }
}

void detect_clarifications(const PreparedContact& contact, const ClarificationOptions& options,
                           std::span<const Act> data_questions, std::vector<Act>& out) {
  if (contact.lexicon() == nullptr) return;
  const Reader reader{contact};
  ClientWindow client(contact, options.client_turns, options.client_window);
  const auto collects_data = [&](const PreparedSentence& s) {
    const auto own = acts_of_turn(data_questions, s.turn);
    return std::any_of(own.begin(), own.end(), [&](const Act& act) {
      return act.text.begin < s.text.end && act.text.end > s.text.begin;
    });
  };
  for (const PreparedSentence& s : contact.sentences()) {
    if (contact.turns()[s.turn].speaker != Speaker::agent) continue;
    const auto hits = reader.hits_in(s);
    if (!reader.asks(s, hits) || excluded(hits, contact) || collects_data(s)) continue;
    if (client.before(s.turn).empty()) continue;  // nothing was said yet that could be unclear
    const Overlap overlap = client.overlap(s.turn, s.first, s.last);
    const CueHit* cue = reader.clarify_cue(s, hits);
    if (cue == nullptr && (overlap.matches.empty() || greets(hits, contact))) continue;
    // "Quarante-cinq, c'est juste ?" says numbers back.
    const bool only_numbers =
        std::all_of(overlap.matches.begin(), overlap.matches.end(), [&](const ContentMatch& m) {
          return contact.type_of(m.token).kind == TokenKind::number ||
                 number_word(contact.type_of(m.token).folded, contact.lexicon()->language());
        });
    if (cue == nullptr && only_numbers) continue;
    // "Wilt u een nieuwe kaart?" offers something, unless it lays out what the client may have
    // meant.
    const bool wish = std::any_of(hits.begin(), hits.end(), [&](const CueHit* hit) {
      return contact.is_cue(*hit, CueClass::question_open, "wish") &&
             hit->first < s.first + opening_tokens;
    });
    if (cue == nullptr && wish) continue;

    const std::string tag = cue == nullptr ? "" : contact.cue_of(*cue).tag;
    Act act = reader.make(ActKind::clarification, s, reader.score(s));
    if (tag == "open" && overlap.matches.empty()) {
      act.kind = ActKind::open_repair;
    } else if (tag == "offer") {
      act.type = "restricted_offer";
    } else if (!tag.empty()) {
      act.type = "restricted_request";  // an open cue that takes up a word asks about that word
    } else {
      // No cue: a question word asks for something, any other question offers an understanding.
      const bool wh = std::any_of(hits.begin(), hits.end(), [&](const CueHit* hit) {
        return contact.is_cue(*hit, CueClass::question_open, "wh") &&
               hit->first < s.first + opening_tokens;
      });
      act.type = wh ? "restricted_request" : "restricted_offer";
    }
    if (cue != nullptr) {
      const Cue& entry = contact.cue_of(*cue);
      act.details.emplace_back("cue", entry.pattern.empty() ? entry.regex : entry.pattern);
    }
    if (!overlap.matches.empty()) {
      std::string words;
      for (const ContentMatch& m : overlap.matches) {
        if (!words.empty()) words += ' ';
        words += contact.type_of(m.token).content;
      }
      act.details.emplace_back("takes up", words);
      act.about_turn = overlap.matches.front().client_turn;
      act.about = contact.tokens()[overlap.matches.front().client_token].text;
    }
    out.push_back(std::move(act));
  }
}

}  // namespace callnorm
