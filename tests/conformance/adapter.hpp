// tests/conformance/adapter.hpp - a worked vector as the contact, script and norm a user would hand
// in.
//
// Vectors start at different levels: some from text, most from acts, times or logs. Whatever a
// vector gives as an act goes into the contact as an act of an annotator; everything is then judged
// through the public interface.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace callnorm::conformance {

using Json = nlohmann::ordered_json;

struct Given {
  Json norm;
  std::optional<Json> script;
  Json contact;
  Json overrides;       ///< parameter -> value, already in `norm`
  std::string reading;  ///< of the operationalisation, already in `norm`; "" for the usual one
};

/// @param norm the built-in norm, whose parameters `params` of the vector override.
/// Throws std::runtime_error when the vector is not of the documented form.
[[nodiscard]] Given adapt(const Json& vector, const Json& norm);

}  // namespace callnorm::conformance
