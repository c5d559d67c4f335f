// Contacts, their turns and acts.

#include "callnorm/io/builtin.hpp"
#include "callnorm/io/import.hpp"
#include "callnorm/io/read.hpp"
#include "callnorm/io/write.hpp"
#include "convert.hpp"
#include "io/embedded.hpp"

namespace callnorm::python {
namespace {

std::size_t checked_index(std::size_t size, py::ssize_t index) {
  const auto signed_size = static_cast<py::ssize_t>(size);
  if (index < 0) index += signed_size;
  if (index < 0 || index >= signed_size) throw py::index_error("no turn of that index");
  return static_cast<std::size_t>(index);
}

std::vector<TurnView> sliced(const Turns& turns, const py::slice& slice) {
  std::size_t start = 0;
  std::size_t stop = 0;
  std::size_t step = 0;
  std::size_t length = 0;
  if (!slice.compute(turns.contact.turns().size(), &start, &stop, &step, &length)) {
    throw py::error_already_set();
  }
  std::vector<TurnView> out;
  for (; length > 0; --length, start += step) out.push_back({turns.contact, start});
  return out;
}

void bind_turns(py::module_& m) {
  struct WordView {
    std::string text;
    CodePoints range;
    TimeSpan time;
    std::optional<double> confidence;
  };
  py::class_<WordView>(m, "Word", "A word of a turn, where the source gives its time.")
      .def_readonly("text", &WordView::text)
      .def_property_readonly(
          "text_start", [](const WordView& w) { return w.range.start; },
          "In code points of the turn's text.")
      .def_property_readonly(
          "text_end", [](const WordView& w) { return w.range.end; },
          "In code points of the turn's text.")
      .def_property_readonly(
          "start", [](const WordView& w) { return seconds(w.time.begin); }, "In seconds.")
      .def_property_readonly(
          "end", [](const WordView& w) { return seconds(w.time.end); }, "In seconds.")
      .def_readonly("confidence", &WordView::confidence, "0 to 1; None when the source has none.")
      .def("__repr__", [](const WordView& w) {
        return py::str("<Word {!r} {:g}-{:g} s>")
            .format(w.text, seconds(w.time.begin), seconds(w.time.end));
      });

  py::class_<TurnView>(m, "Turn", "One stretch by one party; in a chat or e-mail, one message.")
      .def_property_readonly("id", [](const TurnView& t) { return t.turn().id; })
      .def_readonly("index", &TurnView::index, "Among the turns of its contact.")
      .def_property_readonly("speaker", [](const TurnView& t) { return t.turn().speaker; })
      .def_property_readonly(
          "start",
          [](const TurnView& t) -> std::optional<double> {
            if (!t.turn().time) return std::nullopt;
            return seconds(t.turn().time->begin);
          },
          "In seconds on the contact's clock; None when the turns carry no times.")
      .def_property_readonly(
          "end",
          [](const TurnView& t) -> std::optional<double> {
            if (!t.turn().time) return std::nullopt;
            return seconds(t.turn().time->end);
          },
          "In seconds on the contact's clock; None when the turns carry no times.")
      .def_property_readonly("text", [](const TurnView& t) { return t.turn().text; })
      .def_property_readonly(
          "words",
          [](const TurnView& t) {
            std::vector<WordView> out;
            for (const Word& w : t.turn().words) {
              out.push_back({std::string{slice(t.turn().text, w.text)},
                             in_code_points(t.turn().text, w.text), w.time, w.confidence});
            }
            return out;
          },
          "Empty when the source has no word times.")
      .def("__repr__", [](const TurnView& t) {
        return py::str("<Turn {} {}: {!r}>")
            .format(t.turn().id, std::string{name(t.turn().speaker)}, t.turn().text);
      });

  py::class_<Turns>(m, "Turns", "The turns of a contact, in order. Does not copy them.")
      .def("__len__", [](const Turns& t) { return t.contact.turns().size(); })
      .def(
          "__getitem__",
          [](const Turns& t, py::ssize_t index) {
            return TurnView{t.contact, checked_index(t.contact.turns().size(), index)};
          },
          py::arg("index"))
      .def("__getitem__", &sliced, py::arg("index"))
      .def("__iter__",
           [](const Turns& t) {
             std::vector<TurnView> all;
             all.reserve(t.contact.turns().size());
             for (std::size_t i = 0; i < t.contact.turns().size(); ++i)
               all.push_back({t.contact, i});
             return py::typing::Iterator<TurnView>(py::iter(py::cast(std::move(all))));
           })
      .def("__repr__",
           [](const Turns& t) { return py::str("<Turns: {}>").format(t.contact.turns().size()); });
}

CodePoints act_range(const ActView& a) {
  if (a.turn() == nullptr) return {};
  return in_code_points(a.turn()->text, a.act.text);
}

void bind_act(py::module_& m) {
  py::class_<ActView>(m, "Act",
                      "What a stretch of talk does.\n\n"
                      "contact.turns[act.turn].text[act.start:act.end] is the quote.")
      .def_property_readonly("kind", [](const ActView& a) { return a.act.kind; })
      .def_property_readonly(
          "id", [](const ActView& a) { return a.act.id; }, "Unique in the contact, or \"\".")
      .def_property_readonly(
          "turn", [](const ActView& a) { return a.act.turn; },
          "Index among contact.turns; None for a step done outside the talk.")
      .def_property_readonly("turn_id",
                             [](const ActView& a) -> std::optional<std::string> {
                               if (a.turn() == nullptr) return std::nullopt;
                               return a.turn()->id;
                             })
      .def_property_readonly(
          "start", [](const ActView& a) { return act_range(a).start; },
          "In code points of the turn's text.")
      .def_property_readonly(
          "end", [](const ActView& a) { return act_range(a).end; },
          "In code points of the turn's text.")
      .def_property_readonly("quote",
                             [](const ActView& a) {
                               return a.turn() == nullptr
                                          ? std::string{}
                                          : std::string{slice(a.turn()->text, a.act.text)};
                             })
      .def_property_readonly(
          "time",
          [](const ActView& a) {
            if (a.act.time || a.turn() == nullptr) return in_seconds(a.act.time);
            return in_seconds(a.turn()->time);
          },
          "(start, end) in seconds, of the turn when nothing finer is known; None without times.")
      .def_property_readonly(
          "score", [](const ActView& a) { return a.act.score; },
          "0 to 1; 1 for an act a person annotated.")
      .def_property_readonly(
          "type", [](const ActView& a) { return a.act.type; },
          "A finer kind such as \"gist\" or \"restricted_offer\", or \"\".")
      .def_property_readonly(
          "to", [](const ActView& a) { return a.act.to; }, "Id of the act answered, or \"\".")
      .def_property_readonly(
          "step", [](const ActView& a) { return a.act.step; },
          "The script's label, for ActKind.step.")
      .def_property_readonly(
          "announced", [](const ActView& a) { return in_seconds(a.act.announced); },
          "Seconds of waiting that a hold announcement names, or None.")
      .def_property_readonly(
          "by", [](const ActView& a) { return a.act.by; },
          "Who says so: \"rules@1\", a model, an annotator.")
      .def_property_readonly(
          "details",
          [](const ActView& a) {
            StringDict out;
            for (const auto& [key, value] : a.act.details) out[py::str(key)] = value;
            return out;
          },
          "Why: \"rule\", \"cue\", \"matched\"; for a model \"why\", its largest contributions.")
      .def("__repr__", [](const ActView& a) {
        const std::string quote =
            a.turn() == nullptr ? a.act.step : std::string{slice(a.turn()->text, a.act.text)};
        return py::str("<Act {} in {}: {!r}>")
            .format(std::string{name(a.act.kind)}, a.turn() == nullptr ? "-" : a.turn()->id, quote);
      });
}

/// The scalar that JSON text such as "3", "true" or "verhuizer" stands for: facts are compared as
/// text, so text they stay.
StringDict facts(const Contact& contact) {
  StringDict out;
  for (const auto& [name, value] : contact.data().facts) out[py::str(name)] = value;
  return out;
}

std::string builtin_json(const std::string& id) {
  const std::string file = "examples/contacts/" + id + ".json";
  for (const io::EmbeddedFile& embedded : io::embedded_files()) {
    std::string room;
    if (embedded.name == file) return std::string(io::contents(embedded, room));
  }
  return write_contact(value_or_raise(builtin_contact(id)));  // or says which there are
}

}  // namespace

void bind_contact(py::module_& m) {
  bind_turns(m);
  bind_act(m);

  py::class_<Source>(m, "Source", "Where a contact came from.")
      .def_readonly("format", &Source::format)
      .def_readonly("dropped", &Source::dropped,
                    "Sentiment and emotion fields, refused on purpose.")
      .def_readonly("notes", &Source::notes, "What else was not carried over.")
      .def("__repr__", [](const Source& s) { return py::str("<Source {}>").format(s.format); });

  py::class_<Contact>(m, "Contact",
                      "One contact, as it was recorded. Immutable; share it between threads.")
      .def_static(
          "from_json",
          [](const TextOrBytes& json, const std::string& format, const std::string& id) {
            const std::string_view bytes = bytes_of(json);
            return value_or_raise(unlocked([&] { return import_contact(format, bytes, id); }));
          },
          py::arg("json"), py::arg("format") = "auto", py::arg("id") = "",
          "Reads a contact.\n\n"
          "format: a name from formats(), or \"auto\" to recognise it.\n"
          "id: names a contact whose file carries no id.\n\n"
          "Raises CallnormError with the place of what is wrong.")
      .def_static(
          "from_file",
          [](const Path& path, const std::string& format) {
            const std::string id = stem(path);
            return from_file(
                path, [&](std::string_view bytes) { return import_contact(format, bytes, id); });
          },
          py::arg("path"), py::arg("format") = "auto",
          "Reads a contact from a file; one without id is named after the file.\n\n"
          "Raises CallnormError with the file and the place of what is wrong; OSError when the "
          "file\n"
          "cannot be read.")
      .def_static(
          "from_dict",
          [](const JsonMapping& value) {
            const py::bytes json = dumps(value);
            const std::string_view bytes = bytes_of(json);
            return value_or_raise(unlocked([&] { return read_contact(bytes); }));
          },
          py::arg("value"),
          "Reads a callnorm.contact/1 given as a dictionary.\n\n"
          "Raises CallnormError with the place of what is wrong, a NaN included.")
      .def_static(
          "builtin",
          [](const std::string& id) {
            return value_or_raise(unlocked([&] { return builtin_contact(id); }));
          },
          py::arg("id"),
          "An example that comes with callnorm.\n\n"
          "Raises CallnormError (unsupported) for an unknown id.")
      .def_static("builtin_json", &builtin_json, py::arg("id"),
                  "The file of an example that comes with callnorm, its \"x-\" keys included.\n\n"
                  "Raises CallnormError (unsupported) for an unknown id.")
      .def_static(
          "builtin_ids",
          [] {
            std::vector<std::string> out;
            for (const std::string_view id : builtin_contacts()) out.emplace_back(id);
            return out;
          },
          "Ids of the contacts that come with callnorm, sorted.")
      .def_property_readonly("id", [](const Contact& c) { return c.id(); })
      .def_property_readonly("channel", [](const Contact& c) { return c.channel(); })
      .def_property_readonly(
          "language", [](const Contact& c) { return c.data().language; }, "BCP 47, or \"\".")
      .def_property_readonly(
          "turns", [](const Contact& c) { return Turns{c}; }, "In order.")
      .def_property_readonly(
          "timed", [](const Contact& c) { return c.timed(); }, "Whether the turns carry times.")
      .def_property_readonly(
          "start", [](const Contact& c) { return seconds(c.extent().begin); },
          "Connect or first turn, in seconds.")
      .def_property_readonly(
          "duration", [](const Contact& c) { return seconds(c.extent().length()); },
          "From connect (or first turn) to the end, in seconds; 0 without times.")
      .def_property_readonly(
          "acts",
          [](const Contact& c) {
            std::vector<ActView> out;
            for (const Act& a : c.data().acts) out.push_back({c, a});
            return out;
          },
          "Acts given with the contact, by a person or another model.")
      .def_property_readonly("facts", &facts, "Values as text, as JSON writes scalars.")
      .def_property_readonly("source", [](const Contact& c) { return c.data().source; })
      .def_property_readonly(
          "hash", [](const Contact& c) { return c.data().hash; },
          "\"blake2b-256:...\" of the bytes it was read from, or \"\".")
      .def(
          "to_json",
          [](const Contact& c, std::optional<int> indent) {
            return to_json(indent, [&](int spaces) { return write_contact(c, spaces); });
          },
          py::arg("indent") = py::none(),
          "As callnorm.contact/1; from_json() of it gives an equal contact.")
      .def(
          "to_dict", [](const Contact& c) { return to_dict(write_contact(c)); },
          "As callnorm.contact/1, as json.loads() gives it.")
      .def("__repr__", [](const Contact& c) {
        return py::str("<Contact {} ({}, {} turns)>")
            .format(c.id(), std::string{name(c.channel())}, c.turns().size());
      });
}

}  // namespace callnorm::python
