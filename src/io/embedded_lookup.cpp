#include <zlib.h>

#include <algorithm>
#include <cassert>
#include <new>

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

std::string_view contents(const EmbeddedFile& file, std::string& room) {
  if (file.unpacked == 0) return file.bytes;
  room.resize(file.unpacked);
  z_stream stream{};
  constexpr int gzip = 16;  // added to the window's bits
  if (inflateInit2(&stream, gzip + MAX_WBITS) != Z_OK) throw std::bad_alloc();
  // zlib does not write to its input, but its interface is older than const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(file.bytes.data()));
  stream.avail_in = static_cast<uInt>(file.bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(room.data());
  stream.avail_out = static_cast<uInt>(room.size());
  const int ended = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  if (ended == Z_MEM_ERROR) throw std::bad_alloc();
  assert(ended == Z_STREAM_END && stream.avail_out == 0);
  return room;
}

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
