// text/unicode_traits.hpp - what a character is, for regular expressions.
//
// Categories and lower case come from utf8proc, so no locale and no ICU. A class of characters is a
// set of bits: one for each general category, then the classes that are no union of categories.
#pragma once

#include <utf8proc.h>

#include <array>
#include <boost/regex.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace callnorm::text {

/// Lower case by the simple mapping; what Regex and lower() compare letters by.
[[nodiscard]] inline char32_t simple_lower(char32_t c) noexcept {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 0x20 : c;
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

using ClassBits = std::uint64_t;

namespace class_bits {

[[nodiscard]] constexpr ClassBits category(int utf8proc_category) noexcept {
  return ClassBits{1} << utf8proc_category;
}
template <class... Category>
[[nodiscard]] constexpr ClassBits categories(Category... each) noexcept {
  return (category(each) | ...);
}

inline constexpr ClassBits every_category = (ClassBits{1} << (UTF8PROC_CATEGORY_CO + 1)) - 1;
inline constexpr ClassBits cased =
    categories(UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LL, UTF8PROC_CATEGORY_LT);
inline constexpr ClassBits letter = cased | categories(UTF8PROC_CATEGORY_LM, UTF8PROC_CATEGORY_LO);
inline constexpr ClassBits mark =
    categories(UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_MC, UTF8PROC_CATEGORY_ME);
inline constexpr ClassBits digit = category(UTF8PROC_CATEGORY_ND);
inline constexpr ClassBits number = digit | categories(UTF8PROC_CATEGORY_NL, UTF8PROC_CATEGORY_NO);
inline constexpr ClassBits punctuation = categories(
    UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PD, UTF8PROC_CATEGORY_PS, UTF8PROC_CATEGORY_PE,
    UTF8PROC_CATEGORY_PI, UTF8PROC_CATEGORY_PF, UTF8PROC_CATEGORY_PO);
inline constexpr ClassBits symbol = categories(UTF8PROC_CATEGORY_SM, UTF8PROC_CATEGORY_SC,
                                               UTF8PROC_CATEGORY_SK, UTF8PROC_CATEGORY_SO);
inline constexpr ClassBits separator =
    categories(UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZL, UTF8PROC_CATEGORY_ZP);
inline constexpr ClassBits other =
    categories(UTF8PROC_CATEGORY_CC, UTF8PROC_CATEGORY_CF, UTF8PROC_CATEGORY_CN,
               UTF8PROC_CATEGORY_CS, UTF8PROC_CATEGORY_CO);

// A mark belongs to the letter before it, so "café" is one run of letters in NFD too.
inline constexpr ClassBits alphabetic = letter | mark | category(UTF8PROC_CATEGORY_NL);
inline constexpr ClassBits word = alphabetic | digit | category(UTF8PROC_CATEGORY_PC);
inline constexpr ClassBits visible =
    every_category &
    ~(separator | categories(UTF8PROC_CATEGORY_CC, UTF8PROC_CATEGORY_CS, UTF8PROC_CATEGORY_CN));

// The classes that are no union of categories; bit n + special_count stands for "not class n".
inline constexpr int first_special = 32;
inline constexpr int special_count = 5;
inline constexpr ClassBits space = ClassBits{1} << first_special;
inline constexpr ClassBits blank = space << 1;
inline constexpr ClassBits ascii_punctuation = space << 2;
inline constexpr ClassBits hex_digit = space << 3;
inline constexpr ClassBits ascii = space << 4;
inline constexpr ClassBits every_special = ((ClassBits{1} << special_count) - 1) << first_special;

/// Everything `bits`, either categories or exactly one special class, does not hold.
[[nodiscard]] constexpr ClassBits complement(ClassBits bits) noexcept {
  return (bits & every_special) != 0 ? bits << special_count : every_category & ~bits;
}

}  // namespace class_bits

[[nodiscard]] inline ClassBits category_of(char32_t c) noexcept {
  static constexpr auto of_ascii = [] {
    std::array<std::uint8_t, 128> table{};
    const auto set = [&table](std::string_view characters, int category) {
      for (const char each : characters) {
        table[static_cast<unsigned char>(each)] = static_cast<std::uint8_t>(category);
      }
    };
    for (std::size_t i = 0; i < table.size(); ++i) {
      table[i] = i < 0x20 || i == 0x7F  ? std::uint8_t{UTF8PROC_CATEGORY_CC}
                 : i >= 'a' && i <= 'z' ? std::uint8_t{UTF8PROC_CATEGORY_LL}
                 : i >= 'A' && i <= 'Z' ? std::uint8_t{UTF8PROC_CATEGORY_LU}
                 : i >= '0' && i <= '9' ? std::uint8_t{UTF8PROC_CATEGORY_ND}
                                        : std::uint8_t{UTF8PROC_CATEGORY_PO};
    }
    set(" ", UTF8PROC_CATEGORY_ZS);
    set("$", UTF8PROC_CATEGORY_SC);
    set("+<=>|~", UTF8PROC_CATEGORY_SM);
    set("^`", UTF8PROC_CATEGORY_SK);
    set("_", UTF8PROC_CATEGORY_PC);
    set("-", UTF8PROC_CATEGORY_PD);
    set("([{", UTF8PROC_CATEGORY_PS);
    set(")]}", UTF8PROC_CATEGORY_PE);
    return table;
  }();
  if (c < of_ascii.size()) return class_bits::category(of_ascii[c]);
  return class_bits::category(utf8proc_category(static_cast<utf8proc_int32_t>(c)));
}

/// Whether `c` is in one of the classes of `bits`.
[[nodiscard]] inline bool in_class(char32_t c, ClassBits bits) noexcept {
  const ClassBits category = category_of(c);
  if ((category & bits) != 0) return true;
  if (bits <= class_bits::every_category) return false;
  ClassBits held = 0;
  if ((category & class_bits::separator) != 0 || (c >= 0x09 && c <= 0x0D) || c == 0x85) {
    held |= class_bits::space;
  }
  if (category == class_bits::category(UTF8PROC_CATEGORY_ZS) || c == U'\t') {
    held |= class_bits::blank;
  }
  if ((category & class_bits::punctuation) != 0 ||
      (c < 0x80 && (category & class_bits::symbol) != 0)) {
    held |= class_bits::ascii_punctuation;
  }
  if ((c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'f') || (c >= U'A' && c <= U'F')) {
    held |= class_bits::hex_digit;
  }
  if (c < 0x80) held |= class_bits::ascii;
  held |= (class_bits::every_special & ~held) << class_bits::special_count;
  return (held & bits) != 0;
}

/// The traits Boost.Regex asks for. Case plays no part here: pattern and text are in lower case
/// before Boost sees them, which folds each character once instead of at every comparison.
class unicode_traits {
 public:
  using char_type = char32_t;
  using size_type = std::size_t;
  using string_type = std::u32string;
  using char_class_type = ClassBits;
  struct locale_type {};
  struct boost_extensions_tag {};

  static size_type length(const char_type* p) { return std::char_traits<char_type>::length(p); }
  static boost::regex_constants::syntax_type syntax_type(char_type c) {
    return c > 0 && c < 0x7F
               ? boost::BOOST_REGEX_DETAIL_NS::get_default_syntax_type(static_cast<char>(c))
               : boost::regex_constants::syntax_char;
  }
  static boost::regex_constants::escape_syntax_type escape_syntax_type(char_type c) {
    return c > 0 && c < 0x7F
               ? boost::BOOST_REGEX_DETAIL_NS::get_default_escape_syntax_type(static_cast<char>(c))
               : boost::regex_constants::escape_type_identity;
  }
  static char_type translate(char_type c) { return c; }
  static char_type translate_nocase(char_type c) { return simple_lower(c); }
  static char_type translate(char_type c, bool icase) { return icase ? simple_lower(c) : c; }
  static char_type tolower(char_type c) { return simple_lower(c); }
  static char_type toupper(char_type c) {
    return static_cast<char_type>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
  }
  static string_type transform(const char_type* first, const char_type* last) {
    return {first, last};
  }
  static string_type transform_primary(const char_type* first, const char_type* last) {
    return {first, last};
  }
  static string_type lookup_collatename(const char_type*, const char_type*) { return {}; }
  static bool isctype(char_type c, char_class_type bits) { return in_class(c, bits); }

  /// Boost itself asks for "w", "s", "lower", "upper" and "alpha"; our own patterns only for "m"
  /// and the bits in hexadecimal.
  static char_class_type lookup_classname(const char_type* first, const char_type* last) {
    const std::u32string_view name(first, static_cast<std::size_t>(last - first));
    if (name == U"w") return class_bits::word;
    if (name == U"s") return class_bits::space;
    if (name == U"lower") return class_bits::category(UTF8PROC_CATEGORY_LL);
    if (name == U"upper") return class_bits::category(UTF8PROC_CATEGORY_LU);
    if (name == U"alpha") return class_bits::alphabetic;
    if (!name.starts_with(U'm')) return 0;
    ClassBits bits = 0;
    for (const char32_t c : name.substr(1))
      bits = bits << 4U | static_cast<ClassBits>(value(c, 16));
    return bits;
  }

  static int value(char_type c, int radix) {
    const int v = c >= U'0' && c <= U'9'   ? static_cast<int>(c - U'0')
                  : c >= U'a' && c <= U'f' ? static_cast<int>(c - U'a') + 10
                  : c >= U'A' && c <= U'F' ? static_cast<int>(c - U'A') + 10
                                           : -1;
    return v < radix ? v : -1;
  }
  static std::intmax_t toi(const char_type*& first, const char_type* last, int radix) {
    return boost::BOOST_REGEX_DETAIL_NS::global_toi(first, last, radix, unicode_traits{});
  }
  static locale_type imbue(locale_type) { return {}; }
  static locale_type getloc() { return {}; }
  static std::string error_string(boost::regex_constants::error_type error) {
    return boost::BOOST_REGEX_DETAIL_NS::get_default_error_string(error);
  }
};

}  // namespace callnorm::text
