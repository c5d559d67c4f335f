"""Invented contacts, with the verdicts a fair assessor would give, by rules and by the model."""

from __future__ import annotations

import functools

import pytest
from conftest import SOURCE
from verdict_cases import VERDICTS, Case, parse, read_all

import callnorm

CASES, PROBLEMS = read_all((SOURCE / "tests/data/verdicts").glob("*.txt"))
LETTERS = {name: letter for letter, name in VERDICTS.items()}
DETECTORS = ("rules@1", "model@1")


@functools.lru_cache
def evaluator(script: str | None, detectors: str) -> callnorm.Evaluator:
    path = SOURCE / f"examples/scripts/{script}.json"
    return callnorm.Evaluator(
        script=callnorm.Script.from_file(path) if script else None, detectors=detectors
    )


def test_the_files_are_well_formed() -> None:
    assert not PROBLEMS
    assert len(CASES) >= 60
    assert {case.header["language"][:2] for case in CASES} == {"nl", "fr", "en"}


def test_what_is_wrong_is_said_with_its_place() -> None:
    text = "== id=a language=nl channel=voice\n1-0 A: ja\n= CCO-9.1 D: x\n= CCO-3.6 D: x\n"
    _, problems = parse(text + "~ CCO-3.6 rules@1 D\nja\n{\n", "a.txt")
    places = [problem.split(": ")[0] for problem in problems]
    assert places == ["a.txt:3", "a.txt:5", "a.txt:6", "a.txt:7", "a.txt:2"]


@pytest.mark.parametrize("detectors", DETECTORS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_nobody_is_wronged(case: Case, detectors: str) -> None:
    evaluation = evaluator(case.script, detectors).evaluate(
        callnorm.Contact.from_dict(case.contact())
    )
    wrong = []
    for expected in case.expected:
        result = evaluation[expected.indicator]
        said = LETTERS[result.verdict.name]
        wanted = [expected.known[detectors]] if detectors in expected.known else expected.acceptable
        if said not in wanted:
            wrong.append(
                f"{expected.indicator}: {said} {result.reason} for {'/'.join(wanted)}, {expected.why}"
            )
    assert not wrong, "\n".join(wrong)
