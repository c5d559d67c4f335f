// callnorm/text/value_parts.hpp - one value that is kept in several fields: a name in name and first
// name, an address in street, number, postcode and town, a time in day and hour.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "callnorm/text/value.hpp"

namespace callnorm {

struct ValueParts {
  std::vector<std::size_t> fields;  ///< that hold the value between them
  /// The value's own field is one of them, and holds what gives the value its name: of a text the
  /// last words (a surname), of an address the first (the street), of a time the day or the hour.
  bool named_by_own = false;
};

/// The fields that hold a value between them, each of them nothing but a part of it; nothing where
/// something of it is missing, or one field holds it all. Of text, address and datetime only.
/// @param own the value's own field, as an index, if there is one.
/// Cost: that of reading every field that is not much longer than the value.
[[nodiscard]] std::optional<ValueParts> value_in_parts(const NormalValue& value,
                                                       std::optional<std::size_t> own,
                                                       std::span<const std::string_view> fields,
                                                       Usage usage);

}  // namespace callnorm
