// src/indicator/given_acts.hpp - who found an act: the source of the contact, or callnorm itself.
#pragma once

#include "callnorm/model/act.hpp"
#include "callnorm/model/contact.hpp"

namespace callnorm {

/// Found by a model, not by a person or by what the source hands in.
[[nodiscard]] inline bool by_model(const Contact& contact, const Act& act) {
  return act.by.starts_with("model@") && !contact.data().gives(act.kind);
}

/// Found by a rule or a model, of callnorm's or of what the contact comes from: a person is sure of
/// an act, so its score is 1.
[[nodiscard]] inline bool automatic(const Contact& contact, const Act& act) {
  return by_model(contact, act) || act.score < 1.0 ||
         (act.by.starts_with("rules@") && !contact.data().gives(act.kind));
}

}  // namespace callnorm
