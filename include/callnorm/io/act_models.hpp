// callnorm/io/act_models.hpp - models of many kinds of acts as JSON (callnorm.act_model/1).
#pragma once

#include <string_view>

#include "callnorm/model/act_model.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

/// Fails with invalid_json or invalid_utf8, or with invalid_argument, `where` being a JSON pointer.
[[nodiscard]] Result<ActModel> read_act_model(std::string_view json);

/// The model callnorm brings: "acts". Fails with unsupported for any other name.
[[nodiscard]] Result<ActModel> builtin_act_model(std::string_view name);

}  // namespace callnorm
