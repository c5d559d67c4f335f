// A contact judged while it goes on.

#include "callnorm/evaluate/live_evaluation.hpp"
#include "callnorm/io/read.hpp"
#include "convert.hpp"

namespace callnorm::python {
namespace {

struct FindingView {
  Finding finding;
  ActView act;
};

std::string name_of(Finding finding) {
  switch (finding) {
    case Finding::provisional: return "provisional";
    case Finding::confirmed: return "confirmed";
    case Finding::withdrawn: return "withdrawn";
  }
  return "";
}

/// What one call told: with each act the turn it is in, and no more of the contact.
struct Told {
  Finding finding;
  Act act;
  std::optional<Turn> turn;
};

class Live {
 public:
  Live(const Evaluator& evaluator, ContactDraft begun)
      : told_(std::make_shared<std::vector<Told>>()) {
    const auto told = told_;
    auto made = LiveEvaluation::create(
        evaluator, std::move(begun),
        [told](Finding finding, const Act& act, const ContactDraft& all) {
          told->push_back(
              {finding, act, act.turn ? std::optional(all.turns[*act.turn]) : std::nullopt});
          return true;
        });
    if (!made) raise(made.error());
    live_.emplace(std::move(made).value());
  }

  std::vector<FindingView> push(const JsonMapping& part) {
    const py::bytes json = dumps(part);
    const std::string_view bytes = bytes_of(json);
    return findings(unlocked([&]() -> Status {
      auto read = read_contact_part(bytes, &live_->pushed());
      if (!read) return read.error();
      return live_->push(std::move(read).value());
    }));
  }

  std::vector<FindingView> say(const std::string& speaker, const py::str& text,
                               std::optional<double> start, std::optional<double> end) {
    if (speaker != "agent" && speaker != "client") {
      raise({ErrorCode::invalid_argument, "speaker is neither \"agent\" nor \"client\"", ""});
    }
    if (start.has_value() != end.has_value()) {
      raise({ErrorCode::invalid_argument, "a turn has both start and end, or neither", ""});
    }
    Turn turn;
    turn.speaker = speaker == "agent" ? Speaker::agent : Speaker::client;
    turn.text = bytes_of(text);
    if (start) turn.time = TimeSpan{millis(*start), millis(*end)};
    return findings(unlocked([&] { return live_->push(std::move(turn)); }));
  }

  EvaluationView finish() {
    Result<Evaluation> ended = unlocked([&] { return live_->finish(); });
    last_ = take();
    return {std::make_shared<const Evaluation>(value_or_raise(std::move(ended)))};
  }

  [[nodiscard]] const LiveEvaluation& live() const { return *live_; }
  [[nodiscard]] const std::vector<FindingView>& last() const { return last_; }

  static Millis millis(double seconds) {
    constexpr double most = 1e10;  // far beyond what a contact may hold, and within the integers
    if (!(seconds > -most && seconds < most)) {
      raise({ErrorCode::invalid_argument, "a time that is no number of seconds", ""});
    }
    return Millis{static_cast<std::int64_t>(seconds * 1000.0 + (seconds < 0 ? -0.5 : 0.5))};
  }

 private:
  std::vector<FindingView> findings(const Status& status) {
    last_ = take();
    if (!status) raise(status.error());
    return last_;
  }

  std::vector<FindingView> take() {
    std::vector<FindingView> out;
    for (Told& told : *told_) {
      ContactDraft only;
      only.channel = live_->pushed().channel;
      only.language = live_->pushed().language;
      std::uint32_t first = 0;
      if (told.turn) {
        only.turns.push_back(std::move(*told.turn));
        first = *told.act.turn;
      } else {
        only.lookups.emplace();  // a contact has something in it
      }
      out.push_back({told.finding, ActView{value_or_raise(Contact::create(std::move(only))),
                                           std::move(told.act), first}});
    }
    told_->clear();
    return out;
  }

  std::shared_ptr<std::vector<Told>> told_;
  std::optional<LiveEvaluation> live_;
  std::vector<FindingView> last_;
};

}  // namespace

void bind_live(py::module_& m) {
  py::class_<FindingView>(m, "Finding", "An act or a script step, as it was told.")
      .def_property_readonly(
          "state", [](const FindingView& f) { return name_of(f.finding); },
          "\"provisional\": seen; \"confirmed\": the turns around it change it no more;\n"
          "\"withdrawn\": told before, and not so.")
      .def_property_readonly("act", [](const FindingView& f) { return f.act; })
      .def("__repr__", [](const FindingView& f) {
        return py::str("<Finding {}: {!r}>").format(name_of(f.finding), f.act);
      });

  py::class_<ExpectedStep>(m, "ExpectedStep", "A step that can follow without leaving the script.")
      .def_readonly("step", &ExpectedStep::step, "Its label.")
      .def_readonly("needed", &ExpectedStep::needed,
                    "Whether the script is not through without it, or another needed here.")
      .def_readonly("wording", &ExpectedStep::wording,
                    "Its text or first example; \"\" when it is not said.")
      .def("__repr__", [](const ExpectedStep& s) {
        return py::str("<ExpectedStep {!r}{}>").format(s.step, s.needed ? ", needed" : "");
      });

  py::class_<RunningSilence>(m, "RunningSilence", "The silence at a moment.")
      .def_property_readonly(
          "time",
          [](const RunningSilence& s) {
            return Seconds{seconds(s.time.begin), seconds(s.time.end)};
          },
          "(start, end) in seconds: from the last words to that moment.")
      .def_readonly("agents", &RunningSilence::agents,
                    "Whether the agent is to speak; else the client, who was asked.")
      .def_property_readonly(
          "counted", [](const RunningSilence& s) { return seconds(s.counted); },
          "Seconds that would count for the agent if somebody spoke now.")
      .def("__repr__", [](const RunningSilence& s) {
        return py::str("<RunningSilence of {} s, {} counted>")
            .format(seconds(s.time.end) - seconds(s.time.begin), seconds(s.counted));
      });

  py::class_<Live>(m, "LiveEvaluation",
                   "A contact judged while it goes on.\n\n"
                   "Use it from one thread at a time. Each push looks at the last 24 turns only.")
      .def(py::init([](const Evaluator& evaluator, const std::optional<JsonMapping>& begun) {
             ContactDraft draft;
             if (begun) {
               const py::bytes json = dumps(*begun);
               draft = value_or_raise(read_contact_part(bytes_of(json)));
             }
             return std::make_unique<Live>(evaluator, std::move(draft));
           }),
           py::arg("evaluator"), py::arg("begun") = py::none(),
           "begun: what is known at the beginning, as a part of callnorm.contact/1: id, channel,\n"
           "language, facts, and an empty list for each log that will be kept.\n\n"
           "Raises CallnormError with the place of what is wrong.")
      .def("say", &Live::say, py::arg("speaker"), py::arg("text"), py::arg("start") = py::none(),
           py::arg("end") = py::none(),
           "Appends one turn (times in seconds) and gives what was found.\n\n"
           "Raises CallnormError for one that is not valid or out of order: then nothing changed.")
      .def("push", &Live::push, py::arg("part"),
           "Appends all that a part of callnorm.contact/1 holds (turns, events of any log, acts,\n"
           "facts) and gives what was found.\n\n"
           "Raises CallnormError as say() does.")
      .def(
          "expected", [](const Live& l) { return l.live().expected(); },
          "The steps that can follow, needed ones first; empty without a script.")
      .def_property_readonly(
          "may_end",
          [](const Live& l) {
            bool end = false;
            (void)l.live().expected(&end);
            return end;
          },
          "Whether the contact may end here without leaving a step of the script out.")
      .def(
          "silence", [](const Live& l, double now) { return l.live().silence(Live::millis(now)); },
          py::arg("now"), "The silence that runs at that moment (seconds), or None.")
      .def_property_readonly(
          "findings", [](const Live& l) { return l.last(); },
          "What the last say(), push() or finish() told.")
      .def(
          "contact", [](const Live& l) { return value_or_raise(l.live().contact()); },
          "The contact as far as it was pushed.\n\nRaises CallnormError while it is empty.")
      .def(
          "so_far",
          [](const Live& l) {
            return EvaluationView{std::make_shared<const Evaluation>(
                value_or_raise(unlocked([&] { return l.live().so_far(); })))};
          },
          "The evaluation of the contact as far as it was pushed. Costs as much as evaluate().")
      .def("finish", &Live::finish,
           "Ends the contact: confirms or withdraws every act told, and judges it. The evaluation\n"
           "is that of evaluate(contact()), byte for byte as JSON.");
}

}  // namespace callnorm::python
