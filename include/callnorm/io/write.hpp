// callnorm/io/write.hpp - evaluations and contacts as JSON.
//
// Keys in fixed order, shortest numbers that read back the same, "\n" at the end when indented. The
// same value gives the same bytes on every platform.
#pragma once

#include <string>

#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/norm.hpp"

namespace callnorm {

/// callnorm.evaluation/1. @param indent spaces per level; 0: one line.
[[nodiscard]] std::string write_evaluation(const Evaluation& evaluation, int indent = 0);

/// callnorm.contact/1: read_contact() of it gives an equal contact.
[[nodiscard]] std::string write_contact(const Contact& contact, int indent = 0);

/// The norm in its file layout, parameters with their changed values.
[[nodiscard]] std::string write_norm(const Norm& norm, int indent = 0);

}  // namespace callnorm
