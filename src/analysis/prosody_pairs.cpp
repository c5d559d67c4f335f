#include "callnorm/analysis/prosody_pairs.hpp"

#include <optional>

namespace callnorm {

std::array<ProsodySeries, 3> prosody_pairs(const Contact& contact) {
  std::array<ProsodySeries, 3> out{{{"rate_wpm", {}}, {"f0_semitones", {}}, {"intensity_db", {}}}};
  if (!contact.data().prosody) return out;
  constexpr std::array features{&Prosody::rate_wpm, &Prosody::f0_semitones, &Prosody::intensity_db};
  const std::vector<Turn>& turns = contact.turns();
  std::vector<std::optional<double>> values;
  for (std::size_t i = 0; i < features.size(); ++i) {
    values.assign(turns.size(), std::nullopt);
    for (const Prosody& entry : *contact.data().prosody) {
      std::optional<double>& value = values[entry.turn];
      if (!value) value = entry.*features[i];
    }
    for (std::uint32_t t = 1; t < turns.size(); ++t) {
      if (turns[t - 1].speaker != Speaker::client || turns[t].speaker != Speaker::agent) continue;
      if (!values[t - 1] || !values[t]) continue;
      out[i].pairs.push_back({t - 1, t, *values[t - 1], *values[t]});
    }
  }
  return out;
}

}  // namespace callnorm
