// callnorm/text/stems.hpp - what inflected words have in common (Snowball stemmers).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "callnorm/text/language.hpp"

namespace callnorm {

/// One Snowball stemmer. Not thread-safe; make one per thread (about a microsecond).
class Stemmer {
 public:
  explicit Stemmer(Language language);
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;
  ~Stemmer();

  /// The folded stem of one word in any case: "facturen" and "factuur" may still differ, stems are
  /// rough. Cost about 0.3 us.
  [[nodiscard]] std::string stem(std::string_view word) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace callnorm
