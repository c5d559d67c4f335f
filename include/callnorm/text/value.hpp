// callnorm/text/value.hpp - when two ways of writing a value are the same value.
//
// A value of a type has one normal form; how it was typed, or dictated in words, makes no
// difference:
//
//   text            case and accents folded, blanks collapsed      "Rue  Haute" = "rue haute";
//                   compared also as amounts, where both have decimals: "1.284,50" = "1284.5",
//                   and word by word, in any order, without forms of address: "Anne Peeters" =
//                   "PEETERS Anne", "docteur Lambert" = "Dr Lambert"
//   address         as text, without marks, what is written short in full, a box "bus", no "nr":
//                   "Bd Tirou 15/3" = "boulevard Tirou 15 boîte 3"; numbers in words, no words
//                   that only lead to a number or town ("in", "à"), one name of a town in Dutch
//                   and French ("Luik" = "Liège"), "Dublin 8" = "D08"; up to a postcode where
//                   both have one: a village or the town it belongs to
//   email           as text, no blanks; "apenstaart", "arobase", "at", "punt", "point", "dot" in
//                   words
//   id, iban        letters and digits only, no label: "BE68 5390 0754" = "be6853900754", "order
//                   4412" = "#4412"
//   phone           digits. +32 and 0032 are 0, and so is the country code of the language's region
//                   ("en-IE": +353), "(0)" is nothing; every other country keeps its prefix, 00
//                   written +                        "+32 (0)475/12.34.56" = "0475 12 34 56"
//   meter, number,  a decimal number. With "." and "," both, the last marks the decimals; one of
//   amount          them several times groups thousands; so does a single one before exactly three
//                   digits and after one to three that are not 0 ("48.213"); any other single one
//                   marks decimals. Blanks and "'" group. Zeros that say nothing are dropped, units
//                   and currencies too: "84,50" = "84.5 euro" = "84 euro 50". "3 m3" is 3. "44
//                   euro per maand" is 44, but not "44 euro per jaar"
//   date, datetime  day before month, as in Belgium, month first only where that alone is a date; a
//                   year of two digits lies from 1969 to 2068; month names, weekdays, "8u30",
//                   "8 h 30", "8:30 pm", "half negen", "ten to nine", "2 uur 's middags", "midi";
//                   "vanaf", "from" before a day, and how far its time is from UTC, say nothing
//                   more                                 "4 maart 2026" = "4/3/26" = "2026-03-04"
//
// Numbers, ids and dates may be said in words, in Dutch, French (Belgian or not) or English:
// "nul vier zeven vijf" = "0475", "quarante-huit mille deux cent treize" = "48213". What does not
// read as its type is compared as text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "callnorm/text/language.hpp"

namespace callnorm {

enum class ValueType : std::uint8_t {
  text,
  address,
  email,
  id,
  iban,
  phone,
  meter,
  number,
  amount,
  date,
  datetime,
};

/// The type of that name, as scripts and contacts write it; nothing for any other word.
[[nodiscard]] std::optional<ValueType> value_type(std::string_view name) noexcept;

/// A value in its normal form. Dates are "2026-03-04", "--03-04" without a year,
/// "2026-03-04T08:30" with a time, and "T08:30" a time alone. An amount may end with "/month".
struct NormalValue {
  ValueType type = ValueType::text;
  std::string text;
  bool read = false;  ///< reads as its type; false: `text` is the folded text

  [[nodiscard]] bool empty() const noexcept { return text.empty(); }
};

/// How people where the value was said or written say and write it.
struct Usage {
  std::optional<Language> language;  ///< of words; nothing: each is tried
  /// Of phone numbers that begin with 0: "087 555 0196" in Ireland is +353 87 555 0196.
  std::string_view calling_code = belgian_code;

  static constexpr std::string_view belgian_code = "32";

  constexpr Usage() noexcept = default;
  constexpr explicit Usage(std::optional<Language> words) noexcept : language(words) {}
};

/// Of a BCP 47 tag: "en-IE". Without a region, or with one not known here, phone numbers are
/// Belgian.
[[nodiscard]] Usage usage_of(std::string_view tag) noexcept;

/// @param value valid UTF-8. Cost: linear, but for the conversion of numbers said in words a few
/// times that.
[[nodiscard]] NormalValue normal_value(std::string_view value, ValueType type, Usage usage);

/// Whether `other` says what `truth` says. What a date of `truth` leaves open, year or time,
/// `other` may fill in. Empty values are equal to nothing.
[[nodiscard]] bool same_value(const NormalValue& truth, const NormalValue& other);

/// 1 - minimum string distance / longer length, in code points of the normal forms: 1 for the same
/// value, 0 when one of them is empty. Nothing when it is less than `at_least`, or when the values
/// differ and one is longer than 16384 code points.
[[nodiscard]] std::optional<double> value_similarity(const NormalValue& truth,
                                                     const NormalValue& other, double at_least);

/// What people write to name a value: of an address what stands before its town, "Kerkstraat 5" of
/// "Kerkstraat 5, 9000 Gent"; of anything else all of it. A part of `value`.
[[nodiscard]] std::string_view naming_part(std::string_view value, ValueType type);

/// Whether words on end of a text of type date or datetime are a date: a span of hours, a part of a
/// day or "after five" beside it leave the day one. False for any other type.
[[nodiscard]] bool names_date(std::string_view text, ValueType type, Usage usage);

/// Whether a longer text, such as a note or a summary, holds the value: of a text or address every
/// word, in any order, each as similar as `at_least`, numbers exactly; of any other type the value
/// itself, in any form. A value without letters and digits stands nowhere.
[[nodiscard]] bool mentions_value(std::string_view text, const NormalValue& truth, Usage usage,
                                  double at_least);

}  // namespace callnorm
