// callnorm/text/stems.hpp - what inflected words have in common (Snowball stemmers).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "callnorm/text/language.hpp"

namespace callnorm {

/// One Snowball stemmer. Not thread-safe; make one per thread, cheaply. Stems are kept on the
/// thread: 4,096 words of any language, 164 KiB.
class Stemmer {
 public:
  explicit Stemmer(Language language);
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;
  ~Stemmer();

  /// The folded stem of one word in any case: "facturen" and "factuur" may still differ, stems are
  /// rough. Cost about 0.3 us, a tenth for a word met before.
  [[nodiscard]] std::string stem(std::string_view word) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace callnorm
