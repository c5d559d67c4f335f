// callnorm/model/norm.hpp - what is asked of an agent.
//
//   Norm -> Competence -> Indicator -> Operationalisation -> Measure + Parameters
//
// Three layers with three life cycles (NORM 1.4): the literal wording never changes, notes may be
// added, an operationalisation is a numbered, replaceable choice. A Norm is immutable and valid by
// construction: NormDraft is the plain struct a loader fills in, Norm::create() is the only way
// from one to the other. Copying a Norm shares it; share it between threads freely.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/model/id.hpp"
#include "callnorm/model/measure.hpp"
#include "callnorm/model/parameter.hpp"
#include "callnorm/result.hpp"
#include "callnorm/text/cue.hpp"

namespace callnorm {

/// Words by language tag ("nl" -> "..."), in file order.
using Texts = std::vector<std::pair<std::string, std::string>>;

/// The text in `language`, or the first there is, or "".
[[nodiscard]] std::string_view text_in(const Texts& texts, std::string_view language) noexcept;

/// Words of the source document, untouched.
struct Literal {
  std::string language;  ///< "fr"
  std::string text;      ///< display form: list dash and closing mark removed
  std::string raw;       ///< the line as it stands
  int line = 0;          ///< 1-based line in the source; 0: none
};

/// How an indicator is measured here and now. Replaceable; never part of the literal norm.
struct Operationalisation {
  std::string id;                              ///< "CCO-2.5/op-1"
  std::string version;                         ///< "1.0.0"
  std::string reading;                         ///< which reading of the literal it takes
  std::vector<std::string> readings_reported;  ///< computed and shown, never decisive
  Measure measure = Measure::script_fitness;
  Parameters parameters;
  std::vector<std::string> needs;     ///< evidence channels, e.g. "turns", "field_edit"
  std::vector<std::string> channels;  ///< "voice", "chat", "email": elsewhere it does not apply
  std::string detector;               ///< "rules@1", or empty when no text is read
  bool asr_can_fail = false;          ///< may recogniser output alone give not_demonstrated?
  std::string note;
  std::string decided_by;     ///< who signed a change; empty: the library's own choice
  std::string calibrated_on;  ///< data the limits were fitted to; empty: none
};

struct Indicator {
  IndicatorId id;
  std::string key;  ///< "comm.reformulate": a stable name for programs
  Literal literal;
  Texts rendering;                 ///< translations without legal value
  std::vector<std::string> notes;  ///< ids of anomalies that concern it
  Operationalisation operationalisation;
};

struct Competence {
  CompetenceId id;
  Literal literal;
  Texts rendering;
  std::vector<Indicator> indicators;
};

/// A place where the source document is odd, and the reading taken (NORM 1.3).
struct Anomaly {
  std::string id;     ///< "AN-01"
  std::string where;  ///< indicator id, "header", ...
  std::string literal;
  std::string problem;
  std::string reading;  ///< used by default
  std::string others;   ///< computed or stored, never decisive
  char severity = 'C';  ///< 'A' changes a verdict, 'B' leaves room, 'C' formal only
};

/// One line of the certificate's description: a key, its literal words and where they stand.
struct CertificateEntry {
  std::string key;  ///< "award_rule", "legal_basis[0]", ...
  std::string literal;
  int line = 0;
};

/// Constraints of the assessment that programs act upon.
struct Process {
  int assessors = 2;
  int max_minutes = 360;
  bool portfolio_optional = true;
  std::string award_rule = "all";
};

struct NormDraft {
  std::string id;  ///< "be.vl.ervaringsbewijs.callcenteroperator"
  std::string version;
  std::string status;  ///< "historical", "in force", "draft"
  Texts title;
  std::string literal_file;    ///< source document
  std::string literal_sha256;  ///< of that document
  std::string literal_note;
  Process process;
  std::vector<CertificateEntry> certificate;
  std::vector<Anomaly> anomalies;
  std::vector<Competence> competences;
  std::vector<Cue> cues;  ///< added to the built-in lexicons
  std::string hash;       ///< "blake2b-256:..." of the bytes it was read from, or empty
};

class Norm {
 public:
  /// Fails with ErrorCode::invalid_norm on an empty or repeated id, an empty competence, a note
  /// that names no anomaly, or a measure whose parameter is missing; with pattern_too_complex or
  /// invalid_norm on a bad cue. `where` is a JSON pointer into the norm file's layout.
  static Result<Norm> create(NormDraft draft);

  [[nodiscard]] const NormDraft& data() const noexcept { return *data_; }
  [[nodiscard]] const std::string& id() const noexcept { return data_->id; }
  [[nodiscard]] const std::string& version() const noexcept { return data_->version; }
  [[nodiscard]] std::span<const Competence> competences() const noexcept {
    return data_->competences;
  }

  /// Null when the norm has no such indicator. Lives as long as any copy of this Norm.
  [[nodiscard]] const Indicator* find(std::string_view indicator_id) const noexcept;

  /// Null when there is none of that id.
  [[nodiscard]] const Anomaly* anomaly(std::string_view anomaly_id) const noexcept;

 private:
  explicit Norm(std::shared_ptr<const NormDraft> data) noexcept : data_(std::move(data)) {}
  std::shared_ptr<const NormDraft> data_;
};

}  // namespace callnorm
