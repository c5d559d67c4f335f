// src/analysis/quoted_mail.hpp - what a message only quotes of the messages before it.
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "callnorm/extent.hpp"
#include "callnorm/model/contact.hpp"

namespace callnorm {

/// Lines that begin with ">", the line that introduces them ("Op 12 mei schreef Jan Peeters:", "Le
/// 12 mai 2026 à 10:02, Marc a écrit :", "On Tuesday Ann wrote:"), and all from a copied head on
/// ("-----Oorspronkelijk bericht-----"; "De : ... Envoyé : ..." on lines of their own), in order.
/// Where a line of the second kind is followed by no ">", all from it on is quoted.
/// @param text a message. Cost: linear.
[[nodiscard]] std::vector<TextRange> quoted_parts(std::string_view text);

/// The lines of the messages so far, to tell which of them the other side copies without a mark, as
/// the forms of many systems do ("Your question was: ..."). Only lines that nobody writes twice by
/// chance. The texts have to outlive it.
class MailLines {
 public:
  /// The lines of a message that the other side wrote before, in order.
  [[nodiscard]] std::vector<TextRange> copied(std::string_view text, Speaker writer) const;
  void add(std::string_view text, Speaker writer);

 private:
  std::unordered_map<std::string_view, Speaker> written_;
};

}  // namespace callnorm
