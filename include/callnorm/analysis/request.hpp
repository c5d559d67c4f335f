// callnorm/analysis/request.hpp - what one party asks the other to do: "druk eens op de knop".
//
// A directive in the sense of Searle (1976): after it the other has the floor, and the time that
// pressing the button takes is nobody's silence but theirs (NORM CCO-3.6). No question by its form
// (docs/acts.md), and a polite one in question form is none either.
#pragma once

#include <cstdint>

#include "callnorm/analysis/prepared_contact.hpp"

namespace callnorm {

/// Whether a word opens a clause: the first of its sentence, or behind a comma, colon or dash.
/// @param token index in contact.tokens(), within `sentence`.
[[nodiscard]] bool opens_clause(const PreparedContact& contact, const PreparedSentence& sentence,
                                std::uint32_t token);

/// Whether a hit of class request asks for something here. An imperative ("kijk in", weak) does
/// where it opens a clause, after words that only lead up to it ("ok", "en") at most; no request
/// stands behind a subject ("ik druk op"), in an announced wait ("let me check that for you") or in
/// what the lexicon rules out ("take care"). Cost: linear in the cues of its sentence.
[[nodiscard]] bool is_request(const PreparedContact& contact, const CueHit& hit);

}  // namespace callnorm
