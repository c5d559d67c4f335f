#include "callnorm/io/linear_models.hpp"

#include "io/embedded.hpp"
#include "io/json_input.hpp"

namespace callnorm {
namespace {

constexpr std::string_view folder = "src/data/models/";
constexpr std::string_view format_name = "callnorm.model/1";

constexpr auto model_keys = io::keys("format", "name", "version", "act", "features", "bias",
                                     "calibration", "slope", "offset", "trained_on", "seed");
constexpr auto feature_keys = io::keys("name", "weight", "description", "source");

Result<LinearFeature> read_feature(const io::Node& node) {
  CALLNORM_TRY(const auto in, io::members(node, feature_keys));
  LinearFeature out;
  CALLNORM_TRY(out.name, in.need("name", io::as_name));
  CALLNORM_TRY(out.weight, in.need("weight", io::as_number));
  CALLNORM_TRY(out.description, in.need("description", io::as_name));
  CALLNORM_TRY(out.source, in.need("source", io::as_name));
  return out;
}

}  // namespace

Result<LinearModel> read_linear_model(std::string_view json) {
  CALLNORM_TRY(const auto document,
               io::Document::parse(json, ErrorCode::invalid_argument, io::UnknownKeys::reject));
  const io::Node root = document.root();
  CALLNORM_TRY(const auto in, io::members(root, model_keys));
  CALLNORM_CHECK(io::need_format(root, in, format_name));
  LinearModelDraft out;
  CALLNORM_TRY(out.name, in.need("name", io::as_name));
  CALLNORM_TRY(out.version, in.need("version", io::as_name));
  CALLNORM_TRY(out.act, in.optional("act", io::as_enum<ActKind>(act_kind_names)));
  CALLNORM_TRY(out.features, in.need("features", io::list_of(read_feature)));
  CALLNORM_TRY(out.bias, in.need("bias", io::as_number));
  CALLNORM_TRY(out.calibration, in.need("calibration", io::as_name));
  CALLNORM_TRY(out.slope, in.value_or("slope", io::as_number, 1.0));
  CALLNORM_TRY(out.offset, in.value_or("offset", io::as_number, 0.0));
  CALLNORM_TRY(out.trained_on, in.need("trained_on", io::as_name));
  CALLNORM_TRY(out.seed, in.need("seed", io::as_count));
  return LinearModel::create(std::move(out));
}

std::vector<std::string_view> builtin_linear_models() {
  return io::embedded_ids(folder);
}

Result<LinearModel> builtin_linear_model(std::string_view name) {
  if (const io::EmbeddedFile* file = io::find_embedded(folder, name)) {
    std::string room;
    return read_linear_model(io::contents(*file, room));
  }
  return Error{ErrorCode::unsupported, "there is no built-in model " + in_quotes(name), ""};
}

}  // namespace callnorm
