"""Lines that fit, numbers that can be compared, text a terminal cannot be tricked with."""

from __future__ import annotations

import io
from typing import Literal

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

import callnorm
from callnorm.report import print_evaluation, print_norm
from callnorm.report.layout import (
    clean,
    clock,
    compared,
    cut,
    holds,
    joined,
    number,
    pad,
    wrapped,
)
from conftest import small_contact

WIDTHS = [60, 80, 120, 150, 200]


def printed(evaluation: callnorm.Evaluation, width: int, colour: bool = False) -> str:
    out = io.StringIO()
    system: Literal["standard"] | None = "standard" if colour else None
    console = Console(file=out, width=width, force_terminal=colour, color_system=system)
    print_evaluation(console, evaluation, callnorm.Norm.builtin())
    return out.getvalue()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("id_", callnorm.Contact.builtin_ids())
def test_no_line_is_wider_than_the_terminal(id_: str, width: int) -> None:
    script = {"nl-v": "be.demo.energie.verhuis", "nl-c": "be.demo.webshop.retour"}.get(id_[:4])
    evaluation = callnorm.Evaluator(script=script).evaluate(callnorm.Contact.builtin(id_))
    lines = printed(evaluation, width).splitlines()
    assert max(map(cell_len, lines)) <= width
    for result in evaluation:
        assert any(line.startswith(f"{result.id} ") for line in lines), result.id


@pytest.mark.parametrize("width", WIDTHS)
def test_every_indicator_shows_verdict_and_reason(
    evaluation: callnorm.Evaluation, width: int
) -> None:
    text = printed(evaluation, width)
    for result in evaluation:
        start = text.index(f"\n{result.id} ")
        row = text[start : start + 3 * width]
        assert result.verdict.replace("_", " ") in row
        assert result.reason in row


def test_the_count_line_adds_up(evaluation: callnorm.Evaluation) -> None:
    last = " ".join(printed(evaluation, 200).splitlines()[-1:])
    numbers = [int(word) for word in last.split() if word.isdigit()]
    assert len(numbers) == 4
    assert sum(numbers) == 19


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl-BE", "vermijdt stiltes"), ("fr-BE", "évite les silences"), ("en", "avoids silences")],
)
def test_wording_is_in_the_contacts_language(language: str, words: str) -> None:
    contact = callnorm.Contact.from_dict(small_contact(language=language))
    assert words in printed(callnorm.Evaluator().evaluate(contact), 120)


def test_colour_is_for_terminals(evaluation: callnorm.Evaluation) -> None:
    assert "\x1b[" in printed(evaluation, 80, colour=True)
    assert "\x1b[" not in printed(evaluation, 80)


def test_a_contact_cannot_write_to_the_terminal() -> None:
    value = small_contact(id="x\x1b[31m[bold]\n\x07")
    for turn in value["turns"]:
        turn["text"] = "\x1b]0;title\x07 [red]" + turn["text"].replace(" ", "\r\n")
    text = printed(callnorm.Evaluator().evaluate(callnorm.Contact.from_dict(value)), 200)
    assert not any(ord(c) < 32 and c != "\n" for c in text)
    assert "[bold]" in text


def test_wide_characters_count_twice() -> None:
    value = small_contact(language="en")
    value["turns"][2]["text"] = "😀漢字" * 30 + value["turns"][2]["text"]
    evaluation = callnorm.Evaluator().evaluate(callnorm.Contact.from_dict(value))
    for width in WIDTHS:
        assert max(map(cell_len, printed(evaluation, width).splitlines())) <= width


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_norm_is_printed_with_its_literal_words(width: int) -> None:
    out = io.StringIO()
    norm = callnorm.Norm.builtin()
    print_norm(Console(file=out, width=width), norm)
    text = out.getvalue()
    assert max(map(cell_len, text.splitlines())) <= width
    flat = " ".join(text.split())
    for competence in norm.competences:
        for indicator in competence.indicators:
            assert " ".join(indicator.literal.text.split()) in flat
            assert f"line {indicator.literal.line}" in flat
            for name in indicator.operationalisation.parameters:
                assert name in flat
    assert "convention" in flat


def test_cut_counts_code_points_and_columns() -> None:
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "ab…"
    assert cut("ééé", 2) == "é…"
    assert cut("漢字漢字", 5) == "漢字…"
    assert cut("漢字", 3) == "漢…"
    assert cut("abc", 0) == ""
    assert pad("漢", 4) == "漢  "


def test_control_characters_become_spaces() -> None:
    assert clean("a\x1b[0m\r\nb\u2028c\t d") == "a [0m b c d"


def test_joined_breaks_between_parts() -> None:
    lines = joined([Text("aaaa"), Text("bbbb"), Text("cccc")], width=12, indent=1)
    assert [line.plain for line in lines] == [" aaaa · bbbb", " cccc"]


def test_wrapped_breaks_long_words_too() -> None:
    lines = wrapped("one " + "x" * 30 + " two", 12, "- ", "  ")
    assert max(map(len, lines)) <= 12
    assert "".join(line[2:] for line in lines).replace(" ", "") == "one" + "x" * 30 + "two"


def test_wrapped_keeps_every_word() -> None:
    text = "the quick brown fox jumps over the lazy dog " * 5
    for width in range(12, 60):
        lines = wrapped(text, width, "note: ", "      ")
        assert max(map(len, lines)) <= width
        assert " ".join(line[6:] for line in lines) == text.strip()


def test_times_read_as_on_a_clock() -> None:
    assert [clock(s) for s in (0, 59.9, 61, 3600, 3725.2, -5)] == [
        "00:00",
        "00:59",
        "01:01",
        "1:00:00",
        "1:02:05",
        "-00:05",
    ]


def test_a_value_beside_its_limit_has_digits_enough_to_compare() -> None:
    assert compared(0.95, 0.9) == ("0.95", "0.90")
    assert compared(0.8996, 0.9) == ("0.8996", "0.9000")
    assert compared(0.9, 0.9) == ("0.90", "0.90")
    assert compared(2, 1.0) == ("2", "1")
    assert compared(2, 1.5) == ("2", "1.5")
    assert compared(None, 1.0) == ("–", "1")
    assert number(True) == "yes"


def test_a_limit_that_was_missed_is_worded_so() -> None:
    assert holds(0.95, ">=", 0.9) and holds(0.9, ">=", 0.9) and not holds(0.8, ">=", 0.9)
    assert holds(2, "<=", 3) and holds(3, "<=", 3) and not holds(4, "<=", 3)
    assert holds(4, ">", 3) and not holds(3, ">", 3) and not holds(2, ">", 3)
    assert holds(2, "<", 3) and not holds(3, "<", 3)
    assert holds(1, "=", 1) and not holds(0, "=", 1) and not holds(2, "=", 1)
    assert holds(0.1 + 0.2, "<=", 0.3)
    contact = callnorm.Contact.builtin("nl-voice-verhuis-zwak")
    text = printed(callnorm.Evaluator(script="be.demo.energie.verhuis").evaluate(contact), 120)
    assert "hard_missing 2, not ≤ 0" in text
