#include <algorithm>

#include "io/embedded.hpp"

namespace callnorm::io {
namespace {

/// "src/data/norms/x.json" -> "x"; empty for a file elsewhere.
std::string_view stem(std::string_view name, std::string_view folder,
                      std::string_view suffix) noexcept {
  if (!name.starts_with(folder) || !name.ends_with(suffix)) return {};
  name.remove_prefix(folder.size());
  if (name.size() <= suffix.size()) return {};
  name.remove_suffix(suffix.size());
  return name.find('/') == std::string_view::npos ? name : std::string_view{};
}

}  // namespace

std::vector<std::string_view> embedded_ids(std::string_view folder) {
  std::vector<std::string_view> ids;
  for (const EmbeddedFile& file : embedded_files()) {
    if (const std::string_view id = stem(file.name, folder, ".json"); !id.empty()) {
      ids.push_back(id);
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

const EmbeddedFile* find_embedded(std::string_view folder, std::string_view id,
                                  std::string_view suffix) noexcept {
  if (id.empty()) return nullptr;
  for (const EmbeddedFile& file : embedded_files()) {
    if (stem(file.name, folder, suffix) == id) return &file;
  }
  return nullptr;
}

}  // namespace callnorm::io
