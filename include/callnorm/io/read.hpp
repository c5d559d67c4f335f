// callnorm/io/read.hpp - norms, scripts and contacts from their own JSON.
//
// Input must be UTF-8 JSON nested at most 128 deep. On failure `where` is line:column for text that
// is not JSON, a byte offset for bad UTF-8, a JSON pointer for everything else. Seconds are rounded
// to milliseconds. Unknown keys are an error in a norm or script, where a typo would silently drop
// a rule; in a contact they are noted in Source::notes. Keys that begin with "x-" are always let
// through. Cost: linear in the input.
#pragma once

#include <string_view>

#include "callnorm/model/contact.hpp"
#include "callnorm/model/norm.hpp"
#include "callnorm/model/script.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

[[nodiscard]] Result<Norm> read_norm(std::string_view json);
[[nodiscard]] Result<Script> read_script(std::string_view json);
/// callnorm.contact/1
[[nodiscard]] Result<Contact> read_contact(std::string_view json);

}  // namespace callnorm
