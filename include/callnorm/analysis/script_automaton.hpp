// callnorm/analysis/script_automaton.hpp - a script as a finite automaton over its steps (NORM 6).
//
// any -> subset lattice; loop -> unrolled to its maximum; branch -> the case of a known fact, every
// case of an unknown one; if -> kept, dropped, or optional when unknown; end -> the contact may end
// here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/engine/automaton.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/model/script.hpp"
#include "callnorm/result.hpp"
#include "callnorm/text/pattern_set.hpp"
#include "callnorm/text/regex.hpp"

namespace callnorm {

/// A label of the script, and the node that first carries it. Its index is its symbol.
struct ScriptStep {
  std::string label;
  const ScriptNode* node = nullptr;  ///< belongs to the Script; null for a loop's stop sign
  bool hard = false;                 ///< on any node of that label
  std::optional<ActKind> client;     ///< a move of the client, not the agent's to make
  bool optional = false;  ///< on every node of that label: by itself, or within `opt` or a loop
  const Condition* condition = nullptr;  ///< the innermost on a fact, on it or above it
  // What it is said with, made ready once; absent where the node has none.
  std::optional<PatternSet> patterns;
  std::optional<Regex> regex;
};

/// The labels of a script, in the order in which its tree carries them.
[[nodiscard]] std::vector<ScriptStep> script_steps(const Script& script);

/// Whether the condition of a node ("if") holds or is not known. @param contact as below.
[[nodiscard]] bool may_hold(const ScriptNode& node, const Contact* contact);

/// Whether a branch may go this way: the fact (or "channel") has this value or is not known.
/// @param contact null: no fact is known.
[[nodiscard]] bool may_take(const ScriptNode& branch, const std::string& value,
                            const Contact* contact);

/// @param contact null: no fact is known, so the automaton is the largest there is.
/// @param free_to_skip by symbol; may be shorter than the steps.
/// Fails with invalid_script when it would need more than 50,000 states.
[[nodiscard]] Result<Automaton> compile_script(const Script& script,
                                               const std::vector<ScriptStep>& steps,
                                               const Contact* contact,
                                               const std::vector<bool>& free_to_skip);

}  // namespace callnorm
