// callnorm/io/linear_models.hpp - models of acts as JSON (callnorm.model/1), and those built in.
#pragma once

#include <string_view>
#include <vector>

#include "callnorm/model/linear_model.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

/// Fails with invalid_json or invalid_utf8, or with invalid_argument, `where` being a JSON pointer.
[[nodiscard]] Result<LinearModel> read_linear_model(std::string_view json);

/// Names, sorted.
[[nodiscard]] std::vector<std::string_view> builtin_linear_models();

/// Fails with unsupported when there is none of that name.
[[nodiscard]] Result<LinearModel> builtin_linear_model(std::string_view name);

}  // namespace callnorm
