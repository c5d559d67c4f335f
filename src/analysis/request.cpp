#include "callnorm/analysis/request.hpp"

#include <algorithm>
#include <span>
#include <string_view>

namespace callnorm {
namespace {

// What leads up to a request: "ok, en ...", "ja maar ...".
bool leads_up(const CueHit& hit) {
  switch (hit.cue_class) {
    case CueClass::filler:
    case CueClass::acknowledge:
    case CueClass::connective:
    case CueClass::confirm:
    case CueClass::greeting: return true;
    default: return false;
  }
}

}  // namespace

bool opens_clause(const PreparedContact& contact, const PreparedSentence& sentence,
                  std::uint32_t token) {
  if (token == sentence.first) return true;
  const std::string_view text = contact.contact().turns()[sentence.turn].text;
  const std::uint32_t from = contact.tokens()[token - 1].text.end;
  const std::string_view between = text.substr(from, contact.tokens()[token].text.begin - from);
  return between.find_first_of(",;:(") != std::string_view::npos ||
         between.find(" - ") != std::string_view::npos ||
         between.find("\u2013") != std::string_view::npos ||
         between.find("\u2026") != std::string_view::npos;
}

bool is_request(const PreparedContact& contact, const CueHit& hit) {
  if (hit.cue_class != CueClass::request || contact.cue_of(hit).tag == "none") return false;
  const PreparedSentence& sentence = contact.sentences()[hit.sentence];
  bool opens = opens_clause(contact, sentence, hit.first);
  for (const CueHit& other : contact.hits_near(hit)) {
    const bool over = other.first < hit.last && other.last > hit.first;
    const Cue& cue = contact.cue_of(other);
    if (over && other.cue_class == CueClass::request && cue.tag == "none") return false;
    if (over && announces_wait(cue) && !cue.weak) return false;
    if (other.last != hit.first) continue;
    // "Ik druk op", but "dat mag u mij zeggen".
    if (other.cue_class == CueClass::subject && cue.tag != "it" && !opens) return false;
    opens = opens || leads_up(other);
  }
  return opens || !contact.cue_of(hit).weak;
}

}  // namespace callnorm
