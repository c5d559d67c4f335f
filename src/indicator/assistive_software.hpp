// src/indicator/assistive_software.hpp - screen readers, magnifiers, dictation: the eyes and hands
// of a person, never a tool of the task nor a source (NORM CCO-2.1, CCO-2.2).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace callnorm {

/// @param key log_name() of what a log names.
[[nodiscard]] inline bool is_assistive_software(std::string_view key) noexcept {
  static constexpr std::array<std::string_view, 20> names{"jaws",
                                                          "nvda",
                                                          "zoomtext",
                                                          "supernova",
                                                          "voiceover",
                                                          "narrator",
                                                          "magnifier",
                                                          "vergrootglas",
                                                          "screen_reader",
                                                          "screenreader",
                                                          "schermlezer",
                                                          "lecteur_d'ecran",
                                                          "voorleessoftware",
                                                          "voorleeshulp",
                                                          "synthese_vocale",
                                                          "text_to_speech",
                                                          "dragon",
                                                          "kurzweil",
                                                          "read&write",
                                                          "readwrite"};
  // Whole words: "JAWS for Windows", and not "jawsome".
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    for (std::size_t at = key.find(name); at != std::string_view::npos;
         at = key.find(name, at + 1)) {
      const std::size_t end = at + name.size();
      if ((at == 0 || key[at - 1] == '_') && (end == key.size() || key[end] == '_')) return true;
    }
    return false;
  });
}

}  // namespace callnorm
