// benchmarks/accuracy/step_lines.hpp - scripts and contacts, one to a line, from standard input.
//
// "S", a tab and a script (callnorm.script/1); "C", a tab and a contact (callnorm.contact/1) that
// is held against the last script.
#pragma once

#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "callnorm/analysis/script_automaton.hpp"
#include "callnorm/analysis/step_features.hpp"
#include "contact_lines.hpp"

namespace callnorm {

/// Calls use(number of the contact, steps, wordings, prepared contact) for each contact. The exit
/// status of the program.
template <class Use>
int for_each_contact_and_script(Use use) {
  const auto lexicons = all_lexicons();
  if (!lexicons) return fail(lexicons.error());
  std::optional<Script> script;
  std::vector<ScriptStep> steps;  // point into the script
  std::optional<StepWordings> wordings;
  std::size_t number = 0;
  std::string line;
  while (std::getline(std::cin, line)) {
    if (line.size() < 2) return fail({ErrorCode::invalid_argument, "an empty line", "input"});
    const std::string json = line.substr(2);
    if (line[0] == 'S') {
      auto read = read_script(json);
      if (!read) return fail(read.error());
      const auto language = language_of(read->data().language);
      if (!language) return fail({ErrorCode::unsupported, "a script in nl, fr or en", "input"});
      script.emplace(*std::move(read));
      steps = script_steps(*script);
      auto made = StepWordings::create(steps, (*lexicons)[static_cast<std::size_t>(*language)]);
      if (!made) return fail(made.error());
      wordings.emplace(*std::move(made));
      continue;
    }
    if (!wordings) return fail({ErrorCode::invalid_argument, "a script comes first", "input"});
    const auto contact = read_contact(json);
    if (!contact) return fail(contact.error());
    const auto prepared = PreparedContact::prepare(*contact, &wordings->lexicon(), Millis{500});
    if (!prepared) return fail(prepared.error());
    use(number++, steps, *wordings, *prepared);
  }
  return 0;
}

}  // namespace callnorm
