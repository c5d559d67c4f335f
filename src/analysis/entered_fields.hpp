// analysis/entered_fields.hpp - what the logs and the talk of one contact tell of a value that a
// script asks for: whether its entry says when it was asked, and whether a missing entry says that
// it was not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "callnorm/analysis/prepared_contact.hpp"
#include "callnorm/model/script.hpp"

namespace callnorm {

class EnteredFields {
 public:
  explicit EnteredFields(const PreparedContact& contact)
      : contact_(contact), data_(contact.contact().data()) {}

  /// Whether a value was saved together with the rest of a form, or filled in by the system that
  /// took the call: then its time says nothing of when it was asked for.
  [[nodiscard]] bool saved_with_others(const ScriptData& wanted, Millis at);

  /// Whether a value without an entry may be on file already, and was only compared: a number long
  /// enough was said, read from the screen or given unasked; a name, where no log says what is on
  /// file; the value was given unasked, with its name; or the agent had the client's file before
  /// her.
  /// @param names of the value, as content words.
  [[nodiscard]] bool may_be_on_file(const ScriptData& wanted,
                                    const std::vector<std::vector<std::string>>& names);

 private:
  /// A value that was entered, as far as steps ask.
  struct Entered {
    Millis at;
    std::string_view file;
    std::string_view field;
    bool autofilled;
  };

  const std::vector<Entered>& all();
  bool number_said(const ScriptData& wanted) const;
  bool is_of_another(std::string_view digits, const ScriptData& wanted) const;
  bool given_by_name(const std::vector<std::vector<std::string>>& names);
  const std::vector<std::uint32_t>& with_number();
  bool said_with_number(const std::vector<std::string>& name);
  bool file_open() const;

  const PreparedContact& contact_;
  const ContactDraft& data_;
  std::vector<Entered> all_;
  bool read_ = false;
  std::vector<std::uint32_t> with_number_;
  bool numbers_read_ = false;
  std::size_t looked_at_ = 0;  // words, for names
};

}  // namespace callnorm
