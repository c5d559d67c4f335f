// src/io/write_parameter.hpp - a limit as norms and evaluations write it.
#pragma once

#include "callnorm/model/parameter.hpp"
#include "io/json_output.hpp"

namespace callnorm::io {

/// The members of an open object, but for the name: norms have it as the key.
inline void put_parameter(JsonWriter& out, const Parameter& parameter) {
  out.put("value", parameter.value);
  out.put("unit", parameter.unit);
  out.put("origin", name(parameter.origin));
  out.put_if("source", parameter.source);
  out.put_if("was", parameter.was);
  out.put_if("decided_by", parameter.decided_by);
}

}  // namespace callnorm::io
