"""The built-in norm as data: what a person would check against the certificate, line by line."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NORM_FILE = ROOT / "src/data/norms/be.vl.ervaringsbewijs.callcenteroperator.json"
ORIGINS = {"norm", "literature", "industry", "measured", "convention"}
LANGUAGES = {"nl", "fr", "en"}


def load() -> dict[str, Any]:
    return json.loads(NORM_FILE.read_text(encoding="utf-8"))


NORM = load()
INDICATORS = [i for c in NORM["competences"] for i in c["indicators"]]
PARAMETERS = [
    pytest.param(i["id"], name, value, id=f"{i['id']}-{name}")
    for i in INDICATORS
    for name, value in i["operationalisation"]["parameters"].items()
]
by_indicator = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i["id"])


def required_parameters() -> dict[str, list[str]]:
    """Measure -> the names it must be given, as the header declares them."""
    header = (ROOT / "include/callnorm/model/measure.hpp").read_text(encoding="utf-8")
    lists = {
        name: re.findall(r'"([a-z_]+)"', body)
        for name, body in re.findall(r"> (\w+_parameters)\{(.*?)\};", header, re.S)
    }
    rows = re.findall(r'\{Measure::\w+, "(\w+)",\s*detail::(\w+)\}', header)
    return {measure: lists[name] for measure, name in rows}


def without_tags(text: str) -> str:
    return " ".join(re.sub(r"</?[a-z]+>", " ", text).split())


def test_three_competences_hold_four_seven_and_eight_indicators() -> None:
    assert [c["id"] for c in NORM["competences"]] == ["CCO-1", "CCO-2", "CCO-3"]
    assert [len(c["indicators"]) for c in NORM["competences"]] == [4, 7, 8]


def test_indicators_are_numbered_within_their_competence() -> None:
    for competence in NORM["competences"]:
        ids = [i["id"] for i in competence["indicators"]]
        assert ids == [f"{competence['id']}.{n}" for n in range(1, len(ids) + 1)]


def test_keys_are_unique() -> None:
    keys = [i["key"] for i in INDICATORS]
    assert len(set(keys)) == len(keys) == 19


def test_there_are_twenty_six_anomalies_in_order() -> None:
    assert [a["id"] for a in NORM["anomalies"]] == [f"AN-{n:02}" for n in range(1, 27)]
    assert {a["severity"] for a in NORM["anomalies"]} == {"A", "B", "C"}


def test_an_anomaly_stands_in_the_notes_of_exactly_the_indicators_it_is_about() -> None:
    for anomaly in NORM["anomalies"]:
        about = set(re.findall(r"CCO-\d\.\d", anomaly["where"]))
        noted = {i["id"] for i in INDICATORS if anomaly["id"] in i["notes"]}
        assert noted == about, anomaly["id"]


@by_indicator
def test_a_display_literal_is_the_raw_line_without_dash_and_closing_mark(
    indicator: dict[str, Any],
) -> None:
    literal = indicator["literal"]
    assert literal["fr"] == re.sub(r"^- |\s*[;.]$", "", literal["raw"])


@by_indicator
def test_a_rendering_is_ours_and_has_no_legal_value(indicator: dict[str, Any]) -> None:
    rendering = indicator["rendering"]
    assert rendering["nl"] and rendering["en"]
    assert rendering["by"] == "callnorm"
    assert rendering["legal_value"] is False


@by_indicator
def test_an_operationalisation_gives_its_measure_every_parameter_it_needs(
    indicator: dict[str, Any],
) -> None:
    operationalisation = indicator["operationalisation"]
    names = required_parameters()[operationalisation["measure"]]
    assert set(names) <= set(operationalisation["parameters"])


def test_every_measure_is_bound_to_one_indicator() -> None:
    used = [i["operationalisation"]["measure"] for i in INDICATORS]
    assert sorted(used) == sorted(required_parameters())


@pytest.mark.parametrize(("indicator", "name", "parameter"), PARAMETERS)
def test_a_parameter_has_value_unit_and_origin(
    indicator: str, name: str, parameter: dict[str, Any]
) -> None:
    assert isinstance(parameter["value"], (int, float))
    assert not isinstance(parameter["value"], bool)
    assert parameter["unit"]
    assert parameter["origin"] in ORIGINS
    base, dot, language = name.partition(".")
    if dot:
        assert language in LANGUAGES
        others = next(i for i in INDICATORS if i["id"] == indicator)["operationalisation"]
        assert base in others["parameters"], "a language's value stands beside the general one"


@by_indicator
def test_the_limits_of_a_measure_leave_room_between_them(indicator: dict[str, Any]) -> None:
    parameters = indicator["operationalisation"]["parameters"]
    lower_is_better = {"jargon", "mean", "long", "max", "share"}
    for name, parameter in parameters.items():
        stem, found, suffix = name.partition("_demonstrated")
        other = parameters.get(f"{stem}_not{suffix}")
        if not found or other is None:
            continue
        if stem in lower_is_better:
            assert parameter["value"] < other["value"], name
        else:
            assert parameter["value"] > other["value"], name


@by_indicator
def test_nothing_is_signed_or_calibrated_yet(indicator: dict[str, Any]) -> None:
    assert indicator["operationalisation"]["decided_by"] is None
    assert indicator["operationalisation"]["calibrated_on"] is None
    assert indicator["operationalisation"]["note"]


def test_recogniser_output_alone_fails_nobody_on_communication() -> None:
    for indicator in INDICATORS:
        if indicator["id"].startswith("CCO-3."):
            assert indicator["operationalisation"]["asr_can_fail"] is False


def test_only_the_two_numbers_of_the_certificate_claim_its_authority() -> None:
    claimed = {
        (i["id"], name)
        for i in INDICATORS
        for name, parameter in i["operationalisation"]["parameters"].items()
        if parameter["origin"] == "norm"
    }
    assert claimed == {
        ("CCO-2.5", "max_error"),
        ("CCO-2.5", "literal_max_error"),
        ("CCO-3.3", "soft_limit"),
        ("CCO-3.3", "max_counters"),
    }


def test_the_process_is_two_assessors_six_hours_all_proven() -> None:
    assert NORM["process"] == {
        "assessors": 2,
        "max_minutes": 360,
        "portfolio": "optional",
        "award_rule": "all",
    }


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """The lines of the certificate's text, which is not part of this project."""
    path = os.environ.get("CALLNORM_SEED")
    if not path:
        pytest.skip("CALLNORM_SEED does not name the certificate's text")
    data = Path(path).read_bytes()
    assert hashlib.sha256(data).hexdigest() == NORM["literal_source"]["sha256"]
    return data.decode("utf-8").split("\n")


def test_every_raw_literal_is_its_line_of_the_source(lines: list[str]) -> None:
    for item in [*NORM["competences"], *INDICATORS]:
        literal = item["literal"]
        assert lines[literal["line"] - 1] == literal["raw"], item["id"]


def test_every_certificate_entry_stands_on_its_line_of_the_source(lines: list[str]) -> None:
    for entry in NORM["certificate"]:
        line = without_tags(lines[entry["line"] - 1])
        assert without_tags(entry["literal"]) in line, entry["key"]


def test_every_anomaly_quotes_the_source(lines: list[str]) -> None:
    whole = "\n".join(lines)
    flat = without_tags(whole)
    for anomaly in NORM["anomalies"]:
        for quote in anomaly["literal"].split("; "):
            assert quote in whole or quote in flat, anomaly["id"]
