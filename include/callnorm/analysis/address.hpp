// callnorm/analysis/address.hpp - how the parties address each other: formally (V) or familiarly
// (T).
//
// From the lexicon's class "address", whose tags are "V", "T", "VT" (fits both: Flemish "ge"),
// "none" (a set phrase or a homograph that addresses nobody: "dank je", "le ton"). The longest
// entry at a place decides. A weak entry ("je", which also means "one") counts only in a question
// or beside a strong one of the same form in the same turn. Left out: what stands between quotation
// marks, which is somebody else's wording, and after "u zegt dan:"; a familiar form with a capital
// within a sentence, or right after such a word, which is the name of a button; and Dutch "u" after
// a small number, which is the hour ("14 u"). The tags "quote" (a verb of saying) and "invite"
// ("zeg maar je") address nobody either.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"

namespace callnorm {

enum class AddressForm : std::uint8_t { formal, familiar, either };

[[nodiscard]] constexpr std::string_view name(AddressForm form) noexcept {
  switch (form) {
    case AddressForm::formal: return "V";
    case AddressForm::familiar: return "T";
    case AddressForm::either: return "VT";
  }
  return "";
}

struct AddressUse {
  AddressForm form = AddressForm::formal;
  bool weak = false;  ///< ambiguous by itself
  std::uint32_t turn = 0;
  std::uint32_t first = 0;  ///< tokens, counted through the contact, half-open
  std::uint32_t last = 0;
  TextRange text;
};

/// Of both parties, in order. Nothing without a lexicon, or with one that has no forms of address
/// (English).
/// @param aside tokens that are not the speaker's choice, by token of the contact; may be empty.
[[nodiscard]] std::vector<AddressUse> address_uses(const PreparedContact& contact,
                                                   const std::vector<bool>& aside);

}  // namespace callnorm
