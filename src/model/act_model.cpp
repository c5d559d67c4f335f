#include "callnorm/model/act_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "message.hpp"
#include "model/sums.hpp"

namespace callnorm {
namespace {

constexpr std::size_t lanes = 4;
constexpr std::size_t most_types = 16;
constexpr std::uint32_t nowhere = 0xFFFFFFFFU;
constexpr double highest_share = 0.999;
constexpr const char* bad_trees =
    "expected finite numbers, inputs of this model and branches that end";

Error wrong(std::string message, std::string where) {
  return Error{ErrorCode::invalid_argument, std::move(message), std::move(where)};
}

Status check_kinds(const ActModelDraft& draft) {
  if (draft.version.empty()) return wrong("a model needs a version", "/version");
  if (draft.kinds.empty()) return wrong("a model needs a kind of act", "/kinds");
  if (draft.second.size() != draft.kinds.size()) {
    return wrong("expected one entry per kind", "/second");
  }
  for (std::size_t k = 0; k < draft.kinds.size(); ++k) {
    const ActModelDraft::Kind& kind = draft.kinds[k];
    const std::string where = "/kinds/" + std::to_string(k);
    for (std::size_t other = 0; other < k; ++other) {
      if (draft.kinds[other].act == kind.act) {
        return wrong(in_quotes(name(kind.act)) + " stands twice", where);
      }
    }
    if (!kind.agent && !kind.client) return wrong("a kind of act that nobody does", where);
    if (!std::isfinite(kind.bias)) return wrong("expected a finite number", where + "/bias");
    const ActModelDraft::Second& second = draft.second[k];
    const bool good =
        std::isfinite(second.scale) && std::isfinite(second.bias) &&
        std::all_of(second.weights.begin(), second.weights.end(), [&](const auto& weight) {
          return weight.first < act_context_names.size() * draft.kinds.size() &&
                 std::isfinite(weight.second);
        });
    if (!good) return wrong("expected finite numbers", "/second/" + std::to_string(k));
  }
  if (!draft.cut.empty() && draft.cut.size() != draft.kinds.size()) {
    return wrong("expected one entry per kind, or none", "/cut");
  }
  for (std::size_t k = 0; k < draft.cut.size(); ++k) {
    if (!std::isfinite(draft.cut[k].scale) || !std::isfinite(draft.cut[k].bias)) {
      return wrong("expected finite numbers", "/cut/" + std::to_string(k));
    }
  }
  return success();
}

}  // namespace

Result<ActModel> ActModel::create(ActModelDraft draft) {
  if (Status status = check_kinds(draft); !status) return std::move(status).error();
  ActModel model(std::move(draft));
  const ActModelDraft& data = model.data_;
  for (std::size_t f = 0; f < data.features.size(); ++f) {
    const std::string where = "/features/" + std::to_string(f);
    const ActModelDraft::Feature& feature = data.features[f];
    if (feature.name.empty()) return wrong("a feature needs a name", where);
    for (const auto& [kind, weight] : feature.weights) {
      if (kind >= data.kinds.size() || !std::isfinite(weight)) {
        return wrong("expected kinds of this model and finite numbers", where + "/weights");
      }
    }
    if (model.names_.add(feature.name) != f) {
      return wrong("the feature " + in_quotes(feature.name) + " stands twice", where);
    }
  }
  for (std::size_t t = 0; t < data.types.size(); ++t) {
    const std::string where = "/types/" + std::to_string(t);
    const ActModelDraft::Type& type = data.types[t];
    if (type.kind >= data.kinds.size() || type.type.empty() || !std::isfinite(type.bias)) {
      return wrong("expected a kind of this model, a type and a finite number", where);
    }
    const auto of_kind =
        std::count_if(data.types.begin(), data.types.end(),
                      [&](const ActModelDraft::Type& other) { return other.kind == type.kind; });
    if (static_cast<std::size_t>(of_kind) > most_types) {
      return wrong("a kind has at most " + std::to_string(most_types) + " types", where);
    }
    for (std::size_t other = 0; other < t; ++other) {
      if (data.types[other].kind == type.kind && data.types[other].type == type.type) {
        return wrong("the type " + in_quotes(type.type) + " stands twice", where);
      }
    }
    for (const auto& [feature, weight] : type.weights) {
      if (!model.names_.find(feature) || !std::isfinite(weight)) {
        return wrong("no feature of this model, or no finite number: " + in_quotes(feature),
                     where + "/weights");
      }
    }
  }
  model.lay_out();
  if (Status status = model.plant(); !status) return std::move(status).error();
  return model;
}

// Trees ask for few of the many features: a row holds those only, the context's first.
Status ActModel::plant() {
  const std::size_t kinds = data_.kinds.size();
  const auto context = static_cast<std::uint32_t>(act_context_names.size() * kinds);
  const auto all = static_cast<std::uint32_t>(context + data_.features.size());
  std::vector<std::uint32_t> place(all, nowhere);
  const auto note = [&](const std::vector<std::vector<TreeNode>>& trees) {
    for (const auto& tree : trees) {
      for (const TreeNode& node : tree) {
        if (node.low != 0 && node.input < all) place[node.input] = 0;
      }
    }
  };
  for (const ActModelDraft::Trees& of : data_.trees) note(of.trees);
  if (data_.shared) note(data_.shared->trees);
  for (std::uint32_t i = 0; i < all; ++i) {
    if (place[i] == nowhere) continue;
    place[i] = static_cast<std::uint32_t>(inputs_.size());
    inputs_.push_back(i);
    if (i < context) ++context_inputs_;
  }
  context_place_.assign(place.begin(), place.begin() + context);
  place_of_.assign(place.begin() + context, place.end());
  trees_.assign(kinds, {});
  for (std::size_t t = 0; t < data_.trees.size(); ++t) {
    const ActModelDraft::Trees& of = data_.trees[t];
    const std::string where = "/trees/" + std::to_string(t);
    if (of.kind >= kinds || !trees_[of.kind].trees.empty() || of.trees.empty()) {
      return wrong("expected trees, and each kind of this model once", where);
    }
    TreeTable& table = trees_[of.kind];
    table.from = of.from;
    table.scale = of.scale;
    table.bias = of.bias;
    if (!std::isfinite(of.from) || !std::isfinite(of.scale) || !std::isfinite(of.bias) ||
        !plant(of.trees, place, table.trees)) {
      return wrong(bad_trees, where);
    }
  }
  if (!data_.shared) return success();
  const ActModelDraft::Shared& shared = *data_.shared;
  const bool known = std::all_of(shared.kinds.begin(), shared.kinds.end(), [&](std::uint32_t k) {
    return k < kinds && std::count(shared.kinds.begin(), shared.kinds.end(), k) == 1;
  });
  if (!known || shared.kinds.empty() || shared.trees.empty()) {
    return wrong("expected trees, and kinds of this model once", "/shared");
  }
  if (!std::isfinite(shared.from) || !std::isfinite(shared.bias) ||
      !plant(shared.trees, place, shared_)) {
    return wrong(bad_trees, "/shared");
  }
  return success();
}

// @param place where an input, as a draft counts them, stands in a row
bool ActModel::plant(std::span<const std::vector<TreeNode>> trees,
                     std::span<const std::uint32_t> place, DecisionTrees& out) const {
  const auto inputs = static_cast<std::uint32_t>(inputs_.size());
  for (std::vector<TreeNode> tree : trees) {
    for (TreeNode& node : tree) {
      if (!std::isfinite(node.limit) || !std::isfinite(node.value)) return false;
      if (node.low != 0) node.input = node.input < place.size() ? place[node.input] : inputs;
    }
    if (!out.add(tree, inputs)) return false;
  }
  return true;
}

bool ActModel::judges_together(Speaker speaker) const noexcept {
  return data_.shared &&
         std::all_of(data_.shared->kinds.begin(), data_.shared->kinds.end(),
                     [&](std::uint32_t k) { return side(speaker).place[k] != nowhere; });
}

void ActModel::share(Speaker speaker, std::span<const float> row,
                     std::span<float> sums) const noexcept {
  const Side& own = side(speaker);
  double none = 1;
  for (const std::uint32_t k : data_.shared->kinds) {
    none /= 1 + std::exp(static_cast<double>(sums[own.place[k]]));
  }
  // The sum of "any of them": log(any / none).
  const double any = 1 - none;
  if (any <= 0 || none <= 0 || std::log(any / none) < static_cast<double>(data_.shared->from)) {
    return;
  }
  const double right =
      1 / (1 + std::exp(-static_cast<double>(data_.shared->bias + shared_.sum(row))));
  for (const std::uint32_t k : data_.shared->kinds) {
    float& sum = sums[own.place[k]];
    const double p =
        std::min(highest_share, right / any / (1 + std::exp(-static_cast<double>(sum))));
    sum = static_cast<float>(std::log(p / (1 - p)));
  }
}

void ActModel::lay_out() {
  const std::size_t kinds = data_.kinds.size();
  for (const Speaker speaker : {Speaker::agent, Speaker::client}) {
    Side& side = sides_[speaker == Speaker::agent ? 0 : 1];
    std::vector<std::uint32_t>& place = side.place;
    place.assign(kinds, nowhere);
    for (std::uint32_t k = 0; k < kinds; ++k) {
      if (!(speaker == Speaker::agent ? data_.kinds[k].agent : data_.kinds[k].client)) continue;
      place[k] = static_cast<std::uint32_t>(side.kinds.size());
      side.kinds.push_back(k);
    }
    side.width = (side.kinds.size() + lanes - 1) / lanes * lanes;
    side.bias.assign(side.width, 0.0F);
    side.scale.assign(side.width, 0.0F);
    side.second_bias.assign(side.width, 0.0F);
    side.weights.assign(data_.features.size() * side.width, 0.0F);
    side.second.assign(act_context_names.size() * kinds * side.width, 0.0F);
    for (std::size_t i = 0; i < side.kinds.size(); ++i) {
      const std::uint32_t k = side.kinds[i];
      side.bias[i] = data_.kinds[k].bias;
      side.scale[i] = data_.second[k].scale;
      side.second_bias[i] = data_.second[k].bias;
      for (const auto& [at, weight] : data_.second[k].weights) {
        // Its own first sum comes by `scale`.
        if (at != k) side.second[at * side.width + i] = weight;
      }
    }
    for (std::size_t f = 0; f < data_.features.size(); ++f) {
      for (const auto& [k, weight] : data_.features[f].weights) {
        if (place[k] != nowhere) side.weights[f * side.width + place[k]] = weight;
      }
    }
  }
  types_.assign(kinds, {});
  for (std::uint32_t t = 0; t < data_.types.size(); ++t) {
    types_[data_.types[t].kind].types.push_back(t);
  }
  for (TypeTable& table : types_) {
    const std::size_t count = table.types.size();
    if (count == 0) continue;
    table.weights.assign(data_.features.size() * count, 0.0F);
    for (std::size_t i = 0; i < count; ++i) {
      const ActModelDraft::Type& type = data_.types[table.types[i]];
      table.bias.push_back(type.bias);
      for (const auto& [feature, weight] : type.weights) {
        table.weights[*names_.find(feature) * count + i] = weight;
      }
    }
  }
}

std::optional<std::size_t> ActModel::index_of(ActKind kind) const noexcept {
  const auto it = std::find_if(data_.kinds.begin(), data_.kinds.end(),
                               [&](const ActModelDraft::Kind& k) { return k.act == kind; });
  if (it == data_.kinds.end()) return std::nullopt;
  return static_cast<std::size_t>(it - data_.kinds.begin());
}

namespace {

// out += value * row, `width` of them, a multiple of `lanes`.
void add_row(float* out, const float* row, float value, std::size_t width) noexcept {
  for (std::size_t i = 0; i < width; i += lanes) {
    out[i] += value * row[i];
    out[i + 1] += value * row[i + 1];
    out[i + 2] += value * row[i + 2];
    out[i + 3] += value * row[i + 3];
  }
}

}  // namespace

void ActModel::first_sums(Speaker speaker, std::span<const FeatureValue> features,
                          std::span<float> out) const noexcept {
  const Side& own = side(speaker);
  std::copy(own.bias.begin(), own.bias.end(), out.begin());
  for (const FeatureValue& present : features) {
    add_row(out.data(), own.weights.data() + std::size_t{present.feature} * own.width,
            present.value, own.width);
  }
}

void ActModel::second_sums(Speaker speaker, std::span<const float> first,
                           std::span<const float> context, std::span<float> out) const noexcept {
  const Side& own = side(speaker);
  for (std::size_t i = 0; i < own.width; ++i) {
    out[i] = own.second_bias[i] + own.scale[i] * first[i];
  }
  for (std::size_t c = 0; c < context.size(); ++c) {
    if (context[c] != 0) {
      add_row(out.data(), own.second.data() + c * own.width, context[c], own.width);
    }
  }
}

void ActModel::tree_row(std::span<const FeatureValue> features, std::span<const float> context,
                        std::span<float> row) const noexcept {
  for (std::size_t i = 0; i < context_inputs_; ++i) row[i] = context[inputs_[i]];
  std::fill(row.begin() + static_cast<std::ptrdiff_t>(context_inputs_), row.end(), 0.0F);
  for (const FeatureValue& present : features) {
    const std::uint32_t at = place_of_[present.feature];
    if (at != nowhere) row[at] = present.value;
  }
}

std::string_view ActModel::type_of(std::size_t kind, std::span<const FeatureValue> features) const {
  const TypeTable& table = types_[kind];
  const std::size_t count = table.types.size();
  if (count == 0) return {};
  std::array<float, most_types> sums{};
  std::copy(table.bias.begin(), table.bias.end(), sums.begin());
  for (const FeatureValue& present : features) {
    const float* const row = table.weights.data() + std::size_t{present.feature} * count;
    for (std::size_t t = 0; t < count; ++t) sums[t] += present.value * row[t];
  }
  const auto best =
      std::max_element(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(count));
  return data_.types[table.types[static_cast<std::size_t>(best - sums.begin())]].type;
}

float ActModel::weight(Speaker speaker, std::size_t kind, std::uint32_t feature) const noexcept {
  const Side& own = side(speaker);
  const std::uint32_t place = own.place[kind];
  return place == nowhere ? 0 : own.scale[place] * own.weights[feature * own.width + place];
}

namespace {

// One part of a sum: a feature, or (from `features` on) a first sum of the context.
struct Part {
  float amount = 0;
  std::uint32_t what = 0;
};

// The largest parts first; of equal ones the one that came first.
class Largest {
 public:
  explicit Largest(std::size_t most) : most_(std::min(most, parts_.size())) {
    if (most_ == 0) least_ = std::numeric_limits<float>::infinity();
  }
  void add(float amount, std::uint32_t what) {
    const float size = amount < 0 ? -amount : amount;
    if (size <= least_) return;  // most are: nothing else is looked at
    const auto larger = [&](std::size_t i) {
      return (parts_[i].amount < 0 ? -parts_[i].amount : parts_[i].amount) >= size;
    };
    std::size_t at = count_ < most_ ? count_++ : count_ - 1;
    for (; at > 0 && !larger(at - 1); --at) parts_[at] = parts_[at - 1];
    parts_[at] = {amount, what};
    if (count_ == most_) least_ = std::abs(parts_[most_ - 1].amount);
  }
  [[nodiscard]] std::span<const Part> parts() const { return std::span(parts_).first(count_); }

 private:
  std::array<Part, 16> parts_{};
  float least_ = 0;  // what must be exceeded to be among them
  std::size_t most_;
  std::size_t count_ = 0;
};

}  // namespace

std::string ActModel::why(Speaker speaker, std::size_t kind, std::span<const FeatureValue> features,
                          std::span<const float> context, std::span<const float> row,
                          std::size_t most) const {
  const std::size_t kinds = data_.kinds.size();
  const auto count = static_cast<std::uint32_t>(data_.features.size());
  const Side& own = side(speaker);
  const std::uint32_t place = own.place[kind];
  if (place == nowhere) return {};
  const TreeTable& trees = trees_[kind];
  const float scale = row.empty() ? 1.0F : trees.scale;
  // What trees say of a thing is told with what the sums say of it.
  std::vector<float> said(row.size(), 0.0F);
  if (!row.empty()) {
    trees.trees.explain(row, [&](std::uint32_t input, float amount) { said[input] += amount; });
  }
  Largest largest(most);
  for (const FeatureValue& present : features) {
    float amount =
        scale * present.value * own.scale[place] * own.weights[present.feature * own.width + place];
    const std::uint32_t at = place_of_[present.feature];
    if (at != nowhere && !row.empty()) amount += said[at];
    largest.add(amount, present.feature);
  }
  for (const auto& [at, weight] : data_.second[kind].weights) {
    if (at == kind) continue;
    float amount = scale * weight * context[at];
    const std::uint32_t asked = context_place_[at];
    if (asked != nowhere && !row.empty()) amount += std::exchange(said[asked], 0.0F);
    largest.add(amount, count + at);
  }
  // A feature that is absent tells too, but it would be odd to name what is not there.
  for (std::size_t i = 0; i < context_inputs_ && !row.empty(); ++i) {
    if (said[i] != 0) largest.add(said[i], count + inputs_[i]);
  }
  std::string out;
  for (const Part& part : largest.parts()) {
    if (!out.empty()) out += ", ";
    if (part.what < count) {
      out += data_.features[part.what].name;
    } else {
      const std::size_t at = part.what - count;
      out += act_context_names[at / kinds];
      out += ": ";
      out += name(data_.kinds[at % kinds].act);
    }
    out += ' ';
    out += signed_tenths(static_cast<double>(10.0F * part.amount));
  }
  return out;
}

double act_probability(float sum) noexcept {
  return logistic(static_cast<double>(sum));
}

}  // namespace callnorm
