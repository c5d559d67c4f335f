#include "evaluate/names_used.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "message.hpp"
#include "try.hpp"

namespace callnorm {
namespace {

Error broken(std::string message, std::string where) {
  return {ErrorCode::invalid_contact, std::move(message), std::move(where)};
}

/// Calls use(kind, name, what to say of one that was used, its place) for every name of a part.
template <class Use>
Status for_each_name(const ContactDraft& part, Use use) {
  const auto ids = [&](char kind, const auto& list, std::string_view place) -> Status {
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i].id.empty()) continue;
      CALLNORM_CHECK(use(kind, list[i].id, "id ", at(std::string(place), i, "id")));
    }
    return success();
  };
  CALLNORM_CHECK(ids('t', part.turns, part.channel == Channel::voice ? "/turns" : "/messages"));
  CALLNORM_CHECK(ids('a', part.acts, "/acts"));
  if (part.requests) CALLNORM_CHECK(ids('q', *part.requests, "/requests"));
  if (part.report) {
    for (const ReportEntry& entry : *part.report) {
      CALLNORM_CHECK(use('r', entry.field, "field ", at("/report/fields", entry.field)));
    }
  }
  for (const auto& [fact, value] : part.facts) {
    CALLNORM_CHECK(use('f', fact, "fact ", at("/facts", fact)));
  }
  for (std::size_t i = 0; i < part.accommodations.size(); ++i) {
    const Accommodation& change = part.accommodations[i];
    CALLNORM_CHECK(use('c', change.indicator + '\0' + change.parameter, "the change of ",
                       at("/accommodations", i, "parameter")));
  }
  return success();
}

}  // namespace

Status NamesUsed::add(const ContactDraft& part) {
  last_.clear();
  Status status = for_each_name(
      part,
      [&](char kind, std::string_view name, std::string_view what, std::string place) -> Status {
        std::string key = kind + std::string(name);
        if (used_.contains(key)) {
          const std::string shown(name.substr(0, name.find('\0')));
          return broken(std::string(what) + in_quotes(shown) + " was given before in this contact",
                        std::move(place));
        }
        last_.push_back(key);  // first: what is in use can always be taken back
        used_.insert(std::move(key));
        return success();
      });
  if (!status) take_back();
  return status;
}

void NamesUsed::take_back() noexcept {
  for (const std::string& name : last_) used_.erase(name);
  last_.clear();
}

}  // namespace callnorm
