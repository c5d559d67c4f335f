// callnorm/io/import.hpp - contacts from other programs' files.
//
// Importers drop sentiment and emotion fields and list them in Source::dropped; whatever else they
// do not carry over is listed in Source::notes.
#pragma once

#include <span>
#include <string_view>

#include "callnorm/model/contact.hpp"
#include "callnorm/result.hpp"

namespace callnorm {

struct ImportFormat {
  std::string_view name;         ///< "callnorm", "aws-transcribe", "harper-valley"
  std::string_view description;  ///< one line
};

/// In the order `auto` tries them.
[[nodiscard]] std::span<const ImportFormat> import_formats() noexcept;

/// Whether import_contact() takes the name: fails with unsupported, listing those there are.
[[nodiscard]] Status check_format(std::string_view format);

/// Reads `bytes` as `format`, or as whichever is recognised for "auto". Fails with unsupported for
/// an unknown name or when "auto" recognises nothing. `id` names a contact whose file carries no
/// id.
[[nodiscard]] Result<Contact> import_contact(std::string_view format, std::string_view bytes,
                                             std::string_view id = {});

}  // namespace callnorm
