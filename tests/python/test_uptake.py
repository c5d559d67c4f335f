"""How far turns take up what the other party just said, and the embedder a program may lend."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import callnorm
from callnorm import CallnormError, Contact, ErrorCode, Evaluator
from conftest import SOURCE, small_contact

SAID = "É 😀 my router keeps losing the connection."


def talk(*turns: str) -> Contact:
    """The client first, then in turn."""
    return Contact.from_dict(
        {
            "format": "callnorm.contact/1",
            "language": "en",
            "channel": "voice",
            "turns": [
                {"speaker": ("client", "agent")[i % 2], "text": text}
                for i, text in enumerate(turns)
            ],
        }
    )


def letters(text: str) -> list[float]:
    return [float(text.lower().count(letter)) for letter in "abcdefghijklmnopqrstuvwxyz"]


def test_asking_on_takes_up_more_than_moving_on() -> None:
    more = callnorm.uptake(talk(SAID, "So your router loses the connection. How often is that?"))
    less = callnorm.uptake(talk(SAID, "Okay. And your postcode?"))
    assert more[0].score > less[0].score
    assert (more[0].turn, more[0].about_turn) == (1, 0)
    assert more[0].by == "model@1"
    assert " +" in more[0].why
    assert more[0].meaning is None


def test_matches_slice_both_turns() -> None:
    contact = talk(SAID, "É 😀 so the router loses the connection?")
    found = callnorm.uptake(contact)[0]
    quotes = [m.quote for m in found.matches]
    assert "router" in quotes and "connection" in " ".join(quotes)
    for m in found.matches:
        assert contact.turns[found.turn].text[m.start : m.end] == m.quote
        assert contact.turns[found.about_turn].text[m.about_start : m.about_end] == m.about_quote


@pytest.mark.parametrize("id_", Contact.builtin_ids())
def test_every_example_is_graded_in_order(id_: str) -> None:
    contact = Contact.builtin(id_)
    found = callnorm.uptake(contact)
    assert [u.turn for u in found] == sorted({u.turn for u in found})
    for u in found:
        assert 0.0 <= u.score <= 1.0
        assert contact.turns[u.turn].speaker != contact.turns[u.about_turn].speaker


def test_language_overrides_the_contacts_own() -> None:
    contact = Contact.from_dict(small_contact())
    with pytest.raises(CallnormError):
        callnorm.uptake(contact, language="tlh")
    assert callnorm.uptake(contact, language="en")


LONG = talk(
    "aaaa aaab", "ok", "bbbb bbbc", "ok", "cccc cccd", "ok", "dddd dddd", "dddd dddd"
)


def test_an_embedder_tells_what_means_the_same() -> None:
    with_it = Evaluator(embedder=letters).uptake(LONG)
    without = Evaluator().uptake(LONG)
    assert with_it[-1].meaning == 1.0
    assert with_it[-1].score > without[-1].score
    scaled = Evaluator(embedder=lambda text: [1000 * v for v in letters(text)]).uptake(LONG)
    assert [u.meaning for u in scaled] == [u.meaning for u in with_it]


def test_acts_and_verdicts_do_not_ask_the_embedder() -> None:
    def fails(text: str) -> list[float]:
        raise AssertionError(text)

    evaluator = Evaluator(embedder=fails, embedding_dimension=3)
    assert evaluator.evaluate(LONG).to_json() == Evaluator().evaluate(LONG).to_json()
    evaluator.detect(LONG)


def test_what_the_embedder_raises_is_the_cause() -> None:
    def fails(text: str) -> list[float]:
        if text.startswith("b"):
            raise OSError("the encoder is gone")
        return letters(text)

    evaluator = Evaluator(embedder=fails, embedding_dimension=26)
    for _ in range(2):  # and nothing of it stays behind
        with pytest.raises(CallnormError) as caught:
            evaluator.uptake(LONG)
        assert caught.value.code is ErrorCode.cancelled
        assert caught.value.where == "/turns/2"
        assert isinstance(caught.value.__cause__, OSError)
    assert Evaluator(embedder=letters).uptake(LONG)


def test_too_few_numbers_are_refused() -> None:
    evaluator = Evaluator(embedder=lambda text: [1.0, 2.0], embedding_dimension=3)
    with pytest.raises(CallnormError) as caught:
        evaluator.uptake(LONG)
    assert isinstance(caught.value.__cause__, ValueError)
    assert "2 numbers, not 3" in str(caught.value.__cause__)


def test_what_is_not_a_number_is_refused() -> None:
    with pytest.raises(CallnormError) as caught:
        Evaluator(embedder=lambda text: [float("nan")] * 3, embedding_dimension=3).uptake(LONG)
    assert caught.value.code is ErrorCode.invalid_argument


def test_keyboard_interrupt_goes_through() -> None:
    def interrupts(text: str) -> list[float]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Evaluator(embedder=interrupts, embedding_dimension=3).uptake(LONG)


def test_a_dimension_without_embedder_is_refused() -> None:
    with pytest.raises(CallnormError):
        Evaluator(embedding_dimension=3)


def test_the_example_program_runs(tmp_path: Path) -> None:
    program = SOURCE / "examples/python/lend_an_embedder.py"
    contact = SOURCE / "examples/contacts/en-voice-card-good.json"
    result = subprocess.run(
        [sys.executable, program, contact],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "meaning 0." in result.stdout
