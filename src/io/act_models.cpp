#include "callnorm/io/act_models.hpp"

#include <algorithm>
#include <array>

#include "io/embedded.hpp"
#include "io/json_input.hpp"

namespace callnorm {
namespace {

constexpr std::string_view folder = "src/data/act_models/";
constexpr std::string_view format_name = "callnorm.act_model/1";

constexpr auto model_keys = io::keys("format", "version", "trained_on", "calibration", "kinds",
                                     "second", "types", "features", "trees", "shared", "cut");
constexpr std::array<std::string_view, 3> side_names{"A", "C", "AC"};

constexpr auto kind_keys = io::keys("act", "sides", "bias", "reliability");
constexpr auto second_keys = io::keys("act", "scale", "bias", "weights");
constexpr auto type_keys = io::keys("act", "type", "bias", "weights");
constexpr auto trees_keys = io::keys("act", "from", "scale", "bias", "trees");
constexpr auto shared_keys = io::keys("acts", "from", "bias", "trees");
constexpr auto cut_keys = io::keys("act", "scale", "bias");
constexpr std::string_view act_prefix = "act ";
constexpr std::size_t deepest_tree = 32;
constexpr auto feature_keys = io::keys("name", "description", "source", "weights");

Result<float> as_float(const io::Node& node) {
  CALLNORM_TRY(const double value, io::as_number(node));
  return static_cast<float>(value);
}

Result<std::uint32_t> as_kind(const io::Node& node, std::string_view text,
                              const ActModelDraft& out) {
  const auto kind = act_kind(text);
  for (std::uint32_t k = 0; kind && k < out.kinds.size(); ++k) {
    if (out.kinds[k].act == *kind) return k;
  }
  return node.error(in_quotes(text) + " is no kind of this model");
}

// {"act": "hold", "sides": "A", "bias": -3.1}
Status read_kind(const io::Node& node, ActModelDraft& out) {
  CALLNORM_TRY(const auto in, io::members(node, kind_keys));
  ActModelDraft::Kind kind;
  CALLNORM_TRY(kind.act, in.need("act", io::as_enum<ActKind>(act_kind_names)));
  const auto sides = in.find("sides");
  if (!sides) return node.missing("sides");
  CALLNORM_TRY(const std::size_t side, io::choose(*sides, side_names));
  kind.agent = side != 1;
  kind.client = side != 0;
  CALLNORM_TRY(kind.bias, in.need("bias", as_float));
  out.kinds.push_back(kind);
  return success();
}

// {"name": "cue reform", "weights": {"reformulation": 1.2}}: a kind that is not named weighs 0.
Status read_feature(const io::Node& node, ActModelDraft& out) {
  CALLNORM_TRY(const auto in, io::members(node, feature_keys));
  ActModelDraft::Feature feature;
  CALLNORM_TRY(feature.name, in.need("name", io::as_name));
  CALLNORM_TRY(feature.description, in.value("description", io::as_string));
  CALLNORM_TRY(feature.source, in.value("source", io::as_string));
  const auto weights = in.find("weights");
  if (!weights) return node.missing("weights");
  CALLNORM_CHECK(weights->each_member([&](std::string_view key, const io::Node& value) -> Status {
    CALLNORM_TRY(const std::uint32_t kind, as_kind(value, key, out));
    CALLNORM_TRY(const float weight, as_float(value));
    feature.weights.emplace_back(kind, weight);
    return success();
  }));
  out.features.push_back(std::move(feature));
  return success();
}

// "before reformulation"
Result<std::uint32_t> as_context(const io::Node& node, std::string_view text,
                                 const ActModelDraft& out) {
  const std::size_t blank = text.find(' ');
  const auto place =
      std::find(act_context_names.begin(), act_context_names.end(), text.substr(0, blank));
  if (place == act_context_names.end() || blank == std::string_view::npos) {
    return node.error(R"(expected "own", "turn", "before", "after" or "earlier", and a kind)");
  }
  CALLNORM_TRY(const std::uint32_t kind, as_kind(node, text.substr(blank + 1), out));
  const auto context = static_cast<std::size_t>(place - act_context_names.begin());
  return static_cast<std::uint32_t>(context * out.kinds.size() + kind);
}

// {"act": "confirm", "scale": 1, "bias": 0, "weights": {"before reformulation": 2.1}}
Status read_second(const io::Node& node, ActModelDraft& out) {
  CALLNORM_TRY(const auto in, io::members(node, second_keys));
  CALLNORM_TRY(const ActKind act, in.need("act", io::as_enum<ActKind>(act_kind_names)));
  if (out.second.size() >= out.kinds.size() || out.kinds[out.second.size()].act != act) {
    return node.error_at("act", "expected the kinds in their order");
  }
  ActModelDraft::Second second;
  CALLNORM_TRY(second.scale, in.need("scale", as_float));
  CALLNORM_TRY(second.bias, in.need("bias", as_float));
  const auto weights = in.find("weights");
  if (!weights) return node.missing("weights");
  CALLNORM_CHECK(weights->each_member([&](std::string_view key, const io::Node& value) -> Status {
    CALLNORM_TRY(const std::uint32_t at, as_context(value, key, out));
    CALLNORM_TRY(const float weight, as_float(value));
    second.weights.emplace_back(at, weight);
    return success();
  }));
  out.second.push_back(std::move(second));
  return success();
}

// {"act": "reformulation", "type": "upshot", "bias": -1, "weights": {"cue reform": 0.4}}
Status read_type(const io::Node& node, ActModelDraft& out) {
  CALLNORM_TRY(const auto in, io::members(node, type_keys));
  ActModelDraft::Type type;
  CALLNORM_TRY(const std::string act, in.need("act", io::as_name));
  CALLNORM_TRY(type.kind, as_kind(node, act, out));
  CALLNORM_TRY(type.type, in.need("type", io::as_name));
  CALLNORM_TRY(type.bias, in.need("bias", as_float));
  const auto weights = in.find("weights");
  if (!weights) return node.missing("weights");
  CALLNORM_CHECK(weights->each_member([&](std::string_view key, const io::Node& value) -> Status {
    CALLNORM_TRY(const float weight, as_float(value));
    type.weights.emplace_back(std::string(key), weight);
    return success();
  }));
  out.types.push_back(std::move(type));
  return success();
}

// "cue reform", a feature; "act before confirm", a first sum.
Result<std::uint32_t> as_input(const io::Node& node, const FeatureNames& names,
                               const ActModelDraft& out) {
  CALLNORM_TRY(const std::string_view text, node.string());
  const std::size_t kinds = out.kinds.size();
  if (text.starts_with(act_prefix)) {
    return as_context(node, text.substr(act_prefix.size()), out);
  }
  if (const auto feature = names.find(text)) {
    return static_cast<std::uint32_t>(act_context_names.size() * kinds + *feature);
  }
  return node.error("no feature of this model: " + in_quotes(text));
}

// -0.31, a leaf; ["cue reform", 0.02, without, with]; ["act own hold", 0.4, 0.02, below, above],
// where 0.02 is what the tree would say without the question.
Status read_tree(const io::Node& node, const FeatureNames& names, const ActModelDraft& out,
                 std::size_t depth, std::vector<TreeNode>& tree) {
  const std::size_t at = tree.size();
  tree.emplace_back();
  if (!node.is_array()) {
    CALLNORM_TRY(tree[at].value, as_float(node));
    return success();
  }
  const std::size_t parts = node.size();
  if (depth == deepest_tree || (parts != 4 && parts != 5)) {
    return node.error("expected a number, or a question of four or five parts, 32 deep at most");
  }
  std::size_t part = 0;
  tree[at].limit = 0.5F;  // there or not
  return node.each([&](const io::Node& child) -> Status {
    const std::size_t from_end = parts - part++;
    if (from_end == parts) {
      CALLNORM_TRY(tree[at].input, as_input(child, names, out));
    } else if (from_end == 4) {
      CALLNORM_TRY(tree[at].limit, as_float(child));
    } else if (from_end == 3) {
      CALLNORM_TRY(tree[at].value, as_float(child));
    } else {
      (from_end == 2 ? tree[at].low : tree[at].high) = static_cast<std::uint32_t>(tree.size());
      CALLNORM_CHECK(read_tree(child, names, out, depth + 1, tree));
    }
    return success();
  });
}

auto as_trees(const FeatureNames& names, const ActModelDraft& out) {
  return [&](const io::Node& list) -> Result<std::vector<std::vector<TreeNode>>> {
    std::vector<std::vector<TreeNode>> trees;
    CALLNORM_CHECK(list.each([&](const io::Node& tree) -> Status {
      return read_tree(tree, names, out, 0, trees.emplace_back());
    }));
    return trees;
  };
}

// {"act": "reformulation", "from": -4, "scale": 0.5, "bias": 0.1, "trees": [...]}
Status read_trees(const io::Node& node, const FeatureNames& names, ActModelDraft& out) {
  CALLNORM_TRY(const auto in, io::members(node, trees_keys));
  ActModelDraft::Trees of;
  CALLNORM_TRY(const std::string act, in.need("act", io::as_name));
  CALLNORM_TRY(of.kind, as_kind(node, act, out));
  CALLNORM_TRY(of.from, in.need("from", as_float));
  CALLNORM_TRY(of.scale, in.need("scale", as_float));
  CALLNORM_TRY(of.bias, in.need("bias", as_float));
  CALLNORM_TRY(of.trees, in.need("trees", as_trees(names, out)));
  out.trees.push_back(std::move(of));
  return success();
}

// {"acts": ["reformulation", "read_back"], "from": -6, "bias": 0.1, "trees": [...]}
Status read_shared(const io::Node& node, const FeatureNames& names, ActModelDraft& out) {
  CALLNORM_TRY(const auto in, io::members(node, shared_keys));
  ActModelDraft::Shared of;
  const auto acts = in.find("acts");
  if (!acts) return node.missing("acts");
  CALLNORM_CHECK(acts->each([&](const io::Node& act) -> Status {
    CALLNORM_TRY(const std::string text, io::as_name(act));
    CALLNORM_TRY(const std::uint32_t kind, as_kind(act, text, out));
    of.kinds.push_back(kind);
    return success();
  }));
  CALLNORM_TRY(of.from, in.need("from", as_float));
  CALLNORM_TRY(of.bias, in.need("bias", as_float));
  CALLNORM_TRY(of.trees, in.need("trees", as_trees(names, out)));
  out.shared = std::move(of);
  return success();
}

// {"act": "question", "scale": 1.1, "bias": 0.4}
Status read_cut(const io::Node& node, ActModelDraft& out) {
  CALLNORM_TRY(const auto in, io::members(node, cut_keys));
  CALLNORM_TRY(const ActKind act, in.need("act", io::as_enum<ActKind>(act_kind_names)));
  if (out.cut.size() >= out.kinds.size() || out.kinds[out.cut.size()].act != act) {
    return node.error_at("act", "expected the kinds in their order");
  }
  ActModelDraft::Cut cut;
  CALLNORM_TRY(cut.scale, in.need("scale", as_float));
  CALLNORM_TRY(cut.bias, in.need("bias", as_float));
  out.cut.push_back(cut);
  return success();
}

}  // namespace

Result<ActModel> read_act_model(std::string_view json) {
  CALLNORM_TRY(const auto document,
               io::Document::parse(json, ErrorCode::invalid_argument, io::UnknownKeys::reject));
  const io::Node root = document.root();
  CALLNORM_TRY(const auto in, io::members(root, model_keys));
  CALLNORM_CHECK(io::need_format(root, in, format_name));
  ActModelDraft out;
  CALLNORM_TRY(out.version, in.need("version", io::as_name));
  CALLNORM_TRY(out.trained_on, in.need("trained_on", io::as_name));
  CALLNORM_TRY(out.calibration, in.need("calibration", io::as_name));
  using Reader = Status (*)(const io::Node&, ActModelDraft&);
  const auto read_list = [&](std::string_view key, Reader read) -> Status {
    const auto list = in.find(key);
    if (!list) return root.missing(key);
    return list->each([&](const io::Node& node) -> Status { return read(node, out); });
  };
  CALLNORM_CHECK(read_list("kinds", &read_kind));
  CALLNORM_CHECK(read_list("second", &read_second));
  CALLNORM_CHECK(read_list("types", &read_type));
  CALLNORM_CHECK(read_list("features", &read_feature));
  const auto trees = in.find("trees");
  const auto shared = in.find("shared");
  FeatureNames names;
  if (trees || shared) {
    for (const ActModelDraft::Feature& feature : out.features) names.add(feature.name);
  }
  if (trees) {
    CALLNORM_CHECK(trees->each([&](const io::Node& node) { return read_trees(node, names, out); }));
  }
  if (shared) CALLNORM_CHECK(read_shared(*shared, names, out));
  if (in.find("cut")) CALLNORM_CHECK(read_list("cut", &read_cut));
  return ActModel::create(std::move(out));
}

Result<ActModel> builtin_act_model(std::string_view name) {
  if (const io::EmbeddedFile* file = io::find_embedded(folder, name)) {
    std::string room;
    return read_act_model(io::contents(*file, room));
  }
  return Error{ErrorCode::unsupported, "there is no built-in model " + in_quotes(name), ""};
}

}  // namespace callnorm
