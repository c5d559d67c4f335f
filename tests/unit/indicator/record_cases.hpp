// unit/indicator/record_cases.hpp - contacts with a record, for the tests of CCO-2.3 and 2.4.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "callnorm/model/evaluation.hpp"
#include "unit/talk.hpp"

namespace callnorm::test {

/// A contact of 100 s with a record.
class RecordCase {
 public:
  explicit RecordCase(std::string language = "nl") : talk(std::move(language)) {
    talk.data.connect = Millis{0};
    talk.data.end = time_of(100);
    talk.data.obtained.emplace();
    talk.data.record.emplace();
  }

  RecordCase& obtained(std::string file, std::string field, std::string value,
                       std::string type = "text") {
    talk.data.obtained->push_back(
        {std::move(file), std::move(field), std::move(value), std::move(type), true});
    return *this;
  }
  RecordCase& record(std::string file, std::string field, std::string value,
                     std::optional<double> at = 50) {
    RecordField out{std::move(file), std::move(field), std::move(value), std::nullopt};
    if (at) out.at = time_of(*at);
    talk.data.record->push_back(std::move(out));
    return *this;
  }
  RecordCase& edit(std::string file, std::string field, std::string value,
                   std::optional<double> at = 50) {
    if (!talk.data.edits) talk.data.edits.emplace();
    FieldEdit out;
    out.file = std::move(file);
    out.field = std::move(field);
    out.value = std::move(value);
    if (at) out.at = time_of(*at);
    talk.data.edits->push_back(std::move(out));
    return *this;
  }
  /// Only edits were captured.
  RecordCase& without_record() {
    talk.data.record.reset();
    if (!talk.data.edits) talk.data.edits.emplace();
    return *this;
  }

  Talk talk;
};

inline bool undefined(const IndicatorResult& result, const char* measure) {
  return std::holds_alternative<std::monostate>(*result.measure(measure));
}
inline std::string status(const Evidence& line) {
  for (const auto& [key, value] : line.details) {
    if (key == "status") return value;
  }
  return "";
}
inline std::vector<std::string> statuses(const IndicatorResult& result) {
  std::vector<std::string> out;
  for (const Evidence& line : result.evidence) {
    if (line.role == "field" || line.role == "error") out.push_back(status(line));
  }
  return out;
}

}  // namespace callnorm::test
