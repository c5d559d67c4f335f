// src/analysis/quoted_mail.hpp - what a message only quotes of the messages before it.
#pragma once

#include <string_view>
#include <vector>

#include "callnorm/extent.hpp"

namespace callnorm {

/// Lines that begin with ">", the line that introduces them ("Op 12 mei schreef Jan Peeters:", "Le
/// 12 mai 2026 à 10:02, Marc a écrit :", "On Tuesday Ann wrote:"), and all from a copied head on
/// ("-----Oorspronkelijk bericht-----"; "De : ... Envoyé : ..." on lines of their own), in order.
/// Where a line of the second kind is followed by no ">", all from it on is quoted.
/// @param text a message. Cost: linear.
[[nodiscard]] std::vector<TextRange> quoted_parts(std::string_view text);

}  // namespace callnorm
