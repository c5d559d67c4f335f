// callnorm/model/parameter.hpp - a limit a verdict rests on, and where the limit comes from.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/extent.hpp"

namespace callnorm {

/// Who set a value. Only `norm` has the authority of the certificate; `convention` must be
/// recalibrated on local contacts before anyone relies on it (NORM 2.0).
enum class Origin : std::uint8_t { norm, literature, industry, measured, convention };

inline constexpr std::array<std::string_view, 5> origin_names{"norm", "literature", "industry",
                                                              "measured", "convention"};

[[nodiscard]] constexpr std::string_view name(Origin origin) noexcept {
  return origin_names[static_cast<std::size_t>(origin)];
}

struct Parameter {
  std::string name;
  double value = 0;
  std::string unit;  ///< "s", "1" (a share), "word", "turn", "char", ...
  Origin origin = Origin::convention;
  std::string source;         ///< short reference; may be empty
  std::optional<double> was;  ///< the library's value, when a user's norm changed it
  std::string decided_by;     ///< who signed the change; empty when unchanged

  friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// Parameters by name, in file order. They never change, and copies share them: a result names the
/// limits it rests on at no cost. Small: a linear search is the fast one.
class Parameters {
 public:
  Parameters() = default;
  explicit Parameters(std::vector<Parameter> list)
      : list_(std::make_shared<const std::vector<Parameter>>(std::move(list))) {}

  [[nodiscard]] const std::vector<Parameter>& list() const noexcept {
    static const std::vector<Parameter> none;
    return list_ == nullptr ? none : *list_;
  }
  [[nodiscard]] auto begin() const noexcept { return list().begin(); }
  [[nodiscard]] auto end() const noexcept { return list().end(); }
  [[nodiscard]] std::size_t size() const noexcept { return list().size(); }
  [[nodiscard]] bool empty() const noexcept { return list().empty(); }

  /// Null when there is none of that name.
  [[nodiscard]] const Parameter* find(std::string_view name) const noexcept {
    for (const Parameter& p : list()) {
      if (p.name == name) return &p;
    }
    return nullptr;
  }

  /// With "name.fr" in the place of "name" for French, and without other languages' variants.
  [[nodiscard]] Parameters in(std::string_view language) const {
    const auto varies = [](const Parameter& p) { return p.name.find('.') != std::string::npos; };
    const bool any = !language.empty() && std::any_of(begin(), end(), varies);
    std::vector<Parameter> out;
    out.reserve(size());
    for (const Parameter& p : list()) {
      if (varies(p)) continue;
      const Parameter* own = any ? find(p.name + "." + std::string(language)) : nullptr;
      out.push_back(own == nullptr ? p : *own);
      if (own != nullptr) out.back().name = p.name;
    }
    return Parameters(std::move(out));
  }

  /// These and one more.
  [[nodiscard]] Parameters with(Parameter more) const {
    std::vector<Parameter> out = list();
    out.push_back(std::move(more));
    return Parameters(std::move(out));
  }

  /// A number of seconds as whole milliseconds.
  [[nodiscard]] Millis time(std::string_view name) const noexcept {
    return whole_millis((*this)[name]);
  }
  /// How many to look at, to the nearest: 0 to 1e9. What is compared with a limit is compared with
  /// the limit itself: an accommodation may make it 0.4, and 0 is not enough of that.
  [[nodiscard]] std::uint32_t count(std::string_view name) const noexcept {
    return static_cast<std::uint32_t>(std::llround(std::clamp((*this)[name], 0.0, 1e9)));
  }

  /// The value, which must exist: Norm::create() has checked that each measure has what it reads.
  [[nodiscard]] double operator[](std::string_view name) const noexcept {
    const Parameter* p = find(name);
    return p == nullptr ? 0.0 : p->value;
  }

 private:
  std::shared_ptr<const std::vector<Parameter>> list_;  // null: none
};

}  // namespace callnorm
