// The extension module callnorm._core.

#include "callnorm/io/builtin.hpp"
#include "callnorm/io/import.hpp"
#include "callnorm/version.hpp"
#include "convert.hpp"

namespace callnorm::python {

py::object to_exception(const Error& error) {
  return py::module_::import("callnorm._errors")
      .attr("CallnormError")(error.code, error.message, error.where);
}

void raise(const Error& error) {
  const py::object exception = to_exception(error);
  PyErr_SetObject(py::type::handle_of(exception).ptr(), exception.ptr());
  throw py::error_already_set();
}

std::string_view bytes_of(const py::object& text) {
  if (PyBytes_Check(text.ptr())) {
    return {PyBytes_AS_STRING(text.ptr()), static_cast<std::size_t>(PyBytes_GET_SIZE(text.ptr()))};
  }
  if (!PyUnicode_Check(text.ptr())) throw py::type_error("expected str or bytes");
  Py_ssize_t size = 0;
  const char* utf8 = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
  if (utf8 == nullptr) {
    if (PyErr_ExceptionMatches(PyExc_UnicodeEncodeError) == 0) throw py::error_already_set();
    PyErr_Clear();
    raise({ErrorCode::invalid_utf8, "the text holds a lone surrogate, which no UTF-8 can", ""});
  }
  return {utf8, static_cast<std::size_t>(size)};
}

JsonDict to_dict(const std::string& json) {
  const py::object parsed = py::module_::import("json").attr("loads")(py::str(json));
  return py::reinterpret_borrow<JsonDict>(parsed);
}

py::bytes dumps(const JsonMapping& value) {
  return py::bytes(py::module_::import("callnorm._json").attr("dumps")(value));
}

py::bytes read_bytes(const Path& path) {
  return py::bytes(py::module_::import("pathlib").attr("Path")(path).attr("read_bytes")());
}

std::string stem(const Path& path) {
  const py::object name = py::module_::import("pathlib").attr("PurePath")(path).attr("stem");
  // A name that is not UTF-8 has lone surrogates in Python; it is not worth failing over.
  return py::bytes(name.attr("encode")("utf-8", "replace"));
}

void raise(const Error& error, const Path& path) {
  const py::object exception = to_exception(error);
  exception.attr("file") = py::module_::import("os").attr("fspath")(path);
  PyErr_SetObject(py::type::handle_of(exception).ptr(), exception.ptr());
  throw py::error_already_set();
}

namespace {

std::string schema_of(const std::string& name) {
  const std::string_view text = schema(name);
  if (text.empty()) {
    raise({ErrorCode::unsupported,
           "no schema \"" + name + "\"; there are contact, script, norm, evaluation", ""});
  }
  return std::string{text};
}

std::vector<std::pair<std::string, std::string>> format_list() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const ImportFormat& format : import_formats()) {
    out.emplace_back(format.name, format.description);
  }
  return out;
}

}  // namespace
}  // namespace callnorm::python

PYBIND11_MODULE(_core, m, pybind11::mod_gil_not_used()) {
  namespace py = pybind11;

  m.doc() = "The compiled part of callnorm; import callnorm instead.";
  callnorm::python::bind_norm(m);
  callnorm::python::bind_contact(m);
  callnorm::python::bind_uptake(m);
  callnorm::python::bind_evaluation(m);
  callnorm::python::bind_live(m);

  m.def("schema", &callnorm::python::schema_of, py::arg("name"),
        "The JSON Schema (2020-12) of \"contact\", \"script\", \"norm\" or \"evaluation\", as "
        "text.\n\n"
        "Raises CallnormError (unsupported) for another name.");
  m.def(
      "formats", &callnorm::python::format_list,
      "Formats contacts are read from, as (name, description), in the order \"auto\" tries them.");
  m.attr("__version__") = std::string{callnorm::version()};
}
