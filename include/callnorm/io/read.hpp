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

/// Any part of a callnorm.contact/1: an object with some of its keys. What makes a contact valid as
/// a whole is not asked of it.
/// @param so_far the parts before, if any: acts may name their turns, and count them from its first
/// turn on; without a channel of its own, the part has its channel. Where the part has a channel,
/// id, language, connect, quality or concurrency, it must be what that of so_far is.
/// Cost: linear in the input, and in all turns so far when it has acts or prosody.
[[nodiscard]] Result<ContactDraft> read_contact_part(std::string_view json,
                                                     const ContactDraft* so_far = nullptr);

}  // namespace callnorm
