// analysis/contact_exit.hpp - where the talk shows that a contact was left before its end (NORM 6).
#pragma once

#include <cstdint>
#include <optional>

#include "callnorm/analysis/prepared_contact.hpp"

namespace callnorm {

/// Whether the agent puts the client through in this turn.
[[nodiscard]] bool puts_through(const PreparedContact& contact, std::uint32_t turn);

/// The agent's last words that put the client through, or a turn that shows that nobody is there.
[[nodiscard]] std::optional<std::uint32_t> exit_turn(const PreparedContact& contact);

}  // namespace callnorm
