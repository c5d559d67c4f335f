// callnorm/text/cue.hpp - one entry of a cue lexicon, as data files carry it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "callnorm/text/language.hpp"

namespace callnorm {

/// What a cue signals. Names in JSON are those of cue_class_names.
enum class CueClass : std::uint8_t {
  reform,         ///< introduces a reformulation
  reform_neg,     ///< looks like one, is none: rules the turn out
  clarify,        ///< introduces a clarifying question; tag open, request or offer
  question_excl,  ///< a question that clarifies nothing: help offer, closing, hold, identification
  question_open,  ///< opens a question, when it stands first in its clause
  data_noun,      ///< names routine data ("klantnummer"); tag: the data type
  second_person,  ///< "u", "vous", "you"
  objection,      ///< tag: its type, a part of one (negation, self, hedge), or what rules it out
                  ///< (none, bill)
  refusal_firm,
  rebuttal,  ///< tag: its type; "contrast" (weak), "pressure"; "none" rules one out
  hold,      ///< announces a wait; tag "return": thanks for one that is over; "transfer": puts
             ///< through; "call", "busy", "none": see announces_wait()
  closing,   ///< tag: the element; "more": a client's yes to "anything else?"; "machine": a
             ///< voicemail greeting; "none" rules one out
  greeting,
  promote,
  filler,
  confirm,
  disconfirm,
  acknowledge,  ///< "ok", "ça va": says go on, answers nothing
  wait_unit,    ///< a unit of a wait; tag: its seconds ("minuut": 60)
  acknowledge_objection,
  accept,      ///< the client agrees to a proposal
  apology,     ///< tag "none": looks like one, is none
  proposal,    ///< the agent proposes; tag price, call, or "none" for what rules it out
  claim,       ///< can be held to; tag comparison, superlative, guarantee, saving or unit
  competitor,  ///< runs down a competitor
  address,     ///< a form of address; tag V, T, VT (either) or "none" (set phrase, homograph)
  explain,     ///< says that what a term means follows: "dat wil zeggen"
  notion,      ///< one way of saying something meant; tag: the concept ("connection.down")
  // What a question looks like without its mark; only models read these.
  inversion,       ///< finite verb before its subject; tag: the subject (you, i, it, np: a noun)
  question_word,   ///< weak: only where a clause opens
  question_tag,    ///< closes a question: "hè"; tag strong, weak (also other things), or, ""
  subject,         ///< a subject, when it stands first; tag: you, i, it
  connective,      ///< joins a clause to the last one: "en", "alors"
  embed,           ///< makes the question word after it a relative or a reported one
  repair_request,  ///< asks to say it again; tag: bare (a word, ambiguous when weak), full
  outcome,         ///< says how something came out; tag: good ("in orde"), bad ("jammer genoeg")
  request,    ///< asks the other to do or say something ("druk eens op"); weak: only where a clause
              ///< opens; tag "none" rules one out
  undertake,  ///< says that one is about to do something that takes a moment: "je monte voir"
  // Only silences, and by its tags the steps of a script, are judged by these; no model reads them.
  state,     ///< what one sees, has, knows, can or did: announces nothing; tag "file": the
             ///< client's file is open, "continued": the contact goes on from an earlier one,
             ///< "taken_over": from a colleague
  patience,  ///< leaves the other all the time they need: "ik heb de tijd"
};

/// Whether models of acts read phrases of a class.
[[nodiscard]] constexpr bool read_by_models(CueClass cue_class) noexcept {
  return cue_class != CueClass::notion;
}

inline constexpr std::array<std::string_view, 40> cue_class_names{
    "reform",       "reform_neg",    "clarify",     "question_excl", "question_open",
    "data_noun",    "second_person", "objection",   "refusal_firm",  "rebuttal",
    "hold",         "closing",       "greeting",    "promote",       "filler",
    "confirm",      "disconfirm",    "acknowledge", "wait_unit",     "acknowledge_objection",
    "accept",       "apology",       "proposal",    "claim",         "competitor",
    "address",      "explain",       "notion",      "inversion",     "question_word",
    "question_tag", "subject",       "connective",  "embed",         "repair_request",
    "outcome",      "request",       "undertake",   "state",         "patience"};

[[nodiscard]] constexpr std::string_view name(CueClass cue_class) noexcept {
  return cue_class_names[static_cast<std::size_t>(cue_class)];
}

[[nodiscard]] constexpr std::optional<CueClass> cue_class(std::string_view name) noexcept {
  for (std::size_t i = 0; i < cue_class_names.size(); ++i) {
    if (cue_class_names[i] == name) return static_cast<CueClass>(i);
  }
  return std::nullopt;
}

/// A phrase or an expression that signals an act. Exactly one of `pattern` and `regex` is set.
struct Cue {
  CueClass cue_class = CueClass::reform;
  Language language = Language::nl;
  std::string pattern;  ///< token pattern, see text/pattern_set.hpp
  std::string regex;    ///< Perl syntax on code points
  bool weak = false;    ///< counts only with other evidence
  std::string tag;      ///< "open", "anything_else", "return", ...; may be empty
  std::string note;     ///< for readers of the file
  /// Added since the weights were learned: no model reads it until they are learned anew, so that a
  /// lexicon may grow in between and every score stays what it was.
  bool unlearned = false;
};

/// Whether a phrase of waiting announces a wait: "return" ends one, "call" is for somebody who is
/// not heard ("Hallo?", "u valt weg"), "none" rules one out ("I'll check it tomorrow"). "busy"
/// perhaps does ("it is slow today").
[[nodiscard]] constexpr bool announces_wait(const Cue& cue) noexcept {
  return cue.cue_class == CueClass::hold && cue.tag != "return" && cue.tag != "call" &&
         cue.tag != "none";
}

/// Whether models read a phrase.
[[nodiscard]] constexpr bool read_by_models(const Cue& cue) noexcept {
  return read_by_models(cue.cue_class) && !cue.unlearned;
}

}  // namespace callnorm
