// tests/c_api/sample.hpp - inputs and handle owners the tests of the C interface share.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "callnorm.h"

namespace sample {

/// A short Dutch call with an id, times, an annotated act and a hold announcement.
inline constexpr std::string_view contact = R"({
  "format": "callnorm.contact/1", "id": "c-1", "channel": "voice", "language": "nl-BE",
  "turns": [
    {"id": "a", "speaker": "agent", "start": 0.0, "end": 3.5,
     "text": "Goedemiddag, met Els van de klantendienst, waarmee kan ik u helpen?"},
    {"id": "b", "speaker": "client", "start": 4.0, "end": 8.25,
     "text": "Dag, ik ga verhuizen en ik wil mijn contract meenemen naar het nieuwe adres."},
    {"id": "c", "speaker": "agent", "start": 8.5, "end": 12.0,
     "text": "Dus als ik het goed begrijp verhuist u en wilt u uw contract meenemen?"},
    {"id": "d", "speaker": "client", "start": 12.25, "end": 13.0, "text": "Ja, dat klopt."},
    {"id": "e", "speaker": "agent", "start": 13.5, "end": 16.0,
     "text": "Een ogenblikje, ik zoek het even voor u op."},
    {"id": "f", "speaker": "agent", "start": 30.0, "end": 33.0,
     "text": "Dat is in orde. Kan ik u nog met iets anders helpen?"},
    {"id": "g", "speaker": "client", "start": 33.5, "end": 34.5, "text": "Nee, dank u wel."},
    {"id": "h", "speaker": "agent", "start": 35.0, "end": 37.0,
     "text": "Graag gedaan, nog een prettige dag en tot ziens."}
  ],
  "acts": [{"kind": "hold", "turn": "e", "text_begin": 0, "text_end": 15, "announced": 10,
            "id": "h1", "by": "annotator 1"}],
  "ending": {"by": "client", "hangup": 37.5}
})";

/// A script with one warning: a hard step within an option.
inline constexpr std::string_view script = R"({
  "id": "test.script", "version": "2.0.0", "lang": "nl",
  "steps": {"seq": ["begroeting", {"opt": {"step": "melding", "hard": true}}, "afscheid"]}
})";

template <auto Destroy>
struct Destroyer {
  template <class T>
  void operator()(T* handle) const noexcept {
    Destroy(handle);
  }
};
using Norm = std::unique_ptr<callnorm_norm, Destroyer<callnorm_norm_destroy>>;
using Script = std::unique_ptr<callnorm_script, Destroyer<callnorm_script_destroy>>;
using Contact = std::unique_ptr<callnorm_contact, Destroyer<callnorm_contact_destroy>>;
using Evaluator = std::unique_ptr<callnorm_evaluator, Destroyer<callnorm_evaluator_destroy>>;
using Evaluation = std::unique_ptr<callnorm_evaluation, Destroyer<callnorm_evaluation_destroy>>;
using Acts = std::unique_ptr<callnorm_acts, Destroyer<callnorm_acts_destroy>>;
using Document = std::unique_ptr<callnorm_document, Destroyer<callnorm_document_destroy>>;
using Live = std::unique_ptr<callnorm_live, Destroyer<callnorm_live_destroy>>;

struct Buffer {
  callnorm_buffer value = CALLNORM_BUFFER_INIT;
  Buffer() = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { callnorm_buffer_dispose(&value); }
  [[nodiscard]] std::string_view text() const noexcept { return {value.data, value.size}; }
};

}  // namespace sample
