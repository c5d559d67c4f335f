#include "callnorm/io/builtin.hpp"

#include <algorithm>
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

/// "src/data/norms/x.json" -> "x"; empty for a file elsewhere.
std::string_view stem(std::string_view name, std::string_view folder,
                      std::string_view suffix = ".json") noexcept {
  if (!name.starts_with(folder) || !name.ends_with(suffix)) return {};
  name.remove_prefix(folder.size());
  if (name.size() <= suffix.size()) return {};
  name.remove_suffix(suffix.size());
  return name.find('/') == std::string_view::npos ? name : std::string_view{};
}

std::vector<std::string_view> ids_in(std::string_view folder) {
  std::vector<std::string_view> ids;
  for (const io::EmbeddedFile& file : io::embedded_files()) {
    if (const std::string_view id = stem(file.name, folder); !id.empty()) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

const io::EmbeddedFile* find_file(std::string_view folder, std::string_view id,
                                  std::string_view suffix = ".json") noexcept {
  if (id.empty()) return nullptr;
  for (const io::EmbeddedFile& file : io::embedded_files()) {
    if (stem(file.name, folder, suffix) == id) return &file;
  }
  return nullptr;
}

/// Reads the file of that id, or says which there are.
template <class T>
Result<T> read_builtin(std::string_view what, std::string_view folder, std::string_view id,
                       Result<T> (*read)(std::string_view)) {
  if (const io::EmbeddedFile* file = find_file(folder, id)) return read(file->bytes);
  std::string message = "there is no built-in " + std::string(what) + " " + in_quotes(id);
  std::string separator = "; there are ";
  for (const std::string_view known : ids_in(folder)) {
    message += separator + std::string(known);
    separator = ", ";
  }
  return Error{ErrorCode::unsupported, std::move(message), ""};
}

}  // namespace

std::vector<std::string_view> builtin_norms() {
  return ids_in(norm_folder);
}
std::vector<std::string_view> builtin_scripts() {
  return ids_in(script_folder);
}
std::vector<std::string_view> builtin_contacts() {
  return ids_in(contact_folder);
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

Result<LexiconFile> builtin_lexicon(Language language) {
  CALLNORM_TRY(auto lexicon,
               read_builtin("lexicon", lexicon_folder, name(language), io::read_lexicon));
  for (const std::string_view id : ids_in(concept_folder)) {
    CALLNORM_TRY(const auto phrases,
                 io::read_concepts(find_file(concept_folder, id)->bytes, language));
    lexicon.cues.insert(lexicon.cues.end(), phrases.begin(), phrases.end());
  }
  return lexicon;
}

std::string_view schema(std::string_view name) noexcept {
  const io::EmbeddedFile* file = find_file(schema_folder, name, ".schema.json");
  return file == nullptr ? std::string_view{} : file->bytes;
}

}  // namespace callnorm
