#include "callnorm/text/stems.hpp"

#include <libstemmer.h>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {

struct Stemmer::Impl {
  sb_stemmer* stemmer;
  explicit Impl(Language language) : stemmer(sb_stemmer_new(algorithm(language), "UTF_8")) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { sb_stemmer_delete(stemmer); }

  static const char* algorithm(Language language) {
    switch (language) {
      case Language::nl: return "dutch";
      case Language::fr: return "french";
      case Language::en: return "english";
    }
    return "english";
  }
};

Stemmer::Stemmer(Language language) : impl_(std::make_unique<Impl>(language)) {
}
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;
Stemmer::~Stemmer() = default;

std::string Stemmer::stem(std::string_view word) const {
  // Snowball knows lower case with accents; the stem is folded afterwards, so that a recogniser
  // that drops accents loses only what the rules need them for.
  const std::string lowered = lower(word);
  if (impl_->stemmer == nullptr) return folded(lowered);
  const sb_symbol* stem =
      sb_stemmer_stem(impl_->stemmer, reinterpret_cast<const sb_symbol*>(lowered.data()),
                      static_cast<int>(lowered.size()));
  if (stem == nullptr) return folded(lowered);
  return folded({reinterpret_cast<const char*>(stem),
                 static_cast<std::size_t>(sb_stemmer_length(impl_->stemmer))});
}

}  // namespace callnorm
