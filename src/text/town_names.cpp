#include "text/town_names.hpp"

#include <algorithm>
#include <array>

namespace callnorm {
namespace {

struct Town {
  std::string_view called;
  std::string_view name;
};

// Towns of one word; those of several are rare, and postcodes tell them. In order of `called`.
constexpr std::array towns{Town{"aarlen", "arlon"},
                           Town{"alost", "aalst"},
                           Town{"antwerp", "antwerpen"},
                           Town{"anvers", "antwerpen"},
                           Town{"ath", "aat"},
                           Town{"audenarde", "oudenaarde"},
                           Town{"auderghem", "oudergem"},
                           Town{"bastenaken", "bastogne"},
                           Town{"bergen", "mons"},
                           Town{"boitsfort", "bosvoorde"},
                           Town{"borgworm", "waremme"},
                           Town{"bruges", "brugge"},
                           Town{"brussels", "brussel"},
                           Town{"bruxelles", "brussel"},
                           Town{"courtrai", "kortrijk"},
                           Town{"dixmude", "diksmuide"},
                           Town{"doornik", "tournai"},
                           Town{"edingen", "enghien"},
                           Town{"elsene", "ixelles"},
                           Town{"forest", "vorst"},
                           Town{"furnes", "veurne"},
                           Town{"gand", "gent"},
                           Town{"geldenaken", "jodoigne"},
                           Town{"ghent", "gent"},
                           Town{"hal", "halle"},
                           Town{"hoei", "huy"},
                           Town{"komen", "comines"},
                           Town{"liege", "luik"},
                           Town{"lierre", "lier"},
                           Town{"louvain", "leuven"},
                           Town{"malines", "mechelen"},
                           Town{"menin", "menen"},
                           Town{"moeskroen", "mouscron"},
                           Town{"namen", "namur"},
                           Town{"nijvel", "nivelles"},
                           Town{"ostend", "oostende"},
                           Town{"ostende", "oostende"},
                           Town{"renaix", "ronse"},
                           Town{"schaerbeek", "schaarbeek"},
                           Town{"termonde", "dendermonde"},
                           Town{"tirlemont", "tienen"},
                           Town{"tongres", "tongeren"},
                           Town{"uccle", "ukkel"},
                           Town{"vilvorde", "vilvoorde"},
                           Town{"watermael", "watermaal"},
                           Town{"waver", "wavre"},
                           Town{"wezet", "vise"},
                           Town{"ypres", "ieper"}};

constexpr bool before(const Town& town, std::string_view word) noexcept {
  return town.called < word;
}
static_assert([] {
  for (std::size_t i = 1; i < towns.size(); ++i) {
    if (!before(towns[i - 1], towns[i].called)) return false;
  }
  return true;
}());

}  // namespace

std::string_view town_name(std::string_view word, std::string_view next) noexcept {
  const auto* const found = std::lower_bound(towns.begin(), towns.end(), word, before);
  if (found == towns.end() || found->called != word) return word;
  // "Louvain-la-Neuve", "Bergen op Zoom"
  if ((word == "louvain" && next == "la") || (word == "bergen" && next == "op")) return word;
  return found->name;
}

}  // namespace callnorm
