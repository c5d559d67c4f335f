"""The published schemas say what the readers accept: no more, no less."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import callnorm

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("norm", "script", "contact", "evaluation")
SCHEMAS = {
    name: json.loads((ROOT / f"src/data/schemas/{name}.schema.json").read_text(encoding="utf-8"))
    for name in NAMES
}
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}
READERS = {
    "norm": callnorm.Norm.from_dict,
    "script": callnorm.Script.from_dict,
    "contact": callnorm.Contact.from_dict,
}

# What only a reader can check: references, order, ids used twice, words inside their turn.
BEYOND_A_SCHEMA = re.compile(
    r"is used twice$|^there is no (?:anomaly|turn|message|data item|selling point|source|tool)\b"
    r"|^there is no report field\b"
    r"|is no value of|is both allowed and forbidden|is forbidden in this script"
    r"|ends before it begins|begins before the turn before it|was sent before the message before it"
    r"|answered before it was asked|the word (?:begins|ends) |does not stand in the turn's text"
    r"|^does not lie in the turn's text|the contact ends before it begins"
    r"|need the script's language|whose promo_mode is none|\"min\" is above \"max\""
    r"|their source is|stand in one language"
    r"|^expression |^an alternative in |^a pattern |^tokens of a pattern |^\"\?\" stands only"
)

# Values put in the place of every value, one after another.
INTRUDERS: tuple[Any, ...] = (None, True, -1, 0.5, "", "x", [], {})


def a_norm() -> dict[str, Any]:
    """Two indicators of the built-in norm, with cues and a changed limit."""
    path = ROOT / "src/data/norms/be.vl.ervaringsbewijs.callcenteroperator.json"
    norm: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    norm["competences"] = norm["competences"][2:]
    competence = norm["competences"][0]
    competence["indicators"] = competence["indicators"][4:6]
    norm["anomalies"] = [a for a in norm["anomalies"] if a["id"] in ("AN-16", "AN-17")]
    norm["certificate"] = norm["certificate"][:1]
    parameters = competence["indicators"][0]["operationalisation"]["parameters"]
    parameters["mean_not"].update(value=18, was=20, decided_by="a test centre")
    norm["cues"] = {
        "reform": {"nl": [{"pattern": "ge zegt|zei dus *", "weak": True, "tag": "t", "note": "n"}]},
        "hold": {"en": [{"regex": r"\bone (?:moment|second)\b"}]},
    }
    return norm


def a_script() -> dict[str, Any]:
    """Every key a script may have."""
    return {
        "format": "callnorm.script/1",
        "id": "test.script",
        "version": "1.0",
        "lang": "nl",
        "title": "Test",
        "direction": "inbound",
        "channels": ["voice", "chat"],
        "approved_by": "nobody",
        "objective": {"id": "verhuis", "keywords": ["verhuis"]},
        "address_form": "V",
        "promo_mode": "if_interest",
        "sources": [{"id": "kb", "kind": "knowledge_base"}],
        "tools": {"required": ["crm"], "optional": ["rekenmachine"], "forbidden": ["webmail"]},
        "data": [
            {
                "id": "klantnr",
                "file": "klant",
                "field": "klantnummer",
                "type": "id",
                "required": True,
                "read_back": True,
                "pattern": "^[0-9]{9}$",
                "ask": ["klantnummer"],
            }
        ],
        "known_ok": ["openingsuren"],
        "steps": {
            "step": "gesprek",
            "seq": [
                "begin",
                {
                    "step": "opname",
                    "must": True,
                    "hard": True,
                    "if": {"channel": "voice"},
                    "recognise": "verbatim",
                    "say": {"mode": "verbatim", "text": "Dit is een test.", "max_word_errors": 1},
                },
                {
                    "step": "uitleg",
                    "if": {"fact": "nieuw", "equals": True},
                    "say": {
                        "mode": "paraphrase",
                        "elements": ["greet", "org"],
                        "facts": ["delay"],
                        "example": "Goedemiddag, {naam}.",
                        "examples": ["Dag {naam}."],
                        "patterns": ["goede middag|morgen *"],
                        "regex": "goeie\\w+",
                    },
                },
                {"step": "herformuleren", "say": {"mode": "act", "act": "reformulation"}},
                {"alt": ["a", {"end": "transfer"}]},
                {"any": [{"collect": "klantnr"}, {"tool": "crm"}, {"lookup": {"order": ["kb"]}}]},
                {"opt": {"step": "aanbod", "promo": ["groen"]}},
                {
                    "loop": {"seq": [{"client": "objection"}, {"act": "rebuttal"}]},
                    "min": 0,
                    "max": 3,
                    "stop_on": "refusal_firm",
                },
                {"branch": {"on": "soort", "cases": {"een": "b", "twee": "c"}, "unknown": "alt"}},
                {"branch": {"on": "channel", "cases": {"voice": "d", "chat": "e"}}},
                {"step": "slot", "closing": ["summary", "goodbye"]},
            ],
        },
        "selling_points": [{"id": "groen", "interest": ["milieu"], "claims": ["100 % groen"]}],
        "forbidden_phrases": ["u moet maar"],
        "jargon": [{"term": "EAN-code", "plain": "nummer van uw aansluiting"}],
        "concepts": [["afrekening", "jaarafrekening"]],
        "closing": ["thanks", "goodbye"],
        "report": {
            "outcome": {"required": True, "enum": ["verhuisd", "terugbellen"]},
            "datum": {
                "type": "date",
                "max_words": 3,
                "when": ["outcome", ["terugbellen"]],
                "must_mention": ["klantnr"],
            },
        },
        "consistency": [
            {"field": "outcome", "value": "verhuisd", "fact": "akkoord", "equals": True}
        ],
        "timing": {"hold_cover_s": 30, "acw_s": 180, "accommodation_factor": 1.5},
    }


def a_call() -> dict[str, Any]:
    """Every key a voice contact may have."""
    return {
        "format": "callnorm.contact/1",
        "id": "call",
        "channel": "voice",
        "language": "nl-BE",
        "connect": 0.0,
        "duration": 183.2,
        "turns": [
            {
                "id": "t1",
                "speaker": "agent",
                "start": 0.0,
                "end": 2.5,
                "text": "goeiemiddag daar",
                "words": [
                    {
                        "text": "goeiemiddag",
                        "start": 0.0,
                        "end": 0.9,
                        "text_begin": 0,
                        "confidence": 0.98,
                    }
                ],
            },
            {"speaker": "client", "start": 3, "end": 4, "text": "ja"},
        ],
        "screen": {
            "items": [{"id": "i", "shown": 3.0, "keys": ["84,50", 3], "relevant": True}],
            "views": [{"item": "i", "start": 3.2, "end": 5.0}],
        },
        "input": [{"start": 10.0, "end": 12.5, "device": "keyboard", "effective": True}],
        "headset": [{"start": 0, "end": 120}],
        "hold": [{"start": 40, "end": 75}],
        "mute": [{"start": 50, "end": 52}],
        "tools": [{"tool": "crm", "at": 5.0, "interactions": 3}],
        "tools_unavailable": ["agenda"],
        "requests": [
            {
                "id": "q1",
                "at": 10,
                "answered": 60,
                "allowed": ["faq"],
                "ordered": False,
                "needs_lookup": True,
            }
        ],
        "lookups": [{"source": "faq", "at": 15, "request": "q1", "viewed": 4.0}],
        "edits": [{"file": "klant", "field": "naam", "value": "P", "at": 31.0, "how": "typed"}],
        "record": [{"file": "klant", "field": "naam", "value": "P", "at": 31.0}],
        "report": {"machine_written": False, "fields": {"outcome": "a", "reason": None}},
        "typing": [{"presented": "a", "typed": "b", "erased": 3, "edit_keys": 4, "took": 20.5, "how": "typed"}],
        "dictations": [
            {
                "said_end": 10.0,
                "commit": 12.0,
                "repeat_for_typing": False,
                "how": "pasted",
                "typed_chars": 9,
                "said_chars": 9,
                "said_took": 4.0,
                "typing_took": 5.0,
            }
        ],
        "obtained": [
            {"file": "klant", "field": "gsm", "value": "0475", "type": "phone", "required": True}
        ],
        "histories": [
            {
                "field": "straat",
                "truth": "Kerkstraat",
                "history": ["Kerstraat", "Kerkstraat"],
                "signalled": True,
                "type": "text",
            }
        ],
        "prosody": [{"turn": "t1", "rate_wpm": 150, "f0_semitones": 0.4, "intensity_db": -12.5}],
        "acts": [
            {
                "kind": "reformulation",
                "turn": "t1",
                "text_begin": 0,
                "text_end": 4,
                "start": 0.5,
                "end": 1.0,
                "score": 1.0,
                "id": "a1",
                "type": "gist",
                "to": "a0",
                "by": "annotator 1",
            },
            {"kind": "hold", "turn": "t1", "announced": 60},
            {"kind": "step", "step": "begroeting"},
        ],
        "acts_given": ["reformulation", "refusal_firm"],
        "facts": {"klanttype": "verhuizer", "client_accepted": False, "onbekend": None},
        "scenario": {
            "id": "s",
            "ambiguities": 1,
            "objections": 0,
            "errors": 1,
            "interests": ["groen"],
            "client_opt_out": False,
        },
        "ending": {"by": "agent", "hangup": 182.0, "client_goodbye": True},
        "quality": {
            "clock": "common",
            "transcript": "human",
            "punctuated": True,
            "word_error": 0.12,
            "annotation_complete": ["reformulation"],
        },
        "accommodations": [
            {
                "indicator": "CCO-1.1",
                "parameter": "window",
                "factor": 2,
                "decided_by": "test centre",
                "reason": "reading",
            }
        ],
        "assessor": {"intonation": "adapted"},
        "concurrency": 1,
        "source": {"format": "f", "dropped": ["a"], "notes": ["b"]},
    }


def a_chat() -> dict[str, Any]:
    return {
        "format": "callnorm.contact/1",
        "channel": "chat",
        "messages": [
            {"id": "m1", "sender": "agent", "sent": 12.0, "compose_start": 8.0, "text": "hallo"},
            {"sender": "client", "sent": 13, "text": "dag"},
        ],
    }


def a_record_without_talk() -> dict[str, Any]:
    return {"format": "callnorm.contact/1", "facts": {"klanttype": "verhuizer"}}


BASES = {
    "norm": ("norm", a_norm),
    "script": ("script", a_script),
    "call": ("contact", a_call),
    "chat": ("contact", a_chat),
    "record": ("contact", a_record_without_talk),
}

Path_ = tuple[Any, ...]


def places(value: Any, here: Path_ = ()) -> Iterator[Path_]:
    yield here
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*here, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*here, index))


def at(value: Any, place: Path_) -> Any:
    for step in place:
        value = value[step]
    return value


def changed(base: Any, place: Path_, value: Any) -> Any:
    out = copy.deepcopy(base)
    at(out, place[:-1])[place[-1]] = copy.deepcopy(value)
    return out


def without(base: Any, place: Path_) -> Any:
    out = copy.deepcopy(base)
    del at(out, place[:-1])[place[-1]]
    return out


def refusal(kind: str, document: Any) -> callnorm.CallnormError | None:
    try:
        READERS[kind](document)
    except callnorm.CallnormError as error:
        return error
    return None


def disagreement(kind: str, document: Any) -> str | None:
    """One line when schema and reader differ about the document, in what a schema can say."""
    valid = VALIDATORS[kind].is_valid(document)
    error = refusal(kind, document)
    if valid == (error is None):
        return None
    if error is not None:
        if BEYOND_A_SCHEMA.search(error.message):
            return None
        return f"only the reader refuses: {error}"
    first = next(VALIDATORS[kind].iter_errors(document))
    return f"only the schema refuses: {first.json_path}: {first.message[:200]}"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_draft_2020_12(name: str) -> None:
    schema = SCHEMAS[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", NAMES)
def test_the_library_hands_out_the_schema_it_was_built_with(name: str) -> None:
    assert json.loads(callnorm.schema(name)) == SCHEMAS[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_property_of_a_schema_is_described(name: str) -> None:
    schema = SCHEMAS[name]

    def described(part: Any) -> bool:
        if not isinstance(part, dict):
            return True  # true, false
        if "description" in part or "const" in part or part.get("type") in ("null", ["null"]):
            return True
        if "$ref" in part:
            return described(schema["$defs"][part["$ref"].rsplit("/", 1)[-1]])
        return any(described(p) for p in part.get("anyOf", []) if p.get("type") != "null")

    def check(part: Any, place: str) -> None:
        if isinstance(part, list):
            for index, item in enumerate(part):
                check(item, f"{place}/{index}")
        elif isinstance(part, dict):
            if part.get("type") == "object" or "additionalProperties" in part:
                for key, sub in part.get("properties", {}).items():
                    assert described(sub), f"{place}/properties/{key}"
            for key, sub in part.items():
                if key not in ("if", "then", "else", "not", "allOf"):
                    check(sub, f"{place}/{key}")

    check(schema, "")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "src/data/norms").glob("*.json")), ids=lambda p: p.stem
)
def test_a_norm_we_ship_is_valid(path: Path) -> None:
    norm = json.loads(path.read_text(encoding="utf-8"))
    VALIDATORS["norm"].validate(norm)
    assert refusal("norm", norm) is None


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_an_example_script_is_valid(language: str) -> None:
    path = ROOT / "tests/conformance/script_examples.json"
    script = json.loads(path.read_text(encoding="utf-8"))[language]
    VALIDATORS["script"].validate(script)
    assert refusal("script", script) is None


@pytest.mark.parametrize("kind", ["contact", "script"])
def test_the_examples_we_ship_are_valid(kind: str) -> None:
    paths = sorted((ROOT / f"examples/{kind}s").glob("*.json"))
    assert paths
    for path in paths:
        VALIDATORS[kind].validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("base", BASES)
def test_schema_and_reader_accept_what_uses_every_key(base: str) -> None:
    kind, make = BASES[base]
    VALIDATORS[kind].validate(make())
    assert refusal(kind, make()) is None


@pytest.mark.parametrize("base", BASES)
def test_schema_and_reader_agree_when_any_value_is_left_out(base: str) -> None:
    kind, make = BASES[base]
    document = make()
    found = {
        place: disagreement(kind, without(document, place)) for place in places(document) if place
    }
    assert {place: line for place, line in found.items() if line} == {}


@pytest.mark.parametrize("intruder", INTRUDERS, ids=json.dumps)
@pytest.mark.parametrize("base", BASES)
def test_schema_and_reader_agree_when_any_value_is_another(base: str, intruder: Any) -> None:
    kind, make = BASES[base]
    document = make()
    found = {
        place: disagreement(kind, changed(document, place, intruder))
        for place in places(document)
        if place
    }
    assert {place: line for place, line in found.items() if line} == {}


@pytest.mark.parametrize("key", ["unknown", "x-own"])
@pytest.mark.parametrize("base", BASES)
def test_schema_and_reader_agree_about_keys_nobody_asked_for(base: str, key: str) -> None:
    kind, make = BASES[base]
    document = make()
    found = {
        place: disagreement(kind, changed(document, (*place, key), {"a": [1]}))
        for place in places(document)
        if isinstance(at(document, place), dict)
    }
    assert {place: line for place, line in found.items() if line} == {}


# Base, place, value (LEFT_OUT: the key is removed), and what both must say.
LEFT_OUT = object()
INDICATOR = ("competences", 0, "indicators", 0)
OPERATIONALISATION = (*INDICATOR, "operationalisation")
PARAMETERS = (*OPERATIONALISATION, "parameters")
CASES: list[tuple[str, Path_, Any, bool]] = [
    ("norm", ("format",), LEFT_OUT, False),
    ("norm", ("format",), "callnorm.norm/2", False),
    ("norm", ("version",), "", False),
    ("norm", ("competences",), [], False),
    ("norm", ("competences", 0, "indicators"), [], False),
    ("norm", (*INDICATOR, "literal", "line"), -1, False),
    ("norm", (*INDICATOR, "literal", "fr"), LEFT_OUT, False),
    ("norm", (*INDICATOR, "literal", "nl"), "korte zinnen", False),
    ("norm", (*INDICATOR, "rendering"), LEFT_OUT, True),
    ("norm", (*INDICATOR, "rendering", "not a tag"), "x", False),
    ("norm", (*OPERATIONALISATION, "measure"), "mood", False),
    ("norm", (*OPERATIONALISATION, "channels"), [], False),
    ("norm", (*OPERATIONALISATION, "channels"), ["fax"], False),
    ("norm", (*OPERATIONALISATION, "decided_by"), None, True),
    ("norm", (*OPERATIONALISATION, "asr_can_fail"), "no", False),
    ("norm", (*PARAMETERS, "mean_not"), LEFT_OUT, False),
    ("norm", (*PARAMETERS, "mean_not", "origin"), "taste", False),
    ("norm", (*PARAMETERS, "mean_not", "decided_by"), LEFT_OUT, False),
    ("norm", (*PARAMETERS, "mean_not", "value"), "18", False),
    ("norm", (*PARAMETERS, "mean_not.nl"), {"value": 19, "origin": "convention"}, True),
    ("norm", (*PARAMETERS, "mean_not.de"), {"value": 19, "origin": "convention"}, False),
    ("norm", (*PARAMETERS, "own_limit"), {"value": 1, "origin": "convention"}, True),
    ("norm", ("anomalies", 0, "severity"), "D", False),
    ("norm", ("process", "assessors"), 0, False),
    ("norm", ("process", "award_rule"), "most", False),
    ("norm", ("cues", "mood"), {}, False),
    ("norm", ("cues", "hold", "de"), [], False),
    ("norm", ("cues", "hold", "en", 0, "pattern"), "one moment", False),
    ("norm", ("colour",), "red", False),
    ("norm", ("x-colour",), "red", True),
    ("script", ("id",), LEFT_OUT, False),
    ("script", ("steps",), LEFT_OUT, False),
    ("script", ("steps",), "one step", True),
    ("script", ("format",), LEFT_OUT, True),
    ("script", ("direction",), "sideways", False),
    ("script", ("steps", "alt"), ["a"], False),
    ("script", ("steps", "seq"), [], False),
    ("script", ("steps", "seq", 0), "", False),
    ("script", ("steps", "seq", 0), {}, False),
    ("script", ("steps", "seq", 0), {"must": False}, False),
    ("script", ("steps", "seq", 5, "any"), [f"s{n}" for n in range(10)], True),
    ("script", ("steps", "seq", 5, "any"), [f"s{n}" for n in range(11)], False),
    ("script", ("steps", "seq", 7, "max"), LEFT_OUT, False),
    ("script", ("steps", "seq", 7, "max"), 0, False),
    ("script", ("steps", "seq", 7, "max"), 50, True),
    ("script", ("steps", "seq", 7, "max"), 51, False),
    ("script", ("steps", "seq", 1, "max"), 3, False),
    ("script", ("steps", "seq", 1, "say", "text"), LEFT_OUT, False),
    ("script", ("steps", "seq", 1, "say", "facts"), ["delay"], False),
    ("script", ("steps", "seq", 1, "if", "fact"), "nieuw", False),
    ("script", ("steps", "seq", 2, "say", "elements"), ["smile"], False),
    ("script", ("steps", "seq", 3, "say", "act"), "applause", False),
    ("script", ("steps", "seq", 8, "branch", "cases"), {}, False),
    ("script", ("steps", "seq", 8, "branch", "unknown"), "skip", False),
    ("script", ("steps", "seq", 9, "branch", "cases", "fax"), "f", False),
    ("script", ("steps", "seq", 10, "closing"), ["goodbye", "goodbye"], False),
    ("script", ("report", "datum", "when"), ["outcome"], False),
    ("script", ("data", 0, "type"), "colour", False),
    ("script", ("concepts", 0), ["alone"], False),
    ("script", ("timing", "accommodation_factor"), 0.5, False),
    ("script", ("timing", "hold_cover_s"), -1, False),
    ("script", ("colour",), "red", False),
    ("script", ("x-colour",), "red", True),
    ("call", ("format",), LEFT_OUT, False),
    ("call", ("format",), "callnorm.contact/2", False),
    ("call", ("channel",), "chat", False),
    ("call", ("channel",), LEFT_OUT, True),
    ("call", ("end",), 183.2, False),
    ("call", ("duration",), -1, False),
    ("call", ("connect",), 3e6, False),
    ("call", ("turns", 0, "speaker"), "robot", False),
    ("call", ("turns", 0, "text"), LEFT_OUT, False),
    ("call", ("turns", 0, "text"), None, False),
    ("call", ("turns", 1, "end"), LEFT_OUT, False),
    ("call", ("turns", 1), {"speaker": "client", "text": "ja"}, False),
    ("call", ("turns", 0, "words", 0, "confidence"), 1.5, False),
    ("call", ("messages",), [], False),
    ("call", ("input", 0, "device"), "voice", False),
    ("call", ("acts", 0, "kind"), "applause", False),
    ("call", ("acts", 0, "turn"), LEFT_OUT, False),
    ("call", ("acts", 2, "step"), LEFT_OUT, False),
    ("call", ("acts", 2, "text_begin"), 1, False),
    ("call", ("acts", 0, "score"), 2, False),
    ("call", ("facts", "list"), [1], False),
    ("call", ("facts", "x-list"), [1], True),
    ("call", ("concurrency",), 0, False),
    ("call", ("quality", "word_error"), 1.01, False),
    ("call", ("assessor", "intonation"), "cheerful", False),
    ("call", ("colour",), "red", True),
    ("call", ("turns", 0, "colour"), "red", True),
    ("chat", ("channel",), "email", True),
    ("chat", ("channel",), "voice", False),
    ("chat", ("channel",), LEFT_OUT, True),
    ("chat", ("messages",), [], False),
    ("chat", ("messages", 0, "sent"), LEFT_OUT, False),
    ("chat", ("turns",), [{"speaker": "agent", "text": "hallo"}], False),
    ("record", ("facts",), LEFT_OUT, False),
    ("record", ("facts",), {"klanttype": None}, False),
    ("record", ("facts",), {}, False),
    ("record", ("screen",), {}, True),
    ("record", ("input",), [], True),
]


@pytest.mark.parametrize(
    ("base", "place", "value", "accepted"),
    [
        pytest.param(
            *case,
            id=f"{case[0]}-{'.'.join(map(str, case[1]))}-"
            + ("left out" if case[2] is LEFT_OUT else json.dumps(case[2])[:40]),
        )
        for case in CASES
    ],
)
def test_schema_and_reader_both_say(base: str, place: Path_, value: Any, accepted: bool) -> None:
    kind, make = BASES[base]
    document = without(make(), place) if value is LEFT_OUT else changed(make(), place, value)
    assert VALIDATORS[kind].is_valid(document) is accepted
    error = refusal(kind, document)
    assert (error is None) is accepted, error


@pytest.mark.parametrize("id", callnorm.Contact.builtin_ids())
def test_an_evaluation_is_what_its_schema_says(id: str) -> None:
    contact = callnorm.Contact.builtin(id)
    for script in [None, *map(callnorm.Script.builtin, callnorm.Script.builtin_ids())]:
        evaluation = callnorm.Evaluator(script=script).evaluate(contact)
        VALIDATORS["evaluation"].validate(evaluation.to_dict())


@pytest.mark.parametrize("id", callnorm.Contact.builtin_ids())
def test_a_contact_is_written_as_its_schema_says(id: str) -> None:
    VALIDATORS["contact"].validate(callnorm.Contact.builtin(id).to_dict())


@pytest.mark.parametrize("base", ["call", "chat", "record"])
def test_a_contact_with_every_key_is_written_as_its_schema_says(base: str) -> None:
    _, make = BASES[base]
    VALIDATORS["contact"].validate(callnorm.Contact.from_dict(make()).to_dict())


def test_a_norm_is_written_as_its_schema_says() -> None:
    VALIDATORS["norm"].validate(callnorm.Norm.builtin().to_dict())
    VALIDATORS["norm"].validate(callnorm.Norm.from_dict(a_norm()).to_dict())
