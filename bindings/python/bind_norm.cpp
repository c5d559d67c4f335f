// Norms and scripts.

#include "callnorm/io/builtin.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"
#include "convert.hpp"

namespace callnorm::python {
namespace {

StringDict by_language(const Texts& texts) {
  StringDict out;  // keeps file order
  for (const auto& [language, text] : texts) out[py::str(language)] = text;
  return out;
}

void bind_parameter(py::module_& m) {
  py::class_<Parameter>(m, "Parameter",
                        "A limit a verdict rests on, and where the limit comes from.")
      .def_readonly("name", &Parameter::name)
      .def_readonly("value", &Parameter::value, "In `unit`.")
      .def_readonly("unit", &Parameter::unit, "\"s\", \"1\" (a share), \"word\", \"turn\", ...")
      .def_property_readonly(
          "origin", [](const Parameter& p) { return p.origin; },
          "Who set it; only Origin.norm has the authority of the certificate.")
      .def_readonly("source", &Parameter::source, "A short reference, or \"\".")
      .def_readonly("was", &Parameter::was, "The library's value, when a norm changed it.")
      .def_readonly("decided_by", &Parameter::decided_by, "Who signed the change, or \"\".")
      .def("__repr__", [](const Parameter& p) {
        return py::str("<Parameter {} = {:g} {} ({})>")
            .format(p.name, p.value, p.unit, std::string{name(p.origin)});
      });
}

void bind_indicator(py::module_& m) {
  py::class_<Literal>(m, "Wording", "Words of the source document, untouched.")
      .def_readonly("language", &Literal::language, "BCP 47, \"fr\" for the built-in norm.")
      .def_readonly("text", &Literal::text, "Without list dash and closing mark.")
      .def_readonly("raw", &Literal::raw, "The line as it stands.")
      .def_readonly("line", &Literal::line, "1-based line in the source; 0 for none.")
      .def("__repr__", [](const Literal& l) {
        return py::str("<Wording line {}: {!r}>").format(l.line, l.text);
      });

  py::class_<Operationalisation>(m, "Operationalisation",
                                 "How an indicator is measured: a numbered, replaceable choice.")
      .def_readonly("id", &Operationalisation::id)
      .def_readonly("version", &Operationalisation::version)
      .def_readonly("reading", &Operationalisation::reading,
                    "Which reading of the literal wording it takes.")
      .def_readonly("readings_reported", &Operationalisation::readings_reported,
                    "Readings computed and shown, never decisive.")
      .def_property_readonly("measure",
                             [](const Operationalisation& o) { return info(o.measure).name; })
      .def_property_readonly(
          "parameters", [](const Operationalisation& o) { return by_name(o.parameters.list()); },
          "The limits by name, in file order.")
      .def_readonly("needs", &Operationalisation::needs, "Evidence it needs, e.g. \"turns\".")
      .def_readonly("channels", &Operationalisation::channels,
                    "\"voice\", \"chat\", \"email\"; elsewhere it does not apply.")
      .def_readonly("detector", &Operationalisation::detector,
                    "Who reads the text, e.g. \"rules@1\"; \"\" when no text is read.")
      .def_readonly("asr_can_fail", &Operationalisation::asr_can_fail,
                    "Whether recogniser output alone may give not_demonstrated.")
      .def_readonly("note", &Operationalisation::note)
      .def_readonly("decided_by", &Operationalisation::decided_by,
                    "Who signed a change; \"\" for the library's own choice.")
      .def_readonly("calibrated_on", &Operationalisation::calibrated_on,
                    "Data the limits were fitted to; \"\" for none.")
      .def("__repr__", [](const Operationalisation& o) {
        return py::str("<Operationalisation {}@{}: {}>")
            .format(o.id, o.version, info(o.measure).name);
      });

  py::class_<Indicator>(m, "Indicator", "One thing a norm asks of an agent.")
      .def_property_readonly("id", [](const Indicator& i) { return i.id.value; })
      .def_readonly("key", &Indicator::key, "A stable name for programs: \"comm.reformulate\".")
      .def_readonly("literal", &Indicator::literal)
      .def_property_readonly(
          "rendering", [](const Indicator& i) { return by_language(i.rendering); },
          "Translations without legal value, by language.")
      .def_readonly("notes", &Indicator::notes, "Ids of the anomalies that concern it.")
      .def_readonly("operationalisation", &Indicator::operationalisation)
      .def("__repr__", [](const Indicator& i) {
        return py::str("<Indicator {}: {}>").format(i.id.value, i.literal.text);
      });

  py::class_<Competence>(m, "Competence", "A group of indicators.")
      .def_property_readonly("id", [](const Competence& c) { return c.id.value; })
      .def_readonly("literal", &Competence::literal)
      .def_property_readonly(
          "rendering", [](const Competence& c) { return by_language(c.rendering); },
          "Translations without legal value, by language.")
      .def_property_readonly("indicators",
                             [](const Competence& c) {
                               std::vector<const Indicator*> out;
                               for (const Indicator& i : c.indicators) out.push_back(&i);
                               return out;
                             })
      .def("__repr__", [](const Competence& c) {
        return py::str("<Competence {}: {} indicators>").format(c.id.value, c.indicators.size());
      });

  py::class_<Anomaly>(m, "Anomaly",
                      "A place where the source document is odd, and the reading taken.")
      .def_readonly("id", &Anomaly::id)
      .def_readonly("where", &Anomaly::where)
      .def_readonly("literal", &Anomaly::literal)
      .def_readonly("problem", &Anomaly::problem)
      .def_readonly("reading", &Anomaly::reading, "The reading used by default.")
      .def_readonly("others", &Anomaly::others, "Other readings; never decisive.")
      .def_property_readonly(
          "severity", [](const Anomaly& a) { return std::string(1, a.severity); },
          "\"A\" changes a verdict, \"B\" leaves room, \"C\" is formal only.")
      .def("__repr__",
           [](const Anomaly& a) { return py::str("<Anomaly {}: {}>").format(a.id, a.problem); });
}

const Indicator& indicator(const Norm& norm, const std::string& id) {
  const Indicator* found = norm.find(id);
  if (found == nullptr) throw py::key_error("no indicator \"" + id + "\" in this norm");
  return *found;
}

}  // namespace

ParameterDict by_name(const std::vector<Parameter>& parameters) {
  ParameterDict out;
  for (const Parameter& p : parameters) out[py::str(p.name)] = p;
  return out;
}

void bind_norm(py::module_& m) {
  bind_parameter(m);
  bind_indicator(m);

  py::class_<Norm>(m, "Norm", "What is asked of an agent. Immutable; share it between threads.")
      .def_static(
          "builtin",
          [](const std::string& id) {
            return value_or_raise(unlocked([&] { return builtin_norm(id); }));
          },
          py::arg("id") = std::string{default_norm_id},
          "A norm that comes with callnorm.\n\nRaises CallnormError (unsupported) for an unknown "
          "id.")
      .def_static(
          "builtin_ids",
          [] {
            std::vector<std::string> out;
            for (const std::string_view id : builtin_norms()) out.emplace_back(id);
            return out;
          },
          "Ids of the norms that come with callnorm, sorted.")
      .def_static(
          "from_json",
          [](const TextOrBytes& json) {
            const std::string_view bytes = bytes_of(json);
            return value_or_raise(unlocked([&] { return read_norm(bytes); }));
          },
          py::arg("json"), "Reads a norm.\n\nRaises CallnormError with the place of what is wrong.")
      .def_static(
          "from_file",
          [](const Path& path) {
            return from_file(path, [](std::string_view bytes) { return read_norm(bytes); });
          },
          py::arg("path"),
          "Reads a norm from a file.\n\n"
          "Raises CallnormError with the file and the place of what is wrong; OSError when the "
          "file\n"
          "cannot be read.")
      .def_static(
          "from_dict",
          [](const JsonMapping& value) {
            const py::bytes json = dumps(value);
            const std::string_view bytes = bytes_of(json);
            return value_or_raise(unlocked([&] { return read_norm(bytes); }));
          },
          py::arg("value"), "Reads a norm from what json.load() made of its file.")
      .def_property_readonly("id", [](const Norm& n) { return n.id(); })
      .def_property_readonly("version", [](const Norm& n) { return n.version(); })
      .def_property_readonly(
          "status", [](const Norm& n) { return n.data().status; },
          "\"historical\", \"in force\" or \"draft\".")
      .def_property_readonly(
          "title", [](const Norm& n) { return by_language(n.data().title); }, "By language.")
      .def_property_readonly("literal_file", [](const Norm& n) { return n.data().literal_file; })
      .def_property_readonly("literal_sha256",
                             [](const Norm& n) { return n.data().literal_sha256; })
      .def_property_readonly("literal_note", [](const Norm& n) { return n.data().literal_note; })
      .def_property_readonly(
          "hash", [](const Norm& n) { return n.data().hash; },
          "\"blake2b-256:...\" of the bytes it was read from.")
      .def_property_readonly("competences",
                             [](const Norm& n) {
                               std::vector<const Competence*> out;
                               for (const Competence& c : n.competences()) out.push_back(&c);
                               return out;
                             })
      .def_property_readonly("anomalies",
                             [](const Norm& n) {
                               std::vector<const Anomaly*> out;
                               for (const Anomaly& a : n.data().anomalies) out.push_back(&a);
                               return out;
                             })
      .def_property_readonly(
          "certificate",
          [](const Norm& n) {
            std::vector<std::tuple<std::string, std::string, int>> out;
            for (const CertificateEntry& e : n.data().certificate) {
              out.emplace_back(e.key, e.literal, e.line);
            }
            return out;
          },
          "The certificate's description, as (key, literal words, line of the source).")
      .def("__getitem__", &indicator, py::arg("id"), py::return_value_policy::reference_internal,
           "The indicator of that id. Raises KeyError.")
      .def("__contains__",
           [](const Norm& n, const std::string& id) { return n.find(id) != nullptr; })
      .def(
          "to_json",
          [](const Norm& n, std::optional<int> indent) {
            return to_json(indent, [&](int spaces) { return write_norm(n, spaces); });
          },
          py::arg("indent") = py::none(), "The norm in its file layout.")
      .def(
          "to_dict", [](const Norm& n) { return to_dict(write_norm(n)); },
          "The norm in its file layout, as json.loads() gives it.")
      .def("__repr__",
           [](const Norm& n) { return py::str("<Norm {} {}>").format(n.id(), n.version()); });

  py::class_<Script>(m, "Script",
                     "What the agent is to say and do. Immutable; share it between threads.")
      .def_static(
          "builtin",
          [](const std::string& id) {
            return value_or_raise(unlocked([&] { return builtin_script(id); }));
          },
          py::arg("id"),
          "A script that comes with callnorm.\n\nRaises CallnormError (unsupported) for an unknown "
          "id.")
      .def_static(
          "builtin_ids",
          [] {
            std::vector<std::string> out;
            for (const std::string_view id : builtin_scripts()) out.emplace_back(id);
            return out;
          },
          "Ids of the scripts that come with callnorm, sorted.")
      .def_static(
          "from_json",
          [](const TextOrBytes& json) {
            const std::string_view bytes = bytes_of(json);
            return value_or_raise(unlocked([&] { return read_script(bytes); }));
          },
          py::arg("json"),
          "Reads a script.\n\nRaises CallnormError with the place of what is wrong.")
      .def_static(
          "from_file",
          [](const Path& path) {
            return from_file(path, [](std::string_view bytes) { return read_script(bytes); });
          },
          py::arg("path"),
          "Reads a script from a file.\n\n"
          "Raises CallnormError with the file and the place of what is wrong; OSError when the "
          "file\n"
          "cannot be read.")
      .def_static(
          "from_dict",
          [](const JsonMapping& value) {
            const py::bytes json = dumps(value);
            const std::string_view bytes = bytes_of(json);
            return value_or_raise(unlocked([&] { return read_script(bytes); }));
          },
          py::arg("value"), "Reads a script from what json.load() made of its file.")
      .def_property_readonly("id", [](const Script& s) { return s.id(); })
      .def_property_readonly("version", [](const Script& s) { return s.version(); })
      .def_property_readonly(
          "language", [](const Script& s) { return s.data().language; }, "BCP 47.")
      .def_property_readonly("title", [](const Script& s) { return s.data().title; })
      .def_property_readonly(
          "direction", [](const Script& s) { return s.data().direction; },
          "\"inbound\", \"outbound\" or \"\".")
      .def_property_readonly("channels", [](const Script& s) { return s.data().channels; })
      .def_property_readonly("approved_by", [](const Script& s) { return s.data().approved_by; })
      .def_property_readonly(
          "warnings",
          [](const Script& s) {
            return std::vector<std::string>(s.warnings().begin(), s.warnings().end());
          },
          "What is allowed but odd, one line each with its place.")
      .def_property_readonly(
          "hash", [](const Script& s) { return s.data().hash; },
          "\"blake2b-256:...\" of the bytes it was read from.")
      .def(
          "to_json",
          [](const Script& s, std::optional<int> indent) {
            return to_json(indent, [&](int spaces) { return write_script(s, spaces); });
          },
          py::arg("indent") = py::none(), "The script in its file layout.")
      .def(
          "to_dict", [](const Script& s) { return to_dict(write_script(s)); },
          "The script in its file layout, as json.loads() gives it.")
      .def("__repr__", [](const Script& s) {
        return py::str("<Script {} {} ({})>").format(s.id(), s.version(), s.data().language);
      });
}

}  // namespace callnorm::python
