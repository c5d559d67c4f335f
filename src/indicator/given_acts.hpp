// src/indicator/given_acts.hpp - who found an act: the source of the contact, or callnorm itself.
#pragma once

#include "callnorm/model/act.hpp"
#include "callnorm/model/contact.hpp"

namespace callnorm {

/// Found by a model, not by a person or by what the source hands in.
[[nodiscard]] inline bool by_model(const Contact& contact, const Act& act) {
  return act.by.starts_with("model@") && !contact.data().gives(act.kind);
}

/// Found by a rule or a model.
[[nodiscard]] inline bool automatic(const Contact& contact, const Act& act) {
  return by_model(contact, act) ||
         (act.by.starts_with("rules@") && !contact.data().gives(act.kind));
}

}  // namespace callnorm
