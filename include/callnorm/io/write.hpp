// callnorm/io/write.hpp - evaluations, contacts, norms and scripts as JSON.
//
// Keys in fixed order, shortest numbers that read back the same, "\n" at the end when indented. The
// same value gives the same bytes on every platform.
#pragma once

#include <string>

#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/norm.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

/// callnorm.evaluation/1. @param indent spaces per level; 0: one line.
[[nodiscard]] std::string write_evaluation(const Evaluation& evaluation, int indent = 0);

/// callnorm.contact/1: read_contact() of it gives an equal contact.
[[nodiscard]] std::string write_contact(const Contact& contact, int indent = 0);

/// The norm in its file layout, parameters with their changed values.
[[nodiscard]] std::string write_norm(const Norm& norm, int indent = 0);

/// callnorm.script/1: read_script() of it gives a script that judges alike. Keys nobody knows and
/// "x-" keys are gone; a single "example" stands among the "examples".
[[nodiscard]] std::string write_script(const Script& script, int indent = 0);

}  // namespace callnorm
