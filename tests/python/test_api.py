"""The package as a user meets it."""

from __future__ import annotations

import enum
import json
import pickle
import re
from pathlib import Path

import pytest

import callnorm
from conftest import SOURCE, small_contact

VERDICTS = {v.value for v in callnorm.Verdict}


def test_the_version_is_that_of_the_c_header() -> None:
    header = (SOURCE / "include/callnorm.h").read_text()
    numbers = re.findall(r"^#define CALLNORM_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)$", header, re.M)
    assert callnorm.__version__ == ".".join(numbers)


def test_everything_public_is_there_and_documented() -> None:
    for name in callnorm.__all__:
        thing = getattr(callnorm, name)
        assert name.startswith("__") or thing.__doc__, name


def test_a_contact_reads_the_same_from_dict_text_bytes_and_file(tmp_path: Path) -> None:
    text = json.dumps(small_contact(), ensure_ascii=False)
    path = tmp_path / "call.json"
    path.write_text(text, encoding="utf-8")
    contacts = [
        callnorm.Contact.from_dict(small_contact()),
        callnorm.Contact.from_json(text),
        callnorm.Contact.from_json(text.encode()),
        callnorm.Contact.from_file(path),
        callnorm.Contact.from_file(str(path), format="callnorm"),
    ]
    assert len({c.to_json() for c in contacts}) == 1


def test_a_contact_shows_its_turns(contact: callnorm.Contact) -> None:
    assert contact.id == "small"
    assert contact.channel is callnorm.Channel.voice
    assert contact.language == "en-GB"
    assert contact.timed
    assert contact.duration == 64.0
    assert len(contact.turns) == 6
    first = contact.turns[0]
    assert (first.id, first.index, first.speaker) == ("t1", 0, callnorm.Speaker.agent)
    assert (first.start, first.end) == (0.5, 3.0)
    assert first.text == "Good morning, Demo Bank."
    assert first.words == []


def test_turns_behave_like_a_sequence(contact: callnorm.Contact) -> None:
    texts = [turn.text for turn in contact.turns]
    assert contact.turns[-1].text == texts[-1]
    assert [t.text for t in contact.turns[1:5:2]] == texts[1:5:2]
    assert [t.text for t in contact.turns[::-1]] == texts[::-1]
    for index in (6, -7):
        with pytest.raises(IndexError):
            contact.turns[index]


def test_a_turn_outlives_its_contact() -> None:
    turn = callnorm.Contact.from_dict(small_contact()).turns[3]
    assert turn.text == "Yes, exactly."


def test_words_have_times_and_places() -> None:
    turn = {"speaker": "agent", "start": 1, "end": 2.5, "text": "Été, oui."}
    turn["words"] = [
        {"text": "Été", "start": 1.0, "end": 1.5, "confidence": 0.5},
        {"text": "oui", "start": 2.0, "end": 2.25},
    ]
    words = callnorm.Contact.from_dict(small_contact(turns=[turn])).turns[0].words
    assert [(w.text, w.text_start, w.text_end, w.start, w.end) for w in words] == [
        ("Été", 0, 3, 1.0, 1.5),
        ("oui", 5, 8, 2.0, 2.25),
    ]
    assert [w.confidence for w in words] == [0.5, None]


def test_facts_are_text_as_json_writes_scalars() -> None:
    contact = callnorm.Contact.from_dict(small_contact(facts={"kind": "new", "n": 3, "yes": True}))
    assert contact.facts == {"kind": "new", "n": "3", "yes": "true"}


def test_a_contact_survives_writing_and_reading(contact: callnorm.Contact) -> None:
    again = callnorm.Contact.from_json(contact.to_json(indent=2))
    assert again.to_dict() == contact.to_dict()


@pytest.mark.parametrize("id_", callnorm.Contact.builtin_ids())
def test_builtin_contacts_evaluate_with_the_script_they_name(id_: str) -> None:
    script = json.loads(callnorm.Contact.builtin_json(id_))["x-script"]
    evaluation = callnorm.Evaluator(script=script).evaluate(callnorm.Contact.builtin(id_))
    assert len(evaluation) == 19
    assert evaluation.script is not None
    assert evaluation.script.id == script
    assert {r.verdict for r in evaluation} <= VERDICTS


def test_the_norm_has_three_competences_and_nineteen_indicators() -> None:
    norm = callnorm.Norm.builtin()
    assert norm.id in callnorm.Norm.builtin_ids()
    assert [len(c.indicators) for c in norm.competences] == [4, 7, 8]
    assert norm["CCO-3.6"].key == "comm.silence"
    assert norm["CCO-3.6"].literal.text == "évite les silences lors de l'entretien"
    assert norm["CCO-3.6"].literal.line == 47
    assert {"nl", "en"} <= norm["CCO-3.6"].rendering.keys()
    assert "CCO-3.6" in norm
    assert "CCO-9.9" not in norm
    with pytest.raises(KeyError):
        norm["CCO-9.9"]


def test_each_limit_says_where_it_comes_from() -> None:
    for competence in callnorm.Norm.builtin().competences:
        for indicator in competence.indicators:
            parameters = indicator.operationalisation.parameters
            assert parameters
            for name, parameter in parameters.items():
                assert parameter.name == name
                assert isinstance(parameter.origin, callnorm.Origin)


def test_an_indicator_outlives_its_norm() -> None:
    indicator = callnorm.Norm.builtin().competences[0].indicators[0]
    assert indicator.id == "CCO-1.1"


def test_a_norm_survives_writing_and_reading() -> None:
    norm = callnorm.Norm.builtin()
    assert callnorm.Norm.from_json(norm.to_json(indent=2)).to_dict() == norm.to_dict()
    assert callnorm.Norm.from_dict(norm.to_dict()).to_json() == norm.to_json()


def test_a_script_survives_writing_and_reading() -> None:
    for name in callnorm.Script.builtin_ids():
        script = callnorm.Script.builtin(name)
        assert callnorm.Script.from_json(script.to_json(indent=2)).to_dict() == script.to_dict()
        assert callnorm.Script.from_dict(script.to_dict()).to_json() == script.to_json()
        assert script.to_dict()["id"] == name


def test_a_changed_limit_changes_the_verdict_and_is_shown() -> None:
    value = callnorm.Norm.builtin().to_dict()
    for competence in value["competences"]:
        for indicator in competence["indicators"]:
            if indicator["id"] == "CCO-3.6":
                operationalisation = indicator["operationalisation"]
    operationalisation["parameters"]["min_duration"]["value"] = 10_000
    contact = callnorm.Contact.builtin("nl-voice-verhuis-goed")
    before = callnorm.Evaluator().evaluate(contact)["CCO-3.6"]
    after = callnorm.Evaluator(norm=callnorm.Norm.from_dict(value)).evaluate(contact)["CCO-3.6"]
    assert before.reason != "SHORT_CONTACT"
    assert (after.verdict, after.reason) == ("insufficient_evidence", "SHORT_CONTACT")
    assert after.parameters["min_duration"].value == 10_000
    assert before.parameters["min_duration"].value == 60


def test_scripts_are_read_and_described(tmp_path: Path) -> None:
    for id_ in callnorm.Script.builtin_ids():
        script = callnorm.Script.builtin(id_)
        assert script.id == id_
        assert script.language[:2] in ("nl", "fr", "en")
    path = SOURCE / "examples/scripts/be.demo.energie.verhuis.json"
    from_file = callnorm.Script.from_file(path)
    assert from_file.id == "be.demo.energie.verhuis"
    assert callnorm.Script.from_dict(json.loads(path.read_text())).version == from_file.version


def test_an_evaluation_is_a_sequence_and_a_mapping(evaluation: callnorm.Evaluation) -> None:
    assert len(evaluation) == 19
    ids = [result.id for result in evaluation]
    assert ids == [r.id for r in evaluation.indicators]
    assert ids[0] == "CCO-1.1"
    assert ids[-1] == "CCO-3.8"
    assert evaluation["CCO-3.1"].id == "CCO-3.1"
    assert "CCO-3.1" in evaluation
    assert "CCO-9.9" not in evaluation
    with pytest.raises(KeyError, match="CCO-9.9"):
        evaluation["CCO-9.9"]


def test_an_evaluation_says_what_it_is_about(evaluation: callnorm.Evaluation) -> None:
    assert evaluation.library_version == callnorm.__version__
    assert evaluation.norm.id == callnorm.Norm.builtin().id
    assert evaluation.norm.hash.startswith("blake2b-256:")
    assert evaluation.script is None
    assert evaluation.alignment is None
    assert evaluation.contact.id == "small"
    assert evaluation.language == "en"


def test_the_timeline_is_in_seconds(evaluation: callnorm.Evaluation) -> None:
    timeline = evaluation.timeline
    assert timeline.timed
    assert timeline.duration == 64.0
    assert timeline.agent_talk == pytest.approx(2.5 + 4.5 + 4.0)
    assert timeline.client_talk == pytest.approx(5.5 + 1.0 + 0.5)
    assert timeline.longest_silence == pytest.approx(64.0 - 21.0)
    assert (timeline.agent_turns, timeline.client_turns) == (3, 3)
    assert timeline.response_median == pytest.approx(0.5)


def test_a_script_gives_an_alignment() -> None:
    contact = callnorm.Contact.builtin("nl-voice-verhuis-goed")
    evaluation = callnorm.Evaluator(script="be.demo.energie.verhuis").evaluate(contact)
    alignment = evaluation.alignment
    assert alignment is not None
    assert 0.0 <= alignment.fitness <= 1.0
    assert alignment.fitness == pytest.approx(evaluation["CCO-2.6"].measures["fitness"], abs=1e-9)
    matched = [m for m in alignment.moves if m.kind is callnorm.MoveKind.match]
    assert matched
    assert all(m.turn is None or m.turn < len(contact.turns) for m in alignment.moves)


def test_a_good_contact_restates_and_the_client_confirms() -> None:
    contact = callnorm.Contact.builtin("nl-voice-verhuis-goed")
    result = callnorm.Evaluator(script="be.demo.energie.verhuis").evaluate(contact)["CCO-3.1"]
    assert result.verdict is callnorm.Verdict.demonstrated
    assert result.reason == "OK"
    assert result.deciding is not None
    assert result.deciding.measure in result.measures
    assert result.deciding.value == result.measures[result.deciding.measure]
    quotes = [e for e in result.evidence if e.quote]
    assert quotes
    for e in quotes:
        assert e.turn is not None
        assert contact.turns[e.turn].text[e.start : e.end] == e.quote
        assert contact.turns[e.turn].id == e.turn_id


def test_measures_have_units(evaluation: callnorm.Evaluation) -> None:
    for result in evaluation:
        assert result.measures.keys() == result.units.keys()


def test_json_is_the_same_as_dict(evaluation: callnorm.Evaluation) -> None:
    line = evaluation.to_json()
    assert "\n" not in line.rstrip("\n")
    assert json.loads(line) == evaluation.to_dict() == json.loads(evaluation.to_json(indent=2))
    assert [r["id"] for r in evaluation.to_dict()["indicators"]] == [r.id for r in evaluation]


def test_json_is_valid_under_its_own_schema(evaluation: callnorm.Evaluation) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    jsonschema.validate(evaluation.to_dict(), json.loads(callnorm.schema("evaluation")))
    jsonschema.validate(evaluation.contact.to_dict(), json.loads(callnorm.schema("contact")))
    jsonschema.validate(callnorm.Norm.builtin().to_dict(), json.loads(callnorm.schema("norm")))


def test_the_same_contact_gives_the_same_bytes(
    evaluator: callnorm.Evaluator, evaluation: callnorm.Evaluation
) -> None:
    again = evaluator.evaluate(callnorm.Contact.from_dict(small_contact()))
    assert again.to_json() == evaluation.to_json()


def test_language_overrides_the_contacts_own(contact: callnorm.Contact) -> None:
    assert callnorm.Evaluator(language="nl-BE").evaluate(contact).language == "nl"


def test_enumerations_are_real_and_read_as_their_words() -> None:
    for kind in (callnorm.Verdict, callnorm.ActKind, callnorm.Origin, callnorm.MoveKind):
        assert issubclass(kind, enum.Enum)
        for member in kind:
            assert member == member.name == member.value == str(member) == f"{member}"
            assert kind(member.value) is member
            assert json.dumps(member) == f'"{member.name}"'
    assert issubclass(callnorm.ErrorCode, enum.Enum)
    assert callnorm.ErrorCode.invalid_contact.value == 5  # as in the C library


def test_results_can_be_sorted_and_counted(evaluation: callnorm.Evaluation) -> None:
    verdicts = [result.verdict for result in evaluation]
    assert set(verdicts) <= set(callnorm.Verdict)
    assert sum(verdicts.count(v) for v in callnorm.Verdict) == 19


def test_representations_name_what_they_show(
    contact: callnorm.Contact, evaluation: callnorm.Evaluation, evaluator: callnorm.Evaluator
) -> None:
    assert repr(contact) == "<Contact small (voice, 6 turns)>"
    assert repr(contact.turns[3]) == "<Turn t4 client: 'Yes, exactly.'>"
    assert "small" in repr(evaluation)
    assert "CCO-3.1" in repr(evaluation["CCO-3.1"])
    for thing in (
        contact.source,
        contact.turns,
        evaluator,
        evaluation.timeline,
        evaluation.norm,
        callnorm.Norm.builtin(),
        callnorm.Norm.builtin()["CCO-2.5"],
        callnorm.Norm.builtin()["CCO-2.5"].operationalisation,
        callnorm.Norm.builtin().anomalies[0],
        *evaluation["CCO-3.1"].parameters.values(),
        *evaluation["CCO-3.1"].evidence,
    ):
        assert repr(thing).startswith("<")


def test_formats_and_schemas_are_listed() -> None:
    assert "callnorm" in [name for name, _ in callnorm.formats()]
    assert all(description for _, description in callnorm.formats())
    for name in ("contact", "script", "norm", "evaluation"):
        assert "2020-12" in json.loads(callnorm.schema(name))["$schema"]


def test_nothing_can_be_changed(
    contact: callnorm.Contact, evaluation: callnorm.Evaluation
) -> None:
    with pytest.raises(AttributeError):
        contact.id = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        evaluation["CCO-3.1"].reason = "OK"  # type: ignore[misc]


def test_an_error_survives_pickling() -> None:
    error = callnorm.CallnormError(callnorm.ErrorCode.invalid_json, "no", "1:2", "f.json")
    again = pickle.loads(pickle.dumps(error))
    assert (again.code, again.message, again.where, again.file) == (
        error.code,
        "no",
        "1:2",
        "f.json",
    )
    assert str(again) == "f.json: 1:2: no"
