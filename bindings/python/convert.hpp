// bindings/python/convert.hpp - where C++ values become Python values.
//
// Three rules hold in every binding file: the core runs with the GIL released, an Error becomes a
// CallnormError, and byte offsets become code-point offsets. Nothing here judges anything.
#pragma once

#include <pybind11/gil_safe_call_once.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/typing.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callnorm/evaluate/evaluator.hpp"
#include "callnorm/extent.hpp"
#include "callnorm/model/contact.hpp"
#include "callnorm/model/evaluation.hpp"
#include "callnorm/model/norm.hpp"
#include "callnorm/result.hpp"
#include "callnorm/text/utf8.hpp"

namespace callnorm::python {

namespace py = pybind11;

// ------------------------------------------------------------------------------------- errors

/// A callnorm.CallnormError, not raised yet.
[[nodiscard]] py::object to_exception(const Error& error);

/// Raises it.
[[noreturn]] void raise(const Error& error);

template <class T>
[[nodiscard]] T value_or_raise(Result<T> result) {
  if (!result) raise(result.error());
  return std::move(result).value();
}

/// Runs `call` with the GIL released; no Python object may be touched inside.
template <class Call>
auto unlocked(Call&& call) {
  const py::gil_scoped_release release;
  return std::forward<Call>(call)();
}

// --------------------------------------------------------------------------------------- text

/// Text in, as Python users have it; read with bytes_of().
using TextOrBytes = py::typing::Union<py::str, py::bytes>;

/// A view of the bytes, valid while `text` lives. Raises CallnormError for a lone surrogate.
[[nodiscard]] std::string_view bytes_of(const py::object& text);

/// A range in code points, as Python slices strings.
struct CodePoints {
  std::size_t start = 0;
  std::size_t end = 0;
};
[[nodiscard]] inline CodePoints in_code_points(std::string_view text, TextRange range) noexcept {
  const std::size_t start = code_points(text.substr(0, range.begin));
  return {start, start + code_points(slice(text, range))};
}

// --------------------------------------------------------------------------------------- time

/// Start and end in seconds.
using Seconds = std::pair<double, double>;

[[nodiscard]] inline std::optional<Seconds> in_seconds(const std::optional<TimeSpan>& time) {
  if (!time) return std::nullopt;
  return Seconds{seconds(time->begin), seconds(time->end)};
}
[[nodiscard]] inline std::optional<double> in_seconds(const std::optional<Millis>& time) {
  if (!time) return std::nullopt;
  return seconds(*time);
}

// -------------------------------------------------------------------------------------- views

/// Turns without copying them: contact.turns[i] stays cheap in a loop.
struct Turns {
  Contact contact;
};
struct TurnView {
  Contact contact;
  std::size_t index = 0;

  [[nodiscard]] const Turn& turn() const noexcept { return contact.turns()[index]; }
};

/// An act with the contact it is about.
struct ActView {
  Contact contact;
  Act act;
  std::uint32_t first_turn = 0;  ///< which turn the contact's first one is, if it is a part

  /// The turn it is in; null for a step done outside the talk.
  [[nodiscard]] const Turn* turn() const noexcept {
    return act.turn ? &contact.turns()[*act.turn - first_turn] : nullptr;
  }
};

/// A type that the stubs name better than pybind11 can.
struct TextEncoder : py::function {
  PYBIND11_OBJECT(TextEncoder, py::function, PyCallable_Check)
};

/// A turn's uptake with the contact it is about.
struct UptakeView {
  Contact contact;
  Uptake uptake;
};
struct UptakeMatchView {
  Contact contact;
  std::uint32_t turn = 0;
  std::uint32_t about_turn = 0;
  UptakeMatch match;
};

/// The callable as the core calls it, from threads without the GIL. What it raises is kept for
/// uptake_of(), which runs on the same thread.
[[nodiscard]] Embedder embedder_of(const TextEncoder& encoder);

/// Raises CallnormError as evaluator.uptake() fails, with what the embedder raised as its cause.
[[nodiscard]] std::vector<UptakeView> uptake_of(const Evaluator& evaluator, const Contact& contact);

/// An evaluation, shared with everything taken from it.
struct EvaluationView {
  std::shared_ptr<const Evaluation> evaluation;
};
struct IndicatorView {
  std::shared_ptr<const Evaluation> evaluation;
  const IndicatorResult* result = nullptr;
};
struct EvidenceView {
  std::shared_ptr<const Evaluation> evaluation;
  const Evidence* evidence = nullptr;

  [[nodiscard]] const Turn* turn() const noexcept {
    return evidence->turn ? &evaluation->contact.turns()[*evidence->turn] : nullptr;
  }
};
struct DecidingView {
  IndicatorView indicator;
  const Deciding* condition;

  [[nodiscard]] const Deciding& deciding() const noexcept { return *condition; }
};
struct WhyNotView {
  IndicatorView indicator;

  [[nodiscard]] const WhyNot& why() const noexcept { return *indicator.result->why_not; }
};
struct FlipView {
  IndicatorView indicator;

  [[nodiscard]] const Flip& flip() const noexcept { return *indicator.result->why_not->flip; }
};

[[nodiscard]] inline py::object to_python(const MeasureValue& value) {
  return std::visit(
      [](const auto& v) -> py::object {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::monostate>) {
          return py::none();
        } else {
          return py::cast(v);
        }
      },
      value);
}

/// Types that the stubs name better than pybind11 can.
struct JsonDict : py::dict {
  using py::dict::dict;
};
struct JsonMapping : py::object {
  PYBIND11_OBJECT(JsonMapping, py::object, PyMapping_Check)
};
struct Path : py::object {
  PYBIND11_OBJECT(Path, py::object, check)
  static bool check(PyObject* object) {
    return PyUnicode_Check(object) != 0 || PyObject_HasAttrString(object, "__fspath__") == 1;
  }
};
struct StringDict : py::dict {
  using py::dict::dict;
};
struct ParameterDict : py::dict {
  using py::dict::dict;
};
struct Measures : py::dict {
  using py::dict::dict;
};
struct MeasureObject : py::object {
  using py::object::object;
  MeasureObject(py::object value) : py::object(std::move(value)) {}  // NOLINT: implicit
};
struct EvaluationsAndErrors : py::list {
  using py::list::list;
};

/// What json.loads() makes of `json`, which must be an object.
[[nodiscard]] JsonDict to_dict(const std::string& json);

/// The limits by name, in file order.
[[nodiscard]] ParameterDict by_name(const std::vector<Parameter>& parameters);

/// A mapping as UTF-8 JSON. Raises CallnormError with the place of a NaN or a lone surrogate.
[[nodiscard]] py::bytes dumps(const JsonMapping& value);

/// The bytes of a file; raises OSError as open() does.
[[nodiscard]] py::bytes read_bytes(const Path& path);

/// The file's name without folder and extension.
[[nodiscard]] std::string stem(const Path& path);

/// Raises CallnormError that names the file.
[[noreturn]] void raise(const Error& error, const Path& path);

/// Reads `path` and parses its bytes with `parse`, without the GIL.
template <class Parse>
[[nodiscard]] auto from_file(const Path& path, Parse&& parse) {
  const py::bytes contents = read_bytes(path);
  const std::string_view bytes = bytes_of(contents);
  auto result = unlocked([&] { return parse(bytes); });
  if (!result) raise(result.error(), path);
  return std::move(result).value();
}

/// The JSON of a value with `indent` spaces per level; one line for None.
template <class Write>
[[nodiscard]] std::string to_json(std::optional<int> indent, Write&& write) {
  if (indent && (*indent < 0 || *indent > 16)) {
    raise({ErrorCode::invalid_argument, "indent must lie between 0 and 16", ""});
  }
  return unlocked([&] { return write(indent.value_or(0)); });
}

void bind_norm(py::module_& m);
void bind_contact(py::module_& m);
void bind_evaluation(py::module_& m);
void bind_live(py::module_& m);
void bind_uptake(py::module_& m);

// -------------------------------------------------------------------------------------- enums

/// How an enumeration is called in Python, and its members in order.
template <class Enum>
struct Named;

template <>
struct Named<ErrorCode> {
  static constexpr const char* class_name = "ErrorCode";
  static constexpr unsigned first = 1;
  static constexpr std::array<std::string_view, 10> members{
      "invalid_argument", "invalid_utf8", "invalid_json",        "invalid_norm",
      "invalid_contact",  "unsupported",  "pattern_too_complex", "cancelled",
      "invalid_script",   "unreadable"};
  static constexpr auto signature = py::detail::const_name("callnorm._names.ErrorCode");
};
template <>
struct Named<Verdict> {
  static constexpr const char* class_name = "Verdict";
  static constexpr unsigned first = 1;
  static constexpr std::array<std::string_view, 4> members{
      name(Verdict::demonstrated), name(Verdict::not_demonstrated),
      name(Verdict::insufficient_evidence), name(Verdict::not_applicable)};
  static constexpr auto signature = py::detail::const_name("callnorm._names.Verdict");
};
template <>
struct Named<ActKind> {
  static constexpr const char* class_name = "ActKind";
  static constexpr unsigned first = 0;
  static constexpr auto members = act_kind_names;
  static constexpr auto signature = py::detail::const_name("callnorm._names.ActKind");
};
template <>
struct Named<Speaker> {
  static constexpr const char* class_name = "Speaker";
  static constexpr unsigned first = 0;
  static constexpr std::array<std::string_view, 2> members{name(Speaker::agent),
                                                           name(Speaker::client)};
  static constexpr auto signature = py::detail::const_name("callnorm._names.Speaker");
};
template <>
struct Named<Channel> {
  static constexpr const char* class_name = "Channel";
  static constexpr unsigned first = 0;
  static constexpr std::array<std::string_view, 3> members{
      name(Channel::voice), name(Channel::chat), name(Channel::email)};
  static constexpr auto signature = py::detail::const_name("callnorm._names.Channel");
};
template <>
struct Named<Origin> {
  static constexpr const char* class_name = "Origin";
  static constexpr unsigned first = 0;
  static constexpr auto members = origin_names;
  static constexpr auto signature = py::detail::const_name("callnorm._names.Origin");
};
template <>
struct Named<AlignmentMove::Kind> {
  static constexpr const char* class_name = "MoveKind";
  static constexpr unsigned first = 0;
  static constexpr std::array<std::string_view, 3> members{"match", "extra", "skipped"};
  static constexpr auto signature = py::detail::const_name("callnorm._names.MoveKind");
};

/// The Python members of `Enum`, in order. Looked up once; fails when the two lists differ.
template <class Enum>
[[nodiscard]] const py::tuple& members_of() {
  PYBIND11_CONSTINIT static py::gil_safe_call_once_and_store<py::tuple> storage;
  return storage
      .call_once_and_store_result([] {
        using N = Named<Enum>;
        const py::tuple members{py::module_::import("callnorm._names").attr(N::class_name)};
        bool same = members.size() == N::members.size();
        for (std::size_t i = 0; same && i < members.size(); ++i) {
          same = members[i].attr("name").template cast<std::string>() == N::members[i];
        }
        if (!same)
          throw py::import_error(std::string{N::class_name} +
                                 " of _names.py is not that of the core");
        return members;
      })
      .get_stored();
}

}  // namespace callnorm::python

namespace pybind11::detail {

template <>
struct handle_type_name<callnorm::python::JsonDict> {
  static constexpr auto name = const_name("dict[str, typing.Any]");
};
template <>
struct handle_type_name<callnorm::python::JsonMapping> {
  static constexpr auto name = const_name("collections.abc.Mapping[str, typing.Any]");
};
template <>
struct handle_type_name<callnorm::python::Path> {
  static constexpr auto name = const_name("str | os.PathLike[str]");
};
template <>
struct handle_type_name<callnorm::python::StringDict> {
  static constexpr auto name = const_name("dict[str, str]");
};
template <>
struct handle_type_name<callnorm::python::ParameterDict> {
  static constexpr auto name = const_name("dict[str, callnorm._core.Parameter]");
};
template <>
struct handle_type_name<callnorm::python::Measures> {
  static constexpr auto name = const_name("dict[str, bool | int | float | None]");
};
template <>
struct handle_type_name<callnorm::python::MeasureObject> {
  static constexpr auto name = const_name("bool | int | float | None");
};
template <>
struct handle_type_name<callnorm::python::TextEncoder> {
  static constexpr auto name =
      const_name("collections.abc.Callable[[str], collections.abc.Iterable[float]]");
};
template <>
struct handle_type_name<callnorm::python::EvaluationsAndErrors> {
  static constexpr auto name =
      const_name("list[callnorm._core.Evaluation | callnorm._errors.CallnormError]");
};

/// Out of C++ only, as a member of an enum.Enum in callnorm._names. Not py::native_enum: its
/// members have numbers for values, where files have names, and pybind11-stubgen writes no members
/// of it.
template <class Enum>
struct named_caster {
  static constexpr auto name = callnorm::python::Named<Enum>::signature;
  static handle cast(Enum value, return_value_policy, handle) {
    const auto index = static_cast<std::size_t>(value) - callnorm::python::Named<Enum>::first;
    return object(callnorm::python::members_of<Enum>()[index]).release();
  }
};

#define CALLNORM_NAMED(ENUM)                                       \
  template <>                                                      \
  struct type_caster_enum_type_enabled<ENUM> : std::false_type {}; \
  template <>                                                      \
  struct type_caster<ENUM> : named_caster<ENUM> {}
CALLNORM_NAMED(callnorm::ErrorCode);
CALLNORM_NAMED(callnorm::Verdict);
CALLNORM_NAMED(callnorm::ActKind);
CALLNORM_NAMED(callnorm::Speaker);
CALLNORM_NAMED(callnorm::Channel);
CALLNORM_NAMED(callnorm::Origin);
CALLNORM_NAMED(callnorm::AlignmentMove::Kind);
#undef CALLNORM_NAMED

}  // namespace pybind11::detail
