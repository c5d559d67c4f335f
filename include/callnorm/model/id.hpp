// callnorm/model/id.hpp - names from norm files, kept apart by type.
#pragma once

#include <compare>
#include <string>

namespace callnorm {

/// A name such as "CCO-2.3". The tag keeps a competence from being passed where an indicator is
/// meant.
template <class Tag>
struct Id {
  std::string value;
  friend auto operator<=>(const Id&, const Id&) = default;
};
using CompetenceId = Id<struct CompetenceTag>;
using IndicatorId = Id<struct IndicatorTag>;

}  // namespace callnorm
