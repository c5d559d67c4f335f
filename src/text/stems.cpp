#include "callnorm/text/stems.hpp"

#include <libstemmer.h>

#include <array>
#include <cstdint>
#include <vector>

#include "callnorm/text/fold.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm {
namespace {

/// Stems of words met before on this thread: a language has few words that are said often. It only
/// saves time; where two words want one place the later has it.
class Memo {
 public:
  struct Entry {
    std::array<char, 19> word{};
    std::array<char, 18> stem{};
    std::uint8_t word_size = 0;
    std::uint8_t stem_size = 0;
    Language language = Language::nl;
    bool is(std::string_view other, Language of) const {
      return language == of && std::string_view(word.data(), word_size) == other;
    }
  };
  static constexpr std::size_t places = 16384;

  /// Where the word is, else where it may be put; null for one that is too long to keep.
  Entry* place_of(std::string_view word, Language language) {
    if (word.empty() || word.size() > Entry{}.word.size()) return nullptr;
    if (entries_.empty()) entries_.resize(places);
    std::uint32_t hash = 2166136261U + static_cast<std::uint32_t>(language);  // FNV-1a
    for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    Entry* const two = &entries_[(hash ^ (hash >> 15U)) % places & ~std::size_t{1}];
    if (two[1].is(word, language)) return two + 1;
    if (!two[0].is(word, language)) std::swap(two[0], two[1]);  // the one kept longer goes
    return two;
  }

 private:
  std::vector<Entry> entries_;
};

}  // namespace

struct Stemmer::Impl {
  Language language;
  sb_stemmer* stemmer = nullptr;  // made when first needed
  explicit Impl(Language of) : language(of) {}
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

  std::string stem(std::string_view word) {
    // Snowball knows lower case with accents; the stem is folded afterwards, so that a recogniser
    // that drops accents loses only what the rules need them for.
    const std::string lowered = lower(word);
    if (stemmer == nullptr) stemmer = sb_stemmer_new(algorithm(language), "UTF_8");
    if (stemmer == nullptr) return folded(lowered);
    const sb_symbol* stem =
        sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(lowered.data()),
                        static_cast<int>(lowered.size()));
    if (stem == nullptr) return folded(lowered);
    return folded({reinterpret_cast<const char*>(stem),
                   static_cast<std::size_t>(sb_stemmer_length(stemmer))});
  }
};

Stemmer::Stemmer(Language language) : impl_(std::make_unique<Impl>(language)) {
}
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;
Stemmer::~Stemmer() = default;

std::string Stemmer::stem(std::string_view word) const {
  thread_local Memo memo;
  Memo::Entry* const kept = memo.place_of(word, impl_->language);
  if (kept == nullptr) return impl_->stem(word);
  if (kept->is(word, impl_->language)) return {kept->stem.data(), kept->stem_size};
  std::string stem = impl_->stem(word);
  if (stem.size() <= kept->stem.size()) {
    kept->language = impl_->language;
    kept->word_size = static_cast<std::uint8_t>(word.copy(kept->word.data(), kept->word.size()));
    kept->stem_size = static_cast<std::uint8_t>(stem.copy(kept->stem.data(), kept->stem.size()));
  }
  return stem;
}

}  // namespace callnorm
