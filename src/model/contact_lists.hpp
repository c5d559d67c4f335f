// src/model/contact_lists.hpp - all that a contact has many of, in one place.
#pragma once

#include "callnorm/model/contact.hpp"

namespace callnorm {

/// Calls use(list of a, the same list of b) for every list a contact has, each once. Some are
/// optional: an empty one says that a log was kept and held nothing.
template <class Use>
void for_each_list(ContactDraft& a, ContactDraft& b, Use use) {
  use(a.turns, b.turns);
  use(a.screen_items, b.screen_items);
  use(a.screen_views, b.screen_views);
  use(a.input, b.input);
  use(a.headset, b.headset);
  use(a.hold, b.hold);
  use(a.mute, b.mute);
  use(a.tools, b.tools);
  use(a.tools_unavailable, b.tools_unavailable);
  use(a.requests, b.requests);
  use(a.lookups, b.lookups);
  use(a.edits, b.edits);
  use(a.record, b.record);
  use(a.report, b.report);
  use(a.typing, b.typing);
  use(a.dictations, b.dictations);
  use(a.obtained, b.obtained);
  use(a.histories, b.histories);
  use(a.prosody, b.prosody);
  use(a.acts, b.acts);
  use(a.acts_given, b.acts_given);
  use(a.facts, b.facts);
  use(a.accommodations, b.accommodations);
}

}  // namespace callnorm
