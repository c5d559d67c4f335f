// src/model/contact_checks.hpp - what Contact::create() asks of the lists besides the talk, for who
// has a part of a contact.
#pragma once

#include <cstddef>

#include "callnorm/model/contact.hpp"
#include "callnorm/result.hpp"

namespace callnorm::model {

/// Checks every entry of everything but turns and acts; requests must have ids.
/// @param turns there are to point at
[[nodiscard]] Status check_besides_talk(const ContactDraft& draft, std::size_t turns);

}  // namespace callnorm::model
