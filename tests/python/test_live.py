"""A contact judged while it goes on, as a Python program does it."""

from __future__ import annotations

import json

import pytest

import callnorm
from callnorm import CallnormError, ErrorCode

SCRIPT = callnorm.Script.from_dict(
    {
        "id": "t",
        "version": "1",
        "lang": "en",
        "steps": {
            "seq": [
                {"step": "greeting", "say": {"mode": "paraphrase", "elements": ["greet"]}},
                {"opt": {"step": "notice", "say": {"mode": "verbatim", "text": "This call is recorded."}}},
                {
                    "step": "offer",
                    "say": {"mode": "paraphrase", "elements": ["offer"], "example": "How can I help you?"},
                },
            ]
        },
    }
)


def test_findings_come_at_once_and_add_up_to_the_acts_of_the_whole() -> None:
    evaluator = callnorm.Evaluator(detectors="rules@1")
    contact = callnorm.Contact.builtin("nl-voice-verhuis-goed")
    whole = contact.to_dict()
    turns = whole.pop("turns")
    acts_given = whole.pop("acts", [])  # they name turns, so they come after them
    live = callnorm.LiveEvaluation(evaluator, whole)
    told: dict[tuple[object, ...], str] = {}
    for turn in turns:
        for finding in live.push({"turns": [turn]}):
            act = finding.act
            assert act.turn is None or act.quote == turns[act.turn]["text"][act.start : act.end]
            told[act.kind, act.turn, act.start, act.end, act.type, act.step] = finding.state
    assert "confirmed" in told.values() and "provisional" in told.values()
    live.push({"acts": acts_given})
    for finding in live.findings:
        act = finding.act
        told[act.kind, act.turn, act.start, act.end, act.type, act.step] = finding.state
    ended = live.finish()
    for finding in live.findings:
        act = finding.act
        told[act.kind, act.turn, act.start, act.end, act.type, act.step] = finding.state
    standing = {key for key, state in told.items() if state == "confirmed"}
    assert set(told.values()) <= {"confirmed", "withdrawn"}
    acts = evaluator.detect(live.contact())
    assert standing == {(a.kind, a.turn, a.start, a.end, a.type, a.step) for a in acts}
    assert ended.to_json() == evaluator.evaluate(live.contact()).to_json()


def test_what_the_script_expects_and_how_long_it_is_silent() -> None:
    live = callnorm.LiveEvaluation(callnorm.Evaluator(script=SCRIPT), {"language": "en"})
    assert [step.step for step in live.expected()] == ["greeting"]
    found = live.say("agent", "Good morning, this is Ann.", 0.0, 2.0)
    assert any(f.state == "provisional" and f.act.kind == "greeting" for f in found)
    steps = live.expected()
    assert [(s.step, s.needed, s.wording) for s in steps] == [
        ("offer", True, "How can I help you?"),
        ("notice", False, "This call is recorded."),
    ]
    assert not live.may_end
    assert live.silence(1.0) is None
    silence = live.silence(12.0)
    assert silence is not None
    assert (silence.time, silence.agents, silence.counted) == ((2.0, 12.0), True, 10.0)
    live.say("agent", "How can I help you?", 12.0, 13.0)
    assert live.may_end and not any(s.needed for s in live.expected())


def test_what_is_wrong_is_said_and_changes_nothing() -> None:
    live = callnorm.LiveEvaluation(callnorm.Evaluator(), {"language": "en"})
    live.say("agent", "Good morning.", 5.0, 6.0)
    for call, code in (
        (lambda: live.say("client", "Hello.", 1.0, 2.0), ErrorCode.invalid_contact),
        (lambda: live.say("robot", "Hello.", 7.0, 8.0), ErrorCode.invalid_argument),
        (lambda: live.say("client", "Hello.", 7.0), ErrorCode.invalid_argument),
        (lambda: live.say("client", "Hello.", float("nan"), 8.0), ErrorCode.invalid_argument),
        (lambda: live.push({"turns": [{"speaker": "agent"}]}), ErrorCode.invalid_contact),
        (lambda: live.silence(float("inf")), ErrorCode.invalid_argument),
    ):
        with pytest.raises(CallnormError) as failure:
            call()
        assert failure.value.code == code
    assert len(live.contact().turns) == 1
    live.finish()
    with pytest.raises(CallnormError):
        live.say("client", "Hello.", 7.0, 8.0)


def test_an_empty_contact_cannot_be_judged() -> None:
    live = callnorm.LiveEvaluation(callnorm.Evaluator())
    for call in (live.contact, live.so_far, live.finish):
        with pytest.raises(CallnormError):
            call()
    live.say("client", "Dag, ik heb een vraag over mijn factuur van vorige maand alstublieft.")
    assert json.loads(live.so_far().to_json())["indicators"]
