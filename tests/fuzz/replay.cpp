// A fuzz target over files, and over each of them cut short and with bytes changed: what a run of
// the fuzzer found once stays found. Prints how many inputs it tried.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "fuzz.hpp"

namespace {

constexpr std::size_t cuts = 12;
constexpr std::size_t changes = 24;

std::size_t try_all(const std::string& bytes, std::uint32_t seed) {
  std::size_t tried = 1;
  run_target(bytes);
  for (std::size_t i = 1; i <= cuts; ++i, ++tried) {
    run_target(std::string_view(bytes).substr(0, bytes.size() * i / (cuts + 1)));
  }
  std::string changed = bytes;
  for (std::size_t i = 0; i < changes && !bytes.empty(); ++i, ++tried) {
    seed = seed * 1664525U + 1013904223U;  // the same on every machine
    const std::size_t at = (seed >> 8U) % bytes.size();
    changed[at] = static_cast<char>(seed >> 3U);
    run_target(changed);
    changed[at] = bytes[at];
  }
  return tried;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i) {
    if (!std::filesystem::is_directory(argv[i])) {
      files.emplace_back(argv[i]);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  std::size_t tried = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::ifstream file(files[i], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    tried += try_all(bytes, static_cast<std::uint32_t>(i) + 1);
  }
  std::printf("%zu inputs from %zu files\n", tried, files.size());
  return files.empty() ? 1 : 0;
}
