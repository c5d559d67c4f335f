// benchmarks/accuracy/contact_lines.hpp - contacts (callnorm.contact/1), one to a line, from
// standard input, prepared for the tools that write features for training.
#pragma once

#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/text/lexicon.hpp"

namespace callnorm {

inline int fail(const Error& error) {
  std::fprintf(stderr, "%s: %s\n", error.where.c_str(), error.message.c_str());
  return 1;
}

/// Of the languages callnorm knows, in the order of all_languages.
inline Result<std::vector<Lexicon>> all_lexicons() {
  std::vector<Lexicon> out;
  for (const Language language : all_languages) {
    auto file = builtin_lexicon(language);
    if (!file) return file.error();
    auto lexicon = Lexicon::create(*std::move(file));
    if (!lexicon) return lexicon.error();
    out.push_back(*std::move(lexicon));
  }
  return out;
}

/// Calls use(lexicons, contact, prepared) for each; a contact in no language of callnorm's has no
/// lexicon. The exit status of the program.
template <class Use>
int for_each_contact(Use use) {
  const auto read = all_lexicons();
  if (!read) return fail(read.error());
  const std::vector<Lexicon>& lexicons = *read;
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto contact = read_contact(line);
    if (!contact) return fail(contact.error());
    const auto language = language_of(contact->data().language);
    const auto prepared = PreparedContact::prepare(
        *contact, language ? &lexicons[static_cast<std::size_t>(*language)] : nullptr, Millis{500});
    if (!prepared) return fail(prepared.error());
    use(lexicons, *contact, *prepared);
  }
  return 0;
}

}  // namespace callnorm
