// src/model/contact_checks.hpp - what Contact::create() asks of the lists besides the talk, for who
// has a part of a contact.
#pragma once

#include <cstddef>
#include <span>

#include "callnorm/model/contact.hpp"
#include "callnorm/result.hpp"

namespace callnorm::model {

/// Checks every entry of everything but turns and acts; requests must have ids.
/// @param turns there are to point at
[[nodiscard]] Status check_besides_talk(const ContactDraft& draft, std::size_t turns);

/// Checks acts against the turns they stand in. Ids given twice are not looked for.
[[nodiscard]] Status check_acts(std::span<const Act> acts, std::span<const Turn> turns);

}  // namespace callnorm::model
