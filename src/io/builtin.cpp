#include "callnorm/io/builtin.hpp"

#include <string>

#include "callnorm/io/read.hpp"
#include "io/embedded.hpp"
#include "io/read_lexicon.hpp"
#include "message.hpp"
#include "try.hpp"

namespace callnorm {

namespace {

constexpr std::string_view norm_folder = "src/data/norms/";
constexpr std::string_view lexicon_folder = "src/data/lexicons/";
constexpr std::string_view concept_folder = "src/data/concepts/";
constexpr std::string_view schema_folder = "src/data/schemas/";
constexpr std::string_view script_folder = "examples/scripts/";
constexpr std::string_view contact_folder = "examples/contacts/";

/// Reads the file of that id, or says which there are.
template <class T>
Result<T> read_builtin(std::string_view what, std::string_view folder, std::string_view id,
                       Result<T> (*read)(std::string_view)) {
  if (const io::EmbeddedFile* file = io::find_embedded(folder, id)) {
    std::string room;
    return read(io::contents(*file, room));
  }
  std::string message = "there is no built-in " + std::string(what) + " " + in_quotes(id);
  std::string separator = "; there are ";
  for (const std::string_view known : io::embedded_ids(folder)) {
    message += separator + std::string(known);
    separator = ", ";
  }
  return Error{ErrorCode::unsupported, std::move(message), ""};
}

}  // namespace

std::vector<std::string_view> builtin_norms() {
  return io::embedded_ids(norm_folder);
}
std::vector<std::string_view> builtin_scripts() {
  return io::embedded_ids(script_folder);
}
std::vector<std::string_view> builtin_contacts() {
  return io::embedded_ids(contact_folder);
}

Result<Norm> builtin_norm(std::string_view id) {
  return read_builtin("norm", norm_folder, id, read_norm);
}

Result<Script> builtin_script(std::string_view id) {
  return read_builtin("script", script_folder, id, read_script);
}

Result<Contact> builtin_contact(std::string_view id) {
  return read_builtin("contact", contact_folder, id, read_contact);
}

Result<LexiconFile> builtin_lexicon(Language language, bool notions) {
  CALLNORM_TRY(auto lexicon,
               read_builtin("lexicon", lexicon_folder, name(language), io::read_lexicon));
  if (!notions) return lexicon;
  for (const std::string_view id : io::embedded_ids(concept_folder)) {
    std::string room;
    const std::string_view json = io::contents(*io::find_embedded(concept_folder, id), room);
    CALLNORM_TRY(const auto phrases, io::read_concepts(json, language));
    lexicon.cues.insert(lexicon.cues.end(), phrases.begin(), phrases.end());
  }
  return lexicon;
}

std::string_view schema(std::string_view name) noexcept {
  const io::EmbeddedFile* file = io::find_embedded(schema_folder, name, ".schema.json");
  return file == nullptr ? std::string_view{} : file->bytes;
}

}  // namespace callnorm
