// callnorm/io/builtin.hpp - the norms, lexicons, scripts and contacts that come with the library.
#pragma once

#include <string_view>
#include <vector>

#include "callnorm/model/contact.hpp"
#include "callnorm/model/norm.hpp"
#include "callnorm/model/script.hpp"
#include "callnorm/result.hpp"
#include "callnorm/text/language.hpp"
#include "callnorm/text/lexicon_file.hpp"

namespace callnorm {

inline constexpr std::string_view default_norm_id = "be.vl.ervaringsbewijs.callcenteroperator";

/// Ids, sorted.
[[nodiscard]] std::vector<std::string_view> builtin_norms();
[[nodiscard]] std::vector<std::string_view> builtin_scripts();
[[nodiscard]] std::vector<std::string_view> builtin_contacts();

/// Fail with unsupported when there is none of that id; the message lists those there are.
[[nodiscard]] Result<Norm> builtin_norm(std::string_view id = default_norm_id);
[[nodiscard]] Result<Script> builtin_script(std::string_view id);
[[nodiscard]] Result<Contact> builtin_contact(std::string_view id);

/// The stop words and cues of a language; there is one for each. Cost: 2 ms, 10 with the notions.
/// @param notions whether with the ten thousand ways of saying something, which only models read.
[[nodiscard]] Result<LexiconFile> builtin_lexicon(Language language, bool notions = true);

/// The JSON Schema (2020-12) of "norm", "script", "contact" or "evaluation"; empty for other names.
[[nodiscard]] std::string_view schema(std::string_view name) noexcept;

}  // namespace callnorm
