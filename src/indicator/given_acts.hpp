// src/indicator/given_acts.hpp - who found an act: the source of the contact, or callnorm itself.
#pragma once

#include <algorithm>

#include "callnorm/model/act.hpp"
#include "callnorm/model/contact.hpp"

namespace callnorm {

/// Whether the source annotated a kind of act.
[[nodiscard]] inline bool given(const Contact& contact, ActKind kind) {
  const auto& kinds = contact.data().acts_given;
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// Found by a model, not by a person or by what the source hands in.
[[nodiscard]] inline bool by_model(const Contact& contact, const Act& act) {
  return act.by.starts_with("model@") && !given(contact, act.kind);
}

/// Found by a rule or a model.
[[nodiscard]] inline bool automatic(const Contact& contact, const Act& act) {
  return by_model(contact, act) || (act.by.starts_with("rules@") && !given(contact, act.kind));
}

}  // namespace callnorm
