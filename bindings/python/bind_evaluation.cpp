// Evaluators and what they find.

#include "callnorm/io/builtin.hpp"
#include "callnorm/io/write.hpp"
#include "convert.hpp"

namespace callnorm::python {
namespace {

EvaluationView view(Evaluation evaluation) {
  return {std::make_shared<const Evaluation>(std::move(evaluation))};
}

IndicatorView indicator(const EvaluationView& view, const std::string& id) {
  const IndicatorResult* found = view.evaluation->find(id);
  if (found == nullptr) throw py::key_error("no indicator \"" + id + "\" in this evaluation");
  return {view.evaluation, found};
}

std::vector<IndicatorView> indicators(const EvaluationView& view) {
  std::vector<IndicatorView> out;
  for (const IndicatorResult& r : view.evaluation->indicators) out.push_back({view.evaluation, &r});
  return out;
}

CodePoints evidence_range(const EvidenceView& e) {
  if (e.turn() == nullptr) return {};
  return in_code_points(e.turn()->text, e.evidence->text);
}

void bind_evidence(py::module_& m) {
  py::class_<EvidenceView>(m, "Evidence", "One thing observed, or looked for, and where.")
      .def_property_readonly(
          "role", [](const EvidenceView& e) { return e.evidence->role; },
          "\"reformulation\", \"confirmation\", \"silence\", \"step\", ...")
      .def_property_readonly(
          "channel", [](const EvidenceView& e) { return e.evidence->channel; },
          "\"turns\", \"edits\", \"tools\", \"lookups\", \"hold\", ...")
      .def_property_readonly(
          "turn", [](const EvidenceView& e) { return e.evidence->turn; },
          "Index among the contact's turns, or None.")
      .def_property_readonly("turn_id",
                             [](const EvidenceView& e) -> std::optional<std::string> {
                               if (e.turn() == nullptr) return std::nullopt;
                               return e.turn()->id;
                             })
      .def_property_readonly(
          "start", [](const EvidenceView& e) { return evidence_range(e).start; },
          "In code points of the turn's text.")
      .def_property_readonly(
          "end", [](const EvidenceView& e) { return evidence_range(e).end; },
          "In code points of the turn's text.")
      .def_property_readonly(
          "quote",
          [](const EvidenceView& e) {
            return e.turn() == nullptr ? std::string{}
                                       : std::string{slice(e.turn()->text, e.evidence->text)};
          },
          "The words themselves, as the source wrote them; \"\" when no words are meant.")
      .def_property_readonly(
          "time", [](const EvidenceView& e) { return in_seconds(e.evidence->time); },
          "(start, end) in seconds, or None.")
      .def_property_readonly(
          "note", [](const EvidenceView& e) { return e.evidence->note; }, "One line in English.")
      .def_property_readonly("details",
                             [](const EvidenceView& e) {
                               StringDict out;
                               for (const auto& [key, value] : e.evidence->details) {
                                 out[py::str(key)] = value;
                               }
                               return out;
                             })
      .def("__repr__", [](const EvidenceView& e) {
        return py::str("<Evidence {}: {}>").format(e.evidence->role, e.evidence->note);
      });
}

std::vector<DecidingView> conditions(const IndicatorView& indicator,
                                     const std::vector<Deciding>& list) {
  std::vector<DecidingView> out;
  for (const Deciding& condition : list) out.push_back({indicator, &condition});
  return out;
}

void bind_why_not(py::module_& m) {
  py::class_<FlipView>(m, "Flip", "The smallest change that would change a verdict.")
      .def_property_readonly(
          "to", [](const FlipView& f) { return f.flip().to; }, "The verdict then.")
      .def_property_readonly(
          "changes", [](const FlipView& f) { return conditions(f.indicator, f.flip().changes); },
          "What each measure would have to reach; all of them.")
      .def("__repr__", [](const FlipView& f) {
        return py::str("<Flip to {}, {} changes>")
            .format(std::string{name(f.flip().to)}, f.flip().changes.size());
      });

  py::class_<WhyNotView>(m, "WhyNot", "Why a verdict is not demonstrated.")
      .def_property_readonly(
          "looked_for", [](const WhyNotView& w) { return w.why().looked_for; },
          "What would have shown the indicator, in English.")
      .def_property_readonly(
          "where",
          [](const WhyNotView& w) {
            std::vector<std::pair<std::string, std::uint32_t>> out = w.why().where;
            return out;
          },
          "(channel, entries) of what was looked through.")
      .def_property_readonly(
          "nearest",
          [](const WhyNotView& w) -> std::optional<EvidenceView> {
            const IndicatorResult& result = *w.indicator.result;
            if (!w.why().nearest || *w.why().nearest >= result.evidence.size()) return std::nullopt;
            return EvidenceView{w.indicator.evaluation, &result.evidence[*w.why().nearest]};
          },
          "The evidence that came closest to counting, or None.")
      .def_property_readonly(
          "flip",
          [](const WhyNotView& w) -> std::optional<FlipView> {
            if (!w.why().flip) return std::nullopt;
            return FlipView{w.indicator};
          },
          "What would change the verdict; None when no change of a measure would.")
      .def("__repr__",
           [](const WhyNotView& w) { return py::str("<WhyNot: {}>").format(w.why().looked_for); });
}

void bind_indicator_result(py::module_& m) {
  py::class_<DecidingView>(m, "Deciding", "The measure that settled a verdict, against its limit.")
      .def_property_readonly(
          "measure", [](const DecidingView& d) { return d.deciding().measure; },
          "A name among the measures; \"\" when none was computed.")
      .def_property_readonly(
          "value",
          [](const DecidingView& d) -> MeasureObject {
            const MeasureValue* value = d.indicator.result->measure(d.deciding().measure);
            return value == nullptr ? MeasureObject{py::none()} : to_python(*value);
          })
      .def_property_readonly(
          "relation", [](const DecidingView& d) { return d.deciding().relation; },
          "\">=\", \"<=\", \">\" or \"<\".")
      .def_property_readonly("limit", [](const DecidingView& d) { return d.deciding().limit; })
      .def_property_readonly(
          "parameter", [](const DecidingView& d) { return d.deciding().parameter; },
          "The limit's name among the parameters; \"\" for a limit of the norm itself.")
      .def_property_readonly("unit",
                             [](const DecidingView& d) {
                               for (const MeasuredValue& v : d.indicator.result->measures) {
                                 if (v.name == d.deciding().measure) return v.unit;
                               }
                               return std::string{};
                             })
      .def("__repr__", [](const DecidingView& d) {
        return py::str("<Deciding {} {} {:g}>")
            .format(d.deciding().measure, d.deciding().relation, d.deciding().limit);
      });

  bind_why_not(m);

  py::class_<IndicatorView>(m, "IndicatorResult", "What was found for one indicator of the norm.")
      .def_property_readonly("id", [](const IndicatorView& i) { return i.result->id; })
      .def_property_readonly("verdict", [](const IndicatorView& i) { return i.result->verdict; })
      .def_property_readonly(
          "reason", [](const IndicatorView& i) { return i.result->reason; },
          "A code such as \"OK\", \"BORDERLINE\" or \"CHANNEL\".")
      .def_property_readonly(
          "measures",
          [](const IndicatorView& i) {
            Measures out;
            for (const MeasuredValue& v : i.result->measures) {
              out[py::str(v.name)] = to_python(v.value);
            }
            return out;
          },
          "Measured values by name; None for a share of nothing.")
      .def_property_readonly(
          "units",
          [](const IndicatorView& i) {
            StringDict out;
            for (const MeasuredValue& v : i.result->measures) out[py::str(v.name)] = v.unit;
            return out;
          },
          "Units of the measures: \"s\", \"1\" (a share), \"word\", ...")
      .def_property_readonly(
          "parameters", [](const IndicatorView& i) { return by_name(i.result->parameters.list()); },
          "The limits the verdict rested on, by name.")
      .def_property_readonly(
          "deciding",
          [](const IndicatorView& i) -> std::optional<DecidingView> {
            if (!i.result->deciding) return std::nullopt;
            return DecidingView{i, &*i.result->deciding};
          },
          "The measure that settled the verdict, or None.")
      .def_property_readonly("evidence",
                             [](const IndicatorView& i) {
                               std::vector<EvidenceView> out;
                               for (const Evidence& e : i.result->evidence) {
                                 out.push_back({i.evaluation, &e});
                               }
                               return out;
                             })
      .def_property_readonly(
          "operationalisation", [](const IndicatorView& i) { return i.result->operationalisation; },
          "Id and version: \"CCO-3.1/op-1@1.0.0\".")
      .def_property_readonly(
          "acts_by", [](const IndicatorView& i) { return i.result->acts_by; },
          "Who produced the acts counted.")
      .def_property_readonly(
          "flags", [](const IndicatorView& i) { return i.result->flags; },
          "Worth a look; they change no verdict.")
      .def_property_readonly(
          "why_not",
          [](const IndicatorView& i) -> std::optional<WhyNotView> {
            if (!i.result->why_not) return std::nullopt;
            return WhyNotView{i};
          },
          "Why the verdict is not demonstrated; None when it is.")
      .def_property_readonly(
          "needs", [](const IndicatorView& i) { return conditions(i, i.result->needs); },
          "All that demonstrated asks of the measures.")
      .def("__repr__", [](const IndicatorView& i) {
        return py::str("<IndicatorResult {}: {} ({})>")
            .format(i.result->id, std::string{name(i.result->verdict)}, i.result->reason);
      });
}

void bind_totals(py::module_& m) {
  py::class_<Identity>(m, "Identity", "Which norm or script an evaluation used.")
      .def_readonly("id", &Identity::id)
      .def_readonly("version", &Identity::version)
      .def_readonly("hash", &Identity::hash, "Of the bytes it was read from.")
      .def("__repr__",
           [](const Identity& i) { return py::str("<Identity {} {}>").format(i.id, i.version); });

  py::class_<Timeline>(m, "Timeline",
                       "Who spoke when, in totals. Times are in seconds, 0 when there are none.")
      .def_readonly("timed", &Timeline::timed, "Whether the contact carries times.")
      .def_property_readonly("duration", [](const Timeline& t) { return seconds(t.duration); })
      .def_property_readonly("agent_talk", [](const Timeline& t) { return seconds(t.agent_talk); })
      .def_property_readonly("client_talk",
                             [](const Timeline& t) { return seconds(t.client_talk); })
      .def_property_readonly("overlap", [](const Timeline& t) { return seconds(t.overlap); })
      .def_property_readonly(
          "silence", [](const Timeline& t) { return seconds(t.silence); },
          "Nobody speaks, hold included.")
      .def_property_readonly(
          "hold", [](const Timeline& t) { return seconds(t.hold); }, "Official hold state.")
      .def_property_readonly("longest_silence",
                             [](const Timeline& t) { return seconds(t.longest_silence); })
      .def_readonly("agent_turns", &Timeline::agent_turns)
      .def_readonly("client_turns", &Timeline::client_turns)
      .def_readonly("agent_words", &Timeline::agent_words)
      .def_readonly("client_words", &Timeline::client_words)
      .def_readonly("responses", &Timeline::responses, "Changes of speaker, client to agent.")
      .def_property_readonly(
          "response_median", [](const Timeline& t) { return in_seconds(t.response_median); },
          "From the client's end to the agent's begin; below 0 when they overlap; None without "
          "any.")
      .def_property_readonly("response_max",
                             [](const Timeline& t) { return in_seconds(t.response_max); })
      .def("__repr__", [](const Timeline& t) {
        return py::str("<Timeline {:g} s: agent {:g}, client {:g}, silence {:g}>")
            .format(seconds(t.duration), seconds(t.agent_talk), seconds(t.client_talk),
                    seconds(t.silence));
      });

  py::class_<AlignmentMove>(m, "Move", "One move of the script alignment.")
      .def_property_readonly("kind", [](const AlignmentMove& a) { return a.kind; })
      .def_readonly("step", &AlignmentMove::step, "The script's label.")
      .def_readonly("recognised", &AlignmentMove::recognised,
                    "\"verbatim\", \"event\", \"act\", \"paraphrase\", \"annotation\" or \"\".")
      .def_readonly("turn", &AlignmentMove::turn, "Index of the turn; None for a skipped step.")
      .def_property_readonly(
          "at", [](const AlignmentMove& a) { return in_seconds(a.at); }, "In seconds, or None.")
      .def_readonly("hard", &AlignmentMove::hard, "May never be skipped.")
      .def_readonly("absence_provable", &AlignmentMove::absence_provable,
                    "For a skipped step: would it have been seen?")
      .def("__repr__", [](const AlignmentMove& a) {
        return py::str("<Move {} {}>").format(py::cast(a.kind), a.step);
      });

  py::class_<Alignment>(m, "Alignment", "The contact read as a path through the script.")
      .def_readonly("moves", &Alignment::moves, "In order.")
      .def_readonly("cost", &Alignment::cost)
      .def_readonly("fitness", &Alignment::fitness, "0 to 1.")
      .def("__repr__", [](const Alignment& a) {
        return py::str("<Alignment fitness {:.3f}, cost {}>").format(a.fitness, a.cost);
      });
}

void bind_evaluation_view(py::module_& m) {
  py::class_<EvaluationView>(
      m, "Evaluation",
      "What was found about one contact: a verdict per indicator of the norm.\n\n"
      "evaluation[\"CCO-3.1\"] is one of them; iteration gives all, in norm order.")
      .def("__getitem__", &indicator, py::arg("id"),
           "The result of that indicator. Raises KeyError.")
      .def("__contains__", [](const EvaluationView& e,
                              const std::string& id) { return e.evaluation->find(id) != nullptr; })
      .def("__len__", [](const EvaluationView& e) { return e.evaluation->indicators.size(); })
      .def("__iter__",
           [](const EvaluationView& e) {
             return py::typing::Iterator<IndicatorView>(py::iter(py::cast(indicators(e))));
           })
      .def_property_readonly("indicators", &indicators, "In norm order.")
      .def_property_readonly("library_version",
                             [](const EvaluationView& e) { return e.evaluation->library_version; })
      .def_property_readonly("norm", [](const EvaluationView& e) { return e.evaluation->norm; })
      .def_property_readonly("script", [](const EvaluationView& e) { return e.evaluation->script; })
      .def_property_readonly("contact",
                             [](const EvaluationView& e) { return e.evaluation->contact; })
      .def_property_readonly(
          "language", [](const EvaluationView& e) { return e.evaluation->language; },
          "Of the lexicon used: \"nl\", \"fr\", \"en\" or \"\".")
      .def_property_readonly(
          "notes", [](const EvaluationView& e) { return e.evaluation->notes; },
          "What a reader should know first.")
      .def_property_readonly("timeline",
                             [](const EvaluationView& e) { return e.evaluation->timeline; })
      .def_property_readonly(
          "alignment", [](const EvaluationView& e) { return e.evaluation->alignment; },
          "With the script; None when there is none.")
      .def(
          "to_json",
          [](const EvaluationView& e, std::optional<int> indent) {
            return to_json(indent,
                           [&](int spaces) { return write_evaluation(*e.evaluation, spaces); });
          },
          py::arg("indent") = py::none(),
          "As callnorm.evaluation/1, on one line or with `indent` spaces per level.\n\n"
          "The same contact, norm, script and options give the same bytes everywhere.")
      .def(
          "to_dict",
          [](const EvaluationView& e) { return to_dict(write_evaluation(*e.evaluation)); },
          "As callnorm.evaluation/1, as json.loads() gives it.")
      .def("__repr__", [](const EvaluationView& e) {
        std::array<int, 5> counts{};
        for (const IndicatorResult& r : e.evaluation->indicators) {
          ++counts[static_cast<std::size_t>(r.verdict)];
        }
        return py::str("<Evaluation of {}: {} demonstrated, {} not, {} insufficient, {} n/a>")
            .format(e.evaluation->contact.id(), counts[1], counts[2], counts[3], counts[4]);
      });
}

EvaluationsAndErrors evaluate_batch(const Evaluator& evaluator,
                                    const std::vector<Contact>& contacts) {
  std::vector<Result<EvaluationView>> results;
  results.reserve(contacts.size());
  unlocked([&] {
    for (const Contact& contact : contacts) {
      Result<Evaluation> result = evaluator.evaluate(contact);
      if (result) {
        results.emplace_back(view(std::move(result).value()));
      } else {
        results.emplace_back(result.error());
      }
    }
  });
  EvaluationsAndErrors out;
  for (const Result<EvaluationView>& result : results) {
    out.append(result ? py::cast(result.value()) : to_exception(result.error()));
  }
  return out;
}

}  // namespace

void bind_evaluation(py::module_& m) {
  bind_evidence(m);
  bind_indicator_result(m);
  bind_totals(m);
  bind_evaluation_view(m);

  py::class_<Evaluator>(m, "Evaluator",
                        "A norm and a script made ready to judge contacts.\n\n"
                        "Costly to make, cheap to use; any number of threads may use one at once.")
      .def(py::init([](const std::optional<Norm>& norm, const std::optional<Script>& script,
                       const std::optional<std::string>& language,
                       const std::optional<std::string>& detectors,
                       const std::optional<TextEncoder>& embedder,
                       std::uint32_t embedding_dimension) {
             EvaluatorOptions options;
             if (embedder) options.embedder = embedder_of(*embedder);
             options.embedding_dimension = embedding_dimension;
             return value_or_raise(unlocked([&]() -> Result<Evaluator> {
               options.language = language.value_or("");
               if (detectors) options.detectors = *detectors;
               if (norm) return Evaluator::create(*norm, script, std::move(options));
               auto builtin = builtin_norm();
               if (!builtin) return builtin.error();
               return Evaluator::create(*builtin, script, std::move(options));
             }));
           }),
           py::arg("norm") = py::none(), py::arg("script") = py::none(),
           py::arg("language") = py::none(), py::arg("detectors") = py::none(),
           py::arg("embedder") = py::none(), py::arg("embedding_dimension") = 0,
           "norm: None for the built-in one.\n"
           "script: None to judge without.\n"
           "language: a BCP 47 tag that overrides every contact's own.\n"
           "detectors: who finds acts, \"model@1\" (docs/models/acts.md) or \"rules@1\"; None: "
           "detect()\n"
           "uses model@1, evaluate() whom the norm names.\n"
           "embedder: turns a text into embedding_dimension numbers; uptake() reads them.\n\n"
           "Raises CallnormError (unsupported) for a language without a lexicon.")
      .def(
          "evaluate",
          [](const Evaluator& evaluator, const Contact& contact) {
            return value_or_raise(unlocked([&]() -> Result<EvaluationView> {
              Result<Evaluation> result = evaluator.evaluate(contact);
              if (!result) return result.error();
              return view(std::move(result).value());
            }));
          },
          py::arg("contact"),
          "Judges one contact. Runs without the GIL.\n\n"
          "Raises CallnormError: unsupported when the contact is in a language without a lexicon,\n"
          "pattern_too_complex when an expression gives up on a turn.")
      .def("evaluate_batch", &evaluate_batch, py::arg("contacts"),
           "Judges contacts one after the other on the calling thread, without the GIL "
           "throughout.\n\n"
           "A contact that cannot be judged leaves its CallnormError in its place.")
      .def(
          "detect",
          [](const Evaluator& evaluator, const Contact& contact, double min_score) {
            std::vector<ActView> out;
            for (Act& act :
                 value_or_raise(unlocked([&] { return evaluator.detect(contact, min_score); }))) {
              out.push_back({contact, std::move(act)});
            }
            return out;
          },
          py::arg("contact"), py::arg("min_score") = 0.5,
          "The acts alone, in order of turn, position and kind: those given with the contact for\n"
          "their kinds, detected ones for the rest. Detected acts that score below min_score are\n"
          "left out: from 0.5 on an act counts as found, 0 gives every candidate.\n"
          "Raises CallnormError as evaluate() does.")
      .def("uptake", &uptake_of, py::arg("contact"),
           "How far each turn takes up what the other party just said, in order of turn. Runs "
           "without\nthe GIL, but for the embedder's calls.\n\n"
           "Raises CallnormError as evaluate() does; cancelled, with what it raised as __cause__, "
           "when\nthe embedder fails.")
      .def_property_readonly("norm", [](const Evaluator& e) { return e.norm(); })
      .def_property_readonly("script", [](const Evaluator& e) { return e.script(); })
      .def("__repr__", [](const Evaluator& e) {
        return py::str("<Evaluator {} {}>")
            .format(e.norm().id(), e.script() ? e.script()->id() : "without script");
      });
}

}  // namespace callnorm::python
