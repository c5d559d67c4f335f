"""Whatever cannot be read says why and where."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import callnorm
from callnorm import CallnormError, Contact, ErrorCode, Evaluator, Norm, Script
from conftest import SOURCE, small_contact


def failure(call: Callable[[], object]) -> CallnormError:
    with pytest.raises(CallnormError) as caught:
        call()
    error = caught.value
    assert isinstance(error, ValueError)
    assert error.message
    assert "\n" not in error.message
    return error


def test_text_that_is_not_json_is_placed_by_line_and_column() -> None:
    error = failure(lambda: Contact.from_json('{\n  "format": nope }', format="callnorm"))
    assert error.code is ErrorCode.invalid_json
    assert error.where.startswith("2:")
    assert error.file is None


@pytest.mark.parametrize("text", ["", "[]", "3", "null", '"text"', "{}", "{", "\x00", "nonsense"])
@pytest.mark.parametrize("form", ["auto", "callnorm"])
def test_what_is_no_contact_is_refused(text: str, form: str) -> None:
    failure(lambda: Contact.from_json(text, format=form))


def test_a_wrong_value_is_placed_by_json_pointer() -> None:
    value = small_contact()
    value["turns"][2]["speaker"] = "robot"
    error = failure(lambda: Contact.from_dict(value))
    assert error.code is ErrorCode.invalid_contact
    assert error.where == "/turns/2/speaker"
    assert str(error) == f"/turns/2/speaker: {error.message}"


def test_bad_utf8_is_placed() -> None:
    data = json.dumps(small_contact()).encode().replace(b"Yes", b"\xff")
    error = failure(lambda: Contact.from_json(data))
    assert error.code is ErrorCode.invalid_utf8
    assert error.where == str(data.index(b"\xff"))


def test_an_error_from_a_file_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text('{"format": "callnorm.contact/1", "turns": 3}')
    error = failure(lambda: Contact.from_file(path))
    assert error.file == str(path)
    assert error.where == "/turns"
    assert str(error).startswith(f"{path}: /turns: ")


@pytest.mark.parametrize("read", [Contact.from_file, Norm.from_file, Script.from_file])
def test_a_file_that_is_not_there_is_an_os_error(
    read: Callable[[Path], object], tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        read(tmp_path / "absent.json")
    assert caught.value.filename == str(tmp_path / "absent.json")
    with pytest.raises(IsADirectoryError):
        read(tmp_path)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_json_cannot_write_is_placed(number: float) -> None:
    value = small_contact()
    value["turns"][1]["end"] = number
    error = failure(lambda: Contact.from_dict(value))
    assert error.code is ErrorCode.invalid_json
    assert error.where == "/turns/1/end"
    assert "NaN" in error.message


def test_a_lone_surrogate_is_placed() -> None:
    value = small_contact()
    value["turns"][1]["text"] = "broken \ud83d"
    error = failure(lambda: Contact.from_dict(value))
    assert error.code is ErrorCode.invalid_utf8
    assert error.where == "/turns/1/text"
    assert failure(lambda: Contact.from_json('"\ud83d"')).code is ErrorCode.invalid_utf8


def test_a_value_that_holds_itself_is_refused() -> None:
    value: dict[str, Any] = small_contact()
    value["x-self"] = value
    assert failure(lambda: Contact.from_dict(value)).code is ErrorCode.invalid_json


def test_deep_nesting_is_refused_and_does_not_crash() -> None:
    failure(lambda: Contact.from_json("[" * 200_000))
    failure(lambda: Norm.from_json('{"a":' * 200_000))
    value: dict[str, Any] = {}
    for _ in range(100_000):
        value = {"a": value}
    failure(lambda: Script.from_dict(value))


def test_a_value_that_is_not_json_is_a_type_error() -> None:
    with pytest.raises(TypeError):
        Contact.from_dict(small_contact(facts={"a": object()}))
    with pytest.raises(TypeError):
        Contact.from_dict(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Contact.from_json(3)  # type: ignore[arg-type]


@pytest.mark.parametrize("builtin", [Contact.builtin, Norm.builtin, Script.builtin])
def test_an_unknown_builtin_id_names_those_there_are(builtin: Callable[[str], object]) -> None:
    error = failure(lambda: builtin("no such id"))
    assert error.code is ErrorCode.unsupported
    assert "be." in error.message or "voice" in error.message


def test_an_unknown_format_is_unsupported() -> None:
    error = failure(lambda: Contact.from_json("{}", format="no-such-format"))
    assert error.code is ErrorCode.unsupported


def test_an_unknown_schema_names_those_there_are() -> None:
    error = failure(lambda: callnorm.schema("nonsense"))
    assert error.code is ErrorCode.unsupported
    assert "evaluation" in error.message


def test_a_language_without_lexicon_is_unsupported() -> None:
    assert failure(lambda: Evaluator(language="de")).code is ErrorCode.unsupported
    contact = Contact.from_dict(small_contact(language="de-DE"))
    assert failure(lambda: Evaluator().evaluate(contact)).code is ErrorCode.unsupported


def test_a_norm_with_an_unknown_key_is_refused_at_its_place() -> None:
    value = Norm.builtin().to_dict()
    value["competences"][1]["indicators"][2]["tresholds"] = 1
    error = failure(lambda: Norm.from_dict(value))
    assert error.code is ErrorCode.invalid_norm
    assert error.where.startswith("/competences/1/indicators/2")


def test_a_script_with_an_unknown_data_id_is_refused_at_its_place() -> None:
    path = SOURCE / "examples/scripts/be.demo.energie.verhuis.json"
    value = json.loads(path.read_text())
    value["steps"]["seq"].append({"collect": "shoe_size"})
    error = failure(lambda: Script.from_dict(value))
    assert error.code is ErrorCode.invalid_script
    assert error.where.startswith(f"/steps/seq/{len(value['steps']['seq']) - 1}")


def test_indents_out_of_range_are_refused(evaluation: callnorm.Evaluation) -> None:
    for indent in (-1, 17):
        assert failure(lambda: evaluation.to_json(indent)).code is ErrorCode.invalid_argument


def test_wrong_options_of_evaluate_many_are_refused_at_once(evaluator: Evaluator) -> None:
    failure(lambda: evaluator.evaluate_many([], threads=0))
    failure(lambda: evaluator.evaluate_many([], errors="ignore"))  # type: ignore[call-overload]
