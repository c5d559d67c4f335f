#include "callnorm/analysis/script_automaton.hpp"

#include <algorithm>
#include <utility>

#include "text/yes_or_no.hpp"

namespace callnorm {
namespace {

/// Whether a fact (or "channel") has a value; nothing when it is not known.
std::optional<bool> equals(const std::string& fact, const std::string& value,
                           const Contact* contact) {
  if (contact == nullptr) return std::nullopt;
  if (fact == "channel") return value == name(contact->channel());
  const std::string* known = contact->fact(fact);
  if (known == nullptr) return std::nullopt;
  return same_answer(value, *known);
}

constexpr std::size_t max_states = 50'000;

std::string stop_label(ActKind act) {
  return "client:" + std::string(name(act));
}

/// What the nodes above a node make of it.
struct Above {
  bool hard = false;
  bool optional = false;
  const Condition* condition = nullptr;
};

void add_step(ScriptStep step, std::vector<ScriptStep>& steps) {
  const auto known = std::find_if(steps.begin(), steps.end(),
                                  [&](const ScriptStep& s) { return s.label == step.label; });
  if (known == steps.end()) {
    steps.push_back(std::move(step));
    return;
  }
  known->hard = known->hard || step.hard;
  known->optional = known->optional && step.optional;
  if (known->condition != step.condition) known->condition = nullptr;
  if (known->node == nullptr) known->node = step.node;
}

void collect(const ScriptNode& node, Above above, std::vector<ScriptStep>& steps) {
  using Kind = ScriptNode::Kind;
  above.hard = above.hard || node.hard;
  above.optional = above.optional || node.optional || node.kind == Kind::opt ||
                   (node.kind == Kind::loop && node.min == 0);
  if (node.condition && node.condition->fact != "channel") above.condition = &*node.condition;
  const auto step = [&](std::string label, const ScriptNode* at, bool hard,
                        std::optional<ActKind> client) {
    add_step({std::move(label), at, hard, client, above.optional, above.condition, std::nullopt,
              std::nullopt},
             steps);
  };
  if (node.kind == Kind::step) step(node.label, &node, above.hard, node.client);
  if (node.kind == Kind::loop && node.stop_on) {
    step(stop_label(*node.stop_on), nullptr, false, node.stop_on);
  }
  for (const ScriptNode& child : node.children) collect(child, above, steps);
}

class Compiler {
 public:
  Compiler(const std::vector<ScriptStep>& steps, const Contact* contact,
           const std::vector<bool>& free_to_skip)
      : steps_(steps), contact_(contact), free_(free_to_skip) {
    automaton_.accept = automaton_.add_state();
  }

  Result<Automaton> run(const ScriptNode& root) {
    const std::uint32_t last = fragment(root, 0);
    epsilon(last, automaton_.accept);
    if (too_large_) {
      return Error{
          ErrorCode::invalid_script,
          "the script unrolls to more than 50000 states; use smaller loops or any-order groups",
          root.place.empty() ? "/steps" : root.place};
    }
    return std::move(automaton_);
  }

 private:
  void epsilon(std::uint32_t from, std::uint32_t to) {
    if (from != to) automaton_.add_arc(from, {to, no_symbol, false});
  }

  std::uint32_t state() {
    if (automaton_.size() >= max_states) {
      too_large_ = true;
      return static_cast<std::uint32_t>(automaton_.size() - 1);
    }
    return automaton_.add_state();
  }

  Symbol symbol(std::string_view label) const {
    const auto found = std::find_if(steps_.begin(), steps_.end(),
                                    [&](const ScriptStep& s) { return s.label == label; });
    return found == steps_.end() ? no_symbol : static_cast<Symbol>(found - steps_.begin());
  }

  // A client's move is not the agent's to make: leaving it out costs nothing.
  void arc(std::uint32_t from, std::uint32_t to, Symbol on) {
    const auto index = static_cast<std::size_t>(on);
    const bool free = (index < free_.size() && free_[index]) || steps_[index].client.has_value();
    automaton_.add_arc(from, {to, on, free});
  }

  // Adds what `node` asks for after state `from`; gives the state after it.
  std::uint32_t fragment(const ScriptNode& node, std::uint32_t from) {
    if (too_large_) return from;
    bool optional = node.optional || node.kind == ScriptNode::Kind::opt;
    if (node.condition) {
      const auto known = equals(node.condition->fact, node.condition->equals, contact_);
      if (known == false) return from;
      optional = optional || !known;
    }
    const std::uint32_t to = body(node, from);
    if (optional) epsilon(from, to == from ? from : to);
    return to;
  }

  std::uint32_t body(const ScriptNode& node, std::uint32_t from) {
    switch (node.kind) {
      case ScriptNode::Kind::step: {
        const std::uint32_t to = state();
        arc(from, to, symbol(node.label));
        return to;
      }
      case ScriptNode::Kind::seq:
      case ScriptNode::Kind::opt: {
        // An optional group needs a state of its own to leave out: its end must not be its begin.
        std::uint32_t at = from;
        for (const ScriptNode& child : node.children) at = fragment(child, at);
        if (at == from) return from;
        const std::uint32_t to = state();
        epsilon(at, to);
        return to;
      }
      case ScriptNode::Kind::alt: {
        const std::uint32_t to = state();
        bool any_kept = false;
        for (const ScriptNode& child : node.children) {
          if (!may_hold(child, contact_)) continue;  // no alternative here
          any_kept = true;
          epsilon(fragment(child, from), to);
        }
        if (!any_kept) epsilon(from, to);
        return to;
      }
      case ScriptNode::Kind::branch: return branch(node, from);
      case ScriptNode::Kind::any: return any(node, from);
      case ScriptNode::Kind::loop: return loop(node, from);
      case ScriptNode::Kind::end: {
        epsilon(from, automaton_.accept);
        return state();  // nothing after it is reached from here
      }
    }
    return from;
  }

  std::uint32_t branch(const ScriptNode& node, std::uint32_t from) {
    const std::uint32_t to = state();
    bool any_case = false;
    for (const auto& [key, child] : node.cases) {
      if (!may_take(node, key, contact_)) continue;
      any_case = true;
      epsilon(fragment(node.children[child], from), to);
    }
    if (!any_case) epsilon(from, to);  // a value no case speaks of: nothing is asked
    return to;
  }

  std::uint32_t any(const ScriptNode& node, std::uint32_t from) {
    const std::size_t n = node.children.size();
    const std::size_t whole = std::size_t{1} << n;
    std::vector<std::uint32_t> done(whole);
    done[0] = from;
    for (std::size_t set = 1; set < whole; ++set) done[set] = state();
    for (std::size_t set = 0; set < whole && !too_large_; ++set) {
      for (std::size_t child = 0; child < n; ++child) {
        const std::size_t bit = std::size_t{1} << child;
        if ((set & bit) != 0) continue;
        epsilon(fragment(node.children[child], done[set]), done[set | bit]);
      }
    }
    return done[whole - 1];
  }

  std::uint32_t loop(const ScriptNode& node, std::uint32_t from) {
    const std::uint32_t to = state();
    std::uint32_t at = from;
    for (std::uint32_t round = 0; round < node.max && !too_large_; ++round) {
      if (round >= node.min) epsilon(at, to);
      if (node.stop_on && round >= node.min) arc(at, to, symbol(stop_label(*node.stop_on)));
      std::uint32_t next = at;
      for (const ScriptNode& child : node.children) next = fragment(child, next);
      // Before the minimum a stop sign must have been given: leaving it out is no way past the
      // loop.
      if (node.stop_on && round < node.min) {
        automaton_.add_arc(at, {to, symbol(stop_label(*node.stop_on)), false});
      }
      const std::uint32_t end = state();
      epsilon(next, end);
      at = end;
    }
    if (node.stop_on) arc(at, to, symbol(stop_label(*node.stop_on)));
    epsilon(at, to);
    return to;
  }

  const std::vector<ScriptStep>& steps_;
  const Contact* contact_;
  const std::vector<bool>& free_;
  Automaton automaton_;
  bool too_large_ = false;
};

}  // namespace

bool may_hold(const ScriptNode& node, const Contact* contact) {
  return !node.condition ||
         equals(node.condition->fact, node.condition->equals, contact).value_or(true);
}

bool may_take(const ScriptNode& branch, const std::string& value, const Contact* contact) {
  return equals(branch.on, value, contact).value_or(true);
}

std::vector<ScriptStep> script_steps(const Script& script) {
  std::vector<ScriptStep> steps;
  collect(script.data().steps, {}, steps);
  for (ScriptStep& step : steps) {
    if (step.node == nullptr || !step.node->say) continue;
    // The script was checked when it was made: these compile.
    if (!step.node->say->patterns.empty()) {
      if (auto set = PatternSet::compile(step.node->say->patterns)) step.patterns = *std::move(set);
    }
    if (!step.node->say->regex.empty()) {
      if (auto regex = Regex::compile(step.node->say->regex)) step.regex = *std::move(regex);
    }
  }
  return steps;
}

Result<Automaton> compile_script(const Script& script, const std::vector<ScriptStep>& steps,
                                 const Contact* contact, const std::vector<bool>& free_to_skip) {
  return Compiler(steps, contact, free_to_skip).run(script.data().steps);
}

}  // namespace callnorm
