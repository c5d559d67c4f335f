#include "callnorm/analysis/resistance.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace callnorm {
namespace {

constexpr std::uint32_t told_words = 8;      // of the agent: less says nothing to resist
constexpr std::uint32_t answer_words = 4;    // of the client: less resists nothing by itself
constexpr std::uint32_t opening_words = 3;   // "Ah ja, dus ..."
constexpr std::uint32_t tail_words = 3;      // that may follow a question in its turn
constexpr std::uint32_t argument_words = 5;  // of the agent: less argues nothing

/// Whether a turn's last words ask something, as far as acts or marks tell.
std::vector<bool> asking_turns(const PreparedContact& contact, std::span<const Act> acts) {
  std::vector<bool> asks(contact.turns().size(), false);
  for (std::uint32_t t = 0; t < asks.size(); ++t) {
    const auto sentences = contact.sentences_of(t);
    asks[t] = !sentences.empty() && sentences.back().question;
  }
  for (const Act& act : acts) {
    if (act.kind != ActKind::question || !act.turn || *act.turn >= asks.size()) continue;
    const auto size = static_cast<std::uint32_t>(contact.contact().turns()[*act.turn].text.size());
    const auto [first, past] =
        contact.tokens_within(*act.turn, {act.text.end, std::max(act.text.end, size)});
    if (past - first <= tail_words) asks[*act.turn] = true;
  }
  return asks;
}

// "Dus u wilt stoppen?": what a client says to that corrects it.
bool formulates(const PreparedContact& contact, std::uint32_t turn) {
  const std::uint32_t opening = contact.turns()[turn].first_token + opening_words;
  const auto hits = contact.hits_of(turn);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    return hit.cue_class == CueClass::reform && (hit.first < opening || !contact.cue_of(hit).weak);
  });
}

// Denies, contrasts or hesitates; and agrees with nothing ("Goed." "Demain, ça va."), unless a
// contrast follows ("Ja, maar ...") or a no opens ("Ah non").
bool sounds_reluctant(const PreparedContact& contact, std::uint32_t turn) {
  const std::uint32_t opens = contact.turns()[turn].first_token;
  bool reluctant = false;
  bool agrees = false;
  for (const CueHit& hit : contact.hits_of(turn)) {
    const std::string& tag = contact.cue_of(hit).tag;
    switch (hit.cue_class) {
      case CueClass::confirm:
      case CueClass::accept:
      case CueClass::closing: agrees = true; break;
      // "Ah, ...", "oh, ..." only open a turn.
      case CueClass::acknowledge: agrees = agrees || hit.last - hit.first > 1; break;
      case CueClass::rebuttal:
        if (tag == "contrast") return true;
        break;
      case CueClass::objection:
        reluctant =
            reluctant || (tag != "none" && tag != "bill" && tag != "self" && tag != "indifferent");
        break;
      case CueClass::disconfirm:
        if (hit.first <= opens + 1) return true;
        break;
      case CueClass::refusal_firm: reluctant = true; break;
      default: break;
    }
  }
  return reluctant && !agrees;
}

// Has a phrase of an objection, whatever stands before it, or refuses.
bool has_resisting_phrase(const PreparedContact& contact, std::uint32_t turn) {
  static constexpr std::array<std::string_view, 6> no_types{"none",     "bill",        "self",
                                                            "negation", "indifferent", ""};
  const auto hits = contact.hits_of(turn);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    if (hit.cue_class == CueClass::refusal_firm) return true;
    return hit.cue_class == CueClass::objection &&
           std::find(no_types.begin(), no_types.end(), contact.cue_of(hit).tag) == no_types.end();
  });
}

// Whether the agent's turn offers something.
bool proposes(const PreparedContact& contact, std::uint32_t turn) {
  const auto hits = contact.hits_of(turn);
  return std::any_of(hits.begin(), hits.end(), [&](const CueHit& hit) {
    const std::string& tag = contact.cue_of(hit).tag;
    return hit.cue_class == CueClass::proposal && tag != "none" && tag != "call" &&
           !contact.is_ruled_out(hit);
  });
}

// Has a phrase that objects, and agrees with nothing.
/// @param offered to an offer: then a phrase objects that elsewhere may complain or tell.
bool has_objection(const PreparedContact& contact, std::uint32_t turn, bool offered) {
  static constexpr std::array<std::string_view, 10> types{
      "price",   "need",      "timing", "trust",      "authority",
      "product", "incumbent", "effort", "deflection", "brush_off"};
  bool objects = false;
  for (const CueHit& hit : contact.hits_of(turn)) {
    const Cue& cue = contact.cue_of(hit);
    if (hit.cue_class == CueClass::accept || hit.cue_class == CueClass::confirm) return false;
    // "I'm at work on Tuesday" to an appointment is none.
    const bool enough = !cue.weak || (offered && (cue.tag == "price" || cue.tag == "need" ||
                                                  cue.tag == "incumbent" || cue.tag == "trust"));
    objects = objects || (hit.cue_class == CueClass::objection && enough &&
                          std::find(types.begin(), types.end(), cue.tag) != types.end() &&
                          !contact.is_ruled_out(hit));
  }
  return objects;
}

// Gives way in nothing and, where no objection was found before it, contrasts or argues.
bool sounds_arguing(const PreparedContact& contact, std::uint32_t turn, bool objected) {
  bool argues = objected && !contact.sentences_of(turn).back().question;
  for (const CueHit& hit : contact.hits_of(turn)) {
    if (hit.cue_class == CueClass::closing) argues = false;
    if (hit.cue_class != CueClass::rebuttal) continue;
    if (contact.cue_of(hit).tag == "none") return false;
    argues = true;
  }
  return argues;
}

}  // namespace

std::vector<std::uint32_t> may_argue(const PreparedContact& contact, std::span<const Act> acts) {
  std::vector<std::uint32_t> out;
  if (contact.lexicon() == nullptr) return out;
  const auto turns = contact.turns();
  std::vector<bool> resists(turns.size(), false);
  std::vector<bool> counted(turns.size(), false);
  for (const Act& act : acts) {
    if (!act.turn || *act.turn >= turns.size()) continue;
    if (act.kind == ActKind::objection || act.kind == ActKind::firm_refusal) {
      resists[*act.turn] = true;
    }
    if (act.kind == ActKind::rebuttal) counted[*act.turn] = true;
  }
  bool objected = false;  // as the acts say
  bool resisted = false;
  for (std::uint32_t t = 0; t < turns.size(); ++t) {
    if (turns[t].speaker == Speaker::client) {
      objected = resists[t];
      resisted = objected || has_resisting_phrase(contact, t);
      continue;
    }
    if (resisted && !counted[t] && turns[t].last_token - turns[t].first_token >= argument_words &&
        sounds_arguing(contact, t, objected)) {
      out.push_back(t);
    }
    objected = resisted = false;
  }
  return out;
}

std::vector<std::uint32_t> must_resist(const PreparedContact& contact) {
  std::vector<std::uint32_t> out;
  if (contact.lexicon() == nullptr) return out;
  bool told = false;  // the agent something at least
  bool offered = false;
  for (std::uint32_t t = 0; t < contact.turns().size(); ++t) {
    const PreparedTurn& turn = contact.turns()[t];
    if (turn.speaker == Speaker::agent) {
      told = told || turn.last_token - turn.first_token >= told_words;
      offered = proposes(contact, t);
      continue;
    }
    if (told && has_objection(contact, t, offered)) out.push_back(t);
  }
  return out;
}

std::vector<std::uint32_t> may_resist(const PreparedContact& contact, std::span<const Act> acts) {
  std::vector<std::uint32_t> out;
  if (contact.lexicon() == nullptr) return out;
  const std::vector<bool> asks = asking_turns(contact, acts);
  const auto turns = contact.turns();
  const auto words = [&](std::uint32_t t) { return turns[t].last_token - turns[t].first_token; };
  bool told = false;  // the agent something the client has not answered yet
  for (std::uint32_t t = 0; t < turns.size(); ++t) {
    if (turns[t].speaker == Speaker::agent) {
      told = !asks[t] && words(t) >= told_words && !formulates(contact, t);
      continue;
    }
    if (!told || words(t) < answer_words) continue;  // "Hm." is still to be followed
    if (sounds_reluctant(contact, t)) out.push_back(t);
    told = false;
  }
  return out;
}

}  // namespace callnorm
