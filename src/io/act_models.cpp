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
                                     "second", "types", "features");
constexpr std::array<std::string_view, 3> side_names{"A", "C", "AC"};

constexpr auto kind_keys = io::keys("act", "sides", "bias", "reliability");
constexpr auto second_keys = io::keys("act", "scale", "bias", "weights");
constexpr auto type_keys = io::keys("act", "type", "bias", "weights");
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
    const std::size_t blank = key.find(' ');
    const auto place =
        std::find(act_context_names.begin(), act_context_names.end(), key.substr(0, blank));
    if (place == act_context_names.end() || blank == std::string_view::npos) {
      return value.error(R"(expected "own", "turn", "before", "after" or "earlier", and a kind)");
    }
    CALLNORM_TRY(const std::uint32_t kind, as_kind(value, key.substr(blank + 1), out));
    CALLNORM_TRY(const float weight, as_float(value));
    const auto context = static_cast<std::size_t>(place - act_context_names.begin());
    second.weights.emplace_back(static_cast<std::uint32_t>(context * out.kinds.size() + kind),
                                weight);
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
