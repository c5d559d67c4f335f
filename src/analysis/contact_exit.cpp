#include "analysis/contact_exit.hpp"

namespace callnorm {

bool puts_through(const PreparedContact& contact, std::uint32_t turn) {
  return contact.turns()[turn].speaker == Speaker::agent &&
         contact.says_cue(turn, CueClass::hold, "transfer");
}

std::optional<std::uint32_t> exit_turn(const PreparedContact& contact) {
  std::optional<std::uint32_t> last_agent;
  std::optional<std::uint32_t> first_client;  // a machine greets
  for (std::uint32_t t = 0; t < contact.turns().size() && !first_client; ++t) {
    if (contact.turns()[t].speaker == Speaker::client) first_client = t;
  }
  bool heard = contact.contact().channel() != Channel::voice;
  for (auto t = static_cast<std::uint32_t>(contact.turns().size()); t-- > 0;) {
    const PreparedTurn& turn = contact.turns()[t];
    if (turn.first_token == turn.last_token) continue;
    if (turn.speaker == Speaker::client) {
      if (first_client == t && contact.says_cue(t, CueClass::closing, "machine")) return t;
      heard = true;
    } else if (!last_agent) {
      last_agent = t;
      if (puts_through(contact, t)) return t;
    }
  }
  return heard ? std::nullopt : last_agent;
}

}  // namespace callnorm
