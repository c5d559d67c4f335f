// callnorm/analysis/shown_value.hpp - whether somebody names what a screen shows, as people name
// it.
//
// A screen writes values as data are stored; people say them otherwise, and the part that matters:
//   "05/03/2026", "2026-03-05"   "op vijf maart"           "14:30"         "half drie"
//   "08:00 - 12:00"              "entre 8h et 12h"         "50,00 EUR"     "50 €"
//   "12480"     "twaalfduizend vierhonderdtachtig"         "status: paid"  "it is paid"
//   "WOUTERS Marleen"            "mevrouw Wouters"         "Vlasmarkt 8, 9100 Gent"  "Vlasmarkt 8"
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "callnorm/extent.hpp"
#include "callnorm/text/language.hpp"
#include "callnorm/text/spoken_value.hpp"
#include "callnorm/text/value.hpp"

namespace callnorm {

/// A value of a screen, ready to be looked for.
class ShownValue {
 public:
  /// @param key valid UTF-8. @param language of the talk.
  ShownValue(std::string_view key, std::optional<Language> language);

  /// Holds no letter and no digit: stands nowhere.
  [[nodiscard]] bool empty() const noexcept { return forms_.empty(); }

  /// Where `text` names it: the words, or all of `text` where it is said in another form.
  /// @param words of `text`. Cost: as SpokenWords::find(); of dates, times and long numbers as
  /// mentions_value() besides.
  [[nodiscard]] std::optional<TextRange> in(std::string_view text, const SpokenWords& words) const;

 private:
  void add_form(std::string_view form);
  void read_date(std::string_view key);
  bool read_time(std::string_view key);
  void read_number(std::string_view key);
  [[nodiscard]] bool is_said(std::string_view text, const SpokenWords& words) const;

  /// Any of these says one part: a date, or an end of a stretch of time.
  struct Part {
    std::vector<NormalValue> values;
    std::optional<WrittenValue> full_hour;  // "8", beside the other end of the stretch
  };

  Usage usage_;
  std::vector<WrittenValue> forms_;  // any of them
  std::vector<Part> parts_;          // all of them
};

}  // namespace callnorm
