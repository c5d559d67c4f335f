// callnorm/model/script.hpp - what the agent is to say and do, and in which order.
//
// The language of NORM 6: sequences, options, alternatives, any-order groups, loops, branches on
// facts. A Script is immutable and valid by construction; copying it shares it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/model/act.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

/// How a step is said.
struct Say {
  enum class Mode : std::uint8_t { verbatim, paraphrase, act };
  Mode mode = Mode::paraphrase;
  std::string text;                   ///< verbatim: these words
  std::uint32_t max_word_errors = 0;  ///< verbatim: substitutions, insertions, deletions tolerated,
                                      ///< of words that neither deny nor are numbers
  std::vector<std::string> elements;  ///< paraphrase: tags such as "greet", "org", "name"
  std::vector<std::string> facts;     ///< paraphrase: facts whose value must be told
  std::vector<std::string> examples;  ///< paraphrase: phrasings; {placeholders} match anything
  std::vector<std::string> patterns;  ///< paraphrase: token patterns, any of which says the step
  std::string regex;                  ///< paraphrase: an expression that says the step
  std::optional<ActKind> act;         ///< act: this kind of act says the step
};

/// A condition on the contact. An unknown fact makes the node optional.
struct Condition {
  std::string fact;    ///< "channel" or a name among the contact's facts
  std::string equals;  ///< as JSON scalars are written: "true", "3", "verhuizer"
};

/// One node of the step tree. Leaves carry a label; groups carry children.
struct ScriptNode {
  enum class Kind : std::uint8_t { step, seq, alt, any, opt, loop, branch, end };
  /// What may recognise a step, and so whether its absence can be proven (NORM CCO-2.6).
  enum class Recognise : std::uint8_t { automatic, verbatim, event, act, paraphrase };

  Kind kind = Kind::step;
  std::string name;       ///< `step`, when given
  std::string label;      ///< leaves: name, else "collect:<id>", "client:<act>", "tool:<id>"
  bool optional = false;  ///< `must: false`
  bool hard = false;      ///< may never be skipped; inherited by the leaves below
  std::optional<Condition> condition;

  std::optional<Say> say;
  std::string collect;                    ///< data id
  std::string tool;                       ///< tool id
  std::vector<std::string> lookup_order;  ///< source ids, in order
  bool lookup = false;
  std::vector<std::string> promo;    ///< selling-point ids
  std::optional<ActKind> act;        ///< step done by the agent's act
  std::optional<ActKind> client;     ///< a move of the client
  std::vector<std::string> closing;  ///< closing elements, in order
  Recognise recognise = Recognise::automatic;

  std::uint32_t min = 0;  ///< loop
  std::uint32_t max = 0;  ///< loop; always >= 1 and >= min
  std::optional<ActKind> stop_on;
  std::string on;                                          ///< branch: fact
  std::vector<std::pair<std::string, std::size_t>> cases;  ///< branch: value -> index in children
  std::string end;  ///< "transfer", "callback", "client_ends"

  std::vector<ScriptNode> children;
  std::string place;  ///< JSON pointer, for messages
};

struct ScriptData {
  std::string id;
  std::string file;
  std::string field;
  std::string type =
      "text";  ///< text, id, phone, iban, meter, date, datetime, address, email, amount, number
  bool required = true;
  bool read_back = false;
  std::string pattern;           ///< expression a value must match; may be empty
  std::vector<std::string> ask;  ///< words a question for it uses; may be empty
};

struct ScriptSource {
  std::string id;
  std::string kind;
};

struct SellingPoint {
  std::string id;
  std::vector<std::string> interest;
  std::vector<std::string> claims;
};

struct JargonTerm {
  std::string term;
  std::string plain;  ///< plain words for it
};

struct ReportField {
  std::string name;
  bool required = true;
  std::vector<std::string> values;  ///< closed list (`enum`); empty: free
  std::optional<std::uint32_t> max_words;
  std::string type;
  std::string when_field;  ///< needed only when that field has one of `when_values`
  std::vector<std::string> when_values;
  std::vector<std::string> must_mention;  ///< data ids
};

/// "This report value requires this fact."
struct ConsistencyRule {
  std::string field;
  std::string value;
  std::string fact;
  std::string equals;
};

struct ScriptDraft {
  std::string id;
  std::string version;
  std::string language;   ///< BCP 47
  std::string direction;  ///< "inbound", "outbound", ""
  std::vector<std::string> channels;
  std::string title;
  std::string approved_by;
  std::string objective_id;
  std::vector<std::string> objective_keywords;
  std::string address_form;  ///< "V", "T" or ""
  std::string promo_mode;    ///< "none", "if_interest", "always" or ""
  std::vector<ScriptSource> sources;
  std::vector<std::string> tools_required;
  std::vector<std::string> tools_optional;
  std::vector<std::string> tools_forbidden;
  std::vector<ScriptData> data;
  std::vector<std::string> known_ok;  ///< facts that need no look-up
  ScriptNode steps;
  std::vector<SellingPoint> selling_points;
  std::vector<std::string> forbidden_phrases;
  std::vector<JargonTerm> jargon;
  std::vector<std::vector<std::string>> concepts;  ///< words for one thing
  std::vector<std::string> closing;                ///< taken from the closing step when not given
  std::vector<ReportField> report;
  std::vector<ConsistencyRule> consistency;
  std::optional<double> hold_cover_s;  ///< overrides the norm's cover of an announced wait
  std::optional<double> after_work_s;
  double accommodation_factor = 1.0;  ///< stretches the silence limits; 1 = none
  std::string hash;
};

class Script {
 public:
  /// Checks what NORM 6 lists: unknown data, tool, source and selling-point ids, a loop without
  /// max, a verbatim step without language, a report condition on an unknown field, a promo step
  /// under `promo_mode: none`, repeated ids, expressions that do not compile or could run away.
  static Result<Script> create(ScriptDraft draft);

  [[nodiscard]] const ScriptDraft& data() const noexcept { return *data_; }
  [[nodiscard]] const std::string& id() const noexcept { return data_->id; }
  [[nodiscard]] const std::string& version() const noexcept { return data_->version; }

  /// What is allowed but odd, one line each with its place: a hard step inside `opt`, ...
  [[nodiscard]] std::span<const std::string> warnings() const noexcept { return *warnings_; }

  /// Null when there is none of that id.
  [[nodiscard]] const ScriptData* find_data(std::string_view data_id) const noexcept;

 private:
  Script(std::shared_ptr<const ScriptDraft> data,
         std::shared_ptr<const std::vector<std::string>> warnings) noexcept
      : data_(std::move(data)), warnings_(std::move(warnings)) {}
  std::shared_ptr<const ScriptDraft> data_;
  std::shared_ptr<const std::vector<std::string>> warnings_;
};

}  // namespace callnorm
