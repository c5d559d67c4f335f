// src/evaluate/names_used.hpp - the names a contact may use once, kept while it goes on: a part
// that uses one again is refused at once, and not the whole contact in the end, when nothing can be
// mended any more.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "callnorm/model/contact.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

/// The names a contact may use once: ids of turns, acts, requests and items of a screen, fields of
/// the report, facts, limits changed for the person. Cost: that of the names added.
class NamesUsed {
 public:
  /// Adds the names of a part; fails with invalid_contact when one was used, and adds none then.
  [[nodiscard]] Status add(const ContactDraft& part);
  /// Takes back what the last add() added.
  void take_back() noexcept;

 private:
  std::unordered_set<std::string> used_;  // the kind of name, then the name
  std::vector<std::string> last_;
};

}  // namespace callnorm
