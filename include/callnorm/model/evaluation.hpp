// callnorm/model/evaluation.hpp - what was found about one contact: a verdict per indicator, with
// its measures, limits and evidence.
//
// An Evaluation is plain data. It holds the contact it speaks of, so quotes can be shown long
// after.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "callnorm/extent.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/model/parameter.hpp"

namespace callnorm {

/// Four values on purpose: "no occasion" and "cannot tell" are not "failed". Part of the C ABI.
enum class Verdict : std::uint8_t {
  demonstrated = 1,
  not_demonstrated = 2,
  insufficient_evidence = 3,
  not_applicable = 4,
};

[[nodiscard]] constexpr std::string_view name(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::demonstrated: return "demonstrated";
    case Verdict::not_demonstrated: return "not_demonstrated";
    case Verdict::insufficient_evidence: return "insufficient_evidence";
    case Verdict::not_applicable: return "not_applicable";
  }
  return "";
}

/// A measured value. std::monostate is "undefined" (JSON null): a share of nothing.
using MeasureValue = std::variant<std::monostate, bool, std::int64_t, double>;

[[nodiscard]] inline MeasureValue or_undefined(std::optional<double> value) noexcept {
  return value ? MeasureValue{*value} : MeasureValue{};
}

struct MeasuredValue {
  std::string name;
  MeasureValue value;
  std::string unit;  ///< as for Parameter
};

/// The measure that settled the verdict, against its limit, for one line of a report.
struct Deciding {
  std::string measure;    ///< name among the measures; empty when none was computed
  std::string relation;   ///< ">=", "<=", ">", "<"
  std::string parameter;  ///< name among the parameters; empty for a limit of the norm itself
  double limit = 0;
};

/// A measure beside a limit it would have to keep. Also the verdict that follows when all do.
struct Flip {
  Verdict to = Verdict::demonstrated;
  std::vector<Deciding> changes;  ///< each measure has to come to stand in `relation` to `limit`
};

/// Why a verdict is not "demonstrated".
struct WhyNot {
  std::string looked_for;  ///< one line in English: what would have shown the indicator
  std::vector<std::pair<std::string, std::uint32_t>> where;  ///< channel, entries looked through
  std::optional<std::uint32_t> nearest;  ///< index in `evidence` of the nearest miss
  std::optional<Flip> flip;  ///< absent when no change of a measure would change the verdict
};

/// One thing observed, or looked for, and where. Every line can be read back or listened to.
struct Evidence {
  std::string role;     ///< "reformulation", "confirmation", "silence", "step", "closing", ...
  std::string channel;  ///< "turns", "edits", "tools", "lookups", "hold"
  std::optional<std::uint32_t> turn;  ///< index in Contact::turns()
  TextRange text;                     ///< within that turn
  std::optional<TimeSpan> time;
  std::string note;  ///< one line in English for programs and logs
  std::vector<std::pair<std::string, std::string>> details;  ///< fixed keys: "cue", "rule", ...
};

struct IndicatorResult {
  std::string id;  ///< from the norm
  Verdict verdict = Verdict::insufficient_evidence;
  std::string reason;  ///< code such as "OK", "BORDERLINE", "CHANNEL"
  std::vector<MeasuredValue> measures;
  std::optional<Deciding> deciding;
  Parameters parameters;  ///< what the verdict rested on, with origin
  std::vector<Evidence> evidence;
  std::string operationalisation;        ///< id and version: "CCO-3.1/op-1@1.0.0"
  std::vector<std::string> acts_by;      ///< who produced the acts counted: "rules@1", "annotation"
  std::vector<std::string> flags;        ///< "AT_UPPER_LIMIT", ...: worth a look, changes nothing
  std::vector<Deciding> needs;           ///< all that "demonstrated" asks of the measures
  std::vector<Deciding> bars;            ///< any of these, when it holds, is "not demonstrated"
  std::optional<std::uint32_t> nearest;  ///< index in `evidence` of what came closest to counting
  std::optional<WhyNot> why_not;         ///< for every verdict but demonstrated

  void decide(Verdict value, std::string_view code) {
    verdict = value;
    reason = code;
  }
  void add(std::string_view measure_name, MeasureValue value, std::string_view unit = "") {
    measures.push_back({std::string(measure_name), value, std::string(unit)});
  }
  /// What the verdict hinged on. @param parameter may be empty for a limit of the norm itself.
  void hinge(std::string_view measure_name, std::string_view relation, double limit,
             std::string_view parameter = "") {
    deciding =
        Deciding{std::string(measure_name), std::string(relation), std::string(parameter), limit};
  }
  /// A condition of "demonstrated", met or not.
  void need(std::string_view measure_name, std::string_view relation, double limit,
            std::string_view parameter = "") {
    needs.push_back(
        Deciding{std::string(measure_name), std::string(relation), std::string(parameter), limit});
  }
  /// A condition of "not demonstrated", met or not.
  void bar(std::string_view measure_name, std::string_view relation, double limit,
           std::string_view parameter = "") {
    bars.push_back(
        Deciding{std::string(measure_name), std::string(relation), std::string(parameter), limit});
  }
  /// Adds what came closest to counting, and did not.
  void near_miss(Evidence what) {
    nearest = static_cast<std::uint32_t>(evidence.size());
    evidence.push_back(std::move(what));
  }

  /// Null when there is none of that name.
  [[nodiscard]] const MeasureValue* measure(std::string_view name) const noexcept {
    for (const MeasuredValue& m : measures) {
      if (m.name == name) return &m.value;
    }
    return nullptr;
  }
};

/// One move of the script alignment, in order.
struct AlignmentMove {
  enum class Kind : std::uint8_t { match, extra, skipped };
  Kind kind = Kind::match;
  std::string step;        ///< label
  std::string recognised;  ///< "verbatim", "event", "act", "paraphrase", "annotation" or ""
  std::optional<std::uint32_t> turn;  ///< absent for a skipped step
  std::optional<Millis> at;
  bool hard = false;
  bool absence_provable = false;  ///< for a skipped step: would it have been seen?
};

struct Alignment {
  std::vector<AlignmentMove> moves;
  std::uint32_t cost = 0;
  double fitness = 0;
  std::uint32_t not_reached = 0;  ///< of a contact that was cut short: steps that had no occasion
  double fitness_to_end = 0;      ///< as if they had been left out
};

/// Who spoke when, in totals. Times are zero when the contact carries none.
struct Timeline {
  bool timed = false;
  Millis duration{0};
  Millis agent_talk{0};
  Millis client_talk{0};
  Millis overlap{0};
  Millis silence{0};  ///< nobody speaks, hold included
  Millis hold{0};     ///< official hold state
  Millis longest_silence{0};
  std::uint32_t agent_turns = 0;
  std::uint32_t client_turns = 0;
  std::uint32_t agent_words = 0;
  std::uint32_t client_words = 0;
  std::uint32_t responses = 0;  ///< client -> agent changes of speaker
  std::optional<Millis>
      response_median;  ///< from the client's end to the agent's begin; < 0: overlap
  std::optional<Millis> response_max;
};

struct Identity {
  std::string id;
  std::string version;
  std::string hash;
};

struct Evaluation {
  std::string library_version;
  Identity norm;
  std::optional<Identity> script;
  Contact contact;
  std::string language;                     ///< of the lexicon used: "nl", "fr", "en" or ""
  std::vector<std::string> notes;           ///< what a reader should know first
  std::vector<IndicatorResult> indicators;  ///< in norm order
  Timeline timeline;
  std::optional<Alignment> alignment;

  /// Null when there is none of that id.
  [[nodiscard]] const IndicatorResult* find(std::string_view indicator_id) const noexcept {
    for (const IndicatorResult& r : indicators) {
      if (r.id == indicator_id) return &r;
    }
    return nullptr;
  }
};

}  // namespace callnorm
