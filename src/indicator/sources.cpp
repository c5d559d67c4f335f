#include "callnorm/indicator/sources.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/engine/statistics.hpp"
#include "callnorm/text/fold.hpp"
#include "callnorm/text/tokens.hpp"
#include "callnorm/text/utf8.hpp"
#include "figures.hpp"
#include "indicator/assistive_software.hpp"
#include "message.hpp"
#include "text/log_name.hpp"

namespace callnorm {
namespace {

/// Where something may be looked up, in order, each source once.
class SourceList {
 public:
  void add(std::string_view source) {
    if (place_.emplace(log_name(source), names_.size()).second) names_.push_back(source);
  }
  [[nodiscard]] bool empty() const noexcept { return names_.empty(); }
  [[nodiscard]] const std::vector<std::string_view>& names() const noexcept { return names_; }
  /// Of a source, or of a page of it: "kb/article-4410", "kb#4410".
  [[nodiscard]] std::optional<std::size_t> place(std::string_view source) const {
    for (std::size_t end = source.size(); end != std::string_view::npos && end > 0;
         end = source.find_last_of("/#?", end - 1)) {
      const auto found = place_.find(log_name(source.substr(0, end)));
      if (found != place_.end()) return found->second;
    }
    return std::nullopt;
  }

 private:
  std::vector<std::string_view> names_;  // as written
  std::map<std::string, std::size_t> place_;
};
using Sources = std::shared_ptr<const SourceList>;  // requests may share the script's

constexpr Millis still_asking{15'000};    // no longer does a question take
constexpr Millis just_read{60'000};       // what was read so shortly before is no memory
constexpr Millis after_asking{2'000};     // a request is stamped so long after its words at most
constexpr std::size_t several = 3;        // requests that do not all stay unanswered
constexpr std::size_t most_beside = 9;    // words of a question beside the fact it asks for
constexpr std::size_t most_after = 3;     // and after it: ", please?"
constexpr std::size_t most_shared = 100;  // look-ups of requests beside one's own

/// What became of a request, the worse the larger.
enum class Search : std::uint8_t {
  proper,
  wrong_order,  // permitted sources in time, not in the prescribed order
  too_brief,    // in time, viewed too briefly to have been read
  wrong_time,   // before the request or after the answer
  none,
};

struct SearchedRequest {
  const Request* request = nullptr;
  Sources sources;
  std::vector<const LookUp*> lookups;  // linked to it, in time
  Search search = Search::none;
  std::vector<const LookUp*> counted;  // permitted, in time, long enough
  const LookUp* closest = nullptr;     // of those that did not count
  Millis off_by{0};                    // for wrong_time: how far outside
};

std::string list_text(const std::vector<std::string_view>& names) {
  constexpr std::size_t named = 4;  // a note is one line
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < named; ++i) {
    out += (i == 0 ? "" : ", ") + in_quotes(names[i]);
  }
  if (names.size() > named) out += " and " + std::to_string(names.size() - named) + " more";
  return out;
}

Sources script_sources(const Script* script) {
  auto out = std::make_shared<SourceList>();
  if (script != nullptr) {
    for (const ScriptSource& source : script->data().sources) out->add(source.id);
  }
  return out;
}

Sources sources_of(const Request& request, const Sources& of_script) {
  if (request.allowed.empty()) return of_script;
  auto out = std::make_shared<SourceList>();
  for (const std::string& source : request.allowed) out->add(source);
  return out;
}

// Begins with the first and never jumps ahead by more than one; going back is allowed.
bool in_order(const SearchedRequest& searched) {
  std::size_t reached = 0;  // places already allowed
  for (const LookUp* lookup : searched.counted) {
    const std::size_t at = searched.sources->place(lookup->source).value_or(0);
    if (at > reached) return false;
    reached = std::max(reached, at + 1);
  }
  return true;
}

void search(SearchedRequest& searched, double view_min) {
  const Request& request = *searched.request;
  for (const LookUp* lookup : searched.lookups) {
    if (!searched.sources->place(lookup->source)) continue;
    Millis off{0};
    // What was opened while the client was still asking, or for a question before, and read for
    // long enough between question and answer, was looked up in time; how long it was read is what
    // the log has to say.
    const auto read_after = [&] {
      const Millis until = lookup->at + *lookup->viewed;
      return std::min(until, request.answered.value_or(until)) - request.at;
    };
    const bool read_on =
        lookup->viewed && lookup->at < request.at &&
        (lookup->request != request.id || request.at - lookup->at <= still_asking) &&
        !below(seconds(read_after()), view_min);
    if (lookup->at < request.at && !read_on) off = request.at - lookup->at;
    if (request.answered && lookup->at > *request.answered) off = lookup->at - *request.answered;
    const bool brief = lookup->viewed && below(seconds(*lookup->viewed), view_min);
    if (off == Millis{0} && !brief) {
      searched.counted.push_back(lookup);
      continue;
    }
    const Search outcome = off == Millis{0} ? Search::too_brief : Search::wrong_time;
    const bool closer =
        outcome < searched.search ||
        (outcome == searched.search && outcome == Search::wrong_time && off < searched.off_by);
    if (closer) {
      searched.search = outcome;
      searched.closest = lookup;
      searched.off_by = off;
    }
  }
  if (searched.counted.empty()) return;
  searched.off_by = Millis{0};
  searched.search = !request.ordered || in_order(searched) ? Search::proper : Search::wrong_order;
}

std::string search_text(const SearchedRequest& searched) {
  const Request& request = *searched.request;
  const auto in_time = [&] {
    std::vector<std::string_view> names;
    for (const LookUp* lookup : searched.counted) names.emplace_back(lookup->source);
    return list_text(names);
  };
  switch (searched.search) {
    case Search::proper:
      return "looked up in " + in_time() + ", first at " +
             seconds_text(searched.counted.front()->at);
    case Search::wrong_order:
      return "looked up in " + in_time() + "; the order is " + list_text(searched.sources->names());
    case Search::too_brief:
      return in_quotes(searched.closest->source) + " opened at " +
             seconds_text(searched.closest->at) + " for only " +
             seconds_text(searched.closest->viewed.value_or(Millis{0}));
    case Search::wrong_time:
      return in_quotes(searched.closest->source) + " looked up at " +
             seconds_text(searched.closest->at) + ", " + seconds_text(searched.off_by) +
             (searched.closest->at < request.at ? " before it was asked" : " after the answer");
    case Search::none: break;
  }
  return "no look-up in " + list_text(searched.sources->names());
}

Evidence request_evidence(const SearchedRequest& searched) {
  const Request& request = *searched.request;
  Evidence evidence;
  evidence.role = searched.search == Search::proper ? "searched request" : "unsearched request";
  evidence.channel = "requests";
  evidence.time = TimeSpan{request.at, request.answered.value_or(request.at)};
  evidence.note = in_quotes(request.id) + " asked at " + seconds_text(request.at) +
                  (request.answered ? ", answered at " + seconds_text(*request.answered)
                                    : std::string(", not answered")) +
                  ": " + search_text(searched);
  evidence.details.emplace_back("request", request.id);
  return evidence;
}

Evidence lookup_evidence(std::string_view role, const LookUp& lookup, const std::string& what) {
  Evidence evidence;
  evidence.role = role;
  evidence.channel = "lookups";
  evidence.time = TimeSpan{lookup.at, lookup.at};
  evidence.note = in_quotes(lookup.source) + " at " + seconds_text(lookup.at) + what;
  evidence.details.emplace_back("source", lookup.source);
  if (lookup.request) evidence.details.emplace_back("request", *lookup.request);
  return evidence;
}

/// Requests, each with its look-ups: those not properly searched first. Returns the index of the
/// one that came closest to being searched.
std::optional<std::uint32_t> show_requests(const std::vector<SearchedRequest>& requests,
                                           IndicatorResult& result) {
  std::optional<std::uint32_t> nearest;
  const SearchedRequest* best = nullptr;
  for (const bool proper : {false, true}) {
    for (const SearchedRequest& searched : requests) {
      if ((searched.search == Search::proper) != proper) continue;
      const bool closer = !proper && searched.search != Search::none &&
                          (best == nullptr || searched.search < best->search ||
                           (searched.search == best->search && searched.off_by < best->off_by));
      if (closer) {
        best = &searched;
        nearest = static_cast<std::uint32_t>(result.evidence.size());
      }
      result.evidence.push_back(request_evidence(searched));
      for (const LookUp* lookup : searched.counted) {
        result.evidence.push_back(
            lookup_evidence("look-up", *lookup, ", for " + in_quotes(searched.request->id)));
      }
    }
  }
  return nearest;
}

/// What talk and outages say of requests that seem unsearched.
class Occasions {
 public:
  Occasions(const Contact& contact, const Script* script) : contact_(contact) {
    for (const std::string& tool : contact.data().tools_unavailable) {
      unavailable_.insert(log_name(tool));
    }
    const auto& requests = *contact.data().requests;
    stamps_answers_ = requests.size() < several ||
                      std::any_of(requests.begin(), requests.end(),
                                  [](const Request& request) { return request.answered; });
    if (script == nullptr) return;
    for (const std::string& known : script->data().known_ok) {
      std::vector<std::string> words = folded_words(known);
      if (!words.empty()) known_.push_back(std::move(words));
    }
  }

  /// The client asks for a fact that needs no look-up, whatever the log calls the request.
  [[nodiscard]] bool asks_known(const Request& request) const {
    if (known_.empty() || !contact_.timed()) return false;
    const auto& turns = contact_.turns();
    const bool talk = contact_.channel() == Channel::voice;
    auto turn = std::upper_bound(
        turns.begin(), turns.end(), request.at,
        [&](Millis at, const Turn& t) { return at < (talk ? t.time->begin : t.time->end); });
    while (turn != turns.begin() && std::prev(turn)->speaker == Speaker::agent) --turn;
    if (turn == turns.begin()) return false;
    --turn;
    // Of two questions in a turn one may need a look-up.
    if (request.at > turn->time->end + after_asking ||
        std::count(turn->text.begin(), turn->text.end(), '?') > 1) {
      return false;
    }
    return std::any_of(known_.begin(), known_.end(),
                       [&](const auto& words) { return is_asked(words, turn->text); });
  }

  /// Nobody can tell that the request was answered without a search: it was not answered, its
  /// sources were out of order, or it was looked up before the answering turn was over. A log that
  /// stamps no answer to any of several requests does not tell which had none.
  [[nodiscard]] bool leaves_open(const SearchedRequest& searched) const {
    const Request& request = *searched.request;
    if (!request.answered && stamps_answers_) return true;
    const auto& names = searched.sources->names();
    if (!unavailable_.empty() &&
        std::all_of(names.begin(), names.end(), [&](std::string_view name) {
          return unavailable_.count(log_name(name)) != 0;
        })) {
      return true;
    }
    if (!request.answered) return false;
    const Millis over = answer_over(*request.answered);
    return std::any_of(searched.lookups.begin(), searched.lookups.end(), [&](const LookUp* lookup) {
      return lookup->at >= request.at && lookup->at <= over && lookup->at > *request.answered &&
             searched.sources->place(lookup->source);
    });
  }

 private:
  /// Whether the last clause of the turn that says more than "please" asks for this fact, and for
  /// little else: "Your opening hours are nine to five, but what is the fee?" asks for another.
  static bool is_asked(const std::vector<std::string>& words, std::string_view text) {
    if (const std::size_t mark = text.find('?'); mark != std::string_view::npos) {
      text = text.substr(0, mark);
    }
    while (!text.empty()) {
      const std::size_t mark = text.find_last_of(",;:.!");
      const std::vector<std::string> clause =
          folded_words(mark == std::string_view::npos ? text : text.substr(mark + 1));
      if (clause.size() <= words.size() + most_beside &&
          std::all_of(words.begin(), words.end(), [&](const std::string& word) {
            return std::find(clause.begin(), clause.end(), word) != clause.end();
          })) {
        return true;
      }
      if (clause.size() > most_after || mark == std::string_view::npos) return false;
      text = text.substr(0, mark);
    }
    return false;
  }

  static std::vector<std::string> folded_words(std::string_view text) {
    std::vector<Token> tokens;
    tokenize(text, tokens);
    std::vector<std::string> out;
    for (const Token& token : tokens) fold(slice(text, token.text), out.emplace_back());
    return out;
  }

  /// The end of the agent's turn that holds the beginning of the answer.
  [[nodiscard]] Millis answer_over(Millis answered) const {
    if (contact_.channel() != Channel::voice || !contact_.timed()) return answered;
    const auto& turns = contact_.turns();
    auto turn = std::upper_bound(turns.begin(), turns.end(), answered,
                                 [](Millis at, const Turn& t) { return at < t.time->begin; });
    while (turn != turns.begin() && std::prev(turn)->speaker == Speaker::client) --turn;
    return turn == turns.begin() ? answered : std::max(answered, std::prev(turn)->time->end);
  }

  const Contact& contact_;
  bool stamps_answers_ = true;
  std::set<std::string> unavailable_;
  std::vector<std::vector<std::string>> known_;
};

/// What was read for requests, which may answer one more each without being opened again.
class JustRead {
 public:
  void add(const SearchedRequest& searched) {
    Millis until{0};
    for (const LookUp* lookup : searched.counted) {
      until = std::max(until, lookup->at + lookup->viewed.value_or(Millis{0}));
    }
    read_.emplace(until, searched.counted.back()->source);
  }

  /// Whether something that this request permits was read so shortly before it; once.
  bool take(const SearchedRequest& searched) {
    const Millis at = searched.request->at;
    std::size_t tried = 0;
    for (auto last = read_.upper_bound(at); last != read_.begin() && tried < most_shared; ++tried) {
      --last;
      if (at - last->first > just_read) return false;
      if (!searched.sources->place(last->second)) continue;
      read_.erase(last);
      return true;
    }
    return false;
  }

 private:
  std::multimap<Millis, std::string_view> read_;  // until when, and the source
};

/// Whether a page that was opened for another request was still being read for this one.
bool still_open(const LookUp& lookup, const Request& opened_for, const Request& request,
                double view_min) {
  if (!lookup.viewed || lookup.at < opened_for.at - still_asking || lookup.at > request.at) {
    return false;
  }
  const Millis until = lookup.at + *lookup.viewed;
  return !below(seconds(std::min(until, request.answered.value_or(until)) - request.at), view_min);
}

}  // namespace

void judge_lookup_sources(const Contact& contact, const Script* script,
                          const Parameters& parameters, IndicatorResult& result) {
  const double searched_good = parameters["searched_demonstrated"];
  const double searched_bad = parameters["searched_not"];
  result.need("S", ">=", searched_good, "searched_demonstrated");
  result.need("V", "<=", 0);
  result.bar("V", ">=", 1);
  result.bar("S", "<", searched_bad, "searched_not");
  const ContactDraft& data = contact.data();
  if (!data.requests) return result.decide(Verdict::insufficient_evidence, "NO_REQUEST_LOG");

  std::map<std::string_view, std::size_t> index;  // into `all`
  std::vector<SearchedRequest> all;
  std::vector<bool> counts;  // needs a look-up
  std::int64_t n = 0;
  bool sources_missing = false;
  const Sources of_script = script_sources(script);
  SourceList permitted_somewhere;
  const auto permit = [&](const Sources& sources) {
    for (const std::string_view source : sources->names()) permitted_somewhere.add(source);
  };
  permit(of_script);
  std::set<std::string> known;
  if (script != nullptr) {
    for (const std::string& request : script->data().known_ok) known.insert(log_name(request));
  }
  for (const Request& request : *data.requests) {
    const bool counted = request.needs_lookup && known.count(log_name(request.id)) == 0;
    SearchedRequest searched;
    searched.request = &request;
    searched.sources = sources_of(request, of_script);
    if (counted) {
      ++n;
      sources_missing = sources_missing || searched.sources->empty();
    }
    if (searched.sources != of_script) permit(searched.sources);
    index.emplace(request.id, all.size());
    all.push_back(std::move(searched));
    counts.push_back(counted);
  }
  if (n == 0) return result.decide(Verdict::not_applicable, "NO_REQUEST");
  if (!data.lookups) return result.decide(Verdict::insufficient_evidence, "NO_LOOKUP_LOG");
  if (sources_missing) {
    return result.decide(Verdict::insufficient_evidence,
                         script == nullptr ? "NO_SCRIPT" : "NO_SOURCES");
  }

  const bool timed = data.quality.clock == Quality::Clock::common;
  std::vector<const LookUp*> ordered;
  for (const LookUp& lookup : *data.lookups) ordered.push_back(&lookup);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const LookUp* a, const LookUp* b) { return a->at < b->at; });
  std::int64_t outside = 0;
  std::int64_t unlinked = 0;
  std::int64_t unlinked_outside = 0;
  std::vector<Evidence> unlinked_lines;
  std::vector<std::pair<const LookUp*, const Request*>> linked;  // in time
  for (const LookUp* lookup : ordered) {
    const auto found = lookup->request ? index.find(*lookup->request) : index.end();
    if (is_assistive_software(log_name(lookup->source))) continue;
    if (found == index.end()) {
      // Before and after the contact the agent reads for another purpose.
      const bool outside_contact = timed && ((data.connect && lookup->at < *data.connect) ||
                                             (data.end && lookup->at > *data.end));
      if (outside_contact) continue;
      ++unlinked;
      const bool elsewhere = !permitted_somewhere.place(lookup->source);
      if (elsewhere) ++unlinked_outside;
      unlinked_lines.push_back(
          lookup_evidence(elsewhere ? "unlinked look-up elsewhere" : "unlinked look-up", *lookup,
                          elsewhere ? ", for no known request, in a source none permits"
                                    : ", for no known request"));
      continue;
    }
    SearchedRequest& searched = all[found->second];
    searched.lookups.push_back(lookup);
    linked.emplace_back(lookup, searched.request);
    // The sources of a request that needs no look-up may be unknown.
    // What the script permits is no stranger, where the request's own list is narrower.
    if (searched.sources->empty() || searched.sources->place(lookup->source) ||
        of_script->place(lookup->source)) {
      continue;
    }
    ++outside;
    result.evidence.push_back(
        lookup_evidence("unauthorised source", *lookup,
                        ", for " + in_quotes(*lookup->request) +
                            "; permitted: " + list_text(searched.sources->names())));
  }
  std::optional<double> searched_share;
  std::optional<double> most_searched;  // where all that nobody can tell was searched
  std::int64_t open = 0;
  std::optional<std::uint32_t> nearest;
  if (timed) {
    std::vector<SearchedRequest> judged;
    const Occasions occasions(contact, script);
    const double view_min = parameters["view_min"];
    std::int64_t proper = 0;
    JustRead read;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!counts[i]) continue;
      search(all[i], view_min);
      if (all[i].counted.empty()) {
        // Three questions in a breath, or one page that stays open and answers the next, too: a log
        // links it to one of them.
        SearchedRequest shared = all[i];
        shared.lookups.clear();
        for (const auto& [lookup, request] : linked) {
          if (std::chrono::abs(request->at - shared.request->at) <= still_asking ||
              (request != shared.request &&
               still_open(*lookup, *request, *shared.request, view_min))) {
            shared.lookups.push_back(lookup);
          }
          if (shared.lookups.size() >= most_shared) break;
        }
        search(shared, view_min);
        if (shared.search == Search::proper) all[i] = std::move(shared);
      }
      // A cut leaves no time to look up what was not answered yet.
      const bool cut = data.ending.cut_short() && !all[i].request->answered;
      if (all[i].search != Search::proper && (cut || occasions.asks_known(*all[i].request))) {
        --n;
        continue;
      }
      if (all[i].search == Search::proper) {
        ++proper;
        read.add(all[i]);
      } else if (occasions.leaves_open(all[i]) || read.take(all[i])) {
        ++open;
      }
      judged.push_back(std::move(all[i]));
    }
    if (n == 0) return result.decide(Verdict::not_applicable, "NO_REQUEST");
    searched_share = share(proper, n);
    most_searched = share(proper + open, n);
    result.add("n", n);
    result.add("proper", proper);
    result.add("S", or_undefined(searched_share), "1");
    nearest = show_requests(judged, result);
  }
  if (!timed) result.add("n", n);
  result.add("V", outside);
  result.add("unlinked", unlinked);
  for (Evidence& line : unlinked_lines) result.evidence.push_back(std::move(line));

  if (outside > 0) {
    result.hinge("V", ">=", 1);
    return result.decide(Verdict::not_demonstrated, "UNAUTHORISED_SOURCE");
  }
  if (!searched_share) return result.decide(Verdict::insufficient_evidence, "CLOCK_SKEW");
  if (below(*searched_share, searched_bad)) {
    result.nearest = nearest;
    result.hinge("S", "<", searched_bad, "searched_not");
    if (unlinked > 0) return result.decide(Verdict::insufficient_evidence, "UNLINKED_LOOKUP");
    return below(*most_searched, searched_bad)
               ? result.decide(Verdict::not_demonstrated, "NOT_SEARCHED")
               : result.decide(Verdict::insufficient_evidence, "BORDERLINE");
  }
  result.hinge("S", ">=", searched_good, "searched_demonstrated");
  if (!at_least(*searched_share, searched_good)) {
    result.nearest = nearest;
    return result.decide(Verdict::insufficient_evidence, "BORDERLINE");
  }
  if (unlinked_outside > 0) {
    result.hinge("V", "<=", 0);
    return result.decide(Verdict::insufficient_evidence, "UNLINKED_LOOKUP");
  }
  result.decide(Verdict::demonstrated, "OK");
}

}  // namespace callnorm
