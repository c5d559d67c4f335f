// Uptake, and the embedder a Python program may lend.

#include "callnorm/analysis/uptake.hpp"
#include "convert.hpp"

namespace callnorm::python {
namespace {

/// What the embedder raised in the call into the core that runs on this thread; owned.
PyObject*& raised() noexcept {
  thread_local PyObject* exception = nullptr;
  return exception;
}

void keep(py::error_already_set& error) {
  Py_XDECREF(std::exchange(raised(), error.value().inc_ref().ptr()));
}

void fill(const py::object& numbers, std::span<float> out) {
  std::size_t count = 0;
  for (const py::handle number : py::iter(numbers)) {
    if (count < out.size()) out[count] = number.cast<float>();
    ++count;
  }
  if (count != out.size()) {
    throw py::value_error("the embedder gave " + std::to_string(count) + " numbers, not " +
                          std::to_string(out.size()));
  }
}

TextRange about_range(const UptakeMatchView& m) {
  return m.match.about;
}

const std::string& text_of(const Contact& contact, std::uint32_t turn) {
  return contact.turns()[turn].text;
}

}  // namespace

Embedder embedder_of(const TextEncoder& encoder) {
  // Copies of the function come and go without the GIL; the callable goes with it.
  const std::shared_ptr<TextEncoder> shared(new TextEncoder(encoder), [](TextEncoder* last) {
    const py::gil_scoped_acquire lock;
    delete last;
  });
  return [shared](std::string_view text, std::span<float> out) {
    const py::gil_scoped_acquire lock;
    try {
      fill((*shared)(py::str(text.data(), text.size())), out);
      return true;
    } catch (py::error_already_set& error) {
      keep(error);
    } catch (const py::builtin_exception& wrong) {
      wrong.set_error();
      py::error_already_set error;
      keep(error);
    }
    return false;
  };
}

std::vector<UptakeView> uptake_of(const Evaluator& evaluator, const Contact& contact) {
  Result<std::vector<Uptake>> result = unlocked([&] { return evaluator.uptake(contact); });
  const py::object cause = py::reinterpret_steal<py::object>(std::exchange(raised(), nullptr));
  if (!result) {
    // KeyboardInterrupt and its like are about the program, not about the embedder.
    if (cause && PyErr_GivenExceptionMatches(cause.ptr(), PyExc_Exception) == 0) {
      PyErr_SetObject(py::type::handle_of(cause).ptr(), cause.ptr());
      throw py::error_already_set();
    }
    const py::object exception = to_exception(result.error());
    if (cause) PyException_SetCause(exception.ptr(), cause.inc_ref().ptr());
    PyErr_SetObject(py::type::handle_of(exception).ptr(), exception.ptr());
    throw py::error_already_set();
  }
  std::vector<UptakeView> out;
  for (Uptake& found : result.value()) out.push_back({contact, std::move(found)});
  return out;
}

void bind_uptake(py::module_& m) {
  py::class_<UptakeMatchView>(m, "UptakeMatch", "Words taken up, and the words they take up.")
      .def_property_readonly(
          "start",
          [](const UptakeMatchView& v) {
            return in_code_points(text_of(v.contact, v.turn), v.match.text).start;
          },
          "In code points of the turn's text.")
      .def_property_readonly(
          "end",
          [](const UptakeMatchView& v) {
            return in_code_points(text_of(v.contact, v.turn), v.match.text).end;
          },
          "In code points of the turn's text.")
      .def_property_readonly("quote",
                             [](const UptakeMatchView& v) {
                               return std::string{slice(text_of(v.contact, v.turn), v.match.text)};
                             })
      .def_property_readonly(
          "about_start",
          [](const UptakeMatchView& v) {
            return in_code_points(text_of(v.contact, v.about_turn), about_range(v)).start;
          },
          "In code points of the other party's turn.")
      .def_property_readonly(
          "about_end",
          [](const UptakeMatchView& v) {
            return in_code_points(text_of(v.contact, v.about_turn), about_range(v)).end;
          },
          "In code points of the other party's turn.")
      .def_property_readonly(
          "about_quote",
          [](const UptakeMatchView& v) {
            return std::string{slice(text_of(v.contact, v.about_turn), about_range(v))};
          })
      .def("__repr__", [](const UptakeMatchView& v) {
        return py::str("<UptakeMatch {!r} of {!r}>")
            .format(std::string{slice(text_of(v.contact, v.turn), v.match.text)},
                    std::string{slice(text_of(v.contact, v.about_turn), about_range(v))});
      });

  py::class_<UptakeView>(m, "Uptake",
                         "How far a turn takes up what the other party just said. No verdict leans "
                         "on it.")
      .def_property_readonly(
          "turn", [](const UptakeView& v) { return v.uptake.turn; }, "Index among contact.turns.")
      .def_property_readonly(
          "about_turn", [](const UptakeView& v) { return v.uptake.about_turn; },
          "Index of the other party's turn it answers.")
      .def_property_readonly(
          "score", [](const UptakeView& v) { return v.uptake.score; },
          "0 to 1: the share of the replies the model learned from that take up less.")
      .def_property_readonly(
          "why", [](const UptakeView& v) { return v.uptake.why; },
          "The largest contributions: \"share_of_other +0.2, asks +0.2\".")
      .def_property_readonly(
          "by", [](const UptakeView& v) { return v.uptake.by; }, "The model: \"model@1\".")
      .def_property_readonly(
          "matches",
          [](const UptakeView& v) {
            std::vector<UptakeMatchView> out;
            for (const UptakeMatch& match : v.uptake.matches) {
              out.push_back({v.contact, v.uptake.turn, v.uptake.about_turn, match});
            }
            return out;
          },
          "The words taken up, in order of the turn.")
      .def_property_readonly(
          "meaning", [](const UptakeView& v) { return v.uptake.meaning; },
          "0 to 1: the share of the other party's other turns that are less near in meaning, by "
          "the\n"
          "embedder; None without one, or with fewer than three such turns.")
      .def("__repr__", [](const UptakeView& v) {
        return py::str("<Uptake {} of turn {} about {}>")
            .format(v.uptake.score, v.uptake.turn, v.uptake.about_turn);
      });
}

}  // namespace callnorm::python
