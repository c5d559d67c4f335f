"""The annotated contacts of benchmarks/accuracy: every file can be read, and says what it should."""

from __future__ import annotations

import importlib
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import callnorm
from conftest import SOURCE

ACCURACY = SOURCE / "benchmarks" / "accuracy"
FILES = sorted((ACCURACY / "data").glob("*.talk"))
LEAST = {"nl": 40, "fr": 40, "en": 20}
"""Contacts by language when the set is whole."""


def _benchmark(name: str) -> ModuleType:
    sys.path.insert(0, str(ACCURACY))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(ACCURACY))


talk = _benchmark("talk")
sentences = _benchmark("sentences")

HEADER = "== id=x1 language=nl-BE channel=voice domain=energy quality=good speech=human\n"


@pytest.fixture(scope="module")
def contacts() -> list[Any]:
    return talk.read_all(FILES)[0]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_file_has_no_fault(path: Path) -> None:
    found, problems = talk.read(path)
    assert problems == []
    assert found


def test_there_are_files() -> None:
    assert FILES


def test_no_id_stands_twice(contacts: list[Any]) -> None:
    problems = talk.read_all(FILES)[1]
    assert [p for p in problems if "stands in" in p] == []
    assert all(count == 1 for count in Counter(c.id for c in contacts).values())


def test_there_are_enough_contacts(contacts: list[Any]) -> None:
    by_language = Counter(c.language for c in contacts)
    assert {k: v for k, v in LEAST.items() if by_language[k] < v} == {}


def test_recogniser_output_has_no_marks_and_no_capitals(contacts: list[Any]) -> None:
    for contact in contacts:
        if contact.speech == "asr":
            for number, (_, text) in zip(contact.lines, contact.turns, strict=True):
                assert text == text.lower(), f"{contact.file}:{number}"
                assert not set(text) & set(".,;:!?…"), f"{contact.file}:{number}"


def test_every_act_slices_to_its_words_in_the_package(contacts: list[Any]) -> None:
    for contact in contacts:
        turns = callnorm.Contact.from_dict(contact.contact()).turns
        assert [t.text for t in turns] == [text for _, text in contact.turns]
        for act in contact.acts:
            words = turns[act.turn].text[act.start : act.end]
            assert words and words == words.strip(), f"{contact.file}:{act.line}"


def test_marks_become_acts_with_spans_in_code_points() -> None:
    found, problems = talk.parse(
        HEADER
        + "C: één 😀 café\n"
        + "A: 😀 [greeting| Dág], [clarification.restricted_request+question| welk toestel juist?]\n",
        "f",
    )
    assert problems == []
    (contact,) = found
    assert contact.turns == [("C", "één 😀 café"), ("A", "😀 Dág, welk toestel juist?")]
    quotes = [(a.kind, a.type, contact.turns[a.turn][1][a.start : a.end], a.line) for a in contact.acts]
    assert quotes == [
        ("greeting", "", "Dág", 3),
        ("clarification", "restricted_request", "welk toestel juist?", 3),
        ("question", "", "welk toestel juist?", 3),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("A: hallo\n", "f:1: a line before the first header"),
        (HEADER, "f:1: a contact without turns"),
        (HEADER + "B: hallo\n", 'f:2: a turn begins with "A:" or "C:"'),
        (HEADER + "A:\n", "f:2: a turn without words"),
        (HEADER + "A: [greting| hallo]\n", "f:2: unknown kind 'greting'"),
        (HEADER + "A: [hold.gist| wacht]\n", "f:2: hold has no type 'gist'"),
        (HEADER + "C: [hold| wacht]\n", "f:2: hold is no act of the client"),
        (HEADER + "A: [hold| [hold| wacht]]\n", "f:2: [, ] and | stand only in marks"),
        (HEADER + "A: [hold| ] wacht\n", "f:2: a mark without words"),
        (HEADER + "A: [hold+hold| wacht]\n", "f:2: hold stands twice on the same words"),
        (HEADER.replace("voice", "fax") + "A: ja\n", "f:1: channel must be voice, chat, email"),
        (HEADER.replace("domain=energy ", "") + "A: ja\n", "f:1: header key 'domain' is missing"),
        (HEADER.replace("human", "written") + "A: ja\n", "f:1: speech=written goes with"),
        (HEADER.replace("id=x1", "id=x1 mood=sad") + "A: ja\n", "f:1: unknown header key 'mood'"),
        (HEADER + "A: ja\n" + HEADER + "A: ja\n", "f:3: id 'x1' stands twice"),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, fault: str) -> None:
    problems = talk.parse(text, "f")[1]
    assert any(p.startswith(fault) for p in problems), problems


STEP_FILES = sorted(ACCURACY.glob("*/steps/*.json"))


def test_scripts_and_dialogues_with_steps_are_there_in_every_language() -> None:
    names = {str(path.relative_to(ACCURACY)) for path in STEP_FILES}
    assert {"data/steps/nl.json", "data/steps/fr.json"} <= names
    assert {f"train/steps/{language}.json" for language in ("nl", "fr", "en")} <= names


@pytest.mark.parametrize("path", STEP_FILES, ids=lambda path: str(path.relative_to(ACCURACY)))
def test_every_step_that_is_marked_is_one_of_the_script(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    steps = {script["id"]: [step["id"] for step in script["steps"]] for script in data["scripts"]}
    assert len(steps) == len(data["scripts"])
    assert all(len(set(own)) == len(own) for own in steps.values())
    ids = [dialogue["id"] for dialogue in data["dialogues"]]
    assert len(set(ids)) == len(ids) >= 40
    said = Counter()
    for dialogue in data["dialogues"]:
        for turn in dialogue["turns"]:
            if turn[0] == "A":
                assert set(turn[2]) <= set(steps[dialogue["script"]]), (dialogue["id"], turn)
                said.update((dialogue["script"], step) for step in turn[2])
            else:
                assert turn[0] == "C" and len(turn) == 2, (dialogue["id"], turn)
        if dialogue["asr"]:
            text = " ".join(turn[1] for turn in dialogue["turns"])
            assert text == text.lower() and not any(mark in text for mark in ".?!,;"), dialogue["id"]
    never = [(script, step) for script, own in steps.items() for step in own if not said[script, step]]
    assert not never


def test_the_dialogues_that_measure_do_not_train() -> None:
    texts: dict[str, set[str]] = {"data": set(), "train": set()}
    for path in STEP_FILES:
        for dialogue in json.loads(path.read_text(encoding="utf-8"))["dialogues"]:
            for turn in dialogue["turns"]:
                if turn[0] == "A" and turn[2] and len(turn[1].split()) >= 8:
                    texts[path.parts[-3]].add(turn[1].lower())
    assert not texts["data"] & texts["train"]


SENTENCE_FILES = sorted((ACCURACY / "train").glob("acts.*.txt"))


def test_sentences_that_train_do_acts_in_every_language() -> None:
    assert [path.name for path in SENTENCE_FILES] == ["acts.en.txt", "acts.fr.txt", "acts.nl.txt"]


@pytest.mark.parametrize("path", SENTENCE_FILES, ids=lambda path: path.name)
def test_every_sentence_names_an_act_and_no_sentence_says_both(path: Path) -> None:
    found, problems = sentences.read(path)
    assert problems == []
    does = {(s.kind, *s.parts) for s in found if s.does}
    does_not = {(s.kind, *s.parts) for s in found if not s.does}
    assert not does & does_not
    by_kind = Counter(s.kind for s in found if s.does)
    assert set(by_kind) == set(talk.KINDS)
    assert min(by_kind.values()) >= 40
    assert {s.kind for s in found if not s.does} == set(by_kind)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("+ momentje\n", "f.txt:1: before the first section"),
        ("== sigh\n", "f.txt:1: no kind of act: sigh"),
        ("== hold\nmomentje\n", 'f.txt:2: neither "== ", "+ ", "- " nor "#"'),
        ("== hold\n+ a < b < c\n", 'f.txt:2: not "before < sentence > after", of which the first and last may lack'),
        ("== hold\n+ a < > c\n", 'f.txt:2: not "before < sentence > after", of which the first and last may lack'),
    ],
)
def test_a_fault_in_sentences_is_named_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "f.txt"
    path.write_text(text, encoding="utf-8")
    assert fault in sentences.read(path)[1]
